//! System > Desktop reader: what is typed of a card, and to whom it says so.

use keydesk::domain::desktop_reader::{Mark, What};
use keydesk::domain::group::Access;
use keydesk::domain::image::{Image, KeyCode};
use keydesk::domain::key::Mismatch;
use keydesk::domain::permission::Permission as P;
use keydesk::encoders::{SIMULATED, Stop};
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::encode::{self, At, Error, Identified, Stranger};
use keydesk::operation::users;
use keydesk::simulator::{Card, Product};
use std::sync::Arc;

use crate::cards::{APPLICATION, EV2, RIGHTS, card, memory, rights};
use crate::desk::{Desk, desk, desk_with};
use crate::house::{A, Seat, form, house};

fn identify(seat: &Seat<'_>, what: What) -> Result<Identified, Error> {
    let (stop, mut came) = (Stop::default(), Err(Error::Stopped));
    let at = At { encoder: SIMULATED.to_owned(), stop: stop.clone(), progress: Arc::new(|_| ()) };
    encode::identify_next(seat.console, &seat.permit(), &at, what, |result| {
        came = result;
        stop.stop();
    });
    came
}

fn seat(desk: &Desk) -> Seat<'_> {
    Seat { console: &desk.console, session: Arc::clone(&desk.session) }
}

#[test]
fn a_key_says_its_numbers_and_whose_it_is_and_stays_as_it_is() {
    let desk = desk();
    let ada = desk.add_user("Ada", "Kaya", |draft| draft.external_id = "EMP-7".to_owned());
    let (id, shared) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ada).unwrap();
    let before = (memory(&shared), rights(&shared));
    let serial = users::open(&desk.console, &desk.permit(), ada).unwrap().key.unwrap().serial;
    let seat = seat(&desk);
    let known = Some((ada, "Ada Kaya".to_owned()));
    let shown = identify(&seat, What::Serial).unwrap();
    assert!(matches!(&shown.mark, Mark::Serial(said) if said.to_string() == serial), "{shown:?}");
    assert_eq!(shown.of, None);
    let number: u32 = desk.database().query_row("SELECT id FROM keys", [], |row| row.get(0)).unwrap();
    let number = Mark::Number(KeyCode(number));
    assert_eq!(identify(&seat, What::Number).unwrap(), Identified { mark: number, of: known.clone() });
    let id = Mark::ExternalId("EMP-7".to_owned());
    assert_eq!(identify(&seat, What::ExternalId).unwrap(), Identified { mark: id, of: known });
    assert_eq!((memory(&shared), rights(&shared)), before, "nothing was written on it");
    let (id, _) = desk.put_in_tray(card(EV2, 2));
    desk.lay(id);
    assert!(identify(&seat, What::Serial).is_ok(), "every card has one");
    assert!(matches!(identify(&seat, What::Number), Err(Error::BlankCard)));
}

#[test]
fn of_a_card_of_others_the_serial_number_alone_is_typed() {
    let uid = [4, 1, 2, 3, 4, 5, 6];
    let (theirs, other) = (Card::foreign(EV2, uid, &[*b"KD1"]), Card::new(Product::Classic1k, uid));
    for (stranger, serial) in [(theirs, "04010203040506"), (other, "04010203")] {
        let desk = desk();
        let (id, shared) = desk.put_in_tray(stranger);
        desk.lay(id);
        let before = memory(&shared);
        let seat = seat(&desk);
        let shown = identify(&seat, What::Serial).unwrap().mark;
        assert!(matches!(shown, Mark::Serial(said) if said.to_string() == serial));
        for what in [What::Number, What::ExternalId] {
            let refused = identify(&seat, what);
            assert!(
                matches!(refused, Err(Error::Stranger(Stranger::OtherSite | Stranger::NotSuitable))),
                "{refused:?}"
            );
        }
        assert_eq!(memory(&shared), before);
    }
}

#[test]
fn a_key_that_does_not_say_what_is_known_of_it_is_nobodys() {
    let desk = desk();
    let ada = desk.add_user("Ada", "Kaya", |draft| draft.external_id = "EMP-7".to_owned());
    let (id, shared) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ada).unwrap();
    let bytes = rights(&shared).unwrap();
    let altered = bytes.iter().map(|byte| byte ^ 1).collect::<Vec<_>>();
    shared.lock().set_file(APPLICATION, RIGHTS, &altered).unwrap();
    for what in [What::Number, What::ExternalId] {
        assert!(matches!(identify(&seat(&desk), what), Err(Error::Mismatch(Mismatch::Altered, _))));
    }
    shared.lock().set_file(APPLICATION, RIGHTS, &bytes).unwrap();
    desk.sql("UPDATE keys SET ended_at = 0");
    for what in [What::Number, What::ExternalId] {
        assert!(matches!(identify(&seat(&desk), what), Err(Error::KeyOfNobody(_))));
    }
    assert!(identify(&seat(&desk), What::Serial).is_ok());
}

#[test]
fn whoever_has_no_keys_of_cards_reads_what_every_card_shows() {
    let mut house = house();
    house.add_group("marta", &form("Wedge", &[P::DesktopReaderUse], &[]));
    house.add_operator("marta", "rita", "Wedge");
    house.lay_key("Abel");
    let rita = house.seat("rita");
    assert!(identify(&rita, What::Serial).is_ok());
    for what in [What::Number, What::ExternalId] {
        assert!(matches!(identify(&rita, what), Err(Error::NoSecrets)));
    }
}

#[test]
fn whose_a_key_is_only_whoever_may_see_the_person_learns() {
    let mut house = house();
    let sees = [P::DesktopReaderUse, P::KeyRead, P::UsersView];
    house.add_group("marta", &form("Canteen", &sees, &[(A, Access::Global)]));
    house.add_operator("marta", "rita", "Canteen");
    house.desk.sql("UPDATE users SET external_id = 'EMP-' || id");
    house.lay_key("Abel");
    let rita = house.seat("rita");
    let own = identify(&rita, What::ExternalId).unwrap();
    assert_eq!(own.mark, Mark::ExternalId(format!("EMP-{}", house.user("Abel").0)));
    house.lay_key("Ben");
    assert!(matches!(identify(&rita, What::ExternalId), Err(Error::OutOfReach)));
    let foreign = identify(&rita, What::Number).unwrap();
    assert_eq!(foreign.of, None, "a number names nobody");
    assert!(identify(&house.seat("marta"), What::ExternalId).unwrap().of.is_some());
}

#[test]
fn a_card_that_a_first_key_did_not_come_to_is_no_key() {
    for step in [Point::AfterIntent, Point::AfterOwnerKey, Point::AfterCard] {
        let desk = desk_with(Faults::new(move |point| match point == step {
            true => Verdict::Killed,
            false => Verdict::GoOn,
        }));
        let ada = desk.user("Ada", "Kaya");
        let (id, shared) = desk.put_in_tray(card(EV2, 1));
        desk.lay(id);
        desk.assign(ada).unwrap_err();
        let desk = desk.again();
        desk.lay(id);
        let is_written = rights(&shared).is_some_and(|bytes| Image::decode(&bytes).is_ok());
        assert_eq!(is_written, step == Point::AfterCard);
        for what in [What::Number, What::ExternalId] {
            let identified = identify(&seat(&desk), what);
            assert_eq!(identified.is_ok(), is_written, "{step:?}: {identified:?}");
        }
    }
}
