//! The card's side of authentication.

#![warn(clippy::indexing_slicing)]

use subtle::ConstantTimeEq;

use super::Card;
use super::command::{Pending, Step};
use super::memory::{Key, KeyKind};
use super::session::{Cipher, Counted, Dialect, Session, first_half};
use super::status;

/// The ways to authenticate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The first DESFire's, with DES.
    Legacy,
    /// EV1's with DES.
    Iso,
    /// EV1's with AES.
    Aes,
    /// EV2's, for a new session.
    First,
    /// EV2's, for a session that goes on.
    NonFirst,
}

impl Method {
    /// Tells the method by the instruction that begins it.
    pub const fn of(instruction: u8) -> Option<Self> {
        match instruction {
            0x0A => Some(Self::Legacy),
            0x1A => Some(Self::Iso),
            0xAA => Some(Self::Aes),
            0x71 => Some(Self::First),
            0x77 => Some(Self::NonFirst),
            _ => None,
        }
    }

    const fn kind(self) -> KeyKind {
        match self {
            Self::Legacy | Self::Iso => KeyKind::Des,
            Self::Aes | Self::First | Self::NonFirst => KeyKind::Aes,
        }
    }
}

/// An authentication that waits for the host's proof.
pub struct Handshake {
    method: Method,
    number: u8,
    key: Key,
    cipher: Cipher,
    challenge: Vec<u8>,
    capabilities: [u8; 6],
    /// The session that goes on after this.
    earlier: Option<(u16, [u8; 4])>,
}

impl Card {
    /// Answers the first message with an enciphered challenge.
    pub(super) fn begin_authentication(&mut self, method: Method, content: &[u8]) -> Result<Step, u8> {
        let earlier = match self.live.session.take().map(|session| session.dialect) {
            Some(Dialect::Counted(session)) => Some((session.counter, session.transaction)),
            Some(Dialect::Legacy(_) | Dialect::Chained(_)) | None => None,
        };
        let (number, capabilities) = parameters(method, content)?;
        let key = self.key(number).ok_or(status::NO_SUCH_KEY)?.clone();
        let lacks_session = method == Method::NonFirst && earlier.is_none();
        if key.kind != method.kind() || lacks_session {
            return Err(status::AUTHENTICATION);
        }
        if method == Method::First {
            self.live.mirrors.clear();
        }
        let mut cipher = Cipher::of(&key);
        let mut challenge = self.chance.bytes::<16>().ok_or(status::CARD_FAILED)?.to_vec();
        challenge.truncate(cipher.block_bytes());
        let sent = cipher.encipher(&challenge);
        if matches!(method, Method::First | Method::NonFirst) {
            cipher.restart();
        }
        self.live.pending = Pending::Authentication(Box::new(Handshake {
            method,
            number,
            key,
            cipher,
            challenge,
            capabilities,
            earlier,
        }));
        Ok(Step::More(sent))
    }

    /// Checks the host's proof, and answers with the card's.
    pub(super) fn finish_authentication(
        &mut self,
        mut handshake: Handshake,
        content: &[u8],
    ) -> Result<Step, u8> {
        let block_bytes = handshake.cipher.block_bytes();
        if content.len() != 2 * block_bytes {
            return Err(status::LENGTH);
        }
        let plain = match handshake.method {
            Method::Legacy => handshake.cipher.recover(content),
            Method::Iso | Method::Aes | Method::First | Method::NonFirst => {
                handshake.cipher.decipher(content)
            }
        };
        let plain = plain.ok_or(status::LENGTH)?;
        let (host, proof) = plain.split_at_checked(block_bytes).ok_or(status::LENGTH)?;
        let mut expected = handshake.challenge.clone();
        expected.rotate_left(1);
        if !bool::from(expected.ct_eq(proof)) {
            return Err(status::AUTHENTICATION);
        }
        let answer = self.open_session(&mut handshake, host)?;
        Ok(Step::Done(vec![answer]))
    }

    fn open_session(&mut self, handshake: &mut Handshake, host: &[u8]) -> Result<Vec<u8>, u8> {
        let mut proof = host.to_vec();
        proof.rotate_left(1);
        let (dialect, plain) = match handshake.method {
            Method::Legacy => {
                handshake.cipher.restart();
                (Dialect::Legacy(handshake.session_cipher(host)?), proof)
            }
            Method::Iso | Method::Aes => (Dialect::Chained(handshake.session_cipher(host)?), proof),
            Method::First => {
                handshake.cipher.restart();
                let transaction = self.chance.bytes().ok_or(status::CARD_FAILED)?;
                let session = handshake.counted(host, transaction)?;
                let none = [0; 6];
                let plain = [&transaction[..], &proof, &none, &handshake.capabilities].concat();
                (Dialect::Counted(session), plain)
            }
            Method::NonFirst => {
                handshake.cipher.restart();
                let (counter, transaction) = handshake.earlier.ok_or(status::AUTHENTICATION)?;
                let session = Counted { counter, ..handshake.counted(host, transaction)? };
                (Dialect::Counted(session), proof)
            }
        };
        self.live.session = Some(Session { key: handshake.number, dialect });
        Ok(handshake.cipher.encipher(&plain))
    }
}

impl Handshake {
    fn counted(&self, host: &[u8], transaction: [u8; 4]) -> Result<Counted, u8> {
        let host = host.try_into().map_err(|_| status::LENGTH)?;
        let card = self.challenge.as_slice().try_into().map_err(|_| status::LENGTH)?;
        Ok(Counted::new(&self.key, host, card, transaction))
    }

    /// Makes the session key of the older methods out of pieces of both challenges.
    fn session_cipher(&self, host: &[u8]) -> Result<Cipher, u8> {
        let piece = |challenge: &[u8], start: usize| -> Vec<u8> {
            challenge.iter().copied().skip(start).take(4).collect()
        };
        let second = match self.key.kind {
            KeyKind::Aes => 12,
            KeyKind::Des => 4,
        };
        let bytes =
            [piece(host, 0), piece(&self.challenge, 0), piece(host, second), piece(&self.challenge, second)];
        let bytes: [u8; 16] = bytes.concat().try_into().map_err(|_| status::LENGTH)?;
        Ok(match self.cipher {
            Cipher::Aes(_) => Cipher::aes(bytes),
            Cipher::DoubleDes(_) => Cipher::double_des(bytes),
            Cipher::Des(_) => Cipher::des(first_half(bytes)),
        })
    }
}

/// Reads the key's number, and the host's capabilities where it may name some.
fn parameters(method: Method, content: &[u8]) -> Result<(u8, [u8; 6]), u8> {
    let mut capabilities = [0; 6];
    match (method, content) {
        (Method::First, [number, length, named @ ..]) => {
            if named.len() != usize::from(*length) || named.len() > capabilities.len() {
                return Err(status::LENGTH);
            }
            for (to, from) in capabilities.iter_mut().zip(named) {
                *to = *from;
            }
            Ok((*number, capabilities))
        }
        (Method::Legacy | Method::Iso | Method::Aes | Method::NonFirst, [number]) => {
            Ok((*number, capabilities))
        }
        _ => Err(status::LENGTH),
    }
}
