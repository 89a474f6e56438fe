//! Check boxes, with a third state for a part of many.

use super::press::{Keys, Press};
use super::semantics::{Mark, Role, Semantics};
use super::{Element, paint};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::{Color, Event, Length, Point, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// A box with a mark and a label: see [`check`].
pub struct Check<'a, Message> {
    id: Option<Id>,
    label: Cow<'a, str>,
    hint: Cow<'a, str>,
    mark: Mark,
    is_alone: bool,
    width: Length,
    on_toggle: Option<Message>,
}

/// Makes a check box; the message is what toggling it does.
pub fn check<'a, Message>(label: impl Into<Cow<'a, str>>, mark: Mark) -> Check<'a, Message> {
    Check {
        id: None,
        label: label.into(),
        hint: Cow::Borrowed(""),
        mark,
        is_alone: false,
        width: Length::Shrink,
        on_toggle: None,
    }
}

impl<'a, Message> Check<'a, Message> {
    /// Stands below a title that says its label for all of its column.
    pub fn alone(mut self) -> Self {
        self.is_alone = true;
        self
    }

    /// Explains it below.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Takes another width.
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// What toggling does.
    pub fn on_toggle(mut self, message: Message) -> Self {
        self.on_toggle = Some(message);
        self
    }

    /// What toggling does, if it may be toggled.
    pub fn on_toggle_maybe(mut self, message: Option<Message>) -> Self {
        self.on_toggle = message;
        self
    }
}

impl From<bool> for Mark {
    fn from(is_on: bool) -> Self {
        if is_on { Self::On } else { Self::Off }
    }
}

/// How a mark is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Idle,
    Hovered,
    Disabled,
}

/// Draws the box itself, here and in lists and trees.
pub fn draw_mark(
    renderer: &mut Renderer,
    tokens: &Tokens,
    area: Rectangle,
    mark: Mark,
    reach: Reach,
    clip: Rectangle,
) {
    let is_on = mark != Mark::Off;
    let (ground, line, ink) = match (reach, is_on) {
        (Reach::Idle, true) => (tokens.accent, tokens.accent, tokens.on_accent),
        (Reach::Hovered, true) => (tokens.accent_hover, tokens.accent_hover, tokens.on_accent),
        (Reach::Idle, false) => (tokens.surface, tokens.control, Color::TRANSPARENT),
        (Reach::Hovered, false) => (tokens.surface, tokens.control_hover, Color::TRANSPARENT),
        (Reach::Disabled, true) => (tokens.neutral_subtle, tokens.border_strong, tokens.faint),
        (Reach::Disabled, false) => (tokens.sunken, tokens.border_strong, Color::TRANSPARENT),
    };
    let square = Rectangle {
        x: area.x.round(),
        y: (area.center_y() - size::CHECK / 2.0).round(),
        width: size::CHECK,
        height: size::CHECK,
    };
    paint::framed(renderer, square, radius::CHECK, ground, line, 1.0);
    let icon = match mark {
        Mark::Mixed => Icon::Minus,
        Mark::On | Mark::Off => Icon::Check,
    };
    paint::icon(renderer, icon, square, 12.0, ink, clip);
}

const GAP: f32 = space::SM;

impl<Message> Check<'_, Message> {
    fn shown(&self) -> &str {
        if self.is_alone { "" } else { &self.label }
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Check<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Press>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Press::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let start = size::CHECK + GAP;
        let room = (limits.max().width - start).max(1.0);
        let label = paint::width(self.shown(), theme::BODY).ceil();
        let hint = if self.hint.is_empty() {
            Size::ZERO
        } else {
            paint::block_size(&self.hint, theme::CAPTION, room)
        };
        let content = Size::new(
            start + label.max(hint.width),
            size::SMALL + if hint.height > 0.0 { hint.height + space::XXS } else { 0.0 },
        );
        layout::Node::new(limits.resolve(self.width, Length::Shrink, content))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let press = tree.state.downcast_mut::<Press>();
        press.focus.publish_if(self.on_toggle.is_some(), operation, self.id.as_ref(), bounds);
        operation.text(self.id.as_ref(), bounds, self.shown());
        if !self.hint.is_empty() {
            operation.text(None, bounds, &self.hint);
        }
        Semantics::new(Role::CheckBox, self.label.as_ref())
            .mark(self.mark)
            .enabled(self.on_toggle.is_some())
            .publish(operation, bounds);
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let press = tree.state.downcast_mut::<Press>();
        let bounds = layout.bounds();
        match &self.on_toggle {
            Some(message) => {
                if press.update(event, bounds, cursor, Keys::Space, shell) {
                    shell.publish(message.clone());
                }
            }
            None => press.rest(event, bounds, cursor, shell),
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        if self.on_toggle.is_some() && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Pointer
        } else {
            mouse::Interaction::None
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let press = tree.state.downcast_ref::<Press>();
        let reach = match &self.on_toggle {
            None => Reach::Disabled,
            Some(_) if cursor.is_over(bounds) => Reach::Hovered,
            Some(_) => Reach::Idle,
        };
        let line = Rectangle { height: size::SMALL, ..bounds };
        draw_mark(renderer, tokens, line, self.mark, reach, *viewport);
        let start = size::CHECK + GAP;
        let label = Rectangle { x: bounds.x + start, width: bounds.width - start + 1.0, ..line };
        let ink = match reach {
            Reach::Disabled => tokens.faint,
            Reach::Idle | Reach::Hovered => tokens.text,
        };
        let side = paint::Side::Start;
        paint::line(renderer, self.shown(), label, theme::BODY, side, ink, *viewport);
        if !self.hint.is_empty() {
            let area = Rectangle {
                y: bounds.y + size::SMALL - 4.0,
                height: bounds.height - size::SMALL + 4.0,
                ..label
            };
            paint::block(renderer, &self.hint, area, theme::CAPTION, tokens.muted, *viewport);
        }
        let square = Rectangle::new(
            Point::new(bounds.x, (line.center_y() - size::CHECK / 2.0).round()),
            Size::new(size::CHECK, size::CHECK),
        );
        let is_shown = press.focus.is_shown();
        paint::ring(renderer, square, radius::CHECK, tokens.focus, is_shown);
    }
}

impl<'a, Message: Clone + 'a> From<Check<'a, Message>> for Element<'a, Message> {
    fn from(check: Check<'a, Message>) -> Self {
        Self::new(check)
    }
}
