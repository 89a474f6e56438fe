//! The picker, the tree, and menus.

use super::super::program::{Gallery, Message, Which};
use super::fields;
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::badge::{Weight, badge};
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::field::field;
use crate::widget::menu::{Item, action, menu_button};
use crate::widget::picker::picker;
use crate::widget::table::{self, Cell, Density};
use crate::widget::toolbar::toolbar;
use crate::widget::tree::tree;
use crate::widget::{Element, form, surface, text};
use iced::widget::{Column, column, container, row};

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let lists = form::grid([pick(gallery), permissions(gallery), menus()]);
    super::page("Lists", [lists.into(), tools(gallery), tables(gallery)])
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

/// Rows of tools, as wide as they have room and narrower, without a selection and with one.
fn tools(gallery: &Gallery) -> Element<'_, Message> {
    let more = |items| {
        let button = icon_button(Icon::Ellipsis, "More").kind(Kind::Secondary);
        Element::from(menu_button(button, items).at_end())
    };
    let search = || {
        let search = field("", gallery.text(Which::Search)).placeholder("Search people").lead(Icon::Search);
        search.on_input(|text| Message::Typed(Which::Search, text))
    };
    let chip = |label: &'static str| {
        let chip = button(label).end_icon(Icon::X).small().on(true).removes();
        Element::from(chip.on_press(Message::Pressed(label)))
    };
    let narrowing = || {
        let folded = button("2 filters").icon(Icon::Funnel).end_icon(Icon::ChevronDown).on(true);
        let folded = menu_button(folded, items());
        toolbar(search(), more)
            .chips([chip("Key: No key"), chip("Door: Bar")], Some(folded.into()))
            .tool(button("Add filter").icon(Icon::FunnelPlus).on_press(Message::Pressed("add")))
            .end(menu_button(button("Views").icon(Icon::ListFilter).end_icon(Icon::ChevronDown), items()))
            .always(items().into_iter().take(2))
    };
    let selecting = || {
        let clear = icon_button(Icon::X, "Clear the selection").on_press(Message::Pressed("clear"));
        let mut bar = toolbar(search(), more).fixed(clear).fixed(text::label("3 selected")).lit(true);
        for (rank, label) in [(1, "Open"), (2, "Update key"), (1, "Edit together"), (1, "Ban"), (0, "Delete")]
        {
            let pressed = Message::Pressed(label);
            bar = bar.command(
                rank,
                button(label).icon(Icon::Circle).on_press(pressed.clone()),
                action(label, Some(pressed)).into(),
            );
        }
        bar
    };
    let rows = [1_200.0, 640.0, 460.0].into_iter().flat_map(|width| {
        let rows: [Element<'_, Message>; 2] = [narrowing().into(), selecting().into()];
        rows.map(|row| container(row).width(width).into())
    });
    surface::panel("Tools of lists", Column::with_children(rows).spacing(space::SM)).into()
}

/// Tables with rows of either height, with room for the state of each and with room for its icon alone.
fn tables(gallery: &Gallery) -> Element<'_, Message> {
    let states = [
        ("Ana Belmonte", badge("Update required", Tone::Warning).icon(Icon::RefreshCw)),
        ("Ben Carter", badge("Synchronized", Tone::Success).icon(Icon::CircleCheck).weight(Weight::Outlined)),
        ("Frank Grau", badge("Banned", Tone::Danger).icon(Icon::Ban).weight(Weight::Solid)),
    ];
    let of = |density: Density, width: f32| {
        let columns =
            [table::column("Key", 180.0).gives_way(1, Icon::KeyRound), table::column("Name", 200.0).grows()];
        let states = states.clone();
        let cell = move |row: usize, column: usize| {
            let (name, state) = states.get(row)?;
            Some(if column == 0 { Cell::badge(state.clone()) } else { Cell::strong(*name) })
        };
        let rows = table::table("Keys", columns.to_vec(), 3, &gallery.selection, cell, |_| Message::Nothing);
        container(surface::sheet(rows.density(density))).width(width).height(170).into()
    };
    let all = [Density::Usual, Density::Compact].into_iter();
    let all = all.flat_map(|density| [of(density, 480.0), of(density, 300.0)]);
    surface::panel("Tables", iced::widget::Row::with_children(all).spacing(space::MD).wrap()).into()
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
