//! Operators: who may sign in, and how each one's group stands at this moment.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Change, Error, Noun, Unique, View, expect_one, groups, millis, moment};
use crate::domain::group::{Grants, GroupId};
use crate::domain::moment::Moment;
use crate::domain::operator::{Language, Name, OperatorId, Theme, UserName};
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
    pub failures: u32,
    pub failed_at: Option<Moment>,
    pub locked_until: Option<Moment>,
    pub secrets: BTreeMap<String, Sealed>,
}

const ACCOUNT: &str =
    "SELECT o.id, o.name, o.user_name, o.group_id, g.name, o.enabled, o.password_memory_kib,
        o.password_passes, o.password_lanes, o.password_salt, o.password_check, o.private_key, o.failures,
        o.failed_at, o.locked_until_at
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
        failures: row.get(12)?,
        failed_at: row.get::<_, Option<i64>>(13)?.map(moment).transpose()?,
        locked_until: row.get::<_, Option<i64>>(14)?.map(moment).transpose()?,
        secrets: BTreeMap::new(),
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
    pub public_key: [u8; 32],
    pub private_key: &'n Sealed,
}

/// Adds an operator.
pub fn insert(change: &Change<'_>, operator: &NewOperator<'_>) -> Result<OperatorId, Error> {
    let Record { cost, salt, check } = operator.password;
    let inserted = change
        .prepare(
            "INSERT INTO operators (group_id, name, user_name, user_name_key, language, password_memory_kib,
                                    password_passes, password_lanes, password_salt, password_check,
                                    password_changed_at, public_key, private_key, changed_at, changed_by)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?11, ?14)
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
            operator.public_key,
            operator.private_key.0,
            change.actor_name(),
        ])?;
    if inserted == 1 {
        Ok(OperatorId(change.connection.last_insert_rowid()))
    } else {
        Err(Error::Taken(Unique::UserName))
    }
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

/// Keeps a new password, and the private key sealed anew with it.
pub fn set_password(
    change: &Change<'_>,
    operator: OperatorId,
    password: &Record,
    private_key: &Sealed,
) -> Result<(), Error> {
    let Record { cost, salt, check } = password;
    let changed = change
        .prepare(
            "UPDATE operators
             SET password_memory_kib = ?2, password_passes = ?3, password_lanes = ?4, password_salt = ?5,
                 password_check = ?6, password_changed_at = ?7, private_key = ?8
             WHERE id = ?1",
        )?
        .execute(params![
            operator.0,
            cost.memory_kib,
            cost.passes,
            cost.lanes,
            salt,
            check,
            millis(change.now()),
            private_key.0
        ])?;
    expect_one(changed, Noun::Operator)
}

/// Keeps how often signing in failed, and until when it is refused.
pub fn set_failures(
    change: &Change<'_>,
    operator: OperatorId,
    failures: u32,
    failed_at: Option<Moment>,
    locked_until: Option<Moment>,
) -> Result<(), Error> {
    let changed = change
        .prepare("UPDATE operators SET failures = ?2, failed_at = ?3, locked_until_at = ?4 WHERE id = ?1")?
        .execute(params![operator.0, failures, failed_at.map(millis), locked_until.map(millis)])?;
    expect_one(changed, Noun::Operator)
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
