//! Faults to order: the card is taken away at a chosen exchange, at a chosen moment of it.

#![warn(clippy::indexing_slicing)]

use serde::{Deserialize, Serialize};

use super::Card;
use super::memory::{FileKind, Memory};

/// A loss of the card to come. After it the card lies nowhere until it is laid down again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// At which exchange, counted from 1 and from the moment of planning.
    pub exchange: u64,
    /// When in this exchange.
    pub moment: Moment,
}

/// A moment of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// The command does not reach the card.
    BeforeCommand,
    /// The card loses power while it works; when it is powered again, this is what it shows.
    DuringCommand(Settled),
    /// The card carries the command out, but its answer does not arrive.
    AfterCommand,
}

/// What a command has done that was cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Settled {
    /// Nothing; an interrupted commit is rolled back.
    Undone,
    /// A part: the standard file being written holds neither the old nor the new content.
    /// Everything else on a card is whole or not at all, a commit too, and is undone.
    Torn,
    /// Everything; an interrupted commit is finished.
    Done,
}

/// A fault on its way.
#[derive(Debug)]
pub(super) struct Plan {
    left: u64,
    moment: Moment,
}

impl Plan {
    pub(super) fn new(fault: Fault) -> Self {
        Self { left: fault.exchange.max(1), moment: fault.moment }
    }

    /// Counts an exchange, and returns the moment if it is the one.
    pub(super) fn step(&mut self) -> Option<Moment> {
        self.left = self.left.saturating_sub(1);
        (self.left == 0).then_some(self.moment)
    }
}

impl Card {
    /// Leaves in memory what a command leaves that ran but was cut short.
    pub(super) fn settle(&mut self, moment: Moment, before: Memory) {
        match moment {
            Moment::DuringCommand(Settled::Done) | Moment::AfterCommand => {}
            Moment::BeforeCommand | Moment::DuringCommand(Settled::Undone) => self.memory = before,
            Moment::DuringCommand(Settled::Torn) => {
                let after = std::mem::replace(&mut self.memory, before);
                tear(&mut self.memory, &after);
                self.tear_unfinished();
            }
        }
    }

    /// Spoils what the frames of an unfinished write to a standard file may have touched so far.
    fn tear_unfinished(&mut self) {
        let Some(write) = self.live.unfinished_write() else {
            return;
        };
        let selected = self.live.selected;
        let file = selected.and_then(|id| self.memory.application_mut(id)?.file_mut(write.file));
        if let Some(file) = file.filter(|file| file.kind == FileKind::Standard) {
            spoil(file.content.iter_mut().skip(write.offset).take(write.received.min(write.length)));
        }
    }
}

/// Takes over the first half of what a command changed in standard files, and spoils the byte
/// after it: writing means erasing first.
fn tear(memory: &mut Memory, after: &Memory) {
    for application in &mut memory.applications {
        let Some(written) = after.application(application.id) else {
            continue;
        };
        for file in application.files.iter_mut().filter(|file| file.kind == FileKind::Standard) {
            let Some(new) = written.file(file.number) else {
                continue;
            };
            let differs = |place: &usize| file.content.get(*place) != new.content.get(*place);
            let changed: Vec<usize> = (0..file.content.len()).filter(differs).collect();
            let half = changed.len() / 2;
            for (count, place) in changed.into_iter().enumerate().take(half + 1) {
                match (file.content.get_mut(place), new.content.get(place)) {
                    (Some(byte), Some(_)) if count == half => *byte ^= 0xA5,
                    (Some(byte), Some(new)) => *byte = *new,
                    (None, _) | (_, None) => {}
                }
            }
        }
    }
}

fn spoil<'a>(bytes: impl Iterator<Item = &'a mut u8>) {
    for byte in bytes {
        *byte ^= 0xA5;
    }
}
