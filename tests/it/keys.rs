//! Keys on the simulated encoder: assigned, brought up to date, refused; judged as a door would.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use chrono::Duration;
use keydesk::domain::image::{Epoch, Image};
use keydesk::domain::key::{Reason, Status};
use keydesk::domain::lock::{Decision, Refusal};
use keydesk::domain::operator::Password;
use keydesk::domain::user::{Between, Draft, End, Grant, Limit, UserId};
use keydesk::encoders::SIMULATED;
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::Changes;
use keydesk::operation::encode::{self, Done, Error, Impediment, OldKey, Recognised, Step};
use keydesk::operation::four_eyes::{self, CardKeys, Confirmation, Need};
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{StorageError, What, card_keys, sign_in};
use keydesk::secret::Secret;
use keydesk::simulator::{Card, Fault, Generation, Moment, Product, Settled, SharedCard, Storage};

use crate::cards::{
    APPLICATION, EV1, EV2, EV3, NOT_HERE, NUMBER, OPENS, RIGHTS, SALT, ask, card, desk_of, desk_since,
    memory, number, rights, steps, writing,
};
use crate::desk::{Desk, PASSWORD, at, desk};

fn status(desk: &Desk, user: UserId) -> Status {
    let page = users::open(&desk.console, &desk.permit(), user).unwrap();
    let of_page = page.key.map_or(Status::NoKey, |key| key.status);
    let row = users::rows(&desk.console, &desk.permit(), &[user]).unwrap().remove(0);
    assert_eq!(row.status, of_page, "the list and the screen say the same");
    of_page
}

fn recognise(desk: &Desk) -> Recognised {
    encode::recognise(&desk.console, &desk.permit(), SIMULATED).unwrap()
}

#[test]
fn a_key_opens_its_doors_from_the_moment_it_is_assigned() {
    for product in [EV1, EV2, EV3] {
        let desk = desk();
        let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
        desk.give(ana, &[front]);
        let (id, card) = desk.put_in_tray(card(product, 1));
        desk.lay(id);
        assert_eq!(status(&desk, ana), Status::NoKey);
        let done = desk.assign(ana).unwrap();
        assert_eq!((done.user, done.until), (ana, at("2026-12-23 00:00")));
        assert_eq!(status(&desk, ana), Status::Synchronized);
        assert_eq!((ask(&desk, &card, front), ask(&desk, &card, back)), (OPENS, NOT_HERE), "{product:?}");
    }
}

#[test]
fn a_key_is_brought_up_to_date_and_a_change_undone_needs_nothing() {
    for product in [EV1, EV2, EV3] {
        let desk = desk();
        let (ana, front, back) = (desk.user("Ana", "García"), desk.door("Front"), desk.door("Back"));
        desk.give(ana, &[front]);
        let (id, card) = desk.put_in_tray(card(product, 1));
        desk.lay(id);
        desk.assign(ana).unwrap();
        desk.change_doors(ana, &[back], &[front]);
        assert_eq!(status(&desk, ana), Status::UpdateRequired);
        let reasons = users::open(&desk.console, &desk.permit(), ana).unwrap().key.unwrap().reasons;
        assert_eq!(reasons, [Reason::DoorsAdded(1), Reason::DoorsRemoved(1)]);
        desk.change_doors(ana, &[front], &[back]);
        assert_eq!(status(&desk, ana), Status::Synchronized);
        desk.change_doors(ana, &[back], &[front]);
        let done = desk.update(ana).unwrap();
        assert!(!done.re_edition);
        assert_eq!((ask(&desk, &card, front), ask(&desk, &card, back)), (NOT_HERE, OPENS));
        assert_eq!((status(&desk, ana), writing(&card)), (Status::Synchronized, Some(2)));
    }
}

#[test]
fn another_persons_key_is_refused_and_not_one_byte_of_it_changed() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Brown"));
    let (_, bobs) = desk.put_in_tray(card(EV2, 2));
    let (ana_id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(ana_id);
    desk.assign(ana).unwrap();
    desk.lay(keydesk::encoders::CardId(0));
    desk.assign(bob).unwrap();
    let before = memory(&bobs);
    for refused in [desk.update(ana), desk.assign(desk.user("Eve", "Other"))] {
        let Err(Error::InvalidUserKey(name)) = refused else { panic!("{refused:?}") };
        assert_eq!(name.as_deref(), Some("Bob Brown"));
    }
    assert_eq!(memory(&bobs), before);
    assert_eq!(status(&desk, bob), Status::Synchronized);
    assert_eq!(status(&desk, ana), Status::Synchronized);
}

#[test]
fn any_key_is_brought_up_to_date_without_opening_its_person() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.give(ana, &[front]);
    let Recognised::Key { user, name, status, .. } = recognise(&desk) else { panic!("a key") };
    assert_eq!((user, name.as_str(), status), (ana, "Ana García", Status::UpdateRequired));
    assert_eq!(desk.update_any().unwrap().user, ana);
    assert_eq!(ask(&desk, &card, front), OPENS);
}

#[test]
fn cards_that_are_not_for_keys_are_named_and_left_as_they_are() {
    use keydesk::operation::encode::Stranger;
    let uid = [4, 1, 2, 3, 4, 5, 6];
    type Expected = fn(&Stranger) -> bool;
    let strangers: [(Card, Expected); 6] = [
        (Card::new(Product::Ntag424, uid), |stranger| *stranger == Stranger::NotSuitable),
        (Card::new(Product::DesfireLight, uid), |stranger| *stranger == Stranger::NotSuitable),
        (Card::new(Product::Classic1k, uid), |stranger| *stranger == Stranger::NotSuitable),
        (Card::foreign(EV2, uid, &[[0xF4, 0x8E, 0xF1]]), |stranger| *stranger == Stranger::InUse),
        (Card::foreign(EV2, uid, &[*b"KD1"]), |stranger| *stranger == Stranger::OtherSite),
        (Card::new(Product::Desfire(Generation::Ev2, Storage::B256), uid), |stranger| {
            matches!(stranger, Stranger::TooSmall { needed: 2_240, free: 256 })
        }),
    ];
    for (stranger, expected) in strangers {
        let desk = desk();
        let ana = desk.user("Ana", "García");
        let (id, card) = desk.put_in_tray(stranger);
        desk.lay(id);
        let before = memory(&card);
        let Recognised::Stranger(found) = recognise(&desk) else { panic!("a stranger") };
        assert!(expected(&found), "{found:?}");
        let Err(Error::Stranger(found)) = desk.assign(ana) else { panic!("refused") };
        assert!(expected(&found), "{found:?}");
        assert!(matches!(desk.update_any(), Err(Error::Stranger(_))));
        assert_eq!(memory(&card), before);
        assert_eq!(status(&desk, ana), Status::NoKey);
    }
}

#[test]
fn a_key_of_another_site_is_named_and_left_as_it_is() {
    let (here, there) = (desk(), desk());
    let (id, card) = there.put_in_tray(card(EV2, 1));
    there.lay(id);
    there.assign(there.user("Ana", "García")).unwrap();
    there.tray.clear();
    let id = here.tray.add("theirs", card.clone());
    here.lay(id);
    let before = memory(&card);
    assert_eq!(recognise(&here), Recognised::Stranger(encode::Stranger::OtherSite));
    assert!(matches!(
        here.assign(here.user("Bob", "Brown")),
        Err(Error::Stranger(encode::Stranger::OtherSite))
    ));
    assert_eq!(memory(&card), before);
}

#[test]
fn a_card_that_hides_its_serial_number_is_a_key_like_any_other() {
    for product in [EV1, EV2, EV3] {
        let desk = desk();
        let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
        desk.give(ana, &[front]);
        let (id, card) = desk.put_in_tray(card(product, 1).with_random_uid());
        desk.lay(id);
        desk.assign(ana).unwrap();
        desk.lay(id);
        assert!(matches!(recognise(&desk), Recognised::Key { user, .. } if user == ana), "{product:?}");
        desk.update_any().unwrap();
        assert_eq!(ask(&desk, &card, front), OPENS);
    }
}

#[test]
fn a_blank_card_is_told_from_a_key() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    assert!(matches!(recognise(&desk), Recognised::Blank { capacity: 1_536, .. }));
    let before = memory(&card);
    assert!(matches!(desk.update(ana), Err(Error::BlankCard)));
    assert!(matches!(desk.update_any(), Err(Error::BlankCard)));
    assert_eq!(memory(&card), before);
}

#[test]
fn an_area_more_is_a_re_edition_and_brings_home_what_doors_wrote() {
    for product in [EV1, EV2, EV3] {
        let desk = desk();
        let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
        desk.give(ana, &[front]);
        let (id, card) = desk.put_in_tray(card(product, 1));
        desk.lay(id);
        desk.assign(ana).unwrap();
        desk.change(ana, |draft| draft.options.audit_openings = true);
        assert_eq!(status(&desk, ana), Status::ReEditionRequired);
        assert!(desk.update(ana).unwrap().re_edition);
        assert_eq!(status(&desk, ana), Status::Synchronized);
        assert!(crate::cards::journal(&card).is_empty());
        assert!(desk.lock(front).writes(&card, OPENS, at("2026-11-22 12:00")).is_some());
        let done = desk.update(ana).unwrap();
        assert_eq!((done.events, done.re_edition), (1, false));
        assert!(crate::cards::journal(&card).is_empty(), "read and emptied");
        assert_eq!(desk.update(ana).unwrap().events, 0);
        desk.change(ana, |draft| draft.wiegand = "4711".into());
        assert_eq!(status(&desk, ana), Status::ReEditionRequired);
        assert!(desk.update(ana).unwrap().re_edition);
        assert!(card.lock().file(*b"KD1", 3).unwrap().starts_with(b"4711\0"));
    }
}

#[test]
fn a_banned_or_expired_person_gets_no_key_and_no_update() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let before = memory(&card);
    users::ban(&desk.console, &desk.permit(), &[ana], Ban::PutOn).unwrap();
    assert_eq!(status(&desk, ana), Status::Banned);
    assert!(matches!(desk.update(ana), Err(Error::Impeded { by: Impediment::Banned, .. })));
    users::ban(&desk.console, &desk.permit(), &[ana], Ban::Lift).unwrap();
    desk.change(ana, |draft| draft.expiration = End::At(Some(at("2026-12-01 12:00").naive_utc())));
    desk.clock.set(at("2026-12-01 12:00"));
    assert!(matches!(desk.update(ana), Err(Error::Impeded { by: Impediment::PersonExpired(_), .. })));
    assert_eq!(memory(&card), before);
}

#[test]
fn a_key_that_is_made_ahead_of_its_time_opens_from_its_first_day() {
    let desk = desk();
    let front = desk.door("Front");
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    let ana =
        desk.add_user("Ana", "García", |draft| draft.activation = Some(at("2027-03-01 08:00").naive_utc()));
    desk.give(ana, &[front]);
    let preview = encode::preview(&desk.console, &desk.permit(), ana).unwrap();
    let life = preview.life.unwrap();
    assert_eq!((life.from, life.until), (at("2027-03-01 08:00"), at("2027-04-01 00:00")));
    assert!(preview.is_ahead);
    assert_eq!(desk.assign(ana).unwrap().until, at("2027-04-01 00:00"));
    assert_eq!(status(&desk, ana), Status::Synchronized);
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    assert_eq!(page.key.unwrap().from, Some(at("2027-03-01 08:00")));
    for (now, decision) in [
        ("2027-03-01 07:59", Decision::Refuse(Refusal::NotActive)),
        ("2027-03-01 08:00", OPENS),
        ("2027-03-31 23:59", OPENS),
        ("2027-04-01 00:00", Decision::Refuse(Refusal::OutOfDate)),
    ] {
        desk.clock.set(at(now));
        assert_eq!(ask(&desk, &card, front), decision, "{now}");
    }
}

#[test]
fn a_key_whose_times_contradict_each_other_is_not_written() {
    let desk = desk();
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    let before = memory(&card);
    let beyond = at("2033-11-21 00:00").naive_utc();
    for revalidated in [true, false] {
        let ana = desk.add_user("Ana", "García", |draft| {
            draft.activation = Some(beyond);
            draft.revalidation = draft.revalidation.take().filter(|_| revalidated);
        });
        assert_eq!(encode::preview(&desk.console, &desk.permit(), ana).unwrap().life, None);
        assert!(
            matches!(desk.assign(ana), Err(Error::Impeded { by: Impediment::NeverValid { .. }, .. })),
            "{revalidated}"
        );
        assert_eq!(memory(&card), before);
    }
    let bob = desk.user("Bob", "Reed");
    desk.assign(bob).unwrap();
    desk.change(bob, |draft| draft.activation = Some(beyond));
    assert_eq!(status(&desk, bob), Status::UpdateRequired);
    let before = memory(&card);
    assert!(matches!(desk.update(bob), Err(Error::Impeded { by: Impediment::NeverValid { .. }, .. })));
    assert_eq!(memory(&card), before);
}

#[test]
fn a_door_for_a_time_in_which_the_key_is_not_valid_is_not_counted() {
    let desk = desk();
    let ana = desk.add_user("Ana", "García", |draft| {
        draft.expiration = End::At(Some(at("2026-12-01 00:00").naive_utc()));
    });
    let doors = ["Front", "Back", "Cellar"].map(|name| desk.door(name));
    let between = |from, until| Some(Between::new(at(from), at(until)).unwrap());
    let put = vec![
        Grant { to: doors[0], limit: Limit::ALWAYS },
        Grant { to: doors[1], limit: Limit::within(between("2026-11-30 00:00", "2027-01-01 00:00")) },
        Grant { to: doors[2], limit: Limit::within(between("2026-12-01 00:00", "2027-01-01 00:00")) },
    ];
    let changes = Changes::of(put, Vec::new());
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    let (permit, given) = (desk.permit(), desk.permit());
    users::save(
        &desk.console,
        &permit,
        ana,
        page.version,
        &page.draft,
        &Picture::Keep,
        &users::given_doors(&given, &changes),
    )
    .unwrap();
    let preview = encode::preview(&desk.console, &desk.permit(), ana).unwrap();
    assert_eq!((preview.doors, preview.doors_outside), (2, 1));
}

#[test]
fn what_has_no_room_is_not_written() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (id, card) = desk.put_in_tray(card(Product::Desfire(Generation::Ev2, Storage::K2), 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let doors: Vec<_> = (0..260).map(|number| desk.door(&format!("Door {number}"))).collect();
    desk.give(ana, &doors);
    assert_eq!(status(&desk, ana), Status::ReEditionRequired);
    let before = memory(&card);
    assert!(matches!(
        desk.update(ana),
        Err(Error::Impeded { by: Impediment::DoesNotFit { needed: 651, capacity: 640 }, .. })
    ));
    assert_eq!(memory(&card), before);
    desk.change_doors(ana, &[], &doors[100..]);
    assert!(desk.update(ana).is_ok());
}

#[test]
fn a_key_of_this_site_that_nobody_has_is_used_only_when_the_operator_says_so() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.clock.set(at("2026-12-23 00:00"));
    users::delete(&desk.console, &desk.permit(), &[ana]).unwrap();
    assert_eq!(recognise(&desk), Recognised::KeyOfNobody);
    let bob = desk.user("Bob", "Brown");
    desk.give(bob, &[front]);
    assert!(matches!(desk.assign(bob), Err(Error::KeyOfNobody(_))));
    encode::assign(&desk.console, &desk.permit(), bob, desk.over_all(), &desk.at()).unwrap();
    assert_eq!(ask(&desk, &card, front), OPENS);
    assert_eq!(status(&desk, bob), Status::Synchronized);
}

#[test]
fn a_second_key_is_refused() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (first, _) = desk.put_in_tray(card(EV2, 1));
    let (second, card) = desk.put_in_tray(card(EV2, 2));
    desk.lay(first);
    desk.assign(ana).unwrap();
    let before = memory(&card);
    desk.lay(second);
    assert!(matches!(desk.assign(ana), Err(Error::HasKey)));
    assert_eq!(memory(&card), before);
}

#[test]
fn a_key_removed_too_soon_is_put_back_and_it_goes_on() {
    for product in [EV1, EV2] {
        let desk = desk();
        let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
        desk.give(ana, &[front]);
        let (id, card) = desk.put_in_tray(card(product, 1));
        desk.lay(id);
        card.lock().plan(Fault { exchange: 15, moment: Moment::DuringCommand(Settled::Undone) });
        let (told, tell) = steps();
        let tray = desk.tray.clone();
        let watched = desk.at_with(move |stop, step| {
            tell(stop, step);
            if step == Step::PutBack {
                tray.lay(id);
            }
        });
        encode::assign(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched).unwrap();
        assert!(told.lock().unwrap().contains(&Step::PutBack));
        assert_eq!(told.lock().unwrap().last(), Some(&Step::Done));
        assert_eq!((ask(&desk, &card, front), status(&desk, ana)), (OPENS, Status::Synchronized));
    }
}

#[test]
fn another_key_put_in_its_place_is_left_alone_and_the_first_is_waited_for() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Brown"));
    let (bob_id, bobs) = desk.put_in_tray(card(EV2, 2));
    let (ana_id, anas) = desk.put_in_tray(card(EV2, 1));
    desk.lay(bob_id);
    desk.assign(bob).unwrap();
    desk.lay(ana_id);
    desk.assign(ana).unwrap();
    let before = memory(&bobs);
    anas.lock().plan(Fault { exchange: 6, moment: Moment::BeforeCommand });
    let (tray, times) = (desk.tray.clone(), std::sync::atomic::AtomicUsize::new(0));
    let watched = desk.at_with(move |_, step| {
        if step == Step::PutBack {
            tray.clear();
            let first = times.fetch_add(1, Ordering::SeqCst) == 0;
            tray.lay(if first { bob_id } else { ana_id });
        }
    });
    encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched).unwrap();
    assert_eq!(memory(&bobs), before);
    assert_eq!((writing(&anas), status(&desk, ana)), (Some(2), Status::Synchronized));
}

#[test]
fn two_cards_at_once_are_refused() {
    let desk = desk();
    let (first, _) = desk.put_in_tray(card(EV2, 1));
    let (second, _) = desk.put_in_tray(card(EV2, 2));
    desk.tray.lay(first);
    desk.tray.lay(second);
    assert!(matches!(desk.assign(desk.user("Ana", "García")), Err(Error::SeveralCards)));
}

#[test]
fn waiting_can_be_called_off() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let watched = desk.at_with(|stop, _| stop.stop());
    let called_off = encode::assign(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched);
    assert!(matches!(called_off, Err(Error::Stopped)));
    assert_eq!(status(&desk, ana), Status::NoKey);
}

#[test]
fn a_locked_screen_writes_no_keys() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    let before = memory(&card);
    desk.session.lock();
    assert!(matches!(desk.assign(ana), Err(Error::NoSecrets)));
    assert_eq!(memory(&card), before);
}

#[test]
fn what_a_card_says_is_what_the_database_remembers() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let image = Image::decode(&rights(&card).unwrap()).unwrap();
    let (code, sequence): (u32, u32) = desk
        .database()
        .query_row("SELECT id, written_sequence FROM keys", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!((image.header.code.0, image.header.sequence), (code, sequence));
    assert!(desk.chain().entries > 3);
    drop(SharedCard::clone(&card));
}

/// What a key with all areas has beside rights.
fn with_areas(draft: &mut Draft) {
    draft.options.audit_openings = true;
    draft.wiegand = "4711".into();
}

#[test]
fn a_key_takes_as_many_exchanges_as_it_needs() {
    // A first writing without and with areas, an update of either, and a re-edition of the first.
    for (product, expected) in
        [(EV1, [38, 45, 14, 15, 29]), (EV2, [34, 40, 8, 9, 22]), (EV3, [34, 40, 8, 9, 22])]
    {
        let desk = desk();
        let (front, back) = (desk.door("Front"), desk.door("Back"));
        let (plain, rich) = (desk.user("Ana", "García"), desk.add_user("Bob", "Brown", with_areas));
        let cards = [plain, rich].map(|user| (user, desk.put_in_tray(card(product, user.0 as u8))));
        let count = |user: UserId, work: &dyn Fn(UserId) -> Result<Done, Error>| {
            let (_, (id, card)) = cards.iter().find(|(of, _)| *of == user).unwrap();
            desk.lay(*id);
            card.lock().reset_traffic();
            work(user).unwrap();
            card.lock().traffic().exchanges
        };
        let (assign, update) = (|user| desk.assign(user), |user| desk.update(user));
        desk.give(plain, &[front]);
        desk.give(rich, &[front]);
        let first = [count(plain, &assign), count(rich, &assign)];
        desk.give(plain, &[back]);
        desk.give(rich, &[back]);
        let later = [count(plain, &update), count(rich, &update)];
        desk.change(plain, with_areas);
        let counts = [first.as_slice(), &later, &[count(plain, &update)]].concat();
        assert_eq!(counts, expected, "{product:?}");
    }
}

#[test]
fn what_is_remembered_of_a_salt_saves_an_exchange_and_decides_nothing() {
    let secret = Secret::new([7; 32]);
    let makes: [(bool, fn() -> Card); 3] =
        [(false, || card(EV1, 1)), (false, || card(EV2, 1)), (true, || card(EV2, 1).with_random_uid())];
    for (is_hiding, make) in makes {
        let desk = desk_of(&secret, Faults::NONE);
        let ana = desk.user("Ana", "García");
        let (id, own) = desk.put_in_tray(make());
        desk.lay(id);
        desk.assign(ana).unwrap();
        let salt = |card: &SharedCard| card.lock().file(APPLICATION, SALT).unwrap().to_vec();
        let remembered = |desk: &Desk| -> Vec<u8> {
            desk.database().query_row("SELECT salt FROM keys", [], |row| row.get(0)).unwrap()
        };
        assert_eq!(remembered(&desk), salt(&own));
        let right = salt(&own).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let memories = ["NULL".to_owned(), "zeroblob(8)".to_owned(), format!("x'{right}'")];

        // The same number in another issue, whole and left at every exchange; and one that has this salt, but not the
        // keys that were made with it.
        let elsewhere = desk_of(&secret, Faults::NONE);
        let other = |exchange: Option<u64>| {
            let (id, card) = elsewhere.put_in_tray(make());
            elsewhere.lay(id);
            card.lock().plan(exchange.map(|exchange| Fault { exchange, moment: Moment::AfterCommand }));
            let user = elsewhere.user("Somebody", "Else");
            let is_whole = elsewhere.assign(user).is_ok();
            elsewhere.sql("DELETE FROM key_images; DELETE FROM keys; DELETE FROM cards");
            (is_whole, card)
        };
        let (is_whole, reissued) = other(None);
        assert!(is_whole && salt(&reissued) != salt(&own));
        let (_, pretending) = other(None);
        pretending.lock().set_file(APPLICATION, SALT, &salt(&own));
        let left = (1..).map(|exchange| other(Some(exchange))).take_while(|(is_done, _)| !is_done);
        let cards = [own.clone(), reissued, pretending].into_iter().chain(left.map(|(_, card)| card));
        let mut answers = BTreeSet::new();
        for (number, card) in cards.enumerate() {
            let id = desk.tray.add("card", card);
            desk.lay(id);
            let found = memories.each_ref().map(|memory| {
                desk.sql(&format!("UPDATE keys SET salt = {memory}"));
                recognise(&desk)
            });
            assert_eq!(found, [found[0].clone(), found[0].clone(), found[0].clone()], "card {number}");
            answers.insert(format!("{:?}", found[0]).split(['{', '(']).next().unwrap().to_owned());
        }
        // One that hides its number and was left half made is known to the desk alone that began it.
        let left = (!is_hiding).then_some("Blank ");
        let expected: Vec<_> = left.into_iter().chain(["Key ", "Mismatch ", "Stranger"]).collect();
        assert_eq!(answers.into_iter().collect::<Vec<_>>(), expected);

        // Brought up to date, also when its keys are renewed: and what was wrong is right again.
        desk.lay(id);
        let counts = [false, true].map(|is_renewed| {
            memories.each_ref().map(|memory| {
                if is_renewed {
                    desk.begin_epoch();
                }
                desk.sql(&format!("UPDATE keys SET salt = {memory}"));
                own.lock().reset_traffic();
                desk.update(ana).unwrap();
                assert_eq!(remembered(&desk), salt(&own));
                own.lock().traffic().exchanges
            })
        });
        // To refuse a key takes two exchanges. A card of another epoch refuses it in any case, and is asked for the
        // salt then, but is not tried with the same one again. One that hides its number is asked for both in one
        // session.
        for ([unknown, wrong, right], saved) in counts.into_iter().zip([1, 0]) {
            let expected = if is_hiding { [unknown; 2] } else { [unknown + 2, unknown - saved] };
            assert_eq!([wrong, right], expected);
        }
    }
}

#[test]
fn a_card_that_is_taken_over_again_has_other_keys() {
    let secret = Secret::new([7; 32]);
    let issued = || {
        let desk = desk_of(&secret, Faults::NONE);
        let ana = desk.user("Ana", "García");
        let (id, card) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        desk.assign(ana).unwrap();
        assert_eq!(crate::cards::keys(&card), crate::cards::keys_of(&secret, &card, 0));
        crate::cards::keys(&card)
    };
    let same: Vec<bool> = issued().iter().zip(issued()).map(|(first, second)| *first == second).collect();
    // The owner's, by which a blank card is known, and the one that asks which card it is.
    assert_eq!(same, [true, false, true, false, false]);
}

#[test]
fn a_key_from_before_a_recovery_opens_no_door_of_the_new_numbering() {
    let secret = Secret::new([7; 32]);
    let before = desk_of(&secret, Faults::NONE);
    let (ana, front) = (before.user("Ana", "García"), before.door("Broom closet"));
    before.give(ana, &[front]);
    let (id, card) = before.put_in_tray(card(EV2, 1));
    before.lay(id);
    before.assign(ana).unwrap();
    assert_eq!(ask(&before, &card, front), OPENS);
    before.clock.advance(Duration::minutes(1));
    let recovered = desk_since(&secret, Faults::NONE, Arc::clone(&before.clock));
    // Whatever number the new door has, it is the numbering that decides.
    let vault = recovered.lock(recovered.door("Vault"));
    let decisions = [vault.pretending_to_be(&before.lock(front)), vault].map(|door| door.decide(&card));
    assert_eq!(decisions, [Decision::Refuse(Refusal::NotUnderstood); 2]);
}

#[test]
fn a_card_of_an_earlier_epoch_is_given_the_keys_of_today_when_it_is_written() {
    let secret = Secret::new([7; 32]);
    for make in [|| card(EV1, 1), || card(EV3, 1), || card(EV2, 1).with_random_uid()] {
        let desk = desk_of(&secret, Faults::NONE);
        let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
        desk.give(ana, &[front]);
        let (id, card) = desk.put_in_tray(make());
        desk.lay(id);
        desk.assign(ana).unwrap();
        let before = desk.lock(front);
        desk.begin_epoch();
        let between = desk.lock(front);
        let Recognised::Key { status, reasons, .. } = recognise(&desk) else { panic!("a key") };
        assert_eq!((status, reasons), (Status::UpdateRequired, vec![Reason::CardKeys]));
        assert_eq!((before.decide(&card), between.decide(&card)), (OPENS, OPENS), "nobody is shut out yet");
        desk.update(ana).unwrap();
        assert_eq!(crate::cards::keys(&card), crate::cards::keys_of(&secret, &card, 1));
        assert_eq!(ask(&desk, &card, front), OPENS);
        assert_eq!(before.decide(&card), Decision::Ignore, "a lock that was told nothing has not its keys");
        // Two epochs in one step, and a desk that is behind the card.
        desk.begin_epoch();
        desk.begin_epoch();
        desk.update(ana).unwrap();
        assert_eq!(crate::cards::keys(&card), crate::cards::keys_of(&secret, &card, 3));
        assert_eq!(between.decide(&card), Decision::Ignore);
        assert!(matches!(recognise(&desk), Recognised::Key { status: Status::Synchronized, .. }));
    }
}

/// What the file says of the keys of cards.
fn epoch_row(desk: &Desk) -> (u8, Vec<u8>, Option<i64>) {
    let sql = "SELECT key_epoch, key_epoch_proof, keys_renewed_at FROM site";
    desk.database().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap()
}

/// Puts back what an older copy of the file says of them.
fn put_back(desk: &Desk, (epoch, proof, renewed): &(u8, Vec<u8>, Option<i64>)) {
    let sql = "UPDATE site SET key_epoch = ?1, key_epoch_proof = ?2, keys_renewed_at = ?3";
    desk.database().execute(sql, rusqlite::params![epoch, proof, renewed]).unwrap();
}

fn is_altered<T>(result: &Result<T, Error>) -> bool {
    matches!(result, Err(Error::Storage(StorageError::Altered(What::Site("key_epoch")))))
}

#[test]
fn an_epoch_that_is_written_into_the_file_by_hand_writes_no_key_and_is_said() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Brown"));
    let (id, card_of_ana) = desk.put_in_tray(card(EV2, 1));
    let (blank, card_of_bob) = desk.put_in_tray(card(EV2, 2));
    desk.lay(id);
    desk.assign(ana).unwrap();
    desk.begin_epoch();
    desk.update(ana).unwrap();
    let by_hand =
        ["key_epoch = 0", "key_epoch = 2", "key_epoch_proof = zeroblob(32)", "keys_renewed_at = NULL"];
    for by_hand in by_hand {
        let row = epoch_row(&desk);
        desk.sql(&format!("UPDATE site SET {by_hand}"));
        let before = (memory(&card_of_ana), memory(&card_of_bob));
        desk.lay(id);
        assert!(is_altered(&desk.update(ana)), "{by_hand}");
        assert!(is_altered(&encode::recognise(&desk.console, &desk.permit(), SIMULATED)), "{by_hand}");
        desk.lay(blank);
        assert!(is_altered(&desk.assign(bob)), "{by_hand}");
        assert_eq!((memory(&card_of_ana), memory(&card_of_bob)), before, "{by_hand}");
        let signed_in = sign_in::sign_in(&desk.console, "marta", &Password::new(PASSWORD));
        assert!(matches!(signed_in, Err(sign_in::Error::Storage(StorageError::Altered(_)))), "{by_hand}");
        put_back(&desk, &row);
    }
    desk.lay(blank);
    desk.assign(bob).unwrap();
}

#[test]
fn a_file_that_forgot_an_epoch_learns_it_from_the_first_card_that_has_it() {
    // The row of an older copy is as good as new; but a card proves what it has.
    let secret = Secret::new([7; 32]);
    for make in [|| card(EV1, 1), || card(EV2, 1).with_random_uid()] {
        let desk = desk_of(&secret, Faults::NONE);
        let (ana, bob) = (desk.user("Ana", "García"), desk.user("Bob", "Brown"));
        let (id, of_ana) = desk.put_in_tray(make());
        desk.lay(id);
        desk.assign(ana).unwrap();
        let row = epoch_row(&desk);
        desk.begin_epoch();
        desk.update(ana).unwrap();
        put_back(&desk, &row);
        recognise(&desk);
        assert_eq!(desk.epoch(), 1);
        assert_eq!(desk.trail(1)[0].0, "later-card-keys-found");
        let (blank, of_bob) = desk.put_in_tray(card(EV2, 2));
        desk.lay(blank);
        desk.assign(bob).unwrap();
        for card in [&of_ana, &of_bob] {
            assert_eq!(crate::cards::keys(card), crate::cards::keys_of(&secret, card, 1), "never back");
        }
    }
}

#[test]
fn keys_that_were_given_before_a_renewal_are_given_to_no_card_after_it() {
    // A lock knows them that was stolen before; then the file was put back, or made from the sheet, and began anew.
    const LIVES: [(&str, u8, u8); 4] =
        [("put back", 1, 1), ("put back", 3, 1), ("recovered", 1, 1), ("recovered", 2, 1)];
    for (life, given, renewals) in LIVES {
        let secret = Secret::new([7; 32]);
        let before = desk_of(&secret, Faults::NONE);
        let ana = before.user("Ana", "García");
        let (id, of_ana) = before.put_in_tray(card(EV2, 1));
        before.lay(id);
        before.assign(ana).unwrap();
        let row = epoch_row(&before);
        (0..given).for_each(|_| before.begin_epoch());
        before.update(ana).unwrap();
        before.clock.advance(Duration::minutes(1));
        let after = match life {
            "recovered" => desk_since(&secret, Faults::NONE, Arc::clone(&before.clock)),
            _ => {
                put_back(&before, &row);
                before
            }
        };
        (0..renewals).for_each(|_| after.begin_epoch());
        let ben = after.user("Ben", "Brown");
        let (blank, of_ben) = after.put_in_tray(card(EV2, 2));
        after.lay(blank);
        after.assign(ben).unwrap();
        let again = after.tray.add("again", of_ana.clone());
        after.lay(again);
        recognise(&after);
        let what = format!("{life}, given {given}");
        assert_eq!(after.epoch(), given + 1, "{what}");
        assert!(after.trail(3).iter().any(|line| line.0 == "card-keys-renewed-again"), "{what}");
        recognise(&after);
        assert_eq!(after.epoch(), given + 1, "{what}: once");
        after.lay(blank);
        assert_eq!(status(&after, ben), Status::UpdateRequired, "{what}");
        after.update(ben).unwrap();
        recognise(&after);
        assert_eq!(crate::cards::keys(&of_ben), crate::cards::keys_of(&secret, &of_ben, given + 1), "{what}");
        assert_eq!(after.epoch(), given + 1, "{what}: what was written since is no sign of anything");
    }
}

#[test]
fn a_card_has_the_keys_that_its_image_says_when_they_are_renewed_while_it_lies_there() {
    for is_first in [false, true] {
        let ((reached, is_reached), (go_on, goes_on)) = (mpsc::channel(), mpsc::channel::<()>());
        let (reached, goes_on) = (Mutex::new(Some(reached)), Mutex::new(goes_on));
        let armed = Arc::new(AtomicBool::new(false));
        let is_armed = Arc::clone(&armed);
        let faults = Faults::new(move |point| {
            if point == Point::BeforeIntent
                && is_armed.load(Ordering::SeqCst)
                && let Some(reached) = reached.lock().unwrap().take()
            {
                reached.send(()).unwrap();
                let _ = goes_on.lock().unwrap().recv();
            }
            Verdict::GoOn
        });
        let desk = crate::desk::desk_with(faults);
        let ana = desk.user("Ana", "García");
        let (id, card) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        if !is_first {
            desk.assign(ana).unwrap();
        }
        armed.store(true, Ordering::SeqCst);
        std::thread::scope(|scope| {
            let work = scope.spawn(|| if is_first { desk.assign(ana) } else { desk.update(ana) });
            is_reached.recv().unwrap();
            desk.begin_epoch();
            drop(go_on);
            work.join().unwrap().unwrap();
        });
        let said = Image::decode(&rights(&card).unwrap()).unwrap().header.issuer.epoch;
        assert_eq!([said, crate::cards::epoch_of(&card)].map(Epoch::number), [1; 2], "first: {is_first}");
        assert_eq!(status(&desk, ana), Status::Synchronized);
    }
}

#[test]
fn renewing_the_keys_of_cards_takes_two_and_makes_every_key_one_to_be_updated() {
    let desk = desk();
    let by = desk.session.administrator().unwrap();
    let right = CardKeys::from(by.clone());
    assert_eq!(four_eyes::need(&desk.console, &right).unwrap(), Need::Delay(None));
    let ana = desk.user("Ana", "García");
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    assert!(matches!(four_eyes::waited(&desk.console, &right), Err(four_eyes::Error::NotAsked)));
    desk.begin_epoch();
    let newest = desk.newest();
    assert!(newest.contains("CardKeysRenewed") && newest.contains("by marta"), "{newest}");
    assert!(newest.contains(r#"confirmed by=Some(Text("wanda"))"#), "{newest}");
    assert!(newest.contains(r#"keys to be written anew=Some(Number("1"))"#), "{newest}");
    assert_eq!(status(&desk, ana), Status::UpdateRequired);
    // A word that was given for one session is of no use when the screen was left and entered again.
    let word = four_eyes::confirm(&desk.console, &right, "wanda", &Password::new(PASSWORD), "").unwrap();
    let desk = desk.again();
    let by = desk.session.administrator().unwrap();
    let refused = card_keys::renew(&desk.console, &by, Confirmation::Witness(word));
    assert!(
        matches!(refused, Err(card_keys::Error::FourEyes(four_eyes::Error::OtherSession))),
        "{refused:?}"
    );
    assert_eq!(desk.epoch(), 1);
}

/// Brings a person's key up to date, and does something at the desk as soon as the work is as far as a step.
fn update_while(desk: &Desk, user: UserId, as_far_as: Step, meanwhile: impl FnOnce()) -> Result<Done, Error> {
    let ((reached, is_reached), (go_on, goes_on)) = (mpsc::channel(), mpsc::channel::<()>());
    let goes_on = Mutex::new(goes_on);
    let watched = desk.at_with(move |_, step| {
        if step == as_far_as && reached.send(()).is_ok() {
            let _ = goes_on.lock().unwrap().recv();
        }
    });
    std::thread::scope(|scope| {
        let work =
            scope.spawn(|| encode::update(&desk.console, &desk.permit(), user, OldKey::LEAVE, &watched));
        is_reached.recv().unwrap();
        meanwhile();
        drop((go_on, is_reached));
        work.join().unwrap()
    })
}

#[test]
fn a_key_in_the_works_is_one_of_those_that_are_to_be_written_anew() {
    for step in [Step::Writing, Step::Comparing] {
        let desk = desk();
        let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
        let (id, card) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        desk.assign(ana).unwrap();
        desk.give(ana, &[front]);
        update_while(&desk, ana, step, || desk.begin_epoch()).unwrap();
        assert_eq!(crate::cards::epoch_of(&card).number(), 0, "{step:?}: it has what a stolen lock knows");
        assert_eq!(status(&desk, ana), Status::UpdateRequired, "{step:?}");
        desk.update(ana).unwrap();
        assert_eq!(crate::cards::epoch_of(&card).number(), 1);
        assert_eq!(status(&desk, ana), Status::Synchronized);

        desk.clock.set(at("2026-12-13 10:25"));
        let set_right = || {
            desk.clock.set(at("2026-11-22 12:00"));
            desk.confirm_time().unwrap();
        };
        let done = update_while(&desk, ana, step, set_right).unwrap();
        assert!(done.until > at("2026-12-23 00:00"), "{step:?}: it ends later than it should");
        assert_eq!(status(&desk, ana), Status::UpdateRequired, "{step:?}");
    }
}

#[test]
fn what_was_written_is_read_back_and_compared() {
    for (file, place) in [(RIGHTS, 100), (NUMBER, 3)] {
        let desk = desk();
        let ana = desk.add_user("Ana", "García", with_areas);
        let (id, card) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        let spoiled = card.clone();
        let watched = desk.at_with(move |_, step| {
            if step == Step::Comparing {
                let mut card = spoiled.lock();
                let mut content = card.file(*b"KD1", file).unwrap().to_vec();
                content[place] ^= 1;
                card.set_file(*b"KD1", file, &content).unwrap();
            }
        });
        let result = encode::assign(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watched);
        assert!(matches!(result, Err(Error::Unknown { .. })), "{file}: {result:?}");
        assert_eq!(status(&desk, ana), Status::Unknown);
        let mut old_key = OldKey::LEAVE;
        if file == RIGHTS {
            let refused = desk.update(ana);
            assert!(matches!(refused, Err(Error::Mismatch(encode::Mismatch::Altered, _))), "{refused:?}");
            old_key = desk.over_all();
        }
        let again = encode::update(&desk.console, &desk.permit(), ana, old_key, &desk.at());
        assert!(again.is_ok(), "{file}: all of it is written anew");
        assert_eq!((status(&desk, ana), number(&card).as_deref()), (Status::Synchronized, Some("4711")));
    }
}

#[test]
fn a_new_end_is_promised_only_where_there_will_be_one() {
    let desk = desk();
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    desk.give(ana, &[front]);
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    let renews = || encode::preview(&desk.console, &desk.permit(), ana).unwrap().renews;
    desk.assign(ana).unwrap();
    assert!(!renews(), "on the same day it ends when it did");
    desk.clock.advance(Duration::days(1));
    assert!(renews());
    desk.change(ana, |draft| draft.expiration = End::At(Some(at("2026-12-01 00:00").naive_utc())));
    desk.update(ana).unwrap();
    desk.clock.advance(Duration::days(1));
    assert!(!renews(), "the person's own end comes first");
}
