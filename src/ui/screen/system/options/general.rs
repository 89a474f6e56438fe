//! General options > General: what the site is called, and whether it uses more than one time zone.

use keydesk::console::Console;
use keydesk::domain::general_options::{Draft, Fault, Faults, Field};
use keydesk::operation;
use keydesk::operation::options::{self, Page};

use super::{Fields, May, Options, Part, Tab};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::record::Note;
use crate::widget::check::check;
use crate::widget::{Element, surface};

/// The screen.
pub type GeneralOptions = Options<General>;

/// What the site has chosen for all of itself.
pub struct General;

#[derive(Debug, Clone)]
pub enum Change {
    Typed(Field, String),
    SeveralTimeZones,
}

type Message = super::Message<General>;

impl Part for General {
    type Draft = Draft;
    type Field = Field;
    type Fault = Fault;
    type Impact = ();
    type Change = Change;

    const TAB: Tab = Tab::General;
    const FIELDS: &'static str = "general-options";
    const ICON: Icon = Icon::SlidersHorizontal;
    const FIRST: Field = Field::Name;

    fn read(console: &Console, may: &May) -> Result<Page<Draft>, operation::Error> {
        options::general(console, may)
    }

    fn save(console: &Console, may: &May, version: i64, draft: &Draft) -> Result<(), operation::Error> {
        options::save_general(console, may, version, draft)
    }

    fn foretell(_: &Console, _: &May, _: &Draft) -> Result<(), operation::Error> {
        Ok(())
    }

    fn check(draft: &Draft) -> Faults {
        draft.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::GeneralOptions(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _: Field, fault: Fault) -> String {
        match fault {
            Fault::Text(fault) => context.say().text(fault),
            Fault::NotWhole => context.words.get("general-options-folder-not-whole").into_owned(),
        }
    }

    fn change(draft: &mut Draft, change: Change) {
        match change {
            Change::Typed(Field::Name, typed) => draft.name = typed,
            Change::Typed(Field::PhoneFolder, typed) => draft.phone_folder = typed,
            Change::SeveralTimeZones => draft.several_time_zones = !draft.several_time_zones,
        }
    }

    fn note(context: &Context, (): ()) -> Note<'_> {
        Note::Plain(context.words.get("door-options-no-visit"))
    }

    fn told(_: &Context, (): ()) -> Option<String> {
        None
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Message>> {
        let Fields { context, draft, record } = *fields;
        let words = &context.words;
        let typed = |field, typed| Message::Changed(Change::Typed(field, typed));
        let name = record.field(context, "general-options-name", Field::Name, &draft.name, typed).required();
        let name = name.hint(words.get("general-options-name-hint"));
        let several = check(words.get("general-options-zones"), draft.several_time_zones.into());
        let several = several.hint(words.get("general-options-zones-hint"));
        let several =
            several.on_toggle_maybe(record.may_edit().then_some(Message::Changed(Change::SeveralTimeZones)));
        let label = "general-options-phone-folder";
        let folder = record.field(context, label, Field::PhoneFolder, &draft.phone_folder, typed);
        let folder = folder.hint(words.get("general-options-phone-folder-hint"));
        vec![
            surface::panel(words.get("general-options-site"), name).into(),
            surface::panel(words.get("general-options-phones"), folder).into(),
            surface::panel(words.get("entry-time-zones"), several).into(),
        ]
    }
}
