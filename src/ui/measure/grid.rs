//! The grid at work: a matrix of all people and all doors of the largest site, of which nothing is kept in memory; first one
//! that is made up, then the screen that shows who opens what.

use std::path::Path;
use std::time::Duration;

use iced::keyboard::{Modifiers, key::Named};
use iced::{Program, Settings, Task, window};

use super::{FRAMES, Outcome, SITE, bar, milliseconds, open_window, percentile, wait_for_list};
use crate::headless::{Driver, input};
use crate::icon::Icon;
use crate::rehearsal::WINDOW;
use crate::theme::{self, Theme, Tone};
use crate::widget::grid::{self, Cell, Pattern, Span, Spot, even, head};
use crate::widget::{Element, whole};

/// A window with the matrix alone, or with nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matrix {
    Whole,
    Bare,
}

impl Program for Matrix {
    type State = Span;
    type Message = grid::Event;
    type Theme = Theme;
    type Renderer = iced::Renderer;
    type Executor = iced::executor::Default;

    fn name() -> &'static str {
        "keydesk"
    }

    fn settings(&self) -> Settings {
        Settings { fonts: theme::fonts(), default_font: theme::REGULAR, ..Settings::default() }
    }

    fn window(&self) -> Option<window::Settings> {
        Some(window::Settings { size: WINDOW, ..window::Settings::default() })
    }

    fn boot(&self) -> (Span, Task<grid::Event>) {
        (Span::default(), Task::none())
    }

    fn update(&self, span: &mut Span, event: grid::Event) -> Task<grid::Event> {
        if let grid::Event::Select(chosen) = event {
            *span = chosen;
        }
        Task::none()
    }

    fn view<'a>(&self, span: &'a Span, _window: window::Id) -> Element<'a, grid::Event> {
        if *self == Matrix::Bare {
            return whole::whole(iced::widget::space(), Some(1.0)).into();
        }
        let (people, doors) = (even(SITE.people, EDGE), even(SITE.doors, EDGE));
        let matrix = grid::grid("Matrix", people, doors, *span, |spot| Some(cell(spot)), |event| event)
            .row_heads(200.0, |row| head(format!("Person {row}")))
            .column_heads(|column| head((column + 1).to_string()));
        whole::whole(matrix, Some(1.0)).into()
    }
}

/// The edge of a cell.
const EDGE: f32 = 36.0;

/// A made-up right: a third of the cells have one, of three kinds.
fn cell<'a>(spot: Spot) -> Cell<'a> {
    let mixed = spot.row.wrapping_mul(0x9E37_79B1) ^ spot.column.wrapping_mul(0x85EB_CA77);
    match (mixed ^ (mixed >> 15)) % 12 {
        0 | 1 => Cell::icon(Icon::Check),
        2 => Cell::icon(Icon::Clock).tinted(Tone::Accent, Pattern::Plain),
        3 => Cell::letter("L").tinted(Tone::Neutral, Pattern::Plain),
        _ => Cell::empty(),
    }
}

/// Scrolls through it, down and to the right, and paints what comes into view; gives how long each frame took.
fn frames(program: Matrix) -> Outcome<Vec<Duration>> {
    let mut driver = Driver::begin(program, WINDOW)?;
    driver.settle();
    driver.move_to(iced::Point::new(800.0, 500.0));
    let mut times = Vec::with_capacity(FRAMES);
    for frame in 0..FRAMES {
        // Every second turn goes to the side.
        let event = if frame % 2 == 0 { input::wheel(1.0) } else { input::wheel_aside(1.0) };
        times.push(driver.timed(event).total());
        driver.settle();
    }
    Ok(times)
}

/// How long a frame takes, with its pixels, beside one of a window with nothing in it, which costs as much to read back.
pub fn bar_of_frames() -> Outcome<super::Bar> {
    let (mut whole, mut bare) = (frames(Matrix::Whole)?, frames(Matrix::Bare)?);
    let (typical, slow) = (percentile(&mut whole, 50), percentile(&mut whole, 99));
    let floor = percentile(&mut bare, 50);
    Ok(bar(
        format!(
            "a frame of a scrolling grid of {} × {} cells, 1400×900, with its pixels, p99 (median {}, of a bare window {})",
            SITE.people,
            SITE.doors,
            milliseconds(typical),
            milliseconds(floor)
        ),
        milliseconds(slow),
        "≤ 10 ms",
        slow <= Duration::from_millis(10),
    ))
}

/// How long a frame takes of the screen that shows who opens what, of everybody and every door: from its beginning on, and
/// from its end back. What comes into view is read from the site meanwhile.
pub fn bar_of_rights(site: &Path) -> Outcome<super::Bar> {
    let mut driver = open_window(site)?;
    wait_for_list(&mut driver)?;
    driver.settle();
    driver.click("Access table")?;
    let counted = format!("{} people × {} doors", grouped(SITE.people), grouped(SITE.doors));
    driver.wait_for(&counted)?;
    driver.settle();
    // From the search down into the cells.
    driver.key(Named::ArrowDown);
    driver.move_to(iced::Point::new(800.0, 500.0));
    let (mut frames, mut whole) = (Vec::with_capacity(FRAMES), Vec::with_capacity(FRAMES));
    for (way, to) in [(1.0, Named::Home), (-1.0, Named::End)] {
        driver.chord(Modifiers::CTRL, to);
        driver.settle();
        for frame in 0..FRAMES / 2 {
            // Every second turn goes to the side.
            let event = if frame % 2 == 0 { input::wheel(way) } else { input::wheel_aside(way) };
            let timing = driver.timed(event);
            frames.push(timing.update + timing.view + timing.draw);
            whole.push(timing.total());
            driver.settle();
        }
    }
    let (slow, whole) = (percentile(&mut frames, 99), percentile(&mut whole, 99));
    Ok(bar(
        format!(
            "a frame of who opens what, {} × {}, scrolled at both its ends: update, view, layout, draw, p99 ({} with its pixels)",
            SITE.people,
            SITE.doors,
            milliseconds(whole)
        ),
        milliseconds(slow),
        "≤ 16 ms",
        slow <= Duration::from_millis(16),
    ))
}

fn grouped(count: usize) -> String {
    crate::words::grouped(count as i64)
}
