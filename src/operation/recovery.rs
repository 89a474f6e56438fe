//! The recovery sheet, made anew: for when the one of the first start was lost. It leads to every key of the site, so
//! administrators only, and never one alone.

use zeroize::Zeroizing;

use super::four_eyes::{self, Confirmation};
use crate::console::Console;
use crate::secret::NoRandomness;
use crate::secret::recovery::{Code, Sheet};
use crate::session::Administrator;
use crate::storage::audit::{Action, Entry, Fields, Subject};
use crate::storage::{self, Outcome, site};

/// A sheet and its code. Sheets that were made before stay good: they seal the same secret.
#[derive(Debug)]
pub struct Recovery {
    site: String,
    sheet: Sheet,
    code: Code,
}

impl Recovery {
    /// The site's name.
    pub fn site(&self) -> &str {
        &self.site
    }

    /// The sheet: to be printed or saved, useless without its code.
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The code of the sheet, in groups of four: to be kept apart from it.
    pub fn code(&self) -> Zeroizing<String> {
        self.code.reveal()
    }

    /// Whether what was typed back is the code: the check that it was kept.
    pub fn is_code(&self, typed: &str) -> bool {
        Code::parse(typed).is_some_and(|typed| typed == self.code)
    }
}

/// Why no sheet was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not confirmed.
    #[error(transparent)]
    FourEyes(#[from] four_eyes::Error),
    /// The session has no keys of cards: the screen is locked, or the operator was never given them.
    #[error("the operator has no keys of the site")]
    NoSecrets,
    /// The system gave no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// Makes a new sheet with a new code. Both names go into the chain before anything is shown.
pub fn show(
    console: &Console,
    by: &Administrator,
    confirmation: Confirmation<Administrator>,
) -> Result<Recovery, Error> {
    let keyring = by.session().keyring().ok_or(Error::NoSecrets)?;
    let code = Code::random()?;
    let sheet = keyring.recovery_sheet(&code)?;
    let site = console.storage().change(by, |change| {
        let witness = confirmation.use_up(change, by)?;
        let site = site::get(change)?.name;
        let subject = Subject::site(site.as_str());
        let entry =
            Entry::new(Action::RecoveryShown, subject).after(Fields::default().with("confirmed by", witness));
        Ok::<_, Error>(Outcome::Changed(site, entry.into()))
    })?;
    Ok(Recovery { site, sheet, code })
}
