//! Being pressed, by mouse or keyboard: what every control does alike.

use super::focus::Focus;
use super::hint::Hint;
use iced::advanced::{Shell, mouse};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Rectangle, touch};

/// The state of a control that can be pressed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Press {
    pub focus: Focus,
    pub hint: Hint,
    is_down: bool,
    was_hovered: bool,
}

/// Which keys press a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// Buttons.
    EnterAndSpace,
    /// Check boxes and the like, so that Enter is left to the dialog's default.
    Space,
}

impl Press {
    /// Whether a mouse button is held down on it.
    pub fn is_down(&self) -> bool {
        self.is_down
    }

    /// Follows the events of a control that can be used; says when it has been pressed.
    pub fn update<Message>(
        &mut self,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        keys: Keys,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        self.follow_pointer(bounds, cursor, shell);
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(button)) => {
                let is_over = cursor.is_over(bounds);
                if self.focus.press(is_over) {
                    shell.request_redraw();
                }
                self.is_down = is_over && *button == mouse::Button::Left;
                if self.is_down {
                    shell.capture_event();
                    shell.request_redraw();
                }
                false
            }
            Event::Touch(touch::Event::FingerPressed { .. }) => {
                self.is_down = cursor.is_over(bounds);
                self.focus.press(self.is_down);
                shell.request_redraw();
                false
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
            | Event::Touch(touch::Event::FingerLifted { .. }) => {
                let was_down = std::mem::take(&mut self.is_down);
                if was_down {
                    shell.request_redraw();
                }
                let is_pressed = was_down && cursor.is_over(bounds);
                if is_pressed {
                    shell.capture_event();
                }
                is_pressed
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: Key::Named(named),
                modifiers,
                repeat,
                ..
            }) if self.focus.is_focused() && modifiers.is_empty() => {
                let is_meant = match named {
                    Named::Space => true,
                    Named::Enter => keys == Keys::EnterAndSpace,
                    _ => false,
                };
                if !is_meant {
                    return false;
                }
                self.focus.show();
                shell.capture_event();
                shell.request_redraw();
                // A key held down must not cancel keys by the dozen.
                !repeat
            }
            _ => false,
        }
    }

    /// Follows the events of a control that cannot be used now. If it has the keyboard, it keeps it, and what would press
    /// it presses nothing else.
    pub fn rest<Message>(
        &mut self,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        self.is_down = false;
        self.follow_pointer(bounds, cursor, shell);
        if self.focus.keeps_from(event) {
            shell.capture_event();
        }
    }

    fn follow_pointer<Message>(
        &mut self,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let is_hovered = cursor.is_over(bounds);
        if is_hovered != self.was_hovered {
            self.was_hovered = is_hovered;
            shell.request_redraw();
        }
    }
}
