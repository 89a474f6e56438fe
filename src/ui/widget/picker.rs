//! Many of very many: which doors a person may open, out of 64,000.

use super::check::{self, Reach as Met};
use super::focus::Focus;
use super::label::leading;
use super::list::{Outcome, Rows, View};
use super::option::{self, Found, Incoming, Item, Reach, SearchBox, SearchState, Words};
use super::paint;
use super::semantics::{Mark, Role, Semantics};
use super::{Element, field, keys};
use crate::theme::{self, Theme, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::column;
use iced::{Event, Fill, Length, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// What the operator picks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change<T> {
    /// One, in or out.
    Toggle(T),
    /// Nothing yet: the search has found these. What is done with all of them is not the list's to do.
    Found(Vec<T>),
}

/// A list to pick many from: see [`picker`].
pub struct Picker<'a, T: Clone, Message> {
    id: Option<Id>,
    label: Cow<'a, str>,
    items: Cow<'a, [Item<'a, T>]>,
    is_picked: Box<dyn Fn(&T) -> bool + 'a>,
    words: Words<'a>,
    height: Length,
    on_change: Option<Box<dyn Fn(Change<T>) -> Message + 'a>>,
}

/// Makes a list with a search and check boxes.
pub fn picker<'a, T: Clone, Message>(
    label: impl Into<Cow<'a, str>>,
    items: impl Into<Cow<'a, [Item<'a, T>]>>,
    is_picked: impl Fn(&T) -> bool + 'a,
    words: Words<'a>,
    on_change: impl Fn(Change<T>) -> Message + 'a,
) -> Picker<'a, T, Message> {
    Picker {
        id: None,
        label: label.into(),
        items: items.into(),
        is_picked: Box::new(is_picked),
        words,
        height: Length::Fixed(option::SEARCH + ROW * 9.0),
        on_change: Some(Box::new(on_change)),
    }
}

impl<T: Clone, Message> Picker<'_, T, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Takes another height.
    pub fn height(mut self, height: impl Into<Length>) -> Self {
        self.height = height.into();
        self
    }

    /// Can be changed, or not.
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        if !is_enabled {
            self.on_change = None;
        }
        self
    }
}

impl<'a, T: Clone + 'a, Message: 'a> From<Picker<'a, T, Message>> for Element<'a, Message> {
    fn from(picker: Picker<'a, T, Message>) -> Self {
        let height = picker.height;
        let caption = field::caption(picker.label.clone(), false);
        let has_label = caption.is_some();
        let list = column(caption).push(Self::new(List(picker))).spacing(space::FIELD);
        let list = match height {
            Fill | Length::FillPortion(_) => list.height(Fill),
            Length::Shrink | Length::Fixed(_) => list,
        };
        if has_label { leading(list) } else { list.into() }
    }
}

/// Whether a letter is typed.
fn is_letter(event: &Event) -> bool {
    let Event::Keyboard(keyboard::Event::KeyPressed { text: Some(text), modifiers, .. }) = event else {
        return false;
    };
    !keys::is_command(*modifiers)
        && text.chars().any(|letter| !letter.is_control() && !letter.is_whitespace())
}

struct List<'a, T: Clone, Message>(Picker<'a, T, Message>);

const ROW: f32 = size::MENU_ROW;
const PADDING: f32 = 5.0;

#[derive(Default)]
struct State {
    focus: Focus,
    is_searching: bool,
    found: Found,
    view: View,
}

impl<T: Clone, Message> List<'_, T, Message> {
    /// The lines below the search: what it has found.
    fn rows(&self, state: &State, bounds: Rectangle) -> Rows {
        Rows {
            area: Rectangle {
                x: bounds.x + PADDING,
                y: bounds.y + option::SEARCH + PADDING,
                width: bounds.width - 2.0 * PADDING,
                height: (bounds.height - option::SEARCH - 2.0 * PADDING).max(0.0),
            },
            height: ROW,
            count: state.found.count(&self.0.items),
        }
    }

    fn search_box(&self, state: &State) -> SearchBox {
        let input = option::search_box(&self.0.words.search, state.found.filter());
        match &self.0.id {
            Some(id) => input.id(id.clone()),
            None => input,
        }
    }

    fn toggle(&self, state: &State, row: usize, shell: &mut Shell<'_, Message>) {
        if let (Some(on_change), Some(item)) = (&self.0.on_change, state.found.item(&self.0.items, row)) {
            shell.publish(on_change(Change::Toggle(item.value.clone())));
            shell.request_redraw();
        }
    }

    /// Tells what the search has found.
    fn tell_found(&self, state: &State, shell: &mut Shell<'_, Message>) {
        if let Some(on_change) = &self.0.on_change {
            let rows = 0..state.found.count(&self.0.items);
            let found = rows.filter_map(|row| state.found.item(&self.0.items, row));
            shell.publish(on_change(Change::Found(found.map(|item| item.value.clone()).collect())));
        }
    }

    fn update_list(
        &self,
        state: &mut State,
        event: &Event,
        rows: &Rows,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        match state.view.point(rows, event, cursor) {
            Outcome::Ignored => {}
            Outcome::Changed => shell.request_redraw(),
            Outcome::Taken => {
                shell.capture_event();
                shell.request_redraw();
            }
            Outcome::Pressed(row) => {
                state.view.current = Some(row);
                self.toggle(state, row, shell);
                shell.capture_event();
            }
        }
        if let Event::Mouse(mouse::Event::ButtonPressed(_)) = event
            && state.focus.press(cursor.is_over(rows.area))
        {
            shell.request_redraw();
        }
        if !state.focus.is_focused() {
            return;
        }
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
            return;
        };
        match key {
            Key::Named(Named::Space) => {
                if let Some(row) = state.view.current {
                    self.toggle(state, row, shell);
                }
            }
            Key::Named(named) if modifiers.is_empty() && state.view.step(rows, *named) => {}
            _ => return,
        }
        state.focus.show();
        shell.capture_event();
        shell.request_redraw();
    }

    /// What is typed into the search box. The arrow down goes from it to the first that was found.
    fn update_search(
        &self,
        state: &mut State,
        tree: &mut Tree,
        incoming: &Incoming<'_>,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let key = match incoming.event {
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), .. }) => Some(*named),
            _ => None,
        };
        if key == Some(Named::Escape) {
            return;
        }
        if state.is_searching && key == Some(Named::ArrowDown) {
            tree.state.downcast_mut::<SearchState>().unfocus();
            state.is_searching = false;
            state.focus.focus();
            state.view.current = state.view.current.or(Some(0));
            shell.capture_event();
            shell.request_redraw();
            return;
        }
        if field::is_pointed(incoming.event) && !incoming.cursor.is_over(incoming.layout.bounds()) {
            return;
        }
        let mut input = self.search_box(state);
        if state.focus.is_focused() && is_letter(incoming.event) {
            // Letters that are typed in the list look for something else.
            state.focus = Focus::default();
            let search = tree.state.downcast_mut::<SearchState>();
            search.focus();
            search.select_all();
            state.is_searching = true;
        }
        let typed = option::type_into(&mut input, tree, incoming, clipboard, shell);
        if typed.has_focus != state.is_searching {
            state.is_searching = typed.has_focus;
            shell.request_redraw();
        }
        if let Some(filter) = typed.filter {
            state.found.set_filter(filter);
            state.found.refresh(&self.0.items);
            state.view = View::default();
            self.tell_found(state, shell);
            shell.request_redraw();
        }
    }
}

impl<T: Clone, Message> Widget<Message, Theme, Renderer> for List<'_, T, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![option::search_tree()]
    }

    // The search box is kept as it is; nothing in it depends on the view.
    fn diff(&self, _tree: &mut Tree) {}

    fn size(&self) -> Size<Length> {
        Size::new(Fill, self.0.height)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        state.found.refresh(&self.0.items);
        let content = Size::new(200.0, option::SEARCH + 4.0 * ROW);
        let size = limits.resolve(Fill, self.0.height, content);
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::new(size);
        };
        let limits = layout::Limits::new(Size::ZERO, Size::new(size.width, option::SEARCH));
        let node = Widget::layout(&mut self.search_box(state), child, renderer, &limits);
        let rows = self.rows(state, Rectangle::with_size(size));
        state.view.fit(&rows);
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
        let state = tree.state.downcast_mut::<State>();
        let rows = self.rows(state, bounds);
        let is_enabled = self.0.on_change.is_some();
        if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
            let mut input = self.search_box(state);
            Widget::operate(&mut input, child, layout, renderer, operation);
        }
        if is_enabled {
            state.focus.publish(operation, None, rows.area);
        }
        if rows.count == 0 {
            operation.text(None, rows.area, &self.0.words.none);
        }
        for row in state.view.visible(&rows) {
            let area = state.view.row_area(&rows, row);
            let Some(area) = area.intersection(&rows.area) else {
                continue;
            };
            let Some(item) = state.found.item(&self.0.items, row) else {
                continue;
            };
            let (label, mark) = (item.label.as_ref(), Mark::from((self.0.is_picked)(&item.value)));
            operation.text(None, area, label);
            Semantics::new(Role::CheckBox, label).mark(mark).enabled(is_enabled).publish(operation, area);
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
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let Some((child, input_layout)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        let incoming = Incoming { event, layout: input_layout, cursor, renderer };
        self.update_search(state, child, &incoming, clipboard, shell);
        if !shell.is_event_captured() {
            let rows = self.rows(state, layout.bounds());
            self.update_list(state, event, &rows, cursor, shell);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let Some(point) = cursor.position_over(bounds) else {
            return mouse::Interaction::None;
        };
        if point.y < bounds.y + option::SEARCH {
            return mouse::Interaction::Text;
        }
        let rows = self.rows(state, bounds);
        match state.view.hit(&rows, point) {
            Some(_) if self.0.on_change.is_some() => mouse::Interaction::Pointer,
            _ => mouse::Interaction::Idle,
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
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let (line, width) = if state.is_searching { (tokens.focus, 2.0) } else { (tokens.control, 1.0) };
        let ground = tokens.surface;
        paint::framed(renderer, bounds, radius::CONTROL, ground, line, width);
        let head =
            Rectangle { x: bounds.x + 1.0, width: bounds.width - 2.0, height: option::SEARCH, ..bounds };
        option::draw_search_ground(renderer, head, tokens, *viewport);
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            let input = self.search_box(state);
            let inside = head.intersection(viewport).unwrap_or_default();
            // The caret comes and goes: in a layer of its own it moves nothing else.
            renderer.with_layer(inside, |renderer| {
                Widget::draw(&input, child, renderer, theme, style, layout, cursor, viewport);
            });
        }
        let rows = self.rows(state, bounds);
        if rows.count == 0 {
            let area = Rectangle { x: rows.area.x + space::SM, height: ROW, ..rows.area };
            let (kind, side) = (theme::BODY, paint::Side::Start);
            let none = &self.0.words.none;
            paint::line(renderer, none, area, kind, side, tokens.muted, *viewport);
        }
        let Some(clip) = rows.area.intersection(viewport) else {
            return;
        };
        paint::clipped(renderer, clip, |renderer| {
            for row in state.view.visible(&rows) {
                self.draw_row(renderer, state, &rows, row, tokens, clip);
            }
        });
        renderer.with_layer(clip, |renderer| {
            let bar = state.view.bar(&rows);
            bar.draw(renderer, tokens, state.view.is_bar_hot());
        });
    }
}

impl<T: Clone, Message> List<'_, T, Message> {
    fn draw_row(
        &self,
        renderer: &mut Renderer,
        state: &State,
        rows: &Rows,
        row: usize,
        tokens: &theme::Tokens,
        clip: Rectangle,
    ) {
        let area = state.view.row_area(rows, row);
        let is_hovered = state.view.hovered() == Some(row);
        let is_current = state.focus.is_shown() && state.view.current == Some(row);
        let reach = Reach { is_current: is_current || is_hovered, is_picked: false };
        let met = match &self.0.on_change {
            None => Met::Disabled,
            Some(_) if is_hovered || is_current => Met::Hovered,
            Some(_) => Met::Idle,
        };
        let indent = size::CHECK + space::SM;
        let Some(item) = state.found.item(&self.0.items, row) else {
            return;
        };
        option::draw_item(renderer, item, area, indent, reach, tokens, clip);
        let mark = Mark::from((self.0.is_picked)(&item.value));
        let square = Rectangle { x: area.x + space::SM, ..area };
        check::draw_mark(renderer, tokens, square, mark, met, clip);
        paint::inner_ring(renderer, area, tokens.focus, is_current);
    }
}
