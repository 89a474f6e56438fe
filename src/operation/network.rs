//! System > Network: the encoders of this desk.

use crate::console::Console;
use crate::domain::permission::{NetworkModify, NetworkView};
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::{Outcome, encoders};

pub use crate::storage::encoders::Options;

use super::Error;

/// How an encoder should behave.
pub fn options(
    console: &Console,
    permit: &Permit<NetworkView>,
    encoder: &str,
) -> Result<Options, Error> {
    console
        .storage()
        .view(permit, |view| Ok(encoders::options(view, encoder)?))
}

/// Keeps how an encoder should behave.
pub fn set_options(
    console: &Console,
    permit: &Permit<NetworkModify>,
    encoder: &str,
    options: Options,
) -> Result<(), Error> {
    console.storage().change(permit, |change| {
        let before = encoders::options(change, encoder)?;
        if before == options {
            return Ok(Outcome::Unchanged(()));
        }
        encoders::set_options(change, encoder, options)?;
        let entry = Entry::new(Action::EncoderChanged, subject(encoder))
            .change(fields(before), fields(options));
        Ok(Outcome::Changed((), entry.into()))
    })
}

pub(super) fn subject(encoder: &str) -> Subject {
    Subject {
        kind: SubjectKind::Encoder,
        id: None,
        name: encoder.to_owned(),
        partition: None,
    }
}

fn fields(options: Options) -> Fields {
    Fields::default()
        .with("sound", options.sound)
        .with("light", options.light)
        .with("waiting seconds", options.wait_seconds)
}
