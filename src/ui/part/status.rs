//! How the status of a key looks: shape, colour and words, the same everywhere.

use keydesk::domain::key::Status;

use crate::icon::Icon;
use crate::theme::Tone;
use crate::widget::badge::{Badge, badge};
use crate::words::Words;

/// The picture of a status.
pub const fn icon(status: Status) -> Icon {
    match status {
        Status::Banned => Icon::Ban,
        Status::Unknown => Icon::CircleQuestionMark,
        Status::Expired => Icon::CalendarX,
        Status::ReEditionRequired => Icon::RotateCcwKey,
        Status::UpdateRequired => Icon::RefreshCw,
        Status::ExpiresSoon => Icon::Hourglass,
        Status::UpdateRecommended => Icon::CircleDot,
        Status::Synchronized => Icon::CircleCheck,
        Status::NoKey => Icon::CircleDashed,
    }
}

/// What its colour says.
pub const fn tone(status: Status) -> Tone {
    match status {
        Status::Banned | Status::Unknown | Status::Expired => Tone::Danger,
        Status::ReEditionRequired | Status::UpdateRequired | Status::ExpiresSoon => Tone::Warning,
        Status::UpdateRecommended => Tone::Accent,
        Status::Synchronized => Tone::Success,
        Status::NoKey => Tone::Neutral,
    }
}

/// The chip of a status.
pub fn chip(status: Status, words: &Words) -> Badge<'_> {
    badge(words.get(&format!("status-{}", status.key())), tone(status)).icon(icon(status))
}
