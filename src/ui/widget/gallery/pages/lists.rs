//! The picker, the tree, and menus.

use super::super::program::{Gallery, Message, Which};
use super::fields;
use crate::icon::Icon;
use crate::theme::space;
use crate::widget::button::{button, icon_button};
use crate::widget::field::field;
use crate::widget::menu::{Item, action, menu_button};
use crate::widget::picker::picker;
use crate::widget::tree::tree;
use crate::widget::{Element, form, surface, text};
use iced::widget::{column, container, row};

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    super::page("Lists", [form::grid([pick(gallery), permissions(gallery), menus()]).into()])
}

fn pick(gallery: &Gallery) -> Element<'_, Message> {
    let count = gallery.picked_doors.len();
    let list = picker(
        "",
        gallery.doors.as_slice(),
        |door| gallery.picked_doors.contains(door),
        fields::words(),
        Message::Doors,
    )
    .id("picker");
    let count = text::caption(format!("{count} of 64 000"));
    surface::panel_with("Doors of a person", Some(count.into()), list).into()
}

fn permissions(gallery: &Gallery) -> Element<'_, Message> {
    let search = field("", gallery.text(Which::Search))
        .placeholder("Search permissions")
        .lead(Icon::Search)
        .on_input(|text| Message::Typed(Which::Search, text));
    let permissions =
        tree("Permissions", &gallery.permissions, gallery.text(Which::Search), Message::Permission)
            .id("tree");
    let content = column![Element::from(search), container(permissions).height(330),].spacing(space::SM);
    surface::panel("Permissions", content).into()
}

/// The lines of the gallery's menus.
pub fn items<'a>() -> Vec<Item<'a, Message>> {
    vec![
        action("Edit…", Some(Message::Pressed("edit"))).icon(Icon::Pencil).shortcut("Enter").into(),
        action("Copy rows", Some(Message::Pressed("copy"))).icon(Icon::Copy).shortcut("Ctrl+C").into(),
        action("Print list…", None).icon(Icon::Printer).shortcut("Ctrl+P").into(),
        Item::Separator,
        Item::Heading("Columns".into()),
        action("Room", Some(Message::Pressed("room"))).check(true).into(),
        action("Serial number", Some(Message::Pressed("serial"))).check(false).into(),
        Item::Separator,
        action("Cancel keys…", Some(Message::Pressed("cancel")))
            .icon(Icon::Ban)
            .shortcut("Del")
            .danger()
            .into(),
    ]
}

fn menus<'a>() -> Element<'a, Message> {
    let content = row![
        menu_button(button("Actions").end_icon(Icon::ChevronDown).id("actions"), items()),
        menu_button(icon_button(Icon::EllipsisVertical, "More"), items()),
        menu_button(button("Nothing").end_icon(Icon::ChevronDown), Vec::new()),
    ]
    .spacing(space::SM);
    surface::panel("Menus", content).into()
}
