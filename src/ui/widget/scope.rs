//! A layer of the window that keeps the keyboard to itself.
//!
//! The window is a stack of scopes: the page at the bottom, a dialog on top of it, perhaps a question
//! on top of that. Only the topmost is live. In it Tab goes round, scrolls what it reaches into view,
//! and Escape and Enter have their defaults. The others are inert: no input, no focus, no pop-ups;
//! when one becomes live again, the focus is where it was. What is pressed in a live layer must have been
//! seen there (`sight.rs`).
//!
//! What stays at hand beside the topmost (notices, the tray) is for the pointer alone: the keyboard is in one
//! place at a time.

use super::Element;
use super::clock;
use super::focus::{self, Passing, Place, Ring, Target};
use super::sight::{Aim, Sight};
use crate::theme::Theme;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector, touch, window};
use std::any::Any;

/// A layer of the window: see the module.
pub struct Scope<'a, Message> {
    content: Element<'a, Message>,
    is_live: bool,
    has_keyboard: bool,
    starts: Start,
    on_escape: Option<Message>,
    on_enter: Option<Message>,
}

/// Where the focus is in a layer that has just opened.
#[derive(Debug, Clone, PartialEq, Default)]
enum Start {
    #[default]
    Nowhere,
    First,
    Id(Id),
}

/// Makes a layer; `is_live` is true for the topmost only.
pub fn scope<'a, Message>(content: impl Into<Element<'a, Message>>, is_live: bool) -> Scope<'a, Message> {
    Scope {
        content: content.into(),
        is_live,
        has_keyboard: true,
        starts: Start::default(),
        on_escape: None,
        on_enter: None,
    }
}

/// Layers over each other, the topmost last.
pub fn layers<'a, M: 'a>(layers: impl IntoIterator<Item = Element<'a, M>>) -> Element<'a, M> {
    iced::widget::Stack::with_children(layers).width(Length::Fill).height(Length::Fill).into()
}

/// Makes a layer for the pointer alone, which leaves the keyboard to the layer that has it.
pub fn by_pointer<'a, Message>(content: impl Into<Element<'a, Message>>) -> Scope<'a, Message> {
    Scope { has_keyboard: false, ..scope(content, true) }
}

impl<Message> Scope<'_, Message> {
    /// What Escape does when no control of the layer wants it.
    pub fn on_escape(mut self, message: Message) -> Self {
        self.on_escape = Some(message);
        self
    }

    /// What Enter does when no control of the layer wants it.
    pub fn on_enter_maybe(mut self, message: Option<Message>) -> Self {
        self.on_enter = message;
        self
    }

    /// Focuses the first control when the layer opens.
    pub fn starts_at_first(mut self) -> Self {
        self.starts = Start::First;
        self
    }

    /// Focuses this control when the layer opens.
    pub fn starts_at(mut self, id: impl Into<Id>) -> Self {
        self.starts = Start::Id(id.into());
        self
    }
}

#[derive(Default)]
struct State {
    was_live: Option<bool>,
    kept: Option<Place>,
    /// Whether the layer opened before it knew where it starts, or what had the keyboard is gone from it, and nobody
    /// has pressed anything since.
    waits_for_start: bool,
    /// Whether a control had the keyboard in the last frame, and nobody took it away since.
    had_keyboard: bool,
    sight: Sight,
}

impl<Message: Clone> Scope<'_, Message> {
    fn walk(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        self.content.as_widget_mut().operate(tree, layout, renderer, operation);
    }

    /// Opens, closes or reopens the layer when its liveness has changed; says whether it has.
    fn settle_focus(
        &mut self,
        state: &mut State,
        child: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
    ) -> bool {
        let before = state.was_live.replace(self.is_live);
        if before == Some(self.is_live) {
            return false;
        }
        let mut walk = |operation: &mut dyn Operation| {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        };
        let place = focus::survey(&mut walk);
        match (before, self.is_live) {
            (_, false) => {
                focus::give(&Target::None, Ring::Hidden, &mut walk);
                state.kept = Some(place);
                state.sight.forget();
            }
            (None, true) => {
                if place.at.is_some() {
                    return true;
                }
                let is_given = match &self.starts {
                    Start::Id(id) => focus::give(&Target::Id(id.clone()), Ring::Shown, &mut walk),
                    Start::First | Start::Nowhere => false,
                };
                // What it is about may still be read: then it is told later.
                state.waits_for_start = !is_given;
                if !is_given && !matches!(self.starts, Start::Nowhere) {
                    focus::give(&Target::At(0), Ring::Shown, &mut walk);
                }
            }
            (Some(_), true) => {
                if let Some(kept) = state.kept.take()
                    && place.at.is_none()
                {
                    restore(&kept, &mut walk);
                }
            }
        }
        true
    }

    fn move_focus(&mut self, is_backwards: bool, child: &mut Tree, layout: Layout<'_>, renderer: &Renderer) {
        let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
        let place = focus::survey(&mut walk);
        if let Some(next) = next_stop(&place, is_backwards) {
            focus::give(&Target::At(next), Ring::Shown, &mut walk);
        }
    }
}

/// What an event would press; nothing, if it is no press.
fn aim_of(event: &Event, cursor: mouse::Cursor) -> Option<Aim> {
    match event {
        Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => cursor.position().map(Aim::Point),
        Event::Touch(touch::Event::FingerPressed { position, .. }) => Some(Aim::Point(*position)),
        Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Enter), .. }) => {
            Some(Aim::Enter)
        }
        Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Space), .. }) => {
            Some(Aim::Space)
        }
        _ => None,
    }
}

fn restore(kept: &Place, walk: &mut focus::Walk<'_>) {
    let ring = if kept.is_shown { Ring::Shown } else { Ring::Hidden };
    let by_name = kept.id.clone().map(Target::Id);
    let by_number = kept.at.map(Target::At);
    for target in by_name.iter().chain(&by_number) {
        if focus::give(target, ring, walk) {
            return;
        }
    }
}

/// The next control round the circle, if there is any.
fn next_stop(place: &Place, is_backwards: bool) -> Option<usize> {
    let last = place.count.checked_sub(1)?;
    Some(match (place.at, is_backwards) {
        (None, false) => 0,
        (None, true) => last,
        (Some(at), false) if at >= last => 0,
        (Some(at), false) => at + 1,
        (Some(0), true) => last,
        (Some(at), true) => at - 1,
    })
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Scope<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.content)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        self.content.as_widget().size()
    }

    fn size_hint(&self) -> Size<Length> {
        self.content.as_widget().size_hint()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::default();
        };
        let node = self.content.as_widget_mut().layout(child, renderer, limits);
        layout::Node::with_children(node.size(), vec![node])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        match (self.is_live, self.has_keyboard) {
            (true, true) => self.walk(child, layout, renderer, operation),
            (true, false) => self.walk(child, layout, renderer, &mut Passing(operation)),
            (false, _) => self.walk(child, layout, renderer, &mut Inert(operation)),
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
        let state = tree.state.downcast_mut::<State>();
        let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        if self.settle_focus(state, child, layout, renderer) {
            shell.request_redraw();
        }
        // An inert layer is still seen, so it hears of frames and sizes; and it must not believe for
        // ever that a key or a button is held which was let go while a dialog was open.
        let is_for_all = matches!(
            event,
            Event::Window(_)
                | Event::Keyboard(keyboard::Event::ModifiersChanged(_))
                | Event::Mouse(mouse::Event::ButtonReleased(_))
        );
        if !self.is_live && !is_for_all {
            return;
        }
        if !self.has_keyboard && matches!(event, Event::Keyboard(_)) && !is_for_all {
            return;
        }
        if self.is_live {
            let has_start = !matches!(self.starts, Start::Nowhere);
            let start = match &self.starts {
                Start::Id(id) => Some(Target::Id(id.clone())),
                Start::First | Start::Nowhere => None,
            };
            let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
            if matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
                state.sight.look(&mut walk, clock::now());
                if has_start {
                    let has_keyboard = focus::survey(&mut walk).at.is_some();
                    state.waits_for_start |= state.had_keyboard && !has_keyboard;
                    state.had_keyboard = has_keyboard;
                }
                if let Some(start) = start.filter(|_| state.waits_for_start) {
                    let place = focus::survey(&mut walk);
                    if focus::give(&start, Ring::Shown, &mut walk) {
                        state.waits_for_start = false;
                        shell.request_redraw();
                    } else {
                        // It is not there yet: the keyboard stays where it is.
                        restore(&place, &mut walk);
                    }
                }
            }
            state.waits_for_start &= !matches!(
                event,
                Event::Keyboard(keyboard::Event::KeyPressed { .. })
                    | Event::Mouse(mouse::Event::ButtonPressed(_))
                    | Event::Touch(touch::Event::FingerPressed { .. })
            );
            // Who clicks beside a control, or leaves a field, means to.
            state.had_keyboard &= !matches!(
                event,
                Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Escape), .. })
                    | Event::Mouse(mouse::Event::ButtonPressed(_))
                    | Event::Touch(touch::Event::FingerPressed { .. })
            );
            if let Some(aim) = aim_of(event, cursor)
                && !state.sight.has_seen(aim, &mut walk, clock::now())
            {
                shell.capture_event();
                return;
            }
        }
        let cursor = if self.is_live { cursor } else { mouse::Cursor::Unavailable };
        self.content
            .as_widget_mut()
            .update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        if shell.is_event_captured() || !self.is_live || !self.has_keyboard {
            return;
        }
        let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event
        else {
            return;
        };
        let is_plain = !modifiers.control() && !modifiers.alt() && !modifiers.logo();
        let default = match named {
            Named::Tab if is_plain => {
                self.move_focus(modifiers.shift(), child, layout, renderer);
                shell.capture_event();
                shell.request_redraw();
                return;
            }
            Named::ArrowDown if modifiers.is_empty() => {
                let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
                if let Some(list) = focus::survey(&mut walk).leads_to
                    && focus::give(&Target::Id(list), Ring::Shown, &mut walk)
                {
                    // The list takes the step to its first row.
                    self.content
                        .as_widget_mut()
                        .update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
                    shell.capture_event();
                    shell.request_redraw();
                }
                return;
            }
            Named::Escape if is_plain => &self.on_escape,
            Named::Enter if is_plain || modifiers.control() => &self.on_enter,
            _ => return,
        };
        if let Some(message) = default {
            shell.publish(message.clone());
            shell.capture_event();
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
        let Some((child, layout)) = tree.children.first().zip(layout.children().next()) else {
            return mouse::Interaction::None;
        };
        if !self.is_live {
            return mouse::Interaction::None;
        }
        self.content.as_widget().mouse_interaction(child, layout, cursor, viewport, renderer)
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
        let Some((child, layout)) = tree.children.first().zip(layout.children().next()) else {
            return;
        };
        let cursor = if self.is_live { cursor } else { mouse::Cursor::Unavailable };
        self.content.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        if !self.is_live {
            return None;
        }
        let (child, layout) = tree.children.first_mut().zip(layout.children().next())?;
        self.content.as_widget_mut().overlay(child, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: Clone + 'a> From<Scope<'a, Message>> for Element<'a, Message> {
    fn from(scope: Scope<'a, Message>) -> Self {
        Self::new(scope)
    }
}

/// Lets an operation through an inert layer, but none of its controls.
struct Inert<'a>(&'a mut dyn Operation);

impl Operation for Inert<'_> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        self.0.traverse(&mut |operation| operate(&mut Inert(operation)));
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        self.0.container(id, bounds);
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        content_bounds: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        self.0.scrollable(id, bounds, content_bounds, translation, state);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Focusable) {}

    fn text(&mut self, id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.0.text(id, bounds, text);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Any) {}

    fn finish(&self) -> Outcome<()> {
        Outcome::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(count: usize, at: Option<usize>) -> Place {
        Place { count, at, ..Place::default() }
    }

    #[test]
    fn tab_goes_round() {
        assert_eq!(next_stop(&place(3, None), false), Some(0));
        assert_eq!(next_stop(&place(3, Some(0)), false), Some(1));
        assert_eq!(next_stop(&place(3, Some(2)), false), Some(0));
    }

    #[test]
    fn and_back() {
        assert_eq!(next_stop(&place(3, None), true), Some(2));
        assert_eq!(next_stop(&place(3, Some(0)), true), Some(2));
        assert_eq!(next_stop(&place(3, Some(2)), true), Some(1));
    }

    #[test]
    fn nowhere_to_go_is_no_error() {
        assert_eq!(next_stop(&place(0, None), false), None);
    }
}
