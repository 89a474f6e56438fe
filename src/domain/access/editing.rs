//! How the graph is changed: edits, made on trial and undone.

use std::collections::BTreeSet;
use std::ops::DerefMut;
use std::sync::Arc;

use super::{
    CalendarId, Carried, Chosen, Compared, DOORS_MAX, Days, Due, Edit, Extra, Graph, Group, Held, Holder,
    Holds, Hours, Kind, Limit, LimitNumber, Link, Local, NEVER, Node, Person, Point, Stretch, Terms, To,
    UserId, WAYS_MAX, key_minutes, output,
};

/// Spare room added when a stretch is full.
pub(super) const ROOM: u16 = 2;

/// The state before a list of edits, to restore it.
#[derive(Debug, Default)]
pub struct Undo {
    holders: Vec<(UserId, Option<Stated>)>,
    rights: Vec<(UserId, To, Option<LimitNumber>)>,
    bundles: Vec<(u32, To, Option<LimitNumber>)>,
    hours: Vec<(u32, Hours)>,
    /// The numbers that outputs had.
    numbers: Vec<(u32, Option<output::Number>)>,
    /// The groups that zones had.
    groups: Vec<(u32, Option<Group>)>,
    days: Vec<(CalendarId, Option<Days>)>,
    calendar: Option<(Option<CalendarId>, Arc<Local>)>,
    chosen: Option<Chosen>,
    /// Whether local time goes otherwise than it did.
    time: bool,
    cards: Vec<(UserId, Option<Carried>)>,
    touched: Vec<UserId>,
    /// How the cards of those who are touched compared.
    compared: Vec<Option<Compared>>,
}

/// A change that is made and does not stay yet: dropped, it is undone.
#[derive(Debug)]
pub struct Trial<G: DerefMut<Target = Graph>> {
    graph: G,
    undo: Option<Undo>,
}

impl<G: DerefMut<Target = Graph>> Trial<G> {
    /// Makes a change in a graph that is held for so long.
    pub fn make(graph: G, edits: &[Edit]) -> Trial<G> {
        Trial::with_cards(graph, edits, &[])
    }

    /// The same, with what cards say then: what their keys must say of days and local time hangs on it.
    pub fn with_cards(mut graph: G, edits: &[Edit], cards: &[(UserId, Option<Carried>)]) -> Trial<G> {
        let undo = Some(graph.apply_with(edits, cards));
        Trial { graph, undo }
    }

    /// The graph as the change makes it.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// Everybody of whom something is not as it was, by number, each once.
    pub fn touched(&self) -> &[UserId] {
        self.undo.as_ref().map(|undo| undo.touched.as_slice()).unwrap_or_default()
    }

    /// Whether somebody, or a bundle, is given a right and then has more than there may be: of what was given, or of doors
    /// that all of it comes to.
    pub fn gives_too_many(&self) -> bool {
        let Some(undo) = &self.undo else {
            return false;
        };
        let mut people = undo.rights.iter().filter(|(.., before)| before.is_none());
        let mut bundles = undo.bundles.iter().filter(|(.., before)| before.is_none());
        // Bundles count as well: what is given to one stays within what can be kept.
        people.any(|(user, ..)| self.graph.given_to(*user).len() > DOORS_MAX)
            || bundles.any(|(place, ..)| self.graph.given_by(*place).len() > DOORS_MAX)
            || undo.gives() && self.graph.comes_to_too_much(&undo.touched)
    }

    /// Settles what the keys of all whom the change touches must say: tells of each, and remembers how the card compares.
    pub fn settle<E>(&mut self, mut each: impl FnMut(UserId, Due) -> Result<(), E>) -> Result<(), E> {
        let Some(undo) = &self.undo else {
            return Ok(());
        };
        let (mut next, mut scratch) = (0, Vec::with_capacity(1_024));
        for user in &undo.touched {
            let at = self.graph.place_from(&mut next, *user);
            // Somebody who is gone has no key.
            if let Some(due) = at.and_then(|at| self.graph.settle_at(at, &mut scratch)) {
                each(*user, due)?;
            }
        }
        Ok(())
    }

    /// The change stays.
    pub fn keep(mut self) {
        self.undo = None;
    }
}

impl<G: DerefMut<Target = Graph>> Drop for Trial<G> {
    fn drop(&mut self) {
        if let Some(undo) = self.undo.take() {
            self.graph.undo(undo);
        }
    }
}

/// What is stated of a person who is there.
pub(super) type Stated = (Terms, Option<Extra>);

impl Undo {
    /// Everybody of whom something is not as it was, by number, each once.
    pub fn touched(&self) -> &[UserId] {
        &self.touched
    }

    /// Whether anything is given that was not.
    fn gives(&self) -> bool {
        self.rights
            .iter()
            .map(|(.., before)| before)
            .chain(self.bundles.iter().map(|(.., before)| before))
            .any(Option::is_none)
    }
}

impl Graph {
    /// Makes a change, and says how it is undone and whom it touched.
    pub fn apply(&mut self, edits: &[Edit]) -> Undo {
        self.apply_with(edits, &[])
    }

    pub(super) fn apply_with(&mut self, edits: &[Edit], cards: &[(UserId, Option<Carried>)]) -> Undo {
        let mut undo = Undo::default();
        for edit in edits {
            match edit {
                Edit::Holder(holder) => {
                    let stated = self.stated(holder);
                    self.set_holder(holder.user, Some(stated), &mut undo);
                }
                Edit::Link(link, limit) => {
                    let limit = self.limits.of(*limit);
                    self.set(*link, Some(limit), &mut undo);
                }
                Edit::Unlink(link) => self.set(*link, None, &mut undo),
                Edit::Gone(Node::Person(user)) => {
                    let person = self.place(*user).and_then(|at| self.people.get(at));
                    let rights: Vec<To> = person
                        .map(|person| self.held(person).iter().map(|held| held.to).collect())
                        .unwrap_or_default();
                    for to in rights {
                        self.set_right(*user, to, None, &mut undo);
                    }
                    self.set_holder(*user, None, &mut undo);
                }
                Edit::Gone(Node::Bundle(bundle)) => {
                    let place = self.place_of(*bundle);
                    self.take_from_all(To::bundle(*bundle, place), &mut undo);
                    let given: Vec<To> = self.given_by(place).iter().map(|held| held.to).collect();
                    for to in given {
                        self.set_right_in(place, to, None, &mut undo);
                    }
                }
                Edit::Gone(
                    Node::Door(Point { code, .. })
                    | Node::Locker(Point { code, .. })
                    | Node::Room(Point { code, .. })
                    | Node::Suite(Point { code, .. }),
                ) => self.take_from_all(To::point(*code), &mut undo),
                Edit::Gone(Node::Output(output)) => {
                    let place = self.output_place(*output);
                    self.take_from_all(To::output(place), &mut undo);
                    undo.numbers.push(self.set_number(*output, None));
                }
                Edit::Numbered(output, number) => {
                    undo.numbers.push(self.set_number(*output, Some(*number)));
                }
                Edit::Grouped(zone, group) => undo.groups.push(self.set_group(*zone, *group)),
                // Where rights are limited by it they hold never, and not always.
                Edit::Gone(Node::Timetable(id)) => undo.hours.push(self.set_hours(*id, Hours::default())),
                Edit::Times(id, periods) => undo.hours.push(self.set_hours(*id, periods.hours())),
                Edit::Gone(Node::Calendar(id)) => undo.days.push((*id, self.calendars.remove(id))),
                Edit::Days(id, days) => undo.days.push((*id, self.calendars.insert(*id, days.clone()))),
                Edit::GoBy(id, true) => self.set_calendar(Some(*id), &mut undo),
                Edit::GoBy(id, false) if self.calendar == Some(*id) => self.set_calendar(None, &mut undo),
                Edit::GoBy(_, false) => {}
                Edit::Chosen(chosen) => {
                    undo.chosen.get_or_insert(self.rules.chosen);
                    self.rules.chosen = *chosen;
                }
                Edit::Time(_) => undo.time = true,
            }
        }
        self.set_cards(cards, &mut undo);
        let of_rights = undo.rights.iter().map(|(user, ..)| *user);
        let of_cards = undo.cards.iter().map(|(user, _)| *user);
        undo.touched = undo.holders.iter().map(|(user, _)| *user).chain(of_rights).chain(of_cards).collect();
        let retimed = self.retimed(&mut undo);
        let renumbered = self.renumbered(&undo);
        let changed = undo.bundles.iter().map(|(place, ..)| *place).chain(self.regrouped(&undo)).collect();
        undo.touched.extend(self.holders_of_changed(changed, &retimed, &renumbered));
        undo.touched.extend(undo.chosen.into_iter().flat_map(|before| self.holders_of_choice(&before)));
        undo.touched.sort_unstable();
        undo.touched.dedup();
        // Whoever settles the change remembers anew how they compare.
        let mut next = 0;
        let compared = undo.touched.iter().map(|user| {
            let at = self.place_from(&mut next, *user)?;
            self.compared.get_mut(at)?.take()
        });
        undo.compared = compared.collect();
        self.compact();
        undo
    }

    /// Gives a right as it is named, changes its limit, or takes it away.
    fn set(&mut self, link: Link, limit: Option<LimitNumber>, undo: &mut Undo) {
        let (holds, leads) = link.ends();
        let to = self.to(leads);
        match holds {
            Holds::Person(user) => self.set_right(user, to, limit, undo),
            Holds::Bundle(bundle) => {
                let place = self.place_of(bundle);
                self.set_right_in(place, to, limit, undo);
            }
        }
    }

    /// Takes a right from all who hold it, and from every bundle that gives it. Going over all rights takes a millisecond
    /// for half a million; an index would take as much room as they do.
    fn take_from_all(&mut self, to: To, undo: &mut Undo) {
        let has_it = |person: &&Person| self.held(person).iter().any(|held| held.to == to);
        let holders: Vec<UserId> = self.people.iter().filter(has_it).map(|person| person.id).collect();
        for user in holders {
            self.set_right(user, to, None, undo);
        }
        for place in 0..self.bundles.len() as u32 {
            self.set_right_in(place, to, None, undo);
        }
    }

    /// By which calendar keys go from here on.
    fn set_calendar(&mut self, calendar: Option<CalendarId>, undo: &mut Undo) {
        undo.calendar.get_or_insert_with(|| (self.calendar, Arc::clone(&self.rules.local)));
        self.calendar = calendar;
    }

    /// What cards say now.
    fn set_cards(&mut self, cards: &[(UserId, Option<Carried>)], undo: &mut Undo) {
        for (user, card) in cards {
            let at = self.place(*user);
            if let Some(kept) = at.and_then(|at| self.cards.get_mut(at)).filter(|kept| *kept != card) {
                undo.cards.push((*user, std::mem::replace(kept, *card)));
            }
        }
    }

    /// The limits that mean something else than before, as their timetables hold at other times, or days and local time mean
    /// something else.
    fn retimed(&mut self, undo: &mut Undo) -> BTreeSet<LimitNumber> {
        if !undo.days.is_empty() || undo.calendar.is_some() {
            undo.calendar.get_or_insert_with(|| (self.calendar, Arc::clone(&self.rules.local)));
            self.rules.local = self.local_now();
        }
        let other_days = undo.calendar.as_ref().is_some_and(|(_, before)| *before != self.rules.local);
        let is_other = |place| {
            let mut held = undo.hours.iter().filter(|(at, _)| *at == place);
            // How it was before the first of several changes.
            held.next().is_some_and(|(_, before)| self.hours.get(place as usize) != Some(before))
        };
        let is_meant = |place| other_days || undo.time || is_other(place);
        self.limits.all().filter(|limit| self.limits.is_timed(*limit, is_meant)).collect()
    }

    /// The outputs that have another number than before, by their places.
    fn renumbered(&self, undo: &Undo) -> BTreeSet<u32> {
        let is_other = |place: &u32| {
            // How it was before the first of several changes.
            let before = undo.numbers.iter().find(|(at, _)| at == place).map(|(_, before)| *before);
            before != self.outputs.get(*place as usize).copied()
        };
        undo.numbers.iter().map(|(place, _)| *place).filter(is_other).collect()
    }

    /// The zones whose lockers are of another group than before, by their places.
    fn regrouped(&self, undo: &Undo) -> BTreeSet<u32> {
        let is_other = |place: &u32| {
            // How it was before the first of several changes.
            let before = undo.groups.iter().find(|(at, _)| at == place).and_then(|(_, before)| *before);
            before != self.groups.get(place).copied()
        };
        undo.groups.iter().map(|(place, _)| *place).filter(is_other).collect()
    }

    /// Whose keys the site has chosen something else for than it had.
    fn holders_of_choice(&self, before: &Chosen) -> Vec<UserId> {
        let now = self.rules.chosen;
        let records = before.records != now.records;
        let days = before.uncancellable_days != now.uncancellable_days;
        let is_meant =
            |terms: Terms| records && terms.options.audit_openings || days && !terms.options.cancellable;
        let meant = self.people.iter().filter(|person| person.terms.is_some_and(is_meant));
        meant.map(|person| person.id).collect()
    }

    /// Who has one of the bundles of which something was changed, or one that gives such a bundle; or anything by one of some
    /// limits; or one of some outputs, likewise.
    fn holders_of_changed(
        &self,
        mut changed: BTreeSet<u32>,
        retimed: &BTreeSet<LimitNumber>,
        renumbered: &BTreeSet<u32>,
    ) -> Vec<UserId> {
        if changed.is_empty() && retimed.is_empty() && renumbered.is_empty() {
            return Vec::new();
        }
        let is_changed = |changed: &BTreeSet<u32>, held: &Held| match held.to.kind() {
            _ if retimed.contains(&held.limit) => true,
            Kind::Point => false,
            Kind::Output(place) => renumbered.contains(&place),
            Kind::Bundle(place) | Kind::Location(place) | Kind::Function(place) => changed.contains(&place),
        };
        loop {
            let gives = |(_, given): &(u32, &Vec<Held>)| given.iter().any(|held| is_changed(&changed, held));
            let outer: Vec<u32> = (0..).zip(&self.bundles).filter(gives).map(|(place, _)| place).collect();
            let known = changed.len();
            changed.extend(outer);
            if changed.len() == known {
                break;
            }
        }
        let crosses = |person: &Person| {
            let kinds = || self.held(person).iter().map(|held| held.to.kind());
            kinds().any(|kind| matches!(kind, Kind::Location(_)))
                && kinds().any(|kind| matches!(kind, Kind::Function(_)))
        };
        let has_one = |person: &&Person| {
            let is_retimed = person.terms.is_some_and(|terms| retimed.contains(&terms.crossing));
            is_retimed && crosses(person) || self.held(person).iter().any(|held| is_changed(&changed, held))
        };
        self.people.iter().filter(has_one).map(|person| person.id).collect()
    }

    /// Takes a change back: the last one that was made.
    pub fn undo(&mut self, undo: Undo) {
        let mut done = Undo::default();
        for (user, before) in undo.holders.into_iter().rev() {
            self.set_holder(user, before, &mut done);
        }
        for (place, to, before) in undo.bundles.into_iter().rev() {
            self.set_right_in(place, to, before, &mut done);
        }
        for (user, to, before) in undo.rights.into_iter().rev() {
            self.set_right(user, to, before, &mut done);
        }
        for (place, before) in undo.hours.into_iter().rev() {
            self.set_hours_at(place, before);
        }
        for (place, before) in undo.numbers.into_iter().rev() {
            self.set_number_at(place, before);
        }
        for (place, before) in undo.groups.into_iter().rev() {
            self.set_group_at(place, before);
        }
        for (id, before) in undo.days.into_iter().rev() {
            match before {
                Some(days) => self.calendars.insert(id, days),
                None => self.calendars.remove(&id),
            };
        }
        if let Some((calendar, local)) = undo.calendar {
            (self.calendar, self.rules.local) = (calendar, local);
        }
        if let Some(chosen) = undo.chosen {
            self.rules.chosen = chosen;
        }
        self.set_cards(&undo.cards.into_iter().rev().collect::<Vec<_>>(), &mut done);
        let mut next = 0;
        for (user, compared) in undo.touched.iter().zip(undo.compared) {
            let at = self.place_from(&mut next, *user);
            if let Some(kept) = at.and_then(|at| self.compared.get_mut(at)) {
                *kept = compared;
            }
        }
        self.compact();
    }

    /// Whether what one of these people was given comes to more doors and outputs than there may be, or its pairs do.
    fn comes_to_too_much(&self, users: &[UserId]) -> bool {
        let sizes: Vec<usize> = (0..self.bundles.len() as u32).map(|place| self.size(place)).collect();
        let (mut next, of) = (0, |held: &Held| match held.to.kind() {
            Kind::Point | Kind::Output(_) => 1,
            Kind::Bundle(place) | Kind::Location(place) | Kind::Function(place) => {
                sizes.get(place as usize).copied().unwrap_or_default()
            }
        });
        users.iter().any(|user| {
            let person = self.place_from(&mut next, *user).and_then(|at| self.people.get(at));
            person.is_some_and(|person| {
                self.held(person).iter().map(of).sum::<usize>() > WAYS_MAX
                    || self.count_crossed(person) > WAYS_MAX
            })
        })
    }

    /// How many doors and outputs a bundle comes to, each counted as often as it comes.
    fn size(&self, place: u32) -> usize {
        let of = |held: &Held| match held.to.kind() {
            Kind::Point | Kind::Output(_) => 1,
            Kind::Bundle(inner) | Kind::Location(inner) | Kind::Function(inner) => self.size(inner),
        };
        self.given_by(place).iter().map(of).sum()
    }

    fn set_holder(&mut self, user: UserId, to: Option<Stated>, undo: &mut Undo) {
        let at = match self.people.binary_search_by_key(&user, |person| person.id) {
            Ok(at) => at,
            Err(at) => {
                // Numbers rise, so that this is the end of the list.
                self.people.insert(at, Person { id: user, terms: None, rights: Stretch::default() });
                self.cards.insert(at, None);
                self.compared.insert(at, None);
                at
            }
        };
        let Some(person) = self.people.get_mut(at) else {
            return;
        };
        let before = person.terms.map(|terms| (terms, self.extras.get(&user).cloned()));
        if before == to {
            return;
        }
        undo.holders.push((user, before));
        person.terms = to.as_ref().map(|(terms, _)| *terms);
        match to.and_then(|(_, extra)| extra) {
            Some(extra) => self.extras.insert(user, extra),
            None => self.extras.remove(&user),
        };
    }

    /// Gives a right, changes its limit, or takes it away.
    fn set_right(&mut self, user: UserId, to: To, limit: Option<LimitNumber>, undo: &mut Undo) {
        let Some(at) = self.place(user) else {
            return;
        };
        let before = match limit {
            Some(limit) => self.give(at, Held { to, limit }),
            None => self.take(at, to),
        };
        if before != limit {
            undo.rights.push((user, to, before));
        }
    }

    /// The same of what a bundle gives.
    fn set_right_in(&mut self, place: u32, to: To, limit: Option<LimitNumber>, undo: &mut Undo) {
        let Some(given) = self.bundles.get_mut(place as usize) else {
            return;
        };
        let found = given.iter().position(|held| held.to == to);
        let before = found.and_then(|at| given.get(at)).map(|held| held.limit);
        match (limit, found.and_then(|at| given.get_mut(at))) {
            (Some(limit), Some(held)) => held.limit = limit,
            (Some(limit), None) => given.push(Held { to, limit }),
            // The last one takes its place: their order says nothing.
            (None, Some(_)) => drop(found.map(|at| given.swap_remove(at))),
            (None, None) => {}
        }
        if before != limit {
            undo.bundles.push((place, to, before));
        }
    }

    /// Gives a right, in place of one to the same. Says how that one was limited.
    fn give(&mut self, at: usize, right: Held) -> Option<LimitNumber> {
        let person = self.people.get_mut(at)?;
        let stretch = person.rights;
        let own = self.rights.get_mut(stretch.range())?;
        if let Some(held) = own.iter_mut().find(|held| held.to == right.to) {
            return Some(std::mem::replace(&mut held.limit, right.limit));
        }
        if stretch.length == stretch.room {
            // All of them move to the end, where there is more room.
            let room = stretch.room.saturating_add(ROOM);
            person.rights = Stretch { start: self.rights.len() as u32, room, ..stretch };
            self.rights.extend_from_within(stretch.range());
            self.rights.resize(person.rights.start as usize + usize::from(room), right);
            self.unused += usize::from(stretch.room);
        }
        *self.rights.get_mut(person.rights.range().end)? = right;
        person.rights.length += 1;
        None
    }

    /// Takes a right away, if there is one. Says how it was limited.
    fn take(&mut self, at: usize, to: To) -> Option<LimitNumber> {
        let person = self.people.get_mut(at)?;
        let own = self.rights.get_mut(person.rights.range())?;
        let found = own.iter().position(|held| held.to == to)?;
        let limit = own.get(found)?.limit;
        // The last one takes its place: their order says nothing.
        own.swap(found, own.len() - 1);
        person.rights.length -= 1;
        Some(limit)
    }

    /// Rebuilds the rights without unused slots once those are half.
    fn compact(&mut self) {
        if self.unused * 2 <= self.rights.len() {
            return;
        }
        let mut rights = Vec::with_capacity(self.rights_count());
        for person in &mut self.people {
            let own = self.rights.get(person.rights.range()).unwrap_or_default();
            let length = person.rights.length;
            person.rights = Stretch { start: rights.len() as u32, length, room: length };
            rights.extend_from_slice(own);
        }
        (self.rights, self.unused) = (rights, 0);
    }
}

impl Graph {
    pub(super) fn stated(&mut self, holder: &Holder) -> Stated {
        let crossing = self.limits.of(Limit { timetable: holder.crossing, ..Limit::ALWAYS });
        let terms = Terms {
            crossing,
            options: holder.options,
            activation: key_minutes(holder.validity.activation),
            expiration: holder.validity.expiration.map_or(NEVER, key_minutes),
            revalidation: holder.validity.revalidation,
        };
        let extra = Extra { pin: holder.pin, number: holder.number.clone() };
        let has_one = extra.pin.is_some() || !extra.number.is_empty();
        (terms, has_one.then_some(extra))
    }
}
