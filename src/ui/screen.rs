//! The screens: one for each entry of a menu that has one, and one for each thing that is opened from there.
//!
//! A new entry takes its module under `screen/`, a line in `place.rs` and one in `any.rs`, and its texts.

pub mod access_points;
mod any;
pub mod cardholders;
mod information;
pub mod keys;
mod listing;
pub mod monitoring;
pub mod named;
pub mod start;
pub mod system;

use keydesk::encoders::News;

use crate::action::{Action, Person};
use crate::command::Command;
use crate::context::Context;
use crate::widget::Element;

pub use any::{AnyScreen, Message, open};

/// What the window shows and changes for the operator.
pub trait Screen {
    /// What happens on it.
    type Message: Clone + std::fmt::Debug + Send + 'static;

    /// Takes what happened.
    fn update(&mut self, context: &Context, message: Self::Message) -> Action<Self::Message>;

    /// How it looks.
    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Self::Message>;

    /// The dialog over it, if one is open.
    fn dialog<'a>(&'a self, _context: &'a Context, _is_live: bool) -> Option<Element<'a, Self::Message>> {
        None
    }

    /// What can be done on it now.
    fn commands<'a>(&'a self, _context: &'a Context) -> Vec<Command<'a, Self::Message>> {
        Vec::new()
    }

    /// Something that it shows may have changed.
    fn refresh(&mut self, _context: &Context) -> Action<Self::Message> {
        Action::None
    }

    /// Something happened at an encoder.
    fn hear(&mut self, _context: &Context, _news: &News) -> Action<Self::Message> {
        Action::None
    }

    /// Whether something was changed and not saved.
    fn is_changed(&self) -> bool {
        false
    }

    /// Saves what was changed, and tells with [`Action::Saved`] or [`Action::NotSaved`] how that went.
    fn save(&mut self, _context: &Context) -> Action<Self::Message> {
        Action::None
    }

    /// What the record is called that it shows.
    fn name(&self) -> Option<&str> {
        None
    }

    /// Whose screen it is: the person to whom a blank card could be given.
    fn person(&self) -> Option<Person<'_>> {
        None
    }

    /// Whether it works with every key that is laid down itself.
    fn takes_keys(&self) -> bool {
        false
    }

    /// Another screen is shown in front of it: nothing is done to keys that is not in view.
    fn step_back(&mut self) {}
}
