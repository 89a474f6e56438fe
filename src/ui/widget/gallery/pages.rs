//! The pages of the gallery.

mod basics;
mod controls;
mod desk;
mod dialogs;
mod fields;
mod grids;
mod lists;

pub use desk::name;
pub use fields::calendar;
pub use grids::{Sample, day_of};

use super::program::{Gallery, Message, Page};
use crate::theme::space;
use crate::widget::menu::context_menu;
use crate::widget::scope::scope;
use crate::widget::{Element, notice, surface, text};
use iced::widget::{Column, column, stack};
use iced::{Fill, Padding};

/// The whole window: a page and the dialogs over it.
pub fn window(gallery: &Gallery) -> Element<'_, Message> {
    let page = match gallery.page {
        Page::Basics => basics::page(),
        Page::Controls => controls::page(gallery),
        Page::Fields => fields::page(gallery),
        Page::Lists => lists::page(gallery),
        Page::Grids => grids::page(gallery),
        Page::Desk => desk::page(gallery),
    };
    let is_live = gallery.dialogs.is_empty();
    let base = scope(surface::canvas(page).width(Fill).height(Fill), is_live);
    let mut layers = stack![base];
    if let Some(at) = gallery.menu {
        layers = layers.push(context_menu(at, lists::items(), Message::CloseMenu));
    }
    for (at, dialog) in gallery.dialogs.iter().enumerate() {
        let is_top = at + 1 == gallery.dialogs.len();
        layers = layers.push(dialogs::dialog(gallery, *dialog, is_top));
    }
    let toasts = gallery.toasts.iter().map(|(tone, text)| notice::Toast {
        tone: *tone,
        text: (*text).into(),
        deeds: vec![notice::Deed {
            label: "Undo".into(),
            keys: Some("Ctrl+Z".to_owned()),
            message: Message::Pressed("undo"),
        }],
        dismiss: None,
    });
    let held = |holds| Message::Pressed(if holds { "held" } else { "not held" });
    layers.push(notice::toasts(toasts, notice::Corner::Foot(space::XL), held)).into()
}

/// A page with a title, scrolling.
fn page<'a>(title: &'a str, content: impl IntoIterator<Item = Element<'a, Message>>) -> Element<'a, Message> {
    let content = Column::with_children(content).spacing(space::LG);
    crate::widget::scroll::scroll(
        iced::widget::container(column![text::title(title), content].spacing(space::LG)).padding(Padding {
            top: 18.0,
            right: 24.0,
            bottom: 20.0,
            left: 24.0,
        }),
    )
    .id("page")
    .into()
}
