//! Where the cells, heads and bars of a grid are.

use super::span::{Spot, spot};
use crate::theme::size;
use crate::widget::scrollbar::{Axis, Bar, Bars};
use iced::{Point, Rectangle, Size};
use std::borrow::Cow;
use std::ops::Range;

/// How large rows or columns are. Offsets are `f64`: 100,000 rows are millions of points, of which an `f32` knows only
/// every second one or fewer.
#[derive(Debug, Clone, PartialEq)]
pub enum Tracks<'a> {
    /// So many, all of one size: any number of them costs nothing.
    Even { count: usize, size: f32 },
    /// A few, each of its own size.
    Each(Cow<'a, [f32]>),
}

/// So many of one size.
pub const fn even<'a>(count: usize, size: f32) -> Tracks<'a> {
    Tracks::Even { count, size }
}

/// Each of its own size.
pub fn each<'a>(sizes: impl Into<Cow<'a, [f32]>>) -> Tracks<'a> {
    Tracks::Each(sizes.into())
}

impl Tracks<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::Even { count, .. } => *count,
            Self::Each(sizes) => sizes.len(),
        }
    }

    /// How long all of them are.
    pub fn total(&self) -> f64 {
        self.start(self.count())
    }

    fn start(&self, at: usize) -> f64 {
        match self {
            Self::Even { size, .. } => at as f64 * f64::from(*size),
            Self::Each(sizes) => sizes.iter().take(at).map(|size| f64::from(*size)).sum(),
        }
    }

    fn size(&self, at: usize) -> f32 {
        match self {
            Self::Even { size, .. } => *size,
            Self::Each(sizes) => sizes.get(at).copied().unwrap_or_default(),
        }
    }

    /// Which one is at an offset: their count, if it is beyond the last.
    fn at(&self, offset: f64) -> usize {
        match self {
            Self::Even { count, size } => ((offset / f64::from(*size)).max(0.0) as usize).min(*count),
            Self::Each(sizes) => {
                let mut end = 0.0;
                let is_beyond = |size: &&f32| {
                    end += f64::from(**size);
                    end <= offset
                };
                sizes.iter().take_while(is_beyond).count()
            }
        }
    }

    /// Those of which anything is seen.
    fn seen(&self, offset: f64, room: f32) -> Range<usize> {
        let last = self.at(offset + f64::from(room) - 0.01) + 1;
        self.at(offset)..last.min(self.count())
    }
}

/// The grid as it lies in the window now.
#[derive(Debug, Clone)]
pub struct Geometry<'g> {
    pub bounds: Rectangle,
    pub rows: &'g Tracks<'g>,
    pub columns: &'g Tracks<'g>,
    /// The width of the row heads and the height of the column heads.
    pub head: Size,
    pub down: f64,
    pub right: f64,
}

/// What is at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    Cell(Spot),
    Row(usize),
    Column(usize),
    /// Where the heads meet.
    Corner,
    Bar(Axis),
    /// The ground beyond the last cell.
    Ground,
}

impl Geometry<'_> {
    /// Everything but the heads.
    pub fn body(&self) -> Rectangle {
        Rectangle {
            x: self.bounds.x + self.head.width,
            y: self.bounds.y + self.head.height,
            width: (self.bounds.width - self.head.width).max(0.0),
            height: (self.bounds.height - self.head.height).max(0.0),
        }
    }

    /// Which bars there are: one beside the other takes room from what it scrolls.
    fn bars_needed(&self) -> (bool, bool) {
        let body = self.body();
        let (width, height) = (self.columns.total(), self.rows.total());
        let exceeds = |length: f64, room: f32| length > f64::from(room) + 0.5;
        let is_down = exceeds(height, body.height);
        let is_right = exceeds(width, body.width - if is_down { size::SCROLLBAR } else { 0.0 });
        (is_right, is_down || (is_right && exceeds(height, body.height - size::SCROLLBAR)))
    }

    /// Where the cells are seen: the body without its bars.
    pub fn view(&self) -> Rectangle {
        let body = self.body();
        let (is_right, is_down) = self.bars_needed();
        let taken = |is_there: bool| if is_there { size::SCROLLBAR } else { 0.0 };
        Rectangle {
            width: (body.width - taken(is_down)).max(0.0),
            height: (body.height - taken(is_right)).max(0.0),
            ..body
        }
    }

    /// How large it is with all its cells in view, as far as these bounds go.
    pub fn whole(&self) -> Size {
        let (right, down) = self.bars_needed();
        let taken = |is_there: bool| if is_there { size::SCROLLBAR } else { 0.0 };
        let width = self.head.width + self.columns.total() as f32 + taken(down);
        let height = self.head.height + self.rows.total() as f32 + taken(right);
        Size::new(width.min(self.bounds.width), height.min(self.bounds.height))
    }

    /// The part of the head row that is above cells.
    pub fn column_heads(&self) -> Rectangle {
        Rectangle { y: self.bounds.y, height: self.head.height, ..self.view() }
    }

    /// The part of the head column that is beside cells.
    pub fn row_heads(&self) -> Rectangle {
        Rectangle { x: self.bounds.x, width: self.head.width, ..self.view() }
    }

    /// Scrolls; says whether it moved.
    pub fn scroll(&mut self, right: f64, down: f64) -> bool {
        let before = (self.right, self.down);
        let view = self.view();
        self.right = right.clamp(0.0, (self.columns.total() - f64::from(view.width)).max(0.0));
        self.down = down.clamp(0.0, (self.rows.total() - f64::from(view.height)).max(0.0));
        before != (self.right, self.down)
    }

    /// Scrolls so that a cell is seen.
    pub fn reveal(&mut self, spot: Spot) {
        let view = self.view();
        let along = |tracks: &Tracks<'_>, at: usize, offset: f64, room: f32| {
            let (start, room) = (tracks.start(at), f64::from(room));
            let end = start + f64::from(tracks.size(at));
            if start < offset { start } else { offset.max(end - room) }
        };
        let right = along(self.columns, spot.column, self.right, view.width);
        let down = along(self.rows, spot.row, self.down, view.height);
        self.scroll(right, down);
    }

    /// How many rows a page key moves by.
    pub fn page(&self) -> usize {
        self.rows_seen().len().saturating_sub(2).max(1)
    }

    /// The rows of which anything is seen.
    pub fn rows_seen(&self) -> Range<usize> {
        self.rows.seen(self.down, self.view().height)
    }

    /// The columns of which anything is seen.
    pub fn columns_seen(&self) -> Range<usize> {
        self.columns.seen(self.right, self.view().width)
    }

    fn x(&self, column: usize) -> f32 {
        self.body().x + (self.columns.start(column) - self.right) as f32
    }

    fn y(&self, row: usize) -> f32 {
        self.body().y + (self.rows.start(row) - self.down) as f32
    }

    /// Where a cell is.
    pub fn cell(&self, spot: Spot) -> Rectangle {
        Rectangle {
            x: self.x(spot.column),
            y: self.y(spot.row),
            width: self.columns.size(spot.column),
            height: self.rows.size(spot.row),
        }
    }

    /// Where some cells of a row are, from the first to the last.
    pub fn run(&self, row: usize, first: usize, last: usize) -> Rectangle {
        let (from, to) = (self.cell(spot(row, first)), self.cell(spot(row, last)));
        Rectangle { width: to.x + to.width - from.x, ..from }
    }

    /// Where the head of a row is.
    pub fn row_head(&self, row: usize) -> Rectangle {
        let cell = self.cell(spot(row, 0));
        Rectangle { x: self.bounds.x, width: self.head.width, ..cell }
    }

    /// Where the head of a column is.
    pub fn column_head(&self, column: usize) -> Rectangle {
        let cell = self.cell(spot(0, column));
        Rectangle { y: self.bounds.y, height: self.head.height, ..cell }
    }

    /// The bars at the right and at the bottom.
    pub fn bars(&self) -> Bars {
        let (body, view) = (self.body(), self.view());
        Bars {
            down: Bar {
                axis: Axis::Vertical,
                track: Rectangle { x: view.x + view.width, width: body.width - view.width, ..view },
                content: self.rows.total() as f32,
                view: view.height,
                offset: self.down as f32,
            },
            right: Bar {
                axis: Axis::Horizontal,
                track: Rectangle { y: view.y + view.height, height: body.height - view.height, ..view },
                content: self.columns.total() as f32,
                view: view.width,
                offset: self.right as f32,
            },
        }
    }

    /// What is at a point.
    pub fn hit(&self, point: Point) -> Option<Hit> {
        if !self.bounds.contains(point) {
            return None;
        }
        let (body, view) = (self.body(), self.view());
        if let Some(axis) = self.bars().axis_at(point) {
            return Some(Hit::Bar(axis));
        }
        let column = self.columns.at(f64::from(point.x - body.x) + self.right);
        let row = self.rows.at(f64::from(point.y - body.y) + self.down);
        let is_column = column < self.columns.count() && point.x < view.x + view.width;
        let is_row = row < self.rows.count() && point.y < view.y + view.height;
        Some(match (point.x < body.x, point.y < body.y) {
            (true, true) => Hit::Corner,
            (true, false) if is_row => Hit::Row(row),
            (false, true) if is_column => Hit::Column(column),
            (false, false) if is_row && is_column => Hit::Cell(spot(row, column)),
            _ => Hit::Ground,
        })
    }

    /// The cell that is nearest to a point, inside the grid or beyond its edges.
    pub fn nearest(&self, point: Point) -> Spot {
        let body = self.body();
        let column = self.columns.at((f64::from(point.x - body.x) + self.right).max(0.0));
        let row = self.rows.at((f64::from(point.y - body.y) + self.down).max(0.0));
        spot(row.min(self.rows.count().saturating_sub(1)), column.min(self.columns.count().saturating_sub(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry<'g>(rows: &'g Tracks<'g>, columns: &'g Tracks<'g>) -> Geometry<'g> {
        let bounds = Rectangle::new(Point::ORIGIN, Size::new(460.0, 334.0));
        Geometry { bounds, rows, columns, head: Size::new(100.0, 34.0), down: 0.0, right: 0.0 }
    }

    #[test]
    fn as_much_is_seen_of_many_as_of_few() {
        let (rows, columns) = (even(100_000, 36.0), even(2_000, 36.0));
        let mut many = geometry(&rows, &columns);
        assert_eq!((many.rows_seen(), many.columns_seen()), (0..8, 0..10));
        many.reveal(spot(99_999, 1_999));
        assert_eq!((many.rows_seen(), many.columns_seen()), (99_992..100_000, 1_990..2_000));
        let last = many.cell(spot(99_999, 1_999));
        let view = many.view();
        assert!((last.x + last.width - view.x - view.width).abs() < 0.5, "{last:?} {view:?}");
        assert!((last.y + last.height - view.y - view.height).abs() < 0.5, "{last:?} {view:?}");
        assert_eq!(many.hit(last.center()), Some(Hit::Cell(spot(99_999, 1_999))));
    }

    #[test]
    fn a_bar_takes_room_from_what_it_scrolls_and_what_fits_has_none() {
        let (rows, columns) = (even(8, 36.0), even(10, 36.0));
        let fitting = geometry(&rows, &columns);
        assert_eq!(fitting.view(), fitting.body());
        let rows = even(9, 36.0);
        let both = geometry(&rows, &columns);
        assert_eq!(
            both.view().size(),
            Size::new(348.0, 288.0),
            "the bar at the right makes one at the bottom"
        );
    }

    #[test]
    fn columns_may_each_have_their_own_width() {
        let (rows, columns) = (even(3, 28.0), each(vec![60.0, 90.0, 150.0]));
        let few = geometry(&rows, &columns);
        let at = |x: f32| few.hit(Point::new(100.0 + x, 50.0));
        assert_eq!(at(59.0), Some(Hit::Cell(spot(0, 0))));
        assert_eq!(at(60.0), Some(Hit::Cell(spot(0, 1))));
        assert_eq!(at(299.0), Some(Hit::Cell(spot(0, 2))));
        assert_eq!(at(301.0), Some(Hit::Ground));
        assert_eq!(few.cell(spot(1, 2)).x, 250.0);
    }

    #[test]
    fn heads_are_hit_by_row_and_column() {
        let (rows, columns) = (even(3, 28.0), even(3, 60.0));
        let few = geometry(&rows, &columns);
        assert_eq!(few.hit(Point::new(50.0, 70.0)), Some(Hit::Row(1)));
        assert_eq!(few.hit(Point::new(230.0, 10.0)), Some(Hit::Column(2)));
        assert_eq!(few.hit(Point::new(10.0, 10.0)), Some(Hit::Corner));
        assert_eq!(few.hit(Point::new(50.0, 300.0)), Some(Hit::Ground));
        assert_eq!(few.nearest(Point::new(900.0, -40.0)), spot(0, 2));
    }
}
