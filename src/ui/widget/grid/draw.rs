//! How a grid is drawn: the cells in view in a layer, and the heads beside and above them, each in one.

use super::cell::Head;
use super::geometry::{Geometry, Hit};
use super::span::{Extent, Spot, spot};
use super::{Drag, Grid, Lines, State};
use crate::theme::{self, Tokens, radius, space};
use crate::widget::check::Reach;
use crate::widget::paint::{self, Side};
use iced::advanced::Renderer as _;
use iced::{Color, Rectangle, Renderer};

impl<Message> Grid<'_, Message> {
    pub(super) fn draw_cells(
        &self,
        renderer: &mut Renderer,
        state: &State,
        geometry: &Geometry<'_>,
        tokens: &Tokens,
        viewport: Rectangle,
    ) {
        let view = geometry.view();
        // A layer is not cut by the one that it lies in: what scrolls around the grid is.
        let Some(clip) = view.intersection(&viewport) else {
            return;
        };
        paint::clipped(renderer, clip, |renderer| {
            self.draw_lines(renderer, geometry, tokens);
            let mut missing = Vec::new();
            for row in geometry.rows_seen() {
                if self.is_caption(row) {
                    let ground = Rectangle { height: geometry.cell(spot(row, 0)).height - 1.0, ..view };
                    let ground = Rectangle { y: geometry.cell(spot(row, 0)).y, ..ground };
                    paint::fill(renderer, ground, tokens.sunken);
                }
                for column in geometry.columns_seen() {
                    let at = spot(row, column);
                    if !self.draw_cell(renderer, at, state, geometry, tokens, clip) {
                        missing.push(geometry.cell(at));
                    }
                }
            }
            self.draw_span(renderer, state, geometry, tokens);
            // Where there is no cell there is nothing to choose either.
            for area in missing {
                paint::fill(renderer, area, tokens.sunken);
            }
        });
    }

    /// Draws a cell; says whether there is one.
    fn draw_cell(
        &self,
        renderer: &mut Renderer,
        at: Spot,
        state: &State,
        geometry: &Geometry<'_>,
        tokens: &Tokens,
        clip: Rectangle,
    ) -> bool {
        let area = geometry.cell(at);
        let Some(cell) = (self.cells)(at) else {
            return false;
        };
        let is_hovered = state.hovered == Some(Hit::Cell(at)) && state.drag == Drag::None;
        cell.draw(renderer, area, self.reach(is_hovered), tokens, clip);
        if is_hovered {
            paint::fill(renderer, area, tokens.hover);
        }
        true
    }

    fn reach(&self, is_hovered: bool) -> Reach {
        match (self.is_enabled, is_hovered) {
            (false, _) => Reach::Disabled,
            (true, true) => Reach::Hovered,
            (true, false) => Reach::Idle,
        }
    }

    /// The lines between cells, each drawn once from end to end.
    fn draw_lines(&self, renderer: &mut Renderer, geometry: &Geometry<'_>, tokens: &Tokens) {
        let view = geometry.view();
        let (rows, columns) = (geometry.rows_seen(), geometry.columns_seen());
        if rows.is_empty() || columns.is_empty() || self.lines == Lines::None {
            return;
        }
        let (first, last) = (spot(rows.start, columns.start), spot(rows.end - 1, columns.end - 1));
        let end = geometry.cell(last);
        let right = (end.x + end.width).min(view.x + view.width);
        let bottom = (end.y + end.height).min(view.y + view.height);
        for row in rows {
            let cell = geometry.cell(spot(row, first.column));
            let line = Rectangle {
                x: view.x,
                y: cell.y + cell.height - 1.0,
                width: if self.lines == Lines::Rows { view.width } else { right - view.x },
                height: 1.0,
            };
            paint::fill(renderer, line, tokens.border);
        }
        if self.lines == Lines::Rows {
            return;
        }
        for column in columns {
            let cell = geometry.cell(spot(first.row, column));
            let line =
                Rectangle { x: cell.x + cell.width - 1.0, y: view.y, width: 1.0, height: bottom - view.y };
            paint::fill(renderer, line, tokens.border);
        }
    }

    /// What is chosen, row by row where it flows, and the cursor in it.
    fn draw_span(&self, renderer: &mut Renderer, state: &State, geometry: &Geometry<'_>, tokens: &Tokens) {
        let (span, view) = (self.drawn_span(state), geometry.view());
        if self.rows.count() == 0 || self.columns.count() == 0 {
            return;
        }
        let part = if state.focus.is_focused() { 0.22 } else { 0.12 };
        let veil = Color { a: part, ..tokens.accent };
        if !span.is_one() {
            let (rows, seen) = (span.rows(self.rows.count()), geometry.rows_seen());
            for row in *rows.start().max(&seen.start)..(rows.end() + 1).min(seen.end) {
                let columns = span.columns(self.shape, row, self.columns.count());
                if columns.is_empty() {
                    continue;
                }
                let run = geometry.run(row, *columns.start(), *columns.end());
                paint::fill(renderer, run.intersection(&view).unwrap_or_default(), veil);
            }
        }
        let cursor = geometry.cell(span.cursor);
        let ring = Rectangle { width: cursor.width - 1.0, height: cursor.height - 1.0, ..cursor };
        let is_seen = state.focus.is_focused() && (state.focus.is_shown() || self.paints);
        paint::inner_ring(renderer, ring.expand(1.0), tokens.focus, is_seen);
    }

    pub(super) fn draw_heads(
        &self,
        renderer: &mut Renderer,
        state: &State,
        geometry: &Geometry<'_>,
        tokens: &Tokens,
        viewport: Rectangle,
    ) {
        let beside = geometry.row_heads();
        if let Some(clip) = beside.intersection(&viewport) {
            renderer.with_layer(clip, |renderer| {
                paint::fill(renderer, beside, tokens.surface);
                for row in geometry.rows_seen() {
                    let area = geometry.row_head(row);
                    let head = (self.row_heads)(row);
                    let face = Rectangle { height: area.height - 1.0, ..area };
                    if head.is_caption() {
                        paint::fill(renderer, face, tokens.sunken);
                    }
                    self.draw_head(renderer, &head, Hit::Row(row), face, Side::Start, state, tokens, clip);
                    if self.lines != Lines::None {
                        let line = Rectangle { y: area.y + area.height - 1.0, height: 1.0, ..area };
                        paint::fill(renderer, line, tokens.border);
                    }
                }
                let edge = Rectangle { x: beside.x + beside.width - 1.0, width: 1.0, ..beside };
                paint::fill(renderer, edge, tokens.border_strong);
            });
        }
        let heads = geometry.column_heads();
        if heads.height > 0.0 {
            // What does not scroll needs no layer of its own.
            let above = Rectangle { x: geometry.bounds.x, width: geometry.bounds.width, ..heads };
            paint::rounded_top(renderer, above, radius::SURFACE - 1.0, tokens.sunken);
            let line = Rectangle { y: above.y + above.height - 1.0, height: 1.0, ..above };
            paint::fill(renderer, line, tokens.border_strong);
            let corner = Rectangle {
                x: above.x + space::MD,
                y: above.y + self.bands_height(),
                width: geometry.head.width - space::MD,
                height: above.height - self.bands_height(),
            };
            let kind = theme::CAPTION;
            paint::line(renderer, &self.corner, corner, kind, Side::Start, tokens.muted, viewport);
            if let Some(clip) = heads.intersection(&viewport) {
                renderer.with_layer(clip, |renderer| {
                    self.draw_column_heads(renderer, state, geometry, tokens, clip);
                });
            }
        }
    }

    fn draw_column_heads(
        &self,
        renderer: &mut Renderer,
        state: &State,
        geometry: &Geometry<'_>,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let heads = geometry.column_heads();
        for column in geometry.columns_seen() {
            let area = geometry.column_head(column);
            let face = Rectangle {
                y: area.y + self.bands_height(),
                height: area.height - self.bands_height() - 1.0,
                ..area
            };
            let head = (self.column_heads)(column);
            self.draw_head(renderer, &head, Hit::Column(column), face, Side::Center, state, tokens, clip);
        }
        for (text, band, seen) in self.bands_seen(geometry) {
            let words = Rectangle { x: seen.x + space::SM, width: seen.width - 2.0 * space::SM, ..seen };
            let kind = theme::CAPTION.semibold();
            paint::line(renderer, text, words, kind, Side::Start, tokens.text, clip);
            let edge = Rectangle { x: band.x + band.width - 1.0, width: 1.0, height: heads.height, ..band };
            paint::fill(renderer, edge.intersection(&heads).unwrap_or_default(), tokens.border_strong);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a head is drawn alike beside rows and above columns")]
    fn draw_head(
        &self,
        renderer: &mut Renderer,
        head: &Head<'_>,
        hit: Hit,
        face: Rectangle,
        side: Side,
        state: &State,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let is_hovered = state.hovered == Some(hit) && state.drag == Drag::None;
        if self.is_chosen(state, hit) {
            paint::fill(renderer, face, tokens.accent_subtle);
        } else if is_hovered {
            paint::fill(renderer, face, tokens.hover);
        }
        head.draw(renderer, face, side, self.reach(is_hovered), tokens, clip);
    }

    /// Whether the whole row or column of a head is chosen.
    fn is_chosen(&self, state: &State, hit: Hit) -> bool {
        let span = self.drawn_span(state);
        match hit {
            Hit::Row(row) => {
                matches!(span.extent, Extent::Rows | Extent::All)
                    && span.rows(self.rows.count()).contains(&row)
            }
            Hit::Column(column) => {
                matches!(span.extent, Extent::Columns | Extent::All)
                    && span.columns(self.shape, span.cursor.row, self.columns.count()).contains(&column)
            }
            Hit::Cell(_) | Hit::Corner | Hit::Bar(_) | Hit::Ground => false,
        }
    }

    pub(super) fn draw_bars(
        &self,
        renderer: &mut Renderer,
        state: &State,
        geometry: &Geometry<'_>,
        tokens: &Tokens,
    ) {
        for bar in geometry.bars().both() {
            let is_held = matches!(state.drag, Drag::Bar(axis, _) if axis == bar.axis);
            let is_hot = is_held || state.hovered == Some(Hit::Bar(bar.axis));
            bar.draw(renderer, tokens, is_hot);
        }
    }
}
