//! The search that jumps anywhere: people, doors, zones, access levels, screens, and what can be done here.

use std::borrow::Cow;
use std::sync::Arc;

use iced::widget::{column, container};
use keydesk::console::Console;
use keydesk::domain::directory::{self, Sort};
use keydesk::domain::key::Status;
use keydesk::domain::operator::Language;
use keydesk::domain::permission::{
    CalendarsView, DoorsView, Leaf, LimitedOccupancyAreasView, LimitedOccupancyGroupsView,
    LocationsFunctionsView, LockdownAreasView, LockersView, OperatorGroupsView, OperatorsView, OutputsView,
    PartitionsView, RollCallAreasView, RoomsView, TimeZonesView, TimedPeriodsView, TimetablesView,
    UserAccessLevelsView, UserKeysAssign, UsersView, ZonesView,
};
use keydesk::domain::search::{Nearness, Search};
use keydesk::domain::text;
use keydesk::operation::{
    self, ListRow, automatic_changes, calendars, doors, functions, groups, limited_occupancy_areas,
    limited_occupancy_groups, locations, lockdown_areas, lockers, operators, outputs, partitions,
    roll_call_areas, rooms, suites, time_zones, timed_periods, timetables, user_access_levels, users, zones,
};
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
use crate::widget::task::Task;
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
    things: Vec<Things>,
}

/// What was found of one kind: the nearest of them, and how many there are.
#[derive(Debug)]
struct Things {
    icon: Icon,
    nearest: Vec<Thing>,
    count: usize,
    all: Option<All>,
}

#[derive(Debug)]
struct Thing {
    place: Place,
    name: String,
    description: String,
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
/// Of each other kind.
const THINGS_SHOWN: usize = 5;
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
        let (people, kinds) = (context.may(), kinds(context));
        context
            .ask(move |console| find(console, &typed, people.as_ref(), &kinds).map(Arc::new))
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
            let status = words.get(&format!("status-{}", row.status.key()));
            let detail = told_apart(row).chain([status.as_ref()]).collect::<Vec<_>>().join(" · ");
            let target = Target::Place(Place::User(row.id));
            items.push(item(target, row.name.as_str()).detail(detail).icon(status::icon(row.status)));
        }
        if self.is_answered() && self.found.people_count > self.found.people.len() {
            let label = words.with("finder-all-people", [("count", self.found.people_count.into())]);
            let target = Target::Place(Place::UsersFound(self.typed.clone()));
            items.push(item(target, label).icon(Icon::Users));
        }
        for Things { icon, nearest, count, all } in &self.found.things {
            for thing in nearest.iter().filter(|thing| may_be_meant(&thing.name)) {
                let target = Target::Place(thing.place.clone());
                let kind = thing.place.kind().map(|kind| words.get(&format!("audit-subject-{}", kind.key())));
                let told = kind.as_deref().into_iter().chain([thing.description.as_str()]);
                let told: Vec<&str> = told.filter(|told| !told.is_empty()).collect();
                let found = item(target, thing.name.as_str()).detail(told.join(" · "));
                items.push(found.icon(*icon));
            }
            if let Some((all, all_of)) = all.filter(|_| self.is_answered() && *count > nearest.len()) {
                let label = words.with(all, [("count", (*count).into())]);
                items.push(item(Target::Place(all_of(self.typed.clone())), label).icon(*icon));
            }
        }
        for offered in offered.into_iter().filter(|offered| matches(&offered.label)) {
            let target = Target::Command(offered.number);
            items.push(item(target, offered.label).detail(offered.detail).icon(offered.icon));
        }
        let (mut by_other_names, mut by_foreign_names) = (Vec::new(), Vec::new());
        for entry in Entry::ALL.iter().filter(|entry| entry.is_permitted(context)) {
            let label = words.get(&format!("entry-{}", entry.key()));
            let found = item(Target::Place(Place::Entry(*entry)), label.clone()).icon(Icon::ArrowRight);
            if matches(&label) {
                items.push(found.detail(words.get("finder-screen")));
            } else if let Some(name) = own_names(words.language(), *entry).find(|name| matches(name)) {
                by_other_names.push(found.detail(name));
            } else if let Some(name) = foreign_names(words.language(), *entry).find(|name| matches(name)) {
                by_foreign_names.push(found.detail(name));
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
        // A word of another language is meant only where it says nothing in one's own.
        if items.is_empty() {
            items.extend(by_foreign_names);
        }
        let leads_to_all = |target: &Target| match target {
            Target::Place(place) => place.is_top() && !matches!(place, Place::Entry(_)),
            _ => false,
        };
        // Whoever typed the whole name means what is called so, of whatever kind it is; what only says the word somewhere
        // comes after what is called by it.
        let search = Search::new(&self.typed);
        items.sort_by_cached_key(|item| {
            let label = text::folded(&item.label);
            let is_called_so = leads_to_all(&item.value) || search.finds(&label);
            (search.nearness(&label) != Nearness::Whole, !is_called_so)
        });
        let marked =
            |item: Item<'a, Target>| if leads_to_all(&item.value) { item } else { item.found_by(&query) };
        items.into_iter().map(marked).collect()
    }
}

/// What tells a person from others of the same name, as the list of people shows it: the first of the fields that the site
/// gave a name, and the number that is nobody else's.
fn told_apart(row: &users::Row) -> impl Iterator<Item = &str> {
    let general = row.general.iter().map(String::as_str).find(|general| !general.is_empty());
    general.into_iter().chain([row.external_id.as_str()])
}

/// What people call an entry besides its name.
fn own_names(language: Language, entry: Entry) -> impl Iterator<Item = &'static str> {
    let also = words::of_menus(language, &format!("entry-{}-also", entry.key()));
    also.into_iter().flat_map(|names| names.split(", "))
}

/// What it is called in other languages.
fn foreign_names(language: Language, entry: Entry) -> impl Iterator<Item = &'static str> {
    let name = format!("entry-{}", entry.key());
    let others = Language::ALL.iter().copied().filter(move |other| *other != language);
    others.flat_map(move |other| words::of_menus(other, &name).into_iter().chain(own_names(other, entry)))
}

/// What leads to all that was found of a kind: what it is called, and where that is.
type All = (&'static str, fn(String) -> Place);

/// Lists all that there is of a kind.
type Listing = dyn Fn(&Console) -> Result<Vec<Thing>, operation::Error> + Send;

/// A kind of thing that the operator may look for.
struct Kind {
    icon: Icon,
    /// What one is called: who types it before the name means these.
    noun: Option<String>,
    all: Option<All>,
    things: Box<Listing>,
}

/// What one of a kind is called, by what leads to all of it.
const NOUNS: &[(&str, &str)] = &[
    ("finder-all-doors", "doors-name"),
    ("finder-all-lockers", "lockers-name"),
    ("finder-all-rooms", "rooms-name"),
    ("finder-all-zones", "zones-name"),
    ("finder-all-locations-functions", "locations-name"),
    ("finder-all-outputs", "outputs-name"),
    ("finder-all-user-access-levels", "user-access-levels-name"),
];

/// A kind, if the operator may see it.
fn kind<View: Leaf>(
    context: &Context,
    icon: Icon,
    all: Option<All>,
    things: fn(&Console, &Permit<View>) -> Result<Vec<Thing>, operation::Error>,
) -> Option<Kind> {
    let permit = context.may::<View>()?;
    let noun = all.and_then(|(all, _)| NOUNS.iter().find(|(of, _)| *of == all));
    let noun = noun.map(|(_, noun)| text::folded(&context.words.get(noun)));
    Some(Kind { icon, noun, all, things: Box::new(move |console| things(console, &permit)) })
}

/// What is called something, in the order in which it is looked for.
fn kinds(context: &Context) -> Vec<Kind> {
    let all = |name, place: fn(String) -> Place| Some((name, place));
    let doors = kind::<DoorsView>(
        context,
        Icon::DoorClosed,
        all("finder-all-doors", Place::DoorsFound),
        |console, permit| {
            let doors = doors::names(console, permit)?.into_iter();
            Ok(doors.map(|door| thing(Place::Door(door.id), door.name, door.detail)).collect())
        },
    );
    let lockers = kind::<LockersView>(
        context,
        Icon::LockKeyhole,
        all("finder-all-lockers", Place::LockersFound),
        |console, permit| Ok(named(lockers::list(console, permit)?, Place::Locker)),
    );
    let rooms = kind::<RoomsView>(
        context,
        Icon::Bed,
        all("finder-all-rooms", Place::RoomsFound),
        |console, permit| {
            let mut all = named(rooms::list(console, permit)?, Place::Room);
            all.extend(named(suites::list(console, permit)?, Place::Suite));
            Ok(all)
        },
    );
    let zones = kind::<ZonesView>(
        context,
        Icon::Map,
        all("finder-all-zones", Place::ZonesFound),
        |console, permit| Ok(named(zones::list(console, permit)?, Place::Zone)),
    );
    let sides = kind::<LocationsFunctionsView>(
        context,
        Icon::MapPin,
        all("finder-all-locations-functions", Place::LocationsFunctionsFound),
        |console, permit| {
            let mut all = named(locations::list(console, permit)?, Place::Location);
            all.extend(named(functions::list(console, permit)?, Place::Function));
            Ok(all)
        },
    );
    let outputs = kind::<OutputsView>(
        context,
        Icon::PlugZap,
        all("finder-all-outputs", Place::OutputsFound),
        |console, permit| Ok(named(outputs::list(console, permit)?, Place::Output)),
    );
    let levels = kind::<UserAccessLevelsView>(
        context,
        Icon::Layers,
        all("finder-all-user-access-levels", Place::UserAccessLevelsFound),
        |console, permit| Ok(named(user_access_levels::list(console, permit)?, Place::UserAccessLevel)),
    );
    let timetables = kind::<TimetablesView>(
        context,
        Icon::CalendarClock,
        all("finder-all-timetables", Place::TimetablesFound),
        |console, permit| Ok(named(timetables::list(console, permit)?, Place::Timetable)),
    );
    let lockdown_areas = kind::<LockdownAreasView>(
        context,
        Icon::DoorClosedLocked,
        all("finder-all-lockdown-areas", Place::LockdownAreasFound),
        |console, permit| Ok(named(lockdown_areas::list(console, permit)?, Place::LockdownArea)),
    );
    let occupancy_areas = kind::<LimitedOccupancyAreasView>(
        context,
        Icon::Gauge,
        all("finder-all-limited-occupancy-areas", Place::LimitedOccupancyAreasFound),
        |console, permit| {
            Ok(named(limited_occupancy_areas::list(console, permit)?, Place::LimitedOccupancyArea))
        },
    );
    let occupancy_groups = kind::<LimitedOccupancyGroupsView>(
        context,
        Icon::Contact,
        all("finder-all-limited-occupancy-groups", Place::LimitedOccupancyGroupsFound),
        |console, permit| {
            Ok(named(limited_occupancy_groups::list(console, permit)?, Place::LimitedOccupancyGroup))
        },
    );
    let roll_call_areas = kind::<RollCallAreasView>(
        context,
        Icon::ListChecks,
        all("finder-all-roll-call-areas", Place::RollCallAreasFound),
        |console, permit| Ok(named(roll_call_areas::list(console, permit)?, Place::RollCallArea)),
    );
    let schedules = kind::<TimedPeriodsView>(
        context,
        Icon::CalendarClock,
        all("finder-all-timed-periods", Place::TimedPeriodsFound),
        |console, permit| {
            let periods = timed_periods::list(console, permit)?.into_iter();
            let changes = automatic_changes::list(console, permit)?.into_iter();
            let periods = periods.map(|row| thing(Place::TimedPeriod(row.id), row.name, row.description));
            let changes = changes.map(|row| thing(Place::AutomaticChange(row.id), row.name, row.description));
            Ok(periods.chain(changes).collect())
        },
    );
    let operators = kind::<OperatorsView>(context, Icon::UserCog, None, |console, permit| {
        let operators = operators::list(console, permit)?.into_iter();
        Ok(operators.map(|row| thing(Place::Operator(row.id), row.name, row.user_name)).collect())
    });
    let groups = kind::<OperatorGroupsView>(context, Icon::ShieldUser, None, |console, permit| {
        let groups = groups::list(console, permit)?.into_iter().filter(|row| row.in_reach);
        Ok(groups.map(|row| thing(Place::OperatorGroup(row.id), row.name, row.description)).collect())
    });
    let partitions = kind::<PartitionsView>(context, Icon::Layers, None, |console, permit| {
        let partitions = partitions::list(console, permit)?.into_iter();
        Ok(partitions.map(|row| thing(Place::Partition(row.id), row.name, row.description)).collect())
    });
    let calendars = kind::<CalendarsView>(context, Icon::CalendarDays, None, |console, permit| {
        let calendars = calendars::list(console, permit)?.into_iter();
        Ok(calendars.map(|row| thing(Place::Calendar(row.id), row.name, row.description)).collect())
    });
    let time_zones = kind::<TimeZonesView>(context, Icon::Globe, None, |console, permit| {
        let zones = time_zones::list(console, permit)?.into_iter();
        let place = |row: time_zones::ListRow| {
            thing(Place::TimeZone(Some(row.id)), row.zone.name.to_string(), String::new())
        };
        Ok(zones.map(place).collect())
    });
    [
        doors,
        lockers,
        rooms,
        zones,
        sides,
        outputs,
        levels,
        timetables,
        lockdown_areas,
        occupancy_areas,
        occupancy_groups,
        roll_call_areas,
        schedules,
        operators,
        groups,
        partitions,
        calendars,
        time_zones,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn thing(place: Place, name: String, description: String) -> Thing {
    Thing { place, name, description }
}

/// All that there is of what has a name.
fn named<Id, Besides>(rows: Vec<ListRow<Id, Besides>>, place: fn(Id) -> Place) -> Vec<Thing> {
    rows.into_iter().map(|row| thing(place(row.id), row.name, row.description)).collect()
}

/// What is found of what was typed.
fn find(
    console: &Console,
    typed: &str,
    people: Option<&Permit<UsersView>>,
    kinds: &[Kind],
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
    let search = Search::new(typed);
    for Kind { icon, noun, all, things } in kinds {
        let called = noun.as_deref().and_then(|noun| named_after(typed, noun));
        let search = called.as_deref().map_or(Cow::Borrowed(&search), |name| Cow::Owned(Search::new(name)));
        found.things.push(nearest(&search, *icon, things(console)?, *all));
    }
    Ok(found)
}

/// What was typed after the noun of a kind, as in “room 412”.
fn named_after(typed: &str, noun: &str) -> Option<String> {
    let typed = text::folded(typed);
    let name = typed.trim_start().strip_prefix(noun)?;
    (name.starts_with(char::is_whitespace) && !name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// Those of a kind that are found.
fn nearest(search: &Search, icon: Icon, things: Vec<Thing>, all: Option<All>) -> Things {
    let matches =
        |thing: &Thing| search.finds(&text::folded(&format!("{}\n{}", thing.name, thing.description)));
    let mut nearest: Vec<_> = things.into_iter().filter(matches).collect();

    nearest.sort_by_cached_key(|thing| search.nearness(&text::folded(&thing.name)));
    let count = nearest.len();
    nearest.truncate(THINGS_SHOWN);
    Things { icon, nearest, count, all }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_before_a_name_means_those_of_its_kind() {
        assert_eq!(named_after("Room 412", "room").as_deref(), Some("412"));
        assert_eq!(named_after("Habitación  412 ", &text::folded("Habitación")).as_deref(), Some("412"));
        for other in ["room", "room ", "rooms 412", "412 room", ""] {
            assert_eq!(named_after(other, "room"), None, "{other}");
        }
    }

    #[test]
    fn every_screen_has_other_words_and_a_name_in_every_language() {
        for language in Language::ALL.iter().copied() {
            for entry in Entry::ALL.iter().copied() {
                let names: Vec<_> =
                    own_names(language, entry).chain(foreign_names(language, entry)).collect();
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

    #[test]
    fn no_other_word_for_a_screen_begins_with_the_name_of_another_one() {
        for language in Language::ALL.iter().copied() {
            let named = |entry: &Entry| words::of_menus(language, &format!("entry-{}", entry.key()));
            for entry in Entry::ALL {
                let names = words::of_menus(language, &format!("entry-{}-also", entry.key()));
                for also in names.into_iter().flat_map(|names| names.split(", ")) {
                    let means = |other: &&Entry| {
                        named(other).is_some_and(|name| text::folded(also).starts_with(&text::folded(name)))
                    };
                    let other = Entry::ALL.iter().filter(|other| *other != entry).find(means);
                    assert_eq!(other, None, "{also} for {entry:?}");
                }
            }
        }
    }
}
