//! What is to be given, limited and taken away when a record is saved, beside what is saved.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use keydesk::domain::user::{Between, Grant};
use keydesk::operation::{Changes, ForAll};

use super::{Row, Saved};

/// What is to be added, taken away and limited when the record is saved. It belongs to the form of the record.
#[derive(Debug, Clone)]
pub struct Pending<R: Row> {
    pub(super) added: Vec<R>,
    put: BTreeMap<R::Id, Put>,
    pub(super) removed: BTreeSet<R::Id>,
}

/// What becomes of one that is there, or is to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Put {
    /// It is given to who lacks it.
    gives: bool,
    /// It is limited so, or not any more, for who has it and for who gets it.
    limit: Option<Option<Between>>,
}

impl Put {
    fn between(self) -> Option<Between> {
        self.limit.flatten()
    }
}

impl<R: Row> Default for Pending<R> {
    fn default() -> Self {
        Pending { added: Vec::new(), put: BTreeMap::new(), removed: BTreeSet::new() }
    }
}

impl<R: Row> Pending<R> {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.removed.is_empty()
    }

    /// What is to be saved.
    pub fn changes(&self) -> Changes<R::Id> {
        let put = self.put.iter().map(|(to, put)| Grant { to: *to, between: put.between() });
        Changes { put: put.collect(), remove: self.removed.iter().copied().collect() }
    }

    /// What is to be saved of several records at once.
    pub fn for_all(&self) -> ForAll<R::Id> {
        let grant = |to: &R::Id, between| Grant { to: *to, between };
        let given = self.put.iter().filter(|(_, put)| put.gives).map(|(to, put)| grant(to, put.between()));
        let limited = self.put.iter().filter_map(|(to, put)| Some(grant(to, put.limit?)));
        ForAll {
            give: given.collect(),
            limit: limited.collect(),
            take: self.removed.iter().copied().collect(),
        }
    }

    /// How many there will be, as far as the operator sees them and beyond.
    pub fn count(&self, (rows, beyond): &Saved<R>) -> usize {
        let stays = |row: &&R| !self.removed.contains(&row.id());
        self.added.len() + rows.iter().filter(stays).count() + beyond
    }

    /// What is saved was read anew: what was to become of what is not so any more is dropped. What others have given
    /// meanwhile stays as they gave it.
    pub fn fit(&mut self, (rows, _): &Saved<R>) {
        if self.is_empty() {
            return;
        }
        let there: HashMap<R::Id, &R> = rows.iter().map(|row| (row.id(), row)).collect();
        let added: HashSet<R::Id> = self.added.iter().map(Row::id).collect();
        self.added.retain(|row| !there.contains_key(&row.id()));
        self.removed.retain(|id| there.get(id).is_some_and(|row| row.may_change()));
        self.put.retain(|id, put| match there.get(id) {
            Some(row) if added.contains(id) || !row.may_change() => false,
            Some(row) => {
                put.gives &= !row.is_whole();
                put.gives || put.limit.is_some_and(|between| !row.is_as(between))
            }
            None => added.contains(id),
        });
    }

    /// What is saved is now of other people, some of those before: what was to be given, and none of them has, is added.
    pub fn carry(&mut self, (before, _): &Saved<R>, now: &Saved<R>) {
        let there: HashSet<R::Id> = now.0.iter().map(Row::id).collect();
        let given = |row: &&R| self.put.get(&row.id()).is_some_and(|put| put.gives);
        let lost: Vec<R> =
            before.iter().filter(given).filter(|row| !there.contains(&row.id())).cloned().collect();
        let added: HashSet<R::Id> = self.added.iter().map(Row::id).collect();
        self.added.extend(lost.into_iter().filter(|row| !added.contains(&row.id())));
        self.fit(now);
    }

    pub(super) fn line<'a>(&'a self, row: &'a R) -> Line<'a, R> {
        let (between, state) = match self.put.get(&row.id()) {
            _ if self.removed.contains(&row.id()) => (row.between(), State::Removed),
            Some(put) if put.gives => (put.between(), State::Added),
            Some(put) => (put.between(), State::Changed),
            None => (row.between(), State::Same),
        };
        Line { row, between, state }
    }

    pub(super) fn added_line<'a>(&'a self, row: &'a R) -> Line<'a, R> {
        Line { row, between: self.put.get(&row.id()).and_then(|put| put.between()), state: State::Added }
    }

    pub(super) fn remove(&mut self, lines: &[(R::Id, State)]) {
        for (id, state) in lines {
            self.put.remove(id);
            if *state != State::Added {
                self.removed.insert(*id);
            }
        }
        let gone: HashSet<R::Id> = lines.iter().map(|(id, _)| *id).collect();
        self.added.retain(|row| !gone.contains(&row.id()));
    }

    pub(super) fn add(&mut self, rows: Vec<R>, saved: &[R]) {
        let there: HashMap<R::Id, &R> = saved.iter().map(|row| (row.id(), row)).collect();
        let mut added: HashSet<R::Id> = self.added.iter().map(Row::id).collect();
        for row in rows {
            // What was to be taken away is there again, and what is there stays as it is: adding takes no period away.
            if self.removed.remove(&row.id()) {
                continue;
            }
            match there.get(&row.id()) {
                // Some have it, and the others get it.
                Some(known) if !known.is_whole() => {
                    self.put.entry(row.id()).or_default().gives = true;
                }
                Some(_) => {}
                None if added.insert(row.id()) => {
                    self.put.insert(row.id(), Put { gives: true, limit: None });
                    self.added.push(row);
                }
                None => {}
            }
        }
    }

    /// Limits what is there; what is as it was is no change.
    pub(super) fn limit(&mut self, saved: &[R], ids: &HashSet<R::Id>, between: Option<Between>) {
        for row in self.added.iter().filter(|row| ids.contains(&row.id())) {
            self.put.insert(row.id(), Put { gives: true, limit: between.map(Some) });
        }
        for row in saved.iter().filter(|row| ids.contains(&row.id())) {
            self.removed.remove(&row.id());
            let put = self.put.entry(row.id()).or_default();
            put.limit = (!row.is_as(between)).then_some(between);
            if *put == Put::default() {
                self.put.remove(&row.id());
            }
        }
    }
}

/// How something stands against what is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Same,
    Added,
    Changed,
    Removed,
}

pub(super) struct Line<'a, R> {
    pub row: &'a R,
    pub between: Option<Between>,
    pub state: State,
}

/// What is listed: what is added comes first, then what is saved, which is not there as long as it is read.
/// Where nothing is ever changed, there is nothing pending.
pub struct Lines<'a, R: Row> {
    pub saved: Option<&'a Saved<R>>,
    pub pending: Option<&'a Pending<R>>,
    /// What is saved could not be read.
    pub is_lost: bool,
}

impl<R: Row> Clone for Lines<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Row> Copy for Lines<'_, R> {}

impl<'a, R: Row> Lines<'a, R> {
    pub(super) fn added(self) -> &'a [R] {
        self.pending.map(|pending| pending.added.as_slice()).unwrap_or_default()
    }

    pub(super) fn saved(self) -> &'a [R] {
        self.saved.map(|(rows, _)| rows.as_slice()).unwrap_or_default()
    }

    pub(super) fn len(self) -> usize {
        self.added().len() + self.saved().len()
    }

    pub(super) fn row(self, at: usize) -> Option<&'a R> {
        self.added().get(at).or_else(|| self.saved().get(at.checked_sub(self.added().len())?))
    }

    pub(super) fn line(self, at: usize) -> Option<Line<'a, R>> {
        let row = self.row(at)?;
        Some(match self.pending {
            Some(pending) if at < pending.added.len() => pending.added_line(row),
            Some(pending) => pending.line(row),
            None => Line { row, between: row.between(), state: State::Same },
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::TimeDelta;
    use keydesk::domain::door::DoorId;
    use keydesk::domain::moment::Moment;
    use keydesk::operation::{Related, Shared};

    use super::*;

    pub type Doors = Pending<Related<DoorId>>;

    pub fn row(id: i64, between: Option<Between>) -> Related<DoorId> {
        Related {
            id: DoorId(id),
            name: format!("Door {id}"),
            detail: String::new(),
            between,
            may_change: true,
        }
    }

    pub fn morning() -> Option<Between> {
        let from = Moment::UNIX_EPOCH + TimeDelta::days(20_000);
        Some(Between::new(from, from + TimeDelta::hours(12)).unwrap())
    }

    pub fn lines(pending: &Doors, saved: &[Related<DoorId>]) -> Vec<(i64, State)> {
        let saved = (saved.to_vec(), 0);
        let lines = Lines { saved: Some(&saved), pending: Some(pending), is_lost: false };
        let lines = (0..).map_while(|at| lines.line(at));
        lines.map(|line| (line.row.id.0, line.state)).collect()
    }

    #[test]
    fn what_is_taken_back_is_no_change() {
        let saved = [row(1, None), row(2, morning())];
        let mut pending = Doors::default();
        pending.remove(&[(DoorId(1), State::Same)]);
        pending.add(vec![row(1, None), row(3, None)], &saved);
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Same), (2, State::Same)]);
        pending.limit(&saved, &HashSet::from([DoorId(1), DoorId(2), DoorId(3)]), morning());
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Changed), (2, State::Same)]);
        assert_eq!(pending.count(&(saved.to_vec(), 4)), 7);
        pending.limit(&saved, &HashSet::from([DoorId(1)]), None);
        pending.remove(&[(DoorId(3), State::Added)]);
        assert!(pending.is_empty() && pending.changes().is_empty());
    }

    #[test]
    fn what_is_limited_and_then_removed_is_removed_as_it_was() {
        let saved = [row(1, None)];
        let mut pending = Doors::default();
        pending.limit(&saved, &HashSet::from([DoorId(1)]), morning());
        pending.remove(&[(DoorId(1), State::Changed)]);
        assert_eq!(pending.changes(), Changes { put: Vec::new(), remove: vec![DoorId(1)] });
        assert_eq!(lines(&pending, &saved), [(1, State::Removed)]);
        assert_eq!(pending.line(&saved[0]).between, None);
    }

    #[test]
    fn adding_who_is_there_already_takes_no_period_away() {
        let saved = [row(1, morning()), row(2, morning())];
        let mut pending = Doors::default();
        pending.limit(&saved, &HashSet::from([DoorId(2)]), None);
        pending.add(vec![row(1, None), row(2, None)], &saved);
        pending.add(vec![row(3, None)], &saved);
        pending.limit(&saved, &HashSet::from([DoorId(3)]), morning());
        pending.add(vec![row(3, None)], &saved);
        let [two, three] = [(2, None), (3, morning())].map(|(id, between)| Grant { to: DoorId(id), between });
        assert_eq!(pending.changes(), Changes { put: vec![two, three], remove: Vec::new() });
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Same), (2, State::Changed)]);
    }

    #[test]
    fn what_others_did_meanwhile_is_not_done_or_undone_again() {
        let saved = [row(1, None), row(2, None), row(3, None), row(4, None)];
        let mut pending = Doors::default();
        pending.remove(&[(DoorId(1), State::Same), (DoorId(2), State::Same)]);
        pending.limit(&saved, &HashSet::from([DoorId(3), DoorId(4)]), morning());
        pending.add(vec![row(5, None), row(6, None)], &saved);
        // Taken: 1 and 3. Given: 5, for the morning. Limited as was wanted: 4.
        let now = (vec![row(2, None), row(4, morning()), row(5, morning())], 0);
        assert_eq!(pending.count(&now), 4, "whatever was to be taken away");
        pending.fit(&now);
        let changes = Changes { put: vec![Grant { to: DoorId(6), between: None }], remove: vec![DoorId(2)] };
        assert_eq!(pending.changes(), changes);
        let left = [(6, State::Added), (2, State::Removed), (4, State::Same), (5, State::Same)];
        assert_eq!(lines(&pending, &now.0), left);
        assert_eq!(pending.count(&now), 3);
        pending.fit(&(vec![Related { may_change: false, ..row(2, None) }, row(6, None)], 0));
        assert!(pending.is_empty(), "what may not be changed any more, and what is there");
    }

    type SharedDoors = Pending<Shared<DoorId>>;

    fn shared(id: i64, held_by: usize) -> Shared<DoorId> {
        Shared { related: row(id, None), held_by, of: 10, is_same: true }
    }

    #[test]
    fn of_several_a_period_limits_who_has_it_and_gives_it_to_nobody() {
        let saved = [shared(1, 2), shared(2, 10)];
        let mut pending = SharedDoors::default();
        let both = HashSet::from([DoorId(1), DoorId(2)]);
        pending.limit(&saved, &both, morning());
        let limit = |id| Grant { to: DoorId(id), between: morning() };
        let only_limited = ForAll { limit: vec![limit(1), limit(2)], ..ForAll::default() };
        assert_eq!(pending.for_all(), only_limited);
        // Giving it to the others is an act of its own, and then they get it so.
        pending.add(vec![shared(1, 0), shared(3, 0)], &saved);
        let add = Grant { to: DoorId(3), between: None };
        let all = ForAll { give: vec![limit(1), add], limit: vec![limit(1), limit(2)], take: Vec::new() };
        assert_eq!(pending.for_all(), all);
    }

    #[test]
    fn what_is_wanted_stays_when_some_of_the_people_are_done() {
        let before = (vec![shared(1, 2), shared(2, 5), shared(4, 1)], 0);
        let mut pending = SharedDoors::default();
        pending.add(vec![shared(1, 0)], &before.0);
        pending.remove(&[(DoorId(2), State::Same)]);
        pending.limit(&before.0, &HashSet::from([DoorId(4)]), morning());
        // Nobody who is left has any of them.
        let now = (vec![shared(9, 1)], 0);
        pending.carry(&before, &now);
        let give = vec![Grant { to: DoorId(1), between: None }];
        assert_eq!(pending.for_all(), ForAll { give, ..ForAll::default() });
        let lines = Lines { saved: Some(&now), pending: Some(&pending), is_lost: false };
        assert!(lines.line(0).is_some_and(|line| line.row.id() == DoorId(1) && line.state == State::Added));
    }
}
