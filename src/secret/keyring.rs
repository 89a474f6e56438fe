//! The keys of a site. One master secret leads to all of them and none of them leads back, nor to another:
//! anyone who opens a lock finds what that lock needs, and makes no rights with it.

use std::borrow::Cow;

use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};

use super::bearer::Identity;
use super::recovery::{Code, Sheet};
use super::{NoRandomness, Secret};
use crate::domain::chain::hex;
use crate::domain::door;
use crate::domain::event::{JournalKey, SetUp};
use crate::domain::image::{Born, Epoch, Issuer, Signers, SiteMark};
use crate::domain::key::KeyId;
use crate::domain::moment::Moment;
use crate::domain::phone::PublicKey;
use crate::domain::pin::PinKey;
use crate::domain::user::UserId;

/// The site's one root. Anyone who has it can make every key of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Master(Secret);

impl Master {
    /// The master of a secret.
    pub const fn new(secret: Secret) -> Master {
        Master(secret)
    }

    /// The secret itself, for wrapping.
    pub(crate) const fn secret(&self) -> &Secret {
        &self.0
    }

    /// The mark by which the site's keys are known. No secret.
    pub fn mark(&self) -> SiteMark {
        SiteMark(self.0.derive("keydesk site mark"))
    }

    /// Which site it is, with a numbering that began then.
    pub(crate) fn identity(&self, born: Born) -> Identity {
        Identity {
            mark: self.mark(),
            verifying_key: self.verifying_key().to_bytes(),
            pins: pins_mark(&self.pins()),
            born,
        }
    }

    /// Proves which epoch the keys of cards are of, and when they were last renewed: without the secret no proof can be
    /// made.
    pub(crate) fn epoch_proof(&self, born: Born, epoch: Epoch, renewed: Option<Moment>) -> [u8; 32] {
        let renewed = renewed.map_or_else(String::new, |at| at.timestamp_millis().to_string());
        self.0.derive(&format!("keydesk key epoch {}/{}/{renewed}", born.0, epoch.number()))
    }

    /// The key under which PINs are checked.
    pub fn pins(&self) -> Secret {
        self.0.derive_secret("keydesk pins")
    }

    /// The public half of the key that signs images: what locks are given.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.signing_key().verifying_key()
    }

    fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(self.0.derive_secret("keydesk image signing").expose())
    }
}

/// The mark of the secret of PIN checks. No secret.
pub(crate) fn pins_mark(pins: &Secret) -> [u8; 16] {
    pins.derive("keydesk pins mark")
}

/// The PIN key of the secret of PIN checks.
pub fn pin_key(pins: &Secret) -> PinKey {
    PinKey::new(pins.derive("keydesk pin check"))
}

/// Who a card lets do what. Keys that are in doors, on the wall or beside them, have an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Owns the card: takes it over and wipes it. An encoder only.
    Card,
    /// Owns the application: makes and removes its files. An encoder only.
    Application,
    /// Learns which card it is. Locks and encoders; the same on every card of the site, because it is what
    /// tells one card from another where a card hides its serial number.
    Discovery(Epoch),
    /// Reads rights and writes the journal. Locks.
    Lock(Epoch),
    /// Writes rights and reads the journal. Encoders and update points.
    Desk(Epoch),
}

impl Role {
    fn purpose(self) -> Cow<'static, str> {
        let of_epoch = |name: &'static str, epoch: Epoch| match epoch {
            Epoch::FIRST => Cow::from(name),
            epoch => Cow::from(format!("{name}/{}", epoch.number())),
        };
        match self {
            Role::Card => Cow::from("keydesk card"),
            Role::Application => Cow::from("keydesk application"),
            Role::Discovery(epoch) => of_epoch("keydesk discovery", epoch),
            Role::Lock(epoch) => of_epoch("keydesk lock", epoch),
            Role::Desk(epoch) => of_epoch("keydesk desk", epoch),
        }
    }
}

/// The number of the key that signs images: so far every site has one.
const SIGNER: u8 = 0;

/// The keys with which cards are written.
#[derive(Debug)]
pub struct Keyring {
    master: Master,
    signing: SigningKey,
}

/// An administrator's consent to an update point that serves while nobody is there, and to what it does then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// What only the master secret makes.
    pub mark: [u8; 32],
    /// Whether it also makes the areas that a key lacks.
    pub re_edits: bool,
}

impl Keyring {
    /// The keyring of a master secret.
    pub fn of(master: Master) -> Keyring {
        Keyring { signing: master.signing_key(), master }
    }

    /// The master secret, to be handed on to others who work with keys.
    pub(crate) const fn master(&self) -> &Master {
        &self.master
    }

    /// What proves that the keys of cards are of an epoch, and when they were last renewed.
    pub(crate) fn epoch_proof(&self, born: Born, epoch: Epoch, renewed: Option<Moment>) -> [u8; 32] {
        self.master.epoch_proof(born, epoch, renewed)
    }

    /// What an administrator leaves in the database where an update point may serve while nobody is there: nobody makes it
    /// who has not the master secret. It is for one that makes areas as well, or for one that does not.
    pub(crate) fn point_consent(&self, encoder: &str, re_edits: bool) -> [u8; 32] {
        let purpose = if re_edits { "layout" } else { "content" };
        self.master.0.derive(&format!("keydesk update point/{purpose}/{encoder}"))
    }

    /// What stands beside a phone that was enrolled as the key of somebody: nobody makes it who has not the master secret.
    pub(crate) fn phone_proof(&self, key: KeyId, user: UserId, public_key: &PublicKey) -> [u8; 32] {
        let public_key = hex(&public_key.0);
        self.master.0.derive(&format!("keydesk phone/{}/{}/{public_key}", key.0, user.0))
    }

    /// The key from which those of a role are made, card by card.
    pub(crate) fn role_key(&self, role: Role) -> Secret<16> {
        Secret::new(self.master.0.derive(&role.purpose()))
    }

    /// The key with which the lock of a door marks its records.
    pub fn journal_key(&self, door: door::Code, set_up: SetUp) -> JournalKey {
        let purpose = format!("keydesk journal/{}/{}", door.number(), set_up.0);
        JournalKey::new(self.master.0.derive_secret("keydesk journals").derive(&purpose))
    }

    /// The keys with which the lock of a door may have marked its records: so far no desk sets locks up anew.
    pub(crate) fn journal_keys(&self, door: door::Code) -> Vec<(SetUp, JournalKey)> {
        vec![(SetUp::FIRST, self.journal_key(door, SetUp::FIRST))]
    }

    /// Who signs with this keyring, in a numbering and for cards of an epoch.
    pub fn issuer(&self, born: Born, epoch: Epoch) -> Issuer {
        Issuer { site: self.mark(), born, signer: SIGNER, epoch }
    }

    /// A recovery sheet of the site for a code.
    pub(crate) fn recovery_sheet(&self, code: &Code) -> Result<Sheet, NoRandomness> {
        Sheet::make(&self.master, code)
    }

    /// The mark of the site.
    pub fn mark(&self) -> SiteMark {
        self.master.mark()
    }

    /// Signs an image.
    pub(crate) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.signing.sign(message).to_bytes()
    }

    /// The public halves of the keys that sign images.
    pub fn signers(&self) -> Signers {
        self.verifying_key().into()
    }

    /// The public half of the signing key.
    pub fn verifying_key(&self) -> VerifyingKey {
        self.signing.verifying_key()
    }
}
