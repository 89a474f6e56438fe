//! The host believes nothing that does not hold: every bit of every answer counts.

use super::*;
use crate::encoder::desfire::application::Keys;
use crate::encoder::desfire::error::{Integrity, Protocol};
use crate::encoder::desfire::status::Status;
use crate::encoder::link::{self, LinkError};

/// What is done to an answer on its way.
type Change = Box<dyn FnMut(&mut Vec<u8>) + Send>;

/// Lets one answer through changed.
struct Meddler {
    link: Link,
    /// Which answer, from now on, and what is done to it.
    at: usize,
    change: Change,
    /// How many bits the answer had.
    bits: usize,
}

impl link::Link for Meddler {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        let mut answer = self.link.exchange(command)?;
        if self.at == 0 {
            self.bits = answer.len() * 8;
            (self.change)(&mut answer);
        }
        self.at = self.at.wrapping_sub(1);
        Ok(answer)
    }
}

/// What is asked of the card while someone meddles.
#[derive(Clone, Copy, Debug)]
enum Question {
    Read(Mode),
    Write(Mode),
    Commit,
    Uid,
    Keys,
    Authenticate,
}

fn ask(link: Meddler, way: Way, question: Question) -> (Result<(), Error>, usize, bool) {
    let mut host = Desfire::new(link);
    host.select(application()).unwrap();
    let open = |host: &mut Desfire<Meddler>| match way {
        Way::Ev1 => host.authenticate_aes(number(1), &key(0xA1)),
        Way::Ev2 => host.authenticate_ev2_first(number(1), &key(0xA1)),
    };
    let result = match (open(&mut host), question) {
        (Err(error), _) => Err(error),
        (Ok(()), Question::Authenticate) => Ok(()),
        (Ok(()), Question::Read(mode)) => {
            host.read(file(1), mode, 0, 20).map(|read| assert_eq!(read, pattern(20, 5)))
        }
        (Ok(()), Question::Write(mode)) => host.write(file(1), mode, 0, &pattern(20, 5)),
        (Ok(()), Question::Commit) => host.write(file(2), Mode::Full, 0, b"new").and_then(|()| host.commit()),
        (Ok(()), Question::Uid) => host.card_uid().map(|uid| assert_eq!(uid.0, UID)),
        (Ok(()), Question::Keys) => host.key_settings().map(|_: Keys| ()),
    };
    let authenticated = host.is_authenticated();
    (result, host.into_link().bits, authenticated)
}

fn prepared(generation: Generation, way: Way, mode: Mode) -> SharedCard {
    let (card, mut host) = in_use(generation, way, mode);
    host.write(file(1), mode, 0, &pattern(20, 5)).unwrap();
    card
}

#[test]
fn every_flipped_bit_of_an_answer_is_found_and_ends_the_session() {
    for (generation, way) in [(Generation::Ev1, Way::Ev1), (Generation::Ev2, Way::Ev2)] {
        for (question, mode, at) in [
            (Question::Read(Mode::Maced), Mode::Maced, 3),
            (Question::Read(Mode::Full), Mode::Full, 3),
            (Question::Write(Mode::Maced), Mode::Maced, 3),
            (Question::Write(Mode::Full), Mode::Full, 3),
            (Question::Commit, Mode::Full, 4),
            (Question::Uid, Mode::Full, 3),
            (Question::Keys, Mode::Full, 3),
            (Question::Authenticate, Mode::Full, 1),
            (Question::Authenticate, Mode::Full, 2),
        ] {
            let card = prepared(generation, way, mode);
            let mut bit = 0;
            loop {
                let change = move |answer: &mut Vec<u8>| answer[bit / 8] ^= 1 << (bit % 8);
                let link = Meddler { link: card.connect(), at, change: Box::new(change), bits: 0 };
                let (result, bits, authenticated) = ask(link, way, question);
                assert!(result.is_err(), "{way:?} {question:?} bit {bit} of {bits}");
                assert!(!authenticated);
                bit += 1;
                if bit == bits {
                    break;
                }
            }
        }
    }
}

#[test]
fn answers_cut_or_lengthened_by_any_number_of_bytes_are_found() {
    for (generation, way) in [(Generation::Ev1, Way::Ev1), (Generation::Ev2, Way::Ev2)] {
        for question in [Question::Read(Mode::Full), Question::Write(Mode::Full), Question::Uid] {
            let card = prepared(generation, way, Mode::Full);
            for by in 1..=80_usize {
                let shorten = move |answer: &mut Vec<u8>| {
                    let content = answer.len() - 2;
                    let rest = answer.split_off(content);
                    answer.truncate(content.saturating_sub(by));
                    answer.extend(rest);
                };
                let lengthen = move |answer: &mut Vec<u8>| {
                    for _ in 0..by {
                        answer.insert(0, 0x00);
                    }
                };
                let changes: [Change; 2] = [Box::new(shorten), Box::new(lengthen)];
                for change in changes {
                    let link = Meddler { link: card.connect(), at: 3, change, bits: 0 };
                    assert!(ask(link, way, question).0.is_err(), "{way:?} {question:?} {by}");
                }
            }
        }
    }
}

#[test]
fn a_card_left_in_the_middle_of_its_frames_can_be_selected_again() {
    let card = prepared(Generation::Ev1, Way::Ev1, Mode::Full);
    // The first of two frames claims to be from something else.
    let change = |answer: &mut Vec<u8>| *answer = vec![0x6F, 0x00];
    let link = Meddler { link: card.connect(), at: 3, change: Box::new(change), bits: 0 };
    let mut host = Desfire::new(link);
    host.select(application()).unwrap();
    host.authenticate_aes(number(1), &key(0xA1)).unwrap();
    let foreign = Error::Protocol(Protocol::StatusWord(0x6F00));
    assert_eq!(host.read(file(1), Mode::Full, 0, 100), Err(foreign));
    host.select(application()).unwrap();
    host.authenticate_aes(number(1), &key(0xA1)).unwrap();
    assert!(host.read(file(1), Mode::Full, 0, 100).is_ok());
}

#[test]
fn no_key_is_changed_where_it_is_not_sure_what_is_selected() {
    let card = prepared(Generation::Ev2, Way::Ev2, Mode::Full);
    let mut host = host(&card);
    let missing = Error::Card(Status::NoSuchApplication);
    assert_eq!(host.select(ApplicationId::new(9).unwrap()), Err(missing));
    host.authenticate_ev2_first(number(0), &key(0xC0)).unwrap();
    let wrong = Err(Error::WrongSession);
    assert_eq!(host.change_card_key(&CardKey::Aes(key(1), 0)), wrong);
    assert_eq!(host.change_own_key(&key(1), 0), wrong);
    assert_eq!(host.change_other_key(number(1), &key(0), &key(1), 0), wrong);
}

#[test]
fn an_answer_of_an_earlier_command_is_not_taken_for_a_new_one() {
    for (generation, way) in [(Generation::Ev1, Way::Ev1), (Generation::Ev2, Way::Ev2)] {
        /// Gives every answer to a read a second time.
        struct Repeater(Link, Option<Vec<u8>>);
        impl link::Link for Repeater {
            fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
                let answer = self.0.exchange(command)?;
                let is_read = matches!(command[1], 0xBD | 0xAD);
                match (&self.1, is_read) {
                    (Some(earlier), true) => Ok(earlier.clone()),
                    (_, false) => Ok(answer),
                    (None, true) => {
                        self.1 = Some(answer.clone());
                        Ok(answer)
                    }
                }
            }
        }
        let card = prepared(generation, way, Mode::Full);
        let mut host = Desfire::new(Repeater(card.connect(), None));
        host.select(application()).unwrap();
        match way {
            Way::Ev1 => host.authenticate_aes(number(1), &key(0xA1)).unwrap(),
            Way::Ev2 => host.authenticate_ev2_first(number(1), &key(0xA1)).unwrap(),
        }
        assert!(host.read(file(1), Mode::Full, 0, 20).is_ok());
        assert!(matches!(host.read(file(1), Mode::Full, 0, 20), Err(Error::Integrity(_))));
    }
}

#[test]
fn a_wrong_key_is_refused_by_the_card_and_a_card_without_the_key_by_us() {
    for (generation, way) in WAYS {
        let (card, mut host) = in_use(generation, way, Mode::Full);
        let refused = authenticate(&mut host, way, 1, &key(0xA2));
        assert_eq!(refused, Err(Error::Card(Status::AuthenticationFault)));
        assert!(!host.is_authenticated());

        // A card that says yes to everything has not proven that it knows the key.
        let change = |answer: &mut Vec<u8>| {
            let length = if answer.len() == 2 { 32 } else { answer.len() - 2 };
            *answer = vec![0; length];
            answer.extend([0x91, 0x00]);
        };
        let link = Meddler { link: card.connect(), at: 2, change: Box::new(change), bits: 0 };
        let (result, _, authenticated) = ask(link, way, Question::Authenticate);
        assert_eq!(result, Err(Error::Integrity(Integrity::Challenge)));
        assert!(!authenticated);
    }
}

#[test]
fn every_status_is_handed_on_and_ends_the_session() {
    let card = prepared(Generation::Ev2, Way::Ev2, Mode::Full);
    for status in 0..=u8::MAX {
        let change = move |answer: &mut Vec<u8>| *answer = vec![0x91, status];
        let link = Meddler { link: card.connect(), at: 3, change: Box::new(change), bits: 0 };
        let (result, _, authenticated) = ask(link, Way::Ev2, Question::Write(Mode::Full));
        let expected = match Status::from(status) {
            Status::Done => Error::Integrity(Integrity::Mac),
            // The card of the test is not in the middle of anything.
            Status::MoreFrames => Error::Card(Status::UnknownCommand),
            other => Error::Card(other),
        };
        assert_eq!(result, Err(expected));
        assert!(!authenticated);
    }
}

#[test]
fn what_is_no_desfire_card_is_told() {
    let impostors = [
        (Product::Ntag424, crate::encoder::desfire::version::Product::Ntag),
        (Product::DesfireLight, crate::encoder::desfire::version::Product::DesfireLight),
    ];
    for (product, name) in impostors {
        let mut host = host(&laid(Card::new(product, UID)));
        assert_eq!(host.version().unwrap().product, name);
        let refused = host.select(application());
        assert_eq!(refused, Err(Error::Card(Status::UnknownCommand)));
    }
    let mut host = host(&laid(Card::new(Product::Classic1k, UID)));
    assert_eq!(host.version(), Err(Error::Protocol(Protocol::StatusWord(0x6D00))));
}

#[test]
fn somebody_elses_card_refuses_and_is_left_as_it_is() {
    let product = Product::Desfire(Generation::Ev2, Storage::K4);
    let foreign = Card::foreign(product, UID, &[application_bytes()]);
    let before = serde_json::to_string(&foreign).unwrap();
    let card = laid(foreign);
    let mut host = host(&card);
    let fault = Err(Error::Card(Status::AuthenticationFault));
    assert_eq!(host.authenticate_des(KeyNumber::MASTER, &factory_des()), fault);
    assert_eq!(host.authenticate_aes(KeyNumber::MASTER, &key(0)), fault);
    host.select(application()).unwrap();
    assert_eq!(host.authenticate_ev2_first(number(1), &key(0xA1)), fault);
    assert_eq!(serde_json::to_string(&*card.lock()).unwrap(), before);
}

#[test]
fn what_an_error_says() {
    for (error, text) in [
        (LinkError::CardLost, "the card is gone"),
        (LinkError::ReaderLost, "the reader is gone"),
        (LinkError::ServiceLost, "the smart card service is not running"),
        (LinkError::ReaderInUse, "another program uses the reader"),
        (LinkError::TimedOut, "the card did not answer in time"),
        (LinkError::Unresponsive, "the reader does not understand the card"),
        (LinkError::CalledOff, "the work on the card was called off"),
        (LinkError::LimitPassed, "a limit on the work with a card was passed"),
        (LinkError::ReaderFault(0x8010_002F), "the reader reports fault 0x8010002f"),
    ] {
        assert_eq!(Error::from(error).to_string(), text);
    }
    assert_eq!(Error::Card(Status::AuthenticationFault).to_string(), "the card refused with status 0xae");
}

#[test]
fn links_may_be_lent_and_boxed() {
    let card = laid(card(Generation::Ev1));
    let mut boxed: Box<dyn link::Link> = Box::new(card.connect());
    assert!(Desfire::new(&mut boxed).version().is_ok());
    assert!(Desfire::new(boxed).version().is_ok());
}
