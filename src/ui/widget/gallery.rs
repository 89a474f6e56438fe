//! Every widget in all its states: a small program for tests and pictures.
//!
//! The tests drive it with the headless driver and write `target/gallery/*.png` in both looks.

mod desk;
mod entry;
mod keyboard;
mod pages;
mod pictures;
mod program;

use program::Message;

use crate::headless::Driver;
use iced::Size;

/// The size of most pictures.
pub const WINDOW: Size = Size::new(1400.0, 900.0);

/// The gallery at work.
type Desk = Driver<program::Application>;

/// Opens the gallery at a page.
fn open(page: program::Page) -> Desk {
    let mut desk = Driver::new(program::Application, WINDOW).expect("the gallery starts");
    desk.message(Message::Open(page));
    desk
}
