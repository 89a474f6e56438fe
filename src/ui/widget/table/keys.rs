//! The table's keyboard.

use super::geometry::Geometry;
use super::{Event, Op, Part, State, Table};
use crate::theme::space;
use crate::widget::keys;
use iced::advanced::{Clipboard, Shell, clipboard};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Point, Rectangle};

/// So far a press of an arrow scrolls to the side.
const SIDE_STEP: f32 = 48.0;
/// So much a press of an arrow makes a column wider.
const WIDTH_STEP: f32 = 16.0;
/// Above this many rows, copying is not the window's work.
const COPIED_MAX: usize = 10_000;

impl<Message> Table<'_, Message> {
    pub(super) fn press_key(
        &self,
        state: &mut State,
        geometry: &mut Geometry,
        event: &iced::Event,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let iced::Event::Keyboard(keyboard::Event::KeyPressed { key, physical_key, modifiers, text, .. }) =
            event
        else {
            return;
        };
        // What is pressed with Alt is the window's: the way back, the tabs of a page, the menus.
        if modifiers.alt() && !modifiers.control() {
            return;
        }
        let is_done = match (key, state.part) {
            (Key::Named(named), Part::Header(column)) => {
                self.press_in_header(state, geometry, column, *named, *modifiers, shell)
            }
            (Key::Named(named), Part::Rows) => self.press_in_rows(state, geometry, *named, *modifiers, shell),
            (Key::Character(_), _) if keys::is_ctrl(*modifiers) => {
                match keys::letter(key, *physical_key) {
                    Some('a') => self.send(shell, Event::Select(Op::All(self.rows))),
                    Some('c') => self.copy(clipboard, shell),
                    _ => return,
                }
                true
            }
            (Key::Character(_) | Key::Unidentified, _) => false,
        };
        let is_done = is_done
            || text
                .as_ref()
                .filter(|_| !modifiers.command() && !modifiers.alt())
                .is_some_and(|text| self.type_ahead(state, text, shell));
        if is_done {
            state.focus.show();
            shell.capture_event();
            shell.request_redraw();
        }
    }

    fn press_in_rows(
        &self,
        state: &mut State,
        geometry: &mut Geometry,
        key: Named,
        modifiers: Modifiers,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let current = self.selection.current().filter(|row| *row < self.rows);
        match key {
            Named::ArrowLeft => {
                geometry.scroll(geometry.right - SIDE_STEP, geometry.down);
            }
            Named::ArrowRight => {
                geometry.scroll(geometry.right + SIDE_STEP, geometry.down);
            }
            Named::ArrowUp if matches!(current, None | Some(0)) && modifiers.is_empty() => {
                let column = self.sort.map_or(0, |(column, _)| column);
                state.part = Part::Header(column);
                geometry.reveal_column(column);
            }
            Named::Enter if modifiers.is_empty() => match current {
                Some(row) => self.send(shell, Event::Activate(row)),
                None => return false,
            },
            Named::Space if modifiers.command() || modifiers.is_empty() => {
                // Between letters, a space belongs to what is being typed.
                if modifiers.is_empty() && state.typing.is_going_on() {
                    return false;
                }
                let Some(row) = current else {
                    return false;
                };
                self.send(shell, Event::Select(Op::Toggle(row)));
            }
            Named::ContextMenu => self.open_menu(geometry, current, shell),
            Named::F10 if modifiers.shift() => self.open_menu(geometry, current, shell),
            Named::ArrowDown
            | Named::ArrowUp
            | Named::PageDown
            | Named::PageUp
            | Named::Home
            | Named::End => {
                let Some(target) = self.target(key, current, geometry) else {
                    return false;
                };
                let op = if modifiers.shift() {
                    Op::ExtendTo(target)
                } else if modifiers.command() {
                    Op::MoveTo(target)
                } else {
                    Op::Only(target)
                };
                geometry.reveal(target);
                self.send(shell, Event::Select(op));
            }
            _ => return false,
        }
        true
    }

    fn target(&self, key: Named, current: Option<usize>, geometry: &Geometry) -> Option<usize> {
        let last = self.rows.checked_sub(1)?;
        let page = geometry.page();
        let target = match key {
            Named::ArrowDown => current.map_or(0, |row| row + 1),
            Named::ArrowUp => current.map_or(0, |row| row.saturating_sub(1)),
            Named::PageDown => current.map_or(0, |row| row + page),
            Named::PageUp => current.map_or(0, |row| row.saturating_sub(page)),
            Named::Home => 0,
            _ => last,
        };
        Some(target.min(last))
    }

    fn press_in_header(
        &self,
        state: &mut State,
        geometry: &mut Geometry,
        column: usize,
        key: Named,
        modifiers: Modifiers,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        match key {
            Named::ArrowLeft | Named::ArrowRight if modifiers.shift() => {
                if let Some(it) = self.columns.get(column) {
                    let by = if key == Named::ArrowLeft { -WIDTH_STEP } else { WIDTH_STEP };
                    let width = (it.width + by).max(it.width_min);
                    self.send(shell, Event::Resize(column, width));
                }
            }
            Named::ArrowLeft => state.part = Part::Header(geometry.column_beside(column, true)),
            Named::ArrowRight => state.part = Part::Header(geometry.column_beside(column, false)),
            Named::Home => state.part = Part::Header(geometry.columns().next().map_or(0, |(at, ..)| at)),
            Named::End => state.part = Part::Header(geometry.columns().last().map_or(0, |(at, ..)| at)),
            Named::ContextMenu => self.send(shell, Event::Columns),
            Named::F10 if modifiers.shift() => self.send(shell, Event::Columns),
            Named::Enter | Named::Space => self.sort_by(column, shell),
            Named::ArrowDown | Named::Escape => {
                state.part = Part::Rows;
                if self.rows > 0 && self.selection.current().is_none() {
                    self.send(shell, Event::Select(Op::Only(0)));
                }
            }
            _ => return false,
        }
        if let Part::Header(column) = state.part {
            geometry.reveal_column(column);
        }
        true
    }

    fn open_menu(&self, geometry: &mut Geometry, current: Option<usize>, shell: &mut Shell<'_, Message>) {
        let Some(row) = current else {
            return;
        };
        if !self.selection.contains(row) {
            self.send(shell, Event::Select(Op::Only(row)));
        }
        geometry.reveal(row);
        let area: Rectangle = geometry.row(row);
        let at = Point::new(area.x + space::XXL, area.y + area.height);
        self.send(shell, Event::Context(at));
    }

    fn type_ahead(&self, state: &mut State, text: &str, shell: &mut Shell<'_, Message>) -> bool {
        if self.rows == 0 || state.typing.push(text).is_none() {
            return false;
        }
        let word = state.typing.word().to_owned();
        self.send(shell, Event::TypeAhead(word));
        true
    }

    /// Copies the selected rows with the column titles, as a spreadsheet takes them.
    fn copy(&self, clipboard: &mut dyn Clipboard, shell: &mut Shell<'_, Message>) {
        if self.selection.is_empty() {
            return;
        }
        match self.as_lines() {
            Some(lines) => clipboard.write(clipboard::Kind::Standard, lines),
            None => self.send(shell, Event::Copy),
        }
    }

    fn as_lines(&self) -> Option<String> {
        if self.selection.len() > COPIED_MAX {
            return None;
        }
        let mut lines = String::new();
        let titles = self.columns.iter().map(|it| it.title.as_ref());
        push_line(&mut lines, titles);
        for row in self.selection.rows() {
            let cells: Option<Vec<_>> =
                (0..self.columns.len()).map(|column| (self.cells)(row, column)).collect();
            push_line(&mut lines, cells?.iter().map(super::Cell::to_others));
        }
        Some(lines)
    }
}

fn push_line<'t>(lines: &mut String, texts: impl Iterator<Item = &'t str>) {
    for (at, text) in texts.enumerate() {
        if at > 0 {
            lines.push('\t');
        }
        let one_line = text.chars().map(|character| match character {
            '\t' | '\n' | '\r' => ' ',
            other => other,
        });
        lines.extend(one_line);
    }
    lines.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_can_not_break_its_line() {
        let mut lines = String::new();
        push_line(&mut lines, ["Zoë\tPetrov", "two\nlines", ""].into_iter());
        assert_eq!(lines, "Zoë Petrov\ttwo lines\t\n");
    }
}
