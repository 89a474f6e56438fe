//! The pictures of the gallery, for people to look at.

use super::program::{Dialog, Message, Page};
use super::{Desk, open};
use crate::theme::{Theme, Tone};
use iced::Size;
use iced::keyboard::{Modifiers, key::Named};
use std::path::PathBuf;
use std::time::Duration;

const LOOKS: [(Theme, &str); 2] = [(Theme::Light, "light"), (Theme::Dark, "dark")];

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
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
    for dialog in [Dialog::Confirm, Dialog::Form, Dialog::Encoder, Dialog::Person] {
        let mut desk = open(Page::Desk);
        desk.message(Message::OpenDialog(dialog));
        let name = format!("dialog-{dialog:?}").to_lowercase();
        shoot(&mut desk, &name, 1.0);
        if dialog == Dialog::Person {
            desk.resize(Size::new(1000.0, 560.0));
            shoot(&mut desk, "dialog-low", 1.0);
        }
    }
}

#[test]
fn menus_and_pop_ups_are_pictured() {
    let mut desk = open(Page::Lists);
    desk.click("Actions").expect("it is there");
    desk.key(Named::ArrowDown);
    shoot(&mut desk, "menu", 1.0);

    let mut desk = open(Page::Fields);
    desk.click("Door").expect("it is there");
    shoot(&mut desk, "select", 1.0);
    desk.type_text("104 east");
    shoot(&mut desk, "select-search", 1.0);

    for (name, id) in [("date", "Valid until"), ("time", "At")] {
        let mut desk = open(Page::Fields);
        desk.click(id).expect("it is there");
        desk.key(Named::ArrowDown);
        shoot(&mut desk, name, 1.0);
    }
}

#[test]
fn the_desk_is_pictured_at_work() {
    let mut desk = open(Page::Desk);
    desk.message(Message::Toast(Tone::Success, "3 keys updated"));
    desk.click("Yusuf Petrov").expect("it is there");
    desk.chord(Modifiers::SHIFT, Named::ArrowDown);
    desk.chord(Modifiers::SHIFT, Named::ArrowDown);
    shoot(&mut desk, "desk-selection", 1.0);
    desk.right_click("Tomás Castellano").expect("it is there");
    shoot(&mut desk, "desk-context", 1.0);
    desk.key(Named::Escape);
    desk.hover("Update required").expect("it is there");
    desk.advance(Duration::from_secs(1));
    shoot(&mut desk, "desk-hint", 1.0);
    desk.resize(Size::new(1000.0, 700.0));
    shoot(&mut desk, "desk-small", 1.0);
}

#[test]
fn other_sizes_are_pictured() {
    let mut desk = open(Page::Desk);
    desk.resize(Size::new(1120.0, 720.0));
    shoot(&mut desk, "desk-125", 1.25);
    let mut desk = open(Page::Fields);
    desk.resize(Size::new(1000.0, 700.0));
    shoot(&mut desk, "fields-small", 1.0);
    desk.resize(Size::new(1120.0, 720.0));
    shoot(&mut desk, "fields-125", 1.25);
}
