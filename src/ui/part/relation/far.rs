//! What stands at the other end of a relation, of whatever kind: known by its number, so that there is one list of all.

use std::borrow::Cow;
use std::collections::HashMap;

use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::automatic_change::Mode;
use keydesk::domain::door::DoorId;
use keydesk::domain::function::FunctionId;
use keydesk::domain::group::GroupId;
use keydesk::domain::key::{Memory, Status};
use keydesk::domain::limited_occupancy_area::LimitedOccupancyAreaId;
use keydesk::domain::limited_occupancy_group::LimitedOccupancyGroupId;
use keydesk::domain::location::LocationId;
use keydesk::domain::lock::{Decision, asked};
use keydesk::domain::lockdown_area::LockdownAreaId;
use keydesk::domain::locker::LockerId;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::output::OutputId;
use keydesk::domain::permission::UsersView;
use keydesk::domain::roll_call_area::RollCallAreaId;
use keydesk::domain::room::RoomId;
use keydesk::domain::suite::SuiteId;
use keydesk::domain::timetable::TimetableId;
use keydesk::domain::user::{Grant, Limit, Relimit, UserId};
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::domain::zone::ZoneId;
use keydesk::operation::groups::Member;
use keydesk::operation::opening::{By, Opening, When};
use keydesk::operation::{self, Answer, Changes, Related, Shared, users};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::{status, when};
use crate::place::Place;
use crate::theme::Tone;
use crate::widget::badge::badge;
use crate::widget::table::Cell;

/// A kind of record at the other end: what its texts are called, and where one is shown.
pub struct Far {
    pub text: &'static str,
    pub icon: Icon,
    pub place: fn(i64) -> Place,
}

pub static DOORS: Far =
    Far { text: "doors", icon: Icon::DoorClosed, place: |id| Place::Door(DoorId::numbered(id)) };
pub static LOCKERS: Far =
    Far { text: "lockers", icon: Icon::LockKeyhole, place: |id| Place::Locker(LockerId::numbered(id)) };
pub static ROOMS: Far = Far { text: "rooms", icon: Icon::Bed, place: |id| Place::Room(RoomId::numbered(id)) };
pub static SUITES: Far =
    Far { text: "suites", icon: Icon::BedDouble, place: |id| Place::Suite(SuiteId::numbered(id)) };
pub static PEOPLE: Far =
    Far { text: "people", icon: Icon::Users, place: |id| Place::User(UserId::numbered(id)) };
pub static USER_ACCESS_LEVELS: Far = Far {
    text: "user-access-levels",
    icon: Icon::Layers,
    place: |id| Place::UserAccessLevel(UserAccessLevelId::numbered(id)),
};
pub static ZONES: Far = Far { text: "zones", icon: Icon::Map, place: |id| Place::Zone(ZoneId::numbered(id)) };
pub static LOCATIONS: Far =
    Far { text: "locations", icon: Icon::MapPin, place: |id| Place::Location(LocationId::numbered(id)) };
pub static FUNCTIONS: Far =
    Far { text: "functions", icon: Icon::Tag, place: |id| Place::Function(FunctionId::numbered(id)) };
pub static OUTPUTS: Far =
    Far { text: "outputs", icon: Icon::PlugZap, place: |id| Place::Output(OutputId::numbered(id)) };
pub static LOCKDOWN_AREAS: Far = Far {
    text: "areas",
    icon: Icon::DoorClosedLocked,
    place: |id| Place::LockdownArea(LockdownAreaId::numbered(id)),
};
pub static LIMITED_OCCUPANCY_AREAS: Far = Far {
    text: "areas",
    icon: Icon::Gauge,
    place: |id| Place::LimitedOccupancyArea(LimitedOccupancyAreaId::numbered(id)),
};
pub static LIMITED_OCCUPANCY_GROUPS: Far = Far {
    text: "limited-occupancy-groups",
    icon: Icon::Contact,
    place: |id| Place::LimitedOccupancyGroup(LimitedOccupancyGroupId::numbered(id)),
};
pub static ROLL_CALL_AREAS: Far = Far {
    text: "areas",
    icon: Icon::ListChecks,
    place: |id| Place::RollCallArea(RollCallAreaId::numbered(id)),
};
pub static OPERATORS: Far =
    Far { text: "operators", icon: Icon::Users, place: |id| Place::Operator(OperatorId::numbered(id)) };

/// What somebody may open, and who may open it, in whatever way it came.
pub static OPENS: Far =
    Far { text: "opens", icon: Icon::DoorOpen, place: |id| Place::of_point(AccessPoint::numbered(id)) };
pub static OPENERS: Far =
    Far { text: "openers", icon: Icon::UserKey, place: |id| Place::User(UserId::numbered(id)) };

/// What somebody may switch, in whatever way it came.
pub static DRIVES: Far =
    Far { text: "drives", icon: Icon::PlugZap, place: |id| Place::Output(OutputId::numbered(id)) };

/// What a record is known by.
pub trait Numbered: Copy {
    fn numbered(number: i64) -> Self;
    fn number(self) -> i64;
}

macro_rules! numbered {
    ($($id:ident),+) => { $(
        impl Numbered for $id {
            fn numbered(number: i64) -> Self {
                $id(number)
            }

            fn number(self) -> i64 {
                self.0
            }
        }
    )+ };
}

/// Rows are known by one number: its lowest two bits say of which kind the access point is.
impl Numbered for AccessPoint {
    fn numbered(number: i64) -> Self {
        match number & 3 {
            0 => AccessPoint::Door(DoorId(number >> 2)),
            1 => AccessPoint::Locker(LockerId(number >> 2)),
            2 => AccessPoint::Room(RoomId(number >> 2)),
            _ => AccessPoint::Suite(SuiteId(number >> 2)),
        }
    }

    fn number(self) -> i64 {
        match self {
            AccessPoint::Door(DoorId(number)) => number << 2,
            AccessPoint::Locker(LockerId(number)) => number << 2 | 1,
            AccessPoint::Room(RoomId(number)) => number << 2 | 2,
            AccessPoint::Suite(SuiteId(number)) => number << 2 | 3,
        }
    }
}

numbered!(
    LimitedOccupancyGroupId,
    LimitedOccupancyAreaId,
    LockdownAreaId,
    LockerId,
    DoorId,
    GroupId,
    OperatorId,
    LocationId,
    FunctionId,
    OutputId,
    RollCallAreaId,
    RoomId,
    SuiteId,
    TimetableId,
    UserAccessLevelId,
    UserId,
    ZoneId
);

/// What is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub id: i64,
    pub name: String,
    pub detail: Detail,
    pub state: Standing,
    /// Whether the operator may take it away and limit it: it may be seen by one right, and changed by another.
    pub may_change: bool,
    /// How the key of a person stands, where that is told.
    pub key: Option<Status>,
    /// What the lock would do, where it was asked.
    pub answer: Option<Answer>,
}

/// What is told of a row besides its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detail {
    /// What tells it from others of the same name.
    Of(String),
    /// How it came.
    By(Vec<By>),
}

impl Detail {
    /// What tells it from others of the same name.
    pub fn text(&self) -> String {
        match self {
            Detail::Of(detail) => detail.clone(),
            Detail::By(_) => String::new(),
        }
    }

    pub fn say<'a>(&'a self, context: &'a Context) -> Cow<'a, str> {
        let by = match self {
            Detail::Of(detail) => return detail.as_str().into(),
            Detail::By(by) => by,
        };
        let said = by.iter().map(|by| match by {
            By::Itself => context.words.get("opening-itself"),
            By::Of(names) => names.join(" › ").into(),
            By::Unseen => context.words.get("opening-unseen"),
        });
        said.collect::<Vec<_>>().join(", ").into()
    }
}

/// When something holds, and what its timetables are called; nothing, for one that the operator may not see.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limited {
    pub limit: Limit,
    pub timetables: Vec<Option<String>>,
}

impl Limited {
    pub fn of(limit: Limit, timetable: Option<String>) -> Limited {
        Limited { limit, timetables: limit.timetable.map(|_| timetable).into_iter().collect() }
    }

    /// What it becomes.
    pub fn relimited(&self, relimited: &Relimited) -> Limited {
        let Relimited { relimit, timetable } = relimited;
        let timetables = match relimit.timetable {
            Some(Some(_)) => vec![timetable.clone()],
            Some(None) => Vec::new(),
            None => self.timetables.clone(),
        };
        Limited { limit: relimit.of(self.limit), timetables }
    }

    /// When that is, in words.
    pub fn say<'a>(&self, context: &'a Context) -> Cow<'a, str> {
        if self.is_always() {
            return context.words.get("relation-always");
        }
        let unseen = || context.words.get("relation-timetable-unseen").into_owned();
        let timetables = self.timetables.iter().map(|name| name.clone().unwrap_or_else(unseen));
        let period = self.limit.between.map(|between| when::period(context, &between));
        timetables.chain(period).collect::<Vec<_>>().join(" · ").into()
    }

    /// Whether it holds always.
    pub const fn is_always(&self) -> bool {
        self.limit.between.is_none() && self.timetables.is_empty()
    }
}

/// What a lock would do, in the words of the audit trail where it refuses.
pub fn answer_cell<'a>(context: &'a Context, told: asked::Answer) -> Cell<'a> {
    let (icon, tone, said): (Icon, Tone, Cow<'a, str>) = match (told.mode, told.decision) {
        (Mode::Open, _) => (Icon::DoorOpen, Tone::Success, context.words.get("answer-stands-open")),
        (Mode::KeyAndPin, Some(Decision::Open { .. })) => {
            (Icon::DoorOpen, Tone::Success, context.words.get("answer-opens-with-pin"))
        }
        (_, Some(Decision::Open { .. })) => {
            (Icon::DoorOpen, Tone::Success, context.words.get("answer-opens"))
        }
        (_, Some(Decision::Take)) => (Icon::LockKeyhole, Tone::Success, context.words.get("answer-takes")),
        (_, Some(Decision::Refuse(refusal))) => {
            let said = context.words.get(&format!("trail-refused-{}", refusal.key()));
            (Icon::CircleX, Tone::Neutral, said)
        }
        // It is a key of this site that is asked about, and no lock is silent about one.
        (_, Some(Decision::Ignore) | None) => {
            (Icon::CircleX, Tone::Warning, context.words.get("answer-no-room"))
        }
    };
    Cell::badge(badge(said, tone).icon(icon))
}

/// What becomes of when something holds, and what the timetable is called that is put.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relimited {
    pub relimit: Relimit,
    pub timetable: Option<String>,
}

impl Relimited {
    /// This, and then that.
    fn and(self, then: &Relimited) -> Relimited {
        let relimit = Relimit {
            between: then.relimit.between.or(self.relimit.between),
            timetable: then.relimit.timetable.or(self.relimit.timetable),
        };
        let timetable =
            if then.relimit.timetable.is_some() { then.timetable.clone() } else { self.timetable };
        Relimited { relimit, timetable }
    }

    pub(super) fn after(before: Option<Relimited>, then: &Relimited) -> Relimited {
        before.unwrap_or_default().and(then)
    }
}

/// What the relation itself says, as it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// One has it, when this holds.
    Has(Limited),
    /// Of several, so many have it, and all of those in the same way or not.
    Of { held_by: usize, of: usize, is_same: bool, limited: Limited },
    /// One has it now by one limit and now by another.
    Several,
    /// Something that stands in the record at the other end: the name of its text.
    Is(&'static str),
}

impl Row {
    /// When it holds, as it is saved.
    pub fn limited(&self) -> Limited {
        match &self.state {
            Standing::Has(limited) | Standing::Of { limited, .. } => limited.clone(),
            Standing::Several | Standing::Is(_) => Limited::default(),
        }
    }

    /// Whether a change of when it holds leaves it as it is.
    pub fn is_as(&self, relimited: &Relimited) -> bool {
        let is_known = self.is_whole() && !self.differs();
        let changes_nothing = relimited.relimit == Relimit::default();
        changes_nothing || is_known && self.limited().relimited(relimited).limit == self.limited().limit
    }

    /// Whether all of those on the page have it, where there are several.
    pub const fn is_whole(&self) -> bool {
        match self.state {
            Standing::Of { held_by, of, .. } => held_by == of,
            Standing::Has(_) | Standing::Several | Standing::Is(_) => true,
        }
    }

    /// How the key stands, as the list of people says it.
    pub fn key_cell<'a>(&self, context: &'a Context) -> Cell<'a> {
        self.key.map_or_else(Cell::empty, |status| Cell::badge(status::chip(status, &context.words)))
    }

    /// What the lock would do.
    pub fn answer_cell<'a>(&self, context: &'a Context) -> Cell<'a> {
        self.answer.map_or_else(Cell::empty, |Answer { told, .. }| answer_cell(context, told))
    }

    /// Whether those who have it have it by several limits.
    pub const fn differs(&self) -> bool {
        matches!(self.state, Standing::Of { is_same: false, .. })
    }

    /// What is saved, in words.
    pub fn cell<'a>(&'a self, context: &'a Context) -> Cell<'a> {
        match &self.state {
            Standing::Of { held_by, of, .. } if !self.is_whole() => {
                let values = [("count", (*held_by).into()), ("of", (*of).into())];
                Cell::text(context.words.with("relation-some", values))
            }
            Standing::Of { is_same: false, .. } => Cell::muted(context.words.get("relation-differ")),
            Standing::Of { limited, .. } | Standing::Has(limited) => when_given(context, limited),
            Standing::Several => Cell::text(context.words.get("opening-several-periods")),
            Standing::Is(text) => Cell::muted(context.words.get(text)),
        }
    }
}

/// Says of people how their keys stand, as far as the operator may see that.
pub(super) fn put_keys(
    console: &Console,
    people: &Permit<UsersView>,
    rows: &mut [Row],
) -> Result<(), operation::Error> {
    let ids: Vec<UserId> = rows.iter().map(|row| UserId::numbered(row.id)).collect();
    let known = users::rows(console, people, &ids)?;
    let known: HashMap<i64, Status> = known.into_iter().map(|row| (row.id.number(), row.status)).collect();
    for row in rows {
        row.key = known.get(&row.id).copied();
    }
    Ok(())
}

/// Which of these people's keys is the fullest: its place, and how full it is.
pub(super) fn fullest(
    console: &Console,
    people: &Permit<UsersView>,
    rows: &[Row],
) -> Result<Option<(usize, Memory)>, operation::Error> {
    let ids: Vec<UserId> = rows.iter().map(|row| UserId::numbered(row.id)).collect();
    let fullest = users::fullest(console, people, &ids)?;
    Ok(fullest.and_then(|(id, memory)| Some((ids.iter().position(|one| *one == id)?, memory))))
}

/// When something is given: by which timetables, and in which period.
pub fn when_given<'a>(context: &'a Context, limited: &Limited) -> Cell<'a> {
    let said = limited.say(context);
    if limited.is_always() { Cell::muted(said) } else { Cell::text(said) }
}

impl<Id: Numbered> From<Related<Id>> for Row {
    fn from(Related { id, name, detail, limit, timetable, may_change }: Related<Id>) -> Row {
        let state = Standing::Has(Limited::of(limit, timetable));
        Row { id: id.number(), name, detail: Detail::Of(detail), state, may_change, key: None, answer: None }
    }
}

impl<Id: Numbered> From<Shared<Id>> for Row {
    fn from(Shared { related, held_by, of, is_same }: Shared<Id>) -> Row {
        let row = Row::from(related);
        Row { state: Standing::Of { held_by, of, is_same, limited: row.limited() }, ..row }
    }
}

impl From<Member> for Row {
    fn from(Member { id, name, user_name, enabled }: Member) -> Row {
        let state = Standing::Is(if enabled { "operator-enabled" } else { "operator-disabled" });
        Row {
            id: id.number(),
            name,
            detail: Detail::Of(user_name),
            state,
            may_change: false,
            key: None,
            answer: None,
        }
    }
}

impl<Id: Numbered> From<Opening<Id>> for Row {
    fn from(Opening { id, name, by, when, answer }: Opening<Id>) -> Row {
        let state = match when {
            When::Always => Standing::Has(Limited::default()),
            When::Limited(between, timetables) => {
                Standing::Has(Limited { limit: Limit::within(between), timetables })
            }
            When::Several => Standing::Several,
        };
        Row { id: id.number(), name, detail: Detail::By(by), state, may_change: false, key: None, answer }
    }
}

/// The same of records of one kind.
pub fn of_kind<Id: Numbered>(Changes { give, limit, take, seen }: &Changes<i64>) -> Changes<Id> {
    let grants = |grants: &[Grant<i64>]| {
        grants.iter().map(|grant| Grant { to: Id::numbered(grant.to), limit: grant.limit }).collect()
    };
    Changes {
        give: grants(give),
        limit: limit.iter().map(|(to, relimit)| (Id::numbered(*to), *relimit)).collect(),
        take: take.iter().map(|id| Id::numbered(*id)).collect(),
        seen: seen.iter().map(|(to, limit)| (Id::numbered(*to), *limit)).collect(),
    }
}
