//! Keys: what was last written on a card, what is wanted on it now, and what follows from the two. A key's
//! status is computed, never set: a change that is undone leaves no icon behind.

use std::collections::{BTreeMap, BTreeSet};

use super::door::Code;
use super::image::{Crossing, Digest, Epoch, Image, KeyCode, Layout, Rights, Serial, Statement, Wanted};
use super::local::Window;
use super::moment::{self, BelievedTime, ConfirmedTime, Moment};
use super::output;
use super::timetable::Hours;
use super::user::{UserId, Validity};
use super::zone::{self, Exceptions};

/// A key's number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub i64);

impl KeyId {
    /// The number by which locks and denylists know the key. Numbers are given once.
    pub fn code(self) -> Option<KeyCode> {
        u32::try_from(self.0).ok().map(KeyCode)
    }
}

/// The card that carries a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Media {
    /// The chip's generation.
    pub generation: Generation,
    /// Bytes of the file that holds the image.
    pub capacity: u16,
    /// The salt of its issue, as the card said it last; it may be wrong. Nothing, where that is not known.
    pub salt: Option<Salt>,
}

/// Random bytes that belong to one issue of a card, and with which its keys are made. No secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; Salt::BYTES]);

impl Salt {
    /// How many bytes it has.
    pub const BYTES: usize = 8;
}

/// Generations of the chip. Newer ones need fewer exchanges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the makers' own")]
pub enum Generation {
    Ev1,
    Ev2,
    Ev3,
}

impl Generation {
    /// The number by which it is stored.
    pub const fn number(self) -> u8 {
        match self {
            Generation::Ev1 => 1,
            Generation::Ev2 => 2,
            Generation::Ev3 => 3,
        }
    }

    /// The generation of a number.
    pub const fn from_number(number: u8) -> Option<Generation> {
        match number {
            1 => Some(Generation::Ev1),
            2 => Some(Generation::Ev2),
            3 => Some(Generation::Ev3),
            _ => None,
        }
    }
}

/// What was written on a card, at one writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Which writing it was.
    pub sequence: u32,
    /// Stands for the areas on the card.
    pub layout: Digest,
    /// Stands for what it says.
    pub content: Digest,
    /// When.
    pub at: Moment,
    /// First moment at which the key says that it is valid.
    pub from: Moment,
    /// First moment at which it no longer is.
    pub until: Moment,
}

impl Written {
    /// Whether it ends before it begins, so that it opens nothing at any time.
    pub fn is_never_valid(&self) -> bool {
        moment::key_minutes(self.until) <= moment::key_minutes(self.from)
    }
}

/// What the database knows to be on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// This, read back and compared.
    Known(Written),
    /// An image was made that may have left the desk, and neither it nor a later one was read back. The card says
    /// the one or the other, never a mixture; but whatever took part in the exchange may have kept the image.
    Open {
        /// What was read back last; nothing for a card that had no key yet.
        before: Option<Written>,
        /// The newest image that may be out.
        attempt: Written,
        /// First moment at which no image that may be out opens anything.
        until: Moment,
    },
}

impl Contents {
    /// When the newest writing was begun.
    pub const fn begun_at(&self) -> Moment {
        match self {
            Contents::Known(written) => written.at,
            Contents::Open { attempt, .. } => attempt.at,
        }
    }

    /// The newest writing begun.
    pub const fn sequence(&self) -> u32 {
        match self {
            Contents::Known(written) => written.sequence,
            Contents::Open { attempt, .. } => attempt.sequence,
        }
    }

    /// Whether nothing was ever read back.
    pub const fn is_half_made(&self) -> bool {
        matches!(self, Contents::Open { before: None, .. })
    }

    /// From when the card is valid, as far as is known.
    pub const fn from(&self) -> Moment {
        match self {
            Contents::Known(written) | Contents::Open { before: Some(written), .. } => written.from,
            Contents::Open { before: None, attempt, .. } => attempt.from,
        }
    }

    /// The last moment until which the card, or anyone who kept what was sent to it, can open anything.
    pub fn until(&self) -> Moment {
        match self {
            Contents::Known(written) => written.until,
            Contents::Open { before, until, .. } => before.map_or(*until, |before| before.until.max(*until)),
        }
    }
}

/// How a card differs from what the database knows of it. What was read back from a card stands on it until another
/// writing is read back: whatever else it says, somebody else made it say, or the database is not the newest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mismatch {
    /// It says an image from before the one that was read back last: that was put back, or the card is a copy.
    PutBack,
    /// It says what this site never signed for it.
    Altered,
    /// It says an image of this site that the database does not know: the file is older than the key.
    Newer,
    /// It says an image from before the site was recovered: its numbers mean something else now.
    EarlierNumbering,
    /// It says what this site signed for it, and what this version does not know: a later one wrote it.
    NotUnderstood,
}

impl Mismatch {
    /// Every kind, that which tells most about the file first.
    pub const ALL: &[Mismatch] = &[
        Mismatch::Newer,
        Mismatch::PutBack,
        Mismatch::Altered,
        Mismatch::NotUnderstood,
        Mismatch::EarlierNumbering,
    ];

    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Mismatch::PutBack => "put-back",
            Mismatch::Altered => "altered",
            Mismatch::Newer => "newer",
            Mismatch::EarlierNumbering => "earlier-numbering",
            Mismatch::NotUnderstood => "not-understood",
        }
    }
}

/// What stands on a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// No image was ever written on it.
    Nothing,
    /// An image of the key that the database keeps, under this number; every byte of its head is the same.
    Kept(u32),
    /// Another image that this site signed for this card: of which key, under which number, and whether the
    /// database knows that key.
    Signed {
        /// The key's number.
        code: KeyCode,
        /// The number of the writing.
        sequence: u32,
        /// Whether the database knows that this card was this key.
        is_known: bool,
    },
    /// An image that this site signed for this card before it was recovered.
    EarlierNumbering,
    /// One of a numbering that began after that of the database: the file is from before a recovery.
    LaterNumbering,
    /// What this site signed for this card, and what this version does not know.
    NotUnderstood,
    /// Nothing that this site signed for this card.
    Altered,
}

/// A key and its card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its number.
    pub id: KeyId,
    /// Whose it is.
    pub user: UserId,
    /// The card's serial number.
    pub serial: Serial,
    /// The kind of card.
    pub media: Media,
    /// What is known to be on it.
    pub contents: Contents,
    /// The highest number under which an image of it was ever signed. It only rises: no number is given to two.
    pub last_sequence: u32,
    /// What it should say.
    pub wanted: Wanted,
}

/// How a person's key stands, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// The person is banned: the key is not brought up to date.
    Banned,
    /// A writing was interrupted, and an image may be out: bring the key up to date.
    Unknown,
    /// The key's own end has passed.
    Expired,
    /// The key needs other areas, or more room: for an encoder.
    ReEditionRequired,
    /// The key says other rights than it should.
    UpdateRequired,
    /// The key is right and ends soon.
    ExpiresSoon,
    /// The key is right; more than half of its period is used up.
    UpdateRecommended,
    /// The key is up to date.
    Synchronized,
    /// The person has no key.
    NoKey,
}

impl Status {
    /// Every status, most urgent first.
    pub const ALL: &[Status] = &[
        Status::Banned,
        Status::Unknown,
        Status::Expired,
        Status::ReEditionRequired,
        Status::UpdateRequired,
        Status::ExpiresSoon,
        Status::UpdateRecommended,
        Status::Synchronized,
        Status::NoKey,
    ];

    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Status::Banned => "banned",
            Status::Unknown => "unknown",
            Status::Expired => "expired",
            Status::ReEditionRequired => "re-edition-required",
            Status::UpdateRequired => "update-required",
            Status::ExpiresSoon => "expires-soon",
            Status::UpdateRecommended => "update-recommended",
            Status::Synchronized => "synchronized",
            Status::NoKey => "no-key",
        }
    }

    /// Whether the key should come to an encoder today.
    pub const fn needs_attention(self) -> bool {
        matches!(
            self,
            Status::Unknown
                | Status::Expired
                | Status::ReEditionRequired
                | Status::UpdateRequired
                | Status::ExpiresSoon
        )
    }
}

/// What the status follows from, small enough to be held for everybody at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Facts {
    /// Whether the person is banned.
    pub banned: bool,
    /// How the card stands.
    pub card: Card,
}

/// How the card of a person stands against what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Card {
    /// There is none.
    #[default]
    None,
    /// A writing is open.
    Open {
        /// When nothing of it opens anything any more, in key minutes.
        until: u32,
    },
    /// What is on it is known.
    Known {
        /// How it compares with what is wanted.
        match_: Match,
        /// When it was written or became valid, whichever is later, in key minutes: its life counts from then.
        written: u32,
        /// When it ends, in key minutes.
        until: u32,
        /// Whether another writing would give it a later end.
        renews: bool,
    },
}

/// How what is written compares with what is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// It is the same.
    Same,
    /// It says something else.
    Content,
    /// It has other areas, or not enough room.
    Layout,
}

impl Match {
    /// What two comparisons come to: whether the areas are the same and have room, and whether the contents
    /// are the same.
    pub const fn of(same_layout: bool, same_content: bool) -> Match {
        match (same_layout, same_content) {
            (false, _) => Match::Layout,
            (true, false) => Match::Content,
            (true, true) => Match::Same,
        }
    }
}

impl Facts {
    /// The facts of a person and the key, if there is one.
    pub fn of(banned: bool, validity: &Validity, key: Option<&Key>) -> Facts {
        let card = match key.map(|key| (key, &key.contents)) {
            None => Card::None,
            Some((_, open @ Contents::Open { .. })) => {
                Card::Open { until: moment::key_minutes(open.until()) }
            }
            Some((key, Contents::Known(written))) => Card::Known {
                match_: key.compare(written),
                written: moment::key_minutes(written.at.max(written.from)),
                until: moment::key_minutes(written.until),
                renews: validity.expiration.is_none_or(|expiration| expiration > written.until),
            },
        };
        Facts { banned, card }
    }

    /// How the key stands at a moment. It takes one that is believed: no list is reckoned by a clock in doubt.
    pub fn status_at(&self, now: BelievedTime) -> Status {
        let now = moment::key_minutes(now.moment());
        match self.card {
            Card::None => Status::NoKey,
            Card::Open { .. } | Card::Known { .. } if self.banned => Status::Banned,
            Card::Open { until } | Card::Known { until, .. } if now >= until => Status::Expired,
            Card::Open { .. } => Status::Unknown,
            Card::Known { match_: Match::Layout, .. } => Status::ReEditionRequired,
            Card::Known { match_: Match::Content, .. } => Status::UpdateRequired,
            Card::Known { match_: Match::Same, written, until, renews } => {
                freshness(now, written, until, renews)
            }
        }
    }
}

/// The last fifth of a key's life counts as soon, but no more than two weeks of it.
const SOON_MINUTES_MAX: u32 = 14 * 24 * 60;

fn freshness(now: u32, written: u32, until: u32, renews: bool) -> Status {
    let life = until.saturating_sub(written);
    let left = until.saturating_sub(now);
    if left <= (life / 5).min(SOON_MINUTES_MAX) {
        Status::ExpiresSoon
    } else if renews && left < life / 2 {
        Status::UpdateRecommended
    } else {
        Status::Synchronized
    }
}

/// The number that the first image of a key is signed under: the minute of its writing.
pub fn first_sequence(time: ConfirmedTime) -> u32 {
    moment::key_minutes(time.moment()).max(1)
}

/// The number that the image after `last` is signed under; nothing, if there is none left. It is the minute of the
/// writing, so that a database that is an older copy, and has forgotten what was signed since, does not sign other
/// bytes under a number that was given; or one more, where that is later.
pub fn next_sequence(last: u32, time: ConfirmedTime) -> Option<u32> {
    Some(last.checked_add(1)?.max(first_sequence(time)))
}

impl Key {
    /// How what its card says differs from what is known of it, if it does.
    pub fn mismatch(&self, says: Says) -> Option<Mismatch> {
        match (says, self.contents) {
            (Says::Kept(_), _) => None,
            // It is still what it was before.
            (Says::Nothing | Says::EarlierNumbering, Contents::Open { before: None, .. }) => None,
            (Says::Altered, _) => Some(Mismatch::Altered),
            (Says::NotUnderstood, _) => Some(Mismatch::NotUnderstood),
            (Says::LaterNumbering, _) => Some(Mismatch::Newer),
            // What was read back from it is of this numbering.
            (Says::Nothing | Says::EarlierNumbering, Contents::Known(_) | Contents::Open { .. }) => {
                Some(Mismatch::PutBack)
            }
            (Says::Signed { code, sequence, .. }, contents) if self.id.code() == Some(code) => {
                let read_back = match contents {
                    Contents::Known(written) => written.sequence,
                    Contents::Open { before, .. } => before.map_or(0, |before| before.sequence),
                };
                // No number is given twice, and what may be out is kept: the others are of a later file.
                Some(if sequence < read_back { Mismatch::PutBack } else { Mismatch::Newer })
            }
            // It is still the key that it was before.
            (Says::Signed { is_known: true, .. }, Contents::Open { before: None, .. }) => None,
            (Says::Signed { is_known: true, .. }, _) => Some(Mismatch::PutBack),
            (Says::Signed { is_known: false, .. }, _) => Some(Mismatch::Newer),
        }
    }

    fn compare(&self, written: &Written) -> Match {
        let same_layout = written.layout == self.wanted.layout && self.fits();
        Match::of(same_layout, written.content == self.wanted.content && !written.is_never_valid())
    }

    /// Whether what is wanted has room on the card.
    pub fn fits(&self) -> bool {
        self.wanted.bytes <= self.media.capacity
    }
}

/// How full a key is, or would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Memory {
    /// Bytes of what it should say.
    pub needed: u16,
    /// Bytes that its card holds.
    pub capacity: u16,
}

impl Memory {
    /// Whether this key has less left, in proportion, than another.
    pub fn is_fuller_than(self, other: Memory) -> bool {
        let share = |needed: u16, of: u16| u32::from(needed) * u32::from(of);
        share(self.needed, other.capacity) > share(other.needed, self.capacity)
    }
}

/// A reason for a status, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// The person is banned.
    Banned,
    /// A writing was begun at this moment and not finished.
    Interrupted(Moment),
    /// What was sent then may be out, and opens until this moment.
    PerhapsOut(Moment),
    /// A first key on another card was given up, and what was sent to it may open until this moment.
    AnotherOut(Moment),
    /// The key ended at this moment.
    Ended(Moment),
    /// The key ends at this moment.
    Ends(Moment),
    /// More than half of the update period is used up.
    HalfUsed,
    /// The image has more bytes than the card holds.
    DoesNotFit {
        /// Bytes of the image.
        needed: u16,
        /// Bytes of the card.
        capacity: u16,
    },
    /// Logging of openings was switched.
    Log,
    /// Other records are written on keys than before.
    Records,
    /// Antipassback was switched.
    Antipassback,
    /// There is to be room for lockers of other groups than before.
    Lockers,
    /// The number for older readers changed.
    Number,
    /// Doors were added that the key does not have.
    DoorsAdded(usize),
    /// Doors were taken away that the key still has.
    DoorsRemoved(usize),
    /// Periods or timetables of doors changed.
    PeriodsChanged(usize),
    /// Zones were added that the key does not have.
    ZonesAdded(usize),
    /// Zones were taken away that the key still has.
    ZonesRemoved(usize),
    /// Timetables or exceptions of zones changed.
    ZonesChanged(usize),
    /// Outputs were added that the key does not drive.
    OutputsAdded(usize),
    /// Outputs were taken away that the key still drives.
    OutputsRemoved(usize),
    /// Periods or timetables of outputs changed.
    OutputsChanged(usize),
    /// Locations or functions changed, or when their doors open.
    Crossing,
    /// Days of a calendar, or local time, changed.
    Days,
    /// The PIN changed.
    Pin,
    /// Options changed.
    Options,
    /// Start, end or update period changed.
    Validity,
    /// The keys of cards were renewed, and it has earlier ones.
    CardKeys,
}

/// Why a key that is wanted as `wanted` and stands as `key` has the status it has. `written` is the image on
/// the card and `layout` its areas, as far as they are known; `epoch` is that of the keys of cards.
pub fn reasons(
    key: &Key,
    banned: bool,
    status: Status,
    wanted: &Statement,
    epoch: Epoch,
    written: Option<(&Image, &Layout)>,
) -> Vec<Reason> {
    let mut reasons = Vec::new();
    if banned {
        reasons.push(Reason::Banned);
    }
    match key.contents {
        open @ Contents::Open { attempt, .. } => {
            reasons.push(Reason::Interrupted(attempt.at));
            let until = open.until();
            reasons.push(match status {
                Status::Expired => Reason::Ended(until),
                _ => Reason::PerhapsOut(until),
            });
        }
        Contents::Known(known) => {
            match status {
                Status::Expired => reasons.push(Reason::Ended(known.until)),
                Status::ExpiresSoon => reasons.push(Reason::Ends(known.until)),
                Status::UpdateRecommended => reasons.push(Reason::HalfUsed),
                Status::Banned
                | Status::Unknown
                | Status::ReEditionRequired
                | Status::UpdateRequired
                | Status::Synchronized
                | Status::NoKey => {}
            }
            if !key.fits() {
                reasons.push(Reason::DoesNotFit { needed: key.wanted.bytes, capacity: key.media.capacity });
            }
            if let Some((image, layout)) = written {
                differences(&known, key, (wanted, epoch), image, layout, &mut reasons);
            }
        }
    }
    reasons
}

fn differences(
    known: &Written,
    key: &Key,
    (wanted, epoch): (&Statement, Epoch),
    image: &Image,
    layout: &Layout,
    reasons: &mut Vec<Reason>,
) {
    let wants = wanted.layout();
    let mut note = |is_so: bool, reason: Reason| reasons.extend(is_so.then_some(reason));
    note(wants.log.is_some() != layout.log.is_some(), Reason::Log);
    let both_log = wants.log.zip(layout.log);
    note(both_log.is_some_and(|(wants, has)| wants != has), Reason::Records);
    note(wants.antipassback != layout.antipassback, Reason::Antipassback);
    note(wants.slots != layout.slots, Reason::Lockers);
    note(wants.number != layout.number, Reason::Number);
    if known.is_never_valid() {
        note(true, Reason::Validity);
        return;
    }
    if known.content == key.wanted.content {
        return;
    }
    let of_areas = reasons.len();
    let mut note = |is_so: bool, reason: Reason| reasons.extend(is_so.then_some(reason));
    let (has, should) = (by_door(&image.body.rights), by_door(wanted.rights()));
    let doors = Compared::of(&has, &should);
    note(doors.added > 0, Reason::DoorsAdded(doors.added));
    note(doors.removed > 0, Reason::DoorsRemoved(doors.removed));
    note(doors.changed > 0, Reason::PeriodsChanged(doors.changed));
    let zones = Compared::of(&by_zone(&image.body.rights), &by_zone(wanted.rights()));
    note(zones.added > 0, Reason::ZonesAdded(zones.added));
    note(zones.removed > 0, Reason::ZonesRemoved(zones.removed));
    note(zones.changed > 0, Reason::ZonesChanged(zones.changed));
    let outputs = Compared::of(&by_output(&image.body.rights), &by_output(wanted.rights()));
    note(outputs.added > 0, Reason::OutputsAdded(outputs.added));
    note(outputs.removed > 0, Reason::OutputsRemoved(outputs.removed));
    note(outputs.changed > 0, Reason::OutputsChanged(outputs.changed));
    note(crossing_of(&image.body.rights) != crossing_of(wanted.rights()), Reason::Crossing);
    // A key that comes to have its first timetable, or loses its last one, is told so by what that limits.
    let local = wanted.told(Window::of(&image.header));
    let has_timetables = |rights: &Rights| !rights.timetables().is_empty();
    let both_have = has_timetables(&image.body.rights) && has_timetables(wanted.rights());
    note(both_have && image.body.local != local, Reason::Days);
    note(image.body.pin != wanted.pin, Reason::Pin);
    note(image.header.flags.content() != wanted.flags.content(), Reason::Options);
    note(image.header.issuer.epoch < epoch, Reason::CardKeys);
    let moments_differ = image.header.valid_from != moment::key_minutes(wanted.validity.activation)
        || image.header.valid_until
            != wanted.validity.expiration.map_or(super::image::NEVER, moment::key_minutes);
    // What is left when nothing else explains the difference is the update period, which no key says itself.
    // Other areas for what doors write say something else of it as well.
    let other_areas =
        wants.log != layout.log || wants.antipassback != layout.antipassback || wants.slots != layout.slots;
    let is_explained = other_areas || reasons.len() > of_areas;
    if moments_differ || !is_explained {
        reasons.push(Reason::Validity);
    }
}

/// How many of something a key has too few, too many, or otherwise than it should.
struct Compared {
    added: usize,
    removed: usize,
    changed: usize,
}

impl Compared {
    fn of<K: Ord, V: PartialEq>(has: &BTreeMap<K, V>, should: &BTreeMap<K, V>) -> Compared {
        let is_changed = |(what, has): &(&K, &V)| should.get(what).is_some_and(|should| should != *has);
        Compared {
            added: should.keys().filter(|what| !has.contains_key(what)).count(),
            removed: has.keys().filter(|what| !should.contains_key(what)).count(),
            // There can be several rights to one, of which some may be gone.
            changed: has.iter().filter(is_changed).count(),
        }
    }
}

/// What timetable limits a right, by what it means: timetables have other numbers on other keys. No limit is always; one
/// without meaning never holds.
type While<'r> = Option<Option<&'r Hours>>;

fn while_of(rights: &Rights, timetable: u8) -> While<'_> {
    (timetable != 0).then(|| rights.timetables().get(&timetable))
}

/// The limits of some rights: timetables, with periods or exceptions.
type Limits<'r, T> = BTreeSet<(While<'r>, T)>;

/// Between which minutes a door opens, and the group of a locker that is to be taken.
type Point = (Option<(u32, u32)>, Option<zone::Group>);

/// The limits of the rights to each door, and of those to take a locker, with its group.
fn by_door(rights: &Rights) -> BTreeMap<Code, Limits<'_, Point>> {
    let mut doors: BTreeMap<_, Limits<'_, _>> = BTreeMap::new();
    for entry in rights.entries() {
        let limit = (while_of(rights, entry.timetable), (entry.between, None));
        doors.entry(entry.door).or_default().insert(limit);
    }
    for entry in rights.free() {
        let limit = (while_of(rights, entry.timetable), (entry.between, Some(entry.group)));
        doors.entry(entry.locker).or_default().insert(limit);
    }
    doors
}

/// The limits of the rights to drive each output.
fn by_output(rights: &Rights) -> BTreeMap<output::Number, Limits<'_, Option<(u32, u32)>>> {
    let mut outputs: BTreeMap<_, Limits<'_, _>> = BTreeMap::new();
    for entry in rights.outputs() {
        outputs.entry(entry.output).or_default().insert((while_of(rights, entry.timetable), entry.between));
    }
    outputs
}

/// The right to doors in which a location and a function meet, and when it holds.
fn crossing_of(rights: &Rights) -> Option<(While<'_>, Crossing)> {
    let crossing = rights.crossing()?;
    Some((while_of(rights, crossing.timetable), Crossing { timetable: 0, ..crossing.clone() }))
}

/// The limits of the rights to each zone, and the doors that they except.
fn by_zone(rights: &Rights) -> BTreeMap<zone::Number, Limits<'_, &Exceptions>> {
    let mut zones: BTreeMap<_, Limits<'_, _>> = BTreeMap::new();
    for entry in rights.zones() {
        zones.entry(entry.zone).or_default().insert((while_of(rights, entry.timetable), &entry.except));
    }
    zones
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use chrono::Weekday;

    use super::*;
    use crate::domain::calendar::Kind;
    use crate::domain::image::Grounds;
    use crate::domain::image::tests::{except, granted, serial, stamp, validity, zone};
    use crate::domain::local::{Local, LocalTime};
    use crate::domain::moment::tests::{at, believed, utc};
    use crate::domain::moment::{Reading, key_minutes};
    use crate::domain::timetable::tests::stretch;
    use crate::domain::user::{Options, Period, Unit};

    fn code(number: u16) -> Code {
        Code::new(number).unwrap()
    }

    fn statement(doors: &[u16], options: Options) -> Statement {
        Statement::of_user(options, validity(), None, "", doors.iter().map(|door| (code(*door), None)))
    }

    /// A key written on 22 November for 30 days with these doors.
    fn written(statement: &Statement) -> Key {
        let wanted = statement.wanted();
        let known = Written {
            sequence: 3,
            layout: wanted.layout,
            content: wanted.content,
            at: at("2026-11-22 10:25"),
            from: at("2026-01-01 00:00"),
            until: at("2026-12-23 00:00"),
        };
        Key {
            id: KeyId(77),
            user: UserId(1),
            serial: serial(),
            media: Media { generation: Generation::Ev2, capacity: 1_024, salt: None },
            contents: Contents::Known(known),
            last_sequence: 3,
            wanted,
        }
    }

    fn status(key: &Key, now: &str) -> Status {
        Facts::of(false, &validity(), Some(key)).status_at(believed(now))
    }

    #[test]
    fn a_key_is_fuller_by_its_share_and_not_by_its_bytes() {
        let memory = |needed, capacity| Memory { needed, capacity };
        assert!(memory(200, 256).is_fuller_than(memory(1_000, 1_536)));
        assert!(!memory(1_000, 1_536).is_fuller_than(memory(200, 256)));
        assert!(!memory(100, 200).is_fuller_than(memory(200, 400)), "equals");
        assert!(memory(u16::MAX, 128).is_fuller_than(memory(8_192, 8_192)), "more than any card holds");
    }

    #[test]
    fn a_key_ages_from_synchronized_to_expired() {
        let key = written(&statement(&[1], Options::default()));
        for (now, expected) in [
            ("2026-11-22 10:25", Status::Synchronized),
            ("2026-12-07 17:13", Status::Synchronized),
            ("2026-12-07 17:14", Status::UpdateRecommended),
            ("2026-12-16 21:16", Status::UpdateRecommended),
            ("2026-12-16 21:17", Status::ExpiresSoon),
            ("2026-12-22 23:59:59", Status::ExpiresSoon),
            ("2026-12-23 00:00", Status::Expired),
        ] {
            assert_eq!(status(&key, now), expected, "{now}");
        }
    }

    #[test]
    fn a_change_makes_an_update_required_and_its_undoing_none() {
        let mut key = written(&statement(&[1], Options::default()));
        key.wanted = statement(&[1, 2], Options::default()).wanted();
        assert_eq!(status(&key, "2026-11-23 00:00"), Status::UpdateRequired);
        key.wanted = statement(&[1], Options::default()).wanted();
        assert_eq!(status(&key, "2026-11-23 00:00"), Status::Synchronized);
    }

    #[test]
    fn other_areas_or_too_little_room_are_for_an_encoder() {
        let mut key = written(&statement(&[1], Options::default()));
        key.wanted = statement(&[1], Options { audit_openings: true, ..Options::default() }).wanted();
        assert_eq!(status(&key, "2026-11-23 00:00"), Status::ReEditionRequired);
        let many: Vec<u16> = (1..=500).collect();
        key.wanted = statement(&many, Options::default()).wanted();
        assert_eq!(status(&key, "2026-11-23 00:00"), Status::ReEditionRequired);
        assert!(!key.fits());
    }

    #[test]
    fn what_is_most_urgent_shows() {
        let mut key = written(&statement(&[1], Options::default()));
        key.wanted = statement(&[2], Options { audit_openings: true, ..Options::default() }).wanted();
        assert_eq!(status(&key, "2026-11-23 00:00"), Status::ReEditionRequired);
        assert_eq!(status(&key, "2027-01-01 00:00"), Status::Expired);
        key.contents = open(&key, 4);
        assert_eq!(status(&key, "2026-12-31 00:00"), Status::Unknown);
        assert_eq!(
            Facts::of(true, &validity(), Some(&key)).status_at(believed("2027-01-01 00:00")),
            Status::Banned
        );
        assert_eq!(Facts::of(true, &validity(), None).status_at(believed("2027-01-01 00:00")), Status::NoKey);
    }

    #[test]
    fn a_key_that_ends_before_it_begins_is_never_synchronized() {
        let said = statement(&[1], Options::default());
        let mut key = written(&said);
        let Contents::Known(known) = key.contents else { panic!("known") };
        for (from, until) in
            [("2027-03-01 00:00", "2026-12-23 00:00"), ("2027-03-01 00:00", "2027-03-01 00:00")]
        {
            key.contents = Contents::Known(Written { from: at(from), until: at(until), ..known });
            assert_eq!(status(&key, "2026-11-23 00:00"), Status::UpdateRequired);
            let (image, layout) = (said.image(&stamp(&utc(), 3)), said.layout());
            let why =
                reasons(&key, false, Status::UpdateRequired, &said, Epoch::FIRST, Some((&image, &layout)));
            assert_eq!(why, [Reason::Validity]);
        }
    }

    #[test]
    fn the_life_of_a_key_that_is_made_ahead_begins_on_its_first_day() {
        let mut key = written(&statement(&[1], Options::default()));
        let Contents::Known(known) = key.contents else { panic!("known") };
        key.contents =
            Contents::Known(Written { from: at("2027-03-01 00:00"), until: at("2027-03-31 00:00"), ..known });
        for (now, expected) in [
            ("2026-11-23 00:00", Status::Synchronized),
            ("2027-03-01 00:00", Status::Synchronized),
            ("2027-03-16 00:01", Status::UpdateRecommended),
            ("2027-03-25 00:00", Status::ExpiresSoon),
            ("2027-03-31 00:00", Status::Expired),
        ] {
            assert_eq!(status(&key, now), expected, "{now}");
        }
    }

    fn open(key: &Key, attempt: u32) -> Contents {
        let Contents::Known(before) = key.contents else { panic!("known") };
        let attempt = Written { sequence: attempt, ..before };
        Contents::Open { before: Some(before), attempt, until: at("2027-01-01 00:00") }
    }

    #[test]
    fn what_may_be_out_counts_until_it_has_ended() {
        let mut key = written(&statement(&[1], Options::default()));
        key.contents = open(&key, 4);
        assert_eq!(key.contents.until(), at("2027-01-01 00:00"));
        assert_eq!(status(&key, "2026-12-31 23:59"), Status::Unknown);
        assert_eq!(status(&key, "2027-01-01 00:00"), Status::Expired);
        let wanted = statement(&[1], Options::default());
        let (begun, end) = (Reason::Interrupted(at("2026-11-22 10:25")), at("2027-01-01 00:00"));
        assert_eq!(
            reasons(&key, false, Status::Unknown, &wanted, Epoch::FIRST, None),
            [begun, Reason::PerhapsOut(end)]
        );
        assert_eq!(reasons(&key, false, Status::Expired, &wanted, Epoch::FIRST, None)[1], Reason::Ended(end));
    }

    #[test]
    fn a_card_that_says_something_else_is_told_by_what_it_says() {
        use Mismatch::{Altered, Newer, PutBack};
        let known = Key { last_sequence: 4, ..written(&statement(&[1], Options::default())) };
        let update = Key { contents: open(&known, 4), ..known.clone() };
        let Contents::Known(first) = known.contents else { panic!("known") };
        let contents = Contents::Open { before: None, attempt: first, until: first.until };
        let assignment = Key { contents, ..known.clone() };
        let signed = |code, sequence, is_known| Says::Signed { code: KeyCode(code), sequence, is_known };
        for (says, expected) in [
            (Says::Kept(3), [None, None, None]),
            (Says::Nothing, [Some(PutBack), Some(PutBack), None]),
            (Says::Altered, [Some(Altered); 3]),
            (signed(77, 2, true), [Some(PutBack), Some(PutBack), Some(Newer)]),
            (signed(77, 3, true), [Some(Newer); 3]),
            (signed(77, 5, true), [Some(Newer); 3]),
            (signed(76, 9, true), [Some(PutBack), Some(PutBack), None]),
            (signed(78, 1, false), [Some(Newer); 3]),
        ] {
            let found = [&known, &update, &assignment].map(|key| key.mismatch(says));
            assert_eq!(found, expected, "{says:?}");
        }
    }

    #[test]
    fn numbers_of_writings_come_to_an_end_and_do_not_begin_again() {
        let now = at("2026-11-22 10:25");
        let time = Reading { now, last: now }.confirmed().unwrap();
        let first = first_sequence(time);
        assert_eq!(first, key_minutes(now));
        assert_eq!((next_sequence(1, time), next_sequence(first, time)), (Some(first), Some(first + 1)));
        assert_eq!(
            (next_sequence(u32::MAX - 1, time), next_sequence(u32::MAX, time)),
            (Some(u32::MAX), None)
        );
    }

    #[test]
    fn reasons_say_what_differs() {
        let said = statement(&[1, 2], Options::default());
        let mut key = written(&said);
        let image = said.image(&stamp(&utc(), 3));
        let wanted =
            statement(&[2, 3, 4], Options { office: true, antipassback: true, ..Options::default() });
        key.wanted = wanted.wanted();
        let layout = said.layout();
        assert_eq!(
            reasons(&key, false, Status::ReEditionRequired, &wanted, Epoch::FIRST, Some((&image, &layout))),
            [Reason::Antipassback, Reason::DoorsAdded(2), Reason::DoorsRemoved(1), Reason::Options]
        );
        let mut longer = said.clone();
        longer.validity.revalidation = Some(Period { count: 31, unit: Unit::Days });
        key.wanted = longer.wanted();
        assert_eq!(
            reasons(&key, false, Status::UpdateRequired, &longer, Epoch::FIRST, Some((&image, &layout))),
            [Reason::Validity]
        );
    }

    #[test]
    fn reasons_know_timetables_by_what_they_mean_and_days_by_the_window_of_the_image() {
        let work = Hours::of([stretch([Weekday::Mon], "08:00-12:00")]);
        let late = Hours::of([stretch([Weekday::Mon], "10:00-14:00")]);
        let told = |day: &str| {
            let days = [(day.parse().unwrap(), Kind::Holiday)].into();
            Arc::new(Local::new(&days, LocalTime::of(&utc())))
        };
        let local = told("2026-12-08");
        let said = granted(&local, |grounds| {
            grounds.door(code(1), Some(&late), None);
            grounds.zone(zone(5), Some(&late), except(&[]));
            grounds.zone(zone(6), None, except(&[]));
        });
        let image = said.image(&stamp(&utc(), 3));
        let window = Window::of(&image.header);
        let why = |wanted: &Statement| {
            let mut key = written(&said);
            let content = said.wanted_in(window, &mut Vec::new()).content;
            key.contents = match key.contents {
                Contents::Known(written) => Contents::Known(Written { content, ..written }),
                open @ Contents::Open { .. } => open,
            };
            key.wanted = wanted.wanted_in(window, &mut Vec::new());
            let layout = said.layout();
            let from = Some((&image, &layout));
            reasons(&key, false, Status::UpdateRequired, wanted, Epoch::FIRST, from)
        };
        fn same<'h>(grounds: &mut Grounds<'h>, late: &'h Hours) {
            grounds.zone(zone(6), None, except(&[]));
            grounds.zone(zone(5), Some(late), except(&[]));
            grounds.door(code(1), Some(late), None);
        }
        assert_eq!(why(&granted(&local, |grounds| same(grounds, &late))), []);
        let renumbered = granted(&local, |grounds| {
            same(grounds, &late);
            grounds.door(code(2), Some(&work), None);
        });
        assert_eq!(renumbered.rights().timetables().len(), 2);
        assert_eq!(why(&renumbered), [Reason::DoorsAdded(1)], "the other one has another number now");
        let changed = granted(&local, |grounds| {
            grounds.door(code(1), Some(&work), None);
            grounds.zone(zone(5), Some(&late), except(&[7]));
            grounds.zone(zone(7), None, except(&[]));
        });
        let expected = [
            Reason::PeriodsChanged(1),
            Reason::ZonesAdded(1),
            Reason::ZonesRemoved(1),
            Reason::ZonesChanged(1),
        ];
        assert_eq!(why(&changed), expected);
        assert_eq!(why(&granted(&told("2026-12-09"), |grounds| same(grounds, &late))), [Reason::Days]);
        let without = granted(&local, |grounds| grounds.zone(zone(6), None, except(&[])));
        assert_eq!(why(&without), [Reason::DoorsRemoved(1), Reason::ZonesRemoved(1)]);
        let number = |number| output::Number::new(number).unwrap();
        let drives = granted(&local, |grounds| {
            same(grounds, &late);
            grounds.output(number(7), None, None);
        });
        assert_eq!(why(&drives), [Reason::OutputsAdded(1)]);
    }

    #[test]
    fn the_order_of_statuses_is_the_order_of_urgency() {
        assert!(Status::ALL.is_sorted());
    }
}
