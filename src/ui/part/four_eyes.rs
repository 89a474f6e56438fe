//! The dialog in which a second operator confirms an act, or in which the act is made to wait where nobody could.

use std::sync::Arc;

use iced::widget::column;
use keydesk::operation::four_eyes::{self, Confirmation, Need, Right, Waiting};
use keydesk::operation::sign_in;

use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::task;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Dialog, Width, dialog};
use crate::widget::field::field;
use crate::widget::task::Task;
use crate::widget::{Element, form, gauge, notice, text};

/// The dialog. `R` is the right to the act, so that what comes of it is of use for that act alone.
pub struct FourEyes<R> {
    by: R,
    /// What is confirmed, in the words of whoever asks.
    what: String,
    need: Option<Need>,
    user_name: String,
    password: Typed,
    /// Asked for once the second operator turns out to have a second factor.
    code: Option<String>,
    error: Option<Arc<four_eyes::Error>>,
    is_working: bool,
}

/// What comes home as a confirmation, which is not copied.
pub type Word<R> = task::Carried<Result<Confirmation<R>, four_eyes::Error>>;

pub enum Message<R> {
    Known(Answer<Need>),
    UserNameChanged(String),
    PasswordChanged(Typed),
    CodeChanged(String),
    Confirm,
    Confirmed(Word<R>),
    Ask,
    CallOff,
    /// Asked for, or called off.
    Arranged(Result<(), Arc<four_eyes::Error>>),
    GoOn,
    Close,
}

// Derived ones would want the right to be copied as well.
impl<R> Clone for Message<R> {
    fn clone(&self) -> Self {
        match self {
            Message::Known(answer) => Message::Known(answer.clone()),
            Message::UserNameChanged(typed) => Message::UserNameChanged(typed.clone()),
            Message::PasswordChanged(typed) => Message::PasswordChanged(typed.clone()),
            Message::CodeChanged(typed) => Message::CodeChanged(typed.clone()),
            Message::Confirm => Message::Confirm,
            Message::Confirmed(word) => Message::Confirmed(word.clone()),
            Message::Ask => Message::Ask,
            Message::CallOff => Message::CallOff,
            Message::Arranged(result) => Message::Arranged(result.clone()),
            Message::GoOn => Message::GoOn,
            Message::Close => Message::Close,
        }
    }
}

impl<R> std::fmt::Debug for Message<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Message::Known(_) => "Known",
            Message::UserNameChanged(_) => "UserNameChanged",
            Message::PasswordChanged(_) => "PasswordChanged",
            Message::CodeChanged(_) => "CodeChanged",
            Message::Confirm => "Confirm",
            Message::Confirmed(_) => "Confirmed",
            Message::Ask => "Ask",
            Message::CallOff => "CallOff",
            Message::Arranged(_) => "Arranged",
            Message::GoOn => "GoOn",
            Message::Close => "Close",
        })
    }
}

/// What came of it.
pub enum Outcome<R> {
    Run(Task<Message<R>>),
    Confirmed(Confirmation<R>),
    Closed,
    Failed(Failure),
}

const USER_NAME: &str = "witness";
const CODE: &str = "witness-code";

impl<R: Right + Clone + Send + Sync + 'static> FourEyes<R> {
    /// Opens the dialog for an act; `what` says what the second operator puts a name to.
    pub fn open(context: &Context, by: R, what: String) -> (Self, Task<Message<R>>) {
        let opened = FourEyes {
            by,
            what,
            need: None,
            user_name: String::new(),
            password: Typed::default(),
            code: None,
            error: None,
            is_working: false,
        };
        let task = opened.ask_need(context);
        (opened, task)
    }

    fn ask_need(&self, context: &Context) -> Task<Message<R>> {
        let by = self.by.clone();
        context.ask(move |console| four_eyes::need(console, &by)).map(Message::Known)
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message<R>) -> Outcome<R> {
        match message {
            Message::Known(Ok(need)) => {
                let is_witness = need == Need::Witness;
                (self.need, self.is_working) = (Some(need), false);
                Outcome::Run(if is_witness { crate::widget::focus::to(USER_NAME) } else { Task::none() })
            }
            Message::Known(Err(failure)) => Outcome::Failed(failure),
            Message::UserNameChanged(typed) => {
                (self.user_name, self.error) = (typed, None);
                Outcome::Run(Task::none())
            }
            Message::PasswordChanged(typed) => {
                (self.password, self.error) = (typed, None);
                Outcome::Run(Task::none())
            }
            Message::CodeChanged(typed) => {
                (self.code, self.error) = (Some(typed), None);
                Outcome::Run(Task::none())
            }
            Message::Confirm => {
                let (by, user_name, password) =
                    (self.by.clone(), self.user_name.clone(), self.password.password());
                let code = self.code.clone().unwrap_or_default();
                let console = Arc::clone(&context.console);
                self.is_working = true;
                let word = task::blocking(move || {
                    let word = four_eyes::confirm(&console, &by, &user_name, &password, &code);
                    task::Carried::new(word.map(Confirmation::Witness))
                });
                Outcome::Run(word.map(Message::Confirmed))
            }
            Message::Confirmed(word) => {
                self.is_working = false;
                let word = word.take();
                if let Some(Err(four_eyes::Error::SignIn(sign_in::Error::CodeWanted))) = word {
                    // The password was right: it stays, and the code is asked beside it.
                    self.code = Some(String::new());
                    return Outcome::Run(crate::widget::focus::to(CODE));
                }
                // Whatever comes of it, nobody's password stays on the screen.
                (self.password, self.code) = (Typed::default(), None);
                match word {
                    Some(Ok(confirmation)) => Outcome::Confirmed(confirmation),
                    Some(Err(error)) => {
                        self.error = Some(Arc::new(error));
                        // What is needed may have changed: somebody was added, or the act was called off.
                        Outcome::Run(self.ask_need(context))
                    }
                    None => Outcome::Run(Task::none()),
                }
            }
            Message::Ask => self.arrange(context, four_eyes::ask),
            Message::CallOff => self.arrange(context, four_eyes::call_off),
            Message::Arranged(Ok(())) => Outcome::Run(self.ask_need(context)),
            Message::Arranged(Err(error)) => {
                self.error = Some(error);
                Outcome::Run(self.ask_need(context))
            }
            Message::GoOn => {
                let (by, console) = (self.by.clone(), Arc::clone(&context.console));
                self.is_working = true;
                let word = task::blocking(move || {
                    task::Carried::new(four_eyes::waited(&console, &by).map(Confirmation::Delay))
                });
                Outcome::Run(word.map(Message::Confirmed))
            }
            Message::Close => Outcome::Closed,
        }
    }

    fn arrange(
        &mut self,
        context: &Context,
        deed: fn(&keydesk::console::Console, &R) -> Result<(), four_eyes::Error>,
    ) -> Outcome<R> {
        let (by, console) = (self.by.clone(), Arc::clone(&context.console));
        (self.is_working, self.error) = (true, None);
        Outcome::Run(task::blocking(move || deed(&console, &by).map_err(Arc::new)).map(Message::Arranged))
    }

    /// The dialog.
    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message<R>> {
        let words = &context.words;
        let act = R::ACT.key();
        let title = match &self.need {
            None | Some(Need::Witness) => words.get(&format!("four-eyes-{act}")),
            Some(Need::Delay(None)) => words.get(&format!("four-eyes-request-{act}")),
            Some(Need::Delay(Some(_))) => words.get(&format!("four-eyes-requested-{act}")),
        };
        let asked = dialog(title, is_live)
            .subtitle(self.what.as_str())
            .width(Width::Form)
            .icon(Icon::Eye, Tone::Accent)
            .on_close(words.get("cancel"), Message::Close);
        match &self.need {
            None => asked
                .body(gauge::skeleton(3))
                .action(button(words.get("cancel")).on_press(Message::Close))
                .into(),
            Some(Need::Witness) => self.view_witness(context, asked),
            Some(Need::Delay(None)) => self.view_alone(context, asked),
            Some(Need::Delay(Some(waiting))) => self.view_waiting(context, asked, waiting),
        }
    }

    /// What is wrong, as long as it is not about the fields.
    fn banner<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message<R>>> {
        let error = self.error.as_deref()?;
        Some(notice::banner(Tone::Danger, context.say().four_eyes(error), None))
    }

    fn view_witness<'a>(
        &'a self,
        context: &'a Context,
        asked: Dialog<'a, Message<R>>,
    ) -> Element<'a, Message<R>> {
        let words = &context.words;
        let is_name = matches!(
            self.error.as_deref(),
            Some(
                four_eyes::Error::Same
                    | four_eyes::Error::NotEntitled
                    | four_eyes::Error::SignIn(sign_in::Error::Wrong)
            )
        );
        let error = self.error.as_deref().filter(|_| is_name).map(|error| context.say().four_eyes(error));
        let user_name = field(words.get("sign-in-user-name"), self.user_name.as_str())
            .id(USER_NAME)
            .error(error)
            .on_input(Message::UserNameChanged);
        let password = field(words.get("sign-in-password"), self.password.as_str())
            .secret()
            .on_input(|typed| Message::PasswordChanged(Typed::new(typed)));
        let code = self.code.as_deref().map(|typed| {
            field(words.get("sign-in-code"), typed).id(CODE).mono().on_input(Message::CodeChanged).into()
        });
        let is_filled = !self.user_name.trim().is_empty()
            && !self.password.is_empty()
            && self.code.as_deref().is_none_or(|code| !code.trim().is_empty());
        let confirm = (is_filled && !self.is_working).then_some(Message::Confirm);
        let label = if self.is_working { "four-eyes-confirming" } else { "four-eyes-confirm" };
        let banner = self.banner(context).filter(|_| !is_name);
        let body = column![text::body(words.get("four-eyes-sentence"))]
            .extend(banner)
            .push(form::fields([user_name.into(), password.into()].into_iter().chain(code)))
            .spacing(space::LG);
        asked
            .body(body)
            .starts_at(USER_NAME)
            .action(button(words.get("cancel")).on_press(Message::Close))
            .default_action(button(words.get(label)).on_press_maybe(confirm))
            .into()
    }

    fn view_alone<'a>(
        &'a self,
        context: &'a Context,
        asked: Dialog<'a, Message<R>>,
    ) -> Element<'a, Message<R>> {
        let words = &context.words;
        let ask = (!self.is_working).then_some(Message::Ask);
        let body =
            column![text::body(words.get("four-eyes-alone"))].extend(self.banner(context)).spacing(space::LG);
        asked
            .body(body)
            .action(button(words.get("cancel")).on_press(Message::Close))
            .action(button(words.get("four-eyes-ask")).kind(Kind::Primary).on_press_maybe(ask))
            .into()
    }

    fn view_waiting<'a>(
        &'a self,
        context: &'a Context,
        asked: Dialog<'a, Message<R>>,
        waiting: &'a Waiting,
    ) -> Element<'a, Message<R>> {
        let (words, say) = (&context.words, context.say());
        // By the clock as it is now: the dialog may stand open until the moment has come.
        let is_due = waiting.due_at <= context.console.clock().now();
        let values = [
            ("by", waiting.asked_by.as_str().into()),
            ("at", say.moment(waiting.asked_at).into()),
            ("due", say.moment(waiting.due_at).into()),
        ];
        let sentence = match (is_due, waiting.is_own) {
            (true, true) => words.get("four-eyes-due").into_owned(),
            (false, true) => words.with("four-eyes-waiting", values),
            (true | false, false) => words.with("four-eyes-of-another", values),
        };
        let call_off = (!self.is_working).then_some(Message::CallOff);
        let asked = asked
            .body(column![text::body(sentence)].extend(self.banner(context)).spacing(space::LG))
            .aside(button(words.get("four-eyes-call-off")).kind(Kind::Danger).on_press_maybe(call_off));
        if is_due && waiting.is_own {
            let go_on = (!self.is_working).then_some(Message::GoOn);
            let go_on = button(words.get("four-eyes-go-on")).kind(Kind::Primary).on_press_maybe(go_on);
            asked.action(button(words.get("cancel")).on_press(Message::Close)).action(go_on).into()
        } else {
            asked.action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Close)).into()
        }
    }
}
