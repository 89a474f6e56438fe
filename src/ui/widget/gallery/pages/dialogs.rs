//! Dialogs.

use super::super::program::{Dialog, Gallery, Message, Which};
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::dialog::{self, Width};
use crate::widget::field::field;
use crate::widget::gauge::working;
use crate::widget::light::{State, light};
use crate::widget::notes::notes;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::semantics::Mark;
use crate::widget::tree::tree;
use crate::widget::{Element, form, text};
use iced::widget::{column, container};
use iced::{Center, Fill};

/// One of the dialogs.
pub fn dialog(gallery: &Gallery, which: Dialog, is_live: bool) -> Element<'_, Message> {
    match which {
        Dialog::Confirm => confirm(is_live),
        Dialog::Form => form(gallery, is_live),
        Dialog::Encoder => encoder(is_live),
        Dialog::Person => person(gallery, is_live),
    }
}

fn confirm<'a>(is_live: bool) -> Element<'a, Message> {
    dialog::dialog("Cancel 3 keys?", is_live)
        .width(Width::Confirm)
        .icon(Icon::TriangleAlert, Tone::Danger)
        .subtitle(
            "Doors refuse them as soon as they hear of it. The keys cannot be used again, and this \
             cannot be undone.",
        )
        .action(button("Keep").id("keep").on_press(Message::CloseDialog))
        .action(button("Cancel keys").kind(Kind::Destructive).on_press(Message::Pressed("cancel keys")))
        .starts_at("keep")
        .on_close("Close", Message::CloseDialog)
        .into()
}

fn form(gallery: &Gallery, is_live: bool) -> Element<'_, Message> {
    let [one, ..] = gallery.flags;
    let body = column![
        check("Audit openings", Mark::from(one)).on_toggle(Message::Flip(0)),
        text::muted("More fields will be here."),
    ];
    dialog::dialog("Edit door", is_live)
        .subtitle("East wing, second floor")
        .body(body)
        .action(button("Discard").on_press(Message::CloseDialog))
        .default_action(button("Save").on_press(Message::Pressed("save")))
        .on_close("Close", Message::CloseDialog)
        .into()
}

fn encoder<'a>(is_live: bool) -> Element<'a, Message> {
    let body = column![
        light(State::Waiting, "The encoder waits"),
        text::display("Lay the key on the encoder"),
        text::muted("Hold it still until the light turns green.").align_x(Center),
        container(working("")).width(240).padding([space::SM, 0.0]),
    ]
    .spacing(space::MD)
    .align_x(Center);
    dialog::dialog("Make a key for Zoë Petrov", is_live)
        .body(container(body).center_x(Fill).padding([space::MD, 0.0]))
        .aside(text::caption("Encoder: Front desk 1"))
        .action(button("Cancel").on_press(Message::CloseDialog))
        .on_close("Close", Message::CloseDialog)
        .into()
}

fn person(gallery: &Gallery, is_live: bool) -> Element<'_, Message> {
    let levels = vec![item(0, "Staff"), item(1, "Housekeeping"), item(2, "Guests")];
    let permissions = tree("Permissions", &gallery.permissions, "", Message::Permission);
    let body = form::fields([
        form::beside([
            field("Name", gallery.text(Which::Name))
                .on_input(|text| Message::Typed(Which::Name, text))
                .into(),
            select("Access level", levels, Some(gallery.level), Message::Level).into(),
        ]),
        form::labelled("Permissions", container(permissions).height(266)),
        notes("Notes", gallery.text(Which::Notes))
            .lines(3)
            .on_input(|text| Message::Typed(Which::Notes, text))
            .into(),
    ]);
    dialog::dialog("Edit person", is_live)
        .subtitle("Card 57 471")
        .body(body)
        .aside(text::caption("A save touches 3 keys."))
        .action(button("Discard").on_press(Message::CloseDialog))
        .default_action(button("Save").on_press(Message::Pressed("save")))
        .on_close("Close", Message::CloseDialog)
        .into()
}
