//! The product's mark, and what stands below it before anybody is signed in.

use std::borrow::Cow;

use iced::widget::{column, container, row};
use iced::{Center, Fill};

use crate::icon::Icon;
use crate::theme::{Theme, Tone, radius, space};
use crate::widget::{Element, text};

/// How wide what is filled in before anybody is signed in is.
pub const CARD: f32 = 400.0;

/// The product's mark over a site and a sentence.
pub fn brand<'a, M: 'a>(site: impl Into<Cow<'a, str>>, sentence: impl Into<Cow<'a, str>>) -> Element<'a, M> {
    let sentence: Cow<'a, str> = sentence.into();
    row![logo(40.0), column![text::title(site.into()), text::muted(sentence)].spacing(2).width(Fill)]
        .spacing(space::MD)
        .align_y(Center)
        .into()
}

/// The product's mark.
pub fn logo<'a, M: 'a>(edge: f32) -> Element<'a, M> {
    let key = text::icon(Icon::KeyRound, edge * 0.55, Tone::Neutral)
        .style(|theme: &Theme| iced::widget::text::Style { color: Some(theme.tokens().on_accent) });
    container(key)
        .center(edge)
        .style(|theme: &Theme| container::Style {
            background: Some(iced::Background::Color(theme.tokens().accent)),
            border: iced::Border { radius: (radius::CONTROL + 1.0).into(), ..iced::Border::default() },
            ..container::Style::default()
        })
        .into()
}
