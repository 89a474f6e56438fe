//! What whoever comes with a key sees of an update point, from two metres away. It covers a locked screen: it names nobody,
//! and nothing leads from it but the question for the password.

use std::time::{Duration, Instant};

use chrono::{Datelike, Days, NaiveTime};
use iced::widget::{column, container, row};
use iced::{Center, Fill};
use keydesk::domain::moment::Moment;
use keydesk::operation::encode::Step;
use keydesk::operation::points::{Refusal, Standing};

use super::lock::Message;
use crate::context::Context;
use crate::part::encoder;
use crate::theme::space;
use crate::widget::button::{Kind, button};
use crate::widget::light::{State, light};
use crate::widget::scope::scope;
use crate::widget::{Element, clock, surface, text};

/// The face of an update point.
pub struct Face {
    encoder: String,
    /// Which key was told of last, and since when.
    told: (u64, Option<Instant>),
}

/// What came of a key is read for so long, when it was taken away at once.
const READ: Duration = Duration::from_secs(6);
const LIGHT: f32 = 240.0;
const WIDTH_MAX: f32 = 1_100.0;
const ASK: &str = "face-ask";

impl Face {
    /// The face of the update point at an encoder.
    pub fn of(context: &Context, encoder: String) -> Face {
        let number = context.point(&encoder).and_then(|point| point.last).map_or(0, |told| told.number);
        Face { encoder, told: (number, None) }
    }

    /// Something happened at an encoder.
    pub fn look(&mut self, context: &Context) {
        let last = context.point(&self.encoder).and_then(|point| point.last);
        if let Some(last) = last.filter(|last| last.number != self.told.0) {
            self.told = (last.number, Some(clock::now()));
        }
    }

    /// The light, what is so, and what to do.
    fn said(&self, context: &Context) -> (State, String, String) {
        let words = &context.words;
        let both = |state, [what, next]: [&str; 2]| {
            (state, words.get(what).into_owned(), words.get(next).into_owned())
        };
        let Some(point) = context.point(&self.encoder) else {
            return both(State::Off, ["face-closed", "face-closed-next"]);
        };
        match point.step {
            Some(Step::PutBack) => return both(State::Returning, ["face-put-back", "face-put-back-next"]),
            Some(_) => return both(State::Processing, ["face-working", "face-working-next"]),
            None => {}
        }
        let is_fresh = self.told.1.is_some_and(|at| clock::now().saturating_duration_since(at) < READ);
        let last = point.last.filter(|last| last.number == self.told.0 && self.told.1.is_some());
        match (point.standing, last.filter(|_| is_fresh || point.is_lying)) {
            (_, Some(told)) => match told.result {
                Ok(until) => {
                    let until = valid_until(context, until);
                    (State::Success, words.get("face-done").into_owned(), until)
                }
                Err(refusal @ (Refusal::TooSoon | Refusal::Several)) => (
                    State::Error,
                    words.get(encoder::why(refusal)).into_owned(),
                    words.get("face-again").into_owned(),
                ),
                Err(refusal) => (
                    State::Error,
                    words.get("face-desk").into_owned(),
                    words.get(encoder::why(refusal)).into_owned(),
                ),
            },
            (Standing::Serving, None) => both(State::Waiting, ["face-waiting", "face-waiting-next"]),
            (
                Standing::Paused(_) | Standing::Unplugged | Standing::OtherProgram | Standing::Failing,
                None,
            ) => both(State::Off, ["face-closed", "face-closed-next"]),
        }
    }

    /// How it looks.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let (state, what, next) = self.said(context);
        let said = column![
            Element::from(light(state, what.clone()).size(LIGHT)),
            text::poster(what).align_x(Center),
            text::poster_next(next).align_x(Center),
        ]
        .spacing(space::XL)
        .align_x(Center)
        .max_width(WIDTH_MAX);
        let ask = button(words.get("face-ask")).id(ASK).kind(Kind::Link).on_press(Message::Ask);
        let place =
            text::muted(format!("{} – {}", context.console.site().name, context.label(&self.encoder)));
        // At the left: the cards of the simulated encoder lie at the right.
        let foot = row![Element::from(ask), place].spacing(space::LG).align_y(Center);
        let page = column![container(said).center(Fill), foot].padding(space::XL);
        let cover = surface::cover(page).width(Fill).height(Fill);
        scope(iced::widget::opaque(cover), true).starts_at(ASK).on_escape(Message::Ask).into()
    }
}

/// The last day of a key, with the day of the week, as one says it; a moment within a day with its time.
fn valid_until(context: &Context, until: Moment) -> String {
    let words = &context.words;
    let local = context.local(until);
    let is_midnight = local.time() == NaiveTime::MIN;
    let day = local.date().checked_sub_days(Days::new(u64::from(is_midnight))).unwrap_or(local.date());
    let weekday = words.get(&format!("time-zone-weekday-{}", day.weekday().number_from_monday()));
    let values = [("weekday", weekday.as_ref().into()), ("until", context.say().end(until).into())];
    words.with("face-until", values)
}
