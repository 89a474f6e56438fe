//! A whole page as the desk sees it: sidebar, title, tools, table, status bar.

use super::super::program::{Gallery, Message, Which};
use crate::icon::Icon;
use crate::theme::{Theme, Tone, size, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::field::field;
use crate::widget::gauge::progress;
use crate::widget::navigation::{self, Entry, Line, Menu, Pin};
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::{Cell, table};
use crate::widget::{Element, surface, text};
use iced::widget::{column, container, row, space as gap};
use iced::{Background, Border, Center, Fill, Padding};

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    let content = column![head(gallery), tools(gallery), sheet(gallery)]
        .spacing(space::LG)
        .padding(Padding { top: 18.0, right: space::XL, bottom: 20.0, left: space::XL });
    let page = row![sidebar(gallery), surface::canvas(content).width(Fill).height(Fill)];
    column![page.height(Fill), status()].into()
}

/// More entries than these stand under captions.
const PLAIN_MAX: usize = 6;

fn sidebar(gallery: &Gallery) -> Element<'_, Message> {
    let menus: [(&str, Icon, &[&str]); 7] = [
        ("Access points", Icon::DoorClosed, &["Doors", "Zones", "Levels"]),
        ("Cardholders", Icon::Users, &["Staff", "Guests", "Visitors"]),
        ("Keys", Icon::KeyRound, &["All keys", "To update", "Cancelled"]),
        ("Monitoring", Icon::Activity, &["Openings", "Battery"]),
        ("Hotels", Icon::BedDouble, &["Check in", "Rooms"]),
        ("Tools", Icon::SlidersHorizontal, &["Calendars", "Timed periods and automatic changes"]),
        (
            "System",
            Icon::Settings,
            &["Operators", "Groups", "Audit trail", "Partitions", "Network", "Time zones", "Resources"],
        ),
    ];
    let active = (gallery.shown / 10) as usize;
    let (_, _, labels) = menus.get(gallery.open_menu).copied().unwrap_or(menus[0]);
    let entries = labels.iter().zip(0_u32..).map(|(label, number)| {
        let key = u32::try_from(gallery.open_menu).unwrap_or_default() * 10 + number;
        let is_on = gallery.pins.contains(&key);
        let name = if is_on { format!("Unpin {label}") } else { format!("Pin {label}") };
        Line::Entry(Entry {
            key,
            label: (*label).into(),
            is_active: key == gallery.shown,
            pin: Some(Pin { is_on, name: name.into() }),
        })
    });
    let mut lines: Vec<_> = entries.collect();
    if lines.len() > PLAIN_MAX {
        lines.insert(4, Line::Caption("The site".into()));
        lines.insert(0, Line::Caption("Who may do what".into()));
    }
    let rail = navigation::rail(
        "Menus",
        menus.into_iter().enumerate().map(|(at, (label, icon, _))| Menu {
            label: label.into(),
            icon,
            is_open: at == gallery.open_menu,
            is_active: at == active,
        }),
        Message::Navigate,
    );
    let panel = navigation::panel("Entries", gallery.open_menu, lines, Message::Navigate).id("entries");
    let search = field("", "").placeholder("Find anything").lead(Icon::Search).on_input(|_| Message::Nothing);
    let head = container(column![site(), Element::from(search)].spacing(space::MD)).padding([0.0, 10.0]);
    let rail = column![Element::from(rail.id("menus"))].padding([14.0, 0.0]);
    let panel = column![head, Element::from(panel)].spacing(space::MD).padding([14.0, 0.0]);
    row![
        surface::plain(rail).width(size::RAIL).height(Fill),
        surface::plain(panel).width(size::PANEL).height(Fill),
        surface::divider_down()
    ]
    .into()
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
