//! What people look at from a metre away while a key is worked on: the light as the encoder shows it, one sentence,
//! and what to do with the hands.

use iced::widget::{column, container};
use iced::{Center, Fill};
use keydesk::operation::encode::Step;

use crate::context::Context;
use crate::theme::space;
use crate::widget::light::{State, light};
use crate::widget::{Element, gauge, text};

/// What is so and what to do.
pub struct Stage {
    pub state: State,
    pub what: String,
    pub next: String,
    /// How far the work is, from 0 to 1.
    pub part: Option<f32>,
}

const LIGHT: f32 = 132.0;
const PROGRESS_WIDTH: f32 = 260.0;
const WIDTH_MAX: f32 = 460.0;

impl Stage {
    /// The work at a step, on the encoder of that name in the system.
    pub fn of(context: &Context, step: Step, encoder: &str) -> Stage {
        let words = &context.words;
        // Which one is meant is said only where there is another.
        let at = |one: &'static str, of_several: &'static str| match context.encoders.len() {
            0 | 1 => words.get(one).into_owned(),
            _ => words.with(of_several, [("encoder", context.label(encoder).into())]),
        };
        let (id, next) = match step {
            Step::Waiting => ("step-waiting", at("step-waiting-next", "step-waiting-next-at")),
            Step::PutBack => ("step-put-back", at("step-put-back-next", "step-put-back-next-at")),
            Step::Reading => ("step-reading", words.get("key-leave").into_owned()),
            Step::Writing => ("step-writing", words.get("key-leave").into_owned()),
            Step::Comparing => ("step-comparing", words.get("key-leave").into_owned()),
            Step::Done => ("step-done", words.get("key-remove").into_owned()),
        };
        Stage { state: light_of(step), what: words.get(id).into_owned(), next, part: Some(progress_of(step)) }
    }

    /// Something without progress.
    pub const fn still(state: State, what: String, next: String) -> Stage {
        Stage { state, what, next, part: None }
    }

    /// How it looks.
    pub fn view<'a, M: 'a>(self) -> Element<'a, M> {
        let mut content = column![
            Element::from(light(self.state, self.what.clone()).size(LIGHT)),
            text::display(self.what).align_x(Center),
            text::muted(self.next).align_x(Center),
        ]
        .spacing(space::LG)
        .align_x(Center)
        .max_width(WIDTH_MAX);
        if let Some(part) = self.part {
            content = content.push(container(gauge::progress("", part)).width(PROGRESS_WIDTH));
        }
        container(content).center_x(Fill).padding([space::LG, 0.0]).into()
    }
}

/// Whether the key may be taken away, or nothing lies there yet: the work can be called off.
pub const fn can_stop(step: Step) -> bool {
    match step {
        Step::Waiting | Step::PutBack => true,
        Step::Reading | Step::Writing | Step::Comparing | Step::Done => false,
    }
}

const fn light_of(step: Step) -> State {
    match step {
        Step::Waiting => State::Waiting,
        Step::Reading | Step::Writing | Step::Comparing => State::Processing,
        Step::PutBack => State::Returning,
        Step::Done => State::Success,
    }
}

const fn progress_of(step: Step) -> f32 {
    match step {
        Step::Waiting | Step::PutBack => 0.0,
        Step::Reading => 0.2,
        Step::Writing => 0.45,
        Step::Comparing => 0.85,
        Step::Done => 1.0,
    }
}
