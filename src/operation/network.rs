//! System > Network: the encoders of this desk.

use std::time::Duration;

use crate::console::Console;
use crate::domain::permission::{NetworkModify, NetworkView};
use crate::encoder::reader::{Means, Wait};
use crate::session::{Administrator, Permit};
use crate::storage::audit::{Action, Entry, Fields, Subject, SubjectKind};
use crate::storage::{self, Outcome, encoders};

pub use crate::storage::encoders::Options;

use super::{Error, encode};

/// How an encoder should behave.
pub fn options(console: &Console, permit: &Permit<NetworkView>, encoder: &str) -> Result<Options, Error> {
    console.storage().view(permit, |view| Ok(encoders::options(view, encoder)?))
}

/// Keeps how an encoder should behave. An update point finishes the key that is on it first. One that serves alone does so no
/// more where it is to do more, or less, than an administrator let it.
pub fn set_options(
    console: &Console,
    permit: &Permit<NetworkModify>,
    encoder: &str,
    options: Options,
) -> Result<(), Error> {
    console.points().at_rest(permit.session(), encoder, || {
        console.storage().change(permit, |change| {
            let before = encoders::options(change, encoder)?;
            if before == options {
                return Ok(Outcome::Unchanged(()));
            }
            let served_alone = encoders::consent(change, encoder)?.is_some();
            encoders::set_options(change, encoder, options)?;
            let serves_alone = encoders::consent(change, encoder)?.is_some();
            let said = |options, alone| match served_alone {
                true => fields(options).with("serves alone", alone),
                false => fields(options),
            };
            let entry = Entry::new(Action::EncoderChanged, subject(encoder))
                .change(&said(before, served_alone), said(options, serves_alone));
            Ok(Outcome::Changed((), entry.into()))
        })
    })
}

/// Whether an update point serves while the screen is locked, and while nobody is signed in.
pub fn serves_alone(console: &Console, permit: &Permit<NetworkView>, encoder: &str) -> Result<bool, Error> {
    console.storage().view(permit, |view| Ok(encoders::consent(view, encoder)?.is_some()))
}

/// Lets an update point serve while the screen is locked and while nobody is signed in, or not any more. From then on the
/// program keeps the keys of cards in memory, once somebody who has them was signed in.
pub fn set_serves_alone(
    console: &Console,
    by: &Administrator,
    encoder: &str,
    serves_alone: bool,
) -> Result<(), Error> {
    console.points().at_rest(by.session(), encoder, || {
        console.storage().change(by, |change| {
            let before = encoders::consent(change, encoder)?.map(|consent| consent.mark);
            let consent = match serves_alone {
                true => {
                    let keyring = by.session().keyring().ok_or(storage::Error::SignedOut)?;
                    let re_edits = encoders::options(change, encoder)?.re_edits;
                    Some(keyring.point_consent(encoder, re_edits))
                }
                false => {
                    // Whatever comes of the rest, nothing stays lent for it.
                    console.points().take_back(encoder);
                    None
                }
            };
            if before == consent {
                return Ok(Outcome::Unchanged(()));
            }
            encoders::set_consent(change, encoder, consent)?;
            let said = |consent: Option<[u8; 32]>| Fields::default().with("serves alone", consent.is_some());
            let entry =
                Entry::new(Action::EncoderChanged, subject(encoder)).change(&said(before), said(consent));
            Ok(Outcome::Changed((), entry.into()))
        })
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
        .with("update point", options.update_point)
        .with("makes areas", options.re_edits)
}
