//! How rows are read. They are seen through a [`View`] only, which knows the partitions within reach, and there
//! are no more ways than these: a [`record`] is got within reach; [`View::within`] cuts rows down to it;
//! [`View::belonging`] reads what hangs on a record that was got; [`View::plain`] reads what lies in no partition, which
//! the compiler checks; and [`View::beyond`] is for the few reads that need more, each with its reason ([`Beyond`]). No
//! other file of `storage` that says SQL has a connection: `tests/it/architecture.rs` holds that, and lists the reasons.

pub mod record;
mod row;

use std::sync::Arc;

use rusqlite::{CachedStatement, Connection, Params};

use super::{Actor, Change, Error, Role};
use crate::domain::group::{Given, Grants, Scope};
use crate::domain::moment::Moment;
use crate::domain::partition::Feature;
use crate::domain::permission::{Permission, Reach};
use crate::session::Proof;

use self::record::{Record, Stored};

pub(crate) use self::row::{Bind, Column, Id, Row, Values};

/// Rows as one operator may see them, at one moment.
pub(crate) struct View<'c> {
    connection: &'c Connection,
    grants: Arc<Grants>,
    scope: Scope,
    /// What the permission is for by which it is looked.
    reach: Option<Reach>,
    actor: Actor,
    now: Moment,
}

/// Why rows are read past the partitions within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beyond {
    /// What a key must say follows from every right of its person, whoever may see it.
    Keys,
    /// What a lock is set to is read with the row of its access point, which is handed on within reach only.
    Settings,
    /// A card is recognised before it is known whose it is; a name is told within reach only.
    Cards,
    /// A number that is given once must be new among all that were given.
    Numbers,
    /// How many there are is told where the permission to see them is held, and not which.
    Counts,
    /// The trail names what it tells of, whoever may see it; and administrators are told of every partition.
    Trail,
    /// An event knows its door by number: the operation shows those of the doors within reach.
    Events,
    /// What locks must refuse is the whole site's, whoever may see whose keys those are.
    Denylist,
    /// The directory holds everybody; whoever searches it passes the scope on.
    Directory,
}

/// The tables of what lies in a partition, and of what hangs on that. `tests/it/architecture.rs` holds them against
/// schema.sql. `main` is how SQL says which file a table is in: nobody needs that.
const IN_PARTITIONS: &[&str] = &[
    "partitions",
    "doors",
    "door_settings",
    "lock_visits",
    "rooms",
    "room_visits",
    "suites",
    "suite_visits",
    "suite_rooms",
    "zone_rooms",
    "zone_suites",
    "lockers",
    "locker_visits",
    "locker_holdings",
    "user_lockers",
    "user_access_level_lockers",
    "zone_lockers",
    "users",
    "user_doors",
    "user_access_levels",
    "user_access_level_users",
    "user_access_level_doors",
    "user_access_level_zones",
    "user_zones",
    "timetables",
    "timetable_periods",
    "zones",
    "zone_doors",
    "outputs",
    "user_outputs",
    "user_access_level_outputs",
    "door_outputs",
    "locations",
    "location_doors",
    "user_locations",
    "functions",
    "function_doors",
    "location_values",
    "function_values",
    "user_functions",
    "user_crossings",
    "lockdown_areas",
    "lockdown_area_doors",
    "limited_occupancy_areas",
    "limited_occupancy_area_doors",
    "limited_occupancy_area_groups",
    "limited_occupancy_groups",
    "limited_occupancy_group_users",
    "roll_call_areas",
    "roll_call_area_entries",
    "roll_call_area_exits",
    "user_pictures",
    "wanted",
    "keys",
    "key_images",
    "key_deletions",
    "phones",
    "denylist",
    "denylist_reports",
    "events",
    "main",
];

/// A piece of SQL that names nothing that lies in a partition: made by [`plain`], and checked while it is compiled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plain(&'static str);

impl Plain {
    /// SQL that was checked; anything else does not compile.
    pub const fn of(sql: &'static str) -> Plain {
        assert!(!names_what_lies_in_a_partition(sql), "this lies in a partition: read it by `within`");
        Plain(sql)
    }
}

/// Pieces of SQL that name nothing that lies in a partition.
macro_rules! plain {
    ($($sql:expr),+ $(,)?) => {{
        const SQL: &[$crate::storage::view::Plain] = &[$( $crate::storage::view::Plain::of($sql) ),+];
        SQL
    }};
}
pub(super) use plain;

/// Whether one of the tables stands there as a word of its own. What follows a dot is a column.
const fn names_what_lies_in_a_partition(sql: &str) -> bool {
    let mut rest = sql.as_bytes();
    let mut before = b' ';
    while let [first, after @ ..] = rest {
        if !is_of_word(before) && before != b'.' {
            let mut tables = IN_PARTITIONS;
            while let [table, others @ ..] = tables {
                if begins_with_word(rest, table.as_bytes()) {
                    return true;
                }
                tables = others;
            }
        }
        before = *first;
        rest = after;
    }
    false
}

const fn begins_with_word(text: &[u8], word: &[u8]) -> bool {
    let (mut text, mut word) = (text, word);
    while let [wanted, wanted_after @ ..] = word {
        let [found, found_after @ ..] = text else {
            return false;
        };
        if found.to_ascii_lowercase() != *wanted {
            return false;
        }
        (text, word) = (found_after, wanted_after);
    }
    match text {
        [after, ..] => !is_of_word(*after),
        [] => true,
    }
}

const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Rows within reach, and how many there are beyond it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Within<T> {
    pub rows: Vec<T>,
    pub beyond: usize,
}

impl<'c> View<'c> {
    /// What is looked at before it is known what whoever looks may see: nothing that lies in a partition. Only
    /// `Storage` has a connection to make one.
    pub(super) fn of_stranger(connection: &'c Connection, actor: Actor, now: Moment) -> View<'c> {
        let grants = Arc::new(Grants::of(&[Given::nothing()], Feature::On));
        View { connection, grants, scope: Scope::nowhere(), reach: None, actor, now }
    }

    /// What the system itself sees under one of its roles: everything.
    pub(super) fn of_system(connection: &'c Connection, role: Role, now: Moment) -> View<'c> {
        View::of_stranger(connection, Actor::System(role), now).admitted(
            Grants::Everything,
            Scope::Everywhere,
            Some(Reach::Installation),
        )
    }

    /// The same moment, now that it is known.
    pub(super) fn admitted(self, grants: Grants, scope: Scope, reach: Option<Reach>) -> View<'c> {
        View { grants: Arc::new(grants), scope, reach, ..self }
    }

    fn with(&self, scope: Scope, reach: Option<Reach>) -> View<'c> {
        let (grants, actor) = (Arc::clone(&self.grants), self.actor.clone());
        View { connection: self.connection, grants, scope, reach, actor, now: self.now }
    }

    /// Whether what is the site's own, and lies in no partition, is reached.
    const fn reaches_site(&self) -> bool {
        matches!(self.reach, Some(Reach::Installation))
    }

    /// The same moment by another permission of the same operator.
    pub fn of<P: Proof>(&self, proof: &P) -> Result<View<'c>, Error> {
        if let Actor::Operator { id, .. } = self.actor
            && id != proof.session().operator()
        {
            return Err(Error::NotPermitted);
        }
        let scope = proof.scope(&self.grants).ok_or(Error::NotPermitted)?;
        Ok(self.with(scope, proof.reach()))
    }

    /// The same moment by another permission that the operator's group holds; nothing, where it does not.
    pub fn holding(&self, permission: Permission) -> Option<View<'c>> {
        self.grants.scope(permission).map(|scope| self.with(scope, Some(permission.reach())))
    }

    /// The same moment as far as another permission reaches as well; nowhere, where the operator's group does not hold it.
    pub fn where_also(&self, permission: Permission) -> View<'c> {
        let (other, reach) = match self.grants.scope(permission) {
            Some(scope) => (scope, self.reach.filter(|reach| *reach == permission.reach())),
            None => (Scope::nowhere(), None),
        };
        self.with(self.scope.intersection(&other), reach)
    }

    /// The same moment as far as the trail of events goes: everywhere, where the group's settings say so.
    pub fn as_far_as_events(&self) -> View<'c> {
        let goes_everywhere = self.grants.settings().audit_all_partitions;
        self.with(if goes_everywhere { Scope::Everywhere } else { self.scope.clone() }, self.reach)
    }

    /// The same moment without bounds.
    pub fn everywhere(&self, _: Beyond) -> View<'c> {
        self.with(Scope::Everywhere, self.reach)
    }

    /// The partitions within reach.
    pub const fn scope(&self) -> &Scope {
        &self.scope
    }

    /// What the operator's group holds at this moment.
    pub fn grants(&self) -> &Grants {
        &self.grants
    }

    pub const fn now(&self) -> Moment {
        self.now
    }

    /// Whether somebody who is signed in looks or acts.
    pub(super) const fn is_of_an_operator(&self) -> bool {
        matches!(self.actor, Actor::Operator { .. })
    }

    pub(super) const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The name under which the trail knows who acts.
    pub fn actor_name(&self) -> &str {
        self.actor.name()
    }

    /// The rows within reach. Each says in the column `partition_id` where it lies; no other is handed to `read`.
    pub fn within<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Within<T>, Error> {
        let mut query = self.query(sql)?;
        let mut found = query.rows(parameters)?;
        let mut within = Within { rows: Vec::new(), beyond: 0 };
        while let Some(row) = found.next()? {
            if self.scope.reaches(row.get("partition_id")?) {
                within.rows.push(read(&row)?);
            } else {
                within.beyond += 1;
            }
        }
        Ok(within)
    }

    /// What hangs on a record that was got: rows of one table, `narrowed` by a condition.
    pub fn belonging<R: Record, T>(
        &self,
        owner: &Stored<R>,
        columns: &str,
        table: &str,
        narrowed: &str,
        read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let owned_by = R::OWNS_BY;
        self.query(&format!("SELECT {columns} FROM {table} WHERE {owned_by} = ?1 {narrowed}"))?
            .list([owner.id.number()], read)
    }

    /// Rows of what lies in no partition.
    pub fn plain(&self, sql: &[Plain]) -> Result<Query<'c>, Error> {
        Query::plain(self.connection, sql)
    }

    /// Rows past the partitions within reach.
    pub fn beyond(&self, _: Beyond, sql: &str) -> Result<Query<'c>, Error> {
        self.query(sql)
    }

    fn query(&self, sql: &str) -> Result<Query<'c>, Error> {
        Query::of(self.connection, sql)
    }
}

impl Change<'_> {
    /// Writes rows, and says how many.
    pub fn write(&self, sql: &str, parameters: impl Params) -> Result<usize, Error> {
        self.note_written(sql);
        Ok(self.connection.prepare_cached(sql)?.execute(parameters)?)
    }
}

/// A question that is ready to be asked. Its rows are read by the names of their columns.
pub(crate) struct Query<'c> {
    statement: CachedStatement<'c>,
    names: Vec<String>,
}

impl<'c> Query<'c> {
    fn of(connection: &'c Connection, sql: &str) -> Result<Query<'c>, Error> {
        let statement = connection.prepare_cached(sql)?;
        let names = statement.column_names().map(str::to_owned).collect();
        Ok(Query { statement, names })
    }

    /// Asks for what lies in no partition, where there is no view yet.
    pub(super) fn plain(connection: &'c Connection, sql: &[Plain]) -> Result<Query<'c>, Error> {
        match sql {
            [Plain(whole)] => Query::of(connection, whole),
            pieces => {
                let pieces: Vec<&str> = pieces.iter().map(|piece| piece.0).collect();
                Query::of(connection, &pieces.join(" "))
            }
        }
    }

    /// Asks for everybody, for what holds the whole file in memory or goes over it.
    pub(super) fn whole(connection: &'c Connection, _: Beyond, sql: &str) -> Result<Query<'c>, Error> {
        Query::of(connection, sql)
    }

    /// The rows, one at a time.
    pub fn rows(&mut self, parameters: impl Params) -> Result<Rows<'_>, Error> {
        Ok(Rows { rows: self.statement.query(parameters)?, names: &self.names })
    }

    /// All rows, in their order.
    pub fn list<T>(
        mut self,
        parameters: impl Params,
        mut read: impl FnMut(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        let mut rows = self.rows(parameters)?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(read(&row)?);
        }
        Ok(list)
    }

    /// The first row, if there is one.
    pub fn first<T>(
        &mut self,
        parameters: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T, Error>,
    ) -> Result<Option<T>, Error> {
        self.rows(parameters)?.next()?.map(|row| read(&row)).transpose()
    }

    /// The row that is there in any file of ours.
    pub fn one<T>(
        mut self,
        parameters: impl Params,
        read: impl FnOnce(&Row<'_>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.first(parameters, read)?.ok_or(Error::Damaged)
    }
}

/// Rows on their way.
pub(crate) struct Rows<'q> {
    rows: rusqlite::Rows<'q>,
    names: &'q [String],
}

impl Rows<'_> {
    pub fn next(&mut self) -> Result<Option<Row<'_>>, Error> {
        Ok(self.rows.next()?.map(|row| Row::new(row, self.names)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Noun, schema};
    use super::*;
    use crate::domain::calendar::{Calendar, CalendarId};
    use crate::domain::moment::tests::at;

    #[test]
    fn what_lies_in_a_partition_is_known_by_its_name_and_by_nothing_else() {
        for sql in
            ["SELECT 1 FROM users", "select 1 from a,USERS", "\"doors\"", "main.x", "FROM keys", "(events)"]
        {
            assert!(names_what_lies_in_a_partition(sql), "{sql}");
        }
        for sql in ["SELECT s.partitions FROM site s", "user_options", "doorsteps", "my_keys", ""] {
            assert!(!names_what_lies_in_a_partition(sql), "{sql}");
        }
    }

    #[test]
    fn what_is_the_sites_is_got_by_a_permission_for_the_installation_and_by_no_other() {
        let file = Connection::open_in_memory().unwrap();
        file.execute_batch(schema::SCHEMA).unwrap();
        file.execute_batch(
            "INSERT INTO calendars (id, name, name_key, changed_at, changed_by) VALUES (1, 'Year', 'year', 0, '');
             INSERT INTO local_options (id) VALUES (1);",
        )
        .unwrap();
        let is_got = |view: &View<'_>| match record::get::<Calendar>(view, CalendarId(1)) {
            Ok(_) => true,
            Err(Error::NoSuch(Noun::Calendar)) => false,
            Err(other) => panic!("{other}"),
        };
        let system = || View::of_system(&file, Role::Check, at("2026-11-22 10:25"));
        let by = |permission| system().holding(permission).unwrap();
        assert!(is_got(&system()) && is_got(&by(Permission::CalendarsView)));
        assert!(!is_got(&by(Permission::UsersView)), "whatever else the group holds");
        assert!(!is_got(&by(Permission::CalendarsView).where_also(Permission::UsersView)));
        let own = system().admitted(Grants::Everything, Scope::Everywhere, None);
        assert!(!is_got(&own), "one's own settings are no calendar");
    }
}
