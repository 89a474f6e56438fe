//! A day as a bar of 24 hours on which periods lie: their edges are dragged, or moved by keys.
//!
//! The screen owns the periods and gives a field besides in which they are typed ([`hours::read`]); the bar says what
//! they are to be.

pub mod hours;

use super::focus::Focus;
use super::hint::Hint;
use super::semantics::{Role, Semantics};
use super::{Element, paint};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use hours::{Edge, End, MIDNIGHT, Minute, Period};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Color, Event, Fill, Length, Point, Rectangle, Renderer, Size, Vector};
use paint::Side;
use std::borrow::Cow;

/// A day's bar: see the module.
pub struct DayBar<'a, Message> {
    id: Option<Id>,
    name: Cow<'a, str>,
    periods: Cow<'a, [Period]>,
    most: usize,
    has_scale: bool,
    on_change: Option<Box<dyn Fn(Vec<Period>) -> Message + 'a>>,
}

/// Makes a day's bar, of so many periods at most.
pub fn day_bar<'a, Message>(
    name: impl Into<Cow<'a, str>>,
    periods: impl Into<Cow<'a, [Period]>>,
    most: usize,
) -> DayBar<'a, Message> {
    DayBar { id: None, name: name.into(), periods: periods.into(), most, has_scale: false, on_change: None }
}

impl<'a, Message> DayBar<'a, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Has the hours above it.
    pub fn scale(mut self) -> Self {
        self.has_scale = true;
        self
    }

    /// Can be changed, and how the screen hears of it.
    pub fn on_change(mut self, on_change: impl Fn(Vec<Period>) -> Message + 'a) -> Self {
        self.on_change = Some(Box::new(on_change));
        self
    }

    /// Where the bar itself is.
    fn track(&self, bounds: Rectangle) -> Rectangle {
        let above = if self.has_scale { SCALE } else { 0.0 };
        Rectangle {
            x: bounds.x + INSET,
            y: bounds.y + above,
            width: bounds.width - 2.0 * INSET,
            height: size::SMALL,
        }
    }

    /// The edge that a pointer takes at a point.
    fn edge_at(&self, bounds: Rectangle, point: Point) -> Option<Edge> {
        let track = self.track(bounds);
        if !track.expand(GRIP).contains(point) {
            return None;
        }
        let edges = (0..self.periods.len() * 2).map(Edge::of);
        let far = |edge: &Edge| {
            let x = edge.minute(&self.periods).map_or(f32::INFINITY, |minute| x_of(track, minute));
            (x - point.x).abs()
        };
        edges.filter(|edge| far(edge) <= GRIP).min_by(|one, other| far(one).total_cmp(&far(other)))
    }

    fn change(&self, periods: Vec<Period>, shell: &mut Shell<'_, Message>) {
        if let Some(on_change) = &self.on_change
            && *periods != *self.periods
        {
            shell.publish(on_change(periods));
            shell.request_redraw();
        }
    }

    fn move_to(&self, edge: Edge, to: Minute, shell: &mut Shell<'_, Message>) {
        self.change(hours::moved(&self.periods, edge, to), shell);
    }

    fn step(&self, edge: Edge, by: i32, shell: &mut Shell<'_, Message>) {
        if let Some(minute) = edge.minute(&self.periods) {
            let to = (i32::from(minute) + by).clamp(0, i32::from(MIDNIGHT));
            self.move_to(edge, Minute::try_from(to).unwrap_or_default(), shell);
        }
    }

    fn press_key(
        &self,
        state: &mut State,
        key: Named,
        modifiers: Modifiers,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let last = (self.periods.len() * 2).checked_sub(1);
        let at = state.edge.number().min(last.unwrap_or_default());
        let step = if modifiers.shift() { 1 } else { i32::from(SNAP) };
        match (key, last) {
            (Named::ArrowLeft, Some(_)) => self.step(Edge::of(at), -step, shell),
            (Named::ArrowRight, Some(_)) => self.step(Edge::of(at), step, shell),
            (Named::Home, Some(_)) => self.move_to(Edge::of(at), 0, shell),
            (Named::End, Some(_)) => self.move_to(Edge::of(at), MIDNIGHT, shell),
            // From the last edge, Tab leads on to what comes after the bar.
            (Named::Tab, Some(last)) if !modifiers.shift() && at < last => state.edge = Edge::of(at + 1),
            (Named::Tab, Some(_)) if modifiers.shift() && at > 0 => state.edge = Edge::of(at - 1),
            (Named::Insert, _) if modifiers.is_empty() => {
                let Some((periods, new)) = hours::added(&self.periods, self.most) else {
                    return true;
                };
                state.edge = Edge { period: new, end: End::From };
                self.change(periods, shell);
            }
            (Named::Delete, Some(_)) if modifiers.is_empty() => {
                let mut periods = self.periods.to_vec();
                periods.remove(Edge::of(at).period);
                state.edge = Edge::of(at.saturating_sub(2));
                self.change(periods, shell);
            }
            _ => return false,
        }
        true
    }

    fn draw_period(
        &self,
        renderer: &mut Renderer,
        period: Period,
        track: Rectangle,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let words = format!("{}–{}", hours::time(period.from), hours::time(period.until));
        let stretches = period.stretches();
        let widest = stretches.iter().map(|(from, until)| until - from).max();
        for (from, until) in stretches {
            let (start, end) = (x_of(track, from), x_of(track, until));
            let bar = Rectangle { x: start, width: end - start, ..track.shrink([4.0, 0.0]) };
            let line = if self.on_change.is_some() { tokens.accent } else { tokens.control };
            paint::framed(renderer, bar, radius::CHECK, tokens.accent_subtle, line, 1.0);
            // The same period goes on at the other end of the day.
            if period.is_over_midnight() {
                let (icon, x) = if until == MIDNIGHT {
                    (Icon::ChevronRight, bar.x + bar.width - JOIN)
                } else {
                    (Icon::ChevronLeft, bar.x)
                };
                let joined = Rectangle { x, width: JOIN, ..bar };
                paint::icon(renderer, icon, joined, size::ICON_SMALL, tokens.accent_text, clip);
            }
            let inner = Rectangle { x: bar.x + JOIN, width: bar.width - 2.0 * JOIN, ..bar };
            if Some(until - from) == widest && paint::width(&words, theme::CAPTION) <= inner.width {
                paint::line(renderer, &words, inner, theme::CAPTION, Side::Center, tokens.text, clip);
            }
        }
    }
}

/// What a dragged edge snaps to; with Shift, a minute.
const SNAP: Minute = 15;
/// So near an edge is taken.
const GRIP: f32 = 6.0;
/// Room for an edge at either end of the day.
const INSET: f32 = 8.0;
/// The hours above the bar.
const SCALE: f32 = 18.0;
const JOIN: f32 = 16.0;

fn x_of(track: Rectangle, minute: Minute) -> f32 {
    (track.x + track.width * f32::from(minute) / f32::from(MIDNIGHT)).round()
}

fn minute_at(track: Rectangle, x: f32, snap: Minute) -> Minute {
    let part = ((x - track.x) / track.width.max(1.0)).clamp(0.0, 1.0);
    let snap = f32::from(snap);
    ((part * f32::from(MIDNIGHT) / snap).round() * snap) as Minute
}

#[derive(Default)]
struct State {
    focus: Focus,
    /// The edge that keys move.
    edge: Edge,
    dragged: Option<Edge>,
    hovered: Option<Edge>,
    modifiers: Modifiers,
    hint: Hint,
}

impl<Message> Widget<Message, Theme, Renderer> for DayBar<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let height = size::SMALL + if self.has_scale { SCALE } else { 0.0 };
        layout::Node::new(limits.resolve(Fill, Length::Shrink, Size::new(0.0, height)))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let is_enabled = self.on_change.is_some();
        state.focus.publish_if(is_enabled, operation, self.id.as_ref(), layout.bounds());
        let typed = hours::typed(&self.periods);
        operation.text(None, layout.bounds(), &typed);
        Semantics::new(Role::Slider, self.name.as_ref())
            .value(typed)
            .enabled(is_enabled)
            .publish(operation, layout.bounds());
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
        let state = tree.state.downcast_mut::<State>();
        let bounds = layout.bounds();
        if self.on_change.is_none() {
            return;
        }
        match event {
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => state.modifiers = *modifiers,
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. })
                if state.focus.is_focused()
                    && !modifiers.command()
                    && !modifiers.alt()
                    && self.press_key(state, *named, *modifiers, shell) =>
            {
                state.focus.show();
                shell.capture_event();
                shell.request_redraw();
            }
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let is_over = cursor.is_over(bounds);
                if state.focus.press(is_over) {
                    shell.request_redraw();
                }
                if is_over {
                    shell.capture_event();
                    state.dragged = cursor.position().and_then(|point| self.edge_at(bounds, point));
                    state.edge = state.dragged.unwrap_or(state.edge);
                    shell.request_redraw();
                }
            }
            Event::Mouse(mouse::Event::CursorMoved { position }) => {
                let hovered = cursor.position_over(bounds).and_then(|point| self.edge_at(bounds, point));
                if hovered != state.hovered {
                    state.hovered = hovered;
                    shell.request_redraw();
                }
                if let Some(edge) = state.dragged {
                    let snap = if state.modifiers.shift() { 1 } else { SNAP };
                    self.move_to(edge, minute_at(self.track(bounds), position.x, snap), shell);
                }
            }
            Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) if state.dragged.is_some() => {
                state.dragged = None;
                shell.request_redraw();
            }
            _ => {}
        }
        let is_explained = state.dragged.is_some() || state.hovered.is_some() || state.focus.is_shown();
        state.hint.update(is_explained, event, shell);
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        _layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        match state.dragged.or(state.hovered) {
            Some(_) => mouse::Interaction::ResizingHorizontally,
            None => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let (state, tokens) = (tree.state.downcast_ref::<State>(), theme.tokens());
        let track = self.track(layout.bounds());
        let groove = track.expand([0.0, INSET]);
        paint::framed(renderer, groove, radius::CHECK, tokens.sunken, tokens.border, 1.0);
        for hour in (0..=24).step_by(3) {
            let x = x_of(track, hour * 60);
            let tick = Rectangle { x, width: 1.0, ..track.shrink([1.0, 0.0]) };
            paint::fill(renderer, tick, tokens.border_strong);
            if self.has_scale {
                let above = Rectangle { x: x - 14.0, y: layout.bounds().y, width: 28.0, height: SCALE };
                let words = hour.to_string();
                paint::line(renderer, &words, above, theme::CAPTION, Side::Center, tokens.muted, *viewport);
            }
        }
        for period in self.periods.iter() {
            self.draw_period(renderer, *period, track, tokens, *viewport);
        }
        for edge in (0..self.periods.len() * 2).map(Edge::of) {
            let Some(minute) = edge.minute(&self.periods) else {
                continue;
            };
            let is_hot = state.dragged == Some(edge) || state.hovered == Some(edge);
            let is_current = state.focus.is_shown() && state.edge.number() == edge.number();
            let width = if is_hot || is_current { 5.0 } else { 3.0 };
            let grip = Rectangle { x: x_of(track, minute) - width / 2.0, width, ..track };
            let color = if self.on_change.is_some() { tokens.accent } else { Color::TRANSPARENT };
            paint::rounded(renderer, grip.shrink([2.0, 0.0]), 1.5, color);
            paint::ring(renderer, grip.shrink([2.0, 0.0]), 1.5, tokens.focus, is_current);
        }
        let is_bare = state.focus.is_shown() && self.periods.is_empty();
        paint::ring(renderer, groove, radius::CHECK, tokens.focus, is_bare);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_ref::<State>();
        let edge = state.dragged.or(state.hovered).unwrap_or(state.edge);
        let (minute, track) = (edge.minute(&self.periods)?, self.track(layout.bounds()));
        let at = Rectangle { x: x_of(track, minute) - space::XS, width: space::SM, ..track };
        state.hint.bubble(hours::time(minute), at + translation)
    }
}

impl<'a, Message: 'a> From<DayBar<'a, Message>> for Element<'a, Message> {
    fn from(bar: DayBar<'a, Message>) -> Self {
        Self::new(bar)
    }
}
