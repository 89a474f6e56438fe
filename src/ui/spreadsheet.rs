//! Rows that leave for a spreadsheet: the one place where a list becomes text for another program. A spreadsheet takes
//! a cell that begins like a formula for one, whoever wrote it, so that a person's name could act there.

use crate::widget::task::Task;

/// Rows, a line each, with a tab between the cells.
#[derive(Debug, Default)]
pub struct Rows(String);

/// What begins a formula, in some spreadsheet.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

impl Rows {
    /// Adds a row.
    pub fn push<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        for (number, cell) in cells.into_iter().enumerate() {
            if number > 0 {
                self.0.push('\t');
            }
            self.push_cell(cell);
        }
    }

    fn push_cell(&mut self, cell: &str) {
        self.0.push_str(&harmless(cell));
    }

    /// Puts them on the clipboard.
    pub fn copy<M: Send + 'static>(self) -> Task<M> {
        Task::of_window(iced::clipboard::write(self.0))
    }
}

/// Puts one text on the clipboard, as a cell of a spreadsheet that it may be pasted into.
pub fn copy<M: Send + 'static>(text: &str) -> Task<M> {
    let mut rows = Rows::default();
    rows.push([text]);
    rows.copy()
}

/// A cell stays one cell, and is text: one that begins like a formula has an apostrophe before it, which says so to
/// a spreadsheet.
fn harmless(cell: &str) -> String {
    let seen = cell
        .trim_start_matches(|character: char| !character.is_alphanumeric() && !FORMULA.contains(&character));
    let apostrophe = seen.starts_with(FORMULA).then_some('\'');
    let printed = cell.chars().map(|character| if character.is_control() { ' ' } else { character });
    apostrophe.into_iter().chain(printed).collect()
}

/// The same, in a file: a spreadsheet that has another mark between cells takes such a mark for one, quoted or not, so that
/// a cell may begin after each.
fn harmless_in_file(cell: &str) -> String {
    cell.split_inclusive(SEPARATORS).map(harmless).collect()
}

/// What stands between cells, in some language.
const SEPARATORS: [char; 3] = [',', ';', '|'];

/// A line of a file for a spreadsheet: each cell in quotation marks, with what stands between them, as its language has it.
pub fn line(separator: &str, cells: impl IntoIterator<Item = String>) -> String {
    let quoted =
        cells.into_iter().map(|cell| format!("\"{}\"", harmless_in_file(&cell).replace('"', "\"\"")));
    quoted.collect::<Vec<_>>().join(separator) + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut rows = Rows::default();
        rows.push([text]);
        rows.0
    }

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for formula in ["=1+1", "+34600123456", "-1", "@SUM(A1)", "＝1+1", " =1", "\"=1", "\u{a0}=1", "(=1)"]
        {
            assert_eq!(cell(formula), format!("'{formula}"));
        }
        for (control, text) in [("\t=1", "' =1"), ("\r=1", "' =1"), ("\n@x", "' @x")] {
            assert_eq!(cell(control), text);
        }
        for text in ["", "Ada", "1-2", "a=b", "Ruiz-Sanz", "(Ada)", "2026-12-21", "–"] {
            assert_eq!(cell(text), text);
        }
    }

    #[test]
    fn a_line_of_a_file_is_one_line_whatever_its_cells_say() {
        let cells = ["Ana \"Bar\" Ruiz", "=1+1", "a,b;c", "two\r\nlines", ""].map(str::to_owned);
        let said = "\"Ana \"\"Bar\"\" Ruiz\";\"'=1+1\";\"a,b;c\";\"two  lines\";\"\"\r\n";
        assert_eq!(line(";", cells), said);
        assert_eq!(line(",", ["\"=1".to_owned()]), "\"'\"\"=1\"\r\n");
    }

    /// A spreadsheet splits a line at its own mark, whatever the program put between cells.
    #[test]
    fn no_formula_begins_behind_a_mark_that_stands_between_cells_elsewhere() {
        for mark in SEPARATORS {
            for cell in ["Ana{}=cmd|' /C calc'!A0{}x", "{}@SUM(1)", "Ana{} \"+1", "a{}{}-1"] {
                let cell = cell.replace("{}", &mark.to_string());
                for separator in [",", ";"] {
                    let line = line(separator, ["first".to_owned(), cell.clone(), "last".to_owned()]);
                    for piece in line.split(SEPARATORS) {
                        let seen = piece.trim_start_matches(['"', ' ']);
                        assert!(!seen.starts_with(FORMULA), "{line}");
                    }
                }
            }
        }
        assert_eq!(line(",", ["Ruiz, Ana; 7".to_owned()]), "\"Ruiz, Ana; 7\"\r\n");
    }

    #[test]
    fn a_cell_is_one_cell_and_a_row_one_row() {
        let mut rows = Rows::default();
        rows.push(["Name", "Number"]);
        rows.push(["a\tb\nc", ""]);
        assert_eq!(rows.0, "Name\tNumber\na b c\t");
    }
}
