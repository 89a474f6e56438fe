//! The recovery sheet on paper.

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

/// What is printed.
pub struct Paper<'a> {
    pub site: &'a str,
    pub date: String,
    pub lines: &'a [String],
}

/// Makes the sheet as a PDF of one page. The code is not on it: it is kept elsewhere.
pub fn pdf(words: &Words, paper: &Paper<'_>) -> Option<Vec<u8>> {
    let font = |bytes: &'static [u8]| Font::new(bytes.to_vec().into(), 0);
    let regular = font(include_bytes!("../../assets/fonts/KeydeskSans-Regular.ttf"))?;
    let bold = font(include_bytes!("../../assets/fonts/KeydeskSans-SemiBold.ttf"))?;
    let mono = font(include_bytes!("../../assets/fonts/KeydeskMono-Regular.ttf"))?;
    let mut document = Document::new();
    let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT)?);
    let mut surface = page.surface();
    let mut at = 92.0;
    let mut line = |font: &Font, size: f32, text: &str, below: f32| {
        surface.draw_text(Point::from_xy(LEFT, at), font.clone(), size, text, false, TextDirection::Auto);
        at += below;
    };
    line(&bold, 22.0, &words.get("sheet-title"), 30.0);
    line(&regular, 13.0, paper.site, 20.0);
    line(&regular, 10.0, &paper.date, 34.0);
    for paragraph in ["sheet-what", "sheet-how", "sheet-code"] {
        for part in wrapped(&words.get(paragraph)) {
            line(&regular, 10.5, &part, 15.5);
        }
        line(&regular, 10.5, "", 10.0);
    }
    line(&regular, 10.5, "", 12.0);
    for letters in paper.lines {
        line(&mono, 14.0, letters, 23.0);
    }
    surface.finish();
    page.finish();
    document.finish().ok()
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
    fn paragraphs_keep_within_the_page() {
        let lines = wrapped(&"letters and words ".repeat(30));
        assert!(lines.len() > 3 && lines.iter().all(|line| line.chars().count() <= LETTERS));
    }
}
