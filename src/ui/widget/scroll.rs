//! A part of a page that scrolls up and down.
//!
//! Ours, because iced's own cannot bring a focused control into view. The bar lies over the content's right padding.

use super::focus;
use super::forward::forward;
use super::paint;
use super::scrollbar::{Axis, Bar, Press};
use super::{Element, Wheel};
use crate::theme::{Theme, size};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::scrollable::{AbsoluteOffset, RelativeOffset};
use iced::advanced::widget::operation::{self, Operation};
use iced::advanced::widget::{Id, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Length, Point, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Scrolls its content up and down: see the module.
pub struct Scroll<'a, Message> {
    id: Option<Id>,
    content: Element<'a, Message>,
    height: Length,
    page: usize,
}

/// Makes a part that fills the height it is given and scrolls its content.
pub fn scroll<'a, Message>(content: impl Into<Element<'a, Message>>) -> Scroll<'a, Message> {
    Scroll { id: None, content: content.into(), height: Length::Fill, page: 0 }
}

impl<Message> Scroll<'_, Message> {
    /// Names it, to be scrolled by an operation.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Says which of several pages it shows in turn: each is found where it was left.
    pub fn page(mut self, page: usize) -> Self {
        self.page = page;
        self
    }

    /// Takes another height; `Shrink` is as high as its content, as far as there is room.
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }
}

#[derive(Default)]
struct State {
    offset: f32,
    offset_max: f32,
    grab: Option<f32>,
    is_bar_hot: bool,
    /// A button went down inside, so that the content follows the pointer out of the view.
    is_held: bool,
    page: usize,
    /// How far the pages were scrolled that were shown before.
    left: BTreeMap<usize, f32>,
}

impl State {
    /// Shows a page where it was left.
    fn turn_to(&mut self, page: usize) {
        let before = std::mem::replace(&mut self.page, page);
        if before != page {
            let offset = self.left.insert(page, 0.0).unwrap_or_default();
            self.left.insert(before, std::mem::replace(&mut self.offset, offset));
        }
    }

    fn scroll(&mut self, offset: f32) -> bool {
        let before = self.offset;
        self.offset = offset.clamp(0.0, self.offset_max);
        self.offset != before
    }
}

impl operation::Scrollable for State {
    fn snap_to(&mut self, offset: RelativeOffset<Option<f32>>) {
        if let Some(part) = offset.y {
            self.scroll(part * self.offset_max);
        }
    }

    fn scroll_to(&mut self, offset: AbsoluteOffset<Option<f32>>) {
        if let Some(offset) = offset.y {
            self.scroll(offset);
        }
    }

    fn scroll_by(&mut self, by: AbsoluteOffset, _bounds: Rectangle, _content: Rectangle) {
        self.scroll(self.offset + by.y);
    }
}

fn bar(bounds: Rectangle, state: &State) -> Bar {
    Bar {
        axis: Axis::Vertical,
        track: Rectangle { x: bounds.x + bounds.width - size::SCROLLBAR, width: size::SCROLLBAR, ..bounds },
        content: bounds.height + state.offset_max,
        view: bounds.height,
        offset: state.offset,
    }
}

impl<Message> Scroll<'_, Message> {
    /// The pointer as the content sees it.
    fn cursor_within(&self, state: &State, bounds: Rectangle, cursor: mouse::Cursor) -> mouse::Cursor {
        let moved = |point: Point| point + Vector::new(0.0, state.offset);
        match cursor {
            mouse::Cursor::Available(point) if state.is_held || bounds.contains(point) => {
                if state.grab.is_some() || bar(bounds, state).press(point).is_some() {
                    return mouse::Cursor::Unavailable;
                }
                mouse::Cursor::Available(moved(point))
            }
            mouse::Cursor::Levitating(point) if bounds.contains(point) => {
                mouse::Cursor::Levitating(moved(point))
            }
            mouse::Cursor::Available(_) | mouse::Cursor::Levitating(_) | mouse::Cursor::Unavailable => {
                mouse::Cursor::Unavailable
            }
        }
    }

    /// Presses on the bar and drags of its thumb; says whether the event was one.
    fn update_bar(
        state: &mut State,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let bar = bar(bounds, state);
        match event {
            Event::Mouse(mouse::Event::CursorMoved { position }) => {
                if let Some(grab) = state.grab {
                    state.scroll(bar.dragged(*position, grab));
                    shell.request_redraw();
                    shell.capture_event();
                    return true;
                }
                let is_hot = cursor.position().is_some_and(|point| bar.press(point).is_some());
                if is_hot != state.is_bar_hot {
                    state.is_bar_hot = is_hot;
                    shell.request_redraw();
                }
                false
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                match cursor.position().and_then(|point| bar.press(point)) {
                    Some(Press::Drag(grab)) => state.grab = Some(grab),
                    Some(Press::Page(by)) => {
                        state.scroll(state.offset + by);
                    }
                    None => return false,
                }
                shell.request_redraw();
                shell.capture_event();
                true
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                state.is_held = false;
                if state.grab.take().is_some() {
                    shell.request_redraw();
                    return true;
                }
                false
            }
            _ => false,
        }
    }

    /// Whether the keyboard is on a control inside.
    fn has_focus(&mut self, child: &mut Tree, inner: Layout<'_>, renderer: &Renderer) -> bool {
        let place = focus::survey(&mut |operation: &mut dyn Operation| {
            self.content.as_widget_mut().operate(child, inner, renderer, operation);
        });
        place.at.is_some()
    }
}

/// Where the wheel and the page keys scroll to.
fn wanted_offset(state: &State, event: &Event, bounds: Rectangle) -> Option<f32> {
    match event {
        Event::Mouse(mouse::Event::WheelScrolled { delta }) => Some(state.offset + Wheel::from(*delta).down),
        Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. })
            if modifiers.is_empty() =>
        {
            let page = bounds.height * 0.9;
            match named {
                Named::PageDown => Some(state.offset + page),
                Named::PageUp => Some(state.offset - page),
                Named::Home => Some(0.0),
                Named::End => Some(state.offset_max),
                _ => None,
            }
        }
        _ => None,
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Scroll<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    forward!(children);

    fn diff(&self, tree: &mut Tree) {
        tree.state.downcast_mut::<State>().turn_to(self.page);
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, self.height)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::default();
        };
        let limits = limits.width(Length::Fill).height(self.height);
        let free = layout::Limits::with_compression(
            Size::new(limits.min().width, 0.0),
            Size::new(limits.max().width, f32::INFINITY),
            Size::new(false, true),
        );
        let content = self.content.as_widget_mut().layout(child, renderer, &free);
        let size = limits.resolve(Length::Fill, self.height, content.size());
        let state = tree.state.downcast_mut::<State>();
        state.offset_max = (content.size().height - size.height).max(0.0);
        state.scroll(state.offset);
        layout::Node::with_children(size, vec![content])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let Some((child, inner)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        let translation = Vector::new(0.0, state.offset);
        operation.scrollable(self.id.as_ref(), layout.bounds(), inner.bounds(), translation, state);
        operation.traverse(&mut |operation| {
            self.content.as_widget_mut().operate(child, inner, renderer, operation);
        });
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
        let bounds = layout.bounds();
        let Some((child, inner)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        if Self::update_bar(state, event, bounds, cursor, shell) {
            return;
        }
        if let Event::Mouse(mouse::Event::ButtonPressed(_)) = event {
            state.is_held = cursor.is_over(bounds);
        }
        let within = self.cursor_within(state, bounds, cursor);
        self.content.as_widget_mut().update(
            child,
            &event_within(state, event),
            inner,
            within,
            renderer,
            clipboard,
            shell,
            &viewport_within(state, bounds, viewport),
        );
        if shell.is_event_captured() {
            return;
        }
        // What the content did not want.
        if let Some(offset) = wanted_offset(state, event, bounds) {
            let is_meant = cursor.is_over(bounds)
                || (matches!(event, Event::Keyboard(_)) && self.has_focus(child, inner, renderer));
            // At its end it leaves the wheel to what it stands in.
            if is_meant && state.scroll(offset) {
                shell.capture_event();
                shell.request_redraw();
            }
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
        let state = tree.state.downcast_ref::<State>();
        let Some((child, inner)) = tree.children.first().zip(layout.children().next()) else {
            return mouse::Interaction::None;
        };
        let bounds = layout.bounds();
        self.content.as_widget().mouse_interaction(
            child,
            inner,
            self.cursor_within(state, bounds, cursor),
            &viewport_within(state, bounds, viewport),
            renderer,
        )
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
        use iced::advanced::Renderer as _;

        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let Some((child, inner)) = tree.children.first().zip(layout.children().next()) else {
            return;
        };
        let Some(visible) = bounds.intersection(viewport) else {
            return;
        };
        let within = self.cursor_within(state, bounds, cursor);
        paint::clipped(renderer, visible, |renderer| {
            renderer.with_translation(Vector::new(0.0, -state.offset), |renderer| {
                let viewport = viewport_within(state, bounds, viewport);
                self.content.as_widget().draw(child, renderer, theme, style, inner, within, &viewport);
            });
        });
        renderer.with_layer(visible, |renderer| {
            let is_hot = state.is_bar_hot || state.grab.is_some();
            bar(bounds, state).draw(renderer, theme.tokens(), is_hot);
        });
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_ref::<State>();
        let (child, inner) = tree.children.first_mut().zip(layout.children().next())?;
        let viewport = viewport_within(state, layout.bounds(), viewport);
        let offset = state.offset;
        self.content.as_widget_mut().overlay(
            child,
            inner,
            renderer,
            &viewport,
            translation - Vector::new(0.0, offset),
        )
    }
}

/// What happened, as the content sees it: a move says where it went, and what is dragged goes by that.
fn event_within<'e>(state: &State, event: &'e Event) -> Cow<'e, Event> {
    match event {
        Event::Mouse(mouse::Event::CursorMoved { position }) => {
            let position = *position + Vector::new(0.0, state.offset);
            Cow::Owned(Event::Mouse(mouse::Event::CursorMoved { position }))
        }
        _ => Cow::Borrowed(event),
    }
}

/// What of the content is in view, in the content's own coordinates.
fn viewport_within(state: &State, bounds: Rectangle, viewport: &Rectangle) -> Rectangle {
    let visible = bounds.intersection(viewport).unwrap_or_default();
    visible + Vector::new(0.0, state.offset)
}

impl<'a, Message: 'a> From<Scroll<'a, Message>> for Element<'a, Message> {
    fn from(scroll: Scroll<'a, Message>) -> Self {
        Self::new(scroll)
    }
}
