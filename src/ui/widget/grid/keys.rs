//! The grid's keyboard.

use super::geometry::Geometry;
use super::span::{Extent, Shape, Span, Spot, spot};
use super::{By, Event, Grid, State};
use crate::widget::keys;
use iced::advanced::Shell;
use iced::keyboard::{self, Key, Modifiers, key::Named};

/// After so many places where there is no cell, none is looked for any further.
const GAP_MAX: usize = 64;

impl<Message> Grid<'_, Message> {
    /// Does what a key does here, if it does anything.
    pub(super) fn press_key(
        &self,
        state: &mut State,
        geometry: &Geometry<'_>,
        event: &iced::Event,
        shell: &mut Shell<'_, Message>,
    ) {
        let iced::Event::Keyboard(keyboard::Event::KeyPressed {
            key, physical_key, modifiers, repeat, ..
        }) = event
        else {
            return;
        };
        let is_done = match key {
            Key::Named(named) => self.press_named(geometry, *named, *modifiers, *repeat, shell),
            Key::Character(_) | Key::Unidentified if keys::is_ctrl(*modifiers) => {
                let is_all = keys::letter(key, *physical_key) == Some('a');
                if is_all {
                    self.send(shell, Event::Select(self.span.whole(Extent::All)));
                }
                is_all
            }
            Key::Character(_) | Key::Unidentified if modifiers.is_empty() || modifiers.shift() => {
                let digit =
                    keys::digit(key, *physical_key).and_then(|digit| char::from_digit(digit.into(), 10));
                let typed = digit.or_else(|| keys::letter(key, *physical_key));
                let brush = typed.filter(|typed| self.brushes.contains(*typed));
                if let Some(brush) = brush {
                    self.paint(self.span, By::Key(brush), *repeat, shell);
                }
                brush.is_some()
            }
            Key::Character(_) | Key::Unidentified => false,
        };
        if is_done {
            state.focus.show();
            shell.capture_event();
            shell.request_redraw();
        }
    }

    fn press_named(
        &self,
        geometry: &Geometry<'_>,
        key: Named,
        modifiers: Modifiers,
        is_held: bool,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        if modifiers.alt() || modifiers.logo() {
            return false;
        }
        match key {
            Named::Space if modifiers.shift() => {
                self.send(shell, Event::Select(self.span.whole(Extent::Rows)));
            }
            Named::Space if modifiers.command() => {
                self.send(shell, Event::Select(self.span.whole(Extent::Columns)));
            }
            Named::Space if self.paints => self.paint(self.span, By::Space, is_held, shell),
            Named::Delete if self.erases && modifiers.is_empty() => {
                self.paint(self.span, By::Delete, is_held, shell);
            }
            Named::F2 if self.edits && modifiers.is_empty() => {
                self.paint(self.span, By::Edit, is_held, shell);
            }
            Named::Enter if self.opens && modifiers.is_empty() => {
                if !is_held {
                    self.send(shell, Event::Activate(self.span.cursor));
                }
            }
            Named::Escape if modifiers.is_empty() && !self.span.is_one() => {
                self.send(shell, Event::Select(Span::at(self.span.cursor)));
            }
            Named::ArrowLeft
            | Named::ArrowRight
            | Named::ArrowUp
            | Named::ArrowDown
            | Named::Home
            | Named::End
            | Named::PageUp
            | Named::PageDown => {
                let to = self.target(geometry, key, modifiers.command());
                let span = if modifiers.shift() {
                    self.span.to(to).whole(match self.span.extent {
                        Extent::All => Extent::Cells,
                        extent @ (Extent::Cells | Extent::Rows | Extent::Columns) => extent,
                    })
                } else {
                    Span::at(to)
                };
                if span != self.span {
                    self.send(shell, Event::Select(span));
                }
            }
            _ => return false,
        }
        true
    }

    /// Where a key leads: where there is no cell, to the next that there is; where there is none, nowhere.
    fn target(&self, geometry: &Geometry<'_>, key: Named, is_far: bool) -> Spot {
        let from = self.span.cursor;
        let (rows, columns) = (self.rows.count(), self.columns.count());
        let last = spot(rows.saturating_sub(1), columns.saturating_sub(1));
        let page = geometry.page();
        let found = match key {
            Named::ArrowLeft if is_far => self.in_row(from.row, 0..columns),
            Named::ArrowRight if is_far => self.in_row(from.row, (0..columns).rev()),
            Named::ArrowUp if is_far => self.in_column(from, 0..=from.row),
            Named::ArrowDown if is_far => self.in_column(from, (from.row..rows).rev()),
            Named::ArrowLeft => self.in_row(from.row, (0..from.column).rev()).or_else(|| {
                let above = self.flows().then(|| from.row.checked_sub(1)).flatten()?;
                self.in_row(above, (0..columns).rev())
            }),
            Named::ArrowRight => self.in_row(from.row, from.column + 1..columns).or_else(|| {
                (self.flows() && from.row < last.row).then(|| self.in_row(from.row + 1, 0..columns)).flatten()
            }),
            Named::ArrowUp => self.in_column(from, (0..from.row).rev()),
            Named::ArrowDown => self.in_column(from, from.row + 1..rows),
            Named::PageUp => self.in_column(from, from.row.saturating_sub(page)..=from.row),
            Named::PageDown => self.in_column(from, (from.row..=(from.row + page).min(last.row)).rev()),
            Named::Home if is_far => self.in_row(0, 0..columns),
            Named::End if is_far => self.in_row(last.row, (0..columns).rev()),
            Named::Home => self.in_row(from.row, 0..columns),
            _ => self.in_row(from.row, (0..columns).rev()),
        };
        found.unwrap_or(from)
    }

    fn flows(&self) -> bool {
        self.shape == Shape::Flow
    }

    fn in_row(&self, row: usize, columns: impl Iterator<Item = usize>) -> Option<Spot> {
        columns.take(GAP_MAX).map(|column| spot(row, column)).find(|spot| self.is_there(*spot))
    }

    /// The first row that has a cell in this column. Where rows are read on, a shorter one is entered at its end.
    fn in_column(&self, from: Spot, rows: impl Iterator<Item = usize>) -> Option<Spot> {
        rows.take(GAP_MAX).find_map(|row| {
            let here = spot(row, from.column);
            if self.is_there(here) {
                return Some(here);
            }
            self.flows().then(|| self.in_row(row, (0..from.column).rev())).flatten()
        })
    }

    fn is_there(&self, spot: Spot) -> bool {
        (self.cells)(spot).is_some()
    }
}
