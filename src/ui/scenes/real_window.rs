//! The real window on a display of its own, beside the same window without one: after every step of the main job both
//! show the same, pixel by pixel. And: a real window is never larger than its screen.
//!
//! Where a display cannot be had, a person is told; a CI fails.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use iced::keyboard::key::Named;
use iced::{Point, Size};
use keydesk::operation::demo::ADMINISTRATOR;

use super::Guide;
use crate::display::{self, Display, Running};
use crate::headless::Error;
use crate::rehearsal::WINDOW;
use crate::widget::sight::SEEN;
use crate::window::desk::Desk;
use crate::window::{Purpose, Window};
use crate::words::Words;

/// How long a window may take to show something, on a machine that has much else to do.
const LIMIT: Duration = Duration::from_secs(60);

/// Opens a display, if one can be had here.
fn open(size: Size) -> Option<Display> {
    if let Some(missing) = display::missing() {
        assert!(std::env::var_os("CI").is_none(), "{missing} is not there");
        eprintln!("NOT TESTED: the real window; {missing} is not there");
        return None;
    }
    Some(Display::open(size).unwrap())
}

/// Left, top, width and height of a window.
fn place(display: &Display, window: &str) -> [f32; 4] {
    let said = display.xdotool(&["getwindowgeometry", "--shell", window]).unwrap();
    ["X", "Y", "WIDTH", "HEIGHT"].map(|name| {
        let line = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_else(|| panic!("{name} is not in {said}")).parse().unwrap()
    })
}

/// The program, built as these tests were.
fn keydesk() -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        // With what the tests are built with: alone, it would be built anew from its library up.
        .args(["test", "--locked", "--quiet", "--no-run", "--test", "it"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert!(built.success());
    let tests = std::env::current_exe().unwrap();
    tests.parent().and_then(Path::parent).unwrap().join("keydesk")
}

/// Both windows, and one hand for both.
struct Both {
    guide: Guide,
    display: Display,
    _window: Running,
}

impl Both {
    fn open(display: Display) -> Both {
        // Where nothing lies under it.
        display.xdotool(&["mousemove", "2", "2"]).unwrap();
        let window = display.start(keydesk(), &["rehearse"]).unwrap();
        let mut guide = Guide::open(Purpose::Demo, |_| ());
        guide.driver.move_to(Point::new(2.0, 2.0));
        display.wait_for_window(LIMIT).unwrap();
        Both { guide, display, _window: window }
    }

    /// Waits until both show the same, and for as long as it takes to count as seen. What blinks is waited for as well.
    #[track_caller]
    fn must_agree(&mut self, step: &str) {
        let picture = self.guide.driver.picture(1.0);
        let wanted: Vec<u8> = picture.rgba.chunks_exact(4).flat_map(|dot| [dot[0], dot[1], dot[2]]).collect();
        let (width, height) = (picture.size.width as usize, picture.size.height as usize);
        let deadline = Instant::now() + LIMIT;
        let mut seen = self.display.look(width, height).unwrap();
        while seen != wanted && Instant::now() < deadline {
            seen = self.display.look(width, height).unwrap();
        }
        if seen != wanted {
            let differing = seen.chunks_exact(3).zip(wanted.chunks_exact(3)).enumerate();
            let differing: Vec<usize> =
                differing.filter_map(|(at, (seen, wanted))| (seen != wanted).then_some(at)).collect();
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/differences");
            std::fs::create_dir_all(&folder).unwrap();
            for (name, pixels) in [("display", &seen), ("headless", &wanted)] {
                let path = folder.join(format!("real-window-{step}-{name}.png"));
                let colours = image::ExtendedColorType::Rgb8;
                image::save_buffer(path, pixels, width as u32, height as u32, colours).unwrap();
            }
            panic!(
                "after `{step}` {} pixels differ, the first at {}, {}; see {}",
                differing.len(),
                differing[0] % width,
                differing[0] / width,
                folder.display()
            );
        }
        let agreed = Instant::now();
        while agreed.elapsed() < 2 * SEEN {
            self.display.look(width, height).unwrap();
        }
    }

    #[track_caller]
    fn click(&mut self, name: &str) {
        let place = self.place_of(name);
        self.guide.driver.click_at(place);
        self.guide.driver.settle();
        let (x, y) = (place.x.to_string(), place.y.to_string());
        self.display.xdotool(&["mousemove", &x, &y, "click", "1"]).unwrap();
    }

    /// The middle of a control, as both can name it.
    #[track_caller]
    fn place_of(&mut self, name: &str) -> Point {
        let part = self.guide.driver.parts().into_iter().rev().find(|part| part.text == name);
        let place = part.map(|part| part.bounds.center()).ok_or_else(|| Error::NotFound(name.to_owned()));
        let place = self.guide.must(place);
        Point::new(place.x.floor(), place.y.floor())
    }

    fn type_text(&mut self, text: &str) {
        self.guide.type_text(text);
        self.display.xdotool(&["type", text]).unwrap();
    }

    fn key(&mut self, key: Named, name: &str) {
        self.guide.key(key);
        self.display.xdotool(&["key", name]).unwrap();
    }

    fn ctrl(&mut self, character: char) {
        self.guide.driver.ctrl(character);
        self.guide.driver.settle();
        self.display.xdotool(&["key", &format!("ctrl+{character}")]).unwrap();
    }

    /// Ctrl and the digit that lays a card on the encoder, or takes it away.
    #[track_caller]
    fn flip(&mut self, label: &str) {
        let place = self.guide.cards().into_iter().position(|(_, called)| called.starts_with(label));
        let digit = place.and_then(|place| char::from_digit(place as u32 + 1, 10));
        self.ctrl(digit.unwrap_or_else(|| panic!("no card {label} in reach")));
    }
}

#[test]
fn the_main_job_looks_on_a_display_as_it_does_without_one() {
    let Some(display) = open(Size::new(WINDOW.width + 100.0, WINDOW.height + 100.0)) else {
        return;
    };
    let mut both = Both::open(display);
    let words = Words::new(both.guide.driver.state().language());
    let get = |id: &str| words.get(id).into_owned();
    both.guide.wait_for("Sign in to work with this site");
    both.must_agree("sign-in");
    both.click("User name");
    both.type_text(ADMINISTRATOR.user_name);
    both.key(Named::Tab, "Tab");
    both.type_text(ADMINISTRATOR.password);
    both.must_agree("password");
    both.key(Named::Enter, "Return");
    both.guide.wait_for("Start");
    both.must_agree("start");
    both.ctrl('k');
    both.type_text("belmonte");
    let has_searched = |window: &Window| window.desk().is_some_and(Desk::has_searched);
    let searched = both.guide.driver.until("the search", has_searched);
    both.guide.must(searched);
    both.guide.driver.settle();
    both.must_agree("found");
    both.key(Named::Enter, "Return");
    both.guide.wait_for("Identification");
    both.must_agree("person");
    both.click(&get("users-update-key"));
    both.guide.wait_for(&get("key-edit"));
    both.must_agree("preview");
    both.click(&get("key-edit"));
    both.guide.wait_for(&get("step-waiting"));
    both.must_agree("waiting");
    both.flip("Key of Ana");
    both.guide.wait_for(&get("key-remove"));
    both.must_agree("written");
    both.click(&get("ok"));
    both.must_agree("taken-note-of");
    both.flip("Key of Ana");
    both.guide.wait_for(&get("status-synchronized"));
    both.must_agree("done");
}

/// A site whose window was left at a size, and the real window on a screen: where it lies.
fn opened_at(display: &Display, program: &Path, remembered: Option<&str>) -> [f32; 4] {
    let folder = tempfile::tempdir().unwrap();
    if let Some(size) = remembered {
        std::fs::write(folder.path().join("window.json"), format!("{{\"size\": {size}}}")).unwrap();
    }
    let path = folder.path().to_str().unwrap().to_owned();
    let _running = display.start(program, &["--data", &path]).unwrap();
    let window = display.wait_for_window(LIMIT).unwrap();
    place(display, &window)
}

#[test]
fn a_real_window_lies_on_its_screen_whatever_was_remembered() {
    let small = Size::new(1_366.0, 768.0);
    let Some(display) = open(small) else {
        return;
    };
    let program = keydesk();
    for remembered in [None, Some("[3440, 1400]"), Some("[8000, 5000]"), Some("[-5, 1e30]"), Some("\"wide\"")]
    {
        let [x, y, width, height] = opened_at(&display, &program, remembered);
        assert!(x >= 0.0 && y >= 0.0, "{remembered:?}: {x} {y}");
        assert!(x + width <= small.width && y + height <= small.height, "{remembered:?}: {width} × {height}");
        assert!(width >= 960.0 && height >= 600.0, "{remembered:?}: {width} × {height}");
    }
    // One that has room stays as it was left.
    let [_, _, width, height] = opened_at(&display, &program, Some("[1000, 640]"));
    assert_eq!((width, height), (1_000.0, 640.0));
}
