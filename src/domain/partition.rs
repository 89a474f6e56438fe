//! Partitions: slices of the installation that are looked after by different operators. A lock knows nothing
//! of them.

use super::form::keep;
use super::permission::Permission;
use super::text::{self, Line};

/// A partition's number; 1 is *General*, which every site has and nobody can delete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartitionId(pub i64);

impl PartitionId {
    /// The partition that every site has.
    pub const GENERAL: PartitionId = PartitionId(1);
}

/// A partition's name: 1 to 56 characters, unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(Line<56>);

impl Name {
    /// Makes a name of what was typed.
    pub fn new(raw: &str) -> Result<Self, text::Fault> {
        Line::required(raw).map(Self)
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The name as it is compared.
    pub fn key(&self) -> String {
        self.0.key()
    }
}

/// A partition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    /// Its number.
    pub id: PartitionId,
    /// Its name.
    pub name: String,
}

/// Each kind with the right by which such things are seen, and how the trail calls them: what stands here is counted, checked
/// and moved with its partition.
macro_rules! contents {
    ($($content:ident: $seen_by:ident, $told:literal;)+) => {
        /// A kind of thing that lies in partitions.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the names are the things' own")]
        pub enum Content { $($content),+ }

        impl Content {
            /// Every one there is.
            pub const ALL: &[Content] = &[$(Content::$content),+];

            /// The right by which such things are seen.
            pub const fn seen_by(self) -> Permission {
                match self { $(Content::$content => Permission::$seen_by),+ }
            }

            /// How the trail calls them.
            pub const fn told(self) -> &'static str {
                match self { $(Content::$content => $told),+ }
            }
        }
    };
}

contents! {
    Users: UsersView, "people";
    Doors: DoorsView, "doors";
    Lockers: LockersView, "lockers";
    Rooms: RoomsView, "rooms";
    Suites: RoomsView, "suites";
    Zones: ZonesView, "zones";
    UserAccessLevels: UserAccessLevelsView, "user access levels";
    Timetables: TimetablesView, "timetables";
    LimitedOccupancyAreas: LimitedOccupancyAreasView, "limited occupancy areas";
    LimitedOccupancyGroups: LimitedOccupancyGroupsView, "limited occupancy groups";
    RollCallAreas: RollCallAreasView, "roll-call areas";
    LockdownAreas: LockdownAreasView, "lockdown areas";
    Locations: LocationsFunctionsView, "locations";
    Functions: LocationsFunctionsView, "functions";
    Outputs: OutputsView, "outputs";
}

/// Whether the installation uses partitions. Switched off, every thing is in reach of every group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Feature {
    /// Groups reach only the partitions that they may access.
    On,
    /// There is one partition, General, and everybody reaches it.
    Off,
}

/// A partition's form, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// 1 to 56 characters, unique among the partitions within reach.
    pub name: String,
    /// At most 200 characters.
    pub description: String,
}

/// A partition's form as the rules want it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The name.
    pub name: Name,
    /// What it is for.
    pub description: Line<200>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name,
    Description,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// Another partition within reach has it already.
    Duplicate,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// The form of a partition as it is saved.
    pub fn of(partition: &Checked) -> Draft {
        let Checked { name, description } = partition;
        Draft { name: name.as_str().to_owned(), description: description.to_string() }
    }

    /// Checks the form, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Checked, Faults> {
        let mut faults = Faults::new();
        let name = keep(&mut faults, Field::Name, Name::new(&self.name));
        let description = keep(&mut faults, Field::Description, Line::new(&self.description));
        match (name, description) {
            (Some(name), Some(description)) => Ok(Checked { name, description }),
            _ => Err(faults),
        }
    }
}
