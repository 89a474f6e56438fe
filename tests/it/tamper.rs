//! Who can write the file: each column of what the gate stands on, altered by hand, and what then happens. The table
//! is a golden file for people to read. Whatever is done, no secret of the site reaches somebody else, and the
//! administrator is told.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use keydesk::console::{Console, OpenError};
use keydesk::domain::group::GroupId;
use keydesk::domain::operator::{Draft, OperatorId, Password};
use keydesk::domain::permission::OperatorGroupsModify;
use keydesk::fault::Faults;
use keydesk::operation::encode::{self, Error as EncodeError};
use keydesk::operation::sign_in::{self, Ask, SignedIn};
use keydesk::operation::{Error, StorageError, What, groups, operators};
use keydesk::secret::keyring::Master;
use keydesk::secret::{Secret, seal_to};
use keydesk::session::Session;

use crate::house::{House, house, password};

/// The tables on which the gate and the secrets stand: every column of theirs has a line.
const TABLES: &[&str] = &[
    "site",
    "security_options",
    "operators",
    "operator_secrets",
    "operator_vouches",
    "operator_groups",
    "group_permissions",
    "group_partitions",
    "group_partition_permissions",
];

/// In SQL: Marta is the administrator, Clara works with keys, Nora may do nothing.
const MARTA: &str = "(SELECT id FROM operators WHERE user_name = 'marta')";
const CLARA: &str = "(SELECT id FROM operators WHERE user_name = 'clara')";
const NORA: &str = "(SELECT id FROM operators WHERE user_name = 'nora')";

const NORA_IS_A_CLERK: &str =
    "UPDATE operators SET group_id = (SELECT id FROM operator_groups WHERE name = 'Clerk A')
    WHERE user_name = 'nora'";
/// Rows that look like secrets sealed to Nora.
const NORA_HAS_SOMETHING: &str = "INSERT INTO operator_secrets SELECT o.id, s.column1, zeroblob(80)
    FROM operators o, (VALUES ('master'), ('pins')) s WHERE o.user_name = 'nora'";

/// A column, what is done to it, and how.
fn alterations() -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    let mut one = |column: &str, what: &str, sql: String| {
        all.push((column.to_owned(), what.to_owned(), sql));
    };
    for (column, value) in [
        ("mark", "zeroblob(16)"),
        ("verifying_key", "zeroblob(32)"),
        ("born_at", "born_at + 60000"),
        ("key_epoch", "1"),
        ("key_epoch_proof", "zeroblob(32)"),
        ("keys_renewed_at", "0"),
        ("used_at", "0"),
        ("name", "'Another'"),
        ("partitions", "1 - partitions"),
        ("demo", "2"),
        ("people_stamp", "zeroblob(16)"),
        ("created_at", "0"),
        ("id", "1"),
    ] {
        one(&format!("site.{column}"), "another value", format!("UPDATE site SET {column} = {value}"));
    }
    for (column, value) in [
        ("id", "1"),
        ("failures_max", "100"),
        ("failures_window_minutes", "1"),
        ("lockout_minutes", "1"),
        ("password_length_min", "8"),
        ("password_history", "0"),
        ("password_days", "NULL"),
        ("two_factor_all", "0"),
        ("idle_lock_minutes", "240"),
        ("row_version", "9"),
        ("changed_at", "9"),
        ("changed_by", "'nora'"),
    ] {
        let sql = format!("UPDATE security_options SET {column} = {value}");
        one(&format!("security_options.{column}"), "another value", sql);
    }
    for column in [
        "group_id",
        "name",
        "enabled",
        "language",
        "theme",
        "encoder",
        "password_memory_kib",
        "password_passes",
        "password_lanes",
        "password_salt",
        "password_check",
        "password_changed_at",
        "password_must_change",
        "public_key",
        "private_key",
        "failures",
        "failed_at",
        "locked_until_at",
        "last_sign_in_at",
        "two_factor_step",
        "row_version",
        "changed_at",
        "changed_by",
    ] {
        for (to, from, what) in [(NORA, MARTA, "Nora's as Marta's"), (MARTA, NORA, "Marta's as Nora's")] {
            let sql = format!(
                "UPDATE operators SET {column} = (SELECT {column} FROM operators WHERE id = {from}) WHERE id = {to}"
            );
            one(&format!("operators.{column}"), what, sql);
        }
    }
    for column in ["user_name", "user_name_key"] {
        let sql = format!("UPDATE operators SET {column} = 'nobody' WHERE id = {MARTA}");
        one(&format!("operators.{column}"), "Marta's is another", sql);
    }
    one(
        "operators.id",
        "Marta's is another",
        format!("PRAGMA foreign_keys = OFF; UPDATE operators SET id = 999 WHERE id = {MARTA}"),
    );
    // Two groups that work with the same secrets are alike to whoever has them: rights are rows, and are not signed.
    for (from, what) in
        [(MARTA, "is one of the administrators"), (NORA, "is one of those who may do nothing")]
    {
        let sql = format!(
            "UPDATE operators SET group_id = (SELECT group_id FROM operators WHERE id = {from}) WHERE id = {CLARA}"
        );
        one("operators.group_id", &format!("Clara {what}"), sql);
    }
    one("operators.group_id", "Nora is one of the clerks", NORA_IS_A_CLERK.to_owned());
    one(
        "operators.group_id",
        "Nora is one of the clerks, and may not sign in",
        format!("{NORA_IS_A_CLERK}; UPDATE operators SET enabled = 0 WHERE id = {NORA}"),
    );
    one("operators.enabled", "Clara's is 0", format!("UPDATE operators SET enabled = 0 WHERE id = {CLARA}"));
    one(
        "operators.public_key",
        "Clara's as Nora's, and what is sealed to Clara is gone",
        format!(
            "UPDATE operators SET public_key = (SELECT public_key FROM operators WHERE id = {NORA}) WHERE id = {CLARA};
             DELETE FROM operator_secrets WHERE operator_id = {CLARA}"
        ),
    );
    let sealed = |what: &str, sql: String| ("operator_secrets.sealed".to_owned(), what.to_owned(), sql);
    all.extend([
        (
            "operator_secrets.operator_id".into(),
            "what is sealed to Marta is Nora's".into(),
            format!("UPDATE operator_secrets SET operator_id = {NORA} WHERE operator_id = {MARTA}"),
        ),
        (
            "operator_secrets.operator_id".into(),
            "Nora has a copy of Marta's".into(),
            format!(
                "INSERT INTO operator_secrets
                 SELECT {NORA}, secret, sealed FROM operator_secrets WHERE operator_id = {MARTA}"
            ),
        ),
        (
            "operator_secrets.secret".into(),
            "Marta's two are exchanged".into(),
            format!(
                "UPDATE operator_secrets SET secret = 'two-factor' WHERE operator_id = {MARTA} AND secret = 'pins';
                 UPDATE operator_secrets SET secret = 'pins' WHERE operator_id = {MARTA} AND secret = 'master';
                 UPDATE operator_secrets SET secret = 'master' WHERE operator_id = {MARTA} AND secret = 'two-factor'"
            ),
        ),
        sealed(
            "Marta's master is Clara's",
            format!(
                "UPDATE operator_secrets SET sealed = (SELECT sealed FROM operator_secrets
                                                       WHERE operator_id = {CLARA} AND secret = 'master')
                 WHERE operator_id = {MARTA} AND secret = 'master'"
            ),
        ),
        sealed(
            "Marta's master is gone",
            format!("DELETE FROM operator_secrets WHERE operator_id = {MARTA} AND secret = 'master'"),
        ),
        sealed(
            "Clara's master is gone",
            format!("DELETE FROM operator_secrets WHERE operator_id = {CLARA} AND secret = 'master'"),
        ),
        (
            "operator_vouches.operator_id".into(),
            "Clara's are Nora's".into(),
            format!(
                "DELETE FROM operator_vouches WHERE operator_id = {NORA};
                 UPDATE operator_vouches SET operator_id = {NORA} WHERE operator_id = {CLARA}"
            ),
        ),
        (
            "operator_vouches.secret".into(),
            "Clara's for one secret is gone, the other is for it".into(),
            format!(
                "DELETE FROM operator_vouches WHERE operator_id = {CLARA} AND secret = 'master';
                 UPDATE operator_vouches SET secret = 'master' WHERE operator_id = {CLARA}"
            ),
        ),
        (
            "operator_vouches.vouch".into(),
            "Clara's is another".into(),
            format!("UPDATE operator_vouches SET vouch = zeroblob(32) WHERE operator_id = {CLARA}"),
        ),
        (
            "operator_vouches.given".into(),
            "Clara's is another".into(),
            format!("UPDATE operator_vouches SET given = zeroblob(32) WHERE operator_id = {CLARA}"),
        ),
        (
            "operator_vouches.given".into(),
            "Clara's are gone".into(),
            format!("UPDATE operator_vouches SET given = NULL WHERE operator_id = {CLARA}"),
        ),
        (
            "operator_vouches.given".into(),
            "Nora is one of the clerks, with Clara's, and with secrets that nobody gave".into(),
            format!("{NORA_IS_A_CLERK}; {NORA_HAS_SOMETHING};
             UPDATE operator_vouches SET given = (SELECT c.given FROM operator_vouches c
                 WHERE c.operator_id = {CLARA} AND c.secret = operator_vouches.secret)
             WHERE operator_id = {NORA}"),
        ),
    ]);
    let mut one = |column: &str, what: &str, sql: &str| {
        all.push((column.to_owned(), what.to_owned(), sql.to_owned()));
    };
    let nothing = "(SELECT id FROM operator_groups WHERE name = 'Nothing')";
    let clerks = "(SELECT id FROM operator_groups WHERE name = 'Clerk A')";
    for column in [
        "name",
        "name_key",
        "description",
        "hotel_interface",
        "programmer_all_doors",
        "audit_all_partitions",
        "audit_days",
        "operators",
        "row_version",
        "changed_at",
        "changed_by",
    ] {
        let value = if column.starts_with("name") { "'Somebody'" } else { "1" };
        one(
            &format!("operator_groups.{column}"),
            "Nora's group has another",
            &format!("UPDATE operator_groups SET {column} = {value} WHERE id = {nothing}"),
        );
    }
    one(
        "operator_groups.id",
        "Nora's group is another",
        &format!("PRAGMA foreign_keys = OFF; UPDATE operator_groups SET id = 999 WHERE id = {nothing}"),
    );
    one(
        "operator_groups.parent_id",
        "the clerks are below those who may do nothing",
        &format!("UPDATE operator_groups SET parent_id = {nothing} WHERE id = {clerks}"),
    );
    one(
        "operator_groups.parent_id",
        "a circle",
        &format!("UPDATE operator_groups SET parent_id = {clerks} WHERE id = {clerks}"),
    );
    for column in ["group_id", "permission"] {
        one(
            &format!("group_permissions.{column}"),
            "Nora's group has what the clerks have",
            &format!(
                "INSERT OR IGNORE INTO group_permissions
                 SELECT {nothing}, permission FROM group_permissions WHERE group_id = {clerks}"
            ),
        );
    }
    for column in ["group_id", "partition_id", "custom"] {
        one(
            &format!("group_partitions.{column}"),
            "Nora's group has everything that the clerks have",
            &format!(
                "INSERT OR IGNORE INTO group_permissions
                 SELECT {nothing}, permission FROM group_permissions WHERE group_id = {clerks};
                 INSERT OR REPLACE INTO group_partitions
                 SELECT {nothing}, partition_id, custom FROM group_partitions WHERE group_id = {clerks}"
            ),
        );
    }
    for column in ["group_id", "partition_id", "permission"] {
        one(
            &format!("group_partition_permissions.{column}"),
            "a tree of its own for Nora's group",
            &format!(
                "INSERT OR IGNORE INTO group_permissions
                 SELECT {nothing}, permission FROM group_permissions WHERE group_id = {clerks};
                 INSERT OR REPLACE INTO group_partitions SELECT {nothing}, id, 1 FROM partitions;
                 INSERT OR IGNORE INTO group_partition_permissions
                 SELECT {nothing}, p.id, g.permission FROM partitions p, group_permissions g
                 WHERE g.group_id = {clerks}"
            ),
        );
    }
    all
}

fn signed_in(console: &Console, name: &str) -> Result<std::sync::Arc<Session>, sign_in::Error> {
    sign_in::sign_in(console, name, &password()).and_then(SignedIn::session)
}

fn said(error: &sign_in::Error) -> String {
    match error {
        sign_in::Error::Storage(StorageError::Altered(what)) => format!("altered: {what}"),
        other => format!("{other:?}").split(['(', ' ']).next().unwrap().to_owned(),
    }
}

/// What comes of an altered file: whether Marta is let in, what she is told when she saves a group, and whether Nora
/// works with keys.
fn outcome(folder: &Path, group: GroupId) -> [String; 3] {
    let console = match Console::open(folder, crate::desk::environment(&crate::desk::clock(), Faults::NONE)) {
        Ok(console) => console,
        Err(OpenError::Storage(error)) => {
            return [format!("not opened: {error}"), String::new(), String::new()];
        }
        Err(other) => panic!("{other}"),
    };
    let marta = signed_in(&console, "marta");
    let saved = match &marta {
        Err(_) => String::new(),
        Ok(session) => match session.permit::<OperatorGroupsModify>() {
            None => "may not".to_owned(),
            Some(permit) => {
                let view = session.permit().unwrap();
                let page = groups::open(&console, &view, group);
                let saved = page.and_then(|page| {
                    let mut draft = page.draft.clone();
                    draft.description = "another".into();
                    groups::save(&console, &permit, group, page.version, &draft)
                });
                match saved {
                    Ok(()) => "saved".to_owned(),
                    Err(Error::Storage(StorageError::Altered(what))) => format!("altered: {what}"),
                    Err(other) => format!("{other:?}"),
                }
            }
        },
    };
    let nora = match signed_in(&console, "nora") {
        Err(error) => said(&error),
        Ok(session) => match session.permit() {
            None => "has no right".to_owned(),
            Some(permit) => match encode::recognise(&console, &permit, keydesk::encoders::SIMULATED) {
                Err(EncodeError::NoSecrets) => "has a right, and no secret".to_owned(),
                _ => "WORKS WITH KEYS".to_owned(),
            },
        },
    };
    [marta.map_or_else(|error| said(&error), |_| "yes".to_owned()), saved, nora]
}

/// The folder of a house that is closed, to be copied.
fn template(house: House) -> (tempfile::TempDir, GroupId) {
    let group = house.group("Auditor");
    let folder = tempfile::tempdir().unwrap();
    let path = house.desk.folder.path().join("site.db");
    let keep = house.desk.folder;
    drop(house.desk.console);
    fs::copy(path, folder.path().join("site.db")).unwrap();
    drop(keep);
    (folder, group)
}

#[test]
fn whatever_column_is_altered_by_hand_no_secret_reaches_another_and_it_is_said() {
    let (template, group) = template(house());
    let mut table = "# What happens when somebody who can write the file alters it by hand. Marta is the administrator, Clara works with
# keys, Nora may do nothing. Rights are rows, and rows are not signed: who alters a right has it (SECURITY.md, \"Writing
# to the file\"). No line may say that Nora works with keys.
#
# column: what is done to it | Marta signs in | Marta saves a group | Nora, signing in with her own password
".to_owned();
    let mut seen = BTreeSet::new();
    for (column, what, sql) in alterations() {
        let folder = crate::house::passing_folder();
        let path = folder.path().join("site.db");
        fs::copy(template.path().join("site.db"), &path).unwrap();
        let by_hand = rusqlite::Connection::open(&path).unwrap();
        by_hand.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        let done = by_hand.execute_batch(&sql);
        drop(by_hand);
        let [marta, saved, nora] = match done {
            Ok(()) => outcome(folder.path(), group),
            Err(_) => ["the database says no".to_owned(), String::new(), String::new()],
        };
        assert!(!nora.contains("WORKS WITH KEYS"), "{column}: {what}");
        let _ = writeln!(table, "{}", format!("{column}: {what} | {marta} | {saved} | {nora}").trim_end());
        seen.insert(column);
    }
    let file = rusqlite::Connection::open(template.path().join("site.db")).unwrap();
    for name in TABLES {
        let mut columns = file.prepare(&format!("SELECT name FROM pragma_table_info('{name}')")).unwrap();
        for column in columns.query_map([], |row| row.get::<_, String>(0)).unwrap() {
            let column = format!("{name}.{}", column.unwrap());
            assert!(
                seen.contains(&column),
                "{column} has no line: say in `alterations` what somebody could do to it"
            );
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/tamper.txt");
    if fs::read_to_string(&path).unwrap_or_default() != table {
        let written = path.with_extension("new");
        fs::write(&written, &table).unwrap();
        panic!("an altered file does otherwise: compare {} with the golden file", written.display());
    }
}

fn public_key(house: &House, name: &str) -> [u8; 32] {
    let sql = format!("SELECT public_key FROM operators WHERE user_name = '{name}'");
    house.desk.database().query_row(&sql, [], |row| row.get(0)).unwrap()
}

fn put(house: &House, sql: &str, values: impl rusqlite::Params) {
    assert_eq!(house.desk.database().execute(sql, values).unwrap(), 1);
}

fn is_altered<T>(result: Result<T, sign_in::Error>, what: &str) -> bool {
    matches!(result, Err(sign_in::Error::Storage(StorageError::Altered(named))) if named.to_string() == what)
}

#[test]
fn a_strangers_secret_that_is_sealed_to_an_operator_is_not_taken_for_the_sites() {
    let stranger = Master::new(Secret::new([9; 32]));
    for of in ["marta", "clara"] {
        for with_site in [false, true] {
            let house = house();
            let public = public_key(&house, of).into();
            let sealed = seal_to(&public, "master", &[9; 32]).unwrap();
            let sql = format!(
                "UPDATE operator_secrets SET sealed = ?1 WHERE secret = 'master'
                 AND operator_id = (SELECT id FROM operators WHERE user_name = '{of}')"
            );
            put(&house, &sql, [sealed.0]);
            if with_site {
                let site = (stranger.mark().0, stranger.verifying_key().to_bytes());
                put(&house, "UPDATE site SET mark = ?1, verifying_key = ?2", site);
            }
            assert!(is_altered(signed_in(&house.desk.console, of), &format!("operator {of}")));
            assert_eq!(house.desk.trail(1)[0].0, "alteration-found");
        }
    }
    let house = house();
    let sealed = seal_to(&public_key(&house, "marta").into(), "pins", &[9; 32]).unwrap();
    put(
        &house,
        "UPDATE operator_secrets SET sealed = ?1 WHERE secret = 'pins' AND operator_id = 1",
        [sealed.0],
    );
    assert!(is_altered(signed_in(&house.desk.console, "marta"), "operator marta"), "pins as well");
}

#[test]
fn a_site_that_is_altered_under_the_open_window_stops_every_act() {
    let house = house();
    let (marta, clara) = (house.seat("marta"), house.seat("clara"));
    let door = house.door("Door A");
    let setup = |seat: &crate::house::Seat<'_>| seat.console.lock_setup(&seat.permit(), door).map(|_| ());
    setup(&marta).unwrap();
    setup(&clara).unwrap();
    let key = Master::new(Secret::new([9; 32])).verifying_key().to_bytes();
    put(&house, "UPDATE site SET verifying_key = ?1", [key]);
    for seat in [&marta, &clara] {
        assert!(
            matches!(setup(seat), Err(StorageError::Altered(what)) if what == What::Site("verifying_key"))
        );
    }
    let doors = house.desk.session.permit().unwrap();
    let listed = keydesk::operation::doors::list(&house.desk.console, &doors);
    assert!(format!("{listed:?}").contains("Altered"), "{listed:?}");
}

fn saves_a_group(house: &House) -> Result<(), Error> {
    let marta = house.seat("marta");
    let id = house.group("Auditor");
    let page = groups::open(marta.console, &marta.permit(), id)?;
    let mut draft = page.draft.clone();
    draft.description.push('.');
    groups::save(marta.console, &marta.permit(), id, page.version, &draft)
}

fn holders(house: &House, secret: &str) -> Vec<String> {
    house.rows(&format!(
        "SELECT o.user_name FROM operator_secrets s JOIN operators o ON o.id = s.operator_id
         WHERE s.secret = '{secret}' ORDER BY o.user_name"
    ))
}

#[test]
fn whoever_was_made_to_need_the_secrets_by_hand_stops_their_giving_and_is_named_in_the_trail() {
    let house = house();
    saves_a_group(&house).unwrap();
    let before = holders(&house, "master");
    for (by_hand, undo) in [
        (
            "UPDATE operators SET group_id = 1 WHERE user_name = 'nora'",
            "group_id = (SELECT id FROM operator_groups WHERE name = 'Nothing')",
        ),
        ("UPDATE operators SET public_key = zeroblob(32) WHERE user_name = 'nora'", ""),
    ] {
        house.desk.sql(by_hand);
        let saved = saves_a_group(&house);
        if undo.is_empty() {
            saved.unwrap();
        } else {
            assert!(
                matches!(saved, Err(Error::Storage(StorageError::Altered(what))) if what == What::Operator("nora".into()))
            );
            assert_eq!(house.desk.trail(1)[0].0, "alteration-found");
            house.desk.sql(&format!("UPDATE operators SET {undo} WHERE user_name = 'nora'"));
        }
        assert_eq!(holders(&house, "master"), before);
    }
    // The honest move of an operator whose public key was exchanged before gives nothing to whoever did it.
    let marta = house.seat("marta");
    let nora = house.operator("nora");
    let page = operators::open(marta.console, &marta.permit(), nora).unwrap();
    let mut draft = page.draft;
    draft.group = Some(house.group("Clerk A"));
    let moved = operators::save(marta.console, &marta.permit(), nora, page.version, &draft);
    assert!(matches!(moved, Err(Error::NotVouched(name)) if name == "nora"));
    assert_eq!(holders(&house, "master"), before);
    // A new password makes new keys, and then it goes.
    let new = Password::new("three herons on the roof");
    operators::set_password(marta.console, &marta.permit(), nora, &new, &new).unwrap();
    let page = operators::open(marta.console, &marta.permit(), nora).unwrap();
    operators::save(marta.console, &marta.permit(), nora, page.version, &draft).unwrap();
    assert!(holders(&house, "master").contains(&"nora".to_owned()));
}

#[test]
fn pins_are_for_those_who_keep_them() {
    let house = house();
    let with_pins = holders(&house, "pins");
    assert!(with_pins.contains(&"clara".to_owned()) && with_pins.contains(&"marta".to_owned()));
    assert!(!with_pins.contains(&"nora".to_owned()), "{with_pins:?}");
    let master = holders(&house, "master");
    assert!(master.iter().all(|name| with_pins.contains(name)));
    signed_in(&house.desk.console, "nora").unwrap();
}

/// Every byte of the folder, in chunks that no chance makes equal.
fn lies_about(house: &House, secret: &[u8]) -> bool {
    fs::read_dir(house.desk.folder.path()).unwrap().any(|file| {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        secret.chunks_exact(16).any(|chunk| bytes.windows(16).any(|window| window == chunk))
    })
}

fn sealed_to(house: &House, operator: OperatorId) -> Vec<Vec<u8>> {
    let database = house.desk.database();
    let mut rows = database
        .prepare(
            "SELECT sealed FROM operator_secrets WHERE operator_id = ?1
             UNION ALL SELECT private_key FROM operators WHERE id = ?1",
        )
        .unwrap();
    rows.query_map([operator.0], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn what_was_taken_away_stands_nowhere_any_more() {
    use keydesk::operation::own;
    type Act = fn(&House);
    let acts: [(&str, bool, Act); 5] = [
        ("disabled", false, |house| {
            let marta = house.seat("marta");
            let clara = house.operator("clara");
            let page = operators::open(marta.console, &marta.permit(), clara).unwrap();
            let mut draft = page.draft;
            draft.enabled = false;
            operators::save(marta.console, &marta.permit(), clara, page.version, &draft).unwrap();
        }),
        ("moved", false, |house| {
            let marta = house.seat("marta");
            let clara = house.operator("clara");
            let page = operators::open(marta.console, &marta.permit(), clara).unwrap();
            let mut draft = page.draft;
            draft.group = Some(house.group("Nothing"));
            operators::save(marta.console, &marta.permit(), clara, page.version, &draft).unwrap();
        }),
        ("another password of the own", true, |house| {
            let clara = house.seat("clara");
            let new = Password::new("three herons on the roof");
            own::change_password(clara.console, &clara.session.own(), &password(), &new, &new).unwrap();
            let again = sign_in::sign_in(clara.console, "clara", &new).unwrap().session().unwrap();
            let there =
                encode::recognise(clara.console, &again.permit().unwrap(), keydesk::encoders::SIMULATED);
            assert!(!matches!(there, Err(EncodeError::NoSecrets)), "sealed anew");
        }),
        ("another password by somebody else", true, |house| {
            let marta = house.seat("marta");
            let new = Password::new("three herons on the roof");
            operators::set_password(marta.console, &marta.permit(), house.operator("clara"), &new, &new)
                .unwrap();
        }),
        ("deleted", true, |house| {
            let marta = house.seat("marta");
            operators::delete(marta.console, &marta.permit(), house.operator("clara")).unwrap();
        }),
    ];
    for (how, is_all, act) in acts {
        let house = house();
        let before = sealed_to(&house, house.operator("clara"));
        assert_eq!(before.len(), 3, "the keys of cards, the key of PIN checks, and the private key");
        assert!(before.iter().all(|secret| lies_about(&house, secret)));
        act(&house);
        let gone = if is_all { &before[..] } else { &before[..2] };
        for (number, secret) in gone.iter().enumerate() {
            assert!(!lies_about(&house, secret), "{how}: {number} still stands in a file");
        }
    }
}

#[test]
fn whoever_may_sign_in_again_has_what_the_group_needs() {
    let house = house();
    let marta = house.seat("marta");
    let clara = house.operator("clara");
    let set = |enabled| {
        let page = operators::open(marta.console, &marta.permit(), clara).unwrap();
        let mut draft = page.draft;
        draft.enabled = enabled;
        operators::save(marta.console, &marta.permit(), clara, page.version, &draft).unwrap();
    };
    let before = (holders(&house, "master"), holders(&house, "pins"));
    set(false);
    assert!(!holders(&house, "master").contains(&"clara".to_owned()));
    set(true);
    assert_eq!((holders(&house, "master"), holders(&house, "pins")), before);
    let seat = house.seat("clara");
    let there = encode::recognise(seat.console, &seat.permit(), keydesk::encoders::SIMULATED);
    assert!(!matches!(there, Err(EncodeError::NoSecrets)));
}

fn edit(house: &House, name: &str, change: impl FnOnce(&mut Draft)) -> Result<(), Error> {
    let marta = house.seat("marta");
    let id = house.operator(name);
    let page = operators::open(marta.console, &marta.permit(), id)?;
    let mut draft = page.draft;
    change(&mut draft);
    operators::save(marta.console, &marta.permit(), id, page.version, &draft)
}

fn enable(house: &House, name: &str, enabled: bool) -> Result<(), Error> {
    edit(house, name, |draft| draft.enabled = enabled)
}

fn put_into(house: &House, name: &str, group: &str) -> Result<(), Error> {
    edit(house, name, |draft| draft.group = Some(house.group(group)))
}

fn delete(house: &House, name: &str) -> Result<(), Error> {
    let marta = house.seat("marta");
    operators::delete(marta.console, &marta.permit(), house.operator(name))
}

fn give_password(house: &House, name: &str) -> Result<(), Error> {
    let marta = house.seat("marta");
    let new = Password::new("three herons on the roof");
    operators::set_password(marta.console, &marta.permit(), house.operator(name), &new, &new)
}

/// What is sealed to Nora by this program, and not by hand.
fn given_to_nora(house: &House) -> Vec<String> {
    house.rows(&format!(
        "SELECT secret FROM operator_secrets WHERE operator_id = {NORA} AND sealed <> zeroblob(80)"
    ))
}

fn deleted_and_put_back(house: &House) {
    let by_hand = house.desk.database();
    by_hand
        .execute_batch(&format!(
            "CREATE TEMP TABLE nora AS SELECT * FROM operators WHERE id = {NORA};
             CREATE TEMP TABLE vouches AS SELECT * FROM operator_vouches WHERE operator_id = {NORA}"
        ))
        .unwrap();
    delete(house, "nora").unwrap();
    by_hand
        .execute_batch(&format!(
            "INSERT INTO operators SELECT * FROM nora; INSERT INTO operator_vouches SELECT * FROM vouches;
             {NORA_IS_A_CLERK}; {NORA_HAS_SOMETHING}"
        ))
        .unwrap();
}

#[test]
fn who_was_put_among_the_clerks_by_hand_is_given_nothing_by_any_act_that_follows() {
    type ByHand = fn(&House);
    type Way = fn(&House) -> Result<(), Error>;
    let by_hand: [(&str, ByHand); 5] = [
        ("a clerk", |house| house.desk.sql(NORA_IS_A_CLERK)),
        ("a clerk with rows", |house| house.desk.sql(&format!("{NORA_IS_A_CLERK}; {NORA_HAS_SOMETHING}"))),
        ("a clerk who is disabled", |house| {
            house.desk.sql(&format!(
                "{NORA_IS_A_CLERK}; UPDATE operators SET enabled = 0 WHERE user_name = 'nora'"
            ));
        }),
        ("a clerk who is disabled, with rows", |house| {
            house.desk.sql(&format!(
                "{NORA_IS_A_CLERK}; {NORA_HAS_SOMETHING}; UPDATE operators SET enabled = 0 WHERE user_name = 'nora'"
            ));
        }),
        ("deleted and put back", deleted_and_put_back),
    ];
    let ways: [(&str, Way); 4] = [
        ("a new password", |house| give_password(house, "nora")),
        ("disabled and enabled", |house| {
            enable(house, "nora", false)?;
            enable(house, "nora", true)
        }),
        ("disabled, a new password, and enabled", |house| {
            enable(house, "nora", false)?;
            give_password(house, "nora")?;
            enable(house, "nora", true)
        }),
        ("renamed", |house| edit(house, "nora", |draft| draft.name = "Another".into())),
    ];
    for (what, alter) in by_hand {
        for (how, way) in &ways {
            let house = house();
            alter(&house);
            let _ = way(&house);
            let _ = enable(&house, "nora", true);
            let _ = saves_a_group(&house);
            assert_eq!(given_to_nora(&house), Vec::<String>::new(), "{what}: {how}");
            let trail = house.rows("SELECT action FROM audit WHERE action = 'alteration-found'");
            assert!(!trail.is_empty(), "{what}: {how}: nobody is told");
        }
        let house = house();
        alter(&house);
        let moved = put_into(&house, "nora", "Nothing").and_then(|()| enable(&house, "nora", true));
        assert_eq!(given_to_nora(&house), Vec::<String>::new(), "{what}: moved");
        if !what.contains("disabled") || what.contains("rows") {
            assert!(moved.is_err(), "{what}: moved");
        }
    }
}

#[test]
fn what_was_altered_by_hand_can_be_taken_away_and_then_everything_goes_on() {
    type Act = fn(&House, &str) -> Result<(), Error>;
    let copied = format!(
        "INSERT INTO operator_secrets SELECT {NORA}, secret, sealed FROM operator_secrets WHERE operator_id = {MARTA}"
    );
    let right = "INSERT OR IGNORE INTO group_permissions
        SELECT n.id, p.permission FROM operator_groups n, operator_groups c JOIN group_permissions p ON p.group_id = c.id
        WHERE n.name = 'Nothing' AND c.name = 'Clerk A';
        INSERT OR REPLACE INTO group_partitions
        SELECT n.id, p.partition_id, p.custom FROM operator_groups n, operator_groups c
        JOIN group_partitions p ON p.group_id = c.id WHERE n.name = 'Nothing' AND c.name = 'Clerk A'";
    let taken = format!("DELETE FROM operator_secrets WHERE operator_id = {CLARA}");
    let vouch = format!("UPDATE operator_vouches SET vouch = zeroblob(32) WHERE operator_id = {CLARA}");
    for by_hand in [
        NORA_IS_A_CLERK.to_owned(),
        format!("{NORA_IS_A_CLERK}; {NORA_HAS_SOMETHING}"),
        NORA_HAS_SOMETHING.to_owned(),
        copied,
        right.to_owned(),
        format!("{NORA_IS_A_CLERK}; {taken}"),
        format!("{NORA_IS_A_CLERK}; {vouch}"),
    ] {
        let acts: [(&str, Act); 2] =
            [("disabled", |house, name| enable(house, name, false)), ("deleted", delete)];
        for (how, act) in acts {
            let house = house();
            house.desk.sql(&by_hand);
            assert!(
                matches!(saves_a_group(&house), Err(Error::Storage(StorageError::Altered(_)))),
                "{by_hand}"
            );
            act(&house, "nora").unwrap();
            if by_hand.contains("clara") {
                act(&house, "clara").unwrap();
            }
            saves_a_group(&house).unwrap_or_else(|error| panic!("{by_hand}: {how}: {error}"));
            assert!(!holders(&house, "master").contains(&"nora".to_owned()), "{by_hand}: {how}");
        }
    }
}

#[test]
fn who_was_altered_by_hand_becomes_a_clerk_when_somebody_makes_her_one() {
    let house = house();
    house.desk.sql(&format!("{NORA_IS_A_CLERK}; {NORA_HAS_SOMETHING}"));
    enable(&house, "nora", false).unwrap();
    let refused = enable(&house, "nora", true);
    assert!(
        matches!(refused, Err(Error::Storage(StorageError::Altered(what))) if what == What::Operator("nora".into()))
    );
    put_into(&house, "nora", "Nothing").unwrap();
    enable(&house, "nora", true).unwrap();
    assert_eq!(given_to_nora(&house), Vec::<String>::new());
    put_into(&house, "nora", "Clerk A").unwrap();
    assert_eq!(given_to_nora(&house), ["master", "pins"]);
    // And whoever was made one keeps it through another password, of whoever chose it, and through being disabled.
    give_password(&house, "nora").unwrap();
    enable(&house, "nora", false).unwrap();
    give_password(&house, "nora").unwrap();
    enable(&house, "nora", true).unwrap();
    let (given, own) = (Password::new("three herons on the roof"), Password::new("four herons on the lawn"));
    let Ok(SignedIn::Asks(Ask::NewPassword(pending))) = sign_in::sign_in(&house.desk.console, "nora", &given)
    else {
        panic!("another password is asked");
    };
    sign_in::replace_password(&house.desk.console, &pending, &own, &own).unwrap();
    assert_eq!(given_to_nora(&house), ["master", "pins"]);
    saves_a_group(&house).unwrap();
}

#[test]
fn what_was_taken_away_while_a_new_password_was_asked_is_not_in_the_session() {
    let house = house();
    give_password(&house, "clara").unwrap();
    let (given, own) = (Password::new("three herons on the roof"), Password::new("four herons on the lawn"));
    let Ok(SignedIn::Asks(Ask::NewPassword(pending))) =
        sign_in::sign_in(&house.desk.console, "clara", &given)
    else {
        panic!("another password is asked");
    };
    put_into(&house, "clara", "Nothing").unwrap();
    let session =
        sign_in::replace_password(&house.desk.console, &pending, &own, &own).unwrap().session().unwrap();
    put_into(&house, "clara", "Clerk A").unwrap();
    let session = sign_in::renew(&house.desk.console, &session).unwrap();
    let there =
        encode::recognise(&house.desk.console, &session.permit().unwrap(), keydesk::encoders::SIMULATED);
    assert!(matches!(there, Err(EncodeError::NoSecrets)));
}
