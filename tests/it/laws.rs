//! The laws of giving, held against a plain model: random walks, states of a small site (all of them in `./dev bench gate`), and by name what a
//! reader would ask about.
//!
//! **The law of giving on.** Whatever a group holds, at any moment and whether the site uses partitions or not,
//! somebody gave to this very group who held it at that moment, and every group above it holds it as well. No act
//! of others adds to that: not when a group above is given more, not when a group goes and those below move up, not
//! when partitions are switched on or off, not when one is made or deleted. So a sequence of acts gives nobody what
//! a single one could not.
//!
//! Held is meant for a place: everywhere by the global tree, which counts while there are no partitions and for
//! what has none; in a partition by all that it takes there, which counts while there are. Giving asks for each
//! place by itself and for both positions of the switch, whichever it is in. The weaker form, that a giver must at
//! some time have *used* the right, does not hold: a tick of the global tree that is in force in no partition can be
//! given on, as the tick that it is (`a_tick_without_a_partition_is_given_on_as_a_tick`).
//!
//! **The law of moving.** No act of an operator raises what that operator may do with any thing: not by putting it into
//! another partition, for good or for a while, one by one or many together, nor by switching or deleting partitions.
//! What counts is what may be done as partitions are used, and what could be done if they were.
//!
//! **Less is less.** Taking away allows nobody more, anywhere. It is gone from all groups below at once, and none
//! of their own ticks are lost.
//!
//! **The law of sealing.** Everybody who may sign in and works with a secret of the site has it, and nobody else, after every
//! act: a password that is set, a group that is changed, emptied, cut or deleted, an operator who is moved, disabled or
//! allowed in again, partitions switched. And nobody comes by one but from an actor who had it, by keys that were made
//! by one who had it: so a sequence of acts gives no secret to anybody whom a single one could not give it to.
//!
//! **Two are two.** What takes two is done by two operators who both could have done it for a whole day, by passwords
//! that nobody else gave them; so nobody makes a second pair of eyes and uses it on the same day, whichever way, and
//! not with the help of others either. Where nobody else could confirm it, one does it alone, a day after asking.
//!
//! **Somebody is left.** No act leaves a site without an administrator who can sign in.

use keydesk::domain::delegation::{Misplaced, folded, may_give, may_move, settled};
use keydesk::domain::group::{Access, Given, Grants, Settings};
use keydesk::domain::partition::{Feature, PartitionId};
use keydesk::domain::permission::{Permission as P, Set};

use crate::states::{self, Found};
use crate::walk;

/// Visits so many states: `./dev bench gate` visits all.
#[track_caller]
fn visit(most: usize, explore: impl FnOnce(usize) -> Result<Found, String>) {
    let found = explore(most).unwrap();
    assert_eq!(found.states, most, "so many are reached: {found:?}");
}

/// So many steps are taken, or as many as `KEYDESK_STEPS` says; ten million in `./dev bench gate`.
const STEPS: u64 = 25_000;

#[test]
fn random_acts_keep_the_laws_and_do_as_the_model_does() {
    let steps = std::env::var("KEYDESK_STEPS").map_or(STEPS, |steps| steps.parse().unwrap());
    let tally = walk::steps(1, steps).unwrap();
    let is_worth_its_while =
        tally.done > steps / 4 && tally.delegated > steps / 6 && tally.moved > steps / 400;
    let is_worth_its_while = is_worth_its_while && tally.given > steps / 100 && tally.taken > steps / 100;
    let is_worth_its_while = is_worth_its_while && tally.by_two > steps / 250 && tally.waited > steps / 4000;
    assert!(is_worth_its_while, "the walk is worth its while: {tally:?}");
}

#[test]
fn states_of_a_small_site_keep_the_laws() {
    visit(8_000, |most| states::explore(states::Wishes::OneTick, most));
}

#[test]
fn states_of_the_secrets_of_a_few_operators_keep_the_law_of_sealing() {
    visit(900, states::explore_secrets);
}

#[test]
fn states_of_what_takes_two_keep_the_law() {
    visit(1_000, |most| states::explore_witnesses(1, most));
}

const A: PartitionId = PartitionId(1);
const B: PartitionId = PartitionId(2);

fn set(permissions: &[P]) -> Set {
    permissions.iter().copied().collect()
}

fn given(global: &[P], partitions: &[(PartitionId, Access)]) -> Given {
    Given {
        global: set(global),
        settings: Settings::NARROWEST,
        partitions: partitions.iter().copied().collect(),
    }
}

fn holds(chain: &[&Given], feature: Feature) -> Grants {
    Grants::of(&chain.iter().map(|given| (*given).clone()).collect::<Vec<_>>(), feature)
}

#[test]
fn a_tick_without_a_partition_is_given_on_as_a_tick() {
    // The giver has the tick, and no partition where it is in force.
    let giver = given(&[P::UsersView], &[(A, Access::Custom(Set::NONE))]);
    assert!(!holds(&[&giver], Feature::On).holds(P::UsersView));
    let wanted = given(&[P::UsersView], &[(A, Access::Global), (B, Access::Global)]);
    let below = settled(&Given::nothing(), &wanted, &holds(&[&giver], Feature::On));
    assert_eq!(below, given(&[P::UsersView], &[(A, Access::Custom(Set::NONE))]));
    // On the day that partitions are switched off, and the giver's group is gone, it counts as it would have there.
    let alone = folded(&below, &giver);
    assert!(!holds(&[&alone], Feature::On).holds(P::UsersView));
    assert_eq!(holds(&[&alone], Feature::Off), holds(&[&giver], Feature::Off));
}

#[test]
fn what_a_group_above_gets_later_does_not_reach_a_tree_that_was_cut() {
    let custom = Access::Custom(set(&[P::UsersView]));
    let giver = given(&[P::UsersView, P::UsersBan], &[(A, custom)]);
    let wanted = given(&[P::UsersView, P::UsersBan], &[(A, Access::Global)]);
    let below = settled(&Given::nothing(), &wanted, &holds(&[&giver], Feature::On));
    let richer = given(&[P::UsersView, P::UsersBan], &[(A, Access::Global)]);
    let now = holds(&[&richer, &below], Feature::On);
    assert!(now.holds_in(P::UsersView, A) && !now.holds_in(P::UsersBan, A));
}

#[test]
fn what_was_cut_above_comes_back_with_it_and_not_with_a_copy() {
    let above = given(&[P::UsersView, P::DoorsView], &[(A, Access::Global)]);
    let below = above.clone();
    let cut = given(&[P::UsersView], &[(A, Access::Global)]);
    assert!(!holds(&[&cut, &below], Feature::On).holds(P::DoorsView));
    assert!(holds(&[&above, &below], Feature::On).holds(P::DoorsView), "nothing below was erased");
    let copy = settled(&Given::nothing(), &below, &holds(&[&cut], Feature::On));
    assert_eq!(copy, cut, "who copies holds it no more");
}

#[test]
fn access_that_is_taken_away_takes_what_the_taker_lacks_there() {
    let taker = holds(&[&given(&[P::UsersView], &[(A, Access::Global)])], Feature::On);
    let before = given(&[P::UsersView, P::UsersBan], &[(A, Access::Global)]);
    let without = given(&[P::UsersView, P::UsersBan], &[]);
    assert!(may_give(&before, &without, &taker));
    // Given again, only the taker's own comes back.
    let again = settled(&without, &before, &taker);
    assert_eq!(again.partitions, [(A, Access::Custom(set(&[P::UsersView])))].into());
}

#[test]
fn a_global_tick_that_is_taken_away_is_gone_from_partitions_out_of_reach_too() {
    let taker = holds(&[&given(&[P::UsersView], &[(A, Access::Global)])], Feature::On);
    let before = given(&[P::UsersView], &[(A, Access::Global), (B, Access::Custom(set(&[P::UsersView])))]);
    let wanted = given(&[], &[(A, Access::Global)]);
    let after = settled(&before, &wanted, &taker);
    assert_eq!(after, given(&[], &[(A, Access::Global), (B, Access::Custom(Set::NONE))]));
    let again = settled(&after, &before, &taker);
    assert!(!holds(&[&again], Feature::On).holds_in(P::UsersView, B), "it is not the taker's to give back");
}

#[test]
fn a_thing_goes_only_where_its_mover_can_do_no_more_with_it() {
    let both = |in_a: &[P], in_b: &[P]| {
        let all = [P::DoorsView, P::DoorsModify, P::DoorsAddDelete, P::DoorsModifyAccess];
        let access = [(A, Access::Custom(set(in_a))), (B, Access::Custom(set(in_b)))];
        let given = given(&all, &access);
        move |from, to| {
            let on = holds(&[&given], Feature::On);
            may_move(P::DoorsAddDelete, from, to, &on, &on)
        }
    };
    let puts = [P::DoorsModify, P::DoorsAddDelete];
    let more = [P::DoorsModify, P::DoorsAddDelete, P::DoorsModifyAccess];
    assert_eq!(both(&puts, &puts)(A, B), Ok(()));
    assert_eq!(both(&more, &puts)(A, B), Ok(()));
    assert_eq!(both(&puts, &more)(A, B), Err(Misplaced::MoreThere));
    assert_eq!(both(&[P::DoorsModify], &puts)(A, B), Err(Misplaced::MoreThere));
    assert_eq!(both(&more, &[P::DoorsModify])(A, B), Err(Misplaced::OutOfReach));
    assert_eq!(both(&more, &[P::DoorsModify])(A, A), Ok(()), "what stays is not moved");
}

#[test]
fn a_move_while_partitions_are_off_is_bound_as_if_they_were_on() {
    let giver = given(
        &[P::DoorsModify, P::DoorsAddDelete],
        &[(A, Access::Custom(set(&[P::DoorsModify]))), (B, Access::Global)],
    );
    let (off, on) = (holds(&[&giver], Feature::Off), holds(&[&giver], Feature::On));
    assert_eq!(may_move(P::DoorsAddDelete, A, B, &off, &on), Err(Misplaced::MoreThere));
    assert_eq!(may_move(P::DoorsAddDelete, B, A, &off, &on), Ok(()));
}
