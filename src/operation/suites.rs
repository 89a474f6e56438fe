//! Access points > Rooms and suites: suites, each with a lock at its entrance, and rooms behind it.

use crate::console::Console;
use crate::domain::access::{Link, Node, Point};
use crate::domain::access_point::AccessPoint;
use crate::domain::permission::{
    Permission, RoomsAddDelete, RoomsModify, RoomsView, UsersView, ZonesModifyAccess, ZonesView,
};
use crate::domain::room::{Draft, Room};
use crate::domain::suite::{Suite, SuiteId};
use crate::domain::user::UserId;
use crate::domain::zone::{Zone, ZoneId};
use crate::session::Permit;
use crate::storage::audit::{Action, Fields, Given, SubjectKind};
use crate::storage::relations::ZONE_SUITES;
use crate::storage::suites::{self as rows, Stored};
use crate::storage::{Change, Noun, Values, View, access_points, locks, record};

pub use super::locks::{Besides, Offered};
pub use super::partitions::Choices;
pub use crate::domain::access::Impact;
pub use crate::storage::rooms::Listed;
pub use crate::storage::suites::ListRow;

use super::locks as forms;
use super::named::{self, KeptNamed};
use super::opening::{self, Opening};
use super::records;
use super::relations::{self, End, Tie};
use super::{At, Error};

/// A suite's screen.
pub type Page = records::Page<SuiteId, Draft, Besides>;

impl KeptNamed for Suite {
    const KIND: SubjectKind = SubjectKind::Suite;
    const ADDED: Action = Action::SuiteAdded;
    const CHANGED: Action = Action::SuiteChanged;
    const REMOVED: Action = Action::SuiteDeleted;
    const CHANGED_BY: Permission = Permission::RoomsModify;

    fn of_new(&self, change: &Change<'_>) -> Result<Values, Error> {
        Ok(Values::none().with("code", access_points::draw_code(change, Noun::Suite)?.number()))
    }

    fn fill(view: &View<'_>, draft: &mut Draft) -> Result<(), Error> {
        forms::fill_room(view, draft)
    }

    fn remove(change: &Change<'_>, id: SuiteId) -> Result<Fields, Error> {
        rows::delete(change, record::get::<Suite>(change, id)?.node())?;
        Ok(Fields::default())
    }

    fn expect_fitting(&self, change: &Change<'_>, before: Option<&Stored>) -> Result<(), Error> {
        forms::expect_to_come::<Suite>(change, &self.settings, before.map(|before| &before.settings))?;
        Ok(locks::expect_followed(change, &self.settings.lock.as_of_a_door())?)
    }

    fn tell(fields: Fields, stored: &Stored) -> Fields {
        forms::tell_room(fields.with("number", stored.besides.number()), &stored.settings)
    }
}

impl End for Suite {
    type Node = Point<SuiteId>;

    const TOLD: Given = Given::Suites;

    fn node(stored: &Stored) -> Point<SuiteId> {
        stored.node()
    }
}

fn besides(console: &Console, view: &View<'_>, stored: &Stored) -> Result<Besides, Error> {
    let may_give = relations::may_change::<Suite, Zone, _>(view, stored)
        || relations::may_change::<Suite, Room, _>(view, stored);
    forms::besides(console, view, stored, may_give)
}

fn rows_with_people(console: &Console, view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    Ok(rows::list(view, &console.storage().holders()?)?)
}

named::operations! {
    thing: Suite as SuiteId, view: RoomsView, modify: RoomsModify, giving: RoomsModify,
    add_delete: RoomsAddDelete,
    list: rows_with_people,
    besides: besides,
    node: |stored: &Stored| Node::Suite(stored.node()),
}

/// What the form of a suite offers to choose from besides partitions.
pub fn offered(console: &Console, permit: &Permit<RoomsView>) -> Result<Offered, Error> {
    console.storage().view(permit, forms::offered_without_clock)
}

/// Who may open a suite, in whatever way, as far as the operator may see people, and how many more there are.
pub fn openers(
    console: &Console,
    permit: &Permit<RoomsView>,
    seen: &Permit<UsersView>,
    id: SuiteId,
    at: At,
) -> Result<(Vec<Opening<UserId>>, usize), Error> {
    console.storage().view(permit, |view| {
        let suite = record::get::<Suite>(view, id)?;
        opening::people_at(console, view, seen, (suite.besides, AccessPoint::Suite(id)), at)
    })
}

relations::ends! {
    of: Suite as SuiteId, view: RoomsView, giving: RoomsModify,
    to: Zone as ZoneId, to_view: ZonesView, to_giving: ZonesModifyAccess,
    tie: Tie::Rights(ZONE_SUITES, |stored, zone| Link::ZoneSuite(zone, stored.node())),
    listed: zones,
    given: given_zones,
}

relations::ends! {
    of: Zone as ZoneId, view: ZonesView, giving: ZonesModifyAccess,
    to: Suite as SuiteId, to_view: RoomsView, to_giving: RoomsModify,
    tie: Tie::Rights(ZONE_SUITES, |stored, suite| Link::ZoneSuite(stored.id, suite)),
    listed: of_zone,
    given: given_to_zones,
}
