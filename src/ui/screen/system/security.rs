//! General options: what the site asks of signing in. Seen by those who may see the options, changed by administrators.

use std::borrow::Cow;
use std::sync::Arc;

use keydesk::domain::permission::ConfigurationGeneral;
use keydesk::domain::security::{Draft, Fault, Faults, Field};
use keydesk::operation::security::{self, Page};
use keydesk::operation::{self, Giving};
use keydesk::session::{Administrator, Permit};

use crate::action::Action;
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::card_keys::{self, CardKeysPanel};
use crate::part::record::{self, Editing, Note, Read, Saved, Source, Told};
use crate::part::recovery::{self, RecoverySheet};
use crate::place::{Entry, Place};
use crate::screen::Screen;
use crate::screen::system::options::{Tab, parts};
use crate::theme::Tone;
use crate::widget::check::check;
use crate::widget::task::Task;
use crate::widget::{Element, form, notice, surface};

/// The screen.
pub struct Security {
    record: Editing<Subject>,
    recovery: Option<RecoverySheet>,
    card_keys: Option<CardKeysPanel>,
}

/// What the operator may do with the options.
pub struct Subject {
    view: Permit<ConfigurationGeneral>,
    administrator: Option<Administrator>,
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
    Record(record::MessageOf<Subject>),
    Changed(Field, String),
    Toggle(Switch),
    Recovery(recovery::Message),
    CardKeys(card_keys::Message),
    Part(Tab),
}

impl Security {
    /// Opens the screen.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let subject = Subject { view: context.may()?, administrator: context.session.administrator() };
        let (record, task) = Editing::open(context, subject, ());
        let (recovery, card_keys) = (RecoverySheet::open(context), CardKeysPanel::open(context));
        Some((Security { record, recovery, card_keys }, task.map(Message::Record)))
    }
}

impl Source for Subject {
    /// There is one set of options.
    type Id = ();
    type Page = Page;
    type Draft = Draft;
    type Choices = ();
    type Record = ();
    type Form = Draft;
    type Impact = ();
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "security";
    const ICON: Icon = Icon::ShieldCheck;
    const FIRST: Field = Field::Failures;

    fn may_modify(&self) -> bool {
        self.administrator.is_some()
    }

    fn open(&self, context: &Context, (): ()) -> Task<Answer<Arc<(Page, ())>>> {
        let permit = self.view.clone();
        context.ask(move |console| security::options(console, &permit).map(|page| Arc::new((page, ()))))
    }

    fn save(&self, context: &Context, page: &Page, draft: &Draft, _: Giving<()>) -> Option<Task<Answer<()>>> {
        let (administrator, version) = (self.administrator.clone()?, page.version);
        let draft = draft.clone();
        Some(context.ask(move |console| security::save(console, &administrator, version, &draft)))
    }

    fn id(_page: &Page) {}

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, form: &mut Draft) {
        page.draft.clone_from(form);
    }

    fn form(_context: &Context, read: &Read<'_, Self>, _before: Option<&Draft>) -> Draft {
        read.draft.clone()
    }

    fn draft(form: &Draft) -> &Draft {
        form
    }

    fn check(&self, _read: &Read<'_, Self>, form: &Draft) -> Faults {
        form.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Security(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _field: Field, fault: Fault) -> String {
        context.say().security(fault)
    }

    fn heading<'a>(context: &'a Context, page: Option<&'a Page>) -> (Cow<'a, str>, Cow<'a, str>) {
        let detail = match page.and_then(|page| page.changed.as_ref()) {
            Some((at, by)) => record::changed(context, *at, by),
            None => context.words.get("security-detail"),
        };
        (context.words.get("entry-configuration"), detail)
    }

    fn told(&self, context: &Context, _saved: &Saved<'_, Self>) -> Option<Told> {
        Some(Told { text: context.words.get("security-saved").into_owned(), acts: Vec::new() })
    }

    /// They are always there.
    fn gone(_context: &Context) -> Option<Cow<'_, str>> {
        None
    }

    fn place((): ()) -> Place {
        Place::Entry(Entry::Configuration)
    }
}

impl Screen for Security {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Record(message) => self.record.update(context, message).map(Message::Record),
            Message::Changed(field, typed) => {
                self.record.change(|draft| draft.set(field, typed));
                Action::None
            }
            Message::Toggle(switch) => {
                self.record.change(|draft| {
                    let value = match switch {
                        Switch::UntilReleased => &mut draft.until_released,
                        Switch::Expires => &mut draft.expires,
                        Switch::TwoFactorAll => &mut draft.two_factor_all,
                    };
                    *value = !*value;
                });
                Action::None
            }
            Message::Part(tab) => Action::Go(tab.place()),
            Message::Recovery(message) => match &mut self.recovery {
                Some(recovery) => recovery.update(context, message).map(Message::Recovery),
                None => Action::None,
            },
            Message::CardKeys(message) => match &mut self.card_keys {
                Some(card_keys) => card_keys.update(context, message).map(Message::CardKeys),
                None => Action::None,
            },
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some((read, draft)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let note = match read.page {
            // Everybody would have to have a second factor who had not before.
            Some(page) if draft.two_factor_all && !page.draft.two_factor_all => {
                let values = [("count", page.without_two_factor.into())];
                Note::Heeded(words.with("security-enrol", values).into())
            }
            _ => Note::Plain(words.get("security-next")),
        };
        let mut record = self.record.frame(context, note, Message::Record);
        if self.record.source.administrator.is_none() {
            record.banners.push(notice::banner(Tone::Neutral, words.get("security-read-only"), None));
        }
        record.tabs = parts(context, Tab::Security, Message::Part);
        record.panels = vec![
            self.sign_in(context, draft),
            self.passwords(context, draft),
            self.two_factor(context, draft),
            self.idle(context, draft),
        ];
        let recovery = self.recovery.as_ref().map(|recovery| recovery.view(context).map(Message::Recovery));
        let card_keys = self.card_keys.as_ref().map(|keys| keys.view(context).map(Message::CardKeys));
        record.panels.extend(recovery.into_iter().chain(card_keys));
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let recovery = || Some(self.recovery.as_ref()?.dialog(context, is_live)?.map(Message::Recovery));
        let card_keys = || Some(self.card_keys.as_ref()?.dialog(context, is_live)?.map(Message::CardKeys));
        recovery().or_else(card_keys)
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        self.record.commands(context, Message::Record)
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        self.record.refresh(context).map(Message::Record)
    }

    fn is_changed(&self) -> bool {
        self.record.is_changed()
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.record.save(context).map(Message::Record)
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
        let field = self.record.field(context, label, of, draft.typed(of), Message::Changed).narrow();
        if counts { field } else { field.on_input_maybe(None::<fn(String) -> Message>) }
    }

    fn switch(&self, switch: Switch) -> Option<Message> {
        self.record.may_edit().then_some(Message::Toggle(switch))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::Rehearsal;

    #[test]
    fn options_that_cannot_be_read_again_stay_and_can_be_changed() {
        let rehearsal = Rehearsal::at_desk().unwrap();
        let context = rehearsal.driver.state().desk().unwrap().context();
        let page = security::options(&context.console, &context.may().unwrap()).unwrap();
        let (mut security, _) = Security::open(context).unwrap();
        let mut send = |message| security.update(context, Message::Record(message));
        send(record::Message::Loaded(1, Ok(Arc::new((page, ())))));
        send(record::Message::Saved(Ok(((), ()))));
        send(record::Message::Loaded(2, Err(Arc::new(operation::Error::BrokeOff))));
        assert!(security.record.page().is_some() && security.record.may_edit());
    }
}
