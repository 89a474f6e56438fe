//! What is printed: the recovery sheet, and the statement that the system auditor's chain holds.

use krilla::Document;
use krilla::geom::Point;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};

use crate::words::Words;

/// A4, in points.
const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const LEFT: f32 = 64.0;
/// As many letters of running text as fit on a line at its size.
const LETTERS: usize = 84;

/// What is printed of the recovery sheet.
pub struct Paper<'a> {
    pub site: &'a str,
    pub date: String,
    pub lines: &'a [String],
}

/// Makes the sheet as a PDF of one page. The code is not on it: it is kept elsewhere.
pub fn pdf(words: &Words, paper: &Paper<'_>) -> Option<Vec<u8>> {
    let mut lines = head(words, "sheet-title", paper.site, paper.date.clone());
    lines.extend(
        ["sheet-what", "sheet-how", "sheet-code"].map(|id| Line::Paragraph(words.get(id).into_owned())),
    );
    lines.push(Line::Gap);
    lines.extend(paper.lines.iter().cloned().map(Line::Letters));
    page(&lines)
}

/// What is printed of a chain that holds.
pub struct Statement<'a> {
    pub site: &'a str,
    pub date: String,
    /// Names and what they stand for.
    pub pairs: Vec<(String, String)>,
    /// The hash of the last entry, in groups.
    pub hash: Vec<String>,
}

/// Makes the statement that a chain holds as a PDF of one page.
pub fn statement(words: &Words, statement: &Statement<'_>) -> Option<Vec<u8>> {
    let mut lines = head(words, "statement-title", statement.site, statement.date.clone());
    lines.push(Line::Paragraph(words.get("statement-what").into_owned()));
    lines.extend(statement.pairs.iter().map(|(name, value)| Line::Pair(name.clone(), value.clone())));
    lines.push(Line::Gap);
    lines.push(Line::Paragraph(words.get("statement-hash").into_owned()));
    lines.extend(statement.hash.iter().cloned().map(Line::Letters));
    lines.push(Line::Gap);
    lines.push(Line::Paragraph(words.get("statement-how").into_owned()));
    page(&lines)
}

fn head(words: &Words, title: &str, site: &str, date: String) -> Vec<Line> {
    vec![Line::Title(words.get(title).into_owned()), Line::Site(site.to_owned()), Line::Date(date)]
}

/// What stands on a page, from the top.
enum Line {
    Title(String),
    Site(String),
    Date(String),
    Paragraph(String),
    Pair(String, String),
    Letters(String),
    Gap,
}

/// Where what a name stands for begins.
const VALUE: f32 = LEFT + 180.0;

fn page(lines: &[Line]) -> Option<Vec<u8>> {
    let font = |bytes: &'static [u8]| Font::new(bytes.to_vec().into(), 0);
    let regular = font(include_bytes!("../../assets/fonts/KeydeskSans-Regular.ttf"))?;
    let bold = font(include_bytes!("../../assets/fonts/KeydeskSans-SemiBold.ttf"))?;
    let mono = font(include_bytes!("../../assets/fonts/KeydeskMono-Regular.ttf"))?;
    let mut document = Document::new();
    let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
    let mut surface = page.surface();
    let mut at = 92.0;
    let mut put = |font: &Font, size: f32, left: f32, text: &str, below: f32| {
        surface.draw_text(Point::from_xy(left, at), font.clone(), size, text, false, TextDirection::Auto);
        at += below;
    };
    for line in lines {
        match line {
            Line::Title(text) => put(&bold, 22.0, LEFT, text, 30.0),
            Line::Site(text) => put(&regular, 13.0, LEFT, text, 20.0),
            Line::Date(text) => put(&regular, 10.0, LEFT, text, 34.0),
            Line::Paragraph(text) => {
                for part in wrapped(text) {
                    put(&regular, 10.5, LEFT, &part, 15.5);
                }
                put(&regular, 10.5, LEFT, "", 10.0);
            }
            Line::Pair(name, value) => {
                put(&regular, 10.5, LEFT, name, 0.0);
                put(&bold, 10.5, VALUE, value, 18.0);
            }
            Line::Letters(text) => put(&mono, 14.0, LEFT, text, 23.0),
            Line::Gap => put(&regular, 10.5, LEFT, "", 12.0),
        }
    }
    surface.finish();
    page.finish();
    document.finish().ok()
}

/// Rows with heads, on as many pages as they take.
pub struct Table<'a, const N: usize> {
    pub title: String,
    pub site: &'a str,
    pub date: String,
    pub heads: [String; N],
    pub rows: &'a [[String; N]],
}

/// Of a table, on pages that lie on their side: the first column is as wide as the last, and those between share the rest.
const ROWS_ON_PAGE: usize = 34;
const MARGIN: f32 = 40.0;
const ROW_HEIGHT: f32 = 13.0;
const ROW_SIZE: f32 = 8.5;
const MOMENT_WIDTH: f32 = 92.0;
/// A letter takes about so much of its size.
const LETTER: f32 = 0.54;

/// Makes a table as a PDF.
pub fn table<const N: usize>(table: &Table<'_, N>) -> Option<Vec<u8>> {
    let font = |bytes: &'static [u8]| Font::new(bytes.to_vec().into(), 0);
    let regular = font(include_bytes!("../../assets/fonts/KeydeskSans-Regular.ttf"))?;
    let bold = font(include_bytes!("../../assets/fonts/KeydeskSans-SemiBold.ttf"))?;
    let mut document = Document::new();
    let between = (HEIGHT - 2.0 * MARGIN - 2.0 * MOMENT_WIDTH) / N.saturating_sub(2).max(1) as f32;
    let width = |column: usize| if column == 0 || column + 1 == N { MOMENT_WIDTH } else { between };
    let left = |column: usize| MARGIN + (0..column).map(width).sum::<f32>();
    let mut chunks: Vec<&[[String; N]]> = table.rows.chunks(ROWS_ON_PAGE).collect();
    if chunks.is_empty() {
        chunks.push(&[]);
    }
    let count = chunks.len();
    for (number, rows) in chunks.into_iter().enumerate() {
        let mut page = document.start_page_with(PageSettings::from_wh(HEIGHT, WIDTH)?);
        let mut surface = page.surface();
        let mut put = |font: &Font, size: f32, left: f32, at: f32, text: &str| {
            surface.draw_text(Point::from_xy(left, at), font.clone(), size, text, false, TextDirection::Auto);
        };
        put(&bold, 14.0, MARGIN, 48.0, &table.title);
        put(&regular, ROW_SIZE, MARGIN, 64.0, &format!("{}, {}", table.site, table.date));
        put(&regular, ROW_SIZE, HEIGHT - MARGIN - 40.0, 64.0, &format!("{} / {count}", number + 1));
        let mut at = 90.0;
        for (column, head) in table.heads.iter().enumerate() {
            put(&bold, ROW_SIZE, left(column), at, head);
        }
        for row in rows {
            at += ROW_HEIGHT;
            for (column, cell) in row.iter().enumerate() {
                put(&regular, ROW_SIZE, left(column), at, &cut(cell, width(column)));
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().ok()
}

/// What of a text has room beside another.
fn cut(text: &str, width: f32) -> String {
    let letters = ((width - 6.0) / (ROW_SIZE * LETTER)) as usize;
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    text.chars().take(letters.saturating_sub(1)).chain(['…']).collect()
}

/// A paragraph in lines.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;

    use super::*;

    #[test]
    fn the_sheet_is_a_pdf_of_its_lines() {
        let words = Words::new(Language::Spanish);
        let lines = vec!["ABCDE FGHJK".to_owned(); 5];
        let paper = Paper { site: "Hotel Łódź", date: words.date_example().to_owned(), lines: &lines };
        let pdf = pdf(&words, &paper).unwrap();
        assert!(pdf.starts_with(b"%PDF-"), "{:?}", pdf.get(..8));
        assert!(pdf.len() > 2_000);
    }

    #[test]
    fn the_statement_is_a_pdf_too() {
        let words = Words::new(Language::English);
        let pairs = vec![("Entries".to_owned(), "1234".to_owned())];
        let (site, date, hash) = ("Hotel Aurora", "today".to_owned(), vec!["0123 4567".to_owned(); 4]);
        let pdf = statement(&words, &Statement { site, date, pairs, hash }).unwrap();
        assert!(pdf.starts_with(b"%PDF-") && pdf.len() > 2_000);
    }

    #[test]
    fn a_table_goes_on_over_pages_and_a_long_text_keeps_within_its_column() {
        let row = |number: usize| [format!("row {number}"), "x".repeat(200), "end".to_owned()];
        let rows: Vec<_> = (0..100).map(row).collect();
        let pages = |rows: &[[String; 3]]| {
            let heads = ["When", "What", "Home"].map(str::to_owned);
            let (title, date) = ("Audit trail".to_owned(), "today".to_owned());
            let pdf = table(&Table { title, site: "Hotel Łódź", date, heads, rows }).unwrap();
            assert!(pdf.starts_with(b"%PDF-"));
            pdf.len()
        };
        assert!(pages(&rows) > pages(&rows[..10]) && pages(&[]) > 1_000);
        assert_eq!(cut("short", 92.0), "short");
        let long = cut(&"x".repeat(200), 92.0);
        assert!(long.ends_with('…') && long.chars().count() < 25, "{long}");
    }

    #[test]
    fn paragraphs_keep_within_the_page() {
        let lines = wrapped(&"letters and words ".repeat(30));
        assert!(lines.len() > 3 && lines.iter().all(|line| line.chars().count() <= LETTERS));
    }
}
