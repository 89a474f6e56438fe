//! Every operation that needs a permit, done once by the one who sits there, to a thing of their own partition, to a foreign
//! one, and to one that does not exist. `matrix.rs` and `interference.rs` go through them.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt::Debug;
use std::path::Path;
use std::sync::Arc;

use chrono::Duration;
use keydesk::console::Console;
use keydesk::domain;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::automatic_change::{AutomaticChangeId, Mode};
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::crossing::Typed;
use keydesk::domain::desktop_reader::What;
use keydesk::domain::directory::{Filter, Query};
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::function::{self, FunctionId};
use keydesk::domain::group::{self, GroupId};
use keydesk::domain::grouping::{GroupingId, ValueId};
use keydesk::domain::key::KeyId;
use keydesk::domain::key::Status;
use keydesk::domain::limited_occupancy_area::{self, LimitedOccupancyAreaId};
use keydesk::domain::limited_occupancy_group::LimitedOccupancyGroupId;
use keydesk::domain::location::{self, LocationId};
use keydesk::domain::lockdown_area::LockdownAreaId;
use keydesk::domain::locker::{self, LockerId};
use keydesk::domain::moment::{Moment, Reading};
use keydesk::domain::named;
use keydesk::domain::operator::{Language, OperatorId, Password, Theme};
use keydesk::domain::output::{self, OutputId};
use keydesk::domain::partition::{self, Feature, PartitionId};
use keydesk::domain::permission::{DoorsModifyAccess, Leaf, Permission, Set, UsersModify, UsersView};
use keydesk::domain::phone::PublicKey;
use keydesk::domain::roll_call_area::{self, RollCallAreaId};
use keydesk::domain::room::{self, RoomId};
use keydesk::domain::suite::SuiteId;
use keydesk::domain::time_zone::{TimeZoneId, Typed as TypedRule};
use keydesk::domain::timed_period::TimedPeriodId;
use keydesk::domain::timetable::{self, TimetableId};
use keydesk::domain::user::{self, BulkEdit, Grant, Limit, OptionName, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::{self, ZoneId};
use keydesk::encoders::SIMULATED;
use keydesk::operation::Giving;
use keydesk::operation::encode::{self, OldKey, ReadCard};
use keydesk::operation::four_eyes::{CardKeys, Confirmation, Right};
use keydesk::operation::groups::{self, Fate};
use keydesk::operation::own::{self, Preferences};
use keydesk::operation::start::{self, Mismatches, Unsound};
use keydesk::operation::system_auditor::PurgeError;
use keydesk::operation::undo::{self, Token};
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{
    At, Changes, audit_trail, automatic_changes, calendars, cancelling, card_keys, demo, doors, four_eyes,
    functions, limited_occupancy_areas, limited_occupancy_groups, locations, lockdown_areas, lockers, matrix,
    network, opening, operators, outputs, partitions, phones, points, recovery, rescue, roll_call_areas,
    rooms, suites, time_zones, timed_periods, timetables, user_access_levels, why, zones,
};
use keydesk::operation::{options, security, sign_in, system_auditor, system_resources};
use keydesk::secret::Secret;
use keydesk::secret::authenticator::{Authenticator, Step};
use keydesk::secret::password::Cost;
use keydesk::session::{Administrator, Permit};

use crate::cards::{EV2, card};
use crate::house::{
    A, B, GENERAL, House, Seat, every_day, form, holidays, operator, password, whole_day, zone_of_the_world,
};

/// What an act is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Own,
    Foreign,
    Absent,
}

/// What an operation is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Nothing that lies in a partition or stands in the tree of groups.
    Nothing,
    /// A row, by its number: a foreign one is answered as an absent one.
    Row,
    /// The card that lies there: of a foreign one it is said that it is of this site, and no more.
    Card,
}

/// Somebody about to do something.
pub struct Act<'h> {
    pub house: &'h House,
    pub seat: Seat<'h>,
    pub target: Target,
    /// The partition that is their own here.
    pub side: PartitionId,
}

/// What came of it, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer(pub String);

/// An operation by its name, what it is about, and how it is done; nothing where the permit cannot be had.
pub type Row = (&'static str, Of, fn(&Act<'_>) -> Option<Answer>);

#[expect(clippy::needless_pass_by_value, reason = "each answer is asked where it is judged")]
fn told<T: Debug, E: Debug>(result: Result<T, E>) -> Option<Answer> {
    Some(Answer(format!("{result:?}")))
}

/// The cells that are there.
fn there(cells: Vec<matrix::Cells>) -> Vec<matrix::Cell> {
    cells.into_iter().flatten().flatten().collect()
}

/// Does one thing at somebody's desk; nothing where the permit cannot be had.
pub fn act(house: &House, row: &Row, by: &str, side: PartitionId, target: Target) -> Option<Answer> {
    (row.2)(&Act { house, seat: house.seat(by), target, side })
}

/// A number that nothing has.
const NOBODY: i64 = 999_999;

impl Act<'_> {
    fn console(&self) -> &Console {
        self.seat.console
    }

    fn may<L: Leaf>(&self) -> Option<Permit<L>> {
        self.seat.session.permit()
    }

    fn administrator(&self) -> Option<Administrator> {
        self.seat.session.administrator()
    }

    /// One of these by side: of A, of B, of General.
    fn by_side<T>(&self, of_a: T, of_b: T, of_general: T, absent: T) -> T {
        let foreign_of_a = !["cosima", "paul"].contains(&self.seat.session.user_name());
        match (self.target, self.side) {
            (Target::Absent, _) => absent,
            (Target::Own, A) => of_a,
            (Target::Own, _) => of_b,
            (Target::Foreign, A) if foreign_of_a => of_b,
            (Target::Foreign, B) if foreign_of_a => of_a,
            (Target::Foreign, _) => of_general,
        }
    }

    fn partition(&self) -> PartitionId {
        self.by_side(A, B, GENERAL, PartitionId(NOBODY))
    }

    /// The options of users, with what touches no key changed.
    fn options_of_users(&self) -> Option<domain::user_options::Draft> {
        let page = options::users(self.console(), &self.may()?).unwrap();
        Some(domain::user_options::Draft { names_locked: true, ..page.draft })
    }

    /// Calendars are the site's: whoever sits there, it is the same one.
    const fn calendar(&self) -> CalendarId {
        match self.target {
            Target::Own | Target::Foreign => CalendarId(1),
            Target::Absent => CalendarId(NOBODY),
        }
    }

    /// And so are time zones.
    const fn time_zone(&self) -> TimeZoneId {
        match self.target {
            Target::Own | Target::Foreign => TimeZoneId(1),
            Target::Absent => TimeZoneId(NOBODY),
        }
    }

    /// Timed periods and automatic changes are the site's, likewise.
    const fn timed_period(&self) -> TimedPeriodId {
        match self.target {
            Target::Own | Target::Foreign => TimedPeriodId(1),
            Target::Absent => TimedPeriodId(NOBODY),
        }
    }

    const fn automatic_change(&self) -> AutomaticChangeId {
        match self.target {
            Target::Own | Target::Foreign => AutomaticChangeId(1),
            Target::Absent => AutomaticChangeId(NOBODY),
        }
    }

    /// The partition of the house that their own things do not lie in.
    fn other_side(&self) -> PartitionId {
        if self.side == A { B } else { A }
    }

    fn door(&self) -> DoorId {
        let id = |name: &str| self.house.door(name);
        self.by_side(id("Door A"), id("Door B"), id("Gate"), DoorId(NOBODY))
    }

    fn room(&self) -> RoomId {
        let id = |name: &str| RoomId(self.house.thing(name));
        self.by_side(id("Room A"), id("Room B"), id("101"), RoomId(NOBODY))
    }

    fn rooms_given(&self) -> Changes<RoomId> {
        Changes::of(vec![Grant { to: self.room(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when one is saved, whoever it is sent for.
    fn room_draft(&self) -> (i64, room::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().room());
        let page = rooms::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, room::Draft { description: "Other".into(), ..page.draft })
    }

    fn suite(&self) -> SuiteId {
        let id = |name: &str| SuiteId(self.house.thing(name));
        self.by_side(id("Suite A"), id("Suite B"), id("Royal"), SuiteId(NOBODY))
    }

    fn suites_given(&self) -> Changes<SuiteId> {
        Changes::of(vec![Grant { to: self.suite(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when one is saved, whoever it is sent for.
    fn suite_draft(&self) -> (i64, room::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().suite());
        let page = suites::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, room::Draft { description: "Other".into(), ..page.draft })
    }

    fn locker(&self) -> LockerId {
        let id = |name: &str| LockerId(self.house.thing(name));
        self.by_side(id("Locker A"), id("Locker B"), id("Cabinet"), LockerId(NOBODY))
    }

    fn lockers_given(&self) -> Changes<LockerId> {
        Changes::of(vec![Grant { to: self.locker(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when one is saved, whoever it is sent for.
    fn locker_draft(&self) -> (i64, locker::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().locker());
        let page = lockers::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, locker::Draft { description: "Other".into(), ..page.draft })
    }

    fn level(&self) -> UserAccessLevelId {
        let id = |name: &str| self.house.level(name);
        self.by_side(id("Level A"), id("Level B"), id("Everyone"), UserAccessLevelId(NOBODY))
    }

    /// What is sent when an access level is saved, whoever it is sent for.
    fn level_draft(&self) -> (i64, named::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().level());
        let page = user_access_levels::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, named::Draft { description: "Other".into(), ..page.draft })
    }

    fn zone(&self) -> ZoneId {
        let id = |name: &str| self.house.zone(name);
        self.by_side(id("Zone A"), id("Zone B"), id("House"), ZoneId(NOBODY))
    }

    fn zones_given(&self) -> Changes<ZoneId> {
        Changes::of(vec![Grant { to: self.zone(), limit: Limit::ALWAYS }], Vec::new())
    }

    fn location(&self) -> LocationId {
        let id = |name: &str| LocationId(self.house.thing(name));
        self.by_side(id("Location A"), id("Location B"), id("Location"), LocationId(NOBODY))
    }

    fn locations_given(&self) -> Changes<LocationId> {
        Changes::of(vec![Grant { to: self.location(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when a location is saved, whoever it is sent for.
    fn location_draft(&self) -> (i64, location::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().location());
        let page = locations::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, location::Draft { description: "Other".into(), ..page.draft })
    }

    fn function(&self) -> FunctionId {
        let id = |name: &str| FunctionId(self.house.thing(name));
        self.by_side(id("Function A"), id("Function B"), id("Function"), FunctionId(NOBODY))
    }

    fn functions_given(&self) -> Changes<FunctionId> {
        Changes::of(vec![Grant { to: self.function(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when a function is saved, whoever it is sent for.
    fn function_draft(&self) -> (i64, function::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().function());
        let page = functions::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, function::Draft { description: "Other".into(), ..page.draft })
    }

    fn output(&self) -> OutputId {
        let id = |name: &str| OutputId(self.house.thing(name));
        self.by_side(id("Lift A"), id("Lift B"), id("Lift"), OutputId(NOBODY))
    }

    fn outputs_given(&self) -> Changes<OutputId> {
        Changes::of(vec![Grant { to: self.output(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when an output is saved, whoever it is sent for.
    fn output_draft(&self) -> (i64, output::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().output());
        let page = outputs::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, output::Draft { description: "Other".into(), ..page.draft })
    }

    fn roll_call_area(&self) -> RollCallAreaId {
        let id = |name: &str| RollCallAreaId(self.house.thing(name));
        self.by_side(id("Muster A"), id("Muster B"), id("Yard"), RollCallAreaId(NOBODY))
    }

    fn roll_call_areas_given(&self) -> Changes<RollCallAreaId> {
        Changes::of(vec![Grant { to: self.roll_call_area(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when one is saved, whoever it is sent for.
    fn roll_call_area_draft(&self) -> (i64, roll_call_area::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().roll_call_area());
        let page = roll_call_areas::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, roll_call_area::Draft { description: "Other".into(), ..page.draft })
    }

    fn lockdown_area(&self) -> LockdownAreaId {
        let id = |name: &str| LockdownAreaId(self.house.thing(name));
        self.by_side(id("Wing A"), id("Wing B"), id("Hall"), LockdownAreaId(NOBODY))
    }

    fn lockdown_areas_given(&self) -> Changes<LockdownAreaId> {
        Changes::of(vec![Grant { to: self.lockdown_area(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when one is saved, whoever it is sent for.
    fn lockdown_area_draft(&self) -> (i64, named::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().lockdown_area());
        let page = lockdown_areas::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, named::Draft { description: "Other".into(), ..page.draft })
    }

    fn limited_occupancy_area(&self) -> LimitedOccupancyAreaId {
        let id = |name: &str| LimitedOccupancyAreaId(self.house.thing(name));
        self.by_side(id("Pool A"), id("Pool B"), id("Garage"), LimitedOccupancyAreaId(NOBODY))
    }

    fn limited_occupancy_areas_given(&self) -> Changes<LimitedOccupancyAreaId> {
        Changes::of(vec![Grant { to: self.limited_occupancy_area(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when one is saved, whoever it is sent for.
    fn limited_occupancy_area_draft(&self) -> (i64, limited_occupancy_area::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().limited_occupancy_area());
        let page = limited_occupancy_areas::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, limited_occupancy_area::Draft { description: "Other".into(), ..page.draft })
    }

    fn limited_occupancy_group(&self) -> LimitedOccupancyGroupId {
        let id = |name: &str| LimitedOccupancyGroupId(self.house.thing(name));
        self.by_side(id("Swimmers A"), id("Swimmers B"), id("Drivers"), LimitedOccupancyGroupId(NOBODY))
    }

    fn limited_occupancy_groups_given(&self) -> Changes<LimitedOccupancyGroupId> {
        Changes::of(vec![Grant { to: self.limited_occupancy_group(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// What is sent when one is saved, whoever it is sent for.
    fn limited_occupancy_group_draft(&self) -> (i64, named::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().limited_occupancy_group());
        let page = limited_occupancy_groups::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, named::Draft { description: "Other".into(), ..page.draft })
    }

    fn timetable(&self) -> TimetableId {
        let id = |name: &str| self.house.timetable(name);
        self.by_side(id("Timetable A"), id("Timetable B"), id("Always"), TimetableId(NOBODY))
    }

    /// What is sent when a timetable is saved, whoever it is sent for.
    fn timetable_draft(&self) -> (i64, timetable::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().timetable());
        let page = timetables::open(marta.console, &marta.permit(), own).unwrap();
        let mut draft = page.draft;
        draft.own.0.clear();
        (page.version, draft)
    }

    /// What is sent when a zone is saved, whoever it is sent for.
    fn zone_draft(&self) -> (i64, zone::Draft) {
        let (marta, own) = (self.house.seat("marta"), self.own().zone());
        let page = zones::open(marta.console, &marta.permit(), own).unwrap();
        (page.version, zone::Draft { description: "Other".into(), ..page.draft })
    }

    /// A door that was opened.
    fn event(&self) -> i64 {
        let id = |what: &str| self.house.event(what);
        self.by_side(id("Abel at Door A"), id("Ben at Door B"), id("Gina at Gate"), NOBODY)
    }

    /// The word that an act of four eyes needs: nobody else holds the right here, so it has waited.
    fn waited<R: Right>(&self, by: &R) -> Confirmation<R> {
        four_eyes::ask(self.console(), by).unwrap();
        // And a little more, so that what was done meanwhile is a day old.
        self.house.desk.clock.advance(four_eyes::DELAY + Duration::minutes(1));
        Confirmation::Delay(four_eyes::waited(self.console(), by).unwrap())
    }

    /// Sets a second factor up, with the code that its authenticator shows.
    fn set_up_two_factor(&self) -> Result<(), own::TwoFactorError> {
        let own = self.seat.session.own();
        let enrolment = own::begin_two_factor(self.console(), &own)?;
        let phone = Authenticator::parse(&enrolment.groups()).unwrap();
        let code = phone.code(Step::of(self.console().clock().now())).to_string();
        own::switch_two_factor_on(self.console(), &own, &enrolment, &code)
    }

    /// Somebody without a key.
    fn user(&self) -> UserId {
        let id = |name: &str| self.house.user(name);
        self.by_side(id("Ada"), id("Bea"), id("Greg"), UserId(NOBODY))
    }

    /// Somebody with a key.
    fn keyed(&self) -> UserId {
        let id = |name: &str| self.house.user(name);
        self.by_side(id("Abel"), id("Ben"), id("Gina"), UserId(NOBODY))
    }

    /// The key of somebody, and that it is on the denylist as a cancelled one.
    fn cancelled(&self) -> KeyId {
        let file = self.house.desk.database();
        let of = [self.keyed().0];
        let list = "INSERT OR IGNORE INTO denylist (key_id, below, over_at, edition, listed_at, listed_by)
             SELECT id, 4294967295, 4000000000000, 1, 0, 'Marta' FROM keys WHERE user_id = ?1";
        file.execute(list, of).unwrap();
        let id = file.query_row("SELECT id FROM keys WHERE user_id = ?1", of, |row| row.get(0));
        KeyId(id.unwrap_or(NOBODY))
    }

    /// What the phone of that person shows.
    fn phone(&self) -> String {
        PublicKey(*Secret::new([self.keyed().0 as u8; 32]).public().as_bytes()).shown()
    }

    /// The key that this phone is.
    fn enrolled(&self) -> KeyId {
        if self.target == Target::Absent {
            return KeyId(NOBODY);
        }
        let file = self.house.desk.database();
        let enrolled = || {
            let live = "SELECT key_id FROM phones WHERE user_id = ?1 AND ended_at IS NULL";
            file.query_row(live, [self.keyed().0], |row| row.get(0)).map(KeyId)
        };
        enrolled().unwrap_or_else(|_| {
            let marta = self.house.seat("marta");
            // Somebody who is banned by now gets none.
            let _ = phones::enrol(marta.console, &marta.permit(), self.keyed(), &self.phone());
            enrolled().unwrap_or(KeyId(NOBODY))
        })
    }

    fn lay_own_key(&self) {
        self.house.lay_key(if self.side == A { "Abel" } else { "Ben" });
    }

    /// What the own key says, whoever read it.
    fn read_card(&self) -> ReadCard {
        self.lay_own_key();
        let marta = self.house.seat("marta");
        let (at, mut came) = (marta.at(), Err(encode::Error::Stopped));
        encode::read_next(marta.console, &marta.permit(), &at, |result| {
            came = result;
            at.stop.stop();
        });
        came.unwrap().card
    }

    /// Lays the key of whom it is about; one of nobody is a blank card.
    fn lay_key(&self) {
        match self.target {
            Target::Absent => self.lay_blank(),
            Target::Own | Target::Foreign => {
                self.house.lay_key(self.by_side("Abel", "Ben", "Gina", ""));
            }
        }
    }

    fn lay_blank(&self) {
        let tray = &self.house.desk.tray;
        let blank = keydesk::simulator::SharedCard::new(card(EV2, 0x70));
        tray.clear();
        tray.lay(tray.add("blank", blank));
    }

    fn group(&self) -> GroupId {
        let (own, foreign) = match (self.seat.session.user_name(), self.side) {
            ("cosima", _) => ("Custom", "Clerk A"),
            ("paul", _) => ("Mover", "Clerk A"),
            (_, A) => ("Clerk A", "Manager B"),
            (_, _) => ("Clerk B", "Manager A"),
        };
        self.one_of(self.house.group(own), self.house.group(foreign), GroupId(NOBODY))
    }

    fn operator(&self) -> OperatorId {
        let (own, foreign) = match (self.seat.session.user_name(), self.side) {
            (own @ ("cosima" | "paul"), _) => (own, "clara"),
            (_, A) => ("carl", "bruno"),
            (_, _) => ("bella", "anna"),
        };
        let id = |name: &str| self.house.operator(name);
        self.one_of(id(own), id(foreign), OperatorId(NOBODY))
    }

    fn one_of<T>(&self, own: T, foreign: T, absent: T) -> T {
        match self.target {
            Target::Own => own,
            Target::Foreign => foreign,
            Target::Absent => absent,
        }
    }

    /// The same with a thing of one's own.
    fn own(&self) -> Act<'_> {
        let seat = Seat { console: self.seat.console, session: Arc::clone(&self.seat.session) };
        Act { house: self.house, seat, target: Target::Own, side: self.side }
    }

    /// What is sent when a person is saved: an own one's form as an administrator sees it, with another telephone,
    /// whoever it is sent for.
    fn person(&self, own: UserId) -> (i64, user::Draft) {
        let page = self.house.seat("marta").person(own);
        (page.version, user::Draft { phone: "+34600123456".into(), ..page.draft })
    }

    /// Saves the person, if that is permitted, to be undone.
    fn person_to_undo(&self) -> Option<Token> {
        let ((version, draft), permit) = (self.person(self.own().user()), self.may::<UsersModify>()?);
        users::save(
            self.console(),
            &permit,
            self.user(),
            version,
            &draft,
            &Picture::Keep,
            &Giving::nothing(),
        )
        .ok();
        Some(self.token_to_undo())
    }

    /// Takes the door from somebody, if that is permitted, to be undone.
    fn door_to_undo(&self) -> Option<Token> {
        let (access, people) = (self.may::<DoorsModifyAccess>()?, self.may::<UsersModify>()?);
        let taken = Changes::of(Vec::new(), vec![self.own().user()]);
        doors::give(self.console(), &access, self.door(), &doors::given_people(&access, &people, &taken))
            .ok();
        Some(self.token_to_undo())
    }

    fn token_to_undo(&self) -> Token {
        undo::last(self.console(), &self.seat.session.own()).map_or(Token::NONE, |last| last.token)
    }

    fn new_person(&self) -> user::Draft {
        let marta = self.house.seat("marta");
        let mut draft = users::blank(marta.console, &marta.permit()).unwrap();
        (draft.last_name, draft.external_id) = ("New".into(), "E new".into());
        draft.partition = self.partition();
        draft
    }

    /// The door of the target is given to somebody.
    fn giving(&self) -> Changes<DoorId> {
        Changes::of(vec![Grant { to: self.door(), limit: Limit::ALWAYS }], Vec::new())
    }

    /// A door is given to somebody.
    fn given_to(&self, user: UserId) -> Changes<UserId> {
        Changes::of(vec![Grant { to: user, limit: Limit::ALWAYS }], Vec::new())
    }

    fn group_form(&self) -> group::Draft {
        let access = group::Access::Global;
        form("New group", &[Permission::UsersView], &[(self.partition(), access)])
    }

    fn group_draft(&self) -> (i64, group::Draft) {
        let page = self.house.seat("marta").group(self.own().group());
        (page.version, group::Draft { description: "Other".into(), ..page.draft })
    }

    fn operator_draft(&self) -> (i64, domain::operator::Draft) {
        let page = self.house.seat("marta").operator(self.own().operator());
        (page.version, domain::operator::Draft { name: "Other".into(), ..page.draft })
    }

    fn door_draft(&self) -> (i64, door::Draft) {
        let marta = self.house.seat("marta");
        let page = doors::open(marta.console, &marta.permit(), self.own().door()).unwrap();
        (page.version, door::Draft { description: "Other".into(), ..page.draft })
    }

    /// The group where somebody is put: the actor's own, or one that is out of reach or absent.
    fn other_group(&self) -> GroupId {
        match self.target {
            Target::Own => self.seat.session.group(),
            Target::Foreign | Target::Absent => self.group(),
        }
    }

    fn fate(&self) -> Fate {
        self.may().map_or(Fate::Nobody, Fate::Deleted)
    }

    /// Does something two days later, and comes back.
    fn days_later<T>(&self, what: impl FnOnce(Moment) -> T) -> T {
        let days = Duration::days(2);
        self.house.desk.clock.advance(days);
        let done = what(self.console().clock().now());
        self.house.desk.clock.advance(-days);
        done
    }

    fn query(&self) -> Query {
        Query { search: "person".into(), ..Query::default() }
    }
}

/// Every operation. One that is missing is told by name; to add it, write how it is done to the `Target` of the act,
/// in one line, and look at what `matrix` then writes to `tests/golden/matrix.new`.
pub const ACTS: &[Row] = &[
    ("audit_trail::find", Of::Nothing, |it| {
        told(audit_trail::find(it.console(), &it.may()?, &audit_trail::Query::default()))
    }),
    ("audit_trail::latest", Of::Row, |it| {
        let of = audit_trail::Of::Person(it.keyed());
        told(audit_trail::latest(it.console(), &it.may()?, of, 3))
    }),
    ("audit_trail::last_openings", Of::Nothing, |it| {
        told(audit_trail::last_openings(it.console(), &it.may()?))
    }),
    ("audit_trail::measured::measure", Of::Nothing, |it| {
        let (view, purge, nowhere) = (it.may()?, it.may()?, Path::new("nowhere"));
        told(audit_trail::measured::measure(it.console(), &view, &purge, 1, &[], nowhere))
    }),
    ("audit_trail::people", Of::Row, |it| told(audit_trail::people(it.console(), &it.may()?, &[it.keyed()]))),
    ("audit_trail::points", Of::Nothing, |it| told(audit_trail::points(it.console(), &it.may()?))),
    ("audit_trail::purge::extent", Of::Nothing, |it| {
        let permit = it.may()?;
        told(it.days_later(|now| audit_trail::purge::extent(it.console(), &permit, now)))
    }),
    ("audit_trail::purge::purge", Of::Nothing, |it| {
        let permit = it.may()?;
        let path = it.house.file().with_file_name("events.jsonl");
        let purged = it.days_later(|now| {
            let extent = audit_trail::purge::extent(it.console(), &permit, now).map_err(PurgeError::from)?;
            extent.map(|extent| audit_trail::purge::purge(it.console(), &permit, extent, &path)).transpose()
        });
        let _ = std::fs::remove_file(&path);
        // What the file comes to is another in every house.
        told(purged.map(|purged: Option<audit_trail::purge::Purged>| purged.map(|purged| purged.events)))
    }),
    ("audit_trail::rows", Of::Row, |it| told(audit_trail::rows(it.console(), &it.may()?, &[it.event()]))),
    ("automatic_changes::add", Of::Nothing, |it| {
        told(automatic_changes::add(it.console(), &it.may()?, &whole_day("By night", Mode::KeyAndPin)))
    }),
    ("automatic_changes::delete", Of::Nothing, |it| {
        told(automatic_changes::delete(it.console(), &it.may()?, it.automatic_change()))
    }),
    ("automatic_changes::may_delete", Of::Nothing, |it| {
        told(automatic_changes::may_delete(it.console(), &it.may()?, it.automatic_change()))
    }),
    ("automatic_changes::list", Of::Nothing, |it| told(automatic_changes::list(it.console(), &it.may()?))),
    ("automatic_changes::open", Of::Nothing, |it| {
        told(automatic_changes::open(it.console(), &it.may()?, it.automatic_change()))
    }),
    ("automatic_changes::save", Of::Nothing, |it| {
        let draft = whole_day("Staff entrance", Mode::Office);
        told(automatic_changes::save(it.console(), &it.may()?, it.automatic_change(), 1, &draft))
    }),
    ("calendars::add", Of::Nothing, |it| {
        told(calendars::add(it.console(), &it.may()?, &holidays("Season", "2026-07-01")))
    }),
    ("calendars::delete", Of::Nothing, |it| told(calendars::delete(it.console(), &it.may()?, it.calendar()))),
    ("calendars::impact", Of::Nothing, |it| {
        let draft = holidays("Public holidays", "2026-12-26");
        told(calendars::impact(it.console(), &it.may()?, it.calendar(), &draft))
    }),
    ("calendars::list", Of::Nothing, |it| told(calendars::list(it.console(), &it.may()?))),
    ("calendars::may_delete", Of::Nothing, |it| {
        told(calendars::may_delete(it.console(), &it.may()?, it.calendar()))
    }),
    ("calendars::open", Of::Nothing, |it| told(calendars::open(it.console(), &it.may()?, it.calendar()))),
    ("calendars::save", Of::Nothing, |it| {
        let draft = holidays("Public holidays", "2026-12-26");
        told(calendars::save(it.console(), &it.may()?, it.calendar(), 1, &draft))
    }),
    ("calendars::whose", Of::Nothing, |it| {
        let draft = holidays("Public holidays", "2026-12-26");
        told(calendars::whose(it.console(), &it.may()?, it.calendar(), &draft))
    }),
    ("points::seen", Of::Nothing, |it| {
        told(Ok::<_, keydesk::operation::StorageError>(points::seen(it.console(), &it.seat.session.own())))
    }),
    ("time_zones::add", Of::Nothing, |it| {
        told(time_zones::add(it.console(), &it.may()?, &zone_of_the_world("Azores", "Atlantic/Azores")))
    }),
    ("time_zones::delete", Of::Nothing, |it| {
        told(time_zones::delete(it.console(), &it.may()?, it.time_zone()))
    }),
    ("time_zones::list", Of::Nothing, |it| told(time_zones::list(it.console(), &it.may()?))),
    ("time_zones::may_delete", Of::Nothing, |it| {
        told(time_zones::may_delete(it.console(), &it.may()?, it.time_zone()))
    }),
    ("time_zones::open", Of::Nothing, |it| told(time_zones::open(it.console(), &it.may()?, it.time_zone()))),
    ("time_zones::save", Of::Nothing, |it| {
        let rule = TypedRule { saves: false, ..zone_of_the_world("Las Palmas", "Atlantic/Canary").rule };
        told(time_zones::save(it.console(), &it.may()?, it.time_zone(), 1, &rule))
    }),
    ("cancelling::aftermath", Of::Row, |it| {
        let (users, doors, key) = (it.may()?, it.may()?, it.cancelled());
        told(cancelling::aftermath(it.console(), &users, &doors, it.may().as_ref(), key))
    }),
    ("cancelling::ask", Of::Row, |it| told(cancelling::ask(it.console(), &it.may()?, it.keyed()))),
    ("cancelling::cancel", Of::Row, |it| {
        let permit = it.may()?;
        let key = it.house.desk.database();
        let key = key.query_row("SELECT id FROM keys WHERE user_id = ?1", [it.keyed().0], |row| row.get(0));
        told(cancelling::cancel(it.console(), &permit, it.keyed(), KeyId(key.unwrap_or(NOBODY))))
    }),
    ("phones::enrol", Of::Row, |it| told(phones::enrol(it.console(), &it.may()?, it.keyed(), &it.phone()))),
    ("phones::remove", Of::Row, |it| {
        let permit = it.may()?;
        told(phones::remove(it.console(), &permit, it.keyed(), it.enrolled()))
    }),
    ("phones::site_code", Of::Nothing, |it| {
        let permit: Permit<UsersView> = it.may()?;
        told(Ok::<_, ()>(phones::site_code(it.console(), &permit)))
    }),
    ("card_keys::renew", Of::Nothing, |it| {
        let by = it.administrator()?;
        told(card_keys::renew(it.console(), &by, it.waited(&CardKeys::from(by.clone()))))
    }),
    ("demo::add_manager", Of::Nothing, |it| {
        told(demo::add_manager(it.console(), &it.administrator()?, Cost::LEAST))
    }),
    ("demo::crowd", Of::Row, |it| told(demo::crowd(it.console(), &it.may()?, it.group(), 3))),
    ("demo::take_keys_as_written", Of::Nothing, |it| {
        told(demo::take_keys_as_written(it.console(), &it.administrator()?))
    }),
    ("demo::hand_out", Of::Nothing, |it| told(demo::hand_out(it.console(), &it.may()?, it.keyed()))),
    ("doors::add", Of::Row, |it| {
        let draft = door::Draft {
            name: "New".into(),
            description: String::new(),
            partition: it.partition(),
            external_id: "X new".into(),
            own: door::Typed::default(),
        };
        told(doors::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("doors::blank", Of::Nothing, |it| told(doors::blank(it.console(), &it.may()?))),
    ("doors::give", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        told(doors::give(it.console(), &access, it.door(), &doors::given_people(&access, &people, &changes)))
    }),
    ("doors::choices", Of::Nothing, |it| told(doors::choices(it.console(), &it.may()?))),
    ("doors::choices_for_access", Of::Nothing, |it| {
        told(doors::choices_for_access(it.console(), &it.may()?))
    }),
    ("doors::delete", Of::Row, |it| told(doors::delete(it.console(), &it.may()?, it.door()))),
    ("doors::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(doors::given_people(&it.may()?, &it.may()?, &it.given_to(it.user()))))
    }),
    ("doors::holders", Of::Row, |it| told(doors::holders(it.console(), &it.may()?, &it.may()?, it.door()))),
    ("doors::impact_of_deleting", Of::Row, |it| {
        told(doors::impact_of_deleting(it.console(), &it.may()?, it.door()))
    }),
    ("doors::impact", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        told(doors::impact(
            it.console(),
            &access,
            it.door(),
            &doors::given_people(&access, &people, &changes),
        ))
    }),
    ("doors::list", Of::Nothing, |it| told(doors::list(it.console(), &it.may()?))),
    ("doors::names", Of::Nothing, |it| told(doors::names(it.console(), &it.may()?))),
    ("doors::offered", Of::Nothing, |it| told(doors::offered(it.console(), &it.may()?))),
    ("doors::open", Of::Row, |it| told(doors::open(it.console(), &it.may()?, it.door()))),
    ("doors::people_for_access", Of::Nothing, |it| told(doors::people_for_access(it.console(), &it.may()?))),
    ("doors::people_picked", Of::Row, |it| {
        told(doors::people_picked(it.console(), &it.may()?, &[it.user()]))
    }),
    ("doors::save", Of::Row, |it| {
        let (version, draft) = it.door_draft();
        told(doors::save(it.console(), &it.may()?, it.door(), version, &draft, &Giving::nothing()))
    }),
    ("doors::whose", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        told(doors::whose(it.console(), &access, it.door(), &doors::given_people(&access, &people, &changes)))
    }),
    ("encode::assign", Of::Row, |it| {
        it.lay_blank();
        told(encode::assign(it.console(), &it.may()?, it.user(), OldKey::LEAVE, &it.seat.at()))
    }),
    ("encode::delete_next", Of::Row, |it| {
        it.lay_own_key();
        let (at, mut came) = (it.seat.at(), Err(encode::Error::Stopped));
        encode::delete_next(it.console(), &it.may()?, it.keyed(), &at, |result| {
            came = result;
            at.stop.stop();
        });
        told(came)
    }),
    ("encode::identify_next", Of::Card, |it| {
        it.lay_key();
        let (at, mut came) = (it.seat.at(), Err(encode::Error::Stopped));
        encode::identify_next(it.console(), &it.may()?, &at, What::ExternalId, |result| {
            came = result;
            at.stop.stop();
        });
        told(came)
    }),
    ("encode::lockers_of_key", Of::Card, |it| {
        it.lay_key();
        told(encode::lockers_of_key(it.console(), &it.may()?, SIMULATED))
    }),
    ("encode::preview", Of::Row, |it| told(encode::preview(it.console(), &it.may()?, it.keyed()))),
    ("encode::read_next", Of::Card, |it| {
        it.lay_key();
        let (at, mut came) = (it.seat.at(), Err(encode::Error::Stopped));
        encode::read_next(it.console(), &it.may()?, &at, |result| {
            came = result;
            at.stop.stop();
        });
        told(came)
    }),
    ("encode::read_next_to_delete", Of::Card, |it| {
        it.lay_key();
        let (at, mut came) = (it.seat.at(), Err(encode::Error::Stopped));
        encode::read_next_to_delete(it.console(), &it.may()?, &at, |result| {
            came = result;
            at.stop.stop();
        });
        told(came)
    }),
    ("encode::recognise", Of::Card, |it| {
        it.lay_key();
        told(encode::recognise(it.console(), &it.may()?, SIMULATED))
    }),
    ("encode::recognise_to_assign", Of::Card, |it| {
        it.lay_key();
        told(encode::recognise_to_assign(it.console(), &it.may()?, SIMULATED))
    }),
    ("encode::reset_lockers", Of::Row, |it| {
        it.lay_own_key();
        told(encode::reset_lockers(it.console(), &it.may()?, it.keyed(), &it.seat.at()))
    }),
    ("encode::update", Of::Row, |it| {
        it.lay_own_key();
        told(encode::update(it.console(), &it.may()?, it.keyed(), OldKey::LEAVE, &it.seat.at()))
    }),
    ("encode::update_any", Of::Card, |it| {
        it.lay_key();
        told(encode::update_any(it.console(), &it.may()?, &it.seat.at()))
    }),
    ("encode::update_laid", Of::Row, |it| {
        it.lay_own_key();
        told(encode::update_laid(it.console(), &it.may()?, it.keyed(), &it.seat.at()))
    }),
    ("encode::update_next", Of::Card, |it| {
        it.lay_key();
        let (at, mut came) = (it.seat.at(), Err(encode::Error::Stopped));
        encode::update_next(it.console(), &it.may()?, &at, |result| {
            came = result;
            at.stop.stop();
        });
        told(came)
    }),
    ("four_eyes::ask", Of::Nothing, |it| told(four_eyes::ask(it.console(), &it.administrator()?))),
    ("four_eyes::call_off", Of::Nothing, |it| {
        let by = it.administrator()?;
        four_eyes::ask(it.console(), &by).unwrap();
        told(four_eyes::call_off(it.console(), &by))
    }),
    ("four_eyes::confirm", Of::Nothing, |it| {
        told(four_eyes::confirm(it.console(), &it.administrator()?, "anna", &password(), ""))
    }),
    ("four_eyes::need", Of::Nothing, |it| told(four_eyes::need(it.console(), &it.administrator()?))),
    ("four_eyes::waited", Of::Nothing, |it| {
        let by = it.administrator()?;
        four_eyes::ask(it.console(), &by).unwrap();
        it.house.desk.clock.advance(four_eyes::DELAY);
        told(four_eyes::waited(it.console(), &by))
    }),
    ("functions::add", Of::Row, |it| {
        let mut draft = function::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New function".into(), "X new".into());
        // A number is one of the whole site: nobody else has this one here.
        draft.own.number = "77".into();
        told(functions::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("functions::blank", Of::Nothing, |it| {
        // Which number is free follows from all that there are: that is told to whoever may add one.
        let blank = functions::blank(it.console(), &it.may()?);
        told(blank.map(|draft| function::Draft { own: Typed::default(), ..draft }))
    }),
    ("functions::choices", Of::Nothing, |it| told(functions::choices(it.console(), &it.may()?))),
    ("functions::choices_to_give", Of::Nothing, |it| {
        told(functions::choices_to_give(it.console(), &it.may()?))
    }),
    ("functions::delete", Of::Row, |it| told(functions::delete(it.console(), &it.may()?, it.function()))),
    ("functions::doors", Of::Row, |it| {
        told(functions::doors(it.console(), &it.may()?, &it.may()?, it.function()))
    }),
    ("functions::give", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = functions::given_people(&access, &people, &changes);
        told(functions::give(it.console(), &access, it.function(), &giving))
    }),
    ("functions::given_a_door", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(functions::given_a_door(&it.may()?, &it.may()?, &it.functions_given())))
    }),
    ("functions::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(functions::given_doors(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("functions::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(functions::given_people(&it.may()?, &it.may()?, &it.given_to(it.user()))))
    }),
    ("functions::given_to_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(functions::given_to_people(&it.may()?, &it.functions_given())))
    }),
    ("functions::impact", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = functions::given_people(&access, &people, &changes);
        told(functions::impact(it.console(), &access, it.function(), &giving))
    }),
    ("functions::impact_of_deleting", Of::Row, |it| {
        told(functions::impact_of_deleting(it.console(), &it.may()?, it.function()))
    }),
    ("functions::list", Of::Nothing, |it| told(functions::list(it.console(), &it.may()?))),
    ("functions::of_door", Of::Row, |it| {
        told(functions::of_door(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("functions::of_person", Of::Row, |it| {
        told(functions::of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("functions::of_several", Of::Row, |it| {
        told(functions::of_several(it.console(), &it.may()?, &it.may()?, &[it.user()]))
    }),
    ("functions::open", Of::Row, |it| told(functions::open(it.console(), &it.may()?, it.function()))),
    ("functions::people", Of::Row, |it| {
        told(functions::people(it.console(), &it.may()?, &it.may()?, it.function()))
    }),
    ("functions::save", Of::Row, |it| {
        let (version, draft) = it.function_draft();
        told(functions::save(it.console(), &it.may()?, it.function(), version, &draft, &Giving::nothing()))
    }),
    ("functions::whose", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = functions::given_people(&access, &people, &changes);
        told(functions::whose(it.console(), &access, it.function(), &giving))
    }),
    ("groups::add", Of::Row, |it| told(groups::add(it.console(), &it.may()?, &it.group_form()))),
    ("groups::blank", Of::Nothing, |it| told(groups::blank(it.console(), &it.may()?))),
    ("groups::choices", Of::Nothing, |it| told(groups::choices(it.console(), &it.may()?))),
    ("groups::copy", Of::Row, |it| told(groups::copy(it.console(), &it.may()?, it.group()))),
    ("groups::delete", Of::Row, |it| told(groups::delete(it.console(), &it.may()?, it.group(), &it.fate()))),
    ("groups::deletion", Of::Row, |it| told(groups::deletion(it.console(), &it.may()?, it.group()))),
    ("groups::explain", Of::Row, |it| told(groups::explain(it.console(), &it.may()?, it.group()))),
    ("groups::impact", Of::Row, |it| {
        let (_, mut draft) = it.group_draft();
        draft.given.global = draft.given.global.difference(Set::NONE.with(Permission::UsersView));
        told(groups::impact(it.console(), &it.may()?, it.group(), &draft))
    }),
    ("groups::list", Of::Nothing, |it| told(groups::list(it.console(), &it.may()?))),
    ("groups::members", Of::Row, |it| told(groups::members(it.console(), &it.may()?, it.group()))),
    ("groups::open", Of::Row, |it| told(groups::open(it.console(), &it.may()?, it.group()))),
    ("groups::save", Of::Row, |it| {
        let (version, draft) = it.group_draft();
        told(groups::save(it.console(), &it.may()?, it.group(), version, &draft))
    }),
    ("limited_occupancy_areas::add", Of::Row, |it| {
        let mut draft = limited_occupancy_area::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New pool".into(), "O new".into());
        draft.own.0 = "20".into();
        told(limited_occupancy_areas::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("limited_occupancy_areas::blank", Of::Nothing, |it| {
        told(limited_occupancy_areas::blank(it.console(), &it.may()?))
    }),
    ("limited_occupancy_areas::choices", Of::Nothing, |it| {
        told(limited_occupancy_areas::choices(it.console(), &it.may()?))
    }),
    ("limited_occupancy_areas::choices_to_give", Of::Nothing, |it| {
        told(limited_occupancy_areas::choices_to_give(it.console(), &it.may()?))
    }),
    ("limited_occupancy_areas::delete", Of::Row, |it| {
        told(limited_occupancy_areas::delete(it.console(), &it.may()?, it.limited_occupancy_area()))
    }),
    ("limited_occupancy_areas::doors", Of::Row, |it| {
        told(limited_occupancy_areas::doors(
            it.console(),
            &it.may()?,
            &it.may()?,
            it.limited_occupancy_area(),
        ))
    }),
    ("limited_occupancy_areas::give", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = limited_occupancy_areas::given_doors(&permit, &other, &it.own().giving());
        told(limited_occupancy_areas::give(it.console(), &permit, it.limited_occupancy_area(), &giving))
    }),
    ("limited_occupancy_areas::given_a_door", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(limited_occupancy_areas::given_a_door(
            &it.may()?,
            &it.may()?,
            &it.limited_occupancy_areas_given(),
        )))
    }),
    ("limited_occupancy_areas::given_a_group", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(limited_occupancy_areas::given_a_group(
            &it.may()?,
            &it.may()?,
            &it.limited_occupancy_areas_given(),
        )))
    }),
    ("limited_occupancy_areas::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(limited_occupancy_areas::given_doors(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("limited_occupancy_areas::given_groups", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(limited_occupancy_areas::given_groups(
            &it.may()?,
            &it.may()?,
            &it.limited_occupancy_groups_given(),
        )))
    }),
    ("limited_occupancy_areas::groups", Of::Row, |it| {
        told(limited_occupancy_areas::groups(
            it.console(),
            &it.may()?,
            &it.may()?,
            it.limited_occupancy_area(),
        ))
    }),
    ("limited_occupancy_areas::list", Of::Nothing, |it| {
        told(limited_occupancy_areas::list(it.console(), &it.may()?))
    }),
    ("limited_occupancy_areas::of_door", Of::Row, |it| {
        told(limited_occupancy_areas::of_door(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("limited_occupancy_areas::of_group", Of::Row, |it| {
        told(limited_occupancy_areas::of_group(
            it.console(),
            &it.may()?,
            &it.may()?,
            it.limited_occupancy_group(),
        ))
    }),
    ("limited_occupancy_areas::open", Of::Row, |it| {
        told(limited_occupancy_areas::open(it.console(), &it.may()?, it.limited_occupancy_area()))
    }),
    ("limited_occupancy_areas::save", Of::Row, |it| {
        let (version, draft) = it.limited_occupancy_area_draft();
        told(limited_occupancy_areas::save(
            it.console(),
            &it.may()?,
            it.limited_occupancy_area(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("limited_occupancy_groups::add", Of::Row, |it| {
        let mut draft = named::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New swimmers".into(), "G new".into());
        told(limited_occupancy_groups::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("limited_occupancy_groups::blank", Of::Nothing, |it| {
        told(limited_occupancy_groups::blank(it.console(), &it.may()?))
    }),
    ("limited_occupancy_groups::choices", Of::Nothing, |it| {
        told(limited_occupancy_groups::choices(it.console(), &it.may()?))
    }),
    ("limited_occupancy_groups::choices_to_give", Of::Nothing, |it| {
        told(limited_occupancy_groups::choices_to_give(it.console(), &it.may()?))
    }),
    ("limited_occupancy_groups::delete", Of::Row, |it| {
        told(limited_occupancy_groups::delete(it.console(), &it.may()?, it.limited_occupancy_group()))
    }),
    ("limited_occupancy_groups::give", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = limited_occupancy_groups::given_people(&permit, &other, &it.given_to(it.own().user()));
        told(limited_occupancy_groups::give(it.console(), &permit, it.limited_occupancy_group(), &giving))
    }),
    ("limited_occupancy_groups::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(limited_occupancy_groups::given_people(
            &it.may()?,
            &it.may()?,
            &it.given_to(it.user()),
        )))
    }),
    ("limited_occupancy_groups::given_to_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(limited_occupancy_groups::given_to_people(
            &it.may()?,
            &it.limited_occupancy_groups_given(),
        )))
    }),
    ("limited_occupancy_groups::list", Of::Nothing, |it| {
        told(limited_occupancy_groups::list(it.console(), &it.may()?))
    }),
    ("limited_occupancy_groups::of_person", Of::Row, |it| {
        told(limited_occupancy_groups::of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("limited_occupancy_groups::open", Of::Row, |it| {
        told(limited_occupancy_groups::open(it.console(), &it.may()?, it.limited_occupancy_group()))
    }),
    ("limited_occupancy_groups::people", Of::Row, |it| {
        told(limited_occupancy_groups::people(
            it.console(),
            &it.may()?,
            &it.may()?,
            it.limited_occupancy_group(),
        ))
    }),
    ("limited_occupancy_groups::save", Of::Row, |it| {
        let (version, draft) = it.limited_occupancy_group_draft();
        told(limited_occupancy_groups::save(
            it.console(),
            &it.may()?,
            it.limited_occupancy_group(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("locations::add", Of::Row, |it| {
        let mut draft = location::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New location".into(), "X new".into());
        // A number is one of the whole site: nobody else has this one here.
        draft.own.number = "77".into();
        told(locations::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("locations::blank", Of::Nothing, |it| {
        // Which number is free follows from all that there are: that is told to whoever may add one.
        let blank = locations::blank(it.console(), &it.may()?);
        told(blank.map(|draft| location::Draft { own: Typed::default(), ..draft }))
    }),
    ("locations::choices", Of::Nothing, |it| told(locations::choices(it.console(), &it.may()?))),
    ("locations::choices_to_give", Of::Nothing, |it| {
        told(locations::choices_to_give(it.console(), &it.may()?))
    }),
    ("locations::delete", Of::Row, |it| told(locations::delete(it.console(), &it.may()?, it.location()))),
    ("locations::doors", Of::Row, |it| {
        told(locations::doors(it.console(), &it.may()?, &it.may()?, it.location()))
    }),
    ("locations::give", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = locations::given_people(&access, &people, &changes);
        told(locations::give(it.console(), &access, it.location(), &giving))
    }),
    ("locations::given_a_door", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(locations::given_a_door(&it.may()?, &it.may()?, &it.locations_given())))
    }),
    ("locations::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(locations::given_doors(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("locations::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(locations::given_people(&it.may()?, &it.may()?, &it.given_to(it.user()))))
    }),
    ("locations::given_to_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(locations::given_to_people(&it.may()?, &it.locations_given())))
    }),
    ("locations::impact", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = locations::given_people(&access, &people, &changes);
        told(locations::impact(it.console(), &access, it.location(), &giving))
    }),
    ("locations::impact_of_deleting", Of::Row, |it| {
        told(locations::impact_of_deleting(it.console(), &it.may()?, it.location()))
    }),
    ("locations::list", Of::Nothing, |it| told(locations::list(it.console(), &it.may()?))),
    ("locations::numbers", Of::Nothing, |it| told(locations::numbers(it.console(), &it.may()?))),
    ("locations::of_door", Of::Row, |it| {
        told(locations::of_door(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("locations::of_person", Of::Row, |it| {
        told(locations::of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("locations::of_several", Of::Row, |it| {
        told(locations::of_several(it.console(), &it.may()?, &it.may()?, &[it.user()]))
    }),
    ("locations::open", Of::Row, |it| told(locations::open(it.console(), &it.may()?, it.location()))),
    ("locations::people", Of::Row, |it| {
        told(locations::people(it.console(), &it.may()?, &it.may()?, it.location()))
    }),
    ("locations::save", Of::Row, |it| {
        let (version, draft) = it.location_draft();
        told(locations::save(it.console(), &it.may()?, it.location(), version, &draft, &Giving::nothing()))
    }),
    ("locations::whose", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = locations::given_people(&access, &people, &changes);
        told(locations::whose(it.console(), &access, it.location(), &giving))
    }),
    ("lockdown_areas::add", Of::Row, |it| {
        let mut draft = named::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New wing".into(), "L new".into());
        told(lockdown_areas::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("lockdown_areas::blank", Of::Nothing, |it| told(lockdown_areas::blank(it.console(), &it.may()?))),
    ("lockdown_areas::choices", Of::Nothing, |it| told(lockdown_areas::choices(it.console(), &it.may()?))),
    ("lockdown_areas::choices_to_give", Of::Nothing, |it| {
        told(lockdown_areas::choices_to_give(it.console(), &it.may()?))
    }),
    ("lockdown_areas::delete", Of::Row, |it| {
        told(lockdown_areas::delete(it.console(), &it.may()?, it.lockdown_area()))
    }),
    ("lockdown_areas::doors", Of::Row, |it| {
        told(lockdown_areas::doors(it.console(), &it.may()?, &it.may()?, it.lockdown_area()))
    }),
    ("lockdown_areas::give", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = lockdown_areas::given_doors(&permit, &other, &it.own().giving());
        told(lockdown_areas::give(it.console(), &permit, it.lockdown_area(), &giving))
    }),
    ("lockdown_areas::given_a_door", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(lockdown_areas::given_a_door(
            &it.may()?,
            &it.may()?,
            &it.lockdown_areas_given(),
        )))
    }),
    ("lockdown_areas::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(lockdown_areas::given_doors(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("lockdown_areas::list", Of::Nothing, |it| told(lockdown_areas::list(it.console(), &it.may()?))),
    ("lockdown_areas::of_door", Of::Row, |it| {
        told(lockdown_areas::of_door(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("lockdown_areas::open", Of::Row, |it| {
        told(lockdown_areas::open(it.console(), &it.may()?, it.lockdown_area()))
    }),
    ("lockdown_areas::save", Of::Row, |it| {
        let (version, draft) = it.lockdown_area_draft();
        told(lockdown_areas::save(
            it.console(),
            &it.may()?,
            it.lockdown_area(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("lockers::add", Of::Row, |it| {
        let mut draft = locker::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New locker".into(), "C new".into());
        told(lockers::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("lockers::blank", Of::Nothing, |it| told(lockers::blank(it.console(), &it.may()?))),
    ("lockers::choices", Of::Nothing, |it| told(lockers::choices(it.console(), &it.may()?))),
    ("lockers::choices_to_give", Of::Nothing, |it| told(lockers::choices_to_give(it.console(), &it.may()?))),
    ("lockers::delete", Of::Row, |it| told(lockers::delete(it.console(), &it.may()?, it.locker()))),
    ("lockers::give", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = lockers::given_people(&access, &people, &changes);
        told(lockers::give(it.console(), &access, it.locker(), &giving))
    }),
    ("lockers::given_levels", Of::Nothing, |it| {
        let changes = Changes::of(Vec::new(), vec![it.level()]);
        told(Ok::<_, Infallible>(lockers::given_levels(&it.may()?, &it.may()?, &changes)))
    }),
    ("lockers::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(lockers::given_people(&it.may()?, &it.may()?, &it.given_to(it.user()))))
    }),
    ("lockers::given_to_levels", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(lockers::given_to_levels(&it.may()?, &it.lockers_given())))
    }),
    ("lockers::given_to_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(lockers::given_to_people(&it.may()?, &it.lockers_given())))
    }),
    ("lockers::given_to_zones", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(lockers::given_to_zones(&it.may()?, &it.may()?, &it.lockers_given())))
    }),
    ("lockers::given_zones", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(lockers::given_zones(&it.may()?, &it.may()?, &it.zones_given())))
    }),
    ("lockers::impact", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        let giving = lockers::given_people(&access, &people, &changes);
        told(lockers::impact(it.console(), &access, it.locker(), &giving))
    }),
    ("lockers::impact_of_deleting", Of::Row, |it| {
        told(lockers::impact_of_deleting(it.console(), &it.may()?, it.locker()))
    }),
    ("lockers::is_free", Of::Row, |it| told(lockers::is_free(it.console(), &it.may()?, it.locker()))),
    ("lockers::levels", Of::Row, |it| {
        told(lockers::levels(it.console(), &it.may()?, &it.may()?, it.locker()))
    }),
    ("lockers::list", Of::Nothing, |it| told(lockers::list(it.console(), &it.may()?))),
    ("lockers::of_level", Of::Row, |it| {
        told(lockers::of_level(it.console(), &it.may()?, &it.may()?, it.level()))
    }),
    ("lockers::of_person", Of::Row, |it| {
        told(lockers::of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("lockers::of_several", Of::Row, |it| {
        told(lockers::of_several(it.console(), &it.may()?, &it.may()?, &[it.user()]))
    }),
    ("lockers::of_zone", Of::Row, |it| {
        told(lockers::of_zone(it.console(), &it.may()?, &it.may()?, it.zone()))
    }),
    ("lockers::offered", Of::Nothing, |it| told(lockers::offered(it.console(), &it.may()?))),
    ("lockers::forget_holders", Of::Row, |it| {
        told(lockers::forget_holders(it.console(), &it.may()?, &[it.locker()]))
    }),
    ("lockers::names", Of::Nothing, |it| told(lockers::names(it.console(), &it.may()?))),
    ("lockers::open", Of::Row, |it| told(lockers::open(it.console(), &it.may()?, it.locker()))),
    ("lockers::people", Of::Row, |it| {
        told(lockers::people(it.console(), &it.may()?, &it.may()?, it.locker()))
    }),
    ("lockers::save", Of::Row, |it| {
        let (version, draft) = it.locker_draft();
        told(lockers::save(it.console(), &it.may()?, it.locker(), version, &draft, &Giving::nothing()))
    }),
    ("lockers::whose", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        let giving = lockers::given_people(&access, &people, &changes);
        told(lockers::whose(it.console(), &access, it.locker(), &giving))
    }),
    ("lockers::zones", Of::Row, |it| told(lockers::zones(it.console(), &it.may()?, &it.may()?, it.locker()))),
    ("network::options", Of::Nothing, |it| told(network::options(it.console(), &it.may()?, SIMULATED))),
    ("network::serves_alone", Of::Nothing, |it| {
        told(network::serves_alone(it.console(), &it.may()?, SIMULATED))
    }),
    ("network::set_options", Of::Nothing, |it| {
        let options = network::Options { light: false, sound: false, wait_seconds: 7, ..Default::default() };
        told(network::set_options(it.console(), &it.may()?, SIMULATED, options))
    }),
    ("network::set_serves_alone", Of::Nothing, |it| {
        let (by, before) = (it.administrator()?, network::Options::default());
        let point = network::Options { update_point: true, ..before };
        network::set_options(it.console(), &it.may()?, SIMULATED, point).unwrap();
        let answer = told(network::set_serves_alone(it.console(), &by, SIMULATED, true));
        network::set_options(it.console(), &it.may()?, SIMULATED, before).unwrap();
        answer
    }),
    ("network::write_test", Of::Nothing, |it| {
        it.lay_blank();
        told(network::write_test(it.console(), &it.may()?, &it.seat.at()))
    }),
    ("operators::add", Of::Row, |it| {
        let draft = operator("zoe", it.group());
        told(operators::add(it.console(), &it.may()?, &draft, &password(), &password()))
    }),
    ("operators::choices", Of::Nothing, |it| told(operators::choices(it.console(), &it.may()?))),
    ("operators::delete", Of::Row, |it| told(operators::delete(it.console(), &it.may()?, it.operator()))),
    ("operators::may_delete", Of::Row, |it| {
        told(operators::may_delete(it.console(), &it.may()?, it.operator()))
    }),
    ("operators::explain", Of::Row, |it| told(operators::explain(it.console(), &it.may()?, it.operator()))),
    ("operators::impact", Of::Row, |it| {
        told(operators::impact(it.console(), &it.may()?, it.operator(), it.seat.session.group()))
    }),
    ("operators::list", Of::Nothing, |it| told(operators::list(it.console(), &it.may()?))),
    ("operators::open", Of::Row, |it| told(operators::open(it.console(), &it.may()?, it.operator()))),
    ("operators::release", Of::Row, |it| told(operators::release(it.console(), &it.may()?, it.operator()))),
    ("operators::remove_two_factor", Of::Row, |it| {
        told(operators::remove_two_factor(it.console(), &it.may()?, it.operator()))
    }),
    ("operators::save", Of::Row, |it| {
        let (version, draft) = it.operator_draft();
        told(operators::save(it.console(), &it.may()?, it.operator(), version, &draft))
    }),
    ("operators::set_password", Of::Row, |it| {
        let new = Password::new("three herons on the roof");
        told(operators::set_password(it.console(), &it.may()?, it.operator(), &new, &new))
    }),
    ("opening::of_door", Of::Row, |it| {
        told(opening::of_door(it.console(), &it.may()?, &it.may()?, it.door(), At::Now))
    }),
    ("opening::of_level", Of::Row, |it| {
        told(opening::of_level(it.console(), &it.may()?, &it.may()?, it.level()))
    }),
    ("opening::of_locker", Of::Row, |it| {
        told(opening::of_locker(it.console(), &it.may()?, &it.may()?, it.locker(), At::Now))
    }),
    ("opening::of_output", Of::Row, |it| {
        told(opening::of_output(it.console(), &it.may()?, &it.may()?, it.output()))
    }),
    ("opening::outputs_of_person", Of::Row, |it| {
        told(opening::outputs_of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("opening::of_person", Of::Row, |it| {
        told(opening::of_person(it.console(), &it.may()?, &it.may()?, it.user(), At::Now))
    }),
    ("opening::of_zone", Of::Row, |it| {
        told(opening::of_zone(it.console(), &it.may()?, &it.may()?, it.zone()))
    }),
    ("outputs::add", Of::Row, |it| {
        let mut draft = output::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New output".into(), "S new".into());
        // One number is one device of the whole site: nobody else has this one here.
        draft.own = output::Typed("77".into());
        told(outputs::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("outputs::blank", Of::Nothing, |it| {
        // Which number is free follows from all that there are: that is told to whoever may add an output.
        let blank = outputs::blank(it.console(), &it.may()?);
        told(blank.map(|draft| output::Draft { own: output::Typed::default(), ..draft }))
    }),
    ("outputs::choices", Of::Nothing, |it| told(outputs::choices(it.console(), &it.may()?))),
    ("outputs::choices_to_give", Of::Nothing, |it| told(outputs::choices_to_give(it.console(), &it.may()?))),
    ("outputs::delete", Of::Row, |it| told(outputs::delete(it.console(), &it.may()?, it.output()))),
    ("outputs::doors", Of::Row, |it| told(outputs::doors(it.console(), &it.may()?, &it.may()?, it.output()))),
    ("outputs::give", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = outputs::given_people(&access, &people, &changes);
        told(outputs::give(it.console(), &access, it.output(), &giving))
    }),
    ("outputs::given_a_door", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(outputs::given_a_door(&it.may()?, &it.may()?, &it.outputs_given())))
    }),
    ("outputs::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(outputs::given_doors(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("outputs::given_levels", Of::Nothing, |it| {
        let changes = Changes::of(Vec::new(), vec![it.level()]);
        told(Ok::<_, Infallible>(outputs::given_levels(&it.may()?, &it.may()?, &changes)))
    }),
    ("outputs::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(outputs::given_people(&it.may()?, &it.may()?, &it.given_to(it.user()))))
    }),
    ("outputs::given_to_levels", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(outputs::given_to_levels(&it.may()?, &it.outputs_given())))
    }),
    ("outputs::given_to_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(outputs::given_to_people(&it.may()?, &it.outputs_given())))
    }),
    ("outputs::impact", Of::Row, |it| {
        let (_, draft) = it.output_draft();
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        let giving = outputs::given_people(&access, &people, &changes);
        told(outputs::impact(it.console(), &access, it.output(), &draft, &giving))
    }),
    ("outputs::impact_of_deleting", Of::Row, |it| {
        told(outputs::impact_of_deleting(it.console(), &it.may()?, it.output()))
    }),
    ("outputs::levels", Of::Row, |it| {
        told(outputs::levels(it.console(), &it.may()?, &it.may()?, it.output()))
    }),
    ("outputs::list", Of::Nothing, |it| told(outputs::list(it.console(), &it.may()?))),
    ("outputs::of_door", Of::Row, |it| {
        told(outputs::of_door(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("outputs::of_level", Of::Row, |it| {
        told(outputs::of_level(it.console(), &it.may()?, &it.may()?, it.level()))
    }),
    ("outputs::of_person", Of::Row, |it| {
        told(outputs::of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("outputs::of_several", Of::Row, |it| {
        told(outputs::of_several(it.console(), &it.may()?, &it.may()?, &[it.user()]))
    }),
    ("outputs::open", Of::Row, |it| told(outputs::open(it.console(), &it.may()?, it.output()))),
    ("outputs::people", Of::Row, |it| {
        told(outputs::people(it.console(), &it.may()?, &it.may()?, it.output()))
    }),
    ("outputs::save", Of::Row, |it| {
        let (version, draft) = it.output_draft();
        told(outputs::save(it.console(), &it.may()?, it.output(), version, &draft, &Giving::nothing()))
    }),
    ("outputs::whose", Of::Row, |it| {
        let (_, draft) = it.output_draft();
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        let giving = outputs::given_people(&access, &people, &changes);
        told(outputs::whose(it.console(), &access, it.output(), &draft, &giving))
    }),
    ("own::begin_two_factor", Of::Nothing, |it| {
        told(own::begin_two_factor(it.console(), &it.seat.session.own()))
    }),
    ("own::change_password", Of::Nothing, |it| {
        let new = Password::new("three herons on the roof");
        told(own::change_password(it.console(), &it.seat.session.own(), &password(), &new, &new))
    }),
    ("own::idle_lock_minutes", Of::Nothing, |it| {
        told(own::idle_lock_minutes(it.console(), &it.seat.session.own()))
    }),
    ("own::preferences", Of::Nothing, |it| told(own::preferences(it.console(), &it.seat.session.own()))),
    ("own::set_preferences", Of::Nothing, |it| {
        let preferences = Preferences { language: Language::Spanish, theme: Theme::Dark, encoder: None };
        told(own::set_preferences(it.console(), &it.seat.session.own(), &preferences))
    }),
    ("own::switch_two_factor_off", Of::Nothing, |it| {
        it.set_up_two_factor().unwrap();
        told(own::switch_two_factor_off(it.console(), &it.seat.session.own(), &password()))
    }),
    ("own::switch_two_factor_on", Of::Nothing, |it| told(it.set_up_two_factor())),
    ("own::two_factor", Of::Nothing, |it| told(own::two_factor(it.console(), &it.seat.session.own()))),
    ("partitions::add", Of::Nothing, |it| {
        let draft = partition::Draft { name: "New".into(), description: String::new() };
        told(partitions::add(it.console(), &it.administrator()?, &draft))
    }),
    ("partitions::counts", Of::Row, |it| {
        told(partitions::counts(it.console(), &it.administrator()?, it.partition()))
    }),
    ("options::general", Of::Nothing, |it| told(options::general(it.console(), &it.may()?))),
    ("options::save_general", Of::Nothing, |it| {
        let may = it.may()?;
        let mut page = options::general(it.console(), &may).unwrap();
        page.draft.name = "The House by the Sea".into();
        told(options::save_general(it.console(), &may, page.version, &page.draft))
    }),
    ("options::crossings", Of::Nothing, |it| told(options::crossings(it.console(), &it.may()?))),
    ("options::save_crossings", Of::Nothing, |it| {
        let may = it.may()?;
        let mut page = options::crossings(it.console(), &may).unwrap();
        page.draft.sides[0][0].name = "Wings".into();
        told(options::save_crossings(it.console(), &may, page.version, &page.draft))
    }),
    ("locations::groupings", Of::Nothing, |it| told(locations::groupings(it.console(), &it.may()?))),
    ("options::doors", Of::Nothing, |it| told(options::doors(it.console(), &it.may()?))),
    ("options::impact_of_users", Of::Nothing, |it| {
        told(options::impact_of_users(it.console(), &it.may()?, &it.options_of_users()?))
    }),
    ("options::save_doors", Of::Nothing, |it| {
        let may = it.may()?;
        let mut page = options::doors(it.console(), &may).unwrap();
        page.draft.open_seconds = "7".into();
        told(options::save_doors(it.console(), &may, page.version, &page.draft))
    }),
    ("options::save_users", Of::Nothing, |it| {
        told(options::save_users(it.console(), &it.may()?, 1, &it.options_of_users()?))
    }),
    ("options::users", Of::Nothing, |it| told(options::users(it.console(), &it.may()?))),
    ("options::visits_for", Of::Nothing, |it| {
        let may = it.may()?;
        let page = options::doors(it.console(), &may).unwrap();
        told(options::visits_for(it.console(), &may, &page.draft))
    }),
    ("options::whose_of_users", Of::Nothing, |it| {
        told(options::whose_of_users(it.console(), &it.may()?, &it.options_of_users()?))
    }),
    ("partitions::delete", Of::Row, |it| {
        told(partitions::delete(it.console(), &it.administrator()?, it.partition(), GENERAL))
    }),
    ("partitions::feature", Of::Nothing, |it| told(partitions::feature(it.console(), &it.may()?))),
    ("partitions::impact", Of::Nothing, |it| {
        told(partitions::impact(it.console(), &it.administrator()?, Feature::Off))
    }),
    ("partitions::list", Of::Nothing, |it| told(partitions::list(it.console(), &it.may()?))),
    ("partitions::open", Of::Row, |it| told(partitions::open(it.console(), &it.may()?, it.partition()))),
    ("partitions::save", Of::Row, |it| {
        let draft = partition::Draft { name: "Renamed".into(), description: String::new() };
        told(partitions::save(it.console(), &it.may()?, it.partition(), 1, &draft))
    }),
    ("partitions::switch", Of::Nothing, |it| {
        told(partitions::switch(it.console(), &it.administrator()?, Feature::Off))
    }),
    ("recovery::show", Of::Nothing, |it| {
        let by = it.administrator()?;
        told(recovery::show(it.console(), &by, it.waited(&by)))
    }),
    ("rescue::save_copy", Of::Nothing, |it| {
        told(rescue::save_copy(it.console(), &it.seat.session.own(), Path::new("copy.db")))
    }),
    ("roll_call_areas::add", Of::Row, |it| {
        let mut draft = roll_call_area::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New muster".into(), "R new".into());
        told(roll_call_areas::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("roll_call_areas::blank", Of::Nothing, |it| told(roll_call_areas::blank(it.console(), &it.may()?))),
    ("roll_call_areas::choices", Of::Nothing, |it| told(roll_call_areas::choices(it.console(), &it.may()?))),
    ("roll_call_areas::choices_to_give", Of::Nothing, |it| {
        told(roll_call_areas::choices_to_give(it.console(), &it.may()?))
    }),
    ("roll_call_areas::delete", Of::Row, |it| {
        told(roll_call_areas::delete(it.console(), &it.may()?, it.roll_call_area()))
    }),
    ("roll_call_areas::entered_at", Of::Row, |it| {
        told(roll_call_areas::entered_at(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("roll_call_areas::entries", Of::Row, |it| {
        told(roll_call_areas::entries(it.console(), &it.may()?, &it.may()?, it.roll_call_area()))
    }),
    ("roll_call_areas::exits", Of::Row, |it| {
        told(roll_call_areas::exits(it.console(), &it.may()?, &it.may()?, it.roll_call_area()))
    }),
    ("roll_call_areas::give", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = roll_call_areas::given_entries(&permit, &other, &it.own().giving());
        told(roll_call_areas::give(it.console(), &permit, it.roll_call_area(), &giving))
    }),
    ("roll_call_areas::given_entries", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(roll_call_areas::given_entries(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("roll_call_areas::given_exits", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(roll_call_areas::given_exits(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("roll_call_areas::left_at", Of::Row, |it| {
        told(roll_call_areas::left_at(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("roll_call_areas::list", Of::Nothing, |it| told(roll_call_areas::list(it.console(), &it.may()?))),
    ("roll_call_areas::made_an_entry", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(roll_call_areas::made_an_entry(
            &it.may()?,
            &it.may()?,
            &it.roll_call_areas_given(),
        )))
    }),
    ("roll_call_areas::made_an_exit", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(roll_call_areas::made_an_exit(
            &it.may()?,
            &it.may()?,
            &it.roll_call_areas_given(),
        )))
    }),
    ("roll_call_areas::open", Of::Row, |it| {
        told(roll_call_areas::open(it.console(), &it.may()?, it.roll_call_area()))
    }),
    ("roll_call_areas::save", Of::Row, |it| {
        let (version, draft) = it.roll_call_area_draft();
        told(roll_call_areas::save(
            it.console(),
            &it.may()?,
            it.roll_call_area(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("rooms::add", Of::Row, |it| {
        let mut draft = room::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New room".into(), "H new".into());
        told(rooms::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("rooms::blank", Of::Nothing, |it| told(rooms::blank(it.console(), &it.may()?))),
    ("rooms::choices", Of::Nothing, |it| told(rooms::choices(it.console(), &it.may()?))),
    ("rooms::choices_to_give", Of::Nothing, |it| told(rooms::choices_to_give(it.console(), &it.may()?))),
    ("rooms::delete", Of::Row, |it| told(rooms::delete(it.console(), &it.may()?, it.room()))),
    ("rooms::give", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = rooms::given_zones(&access, &zones, &it.own().zones_given());
        told(rooms::give(it.console(), &access, it.room(), &giving))
    }),
    ("rooms::given_zones", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(rooms::given_zones(&it.may()?, &it.may()?, &it.zones_given())))
    }),
    ("rooms::given_to_zones", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(rooms::given_to_zones(&it.may()?, &it.may()?, &it.rooms_given())))
    }),
    ("rooms::impact", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = rooms::given_zones(&access, &zones, &it.own().zones_given());
        told(rooms::impact(it.console(), &access, it.room(), &giving))
    }),
    ("rooms::impact_of_deleting", Of::Row, |it| {
        told(rooms::impact_of_deleting(it.console(), &it.may()?, it.room()))
    }),
    ("rooms::list", Of::Nothing, |it| told(rooms::list(it.console(), &it.may()?))),
    ("rooms::of_zone", Of::Row, |it| told(rooms::of_zone(it.console(), &it.may()?, &it.may()?, it.zone()))),
    ("rooms::offered", Of::Nothing, |it| told(rooms::offered(it.console(), &it.may()?))),
    ("rooms::open", Of::Row, |it| told(rooms::open(it.console(), &it.may()?, it.room()))),
    ("rooms::openers", Of::Row, |it| {
        told(rooms::openers(it.console(), &it.may()?, &it.may()?, it.room(), At::Now))
    }),
    ("rooms::save", Of::Row, |it| {
        let (version, draft) = it.room_draft();
        told(rooms::save(it.console(), &it.may()?, it.room(), version, &draft, &Giving::nothing()))
    }),
    ("rooms::whose", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = rooms::given_zones(&access, &zones, &it.own().zones_given());
        told(rooms::whose(it.console(), &access, it.room(), &giving))
    }),
    ("rooms::zones", Of::Row, |it| told(rooms::zones(it.console(), &it.may()?, &it.may()?, it.room()))),
    ("rooms::given_suites", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(rooms::given_suites(&it.may()?, &it.may()?, &it.suites_given())))
    }),
    ("rooms::given_to_suites", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(rooms::given_to_suites(&it.may()?, &it.may()?, &it.rooms_given())))
    }),
    ("rooms::of_suite", Of::Row, |it| {
        told(rooms::of_suite(it.console(), &it.may()?, &it.may()?, it.suite()))
    }),
    ("rooms::suites", Of::Row, |it| told(rooms::suites(it.console(), &it.may()?, &it.may()?, it.room()))),
    ("suites::add", Of::Row, |it| {
        let mut draft = room::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New suite".into(), "S new".into());
        told(suites::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("suites::blank", Of::Nothing, |it| told(suites::blank(it.console(), &it.may()?))),
    ("suites::choices", Of::Nothing, |it| told(suites::choices(it.console(), &it.may()?))),
    ("suites::choices_to_give", Of::Nothing, |it| told(suites::choices_to_give(it.console(), &it.may()?))),
    ("suites::delete", Of::Row, |it| told(suites::delete(it.console(), &it.may()?, it.suite()))),
    ("suites::give", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = suites::given_zones(&access, &zones, &it.own().zones_given());
        told(suites::give(it.console(), &access, it.suite(), &giving))
    }),
    ("suites::given_zones", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(suites::given_zones(&it.may()?, &it.may()?, &it.zones_given())))
    }),
    ("suites::given_to_zones", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(suites::given_to_zones(&it.may()?, &it.may()?, &it.suites_given())))
    }),
    ("suites::impact", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = suites::given_zones(&access, &zones, &it.own().zones_given());
        told(suites::impact(it.console(), &access, it.suite(), &giving))
    }),
    ("suites::impact_of_deleting", Of::Row, |it| {
        told(suites::impact_of_deleting(it.console(), &it.may()?, it.suite()))
    }),
    ("suites::list", Of::Nothing, |it| told(suites::list(it.console(), &it.may()?))),
    ("suites::of_zone", Of::Row, |it| told(suites::of_zone(it.console(), &it.may()?, &it.may()?, it.zone()))),
    ("suites::offered", Of::Nothing, |it| told(suites::offered(it.console(), &it.may()?))),
    ("suites::open", Of::Row, |it| told(suites::open(it.console(), &it.may()?, it.suite()))),
    ("suites::openers", Of::Row, |it| {
        told(suites::openers(it.console(), &it.may()?, &it.may()?, it.suite(), At::Now))
    }),
    ("suites::save", Of::Row, |it| {
        let (version, draft) = it.suite_draft();
        told(suites::save(it.console(), &it.may()?, it.suite(), version, &draft, &Giving::nothing()))
    }),
    ("suites::whose", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = suites::given_zones(&access, &zones, &it.own().zones_given());
        told(suites::whose(it.console(), &access, it.suite(), &giving))
    }),
    ("suites::zones", Of::Row, |it| told(suites::zones(it.console(), &it.may()?, &it.may()?, it.suite()))),
    ("security::options", Of::Nothing, |it| told(security::options(it.console(), &it.may()?))),
    ("security::save", Of::Nothing, |it| {
        let by = it.administrator()?;
        let page = security::options(it.console(), &it.may()?).unwrap();
        let draft = domain::security::Draft { idle: "5".into(), ..page.draft };
        told(security::save(it.console(), &by, page.version, &draft))
    }),
    ("sign_in::end", Of::Nothing, |it| {
        sign_in::end(it.console(), &it.seat.session.own());
        told(Ok::<_, Infallible>(()))
    }),
    ("sign_in::lock", Of::Nothing, |it| told(sign_in::lock(it.console(), &it.seat.session.own()))),
    ("sign_in::sign_out", Of::Nothing, |it| told(sign_in::sign_out(it.console(), &it.seat.session.own()))),
    ("start::checked", Of::Nothing, |it| told(start::checked(it.console(), &it.administrator()?))),
    ("start::confirm_time", Of::Nothing, |it| {
        let now = it.console().clock().now();
        told(start::confirm_time(it.console(), &it.administrator()?, Reading { now, last: now }))
    }),
    ("start::doors", Of::Nothing, |it| told(start::doors(it.console(), &it.may()?))),
    ("start::keys", Of::Nothing, |it| {
        let keys = start::keys(it.console(), &it.may()?);
        // A map has no order of its own.
        told(keys.map(|keys| (keys.people, keys.by_status.into_iter().collect::<BTreeMap<_, _>>())))
    }),
    ("start::mismatches", Of::Nothing, |it| told(start::mismatches(it.console(), &it.administrator()?))),
    ("start::take_note", Of::Nothing, |it| {
        let shown = Mismatches { by_kind: Vec::new(), last_at: it.console().clock().now(), last: 0 };
        told(start::take_note(it.console(), &it.administrator()?, &shown))
    }),
    ("start::take_note_of_check", Of::Nothing, |it| {
        let shown = Unsound { at: it.console().clock().now(), last: 0 };
        told(start::take_note_of_check(it.console(), &it.administrator()?, &shown))
    }),
    ("system_auditor::check_file", Of::Nothing, |it| {
        told(system_auditor::check_file(it.console(), &it.may()?, Path::new("no such file")))
    }),
    ("system_auditor::extent", Of::Nothing, |it| {
        let (permit, day) = (it.may()?, system_auditor::KEPT + Duration::minutes(1));
        it.house.desk.clock.advance(day);
        let extent = system_auditor::extent(it.console(), &permit, it.console().clock().now());
        it.house.desk.clock.advance(-day);
        told(extent)
    }),
    ("system_auditor::list", Of::Nothing, |it| {
        told(system_auditor::list(it.console(), &it.may()?, &system_auditor::Filter::default()))
    }),
    ("system_auditor::open", Of::Nothing, |it| told(system_auditor::open(it.console(), &it.may()?, 1))),
    ("system_auditor::operators", Of::Nothing, |it| {
        told(system_auditor::operators(it.console(), &it.may()?))
    }),
    ("system_auditor::purge", Of::Nothing, |it| {
        let permit = it.may()?;
        let confirmation = it.waited(&permit);
        let now = it.console().clock().now();
        let extent = system_auditor::extent(it.console(), &permit, now).unwrap().unwrap();
        let path = it.house.file().with_file_name("purged.jsonl");
        told(system_auditor::purge(it.console(), &permit, confirmation, extent, &path))
    }),
    ("system_auditor::rows", Of::Nothing, |it| told(system_auditor::rows(it.console(), &it.may()?, &[1]))),
    ("system_auditor::verify", Of::Nothing, |it| told(system_auditor::verify(it.console(), &it.may()?))),
    ("system_resources::resources", Of::Nothing, |it| {
        told(system_resources::resources(it.console(), &it.may()?))
    }),
    ("undo::foretell", Of::Row, |it| {
        let token = it.person_to_undo()?;
        told(undo::foretell(it.console(), &it.seat.session.own(), token))
    }),
    ("undo::last", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(undo::last(it.console(), &it.seat.session.own())))
    }),
    ("undo::of_line", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(undo::of_line(it.console(), &it.may()?, 1)))
    }),
    ("undo::undo", Of::Row, |it| {
        let token = it.person_to_undo()?;
        told(undo::undo(it.console(), &it.seat.session.own(), token))
    }),
    ("timed_periods::add", Of::Nothing, |it| {
        told(timed_periods::add(it.console(), &it.may()?, &every_day("Evenings", "18:00", "22:00")))
    }),
    ("timed_periods::delete", Of::Nothing, |it| {
        told(timed_periods::delete(it.console(), &it.may()?, it.timed_period()))
    }),
    ("timed_periods::may_delete", Of::Nothing, |it| {
        told(timed_periods::may_delete(it.console(), &it.may()?, it.timed_period()))
    }),
    ("timed_periods::list", Of::Nothing, |it| told(timed_periods::list(it.console(), &it.may()?))),
    ("timed_periods::open", Of::Nothing, |it| {
        told(timed_periods::open(it.console(), &it.may()?, it.timed_period()))
    }),
    ("timed_periods::save", Of::Nothing, |it| {
        let draft = every_day("Opening hours", "09:00", "17:00");
        told(timed_periods::save(it.console(), &it.may()?, it.timed_period(), 1, &draft))
    }),
    ("timetables::add", Of::Row, |it| {
        let mut draft = timetable::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New times".into(), "T new".into());
        told(timetables::add(it.console(), &it.may()?, &draft))
    }),
    ("timetables::blank", Of::Nothing, |it| told(timetables::blank(it.console(), &it.may()?))),
    ("timetables::choices", Of::Nothing, |it| told(timetables::choices(it.console(), &it.may()?))),
    ("timetables::delete", Of::Row, |it| told(timetables::delete(it.console(), &it.may()?, it.timetable()))),
    ("timetables::impact", Of::Row, |it| {
        let (_, draft) = it.timetable_draft();
        told(timetables::impact(it.console(), &it.may()?, it.timetable(), &draft))
    }),
    ("timetables::impact_of_deleting", Of::Row, |it| {
        told(timetables::impact_of_deleting(it.console(), &it.may()?, it.timetable()))
    }),
    ("timetables::list", Of::Nothing, |it| told(timetables::list(it.console(), &it.may()?))),
    ("timetables::open", Of::Row, |it| told(timetables::open(it.console(), &it.may()?, it.timetable()))),
    ("timetables::partitions", Of::Nothing, |it| told(timetables::partitions(it.console(), &it.may()?))),
    ("timetables::save", Of::Row, |it| {
        let (version, draft) = it.timetable_draft();
        told(timetables::save(it.console(), &it.may()?, it.timetable(), version, &draft))
    }),
    ("timetables::whose", Of::Row, |it| {
        let (_, draft) = it.timetable_draft();
        told(timetables::whose(it.console(), &it.may()?, it.timetable(), &draft))
    }),
    ("user_access_levels::add", Of::Row, |it| {
        let draft = named::Draft {
            name: "New".into(),
            description: String::new(),
            partition: it.partition(),
            external_id: "L new".into(),
            own: (),
        };
        told(user_access_levels::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("user_access_levels::blank", Of::Nothing, |it| {
        told(user_access_levels::blank(it.console(), &it.may()?))
    }),
    ("user_access_levels::cells_of_doors", Of::Row, |it| {
        let (permit, doors) = (it.may()?, it.may()?);
        let (level, door) = (it.own().level(), it.door());
        let cells =
            user_access_levels::cells_of_doors(it.console(), &permit, &doors, &[it.level(), level], &[door]);
        told(cells.map(there))
    }),
    ("user_access_levels::choices", Of::Nothing, |it| {
        told(user_access_levels::choices(it.console(), &it.may()?))
    }),
    ("user_access_levels::choices_to_give", Of::Nothing, |it| {
        told(user_access_levels::choices_to_give(it.console(), &it.may()?))
    }),
    ("user_access_levels::delete", Of::Row, |it| {
        told(user_access_levels::delete(it.console(), &it.may()?, it.level()))
    }),
    ("user_access_levels::doors", Of::Row, |it| {
        told(user_access_levels::doors(it.console(), &it.may()?, &it.may()?, it.level()))
    }),
    ("user_access_levels::given_a_door", Of::Nothing, |it| {
        let changes = Changes::of(Vec::new(), vec![it.level()]);
        told(Ok::<_, Infallible>(user_access_levels::given_a_door(&it.may()?, &it.may()?, &changes)))
    }),
    ("user_access_levels::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(user_access_levels::given_doors(&it.may()?, &it.giving())))
    }),
    ("user_access_levels::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(user_access_levels::given_people(&it.may()?, &it.given_to(it.user()))))
    }),
    ("user_access_levels::given_to_people", Of::Nothing, |it| {
        let changes = Changes::of(Vec::new(), vec![it.level()]);
        told(Ok::<_, Infallible>(user_access_levels::given_to_people(&it.may()?, &changes)))
    }),
    ("user_access_levels::give", Of::Row, |it| {
        let (people, changes) = (it.may()?, it.given_to(it.own().user()));
        let giving = user_access_levels::given_people(&people, &changes);
        told(user_access_levels::give(it.console(), &it.may()?, it.level(), &giving))
    }),
    ("user_access_levels::impact", Of::Row, |it| {
        let (people, changes) = (it.may()?, it.given_to(it.own().keyed()));
        let giving = user_access_levels::given_people(&people, &changes);
        told(user_access_levels::impact(it.console(), &it.may()?, it.level(), &giving))
    }),
    ("user_access_levels::impact_of_deleting", Of::Row, |it| {
        told(user_access_levels::impact_of_deleting(it.console(), &it.may()?, it.level()))
    }),
    ("user_access_levels::impact_of_each", Of::Row, |it| {
        let giving = user_access_levels::given_doors(&it.may()?, &it.giving());
        told(user_access_levels::impact_of_each(it.console(), &it.may()?, &[(it.level(), giving)]))
    }),
    ("user_access_levels::list", Of::Nothing, |it| told(user_access_levels::list(it.console(), &it.may()?))),
    ("user_access_levels::members", Of::Row, |it| {
        told(user_access_levels::members(it.console(), &it.may()?, &it.may()?, it.level()))
    }),
    ("user_access_levels::of_door", Of::Row, |it| {
        told(user_access_levels::of_door(it.console(), &it.may()?, &it.may()?, it.door()))
    }),
    ("user_access_levels::of_person", Of::Row, |it| {
        told(user_access_levels::of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("user_access_levels::of_several", Of::Row, |it| {
        told(user_access_levels::of_several(it.console(), &it.may()?, &it.may()?, &[it.user()]))
    }),
    ("user_access_levels::save_each", Of::Row, |it| {
        let giving = user_access_levels::given_doors(&it.may()?, &it.own().giving());
        told(user_access_levels::save_each(it.console(), &it.may()?, &[(it.level(), giving)]))
    }),
    ("user_access_levels::whose_of_each", Of::Row, |it| {
        let giving = user_access_levels::given_doors(&it.may()?, &it.giving());
        told(user_access_levels::whose_of_each(it.console(), &it.may()?, &[(it.level(), giving)]))
    }),
    ("user_access_levels::open", Of::Row, |it| {
        told(user_access_levels::open(it.console(), &it.may()?, it.level()))
    }),
    ("user_access_levels::save", Of::Row, |it| {
        let (version, draft) = it.level_draft();
        let permit = it.may()?;
        told(user_access_levels::save(it.console(), &permit, it.level(), version, &draft, &Giving::nothing()))
    }),
    ("user_access_levels::whose", Of::Row, |it| {
        let (people, changes) = (it.may()?, it.given_to(it.own().keyed()));
        let giving = user_access_levels::given_people(&people, &changes);
        told(user_access_levels::whose(it.console(), &it.may()?, it.level(), &giving))
    }),
    ("users::add", Of::Row, |it| {
        told(users::add(it.console(), &it.may()?, &it.new_person(), &Picture::Keep, &Giving::nothing()))
    }),
    ("users::ban", Of::Row, |it| told(users::ban(it.console(), &it.may()?, &[it.user()], Ban::PutOn))),
    ("users::blank", Of::Nothing, |it| told(users::blank(it.console(), &it.may()?))),
    ("users::choices", Of::Nothing, |it| told(users::choices(it.console(), &it.may()?))),
    ("users::delete", Of::Row, |it| told(users::delete(it.console(), &it.may()?, &[it.user()]))),
    ("users::may_delete", Of::Row, |it| told(users::may_delete(it.console(), &it.may()?, &[it.user()]))),
    ("users::doors", Of::Row, |it| told(users::doors(it.console(), &it.may()?, &it.may()?, it.user()))),
    ("users::doors_of_many", Of::Row, |it| {
        told(users::doors_of_many(it.console(), &it.may()?, &it.may()?, &[it.user()]))
    }),
    ("users::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(users::given_doors(&it.may()?, &it.giving())))
    }),
    ("users::impact", Of::Row, |it| {
        let (_, draft) = it.person(it.own().keyed());
        told(users::impact(it.console(), &it.may()?, it.keyed(), &draft, &Giving::nothing()))
    }),
    ("users::impact_of_many", Of::Row, |it| {
        let edits = [BulkEdit::Title("Dr".into())];
        told(users::impact_of_many(it.console(), &it.may()?, &[it.keyed()], &edits, &Giving::nothing()))
    }),
    ("users::counts", Of::Nothing, |it| {
        let filters = [Filter::Banned, Filter::NotBanned, Filter::Status(Status::NoKey)];
        let of_partition = Filter::Partition(it.own().partition());
        told(users::counts(it.console(), &it.may()?, &[&filters[..], &[of_partition]].concat()))
    }),
    ("users::cells_of_doors", Of::Row, |it| {
        let (permit, doors) = (it.may()?, it.may()?);
        let (user, door) = (it.own().user(), it.door());
        let cells = users::cells_of_doors(it.console(), &permit, &doors, &[it.user(), user], &[door]);
        told(cells.map(there))
    }),
    ("users::impact_of_each", Of::Row, |it| {
        let giving = users::given_doors(&it.may()?, &it.giving());
        told(users::impact_of_each(it.console(), &it.may()?, &[(it.keyed(), giving)]))
    }),
    ("users::save_each", Of::Row, |it| {
        let giving = users::given_doors(&it.may()?, &it.own().giving());
        told(users::save_each(it.console(), &it.may()?, &[(it.user(), giving)]))
    }),
    ("users::whose_of_each", Of::Row, |it| {
        let giving = users::given_doors(&it.may()?, &it.giving());
        told(users::whose_of_each(it.console(), &it.may()?, &[(it.keyed(), giving)]))
    }),
    ("users::list", Of::Nothing, |it| told(users::list(it.console(), &it.may()?, &it.query()))),
    ("users::open", Of::Row, |it| told(users::open(it.console(), &it.may()?, it.user()))),
    ("users::fullest", Of::Row, |it| told(users::fullest(it.console(), &it.may()?, &[it.keyed()]))),
    ("users::rows", Of::Row, |it| told(users::rows(it.console(), &it.may()?, &[it.user()]))),
    ("users::rows_with_reasons", Of::Row, |it| {
        told(users::rows_with_reasons(it.console(), &it.may()?, &[it.keyed()]))
    }),
    ("users::save", Of::Row, |it| {
        let (version, draft) = it.person(it.own().user());
        told(users::save(
            it.console(),
            &it.may()?,
            it.user(),
            version,
            &draft,
            &Picture::Keep,
            &Giving::nothing(),
        ))
    }),
    ("users::save_many", Of::Row, |it| {
        told(users::save_many(
            it.console(),
            &it.may()?,
            &[it.user()],
            &[BulkEdit::Title("Dr".into())],
            &Giving::nothing(),
        ))
    }),
    ("users::whose_of_many", Of::Row, |it| {
        let edits = [BulkEdit::Option(OptionName::Office, true)];
        told(users::whose_of_many(it.console(), &it.may()?, &[it.keyed()], &edits, &Giving::nothing()))
    }),
    ("why::of_key", Of::Row, |it| {
        let (permit, card) = (it.may()?, it.read_card());
        told(why::of_key(it.console(), &permit, &card, AccessPoint::Door(it.door()), At::Now))
    }),
    ("why::points", Of::Nothing, |it| told(why::points(it.console(), &it.may()?))),
    ("zones::add", Of::Row, |it| {
        let mut draft = named::Draft::empty(it.partition());
        (draft.name, draft.external_id) = ("New zone".into(), "Z new".into());
        told(zones::add(it.console(), &it.may()?, &draft, &Giving::nothing()))
    }),
    ("zones::blank", Of::Nothing, |it| told(zones::blank(it.console(), &it.may()?))),
    ("zones::cells_of_levels", Of::Row, |it| {
        let (permit, zones) = (it.may()?, it.may()?);
        let (level, zone) = (it.own().level(), it.zone());
        let cells = zones::cells_of_levels(it.console(), &permit, &zones, &[it.level(), level], &[zone]);
        told(cells.map(there))
    }),
    ("zones::cells_of_people", Of::Row, |it| {
        let (permit, zones) = (it.may()?, it.may()?);
        let (user, zone) = (it.own().user(), it.zone());
        let cells = zones::cells_of_people(it.console(), &permit, &zones, &[it.user(), user], &[zone]);
        told(cells.map(there))
    }),
    ("zones::choices", Of::Nothing, |it| told(zones::choices(it.console(), &it.may()?))),
    ("zones::choices_to_give", Of::Nothing, |it| told(zones::choices_to_give(it.console(), &it.may()?))),
    ("zones::delete", Of::Row, |it| told(zones::delete(it.console(), &it.may()?, it.zone()))),
    ("zones::doors", Of::Row, |it| told(zones::doors(it.console(), &it.may()?, &it.may()?, it.zone()))),
    ("zones::give", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().user()));
        let giving = zones::given_people(&access, &people, &changes);
        told(zones::give(it.console(), &access, it.zone(), &giving))
    }),
    ("zones::given_a_door", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(zones::given_a_door(&it.may()?, &it.may()?, &it.zones_given())))
    }),
    ("zones::given_doors", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(zones::given_doors(&it.may()?, &it.may()?, &it.giving())))
    }),
    ("zones::given_levels", Of::Nothing, |it| {
        let changes = Changes::of(Vec::new(), vec![it.level()]);
        told(Ok::<_, Infallible>(zones::given_levels(&it.may()?, &it.may()?, &changes)))
    }),
    ("zones::given_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(zones::given_people(&it.may()?, &it.may()?, &it.given_to(it.user()))))
    }),
    ("zones::given_to_levels", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(zones::given_to_levels(&it.may()?, &it.zones_given())))
    }),
    ("zones::given_to_people", Of::Nothing, |it| {
        told(Ok::<_, Infallible>(zones::given_to_people(&it.may()?, &it.zones_given())))
    }),
    ("zones::impact", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        let giving = zones::given_people(&access, &people, &changes);
        told(zones::impact(it.console(), &access, it.zone(), &giving))
    }),
    ("zones::impact_of_deleting", Of::Row, |it| {
        told(zones::impact_of_deleting(it.console(), &it.may()?, it.zone()))
    }),
    ("zones::levels", Of::Row, |it| told(zones::levels(it.console(), &it.may()?, &it.may()?, it.zone()))),
    ("zones::list", Of::Nothing, |it| told(zones::list(it.console(), &it.may()?))),
    ("zones::of_door", Of::Row, |it| told(zones::of_door(it.console(), &it.may()?, &it.may()?, it.door()))),
    ("zones::of_level", Of::Row, |it| {
        told(zones::of_level(it.console(), &it.may()?, &it.may()?, it.level()))
    }),
    ("zones::of_person", Of::Row, |it| {
        told(zones::of_person(it.console(), &it.may()?, &it.may()?, it.user()))
    }),
    ("zones::of_several", Of::Row, |it| {
        told(zones::of_several(it.console(), &it.may()?, &it.may()?, &[it.user()]))
    }),
    ("zones::open", Of::Row, |it| told(zones::open(it.console(), &it.may()?, it.zone()))),
    ("zones::people", Of::Row, |it| told(zones::people(it.console(), &it.may()?, &it.may()?, it.zone()))),
    ("zones::save", Of::Row, |it| {
        let (version, draft) = it.zone_draft();
        told(zones::save(it.console(), &it.may()?, it.zone(), version, &draft, &Giving::nothing()))
    }),
    ("zones::whose", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.own().keyed()));
        let giving = zones::given_people(&access, &people, &changes);
        told(zones::whose(it.console(), &access, it.zone(), &giving))
    }),
];

/// The same operations another way: what a second argument could reach.
pub const MORE: &[Row] = &[
    ("limited_occupancy_groups::give, a person", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = limited_occupancy_groups::given_people(&permit, &other, &it.given_to(it.user()));
        told(limited_occupancy_groups::give(
            it.console(),
            &permit,
            it.own().limited_occupancy_group(),
            &giving,
        ))
    }),
    ("limited_occupancy_groups::give, an area", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving =
            limited_occupancy_areas::given_a_group(&permit, &other, &it.limited_occupancy_areas_given());
        told(limited_occupancy_groups::give(
            it.console(),
            &permit,
            it.own().limited_occupancy_group(),
            &giving,
        ))
    }),
    ("limited_occupancy_groups::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.limited_occupancy_group_draft();
        let draft = named::Draft { partition: it.other_side(), ..draft };
        told(limited_occupancy_groups::save(
            it.console(),
            &it.may()?,
            it.own().limited_occupancy_group(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("limited_occupancy_areas::give, a door", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = limited_occupancy_areas::given_doors(&permit, &other, &it.giving());
        told(limited_occupancy_areas::give(it.console(), &permit, it.own().limited_occupancy_area(), &giving))
    }),
    ("limited_occupancy_areas::give, a group", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving =
            limited_occupancy_areas::given_groups(&permit, &other, &it.limited_occupancy_groups_given());
        told(limited_occupancy_areas::give(it.console(), &permit, it.own().limited_occupancy_area(), &giving))
    }),
    ("doors::give, a limited occupancy area", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving =
            limited_occupancy_areas::given_a_door(&permit, &other, &it.limited_occupancy_areas_given());
        told(doors::give(it.console(), &permit, it.own().door(), &giving))
    }),
    ("limited_occupancy_areas::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.limited_occupancy_area_draft();
        let draft = limited_occupancy_area::Draft { partition: it.other_side(), ..draft };
        told(limited_occupancy_areas::save(
            it.console(),
            &it.may()?,
            it.own().limited_occupancy_area(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("lockdown_areas::give, a door", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = lockdown_areas::given_doors(&permit, &other, &it.giving());
        told(lockdown_areas::give(it.console(), &permit, it.own().lockdown_area(), &giving))
    }),
    ("doors::give, a lockdown area", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = lockdown_areas::given_a_door(&permit, &other, &it.lockdown_areas_given());
        told(doors::give(it.console(), &permit, it.own().door(), &giving))
    }),
    ("lockdown_areas::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.lockdown_area_draft();
        let draft = named::Draft { partition: it.other_side(), ..draft };
        told(lockdown_areas::save(
            it.console(),
            &it.may()?,
            it.own().lockdown_area(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("roll_call_areas::give, a door", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = roll_call_areas::given_entries(&permit, &other, &it.giving());
        told(roll_call_areas::give(it.console(), &permit, it.own().roll_call_area(), &giving))
    }),
    ("roll_call_areas::give, an exit", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = roll_call_areas::given_exits(&permit, &other, &it.giving());
        told(roll_call_areas::give(it.console(), &permit, it.own().roll_call_area(), &giving))
    }),
    ("doors::give, a roll-call area", Of::Row, |it| {
        let (permit, other) = (it.may()?, it.may()?);
        let giving = roll_call_areas::made_an_entry(&permit, &other, &it.roll_call_areas_given());
        told(doors::give(it.console(), &permit, it.own().door(), &giving))
    }),
    ("roll_call_areas::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.roll_call_area_draft();
        let draft = roll_call_area::Draft { partition: it.other_side(), ..draft };
        told(roll_call_areas::save(
            it.console(),
            &it.may()?,
            it.own().roll_call_area(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("lockers::give, a person", Of::Row, |it| {
        let (access, people) = (it.may()?, it.may()?);
        let giving = lockers::given_people(&access, &people, &it.given_to(it.user()));
        told(lockers::give(it.console(), &access, it.own().locker(), &giving))
    }),
    ("lockers::give, an access level", Of::Row, |it| {
        let (access, levels) = (it.may()?, it.may()?);
        let changes = Changes::of(vec![Grant { to: it.level(), limit: Limit::ALWAYS }], Vec::new());
        let giving = lockers::given_levels(&access, &levels, &changes);
        told(lockers::give(it.console(), &access, it.own().locker(), &giving))
    }),
    ("lockers::give, a zone", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = lockers::given_zones(&access, &zones, &it.zones_given());
        told(lockers::give(it.console(), &access, it.own().locker(), &giving))
    }),
    ("lockers::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.locker_draft();
        let draft = locker::Draft { partition: it.other_side(), ..draft };
        told(lockers::save(it.console(), &it.may()?, it.own().locker(), version, &draft, &Giving::nothing()))
    }),
    ("user_access_levels::give, a locker", Of::Row, |it| {
        let (permit, lockers) = (it.may()?, it.may()?);
        let giving = lockers::given_to_levels(&lockers, &it.lockers_given());
        told(user_access_levels::give(it.console(), &permit, it.own().level(), &giving))
    }),
    ("users::save, a locker", Of::Row, |it| {
        let (id, lockers) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let giving = lockers::given_to_people(&lockers, &it.lockers_given());
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("users::save_each, a zone", Of::Row, |it| {
        let (id, zones) = (it.own().user(), it.may()?);
        let giving = zones::given_to_people(&zones, &it.zones_given());
        told(users::save_each(it.console(), &it.may()?, &[(id, giving)]))
    }),
    ("users::save_each, a door", Of::Row, |it| {
        let giving = users::given_doors(&it.may()?, &it.giving());
        told(users::save_each(it.console(), &it.may()?, &[(it.own().user(), giving)]))
    }),
    ("users::save_each, one's own and another", Of::Row, |it| {
        let giving = users::given_doors(&it.may()?, &it.own().giving());
        let each = [(it.own().user(), giving.clone()), (it.user(), giving)];
        told(users::save_each(it.console(), &it.may()?, &each))
    }),
    ("user_access_levels::save_each, a zone", Of::Row, |it| {
        let (id, zones) = (it.own().level(), it.may()?);
        let giving = zones::given_to_levels(&zones, &it.zones_given());
        told(user_access_levels::save_each(it.console(), &it.may()?, &[(id, giving)]))
    }),
    ("user_access_levels::save_each, a door", Of::Row, |it| {
        let giving = user_access_levels::given_doors(&it.may()?, &it.giving());
        told(user_access_levels::save_each(it.console(), &it.may()?, &[(it.own().level(), giving)]))
    }),
    ("users::save_many, a locker", Of::Row, |it| {
        let (id, lockers) = (it.own().user(), it.may()?);
        let giving = lockers::given_to_people(&lockers, &it.lockers_given());
        told(users::save_many(it.console(), &it.may()?, &[id], &[], &giving))
    }),
    ("zones::give, a locker", Of::Row, |it| {
        let (access, lockers) = (it.may()?, it.may()?);
        let giving = lockers::given_to_zones(&access, &lockers, &it.lockers_given());
        told(zones::give(it.console(), &access, it.own().zone(), &giving))
    }),
    ("rooms::give, a zone", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = rooms::given_zones(&access, &zones, &it.zones_given());
        told(rooms::give(it.console(), &access, it.own().room(), &giving))
    }),
    ("rooms::give, a suite", Of::Row, |it| {
        let (access, suites) = (it.may()?, it.may()?);
        let giving = rooms::given_suites(&access, &suites, &it.suites_given());
        told(rooms::give(it.console(), &access, it.own().room(), &giving))
    }),
    ("suites::give, a room", Of::Row, |it| {
        let (access, of_rooms) = (it.may()?, it.may()?);
        let giving = rooms::given_to_suites(&access, &of_rooms, &it.rooms_given());
        told(suites::give(it.console(), &access, it.own().suite(), &giving))
    }),
    ("suites::give, a zone", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = suites::given_zones(&access, &zones, &it.zones_given());
        told(suites::give(it.console(), &access, it.own().suite(), &giving))
    }),
    ("rooms::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.room_draft();
        let draft = room::Draft { partition: it.other_side(), ..draft };
        told(rooms::save(it.console(), &it.may()?, it.own().room(), version, &draft, &Giving::nothing()))
    }),
    ("suites::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.suite_draft();
        let draft = room::Draft { partition: it.other_side(), ..draft };
        told(suites::save(it.console(), &it.may()?, it.own().suite(), version, &draft, &Giving::nothing()))
    }),
    ("zones::give, a room", Of::Row, |it| {
        let (access, of_rooms) = (it.may()?, it.may()?);
        let giving = rooms::given_to_zones(&access, &of_rooms, &it.rooms_given());
        told(zones::give(it.console(), &access, it.own().zone(), &giving))
    }),
    ("zones::give, a suite", Of::Row, |it| {
        let (access, of_suites) = (it.may()?, it.may()?);
        let giving = suites::given_to_zones(&access, &of_suites, &it.suites_given());
        told(zones::give(it.console(), &access, it.own().zone(), &giving))
    }),
    ("zones::give, a door", Of::Row, |it| {
        let (access, doors) = (it.may()?, it.may()?);
        let giving = zones::given_doors(&access, &doors, &it.giving());
        told(zones::give(it.console(), &access, it.own().zone(), &giving))
    }),
    ("zones::give, a person", Of::Row, |it| {
        let (access, people) = (it.may()?, it.may()?);
        let giving = zones::given_people(&access, &people, &it.given_to(it.user()));
        told(zones::give(it.console(), &access, it.own().zone(), &giving))
    }),
    ("zones::give, an access level", Of::Row, |it| {
        let (access, levels) = (it.may()?, it.may()?);
        let changes = Changes::of(vec![Grant { to: it.level(), limit: Limit::ALWAYS }], Vec::new());
        let giving = zones::given_levels(&access, &levels, &changes);
        told(zones::give(it.console(), &access, it.own().zone(), &giving))
    }),
    ("locations::give, a door", Of::Row, |it| {
        let (access, doors) = (it.may()?, it.may()?);
        let giving = locations::given_doors(&access, &doors, &it.giving());
        told(locations::give(it.console(), &access, it.own().location(), &giving))
    }),
    ("locations::give, a person", Of::Row, |it| {
        let (access, people) = (it.may()?, it.may()?);
        let giving = locations::given_people(&access, &people, &it.given_to(it.user()));
        told(locations::give(it.console(), &access, it.own().location(), &giving))
    }),
    ("locations::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.location_draft();
        let draft = location::Draft { partition: it.other_side(), ..draft };
        told(locations::save(
            it.console(),
            &it.may()?,
            it.own().location(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("doors::give, a location", Of::Row, |it| {
        let (access, others) = (it.may()?, it.may()?);
        let giving = locations::given_a_door(&access, &others, &it.locations_given());
        told(doors::give(it.console(), &access, it.own().door(), &giving))
    }),
    ("users::save, a location", Of::Row, |it| {
        let (id, others) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let giving = locations::given_to_people(&others, &it.locations_given());
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("users::save_many, a location", Of::Row, |it| {
        let giving = locations::given_to_people(&it.may()?, &it.locations_given());
        told(users::save_many(it.console(), &it.may()?, &[it.own().user()], &[], &giving))
    }),
    ("functions::give, a door", Of::Row, |it| {
        let (access, doors) = (it.may()?, it.may()?);
        let giving = functions::given_doors(&access, &doors, &it.giving());
        told(functions::give(it.console(), &access, it.own().function(), &giving))
    }),
    ("functions::give, a person", Of::Row, |it| {
        let (access, people) = (it.may()?, it.may()?);
        let giving = functions::given_people(&access, &people, &it.given_to(it.user()));
        told(functions::give(it.console(), &access, it.own().function(), &giving))
    }),
    ("functions::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.function_draft();
        let draft = function::Draft { partition: it.other_side(), ..draft };
        told(functions::save(
            it.console(),
            &it.may()?,
            it.own().function(),
            version,
            &draft,
            &Giving::nothing(),
        ))
    }),
    ("doors::give, a function", Of::Row, |it| {
        let (access, others) = (it.may()?, it.may()?);
        let giving = functions::given_a_door(&access, &others, &it.functions_given());
        told(doors::give(it.console(), &access, it.own().door(), &giving))
    }),
    ("users::save, a function", Of::Row, |it| {
        let (id, others) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let giving = functions::given_to_people(&others, &it.functions_given());
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("users::save_many, a function", Of::Row, |it| {
        let giving = functions::given_to_people(&it.may()?, &it.functions_given());
        told(users::save_many(it.console(), &it.may()?, &[it.own().user()], &[], &giving))
    }),
    ("users::save, a timetable of locations", Of::Row, |it| {
        let id = it.own().user();
        let (version, draft) = it.person(id);
        let draft = user::Draft { crossing: Some(it.timetable()), ..draft };
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &Giving::nothing()))
    }),
    ("outputs::give, a door", Of::Row, |it| {
        let (access, doors) = (it.may()?, it.may()?);
        let giving = outputs::given_doors(&access, &doors, &it.giving());
        told(outputs::give(it.console(), &access, it.own().output(), &giving))
    }),
    ("outputs::give, a person", Of::Row, |it| {
        let (access, people) = (it.may()?, it.may()?);
        let giving = outputs::given_people(&access, &people, &it.given_to(it.user()));
        told(outputs::give(it.console(), &access, it.own().output(), &giving))
    }),
    ("outputs::give, an access level", Of::Row, |it| {
        let (access, levels) = (it.may()?, it.may()?);
        let changes = Changes::of(vec![Grant { to: it.level(), limit: Limit::ALWAYS }], Vec::new());
        let giving = outputs::given_levels(&access, &levels, &changes);
        told(outputs::give(it.console(), &access, it.own().output(), &giving))
    }),
    ("outputs::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.output_draft();
        let draft = output::Draft { partition: it.other_side(), ..draft };
        told(outputs::save(it.console(), &it.may()?, it.own().output(), version, &draft, &Giving::nothing()))
    }),
    ("doors::give, an output", Of::Row, |it| {
        let (access, outputs) = (it.may()?, it.may()?);
        let giving = outputs::given_a_door(&access, &outputs, &it.outputs_given());
        told(doors::give(it.console(), &access, it.own().door(), &giving))
    }),
    ("user_access_levels::give, an output", Of::Row, |it| {
        let (permit, outputs) = (it.may()?, it.may()?);
        let giving = outputs::given_to_levels(&outputs, &it.outputs_given());
        told(user_access_levels::give(it.console(), &permit, it.own().level(), &giving))
    }),
    ("users::save, an output", Of::Row, |it| {
        let (id, outputs) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let giving = outputs::given_to_people(&outputs, &it.outputs_given());
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("users::save_many, an output", Of::Row, |it| {
        let giving = outputs::given_to_people(&it.may()?, &it.outputs_given());
        told(users::save_many(it.console(), &it.may()?, &[it.own().user()], &[], &giving))
    }),
    ("users::save, by a timetable", Of::Row, |it| {
        let (id, doors) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let limit = Limit { between: None, timetable: Some(it.timetable()) };
        let changes = Changes::of(vec![Grant { to: it.own().door(), limit }], Vec::new());
        let giving = users::given_doors(&doors, &changes);
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("timetables::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.timetable_draft();
        let draft = timetable::Draft { partition: it.other_side(), ..draft };
        told(timetables::save(it.console(), &it.may()?, it.own().timetable(), version, &draft))
    }),
    ("zones::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.zone_draft();
        let draft = named::Draft { partition: it.other_side(), ..draft };
        told(zones::save(it.console(), &it.may()?, it.own().zone(), version, &draft, &Giving::nothing()))
    }),
    ("doors::give, a zone", Of::Row, |it| {
        let (access, zones) = (it.may()?, it.may()?);
        let giving = zones::given_a_door(&access, &zones, &it.zones_given());
        told(doors::give(it.console(), &access, it.own().door(), &giving))
    }),
    ("user_access_levels::give, a zone", Of::Row, |it| {
        let (permit, zones) = (it.may()?, it.may()?);
        let giving = zones::given_to_levels(&zones, &it.zones_given());
        told(user_access_levels::give(it.console(), &permit, it.own().level(), &giving))
    }),
    ("users::save, a zone", Of::Row, |it| {
        let (id, zones) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let giving = zones::given_to_people(&zones, &it.zones_given());
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("users::save, a limited occupancy group", Of::Row, |it| {
        let (id, groups) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let giving = limited_occupancy_groups::given_to_people(&groups, &it.limited_occupancy_groups_given());
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("users::save_many, a zone", Of::Row, |it| {
        let giving = zones::given_to_people(&it.may()?, &it.zones_given());
        told(users::save_many(it.console(), &it.may()?, &[it.own().user()], &[], &giving))
    }),
    ("user_access_levels::save, a door", Of::Row, |it| {
        let ((version, draft), doors) = (it.level_draft(), it.may()?);
        let giving = user_access_levels::given_doors(&doors, &it.giving());
        let own = it.own().level();
        told(user_access_levels::save(it.console(), &it.may()?, own, version, &draft, &giving))
    }),
    ("user_access_levels::save, a person", Of::Row, |it| {
        let ((version, draft), people) = (it.level_draft(), it.may()?);
        let giving = user_access_levels::given_people(&people, &it.given_to(it.user()));
        let own = it.own().level();
        told(user_access_levels::save(it.console(), &it.may()?, own, version, &draft, &giving))
    }),
    ("user_access_levels::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.level_draft();
        let draft = named::Draft { partition: it.other_side(), ..draft };
        let (permit, own) = (it.may()?, it.own().level());
        told(user_access_levels::save(it.console(), &permit, own, version, &draft, &Giving::nothing()))
    }),
    ("users::save, an access level", Of::Row, |it| {
        let (id, levels) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let put = vec![Grant { to: it.level(), limit: Limit::ALWAYS }];
        let giving = user_access_levels::given_to_people(&levels, &Changes::of(put, Vec::new()));
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &giving))
    }),
    ("users::save_many, an access level", Of::Row, |it| {
        let (id, levels) = (it.own().user(), it.may()?);
        let put = vec![Grant { to: it.level(), limit: Limit::ALWAYS }];
        let giving = user_access_levels::given_to_people(&levels, &Changes::of(put, Vec::new()));
        told(users::save_many(it.console(), &it.may()?, &[id], &[], &giving))
    }),
    ("doors::give, an access level", Of::Row, |it| {
        let (access, levels) = (it.may()?, it.may()?);
        let put = vec![Grant { to: it.level(), limit: Limit::ALWAYS }];
        let giving = user_access_levels::given_a_door(&access, &levels, &Changes::of(put, Vec::new()));
        told(doors::give(it.console(), &access, it.own().door(), &giving))
    }),
    ("doors::save, its people", Of::Row, |it| {
        let ((version, draft), changes) = (it.door_draft(), it.given_to(it.own().user()));
        let (permit, access, people) = (it.may()?, it.may()?, it.may()?);
        let over = (&access, &people);
        told(doors::save(
            it.console(),
            &permit,
            it.door(),
            version,
            &draft,
            &doors::given_people(over.0, over.1, &changes),
        ))
    }),
    ("undo::foretell, a door", Of::Row, |it| {
        let token = it.door_to_undo()?;
        told(undo::foretell(it.console(), &it.seat.session.own(), token))
    }),
    ("undo::undo, a door", Of::Row, |it| {
        let token = it.door_to_undo()?;
        told(undo::undo(it.console(), &it.seat.session.own(), token))
    }),
    ("audit_trail::find, a person", Of::Row, |it| {
        let search = it.by_side("abel", "ben", "gina", "nobody").to_owned();
        let filters = vec![audit_trail::Filter::Opened];
        let query = audit_trail::Query { search, filters, ..audit_trail::Query::default() };
        told(audit_trail::find(it.console(), &it.may()?, &query))
    }),
    ("audit_trail::latest, of a door", Of::Row, |it| {
        let of = audit_trail::Of::Point(AccessPoint::Door(it.door()));
        told(audit_trail::latest(it.console(), &it.may()?, of, 3))
    }),
    ("audit_trail::find, of a person", Of::Row, |it| {
        let people = vec![it.keyed()];
        let query = audit_trail::Query { people, ..audit_trail::Query::default() };
        told(audit_trail::find(it.console(), &it.may()?, &query))
    }),
    ("audit_trail::find, at a door", Of::Row, |it| {
        let points = vec![AccessPoint::Door(it.door())];
        let query = audit_trail::Query { points, ..audit_trail::Query::default() };
        told(audit_trail::find(it.console(), &it.may()?, &query))
    }),
    ("audit_trail::find, after an event", Of::Row, |it| {
        let query = audit_trail::Query { after: Some(it.event()), ..audit_trail::Query::default() };
        told(audit_trail::find(it.console(), &it.may()?, &query))
    }),
    ("users::save, a door", Of::Row, |it| {
        let (id, doors, changes) = (it.own().user(), it.may()?, it.giving());
        let (version, draft) = it.person(id);
        let doors = &users::given_doors(&doors, &changes);
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, doors))
    }),
    ("users::save, a door taken", Of::Row, |it| {
        let (id, doors) = (it.own().user(), it.may()?);
        let (version, draft) = it.person(id);
        let changes = Changes::of(Vec::new(), vec![it.door()]);
        let doors = &users::given_doors(&doors, &changes);
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, doors))
    }),
    ("users::add, a door", Of::Row, |it| {
        let draft = user::Draft { partition: it.side, ..it.new_person() };
        let (doors, changes) = (it.may()?, it.giving());
        told(users::add(
            it.console(),
            &it.may()?,
            &draft,
            &Picture::Keep,
            &users::given_doors(&doors, &changes),
        ))
    }),
    ("users::impact, a door", Of::Row, |it| {
        let (id, doors, changes) = (it.own().keyed(), it.may()?, it.giving());
        let (_, draft) = it.person(id);
        told(users::impact(it.console(), &it.may()?, id, &draft, &users::given_doors(&doors, &changes)))
    }),
    ("users::save, a partition", Of::Row, |it| {
        let id = it.own().user();
        let (version, draft) = it.person(id);
        let draft = user::Draft { partition: it.partition(), ..draft };
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &Giving::nothing()))
    }),
    ("users::save_many, a partition", Of::Row, |it| {
        let edits = [BulkEdit::Partition(it.partition())];
        told(users::save_many(it.console(), &it.may()?, &[it.own().user()], &edits, &Giving::nothing()))
    }),
    ("users::save, to the other", Of::Nothing, |it| {
        let id = it.own().user();
        let (version, draft) = it.person(id);
        let draft = user::Draft { partition: it.other_side(), ..draft };
        told(users::save(it.console(), &it.may()?, id, version, &draft, &Picture::Keep, &Giving::nothing()))
    }),
    ("users::whose_of_many, a door", Of::Row, |it| {
        let (doors, all) = (it.may()?, Changes { give: it.giving().give, ..Changes::default() });
        told(users::whose_of_many(
            it.console(),
            &it.may()?,
            &[it.own().keyed()],
            &[],
            &users::given_doors(&doors, &all),
        ))
    }),
    ("doors::whose, a person", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.keyed()));
        told(doors::whose(
            it.console(),
            &access,
            it.own().door(),
            &doors::given_people(&access, &people, &changes),
        ))
    }),
    ("users::save_many, a door", Of::Row, |it| {
        let (doors, all) = (it.may()?, Changes { give: it.giving().give, ..Changes::default() });
        told(users::save_many(
            it.console(),
            &it.may()?,
            &[it.own().user()],
            &[],
            &users::given_doors(&doors, &all),
        ))
    }),
    ("users::save_many, a door taken", Of::Row, |it| {
        let (doors, all) = (it.may()?, Changes { take: vec![it.door()], ..Changes::default() });
        told(users::save_many(
            it.console(),
            &it.may()?,
            &[it.own().user()],
            &[],
            &users::given_doors(&doors, &all),
        ))
    }),
    ("users::impact_of_many, a door", Of::Row, |it| {
        let (doors, all) = (it.may()?, Changes { give: it.giving().give, ..Changes::default() });
        told(users::impact_of_many(
            it.console(),
            &it.may()?,
            &[it.own().keyed()],
            &[],
            &users::given_doors(&doors, &all),
        ))
    }),
    ("users::save_many, to the other", Of::Nothing, |it| {
        let edits = [BulkEdit::Partition(it.other_side())];
        told(users::save_many(it.console(), &it.may()?, &[it.own().user()], &edits, &Giving::nothing()))
    }),
    ("doors::give, a person", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.user()));
        told(doors::give(
            it.console(),
            &access,
            it.own().door(),
            &doors::given_people(&access, &people, &changes),
        ))
    }),
    ("doors::give, a person from whom it is taken", Of::Row, |it| {
        let (access, people) = (it.may()?, it.may()?);
        let changes = Changes::of(Vec::new(), vec![it.user()]);
        told(doors::give(
            it.console(),
            &access,
            it.own().door(),
            &doors::given_people(&access, &people, &changes),
        ))
    }),
    ("doors::save, a person", Of::Row, |it| {
        let ((version, draft), changes) = (it.door_draft(), it.given_to(it.user()));
        let (permit, access, people) = (it.may()?, it.may()?, it.may()?);
        let (over, door) = ((&access, &people), it.own().door());
        told(doors::save(
            it.console(),
            &permit,
            door,
            version,
            &draft,
            &doors::given_people(over.0, over.1, &changes),
        ))
    }),
    ("doors::impact, a person", Of::Row, |it| {
        let (access, people, changes) = (it.may()?, it.may()?, it.given_to(it.keyed()));
        told(doors::impact(
            it.console(),
            &access,
            it.own().door(),
            &doors::given_people(&access, &people, &changes),
        ))
    }),
    ("locations::save, a value", Of::Row, |it| {
        let (version, mut draft) = it.location_draft();
        draft.own.chosen = [(GroupingId(1), ValueId(1))].into();
        told(locations::save(it.console(), &it.may()?, it.location(), version, &draft, &Giving::nothing()))
    }),
    ("functions::save, a value", Of::Row, |it| {
        let (version, mut draft) = it.function_draft();
        draft.own.chosen = [(GroupingId(2), ValueId(3))].into();
        told(functions::save(it.console(), &it.may()?, it.function(), version, &draft, &Giving::nothing()))
    }),
    ("doors::save, a time zone", Of::Row, |it| {
        let (version, mut draft) = it.door_draft();
        draft.own.time_zone = Some(TimeZoneId(1));
        told(doors::save(it.console(), &it.may()?, it.door(), version, &draft, &Giving::nothing()))
    }),
    ("doors::save, to the other", Of::Nothing, |it| {
        let (version, draft) = it.door_draft();
        let draft = door::Draft { partition: it.other_side(), ..draft };
        told(doors::save(it.console(), &it.may()?, it.own().door(), version, &draft, &Giving::nothing()))
    }),
    ("users::list, a door", Of::Row, |it| {
        let filters = vec![Filter::Door(it.door())];
        told(users::list(it.console(), &it.may()?, &Query { filters, ..Query::default() }))
    }),
    ("users::list, a partition", Of::Row, |it| {
        let filters = vec![Filter::Partition(it.partition())];
        told(users::list(it.console(), &it.may()?, &Query { filters, ..Query::default() }))
    }),
    ("users::list, a search", Of::Row, |it| {
        let search = it.by_side("ada", "bea", "greg", "nobody").to_owned();
        told(users::list(it.console(), &it.may()?, &Query { search, ..Query::default() }))
    }),
    ("doors::save, a partition", Of::Row, |it| {
        let (version, draft) = it.door_draft();
        let draft = door::Draft { partition: it.partition(), ..draft };
        told(doors::save(it.console(), &it.may()?, it.own().door(), version, &draft, &Giving::nothing()))
    }),
    ("groups::save, a partition", Of::Row, |it| {
        let (version, mut draft) = it.group_draft();
        draft.given.partitions.insert(it.partition(), group::Access::Global);
        told(groups::save(it.console(), &it.may()?, it.own().group(), version, &draft))
    }),
    ("groups::delete, into a group", Of::Row, |it| {
        let fate = Fate::Moved(it.may()?, it.other_group());
        told(groups::delete(it.console(), &it.may()?, it.own().group(), &fate))
    }),
    ("operators::save, a group", Of::Row, |it| {
        let (version, draft) = it.operator_draft();
        let draft = domain::operator::Draft { group: Some(it.other_group()), ..draft };
        told(operators::save(it.console(), &it.may()?, it.own().operator(), version, &draft))
    }),
    ("encode::assign, a key", Of::Card, |it| {
        it.lay_key();
        told(encode::assign(
            it.console(),
            &it.may()?,
            it.own().user(),
            it.house.desk.over_all(),
            &it.seat.at(),
        ))
    }),
    ("encode::update, a key", Of::Card, |it| {
        it.lay_key();
        told(encode::update(it.console(), &it.may()?, it.own().keyed(), OldKey::LEAVE, &it.seat.at()))
    }),
];
