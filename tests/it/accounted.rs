//! Keys that were signed are accounted for. A card may be no card but a machine that plays one: it keeps what it
//! hears and leaves when it likes. Whatever left the desk is listed and in the way of deleting until it is over, and
//! a card that says something else than what was read back from it is told apart.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use ed25519_dalek::{Signer as _, SigningKey};
use keydesk::domain::image::{HEADER_BYTES, Image};
use keydesk::domain::key::{Reason, Status};
use keydesk::domain::moment;
use keydesk::domain::user::UserId;
use keydesk::encoders::{CardId, SIMULATED};
use keydesk::fault::Faults;
use keydesk::operation::encode::{self, Error, Impediment, Mismatch, OldKey, Recognised, Stranger};
use keydesk::operation::users::Ban;
use keydesk::operation::{StorageError, doors, start, users};
use keydesk::secret::Secret;
use keydesk::simulator::{Card, Fault, Moment, Product, Settled, SharedCard};

use crate::cards::{
    APPLICATION, EV1, EV2, EV3, NOT_HERE, OPENS, RIGHTS, ask, card, desk_of, desk_since, keys, memory, over,
    rights, sequence, serial_of, writing,
};
use crate::desk::{Desk, at, desk};

fn recognise(desk: &Desk) -> Recognised {
    encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap()
}

fn status(desk: &Desk, user: UserId) -> Status {
    let page = users::open(&desk.console, &desk.permit(), user).unwrap();
    page.key.map_or(Status::NoKey, |key| key.status)
}

fn delete(desk: &Desk, user: UserId) -> Result<(), keydesk::operation::Error> {
    users::delete(&desk.console, &desk.permit(), &[user])
}

/// The card shows a number of ours and the factory's key: it is refused wherever it is laid down, and left as it is.
#[track_caller]
fn refused_as_taken(desk: &Desk, id: CardId, card: &SharedCard, user: UserId, what: &str) {
    desk.lay(id);
    let (before, taken) = (memory(card), Stranger::SerialTaken(serial_of(card)));
    let noted = || {
        let sql = "SELECT count(*) FROM audit WHERE action = 'serial-taken' AND subject_name = ?1";
        let serial = serial_of(card).to_string();
        desk.database().query_row(sql, [serial], |row| row.get::<_, u8>(0)).unwrap() == 1
    };
    assert_eq!(recognise(desk), Recognised::Stranger(taken), "{what}");
    assert!(noted(), "{what}");
    let insisted = encode::assign(&desk.console, &desk.permit(), user, over(card), &desk.at());
    for refused in [desk.assign(user), insisted, desk.update_any()] {
        assert!(matches!(refused, Err(Error::Stranger(found)) if found == taken), "{what}: {refused:?}");
        assert!(noted(), "{what}");
    }
    assert_eq!(memory(card), before, "{what}");
}

/// Until when the person cannot be deleted.
#[track_caller]
fn held_until(desk: &Desk, user: UserId) -> DateTime<Utc> {
    match delete(desk, user) {
        Err(
            keydesk::operation::Error::HoldsKey(_, until) | keydesk::operation::Error::KeyIsOut(_, until),
        ) => until,
        other => panic!("{other:?}"),
    }
}

/// Updates the key, whatever it says.
fn insist(desk: &Desk, user: UserId) -> Result<encode::Done, Error> {
    encode::update(&desk.console, &desk.permit(), user, desk.over_all(), &desk.at())
}

fn laid(desk: &Desk, product: Product, number: u8) -> (CardId, SharedCard) {
    let (id, card) = desk.put_in_tray(card(product, number));
    desk.lay(id);
    (id, card)
}

/// The images that a machine has which plays this card, those that were never committed as well.
fn held(desk: &Desk, card: &SharedCard) -> Vec<Image> {
    let signers = desk.signers();
    let heard: Vec<Vec<u8>> = card.lock().heard().iter().map(|(_, content)| content.clone()).collect();
    let all = heard.into_iter().chain(rights(card));
    all.filter_map(|bytes| Image::open(&bytes, serial_of(card), &signers).ok()).collect()
}

/// Every image ever signed, by key and number: there are never two under one.
#[derive(Default)]
struct Signed(BTreeMap<(u32, u32), Image>);

impl Signed {
    #[track_caller]
    fn note(&mut self, images: Vec<Image>, what: &str) {
        for image in images {
            let numbers = (image.header.code.0, image.header.sequence);
            let before = self.0.insert(numbers, image.clone());
            assert!(before.is_none_or(|before| before == image), "{what}: two images under {numbers:?}");
        }
    }
}

/// Whatever a machine has that plays the card is known: the person is listed with it and cannot be deleted as long
/// as it opens anything; what is not the newest that was read back makes the key *unknown*.
#[track_caller]
fn accounted(desk: &Desk, user: UserId, card: &SharedCard, what: &str) {
    let committed = sequence(card);
    for image in held(desk, card) {
        let end = moment::from_key_minutes(image.header.refresh_by);
        let page = users::open(&desk.console, &desk.permit(), user).unwrap();
        let key = page.key.unwrap_or_else(|| panic!("{what}: a key that nobody lists"));
        assert!(key.until >= end, "{what}: {} < {end}", key.until);
        assert!(held_until(desk, user) >= end, "{what}");
        if Some(image.header.sequence) > committed {
            assert_eq!(key.status, Status::Unknown, "{what}");
            assert!(key.reasons.contains(&Reason::PerhapsOut(key.until)), "{what}: {:?}", key.reasons);
        }
    }
}

const MOMENTS: [Moment; 3] =
    [Moment::BeforeCommand, Moment::DuringCommand(Settled::Undone), Moment::AfterCommand];

#[test]
fn a_machine_that_leaves_an_assignment_at_any_exchange_has_nothing_that_nobody_lists() {
    for product in [EV1, EV2, EV3] {
        let desk = desk();
        let vault = desk.door("Vault");
        let (mut exchange, mut left, mut signed) = (0, 0, Signed::default());
        loop {
            exchange += 1;
            let mut is_done = false;
            for (number, moment) in MOMENTS.into_iter().enumerate() {
                let what = format!("{product:?}, exchange {exchange}, {moment:?}");
                let mallory = desk.user("Mallory", "Temp");
                desk.give(mallory, &[vault]);
                let place = (exchange * 3 + number as u64) as u8;
                let (id, card) = laid(&desk, product, place);
                card.lock().plan(Fault { exchange, moment });
                is_done = desk.assign(mallory).is_ok();
                accounted(&desk, mallory, &card, &what);
                signed.note(held(&desk, &card), &what);
                if is_done {
                    break;
                }
                left += usize::from(!held(&desk, &card).is_empty());
                if held(&desk, &card).is_empty() && status(&desk, mallory) == Status::NoKey {
                    delete(&desk, mallory).unwrap();
                    continue;
                }
                desk.change_doors(mallory, &[], &[vault]);
                desk.lay(id);
                desk.assign(mallory).unwrap_or_else(|error| panic!("{what}: {error}"));
                if status(&desk, mallory) == Status::UpdateRequired {
                    // The commit had come to pass: that is read back as it is, and brought up to date.
                    desk.update(mallory).unwrap();
                }
                signed.note(held(&desk, &card), &what);
                assert_eq!(ask(&desk, &card, vault), NOT_HERE, "{what}");
                assert_eq!(status(&desk, mallory), Status::Synchronized, "{what}");
            }
            if is_done {
                break;
            }
        }
        assert!(exchange > 20 && left > 5, "{product:?}: {exchange} exchanges, {left} images that left");
    }
}

#[test]
fn a_machine_that_leaves_an_update_at_any_exchange_has_nothing_that_nobody_lists() {
    for product in [EV1, EV2, EV3] {
        let desk = desk();
        let vault = desk.door("Vault");
        let mallory = desk.user("Mallory", "Temp");
        let (id, card) = laid(&desk, product, 1);
        desk.assign(mallory).unwrap();
        let (mut exchange, mut left, mut signed) = (0, 0, Signed::default());
        loop {
            exchange += 1;
            let mut is_done = false;
            for moment in MOMENTS {
                let what = format!("{product:?}, exchange {exchange}, {moment:?}");
                desk.give(mallory, &[vault]);
                desk.lay(id);
                let before = held(&desk, &card).len();
                card.lock().plan(Fault { exchange, moment });
                is_done = desk.update(mallory).is_ok();
                card.lock().plan(None);
                accounted(&desk, mallory, &card, &what);
                left += held(&desk, &card).len() - before;
                signed.note(held(&desk, &card), &what);
                desk.change_doors(mallory, &[], &[vault]);
                if held(&desk, &card).len() > before && !is_done && ask(&desk, &card, vault) == NOT_HERE {
                    assert_eq!(status(&desk, mallory), Status::Unknown, "{what}: not as if nothing had been");
                }
                desk.lay(id);
                desk.update(mallory).unwrap_or_else(|error| panic!("{what}: {error}"));
                signed.note(held(&desk, &card), &what);
                assert_eq!(status(&desk, mallory), Status::Synchronized, "{what}");
                let newest = sequence(&card);
                assert!(
                    held(&desk, &card).iter().all(|image| Some(image.header.sequence) <= newest),
                    "{what}"
                );
            }
            if is_done {
                break;
            }
        }
        assert!(exchange > 8 && left >= 3, "{product:?}: {exchange} exchanges, {left} images that left");
    }
}

/// The exchange that would have been the commit of a first writing.
fn commit_of_assignment(desk: &Desk) -> u64 {
    desk.door("Gate");
    let user = desk.user("Try", "Out");
    let (_, card) = laid(desk, EV2, 0xFE);
    card.lock().reset_traffic();
    desk.assign(user).unwrap();
    let exchanges = card.lock().traffic().exchanges;
    // It is read back after the commit: one command of as many frames as it needs.
    (1..exchanges)
        .rev()
        .find(|exchange| {
            let user = desk.user("Try", "Again");
            let (_, card) = laid(desk, EV2, *exchange as u8);
            card.lock().plan(Fault { exchange: *exchange, moment: Moment::BeforeCommand });
            desk.assign(user).unwrap_err();
            sequence(&card).is_none()
        })
        .unwrap()
}

/// Somebody whose first key left before the commit.
fn left_before_commit(desk: &Desk) -> (UserId, CardId, SharedCard) {
    let commit = commit_of_assignment(desk);
    let mallory = desk.user("Mallory", "Temp");
    let (id, card) = laid(desk, EV2, 0xAA);
    card.lock().plan(Fault { exchange: commit, moment: Moment::BeforeCommand });
    assert!(matches!(desk.assign(mallory), Err(Error::Unknown { .. })));
    assert_eq!(held(desk, &card).len(), 1);
    (mallory, id, card)
}

#[test]
fn what_is_insisted_on_is_said_of_each_card_and_of_no_other() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    // Two old cards of nobody, and a first key that was left unfinished on a third.
    let old = [1, 2].map(|number| {
        let (id, card) = desk.put_in_tray(card(EV2, number));
        desk.lay(id);
        let person = desk.user("Old", &format!("Person {number}"));
        desk.assign(person).unwrap();
        (id, card, person)
    });
    desk.clock.set(at("2026-12-23 00:00"));
    users::delete(&desk.console, &desk.permit(), &[old[0].2, old[1].2]).unwrap();
    let (bob, _, unfinished) = left_before_commit(&desk);

    let assign = |user, old_key| encode::assign(&desk.console, &desk.permit(), user, old_key, &desk.at());
    let [(first, of_first, _), (second, of_second, _)] = old;
    desk.lay(first);
    let Err(asked) = assign(bob, OldKey::LEAVE) else { panic!("an old key") };
    assert!(matches!(asked, Error::KeyOfNobody(serial) if serial == serial_of(&of_first)), "{asked:?}");
    let replace = OldKey::LEAVE.and(&asked).unwrap();
    let Err(asked) = assign(bob, replace) else { panic!("unfinished elsewhere") };
    assert!(matches!(asked, Error::BegunElsewhere { serial, .. } if serial == serial_of(&unfinished)));
    let both = replace.and(&asked).unwrap();
    let before = memory(&of_second);
    desk.lay(second);
    for user in [ana, bob] {
        let refused = assign(user, both);
        let is_asked = matches!(refused, Err(Error::KeyOfNobody(serial)) if serial == serial_of(&of_second));
        assert!(is_asked, "said of the other card: {refused:?}");
    }
    assert_eq!(memory(&of_second), before);
    desk.lay(first);
    let alone = OldKey { replaced: None, ..both };
    assert!(matches!(assign(bob, alone), Err(Error::KeyOfNobody(_))), "each word by itself is not enough");
    assign(bob, both).unwrap();
    assert_eq!(status(&desk, bob), Status::Synchronized);
}

#[test]
fn an_assignment_that_was_sent_blocks_deleting_until_it_is_over() {
    let desk = desk();
    let (mallory, ..) = left_before_commit(&desk);
    assert_eq!(held_until(&desk, mallory), at("2026-12-23 00:00"));
    desk.clock.set(at("2026-12-22 23:59"));
    assert_eq!(status(&desk, mallory), Status::Unknown);
    held_until(&desk, mallory);
    desk.clock.set(at("2026-12-23 00:00"));
    assert_eq!(status(&desk, mallory), Status::Expired);
    delete(&desk, mallory).unwrap();
}

#[test]
fn a_first_key_begun_on_another_card_is_given_up_only_when_the_operator_says_so() {
    let desk = desk();
    let (mallory, ..) = left_before_commit(&desk);
    let end = held_until(&desk, mallory);
    let (_, second) = laid(&desk, EV2, 0xAB);
    let before = memory(&second);
    let Err(Error::BegunElsewhere { serial, until }) = desk.assign(mallory) else { panic!("refused") };
    assert_eq!((serial.to_string().as_str(), until), ("041020304050AA", end));
    assert_eq!(memory(&second), before);
    desk.clock.set(at("2026-12-01 00:00"));
    let abandon = OldKey { abandoned: Some(serial), ..OldKey::LEAVE };
    encode::assign(&desk.console, &desk.permit(), mallory, abandon, &desk.at()).unwrap();
    assert!(desk.trail(3).iter().any(|(action, _)| action == "key-given-up"));
    let listed = "SELECT count(*) FROM denylist WHERE below = 4294967295";
    let listed: u8 = desk.database().query_row(listed, [], |row| row.get(0)).unwrap();
    assert_eq!(listed, 1, "who kept what was sent is refused where that is heard");
    let key = users::open(&desk.console, &desk.permit(), mallory).unwrap().key.unwrap();
    assert_eq!((key.status, key.reasons), (Status::Synchronized, vec![Reason::AnotherOut(end)]));
    // The new key ends with the person, before what was given up.
    desk.change(mallory, |draft| {
        draft.expiration = keydesk::domain::user::End::At(Some(at("2026-12-02 00:00").naive_utc()));
    });
    desk.update(mallory).unwrap();
    assert_eq!(held_until(&desk, mallory), end);
    desk.clock.set(end);
    delete(&desk, mallory).unwrap();
}

#[test]
fn a_first_key_that_was_left_unfinished_is_written_above_what_a_ban_refuses() {
    let desk = desk();
    let (mallory, id, card) = left_before_commit(&desk);
    let ban = |ban| users::ban(&desk.console, &desk.permit(), &[mallory], ban).unwrap();
    desk.clock.advance(Duration::minutes(10));
    ban(Ban::PutOn);
    let below: u32 = desk.database().query_row("SELECT below FROM denylist", [], |row| row.get(0)).unwrap();
    desk.sql("UPDATE denylist SET carried = 1");
    desk.clock.advance(-Duration::minutes(8));
    ban(Ban::Lift);
    desk.lay(id);
    desk.assign(mallory).unwrap();
    assert!(sequence(&card) >= Some(below), "{:?} < {below}", sequence(&card));
}

#[test]
fn a_first_key_begun_elsewhere_is_forgotten_when_it_is_over() {
    let desk = desk();
    let (mallory, ..) = left_before_commit(&desk);
    desk.clock.set(held_until(&desk, mallory));
    laid(&desk, EV2, 0xAB);
    desk.assign(mallory).unwrap();
    let key = users::open(&desk.console, &desk.permit(), mallory).unwrap().key.unwrap();
    assert_eq!((key.status, key.reasons), (Status::Synchronized, vec![]));
}

#[test]
fn beginning_a_first_key_again_does_not_make_the_one_that_was_sent_undone() {
    let desk = desk();
    let (mallory, id, card) = left_before_commit(&desk);
    for exchange in 1..12 {
        desk.lay(id);
        card.lock().plan(Fault { exchange, moment: Moment::BeforeCommand });
        desk.assign(mallory).unwrap_err();
        accounted(&desk, mallory, &card, &format!("exchange {exchange}"));
    }
}

#[test]
fn two_writings_of_one_key_at_once_leave_none_out_of_the_books() {
    // While one is read back, another one was begun: it stays open.
    let desk = desk();
    let mallory = desk.user("Mallory", "Temp");
    let card = laid(&desk, EV2, 1).1;
    desk.assign(mallory).unwrap();
    let database = desk.database();
    let begun = std::sync::atomic::AtomicBool::new(false);
    let folder = desk.folder.path().to_owned();
    let watched = desk.at_with(move |_, step| {
        if step == encode::Step::Comparing && !begun.swap(true, std::sync::atomic::Ordering::SeqCst) {
            let database = rusqlite::Connection::open(folder.join("site.db")).unwrap();
            let later =
                "UPDATE keys SET attempt_sequence = 90000009, last_sequence = 90000009, attempt_until_at = 1990000000000,
                                         open_until_at = 1990000000000";
            database.execute_batch(later).unwrap();
        }
    });
    encode::update(&desk.console, &desk.permit(), mallory, OldKey::LEAVE, &watched).unwrap();
    let (written, attempt): (u32, u32) = database
        .query_row("SELECT written_sequence, attempt_sequence FROM keys", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!((Some(written), attempt), (sequence(&card), 90_000_009));
    assert_eq!(held_until(&desk, mallory).timestamp_millis(), 1_990_000_000_000);
}

/// A person whose key was written this often, and what it said each time.
fn written_often(desk: &Desk, product: Product, times: usize) -> (UserId, SharedCard, Vec<Vec<u8>>) {
    let ana = desk.user("Ana", "García");
    let (_, card) = laid(desk, product, 1);
    let mut said = Vec::new();
    for time in 0..times {
        let door = desk.door(&format!("Door {time}"));
        desk.give(ana, &[door]);
        if time == 0 { desk.assign(ana) } else { desk.update(ana) }.unwrap();
        said.push(rights(&card).unwrap());
    }
    (ana, card, said)
}

fn make_say(card: &SharedCard, bytes: &[u8]) {
    card.lock().set_file(APPLICATION, RIGHTS, bytes).unwrap();
}

/// The card is told apart, the trail has it, and nothing is written unless the operator says so.
#[track_caller]
fn told_apart(desk: &Desk, ana: UserId, card: &SharedCard, expected: Mismatch, what: &str) {
    let before = memory(card);
    let known = users::open(&desk.console, &desk.permit(), ana).unwrap().key;
    let action = format!("key-{}", expected.key());
    let Recognised::Mismatch { user, mismatch, serial } = recognise(desk) else { panic!("{what}") };
    assert_eq!((user, mismatch), (Some((ana, "Ana García".into())), expected), "{what}");
    assert_eq!(serial, serial_of(card).to_string());
    assert_eq!(desk.trail(1)[0].0, action, "{what}");
    for refused in [desk.update_any(), desk.update(ana)] {
        assert!(
            matches!(refused, Err(Error::Mismatch(found, _)) if found == expected),
            "{what}: {refused:?}"
        );
        assert_eq!(desk.trail(1)[0].0, action, "{what}");
    }
    assert_eq!(memory(card), before, "{what}");
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().key, known, "{what}");
}

#[test]
fn a_card_that_was_put_back_to_any_former_image_is_told_apart() {
    for product in [EV1, EV2] {
        let desk = desk();
        let (ana, card, said) = written_often(&desk, product, 4);
        let (newest, former) = said.split_last().unwrap();
        let never = vec![0; newest.len()];
        for (number, bytes) in former.iter().chain([&never]).enumerate() {
            make_say(&card, bytes);
            told_apart(&desk, ana, &card, Mismatch::PutBack, &format!("{product:?}, image {number}"));
        }
        make_say(&card, newest);
        assert!(matches!(recognise(&desk), Recognised::Key { status: Status::Synchronized, .. }));
        make_say(&card, &former[0]);
        insist(&desk, ana).unwrap();
        assert_eq!((writing(&card), status(&desk, ana)), (Some(5), Status::Synchronized));
    }
}

#[test]
fn a_card_with_any_byte_of_header_or_signature_altered_is_told_apart() {
    let desk = desk();
    let (ana, card, said) = written_often(&desk, EV2, 2);
    let newest = &said[1];
    for byte in 0..HEADER_BYTES {
        let mut altered = newest.clone();
        altered[byte] ^= 1 << (byte % 8);
        make_say(&card, &altered);
        let found = recognise(&desk);
        assert!(
            matches!(&found, Recognised::Mismatch { mismatch: Mismatch::Altered, .. }),
            "byte {byte}: {found:?}"
        );
    }
    told_apart(&desk, ana, &card, Mismatch::Altered, "the last byte of the signature");
    insist(&desk, ana).unwrap();
    assert_eq!((writing(&card), status(&desk, ana)), (Some(3), Status::Synchronized));
}

#[test]
fn a_cards_claim_moves_no_number_of_ours() {
    for claimed in [1_000, u32::MAX - 1, u32::MAX] {
        let desk = desk();
        let (ana, card, said) = written_often(&desk, EV2, 1);
        let mut claims = said[0].clone();
        claims[24..28].copy_from_slice(&claimed.to_le_bytes());
        make_say(&card, &claims);
        told_apart(&desk, ana, &card, Mismatch::Altered, &format!("{claimed}"));
        insist(&desk, ana).unwrap();
        assert_eq!(writing(&card), Some(2), "{claimed}");
        desk.update(ana).unwrap();
        assert_eq!(writing(&card), Some(3), "{claimed}");
    }
}

#[test]
fn a_key_whose_numbers_are_used_up_is_refused_and_the_encoder_works_on() {
    let desk = desk();
    let (ana, card, _) = written_often(&desk, EV2, 1);
    desk.sql("UPDATE keys SET last_sequence = 4294967295");
    let before = memory(&card);
    let refused = desk.update(ana);
    assert!(matches!(refused, Err(Error::Storage(StorageError::NoKeyNumberLeft))), "{refused:?}");
    assert_eq!(memory(&card), before);
    desk.sql("UPDATE keys SET last_sequence = 90000007");
    desk.update(ana).unwrap();
    assert_eq!(sequence(&card), Some(90_000_008));
}

/// A copy of the site's file as it is now.
fn copy(desk: &Desk) -> std::path::PathBuf {
    let copy = desk.folder.path().join("copy");
    let _ = std::fs::remove_file(&copy);
    desk.database().execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    copy
}

/// Puts the copy in the place of the file, and opens it.
fn put_back(desk: Desk, copy: &std::path::Path) -> Desk {
    let copy = copy.to_owned();
    desk.again_after(move |folder| {
        std::fs::copy(copy, folder.join("site.db")).unwrap();
        for beside in ["site.db-wal", "site.db-shm"] {
            let _ = std::fs::remove_file(folder.join(beside));
        }
    })
}

#[test]
fn keys_that_are_newer_than_the_file_are_told_apart() {
    let desk = desk();
    let (ana, anas, _) = written_often(&desk, EV2, 2);
    let copy = copy(&desk);
    desk.update(ana).unwrap();
    let (bob, bobs) = (desk.user("Bob", "Brown"), laid(&desk, EV2, 2));
    desk.assign(bob).unwrap();
    let desk = put_back(desk, &copy);
    desk.lay(CardId(0));
    told_apart(&desk, ana, &anas, Mismatch::Newer, "a later writing");
    desk.lay(bobs.0);
    let Recognised::Mismatch { user: None, mismatch: Mismatch::Newer, .. } = recognise(&desk) else {
        panic!("a later key")
    };
    assert_eq!(desk.trail(1)[0].0, "key-newer");
    assert!(matches!(desk.update_any(), Err(Error::Mismatch(Mismatch::Newer, _))));
    let eve = desk.user("Eve", "Other");
    assert!(matches!(desk.assign(eve), Err(Error::Mismatch(Mismatch::Newer, _))));
    // The operator goes on: under a number that no image had.
    desk.lay(CardId(0));
    insist(&desk, ana).unwrap();
    assert_eq!(writing(&anas), Some(4));
    desk.lay(bobs.0);
    encode::assign(&desk.console, &desk.permit(), eve, desk.over_all(), &desk.at()).unwrap();
    assert_eq!(status(&desk, eve), Status::Synchronized);
}

/// An image as the site with this secret would sign it for the card, after something was done to its bytes.
fn signed_anew(secret: &Secret, card: &SharedCard, bytes: &[u8], change: impl FnOnce(&mut [u8])) -> Vec<u8> {
    let length = usize::from(u16::from_le_bytes([bytes[46], bytes[47]]));
    let (mut head, body) = (bytes[..64].to_vec(), &bytes[HEADER_BYTES..HEADER_BYTES + length]);
    change(&mut head);
    let serial = serial_of(card);
    let number = serial.as_bytes();
    let front = [b"keydesk key image 1\0".as_slice(), &[number.len() as u8], number].concat();
    let key = SigningKey::from_bytes(&secret.derive::<32>("keydesk image signing"));
    let signature = key.sign(&[&front, &head, body].concat()).to_bytes();
    [head.as_slice(), &signature, body].concat()
}

#[test]
fn a_key_that_says_what_only_a_later_version_knows_is_not_called_altered() {
    let secret = Secret::new([7; 32]);
    let desk = desk_of(&secret, Faults::NONE);
    let (ana, card, said) = written_often(&desk, EV2, 1);
    type Change = fn(&mut [u8]);
    let changes: [(&str, Change); 3] = [
        ("a flag", |head| head[45] |= 0x80),
        ("a restriction", |head| head[54] = 1),
        ("a kind", |head| head[3] = 2),
    ];
    for (what, change) in changes {
        make_say(&card, &signed_anew(&secret, &card, &said[0], change));
        desk.clock.advance(Duration::days(1));
        told_apart(&desk, ana, &card, Mismatch::NotUnderstood, what);
        let mut only_claims = said[0].clone();
        change(&mut only_claims);
        make_say(&card, &only_claims);
        told_apart(&desk, ana, &card, Mismatch::Altered, what);
    }
    make_say(&card, &signed_anew(&secret, &card, &said[0], |head| head[54] = 1));
    insist(&desk, ana).unwrap();
    assert_eq!(status(&desk, ana), Status::Synchronized);
    assert!(writing(&card) > Some(1));
}

#[test]
fn a_key_from_before_a_recovery_is_told_apart_and_written_anew_when_it_is_assigned() {
    for make in [|| card(EV2, 1), || card(EV1, 1).with_random_uid()] {
        let secret = Secret::new([7; 32]);
        let before = desk_of(&secret, Faults::NONE);
        let (id, card) = before.put_in_tray(make());
        before.lay(id);
        before.assign(before.user("Ana", "García")).unwrap();
        let clock = crate::desk::clock();
        clock.advance(Duration::days(3));
        let desk = desk_since(&secret, Faults::NONE, clock);
        let ana = desk.user("Ana", "García");
        let id = desk.tray.add("card", card.clone());
        desk.lay(id);
        let said = memory(&card);
        let noted = || desk.trail(1)[0].0 == "key-earlier-numbering";
        let found = recognise(&desk);
        let expected = Mismatch::EarlierNumbering;
        assert!(
            matches!(&found, Recognised::Mismatch { user: None, mismatch, .. } if *mismatch == expected),
            "{found:?}"
        );
        assert!(noted());
        for refused in [desk.update_any(), desk.assign(ana)] {
            assert!(matches!(refused, Err(Error::Mismatch(found, _)) if found == expected), "{refused:?}");
            assert!(noted());
        }
        assert_eq!(memory(&card), said);
        // It leaves in the midst of that: what it says is no riddle then.
        card.lock().plan(Fault { exchange: 9, moment: Moment::BeforeCommand });
        encode::assign(&desk.console, &desk.permit(), ana, desk.over_all(), &desk.at()).unwrap_err();
        desk.lay(id);
        if status(&desk, ana) == Status::NoKey {
            encode::assign(&desk.console, &desk.permit(), ana, desk.over_all(), &desk.at()).unwrap();
        } else {
            assert!(matches!(recognise(&desk), Recognised::HalfMade { .. }));
            desk.assign(ana).unwrap();
        }
        assert_eq!(status(&desk, ana), Status::Synchronized);
        // The other way round: the older database is laid the newer key.
        let id = before.tray.add("card", card.clone());
        before.lay(id);
        let found = recognise(&before);
        assert!(matches!(found, Recognised::Mismatch { mismatch: Mismatch::Newer, .. }), "{found:?}");
    }
}

#[test]
fn what_a_card_shows_is_noted_once_a_day_until_somebody_takes_note() {
    let desk = desk();
    let (_, anas, said) = written_often(&desk, EV2, 2);
    make_say(&anas, &said[0]);
    desk.lay(CardId(0));
    let lines = || {
        let sql = "SELECT count(*) FROM audit WHERE action = 'key-put-back'";
        desk.database().query_row(sql, [], |row| row.get::<_, u8>(0)).unwrap()
    };
    let lay_often = || {
        for _ in 0..3 {
            recognise(&desk);
            desk.update_any().unwrap_err();
        }
    };
    lay_often();
    assert_eq!(lines(), 1);
    let administrator = desk.session.administrator().unwrap();
    let shown = start::mismatches(&desk.console, &administrator).unwrap().unwrap();
    start::take_note(&desk.console, &administrator, &shown).unwrap();
    lay_often();
    assert_eq!(lines(), 2, "what comes after a note is new");
    desk.clock.advance(Duration::days(1));
    lay_often();
    assert_eq!(lines(), 3);
    make_say(&anas, &vec![7; said[0].len()]);
    lay_often();
    assert_eq!((lines(), desk.trail(1)[0].0.as_str()), (3, "key-altered"), "each kind by itself");
}

#[test]
fn no_number_of_cards_that_were_finished_hides_one_that_was_left_half_made() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    // It hides its number and left before it had any key but its owner's: by nothing else is it known.
    let (id, left) = desk.put_in_tray(card(EV2, 1).with_random_uid());
    left.lock().plan(Fault { exchange: 15, moment: Moment::BeforeCommand });
    desk.lay(id);
    desk.assign(ana).unwrap_err();
    desk.lay(id);
    assert!(matches!(recognise(&desk), Recognised::Blank { .. }));
    for number in 0..50 {
        for (kind, written) in ["NULL", "attempt_sequence"].into_iter().enumerate() {
            let attempt = if kind == 0 { "attempt_sequence" } else { "NULL" };
            desk.sql(&format!(
                "INSERT INTO keys (id, user_id, serial, generation, capacity, assigned_at, assigned_by, ended_at,
                                   last_sequence, written_sequence, attempt_sequence)
                 SELECT {id}, user_id, x'0409090909{number:04}', generation, capacity, assigned_at + 1000,
                        assigned_by, assigned_at, last_sequence, {written}, {attempt}
                 FROM keys WHERE serial = x'04102030405001'",
                id = 2 * number + kind + 1,
            ));
        }
    }
    assert!(matches!(recognise(&desk), Recognised::Blank { .. }));
    desk.sql("DELETE FROM keys WHERE serial = x'04102030405001'");
    assert!(matches!(recognise(&desk), Recognised::Stranger(_)), "known by its row alone");
}

#[test]
fn what_a_key_of_another_person_says_is_watched_as_well() {
    let desk = desk();
    let (ana, anas, said) = written_often(&desk, EV2, 2);
    let bob = desk.user("Bob", "Brown");
    let bobs = laid(&desk, EV2, 2);
    desk.assign(bob).unwrap();
    let eve = desk.user("Eve", "Other");
    make_say(&anas, &said[0]);
    desk.lay(CardId(0));
    let acts: [&dyn Fn() -> Result<encode::Done, Error>; 2] = [&|| desk.update(bob), &|| desk.assign(eve)];
    for act in acts {
        desk.clock.advance(Duration::days(1));
        desk.user("Another", "Line");
        let refused = act();
        assert!(matches!(refused, Err(Error::InvalidUserKey(_))), "{refused:?}");
        assert_eq!(desk.trail(1)[0].0, "key-put-back");
    }
    desk.user("Another", "Line");
    desk.lay(bobs.0);
    assert!(matches!(desk.update(ana), Err(Error::InvalidUserKey(_))));
    assert_eq!(desk.trail(1)[0].0, "user-added", "that one is up to date");
}

#[test]
fn administrators_learn_of_keys_that_differ_until_they_take_note() {
    let desk = desk();
    let administrator = desk.session.administrator().unwrap();
    let standing = |desk: &Desk| start::mismatches(&desk.console, &administrator).unwrap();
    let (_, card, said) = written_often(&desk, EV2, 2);
    assert_eq!(standing(&desk), None);
    make_say(&card, &said[0]);
    recognise(&desk);
    recognise(&desk);
    let shown = standing(&desk).unwrap();
    assert_eq!(shown.by_kind, [(Mismatch::PutBack, 1)], "one key, however often it is laid down");
    let mut altered = said[1].clone();
    altered[100] ^= 1;
    make_say(&card, &altered);
    recognise(&desk);
    start::take_note(&desk.console, &administrator, &shown).unwrap();
    let shown = standing(&desk).unwrap();
    assert_eq!(shown.by_kind, [(Mismatch::PutBack, 1), (Mismatch::Altered, 1)], "more came since");
    start::take_note(&desk.console, &administrator, &shown).unwrap();
    assert_eq!(desk.trail(1)[0], ("mismatches-seen".to_owned(), r#"{"keys":2}"#.to_owned()));
    assert_eq!(standing(&desk), None);
    make_say(&card, &said[0]);
    recognise(&desk);
    assert_eq!(standing(&desk).unwrap().by_kind, [(Mismatch::PutBack, 1)]);
}

#[test]
fn a_card_put_back_to_a_key_that_it_was_before_is_told_apart() {
    let desk = desk();
    let (ana, card, said) = written_often(&desk, EV2, 1);
    desk.clock.advance(Duration::days(31) - Duration::hours(1));
    delete(&desk, ana).unwrap();
    assert_eq!(recognise(&desk), Recognised::KeyOfNobody);
    let mut altered = said[0].clone();
    altered[70] ^= 1;
    make_say(&card, &altered);
    let found = recognise(&desk);
    assert!(
        matches!(found, Recognised::Mismatch { user: None, mismatch: Mismatch::Altered, .. }),
        "{found:?}"
    );
    let new = desk.user("Ana", "García");
    assert!(matches!(desk.assign(new), Err(Error::Mismatch(Mismatch::Altered, _))));
    encode::assign(&desk.console, &desk.permit(), new, desk.over_all(), &desk.at()).unwrap();
    make_say(&card, &said[0]);
    told_apart(&desk, new, &card, Mismatch::PutBack, "the key that it was");
}

#[test]
fn a_copy_that_is_laid_down_in_the_midst_of_a_writing_is_told_apart() {
    let desk = desk();
    let (ana, card, said) = written_often(&desk, EV2, 3);
    card.lock().plan(Fault { exchange: 6, moment: Moment::BeforeCommand });
    let copied = card.clone();
    let watched = desk.at_put_back(CardId(0), move || make_say(&copied, &said[0]));
    let refused = encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched);
    assert!(matches!(refused, Err(Error::Mismatch(Mismatch::PutBack, _))), "{refused:?}");
    assert_eq!(writing(&card), Some(1));
    assert!(desk.trail(2).iter().any(|(action, _)| action == "key-put-back"));
}

#[test]
fn a_banned_persons_open_writing_stays_in_the_way() {
    let desk = desk();
    let (mallory, id, _) = left_before_commit(&desk);
    let end = held_until(&desk, mallory);
    users::ban(&desk.console, &desk.permit(), &[mallory], Ban::PutOn).unwrap();
    desk.lay(id);
    recognise(&desk);
    assert!(matches!(desk.assign(mallory), Err(Error::Impeded { by: Impediment::Banned, .. })));
    assert_eq!(held_until(&desk, mallory), end);
    assert_eq!(status(&desk, mallory), Status::Banned);
}

#[test]
fn a_card_taken_back_by_its_owner_is_whole() {
    // A card that was torn away honestly is unknown until it is laid down and updated, and right from then on.
    let desk = desk();
    let (ana, id, card) = left_before_commit(&desk);
    let door = desk.door("Front");
    desk.give(ana, &[door]);
    desk.lay(id);
    assert!(matches!(recognise(&desk), Recognised::HalfMade { .. }));
    assert_eq!(status(&desk, ana), Status::Unknown);
    desk.assign(ana).unwrap();
    assert_eq!((ask(&desk, &card, door), status(&desk, ana)), (OPENS, Status::Synchronized));
}

/// The numbers of doors and keys that a file knows of.
fn numbers(desk: &Desk) -> (Vec<u32>, Vec<u32>) {
    let database = desk.database();
    let all = |sql: &str| -> Vec<u32> {
        let mut statement = database.prepare(sql).unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    (all("SELECT code FROM doors"), all("SELECT id FROM keys"))
}

#[test]
fn numbers_are_given_once_whatever_is_deleted_undone_or_put_back() {
    let desk = desk();
    let mut keys = Vec::new();
    let give = |desk: &Desk, round: u8| {
        laid(desk, EV2, round);
        let user = desk.user("User", &format!("{round}"));
        desk.assign(user).unwrap();
        let door = desk.door(&format!("Door {round}"));
        (user, door)
    };
    give(&desk, 1);
    let copy = copy(&desk);
    for round in 2..6 {
        let (user, door) = give(&desk, round);
        if round % 2 == 0 {
            desk.clock.advance(Duration::days(31) - Duration::hours(1));
            delete(&desk, user).unwrap();
            let count = numbers(&desk).0.len();
            doors::delete(&desk.console, &desk.permit(), door).unwrap();
            assert_eq!(numbers(&desk).0.len(), count, "a deleted door keeps its number");
        } else {
            // An assignment of which nothing was sent is undone, and its number is not given again.
            let (_, card) = laid(&desk, EV2, 100 + round);
            card.lock().plan(Fault { exchange: 12, moment: Moment::BeforeCommand });
            desk.assign(desk.user("Torn", &format!("{round}"))).unwrap_err();
        }
    }
    let (known_doors, known_keys) = numbers(&desk);
    keys.extend(known_keys);
    desk.clock.set(at("2026-11-23 08:00"));
    let desk = put_back(desk, &copy);
    let before = numbers(&desk);
    for round in 10..14 {
        give(&desk, round);
    }
    let after = numbers(&desk);
    keys.extend(after.1.into_iter().filter(|number| !before.1.contains(number)));
    let given_twice = |mut numbers: Vec<u32>| {
        let count = numbers.len();
        numbers.sort_unstable();
        numbers.dedup();
        count - numbers.len()
    };
    assert_eq!(given_twice(keys), 0);
    for file in [known_doors, after.0] {
        assert_eq!(given_twice(file), 0, "what a file knows of is given once in it");
    }
    // What the file forgot is one of 64,000 that may be drawn: `a_number_is_drawn_from_all_that_no_door_had` holds that
    // it is no likelier than any other.
}

#[test]
fn a_number_that_is_ours_is_not_taken_over_again_as_a_blank() {
    // A machine says a number, takes the keys for it, and leaves; the true card with that number comes later.
    let makes: [fn(u8) -> Card; 3] = [
        |number| card(EV1, number),
        |number| card(EV2, number),
        |number| card(EV2, number).with_random_uid(),
    ];
    for (kind, make) in makes.into_iter().enumerate() {
        let desk = desk();
        let has_our_key =
            |card: &SharedCard, number| keys(card).first() != keys(&SharedCard::new(make(number))).first();
        let (mut number, mut refused, mut blank) = (0, 0, 0);
        'exchanges: for exchange in 1.. {
            // What left before the next command has acknowledged the one before.
            let mut acknowledged = false;
            for moment in MOMENTS {
                let what = format!("card {kind}, exchange {exchange}, {moment:?}");
                number += 1;
                desk.clock.advance(Duration::minutes(1));
                let (mallory, boss) = (desk.user("Mallory", "Temp"), desk.user("Bea", "Boss"));
                let (id, machine) = desk.put_in_tray(make(number));
                desk.lay(id);
                machine.lock().plan(Fault { exchange, moment });
                let left = desk.assign(mallory);
                // From the first byte of the image on, the number is a live key's.
                if status(&desk, mallory) != Status::NoKey {
                    break 'exchanges;
                }
                assert!(left.is_err(), "{what}: {left:?}");
                if moment == Moment::BeforeCommand {
                    acknowledged = has_our_key(&machine, number);
                }
                let (true_id, true_card) = desk.put_in_tray(make(number));
                if acknowledged {
                    refused_as_taken(&desk, true_id, &true_card, boss, &what);
                    refused += 1;
                } else {
                    desk.lay(true_id);
                    assert!(matches!(recognise(&desk), Recognised::Blank { .. }), "{what}");
                    blank += 1;
                }
                // What was torn away honestly goes on.
                desk.lay(id);
                desk.assign(boss).unwrap_or_else(|error| panic!("{what}: {error}"));
                assert_eq!(status(&desk, boss), Status::Synchronized, "{what}");
                refused_as_taken(&desk, true_id, &true_card, mallory, &what);
                let lines = "SELECT count(*) FROM audit WHERE action = 'card-made-ours'";
                let noted: u8 = desk.database().query_row(lines, [], |row| row.get(0)).unwrap();
                assert_eq!(noted, number, "{what}: each card once, before it has any other key");
            }
        }
        assert!(refused > 12 && blank > 12, "card {kind}: {refused} refused, {blank} blank");
    }
}

#[test]
fn a_card_that_the_file_forgot_is_ours_again_when_it_is_read_back() {
    let desk = desk();
    let copy = copy(&desk);
    let (id, _) = laid(&desk, EV2, 7);
    desk.assign(desk.user("Bob", "Brown")).unwrap();
    let desk = put_back(desk, &copy);
    desk.lay(id);
    let eve = desk.user("Eve", "Other");
    encode::assign(&desk.console, &desk.permit(), eve, desk.over_all(), &desk.at()).unwrap();
    desk.clock.advance(Duration::days(31) - Duration::hours(1));
    delete(&desk, eve).unwrap();
    let (id, blank) = desk.put_in_tray(card(EV2, 7));
    let ana = desk.user("Ana", "García");
    refused_as_taken(&desk, id, &blank, ana, "after its key has ended");
}
