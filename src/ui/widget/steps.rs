//! The steps of a flow, one after the other: which are done, which one is at hand, what is to come.

use super::semantics::{Mark, Role, Semantics};
use super::{Element, paint};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, Type, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::{Color, Fill, Length, Rectangle, Renderer, Size};
use paint::Side;
use std::borrow::Cow;

/// The steps: see the module.
struct Steps<'a> {
    labels: Vec<Cow<'a, str>>,
    current: usize,
}

/// Shows steps by their labels. Where there is no room for all of them, only that at hand has its label.
pub fn steps<'a, Message: 'a>(
    labels: impl IntoIterator<Item = Cow<'a, str>>,
    current: usize,
) -> Element<'a, Message> {
    Element::new(Steps { labels: labels.into_iter().collect(), current })
}

const DISC: f32 = 24.0;
const LINE_LEAST: f32 = 16.0;

/// How a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Done,
    AtHand,
    ToCome,
}

impl Stand {
    fn kind(self) -> Type {
        if self == Self::AtHand { theme::LABEL } else { theme::BODY }
    }

    fn mark(self) -> Mark {
        match self {
            Self::Done => Mark::On,
            Self::AtHand => Mark::Mixed,
            Self::ToCome => Mark::Off,
        }
    }

    fn ink(self, tokens: &Tokens) -> Color {
        match self {
            Self::AtHand => tokens.text,
            Self::Done | Self::ToCome => tokens.muted,
        }
    }
}

impl Steps<'_> {
    fn stand(&self, at: usize) -> Stand {
        match at.cmp(&self.current) {
            std::cmp::Ordering::Less => Stand::Done,
            std::cmp::Ordering::Equal => Stand::AtHand,
            std::cmp::Ordering::Greater => Stand::ToCome,
        }
    }

    /// What the label of a step takes, with the gap before it.
    fn label_width(&self, at: usize) -> f32 {
        let label = self.labels.get(at).map_or("", Cow::as_ref);
        space::SM + paint::width(label, self.stand(at).kind()).ceil() + 1.0
    }

    /// Whether there is room for all labels.
    fn shows_all(&self, width: f32) -> bool {
        let labels: f32 = (0..self.labels.len()).map(|at| self.label_width(at)).sum();
        let count = self.labels.len() as f32;
        labels + count * DISC + (count - 1.0) * (LINE_LEAST + 2.0 * space::SM) <= width
    }

    /// Where each step is, with its label if that is shown, and the line that leads to the next.
    fn places(&self, bounds: Rectangle) -> Vec<(Rectangle, Rectangle)> {
        let all = self.shows_all(bounds.width);
        let width = |at: usize| {
            let label = if all || at == self.current { self.label_width(at) } else { 0.0 };
            DISC + label
        };
        let count = self.labels.len();
        let taken: f32 = (0..count).map(width).sum();
        let gap = ((bounds.width - taken) / count.saturating_sub(1).max(1) as f32).max(0.0);
        let mut x = bounds.x;
        let place = |at: usize| {
            let step = Rectangle { x, width: width(at), ..bounds };
            let line = Rectangle {
                x: x + step.width + space::SM,
                y: bounds.center_y().round(),
                width: (gap - 2.0 * space::SM).max(0.0),
                height: 1.0,
            };
            x += step.width + gap;
            (step, line)
        };
        (0..count).map(place).collect()
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Steps<'_> {
    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Fixed(DISC))
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::Node::new(limits.resolve(Fill, DISC, Size::ZERO))
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let count = self.labels.len();
        for (at, (place, _)) in self.places(layout.bounds()).into_iter().enumerate() {
            let label = self.labels.get(at).map_or("", Cow::as_ref);
            if place.width > DISC {
                operation.text(None, place, label);
            }
            Semantics::new(Role::Step, label)
                .value(format!("{}/{count}", at + 1))
                .mark(self.stand(at).mark())
                .publish(operation, place);
        }
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let places = self.places(layout.bounds());
        for (at, (place, line)) in places.into_iter().enumerate() {
            let stand = self.stand(at);
            let disc = Rectangle { width: DISC, height: DISC, ..place };
            let (ground, edge, ink) = match stand {
                Stand::Done => (tokens.accent_subtle, tokens.accent_subtle, tokens.accent_text),
                Stand::AtHand => (tokens.accent, tokens.accent, tokens.on_accent),
                Stand::ToCome => (tokens.surface, tokens.control, tokens.muted),
            };
            paint::framed(renderer, disc, DISC / 2.0, ground, edge, 1.0);
            if stand == Stand::Done {
                paint::icon(renderer, Icon::Check, disc, 14.0, ink, *viewport);
            } else {
                let number = (at + 1).to_string();
                let kind = theme::CAPTION.semibold();
                paint::line(renderer, &number, disc, kind, Side::Center, ink, *viewport);
            }
            if place.width > DISC {
                let label = self.labels.get(at).map_or("", Cow::as_ref);
                let words = Rectangle {
                    x: place.x + DISC + space::SM,
                    width: place.width - DISC - space::SM,
                    ..place
                };
                let ink = stand.ink(tokens);
                paint::line(renderer, label, words, stand.kind(), Side::Start, ink, *viewport);
            }
            if at + 1 < self.labels.len() {
                let color = if at < self.current { tokens.accent } else { tokens.border_strong };
                paint::fill(renderer, line, color);
            }
        }
    }
}
