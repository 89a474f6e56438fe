//! The sidebar: the site, a search, the operator's menus with their entries, and a foot.

use super::focus::Focus;
use super::list::{Outcome, Rows, View};
use super::paint::{self, Side};
use super::semantics::{Mark, Role, Semantics};
use super::{Element, surface};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{Column, container, row};
use iced::{Color, Fill, Length, Padding, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// A menu of the sidebar.
#[derive(Debug, Clone, PartialEq)]
pub struct Group<'a, K> {
    /// What it shows itself, if it has no entries: the start page.
    pub key: Option<K>,
    pub label: Cow<'a, str>,
    pub icon: Icon,
    pub is_open: bool,
    pub entries: Vec<Entry<'a, K>>,
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a, K> {
    pub key: K,
    pub label: Cow<'a, str>,
    /// A count at its right: keys that need an update.
    pub count: Cow<'a, str>,
}

/// Makes an entry.
pub fn entry<'a, K>(key: K, label: impl Into<Cow<'a, str>>) -> Entry<'a, K> {
    Entry { key, label: label.into(), count: Cow::Borrowed("") }
}

/// What the operator wants of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<K> {
    /// Show what an entry stands for.
    Show(K),
    /// Open or close a menu, by its number.
    Fold(usize, Fold),
}

/// What becomes of a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    Open,
    Closed,
}

/// The sidebar: see [`navigation`].
pub struct Navigation<'a, K, Message> {
    id: Option<Id>,
    groups: Vec<Group<'a, K>>,
    active: Option<K>,
    header: Option<Element<'a, Message>>,
    search: Option<Element<'a, Message>>,
    footer: Option<Element<'a, Message>>,
    on_event: Box<dyn Fn(Event<K>) -> Message + 'a>,
}

/// Makes a sidebar with the operator's menus.
pub fn navigation<'a, K: Copy + PartialEq, Message>(
    groups: Vec<Group<'a, K>>,
    active: Option<K>,
    on_event: impl Fn(Event<K>) -> Message + 'a,
) -> Navigation<'a, K, Message> {
    Navigation {
        id: None,
        groups,
        active,
        header: None,
        search: None,
        footer: None,
        on_event: Box::new(on_event),
    }
}

impl<'a, K, Message> Navigation<'a, K, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Puts the site above the menus.
    pub fn header(mut self, header: impl Into<Element<'a, Message>>) -> Self {
        self.header = Some(header.into());
        self
    }

    /// Puts a search above the menus.
    pub fn search(mut self, search: impl Into<Element<'a, Message>>) -> Self {
        self.search = Some(search.into());
        self
    }

    /// Puts something below the menus.
    pub fn footer(mut self, footer: impl Into<Element<'a, Message>>) -> Self {
        self.footer = Some(footer.into());
        self
    }
}

impl<'a, K, Message> From<Navigation<'a, K, Message>> for Element<'a, Message>
where
    K: Copy + PartialEq + 'a,
    Message: 'a,
{
    fn from(navigation: Navigation<'a, K, Message>) -> Self {
        let inset = |part: Self| container(part).padding(Padding::from([0.0, INSET])).width(Fill).into();
        let menus = Menus {
            id: navigation.id,
            groups: navigation.groups,
            active: navigation.active,
            on_event: navigation.on_event,
        };
        let footer = navigation.footer.map(|footer| {
            Column::with_children([surface::divider(), inset(footer)]).spacing(space::SM).into()
        });
        let parts = Column::with_children(navigation.header.map(inset))
            .extend(navigation.search.map(inset))
            .push(Self::new(menus))
            .extend(footer)
            .spacing(space::MD)
            .padding(Padding::from([14.0, 0.0]));
        let bar = surface::plain(parts).width(size::NAVIGATION).height(Fill);
        row![bar, surface::divider_down()].height(Fill).into()
    }
}

/// The room at the sides of the sidebar.
const INSET: f32 = 10.0;
const ROW: f32 = 34.0;
const ENTRY_INDENT: f32 = 36.0;

/// The menus without what stands above and below them.
struct Menus<'a, K, Message> {
    id: Option<Id>,
    groups: Vec<Group<'a, K>>,
    active: Option<K>,
    on_event: Box<dyn Fn(Event<K>) -> Message + 'a>,
}

#[derive(Default)]
struct State {
    focus: Focus,
    view: View,
}

/// A line of the menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Group(usize),
    Entry(usize, usize),
}

impl<K: Copy + PartialEq, Message> Menus<'_, K, Message> {
    fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            lines.push(Line::Group(at));
            if group.is_open {
                lines.extend((0..group.entries.len()).map(|entry| Line::Entry(at, entry)));
            }
        }
        lines
    }

    fn group(&self, line: Line) -> Option<&Group<'_, K>> {
        match line {
            Line::Group(group) | Line::Entry(group, _) => self.groups.get(group),
        }
    }

    fn entry(&self, line: Line) -> Option<&Entry<'_, K>> {
        match line {
            Line::Group(_) => None,
            Line::Entry(_, entry) => self.group(line)?.entries.get(entry),
        }
    }

    /// What a line shows.
    fn key(&self, line: Line) -> Option<K> {
        match line {
            Line::Group(_) => self.group(line)?.key,
            Line::Entry(..) => self.entry(line).map(|entry| entry.key),
        }
    }

    fn is_active(&self, line: Line) -> bool {
        self.active.is_some() && self.key(line) == self.active
    }

    /// Whether a closed menu holds the active entry, and stands for it.
    fn holds_active(&self, line: Line) -> bool {
        match (line, self.group(line)) {
            (Line::Group(_), Some(group)) if !group.is_open => {
                let mut keys = group.entries.iter().map(|entry| Some(entry.key));
                self.active.is_some() && keys.any(|key| key == self.active)
            }
            _ => false,
        }
    }

    fn rows(&self, bounds: Rectangle) -> Rows {
        Rows { area: bounds, height: ROW, count: self.lines().len() }
    }

    fn send(&self, event: Event<K>, shell: &mut Shell<'_, Message>) {
        shell.publish((self.on_event)(event));
        shell.request_redraw();
    }

    fn fold(&self, line: Line, fold: Fold, shell: &mut Shell<'_, Message>) {
        if let Line::Group(group) = line
            && self.key(line).is_none()
        {
            self.send(Event::Fold(group, fold), shell);
        }
    }

    /// What a click or Enter does to a line.
    fn choose(&self, line: Line, shell: &mut Shell<'_, Message>) {
        match (self.key(line), self.group(line)) {
            (Some(key), _) => self.send(Event::Show(key), shell),
            (None, Some(group)) => {
                let fold = if group.is_open { Fold::Closed } else { Fold::Open };
                self.fold(line, fold, shell);
            }
            (None, None) => {}
        }
    }

    fn press_key(&self, state: &mut State, rows: &Rows, key: Named, shell: &mut Shell<'_, Message>) -> bool {
        let lines = self.lines();
        let line = state.view.current.and_then(|at| lines.get(at).copied());
        let is_open = line.and_then(|line| self.group(line)).is_some_and(|group| group.is_open);
        match (key, line) {
            (Named::Enter | Named::Space, Some(line)) => self.choose(line, shell),
            (Named::ArrowRight, Some(line @ Line::Group(_))) if !is_open => {
                self.fold(line, Fold::Open, shell);
            }
            (Named::ArrowRight, Some(Line::Group(_))) => {
                state.view.step(rows, Named::ArrowDown);
            }
            (Named::ArrowLeft, Some(line @ Line::Group(_))) if is_open => {
                self.fold(line, Fold::Closed, shell);
            }
            (Named::ArrowLeft, Some(Line::Entry(group, _))) => {
                state.view.current = lines.iter().position(|it| *it == Line::Group(group));
                if let Some(at) = state.view.current {
                    state.view.reveal(rows, at);
                }
            }
            (Named::ArrowLeft | Named::ArrowRight, _) => {}
            (key, _) => return state.view.step(rows, key),
        }
        true
    }

    /// Where the keyboard starts: at the active entry.
    fn start(&self) -> Option<usize> {
        let lines = self.lines();
        lines
            .iter()
            .position(|line| self.is_active(*line) || self.holds_active(*line))
            .or((!lines.is_empty()).then_some(0))
    }
}

impl<K: Copy + PartialEq, Message> Widget<Message, Theme, Renderer> for Menus<'_, K, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let node = layout::Node::new(limits.resolve(Fill, Fill, Size::ZERO));
        let rows = self.rows(node.bounds());
        tree.state.downcast_mut::<State>().view.fit(&rows);
        node
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
        state.focus.publish(operation, self.id.as_ref(), bounds);
        let rows = self.rows(bounds);
        let lines = self.lines();
        for at in state.view.visible(&rows) {
            let area = state.view.row_area(&rows, at).intersection(&bounds);
            let (Some(line), Some(area)) = (lines.get(at).copied(), area) else {
                continue;
            };
            let entry = self.entry(line);
            let label = match (entry, self.group(line)) {
                (Some(entry), _) => entry.label.as_ref(),
                (None, Some(group)) => group.label.as_ref(),
                (None, None) => continue,
            };
            operation.text(None, area, label);
            if let Some(entry) = entry
                && !entry.count.is_empty()
            {
                operation.text(None, area, &entry.count);
            }
            Semantics::new(Role::NavigationItem, label)
                .mark(Mark::from(self.is_active(line)))
                .publish(operation, area);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
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
        let rows = self.rows(bounds);
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
                if let Some(line) = self.lines().get(at) {
                    self.choose(*line, shell);
                }
                shell.capture_event();
            }
        }
        if let iced::Event::Keyboard(keyboard::Event::KeyPressed {
            key: Key::Named(named), modifiers, ..
        }) = event
            && state.focus.is_focused()
            && modifiers.is_empty()
            && self.press_key(state, &rows, *named, shell)
        {
            state.focus.show();
            shell.capture_event();
            shell.request_redraw();
        }
        if state.focus.is_shown() && state.view.current.is_none() {
            state.view.current = self.start();
            shell.request_redraw();
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
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(layout.bounds());
        match cursor.position() {
            Some(point) if state.view.hit(&rows, point).is_some() => mouse::Interaction::Pointer,
            _ => mouse::Interaction::None,
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
        _viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(bounds);
        let lines = self.lines();
        paint::clipped(renderer, bounds, |renderer| {
            for at in state.view.visible(&rows) {
                let Some(line) = lines.get(at).copied() else {
                    continue;
                };
                let area = state.view.row_area(&rows, at);
                let look = Look {
                    is_active: self.is_active(line) || self.holds_active(line),
                    is_hovered: state.view.hovered() == Some(at),
                    is_current: state.focus.is_shown() && state.view.current == Some(at),
                };
                self.draw_line(renderer, line, area, look, tokens, bounds);
            }
            let bar = state.view.bar(&rows);
            bar.draw(renderer, tokens, state.view.is_bar_hot());
        });
    }
}

#[derive(Clone, Copy)]
struct Look {
    is_active: bool,
    is_hovered: bool,
    is_current: bool,
}

impl<K: Copy + PartialEq, Message> Menus<'_, K, Message> {
    fn draw_line(
        &self,
        renderer: &mut Renderer,
        line: Line,
        area: Rectangle,
        look: Look,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let face = Rectangle {
            x: area.x + INSET,
            y: area.y + 1.0,
            width: area.width - 2.0 * INSET,
            height: area.height - 2.0,
        };
        let (ground, ink) = if look.is_active {
            (tokens.accent_subtle, tokens.accent_text)
        } else if look.is_hovered {
            (tokens.hover, tokens.text)
        } else {
            (Color::TRANSPARENT, tokens.muted)
        };
        paint::rounded(renderer, face, radius::CONTROL, ground);
        match (self.entry(line), self.group(line)) {
            (Some(entry), _) => draw_entry(renderer, entry, face, look, ink, tokens, clip),
            (None, Some(group)) => draw_group(renderer, group, face, ink, tokens, clip),
            (None, None) => {}
        }
        paint::inner_ring(renderer, face, tokens.focus, look.is_current);
    }
}

fn draw_group<K>(
    renderer: &mut Renderer,
    group: &Group<'_, K>,
    face: Rectangle,
    ink: Color,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let icon = Rectangle { x: face.x + INSET, width: size::ICON, ..face };
    paint::icon(renderer, group.icon, icon, size::ICON, ink, clip);
    let label = Rectangle { x: face.x + ENTRY_INDENT, width: face.width - ENTRY_INDENT - 28.0, ..face };
    let kind = theme::LABEL;
    paint::line(renderer, &group.label, label, kind, Side::Start, ink, clip);
    if group.key.is_some() {
        return;
    }
    let chevron = Rectangle { x: face.x + face.width - 26.0, width: 22.0, ..face };
    let icon = if group.is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    paint::icon(renderer, icon, chevron, size::ICON_SMALL, tokens.faint, clip);
}

fn draw_entry<K>(
    renderer: &mut Renderer,
    entry: &Entry<'_, K>,
    face: Rectangle,
    look: Look,
    ink: Color,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let mut label =
        Rectangle { x: face.x + ENTRY_INDENT, width: face.width - ENTRY_INDENT - space::SM, ..face };
    if !entry.count.is_empty() {
        let (kind, side) = (theme::CAPTION.medium(), Side::End);
        let width = paint::line(renderer, &entry.count, label, kind, side, tokens.muted, clip);
        label.width -= width + space::SM;
    }
    let kind = if look.is_active { theme::BODY.semibold() } else { theme::BODY };
    let ink = if look.is_active || look.is_hovered { ink } else { tokens.text };
    paint::line(renderer, &entry.label, label, kind, Side::Start, ink, clip);
}
