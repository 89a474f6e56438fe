//! The shape of an information screen: a header with the name, its state and what is done most; panels of fields; beside
//! them what hangs together with the record; and at the foot what a save would do, Discard and Save.

mod editing;

use std::borrow::Cow;

use iced::widget::{Column, Row, column, container, row};
use iced::{Center, Fill, Padding};
use keydesk::domain::image::Section;
use keydesk::domain::moment::Moment;
use keydesk::domain::partition::PartitionId;
use keydesk::operation::partitions::Choices;
use keydesk::operation::system_auditor::Role;
use keydesk::operation::users::Impact;

use crate::command::Command;
use crate::context::Context;
use crate::icon::Icon;
use crate::theme::{Tone, size, space};
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::gauge::{Thresholds, meter};
use crate::widget::option::item;
use crate::widget::scroll::scroll;
use crate::widget::select::{Select, select};
use crate::widget::{Element, form, hint, notice, surface, text, tile};
use crate::words::{Words, grouped};
pub use editing::{Blank, Editing, Message, MessageOf, Read, Saved, Source, Told, foretold, id};

/// The banner of a conflict, if there is one.
fn conflict<'a, M: Clone + 'a>(
    words: &'a Words,
    conflict: Option<&'a str>,
    reload: M,
) -> Option<Element<'a, M>> {
    let theirs = (words.get("record-show-theirs"), reload);
    conflict.map(|conflict| notice::banner(Tone::Warning, conflict, Some(theirs)))
}

/// When a record was changed last, and by whom: an operator, or the system itself in a role.
pub fn changed<'a>(context: &Context, at: Moment, by: &str) -> Cow<'a, str> {
    let role = [Role::FirstStart, Role::Upgrade].into_iter().find(|role| role.key() == by);
    let by: Cow<'_, str> = match role {
        Some(Role::FirstStart) => context.words.get("record-by-first-start"),
        Some(Role::Upgrade) => context.words.get("record-by-upgrade"),
        Some(Role::SignIn | Role::Demo | Role::Check | Role::Forget | Role::UpdatePoint | Role::Phones)
        | None => by.into(),
    };
    let values = [("at", context.say().moment(at).into()), ("by", by.as_ref().into())];
    context.words.with("record-changed", values).into()
}

/// A field of the partition in which something lies; nothing, where the site uses none.
pub fn partition<'a, M>(
    label: impl Into<Cow<'a, str>>,
    choices: &'a Choices,
    chosen: PartitionId,
    on_select: impl Fn(PartitionId) -> M + 'a,
) -> Option<Select<'a, PartitionId, M>> {
    let items = choices.partitions.iter().map(|partition| item(partition.id, partition.name.as_str()));
    let field = || select(label, items.collect::<Vec<_>>(), Some(chosen), on_select);
    choices.partitions_in_use.then(field)
}

/// What a save would do to keys.
pub fn impact<'a>(words: &'a Words, impact: Impact) -> Note<'a> {
    match impact {
        Impact { does_not_fit: count @ 1.., .. } => {
            Note::Heeded(words.with("edit-impact-no-room", [("count", count.into())]).into())
        }
        Impact { updates: 0, re_editions: 0, .. } => Note::Plain(words.get("record-no-impact")),
        Impact { updates: count, re_editions: 0, .. } => {
            Note::Heeded(words.with("user-impact-update", [("count", count.into())]).into())
        }
        Impact { updates: 0, re_editions: count, .. } => {
            Note::Heeded(words.with("user-impact-re-edition", [("count", count.into())]).into())
        }
        Impact { updates, re_editions, .. } => {
            let values = [("updates", updates.into()), ("editions", re_editions.into())];
            Note::Heeded(words.with("edit-impact-both", values).into())
        }
    }
}

/// How full a key is.
pub fn key_memory<'a, M: 'a>(words: &'a Words, needed: u16, capacity: u16) -> Element<'a, M> {
    let part = share(needed, capacity);
    let bytes = words.with("user-key-bytes", [("needed", needed.into()), ("capacity", capacity.into())]);
    meter(words.get("user-key-memory"), part, ROOM).end(bytes).into()
}

/// What takes the memory of a key, the most first, from where on it is worth a thought: what stands first saves most.
pub fn memory_takers(
    words: &Words,
    needed: u16,
    capacity: u16,
    takes: &[(Section, usize)],
) -> Option<String> {
    if share(needed, capacity) < ROOM.warning {
        return None;
    }
    let bytes_of = |what: &[Section]| -> usize {
        takes.iter().filter(|(section, _)| what.contains(section)).map(|(_, bytes)| bytes).sum()
    };
    let mut taken = TAKERS.map(|(id, what)| (id, bytes_of(what)));
    taken.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    let all: usize = takes.iter().map(|(_, bytes)| bytes).sum();
    let always = usize::from(needed).saturating_sub(all);
    let shown = taken.into_iter().filter(|(_, bytes)| *bytes > 0).chain([("key-takes-always", always)]);
    let takes: Vec<_> = shown.map(|(id, bytes)| words.with(id, [("bytes", bytes.into())])).collect();
    Some(words.with("key-takes", [("takes", takes.join(", ").into())]))
}

fn share(needed: u16, capacity: u16) -> f32 {
    f32::from(needed) / f32::from(capacity.max(1))
}

/// Which sections of a key are told in one word.
const TAKERS: [(&str, &[Section]); 5] = [
    (
        "key-takes-access-points",
        &[
            Section::Doors,
            Section::TimedDoors,
            Section::LimitedDoors,
            Section::FreeLockers,
            Section::LimitedFreeLockers,
            Section::Slots,
        ],
    ),
    ("key-takes-zones", &[Section::Zones, Section::LowZones]),
    ("key-takes-timetables", &[Section::Timetables, Section::Days, Section::LocalTime]),
    ("key-takes-outputs", &[Section::Outputs, Section::LimitedOutputs]),
    ("key-takes-options", &[Section::Pin, Section::Records]),
];

/// From where on it is worth a thought how full a key is.
pub const ROOM: Thresholds = Thresholds { warning: 0.85, danger: 1.0 };

/// An information screen, piece by piece.
pub struct Record<'a, M> {
    pub title: Cow<'a, str>,
    /// Under the title: who changed it and when, a number.
    pub detail: Cow<'a, str>,
    /// Shows who changed what of it: the detail leads there.
    pub history: Option<M>,
    /// Left of the title.
    pub picture: Option<Element<'a, M>>,
    /// Right of the title.
    pub state: Option<Element<'a, M>>,
    /// At the right: what is done most comes last.
    pub actions: Vec<Element<'a, M>>,
    /// What must be read before all else.
    pub banners: Vec<Element<'a, M>>,
    /// The parts of the page, where it has several, and which of them is shown.
    pub tabs: Option<(Element<'a, M>, usize)>,
    pub panels: Vec<Element<'a, M>>,
    /// What hangs together with it, on the page itself.
    pub beside: Option<Element<'a, M>>,
    /// What hangs together with it and is opened.
    pub relations: Vec<Relation<'a, M>>,
    pub shape: Shape<'a, M>,
    pub back: M,
    pub foot: Option<Foot<'a, M>>,
}

/// How the page of a record is laid out.
pub enum Shape<'a, M> {
    /// Its panels in two columns, where there is room for two.
    Columns,
    /// Its panels below each other, each as wide as the page.
    Wide,
    /// Something else, which has the page to itself, in place of panels and relations.
    Whole(Element<'a, M>),
}

/// What hangs together with it.
pub struct Relation<'a, M> {
    pub icon: Icon,
    pub label: Cow<'a, str>,
    pub count: Option<usize>,
    pub on_press: M,
}

/// The foot of a screen that can be changed.
pub struct Foot<'a, M> {
    /// What a save would do, or did.
    pub note: Note<'a>,
    /// What tells more of it.
    pub more: Option<Command<'a, M>>,
    /// What is told of it.
    pub told: Option<Element<'a, M>>,
    pub discard: Option<M>,
    pub save: Option<M>,
    pub is_saving: bool,
}

/// What a save would do, or did.
pub enum Note<'a> {
    Plain(Cow<'a, str>),
    /// It is to be heeded.
    Heeded(Cow<'a, str>),
    /// It cannot be saved as it is.
    Wrong(Cow<'a, str>),
    /// It is saved.
    Saved(Cow<'a, str>),
}

const RELATIONS_WIDTH: f32 = 240.0;
const FOOT_HEIGHT: f32 = 56.0;

impl<'a, M: Clone + 'a> Record<'a, M> {
    /// The whole screen.
    pub fn view(self, words: &'a Words) -> Element<'a, M> {
        let back = icon_button(Icon::ArrowLeft, words.get("back")).kind(Kind::Ghost).on_press(self.back);
        let detail: Element<'a, M> = match self.history {
            Some(history) => {
                let open = button(self.detail).kind(Kind::Link).small().on_press(history);
                hint::hint(open, words.get("record-history")).into()
            }
            None => text::clipped(self.detail).ink(text::Ink::Muted).into(),
        };
        // Of a long name the end gives way, and never how it stands.
        let whole = text::width(&self.title, crate::theme::TITLE);
        let title = text::clipped(self.title).kind(crate::theme::TITLE).width(Fill);
        let names = column![
            row![container(title).max_width(whole)].extend(self.state).spacing(space::MD).align_y(Center),
            detail,
        ]
        .spacing(3)
        .width(Fill);
        let head = row![Element::from(back)]
            .extend(self.picture)
            .push(names)
            .extend(self.actions)
            .spacing(space::MD)
            .align_y(Center);
        let head = container(head).padding(Padding {
            top: 18.0,
            right: space::XL,
            bottom: space::MD,
            left: space::LG,
        });
        let (panels, is_whole) = match self.shape {
            Shape::Columns => (form::grid(self.panels).into(), false),
            Shape::Wide => (Column::with_children(self.panels).spacing(space::LG).into(), false),
            Shape::Whole(whole) => (whole, true),
        };
        let panels = notice::over(self.banners, panels);
        let top = if self.tabs.is_some() { space::LG } else { space::XS };
        let panels =
            container(panels).padding(Padding { top, right: space::XL, bottom: space::XL, left: space::XL });
        let shown = self.tabs.as_ref().map_or(0, |(_, shown)| *shown);
        let panels = match is_whole {
            true => panels.width(Fill).height(Fill).into(),
            false => Element::from(scroll(panels).page(shown)),
        };
        let body: Element<'a, M> = match self.beside {
            Some(beside) => {
                let around = Padding { top, right: space::XL, bottom: space::LG, left: 0.0 };
                form::sides(panels, container(beside).padding(around)).into()
            }
            None => {
                let relations = (!self.relations.is_empty()).then(|| relations(words, self.relations));
                row![panels].extend(relations).height(Fill).into()
            }
        };
        let tabs = self.tabs.map(|(tabs, _)| {
            let inset = Padding::from([0.0, space::XL - space::MD]);
            column![container(tabs).padding(inset), surface::divider()].into()
        });
        let mut page = column![head].extend(tabs).push(body).height(Fill);
        if let Some(foot) = self.foot {
            page = page.push(foot.view(words));
        }
        surface::canvas(page).width(Fill).height(Fill).into()
    }
}

fn relations<'a, M: Clone + 'a>(words: &'a Words, relations: Vec<Relation<'a, M>>) -> Element<'a, M> {
    let lines = relations.into_iter().map(|relation| {
        let count = relation.count.map(|count| grouped(count as i64)).unwrap_or_default();
        tile::line(relation.icon, Tone::Neutral, relation.label, "", count)
            .framed()
            .on_press(relation.on_press)
            .into()
    });
    let list = column![
        container(text::caption(words.get("record-relations"))).padding(Padding::ZERO.bottom(space::XS)),
        Column::with_children(lines).spacing(space::SM),
    ];
    container(list)
        .padding(Padding { top: space::XS, right: space::XL, bottom: space::XL, left: space::SM })
        .width(RELATIONS_WIDTH + space::XL + space::SM)
        .into()
}

impl<'a, M: Clone + 'a> Foot<'a, M> {
    fn view(self, words: &'a Words) -> Element<'a, M> {
        let (tone, note) = match self.note {
            Note::Plain(note) => (None, text::muted(note)),
            Note::Heeded(note) => (None, text::body(note)),
            Note::Wrong(note) => (Some(Tone::Danger), text::body(note)),
            Note::Saved(note) => (Some(Tone::Success), text::muted(note)),
        };
        let icon = tone.map(|tone| text::icon(notice::shape(tone), size::ICON, tone).into());
        let more = self.more.map(|more| more.button().kind(Kind::Link).small().into());
        let note = if more.is_some() { note } else { note.width(Fill) };
        let note = Row::with_children(icon).push(note).extend(more).spacing(space::SM).align_y(Center);
        let label = words.get(if self.is_saving { "record-saving" } else { "record-save" });
        let buttons = row![
            note.width(Fill),
            button(words.get("record-discard")).on_press_maybe(self.discard),
            button(label).icon(Icon::Save).kind(Kind::Primary).shortcut("Ctrl+S").on_press_maybe(self.save),
        ]
        .spacing(space::SM)
        .align_y(Center);
        let bar = surface::plain(container(buttons).padding([0.0, space::XL]).center_y(FOOT_HEIGHT - 1.0))
            .width(Fill);
        Column::with_children(self.told).push(surface::divider()).push(bar).into()
    }
}

/// A round picture of a person: the portrait, or the letters of the name.
pub fn medallion<'a, M: 'a>(
    portrait: Option<&iced::widget::image::Handle>,
    letters: String,
) -> Element<'a, M> {
    const EDGE: f32 = 44.0;
    match portrait {
        Some(handle) => iced::widget::image(handle.clone())
            .width(EDGE)
            .height(EDGE)
            .content_fit(iced::ContentFit::Cover)
            .border_radius(size::CONTROL / 2.0)
            .into(),
        None => surface::medallion(text::section(letters), EDGE),
    }
}

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;

    use super::*;

    #[test]
    fn what_takes_the_memory_of_a_key_is_told_where_it_matters_and_the_most_first() {
        let words = Words::new(Language::English);
        let takes = [
            (Section::Doors, 60),
            (Section::TimedDoors, 40),
            (Section::Timetables, 300),
            (Section::LocalTime, 20),
            (Section::Pin, 9),
        ];
        let said =
            "Of these: timetables and calendars 320, access points 100, PIN and options 9, on every key 128";
        assert_eq!(memory_takers(&words, 557, 600, &takes).as_deref(), Some(said));
        assert_eq!(memory_takers(&words, 557, 557, &takes).as_deref(), Some(said));
        assert_eq!(memory_takers(&words, 557, 1_536, &takes), None);
    }
}
