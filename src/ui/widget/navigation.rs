//! The sidebar: a rail with the operator's menus, and beside it a panel with the entries of the one that is open.
//!
//! Both are lists of one row height, and each is one stop of Tab. The arrows walk in them, Right leads from a menu to
//! its entries, and Left back.

use super::Element;
use super::focus::Focus;
use super::hint::Hint;
use super::list::{Outcome, Rows, View};
use super::paint::{self, Side};
use super::semantics::{Mark, Role, Semantics};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, Type, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Fill, Length, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// A menu of the rail.
#[derive(Debug, Clone, PartialEq)]
pub struct Menu<'a> {
    pub label: Cow<'a, str>,
    pub icon: Icon,
    /// Whether the panel shows its entries.
    pub is_open: bool,
    /// Whether what is shown is of it.
    pub is_active: bool,
}

/// A line of the panel.
#[derive(Debug, Clone, PartialEq)]
pub enum Line<'a, K> {
    /// What the entries below it have in common.
    Caption(Cow<'a, str>),
    Entry(Entry<'a, K>),
}

/// An entry of a menu.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry<'a, K> {
    pub key: K,
    pub label: Cow<'a, str>,
    /// Whether what is shown is of it.
    pub is_active: bool,
    pub pin: Option<Pin<'a>>,
}

/// What keeps an entry at hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Pin<'a> {
    pub is_on: bool,
    /// What pressing it does.
    pub name: Cow<'a, str>,
}

/// What the operator wants of the sidebar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<K> {
    /// Open a menu, by its number.
    Open(usize, By),
    /// Bring the keyboard to the entries of a menu.
    Enter(usize),
    /// Bring it back to the menus.
    Leave,
    /// Show what an entry stands for.
    Show(K),
    /// Keep it at hand, or no more.
    Pin(K),
}

/// With what a menu was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Pointer,
    Key,
}

/// The rail or the panel: see [`rail`] and [`panel`].
pub struct Strip<'a, K, Message> {
    id: Option<Id>,
    name: Cow<'a, str>,
    /// Which menu it shows: another one is walked from its beginning.
    shown: usize,
    rows: Vec<Row<'a, K>>,
    height: f32,
    on_event: Box<dyn Fn(Event<K>) -> Message + 'a>,
}

enum Row<'a, K> {
    Menu(Menu<'a>),
    Line(Line<'a, K>),
}

/// Makes the rail.
pub fn rail<'a, K, Message>(
    name: impl Into<Cow<'a, str>>,
    menus: impl IntoIterator<Item = Menu<'a>>,
    on_event: impl Fn(Event<K>) -> Message + 'a,
) -> Strip<'a, K, Message> {
    let rows = menus.into_iter().map(Row::Menu).collect();
    Strip { id: None, name: name.into(), shown: 0, rows, height: MENU, on_event: Box::new(on_event) }
}

/// Makes the panel with what the menu of a number holds.
pub fn panel<'a, K, Message>(
    name: impl Into<Cow<'a, str>>,
    shown: usize,
    lines: impl IntoIterator<Item = Line<'a, K>>,
    on_event: impl Fn(Event<K>) -> Message + 'a,
) -> Strip<'a, K, Message> {
    let rows = lines.into_iter().map(Row::Line).collect();
    Strip { id: None, name: name.into(), shown, rows, height: ENTRY, on_event: Box::new(on_event) }
}

impl<K, Message> Strip<'_, K, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }
}

/// How high a menu of the rail is.
pub const MENU: f32 = 56.0;
/// How high a line of the panel is.
pub const ENTRY: f32 = 34.0;
/// The room at the sides of what is lit in the panel, and in the rail.
const INSET: f32 = 6.0;
const RAIL_INSET: f32 = 3.0;
/// How wide the bar is at the side of the menu whose entries are shown.
const BAR: f32 = 3.0;
/// The room at the sides of an entry's name.
const PADDING: f32 = 10.0;
const PIN: f32 = 26.0;
const PICTURE: f32 = 20.0;

/// How the name of a menu is set, below its picture.
const CAPTION: Type = Type { size: 11.0, line: 13.0, ..theme::CAPTION };
/// How the name of an entry is set that has no room on one line.
const NARROW: Type = Type { size: 13.0, line: 15.0, ..theme::BODY };
const MENU_ROOM: f32 = size::RAIL - 2.0 * RAIL_INSET;

/// A text on one line or two, which is cut only where a word of it has no room.
fn folded(text: &str, kind: Type, room: f32) -> (&str, &str) {
    if paint::width(text, kind) <= room {
        return (text, "");
    }
    let breaks = text.match_indices(' ').filter_map(|(at, _)| text.split_at_checked(at));
    let first = breaks.take_while(|(first, _)| paint::width(first, kind) <= room).last();
    first.map_or((text, ""), |(first, rest)| (first, rest.trim_start()))
}

/// Whether the name of a menu or an entry is seen whole.
#[cfg(test)]
pub fn is_whole(label: &str, is_menu: bool) -> bool {
    let (kind, room) =
        if is_menu { (CAPTION, MENU_ROOM) } else { (NARROW, size::PANEL - 2.0 * (INSET + PADDING)) };
    let (first, second) = folded(label, kind, room);
    !paint::is_cut(first, kind, room) && !paint::is_cut(second, kind, room)
}

#[derive(Default)]
struct State {
    focus: Focus,
    view: View,
    hint: Hint,
    shown: usize,
    /// The pin under the pointer.
    pin: Option<usize>,
}

impl<K: Clone, Message> Strip<'_, K, Message> {
    fn rows(&self, bounds: Rectangle) -> Rows {
        Rows { area: bounds, height: self.height, count: self.rows.len() }
    }

    fn row(&self, at: Option<usize>) -> Option<&Row<'_, K>> {
        self.rows.get(at?)
    }

    fn is_caption(&self, at: Option<usize>) -> bool {
        matches!(self.row(at), Some(Row::Line(Line::Caption(_))))
    }

    fn pin(&self, at: usize) -> Option<&Pin<'_>> {
        match self.row(Some(at))? {
            Row::Line(Line::Entry(entry)) => entry.pin.as_ref(),
            Row::Menu(_) | Row::Line(Line::Caption(_)) => None,
        }
    }

    fn send(&self, event: Event<K>, shell: &mut Shell<'_, Message>) {
        shell.publish((self.on_event)(event));
        shell.request_redraw();
    }

    /// What a click or Enter does to a row.
    fn choose(&self, at: usize, by: By, shell: &mut Shell<'_, Message>) {
        match self.row(Some(at)) {
            Some(Row::Menu(_)) => self.send(Event::Open(at, by), shell),
            Some(Row::Line(Line::Entry(entry))) => self.send(Event::Show(entry.key.clone()), shell),
            Some(Row::Line(Line::Caption(_))) | None => {}
        }
    }

    /// A key press; says whether it was one of the list's.
    fn press_key(&self, view: &mut View, rows: &Rows, key: Named, shell: &mut Shell<'_, Message>) -> bool {
        match (key, view.current, self.row(view.current)) {
            (Named::Enter | Named::Space, Some(at), _) => self.choose(at, By::Key, shell),
            (Named::ArrowRight, Some(at), Some(Row::Menu(_))) => self.send(Event::Enter(at), shell),
            (Named::ArrowLeft, _, Some(Row::Line(_))) => self.send(Event::Leave, shell),
            (Named::ArrowLeft, ..) if self.rows.is_empty() => self.send(Event::Leave, shell),
            (key, before, _) => {
                if !view.step(rows, key) {
                    return false;
                }
                // A caption is passed over; there is none above the first.
                if self.is_caption(view.current) {
                    let is_up = matches!(key, Named::ArrowUp | Named::PageUp);
                    view.step(rows, if is_up { Named::ArrowUp } else { Named::ArrowDown });
                }
                if self.is_caption(view.current) {
                    view.current = before;
                }
            }
        }
        true
    }

    /// Where the keyboard starts: at what is shown, or else at the first.
    fn start(&self) -> Option<usize> {
        let is_active = |row: &Row<'_, K>| match row {
            Row::Menu(menu) => menu.is_open,
            Row::Line(Line::Entry(entry)) => entry.is_active,
            Row::Line(Line::Caption(_)) => false,
        };
        let first = || (0..self.rows.len()).find(|at| !self.is_caption(Some(*at)));
        self.rows.iter().position(is_active).or_else(first)
    }
}

fn pin_area(row: Rectangle) -> Rectangle {
    Rectangle { x: row.x + row.width - INSET - PIN, width: PIN, ..row }
}

impl<K: Clone, Message> Widget<Message, Theme, Renderer> for Strip<'_, K, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { shown: self.shown, ..State::default() })
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let node = layout::Node::new(limits.resolve(Fill, Fill, Size::ZERO));
        let rows = self.rows(node.bounds());
        let state = tree.state.downcast_mut::<State>();
        if std::mem::replace(&mut state.shown, self.shown) != self.shown {
            state.view = View::default();
        }
        state.view.fit(&rows);
        if self.is_caption(state.view.current) {
            state.view.current = None;
        }
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
        Semantics::new(Role::Group, self.name.as_ref()).publish(operation, bounds);
        state.focus.publish(operation, self.id.as_ref(), bounds);
        let rows = self.rows(bounds);
        for at in state.view.visible(&rows) {
            let row = state.view.row_area(&rows, at);
            let (Some(shown), Some(area)) = (self.rows.get(at), row.intersection(&bounds)) else {
                continue;
            };
            let (label, is_active) = match shown {
                Row::Menu(menu) => (&menu.label, menu.is_active),
                Row::Line(Line::Entry(entry)) => (&entry.label, entry.is_active),
                Row::Line(Line::Caption(label)) => {
                    operation.text(None, area, label);
                    continue;
                }
            };
            operation.text(None, area, label);
            Semantics::new(Role::NavigationItem, label.as_ref())
                .mark(Mark::from(is_active))
                .publish(operation, area);
            if let (Some(pin), Some(area)) = (self.pin(at), pin_area(row).intersection(&bounds)) {
                Semantics::new(Role::Button, pin.name.as_ref())
                    .mark(Mark::from(pin.is_on))
                    .publish(operation, area);
            }
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
        let outcome = state.view.point(&rows, event, cursor);
        let pin = state.view.hovered().filter(|at| {
            self.pin(*at).is_some() && cursor.is_over(pin_area(state.view.row_area(&rows, *at)))
        });
        if std::mem::replace(&mut state.pin, pin) != pin {
            state.hint.restart(shell);
            shell.request_redraw();
        }
        state.hint.update(pin.is_some(), event, shell);
        match outcome {
            Outcome::Ignored => {}
            Outcome::Changed => shell.request_redraw(),
            Outcome::Taken => {
                shell.capture_event();
                shell.request_redraw();
            }
            Outcome::Pressed(at) => {
                if !self.is_caption(Some(at)) {
                    state.view.current = Some(at);
                }
                match self.row(Some(at)) {
                    Some(Row::Line(Line::Entry(entry))) if pin == Some(at) => {
                        self.send(Event::Pin(entry.key.clone()), shell);
                    }
                    _ => self.choose(at, By::Pointer, shell),
                }
                shell.capture_event();
            }
        }
        if let iced::Event::Keyboard(keyboard::Event::KeyPressed {
            key: Key::Named(named), modifiers, ..
        }) = event
            && state.focus.is_focused()
            && modifiers.is_empty()
            && self.press_key(&mut state.view, &rows, *named, shell)
        {
            state.focus.show();
            shell.capture_event();
            shell.request_redraw();
        }
        if state.focus.is_shown()
            && state.view.current.is_none()
            && let Some(start) = self.start()
        {
            state.view.current = Some(start);
            state.view.reveal(&rows, start);
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
        let hit = cursor.position().and_then(|point| state.view.hit(&rows, point));
        if hit.is_some() && !self.is_caption(hit) {
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
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(bounds);
        paint::clipped(renderer, bounds, |renderer| {
            for at in state.view.visible(&rows) {
                let area = state.view.row_area(&rows, at);
                // A bar lies over the menus: there is no room beside their names.
                let face = match self.rows.get(at) {
                    Some(Row::Menu(_)) => Rectangle { width: bounds.width, ..area }.shrink([1.0, RAIL_INSET]),
                    Some(Row::Line(_)) | None => area.shrink([1.0, INSET]),
                };
                let pen = Pen {
                    face,
                    clip: bounds,
                    is_hovered: state.view.hovered() == Some(at),
                    is_current: state.focus.is_shown() && state.view.current == Some(at),
                    is_pin_hovered: state.pin == Some(at),
                };
                match self.rows.get(at) {
                    Some(Row::Menu(menu)) => pen.menu(renderer, menu, tokens),
                    Some(Row::Line(Line::Entry(entry))) => pen.entry(renderer, entry, tokens),
                    Some(Row::Line(Line::Caption(label))) => pen.caption(renderer, label, tokens),
                    None => {}
                }
            }
            let bar = state.view.bar(&rows);
            bar.draw(renderer, tokens, state.view.is_bar_hot());
        });
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
        let at = state.pin?;
        let area = pin_area(state.view.row_area(&self.rows(layout.bounds()), at));
        state.hint.bubble(self.pin(at)?.name.as_ref(), area + translation)
    }
}

impl<'a, K: Clone + 'a, Message: 'a> From<Strip<'a, K, Message>> for Element<'a, Message> {
    fn from(strip: Strip<'a, K, Message>) -> Self {
        Self::new(strip)
    }
}

/// How a row is drawn.
struct Pen {
    face: Rectangle,
    clip: Rectangle,
    is_hovered: bool,
    is_current: bool,
    is_pin_hovered: bool,
}

impl Pen {
    /// Lays the ground of a row; gives the ink on it.
    fn ground(&self, renderer: &mut Renderer, is_active: bool, tokens: &Tokens) -> Color {
        let (ground, ink) = if is_active {
            (tokens.accent_subtle, tokens.accent_text)
        } else if self.is_hovered {
            (tokens.hover, tokens.text)
        } else {
            (Color::TRANSPARENT, tokens.muted)
        };
        paint::rounded(renderer, self.face, radius::CONTROL, ground);
        ink
    }

    /// Sets a text on one line or two, so high from the top.
    fn lines(
        &self,
        renderer: &mut Renderer,
        lines: (&str, &str),
        area: Rectangle,
        kind: Type,
        side: Side,
        ink: Color,
    ) {
        let (first, second) = lines;
        let line = Rectangle { height: kind.line, ..area };
        paint::line(renderer, first, line, kind, side, ink, self.clip);
        let below = Rectangle { y: line.y + kind.line, ..line };
        paint::line(renderer, second, below, kind, side, ink, self.clip);
    }

    fn menu(&self, renderer: &mut Renderer, menu: &Menu<'_>, tokens: &Tokens) {
        let ink = self.ground(renderer, menu.is_active, tokens);
        // Lit is where one is. Whose entries the panel shows is said by a bar at its side.
        let ink = if menu.is_open && !menu.is_active { tokens.text } else { ink };
        if menu.is_open {
            let bar = Rectangle { x: self.face.x + self.face.width - BAR, width: BAR, ..self.face };
            let bar = bar.shrink([space::MD, 0.0]);
            paint::rounded(renderer, bar, radius::CONTROL, ink);
        }
        let lines = folded(&menu.label, CAPTION, MENU_ROOM);
        let high = if lines.1.is_empty() { CAPTION.line } else { 2.0 * CAPTION.line };
        let top = (self.face.center_y() - (PICTURE + space::XXS + high) / 2.0).round();
        let picture = Rectangle { y: top, height: PICTURE, ..self.face };
        paint::icon(renderer, menu.icon, picture, PICTURE, ink, self.clip);
        let area = Rectangle { y: top + PICTURE + space::XXS, ..self.face };
        self.lines(renderer, lines, area, CAPTION, Side::Center, ink);
        paint::inner_ring(renderer, self.face, tokens.focus, self.is_current);
    }

    fn entry<K>(&self, renderer: &mut Renderer, entry: &Entry<'_, K>, tokens: &Tokens) {
        let ink = self.ground(renderer, entry.is_active, tokens);
        let ink = if entry.is_active { ink } else { tokens.text };
        // The pin, which comes with the pointer, lies over no name.
        let beside_pin = self.face.width - PADDING - PIN;
        let (first, second) = folded(&entry.label, NARROW, beside_pin);
        let is_whole = ![first, second].iter().any(|line| paint::is_cut(line, NARROW, beside_pin));
        let end = if entry.pin.is_some() && is_whole { PIN } else { PADDING };
        let area =
            Rectangle { x: self.face.x + PADDING, width: self.face.width - PADDING - end, ..self.face };
        let kind = if entry.is_active { theme::LABEL } else { theme::BODY };
        if paint::is_cut(&entry.label, kind, area.width) {
            let lines = folded(&entry.label, NARROW, area.width);
            let high = if lines.1.is_empty() { NARROW.line } else { 2.0 * NARROW.line };
            let y = (self.face.center_y() - high / 2.0).round();
            self.lines(renderer, lines, Rectangle { y, ..area }, NARROW, Side::Start, ink);
        } else {
            paint::line(renderer, &entry.label, area, kind, Side::Start, ink, self.clip);
        }
        if let Some(pin) = entry.pin.as_ref().filter(|_| self.is_hovered || self.is_current) {
            self.pin(renderer, pin, entry.is_active, tokens);
        }
        paint::inner_ring(renderer, self.face, tokens.focus, self.is_current);
    }

    /// It lies over the end of a long name.
    fn pin(&self, renderer: &mut Renderer, pin: &Pin<'_>, is_active: bool, tokens: &Tokens) {
        let area = Rectangle { x: self.face.x + self.face.width - PIN, width: PIN, ..self.face };
        let ground = if is_active { tokens.accent_subtle } else { tokens.surface };
        paint::rounded(renderer, area.shrink(1.0), radius::CHECK, ground);
        let ink = match (pin.is_on, self.is_pin_hovered) {
            (true, _) => tokens.accent_text,
            (false, true) => tokens.text,
            (false, false) => tokens.muted,
        };
        paint::icon(renderer, Icon::Pin, area, size::ICON_SMALL, ink, self.clip);
    }

    fn caption(&self, renderer: &mut Renderer, label: &str, tokens: &Tokens) {
        let kind = theme::CAPTION.medium();
        let area = Rectangle {
            x: self.face.x + PADDING,
            y: self.face.y + self.face.height - kind.line - space::XS,
            width: self.face.width - 2.0 * PADDING,
            height: kind.line,
        };
        paint::line(renderer, label, area, kind, Side::Start, tokens.muted, self.clip);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_has_no_room_takes_two_lines() {
        crate::widget::load_fonts();
        let room = paint::width("Timed periods and", NARROW);
        assert_eq!(folded("Doors", NARROW, room), ("Doors", ""));
        let two = ("Timed periods and", "automatic changes");
        assert_eq!(folded("Timed periods and automatic changes", NARROW, room), two);
        assert_eq!(folded("Timed", NARROW, 1.0), ("Timed", ""), "a word is not broken");
    }
}
