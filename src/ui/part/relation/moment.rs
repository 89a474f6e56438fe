//! At which moment locks are asked what they would do: now, or when clocks show a time where the lock is.

use std::borrow::Cow;

use iced::Fill;
use iced::widget::container;
use keydesk::domain::user::Fault;
use keydesk::operation::At;

use super::Message;
use crate::context::Context;
use crate::part::when::{Side, When};
use crate::widget::button::button;
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::{Element, form, text};

/// The choice, and the date, by which they are found as well.
pub const MOMENT: &str = "answer-moment";
pub const AT: &str = "answer-at";

/// The moment that is asked about, as it is chosen and typed.
pub struct Moment {
    is_now: bool,
    at: When,
    error: Option<String>,
}

impl Moment {
    pub fn of(context: &Context, at: At) -> Moment {
        let now = context.local(context.console.believed_time().moment());
        let local = match at {
            At::Now => now,
            At::Wall(local) => local,
        };
        Moment { is_now: at == At::Now, at: When::of(Side::From, local, &context.words), error: None }
    }

    /// Takes what was typed; what was wrong before is not said any more.
    pub fn take(&mut self, message: Message) {
        match message {
            Message::NowChanged(is_now) => self.is_now = is_now,
            Message::AtChanged(at) => self.at = at,
            _ => return,
        }
        self.error = None;
    }

    /// The moment, if what was typed is one.
    pub fn read(&mut self, context: &Context) -> Option<At> {
        if self.is_now {
            return Some(At::Now);
        }
        match self.at.read(&context.words, context.today()) {
            Ok(local) => Some(At::Wall(local)),
            Err(_) => {
                self.error = Some(context.say().user(Fault::NotADate));
                None
            }
        }
    }

    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let choices =
            vec![choice(true, words.get("answer-now")), choice(false, words.get("answer-at-a-time"))];
        let mut fields: Vec<Element<'a, Message>> =
            vec![segmented(choices, self.is_now, Message::NowChanged).id(MOMENT).into()];
        if !self.is_now {
            let error = self.error.clone();
            fields.push(self.at.view(words, AT, context.today(), error, Some(Message::AtChanged)));
        }
        fields.push(text::muted(words.get("answer-hint")).width(Fill).into());
        dialog(words.get("answer-title"), is_live)
            .width(Width::Confirm)
            .body(container(form::fields(fields)).width(Fill))
            .starts_at(MOMENT)
            .on_close(words.get("back"), Message::BackToList)
            .action(button(words.get("back")).on_press(Message::BackToList))
            .default_action(button(words.get("answer-ask")).on_press(Message::TakeMoment))
            .into()
    }
}

/// The moment, as it stands above what locks would do.
pub fn said(context: &Context, at: At) -> Cow<'_, str> {
    match at {
        At::Now => context.words.get("answer-now"),
        At::Wall(local) => context.words.moment(local).into(),
    }
}
