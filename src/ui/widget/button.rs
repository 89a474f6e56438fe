//! Buttons.

use super::hint::Hint;
use super::press::{Keys, Press};
use super::semantics::{Role, Semantics};
use super::{Element, paint};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Event, Length, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// What pressing a button means, and so how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// What one came to do here; one on a page or in a dialog.
    Primary,
    #[default]
    Secondary,
    /// Lesser things, and icons alone.
    Ghost,
    /// Starts something that takes away; a question follows.
    Danger,
    /// Takes away.
    Destructive,
    /// A way to elsewhere, in running text.
    Link,
}

/// A button: see [`button`] and [`icon_button`].
pub struct Button<'a, Message> {
    id: Option<Id>,
    label: Cow<'a, str>,
    icon: Option<Icon>,
    end_icon: Option<Icon>,
    is_icon_alone: bool,
    is_at_start: bool,
    kind: Kind,
    shortcut: Option<Cow<'a, str>>,
    hint: Option<Cow<'a, str>>,
    width: Length,
    height: f32,
    is_on: bool,
    removes: bool,
    on_press: Option<Message>,
}

/// Makes a button with a word on it; without a message it cannot be pressed.
pub fn button<'a, Message>(label: impl Into<Cow<'a, str>>) -> Button<'a, Message> {
    Button {
        id: None,
        label: label.into(),
        icon: None,
        end_icon: None,
        is_icon_alone: false,
        is_at_start: false,
        kind: Kind::default(),
        shortcut: None,
        hint: None,
        width: Length::Shrink,
        height: size::CONTROL,
        is_on: false,
        removes: false,
        on_press: None,
    }
}

/// Makes a button with an icon alone; its name is its tooltip.
pub fn icon_button<'a, Message>(icon: Icon, name: impl Into<Cow<'a, str>>) -> Button<'a, Message> {
    Button { icon: Some(icon), is_icon_alone: true, kind: Kind::Ghost, ..button(name) }
}

impl<'a, Message> Button<'a, Message> {
    /// Looks and means otherwise.
    pub fn kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// Puts an icon before the word.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Puts an icon after the word, as of a button that opens a menu.
    pub fn end_icon(mut self, icon: Icon) -> Self {
        self.end_icon = Some(icon);
        self
    }

    /// Shows the keys that do the same, in the tooltip.
    pub fn shortcut(mut self, shortcut: impl Into<Cow<'a, str>>) -> Self {
        self.shortcut = Some(shortcut.into());
        self
    }

    /// Begins at the left of a button that is wider than its words, with the keys that do the same at the right.
    pub fn at_start(mut self) -> Self {
        self.is_at_start = true;
        self
    }

    /// Explains it under the pointer, also while it cannot be pressed.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = Some(hint.into());
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

    /// Is as low as a hit target may be.
    pub fn small(mut self) -> Self {
        self.height = size::SMALL;
        self
    }

    /// Stays pressed, as a switch does.
    pub fn on(mut self, is_on: bool) -> Self {
        self.is_on = is_on;
        self
    }

    /// Takes away what it stands for, so that Delete and Backspace press it as well.
    pub fn removes(mut self) -> Self {
        self.removes = true;
        self
    }

    /// What it does.
    pub fn on_press(mut self, message: Message) -> Self {
        self.on_press = Some(message);
        self
    }

    /// What pressing it does, if it may be pressed.
    pub fn pressed(&self) -> Option<Message>
    where
        Message: Clone,
    {
        self.on_press.clone()
    }

    /// What it does, if it may be pressed.
    pub fn on_press_maybe(mut self, message: Option<Message>) -> Self {
        self.on_press = message;
        self
    }

    fn padding(&self) -> f32 {
        match self.kind {
            Kind::Link => 0.0,
            _ if self.is_icon_alone => 0.0,
            _ if self.icon.is_none() && self.end_icon.is_none() => 16.0,
            _ => 12.0,
        }
    }

    fn content_width(&self) -> f32 {
        if self.is_icon_alone {
            return self.height;
        }
        let label = paint::width(&self.label, theme::LABEL);
        let icons = [self.icon, self.end_icon].into_iter().flatten().count() as f32;
        (2.0 * self.padding() + label + icons * (size::ICON_SMALL + GAP)).ceil()
    }

    /// Whether its label is not shown whole.
    fn is_cut(&self, bounds: Rectangle) -> bool {
        self.is_icon_alone || bounds.width + 1.0 < self.content_width()
    }

    /// Whether there is room for the icon only: better a picture with a tooltip than half a word. Of a name that fills
    /// a line, the beginning says more than the picture.
    fn shows_icon_alone(&self, bounds: Rectangle) -> bool {
        let says_nothing = !self.is_at_start || bounds.width < LINE_MIN;
        self.is_icon_alone || (self.icon.is_some() && self.is_cut(bounds) && says_nothing)
    }

    fn tooltip(&self, bounds: Rectangle) -> Cow<'_, str> {
        let text = match &self.hint {
            Some(hint) => hint.as_ref(),
            None if self.is_cut(bounds) => self.label.as_ref(),
            None => "",
        };
        match &self.shortcut {
            Some(_) if self.is_at_start => Cow::Borrowed(text),
            None => Cow::Borrowed(text),
            Some(shortcut) if text.is_empty() => Cow::Borrowed(shortcut),
            Some(shortcut) => Cow::Owned(format!("{text}  {shortcut}")),
        }
    }
}

const GAP: f32 = 6.0;
/// A line that is narrower has no room for the beginning of a name.
const LINE_MIN: f32 = 120.0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Status {
    Idle,
    Hovered,
    Down,
    Disabled,
}

struct Look {
    ground: Color,
    ink: Color,
    line: Color,
}

/// A picture alone stays behind words; neither looks as if it could not be pressed.
fn look(kind: Kind, status: Status, is_on: bool, is_icon_alone: bool, tokens: &Tokens) -> Look {
    let none = Color::TRANSPARENT;
    let (ground, ink, line) = match (kind, status) {
        (Kind::Primary, Status::Idle) => (tokens.accent, tokens.on_accent, tokens.accent),
        (Kind::Primary, Status::Hovered) => (tokens.accent_hover, tokens.on_accent, tokens.accent_hover),
        (Kind::Primary, Status::Down) => (tokens.accent_press, tokens.on_accent, tokens.accent_press),
        (Kind::Destructive, Status::Idle) => (tokens.danger_solid, tokens.on_accent, tokens.danger_solid),
        (Kind::Destructive, Status::Hovered | Status::Down) => {
            (tokens.danger_press, tokens.on_accent, tokens.danger_press)
        }
        (Kind::Danger, Status::Idle) => (tokens.surface, tokens.danger, tokens.border_strong),
        (Kind::Danger, Status::Hovered | Status::Down) => {
            (tokens.danger_subtle, tokens.danger, tokens.danger)
        }
        (Kind::Secondary, Status::Idle | Status::Hovered | Status::Down) if is_on => {
            (tokens.accent_subtle, tokens.accent_text, tokens.accent)
        }
        (Kind::Secondary, Status::Idle) => (tokens.surface, tokens.text, tokens.border_strong),
        (Kind::Secondary, Status::Hovered) => (tokens.sunken, tokens.text, tokens.control),
        (Kind::Secondary, Status::Down) => (tokens.neutral_subtle, tokens.text, tokens.control),
        (Kind::Ghost, Status::Idle) if is_on => (tokens.accent_subtle, tokens.accent_text, none),
        (Kind::Ghost, Status::Idle) if is_icon_alone => (none, tokens.muted, none),
        (Kind::Ghost, Status::Idle) => (none, tokens.text, none),
        (Kind::Ghost, Status::Hovered) => (tokens.hover, tokens.text, none),
        (Kind::Ghost, Status::Down) => (tokens.neutral_subtle, tokens.text, none),
        (Kind::Link, Status::Idle) => (none, tokens.accent_text, none),
        (Kind::Link, Status::Hovered | Status::Down) => (none, tokens.accent_text, none),
        (Kind::Ghost | Kind::Link, Status::Disabled) => (none, tokens.disabled, none),
        (_, Status::Disabled) => (tokens.neutral_subtle, tokens.disabled, none),
    };
    Look { ground, ink, line }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Button<'_, Message> {
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
        let content = Size::new(self.content_width(), self.height);
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
        press.focus.publish_if(self.on_press.is_some(), operation, self.id.as_ref(), bounds);
        if !self.is_icon_alone {
            operation.text(self.id.as_ref(), bounds, &self.label);
        }
        let role = match self.kind {
            Kind::Link => Role::Link,
            _ => Role::Button,
        };
        Semantics::new(role, self.label.as_ref()).enabled(self.on_press.is_some()).publish(operation, bounds);
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
        let has_hint = !self.tooltip(bounds).is_empty();
        let is_wanted = has_hint && (cursor.is_over(bounds) || press.focus.is_shown());
        press.hint.update(is_wanted, event, shell);
        match &self.on_press {
            Some(message) => {
                let is_removed = self.removes && press.focus.is_focused() && is_removing(event);
                if is_removed {
                    shell.capture_event();
                }
                if is_removed || press.update(event, bounds, cursor, Keys::EnterAndSpace, shell) {
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
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let press = tree.state.downcast_ref::<Press>();
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let is_over = cursor.is_over(bounds);
        let status = match &self.on_press {
            None => Status::Disabled,
            Some(_) if press.is_down() && is_over => Status::Down,
            Some(_) if is_over => Status::Hovered,
            Some(_) => Status::Idle,
        };
        let look = look(self.kind, status, self.is_on, self.is_icon_alone, tokens);
        let radius = radius::CONTROL;
        paint::framed(renderer, bounds, radius, look.ground, look.line, 1.0);
        self.draw_content(renderer, bounds, &look, status, *viewport);
        paint::ring(renderer, bounds, radius, tokens.focus, press.focus.is_shown());
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let hint: &Hint = &tree.state.downcast_ref::<Press>().hint;
        hint.bubble(self.tooltip(layout.bounds()), layout.bounds() + translation)
    }
}

/// Whether a key is pressed that takes away what has the keyboard.
fn is_removing(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, repeat, .. }) =
        event
    else {
        return false;
    };
    modifiers.is_empty() && !repeat && matches!(named, Named::Delete | Named::Backspace)
}

impl<Message> Button<'_, Message> {
    fn draw_content(
        &self,
        renderer: &mut Renderer,
        bounds: Rectangle,
        look: &Look,
        status: Status,
        clip: Rectangle,
    ) {
        if let Some(icon) = self.icon
            && self.shows_icon_alone(bounds)
        {
            paint::icon(renderer, icon, bounds, size::ICON, look.ink, clip);
            return;
        }
        let spare = (bounds.width - self.content_width()).max(0.0);
        let (before, after) = if self.is_at_start { (0.0, 0.0) } else { ((spare / 2.0).round(), spare) };
        let mut inner = Rectangle {
            x: bounds.x + self.padding() + before,
            width: bounds.width - 2.0 * self.padding() - after,
            ..bounds
        };
        if let Some(shortcut) = self.shortcut.as_ref().filter(|_| self.is_at_start) {
            let side = paint::Side::End;
            inner.width -= paint::line(renderer, shortcut, inner, theme::CAPTION, side, look.ink, clip) + GAP;
        }
        if let Some(icon) = self.icon {
            let area = Rectangle { width: size::ICON_SMALL, ..inner };
            paint::icon(renderer, icon, area, size::ICON_SMALL, look.ink, clip);
            inner.x += size::ICON_SMALL + GAP;
            inner.width -= size::ICON_SMALL + GAP;
        }
        if let Some(icon) = self.end_icon {
            inner.width -= size::ICON_SMALL + GAP;
            let area = Rectangle { x: inner.x + inner.width + GAP, width: size::ICON_SMALL, ..inner };
            paint::icon(renderer, icon, area, size::ICON_SMALL, look.ink, clip);
        }
        let kind = theme::LABEL;
        let side = paint::Side::Start;
        let width = paint::line(renderer, &self.label, inner, kind, side, look.ink, clip);
        if self.kind == Kind::Link {
            let is_shown = matches!(status, Status::Hovered | Status::Down);
            let underline = Rectangle {
                x: inner.x,
                y: (inner.center_y() + 8.0).round(),
                width: width.max(1.0),
                height: 1.0,
            };
            let color = if is_shown { look.ink } else { Color::TRANSPARENT };
            paint::fill(renderer, underline, color);
        }
    }
}

impl<'a, Message: Clone + 'a> From<Button<'a, Message>> for Element<'a, Message> {
    fn from(button: Button<'a, Message>) -> Self {
        Self::new(button)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::load_fonts;

    #[test]
    fn a_line_that_is_too_long_shows_its_beginning_and_says_the_rest_in_a_tooltip() {
        load_fonts();
        let wide = |width| Rectangle { width, height: 32.0, ..Rectangle::default() };
        let name = || button::<()>("Mostrador de recepción").icon(Icon::CircleUser);
        let (line, tool) = (name().at_start(), name());
        assert!(!line.shows_icon_alone(wide(180.0)));
        assert_eq!(line.tooltip(wide(180.0)), "Mostrador de recepción");
        assert_eq!(line.tooltip(wide(400.0)), "");
        assert!(line.shows_icon_alone(wide(48.0)) && tool.shows_icon_alone(wide(180.0)));
    }
}
