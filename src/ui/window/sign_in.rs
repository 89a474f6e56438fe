//! Signing in.

use std::borrow::Cow;
use std::sync::Arc;

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill};
use keydesk::console::{Console, Demo};
use keydesk::domain::operator::Language;
use keydesk::operation::demo::{self, Login};
use keydesk::operation::own::Enrolment;
use keydesk::operation::sign_in::{self, Ask, Code, NewPassword, Pending, SignedIn, WhyNew};

use super::{Entered, Step};
use crate::icon::Icon;
use crate::part::brand::{CARD, brand};
use crate::part::enrolment::{CODE, Shown, code_field};
use crate::part::settings::language_name;
use crate::say::{CLOCK, Say};
use crate::task;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::choice::{choice, segmented};
use crate::widget::field::{Field, field};
use crate::widget::scope::scope;
use crate::widget::task::Task;
use crate::widget::tile::tile;
use crate::widget::{Element, form, notice, surface, text};
use crate::words::Words;

/// The stage.
pub struct SignIn {
    console: Arc<Console>,
    user_name: String,
    password: Typed,
    page: Page,
    is_working: bool,
    error: Option<Arc<sign_in::Error>>,
    /// The language that was chosen here.
    spoken: Option<Language>,
}

/// What is asked.
enum Page {
    Password,
    Code { pending: Pending<Code>, code: Typed },
    Enrolment { pending: Pending<Enrolment>, shown: Box<Shown>, code: Typed },
    NewPassword { pending: Pending<NewPassword>, new: Typed, repeated: Typed },
}

/// What a step came to.
pub enum Went {
    In(Box<Entered>),
    On(Ask),
}

#[derive(Debug, Clone)]
pub enum Message {
    UserNameChanged(String),
    PasswordChanged(Typed),
    CodeChanged(Typed),
    NewChanged(Typed),
    RepeatedChanged(Typed),
    Next,
    Back,
    Answered(task::Carried<Result<Went, sign_in::Error>>),
    Use(Login),
    Speak(Language),
}

impl SignIn {
    /// Asks who is there.
    pub fn new(console: Arc<Console>) -> SignIn {
        SignIn {
            console,
            user_name: String::new(),
            password: Typed::default(),
            page: Page::Password,
            is_working: false,
            error: None,
            spoken: None,
        }
    }

    /// The name of the site.
    pub fn site(&self) -> String {
        self.console.site().name.clone()
    }

    /// Takes what happened.
    pub fn update(&mut self, words: &Words, message: Message) -> Step<Message> {
        match message {
            Message::UserNameChanged(typed) => {
                self.user_name = typed;
                self.error = None;
            }
            Message::PasswordChanged(typed) => {
                self.password = typed;
                self.error = None;
            }
            Message::CodeChanged(typed) => {
                if let Page::Code { code, .. } | Page::Enrolment { code, .. } = &mut self.page {
                    *code = typed;
                }
                self.error = None;
            }
            Message::NewChanged(typed) => {
                if let Page::NewPassword { new, .. } = &mut self.page {
                    *new = typed;
                }
                self.error = None;
            }
            Message::RepeatedChanged(typed) => {
                if let Page::NewPassword { repeated, .. } = &mut self.page {
                    *repeated = typed;
                }
                self.error = None;
            }
            Message::Use(login) => {
                login.user_name.clone_into(&mut self.user_name);
                self.password = Typed::new(login.password.to_owned());
                return Step::Run(self.begin());
            }
            Message::Next | Message::Back if self.is_working => {}
            Message::Next => return Step::Run(self.begin()),
            Message::Back => {
                self.error = None;
                return Step::Run(self.show(Page::Password));
            }
            Message::Answered(carried) => match carried.take() {
                Some(Ok(Went::In(mut entered))) => {
                    // What was chosen here holds until signing out; the account keeps its own.
                    entered.preferences.language = self.spoken.unwrap_or(entered.preferences.language);
                    return Step::Desk(Arc::clone(&self.console), entered);
                }
                Some(Ok(Went::On(ask))) => {
                    self.is_working = false;
                    return Step::Run(self.show(Page::of(ask)));
                }
                Some(Err(error)) => {
                    self.is_working = false;
                    return Step::Run(self.refuse(error));
                }
                None => {}
            },
            Message::Speak(language) if language != words.language() => {
                self.spoken = Some(language);
                return Step::Speak(language);
            }
            Message::Speak(_) => {}
        }
        Step::Run(Task::none())
    }

    /// Asks something else; what was typed to come here is forgotten.
    fn show(&mut self, page: Page) -> Task<Message> {
        self.password = Typed::default();
        self.page = page;
        crate::widget::focus::to(self.page.first())
    }

    /// What was wrong is typed anew; what cannot be mended here is begun anew.
    fn refuse(&mut self, error: sign_in::Error) -> Task<Message> {
        use sign_in::Error;
        let is_mended_here = matches!(
            error,
            Error::WrongCode | Error::NextCode | Error::Refused(_) | Error::Differs | Error::Storage(_)
        );
        self.error = Some(Arc::new(error));
        if !is_mended_here {
            return self.show(Page::Password);
        }
        match &mut self.page {
            Page::Password => self.password = Typed::default(),
            Page::Code { code, .. } | Page::Enrolment { code, .. } => *code = Typed::default(),
            Page::NewPassword { .. } => {}
        }
        crate::widget::focus::to(self.page.first())
    }

    fn begin(&mut self) -> Task<Message> {
        if !self.is_filled() {
            return Task::none();
        }
        self.is_working = true;
        self.error = None;
        match &self.page {
            Page::Password => {
                let (user_name, password) = (self.user_name.clone(), self.password.password());
                self.take(move |console| sign_in::sign_in(console, &user_name, &password))
            }
            Page::Code { pending, code } => {
                let (pending, code) = (pending.clone(), code.clone());
                self.take(move |console| sign_in::confirm_code(console, &pending, code.as_str()))
            }
            Page::Enrolment { pending, code, .. } => {
                let (pending, code) = (pending.clone(), code.clone());
                self.take(move |console| sign_in::enrol(console, &pending, code.as_str()))
            }
            Page::NewPassword { pending, new, repeated } => {
                let (pending, new, repeated) = (pending.clone(), new.password(), repeated.password());
                self.take(move |console| sign_in::replace_password(console, &pending, &new, &repeated))
            }
        }
    }

    /// Takes a step off the window's thread: a password check takes longer than a frame.
    fn take(
        &self,
        step: impl FnOnce(&Console) -> Result<SignedIn, sign_in::Error> + Send + 'static,
    ) -> Task<Message> {
        let console = Arc::clone(&self.console);
        task::blocking(move || {
            let went = step(&console).and_then(|signed_in| match signed_in {
                SignedIn::In(session) => match Entered::read(&console, Arc::clone(&session)) {
                    Ok(entered) => Ok(Went::In(Box::new(entered))),
                    Err(error) => {
                        sign_in::end(&console, &session.own());
                        Err(error.into())
                    }
                },
                SignedIn::Asks(ask) => Ok(Went::On(ask)),
            });
            Message::Answered(task::Carried::new(went))
        })
    }

    fn is_filled(&self) -> bool {
        match &self.page {
            Page::Password => !self.user_name.trim().is_empty() && !self.password.is_empty(),
            Page::Code { code, .. } | Page::Enrolment { code, .. } => !code.is_empty(),
            Page::NewPassword { new, repeated, .. } => !new.is_empty() && !repeated.is_empty(),
        }
    }

    /// How it looks.
    pub fn view<'a>(&'a self, say: Say<'a>) -> Element<'a, Message> {
        let words = say.words;
        let label = match (self.is_working, &self.page) {
            (true, _) => "sign-in-working",
            (false, Page::Password) => "sign-in",
            (false, _) => "sign-in-next",
        };
        let may_go_on = self.is_filled() && !self.is_working;
        let enter = button(words.get(label)).kind(Kind::Primary).width(Fill);
        let enter = enter.on_press_maybe(may_go_on.then_some(Message::Next)).into();
        let mut fields = self.fields(say);
        fields.push(enter);
        let error = self.error.as_ref().filter(|error| !self.page.is_at_field(error));
        let error = error.map(|error| notice::banner(Tone::Danger, say.sign_in(error), None));
        let doubt = self.console.clock_in_doubt();
        let doubt =
            doubt.map(|reading| notice::banner(Tone::Warning, say.clock_in_doubt(reading, CLOCK), None));
        let fields = notice::over(error.or(doubt), form::fields(fields));
        let card = column![brand(self.site(), words.get(self.page.sentence())), fields].spacing(space::LG);
        let width = if matches!(self.page, Page::Enrolment { .. }) { CARD_WIDE } else { CARD };
        let mut page = column![surface::card(container(card).padding(space::SM)).width(width)];
        let is_first = matches!(self.page, Page::Password);
        if !is_first {
            let back = button(words.get("back")).kind(Kind::Link).icon(Icon::ArrowLeft);
            let back = back.on_press_maybe((!self.is_working).then_some(Message::Back));
            page = page.push(Element::from(back));
        }
        if is_first && self.console.site().demo == Demo::WithOperators {
            page = page.push(self.demo_hint(words));
        }
        page = page.push(languages(words.language(), Message::Speak));
        let page = page.spacing(space::LG).align_x(Center);
        let stage = scope(surface::canvas(container(page).center(Fill)), true).starts_at("user-name");
        if is_first { stage.into() } else { stage.on_escape(Message::Back).into() }
    }

    fn fields<'a>(&'a self, say: Say<'a>) -> Vec<Element<'a, Message>> {
        let words = say.words;
        let may_type = !self.is_working;
        let error = self.error.as_deref();
        let at_field = |is_meant: fn(&sign_in::Error) -> bool| {
            error.filter(|error| is_meant(error)).map(|error| say.sign_in(error))
        };
        match &self.page {
            Page::Password => {
                let user_name = field(words.get("sign-in-user-name"), self.user_name.as_str())
                    .id("user-name")
                    .lead(Icon::User)
                    .on_input_maybe(may_type.then_some(Message::UserNameChanged))
                    .on_submit(Message::Next);
                let password = secret(words.get("sign-in-password"), &self.password)
                    .id(PASSWORD)
                    .lead(Icon::LockKeyhole)
                    .on_input_maybe(may_type.then_some(|typed| Message::PasswordChanged(Typed::new(typed))));
                vec![user_name.into(), password.into()]
            }
            Page::Code { code, .. } => {
                let error = at_field(is_about_code);
                let on_input = may_type.then_some(Message::CodeChanged);
                vec![code_field(words.get("sign-in-code"), code, error, on_input, Message::Next).into()]
            }
            Page::Enrolment { shown, code, .. } => {
                let error = at_field(is_about_code);
                let on_input = may_type.then_some(Message::CodeChanged);
                let code = code_field(words.get("enrolment-code"), code, error, on_input, Message::Next);
                vec![shown.view(words, code)]
            }
            Page::NewPassword { pending, new, repeated } => {
                let hint = words.with("sign-in-new-hint", [("min", pending.length_min().into())]);
                let new = secret(words.get("settings-password-new"), new)
                    .id(NEW)
                    .hint(hint)
                    .error(at_field(|error| matches!(error, sign_in::Error::Refused(_))))
                    .on_input_maybe(may_type.then_some(|typed| Message::NewChanged(Typed::new(typed))));
                let repeated = secret(words.get("settings-password-repeated"), repeated)
                    .error(at_field(|error| matches!(error, sign_in::Error::Differs)))
                    .on_input_maybe(may_type.then_some(|typed| Message::RepeatedChanged(Typed::new(typed))));
                vec![new.into(), repeated.into()]
            }
        }
    }

    /// A demo site says how to enter.
    fn demo_hint<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let line = |login: Login, who: &'static str| {
            let names = column![
                text::label(words.get(who)),
                text::mono(format!("{} / {}", login.user_name, login.password)),
            ]
            .spacing(1)
            .width(Fill);
            let parts = row![names, text::icon(Icon::LogIn, 16.0, Tone::Accent)].align_y(Center);
            tile(words.get(who), container(parts).padding([space::SM, space::MD]))
                .framed()
                .on_press_maybe((!self.is_working).then_some(Message::Use(login)))
                .into()
        };
        let lines = Column::with_children([
            line(demo::ADMINISTRATOR, "sign-in-demo-administrator"),
            line(demo::RECEPTION, "sign-in-demo-reception"),
        ]);
        let hint =
            column![text::muted(words.get("sign-in-demo")), lines.spacing(space::SM)].spacing(space::MD);
        container(hint).width(CARD).into()
    }
}

impl Page {
    fn of(ask: Ask) -> Page {
        match ask {
            Ask::Code(pending) => Page::Code { pending, code: Typed::default() },
            Ask::Enrolment(pending) => {
                let shown = Box::new(Shown::of(pending.enrolment()));
                Page::Enrolment { pending, shown, code: Typed::default() }
            }
            Ask::NewPassword(pending) => {
                Page::NewPassword { pending, new: Typed::default(), repeated: Typed::default() }
            }
        }
    }

    /// Where one begins to type.
    const fn first(&self) -> &'static str {
        match self {
            Page::Password => PASSWORD,
            Page::Code { .. } | Page::Enrolment { .. } => CODE,
            Page::NewPassword { .. } => NEW,
        }
    }

    const fn sentence(&self) -> &'static str {
        match self {
            Page::Password => "sign-in-sentence",
            Page::Code { .. } => "sign-in-code-sentence",
            Page::Enrolment { .. } => "sign-in-enrolment-sentence",
            Page::NewPassword { pending, .. } => match pending.why() {
                WhyNew::ChosenByOther => "sign-in-new-chosen",
                WhyNew::Expired => "sign-in-new-expired",
            },
        }
    }

    /// Whether the error stands at a field of this page.
    const fn is_at_field(&self, error: &sign_in::Error) -> bool {
        match self {
            Page::Password => false,
            Page::Code { .. } | Page::Enrolment { .. } => is_about_code(error),
            Page::NewPassword { .. } => {
                matches!(error, sign_in::Error::Refused(_) | sign_in::Error::Differs)
            }
        }
    }
}

const fn is_about_code(error: &sign_in::Error) -> bool {
    matches!(error, sign_in::Error::WrongCode | sign_in::Error::NextCode)
}

fn secret<'a>(label: Cow<'a, str>, typed: &'a Typed) -> Field<'a, Message> {
    field(label, typed.as_str()).secret().on_submit(Message::Next)
}

const PASSWORD: &str = "password";
const NEW: &str = "new-password";
/// How wide it is where a picture stands beside what is filled in.
const CARD_WIDE: f32 = 620.0;
/// The languages to choose from.
pub fn languages<'a, M: 'a>(current: Language, speak: fn(Language) -> M) -> Element<'a, M> {
    let choices = Language::ALL.iter().map(|language| choice(*language, language_name(*language))).collect();
    segmented(choices, current, speak).id("languages").into()
}
