//! A card's files: creating them, reading and writing them, committing what was written.

#![warn(clippy::indexing_slicing)]

use super::error::Protocol;
use super::file::{DataFile, FileId, Mode, Settings};
use super::frame::Outgoing;
use super::session::{Command, Received, Sent, Session};
use super::{Desfire, Error, instruction};
use crate::encoder::link::Link;

/// The most of a file's content that one EV2 command carries: enciphered, padded, with its header
/// and its MAC it fills the 255 bytes of a short command, and the answer stays below the 253 that
/// some readers can hand on.
const PART_BYTES_MAX: usize = 239;

/// The number of places that a card can address in a file.
const PLACES: usize = 1 << 24;

impl<L: Link> Desfire<L> {
    /// Lists the application's files.
    pub fn file_ids(&mut self) -> Result<Vec<FileId>, Error> {
        let answer = self.run(&Command::managed(instruction::FILE_IDS, &[]))?;
        let ids: Option<Vec<FileId>> = answer.iter().copied().map(FileId::new).collect();
        ids.ok_or_else(|| self.fail(Protocol::AnswerContent))
    }

    /// Asks how a file was created.
    pub fn file_settings(&mut self, file: FileId) -> Result<Settings, Error> {
        let answer = self.run(&Command::managed(instruction::FILE_SETTINGS, &[file.number()]))?;
        Settings::decode(&answer).map_err(|error| self.fail(error))
    }

    /// Creates a standard data file, for what is written once: a torn write leaves it undefined.
    pub fn create_standard_file(&mut self, file: FileId, create: DataFile) -> Result<(), Error> {
        let header = create.encode(file);
        self.order(&Command::managed(instruction::CREATE_STANDARD_FILE, &header))
    }

    /// Creates a backup data file, which takes twice its size and changes with a commit only.
    pub fn create_backup_file(&mut self, file: FileId, create: DataFile) -> Result<(), Error> {
        let header = create.encode(file);
        self.order(&Command::managed(instruction::CREATE_BACKUP_FILE, &header))
    }

    /// Deletes a file.
    pub fn delete_file(&mut self, file: FileId) -> Result<(), Error> {
        self.order(&Command::managed(instruction::DELETE_FILE, &[file.number()]))
    }

    /// Reads a part of a data file; the caller knows how the file's content travels.
    ///
    /// Of a backup file it is what was committed last.
    pub fn read(&mut self, file: FileId, mode: Mode, offset: usize, length: usize) -> Result<Vec<u8>, Error> {
        self.check_place(mode, offset, length)?;
        let mut content = Vec::with_capacity(length);
        while content.len() < length {
            let part = self.part_bytes(length - content.len());
            let header = place(file, offset + content.len(), part);
            let read = self.run(&self.read_command(&header, mode, part))?;
            if read.len() != part {
                return Err(self.fail(Protocol::AnswerLength));
            }
            content.extend(read);
        }
        Ok(content)
    }

    /// Writes a part of a data file; the caller knows how the file's content travels.
    ///
    /// A backup file changes with the next commit, and not before.
    pub fn write(&mut self, file: FileId, mode: Mode, offset: usize, content: &[u8]) -> Result<(), Error> {
        self.check_place(mode, offset, content.len())?;
        let mut offset = offset;
        for part in content.chunks(self.part_bytes(content.len()).max(1)) {
            let header = place(file, offset, part.len());
            self.order(&self.write_command(&header, mode, part))?;
            offset += part.len();
        }
        Ok(())
    }

    /// Makes everything count that was written to the application's backup files, all at once.
    ///
    /// After a link's error the card may hold the old or the new content: read it back. The
    /// session stays open after success, so that the content can be read back in it.
    pub fn commit(&mut self) -> Result<(), Error> {
        self.order(&Command::managed(instruction::COMMIT, &[]))
    }

    /// Forgets everything that was written to the application's backup files and not committed.
    pub fn abort(&mut self) -> Result<(), Error> {
        self.order(&Command::managed(instruction::ABORT, &[]))
    }

    fn check_place(&self, mode: Mode, offset: usize, length: usize) -> Result<(), Error> {
        // What should travel protected must not be believed, or shown, without a session.
        if mode != Mode::Plain {
            self.require_session()?;
        }
        match offset.checked_add(length) {
            Some(end) if end <= PLACES && length < PLACES => Ok(()),
            Some(_) | None => Err(Error::OutOfRange),
        }
    }

    /// Returns how much of what is left goes into one command.
    fn part_bytes(&self, left: usize) -> usize {
        match self.session {
            Session::Counted(_) => left.min(PART_BYTES_MAX),
            Session::None | Session::Chained(_) => left,
        }
    }

    fn read_command<'a>(&self, header: &'a [u8], mode: Mode, bytes: usize) -> Command<'a> {
        let (instruction, outgoing) = match self.session {
            Session::Counted(_) => (instruction::READ_WHOLE, Outgoing::Whole),
            Session::None | Session::Chained(_) => (instruction::READ, Outgoing::Chained),
        };
        let (sent, received) = match mode {
            Mode::Plain => (Sent::Plain, Received::Plain),
            Mode::Maced => (Sent::Managed, Received::Maced),
            Mode::Full => (Sent::Managed, Received::Full(bytes)),
        };
        Command { instruction, header, body: &[], trailer: &[], sent, received, outgoing }
    }

    fn write_command<'a>(&self, header: &'a [u8], mode: Mode, body: &'a [u8]) -> Command<'a> {
        let (instruction, outgoing) = match self.session {
            Session::Counted(_) => (instruction::WRITE_WHOLE, Outgoing::Whole),
            Session::None | Session::Chained(_) => (instruction::WRITE, Outgoing::Chained),
        };
        let (sent, received) = match mode {
            Mode::Plain => (Sent::Plain, Received::Plain),
            Mode::Maced => (Sent::Maced, Received::Maced),
            Mode::Full => (Sent::Full, Received::Maced),
        };
        Command { instruction, header, body, trailer: &[], sent, received, outgoing }
    }
}

/// Returns the header that names a part of a file.
fn place(file: FileId, offset: usize, length: usize) -> [u8; 7] {
    // INVARIANT: both are below 2^24, as `check_place` saw to.
    let [offset_low, offset_middle, offset_high, ..] = offset.to_le_bytes();
    let [length_low, length_middle, length_high, ..] = length.to_le_bytes();
    [file.number(), offset_low, offset_middle, offset_high, length_low, length_middle, length_high]
}
