//! Signing in, step by step; one's own second factor; and what the site asks of everybody.

use std::sync::Arc;

use chrono::{Duration, FixedOffset};
use iced::keyboard::key::Named;
use keydesk::clock::{Clock as _, SetClock};
use keydesk::operation::demo::{ADMINISTRATOR, Login, RECEPTION};
use keydesk::secret::authenticator::{Authenticator, Step};

use super::Guide;
use crate::window::Purpose;

/// The clock on the wall, which these scenes put forward.
pub(super) fn clock() -> Arc<SetClock> {
    let morning = chrono::DateTime::from_timestamp(1_795_343_100, 0).unwrap();
    Arc::new(SetClock::new(morning, FixedOffset::east_opt(0).unwrap()))
}

/// Before a demo site, nobody signed in.
pub(super) fn before(clock: &Arc<SetClock>) -> Guide {
    let clock = Arc::clone(clock);
    let mut guide = Guide::open(Purpose::Demo, |launch| launch.environment.clock = clock);
    guide.wait_for("Sign in to work with this site");
    guide
}

#[test]
fn a_language_that_was_chosen_before_signing_in_holds_and_the_account_keeps_its_own() {
    let clock = clock();
    let mut guide = before(&clock);
    guide.click("Español");
    guide.enter_in("Nombre de usuario", "Contraseña", ADMINISTRATOR);
    guide.wait_for("Puertas");
    guide.click("demo");
    guide.click("Cerrar sesión");
    guide.wait_for("Inicie sesión para trabajar con esta instalación");
    guide.click("English");
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Doors");
    let (console, session) = guide.behind();
    let kept = keydesk::operation::own::preferences(&console, &session.own()).unwrap();
    assert_eq!(kept.language, keydesk::domain::operator::Language::English);
}

/// An authenticator in somebody's hand.
pub(super) struct Phone(Authenticator);

impl Phone {
    pub(super) fn code(&self, clock: &SetClock) -> String {
        self.0.code(Step::of(clock.now())).to_string()
    }
}

impl Guide {
    /// Types name and password.
    pub(super) fn enter(&mut self, login: Login) {
        self.enter_in("User name", "Password", login);
    }

    fn enter_in(&mut self, user_name: &str, password: &str, login: Login) {
        self.fill(user_name, login.user_name);
        self.fill(password, login.password);
        self.key(Named::Enter);
    }

    pub(super) fn leave(&mut self) {
        self.find("sign out");
        self.wait_for("Sign in to work with this site");
    }

    /// Types the secret off the screen into a phone.
    pub(super) fn phone(&mut self) -> Phone {
        let is_group = |text: &str| {
            text.len() == 19 && text.split(' ').all(|group| group.len() == 4 && group == group.to_uppercase())
        };
        let groups: Vec<String> = self.driver.texts().into_iter().filter(|text| is_group(text)).collect();
        Phone(Authenticator::parse(&groups.join(" ")).unwrap())
    }

    pub(super) fn security(&mut self) {
        self.find("general options");
        self.wait_for("Idle lock");
    }

    pub(super) fn ask_everybody_for_a_second_factor(&mut self) {
        self.security();
        self.click("Everyone signs in with a code of an authenticator app");
        self.wait_for("2 operators will have to set up a second factor at their next sign-in.");
        self.driver.ctrl('s');
        self.wait_for("Saved. Takes effect at the next sign-in.");
    }
}

#[test]
fn a_demo_is_made_without_waiting_as_an_encoder_does() {
    // Were its keys written as slowly as this, it would never be there.
    let pace = std::time::Duration::from_secs(3_600);
    let mut guide = Guide::open(Purpose::Demo, |launch| launch.pace = pace);
    guide.wait_for("Sign in to work with this site");
}

#[test]
fn everybody_sets_up_a_second_factor_and_gives_its_codes_from_then_on() {
    let clock = clock();
    let mut guide = before(&clock);
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Hello, demo");
    guide.ask_everybody_for_a_second_factor();
    guide.find("my settings");
    guide.wait_for("This site requires it of everyone: set it up now, or at your next sign-in.");
    guide.key(Named::Escape);
    guide.leave();
    guide.enter(RECEPTION);
    guide.wait_for("1. Scan this with an authenticator app");
    assert!(guide.says("Keydesk: Hotel Aurora (reception)"));
    let phone = guide.phone();
    guide.type_text("12");
    guide.key(Named::Enter);
    guide.wait_for("This code is wrong or was used before. Wait for the next one and type that.");
    guide.type_text(&phone.code(&clock));
    guide.key(Named::Enter);
    guide.wait_for("Hello, Reception desk");
    guide.leave();
    guide.enter(RECEPTION);
    guide.wait_for("Type the code that your authenticator shows");
    guide.type_text(&phone.code(&clock));
    guide.key(Named::Enter);
    guide.wait_for("This code is wrong or was used before. Wait for the next one and type that.");
    clock.advance(Duration::seconds(30));
    guide.type_text(&phone.code(&clock));
    guide.key(Named::Enter);
    guide.wait_for("Hello, Reception desk");
}

#[test]
fn nobody_is_in_before_the_code_and_one_can_go_back() {
    let clock = clock();
    let mut guide = before(&clock);
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Hello, demo");
    guide.ask_everybody_for_a_second_factor();
    guide.leave();
    guide.enter(ADMINISTRATOR);
    guide.wait_for("1. Scan this with an authenticator app");
    assert!(guide.driver.state().desk().is_none());
    guide.key(Named::Escape);
    guide.wait_for("Sign in to work with this site");
    guide.type_text(ADMINISTRATOR.password);
    guide.key(Named::Enter);
    guide.wait_for("1. Scan this with an authenticator app");
    let phone = guide.phone();
    clock.advance(Duration::minutes(10));
    guide.type_text(&phone.code(&clock));
    guide.key(Named::Enter);
    guide.wait_for("It took too long, or the account was changed meanwhile. Sign in again.");
    assert!(guide.driver.shows("Sign in to work with this site"));
}

#[test]
fn a_password_that_is_too_old_is_replaced_before_anything() {
    let clock = clock();
    let mut guide = before(&clock);
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Hello, demo");
    guide.security();
    guide.click("Passwords expire");
    guide.fill("Expire after (days)", "30");
    guide.driver.ctrl('s');
    guide.wait_for("Saved. Takes effect at the next sign-in.");
    guide.leave();
    clock.advance(Duration::days(30));
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Your password has expired. Choose a new one.");
    guide.type_text(ADMINISTRATOR.password);
    guide.fill("Repeat the password", ADMINISTRATOR.password);
    guide.key(Named::Enter);
    guide.wait_for("This is the present password or one of the last. Choose another.");
    guide.fill("New password", "two herons on the roof");
    guide.key(Named::Enter);
    guide.wait_for("The two passwords differ.");
    guide.fill("Repeat the password", "two herons on the roof");
    guide.key(Named::Enter);
    guide.wait_for("Hello, demo");
    guide.leave();
    guide.enter(Login { user_name: "demo", password: "two herons on the roof" });
    guide.wait_for("Hello, demo");
}

#[test]
fn ones_own_second_factor_is_switched_on_and_off_in_the_settings() {
    let clock = clock();
    let mut guide = before(&clock);
    guide.enter(RECEPTION);
    guide.wait_for("Hello, Reception desk");
    guide.find("my settings");
    guide.wait_for("Off. Signing in asks for the password only.");
    guide.press("Switch on");
    guide.wait_for("1. Scan this with an authenticator app");
    let phone = guide.phone();
    guide.type_text(&phone.code(&clock));
    guide.key(Named::Enter);
    guide.wait_for("On. Signing in asks for a code from your authenticator app.");
    guide.press("Switch off");
    guide.wait_for("Current password");
    guide.type_text("not this one");
    guide.key(Named::Enter);
    guide.wait_for("The current password is wrong.");
    guide.type_text(RECEPTION.password);
    guide.key(Named::Enter);
    guide.wait_for("Off. Signing in asks for the password only.");
    guide.press("Switch on");
    guide.wait_for("1. Scan this with an authenticator app");
    guide.key(Named::Escape);
    guide.wait_for("Off. Signing in asks for the password only.");
    guide.key(Named::Escape);
    guide.wait_without("Off. Signing in asks for the password only.");
}

#[test]
fn what_is_wrong_in_the_options_stands_at_its_field() {
    let mut guide = Guide::at_desk();
    guide.security();
    guide.fill("Failed attempts before an account is locked", "2");
    guide.driver.ctrl('s');
    guide.wait_for("A whole number from 3 to 100.");
    guide.fill("Failed attempts before an account is locked", "10");
    guide.wait_without("A whole number from 3 to 100.");
    guide.click("Keep locked until an administrator unlocks it");
    guide.fill("Locked for (minutes)", "7");
    assert!(guide.driver.shows("30"), "it means nothing now");
    guide.driver.ctrl('s');
    guide.wait_for("Saved. Takes effect at the next sign-in.");
    assert!(guide.says("by demo"), "who saved it, and when");
}
