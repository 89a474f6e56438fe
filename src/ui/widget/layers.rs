//! Layers of the window over each other. As iced's own stack, but a layer with nothing in it costs nothing: for each of
//! iced's, full or empty, the software renderer makes a mask of the whole window in every frame.

use super::Element;
use crate::theme::Theme;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, overlay, renderer};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector};

/// See the module.
pub struct Layers<'a, Message> {
    layers: Vec<Element<'a, Message>>,
}

/// Layers over each other that fill what they lie in, the topmost last.
pub fn layers<'a, M: 'a>(layers: impl IntoIterator<Item = Element<'a, M>>) -> Element<'a, M> {
    Element::new(Layers { layers: layers.into_iter().collect() })
}

/// Whether anything in a layout has a size.
fn has_size(layout: Layout<'_>) -> bool {
    let Size { width, height } = layout.bounds().size();
    let mut children = layout.children().peekable();
    match children.peek() {
        // What holds others may be as large as there is room, and show nothing itself.
        Some(_) => children.any(has_size),
        None => width > 0.0 && height > 0.0,
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Layers<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.layers.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.layers);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Fill)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let size = limits.resolve(Length::Fill, Length::Fill, Size::ZERO);
        let limits = layout::Limits::new(Size::ZERO, size);
        let layers = self.layers.iter_mut().zip(&mut tree.children);
        let nodes = layers.map(|(layer, tree)| layer.as_widget_mut().layout(tree, renderer, &limits));
        layout::Node::with_children(size, nodes.collect())
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.container(None, layout.bounds());
        operation.traverse(&mut |operation| {
            let places = tree.children.iter_mut().zip(layout.children());
            for (layer, (tree, layout)) in self.layers.iter_mut().zip(places) {
                layer.as_widget_mut().operate(tree, layout, renderer, operation);
            }
        });
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        mut cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let places = tree.children.iter_mut().zip(layout.children());
        let places: Vec<_> = self.layers.iter_mut().zip(places).collect();
        for (layer, (tree, layout)) in places.into_iter().rev() {
            let layer = layer.as_widget_mut();
            layer.update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
            if shell.is_event_captured() {
                return;
            }
            // What lies below is not pointed at where something of this layer is.
            if !cursor.is_levitating()
                && layer.mouse_interaction(tree, layout, cursor, viewport, renderer)
                    != mouse::Interaction::None
            {
                cursor = cursor.levitate();
            }
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
        let places = tree.children.iter().zip(layout.children());
        let layers = self.layers.iter().zip(places).map(|(layer, (tree, layout))| {
            layer.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
        });
        // The topmost that has one.
        layers.filter(|interaction| *interaction != mouse::Interaction::None).last().unwrap_or_default()
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
        let places: Vec<_> = self.layers.iter().zip(tree.children.iter().zip(layout.children())).collect();
        let is_pointed = |(layer, (tree, layout)): &(&Element<'_, Message>, (&Tree, Layout<'_>))| {
            layer.as_widget().mouse_interaction(tree, *layout, cursor, viewport, renderer)
                != mouse::Interaction::None
        };
        let pointed = places.iter().rposition(is_pointed).unwrap_or_default();
        for (at, (layer, (tree, layout))) in places.into_iter().enumerate() {
            let cursor = if at < pointed { mouse::Cursor::Unavailable } else { cursor };
            let draw = |renderer: &mut Renderer| {
                layer.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            };
            if at == 0 {
                draw(renderer);
                continue;
            }
            // The list of what is drawn keeps its length (see [`super::whole`]).
            let seen = if has_size(layout) { *viewport } else { Rectangle::with_size(Size::ZERO) };
            renderer.with_layer(seen, draw);
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
        overlay::from_children(&mut self.layers, tree, layout, renderer, viewport, translation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme;
    use crate::widget::{load_fonts, text};
    use iced::Pixels;
    use iced::widget::{column, container, space};
    use iced_runtime::user_interface::{Cache, UserInterface};

    const WINDOW: Size = Size::new(1_400.0, 900.0);

    #[test]
    fn a_layer_with_nothing_in_it_has_no_size() {
        load_fonts();
        let mut renderer = Renderer::new(theme::REGULAR, Pixels(13.0));
        let something = || container(text::body("something")).width(Length::Fill).height(Length::Fill);
        let nothing = container(column![]).width(Length::Fill).height(Length::Fill);
        let window = layers::<()>([something().into(), space().into(), nothing.into(), something().into()]);
        let mut interface = UserInterface::build(window, WINDOW, Cache::new(), &mut renderer);
        let style = renderer::Style::default();
        interface.draw(&mut renderer, &Theme::Light, &style, mouse::Cursor::Unavailable);
        let sizes: Vec<Size> = renderer.layers().iter().map(|layer| layer.bounds.size()).collect();
        assert_eq!(sizes, [WINDOW, Size::ZERO, Size::ZERO, WINDOW]);
    }
}
