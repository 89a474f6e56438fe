//! What the screens are built of.
//!
//! iced 0.14 gives layout, text and text fields; controls that can be focused, tables, menus, dialogs
//! and the rest are here, one a file. Every one of them can be used with the keyboard alone, shows
//! where the keyboard is, says its name and [`semantics::Role`] to operations, and has no word of its
//! own: wording comes in, in the operator's language.

pub mod badge;
pub mod button;
pub mod check;
pub mod choice;
pub mod clock;
pub mod date;
#[cfg_attr(not(test), expect(dead_code, reason = "in the gallery; the screen of timed periods will have it"))]
pub mod day_bar;
pub mod dialog;
pub mod field;
pub mod focus;
pub mod form;
pub mod forward;
pub mod gauge;
#[cfg_attr(not(test), expect(dead_code, reason = "in the gallery; what is drawn of it today is less"))]
pub mod grid;
pub mod hint;
pub mod hits;
pub mod keys;
pub mod label;
pub mod layers;
pub mod legend;
pub mod light;
pub mod list;
pub mod matching;
pub mod menu;
pub mod month;
pub mod navigation;
pub mod notes;
pub mod notice;
pub mod option;
pub mod paint;
pub mod picker;
pub mod place;
pub mod press;
pub mod qr;
pub mod region;
pub mod scope;
pub mod scroll;
pub mod scrollbar;
pub mod select;
pub mod semantics;
pub mod sight;
pub mod steps;
pub mod surface;
pub mod table;
pub mod task;
pub mod text;
pub mod tile;
pub mod tiles;
pub mod toolbar;
pub mod tree;
pub mod typing;
pub mod watch;
pub mod whole;
pub mod yielding;

use crate::theme::Theme;
use iced::mouse::ScrollDelta;

/// Anything that can stand on a screen.
pub type Element<'a, Message> = iced::Element<'a, Message, Theme, iced::Renderer>;

/// How far a turn of the wheel moves what is under it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wheel {
    pub right: f32,
    pub down: f32,
}

/// Three rows of a table.
const NOTCH: f32 = 96.0;

impl From<ScrollDelta> for Wheel {
    fn from(delta: ScrollDelta) -> Self {
        match delta {
            ScrollDelta::Lines { x, y } => Self { right: -x * NOTCH, down: -y * NOTCH },
            ScrollDelta::Pixels { x, y } => Self { right: -x, down: -y },
        }
    }
}

/// Loads the window's fonts into this process, for tests that measure text.
#[cfg(test)]
pub fn load_fonts() {
    let mut fonts = iced::advanced::graphics::text::font_system()
        .write()
        .expect("no other test panicked while it loaded fonts");
    for font in crate::theme::fonts() {
        fonts.load_font(font);
    }
}

#[cfg(test)]
mod gallery;
