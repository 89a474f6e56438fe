//! Widgets around one other: they write what they change, and the rest goes on to their `content`.

/// Writes the methods of such a widget that change nothing. Each is named, so that one that is missing is seen.
macro_rules! forward {
    ($($method:ident),+ $(,)?) => { $( $crate::widget::forward::forward!(@ $method); )+ };
    (@ children) => {
        fn children(&self) -> Vec<Tree> {
            vec![Tree::new(&self.content)]
        }
    };
    (@ diff) => {
        fn diff(&self, tree: &mut Tree) {
            tree.diff_children(std::slice::from_ref(&self.content));
        }
    };
    (@ size) => {
        fn size(&self) -> Size<Length> {
            self.content.as_widget().size()
        }
    };
    (@ size_hint) => {
        fn size_hint(&self) -> Size<Length> {
            self.content.as_widget().size_hint()
        }
    };
    (@ layout) => {
        fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
            let Some(child) = tree.children.first_mut() else {
                return layout::Node::default();
            };
            let node = self.content.as_widget_mut().layout(child, renderer, limits);
            layout::Node::with_children(node.size(), vec![node])
        }
    };
    (@ operate) => {
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
        }
    };
    (@ update) => {
        fn update(
            &mut self,
            tree: &mut Tree,
            event: &iced::Event,
            layout: Layout<'_>,
            cursor: mouse::Cursor,
            renderer: &Renderer,
            clipboard: &mut dyn Clipboard,
            shell: &mut Shell<'_, Message>,
            viewport: &Rectangle,
        ) {
            if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
                let content = self.content.as_widget_mut();
                content.update(child, event, layout, cursor, renderer, clipboard, shell, viewport);
            }
        }
    };
    (@ mouse_interaction) => {
        fn mouse_interaction(
            &self,
            tree: &Tree,
            layout: Layout<'_>,
            cursor: mouse::Cursor,
            viewport: &Rectangle,
            renderer: &Renderer,
        ) -> mouse::Interaction {
            match tree.children.first().zip(layout.children().next()) {
                Some((child, layout)) => {
                    self.content.as_widget().mouse_interaction(child, layout, cursor, viewport, renderer)
                }
                None => mouse::Interaction::None,
            }
        }
    };
    (@ draw) => {
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
            if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
                self.content.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
            }
        }
    };
    (@ overlay) => {
        fn overlay<'b>(
            &'b mut self,
            tree: &'b mut Tree,
            layout: Layout<'b>,
            renderer: &Renderer,
            viewport: &Rectangle,
            translation: Vector,
        ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
            let (child, layout) = tree.children.first_mut().zip(layout.children().next())?;
            self.content.as_widget_mut().overlay(child, layout, renderer, viewport, translation)
        }
    };
}

pub(crate) use forward;
