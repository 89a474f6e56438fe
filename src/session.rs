//! The gate: who is signed in, and the proofs of what may be done. A [`Permit`] has one maker, which asks what
//! the operator's group holds; an operation that needs a permission takes its permit, and does not compile
//! without. Storage asks again, from the database, at every act.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::group::{Grants, GroupId, Scope};
use crate::domain::operator::OperatorId;
use crate::domain::permission::{Leaf, Permission};
use crate::domain::pin::PinKey;
use crate::secret::Secret;
use crate::secret::keyring::{self, Keyring, Master};

/// An operator who is signed in, and what the group holds as far as the screen knows.
pub struct Session {
    operator: OperatorId,
    name: String,
    user_name: String,
    group: GroupId,
    group_name: String,
    grants: Grants,
    secrets: Arc<Vault>,
}

/// The secrets of a session; empty while the screen is locked.
#[derive(Default)]
pub(crate) struct Vault(Mutex<Option<Secrets>>);

/// What an operator's password opened.
#[derive(Clone)]
pub(crate) struct Secrets {
    /// The key of PIN checks; everybody has it.
    pub pins: Secret,
    /// The keys of cards; those who may encode have them.
    pub keyring: Option<Arc<Keyring>>,
}

impl Secrets {
    pub fn new(pins: Secret, master: Option<Master>) -> Secrets {
        Secrets { pins, keyring: master.map(|master| Arc::new(Keyring::of(master))) }
    }
}

impl Session {
    pub(crate) fn new(
        operator: OperatorId,
        names: Names,
        group: GroupId,
        grants: Grants,
        secrets: Secrets,
    ) -> Arc<Session> {
        let Names { name, user_name, group_name } = names;
        let secrets = Arc::new(Vault(Mutex::new(Some(secrets))));
        Arc::new(Session { operator, name, user_name, group, group_name, grants, secrets })
    }

    /// The same session, as its group stands now. The secrets are shared, so that a lock of one locks both.
    pub(crate) fn renewed(&self, names: Names, group: GroupId, grants: Grants) -> Arc<Session> {
        let Names { name, user_name, group_name } = names;
        let secrets = Arc::clone(&self.secrets);
        if !grants.works_with_keys() {
            secrets.forget_keyring();
        }
        Arc::new(Session { operator: self.operator, name, user_name, group, group_name, grants, secrets })
    }

    /// Who it is.
    pub const fn operator(&self) -> OperatorId {
        self.operator
    }

    /// The operator's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name that the operator signed in with.
    pub fn user_name(&self) -> &str {
        &self.user_name
    }

    /// The operator's group.
    pub const fn group(&self) -> GroupId {
        self.group
    }

    /// The name of the operator's group.
    pub fn group_name(&self) -> &str {
        &self.group_name
    }

    /// What the group held when this session was made.
    pub const fn grants(&self) -> &Grants {
        &self.grants
    }

    /// Whether the group holds the permission somewhere: what is drawn follows from this.
    pub fn holds(&self, permission: Permission) -> bool {
        self.grants.holds(permission)
    }

    /// The proof that the group holds a permission, or nothing.
    pub fn permit<P: Leaf>(self: &Arc<Self>) -> Option<Permit<P>> {
        self.holds(P::PERMISSION).then(|| Permit { session: Arc::clone(self), leaf: PhantomData })
    }

    /// The proof that somebody is signed in: enough for one's own settings.
    pub fn own(self: &Arc<Self>) -> Own {
        Own { session: Arc::clone(self) }
    }

    /// The proof that the operator is an administrator, or nothing.
    pub fn administrator(self: &Arc<Self>) -> Option<Administrator> {
        (self.grants == Grants::Everything).then(|| Administrator { session: Arc::clone(self) })
    }

    /// Whether both came from the same signing in, however often the rights were read anew since.
    pub(crate) fn is_same_sign_in(&self, other: &Session) -> bool {
        self.operator == other.operator && Arc::ptr_eq(&self.secrets, &other.secrets)
    }

    /// Wipes the secrets until the operator unlocks with the password.
    pub fn lock(&self) {
        self.secrets.put(None);
    }

    /// Whether the secrets are wiped.
    pub fn is_locked(&self) -> bool {
        self.secrets.get().is_none()
    }

    pub(crate) fn unlock(&self, secrets: Secrets) {
        self.secrets.put(Some(secrets));
    }

    /// The keys of cards, if the operator has them and the screen is not locked.
    pub(crate) fn keyring(&self) -> Option<Arc<Keyring>> {
        self.secrets.get()?.keyring
    }

    /// What the key of PIN checks is made of, if the screen is not locked.
    pub(crate) fn pins(&self) -> Option<Secret> {
        self.secrets.get().map(|secrets| secrets.pins)
    }

    /// The key of PIN checks, if the screen is not locked.
    pub(crate) fn pin_key(&self) -> Option<PinKey> {
        self.secrets.get().map(|secrets| keyring::pin_key(&secrets.pins))
    }
}

impl Vault {
    /// Wipes the keys of cards: the operator works with keys no more.
    fn forget_keyring(&self) {
        if let Some(secrets) = &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            secrets.keyring = None;
        }
    }

    fn get(&self) -> Option<Secrets> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn put(&self, secrets: Option<Secrets>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = secrets;
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("operator", &self.operator)
            .field("group", &self.group)
            .finish_non_exhaustive()
    }
}

/// What the screen calls an operator.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    pub name: String,
    pub user_name: String,
    pub group_name: String,
}

/// The proof that an operator's group holds a permission. Only [`Session::permit`] makes one; nobody else can:
///
/// ```compile_fail,E0451
/// use keydesk::domain::permission::UsersView;
/// use keydesk::session::Permit;
///
/// fn forge(of: &Permit<UsersView>) -> Permit<UsersView> {
///     Permit { session: of.session().clone(), leaf: std::marker::PhantomData }
/// }
/// ```
///
/// An operation takes the permit of what it does; that of something else is another type:
///
/// ```compile_fail,E0308
/// use keydesk::console::Console;
/// use keydesk::domain::permission::DoorsView;
/// use keydesk::domain::user::UserId;
/// use keydesk::operation::users;
/// use keydesk::session::Permit;
///
/// fn delete(console: &Console, permit: &Permit<DoorsView>) {
///     let _ = users::delete(console, permit, &[UserId(1)]);
/// }
/// ```
pub struct Permit<P> {
    session: Arc<Session>,
    leaf: PhantomData<fn() -> P>,
}

/// The proof that somebody is signed in.
#[derive(Debug, Clone)]
pub struct Own {
    session: Arc<Session>,
}

/// The proof that somebody is an administrator: for what no permission of the tree covers, because it would
/// lead around the tree. Only [`Session::administrator`] makes one.
#[derive(Debug, Clone)]
pub struct Administrator {
    session: Arc<Session>,
}

impl<P> Permit<P> {
    /// Who holds it.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }
}

impl Own {
    /// Who holds it.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }
}

impl Administrator {
    /// Who holds it.
    pub fn session(&self) -> &Arc<Session> {
        &self.session
    }
}

impl<P> Clone for Permit<P> {
    fn clone(&self) -> Self {
        Permit { session: Arc::clone(&self.session), leaf: PhantomData }
    }
}

impl<P: Leaf> fmt::Debug for Permit<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permit({})", P::PERMISSION.key())
    }
}

/// What storage asks of a proof: who holds it, and how far it reaches by what the database says now.
pub(crate) trait Proof {
    fn session(&self) -> &Arc<Session>;
    fn scope(&self, grants: &Grants) -> Option<Scope>;
}

impl<P: Leaf> Proof for Permit<P> {
    fn session(&self) -> &Arc<Session> {
        &self.session
    }

    fn scope(&self, grants: &Grants) -> Option<Scope> {
        grants.scope(P::PERMISSION)
    }
}

impl Proof for Own {
    fn session(&self) -> &Arc<Session> {
        &self.session
    }

    /// One's own settings lie in no partition.
    fn scope(&self, _: &Grants) -> Option<Scope> {
        Some(Scope::Partitions(std::collections::BTreeSet::new()))
    }
}

impl Proof for Administrator {
    fn session(&self) -> &Arc<Session> {
        &self.session
    }

    fn scope(&self, grants: &Grants) -> Option<Scope> {
        (*grants == Grants::Everything).then_some(Scope::Everywhere)
    }
}
