//! Cancelling a key that is gone: what that does is said before it is done, and a new key can follow at once. A key that is in the
//! hand is deleted, which is another thing: the dialog says which is which.

use std::sync::Arc;

use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::permission::{UserKeysAssign, UserKeysCancel};
use keydesk::domain::user::UserId;
use keydesk::operation::cancelling::{self, Cancellation, Fate};

use crate::action::{Action, Order};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::{Element, text};
use crate::words::grouped;

const STAY: &str = "stay";

/// What is being cancelled.
#[derive(Default)]
pub struct Cancelling {
    state: Option<State>,
    /// Which question is the last: an answer to one before comes too late.
    asked: u64,
}

enum State {
    Asking,
    Asked(Arc<Cancellation>),
    Going(Arc<Cancellation>),
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Nothing,
    /// A new key for the same person.
    Assign,
}

#[derive(Debug, Clone)]
pub enum Message {
    Asked(u64, Answer<Arc<Cancellation>>),
    Stay,
    Go(Then),
    Cancelled(Then, Answer<Arc<Cancellation>>),
}

impl Cancelling {
    /// Asks what cancelling the key of a person would do; nothing, if the operator may not.
    pub fn ask(&mut self, context: &Context, user: UserId) -> Action<Message> {
        let Some(permit) = context.may::<UserKeysCancel>() else {
            return Action::None;
        };
        self.asked += 1;
        self.state = Some(State::Asking);
        let asked = self.asked;
        let ask = move |console: &Console| cancelling::ask(console, &permit, user).map(Arc::new);
        Action::Run(context.ask(ask).map(move |answer| Message::Asked(asked, answer)))
    }

    pub fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match (message, &self.state) {
            (Message::Asked(asked, answer), Some(State::Asking)) if asked == self.asked => match answer {
                Ok(said) => {
                    self.state = Some(State::Asked(said));
                    Action::None
                }
                Err(failure) => {
                    self.state = None;
                    Action::Fail(failure)
                }
            },
            (Message::Stay, Some(State::Asking | State::Asked(_))) => {
                self.state = None;
                Action::None
            }
            (Message::Go(then), Some(State::Asked(said))) => {
                let Some(permit) = context.may::<UserKeysCancel>() else {
                    return Action::None;
                };
                let (user, key) = (said.user, said.key);
                self.state = Some(State::Going(Arc::clone(said)));
                let cancel =
                    move |console: &Console| cancelling::cancel(console, &permit, user, key).map(Arc::new);
                Action::Run(context.ask(cancel).map(move |answer| Message::Cancelled(then, answer)))
            }
            (Message::Cancelled(then, answer), Some(State::Going(_))) => {
                self.state = None;
                match answer {
                    Ok(said) => cancelled(context, &said, then),
                    Err(failure) => Action::All(vec![Action::Fail(failure), Action::Changed]),
                }
            }
            (_, _) => Action::None,
        }
    }

    /// The question, once it is known what would be done.
    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let (said, is_going) = match self.state.as_ref()? {
            State::Asking => return None,
            State::Asked(said) => (said, false),
            State::Going(said) => (said, true),
        };
        let words = &context.words;
        let until = || context.say().end(said.until);
        let sentence = match said.fate {
            Fate::Listed => words.with("cancel-key-listed", [("until", until().into())]),
            Fate::Over => words.get("cancel-key-over").into_owned(),
            Fate::NotCancellable => words.with("cancel-key-not", [("until", until().into())]),
        };
        let press = |then| (!is_going).then_some(Message::Go(then));
        let mut lines = column![text::muted(words.get("cancel-key-in-hand"))].spacing(space::SM);
        if let Some(places) = said.places.filter(|_| said.fate == Fate::Listed) {
            let free = words.with("cancel-key-places", [("free", grouped(places.free() as i64).into())]);
            lines = lines.push(text::caption(free));
        }
        let mut asked =
            dialog(words.with("cancel-key-title", [("name", said.name.as_str().into())]), is_live)
                .subtitle(sentence)
                .width(Width::Form)
                .icon(Icon::Ban, Tone::Danger)
                .starts_at(STAY)
                .on_close(words.get("cancel-key-keep"), Message::Stay)
                .body(lines)
                .action(button(words.get("cancel-key-keep")).id(STAY).on_press(Message::Stay))
                .action(
                    button(words.get("cancel-key"))
                        .kind(Kind::Destructive)
                        .on_press_maybe(press(Then::Nothing)),
                );
        if context.may::<UserKeysAssign>().is_some() {
            let replace = button(words.get("cancel-key-and-new")).kind(Kind::Destructive);
            asked = asked.action(replace.on_press_maybe(press(Then::Assign)));
        }
        Some(asked.into())
    }
}

fn cancelled(context: &Context, said: &Cancellation, then: Then) -> Action<Message> {
    let name = said.name.as_str();
    let told = match said.fate {
        Fate::Over => context.words.with("cancel-key-done-over", [("name", name.into())]),
        Fate::Listed => context.words.with("cancel-key-done", [("name", name.into())]),
        Fate::NotCancellable => {
            let values = [("name", name.into()), ("until", context.say().end(said.until).into())];
            context.words.with("cancel-key-done-not", values)
        }
    };
    let tone = if said.fate == Fate::NotCancellable { Tone::Warning } else { Tone::Success };
    let mut actions = vec![Action::Tell(tone, told), Action::Changed];
    if then == Then::Assign {
        actions.push(Action::Encode(Order::Assign(said.user)));
    }
    Action::All(actions)
}
