//! The screen while its operator is away.

use std::sync::Arc;
use std::time::Duration;

use iced::widget::{column, container};
use iced::{Center, Fill};
use keydesk::domain::moment::Moment;
use keydesk::operation::sign_in;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::brand::{CARD, brand};
use crate::task;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::field::field;
use crate::widget::scope::scope;
use crate::widget::task::Task;
use crate::widget::{Element, form, notice, surface, text};
use crate::window::idle::Idle;

use super::face::Face;

/// The lock.
#[derive(Default)]
pub struct Lock {
    /// What is shown to whoever comes with a key, as long as nobody is asked for a password.
    face: Option<Face>,
    is_asking: bool,
    password: Typed,
    /// Asked for once the password turns out to be the right one, of whoever has a second factor.
    code: Option<String>,
    /// How long nobody has typed.
    idle: Idle,
    is_working: bool,
    error: Option<Arc<sign_in::Error>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    /// Somebody wants in.
    Ask,
    /// Nobody does any more.
    ShowAgain,
    PasswordChanged(Typed),
    CodeChanged(String),
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
const CODE: &str = "unlock-code";
/// What was typed stays for as long as at the sign-in.
const TYPED_STAYS: Duration = Duration::from_secs(60 * sign_in::PENDING_MINUTES_MAX.unsigned_abs());
/// Where there is a face, the next one with a key is to see it soon.
const ASKED_STAYS: Duration = Duration::from_secs(60);

impl Lock {
    /// A lock that shows how an update point stands.
    pub fn showing(context: &Context, encoder: String) -> Lock {
        Lock { face: Some(Face::of(context, encoder)), ..Lock::default() }
    }

    /// Whether it shows something else than the question for the password.
    pub const fn is_showing(&self) -> bool {
        self.face.is_some() && !self.is_asking
    }

    /// Whether the window was given over to it whole.
    pub const fn has_face(&self) -> bool {
        self.face.is_some()
    }

    /// Something happened at an encoder.
    pub fn look(&mut self, context: &Context) {
        if let Some(face) = &mut self.face {
            face.look(context);
        }
    }

    /// Asks for the password.
    pub fn ask(&mut self, context: &Context) -> Task<Message> {
        self.is_asking = true;
        self.count_anew(context);
        crate::widget::focus::to(PASSWORD)
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        match message {
            Message::Ask => return Outcome::Run(self.ask(context)),
            Message::ShowAgain if self.is_working => {}
            Message::ShowAgain => self.clear(),
            Message::PasswordChanged(typed) => {
                self.password = typed;
                self.error = None;
                self.count_anew(context);
            }
            Message::CodeChanged(typed) => {
                self.code = Some(typed);
                self.error = None;
                self.count_anew(context);
            }
            Message::Unlock if !self.may_unlock() => {}
            Message::Unlock => {
                self.is_working = true;
                self.error = None;
                let (console, session) = (Arc::clone(&context.console), Arc::clone(&context.session));
                let (password, code) = (self.password.password(), self.code.clone().unwrap_or_default());
                let unlocked = task::blocking(move || {
                    sign_in::unlock(&console, &session, &password, &code).map_err(Arc::new)
                });
                return Outcome::Run(unlocked.map(Message::Unlocked));
            }
            Message::Unlocked(Ok(())) => return Outcome::Unlocked,
            Message::Unlocked(Err(error)) if matches!(*error, sign_in::Error::CodeWanted) => {
                // The password was right: it stays, and the code is asked beside it.
                (self.is_working, self.code) = (false, Some(String::new()));
                self.count_anew(context);
                return Outcome::Run(crate::widget::focus::to(CODE));
            }
            Message::Unlocked(Err(error)) => {
                (self.is_working, self.password, self.code) = (false, Typed::default(), None);
                self.error = Some(error);
                return Outcome::Run(crate::widget::focus::to(PASSWORD));
            }
            Message::SignOut => return Outcome::SignOut,
        }
        Outcome::Run(Task::none())
    }

    fn count_anew(&self, context: &Context) {
        let stays = if self.face.is_some() { ASKED_STAYS } else { TYPED_STAYS };
        self.idle.begin(context.console.clock().now(), stays);
    }

    /// Forgets what was typed, once whoever typed it has been away for too long.
    pub fn forget(&mut self, wall: Moment) -> Option<Task<Message>> {
        let is_left = self.idle.is_over(wall) && !self.is_working;
        is_left.then(|| {
            self.clear();
            crate::widget::focus::to(PASSWORD)
        })
    }

    fn clear(&mut self) {
        *self = Lock { face: self.face.take(), ..Lock::default() };
    }

    fn may_unlock(&self) -> bool {
        let is_code_given = self.code.as_deref().is_none_or(|code| !code.trim().is_empty());
        !self.is_working && !self.password.is_empty() && is_code_given
    }

    /// How it looks; `is_changed` if something would be lost by signing out.
    pub fn view<'a>(&'a self, context: &'a Context, is_changed: bool) -> Element<'a, Message> {
        if let Some(face) = self.face.as_ref().filter(|_| !self.is_asking) {
            return face.view(context);
        }
        let words = &context.words;
        // Whoever comes with a key is told nothing of whose desk it is.
        let has_face = self.face.is_some();
        let name = match has_face {
            true => words.get("lock-of-face").into_owned(),
            false => words.with("lock-of", [("name", context.session.name().into())]),
        };
        let may_type = !self.is_working;
        let password = field(words.get("sign-in-password"), self.password.as_str())
            .id(PASSWORD)
            .lead(Icon::LockKeyhole)
            .secret()
            .on_input_maybe(may_type.then_some(|typed| Message::PasswordChanged(Typed::new(typed))))
            .on_submit(Message::Unlock);
        let code = self.code.as_deref().map(|typed| {
            field(words.get("sign-in-code"), typed)
                .id(CODE)
                .mono()
                .on_input_maybe(may_type.then_some(Message::CodeChanged))
                .on_submit(Message::Unlock)
                .into()
        });
        let label = if self.is_working { "lock-unlocking" } else { "lock-unlock" };
        let may = self.may_unlock().then_some(Message::Unlock);
        let unlock = button(words.get(label)).kind(Kind::Primary).width(Fill).on_press_maybe(may);
        let error = self.error.as_ref();
        let error = error.map(|error| match **error {
            sign_in::Error::Unfinished => words.get("lock-unfinished").into_owned(),
            // It is known who it is: only the password was asked.
            sign_in::Error::Wrong => words.get("lock-wrong").into_owned(),
            ref other => context.say().sign_in(other),
        });
        let error = error.map(|error| notice::banner(Tone::Danger, error, None));
        let fields = [Some(password.into()), code, Some(unlock.into())].into_iter().flatten();
        let fields = notice::over(error, form::fields(fields));
        let card = column![brand(context.console.site().name.clone(), name), fields].spacing(space::LG);
        let out = button(words.get("lock-sign-out")).kind(Kind::Link).on_press(Message::SignOut);
        let mut page =
            column![surface::card(container(card).padding(space::SM)).width(CARD), Element::from(out)];
        if has_face {
            let back = button(words.get("back")).icon(Icon::ArrowLeft).kind(Kind::Link);
            page = page.push(Element::from(back.on_press(Message::ShowAgain)));
        }
        if is_changed {
            page = page.push(text::muted(words.get("lock-unsaved")));
        }
        let page = page.spacing(space::MD).align_x(Center);
        let cover = surface::cover(container(page).center(Fill)).width(Fill).height(Fill);
        scope(iced::widget::opaque(cover), true).starts_at(PASSWORD).into()
    }
}
