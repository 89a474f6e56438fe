//! How the status of a key looks: shape, colour and words, the same everywhere.

use keydesk::domain::key::Status;

use crate::icon::Icon;
use crate::theme::Tone;
use crate::widget::badge::{Badge, Weight, badge};
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
        // It asks for nothing today.
        Status::UpdateRecommended | Status::NoKey => Tone::Neutral,
        Status::Synchronized => Tone::Success,
    }
}

/// How much it stands out: who looks at a list finds what is wrong first, then what is to be done.
const fn weight(tone: Tone) -> Weight {
    match tone {
        Tone::Danger => Weight::Solid,
        Tone::Warning | Tone::Accent => Weight::Tinted,
        Tone::Success | Tone::Neutral => Weight::Outlined,
    }
}

/// The chip of a status.
pub fn chip(status: Status, words: &Words) -> Badge<'_> {
    let tone = tone(status);
    badge(words.get(&format!("status-{}", status.key())), tone).icon(icon(status)).weight(weight(tone))
}
