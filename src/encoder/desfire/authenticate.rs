//! How the card and this program prove to each other that they know a key.

#![warn(clippy::indexing_slicing)]

use zeroize::Zeroizing;

use super::application::KeyNumber;
use super::error::{Error, Integrity, Protocol};
use super::frame::{self, Frame};
use super::random::Random;
use super::session::chained::Chained;
use super::session::counted::{Counted, Keys};
use super::status::Status;
use crate::encoder::cipher::{self, BlockCipher, Chain};
use crate::encoder::link::Link;
use crate::secret::Secret;

/// The instructions that begin an authentication.
mod instruction {
    pub const ISO: u8 = 0x1A;
    pub const AES: u8 = 0xAA;
    pub const EV2_FIRST: u8 = 0x71;
    pub const EV2_NON_FIRST: u8 = 0x77;
}

/// Authenticates with a single DES key (ISO authentication).
pub fn des(
    link: &mut impl Link,
    random: &mut dyn Random,
    number: KeyNumber,
    key: &Secret<8>,
) -> Result<Chained, Error> {
    let chain = Chain::new(cipher::des(key));
    let (ours, cards) = chained_handshake(link, random, instruction::ISO, number, chain)?;
    let ([a0, a1, a2, a3, ..], [b0, b1, b2, b3, ..]) = (*ours.expose(), *cards.expose());
    Ok(Chained::des(&Secret::new([a0, a1, a2, a3, b0, b1, b2, b3])))
}

/// Authenticates with an AES key for a session as EV1 has it.
pub fn aes(
    link: &mut impl Link,
    random: &mut dyn Random,
    number: KeyNumber,
    key: &Secret<16>,
) -> Result<Chained, Error> {
    let chain = Chain::new(cipher::aes(key));
    let (ours, cards) = chained_handshake(link, random, instruction::AES, number, chain)?;
    let [a0, a1, a2, a3, .., a12, a13, a14, a15] = *ours.expose();
    let [b0, b1, b2, b3, .., b12, b13, b14, b15] = *cards.expose();
    let key = [a0, a1, a2, a3, b0, b1, b2, b3, a12, a13, a14, a15, b12, b13, b14, b15];
    Ok(Chained::aes(&Secret::new(key)))
}

/// Authenticates with an AES key for a new session as EV2 has it.
pub fn ev2_first(
    link: &mut impl Link,
    random: &mut dyn Random,
    number: KeyNumber,
    key: &Secret<16>,
) -> Result<Counted, Error> {
    // The second byte: we name no capabilities of ours.
    let begin = [number.number(), 0x00];
    let mut handshake = Counting::begin(link, random, instruction::EV2_FIRST, &begin, key)?;
    let answer = handshake.finish(link)?;
    let (transaction, rest) = answer.split_first_chunk::<4>().ok_or(Protocol::AnswerLength)?;
    let (proof, capabilities) = rest.split_first_chunk::<16>().ok_or(Protocol::AnswerLength)?;
    if capabilities.len() != 12 {
        return Err(Protocol::AnswerLength.into());
    }
    let keys = handshake.prove(proof, key)?;
    Ok(Counted::new(&keys, *transaction))
}

/// Authenticates with another AES key inside a session as EV2 has it, which goes on.
pub fn ev2_non_first(
    link: &mut impl Link,
    random: &mut dyn Random,
    number: KeyNumber,
    key: &Secret<16>,
) -> Result<Keys, Error> {
    let begin = [number.number()];
    let mut handshake = Counting::begin(link, random, instruction::EV2_NON_FIRST, &begin, key)?;
    let answer = handshake.finish(link)?;
    let proof = answer.as_slice().try_into().map_err(|_| Protocol::AnswerLength)?;
    handshake.prove(proof, key)
}

/// Runs the three messages through one chain, and returns our challenge and the card's.
fn chained_handshake<C: BlockCipher<N>, const N: usize>(
    link: &mut impl Link,
    random: &mut dyn Random,
    instruction: u8,
    number: KeyNumber,
    mut chain: Chain<C, N>,
) -> Result<(Secret<N>, Secret<N>), Error> {
    let asked = expect(frame::transmit(link, instruction, &[number.number()])?, Status::MoreFrames)?;
    let cards = challenge(&mut chain, &asked)?;

    let mut ours = Secret::new([0; N]);
    random.fill(ours.expose_mut())?;
    let reply = chain.encipher(&both(&ours, &cards));

    let proof = expect(frame::proceed(link, &reply)?, Status::Done)?;
    if challenge(&mut chain, &proof)? != rotated(&ours) {
        return Err(Integrity::Challenge.into());
    }
    Ok((ours, cards))
}

/// An authentication as EV2 has it, in which every message starts at the initial value zero.
struct Counting {
    chain: Chain<aes::Aes128, 16>,
    ours: Secret<16>,
    cards: Secret<16>,
}

impl Counting {
    fn begin(
        link: &mut impl Link,
        random: &mut dyn Random,
        instruction: u8,
        content: &[u8],
        key: &Secret<16>,
    ) -> Result<Self, Error> {
        let mut chain = Chain::new(cipher::aes(key));
        let asked = expect(frame::transmit(link, instruction, content)?, Status::MoreFrames)?;
        let cards = challenge(&mut chain, &asked)?;
        let mut ours = Secret::new([0; 16]);
        random.fill(ours.expose_mut())?;
        Ok(Self { chain, ours, cards })
    }

    fn finish(&mut self, link: &mut impl Link) -> Result<Zeroizing<Vec<u8>>, Error> {
        self.chain.restart([0; 16]);
        let reply = self.chain.encipher(&both(&self.ours, &self.cards));
        let answer = expect(frame::proceed(link, &reply)?, Status::Done)?;
        self.chain.restart([0; 16]);
        Ok(self.chain.decipher(&answer).ok_or(Protocol::AnswerLength)?)
    }

    fn prove(&self, proof: &[u8; 16], key: &Secret<16>) -> Result<Keys, Error> {
        if Secret::new(*proof) != rotated(&self.ours) {
            return Err(Integrity::Challenge.into());
        }
        Ok(Keys::derive(key, &self.ours, &self.cards))
    }
}

fn expect(frame: Frame, status: Status) -> Result<Vec<u8>, Error> {
    match frame.status {
        right if right == status => Ok(frame.content),
        // A card that is content too early, or wants to go on, has proven nothing.
        Status::Done | Status::MoreFrames => Err(Protocol::AnswerContent.into()),
        refusal => Err(Error::Card(refusal)),
    }
}

fn challenge<C: BlockCipher<N>, const N: usize>(
    chain: &mut Chain<C, N>,
    cryptogram: &[u8],
) -> Result<Secret<N>, Error> {
    let plain = chain.decipher(cryptogram).ok_or(Protocol::AnswerLength)?;
    let bytes: [u8; N] = plain.as_slice().try_into().map_err(|_| Protocol::AnswerLength)?;
    Ok(Secret::new(bytes))
}

fn both<const N: usize>(ours: &Secret<N>, cards: &Secret<N>) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([*ours.expose(), *rotated(cards).expose()].concat())
}

fn rotated<const N: usize>(challenge: &Secret<N>) -> Secret<N> {
    let mut rotated = challenge.clone();
    rotated.expose_mut().rotate_left(1);
    rotated
}
