//! The inside of every list that is longer than its view: which rows are seen, which one is current,
//! and what the keys, the wheel and the bar do. It draws nothing; its owner draws the rows.

use super::Wheel;
use super::scrollbar::{Axis, Bar, Press};
use crate::theme::size;
use iced::advanced::mouse;
use iced::keyboard::key::Named;
use iced::{Event, Point, Rectangle};
use std::ops::Range;

/// What a list shows: so many rows of one height in an area.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rows {
    pub area: Rectangle,
    pub height: f32,
    pub count: usize,
}

impl Rows {
    fn offset_max(&self) -> f32 {
        (self.count as f32 * self.height - self.area.height).max(0.0)
    }

    /// How many rows a page key moves by.
    pub fn page(&self) -> usize {
        ((self.area.height / self.height) as usize).saturating_sub(1).max(1)
    }
}

/// Where a list is scrolled to and which row is current.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct View {
    /// The row that the keyboard is on.
    pub current: Option<usize>,
    offset: f32,
    grab: Option<f32>,
    hovered: Option<usize>,
    is_bar_hot: bool,
}

/// What came of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Ignored,
    /// Something looks different now.
    Changed,
    /// A row was pressed.
    Pressed(usize),
    /// The bar was pressed, and the press is nobody else's.
    Taken,
}

impl View {
    /// A list whose keyboard is on a row.
    pub fn at(current: Option<usize>) -> Self {
        Self { current, ..Self::default() }
    }

    /// The scroll bar.
    pub fn bar(&self, rows: &Rows) -> Bar {
        Bar {
            axis: Axis::Vertical,
            track: Rectangle {
                x: rows.area.x + rows.area.width - size::SCROLLBAR,
                width: size::SCROLLBAR,
                ..rows.area
            },
            content: rows.count as f32 * rows.height,
            view: rows.area.height,
            offset: self.offset,
        }
    }

    /// Whether the bar is drawn thick.
    pub fn is_bar_hot(&self) -> bool {
        self.is_bar_hot || self.grab.is_some()
    }

    /// The row under the pointer.
    pub fn hovered(&self) -> Option<usize> {
        self.hovered
    }

    /// The rows of which anything is seen.
    pub fn visible(&self, rows: &Rows) -> Range<usize> {
        let first = (self.offset / rows.height).floor().max(0.0) as usize;
        let last = ((self.offset + rows.area.height) / rows.height).ceil() as usize;
        first.min(rows.count)..last.min(rows.count)
    }

    /// Where a row is drawn: beside the bar, if there is one.
    pub fn row_area(&self, rows: &Rows, row: usize) -> Rectangle {
        let has_bar = rows.count as f32 * rows.height > rows.area.height;
        Rectangle {
            y: rows.area.y + row as f32 * rows.height - self.offset,
            width: rows.area.width - if has_bar { size::SCROLLBAR } else { 0.0 },
            height: rows.height,
            ..rows.area
        }
    }

    /// The row at a point, if the bar is not there.
    pub fn hit(&self, rows: &Rows, point: Point) -> Option<usize> {
        if !rows.area.contains(point) || self.bar(rows).press(point).is_some() {
            return None;
        }
        let row = ((point.y - rows.area.y + self.offset) / rows.height) as usize;
        (row < rows.count).then_some(row)
    }

    /// Scrolls; says whether it moved.
    pub fn scroll(&mut self, rows: &Rows, offset: f32) -> bool {
        let before = self.offset;
        self.offset = offset.clamp(0.0, rows.offset_max());
        self.offset != before
    }

    /// Keeps the offset and the current row within what there is now.
    pub fn fit(&mut self, rows: &Rows) {
        self.scroll(rows, self.offset);
        self.current = match (self.current, rows.count.checked_sub(1)) {
            (Some(current), Some(last)) => Some(current.min(last)),
            (_, None) | (None, _) => None,
        };
    }

    /// Scrolls so that a row is seen.
    pub fn reveal(&mut self, rows: &Rows, row: usize) {
        let top = row as f32 * rows.height;
        let bottom = top + rows.height;
        if top < self.offset {
            self.offset = top;
        } else if bottom > self.offset + rows.area.height {
            self.offset = bottom - rows.area.height;
        }
        self.scroll(rows, self.offset);
    }

    /// Brings a row into the middle of the view, if it is not in view at all.
    pub fn center(&mut self, rows: &Rows, row: usize) {
        let top = row as f32 * rows.height;
        let is_seen = top >= self.offset && top + rows.height <= self.offset + rows.area.height;
        if !is_seen {
            self.scroll(rows, top - (rows.area.height - rows.height) / 2.0);
        }
    }

    /// Moves the current row by a key; says whether the key was one that does.
    pub fn step(&mut self, rows: &Rows, key: Named) -> bool {
        let Some(last) = rows.count.checked_sub(1) else {
            return false;
        };
        let page = rows.page();
        let from = self.current;
        let target = match key {
            Named::ArrowDown => from.map_or(0, |row| row + 1),
            Named::ArrowUp => from.map_or(last, |row| row.saturating_sub(1)),
            Named::PageDown => from.map_or(0, |row| row + page),
            Named::PageUp => from.map_or(0, |row| row.saturating_sub(page)),
            Named::Home => 0,
            Named::End => last,
            _ => return false,
        };
        let target = target.min(last);
        self.current = Some(target);
        self.reveal(rows, target);
        true
    }

    /// What the pointer does.
    pub fn point(&mut self, rows: &Rows, event: &Event, cursor: mouse::Cursor) -> Outcome {
        match event {
            Event::Mouse(mouse::Event::CursorMoved { position }) => self.moved(rows, *position, cursor),
            Event::Mouse(mouse::Event::CursorLeft) if self.hovered.take().is_some() => Outcome::Changed,
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(rows.area) => {
                if !self.scroll(rows, self.offset + Wheel::from(*delta).down) {
                    return Outcome::Ignored;
                }
                self.hovered = cursor.position().and_then(|point| self.hit(rows, point));
                Outcome::Taken
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let Some(point) = cursor.position_over(rows.area) else {
                    return Outcome::Ignored;
                };
                match self.bar(rows).press(point) {
                    Some(Press::Drag(grab)) => {
                        self.grab = Some(grab);
                        Outcome::Taken
                    }
                    Some(Press::Page(by)) => {
                        self.scroll(rows, self.offset + by);
                        Outcome::Taken
                    }
                    None => self.hit(rows, point).map_or(Outcome::Ignored, Outcome::Pressed),
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) if self.grab.take().is_some() => {
                Outcome::Taken
            }
            _ => Outcome::Ignored,
        }
    }

    fn moved(&mut self, rows: &Rows, position: Point, cursor: mouse::Cursor) -> Outcome {
        if let Some(grab) = self.grab {
            let offset = self.bar(rows).dragged(position, grab);
            self.scroll(rows, offset);
            return Outcome::Taken;
        }
        let point = cursor.position();
        let hovered = point.and_then(|point| self.hit(rows, point));
        let is_bar_hot = point.is_some_and(|point| self.bar(rows).press(point).is_some());
        let before = (self.hovered, self.is_bar_hot);
        (self.hovered, self.is_bar_hot) = (hovered, is_bar_hot);
        if before == (hovered, is_bar_hot) { Outcome::Ignored } else { Outcome::Changed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::Size;

    fn rows(count: usize) -> Rows {
        Rows { area: Rectangle::new(Point::new(0.0, 100.0), Size::new(200.0, 300.0)), height: 30.0, count }
    }

    #[test]
    fn only_what_is_seen_is_drawn() {
        let mut view = View::default();
        assert_eq!(view.visible(&rows(64_000)), 0..10);
        view.scroll(&rows(64_000), 45.0);
        assert_eq!(view.visible(&rows(64_000)), 1..12);
        assert_eq!(view.visible(&rows(3)), 1..3);
    }

    #[test]
    fn keys_move_the_current_row_and_keep_it_in_view() {
        let mut view = View::default();
        assert!(view.step(&rows(100), Named::ArrowDown));
        assert_eq!(view.current, Some(0));
        view.step(&rows(100), Named::PageDown);
        assert_eq!(view.current, Some(9));
        view.step(&rows(100), Named::End);
        assert_eq!(view.current, Some(99));
        assert!(view.visible(&rows(100)).contains(&99));
        view.step(&rows(100), Named::ArrowDown);
        assert_eq!(view.current, Some(99));
        view.step(&rows(100), Named::Home);
        assert_eq!((view.current, view.visible(&rows(100)).start), (Some(0), 0));
    }

    #[test]
    fn an_empty_list_has_no_current_row() {
        let mut view = View::default();
        assert!(!view.step(&rows(0), Named::ArrowDown));
        view.current = Some(4);
        view.fit(&rows(0));
        assert_eq!(view.current, None);
    }

    #[test]
    fn a_shorter_list_pulls_its_view_back() {
        let mut view = View::default();
        view.step(&rows(100), Named::End);
        view.fit(&rows(12));
        assert_eq!(view.current, Some(11));
        assert_eq!(view.visible(&rows(12)), 2..12);
    }

    #[test]
    fn a_press_finds_its_row() {
        let mut view = View::default();
        view.scroll(&rows(100), 60.0);
        assert_eq!(view.hit(&rows(100), Point::new(10.0, 101.0)), Some(2));
        assert_eq!(view.hit(&rows(100), Point::new(10.0, 99.0)), None);
        assert_eq!(view.hit(&rows(100), Point::new(195.0, 101.0)), None);
    }
}
