//! A drop-down: one of many, with a search for where there are very many.

use super::field::{self, Status};
use super::focus::Focus;
use super::label::leading;
use super::list::{Outcome, Rows, View};
use super::option::{self, Found, Incoming, Item, Reach, SearchBox, SearchState, Words};
use super::paint::{self, Depth};
use super::semantics::{Mark, Role, Semantics};
use super::typing::{Letter, Typing};
use super::{Element, keys, matching, place};
use crate::icon::Icon;
use crate::theme::{self, Theme, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::column;
use iced::{Event, Fill, Length, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// A drop-down: see [`select`].
pub struct Select<'a, T: Clone, Message> {
    id: Option<Id>,
    label: Cow<'a, str>,
    items: Cow<'a, [Item<'a, T>]>,
    selected: Option<T>,
    placeholder: Cow<'a, str>,
    hint: Cow<'a, str>,
    error: Option<Cow<'a, str>>,
    is_required: bool,
    icon: Option<Icon>,
    words: Words<'a>,
    width: Length,
    on_select: Option<Box<dyn Fn(T) -> Message + 'a>>,
}

/// Makes a drop-down. Give long lists borrowed: a list that is made for each view is searched for each.
pub fn select<'a, T: Clone + PartialEq, Message>(
    label: impl Into<Cow<'a, str>>,
    items: impl Into<Cow<'a, [Item<'a, T>]>>,
    selected: Option<T>,
    on_select: impl Fn(T) -> Message + 'a,
) -> Select<'a, T, Message> {
    Select {
        id: None,
        label: label.into(),
        items: items.into(),
        selected,
        placeholder: Cow::Borrowed(""),
        hint: Cow::Borrowed(""),
        error: None,
        is_required: false,
        icon: None,
        words: Words::default(),
        width: Fill,
        on_select: Some(Box::new(on_select)),
    }
}

impl<'a, T: Clone, Message> Select<'a, T, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What stands in it while nothing is picked.
    pub fn placeholder(mut self, placeholder: impl Into<Cow<'a, str>>) -> Self {
        self.placeholder = placeholder.into();
        self
    }

    /// Explains it below.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What is wrong with it, in place of the hint.
    pub fn error(mut self, error: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Must be picked.
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Puts an icon at its start.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// The words of its search.
    pub fn words(mut self, words: Words<'a>) -> Self {
        self.words = words;
        self
    }

    /// Takes another width.
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Can be picked from, or not.
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        if !is_enabled {
            self.on_select = None;
        }
        self
    }
}

impl<'a, T, Message> From<Select<'a, T, Message>> for Element<'a, Message>
where
    T: Clone + PartialEq + 'a,
    Message: 'a,
{
    fn from(select: Select<'a, T, Message>) -> Self {
        let width = select.width;
        let caption = field::caption(select.label.clone(), select.is_required);
        let remark = field::remark(select.hint.clone(), select.error.clone());
        let has_label = caption.is_some();
        let whole = column(caption).push(Self::new(Control(select))).extend(remark);
        let whole = whole.spacing(space::FIELD).width(width);
        if has_label { leading(whole) } else { whole.into() }
    }
}

/// The drop-down without what stands above and below it.
struct Control<'a, T: Clone, Message>(Select<'a, T, Message>);

#[derive(Default)]
struct State {
    focus: Focus,
    was_hovered: bool,
    open: Option<Open>,
}

#[derive(Default)]
struct Open {
    found: Found,
    view: View,
    /// What is typed at a list too short for a search.
    typing: Typing,
}

impl Open {
    /// Goes to the item that begins with what is typed: to the next one with the first letter of it, and with those that
    /// follow to one that goes on so.
    fn jump<T>(&mut self, items: &[Item<'_, T>], typed: &str) -> Option<usize> {
        let letter = self.typing.push(typed)?;
        let count = self.found.count(items);
        let from = match (self.view.current, letter) {
            (Some(row), Letter::First) => row + 1,
            (Some(row), Letter::Further) => row,
            (None, _) => 0,
        };
        let is_it = |row: &usize| {
            let item = self.found.item(items, *row);
            item.is_some_and(|item| matching::begins(&item.label, self.typing.word()))
        };
        let row = (from..count).chain(0..from.min(count)).find(is_it)?;
        self.view.current = Some(row);
        Some(row)
    }
}

/// From so many items on there is a search box.
const SEARCH_FROM: usize = 8;
const ROW: f32 = size::MENU_ROW;
const ROWS_MAX: usize = 9;
const WIDTH_MIN: f32 = 200.0;
const PADDING: f32 = 5.0;
const GAP: f32 = 4.0;

impl<T: Clone + PartialEq, Message> Control<'_, T, Message> {
    fn name(&self) -> &str {
        if self.0.label.is_empty() { &self.0.placeholder } else { &self.0.label }
    }

    fn picked(&self) -> Option<&Item<'_, T>> {
        let selected = self.0.selected.as_ref()?;
        self.0.items.iter().find(|item| item.value == *selected)
    }

    fn open(&self, state: &mut State, input: &mut Tree, filter: &str) {
        let mut open = Open::default();
        open.found.set_filter(filter.to_owned());
        open.found.refresh(&self.0.items);
        let selected = self.0.selected.as_ref();
        let number = self.0.items.iter().position(|item| Some(&item.value) == selected);
        // Where nothing is chosen, Enter chooses nothing that nobody went to; what is looked for is gone to.
        let first = (!filter.is_empty() && open.found.count(&self.0.items) > 0).then_some(0);
        open.view.current = number.and_then(|number| open.found.row(number)).or(first);
        state.open = Some(open);
        let input = input.state.downcast_mut::<SearchState>();
        input.focus();
    }

    /// The keys of a closed drop-down; gives what its search begins with.
    fn opening(event: &Event) -> Option<String> {
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, text, .. }) = event else {
            return None;
        };
        match key {
            Key::Named(Named::ArrowDown | Named::ArrowUp | Named::F4) => Some(String::new()),
            Key::Named(Named::Space | Named::Enter) if modifiers.is_empty() => Some(String::new()),
            Key::Character(_) if !keys::is_command(*modifiers) => {
                let typed = text.as_ref()?;
                (!typed.contains(char::is_control)).then(|| typed.to_string())
            }
            Key::Named(_) | Key::Character(_) | Key::Unidentified => None,
        }
    }
}

impl<T: Clone + PartialEq, Message> Widget<Message, Theme, Renderer> for Control<'_, T, Message> {
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
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let content = Size::new(WIDTH_MIN, size::CONTROL);
        layout::Node::new(limits.resolve(Fill, Length::Shrink, content))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State>();
        state.focus.publish_if(self.0.on_select.is_some(), operation, self.0.id.as_ref(), bounds);
        let shown = self.picked().map_or(self.0.placeholder.as_ref(), |item| &item.label);
        operation.text(None, bounds, shown);
        Semantics::new(Role::ComboBox, self.name())
            .value(shown)
            .enabled(self.0.on_select.is_some())
            .publish(operation, bounds);
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
        let Some(input) = tree.children.first_mut() else {
            return;
        };
        if self.0.on_select.is_none() {
            *state = State { focus: state.focus, ..State::default() };
            if state.focus.keeps_from(event) {
                shell.capture_event();
            }
            return;
        }
        let is_hovered = cursor.is_over(layout.bounds());
        if is_hovered != state.was_hovered {
            state.was_hovered = is_hovered;
            shell.request_redraw();
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(button)) => {
                if state.focus.press(is_hovered) {
                    shell.request_redraw();
                }
                if is_hovered && *button == mouse::Button::Left {
                    self.open(state, input, "");
                    shell.capture_event();
                    shell.invalidate_layout();
                    shell.request_redraw();
                }
            }
            _ if state.focus.is_focused() && state.open.is_none() => {
                if let Some(filter) = Self::opening(event) {
                    let has_search = self.0.items.len() >= SEARCH_FROM;
                    self.open(state, input, if has_search { &filter } else { "" });
                    let count = self.0.items.len();
                    if let Some(open) = state.open.as_mut().filter(|_| !has_search) {
                        open.jump(&self.0.items, &filter);
                    }
                    if let (Some(step), Some(open)) = (stepping(event), &mut state.open) {
                        // An arrow goes to one at once.
                        let ends = if step == Named::ArrowUp { count.checked_sub(1) } else { Some(0) };
                        open.view.current = open.view.current.or(ends.filter(|row| *row < count));
                    }
                    state.focus.show();
                    shell.capture_event();
                    shell.invalidate_layout();
                    shell.request_redraw();
                }
            }
            _ => {}
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
        if self.0.on_select.is_some() && cursor.is_over(layout.bounds()) {
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
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let is_enabled = self.0.on_select.is_some();
        let status = Status {
            is_enabled,
            is_focused: state.focus.is_shown() || state.open.is_some(),
            is_hovered: cursor.is_over(bounds),
            has_error: self.0.error.is_some(),
        };
        field::draw_frame(renderer, bounds, status, tokens);
        let mut inner = Rectangle { x: bounds.x + 10.0, width: bounds.width - 10.0 - 30.0, ..bounds };
        let picked = self.picked();
        if let Some(icon) = self.0.icon.or(picked.and_then(|item| item.icon)) {
            let picture = Rectangle { width: size::ICON_SMALL, ..inner };
            paint::icon(renderer, icon, picture, size::ICON_SMALL, tokens.muted, *viewport);
            inner.x += size::ICON_SMALL + space::SM;
            inner.width -= size::ICON_SMALL + space::SM;
        }
        let (shown, ink) = match picked {
            Some(item) if is_enabled => (item.label.as_ref(), tokens.text),
            Some(item) => (item.label.as_ref(), tokens.faint),
            None => (self.0.placeholder.as_ref(), tokens.faint),
        };
        let (kind, side) = (theme::BODY, paint::Side::Start);
        paint::line(renderer, shown, inner, kind, side, ink, *viewport);
        let chevron = Rectangle { x: bounds.x + bounds.width - 30.0, width: 26.0, ..bounds };
        let ink = if is_enabled { tokens.muted } else { tokens.faint };
        paint::icon(renderer, Icon::ChevronDown, chevron, size::ICON_SMALL, ink, *viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_mut::<State>();
        state.open.as_mut()?.found.refresh(&self.0.items);
        let input = tree.children.first_mut()?;
        Some(overlay::Element::new(Box::new(Popup {
            anchor: layout.bounds() + translation,
            select: &self.0,
            state,
            input,
        })))
    }
}

/// The arrow that was pressed, if one was.
fn stepping(event: &Event) -> Option<Named> {
    match event {
        Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), .. }) => {
            Some(*named).filter(|named| matches!(named, Named::ArrowDown | Named::ArrowUp))
        }
        _ => None,
    }
}

/// The list while the drop-down is open.
struct Popup<'b, 'a, T: Clone, Message> {
    anchor: Rectangle,
    select: &'b Select<'a, T, Message>,
    state: &'b mut State,
    input: &'b mut Tree,
}

impl<T: Clone + PartialEq, Message> Popup<'_, '_, T, Message> {
    fn has_search(&self) -> bool {
        self.select.items.len() >= SEARCH_FROM
    }

    fn head(&self) -> f32 {
        if self.has_search() { option::SEARCH } else { 0.0 }
    }

    fn count(&self) -> usize {
        let open = self.state.open.as_ref();
        open.map_or(0, |open| open.found.count(&self.select.items))
    }

    fn rows(&self, bounds: Rectangle) -> Rows {
        Rows {
            area: Rectangle {
                x: bounds.x + PADDING,
                y: bounds.y + self.head() + PADDING,
                width: bounds.width - 2.0 * PADDING,
                height: bounds.height - self.head() - 2.0 * PADDING,
            },
            height: ROW,
            count: self.count(),
        }
    }

    fn search_box(&self) -> SearchBox {
        let filter = self.state.open.as_ref().map_or("", |open| open.found.filter());
        option::search_box(&self.select.words.search, filter)
    }

    fn close(&mut self, shell: &mut Shell<'_, Message>) {
        self.state.open = None;
        shell.invalidate_layout();
        shell.request_redraw();
    }

    fn pick(&mut self, row: usize, shell: &mut Shell<'_, Message>) {
        let value = self
            .state
            .open
            .as_ref()
            .and_then(|open| open.found.item(&self.select.items, row))
            .map(|item| item.value.clone());
        if let (Some(value), Some(on_select)) = (value, &self.select.on_select) {
            if Some(&value) != self.select.selected.as_ref() {
                shell.publish(on_select(value));
            }
            self.close(shell);
        }
    }

    /// The keys of the list; says whether the event was one.
    fn update_keys(&mut self, event: &Event, rows: &Rows, shell: &mut Shell<'_, Message>) -> bool {
        let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, text, .. }) = event else {
            return false;
        };
        let Some(open) = self.state.open.as_mut() else {
            return false;
        };
        match key {
            Key::Named(Named::Escape | Named::F4) => self.close(shell),
            // Tab goes on to the next control, which is the dialog's business.
            Key::Named(Named::Tab) => {
                self.close(shell);
                return true;
            }
            Key::Named(Named::Enter) => match open.view.current {
                Some(row) => self.pick(row, shell),
                None => self.close(shell),
            },
            Key::Named(named) if !modifiers.shift() && open.view.step(rows, *named) => {}
            Key::Character(_) if !self.has_search() && !keys::is_command(*modifiers) => {
                if let Some(typed) = text {
                    self.jump(typed, rows);
                }
            }
            Key::Named(_) | Key::Character(_) | Key::Unidentified => return false,
        }
        shell.capture_event();
        shell.request_redraw();
        true
    }

    /// Goes to an item by its first letters, in a list too short for a search.
    fn jump(&mut self, typed: &str, rows: &Rows) {
        let Some(open) = self.state.open.as_mut() else {
            return;
        };
        if let Some(row) = open.jump(&self.select.items, typed) {
            open.view.reveal(rows, row);
        }
    }

    fn update_pointer(
        &mut self,
        event: &Event,
        bounds: Rectangle,
        rows: &Rows,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let Some(open) = self.state.open.as_mut() else {
            return;
        };
        match open.view.point(rows, event, cursor) {
            Outcome::Ignored => {}
            Outcome::Changed => {
                open.view.current = open.view.hovered().or(open.view.current);
                shell.request_redraw();
            }
            Outcome::Taken => {
                shell.capture_event();
                shell.request_redraw();
            }
            Outcome::Pressed(row) => {
                self.pick(row, shell);
                shell.capture_event();
                return;
            }
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(_)) => {
                if !cursor.is_over(bounds) {
                    self.close(shell);
                }
                shell.capture_event();
            }
            Event::Mouse(mouse::Event::WheelScrolled { .. }) => shell.capture_event(),
            _ => {}
        }
    }

    /// What is typed into the search box.
    fn update_search(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let Some(input_layout) = layout.children().next() else {
            return;
        };
        // A press in the list must not take the keyboard from the search box.
        let is_press = matches!(event, Event::Mouse(mouse::Event::ButtonPressed(_)));
        if is_press && !cursor.is_over(input_layout.bounds()) {
            return;
        }
        let mut input = self.search_box();
        let incoming = Incoming { event, layout: input_layout, cursor, renderer };
        let typed = option::type_into(&mut input, self.input, &incoming, clipboard, shell);
        if let (Some(filter), Some(open)) = (typed.filter, self.state.open.as_mut()) {
            open.found.set_filter(filter);
            open.found.refresh(&self.select.items);
            open.view = View::default();
            open.view.current = (open.found.count(&self.select.items) > 0).then_some(0);
            shell.request_redraw();
        }
    }
}

impl<T: Clone + PartialEq, Message> overlay::Overlay<Message, Theme, Renderer> for Popup<'_, '_, T, Message> {
    fn layout(&mut self, renderer: &Renderer, window: Size) -> layout::Node {
        // The panel keeps its height while the search finds less, and does not jump under the hand.
        let shown = self.select.items.len().clamp(1, ROWS_MAX);
        let height = self.head() + shown as f32 * ROW + 2.0 * PADDING;
        let size = Size::new(self.anchor.width.max(WIDTH_MIN), height.min(window.height - 2.0 * GAP));
        let mut children = Vec::new();
        if self.has_search() {
            let limits = layout::Limits::new(Size::ZERO, Size::new(size.width, option::SEARCH));
            let mut input = self.search_box();
            let node = Widget::layout(&mut input, self.input, renderer, &limits);
            children.push(node);
        }
        let at = place::beside(self.anchor, size, window, GAP);
        let rows = self.rows(Rectangle::new(at, size));
        if let Some(open) = self.state.open.as_mut() {
            open.view.fit(&rows);
            if let Some(current) = open.view.current
                && open.view.hovered().is_none()
            {
                open.view.center(&rows, current);
            }
        }
        place::floating(layout::Node::with_children(size, children), at)
    }

    fn operate(&mut self, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        let layout = place::panel_of(layout);
        let rows = self.rows(layout.bounds());
        let Some(open) = self.state.open.as_ref() else {
            return;
        };
        if self.has_search() {
            let area = Rectangle { height: self.head(), ..layout.bounds() };
            let filter = open.found.filter();
            let shown = if filter.is_empty() { &self.select.words.search } else { filter };
            operation.text(None, area, shown);
        }
        if rows.count == 0 {
            operation.text(None, rows.area, &self.select.words.none);
        }
        for row in open.view.visible(&rows) {
            let Some(item) = open.found.item(&self.select.items, row) else {
                continue;
            };
            let area = open.view.row_area(&rows, row);
            let Some(area) = area.intersection(&rows.area) else {
                continue;
            };
            operation.text(None, area, &item.label);
            if !item.detail.is_empty() {
                operation.text(None, area, &item.detail);
            }
            let is_picked = Some(&item.value) == self.select.selected.as_ref();
            Semantics::new(Role::Option, item.label.as_ref())
                .mark(Mark::from(is_picked))
                .publish(operation, area);
        }
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
        let layout = place::panel_of(layout);
        let bounds = layout.bounds();
        let rows = self.rows(bounds);
        if self.update_keys(event, &rows, shell) {
            return;
        }
        if self.has_search() {
            self.update_search(event, layout, cursor, renderer, clipboard, shell);
        }
        self.update_pointer(event, bounds, &rows, cursor, shell);
        // While the list is open, no key is anybody else's.
        if matches!(event, Event::Keyboard(keyboard::Event::KeyPressed { .. })) {
            shell.capture_event();
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let bounds = place::panel_of(layout).bounds();
        match cursor.position_over(bounds) {
            Some(point) if point.y < bounds.y + self.head() => mouse::Interaction::Text,
            Some(_) => mouse::Interaction::Idle,
            None => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
    ) {
        let tokens = theme.tokens();
        let layout = place::panel_of(layout);
        let bounds = layout.bounds();
        let Some(open) = self.state.open.as_ref() else {
            return;
        };
        paint::panel(renderer, bounds, radius::SURFACE, tokens, Depth::Menu);
        if self.has_search()
            && let Some(input_layout) = layout.children().next()
        {
            let head = Rectangle { height: self.head(), ..bounds };
            option::draw_search_ground(renderer, head, tokens, bounds);
            let input = self.search_box();
            Widget::draw(&input, self.input, renderer, theme, style, input_layout, cursor, &bounds);
        }
        let rows = self.rows(bounds);
        if rows.count == 0 {
            let area = Rectangle { x: rows.area.x + space::SM, height: ROW, ..rows.area };
            let (kind, side) = (theme::BODY, paint::Side::Start);
            let none = &self.select.words.none;
            paint::line(renderer, none, area, kind, side, tokens.muted, bounds);
        }
        paint::clipped(renderer, rows.area, |renderer| {
            for row in open.view.visible(&rows) {
                let Some(item) = open.found.item(&self.select.items, row) else {
                    continue;
                };
                let reach = Reach {
                    is_current: open.view.current == Some(row),
                    is_picked: Some(&item.value) == self.select.selected.as_ref(),
                };
                let area = open.view.row_area(&rows, row);
                option::draw_item(renderer, item, area, 0.0, reach, tokens, rows.area);
            }
            let bar = open.view.bar(&rows);
            bar.draw(renderer, tokens, open.view.is_bar_hot());
        });
    }
}
