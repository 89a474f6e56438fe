//! What is given and taken at the other end of a relation. An entry is about the record from which that was done; it says
//! the numbers of the others as well, so that it is found from each of them.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::{Fields, SubjectKind};

/// Declares what is given and taken: how entries call what was given and what was taken, and of which kind it is.
macro_rules! given {
    ($($(#[$doc:meta])* $given:ident: $kind:ident, $is_given:literal, $is_taken:literal;)+) => {
        /// The kinds of what is given and taken.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Given { $($(#[$doc])* $given),+ }

        impl Given {
            /// Every one there is.
            pub const ALL: &[Given] = &[$(Given::$given),+];

            /// How entries call what was given, and what was taken.
            pub const fn names(self) -> [&'static str; 2] {
                match self { $(Given::$given => [$is_given, $is_taken]),+ }
            }

            const fn kind(self) -> SubjectKind {
                match self { $(Given::$given => SubjectKind::$kind),+ }
            }
        }
    };
}

given! {
    /// Doors, to somebody or something.
    Doors: Door, "given", "taken away";
    /// People, to whom something is given.
    Users: User, "given to", "taken from";
    /// User access levels, to somebody or something.
    UserAccessLevels: UserAccessLevel, "access levels given", "access levels taken away";
    /// Zones, to somebody or something; of a door, into which it is put.
    Zones: Zone, "zones given", "zones taken away";
    /// Lockers, to somebody or something; into a zone.
    Lockers: Locker, "lockers given", "lockers taken away";
    /// Outputs, to somebody or something.
    Outputs: Output, "outputs given", "outputs taken away";
    /// Locations, to somebody or to a door.
    Locations: Location, "locations given", "locations taken away";
    /// Functions, likewise.
    Functions: Function, "functions given", "functions taken away";
    /// Outputs that a door drives by itself.
    AutomaticOutputs: Output, "automatic outputs added", "automatic outputs removed";
    /// Doors that drive an output by themselves.
    DrivingDoors: Door, "doors that drive it added", "doors that drive it removed";
    /// Rooms, into a zone.
    Rooms: Room, "rooms given", "rooms taken away";
    /// Suites, into a zone.
    Suites: Suite, "suites given", "suites taken away";
    /// Rooms, into a suite.
    SuiteRooms: Room, "rooms put in", "rooms taken out";
    /// Suites, into which a room is put.
    IntoSuites: Suite, "put into suites", "taken out of suites";
    /// Doors, into an area.
    InsideDoors: Door, "doors put in", "doors taken out";
    /// Lockdown areas, into which a door is put.
    LockdownAreas: LockdownArea, "put into lockdown areas", "taken out of lockdown areas";
    /// People, into a group that is counted.
    Members: User, "people put in", "people taken out";
    /// Limited occupancy areas, to which a door leads or in which a group is counted.
    LimitedOccupancyAreas: LimitedOccupancyArea, "put into limited occupancy areas", "taken out of limited occupancy areas";
    /// Limited occupancy groups, into which somebody is put or which are counted somewhere.
    LimitedOccupancyGroups: LimitedOccupancyGroup, "limited occupancy groups given", "limited occupancy groups taken away";
    /// Doors at which people come into an area.
    EntryDoors: Door, "entries added", "entries removed";
    /// Doors at which they go out of it.
    ExitDoors: Door, "exits added", "exits removed";
    /// Roll-call areas into which people come at a door.
    EntryAreas: RollCallArea, "now an entry of", "no longer an entry of";
    /// Roll-call areas of which they go out there.
    ExitAreas: RollCallArea, "now an exit of", "no longer an exit of";
}

/// So many are named in one entry.
const NAMED_MAX: usize = 50;

impl Given {
    /// In which ways things of a kind are given and taken.
    pub fn of(kind: SubjectKind) -> impl Iterator<Item = Given> {
        Given::ALL.iter().copied().filter(move |given| given.kind() == kind)
    }

    /// The fields with the numbers of what was given, and of what was taken.
    pub fn numbers(self) -> [String; 2] {
        self.names().map(numbers)
    }

    /// Whether the fields of an entry say that this one was given or taken.
    pub fn is_told(self, fields: &str, id: i64) -> bool {
        Numbers::of(fields).of_kind(self).iter().flatten().any(|stretch| stretch.contains(&id))
    }
}

/// The numbers of what an entry says was given and taken.
pub struct Numbers(Map<String, Value>);

impl Numbers {
    /// As its fields say; those that cannot be read say nothing.
    pub fn of(fields: &str) -> Numbers {
        Numbers(serde_json::from_str(fields).unwrap_or_default())
    }

    /// Those that were given, and those that were taken, of one kind: as stretches.
    pub fn of_kind(&self, given: Given) -> [Vec<RangeInclusive<i64>>; 2] {
        given.numbers().map(|name| {
            let stretches = self.0.get(&name).and_then(Value::as_array).into_iter().flatten();
            stretches.filter_map(Value::as_str).filter_map(read).collect()
        })
    }
}

/// The field with the numbers of those that another one names.
fn numbers(name: &str) -> String {
    format!("{name} numbers")
}

/// Tells of what was given, or taken. Nothing is left out: the first are named, and all of them stand there by number, those
/// that follow each other as one stretch.
pub fn tell<E>(
    fields: &mut Fields,
    what: &str,
    name: impl Fn(i64) -> Result<String, E>,
    mut ids: Vec<i64>,
) -> Result<(), E> {
    ids.sort_unstable();
    ids.dedup();
    let names = ids.iter().take(NAMED_MAX).map(|id| name(*id));
    fields.set(what, names.collect::<Result<Vec<_>, _>>()?);
    if ids.len() > NAMED_MAX {
        fields.set(&format!("{what} others"), ids.len() - NAMED_MAX);
    }
    let stretch = |stretch: &[i64]| match stretch {
        [] => None,
        [only] => Some(only.to_string()),
        [first, .., last] => Some(format!("{first}{TO}{last}")),
    };
    let stretches: Vec<_> = ids.chunk_by(|a, b| b - a == 1).filter_map(stretch).collect();
    fields.set(&numbers(what), stretches);
    Ok(())
}

/// Between the first and the last number of a stretch.
const TO: char = '–';

fn read(stretch: &str) -> Option<RangeInclusive<i64>> {
    let (first, last) = stretch.split_once(TO).unwrap_or((stretch, stretch));
    Some(first.parse().ok()?..=last.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ids: &[i64]) -> String {
        let mut fields = Fields::default();
        let name = |id: i64| Ok::<_, ()>(format!("Door {id}"));
        tell(&mut fields, Given::Doors.names()[1], name, ids.to_vec()).unwrap();
        fields.to_json()
    }

    #[test]
    fn whoever_was_given_or_taken_is_told_and_nobody_else() {
        let some = [4, 7, 8, 9, 12];
        for id in 0..20 {
            assert_eq!(Given::Doors.is_told(&told(&some), id), some.contains(&id), "{id}");
            assert!(!Given::Users.is_told(&told(&some), id), "they are doors: {id}");
        }
        assert!((1..=60).all(|id| Given::Doors.is_told(&told(&(1..=60).collect::<Vec<_>>()), id)));
    }

    #[test]
    fn fields_that_tell_of_no_numbers_tell_of_nobody() {
        let odd = [
            "",
            "[1]",
            "{}",
            r#"{"given":["4"]}"#,
            r#"{"given numbers":4}"#,
            r#"{"given numbers":[4,"x–4","–"]}"#,
        ];
        for fields in odd {
            assert!(!Given::Doors.is_told(fields, 4), "{fields}");
        }
    }
}
