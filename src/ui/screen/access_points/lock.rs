//! The lock of an access point: how it stands; and, where it has no keypad, what it is to do, as it is chosen and typed.

use std::borrow::Cow;

use iced::widget::column;
use keydesk::domain::access_point::TypedLock;
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::door::{Mode, Setting, Wants};
use keydesk::domain::time_zone::TimeZoneId;
use keydesk::domain::timed_period::TimedPeriodId;
use keydesk::operation::audit_trail::{Counted, Summary};
use keydesk::operation::doors::{Listed, Lock, Offered, Reason};

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column, Facet, Field, field};
use crate::screen::information::Fields;
use crate::screen::named::{May, OwnFacets, RowOf, Thing};
use crate::theme::{Tone, space};
use crate::widget::badge::{Badge, badge};
use crate::widget::check::check;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::semantics::Mark;
use crate::widget::table::Cell;
use crate::widget::{Element, form, surface, text};
use crate::words::grouped;

/// The name of a mode.
pub const fn name(mode: Mode) -> &'static str {
    match mode {
        Mode::Standard => "door-mode-standard",
        Mode::Office => "door-mode-office",
        Mode::TimedOffice => "door-mode-timed-office",
        Mode::AutomaticOpening => "door-mode-automatic-opening",
        Mode::Toggle => "door-mode-toggle",
        Mode::TimedToggle => "door-mode-timed-toggle",
        Mode::Keypad => "door-mode-keypad",
        Mode::TimedKeypad => "door-mode-timed-keypad",
        Mode::KeyAndPin => "door-mode-key-and-pin",
        Mode::TimedKeyAndPin => "door-mode-timed-key-and-pin",
        Mode::AutomaticOpeningOffice => "door-mode-automatic-opening-office",
        Mode::AutomaticOpeningToggle => "door-mode-automatic-opening-toggle",
        Mode::AutomaticChanges => "door-mode-automatic-changes",
        Mode::ExitLeavesOpen => "door-mode-exit-leaves-open",
        Mode::ToggleExit => "door-mode-toggle-exit",
        Mode::KeypadExit => "door-mode-keypad-exit",
    }
}

/// What an access point does in a mode.
pub const fn hint(mode: Mode) -> &'static str {
    match mode {
        Mode::Standard => "door-mode-standard-hint",
        Mode::Office => "door-mode-office-hint",
        Mode::TimedOffice => "door-mode-timed-office-hint",
        Mode::AutomaticOpening => "door-mode-automatic-opening-hint",
        Mode::Toggle => "door-mode-toggle-hint",
        Mode::TimedToggle => "door-mode-timed-toggle-hint",
        Mode::Keypad => "door-mode-keypad-hint",
        Mode::TimedKeypad => "door-mode-timed-keypad-hint",
        Mode::KeyAndPin => "door-mode-key-and-pin-hint",
        Mode::TimedKeyAndPin => "door-mode-timed-key-and-pin-hint",
        Mode::AutomaticOpeningOffice => "door-mode-automatic-opening-office-hint",
        Mode::AutomaticOpeningToggle => "door-mode-automatic-opening-toggle-hint",
        Mode::AutomaticChanges => "door-mode-automatic-changes-hint",
        Mode::ExitLeavesOpen => "door-mode-exit-leaves-open-hint",
        Mode::ToggleExit => "door-mode-toggle-exit-hint",
        Mode::KeypadExit => "door-mode-keypad-exit-hint",
    }
}

const fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::NotSetUp => "door-reason-not-set-up",
        Reason::Settings => "door-reason-settings",
        Reason::Schedule => "door-reason-schedule",
        Reason::Calendar => "door-reason-calendar",
        Reason::Zones => "door-reason-zones",
        Reason::Outputs => "door-reason-outputs",
        Reason::Crossings => "door-reason-crossings",
        Reason::TimeZone => "door-reason-time-zone",
    }
}

/// How a lock stands, in a word.
pub fn state<'a>(context: &'a Context, visit: &[Reason]) -> Badge<'a> {
    let words = &context.words;
    match visit {
        [] => badge(words.get("door-up-to-date"), Tone::Success),
        [Reason::NotSetUp] => badge(words.get("door-not-set-up"), Tone::Neutral),
        _ => badge(words.get("door-needs-visit"), Tone::Warning),
    }
}

/// What the trail says of a door as a whole.
pub fn told<'a, Message: 'a>(context: &'a Context, trail: &Summary) -> Element<'a, Message> {
    let words = &context.words;
    let opened = match (trail.opened_at, trail.days) {
        (Some(at), _) => Cow::Owned(context.say().moment(at)),
        (None, None) => words.get("door-opened-never"),
        (None, Some(days)) => Cow::Owned(words.with("door-opened-not-within", [("days", days.into())])),
    };
    let mut rows: Vec<(_, Element<'a, Message>)> =
        vec![(words.get("door-opened"), text::body(opened).into())];
    let counted = trail.counted.map(|Counted { home, missing }| {
        rows.push((words.get("door-events-home"), text::body(grouped(i64::from(home))).into()));
        let value = if missing == 0 {
            words.get("door-events-none-missing").into_owned()
        } else {
            grouped(i64::from(missing))
        };
        rows.push((words.get("door-events-missing"), text::body(value).into()));
        missing
    });
    let hint = match counted {
        Some(1..) => Some("door-events-missing-hint"),
        Some(0) => None,
        None => Some("door-events-uncounted"),
    };
    let hint = hint.map(|hint| text::muted(words.get(hint)).into());
    let content = column![form::pairs(rows)].extend(hint).spacing(space::SM);
    surface::panel(words.get("door-panel-events"), content).into()
}

/// How a lock stands, and why it needs a visit.
pub fn standing<'a, Message: 'a>(context: &'a Context, lock: &Lock) -> Element<'a, Message> {
    let words = &context.words;
    let visited = match lock.visited_at {
        Some(at) => Cow::Owned(context.say().moment(at)),
        None => words.get("door-never-visited"),
    };
    let rows: [(_, Element<'a, Message>); 3] = [
        (words.get("door-lock"), state(context, &lock.reasons).into()),
        (words.get("door-visited"), text::body(visited).into()),
        (words.get("door-battery"), text::muted(words.get("door-battery-unknown")).into()),
    ];
    let reasons = lock.reasons.iter().map(|why| text::muted(words.get(reason(*why))).into());
    let content = column![form::pairs(rows)].extend(reasons).spacing(space::SM);
    surface::panel(words.get("door-panel-lock"), content).into()
}

/// The number by which keys name an access point; of a new one it is not known yet.
pub fn number<'a, Message: 'a>(context: &'a Context, number: Option<u16>) -> Element<'a, Message> {
    let words = &context.words;
    let number: Element<'a, Message> = match number {
        Some(number) => text::mono(number.to_string()).into(),
        None => text::muted(words.get("door-number-later")).into(),
    };
    let content = column![
        form::pairs([(words.get("door-column-number"), number)]),
        text::muted(words.get("door-number-hint"))
    ]
    .spacing(space::SM);
    surface::panel(words.get("door-panel-keys"), content).into()
}

/// One of those that the site has, by its name.
pub fn one_of<'a, T: Thing<Offered = Offered>, Id: Copy + PartialEq + 'a, Change: Clone + 'a>(
    fields: &Fields<'a, May<T>>,
    label: &'static str,
    setting: Setting,
    all: Vec<(Id, Cow<'a, str>)>,
    chosen: Option<Id>,
    changed: impl Fn(Id) -> Change + 'a,
) -> Element<'a, Change> {
    let Fields { context, record, .. } = *fields;
    let items: Vec<_> = all.into_iter().map(|(id, name)| item(id, name)).collect();
    let select = select(context.words.get(label), items, chosen, changed);
    let select = select.words(context.words.select("door-none-offered"));
    select.error(record.fault(context, setting.field())).enabled(record.may_edit()).into()
}

/// What the form offers to choose from besides partitions.
pub fn offered<'a, T: Thing<Offered = Offered>>(fields: &Fields<'a, May<T>>) -> Option<&'a Offered> {
    fields.record.opened().map(|(read, _)| &read.choices.1)
}

/// Them, as a field offers them.
pub fn named<Id: Copy>(all: &[(Id, String)]) -> Vec<(Id, Cow<'_, str>)> {
    all.iter().map(|(id, name)| (*id, Cow::Borrowed(name.as_str()))).collect()
}

/// What is done to a lock without a keypad, and to the free fields beside it.
#[derive(Debug, Clone)]
pub enum Change {
    Mode(Mode),
    Period(TimedPeriodId),
    Open(String),
    Increased(String),
    AuditOnKeys(bool),
    InhibitAudit(bool),
    Calendar(Option<CalendarId>),
    TimeZone(Option<TimeZoneId>),
    General(usize, String),
}

/// Changes what is typed and chosen.
pub fn change(lock: &mut TypedLock, general: &mut [String], change: Change) {
    match change {
        Change::Mode(mode) => lock.mode = mode,
        Change::Period(period) => lock.period = Some(period),
        Change::Open(typed) => lock.open_seconds = typed,
        Change::Increased(typed) => lock.increased_seconds = typed,
        Change::AuditOnKeys(audits) => lock.audit_on_keys = audits,
        Change::InhibitAudit(inhibits) => lock.inhibit_audit = inhibits,
        Change::Calendar(calendar) => lock.calendar = calendar,
        Change::TimeZone(zone) => lock.time_zone = zone,
        Change::General(at, typed) => {
            if let Some(general) = general.get_mut(at) {
                *general = typed;
            }
        }
    }
}

/// The panels of such a lock, that opens in one of some modes, and of the free fields.
pub fn panels<'a, T: Thing<Offered = Offered>>(
    fields: &Fields<'a, May<T>>,
    modes: &[Mode],
    lock: &'a TypedLock,
    free: &'a [String],
) -> Vec<Element<'a, Change>> {
    let words = &fields.context.words;
    let mut panels: Vec<Element<'a, Change>> = vec![
        surface::panel(words.get("door-panel-opening"), opening(fields, modes, lock)).into(),
        surface::panel(words.get("lock-panel-audit"), audit(fields, lock)).into(),
    ];
    panels.extend(
        general(fields, free, Change::General)
            .map(|content| surface::panel(words.get("door-panel-general"), content).into()),
    );
    panels
}

/// How it opens, with what that takes, and for how long.
fn opening<'a, T: Thing<Offered = Offered>>(
    fields: &Fields<'a, May<T>>,
    modes: &[Mode],
    lock: &'a TypedLock,
) -> Element<'a, Change> {
    let Fields { context, record, .. } = *fields;
    let words = &context.words;
    let modes = modes.iter().map(|mode| item(*mode, words.get(name(*mode)))).collect::<Vec<_>>();
    let mode = select(words.get("door-mode"), modes, Some(lock.mode), Change::Mode);
    let mode = mode.words(words.select("door-none-offered")).hint(words.get(hint(lock.mode)));
    let mode = mode.error(record.fault(context, Setting::Mode.field())).enabled(record.may_edit());
    let follows = offered(fields).filter(|_| lock.mode.wants() == Wants::Period).map(|offered| {
        let periods = named(&offered.periods);
        one_of(fields, "schedule-period", Setting::Period, periods, lock.period, Change::Period)
    });
    let seconds = |label, setting: Setting, value: &'a str, changed: fn(String) -> Change| {
        record.field(context, label, setting.field(), value, move |_, typed| changed(typed)).into()
    };
    let times = [
        seconds("door-open-seconds", Setting::Open, &lock.open_seconds, Change::Open),
        seconds("door-increased-seconds", Setting::Increased, &lock.increased_seconds, Change::Increased),
    ];
    let shown = [mode.into()].into_iter().chain(follows).chain([form::beside(times)]);
    let shown = shown.chain(calendar(fields, lock.calendar, Change::Calendar));
    form::fields(shown.chain(time_zone(fields, lock.time_zone, Change::TimeZone)))
}

/// Which calendar the lock goes by.
pub fn calendar<'a, T: Thing<Offered = Offered>, Change: Clone + 'a>(
    fields: &Fields<'a, May<T>>,
    chosen: Option<CalendarId>,
    changed: impl Fn(Option<CalendarId>) -> Change + 'a,
) -> Option<Element<'a, Change>> {
    let offered = offered(fields)?;
    let default = (None, fields.context.words.get("door-calendar-default"));
    let own_ones = offered.calendars.iter().map(|(id, name)| (Some(*id), Cow::Borrowed(name.as_str())));
    let all = [default].into_iter().chain(own_ones).collect();
    Some(one_of(fields, "door-calendar", Setting::Calendar, all, Some(chosen), changed))
}

/// By which time zone the lock goes, where the site uses several.
pub fn time_zone<'a, T: Thing<Offered = Offered>, Change: Clone + 'a>(
    fields: &Fields<'a, May<T>>,
    chosen: Option<TimeZoneId>,
    changed: impl Fn(Option<TimeZoneId>) -> Change + 'a,
) -> Option<Element<'a, Change>> {
    let offered = offered(fields).filter(|offered| !offered.time_zones.is_empty())?;
    let default = (None, fields.context.words.get("time-zone-of-site"));
    let others = offered.time_zones.iter().map(|(id, name)| (Some(*id), Cow::Borrowed(name.as_str())));
    let all = [default].into_iter().chain(others).collect();
    Some(one_of(fields, "door-time-zone", Setting::TimeZone, all, Some(chosen), changed))
}

/// What is noted.
fn audit<'a, T: Thing<Offered = Offered>>(
    fields: &Fields<'a, May<T>>,
    lock: &'a TypedLock,
) -> Element<'a, Change> {
    form::fields(noted(
        fields,
        lock.audit_on_keys,
        lock.inhibit_audit,
        Change::AuditOnKeys,
        Change::InhibitAudit,
    ))
}

/// Whether openings are noted on keys, and whether in the lock.
pub fn noted<'a, T: Thing<Offered = Offered>, Change: Clone + 'a>(
    fields: &Fields<'a, May<T>>,
    audits: bool,
    inhibits: bool,
    audit: fn(bool) -> Change,
    inhibit: fn(bool) -> Change,
) -> impl Iterator<Item = Element<'a, Change>> {
    let Fields { context, record, .. } = *fields;
    let (words, may_edit) = (&context.words, record.may_edit());
    let tick = |label, hint, is_on: bool, changed: fn(bool) -> Change| {
        let mark = if is_on { Mark::On } else { Mark::Off };
        let check = check(words.get(label), mark).hint(words.get(hint));
        Element::from(check.on_toggle_maybe(may_edit.then(|| changed(!is_on))))
    };
    // Where locks may not leave openings out, what is set so can be taken off.
    let may_inhibit = offered(fields).is_some_and(|offered| offered.may_inhibit);
    let hint = if may_inhibit { "door-inhibit-audit-hint" } else { "door-inhibit-audit-off" };
    let inhibited = (may_inhibit || inhibits).then(|| tick("door-inhibit-audit", hint, inhibits, inhibit));
    let noted = tick("door-audit-on-keys", "door-audit-on-keys-hint", audits, audit);
    [noted].into_iter().chain(inhibited)
}

/// The free fields that the site has named, and those that hold something; nothing, where there are none.
pub fn general<'a, T: Thing<Offered = Offered>, Change: Clone + 'a>(
    fields: &Fields<'a, May<T>>,
    free: &'a [String],
    changed: fn(usize, String) -> Change,
) -> Option<Element<'a, Change>> {
    let Fields { context, record, .. } = *fields;
    let names = &offered(fields)?.general;
    let labels = [("door-general-1", Setting::General1), ("door-general-2", Setting::General2)];
    let shown = free.iter().zip(names).zip(labels).enumerate();
    let shown = shown.filter_map(|(at, ((value, name), (label, setting)))| {
        let called = if name.is_empty() { context.words.get(label) } else { Cow::Borrowed(name.as_str()) };
        let changed = move |_, typed| changed(at, typed);
        let field = || record.field_called(context, called, setting.field(), value, changed);
        (!name.is_empty() || !value.is_empty()).then(|| Element::from(field()))
    });
    let shown: Vec<Element<'a, Change>> = shown.collect();
    (!shown.is_empty()).then(|| form::fields(shown))
}

/// The columns of a list of access points that others have not.
pub fn columns<T: Thing<Listed: AsRef<Listed>>>() -> Vec<Column<RowOf<T>>> {
    let number = list::column("door-column-number", 90.0, |row: &RowOf<T>, _| {
        Cell::number(row.besides.as_ref().code.number().to_string())
    });
    let mode = list::column("door-mode", 180.0, |row: &RowOf<T>, context| {
        Cell::text(context.words.get(name(row.besides.as_ref().mode)).into_owned())
    });
    let lock = list::column("door-lock", 150.0, |row: &RowOf<T>, context| {
        Cell::badge(state(context, &row.besides.as_ref().visit))
    });
    vec![
        mode.least(120.0).by(|row| row.besides.as_ref().mode),
        lock.least(130.0).yields(3).by(|row| row.besides.as_ref().visit.len()),
        number.end().least(80.0).yields(2).by(|row| row.besides.as_ref().code),
    ]
}

/// What a list of access points can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    Mode(Mode),
    /// The lock needs a visit.
    NeedsVisit,
    /// It needs none.
    NeedsNone,
    /// Nobody opened it for so many days, as far as that came home.
    Unopened(u16),
}

const MODE: Field = field("door-mode", Icon::SlidersHorizontal);
const LOCK: Field = field("door-lock", Icon::Lock);
const OPENED: Field = field("door-opened", Icon::Activity);

/// For how many days nobody opened a door can be asked in these steps.
pub const UNOPENED_DAYS: [u16; 4] = [30, 90, 180, 365];

/// For how long nobody opened it.
pub fn unopened() -> OwnFacets<Only> {
    let texts = ["door-unopened-30", "door-unopened-90", "door-unopened-180", "door-unopened-365"];
    (OPENED, UNOPENED_DAYS.into_iter().map(Only::Unopened).zip(texts).collect())
}

/// The same, where they open in some modes.
pub fn facets(modes: &[Mode]) -> Vec<OwnFacets<Only>> {
    let modes = modes.iter().map(|mode| (Only::Mode(*mode), name(*mode)));
    let locks = vec![(Only::NeedsVisit, "door-needs-visit"), (Only::NeedsNone, "door-up-to-date")];
    vec![(MODE, modes.collect()), (LOCK, locks)]
}

impl Only {
    /// Whether it lets a row through.
    pub fn admits(self, listed: &Listed) -> bool {
        match self {
            Only::Mode(mode) => listed.mode == mode,
            Only::NeedsVisit => !listed.visit.is_empty(),
            Only::NeedsNone => listed.visit.is_empty(),
            Only::Unopened(days) => listed.unopened_days.is_some_and(|unopened| unopened >= days),
        }
    }
}

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::Mode(_) => MODE,
            Only::NeedsVisit | Only::NeedsNone => LOCK,
            Only::Unopened(_) => OPENED,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::Mode(mode) => format!("mode:{}", mode.key()),
            Only::NeedsVisit => "visit".to_owned(),
            Only::NeedsNone => "no-visit".to_owned(),
            Only::Unopened(days) => format!("unopened:{days}"),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        match key {
            "visit" => Some(Only::NeedsVisit),
            "no-visit" => Some(Only::NeedsNone),
            key => match key.strip_prefix("unopened:") {
                Some(days) => {
                    let days = days.parse().ok()?;
                    UNOPENED_DAYS.contains(&days).then_some(Only::Unopened(days))
                }
                None => key.strip_prefix("mode:").and_then(Mode::from_key).map(Only::Mode),
            },
        }
    }
}
