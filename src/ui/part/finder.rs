//! The search that jumps anywhere: people, doors, screens, and what can be done here.

use std::borrow::Cow;
use std::sync::Arc;

use iced::Task;
use iced::widget::{column, container};
use keydesk::console::Console;
use keydesk::domain::directory::{self, Sort};
use keydesk::domain::key::Status;
use keydesk::domain::operator::Language;
use keydesk::domain::permission::{DoorsView, UserKeysAssign, UsersView};
use keydesk::domain::search::Search;
use keydesk::domain::text;
use keydesk::operation::{self, doors, users};
use keydesk::session::Permit;

use crate::action::Order;
use crate::command::{Keys, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::status;
use crate::place::{Entry, Place};
use crate::theme::space;
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::search;
use crate::widget::hits::hits;
use crate::widget::matching::Query;
use crate::widget::option::{Item, item};
use crate::widget::{Element, text as words_of};
use crate::words;

/// The search.
pub struct Finder {
    typed: String,
    asked: u64,
    /// Which question was answered last.
    answered: u64,
    found: Arc<Found>,
}

/// What the site holds of what was typed.
#[derive(Debug, Default)]
pub struct Found {
    /// The nearest of them, and how many there are.
    people: Vec<users::Row>,
    people_count: usize,
    doors: Vec<doors::ListRow>,
    doors_count: usize,
}

/// What can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Place(Place),
    /// A person's key, which is to be written.
    Key(Order),
    /// A command of the screen, by its number.
    Command(usize),
    Deed(Deed),
}

/// What can be done from anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Keeps the screen that is shown at hand.
    Pin,
    Unpin,
    /// Shows the menus alone, or with their entries.
    Sidebar,
    /// Says which keys there are on the screen, and what its words mean.
    Help,
    Settings,
    Lock,
    SignOut,
    /// Saves the site elsewhere, when its file does not lie in its place any more.
    SaveCopy,
}

impl Deed {
    /// What can be done now, on whatever screen.
    pub fn offered(console: &Console) -> impl Iterator<Item = Deed> {
        let save_copy = console.is_adrift().then_some(Deed::SaveCopy);
        save_copy.into_iter().chain([Deed::Help, Deed::Sidebar, Deed::Settings, Deed::Lock, Deed::SignOut])
    }

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Deed::Pin => "deed-pin",
            Deed::Unpin => "deed-unpin",
            Deed::Sidebar => "deed-sidebar",
            Deed::Help => "deed-help",
            Deed::Settings => "deed-settings",
            Deed::Lock => "deed-lock",
            Deed::SignOut => "deed-sign-out",
            Deed::SaveCopy => "deed-save-copy",
        }
    }

    /// The keys that do the same.
    pub const fn keys(self) -> Option<Keys> {
        match self {
            Deed::Sidebar => Some(shortcut::SIDEBAR),
            Deed::Help => Some(shortcut::HELP),
            Deed::Lock => Some(shortcut::LOCK),
            Deed::Pin | Deed::Unpin | Deed::Settings | Deed::SignOut | Deed::SaveCopy => None,
        }
    }

    /// Its picture.
    pub const fn icon(self) -> Icon {
        match self {
            Deed::Pin | Deed::Unpin => Icon::Pin,
            Deed::Sidebar => Icon::PanelLeft,
            Deed::Help => Icon::CircleQuestionMark,
            Deed::Settings => Icon::Settings2,
            Deed::Lock => Icon::Lock,
            Deed::SignOut => Icon::LogOut,
            Deed::SaveCopy => Icon::Download,
        }
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    TypedChanged(String),
    Found(u64, Answer<Arc<Found>>),
    Choose(Target),
    /// The key of whom was found is to be written.
    Write(Target),
    Close,
}

/// What the window must know of it.
pub enum Outcome {
    Run(Task<Message>),
    Closed,
    Chosen(Target),
    Failed(crate::context::Failure),
}

/// A command of the screen, as far as the search shows it.
pub struct Offered<'a> {
    pub number: usize,
    pub label: Cow<'a, str>,
    pub icon: Icon,
    /// The keys that do the same, or why it may not be done.
    pub detail: Cow<'a, str>,
}

const PEOPLE_SHOWN: usize = 8;
const DOORS_SHOWN: usize = 5;
const FIELD: &str = "finder";

impl Finder {
    /// An empty search.
    pub fn new() -> Finder {
        Finder { typed: String::new(), asked: 0, answered: 0, found: Arc::default() }
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        match message {
            Message::TypedChanged(typed) => {
                self.typed = typed;
                Outcome::Run(self.ask(context))
            }
            Message::Found(asked, answer) if asked == self.asked => match answer {
                Ok(found) => {
                    self.answered = asked;
                    self.found = found;
                    Outcome::Run(Task::none())
                }
                Err(failure) => {
                    self.answered = asked;
                    self.found = Arc::default();
                    Outcome::Failed(failure)
                }
            },
            Message::Found(..) => Outcome::Run(Task::none()),
            Message::Choose(target) => Outcome::Chosen(target),
            Message::Write(target) => Outcome::Chosen(self.key_of(context, target)),
            Message::Close => Outcome::Closed,
        }
    }

    /// The key of a person who was found, if the operator may write it; anything else is what it is.
    fn key_of(&self, context: &Context, target: Target) -> Target {
        let Target::Place(Place::User(id)) = target else {
            return target;
        };
        let row = self.found.people.iter().find(|row| row.id == id && !row.banned);
        match (row, context.may::<UserKeysAssign>()) {
            (Some(row), Some(_)) if row.status == Status::NoKey => Target::Key(Order::Assign(id)),
            (Some(_), Some(_)) => Target::Key(Order::Update(id)),
            _ => target,
        }
    }

    /// Whether what was found is what was asked for last.
    pub const fn is_answered(&self) -> bool {
        self.answered == self.asked
    }

    fn ask(&mut self, context: &Context) -> Task<Message> {
        self.asked += 1;
        if self.typed.trim().is_empty() {
            self.answered = self.asked;
            self.found = Arc::default();
            return Task::none();
        }
        let (asked, typed) = (self.asked, self.typed.clone());
        let (people, places) = (context.may::<UsersView>(), context.may::<DoorsView>());
        context
            .ask(move |console| find(console, people.as_ref(), places.as_ref(), &typed).map(Arc::new))
            .map(move |answer| Message::Found(asked, answer))
    }

    /// The dialog, with what the screen offers beside.
    pub fn view<'a>(
        &'a self,
        context: &'a Context,
        offered: Vec<Offered<'a>>,
        deeds: Vec<Deed>,
        is_live: bool,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let (placeholder, clear) = (words.get("finder-placeholder"), words.get("list-clear"));
        let search = search(placeholder, self.typed.as_str(), clear, Message::TypedChanged).id(FIELD);
        let items = self.items(context, offered, deeds);
        let mut content = column![Element::from(search)].spacing(space::SM);
        if items.is_empty() && self.is_answered() {
            let none = words_of::muted(words.get("finder-none"));
            content = content.push(container(none).padding(space::MD));
        } else {
            content =
                content.push(Element::from(hits(items, self.asked, Message::Choose).on_do(Message::Write)));
        }
        if context.may::<UserKeysAssign>().is_some() {
            content = content.push(words_of::caption(words.get("finder-keys")));
        }
        dialog(words.get("finder-title"), is_live)
            .width(Width::Form)
            .body(content)
            .starts_at(FIELD)
            .on_close(words.get("close"), Message::Close)
            .closes_beside()
            .into()
    }

    fn items<'a>(
        &'a self,
        context: &'a Context,
        offered: Vec<Offered<'a>>,
        deeds: Vec<Deed>,
    ) -> Vec<Item<'a, Target>> {
        let words = &context.words;
        let query = Query::new(&self.typed);
        let matches = |label: &str| query.finds(label);
        let mut items = Vec::new();
        // As long as the answer is not there, Enter must not take what was found for something else.
        let may_be_meant = |name: &str| self.is_answered() || matches(name);
        for row in self.found.people.iter().filter(|row| may_be_meant(&row.name)) {
            let detail = words.get(&format!("status-{}", row.status.key()));
            let target = Target::Place(Place::User(row.id));
            items.push(item(target, row.name.as_str()).detail(detail).icon(status::icon(row.status)));
        }
        if self.is_answered() && self.found.people_count > self.found.people.len() {
            let label = words.with("finder-all-people", [("count", self.found.people_count.into())]);
            let target = Target::Place(Place::UsersFound(self.typed.clone()));
            items.push(item(target, label).icon(Icon::Users));
        }
        for row in self.found.doors.iter().filter(|row| may_be_meant(&row.name)) {
            let target = Target::Place(Place::Door(row.id));
            items.push(
                item(target, row.name.as_str()).detail(row.description.as_str()).icon(Icon::DoorClosed),
            );
        }
        if self.is_answered() && self.found.doors_count > self.found.doors.len() {
            let label = words.with("finder-all-doors", [("count", self.found.doors_count.into())]);
            let target = Target::Place(Place::DoorsFound(self.typed.clone()));
            items.push(item(target, label).icon(Icon::DoorClosed));
        }
        for offered in offered.into_iter().filter(|offered| matches(&offered.label)) {
            let target = Target::Command(offered.number);
            items.push(item(target, offered.label).detail(offered.detail).icon(offered.icon));
        }
        let mut by_other_names = Vec::new();
        for entry in Entry::ALL.iter().filter(|entry| entry.is_permitted(context)) {
            let label = words.get(&format!("entry-{}", entry.key()));
            let found = item(Target::Place(Place::Entry(*entry)), label.clone()).icon(Icon::ArrowRight);
            if matches(&label) {
                items.push(found.detail(words.get("finder-screen")));
            } else if let Some(name) = other_names(words.language(), *entry).find(|name| matches(name)) {
                by_other_names.push(found.detail(name));
            }
        }
        for deed in deeds {
            let label = words.get(deed.label());
            if matches(&label) {
                let keys = deed.keys().map(|keys| keys.name(words)).unwrap_or_default();
                items.push(item(Target::Deed(deed), label).detail(keys).icon(deed.icon()));
            }
        }
        // What is called so comes before what is only meant by it.
        items.extend(by_other_names);
        let is_found =
            |target: &Target| !matches!(target, Target::Place(Place::UsersFound(_) | Place::DoorsFound(_)));
        let marked =
            |item: Item<'a, Target>| if is_found(&item.value) { item.found_by(&query) } else { item };
        items.into_iter().map(marked).collect()
    }
}

/// What people call an entry besides its name: other words for it, and what it is called in other languages.
fn other_names(language: Language, entry: Entry) -> impl Iterator<Item = &'static str> {
    let (name, also) = (format!("entry-{}", entry.key()), format!("entry-{}-also", entry.key()));
    let others = Language::ALL.iter().filter(move |other| **other != language);
    let named = words::of_menus(language, &also).into_iter().chain(
        others
            .flat_map(move |other| [words::of_menus(*other, &name), words::of_menus(*other, &also)])
            .flatten(),
    );
    named.flat_map(|names| names.split(", "))
}

fn find(
    console: &Console,
    people: Option<&Permit<UsersView>>,
    places: Option<&Permit<DoorsView>>,
    typed: &str,
) -> Result<Found, operation::Error> {
    let mut found = Found::default();
    if let Some(permit) = people {
        let query = directory::Query {
            search: typed.to_owned(),
            sort: Sort::Nearness,
            ..directory::Query::default()
        };
        let ids = users::list(console, permit, &query)?.ids;
        found.people_count = ids.len();
        found.people = users::rows(console, permit, ids.get(..PEOPLE_SHOWN).unwrap_or(&ids))?;
    }
    if let Some(permit) = places {
        let search = Search::new(typed);
        let matches =
            |row: &doors::ListRow| search.finds(&text::folded(&format!("{}\n{}", row.name, row.description)));
        let mut doors: Vec<_> = doors::list(console, permit)?.into_iter().filter(matches).collect();
        doors.sort_by_cached_key(|row| search.nearness(&text::folded(&row.name)));
        found.doors_count = doors.len();
        doors.truncate(DOORS_SHOWN);
        found.doors = doors;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_has_other_words_and_a_name_in_every_language() {
        for language in Language::ALL.iter().copied() {
            for entry in Entry::ALL.iter().copied() {
                let names: Vec<_> = other_names(language, entry).collect();
                assert!(
                    words::of_menus(language, &format!("entry-{}-also", entry.key())).is_some(),
                    "{entry:?}"
                );
                assert!(names.len() > Language::ALL.len(), "{language:?}, {entry:?}: {names:?}");
                assert!(names.iter().all(|name| !name.trim().is_empty()), "{entry:?}: {names:?}");
                for other in Language::ALL.iter().copied().filter(|other| *other != language) {
                    let name = words::of_menus(other, &format!("entry-{}", entry.key()));
                    assert!(name.is_some_and(|name| names.contains(&name)), "{entry:?}: {names:?}");
                }
            }
        }
    }
}
