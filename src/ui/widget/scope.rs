//! A layer of the window that keeps the keyboard to itself, and never loses it.
//!
//! The window is a stack of scopes: the page at the bottom, a dialog on top of it, perhaps a question
//! on top of that. Only the topmost is live. In it Tab goes round, scrolls what it reaches into view,
//! and Escape and Enter have their defaults. The others are inert: no input, no focus, no pop-ups;
//! when one becomes live again, the focus is where it was. What is pressed in a live layer must have been
//! seen there (`sight.rs`).
//!
//! **In the topmost layer the keyboard is always somewhere.** A click on dead ground leaves it where it is; a control
//! that cannot be used just now keeps it, and wants no key but Tab. When the control that has it goes away, the keyboard
//! rests on the page or the dialog itself (`region.rs`), at that place: Enter presses nothing that it did not press
//! before, Tab goes on from there, and when the control comes back under its old name, it has the keyboard again.
//!
//! What stays at hand beside the topmost (notices, the tray) is for the pointer alone: the keyboard is in one
//! place at a time. Where it is brought to something that is no dialog (the notices, the panel of the sidebar), what
//! lies below is for the pointer meanwhile, and where that presses, the keyboard comes back.

use super::Element;
use super::clock;
use super::field::is_pointed;
use super::focus::{self, Held, Passing, Ring, Target};
use super::forward::forward;
use super::keys;
use super::region::region;
use super::sight::{Aim, LATE, Sight};
use super::yielding::Yields;
use crate::theme::Theme;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector, touch, window};
use std::any::Any;
use std::time::Instant;

/// A layer of the window: see the module.
pub struct Scope<'a, Message> {
    content: Element<'a, Message>,
    is_live: bool,
    has_keyboard: bool,
    starts: Start,
    on_escape: Option<Message>,
    on_enter: Option<Message>,
    on_pointed: Option<Message>,
    uncovered: Option<Instant>,
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
pub fn scope<'a, Message: 'a>(content: impl Into<Element<'a, Message>>, is_live: bool) -> Scope<'a, Message> {
    of_regions(region("layer", content).rests(), is_live)
}

/// Makes a layer of several regions, in one of which the keyboard rests.
pub fn of_regions<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    is_live: bool,
) -> Scope<'a, Message> {
    Scope {
        content: content.into(),
        is_live,
        has_keyboard: true,
        starts: Start::default(),
        on_escape: None,
        on_enter: None,
        on_pointed: None,
        uncovered: None,
    }
}

/// Makes a layer for the pointer alone, which leaves the keyboard to the layer that has it.
pub fn by_pointer<'a, Message>(content: impl Into<Element<'a, Message>>) -> Scope<'a, Message> {
    Scope { has_keyboard: false, ..of_regions(content, true) }
}

impl<Message> Scope<'_, Message> {
    /// Leaves the keyboard to something above that is no dialog, if it is told how to get it back: the pointer goes on
    /// as ever, and says this where it presses.
    pub fn yields_maybe(mut self, back: Option<Message>) -> Self {
        self.has_keyboard &= back.is_none();
        self.on_pointed = back;
        self
    }

    /// Something went from above it by itself at this time: until the hand knows of that, Enter and Space mean nothing.
    pub fn uncovered_at(mut self, at: Option<Instant>) -> Self {
        self.uncovered = at;
        self
    }

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
    /// What had the keyboard when it was last seen.
    held: Option<Held>,
    /// What had it, was not there any more, and may come back.
    gone: Option<Held>,
    /// Whether the layer opened before it knew where it starts, or what had the keyboard is gone from it, and nobody
    /// has pressed anything since.
    waits_for_start: bool,
    sight: Sight,
    /// Told by what is around the layer.
    yields: Yields,
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

    /// Whether the keyboard is in this layer.
    const fn holds(&self, state: &State) -> bool {
        self.is_live && self.has_keyboard && !state.yields.0
    }

    /// Opens, closes or reopens the layer when its liveness has changed; says whether it has.
    fn settle_focus(
        &mut self,
        state: &mut State,
        child: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
    ) -> bool {
        let holds = self.holds(state);
        let before = state.was_live.replace(holds);
        if before == Some(holds) {
            return false;
        }
        let mut walk = |operation: &mut dyn Operation| {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        };
        if !holds {
            let place = focus::survey(&mut walk);
            state.held = place.held().or(state.held.take());
            focus::give(&Target::None, Ring::Hidden, &mut walk);
            if !self.is_live {
                state.sight.forget();
            }
            return true;
        }
        if focus::survey(&mut walk).at.is_some() {
            return true;
        }
        if state.held.is_none() {
            let is_given = match &self.starts {
                Start::Id(id) => focus::give(&Target::Id(id.clone()), Ring::Shown, &mut walk),
                Start::First | Start::Nowhere => false,
            };
            if !is_given
                && self.starts != Start::Nowhere
                && let Some(first) = focus::survey(&mut walk).next(None, false)
            {
                focus::give(&Target::At(first), Ring::Shown, &mut walk);
            }
            // What it is about may still be read: then it is told later.
            state.waits_for_start = !is_given;
        }
        self.keep(state, child, layout, renderer);
        true
    }

    /// Sees to it that the keyboard is somewhere; says whether it was given.
    fn keep(&mut self, state: &mut State, child: &mut Tree, layout: Layout<'_>, renderer: &Renderer) -> bool {
        let mut walk = |operation: &mut dyn Operation| {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        };
        let place = focus::survey(&mut walk);
        let (is_lost, rests) = (place.at.is_none(), place.rests());
        // Nobody has pressed anything since the layer opened, or since what had the keyboard went.
        let is_awaited = state.waits_for_start;
        state.waits_for_start |= is_lost && state.held.as_ref().is_some_and(|held| !held.stop.is_rest);
        let before = if is_lost { state.held.take() } else { place.held() };
        if let Some(held) = before.as_ref().filter(|held| !held.stop.is_rest) {
            state.gone = is_lost.then(|| held.clone());
        }
        let back = state.gone.as_ref().filter(|_| is_lost || rests);
        let back = back.and_then(|gone| Some((place.find(gone)?, gone.is_shown)));
        let start = match &self.starts {
            Start::Id(id) if state.waits_for_start => place.named(id).map(|at| (at, true)),
            Start::Id(_) | Start::First | Start::Nowhere => None,
        };
        let wanted = if is_awaited { start.or(back) } else { back.or(start) };
        let given = match wanted.filter(|(at, _)| place.at != Some(*at)) {
            Some(given) => Some(given),
            None if is_lost => {
                let (region, is_shown) = match &before {
                    Some(held) => (held.stop.region, held.is_shown),
                    None => (None, false),
                };
                place.rest(region).map(|at| (at, is_shown))
            }
            None => None,
        };
        let Some((at, is_shown)) = given else {
            if is_lost {
                state.gone = None;
            }
            state.waits_for_start &= start.is_none();
            state.held = before;
            return false;
        };
        let ring = if is_shown { Ring::Shown } else { Ring::Hidden };
        focus::give(&Target::At(at), ring, &mut walk);
        let held = focus::survey(&mut walk).held();
        if held.as_ref().is_some_and(|held| !held.stop.is_rest) {
            state.gone = None;
            state.sight.turn(clock::now());
        }
        state.waits_for_start &= start.is_none();
        state.held = held;
        true
    }

    fn move_focus(
        &mut self,
        gone: Option<&Held>,
        is_backwards: bool,
        child: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
    ) {
        let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
        let place = focus::survey(&mut walk);
        if let Some(next) = place.next(gone, is_backwards) {
            focus::give(&Target::At(next), Ring::Shown, &mut walk);
        }
    }

    /// Letters that are typed in a list that is searched, or where the keyboard rests, belong to the search.
    fn lead_to_search(
        &mut self,
        event: &Event,
        child: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
    ) -> bool {
        let Event::Keyboard(keyboard::Event::KeyPressed { text: Some(text), modifiers, .. }) = event else {
            return false;
        };
        if keys::is_command(*modifiers)
            || text.chars().all(|letter| letter.is_control() || letter.is_whitespace())
        {
            return false;
        }
        let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
        match focus::survey(&mut walk).search() {
            Some(search) => focus::give(&Target::At(search), Ring::Shown, &mut walk),
            None => false,
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

impl<Message: Clone> Widget<Message, Theme, Renderer> for Scope<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    forward!(children, diff, size, size_hint, layout);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        operation.custom(None, layout.bounds(), &mut state.yields);
        let holds = self.holds(state);
        let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        match (self.is_live, holds) {
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
        let has_keyboard = self.holds(state);
        if !has_keyboard && matches!(event, Event::Keyboard(_)) && !is_for_all {
            return;
        }
        if self.is_live {
            if matches!(event, Event::Window(window::Event::RedrawRequested(_))) {
                let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
                state.sight.look(&mut walk, clock::now());
                if has_keyboard && self.keep(state, child, layout, renderer) {
                    shell.request_redraw();
                }
            }
            state.waits_for_start &=
                !is_pointed(event) && !matches!(event, Event::Keyboard(keyboard::Event::KeyPressed { .. }));
            let now = clock::now();
            let was_uncovered = self.uncovered.is_some_and(|at| now.saturating_duration_since(at) < LATE);
            let is_late = |aim| was_uncovered && matches!(aim, Aim::Enter | Aim::Space);
            let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
            if let Some(aim) = aim_of(event, cursor)
                && (is_late(aim) || !state.sight.has_seen(aim, &mut walk, now))
            {
                shell.capture_event();
                return;
            }
            if has_keyboard && self.lead_to_search(event, child, layout, renderer) {
                shell.request_redraw();
            }
        }
        let at = if is_pointed(event) && self.is_live {
            let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
            focus::survey(&mut walk).at
        } else {
            None
        };
        let cursor = if self.is_live { cursor } else { mouse::Cursor::Unavailable };
        self.content
            .as_widget_mut()
            .update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
        if is_pointed(event)
            && self.is_live
            && cursor.is_over(layout.bounds())
            && let Some(back) = &self.on_pointed
        {
            shell.publish(back.clone());
        }
        if let Some(at) = at {
            let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
            // What was pressed has the keyboard now.
            if focus::claims(&mut walk) > 1 {
                focus::take_from(at, &mut walk);
                shell.request_redraw();
            }
            // It may be gone before the next frame, and is remembered as it was pressed: without a ring.
            if has_keyboard {
                state.held = focus::survey(&mut walk).held().or(state.held.take());
            }
        }
        if shell.is_event_captured() || !has_keyboard {
            return;
        }
        let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event
        else {
            return;
        };
        let is_plain = !modifiers.control() && !modifiers.alt() && !modifiers.logo();
        let default = match named {
            Named::Tab if is_plain => {
                self.move_focus(state.gone.as_ref(), modifiers.shift(), child, layout, renderer);
                shell.capture_event();
                shell.request_redraw();
                return;
            }
            Named::ArrowDown if modifiers.is_empty() => {
                let mut walk = |operation: &mut dyn Operation| self.walk(child, layout, renderer, operation);
                let place = focus::survey(&mut walk);
                if let Some(list) = &place.leads_to
                    && focus::give(&Target::Id(list.clone()), Ring::Shown, &mut walk)
                {
                    // The list takes the step to its first row, unless one was at another before.
                    if !place.has_row(list) {
                        self.content
                            .as_widget_mut()
                            .update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
                    }
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
