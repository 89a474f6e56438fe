//! Why a key does not open at a moment: what its lock decides about what the key says, what stands in the way where it refuses,
//! and what would mend that. The lock decides, and nothing decides beside it. Since when somebody may open something, or may no
//! more, follows from what was given and taken: it is undone, entry by entry, until it was otherwise.

use std::collections::BTreeSet;

use super::access::Bundle;
use super::automatic_change::Mode;
use super::crossing::Side;
use super::denylist::Refused;
use super::event::Held;
use super::image::Image;
use super::lock::asked::{self, Asked, Key, Outside, Remembered};
use super::lock::{Decision, Refusal};
use super::moment::{self, Moment};
use super::user_access_level::UserAccessLevelId;
use super::zone::ZoneId;

/// What is known of a key beside what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// Whether its person is banned: it is not brought up to date then.
    pub is_banned: bool,
    /// Which of its images locks are told to refuse, and whether this one reported that it was told.
    pub refused: Option<(Refused, bool)>,
    /// A later writing of it than what it says, and whether that was at this lock.
    pub newer: Option<(u32, bool)>,
    /// The lockers that it holds.
    pub held: Vec<Held>,
}

/// Why a lock does what it does with a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// It opens: what keeps it shut is no matter of the key.
    Opens,
    /// The key was cancelled, and the lock reported that it knows.
    Cancelled,
    /// The key was written before its person was banned, and the lock reported that it knows.
    BelowBan,
    /// A later writing of the key was here.
    NewerSeen,
    /// It is valid from this moment on.
    NotYet(Moment),
    /// It ended at this moment, as its person did.
    Ended(Moment),
    /// It should have come to an encoder by this moment.
    OutOfDate(Moment),
    /// It says no right to it.
    NoRight,
    /// It says rights to it, none of which holds then: why each does not.
    Outside(Vec<Outside>),
    /// A PIN is asked for then, and it has none.
    NoPin,
    /// It holds another locker of the group.
    HasAnother,
    /// The time for which its locker may be kept is over.
    OccupancyOver,
    /// What only the lock itself can say of itself.
    OfTheLock(Refusal),
}

/// What may stand in the way of a key that should open, for all that is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Locks are told to refuse it, and this one has not reported yet.
    Cancelled,
    /// Locks are told to refuse what was written before the ban, and this one has not reported yet.
    BelowBan,
    /// A later writing of it is out: a lock that met that one refuses this one.
    Newer,
}

/// What mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// The key is brought up to date.
    Update,
    /// The ban of its person is lifted.
    LiftBan,
    /// From when and until when its person may have a key.
    Validity,
    /// What its person was given, and when that holds.
    Access,
    /// Its person is given a PIN.
    Pin,
}

/// Why a lock does what it does with a key at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// What it does.
    pub told: asked::Answer,
    /// Why.
    pub cause: Cause,
    /// What may stand in the way though it should open.
    pub doubts: Vec<Doubt>,
    /// What it would do if the key was brought up to date; nothing, where no key has room for what this one should say.
    pub updated: Option<Decision>,
    /// What mends it, if anything at the desk does.
    pub remedy: Option<Remedy>,
}

/// Why a lock does what it does with a key that says this, and should say that.
pub fn of(image: &Image, wanted: &Key, lock: &mut Asked, known: &Known, at: Moment) -> Why {
    let key = Key::from(image.clone());
    let header = &image.header;
    let remembered = Remembered {
        refused: known.refused.filter(|(_, is_told)| *is_told).map(|(refused, _)| refused),
        newest: known.newer.filter(|(_, was_here)| *was_here).map(|(newest, _)| newest),
        held: known.held.clone(),
    };
    let told = lock.answer_knowing(&key, &remembered, at);
    // A new writing is above every number that is refused, unless the key was cancelled.
    let is_cancelled = known.refused.is_some_and(|(refused, _)| refused == Refused::All);
    let anew = Remembered { held: known.held.clone(), ..Remembered::default() };
    let updated = lock.answer_knowing(wanted, &anew, at).decision;
    let cause = match told.decision {
        Some(Decision::Open { .. } | Decision::Take) => Cause::Opens,
        Some(Decision::Refuse(refusal)) => match refusal {
            Refusal::Cancelled => Cause::Cancelled,
            Refusal::OldImage
                if remembered.refused.is_some_and(|it| it > Refused::Below(header.sequence)) =>
            {
                Cause::BelowBan
            }
            Refusal::OldImage => Cause::NewerSeen,
            Refusal::NotActive => Cause::NotYet(moment::from_key_minutes(header.valid_from)),
            Refusal::Expired => Cause::Ended(moment::from_key_minutes(header.valid_until)),
            Refusal::OutOfDate => Cause::OutOfDate(moment::from_key_minutes(header.refresh_by)),
            Refusal::NotHere => Cause::NoRight,
            Refusal::NotNow => Cause::Outside(lock.outside(&key, at)),
            Refusal::Pin => Cause::NoPin,
            Refusal::HasAnother => Cause::HasAnother,
            Refusal::OccupancyOver => Cause::OccupancyOver,
            Refusal::Emergency | Refusal::Privacy | Refusal::Altered | Refusal::NotUnderstood => {
                Cause::OfTheLock(refusal)
            }
        },
        // It is a key of this site that is asked about, and it was read: no lock is silent about it.
        Some(Decision::Ignore) | None => Cause::OfTheLock(Refusal::NotUnderstood),
    };
    let remedy = match (&cause, updated) {
        (Cause::Opens, _) => None,
        // It stands open: nothing has to be mended.
        _ if told.mode == Mode::Open => None,
        _ if is_cancelled => None,
        // It would open, and is not brought up to date as long as its person is banned.
        (_, Some(Decision::Open { .. } | Decision::Take)) if known.is_banned => Some(Remedy::LiftBan),
        (_, Some(Decision::Open { .. } | Decision::Take)) => Some(Remedy::Update),
        (_, Some(Decision::Refuse(refusal))) => match refusal {
            Refusal::NotActive | Refusal::Expired => Some(Remedy::Validity),
            Refusal::NotHere | Refusal::NotNow => Some(Remedy::Access),
            Refusal::Pin => Some(Remedy::Pin),
            // It will have to come to an encoder before that moment, whatever is done now.
            Refusal::OutOfDate => None,
            Refusal::HasAnother
            | Refusal::OccupancyOver
            | Refusal::Cancelled
            | Refusal::OldImage
            | Refusal::Emergency
            | Refusal::Privacy
            | Refusal::Altered
            | Refusal::NotUnderstood => None,
        },
        (_, Some(Decision::Ignore) | None) => None,
    };
    let doubts = if cause == Cause::Opens { doubts(image, known) } else { Vec::new() };
    Why { told, cause, doubts, updated, remedy }
}

fn doubts(image: &Image, known: &Known) -> Vec<Doubt> {
    let refused = known.refused.filter(|(_, is_told)| !is_told).and_then(|(refused, _)| match refused {
        Refused::All => Some(Doubt::Cancelled),
        Refused::Below(_) if Refused::Below(image.header.sequence) < refused => Some(Doubt::BelowBan),
        Refused::Below(_) => None,
    });
    let newer = known.newer.filter(|(newest, was_here)| !was_here && image.header.sequence < *newest);
    refused.into_iter().chain(newer.map(|_| Doubt::Newer)).collect()
}

/// Something on the way from a person to an access point: one thing that one has of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// The person has it itself.
    Itself,
    /// The person has what gives several at once.
    Person(Bundle),
    /// That gives the access point, or the access point is in it.
    Point(Bundle),
    /// An access level gives a zone.
    Zone(UserAccessLevelId, ZoneId),
}

impl Tie {
    fn is_of(self, gone: Bundle) -> bool {
        match self {
            Tie::Itself => false,
            Tie::Person(bundle) | Tie::Point(bundle) => bundle == gone,
            Tie::Zone(level, zone) => Bundle::Level(level) == gone || Bundle::Zone(zone) == gone,
        }
    }
}

/// What one entry of the auditor tells of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What there is since. What was so before and was limited otherwise is told in the same way.
    pub given: BTreeSet<Tie>,
    /// What there is no more.
    pub taken: BTreeSet<Tie>,
    /// What was deleted, with all that it gave and whoever had it.
    pub gone: Option<Bundle>,
}

/// Whether the access point comes to the person.
pub fn leads(ties: &BTreeSet<Tie>) -> bool {
    let has = |bundle| ties.contains(&Tie::Person(bundle)) && ties.contains(&Tie::Point(bundle));
    let of_person = || ties.iter().filter_map(|tie| if let Tie::Person(it) = tie { Some(*it) } else { None });
    let meets = |is_meant: fn(Side) -> bool| {
        of_person().any(|bundle| matches!(bundle, Bundle::Side(side) if is_meant(side) && has(bundle)))
    };
    ties.contains(&Tie::Itself)
        || of_person().any(|bundle| matches!(bundle, Bundle::Level(_) | Bundle::Zone(_)) && has(bundle))
        || ties.iter().any(|tie| {
            let Tie::Zone(level, zone) = *tie else { return false };
            ties.contains(&Tie::Person(Bundle::Level(level)))
                && ties.contains(&Tie::Point(Bundle::Zone(zone)))
        })
        || meets(|side| matches!(side, Side::Location(_))) && meets(|side| matches!(side, Side::Function(_)))
}

/// By which entry it came that the access point comes to the person, or does no more, and by what in it; nothing, where no entry
/// that is left tells of it. The oldest entry is the first.
pub fn turned(now: &BTreeSet<Tie>, entries: &[Told]) -> Option<(usize, Tie)> {
    // That a level gives a zone matters only where the person ever had the one, and the access point ever was in the other.
    let all = || now.iter().chain(entries.iter().flat_map(|told| told.given.iter().chain(&told.taken)));
    let ends: BTreeSet<Tie> = all().copied().filter(|tie| !matches!(tie, Tie::Zone(..))).collect();
    let matters = |tie: &Tie| match *tie {
        Tie::Itself | Tie::Person(_) | Tie::Point(_) => true,
        Tie::Zone(level, zone) => {
            ends.contains(&Tie::Person(Bundle::Level(level)))
                && ends.contains(&Tie::Point(Bundle::Zone(zone)))
        }
    };
    let of_it = |ties: &BTreeSet<Tie>| ties.iter().copied().filter(matters).collect::<BTreeSet<Tie>>();
    let now = &of_it(now);
    // What was deleted does not say what it gave; earlier entries do.
    let mut had = BTreeSet::new();
    let mut told = Vec::with_capacity(entries.len());
    for Told { given, taken, gone } in entries {
        let (given, taken) = (&of_it(given), &of_it(taken));
        let of_gone = had.iter().copied().filter(|tie: &Tie| gone.is_some_and(|gone| tie.is_of(gone)));
        let taken: BTreeSet<Tie> = taken.iter().copied().chain(of_gone).collect();
        had.retain(|tie| !taken.contains(tie));
        let given: BTreeSet<Tie> = given.iter().copied().filter(|tie| had.insert(*tie)).collect();
        told.push((given, taken));
    }
    let mut ties = now.clone();
    let is_so = leads(now);
    for (at, (given, taken)) in told.iter().enumerate().rev() {
        let after = ties.clone();
        ties.retain(|tie| !given.contains(tie));
        ties.extend(taken);
        if leads(&ties) == is_so {
            continue;
        }
        // Of several things at once, one that was enough.
        let (turned, from) = if is_so { (given, &ties) } else { (taken, &after) };
        let is_enough = |tie: &&Tie| leads(&from.iter().copied().chain([**tie]).collect());
        return turned.iter().find(is_enough).or(turned.first()).map(|tie| (at, *tie));
    }
    None
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;
    use std::sync::Arc;

    use super::*;
    use crate::domain::access::{self, Holder, Right, Target};
    use crate::domain::function::FunctionId;
    use crate::domain::image::tests::{code, statement, validity};
    use crate::domain::image::{Rules, Statement};
    use crate::domain::location::LocationId;
    use crate::domain::lock;
    use crate::domain::lock::asked::{Followed, Set};
    use crate::domain::moment::tests::{at, utc};
    use crate::domain::pin::PinCheck;
    use crate::domain::user::{Options, UserId};
    use crate::domain::{door, zone};

    const LEVEL: Bundle = Bundle::Level(UserAccessLevelId(1));
    const ZONE: Bundle = Bundle::Zone(ZoneId(1));
    const HERE: Bundle = Bundle::Side(Side::Location(LocationId(1)));
    const FOR: Bundle = Bundle::Side(Side::Function(FunctionId(1)));

    fn given(ties: &[Tie]) -> Told {
        Told { given: ties.iter().copied().collect(), ..Told::default() }
    }

    fn taken(ties: &[Tie]) -> Told {
        Told { taken: ties.iter().copied().collect(), ..Told::default() }
    }

    fn gone(bundle: Bundle) -> Told {
        Told { gone: Some(bundle), ..Told::default() }
    }

    fn turned_to(now: &[Tie], entries: &[Told]) -> Option<(usize, Tie)> {
        turned(&now.iter().copied().collect(), entries)
    }

    #[test]
    fn every_way_leads_there_whole_and_nowhere_in_part() {
        let level_gives = Tie::Zone(UserAccessLevelId(1), ZoneId(1));
        for way in [
            &[Tie::Itself][..],
            &[Tie::Person(LEVEL), Tie::Point(LEVEL)],
            &[Tie::Person(ZONE), Tie::Point(ZONE)],
            &[Tie::Person(LEVEL), level_gives, Tie::Point(ZONE)],
            &[Tie::Person(HERE), Tie::Point(HERE), Tie::Person(FOR), Tie::Point(FOR)],
        ] {
            let whole: BTreeSet<Tie> = way.iter().copied().collect();
            assert!(leads(&whole), "{way:?}");
            for without in way {
                let part = whole.iter().copied().filter(|tie| tie != without).collect();
                assert!(!leads(&part), "{way:?} without {without:?}");
            }
        }
    }

    #[test]
    fn what_was_taken_last_is_why_it_does_not_open_unless_another_way_was_left() {
        let both = [Tie::Itself, Tie::Person(LEVEL), Tie::Point(LEVEL)];
        let entries = [given(&both), taken(&[Tie::Itself]), taken(&[Tie::Person(LEVEL)])];
        assert_eq!(turned_to(&[Tie::Point(LEVEL)], &entries), Some((2, Tie::Person(LEVEL))));
        let entries = [given(&both), taken(&[Tie::Person(LEVEL)]), taken(&[Tie::Itself])];
        assert_eq!(turned_to(&[Tie::Point(LEVEL)], &entries), Some((1 + 1, Tie::Itself)));
        // What was given before anybody told of it, was there as well.
        assert_eq!(
            turned_to(&[Tie::Person(LEVEL)], &[taken(&[Tie::Point(LEVEL)])]),
            Some((0, Tie::Point(LEVEL)))
        );
        assert_eq!(
            turned_to(&[Tie::Person(LEVEL)], &[taken(&[Tie::Point(ZONE)])]),
            None,
            "it never led there"
        );
        assert_eq!(turned_to(&[], &[]), None);
    }

    #[test]
    fn what_was_given_and_limited_otherwise_later_came_when_it_was_given() {
        let entries = [given(&[Tie::Itself]), given(&[Tie::Itself])];
        assert_eq!(turned_to(&[Tie::Itself], &entries), Some((0, Tie::Itself)));
        let entries = [given(&[Tie::Itself]), taken(&[Tie::Itself]), given(&[Tie::Itself, Tie::Point(ZONE)])];
        assert_eq!(turned_to(&[Tie::Itself, Tie::Point(ZONE)], &entries), Some((2, Tie::Itself)));
    }

    #[test]
    fn what_was_deleted_took_all_with_it_that_it_gave() {
        let entries = [given(&[Tie::Person(LEVEL)]), given(&[Tie::Point(LEVEL)]), gone(ZONE), gone(LEVEL)];
        let turned = turned_to(&[], &entries).map(|(at, _)| at);
        assert_eq!(turned, Some(3));
        let entries = [given(&[Tie::Person(LEVEL)]), taken(&[Tie::Person(LEVEL)]), gone(LEVEL)];
        assert_eq!(turned_to(&[], &entries), None, "it gave the person nothing, as far as is told");
    }

    /// A plain model: all ties that there ever were, one commit after the other, and whether they lead there.
    #[test]
    fn whatever_was_given_and_taken_the_entry_that_is_named_is_the_last_that_made_a_difference() {
        let mut state = 0xB0B_u64;
        let mut random = move |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let bundles = [LEVEL, Bundle::Level(UserAccessLevelId(2)), ZONE, HERE, FOR];
        let mut found = [0; 3];
        for _ in 0..2_000 {
            let (mut ties, mut entries, mut last) = (BTreeSet::new(), Vec::new(), None);
            for at in 0..1 + random(12) as usize {
                let before = ties.clone();
                let mut entry = Told::default();
                for _ in 0..1 + random(3) {
                    let bundle = bundles[random(5) as usize];
                    let tie = match random(6) {
                        0 => Tie::Itself,
                        1 => Tie::Zone(UserAccessLevelId(1 + random(2) as i64), ZoneId(1)),
                        2 | 3 => Tie::Person(bundle),
                        _ => Tie::Point(bundle),
                    };
                    let is_named = entry.given.contains(&tie) || entry.taken.contains(&tie);
                    match ties.contains(&tie) {
                        _ if is_named => {}
                        true if random(2) == 0 => {
                            ties.remove(&tie);
                            entry.taken.insert(tie);
                        }
                        // Given anew, it was limited otherwise.
                        _ => {
                            ties.insert(tie);
                            entry.given.insert(tie);
                        }
                    }
                }
                if random(8) == 0 {
                    let bundle = bundles[random(5) as usize];
                    (ties, entry) = (before.clone(), gone(bundle));
                    ties.retain(|tie: &Tie| !tie.is_of(bundle));
                }
                if leads(&ties) != leads(&before) {
                    last = Some(at);
                }
                entries.push(entry);
            }
            let turned = turned(&ties, &entries);
            assert_eq!(turned.map(|(at, _)| at), last, "{entries:?}");
            found[match turned {
                None => 0,
                Some(_) if leads(&ties) => 1,
                Some(_) => 2,
            }] += 1;
        }
        assert!(found.iter().all(|count| *count > 100), "{found:?}");
    }

    fn asked(mode: door::Mode, free: Option<lock::Allowed>) -> Asked {
        Asked::of(Set {
            code: code(12),
            mode,
            followed: Followed::Nothing,
            local: Arc::default(),
            has_own_time: false,
            free,
        })
    }

    /// Written on 1 December: over at the end of the year.
    fn key(doors: &[u16], change: impl FnOnce(&mut Statement)) -> Key {
        let mut said = statement(doors);
        change(&mut said);
        Key::of(&said, at("2026-12-01 05:00"), &utc())
    }

    fn why(says: &Key, wanted: &Key, known: &Known, time: &str) -> (Cause, Vec<Doubt>, Option<Remedy>) {
        let lock = &mut asked(door::Mode::Standard, None);
        let why = of(says.image().unwrap(), wanted, lock, known, at(time));
        (why.cause, why.doubts, why.remedy)
    }

    const NOON: &str = "2026-12-02 12:00";

    #[test]
    fn what_the_key_does_not_say_yet_an_update_brings_and_what_nobody_gave_has_to_be_given() {
        let (without, with) = (key(&[13], |_| ()), key(&[12, 13], |_| ()));
        let known = Known::default();
        assert_eq!(why(&without, &with, &known, NOON), (Cause::NoRight, vec![], Some(Remedy::Update)));
        assert_eq!(why(&without, &without, &known, NOON), (Cause::NoRight, vec![], Some(Remedy::Access)));
        assert_eq!(why(&with, &with, &known, NOON), (Cause::Opens, vec![], None));
        assert_eq!(
            why(&with, &without, &known, NOON),
            (Cause::Opens, vec![], None),
            "the lock goes by the key"
        );
    }

    #[test]
    fn a_key_is_not_valid_yet_over_or_too_long_away() {
        let (from, until) = (at("2026-12-05 00:00"), at("2026-12-10 00:00"));
        let short = key(&[12], |said| {
            (said.validity.activation, said.validity.expiration) = (from, Some(until));
        });
        let long = key(&[12], |_| ());
        let known = Known::default();
        assert_eq!(why(&short, &short, &known, NOON), (Cause::NotYet(from), vec![], Some(Remedy::Validity)));
        assert_eq!(why(&short, &long, &known, NOON), (Cause::NotYet(from), vec![], Some(Remedy::Update)));
        let then = "2026-12-10 00:00";
        assert_eq!(why(&short, &short, &known, then), (Cause::Ended(until), vec![], Some(Remedy::Validity)));
        assert_eq!(why(&short, &long, &known, then), (Cause::Ended(until), vec![], Some(Remedy::Update)));
        let then = "2027-01-01 00:00";
        assert_eq!(
            why(&long, &long, &known, then),
            (Cause::OutOfDate(at(then)), vec![], None),
            "none that is written now lasts until then"
        );
        let later = Key::of(&statement(&[12]), at(then), &utc());
        assert_eq!(
            why(&long, &later, &known, then),
            (Cause::OutOfDate(at(then)), vec![], Some(Remedy::Update))
        );
    }

    #[test]
    fn a_ban_comes_first_and_what_no_lock_reported_is_a_doubt() {
        let opens = key(&[12], |_| ());
        let sequence = opens.image().unwrap().header.sequence;
        let below = Refused::Below(sequence + 1);
        let banned = |is_banned, refused| Known { is_banned, refused, ..Known::default() };
        let told = |known| why(&opens, &opens, &known, NOON);
        assert_eq!(told(banned(true, Some((below, true)))), (Cause::BelowBan, vec![], Some(Remedy::LiftBan)));
        assert_eq!(
            told(banned(false, Some((below, true)))),
            (Cause::BelowBan, vec![], Some(Remedy::Update)),
            "a new writing is above"
        );
        assert_eq!(told(banned(true, Some((below, false)))), (Cause::Opens, vec![Doubt::BelowBan], None));
        let above = Refused::Below(sequence);
        assert_eq!(told(banned(false, Some((above, true)))), (Cause::Opens, vec![], None));
        assert_eq!(told(banned(false, Some((above, false)))), (Cause::Opens, vec![], None));
        assert_eq!(told(banned(false, Some((Refused::All, true)))), (Cause::Cancelled, vec![], None));
        assert_eq!(
            told(banned(false, Some((Refused::All, false)))),
            (Cause::Opens, vec![Doubt::Cancelled], None)
        );
        let without = key(&[13], |_| ());
        assert_eq!(
            why(&without, &opens, &banned(true, None), NOON),
            (Cause::NoRight, vec![], Some(Remedy::LiftBan)),
            "no key of somebody who is banned is brought up to date"
        );
        assert_eq!(
            why(&without, &without, &banned(true, None), NOON),
            (Cause::NoRight, vec![], Some(Remedy::Access)),
            "lifting the ban would not help"
        );
    }

    #[test]
    fn a_lock_that_met_a_later_writing_refuses_this_one() {
        let opens = key(&[12], |_| ());
        let newer = opens.image().unwrap().header.sequence + 1;
        let known = |was_here| Known { newer: Some((newer, was_here)), ..Known::default() };
        assert_eq!(why(&opens, &opens, &known(true), NOON), (Cause::NewerSeen, vec![], Some(Remedy::Update)));
        assert_eq!(why(&opens, &opens, &known(false), NOON), (Cause::Opens, vec![Doubt::Newer], None));
    }

    #[test]
    fn a_lock_that_asks_for_a_pin_refuses_a_key_that_has_none() {
        let lock = &mut asked(door::Mode::KeyAndPin, None);
        let (without, with) = (key(&[12], |_| ()), key(&[12], |said| said.pin = Some(PinCheck([7; 12]))));
        let mut told = |says: &Key, wanted: &Key| {
            let why = of(says.image().unwrap(), wanted, lock, &Known::default(), at(NOON));
            (why.cause, why.remedy)
        };
        assert_eq!(told(&without, &without), (Cause::NoPin, Some(Remedy::Pin)));
        assert_eq!(told(&without, &with), (Cause::NoPin, Some(Remedy::Update)));
        assert_eq!(told(&with, &with), (Cause::Opens, None));
    }

    #[test]
    fn a_key_takes_no_second_locker_of_a_group_and_keeps_none_for_longer_than_it_may() {
        let group = zone::Group::new(1).unwrap();
        let holder = Holder {
            user: UserId(1),
            options: Options::default(),
            validity: validity(),
            pin: None,
            number: String::new(),
            crossing: None,
        };
        let right = |to| Right { to, between: None, hours: None };
        let rights = [right(Target::Locker(code(12), group)), right(Target::Slot(group))];
        let said = access::statement(&holder, &rights, &Rules::default());
        let key = Key::of(&said, at("2026-12-01 05:00"), &utc());
        let held = |locker: u16| Held { group, locker: code(locker), since: at("2026-12-01 08:00") };
        let told = |held: Vec<Held>, minutes: Option<u16>| {
            let free = Some(minutes.and_then(NonZeroU16::new));
            let lock = &mut asked(door::Mode::Standard, free);
            let why = of(key.image().unwrap(), &key, lock, &Known { held, ..Known::default() }, at(NOON));
            (why.cause, why.remedy)
        };
        assert_eq!(told(vec![], None), (Cause::Opens, None));
        assert_eq!(told(vec![held(13)], None), (Cause::HasAnother, None));
        assert_eq!(told(vec![held(12)], None), (Cause::Opens, None));
        assert_eq!(told(vec![held(12)], Some(27 * 60)), (Cause::OccupancyOver, None));
        assert_eq!(told(vec![held(12)], Some(28 * 60 + 1)), (Cause::Opens, None));
    }
}
