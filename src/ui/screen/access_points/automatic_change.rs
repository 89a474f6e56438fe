//! Automatic change information: in which mode a door is at each hour. Modes are painted on a week, a row a day, or typed with
//! their times.

use iced::alignment::Vertical;
use iced::widget::{Column as Lines, column, row};
use iced::{Center, Fill};
use keydesk::domain::automatic_change::{At, AutomaticChangeId, Mode, Step, Typed, TypedPlan, TypedStep};
use keydesk::domain::named::Field;
use keydesk::domain::schedule::LINES_MAX;
use keydesk::domain::timetable::{DAY_MINUTES, Day, Days, time};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Noun, automatic_changes};

use super::schedule::{Form, Schedule, Subject, operations};
use crate::context::Context;
use crate::days;
use crate::icon::Icon;
use crate::part::week;
use crate::place::Place;
use crate::screen::information::{Fields, Information};
use crate::theme::{Tone, space};
use crate::widget::button::{Kind as Look, button, icon_button};
use crate::widget::choice::{choice, segmented};
use crate::widget::grid::{self, By, Cell, Pattern, Shape, Span, Spot, even, grid, head};
use crate::widget::legend::legend;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::{Element, form, surface, text};

/// The screen of an automatic change, or of a new one.
pub type AutomaticChange = Information<Subject<Changes>>;

/// Automatic changes, as a kind of schedule.
#[derive(Debug, Clone, Copy)]
pub struct Changes;

/// What is shown of the week, and with what it is painted.
#[derive(Debug, Clone)]
pub struct Shown {
    brush: Mode,
    /// The hours that are chosen.
    span: Span,
}

impl Default for Shown {
    /// A new one is standard all day: there is nothing to be painted with that.
    fn default() -> Shown {
        Shown { brush: Mode::Office, span: Span::default() }
    }
}

/// What is done to the plans.
#[derive(Debug, Clone)]
pub enum Change {
    Brush(Mode),
    Painted(grid::Event),
    /// Another plan, for days that none has.
    AddPlan,
    RemovePlan(usize),
    /// These are the days of a plan.
    Days(usize, Days),
    AddStep(usize),
    RemoveStep(usize, usize),
    From(usize, usize, String),
    Mode(usize, usize, Mode),
}

impl Schedule for Changes {
    type Id = AutomaticChangeId;
    type Typed = Typed;
    type Shown = Shown;
    type Change = Change;

    const NAME: &'static str = "automatic-change";
    const ICON: Icon = Icon::CalendarRange;
    const NOUN: Noun = Noun::AutomaticChange;
    const KIND: SubjectKind = SubjectKind::AutomaticChange;

    operations!(automatic_changes);

    fn usual() -> Typed {
        let steps = vec![TypedStep { from: time(0), mode: Mode::Standard }];
        Typed(vec![TypedPlan { days: Day::ALL.into_iter().collect(), steps }])
    }

    fn change(form: &mut Form<Changes>, change: Change) {
        let Form { draft, shown } = form;
        let plans = &mut draft.own.0;
        match change {
            Change::Brush(brush) => shown.brush = brush,
            Change::Painted(grid::Event::Select(span)) => shown.span = span,
            Change::Painted(grid::Event::Paint(span, by)) => {
                if let Some(mode) = brush(by, shown.brush) {
                    draft.own = painted(&draft.own, span, mode);
                }
            }
            Change::Painted(grid::Event::Activate(_) | grid::Event::Visible(..)) => {}
            Change::AddPlan => {
                let days = missing(plans);
                plans.push(TypedPlan { days, ..Changes::usual().0.pop().unwrap_or_default() });
            }
            Change::RemovePlan(at) if at < plans.len() => drop(plans.remove(at)),
            Change::RemovePlan(_) => {}
            Change::Days(at, days) => {
                // A day has one plan: what one takes, another loses.
                for (other, plan) in plans.iter_mut().enumerate() {
                    plan.days = match other == at {
                        true => days,
                        false => plan.days.all().filter(|day| !days.contains(*day)).collect(),
                    };
                }
            }
            Change::AddStep(at) => {
                if let Some(plan) = plans.get_mut(at).filter(|plan| plan.steps.len() < LINES_MAX) {
                    plan.steps.push(next(plan));
                }
            }
            Change::RemoveStep(at, step) => {
                if let Some(plan) = plans.get_mut(at).filter(|plan| step < plan.steps.len()) {
                    plan.steps.remove(step);
                }
            }
            Change::From(at, step, typed) => {
                if let Some(step) = plans.get_mut(at).and_then(|plan| plan.steps.get_mut(step)) {
                    step.from = typed;
                }
            }
            Change::Mode(at, step, mode) => {
                if let Some(step) = plans.get_mut(at).and_then(|plan| plan.steps.get_mut(step)) {
                    step.mode = mode;
                }
            }
        }
    }

    fn panels<'a>(fields: &Fields<'a, Subject<Changes>>) -> Vec<Element<'a, Change>> {
        let words = &fields.context.words;
        vec![
            surface::panel(words.get("timetable-week"), of_week(fields)).into(),
            surface::panel(words.get("automatic-change-times"), plans(fields)).into(),
        ]
    }

    fn number(id: AutomaticChangeId) -> i64 {
        id.0
    }

    fn place(id: AutomaticChangeId) -> Place {
        Place::AutomaticChange(id)
    }
}

/// What paints, each with its key.
const BRUSHES: [(Mode, char); 6] = [
    (Mode::Standard, '1'),
    (Mode::Office, '2'),
    (Mode::Open, '3'),
    (Mode::Toggle, '4'),
    (Mode::Keypad, '5'),
    (Mode::KeyAndPin, '6'),
];
const HOURS: usize = 24;
const HOUR: u16 = 60;
const CELL_WIDTH: f32 = 30.0;
const CELL_HEIGHT: f32 = 24.0;
const MODE_WIDTH: f32 = 240.0;

fn brush(by: By, in_hand: Mode) -> Option<Mode> {
    match by {
        By::Key(key) => BRUSHES.iter().find(|(_, of)| *of == key).map(|(mode, _)| *mode),
        By::Space | By::Drag => Some(in_hand),
        By::Delete => Some(Mode::Standard),
        By::Head | By::Edit => None,
    }
}

/// The same plans with the chosen hours in a mode.
fn painted(typed: &Typed, span: Span, mode: Mode) -> Typed {
    let spots: Vec<Spot> = span.spots(Shape::Block, Day::ALL.len(), HOURS).collect();
    let hours = || spots.iter().filter_map(|spot| u16::try_from(spot.column).ok());
    let days = spots.iter().filter_map(|spot| Day::ALL.get(spot.row).copied()).collect();
    match hours().min().zip(hours().max()) {
        Some((first, last)) => typed.painted(days, first * HOUR, (last + 1) * HOUR, mode),
        None => typed.clone(),
    }
}

/// The days that have no plan.
fn missing(plans: &[TypedPlan]) -> Days {
    Day::ALL.into_iter().filter(|day| !plans.iter().any(|plan| plan.days.contains(*day))).collect()
}

/// Another step of a plan: two hours after the last.
fn next(plan: &TypedPlan) -> TypedStep {
    let last = plan.readable().last().map_or(0, |step| step.from);
    TypedStep { from: time((last + 2 * HOUR).min(DAY_MINUTES - 1)), mode: Mode::Standard }
}

/// The name of a mode.
pub fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Standard => "mode-standard",
        Mode::Office => "mode-office",
        Mode::Open => "mode-open",
        Mode::Toggle => "mode-toggle",
        Mode::Keypad => "mode-keypad",
        Mode::KeyAndPin => "mode-key-and-pin",
    }
}

/// How an hour in a mode looks.
fn sign<'a>(context: &'a Context, mode: Mode) -> Cell<'a> {
    let words = &context.words;
    let letter = |sign| Cell::letter(words.get(sign));
    match mode {
        Mode::Standard => Cell::empty(),
        Mode::Office => letter("mode-office-sign").tinted(Tone::Accent, Pattern::Bars),
        Mode::Open => letter("mode-open-sign").tinted(Tone::Success, Pattern::Plain),
        Mode::Toggle => letter("mode-toggle-sign").tinted(Tone::Neutral, Pattern::Dots),
        Mode::Keypad => letter("mode-keypad-sign").tinted(Tone::Warning, Pattern::Dots),
        Mode::KeyAndPin => letter("mode-key-and-pin-sign").tinted(Tone::Danger, Pattern::Lines),
    }
}

/// The steps of a day, as far as they can be read.
fn steps(typed: &Typed, day: Day) -> Vec<Step> {
    let plan = typed.0.iter().find(|plan| plan.days.contains(day));
    plan.map(TypedPlan::readable).unwrap_or_default()
}

/// The week with its brushes and what its signs mean.
fn of_week<'a>(fields: &Fields<'a, Subject<Changes>>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let words = &context.words;
    let days: Vec<Vec<Step>> = Day::ALL.into_iter().map(|day| steps(&form.draft.own, day)).collect();
    let cell = move |at: Spot| {
        let (day, from) = (Day::ALL.get(at.row)?, u16::try_from(at.column).ok()? * HOUR);
        let steps = days.get(at.row)?;
        let mode = steps.iter().rev().find(|step| step.from <= from)?.mode;
        let said = |mode| words.get(name(mode)).into_owned();
        // What begins within the hour is said, and not seen.
        let within = steps.iter().filter(|step| step.from > from && step.from < from + HOUR);
        let within = within.map(|step| format!(", {} {}", time(step.from), said(step.mode)));
        let within: String = within.collect();
        let day = words.get(days::short(*day));
        let hint = format!("{day} {}: {}{within}", time(from), said(mode));
        Some(sign(context, mode).said(format!("{}{within}", said(mode))).hint(hint))
    };
    let hours = grid(
        words.get("timetable-week"),
        even(Day::ALL.len(), CELL_HEIGHT),
        even(HOURS, CELL_WIDTH),
        form.shown.span,
        cell,
        Change::Painted,
    )
    .id("hours")
    .row_heads(week::DAY_WIDTH, |day| {
        head(Day::ALL.get(day).map(|day| words.get(days::short(*day))).unwrap_or_default())
    })
    .column_heads(|hour| head(hour.to_string()))
    .shape(Shape::Block)
    .brushes("123456")
    .paints()
    .erases()
    .enabled(record.may_edit())
    .fits();
    let signs = Mode::ALL.into_iter().map(|mode| (sign(context, mode), words.get(name(mode))));
    let mut content = column![].spacing(space::MD);
    if record.may_edit() {
        let brushes = BRUSHES.iter().map(|(mode, key)| {
            let values = [("key", key.to_string().into()), ("kind", words.get(name(*mode)).into())];
            choice(*mode, words.with("calendar-brush", values))
        });
        content = content.push(Element::from(segmented(brushes.collect(), form.shown.brush, Change::Brush)));
    }
    let fault = record.fault(context, Field::Own(At::All.number()));
    let fault = fault.map(form::wrong);
    let hint = text::muted(words.get("schedule-calendar-hint"));
    content.push(surface::sheet(hours)).push(legend(signs)).extend(fault).push(hint).into()
}

/// The plans as they are typed.
fn plans<'a>(fields: &Fields<'a, Subject<Changes>>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let (words, plans, may_edit) = (&context.words, &form.draft.own.0, record.may_edit());
    let blocks = plans.iter().enumerate().map(|(at, plan)| {
        let danger = |of: At| {
            let fault = record.fault(context, Field::Own(of.number()));
            fault.map(form::wrong)
        };
        let lines = plan.steps.iter().enumerate().map(|(step, typed)| {
            let from = week::time_field(words.get("timetable-from"), &typed.from, may_edit, move |typed| {
                Change::From(at, step, typed)
            });
            let modes: Vec<_> = Mode::ALL.into_iter().map(|mode| item(mode, words.get(name(mode)))).collect();
            let mode = select(words.get("automatic-change-mode"), modes, Some(typed.mode), move |mode| {
                Change::Mode(at, step, mode)
            });
            let mode = mode.width(MODE_WIDTH).enabled(may_edit);
            let remove = may_edit.then(|| {
                let label = words.with("automatic-change-remove", [("time", typed.from.as_str().into())]);
                icon_button(Icon::X, label).kind(Look::Ghost).on_press(Change::RemoveStep(at, step)).into()
            });
            let line = row![from, Element::from(mode)].extend(remove).spacing(space::SM);
            column![line.align_y(Vertical::Bottom)].extend(danger(At::Step(at, step))).into()
        });
        let mut block = column![week::days(context, plan.days, may_edit, |days| Change::Days(at, days))];
        block = block.push(Lines::with_children(lines).spacing(space::SM)).extend(danger(At::Plan(at)));
        if may_edit {
            let add = (plan.steps.len() < LINES_MAX).then_some(Change::AddStep(at));
            let add = button(words.get("automatic-change-add")).icon(Icon::Plus).on_press_maybe(add);
            let most = text::muted(words.with("timetable-most", [("count", LINES_MAX.into())]));
            let remove = (plans.len() > 1).then_some(Change::RemovePlan(at));
            let remove = button(words.get("automatic-change-remove-plan")).on_press_maybe(remove);
            let foot = row![Element::from(add), most, Element::from(remove)];
            block = block.push(foot.spacing(space::MD).align_y(Center));
        }
        block.spacing(space::MD).width(Fill).into()
    });
    let mut content = Lines::with_children(blocks).spacing(space::XL);
    if may_edit {
        let add = (!missing(plans).is_empty()).then_some(Change::AddPlan);
        let add = button(words.get("automatic-change-add-plan")).icon(Icon::Plus).on_press_maybe(add);
        content = content.push(Element::from(add));
    }
    content.width(Fill).into()
}
