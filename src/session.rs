//! The gate: who is signed in, and the proofs of what may be done. A [`Permit`] has one maker, which asks what
//! the operator's group holds; an operation that needs a permission takes its permit, and does not compile
//! without. Storage asks again, from the database, at every act.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use crate::domain::group::{Grants, GroupId, Scope};
use crate::domain::operator::OperatorId;
use crate::domain::permission::{Leaf, Permission, Reach};
use crate::domain::pin::PinKey;
use crate::secret::Secret;
use crate::secret::bearer::Identity;
use crate::secret::keyring::{self, Consent, Keyring, Master};

/// An operator who is signed in, and what the group holds as far as the screen knows.
pub struct Session {
    operator: OperatorId,
    name: String,
    user_name: String,
    group: GroupId,
    group_name: String,
    grants: Grants,
    site: Identity,
    secrets: Arc<Vault>,
}

/// The secrets of a session.
pub(crate) struct Vault(Mutex<Held>);

/// What a vault holds.
enum Held {
    Secrets(Arc<Secrets>),
    /// Nothing, until the operator unlocks the screen.
    Locked,
    /// Nothing, for good: a password that is still being checked when the operator signs out opens nothing any more.
    Ended,
}

/// The time between an unlocking and the next lock, for work that outlasts a call: it keeps no secret alive, and what
/// it leads to is gone for good with the lock, whatever is unlocked later.
#[derive(Clone)]
pub(crate) struct Tenure(Weak<Secrets>);

impl Tenure {
    /// The keys of cards, unless the tenure is over or the operator has none. To be held for one contact with a card and no longer.
    pub fn keyring(&self) -> Option<Arc<Keyring>> {
        self.0.upgrade()?.keyring.clone()
    }

    /// Whether the screen was locked since, or the operator works with keys no more.
    pub fn is_over(&self) -> bool {
        self.0.strong_count() == 0
    }
}

/// What an operator's password opened.
#[derive(Clone)]
pub(crate) struct Secrets {
    /// The key of PIN checks; those who keep people's PINs have it.
    pub pins: Option<Secret>,
    /// The keys of cards; those who may encode have them.
    pub keyring: Option<Arc<Keyring>>,
}

impl Secrets {
    pub fn new(pins: Option<Secret>, master: Option<Master>) -> Secrets {
        Secrets { pins, keyring: master.map(|master| Arc::new(Keyring::of(master))) }
    }
}

impl Session {
    pub(crate) fn new(
        operator: OperatorId,
        names: Names,
        group: GroupId,
        grants: Grants,
        site: Identity,
        secrets: Secrets,
    ) -> Arc<Session> {
        let Names { name, user_name, group_name } = names;
        let secrets = Arc::new(Vault(Mutex::new(Held::Secrets(Arc::new(secrets)))));
        Arc::new(Session { operator, name, user_name, group, group_name, grants, site, secrets })
    }

    /// The same session, as its group stands now. The secrets are shared, so that a lock of one locks both.
    pub(crate) fn renewed(&self, names: Names, group: GroupId, grants: Grants) -> Arc<Session> {
        let Names { name, user_name, group_name } = names;
        let secrets = Arc::clone(&self.secrets);
        secrets.keep_what_is_needed(&grants);
        let (operator, site) = (self.operator, self.site);
        Arc::new(Session { operator, name, user_name, group, group_name, grants, site, secrets })
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

    /// The site that the operator's password knows: what the file says of it is held against this.
    pub(crate) const fn site(&self) -> Identity {
        self.site
    }

    /// Wipes the secrets until the operator unlocks with the password.
    pub fn lock(&self) {
        let mut held = self.secrets.held();
        if matches!(*held, Held::Secrets(_)) {
            *held = Held::Locked;
        }
    }

    /// Wipes the secrets for good: the operator signs out, or may not be here.
    pub fn end(&self) {
        *self.secrets.held() = Held::Ended;
    }

    /// Whether the operator is not signed in any more.
    pub fn is_ended(&self) -> bool {
        matches!(*self.secrets.held(), Held::Ended)
    }

    /// Whether the secrets are wiped.
    pub fn is_locked(&self) -> bool {
        self.secrets.get().is_none()
    }

    /// Gives the secrets back after a lock. Says whether there is still somebody to give them to.
    #[must_use]
    pub(crate) fn unlock(&self, secrets: Secrets) -> bool {
        let mut held = self.secrets.held();
        let goes_on = !matches!(*held, Held::Ended);
        if goes_on {
            *held = Held::Secrets(Arc::new(secrets));
        }
        goes_on
    }

    /// The time until the next lock; nothing, if the screen is locked.
    pub(crate) fn tenure(&self) -> Option<Tenure> {
        Some(Tenure(Arc::downgrade(&self.secrets.get()?)))
    }

    /// The keys of cards, if the operator has them and the screen is not locked.
    pub(crate) fn keyring(&self) -> Option<Arc<Keyring>> {
        self.secrets.get()?.keyring.clone()
    }

    /// What the key of PIN checks is made of, if the operator has it and the screen is not locked.
    pub(crate) fn pins(&self) -> Option<Secret> {
        self.secrets.get()?.pins.clone()
    }

    /// The key of PIN checks, if the operator has it and the screen is not locked.
    pub(crate) fn pin_key(&self) -> Option<PinKey> {
        self.pins().as_ref().map(keyring::pin_key)
    }
}

impl Vault {
    /// Wipes what the operator does not work with any more.
    fn keep_what_is_needed(&self, grants: &Grants) {
        // All at once: a lock that came between would be undone.
        let mut held = self.held();
        let Held::Secrets(secrets) = &*held else { return };
        let keyring = secrets.keyring.clone().filter(|_| grants.works_with_keys());
        let pins = secrets.pins.clone().filter(|_| grants.works_with_pins());
        if (keyring.is_some(), pins.is_some()) != (secrets.keyring.is_some(), secrets.pins.is_some()) {
            *held = Held::Secrets(Arc::new(Secrets { pins, keyring }));
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self) -> Option<Arc<Secrets>> {
        match &*self.held() {
            Held::Secrets(secrets) => Some(Arc::clone(secrets)),
            Held::Locked | Held::Ended => None,
        }
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

/// What storage asks of whoever comes to rows: who it is, and how far that reaches by what the database says now.
pub(crate) trait Pass {
    fn bearer(&self) -> Bearer<'_>;
    fn scope(&self, grants: &Grants) -> Option<Scope>;
    /// Whether it is for the installation as a whole or for what lies in partitions; nothing, where for neither.
    fn reach(&self) -> Option<Reach>;
}

/// Who comes.
pub(crate) enum Bearer<'a> {
    /// Who is signed in.
    Operator(&'a Arc<Session>),
    /// Nobody: an update point that may serve by itself.
    Point(&'a Point),
}

/// A pass of an operator.
pub(crate) trait Proof: Pass {
    fn session(&self) -> &Arc<Session>;
}

impl<P: Leaf> Pass for Permit<P> {
    fn bearer(&self) -> Bearer<'_> {
        Bearer::Operator(&self.session)
    }

    fn scope(&self, grants: &Grants) -> Option<Scope> {
        grants.scope(P::PERMISSION)
    }

    fn reach(&self) -> Option<Reach> {
        Some(P::PERMISSION.reach())
    }
}

impl<P: Leaf> Proof for Permit<P> {
    fn session(&self) -> &Arc<Session> {
        &self.session
    }
}

impl Pass for Own {
    fn bearer(&self) -> Bearer<'_> {
        Bearer::Operator(&self.session)
    }

    /// One's own settings lie in no partition.
    fn scope(&self, _: &Grants) -> Option<Scope> {
        Some(Scope::Partitions(std::collections::BTreeSet::new()))
    }

    fn reach(&self) -> Option<Reach> {
        None
    }
}

impl Proof for Own {
    fn session(&self) -> &Arc<Session> {
        &self.session
    }
}

impl Pass for Administrator {
    fn bearer(&self) -> Bearer<'_> {
        Bearer::Operator(&self.session)
    }

    fn scope(&self, grants: &Grants) -> Option<Scope> {
        (*grants == Grants::Everything).then_some(Scope::Everywhere)
    }

    fn reach(&self) -> Option<Reach> {
        Some(Reach::Installation)
    }
}

impl Proof for Administrator {
    fn session(&self) -> &Arc<Session> {
        &self.session
    }
}

/// The keys of cards, lent to the update points that may serve while nobody is there: by somebody who has them, in memory
/// alone, until it is dropped.
pub(crate) struct Lent {
    site: Identity,
    keyring: Arc<Keyring>,
    secrets: Arc<Secrets>,
}

impl Lent {
    /// What an operator lends who works with keys, and whose screen is not locked.
    pub fn by(session: &Session) -> Option<Lent> {
        let keyring = session.keyring()?;
        let secrets = Arc::new(Secrets { pins: None, keyring: Some(Arc::clone(&keyring)) });
        Some(Lent { site: session.site, keyring, secrets })
    }

    /// The update point at an encoder, if `consent` is what an administrator left there.
    pub fn point(&self, encoder: &str, consent: Consent) -> Option<Point> {
        (self.keyring.point_consent(encoder, consent.re_edits) == consent.mark).then(|| Point {
            encoder: encoder.to_owned(),
            consent,
            site: self.site,
            secrets: Arc::downgrade(&self.secrets),
        })
    }
}

/// An update point that serves though nobody may be signed in. It is nobody's session: it can do what bringing keys up to
/// date takes, as long as an administrator's consent stands in the database and the keys are lent.
#[derive(Clone)]
pub(crate) struct Point {
    encoder: String,
    consent: Consent,
    site: Identity,
    secrets: Weak<Secrets>,
}

impl Point {
    /// The encoder at which it serves.
    pub fn encoder(&self) -> &str {
        &self.encoder
    }

    /// What must stand in the database for it.
    pub const fn consent(&self) -> &Consent {
        &self.consent
    }

    /// The site whose keys were lent.
    pub const fn site(&self) -> &Identity {
        &self.site
    }

    /// The time until the keys are taken back; nothing, if they were.
    pub fn tenure(&self) -> Option<Tenure> {
        self.secrets.upgrade().map(|_| Tenure(Weak::clone(&self.secrets)))
    }
}

impl Pass for Point {
    fn bearer(&self) -> Bearer<'_> {
        Bearer::Point(self)
    }

    /// Keys of all partitions come to it.
    fn scope(&self, grants: &Grants) -> Option<Scope> {
        grants.holds(Permission::KeyUpdateAutomatically).then_some(Scope::Everywhere)
    }

    fn reach(&self) -> Option<Reach> {
        Some(Permission::KeyUpdateAutomatically.reach())
    }
}

/// A right by its name, claimed by who is signed in: for what is one of many kinds, and for what is kept to be undone. It
/// opens nothing by itself: like a permit, it is held against the database at every act.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    session: Arc<Session>,
    permission: Permission,
}

impl Claim {
    /// Claims a right.
    pub fn of(session: &Arc<Session>, permission: Permission) -> Claim {
        Claim { session: Arc::clone(session), permission }
    }

    /// Which right it is.
    pub const fn permission(&self) -> Permission {
        self.permission
    }
}

impl<P: Leaf> From<&Permit<P>> for Claim {
    fn from(permit: &Permit<P>) -> Claim {
        Claim::of(&permit.session, P::PERMISSION)
    }
}

impl Pass for Claim {
    fn bearer(&self) -> Bearer<'_> {
        Bearer::Operator(&self.session)
    }

    fn scope(&self, grants: &Grants) -> Option<Scope> {
        grants.scope(self.permission)
    }

    fn reach(&self) -> Option<Reach> {
        Some(self.permission.reach())
    }
}

impl Proof for Claim {
    fn session(&self) -> &Arc<Session> {
        &self.session
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::group::{Access, Given};
    use crate::domain::partition::{Feature, PartitionId};
    use crate::domain::permission::{CalendarsView, DoorsView, Set, UsersView};

    const A: PartitionId = PartitionId(1);

    fn grants(permission: Permission) -> Grants {
        let partitions = [(A, Access::Global)].into();
        Grants::of(
            &[Given { global: Set::NONE.with(permission), partitions, ..Given::nothing() }],
            Feature::On,
        )
    }

    fn secrets(master: Option<u8>) -> Secrets {
        Secrets::new(Some(Secret::new([7; 32])), master.map(|byte| Master::new(Secret::new([byte; 32]))))
    }

    fn session(grants: Grants, master: Option<u8>) -> Arc<Session> {
        Session::new(OperatorId(5), names("Ann", "ann", "Desk"), GroupId(3), grants, site(), secrets(master))
    }

    fn site() -> Identity {
        Master::new(Secret::new([1; 32])).identity(crate::domain::image::Born(13_675_680))
    }

    fn names(name: &str, user_name: &str, group_name: &str) -> Names {
        Names { name: name.into(), user_name: user_name.into(), group_name: group_name.into() }
    }

    #[test]
    fn a_proof_is_for_the_installation_for_partitions_or_for_neither() {
        let session = session(Grants::Everything, None);
        let users = session.permit::<UsersView>().unwrap();
        let calendars = session.permit::<CalendarsView>().unwrap();
        assert_eq!(users.reach(), Some(Reach::Partition));
        assert_eq!(calendars.reach(), Some(Reach::Installation));
        assert_eq!(session.administrator().unwrap().reach(), Some(Reach::Installation));
        assert_eq!(session.own().reach(), None);
    }

    #[test]
    fn a_permit_is_had_by_who_holds_the_permission() {
        let session = session(grants(Permission::UsersView), None);
        let permit = session.permit::<UsersView>().unwrap();
        assert_eq!(permit.session().operator(), OperatorId(5));
        assert_eq!(format!("{permit:?}"), "Permit(cardholders/users/view)");
        assert!(session.holds(Permission::UsersView) && !session.holds(Permission::DoorsView));
        assert!(session.permit::<DoorsView>().is_none() && session.administrator().is_none());
        assert_eq!(session.own().session().operator(), OperatorId(5));
    }

    #[test]
    fn an_administrator_holds_everything() {
        let session = session(Grants::Everything, None);
        assert!(session.permit::<DoorsView>().is_some());
        assert_eq!(session.administrator().unwrap().session().operator(), OperatorId(5));
    }

    #[test]
    fn a_proof_reaches_as_far_as_the_database_says_now() {
        let session = session(Grants::Everything, None);
        let (now, gone) = (grants(Permission::UsersView), grants(Permission::DoorsView));
        let permit = session.permit::<UsersView>().unwrap();
        assert_eq!(permit.scope(&now), Some(Scope::Partitions([A].into())));
        assert_eq!(permit.scope(&gone), None, "what was held at the sign-in is no proof");
        let administrator = session.administrator().unwrap();
        assert_eq!(administrator.scope(&Grants::Everything), Some(Scope::Everywhere));
        assert_eq!(administrator.scope(&now), None, "nor is having been an administrator");
        assert_eq!(session.own().scope(&now), Some(Scope::Partitions(BTreeSet::new())));
    }

    #[test]
    fn a_renewed_session_is_the_same_operator_as_the_group_stands_now() {
        let before = session(grants(Permission::UsersView), Some(1));
        let names = names("Ann Novak", "annn", "Night desk");
        let after = before.renewed(names, GroupId(4), grants(Permission::DoorsView));
        assert_eq!((after.operator(), after.group()), (OperatorId(5), GroupId(4)));
        assert_eq!(
            (after.name(), after.user_name(), after.group_name()),
            ("Ann Novak", "annn", "Night desk")
        );
        assert_eq!(*after.grants(), grants(Permission::DoorsView));
        after.lock();
        assert!(before.is_locked(), "one lock locks both");
    }

    #[test]
    fn a_lock_wipes_the_secrets_and_the_password_brings_them_back() {
        let session = session(Grants::Everything, Some(1));
        let mark = session.keyring().unwrap().mark();
        assert!(!session.is_locked() && session.pin_key().is_some());
        session.lock();
        assert!(session.is_locked() && session.keyring().is_none() && session.pin_key().is_none());
        assert!(session.unlock(secrets(Some(1))));
        assert_eq!(session.keyring().unwrap().mark(), mark);
        session.lock();
        assert!(session.unlock(secrets(None)));
        assert!(session.keyring().is_none() && session.pin_key().is_some(), "not everybody works with keys");
    }

    #[test]
    fn nothing_opens_a_session_that_is_over() {
        let session = session(Grants::Everything, Some(1));
        session.lock();
        assert!(!session.is_ended());
        session.end();
        assert!(!session.unlock(secrets(Some(1))));
        assert!(session.is_ended() && session.is_locked() && session.keyring().is_none());
        session.lock();
        assert!(session.is_ended(), "a lock that comes late changes nothing");
    }

    #[test]
    fn work_that_outlasts_a_lock_has_no_secret_whatever_is_unlocked_later() {
        let session = session(Grants::Everything, Some(1));
        let tenure = session.tenure().unwrap();
        let writing = tenure.keyring().unwrap();
        let watched = Arc::downgrade(&writing);
        session.lock();
        assert!(tenure.is_over() && tenure.keyring().is_none() && session.tenure().is_none());
        assert!(watched.upgrade().is_some(), "the writing that was begun goes on");
        drop(writing);
        assert!(watched.upgrade().is_none(), "and was the last to hold them");
        assert!(session.unlock(secrets(Some(1))));
        assert!(tenure.is_over() && tenure.keyring().is_none());
    }

    #[test]
    fn work_ends_with_the_right_to_it() {
        let before = session(Grants::Everything, Some(1));
        let tenure = before.tenure().unwrap();
        let after = before.renewed(names("Ann", "ann", "Desk"), GroupId(4), grants(Permission::UsersModify));
        assert!(tenure.is_over() && after.keyring().is_none() && after.pin_key().is_some());
        let without = session(Grants::Everything, None);
        let tenure = without.tenure().unwrap();
        assert!(!tenure.is_over() && tenure.keyring().is_none(), "there is work without keys of cards");
        without.lock();
        assert!(without.unlock(secrets(None)));
        assert!(tenure.is_over(), "a lock ends it, even one that is over when it is looked for");
    }

    #[test]
    fn a_session_prints_who_it_is_and_no_secret() {
        let printed = format!("{:?}", session(Grants::Everything, Some(1)));
        assert_eq!(printed, "Session { operator: OperatorId(5), group: GroupId(3), .. }");
    }
}
