//! What things lie on: cards, panels with a heading, lines between them.

use super::forward::forward;
use super::paint::{self, Depth};
use super::semantics::{Role, Semantics};
use super::{Element, text};
use crate::theme::{Theme, radius, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::widget::text::IntoFragment;
use iced::widget::{Container, column, container, row, space as gap};
use iced::{Background, Border, Center, Fill, Length, Padding, Rectangle, Renderer, Size, Vector};

/// A box with the theme's looks.
pub type Surface<'a, Message> = Container<'a, Message, Theme>;

/// What stands on the ground of the whole window, which the window paints itself.
pub fn canvas<'a, Message>(content: impl Into<Element<'a, Message>>) -> Surface<'a, Message> {
    container(content).style(|theme: &Theme| container::Style {
        text_color: Some(theme.tokens().text),
        ..container::Style::default()
    })
}

/// The same ground over what lies beneath, of which nothing shows through.
pub fn cover<'a, Message>(content: impl Into<Element<'a, Message>>) -> Surface<'a, Message> {
    container(content).style(|theme: &Theme| container::Style {
        background: Some(Background::Color(theme.tokens().canvas)),
        text_color: Some(theme.tokens().text),
        ..container::Style::default()
    })
}

/// A ground without a border, such as the sidebar and the status bar.
pub fn plain<'a, Message>(content: impl Into<Element<'a, Message>>) -> Surface<'a, Message> {
    container(content).style(|theme: &Theme| container::Style {
        background: Some(Background::Color(theme.tokens().surface)),
        text_color: Some(theme.tokens().text),
        ..container::Style::default()
    })
}

/// A ground with a border around it and no room inside, for tables and lists.
pub fn sheet<'a, Message>(content: impl Into<Element<'a, Message>>) -> Surface<'a, Message> {
    container(content).padding(1).style(|theme: &Theme| container::Style {
        background: Some(Background::Color(theme.tokens().surface)),
        text_color: Some(theme.tokens().text),
        border: Border { color: theme.tokens().border, width: 1.0, radius: radius::SURFACE.into() },
        ..container::Style::default()
    })
}

/// A ground with a border around it and room inside.
pub fn card<'a, Message>(content: impl Into<Element<'a, Message>>) -> Surface<'a, Message> {
    sheet(content).padding(space::LG).width(Fill)
}

/// A ground that floats over the page, with a shadow.
pub fn raised<'a, Message: 'a>(content: impl Into<Element<'a, Message>>) -> Raised<'a, Message> {
    // Inside the border.
    Raised { says: None, content: container(content).padding(1).into() }
}

/// A card with a heading.
pub fn panel<'a, Message: 'a>(
    heading: impl IntoFragment<'a>,
    content: impl Into<Element<'a, Message>>,
) -> Surface<'a, Message> {
    panel_with(heading, None, content)
}

/// A card with a heading and something at its right: a count, a button.
pub fn panel_with<'a, Message: 'a>(
    heading: impl IntoFragment<'a>,
    end: Option<Element<'a, Message>>,
    content: impl Into<Element<'a, Message>>,
) -> Surface<'a, Message> {
    let heading = row![text::section(heading), gap::horizontal()]
        .extend(end)
        .spacing(space::SM)
        .align_y(Center)
        .height(HEADING);
    let heading = container(heading).padding(Padding::from([0.0, space::LG]));
    let content = container(content).padding(space::LG).width(Fill);
    sheet(column![heading, divider(), content]).width(Fill)
}

const HEADING: f32 = 44.0;

/// A round ground for a few letters.
pub fn medallion<'a, Message: 'a>(
    content: impl Into<Element<'a, Message>>,
    edge: f32,
) -> Element<'a, Message> {
    container(content)
        .center(edge)
        .style(move |theme: &Theme| container::Style {
            background: Some(Background::Color(theme.tokens().accent_subtle)),
            text_color: Some(theme.tokens().accent_text),
            border: Border { radius: (edge / 2.0).into(), ..Border::default() },
            ..container::Style::default()
        })
        .into()
}

/// A line across.
pub fn divider<'a, Message: 'a>() -> Element<'a, Message> {
    rule().width(Fill).height(1).into()
}

/// A line down.
pub fn divider_down<'a, Message: 'a>() -> Element<'a, Message> {
    rule().width(1).height(Fill).into()
}

fn rule<'a, Message: 'a>() -> Surface<'a, Message> {
    container(gap()).style(|theme: &Theme| container::Style {
        background: Some(Background::Color(theme.tokens().border)),
        ..container::Style::default()
    })
}

/// See [`raised`]. A widget, because the shadow of iced's own container is not for us: iced_tiny_skia leaves it out of
/// what it paints anew, and lays it over itself whenever something near it changes.
pub struct Raised<'a, Message> {
    says: Option<String>,
    content: Element<'a, Message>,
}

impl<Message> Raised<'_, Message> {
    /// What it tells the operator.
    pub fn says(self, says: String) -> Self {
        Self { says: Some(says), ..self }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Raised<'_, Message> {
    forward!(children, diff, size, layout, update, mouse_interaction, overlay);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let Some(says) = &self.says {
            Semantics::new(Role::Status, says.clone()).publish(operation, layout.bounds());
        }
        if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
            self.content.as_widget_mut().operate(child, layout, renderer, operation);
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let style = renderer::Style { text_color: tokens.text };
        paint::panel(renderer, layout.bounds(), radius::SURFACE, tokens, Depth::Menu);
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            self.content.as_widget().draw(child, renderer, theme, &style, layout, cursor, viewport);
        }
    }
}

impl<'a, Message: 'a> From<Raised<'a, Message>> for Element<'a, Message> {
    fn from(raised: Raised<'a, Message>) -> Self {
        Self::new(raised)
    }
}
