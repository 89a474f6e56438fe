//! Who may open what, and by which ways: from what was given to what it leads to.

use std::collections::HashMap;

use super::{
    Between, Bundle, Code, Graph, Holds, Kind, Leads, Link, Node, OutputId, Person, Sides, Term, Timed,
    TimetableId, To, UserId, both, moments,
};

/// A way in which a person may open an access point, or has something that gives such.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way<To = Code> {
    /// The access point; `()` where it is known to what all of them lead.
    pub point: To,
    /// What gives it, from what the person has on; nothing, where it was given by itself.
    pub via: Vec<Bundle>,
    /// Only between these moments, if anything on the way is limited.
    pub between: Option<Between>,
    /// Only while all of these hold, as something on the way says.
    pub timetables: Vec<TimetableId>,
}

/// Somebody, with every way to what was asked for.
pub type Reaching<To> = (UserId, Vec<Way<To>>);

/// When somebody may open something, by all ways together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// As long as the key is valid.
    Always,
    /// Between two moments, if there are any, and while all of some timetables hold.
    Limited(Option<Between>, Vec<TimetableId>),
    /// Now by the one and now by the other.
    Several,
}

impl When {
    /// When any of these ways holds; nothing, where there is none. Periods that overlap or touch are one.
    pub fn of<To>(ways: &[Way<To>]) -> Option<When> {
        let mut ways: Vec<(&[TimetableId], Option<Between>)> =
            ways.iter().map(|way| (way.timetables.as_slice(), way.between)).collect();
        // Those without a period come first.
        ways.sort_unstable();
        let mut all = ways.into_iter();
        let (timetables, mut whole) = all.next()?;
        if timetables.is_empty() && whole.is_none() {
            return Some(When::Always);
        }
        for (others, next) in all {
            if others != timetables {
                return Some(When::Several);
            }
            whole = match (whole, next) {
                (Some(whole), Some(next)) if next.from <= whole.until => {
                    Some(Between::new(whole.from, whole.until.max(next.until)).unwrap_or(whole))
                }
                (Some(_), _) => return Some(When::Several),
                (None, _) => None,
            };
        }
        Some(When::Limited(whole, timetables.to_vec()))
    }
}

impl Graph {
    /// How many people may open each access point, in whatever way, by its number on keys.
    pub fn holders(&self) -> Vec<u32> {
        let mut holders = vec![0; usize::from(Code::MAX) + 1];
        // Whom each was counted for last: it can come to one in several ways.
        let mut last = vec![usize::MAX; holders.len()];
        for (at, person) in self.people.iter().enumerate().filter(|(_, person)| person.terms.is_some()) {
            self.each_point(person, |to, _, _| {
                let code = to.0 as usize;
                if let (Some(count), Some(last)) = (holders.get_mut(code), last.get_mut(code))
                    && *last != at
                {
                    (*count, *last) = (*count + 1, at);
                }
            });
        }
        holders
    }

    /// Who may open an access point, in whatever way.
    pub fn holders_of(&self, code: Code) -> Vec<UserId> {
        let opens = self.opening(To::point(code));
        let there = self.people.iter().filter(|person| person.terms.is_some());
        there.filter(|person| opens(person).is_some()).map(|person| person.id).collect()
    }

    /// Whether somebody may open an access point, in whatever way; and if so, whether any of the ways is by no timetable, so that the key
    /// says so for certain: one that never holds is not said.
    pub(super) fn opening(&self, point: To) -> impl Fn(&Person) -> Option<bool> + '_ {
        let by_bundle: Vec<Vec<Term>> = (0..self.bundles.len() as u32)
            .map(|place| {
                let mut found = Vec::new();
                self.each_point_in(place, Term::default(), &mut |to, term, _| {
                    found.extend((to == point).then_some(term));
                });
                found
            })
            .collect();
        move |person| {
            let leads = |place: u32| by_bundle.get(place as usize).map(Vec::as_slice).unwrap_or_default();
            let (mut is_located, mut is_meant) = (false, false);
            let ways = self.held(person).iter().flat_map(|held| {
                let own = self.limits.term(held.limit);
                let (itself, inner) = match held.to.kind() {
                    Kind::Point | Kind::Output(_) => ((held.to == point).then_some(own), &[][..]),
                    Kind::Bundle(place) => (None, leads(place)),
                    Kind::Location(place) => {
                        is_located |= !leads(place).is_empty();
                        (None, &[][..])
                    }
                    Kind::Function(place) => {
                        is_meant |= !leads(place).is_empty();
                        (None, &[][..])
                    }
                };
                itself.into_iter().chain(inner.iter().filter_map(move |term| both(own, *term)))
            });
            let given = ways.map(|term| term.timed == Timed::NONE).reduce(|one, other| one || other);
            let crossed = (is_located && is_meant).then(|| self.crossing(person).timed == Timed::NONE);
            given.into_iter().chain(crossed).reduce(|one, other| one || other)
        }
    }

    /// Every way in which a person may open something, as it was given.
    pub fn ways_of(&self, user: UserId) -> Vec<Way> {
        let person = self.place(user).and_then(|at| self.people.get(at));
        let ways = |person| {
            self.ways_from(self.own(person), Some(self.crossing(person)), &self.bundles_by_place(), To::code)
        };
        person.map(ways).unwrap_or_default()
    }

    /// Everybody who may open an access point, each with every way.
    pub fn ways_to(&self, code: Code) -> Vec<(UserId, Vec<Way>)> {
        let (opens, bundles) = (self.opening(To::point(code)), self.bundles_by_place());
        let there = self.people.iter().filter(|person| person.terms.is_some() && opens(person).is_some());
        let is_meant = |to: To| to.code().filter(|other| *other == code);
        let ways = |person| self.ways_from(self.own(person), Some(self.crossing(person)), &bundles, is_meant);
        there.map(|person| (person.id, ways(person))).collect()
    }

    fn bundles_by_place(&self) -> Vec<Option<Bundle>> {
        let mut bundles = vec![None; self.bundles.len()];
        for (bundle, place) in &self.places {
            if let Some(at) = bundles.get_mut(*place as usize) {
                *at = Some(*bundle);
            }
        }
        bundles
    }

    /// Every way in which who has a bundle may open something by it, from what it gives.
    pub fn ways_in(&self, bundle: Bundle) -> Vec<Way> {
        let given = self.places.get(&bundle).map(|place| self.given_by(*place)).unwrap_or_default();
        let given = given.iter().map(|held| (held.to, self.limits.term(held.limit)));
        self.ways_from(given, None, &self.bundles_by_place(), To::code)
    }

    /// Everybody who has a bundle, each with every way.
    pub fn ways_to_bundle(&self, bundle: Bundle) -> Vec<Reaching<()>> {
        self.places.get(&bundle).map(|place| self.ways_to_one(To::bundle(bundle, *place))).unwrap_or_default()
    }

    /// Everybody who may drive an output, each with every way.
    pub fn ways_to_output(&self, output: OutputId) -> Vec<Reaching<()>> {
        let place = self.output_places.get(&output);
        place.map(|place| self.ways_to_one(To::output(*place))).unwrap_or_default()
    }

    /// Every way in which a person may drive an output, as it was given.
    pub fn ways_to_outputs(&self, user: UserId) -> Vec<Way<OutputId>> {
        let Some(person) = self.place(user).and_then(|at| self.people.get(at)) else {
            return Vec::new();
        };
        let mut outputs = vec![None; self.outputs.len()];
        for (output, place) in &self.output_places {
            if let Some(at) = outputs.get_mut(*place as usize) {
                *at = Some(*output);
            }
        }
        let meant = |to: To| match to.kind() {
            Kind::Output(place) => outputs.get(place as usize).copied().flatten(),
            Kind::Point | Kind::Bundle(_) | Kind::Location(_) | Kind::Function(_) => None,
        };
        self.ways_from(self.own(person), None, &self.bundles_by_place(), meant)
    }

    /// Everybody who has a bundle or an output, each with every way: no location leads to one.
    fn ways_to_one(&self, meant: To) -> Vec<Reaching<()>> {
        let bundles = self.bundles_by_place();
        let there = self.people.iter().filter(|person| person.terms.is_some());
        let ways = there.map(|person| {
            let ways = self.ways_from(self.own(person), None, &bundles, |to| (to == meant).then_some(()));
            (person.id, ways)
        });
        ways.filter(|(_, ways)| !ways.is_empty()).collect()
    }

    /// The ways from some rights to what is meant. Where doors are meant and locations and functions may be among the rights,
    /// `crossing` says when the doors of those open.
    fn ways_from<P: Copy + Ord>(
        &self,
        own: impl Iterator<Item = (To, Term)>,
        crossing: Option<Term>,
        bundles: &[Option<Bundle>],
        is_meant: impl Fn(To) -> Option<P>,
    ) -> Vec<Way<P>> {
        // What leads on, when, and by which bundles so far.
        let mut open: Vec<(To, Term, Vec<Bundle>)> = own.map(|(to, term)| (to, term, Vec::new())).collect();
        let mut ways = Vec::new();
        let (mut sides, place_name) =
            (Sides::default(), |place: u32| bundles.get(place as usize).copied().flatten());
        while let Some((to, term, via)) = open.pop() {
            if let Some(point) = is_meant(to) {
                let timetables = self.limits.timetables(term.timed).collect();
                ways.push(Way { point, via, between: moments(term.minutes), timetables });
            } else if let Kind::Bundle(place) = to.kind() {
                let own = place_name(place);
                let via: Vec<Bundle> = via.into_iter().chain(own).collect();
                open.extend(self.given_by(place).iter().filter_map(|given| {
                    let term = both(term, self.limits.term(given.limit))?;
                    Some((given.to, term, via.clone()))
                }));
            } else {
                sides.put(to);
            }
        }
        if let Some(crossing) = crossing {
            self.each_crossed(&sides, |door, locations, functions| {
                let of_door = locations.iter().map_while(|(_, location)| Some((is_meant(door)?, *location)));
                for (point, location) in of_door {
                    ways.extend(functions.iter().map(|(_, function)| {
                        let via = [location, *function].into_iter().filter_map(place_name).collect();
                        let timetables = self.limits.timetables(crossing.timed).collect();
                        Way { point, via, between: moments(crossing.minutes), timetables }
                    }));
                }
            });
        }
        ways.sort_unstable();
        ways
    }
}

impl Graph {
    /// In which ways each of some people, or whoever has each of some bundles, comes to each of some rights by what gives
    /// several at once: by where that stands among them. What was given by itself is left out.
    pub fn ways_among(&self, from: &[Node], to: &[Leads]) -> Vec<Vec<Way<usize>>> {
        let bundles = self.bundles_by_place();
        let places: HashMap<u32, usize> =
            to.iter().enumerate().filter_map(|(at, leads)| Some((self.known(*leads)?.0, at))).collect();
        let is_meant = |to: To| places.get(&to.0).copied();
        let are_doors = to.iter().any(|leads| matches!(leads, Leads::Point(_)));
        let ways = from.iter().map(|node| match node {
            Node::Person(user) => {
                let person = self.place(*user).and_then(|at| self.people.get(at));
                person.map(|person| {
                    let crossing = are_doors.then(|| self.crossing(person));
                    self.ways_from(self.own(person), crossing, &bundles, is_meant)
                })
            }
            Node::Bundle(bundle) => self.places.get(bundle).map(|place| {
                let given = self.given_by(*place).iter();
                let given = given.map(|held| (held.to, self.limits.term(held.limit)));
                self.ways_from(given, None, &bundles, is_meant)
            }),
            _ => None,
        });
        ways.map(|ways| {
            let mut ways = ways.unwrap_or_default();
            ways.retain(|way| !way.via.is_empty());
            ways
        })
        .collect()
    }

    /// What leads there, if anything ever did.
    fn known(&self, leads: Leads) -> Option<To> {
        match leads {
            Leads::Point(code) => Some(To::point(code)),
            Leads::Output(output) => self.output_places.get(&output).map(|place| To::output(*place)),
            Leads::Bundle(bundle) => self.places.get(&bundle).map(|place| To::bundle(bundle, *place)),
        }
    }
}

impl Link {
    /// What has the right, and what it leads to.
    pub const fn leads(self) -> (Node, Leads) {
        match self.ends() {
            (Holds::Person(user), leads) => (Node::Person(user), leads),
            (Holds::Bundle(bundle), leads) => (Node::Bundle(bundle), leads),
        }
    }
}
