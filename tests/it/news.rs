//! News of commits: what each was about, told once it can be read, and nothing told of what was not committed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};

use keydesk::Listening;
use keydesk::console::About;
use keydesk::domain::operator::Password;
use keydesk::domain::user::{Draft, Grant, Limit, UserId};
use keydesk::encoders::SIMULATED;
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::Giving;
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{Changes, doors};
use keydesk::operation::{Error, StorageError, network, operators, sign_in};

use crate::cards::{EV2, card};
use crate::desk::{Desk, PASSWORD, desk, desk_with};

/// What an act told about. Every act is told of to auditors, and in one commit or more.
fn about<T>(desk: &Desk, act: impl FnOnce() -> T) -> Vec<About> {
    let before = desk.console.news().commits();
    act();
    let last = |about: &&About| desk.console.news().last(&[**about]);
    let told: Vec<About> = About::ALL.iter().filter(|about| last(about) > before).copied().collect();
    assert_eq!(told.contains(&About::Auditor), desk.console.news().commits() > before);
    told.into_iter().filter(|about| *about != About::Auditor).collect()
}

fn save(desk: &Desk, id: UserId, change: impl FnOnce(&mut Draft)) -> Result<(), Error> {
    let page = users::open(&desk.console, &desk.permit(), id)?;
    let mut draft = page.draft;
    change(&mut draft);
    users::save(&desk.console, &desk.permit(), id, page.version, &draft, &Picture::Keep, &Giving::nothing())
        .map(drop)
}

#[test]
fn a_commit_is_about_what_it_wrote() {
    let desk = desk();
    let (ana, bob) = (desk.user("Ana", "Belmonte"), desk.user("Bob", "Carter"));
    let door = desk.door("Lobby");
    let gives = Changes::of(vec![Grant { to: bob, limit: Limit::ALWAYS }], vec![]);
    let named = about(&desk, || save(&desk, ana, |draft| draft.phone = "+34 600 111 222".into()).unwrap());
    assert_eq!(named, [About::Users, About::Keys], "the form holds what keys follow from as well");
    let banned = about(&desk, || users::ban(&desk.console, &desk.permit(), &[ana], Ban::PutOn).unwrap());
    assert_eq!(banned, [About::Users]);
    let given = about(&desk, || {
        doors::give(
            &desk.console,
            &desk.permit(),
            door,
            &doors::given_people(&desk.permit(), &desk.permit(), &gives),
        )
    });
    assert_eq!(given, [About::Rights, About::Keys, About::Doors], "the door says when that was");
    assert_eq!(about(&desk, || desk.door("Gym")), [About::Doors]);
    assert_eq!(about(&desk, || desk.colleague("paul", 1)), [About::Operators]);
    let options = network::options(&desk.console, &desk.permit(), SIMULATED).unwrap();
    let kept = about(&desk, || {
        let options = network::Options { sound: !options.sound, ..options };
        network::set_options(&desk.console, &desk.permit(), SIMULATED, options).unwrap();
    });
    assert_eq!(kept, [About::Encoders]);
}

#[test]
fn a_key_that_is_written_is_news_of_keys() {
    let desk = desk();
    let ana = desk.user("Ana", "Belmonte");
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    let written = about(&desk, || desk.assign(ana).unwrap());
    assert_eq!(written, [About::Keys]);
}

#[test]
fn what_was_not_committed_is_no_news() {
    let is_full = Arc::new(AtomicBool::new(false));
    let full = Arc::clone(&is_full);
    let desk = desk_with(Faults::new(move |point| match point {
        Point::Commit if full.load(Ordering::SeqCst) => Verdict::DiskFull,
        _ => Verdict::GoOn,
    }));
    let ana = desk.user("Ana", "Belmonte");
    assert_eq!(about(&desk, || save(&desk, ana, |_| ()).unwrap()), [], "nothing was changed");
    let refused = about(&desk, || save(&desk, ana, |draft| draft.last_name = "x".repeat(99)).unwrap_err());
    assert_eq!(refused, []);
    is_full.store(true, Ordering::SeqCst);
    let failed = about(&desk, || {
        let failed = save(&desk, ana, |draft| draft.phone = "+34 600 111 222".into());
        assert!(matches!(failed, Err(Error::Storage(StorageError::DiskFull))));
    });
    assert_eq!(failed, []);
}

#[test]
fn looking_is_no_news() {
    let desk = desk();
    let ana = desk.user("Ana", "Belmonte");
    let looked = about(&desk, || {
        users::open(&desk.console, &desk.permit(), ana).unwrap();
        doors::list(&desk.console, &desk.permit()).unwrap();
        operators::list(&desk.console, &desk.permit()).unwrap();
    });
    assert_eq!(looked, []);
    assert_eq!(desk.console.news().commits(), desk.console.news().last(About::ALL));
}

#[test]
fn a_listener_is_told_of_every_commit_until_it_ends() {
    let desk = desk();
    let (sender, heard) = mpsc::channel();
    let mut left = 2;
    desk.console.news().tell(move |_| {
        sender.send(()).unwrap();
        left -= 1;
        if left == 0 { Listening::Ended } else { Listening::Goes }
    });
    for name in ["One", "Two", "Three"] {
        desk.door(name);
    }
    assert_eq!(heard.iter().count(), 2);
    let asked = about(&desk, || sign_in::sign_in(&desk.console, "marta", &Password::new(PASSWORD)));
    assert_eq!(asked, [About::Operators]);
}
