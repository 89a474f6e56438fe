//! Lock means lock: whatever waits ends, no other key is begun, and only a writing that was begun is finished.

use keydesk::domain::operator::{Draft, Password};
use keydesk::domain::permission::OperatorsModify;
use keydesk::encoders::Stop;
use keydesk::operation::encode::{self, Done, Error, OldKey, Step};
use keydesk::operation::sign_in;
use keydesk::operation::{StorageError, operators};
use keydesk::simulator::{Fault, Moment};

use crate::cards::{EV2, card, steps};
use crate::desk::{Desk, PASSWORD, desk};
use crate::house::house;

/// What takes the right to go on away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Locked,
    LockedAndUnlocked,
    RightLost,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Assign,
    Update,
    UpdateAny,
}

/// How many writings were begun, and how many keys are known to be whole.
fn written(desk: &Desk) -> (usize, usize) {
    let count = |action: &str| -> usize {
        let sql = "SELECT count(*) FROM audit WHERE action = ?1";
        desk.database().query_row(sql, [action], |row| row.get(0)).unwrap()
    };
    (count("key-assignment-begun") + count("key-update-begun"), count("key-written"))
}

/// Carries the order out; at one of its steps it is over with the right to it. What came of it, and what was begun
/// and written after that moment.
fn interrupted(order: Order, at: Step, ends: Ends) -> (Result<Done, Error>, usize, usize) {
    let desk = desk();
    desk.colleague("olga", 1);
    let (ana, front) = (desk.user("Ana", "García"), desk.door("Front"));
    let (id, card) = desk.put_in_tray(card(EV2, 1));
    if order != Order::Assign {
        desk.lay(id);
        desk.assign(ana).unwrap();
    }
    desk.give(ana, &[front]);
    if at == Step::PutBack {
        let exchange = if order == Order::Assign { 20 } else { 7 };
        card.lock().plan(Fault { exchange, moment: Moment::AfterCommand });
    }
    desk.lay(id);
    let before = written(&desk);
    let (session, file) = (std::sync::Arc::clone(&desk.session), desk.folder.path().join("site.db"));
    let tray = desk.tray.clone();
    let watch = desk.at_with(move |_: &Stop, step| {
        if step == at {
            match ends {
                Ends::Locked | Ends::LockedAndUnlocked => session.lock(),
                Ends::RightLost => {
                    let database = rusqlite::Connection::open(&file).unwrap();
                    let sql = "UPDATE operators SET enabled = 0 WHERE user_name = 'marta'";
                    database.execute(sql, ()).unwrap();
                }
            }
        }
        if step == Step::PutBack {
            tray.lay(id);
        }
    });
    let result = match order {
        Order::Assign => encode::assign(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watch),
        Order::Update => encode::update(&desk.console, &desk.permit(), ana, OldKey::LEAVE, &watch),
        Order::UpdateAny => encode::update_any(&desk.console, &desk.permit(), &watch),
    };
    if ends == Ends::LockedAndUnlocked {
        sign_in::unlock(&desk.console, &desk.session, &Password::new(PASSWORD), "").unwrap();
    }
    let after = written(&desk);
    (result, after.0 - before.0, after.1 - before.1)
}

const ORDERS: [Order; 3] = [Order::Assign, Order::Update, Order::UpdateAny];

#[test]
fn what_waits_when_the_screen_is_locked_begins_no_key() {
    for order in ORDERS {
        for at in [Step::Waiting, Step::Reading] {
            for ends in [Ends::Locked, Ends::LockedAndUnlocked] {
                let (result, begun, written) = interrupted(order, at, ends);
                assert!(matches!(result, Err(Error::Stopped)), "{order:?} {at:?} {ends:?}: {result:?}");
                assert_eq!((begun, written), (0, 0), "{order:?} {at:?} {ends:?}");
            }
        }
    }
}

#[test]
fn what_waits_when_the_right_is_lost_begins_no_key() {
    for order in ORDERS {
        for at in [Step::Waiting, Step::Reading] {
            let (result, begun, written) = interrupted(order, at, Ends::RightLost);
            assert!(
                matches!(result, Err(Error::Storage(StorageError::SignedOut))),
                "{order:?} {at:?}: {result:?}"
            );
            assert_eq!((begun, written), (0, 0), "{order:?} {at:?}");
        }
    }
}

#[test]
fn a_key_that_is_being_written_when_the_screen_is_locked_is_finished() {
    for order in ORDERS {
        for at in [Step::Writing, Step::Comparing, Step::Done] {
            let (result, begun, written) = interrupted(order, at, Ends::Locked);
            assert!(result.is_ok(), "{order:?} {at:?}: {result:?}");
            assert_eq!((begun, written), (1, 1), "{order:?} {at:?}");
        }
    }
}

#[test]
fn a_key_that_is_put_back_on_a_locked_screens_encoder_is_not_gone_on_with() {
    for order in ORDERS {
        let (result, begun, written) = interrupted(order, Step::PutBack, Ends::Locked);
        let is_left = matches!(result, Err(Error::Stopped | Error::Unknown { .. } | Error::RemovedTooSoon));
        assert!(is_left && begun <= 1 && written == 0, "{order:?}: {result:?}, {begun}, {written}");
    }
}

#[test]
fn a_locked_screen_lets_no_job_be_begun() {
    let desk = desk();
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.session.lock();
    let (told, watch) = steps();
    let watched = desk.at_with(watch);
    let result = encode::update_any(&desk.console, &desk.permit(), &watched);
    assert!(matches!(result, Err(Error::NoSecrets)) && told.lock().unwrap().is_empty());
}

#[test]
fn a_password_that_somebody_else_has_set_opens_no_locked_screen() {
    let house = house();
    let (marta, clara) = (house.seat("marta"), house.seat("clara"));
    clara.session.lock();
    let new = Password::new("three herons on the roof");
    operators::set_password(marta.console, &marta.permit(), house.operator("clara"), &new, &new).unwrap();
    let unlocked = sign_in::unlock(clara.console, &clara.session, &new, "");
    assert!(matches!(unlocked, Err(sign_in::Error::Unfinished)), "{unlocked:?}");
    assert!(clara.session.is_locked());
}

#[test]
fn keys_of_cards_that_were_taken_away_meanwhile_do_not_come_back_with_the_password() {
    let house = house();
    let (marta, clara) = (house.seat("marta"), house.seat("clara"));
    clara.session.lock();
    let permit = marta.permit::<OperatorsModify>();
    let page = marta.operator(house.operator("clara"));
    let draft = Draft { group: Some(house.group("Nothing")), ..page.draft };
    operators::save(marta.console, &permit, page.row.id, page.version, &draft).unwrap();
    let chosen = Password::new(PASSWORD);
    sign_in::unlock(clara.console, &clara.session, &chosen, "").unwrap();
    let result = encode::update_any(clara.console, &clara.permit(), &clara.at());
    assert!(matches!(result, Err(Error::NoSecrets)), "{result:?}");
}
