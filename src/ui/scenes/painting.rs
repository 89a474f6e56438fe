//! What the window shows is what painting it anew would show. Every step of every scene is held to that (see
//! `headless::screen`); here the mouse goes over what changes without a message: whatever it touches is painted by
//! itself.

use std::ops::Range;

use iced::Point;

use super::Guide;

/// The displays that are looked at: pixels to a point, and buffers that are shown in turn.
const SCREENS: [(f32, usize); 3] = [(1.0, 1), (1.25, 2), (1.5, 1)];
/// How far the mouse goes at a time, in points: no row is left out.
const STEP: u16 = 24;

impl Guide {
    /// Moves the mouse down columns of the window, on each of the displays.
    fn sweep(&mut self, columns: &[(f32, Range<u16>)]) {
        for (scale, buffers) in SCREENS {
            self.driver.look_at(scale, buffers);
            for (x, rows) in columns {
                for y in rows.clone().step_by(usize::from(STEP)) {
                    self.driver.move_to(Point::new(*x, f32::from(y)));
                }
            }
            self.driver.leave();
        }
    }
}

/// The strip of a key, the tray and a notice over a person's record.
#[test]
fn the_mouse_over_a_strip_the_tray_and_a_notice_leaves_no_trace() {
    let mut at = Guide::at_desk();
    at.open_person("Belmonte");
    at.fill("First name", "Anna");
    at.click("Save");
    let saved = |text: &String| text.starts_with("Saved.");
    let told = at.driver.wait("the notice", |driver| driver.texts().iter().any(saved));
    at.must(told);
    at.lay("Key of Ana");
    let tells = |text: &String| text.starts_with("2 doors or lockers were added.");
    let told = at.driver.wait("the strip of the key", |driver| driver.texts().iter().any(tells));
    at.must(told);
    at.click("Show its cards");
    at.sweep(&[(1_230.0, 10..890)]);
}

/// The dialog that waits for a key, beside the tray.
#[test]
fn the_mouse_over_a_dialog_and_the_tray_leaves_no_trace() {
    let mut at = Guide::at_desk();
    at.open_person("Belmonte");
    at.click("Update key");
    at.wait_for("Edit key");
    at.sweep(&[(690.0, 560..660), (1_230.0, 450..880)]);
}
