//! General options > Users: what is switched for the keys of all marks exactly those whom it reaches, until they come to an
//! encoder.

use keydesk::domain::key::{Reason, Status};
use keydesk::domain::user::{PeriodDraft, Unit, UserId};
use keydesk::domain::user_options::{Draft, Field};
use keydesk::operation::options::{self, Impact, Page};
use keydesk::operation::{Error, StorageError, encode, start, users};

use crate::cards::{EV2, card};
use crate::desk::{Desk, at, desk};

fn page(desk: &Desk) -> Page<Draft> {
    options::users(&desk.console, &desk.permit()).unwrap()
}

/// Changes the options, and says what was foretold; that is what it then did.
fn change(desk: &Desk, change: impl FnOnce(&mut Draft)) -> Impact {
    let mut page = page(desk);
    change(&mut page.draft);
    let foretold = options::impact_of_users(&desk.console, &desk.permit(), &page.draft).unwrap();
    let whose = options::whose_of_users(&desk.console, &desk.permit(), &page.draft).unwrap();
    assert_eq!(whose.some.len(), foretold.keys());
    let done = options::save_users(&desk.console, &desk.permit(), page.version, &page.draft).unwrap();
    assert_eq!(done, foretold);
    done
}

fn status(desk: &Desk, user: UserId) -> Status {
    users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().status
}

fn reasons(desk: &Desk, user: UserId) -> Vec<Reason> {
    users::open(&desk.console, &desk.permit(), user).unwrap().key.unwrap().reasons
}

/// Ana, whose key audits openings, and Ben, whose key does not; each with a key. Ana's lies on the encoder last.
fn two(desk: &Desk) -> (UserId, UserId) {
    let ben = desk.user("Ben", "Ito");
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ben).unwrap();
    let ana = desk.add_user("Ana", "García", |draft| draft.options.audit_openings = true);
    let (id, _) = desk.put_in_tray(card(EV2, 2));
    desk.lay(id);
    desk.assign(ana).unwrap();
    (ana, ben)
}

#[test]
fn switching_what_is_written_on_keys_is_for_an_encoder_and_for_those_it_reaches() {
    let desk = desk();
    let (ana, ben) = two(&desk);
    let impact = change(&desk, |draft| draft.refusals = false);
    assert_eq!(impact, Impact { re_editions: 1, ..Impact::default() });
    assert_eq!([ana, ben].map(|user| status(&desk, user)), [Status::ReEditionRequired, Status::Synchronized]);
    assert_eq!(reasons(&desk, ana), [Reason::Records]);
    let (action, after) = desk.trail(1).remove(0);
    assert_eq!(action, "user-options-changed");
    assert_eq!(
        after,
        r#"{"keys that need an encoder":1,"keys that need an update":0,"refusals on keys":false}"#
    );
    assert!(desk.update(ana).unwrap().re_edition);
    assert_eq!(status(&desk, ana), Status::Synchronized);
    // With neither, no key has a journal, and one that has is for an encoder as well.
    assert_eq!(change(&desk, |draft| draft.openings = false).re_editions, 1);
    assert_eq!(reasons(&desk, ana), [Reason::Log]);
}

#[test]
fn what_is_switched_back_leaves_nothing_behind() {
    let desk = desk();
    let (ana, _) = two(&desk);
    change(&desk, |draft| draft.openings = false);
    assert_eq!(status(&desk, ana), Status::ReEditionRequired);
    assert_eq!(change(&desk, |draft| draft.openings = true), Impact::default());
    assert_eq!(status(&desk, ana), Status::Synchronized);
    assert_eq!(page(&desk).campaign, None);
    // Everything in memory is as made from nothing, and stays so.
    let desk = desk.again();
    assert_eq!(status(&desk, ana), Status::Synchronized);
    let found = keydesk::operation::doctor::examine_images(&desk.console).unwrap();
    assert_eq!(found.stale, 0);
}

#[test]
fn the_way_of_all_keys_to_an_encoder_is_followed_until_the_last() {
    let desk = desk();
    let (ana, _) = two(&desk);
    assert_eq!(page(&desk).campaign, None, "nothing was switched yet");
    desk.clock.set(at("2026-11-23 08:00"));
    change(&desk, |draft| draft.openings = false);
    let desk = desk.again();
    let campaign = page(&desk).campaign.unwrap();
    assert_eq!((campaign.since, campaign.waiting), (at("2026-11-23 08:00"), 1));
    assert_eq!(campaign.until, at("2026-12-23 00:00"), "so long it opens what it says");
    assert_eq!(start::keys(&desk.console, &desk.permit()).unwrap().campaign, Some(campaign));
    desk.clock.set(at("2026-11-24 08:00"));
    change(&desk, |draft| draft.general[0] = "Floor".into());
    assert_eq!(page(&desk).campaign, Some(campaign), "of other options it does not begin anew");
    desk.update(ana).unwrap();
    assert_eq!(page(&desk).campaign, None);
    assert_eq!(start::keys(&desk.console, &desk.permit()).unwrap().campaign, None);
    desk.change(ana, |draft| draft.options.antipassback = true);
    assert_eq!(status(&desk, ana), Status::ReEditionRequired);
    assert_eq!(page(&desk).campaign, None, "that was not switched for all");
}

#[test]
fn keys_that_cannot_be_cancelled_have_a_shorter_life() {
    let desk = desk();
    let ana = desk.add_user("Ana", "García", |draft| draft.options.cancellable = false);
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    let preview = encode::preview(&desk.console, &desk.permit(), ana).unwrap();
    assert_eq!(preview.life.unwrap().until, at("2026-11-26 00:00"), "three days on a new site");
    assert_eq!(desk.assign(ana).unwrap().until, at("2026-11-26 00:00"));
    assert_eq!(status(&desk, ana), Status::Synchronized);
    let impact = change(&desk, |draft| draft.uncancellable_days = "1".into());
    assert_eq!(impact, Impact { updates: 1, ..Impact::default() });
    assert_eq!(status(&desk, ana), Status::UpdateRequired);
    assert_eq!(page(&desk).campaign, None, "that is not for an encoder");
    assert_eq!(desk.update(ana).unwrap().until, at("2026-11-24 00:00"));
    change(&desk, |draft| draft.limits_uncancellable = false);
    assert_eq!(desk.update(ana).unwrap().until, at("2026-12-23 00:00"));
}

#[test]
fn what_is_filled_in_holds_for_new_people_alone() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    change(&desk, |draft| {
        draft.period = PeriodDraft { count: "7".into(), unit: Unit::Hours };
        draft.audit_openings = true;
        draft.general[1] = "Staff number".into();
    });
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    assert_eq!(page.draft.revalidation.unwrap().count, "30");
    let blank = users::blank(&desk.console, &desk.permit()).unwrap();
    assert_eq!(blank.revalidation, Some(PeriodDraft { count: "7".into(), unit: Unit::Hours }));
    assert!(blank.options.audit_openings && !page.draft.options.audit_openings);
    let choices = users::choices(&desk.console, &desk.permit()).unwrap();
    assert_eq!(choices.general[..2], [None, Some("Staff number".to_owned())]);
}

#[test]
fn what_is_wrong_or_was_read_before_is_not_saved() {
    let desk = desk();
    let Page { draft, version, .. } = page(&desk);
    let mut wrong = draft.clone();
    (wrong.period.count, wrong.openings) = ("0".into(), false);
    let save = |draft: &Draft| options::save_users(&desk.console, &desk.permit(), version, draft);
    let Err(Error::UserOptions(faults)) = save(&wrong) else { panic!("it was saved") };
    assert_eq!(faults[0].0, Field::Period);
    assert_eq!(options::impact_of_users(&desk.console, &desk.permit(), &wrong).unwrap(), Impact::default());
    save(&Draft { names_locked: true, ..draft.clone() }).unwrap();
    let late = save(&Draft { openings: false, ..draft });
    assert!(matches!(late, Err(Error::Storage(StorageError::Conflict { by, .. })) if by == "marta"));
    assert!(page(&desk).draft.openings && page(&desk).draft.names_locked);
}
