//! Stands around the whole window. It notices that somebody is there, by every key and every move of the pointer,
//! without a message, so that an idle window stays idle. And it lets a key that is held down act once: what it types
//! and where it moves repeats, what it does would be done to whatever comes next.

use super::forward::forward;
use super::{Element, focus};
use crate::theme::Theme;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector};

/// The whole window, watched: see [`watch`].
pub struct Watch<'a, Message> {
    content: Element<'a, Message>,
    on_activity: Box<dyn Fn() -> Option<Message> + 'a>,
}

/// Calls `on_activity` for everything that a person does in the content. If that has something to say, it is said in
/// place of what was done: the content does not see it.
pub fn watch<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    on_activity: impl Fn() -> Option<Message> + 'a,
) -> Watch<'a, Message> {
    Watch { content: content.into(), on_activity: Box::new(on_activity) }
}

/// Whether a key that is held down would act once more.
fn is_held(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, repeat: true, .. }) = event else {
        return false;
    };
    match key {
        // These move and take away letters, word by word as well.
        Key::Named(
            Named::ArrowUp
            | Named::ArrowDown
            | Named::PageUp
            | Named::PageDown
            | Named::Home
            | Named::End
            | Named::Backspace
            | Named::Delete
            | Named::Tab,
        ) => false,
        Key::Named(Named::ArrowLeft | Named::ArrowRight) => modifiers.alt(),
        Key::Named(_) => true,
        Key::Character(_) | Key::Unidentified => {
            modifiers.command() || (modifiers.alt() && !modifiers.control())
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Watch<'_, Message> {
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
        focus::notice_hand(event);
        if matches!(event, Event::Keyboard(_) | Event::Mouse(_) | Event::Touch(_))
            && let Some(message) = (self.on_activity)()
        {
            shell.publish(message);
            shell.capture_event();
            return;
        }
        if is_held(event) {
            shell.capture_event();
            return;
        }
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
        let (child, layout) = tree.children.first_mut().zip(layout.children().next())?;
        let over = self.content.as_widget_mut().overlay(child, layout, renderer, viewport, translation)?;
        Some(overlay::Element::new(Box::new(Over(over))))
    }
}

/// Menus and lists that are open over the window: a key that opened one and is still held picks nothing from it.
struct Over<'a, Message>(overlay::Element<'a, Message, Theme, Renderer>);

impl<Message> overlay::Overlay<Message, Theme, Renderer> for Over<'_, Message> {
    fn layout(&mut self, renderer: &Renderer, bounds: Size) -> layout::Node {
        self.0.as_overlay_mut().layout(renderer, bounds)
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        self.0.as_overlay().draw(renderer, theme, style, layout, cursor);
    }

    fn operate(&mut self, layout: Layout<'_>, renderer: &Renderer, operation: &mut dyn Operation) {
        self.0.as_overlay_mut().operate(layout, renderer, operation);
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        if is_held(event) {
            shell.capture_event();
            return;
        }
        self.0.as_overlay_mut().update(event, layout, cursor, renderer, clipboard, shell);
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        self.0.as_overlay().mouse_interaction(layout, cursor, renderer)
    }

    fn overlay<'b>(
        &'b mut self,
        layout: Layout<'b>,
        renderer: &Renderer,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        self.0.as_overlay_mut().overlay(layout, renderer)
    }

    fn index(&self) -> f32 {
        self.0.as_overlay().index()
    }
}

impl<'a, Message: 'a> From<Watch<'a, Message>> for Element<'a, Message> {
    fn from(watch: Watch<'a, Message>) -> Self {
        Self::new(watch)
    }
}
