//! System > Network: the encoders of this desk.

use std::time::Duration;

use crate::console::Console;
use crate::domain::permission::{NetworkModify, NetworkView};
use crate::encoder::reader::{Means, Wait};
use crate::session::Permit;
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::{Outcome, encoders};

pub use crate::storage::encoders::Options;

use super::{Error, encode};

/// How an encoder should behave.
pub fn options(console: &Console, permit: &Permit<NetworkView>, encoder: &str) -> Result<Options, Error> {
    console.storage().view(permit, |view| Ok(encoders::options(view, encoder)?))
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
        let entry =
            Entry::new(Action::EncoderChanged, subject(encoder)).change(&fields(before), fields(options));
        Ok(Outcome::Changed((), entry.into()))
    })
}

/// Tries an encoder: writes a pattern to the blank card that lies on it, reads it back, compares it, and leaves the
/// card blank.
pub fn write_test(
    console: &Console,
    permit: &Permit<NetworkModify>,
    at: &encode::At,
) -> Result<(), encode::Error> {
    let options = console.storage().view(permit, |view| encoders::options(view, &at.encoder))?;
    let tenure = permit.session().tenure().ok_or(encode::Error::Stopped)?;
    let stop = at.stop.clone().or(move || tenure.is_over());
    let wait = Wait { limit: Duration::from_secs(u64::from(options.wait_seconds)), stop };
    let means = Means { light: options.light, sound: options.sound };
    let result = super::doctor::test_at(console, at, wait, means);
    let said = result.as_ref().map_or_else(ToString::to_string, |()| "passed".to_owned());
    console.storage().change(permit, |_| {
        let entry = Entry::new(Action::EncoderTested, subject(&at.encoder))
            .after(Fields::default().with("result", said));
        Ok::<_, encode::Error>(Outcome::Changed((), entry.into()))
    })?;
    result
}

fn subject(encoder: &str) -> Subject {
    Subject { kind: SubjectKind::Encoder, id: None, name: encoder.to_owned(), partition: None }
}

fn fields(options: Options) -> Fields {
    Fields::default()
        .with("sound", options.sound)
        .with("light", options.light)
        .with("waiting seconds", options.wait_seconds)
}
