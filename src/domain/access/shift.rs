//! Who gains and who loses what by a change, said before it is done: of each person, the access points.

use std::collections::{BTreeMap, BTreeSet};

use super::limit::Minutes;
use super::{Code, Edit, Graph, Group, Holds, Hours, Node, Term, Timed, To, Trial, UserId};

/// What a change does to what a person may open, in whatever way it comes; by the numbers of access points, rising.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shift {
    /// What opens that did not.
    pub gains: Vec<Code>,
    /// What did, and does no more.
    pub loses: Vec<Code>,
    /// What opens at other times, or in another way, than it did.
    pub retimed: Vec<Code>,
}

impl Shift {
    /// Whether everything opens as it did.
    pub const fn is_nothing(&self) -> bool {
        self.gains.is_empty() && self.loses.is_empty() && self.retimed.is_empty()
    }
}

/// When something opens, by the place of its hours among those that are known; and whether it is to be taken, from which group.
type Opens = (Minutes, Option<usize>, Option<Group>);

/// The hours that came so far: those that are equal have one place.
#[derive(Default)]
struct Known {
    hours: Vec<Hours>,
    of: Vec<(Timed, Option<usize>)>,
}

impl Known {
    /// Nothing, where it opens at no time.
    fn opens(&mut self, graph: &Graph, term: Term, group: Option<Group>) -> Option<Opens> {
        let known = self.of.iter().find(|(timed, _)| *timed == term.timed).map(|(_, place)| *place);
        let place = known.unwrap_or_else(|| {
            let place = graph.hours_of(term.timed).map(|hours| self.place(hours));
            self.of.push((term.timed, place));
            place
        });
        let is_never = place.and_then(|place| self.hours.get(place)).is_some_and(Hours::is_never);
        (!is_never).then_some((term.minutes, place, group))
    }

    fn place(&mut self, hours: Hours) -> usize {
        self.hours.iter().position(|known| *known == hours).unwrap_or_else(|| {
            self.hours.push(hours);
            self.hours.len() - 1
        })
    }
}

type Points = BTreeMap<Code, BTreeSet<Opens>>;

impl Graph {
    /// What a change does to what some people may open: of those to whom it does anything. Nothing is changed.
    pub fn foretell_shifts(&mut self, edits: &[Edit], users: &[UserId]) -> Vec<(UserId, Shift)> {
        let mut known = Known::default();
        let before: Vec<Points> = users.iter().map(|user| self.points(*user, &mut known)).collect();
        // An access point that is gone is so for everybody: to find all of them would take longer than to leave it out.
        let gone = if let [Edit::Gone(node)] = edits { node.code() } else { None };
        let about = |edit: &&Edit| gone.is_none() && is_about(edit, users);
        let of_them: Vec<Edit> = edits.iter().filter(about).cloned().collect();
        let trial = Trial::make(&mut *self, &of_them);
        // Timetables hold at other times by now.
        known.of.clear();
        let shifts = users.iter().zip(before).filter_map(|(user, before)| {
            let mut after = trial.graph().points(*user, &mut known);
            after.retain(|code, _| gone != Some(*code));
            let but = |these: &Points, those: &Points| -> Vec<Code> {
                these.keys().filter(|code| !those.contains_key(code)).copied().collect()
            };
            let retimed =
                after.iter().filter(|(code, opens)| before.get(code).is_some_and(|was| was != *opens));
            let shift = Shift {
                gains: but(&after, &before),
                loses: but(&before, &after),
                retimed: retimed.map(|(code, _)| *code).collect(),
            };
            (!shift.is_nothing()).then_some((*user, shift))
        });
        shifts.collect()
    }

    /// What a person may open, and when.
    fn points(&self, user: UserId, known: &mut Known) -> Points {
        let mut points = Points::new();
        if let Some(person) = self.place(user).and_then(|at| self.people.get(at)) {
            self.each_point(person, |to, term, group| {
                if let Some(code) = To::code(to)
                    && let Some(opens) = known.opens(self, term, group)
                {
                    points.entry(code).or_default().insert(opens);
                }
            });
        }
        points
    }
}

/// Whether it may be about what some people may open.
fn is_about(edit: &Edit, users: &[UserId]) -> bool {
    match edit {
        Edit::Link(link, _) | Edit::Unlink(link) => match link.ends().0 {
            Holds::Person(user) => users.contains(&user),
            Holds::Bundle(_) => true,
        },
        Edit::Holder(holder) => users.contains(&holder.user),
        Edit::Gone(Node::Person(user)) => users.contains(user),
        Edit::Gone(
            Node::Bundle(_)
            | Node::Timetable(_)
            | Node::Door(_)
            | Node::Locker(_)
            | Node::Room(_)
            | Node::Suite(_),
        )
        | Edit::Grouped(..)
        | Edit::Times(..) => true,
        Edit::Gone(Node::Output(_) | Node::Calendar(_))
        | Edit::Numbered(..)
        | Edit::Days(..)
        | Edit::GoBy(..)
        | Edit::Chosen(_)
        | Edit::Time(_) => false,
    }
}
