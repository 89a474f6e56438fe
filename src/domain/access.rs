//! The access graph: who has a right to what, for everybody at once. What changes it is a list of [`Edit`]s, and the
//! same list is what a save writes, what is foretold before saving, and what says whose keys must say something else.
//!
//! People hold rights, and rights lead to access points: one by one, or by what gives several at once, an access level or a zone.
//! Links are kept as they were given, and what a key says is made of them, so that taking one way leaves the other. What
//! else is to stand between the two is one more [`Bundle`], and one more [`Link`] for each way that leads to it or on from it.

mod editing;
mod foretelling;
mod limit;
mod shift;
mod ways;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use editing::{Trial, Undo};
pub use foretelling::{Effect, Impact};
pub use shift::Shift;
pub use ways::{Reaching, Way, When};

use limit::{LimitNumber, Limits, Term, Timed, both, moments};

use super::access_point::Code;
use super::calendar::{CalendarId, Days};
use super::crossing::Side;
use super::door::DoorId;
use super::image::{Chosen, Digest, Grounds, NEVER, Rules, Statement, Timing, Wanted};
use super::key::Match;
use super::local::{Local, LocalTime, Window};
use super::locker::LockerId;
use super::moment::{from_key_minutes, key_minutes};
use super::output::{self, OutputId};
use super::pin::PinCheck;
use super::room::RoomId;
use super::suite::SuiteId;
use super::timetable::{Hours, Periods, TimetableId};
use super::user::{Between, DOORS_MAX, Limit, Options, Period, User, UserId, Validity};
use super::user_access_level::UserAccessLevelId;
use super::zone::{Group, ZoneId};

/// What a person's key follows from, apart from the doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The person.
    pub user: UserId,
    /// What the key may do besides opening doors.
    pub options: Options,
    /// When it is valid.
    pub validity: Validity,
    /// The check of the PIN.
    pub pin: Option<PinCheck>,
    /// The number for older readers; empty where there is none.
    pub number: String,
    /// When the doors open in which a location and a function of the person meet; nothing is always.
    pub crossing: Option<TimetableId>,
}

impl Holder {
    /// What the key of a person follows from.
    pub fn of(id: UserId, user: &User, pin: Option<PinCheck>) -> Holder {
        Holder {
            user: id,
            options: user.options,
            validity: user.validity,
            pin,
            number: user.wiegand.as_str().to_owned(),
            crossing: user.crossing,
        }
    }
}

/// What a key says a right to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To open an access point.
    Point(Code),
    /// To take a locker, one of its group at a time.
    Locker(Code, Group),
    /// Room for a locker of a group.
    Slot(Group),
    /// To drive an output.
    Output(output::Number),
}

/// A right of a holder, as the key says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// To what.
    pub to: Target,
    /// Only between these moments, if limited.
    pub between: Option<Between>,
    /// Only in these hours, if a timetable limits it.
    pub hours: Option<Hours>,
}

/// An access point of some kind, by its number in the database and the one by which keys name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point<Id> {
    /// In the database.
    pub id: Id,
    /// On keys.
    pub code: Code,
}

/// What gives several rights at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Bundle {
    /// What all members of an access level have. It can give zones.
    Level(UserAccessLevelId),
    /// Doors that are given together.
    Zone(ZoneId),
    /// Doors of a location or of a function. It gives a person those that one of the other side has as well.
    Side(Side),
}

/// What a right leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leads {
    /// To an access point, of whatever kind: keys tell none from another.
    Point(Code),
    /// To an output.
    Output(OutputId),
    /// To what is given together.
    Bundle(Bundle),
}

/// What keys follow from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// Somebody who holds rights.
    Person(UserId),
    /// What gives several rights at once.
    Bundle(Bundle),
    /// A door, to which rights lead.
    Door(Point<DoorId>),
    /// A locker, likewise.
    Locker(Point<LockerId>),
    /// An output, likewise.
    Output(OutputId),
    /// A room, likewise.
    Room(Point<RoomId>),
    /// The entrance of a suite, likewise.
    Suite(Point<SuiteId>),
    /// What limits rights.
    Timetable(TimetableId),
    /// What says which days are none of the week.
    Calendar(CalendarId),
}

impl Node {
    /// The number by which keys name it, if rights lead to it itself.
    const fn code(self) -> Option<Code> {
        match self {
            Node::Door(Point { code, .. })
            | Node::Locker(Point { code, .. })
            | Node::Room(Point { code, .. })
            | Node::Suite(Point { code, .. }) => Some(code),
            Node::Person(_) | Node::Bundle(_) | Node::Output(_) | Node::Timetable(_) | Node::Calendar(_) => {
                None
            }
        }
    }
}

/// A right that one node gives to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A person may open a door.
    PersonDoor(UserId, Point<DoorId>),
    /// A person has the rights of an access level.
    PersonLevel(UserId, UserAccessLevelId),
    /// Who has an access level may open a door.
    LevelDoor(UserAccessLevelId, Point<DoorId>),
    /// A person may open what is in a zone.
    PersonZone(UserId, ZoneId),
    /// Who has an access level may open what is in a zone.
    LevelZone(UserAccessLevelId, ZoneId),
    /// A door is in a zone.
    ZoneDoor(ZoneId, Point<DoorId>),
    /// A person may open a locker.
    PersonLocker(UserId, Point<LockerId>),
    /// Who has an access level may open a locker.
    LevelLocker(UserAccessLevelId, Point<LockerId>),
    /// A locker is in a zone.
    ZoneLocker(ZoneId, Point<LockerId>),
    /// A person may drive an output.
    PersonOutput(UserId, OutputId),
    /// Who has an access level may drive an output.
    LevelOutput(UserAccessLevelId, OutputId),
    /// A room is in a zone.
    ZoneRoom(ZoneId, Point<RoomId>),
    /// A suite is in a zone.
    ZoneSuite(ZoneId, Point<SuiteId>),
    /// A person has a location or a function; when its doors open, the person's own timetable for all of them says.
    PersonSide(UserId, Side),
    /// A door belongs to a location or to a function.
    SideDoor(Side, Point<DoorId>),
}

/// What has a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Person(UserId),
    Bundle(Bundle),
}

impl Link {
    /// What has the right, and what it leads to.
    const fn ends(self) -> (Holds, Leads) {
        match self {
            Link::PersonDoor(user, door) => (Holds::Person(user), Leads::Point(door.code)),
            Link::PersonLevel(user, level) => (Holds::Person(user), Leads::Bundle(Bundle::Level(level))),
            Link::PersonZone(user, zone) => (Holds::Person(user), Leads::Bundle(Bundle::Zone(zone))),
            Link::LevelDoor(level, door) => (Holds::Bundle(Bundle::Level(level)), Leads::Point(door.code)),
            Link::LevelZone(level, zone) => {
                (Holds::Bundle(Bundle::Level(level)), Leads::Bundle(Bundle::Zone(zone)))
            }
            Link::ZoneDoor(zone, door) => (Holds::Bundle(Bundle::Zone(zone)), Leads::Point(door.code)),
            Link::PersonLocker(user, locker) => (Holds::Person(user), Leads::Point(locker.code)),
            Link::LevelLocker(level, locker) => {
                (Holds::Bundle(Bundle::Level(level)), Leads::Point(locker.code))
            }
            Link::ZoneLocker(zone, locker) => (Holds::Bundle(Bundle::Zone(zone)), Leads::Point(locker.code)),
            Link::PersonOutput(user, output) => (Holds::Person(user), Leads::Output(output)),
            Link::LevelOutput(level, output) => (Holds::Bundle(Bundle::Level(level)), Leads::Output(output)),
            Link::ZoneRoom(zone, room) => (Holds::Bundle(Bundle::Zone(zone)), Leads::Point(room.code)),
            Link::ZoneSuite(zone, suite) => (Holds::Bundle(Bundle::Zone(zone)), Leads::Point(suite.code)),
            Link::PersonSide(user, side) => (Holds::Person(user), Leads::Bundle(Bundle::Side(side))),
            Link::SideDoor(side, door) => (Holds::Bundle(Bundle::Side(side)), Leads::Point(door.code)),
        }
    }
}

/// A change of what keys follow from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A person is new, or options, validity, PIN or number are others.
    Holder(Holder),
    /// A right is given, or its limit is another.
    Link(Link, Limit),
    /// A right is taken away.
    Unlink(Link),
    /// An output is new, or has another number.
    Numbered(OutputId, output::Number),
    /// Whoever has a zone takes one of its lockers, which are of this group; or opens all of them.
    Grouped(ZoneId, Option<Group>),
    /// A timetable is new, or holds at other times.
    Times(TimetableId, Periods),
    /// A calendar is new, or its days are others.
    Days(CalendarId, Days),
    /// Keys go by a calendar, or not by it.
    GoBy(CalendarId, bool),
    /// The site has chosen this for all keys.
    Chosen(Chosen),
    /// Local time goes otherwise than when keys were settled last, as this stands for it.
    Time(Digest),
    /// A node is gone, and every right from it and to it.
    Gone(Node),
}

/// What the card of a person's key says, as far as it must be compared with what it should say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// Stands for the areas of the newest writing.
    pub layout: Digest,
    /// Stands for its content.
    pub content: Digest,
    /// Bytes that the card holds.
    pub capacity: u16,
    /// How sure that is.
    pub standing: Standing,
    /// From when it was written until when it must come back: so far it had to be told of days and local time.
    pub window: Window,
}

/// How sure it is what a card says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It was read back.
    Known,
    /// It was read back, and opens nothing at any time.
    NeverValid,
    /// It may say this or what it said before.
    Open,
}

impl Carried {
    /// How it compares with what is wanted, if it is known.
    pub fn compare(&self, wanted: &Wanted) -> Option<Match> {
        let same_content = match self.standing {
            Standing::Open => return None,
            Standing::NeverValid => false,
            Standing::Known => self.content == wanted.content,
        };
        Some(Match::of(self.layout == wanted.layout && wanted.bytes <= self.capacity, same_content))
    }

    /// The same, as it is remembered.
    fn compared(&self, wanted: &Wanted) -> Option<Compared> {
        let left = self.capacity.checked_sub(wanted.bytes)?;
        Some(Compared { match_: self.compare(wanted), left })
    }
}

/// What comes of a change for one whom it touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// What the key must say.
    pub wanted: Wanted,
    /// How the card compares with that, if there is one and it is known.
    pub match_: Option<Match>,
    /// How many access points there are, as they were given one by one.
    pub rights: usize,
}

/// How the card of a key compares with what it should say, where that has room on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compared {
    /// Nothing, while it is not known what the card says.
    pub match_: Option<Match>,
    /// Bytes that are left on it.
    pub left: u16,
}

/// Everybody with everything they may open, small: five rights and their holder take some hundred bytes, the card of
/// the key included.
#[derive(Debug, Default)]
pub struct Graph {
    /// By their numbers. One who is gone leaves a place, which is filled again only if the going is undone.
    people: Vec<Person>,
    /// What the cards say, at the same places.
    cards: Vec<Option<Carried>>,
    /// How they compare with what they should say, at the same places; nothing, where that is to be found out.
    compared: Vec<Option<Compared>>,
    /// PINs and numbers of those who have one.
    extras: HashMap<UserId, Extra>,
    /// The rights of all, each person's in one stretch.
    rights: Vec<Held>,
    /// How many of those slots are unused.
    unused: usize,
    /// What each bundle gives, by its place.
    bundles: Vec<Vec<Held>>,
    /// The places of the bundles. One that is gone keeps its own.
    places: HashMap<Bundle, u32>,
    /// The groups of the zones of which one takes a locker, by their places.
    groups: HashMap<u32, Group>,
    /// The number of each output, by its place; one of which nothing is known has none, and no key says it.
    outputs: Vec<Option<output::Number>>,
    /// The places of the outputs. One that is gone keeps its own.
    output_places: HashMap<OutputId, u32>,
    limits: Limits,
    /// When each timetable holds, by its place among the limits; one of which nothing is known holds never.
    hours: Vec<Hours>,
    calendars: BTreeMap<CalendarId, Days>,
    /// By which of them keys go.
    calendar: Option<CalendarId>,
    time: LocalTime,
    /// What the times of timetables mean, by that calendar and that time, and what the site has chosen.
    rules: Rules,
}

/// What is kept of a person.
#[derive(Debug)]
struct Person {
    id: UserId,
    /// Nothing, if the person is gone.
    terms: Option<Terms>,
    rights: Stretch,
}

/// Options and validity, in the minutes that keys say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Terms {
    options: Options,
    activation: u32,
    expiration: u32,
    revalidation: Option<Period>,
    /// When the doors open in which a location and a function meet.
    crossing: LimitNumber,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Extra {
    pin: Option<PinCheck>,
    number: String,
}

#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    start: u32,
    length: u16,
    /// How many rights there is room for.
    room: u16,
}

impl Stretch {
    const fn range(self) -> std::ops::Range<usize> {
        let start = self.start as usize;
        start..start + self.length as usize
    }
}

/// A right as it is kept.
#[derive(Debug, Clone, Copy)]
struct Held {
    to: To,
    limit: LimitNumber,
}

/// What a right leads to, as it was given: an access point, or an output or a bundle by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct To(u32);

impl To {
    const BUNDLE: u32 = 1 << 31;
    const OUTPUT: u32 = 1 << 30;
    const LOCATION: u32 = 1 << 29;
    const FUNCTION: u32 = 1 << 28;
    const SLOT: u32 = 1 << 27;

    fn point(code: Code) -> To {
        To(u32::from(code.number()))
    }

    const fn bundle(bundle: Bundle, place: u32) -> To {
        To(place
            | match bundle {
                Bundle::Level(_) | Bundle::Zone(_) => To::BUNDLE,
                Bundle::Side(Side::Location(_)) => To::LOCATION,
                Bundle::Side(Side::Function(_)) => To::FUNCTION,
            })
    }

    const fn output(place: u32) -> To {
        To(place | To::OUTPUT)
    }

    /// Room for a locker of a group: what comes of a zone, and is given by nothing else.
    const fn slot(group: Group) -> To {
        To(To::SLOT | group.number() as u32)
    }

    /// The group for whose locker it is room, if it is.
    fn group(self) -> Option<Group> {
        u8::try_from(self.0 ^ To::SLOT).ok().and_then(Group::new)
    }

    const fn kind(self) -> Kind {
        if self.0 & To::BUNDLE != 0 {
            Kind::Bundle(self.0 & !To::BUNDLE)
        } else if self.0 & To::OUTPUT != 0 {
            Kind::Output(self.0 & !To::OUTPUT)
        } else if self.0 & To::LOCATION != 0 {
            Kind::Location(self.0 & !To::LOCATION)
        } else if self.0 & To::FUNCTION != 0 {
            Kind::Function(self.0 & !To::FUNCTION)
        } else {
            Kind::Point
        }
    }

    /// The access point, if it is one.
    fn code(self) -> Option<Code> {
        u16::try_from(self.0).ok().and_then(Code::new)
    }
}

/// The kinds of what a right leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Point,
    /// With its place.
    Output(u32),
    /// With its place.
    Bundle(u32),
    /// With its place among the bundles.
    Location(u32),
    /// With its place among the bundles.
    Function(u32),
}

/// The locations and functions of a person, by their places among the bundles.
#[derive(Debug, Default)]
struct Sides {
    locations: Vec<u32>,
    functions: Vec<u32>,
}

impl Sides {
    /// Notes one of them; what else is given is none.
    fn put(&mut self, to: To) {
        match to.kind() {
            Kind::Location(place) => self.locations.push(place),
            Kind::Function(place) => self.functions.push(place),
            Kind::Point | Kind::Output(_) | Kind::Bundle(_) => {}
        }
    }
}

/// What somebody was given comes to so many doors and outputs at most, each counted as often as it comes: a key holds a tenth of them,
/// and everything that is asked about a person goes over all. Pairs of a location and a function come to so many as well.
pub const WAYS_MAX: usize = 16_000;

impl Graph {
    /// Nobody yet, where local time goes so.
    pub fn of(time: LocalTime) -> Graph {
        let rules = Arc::new(Local::new(&Days::new(), time.clone())).into();
        Graph { time, rules, ..Graph::default() }
    }

    /// Adds a holder with all rights, who comes after everybody who is there.
    pub fn add(&mut self, holder: &Holder, rights: impl IntoIterator<Item = (Leads, Limit)>) {
        let (terms, extra) = self.stated(holder);
        let start = self.rights.len();
        for (leads, limit) in rights {
            let held = Held { to: self.to(leads), limit: self.limits.of(limit) };
            self.rights.push(held);
        }
        let length = (self.rights.len() - start) as u16;
        let rights = Stretch { start: start as u32, length, room: length };
        self.people.push(Person { id: holder.user, terms: Some(terms), rights });
        self.cards.push(None);
        self.compared.push(None);
        self.extras.extend(extra.map(|extra| (holder.user, extra)));
    }

    /// Adds a right that a bundle gives.
    pub fn add_to(&mut self, bundle: Bundle, leads: Leads, limit: Limit) {
        let (place, to, limit) = (self.place_of(bundle), self.to(leads), self.limits.of(limit));
        if let Some(given) = self.bundles.get_mut(place as usize) {
            given.push(Held { to, limit });
        }
    }

    /// Adds a timetable.
    pub fn add_timetable(&mut self, id: TimetableId, periods: &Periods) {
        self.set_hours(id, periods.hours());
    }

    /// Adds an output.
    pub fn add_output(&mut self, id: OutputId, number: output::Number) {
        self.set_number(id, Some(number));
    }

    /// Says which number an output has, and gives the one that it had.
    fn set_number(&mut self, id: OutputId, number: Option<output::Number>) -> (u32, Option<output::Number>) {
        let place = self.output_place(id);
        (place, self.set_number_at(place, number))
    }

    fn set_number_at(&mut self, place: u32, number: Option<output::Number>) -> Option<output::Number> {
        self.outputs.get_mut(place as usize).and_then(|kept| std::mem::replace(kept, number))
    }

    /// The place of an output; it has one from when it is named first.
    fn output_place(&mut self, output: OutputId) -> u32 {
        let outputs = &mut self.outputs;
        *self.output_places.entry(output).or_insert_with(|| {
            outputs.push(None);
            outputs.len() as u32 - 1
        })
    }

    /// Whoever has a zone takes one of its lockers, of this group.
    pub fn add_group(&mut self, zone: ZoneId, group: Group) {
        self.set_group(zone, Some(group));
    }

    /// Says of which group the lockers of a zone are, and gives of which they were.
    fn set_group(&mut self, zone: ZoneId, group: Option<Group>) -> (u32, Option<Group>) {
        let place = self.place_of(Bundle::Zone(zone));
        (place, self.set_group_at(place, group))
    }

    fn set_group_at(&mut self, place: u32, group: Option<Group>) -> Option<Group> {
        match group {
            Some(group) => self.groups.insert(place, group),
            None => self.groups.remove(&place),
        }
    }

    /// Adds a calendar.
    pub fn add_calendar(&mut self, id: CalendarId, days: Days) {
        self.calendars.insert(id, days);
        self.rules.local = self.local_now();
    }

    /// By which calendar keys go.
    pub fn go_by(&mut self, calendar: Option<CalendarId>) {
        self.calendar = calendar;
        self.rules.local = self.local_now();
    }

    /// What the site has chosen for all keys.
    pub const fn choose(&mut self, chosen: Chosen) {
        self.rules.chosen = chosen;
    }

    /// What the keys of all people go by.
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    fn local_now(&self) -> Arc<Local> {
        let days = self.calendar.and_then(|calendar| self.calendars.get(&calendar));
        Arc::new(Local::new(days.unwrap_or(&Days::new()), self.time.clone()))
    }

    /// Says when a timetable holds, and gives when it held before.
    fn set_hours(&mut self, id: TimetableId, hours: Hours) -> (u32, Hours) {
        let place = self.limits.place_of(id);
        (place, self.set_hours_at(place, hours))
    }

    fn set_hours_at(&mut self, place: u32, hours: Hours) -> Hours {
        let at = place as usize;
        if self.hours.len() <= at {
            self.hours.resize_with(at + 1, Hours::default);
        }
        self.hours.get_mut(at).map(|kept| std::mem::replace(kept, hours)).unwrap_or_default()
    }

    /// When all of some timetables hold; nothing, where there are none.
    fn hours_of(&self, timed: Timed) -> Option<Hours> {
        let all = timed.places().map(|place| self.hours.get(place as usize).cloned().unwrap_or_default());
        all.reduce(|hours, other| hours.both(&other))
    }

    fn to(&mut self, leads: Leads) -> To {
        match leads {
            Leads::Point(code) => To::point(code),
            Leads::Output(output) => To::output(self.output_place(output)),
            Leads::Bundle(bundle) => To::bundle(bundle, self.place_of(bundle)),
        }
    }

    /// The place of a bundle; it has one from when it is named first.
    fn place_of(&mut self, bundle: Bundle) -> u32 {
        let bundles = &mut self.bundles;
        *self.places.entry(bundle).or_insert_with(|| {
            bundles.push(Vec::new());
            bundles.len() as u32 - 1
        })
    }

    /// What a bundle gives.
    fn given_by(&self, place: u32) -> &[Held] {
        self.bundles.get(place as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// Gives back the room that was taken ahead while it was filled.
    pub fn shrink(&mut self) {
        self.people.shrink_to_fit();
        self.cards.shrink_to_fit();
        self.compared.shrink_to_fit();
        self.rights.shrink_to_fit();
    }

    /// Notes what the card of a person's key says; nothing, where there is no key.
    pub fn set_card(&mut self, user: UserId, card: Option<Carried>) {
        let Some(at) = self.place(user) else {
            return;
        };
        // What is as it was compares as it did.
        let is_other = self.cards.get(at).is_some_and(|kept| *kept != card);
        if let Some(kept) = self.cards.get_mut(at).filter(|_| is_other) {
            *kept = card;
            self.settle_at(at, &mut Vec::new());
        }
    }

    /// How far a card must be told of days and local time; nobody knows that of a key that is not written yet.
    fn window_at(&self, at: usize) -> Window {
        let card = self.cards.get(at).and_then(Option::as_ref);
        card.map(|card| card.window).unwrap_or_default()
    }

    /// What the card of a person's key says, if there is one.
    pub fn card(&self, user: UserId) -> Option<&Carried> {
        self.place(user).and_then(|at| self.cards.get(at)?.as_ref())
    }

    /// What the cards of all keys say, by the numbers of their holders.
    pub fn cards(&self) -> impl Iterator<Item = (UserId, Carried)> + '_ {
        self.people.iter().zip(&self.cards).filter_map(|(person, card)| Some((person.id, (*card)?)))
    }

    /// How the cards of keys compare with what they should say, by the numbers of their holders, as it is remembered.
    pub fn compared(&self) -> impl Iterator<Item = (UserId, Compared)> + '_ {
        self.people
            .iter()
            .zip(&self.compared)
            .filter_map(|(person, compared)| Some((person.id, (*compared)?)))
    }

    /// How many holders there are.
    pub fn len(&self) -> usize {
        self.people.iter().filter(|person| person.terms.is_some()).count()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rights there are, as they were given to people.
    pub fn rights_count(&self) -> usize {
        self.people.iter().map(|person| usize::from(person.rights.length)).sum()
    }

    /// How many access points a person was given one by one.
    pub fn rights_of(&self, user: UserId) -> usize {
        let person = self.place(user).and_then(|at| self.people.get(at));
        person.map(|person| self.points_of(person)).unwrap_or_default()
    }

    fn points_of(&self, person: &Person) -> usize {
        self.held(person).iter().filter(|held| held.to.kind() == Kind::Point).count()
    }

    /// What a person was given.
    fn given_to(&self, user: UserId) -> &[Held] {
        let person = self.place(user).and_then(|at| self.people.get(at));
        person.map(|person| self.held(person)).unwrap_or_default()
    }

    /// Goes over what a person may open and drive, each as often as it was given, and when; and of which group a locker is that
    /// is to be taken.
    fn each_point(&self, person: &Person, each: impl FnMut(To, Term, Option<Group>)) {
        self.each_point_of(self.own(person), self.crossing(person), each);
    }

    /// What a person was given, and when.
    fn own(&self, person: &Person) -> impl Iterator<Item = (To, Term)> + '_ {
        self.held(person).iter().map(|held| (held.to, self.limits.term(held.limit)))
    }

    /// When the doors of a person's locations and functions open.
    fn crossing(&self, person: &Person) -> Term {
        person.terms.map(|terms| self.limits.term(terms.crossing)).unwrap_or_default()
    }

    fn each_point_of(
        &self,
        own: impl Iterator<Item = (To, Term)>,
        crossing: Term,
        mut each: impl FnMut(To, Term, Option<Group>),
    ) {
        let mut sides = Sides::default();
        for (to, term) in own {
            match to.kind() {
                Kind::Point | Kind::Output(_) => each(to, term, None),
                Kind::Bundle(place) => self.each_point_in(place, term, &mut each),
                Kind::Location(_) | Kind::Function(_) => sides.put(to),
            }
        }
        self.each_crossed(&sides, |point, _, _| each(point, crossing, None));
    }

    /// Goes over the doors in which one of some locations meets one of some functions, each once, with all that meet there.
    fn each_crossed(&self, sides: &Sides, mut each: impl FnMut(To, &[(To, u32)], &[(To, u32)])) {
        if sides.locations.is_empty() || sides.functions.is_empty() {
            return;
        }
        let [of_locations, of_functions] = [&sides.locations, &sides.functions].map(|places| {
            let doors = places
                .iter()
                .flat_map(|place| self.given_by(*place).iter().map(move |held| (held.to, *place)));
            let mut doors: Vec<(To, u32)> = doors.collect();
            doors.sort_unstable();
            doors
        });
        for locations in of_locations.chunk_by(|(one, _), (other, _)| one == other) {
            let Some((door, _)) = locations.first() else {
                continue;
            };
            let from = of_functions.partition_point(|(other, _)| other < door);
            let until = of_functions.partition_point(|(other, _)| other <= door);
            if let Some(functions) = of_functions.get(from..until).filter(|functions| !functions.is_empty()) {
                each(*door, locations, functions);
            }
        }
    }

    /// In how many ways a person comes to doors by locations and functions: to each by every pair that meets there.
    fn count_crossed(&self, person: &Person) -> usize {
        let (mut sides, mut count) = (Sides::default(), 0);
        for held in self.held(person) {
            sides.put(held.to);
        }
        self.each_crossed(&sides, |_, locations, functions| count += locations.len() * functions.len());
        count
    }

    /// Goes over the access points and outputs that a bundle gives to somebody who has it by this term. It ends, as zones give no bundles.
    fn each_point_in<F: FnMut(To, Term, Option<Group>)>(&self, place: u32, had: Term, each: &mut F) {
        let group = self.groups.get(&place).copied();
        // The key has room for a locker of the group, whether there is any and whenever one may take it.
        if let Some(group) = group {
            each(To::slot(group), had, None);
        }
        for given in self.given_by(place) {
            let Some(term) = both(had, self.limits.term(given.limit)) else {
                continue;
            };
            match given.to.kind() {
                Kind::Point | Kind::Output(_) => each(given.to, term, group),
                Kind::Bundle(inner) => self.each_point_in(inner, term, each),
                // They are people's alone.
                Kind::Location(_) | Kind::Function(_) => {}
            }
        }
    }

    /// What every key must say, by the numbers of their holders.
    pub fn wanted(&self) -> impl Iterator<Item = (UserId, Wanted)> + '_ {
        let mut scratch = Vec::with_capacity(1_024);
        let people = self.people.iter().enumerate();
        people.filter_map(move |(at, person)| Some((person.id, self.wanted_at(at, &mut scratch)?)))
    }

    /// What the keys of these people must say; nothing for somebody who is gone.
    pub fn wanted_of<'g>(
        &'g self,
        users: &'g [UserId],
    ) -> impl Iterator<Item = (UserId, Option<Wanted>)> + 'g {
        let (mut next, mut scratch) = (0, Vec::with_capacity(1_024));
        users.iter().map(move |user| {
            let at = self.place_from(&mut next, *user);
            (*user, at.and_then(|at| self.wanted_at(at, &mut scratch)))
        })
    }

    /// One pass over the data that touches everything once: what any answer costs at the least.
    pub fn checksum(&self) -> u64 {
        self.people.iter().fold(0_u64, |sum, person| {
            let own = person.terms.map_or(0, |terms| u64::from(terms.activation));
            self.held(person).iter().fold(sum.wrapping_mul(31).wrapping_add(own), |sum, held| {
                let until = self.limits.term(held.limit).minutes.map_or(0, |(_, until)| u64::from(until));
                sum.wrapping_mul(31).wrapping_add(u64::from(held.to.0)).wrapping_add(until)
            })
        })
    }

    fn place(&self, user: UserId) -> Option<usize> {
        self.people.binary_search_by_key(&user, |person| person.id).ok()
    }

    /// The place of somebody, looked for first where `next` says: most often people come in their order.
    fn place_from(&self, next: &mut usize, user: UserId) -> Option<usize> {
        let is_next = self.people.get(*next).is_some_and(|person| person.id == user);
        let at = if is_next { *next } else { self.place(user)? };
        *next = at + 1;
        Some(at)
    }

    fn held(&self, person: &Person) -> &[Held] {
        self.rights.get(person.rights.range()).unwrap_or_default()
    }

    /// What the key of the person at a place must say; nothing for somebody who is gone.
    fn wanted_at(&self, at: usize, scratch: &mut Vec<u8>) -> Option<Wanted> {
        Some(self.statement(self.people.get(at)?)?.wanted_in(self.window_at(at), scratch))
    }

    /// Remembers how the card of the person at a place compares with what it must say.
    fn settle_at(&mut self, at: usize, scratch: &mut Vec<u8>) -> Option<Due> {
        let wanted = self.wanted_at(at, scratch);
        let card = self.cards.get(at)?.as_ref();
        *self.compared.get_mut(at)? =
            card.zip(wanted.as_ref()).and_then(|(card, wanted)| card.compared(wanted));
        let wanted = wanted?;
        let match_ = card.and_then(|card| card.compare(&wanted));
        Some(Due { wanted, match_, rights: self.points_of(self.people.get(at)?) })
    }

    /// What the key of a person must say; nothing for somebody who is gone.
    pub fn statement_of(&self, user: UserId) -> Option<Statement> {
        self.statement(self.people.get(self.place(user)?)?)
    }

    fn statement(&self, person: &Person) -> Option<Statement> {
        let mut gathered = Gathered::of(self, usize::from(person.rights.length));
        self.each_point(person, |to, term, group| gathered.give(to, term, group));
        self.stating(person, gathered.grounds)
    }

    /// The statement of a person who has these rights.
    fn stating(&self, person: &Person, grounds: Grounds<'_>) -> Option<Statement> {
        let terms = person.terms?;
        let validity = Validity {
            activation: from_key_minutes(terms.activation),
            expiration: (terms.expiration != NEVER).then(|| from_key_minutes(terms.expiration)),
            revalidation: terms.revalidation,
        };
        let extra = if self.extras.is_empty() { None } else { self.extras.get(&person.id) };
        let (pin, number) = extra.map(|extra| (extra.pin, extra.number.clone())).unwrap_or_default();
        Some(Statement::of_grounds(terms.options, validity, pin, number, grounds, &self.rules))
    }
}

/// The rights of a person, as they are gathered for the key.
struct Gathered<'g> {
    graph: &'g Graph,
    grounds: Grounds<'g>,
    /// The timetables that came so far, as they stand together.
    timings: Vec<(Timed, Timing)>,
}

impl<'g> Gathered<'g> {
    fn of(graph: &'g Graph, rights: usize) -> Gathered<'g> {
        Gathered { graph, grounds: Grounds::with_capacity(rights), timings: Vec::new() }
    }

    fn give(&mut self, to: To, term: Term, group: Option<Group>) {
        if let Some(point) = to.code() {
            let timing = self.timing(term.timed);
            match group {
                Some(group) => self.grounds.timed_free_locker(point, group, timing, term.minutes),
                None => self.grounds.timed_door(point, timing, term.minutes),
            }
        } else if let Some(group) = to.group() {
            self.grounds.slot(group);
        } else if let Kind::Output(place) = to.kind()
            && let Some(number) = self.graph.outputs.get(place as usize).copied().flatten()
        {
            let timing = self.timing(term.timed);
            self.grounds.timed_output(number, timing, term.minutes);
        }
    }

    fn timing(&mut self, timed: Timed) -> Timing {
        if let Some((_, timing)) = self.timings.iter().find(|(known, _)| *known == timed) {
            return *timing;
        }
        let Some(hours) = self.graph.hours_of(timed) else {
            return Timing::ALWAYS;
        };
        let timing = self.grounds.timing(Cow::Owned(hours));
        self.timings.push((timed, timing));
        timing
    }
}

/// The statement of one holder, by the rules of all keys.
pub fn statement(holder: &Holder, rights: &[Right], rules: &Rules) -> Statement {
    let mut grounds = Grounds::with_capacity(rights.len());
    for Right { to, between, hours } in rights {
        let minutes = between.map(|between| (key_minutes(between.from), key_minutes(between.until)));
        match to {
            Target::Point(door) => grounds.door(*door, hours.as_ref(), minutes),
            Target::Locker(locker, group) => {
                grounds.free_locker(*locker, *group, hours.as_ref(), minutes);
            }
            Target::Slot(group) => grounds.slot(*group),
            Target::Output(output) => grounds.output(*output, hours.as_ref(), minutes),
        }
    }
    let (options, validity, number) = (holder.options, holder.validity, holder.number.clone());
    Statement::of_grounds(options, validity, holder.pin, number, grounds, rules)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{Datelike as _, NaiveDate, Timelike as _, Weekday};

    use super::editing::ROOM;
    use super::*;
    use crate::domain::calendar::Kind as OfDay;
    use crate::domain::denylist::Refused;
    use crate::domain::door;
    use crate::domain::image::tests::{code, validity};
    use crate::domain::image::{self, Records};
    use crate::domain::lock::asked::{Asked, Followed, Key, Outside, Remembered, Set};
    use crate::domain::lock::{Decision, Refusal};
    use crate::domain::moment::Moment;
    use crate::domain::moment::tests::{at, utc};
    use crate::domain::timetable::Day;
    use crate::domain::timetable::tests::stretch;
    use crate::domain::why::{self, Cause, Known, Remedy};

    pub(super) fn holder(number: i64) -> Holder {
        Holder {
            user: UserId(number),
            options: Options::default(),
            validity: validity(),
            pin: None,
            number: String::new(),
            crossing: None,
        }
    }

    /// What is given of a door, always.
    pub(super) fn right(door: u16) -> (Leads, Limit) {
        (Leads::Point(code(door)), Limit::ALWAYS)
    }

    /// The days and the local time of the tests.
    pub(super) fn time() -> LocalTime {
        LocalTime::of(&utc())
    }

    pub(super) fn door(number: u16) -> Point<DoorId> {
        Point { id: DoorId(i64::from(number)), code: code(number) }
    }

    pub(super) fn level(number: u64) -> UserAccessLevelId {
        UserAccessLevelId(1 + number as i64)
    }

    pub(super) fn zone(number: u64) -> ZoneId {
        ZoneId(1 + number as i64)
    }

    /// Two locations, and two functions.
    pub(super) fn side(number: u64) -> Side {
        match number % 2 {
            0 => Side::Location(crate::domain::location::LocationId(number as i64)),
            _ => Side::Function(crate::domain::function::FunctionId(number as i64)),
        }
    }

    /// One of the numbers that an output has in turn; no other has them.
    pub(super) fn output(output: OutputId, turn: u64) -> output::Number {
        output::Number::new((1 + 10 * output.0 as u64 + turn) as u8).unwrap()
    }

    pub(super) fn link(user: i64, number: u16) -> Link {
        Link::PersonDoor(UserId(user), door(number))
    }

    pub(super) fn between(day: u64) -> Limit {
        // Two of them have nothing in common with the third.
        let from = at("2026-12-01 00:00") + chrono::Duration::days(40 * (day as i64 / 2));
        Limit::within(Some(Between::new(from, from + chrono::Duration::days(20 + day as i64)).unwrap()))
    }

    /// A card that says something else than anything wanted.
    pub(super) fn carried(window: Window) -> Carried {
        let (layout, content) = (Digest::default(), Digest::default());
        Carried { layout, content, capacity: 1_536, standing: Standing::Known, window }
    }

    pub(super) fn said(graph: &Graph) -> Vec<(UserId, Wanted)> {
        graph.wanted().collect()
    }

    #[test]
    fn the_graph_says_of_each_what_the_statement_of_each_says() {
        let mut graph = Graph::default();
        let rights: [&[u16]; 3] = [&[1, 2], &[], &[2, 9, 4]];
        for (number, doors) in rights.iter().enumerate() {
            graph.add(&holder(number as i64), doors.iter().map(|door| right(*door)));
        }
        let wanted: Vec<Wanted> = graph.wanted().map(|(_, wanted)| wanted).collect();
        for (number, doors) in rights.iter().enumerate() {
            let right = |door: &u16| Right { to: Target::Point(code(*door)), between: None, hours: None };
            let doors: Vec<Right> = doors.iter().map(right).collect();
            assert_eq!(wanted[number], statement(&holder(number as i64), &doors, &Rules::default()).wanted());
        }
    }

    /// What one was given: doors, outputs, levels and zones.
    type Given = BTreeMap<Leads, Limit>;

    /// Everybody as plain as can be: what they were given, and what levels and zones give; the timetables, the calendars, and
    /// what cards say.
    #[derive(Clone, Default)]
    struct Model {
        people: BTreeMap<UserId, (Holder, Given)>,
        bundles: BTreeMap<Bundle, Given>,
        outputs: BTreeMap<OutputId, output::Number>,
        groups: BTreeMap<ZoneId, Group>,
        timetables: BTreeMap<TimetableId, Periods>,
        calendars: BTreeMap<CalendarId, Days>,
        calendar: Option<CalendarId>,
        chosen: Chosen,
        windows: BTreeMap<UserId, Window>,
    }

    impl Model {
        /// The doors and outputs that somebody has who was given this.
        fn rights(&self, given: &Given) -> Vec<Right> {
            let mut rights = Vec::new();
            for (leads, limit) in given {
                let own =
                    limit.timetable.map(|id| self.timetables.get(&id).cloned().unwrap_or_default().hours());
                match leads {
                    Leads::Point(door) => {
                        let to = Target::Point(*door);
                        rights.push(Right { to, between: limit.between, hours: own });
                    }
                    Leads::Output(output) => {
                        let to = self.outputs.get(output).map(|number| Target::Output(*number));
                        rights.extend(to.map(|to| Right { to, between: limit.between, hours: own }));
                    }
                    // Of those that meet, each door once: see below.
                    Leads::Bundle(Bundle::Side(_)) => {}
                    Leads::Bundle(bundle) => {
                        let inner = self.bundles.get(bundle).map(|given| self.rights(given));
                        let mut inner = inner.unwrap_or_default();
                        if let Bundle::Zone(zone) = bundle
                            && let Some(group) = self.groups.get(zone)
                        {
                            for right in &mut inner {
                                if let Target::Point(locker) = right.to {
                                    right.to = Target::Locker(locker, *group);
                                }
                            }
                            inner.push(Right { to: Target::Slot(*group), between: None, hours: None });
                        }
                        for Right { to, between, hours } in inner {
                            let hours = match (&own, hours) {
                                (Some(own), Some(hours)) => Some(own.both(&hours)),
                                (own, hours) => own.clone().or(hours),
                            };
                            let between = Between::both(limit.between, between);
                            rights.extend(between.map(|between| Right { to, between, hours }));
                        }
                    }
                }
            }
            rights
        }

        /// The doors in which a location and a function meet of somebody who was given this.
        fn crossed(&self, holder: &Holder, given: &Given) -> Vec<Right> {
            let hours =
                holder.crossing.map(|id| self.timetables.get(&id).cloned().unwrap_or_default().hours());
            let of = |is_meant: fn(&Side) -> bool| -> BTreeSet<Code> {
                let sides = given.keys().filter_map(|leads| match leads {
                    Leads::Bundle(Bundle::Side(side)) if is_meant(side) => Some(*side),
                    _ => None,
                });
                let doors = sides.filter_map(|side| self.bundles.get(&Bundle::Side(side)));
                doors
                    .flat_map(|doors| doors.keys())
                    .filter_map(|leads| match leads {
                        Leads::Point(code) => Some(*code),
                        _ => None,
                    })
                    .collect()
            };
            let (located, meant) =
                (of(|side| matches!(side, Side::Location(_))), of(|side| matches!(side, Side::Function(_))));
            let right = |code: &Code| Right { to: Target::Point(*code), between: None, hours: hours.clone() };
            located.intersection(&meant).map(right).collect()
        }

        fn rules(&self) -> Rules {
            let days = self.calendar.and_then(|calendar| self.calendars.get(&calendar)).cloned();
            let local = Arc::new(Local::new(&days.unwrap_or_default(), time()));
            Rules { local, chosen: self.chosen }
        }
    }

    fn from_nothing(model: &Model) -> Vec<(UserId, Wanted)> {
        let rules = model.rules();
        let said = |(user, (holder, given)): (&UserId, &(Holder, Given))| {
            let window = model.windows.get(user).copied().unwrap_or_default();
            let mut rights = model.rights(given);
            rights.extend(model.crossed(holder, given));
            let wanted = statement(holder, &rights, &rules).wanted_in(window, &mut Vec::new());
            (*user, wanted)
        };
        model.people.iter().map(said).collect()
    }

    fn apply(model: &mut Model, edit: &Edit) {
        let (link, to) = match edit {
            Edit::Holder(holder) => {
                let new = || (holder.clone(), Given::new());
                model.people.entry(holder.user).or_insert_with(new).0 = holder.clone();
                return;
            }
            Edit::Times(id, periods) => return drop(model.timetables.insert(*id, periods.clone())),
            Edit::Numbered(id, number) => {
                model.outputs.insert(*id, *number);
                return;
            }
            Edit::Grouped(id, group) => {
                model.groups.remove(id);
                model.groups.extend(group.map(|group| (*id, group)));
                return;
            }
            Edit::Days(id, days) => return drop(model.calendars.insert(*id, days.clone())),
            Edit::GoBy(id, true) => return model.calendar = Some(*id),
            Edit::GoBy(id, false) => return model.calendar = model.calendar.filter(|it| it != id),
            Edit::Chosen(chosen) => return model.chosen = *chosen,
            Edit::Time(_) => return,
            Edit::Gone(Node::Timetable(id)) => return drop(model.timetables.remove(id)),
            Edit::Gone(Node::Calendar(id)) => return drop(model.calendars.remove(id)),
            Edit::Gone(node) => {
                let leads = match node {
                    Node::Person(user) => {
                        model.people.remove(user);
                        return;
                    }
                    Node::Bundle(bundle) => {
                        model.bundles.remove(bundle);
                        Leads::Bundle(*bundle)
                    }
                    Node::Door(Point { code, .. })
                    | Node::Locker(Point { code, .. })
                    | Node::Room(Point { code, .. })
                    | Node::Suite(Point { code, .. }) => Leads::Point(*code),
                    Node::Output(output) => {
                        model.outputs.remove(output);
                        Leads::Output(*output)
                    }
                    Node::Timetable(_) | Node::Calendar(_) => return,
                };
                let people = model.people.values_mut().map(|(_, given)| given);
                people.chain(model.bundles.values_mut()).for_each(|given| {
                    given.remove(&leads);
                });
                return;
            }
            Edit::Link(link, limit) => (link, Some(*limit)),
            Edit::Unlink(link) => (link, None),
        };
        let (holds, leads) = link.ends();
        let given = match holds {
            Holds::Person(user) => model.people.get_mut(&user).map(|(_, given)| given),
            Holds::Bundle(bundle) => Some(model.bundles.entry(bundle).or_default()),
        };
        if let Some(given) = given {
            match to {
                Some(limit) => given.insert(leads, limit),
                None => given.remove(&leads),
            };
        }
    }

    /// What opens, when, and of which group it is to be taken.
    type Points = BTreeMap<Code, Vec<(Option<Between>, Option<Hours>, Option<Group>)>>;

    impl Model {
        fn points(&self, user: UserId) -> Points {
            let mut points = Points::new();
            let Some((holder, given)) = self.people.get(&user) else {
                return points;
            };
            for Right { to, between, hours } in
                self.rights(given).into_iter().chain(self.crossed(holder, given))
            {
                let (code, group) = match to {
                    Target::Point(code) => (code, None),
                    Target::Locker(code, group) => (code, Some(group)),
                    Target::Slot(_) | Target::Output(_) => continue,
                };
                let opens = (between, hours, group);
                let of_code = points.entry(code).or_default();
                if !opens.1.as_ref().is_some_and(Hours::is_never) && !of_code.contains(&opens) {
                    of_code.push(opens);
                }
            }
            points.retain(|_, opens| !opens.is_empty());
            points
        }
    }

    fn plain_shift(before: &Points, after: &Points) -> Shift {
        let mut shift = Shift::default();
        for code in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            match (before.get(code), after.get(code)) {
                (None, _) => shift.gains.push(*code),
                (_, None) => shift.loses.push(*code),
                (Some(one), Some(other)) => {
                    let is_same = one.len() == other.len() && one.iter().all(|opens| other.contains(opens));
                    shift.retimed.extend((!is_same).then_some(*code));
                }
            }
        }
        shift
    }

    fn dice(mut state: u64) -> impl FnMut(u64) -> u64 {
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        }
    }

    /// A change of this or that on a site that is so by then.
    fn made_up(random: &mut impl FnMut(u64) -> u64, model: &Model) -> Edit {
        let user = random(30) as i64;
        // A right is one of somebody who is there.
        let there = model.people.contains_key(&UserId(user));
        let numbered = |number: u64| door(1 + number as u16);
        let some_output = OutputId(random(3) as i64);
        let locker = |number: u64| Point { id: LockerId(number as i64), code: code(11 + number as u16) };
        let room = |number: u64| Point { id: RoomId(number as i64), code: code(21 + number as u16) };
        let suite = |number: u64| Point { id: SuiteId(number as i64), code: code(31 + number as u16) };
        let side = side(random(4));
        let link = match random(17) {
            13 | 14 => Link::PersonSide(UserId(user), side),
            15 | 16 => Link::SideDoor(side, numbered(random(9))),
            11 => Link::ZoneRoom(zone(random(3)), room(random(4))),
            12 => Link::ZoneSuite(zone(random(3)), suite(random(2))),
            6 => Link::PersonLocker(UserId(user), locker(random(4))),
            7 => Link::LevelLocker(level(random(4)), locker(random(4))),
            8 => Link::ZoneLocker(zone(random(3)), locker(random(4))),
            0 => Link::PersonDoor(UserId(user), numbered(random(9))),
            1 => Link::PersonLevel(UserId(user), level(random(4))),
            2 => Link::LevelDoor(level(random(4)), numbered(random(9))),
            3 => Link::PersonZone(UserId(user), zone(random(3))),
            4 => Link::LevelZone(level(random(4)), zone(random(3))),
            5 => Link::PersonOutput(UserId(user), some_output),
            9 => Link::LevelOutput(level(random(4)), some_output),
            _ => Link::ZoneDoor(zone(random(3)), numbered(random(9))),
        };
        let timetable = TimetableId(random(4) as i64);
        let calendar = CalendarId(random(2) as i64);
        match random(18) {
            17 => Edit::Grouped(zone(random(3)), Group::new(random(4) as u8)),
            15 => Edit::Numbered(some_output, output(some_output, random(3))),
            16 if random(3) == 0 => Edit::Gone(Node::Output(some_output)),
            14 => Edit::Chosen(Chosen {
                records: Records::of(random(2) == 0, random(2) == 0),
                uncancellable_days: (random(2) == 0).then_some(1 + random(7) as u16),
            }),
            0..=5 if there && random(2) == 0 => Edit::Unlink(link),
            0..=5 if there => {
                let within = if random(3) == 0 { between(random(3)) } else { Limit::ALWAYS };
                let timetable = (random(3) == 0).then_some(timetable);
                let limit = Limit { timetable, ..within };
                // Those have none of their own.
                let has_none = matches!(link, Link::PersonSide(..) | Link::SideDoor(..));
                Edit::Link(link, if has_none { Limit::ALWAYS } else { limit })
            }
            11 if random(6) == 0 => Edit::Gone(Node::Timetable(timetable)),
            11 => {
                let time = ["08:00-12:00", "10:00-18:00", "12:00-14:00"][random(3) as usize];
                let periods = (0..random(3)).map(|_| stretch([Weekday::Mon], time)).collect();
                Edit::Times(timetable, Periods::new(periods).unwrap())
            }
            12 if random(6) == 0 => Edit::Gone(Node::Calendar(calendar)),
            12 => {
                let day = NaiveDate::from_ymd_opt(2026, 11, 20 + random(9) as u32).unwrap();
                Edit::Days(calendar, Days::from([(day, OfDay::Holiday)]))
            }
            13 if random(6) == 0 => Edit::Time(Digest::default()),
            13 => Edit::GoBy(calendar, random(3) > 0),
            6 => Edit::Gone(Node::Person(UserId(user))),
            7 if random(4) == 0 => Edit::Gone(Node::Room(room(random(4)))),
            7 if random(6) == 0 => Edit::Gone(Node::Suite(suite(random(2)))),
            7 if random(2) == 0 => Edit::Gone(Node::Locker(locker(random(4)))),
            7 => Edit::Gone(Node::Door(numbered(random(9)))),
            8 if random(2) == 0 => Edit::Gone(Node::Bundle(Bundle::Level(level(random(4))))),
            8 if random(3) == 0 => Edit::Gone(Node::Bundle(Bundle::Side(side))),
            8 => Edit::Gone(Node::Bundle(Bundle::Zone(zone(random(3))))),
            _ => Edit::Holder(Holder {
                options: Options {
                    office: random(2) == 0,
                    audit_openings: random(2) == 0,
                    cancellable: random(2) == 0,
                    ..Options::default()
                },
                pin: (random(3) == 0).then_some(PinCheck([random(2) as u8; PinCheck::BYTES])),
                number: ["", "7"][random(2) as usize].to_owned(),
                crossing: (random(3) == 0).then_some(timetable),
                ..holder(user)
            }),
        }
    }

    #[test]
    fn after_any_changes_made_and_undone_it_is_as_made_from_nothing() {
        let mut random = dice(0x5EED);
        let (mut graph, mut model) = (Graph::of(time()), Model::default());
        for _ in 0..1_000 {
            let mut after = model.clone();
            let edits: Vec<Edit> = (0..1 + random(4))
                .map(|_| {
                    let edit = made_up(&mut random, &after);
                    apply(&mut after, &edit);
                    edit
                })
                .collect();
            // Some key was written meanwhile, or taken away.
            let user = UserId(random(30) as i64);
            let cards: Vec<(UserId, Option<Carried>)> = (random(2) == 0 && after.people.contains_key(&user))
                .then(|| {
                    let written = at("2026-11-20 10:25") + chrono::Duration::days(random(5) as i64);
                    let window = Window::new(written, written + chrono::Duration::days(4));
                    let is_there = random(4) > 0;
                    match is_there {
                        true => after.windows.insert(user, window),
                        false => after.windows.remove(&user),
                    };
                    (user, is_there.then(|| carried(window)))
                })
                .into_iter()
                .collect();
            let before = said(&graph);
            let everybody: Vec<UserId> = (0..30).map(UserId).collect();
            let shifts: BTreeMap<UserId, Shift> =
                graph.foretell_shifts(&edits, &everybody).into_iter().collect();
            for user in everybody {
                let plain = plain_shift(&model.points(user), &after.points(user));
                assert_eq!(shifts.get(&user).cloned().unwrap_or_default(), plain, "{user:?}: {edits:?}");
            }
            let undo = graph.apply_with(&edits, &cards);
            let (now, then) = (said(&graph), from_nothing(&after));
            assert_eq!(now, then, "{edits:?}");
            let others = |all: &[(UserId, Wanted)]| -> Vec<(UserId, Wanted)> {
                all.iter().filter(|(user, _)| !undo.touched().contains(user)).copied().collect()
            };
            assert_eq!(others(&before), others(&now), "whoever is not touched is as before");
            for user in undo.touched() {
                assert_eq!(
                    graph.rights_of(*user),
                    after.people.get(user).map_or(0, |(_, given)| {
                        given.keys().filter(|leads| matches!(leads, Leads::Point(_))).count()
                    })
                );
            }
            if random(3) == 0 {
                graph.undo(undo);
                assert_eq!(said(&graph), before, "undone: {edits:?}");
            } else {
                model = after;
            }
        }
        assert!(
            graph.rights.len() < 4 * (graph.rights_count() + 30 * usize::from(ROOM)),
            "what is nobody's goes"
        );
    }

    /// What a lock decides about the key of a person by plain loops over what the person was given.
    struct Oracle<'m> {
        model: &'m Model,
        holder: &'m Holder,
        rights: Vec<Right>,
        written: Moment,
    }

    impl Oracle<'_> {
        fn holds(&self, right: &Right, at: Moment) -> bool {
            let days = self.model.calendar.and_then(|calendar| self.model.calendars.get(&calendar));
            let kind = days.and_then(|days| days.get(&at.date_naive()));
            let day = kind.map_or_else(|| Day::from(at.weekday()), |kind| Day::from(*kind));
            let minute = (at.hour() * 60 + at.minute()) as u16;
            right.between.is_none_or(|between| between.contains(at))
                && right.hours.as_ref().is_none_or(|hours| hours.holds(day, minute))
        }

        fn decides(&self, point: Code, is_free: bool, mode: door::Mode, at: Moment) -> Result<bool, Refusal> {
            let validity = self.model.chosen.limit(self.holder.options, self.holder.validity);
            if at >= image::end(validity, self.written, &utc()) {
                return Err(Refusal::OutOfDate);
            }
            let said = |right: &&Right| right.hours.as_ref().is_none_or(|hours| !hours.is_never());
            let (mut is_here, mut opens, mut takes) = (false, false, false);
            for right in self.rights.iter().filter(said) {
                match right.to {
                    Target::Point(code) if code == point => {
                        (is_here, opens) = (true, opens || self.holds(right, at));
                    }
                    Target::Locker(code, _) if code == point && is_free => {
                        (is_here, takes) = (true, takes || self.holds(right, at));
                    }
                    Target::Point(_) | Target::Locker(..) | Target::Slot(_) | Target::Output(_) => {}
                }
            }
            match (is_here, opens || takes) {
                (false, _) => Err(Refusal::NotHere),
                (true, false) => Err(Refusal::NotNow),
                _ if mode == door::Mode::KeyAndPin && self.holder.pin.is_none() => Err(Refusal::Pin),
                _ => Ok(takes),
            }
        }
    }

    #[test]
    fn what_a_lock_answers_is_what_plain_loops_say_and_the_ways_of_the_graph_lead_where_it_opens() {
        let mut random = dice(0xA5C);
        let (mut graph, mut model) = (Graph::of(time()), Model::default());
        let written = at("2026-11-20 10:25");
        let mut met = BTreeMap::<String, usize>::new();
        for _ in 0..24 {
            for _ in 0..150 {
                let edit = made_up(&mut random, &model);
                // A site is given more than is taken from it.
                if matches!(edit, Edit::Gone(_) | Edit::Unlink(_)) && random(8) > 0 {
                    continue;
                }
                apply(&mut model, &edit);
                graph.apply(&[edit]);
            }
            // Mondays and other days, holidays among them, at hours on both sides of every edge of a timetable.
            let moments: Vec<Moment> = std::iter::once(written)
                .chain((0..8).map(|_| {
                    let day = written.date_naive() + chrono::Days::new(1 + random(31));
                    let day =
                        if random(2) == 0 { day - chrono::Days::new(day.weekday() as u64) } else { day };
                    let minute = [479, 480, 600, 719, 720, 840, 1_079, 1_080][random(8) as usize];
                    let then = day.and_time(chrono::NaiveTime::MIN).and_utc();
                    written.max(then + chrono::Duration::minutes(minute))
                }))
                .collect();
            for (user, (holder, given)) in &model.people {
                let mut rights = model.rights(given);
                rights.extend(model.crossed(holder, given));
                let oracle = Oracle { model: &model, holder, rights, written };
                let key = Key::of(&graph.statement_of(*user).unwrap(), written, &utc());
                let ways = graph.ways_of(*user);
                for point in (1..=9).chain(11..=14).chain(21..=24).chain(31..=32).map(code) {
                    let is_free = (11..=14).contains(&point.number());
                    let mode = if random(4) == 0 { door::Mode::KeyAndPin } else { door::Mode::Standard };
                    let mut lock = Asked::of(Set {
                        code: point,
                        mode,
                        followed: Followed::Nothing,
                        local: Arc::default(),
                        has_own_time: false,
                        free: is_free.then_some(None),
                    });
                    let mut leads = false;
                    for at in &moments {
                        let decision = lock.answer(&key, false, *at).decision.unwrap();
                        let wanted = match oracle.decides(point, is_free, mode, *at) {
                            Ok(true) => Decision::Take,
                            Ok(false) => match decision {
                                Decision::Open { .. } => decision,
                                _ => panic!("{user:?}, {point:?}, {at}: {decision:?}"),
                            },
                            Err(refusal) => Decision::Refuse(refusal),
                        };
                        assert_eq!(decision, wanted, "{user:?}, {point:?}, {at}");
                        leads |= !matches!(
                            decision,
                            Decision::Refuse(Refusal::NotHere | Refusal::OutOfDate) | Decision::Ignore
                        );
                        let met_so = match decision {
                            Decision::Open { .. } => "open".to_owned(),
                            other => format!("{other:?}"),
                        };
                        *met.entry(met_so).or_default() += 1;
                    }
                    let could = ways.iter().any(|way| {
                        let of_group = |bundle: &Bundle| {
                            matches!(bundle, Bundle::Zone(zone) if model.groups.contains_key(zone))
                        };
                        let hours = way.timetables.iter().map(|id| {
                            model.timetables.get(id).cloned().unwrap_or_default().hours()
                        });
                        let hours = hours.reduce(|one, other| one.both(&other));
                        way.point == point
                            && (is_free || !way.via.iter().any(of_group))
                            && hours.is_none_or(|hours| !hours.is_never())
                    });
                    assert_eq!(leads, could, "{user:?}, {point:?}, {ways:?}");
                }
            }
        }
        let least = ["open", "Take", "NotHere", "NotNow", "OutOfDate", "Pin"];
        let count =
            |name: &str| met.iter().filter(|(met, _)| met.contains(name)).map(|(_, count)| count).sum();
        for name in least {
            let count: usize = count(name);
            assert!(count > 100, "{name}: {met:?}");
        }
    }

    #[test]
    fn what_is_told_of_a_key_is_what_its_lock_decides_and_an_update_helps_where_that_is_said() {
        let mut random = dice(0x3E7);
        let (mut graph, mut model) = (Graph::of(time()), Model::default());
        let mut met = BTreeMap::<String, usize>::new();
        let (written, monday) = (at("2026-11-20 10:25"), at("2026-11-23 00:00"));
        for _ in 0..40 {
            let mut change = |edits: u64, graph: &mut Graph, model: &mut Model| {
                for _ in 0..edits {
                    let edit = made_up(&mut random, model);
                    if matches!(edit, Edit::Gone(_) | Edit::Unlink(_)) && random(4) > 0 {
                        continue;
                    }
                    apply(model, &edit);
                    graph.apply(&[edit]);
                }
            };
            change(150, &mut graph, &mut model);
            // Keys are written, and then the site is changed.
            let key = |graph: &Graph, user| Key::of(&graph.statement_of(user).unwrap(), written, &utc());
            let out: Vec<(UserId, Key)> =
                model.people.keys().map(|user| (*user, key(&graph, *user))).collect();
            change(40, &mut graph, &mut model);
            for (user, says) in out.iter().filter(|(user, _)| model.people.contains_key(user)) {
                let wanted = key(&graph, *user);
                for point in (1..=9).chain(11..=14).chain(21..=24).map(code) {
                    let is_free = (11..=14).contains(&point.number());
                    let mode = if random(4) == 0 { door::Mode::KeyAndPin } else { door::Mode::Standard };
                    let lock = &mut Asked::of(Set {
                        code: point,
                        mode,
                        followed: Followed::Nothing,
                        local: Arc::default(),
                        has_own_time: false,
                        free: is_free.then_some(None),
                    });
                    let image = says.image().unwrap();
                    let sequence = image.header.sequence;
                    let refused = match random(6) {
                        0 => Some(Refused::Below(sequence + random(2) as u32)),
                        1 => Some(Refused::All),
                        _ => None,
                    };
                    let known = Known {
                        is_banned: random(3) == 0,
                        refused: refused.map(|refused| (refused, random(2) == 0)),
                        newer: (random(6) == 0).then(|| (sequence + 1, random(2) == 0)),
                        held: Vec::new(),
                    };
                    let hour = [7, 8, 11, 12, 13, 14, 17, 18][random(8) as usize];
                    let at = monday + chrono::Duration::hours(24 * random(32) as i64 + hour);
                    let told = why::of(image, &wanted, lock, &known, at);
                    let certain = Remembered {
                        refused: known.refused.filter(|(_, is_told)| *is_told).map(|(refused, _)| refused),
                        newest: known.newer.filter(|(_, was_here)| *was_here).map(|(newest, _)| newest),
                        held: Vec::new(),
                    };
                    let decided = lock.answer_knowing(says, &certain, at);
                    assert_eq!(told.told, decided, "the lock decides");
                    let anew = lock.answer(&wanted, false, at).decision.unwrap();
                    assert_eq!(told.updated, Some(anew));
                    let opens = |decision| matches!(decision, Decision::Open { .. } | Decision::Take);
                    let cause = match decided.decision.unwrap() {
                        Decision::Open { .. } | Decision::Take => Cause::Opens,
                        Decision::Refuse(Refusal::Cancelled) => Cause::Cancelled,
                        Decision::Refuse(Refusal::OldImage) => match certain.refused {
                            Some(Refused::Below(below)) if below > sequence => Cause::BelowBan,
                            _ => Cause::NewerSeen,
                        },
                        Decision::Refuse(Refusal::OutOfDate) => {
                            assert!(key_minutes(at) >= image.header.refresh_by);
                            Cause::OutOfDate(from_key_minutes(image.header.refresh_by))
                        }
                        Decision::Refuse(Refusal::NotHere) => Cause::NoRight,
                        Decision::Refuse(Refusal::NotNow) => {
                            let Cause::Outside(all) = &told.cause else { panic!("{told:?}") };
                            assert!(!all.is_empty());
                            let minute = (at.hour() * 60 + at.minute()) as u16;
                            for outside in all {
                                assert!(match outside {
                                    Outside::Before(from) => key_minutes(at) < *from,
                                    Outside::After(until) => key_minutes(at) >= *until,
                                    Outside::Hours(hours, day) => !hours.holds(day.unwrap(), minute),
                                });
                            }
                            told.cause.clone()
                        }
                        Decision::Refuse(Refusal::Pin) => Cause::NoPin,
                        other => panic!("{other:?}"),
                    };
                    assert_eq!(told.cause, cause);
                    let is_cancelled = refused == Some(Refused::All);
                    let is_update = cause != Cause::Opens && !is_cancelled && !known.is_banned && opens(anew);
                    assert_eq!(told.remedy == Some(Remedy::Update), is_update, "{told:?}");
                    let is_ban = cause != Cause::Opens && !is_cancelled && known.is_banned && opens(anew);
                    assert_eq!(told.remedy == Some(Remedy::LiftBan), is_ban, "{told:?}");
                    assert!(told.remedy.is_none() || cause != Cause::Opens);
                    let name = format!("{cause:?}");
                    *met.entry(name.split('(').next().unwrap().to_owned()).or_default() += 1;
                    *met.entry(format!("{:?}", told.remedy)).or_default() += 1;
                }
            }
        }
        let least =
            ["Opens", "Cancelled", "BelowBan", "NewerSeen", "OutOfDate", "NoRight", "Outside", "NoPin"];
        for name in least.into_iter().chain(["Some(Update)", "Some(LiftBan)", "Some(Access)", "Some(Pin)"]) {
            assert!(met.get(name).is_some_and(|count| *count > 20), "{name}: {met:?}");
        }
    }

    #[test]
    fn every_way_to_a_door_is_told_and_there_is_no_other_door() {
        let mut graph = Graph::default();
        let bundle = |bundle, limit| (Leads::Bundle(bundle), limit);
        graph.add(&holder(1), [right(2), bundle(Bundle::Level(level(0)), between(1))]);
        graph.add(&holder(2), [bundle(Bundle::Zone(zone(0)), Limit::ALWAYS)]);
        graph.add_to(Bundle::Level(level(0)), Leads::Point(code(3)), Limit::ALWAYS);
        graph.add_to(Bundle::Level(level(0)), Leads::Bundle(Bundle::Zone(zone(0))), Limit::ALWAYS);
        graph.add_to(Bundle::Zone(zone(0)), Leads::Point(code(2)), Limit::ALWAYS);
        graph.add_to(Bundle::Zone(zone(0)), Leads::Point(code(4)), between(2));
        let (by_level, by_zone) = (Bundle::Level(level(0)), Bundle::Zone(zone(0)));
        let way = |door, via: &[Bundle], limit: Limit| Way {
            point: code(door),
            via: via.to_vec(),
            between: limit.between,
            timetables: vec![],
        };
        // The door of the zone and when the level holds have nothing in common.
        let of_first = [
            way(2, &[], Limit::ALWAYS),
            way(2, &[by_level, by_zone], between(1)),
            way(3, &[by_level], between(1)),
        ];
        assert_eq!(graph.ways_of(UserId(1)), of_first);
        assert_eq!(
            graph.ways_of(UserId(2)),
            [way(2, &[by_zone], Limit::ALWAYS), way(4, &[by_zone], between(2))]
        );
        assert_eq!(
            graph.ways_to(code(2)),
            [(UserId(1), of_first[..2].to_vec()), (UserId(2), vec![way(2, &[by_zone], Limit::ALWAYS)])]
        );
        for user in [1, 2] {
            let ways = graph.ways_of(UserId(user));
            let doors: BTreeSet<Code> = ways.iter().map(|way| way.point).collect();
            let said = graph.statement(&graph.people[user as usize - 1]).unwrap();
            assert_eq!(
                said.rights().entries().iter().map(|entry| entry.door).collect::<BTreeSet<_>>(),
                doors
            );
        }
    }

    #[test]
    fn a_door_is_reached_where_a_location_and_a_function_meet_and_by_neither_alone() {
        let mut graph = Graph::default();
        let timetable = TimetableId(7);
        graph.add_timetable(timetable, &Periods::new(vec![stretch([Weekday::Mon], "08:00-12:00")]).unwrap());
        let given = |sides: &[u64]| -> Vec<(Leads, Limit)> {
            sides.iter().map(|number| (Leads::Bundle(Bundle::Side(side(*number))), Limit::ALWAYS)).collect()
        };
        let timed = Holder { crossing: Some(timetable), ..holder(1) };
        graph.add(&timed, given(&[0, 1]));
        graph.add(&holder(2), given(&[0]));
        graph.add(&holder(3), given(&[1]));
        graph.add(&holder(4), given(&[0, 2, 1]));
        // Door 2 has both, door 3 the location alone, door 4 the function alone, door 5 the other location and the function.
        for (of, doors) in [(0, vec![2, 3]), (1, vec![2, 4, 5]), (2, vec![2, 5])] {
            doors.iter().for_each(|door| {
                graph.add_to(Bundle::Side(side(of)), Leads::Point(code(*door)), Limit::ALWAYS);
            });
        }
        let way = |door, location, timetables: &[TimetableId]| Way {
            point: code(door),
            via: vec![Bundle::Side(side(location)), Bundle::Side(side(1))],
            between: None,
            timetables: timetables.to_vec(),
        };
        assert_eq!(graph.ways_of(UserId(1)), [way(2, 0, &[timetable])]);
        assert_eq!(
            [2, 3].map(|user| graph.ways_of(UserId(user))),
            [[], []].map(|none: [Way; 0]| none.to_vec())
        );
        assert_eq!(graph.ways_of(UserId(4)), [way(2, 0, &[]), way(2, 2, &[]), way(5, 2, &[])]);
        assert_eq!(graph.holders_of(code(2)), [UserId(1), UserId(4)]);
        assert_eq!(graph.holders_of(code(3)), []);
        let reaching: Vec<UserId> = graph.ways_to(code(5)).into_iter().map(|(user, _)| user).collect();
        assert_eq!(reaching, [UserId(4)]);
        // One more door of the location: only of those who have it something can be other than before.
        let touched = |graph: &mut Graph, edit| {
            let undo = graph.apply(&[edit]);
            let touched = undo.touched().to_vec();
            graph.undo(undo);
            touched
        };
        let joined = Edit::Link(Link::SideDoor(side(2), door(4)), Limit::ALWAYS);
        assert_eq!(touched(&mut graph, joined), [UserId(4)]);
        let times = Edit::Times(timetable, Periods::default());
        assert_eq!(touched(&mut graph, times), [UserId(1)], "whose doors open by it");
        let gone = Edit::Gone(Node::Bundle(Bundle::Side(side(1))));
        assert_eq!(touched(&mut graph, gone), [1, 3, 4].map(UserId));
    }

    #[test]
    fn ways_that_hold_one_after_the_other_are_one_period_and_others_are_several() {
        let when = |periods: &[Option<(&str, &str)>]| {
            let period = |(from, until): (&str, &str)| Between::new(at(from), at(until)).unwrap();
            let way = |between: &Option<_>| {
                let between = between.map(period);
                Way { point: code(1), via: vec![], between, timetables: vec![] }
            };
            When::of(&periods.iter().map(way).collect::<Vec<_>>())
        };
        let days = |from, until| Some((from, until));
        let (first, inner) =
            (days("2026-12-01 00:00", "2026-12-10 00:00"), days("2026-12-03 00:00", "2026-12-05 00:00"));
        let (next, later) =
            (days("2026-12-10 00:00", "2026-12-12 00:00"), days("2026-12-20 00:00", "2026-12-21 00:00"));
        let between =
            |from, until| Some(When::Limited(Some(Between::new(at(from), at(until)).unwrap()), vec![]));
        assert_eq!(when(&[]), None);
        assert_eq!(when(&[later, None]), Some(When::Always));
        assert_eq!(when(&[inner, first]), between("2026-12-01 00:00", "2026-12-10 00:00"));
        assert_eq!(when(&[next, first]), between("2026-12-01 00:00", "2026-12-12 00:00"));
        assert_eq!(when(&[later, first]), Some(When::Several));
        let by = |timetable, between: Option<_>| Way {
            point: code(1),
            via: vec![],
            between: between.map(|(from, until)| Between::new(at(from), at(until)).unwrap()),
            timetables: vec![TimetableId(timetable)],
        };
        let always = Some(When::Limited(None, vec![TimetableId(1)]));
        assert_eq!(When::of(&[by(1, first), by(1, None)]), always, "a period adds nothing");
        assert_eq!(When::of(&[by(1, None), by(2, None)]), Some(When::Several));
        let plain = Way { timetables: vec![], ..by(1, None) };
        assert_eq!(When::of(&[by(1, None), plain]), Some(When::Always));
    }

    #[test]
    fn nobody_is_touched_by_what_changes_nothing() {
        let mut graph = Graph::default();
        graph.add(&holder(1), [right(2)]);
        let edits = [
            Edit::Holder(holder(1)),
            Edit::Link(link(1, 2), Limit::ALWAYS),
            Edit::Unlink(link(1, 3)),
            Edit::Gone(Node::Door(door(4))),
        ];
        assert_eq!(graph.apply(&edits).touched(), []);
    }

    #[test]
    fn a_change_that_does_not_stay_is_undone_also_where_what_was_begun_panics() {
        let mut graph = Graph::default();
        graph.add(&holder(1), [right(2)]);
        let before = said(&graph);
        let edits =
            [Edit::Link(link(1, 3), Limit::ALWAYS), Edit::Holder(holder(2)), Edit::Gone(Node::Door(door(2)))];
        let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let trial = Trial::make(&mut graph, &edits);
            assert_eq!(trial.touched(), [UserId(1), UserId(2)]);
            assert_eq!(said(trial.graph()), before, "a panic on purpose");
        }));
        assert!(ended.is_err());
        assert_eq!(said(&graph), before);
        Trial::make(&mut graph, &edits).keep();
        assert_ne!(said(&graph), before);
    }

    #[test]
    fn nobody_is_given_more_than_there_may_be_and_what_was_too_much_can_be_taken() {
        let mut graph = Graph::default();
        let doors = |count: usize| (1..=count).map(|number| right(number as u16));
        graph.add(&holder(1), doors(DOORS_MAX));
        graph.add(&holder(2), doors(DOORS_MAX + 2));
        let one_more = Edit::Link(link(1, 2_000), Limit::ALWAYS);
        for (edits, is_too_many) in [
            (vec![one_more.clone()], true),
            (vec![one_more, Edit::Unlink(link(1, 1))], false),
            (vec![Edit::Link(link(1, 1), between(1))], false),
            (vec![Edit::Unlink(link(2, 1))], false),
        ] {
            assert_eq!(Trial::make(&mut graph, &edits).gives_too_many(), is_too_many, "{edits:?}");
        }
    }

    #[test]
    fn nobody_is_given_what_comes_to_more_doors_than_there_may_be() {
        let mut graph = Graph::default();
        graph.add(&holder(1), []);
        let doors = WAYS_MAX / 40;
        for number in 1..=doors {
            graph.add_to(Bundle::Zone(zone(0)), Leads::Point(code(number as u16)), Limit::ALWAYS);
        }
        for number in 0..40 {
            graph.add_to(Bundle::Level(level(number)), Leads::Bundle(Bundle::Zone(zone(0))), Limit::ALWAYS);
        }
        let given: Vec<Edit> = (0..40)
            .map(|number| Edit::Link(Link::PersonLevel(UserId(1), level(number)), Limit::ALWAYS))
            .collect();
        Trial::make(&mut graph, &given).keep();
        let is_too_many = |graph: &mut Graph, edit| Trial::make(graph, &[edit]).gives_too_many();
        for one_more in [
            link(1, 1),
            Link::PersonZone(UserId(1), zone(0)),
            Link::LevelDoor(level(7), door(1)),
            Link::ZoneDoor(zone(0), door(5_000)),
        ] {
            assert!(is_too_many(&mut graph, Edit::Link(one_more, Limit::ALWAYS)), "{one_more:?}");
        }
        assert!(!is_too_many(&mut graph, Edit::Unlink(Link::ZoneDoor(zone(0), door(1)))));
        assert!(!is_too_many(&mut graph, Edit::Link(Link::PersonLevel(UserId(1), level(7)), between(1))));
    }

    #[test]
    fn nobody_is_given_pairs_that_come_to_more_doors_than_there_may_be() {
        let mut graph = Graph::default();
        graph.add(&holder(1), []);
        // All meet in one door, so that each pair is a way to it.
        let most = (1..).find(|count| count * (count + 1) > WAYS_MAX).unwrap();
        let (pairs, another) =
            ((0..2 * most as u64).map(side), [0, 1].map(|kind| side(2 * most as u64 + kind)));
        for side in pairs.clone().chain(another) {
            graph.add_to(Bundle::Side(side), Leads::Point(code(1)), Limit::ALWAYS);
        }
        let put = |side| Edit::Link(Link::PersonSide(UserId(1), side), Limit::ALWAYS);
        let trial = Trial::make(&mut graph, &pairs.clone().map(put).collect::<Vec<_>>());
        assert!(!trial.gives_too_many());
        trial.keep();
        let ways = graph.ways_of(UserId(1));
        assert_eq!((ways.len(), ways.iter().all(|way| way.via.len() == 2)), (most * most, true));
        assert_eq!(graph.ways_to(code(1)), [(UserId(1), ways)]);
        let is_too_many = |graph: &mut Graph, edits: &[Edit]| Trial::make(graph, edits).gives_too_many();
        for (one, of_its_kind) in another.into_iter().zip([0, 1].map(side)) {
            let instead = Edit::Unlink(Link::PersonSide(UserId(1), of_its_kind));
            assert!(is_too_many(&mut graph, &[put(one)]), "{one:?}");
            assert!(!is_too_many(&mut graph, &[put(one), instead]), "{one:?}");
        }
        // A second door in which almost all of them meet is as much again.
        let doors = pairs.skip(2).map(|side| Edit::Link(Link::SideDoor(side, door(2)), Limit::ALWAYS));
        assert!(is_too_many(&mut graph, &doors.collect::<Vec<_>>()));
    }

    #[test]
    fn a_door_that_comes_in_two_ways_stays_until_both_are_taken() {
        let mut graph = Graph::default();
        graph.add(&holder(1), [right(2), (Leads::Bundle(Bundle::Level(level(0))), between(1))]);
        for number in [2, 3] {
            graph.add_to(Bundle::Level(level(0)), Leads::Point(code(number)), Limit::ALWAYS);
        }
        let doors = |graph: &Graph| -> Vec<(u16, bool)> {
            let statement = graph.statement(&graph.people[0]).unwrap();
            statement.rights().entries().iter().map(|it| (it.door.number(), it.between.is_some())).collect()
        };
        assert_eq!(doors(&graph), [(2, false), (3, true)], "always needs no period beside it");
        graph.apply(&[Edit::Unlink(link(1, 2))]);
        assert_eq!(doors(&graph), [(2, true), (3, true)]);
        let undo = graph.apply(&[Edit::Gone(Node::Bundle(Bundle::Level(level(0))))]);
        assert_eq!((doors(&graph), undo.touched()), (vec![], &[UserId(1)][..]));
        graph.undo(undo);
        assert_eq!(doors(&graph), [(2, true), (3, true)]);
        // What the level gives and when one has it have nothing in common.
        graph.apply(&[Edit::Link(Link::LevelDoor(level(0), door(3)), between(2))]);
        assert_eq!(doors(&graph), [(2, true)]);
    }
}
