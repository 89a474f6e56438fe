//! Two pairs of eyes are two: whoever made an operator, or let one in, is not confirmed by that operator on the same
//! day, nor the other way round.

use chrono::{DateTime, Duration, Utc};
use keydesk::clock::Clock as _;
use keydesk::domain::group::{Draft as GroupDraft, Given};
use keydesk::domain::operator::{Draft, OperatorId, Password};
use keydesk::domain::permission::{Permission as P, Set, SystemAuditorPurge};
use keydesk::operation::four_eyes::{self, Confirmation, Error, Need, VOUCHED_AFTER};
use keydesk::operation::sign_in::{self, Ask, SignedIn};
use keydesk::operation::{groups, operators, recovery};
use keydesk::session::{Administrator, Permit};

use crate::desk::{Desk, PASSWORD, desk};
use crate::house::operator;
use crate::two_factor;

const CHOSEN: &str = "the otter under the bridge";

/// Signs in, with another password where that is asked.
fn sign_in(desk: &Desk, user_name: &str, password: &str) -> std::sync::Arc<keydesk::session::Session> {
    match sign_in::sign_in(&desk.console, user_name, &Password::new(password)).unwrap() {
        SignedIn::Asks(Ask::NewPassword(pending)) => {
            let chosen = Password::new(CHOSEN);
            sign_in::replace_password(&desk.console, &pending, &chosen, &chosen).unwrap().session().unwrap()
        }
        other => other.session().unwrap(),
    }
}

fn id_of(desk: &Desk, user_name: &str) -> OperatorId {
    let sql = "SELECT id FROM operators WHERE user_name_key = ?1";
    OperatorId(desk.database().query_row(sql, [user_name], |row| row.get(0)).unwrap())
}

/// Saves Olga's form as Marta.
fn save(desk: &Desk, change: impl FnOnce(&mut Draft)) {
    let olga = id_of(desk, "olga");
    let page = operators::open(&desk.console, &desk.permit(), olga).unwrap();
    let mut draft = page.draft;
    change(&mut draft);
    operators::save(&desk.console, &desk.permit(), olga, page.version, &draft).unwrap();
}

fn group(desk: &Desk, ticks: &[P]) -> (keydesk::domain::group::GroupId, GroupDraft) {
    let given = Given { global: ticks.iter().copied().collect::<Set>(), ..Given::nothing() };
    let draft = GroupDraft { name: "Auditors".into(), description: String::new(), given };
    (groups::add(&desk.console, &desk.permit(), &draft).unwrap(), draft)
}

/// Saves it so long ago that it counts no more.
fn long_ago(desk: &Desk, change: impl FnOnce(&mut Draft)) {
    save(desk, change);
    desk.clock.advance(Duration::days(2));
}

type Making = fn(&Desk) -> &'static str;

/// What Marta can do that makes Olga a witness, each from where it must begin, and Olga's password after it.
const MAKINGS: &[(&str, Making)] = &[
    ("adds her", |desk| {
        let draft = operator("olga", keydesk::domain::group::GroupId::ADMINISTRATOR);
        let password = Password::new(PASSWORD);
        operators::add(&desk.console, &desk.permit(), &draft, &password, &password).unwrap();
        sign_in(desk, "olga", PASSWORD);
        CHOSEN
    }),
    ("lets her in", |desk| {
        desk.colleague("olga", 1);
        long_ago(desk, |draft| draft.enabled = false);
        save(desk, |draft| draft.enabled = true);
        PASSWORD
    }),
    ("moves her", |desk| {
        desk.colleague("olga", 1);
        let (id, _) = group(desk, &[]);
        long_ago(desk, |draft| draft.group = Some(id));
        save(desk, |draft| draft.group = Some(keydesk::domain::group::GroupId::ADMINISTRATOR));
        PASSWORD
    }),
    ("renames her", |desk| {
        desk.colleague("olga", 1);
        save(desk, |draft| draft.name = "Vera".into());
        PASSWORD
    }),
    ("gives her a password", |desk| {
        desk.colleague("olga", 1);
        let new = Password::new("three herons on the roof");
        operators::set_password(&desk.console, &desk.permit(), id_of(desk, "olga"), &new, &new).unwrap();
        sign_in(desk, "olga", "three herons on the roof");
        CHOSEN
    }),
    ("takes her second factor away", |desk| {
        desk.colleague("olga", 1);
        let olga = sign_in(desk, "olga", PASSWORD);
        two_factor::set_up_for(desk, &olga);
        operators::remove_two_factor(&desk.console, &desk.permit(), id_of(desk, "olga")).unwrap();
        PASSWORD
    }),
    ("lets her guess again", |desk| {
        desk.colleague("olga", 1);
        desk.sql("UPDATE operators SET locked_until_at = 99999999999999 WHERE user_name = 'olga'");
        operators::release(&desk.console, &desk.permit(), id_of(desk, "olga")).unwrap();
        PASSWORD
    }),
    ("puts her into a group by deleting hers", |desk| {
        desk.colleague("olga", 1);
        let (id, _) = group(desk, &[]);
        long_ago(desk, |draft| draft.group = Some(id));
        let operators = desk.permit();
        let administrator = keydesk::domain::group::GroupId::ADMINISTRATOR;
        let fate = groups::Fate::Moved(operators, administrator);
        groups::delete(&desk.console, &desk.permit(), id, &fate).unwrap();
        PASSWORD
    }),
    ("gives her group the right", |desk| {
        let (id, draft) = group(desk, &[P::SystemAuditorView]);
        desk.colleague("olga", 1);
        long_ago(desk, |draft| draft.group = Some(id));
        let page = groups::open(&desk.console, &desk.permit(), id).unwrap();
        let global = draft.given.global.with(P::SystemAuditorPurge);
        let draft = GroupDraft { given: Given { global, ..page.draft.given.clone() }, ..page.draft };
        groups::save(&desk.console, &desk.permit(), id, page.version, &draft).unwrap();
        PASSWORD
    }),
    ("gives the right to the group above hers, and deletes that", |desk| {
        let (above, draft) = group(desk, &[P::SystemAuditorView]);
        let wanted = GroupDraft {
            name: "Below".into(),
            given: Given { global: draft.given.global.with(P::SystemAuditorPurge), ..draft.given.clone() },
            ..draft.clone()
        };
        let below = groups::add(&desk.console, &desk.permit(), &wanted).unwrap();
        desk.sql(&format!("UPDATE operator_groups SET parent_id = {} WHERE id = {}", above.0, below.0));
        desk.colleague("olga", 1);
        long_ago(desk, |draft| draft.group = Some(below));
        let page = groups::open(&desk.console, &desk.permit(), above).unwrap();
        let global = draft.given.global.with(P::SystemAuditorPurge);
        let draft = GroupDraft { given: Given { global, ..page.draft.given.clone() }, ..page.draft };
        groups::save(&desk.console, &desk.permit(), above, page.version, &draft).unwrap();
        groups::delete(&desk.console, &desk.permit(), above, &groups::Fate::Nobody).unwrap();
        PASSWORD
    }),
];

type Word = Result<Confirmation<Permit<SystemAuditorPurge>>, Error>;

fn word(desk: &Desk, password: &str) -> Word {
    let password = Password::new(password);
    four_eyes::confirm(&desk.console, &desk.may_purge(), "olga", &password, "").map(Confirmation::Witness)
}

#[track_caller]
fn refused(word: &Word, until: DateTime<Utc>, what: &str) {
    assert!(matches!(word, Err(Error::NotYet(from)) if *from == until), "{what}: {word:?}");
}

#[test]
fn whoever_somebody_else_made_a_witness_is_none_for_a_day() {
    for (what, make) in MAKINGS {
        let desk = desk();
        let password = make(&desk);
        let until = desk.clock.now() + VOUCHED_AFTER;
        refused(&word(&desk, password), until, what);
        assert_eq!(four_eyes::need(&desk.console, &desk.may_purge()).unwrap(), Need::Witness, "{what}");
        desk.clock.advance(VOUCHED_AFTER - Duration::minutes(1));
        refused(&word(&desk, password), until, what);
        desk.clock.advance(-Duration::days(3));
        refused(&word(&desk, password), until, &format!("{what}, with the clock put back"));
        desk.clock.advance(Duration::days(403));
        refused(&word(&desk, password), until, &format!("{what}, with the clock far ahead"));
        desk.clock.advance(-Duration::days(400) + Duration::minutes(1));
        assert!(word(&desk, password).is_ok(), "{what}");
    }
}

#[test]
fn nor_does_a_clock_that_was_put_back_before_shorten_the_day() {
    for (what, make) in MAKINGS {
        let desk = desk();
        let right = desk.clock.now();
        // Some take two days.
        desk.clock.advance(Duration::days(-4));
        let password = make(&desk);
        let until = right + VOUCHED_AFTER;
        for now in [right, until - Duration::minutes(1)] {
            desk.clock.set(now);
            refused(&word(&desk, password), until, what);
        }
        desk.clock.set(until);
        assert!(word(&desk, password).is_ok(), "{what}");
    }
}

#[test]
fn what_an_operator_changes_about_oneself_changes_no_witness() {
    let desk = desk();
    desk.colleague("olga", 1);
    let olga = sign_in(&desk, "olga", PASSWORD);
    let (old, new) = (Password::new(PASSWORD), Password::new(CHOSEN));
    keydesk::operation::own::change_password(&desk.console, &olga.own(), &old, &new, &new).unwrap();
    let page = operators::open(&desk.console, &olga.permit().unwrap(), olga.operator()).unwrap();
    let draft = Draft { name: "Olga Vera".into(), ..page.draft };
    operators::save(&desk.console, &olga.permit().unwrap(), page.row.id, page.version, &draft).unwrap();
    assert!(word(&desk, CHOSEN).is_ok());
}

#[test]
fn that_somebody_failed_to_sign_in_or_renamed_a_group_changes_no_witness() {
    let desk = desk();
    let (id, _) = group(&desk, &[P::SystemAuditorView, P::SystemAuditorPurge]);
    desk.colleague("olga", 1);
    long_ago(&desk, |draft| draft.group = Some(id));
    let page = groups::open(&desk.console, &desk.permit(), id).unwrap();
    let draft = GroupDraft { name: "Revision".into(), ..page.draft };
    groups::save(&desk.console, &desk.permit(), id, page.version, &draft).unwrap();
    let _ = sign_in::sign_in(&desk.console, "olga", &Password::new("wrong"));
    assert!(word(&desk, PASSWORD).is_ok());
}

#[test]
fn nor_does_one_confirm_for_an_account_of_ones_own_making() {
    let desk = desk();
    let draft = operator("shadow", keydesk::domain::group::GroupId::ADMINISTRATOR);
    let password = Password::new(PASSWORD);
    operators::add(&desk.console, &desk.permit(), &draft, &password, &password).unwrap();
    let until = desk.clock.now() + VOUCHED_AFTER;
    let shadow: Administrator = sign_in(&desk, "shadow", PASSWORD).administrator().unwrap();
    let word = || four_eyes::confirm(&desk.console, &shadow, "marta", &password, "");
    let early = word();
    assert!(matches!(early, Err(Error::YouNotYet(from)) if from == until), "{early:?}");
    desk.clock.advance(VOUCHED_AFTER);
    recovery::show(&desk.console, &shadow, Confirmation::Witness(word().unwrap())).unwrap();
}

#[test]
fn a_word_is_looked_at_again_when_it_is_used() {
    let desk = desk();
    desk.colleague("olga", 1);
    let by = desk.session.administrator().unwrap();
    let password = Password::new(PASSWORD);
    let word = four_eyes::confirm(&desk.console, &by, "olga", &password, "").unwrap();
    save(&desk, |draft| draft.name = "Vera".into());
    let shown = recovery::show(&desk.console, &by, Confirmation::Witness(word));
    assert!(matches!(shown, Err(recovery::Error::FourEyes(Error::NotYet(_)))), "{shown:?}");
}
