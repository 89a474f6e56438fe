//! Encoders as every page shows them.

use std::borrow::Cow;

use iced::Center;
use iced::widget::{column, row};
use keydesk::console::Demo;
use keydesk::encoders::{Encoder, Service, State};

use crate::context::Context;
use crate::icon::Icon;
use crate::theme::{self, Tone, space};
use crate::widget::badge::badge;
use crate::widget::{Element, text};

/// What is wrong with the smart card service, if that matters here.
pub fn service_trouble(context: &Context) -> Option<Cow<'_, str>> {
    let is_demo = context.console.site().demo != Demo::No;
    match context.service {
        Some(Service::Stopped) if !is_demo => Some(context.words.get("encoder-service-stopped")),
        Some(Service::Forbidden) => Some(context.words.get("encoder-service-forbidden")),
        Some(Service::Running | Service::Stopped) | None => None,
    }
}

/// An encoder and what it does.
pub fn line<'a, M: 'a>(context: &'a Context, encoder: &'a Encoder, is_current: bool) -> Element<'a, M> {
    let words = &context.words;
    let tone = if encoder.state == State::Busy { Tone::Accent } else { Tone::Success };
    let names = row![text::clipped(encoder.label.as_str()).kind(theme::SECTION).width(iced::Shrink)];
    let mut names = names.spacing(space::SM).align_y(Center);
    if is_current && context.encoders.len() > 1 {
        names = names.push(Element::from(badge(words.get("encoder-yours"), Tone::Accent)));
    }
    if encoder.simulated {
        names = names.push(Element::from(badge(words.get("encoder-simulated"), Tone::Neutral)));
    }
    row![
        text::icon(Icon::Nfc, 20.0, tone),
        column![names, text::muted(words.get(state(encoder.state)))].spacing(2),
    ]
    .spacing(space::MD)
    .align_y(Center)
    .into()
}

/// What an encoder does, as a text.
pub const fn state(state: State) -> &'static str {
    match state {
        State::Empty => "encoder-empty",
        State::Holding => "encoder-holding",
        State::Busy => "encoder-busy",
    }
}
