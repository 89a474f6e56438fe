//! The pictures of the gallery, for people to look at.

use super::program::{Dialog, Message, Page};
use super::{Desk, open};
use crate::theme::Theme;
use std::path::PathBuf;

const LOOKS: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"),
        PathBuf::from,
    );
    let folder = target.join("gallery");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

fn shoot(desk: &mut Desk, name: &str, scale: f32) {
    for (theme, look) in LOOKS {
        desk.message(Message::Look(theme));
        let path = folder().join(format!("{name}-{look}.png"));
        desk.png(path, scale).expect("the picture is written");
    }
}

#[test]
fn pages_are_pictured() {
    for page in Page::ALL {
        let mut desk = open(page);
        let name = format!("{page:?}").to_lowercase();
        shoot(&mut desk, &name, 1.0);
    }
}

#[test]
fn dialogs_are_pictured() {
    for dialog in [Dialog::Confirm, Dialog::Form, Dialog::Encoder] {
        let mut desk = open(Page::Controls);
        desk.message(Message::OpenDialog(dialog));
        let name = format!("dialog-{dialog:?}").to_lowercase();
        shoot(&mut desk, &name, 1.0);
    }
}
