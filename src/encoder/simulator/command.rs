//! What a card does with a command: its frames, the table of commands, who may give them.

#![warn(clippy::indexing_slicing)]

use std::collections::BTreeMap;

use super::Card;
use super::authentication::{Handshake, Method};
use super::content::Write;
use super::memory::{Application, FileKind, Key};
use super::product::{Generation, Product};
use super::session::{Guard, Session};
use super::status;

/// Everything that a card forgets without power.
#[derive(Default)]
pub struct Live {
    /// The selected application, or nothing for the card itself.
    pub selected: Option<[u8; 3]>,
    /// The authenticated key and what protects commands since.
    pub session: Option<Session>,
    /// What the card waits for.
    pub pending: Pending,
    /// What backup files will hold after the next commit.
    pub mirrors: BTreeMap<u8, Vec<u8>>,
    /// The serial number as anticollision showed it.
    pub shown_uid: Vec<u8>,
}

/// What the card waits for between two frames.
#[derive(Default)]
pub enum Pending {
    /// Any command.
    #[default]
    Nothing,
    /// The host's proof.
    Authentication(Box<Handshake>),
    /// The rest of a write.
    Receiving(Box<Write>),
    /// The host's wish for the rest of an answer.
    Sending(Vec<Vec<u8>>),
}

impl Live {
    /// Ends the session, and forgets what was not committed.
    pub fn end(&mut self) {
        self.session = None;
        self.pending = Pending::Nothing;
        self.mirrors.clear();
    }

    /// Selects an application or the card itself.
    pub fn select(&mut self, application: Option<[u8; 3]>) {
        self.end();
        self.selected = application;
    }

    /// Returns the write that waits for more frames, if one does.
    pub fn unfinished_write(&self) -> Option<&Write> {
        match &self.pending {
            Pending::Receiving(write) => Some(write),
            Pending::Nothing | Pending::Authentication(_) | Pending::Sending(_) => None,
        }
    }
}

/// How a frame was answered.
pub enum Step {
    /// The card waits for more of the command.
    More(Vec<u8>),
    /// The command was carried out; its answer comes in these frames.
    Done(Vec<Vec<u8>>),
}

/// What a command answers before it is protected and cut.
pub struct Answer {
    /// What it says.
    pub content: Vec<u8>,
    /// How it is to be protected.
    pub guard: Guard,
    /// How it is to be cut.
    pub cut: Cut,
}

/// How an answer is cut into frames.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// As frames of the card's size.
    Frames,
    /// Not at all: ISO 14443-4 does it below.
    Whole,
    /// As GetVersion is: seven bytes, seven bytes, the rest.
    Version,
}

impl Answer {
    /// An answer that only says that the command was carried out.
    pub fn empty() -> Self {
        Self::managed(Vec::new())
    }

    /// An answer that is no file's content.
    pub fn managed(content: Vec<u8>) -> Self {
        Self { content, guard: Guard::Managed, cut: Cut::Frames }
    }
}

/// The most content that EV1 takes in one frame.
const FRAME_BYTES_MAX: usize = 59;

/// The most content that a short ISO 7816-4 answer has room for.
const WHOLE_BYTES_MAX: usize = 256;

const CONTINUE: u8 = 0xAF;

impl Card {
    /// Obeys one frame: status byte, content. An error ends the session and the transaction.
    pub(super) fn obey(&mut self, instruction: u8, content: &[u8]) -> (u8, Vec<u8>) {
        match self.step(instruction, content) {
            Ok(Step::More(content)) => (status::MORE, content),
            Ok(Step::Done(frames)) => {
                let mut frames = frames.into_iter();
                let first = frames.next().unwrap_or_default();
                let rest: Vec<Vec<u8>> = frames.collect();
                if rest.is_empty() {
                    (status::OK, first)
                } else {
                    self.live.pending = Pending::Sending(rest);
                    (status::MORE, first)
                }
            }
            Err(status) => {
                self.live.end();
                (status, Vec::new())
            }
        }
    }

    fn step(&mut self, instruction: u8, content: &[u8]) -> Result<Step, u8> {
        if self.generation() == Some(Generation::Ev1) && content.len() > FRAME_BYTES_MAX {
            return Err(status::LENGTH);
        }
        match (std::mem::take(&mut self.live.pending), instruction) {
            (Pending::Nothing, CONTINUE) => Err(status::ILLEGAL_COMMAND),
            (Pending::Nothing, _) => self.begin(instruction, content),
            (Pending::Authentication(handshake), CONTINUE) => self.finish_authentication(*handshake, content),
            (Pending::Receiving(write), CONTINUE) => self.receive(*write, content),
            (Pending::Sending(frames), CONTINUE) if content.is_empty() => Ok(Step::Done(frames)),
            (Pending::Sending(_), CONTINUE) => Err(status::LENGTH),
            (Pending::Authentication(_) | Pending::Receiving(_) | Pending::Sending(_), _) => {
                Err(status::ABORTED)
            }
        }
    }

    fn begin(&mut self, instruction: u8, content: &[u8]) -> Result<Step, u8> {
        let generation = self.generation();
        let is_newer = matches!(instruction, 0x71 | 0x77 | 0x8D | 0xAD);
        if (generation == Some(Generation::Ev1) && is_newer)
            || (generation.is_none() && instruction != 0x60)
            || self.live.session.as_ref().is_some_and(Session::is_exhausted)
        {
            return Err(status::ILLEGAL_COMMAND);
        }
        if let Some(method) = Method::of(instruction) {
            return self.begin_authentication(method, content);
        }
        if matches!(instruction, 0x3D | 0x8D) {
            return self.begin_write(instruction, content);
        }
        let answer = self.command(instruction, content)?;
        self.finish(answer)
    }

    /// Protects an answer and cuts it into frames.
    pub(super) fn finish(&mut self, answer: Answer) -> Result<Step, u8> {
        let Answer { content, guard, cut } = answer;
        let sealed = match &mut self.live.session {
            Some(session) => session.seal(guard, content),
            None => content,
        };
        if guard == Guard::None {
            self.live.session = None;
        }
        let frames = match cut {
            Cut::Frames => sealed.chunks(self.frame_bytes).map(<[u8]>::to_vec).collect(),
            Cut::Whole if sealed.len() > WHOLE_BYTES_MAX => return Err(status::LENGTH),
            Cut::Whole => vec![sealed],
            Cut::Version => {
                let mut rest = sealed;
                let mut last = rest.split_off(rest.len().min(7));
                let end = last.split_off(last.len().min(7));
                vec![rest, last, end]
            }
        };
        Ok(Step::Done(frames))
    }

    fn command(&mut self, instruction: u8, content: &[u8]) -> Result<Answer, u8> {
        match instruction {
            0x5A => self.select(content),
            0x54 => self.change_key_settings(content),
            0xC4 => self.change_key(content),
            0x5C => self.configure(content),
            0x5F => self.change_file_settings(content),
            0xBD | 0xAD => self.read(instruction, content),
            _ => {
                let content = self.open_managed(instruction, content)?;
                self.managed_command(instruction, &content)
            }
        }
    }

    fn open_managed(&mut self, instruction: u8, content: &[u8]) -> Result<Vec<u8>, u8> {
        match &mut self.live.session {
            Some(session) => session.open_clear(Guard::Managed, instruction, 0, content).map(<[u8]>::to_vec),
            None => Ok(content.to_vec()),
        }
    }

    fn managed_command(&mut self, instruction: u8, content: &[u8]) -> Result<Answer, u8> {
        match (instruction, content) {
            (0x60, []) => Ok(self.version()),
            (0x6A, []) => self.application_ids(),
            (0xCA, content) => self.create_application(content),
            (0xDA, content) => self.delete_application(content),
            (0xFC, []) => self.format(),
            (0x6E, []) => Ok(self.free_memory()),
            (0x51, []) => self.card_uid(),
            (0x45, []) => self.key_settings(),
            (0x64, [number]) => self.key_version(*number),
            (0xCD, content) => self.create_file(FileKind::Standard, content),
            (0xCB, content) => self.create_file(FileKind::Backup, content),
            (0xDF, [file]) => self.delete_file(*file),
            (0x6F, []) => self.file_ids(),
            (0xF5, [file]) => self.file_settings(*file),
            // EV2 takes an option with it; without transaction MACs it can only be zero.
            (0xC7, [] | [0x00]) => self.commit(),
            (0xA7, []) => self.abort(),
            (0x60 | 0x6A | 0xFC | 0x6E | 0x51 | 0x45 | 0x64 | 0xDF | 0x6F | 0xF5 | 0xC7 | 0xA7, _) => {
                Err(status::LENGTH)
            }
            _ => Err(status::ILLEGAL_COMMAND),
        }
    }

    /// Returns a DESFire card's generation.
    pub(super) fn generation(&self) -> Option<Generation> {
        match self.product {
            Product::Desfire(generation, _) => Some(generation),
            Product::Ntag424 | Product::DesfireLight | Product::Classic1k => None,
        }
    }

    /// Returns a key of what is selected.
    pub(super) fn key(&self, number: u8) -> Option<&Key> {
        match self.live.selected {
            None => Some(&self.memory.key).filter(|_| number == 0),
            Some(id) => self.memory.application(id)?.keys.get(usize::from(number)),
        }
    }

    /// Returns the number of the authenticated key.
    pub(super) fn authenticated(&self) -> Option<u8> {
        self.live.session.as_ref().map(|session| session.key)
    }

    /// Refuses unless the master key of what is selected is authenticated.
    pub(super) fn require_master(&self) -> Result<(), u8> {
        if self.authenticated() == Some(0) { Ok(()) } else { Err(status::AUTHENTICATION) }
    }

    /// Refuses unless a bit of the key settings, or the master key, allows it.
    pub(super) fn require_free(&self, settings: u8, bit: u8) -> Result<(), u8> {
        if settings & bit != 0 { Ok(()) } else { self.require_master() }
    }

    /// Returns the selected application, or refuses at the card's level.
    pub(super) fn selected(&self) -> Result<&Application, u8> {
        let id = self.live.selected.ok_or(status::PERMISSION_DENIED)?;
        self.memory.application(id).ok_or(status::APPLICATION_NOT_FOUND)
    }

    /// Returns the selected application to change it.
    pub(super) fn selected_mut(&mut self) -> Result<&mut Application, u8> {
        let id = self.live.selected.ok_or(status::PERMISSION_DENIED)?;
        self.memory.application_mut(id).ok_or(status::APPLICATION_NOT_FOUND)
    }

    /// Refuses unless the card itself is selected.
    pub(super) fn require_card_level(&self) -> Result<(), u8> {
        if self.live.selected.is_none() { Ok(()) } else { Err(status::PERMISSION_DENIED) }
    }
}
