//! Time zones: several are switched on, one is added and adjusted, and a door goes by it.

use keydesk::domain::permission::Permission;
use keydesk::operation::demo::RECEPTION;
use keydesk::operation::doors::Reason;
use keydesk::operation::{doors, time_zones};

use super::Guide;
use crate::place::Place;
use crate::widget::semantics::Role;

impl Guide {
    /// Has the site use several.
    pub(super) fn use_several_time_zones(&mut self) {
        self.security();
        self.turn_to_options("General");
        self.click("Locks in several time zones");
        self.driver.ctrl('s');
        self.wait_saved();
    }

    pub(super) fn add_time_zone(&mut self, world: &str, name: &str) {
        self.click("Time zones");
        self.wait_for("Time of this computer");
        self.driver.ctrl('n');
        self.wait_for("Not saved yet");
        self.fill("Name", name);
        self.click("Place");
        self.type_text(world);
        self.key(iced::keyboard::key::Named::Enter);
        self.driver.ctrl('s');
        self.wait_for("Saved.");
    }
}

#[test]
fn the_time_of_the_computer_is_shown_and_further_zones_once_the_site_uses_several() {
    let mut guide = Guide::at_desk();
    guide.click("Time zones");
    guide.wait_for("Time of this computer");
    assert!(guide.driver.find_role(Role::Button, "New time zone").is_none(), "it uses one");
    guide.double_click("Time of this computer");
    guide.wait_for("When clocks change");
    assert_eq!(guide.place(), Some(&Place::TimeZone(None)));
    assert!(guide.says("The site’s own time"));
    assert!(guide.driver.find_role(Role::Button, "Delete").is_none());
    guide.use_several_time_zones();
    guide.click("Time zones");
    guide.wait_for("Time of this computer");
    assert!(guide.driver.find_role(Role::Button, "New time zone").is_some());
}

#[test]
fn a_zone_is_copied_from_the_world_adjusted_and_followed_by_a_door() {
    let mut guide = Guide::at_desk();
    guide.use_several_time_zones();
    guide.add_time_zone("Atlantic/Can", "Las Palmas");
    guide.driver.resize(iced::Size::new(1_366.0, 2_400.0));
    assert!(guide.says("Su 28 Mar 2027, 01:00 → 02:00"), "of this year and the next two");
    assert!(guide.says("Su 29 Oct 2028, 02:00 → 01:00"));
    guide.fill("By how many minutes", "30");
    assert!(guide.says("Su 28 Mar 2027, 01:00 → 01:30"), "while it is typed");
    guide.fill("By how many minutes", "10");
    assert!(!guide.says("Su 28 Mar 2027, 01:00 → 01:30"));
    guide.driver.ctrl('s');
    guide.wait_for("Type a number of minutes from 15 to 180.");
    guide.fill("By how many minutes", "60");
    guide.click("Doors");
    guide.wait_for("Gym");
    guide.double_click("Gym");
    guide.wait_for("Opening mode");
    guide.pick("Time zone", "Las Palmas");
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.click("Time zones");
    guide.wait_for("Las Palmas");
    guide.double_click("Las Palmas");
    guide.wait_for("When clocks change");
    guide.click("Clocks go forward for part of the year");
    guide.wait_for("One lock needs a visit for this.");
    assert!(guide.says("They do not change."));
    guide.driver.ctrl('s');
    guide.wait_saved();
    guide.press("Delete");
    guide.wait_for(
        "Locks still go by a time zone of their own: Gym. Choose the site’s own time for them first.",
    );
    let (console, session) = guide.behind();
    assert_eq!(time_zones::list(&console, &session.permit().unwrap()).unwrap()[0].points, 1);
    let gym = doors::list(&console, &session.permit().unwrap()).unwrap();
    let gym = gym.into_iter().find(|row| row.name == "Gym").unwrap();
    assert_eq!(gym.besides.visit, [Reason::NotSetUp], "nobody has been there");
}

#[test]
fn who_may_only_look_changes_nothing() {
    let mut guide = Guide::at_desk();
    guide.use_several_time_zones();
    guide.add_time_zone("Atlantic/Can", "Las Palmas");
    guide.limit_reception(&[Permission::TimeZonesView]);
    guide.change_over(RECEPTION);
    guide.click("Time zones");
    guide.wait_for("Las Palmas");
    assert!(guide.driver.find_role(Role::Button, "New time zone").is_none());
    guide.double_click("Las Palmas");
    guide.wait_for("When clocks change");
    let field = guide.part(Role::TextField, "Ahead of UTC", 0);
    assert!(!field.semantics.unwrap().enabled);
    assert!(guide.driver.find_role(Role::Button, "Delete").is_none());
}

#[test]
fn the_name_of_the_site_is_everywhere_at_once() {
    let mut guide = Guide::at_desk();
    guide.security();
    guide.turn_to_options("General");
    guide.fill("Name", "Hotel Miramar");
    guide.driver.ctrl('s');
    guide.wait_saved();
    assert_eq!(guide.driver.title(), "Hotel Miramar – Keydesk");
}
