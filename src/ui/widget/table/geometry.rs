//! Where rows, columns and bars of a table are.

use super::{Column, draw};
use crate::theme::{size, space};
use crate::widget::paint::Side;
use crate::widget::scrollbar::{Axis, Bar};
use iced::{Point, Rectangle};
use std::ops::Range;

/// The table as it lies in the window now.
///
/// The offset down is an `f64`: a million rows are 32 million points, of which an `f32` knows only
/// every second one.
#[derive(Debug, Clone)]
pub struct Geometry {
    pub bounds: Rectangle,
    pub rows: usize,
    /// How high each is.
    pub row: f32,
    pub widths: Vec<f32>,
    pub down: f64,
    pub right: f32,
}

/// What is at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hit {
    Row {
        row: usize,
        column: usize,
    },
    Header(usize),
    /// The edge at the right of a column, by which it is made wider.
    Edge(usize),
    BarDown,
    BarRight,
    /// The ground below the last row.
    Ground,
}

/// So much wider than it must be a column is at most, where there is room.
const MORE: f32 = 0.25;
/// A column of which the icon alone is left.
pub const AS_ICON: f32 = space::XL + 2.0 * space::MD;
/// So near to its edge a column is taken by it.
const EDGE: f32 = 4.0;

/// The widths of columns in a table of a width: what is left over goes to those that grow. Where they have no room, all
/// are narrower, as far as they may; where that does not do, those that yield are left out, and have no width, or show
/// their icon alone.
pub fn widths(columns: &[Column<'_>], room: f32) -> Vec<f32> {
    let room = room - size::SCROLLBAR;
    // What is left of each: what it wants and may be, an icon, or nothing.
    let wanted = |column: &Column<'_>| match column.is_resized {
        true => column.width,
        // What stands above it is seen whole where there is room.
        false => column.width.max(draw::title_width(column)),
    };
    let mut left: Vec<(f32, f32)> = columns.iter().map(|column| (wanted(column), column.least)).collect();
    let mut has_yielded = vec![false; columns.len()];
    let least = loop {
        let least: f32 = left.iter().map(|(_, least)| least).sum();
        let yielding = columns.iter().enumerate().zip(&has_yielded).filter(|(_, has_yielded)| !**has_yielded);
        let yielding = yielding.filter_map(|((at, column), _)| Some((column.yields?, at)));
        match yielding.max() {
            Some((_, at)) if least > room => {
                let width =
                    if columns.get(at).is_some_and(|column| column.icon.is_some()) { AS_ICON } else { 0.0 };
                if let (Some(left), Some(has_yielded)) = (left.get_mut(at), has_yielded.get_mut(at)) {
                    (*left, *has_yielded) = ((width, width), true);
                }
            }
            _ => break least,
        }
    };
    let wanted: f32 = left.iter().map(|(wanted, _)| wanted).sum();
    let growing =
        columns.iter().zip(&has_yielded).filter(|(column, has_yielded)| column.grows && !**has_yielded);
    let growing = growing.count();
    // Of what is left over, those that could be narrower have a part: what stands in them may be cut.
    let flexible =
        |column: &Column<'_>| column.least < column.width && !column.grows && column.side == Side::Start;
    let more: f32 = columns
        .iter()
        .zip(&has_yielded)
        .filter(|(column, has_yielded)| flexible(column) && !**has_yielded)
        .map(|(column, _)| column.width * MORE)
        .sum();
    let spare = (room - wanted).max(0.0);
    let given = if growing == 0 { 0.0 } else { more.min(spare / 2.0) };
    let spare = if growing == 0 { 0.0 } else { ((spare - given) / growing as f32).floor() };
    let given = if more > 0.0 { given / more } else { 0.0 };
    let share = if wanted > room && wanted > least {
        ((room - least) / (wanted - least)).clamp(0.0, 1.0)
    } else {
        1.0
    };
    let columns = columns.iter().zip(left).zip(has_yielded);
    let width = |((column, (wanted, least)), has_yielded): ((&Column<'_>, (f32, f32)), bool)| {
        let width = (least + (wanted - least) * share).floor();
        width
            + if column.grows && !has_yielded {
                spare
            } else if flexible(column) && !has_yielded {
                (column.width * MORE * given).floor()
            } else {
                0.0
            }
    };
    columns.map(width).collect()
}

impl Geometry {
    /// Where the column titles are.
    pub fn header(&self) -> Rectangle {
        Rectangle { height: size::HEADER.min(self.bounds.height), ..self.bounds }
    }

    /// Where the rows are.
    pub fn body(&self) -> Rectangle {
        Rectangle {
            y: self.bounds.y + size::HEADER,
            height: (self.bounds.height - size::HEADER).max(0.0),
            ..self.bounds
        }
    }

    /// How high it is with all of its rows and one more.
    pub fn height_of_all(&self) -> f32 {
        let below = if self.right_max() > 0.0 { size::SCROLLBAR } else { 0.0 };
        size::HEADER + (self.rows as f64 * self.high()) as f32 + self.row + below
    }

    /// The next column that is shown, this way or that; the last one stays.
    pub fn column_beside(&self, column: usize, is_backwards: bool) -> usize {
        let mut shown = self.columns().map(|(at, ..)| at);
        let found = match is_backwards {
            true => shown.filter(|at| *at < column).last(),
            false => shown.find(|at| *at > column),
        };
        found.unwrap_or(column)
    }

    const fn high(&self) -> f64 {
        self.row as f64
    }

    fn total_width(&self) -> f32 {
        self.widths.iter().sum()
    }

    /// How far it scrolls to the right.
    pub fn right_max(&self) -> f32 {
        (self.total_width() + size::SCROLLBAR - self.bounds.width).max(0.0)
    }

    /// How far it scrolls down.
    pub fn down_max(&self) -> f64 {
        let below = if self.right_max() > 0.0 { f64::from(size::SCROLLBAR) } else { 0.0 };
        (self.rows as f64 * self.high() + below - f64::from(self.body().height)).max(0.0)
    }

    /// Scrolls; says whether it moved.
    pub fn scroll(&mut self, right: f32, down: f64) -> bool {
        let before = (self.right, self.down);
        self.right = right.clamp(0.0, self.right_max());
        self.down = down.clamp(0.0, self.down_max());
        before != (self.right, self.down)
    }

    /// Scrolls so that a row is seen.
    pub fn reveal(&mut self, row: usize) {
        let top = row as f64 * self.high();
        let mut height = f64::from(self.body().height);
        if self.right_max() > 0.0 {
            height -= f64::from(size::SCROLLBAR);
        }
        let down = if top < self.down {
            top
        } else if top + self.high() > self.down + height {
            top + self.high() - height
        } else {
            self.down
        };
        self.scroll(self.right, down);
    }

    /// Scrolls so that a column is seen.
    pub fn reveal_column(&mut self, column: usize) {
        let start: f32 = self.widths.iter().take(column).sum();
        let end = start + self.widths.get(column).copied().unwrap_or_default();
        let room = self.bounds.width - size::SCROLLBAR;
        let right = if start < self.right {
            start
        } else if end > self.right + room {
            end - room
        } else {
            self.right
        };
        self.scroll(right, self.down);
    }

    /// How many rows a page key moves by.
    pub fn page(&self) -> usize {
        ((self.body().height / self.row) as usize).saturating_sub(1).max(1)
    }

    /// The rows of which anything is seen.
    pub fn visible(&self) -> Range<usize> {
        let first = (self.down / self.high()).floor().max(0.0) as usize;
        let last = ((self.down + f64::from(self.body().height)) / self.high()).ceil() as usize;
        first.min(self.rows)..last.min(self.rows)
    }

    /// What is seen of the body, from top to bottom, and the rows in it: the row that is cut at the top, if one is, those
    /// that are whole, and the one that is cut at the bottom.
    pub fn bands(&self) -> [(Rectangle, Range<usize>); 3] {
        let (body, rows) = (self.body(), self.visible());
        let (top, bottom) = (body.y, body.y + body.height);
        let is_cut = |row: usize| rows.contains(&row) && !self.row(row).is_within(&body);
        let whole_from = rows.start + usize::from(is_cut(rows.start));
        let whole_until = rows.end - usize::from(rows.end > whole_from && is_cut(rows.end - 1));
        let upper = if whole_from > rows.start { self.row(whole_from).y } else { top };
        let lower = if whole_until < rows.end { self.row(whole_until).y } else { bottom };
        let between = |from: f32, until: f32| Rectangle { y: from, height: (until - from).max(0.0), ..body };
        [
            (between(top, upper.min(bottom)), rows.start..whole_from),
            (between(upper.min(bottom), lower), whole_from..whole_until),
            (between(lower, bottom), whole_until..rows.end),
        ]
    }

    /// Where a row is.
    pub fn row(&self, row: usize) -> Rectangle {
        let body = self.body();
        Rectangle { y: body.y + (row as f64 * self.high() - self.down) as f32, height: self.row, ..body }
    }

    /// The left edge and the width of each column that is shown.
    pub fn columns(&self) -> impl Iterator<Item = (usize, f32, f32)> + '_ {
        let mut x = self.bounds.x - self.right;
        let shown = self.widths.iter().enumerate().filter(|(_, width)| **width > 0.0);
        shown.map(move |(column, width)| {
            let start = x;
            x += width;
            (column, start, *width)
        })
    }

    /// Where the content of a cell is.
    pub fn cell(&self, row: usize, column: usize) -> Option<Rectangle> {
        let (_, x, width) = self.columns().find(|(at, _, _)| *at == column)?;
        Some(Rectangle { x: x + space::MD, width: width - 2.0 * space::MD, ..self.row(row) })
    }

    /// The bar at the right.
    pub fn bar_down(&self) -> Bar {
        let body = self.body();
        Bar {
            axis: Axis::Vertical,
            track: Rectangle { x: body.x + body.width - size::SCROLLBAR, width: size::SCROLLBAR, ..body },
            content: self.down_max() as f32 + body.height,
            view: body.height,
            offset: self.down as f32,
        }
    }

    /// The bar at the bottom.
    pub fn bar_right(&self) -> Bar {
        let body = self.body();
        let width = body.width - size::SCROLLBAR;
        Bar {
            axis: Axis::Horizontal,
            track: Rectangle {
                y: body.y + body.height - size::SCROLLBAR,
                width,
                height: size::SCROLLBAR,
                ..body
            },
            content: self.right_max() + width,
            view: width,
            offset: self.right,
        }
    }

    /// What is at a point.
    pub fn hit(&self, point: Point) -> Option<Hit> {
        if !self.bounds.contains(point) {
            return None;
        }
        if self.bar_down().press(point).is_some() {
            return Some(Hit::BarDown);
        }
        if self.bar_right().press(point).is_some() {
            return Some(Hit::BarRight);
        }
        if point.y < self.body().y {
            return self.hit_header(point.x);
        }
        let down = f64::from(point.y - self.body().y) + self.down;
        let row = (down / self.high()) as usize;
        if row >= self.rows {
            return Some(Hit::Ground);
        }
        let column = self
            .columns()
            .find(|(_, x, width)| point.x < x + width)
            .map_or(self.widths.len(), |(column, _, _)| column);
        Some(Hit::Row { row, column })
    }

    fn hit_header(&self, x: f32) -> Option<Hit> {
        for (column, start, width) in self.columns() {
            if (x - (start + width)).abs() <= EDGE {
                return Some(Hit::Edge(column));
            }
            if x < start + width {
                return Some(Hit::Header(column));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::column;
    use super::*;
    use crate::icon::Icon;
    use iced::Size;

    fn table(rows: usize, width: f32) -> Geometry {
        let columns = [column("Name", 200.0).grows(), column("Room", 100.0)];
        Geometry {
            bounds: Rectangle::new(Point::new(10.0, 20.0), Size::new(width, 34.0 + 320.0)),
            rows,
            row: size::ROW,
            widths: widths(&columns, width),
            down: 0.0,
            right: 0.0,
        }
    }

    #[test]
    fn what_is_left_over_goes_to_the_column_that_grows() {
        assert_eq!(table(1, 512.0).widths, [400.0, 100.0]);
        assert_eq!(table(1, 200.0).widths, [200.0, 100.0]);
    }

    #[test]
    fn columns_are_narrower_before_one_is_left_out_and_those_that_yield_first_go_first() {
        let columns = [
            column("Name", 200.0).least(100.0).grows(),
            column("Key", 100.0),
            column("Unit", 100.0).least(50.0).yields(1),
            column("Number", 100.0).least(50.0).yields(2),
        ];
        let widths = |room: f32| widths(&columns, room + size::SCROLLBAR);
        assert_eq!(
            widths(600.0),
            [250.0, 100.0, 125.0, 125.0],
            "half of what is left is for what may be cut"
        );
        assert_eq!(widths(500.0), [200.0, 100.0, 100.0, 100.0]);
        assert_eq!(widths(400.0), [150.0, 100.0, 75.0, 75.0]);
        assert_eq!(widths(300.0), [100.0, 100.0, 50.0, 50.0]);
        assert_eq!(widths(299.0), [132.0, 100.0, 66.0, 0.0], "what is left has the room");
        assert_eq!(widths(249.0), [149.0, 100.0, 0.0, 0.0]);
        assert_eq!(widths(150.0), [100.0, 100.0, 0.0, 0.0], "the rest is scrolled to");
    }

    #[test]
    fn a_column_with_an_icon_gives_way_to_it_in_its_turn() {
        let columns = [
            column("State", 180.0).least(150.0).gives_way(2, Icon::KeyRound),
            column("Name", 200.0).grows(),
            column("Unit", 100.0).yields(1),
            column("Number", 100.0).yields(3),
        ];
        let widths = |room: f32| widths(&columns, room + size::SCROLLBAR);
        assert_eq!(widths(550.0), [150.0, 200.0, 100.0, 100.0]);
        assert_eq!(widths(549.0), [214.0, 234.0, 100.0, 0.0], "what yields before is left out");
        assert_eq!(widths(449.0), [AS_ICON, 301.0, 100.0, 0.0]);
        assert_eq!(widths(347.0), [AS_ICON, 299.0, 0.0, 0.0], "the icon stays");
    }

    #[test]
    fn compact_rows_are_a_quarter_lower_and_all_are_reached() {
        let mut table = Geometry { row: size::ROW_COMPACT, ..table(1_000, 512.0) };
        assert_eq!(size::ROW_COMPACT, 0.75 * size::ROW);
        table.reveal(999);
        assert_eq!(table.visible(), 986..1_000);
        assert_eq!(table.row(999).y + size::ROW_COMPACT, 20.0 + 34.0 + 320.0);
        assert_eq!(table.page(), 12);
        let hit = table.hit(Point::new(20.0, table.row(990).center_y()));
        assert!(matches!(hit, Some(Hit::Row { row: 990, .. })), "{hit:?}");
    }

    #[test]
    fn the_keyboard_passes_over_columns_that_are_left_out() {
        let mut table = table(1, 512.0);
        table.widths = vec![100.0, 0.0, 0.0, 50.0];
        assert_eq!((table.column_beside(0, false), table.column_beside(3, true)), (3, 0));
        assert_eq!((table.column_beside(3, false), table.column_beside(0, true)), (3, 0));
        assert_eq!(table.column_beside(2, true), 0, "one that was left out meanwhile");
    }

    #[test]
    fn every_row_of_a_million_can_be_reached() {
        let mut table = table(1_000_000, 512.0);
        table.reveal(999_999);
        assert_eq!(table.visible(), 999_990..1_000_000);
        assert_eq!(table.row(999_999).y, 20.0 + 34.0 + 9.0 * 32.0);
        table.reveal(499_999);
        assert_eq!(table.row(499_999).y, 20.0 + 34.0);
    }

    #[test]
    fn rows_that_are_cut_have_bands_of_their_own() {
        let bands = |table: &Geometry| table.bands().map(|(band, rows)| (band.y, band.height, rows));
        let mut table = table(20, 512.0);
        assert_eq!(bands(&table), [(54.0, 0.0, 0..0), (54.0, 320.0, 0..10), (374.0, 0.0, 10..10)]);
        table.down = 40.0;
        assert_eq!(bands(&table), [(54.0, 24.0, 1..2), (78.0, 288.0, 2..11), (366.0, 8.0, 11..12)]);
        table.bounds.height = 34.0 + 20.0;
        assert_eq!(
            bands(&table),
            [(54.0, 20.0, 1..2), (74.0, 0.0, 2..2), (74.0, 0.0, 2..2)],
            "one row, cut twice"
        );
        table.rows = 0;
        table.down = 0.0;
        assert_eq!(bands(&table), [(54.0, 0.0, 0..0), (54.0, 20.0, 0..0), (74.0, 0.0, 0..0)]);
    }

    #[test]
    fn a_narrow_table_scrolls_to_the_right() {
        let mut narrow = table(5, 200.0);
        assert_eq!(narrow.right_max(), 112.0);
        narrow.reveal_column(1);
        assert_eq!(narrow.right, 112.0);
        narrow.reveal_column(0);
        assert_eq!(narrow.right, 0.0);
    }

    #[test]
    fn a_point_finds_what_is_there() {
        let table = table(3, 512.0);
        let hit = |x: f32, y: f32| table.hit(Point::new(x, y));
        assert_eq!(hit(50.0, 30.0), Some(Hit::Header(0)));
        assert_eq!(hit(410.0, 30.0), Some(Hit::Edge(0)));
        assert_eq!(hit(50.0, 60.0), Some(Hit::Row { row: 0, column: 0 }));
        assert_eq!(hit(450.0, 60.0 + 64.0), Some(Hit::Row { row: 2, column: 1 }));
        assert_eq!(hit(50.0, 300.0), Some(Hit::Ground));
        assert_eq!(hit(5.0, 60.0), None);
    }
}
