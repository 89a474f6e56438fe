//! What the gallery shows is what painting it anew would show, whatever the mouse goes over: see `headless::screen`.

use super::program::{Dialog, Message, Page};
use super::{Desk, open};
use crate::headless::Found;
use crate::theme::{Theme, Tone};
use crate::widget::semantics::Role;
use iced::keyboard::{Modifiers, key::Named};
use iced::{Point, Size};
use std::time::Duration;

/// Pixels to a point, and buffers that are shown in turn.
const SCREENS: [(f32, usize); 2] = [(1.0, 1), (1.25, 2)];
const LOOKS: [Theme; 2] = [Theme::Dark, Theme::Light];

/// Goes with the mouse over every part that says what it is, in both looks and on both displays; tells how many frames
/// were painted in part.
fn hover_over_everything(desk: &mut Desk) -> usize {
    let mut in_part = 0;
    for ((scale, buffers), theme) in SCREENS.into_iter().zip(LOOKS) {
        desk.look_at(scale, buffers);
        desk.message(Message::Look(theme));
        // Of the hundreds of cells of a grid, some.
        let is_sample = |(at, part): &(usize, Found)| part.role() != Some(Role::Cell) || at % 53 == 0;
        let parts = desk.parts().into_iter().enumerate().filter(is_sample);
        let mut places: Vec<Point> = parts.map(|(_, part)| part.bounds.center()).collect();
        places.dedup();
        for place in places {
            desk.move_to(place);
        }
        desk.leave();
        in_part += desk.painted().in_part;
    }
    in_part
}

#[test]
fn pages_are_painted_as_anew() {
    let in_part: usize = Page::ALL.into_iter().map(|page| hover_over_everything(&mut open(page))).sum();
    assert!(in_part > 0, "or nothing was compared");
}

#[test]
fn dialogs_are_painted_as_anew() {
    for dialog in [Dialog::Confirm, Dialog::Form, Dialog::Encoder, Dialog::Person] {
        let mut desk = open(Page::Desk);
        desk.message(Message::OpenDialog(dialog));
        desk.message(Message::Toast(Tone::Success, "3 keys updated"));
        hover_over_everything(&mut desk);
    }
}

#[test]
fn menus_and_pop_ups_are_painted_as_anew() {
    let mut desk = open(Page::Lists);
    desk.click("Actions").expect("it is there");
    desk.key(Named::ArrowDown);
    desk.hover("Actions").expect("it is there");
    desk.key(Named::Escape);
    for control in ["Door", "Valid until", "At"] {
        let mut desk = open(Page::Fields);
        desk.click(control).expect("it is there");
        desk.key(Named::ArrowDown);
        desk.type_text("1");
        desk.move_to(Point::new(300.0, 500.0));
        desk.key(Named::Escape);
        desk.leave();
    }
}

#[test]
fn a_desk_at_work_is_painted_as_anew() {
    let mut desk = open(Page::Desk);
    desk.look_at(1.5, 2);
    desk.click("Yusuf Petrov").expect("it is there");
    desk.chord(Modifiers::SHIFT, Named::ArrowDown);
    desk.right_click("Tomás Castellano").expect("it is there");
    desk.key(Named::Escape);
    desk.wheel(3.0);
    desk.hover("Update required").expect("it is there");
    desk.advance(Duration::from_secs(1));
    desk.leave();
    desk.resize(Size::new(1000.0, 700.0));
    desk.wheel(-2.0);
}
