//! Operators: who may sign in, and how each one's group stands at this moment.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Change, Error, Holding, Noun, Unique, View, expect_one, groups, millis, moment};
use crate::domain::group::{Grants, GroupId};
use crate::domain::moment::Moment;
use crate::domain::operator::{Language, Name, OperatorId, Theme, UserName};
use crate::domain::throttle::Throttle;
use crate::secret::Sealed;
use crate::secret::password::{Cost, Record};

/// What an operator's group holds at this moment; refused for one who is disabled or gone.
pub fn grants(connection: &Connection, operator: OperatorId) -> Result<Grants, Error> {
    let group = connection
        .prepare_cached("SELECT group_id FROM operators WHERE id = ?1 AND enabled = 1")?
        .query_row([operator.0], |row| row.get(0))
        .optional()?
        .map(GroupId)
        .ok_or(Error::SignedOut)?;
    groups::grants(connection, group)
}

/// What an operator's group holds, in a view that is open already.
pub fn grants_in(view: &View<'_>, operator: OperatorId) -> Result<Grants, Error> {
    grants(view.connection, operator)
}

/// The groups whose rights bound an operator's: the own one and those above it, without Administrator.
pub fn groups_above(view: &View<'_>, operator: OperatorId) -> Result<Vec<GroupId>, Error> {
    let group = view
        .prepare("SELECT group_id FROM operators WHERE id = ?1")?
        .query_row([operator.0], |row| row.get(0))
        .optional()?
        .ok_or(Error::NoSuch(Noun::Operator))?;
    Ok(groups::chain(view, GroupId(group))?.into_iter().map(|(group, _)| group).collect())
}

/// What the groups hold in which others than this operator may sign in. One who is locked out for some time counts:
/// anybody can lock anybody out by failing to sign in under the other's name.
pub fn grants_of_others(view: &View<'_>, operator: OperatorId) -> Result<Vec<Grants>, Error> {
    let groups = view
        .prepare("SELECT DISTINCT group_id FROM operators WHERE enabled = 1 AND id <> ?1 ORDER BY group_id")?
        .query_map([operator.0], |row| row.get(0).map(GroupId))?
        .collect::<Result<Vec<_>, _>>()?;
    groups.into_iter().map(|group| groups::grants(view.connection, group)).collect()
}

/// An operator as signing in needs it.
pub struct Account {
    pub id: OperatorId,
    pub name: String,
    pub user_name: String,
    pub group: GroupId,
    pub group_name: String,
    pub enabled: bool,
    pub password: Record,
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

const ACCOUNT: &str =
    "SELECT o.id, o.name, o.user_name, o.group_id, g.name, o.enabled, o.password_memory_kib,
        o.password_passes, o.password_lanes, o.password_salt, o.password_check, o.private_key, o.failures,
        o.failed_at, o.locked_until_at, o.password_changed_at, o.password_must_change, o.two_factor_step,
        o.public_key
     FROM operators o JOIN operator_groups g ON g.id = o.group_id";

/// The account of a user name, if there is one.
pub fn account(view: &View<'_>, user_name: &UserName) -> Result<Option<Account>, Error> {
    let sql = format!("{ACCOUNT} WHERE o.user_name_key = ?1");
    let found = view.prepare(&sql)?.query_row([user_name.key()], read_account).optional()?;
    found.map(|account| with_secrets(view, account)).transpose()
}

/// The account of an operator.
pub fn account_of(view: &View<'_>, operator: OperatorId) -> Result<Account, Error> {
    let sql = format!("{ACCOUNT} WHERE o.id = ?1");
    let found = view.prepare(&sql)?.query_row([operator.0], read_account).optional()?;
    with_secrets(view, found.ok_or(Error::NoSuch(Noun::Operator))?)
}

fn read_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: OperatorId(row.get(0)?),
        name: row.get(1)?,
        user_name: row.get(2)?,
        group: GroupId(row.get(3)?),
        group_name: row.get(4)?,
        enabled: row.get(5)?,
        password: Record {
            cost: Cost { memory_kib: row.get(6)?, passes: row.get(7)?, lanes: row.get(8)? },
            salt: row.get(9)?,
            check: row.get(10)?,
        },
        private_key: Sealed(row.get(11)?),
        throttle: read_throttle(row, 12)?,
        password_changed_at: moment(row.get(15)?)?,
        must_change: row.get(16)?,
        code_step: row.get(17)?,
        public_key: row.get(18)?,
        secrets: BTreeMap::new(),
    })
}

fn read_throttle(row: &Row<'_>, from: usize) -> rusqlite::Result<Throttle> {
    Ok(Throttle {
        failures: row.get(from)?,
        failed_at: row.get::<_, Option<i64>>(from + 1)?.map(moment).transpose()?,
        locked_until: row.get::<_, Option<i64>>(from + 2)?.map(moment).transpose()?,
    })
}

fn with_secrets(view: &View<'_>, mut account: Account) -> Result<Account, Error> {
    let mut statement =
        view.prepare("SELECT secret, sealed FROM operator_secrets WHERE operator_id = ?1 ORDER BY secret")?;
    account.secrets = statement
        .query_map([account.id.0], |row| Ok((row.get(0)?, Sealed(row.get(1)?))))?
        .collect::<Result<_, _>>()?;
    Ok(account)
}

/// A new operator, as a row.
pub struct NewOperator<'n> {
    pub group: GroupId,
    pub name: &'n Name,
    pub user_name: &'n UserName,
    pub language: Language,
    pub password: &'n Record,
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
    operator: &NewOperator<'_>,
    keys: impl FnOnce(OperatorId) -> Result<Keys, E>,
) -> Result<OperatorId, Error>
where
    Error: From<E>,
{
    let Record { cost, salt, check } = operator.password;
    let inserted = change
        .prepare(
            "INSERT INTO operators (group_id, name, user_name, user_name_key, language, password_memory_kib,
                                    password_passes, password_lanes, password_salt, password_check,
                                    password_changed_at, public_key, private_key, changed_at, changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, zeroblob(32), x'', ?11, ?12)
             ON CONFLICT (user_name_key) DO NOTHING",
        )?
        .execute(params![
            operator.group.0,
            operator.name.as_str(),
            operator.user_name.as_str(),
            operator.user_name.key(),
            operator.language.code(),
            cost.memory_kib,
            cost.passes,
            cost.lanes,
            salt,
            check,
            millis(change.now()),
            change.actor_name(),
        ])?;
    if inserted != 1 {
        return Err(Error::Taken(Unique::UserName));
    }
    let id = OperatorId(change.connection.last_insert_rowid());
    put_keys(change, id, &keys(id)?)?;
    Ok(id)
}

/// Gives an operator another pair of keys: whatever was sealed to the one before is gone.
fn put_keys(change: &Change<'_>, id: OperatorId, keys: &Keys) -> Result<(), Error> {
    change.take_away();
    for table in ["operator_secrets", "operator_vouches"] {
        change.prepare(&format!("DELETE FROM {table} WHERE operator_id = ?1"))?.execute([id.0])?;
    }
    let changed = change
        .prepare("UPDATE operators SET public_key = ?2, private_key = ?3 WHERE id = ?1")?
        .execute(params![id.0, keys.public_key, keys.private_key.0])?;
    for (secret, vouch) in &keys.vouches {
        change
            .prepare("INSERT INTO operator_vouches (operator_id, secret, vouch) VALUES (?1, ?2, ?3)")?
            .execute(params![id.0, secret, vouch])?;
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
    change
        .prepare(
            "INSERT INTO operator_secrets (operator_id, secret, sealed) VALUES (?1, ?2, ?3)
             ON CONFLICT (operator_id, secret) DO UPDATE SET sealed = excluded.sealed",
        )?
        .execute(params![operator.0, secret, sealed.0])?;
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
    change
        .prepare("UPDATE operator_vouches SET given = ?3 WHERE operator_id = ?1 AND secret = ?2")?
        .execute(params![operator.0, secret, given])?;
    Ok(())
}

/// Keeps a new password, and the keys that came with it.
pub fn set_password(
    change: &Change<'_>,
    operator: OperatorId,
    password: &Record,
    keys: &Keys,
) -> Result<(), Error> {
    put_password(change, operator, password)?;
    change
        .prepare("UPDATE operators SET password_changed_at = ?2 WHERE id = ?1")?
        .execute(params![operator.0, millis(change.now())])?;
    put_keys(change, operator, keys)
}

/// Keeps the same password with another cost: it is not younger for that, and the keys stay.
pub fn set_same_password(
    change: &Change<'_>,
    operator: OperatorId,
    password: &Record,
    private_key: &Sealed,
) -> Result<(), Error> {
    put_password(change, operator, password)?;
    let changed = change
        .prepare("UPDATE operators SET private_key = ?2 WHERE id = ?1")?
        .execute(params![operator.0, private_key.0])?;
    expect_one(changed, Noun::Operator)
}

fn put_password(change: &Change<'_>, operator: OperatorId, password: &Record) -> Result<(), Error> {
    change.take_away();
    let Record { cost, salt, check } = password;
    let changed = change
        .prepare(
            "UPDATE operators
             SET password_memory_kib = ?2, password_passes = ?3, password_lanes = ?4, password_salt = ?5,
                 password_check = ?6
             WHERE id = ?1",
        )?
        .execute(params![operator.0, cost.memory_kib, cost.passes, cost.lanes, salt, check])?;
    expect_one(changed, Noun::Operator)
}

/// The failures of those for whom the last one was later than a moment.
pub fn failed_after(view: &View<'_>, after: Moment) -> Result<Vec<(OperatorId, Throttle)>, Error> {
    let mut statement =
        view.prepare("SELECT id, failures, failed_at, locked_until_at FROM operators WHERE failed_at > ?1")?;
    let failed =
        statement.query_map([millis(after)], |row| Ok((OperatorId(row.get(0)?), read_throttle(row, 1)?)))?;
    Ok(failed.collect::<Result<_, _>>()?)
}

/// Keeps how often signing in failed, and until when it is refused.
pub fn set_throttle(change: &Change<'_>, operator: OperatorId, throttle: &Throttle) -> Result<(), Error> {
    let changed = change
        .prepare("UPDATE operators SET failures = ?2, failed_at = ?3, locked_until_at = ?4 WHERE id = ?1")?
        .execute(params![
            operator.0,
            throttle.failures,
            throttle.failed_at.map(millis),
            throttle.locked_until.map(millis)
        ])?;
    expect_one(changed, Noun::Operator)
}

/// Whether any other administrator could sign in now: by the same moment as the locks.
pub fn has_other_administrator(view: &View<'_>, operator: OperatorId) -> Result<bool, Error> {
    let others = view
        .prepare(
            "SELECT EXISTS (SELECT 1 FROM operators
                            WHERE group_id = ?1 AND enabled = 1 AND id <> ?2
                              AND (locked_until_at IS NULL OR locked_until_at <= ?3))",
        )?
        .query_row(
            params![GroupId::ADMINISTRATOR.0, operator.0, millis(view.reading()?.steady())],
            |row| row.get(0),
        )?;
    Ok(others)
}

/// Passwords that an operator had before the present one, the last first.
pub fn former_passwords(view: &View<'_>, operator: OperatorId, count: u32) -> Result<Vec<Record>, Error> {
    view.prepare(
        "SELECT memory_kib, passes, lanes, salt, check_value FROM operator_passwords
         WHERE operator_id = ?1 ORDER BY replaced_at DESC, rowid DESC LIMIT ?2",
    )?
    .query_map(params![operator.0, count], |row| {
        let cost = Cost { memory_kib: row.get(0)?, passes: row.get(1)?, lanes: row.get(2)? };
        Ok(Record { cost, salt: row.get(3)?, check: row.get(4)? })
    })?
    .map(|record| record.map_err(Error::from))
    .collect()
}

/// Keeps the present password among the former ones, of which so many are kept.
pub fn put_aside_password(change: &Change<'_>, operator: OperatorId, keep: u32) -> Result<(), Error> {
    change
        .prepare(
            "INSERT INTO operator_passwords (operator_id, replaced_at, memory_kib, passes, lanes, salt,
                                             check_value)
             SELECT id, ?2, password_memory_kib, password_passes, password_lanes, password_salt, password_check
             FROM operators WHERE id = ?1",
        )?
        .execute(params![operator.0, millis(change.now())])?;
    change
        .prepare(
            "DELETE FROM operator_passwords
             WHERE operator_id = ?1
               AND rowid NOT IN (SELECT rowid FROM operator_passwords WHERE operator_id = ?1
                                 ORDER BY replaced_at DESC, rowid DESC LIMIT ?2)",
        )?
        .execute(params![operator.0, keep])?;
    Ok(())
}

/// Keeps whether another password must be chosen at the next sign-in.
pub fn set_must_change(change: &Change<'_>, operator: OperatorId, must: bool) -> Result<(), Error> {
    let changed = change
        .prepare("UPDATE operators SET password_must_change = ?2 WHERE id = ?1")?
        .execute(params![operator.0, must])?;
    expect_one(changed, Noun::Operator)
}

/// Keeps the step of a code that was taken; `false` if that one or a later one was taken before.
pub fn take_code_step(change: &Change<'_>, operator: OperatorId, step: i64) -> Result<bool, Error> {
    let changed = change
        .prepare(
            "UPDATE operators SET two_factor_step = ?2
             WHERE id = ?1 AND (two_factor_step IS NULL OR two_factor_step < ?2)",
        )?
        .execute(params![operator.0, step])?;
    Ok(changed == 1)
}

/// Takes the second factor away from an operator; `false` if there was none.
pub fn remove_two_factor(change: &Change<'_>, operator: OperatorId) -> Result<bool, Error> {
    change.take_away();
    let removed = change
        .prepare("DELETE FROM operator_secrets WHERE operator_id = ?1 AND secret = ?2")?
        .execute(params![operator.0, TWO_FACTOR])?;
    // Codes of another authenticator are other codes.
    change.prepare("UPDATE operators SET two_factor_step = NULL WHERE id = ?1")?.execute([operator.0])?;
    Ok(removed > 0)
}

/// How many operators within reach who may sign in have no second factor.
pub fn count_without_two_factor(view: &View<'_>) -> Result<usize, Error> {
    Ok(list(view)?.into_iter().filter(|row| row.enabled && !row.two_factor).count())
}

/// Keeps that an operator signed in.
pub fn set_signed_in(change: &Change<'_>, operator: OperatorId) -> Result<(), Error> {
    let changed = change
        .prepare(
            "UPDATE operators
             SET failures = 0, failed_at = NULL, locked_until_at = NULL, last_sign_in_at = ?2
             WHERE id = ?1",
        )?
        .execute(params![operator.0, millis(change.now())])?;
    expect_one(changed, Noun::Operator)
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
    view.prepare("SELECT language, theme, encoder FROM operators WHERE id = ?1")?
        .query_row([operator.0], |row| {
            let (language, theme): (String, String) = (row.get(0)?, row.get(1)?);
            Ok(Preferences {
                language: Language::from_code(&language).unwrap_or_default(),
                theme: Theme::from_code(&theme).unwrap_or_default(),
                encoder: row.get(2)?,
            })
        })
        .optional()?
        .ok_or(Error::NoSuch(Noun::Operator))
}

/// Keeps an operator's own settings.
pub fn set_preferences(
    change: &Change<'_>,
    operator: OperatorId,
    preferences: &Preferences,
) -> Result<(), Error> {
    let changed = change
        .prepare("UPDATE operators SET language = ?2, theme = ?3, encoder = ?4 WHERE id = ?1")?
        .execute(params![
            operator.0,
            preferences.language.code(),
            preferences.theme.code(),
            preferences.encoder
        ])?;
    expect_one(changed, Noun::Operator)
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

/// A stored operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    pub row: ListRow,
    /// Whether another password must be chosen at the next sign-in.
    pub must_change: bool,
    pub version: i64,
    pub changed_at: Moment,
    pub changed_by: String,
}

const LISTED: &str =
    "SELECT o.id, o.name, o.user_name, o.group_id, g.name, o.language, o.enabled, o.locked_until_at,
        EXISTS (SELECT 1 FROM operator_secrets s WHERE s.operator_id = o.id AND s.secret = 'two-factor'),
        o.last_sign_in_at, o.password_must_change, o.row_version, o.changed_at, o.changed_by
     FROM operators o JOIN operator_groups g ON g.id = o.group_id";

fn read_stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let language: String = row.get(5)?;
    let optional = |index: usize| row.get::<_, Option<i64>>(index)?.map(moment).transpose();
    let listed = ListRow {
        id: OperatorId(row.get(0)?),
        name: row.get(1)?,
        user_name: row.get(2)?,
        group: GroupId(row.get(3)?),
        group_name: row.get(4)?,
        language: Language::from_code(&language).unwrap_or_default(),
        enabled: row.get(6)?,
        locked_until: optional(7)?,
        two_factor: row.get(8)?,
        last_sign_in_at: optional(9)?,
    };
    Ok(Stored {
        row: listed,
        must_change: row.get(10)?,
        version: row.get(11)?,
        changed_at: moment(row.get(12)?)?,
        changed_by: row.get(13)?,
    })
}

/// The operators of the groups within reach, by name.
pub fn list(view: &View<'_>) -> Result<Vec<ListRow>, Error> {
    let reach = groups::reach(view)?;
    let mut statement = view.prepare(&format!("{LISTED} ORDER BY o.name COLLATE NOCASE, o.user_name_key"))?;
    let mut rows = statement.query([])?;
    let mut listed = Vec::new();
    while let Some(row) = rows.next()? {
        if reach.contains(&GroupId(row.get(3)?)) {
            listed.push(read_stored(row)?.row);
        }
    }
    Ok(listed)
}

/// The operators of one group, by name; at most `first`.
pub fn of_group(view: &View<'_>, group: GroupId, first: usize) -> Result<Vec<ListRow>, Error> {
    let sql =
        format!("{LISTED} WHERE o.group_id = ?1 ORDER BY o.name COLLATE NOCASE, o.user_name_key LIMIT ?2");
    let mut statement = view.prepare(&sql)?;
    let first = i64::try_from(first).unwrap_or(i64::MAX);
    let rows = statement.query_map([group.0, first], |row| Ok(read_stored(row)?.row))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An operator within reach.
pub fn get(view: &View<'_>, id: OperatorId) -> Result<Stored, Error> {
    let stored =
        view.prepare(&format!("{LISTED} WHERE o.id = ?1"))?.query_row([id.0], read_stored).optional()?;
    let stored = stored.ok_or(Error::NoSuch(Noun::Operator))?;
    if groups::reach(view)?.contains(&stored.row.group) {
        Ok(stored)
    } else {
        Err(Error::NoSuch(Noun::Operator))
    }
}

/// An operator's form as the rules want it.
pub struct Update<'u> {
    pub group: GroupId,
    pub name: &'u Name,
    pub user_name: &'u UserName,
    pub language: Language,
    pub enabled: bool,
}

/// Saves an operator that was read as `version`.
pub fn update(
    change: &Holding<'_, '_>,
    id: OperatorId,
    version: i64,
    operator: &Update<'_>,
) -> Result<(), Error> {
    let stored = get(change, id)?;
    if stored.version != version {
        return Err(Error::Conflict { by: stored.changed_by, at: stored.changed_at });
    }
    let changed = change
        .prepare(
            "UPDATE OR IGNORE operators
             SET group_id = ?2, name = ?3, user_name = ?4, user_name_key = ?5, language = ?6, enabled = ?7,
                 changed_at = ?8, changed_by = ?9, row_version = row_version + 1
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            operator.group.0,
            operator.name.as_str(),
            operator.user_name.as_str(),
            operator.user_name.key(),
            operator.language.code(),
            operator.enabled,
            millis(change.now()),
            change.actor_name()
        ])?;
    if changed == 1 { Ok(()) } else { Err(Error::Taken(Unique::UserName)) }
}

/// Moves every operator of a group to another.
pub fn move_all(change: &Holding<'_, '_>, from: GroupId, to: GroupId) -> Result<(), Error> {
    change
        .prepare(
            "UPDATE operators
             SET group_id = ?2, changed_at = ?3, changed_by = ?4, row_version = row_version + 1
             WHERE group_id = ?1",
        )?
        .execute(params![from.0, to.0, millis(change.now()), change.actor_name()])?;
    Ok(())
}

/// Deletes an operator with all secrets. The trail keeps the name.
pub fn delete(change: &Holding<'_, '_>, id: OperatorId) -> Result<(), Error> {
    change.take_away();
    let changed = change.prepare("DELETE FROM operators WHERE id = ?1")?.execute([id.0])?;
    expect_one(changed, Noun::Operator)
}

/// Takes a secret away from an operator.
pub fn remove_secret(change: &Change<'_>, operator: OperatorId, secret: &str) -> Result<(), Error> {
    change.take_away();
    change
        .prepare("DELETE FROM operator_secrets WHERE operator_id = ?1 AND secret = ?2")?
        .execute(params![operator.0, secret])?;
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
    let mut statement = view.prepare(
        "SELECT o.id, o.user_name, o.group_id, o.enabled, o.public_key, s.operator_id IS NOT NULL, v.vouch,
            v.given
         FROM operators o
         LEFT JOIN operator_secrets s ON s.operator_id = o.id AND s.secret = ?1
         LEFT JOIN operator_vouches v ON v.operator_id = o.id AND v.secret = ?1
         ORDER BY o.id",
    )?;
    let rows = statement.query_map([secret], |row| {
        Ok(Holder {
            id: OperatorId(row.get(0)?),
            user_name: row.get(1)?,
            group: GroupId(row.get(2)?),
            enabled: row.get(3)?,
            public_key: row.get(4)?,
            has: row.get(5)?,
            vouch: row.get(6)?,
            given: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
