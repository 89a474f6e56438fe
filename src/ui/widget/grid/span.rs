//! Which cells are chosen: the cursor, and the range that reaches from its anchor to it.

use std::ops::RangeInclusive;

/// Where a cell is. Their order is that of reading: row by row, from the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Spot {
    pub row: usize,
    pub column: usize,
}

/// Names a cell.
pub const fn spot(row: usize, column: usize) -> Spot {
    Spot { row, column }
}

/// Which cells lie between two others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// Those in the rectangle that the two span.
    #[default]
    Block,
    /// Those that are read from one to the other, across the ends of rows: the days of a year.
    Flow,
}

/// How far a range goes beyond its two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    #[default]
    Cells,
    /// Its rows from end to end.
    Rows,
    /// Its columns from end to end.
    Columns,
    All,
}

/// The cells that are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Where it was begun.
    pub anchor: Spot,
    /// Where the keyboard is.
    pub cursor: Spot,
    pub extent: Extent,
}

impl Span {
    /// One cell.
    pub fn at(spot: Spot) -> Self {
        Self { anchor: spot, cursor: spot, extent: Extent::Cells }
    }

    /// The same begun, as far as another cell.
    pub fn to(self, cursor: Spot) -> Self {
        Self { cursor, ..self }
    }

    /// The same ends, with all that lies beside them.
    pub fn whole(self, extent: Extent) -> Self {
        Self { extent, ..self }
    }

    /// Whether it is the cursor alone.
    pub fn is_one(self) -> bool {
        self.extent == Extent::Cells && self.anchor == self.cursor
    }

    /// Its rows, of so many.
    pub fn rows(self, of: usize) -> RangeInclusive<usize> {
        match self.extent {
            Extent::Cells | Extent::Rows => between(self.anchor.row, self.cursor.row),
            Extent::Columns | Extent::All => 0..=of.saturating_sub(1),
        }
    }

    /// Its columns in a row, of so many: none, if the row is not in it.
    pub fn columns(self, shape: Shape, row: usize, of: usize) -> RangeInclusive<usize> {
        let last = of.saturating_sub(1);
        let flows = shape == Shape::Flow && self.extent == Extent::Cells;
        let (first, end) = (self.anchor.min(self.cursor), self.anchor.max(self.cursor));
        match self.extent {
            Extent::All => 0..=last,
            Extent::Columns => between(self.anchor.column, self.cursor.column),
            Extent::Cells | Extent::Rows if row < first.row || row > end.row => NONE,
            Extent::Rows => 0..=last,
            Extent::Cells if flows => {
                let from = if row == first.row { first.column } else { 0 };
                let to = if row == end.row { end.column } else { last };
                from..=to
            }
            Extent::Cells => between(self.anchor.column, self.cursor.column),
        }
    }

    /// Its cells, of so many rows and columns, as they are read.
    pub fn spots(self, shape: Shape, rows: usize, columns: usize) -> impl Iterator<Item = Spot> {
        self.rows(rows)
            .flat_map(move |row| self.columns(shape, row, columns).map(move |column| spot(row, column)))
    }
}

/// No column at all.
#[expect(clippy::reversed_empty_ranges, reason = "it is empty on purpose")]
const NONE: RangeInclusive<usize> = 1..=0;

fn between(one: usize, other: usize) -> RangeInclusive<usize> {
    one.min(other)..=one.max(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(span: Span, shape: Shape) -> Vec<(usize, usize)> {
        span.spots(shape, 3, 4).map(|spot| (spot.row, spot.column)).collect()
    }

    #[test]
    fn a_block_is_a_rectangle_whichever_way_it_was_drawn() {
        let span = Span::at(spot(1, 2)).to(spot(0, 1));
        assert_eq!(cells(span, Shape::Block), [(0, 1), (0, 2), (1, 1), (1, 2)]);
    }

    #[test]
    fn a_flow_goes_on_in_the_next_row() {
        let span = Span::at(spot(0, 2)).to(spot(1, 0));
        assert_eq!(cells(span, Shape::Flow), [(0, 2), (0, 3), (1, 0)]);
        let back = Span::at(spot(1, 0)).to(spot(0, 2));
        assert_eq!(cells(back, Shape::Flow), cells(span, Shape::Flow));
    }

    #[test]
    fn whole_rows_and_columns_and_everything() {
        let span = Span::at(spot(1, 2));
        assert_eq!(cells(span.whole(Extent::Rows), Shape::Flow), [(1, 0), (1, 1), (1, 2), (1, 3)]);
        assert_eq!(cells(span.whole(Extent::Columns), Shape::Block), [(0, 2), (1, 2), (2, 2)]);
        assert_eq!(cells(span.whole(Extent::All), Shape::Block).len(), 12);
        assert!(span.is_one() && !span.whole(Extent::Rows).is_one());
    }
}
