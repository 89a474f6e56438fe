//! The recovery sheet: the site's master secret, sealed with a code. Sheet and code are kept in different
//! places; both together are every key of the site, one alone is nothing.

use std::fmt;

use zeroize::Zeroizing;

use super::keyring::Master;
use super::{NoRandomness, Sealed, Secret, random};
use crate::domain::image::SiteMark;
use crate::domain::text;

/// Letters that nobody mistakes for one another (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PURPOSE: &str = "keydesk recovery sheet 1";
const VERSION: u8 = 1;

/// A recovery code: 24 letters and digits, 120 bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(Zeroizing<String>);

impl Code {
    /// How many letters and digits a code has.
    pub const LENGTH: usize = 24;

    /// A new code that nobody knows.
    pub fn random() -> Result<Code, NoRandomness> {
        let bytes: Zeroizing<[u8; 15]> = Zeroizing::new(random()?);
        Ok(Code(Zeroizing::new(encode(bytes.as_slice()))))
    }

    /// The code as typed: case, spaces and dashes do not matter, and letters that look alike are one.
    pub fn parse(typed: &str) -> Option<Code> {
        let code = Zeroizing::new(plain(typed));
        (code.len() == Code::LENGTH && decode(&code).is_some()).then_some(Code(code))
    }

    /// The code in groups of four, for people.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(grouped(&self.0, 4, "-"))
    }

    fn key(&self) -> Secret {
        let mut bytes = [0; 32];
        bytes.iter_mut().zip(self.0.bytes()).for_each(|(to, from)| *to = from);
        Secret::new(bytes).derive_secret(PURPOSE)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// What a recovery sheet says: useless without its code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    mark: SiteMark,
    sealed: Sealed,
}

/// Why a sheet does not give the master secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The text is no recovery sheet, or letters of it are wrong or missing.
    #[error("the text is no recovery sheet")]
    NotASheet,
    /// The code does not belong to the sheet.
    #[error("the code does not belong to this sheet")]
    WrongCode,
}

impl Sheet {
    /// Seals a master secret with a code.
    pub fn make(master: &Master, code: &Code) -> Result<Sheet, NoRandomness> {
        Ok(Sheet { mark: master.mark(), sealed: code.key().seal(PURPOSE, master.secret().expose())? })
    }

    /// The master secret.
    pub fn open(&self, code: &Code) -> Result<Master, Fault> {
        let opened = code.key().open(PURPOSE, &self.sealed).map_err(|_| Fault::WrongCode)?;
        let secret: [u8; 32] = opened.as_slice().try_into().map_err(|_| Fault::NotASheet)?;
        let master = Master::new(Secret::new(secret));
        if master.mark() == self.mark { Ok(master) } else { Err(Fault::NotASheet) }
    }

    /// The sheet as lines of letters, for paper.
    pub fn lines(&self) -> Vec<String> {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&self.mark.0);
        bytes.extend_from_slice(&self.sealed.0);
        let sum = checksum(&bytes);
        bytes.extend_from_slice(&sum);
        let letters: Vec<char> = encode(&bytes).chars().collect();
        letters.chunks(30).map(|line| grouped(&line.iter().collect::<String>(), 5, " ")).collect()
    }

    /// The sheet as typed or read back from a file.
    pub fn parse(typed: &str) -> Result<Sheet, Fault> {
        let bytes = decode(&plain(typed)).ok_or(Fault::NotASheet)?;
        let (content, sum) = bytes.split_last_chunk::<2>().ok_or(Fault::NotASheet)?;
        let (&[version], rest) = content.split_first_chunk::<1>().ok_or(Fault::NotASheet)?;
        let (mark, sealed) = rest.split_first_chunk::<16>().ok_or(Fault::NotASheet)?;
        if version != VERSION || *sum != checksum(content) {
            return Err(Fault::NotASheet);
        }
        Ok(Sheet { mark: SiteMark(*mark), sealed: Sealed(sealed.to_vec()) })
    }

    /// The site that the sheet is of.
    pub const fn mark(&self) -> SiteMark {
        self.mark
    }
}

/// Finds slips of the pen; the seal finds everything else.
fn checksum(bytes: &[u8]) -> [u8; 2] {
    use sha2::Digest as _;
    let [a, b, ..] = <[u8; 32]>::from(sha2::Sha256::digest(bytes));
    [a, b]
}

fn encode(bytes: &[u8]) -> String {
    let mut letters = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut pending, mut count) = (0_u32, 0);
    for byte in bytes {
        pending = pending << 8 | u32::from(*byte);
        count += 8;
        while count >= 5 {
            count -= 5;
            letters.push(letter(pending >> count));
        }
        pending &= (1 << count) - 1;
    }
    if count > 0 {
        letters.push(letter(pending << (5 - count)));
    }
    letters
}

fn letter(value: u32) -> char {
    ALPHABET.get((value & 31) as usize).map_or('0', |byte| char::from(*byte))
}

fn decode(letters: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(letters.len() * 5 / 8));
    let (mut pending, mut count) = (0_u32, 0);
    for byte in letters.bytes() {
        let value = ALPHABET.iter().position(|letter| *letter == byte)? as u32;
        pending = pending << 5 | value;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((pending >> count) as u8);
            pending &= (1 << count) - 1;
        }
    }
    // What is left over is padding, and says nothing.
    (pending == 0).then_some(bytes)
}

fn plain(typed: &str) -> String {
    Zeroizing::new(text::plain(typed))
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '-' | '.'))
        .map(|character| match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

fn grouped(letters: &str, size: usize, between: &str) -> String {
    let letters: Vec<char> = letters.chars().collect();
    let groups: Vec<String> = letters.chunks(size).map(|group| group.iter().collect()).collect();
    groups.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn master() -> Master {
        Master::new(Secret::new([5; 32]))
    }

    #[test]
    fn sheet_and_code_give_the_master_again() {
        let code = Code::random().unwrap();
        let sheet = Sheet::make(&master(), &code).unwrap();
        let text = sheet.lines().join("\n").to_lowercase();
        let typed = Code::parse(&code.reveal().to_lowercase().replace('-', " ")).unwrap();
        assert_eq!(Sheet::parse(&text).unwrap().open(&typed), Ok(master()));
    }

    #[test]
    fn another_code_gives_nothing() {
        let sheet = Sheet::make(&master(), &Code::random().unwrap()).unwrap();
        assert_eq!(sheet.open(&Code::random().unwrap()), Err(Fault::WrongCode));
    }

    #[test]
    fn a_slip_of_the_pen_is_found() {
        let sheet = Sheet::make(&master(), &Code::random().unwrap()).unwrap();
        let text = sheet.lines().join("");
        for (position, _) in text.char_indices().filter(|(_, letter)| *letter != ' ').step_by(7) {
            let mut typed = text.clone().into_bytes();
            typed[position] = if typed[position] == b'7' { b'8' } else { b'7' };
            assert_eq!(Sheet::parse(&String::from_utf8(typed).unwrap()), Err(Fault::NotASheet), "{position}");
        }
        assert_eq!(Sheet::parse(""), Err(Fault::NotASheet));
        assert_eq!(Sheet::parse("hello, world"), Err(Fault::NotASheet));
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = Code::parse("OIL0-1111-0000-ABCD-EFGH-JKMN").unwrap();
        assert_eq!(code.reveal().as_str(), "0110-1111-0000-ABCD-EFGH-JKMN");
        assert!(Code::parse("0110-1111").is_none() && Code::parse(&"U".repeat(24)).is_none());
    }

    #[test]
    fn a_code_does_not_print() {
        assert_eq!(format!("{:?}", Code::random().unwrap()), "Code(…)");
    }
}
