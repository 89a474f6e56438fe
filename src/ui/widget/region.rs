//! A part of the window that F6 goes to: the sidebar, the page, a dialog.
//!
//! It knows what had the keyboard in it last. One of them in each layer is where the keyboard rests while no control has
//! it: the page or the dialog itself, where Enter presses nothing, the page keys scroll, letters go to the search, and
//! Tab goes on from where it was. What is shown in it may be another thing each time (a page): each keeps what its
//! controls remember as long as one can come back to it.

use super::focus::{self, Focus, Held, Place, RegionBegins, RegionEnds, Rest};
use super::forward::forward;
use super::{Element, paint};
use crate::theme::Theme;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Scrollable;
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector, window};

/// A part of the window: see [`region`].
pub struct Region<'a, Message> {
    name: &'static str,
    has_rest: bool,
    shown: u64,
    kept: Vec<u64>,
    content: Element<'a, Message>,
}

/// Makes a part of the window that F6 goes to.
pub fn region<'a, Message>(
    name: &'static str,
    content: impl Into<Element<'a, Message>>,
) -> Region<'a, Message> {
    Region { name, has_rest: false, shown: 0, kept: Vec::new(), content: content.into() }
}

impl<Message> Region<'_, Message> {
    /// The keyboard rests here while no control of the layer has it.
    pub const fn rests(mut self) -> Self {
        self.has_rest = true;
        self
    }

    /// Shows this, by its number, and may be asked to show these again.
    pub fn shows(mut self, shown: u64, kept: impl IntoIterator<Item = u64>) -> Self {
        self.shown = shown;
        self.kept = kept.into_iter().collect();
        self
    }
}

#[derive(Default)]
struct State {
    rest: Focus,
    shown: u64,
    last: Option<Held>,
    asleep: Vec<Asleep>,
}

/// What is not shown now.
struct Asleep {
    number: u64,
    tree: Tree,
    last: Option<Held>,
}

impl<Message> Region<'_, Message> {
    fn survey(&mut self, child: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> Place {
        focus::survey(&mut |operation: &mut dyn Operation| {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        })
    }

    /// Puts to sleep what was shown, and wakes what is to be shown.
    fn change(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        let (Some(child), true) = (tree.children.first_mut(), state.shown != self.shown) else {
            return;
        };
        let woken = state.asleep.iter().position(|asleep| asleep.number == self.shown);
        let (fresh, last) = match woken.map(|at| state.asleep.remove(at)) {
            Some(woken) => (woken.tree, woken.last),
            None => (Tree::new(&self.content), None),
        };
        let asleep = Asleep {
            number: std::mem::replace(&mut state.shown, self.shown),
            tree: std::mem::replace(child, fresh),
            last: std::mem::replace(&mut state.last, last),
        };
        state.rest = Focus::default();
        state.asleep.push(asleep);
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Region<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { shown: self.shown, ..State::default() })
    }

    forward!(children, size, size_hint, layout, mouse_interaction, overlay);

    fn diff(&self, tree: &mut Tree) {
        self.change(tree);
        let state = tree.state.downcast_mut::<State>();
        state.asleep.retain(|asleep| self.kept.contains(&asleep.number));
        tree.diff_children(std::slice::from_ref(&self.content));
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State>();
        let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        let begins = focus::Region { name: self.name, shown: self.shown, last: state.last.clone() };
        operation.custom(None, bounds, &mut RegionBegins(begins));
        if self.has_rest {
            state.rest.publish(operation, None, bounds);
            operation.custom(None, bounds, &mut Rest);
        }
        self.content.as_widget_mut().operate(child, layout, renderer, operation);
        operation.custom(None, bounds, &mut RegionEnds);
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
        self.content
            .as_widget_mut()
            .update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        if matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
            let place = self.survey(child, layout, renderer);
            if let Some(held) = place.held() {
                state.last = Some(held.within(self.name, self.shown, usize::from(self.has_rest)));
            }
        }
        // Keys that no control used and that type nothing.
        let Some(to) = scrolled_by(event).filter(|_| !shell.is_event_captured()) else {
            return;
        };
        let place = self.survey(child, layout, renderer);
        let is_here = state.rest.is_focused() || place.at.is_some_and(|at| !place.is_field(at));
        if is_here {
            let mut scroll = ScrollFirst { to, is_done: false };
            self.content.as_widget_mut().operate(child, layout, renderer, &mut scroll);
            if scroll.is_done {
                shell.capture_event();
                shell.request_redraw();
            }
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
        let bounds = layout.bounds();
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            self.content.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
        }
        let is_shown = tree.state.downcast_ref::<State>().rest.is_shown();
        paint::inner_ring(renderer, bounds, theme.tokens().focus, is_shown);
    }
}

impl<'a, Message: 'a> From<Region<'a, Message>> for Element<'a, Message> {
    fn from(region: Region<'a, Message>) -> Self {
        Self::new(region)
    }
}

/// Where a key scrolls what has no control at the keyboard.
#[derive(Debug, Clone, Copy, PartialEq)]
enum To {
    Lines(f32),
    Pages(f32),
    Start,
    End,
}

const LINE: f32 = 40.0;

fn scrolled_by(event: &Event) -> Option<To> {
    let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event else {
        return None;
    };
    if !modifiers.is_empty() {
        return None;
    }
    match named {
        Named::ArrowDown => Some(To::Lines(1.0)),
        Named::ArrowUp => Some(To::Lines(-1.0)),
        Named::PageDown => Some(To::Pages(0.9)),
        Named::PageUp => Some(To::Pages(-0.9)),
        Named::Home => Some(To::Start),
        Named::End => Some(To::End),
        _ => None,
    }
}

/// Scrolls the first thing that can be.
struct ScrollFirst {
    to: To,
    is_done: bool,
}

impl Operation for ScrollFirst {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        let most = (content.height - bounds.height).max(0.0);
        if self.is_done || most == 0.0 {
            return;
        }
        let to = match self.to {
            To::Lines(count) => translation.y + count * LINE,
            To::Pages(count) => translation.y + count * bounds.height,
            To::Start => 0.0,
            To::End => most,
        };
        state.scroll_to(AbsoluteOffset { x: None, y: Some(to.clamp(0.0, most)) });
        self.is_done = true;
    }
}
