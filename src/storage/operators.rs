//! Operators: who may sign in, and how each one's group stands at this moment.

use std::collections::BTreeMap;

use rusqlite::params;
use rusqlite::types::{FromSqlResult, ValueRef};

use super::record::{self, Among, Apart, Deleted, Place, Record};
use super::view::{Column, Row, Values, plain};
use super::{Change, Error, Holding, Noun, Unique, View, expect_one, groups, millis};
use crate::domain::group::{Grants, GroupId};
use crate::domain::moment::Moment;
use crate::domain::operator::{Language, Operator, OperatorId, Theme, UserName};
use crate::domain::throttle::Throttle;
use crate::secret::Sealed;
use crate::secret::password::{self, Cost};

/// A stored operator.
pub type Stored = record::Stored<Operator>;

/// What the row of an operator says besides the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Besides {
    pub group_name: String,
    /// Until when signing in is refused, whether that is past or to come.
    pub locked_until: Option<Moment>,
    /// Whether a code of an authenticator is asked.
    pub two_factor: bool,
    pub last_sign_in_at: Option<Moment>,
    /// Whether another password must be chosen at the next sign-in.
    pub must_change: bool,
}

impl Record for Operator {
    type Id = OperatorId;
    type Besides = Besides;

    const NOUN: Noun = Noun::Operator;
    const TABLE: &'static str = "operators";
    const COLUMNS: &'static str = "name, user_name, group_id, language, enabled,
        (SELECT g.name FROM operator_groups g WHERE g.id = group_id) AS group_name, locked_until_at,
        EXISTS (SELECT 1 FROM operator_secrets s WHERE s.operator_id = operators.id AND s.secret = 'two-factor')
            AS two_factor,
        last_sign_in_at, password_must_change";
    const OWN: &'static [(&'static str, Unique)] = &[("user_name_key", Unique::UserName)];
    const AMONG: Among = Among::All;
    const DELETED: Deleted = Deleted::Gone;
    const OWNS_BY: &'static str = "operator_id";

    fn read(_: &View<'_>, row: &Row<'_>) -> Result<(Operator, Besides), Error> {
        let operator = Operator {
            name: row.get("name")?,
            user_name: row.get("user_name")?,
            group: row.get("group_id")?,
            language: row.get("language")?,
            enabled: row.get("enabled")?,
        };
        let besides = Besides {
            group_name: row.get("group_name")?,
            locked_until: row.get("locked_until_at")?,
            two_factor: row.get("two_factor")?,
            last_sign_in_at: row.get("last_sign_in_at")?,
            must_change: row.get("password_must_change")?,
        };
        Ok((operator, besides))
    }

    fn values(&self) -> Values {
        Values::none()
            .with("name", self.name.as_str())
            .with("user_name", self.user_name.as_str())
            .with("user_name_key", self.user_name.key())
            .with("group_id", self.group)
            .with("language", self.language.code())
            .with("enabled", self.enabled)
    }

    fn place(&self, _: OperatorId) -> Place {
        Place::Group(self.group)
    }
}

impl Apart for Operator {}

/// One that this version does not know is the first.
impl Column for Language {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Language::from_code(value.as_str()?).unwrap_or_default())
    }
}

impl Column for Theme {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Theme::from_code(value.as_str()?).unwrap_or_default())
    }
}

impl Column for Sealed {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Column::read(value).map(Sealed)
    }
}

/// What an operator's group holds at this moment; refused for one who is disabled or gone.
pub fn grants(view: &View<'_>, operator: OperatorId) -> Result<Grants, Error> {
    let sql = plain!("SELECT group_id FROM operators WHERE id = ?1 AND enabled = 1");
    let group = view.plain(sql)?.first([operator.0], |row| row.get("group_id"))?;
    groups::grants(view, group.ok_or(Error::SignedOut)?)
}

/// The groups whose rights bound an operator's: their own and those above it, without Administrator.
pub fn groups_above(view: &View<'_>, operator: OperatorId) -> Result<Vec<GroupId>, Error> {
    let sql = plain!("SELECT group_id FROM operators WHERE id = ?1");
    let group = view.plain(sql)?.first([operator.0], |row| row.get("group_id"))?;
    let chain = groups::chain(view, group.ok_or(Error::NoSuch(Noun::Operator))?)?;
    Ok(chain.into_iter().map(|(group, _)| group).collect())
}

/// What the groups hold in which others than this operator may sign in. One who is locked out for some time counts:
/// anybody can lock anybody out by failing to sign in under the other's name.
pub fn grants_of_others(view: &View<'_>, operator: OperatorId) -> Result<Vec<Grants>, Error> {
    let sql =
        plain!("SELECT DISTINCT group_id FROM operators WHERE enabled = 1 AND id <> ?1 ORDER BY group_id");
    let groups: Vec<GroupId> = view.plain(sql)?.list([operator.0], |row| row.get("group_id"))?;
    groups.into_iter().map(|group| groups::grants(view, group)).collect()
}

/// An operator as signing in needs it.
pub struct Account {
    pub id: OperatorId,
    pub name: String,
    pub user_name: String,
    pub group: GroupId,
    pub group_name: String,
    pub enabled: bool,
    pub password: password::Record,
    pub private_key: Sealed,
    pub throttle: Throttle,
    pub password_changed_at: Moment,
    /// Somebody else chose the password.
    pub must_change: bool,
    /// The step of the last code of the authenticator.
    pub code_step: Option<i64>,
    pub public_key: [u8; 32],
    pub secrets: BTreeMap<String, Sealed>,
}

/// The name of the operator's own secret among the site's: what the authenticator makes its codes of.
pub const TWO_FACTOR: &str = "two-factor";

const ACCOUNT: &str = "SELECT o.id, o.name, o.user_name, o.group_id, g.name AS group_name, o.enabled,
        o.password_memory_kib, o.password_passes, o.password_lanes, o.password_salt, o.password_check,
        o.private_key, o.failures, o.failed_at, o.locked_until_at, o.password_changed_at,
        o.password_must_change, o.two_factor_step, o.public_key
     FROM operators o JOIN operator_groups g ON g.id = o.group_id";

/// The account of a user name, if there is one.
pub fn account(view: &View<'_>, user_name: &UserName) -> Result<Option<Account>, Error> {
    let sql = plain!(ACCOUNT, "WHERE o.user_name_key = ?1");
    view.plain(sql)?.first([user_name.key()], |row| read_account(view, row))
}

/// The account of an operator.
pub fn account_of(view: &View<'_>, operator: OperatorId) -> Result<Account, Error> {
    let sql = plain!(ACCOUNT, "WHERE o.id = ?1");
    let found = view.plain(sql)?.first([operator.0], |row| read_account(view, row))?;
    found.ok_or(Error::NoSuch(Noun::Operator))
}

fn read_account(view: &View<'_>, row: &Row<'_>) -> Result<Account, Error> {
    let id: OperatorId = row.get("id")?;
    let sql = plain!("SELECT secret, sealed FROM operator_secrets WHERE operator_id = ?1 ORDER BY secret");
    let secrets = view.plain(sql)?.list([id.0], |row| Ok((row.get("secret")?, row.get("sealed")?)))?;
    Ok(Account {
        id,
        name: row.get("name")?,
        user_name: row.get("user_name")?,
        group: row.get("group_id")?,
        group_name: row.get("group_name")?,
        enabled: row.get("enabled")?,
        password: password::Record {
            cost: Cost {
                memory_kib: row.get("password_memory_kib")?,
                passes: row.get("password_passes")?,
                lanes: row.get("password_lanes")?,
            },
            salt: row.get("password_salt")?,
            check: row.get("password_check")?,
        },
        private_key: row.get("private_key")?,
        throttle: read_throttle(row)?,
        password_changed_at: row.get("password_changed_at")?,
        must_change: row.get("password_must_change")?,
        code_step: row.get("two_factor_step")?,
        public_key: row.get("public_key")?,
        secrets: secrets.into_iter().collect(),
    })
}

fn read_throttle(row: &Row<'_>) -> Result<Throttle, Error> {
    Ok(Throttle {
        failures: row.get("failures")?,
        failed_at: row.get("failed_at")?,
        locked_until: row.get("locked_until_at")?,
    })
}

/// What is sealed to an operator, and with what: the public key, what the password seals, and what vouches for the
/// public key with each secret of the site, by the secret's name.
pub struct Keys {
    pub public_key: [u8; 32],
    pub private_key: Sealed,
    pub vouches: Vec<(&'static str, [u8; 32])>,
}

/// Adds an operator, with keys that are made for the number that the operator has from now on.
pub fn insert<E>(
    change: &Holding<'_, '_>,
    operator: &Operator,
    password: &password::Record,
    keys: impl FnOnce(OperatorId) -> Result<Keys, E>,
) -> Result<OperatorId, Error>
where
    Error: From<E>,
{
    let besides = password_values(password)
        .with("password_changed_at", change.now())
        .with("public_key", [0; 32])
        .with("private_key", Vec::new());
    let id = record::insert(change, operator, besides)?;
    put_keys(change, id, &keys(id)?)?;
    Ok(id)
}

fn password_values(password: &password::Record) -> Values {
    let password::Record { cost, salt, check } = password;
    Values::none()
        .with("password_memory_kib", cost.memory_kib)
        .with("password_passes", cost.passes)
        .with("password_lanes", cost.lanes)
        .with("password_salt", *salt)
        .with("password_check", *check)
}

/// Gives an operator another pair of keys: whatever was sealed to the one before is gone.
fn put_keys(change: &Change<'_>, id: OperatorId, keys: &Keys) -> Result<(), Error> {
    change.take_away();
    for table in ["operator_secrets", "operator_vouches"] {
        change.write(&format!("DELETE FROM {table} WHERE operator_id = ?1"), [id.0])?;
    }
    let changed = change.write(
        "UPDATE operators SET public_key = ?2, private_key = ?3 WHERE id = ?1",
        params![id.0, keys.public_key, keys.private_key.0],
    )?;
    for (secret, vouch) in &keys.vouches {
        change.write(
            "INSERT INTO operator_vouches (operator_id, secret, vouch) VALUES (?1, ?2, ?3)",
            params![id.0, secret, vouch],
        )?;
    }
    expect_one(changed, Noun::Operator)
}

/// Keeps a secret that was sealed to an operator.
pub fn put_secret(
    change: &Change<'_>,
    operator: OperatorId,
    secret: &str,
    sealed: &Sealed,
) -> Result<(), Error> {
    change.write(
        "INSERT INTO operator_secrets (operator_id, secret, sealed) VALUES (?1, ?2, ?3)
         ON CONFLICT (operator_id, secret) DO UPDATE SET sealed = excluded.sealed",
        params![operator.0, secret, sealed.0],
    )?;
    Ok(())
}

/// Keeps what says that a secret was given to an operator whose public key is vouched for; or nothing, where it is to be
/// given no more.
pub fn put_given(
    change: &Change<'_>,
    operator: OperatorId,
    secret: &str,
    given: Option<[u8; 32]>,
) -> Result<(), Error> {
    change.write(
        "UPDATE operator_vouches SET given = ?3 WHERE operator_id = ?1 AND secret = ?2",
        params![operator.0, secret, given],
    )?;
    Ok(())
}

/// Keeps a new password, and the keys that came with it.
pub fn set_password(
    change: &Change<'_>,
    operator: OperatorId,
    password: &password::Record,
    keys: &Keys,
) -> Result<(), Error> {
    put_password(change, operator, password)?;
    set(change, operator, &Values::none().with("password_changed_at", change.now()))?;
    put_keys(change, operator, keys)
}

/// Keeps the same password with another cost: it is not younger for that, and the keys stay.
pub fn set_same_password(
    change: &Change<'_>,
    operator: OperatorId,
    password: &password::Record,
    private_key: &Sealed,
) -> Result<(), Error> {
    put_password(change, operator, password)?;
    set(change, operator, &Values::none().with("private_key", private_key.0.clone()))
}

fn put_password(change: &Change<'_>, operator: OperatorId, password: &password::Record) -> Result<(), Error> {
    change.take_away();
    set(change, operator, &password_values(password))
}

/// Keeps what an operator did or set up for themselves: nobody's form is older for that.
fn set(change: &Change<'_>, operator: OperatorId, values: &Values) -> Result<(), Error> {
    record::note::<Operator>(change, operator, values)
}

/// The failures of those for whom the last one was later than a moment.
pub fn failed_after(view: &View<'_>, after: Moment) -> Result<Vec<(OperatorId, Throttle)>, Error> {
    let sql = plain!(
        "SELECT id, failures, failed_at, locked_until_at FROM operators WHERE failed_at > ?1 ORDER BY id"
    );
    view.plain(sql)?.list([millis(after)], |row| Ok((row.get("id")?, read_throttle(row)?)))
}

/// Keeps how often signing in failed, and until when it is refused.
pub fn set_throttle(change: &Change<'_>, operator: OperatorId, throttle: &Throttle) -> Result<(), Error> {
    let values = Values::none()
        .with("failures", throttle.failures)
        .with("failed_at", throttle.failed_at)
        .with("locked_until_at", throttle.locked_until);
    set(change, operator, &values)
}

/// Whether any other administrator could sign in now: by the same moment as the locks.
pub fn has_other_administrator(view: &View<'_>, operator: OperatorId) -> Result<bool, Error> {
    let sql = plain!(
        "SELECT id FROM operators
         WHERE group_id = ?1 AND enabled = 1 AND id <> ?2
           AND (locked_until_at IS NULL OR locked_until_at <= ?3)"
    );
    let now = millis(view.reading()?.steady());
    let mut others = view.plain(sql)?;
    Ok(others.rows([GroupId::ADMINISTRATOR.0, operator.0, now])?.next()?.is_some())
}

/// Passwords that an operator had before the present one, the last first.
pub fn former_passwords(
    view: &View<'_>,
    operator: OperatorId,
    count: u32,
) -> Result<Vec<password::Record>, Error> {
    let sql = plain!(
        "SELECT memory_kib, passes, lanes, salt, check_value FROM operator_passwords
         WHERE operator_id = ?1 ORDER BY replaced_at DESC, rowid DESC LIMIT ?2"
    );
    view.plain(sql)?.list(params![operator.0, count], |row| {
        let cost =
            Cost { memory_kib: row.get("memory_kib")?, passes: row.get("passes")?, lanes: row.get("lanes")? };
        Ok(password::Record { cost, salt: row.get("salt")?, check: row.get("check_value")? })
    })
}

/// Keeps the present password among the former ones, of which so many are kept.
pub fn put_aside_password(change: &Change<'_>, operator: OperatorId, keep: u32) -> Result<(), Error> {
    change.write(
        "INSERT INTO operator_passwords (operator_id, replaced_at, memory_kib, passes, lanes, salt, check_value)
         SELECT id, ?2, password_memory_kib, password_passes, password_lanes, password_salt, password_check
         FROM operators WHERE id = ?1",
        params![operator.0, millis(change.now())],
    )?;
    change.write(
        "DELETE FROM operator_passwords
         WHERE operator_id = ?1
           AND rowid NOT IN (SELECT rowid FROM operator_passwords WHERE operator_id = ?1
                             ORDER BY replaced_at DESC, rowid DESC LIMIT ?2)",
        params![operator.0, keep],
    )?;
    Ok(())
}

/// Keeps whether another password must be chosen at the next sign-in.
pub fn set_must_change(change: &Change<'_>, operator: OperatorId, must: bool) -> Result<(), Error> {
    set(change, operator, &Values::none().with("password_must_change", must))
}

/// Keeps the step of a code that was taken; `false` if that one or a later one was taken before.
pub fn take_code_step(change: &Change<'_>, operator: OperatorId, step: i64) -> Result<bool, Error> {
    let changed = change.write(
        "UPDATE operators SET two_factor_step = ?2
         WHERE id = ?1 AND (two_factor_step IS NULL OR two_factor_step < ?2)",
        params![operator.0, step],
    )?;
    Ok(changed == 1)
}

/// Takes the second factor away from an operator; `false` if there was none.
pub fn remove_two_factor(change: &Change<'_>, operator: OperatorId) -> Result<bool, Error> {
    change.take_away();
    let removed = change.write(
        "DELETE FROM operator_secrets WHERE operator_id = ?1 AND secret = ?2",
        params![operator.0, TWO_FACTOR],
    )?;
    // Codes of another authenticator are other codes.
    set(change, operator, &Values::none().with("two_factor_step", None::<i64>))?;
    Ok(removed > 0)
}

/// How many operators within reach who may sign in have no second factor.
pub fn count_without_two_factor(view: &View<'_>) -> Result<usize, Error> {
    Ok(list(view)?.into_iter().filter(|row| row.enabled && !row.two_factor).count())
}

/// Keeps that an operator signed in.
pub fn set_signed_in(change: &Change<'_>, operator: OperatorId) -> Result<(), Error> {
    set_throttle(change, operator, &Throttle::default())?;
    set(change, operator, &Values::none().with("last_sign_in_at", change.now()))
}

/// What an operator set up for the own eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// The language of the screen.
    pub language: Language,
    /// The colours of the screen.
    pub theme: Theme,
    /// The encoder's name; `None` is the first one found.
    pub encoder: Option<String>,
}

/// An operator's own settings.
pub fn preferences(view: &View<'_>, operator: OperatorId) -> Result<Preferences, Error> {
    let sql = plain!("SELECT language, theme, encoder FROM operators WHERE id = ?1");
    let found = view.plain(sql)?.first([operator.0], |row| {
        Ok(Preferences {
            language: row.get("language")?,
            theme: row.get("theme")?,
            encoder: row.get("encoder")?,
        })
    })?;
    found.ok_or(Error::NoSuch(Noun::Operator))
}

/// Keeps an operator's own settings.
pub fn set_preferences(
    change: &Change<'_>,
    operator: OperatorId,
    preferences: &Preferences,
) -> Result<(), Error> {
    let values = Values::none()
        .with("language", preferences.language.code())
        .with("theme", preferences.theme.code())
        .with("encoder", preferences.encoder.clone());
    set(change, operator, &values)
}

/// An operator as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// The operator.
    pub id: OperatorId,
    /// The name.
    pub name: String,
    /// The name to sign in with.
    pub user_name: String,
    /// The group.
    pub group: GroupId,
    /// The group's name.
    pub group_name: String,
    /// The language of the screen.
    pub language: Language,
    /// Whether signing in is allowed.
    pub enabled: bool,
    /// Until when signing in is refused, whether that is past or to come.
    pub locked_until: Option<Moment>,
    /// Whether a code of an authenticator is asked.
    pub two_factor: bool,
    /// The last time of signing in.
    pub last_sign_in_at: Option<Moment>,
}

impl From<Stored> for ListRow {
    fn from(stored: Stored) -> ListRow {
        let record::Stored { id, value, besides, .. } = stored;
        ListRow {
            id,
            name: value.name.as_str().to_owned(),
            user_name: value.user_name.as_str().to_owned(),
            group: value.group,
            group_name: besides.group_name,
            language: value.language,
            enabled: value.enabled,
            locked_until: besides.locked_until,
            two_factor: besides.two_factor,
            last_sign_in_at: besides.last_sign_in_at,
        }
    }
}

const ORDER: &str = "ORDER BY name COLLATE NOCASE, user_name_key";

/// The operators of the groups within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let listed: Vec<Stored> = record::find(view, ORDER, [])?;
    Ok(listed.into_iter().map(ListRow::from).collect())
}

/// The operators of one group, by name; at most `first`.
pub fn of_group(view: &View<'_>, group: GroupId, first: usize) -> Result<Vec<ListRow>, Error> {
    let clause = format!("AND group_id = ?1 {ORDER} LIMIT ?2");
    let first = i64::try_from(first).unwrap_or(i64::MAX);
    let listed: Vec<Stored> = record::find(view, &clause, [group.0, first])?;
    Ok(listed.into_iter().map(ListRow::from).collect())
}

/// Saves an operator that was read as `version`.
pub fn update(
    change: &Holding<'_, '_>,
    id: OperatorId,
    version: i64,
    operator: &Operator,
) -> Result<(), Error> {
    record::update(change, id, version, operator)
}

/// Moves every operator of a group to another.
pub fn move_all(change: &Holding<'_, '_>, from: GroupId, to: GroupId) -> Result<(), Error> {
    change.write(
        "UPDATE operators
         SET group_id = ?2, changed_at = ?3, changed_by = ?4, row_version = row_version + 1
         WHERE group_id = ?1",
        params![from.0, to.0, millis(change.now()), change.actor_name()],
    )?;
    Ok(())
}

/// Deletes an operator with all secrets. The trail keeps the name.
pub fn delete(change: &Holding<'_, '_>, id: OperatorId) -> Result<(), Error> {
    change.take_away();
    record::delete::<Operator>(change, id, change.now())
}

/// Takes a secret away from an operator.
pub fn remove_secret(change: &Change<'_>, operator: OperatorId, secret: &str) -> Result<(), Error> {
    change.take_away();
    change.write(
        "DELETE FROM operator_secrets WHERE operator_id = ?1 AND secret = ?2",
        params![operator.0, secret],
    )?;
    Ok(())
}

/// Whom a secret is sealed to, or could be.
pub struct Holder {
    pub id: OperatorId,
    pub user_name: String,
    pub group: GroupId,
    pub enabled: bool,
    pub public_key: [u8; 32],
    /// Whether the secret is sealed to the operator.
    pub has: bool,
    /// What vouches for the public key with this secret.
    pub vouch: Option<[u8; 32]>,
    /// What says that the secret was given by one who holds it.
    pub given: Option<[u8; 32]>,
}

/// Every operator, and whether a secret is sealed to each.
pub fn holders(view: &View<'_>, secret: &str) -> Result<Vec<Holder>, Error> {
    let sql = plain!(
        "SELECT o.id, o.user_name, o.group_id, o.enabled, o.public_key, s.operator_id IS NOT NULL AS has,
                v.vouch, v.given
         FROM operators o
         LEFT JOIN operator_secrets s ON s.operator_id = o.id AND s.secret = ?1
         LEFT JOIN operator_vouches v ON v.operator_id = o.id AND v.secret = ?1
         ORDER BY o.id"
    );
    view.plain(sql)?.list([secret], |row| {
        Ok(Holder {
            id: row.get("id")?,
            user_name: row.get("user_name")?,
            group: row.get("group_id")?,
            enabled: row.get("enabled")?,
            public_key: row.get("public_key")?,
            has: row.get("has")?,
            vouch: row.get("vouch")?,
            given: row.get("given")?,
        })
    })
}
