//! The card's commands about what is in files.

#![warn(clippy::indexing_slicing)]

use super::Card;
use super::command::{Answer, Cut, Pending, Step};
use super::memory::{File, FileKind};
use super::session::{Guard, Session};
use super::status;

/// The bytes that name a file, a place and a length.
const HEADER_BYTES: usize = 7;

/// A write that may still wait for frames.
pub struct Write {
    instruction: u8,
    guard: Guard,
    /// Everything received after the instruction.
    content: Vec<u8>,
    /// How much of it there must be.
    whole_bytes: usize,
    /// Into which file.
    pub file: u8,
    /// From where on.
    pub offset: usize,
    /// How much.
    pub length: usize,
    /// How much of the file's content has come, not counting the header.
    pub received: usize,
}

/// A part of a file, as the header names it.
struct Place {
    file: u8,
    offset: usize,
    length: usize,
}

impl Place {
    fn read(content: &[u8]) -> Result<Self, u8> {
        let [file, offset_low, offset_middle, offset_high, low, middle, high] =
            *content.first_chunk::<HEADER_BYTES>().ok_or(status::LENGTH)?;
        let number = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) as usize;
        Ok(Self {
            file,
            offset: number(offset_low, offset_middle, offset_high),
            length: number(low, middle, high),
        })
    }
}

impl Card {
    /// Tells whether, and how protected, the session may use a file with one of some rights.
    fn access(&self, file: &File, rights: [u8; 2]) -> Result<Guard, u8> {
        let guard = match file.mode {
            0x00 => Guard::Plain,
            0x01 => Guard::Maced,
            _ => Guard::Full,
        };
        match self.authenticated() {
            Some(key) if rights.contains(&key) => Ok(guard),
            // Who uses a file freely has no key in common with the card.
            _ if rights.contains(&0x0E) => Ok(Guard::Plain),
            _ if rights == [0x0F, 0x0F] => Err(status::PERMISSION_DENIED),
            _ => Err(status::AUTHENTICATION),
        }
    }

    pub(super) fn read(&mut self, instruction: u8, content: &[u8]) -> Result<Answer, u8> {
        let place = Place::read(content)?;
        let file = self.selected()?.file(place.file).ok_or(status::FILE_NOT_FOUND)?;
        let [both_and_change, read_and_write] = file.rights;
        let guard = self.access(file, [read_and_write >> 4, both_and_change >> 4])?;
        let session = self.live.session.as_mut();
        let header = open_header(session, instruction, guard, content)?;
        if header != HEADER_BYTES {
            return Err(status::LENGTH);
        }

        let file = self.selected()?.file(place.file).ok_or(status::FILE_NOT_FOUND)?;
        let rest = file.content.get(place.offset..).ok_or(status::BOUNDARY)?;
        let is_open_ended = place.length == 0;
        let part = match place.length {
            0 if rest.is_empty() => return Err(status::BOUNDARY),
            0 => rest,
            length => rest.get(..length).ok_or(status::BOUNDARY)?,
        };
        let guard = match guard {
            Guard::Full if is_open_ended => Guard::FullOfUnknownLength,
            other => other,
        };
        let cut = if instruction == 0xAD { Cut::Whole } else { Cut::Frames };
        Ok(Answer { content: part.to_vec(), guard, cut })
    }

    pub(super) fn begin_write(&mut self, instruction: u8, content: &[u8]) -> Result<Step, u8> {
        let place = Place::read(content)?;
        let file = self.selected()?.file(place.file).ok_or(status::FILE_NOT_FOUND)?;
        let [both_and_change, read_and_write] = file.rights;
        let guard = self.access(file, [read_and_write & 0x0F, both_and_change >> 4])?;
        if place.length == 0 {
            return Err(status::PARAMETER);
        }
        if place.offset + place.length > file.content.len() {
            return Err(status::BOUNDARY);
        }
        let sealed_bytes = match &self.live.session {
            Some(session) => session.sealed_bytes(guard, place.length),
            None => place.length,
        };
        let write = Write {
            instruction,
            guard,
            content: Vec::new(),
            whole_bytes: HEADER_BYTES + sealed_bytes,
            file: place.file,
            offset: place.offset,
            length: place.length,
            received: 0,
        };
        self.receive(write, content)
    }

    /// Takes one more frame of a write, and carries it out when it is whole.
    pub(super) fn receive(&mut self, mut write: Write, content: &[u8]) -> Result<Step, u8> {
        write.content.extend_from_slice(content);
        write.received = write.content.len().saturating_sub(HEADER_BYTES);
        if write.content.len() > write.whole_bytes {
            return Err(status::LENGTH);
        }
        if write.content.len() < write.whole_bytes {
            if write.instruction == 0x8D {
                return Err(status::LENGTH);
            }
            self.live.pending = Pending::Receiving(Box::new(write));
            return Ok(Step::More(Vec::new()));
        }
        let body = open_write(self.live.session.as_mut(), &write)?;
        let guard = self.write(&write, &body)?;
        self.finish(Answer { guard, ..Answer::empty() })
    }

    fn write(&mut self, write: &Write, body: &[u8]) -> Result<Guard, u8> {
        let selected = self.live.selected.ok_or(status::PERMISSION_DENIED)?;
        let application = self.memory.application_mut(selected).ok_or(status::APPLICATION_NOT_FOUND)?;
        let file = application.file_mut(write.file).ok_or(status::FILE_NOT_FOUND)?;
        let target = match file.kind {
            FileKind::Standard => &mut file.content,
            FileKind::Backup => self.live.mirrors.entry(write.file).or_insert_with(|| file.content.clone()),
        };
        let end = write.offset + write.length;
        let part = target.get_mut(write.offset..end).ok_or(status::BOUNDARY)?;
        if part.len() != body.len() {
            return Err(status::LENGTH);
        }
        part.copy_from_slice(body);
        // The answer has no content, so there is nothing to encipher.
        Ok(match write.guard {
            Guard::Plain => Guard::Plain,
            Guard::Maced | Guard::Full => Guard::Managed,
            Guard::Managed | Guard::FullOfUnknownLength | Guard::None => {
                return Err(status::CARD_FAILED);
            }
        })
    }

    pub(super) fn commit(&mut self) -> Result<Answer, u8> {
        self.selected()?;
        if self.live.mirrors.is_empty() {
            return Err(status::NO_CHANGES);
        }
        let mirrors = std::mem::take(&mut self.live.mirrors);
        let application = self.selected_mut()?;
        for file in &mut application.files {
            if let Some(mirror) = mirrors.get(&file.number) {
                file.content.clone_from(mirror);
            }
        }
        Ok(Answer::empty())
    }

    pub(super) fn abort(&mut self) -> Result<Answer, u8> {
        self.selected()?;
        if self.live.mirrors.is_empty() {
            return Err(status::NO_CHANGES);
        }
        self.live.mirrors.clear();
        Ok(Answer::empty())
    }
}

/// Checks a read command, and returns how long it is without protection.
fn open_header(
    session: Option<&mut Session>,
    instruction: u8,
    guard: Guard,
    content: &[u8],
) -> Result<usize, u8> {
    let Some(session) = session else {
        return Ok(content.len());
    };
    let guard = if guard == Guard::Plain { Guard::Plain } else { Guard::Managed };
    session.open_clear(guard, instruction, HEADER_BYTES, content).map(<[u8]>::len)
}

/// Checks a whole write command, and returns what is to be written.
fn open_write(session: Option<&mut Session>, write: &Write) -> Result<Vec<u8>, u8> {
    let (header, sealed) = write.content.split_first_chunk::<HEADER_BYTES>().ok_or(status::LENGTH)?;
    match (session, write.guard) {
        (Some(session), Guard::Full) => {
            let opened = session.open_full(write.instruction, header, sealed, write.length, 0)?;
            Ok(opened.0)
        }
        (Some(session), guard) => {
            let clear = session.open_clear(guard, write.instruction, HEADER_BYTES, &write.content)?;
            Ok(clear.iter().copied().skip(HEADER_BYTES).collect())
        }
        (None, _) => Ok(sealed.to_vec()),
    }
}
