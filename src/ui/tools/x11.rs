//! Types a text into the active program of an X server, by the keys of its keyboard. A letter that no key has is put on an
//! unused one for as long as it takes.

use std::time::Duration;

use keydesk::domain::desktop_reader::Ending;
use x11rb::NONE;
use x11rb::connection::Connection as _;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, KeyButMask, Keycode};
use x11rb::protocol::xtest::ConnectionExt as _;
use x11rb::rust_connection::RustConnection;

use super::Untyped;

/// A sign as X knows it: the number in its table of keys.
type Keysym = u32;

const ENTER: Keysym = 0xff0d;
const TAB: Keysym = 0xff09;
const SHIFT: Keysym = 0xffe1;
/// Programs look after a key was given another sign; one that was pressed before that would type the old one.
const BEFORE_NEW_SIGN: Duration = Duration::from_millis(60);
/// No program takes keys for one that is held, or loses one.
const BETWEEN_KEYS: Duration = Duration::from_millis(4);

/// Types a text and the key after it.
pub fn type_text(text: &str, ending: Ending) -> Result<(), Untyped> {
    // Through the X server of a Wayland desktop only some of its programs would be reached.
    if std::env::var_os("WAYLAND_DISPLAY").is_some() {
        return Err(Untyped::NotHere);
    }
    type_at(None, text, ending)
}

/// The same at a display of this name.
fn type_at(display: Option<&str>, text: &str, ending: Ending) -> Result<(), Untyped> {
    let (connection, _) = x11rb::connect(display).map_err(|_| Untyped::NotHere)?;
    let keyboard = Keyboard::of(&connection).map_err(|_| Untyped::NotHere)?;
    let after = match ending {
        Ending::Nothing => None,
        Ending::Enter => Some(ENTER),
        Ending::Tab => Some(TAB),
    };
    // All of it, or nothing.
    let strokes = text.chars().map(keysym_of).chain(after).map(|sign| keyboard.stroke(sign));
    let strokes: Vec<Stroke> = strokes.collect::<Option<_>>().ok_or(Untyped::Failed)?;
    strokes.into_iter().try_for_each(|stroke| keyboard.strike(stroke)).map_err(|_| Untyped::Failed)
}

/// The sign of a letter: as Latin 1 has it, else by its number in Unicode.
const fn keysym_of(letter: char) -> Keysym {
    match letter as u32 {
        latin @ (0x20..=0x7e | 0xa0..=0xff) => latin,
        other => 0x0100_0000 | other,
    }
}

/// The keys of an X server, and which signs are on them.
struct Keyboard<'c> {
    connection: &'c RustConnection,
    first: Keycode,
    /// So many signs are on each: plain and with Shift, for one layout after the other.
    signs_per_key: usize,
    signs: Vec<Keysym>,
    /// Whether Caps Lock is on, and which layout is in use.
    is_locked: bool,
    layout: usize,
}

/// The layouts whose plain and shifted signs come first on each key, in pairs; of further ones that is not so.
const LAYOUTS_IN_PAIRS: usize = 2;

/// How a sign is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    /// A key, with Shift or without.
    Key(Keycode, bool),
    /// No key has this sign; this one has nothing on it.
    Spare(Keycode, Keysym),
}

impl<'c> Keyboard<'c> {
    fn of(connection: &'c RustConnection) -> Result<Keyboard<'c>, ReplyError> {
        connection.xtest_get_version(2, 2)?.reply()?;
        let setup = connection.setup();
        let (first, last) = (setup.min_keycode, setup.max_keycode);
        let keys = connection.get_keyboard_mapping(first, last.saturating_sub(first).saturating_add(1))?;
        let keys = keys.reply()?;
        let root = setup.roots.first().map_or(NONE, |screen| screen.root);
        let mask = connection.query_pointer(root)?.reply()?.mask;
        Ok(Keyboard {
            connection,
            first,
            signs_per_key: usize::from(keys.keysyms_per_keycode).max(1),
            signs: keys.keysyms,
            is_locked: mask.contains(KeyButMask::LOCK),
            layout: usize::from((u16::from(mask) >> 13) & 0b11),
        })
    }

    /// The keys with what is on them.
    fn keys(&self) -> impl Iterator<Item = (Keycode, &[Keysym])> {
        (self.first..=Keycode::MAX).zip(self.signs.chunks(self.signs_per_key))
    }

    fn stroke(&self, sign: Keysym) -> Option<Stroke> {
        let with_shift = |is_shifted: bool| {
            let level = (self.layout < LAYOUTS_IN_PAIRS).then_some(2 * self.layout)?;
            let mut keys = self.keys();
            let found = keys.find(|(_, signs)| signs.get(level + usize::from(is_shifted)) == Some(&sign));
            found.map(|(key, _)| Stroke::Key(key, is_shifted ^ (self.is_locked && is_letter(sign))))
        };
        let spare = || {
            let mut keys = self.keys();
            let found = keys.find(|(_, signs)| signs.iter().all(|sign| *sign == NONE));
            found.map(|(key, _)| Stroke::Spare(key, sign))
        };
        with_shift(false).or_else(|| with_shift(true)).or_else(spare)
    }

    fn strike(&self, stroke: Stroke) -> Result<(), ReplyError> {
        match stroke {
            Stroke::Key(key, false) => self.press_and_release(key),
            Stroke::Key(key, true) => {
                let shift = self.keys().find(|(_, signs)| signs.first() == Some(&SHIFT)).map(|(key, _)| key);
                let shift = shift.unwrap_or(NO_KEY);
                self.tell(KEY_PRESS_EVENT, shift)?;
                let struck = self.press_and_release(key);
                self.tell(KEY_RELEASE_EVENT, shift)?;
                struck
            }
            Stroke::Spare(key, sign) => {
                self.put_on(key, sign)?;
                let struck = self.press_and_release(key);
                pause(BEFORE_NEW_SIGN);
                self.put_on(key, NONE)?;
                struck
            }
        }
    }

    fn put_on(&self, key: Keycode, sign: Keysym) -> Result<(), ReplyError> {
        let per_key = u8::try_from(self.signs_per_key).unwrap_or(u8::MAX);
        let signs = vec![sign; usize::from(per_key)];
        self.connection.change_keyboard_mapping(1, key, per_key, &signs)?.check()?;
        pause(BEFORE_NEW_SIGN);
        Ok(())
    }

    fn press_and_release(&self, key: Keycode) -> Result<(), ReplyError> {
        self.tell(KEY_PRESS_EVENT, key)?;
        self.tell(KEY_RELEASE_EVENT, key)?;
        pause(BETWEEN_KEYS);
        Ok(())
    }

    fn tell(&self, event: u8, key: Keycode) -> Result<(), ReplyError> {
        if key == NO_KEY {
            return Ok(());
        }
        self.connection.xtest_fake_input(event, key, 0, NONE, 0, 0, 0)?.check()
    }
}

#[expect(clippy::disallowed_methods, reason = "it keeps time with other programs, on a thread of its own")]
fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// No key has this number.
const NO_KEY: Keycode = 0;

/// Whether Caps Lock makes another sign of it.
fn is_letter(sign: Keysym) -> bool {
    u8::try_from(sign).is_ok_and(|sign| char::from(sign).is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::{self, Display};
    use x11rb::protocol::Event;
    use x11rb::protocol::xproto::{CreateWindowAux, EventMask, InputFocus, WindowClass};

    /// What a program in front makes of the keys that it is told, up to the last one.
    fn heard(connection: &RustConnection, last: Keysym) -> Vec<Keysym> {
        let mut keyboard = Keyboard::of(connection).unwrap();
        let mut heard = Vec::new();
        while heard.last() != Some(&last) {
            match connection.wait_for_event().unwrap() {
                Event::KeyPress(press) => {
                    let level = usize::from(press.state.contains(KeyButMask::SHIFT));
                    let signs = keyboard.keys().find(|(key, _)| *key == press.detail).unwrap().1;
                    heard.extend(signs.get(level).filter(|sign| **sign != SHIFT));
                }
                Event::MappingNotify(_) => keyboard = Keyboard::of(connection).unwrap(),
                _ => {}
            }
        }
        heard
    }

    #[test]
    fn what_is_typed_comes_to_the_program_in_front() {
        if let Some(missing) = display::missing() {
            assert!(std::env::var_os("CI").is_none(), "{missing} is not there");
            eprintln!("NOT TESTED: typing into another program; {missing} is not there");
            return;
        }
        let display = Display::open(iced::Size::new(800.0, 600.0)).unwrap();
        let (connection, screen) = x11rb::connect(Some(display.name())).unwrap();
        let root = connection.setup().roots[screen].root;
        let window = connection.generate_id().unwrap();
        let wants = CreateWindowAux::new().event_mask(EventMask::KEY_PRESS | EventMask::FOCUS_CHANGE);
        let class = WindowClass::INPUT_OUTPUT;
        connection.create_window(0, window, root, 0, 0, 99, 99, 0, class, 0, &wants).unwrap();
        connection.map_window(window).unwrap();
        connection.set_input_focus(InputFocus::POINTER_ROOT, window, 0_u32).unwrap().check().unwrap();
        for (text, ending, last) in [
            ("#04A1-b7_é", Ending::Enter, ENTER),
            ("Ł€ñ 9", Ending::Tab, TAB),
            ("aB:", Ending::Nothing, 0x3a),
        ] {
            let typist = std::thread::scope(|scope| {
                let typist = scope.spawn(|| type_at(Some(display.name()), text, ending));
                (heard(&connection, last), typist.join().unwrap())
            });
            let mut wanted: Vec<Keysym> = text.chars().map(keysym_of).collect();
            wanted.extend((ending != Ending::Nothing).then_some(last));
            assert_eq!(typist, (wanted, Ok(())), "{text}");
        }
        let left = Keyboard::of(&connection).unwrap();
        let stray = left.keys().filter(|(_, signs)| signs.contains(&keysym_of('€'))).count();
        assert_eq!(stray, 0, "the keyboard is as it was");
    }

    #[test]
    fn where_there_is_no_x_server_nothing_is_typed() {
        assert_eq!(type_at(Some(":9999"), "1", Ending::Nothing), Err(Untyped::NotHere));
    }
}
