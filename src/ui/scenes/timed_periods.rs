//! Timed periods and automatic changes: made, split at midnight, painted and deleted.

use iced::keyboard::{Modifiers, key::Named};
use keydesk::domain::door::{self, CodeDraft, Mode};
use keydesk::operation::{automatic_changes, doors, timed_periods};

use super::Guide;
use crate::widget::semantics::Role;

impl Guide {
    fn at_timed_periods() -> Guide {
        let mut guide = Guide::at_desk();
        guide.click("Timed periods and automatic changes");
        guide.wait_for("5 entries");
        guide
    }

    fn settings_of(&self, name: &str) -> door::Typed {
        let (console, session) = self.behind();
        let all = doors::list(&console, &session.permit().unwrap()).unwrap();
        let id = all.into_iter().find(|row| row.name == name).unwrap().id;
        doors::open(&console, &session.permit().unwrap(), id).unwrap().draft.own
    }

    fn visit_of(&self, name: &str) -> Vec<doors::Reason> {
        let (console, session) = self.behind();
        let all = doors::list(&console, &session.permit().unwrap()).unwrap();
        all.into_iter().find(|row| row.name == name).unwrap().besides.visit
    }

    fn stretches_of(&self, name: &str) -> Vec<String> {
        let (console, session) = self.behind();
        let all = timed_periods::list(&console, &session.permit().unwrap()).unwrap();
        let id = all.into_iter().find(|row| row.name == name).unwrap().id;
        let page = timed_periods::open(&console, &session.permit().unwrap(), id).unwrap();
        let stretches = page.draft.own.0.iter();
        stretches.map(|it| format!("{:04X} {}-{}", it.days.bits(), it.from, it.until)).collect()
    }

    fn plans_of(&self, name: &str) -> Vec<String> {
        let (console, session) = self.behind();
        let all = automatic_changes::list(&console, &session.permit().unwrap()).unwrap();
        let id = all.into_iter().find(|row| row.name == name).unwrap().id;
        let page = automatic_changes::open(&console, &session.permit().unwrap(), id).unwrap();
        let plan = |plan: &keydesk::domain::automatic_change::TypedPlan| {
            let steps: Vec<String> =
                plan.steps.iter().map(|step| format!("{} {}", step.from, step.mode.key())).collect();
            format!("{:04X} {}", plan.days.bits(), steps.join(", "))
        };
        page.draft.own.0.iter().map(plan).collect()
    }
}

#[test]
fn a_night_is_split_at_midnight_and_its_ends_are_moved_on_the_bar() {
    let mut guide = Guide::at_timed_periods();
    guide.driver.ctrl('n');
    guide.wait_for("When doors are in their special mode");
    guide.type_text("Night porter");
    guide.fill("From", "22");
    guide.fill("Until", "6");
    guide.wait_for("This goes past midnight. A lock needs two periods for that.");
    guide.driver.ctrl('s');
    guide.wait_for("Not saved yet: correct the fields marked red.");
    guide.press("Split at midnight");
    guide.wait_without("This goes past midnight. A lock needs two periods for that.");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    assert_eq!(guide.stretches_of("Night porter"), ["001F 22:00-24:00", "003E 00:00-06:00"]);
    // By the keyboard, a quarter of an hour at a time.
    let bar = guide.part(Role::Slider, "Period 1", 0).bounds.center();
    guide.driver.click_at(bar);
    guide.key(Named::ArrowLeft);
    guide.driver.ctrl('s');
    guide.wait_saved();
    assert_eq!(guide.stretches_of("Night porter")[0], "001F 21:45-24:00");
}

#[test]
fn periods_that_overlap_are_said_where_they_stand_and_one_without_any_never_applies() {
    let mut guide = Guide::at_timed_periods();
    guide.double_click("Lobby hours");
    guide.wait_for("The week");
    guide.press("Add a period");
    assert_eq!(guide.at_keyboard(), "From", "what is added has hours that are still to be said");
    guide.type_text("08:00");
    guide.key(Named::Tab);
    guide.type_text("09:00");
    guide.driver.ctrl('s');
    guide.wait_for("This overlaps period 1 on the same day.");
    guide.press("Remove period 2");
    guide.press("Remove period 1");
    guide.wait_for("Without a period it never applies: doors that follow it stay in standard mode.");
    guide.driver.ctrl('s');
    guide.wait_saved();
    assert!(guide.stretches_of("Lobby hours").is_empty());
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("Never applies");
}

#[test]
fn an_automatic_change_is_painted_hour_by_hour_and_typed_to_the_minute() {
    let mut guide = Guide::at_timed_periods();
    guide.press("New automatic change");
    guide.wait_for("Which mode doors are in, hour by hour");
    guide.fill("Name", "Archive");
    let cell = |guide: &mut Guide, name: &str| guide.part(Role::Cell, name, 0).bounds.center();
    let (from, to) = (cell(&mut guide, "Mon, 9"), cell(&mut guide, "Fri, 11"));
    guide.click("2 · Office");
    guide.driver.drag(from, to);
    assert_eq!(guide.part(Role::Cell, "Wed, 10", 0).semantics.unwrap().value.as_deref(), Some("Office"));
    // The days that are alike have one plan, whose times can be typed.
    // From the time of the first step to that of the second.
    for _ in 0..2 {
        guide.tab_to("From", Modifiers::empty());
    }
    guide.driver.ctrl('a');
    guide.type_text("9:30");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    let plans = ["001F 00:00 standard, 09:30 office, 12:00 standard", "0760 00:00 standard"];
    assert_eq!(guide.plans_of("Archive"), plans);
    guide.press("Delete");
    guide.wait_for("Delete Archive?");
    guide.press("Delete");
    guide.wait_for("5 entries");
}

#[test]
fn a_door_opens_by_a_timed_period_and_a_code_and_its_lock_is_not_taken_for_set_up() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.double_click("Laundry");
    guide.wait_for("On keys");
    guide.click("Standard");
    guide.click("Timed keypad");
    guide.driver.ctrl('s');
    guide.wait_for("Choose a timed period for this mode.");
    // What is wrong has the keyboard, of whatever kind it is, and is in view.
    assert_eq!(guide.at_keyboard(), "Timed period");
    guide.key(Named::Space);
    guide.click("Spa hours");
    guide.driver.ctrl('s');
    guide.wait_for("This mode needs a keypad.");
    assert_eq!(guide.at_keyboard(), "There is a keypad at this door");
    let fitted = guide.part(Role::CheckBox, "There is a keypad at this door", 0).bounds;
    assert!(fitted.y > 0.0 && fitted.y + fitted.height < guide.driver.size().height, "{fitted:?}");
    guide.key(Named::Space);
    guide.driver.ctrl('s');
    guide.wait_for("This mode needs a code.");
    assert_eq!(guide.at_keyboard(), "Set a code");
    guide.key(Named::Enter);
    assert_eq!(guide.at_keyboard(), "New code");
    guide.type_text("24680");
    guide.driver.ctrl('s');
    guide.wait_saved();
    let settings = guide.settings_of("Laundry");
    assert!(settings.mode == Mode::TimedKeypad && settings.period.is_some());
    assert!(matches!(settings.code, CodeDraft::Keep(_)));
    // No save makes a lock one that was set up.
    assert!(guide.visit_of("Laundry") == [doors::Reason::NotSetUp]);
    // What a door follows is not deleted, and it is said by whom.
    guide.click("Timed periods and automatic changes");
    guide.double_click("Spa hours");
    guide.wait_for("The week");
    guide.press("Delete");
    guide.wait_for("Spa hours cannot be deleted yet");
    guide.wait_for(
        "Locks still follow this: Gym, Laundry, Pool and 1 more. Choose something else for them first.",
    );
}
