//! Keydesk's window.

fn main() {}
