//! The card on a virtual reader, played here by a socket.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

use super::*;
use crate::encoder::simulator::vpcd::{self, End, Hand};
use crate::encoder::simulator::{Fault, Moment};

/// The reader's end of the connection.
struct Reader(TcpStream);

impl Reader {
    fn order(&mut self, order: u8) {
        self.0.write_all(&[0, 1, order]).unwrap();
    }

    fn ask(&mut self, message: &[u8]) -> std::io::Result<Vec<u8>> {
        // The real one sends length and message apart.
        self.0.write_all(&u16::try_from(message.len()).unwrap().to_be_bytes())?;
        self.0.write_all(message)?;
        let mut length = [0; 2];
        self.0.read_exact(&mut length)?;
        let mut answer = vec![0; u16::from_be_bytes(length).into()];
        self.0.read_exact(&mut answer)?;
        Ok(answer)
    }
}

/// Serves a card to a test, and returns how that ended.
fn on_reader(card: &SharedCard, hand: &Hand, test: impl FnOnce(Reader)) -> End {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::scope(|scope| {
        let served = scope.spawn(|| vpcd::serve(card, address, hand).unwrap());
        test(Reader(listener.accept().unwrap().0));
        served.join().unwrap()
    })
}

#[test]
fn a_card_is_powered_named_and_asked() {
    let card = SharedCard::new(card(Generation::Ev1));
    let end = on_reader(&card, &Hand::default(), |mut reader| {
        reader.order(1);
        assert_eq!(reader.ask(&[4]).unwrap(), [0x3B, 0x81, 0x80, 0x01, 0x80, 0x80]);
        assert_eq!(reader.ask(&[0x60]).unwrap().len(), 8);
        // A reset forgets that the card was in the middle of its version.
        reader.order(2);
        assert_eq!(reader.ask(&[0xAF]).unwrap(), [0x1C]);
        assert_eq!(reader.ask(&[0x90, 0x6A, 0, 0, 0]).unwrap(), [0x91, 0x00]);
        reader.order(0);
        assert_eq!(reader.ask(&[0x60]).unwrap(), [0x6F, 0x00]);
    });
    assert_eq!(end, End::ReaderClosed);
    assert!(!card.lock().is_laid());
}

#[test]
fn a_card_pulled_by_hand_closes_the_connection() {
    let card = SharedCard::new(card(Generation::Ev1));
    let hand = Hand::default();
    let end = on_reader(&card, &hand, |mut reader| {
        reader.order(1);
        assert!(reader.ask(&[0x60]).is_ok());
        hand.pull();
        assert!(reader.ask(&[0xAF]).is_err());
    });
    assert_eq!(end, End::Pulled);
    assert!(!card.lock().is_laid());
}

#[test]
fn a_card_pulled_before_it_was_laid_down_is_not_laid_down() {
    let card = SharedCard::new(card(Generation::Ev1));
    let hand = Hand::default();
    hand.pull();
    assert_eq!(on_reader(&card, &hand, drop), End::Pulled);
}

#[test]
fn a_planned_fault_pulls_the_card_in_the_middle() {
    let card = SharedCard::new(card(Generation::Ev1));
    card.lock().plan(Fault { exchange: 2, moment: Moment::AfterCommand });
    let end = on_reader(&card, &Hand::default(), |mut reader| {
        reader.order(1);
        assert!(reader.ask(&[0x60]).is_ok());
        assert!(reader.ask(&[0xAF]).is_err());
    });
    assert_eq!(end, End::Pulled);
}
