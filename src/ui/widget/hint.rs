//! Tooltips: when one shows, and how it looks.
//!
//! A control keeps a [`Hint`] and offers its [`Hint::bubble`] as an overlay. [`hint`] gives one to
//! anything else.

use super::forward::forward;
use super::semantics::{Role, Semantics};
use super::{Element, clock, paint, place};
use crate::theme::{self, Theme, radius, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Vector, keyboard, window};
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// How long the pointer rests before a tooltip shows.
pub const DELAY: Duration = Duration::from_millis(500);
const WIDTH_MAX: f32 = 320.0;
const GAP: f32 = 6.0;

/// Whether a tooltip shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Hint {
    wanted_since: Option<Instant>,
    is_open: bool,
    /// A click or a key has sent it away until the pointer comes back.
    is_dismissed: bool,
}

impl Hint {
    /// Whether it shows now.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Follows the events; `is_wanted` while the pointer rests on what it explains, or while that has
    /// the keyboard and shows it.
    pub fn update<Message>(&mut self, is_wanted: bool, event: &Event, shell: &mut Shell<'_, Message>) {
        if !is_wanted {
            if self.is_open {
                shell.invalidate_layout();
                shell.request_redraw();
            }
            *self = Self::default();
            return;
        }
        if is_dismissing(event) {
            if self.is_open {
                shell.invalidate_layout();
                shell.request_redraw();
            }
            self.is_open = false;
            self.is_dismissed = true;
        }
        if self.is_open || self.is_dismissed {
            return;
        }
        let now = clock::now();
        let since = *self.wanted_since.get_or_insert(now);
        if now.saturating_duration_since(since) < DELAY {
            shell.request_redraw_at(since + DELAY);
        } else if let Event::Window(window::Event::RedrawRequested(_)) = event {
            self.is_open = true;
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    /// Begins to wait anew, when the pointer has come to something else.
    pub fn restart<Message>(&mut self, shell: &mut Shell<'_, Message>) {
        let now = clock::now();
        *self = Self { wanted_since: Some(now), ..Self::default() };
        shell.request_redraw_at(now + DELAY);
    }

    /// The tooltip over an anchor, while it shows.
    pub fn bubble<'b, Message>(
        &self,
        text: impl Into<Cow<'b, str>>,
        anchor: Rectangle,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let text = text.into();
        (self.is_open && !text.is_empty()).then(|| overlay::Element::new(Box::new(Bubble { text, anchor })))
    }
}

fn is_dismissing(event: &Event) -> bool {
    matches!(
        event,
        Event::Mouse(mouse::Event::ButtonPressed(_) | mouse::Event::WheelScrolled { .. })
            | Event::Keyboard(keyboard::Event::KeyPressed { .. })
    )
}

struct Bubble<'b> {
    text: Cow<'b, str>,
    anchor: Rectangle,
}

const PADDING: Size = Size::new(space::SM + 1.0, 5.0);

impl<Message> overlay::Overlay<Message, Theme, Renderer> for Bubble<'_> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let room = WIDTH_MAX.min(window.width - 2.0 * PADDING.width - 2.0 * space::SM);
        let text = paint::block_size(&self.text, theme::CAPTION, room.max(1.0));
        let size = Size::new(text.width + 2.0 * PADDING.width, text.height + 2.0 * PADDING.height);
        layout::Node::new(size).move_to(place::centered(self.anchor, size, window, GAP))
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let bounds = layout.bounds();
        let tip = theme.tokens().tip;
        paint::rounded(renderer, bounds, radius::CHECK + 1.0, tip.ground);
        let area = Rectangle::new(
            Point::new(bounds.x + PADDING.width, bounds.y + PADDING.height),
            Size::new(bounds.width - 2.0 * PADDING.width, bounds.height - 2.0 * PADDING.height),
        );
        paint::block(renderer, &self.text, area, theme::CAPTION, tip.ink, bounds);
    }

    fn operate(&mut self, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        operation.text(None, layout.bounds(), &self.text);
        Semantics::new(Role::Tooltip, self.text.as_ref()).publish(operation, layout.bounds());
    }

    // Above everything else that floats.
    fn index(&self) -> f32 {
        10.0
    }
}

/// Something with a tooltip.
pub struct Hinted<'a, Message> {
    content: Element<'a, Message>,
    text: Cow<'a, str>,
}

/// Explains anything under the pointer; controls explain themselves, by their own `hint`.
pub fn hint<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    text: impl Into<Cow<'a, str>>,
) -> Hinted<'a, Message> {
    Hinted { content: content.into(), text: text.into() }
}

impl<Message> Widget<Message, Theme, Renderer> for Hinted<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Hint>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Hint::default())
    }

    forward!(children, diff, size, layout, operate, mouse_interaction, draw);

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<Hint>();
        state.update(cursor.is_over(layout.bounds()), event, shell);
        if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
            self.content
                .as_widget_mut()
                .update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_ref::<Hint>();
        let (child, inner) = tree.children.first_mut().zip(layout.children().next())?;
        let inside = self.content.as_widget_mut().overlay(child, inner, renderer, viewport, translation);
        inside.or_else(|| state.bubble(self.text.as_ref(), layout.bounds() + translation))
    }
}

impl<'a, Message: 'a> From<Hinted<'a, Message>> for Element<'a, Message> {
    fn from(hinted: Hinted<'a, Message>) -> Self {
        Self::new(hinted)
    }
}
