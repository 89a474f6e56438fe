//! The areas that a door belongs to. None of them gives anybody a right.

use keydesk::domain::door::Door;
use keydesk::operation::{limited_occupancy_areas, lockdown_areas, roll_call_areas};

use super::Kind;
use crate::part::relation::{LIMITED_OCCUPANCY_AREAS, LOCKDOWN_AREAS, ROLL_CALL_AREAS, Relation};
use crate::screen::named::May;

/// In whatever way it belongs to one.
pub fn of_door(may: &May<Kind>) -> Vec<Relation<Door>> {
    let areas = [entered(may), left(may), locked_down(may), counted(may)].into_iter().flatten();
    areas.map(Relation::without_limits).collect()
}

/// Into which roll-call areas people come here.
fn entered(may: &May<Kind>) -> Option<Relation<Door>> {
    let by = (
        roll_call_areas::entered_at as _,
        roll_call_areas::choices_to_give as _,
        roll_call_areas::made_an_entry as _,
    );
    let entered = may.related(&ROLL_CALL_AREAS, "door-entered-areas", &may.ends.roll_call, by)?;
    Some(entered.titled("door-entered-areas"))
}

/// With which it is locked down.
fn locked_down(may: &May<Kind>) -> Option<Relation<Door>> {
    let by = (
        lockdown_areas::of_door as _,
        lockdown_areas::choices_to_give as _,
        lockdown_areas::given_a_door as _,
    );
    let areas = may.related(&LOCKDOWN_AREAS, "door-lockdown-areas", &may.ends.lockdown, by)?;
    Some(areas.titled("door-lockdown-areas"))
}

/// Where only so many may be to whom it leads.
fn counted(may: &May<Kind>) -> Option<Relation<Door>> {
    let by = (
        limited_occupancy_areas::of_door as _,
        limited_occupancy_areas::choices_to_give as _,
        limited_occupancy_areas::given_a_door as _,
    );
    let areas = may.related(&LIMITED_OCCUPANCY_AREAS, "door-occupancy-areas", &may.ends.occupancy, by)?;
    Some(areas.titled("door-occupancy-areas"))
}

/// Of which they go out here.
fn left(may: &May<Kind>) -> Option<Relation<Door>> {
    let by = (
        roll_call_areas::left_at as _,
        roll_call_areas::choices_to_give as _,
        roll_call_areas::made_an_exit as _,
    );
    let left = may.related(&ROLL_CALL_AREAS, "door-left-areas", &may.ends.roll_call, by)?;
    Some(left.titled("door-left-areas"))
}
