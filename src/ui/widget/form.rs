//! How the panels and fields of an information screen lie.

use super::focus::Wrong;
use super::forward::forward;
use super::label::leading;
use super::{Element, text};
use crate::icon::Icon;
use crate::theme::{Theme, Tone, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::widget::text::IntoFragment;
use iced::widget::{Column, Row, column, container, row};
use iced::{Event, Fill, Length, Padding, Point, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// Something under a check box, where its label begins.
pub fn indented<'a, Message: 'a>(content: Element<'a, Message>) -> Element<'a, Message> {
    container(content).padding(Padding::ZERO.left(size::CHECK + space::SM)).into()
}

/// Fields below each other.
pub fn fields<'a, Message: 'a>(
    fields: impl IntoIterator<Item = Element<'a, Message>>,
) -> Element<'a, Message> {
    Column::with_children(fields).spacing(space::LG).width(Fill).into()
}

/// Fields beside each other, in equal parts.
pub fn beside<'a, Message: 'a>(
    fields: impl IntoIterator<Item = Element<'a, Message>>,
) -> Element<'a, Message> {
    Row::with_children(fields).spacing(space::MD).width(Fill).into()
}

/// A label and something else than a field, in a form.
pub fn labelled<'a, Message: 'a>(
    label: impl IntoFragment<'a>,
    content: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    leading(column![text::label(label), content.into()].spacing(space::FIELD).width(Fill))
}

/// What is wrong with the control before it, or with what stands above it. The keyboard finds its way there.
pub fn wrong<'a, Message: 'a>(sentence: impl IntoFragment<'a>) -> Element<'a, Message> {
    let icon = container(text::icon(Icon::CircleAlert, 13.0, Tone::Danger)).padding([1.5, 0.0]);
    let sentence = text::caption(sentence)
        .style(|theme: &Theme| iced::widget::text::Style { color: Some(theme.tokens().danger) })
        .width(Fill);
    Element::new(Remark { content: row![icon, sentence].spacing(5.0).into() })
}

struct Remark<'a, Message> {
    content: Element<'a, Message>,
}

impl<Message> Widget<Message, Theme, Renderer> for Remark<'_, Message> {
    forward!(children, diff, size, size_hint, layout, update, mouse_interaction, draw, overlay);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        }
        operation.custom(None, layout.bounds(), &mut Wrong);
    }
}

const KEY_WIDTH: f32 = 148.0;

/// Rows of a name and what it stands for. Either may need several lines.
pub fn pairs<'a, Message: 'a, Name: Into<Cow<'a, str>>>(
    pairs: impl IntoIterator<Item = (Name, Element<'a, Message>)>,
) -> Element<'a, Message> {
    let rows = pairs.into_iter().map(|(name, value)| {
        let padding = [(size::SMALL - 18.0) / 2.0, 0.0];
        row![
            container(text::muted(name.into()).width(Fill)).width(KEY_WIDTH).padding(padding),
            container(value).width(Fill).padding(padding),
        ]
        .spacing(space::MD)
        .into()
    });
    Column::with_children(rows).width(Fill).into()
}

/// Panels in two columns where there is room for two, and else in one; or two things side by side.
///
/// Each panel goes to the column that is shorter so far, so that a tall panel does not leave a hole beside
/// it. The keyboard follows the order in which they are given.
pub struct Grid<'a, Message> {
    panels: Vec<Element<'a, Message>>,
    laid: Laid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Laid {
    Columns,
    Sides,
}

/// Lays panels into one column or two.
pub fn grid<'a, Message>(panels: impl IntoIterator<Item = Element<'a, Message>>) -> Grid<'a, Message> {
    Grid { panels: panels.into_iter().collect(), laid: Laid::Columns }
}

/// Lays fields beside what hangs together with them: the fields are as wide as is good to read, in two columns where
/// that leaves room enough, and the other has the rest. Both are as high as there is room.
pub fn sides<'a, Message>(
    fields: impl Into<Element<'a, Message>>,
    other: impl Into<Element<'a, Message>>,
) -> Grid<'a, Message> {
    Grid { panels: vec![fields.into(), other.into()], laid: Laid::Sides }
}

/// Panels get two columns from here on.
const TWO_COLUMNS_MIN: f32 = 760.0;
const GAP: f32 = space::LG;
/// Fields are easily read up to here, with their margins.
const FIELDS_MAX: f32 = 480.0;
const FIELDS_MIN: f32 = 340.0;
/// Two columns of fields.
const FIELDS_TWO: f32 = 880.0;
/// A list beside fields has so much before the fields get more.
const OTHER_MIN: f32 = 600.0;

/// How many columns there are in a width, and how wide each is.
fn columns(width: f32) -> (usize, f32) {
    if width >= TWO_COLUMNS_MIN { (2, ((width - GAP) / 2.0).floor()) } else { (1, width) }
}

/// How wide fields are of a width, with something beside them.
fn fields_of(width: f32) -> f32 {
    let left = width - OTHER_MIN;
    if left >= FIELDS_TWO { FIELDS_TWO } else { left.clamp(FIELDS_MIN.min(width / 2.0), FIELDS_MAX).floor() }
}

impl<Message> Widget<Message, Theme, Renderer> for Grid<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.panels.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.panels);
    }

    fn size(&self) -> Size<Length> {
        let height = match self.laid {
            Laid::Columns => Length::Shrink,
            Laid::Sides => Fill,
        };
        Size::new(Fill, height)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let width = limits.max().width;
        if self.laid == Laid::Sides {
            let (fields, height) = (fields_of(width), limits.max().height);
            let places = [(0.0, fields), (fields, width - fields)];
            let parts = self.panels.iter_mut().zip(&mut tree.children).zip(places);
            let nodes = parts.map(|((part, tree), (x, width))| {
                let limits = layout::Limits::new(Size::ZERO, Size::new(width, height));
                part.as_widget_mut().layout(tree, renderer, &limits).move_to(Point::new(x, 0.0))
            });
            return layout::Node::with_children(Size::new(width, height), nodes.collect());
        }
        let (count, column_width) = columns(width);
        let mut bottoms = vec![0.0_f32; count];
        let limits = layout::Limits::new(Size::ZERO, Size::new(column_width, f32::INFINITY));
        let mut nodes = Vec::with_capacity(self.panels.len());
        for (panel, tree) in self.panels.iter_mut().zip(&mut tree.children) {
            let node = panel.as_widget_mut().layout(tree, renderer, &limits);
            let shortest = bottoms.iter_mut().enumerate().min_by(|one, other| one.1.total_cmp(other.1));
            let Some((column, bottom)) = shortest else {
                break;
            };
            let at = Point::new(column as f32 * (column_width + GAP), *bottom);
            *bottom += node.size().height + GAP;
            nodes.push(node.move_to(at));
        }
        let height = (bottoms.into_iter().fold(0.0, f32::max) - GAP).max(0.0);
        layout::Node::with_children(Size::new(width, height), nodes)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let parts = self.panels.iter_mut().zip(&mut tree.children);
        for ((panel, tree), layout) in parts.zip(layout.children()) {
            panel.as_widget_mut().operate(tree, layout, renderer, operation);
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
        viewport: &Rectangle,
    ) {
        let parts = self.panels.iter_mut().zip(&mut tree.children);
        for ((panel, tree), layout) in parts.zip(layout.children()) {
            panel.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let parts = self.panels.iter().zip(&tree.children);
        parts
            .zip(layout.children())
            .map(|((panel, tree), layout)| {
                panel.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .max()
            .unwrap_or_default()
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
        let parts = self.panels.iter().zip(&tree.children);
        for ((panel, tree), layout) in parts.zip(layout.children()) {
            if layout.bounds().intersects(viewport) {
                panel.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        overlay::from_children(&mut self.panels, tree, layout, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Grid<'a, Message>> for Element<'a, Message> {
    fn from(grid: Grid<'a, Message>) -> Self {
        Self::new(grid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_window_has_two_columns_and_a_small_one_has_one() {
        let beside_the_menu = |window: f32| window - size::NAVIGATION - 2.0 * space::XL;
        assert_eq!(columns(beside_the_menu(1400.0)).0, 2);
        assert_eq!(columns(beside_the_menu(1000.0)).0, 1);
    }

    #[test]
    fn fields_are_readable_and_leave_room_for_what_stands_beside_them() {
        let widths = [1366.0, 1400.0, 1920.0].map(|window: f32| fields_of(window - size::NAVIGATION));
        assert_eq!(widths, [480.0, 480.0, FIELDS_TWO]);
        assert_eq!(columns(FIELDS_TWO - 2.0 * space::XL).0, 2);
        assert_eq!(fields_of(1000.0 - size::RAIL), FIELDS_MIN);
        assert_eq!(fields_of(600.0), 300.0, "half of what there is, at worst");
    }

    #[test]
    fn two_columns_and_their_gap_fill_the_width() {
        let (count, width) = columns(1000.0);
        assert_eq!(count as f32 * width + GAP, 1000.0);
    }
}
