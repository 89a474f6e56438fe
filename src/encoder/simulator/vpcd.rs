//! A simulated card on a virtual reader: the card's side of vsmartcard's `vpcd`.
//!
//! The card dials the reader. Every message has its length in front, two bytes; one byte alone
//! is an order to the card, everything else a command. A connection is a card laid down.

#![warn(clippy::indexing_slicing)]

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::SharedCard;

const POWER_OFF: u8 = 0x00;
const POWER_ON: u8 = 0x01;
const RESET: u8 = 0x02;
const ANSWER_TO_RESET: u8 = 0x04;

/// Takes a card off its virtual reader from another thread.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    connection: Arc<Mutex<Option<TcpStream>>>,
    pulled: Arc<AtomicBool>,
}

impl Hand {
    /// Takes the card away; a card that is not laid down yet will not be.
    pub fn pull(&self) {
        self.pulled.store(true, Ordering::SeqCst);
        if let Some(connection) = self.lock().take() {
            // A connection that cannot be shut down is closed already.
            let _ = connection.shutdown(Shutdown::Both);
        }
    }

    fn hold(&self, connection: &TcpStream) -> io::Result<()> {
        *self.lock() = Some(connection.try_clone()?);
        // A card that was pulled before it was there is pulled now.
        if self.pulled.load(Ordering::SeqCst) {
            self.pull();
        }
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<TcpStream>> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why a card is on its virtual reader no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was pulled, by a hand or by a planned fault.
    Pulled,
    /// The reader closed the connection.
    ReaderClosed,
}

/// Lays a card on the virtual reader at an address, and serves it until it is taken away.
pub fn serve(card: &SharedCard, address: impl ToSocketAddrs, hand: &Hand) -> io::Result<End> {
    let mut connection = TcpStream::connect(address)?;
    connection.set_nodelay(true)?;
    hand.hold(&connection)?;
    card.lock().lay();
    let served = serve_connection(card, &mut connection);
    card.lock().take_away();
    hand.lock().take();
    match served {
        _ if hand.pulled.load(Ordering::SeqCst) => Ok(End::Pulled),
        Err(error) if is_closing(error.kind()) => Ok(End::ReaderClosed),
        other => other,
    }
}

fn is_closing(kind: io::ErrorKind) -> bool {
    use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(kind, UnexpectedEof | ConnectionReset | ConnectionAborted | BrokenPipe)
}

fn serve_connection(card: &SharedCard, connection: &mut TcpStream) -> io::Result<End> {
    loop {
        let message = receive(connection)?;
        let answer = match *message {
            [] | [POWER_OFF] => {
                card.lock().power_off();
                continue;
            }
            [POWER_ON | RESET] => {
                card.lock().power_on();
                continue;
            }
            [ANSWER_TO_RESET] => card.lock().atr(),
            // One byte can be a card's own command as well: none has an order's value.
            ref command => match answer(card, command) {
                Some(answer) => answer,
                None => return Ok(End::Pulled),
            },
        };
        send(connection, &answer)?;
    }
}

/// Lets the card answer, or returns nothing if it is gone. A card that lies there without power
/// cannot answer either, but the reader must have a word, or it waits for ever.
fn answer(card: &SharedCard, command: &[u8]) -> Option<Vec<u8>> {
    let mut card = card.lock();
    match card.exchange(command) {
        Ok(answer) => Some(answer),
        Err(_) if card.is_laid() => Some(vec![0x6F, 0x00]),
        Err(_) => None,
    }
}

fn receive(connection: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 2];
    acknowledge_at_once(connection)?;
    connection.read_exact(&mut length)?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    acknowledge_at_once(connection)?;
    connection.read_exact(&mut message)?;
    Ok(message)
}

/// The reader sends length and message apart and waits for an acknowledgement between them, which
/// TCP delays by 40 ms unless it is told not to, before every read anew.
fn acknowledge_at_once(connection: &TcpStream) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    std::os::linux::net::TcpStreamExt::set_quickack(connection, true)?;
    #[cfg(not(target_os = "linux"))]
    let _ = connection;
    Ok(())
}

fn send(connection: &mut TcpStream, answer: &[u8]) -> io::Result<()> {
    // INVARIANT: a card's answer is never empty, which would block the reader for ever, and at
    // most some hundred bytes long.
    let length = u16::try_from(answer.len()).map_err(|_| io::ErrorKind::InvalidData)?;
    let mut message = length.to_be_bytes().to_vec();
    message.extend_from_slice(answer);
    connection.write_all(&message)
}
