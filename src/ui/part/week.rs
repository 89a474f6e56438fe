//! Days and times of a week as they are typed and drawn, for whatever holds at times: timetables of people, schedules of
//! doors.

use iced::alignment::Vertical;
use iced::widget::{Column as Lines, Row as Line, row};
use iced::{Center, Fill};
use keydesk::domain::timetable::{Day, Days, Hours, TypedPeriod, time};

use crate::context::Context;
use crate::days::short;
use crate::theme::space;
use crate::widget::button::button;
use crate::widget::check::check;
use crate::widget::day_bar::day_bar;
use crate::widget::day_bar::hours::Period;
use crate::widget::field::{Field, field};
use crate::widget::semantics::Mark;
use crate::widget::{Element, text};
use crate::words::Words;

/// Working days, as an office has them.
pub fn usual() -> TypedPeriod {
    TypedPeriod { days: working_days(), from: time(8 * 60), until: time(17 * 60) }
}

/// The period that is added to some: on the days of the last, at other hours, which are still to be said.
pub fn next(periods: &[TypedPeriod]) -> TypedPeriod {
    periods.last().map_or_else(usual, |last| TypedPeriod {
        days: last.days,
        from: String::new(),
        until: String::new(),
    })
}

/// From Monday to Friday.
pub fn working_days() -> Days {
    Day::ALL.into_iter().take(5).collect()
}

/// The times of one end of a stretch, to be typed.
pub fn time_field<'a, M: Clone + 'a>(
    label: impl Into<std::borrow::Cow<'a, str>>,
    value: &'a str,
    may_edit: bool,
    changed: impl Fn(String) -> M + 'a,
) -> Element<'a, M> {
    input(label, value, may_edit, changed).into()
}

/// The same of one of several: by a name of its own the keyboard is found there again, and what is wrong is said below
/// them all.
pub fn time_field_of<'a, M: Clone + 'a>(
    id: String,
    is_wrong: bool,
    label: impl Into<std::borrow::Cow<'a, str>>,
    value: &'a str,
    may_edit: bool,
    changed: impl Fn(String) -> M + 'a,
) -> Element<'a, M> {
    input(label, value, may_edit, changed).id(id).wrong(is_wrong).into()
}

fn input<'a, M: Clone + 'a>(
    label: impl Into<std::borrow::Cow<'a, str>>,
    value: &'a str,
    may_edit: bool,
    changed: impl Fn(String) -> M + 'a,
) -> Field<'a, M> {
    let input = field(label, value).placeholder("HH:MM").width(TIME_WIDTH);
    if may_edit { input.on_input(changed) } else { input }
}

/// Days to be ticked, and whole sets of them.
pub fn days<'a, M: Clone + 'a>(
    context: &'a Context,
    chosen: Days,
    may_edit: bool,
    change: impl Fn(Days) -> M,
) -> Element<'a, M> {
    let words = &context.words;
    let ticks = Day::ALL.into_iter().map(|day| {
        let is_one = chosen.contains(day);
        let mark = if is_one { Mark::On } else { Mark::Off };
        let others = Day::ALL.into_iter();
        let toggled = others.filter(|it| if *it == day { !is_one } else { chosen.contains(*it) }).collect();
        check(words.get(short(day)), mark).on_toggle_maybe(may_edit.then(|| change(toggled))).into()
    });
    let quick =
        [("timetable-working-days", working_days()), ("timetable-all-days", Day::ALL.into_iter().collect())];
    let quick = quick
        .into_iter()
        .filter(|_| may_edit)
        .map(|(label, days)| button(words.get(label)).small().on_press(change(days)).into());
    let all = Line::with_children(ticks.chain(quick).collect::<Vec<_>>());
    all.spacing(space::MD).align_y(Center).wrap().vertical_spacing(space::SM).into()
}

/// A week, and the kinds of calendar days, as hours make it.
pub fn bars<'a, M: 'a>(words: &'a Words, hours: &Hours, most: usize) -> Element<'a, M> {
    let days = Day::ALL.into_iter().enumerate().map(|(at, day)| {
        let own = hours.stretches().iter().filter(|stretch| stretch.days().contains(day));
        let mut periods: Vec<Period> =
            own.map(|stretch| Period { from: stretch.from(), until: stretch.until() }).collect();
        periods.sort_unstable();
        let name = words.get(short(day));
        let bar = day_bar(name.clone(), periods, most);
        let (bar, side) = if at == 0 { (bar.scale(), Vertical::Bottom) } else { (bar, Vertical::Center) };
        row![text::body(name).width(DAY_WIDTH), Element::from(bar)].spacing(space::MD).align_y(side).into()
    });
    Lines::with_children(days).spacing(space::XS).width(Fill).into()
}

const TIME_WIDTH: f32 = 120.0;
/// As wide as the longest name of a day.
pub const DAY_WIDTH: f32 = 96.0;
