//! What every key press does: on every screen and in every dialog that a press opens, with a
//! field, a row, a search, an unsaved edit, a notice, and with a key on the encoder or none. The table is
//! `tests/golden/presses.txt`. Besides, nothing is written but of whom, or of what, the press was seen to be about. The
//! tests go through some states of each screen, and hold of all others that they are in the table if they are there;
//! `./dev bench presses` goes through all of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::{self, Write as _};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use iced::keyboard::{Key, Modifiers, key::Named};
use iced::{Point, Rectangle};
use keydesk::domain::automatic_change::AutomaticChangeId;
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::directory::Query;
use keydesk::domain::door::DoorId;
use keydesk::domain::function::FunctionId;
use keydesk::domain::group::GroupId;
use keydesk::domain::key::KeyId;
use keydesk::domain::limited_occupancy_area::LimitedOccupancyAreaId;
use keydesk::domain::limited_occupancy_group::LimitedOccupancyGroupId;
use keydesk::domain::location::LocationId;
use keydesk::domain::lockdown_area::LockdownAreaId;
use keydesk::domain::locker::LockerId;
use keydesk::domain::operator::{Language, OperatorId};
use keydesk::domain::output::OutputId;
use keydesk::domain::partition::PartitionId;
use keydesk::domain::roll_call_area::RollCallAreaId;
use keydesk::domain::room::RoomId;
use keydesk::domain::suite::SuiteId;
use keydesk::domain::timed_period::TimedPeriodId;
use keydesk::domain::timetable::TimetableId;
use keydesk::domain::user::UserId;
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::ZoneId;
use keydesk::encoders::{Encoder, Signal, State as Encoding};
use keydesk::operation::demo::ADMINISTRATOR;
use keydesk::operation::system_auditor::{self, Filter as Entries, Stored};
use keydesk::operation::{
    automatic_changes, calendars, doors, functions, groups, limited_occupancy_areas,
    limited_occupancy_groups, locations, lockdown_areas, lockers, operators, outputs, partitions,
    roll_call_areas, rooms, suites, system_resources, timed_periods, timetables, user_access_levels, users,
    zones,
};

use super::Guide;
use crate::command::{Keys, shortcut};
use crate::headless::{Collect, Driver, Found};
use crate::part::key_card;
use crate::place::{Entry, Place};
use crate::screen::cardholders::users::Filter;
use crate::theme::{self, Tone, size};
use crate::widget::semantics::{Mark, Role};
use crate::window::desk::{self, Desk};
use crate::window::{Application, Message};
use crate::words::Words;

/// Whose screen is opened, and whose keys are laid down.
const OWN: &str = "Ana Belmonte";
const OTHER: &str = "Carmen Duarte";
const LOCKED: &str = "Locked by demo";
/// What is typed into a field.
const TYPED: &str = "Zz";

/// Where the keyboard is, and what was done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    Opened,
    Field,
    Row,
    Searched,
    RowSearched,
    Unsaved,
    Notice,
    Finder,
}

impl Hands {
    const ALL: [Hands; 8] = [
        Hands::Opened,
        Hands::Field,
        Hands::Row,
        Hands::Searched,
        Hands::RowSearched,
        Hands::Unsaved,
        Hands::Notice,
        Hands::Finder,
    ];

    const fn name(self) -> &'static str {
        match self {
            Hands::Opened => "opened",
            Hands::Field => "first field",
            Hands::Row => "first row",
            Hands::Searched => "searched",
            Hands::RowSearched => "first row, then searched",
            Hands::Unsaved => "unsaved",
            Hands::Notice => "a notice",
            Hands::Finder => "search for anything",
        }
    }

    /// Whether the dialogs that a press opens are in the table: what stands at the keyboard besides makes no other
    /// of them.
    const fn leads_on(self) -> bool {
        matches!(self, Hands::Opened | Hands::Row | Hands::Unsaved)
    }
}

/// How the desk is when a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    hands: Hands,
    /// Whose key lies on the encoder.
    laid: Option<&'static str>,
}

impl State {
    /// Those in which a place may be. The search for anything is the same everywhere, and of all places that are
    /// gone through only one person's own is about whoever's own key it is.
    fn of(place: &Place) -> Vec<State> {
        let hands = Hands::ALL.into_iter();
        let hands = hands.filter(|it| *it != Hands::Finder || *place == Place::Entry(Entry::Start));
        let own = Some(OWN).filter(|_| matches!(place, Place::User(_)));
        let laid = [None, Some(OTHER)].into_iter().chain(own.map(Some));
        laid.flat_map(|laid| hands.clone().map(move |hands| State { hands, laid })).collect()
    }

    fn name(self) -> String {
        match self.laid {
            None => self.hands.name().to_owned(),
            Some(whose) => format!("{}, key of {whose}", self.hands.name()),
        }
    }
}

/// A key with what is held beside it, and its name.
#[derive(Debug, Clone)]
struct Press {
    name: String,
    modifiers: Modifiers,
    key: Key,
}

impl Press {
    fn all() -> Vec<Press> {
        let words = Words::new(Language::English);
        let plain = [
            (Named::Enter, "Enter"),
            (Named::Space, "Space"),
            (Named::Backspace, "Backspace"),
            (Named::Escape, "Escape"),
        ];
        let plain = plain.map(|(named, name)| Press {
            name: name.to_owned(),
            modifiers: Modifiers::empty(),
            key: Key::Named(named),
        });
        // Escape stands above.
        let shortcuts = shortcut::ALL.iter().filter(|keys| **keys != shortcut::CLEAR).map(|keys| {
            let (modifiers, key) = match *keys {
                Keys::Ctrl(letter) => (Modifiers::CTRL, Key::Character(letter.to_string().into())),
                Keys::CtrlShift(letter) => {
                    (Modifiers::CTRL | Modifiers::SHIFT, Key::Character(letter.to_string().into()))
                }
                Keys::CtrlBackslash => (Modifiers::CTRL, Key::Character("\\".into())),
                Keys::CtrlWith(named) => (Modifiers::CTRL, Key::Named(named)),
                Keys::Alt(named) => (Modifiers::ALT, Key::Named(named)),
                Keys::Plain(named) => (Modifiers::empty(), Key::Named(named)),
                Keys::Shift(named) => (Modifiers::SHIFT, Key::Named(named)),
            };
            Press { name: keys.name(&words), modifiers, key }
        });
        plain.into_iter().chain(shortcuts).collect()
    }
}

/// What can be seen of the window, and what has been written so far.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    place: String,
    is_locked: bool,
    dialogs: Vec<String>,
    focused: String,
    parts: Vec<(String, Option<String>, bool)>,
    texts: Vec<String>,
    about: About,
    site: Site,
}

/// What a press is about, as far as that can be seen. What is merely listed is not.
#[derive(Debug, Clone, PartialEq, Default)]
struct About {
    /// What the page is called, and what stands in its form: a dialog over it changes nothing of that.
    page: Vec<String>,
    /// The topmost dialog; where there is none, the strip, the chosen rows, and what has the keyboard, with the heading of
    /// its panel.
    hands: Vec<String>,
}

impl About {
    fn of(seen: &Collect) -> About {
        let parts = |role| seen.parts.iter().filter(move |part| part.role() == Some(role));
        let is_passed_over = |part: &&Found| {
            matches!(part.role(), Some(Role::Row | Role::Option))
                && part.semantics.as_ref().is_some_and(|it| it.mark != Some(Mark::On))
        };
        let passed_over = Vec::from_iter(seen.parts.iter().filter(is_passed_over));
        let within = |area: Rectangle| -> Vec<String> {
            let is_about = |it: &&Found| {
                let at = it.bounds.center();
                area.contains(at) && !passed_over.iter().any(|part| part.bounds.contains(at))
            };
            let all = seen.texts.iter().skip(seen.beneath).chain(&seen.parts).filter(is_about);
            all.map(|it| it.text.clone()).collect()
        };
        // By their size, unless they are a control's.
        let headings = |line: f32| {
            let texts = seen
                .texts
                .iter()
                .filter(move |it| it.bounds.x >= size::NAVIGATION && it.bounds.height == line);
            texts.filter(|text| !seen.parts.iter().any(|part| part.bounds == text.bounds))
        };
        let heading = headings(theme::TITLE.line).next();
        let fields = parts(Role::TextField).filter(|field| !field.text.starts_with("Search"));
        let held = fields.filter_map(|field| field.semantics.as_ref()?.value.clone());
        let held: Vec<String> = held.filter(|value| !value.is_empty()).collect();
        let dialog = parts(Role::Dialog).next_back().map(|dialog| dialog.bounds);
        // The heading of the panel in which it stands.
        let panel = |focused: Rectangle| {
            let above = headings(theme::SECTION.line).map(|text| text.bounds).filter(|it| it.y < focused.y);
            above.max_by(|one, other| one.y.total_cmp(&other.y))
        };
        let strip = Rectangle { x: size::NAVIGATION, y: 0.0, width: f32::INFINITY, height: key_card::HEIGHT };
        let chosen =
            parts(Role::Row).filter(|row| row.semantics.as_ref().is_some_and(|it| it.mark == Some(Mark::On)));
        let areas = match dialog {
            Some(dialog) => vec![dialog],
            None => {
                let focused = seen.focused.into_iter().flat_map(|it| panel(it).into_iter().chain([it]));
                [strip].into_iter().chain(chosen.map(|row| row.bounds)).chain(focused).collect()
            }
        };
        About {
            page: heading.map(|it| it.text.clone()).into_iter().chain(held).collect(),
            hands: areas.into_iter().flat_map(within).collect(),
        }
    }

    /// Whether it names somebody or something in full: in one place, or in fields one after the other.
    fn names(&self, whose: &Whose) -> bool {
        let name = match whose {
            Whose::Site => return true,
            Whose::Named(name) => name,
        };
        // Lists put the last name first.
        let is_it = |text: &String| Vec::from_iter(text.rsplit(", ")).join(" ") == *name;
        let fields = 0..self.page.len();
        let mut runs = fields.clone().flat_map(|from| (from..fields.end).map(move |to| from..=to));
        !name.is_empty()
            && (self.hands.iter().any(is_it) || runs.any(|run| self.page[run].join(" ") == *name))
    }
}

/// What has been written so far: on cards, by their labels, and how many entries the system auditor has.
#[derive(Debug, Clone, Default, PartialEq)]
struct Site {
    cards: Vec<(String, String)>,
    told: usize,
}

/// Whose or which it is that something is written of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Named(String),
    /// Every screen is about it.
    Site,
}

impl fmt::Display for Whose {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Whose::Named(name) => write!(out, "“{name}”"),
            Whose::Site => write!(out, "the site"),
        }
    }
}

/// What was written, by whose or which it is.
type Written = BTreeMap<Whose, BTreeSet<String>>;

/// What of it nobody could see that the press was about.
fn unseen<'w>(written: &'w Written, about: &[&About]) -> Vec<(&'w Whose, &'w BTreeSet<String>)> {
    written.iter().filter(|(whose, _)| !about.iter().any(|it| it.names(whose))).collect()
}

/// The first of each kind of thing that has a screen.
pub(super) struct Known {
    user: UserId,
    users: Vec<UserId>,
    door: DoorId,
    pub(super) doors: Vec<DoorId>,
    group: GroupId,
    operator: OperatorId,
    partition: PartitionId,
    calendar: CalendarId,
    level: UserAccessLevelId,
    zone: ZoneId,
    location: LocationId,
    function: FunctionId,
    output: OutputId,
    roll_call_area: RollCallAreaId,
    limited_occupancy_group: LimitedOccupancyGroupId,
    limited_occupancy_area: LimitedOccupancyAreaId,
    lockdown_area: LockdownAreaId,
    locker: LockerId,
    room: RoomId,
    suite: SuiteId,
    timetable: TimetableId,
    timed_period: TimedPeriodId,
    automatic_change: AutomaticChangeId,
    cancelled: KeyId,
}

impl Known {
    /// Nobody in particular, where only the kinds of places matter.
    const fn nobody() -> Known {
        Known {
            user: UserId(0),
            users: Vec::new(),
            door: DoorId(0),
            doors: Vec::new(),
            group: GroupId(0),
            operator: OperatorId(0),
            partition: PartitionId(0),
            calendar: CalendarId(0),
            level: UserAccessLevelId(0),
            zone: ZoneId(0),
            location: LocationId(0),
            function: FunctionId(0),
            output: OutputId(0),
            roll_call_area: RollCallAreaId(0),
            limited_occupancy_group: LimitedOccupancyGroupId(0),
            limited_occupancy_area: LimitedOccupancyAreaId(0),
            lockdown_area: LockdownAreaId(0),
            locker: LockerId(0),
            room: RoomId(0),
            suite: SuiteId(0),
            timetable: TimetableId(0),
            timed_period: TimedPeriodId(0),
            automatic_change: AutomaticChangeId(0),
            cancelled: KeyId(0),
        }
    }

    pub(super) fn of(guide: &Guide) -> Known {
        let (console, session) = guide.behind();
        let users = ["belmonte", "carter", "duarte"].map(|name| guide.saved(name).id);
        let doors = doors::list(&console, &session.permit().unwrap()).unwrap();
        let doors: Vec<DoorId> = doors.into_iter().map(|door| door.id).collect();
        let operators = operators::list(&console, &session.permit().unwrap()).unwrap();
        Known {
            user: users[0],
            users: users.to_vec(),
            door: doors[0],
            doors,
            group: groups::list(&console, &session.permit().unwrap()).unwrap().last().unwrap().id,
            operator: operators.iter().find(|it| it.user_name != ADMINISTRATOR.user_name).unwrap().id,
            partition: partitions::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            level: user_access_levels::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            zone: zones::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            location: locations::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            function: functions::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            output: outputs::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            lockdown_area: lockdown_areas::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            locker: lockers::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            room: rooms::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            suite: suites::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            limited_occupancy_area: limited_occupancy_areas::list(&console, &session.permit().unwrap())
                .unwrap()[0]
                .id,
            limited_occupancy_group: limited_occupancy_groups::list(&console, &session.permit().unwrap())
                .unwrap()[0]
                .id,
            roll_call_area: roll_call_areas::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            timetable: timetables::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            timed_period: timed_periods::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            automatic_change: automatic_changes::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            calendar: calendars::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            cancelled: system_resources::resources(&console, &session.permit().unwrap()).unwrap().cancelled
                [0]
            .key,
        }
    }

    /// Every place, each with the test that goes to it.
    pub(super) fn places(&self) -> Vec<(Place, Part)> {
        let (mut places, mut next) = (Vec::new(), Some(Place::Entry(Entry::ALL[0])));
        while let Some(place) = next {
            let part;
            (part, next) = self.after(&place);
            places.push((place, part));
        }
        places
    }

    /// Which test goes to a place, and the next place: whoever adds one has to put it into the row.
    fn after(&self, place: &Place) -> (Part, Option<Place>) {
        let (part, next) = match place {
            Place::Entry(entry) => {
                let mut later = Entry::ALL.iter().skip_while(|it| *it != entry).skip(1);
                let next = later.next().copied().map_or(Place::Users(Filter::NeedsAttention), Place::Entry);
                (Part::Menus, next)
            }
            // Lists with something looked for in them are states of the lists themselves.
            Place::Users(_)
            | Place::UsersFound(_)
            | Place::DoorsFound(_)
            | Place::LockersFound(_)
            | Place::RoomsFound(_)
            | Place::ZonesFound(_)
            | Place::LocationsFunctionsFound(_)
            | Place::OutputsFound(_)
            | Place::RollCallAreasFound(_)
            | Place::LimitedOccupancyGroupsFound(_)
            | Place::LimitedOccupancyAreasFound(_)
            | Place::LockdownAreasFound(_)
            | Place::UserAccessLevelsFound(_)
            | Place::TimetablesFound(_)
            | Place::TimedPeriodsFound(_)
            | Place::TrailOf(_)
            | Place::HistoryOf(_) => (Part::Menus, Place::User(self.user)),
            Place::User(_) => (Part::Saved, Place::NewUser),
            Place::NewUser => (Part::New, Place::EditUsers(self.users.clone())),
            Place::EditUsers(_) => (Part::Saved, Place::PeopleMatrix(self.users.clone())),
            Place::PeopleMatrix(_) => (Part::Saved, Place::LevelsMatrix(vec![self.level])),
            Place::LevelsMatrix(_) => (Part::Saved, Place::Door(self.door)),
            Place::Door(_) => (Part::Saved, Place::NewDoor),
            Place::NewDoor => (Part::New, Place::Locker(self.locker)),
            Place::Locker(_) => (Part::Saved, Place::NewLocker),
            Place::NewLocker => (Part::New, Place::Room(self.room)),
            Place::Room(_) => (Part::Saved, Place::NewRoom),
            Place::NewRoom => (Part::New, Place::Suite(self.suite)),
            Place::Suite(_) => (Part::Saved, Place::NewSuite),
            Place::NewSuite => (Part::New, Place::OperatorGroup(self.group)),
            Place::OperatorGroup(_) => (Part::Saved, Place::NewOperatorGroup),
            Place::NewOperatorGroup => (Part::New, Place::CopyOfOperatorGroup(self.group)),
            Place::CopyOfOperatorGroup(_) => (Part::New, Place::Operator(self.operator)),
            Place::Operator(_) => (Part::Saved, Place::NewOperator(None)),
            Place::NewOperator(_) => (Part::New, Place::Partition(self.partition)),
            Place::Partition(_) => (Part::Saved, Place::NewPartition),
            Place::NewPartition => (Part::New, Place::Calendar(self.calendar)),
            Place::Calendar(_) => (Part::Saved, Place::NewCalendar),
            Place::NewCalendar => (Part::New, Place::TimeZone(None)),
            // A further one is added where the site uses several, which the demo does not.
            Place::TimeZone(_) | Place::NewTimeZone => (Part::Saved, Place::UserAccessLevel(self.level)),
            Place::UserAccessLevel(_) => (Part::Saved, Place::NewUserAccessLevel),
            Place::NewUserAccessLevel => (Part::New, Place::Zone(self.zone)),
            Place::Zone(_) => (Part::Saved, Place::NewZone),
            Place::NewZone => (Part::New, Place::Location(self.location)),
            Place::Location(_) => (Part::Saved, Place::NewLocation),
            Place::NewLocation => (Part::New, Place::Function(self.function)),
            Place::Function(_) => (Part::Saved, Place::NewFunction),
            Place::NewFunction => (Part::New, Place::Output(self.output)),
            Place::Output(_) => (Part::Saved, Place::NewOutput),
            Place::NewOutput => (Part::New, Place::Timetable(self.timetable)),
            Place::Timetable(_) => (Part::Saved, Place::NewTimetable),
            Place::NewTimetable => (Part::New, Place::TimedPeriod(self.timed_period)),
            Place::TimedPeriod(_) => (Part::Saved, Place::NewTimedPeriod),
            Place::NewTimedPeriod => (Part::New, Place::AutomaticChange(self.automatic_change)),
            Place::AutomaticChange(_) => (Part::Saved, Place::NewAutomaticChange),
            Place::NewAutomaticChange => {
                (Part::New, Place::LimitedOccupancyGroup(self.limited_occupancy_group))
            }
            Place::LimitedOccupancyGroup(_) => (Part::Saved, Place::NewLimitedOccupancyGroup),
            Place::NewLimitedOccupancyGroup => {
                (Part::New, Place::LimitedOccupancyArea(self.limited_occupancy_area))
            }
            Place::LimitedOccupancyArea(_) => (Part::Saved, Place::NewLimitedOccupancyArea),
            Place::NewLimitedOccupancyArea => (Part::New, Place::LockdownArea(self.lockdown_area)),
            Place::LockdownArea(_) => (Part::Saved, Place::NewLockdownArea),
            Place::NewLockdownArea => (Part::New, Place::RollCallArea(self.roll_call_area)),
            Place::RollCallArea(_) => (Part::Saved, Place::NewRollCallArea),
            Place::NewRollCallArea => (Part::New, Place::OptionsOfSite),
            Place::OptionsOfSite => (Part::Saved, Place::OptionsOfUsers),
            Place::OptionsOfUsers => (Part::Saved, Place::OptionsOfDoors),
            Place::OptionsOfDoors => (Part::Saved, Place::OptionsOfCrossings),
            Place::OptionsOfCrossings => (Part::Saved, Place::CancelledKey(self.cancelled)),
            Place::CancelledKey(_) => return (Part::Saved, None),
        };
        (part, Some(next))
    }
}

/// The places that one test goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Menus,
    Saved,
    New,
}

pub(super) fn name_of(place: &Place) -> String {
    match place {
        Place::Entry(entry) => entry.key().to_owned(),
        place => format!("{place:?}").split('(').next().unwrap_or_default().to_owned(),
    }
}

/// How the part of the table begins that is about a place in a state.
fn title(place: &Place, state: State) -> String {
    format!("{} | {}", name_of(place), state.name())
}

/// Somebody who presses every key.
pub(super) struct Hand {
    pub(super) guide: Guide,
    presses: Vec<Press>,
    /// The site as a press begins with it: whatever is written, the next begins with another.
    clean: Site,
    /// What was written and not in view.
    unseen: Vec<String>,
}

impl Hand {
    pub(super) fn begin() -> Hand {
        let guide = Guide::at_desk();
        let mut hand = Hand { guide, presses: Press::all(), clean: Site::default(), unseen: Vec::new() };
        hand.guide.driver.look_away();
        hand.clean = hand.site();
        hand
    }

    /// Presses a key, and waits until nothing comes of it any more.
    pub(super) fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.guide.driver.chord(modifiers, key);
        self.rest();
    }

    /// Waits until all is done that was begun, or a person has to do something; and until the window has heard of
    /// what is no task: keys that nothing wanted, and what the encoders do.
    #[track_caller]
    fn rest(&mut self) {
        let is_laid = self.guide.tray.cards().iter().any(|card| card.is_laid);
        let tray = self.guide.tray.clone();
        let says_waiting = |driver: &mut Driver<Application>| {
            let waiting =
                driver.state().desk().map(|desk| desk.context().words.get("step-waiting").into_owned());
            waiting.is_some_and(|waiting| driver.shows(&waiting))
        };
        let result = self.guide.driver.wait("rest", |driver| {
            // A screen or a dialog that waits for a key has a task of its own.
            let waits = match driver.tasks_running() {
                0 => false,
                // The light beside it is lit by the encoder.
                1 if !is_laid && tray.signal() == Signal::Waiting && says_waiting(driver) => true,
                _ => return false,
            };
            let keys = driver.keys_unwanted();
            driver.state().desk().is_none_or(|desk| {
                let encoders = desk.context().console.desk().encoders();
                let is_busy = encoders.iter().any(|encoder| encoder.state == Encoding::Busy);
                // What they are called is said in the language of the desk.
                let states = |encoders: &[Encoder]| encoders.iter().map(|it| it.state).collect::<Vec<_>>();
                let has_heard = states(&desk.context().encoders) == states(&encoders);
                desk.keys_heard() == keys && has_heard && is_busy == waits
            })
        });
        self.guide.must(result);
        // The last answer may have brought a dialog, which takes the keyboard when it was painted.
        self.guide.driver.settle();
    }

    pub(super) fn send(&mut self, message: desk::Message) {
        self.guide.driver.message(Message::Desk(message));
        self.rest();
    }

    pub(super) fn click(&mut self, at: Point) {
        self.guide.driver.click_at(at);
        self.rest();
    }

    /// What comes first on the page of its role and can be used.
    fn first(&mut self, role: Role, is_it: impl Fn(&Found) -> bool) -> Option<Point> {
        let found = self.guide.driver.parts().into_iter().find(|part| {
            part.role() == Some(role) && part.semantics.as_ref().is_some_and(|it| it.enabled) && is_it(part)
        });
        found.map(|part| part.bounds.center())
    }

    /// The first field, of those to search in or of the others.
    fn field(&mut self, is_search: bool) -> Option<Point> {
        self.first(Role::TextField, |field| field.text.starts_with("Search") == is_search)
    }

    /// The first row of the first table.
    pub(super) fn row(&mut self) -> Option<Point> {
        let parts = self.guide.driver.parts();
        let table = parts.iter().find(|part| part.role() == Some(Role::Table))?.bounds;
        let at = size::HEADER + size::ROW / 2.0;
        (at < table.height).then(|| Point::new(table.x + 150.0, table.y + at))
    }

    /// Brings the desk into a state, whatever was pressed before; says whether there is such a state.
    fn stage(&mut self, place: &Place, state: State) -> bool {
        let is_locked = self.guide.driver.shows(LOCKED);
        if !self.written(&self.clean, &self.site(), is_locked).is_empty() {
            self.guide = Guide::at_desk();
            self.guide.driver.look_away();
            // The one before lets the time go on when it ends.
            self.guide.driver.advance(Duration::ZERO);
        } else if is_locked {
            self.guide.type_text(ADMINISTRATOR.password);
            self.guide.key(Named::Enter);
            self.guide.wait_without(LOCKED);
            self.rest();
        }
        self.clean = self.site();
        self.send(desk::Message::Clear);
        if self.guide.tray.cards().iter().any(|card| card.is_laid) {
            // Nothing works at the encoder there.
            self.send(desk::Message::Open(Place::Entry(Entry::Start)));
            self.guide.take_away();
            self.send(desk::Message::Clear);
        }
        self.send(desk::Message::Open(place.clone()));
        self.reach(state.hands).is_some() && state.laid.is_none_or(|whose| self.lay(whose))
    }

    /// Does with the keyboard what there is to be done; nothing, if there is no such thing.
    fn reach(&mut self, hands: Hands) -> Option<()> {
        match hands {
            Hands::Opened => {}
            Hands::Field => {
                let field = self.field(false)?;
                self.click(field);
            }
            Hands::Row => {
                let row = self.row()?;
                self.click(row);
            }
            Hands::Searched => self.search()?,
            Hands::RowSearched => {
                let row = self.row()?;
                self.click(row);
                self.search()?;
            }
            Hands::Unsaved => self.edit()?,
            Hands::Notice => self.send(desk::Message::Tell(Tone::Success, "It is so.".to_owned())),
            Hands::Finder => {
                self.chord(Modifiers::CTRL, Key::Character("k".into()));
                self.guide.driver.type_text("an");
                self.rest();
            }
        }
        Some(())
    }

    fn search(&mut self) -> Option<()> {
        let field = self.field(true)?;
        self.click(field);
        self.guide.driver.type_text("an");
        self.rest();
        Some(())
    }

    /// Types into the first field; where there is none, turns the first switch.
    fn edit(&mut self) -> Option<()> {
        if let Some(field) = self.field(false) {
            self.click(field);
            self.guide.driver.ctrl('a');
            self.guide.driver.type_text(TYPED);
            self.rest();
        } else {
            let switch = self.first(Role::CheckBox, |_| true)?;
            self.click(switch);
        }
        Some(())
    }

    /// Lays somebody's key down; says whether it waits there for something to be done.
    fn lay(&mut self, whose: &str) -> bool {
        if self.guide.driver.shows("Place the key") {
            return false;
        }
        self.guide.lay(&format!("Key of {whose}"));
        let is_free = self.look().dialogs.is_empty();
        let result = self.guide.driver.wait("the key on the encoder", |driver| {
            let desk = driver.state().desk();
            let lies = desk.is_some_and(|desk| {
                desk.context().encoders.iter().any(|encoder| encoder.state == Encoding::Holding)
            });
            lies && (!is_free || driver.shows("Ctrl+Enter"))
        });
        self.guide.must(result);
        self.rest();
        true
    }

    fn look(&mut self) -> Look {
        let seen = self.guide.driver.look();
        let about = About::of(&seen);
        let Collect { texts, parts, focused, rests, .. } = seen;
        let texts: Vec<String> = texts.into_iter().map(|found| found.text).collect();
        let is_dialog = |part: &Found| part.role() == Some(Role::Dialog);
        let dialogs = parts.iter().filter(|part| is_dialog(part));
        let dialogs = dialogs.map(|part| part.text.clone()).collect();
        // A field is a little larger than what has the keyboard in it.
        let holds = |part: &&Found| {
            part.role() != Some(Role::Row) && focused.is_some_and(|it| part.bounds.contains(it.center()))
        };
        let focused = parts.iter().filter(holds).min_by(|one, other| {
            let area = |part: &Found| part.bounds.area();
            area(one).total_cmp(&area(other))
        });
        let rests = rests.map(|_| if parts.iter().any(is_dialog) { "the dialog" } else { "the page" });
        let focused =
            focused.map_or(rests.unwrap_or("nothing").to_owned(), |part| format!("“{}”", part.text));
        let parts = parts.into_iter().filter_map(|part| {
            let semantics = part.semantics?;
            let said = format!("{:?} {} {:?}", semantics.role, part.text, semantics.mark);
            Some((said, semantics.value, semantics.enabled))
        });
        Look {
            place: self.guide.driver.state().desk().and_then(Desk::place).map(name_of).unwrap_or_default(),
            is_locked: texts.iter().any(|text| text == LOCKED),
            dialogs,
            focused,
            parts: parts.collect(),
            texts,
            about,
            site: self.site(),
        }
    }

    fn site(&self) -> Site {
        let (console, session) = self.guide.behind();
        let told = system_auditor::list(&console, &session.permit().unwrap(), &Entries::default());
        let cards = self.guide.cards().into_iter();
        let cards = cards.map(|(_, label)| (label.clone(), self.guide.memory(&label)));
        Site { cards: cards.collect(), told: told.unwrap().1 }
    }

    /// What was written meanwhile; that the screen was locked is no more than that.
    fn written(&self, before: &Site, after: &Site, is_locked: bool) -> Written {
        let (console, session) = self.guide.behind();
        let permit = session.permit().unwrap();
        let (numbers, _) = system_auditor::list(&console, &permit, &Entries::default()).unwrap();
        let new = &numbers[..after.told - before.told];
        let rows = system_auditor::rows(&console, &permit, new).unwrap().into_iter();
        // The daily check is done by the desk itself, whenever it comes to it.
        let rows = rows.filter(|row| row.action != Stored::Known(system_auditor::Action::SiteChecked));
        let rows = rows
            .filter(|row| !is_locked || row.action != Stored::Known(system_auditor::Action::ScreenLocked));
        let rows = rows.map(|row| {
            let whose = match row.subject {
                Stored::Known(
                    system_auditor::SubjectKind::Site
                    | system_auditor::SubjectKind::GeneralOptions
                    | system_auditor::SubjectKind::UserOptions
                    | system_auditor::SubjectKind::DoorOptions
                    | system_auditor::SubjectKind::Groupings,
                ) => Whose::Site,
                Stored::Known(_) | Stored::Unknown(_) => Whose::Named(row.subject_name),
            };
            match row.action {
                Stored::Known(action) => (whose, format!("{action:?}")),
                Stored::Unknown(action) => (whose, action),
            }
        });
        let cards = before.cards.iter().zip(&after.cards).filter(|(old, new)| old != new);
        let cards = cards.map(|((label, _), _)| {
            let name = label.strip_prefix("Key of ").unwrap_or(label);
            (Whose::Named(name.to_owned()), "the card".to_owned())
        });
        let mut written = Written::new();
        for (whose, what) in rows.chain(cards) {
            written.entry(whose).or_default().insert(what);
        }
        written
    }

    /// What a press did, in a few words.
    fn press(&mut self, press: &Press, title: &str, before: &Look, behind: &About) -> (String, Look) {
        self.chord(press.modifiers, press.key.clone());
        let after = self.look();
        let written = self.written(&before.site, &after.site, after.is_locked);
        let about = [&before.about, behind];
        self.unseen.extend(unseen(&written, &about).into_iter().map(|(whose, what)| {
            format!("{title}: {} writes {what:?} of {whose}; it is about: {about:?}", press.name)
        }));
        let mut done = Vec::new();
        for (whose, what) in written {
            done.push(format!("writes {} of {whose}", Vec::from_iter(what).join(", ")));
        }
        if after.is_locked {
            done.push("locks".to_owned());
            return (done.join(", "), after);
        }
        let over = |these: &Look, those: &Look, what: &str| -> Vec<String> {
            let new = these.dialogs.iter().filter(|it| !those.dialogs.contains(it));
            new.map(|dialog| format!("{what} “{dialog}”")).collect()
        };
        done.extend(over(before, &after, "closes"));
        done.extend(over(&after, before, "opens"));
        if after.place != before.place {
            done.push(format!("shows {}", after.place));
        }
        if done.is_empty() && after.focused != before.focused {
            done.push(format!("goes to {}", after.focused));
        }
        if done.is_empty() && (&after.parts, &after.texts) != (&before.parts, &before.texts) {
            done.push("changes what is shown".to_owned());
        }
        (done.join(", "), after)
    }

    /// Presses every key where `stage` leads, and puts what they do under a title; gives which of them open a dialog,
    /// each dialog once. From `stage` comes what the page behind a dialog is about, or nothing, where it leads nowhere.
    fn fill(
        &mut self,
        lines: &mut String,
        title: &str,
        mut stage: impl FnMut(&mut Hand) -> Option<About>,
    ) -> Vec<(Press, String)> {
        let Some(behind) = stage(self) else {
            return Vec::new();
        };
        let mut before = self.look();
        writeln!(lines, "{title} | {}", before.focused).unwrap();
        let (mut opening, mut dialogs) = (Vec::new(), HashSet::new());
        for press in self.presses.clone() {
            let (done, after) = self.press(&press, title, &before, &behind);
            if !done.is_empty() {
                writeln!(lines, "  {}: {done}", press.name).unwrap();
            }
            for dialog in after.dialogs.iter().filter(|dialog| !before.dialogs.contains(dialog)) {
                if dialogs.insert(dialog.clone()) {
                    opening.push((press.clone(), dialog.clone()));
                }
            }
            if after == before {
                continue;
            }
            stage(self);
            before = self.look();
        }
        lines.push('\n');
        opening
    }

    /// The part of the table that is about a place in a state: empty, where there is no such state.
    fn go_through(&mut self, place: &Place, state: State) -> String {
        let mut lines = String::new();
        let title = title(place, state);
        let opening = self.fill(&mut lines, &title, |hand| hand.stage(place, state).then(About::default));
        for (press, dialog) in opening.into_iter().filter(|_| state.hands.leads_on()) {
            self.fill(&mut lines, &format!("{title} | “{dialog}”"), |hand| {
                let page = hand.stage(place, state).then(|| hand.look().about.page)?;
                hand.chord(press.modifiers, press.key.clone());
                Some(About { page, hands: Vec::new() })
            });
        }
        lines
    }
}

fn golden_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/presses.txt")
}

/// The table, by place and state: what is said of the page and of the dialogs over it, each under a title of its own.
struct Table(BTreeMap<String, Vec<String>>);

impl Table {
    fn read() -> Table {
        let text = std::fs::read_to_string(golden_path()).unwrap_or_default();
        let mut table = BTreeMap::<String, Vec<String>>::new();
        for part in text.split_inclusive("\n\n") {
            let title = part.splitn(3, " | ").take(2).collect::<Vec<_>>().join(" | ");
            table.entry(title).or_default().push(part.to_owned());
        }
        Table(table)
    }

    /// Whether it has a place in a state.
    fn has(&self, place: &Place, state: State) -> bool {
        self.0.contains_key(&title(place, state))
    }

    /// What it says of a place in a state.
    fn said(&self, place: &Place, state: State) -> &[String] {
        self.0.get(&title(place, state)).map_or(&[], Vec::as_slice)
    }

    /// The same of some keys, under the titles that were found.
    fn said_of(&self, place: &Place, state: State, found: &str, presses: &[Press]) -> String {
        let is_meant = |line: &str| {
            let is_of = |press: &Press| line.starts_with(&format!("  {}: ", press.name));
            !line.starts_with("  ") || presses.iter().any(is_of)
        };
        let said = |part: &str| {
            let title = part.split_inclusive('\n').next()?;
            let said = self.said(place, state).iter().find(|said| said.starts_with(title))?;
            Some(said.split_inclusive('\n').filter(|line| is_meant(line)).collect::<String>())
        };
        found.split_inclusive("\n\n").filter_map(said).collect()
    }
}

/// What a state has in common with others: where the keyboard is, and whether a key lies there.
type Kind = (Hands, bool);

const fn kind_of(state: State) -> Kind {
    (state.hands, state.laid.is_some())
}

/// Every place in every state that there may be.
fn all(known: &Known) -> Vec<(Place, Part, State)> {
    let places = known.places().into_iter();
    places
        .flat_map(|(place, part)| {
            State::of(&place).into_iter().map(move |state| (place.clone(), part, state))
        })
        .collect()
}

/// What the tests go through of the table: each place in the state that was tried the least before, and then whatever
/// state was not tried at all.
fn short(table: &Table, known: &Known) -> Vec<(Place, Part, State)> {
    let mut left = all(known);
    left.retain(|(place, _, state)| table.has(place, *state));
    let mut taken: Vec<(Place, Part, State)> = Vec::new();
    let count = |taken: &[(Place, Part, State)], state| {
        taken.iter().filter(|(.., it)| kind_of(*it) == kind_of(state)).count()
    };
    for (place, _) in known.places() {
        let here = left.iter().enumerate().filter(|(_, (it, ..))| *it == place);
        if let Some((at, _)) = here.min_by_key(|(_, (.., state))| count(&taken, *state)) {
            taken.push(left.remove(at));
        }
    }
    while let Some(at) = left.iter().position(|(.., state)| count(&taken, *state) == 0) {
        taken.push(left.remove(at));
    }
    taken
}

/// Of the keys, a third is pressed in each place, in turns.
const TURNS: usize = 3;

fn press_everything_on(part: Part) {
    let mut hand = Hand::begin();
    let (table, known) = (Table::read(), Known::of(&hand.guide));
    for (turn, (place, _, state)) in
        short(&table, &known).into_iter().filter(|(_, of, _)| *of == part).enumerate()
    {
        let in_turn = |(at, press)| ((at + turn) % TURNS == 0).then_some(press);
        hand.presses = Press::all().into_iter().enumerate().filter_map(in_turn).collect();
        let found = hand.go_through(&place, state);
        assert!(hand.unseen.is_empty(), "{}", hand.unseen.join("\n"));
        let title = format!("{} | {}", name_of(&place), state.name());
        assert!(!found.is_empty(), "{title} is not there");
        assert_eq!(found, table.said_of(&place, state, &found, &hand.presses), "{title}");
    }
    for (place, _, state) in all(&known).into_iter().filter(|(_, of, _)| *of == part) {
        let is_left_out = !table.has(&place, state);
        let title = title(&place, state);
        assert!(!(is_left_out && hand.stage(&place, state)), "{title} is there and not in the table");
    }
}

#[test]
fn on_the_screens_of_the_menus_a_press_does_what_the_table_says() {
    press_everything_on(Part::Menus);
}

#[test]
fn on_what_is_saved_a_press_does_what_the_table_says() {
    press_everything_on(Part::Saved);
}

#[test]
fn on_what_is_new_a_press_does_what_the_table_says() {
    press_everything_on(Part::New);
}

#[test]
fn every_screen_and_every_state_is_tried_with_every_run() {
    let known = Known::nobody();
    let table = Table::read();
    let tried = short(&table, &known);
    for (place, _) in known.places() {
        assert!(tried.iter().any(|(it, ..)| *it == place), "{} is not in the table", name_of(&place));
    }
    let all = all(&known);
    for kind in all.iter().map(|(.., state)| kind_of(*state)) {
        assert!(tried.iter().any(|(.., state)| kind_of(*state) == kind), "{kind:?} is not in the table");
    }
    let known = all.iter().map(|(place, _, state)| table.said(place, *state).len());
    let there = table.0.values().map(Vec::len);
    assert_eq!(known.sum::<usize>(), there.sum::<usize>(), "the table has a state that there is not");
}

#[test]
fn who_is_listed_is_not_whom_a_press_is_about() {
    let mut hand = Hand::begin();
    let (console, session) = hand.guide.behind();
    let ids = users::list(&console, &session.permit().unwrap(), &Query::default()).unwrap().ids;
    let [chosen, listed] = [0, 1].map(|row| hand.guide.saved_as(ids[row]).name);
    let part_of_it = chosen.split(' ').next().unwrap().to_owned();
    let person = Known::of(&hand.guide).user;
    let mut seen = |place: Place, hands: Hands, laid: Option<&'static str>, letter: Option<&str>| {
        assert!(hand.stage(&place, State { hands, laid }));
        let behind = About { hands: Vec::new(), ..hand.look().about };
        if let Some(letter) = letter {
            hand.chord(Modifiers::CTRL, Key::Character(letter.into()));
        }
        let about = hand.look().about;
        let names = ["", &part_of_it, &chosen, &listed, OWN, OTHER, "Zz Ana Belmonte", "Belmonte Zz"];
        let named = names.into_iter().map(|name| Whose::Named(name.to_owned()));
        let written: Written = named.chain([Whose::Site]).map(|whose| (whose, BTreeSet::new())).collect();
        let missed = unseen(&written, &[&about, &behind]);
        let is_seen = |whose: &&Whose| !missed.iter().any(|(missed, _)| missed == whose);
        Vec::from_iter(written.keys().filter(is_seen).map(ToString::to_string))
    };
    let quoted = |name: &str| format!("“{name}”");
    let site = "the site".to_owned();
    let site_alone = [site.clone()];
    let users = || Place::Entry(Entry::Users);
    assert_eq!(seen(users(), Hands::Opened, None, None), site_alone);
    assert_eq!(seen(users(), Hands::Row, None, None), [quoted(&chosen), site.clone()]);
    assert_eq!(
        seen(users(), Hands::Row, None, Some("u")),
        [quoted(&chosen), site.clone()],
        "the dialog says it"
    );
    let laid = seen(users(), Hands::Row, Some(OTHER), None);
    assert!(laid.contains(&quoted(OTHER)) && laid.contains(&quoted(&chosen)) && laid.len() == 3, "{laid:?}");
    assert_eq!(seen(users(), Hands::Row, Some(OTHER), Some("k")), site_alone, "a dialog lies over both");
    let edited = seen(Place::User(person), Hands::Unsaved, None, Some("k"));
    assert_eq!(edited, [quoted(OWN), quoted("Zz Ana Belmonte"), site], "the page is what it was");
}

#[test]
#[ignore = "takes minutes: ./dev bench presses"]
fn every_press_in_every_state_of_every_screen_does_what_the_table_says() {
    let places = Known::of(&Guide::at_desk()).places();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let golden = Table::read();
    let wanted = std::env::var("KEYDESK_PRESSES").unwrap_or_default();
    let is_wanted = |place: &Place| wanted.is_empty() || wanted.split(',').any(|it| it == name_of(place));
    let go_through = || {
        let mut hand = Hand::begin();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((place, _)) = places.get(at) else {
                return;
            };
            let go_through = |state| {
                if is_wanted(place) {
                    hand.go_through(place, state)
                } else {
                    golden.said(place, state).concat()
                }
            };
            let lines: String = State::of(place).into_iter().map(go_through).collect();
            done.lock().unwrap().insert(at, (lines, std::mem::take(&mut hand.unseen)));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(go_through);
        }
    });
    let (mut lines, mut unseen) = (String::new(), Vec::new());
    for (part, more) in done.into_inner().unwrap().into_values() {
        lines.push_str(&part);
        unseen.extend(more);
    }
    if std::fs::read_to_string(golden_path()).unwrap_or_default() != lines {
        let new = golden_path().with_extension("new");
        std::fs::write(&new, lines).unwrap();
        assert!(unseen.is_empty(), "{}", unseen.join("\n"));
        panic!("a press does something else: compare {} with the golden file", new.display());
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}
