//! Timetables: made with their periods, and given on the page of a person.

use iced::keyboard::key::Named;
use keydesk::domain::timetable::TypedPeriod;
use keydesk::operation::timetables;

use super::Guide;
use crate::widget::semantics::Role;

impl Guide {
    fn periods_of(&self, name: &str) -> Vec<TypedPeriod> {
        let (console, session) = self.behind();
        let all = timetables::list(&console, &session.permit().unwrap()).unwrap();
        let id = all.into_iter().find(|row| row.name == name).unwrap().id;
        timetables::open(&console, &session.permit().unwrap(), id).unwrap().draft.own.0
    }
}

#[test]
fn a_timetable_is_made_and_limits_a_door_of_a_person() {
    let mut guide = Guide::at_desk();
    guide.click("Timetables");
    guide.wait_for("3 timetables");
    guide.wait_for("Mon–Fri 07:00–19:00");
    guide.press("New timetable");
    guide.fill("Name", "Breakfast");
    guide.fill("From", "6.30");
    guide.fill("Until", "6");
    guide.driver.ctrl('s');
    guide.wait_for("This ends before it starts. Split what goes past midnight into two periods.");
    guide.fill("Until", "11");
    guide.click("All days");
    guide.driver.ctrl('s');
    guide.wait_for("Saved.");
    let periods = guide.periods_of("Breakfast");
    assert_eq!((periods.len(), periods[0].from.as_str(), periods[0].until.as_str()), (1, "06:30", "11:00"));
    assert_eq!(periods[0].days.bits(), 0x077F);
    // On the page of a person, a door that is there already.
    guide.find("Ben Carter");
    guide.wait_for("Synchronized");
    guide.wait_for("Add a door…");
    guide.driver.ctrl('d');
    guide.type_text("Bicycle store");
    guide.key(Named::Enter);
    guide.wait_for("Added");
    guide.press("When");
    guide.wait_for("Timetable");
    guide.click("Any time");
    guide.wait_for("Housekeeping");
    guide.click("Breakfast");
    guide.press("Apply");
    guide.wait_for("Breakfast");
    guide.save();
    guide.wait_for("Update required");
    // What it limits is told there, and it is not deleted.
    guide.click("Timetables");
    guide.double_click("Breakfast");
    guide.wait_for("What it limits");
    guide.press("Delete");
    guide.wait_for("Breakfast cannot be deleted yet");
    assert!(guide.driver.find_role(Role::Button, "Cancel").is_none(), "there is nothing to be answered");
    guide.wait_for(
        "This timetable still says when something opens for one person. Choose another there first.",
    );
}

#[test]
fn a_change_of_a_timetable_says_before_it_is_saved_how_many_keys_it_touches() {
    let mut guide = Guide::at_desk();
    guide.click("Timetables");
    guide.double_click("Office hours");
    guide.wait_for("The week");
    guide.fill("Until", "20");
    guide.wait_for("Whose keys?");
    assert!(guide.says("31 keys will need an update."));
    guide.driver.ctrl('i');
    guide.wait_for("Needs an update:");
    assert!(guide.says("At other times: ") && !guide.says("Gained: "));
    guide.fill("Until", "19");
    guide.wait_without("Whose keys?");
}

#[test]
fn a_day_of_the_calendar_that_keys_follow_says_whose_keys_it_touches_and_a_brush_touches_none() {
    let mut guide = Guide::at_desk();
    guide.click("Calendars");
    guide.wait_for("2 calendars");
    guide.double_click("Public holidays");
    guide.wait_for("Keys follow this calendar");
    guide.click("2 · Special day 1");
    assert!(guide.says("Nothing changed."), "a brush is no change");
    guide.fill("Day", "2026-11-24");
    guide.key(Named::Enter);
    guide.wait_for("Whose keys?");
    assert!(guide.says("52 keys will need an update."));
}

#[test]
fn of_doors_with_several_limits_each_part_stays_as_it_is_until_another_is_chosen() {
    let mut guide = Guide::at_desk();
    guide.click("Zones");
    guide.double_click("Technical rooms");
    guide.wait_for("Doors 3");
    guide.click("Boiler room");
    guide.press("When");
    guide.click("Any time");
    guide.click("Night shift");
    guide.press("Apply");
    guide.wait_for("Night shift");
    guide.driver.ctrl('a');
    guide.press("When");
    guide.wait_for("When do these 3 apply?");
    assert!(guide.says("As it is"), "the timetable of each");
    guide.click("From – until");
    guide.fill("Until", "2026-12-24");
    guide.press("Apply");
    guide.wait_for("Night shift · Until 24 Dec 2026");
}
