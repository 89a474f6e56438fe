//! Grids: a year, a matrix, a board of rooms; and the bars of days.

use super::super::program::{Gallery, Message, Which};
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::day_bar::{day_bar, hours};
use crate::widget::field::field;
use crate::widget::grid::cell::Pending;
use crate::widget::grid::{Cell, Lines, Pattern, Shape, Spot, even, grid, head};
use crate::widget::legend::legend;
use crate::widget::semantics::Mark;
use crate::widget::{Element, surface};
use chrono::{Datelike, NaiveDate, Weekday};
use iced::Center;
use iced::widget::{column, container, row};

/// One of the grids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sample {
    Year,
    Matrix,
    Board,
}

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    super::page("Grids", [year(gallery), days(gallery), matrix(gallery), board(gallery)])
}

pub const YEAR: i32 = 2026;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The day that a cell of the year stands for.
pub fn day_of(spot: Spot) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(YEAR, spot.row as u32 + 1, spot.column as u32 + 1)
}

fn kind<'a>(kind: u8) -> (Cell<'a>, &'static str) {
    match kind {
        1 => (Cell::letter("W").tinted(Tone::Neutral, Pattern::Plain), "Weekend (1)"),
        2 => (Cell::letter("H").tinted(Tone::Danger, Pattern::Lines), "Holiday (2)"),
        3 => (Cell::letter("S").tinted(Tone::Accent, Pattern::Bars), "Special 1 (3)"),
        4 => (Cell::letter("T").tinted(Tone::Warning, Pattern::Dots), "Special 2 (4)"),
        _ => (Cell::empty(), "Working"),
    }
}

fn year(gallery: &Gallery) -> Element<'_, Message> {
    let cells = |spot: Spot| {
        let day = day_of(spot)?;
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let painted = gallery.days.get(&day).copied().unwrap_or_default();
        let (cell, name) = kind(painted);
        let is_today = day == NaiveDate::from_ymd_opt(YEAR, 3, 13)?;
        Some(cell.quiet(is_weekend).today(is_today).said(if painted == 0 { "" } else { name }))
    };
    let year = grid("Year", even(12, 22.0), even(31, 24.0), gallery.span(Sample::Year), cells, |event| {
        Message::Grid(Sample::Year, event)
    })
    .id("year")
    .row_heads(56.0, |month| head(MONTHS.get(month).copied().unwrap_or_default()).today(month == 2))
    .column_heads(|day| head((day + 1).to_string()))
    .corner("2026")
    .shape(Shape::Flow)
    .paints()
    .brushes("1234")
    .erases()
    .fits();
    let kinds = (0..5).map(|at| {
        let (cell, name) = kind(at);
        (cell.said(name), name.into())
    });
    let content = column![surface::sheet(year), legend(kinds)].spacing(space::MD);
    surface::panel("A year", content).into()
}

fn days(gallery: &Gallery) -> Element<'_, Message> {
    let line = |at: usize| {
        let (name, periods) =
            gallery.hours.get(at).map_or(("", &[][..]), |(name, of)| (*name, of.as_slice()));
        let bar = day_bar(name, periods, 4).on_change(move |periods| Message::Hours(at, periods));
        let bar = if at == 0 { bar.scale() } else { bar };
        let label = container(crate::widget::text::body(name)).width(120);
        row![label, Element::from(bar)].align_y(Center).spacing(space::MD).into()
    };
    let wrong = hours::read(gallery.text(Which::Hours), 4).err().map(|fault| format!("{fault:?}"));
    let typed = field("Monday to Friday", gallery.text(Which::Hours))
        .on_input(|text| Message::Typed(Which::Hours, text))
        .error(wrong);
    let bars = (0..gallery.hours.len()).map(line);
    let closed = row![
        container(crate::widget::text::body("Locked")).width(120),
        Element::from(day_bar("Locked", CLOSED, 4))
    ]
    .align_y(Center)
    .spacing(space::MD);
    let bars = iced::widget::Column::with_children(bars).push(closed).spacing(space::SM);
    surface::panel("Hours of a day", column![bars, Element::from(typed)].spacing(space::MD)).into()
}

const CLOSED: &[hours::Period] = &[hours::Period { from: 540, until: 780 }];

/// A made-up right, of which nothing is kept.
pub fn right(spot: Spot) -> u64 {
    let mixed = (spot.row as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ (spot.column as u64) << 17;
    (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 60
}

/// The cell of a made-up right.
pub fn right_cell<'a>(spot: Spot) -> Cell<'a> {
    match right(spot) {
        0 | 1 => Cell::icon(Icon::Check).said("own right"),
        2 => Cell::icon(Icon::Clock).tinted(Tone::Accent, Pattern::Plain).said("timed").hint("08:00-13:00"),
        3 => Cell::letter("L").tinted(Tone::Neutral, Pattern::Plain).locked("By a level").said("by level"),
        4 if spot.row.is_multiple_of(3) => {
            Cell::icon(Icon::Check).pending(Some(Pending::Added)).said("added")
        }
        5 if spot.row.is_multiple_of(5) => {
            Cell::icon(Icon::Check).pending(Some(Pending::Taken)).said("taken")
        }
        _ => Cell::empty(),
    }
}

fn matrix(gallery: &Gallery) -> Element<'_, Message> {
    let span = gallery.span(Sample::Matrix);
    let cells = |spot: Spot| Some(right_cell(spot));
    let matrix = grid("Rights", even(100_000, 36.0), even(2_000, 36.0), span, cells, |event| {
        Message::Grid(Sample::Matrix, event)
    })
    .id("matrix")
    .row_heads(200.0, |row| head(super::name(row)))
    .column_heads(|column| head(format!("Room {:04}", column + 1)).code((column + 1).to_string()))
    .bands((0..20).map(|floor| (100, format!("Floor {}", floor + 1).into())).collect())
    .corner("Person")
    .paints()
    .opens();
    surface::panel("100 000 × 2 000", surface::sheet(matrix).height(380)).into()
}

/// Rooms in a row of the board, of forty on a floor.
const TILES: usize = 10;

fn room<'a>(spot: Spot) -> Cell<'a> {
    let (floor, number) = (spot.row / 4, spot.row % 4 * TILES + spot.column);
    let name = format!("{}{:02}", floor + 1, number + 1);
    let cell = match (floor * 40 + number) * 7 % 11 {
        0..4 => {
            Cell::icon(Icon::Bed).below("until 24 Dec").tinted(Tone::Accent, Pattern::Plain).said("taken")
        }
        4 => {
            Cell::icon(Icon::LogOut).below("out 11:00").tinted(Tone::Warning, Pattern::Frame).said("due out")
        }
        5 => Cell::icon(Icon::LogIn).below("in 15:00").tinted(Tone::Success, Pattern::Bars).said("due in"),
        6 => Cell::icon(Icon::TriangleAlert)
            .below("key trouble")
            .tinted(Tone::Danger, Pattern::Dots)
            .said("trouble"),
        _ => Cell::icon(Icon::DoorOpen).below("free, clean").said("free"),
    };
    cell.words(name)
}

fn board(gallery: &Gallery) -> Element<'_, Message> {
    let span = gallery.span(Sample::Board);
    let board = grid(
        "Rooms",
        even(20, 56.0),
        even(TILES, 92.0),
        span,
        |spot| Some(room(spot)),
        |event| Message::Grid(Sample::Board, event),
    )
    .id("board")
    .row_heads(80.0, |row| if row % 4 == 0 { head(format!("Floor {}", row / 4 + 1)) } else { head("") })
    .lines(Lines::None)
    .bare()
    .opens();
    let samples = [
        (Cell::icon(Icon::Bed).tinted(Tone::Accent, Pattern::Plain), "Taken"),
        (Cell::icon(Icon::LogOut).tinted(Tone::Warning, Pattern::Frame), "Due out"),
        (Cell::icon(Icon::LogIn).tinted(Tone::Success, Pattern::Bars), "Due in"),
        (Cell::icon(Icon::TriangleAlert).tinted(Tone::Danger, Pattern::Dots), "Trouble"),
        (Cell::icon(Icon::DoorOpen), "Free"),
        (Cell::mark(Mark::Mixed), "Some of them"),
    ];
    let samples = samples.map(|(cell, word)| (cell, word.into()));
    surface::panel(
        "200 rooms",
        column![surface::sheet(board).height(420), legend(samples)].spacing(space::MD),
    )
    .into()
}
