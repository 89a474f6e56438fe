//! The pen: rectangles, rings, shadows, icons and single lines of text, as every widget draws them.
//!
//! Text is placed top-left and its position computed here, because iced_tiny_skia computes the damage
//! of text that is aligned by the renderer as if it were not, and leaves half-painted glyphs behind.

use crate::icon::Icon;
use crate::theme::{self, Tokens, Type};
use iced::advanced::Renderer as _;
use iced::advanced::renderer::Quad;
use iced::advanced::text::{self, Paragraph as _, Renderer as _};
use iced::{Border, Color, Pixels, Point, Rectangle, Renderer, Size, alignment};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use unicode_normalization::char::is_combining_mark;

/// Where a line of text stands in its area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Side {
    #[default]
    Start,
    Center,
    End,
}

/// How far a panel floats above the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    Menu,
    Dialog,
}

/// Fills a rectangle.
pub fn fill(renderer: &mut Renderer, bounds: Rectangle, color: Color) {
    rounded(renderer, bounds, 0.0, color);
}

/// Fills a rectangle with round corners.
pub fn rounded(renderer: &mut Renderer, bounds: Rectangle, radius: f32, color: Color) {
    framed(renderer, bounds, radius, color, Color::TRANSPARENT, 0.0);
}

/// Fills a rectangle with round corners and draws its border inside it.
pub fn framed(
    renderer: &mut Renderer,
    bounds: Rectangle,
    radius: f32,
    ground: Color,
    line: Color,
    width: f32,
) {
    let border = Border { color: line, width, radius: radius.into() };
    fill_quad(renderer, bounds, border, ground);
}

/// Fills a rectangle whose upper corners are round.
pub fn rounded_top(renderer: &mut Renderer, bounds: Rectangle, radius: f32, color: Color) {
    let border = Border { radius: iced::border::top(radius), ..Border::default() };
    fill_quad(renderer, bounds, border, color);
}

/// Fills a rectangle whose lower corners are round.
pub fn rounded_bottom(renderer: &mut Renderer, bounds: Rectangle, radius: f32, color: Color) {
    let border = Border { radius: iced::border::bottom(radius), ..Border::default() };
    fill_quad(renderer, bounds, border, color);
}

fn fill_quad(renderer: &mut Renderer, bounds: Rectangle, border: Border, ground: Color) {
    // A quad of no size is an error to tiny-skia.
    if bounds.width <= 0.0 || bounds.height <= 0.0 {
        return;
    }
    let is_line_seen = border.width > 0.0 && border.color.a > 0.0;
    if ground.a <= 0.0 && !is_line_seen {
        // What is not seen is still an item of the list (see [`super::whole`]), but need not be filled: laying nothing
        // over the rows of a list, pixel by pixel, took a fifth of its frame.
        let point = Rectangle::new(bounds.position(), Size::UNIT);
        renderer.fill_quad(Quad { bounds: point, ..Quad::default() }, Color::TRANSPARENT);
        return;
    }
    renderer.fill_quad(Quad { bounds, border, ..Quad::default() }, ground);
}

const RING_WIDTH: f32 = 2.0;
const RING_OFFSET: f32 = 2.0;

/// The ring around a control that has the keyboard; invisible, but drawn, when it has not, so that
/// the list of what is drawn keeps its length (see [`super::whole`]).
pub fn ring(renderer: &mut Renderer, bounds: Rectangle, radius: f32, color: Color, shown: bool) {
    let color = if shown { color } else { Color::TRANSPARENT };
    framed(renderer, bounds.expand(RING_OFFSET), radius + RING_OFFSET, Color::TRANSPARENT, color, RING_WIDTH);
}

/// A ring inside its bounds, for rows that fill their list.
pub fn inner_ring(renderer: &mut Renderer, bounds: Rectangle, color: Color, shown: bool) {
    let color = if shown { color } else { Color::TRANSPARENT };
    framed(renderer, bounds.shrink(1.0), theme::radius::CHECK, Color::TRANSPARENT, color, RING_WIDTH);
}

/// A floating panel: shadow, ground and border.
///
/// The shadow is a stack of translucent rectangles, each with its bounds, by which it is painted anew. The
/// shadows of iced have none: iced_tiny_skia lays one over itself whenever anything near it changes, takes
/// 20 ms for that of a dialog, and gets it wrong at the window's left edge.
pub fn panel(renderer: &mut Renderer, bounds: Rectangle, radius: f32, tokens: &Tokens, depth: Depth) {
    const STEPS: u8 = 10;
    let (offset, blur) = match depth {
        Depth::Menu => (4.0, 14.0),
        Depth::Dialog => (10.0, 32.0),
    };
    // Outer rectangles are fainter than inner ones, so that no edge of theirs is seen.
    let weights: f32 = (1..=STEPS).map(f32::from).sum();
    for step in 0..STEPS {
        let part = f32::from(step) / f32::from(STEPS - 1);
        let spread = blur * (1.0 - part) - blur * 0.25;
        let shadow = Rectangle { y: bounds.y + offset, ..bounds };
        let shadow = if spread >= 0.0 { shadow.expand(spread) } else { shadow.shrink(-spread) };
        let color = Color { a: tokens.shadow.a * 1.4 * f32::from(step + 1) / weights, ..tokens.shadow };
        rounded(renderer, shadow, (radius + spread).max(radius), color);
    }
    framed(renderer, bounds, radius, tokens.raised, tokens.border_strong, 1.0);
}

/// Draws an icon in the middle of an area.
pub fn icon(renderer: &mut Renderer, icon: Icon, area: Rectangle, size: f32, color: Color, clip: Rectangle) {
    let kind = Type { font: theme::ICON_FACE, size, line: size };
    let at = Point::new((area.center_x() - size / 2.0).round(), (area.center_y() - size / 2.0).round());
    let bounds = Size::new(size + 1.0, size);
    let clip = masked(Rectangle::new(at, bounds), clip);
    renderer.fill_text(spec(icon.character().to_string(), kind, bounds), at, color, clip);
}

/// The clip to hand to iced with a text, so that the text is clipped at all.
///
/// iced_tiny_skia masks a text only if its clip reaches out of the layer, and then by the layer; a
/// clip inside the layer is taken to mean that nothing needs a mask. So a text that crosses the clip
/// gets one that is too large, and one that lies inside gets its own bounds, which is quicker.
/// The clip of a widget is therefore always that of the layer it draws into.
fn masked(text: Rectangle, clip: Rectangle) -> Rectangle {
    if text.is_within(&clip) { text } else { clip.expand(1.0) }
}

/// Draws one line of text in an area, cut with an ellipsis when it is too long; gives the width that
/// it takes.
pub fn line(
    renderer: &mut Renderer,
    content: &str,
    area: Rectangle,
    kind: Type,
    side: Side,
    color: Color,
    clip: Rectangle,
) -> f32 {
    let shown = fit(content, kind, area.width);
    if shown.is_empty() {
        return 0.0;
    }
    let width = width(&shown, kind);
    let x = match side {
        Side::Start => area.x,
        Side::Center => area.center_x() - width / 2.0,
        Side::End => area.x + area.width - width,
    };
    let at = Point::new(x.round(), (area.center_y() - kind.line / 2.0).round());
    // The bounds are wider than the text, or a rounding error would break it into two lines.
    let bounds = Size::new(width.ceil() + 4.0, kind.line);
    let clip = masked(Rectangle::new(at, bounds), clip);
    renderer.fill_text(spec(shown.into_owned(), kind, bounds), at, color, clip);
    width
}

/// Lays a ground behind a part of a line that begins its area: letters that were found.
pub fn mark(
    renderer: &mut Renderer,
    content: &str,
    part: Range<usize>,
    area: Rectangle,
    kind: Type,
    color: Color,
) {
    let before = |end: usize| width(content.get(..end).unwrap_or_default(), kind).min(area.width);
    let (start, end) = (before(part.start), before(part.end));
    let letters = Rectangle {
        x: area.x + start - 1.0,
        y: area.center_y() - kind.line / 2.0,
        width: end - start + 2.0,
        height: kind.line,
    };
    rounded(renderer, letters, 3.0, color);
}

/// Draws text of several lines in an area that [`block_size`] has measured.
pub fn block(
    renderer: &mut Renderer,
    content: &str,
    area: Rectangle,
    kind: Type,
    color: Color,
    clip: Rectangle,
) {
    let clip = masked(area, clip);
    renderer.fill_text(
        spec(content.to_owned(), kind, Size::new(area.width + 1.0, area.height)),
        area.position(),
        color,
        clip,
    );
}

/// How large text is when it may break at a width.
pub fn block_size(content: &str, kind: Type, width: f32) -> Size {
    let paragraph = <Renderer as text::Renderer>::Paragraph::with_text(text::Text {
        wrapping: text::Wrapping::WordOrGlyph,
        ..spec(content, kind, Size::new(width, f32::INFINITY))
    });
    let size = paragraph.min_bounds();
    Size::new(size.width.ceil(), size.height)
}

fn spec<C>(content: C, kind: Type, bounds: Size) -> iced::advanced::Text<C> {
    iced::advanced::Text {
        content,
        bounds,
        size: Pixels(kind.size),
        line_height: text::LineHeight::Absolute(Pixels(kind.line)),
        font: kind.font,
        align_x: text::Alignment::Left,
        align_y: alignment::Vertical::Top,
        // `Auto` shapes plain ASCII without kerning and the rest with it, so that two names in one
        // column are set in two ways.
        shaping: text::Shaping::Advanced,
        wrapping: text::Wrapping::None,
    }
}

/// A face and a size, as a key.
type Face = (u16, u32);
type Widths = HashMap<Face, HashMap<Box<str>, f32>>;
type Cuts = HashMap<(Face, u32), HashMap<Box<str>, Box<str>>>;

thread_local! {
    // Shaping a text to measure it costs 20 µs; a table asks for hundreds of them a frame.
    static WIDTHS: RefCell<Widths> = RefCell::default();
    static CUTS: RefCell<Cuts> = RefCell::default();
}

/// Above this many texts of a kind, what was measured is forgotten and measured again.
const REMEMBERED_MAX: usize = 8_192;

fn face(kind: Type) -> Face {
    let family = u16::from(kind.font.family == theme::MONO_FACE.family);
    let weight = kind.font.weight as u16;
    (family * 16 + weight, kind.size.to_bits())
}

/// How wide a line of text is.
pub fn width(content: &str, kind: Type) -> f32 {
    if content.is_empty() {
        return 0.0;
    }
    WIDTHS.with_borrow_mut(|widths| {
        let widths = widths.entry(face(kind)).or_default();
        if let Some(width) = widths.get(content) {
            return *width;
        }
        if widths.len() >= REMEMBERED_MAX {
            widths.clear();
        }
        let width = measure(content, kind);
        widths.insert(content.into(), width);
        width
    })
}

fn measure(content: &str, kind: Type) -> f32 {
    <Renderer as text::Renderer>::Paragraph::with_text(spec(content, kind, Size::INFINITE)).min_width()
}

/// A text as it is drawn on one line: whole, or cut at the end with an ellipsis. iced 0.14 has none.
///
/// Line breaks and tabs become spaces and other control characters a visible mark, so that a name
/// that came from elsewhere can neither hide a part of itself nor break the row.
pub fn fit(content: &str, kind: Type, room: f32) -> Cow<'_, str> {
    if room < 4.0 {
        return Cow::Borrowed("");
    }
    let (content, is_long) = shorten(content, room);
    let content = visible(content);
    if !is_long && width(&content, kind) <= room + 0.5 {
        return content;
    }
    Cow::Owned(CUTS.with_borrow_mut(|cuts| {
        let cuts = cuts.entry((face(kind), room.to_bits())).or_default();
        if let Some(cut) = cuts.get(&*content) {
            return cut.to_string();
        }
        if cuts.len() >= REMEMBERED_MAX {
            cuts.clear();
        }
        let shown = cut(&content, kind, room);
        cuts.insert(content.as_ref().into(), shown.as_str().into());
        shown
    }))
}

/// Whether [`fit`] would cut a text.
pub fn is_cut(content: &str, kind: Type, room: f32) -> bool {
    let (content, is_long) = shorten(content, room);
    is_long || width(&visible(content), kind) > room + 0.5
}

/// Leaves out what cannot be seen in any case, so that 2,000 pasted characters are not shaped.
fn shorten(content: &str, room: f32) -> (&str, bool) {
    let characters_max = room.max(1.0) as usize;
    if content.len() <= characters_max {
        return (content, false);
    }
    match content.char_indices().nth(characters_max) {
        Some((end, _)) => (content.get(..end).unwrap_or_default(), true),
        None => (content, false),
    }
}

/// A text without characters that are not there to be seen.
pub fn visible(content: &str) -> Cow<'_, str> {
    if !content.contains(char::is_control) {
        return Cow::Borrowed(content);
    }
    let show = |character: char| match character {
        '\n' | '\r' | '\t' => ' ',
        other if other.is_control() => char::REPLACEMENT_CHARACTER,
        other => other,
    };
    Cow::Owned(content.chars().map(show).collect())
}

fn cut(content: &str, kind: Type, room: f32) -> String {
    let ends: Vec<usize> = content
        .char_indices()
        .filter(|(_, character)| !is_combining_mark(*character))
        .map(|(end, _)| end)
        .collect();
    let with_ellipsis = |count: usize| {
        let end = ends.get(count).copied().unwrap_or_default();
        format!("{}…", content.get(..end).unwrap_or_default().trim_end())
    };
    let (mut fits, mut too_many) = (0, ends.len());
    while fits + 1 < too_many {
        let middle = usize::midpoint(fits, too_many);
        if measure(&with_ellipsis(middle), kind) <= room {
            fits = middle;
        } else {
            too_many = middle;
        }
    }
    with_ellipsis(fits)
}

/// Draws what is seen through an area only. Within one, iced draws all text above all rectangles.
pub fn clipped(renderer: &mut Renderer, area: Rectangle, draw: impl FnOnce(&mut Renderer)) {
    renderer.with_layer(area, draw);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::load_fonts;

    #[test]
    fn what_is_not_seen_is_in_the_list_of_what_is_drawn_and_is_not_filled() {
        let mut renderer = Renderer::new(theme::REGULAR, Pixels(13.0));
        renderer.reset(Rectangle::with_size(Size::new(400.0, 300.0)));
        let bounds = Rectangle::new(Point::new(10.0, 20.0), Size::new(300.0, 200.0));
        for draw in [rounded, rounded_top, rounded_bottom] {
            draw(&mut renderer, bounds, 8.0, Color::TRANSPARENT);
        }
        let drawn = renderer.layers().iter().flat_map(|layer| &layer.quads);
        let drawn: Vec<Rectangle> = drawn.map(|(quad, _)| quad.bounds).collect();
        assert_eq!(drawn, [Rectangle::new(bounds.position(), Size::UNIT); 3]);
    }

    #[test]
    fn a_text_that_fits_is_left_alone() {
        load_fonts();
        assert_eq!(fit("Front door", theme::BODY, 200.0), "Front door");
        assert!(!is_cut("Front door", theme::BODY, 200.0));
    }

    #[test]
    fn a_text_that_does_not_is_cut_and_ends_in_an_ellipsis() {
        load_fonts();
        let name = "Conference centre, east wing, second floor";
        let shown = fit(name, theme::BODY, 120.0);
        assert!(shown.ends_with('…') && shown.len() < name.len(), "{shown}");
        assert!(width(&shown, theme::BODY) <= 120.5);
        assert!(is_cut(name, theme::BODY, 120.0));
    }

    #[test]
    fn a_very_long_text_is_not_shaped_whole() {
        load_fonts();
        let shown = fit(&"m".repeat(1_000_000), theme::BODY, 90.0).into_owned();
        assert!(shown.ends_with('…') && shown.len() < 40, "{shown}");
    }

    #[test]
    fn control_characters_are_seen_or_gone() {
        assert_eq!(visible("two\nlines\tand\u{7}bell"), "two lines and\u{fffd}bell");
        assert_eq!(visible("plain"), "plain");
    }

    #[test]
    fn figures_are_tabular() {
        load_fonts();
        for kind in [theme::BODY, theme::LABEL, theme::CAPTION, theme::TITLE] {
            let one = width("1111", kind);
            let eight = width("8888", kind);
            assert!((one - eight).abs() < 0.01, "{one} {eight}");
        }
    }
}
