//! The tools above a list: the search, and beside it what filters and what can be done; below it, where there is no room
//! for a search that shows what is typed.

use super::Element;
use crate::theme::{Theme, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::widget::row;
use iced::{Center, Event, Fill, Length, Point, Rectangle, Renderer, Size, Vector};

/// The tools above a list: see [`toolbar`].
struct Toolbar<'a, Message> {
    /// The search and the rest.
    parts: [Element<'a, Message>; 2],
}

/// Lays a search and other tools beside each other, or below where the window is narrow.
pub fn toolbar<'a, Message: 'a>(
    search: impl Into<Element<'a, Message>>,
    rest: Vec<Element<'a, Message>>,
) -> Element<'a, Message> {
    let rest = row(rest).spacing(space::SM).align_y(Center).width(Fill);
    Element::new(Toolbar { parts: [search.into(), rest.into()] })
}

/// In less, nobody sees what is typed.
const SEARCH_LEAST: f32 = 180.0;
const SEARCH_MOST: f32 = 320.0;

/// How wide the search is beside what needs so much, if there is room for it.
fn search_beside(width: f32, rest: f32) -> Option<f32> {
    let left = width - rest - space::SM;
    (left >= SEARCH_LEAST).then_some(left.min(SEARCH_MOST))
}

impl<Message> Widget<Message, Theme, Renderer> for Toolbar<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let [search, rest] = &mut self.parts;
        let [search_tree, rest_tree] = tree.children.as_mut_slice() else {
            return layout::Node::default();
        };
        let (width, height) = (limits.max().width, limits.max().height);
        let least = layout::Limits::with_compression(
            Size::ZERO,
            Size::new(f32::INFINITY, height),
            Size::new(true, true),
        );
        let needed = rest.as_widget_mut().layout(rest_tree, renderer, &least).size().width;
        let within = |width: f32| layout::Limits::new(Size::ZERO, Size::new(width.max(0.0), height));
        let beside = search_beside(width, needed);
        let search_width = beside.unwrap_or(SEARCH_MOST.min(width));
        let search = search.as_widget_mut().layout(search_tree, renderer, &within(search_width));
        let rest_width = if beside.is_some() { width - search_width - space::SM } else { width };
        let rest = rest.as_widget_mut().layout(rest_tree, renderer, &within(rest_width));
        let (search_height, rest_height) = (search.size().height, rest.size().height);
        let (at, height) = match beside {
            Some(_) => (Point::new(search_width + space::SM, 0.0), search_height.max(rest_height)),
            None => (Point::new(0.0, search_height + space::SM), search_height + space::SM + rest_height),
        };
        layout::Node::with_children(Size::new(width, height), vec![search, rest.move_to(at)])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let parts = self.parts.iter_mut().zip(&mut tree.children);
        for ((part, tree), layout) in parts.zip(layout.children()) {
            part.as_widget_mut().operate(tree, layout, renderer, operation);
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
        let parts = self.parts.iter_mut().zip(&mut tree.children);
        for ((part, tree), layout) in parts.zip(layout.children()) {
            part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        let parts = self.parts.iter().zip(&tree.children);
        parts
            .zip(layout.children())
            .map(|((part, tree), layout)| {
                part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
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
        let parts = self.parts.iter().zip(&tree.children);
        for ((part, tree), layout) in parts.zip(layout.children()) {
            part.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
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
        overlay::from_children(&mut self.parts, tree, layout, renderer, viewport, translation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_would_be_too_narrow_has_a_line_of_its_own() {
        assert_eq!(search_beside(1000.0, 300.0), Some(SEARCH_MOST));
        assert_eq!(search_beside(700.0, 500.0), Some(700.0 - 500.0 - space::SM));
        assert_eq!(search_beside(SEARCH_LEAST + 500.0 + space::SM, 500.0), Some(SEARCH_LEAST));
        assert_eq!(search_beside(SEARCH_LEAST + 499.0 + space::SM, 500.0), None);
    }
}
