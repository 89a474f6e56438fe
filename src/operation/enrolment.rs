//! A second factor that is being set up: shown, then confirmed with a code, and only then kept.

use zeroize::Zeroizing;

use crate::domain::moment::Moment;
use crate::domain::operator::OperatorId;
use crate::secret::authenticator::{Authenticator, Step};
use crate::secret::seal_to;
use crate::storage::operators::{self, TWO_FACTOR};
use crate::storage::{self, Change, View, site};

/// A second factor that is being set up. Nothing of it is stored until a code shows that the authenticator has it.
#[derive(Debug, Clone)]
pub struct Enrolment {
    authenticator: Authenticator,
    label: String,
}

impl Enrolment {
    pub(super) fn begin(view: &View<'_>, user_name: &str) -> Result<Enrolment, storage::Error> {
        let site = site::get(view)?.name;
        Ok(Enrolment {
            authenticator: Authenticator::random()?,
            label: format!("Keydesk: {site} ({user_name})"),
        })
    }

    /// The name under which the authenticator shows its codes.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// The secret in groups of four letters, to be typed by hand.
    pub fn groups(&self) -> Zeroizing<String> {
        self.authenticator.groups()
    }

    /// The address that the authenticator's camera reads.
    pub fn uri(&self) -> Zeroizing<String> {
        self.authenticator.uri(&self.label)
    }

    /// Whether the authenticator has the secret: the step of the code that it shows.
    pub(super) fn confirm(&self, code: &str, now: Moment) -> Option<Step> {
        self.authenticator.accepts(code, now, None)
    }

    /// Keeps it, sealed to the operator's own key, and the code that confirmed it for taken.
    pub(super) fn keep(
        &self,
        change: &Change<'_>,
        operator: OperatorId,
        public_key: [u8; 32],
        step: Step,
    ) -> Result<(), storage::Error> {
        let sealed = seal_to(&public_key.into(), TWO_FACTOR, self.authenticator.expose())?;
        operators::put_secret(change, operator, TWO_FACTOR, &sealed)?;
        operators::take_code_step(change, operator, step.0)?;
        Ok(())
    }
}
