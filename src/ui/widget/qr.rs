//! A picture for a camera: black squares on white, whatever the colours of the window, with the quiet margin that
//! cameras look for.

use super::semantics::{Role, Semantics};
use super::{Element, paint};
use crate::theme::{Theme, radius};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::{Color, Length, Rectangle, Renderer, Size};
use qrcode::{EcLevel, QrCode};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// The squares of a text. They are a secret if the text is one, and wipe themselves.
#[derive(Clone)]
pub struct Squares {
    width: usize,
    /// Row after row; 1 is dark.
    dark: Zeroizing<Vec<u8>>,
}

impl std::fmt::Debug for Squares {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Squares(…)")
    }
}

/// The margin that the standard asks for, in squares.
const QUIET: usize = 4;

impl Squares {
    /// The squares of a text; nothing, if it is too long for a picture.
    pub fn of(text: &str) -> Option<Squares> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
        let width = code.width();
        let dark = code.to_colors().into_iter().map(|color| color.select(1, 0)).collect();
        Some(Squares { width, dark: Zeroizing::new(dark) })
    }

    /// Dark squares beside each other in a row, as where they begin and how many they are.
    fn runs(&self, row: usize) -> impl Iterator<Item = (usize, usize)> {
        let row = self.dark.get(row * self.width..(row + 1) * self.width).unwrap_or_default();
        let mut at = 0;
        row.chunk_by(|one, other| one == other).filter_map(move |run| {
            let from = at;
            at += run.len();
            (run.first() == Some(&1)).then_some((from, run.len()))
        })
    }
}

/// The picture: see [`qr`].
pub struct Qr<'a> {
    squares: &'a Squares,
    name: Cow<'a, str>,
    edge: f32,
}

/// Makes the picture, always so wide; its name is for those who cannot see it.
pub fn qr<'a>(squares: &'a Squares, name: impl Into<Cow<'a, str>>, edge: f32) -> Qr<'a> {
    Qr { squares, name: name.into(), edge }
}

impl Qr<'_> {
    /// How wide a square is: whole points, for half ones are grey, and cameras guess.
    fn square(&self) -> f32 {
        (self.edge / (self.squares.width + 2 * QUIET) as f32).floor().max(1.0)
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Qr<'_> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fixed(self.edge), Length::Fixed(self.edge))
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, self.edge, self.edge)
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        Semantics::new(Role::Image, self.name.as_ref()).publish(operation, layout.bounds());
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        paint::rounded(renderer, bounds, radius::CONTROL, Color::WHITE);
        let square = self.square();
        let margin = (self.edge - self.squares.width as f32 * square) / 2.0;
        let (left, top) = ((bounds.x + margin).round(), (bounds.y + margin).round());
        for row in 0..self.squares.width {
            for (from, count) in self.squares.runs(row) {
                let area = Rectangle {
                    x: left + from as f32 * square,
                    y: top + row as f32 * square,
                    width: count as f32 * square,
                    height: square,
                };
                paint::fill(renderer, area, Color::BLACK);
            }
        }
    }
}

impl<'a, Message: 'a> From<Qr<'a>> for Element<'a, Message> {
    fn from(qr: Qr<'a>) -> Self {
        Self::new(qr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_corners_that_cameras_look_for() {
        let squares = Squares::of("otpauth://totp/Keydesk?secret=GEZDGNBVGY3TQOJQ").unwrap();
        for row in [0, 6] {
            let runs: Vec<_> = squares.runs(row).collect();
            assert_eq!(runs.first(), Some(&(0, 7)), "{row}");
            assert_eq!(runs.last(), Some(&(squares.width - 7, 7)), "{row}");
        }
        let finder: Vec<_> = squares.runs(squares.width - 4).take(3).collect();
        assert_eq!(finder[..2], [(0, 1), (2, 3)]);
        let dark = (squares.width - 8) * squares.width + 8;
        assert_eq!(
            squares.dark.get(dark),
            Some(&1),
            "the square that is always dark: nothing is turned over"
        );
        assert!(Squares::of(&"x".repeat(5_000)).is_none());
    }

    #[test]
    fn every_square_is_drawn_once() {
        let squares = Squares::of("keydesk").unwrap();
        let drawn: usize = (0..squares.width).flat_map(|row| squares.runs(row)).map(|(_, count)| count).sum();
        assert_eq!(drawn, squares.dark.iter().filter(|dark| **dark == 1).count());
    }
}
