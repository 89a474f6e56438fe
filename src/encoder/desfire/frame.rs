//! Commands and answers as the card takes them: wrapped as ISO 7816-4, in frames.
//!
//! Only the wrapped form is used, because some readers refuse the native one-byte commands.

#![warn(clippy::indexing_slicing)]

use super::error::{Error, Protocol};
use super::status::Status;
use crate::encoder::link::{Link, LinkError};

/// How much of a command goes into one frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// In frames of the card's own chaining, as EV1 wants it.
    ///
    /// A frame of 64 bytes, less 4 of ISO 14443-4 and 6 of wrapping, holds 54. EV1 does its own
    /// chaining instead of ISO 14443-4's, so a longer command would count on a part of the
    /// protocol that EV1 does without; and 512 enciphered bytes need 10 frames of 59 as well.
    Chained,
    /// In one command, which the reader and the card split between them (EV2 and later).
    Whole,
}

impl Outgoing {
    const fn frame_bytes_max(self) -> usize {
        match self {
            Self::Chained => 54,
            Self::Whole => 255,
        }
    }
}

/// The most frames of one command and its answer: the 8 KB of the largest card need 171 each way.
const FRAMES_MAX: usize = 384;

/// The instruction that goes on with a command or an answer.
const CONTINUE: u8 = 0xAF;

/// One answer of the card.
pub struct Frame {
    /// The card's word.
    pub status: Status,
    /// What comes with it.
    pub content: Vec<u8>,
}

/// Sends a command with its content and returns the joined content of the answer.
pub fn exchange(
    link: &mut (impl Link + ?Sized),
    instruction: u8,
    content: &[u8],
    outgoing: Outgoing,
) -> Result<Vec<u8>, Error> {
    let mut chunks = content.chunks(outgoing.frame_bytes_max());
    let mut frame = transmit(link, instruction, chunks.next().unwrap_or_default())?;
    let mut frames = 1;
    let mut answer = Vec::new();
    loop {
        let next = chunks.next();
        match (frame.status, next) {
            (Status::Done, None) => {
                answer.append(&mut frame.content);
                return Ok(answer);
            }
            (Status::Done, Some(_)) => return Err(Protocol::EndedEarly.into()),
            (Status::MoreFrames, Some(_)) if !frame.content.is_empty() => {
                return Err(Protocol::AnswerLength.into());
            }
            (Status::MoreFrames, next) => {
                answer.append(&mut frame.content);
                if frames == FRAMES_MAX {
                    return Err(Protocol::TooManyFrames.into());
                }
                frame = transmit(link, CONTINUE, next.unwrap_or_default())?;
                frames += 1;
            }
            (status, _) => return Err(Error::Card(status)),
        }
    }
}

/// Goes on with an authentication, in which both sides speak in every frame.
pub fn proceed(link: &mut (impl Link + ?Sized), content: &[u8]) -> Result<Frame, Error> {
    transmit(link, CONTINUE, content)
}

/// Sends one frame and returns the card's answer to it.
pub fn transmit(link: &mut (impl Link + ?Sized), instruction: u8, content: &[u8]) -> Result<Frame, Error> {
    let mut command = vec![0x90, instruction, 0x00, 0x00];
    if !content.is_empty() {
        command.push(u8::try_from(content.len()).map_err(|_| Protocol::CommandLength)?);
        command.extend_from_slice(content);
    }
    command.push(0x00);

    let answer = link.exchange(&command)?;
    // A reader hands on what it has when the card is torn away in the middle of an answer.
    let (content, status) = answer.split_last_chunk::<2>().ok_or(LinkError::CardLost)?;
    match status {
        [0x91, status] => Ok(Frame { status: Status::from(*status), content: content.to_vec() }),
        other => Err(Protocol::StatusWord(u16::from_be_bytes(*other)).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers from a list, and keeps what it was asked.
    struct Script {
        answers: Vec<Vec<u8>>,
        commands: Vec<Vec<u8>>,
    }

    impl Link for Script {
        fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
            self.commands.push(command.to_vec());
            let more = if self.answers.len() > 1 { self.answers.remove(0) } else { self.answers[0].clone() };
            Ok(more)
        }
    }

    fn script(answers: &[&[u8]]) -> Script {
        Script { answers: answers.iter().map(|answer| answer.to_vec()).collect(), commands: vec![] }
    }

    #[test]
    fn a_command_without_content_has_no_length_byte() {
        let mut link = script(&[&[0x91, 0x00]]);
        exchange(&mut link, 0x6A, &[], Outgoing::Chained).unwrap();
        assert_eq!(link.commands, [[0x90, 0x6A, 0, 0, 0]]);
    }

    #[test]
    fn a_long_command_goes_in_frames_that_fit_into_64_bytes_of_air() {
        let mut link = script(&[&[0x91, 0xAF], &[0x91, 0xAF], &[0x91, 0x00]]);
        exchange(&mut link, 0x3D, &[7; 120], Outgoing::Chained).unwrap();
        let lengths: Vec<usize> = link.commands.iter().map(Vec::len).collect();
        assert_eq!(lengths, [60, 60, 18]);
        assert_eq!(link.commands[1][..6], [0x90, 0xAF, 0, 0, 54, 7]);
    }

    #[test]
    fn the_frames_of_an_answer_are_joined_whatever_their_length() {
        let mut link = script(&[&[1, 0x91, 0xAF], &[0x91, 0xAF], &[2, 3, 0x91, 0x00]]);
        assert_eq!(exchange(&mut link, 0xBD, &[], Outgoing::Chained).unwrap(), [1, 2, 3]);
    }

    #[test]
    fn an_answer_without_end_is_given_up() {
        let mut link = script(&[&[1, 0x91, 0xAF]]);
        let error = exchange(&mut link, 0xBD, &[], Outgoing::Chained).unwrap_err();
        assert_eq!(error, Protocol::TooManyFrames.into());
        assert_eq!(link.commands.len(), FRAMES_MAX);
    }

    #[test]
    fn a_card_that_is_content_too_early_is_not_believed() {
        let mut link = script(&[&[0x91, 0x00]]);
        let error = exchange(&mut link, 0x3D, &[7; 120], Outgoing::Chained).unwrap_err();
        assert_eq!(error, Protocol::EndedEarly.into());
    }

    #[test]
    fn an_answer_of_less_than_two_bytes_is_a_lost_card() {
        for answer in [&[][..], &[0x91]] {
            let error = transmit(&mut script(&[answer]), 0x60, &[]).err().unwrap();
            assert_eq!(error, LinkError::CardLost.into());
        }
    }

    #[test]
    fn a_foreign_status_word_is_told_apart_from_a_refusal() {
        let error = transmit(&mut script(&[&[0x6D, 0x00]]), 0x60, &[]).err().unwrap();
        assert_eq!(error, Protocol::StatusWord(0x6D00).into());
        let mut link = script(&[&[0x91, 0xAE]]);
        let error = exchange(&mut link, 0x60, &[], Outgoing::Chained).unwrap_err();
        assert_eq!(error, Error::Card(Status::AuthenticationFault));
    }

    #[test]
    fn a_command_longer_than_a_length_byte_says_is_not_sent() {
        let error = transmit(&mut script(&[&[0x91, 0x00]]), 0x3D, &[0; 256]).err().unwrap();
        assert_eq!(error, Protocol::CommandLength.into());
    }
}
