//! System > Desktop reader: what is typed of a card, and to whom it says so.

use keydesk::domain::desktop_reader::{Format, Prefix, What};
use keydesk::domain::group::Access;
use keydesk::domain::key::Mismatch;
use keydesk::domain::permission::Permission as P;
use keydesk::encoders::{SIMULATED, Stop};
use keydesk::operation::encode::{self, At, Error, Identified, Stranger};
use keydesk::operation::users;
use keydesk::simulator::{Card, Product};
use std::sync::Arc;

use crate::cards::{APPLICATION, EV2, RIGHTS, card, memory, rights};
use crate::desk::{Desk, desk};
use crate::house::{A, Seat, form, house};

fn of(what: What) -> Format {
    Format { what, prefix: Prefix::new("#"), ..Format::default() }
}

fn identify(seat: &Seat<'_>, what: What) -> Result<Identified, Error> {
    let (stop, mut came) = (Stop::default(), Err(Error::Stopped));
    let at = At { encoder: SIMULATED.to_owned(), stop: stop.clone(), progress: Arc::new(|_| ()) };
    encode::identify_next(seat.console, &seat.permit(), &at, of(what), |result| {
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
    let ben = desk.user("Ben", "Oduya");
    let (id, shared) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ada).unwrap();
    let before = (memory(&shared), rights(&shared));
    let serial = users::open(&desk.console, &desk.permit(), ada).unwrap().key.unwrap().serial;
    let seat = seat(&desk);
    let known = Some((ada, "Ada Kaya".to_owned()));
    assert_eq!(identify(&seat, What::Serial).unwrap(), Identified { text: format!("#{serial}"), of: None });
    assert_eq!(
        identify(&seat, What::Number).unwrap(),
        Identified { text: "#1".to_owned(), of: known.clone() }
    );
    assert_eq!(
        identify(&seat, What::Identifier).unwrap(),
        Identified { text: "#EMP-7".to_owned(), of: known }
    );
    assert_eq!((memory(&shared), rights(&shared)), before, "nothing was written on it");
    let (id, _) = desk.put_in_tray(card(EV2, 2));
    desk.lay(id);
    assert!(identify(&seat, What::Serial).is_ok(), "every card has one");
    assert!(matches!(identify(&seat, What::Number), Err(Error::BlankCard)));
    desk.assign(ben).unwrap();
    assert!(
        matches!(identify(&seat, What::Identifier), Err(Error::NoIdentifier(name)) if name == "Ben Oduya")
    );
}

#[test]
fn of_a_card_of_others_the_serial_number_alone_is_typed() {
    let uid = [4, 1, 2, 3, 4, 5, 6];
    for stranger in [Card::foreign(EV2, uid, &[*b"KD1"]), Card::new(Product::Classic1k, uid)] {
        let desk = desk();
        let (id, shared) = desk.put_in_tray(stranger);
        desk.lay(id);
        let before = memory(&shared);
        let seat = seat(&desk);
        assert_eq!(identify(&seat, What::Serial).unwrap().text, "#04010203040506");
        for what in [What::Number, What::Identifier] {
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
    for what in [What::Number, What::Identifier] {
        assert!(matches!(identify(&seat(&desk), what), Err(Error::Mismatch(Mismatch::Altered, _))));
    }
    shared.lock().set_file(APPLICATION, RIGHTS, &bytes).unwrap();
    desk.sql("UPDATE keys SET ended_at = 0");
    for what in [What::Number, What::Identifier] {
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
    for what in [What::Number, What::Identifier] {
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
    let own = identify(&rita, What::Identifier).unwrap();
    assert_eq!(own.text, format!("#EMP-{}", house.user("Abel").0));
    house.lay_key("Ben");
    assert!(matches!(identify(&rita, What::Identifier), Err(Error::OutOfReach)));
    let foreign = identify(&rita, What::Number).unwrap();
    assert_eq!(foreign.of, None, "a number names nobody");
    assert!(identify(&house.seat("marta"), What::Identifier).unwrap().of.is_some());
}
