//! Keeps the picture whole: what the window shows is what painting it anew would show.
//!
//! iced_tiny_skia compares what is drawn with what was drawn in the frame before, item by item, and paints the
//! rectangles that differ. Two things go wrong there, and both are settled here, for every widget at once:
//!
//! - **It is not exact.** A part is cleared and painted pixel by pixel, but an item that lies in it by its bounds is
//!   drawn without a mask. Ink that reaches over the bounds (the edge of a rectangle between two pixels, a letter that
//!   hangs out of its line) falls on what was not cleared, or is cleared and not drawn again. And with a mask, a round
//!   corner comes out a shade lighter or darker than without.
//! - **It is slow** where much differs: every part is a painting of its own, 300 ms for a list that moves by one row,
//!   where the whole window takes 13.
//!
//! So each frame is looked at before it is painted. If its parts are few and no ink crosses their edges, they are
//! painted by themselves: the caret of a field, the hand of a clock, the row under the mouse. If not, everything is.
//! Whatever lies over the widgets (menus, tooltips) is drawn after this has been decided, and so everything is painted
//! while it is there.

use super::Element;
use super::forward::forward;
use crate::theme::Theme;
use iced::advanced::graphics::damage;
use iced::advanced::graphics::text::Text;
use iced::advanced::layout::{self, Layout};
use iced::advanced::renderer::{Quad, Renderer as _};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Background, Length, Rectangle, Renderer, Size, Vector};
use iced_tiny_skia::Layer;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// The whole window: see the module.
pub struct Whole<'a, Message> {
    content: Element<'a, Message>,
    scale: Option<f32>,
}

/// Keeps the picture of the content whole, on a display of so many pixels to a point; as long as nobody knows how many,
/// everything is painted.
pub fn whole<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    scale: Option<f32>,
) -> Whole<'a, Message> {
    Whole { content: content.into(), scale }
}

/// A display may show two buffers in turn: what is painted in one was last painted two frames ago.
const BUFFERS_MAX: usize = 2;
/// Above this many differences it is quicker to paint everything than to look at them.
const DIFFERENCES_MAX: usize = 64;
/// Above this many parts it is quicker to paint everything than one after the other.
const PARTS_MAX: usize = 3;

#[derive(Default)]
struct State {
    /// What was drawn, the newest first.
    frames: RefCell<VecDeque<Frame>>,
    /// How often everything was painted.
    turn: Cell<u16>,
    is_covered: Cell<bool>,
}

struct Frame {
    layers: Vec<Layer>,
    /// Whether something was drawn over it.
    is_covered: bool,
}

impl State {
    /// Notes what was drawn, and says whether everything must be painted.
    fn note(&self, frame: Frame, window: Rectangle, scale: Option<f32>) -> bool {
        let mut frames = self.frames.borrow_mut();
        let can_be_in_part = !frame.is_covered
            && !frames.is_empty()
            && scale.is_some_and(|scale| {
                frames.iter().all(|before| !before.is_covered && is_exact(before, &frame, window, scale))
            });
        // Whatever a buffer showed before everything was painted, everything is painted in it as well.
        frames.truncate(if can_be_in_part { BUFFERS_MAX - 1 } else { 0 });
        frames.push_front(frame);
        !can_be_in_part
    }
}

/// Whether painting what differs gives the same picture as painting everything.
fn is_exact(before: &Frame, now: &Frame, window: Rectangle, scale: f32) -> bool {
    let (before, now) = (&before.layers, &now.layers);
    if before.len() != now.len() {
        return false;
    }
    let differences = damage::diff(before, now, |layer| vec![layer.bounds], Layer::damage);
    // iced leaves out what is narrower than a point.
    let is_left_out = |difference: &Rectangle| {
        difference.intersection(&window).is_some_and(|seen| seen.width < 1.0 || seen.height < 1.0)
    };
    if differences.len() > DIFFERENCES_MAX || differences.iter().any(is_left_out) {
        return false;
    }
    let parts = damage::group(differences, window);
    parts.len() <= PARTS_MAX
        && parts.into_iter().all(|part| {
            let part = part * scale;
            before.iter().chain(now).all(|layer| keeps_to(layer, part, scale))
        })
}

/// Whether a layer looks in a part, in pixels, as it does when everything is painted.
fn keeps_to(layer: &Layer, part: Rectangle, scale: f32) -> bool {
    let within = layer.bounds * scale;
    let seen = Dots::centres_of(part);
    // `has_soft_edge` tells whether something is seen through in the part: iced_tiny_skia rounds that in another way
    // where it masks.
    let is_kept = |bounds: Rectangle, ink: Dots, clip: Rectangle, has_soft_edge: &dyn Fn() -> bool| {
        if !ink.meets(seen) {
            return true;
        }
        let masked_to = part.intersection(&clip).filter(|masked_to| masked_to.intersects(&bounds));
        match masked_to {
            // It is not drawn, or without a mask: then all its ink must be in the part, or none.
            None => false,
            Some(masked_to) if bounds.is_within(&masked_to) => ink.lies_in(seen),
            // It is masked here. When everything is painted it may not be, and reach over its clip.
            Some(_) => {
                (!bounds.is_within(&clip) || ink.common(seen).lies_in(Dots::centres_of(clip)))
                    && !has_soft_edge()
            }
        }
    };
    let are_quads_kept = layer.quads.iter().all(|(quad, ground)| {
        let has_border = quad.border.width > 0.0 && quad.border.color.a > 0.0;
        let is_filled = !matches!(ground, Background::Color(color) if color.a <= 0.0);
        let bounds = quad.bounds * scale;
        let ink = Dots::touched_by(bounds);
        let is_opaque = match ground {
            Background::Color(color) => color.a <= 0.0 || color.a >= 1.0,
            Background::Gradient(_) => false,
        };
        let has_soft_edge = || !is_opaque || soft_edges(quad, scale).into_iter().any(|edge| edge.meets(seen));
        !has_border && !is_filled || is_kept(bounds, ink, within, &has_soft_edge)
    });
    let are_images_kept = layer.images.iter().all(|image| {
        let bounds = image.bounds() * scale;
        is_kept(bounds, Dots::touched_by(bounds), within, &|| true)
    });
    let are_texts_kept = layer.text.iter().flat_map(|group| group.as_slice().iter()).all(|text| {
        let Some((bounds, ink, clip)) = extent(text) else {
            return false;
        };
        let Some(clip) = within.intersection(&(clip * scale)) else {
            return true;
        };
        // Letters are laid on one by one, by the same arithmetic with a mask and without.
        is_kept(bounds * scale, Dots::touched_by(ink * scale), clip, &|| false)
    });
    layer.primitives.is_empty() && are_quads_kept && are_images_kept && are_texts_kept
}

/// Where a rectangle is neither its ground nor its border alone: round corners, and edges between two pixels.
fn soft_edges(quad: &Quad, scale: f32) -> Vec<Dots> {
    let bounds = quad.bounds * scale;
    let dots = Dots::touched_by(bounds);
    let is_between = |edge: f32| (edge - edge.round()).abs() > UNSEEN;
    let line = quad.border.width * scale;
    let edges = [bounds.x, bounds.y, bounds.x + bounds.width, bounds.y + bounds.height, line];
    // A border that is masked may come out a shade lighter or darker where something lies on it.
    let is_soft = line > 0.0 || edges.into_iter().any(is_between);
    let edge = if is_soft { line.ceil() as i32 + 1 } else { 0 };
    let radius = quad.border.radius;
    let radius = radius.top_left.max(radius.top_right).max(radius.bottom_left).max(radius.bottom_right);
    let corner = if radius > 0.0 { (radius * scale).ceil() as i32 + 1 } else { 0 };
    let lefts = [dots.left, dots.right - corner];
    let tops = [dots.top, dots.bottom - corner];
    let corners = lefts.into_iter().flat_map(|left| tops.map(|top| (left, top)));
    let corners = corners.map(|(left, top)| Dots { left, top, right: left + corner, bottom: top + corner });
    let sides = [
        Dots { right: dots.left + edge, ..dots },
        Dots { left: dots.right - edge, ..dots },
        Dots { bottom: dots.top + edge, ..dots },
        Dots { top: dots.bottom - edge, ..dots },
    ];
    corners.chain(sides).collect()
}

/// The bounds by which a text is drawn, what its letters may cover, and what clips it, in points. None of a text that
/// is drawn in a way that no widget of ours uses.
fn extent(text: &Text) -> Option<(Rectangle, Rectangle, Rectangle)> {
    match text {
        Text::Cached { content, bounds, clip_bounds, size, .. } => {
            Some((*clip_bounds, bounds.expand(overhang(content, size.0)), Rectangle::INFINITE))
        }
        Text::Paragraph { paragraph, position, clip_bounds, transformation, .. } => {
            let bounds = Rectangle::new(*position, paragraph.min_bounds) * *transformation;
            Some((bounds, bounds.expand(OVERHANG), *clip_bounds * *transformation))
        }
        Text::Editor { editor, position, clip_bounds, transformation, .. } => {
            let bounds = Rectangle::new(*position, editor.bounds) * *transformation;
            Some((bounds, bounds.expand(OVERHANG), *clip_bounds * *transformation))
        }
        Text::Raw { .. } => None,
    }
}

/// How far letters of our fonts may hang out of their line, in points.
const OVERHANG: f32 = 4.0;

/// How far the letters of a text may hang out of their line.
fn overhang(content: &str, size: f32) -> f32 {
    // Marks can be piled up on a letter, and other scripts come in fonts that nobody here has measured.
    let is_ours = |letter: char| matches!(letter, '\u{20}'..'\u{300}' | '\u{370}'..'\u{483}' | '\u{1e00}'..'\u{2070}' | '\u{e000}'..'\u{f900}');
    let foreign = content.chars().filter(|letter| !is_ours(*letter)).count();
    OVERHANG + size * foreign as f32
}

/// A rectangle of whole pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Dots {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

/// Less than this of a pixel is not seen.
const UNSEEN: f32 = 1e-3;

impl Dots {
    /// Those that a rectangle touches.
    fn touched_by(bounds: Rectangle) -> Dots {
        Dots {
            left: (bounds.x + UNSEEN).floor() as i32,
            top: (bounds.y + UNSEEN).floor() as i32,
            right: (bounds.x + bounds.width - UNSEEN).ceil() as i32,
            bottom: (bounds.y + bounds.height - UNSEEN).ceil() as i32,
        }
    }

    /// Those whose centre lies in a rectangle: a mask lets them through, and they are cleared.
    fn centres_of(bounds: Rectangle) -> Dots {
        Dots {
            left: (bounds.x - 0.5).ceil() as i32,
            top: (bounds.y - 0.5).ceil() as i32,
            right: (bounds.x + bounds.width - 0.5).ceil() as i32,
            bottom: (bounds.y + bounds.height - 0.5).ceil() as i32,
        }
    }

    const fn is_empty(self) -> bool {
        self.left >= self.right || self.top >= self.bottom
    }

    fn common(self, other: Dots) -> Dots {
        Dots {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    fn meets(self, other: Dots) -> bool {
        !self.common(other).is_empty()
    }

    fn lies_in(self, other: Dots) -> bool {
        self.is_empty() || self.common(other) == self
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Whole<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    forward!(children, diff, size, layout, operate, update, mouse_interaction);

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            self.content.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
        }
        let state = tree.state.downcast_ref::<State>();
        let frame = Frame { layers: renderer.layers().to_vec(), is_covered: state.is_covered.get() };
        if state.note(frame, *viewport, self.scale) {
            state.turn.set(state.turn.get().wrapping_add(1));
        }
        // A layer whose bounds differ is painted whole, and this one has everything in it. Its middle is the window's
        // corner: iced goes through the parts from there, and takes those that lie in one before into it.
        let around = Vector::new(
            viewport.width + f32::from(state.turn.get()),
            viewport.height + f32::from(state.turn.get()),
        );
        let everything =
            Rectangle { x: -around.x, y: -around.y, width: 2.0 * around.x, height: 2.0 * around.y };
        renderer.with_layer(everything, |_| {});
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let is_covered = &tree.state.downcast_ref::<State>().is_covered;
        let (child, layout) = tree.children.first_mut().zip(layout.children().next())?;
        let over = self.content.as_widget_mut().overlay(child, layout, renderer, viewport, translation);
        is_covered.set(over.is_some());
        over
    }
}

impl<'a, Message: 'a> From<Whole<'a, Message>> for Element<'a, Message> {
    fn from(whole: Whole<'a, Message>) -> Self {
        Self::new(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(left: i32, top: i32, right: i32, bottom: i32) -> Dots {
        Dots { left, top, right, bottom }
    }

    #[test]
    fn an_edge_between_two_pixels_touches_both() {
        let between = Rectangle { x: 10.4, y: 10.0, width: 10.0, height: 10.0 };
        assert_eq!(Dots::touched_by(between), dots(10, 10, 21, 20));
        assert_eq!(Dots::centres_of(between), dots(10, 10, 20, 20));
    }

    #[test]
    fn letters_of_other_fonts_may_hang_out_further() {
        assert!(overhang("Zoë O’Neill – 3", 13.0) <= OVERHANG);
        assert!(overhang("Z\u{351}\u{352}", 13.0) > 2.0 * 13.0);
    }

    #[test]
    fn a_corner_is_soft_if_it_is_round_and_an_edge_if_it_lies_between_pixels() {
        let bounds = Rectangle { x: 10.0, y: 10.0, width: 100.0, height: 40.0 };
        let at = |left: i32, top: i32| dots(left, top, left + 1, top + 1);
        let is_soft =
            |quad: &Quad, scale: f32, at: Dots| soft_edges(quad, scale).iter().any(|edge| edge.meets(at));
        let plain = Quad { bounds, ..Quad::default() };
        assert!(!is_soft(&plain, 1.0, at(10, 10)) && !is_soft(&plain, 1.0, at(10, 30)));
        assert!(is_soft(&plain, 1.25, at(12, 30)));
        let round = Quad { border: iced::Border { radius: 6.0.into(), ..iced::Border::default() }, ..plain };
        assert!(is_soft(&round, 1.0, at(109, 49)) && !is_soft(&round, 1.0, at(10, 30)));
    }
}
