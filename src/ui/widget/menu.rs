//! Menus: below a button, or at a point of the page.

use super::button::Button;
use super::paint::{self, Depth};
use super::semantics::{Mark, Role, Semantics};
use super::{Element, matching, place};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Event, Length, Point, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// A line of a menu.
#[derive(Debug, Clone, PartialEq)]
pub enum Item<'a, Message> {
    Action(Action<'a, Message>),
    Separator,
    /// A heading over the lines that follow.
    Heading(Cow<'a, str>),
}

/// Something that a menu does.
#[derive(Debug, Clone, PartialEq)]
pub struct Action<'a, Message> {
    label: Cow<'a, str>,
    icon: Option<Icon>,
    shortcut: Cow<'a, str>,
    check: Option<bool>,
    is_danger: bool,
    on_press: Option<Message>,
}

/// Makes a line that does something; without a message it cannot be chosen.
pub fn action<'a, Message>(label: impl Into<Cow<'a, str>>, on_press: Option<Message>) -> Action<'a, Message> {
    Action {
        label: label.into(),
        icon: None,
        shortcut: Cow::Borrowed(""),
        check: None,
        is_danger: false,
        on_press,
    }
}

impl<'a, Message> Action<'a, Message> {
    /// Puts an icon before it.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Shows the keys that do the same.
    pub fn shortcut(mut self, shortcut: impl Into<Cow<'a, str>>) -> Self {
        self.shortcut = shortcut.into();
        self
    }

    /// Shows whether it is on.
    pub fn check(mut self, is_on: bool) -> Self {
        self.check = Some(is_on);
        self
    }

    /// Takes something away.
    pub fn danger(mut self) -> Self {
        self.is_danger = true;
        self
    }
}

impl<'a, Message> From<Action<'a, Message>> for Item<'a, Message> {
    fn from(action: Action<'a, Message>) -> Self {
        Self::Action(action)
    }
}

const SEPARATOR: f32 = 9.0;
const HEADING: f32 = 26.0;
const PADDING: f32 = 5.0;
const INDENT: f32 = 30.0;
const GAP: f32 = 4.0;
const WIDTH_MIN: f32 = 160.0;

impl<Message> Item<'_, Message> {
    fn height(&self) -> f32 {
        match self {
            Self::Action(_) => size::MENU_ROW,
            Self::Separator => SEPARATOR,
            Self::Heading(_) => HEADING,
        }
    }

    fn width(&self) -> f32 {
        match self {
            Self::Action(action) => {
                let shortcut = paint::width(&action.shortcut, theme::CAPTION);
                let gap = if shortcut > 0.0 { space::XL } else { 0.0 };
                INDENT + paint::width(&action.label, theme::BODY) + gap + shortcut
            }
            Self::Heading(label) => space::SM + paint::width(label, theme::CAPTION.medium()),
            Self::Separator => 0.0,
        }
    }

    fn message(&self) -> Option<&Message> {
        match self {
            Self::Action(action) => action.on_press.as_ref(),
            Self::Separator | Self::Heading(_) => None,
        }
    }
}

/// The next line that can be chosen, round the circle.
fn step<Message>(items: &[Item<'_, Message>], from: Option<usize>, is_backwards: bool) -> Option<usize> {
    let count = items.len();
    (1..=count)
        .map(|distance| match (from, is_backwards) {
            (None, false) => distance - 1,
            (None, true) => count - distance,
            (Some(from), false) => (from + distance) % count,
            (Some(from), true) => (from + count - distance) % count,
        })
        .find(|at| items.get(*at).is_some_and(|item| item.message().is_some()))
}

#[derive(Debug, Default)]
struct Open {
    current: Option<usize>,
    /// The keyboard has been used on the menu.
    is_by_key: bool,
    /// The button that opened it is still held, so that letting it go over a line chooses.
    is_held: bool,
}

/// How a menu goes with what it belongs to.
enum Anchor {
    Below(Rectangle),
    BelowEnd(Rectangle),
    At(Point),
}

struct Panel<'b, 'a, Message> {
    anchor: Anchor,
    items: &'b [Item<'a, Message>],
    open: &'b mut Option<Open>,
    on_close: Option<&'b Message>,
}

impl<Message: Clone> Panel<'_, '_, Message> {
    fn areas(&self, bounds: Rectangle) -> Vec<Rectangle> {
        let mut y = bounds.y + PADDING;
        let mut areas = Vec::with_capacity(self.items.len());
        for item in self.items {
            areas.push(Rectangle {
                x: bounds.x + PADDING,
                y,
                width: bounds.width - 2.0 * PADDING,
                height: item.height(),
            });
            y += item.height();
        }
        areas
    }

    fn hit(&self, bounds: Rectangle, cursor: mouse::Cursor) -> Option<usize> {
        let point = cursor.position_over(bounds)?;
        let at = self.areas(bounds).iter().position(|area| area.contains(point))?;
        self.items.get(at)?.message().map(|_| at)
    }

    fn close(&mut self, shell: &mut Shell<'_, Message>) {
        *self.open = None;
        if let Some(message) = self.on_close {
            shell.publish(message.clone());
        }
        shell.capture_event();
        shell.invalidate_layout();
        shell.request_redraw();
    }

    fn choose(&mut self, at: usize, shell: &mut Shell<'_, Message>) {
        let message = self.items.get(at).and_then(Item::message).cloned();
        self.close(shell);
        if let Some(message) = message {
            shell.publish(message);
        }
    }

    fn update_keys(&mut self, key: &Key, shell: &mut Shell<'_, Message>) {
        let Some(open) = self.open.as_mut() else {
            return;
        };
        shell.capture_event();
        shell.request_redraw();
        open.is_by_key = true;
        match key {
            Key::Named(Named::ArrowDown) => open.current = step(self.items, open.current, false),
            Key::Named(Named::ArrowUp) => open.current = step(self.items, open.current, true),
            Key::Named(Named::Home | Named::PageUp) => {
                open.current = step(self.items, None, false);
            }
            Key::Named(Named::End | Named::PageDown) => {
                open.current = step(self.items, None, true);
            }
            Key::Named(Named::Enter | Named::Space) => {
                if let Some(at) = open.current {
                    self.choose(at, shell);
                }
            }
            Key::Named(Named::Escape | Named::Tab | Named::F10 | Named::ContextMenu) => {
                self.close(shell);
            }
            Key::Character(letter) => open.current = lettered(self.items, open.current, letter),
            Key::Named(_) | Key::Unidentified => {}
        }
    }
}

/// The next line that begins with a letter.
fn lettered<Message>(items: &[Item<'_, Message>], from: Option<usize>, letter: &str) -> Option<usize> {
    let first = from.map_or(0, |from| from + 1);
    let count = items.len();
    (0..count)
        .map(|distance| (first + distance) % count)
        .find(|at| match items.get(*at) {
            Some(Item::Action(action)) => {
                action.on_press.is_some() && matching::begins(&action.label, letter)
            }
            _ => false,
        })
        .or(from)
}

impl<Message: Clone> overlay::Overlay<Message, Theme, Renderer> for Panel<'_, '_, Message> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let widths = self.items.iter().map(Item::width);
        let width = widths.fold(WIDTH_MIN, f32::max) + 2.0 * PADDING + space::MD;
        let height = self.items.iter().map(Item::height).sum::<f32>() + 2.0 * PADDING;
        let size = Size::new(width.round(), height);
        let at = match self.anchor {
            Anchor::Below(anchor) => place::beside(anchor, size, window, GAP),
            Anchor::BelowEnd(anchor) => place::beside_end(anchor, size, window, GAP),
            Anchor::At(point) => place::at(point, size, window),
        };
        place::floating(layout::Node::new(size), at)
    }

    fn operate(&mut self, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        let bounds = place::panel_of(layout).bounds();
        for (item, area) in self.items.iter().zip(self.areas(bounds)) {
            match item {
                Item::Action(action) => {
                    operation.text(None, area, &action.label);
                    if !action.shortcut.is_empty() {
                        operation.text(None, area, &action.shortcut);
                    }
                    let mut semantics = Semantics::new(Role::MenuItem, action.label.as_ref())
                        .enabled(action.on_press.is_some());
                    semantics.mark = action.check.map(Mark::from);
                    semantics.publish(operation, area);
                }
                Item::Heading(label) => operation.text(None, area, label),
                Item::Separator => {}
            }
        }
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let bounds = place::panel_of(layout).bounds();
        let hit = self.hit(bounds, cursor);
        let Some(open) = self.open.as_mut() else {
            return;
        };
        match event {
            Event::Mouse(mouse::Event::CursorMoved { .. }) => {
                let current =
                    if cursor.is_over(bounds) { hit } else { open.current.filter(|_| open.is_by_key) };
                if current != open.current {
                    open.current = current;
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::ButtonPressed(_)) => {
                if cursor.is_over(bounds) {
                    open.is_held = true;
                    shell.capture_event();
                } else {
                    self.close(shell);
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(_)) => {
                let was_held = std::mem::take(&mut open.is_held);
                if let (true, Some(at)) = (was_held, hit) {
                    self.choose(at, shell);
                }
            }
            Event::Mouse(mouse::Event::WheelScrolled { .. }) => shell.capture_event(),
            Event::Keyboard(keyboard::Event::KeyPressed { key, .. }) => {
                self.update_keys(key, shell);
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let bounds = place::panel_of(layout).bounds();
        if cursor.is_over(bounds) { mouse::Interaction::Idle } else { mouse::Interaction::None }
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let tokens = theme.tokens();
        let bounds = place::panel_of(layout).bounds();
        paint::panel(renderer, bounds, radius::SURFACE, tokens, Depth::Menu);
        let current = self.open.as_ref().and_then(|open| open.current);
        for (at, (item, area)) in self.items.iter().zip(self.areas(bounds)).enumerate() {
            match item {
                Item::Action(action) => {
                    let is_current = current == Some(at);
                    draw_action(renderer, action, area, is_current, tokens, bounds);
                }
                Item::Heading(label) => {
                    let line = Rectangle { x: area.x + space::SM, ..area };
                    let (kind, side) = (theme::CAPTION.medium(), paint::Side::Start);
                    paint::line(renderer, label, line, kind, side, tokens.muted, bounds);
                }
                Item::Separator => {
                    let line = Rectangle {
                        x: bounds.x + 1.0,
                        y: area.center_y().round(),
                        width: bounds.width - 2.0,
                        height: 1.0,
                    };
                    paint::fill(renderer, line, tokens.border);
                }
            }
        }
    }
}

fn draw_action<Message>(
    renderer: &mut Renderer,
    action: &Action<'_, Message>,
    area: Rectangle,
    is_current: bool,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let is_enabled = action.on_press.is_some();
    let (ink, icon_ink) = match (is_enabled, action.is_danger) {
        (false, _) => (tokens.disabled, tokens.disabled),
        (true, true) => (tokens.danger, tokens.danger),
        (true, false) => (tokens.text, tokens.muted),
    };
    let ground = match (is_current, action.is_danger) {
        (true, true) => tokens.danger_subtle,
        (true, false) => tokens.accent_subtle,
        (false, _) => Color::TRANSPARENT,
    };
    paint::rounded(renderer, area, radius::CHECK + 1.0, ground);
    let picture = Rectangle { x: area.x + space::SM, width: size::ICON_SMALL, ..area };
    let (icon, icon_ink) = match action.check {
        Some(true) => (Some(Icon::Check), tokens.accent_text),
        Some(false) => (None, icon_ink),
        None => (action.icon, icon_ink),
    };
    if let Some(icon) = icon {
        paint::icon(renderer, icon, picture, size::ICON_SMALL, icon_ink, clip);
    }
    let inner = Rectangle { x: area.x + INDENT, width: area.width - INDENT - space::SM - 2.0, ..area };
    let (start, end) = (paint::Side::Start, paint::Side::End);
    paint::line(renderer, &action.label, inner, theme::BODY, start, ink, clip);
    let kind = theme::CAPTION;
    paint::line(renderer, &action.shortcut, inner, kind, end, tokens.muted, clip);
}

/// A button that opens a menu: see [`menu_button`].
pub struct MenuButton<'a, Message> {
    button: Element<'a, Message>,
    items: Vec<Item<'a, Message>>,
    is_at_end: bool,
}

/// Makes a button that opens a menu below it: by a click, Enter, Space or the down arrow.
pub fn menu_button<'a, Message: Clone + 'a>(
    button: Button<'a, Message>,
    items: Vec<Item<'a, Message>>,
) -> MenuButton<'a, Message> {
    // The button must look as if it could be pressed; what pressing does, the menu does.
    let any = items.iter().find_map(|item| item.message().cloned());
    MenuButton { button: button.on_press_maybe(any).into(), items, is_at_end: false }
}

impl<Message> MenuButton<'_, Message> {
    /// Opens with its right edge at the button's.
    pub fn at_end(mut self) -> Self {
        self.is_at_end = true;
        self
    }
}

#[derive(Default)]
struct ButtonState {
    open: Option<Open>,
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for MenuButton<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<ButtonState>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(ButtonState::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.button)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.button));
    }

    fn size(&self) -> Size<Length> {
        self.button.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::default();
        };
        let node = self.button.as_widget_mut().layout(child, renderer, limits);
        layout::Node::with_children(node.size(), vec![node])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
            self.button.as_widget_mut().operate(child, layout, renderer, operation);
        }
    }

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
        let state = tree.state.downcast_mut::<ButtonState>();
        let Some((child, inner)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        // What the button would send is not sent: it opens the menu instead.
        let mut pressed = Vec::new();
        let mut local = Shell::new(&mut pressed);
        self.button
            .as_widget_mut()
            .update(child, event, inner, cursor, renderer, clipboard, &mut local, viewport);
        let is_layout_invalid = local.is_layout_invalid();
        shell.request_redraw_at(local.redraw_request());
        if local.is_event_captured() {
            shell.capture_event();
        }
        if is_layout_invalid {
            shell.invalidate_layout();
        }
        let is_focused = child.state.downcast_ref::<super::press::Press>().focus.is_focused();
        let is_down_key = matches!(
            event,
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::ArrowDown), .. })
        );
        if !pressed.is_empty() || (is_focused && is_down_key) {
            let is_by_key = matches!(event, Event::Keyboard(_));
            state.open = Some(Open {
                current: if is_by_key { step(&self.items, None, false) } else { None },
                is_by_key,
                is_held: false,
            });
            shell.capture_event();
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        match tree.children.first().zip(layout.children().next()) {
            Some((child, layout)) => {
                self.button.as_widget().mouse_interaction(child, layout, cursor, viewport, renderer)
            }
            None => mouse::Interaction::None,
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
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            self.button.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
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
        let state = tree.state.downcast_mut::<ButtonState>();
        if state.open.is_some() {
            let anchor = layout.bounds() + translation;
            return Some(overlay::Element::new(Box::new(Panel {
                anchor: if self.is_at_end { Anchor::BelowEnd(anchor) } else { Anchor::Below(anchor) },
                items: &self.items,
                open: &mut state.open,
                on_close: None,
            })));
        }
        let (child, inner) = tree.children.first_mut().zip(layout.children().next())?;
        self.button.as_widget_mut().overlay(child, inner, renderer, viewport, translation)
    }
}

impl<'a, Message: Clone + 'a> From<MenuButton<'a, Message>> for Element<'a, Message> {
    fn from(button: MenuButton<'a, Message>) -> Self {
        Self::new(button)
    }
}

/// A menu at a point: see [`context_menu`].
pub struct ContextMenu<'a, Message> {
    at: Point,
    items: Vec<Item<'a, Message>>,
    on_close: Message,
}

/// Makes a menu at a point of the window, open for as long as it is in the view. It sends `on_close`
/// when it is done, before what was chosen.
pub fn context_menu<'a, Message: Clone + 'a>(
    at: Point,
    items: Vec<Item<'a, Message>>,
    on_close: Message,
) -> ContextMenu<'a, Message> {
    ContextMenu { at, items, on_close }
}

struct ContextState {
    open: Option<Open>,
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for ContextMenu<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<ContextState>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(ContextState { open: Some(Open::default()) })
    }

    // A fixed size of nothing would be left out: iced's rows and stacks drop what is void.
    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, _limits: &layout::Limits) -> layout::Node {
        layout::Node::new(Size::ZERO)
    }

    fn draw(
        &self,
        _tree: &Tree,
        _renderer: &mut Renderer,
        _theme: &Theme,
        _style: &renderer::Style,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        _layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        _translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_mut::<ContextState>();
        state.open.as_ref()?;
        Some(overlay::Element::new(Box::new(Panel {
            anchor: Anchor::At(self.at),
            items: &self.items,
            open: &mut state.open,
            on_close: Some(&self.on_close),
        })))
    }
}

impl<'a, Message: Clone + 'a> From<ContextMenu<'a, Message>> for Element<'a, Message> {
    fn from(menu: ContextMenu<'a, Message>) -> Self {
        Self::new(menu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item<'static, u8>> {
        vec![
            Item::Heading("Keys".into()),
            action("Update", Some(1)).into(),
            action("Assign", None).into(),
            Item::Separator,
            action("Cancel", Some(2)).danger().into(),
        ]
    }

    #[test]
    fn arrows_skip_what_can_not_be_chosen_and_go_round() {
        assert_eq!(step(&items(), None, false), Some(1));
        assert_eq!(step(&items(), Some(1), false), Some(4));
        assert_eq!(step(&items(), Some(4), false), Some(1));
        assert_eq!(step(&items(), None, true), Some(4));
        assert_eq!(step::<u8>(&[], None, false), None);
    }

    #[test]
    fn letters_go_to_the_line_that_begins_with_them() {
        assert_eq!(lettered(&items(), None, "c"), Some(4));
        assert_eq!(lettered(&items(), Some(4), "a"), Some(4));
    }
}
