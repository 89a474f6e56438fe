//! Keydesk's window.

mod command;
mod context;
mod headless;
mod icon;
mod memory;
mod part;
mod say;
mod screen;
mod sheet;
mod task;
mod theme;
mod tools;
mod typed;
mod widget;
mod window;
mod words;

fn main() {}
