//! Which locker of a group a key holds, as the lock of that locker wrote it there. The locks know by themselves whose they
//! are: by its slot a key takes no second locker of the group, and the desk learns what is taken.

use subtle::ConstantTimeEq as _;

use super::{Event, Happening, JournalKey, Mac, RECORD_BYTES, STATED_BYTES, SetUp, mac_of};
use crate::domain::door::Code;
use crate::domain::image::{KeyCode, Serial};
use crate::domain::moment::Moment;
use crate::domain::zone::{Group, Groups};

/// A locker that a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    stated: Event,
    mac: Mac,
}

/// A locker that a key says it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// The group.
    pub group: Group,
    /// The locker.
    pub locker: Code,
    /// Since when, to the minute, by the clock of the locker.
    pub since: Moment,
}

/// What a slot says, and whether it is believed. Locks go by it in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// What it says.
    pub held: Held,
    /// Whether the lock of the locker wrote it there.
    pub is_proven: bool,
}

impl Slot {
    /// The locker.
    pub const fn locker(&self) -> Code {
        self.stated.door
    }

    /// Since when, by the clock of the locker.
    pub const fn since(&self) -> Moment {
        self.stated.at
    }

    /// What a lock writes when a key takes its locker.
    pub fn taken(
        key: &JournalKey,
        (serial, code, group): (Serial, KeyCode, Group),
        (locker, counter, at): (Code, u32, Moment),
    ) -> Slot {
        let stated = Event { door: locker, happening: Happening::Taken, counter, at };
        Slot { stated, mac: mac(key, (serial, code, group), &stated.encode()) }
    }

    fn encode(&self) -> [u8; RECORD_BYTES] {
        let mut bytes = [0; RECORD_BYTES];
        bytes
            .iter_mut()
            .zip(self.stated.encode().into_iter().chain(self.mac))
            .for_each(|(to, from)| *to = from);
        bytes
    }

    /// What says anything else than that a locker was taken says nothing.
    fn decode(bytes: &[u8; RECORD_BYTES]) -> Option<Slot> {
        let stated = Event::decode(bytes.first_chunk::<STATED_BYTES>()?)?;
        (stated.happening == Happening::Taken).then(|| Slot { stated, mac: mac_of(bytes) })
    }
}

/// What it is of stands in front, and no writing of the key: it stays when the key is written anew.
fn mac(
    key: &JournalKey,
    (serial, code, group): (Serial, KeyCode, Group),
    stated: &[u8; STATED_BYTES],
) -> Mac {
    key.mac_of((serial, code), &[&[group.number()], stated])
}

/// The lockers that a key holds: one of each group at the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Slots([Option<Slot>; Group::MAX as usize]);

impl Slots {
    /// Where the slot of a group lies in a file of so many bytes.
    pub fn offset(file_bytes: usize, group: Group) -> Option<usize> {
        file_bytes.checked_sub(usize::from(group.number()) * RECORD_BYTES)
    }

    /// The bytes of a slot that says nothing.
    pub const EMPTY: [u8; RECORD_BYTES] = [0; RECORD_BYTES];

    /// What these groups have, by the bytes at the end of the file, which begin with the slot of the highest of them.
    pub fn decode(groups: Groups, end: &[u8]) -> Slots {
        let mut slots = Slots::default();
        for group in groups.iter() {
            let bytes =
                Slots::offset(end.len(), group).and_then(|at| end.get(at..)?.first_chunk::<RECORD_BYTES>());
            slots.set(group, bytes.and_then(Slot::decode));
        }
        slots
    }

    /// How many bytes at the end of the file are those of the slots of some groups.
    pub const fn bytes(groups: Groups) -> usize {
        groups.highest() as usize * RECORD_BYTES
    }

    /// The bytes of the slots of some groups, as they stand at the end of the file.
    pub fn encode(&self, groups: Groups) -> Vec<u8> {
        let highest = Group::all().filter(|group| group.number() <= groups.highest());
        let mut bytes: Vec<[u8; RECORD_BYTES]> =
            highest.map(|group| self.get(group).map_or(Slots::EMPTY, Slot::encode)).collect();
        bytes.reverse();
        bytes.concat()
    }

    /// What the slot of a group says.
    pub fn get(&self, group: Group) -> Option<&Slot> {
        self.0.get(usize::from(group.number()) - 1)?.as_ref()
    }

    /// Writes the slot of a group, or empties it.
    pub fn set(&mut self, group: Group, slot: Option<Slot>) {
        if let Some(kept) = self.0.get_mut(usize::from(group.number()) - 1) {
            *kept = slot;
        }
    }

    /// What they say, and what of it the locks of the lockers wrote there themselves, by the keys that they may have.
    pub fn claims(
        &self,
        (serial, code): (Serial, KeyCode),
        keys: impl Fn(Code) -> Vec<(SetUp, JournalKey)>,
    ) -> Vec<Claim> {
        let claim = |group: Group| {
            let slot = self.get(group)?;
            let stated = slot.stated.encode();
            let is_proven = keys(slot.locker())
                .iter()
                .any(|(_, key)| mac(key, (serial, code, group), &stated).ct_eq(&slot.mac).into());
            Some(Claim { held: Held { group, locker: slot.locker(), since: slot.since() }, is_proven })
        };
        Group::all().filter_map(claim).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::image::tests::serial;
    use crate::domain::moment::tests::at;

    fn group(number: u8) -> Group {
        Group::new(number).unwrap()
    }

    fn key(number: u8) -> JournalKey {
        JournalKey::new([number; 16])
    }

    fn locker(number: u16) -> Code {
        Code::new(number).unwrap()
    }

    const CODE: KeyCode = KeyCode(77);

    /// A key that holds locker 12 in the second group.
    fn holding() -> Slots {
        let mut slots = Slots::default();
        let taken = (locker(12), 3, at("2026-11-22 10:25"));
        slots.set(group(2), Some(Slot::taken(&key(12), (serial(), CODE, group(2)), taken)));
        slots
    }

    fn held(slots: &Slots, code: KeyCode) -> Vec<(u8, u16)> {
        let keys = |locker: Code| vec![(SetUp::FIRST, key(locker.number() as u8))];
        let proven = slots.claims((serial(), code), keys).into_iter().filter(|claim| claim.is_proven);
        proven.map(|claim| (claim.held.group.number(), claim.held.locker.number())).collect()
    }

    #[test]
    fn what_a_lock_wrote_comes_home_and_what_it_did_not_write_says_nothing() {
        let groups: Groups = [group(1), group(2), group(4)].into_iter().collect();
        let bytes = holding().encode(groups);
        assert_eq!(bytes.len(), Slots::bytes(groups));
        let read = Slots::decode(groups, &bytes);
        assert_eq!((read, held(&read, CODE)), (holding(), vec![(2, 12)]));
        assert_eq!(held(&read, KeyCode(78)), [], "of another key");
        let mut moved = Slots::default();
        moved.set(group(1), holding().get(group(2)).copied());
        assert_eq!(held(&moved, CODE), [], "of another group");
        for bit in 0..RECORD_BYTES * 8 {
            let mut altered = bytes.clone();
            altered[2 * RECORD_BYTES + bit / 8] ^= 1 << (bit % 8);
            assert_eq!(held(&Slots::decode(groups, &altered), CODE), [], "bit {bit}");
        }
    }

    #[test]
    fn a_slot_lies_where_it_lay_whatever_groups_come_and_go() {
        assert_eq!(Slots::offset(192, group(1)), Some(176));
        assert_eq!(Slots::offset(192, Group::new(Group::MAX).unwrap()), Some(64));
        let alone: Groups = [group(2)].into_iter().collect();
        let more: Groups = [group(2), group(3)].into_iter().collect();
        let bytes = [Slots::EMPTY.as_slice(), &holding().encode(alone)].concat();
        assert_eq!(Slots::decode(more, &bytes), holding());
        assert_eq!(Slots::decode(Groups::NONE, &bytes), Slots::default(), "no room, nothing said");
    }
}
