//! What things lie on: cards, panels with a heading, lines between them.

use super::{Element, text};
use crate::theme::{Theme, radius, space};
use iced::widget::text::IntoFragment;
use iced::widget::{Container, column, container, row, space as gap};
use iced::{Background, Border, Center, Fill, Padding};

/// A box with the theme's looks.
pub type Surface<'a, Message> = Container<'a, Message, Theme>;

/// The ground of the whole window.
pub fn canvas<'a, Message>(content: impl Into<Element<'a, Message>>) -> Surface<'a, Message> {
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
pub fn raised<'a, Message>(content: impl Into<Element<'a, Message>>) -> Surface<'a, Message> {
    container(content).padding(1).style(|theme: &Theme| container::Style {
        background: Some(Background::Color(theme.tokens().raised)),
        text_color: Some(theme.tokens().text),
        border: Border { color: theme.tokens().border_strong, width: 1.0, radius: radius::DIALOG.into() },
        shadow: iced::Shadow {
            color: theme.tokens().shadow,
            offset: iced::Vector::new(0.0, 6.0),
            blur_radius: 18.0,
        },
        ..container::Style::default()
    })
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
