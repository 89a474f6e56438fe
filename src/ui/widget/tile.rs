//! Something with several parts that is pressed as a whole: a line that leads elsewhere, a key of the tray.

use super::forward::forward;
use super::press::{Keys, Press};
use super::semantics::{Mark, Role, Semantics};
use super::{Element, paint, text};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tone, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::widget::{Row, column, container, row, text as plain};
use iced::{Center, Color, Event, Fill, Length, Padding, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// A tile: see [`tile`].
pub struct Tile<'a, Message> {
    id: Option<Id>,
    name: Cow<'a, str>,
    content: Element<'a, Message>,
    is_framed: bool,
    is_on: Option<bool>,
    on_press: Option<Message>,
}

/// Makes a tile of anything that is only looked at; its name says it all for those who cannot see it.
pub fn tile<'a, Message: 'a>(
    name: impl Into<Cow<'a, str>>,
    content: impl Into<Element<'a, Message>>,
) -> Tile<'a, Message> {
    Tile {
        id: None,
        name: name.into(),
        content: content.into(),
        is_framed: false,
        is_on: None,
        on_press: None,
    }
}

/// Makes a tile of an icon, a label, a sentence below it and something short at its end, which leads somewhere.
pub fn line<'a, Message: 'a>(
    icon: Icon,
    tone: Tone,
    label: impl Into<Cow<'a, str>>,
    sentence: impl Into<Cow<'a, str>>,
    end: impl Into<Cow<'a, str>>,
) -> Tile<'a, Message> {
    lined((icon, tone), label.into(), sentence.into(), end.into(), true)
}

/// The same where it leads nowhere.
pub fn told<'a, Message: 'a>(
    icon: Icon,
    tone: Tone,
    label: impl Into<Cow<'a, str>>,
    sentence: impl Into<Cow<'a, str>>,
    end: impl Into<Cow<'a, str>>,
) -> Tile<'a, Message> {
    lined((icon, tone), label.into(), sentence.into(), end.into(), false)
}

fn lined<'a, Message: 'a>(
    (icon, tone): (Icon, Tone),
    label: Cow<'a, str>,
    sentence: Cow<'a, str>,
    end: Cow<'a, str>,
    leads: bool,
) -> Tile<'a, Message> {
    let name = if end.is_empty() { label.to_string() } else { format!("{label} {end}") };
    let mut words = column![text::clipped(label).kind(theme::LABEL).width(Fill)].spacing(1).width(Fill);
    if !sentence.is_empty() {
        words = words.push(text::caption(sentence).width(Fill));
    }
    let mut parts: Row<'a, Message, Theme, Renderer> = row![text::icon(icon, 18.0, tone), words];
    if !end.is_empty() {
        let end: plain::Text<'a, Theme, Renderer> = text::section(end);
        parts = parts.push(end);
    }
    if leads {
        parts = parts.push(text::icon(Icon::ChevronRight, size::ICON_SMALL, Tone::Neutral));
    }
    tile(name, container(parts.spacing(space::MD).align_y(Center)).padding(Padding::from([7.0, space::SM])))
}

impl<'a, Message> Tile<'a, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Has a frame around it.
    pub fn framed(mut self) -> Self {
        self.is_framed = true;
        self
    }

    /// Shows whether it is on.
    pub fn on(mut self, is_on: bool) -> Self {
        self.is_on = Some(is_on);
        self
    }

    /// What it does.
    pub fn on_press(mut self, message: Message) -> Self {
        self.on_press = Some(message);
        self
    }

    /// What it does, if it may be pressed.
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.on_press = message;
        self
    }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Tile<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Press>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Press::default())
    }

    forward!(children, diff);

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::default();
        };
        let limits = limits.width(Fill);
        let node = self.content.as_widget_mut().layout(child, renderer, &limits);
        let size = limits.resolve(Fill, Length::Shrink, node.size());
        layout::Node::with_children(size, vec![node])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let press = tree.state.downcast_mut::<Press>();
        press.focus.publish_if(self.on_press.is_some(), operation, self.id.as_ref(), bounds);
        let mut semantics = Semantics::new(Role::Button, self.name.as_ref()).enabled(self.on_press.is_some());
        if let Some(is_on) = self.is_on {
            semantics = semantics.mark(Mark::from(is_on));
        }
        semantics.publish(operation, bounds);
        if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        }
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
        match &self.on_press {
            Some(message) => {
                if press.update(event, bounds, cursor, Keys::EnterAndSpace, shell) {
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
        if self.on_press.is_some() && cursor.is_over(layout.bounds()) {
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
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let press = tree.state.downcast_ref::<Press>();
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let is_on = self.is_on == Some(true);
        let is_over = self.on_press.is_some() && cursor.is_over(bounds);
        let line = match (self.is_framed, is_on) {
            (false, _) => Color::TRANSPARENT,
            (true, true) => tokens.accent,
            (true, false) => tokens.border_strong,
        };
        let ground = match (is_on, self.is_framed) {
            (true, _) => tokens.accent_subtle,
            (false, true) => tokens.surface,
            (false, false) => Color::TRANSPARENT,
        };
        paint::framed(renderer, bounds, radius::CONTROL, ground, line, 1.0);
        if is_over {
            let shade = if press.is_down() { tokens.neutral_subtle } else { tokens.hover };
            paint::rounded(renderer, bounds, radius::CONTROL, shade);
        }
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            self.content.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
        }
        paint::ring(renderer, bounds, radius::CONTROL, tokens.focus, press.focus.is_shown());
    }
}

impl<'a, Message: Clone + 'a> From<Tile<'a, Message>> for Element<'a, Message> {
    fn from(tile: Tile<'a, Message>) -> Self {
        Self::new(tile)
    }
}
