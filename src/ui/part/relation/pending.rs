//! What is to be given, limited and taken away when a record is saved, beside what is saved.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use keydesk::domain::user::Grant;
use keydesk::operation::Changes;

use super::far::{Limited, Relimited};
use super::{Row, Saved};

/// What is to be added, taken away and limited when the record is saved. It belongs to the form of the record.
#[derive(Debug, Clone, Default)]
pub struct Pending {
    pub(super) added: Vec<Row>,
    put: BTreeMap<i64, Put>,
    pub(super) removed: BTreeSet<i64>,
}

/// What becomes of one that is there, or is to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Put {
    /// It is given to who lacks it.
    gives: bool,
    /// It is limited otherwise, for who has it and for who gets it.
    limit: Option<Relimited>,
}

impl Put {
    /// When it holds for who had it so.
    fn limited(&self, before: &Limited) -> Limited {
        self.limit.as_ref().map_or_else(|| before.clone(), |limit| before.relimited(limit))
    }
}

impl Pending {
    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.removed.is_empty()
    }

    /// What is to be saved. What is new is given to who lacks it by then: who has it meanwhile keeps it as it was given.
    pub fn changes(&self) -> Changes<i64> {
        let grant = |to: &i64, put: &Put| Grant { to: *to, limit: put.limited(&Limited::default()).limit };
        let given = self.put.iter().filter(|(_, put)| put.gives).map(|(to, put)| grant(to, put));
        let is_new = |to: &i64| self.added.iter().any(|row| row.id == *to);
        let limited = self.put.iter().filter(|(to, _)| !is_new(to));
        let limited = limited.filter_map(|(to, put)| Some((*to, put.limit.as_ref()?.relimit)));
        Changes {
            give: given.collect(),
            limit: limited.collect(),
            take: self.removed.iter().copied().collect(),
            seen: Vec::new(),
        }
    }

    /// How many there will be, as far as the operator sees them and beyond.
    pub fn count(&self, Saved { rows, beyond, .. }: &Saved) -> usize {
        let stays = |row: &&Row| !self.removed.contains(&row.id);
        self.added.len() + rows.iter().filter(stays).count() + beyond
    }

    /// What is saved was read anew: what was to become of what is not so any more is dropped. What others have given
    /// meanwhile stays as they gave it.
    pub fn fit(&mut self, Saved { rows, .. }: &Saved) {
        if self.is_empty() {
            return;
        }
        let there: HashMap<i64, &Row> = rows.iter().map(|row| (row.id, row)).collect();
        let added: HashSet<i64> = self.added.iter().map(|row| row.id).collect();
        self.added.retain(|row| !there.contains_key(&row.id));
        self.removed.retain(|id| there.get(id).is_some_and(|row| row.may_change));
        self.put.retain(|id, put| match there.get(id) {
            Some(row) if added.contains(id) || !row.may_change => false,
            Some(row) => {
                put.gives &= !row.is_whole();
                put.gives || put.limit.as_ref().is_some_and(|limit| !row.is_as(limit))
            }
            None => added.contains(id),
        });
    }

    /// What is saved is now of other people, some of those before: what was to be given, and none of them has, is added.
    pub fn carry(&mut self, Saved { rows: before, .. }: &Saved, now: &Saved) {
        let there: HashSet<i64> = now.rows.iter().map(|row| row.id).collect();
        let given = |row: &&Row| self.put.get(&row.id).is_some_and(|put| put.gives);
        let lost: Vec<Row> =
            before.iter().filter(given).filter(|row| !there.contains(&row.id)).cloned().collect();
        let added: HashSet<i64> = self.added.iter().map(|row| row.id).collect();
        self.added.extend(lost.into_iter().filter(|row| !added.contains(&row.id)));
        self.fit(now);
    }

    pub(super) fn line<'a>(&'a self, row: &'a Row) -> Line<'a> {
        let (limited, state) = match self.put.get(&row.id) {
            _ if self.removed.contains(&row.id) => (row.limited(), State::Removed),
            Some(put) if put.gives => (put.limited(&Limited::default()), State::Added),
            Some(put) => (put.limited(&row.limited()), State::Changed),
            None => (row.limited(), State::Same),
        };
        Line { row, limited, state }
    }

    pub(super) fn added_line<'a>(&'a self, row: &'a Row) -> Line<'a> {
        let always = Limited::default();
        let limited = self.put.get(&row.id).map(|put| put.limited(&always)).unwrap_or_default();
        Line { row, limited, state: State::Added }
    }

    pub(super) fn remove(&mut self, lines: &[(i64, State)]) {
        for (id, state) in lines {
            self.put.remove(id);
            if *state != State::Added {
                self.removed.insert(*id);
            }
        }
        let gone: HashSet<i64> = lines.iter().map(|(id, _)| *id).collect();
        self.added.retain(|row| !gone.contains(&row.id));
    }

    pub(super) fn add(&mut self, rows: Vec<Row>, saved: &[Row]) {
        let there: HashMap<i64, &Row> = saved.iter().map(|row| (row.id, row)).collect();
        let mut added: HashSet<i64> = self.added.iter().map(|row| row.id).collect();
        for row in rows {
            // What was to be taken away is there again, and what is there stays as it is: adding takes no period away.
            if self.removed.remove(&row.id) {
                continue;
            }
            match there.get(&row.id) {
                // Some have it, and the others get it.
                Some(known) if !known.is_whole() => {
                    self.put.entry(row.id).or_default().gives = true;
                }
                Some(_) => {}
                None if added.insert(row.id) => {
                    self.put.insert(row.id, Put { gives: true, limit: None });
                    self.added.push(row);
                }
                None => {}
            }
        }
    }

    /// Limits what is there otherwise; what is as it was is no change.
    pub(super) fn limit(&mut self, saved: &[Row], ids: &HashSet<i64>, relimited: &Relimited) {
        for row in self.added.iter().filter(|row| ids.contains(&row.id)) {
            let put = self.put.entry(row.id).or_default();
            let limit = Relimited::after(put.limit.take(), relimited);
            *put = Put {
                gives: true,
                limit: Some(limit).filter(|limit| !Limited::default().relimited(limit).is_always()),
            };
        }
        for row in saved.iter().filter(|row| ids.contains(&row.id)) {
            self.removed.remove(&row.id);
            let put = self.put.entry(row.id).or_default();
            let limit = Relimited::after(put.limit.take(), relimited);
            put.limit = (!row.is_as(&limit)).then_some(limit);
            if *put == Put::default() {
                self.put.remove(&row.id);
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

pub(super) struct Line<'a> {
    pub row: &'a Row,
    pub limited: Limited,
    pub state: State,
}

/// What is listed: what is added comes first, then what is saved, which is not there as long as it is read.
#[derive(Clone, Copy)]
pub struct Lines<'a> {
    pub saved: Option<&'a Saved>,
    pub pending: &'a Pending,
}

impl<'a> Lines<'a> {
    pub(super) fn added(self) -> &'a [Row] {
        &self.pending.added
    }

    pub(super) fn saved(self) -> &'a [Row] {
        self.saved.map(|saved| saved.rows.as_slice()).unwrap_or_default()
    }

    pub(super) fn len(self) -> usize {
        self.added().len() + self.saved().len()
    }

    pub(super) fn row(self, at: usize) -> Option<&'a Row> {
        self.added().get(at).or_else(|| self.saved().get(at.checked_sub(self.added().len())?))
    }

    pub(super) fn line(self, at: usize) -> Option<Line<'a>> {
        let row = self.row(at)?;
        let is_added = at < self.pending.added.len();
        Some(if is_added { self.pending.added_line(row) } else { self.pending.line(row) })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use chrono::TimeDelta;
    use keydesk::domain::moment::Moment;
    use keydesk::domain::timetable::TimetableId;
    use keydesk::domain::user::{Between, Limit, Relimit};

    use super::super::far::{Detail, Standing};
    use super::*;

    pub fn row(id: i64, limit: Limit) -> Row {
        let state = Standing::Has(Limited::of(limit, None));
        Row {
            id,
            name: format!("Door {id}"),
            detail: Detail::Of(String::new()),
            state,
            may_change: true,
            key: None,
            answer: None,
        }
    }

    pub fn morning() -> Limit {
        let from = Moment::UNIX_EPOCH + TimeDelta::days(20_000);
        Limit::within(Some(Between::new(from, from + TimeDelta::hours(12)).unwrap()))
    }

    fn limited(limit: Limit) -> Relimited {
        Relimited { relimit: Relimit::to(limit), timetable: None }
    }

    fn lines(pending: &Pending, saved: &[Row]) -> Vec<(i64, State)> {
        let saved = Saved::of(saved.to_vec(), 0);
        let lines = Lines { saved: Some(&saved), pending };
        let lines = (0..).map_while(|at| lines.line(at));
        lines.map(|line| (line.row.id, line.state)).collect()
    }

    #[test]
    fn what_is_taken_back_is_no_change() {
        let saved = [row(1, Limit::ALWAYS), row(2, morning())];
        let mut pending = Pending::default();
        pending.remove(&[(1, State::Same)]);
        pending.add(vec![row(1, Limit::ALWAYS), row(3, Limit::ALWAYS)], &saved);
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Same), (2, State::Same)]);
        pending.limit(&saved, &HashSet::from([1, 2, 3]), &limited(morning()));
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Changed), (2, State::Same)]);
        assert_eq!(pending.count(&Saved::of(saved.to_vec(), 4)), 7);
        pending.limit(&saved, &HashSet::from([1]), &limited(Limit::ALWAYS));
        pending.remove(&[(3, State::Added)]);
        assert!(pending.is_empty() && pending.changes().is_empty());
    }

    #[test]
    fn what_is_limited_and_then_removed_is_removed_as_it_was() {
        let saved = [row(1, Limit::ALWAYS)];
        let mut pending = Pending::default();
        pending.limit(&saved, &HashSet::from([1]), &limited(morning()));
        pending.remove(&[(1, State::Changed)]);
        assert_eq!(pending.changes(), Changes { take: vec![1], ..Changes::default() });
        assert_eq!(lines(&pending, &saved), [(1, State::Removed)]);
        assert_eq!(pending.line(&saved[0]).limited.limit, Limit::ALWAYS);
    }

    #[test]
    fn a_period_for_several_leaves_the_timetable_of_each_as_it_is_and_the_other_way_round() {
        let by = |timetable| Limit { between: None, timetable: Some(TimetableId(timetable)) };
        let saved = [row(1, Limit::ALWAYS), row(2, by(7)), row(3, morning())];
        let all = HashSet::from([1, 2, 3]);
        let mut pending = Pending::default();
        let period = Relimit { between: Some(morning().between), timetable: None };
        pending.limit(&saved, &all, &Relimited { relimit: period, timetable: None });
        assert_eq!(pending.changes().limit, [(1, period), (2, period)], "the third is so already");
        assert_eq!(
            pending.line(&saved[1]).limited.limit,
            Limit { timetable: Some(TimetableId(7)), ..morning() }
        );
        let timetable = Relimit { between: None, timetable: Some(Some(TimetableId(8))) };
        pending.limit(&saved, &all, &Relimited { relimit: timetable, timetable: Some("Night".to_owned()) });
        let both = Relimit { timetable: timetable.timetable, ..period };
        assert_eq!(pending.changes().limit, [(1, both), (2, both), (3, timetable)]);
        assert_eq!(pending.line(&saved[2]).limited.timetables, [Some("Night".to_owned())]);
    }

    #[test]
    fn adding_who_is_there_already_takes_no_period_away() {
        let saved = [row(1, morning()), row(2, morning())];
        let mut pending = Pending::default();
        pending.limit(&saved, &HashSet::from([2]), &limited(Limit::ALWAYS));
        pending.add(vec![row(1, Limit::ALWAYS), row(2, Limit::ALWAYS)], &saved);
        pending.add(vec![row(3, Limit::ALWAYS)], &saved);
        pending.limit(&saved, &HashSet::from([3]), &limited(morning()));
        pending.add(vec![row(3, Limit::ALWAYS)], &saved);
        let [two, three] = [(2, Limit::ALWAYS), (3, morning())].map(|(to, limit)| Grant { to, limit });
        assert_eq!(
            pending.changes(),
            Changes {
                give: vec![three],
                limit: vec![(two.to, Relimit::to(two.limit))],
                ..Changes::default()
            }
        );
        assert_eq!(lines(&pending, &saved), [(3, State::Added), (1, State::Same), (2, State::Changed)]);
    }

    #[test]
    fn what_others_did_meanwhile_is_not_done_or_undone_again() {
        let saved =
            [row(1, Limit::ALWAYS), row(2, Limit::ALWAYS), row(3, Limit::ALWAYS), row(4, Limit::ALWAYS)];
        let mut pending = Pending::default();
        pending.remove(&[(1, State::Same), (2, State::Same)]);
        pending.limit(&saved, &HashSet::from([3, 4]), &limited(morning()));
        pending.add(vec![row(5, Limit::ALWAYS), row(6, Limit::ALWAYS)], &saved);
        // Taken: 1 and 3. Given: 5, for the morning. Limited as was wanted: 4.
        let now = Saved::of(vec![row(2, Limit::ALWAYS), row(4, morning()), row(5, morning())], 0);
        assert_eq!(pending.count(&now), 4, "whatever was to be taken away");
        pending.fit(&now);
        let give = vec![Grant { to: 6, limit: Limit::ALWAYS }];
        let changes = Changes { give, limit: Vec::new(), take: vec![2], ..Changes::default() };
        assert_eq!(pending.changes(), changes);
        let left = [(6, State::Added), (2, State::Removed), (4, State::Same), (5, State::Same)];
        assert_eq!(lines(&pending, &now.rows), left);
        assert_eq!(pending.count(&now), 3);
        pending.fit(&Saved::of(
            vec![Row { may_change: false, ..row(2, Limit::ALWAYS) }, row(6, Limit::ALWAYS)],
            0,
        ));
        assert!(pending.is_empty(), "what may not be changed any more, and what is there");
    }

    fn shared(id: i64, held_by: usize) -> Row {
        let state = Standing::Of { held_by, of: 10, is_same: true, limited: Limited::default() };
        Row { state, ..row(id, Limit::ALWAYS) }
    }

    #[test]
    fn of_several_a_period_limits_who_has_it_and_gives_it_to_nobody() {
        let saved = [shared(1, 2), shared(2, 10)];
        let mut pending = Pending::default();
        let both = HashSet::from([1, 2]);
        pending.limit(&saved, &both, &limited(morning()));
        let limit = |id| (id, Relimit::to(morning()));
        let only_limited = Changes { limit: vec![limit(1), limit(2)], ..Changes::default() };
        assert_eq!(pending.changes(), only_limited);
        // Giving it to the others is an act of its own, and then they get it so.
        pending.add(vec![shared(1, 0), shared(3, 0)], &saved);
        let add = Grant { to: 3, limit: Limit::ALWAYS };
        let all = Changes {
            give: vec![Grant { to: 1, limit: morning() }, add],
            limit: vec![limit(1), limit(2)],
            take: Vec::new(),
            ..Changes::default()
        };
        assert_eq!(pending.changes(), all);
    }

    #[test]
    fn what_is_wanted_stays_when_some_of_the_people_are_done() {
        let before = Saved::of(vec![shared(1, 2), shared(2, 5), shared(4, 1)], 0);
        let mut pending = Pending::default();
        pending.add(vec![shared(1, 0)], &before.rows);
        pending.remove(&[(2, State::Same)]);
        pending.limit(&before.rows, &HashSet::from([4]), &limited(morning()));
        // Nobody who is left has any of them.
        let now = Saved::of(vec![shared(9, 1)], 0);
        pending.carry(&before, &now);
        let give = vec![Grant { to: 1, limit: Limit::ALWAYS }];
        assert_eq!(pending.changes(), Changes { give, ..Changes::default() });
        let lines = Lines { saved: Some(&now), pending: &pending };
        assert!(lines.line(0).is_some_and(|line| line.row.id == 1 && line.state == State::Added));
    }
}
