//! A site to try things on: a folder of its own, a clock that stands still, an administrator who is signed in.

use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDateTime, Utc};
use keydesk::clock::SetClock;
use keydesk::console::{Console, Environment};
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::group::GroupId;
use keydesk::domain::locker::LockerId;
use keydesk::domain::operator::{self, Language, Password};
use keydesk::domain::permission::Leaf;
use keydesk::domain::room::RoomId;
use keydesk::domain::suite::SuiteId;
use keydesk::domain::user::{Draft, UserId};
use keydesk::encoders::{Readers, Tray};
use keydesk::fault::Faults;
use keydesk::operation::Giving;
use keydesk::operation::first_start::{self, Origin};
use keydesk::operation::users::{self, Picture};
use keydesk::operation::{doors, lockers, operators, rooms, sign_in, suites};
use keydesk::secret::password::Cost;
use keydesk::session::{Permit, Session};
use tempfile::TempDir;

pub const PASSWORD: &str = "the heron on the roof";

pub struct Desk {
    pub tray: Tray,
    pub folder: TempDir,
    pub console: Console,
    pub session: Arc<Session>,
    pub clock: Arc<SetClock>,
    pub faults: Faults,
}

/// A moment from text, UTC: `2026-11-22 10:25`.
pub fn at(text: &str) -> DateTime<Utc> {
    NaiveDateTime::parse_from_str(text, "%F %R").unwrap().and_utc()
}

pub fn clock() -> Arc<SetClock> {
    Arc::new(SetClock::new(at("2026-11-22 10:25"), FixedOffset::east_opt(0).unwrap()))
}

pub fn environment(clock: &Arc<SetClock>, faults: Faults) -> Environment {
    environment_with(clock, faults, Tray::new())
}

pub fn environment_with(clock: &Arc<SetClock>, faults: Faults, tray: Tray) -> Environment {
    Environment {
        clock: Arc::clone(clock) as Arc<_>,
        desk: "reception".into(),
        faults,
        age_passwords: false,
        readers: Readers::Ignored,
        tray: Some(tray),
    }
}

pub fn draft() -> first_start::Draft {
    first_start::Draft {
        site: "Hotel Aurora".into(),
        user_name: "marta".into(),
        password: Password::new(PASSWORD),
        repeated: Password::new(PASSWORD),
        language: Language::English,
    }
}

pub fn desk() -> Desk {
    desk_with(Faults::NONE)
}

pub fn desk_with(faults: Faults) -> Desk {
    let (folder, clock, tray) = (tempfile::tempdir().unwrap(), clock(), Tray::new());
    let plan = first_start::plan(&draft(), Origin::New).unwrap();
    let environment = environment_with(&clock, faults.clone(), tray.clone());
    let (console, session) = first_start::create(folder.path(), environment, &plan, Cost::LEAST).unwrap();
    Desk { tray, folder, console, session, clock, faults }
}

impl Desk {
    pub fn permit<P: Leaf>(&self) -> Permit<P> {
        self.session.permit().unwrap()
    }

    /// Closes the site and opens it again, as after a new start of the program; nobody signs in.
    pub fn restarted(self) -> Desk {
        self.restarted_after(|_| ())
    }

    /// The same, and something happens to the folder meanwhile.
    pub fn restarted_after(self, meanwhile: impl FnOnce(&std::path::Path)) -> Desk {
        let Desk { tray, folder, console, session, clock, faults } = self;
        drop(console);
        meanwhile(folder.path());
        let environment = environment_with(&clock, faults.clone(), tray.clone());
        let console = Console::open(folder.path(), environment).unwrap();
        Desk { tray, folder, console, session, clock, faults }
    }

    /// Closes the site, opens it again and signs in again.
    pub fn again(self) -> Desk {
        self.again_after(|_| ())
    }

    /// The same, and something happens to the folder meanwhile.
    pub fn again_after(self, meanwhile: impl FnOnce(&std::path::Path)) -> Desk {
        let mut desk = self.restarted_after(meanwhile);
        desk.session =
            sign_in::sign_in(&desk.console, "marta", &Password::new(PASSWORD)).unwrap().session().unwrap();
        desk
    }

    /// Changes the database behind the console's back, as nobody but a test does.
    pub fn sql(&self, sql: &str) {
        self.database().execute_batch(sql).unwrap();
    }

    /// Gives doors that were put into the file by hand the settings that every door has.
    pub fn set_up_doors(&self) {
        self.sql(
            "INSERT OR IGNORE INTO door_settings (
                 door_id, mode, open_seconds, increased_seconds, keypad, audit_on_keys, inhibit_audit, antipassback
             )
             SELECT id, 'standard', 6, 20, 0, 1, 0, 'none' FROM doors WHERE deleted_at IS NULL",
        );
    }

    /// The last lines of the trail, the newest first: what was done, and the fields after it.
    pub fn trail(&self, count: usize) -> Vec<(String, String)> {
        let sql = "SELECT action, after FROM audit ORDER BY sequence DESC LIMIT ?1";
        let database = self.database();
        let mut lines = database.prepare(sql).unwrap();
        let lines = lines.query_map([count], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        lines.map(Result::unwrap).collect()
    }

    /// A second pair of hands in the database, which leave the folding of the log to the console.
    pub fn database(&self) -> rusqlite::Connection {
        let database = rusqlite::Connection::open(self.folder.path().join("site.db")).unwrap();
        database.busy_timeout(std::time::Duration::from_secs(5)).unwrap();
        database.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
        database
    }

    /// Another operator with Marta's password, in a group: 1 is Administrator, any other is made.
    pub fn colleague(&self, user_name: &str, group: i64) {
        self.sql(&format!(
            "INSERT OR IGNORE INTO operator_groups (id, parent_id, name, name_key, changed_at, changed_by)
             VALUES ({group}, 1, 'Group {group}', 'group {group}', 0, '')"
        ));
        let draft = operator::Draft {
            name: user_name.into(),
            user_name: user_name.into(),
            group: Some(GroupId(group)),
            language: Language::English,
            enabled: true,
        };
        let password = Password::new(PASSWORD);
        operators::add(&self.console, &self.permit(), &draft, &password, &password).unwrap();
        // Long ago, as far as the tests go: with a password of the own, and no line of the trail.
        self.sql(&format!(
            "UPDATE operators SET password_must_change = 0 WHERE user_name = '{user_name}';
             DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)"
        ));
    }

    pub fn user(&self, first: &str, last: &str) -> UserId {
        self.add_user(first, last, |_| ())
    }

    pub fn add_user(&self, first: &str, last: &str, change: impl FnOnce(&mut Draft)) -> UserId {
        let mut draft = users::blank(&self.console, &self.permit()).unwrap();
        (draft.first_name, draft.last_name) = (first.into(), last.into());
        change(&mut draft);
        users::add(&self.console, &self.permit(), &draft, &Picture::Keep, &Giving::nothing()).unwrap()
    }

    pub fn room(&self, name: &str) -> RoomId {
        let mut draft = rooms::blank(&self.console, &self.permit()).unwrap();
        draft.name = name.to_owned();
        rooms::add(&self.console, &self.permit(), &draft, &Giving::nothing()).unwrap()
    }

    pub fn suite(&self, name: &str) -> SuiteId {
        let mut draft = suites::blank(&self.console, &self.permit()).unwrap();
        draft.name = name.to_owned();
        suites::add(&self.console, &self.permit(), &draft, &Giving::nothing()).unwrap()
    }

    pub fn locker(&self, name: &str) -> LockerId {
        let mut draft = lockers::blank(&self.console, &self.permit()).unwrap();
        draft.name = name.to_owned();
        lockers::add(&self.console, &self.permit(), &draft, &Giving::nothing()).unwrap()
    }

    pub fn door(&self, name: &str) -> DoorId {
        let mut draft: door::Draft = doors::blank(&self.console, &self.permit()).unwrap();
        draft.name = name.into();
        doors::add(&self.console, &self.permit(), &draft, &Giving::nothing()).unwrap()
    }
}
