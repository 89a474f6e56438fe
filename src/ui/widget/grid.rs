//! The grid: cells in rows and columns, as many as there are, of which only those in view are asked for and drawn.
//! Its heads stay where they are while it scrolls both ways.
//!
//! The screen owns what stands in the cells and which of them are chosen ([`Span`]). The grid says what the operator
//! wants, as an [`Event`]: another choice, or to paint what is chosen, with a key that means a brush or by dragging
//! over it.

pub mod cell;
mod draw;
mod geometry;
mod keys;
pub mod span;

pub use cell::{Cell, Head, Pattern, head};
pub use geometry::{Tracks, each, even};
pub use span::{Extent, Shape, Span, Spot, spot};

use super::focus::Focus;
use super::hint::Hint;
use super::scrollbar::{Axis, Press};
use super::semantics::{Role, Semantics};
use super::{Element, Wheel, clock, paint};
use crate::theme::{Theme, size};
use geometry::{Geometry, Hit};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Fill, Length, Point, Rectangle, Renderer, Size, Vector, keyboard, window};
use paint::Side;
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// What the operator wants of a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Other cells are chosen.
    Select(Span),
    /// These cells are to be painted.
    Paint(Span, By),
    /// A cell is opened, by Enter or a double click.
    Activate(Spot),
    /// These cells are in view, from the first to the last; said where somebody asked to hear it.
    Visible(Spot, Spot),
}

/// With what cells are painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// With the brush that a digit or a letter means.
    Key(char),
    /// With the brush in hand.
    Space,
    /// They are made as they were at first.
    Delete,
    /// With what is typed then: it is asked for.
    Edit,
    /// By dragging over them: with the brush in hand.
    Drag,
    /// By a press on the head of their row or column.
    Head,
}

/// The lines between cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lines {
    #[default]
    Both,
    Rows,
    None,
}

type Cells<'a> = Box<dyn Fn(Spot) -> Option<Cell<'a>> + 'a>;
type Heads<'a> = Box<dyn Fn(usize) -> Head<'a> + 'a>;

/// A grid: see the module.
pub struct Grid<'a, Message> {
    id: Option<Id>,
    name: Cow<'a, str>,
    rows: Tracks<'a>,
    columns: Tracks<'a>,
    row_heads: Heads<'a>,
    row_heads_width: f32,
    row_heads_most: f32,
    column_heads: Heads<'a>,
    bands: Vec<(usize, Cow<'a, str>)>,
    corner: Cow<'a, str>,
    cells: Cells<'a>,
    span: Span,
    shape: Shape,
    lines: Lines,
    paints: bool,
    erases: bool,
    opens: bool,
    edits: bool,
    brushes: &'a str,
    tells_visible: bool,
    is_enabled: bool,
    fits: bool,
    is_bare: bool,
    on_event: Box<dyn Fn(Event) -> Message + 'a>,
}

/// Makes a grid of rows and columns. `cells` says what stands in a cell, or `None` where there is no cell.
pub fn grid<'a, Message>(
    name: impl Into<Cow<'a, str>>,
    rows: Tracks<'a>,
    columns: Tracks<'a>,
    span: Span,
    cells: impl Fn(Spot) -> Option<Cell<'a>> + 'a,
    on_event: impl Fn(Event) -> Message + 'a,
) -> Grid<'a, Message> {
    Grid {
        id: None,
        name: name.into(),
        rows,
        columns,
        row_heads: Box::new(|_| head("")),
        row_heads_width: 0.0,
        row_heads_most: 0.0,
        column_heads: Box::new(|_| head("")),
        bands: Vec::new(),
        corner: Cow::Borrowed(""),
        cells: Box::new(cells),
        span,
        shape: Shape::Block,
        lines: Lines::Both,
        paints: false,
        erases: false,
        opens: false,
        edits: false,
        brushes: "",
        tells_visible: false,
        is_enabled: true,
        fits: false,
        is_bare: false,
        on_event: Box::new(on_event),
    }
}

impl<'a, Message> Grid<'a, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What stands beside its rows, in a column of a width.
    pub fn row_heads(mut self, width: f32, heads: impl Fn(usize) -> Head<'a> + 'a) -> Self {
        self.row_heads = Box::new(heads);
        self.row_heads_width = width;
        self
    }

    /// What is left over beside its columns goes to the heads of rows, up to a width.
    pub fn row_heads_up_to(mut self, most: f32) -> Self {
        self.row_heads_most = most;
        self
    }

    /// What stands above its columns.
    pub fn column_heads(mut self, heads: impl Fn(usize) -> Head<'a> + 'a) -> Self {
        self.column_heads = Box::new(heads);
        self
    }

    /// Has nothing above its columns.
    pub fn bare(mut self) -> Self {
        self.is_bare = true;
        self
    }

    /// What stands above the heads of so many columns each, from the first on.
    pub fn bands(mut self, bands: Vec<(usize, Cow<'a, str>)>) -> Self {
        self.bands = bands;
        self
    }

    /// What stands where the heads meet.
    pub fn corner(mut self, text: impl Into<Cow<'a, str>>) -> Self {
        self.corner = text.into();
        self
    }

    /// Which cells lie between two others.
    pub fn shape(mut self, shape: Shape) -> Self {
        self.shape = shape;
        self
    }

    /// Which lines are drawn.
    pub fn lines(mut self, lines: Lines) -> Self {
        self.lines = lines;
        self
    }

    /// Is painted, by dragging and with Space.
    pub fn paints(mut self) -> Self {
        self.paints = true;
        self
    }

    /// The digits and small letters that mean brushes.
    pub fn brushes(mut self, brushes: &'a str) -> Self {
        self.brushes = brushes;
        self
    }

    /// Del makes its cells as they were at first.
    pub fn erases(mut self) -> Self {
        self.erases = true;
        self
    }

    /// Enter and a double click open a cell.
    pub fn opens(mut self) -> Self {
        self.opens = true;
        self
    }

    /// F2 asks for what its cells are made.
    pub fn edits(mut self) -> Self {
        self.edits = true;
        self
    }

    /// Says which cells are in view, whenever others are.
    pub fn tells_visible(mut self) -> Self {
        self.tells_visible = true;
        self
    }

    /// Whether it can be painted now.
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        self.is_enabled = is_enabled;
        self
    }

    /// Takes no more room than its cells, where there is more.
    pub fn fits(mut self) -> Self {
        self.fits = true;
        self
    }

    fn bands_height(&self) -> f32 {
        if self.bands.is_empty() { 0.0 } else { BAND }
    }

    fn geometry(&self, state: &State, bounds: Rectangle) -> Geometry<'_> {
        let above = if self.is_bare { 0.0 } else { size::HEADER + self.bands_height() };
        let spare = bounds.width - self.columns.total() as f32 - size::SCROLLBAR;
        let beside = self.row_heads_width.max(spare.min(self.row_heads_most));
        let head = Size::new(beside, above);
        let (down, right) = (state.down, state.right);
        let mut geometry = Geometry { bounds, rows: &self.rows, columns: &self.columns, head, down, right };
        geometry.scroll(right, down);
        geometry
    }

    /// What stands above the heads of columns, where it is and what of that is seen.
    fn bands_seen(&self, geometry: &Geometry<'_>) -> Vec<(&str, Rectangle, Rectangle)> {
        let heads = geometry.column_heads();
        let mut first = 0;
        let bands = self.bands.iter().filter(|(columns, _)| *columns > 0).filter_map(|(columns, text)| {
            let run = geometry.run(0, first, first + columns - 1);
            first += columns;
            let band = Rectangle { y: heads.y, height: BAND, ..run };
            Some((text.as_ref(), band, band.intersection(&heads)?))
        });
        bands.collect()
    }

    fn is_caption(&self, row: usize) -> bool {
        self.row_heads_width > 0.0 && (self.row_heads)(row).is_caption()
    }

    /// What is drawn as chosen: while it is dragged, the range of the drag, before the screen has heard of it.
    fn drawn_span(&self, state: &State) -> Span {
        match state.drag {
            Drag::Cells(span, _) => span,
            Drag::None | Drag::Bar(..) => self.span,
        }
    }

    fn send(&self, shell: &mut Shell<'_, Message>, event: Event) {
        shell.publish((self.on_event)(event));
        shell.request_redraw();
    }

    fn paint(&self, span: Span, by: By, is_held: bool, shell: &mut Shell<'_, Message>) {
        // A key held down paints once.
        if self.is_enabled && !is_held {
            self.send(shell, Event::Paint(span, by));
        }
    }
}

/// The row above the heads of columns.
const BAND: f32 = 24.0;

#[derive(Debug, Clone, Copy, PartialEq, Default)]
enum Drag {
    #[default]
    None,
    Bar(Axis, f32),
    /// Cells, which are painted when they are let go of.
    Cells(Span, Brush),
}

/// Whether cells that are dragged over are painted, or only chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brush {
    Down,
    Up,
}

/// Two presses within this time are a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

#[derive(Default)]
struct State {
    focus: Focus,
    down: f64,
    right: f64,
    drag: Drag,
    hovered: Option<Hit>,
    modifiers: keyboard::Modifiers,
    last_click: Option<(Instant, Spot)>,
    /// The cursor that was last scrolled to.
    followed: Option<Spot>,
    /// What was last said to be in view.
    told: Option<(Spot, Spot)>,
    hint: Hint,
    /// What the hint is about.
    hinted: Option<Hit>,
}

impl State {
    fn keep(&mut self, geometry: &Geometry<'_>) {
        (self.down, self.right) = (geometry.down, geometry.right);
    }
}

impl<Message> Grid<'_, Message> {
    fn press(
        &self,
        state: &mut State,
        geometry: &mut Geometry<'_>,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let Some(point) = cursor.position_over(geometry.bounds) else {
            return;
        };
        state.focus.press(true);
        shell.capture_event();
        shell.request_redraw();
        let is_more = state.modifiers.shift();
        match geometry.hit(point) {
            Some(Hit::Bar(axis)) => match geometry.bars().of(axis).press(point) {
                Some(Press::Drag(grab)) => state.drag = Drag::Bar(axis, grab),
                Some(Press::Page(by)) => scroll_along(geometry, axis, by),
                None => {}
            },
            Some(Hit::Cell(spot)) if (self.cells)(spot).is_some() => {
                self.press_cell(state, spot, is_more, shell);
            }
            Some(Hit::Row(row)) => {
                self.press_head(spot(row, self.span.cursor.column), Extent::Rows, is_more, shell);
            }
            Some(Hit::Column(column)) => {
                self.press_head(spot(self.span.cursor.row, column), Extent::Columns, is_more, shell);
            }
            Some(Hit::Cell(_) | Hit::Corner | Hit::Ground) | None => {}
        }
    }

    fn press_cell(&self, state: &mut State, spot: Spot, is_more: bool, shell: &mut Shell<'_, Message>) {
        let now = clock::now();
        let is_again = |(at, before): (Instant, Spot)| {
            before == spot && now.saturating_duration_since(at) < DOUBLE_CLICK
        };
        let is_double = state.last_click.is_some_and(is_again);
        state.last_click = (!is_double).then_some((now, spot));
        if is_double && self.opens && state.modifiers.is_empty() {
            self.send(shell, Event::Activate(spot));
            return;
        }
        let span = if is_more { self.span.to(spot).whole(Extent::Cells) } else { Span::at(spot) };
        let brush = if self.paints && !is_more { Brush::Down } else { Brush::Up };
        state.drag = Drag::Cells(span, brush);
        self.send(shell, Event::Select(span));
    }

    fn press_head(&self, at: Spot, extent: Extent, is_more: bool, shell: &mut Shell<'_, Message>) {
        let is_on = is_more && self.span.extent == extent;
        let span = if is_on { self.span.to(at) } else { Span::at(at).whole(extent) };
        self.send(shell, Event::Select(span));
        if !is_more && self.paints {
            self.paint(span, By::Head, false, shell);
        }
    }

    fn drag(
        &self,
        state: &mut State,
        geometry: &mut Geometry<'_>,
        position: Point,
        shell: &mut Shell<'_, Message>,
    ) {
        match state.drag {
            Drag::None => return,
            Drag::Bar(axis, grab) => {
                let bar = geometry.bars().of(axis);
                scroll_along(geometry, axis, bar.dragged(position, grab) - bar.offset);
            }
            Drag::Cells(span, brush) => {
                let to = geometry.nearest(position);
                if to == span.cursor || (self.cells)(to).is_none() {
                    return;
                }
                let span = span.to(to);
                state.drag = Drag::Cells(span, brush);
                self.send(shell, Event::Select(span));
            }
        }
        shell.request_redraw();
    }

    fn release(&self, state: &mut State, shell: &mut Shell<'_, Message>) {
        let drag = std::mem::take(&mut state.drag);
        if let Drag::Cells(span, Brush::Down) = drag {
            self.paint(span, By::Drag, false, shell);
        }
        if drag != Drag::None {
            shell.request_redraw();
        }
    }

    fn tell_visible(&self, state: &mut State, geometry: &Geometry<'_>, shell: &mut Shell<'_, Message>) {
        let (rows, columns) = (geometry.rows_seen(), geometry.columns_seen());
        if !self.tells_visible || rows.is_empty() || columns.is_empty() {
            return;
        }
        let seen = (spot(rows.start, columns.start), spot(rows.end - 1, columns.end - 1));
        if state.told.replace(seen) != Some(seen) {
            shell.publish((self.on_event)(Event::Visible(seen.0, seen.1)));
        }
    }

    fn turn_wheel(
        &self,
        state: &State,
        geometry: &mut Geometry<'_>,
        delta: mouse::ScrollDelta,
        shell: &mut Shell<'_, Message>,
    ) {
        let wheel = Wheel::from(delta);
        let (right, down) =
            if state.modifiers.shift() { (wheel.down, 0.0) } else { (wheel.right, wheel.down) };
        if geometry.scroll(geometry.right + f64::from(right), geometry.down + f64::from(down)) {
            shell.capture_event();
            shell.request_redraw();
        }
    }

    /// What a hint would say about a part of the grid.
    fn hint_of<'b>(&'b self, hit: Hit, geometry: &Geometry<'_>) -> Option<(Cow<'b, str>, Rectangle)> {
        let (text, area) = match hit {
            Hit::Cell(spot) => {
                let area = geometry.cell(spot);
                ((self.cells)(spot)?.hint_in(area).to_owned(), area)
            }
            Hit::Row(row) => {
                let area = geometry.row_head(row);
                ((self.row_heads)(row).hint_in(area.width, Side::Start).to_owned(), area)
            }
            Hit::Column(column) => {
                let area = geometry.column_head(column);
                ((self.column_heads)(column).hint_in(area.width, Side::Center).to_owned(), area)
            }
            Hit::Corner | Hit::Bar(_) | Hit::Ground => return None,
        };
        (!text.is_empty()).then_some((Cow::Owned(text), area))
    }

    fn update_hint(
        &self,
        state: &mut State,
        geometry: &Geometry<'_>,
        event: &iced::Event,
        shell: &mut Shell<'_, Message>,
    ) {
        let is_read = state.focus.is_shown() && self.rows.count() > 0;
        let rests_on = state.hovered.or(is_read.then_some(Hit::Cell(self.span.cursor)));
        let rests_on = rests_on.filter(|_| state.drag == Drag::None);
        let hinted = rests_on.filter(|hit| self.hint_of(*hit, geometry).is_some());
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

    /// What a cell is called, if it has no name of its own: by its row and its column.
    fn cell_name(&self, spot: Spot) -> String {
        let (row, column) = ((self.row_heads)(spot.row), (self.column_heads)(spot.column));
        let parts = [row.text(), column.text()];
        Vec::from_iter(parts.into_iter().filter(|part| !part.is_empty())).join(", ")
    }

    fn publish_head(&self, operation: &mut dyn Operation, role: Role, head: &Head<'_>, area: Rectangle) {
        if head.text().is_empty() {
            return;
        }
        operation.text(None, area, head.text());
        let mut semantics = Semantics::new(role, head.text());
        if let Some(mark) = head.as_mark() {
            semantics = semantics.mark(mark).enabled(self.is_enabled && !head.is_locked());
        }
        semantics.publish(operation, area);
    }

    fn publish_cell(&self, operation: &mut dyn Operation, spot: Spot, area: Rectangle) {
        let Some(cell) = (self.cells)(spot) else {
            return;
        };
        let name = match cell.name() {
            "" => self.cell_name(spot),
            name => name.to_owned(),
        };
        let mut semantics = Semantics::new(Role::Cell, name);
        for text in cell.texts() {
            operation.text(None, area, text);
        }
        let text = cell.as_text();
        if !text.is_empty() {
            semantics = semantics.value(text);
        }
        if let Some(mark) = cell.as_mark() {
            semantics = semantics.mark(mark);
        }
        semantics.enabled(self.is_enabled && !cell.is_locked()).publish(operation, area);
    }
}

fn scroll_along(geometry: &mut Geometry<'_>, axis: Axis, by: f32) {
    let by = f64::from(by);
    match axis {
        Axis::Vertical => geometry.scroll(geometry.right, geometry.down + by),
        Axis::Horizontal => geometry.scroll(geometry.right + by, geometry.down),
    };
}

impl<Message> Widget<Message, Theme, Renderer> for Grid<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        if self.fits { Size::new(Length::Shrink, Length::Shrink) } else { Size::new(Fill, Fill) }
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_mut::<State>();
        let size = if self.fits {
            let most = limits.max();
            let whole = self.geometry(state, Rectangle::with_size(most)).whole();
            limits.resolve(Length::Shrink, Length::Shrink, whole)
        } else {
            limits.resolve(Fill, Fill, Size::ZERO)
        };
        let node = layout::Node::new(size);
        let mut geometry = self.geometry(state, node.bounds());
        if state.followed.replace(self.span.cursor) != Some(self.span.cursor) {
            geometry.reveal(self.span.cursor);
        }
        (state.down, state.right) = (geometry.down, geometry.right);
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
        Semantics::new(Role::Grid, self.name.as_ref()).publish(operation, bounds);
        state.focus.publish(operation, self.id.as_ref(), bounds);
        let geometry = self.geometry(state, bounds);
        if !self.corner.is_empty() {
            operation.text(None, Rectangle { width: geometry.head.width, ..bounds }, &self.corner);
        }
        for (text, _, area) in self.bands_seen(&geometry) {
            operation.text(None, area, text);
        }
        for column in geometry.columns_seen() {
            let seen = geometry.column_head(column).intersection(&geometry.column_heads());
            if let Some(area) = seen {
                let head = (self.column_heads)(column);
                self.publish_head(operation, Role::ColumnHeader, &head, area);
            }
        }
        for row in geometry.rows_seen() {
            if let Some(area) = geometry.row_head(row).intersection(&geometry.row_heads()) {
                self.publish_head(operation, Role::RowHeader, &(self.row_heads)(row), area);
            }
            for column in geometry.columns_seen() {
                let spot = spot(row, column);
                if let Some(area) = geometry.cell(spot).intersection(&geometry.view()) {
                    self.publish_cell(operation, spot, area);
                }
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
                self.press_key(state, &geometry, event, shell);
            }
            iced::Event::Mouse(mouse::Event::CursorMoved { position }) => {
                self.drag(state, &mut geometry, *position, shell);
            }
            iced::Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(geometry.bounds) => {
                self.turn_wheel(state, &mut geometry, *delta, shell);
            }
            iced::Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                self.press(state, &mut geometry, cursor, shell);
            }
            iced::Event::Mouse(mouse::Event::ButtonReleased(mouse::Button::Left)) => {
                self.release(state, shell);
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
        let geometry = self.geometry(tree.state.downcast_ref::<State>(), layout.bounds());
        match cursor.position().and_then(|point| geometry.hit(point)) {
            Some(Hit::Cell(spot)) if self.paints && self.is_enabled && (self.cells)(spot).is_some() => {
                mouse::Interaction::Pointer
            }
            Some(Hit::Row(_) | Hit::Column(_)) => mouse::Interaction::Pointer,
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
        let (state, tokens) = (tree.state.downcast_ref::<State>(), theme.tokens());
        let geometry = self.geometry(state, layout.bounds());
        self.draw_cells(renderer, state, &geometry, tokens, *viewport);
        self.draw_heads(renderer, state, &geometry, tokens, *viewport);
        self.draw_bars(renderer, state, &geometry, tokens);
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
        let hit = state.hinted.filter(|_| state.hint.is_open())?;
        let (text, anchor) = self.hint_of(hit, &self.geometry(state, layout.bounds()))?;
        state.hint.bubble(text, anchor + translation)
    }
}

impl<'a, Message: 'a> From<Grid<'a, Message>> for Element<'a, Message> {
    fn from(grid: Grid<'a, Message>) -> Self {
        Self::new(grid)
    }
}
