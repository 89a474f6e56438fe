//! The system auditor: read, verified, purged by two, or by one who waited.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Duration, Offset as _, Utc};
use iced::keyboard::key::Named;
use keydesk::clock::SetClock;
use keydesk::operation::demo::{self, ADMINISTRATOR, MANAGER};
use keydesk::secret::password::Cost;

use super::Guide;
use crate::window::Purpose;

/// A demo site whose clock can be put forward, and its administrator at the screen.
pub fn auditor(is_two: bool) -> (Guide, Arc<SetClock>) {
    let morning = DateTime::from_timestamp(1_795_343_100, 0).unwrap();
    let clock = Arc::new(SetClock::new(morning, Utc.fix()));
    let shown = Arc::clone(&clock);
    let mut guide = Guide::open(Purpose::Demo, |launch| {
        launch.signed_in = Some(ADMINISTRATOR);
        launch.environment.clock = shown;
    });
    guide.driver.until("the desk", |window| window.desk().is_some()).unwrap();
    guide.driver.settle();
    if is_two {
        let desk = guide.driver.state().desk().unwrap();
        let context = desk.context();
        demo::add_manager(&context.console, &context.session.administrator().unwrap(), Cost::LEAST).unwrap();
    }
    guide.click("System auditor");
    guide.wait_for("Site made");
    (guide, clock)
}

impl Guide {
    /// As far as the dialog in which a purge is confirmed; all but a day is purged.
    pub fn begin_purge(&mut self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        self.click("Purge");
        self.wait_for("Entries before");
        self.fill("Entries before", "2026-11-30");
        self.fill("Write them to", &path.display().to_string());
        self.wait_for("Next");
        self.press("Next");
        path
    }
}

#[test]
fn temporary() {
    let (mut guide, clock) = auditor(true);
    guide.driver.png("/tmp/a1.png", 1.0).unwrap();
    guide.click("Verify");
    guide.wait_for("Hash of the last entry");
    guide.driver.png("/tmp/a2.png", 1.0).unwrap();
    guide.key(Named::Escape);
    guide.double_click("User added");
    guide.driver.settle();
    guide.driver.png("/tmp/a3.png", 1.0).unwrap();
    guide.key(Named::Escape);
    clock.advance(Duration::days(3));
    guide.begin_purge("old.jsonl");
    guide.driver.png("/tmp/a4.png", 1.0).unwrap();
    let _ = MANAGER;
}
