//! The gate: ten million random steps beside the plain model, every state of a small site, and what a check costs.
//!
//! The model and the walk are those of `tests/it`: the same steps, not others like them. They are built into the
//! program because the build that is shipped is the one to be measured; nothing but `keydesk measure gate` calls
//! them.

use std::hint::black_box;
use std::time::{Duration, Instant};

use keydesk::domain::group::{Access, Given, Grants, Settings};
use keydesk::domain::partition::{Feature, PartitionId};
use keydesk::domain::permission::{Permission, Set};

use super::{Bar, Outcome, bar};

#[path = "../../../tests/it/model.rs"]
mod model;
#[path = "../../../tests/it/states.rs"]
mod states;
#[path = "../../../tests/it/walk.rs"]
mod walk;

use states::{Found, Wishes};

const STEPS: u64 = 10_000_000;
const CHECKS: u32 = 20_000_000;
/// As many states as there are.
const ALL: usize = usize::MAX;
/// The group that is asked, and how much it was given.
const DEPTH: usize = 3;
const PARTITIONS: i64 = 10;

pub fn bars() -> Outcome<Vec<Bar>> {
    let mut bars = vec![
        random_steps()?,
        every_state()?,
        every_state_of("the site's secrets", 5_376, || states::explore_secrets(ALL))?,
        every_state_of("what takes two", 5_738, || states::explore_witnesses(states::OTHERS_MAX, ALL))?,
    ];
    bars.extend(checks());
    Ok(bars)
}

/// Nothing that is found is hidden in a number: the first of each thread is printed with its seed.
fn found(what: &[String]) -> Outcome<String> {
    for what in what {
        crate::say(what)?;
    }
    Ok(what.len().to_string())
}

fn random_steps() -> Outcome<Bar> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    let begun = Instant::now();
    let walks: Vec<_> = (0..threads)
        .map(|thread| std::thread::spawn(move || walk::steps(thread << 32, STEPS.div_ceil(threads))))
        .collect();
    let (mut all, mut broken) = (walk::Tally::default(), Vec::new());
    for walk in walks {
        match walk.join().map_err(|_| "a walk ended early")? {
            Ok(tally) => all += tally,
            Err(what) => broken.push(what),
        }
    }
    let pace = all.steps as f64 / begun.elapsed().as_secs_f64();
    Ok(bar(
        format!(
            "escalations and differences from the model in {} random steps ({} done, {} of them delegated, {} things moved, secrets given {} times and taken {}, what takes two done {} times by two and {} times after a day; {pace:.0} steps/s)",
            all.steps, all.done, all.delegated, all.moved, all.given, all.taken, all.by_two, all.waited
        ),
        found(&broken)?,
        "0",
        broken.is_empty() && all.steps >= STEPS,
    ))
}

fn every_state() -> Outcome<Bar> {
    let begun = Instant::now();
    let (all, broken) = match states::explore(Wishes::All, ALL) {
        Ok(all) => (all, Vec::new()),
        Err(what) => (Found::default(), vec![what]),
    };
    let by_single_ticks = states::explore(Wishes::OneTick, ALL).unwrap_or_default();
    Ok(bar(
        format!(
            "the same in all {} states of 2 partitions, 3 groups, 4 permissions ({} acts, in {:.0?})",
            all.states,
            all.acts,
            begun.elapsed()
        ),
        found(&broken)?,
        "0",
        broken.is_empty() && by_single_ticks.states == all.states && all.states >= 41_827,
    ))
}

/// Visits all states, and no fewer than there were when this was written.
fn every_state_of(what: &str, least: usize, explore: fn() -> Result<Found, String>) -> Outcome<Bar> {
    let begun = Instant::now();
    let (all, broken) = match explore() {
        Ok(all) => (all, Vec::new()),
        Err(what) => (Found::default(), vec![what]),
    };
    Ok(bar(
        format!(
            "the same of {what} in all {} states of 3 operators ({} acts, in {:.0?})",
            all.states,
            all.acts,
            begun.elapsed()
        ),
        found(&broken)?,
        "0",
        broken.is_empty() && all.states >= least,
    ))
}

fn checks() -> [Bar; 2] {
    let custom = Access::Custom(Set::partitioned().without(Permission::UsersModify));
    let access = |id| (PartitionId(id), if id % 2 == 0 { custom } else { Access::Global });
    let given = Given {
        global: Set::ALL.without(Permission::NetworkModify),
        settings: Settings::WIDEST,
        partitions: (1..=PARTITIONS).map(access).collect(),
    };
    let grants = Grants::of(&vec![given; DEPTH], Feature::On);
    let somewhere = time(|permission, _| grants.holds(permission));
    let here = time(|permission, partition| grants.holds_in(permission, partition));
    [("whether a permission is held", somewhere), ("the same for things of a partition", here)].map(
        |(what, time)| {
            bar(
                format!("{what}, for a group {DEPTH} deep with {PARTITIONS} partitions"),
                format!("{:.1} ns", time.as_secs_f64() * 1e9 / f64::from(CHECKS)),
                "≤ 100 ns",
                time <= Duration::from_nanos(100) * CHECKS,
            )
        },
    )
}

fn time(check: impl Fn(Permission, PartitionId) -> bool) -> Duration {
    let partitions = (1..=PARTITIONS).map(PartitionId).cycle();
    let begun = Instant::now();
    for (permission, partition) in Permission::ALL.iter().cycle().zip(partitions).take(CHECKS as usize) {
        black_box(check(black_box(*permission), black_box(partition)));
    }
    begun.elapsed()
}
