//! Tiles beside and below each other, of one size: the arrow keys go from one to the next.

use super::focus::{self, Ring, Target};
use super::tile::{Tile, tile};
use super::{Element, text};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tone, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{column, container};
use iced::{Event, Fill, Length, Point, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// Tiles: see [`tiles`].
pub struct Tiles<'a, Message> {
    tiles: Vec<Element<'a, Message>>,
}

/// Lays tiles into as many columns as there is room for. Each of them is one stop of Tab.
pub fn tiles<'a, Message: Clone + 'a>(
    tiles: impl IntoIterator<Item = Tile<'a, Message>>,
) -> Tiles<'a, Message> {
    Tiles { tiles: tiles.into_iter().map(Element::from).collect() }
}

/// Makes a large tile of an icon, a label and a sentence.
pub fn large<'a, Message: 'a>(
    icon: Icon,
    label: impl Into<Cow<'a, str>>,
    sentence: impl Into<Cow<'a, str>>,
) -> Tile<'a, Message> {
    let (label, sentence) = (label.into(), sentence.into());
    let name = label.to_string();
    let words = column![text::section(label), text::muted(sentence).width(Fill)].spacing(space::XS);
    let content = column![text::icon(icon, PICTURE, Tone::Accent), words].spacing(space::MD);
    let content = container(content).padding(space::LG).height(HEIGHT).width(Fill);
    tile(name, content).framed()
}

const PICTURE: f32 = theme::DISPLAY.line;
/// The picture, the label, and a sentence of two lines.
const HEIGHT: f32 = 140.0;
const WIDTH_MIN: f32 = 190.0;
const COLUMNS_MAX: usize = 3;
const GAP: f32 = space::LG;

/// How many columns there are in a width, and how wide each is.
fn columns(width: f32) -> (usize, f32) {
    let fitting = ((width + GAP) / (WIDTH_MIN + GAP)).floor() as usize;
    let count = fitting.clamp(1, COLUMNS_MAX);
    (count, ((width - (count - 1) as f32 * GAP) / count as f32).floor())
}

/// Where an arrow leads from one of so many tiles.
fn step(at: usize, count: usize, columns: usize, named: Named) -> Option<usize> {
    let to = match named {
        Named::ArrowLeft => at.checked_sub(1)?,
        Named::ArrowRight => at + 1,
        Named::ArrowUp => at.checked_sub(columns)?,
        // From the last row but one, the last tile is the one below where there is none.
        Named::ArrowDown if at / columns < count.saturating_sub(1) / columns => {
            (at + columns).min(count.saturating_sub(1))
        }
        Named::Home => 0,
        Named::End => count.saturating_sub(1),
        _ => return None,
    };
    (to < count).then_some(to)
}

impl<Message> Widget<Message, Theme, Renderer> for Tiles<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.tiles.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.tiles);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let width = limits.max().width;
        let (count, column_width) = columns(width);
        let limits = layout::Limits::new(Size::ZERO, Size::new(column_width, f32::INFINITY));
        let mut bottom = 0.0_f32;
        let (mut top, mut nodes) = (0.0, Vec::with_capacity(self.tiles.len()));
        for (at, (tile, tree)) in self.tiles.iter_mut().zip(&mut tree.children).enumerate() {
            if at > 0 && at % count == 0 {
                top = bottom + GAP;
            }
            let node = tile.as_widget_mut().layout(tree, renderer, &limits);
            bottom = bottom.max(top + node.size().height);
            nodes.push(node.move_to(Point::new((at % count) as f32 * (column_width + GAP), top)));
        }
        layout::Node::with_children(Size::new(width, bottom), nodes)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let parts = self.tiles.iter_mut().zip(&mut tree.children);
        for ((tile, tree), layout) in parts.zip(layout.children()) {
            tile.as_widget_mut().operate(tree, layout, renderer, operation);
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
        let parts = self.tiles.iter_mut().zip(&mut tree.children);
        for ((tile, tree), layout) in parts.zip(layout.children()) {
            tile.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
        }
        let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event
        else {
            return;
        };
        if shell.is_event_captured() || !modifiers.is_empty() {
            return;
        }
        let (count, _) = columns(layout.bounds().width);
        let mut walk = |operation: &mut dyn Operation| self.operate(tree, layout, renderer, operation);
        let place = focus::survey(&mut walk);
        let next = place.at.and_then(|at| step(at, place.stops.len(), count, *named));
        if let Some(next) = next {
            focus::give(&Target::At(next), Ring::Shown, &mut walk);
            shell.capture_event();
            shell.request_redraw();
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
        let parts = self.tiles.iter().zip(&tree.children);
        parts
            .zip(layout.children())
            .map(|((tile, tree), layout)| {
                tile.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
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
        let parts = self.tiles.iter().zip(&tree.children);
        for ((tile, tree), layout) in parts.zip(layout.children()) {
            tile.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
        }
    }
}

impl<'a, Message: 'a> From<Tiles<'a, Message>> for Element<'a, Message> {
    fn from(tiles: Tiles<'a, Message>) -> Self {
        Self::new(tiles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_go_to_the_next_tile_and_stop_at_the_edge() {
        // Three in a row, five in all.
        for (at, named, to) in [
            (0, Named::ArrowRight, Some(1)),
            (2, Named::ArrowRight, Some(3)),
            (4, Named::ArrowRight, None),
            (0, Named::ArrowLeft, None),
            (3, Named::ArrowLeft, Some(2)),
            (1, Named::ArrowDown, Some(4)),
            (2, Named::ArrowDown, Some(4)),
            (3, Named::ArrowDown, None),
            (4, Named::ArrowUp, Some(1)),
            (2, Named::ArrowUp, None),
            (3, Named::Home, Some(0)),
            (0, Named::End, Some(4)),
            (0, Named::Enter, None),
        ] {
            assert_eq!(step(at, 5, 3, named), to, "{named:?} from {at}");
        }
    }

    #[test]
    fn there_are_as_many_columns_as_there_is_room_for() {
        assert_eq!(columns(WIDTH_MIN - 1.0).0, 1);
        assert_eq!(columns(2.0 * WIDTH_MIN + GAP).0, 2);
        assert_eq!(columns(5_000.0).0, COLUMNS_MAX);
        let (count, width) = columns(800.0);
        assert!(count as f32 * width + (count - 1) as f32 * GAP <= 800.0);
    }
}
