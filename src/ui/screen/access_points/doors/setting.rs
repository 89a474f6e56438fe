//! What the lock of a door is to do, as it is chosen and typed.

use std::borrow::Cow;

use iced::Center;
use iced::widget::{column, row};
use keydesk::domain::automatic_change::AutomaticChangeId;
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::door::{Antipassback, CodeDraft, Mode, Setting, Typed, Wants};
use keydesk::domain::time_zone::TimeZoneId;
use keydesk::domain::timed_period::TimedPeriodId;
use zeroize::Zeroizing;

use super::super::lock;
use super::Kind;
use crate::screen::information::Fields;
use crate::screen::named::May;
use crate::theme::space;
use crate::typed::Typed as Secret;
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
    TimeZone(Option<TimeZoneId>),
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
        Change::TimeZone(zone) => own.time_zone = zone,
        Change::OutputsPeriod(period) => own.outputs_period = period,
        Change::General(at, typed) => {
            if let Some(general) = own.general.get_mut(at) {
                *general = typed;
            }
        }
    }
}

const fn antipassback(kind: Antipassback) -> &'static str {
    match kind {
        Antipassback::None => "door-antipassback-none",
        Antipassback::InToOut => "door-antipassback-in-to-out",
        Antipassback::OutToIn => "door-antipassback-out-to-in",
    }
}

type Of<'f, 'a> = &'f Fields<'a, May<Kind>>;

/// The panels of a door's settings.
pub fn panels<'a>(fields: Of<'_, 'a>) -> Vec<Element<'a, Change>> {
    let words = &fields.context.words;
    let mut panels = vec![surface::panel(words.get("door-panel-opening"), opening(fields)).into()];
    panels.extend(fields.record.page().map(|page| lock::standing(fields.context, &page.besides.lock)));
    let trail = fields.record.page().and_then(|page| page.besides.trail.as_ref());
    panels.extend(trail.map(|trail| lock::told(fields.context, trail)));
    panels.extend([
        surface::panel(words.get("door-panel-keypad"), keypad(fields)).into(),
        surface::panel(words.get("door-panel-audit"), audit(fields)).into(),
    ]);
    panels.extend(
        outputs(fields).map(|content| surface::panel(words.get("door-panel-outputs"), content).into()),
    );
    panels.extend(
        lock::general(fields, &fields.form.own.general, Change::General)
            .map(|content| surface::panel(words.get("door-panel-general"), content).into()),
    );
    panels
}

/// How it opens, with what that takes, and for how long.
fn opening<'a>(fields: Of<'_, 'a>) -> Element<'a, Change> {
    let Fields { context, form: draft, record } = *fields;
    let (words, own) = (&context.words, &draft.own);
    let modes = Mode::ALL.into_iter().map(|mode| item(mode, words.get(lock::name(mode)))).collect::<Vec<_>>();
    let mode = select(words.get("door-mode"), modes, Some(own.mode), Change::Mode);
    let mode = mode.words(words.select("door-none-offered")).hint(words.get(lock::hint(own.mode)));
    let mode = mode.enabled(record.may_edit());
    let follows = lock::offered(fields).and_then(|offered| match own.mode.wants() {
        Wants::Nothing => None,
        Wants::Period => Some(lock::one_of(
            fields,
            "schedule-period",
            Setting::Period,
            lock::named(&offered.periods),
            own.period,
            Change::Period,
        )),
        Wants::Change => Some(lock::one_of(
            fields,
            "schedule-change",
            Setting::Change,
            lock::named(&offered.changes),
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
    let shown = [mode.into()].into_iter().chain(follows).chain([form::beside(times)]);
    let shown = shown.chain(lock::calendar(fields, own.calendar, Change::Calendar));
    form::fields(shown.chain(lock::time_zone(fields, own.time_zone, Change::TimeZone)))
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
    let may_set = may_edit && lock::offered(fields).is_some_and(|offered| offered.may_set_code);
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
    let kinds = Antipassback::ALL.into_iter();
    let kinds: Vec<_> = kinds.map(|kind| item(kind, words.get(antipassback(kind)))).collect();
    let kind = select(words.get("door-antipassback"), kinds, Some(own.antipassback), Change::Antipassback);
    let kind = kind.hint(words.get("door-antipassback-hint")).enabled(may_edit);
    let (audits, inhibits) = (own.audit_on_keys, own.inhibit_audit);
    let noted = lock::noted(fields, audits, inhibits, Change::AuditOnKeys, Change::InhibitAudit);
    form::fields(noted.chain([kind.into()]))
}

/// When it drives the outputs that it drives by itself.
fn outputs<'a>(fields: Of<'_, 'a>) -> Option<Element<'a, Change>> {
    let Fields { context, form: draft, .. } = *fields;
    let (words, offered) = (&context.words, lock::offered(fields)?);
    let always = (None, words.get("door-outputs-always"));
    let periods = offered.periods.iter().map(|(id, name)| (Some(*id), Cow::Borrowed(name.as_str())));
    let all = [always].into_iter().chain(periods).collect();
    let chosen = Some(draft.own.outputs_period);
    let (label, setting) = ("door-outputs-period", Setting::OutputsPeriod);
    let period = lock::one_of(fields, label, setting, all, chosen, Change::OutputsPeriod);
    let told = text::muted(words.get("door-outputs-told"));
    Some(column![period, told].spacing(space::MD).into())
}
