//! General options > Locations/Functions: the groupings by which locations and functions are found, with their values.

use iced::widget::{Column, row};
use iced::{Bottom, Fill};
use keydesk::console::Console;
use keydesk::domain::grouping::{Draft, Fault, Faults, Field, GROUPINGS_MAX, Typed, VALUES_MAX};
use keydesk::operation;
use keydesk::operation::options::{self, Page};

use super::{Fields, May, Options, Part, Tab};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::record::Note;
use crate::theme::space;
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::{Element, form, surface, text};

/// The screen.
pub type CrossingOptions = Options<Crossings>;

/// The groupings of both sides.
pub struct Crossings;

#[derive(Debug, Clone)]
pub enum Change {
    Typed(Field, String),
    /// A grouping is added to a side.
    Add(usize),
    /// A value is added to a grouping of a side.
    AddValue(usize, usize),
    Remove(Field),
}

type Message = super::Message<Crossings>;

impl Part for Crossings {
    type Draft = Draft;
    type Field = Field;
    type Fault = Fault;
    type Impact = ();
    type Change = Change;

    const TAB: Tab = Tab::Crossings;
    const FIELDS: &'static str = "grouping";
    const ICON: Icon = Icon::MapPin;
    const FIRST: Field = Field::Name(0, 0);

    fn read(console: &Console, may: &May) -> Result<Page<Draft>, operation::Error> {
        options::crossings(console, may)
    }

    fn save(console: &Console, may: &May, version: i64, draft: &Draft) -> Result<(), operation::Error> {
        options::save_crossings(console, may, version, draft)
    }

    fn foretell(_: &Console, _: &May, _: &Draft) -> Result<(), operation::Error> {
        Ok(())
    }

    fn check(draft: &Draft) -> Faults {
        draft.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Groupings(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _: Field, fault: Fault) -> String {
        match fault {
            Fault::Text(fault) => context.say().text(fault),
            Fault::Duplicate => context.words.get("fault-grouping-taken").into_owned(),
            Fault::TooMany { max } => context.words.with("fault-grouping-many", [("max", max.into())]),
        }
    }

    fn change(draft: &mut Draft, change: Change) {
        match change {
            Change::Typed(of, typed) => match of {
                Field::Name(side, at) => {
                    if let Some(grouping) = grouping(draft, side, at) {
                        grouping.name = typed;
                    }
                }
                Field::Value(side, at, number) => {
                    let values = grouping(draft, side, at).map(|it| &mut it.values);
                    if let Some((_, name)) = values.and_then(|values| values.get_mut(number)) {
                        *name = typed;
                    }
                }
            },
            Change::Add(side) => {
                draft.sides.get_mut(side).into_iter().for_each(|all| all.push(Typed::default()));
            }
            Change::AddValue(side, at) => {
                grouping(draft, side, at).into_iter().for_each(|it| it.values.push((None, String::new())));
            }
            Change::Remove(Field::Name(side, at)) => {
                if let Some(all) = draft.sides.get_mut(side).filter(|all| at < all.len()) {
                    all.remove(at);
                }
            }
            Change::Remove(Field::Value(side, at, number)) => {
                if let Some(it) = grouping(draft, side, at).filter(|it| number < it.values.len()) {
                    it.values.remove(number);
                }
            }
        }
    }

    fn note(context: &Context, (): ()) -> Note<'_> {
        Note::Plain(context.words.get("grouping-told"))
    }

    fn told(_: &Context, (): ()) -> Option<String> {
        None
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Message>> {
        let Fields { context, draft, record } = *fields;
        let words = &context.words;
        let may = record.may_edit();
        let adds = move |change| may.then_some(Message::Changed(change));
        let titles = ["locations-name", "functions-name"];
        let sides = draft.sides.iter().zip(titles).enumerate().map(|(side, (groupings, title))| {
            let each = groupings.iter().enumerate().map(|(at, grouping)| {
                let values =
                    (0..grouping.values.len()).map(|number| line(fields, Field::Value(side, at, number)));
                let add = (grouping.values.len() < VALUES_MAX).then(|| {
                    button(words.get("grouping-add-value"))
                        .icon(Icon::Plus)
                        .kind(Kind::Ghost)
                        .on_press_maybe(adds(Change::AddValue(side, at)))
                        .into()
                });
                let values = Column::with_children(values.chain(add)).spacing(space::SM);
                let named = line(fields, Field::Name(side, at));
                Column::with_children([named, form::indented(values.into())]).spacing(space::SM).into()
            });
            let add = (groupings.len() < GROUPINGS_MAX).then(|| {
                button(words.get("grouping-add"))
                    .icon(Icon::Plus)
                    .on_press_maybe(adds(Change::Add(side)))
                    .into()
            });
            let none = groupings.is_empty().then(|| text::muted(words.get("grouping-no")).into());
            let content = form::fields(none.into_iter().chain(each).chain(add));
            surface::panel(words.get(title), content).into()
        });
        sides.collect()
    }
}

fn grouping(draft: &mut Draft, side: usize, at: usize) -> Option<&mut Typed> {
    draft.sides.get_mut(side)?.get_mut(at)
}

/// A name, and what takes it out.
fn line<'a>(fields: &Fields<'a, Crossings>, of: Field) -> Element<'a, Message> {
    let Fields { context, draft, record } = *fields;
    let grouping = |side: usize, at: usize| draft.sides.get(side).and_then(|all| all.get(at));
    let (label, value) = match of {
        Field::Name(side, at) => ("grouping-name", grouping(side, at).map(|it| it.name.as_str())),
        Field::Value(side, at, number) => {
            let value = grouping(side, at).and_then(|it| it.values.get(number));
            ("grouping-value", value.map(|(_, name)| name.as_str()))
        }
    };
    let value = value.unwrap_or_default();
    let changed = |field, typed| Message::Changed(Change::Typed(field, typed));
    let field = record.field(context, label, of, value, changed);
    let remove = record.may_edit().then_some(Message::Changed(Change::Remove(of)));
    let name = context.words.with("grouping-remove", [("name", value.into())]);
    let remove = icon_button(Icon::X, name).kind(Kind::Ghost).on_press_maybe(remove);
    row![Element::from(field), Element::from(remove)].spacing(space::SM).align_y(Bottom).width(Fill).into()
}
