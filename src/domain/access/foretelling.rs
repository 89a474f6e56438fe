//! What a change would do to keys, said before it is done.
//!
//! A door can be everybody's, and whoever is about to give it waits for the answer. So the change is made on trial only
//! where nothing shorter answers the same, and a digest is made only of a key of which what is remembered says too little.
//! Which edits have a shorter way, [`Turn`] says: edits of any other kind are made on trial.

use std::ops::AddAssign;

use super::{
    Carried, Compared, Edit, Gathered, Graph, Holds, Kind, Leads, Match, Node, Person, Statement, Term,
    Timed, To, Trial, UserId, Wanted,
};
use crate::domain::image::Entry;

/// What a change does to keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Impact {
    /// Keys that would need an update.
    pub updates: usize,
    /// Keys that would need an encoder.
    pub re_editions: usize,
    /// Keys on which the rights would have no room.
    pub does_not_fit: usize,
}

impl Impact {
    /// Keys that would say something else than they should.
    pub const fn keys(&self) -> usize {
        self.updates + self.re_editions
    }

    /// Of one key: whether it compares otherwise with what it should say afterwards than with what it should say before.
    fn of_one(before: How, after: How) -> Impact {
        let became = |match_| usize::from(after.match_ == Some(match_) && after.match_ != before.match_);
        Impact {
            updates: became(Match::Content),
            re_editions: became(Match::Layout),
            does_not_fit: usize::from(before.has_room && !after.has_room),
        }
    }
}

impl AddAssign for Impact {
    fn add_assign(&mut self, other: Impact) {
        self.updates += other.updates;
        self.re_editions += other.re_editions;
        self.does_not_fit += other.does_not_fit;
    }
}

/// What a change does to one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The rights would have no room on it.
    DoesNotFit,
    /// It would need an encoder.
    ReEdition,
    /// It would need an update.
    Update,
}

impl Effect {
    const fn of(impact: Impact) -> Option<Effect> {
        match impact {
            Impact { does_not_fit: 1.., .. } => Some(Effect::DoesNotFit),
            Impact { re_editions: 1.., .. } => Some(Effect::ReEdition),
            Impact { updates: 1.., .. } => Some(Effect::Update),
            Impact { .. } => None,
        }
    }
}

/// How a card compares with what it should say.
#[derive(Debug, Clone, Copy)]
struct How {
    match_: Option<Match>,
    has_room: bool,
}

impl How {
    fn of(card: &Carried, wanted: &Wanted) -> How {
        How { match_: card.compare(wanted), has_room: wanted.bytes <= card.capacity }
    }
}

/// What becomes of a right of a person's own.
#[derive(Debug, Clone, Copy)]
struct Turn {
    user: UserId,
    to: To,
    /// When it holds afterwards; nothing, where it is taken.
    given: Option<Term>,
}

/// What a change surely does to what a key says.
#[derive(Debug, Clone, Copy)]
enum Sure {
    /// The same is said.
    Nothing,
    /// Something else is said, and takes no more than so many bytes more.
    SaysElse { longer: u16 },
}

impl Graph {
    /// What a change would do to the keys that it touches: how many compare otherwise afterwards than they do now.
    pub fn foretell(&mut self, edits: &[Edit]) -> Impact {
        let mut impact = Impact::default();
        self.foretell_each(edits, |_, of_one| impact += of_one);
        impact
    }

    /// The same, whose key by key: by number, those that do not stay as they are.
    pub fn foretell_whose(&mut self, edits: &[Edit]) -> Vec<(UserId, Effect)> {
        let mut whose = Vec::new();
        self.foretell_each(edits, |user, of_one| {
            whose.extend(Effect::of(of_one).map(|effect| (user, effect)));
        });
        whose
    }

    fn foretell_each(&mut self, edits: &[Edit], told: impl FnMut(UserId, Impact)) {
        if let [Edit::Gone(node)] = edits
            && let Some(code) = node.code()
        {
            self.foretell_gone(To::point(code), told);
        } else if let [Edit::Gone(Node::Output(output))] = edits {
            // One of which nothing is known is said by no key.
            let place = self.output_places.get(output).copied();
            let said = |place: &u32| self.outputs.get(*place as usize).is_some_and(Option::is_some);
            if let Some(place) = place.filter(said) {
                self.foretell_gone(To::output(place), told);
            }
        } else if let Some(turns) = self.turns(edits) {
            self.foretell_turns(&turns, told);
        } else {
            self.foretell_on_trial(edits, told);
        }
    }

    /// Of an access point or an output that is gone. Who had it has that no more, whatever it came by; nothing else is altered.
    fn foretell_gone(&self, point: To, mut told: impl FnMut(UserId, Impact)) {
        let (opens, mut scratch) = (self.opening(point), Vec::new());
        for (at, person) in self.people.iter().enumerate() {
            if let Some(is_said) = opens(person) {
                let without = |person: &Person| {
                    let mut gathered = Gathered::of(self, 0);
                    self.each_point(person, |to, term, group| {
                        if to != point {
                            gathered.give(to, term, group);
                        }
                    });
                    self.stating(person, gathered.grounds)
                };
                let sure = is_said.then_some(Sure::SaysElse { longer: 0 });
                told(person.id, self.impact_at(at, sure, without, &mut scratch));
            }
        }
    }

    /// Of rights of people's own.
    fn foretell_turns(&self, turns: &[Turn], mut told: impl FnMut(UserId, Impact)) {
        let (mut next, mut scratch) = (0, Vec::new());
        // Mostly all are about one door, and then it is asked once which levels and zones lead there.
        let to = turns.first().map(|turn| turn.to).filter(|to| turns.iter().all(|turn| turn.to == *to));
        let leading = to.map(|to| self.leading(to));
        for turns in turns.chunk_by(|one, other| one.user == other.user) {
            let user = turns.first().map(|turn| turn.user);
            if let Some((user, at)) = user.and_then(|user| Some((user, self.place_from(&mut next, user)?))) {
                let sure =
                    self.people.get(at).and_then(|person| self.sure(person, turns, leading.as_deref()));
                let after = |person: &Person| self.statement_after(person, turns);
                told(user, self.impact_at(at, sure, after, &mut scratch));
            }
        }
    }

    /// Of anything: the change is made, looked at, and undone.
    fn foretell_on_trial(&mut self, edits: &[Edit], mut told: impl FnMut(UserId, Impact)) {
        let trial = Trial::make(&mut *self, edits);
        let graph = trial.graph();
        let with_card =
            |(user, wanted): (UserId, Option<Wanted>)| Some((user, How::of(graph.card(user)?, &wanted?)));
        let after: Vec<(UserId, How)> = graph.wanted_of(trial.touched()).filter_map(with_card).collect();
        drop(trial);
        let (mut next, mut scratch) = (0, Vec::new());
        for (user, after) in after {
            let at = self.place_from(&mut next, user);
            // Whoever was not there before has no card.
            if let Some(before) = at.and_then(|at| self.how_at(at, &mut scratch)) {
                told(user, Impact::of_one(before, after));
            }
        }
    }

    /// What edits come to that are of people's own rights, by person; nothing, where one is of another kind.
    fn turns(&self, edits: &[Edit]) -> Option<Vec<Turn>> {
        let turn = |edit: &Edit| {
            let (link, given) = match edit {
                Edit::Link(link, limit) => (link, Some(self.limits.named(*limit)?)),
                Edit::Unlink(link) => (link, None),
                Edit::Holder(_)
                | Edit::Numbered(..)
                | Edit::Grouped(..)
                | Edit::Times(..)
                | Edit::Days(..)
                | Edit::GoBy(..)
                | Edit::Chosen(_)
                | Edit::Time(_) => return None,
                Edit::Gone(_) => return None,
            };
            let (Holds::Person(user), leads) = link.ends() else {
                return None;
            };
            let to = match leads {
                Leads::Point(code) => To::point(code),
                Leads::Output(output) => To::output(*self.output_places.get(&output)?),
                Leads::Bundle(bundle) => To::bundle(bundle, *self.places.get(&bundle)?),
            };
            Some(Turn { user, to, given })
        };
        let mut turns = Vec::with_capacity(edits.len());
        for edit in edits {
            turns.push(turn(edit)?);
        }
        // The later one of two counts: those of one person stay in their order.
        turns.sort_by_key(|turn| turn.user);
        Some(turns)
    }

    /// Which bundles lead to a door, by their places.
    fn leading(&self, door: To) -> Vec<bool> {
        (0..self.bundles.len() as u32).map(|place| self.leads(place, door)).collect()
    }

    /// Whether a bundle leads to a door, at whatever time.
    fn leads(&self, place: u32, door: To) -> bool {
        self.given_by(place).iter().any(|given| match given.to.kind() {
            Kind::Point | Kind::Output(_) => given.to == door,
            Kind::Bundle(inner) => self.leads(inner, door),
            Kind::Location(_) | Kind::Function(_) => false,
        })
    }

    /// What some turns surely do to what the key of a person says, where that is plain; with the bundles that lead to the
    /// door of all turns, if it is one.
    fn sure(&self, person: &Person, turns: &[Turn], leading: Option<&[bool]>) -> Option<Sure> {
        let [Turn { to, given, .. }] = turns else {
            return None;
        };
        if to.kind() != Kind::Point {
            return None;
        }
        // What comes in another way as well may be said already, or still.
        let (mut before, mut comes_otherwise) = (None, false);
        for held in self.held(person) {
            match held.to.kind() {
                Kind::Point if held.to == *to => before = Some(self.limits.term(held.limit)),
                Kind::Point | Kind::Output(_) => {}
                // A location alone leads nowhere, but it may be met by a function.
                Kind::Function(_) => {}
                Kind::Bundle(place) | Kind::Location(place) => {
                    let known = leading.and_then(|leading| leading.get(place as usize)).copied();
                    comes_otherwise |= known.unwrap_or_else(|| self.leads(place, *to));
                }
            }
        }
        if before == *given {
            return Some(Sure::Nothing);
        }
        // What a timetable comes to on a key, and whether it holds at all, is no short answer.
        if before.iter().chain(given).any(|term| term.timed != Timed::NONE) {
            return None;
        }
        let longer = if given.is_some() { Entry::BYTES_MAX } else { 0 };
        (!comes_otherwise).then_some(Sure::SaysElse { longer })
    }

    fn statement_after(&self, person: &Person, turns: &[Turn]) -> Option<Statement> {
        let mut own: Vec<(To, Term)> = self.own(person).collect();
        for turn in turns {
            own.retain(|(to, _)| *to != turn.to);
            own.extend(turn.given.map(|term| (turn.to, term)));
        }
        let mut gathered = Gathered::of(self, own.len());
        self.each_point_of(own.into_iter(), self.crossing(person), |to, term, group| {
            gathered.give(to, term, group);
        });
        self.stating(person, gathered.grounds)
    }

    /// What a change does to the key of the person at a place: by what is sure of it and what is remembered of the card, or
    /// else by what the key must say afterwards.
    fn impact_at(
        &self,
        at: usize,
        sure: Option<Sure>,
        after: impl FnOnce(&Person) -> Option<Statement>,
        scratch: &mut Vec<u8>,
    ) -> Impact {
        match (sure, self.compared.get(at).copied().flatten()) {
            (Some(Sure::Nothing), _) => Impact::default(),
            // A key that said what it should does so no more. One that has other areas still has, one of which it is not
            // known what it says is not known, and one that comes home is nothing to tell of.
            (Some(Sure::SaysElse { longer }), Some(Compared { match_, left })) if longer <= left => {
                Impact { updates: usize::from(match_ == Some(Match::Same)), ..Impact::default() }
            }
            _ => self.impact_of(at, after, scratch).unwrap_or_default(),
        }
    }

    fn impact_of(
        &self,
        at: usize,
        after: impl FnOnce(&Person) -> Option<Statement>,
        scratch: &mut Vec<u8>,
    ) -> Option<Impact> {
        let card = self.cards.get(at)?.as_ref()?;
        let wanted = after(self.people.get(at)?)?.wanted_in(card.window, scratch);
        Some(Impact::of_one(self.how_at(at, scratch)?, How::of(card, &wanted)))
    }

    /// How the card of the person at a place compares now.
    fn how_at(&self, at: usize, scratch: &mut Vec<u8>) -> Option<How> {
        if let Some(Compared { match_, .. }) = self.compared.get(at).copied().flatten() {
            return Some(How { match_, has_room: true });
        }
        Some(How::of(self.cards.get(at)?.as_ref()?, &self.wanted_at(at, scratch)?))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::{NaiveDate, Weekday};

    use super::super::tests::{between, door, holder, level, link, output, right, said, side, zone};
    use super::super::{Bundle, Holder, Link, Options, Point, Standing};
    use super::*;
    use crate::domain::access::tests::time;
    use crate::domain::calendar::{CalendarId, Kind as OfDay};
    use crate::domain::door::DoorId;
    use crate::domain::image::{Chosen, Records};
    use crate::domain::local::Window;
    use crate::domain::output::OutputId;
    use crate::domain::timetable::tests::stretch;
    use crate::domain::timetable::{Periods, TimetableId};
    use crate::domain::user::Limit;

    /// How many keys compare so.
    fn comparing(graph: &Graph, match_: Option<Match>) -> Vec<UserId> {
        let found =
            said(graph).into_iter().filter_map(|(user, wanted)| Some((user, wanted, *graph.card(user)?)));
        let so = found.filter(|(_, wanted, carried)| carried.compare(wanted) == match_);
        so.map(|(user, ..)| user).collect()
    }

    #[test]
    fn what_is_foretold_is_what_then_is_so_and_foretelling_changes_nothing() {
        let mut graph = Graph::default();
        for user in 1..=8 {
            graph.add(&holder(user), [right(2)]);
        }
        let (before, room) = (said(&graph), said(&graph)[0].1.bytes);
        let like = |wanted: &Wanted| Carried {
            layout: wanted.layout,
            content: wanted.content,
            capacity: 1_536,
            standing: Standing::Known,
            window: Window::default(),
        };
        let cards: [fn(Carried, u16) -> Carried; 7] = [
            |like, _| like,
            |like, room| Carried { capacity: room, ..like },
            |like, _| Carried { layout: [0; 16], ..like },
            |like, _| Carried { content: [0; 16], ..like },
            |like, _| Carried { standing: Standing::NeverValid, ..like },
            |like, _| Carried { standing: Standing::Open, ..like },
            |like, room| Carried { standing: Standing::Open, capacity: room, ..like },
        ];
        for ((user, wanted), card) in before.iter().zip(cards) {
            graph.set_card(*user, Some(card(like(wanted), room)));
        }
        let all = |link: fn(Link) -> Edit| (1..=8).map(|user| link(self::link(user, 3))).collect::<Vec<_>>();
        let (given, taken) = (all(|link| Edit::Link(link, Limit::ALWAYS)), all(Edit::Unlink));
        for (edits, expected) in [
            // Those that were stale, never valid or not known before are so afterwards as well.
            (&given, Impact { updates: 1, re_editions: 1, does_not_fit: 2 }),
            (&taken, Impact::default()),
        ] {
            let (was, stale) = (said(&graph), comparing(&graph, Some(Match::Content)));
            let re_editions = comparing(&graph, Some(Match::Layout));
            assert_eq!(graph.foretell(edits), expected);
            assert_eq!(said(&graph), was);
            graph.apply(edits);
            let came = |before: &[UserId], match_| {
                comparing(&graph, Some(match_)).iter().filter(|user| !before.contains(user)).count()
            };
            assert_eq!(came(&stale, Match::Content), expected.updates);
            assert_eq!(came(&re_editions, Match::Layout), expected.re_editions);
        }
        assert_eq!(said(&graph), before, "taken away again, they say what they said");
    }

    /// What a change does, without any shorter way: it is made, everybody's keys are compared before and after, and it is undone.
    fn plainly(graph: &mut Graph, edits: &[Edit]) -> (Impact, Vec<(UserId, Effect)>) {
        let before: BTreeMap<UserId, Wanted> = said(graph).into_iter().collect();
        let undo = graph.apply(edits);
        let after: BTreeMap<UserId, Wanted> = said(graph).into_iter().collect();
        graph.undo(undo);
        let (mut impact, mut whose) = (Impact::default(), Vec::new());
        for (user, card) in graph.cards() {
            let (Some(before), Some(after)) = (before.get(&user), after.get(&user)) else {
                continue;
            };
            let became = |match_| card.compare(after) == Some(match_) && card.compare(before) != Some(match_);
            let overflows = before.bytes <= card.capacity && after.bytes > card.capacity;
            impact.updates += usize::from(became(Match::Content));
            impact.re_editions += usize::from(became(Match::Layout));
            impact.does_not_fit += usize::from(overflows);
            if overflows {
                whose.push((user, Effect::DoesNotFit));
            } else if became(Match::Layout) {
                whose.push((user, Effect::ReEdition));
            } else if became(Match::Content) {
                whose.push((user, Effect::Update));
            }
        }
        (impact, whose)
    }

    const PEOPLE: u64 = 8;
    const DOORS: u64 = 5;
    const LEVELS: u64 = 3;
    const ZONES: u64 = 2;
    const OUTPUTS: u64 = 3;

    struct Random(u64);

    impl Random {
        fn below(&mut self, bound: u64) -> u64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % bound
        }

        fn user(&mut self) -> UserId {
            UserId(self.below(PEOPLE) as i64)
        }

        fn door(&mut self) -> Point<DoorId> {
            door(1 + self.below(DOORS) as u16)
        }

        fn given_or_taken(&mut self, link: Link) -> Edit {
            match self.below(4) {
                0 => Edit::Unlink(link),
                1 => Edit::Link(link, between(self.below(3))),
                2 => {
                    let timetable = (self.below(2) == 0).then(|| TimetableId(self.below(3) as i64));
                    Edit::Link(link, Limit { timetable, ..Limit::ALWAYS })
                }
                _ => Edit::Link(link, Limit::ALWAYS),
            }
        }

        fn holder(&mut self, user: UserId) -> Edit {
            Edit::Holder(Holder {
                options: Options {
                    audit_openings: self.below(4) == 0,
                    office: self.below(2) == 0,
                    ..Options::default()
                },
                number: ["", "7"][self.below(2) as usize].to_owned(),
                crossing: (self.below(3) == 0).then(|| TimetableId(self.below(3) as i64)),
                ..holder(user.0)
            })
        }

        fn edit(&mut self) -> Edit {
            let (user, door, level) = (self.user(), self.door(), level(self.below(LEVELS)));
            let zone = zone(self.below(ZONES));
            let output = OutputId(self.below(OUTPUTS) as i64);
            match self.below(34) {
                28 | 29 => Edit::Link(Link::PersonSide(user, side(self.below(4))), Limit::ALWAYS),
                30 | 31 => Edit::Link(Link::SideDoor(side(self.below(4)), door), Limit::ALWAYS),
                32 => match self.below(2) {
                    0 => Edit::Unlink(Link::PersonSide(user, side(self.below(4)))),
                    _ => Edit::Unlink(Link::SideDoor(side(self.below(4)), door)),
                },
                33 if self.below(3) == 0 => Edit::Gone(Node::Bundle(Bundle::Side(side(self.below(4))))),
                22 => Edit::Chosen(Chosen {
                    records: Records::of(self.below(2) == 0, self.below(2) == 0),
                    uncancellable_days: (self.below(2) == 0).then_some(3),
                }),
                18 | 19 => self.times(),
                23 | 24 => self.given_or_taken(Link::PersonOutput(user, output)),
                25 => self.given_or_taken(Link::LevelOutput(level, output)),
                26 => Edit::Numbered(output, self::output(output, self.below(3))),
                27 => Edit::Gone(Node::Output(output)),
                20 => {
                    let day = NaiveDate::from_ymd_opt(2026, 11, 20 + self.below(9) as u32).unwrap();
                    Edit::Days(CalendarId(1), [(day, OfDay::Holiday)].into())
                }
                21 => Edit::GoBy(CalendarId(1), self.below(3) > 0),
                0..=4 => self.given_or_taken(Link::PersonDoor(user, door)),
                5 | 6 => self.given_or_taken(Link::PersonLevel(user, level)),
                7 | 8 => self.given_or_taken(Link::LevelDoor(level, door)),
                9 => Edit::Gone(Node::Door(door)),
                10 => Edit::Gone(Node::Bundle(Bundle::Level(level))),
                11 => Edit::Gone(Node::Person(user)),
                12 => self.given_or_taken(Link::PersonZone(user, zone)),
                13 => self.given_or_taken(Link::LevelZone(level, zone)),
                14 => self.given_or_taken(Link::ZoneDoor(zone, door)),
                15 => Edit::Gone(Node::Bundle(Bundle::Zone(zone))),
                _ => self.holder(user),
            }
        }

        fn times(&mut self) -> Edit {
            let time = ["08:00-12:00", "10:00-18:00"][self.below(2) as usize];
            let periods = (0..self.below(3)).map(|_| stretch([Weekday::Mon], time)).collect();
            Edit::Times(TimetableId(self.below(3) as i64), Periods::new(periods).unwrap())
        }

        /// As operators make them: one door of several people, several of one, a door that is deleted, or this and that.
        fn edits(&mut self) -> Vec<Edit> {
            let (user, door, count) = (self.user(), self.door(), 1 + self.below(6));
            let of_people = |random: &mut Random, link: &dyn Fn(UserId) -> Link| -> Vec<Edit> {
                (0..PEOPLE as i64).map(|user| random.given_or_taken(link(UserId(user)))).collect()
            };
            match self.below(8) {
                7 => {
                    let (side, taken) = (side(self.below(4)), self.below(2) == 0);
                    of_people(self, &|user| Link::PersonSide(user, side))
                        .into_iter()
                        .map(|edit| match edit {
                            Edit::Link(link, _) if !taken => Edit::Link(link, Limit::ALWAYS),
                            Edit::Link(link, _) => Edit::Unlink(link),
                            other => other,
                        })
                        .collect()
                }
                6 => {
                    let output = OutputId(self.below(OUTPUTS) as i64);
                    match self.below(2) {
                        0 => vec![Edit::Gone(Node::Output(output))],
                        _ => of_people(self, &|user| Link::PersonOutput(user, output)),
                    }
                }
                0 => vec![Edit::Gone(Node::Door(door))],
                1 => of_people(self, &|user| Link::PersonDoor(user, door)),
                2 => {
                    let level = level(self.below(LEVELS));
                    of_people(self, &|user| Link::PersonLevel(user, level))
                }
                3 => (0..count)
                    .map(|_| {
                        let door = self.door();
                        self.given_or_taken(Link::PersonDoor(user, door))
                    })
                    .collect(),
                _ => (0..count).map(|_| self.edit()).collect(),
            }
        }

        /// What the card of somebody says who should say this: now, or after a change that is yet to come.
        fn card(&mut self, graph: &mut Graph, user: UserId) -> Option<Carried> {
            let edits = self.edits();
            let edits = if self.below(2) == 0 { &edits[..] } else { &[] };
            let wanted = graph.wanted_of(&[user]).next()?.1?;
            let undo = graph.apply(edits);
            let said = graph.wanted_of(&[user]).next()?.1;
            graph.undo(undo);
            let said = said.unwrap_or(wanted);
            let capacity = match self.below(3) {
                0 => 1_536,
                1 => said.bytes + self.below(20) as u16,
                // What another right would take, and a little less or more.
                _ => wanted.bytes + self.below(2 * u64::from(Entry::BYTES_MAX)) as u16 - 3,
            };
            let standing =
                [Standing::Known, Standing::Known, Standing::Known, Standing::NeverValid, Standing::Open];
            Some(Carried {
                layout: if self.below(5) == 0 { [0; 16] } else { said.layout },
                content: if self.below(5) == 0 { [0; 16] } else { said.content },
                capacity,
                standing: standing[self.below(5) as usize],
                window: graph.place(user).map(|at| graph.window_at(at)).unwrap_or_default(),
            })
        }
    }

    #[test]
    fn what_is_foretold_in_a_shorter_way_is_what_the_plain_way_says() {
        let (mut random, mut graph) = (Random(7), Graph::of(time()));
        let mut met = [Impact::default(); 3];
        for _ in 0..900 {
            let mut trial = Trial::make(&mut graph, &random.edits());
            if random.below(3) > 0 {
                trial.settle(|_, _| Ok::<_, ()>(())).unwrap();
                trial.keep();
            } else {
                drop(trial);
            }
            for _ in 0..random.below(3) {
                let user = random.user();
                let card = if random.below(8) == 0 { None } else { random.card(&mut graph, user) };
                graph.set_card(user, card);
            }
            let wanted: BTreeMap<UserId, Wanted> = said(&graph).into_iter().collect();
            let anew: Vec<(UserId, Compared)> = graph
                .cards()
                .filter_map(|(user, card)| Some((user, card.compared(wanted.get(&user)?)?)))
                .collect();
            assert_eq!(graph.compared().collect::<Vec<_>>(), anew, "what is remembered is what is so");
            for _ in 0..4 {
                let edits = random.edits();
                let expected = plainly(&mut graph, &edits);
                assert_eq!((graph.foretell(&edits), graph.foretell_whose(&edits)), expected, "{edits:?}");
                let way = match &edits[..] {
                    [Edit::Gone(Node::Door(_) | Node::Output(_))] => 0,
                    edits => {
                        if graph.turns(edits).is_some() {
                            1
                        } else {
                            2
                        }
                    }
                };
                met[way] += expected.0;
            }
            assert_eq!(said(&graph), wanted.into_iter().collect::<Vec<_>>(), "foretelling changes nothing");
        }
        assert!(met.iter().all(|met| met.updates > 100), "{met:?}");
        assert!(met[1..].iter().all(|met| met.re_editions > 20 && met.does_not_fit > 20), "{met:?}");
    }

    #[test]
    fn one_more_right_takes_no_more_than_is_said() {
        let mut graph = Graph::default();
        let bytes = |graph: &Graph| i32::from(said(graph)[0].1.bytes);
        graph.add(&holder(1), [right(2)]);
        let mut longest = 0;
        for edits in [
            [Edit::Link(link(1, 3), between(1))],
            [Edit::Link(link(1, 4), between(2))],
            [Edit::Link(link(1, 2), between(1))],
            [Edit::Link(link(1, 3), Limit::ALWAYS)],
            [Edit::Link(link(1, 5), Limit::ALWAYS)],
        ] {
            let before = bytes(&graph);
            graph.apply(&edits);
            longest = longest.max(bytes(&graph) - before);
        }
        assert_eq!(longest, i32::from(Entry::BYTES_MAX));
    }
}
