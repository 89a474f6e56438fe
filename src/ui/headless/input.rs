//! Hands for the driver: pointer, wheel and keyboard.

use super::{Driver, Error};
use iced::advanced::mouse;
use iced::keyboard::key::{Code, NativeCode, Physical};
use iced::keyboard::{self, Key, Location, Modifiers, key::Named};
use iced::theme::Base;
use iced::{Event, Point, Program, Size, window};
use std::time::Duration;

/// Two clicks further apart than this are not one double click.
const BETWEEN_CLICKS: Duration = Duration::from_secs(1);
/// What is pressed after so long has been seen.
const BEFORE_PRESS: Duration = Duration::from_millis(250);

impl<P> Driver<P>
where
    P: Program<Renderer = iced::Renderer> + 'static,
    P::Theme: Base,
{
    /// Moves the pointer.
    pub fn move_to(&mut self, position: Point) {
        self.event(Event::Mouse(mouse::Event::CursorMoved { position }));
    }

    /// Takes the pointer out of the window.
    pub fn leave(&mut self) {
        self.event(Event::Mouse(mouse::Event::CursorLeft));
    }

    /// Moves the pointer onto a control or a text.
    pub fn hover(&mut self, name: &str) -> Result<(), Error> {
        let position = self.place(name)?;
        self.move_to(position);
        Ok(())
    }

    /// Clicks a control or a text.
    pub fn click(&mut self, name: &str) -> Result<(), Error> {
        let position = self.place(name)?;
        self.click_at(position);
        Ok(())
    }

    /// Clicks at a point.
    pub fn click_at(&mut self, position: Point) {
        self.wait_between_clicks();
        self.move_to(position);
        self.press_and_release(mouse::Button::Left);
    }

    /// Double-clicks a control or a text.
    pub fn double_click(&mut self, name: &str) -> Result<(), Error> {
        let position = self.place(name)?;
        self.click_at(position);
        self.press_and_release(mouse::Button::Left);
        Ok(())
    }

    /// Clicks a control or a text with the other button.
    pub fn right_click(&mut self, name: &str) -> Result<(), Error> {
        let position = self.place(name)?;
        self.wait_between_clicks();
        self.move_to(position);
        self.press_and_release(mouse::Button::Right);
        Ok(())
    }

    /// Drags from one point to another.
    pub fn drag(&mut self, from: Point, to: Point) {
        self.wait_between_clicks();
        self.move_to(from);
        self.event(Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)));
        self.move_to(to);
        self.event(Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)));
    }

    fn wait_between_clicks(&mut self) {
        self.pass(BETWEEN_CLICKS);
    }

    fn press_and_release(&mut self, button: mouse::Button) {
        self.event(Event::Mouse(mouse::Event::ButtonPressed(button)));
        self.event(Event::Mouse(mouse::Event::ButtonReleased(button)));
    }

    /// Turns the wheel towards the hand, over where the pointer is.
    pub fn wheel(&mut self, notches: f32) {
        self.event(wheel(notches));
    }

    /// Presses a key and lets it go, having looked before.
    pub fn key(&mut self, key: impl Into<Key>) {
        self.pass(BEFORE_PRESS);
        self.key_at_once(key);
    }

    /// Presses a key and lets it go before anybody can have seen what came last.
    pub fn key_at_once(&mut self, key: impl Into<Key>) {
        let key = key.into();
        let text = typed(&key, self.modifiers);
        self.tap(key, text);
    }

    /// Holds a key down for longer: it says so again.
    pub fn hold(&mut self, key: impl Into<Key>) {
        self.pass(BEFORE_PRESS);
        let key = key.into();
        let text = typed(&key, self.modifiers);
        self.event(pressed(key, text, self.modifiers, true));
    }

    /// Presses a key while others are held, which are pressed before it and let go after it, as hands do.
    pub fn chord(&mut self, modifiers: Modifiers, key: impl Into<Key>) {
        let held = [
            (Modifiers::CTRL, Named::Control),
            (Modifiers::ALT, Named::Alt),
            (Modifiers::SHIFT, Named::Shift),
        ];
        let held = held.into_iter().filter(|(modifier, _)| modifiers.contains(*modifier));
        let mut now = Modifiers::empty();
        for (modifier, named) in held.clone() {
            self.event(pressed(Key::Named(named), None, now, false));
            now |= modifier;
            self.event(Event::Keyboard(keyboard::Event::ModifiersChanged(now)));
        }
        self.key(key);
        for (modifier, named) in held.rev() {
            self.event(released(Key::Named(named), now));
            now -= modifier;
            self.event(Event::Keyboard(keyboard::Event::ModifiersChanged(now)));
        }
    }

    /// Presses Ctrl and a letter.
    pub fn ctrl(&mut self, letter: char) {
        self.chord(Modifiers::CTRL, letter_key(letter));
    }

    /// Types a text, letter by letter.
    pub fn type_text(&mut self, text: &str) {
        for letter in text.chars() {
            let key = match letter {
                '\n' => Key::Named(Named::Enter),
                ' ' => Key::Named(Named::Space),
                other => letter_key(other),
            };
            self.tap(key, Some(letter.to_string()));
        }
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) {
        self.clipboard.text = Some(text.to_owned());
        self.ctrl('v');
    }

    /// Gives the window another size.
    pub fn resize(&mut self, size: Size) {
        self.event(Event::Window(window::Event::Resized(size)));
    }

    fn tap(&mut self, key: Key, text: Option<String>) {
        self.event(pressed(key.clone(), text, self.modifiers, false));
        self.event(released(key, self.modifiers));
    }
}

fn released(key: Key, modifiers: Modifiers) -> Event {
    Event::Keyboard(keyboard::Event::KeyReleased {
        physical_key: physical(&key),
        modified_key: key.clone(),
        key,
        location: Location::Standard,
        modifiers,
    })
}

fn pressed(key: Key, text: Option<String>, modifiers: Modifiers, repeat: bool) -> Event {
    Event::Keyboard(keyboard::Event::KeyPressed {
        physical_key: physical(&key),
        modified_key: key.clone(),
        key,
        location: Location::Standard,
        modifiers,
        text: text.map(Into::into),
        repeat,
    })
}

/// A turn of the wheel towards the hand.
pub fn wheel(notches: f32) -> Event {
    Event::Mouse(mouse::Event::WheelScrolled { delta: mouse::ScrollDelta::Lines { x: 0.0, y: -notches } })
}

/// A turn of the wheel to the right.
pub fn wheel_aside(notches: f32) -> Event {
    Event::Mouse(mouse::Event::WheelScrolled { delta: mouse::ScrollDelta::Lines { x: -notches, y: 0.0 } })
}

fn letter_key(letter: char) -> Key {
    Key::Character(letter.to_lowercase().to_string().into())
}

/// What a key types, as a keyboard reports it. X reports of Ctrl and a letter the sign that terminals have for it, and of
/// Ctrl and most digits and signs just those.
fn typed(key: &Key, modifiers: Modifiers) -> Option<String> {
    let is_command = modifiers.control() || modifiers.alt() || modifiers.logo();
    match key {
        Key::Character(character) if modifiers == Modifiers::CTRL => {
            let of_terminals = |sign: char| match sign {
                '@'..='~' => char::from_u32(u32::from(sign) & 0x1f),
                '2' => Some('\0'),
                '3'..='7' => char::from_u32(u32::from(sign) - 0x18),
                '8' => Some('\u{7f}'),
                other => Some(other),
            };
            character.chars().map(of_terminals).collect()
        }
        Key::Named(Named::Space) if !is_command => Some(" ".to_owned()),
        Key::Named(Named::Enter) => Some("\r".to_owned()),
        Key::Named(Named::Tab) => Some("\t".to_owned()),
        Key::Character(character) if !is_command => Some(character.to_string()),
        Key::Named(_) | Key::Character(_) | Key::Unidentified => None,
    }
}

/// The widgets of iced ask for the place of a key to tell letters in other scripts; ours have none.
fn physical(key: &Key) -> Physical {
    match key {
        Key::Named(Named::Enter) => Physical::Code(Code::Enter),
        Key::Named(_) | Key::Character(_) | Key::Unidentified => {
            Physical::Unidentified(NativeCode::Unidentified)
        }
    }
}
