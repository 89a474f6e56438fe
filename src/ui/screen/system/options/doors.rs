//! General options > Access points: what is filled in for new doors, what their locks may leave out, and how their free fields
//! are called.

use keydesk::console::Console;
use keydesk::domain::door_options::{Draft, Faults, Field};
use keydesk::domain::named::{self, Fault};
use keydesk::operation;
use keydesk::operation::options::{self, Page};

use super::{Fields, May, Options, Part, Tab};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::record::Note;
use crate::widget::check::{Check, check};
use crate::widget::field::Field as Typed;
use crate::widget::{Element, form, surface, text};

/// The screen.
pub type DoorOptions = Options<Doors>;

/// What the site has chosen for its doors.
pub struct Doors;

#[derive(Debug, Clone)]
pub enum Change {
    Typed(Field, String),
    AuditOnKeys,
    MayInhibit,
    LockersControlled,
}

type Message = super::Message<Doors>;

impl Part for Doors {
    type Draft = Draft;
    type Field = Field;
    type Fault = Fault;
    /// How many locks need a visit for it.
    type Impact = usize;
    type Change = Change;

    const TAB: Tab = Tab::Doors;
    const FIELDS: &'static str = "door-options";
    const ICON: Icon = Icon::SlidersHorizontal;
    const FIRST: Field = Field::Open;

    fn read(console: &Console, may: &May) -> Result<Page<Draft>, operation::Error> {
        options::doors(console, may)
    }

    fn save(console: &Console, may: &May, version: i64, draft: &Draft) -> Result<usize, operation::Error> {
        options::save_doors(console, may, version, draft)
    }

    fn foretell(console: &Console, may: &May, draft: &Draft) -> Result<usize, operation::Error> {
        options::visits_for(console, may, draft)
    }

    fn check(draft: &Draft) -> Faults {
        draft.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::DoorOptions(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _: Field, fault: Fault) -> String {
        match fault {
            Fault::Duplicate => context.words.get("user-options-general-taken").into_owned(),
            fault => context.say().named(named::Field::Description, fault),
        }
    }

    fn change(draft: &mut Draft, change: Change) {
        match change {
            Change::Typed(field, typed) => draft.set(field, typed),
            Change::AuditOnKeys => draft.audit_on_keys = !draft.audit_on_keys,
            Change::MayInhibit => draft.may_inhibit = !draft.may_inhibit,
            Change::LockersControlled => draft.lockers_controlled = !draft.lockers_controlled,
        }
    }

    fn note(context: &Context, visits: usize) -> Note<'_> {
        let words = &context.words;
        match visits {
            0 => Note::Plain(words.get("door-options-no-visit")),
            count => Note::Heeded(words.with("door-options-visits", [("count", count.into())]).into()),
        }
    }

    fn told(context: &Context, visits: usize) -> Option<String> {
        (visits > 0).then(|| context.words.with("door-options-visits", [("count", visits.into())]))
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Message>> {
        let (words, draft) = (&fields.context.words, fields.draft);
        let times = [
            typed(fields, "door-open-seconds", Field::Open).into(),
            typed(fields, "door-increased-seconds", Field::Increased).into(),
        ];
        let new = [
            text::muted(words.get("door-options-new-hint")).into(),
            form::beside(times),
            toggle(fields, "door-audit-on-keys", draft.audit_on_keys, Change::AuditOnKeys).into(),
        ];
        let inhibit = toggle(fields, "door-options-inhibit", draft.may_inhibit, Change::MayInhibit)
            .hint(words.get("door-options-inhibit-hint"));
        let controlled = draft.lockers_controlled;
        let lockers = toggle(fields, "door-options-lockers", controlled, Change::LockersControlled)
            .hint(words.get("door-options-lockers-hint"));
        let general = [
            text::muted(words.get("door-options-general-hint")).into(),
            typed(fields, "door-general-1", Field::General1).into(),
            typed(fields, "door-general-2", Field::General2).into(),
        ];
        vec![
            surface::panel(words.get("door-options-new"), form::fields(new)).into(),
            surface::panel(words.get("door-options-locks"), inhibit).into(),
            surface::panel(words.get("entry-lockers"), lockers).into(),
            surface::panel(words.get("door-panel-general"), form::fields(general)).into(),
        ]
    }
}

fn typed<'a>(fields: &Fields<'a, Doors>, label: &'static str, of: Field) -> Typed<'a, Message> {
    let changed = |field, typed| Message::Changed(Change::Typed(field, typed));
    fields.record.field(fields.context, label, of, fields.draft.typed(of), changed)
}

fn toggle<'a>(
    fields: &Fields<'a, Doors>,
    label: &'static str,
    is_on: bool,
    change: Change,
) -> Check<'a, Message> {
    let may = fields.record.may_edit();
    check(fields.context.words.get(label), is_on.into())
        .on_toggle_maybe(may.then_some(Message::Changed(change)))
}
