//! The card's side of secure messaging, in the three dialects that the generations speak.

#![warn(clippy::indexing_slicing)]

use aes::Aes128;
use des::{Des, TdesEde2};
use subtle::ConstantTimeEq;

use super::memory::{Key, KeyKind};
use super::status;
use crate::encoder::cipher::{self, BlockCipher, Chain};
use crate::secret::Secret;

/// How a command or an answer is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Content of a file that travels plain.
    Plain,
    /// What is not a file's content.
    Managed,
    /// Content of a file that travels with a MAC.
    Maced,
    /// What travels enciphered.
    Full,
    /// What travels enciphered, with a length that the host does not know beforehand.
    FullOfUnknownLength,
    /// Not at all, and the session ends with it.
    None,
}

/// A key's cipher with its chain.
pub enum Cipher {
    /// Single DES.
    Des(Box<Chain<Des, 8>>),
    /// Triple DES with a double key.
    DoubleDes(Box<Chain<TdesEde2, 8>>),
    /// AES-128.
    Aes(Box<Chain<Aes128, 16>>),
}

impl Cipher {
    /// Makes the cipher of a key.
    pub fn of(key: &Key) -> Self {
        match key.kind {
            KeyKind::Aes => Self::aes(key.bytes),
            KeyKind::Des if key.is_single() => Self::des(first_half(key.bytes)),
            KeyKind::Des => Self::double_des(key.bytes),
        }
    }

    /// Makes an AES cipher.
    pub fn aes(key: [u8; 16]) -> Self {
        Self::Aes(Box::new(Chain::new(cipher::aes(&Secret::new(key)))))
    }

    /// Makes a single DES cipher.
    pub fn des(key: [u8; 8]) -> Self {
        Self::Des(Box::new(Chain::new(cipher::des(&Secret::new(key)))))
    }

    /// Makes a triple DES cipher with a double key.
    pub fn double_des(key: [u8; 16]) -> Self {
        Self::DoubleDes(Box::new(Chain::new(cipher::tdes(&Secret::new(key)))))
    }

    /// Returns the length of a block.
    pub const fn block_bytes(&self) -> usize {
        match self {
            Self::Des(_) | Self::DoubleDes(_) => 8,
            Self::Aes(_) => 16,
        }
    }

    /// Lets the chain begin at zero.
    pub fn restart(&mut self) {
        match self {
            Self::Des(chain) => chain.restart([0; 8]),
            Self::DoubleDes(chain) => chain.restart([0; 8]),
            Self::Aes(chain) => chain.restart([0; 16]),
        }
    }

    /// Enciphers on in the chain, filled up with zeros.
    pub fn encipher(&mut self, plain: &[u8]) -> Vec<u8> {
        match self {
            Self::Des(chain) => chain.encipher(plain),
            Self::DoubleDes(chain) => chain.encipher(plain),
            Self::Aes(chain) => chain.encipher(plain),
        }
    }

    /// Deciphers on in the chain, whole blocks only.
    pub fn decipher(&mut self, cryptogram: &[u8]) -> Option<Vec<u8>> {
        let plain = match self {
            Self::Des(chain) => chain.decipher(cryptogram),
            Self::DoubleDes(chain) => chain.decipher(cryptogram),
            Self::Aes(chain) => chain.decipher(cryptogram),
        };
        plain.map(|plain| plain.to_vec())
    }

    fn mac(&mut self, message: &[u8]) -> Vec<u8> {
        let mut mac = match self {
            Self::Des(chain) => chain.mac(message).to_vec(),
            Self::DoubleDes(chain) => chain.mac(message).to_vec(),
            Self::Aes(chain) => chain.mac(message).to_vec(),
        };
        mac.truncate(8);
        mac
    }

    /// Undoes what a host of the first generation does, which deciphers in order to encipher.
    pub fn recover(&self, cryptogram: &[u8]) -> Option<Vec<u8>> {
        match self {
            Self::Des(chain) => recover(chain, cryptogram),
            Self::DoubleDes(chain) => recover(chain, cryptogram),
            Self::Aes(_) => None,
        }
    }
}

fn recover<C: BlockCipher<8>>(chain: &Chain<C, 8>, cryptogram: &[u8]) -> Option<Vec<u8>> {
    let (blocks, []) = cryptogram.as_chunks::<8>() else {
        return None;
    };
    let mut previous = [0; 8];
    let mut plain = Vec::new();
    for block in blocks {
        let mut recovered = *block;
        chain.encipher_block(&mut recovered);
        cipher::xor(&mut recovered, &previous);
        previous = *block;
        plain.extend(recovered);
    }
    Some(plain)
}

/// Returns the first half of a double key.
pub fn first_half(key: [u8; 16]) -> [u8; 8] {
    let [a, b, c, d, e, f, g, h, ..] = key;
    [a, b, c, d, e, f, g, h]
}

/// An authenticated key and what protects commands since.
pub struct Session {
    /// The number of the authenticated key.
    pub key: u8,
    /// How commands and answers are protected.
    pub dialect: Dialect,
}

/// How commands and answers are protected.
pub enum Dialect {
    /// The first DESFire's, after the authentication that EV1 keeps for its sake.
    Legacy(Cipher),
    /// EV1's: one initial value for everything.
    Chained(Cipher),
    /// EV2's: a counter in everything.
    Counted(Counted),
}

/// The state of an EV2 session.
pub struct Counted {
    /// What tells this session from all others.
    pub transaction: [u8; 4],
    /// How many commands it has carried.
    pub counter: u16,
    /// The cipher of its enciphering key.
    pub cipher: Box<Chain<Aes128, 16>>,
    /// Its key for MACs.
    pub mac: Secret<16>,
}

impl Counted {
    /// Derives the session's keys from the key and both challenges, the host's first.
    pub fn new(key: &Key, host: &[u8; 16], card: &[u8; 16], transaction: [u8; 4]) -> Self {
        let mut vector = [0_u8; 32];
        let mixed = host.iter().skip(2).take(6).zip(card).map(|(host, card)| host ^ card);
        let parts = [0xA5, 0x5A, 0x00, 0x01, 0x00, 0x80]
            .into_iter()
            .chain(host.iter().copied().take(2))
            .chain(mixed)
            .chain(card.iter().copied().skip(6))
            .chain(host.iter().copied().skip(8));
        for (to, from) in vector.iter_mut().zip(parts) {
            *to = from;
        }
        let derive =
            |vector: &[u8; 32]| Secret::new(Chain::new(cipher::aes(&Secret::new(key.bytes))).mac(vector));
        let encipher = derive(&vector);
        let [first, second, ..] = &mut vector;
        std::mem::swap(first, second);
        let mac = derive(&vector);
        Self { transaction, counter: 0, cipher: Box::new(Chain::new(cipher::aes(&encipher))), mac }
    }

    fn mac(&self, first: u8, content: &[u8]) -> Vec<u8> {
        let [low, high] = self.counter.to_le_bytes();
        let mut message = vec![first, low, high];
        message.extend(self.transaction);
        message.extend(content);
        let whole = Chain::new(cipher::aes(&self.mac)).mac(&message);
        whole.iter().copied().skip(1).step_by(2).collect()
    }

    /// Starts the chain where this command's, or this answer's, cryptogram starts.
    fn start(&mut self, label: [u8; 2]) {
        let [low, high] = self.counter.to_le_bytes();
        let [one, two, three, four] = self.transaction;
        let [first, second] = label;
        let mut block = [first, second, one, two, three, four, low, high, 0, 0, 0, 0, 0, 0, 0, 0];
        self.cipher.encipher_block(&mut block);
        self.cipher.restart(block);
    }

    fn verify<'a>(&self, instruction: u8, content: &'a [u8]) -> Result<&'a [u8], u8> {
        let (content, mac) = split_end(content, 8)?;
        same(&self.mac(instruction, content), mac)?;
        Ok(content)
    }
}

impl Session {
    /// Returns how long a file's content is on its way into the card.
    pub fn sealed_bytes(&self, guard: Guard, bytes: usize) -> usize {
        let full = matches!(guard, Guard::Full | Guard::FullOfUnknownLength);
        match &self.dialect {
            Dialect::Legacy(_) if full => (bytes + 2).next_multiple_of(8),
            Dialect::Legacy(_) if guard == Guard::Maced => bytes + 4,
            Dialect::Chained(cipher) if full => (bytes + 4).next_multiple_of(cipher.block_bytes()),
            Dialect::Chained(_) if guard == Guard::Maced => bytes + 8,
            Dialect::Counted(_) if full => (bytes + 1).next_multiple_of(16) + 8,
            Dialect::Counted(_) if matches!(guard, Guard::Maced | Guard::Managed) => bytes + 8,
            Dialect::Legacy(_) | Dialect::Chained(_) | Dialect::Counted(_) => bytes,
        }
    }

    /// Checks a command that is not enciphered, and returns its content without protection.
    pub fn open_clear<'a>(
        &mut self,
        guard: Guard,
        instruction: u8,
        header_bytes: usize,
        content: &'a [u8],
    ) -> Result<&'a [u8], u8> {
        match &mut self.dialect {
            Dialect::Legacy(cipher) if guard == Guard::Maced => {
                let (clear, mac) = split_end(content, 4)?;
                let (_, body) = split_start(clear, header_bytes)?;
                same(&legacy_mac(cipher, body), mac)?;
                Ok(clear)
            }
            Dialect::Legacy(_) => Ok(content),
            Dialect::Chained(cipher) if guard == Guard::Maced => {
                let (clear, mac) = split_end(content, 8)?;
                same(&cipher.mac(&[&[instruction], clear].concat()), mac)?;
                Ok(clear)
            }
            Dialect::Chained(cipher) => {
                cipher.mac(&[&[instruction], content].concat());
                Ok(content)
            }
            Dialect::Counted(_) if guard == Guard::Plain => Ok(content),
            Dialect::Counted(session) => session.verify(instruction, content),
        }
    }

    /// Checks an enciphered command, and returns its body of a known length and `tail_bytes` that
    /// follow (after the checksum, where there is one).
    pub fn open_full(
        &mut self,
        instruction: u8,
        header: &[u8],
        content: &[u8],
        body_bytes: usize,
        tail_bytes: usize,
    ) -> Result<(Vec<u8>, Vec<u8>), u8> {
        match &mut self.dialect {
            Dialect::Legacy(cipher) => {
                let plain = cipher.recover(content).ok_or(status::LENGTH)?;
                let (body, rest) = split_start(&plain, body_bytes)?;
                let (checksum, rest) = split_start(rest, 2)?;
                same(&crc16(body), checksum)?;
                let (tail, padding) = split_start(rest, tail_bytes.min(2))?;
                zeros(padding, 8)?;
                Ok((body.to_vec(), tail.to_vec()))
            }
            Dialect::Chained(cipher) => {
                let plain = cipher.decipher(content).ok_or(status::LENGTH)?;
                let (body, rest) = split_start(&plain, body_bytes)?;
                let (checksum, rest) = split_start(rest, 4)?;
                same(&cipher::crc32(&[&[instruction], header, body]), checksum)?;
                let (tail, padding) = split_start(rest, tail_bytes)?;
                zeros(padding, cipher.block_bytes())?;
                Ok((body.to_vec(), tail.to_vec()))
            }
            Dialect::Counted(session) => {
                let whole = [header, content].concat();
                let clear = session.verify(instruction, &whole)?;
                let (_, cryptogram) = split_start(clear, header.len())?;
                session.start([0xA5, 0x5A]);
                let plain = session.cipher.decipher(cryptogram).ok_or(status::LENGTH)?;
                let (body, rest) = split_start(&plain, body_bytes)?;
                let (tail, padding) = split_start(rest, tail_bytes)?;
                let (marker, padding) = split_start(padding, 1)?;
                same(&[0x80], marker)?;
                zeros(padding, 16)?;
                Ok((body.to_vec(), tail.to_vec()))
            }
        }
    }

    /// Protects an answer.
    pub fn seal(&mut self, guard: Guard, content: Vec<u8>) -> Vec<u8> {
        match &mut self.dialect {
            Dialect::Legacy(cipher) => seal_legacy(cipher, guard, content),
            Dialect::Chained(cipher) => seal_chained(cipher, guard, content),
            Dialect::Counted(session) => {
                session.counter = session.counter.wrapping_add(1);
                seal_counted(session, guard, content)
            }
        }
    }

    /// Says whether the session's counter leaves room for another command.
    pub fn is_exhausted(&self) -> bool {
        matches!(&self.dialect, Dialect::Counted(session) if session.counter == u16::MAX)
    }
}

fn seal_legacy(cipher: &mut Cipher, guard: Guard, mut content: Vec<u8>) -> Vec<u8> {
    match guard {
        Guard::Plain | Guard::Managed | Guard::None => content,
        Guard::Maced => {
            let mac = legacy_mac(cipher, &content);
            content.extend(mac);
            content
        }
        Guard::Full | Guard::FullOfUnknownLength => {
            content.extend(crc16(&content));
            if guard == Guard::FullOfUnknownLength {
                content.push(0x80);
            }
            cipher.restart();
            cipher.encipher(&content)
        }
    }
}

fn seal_chained(cipher: &mut Cipher, guard: Guard, mut content: Vec<u8>) -> Vec<u8> {
    match guard {
        Guard::Plain | Guard::Managed | Guard::Maced => {
            let mac = cipher.mac(&[&content[..], &[status::OK]].concat());
            content.extend(mac);
            content
        }
        Guard::Full | Guard::FullOfUnknownLength => {
            content.extend(cipher::crc32(&[&content, &[status::OK]]));
            if guard == Guard::FullOfUnknownLength {
                content.push(0x80);
            }
            cipher.encipher(&content)
        }
        Guard::None => content,
    }
}

fn seal_counted(session: &mut Counted, guard: Guard, mut content: Vec<u8>) -> Vec<u8> {
    if matches!(guard, Guard::Full | Guard::FullOfUnknownLength) {
        content.push(0x80);
        session.start([0x5A, 0xA5]);
        content = session.cipher.encipher(&content);
    }
    if !matches!(guard, Guard::Plain | Guard::None) {
        let mac = session.mac(status::OK, &content);
        content.extend(mac);
    }
    content
}

/// The first DESFire's MAC: half of the last block of a chain over the zero-filled content.
fn legacy_mac(cipher: &mut Cipher, content: &[u8]) -> Vec<u8> {
    cipher.restart();
    let chained = cipher.encipher(content);
    let (blocks, _) = chained.as_chunks::<8>();
    blocks.last().map_or_else(|| vec![0; 4], |last| last.iter().copied().take(4).collect())
}

/// The first DESFire's checksum, which is ISO 14443-3's for type A.
pub fn crc16(content: &[u8]) -> [u8; 2] {
    let mut crc = 0x6363_u16;
    for byte in content {
        crc ^= u16::from(*byte);
        for _ in 0..8 {
            let lowest = crc & 1;
            crc = (crc >> 1) ^ (0x8408 * lowest);
        }
    }
    crc.to_le_bytes()
}

fn same(expected: &[u8], received: &[u8]) -> Result<(), u8> {
    if expected.ct_eq(received).into() { Ok(()) } else { Err(status::INTEGRITY) }
}

fn zeros(padding: &[u8], block_bytes: usize) -> Result<(), u8> {
    let right = padding.len() < block_bytes && padding.iter().all(|byte| *byte == 0);
    if right { Ok(()) } else { Err(status::INTEGRITY) }
}

fn split_start(content: &[u8], bytes: usize) -> Result<(&[u8], &[u8]), u8> {
    content.split_at_checked(bytes).ok_or(status::LENGTH)
}

fn split_end(content: &[u8], bytes: usize) -> Result<(&[u8], &[u8]), u8> {
    let start = content.len().checked_sub(bytes).ok_or(status::LENGTH)?;
    split_start(content, start)
}

#[cfg(test)]
mod tests {
    use super::super::super::tests::hex;
    use super::*;

    #[test]
    fn the_checksum_of_iso_14443_3() {
        // The standard's own example: 00 00 gives A0 1E.
        assert_eq!(crc16(&[0x00, 0x00]), [0xA0, 0x1E]);
        assert_eq!(crc16(&[0x12, 0x34]), [0x26, 0xCF]);
    }

    #[test]
    fn session_keys_of_an12343_on_the_cards_side() {
        let host = hex("B04D0787C93EE0CC8CACC8E86F16C6FE").try_into().unwrap();
        let card = hex("FA659AD0DCA738DD65DC7DC38612AD81").try_into().unwrap();
        let session = Counted::new(&Key::zero(KeyKind::Aes), &host, &card, [0; 4]);
        assert_eq!(session.mac.expose()[..], hex("774F26743ECE6AF5033B6AE8522946F6"));
        let mut zero = [0; 16];
        session.cipher.encipher_block(&mut zero);
        let mut expected = [0; 16];
        let key = hex("63DC07286289A7A6C0334CA31C314A04").try_into().unwrap();
        cipher::aes(&Secret::new(key)).encipher(&mut expected);
        assert_eq!(zero, expected);
    }

    #[test]
    fn macs_of_an12343_on_the_cards_side() {
        let mut session = Session {
            key: 0,
            dialect: Dialect::Counted(Counted {
                transaction: hex("E2D3AF69").try_into().unwrap(),
                counter: 0,
                cipher: Box::new(Chain::new(cipher::aes(&Secret::new([0; 16])))),
                mac: Secret::new(hex("9366FA195EB566F5BD2BAD4020B83002").try_into().unwrap()),
            }),
        };
        let write = [&hex("00000000190000")[..], &[0x22; 25], &hex("68F2C28C575A1628")].concat();
        assert!(session.open_clear(Guard::Maced, 0x8D, 7, &write).is_ok());
        assert_eq!(session.seal(Guard::Maced, vec![]), hex("0820F68898C2A7F1"));
        let read = [&hex("00000000300000")[..], &hex("0D9BE191D5960834")].concat();
        assert!(session.open_clear(Guard::Managed, 0xAD, 7, &read).is_ok());
        let content = [&[0x22; 25][..], &[0; 23]].concat();
        assert!(session.seal(Guard::Maced, content).ends_with(&hex("A49A44222D926666")));
    }
}
