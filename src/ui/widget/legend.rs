//! What the signs of a grid mean: each as it stands in a cell, with its word.

use super::Element;
use super::check::Reach;
use super::grid::cell::Cell;
use super::semantics::{Role, Semantics};
use super::text;
use crate::theme::{Theme, radius, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Widget, mouse, renderer};
use iced::widget::row;
use iced::{Center, Length, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// A cell that stands by itself.
struct Sample<'a> {
    cell: Cell<'a>,
}

const SAMPLE: Size = Size::new(24.0, 22.0);

/// Shows each cell beside its word, on as many lines as that takes.
pub fn legend<'a, Message: 'a>(
    entries: impl IntoIterator<Item = (Cell<'a>, Cow<'a, str>)>,
) -> Element<'a, Message> {
    let entries = entries.into_iter().map(|(cell, word)| {
        let sample = Element::new(Sample { cell });
        row![sample, text::caption(word)].spacing(space::SM).align_y(Center).into()
    });
    iced::widget::Row::with_children(entries).spacing(space::LG).align_y(Center).wrap().into()
}

impl<Message> Widget<Message, Theme, Renderer> for Sample<'_> {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fixed(SAMPLE.width), Length::Fixed(SAMPLE.height))
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, _limits: &layout::Limits) -> layout::Node {
        layout::Node::new(SAMPLE)
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        Semantics::new(Role::Image, self.cell.as_text()).publish(operation, layout.bounds());
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let (bounds, tokens) = (layout.bounds(), theme.tokens());
        super::paint::framed(renderer, bounds, radius::CHECK, tokens.surface, tokens.border_strong, 1.0);
        let inner = bounds.shrink(1.0);
        // The line at its right and below is the frame's own.
        let area = Rectangle { width: inner.width + 1.0, height: inner.height + 1.0, ..inner };
        self.cell.draw(renderer, area, Reach::Idle, tokens, *viewport);
    }
}
