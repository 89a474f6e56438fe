//! A whole page as the desk sees it: sidebar, title, tools, table, status bar.

use super::super::program::{Gallery, Message, Which};
use crate::icon::Icon;
use crate::theme::{Theme, Tone, size, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::field::field;
use crate::widget::gauge::progress;
use crate::widget::navigation::{Entry, Group, entry, navigation};
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::{Cell, table};
use crate::widget::{Element, surface, text};
use iced::widget::{column, container, row, space as gap};
use iced::{Background, Border, Center, Fill, Padding};
use std::borrow::Cow;

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let content = column![head(gallery), tools(gallery), sheet(gallery)]
        .spacing(space::LG)
        .padding(Padding { top: 18.0, right: space::XL, bottom: 20.0, left: space::XL });
    let page = row![sidebar(gallery), surface::canvas(content).width(Fill).height(Fill)];
    column![page.height(Fill), status()].into()
}

fn sidebar(gallery: &Gallery) -> Element<'_, Message> {
    let menus = [
        ("Access points", Icon::DoorClosed, ["Doors", "Zones", "Levels"].as_slice()),
        ("Cardholders", Icon::Users, ["Staff", "Guests", "Visitors"].as_slice()),
        ("Keys", Icon::KeyRound, ["All keys", "To update", "Cancelled"].as_slice()),
        ("Monitoring", Icon::Activity, ["Openings", "Battery"].as_slice()),
        ("Hotels", Icon::BedDouble, ["Check in", "Rooms"].as_slice()),
        ("Tools", Icon::SlidersHorizontal, ["Calendars", "Encoders"].as_slice()),
        ("System", Icon::Settings, ["Operators", "Groups", "Audit trail"].as_slice()),
    ];
    let groups = menus
        .into_iter()
        .enumerate()
        .map(|(at, (label, icon, labels))| Group {
            key: None,
            label: label.into(),
            icon,
            is_open: gallery.open_menus.contains(&at),
            entries: labels.iter().zip(0_u32..).map(|(label, number)| entries(at, label, number)).collect(),
        })
        .collect();
    let search = field("", "").placeholder("Find anything").lead(Icon::Search).on_input(|_| Message::Nothing);
    navigation(groups, Some(gallery.shown), Message::Navigate)
        .id("navigation")
        .header(site())
        .search(search)
        .into()
}

fn entries(menu: usize, label: &str, number: u32) -> Entry<'_, u32> {
    let key = u32::try_from(menu).unwrap_or_default() * 10 + number;
    let mut entry = entry(key, label);
    if label == "To update" {
        entry.count = Cow::Borrowed("12");
    }
    entry
}

fn site<'a>() -> Element<'a, Message> {
    let logo = container(
        text::icon(Icon::KeyRound, 18.0, Tone::Neutral)
            .style(|theme: &Theme| iced::widget::text::Style { color: Some(theme.tokens().on_accent) }),
    )
    .center(30)
    .style(|theme: &Theme| container::Style {
        background: Some(Background::Color(theme.tokens().accent)),
        border: Border { radius: 7.0.into(), ..Border::default() },
        ..container::Style::default()
    });
    let names = column![
        text::clipped("Keydesk").kind(crate::theme::LABEL.semibold()),
        text::clipped("Hotel am Hafen").kind(crate::theme::CAPTION).ink(text::Ink::Muted),
    ]
    .spacing(1);
    container(row![logo, names].spacing(10).align_y(Center)).padding([2.0, 6.0]).into()
}

fn head(gallery: &Gallery) -> Element<'_, Message> {
    let selected = gallery.selection.len();
    let count = if selected == 0 {
        "100 000 people".to_owned()
    } else {
        format!("100 000 people · {selected} selected")
    };
    row![
        column![text::title("Staff"), text::muted(count)].spacing(3).width(Fill),
        button("Export").icon(Icon::Download).on_press(Message::Pressed("export")),
        button("New person").icon(Icon::Plus).kind(Kind::Primary).on_press(Message::Pressed("new")),
    ]
    .spacing(space::SM)
    .align_y(Center)
    .into()
}

fn tools(gallery: &Gallery) -> Element<'_, Message> {
    let search = field("", gallery.text(Which::Search))
        .id("search")
        .placeholder("Search by name, room or key")
        .lead(Icon::Search)
        .clear("Clear search", Message::Typed(Which::Search, String::new()))
        .on_input(|text| Message::Typed(Which::Search, text));
    let statuses = vec![item(0, "All statuses"), item(1, "Valid"), item(2, "Expired")];
    let filter = select("", statuses, Some(0), Message::Level).width(150);
    let one = gallery.selection.single().map(|_| Message::Pressed("edit"));
    let any = (!gallery.selection.is_empty()).then_some(Message::Pressed("update"));
    row![
        container(search).max_width(320).width(Fill),
        Element::from(filter),
        gap::horizontal(),
        button("Edit").icon(Icon::Pencil).on_press_maybe(one),
        button("Update").icon(Icon::RefreshCw).on_press_maybe(any.clone()),
        button("Cancel").icon(Icon::Ban).kind(Kind::Danger).on_press_maybe(any),
    ]
    .spacing(space::SM)
    .align_y(Center)
    .into()
}

const FIRST: [&str; 12] = [
    "Siobhán", "Elena", "Chiara", "Naomi", "Tomás", "Anton", "Yusuf", "Zoë", "Mateo", "Łukasz", "Amelia",
    "Noah",
];
const LAST: [&str; 9] = [
    "Novak",
    "Castellano",
    "Petrov",
    "Tanaka",
    "Whitfield",
    "Nguyen",
    "Al-Masri",
    "Abernathy-Wellington of the Northern Reaches",
    "Brennan",
];

/// The name in a row.
pub fn name(row: usize) -> String {
    format!("{} {}", FIRST[row % FIRST.len()], LAST[(row / 3) % LAST.len()])
}

fn status_of<'a>(row: usize) -> Cell<'a> {
    let cell = match row * 7 % 11 {
        0 | 5 => badge("Update required", Tone::Warning).icon(Icon::RefreshCw),
        3 => badge("Cancelled", Tone::Danger).icon(Icon::Ban),
        7 => badge("No key", Tone::Neutral).icon(Icon::CircleDashed),
        _ => badge("Valid", Tone::Success).icon(Icon::CircleCheck),
    };
    match row * 7 % 11 {
        0 | 5 => Cell::badge(cell).hint("The access level Staff was changed.\nThe door Kitchen was added."),
        _ => Cell::badge(cell),
    }
}

/// What stands in a cell.
pub fn cell<'a>(row: usize, column: usize) -> Option<Cell<'a>> {
    // The rows of one page are never loaded.
    if (200..230).contains(&row) {
        return None;
    }
    Some(match column {
        0 => Cell::mono(format!("{:04X}-{:06}", row * 7919 % 65536, row)),
        1 => Cell::strong(name(row)),
        2 => Cell::text(["Front office", "Housekeeping and laundry", "Kitchen", "Security"][row % 4]),
        3 => status_of(row),
        4 if row.is_multiple_of(5) => Cell::icon(Icon::BatteryWarning, Tone::Warning, "Low"),
        4 => Cell::icon(Icon::BatteryFull, Tone::Success, "Good"),
        5 => Cell::check(row.is_multiple_of(3)),
        6 => Cell::muted(format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1)),
        7 => Cell::number(format!("{}", row * 37 % 5000)),
        _ => Cell::empty(),
    })
}

fn sheet(gallery: &Gallery) -> Element<'_, Message> {
    let mut people =
        table("Staff", gallery.columns.as_slice(), gallery.rows, &gallery.selection, cell, Message::Table)
            .id("people")
            .sort(gallery.sort.0, gallery.sort.1);
    if let Some((token, row)) = gallery.reveal {
        people = people.reveal(token, row);
    }
    surface::sheet(people).width(Fill).height(Fill).into()
}

fn status<'a>() -> Element<'a, Message> {
    let line = row![
        text::icon(Icon::Nfc, 13.0, Tone::Success),
        text::caption("2 encoders connected"),
        container(progress("", 0.4).width(160)).padding([0.0, space::LG]),
        gap::horizontal(),
        text::caption("Hotel am Hafen"),
        text::caption("maria"),
    ]
    .spacing(space::SM)
    .align_y(Center);
    let bar = surface::plain(container(line).padding([0.0, 14.0]).center_y(size::STATUS - 1.0)).width(Fill);
    column![surface::divider(), bar].into()
}
