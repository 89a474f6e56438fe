//! General options: what the site asks of signing in. Seen by those who may see the options, changed by administrators.

use std::sync::Arc;

use iced::keyboard::key::Named;
use iced::{Fill, Task};
use keydesk::domain::permission::ConfigurationGeneral;
use keydesk::domain::security::{Draft, Faults, Field};
use keydesk::operation;
use keydesk::operation::security::{self, Page};
use keydesk::session::{Administrator, Permit};

use crate::command::{Command, Keys, command};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::record::{self, Foot, Record};
use crate::part::recovery::{self, RecoverySheet};
use crate::screen::{Action, Screen};
use crate::theme::Tone;
use crate::widget::check::check;
use crate::widget::dialog::medallion;
use crate::widget::field::field;
use crate::widget::{Element, form, gauge, notice, surface};

/// The screen.
pub struct Security {
    view: Permit<ConfigurationGeneral>,
    administrator: Option<Administrator>,
    known: Option<Arc<Page>>,
    draft: Option<Draft>,
    faults: Faults,
    asked: u64,
    is_saving: bool,
    /// Set from a save until what was saved is read again: nothing is typed into what will be replaced.
    is_settling: bool,
    conflict: Option<String>,
    recovery: Option<RecoverySheet>,
}

/// What is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    UntilReleased,
    Expires,
    TwoFactorAll,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(u64, Answer<Arc<Page>>),
    Changed(Field, String),
    Toggle(Switch),
    Save,
    Saved(Answer<()>),
    Discard,
    Reload,
    Recovery(recovery::Message),
    Back,
}

impl Security {
    /// Opens the screen.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let mut security = Security {
            view: context.may()?,
            administrator: context.session.administrator(),
            known: None,
            draft: None,
            faults: Faults::new(),
            asked: 0,
            is_saving: false,
            is_settling: false,
            conflict: None,
            recovery: RecoverySheet::open(context),
        };
        let task = security.load(context);
        Some((security, task))
    }

    fn load(&mut self, context: &Context) -> Task<Message> {
        self.asked += 1;
        let (asked, permit) = (self.asked, self.view.clone());
        let page = context.ask(move |console| security::options(console, &permit).map(Arc::new));
        page.map(move |answer| Message::Loaded(asked, answer))
    }

    const fn may_edit(&self) -> bool {
        self.administrator.is_some() && !self.is_saving && !self.is_settling
    }

    fn forget(&mut self) {
        self.draft = self.known.as_ref().map(|page| page.draft.clone());
        self.faults.clear();
        self.conflict = None;
    }

    fn begin_saving(&mut self, context: &Context) -> Action<Message> {
        let (Some(draft), Some(page), Some(administrator)) =
            (self.draft.clone(), &self.known, self.administrator.clone())
        else {
            return Action::NotSaved;
        };
        if let Err(faults) = draft.check() {
            return self.refuse(faults, context);
        }
        let version = page.version;
        self.is_saving = true;
        let task = context.ask(move |console| security::save(console, &administrator, version, &draft));
        Action::Run(task.map(Message::Saved))
    }

    fn refuse(&mut self, faults: Faults, context: &Context) -> Action<Message> {
        let first = faults.first().copied();
        self.faults = faults;
        record::refused(context, first.map(|(field, _)| crate::widget::focus::to(id(field))))
    }

    /// Whether everybody would have to have a second factor who had not before.
    fn is_asked_of_all(&self) -> bool {
        let before = self.known.as_ref().is_some_and(|page| page.draft.two_factor_all);
        !before && self.draft.as_ref().is_some_and(|draft| draft.two_factor_all)
    }
}

fn id(field: Field) -> String {
    format!("security-{field:?}")
}

impl Screen for Security {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(asked, answer) if asked == self.asked => match answer {
                // What is typed is not lost to news; a conflict is told when it is saved.
                Ok(_) if self.is_changed() => Action::None,
                Ok(page) => {
                    self.is_settling = false;
                    self.known = Some(page);
                    self.forget();
                    Action::None
                }
                Err(failure) => Action::Fail(failure),
            },
            Message::Loaded(..) => Action::None,
            Message::Changed(field, typed) => {
                if let Some(draft) = &mut self.draft {
                    draft.set(field, typed);
                    if !self.faults.is_empty() {
                        self.faults = draft.check().err().unwrap_or_default();
                    }
                }
                Action::None
            }
            Message::Toggle(switch) => {
                if let Some(draft) = &mut self.draft {
                    let value = match switch {
                        Switch::UntilReleased => &mut draft.until_released,
                        Switch::Expires => &mut draft.expires,
                        Switch::TwoFactorAll => &mut draft.two_factor_all,
                    };
                    *value = !*value;
                    if !self.faults.is_empty() {
                        self.faults = draft.check().err().unwrap_or_default();
                    }
                }
                Action::None
            }
            Message::Save => self.begin_saving(context),
            Message::Saved(answer) => {
                self.is_saving = false;
                match answer {
                    Ok(()) => {
                        if let (Some(page), Some(draft)) = (&self.known, &self.draft) {
                            let accepted = Page { draft: draft.clone(), ..Page::clone(page) };
                            self.known = Some(Arc::new(accepted));
                        }
                        self.faults.clear();
                        self.is_settling = true;
                        let told = context.words.get("security-saved").into_owned();
                        let load = self.load(context);
                        Action::All(vec![Action::Tell(Tone::Success, told), Action::Run(load), Action::Saved])
                    }
                    Err(failure) => match &*failure {
                        operation::Error::Security(faults) => self.refuse(faults.clone(), context),
                        _ => record::not_saved(context, failure, &mut self.conflict),
                    },
                }
            }
            Message::Discard => {
                self.forget();
                Action::None
            }
            Message::Reload => {
                self.forget();
                Action::Run(self.load(context))
            }
            Message::Recovery(message) => match &mut self.recovery {
                Some(recovery) => recovery.update(context, message).map(Message::Recovery),
                None => Action::None,
            },
            Message::Back => Action::Back,
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let (Some(draft), Some(page)) = (&self.draft, &self.known) else {
            let waiting = iced::widget::container(gauge::skeleton(6)).padding(crate::part::list::PAGE);
            return surface::canvas(waiting).width(Fill).height(Fill).into();
        };
        let detail = match &page.changed {
            Some((at, by)) => {
                let values = [("at", context.say().moment(*at).into()), ("by", by.as_str().into())];
                words.with("record-changed", values).into()
            }
            None => words.get("security-detail"),
        };
        let mut banners: Vec<Element<'a, Message>> =
            record::conflict(words, self.conflict.as_deref(), Message::Reload).into_iter().collect();
        if self.administrator.is_none() {
            banners.push(notice::banner(Tone::Neutral, words.get("security-read-only"), None));
        }
        let may_save = (self.is_changed() && self.may_edit()).then_some(());
        let note = if self.is_asked_of_all() {
            words.with("security-enrol", [("count", page.without_two_factor.into())]).into()
        } else {
            words.get(if self.is_changed() { "security-next" } else { "record-unchanged" })
        };
        let recovery = self.recovery.as_ref().map(|recovery| recovery.view(context).map(Message::Recovery));
        let mut panels = vec![
            self.sign_in(context, draft),
            self.passwords(context, draft),
            self.two_factor(context, draft),
            self.idle(context, draft),
        ];
        panels.extend(recovery);
        Record {
            title: words.get("entry-configuration"),
            detail,
            picture: Some(medallion(Icon::ShieldCheck, Tone::Accent)),
            state: None,
            actions: Vec::new(),
            banners,
            panels,
            relations: Vec::new(),
            back: Message::Back,
            foot: self.administrator.is_some().then(|| Foot {
                note,
                is_heeded: self.is_asked_of_all(),
                discard: may_save.map(|()| Message::Discard),
                save: may_save.map(|()| Message::Save),
                is_saving: self.is_saving,
            }),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        Some(self.recovery.as_ref()?.dialog(context, is_live)?.map(Message::Recovery))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let save = (self.is_changed() && self.may_edit()).then_some(Message::Save);
        vec![
            command(words.get("record-save"), Icon::Save, save).keys(Keys::Ctrl('s')),
            command(words.get("back"), Icon::ArrowLeft, Some(Message::Back))
                .keys(Keys::Alt(Named::ArrowLeft)),
        ]
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        if self.is_changed() { Action::None } else { Action::Run(self.load(context)) }
    }

    fn is_changed(&self) -> bool {
        match (&self.draft, &self.known) {
            (Some(draft), Some(page)) => *draft != page.draft,
            _ => false,
        }
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.begin_saving(context)
    }
}

impl Security {
    fn number<'a>(
        &'a self,
        context: &'a Context,
        label: &'static str,
        of: Field,
        draft: &'a Draft,
    ) -> crate::widget::field::Field<'a, Message> {
        // A field that means nothing now stays where it is: the panels would change places otherwise.
        let counts = match of {
            Field::Lockout => !draft.until_released,
            Field::Days => draft.expires,
            Field::Failures | Field::Window | Field::Length | Field::History | Field::Idle => true,
        };
        let fault = self.faults.iter().find(|(field, _)| *field == of);
        field(context.words.get(label), draft.typed(of))
            .id(id(of))
            .error(fault.map(|(_, fault)| context.say().security(*fault)))
            .on_input_maybe((counts && self.may_edit()).then_some(move |typed| Message::Changed(of, typed)))
    }

    fn switch(&self, switch: Switch) -> Option<Message> {
        self.may_edit().then_some(Message::Toggle(switch))
    }

    fn sign_in<'a>(&'a self, context: &'a Context, draft: &'a Draft) -> Element<'a, Message> {
        let words = &context.words;
        let until_released = check(words.get("security-until-released"), draft.until_released.into())
            .on_toggle_maybe(self.switch(Switch::UntilReleased));
        let fields = [
            self.number(context, "security-failures", Field::Failures, draft)
                .hint(words.get("security-failures-hint"))
                .into(),
            self.number(context, "security-window", Field::Window, draft).into(),
            until_released.into(),
            self.number(context, "security-lockout", Field::Lockout, draft).into(),
        ];
        surface::panel(words.get("security-sign-in"), form::fields(fields)).into()
    }

    fn passwords<'a>(&'a self, context: &'a Context, draft: &'a Draft) -> Element<'a, Message> {
        let words = &context.words;
        let expires = check(words.get("security-expires"), draft.expires.into())
            .hint(words.get("security-expires-hint"))
            .on_toggle_maybe(self.switch(Switch::Expires));
        let fields = [
            self.number(context, "security-length", Field::Length, draft)
                .hint(words.get("security-length-hint"))
                .into(),
            self.number(context, "security-history", Field::History, draft).into(),
            expires.into(),
            self.number(context, "security-days", Field::Days, draft).into(),
        ];
        surface::panel(words.get("security-passwords"), form::fields(fields)).into()
    }

    fn two_factor<'a>(&'a self, context: &'a Context, draft: &'a Draft) -> Element<'a, Message> {
        let words = &context.words;
        let all = check(words.get("security-two-factor-all"), draft.two_factor_all.into())
            .hint(words.get("security-two-factor-all-hint"))
            .on_toggle_maybe(self.switch(Switch::TwoFactorAll));
        surface::panel(words.get("security-two-factor"), all).into()
    }

    fn idle<'a>(&'a self, context: &'a Context, draft: &'a Draft) -> Element<'a, Message> {
        let words = &context.words;
        let minutes = self
            .number(context, "security-idle-minutes", Field::Idle, draft)
            .hint(words.get("security-idle-hint"));
        surface::panel(words.get("security-idle"), minutes).into()
    }
}
