//! A small word with a shape and a colour: the state of a key, a count, a kind.

use super::semantics::{Role, Semantics};
use super::{Element, paint};
use crate::icon::Icon;
use crate::theme::{self, Pair, Theme, Tokens, Tone, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::{Color, Length, Point, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// A word in a pill, with an icon or else a dot: see the module.
#[derive(Debug, Clone, PartialEq)]
pub struct Badge<'a> {
    pub label: Cow<'a, str>,
    pub icon: Option<Icon>,
    pub tone: Tone,
    pub weight: Weight,
}

/// How much a badge stands out: told apart by lightness as well, by an eye that does not tell the tones apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weight {
    /// It asks for nothing: a line around it.
    Outlined,
    #[default]
    Tinted,
    /// It is what the eye is to find first.
    Solid,
}

/// Makes a badge with a dot.
pub fn badge<'a>(label: impl Into<Cow<'a, str>>, tone: Tone) -> Badge<'a> {
    Badge { label: label.into(), icon: None, tone, weight: Weight::Tinted }
}

const PADDING: f32 = 8.0;
const DOT: f32 = 6.0;
const PICTURE: f32 = 12.0;
const GAP: f32 = 5.0;

impl Badge<'_> {
    /// Has a shape of its own in place of the dot.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Stands out more, or less.
    pub fn weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    fn mark_width(&self) -> f32 {
        if self.icon.is_some() { PICTURE } else { DOT }
    }

    /// How wide it is where there is room.
    pub fn width(&self) -> f32 {
        let label = paint::width(&paint::visible(&self.label), theme::CAPTION.medium());
        (2.0 * PADDING + self.mark_width() + GAP + label).ceil()
    }

    /// Draws it in the middle of an area's left.
    pub fn draw_in(&self, renderer: &mut Renderer, area: Rectangle, tokens: &Tokens, clip: Rectangle) {
        let tinted = tokens.tone(self.tone);
        let pair = match self.weight {
            Weight::Tinted => tinted,
            Weight::Outlined => Pair { ground: Color::TRANSPARENT, ..tinted },
            Weight::Solid => Pair { ink: tokens.surface, ground: tinted.ink },
        };
        let pill = Rectangle {
            x: area.x,
            y: (area.center_y() - size::CHIP / 2.0).round(),
            width: self.width().min(area.width),
            height: size::CHIP,
        };
        let line = if self.weight == Weight::Outlined { tokens.border_strong } else { Color::TRANSPARENT };
        paint::framed(renderer, pill, size::CHIP / 2.0, pair.ground, line, 1.0);
        if pill.width < 2.0 * PADDING + self.mark_width() + GAP {
            // There is room for the shape alone.
            let icon = self.icon.unwrap_or(Icon::CircleDot);
            paint::icon(renderer, icon, pill, size::ICON_SMALL, pair.ink, clip);
            return;
        }
        let mark =
            Rectangle::new(Point::new(pill.x + PADDING, pill.y), Size::new(self.mark_width(), pill.height));
        match self.icon {
            Some(icon) => paint::icon(renderer, icon, mark, PICTURE, pair.ink, clip),
            None => {
                let dot = Rectangle { y: pill.center_y() - DOT / 2.0, height: DOT, ..mark };
                paint::rounded(renderer, dot, DOT / 2.0, pair.ink);
            }
        }
        let x = mark.x + mark.width + GAP;
        let label = Rectangle { x, width: pill.x + pill.width - PADDING + space::XXS - x, ..pill };
        let kind = theme::CAPTION.medium();
        let side = paint::Side::Start;
        paint::line(renderer, &self.label, label, kind, side, pair.ink, clip);
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Badge<'_> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let content = Size::new(self.width(), size::CHIP);
        layout::Node::new(limits.resolve(Length::Shrink, Length::Shrink, content))
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.label);
        Semantics::new(Role::Status, self.label.as_ref()).publish(operation, layout.bounds());
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
        self.draw_in(renderer, layout.bounds(), theme.tokens(), *viewport);
    }
}

impl<'a, Message: 'a> From<Badge<'a>> for Element<'a, Message> {
    fn from(badge: Badge<'a>) -> Self {
        Self::new(badge)
    }
}
