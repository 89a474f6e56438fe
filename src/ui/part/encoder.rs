//! Encoders as every page shows them.

use std::borrow::Cow;

use iced::Center;
use iced::widget::{column, row};
use keydesk::console::Demo;
use keydesk::encoders::{Encoder, SIMULATED, Service, Signal, State, Tray};
use keydesk::operation::points::{self, Pause, Refusal, Tally};

use crate::context::Context;
use crate::icon::Icon;
use crate::theme::{self, Tone, space};
use crate::widget::badge::badge;
use crate::widget::{Element, text};
use crate::words::Words;

/// What is wrong with the smart card service, if that matters here.
pub fn service_trouble(context: &Context) -> Option<Cow<'_, str>> {
    let is_demo = context.console.site().demo != Demo::No;
    match context.service {
        Some(Service::Stopped) if !is_demo => Some(context.words.get("encoder-service-stopped")),
        Some(Service::Forbidden) => Some(context.words.get("encoder-service-forbidden")),
        Some(Service::Running | Service::Stopped) | None => None,
    }
}

/// How an encoder stands: the word and the colour of it, the same wherever it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub word: &'static str,
    pub tone: Tone,
}

/// How an update point stands.
pub const fn standing_of_point(standing: points::Standing) -> Standing {
    let (word, tone) = match standing {
        points::Standing::Serving => ("point-serving", Tone::Success),
        points::Standing::Paused(_) => ("point-paused", Tone::Warning),
        points::Standing::Unplugged => ("point-unplugged", Tone::Warning),
        points::Standing::OtherProgram => ("point-other-program", Tone::Danger),
        points::Standing::Failing => ("point-failing", Tone::Danger),
    };
    Standing { word, tone }
}

/// What is counted of the keys that an update point served today, and why keys were refused.
pub fn tally(words: &Words, tally: &Tally) -> [String; 2] {
    let counted = [
        ("updated", tally.updated.into()),
        ("current", tally.current.into()),
        ("refused", tally.refusals().into()),
    ];
    let reasons = tally.refused.iter().map(|(refusal, count)| {
        words.with("point-reason", [("count", (*count).into()), ("why", words.get(why(*refusal)).into())])
    });
    [words.with("point-tally", counted), reasons.collect::<Vec<_>>().join("  ")]
}

/// Why a key was refused, for whoever stands there.
pub const fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NotOurs => "point-not-ours",
        Refusal::Blank => "point-blank",
        Refusal::Nobodys => "point-nobodys",
        Refusal::Differs => "point-differs",
        Refusal::ReEdition => "point-re-edition",
        Refusal::Banned => "point-banned",
        Refusal::NotNow => "point-not-now",
        Refusal::DoesNotFit => "point-does-not-fit",
        Refusal::TooSoon => "point-too-soon",
        Refusal::Several => "point-several",
        Refusal::Failed => "point-failed",
    }
}

/// Why an update point serves no key for now, and what to do.
pub const fn pause(pause: Pause) -> &'static str {
    match pause {
        Pause::NobodySignedIn => "point-pause-nobody",
        Pause::Locked => "point-pause-locked",
        Pause::NotPermitted => "point-pause-not-permitted",
        Pause::ClockInDoubt => "point-pause-clock",
        Pause::NothingRecorded => "point-pause-database",
    }
}

/// How an encoder stands. Of the simulated one its light is seen, which says more than whether it is at work: until the
/// key is taken away that it is about.
pub fn standing(context: &Context, encoder: &Encoder) -> Standing {
    if encoder.only_updates {
        let standing = context.point(&encoder.name).map(|point| point.standing);
        return standing_of_point(standing.unwrap_or(points::Standing::Serving));
    }
    let tray = context.console.desk().tray().filter(|_| encoder.name == SIMULATED);
    standing_of(encoder.state, tray.map_or(Signal::Idle, Tray::signal))
}

const fn standing_of(state: State, signal: Signal) -> Standing {
    let (word, tone) = match (signal, state) {
        (Signal::Waiting, _) => ("light-waiting", Tone::Accent),
        (Signal::Working, _) => ("light-working", Tone::Accent),
        (Signal::Idle | Signal::Done | Signal::Failed, State::Empty) => ("encoder-empty", Tone::Success),
        (Signal::Done, _) => ("light-done", Tone::Success),
        (Signal::Failed, _) => ("light-failed", Tone::Danger),
        (Signal::Idle, State::Holding) => ("encoder-holding", Tone::Success),
        (Signal::Idle, State::Busy) => ("encoder-busy", Tone::Accent),
    };
    Standing { word, tone }
}

/// An encoder and how it stands.
pub fn line<'a, M: 'a>(context: &'a Context, encoder: &'a Encoder, is_current: bool) -> Element<'a, M> {
    let words = &context.words;
    let Standing { word, tone } = standing(context, encoder);
    let names = row![text::clipped(encoder.label.as_str()).kind(theme::SECTION).width(iced::Shrink)];
    let mut names = names.spacing(space::SM).align_y(Center);
    if is_current && context.encoders.len() > 1 {
        names = names.push(Element::from(badge(words.get("encoder-yours"), Tone::Accent)));
    }
    if encoder.simulated {
        names = names.push(Element::from(badge(words.get("encoder-simulated"), Tone::Neutral)));
    }
    // Where there is no room beside the name, below it: a word that is cut says nothing.
    let names = names.wrap();
    row![text::icon(Icon::Nfc, 20.0, tone), column![names, text::muted(words.get(word))].spacing(2),]
        .spacing(space::MD)
        .align_y(Center)
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_light_is_told_until_the_key_is_taken_away() {
        let word = |state, signal| standing_of(state, signal).word;
        assert_eq!(word(State::Busy, Signal::Waiting), "light-waiting");
        assert_eq!(word(State::Busy, Signal::Working), "light-working");
        for (signal, told) in [(Signal::Done, "light-done"), (Signal::Failed, "light-failed")] {
            assert_eq!(word(State::Holding, signal), told);
            assert_eq!(word(State::Busy, signal), told);
            assert_eq!(word(State::Empty, signal), "encoder-empty");
        }
        assert_eq!(standing_of(State::Holding, Signal::Failed).tone, Tone::Danger);
        for (state, told) in [
            (State::Empty, "encoder-empty"),
            (State::Holding, "encoder-holding"),
            (State::Busy, "encoder-busy"),
        ] {
            assert_eq!(word(state, Signal::Idle), told);
        }
    }
}
