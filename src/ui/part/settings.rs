//! The operator's own settings: language, colours, encoder, password, second factor.

use std::sync::Arc;

use iced::widget::column;
use keydesk::domain::operator::{Language, Theme};
use keydesk::operation::own::{self, PasswordError, Preferences};

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::second_factor::{self, SecondFactor};
use crate::task;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::button;
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::task::Task;
use crate::widget::{Element, form, notice, surface, text};

/// The dialog.
#[derive(Default)]
pub struct Settings {
    old: Typed,
    new: Typed,
    repeated: Typed,
    is_changing: bool,
    result: Option<Result<(), Arc<PasswordError>>>,
    second: SecondFactor,
    /// Goes up with every change, so that only the last one is taken for what is kept.
    asked: u64,
}

#[derive(Debug, Clone)]
pub enum Message {
    LanguageChanged(Language),
    ThemeChanged(Theme),
    EncoderChanged(Option<String>),
    Kept(u64, Answer<()>),
    OldChanged(Typed),
    NewChanged(Typed),
    RepeatedChanged(Typed),
    ChangePassword,
    PasswordChanged(Result<(), Arc<PasswordError>>),
    Second(second_factor::Message),
    Close,
}

/// What the window must know of it.
pub enum Outcome {
    Run(Task<Message>),
    /// Something is to be shown otherwise from now on.
    Prefer(Preferences, Task<Message>),
    Failed(crate::context::Failure),
    Closed,
}

impl Settings {
    /// Opens the dialog.
    pub fn open(context: &Context) -> (Settings, Task<Message>) {
        (Settings::default(), SecondFactor::ask(context).map(Message::Second))
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        let preferences = || context.preferences.clone();
        match message {
            Message::LanguageChanged(language) => {
                self.keep(context, Preferences { language, ..preferences() })
            }
            Message::ThemeChanged(theme) => self.keep(context, Preferences { theme, ..preferences() }),
            Message::EncoderChanged(encoder) => self.keep(context, Preferences { encoder, ..preferences() }),
            Message::Kept(_, Ok(())) => Outcome::Run(Task::none()),
            Message::Kept(asked, Err(failure)) if asked == self.asked => Outcome::Failed(failure),
            Message::Kept(_, Err(_)) => Outcome::Run(Task::none()),
            Message::OldChanged(typed) => self.typed(|settings| settings.old = typed),
            Message::NewChanged(typed) => self.typed(|settings| settings.new = typed),
            Message::RepeatedChanged(typed) => self.typed(|settings| settings.repeated = typed),
            Message::ChangePassword => self.change_password(context),
            Message::PasswordChanged(result) => {
                self.is_changing = false;
                if result.is_ok() {
                    (self.old, self.new, self.repeated) = Default::default();
                }
                self.result = Some(result);
                Outcome::Run(Task::none())
            }
            Message::Second(message) => match self.second.update(context, message) {
                second_factor::Outcome::Run(task) => Outcome::Run(task.map(Message::Second)),
                second_factor::Outcome::Failed(failure) => Outcome::Failed(failure),
            },
            Message::Close => Outcome::Closed,
        }
    }

    fn typed(&mut self, set: impl FnOnce(&mut Settings)) -> Outcome {
        set(self);
        self.result = None;
        Outcome::Run(Task::none())
    }

    fn keep(&mut self, context: &Context, preferences: Preferences) -> Outcome {
        self.asked += 1;
        let (asked, kept, proof) = (self.asked, preferences.clone(), context.session.own());
        let task = context.ask(move |console| own::set_preferences(console, &proof, &kept));
        Outcome::Prefer(preferences, task.map(move |answer| Message::Kept(asked, answer)))
    }

    fn change_password(&mut self, context: &Context) -> Outcome {
        self.is_changing = true;
        let [old, new, repeated] = [&self.old, &self.new, &self.repeated].map(Typed::password);
        let (console, proof) = (Arc::clone(&context.console), context.session.own());
        let task = task::blocking(move || {
            own::change_password(&console, &proof, &old, &new, &repeated).map_err(Arc::new)
        });
        Outcome::Run(task.map(Message::PasswordChanged))
    }

    /// The dialog.
    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        if let Some(dialog) = self.second.dialog(context, is_live) {
            return dialog.map(Message::Second);
        }
        dialog(words.get("deed-settings"), is_live)
            .subtitle(words.with(
                "settings-of",
                [("name", context.session.name().into()), ("group", context.session.group_name().into())],
            ))
            .width(Width::Form)
            .icon(Icon::UserCog, Tone::Accent)
            .body(
                column![
                    self.preferences(context),
                    surface::divider(),
                    self.password(context),
                    surface::divider(),
                    self.second.section(context).map(Message::Second),
                ]
                .spacing(space::LG),
            )
            .starts_at("language")
            .on_close(words.get("close"), Message::Close)
            .action(button(words.get("close")).on_press(Message::Close))
            .into()
    }

    fn preferences<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let languages =
            Language::ALL.iter().map(|language| choice(*language, language_name(*language))).collect();
        let language = segmented(languages, context.preferences.language, Message::LanguageChanged);
        let themes = vec![
            choice(Theme::Light, words.get("settings-light")).icon(Icon::Sun),
            choice(Theme::Dark, words.get("settings-dark")).icon(Icon::Moon),
        ];
        let theme = segmented(themes, context.preferences.theme, Message::ThemeChanged);
        let mut encoders = vec![item(None, words.get("settings-first-encoder"))];
        encoders.extend(
            context.encoders.iter().map(|encoder| item(Some(encoder.name.clone()), encoder.label.as_str())),
        );
        if let Some(absent) = &context.preferences.encoder
            && !context.encoders.iter().any(|encoder| encoder.name == *absent)
        {
            let detail = words.get("settings-encoder-absent");
            encoders.push(item(Some(absent.clone()), absent.as_str()).detail(detail));
        }
        let chosen = Some(context.preferences.encoder.clone());
        let encoder = select(words.get("settings-encoder"), encoders, chosen, Message::EncoderChanged)
            .icon(Icon::Nfc)
            .hint(words.get("settings-encoder-hint"));
        form::fields([
            form::beside([
                form::labelled(words.get("settings-language"), language.id("language")),
                form::labelled(words.get("settings-theme"), theme),
            ]),
            encoder.into(),
        ])
    }

    fn password<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let error = |is_meant: fn(&PasswordError) -> bool| {
            let error = self.result.as_ref()?.as_ref().err()?;
            is_meant(error).then(|| context.say().change_of_password(error))
        };
        let old = field(words.get("settings-password-old"), self.old.as_str())
            .secret()
            .error(error(|error| matches!(error, PasswordError::WrongOld)))
            .on_input(|typed| Message::OldChanged(Typed::new(typed)));
        let new = field(words.get("settings-password-new"), self.new.as_str())
            .secret()
            .error(error(|error| matches!(error, PasswordError::Refused(_))))
            .on_input(|typed| Message::NewChanged(Typed::new(typed)));
        let repeated = field(words.get("settings-password-repeated"), self.repeated.as_str())
            .secret()
            .error(error(|error| matches!(error, PasswordError::Differs)))
            .on_input(|typed| Message::RepeatedChanged(Typed::new(typed)));
        let is_filled = ![&self.old, &self.new, &self.repeated].iter().any(|typed| typed.is_empty());
        let may = (is_filled && !self.is_changing).then_some(Message::ChangePassword);
        let label = if self.is_changing { "settings-password-changing" } else { "settings-password-change" };
        let mut fields: Vec<Element<'a, Message>> = vec![
            text::section(words.get("settings-password")).into(),
            old.into(),
            form::beside([new.into(), repeated.into()]),
        ];
        match &self.result {
            Some(Ok(())) => {
                fields.push(notice::banner(Tone::Success, words.get("settings-password-changed"), None));
            }
            Some(Err(error))
                if matches!(
                    **error,
                    PasswordError::LockedUntil(_) | PasswordError::Storage(_) | PasswordError::Damaged
                ) =>
            {
                fields.push(notice::banner(Tone::Danger, context.say().change_of_password(error), None));
            }
            Some(Err(_)) | None => {}
        }
        fields.push(button(words.get(label)).icon(Icon::LockKeyhole).on_press_maybe(may).into());
        form::fields(fields)
    }
}

/// A language in its own words.
pub const fn language_name(language: Language) -> &'static str {
    match language {
        Language::English => "English",
        Language::Spanish => "Español",
    }
}
