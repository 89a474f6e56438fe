//! Every widget in all its states: a small program for tests, which drive it with the headless driver.

mod desk;
mod entry;
mod grids;
mod keyboard;
mod pages;
mod painting;
mod program;

use program::Message;

use crate::headless::Driver;
use iced::Size;

/// The size of its window.
pub const WINDOW: Size = Size::new(1400.0, 900.0);

/// The gallery at work.
type Desk = Driver<program::Application>;

/// Opens the gallery at a page.
fn open(page: program::Page) -> Desk {
    let mut desk = Driver::new(program::Application, WINDOW).expect("the gallery starts");
    desk.message(Message::Open(page));
    desk
}
