//! The operator's own second factor, as a section of the settings: on, with an authenticator; off, with the password.

use std::sync::Arc;

use iced::widget::column;
use keydesk::operation::own::{self, Enrolment, TwoFactor, TwoFactorError};

use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::enrolment::{CODE, Shown, code_field};
use crate::task;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::task::Task;
use crate::widget::{Element, focus, form, notice, text};

/// The section, and the dialog that takes the place of the settings.
#[derive(Default)]
pub struct SecondFactor {
    standing: Option<TwoFactor>,
    page: Page,
    is_working: bool,
    error: Option<Arc<TwoFactorError>>,
}

#[derive(Default)]
enum Page {
    #[default]
    Section,
    On {
        enrolment: Box<Enrolment>,
        shown: Box<Shown>,
        code: Typed,
    },
    Off {
        password: Typed,
    },
}

#[derive(Debug, Clone)]
pub enum Message {
    Known(Answer<TwoFactor>),
    SwitchOn,
    Begun(Result<Box<Enrolment>, Arc<TwoFactorError>>),
    SwitchOff,
    CodeChanged(Typed),
    PasswordChanged(Typed),
    Confirm,
    Confirmed(Result<(), Arc<TwoFactorError>>),
    Back,
}

/// What the settings must know of it.
pub enum Outcome {
    Run(Task<Message>),
    Failed(Failure),
}

const PASSWORD: &str = "two-factor-password";
const SECTION: &str = "two-factor";

impl SecondFactor {
    /// Asks how it is.
    pub fn ask(context: &Context) -> Task<Message> {
        let proof = context.session.own();
        context.ask(move |console| own::two_factor(console, &proof)).map(Message::Known)
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        Outcome::Run(match message {
            Message::Known(Ok(standing)) => {
                self.standing = Some(standing);
                Task::none()
            }
            Message::Known(Err(failure)) => return Outcome::Failed(failure),
            Message::SwitchOn if self.is_working => Task::none(),
            Message::SwitchOn => {
                let proof = context.session.own();
                self.work(context, move |console| {
                    Message::Begun(own::begin_two_factor(console, &proof).map(Box::new).map_err(Arc::new))
                })
            }
            Message::Begun(Ok(enrolment)) => {
                self.is_working = false;
                let shown = Box::new(Shown::of(&enrolment));
                self.page = Page::On { enrolment, shown, code: Typed::default() };
                focus::to(CODE)
            }
            Message::Begun(Err(error)) => {
                self.is_working = false;
                self.error = Some(error);
                SecondFactor::ask(context)
            }
            Message::SwitchOff => {
                self.error = None;
                self.page = Page::Off { password: Typed::default() };
                focus::to(PASSWORD)
            }
            Message::CodeChanged(typed) => {
                self.error = None;
                if let Page::On { code, .. } = &mut self.page {
                    *code = typed;
                }
                Task::none()
            }
            Message::PasswordChanged(typed) => {
                self.error = None;
                if let Page::Off { password } = &mut self.page {
                    *password = typed;
                }
                Task::none()
            }
            Message::Confirm => self.confirm(context),
            Message::Confirmed(Ok(())) => {
                self.is_working = false;
                self.page = Page::Section;
                Task::batch([SecondFactor::ask(context), focus::to(SECTION)])
            }
            Message::Confirmed(Err(error)) => {
                self.is_working = false;
                self.error = Some(error);
                match &mut self.page {
                    Page::Section => Task::none(),
                    Page::On { code, .. } => {
                        *code = Typed::default();
                        focus::to(CODE)
                    }
                    Page::Off { password } => {
                        *password = Typed::default();
                        focus::to(PASSWORD)
                    }
                }
            }
            Message::Back if self.is_working => Task::none(),
            Message::Back => {
                self.error = None;
                self.page = Page::Section;
                focus::to(SECTION)
            }
        })
    }

    fn work(
        &mut self,
        context: &Context,
        work: impl FnOnce(&keydesk::console::Console) -> Message + Send + 'static,
    ) -> Task<Message> {
        self.is_working = true;
        self.error = None;
        let console = Arc::clone(&context.console);
        task::blocking(move || work(&console))
    }

    fn may_confirm(&self) -> bool {
        !self.is_working
            && match &self.page {
                Page::Section => false,
                Page::On { code, .. } => !code.is_empty(),
                Page::Off { password } => !password.is_empty(),
            }
    }

    fn confirm(&mut self, context: &Context) -> Task<Message> {
        if !self.may_confirm() {
            return Task::none();
        }
        let proof = context.session.own();
        match &self.page {
            Page::Section => Task::none(),
            Page::On { enrolment, code, .. } => {
                let (enrolment, code) = (enrolment.clone(), code.clone());
                self.work(context, move |console| {
                    let done = own::switch_two_factor_on(console, &proof, &enrolment, code.as_str());
                    Message::Confirmed(done.map_err(Arc::new))
                })
            }
            Page::Off { password } => {
                let password = password.password();
                self.work(context, move |console| {
                    let done = own::switch_two_factor_off(console, &proof, &password);
                    Message::Confirmed(done.map_err(Arc::new))
                })
            }
        }
    }

    /// The section.
    pub fn section<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let mut lines: Vec<Element<'a, Message>> =
            vec![text::section(words.get("settings-two-factor")).into()];
        if let Some(error) = &self.error {
            lines.push(notice::banner(Tone::Danger, context.say().two_factor(error), None));
        }
        let Some(TwoFactor { is_on, is_required }) = self.standing else {
            return form::fields(lines);
        };
        let how = if is_on { "settings-two-factor-is-on" } else { "settings-two-factor-is-off" };
        let mut standing = column![text::body(words.get(how))].spacing(space::XXS);
        if is_required {
            let asked = if is_on { "settings-two-factor-required" } else { "settings-two-factor-soon" };
            standing = standing.push(text::muted(words.get(asked)));
        }
        lines.push(standing.into());
        let (label, message) = if is_on {
            ("settings-two-factor-off", (!is_required).then_some(Message::SwitchOff))
        } else {
            ("settings-two-factor-on", Some(Message::SwitchOn))
        };
        let switch = button(words.get(label)).id(SECTION).icon(Icon::Smartphone);
        lines.push(switch.on_press_maybe(message.filter(|_| !self.is_working)).into());
        form::fields(lines)
    }

    /// The dialog that stands in place of the settings, if one is open.
    pub fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let error = self.error.as_ref();
        let at_field = |is_meant: fn(&TwoFactorError) -> bool| {
            error.filter(|error| is_meant(error)).map(|error| context.say().two_factor(error))
        };
        let beside = error.filter(|error| !is_at_field(error));
        let beside = beside.map(|error| notice::banner(Tone::Danger, context.say().two_factor(error), None));
        let (starts_at, label, width, body) = match &self.page {
            Page::Section => return None,
            Page::On { shown, code, .. } => {
                let error = at_field(|error| matches!(error, TwoFactorError::WrongCode));
                let on_input = (!self.is_working).then_some(Message::CodeChanged);
                let code = code_field(words.get("enrolment-code"), code, error, on_input, Message::Confirm);
                (CODE, "settings-two-factor-on", Width::Form, shown.view(words, code))
            }
            Page::Off { password } => {
                let password = field(words.get("settings-password-old"), password.as_str())
                    .id(PASSWORD)
                    .secret()
                    .error(at_field(|error| matches!(error, TwoFactorError::WrongPassword)))
                    .on_input(|typed| Message::PasswordChanged(Typed::new(typed)))
                    .on_submit(Message::Confirm);
                let body = column![
                    text::body(words.get("settings-two-factor-off-sentence")),
                    Element::from(password)
                ];
                (PASSWORD, "settings-two-factor-off", Width::Confirm, body.spacing(space::LG).into())
            }
        };
        let confirm = self.may_confirm().then_some(Message::Confirm);
        let asked = dialog(words.get("settings-two-factor"), is_live)
            .width(width)
            .icon(Icon::Smartphone, Tone::Accent)
            .body(notice::over(beside, body))
            .starts_at(starts_at)
            .on_close(words.get("back"), Message::Back)
            .action(button(words.get("back")).on_press_maybe((!self.is_working).then_some(Message::Back)))
            .action(button(words.get(label)).kind(Kind::Primary).on_press_maybe(confirm));
        Some(asked.into())
    }
}

const fn is_at_field(error: &TwoFactorError) -> bool {
    match error {
        TwoFactorError::WrongCode | TwoFactorError::WrongPassword => true,
        TwoFactorError::LockedUntil(_)
        | TwoFactorError::Required
        | TwoFactorError::AlreadyOn
        | TwoFactorError::Storage(_)
        | TwoFactorError::Damaged => false,
    }
}
