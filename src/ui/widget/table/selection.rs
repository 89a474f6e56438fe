//! Which rows are selected, as ranges: all of 100,000 rows is one range.

use std::ops::Range;

/// A selection, the row that the keyboard is on, and the row from which Shift extends.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    ranges: Vec<Range<usize>>,
    current: Option<usize>,
    anchor: Option<usize>,
}

/// A change of the selection that the operator asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// This row and no other.
    Only(usize),
    /// This row, in or out.
    Toggle(usize),
    /// All from the anchor to this row, and no other.
    ExtendTo(usize),
    /// The keyboard goes to this row, and the selection stays.
    MoveTo(usize),
    /// All of so many rows.
    All(usize),
    Clear,
}

impl Selection {
    /// Whether a row is selected.
    pub fn contains(&self, row: usize) -> bool {
        let at = self.ranges.partition_point(|range| range.end <= row);
        self.ranges.get(at).is_some_and(|range| range.contains(&row))
    }

    /// How many rows are selected.
    pub fn len(&self) -> usize {
        self.ranges.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether no row is selected.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The selected rows, from the top.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.ranges.iter().cloned().flatten()
    }

    /// The selected rows as ranges, from the top.
    #[cfg(test)]
    pub fn ranges(&self) -> &[Range<usize>] {
        &self.ranges
    }

    /// The only selected row, if it is one.
    pub fn single(&self) -> Option<usize> {
        match self.ranges.as_slice() {
            [range] if range.len() == 1 => Some(range.start),
            _ => None,
        }
    }

    /// The row that the keyboard is on.
    pub fn current(&self) -> Option<usize> {
        self.current
    }

    /// Does what was asked for.
    pub fn apply(&mut self, op: Op) {
        match op {
            Op::Only(row) => {
                self.ranges = one(row..row + 1);
                (self.current, self.anchor) = (Some(row), Some(row));
            }
            Op::Toggle(row) => {
                if self.contains(row) {
                    self.remove(row);
                } else {
                    self.insert(row..row + 1);
                }
                (self.current, self.anchor) = (Some(row), Some(row));
            }
            Op::ExtendTo(row) => {
                let anchor = self.anchor.or(self.current).unwrap_or(row);
                self.ranges = one(anchor.min(row)..anchor.max(row) + 1);
                (self.current, self.anchor) = (Some(row), Some(anchor));
            }
            Op::MoveTo(row) => self.current = Some(row),
            Op::All(count) => self.ranges = (count > 0).then_some(0..count).into_iter().collect(),
            Op::Clear => {
                self.ranges.clear();
                self.anchor = None;
            }
        }
    }

    fn insert(&mut self, new: Range<usize>) {
        self.ranges.push(new);
        self.ranges.sort_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::with_capacity(self.ranges.len());
        for range in self.ranges.drain(..) {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        self.ranges = merged;
    }

    fn remove(&mut self, row: usize) {
        let Some(at) = self.ranges.iter().position(|range| range.contains(&row)) else {
            return;
        };
        let range = self.ranges.remove(at);
        let halves = [range.start..row, row + 1..range.end];
        let left = halves.into_iter().filter(|half| !half.is_empty());
        self.ranges.splice(at..at, left);
    }
}

fn one(range: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(range).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(ops: &[Op]) -> Selection {
        let mut selection = Selection::default();
        for op in ops {
            selection.apply(*op);
        }
        selection
    }

    #[test]
    fn all_of_a_hundred_thousand_is_one_range() {
        let all = after(&[Op::All(100_000)]);
        assert_eq!((all.len(), all.ranges().len()), (100_000, 1));
        assert!(all.contains(99_999) && !all.contains(100_000));
    }

    #[test]
    fn shift_extends_from_where_the_selection_began() {
        let down = after(&[Op::Only(5), Op::ExtendTo(9)]);
        assert_eq!(down.rows().collect::<Vec<_>>(), [5, 6, 7, 8, 9]);
        let up = after(&[Op::Only(5), Op::ExtendTo(9), Op::ExtendTo(3)]);
        assert_eq!(up.rows().collect::<Vec<_>>(), [3, 4, 5]);
    }

    #[test]
    fn toggling_makes_a_hole_and_mends_it() {
        let holed = after(&[Op::Only(5), Op::ExtendTo(9), Op::Toggle(7)]);
        assert_eq!(holed.rows().collect::<Vec<_>>(), [5, 6, 8, 9]);
        let mut mended = holed;
        mended.apply(Op::Toggle(7));
        assert_eq!(mended.ranges(), one(5..10));
    }

    #[test]
    fn toggling_an_end_leaves_one_range() {
        assert_eq!(after(&[Op::Only(5), Op::ExtendTo(7), Op::Toggle(5)]).ranges(), one(6..8));
        assert_eq!(after(&[Op::Only(5), Op::ExtendTo(7), Op::Toggle(7)]).ranges(), one(5..7));
        assert!(after(&[Op::Only(5), Op::Toggle(5)]).is_empty());
    }

    #[test]
    fn moving_the_keyboard_leaves_the_selection() {
        let moved = after(&[Op::Only(2), Op::MoveTo(8)]);
        assert_eq!((moved.single(), moved.current()), (Some(2), Some(8)));
    }

    #[test]
    fn clearing_keeps_the_keyboard_where_it_is() {
        let cleared = after(&[Op::Only(3), Op::Clear]);
        assert_eq!((cleared.is_empty(), cleared.current()), (true, Some(3)));
    }
}
