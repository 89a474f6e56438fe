//! What the lock of a door is to do, as it is chosen and typed; and how the lock stands.

use std::borrow::Cow;

use iced::Center;
use iced::widget::{column, row};
use keydesk::domain::automatic_change::AutomaticChangeId;
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::door::{Antipassback, CodeDraft, Mode, Setting, Typed, Wants};
use keydesk::domain::timed_period::TimedPeriodId;
use keydesk::operation::doors::{Offered, Reason};
use zeroize::Zeroizing;

use super::Kind;
use crate::context::Context;
use crate::screen::information::Fields;
use crate::screen::named::May;
use crate::theme::{Tone, space};
use crate::typed::Typed as Secret;
use crate::widget::badge::{Badge, badge};
use crate::widget::button::button;
use crate::widget::check::check;
use crate::widget::field::field;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::semantics::Mark;
use crate::widget::{Element, form, surface, text};

/// What is done to the settings.
#[derive(Debug, Clone)]
pub enum Change {
    Mode(Mode),
    Period(TimedPeriodId),
    Follow(AutomaticChangeId),
    Open(String),
    Increased(String),
    Keypad(bool),
    /// A code is typed, or another one.
    NewCode,
    NoCode,
    Code(Secret),
    AuditOnKeys(bool),
    InhibitAudit(bool),
    Antipassback(Antipassback),
    Calendar(Option<CalendarId>),
    OutputsPeriod(Option<TimedPeriodId>),
    General(usize, String),
}

/// Changes what is typed and chosen.
pub fn change(own: &mut Typed, change: Change) {
    match change {
        Change::Mode(mode) => own.mode = mode,
        Change::Period(period) => own.period = Some(period),
        Change::Follow(change) => own.change = Some(change),
        Change::Open(typed) => own.open_seconds = typed,
        Change::Increased(typed) => own.increased_seconds = typed,
        Change::Keypad(has_keypad) => own.has_keypad = has_keypad,
        Change::NewCode => own.code = CodeDraft::New(Zeroizing::default()),
        Change::NoCode => own.code = CodeDraft::Off,
        Change::Code(typed) => own.code = CodeDraft::New(Zeroizing::new(typed.as_str().to_owned())),
        Change::AuditOnKeys(audits) => own.audit_on_keys = audits,
        Change::InhibitAudit(inhibits) => own.inhibit_audit = inhibits,
        Change::Antipassback(antipassback) => own.antipassback = antipassback,
        Change::Calendar(calendar) => own.calendar = calendar,
        Change::OutputsPeriod(period) => own.outputs_period = period,
        Change::General(at, typed) => {
            if let Some(general) = own.general.get_mut(at) {
                *general = typed;
            }
        }
    }
}

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

/// What a door does in a mode.
const fn hint(mode: Mode) -> &'static str {
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

const fn antipassback(kind: Antipassback) -> &'static str {
    match kind {
        Antipassback::None => "door-antipassback-none",
        Antipassback::InToOut => "door-antipassback-in-to-out",
        Antipassback::OutToIn => "door-antipassback-out-to-in",
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

type Of<'f, 'a> = &'f Fields<'a, May<Kind>>;

/// The panels of a door's settings.
pub fn panels<'a>(fields: Of<'_, 'a>) -> Vec<Element<'a, Change>> {
    let words = &fields.context.words;
    let mut panels = vec![surface::panel(words.get("door-panel-opening"), opening(fields)).into()];
    panels.extend(lock(fields));
    panels.extend([
        surface::panel(words.get("door-panel-keypad"), keypad(fields)).into(),
        surface::panel(words.get("door-panel-audit"), audit(fields)).into(),
    ]);
    panels.extend(
        outputs(fields).map(|content| surface::panel(words.get("door-panel-outputs"), content).into()),
    );
    panels.extend(
        general(fields).map(|content| surface::panel(words.get("door-panel-general"), content).into()),
    );
    panels
}

fn offered<'a>(fields: Of<'_, 'a>) -> Option<&'a Offered> {
    fields.record.opened().map(|(read, _)| &read.choices.1)
}

/// One of those that the site has, by its name.
fn one_of<'a, Id: Copy + PartialEq + 'a>(
    fields: Of<'_, 'a>,
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

fn named<Id: Copy>(all: &[(Id, String)]) -> Vec<(Id, Cow<'_, str>)> {
    all.iter().map(|(id, name)| (*id, Cow::Borrowed(name.as_str()))).collect()
}

/// How it opens, with what that takes, and for how long.
fn opening<'a>(fields: Of<'_, 'a>) -> Element<'a, Change> {
    let Fields { context, form: draft, record } = *fields;
    let (words, own) = (&context.words, &draft.own);
    let modes = Mode::ALL.into_iter().map(|mode| item(mode, words.get(name(mode)))).collect::<Vec<_>>();
    let mode = select(words.get("door-mode"), modes, Some(own.mode), Change::Mode);
    let mode = mode.words(words.select("door-none-offered")).hint(words.get(hint(own.mode)));
    let mode = mode.enabled(record.may_edit());
    let follows = offered(fields).and_then(|offered| match own.mode.wants() {
        Wants::Nothing => None,
        Wants::Period => Some(one_of(
            fields,
            "schedule-period",
            Setting::Period,
            named(&offered.periods),
            own.period,
            Change::Period,
        )),
        Wants::Change => Some(one_of(
            fields,
            "schedule-change",
            Setting::Change,
            named(&offered.changes),
            own.change,
            Change::Follow,
        )),
    });
    let seconds = |label, setting: Setting, value: &'a str, changed: fn(String) -> Change| {
        record.field(context, label, setting.field(), value, move |_, typed| changed(typed)).into()
    };
    let times = [
        seconds("door-open-seconds", Setting::Open, &own.open_seconds, Change::Open),
        seconds("door-increased-seconds", Setting::Increased, &own.increased_seconds, Change::Increased),
    ];
    let calendar = offered(fields).map(|offered| {
        let default = (None, words.get("door-calendar-default"));
        let own_ones = offered.calendars.iter().map(|(id, name)| (Some(*id), Cow::Borrowed(name.as_str())));
        let all = [default].into_iter().chain(own_ones).collect();
        one_of(fields, "door-calendar", Setting::Calendar, all, Some(own.calendar), Change::Calendar)
    });
    let fields = [mode.into()].into_iter().chain(follows).chain([form::beside(times)]).chain(calendar);
    form::fields(fields)
}

const CODE_WIDTH: f32 = 200.0;

/// The field of a new code.
pub const NEW_CODE: &str = "door-new-code";

/// Its keypad, and the code that is typed there.
fn keypad<'a>(fields: Of<'_, 'a>) -> Element<'a, Change> {
    let Fields { context, form: draft, record } = *fields;
    let (words, own, may_edit) = (&context.words, &draft.own, record.may_edit());
    let tick = |is_on| if is_on { Mark::On } else { Mark::Off };
    let fitted = check(words.get("door-keypad"), tick(own.has_keypad));
    let fitted = fitted.on_toggle_maybe(may_edit.then_some(Change::Keypad(!own.has_keypad)));
    let danger = |setting: Setting| {
        let fault = record.fault(context, setting.field());
        fault.map(form::wrong)
    };
    let mut content = column![Element::from(fitted)].extend(danger(Setting::Keypad)).spacing(space::MD);
    if !own.has_keypad {
        return content.push(text::muted(words.get("door-keypad-hint"))).into();
    }
    let may_set = may_edit && offered(fields).is_some_and(|offered| offered.may_set_code);
    let remove =
        button(words.get("door-code-remove")).small().on_press_maybe(may_edit.then_some(Change::NoCode));
    let new = |label| button(words.get(label)).small().on_press_maybe(may_set.then_some(Change::NewCode));
    let line = match &own.code {
        CodeDraft::Off => row![text::muted(words.get("door-code-none")), Element::from(new("door-code-set"))],
        CodeDraft::Keep(_) => row![
            text::muted(words.get("door-code-kept")),
            Element::from(new("door-code-replace")),
            Element::from(remove)
        ],
        CodeDraft::New(digits) => {
            let digits = field(words.get("door-code-new"), digits.as_str())
                .id(NEW_CODE)
                .mono()
                .secret()
                .error(record.fault(context, Setting::Code.field()))
                .width(CODE_WIDTH)
                .on_input_maybe(may_edit.then_some(|typed| Change::Code(Secret::new(typed))));
            row![Element::from(digits), Element::from(remove)]
        }
    };
    content = content.push(line.spacing(space::MD).align_y(Center));
    if !matches!(own.code, CodeDraft::New(_)) {
        content = content.extend(danger(Setting::Code));
    }
    if may_edit && !may_set {
        content = content.push(text::muted(words.get("door-code-not-yours")));
    }
    content.into()
}

/// What is noted, and which way people go.
fn audit<'a>(fields: Of<'_, 'a>) -> Element<'a, Change> {
    let Fields { context, form: draft, record } = *fields;
    let (words, own, may_edit) = (&context.words, &draft.own, record.may_edit());
    let tick = |label, hint, is_on: bool, changed: fn(bool) -> Change| {
        let mark = if is_on { Mark::On } else { Mark::Off };
        let check = check(words.get(label), mark).hint(words.get(hint));
        Element::from(check.on_toggle_maybe(may_edit.then(|| changed(!is_on))))
    };
    let kinds = Antipassback::ALL.into_iter();
    let kinds: Vec<_> = kinds.map(|kind| item(kind, words.get(antipassback(kind)))).collect();
    let kind = select(words.get("door-antipassback"), kinds, Some(own.antipassback), Change::Antipassback);
    // Where locks may not leave openings out, what is set so can be taken off.
    let may_inhibit = offered(fields).is_some_and(|offered| offered.may_inhibit);
    let label = if may_inhibit { "door-inhibit-audit-hint" } else { "door-inhibit-audit-off" };
    let inhibit = (may_inhibit || own.inhibit_audit)
        .then(|| tick("door-inhibit-audit", label, own.inhibit_audit, Change::InhibitAudit));
    let audit = tick("door-audit-on-keys", "door-audit-on-keys-hint", own.audit_on_keys, Change::AuditOnKeys);
    form::fields(
        [audit]
            .into_iter()
            .chain(inhibit)
            .chain([kind.hint(words.get("door-antipassback-hint")).enabled(may_edit).into()]),
    )
}

/// When it drives the outputs that it drives by itself.
fn outputs<'a>(fields: Of<'_, 'a>) -> Option<Element<'a, Change>> {
    let Fields { context, form: draft, .. } = *fields;
    let (words, offered) = (&context.words, offered(fields)?);
    let always = (None, words.get("door-outputs-always"));
    let periods = offered.periods.iter().map(|(id, name)| (Some(*id), Cow::Borrowed(name.as_str())));
    let all = [always].into_iter().chain(periods).collect();
    let chosen = Some(draft.own.outputs_period);
    let (label, setting) = ("door-outputs-period", Setting::OutputsPeriod);
    let period = one_of(fields, label, setting, all, chosen, Change::OutputsPeriod);
    let told = text::muted(words.get("door-outputs-told"));
    Some(column![period, told].spacing(space::MD).into())
}

/// The free fields that the site has named, and those that hold something; nothing, where there are none.
fn general<'a>(fields: Of<'_, 'a>) -> Option<Element<'a, Change>> {
    let Fields { context, form: draft, record } = *fields;
    let ([first, second], names) = (&draft.own.general, &offered(fields)?.general);
    let text = |at: usize, label, setting: Setting, value: &'a str| {
        let name = names.get(at).map_or("", String::as_str);
        let called = if name.is_empty() { context.words.get(label) } else { Cow::Borrowed(name) };
        let changed = move |_, typed| Change::General(at, typed);
        let field = || record.field_called(context, called, setting.field(), value, changed);
        (!name.is_empty() || !value.is_empty()).then(|| field().into())
    };
    let shown = [
        text(0, "door-general-1", Setting::General1, first),
        text(1, "door-general-2", Setting::General2, second),
    ];
    let shown: Vec<Element<'a, Change>> = shown.into_iter().flatten().collect();
    (!shown.is_empty()).then(|| form::fields(shown))
}

/// How the lock stands: of a new door there is nothing to say.
fn lock<'a>(fields: Of<'_, 'a>) -> Option<Element<'a, Change>> {
    let Fields { context, record, .. } = *fields;
    let (words, lock) = (&context.words, &record.page()?.besides.lock);
    let visited = match lock.visited_at {
        Some(at) => Cow::Owned(context.say().moment(at)),
        None => words.get("door-never-visited"),
    };
    let rows: [(_, Element<'a, Change>); 3] = [
        (words.get("door-lock"), state(context, &lock.reasons).into()),
        (words.get("door-visited"), text::body(visited).into()),
        (words.get("door-battery"), text::muted(words.get("door-battery-unknown")).into()),
    ];
    let reasons = lock.reasons.iter().map(|why| text::muted(words.get(reason(*why))).into());
    let content = column![form::pairs(rows)].extend(reasons).spacing(space::SM);
    Some(surface::panel(words.get("door-panel-lock"), content).into())
}
