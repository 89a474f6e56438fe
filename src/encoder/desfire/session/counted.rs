//! The session of DESFire EV2: a transaction identifier and a counter in every MAC.

#![warn(clippy::indexing_slicing)]

use aes::Aes128;
use cmac::{Cmac, KeyInit, Mac};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{Command, Received, Sent};
use crate::encoder::cipher::{self, Chain};
use crate::encoder::desfire::error::{Error, Integrity, Protocol};
use crate::secret::Secret;

/// How much of a MAC is sent.
const MAC_BYTES: usize = 8;

/// The status of every answer that a session opens; the MAC covers it.
const DONE: u8 = 0x00;

/// What the initial value of a command's cryptogram begins with.
const COMMAND_LABEL: [u8; 2] = [0xA5, 0x5A];

/// What the initial value of an answer's cryptogram begins with.
const ANSWER_LABEL: [u8; 2] = [0x5A, 0xA5];

/// The two keys of a session.
pub struct Keys {
    /// Enciphers.
    pub encipher: Secret<16>,
    /// Computes MACs.
    pub mac: Secret<16>,
}

impl Keys {
    /// Derives the session keys from the key and both challenges.
    pub fn derive(key: &Secret<16>, ours: &Secret<16>, cards: &Secret<16>) -> Self {
        Self {
            encipher: derive_key([0xA5, 0x5A], key, ours, cards),
            mac: derive_key([0x5A, 0xA5], key, ours, cards),
        }
    }
}

fn derive_key(label: [u8; 2], key: &Secret<16>, ours: &Secret<16>, cards: &Secret<16>) -> Secret<16> {
    let [a0, a1, middle @ .., a8, a9, a10, a11, a12, a13, a14, a15] = *ours.expose();
    let [b0, b1, b2, b3, b4, b5, rest @ ..] = *cards.expose();
    let mut mixed: [u8; 6] = middle;
    cipher::xor(&mut mixed, &[b0, b1, b2, b3, b4, b5]);
    let mixed = Zeroizing::new(mixed);
    let last = Zeroizing::new([a8, a9, a10, a11, a12, a13, a14, a15]);

    let mut cmac = Cmac::<Aes128>::new(key.expose().into());
    cmac.update(&label);
    cmac.update(&[0x00, 0x01, 0x00, 0x80]);
    cmac.update(&[a0, a1]);
    cmac.update(&mixed[..]);
    cmac.update(&rest);
    cmac.update(&last[..]);
    Secret::new(cmac.finalize().into_bytes().into())
}

/// A session that AuthenticateEV2First or AuthenticateEV2NonFirst began.
pub struct Counted {
    chain: Box<Chain<Aes128, 16>>,
    mac_key: Secret<16>,
    transaction: [u8; 4],
    commands: u16,
}

impl Counted {
    /// Begins a session, with the identifier that the card gave it.
    pub fn new(keys: &Keys, transaction: [u8; 4]) -> Self {
        Self {
            chain: Box::new(Chain::new(cipher::aes(&keys.encipher))),
            mac_key: keys.mac.clone(),
            transaction,
            commands: 0,
        }
    }

    /// Goes on under other keys; identifier and counter stay.
    pub fn rekey(&mut self, keys: &Keys) {
        *self.chain = Chain::new(cipher::aes(&keys.encipher));
        self.mac_key = keys.mac.clone();
    }

    /// Returns the content to send for a command.
    pub fn seal(&mut self, command: &Command<'_>) -> Result<Vec<u8>, Error> {
        // The answer needs the next count, and no count may come twice.
        if self.commands == u16::MAX {
            return Err(Error::SessionExhausted);
        }
        let Command { instruction, header, body, trailer, sent, .. } = command;
        let mut content = header.to_vec();
        match sent {
            Sent::Plain | Sent::Managed | Sent::Maced => content.extend_from_slice(body),
            Sent::Full if body.is_empty() => {}
            Sent::Full => {
                let mut plain = Zeroizing::new([*body, *trailer].concat());
                // There is always padding: a whole block of it after whole blocks. Zeros follow.
                plain.push(0x80);
                self.restart(COMMAND_LABEL);
                content.extend(self.chain.encipher(&plain));
            }
        }
        if *sent != Sent::Plain {
            let mac = self.mac(*instruction, &content);
            content.extend_from_slice(&mac);
        }
        Ok(content)
    }

    /// Checks an answer to a command and returns what it says.
    pub fn open(&mut self, command: &Command<'_>, answer: Vec<u8>) -> Result<Vec<u8>, Error> {
        self.commands = self.commands.checked_add(1).ok_or(Error::SessionExhausted)?;
        if command.received == Received::Plain {
            return Ok(answer);
        }
        let (content, received) = answer.split_last_chunk::<MAC_BYTES>().ok_or(Integrity::Mac)?;
        let expected = self.mac(DONE, content);
        if !bool::from(expected.ct_eq(received)) {
            return Err(Integrity::Mac.into());
        }
        match command.received {
            Received::Full(bytes) => self.open_full(content, bytes),
            Received::Plain | Received::Maced | Received::SessionEnd => Ok(content.to_vec()),
        }
    }

    fn open_full(&mut self, cryptogram: &[u8], bytes: usize) -> Result<Vec<u8>, Error> {
        self.restart(ANSWER_LABEL);
        let plain = self.chain.decipher(cryptogram).ok_or(Integrity::Padding)?;
        let marker = plain.iter().rposition(|byte| *byte != 0).ok_or(Integrity::Padding)?;
        let (content, padding) = plain.split_at_checked(marker).ok_or(Integrity::Padding)?;
        if padding.first() != Some(&0x80) || padding.len() > 16 {
            return Err(Integrity::Padding.into());
        }
        if content.len() != bytes {
            return Err(Protocol::AnswerLength.into());
        }
        Ok(content.to_vec())
    }

    /// Sets the initial value that belongs to the present count.
    fn restart(&mut self, label: [u8; 2]) {
        let mut block = [0; 16];
        let [low, high] = self.commands.to_le_bytes();
        let start = label.into_iter().chain(self.transaction).chain([low, high]);
        for (to, from) in block.iter_mut().zip(start) {
            *to = from;
        }
        self.chain.encipher_block(&mut block);
        self.chain.restart(block);
    }

    fn mac(&self, first: u8, content: &[u8]) -> [u8; MAC_BYTES] {
        let mut cmac = Cmac::<Aes128>::new(self.mac_key.expose().into());
        cmac.update(&[first]);
        cmac.update(&self.commands.to_le_bytes());
        cmac.update(&self.transaction);
        cmac.update(content);
        let whole: [u8; 16] = cmac.finalize().into_bytes().into();
        let (pairs, _) = whole.as_chunks::<2>();
        let mut truncated = [0; MAC_BYTES];
        for (to, [_, odd]) in truncated.iter_mut().zip(pairs) {
            *to = *odd;
        }
        truncated
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::super::tests::{hex, secret};
    use super::*;
    use crate::encoder::desfire::frame::Outgoing;

    fn session(encipher: &str, mac: &str, transaction: &str, commands: u16) -> Counted {
        let keys = Keys { encipher: secret(encipher), mac: secret(mac) };
        let mut session = Counted::new(&keys, hex(transaction).try_into().unwrap());
        session.commands = commands;
        session
    }

    const ZERO: &str = "00000000000000000000000000000000";

    #[test]
    fn session_keys_of_an12343() {
        let ours = secret("B04D0787C93EE0CC8CACC8E86F16C6FE");
        let cards = secret("FA659AD0DCA738DD65DC7DC38612AD81");
        let keys = Keys::derive(&secret(ZERO), &ours, &cards);
        assert_eq!(keys.encipher, secret("63DC07286289A7A6C0334CA31C314A04"));
        assert_eq!(keys.mac, secret("774F26743ECE6AF5033B6AE8522946F6"));
    }

    #[test]
    fn session_keys_of_an12196() {
        let ours = secret("13C5DB8A5930439FC3DEF9A4C675360F");
        let cards = secret("B9E2FC789B64BF237CCCAA20EC7E6E48");
        let keys = Keys::derive(&secret(ZERO), &ours, &cards);
        assert_eq!(keys.encipher, secret("1309C877509E5A215007FF0ED19CA564"));
        assert_eq!(keys.mac, secret("4C6626F5E72EA694202139295C7A7FC7"));
    }

    #[test]
    fn macs_of_an12343_over_a_write_and_a_read() {
        let mut session = session(ZERO, "9366FA195EB566F5BD2BAD4020B83002", "E2D3AF69", 0);
        let write = Command {
            instruction: 0x8D,
            header: &hex("00000000190000"),
            body: &[0x22; 25],
            trailer: &[],
            sent: Sent::Maced,
            received: Received::Maced,
            outgoing: Outgoing::Whole,
        };
        assert!(session.seal(&write).unwrap().ends_with(&hex("68F2C28C575A1628")));
        assert!(session.open(&write, hex("0820F68898C2A7F1")).unwrap().is_empty());

        let read = Command { outgoing: Outgoing::Whole, ..Command::managed(0xAD, &[]) };
        let header = hex("00000000300000");
        let read = Command { header: &header, ..read };
        assert!(session.seal(&read).unwrap().ends_with(&hex("0D9BE191D5960834")));
        let answer = [&[0x22; 25][..], &[0; 23], &hex("A49A44222D926666")].concat();
        assert_eq!(session.open(&read, answer).unwrap().len(), 48);
    }

    #[test]
    fn the_initial_value_of_an12343() {
        let mut session = session("66A8CB93269DC9BC2885B7A91B9C697B", ZERO, "ED56F6E6", 0);
        session.restart(COMMAND_LABEL);
        // A block equal to the initial value leaves zero, whose cipher is known otherwise.
        let plain = hex("DA0F644A4986275957CF1EC3AF4CCE53");
        let mut zero = [0; 16];
        session.chain.encipher_block(&mut zero);
        assert_eq!(session.chain.encipher(&plain), zero);
    }

    #[test]
    fn changing_another_key_and_the_own_key_of_an12196() {
        let mut session =
            session("4CF3CB41A22583A61E89B158D252FC53", "5529860B2FC5FB6154B7F28361D30BF9", "7614281A", 2);
        let body = hex("F3847D627727ED3BC9C4CC050489B96601789DFADC");
        let other = Command::full(0xC4, &[0x02], &body);
        let sealed = session.seal(&other).unwrap();
        let cryptogram = "2CF362B7BF4311FF3BE1DAA295E8C68DE09050560D19B9E16C2393AE9CD1FAC7";
        assert_eq!(sealed[1..33], hex(cryptogram));

        session.commands = 3;
        let body = hex("5004BF991F408672B1EF00F08F9E864701");
        let own = Command::full(0xC4, &[0x00], &body);
        let sealed = session.seal(&own).unwrap();
        let cryptogram = "C0EB4DEEFEDDF0B513A03A95A75491818580503190D4D05053FF75668A01D6FD";
        assert_eq!(sealed[1..33], hex(cryptogram));
        assert_eq!(sealed[33..], hex("A6610234BDED6432"));
    }

    #[test]
    fn an_enciphered_answer_has_its_length_and_its_padding() {
        // The other end of the session, which enciphers what it is given, careless of the rest.
        let answer = |plain: &[u8]| {
            let mut card = session(ZERO, ZERO, "01020304", 1);
            card.restart(ANSWER_LABEL);
            let cryptogram = card.chain.encipher(plain);
            let mac = card.mac(DONE, &cryptogram);
            [&cryptogram[..], &mac].concat()
        };
        let uid = Command { received: Received::Full(7), ..Command::managed(0x51, &[]) };
        let open = |plain: &[u8]| session(ZERO, ZERO, "01020304", 0).open(&uid, answer(plain));
        let marked = [9, 9, 9, 9, 9, 9, 9, 0x80];
        assert_eq!(open(&marked), Ok(vec![9; 7]));
        let length = Err(Protocol::AnswerLength.into());
        let padding = Err(Integrity::Padding.into());
        assert_eq!(open(&marked[1..]), length);
        assert_eq!(open(&[9, 9, 9, 9, 9, 9, 9, 9, 0x80]), length);
        assert_eq!(open(&marked[..7]), padding);
        assert_eq!(open(&[0; 16]), padding);
        assert_eq!(open(&[&marked[..], &[0; 16]].concat()), padding);
        assert_eq!(open(&[]), padding);
    }

    #[test]
    fn a_session_ends_before_its_counter_comes_round() {
        let mut session = session(ZERO, ZERO, "00000000", u16::MAX - 1);
        let command = Command::managed(0xC7, &[]);
        assert!(session.seal(&command).is_ok());
        session.commands = u16::MAX;
        assert_eq!(session.seal(&command).unwrap_err(), Error::SessionExhausted);
    }
}
