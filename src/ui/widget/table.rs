//! The table: as many rows as there are, of which only those in view are drawn.
//!
//! The screen owns the rows and the selection. It says how many rows there are and what stands in a
//! cell, or that it is not loaded yet; the table says what the operator wants, as an [`Event`].

pub mod cell;
mod draw;
mod geometry;
mod keys;
pub mod selection;

pub use cell::Cell;
pub use selection::{Op, Selection};

use super::focus::{Focus, HasRow};
use super::hint::Hint;
use super::paint::{self, Side};
use super::scrollbar::Press;
use super::semantics::{Mark, Role, Semantics};
use super::typing::Typing;
use super::{Element, Wheel, clock};
use crate::icon::Icon;
use crate::theme::{Theme, size, space};
use geometry::{Geometry, Hit};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Fill, Length, Point, Rectangle, Renderer, Size, Vector, keyboard, window};
use std::borrow::Cow;
use std::ops::Range;
use std::time::{Duration, Instant};

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column<'a> {
    title: Cow<'a, str>,
    width: f32,
    width_min: f32,
    /// Where there is little room, it is as narrow as this.
    least: f32,
    /// Where there is less, it is left out, those with the highest number first.
    yields: Option<u8>,
    /// Where it would be left out, the icons of its cells stay, with this above them.
    icon: Option<Icon>,
    side: Side,
    is_sortable: bool,
    grows: bool,
    /// Whether somebody said how wide it is.
    is_resized: bool,
}

/// Makes a column that can be sorted by.
pub fn column<'a>(title: impl Into<Cow<'a, str>>, width: f32) -> Column<'a> {
    Column {
        title: title.into(),
        width,
        width_min: WIDTH_MIN.min(width),
        least: width,
        yields: None,
        icon: None,
        side: Side::Start,
        is_sortable: true,
        grows: false,
        is_resized: false,
    }
}

const WIDTH_MIN: f32 = 64.0;

impl Column<'_> {
    /// Stands at the right, as numbers do.
    pub fn end(mut self) -> Self {
        self.side = Side::End;
        self
    }

    /// Takes what is left over.
    pub fn grows(mut self) -> Self {
        self.grows = true;
        self
    }

    /// Cannot be sorted by.
    pub fn unsorted(mut self) -> Self {
        self.is_sortable = false;
        self
    }

    /// May be narrower where there is little room.
    pub fn least(mut self, least: f32) -> Self {
        self.least = least.min(self.width);
        self
    }

    /// Is left out where there is no room, those with the highest number first.
    pub fn yields(mut self, order: u8) -> Self {
        self.yields = Some(order);
        self
    }

    /// Shows the icons of its cells alone where there is no room, in its turn among those that are left out. What they
    /// stand for is said where the pointer rests on them.
    pub fn gives_way(mut self, order: u8, head: Icon) -> Self {
        (self.yields, self.icon) = (Some(order), Some(head));
        self
    }

    /// What stands above it.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Takes the width that a [`Event::Resize`] asks for.
    pub fn resize(&mut self, width: f32) {
        self.width = width;
        // Who says how wide it is wants no other width, and wants to see it.
        (self.least, self.yields, self.icon, self.grows) = (width, None, None, false);
        self.is_resized = true;
    }

    /// Its width.
    #[cfg(test)]
    pub fn width(&self) -> f32 {
        self.width
    }
}

/// Which way a column is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Order {
    Ascending,
    Descending,
}

/// How much room rows have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Density {
    #[default]
    Usual,
    /// More of them are seen at once.
    Compact,
}

impl Density {
    /// How high a row is.
    pub const fn row(self) -> f32 {
        match self {
            Density::Usual => size::ROW,
            Density::Compact => size::ROW_COMPACT,
        }
    }
}

/// What the operator wants of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The selection changes: give it to [`Selection::apply`].
    Select(Op),
    /// A row is opened, by Enter or a double click.
    Activate(usize),
    /// The rows are to be sorted by a column; again, the other way round.
    Sort(usize),
    /// A column takes another width.
    Resize(usize, f32),
    /// A menu is wanted at a point, for the selection.
    Context(Point),
    /// It is to be chosen which columns are shown.
    Columns,
    /// These rows are in view and should be loaded.
    Visible(Range<usize>),
    /// The row that begins with this is looked for.
    TypeAhead(String),
    /// The selected rows are to be copied, and not all of them are loaded.
    Copy,
}

type Cells<'a> = Box<dyn Fn(usize, usize) -> Option<Cell<'a>> + 'a>;

/// A table: see the module.
pub struct Table<'a, Message> {
    id: Option<Id>,
    name: Cow<'a, str>,
    columns: Cow<'a, [Column<'a>]>,
    rows: usize,
    cells: Cells<'a>,
    selection: &'a Selection,
    sort: Option<(usize, Order)>,
    reveal: Option<(u64, usize)>,
    version: u64,
    ends_after_rows: bool,
    density: Density,
    on_event: Box<dyn Fn(Event) -> Message + 'a>,
}

/// Makes a table of so many rows. `cells` gives what stands in a row and a column, `None` while it is
/// not loaded.
pub fn table<'a, Message>(
    name: impl Into<Cow<'a, str>>,
    columns: impl Into<Cow<'a, [Column<'a>]>>,
    rows: usize,
    selection: &'a Selection,
    cells: impl Fn(usize, usize) -> Option<Cell<'a>> + 'a,
    on_event: impl Fn(Event) -> Message + 'a,
) -> Table<'a, Message> {
    Table {
        id: None,
        name: name.into(),
        columns: columns.into(),
        rows,
        cells: Box::new(cells),
        selection,
        sort: None,
        reveal: None,
        version: 0,
        ends_after_rows: false,
        density: Density::Usual,
        on_event: Box::new(on_event),
    }
}

impl<Message> Table<'_, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Shows by which column it is sorted.
    pub fn sort(mut self, column: usize, order: Order) -> Self {
        self.sort = Some((column, order));
        self
    }

    /// Scrolls to a row, once for each new token.
    pub fn reveal(mut self, token: u64, row: usize) -> Self {
        self.reveal = Some((token, row));
        self
    }

    /// Tells that the rows are others now, so that those in view are asked for again.
    pub fn version(mut self, version: u64) -> Self {
        self.version = version;
        self
    }

    /// Is no higher than its rows and one more, where those do not fill it.
    pub fn ends_after_rows(mut self) -> Self {
        self.ends_after_rows = true;
        self
    }

    /// Makes its rows so high.
    pub fn density(mut self, density: Density) -> Self {
        self.density = density;
        self
    }

    fn geometry(&self, state: &State, bounds: Rectangle) -> Geometry {
        let mut geometry = Geometry {
            bounds,
            rows: self.rows,
            row: self.density.row(),
            widths: geometry::widths(&self.columns, bounds.width),
            down: state.down,
            right: state.right,
        };
        geometry.scroll(state.right, state.down);
        geometry
    }

    fn send(&self, shell: &mut Shell<'_, Message>, event: Event) {
        shell.publish((self.on_event)(event));
        shell.request_redraw();
    }
}

/// Which part of the table the keyboard is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Rows,
    Header(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Drag {
    #[default]
    None,
    BarDown(f32),
    BarRight(f32),
    Column {
        column: usize,
        from: f32,
        width: f32,
    },
}

/// A press, to tell a double click from two.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Click {
    at: Instant,
    hit: Hit,
}

/// Two presses within this time are a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

struct State {
    focus: Focus,
    part: Part,
    down: f64,
    right: f32,
    drag: Drag,
    hovered: Option<Hit>,
    modifiers: keyboard::Modifiers,
    last_click: Option<Click>,
    typing: Typing,
    told: Option<(u64, Range<usize>)>,
    revealed: Option<u64>,
    hint: Hint,
    /// The cell that the hint is about.
    hinted: Option<(usize, usize)>,
}

impl State {
    fn new() -> Self {
        Self {
            focus: Focus::default(),
            part: Part::default(),
            down: 0.0,
            right: 0.0,
            drag: Drag::default(),
            hovered: None,
            modifiers: keyboard::Modifiers::default(),
            last_click: None,
            typing: Typing::default(),
            told: None,
            revealed: None,
            hint: Hint::default(),
            hinted: None,
        }
    }

    fn keep(&mut self, geometry: &Geometry) {
        self.down = geometry.down;
        self.right = geometry.right;
    }
}

impl<Message> Table<'_, Message> {
    fn press(
        &self,
        state: &mut State,
        geometry: &mut Geometry,
        button: mouse::Button,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let Some(point) = cursor.position_over(geometry.bounds) else {
            return;
        };
        state.focus.press(true);
        state.part = Part::Rows;
        shell.capture_event();
        shell.request_redraw();
        let Some(hit) = geometry.hit(point) else {
            return;
        };
        match button {
            mouse::Button::Left => self.press_left(state, geometry, hit, point, shell),
            mouse::Button::Right => match hit {
                Hit::Row { row, .. } => {
                    if !self.selection.contains(row) {
                        self.send(shell, Event::Select(Op::Only(row)));
                    }
                    self.send(shell, Event::Context(point));
                }
                Hit::Header(_) | Hit::Edge(_) => self.send(shell, Event::Columns),
                Hit::BarDown | Hit::BarRight | Hit::Ground => {}
            },
            _ => {}
        }
    }

    fn press_left(
        &self,
        state: &mut State,
        geometry: &mut Geometry,
        hit: Hit,
        point: Point,
        shell: &mut Shell<'_, Message>,
    ) {
        let now = clock::now();
        let is_same = |click: &Click| match (click.hit, hit) {
            (Hit::Row { row, .. }, Hit::Row { row: other, .. }) => row == other,
            (one, other) => one == other,
        };
        let is_double = state
            .last_click
            .is_some_and(|click| is_same(&click) && now.saturating_duration_since(click.at) < DOUBLE_CLICK);
        state.last_click = (!is_double).then_some(Click { at: now, hit });
        match hit {
            Hit::BarDown => match geometry.bar_down().press(point) {
                Some(Press::Drag(grab)) => state.drag = Drag::BarDown(grab),
                Some(Press::Page(by)) => {
                    geometry.scroll(geometry.right, geometry.down + f64::from(by));
                }
                None => {}
            },
            Hit::BarRight => match geometry.bar_right().press(point) {
                Some(Press::Drag(grab)) => state.drag = Drag::BarRight(grab),
                Some(Press::Page(by)) => {
                    geometry.scroll(geometry.right + by, geometry.down);
                }
                None => {}
            },
            Hit::Edge(column) if is_double => {
                self.send(shell, Event::Resize(column, self.fitting(geometry, column)));
            }
            Hit::Edge(column) => {
                // As wide as it is shown: it may have been given room.
                if let Some(width) = geometry.widths.get(column).copied() {
                    state.drag = Drag::Column { column, from: point.x, width };
                }
            }
            Hit::Header(column) => self.sort_by(column, shell),
            Hit::Row { row, .. } if is_double && state.modifiers.is_empty() => {
                self.send(shell, Event::Activate(row));
            }
            Hit::Row { row, .. } => {
                let op = if state.modifiers.shift() {
                    Op::ExtendTo(row)
                } else if state.modifiers.command() {
                    Op::Toggle(row)
                } else {
                    Op::Only(row)
                };
                geometry.reveal(row);
                self.send(shell, Event::Select(op));
            }
            Hit::Ground => {
                if state.modifiers.is_empty() && !self.selection.is_empty() {
                    self.send(shell, Event::Select(Op::Clear));
                }
            }
        }
    }

    fn sort_by(&self, column: usize, shell: &mut Shell<'_, Message>) {
        if self.columns.get(column).is_some_and(|it| it.is_sortable) {
            self.send(shell, Event::Sort(column));
        }
    }

    /// The width at which all that is in view of a column is whole.
    fn fitting(&self, geometry: &Geometry, column: usize) -> f32 {
        let Some(it) = self.columns.get(column) else {
            return WIDTH_MIN;
        };
        let title = paint::width(&it.title, draw::TITLE) + draw::ARROW;
        let cells = geometry.visible().filter_map(|row| (self.cells)(row, column)).map(|cell| cell.width());
        (cells.fold(title, f32::max) + 2.0 * space::MD + 1.0).ceil().max(it.width_min)
    }

    fn drag(
        &self,
        state: &mut State,
        geometry: &mut Geometry,
        position: Point,
        shell: &mut Shell<'_, Message>,
    ) {
        match state.drag {
            Drag::None => return,
            Drag::BarDown(grab) => {
                let down = geometry.bar_down().dragged(position, grab);
                geometry.scroll(geometry.right, f64::from(down));
            }
            Drag::BarRight(grab) => {
                let right = geometry.bar_right().dragged(position, grab);
                geometry.scroll(right, geometry.down);
            }
            Drag::Column { column, from, width } => {
                let least = self.columns.get(column).map_or(0.0, |it| it.width_min);
                let width = (width + position.x - from).max(least).round();
                self.send(shell, Event::Resize(column, width));
            }
        }
        shell.request_redraw();
    }

    fn turn_wheel(
        &self,
        state: &State,
        geometry: &mut Geometry,
        delta: mouse::ScrollDelta,
        shell: &mut Shell<'_, Message>,
    ) {
        let wheel = Wheel::from(delta);
        let (right, down) =
            if state.modifiers.shift() { (wheel.down, 0.0) } else { (wheel.right, wheel.down) };
        if geometry.scroll(geometry.right + right, geometry.down + f64::from(down)) {
            shell.capture_event();
            shell.request_redraw();
        }
    }

    /// The cell that a hint would be about, and whether there is something to say.
    fn hinted(&self, state: &State, geometry: &Geometry) -> Option<(usize, usize)> {
        let is_worth = |row: usize, column: usize| {
            let area = geometry.cell(row, column)?;
            let cell = (self.cells)(row, column)?;
            (!cell.hint_in(area.width).is_empty()).then_some((row, column))
        };
        if state.drag != Drag::None {
            return None;
        }
        if let Some(Hit::Row { row, column }) = state.hovered {
            return is_worth(row, column);
        }
        if !state.focus.is_shown() || state.part != Part::Rows {
            return None;
        }
        // By keyboard, the row that one is at: it is told beside its first cell that has something to say.
        let row = self.selection.current()?;
        (0..self.columns.len()).find_map(|column| is_worth(row, column))
    }

    /// What a hint says: of the cell under the pointer, or of all cells of the row that the keyboard is at.
    fn told(&self, state: &State, geometry: &Geometry, (row, column): (usize, usize)) -> String {
        let columns = match state.hovered {
            Some(Hit::Row { .. }) => column..column + 1,
            _ => column..self.columns.len(),
        };
        let told = columns.filter_map(|column| {
            let room = geometry.cell(row, column)?.width;
            let told = (self.cells)(row, column)?.hint_in(room).into_owned();
            (!told.is_empty()).then_some(told)
        });
        told.collect::<Vec<_>>().join("\n")
    }

    fn update_hint(
        &self,
        state: &mut State,
        geometry: &Geometry,
        event: &iced::Event,
        shell: &mut Shell<'_, Message>,
    ) {
        let hinted = self.hinted(state, geometry);
        if hinted == state.hinted {
            state.hint.update(hinted.is_some(), event, shell);
            return;
        }
        if state.hint.is_open() {
            shell.invalidate_layout();
            shell.request_redraw();
        }
        state.hinted = hinted;
        state.hint = Hint::default();
        if hinted.is_some() {
            state.hint.restart(shell);
        }
    }

    fn tell_visible(&self, state: &mut State, geometry: &Geometry, shell: &mut Shell<'_, Message>) {
        let visible = (self.version, geometry.visible());
        if state.told.as_ref() != Some(&visible) {
            state.told = Some(visible.clone());
            shell.publish((self.on_event)(Event::Visible(visible.1)));
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Table<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::new())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Fill)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let mut room = limits.resolve(Fill, Fill, Size::ZERO);
        let state = tree.state.downcast_mut::<State>();
        if self.ends_after_rows {
            // What lies around it is as high as it is: it has all the room that there is.
            room = limits.max();
            let geometry = self.geometry(state, Rectangle::with_size(room));
            room.height = room.height.min(geometry.height_of_all());
        }
        let node = layout::Node::new(room);
        let mut geometry = self.geometry(state, node.bounds());
        if let Some((token, row)) = self.reveal
            && state.revealed != Some(token)
        {
            state.revealed = Some(token);
            geometry.reveal(row);
        }
        state.keep(&geometry);
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
        let geometry = self.geometry(state, bounds);
        Semantics::new(Role::Table, self.name.as_ref()).publish(operation, bounds);
        state.focus.publish(operation, self.id.as_ref(), bounds);
        if self.selection.current().is_some_and(|row| row < self.rows) {
            operation.custom(None, bounds, &mut HasRow);
        }
        for (column, x, width) in geometry.columns() {
            let area = Rectangle { x, width, ..geometry.header() };
            if let (Some(it), Some(area)) = (self.columns.get(column), area.intersection(&geometry.header()))
            {
                operation.text(None, area, &it.title);
                Semantics::new(Role::ColumnHeader, it.title.as_ref())
                    .enabled(it.is_sortable)
                    .publish(operation, area);
            }
        }
        let body = geometry.body();
        for row in geometry.visible() {
            let mut said = Vec::new();
            for column in 0..self.columns.len() {
                let Some(cell) = (self.cells)(row, column) else {
                    continue;
                };
                let area = geometry.cell(row, column).and_then(|area| area.intersection(&body));
                if let Some(area) = area
                    && !cell.as_text().is_empty()
                {
                    operation.text(None, area, cell.as_text());
                    said.push(cell.as_text().to_owned());
                }
            }
            if let Some(area) = geometry.row(row).intersection(&body) {
                let mark = if self.selection.contains(row) { Mark::On } else { Mark::Off };
                Semantics::new(Role::Row, said.join(", ")).mark(mark).publish(operation, area);
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
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let mut geometry = self.geometry(state, layout.bounds());
        match event {
            iced::Event::Window(window::Event::RedrawRequested(_)) => {
                self.tell_visible(state, &geometry, shell);
            }
            iced::Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
                state.modifiers = *modifiers;
            }
            iced::Event::Keyboard(keyboard::Event::KeyPressed { .. }) if state.focus.is_focused() => {
                self.press_key(state, &mut geometry, event, clipboard, shell);
            }
            iced::Event::Mouse(mouse::Event::CursorMoved { position }) => {
                self.drag(state, &mut geometry, *position, shell);
            }
            iced::Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(geometry.bounds) => {
                self.turn_wheel(state, &mut geometry, *delta, shell);
            }
            iced::Event::Mouse(mouse::Event::ButtonPressed(button)) => {
                self.press(state, &mut geometry, *button, cursor, shell);
            }
            iced::Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left))
                if state.drag != Drag::None =>
            {
                state.drag = Drag::None;
                shell.request_redraw();
            }
            _ => {}
        }
        state.keep(&geometry);
        if let iced::Event::Mouse(_) = event {
            let hovered = cursor.position().and_then(|point| geometry.hit(point));
            if hovered != state.hovered {
                state.hovered = hovered;
                shell.request_redraw();
            }
        }
        self.update_hint(state, &geometry, event, shell);
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
        if let Drag::Column { .. } = state.drag {
            return mouse::Interaction::ResizingHorizontally;
        }
        let geometry = self.geometry(state, layout.bounds());
        match cursor.position().and_then(|point| geometry.hit(point)) {
            Some(Hit::Edge(_)) => mouse::Interaction::ResizingHorizontally,
            Some(Hit::Header(column)) if self.columns.get(column).is_some_and(|it| it.is_sortable) => {
                mouse::Interaction::Pointer
            }
            Some(_) => mouse::Interaction::Idle,
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
        if !layout.bounds().intersects(viewport) {
            return;
        }
        let state = tree.state.downcast_ref::<State>();
        let geometry = self.geometry(state, layout.bounds());
        self.draw_body(renderer, state, &geometry, theme.tokens());
        self.draw_header(renderer, state, &geometry, theme.tokens());
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
        let (row, column) = state.hinted.filter(|_| state.hint.is_open())?;
        let geometry = self.geometry(state, layout.bounds());
        let area = geometry.cell(row, column)?;
        let cell = (self.cells)(row, column)?;
        let text = self.told(state, &geometry, (row, column));
        let anchor = Rectangle {
            y: area.y + 4.0,
            height: geometry.row - 8.0,
            width: cell.width().min(area.width),
            ..area
        };
        state.hint.bubble(text, anchor + translation)
    }
}

impl<'a, Message: 'a> From<Table<'a, Message>> for Element<'a, Message> {
    fn from(table: Table<'a, Message>) -> Self {
        Self::new(table)
    }
}
