//! For every exchange and every moment of it: what if the card is gone then?

use super::*;
use crate::encoder::desfire::status::Status;
use crate::encoder::link::LinkError;
use crate::encoder::simulator::{Fault, Moment, Settled};

const MOMENTS: [Moment; 5] = [
    Moment::BeforeCommand,
    Moment::DuringCommand(Settled::Undone),
    Moment::DuringCommand(Settled::Torn),
    Moment::DuringCommand(Settled::Done),
    Moment::AfterCommand,
];

/// Takes the card over, makes two backup files and writes both.
fn issue(host: &mut Desfire<Link>, way: Way) -> Result<(), Error> {
    personalise(host, way)?;
    host.create_backup_file(file(2), data_file(Mode::Full, 300))?;
    host.create_backup_file(file(3), data_file(Mode::Full, 300))?;
    update(host, way, 1)
}

/// Writes both files anew and commits.
fn update(host: &mut Desfire<Link>, way: Way, seed: u8) -> Result<(), Error> {
    host.select(application())?;
    authenticate(host, way, 1, &key(0xA1))?;
    host.write(file(2), Mode::Full, 0, &pattern(300, seed))?;
    host.write(file(3), Mode::Full, 0, &pattern(300, seed))?;
    host.commit()
}

/// Does something once for every exchange of it and every moment, until it needs no more.
fn for_every_cut(generation: Generation, way: Way, mut check: impl FnMut(&SharedCard, Fault) -> bool) {
    let _ = way;
    for moment in MOMENTS {
        for exchange in 1.. {
            let card = laid(card(generation));
            if check(&card, Fault { exchange, moment }) {
                assert!(exchange > 5);
                break;
            }
            assert!(exchange < 200, "no end in sight");
        }
    }
}

fn content(card: &SharedCard, number: u8) -> Option<Vec<u8>> {
    card.lock().file(application_bytes(), number).map(<[u8]>::to_vec)
}

/// Says which of the two keys a card's level has, by trying.
fn has_key(card: &SharedCard, way: Way, application: ApplicationId, key_number: u8, key: &AesKey) -> bool {
    let mut host = host(card);
    host.select(application).unwrap();
    authenticate(&mut host, way, key_number, key).is_ok()
}

#[test]
fn a_card_torn_away_while_it_is_issued_can_be_issued_again() {
    for (generation, way) in [(Generation::Ev1, Way::Ev1), (Generation::Ev2, Way::Ev2)] {
        for_every_cut(generation, way, |card, fault| {
            let mut first = host(card);
            card.lock().plan(fault);
            let result = issue(&mut first, way);
            if result.is_ok() {
                return true;
            }
            assert_eq!(result, Err(LinkError::CardLost.into()), "{fault:?}");
            assert_eq!(first.version(), Err(LinkError::CardLost.into()));
            card.lock().lay();
            // The connection was to a card that was taken away, though it be back.
            assert_eq!(first.version(), Err(LinkError::CardLost.into()));

            for number in [2, 3] {
                let content = content(card, number);
                let whole = [None, Some(vec![0; 300]), Some(pattern(300, 1))];
                assert!(whole.contains(&content), "{fault:?}");
            }
            if content(card, 2).is_some() && content(card, 3).is_some() {
                assert_eq!(content(card, 2), content(card, 3), "{fault:?}");
            }
            start_again(card, way, fault);
            false
        });
    }
}

/// Takes over a card that is anywhere on its way: old keys or new ones, never others.
fn start_again(card: &SharedCard, way: Way, fault: Fault) {
    let mut host = host(card);
    host.select(ApplicationId::CARD).unwrap();
    let opened = match host.authenticate_des(KeyNumber::MASTER, &factory_des()) {
        Ok(()) => Ok(()),
        Err(_) => {
            host.select(ApplicationId::CARD).unwrap();
            let opened = authenticate(&mut host, way, 0, &key(0xC0));
            if opened.is_ok() && host.application_ids().unwrap() == [application()] {
                let ours = [(0, key(0), key(0xA0)), (1, key(0), key(0xA1))];
                for (number, old, new) in ours {
                    let has = |key| has_key(card, way, application(), number, key);
                    assert!(has(&old) != has(&new), "{fault:?}: key {number}");
                }
                host = super::host(card);
                authenticate(&mut host, way, 0, &key(0xC0)).unwrap();
            }
            opened
        }
    };
    opened.unwrap();
    host.format().unwrap();
    assert_eq!(host.free_memory_bytes(), Ok(7936));
}

#[test]
fn an_update_cut_anywhere_leaves_the_old_or_the_new_content_in_all_files() {
    for (generation, way) in WAYS {
        for_every_cut(generation, way, |card, fault| {
            let mut first = host(card);
            issue(&mut first, way).unwrap();
            card.lock().plan(fault);
            let result = update(&mut first, way, 2);
            let is_done = result.is_ok();
            card.lock().plan(None);
            card.lock().lay();

            let (one, other) = (content(card, 2).unwrap(), content(card, 3).unwrap());
            assert_eq!(one, other, "{fault:?}");
            let is_new = one == pattern(300, 2);
            assert!(is_new || one == pattern(300, 1), "{fault:?}");
            assert!(is_new || !is_done, "{fault:?}");
            // What was pending is gone, and a host finds out by reading.
            let mut second = host(card);
            second.select(application()).unwrap();
            authenticate(&mut second, way, 1, &key(0xA1)).unwrap();
            assert_eq!(second.read(file(2), Mode::Full, 0, 300).unwrap(), one);
            assert_eq!(second.commit(), Err(Error::Card(Status::NoChanges)));
            is_done
        });
    }
}

#[test]
fn both_outcomes_of_an_interrupted_commit_happen() {
    for (moment, expected) in MOMENTS.into_iter().zip([1, 1, 1, 2, 2]) {
        let card = laid(card(Generation::Ev2));
        let mut host = host(&card);
        issue(&mut host, Way::Ev2).unwrap();
        // Select, twice for the key, two files of two parts each, commit.
        card.lock().plan(Fault { exchange: 8, moment });
        assert_eq!(update(&mut host, Way::Ev2, 2), Err(LinkError::CardLost.into()));
        assert_eq!(content(&card, 2).unwrap(), pattern(300, expected), "{moment:?}");
    }
}

#[test]
fn a_standard_file_can_be_torn_and_a_backup_file_not() {
    for (number, torn) in [(1, true), (2, false)] {
        for (generation, way) in [(Generation::Ev1, Way::Ev1), (Generation::Ev2, Way::Ev2)] {
            let (card, mut host) = in_use(generation, way, Mode::Full);
            card.lock().plan(Fault { exchange: 1, moment: Moment::DuringCommand(Settled::Torn) });
            let lost = host.write(file(number), Mode::Full, 0, &pattern(100, 9));
            assert_eq!(lost, Err(LinkError::CardLost.into()));
            let content = content(&card, number).unwrap();
            let is_torn = content != vec![0; 1024] && content[..100] != pattern(100, 9);
            assert_eq!(is_torn, torn, "{number} {way:?}");
        }
    }
}

#[test]
fn a_card_without_power_forgets_its_session_and_what_was_pending() {
    let (card, mut host) = in_use(Generation::Ev1, Way::Ev1, Mode::Full);
    host.write(file(2), Mode::Full, 0, b"new").unwrap();
    card.lock().power_off();
    assert_eq!(host.commit(), Err(LinkError::CardLost.into()));
    card.lock().power_on();
    host.select(application()).unwrap();
    host.authenticate_aes(number(1), &key(0xA1)).unwrap();
    assert_eq!(host.commit(), Err(Error::Card(Status::NoChanges)));
    assert_eq!(content(&card, 2).unwrap()[..3], [0; 3]);
}

#[test]
fn a_card_taken_away_and_laid_back_at_once_is_another() {
    let (card, mut host) = in_use(Generation::Ev2, Way::Ev2, Mode::Full);
    host.write(file(2), Mode::Full, 0, b"new").unwrap();
    card.lock().take_away();
    assert!(!card.lock().is_laid());
    card.lock().lay();
    assert_eq!(host.commit(), Err(LinkError::CardLost.into()));
    assert!(card.lock().is_laid());
}

#[test]
fn a_stored_card_comes_back_with_all_that_it_holds_and_lies_nowhere() {
    let (card, mut host) = in_use(Generation::Ev3, Way::Ev2, Mode::Full);
    host.write(file(1), Mode::Full, 0, b"kept").unwrap();
    host.write(file(2), Mode::Full, 0, b"lost").unwrap();
    let stored = serde_json::to_string(&*card.lock()).unwrap();
    let mut loaded: Card = serde_json::from_str(&stored).unwrap();
    assert!(!loaded.is_laid() && loaded.exchange(&[0x60]).is_err());
    assert_eq!((loaded.uid(), loaded.product()), (UID, card.lock().product()));
    let card = laid(loaded);
    let mut host = super::host(&card);
    host.select(application()).unwrap();
    host.authenticate_ev2_first(number(1), &key(0xA1)).unwrap();
    assert_eq!(host.read(file(1), Mode::Full, 0, 4).unwrap(), b"kept");
    assert_eq!(host.read(file(2), Mode::Full, 0, 4).unwrap(), [0; 4]);
    assert!(!format!("{card:?}").contains("A1"));
}
