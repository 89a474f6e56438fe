//! Layers below something that has the keyboard for a while and is no dialog.
//!
//! What is said in passing is read and answered while the page, or the dialog that waits, stays as it is: the pointer goes
//! on there as ever, and where it presses, the keyboard comes back. The scopes within learn of it by an operation, so
//! that no dialog has to be told.

use super::Element;
use super::field::is_pointed;
use super::forward::forward;
use crate::theme::Theme;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::{Event, Length, Rectangle, Renderer, Size, Vector};
use std::any::Any;

/// Whether a layer leaves the keyboard to something above all that is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Yields(pub bool);

/// Layers below: see the module.
pub struct Yielding<'a, Message> {
    content: Element<'a, Message>,
    back: Option<Message>,
}

/// Makes layers that leave the keyboard to something above, if they are told how to get it back.
pub fn yielding<'a, Message>(
    content: impl Into<Element<'a, Message>>,
    back: Option<Message>,
) -> Yielding<'a, Message> {
    Yielding { content: content.into(), back }
}

impl<Message: Clone> Widget<Message, Theme, Renderer> for Yielding<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Yields>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Yields::default())
    }

    forward!(children, diff, size, size_hint, layout, operate, mouse_interaction, draw, overlay);

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
        let now = Yields(self.back.is_some());
        let before = std::mem::replace(tree.state.downcast_mut::<Yields>(), now);
        let Some((child, inner)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        let content = self.content.as_widget_mut();
        // Each time, since a layer may have come meanwhile.
        if before.0 || now.0 {
            content.operate(child, inner, renderer, &mut Tell(now));
        }
        content.update(child, event, inner, cursor, renderer, clipboard, shell, viewport);
        if let Some(back) = &self.back
            && is_pointed(event)
            && cursor.is_over(layout.bounds())
        {
            shell.publish(back.clone());
        }
    }
}

impl<'a, Message: Clone + 'a> From<Yielding<'a, Message>> for Element<'a, Message> {
    fn from(yielding: Yielding<'a, Message>) -> Self {
        Self::new(yielding)
    }
}

/// Tells every scope.
struct Tell(Yields);

impl Operation for Tell {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(yields) = state.downcast_mut::<Yields>() {
            *yields = self.0;
        }
    }
}
