//! How a table is drawn.

use super::geometry::{AS_ICON, Geometry, Hit};
use super::{Column, Drag, Order, Part, State, Table};
use crate::icon::Icon;
use crate::theme::{self, Tokens, Type, radius, size, space};
use crate::widget::gauge;
use crate::widget::paint::{self, Side};
use iced::advanced::Renderer as _;
use iced::{Color, Rectangle, Renderer};

/// How column titles are set.
pub const TITLE: Type = theme::CAPTION.semibold();
/// At the left of a selected row: found by an eye that does not tell its ground from the others'.
const SELECTED_BAR: f32 = 3.0;
/// The room of the arrow that shows the order.
pub const ARROW: f32 = 18.0;

impl<Message> Table<'_, Message> {
    pub(super) fn draw_body(
        &self,
        renderer: &mut Renderer,
        state: &State,
        geometry: &Geometry,
        tokens: &Tokens,
    ) {
        // iced makes the mask of a layer anew for each text that crosses its edge. So rows that are cut have layers of their
        // own, whose masks are as low as what is seen of them.
        let body = geometry.body();
        for (band, rows) in geometry.bands() {
            // A line between two pixels reaches over the edge of its row.
            let clip = band.expand(1.0).intersection(&body).filter(|_| !rows.is_empty()).unwrap_or(band);
            paint::clipped(renderer, clip, |renderer| {
                for row in rows {
                    self.draw_row(renderer, row, clip, state, geometry, tokens);
                }
            });
        }
        // A layer of their own: within one, iced draws all text above all rectangles.
        renderer.with_layer(body, |renderer| {
            draw_gutters(renderer, geometry, tokens);
            let is_hot = |hit: Hit, drag: bool| drag || state.hovered == Some(hit);
            let down = is_hot(Hit::BarDown, matches!(state.drag, Drag::BarDown(_)));
            geometry.bar_down().draw(renderer, tokens, down);
            let right = is_hot(Hit::BarRight, matches!(state.drag, Drag::BarRight(_)));
            geometry.bar_right().draw(renderer, tokens, right);
            // The keyboard is in it and at no row.
            let has_row = self.selection.current().is_some_and(|row| row < self.rows);
            let is_at_none = state.focus.is_shown() && state.part == Part::Rows && !has_row;
            paint::inner_ring(renderer, body, tokens.focus, is_at_none);
        });
    }

    fn draw_row(
        &self,
        renderer: &mut Renderer,
        row: usize,
        clip: Rectangle,
        state: &State,
        geometry: &Geometry,
        tokens: &Tokens,
    ) {
        let area = geometry.row(row);
        let body = geometry.body();
        let is_selected = self.selection.contains(row);
        let ground = if is_selected && state.focus.is_focused() {
            tokens.accent_strong
        } else if is_selected {
            tokens.accent_subtle
        } else if hovered_row(state) == Some(row) {
            tokens.hover
        } else {
            Color::TRANSPARENT
        };
        fill_within(renderer, area, body, ground);
        if is_selected {
            let bar = Rectangle { width: SELECTED_BAR, height: area.height - 1.0, ..area };
            fill_within(renderer, bar, body, tokens.accent_text);
        }
        let line = Rectangle { y: area.y + area.height - 1.0, height: 1.0, ..area };
        let line_color = if is_selected { Color { a: 0.28, ..tokens.accent } } else { tokens.border };
        paint::fill(renderer, line, line_color);
        for (column, x, width) in geometry.columns() {
            let cell_area = Rectangle {
                x: x + space::MD,
                width: width - 2.0 * space::MD,
                height: area.height - 1.0,
                ..area
            };
            if cell_area.x + cell_area.width < body.x || cell_area.x > body.x + body.width {
                continue;
            }
            match (self.cells)(row, column) {
                Some(cell) => {
                    let side = self.columns.get(column).map_or(Side::Start, |column| column.side);
                    cell.draw(renderer, cell_area, side, tokens, clip);
                }
                None => {
                    let part = gauge::skeleton_part(row, column);
                    gauge::draw_skeleton(renderer, cell_area, part, tokens);
                }
            }
        }
        let is_current =
            state.focus.is_shown() && state.part == Part::Rows && self.selection.current() == Some(row);
        let ring = Rectangle { height: area.height - 1.0, width: area.width - size::SCROLLBAR, ..area };
        paint::inner_ring(renderer, ring, tokens.focus, is_current);
    }

    pub(super) fn draw_header(
        &self,
        renderer: &mut Renderer,
        state: &State,
        geometry: &Geometry,
        tokens: &Tokens,
    ) {
        let header = geometry.header();
        renderer.with_layer(header, |renderer| {
            paint::rounded_top(renderer, header, radius::SURFACE - 1.0, tokens.sunken);
            let line = Rectangle { y: header.y + header.height - 1.0, height: 1.0, ..header };
            paint::fill(renderer, line, tokens.border_strong);
            for (column, x, width) in geometry.columns() {
                let Some(it) = self.columns.get(column) else {
                    continue;
                };
                let area = Rectangle { x, width, ..header };
                let is_hovered = state.hovered == Some(Hit::Header(column)) && it.is_sortable;
                let ground = if is_hovered { tokens.hover } else { Color::TRANSPARENT };
                let face = Rectangle { height: area.height - 1.0, ..area };
                paint::fill(renderer, face, ground);
                let order = self.sort.filter(|(sorted, _)| *sorted == column).map(|(_, order)| order);
                draw_title(renderer, it, area, order, tokens, header);
                draw_edge(renderer, area, is_edge_hot(state, column), tokens);
                let is_current = state.focus.is_shown() && state.part == Part::Header(column);
                paint::inner_ring(renderer, face, tokens.focus, is_current);
            }
        });
    }
}

/// The ground of the bars in a table that scrolls both ways, so that no text runs below them.
fn draw_gutters(renderer: &mut Renderer, geometry: &Geometry, tokens: &Tokens) {
    let color = if geometry.right_max() > 0.0 { tokens.surface } else { Color::TRANSPARENT };
    let body = geometry.body();
    let right = geometry.bar_down().track;
    let bottom = Rectangle { width: body.width, ..geometry.bar_right().track };
    fill_within(renderer, right, body, color);
    fill_within(renderer, bottom, body, color);
}

/// Fills what of an area is seen. Where it reaches the lower edge, it keeps to the round corners of what the table lies
/// in.
fn fill_within(renderer: &mut Renderer, area: Rectangle, body: Rectangle, color: Color) {
    let seen = area.intersection(&body).unwrap_or_default();
    let is_last = seen.y + seen.height > body.y + body.height - 1.0;
    let radius = if is_last { radius::SURFACE - 1.0 } else { 0.0 };
    paint::rounded_bottom(renderer, seen, radius, color);
}

fn hovered_row(state: &State) -> Option<usize> {
    match state.hovered {
        Some(Hit::Row { row, .. }) => Some(row),
        _ => None,
    }
}

fn is_edge_hot(state: &State, edge: usize) -> bool {
    match state.drag {
        Drag::Column { column, .. } => column == edge,
        Drag::None | Drag::BarDown(_) | Drag::BarRight(_) => state.hovered == Some(Hit::Edge(edge)),
    }
}

/// How wide a column is in which its title is seen whole, with the arrow.
pub fn title_width(column: &Column<'_>) -> f32 {
    let arrow = if column.is_sortable { ARROW } else { 0.0 };
    (paint::width(&column.title, TITLE) + arrow + 2.0 * space::MD).ceil()
}

fn draw_title(
    renderer: &mut Renderer,
    column: &Column<'_>,
    area: Rectangle,
    order: Option<Order>,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let arrow = if order.is_some() { ARROW } else { 0.0 };
    let mut title = Rectangle { x: area.x + space::MD, width: area.width - 2.0 * space::MD - arrow, ..area };
    if column.side == Side::End {
        title.x += arrow;
    }
    let ink = if order.is_some() { tokens.text } else { tokens.muted };
    if let Some(icon) = column.icon.filter(|_| area.width <= AS_ICON) {
        // No room for its name, and none for the arrow: its ink alone says that it is sorted by.
        let picture = Rectangle { x: area.x + space::MD, width: size::ICON, ..area };
        paint::icon(renderer, icon, picture, size::ICON_SMALL, ink, clip);
        return;
    }
    let side = column.side;
    let width = paint::line(renderer, &column.title, title, TITLE, side, ink, clip);
    let (icon, ink) = match order {
        Some(Order::Ascending) => (Icon::ChevronUp, tokens.text),
        Some(Order::Descending) => (Icon::ChevronDown, tokens.text),
        None => return,
    };
    let x = match column.side {
        Side::End => title.x + title.width - width - ARROW,
        Side::Start | Side::Center => title.x + width + space::XXS,
    };
    let picture = Rectangle { x, width: ARROW, ..area };
    paint::icon(renderer, icon, picture, size::ICON_SMALL, ink, clip);
}

fn draw_edge(renderer: &mut Renderer, area: Rectangle, is_hot: bool, tokens: &Tokens) {
    const INSET: f32 = 9.0;
    let right = area.x + area.width;
    let (bounds, color) = if is_hot {
        let bounds = Rectangle { x: right - 1.0, width: 2.0, height: area.height - 1.0, ..area };
        (bounds, tokens.accent)
    } else {
        let bounds =
            Rectangle { x: right - 1.0, y: area.y + INSET, width: 1.0, height: area.height - 2.0 * INSET };
        (bounds, tokens.border_strong)
    };
    paint::fill(renderer, bounds, color);
}
