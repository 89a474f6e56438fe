//! The screen while its operator is away.

use std::sync::Arc;

use iced::widget::{column, container};
use iced::{Center, Fill, Task};
use keydesk::operation::sign_in;

use crate::context::Context;
use crate::icon::Icon;
use crate::task;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::field::field;
use crate::widget::scope::scope;
use crate::widget::{Element, form, notice, surface, text};
use crate::window::sign_in::{CARD, brand};

/// The lock.
#[derive(Default)]
pub struct Lock {
    password: Typed,
    is_working: bool,
    error: Option<Arc<sign_in::Error>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    PasswordChanged(Typed),
    Unlock,
    Unlocked(Result<(), Arc<sign_in::Error>>),
    SignOut,
}

/// What the desk must know of it.
pub enum Outcome {
    Run(Task<Message>),
    Unlocked,
    SignOut,
}

const PASSWORD: &str = "unlock-password";

impl Lock {
    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        match message {
            Message::PasswordChanged(typed) => {
                self.password = typed;
                self.error = None;
            }
            Message::Unlock if self.is_working || self.password.is_empty() => {}
            Message::Unlock => {
                self.is_working = true;
                self.error = None;
                let (console, session, password) =
                    (Arc::clone(&context.console), Arc::clone(&context.session), self.password.password());
                let unlocked =
                    task::blocking(move || sign_in::unlock(&console, &session, &password).map_err(Arc::new));
                return Outcome::Run(unlocked.map(Message::Unlocked));
            }
            Message::Unlocked(Ok(())) => return Outcome::Unlocked,
            Message::Unlocked(Err(error)) => {
                self.is_working = false;
                self.password = Typed::default();
                self.error = Some(error);
                return Outcome::Run(crate::widget::focus::to(PASSWORD));
            }
            Message::SignOut => return Outcome::SignOut,
        }
        Outcome::Run(Task::none())
    }

    /// How it looks; `is_changed` if something would be lost by signing out.
    pub fn view<'a>(&'a self, context: &'a Context, is_changed: bool) -> Element<'a, Message> {
        let words = &context.words;
        let name = words.with("lock-of", [("name", context.session.name().into())]);
        let may_type = !self.is_working;
        let password = field(words.get("sign-in-password"), self.password.as_str())
            .id(PASSWORD)
            .lead(Icon::LockKeyhole)
            .secret()
            .on_input_maybe(may_type.then_some(|typed| Message::PasswordChanged(Typed::new(typed))))
            .on_submit(Message::Unlock);
        let label = if self.is_working { "lock-unlocking" } else { "lock-unlock" };
        let may = (may_type && !self.password.is_empty()).then_some(Message::Unlock);
        let unlock = button(words.get(label)).kind(Kind::Primary).width(Fill).on_press_maybe(may);
        let error = self.error.as_ref();
        let error = error.map(|error| notice::banner(Tone::Danger, context.say().sign_in(error), None));
        let fields = notice::over(error, form::fields([password.into(), unlock.into()]));
        let card = column![brand(&context.console.site().name, name), fields].spacing(space::LG);
        let out = button(words.get("lock-sign-out")).kind(Kind::Link).on_press(Message::SignOut);
        let mut page =
            column![surface::card(container(card).padding(space::SM)).width(CARD), Element::from(out)];
        if is_changed {
            page = page.push(text::muted(words.get("lock-unsaved")));
        }
        let page = page.spacing(space::MD).align_x(Center);
        let canvas = surface::canvas(container(page).center(Fill)).width(Fill).height(Fill);
        scope(iced::widget::opaque(canvas), true).starts_at(PASSWORD).into()
    }
}
