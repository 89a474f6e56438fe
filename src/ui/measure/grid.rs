//! The grid at work: a matrix of all people and all doors of the largest site, of which nothing is kept in memory.

use std::time::Duration;

use iced::{Program, Settings, Task, window};

use super::{FRAMES, Outcome, SITE, bar, milliseconds, percentile};
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
