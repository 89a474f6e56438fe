//! Automatic changes: which mode a door is in at each moment of a day.

use std::collections::BTreeMap;

use super::named::{self, Own};
use super::schedule::{self, Content, Fault, LINES_MAX, Schedule};
use super::timetable::{self, Day, Days, minute, time};

/// An automatic change's number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AutomaticChangeId(pub i64);

/// An automatic change of doors.
pub type AutomaticChange = Schedule<Plans>;

/// The form of an automatic change.
pub type Draft = schedule::Draft<Typed>;

/// A mode that a door can be in for a part of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Mode {
    /// A key opens, and the door locks again.
    #[default]
    Standard,
    /// A key with the office option can leave the door open.
    Office,
    /// The door is open.
    Open,
    /// Any key leaves the door open, and the next one locks it.
    Toggle,
    /// A code opens, and no key is needed.
    Keypad,
    /// A key and a code together open.
    KeyAndPin,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Mode; 6] =
        [Mode::Standard, Mode::Office, Mode::Open, Mode::Toggle, Mode::Keypad, Mode::KeyAndPin];

    /// The name under which it is stored.
    pub const fn key(self) -> &'static str {
        match self {
            Mode::Standard => "standard",
            Mode::Office => "office",
            Mode::Open => "open",
            Mode::Toggle => "toggle",
            Mode::Keypad => "keypad",
            Mode::KeyAndPin => "key-and-pin",
        }
    }

    /// The mode of a name.
    pub fn from_key(key: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.key() == key)
    }

    /// Whether the door needs a keypad for it.
    pub const fn needs_keypad(self) -> bool {
        match self {
            Mode::Keypad | Mode::KeyAndPin => true,
            Mode::Standard | Mode::Office | Mode::Open | Mode::Toggle => false,
        }
    }

    /// Whether the door needs a code of its own for it.
    pub const fn needs_code(self) -> bool {
        matches!(self, Mode::Keypad)
    }
}

/// From a minute of the day on, a mode: until the next step, or the end of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Step {
    /// The first minute.
    pub from: u16,
    /// The mode.
    pub mode: Mode,
}

/// A day as a door goes through it: from midnight on, whole.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Plan(Vec<Step>);

impl Plan {
    /// These steps, in any order.
    pub fn new(mut steps: Vec<Step>) -> Result<Plan, Fault> {
        steps.sort_unstable();
        let is_twice = steps.iter().zip(steps.iter().skip(1)).any(|(one, next)| one.from == next.from);
        match steps.first() {
            _ if steps.len() > LINES_MAX => Err(Fault::TooMany),
            _ if is_twice => Err(Fault::SameTime),
            Some(Step { from: 0, .. }) => Ok(Plan(steps)),
            _ => Err(Fault::Hole),
        }
    }

    /// The steps, rising.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Each step with the minute after its last.
    pub fn stretches(&self) -> impl Iterator<Item = (Step, u16)> {
        let ends = self.0.iter().skip(1).map(|next| next.from).chain([timetable::DAY_MINUTES]);
        self.0.iter().copied().zip(ends)
    }

    /// The mode in a minute of the day.
    pub fn mode_at(&self, minute: u16) -> Mode {
        mode_at(&self.0, minute)
    }
}

/// What every day looks like: those that are alike together, in the order of their first day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plans(Vec<(Days, Plan)>);

impl Plans {
    /// These plans, if each day has one and no more.
    pub fn new(plans: impl IntoIterator<Item = (Days, Plan)>) -> Result<Plans, Fault> {
        let mut alike: BTreeMap<Plan, Days> = BTreeMap::new();
        let mut said = Days::default();
        for (days, plan) in plans {
            let twice = said.both(days);
            if !twice.is_empty() {
                return Err(Fault::DaysTwice(twice));
            }
            said = said.all().chain(days.all()).collect();
            let of_plan = alike.entry(plan).or_default();
            *of_plan = of_plan.all().chain(days.all()).collect();
        }
        let missing: Days = Day::ALL.into_iter().filter(|day| !said.contains(*day)).collect();
        if !missing.is_empty() {
            return Err(Fault::DaysMissing(missing));
        }
        let mut plans: Vec<(Days, Plan)> = alike.into_iter().map(|(plan, days)| (days, plan)).collect();
        plans.retain(|(days, _)| !days.is_empty());
        plans.sort_by_key(|(days, _)| days.all().next());
        Ok(Plans(plans))
    }

    /// The plans, each with its days.
    pub fn all(&self) -> &[(Days, Plan)] {
        &self.0
    }

    /// The plan of a day.
    pub fn of(&self, day: Day) -> Option<&Plan> {
        self.0.iter().find(|(days, _)| days.contains(day)).map(|(_, plan)| plan)
    }

    /// Whether a door needs a keypad to follow it.
    pub fn needs_keypad(&self) -> bool {
        self.modes().any(Mode::needs_keypad)
    }

    /// Whether a door needs a code of its own to follow it.
    pub fn needs_code(&self) -> bool {
        self.modes().any(Mode::needs_code)
    }

    fn modes(&self) -> impl Iterator<Item = Mode> {
        self.0.iter().flat_map(|(_, plan)| plan.steps()).map(|step| step.mode)
    }
}

impl Content for Plans {
    type Typed = Typed;
}

/// The plans as they are typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Typed(pub Vec<TypedPlan>);

/// A plan as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TypedPlan {
    /// As chosen.
    pub days: Days,
    /// As typed and chosen.
    pub steps: Vec<TypedStep>,
}

/// A step as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedStep {
    /// As typed.
    pub from: String,
    /// As chosen.
    pub mode: Mode,
}

impl Typed {
    /// The same plans with a mode for a stretch of some days. Days that are alike then stand together, and what cannot be read
    /// is left out.
    #[must_use]
    pub fn painted(&self, days: Days, from: u16, until: u16, mode: Mode) -> Typed {
        let mut alike: Vec<(Vec<Step>, Days)> = Vec::new();
        for day in Day::ALL {
            let plan = self.0.iter().find(|plan| plan.days.contains(day));
            let mut steps = plan.map(TypedPlan::readable).unwrap_or_default();
            if days.contains(day) {
                steps = painted(&steps, from, until, mode);
            } else if plan.is_none() {
                continue;
            }
            match alike.iter_mut().find(|(plan, _)| *plan == steps) {
                Some((_, of_plan)) => *of_plan = of_plan.all().chain([day]).collect(),
                None => alike.push((steps, [day].into_iter().collect())),
            }
        }
        Typed(alike.into_iter().map(|(steps, days)| TypedPlan::of(days, &steps)).collect())
    }
}

/// Steps with a mode for a stretch; none says what the one before says already.
fn painted(steps: &[Step], from: u16, until: u16, mode: Mode) -> Vec<Step> {
    let after = Step { from: until, mode: mode_at(steps, until) };
    let first = Step { from: 0, mode: mode_at(steps, 0) };
    let before = [first].into_iter().chain(steps.iter().copied()).filter(|step| step.from < from);
    let later = [after].into_iter().chain(steps.iter().copied().filter(|step| step.from > until));
    let later = later.filter(|step| step.from < timetable::DAY_MINUTES);
    let mut painted: Vec<Step> = before.chain([Step { from, mode }]).chain(later).collect();
    painted.dedup_by(|next, step| next.mode == step.mode);
    painted
}

fn mode_at(steps: &[Step], minute: u16) -> Mode {
    steps.iter().rev().find(|step| step.from <= minute).map(|step| step.mode).unwrap_or_default()
}

/// Where a fault is said: of a step of a plan, of the whole plan, or of all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// A step, by its plan and itself, both counted from 0.
    Step(usize, usize),
    /// A plan.
    Plan(usize),
    /// All plans together.
    All,
}

impl At {
    /// The number of the field.
    pub const fn number(self) -> usize {
        const STRIDE: usize = 64;
        match self {
            At::All => 0,
            At::Plan(plan) => (plan + 1) * STRIDE,
            At::Step(plan, step) => (plan + 1) * STRIDE + 1 + step,
        }
    }
}

impl TypedPlan {
    /// The plan, or what is wrong with which of its steps; with none, with all of it.
    pub fn check(&self) -> Result<Plan, Vec<(Option<usize>, Fault)>> {
        let (mut faults, mut steps) = (Vec::new(), Vec::with_capacity(self.steps.len()));
        for (at, typed) in self.steps.iter().enumerate() {
            match minute(&typed.from).filter(|from| *from < timetable::DAY_MINUTES) {
                Some(from) => steps.push(Step { from, mode: typed.mode }),
                None => faults.push((Some(at), Fault::Period(timetable::Fault::NotATime))),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Plan::new(steps).map_err(|fault| vec![(None, fault)])
    }

    fn of(days: Days, steps: &[Step]) -> TypedPlan {
        let typed = |step: &Step| TypedStep { from: time(step.from), mode: step.mode };
        TypedPlan { days, steps: steps.iter().map(typed).collect() }
    }

    /// The steps that can be read, rising.
    pub fn readable(&self) -> Vec<Step> {
        let step = |typed: &TypedStep| Some(Step { from: minute(&typed.from)?, mode: typed.mode });
        let mut steps: Vec<Step> = self.steps.iter().filter_map(step).collect();
        steps.sort_unstable();
        steps
    }
}

impl Own for Typed {
    type Value = Plans;

    fn of(plans: &Plans) -> Typed {
        Typed(plans.all().iter().map(|(days, plan)| TypedPlan::of(*days, plan.steps())).collect())
    }

    fn check(&self) -> Result<Plans, Vec<(usize, named::Fault)>> {
        let mut faults: Vec<(usize, named::Fault)> = Vec::new();
        let mut plans = Vec::with_capacity(self.0.len());
        for (at, typed) in self.0.iter().enumerate() {
            if typed.days.is_empty() {
                faults.push((At::Plan(at).number(), Fault::Period(timetable::Fault::NoDay).into()));
            }
            match typed.check() {
                Ok(plan) => plans.push((typed.days, plan)),
                Err(wrong) => faults.extend(wrong.into_iter().map(|(step, fault)| {
                    let field = step.map_or(At::Plan(at), |step| At::Step(at, step));
                    (field.number(), fault.into())
                })),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Plans::new(plans).map_err(|fault| vec![(At::All.number(), fault.into())])
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;

    fn step(from: &str, mode: Mode) -> TypedStep {
        TypedStep { from: from.to_owned(), mode }
    }

    fn every_day(steps: Vec<TypedStep>) -> Typed {
        Typed(vec![TypedPlan { days: Day::ALL.into_iter().collect(), steps }])
    }

    fn faults(typed: &Typed) -> Vec<(usize, named::Fault)> {
        typed.check().err().unwrap_or_default()
    }

    #[test]
    fn a_day_goes_from_one_mode_to_the_next_and_is_whole() {
        let day = [step("7:00", Mode::Office), step("0:00", Mode::KeyAndPin), step("14", Mode::KeyAndPin)];
        let plans = every_day(day.to_vec()).check().unwrap();
        let plan = plans.of(Weekday::Wed.into()).unwrap();
        let minutes = [0, 419, 420, 839, 840, 1_439].map(|minute| plan.mode_at(minute));
        let (night, office) = (Mode::KeyAndPin, Mode::Office);
        assert_eq!(minutes, [night, night, office, office, night, night]);
        let ends: Vec<u16> = plan.stretches().map(|(_, until)| until).collect();
        assert_eq!(ends, [420, 840, 1_440]);
        assert!(plans.needs_keypad());
        assert_eq!(Typed::of(&plans).check(), Ok(plans));
    }

    /// Number 7 of the edge cases.
    #[test]
    fn a_ninth_change_of_a_day_is_refused() {
        let steps = |count: usize| (0..count).map(|hour| step(&hour.to_string(), Mode::Open)).collect();
        assert_eq!(faults(&every_day(steps(8))), []);
        assert_eq!(faults(&every_day(steps(9))), [(At::Plan(0).number(), Fault::TooMany.into())]);
    }

    /// Number 8 of the edge cases.
    #[test]
    fn a_day_with_a_hole_is_refused_and_a_day_that_is_missing_or_said_twice_as_well() {
        let hole = |typed: &Typed| faults(typed) == [(At::Plan(0).number(), Fault::Hole.into())];
        assert!(hole(&every_day(vec![step("0:01", Mode::Open)])) && hole(&every_day(Vec::new())));
        let twice = every_day(vec![step("0", Mode::Open), step("0:00", Mode::Office)]);
        assert_eq!(faults(&twice), [(At::Plan(0).number(), Fault::SameTime.into())]);
        let days = |days: &[Weekday]| days.iter().copied().map(Day::from).collect::<Days>();
        let mut typed = every_day(vec![step("0", Mode::Standard)]);
        typed.0.push(TypedPlan { days: days(&[Weekday::Sun]), steps: vec![step("0", Mode::Open)] });
        let fault = Fault::DaysTwice(days(&[Weekday::Sun])).into();
        assert_eq!(faults(&typed), [(At::All.number(), fault)]);
        typed.0[0].days = days(&[Weekday::Mon, Weekday::Tue]);
        assert!(matches!(
            faults(&typed)[..],
            [(0, named::Fault::Schedule(Fault::DaysMissing(missing)))] if missing.contains(Weekday::Wed.into())
        ));
    }

    #[test]
    fn what_is_no_time_is_said_of_its_step() {
        let midnight = every_day(vec![step("0", Mode::Standard), step("24:00", Mode::Open)]);
        let fault = Fault::Period(timetable::Fault::NotATime).into();
        assert_eq!(faults(&midnight), [(At::Step(0, 1).number(), fault)]);
    }

    #[test]
    fn days_that_are_alike_stand_together() {
        let plan = |from: u16| {
            Plan::new(vec![Step { from: 0, mode: Mode::Standard }, Step { from, mode: Mode::Open }])
        };
        let plans =
            Plans::new(Day::ALL.into_iter().zip(0..).map(|(day, at)| {
                ([day].into_iter().collect(), plan(if at < 7 { 480 } else { 600 }).unwrap())
            }));
        let plans = plans.unwrap();
        assert_eq!(plans.all().iter().map(|(days, _)| days.all().count()).collect::<Vec<_>>(), [7, 3]);
    }

    #[test]
    fn a_stretch_is_painted_over_what_was_there_and_days_that_are_alike_stand_together() {
        let weekend: Days = [Weekday::Sat, Weekday::Sun].into_iter().map(Day::from).collect();
        let typed =
            every_day(vec![step("0", Mode::Standard), step("8", Mode::Open), step("18", Mode::Standard)]);
        let steps = |typed: &Typed, day: Weekday| {
            let plan = typed.0.iter().find(|plan| plan.days.contains(day.into())).unwrap();
            plan.steps
                .iter()
                .map(|step| format!("{} {}", step.from, step.mode.key()))
                .collect::<Vec<_>>()
                .join(", ")
        };
        let lunch = typed.painted(weekend, 720, 780, Mode::Office);
        assert_eq!(lunch.0.len(), 2);
        assert_eq!(steps(&lunch, Weekday::Mon), "00:00 standard, 08:00 open, 18:00 standard");
        let open = "00:00 standard, 08:00 open, 12:00 office, 13:00 open, 18:00 standard";
        assert_eq!(steps(&lunch, Weekday::Sat), open);
        assert_eq!(
            lunch.painted(weekend, 720, 780, Mode::Open),
            typed.painted(Days::default(), 0, 1, Mode::Open)
        );
        let night = typed.painted(weekend, 0, 480, Mode::Open);
        assert_eq!(steps(&night, Weekday::Sun), "00:00 open, 18:00 standard");
        assert_eq!(steps(&typed.painted(weekend, 0, 1_440, Mode::Toggle), Weekday::Sun), "00:00 toggle");
        assert_eq!(
            steps(&Typed::default().painted(weekend, 60, 120, Mode::Open), Weekday::Sun),
            "00:00 standard, 01:00 open, 02:00 standard"
        );
    }

    #[test]
    fn modes_are_known_by_their_names() {
        assert!(Mode::ALL.into_iter().all(|mode| Mode::from_key(mode.key()) == Some(mode)));
        assert_eq!(Mode::from_key("timed"), None);
    }
}
