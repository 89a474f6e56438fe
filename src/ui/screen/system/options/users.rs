//! General options > Users: what holds for the keys of all, how far they have come to an encoder since that was switched, and
//! what is filled in for new people.

use iced::widget::row;
use keydesk::console::Console;
use keydesk::domain::permission::UsersView;
use keydesk::domain::user::{Fault, GENERAL_FIELDS, Unit};
use keydesk::domain::user_options::{Draft, Faults, Field};
use keydesk::operation::options::{self, Impact, Page};
use keydesk::operation::{self, Foretold};

use super::{Fields, May, Options, Part, Tab};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::campaign;
use crate::part::record::{self, Note};
use crate::theme::space;
use crate::widget::check::check;
use crate::widget::choice::{choice, segmented};
use crate::widget::field::Field as Typed;
use crate::widget::{Element, form, surface, text};

/// The screen.
pub type UserOptions = Options<Users>;

/// What the site has chosen for its people.
pub struct Users;

#[derive(Debug, Clone)]
pub enum Change {
    Typed(Field, String),
    Unit(Unit),
    Toggle(Switch),
}

/// What is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    Openings,
    Refusals,
    LimitsUncancellable,
    AuditOpenings,
    NamesLocked,
    ForgetsNames,
}

type Message = super::Message<Users>;

impl Part for Users {
    type Draft = Draft;
    type Field = Field;
    type Fault = Fault;
    type Impact = Impact;
    type Change = Change;

    const TAB: Tab = Tab::Users;
    const FIELDS: &'static str = "user-options";
    const ICON: Icon = Icon::SlidersHorizontal;
    const FIRST: Field = Field::Period;
    const TOUCHES_KEYS: bool = true;

    fn read(console: &Console, may: &May) -> Result<Page<Draft>, operation::Error> {
        options::users(console, may)
    }

    fn save(console: &Console, may: &May, version: i64, draft: &Draft) -> Result<Impact, operation::Error> {
        options::save_users(console, may, version, draft)
    }

    fn foretell(console: &Console, may: &May, draft: &Draft) -> Result<Impact, operation::Error> {
        options::impact_of_users(console, may, draft)
    }

    fn whose(console: &Console, may: &May, draft: &Draft) -> Result<Foretold, operation::Error> {
        options::whose_of_users(console, may, draft)
    }

    fn check(draft: &Draft) -> Faults {
        draft.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::UserOptions(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, field: Field, fault: Fault) -> String {
        match (field, fault) {
            (Field::General(_), Fault::Duplicate) => {
                context.words.get("user-options-general-taken").into_owned()
            }
            (_, fault) => context.say().user(fault),
        }
    }

    fn change(draft: &mut Draft, change: Change) {
        match change {
            Change::Typed(field, typed) => draft.set(field, typed),
            Change::Unit(unit) => draft.period.unit = unit,
            Change::Toggle(switch) => {
                let value = match switch {
                    Switch::Openings => &mut draft.openings,
                    Switch::Refusals => &mut draft.refusals,
                    Switch::LimitsUncancellable => &mut draft.limits_uncancellable,
                    Switch::AuditOpenings => &mut draft.audit_openings,
                    Switch::NamesLocked => &mut draft.names_locked,
                    Switch::ForgetsNames => &mut draft.forgets_names,
                };
                *value = !*value;
            }
        }
    }

    fn note(context: &Context, impact: Impact) -> Note<'_> {
        record::impact(&context.words, impact)
    }

    fn told(context: &Context, impact: Impact) -> Option<String> {
        let keys = impact.keys();
        (keys > 0).then(|| context.words.with("record-saved-keys", [("count", keys.into())]))
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Message>> {
        let context = fields.context;
        let campaign = fields.record.page().and_then(|page| page.campaign.as_ref());
        let go = context.may::<UsersView>().map(|_| Message::Go);
        let campaign = campaign.map(|campaign| campaign::panel(context, campaign, go));
        let panels = [on_keys(fields), new_people(fields), events(fields), general(fields)];
        campaign.into_iter().chain(panels).collect()
    }
}

fn on_keys<'a>(fields: &Fields<'a, Users>) -> Element<'a, Message> {
    let (words, draft) = (&fields.context.words, fields.draft);
    let switch =
        |label, hint, is_on: bool, switch| toggle(fields, label, is_on, switch).hint(words.get(hint));
    let days = typed(fields, "user-options-uncancellable-days", Field::UncancellableDays).narrow();
    let days =
        if draft.limits_uncancellable { days } else { days.on_input_maybe(None::<fn(String) -> Message>) };
    let content = [
        switch("user-options-openings", "user-options-openings-hint", draft.openings, Switch::Openings)
            .into(),
        switch("user-options-refusals", "user-options-refusals-hint", draft.refusals, Switch::Refusals)
            .into(),
        switch(
            "user-options-uncancellable",
            "user-options-uncancellable-hint",
            draft.limits_uncancellable,
            Switch::LimitsUncancellable,
        )
        .into(),
        form::indented(days.into()),
    ];
    surface::panel(words.get("user-options-on-keys"), form::fields(content)).into()
}

fn new_people<'a>(fields: &Fields<'a, Users>) -> Element<'a, Message> {
    let (words, draft) = (&fields.context.words, fields.draft);
    let count = typed(fields, "user-period", Field::Period);
    let units =
        vec![choice(Unit::Days, words.get("unit-days")), choice(Unit::Hours, words.get("unit-hours"))];
    let unit = segmented(units, draft.period.unit, |unit| Message::Changed(Change::Unit(unit)))
        .enabled(fields.record.may_edit());
    let unit = form::labelled(words.get("user-period-unit"), unit);
    let period = row![Element::from(count.width(PERIOD_WIDTH)), unit].spacing(space::MD);
    let content = [
        text::muted(words.get("user-options-new-hint")).into(),
        period.into(),
        toggle(fields, "option-audit-openings", draft.audit_openings, Switch::AuditOpenings).into(),
        toggle(fields, "user-options-names-locked", draft.names_locked, Switch::NamesLocked)
            .hint(words.get("user-options-names-locked-hint"))
            .into(),
    ];
    surface::panel(words.get("user-options-new"), form::fields(content)).into()
}

fn events<'a>(fields: &Fields<'a, Users>) -> Element<'a, Message> {
    let (words, draft) = (&fields.context.words, fields.draft);
    let days = typed(fields, "user-options-named-days", Field::NamedDays).narrow();
    let days = if draft.forgets_names { days } else { days.on_input_maybe(None::<fn(String) -> Message>) };
    let content = [
        toggle(fields, "user-options-forgets-names", draft.forgets_names, Switch::ForgetsNames)
            .hint(words.get("user-options-forgets-names-hint"))
            .into(),
        form::indented(days.into()),
    ];
    surface::panel(words.get("user-options-events"), form::fields(content)).into()
}

/// A number of four digits, and its label.
const PERIOD_WIDTH: f32 = 180.0;

fn general<'a>(fields: &Fields<'a, Users>) -> Element<'a, Message> {
    const LABELS: [&str; GENERAL_FIELDS] = [
        "user-options-general-1",
        "user-options-general-2",
        "user-options-general-3",
        "user-options-general-4",
        "user-options-general-5",
    ];
    let words = &fields.context.words;
    let named = LABELS.iter().enumerate().map(|(at, label)| typed(fields, label, Field::General(at)).into());
    let hint = text::muted(words.get("user-options-general-hint")).into();
    surface::panel(words.get("user-options-general"), form::fields(std::iter::once(hint).chain(named))).into()
}

fn typed<'a>(fields: &Fields<'a, Users>, label: &'static str, of: Field) -> Typed<'a, Message> {
    let changed = |field, typed| Message::Changed(Change::Typed(field, typed));
    fields.record.field(fields.context, label, of, fields.draft.typed(of), changed)
}

fn toggle<'a>(
    fields: &Fields<'a, Users>,
    label: &'static str,
    is_on: bool,
    switch: Switch,
) -> crate::widget::check::Check<'a, Message> {
    let may = fields.record.may_edit();
    check(fields.context.words.get(label), is_on.into())
        .on_toggle_maybe(may.then_some(Message::Changed(Change::Toggle(switch))))
}
