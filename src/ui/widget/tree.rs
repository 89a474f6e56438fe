//! A tree with check boxes: what a group of operators may do.
//!
//! The [`Model`] belongs to the screen; the widget shows it and says what the operator does to it.

pub mod model;

pub use model::{Event, Model};

use super::Element;
use super::check::{self, Reach};
use super::focus::{Focus, HasRow};
use super::list::{Outcome, Rows, View};
use super::matching::{self, Query};
use super::paint::{self, Side};
use super::semantics::{Role, Semantics};
use super::typing::{Letter, Typing};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{self, Id, Operation, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Fill, Length, Point, Rectangle, Renderer, Size};
use model::Row;
use std::borrow::Cow;

/// A tree: see [`tree`].
pub struct Tree<'a, K, Message> {
    id: Option<Id>,
    name: Cow<'a, str>,
    model: &'a Model<K>,
    query: Query,
    is_enabled: bool,
    on_event: Box<dyn Fn(Event) -> Message + 'a>,
}

/// Makes a tree that shows what a search finds in it; an empty search finds all.
pub fn tree<'a, K, Message>(
    name: impl Into<Cow<'a, str>>,
    model: &'a Model<K>,
    search: &str,
    on_event: impl Fn(Event) -> Message + 'a,
) -> Tree<'a, K, Message> {
    Tree {
        id: None,
        name: name.into(),
        model,
        query: Query::new(search),
        is_enabled: true,
        on_event: Box::new(on_event),
    }
}

impl<K, Message> Tree<'_, K, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Can be changed, or only looked at.
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        self.is_enabled = is_enabled;
        self
    }
}

const PADDING: f32 = 6.0;
const INDENT: f32 = 20.0;
const CHEVRON: f32 = 24.0;

#[derive(Default)]
struct State {
    focus: Focus,
    view: View,
    shown: Vec<usize>,
    /// What was searched for when they were found.
    query: Query,
    typing: Typing,
}

/// What of a row is at a point.
enum Spot {
    Chevron,
    Rest,
}

impl<K, Message> Tree<'_, K, Message> {
    fn rows(&self, state: &State, bounds: Rectangle) -> Rows {
        // Rows come and go at the frame of what the tree lies in.
        let area = bounds.shrink([0.0, PADDING]);
        Rows { area, height: size::TREE_ROW, count: state.shown.len() }
    }

    fn row(&self, state: &State, at: usize) -> Option<Row<'_>> {
        self.model.row(*state.shown.get(at)?)
    }

    fn chevron(&self, area: Rectangle, row: &Row<'_>) -> Rectangle {
        Rectangle { x: area.x + row.depth as f32 * INDENT, width: CHEVRON, ..area }
    }

    fn spot(&self, area: Rectangle, row: &Row<'_>, point: Point) -> Spot {
        let is_chevron = row.is_branch && self.chevron(area, row).contains(point);
        if is_chevron { Spot::Chevron } else { Spot::Rest }
    }

    fn send(&self, event: Event, shell: &mut Shell<'_, Message>) {
        shell.publish((self.on_event)(event));
        shell.request_redraw();
    }

    fn may_toggle(&self, row: &Row<'_>) -> bool {
        self.is_enabled && row.lock.is_none() && self.model.is_hit(row.node, &self.query)
    }

    fn toggle(&self, row: &Row<'_>, shell: &mut Shell<'_, Message>) {
        if self.may_toggle(row) {
            self.send(Event::Toggle(row.node), shell);
        }
    }

    fn fold(&self, row: &Row<'_>, shell: &mut Shell<'_, Message>) {
        let event = if row.is_open { Event::Close(row.node) } else { Event::Open(row.node) };
        self.send(event, shell);
    }

    /// A key press; says whether it was one of the tree's.
    fn press_key(
        &self,
        state: &mut State,
        rows: &Rows,
        key: &Key,
        text: Option<&str>,
        shell: &mut Shell<'_, Message>,
    ) -> bool {
        let current = state.view.current.and_then(|at| self.row(state, at));
        match (key, current) {
            // From a search one comes to the first that was found, not to the branch in which it is.
            (Key::Named(Named::ArrowDown), None) if !self.query.is_empty() => {
                state.view.current =
                    state.shown.iter().position(|node| self.model.is_hit(*node, &self.query));
                if let Some(at) = state.view.current {
                    state.view.reveal(rows, at);
                }
            }
            (Key::Named(Named::Space), Some(row)) if !state.typing.is_going_on() => {
                self.toggle(&row, shell);
            }
            (Key::Named(Named::ArrowRight), Some(row)) => {
                if row.is_branch && !row.is_open && self.query.is_empty() {
                    self.fold(&row, shell);
                } else if row.is_branch {
                    state.view.step(rows, Named::ArrowDown);
                }
            }
            (Key::Named(Named::ArrowLeft), Some(row)) => {
                if row.is_branch && row.is_open && self.query.is_empty() {
                    self.fold(&row, shell);
                } else if let Some(parent) = self.model.parent(row.node) {
                    let at = state.shown.iter().position(|node| *node == parent);
                    state.view.current = at;
                    if let Some(at) = at {
                        state.view.reveal(rows, at);
                    }
                }
            }
            (Key::Named(named), _) if state.view.step(rows, *named) => {}
            (Key::Character(_) | Key::Named(Named::Space), _) => {
                return text.is_some_and(|text| self.type_ahead(state, rows, text));
            }
            (Key::Named(_) | Key::Unidentified, _) => return false,
        }
        true
    }

    fn type_ahead(&self, state: &mut State, rows: &Rows, text: &str) -> bool {
        let skip = match state.typing.push(text) {
            None => return false,
            // A letter more stays on a row that still fits; the first letter goes on to the next.
            Some(Letter::First) => 1,
            Some(Letter::Further) => 0,
        };
        let from = state.view.current.map_or(0, |at| at + skip);
        let count = state.shown.len();
        let found = (0..count).map(|distance| (from + distance) % count).find(|at| {
            self.row(state, *at).is_some_and(|row| matching::begins(row.label, state.typing.word()))
        });
        if let Some(at) = found {
            state.view.current = Some(at);
            state.view.reveal(rows, at);
        }
        true
    }
}

impl<K, Message> Widget<Message, Theme, Renderer> for Tree<'_, K, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(
        &mut self,
        tree: &mut widget::Tree,
        _renderer: &Renderer,
        limits: &layout::Limits,
    ) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let current = state.view.current.and_then(|at| state.shown.get(at).copied());
        state.shown = self.model.shown(&self.query);
        if let Some(node) = current {
            // The keyboard stays on its node when others come and go above it.
            state.view.current = state.shown.iter().position(|shown| *shown == node);
        }
        if state.query != self.query {
            // What is found by another search has a first of its own.
            state.query = self.query.clone();
            state.view.current = None;
        }
        let content = Size::new(0.0, state.shown.len() as f32 * size::TREE_ROW);
        let node = layout::Node::new(limits.resolve(Fill, Fill, content));
        let rows = self.rows(state, node.bounds());
        state.view.fit(&rows);
        node
    }

    fn operate(
        &mut self,
        tree: &mut widget::Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State>();
        Semantics::new(Role::Group, self.name.as_ref()).publish(operation, bounds);
        state.focus.publish(operation, self.id.as_ref(), bounds);
        if state.view.current.is_some() {
            operation.custom(None, bounds, &mut HasRow);
        }
        let rows = self.rows(state, bounds);
        for at in state.view.visible(&rows) {
            let Some(row) = self.row(state, at) else {
                continue;
            };
            let Some(area) = state.view.row_area(&rows, at).intersection(&rows.area) else {
                continue;
            };
            operation.text(None, area, row.label);
            Semantics::new(Role::TreeItem, row.label)
                .mark(row.mark)
                .value(row.lock.unwrap_or_default())
                .enabled(self.may_toggle(&row))
                .publish(operation, area);
        }
    }

    fn update(
        &mut self,
        tree: &mut widget::Tree,
        event: &iced::Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State>();
        let rows = self.rows(state, bounds);
        if let iced::Event::Mouse(mouse::Event::ButtonPressed(_)) = event
            && state.focus.press(cursor.is_over(bounds))
        {
            shell.request_redraw();
        }
        match state.view.point(&rows, event, cursor) {
            Outcome::Ignored => {}
            Outcome::Changed => shell.request_redraw(),
            Outcome::Taken => {
                shell.capture_event();
                shell.request_redraw();
            }
            Outcome::Pressed(at) => {
                state.view.current = Some(at);
                let area = state.view.row_area(&rows, at);
                if let (Some(row), Some(point)) = (self.row(state, at), cursor.position()) {
                    match self.spot(area, &row, point) {
                        Spot::Chevron => self.fold(&row, shell),
                        Spot::Rest => self.toggle(&row, shell),
                    }
                }
                shell.capture_event();
            }
        }
        if let iced::Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, text, .. }) = event
            && state.focus.is_focused()
            && !modifiers.control()
            && !modifiers.alt()
            && self.press_key(state, &rows, key, text.as_deref(), shell)
        {
            state.focus.show();
            shell.capture_event();
            shell.request_redraw();
        }
        // Tab lands on a tree that has no current row yet.
        if state.focus.is_shown() && state.view.current.is_none() && rows.count > 0 {
            let hit = state.shown.iter().position(|node| self.model.is_hit(*node, &self.query));
            state.view.current = hit;
            shell.request_redraw();
        }
    }

    fn mouse_interaction(
        &self,
        tree: &widget::Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(state, layout.bounds());
        match cursor.position_over(layout.bounds()) {
            Some(point) if state.view.hit(&rows, point).is_some() && self.is_enabled => {
                mouse::Interaction::Pointer
            }
            Some(_) => mouse::Interaction::Idle,
            None => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        tree: &widget::Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(state, bounds);
        let Some(clip) = rows.area.intersection(viewport) else {
            return;
        };
        paint::clipped(renderer, clip, |renderer| {
            for at in state.view.visible(&rows) {
                if let Some(row) = self.row(state, at) {
                    let area = state.view.row_area(&rows, at);
                    let is_hovered = state.view.hovered() == Some(at);
                    let is_current = state.focus.is_shown() && state.view.current == Some(at);
                    let look = Look { is_hovered, is_current };
                    self.draw_row(renderer, &row, area, look, tokens, clip);
                }
            }
            let bar = state.view.bar(&rows);
            bar.draw(renderer, tokens, state.view.is_bar_hot());
        });
    }
}

#[derive(Clone, Copy)]
struct Look {
    is_hovered: bool,
    is_current: bool,
}

impl<K, Message> Tree<'_, K, Message> {
    fn draw_row(
        &self,
        renderer: &mut Renderer,
        row: &Row<'_>,
        area: Rectangle,
        look: Look,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let ground = if look.is_hovered { tokens.hover } else { Color::TRANSPARENT };
        paint::rounded(renderer, area, radius::CHECK, ground);
        let chevron = self.chevron(area, row);
        if row.is_branch {
            let is_open = row.is_open || !self.query.is_empty();
            let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
            paint::icon(renderer, icon, chevron, size::ICON_SMALL, tokens.muted, clip);
        }
        let can_change = self.may_toggle(row);
        let reach = match (can_change, look.is_hovered || look.is_current) {
            (false, _) => Reach::Disabled,
            (true, true) => Reach::Hovered,
            (true, false) => Reach::Idle,
        };
        let square = Rectangle { x: chevron.x + CHEVRON, ..area };
        // A branch that only leads to what was found is no box that could be ticked.
        if self.model.is_hit(row.node, &self.query) {
            check::draw_mark(renderer, tokens, square, row.mark, reach, clip);
        }
        let start = square.x + size::CHECK + space::SM;
        let label = Rectangle { x: start, width: (area.x + area.width - start).max(0.0), ..area };
        let kind = if row.is_branch { theme::LABEL } else { theme::BODY };
        if let Some(place) = self.query.place(row.label) {
            paint::mark(renderer, row.label, place, label, kind, tokens.warning_subtle);
        }
        let ink = if row.lock.is_some() { tokens.muted } else { tokens.text };
        let width = paint::line(renderer, row.label, label, kind, Side::Start, ink, clip);
        if let Some(hidden) = self.model.hidden(row.node).filter(|_| self.query.is_empty()) {
            let indent = width + space::MD;
            let words = Rectangle { x: label.x + indent, width: (label.width - indent).max(0.0), ..label };
            paint::line(renderer, &hidden, words, theme::CAPTION, Side::Start, tokens.muted, clip);
        }
        if let Some(reason) = row.lock {
            let lock = Rectangle { x: label.x + width + space::SM, width: size::ICON_SMALL, ..label };
            paint::icon(renderer, Icon::Lock, lock, 12.0, tokens.muted, clip);
            if !row.is_branch {
                let words = Rectangle {
                    x: lock.x + size::ICON_SMALL + space::XS,
                    width: (label.x + label.width - lock.x - size::ICON_SMALL - space::XS).max(0.0),
                    ..label
                };
                let kind = theme::CAPTION;
                paint::line(renderer, reason, words, kind, Side::Start, tokens.muted, clip);
            }
        }
        paint::inner_ring(renderer, area, tokens.focus, look.is_current);
    }
}

impl<'a, K: 'a, Message: 'a> From<Tree<'a, K, Message>> for Element<'a, Message> {
    fn from(tree: Tree<'a, K, Message>) -> Self {
        Self::new(tree)
    }
}
