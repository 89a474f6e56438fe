//! The laws of giving, held against a plain model: random walks, and every state of a small site.

use crate::{states, walk};

#[test]
fn rules_and_model_agree_on_random_steps() {
    let steps = std::env::var("KEYDESK_STEPS").ok().and_then(|it| it.parse().ok()).unwrap_or(100_000);
    let tally = walk::steps(1, steps).unwrap();
    println!("{tally:?}");
    assert!(tally.done > steps / 4 && tally.delegated > steps / 6, "{tally:?}");
}

#[test]
fn every_state_of_a_small_site_keeps_the_laws() {
    let found = states::explore(states::Wishes::OneTick).unwrap();
    println!("{found:?}");
}
