//! Keydesk's window.

mod headless;
mod icon;
mod theme;
mod widget;

fn main() {}
