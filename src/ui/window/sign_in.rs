//! Signing in.

use std::sync::Arc;

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill, Task};
use keydesk::console::{Console, Demo};
use keydesk::domain::operator::Language;
use keydesk::operation::demo::{self, Login};
use keydesk::operation::sign_in;

use super::{Carried, Entered, Step};
use crate::icon::Icon;
use crate::part::settings::language_name;
use crate::say::Say;
use crate::task;
use crate::theme::{Theme, Tone, radius, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::choice::{choice, segmented};
use crate::widget::field::field;
use crate::widget::scope::scope;
use crate::widget::tile::tile;
use crate::widget::{Element, form, notice, surface, text};
use crate::words::Words;

/// The stage.
pub struct SignIn {
    console: Arc<Console>,
    user_name: String,
    password: Typed,
    is_working: bool,
    error: Option<Arc<sign_in::Error>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    UserNameChanged(String),
    PasswordChanged(Typed),
    SignIn,
    SignedIn(Carried<Result<Entered, sign_in::Error>>),
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
            is_working: false,
            error: None,
        }
    }

    /// The name of the site.
    pub fn site(&self) -> &str {
        &self.console.site().name
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
            Message::Use(login) => {
                login.user_name.clone_into(&mut self.user_name);
                self.password = Typed::new(login.password.to_owned());
                return Step::Run(self.begin());
            }
            Message::SignIn if self.is_working => {}
            Message::SignIn => return Step::Run(self.begin()),
            Message::SignedIn(carried) => match carried.take() {
                Some(Ok(entered)) => return Step::Desk(Arc::clone(&self.console), Box::new(entered)),
                Some(Err(error)) => {
                    self.is_working = false;
                    self.password = Typed::default();
                    self.error = Some(Arc::new(error));
                    return Step::Run(crate::widget::focus::to(PASSWORD));
                }
                None => {}
            },
            Message::Speak(language) if language != words.language() => return Step::Speak(language),
            Message::Speak(_) => {}
        }
        Step::Run(Task::none())
    }

    fn begin(&mut self) -> Task<Message> {
        self.is_working = true;
        self.error = None;
        let (console, user_name, password) =
            (Arc::clone(&self.console), self.user_name.clone(), self.password.password());
        task::blocking(move || {
            let signed_in = sign_in::sign_in(&console, &user_name, &password);
            Message::SignedIn(Carried::new(
                signed_in.and_then(|session| Ok(Entered::read(&console, session)?)),
            ))
        })
    }

    /// How it looks.
    pub fn view<'a>(&'a self, say: Say<'a>) -> Element<'a, Message> {
        let words = say.words;
        let error = self.error.as_ref().map(|error| say.sign_in(error));
        let may_type = !self.is_working;
        let user_name = field(words.get("sign-in-user-name"), self.user_name.as_str())
            .id("user-name")
            .lead(Icon::User)
            .on_input_maybe(may_type.then_some(Message::UserNameChanged))
            .on_submit(Message::SignIn);
        let password = field(words.get("sign-in-password"), self.password.as_str())
            .id(PASSWORD)
            .lead(Icon::LockKeyhole)
            .secret()
            .on_input_maybe(may_type.then_some(|typed| Message::PasswordChanged(Typed::new(typed))))
            .on_submit(Message::SignIn);
        let is_filled = !self.user_name.trim().is_empty() && !self.password.is_empty();
        let label = if self.is_working { "sign-in-working" } else { "sign-in" };
        let enter = button(words.get(label))
            .kind(Kind::Primary)
            .width(Fill)
            .on_press_maybe((is_filled && may_type).then_some(Message::SignIn));
        let error = error.map(|error| notice::banner(Tone::Danger, error, None));
        let fields = notice::over(error, form::fields([user_name.into(), password.into(), enter.into()]));
        let card = column![brand(self.site(), words.get("sign-in-sentence")), fields].spacing(space::LG);
        let mut page = column![surface::card(container(card).padding(space::SM)).width(CARD)];
        if self.console.site().demo == Demo::WithOperators {
            page = page.push(self.demo_hint(words));
        }
        page = page.push(languages(words.language(), Message::Speak));
        let page = page.spacing(space::LG).align_x(Center);
        scope(surface::canvas(container(page).center(Fill)), true).starts_at("user-name").into()
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

const PASSWORD: &str = "password";
/// How wide what is filled in before anybody is signed in is.
pub const CARD: f32 = 400.0;

/// The product's mark over a site and a sentence.
pub fn brand<'a, M: 'a>(site: &'a str, sentence: impl Into<std::borrow::Cow<'a, str>>) -> Element<'a, M> {
    let sentence: std::borrow::Cow<'a, str> = sentence.into();
    row![logo(40.0), column![text::title(site), text::muted(sentence)].spacing(2).width(Fill)]
        .spacing(space::MD)
        .align_y(Center)
        .into()
}

/// The product's mark.
pub fn logo<'a, M: 'a>(edge: f32) -> Element<'a, M> {
    let key = text::icon(Icon::KeyRound, edge * 0.55, Tone::Neutral)
        .style(|theme: &Theme| iced::widget::text::Style { color: Some(theme.tokens().on_accent) });
    container(key)
        .center(edge)
        .style(|theme: &Theme| container::Style {
            background: Some(iced::Background::Color(theme.tokens().accent)),
            border: iced::Border { radius: (radius::CONTROL + 1.0).into(), ..iced::Border::default() },
            ..container::Style::default()
        })
        .into()
}

/// The languages to choose from.
pub fn languages<'a, M: 'a>(current: Language, speak: fn(Language) -> M) -> Element<'a, M> {
    let choices = Language::ALL.iter().map(|language| choice(*language, language_name(*language))).collect();
    segmented(choices, current, speak).id("languages").into()
}
