//! Timed period information: its stretches, each a bar whose ends are dragged or typed, and the week that they make.

use iced::alignment::Vertical;
use iced::widget::{Column as Lines, column, row};
use iced::{Center, Fill};
use keydesk::domain::named::{Fault, Field};
use keydesk::domain::schedule::{self, LINES_MAX};
use keydesk::domain::timed_period::{TimedPeriodId, Typed, split};
use keydesk::domain::timetable::{Days, Hours, TypedPeriod, minute};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Noun, timed_periods};

use super::schedule::{Form, Schedule, Subject, operations};
use crate::icon::Icon;
use crate::part::{record, week};
use crate::place::Place;
use crate::screen::information::{Fields, Information};
use crate::theme::{Tone, space};
use crate::widget::button::{Kind as Look, button, icon_button};
use crate::widget::day_bar::day_bar;
use crate::widget::day_bar::hours::{self, Period};
use crate::widget::{Element, form, surface, text};

/// The screen of a timed period, or of a new one.
pub type TimedPeriod = Information<Subject<Periods>>;

/// Timed periods, as a kind of schedule.
#[derive(Debug, Clone, Copy)]
pub struct Periods;

/// What is done to the stretches.
#[derive(Debug, Clone)]
pub enum Change {
    Add,
    Remove(usize),
    /// What goes past midnight becomes two.
    Split(usize),
    /// These are the days of a stretch.
    Days(usize, Days),
    From(usize, String),
    Until(usize, String),
    /// The bar of a stretch is as it was dragged.
    Bar(usize, Vec<Period>),
}

impl Schedule for Periods {
    type Id = TimedPeriodId;
    type Typed = Typed;
    type Shown = ();
    type Change = Change;

    const NAME: &'static str = "timed-period";
    const ICON: Icon = Icon::CalendarClock;
    const NOUN: Noun = Noun::TimedPeriod;
    const KIND: SubjectKind = SubjectKind::TimedPeriod;

    operations!(timed_periods);

    fn usual() -> Typed {
        Typed(vec![week::usual()])
    }

    fn change(form: &mut Form<Periods>, change: Change) {
        let Typed(stretches) = &mut form.draft.own;
        let mut of = |at: usize, change: &dyn Fn(&mut TypedPeriod)| {
            if let Some(stretch) = stretches.get_mut(at) {
                change(stretch);
            }
        };
        match change {
            Change::Days(at, days) => of(at, &|stretch| stretch.days = days),
            Change::From(at, typed) => of(at, &|stretch| stretch.from.clone_from(&typed)),
            Change::Until(at, typed) => of(at, &|stretch| stretch.until.clone_from(&typed)),
            Change::Bar(at, bar) => match bar.first() {
                Some(period) => of(at, &|stretch| {
                    (stretch.from, stretch.until) = (hours::time(period.from), hours::time(period.until));
                }),
                None if at < stretches.len() => drop(stretches.remove(at)),
                None => {}
            },
            Change::Add if stretches.len() < LINES_MAX => stretches.push(week::next(stretches)),
            Change::Split(at) if stretches.len() < LINES_MAX => {
                if let Some(halves) = stretches.get(at).and_then(split) {
                    stretches.splice(at..=at, halves);
                }
            }
            Change::Remove(at) if at < stretches.len() => drop(stretches.remove(at)),
            Change::Add | Change::Split(_) | Change::Remove(_) => {}
        }
    }

    fn reached_by(Typed(stretches): &Typed, change: &Change) -> Option<String> {
        let last =
            || stretches.len().checked_sub(1).map(|last| record::id::<Subject<Periods>>(Field::Own(last)));
        if let Change::Add = change { last() } else { None }
    }

    fn panels<'a>(fields: &Fields<'a, Subject<Periods>>) -> Vec<Element<'a, Change>> {
        vec![stretches(fields), of_week(fields)]
    }

    fn number(id: TimedPeriodId) -> i64 {
        id.0
    }

    fn place(id: TimedPeriodId) -> Place {
        Place::TimedPeriod(id)
    }
}

/// The stretches as they are typed.
fn stretches<'a>(fields: &Fields<'a, Subject<Periods>>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let words = &context.words;
    let (Typed(typed), may_edit) = (&form.draft.own, record.may_edit());
    let lines = typed.iter().enumerate().map(|(at, stretch)| {
        // What goes past midnight is said and offered as two, whether somebody tried to save it or not.
        let goes_on = split(stretch).is_some();
        let past = goes_on
            .then(|| context.say().named(Field::Own(at), Fault::Schedule(schedule::Fault::PastMidnight)));
        let fault = past.or_else(|| record.fault(context, Field::Own(at)));
        let of_stretch = record::id::<Subject<Periods>>(Field::Own(at));
        let until = format!("{of_stretch}-until");
        let time = |id: String, label, value: &'a str, change: fn(usize, String) -> Change| {
            let changed = move |typed| change(at, typed);
            week::time_field_of(id, fault.is_some(), words.get(label), value, may_edit, changed)
        };
        let times = [
            time(of_stretch, "timetable-from", &stretch.from, Change::From),
            time(until, "timetable-until", &stretch.until, Change::Until),
        ];
        let period = minute(&stretch.from).zip(minute(&stretch.until));
        let period = period
            .map(|(from, until)| Period { from, until: if until == 0 { hours::MIDNIGHT } else { until } });
        let bar = period.filter(|period| period.from != period.until).map(|period| {
            let bar = day_bar(words.with("timed-period-bar", [("number", (at + 1).into())]), vec![period], 1)
                .scale();
            let bar = if may_edit { bar.on_change(move |periods| Change::Bar(at, periods)) } else { bar };
            Element::from(bar)
        });
        let remove = may_edit.then(|| {
            let label = words.with("timetable-remove", [("number", (at + 1).into())]);
            icon_button(Icon::X, label).kind(Look::Ghost).on_press(Change::Remove(at)).into()
        });
        let line = row(times).push(column![].extend(bar).width(Fill)).extend(remove);
        let line = line.spacing(space::SM).align_y(Vertical::Bottom);
        let days = week::days(context, stretch.days, may_edit, |days| Change::Days(at, days));
        let offer = goes_on.then(|| {
            let may_split = (may_edit && typed.len() < LINES_MAX).then_some(Change::Split(at));
            button(words.get("timed-period-split")).small().on_press_maybe(may_split).into()
        });
        let told = fault.map(|fault| {
            let told = row![form::wrong(fault)].extend(offer).spacing(space::MD).align_y(Center);
            told.into()
        });
        column![line, days].extend(told).spacing(space::SM).into()
    });
    let mut content = Lines::with_children(lines).spacing(space::LG);
    if typed.is_empty() {
        content = content.push(text::toned(words.get("timed-period-never"), Tone::Warning));
    }
    if may_edit {
        let add = (typed.len() < LINES_MAX).then_some(Change::Add);
        let add = button(words.get("timetable-add-period")).icon(Icon::Plus).on_press_maybe(add);
        let most = words.with("timetable-most", [("count", LINES_MAX.into())]);
        content =
            content.push(row![Element::from(add), text::muted(most)].spacing(space::MD).align_y(Center));
    }
    surface::panel(words.get("timetable-periods"), content).into()
}

/// The week as the stretches make it.
fn of_week<'a>(fields: &Fields<'a, Subject<Periods>>) -> Element<'a, Change> {
    let (words, Typed(typed)) = (&fields.context.words, &fields.form.draft.own);
    // What is not finished yet is left out.
    let hours = Hours::of(typed.iter().filter_map(|typed| typed.check().ok()));
    let hint = text::muted(words.get("schedule-calendar-hint"));
    let content = column![week::bars(words, &hours, LINES_MAX), hint].spacing(space::MD);
    surface::panel(words.get("timetable-week"), content).into()
}
