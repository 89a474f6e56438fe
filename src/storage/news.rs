//! What commits were about. A change notes which tables it writes, in the one place that writes, so that nobody else has
//! to think of it; whoever shows something asks whether a later commit was about that.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::listeners::{Listeners, Listening};

/// What a commit can be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the things' own")]
pub enum About {
    Users,
    /// Who may open what.
    Rights,
    /// What keys say, and what they should say.
    Keys,
    Doors,
    Lockers,
    /// Rooms and suites.
    Rooms,
    UserAccessLevels,
    Zones,
    Outputs,
    LocationsFunctions,
    Timetables,
    /// Timed periods and automatic changes.
    TimedPeriods,
    /// Areas of whatever kind, and what belongs to them.
    Areas,
    Events,
    Operators,
    Groups,
    Partitions,
    Calendars,
    TimeZones,
    Encoders,
    /// The site and its options.
    Site,
    Auditor,
}

impl About {
    /// All of it.
    pub const ALL: &[About] = &[
        About::Users,
        About::Rights,
        About::Keys,
        About::Doors,
        About::Lockers,
        About::Rooms,
        About::UserAccessLevels,
        About::Zones,
        About::Outputs,
        About::LocationsFunctions,
        About::Timetables,
        About::TimedPeriods,
        About::Areas,
        About::Events,
        About::Operators,
        About::Groups,
        About::Partitions,
        About::Calendars,
        About::TimeZones,
        About::Encoders,
        About::Site,
        About::Auditor,
    ];

    const COUNT: usize = About::ALL.len();
}

/// What every table is about; with none, no screen shows it.
const TABLES: &[(&str, Option<About>)] = &[
    ("users", Some(About::Users)),
    ("user_pictures", Some(About::Users)),
    ("user_doors", Some(About::Rights)),
    ("user_access_levels", Some(About::UserAccessLevels)),
    ("user_access_level_users", Some(About::Rights)),
    ("user_access_level_doors", Some(About::Rights)),
    ("zones", Some(About::Zones)),
    ("zone_doors", Some(About::Rights)),
    ("user_zones", Some(About::Rights)),
    ("user_access_level_zones", Some(About::Rights)),
    ("outputs", Some(About::Outputs)),
    ("user_outputs", Some(About::Rights)),
    ("user_access_level_outputs", Some(About::Rights)),
    ("door_outputs", Some(About::Outputs)),
    ("output_numbers", None),
    ("locations", Some(About::LocationsFunctions)),
    ("location_doors", Some(About::Rights)),
    ("user_locations", Some(About::Rights)),
    ("functions", Some(About::LocationsFunctions)),
    ("function_doors", Some(About::Rights)),
    ("location_values", Some(About::LocationsFunctions)),
    ("function_values", Some(About::LocationsFunctions)),
    ("groupings", Some(About::LocationsFunctions)),
    ("grouping_values", Some(About::LocationsFunctions)),
    ("crossing_options", Some(About::LocationsFunctions)),
    ("user_functions", Some(About::Rights)),
    ("user_crossings", Some(About::Rights)),
    ("timetables", Some(About::Timetables)),
    ("timetable_periods", Some(About::Timetables)),
    ("timed_periods", Some(About::TimedPeriods)),
    ("timed_period_stretches", Some(About::TimedPeriods)),
    ("automatic_changes", Some(About::TimedPeriods)),
    ("automatic_change_steps", Some(About::TimedPeriods)),
    ("lockdown_areas", Some(About::Areas)),
    ("lockdown_area_doors", Some(About::Areas)),
    ("limited_occupancy_areas", Some(About::Areas)),
    ("limited_occupancy_area_doors", Some(About::Areas)),
    ("limited_occupancy_area_groups", Some(About::Areas)),
    ("limited_occupancy_groups", Some(About::Areas)),
    ("limited_occupancy_group_users", Some(About::Areas)),
    ("roll_call_areas", Some(About::Areas)),
    ("roll_call_area_entries", Some(About::Areas)),
    ("roll_call_area_exits", Some(About::Areas)),
    ("local_options", Some(About::Site)),
    ("wanted", Some(About::Keys)),
    ("keys", Some(About::Keys)),
    ("key_images", Some(About::Keys)),
    ("denylist", Some(About::Keys)),
    ("denylist_reports", Some(About::Keys)),
    ("key_deletions", Some(About::Keys)),
    ("cards", Some(About::Keys)),
    ("phones", Some(About::Keys)),
    ("doors", Some(About::Doors)),
    ("door_settings", Some(About::Doors)),
    ("lock_visits", Some(About::Doors)),
    ("lockers", Some(About::Lockers)),
    ("rooms", Some(About::Rooms)),
    ("room_visits", Some(About::Rooms)),
    ("suites", Some(About::Rooms)),
    ("suite_visits", Some(About::Rooms)),
    ("suite_rooms", Some(About::Rooms)),
    ("zone_rooms", Some(About::Rights)),
    ("zone_suites", Some(About::Rights)),
    ("locker_visits", Some(About::Lockers)),
    ("locker_holdings", Some(About::Lockers)),
    ("user_lockers", Some(About::Rights)),
    ("user_access_level_lockers", Some(About::Rights)),
    ("zone_lockers", Some(About::Rights)),
    ("events", Some(About::Events)),
    ("purged_counters", Some(About::Events)),
    ("purged_records", Some(About::Events)),
    ("purged_openings", Some(About::Events)),
    ("event_options", Some(About::Site)),
    ("operators", Some(About::Operators)),
    ("operator_passwords", Some(About::Operators)),
    ("operator_secrets", Some(About::Operators)),
    ("operator_vouches", Some(About::Operators)),
    ("operator_groups", Some(About::Groups)),
    ("group_permissions", Some(About::Groups)),
    ("group_partitions", Some(About::Groups)),
    ("group_partition_permissions", Some(About::Groups)),
    ("partitions", Some(About::Partitions)),
    ("calendars", Some(About::Calendars)),
    ("calendar_days", Some(About::Calendars)),
    ("time_zones", Some(About::TimeZones)),
    ("lock_time_zones", Some(About::TimeZones)),
    ("encoders", Some(About::Encoders)),
    ("site", Some(About::Site)),
    ("user_options", Some(About::Site)),
    ("door_options", Some(About::Doors)),
    ("general_options", Some(About::Site)),
    ("security_options", Some(About::Site)),
    ("delayed_acts", Some(About::Site)),
    ("audit", Some(About::Auditor)),
    ("audit_purges", Some(About::Auditor)),
    // The log's, and who was touched by the change itself.
    ("file", None),
    ("touched", None),
];

/// What one change wrote so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Written([bool; About::COUNT]);

impl Written {
    /// Notes what a statement writes. One that is not understood writes everything.
    pub fn note(&mut self, sql: &str) {
        let table = written(sql).and_then(|table| TABLES.iter().find(|(name, _)| *name == table));
        match table {
            Some((_, Some(about))) => self.add(*about),
            Some((_, None)) => {}
            None => About::ALL.iter().for_each(|about| self.add(*about)),
        }
    }

    fn add(&mut self, about: About) {
        if let Some(is_written) = self.0.get_mut(about as usize) {
            *is_written = true;
        }
    }
}

/// The table that a statement writes: the first word that is not of the verb.
fn written(sql: &str) -> Option<&str> {
    const VERBS: &[&str] = &["INSERT", "REPLACE", "UPDATE", "DELETE", "OR", "IGNORE", "INTO", "FROM"];
    let table = sql.split_ascii_whitespace().find(|word| !VERBS.contains(word))?;
    table.split('(').next()
}

/// A commit was made. What it was about is asked of [`News`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Committed;

/// What commits were about, and who is told of them.
#[derive(Default)]
pub struct News {
    known: Mutex<Known>,
    listeners: Listeners<Committed>,
}

#[derive(Default)]
struct Known {
    commits: u64,
    /// The number of the last commit about each.
    last: [u64; About::COUNT],
}

impl News {
    /// How many commits were made since the site was opened. Whoever reads afterwards reads what they left.
    pub fn commits(&self) -> u64 {
        self.known().commits
    }

    /// The number of the last commit that was about any of these; 0, if there was none.
    pub fn last(&self, about: &[About]) -> u64 {
        let known = self.known();
        about.iter().filter_map(|about| known.last.get(*about as usize)).copied().max().unwrap_or(0)
    }

    /// Tells a listener of every commit from now on. It is called by whoever commits and must not wait.
    pub fn tell(&self, listener: impl FnMut(&Committed) -> Listening + Send + 'static) {
        self.listeners.add(listener);
    }

    /// Something was committed, and what is in memory knows of it.
    pub(super) fn note(&self, written: Written) {
        let mut known = self.known();
        known.commits += 1;
        let number = known.commits;
        let last = known.last.iter_mut().zip(written.0);
        last.filter(|(_, is_written)| *is_written).for_each(|(last, _)| *last = number);
        drop(known);
        self.listeners.tell(&Committed);
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_known() {
        let schema = include_str!("../../schema.sql");
        let tables = schema.split("CREATE TABLE ").skip(1).filter_map(|table| table.split(' ').next());
        let mut tables: Vec<&str> = tables.chain(["touched"]).collect();
        let mut known: Vec<&str> = TABLES.iter().map(|(name, _)| *name).collect();
        tables.sort_unstable();
        known.sort_unstable();
        assert_eq!(known, tables);
    }

    #[test]
    fn about_is_numbered_as_it_is_listed() {
        assert!(About::ALL.iter().enumerate().all(|(number, about)| number == *about as usize));
    }

    #[test]
    fn a_statement_says_which_table_it_writes() {
        for sql in [
            "INSERT INTO doors (code) VALUES (?1)",
            "INSERT OR IGNORE INTO doors(code) VALUES (?1)",
            "REPLACE INTO doors VALUES (?1)",
            "UPDATE doors SET code = ?1",
            "UPDATE OR IGNORE doors\n SET code = (SELECT code FROM users)",
            "DELETE FROM doors WHERE id = ?1",
            "DELETE\n FROM doors",
        ] {
            assert_eq!(written(sql), Some("doors"), "{sql}");
        }
    }

    #[test]
    fn what_is_not_understood_is_about_everything() {
        for sql in
            ["VACUUM", "DELETE FROM a_table_of_tomorrow", "WITH doors AS (SELECT 1) DELETE FROM users", ""]
        {
            let mut written = Written::default();
            written.note(sql);
            assert_eq!(written.0, [true; About::COUNT], "{sql}");
        }
    }
}
