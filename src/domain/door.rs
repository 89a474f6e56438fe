//! Doors: access points with a lock that decides by itself, and what it is set to.

mod settings;

use super::named::{self, named};

pub use super::access_point::Code;
pub use super::named::{Fault, Faults, Field};
pub(super) use settings::seconds;
pub use settings::{
    Antipassback, CodeDraft, Follows, Keypad, KeypadCode, Mode, Opening, Setting, SettingFault, Settings,
    Typed, Wants,
};

named! {
    /// A door.
    Door by DoorId, put by DoorsAddDelete,
    with
    /// What its lock is to do.
    settings: Settings, typed as Typed;
}

/// The form of a door.
pub type Draft = named::Draft<Typed>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::partition::PartitionId;
    use crate::domain::text;

    #[test]
    fn a_door_has_a_name_of_1_to_32_characters() {
        let with = |name: String| Draft { name, ..Draft::empty(PartitionId::GENERAL) }.check::<Door>();
        assert!(with("D".repeat(32)).is_ok());
        assert_eq!(
            with("D".repeat(33)),
            Err(vec![(Field::Name, Fault::Text(text::Fault::TooLong { max: 32 }))])
        );
        assert_eq!(with(" ".into()), Err(vec![(Field::Name, Fault::Text(text::Fault::Empty))]));
    }
}
