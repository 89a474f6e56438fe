//! The fields of a person, panel by panel.

use chrono::NaiveDate;
use iced::widget::image::Handle;
use iced::widget::{column, row};
use keydesk::domain::partition::PartitionId;
use keydesk::domain::text::Line;
use keydesk::domain::timetable::TimetableId;
use keydesk::domain::user::{
    AUTHORIZATION_CODES_MAX, Draft, End, Fault, Field, GENERAL_FIELDS, OptionName, PeriodDraft, PinDraft,
    Unit, full_name,
};
use keydesk::operation::users::{Choices, Page, Picture};
use zeroize::Zeroizing;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::record;
use crate::part::status;
use crate::part::when::{Side, When};
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::check::check;
use crate::widget::choice::{choice, segmented};
use crate::widget::field::field;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::{Element, form, notice, surface, text};
use crate::words::Words;

use super::{Message as Outer, Subject, Tab};

/// What is typed and ticked, and what becomes of the portrait.
pub struct Form {
    /// What is typed, dates included.
    draft: Draft,
    /// The draft as it was opened, or saved last.
    original: Draft,
    names_locked: bool,
    activation: When,
    expiration: Option<When>,
    /// What is put back when an end, a period or a PIN is switched off and on again.
    had: Had,
    is_pin_revealed: bool,
    pub picture: Picture,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Had {
    expiration: Option<When>,
    revalidation: Option<PeriodDraft>,
}

/// A text of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    Title,
    FirstName,
    LastName,
    ExternalId,
    General(usize),
    Wiegand,
    Phone,
    Period,
    Code(usize),
}

#[derive(Debug, Clone)]
pub enum Message {
    Changed(Text, String),
    PartitionChanged(PartitionId),
    OptionToggled(OptionName),
    AddCode,
    RemoveCode(usize),
    ActivationChanged(When),
    ExpirationToggled,
    ExpirationChanged(When),
    RevalidationToggled,
    UnitChanged(Unit),
    CrossingChanged(Option<TimetableId>),
    PinToggled,
    PinReplaced,
    PinChanged(Typed),
    PinRevealed,
}

/// What the panels need besides the form.
pub struct Surroundings<'a> {
    pub context: &'a Context,
    pub choices: &'a Choices,
    pub page: Option<&'a Page>,
    pub faults: &'a [(Field, Fault)],
    pub may_edit: bool,
    pub portrait: Option<&'a Handle>,
    /// Whether the operator may change when the doors of locations and functions open; nothing, where such may not be seen.
    pub crossing: Option<bool>,
}

impl Form {
    /// The form of a draft.
    pub fn of(draft: &Draft, names_locked: bool, words: &Words, today: NaiveDate) -> Form {
        let expiration = match draft.expiration {
            End::At(Some(local)) => Some(When::of(Side::Until, local, words)),
            End::At(None) | End::Never => None,
        };
        let mut form = Form {
            original: draft.clone(),
            names_locked,
            activation: draft
                .activation
                .map_or(When::empty(Side::From), |local| When::of(Side::From, local, words)),
            had: Had { expiration: expiration.clone(), revalidation: draft.revalidation.clone() },
            expiration,
            is_pin_revealed: false,
            draft: draft.clone(),
            picture: Picture::Keep,
        };
        form.read_dates(words, today);
        // Fields show minutes: what is finer is no change of the operator's.
        form.original.clone_from(&form.draft);
        form
    }

    /// The draft that is typed.
    pub const fn draft(&self) -> &Draft {
        &self.draft
    }

    fn read_dates(&mut self, words: &Words, today: NaiveDate) {
        self.draft.activation = self.activation.read(words, today).ok();
        self.draft.expiration = match &self.expiration {
            None => End::Never,
            Some(when) => End::At(when.read(words, today).ok()),
        };
    }

    /// Whether anything differs from what is saved.
    pub fn is_changed(&self) -> bool {
        self.draft != self.original || self.picture != Picture::Keep
    }

    /// What is typed is what is saved.
    pub fn accept(&mut self) {
        self.original.clone_from(&self.draft);
        self.picture = Picture::Keep;
    }

    /// The name of the last authorization code, to be focused.
    pub fn last_code(&self) -> Option<String> {
        self.draft.authorization_codes.len().checked_sub(1).map(code_id)
    }

    /// The name that is typed.
    pub fn name(&self) -> String {
        full_name(self.draft.title.trim(), self.draft.first_name.trim(), self.draft.last_name.trim())
    }

    /// The first letters of the names.
    pub fn letters(&self) -> String {
        let first = |text: &str| text.trim().chars().next().map(|letter| letter.to_uppercase().to_string());
        let letters: String = [&self.draft.first_name, &self.draft.last_name]
            .into_iter()
            .filter_map(|name| first(name))
            .collect();
        if letters.is_empty() { "?".to_owned() } else { letters }
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message, words: &Words, today: NaiveDate) {
        let draft = &mut self.draft;
        match message {
            Message::Changed(which, typed) => {
                if let Some(text) = text_of(draft, which) {
                    *text = typed;
                }
            }
            Message::PartitionChanged(partition) => draft.partition = partition,
            Message::OptionToggled(name) => draft.options.set(name, !draft.options.is_on(name)),
            Message::AddCode => {
                if draft.authorization_codes.len() < AUTHORIZATION_CODES_MAX {
                    draft.authorization_codes.push(String::new());
                }
            }
            Message::RemoveCode(at) => {
                if at < draft.authorization_codes.len() {
                    draft.authorization_codes.remove(at);
                }
            }
            Message::ActivationChanged(when) => self.activation = when,
            Message::ExpirationToggled => {
                let in_a_year = || {
                    let day = today.checked_add_days(chrono::Days::new(365)).unwrap_or(today);
                    When::of(Side::Until, day.and_time(chrono::NaiveTime::MIN), words)
                };
                self.expiration = match self.expiration.take() {
                    Some(when) => {
                        self.had.expiration = Some(when);
                        None
                    }
                    None => Some(self.had.expiration.clone().unwrap_or_else(in_a_year)),
                };
            }
            Message::ExpirationChanged(when) => self.expiration = Some(when),
            Message::RevalidationToggled => {
                let monthly = || PeriodDraft { count: "30".to_owned(), unit: Unit::Days };
                draft.revalidation = match draft.revalidation.take() {
                    Some(period) => {
                        self.had.revalidation = Some(period);
                        None
                    }
                    None => Some(self.had.revalidation.clone().unwrap_or_else(monthly)),
                };
            }
            Message::UnitChanged(unit) => {
                if let Some(period) = &mut draft.revalidation {
                    period.unit = unit;
                }
            }
            Message::CrossingChanged(timetable) => draft.crossing = timetable,
            Message::PinToggled => {
                let before = self.original.pin.clone();
                draft.pin = match (&draft.pin, before) {
                    (PinDraft::Off, PinDraft::Keep) => PinDraft::Keep,
                    (PinDraft::Off, PinDraft::Off | PinDraft::New(_)) => PinDraft::New(Zeroizing::default()),
                    (PinDraft::Keep | PinDraft::New(_), _) => PinDraft::Off,
                };
            }
            Message::PinReplaced => draft.pin = PinDraft::New(Zeroizing::default()),
            Message::PinChanged(digits) => {
                draft.pin = PinDraft::New(Zeroizing::new(digits.as_str().to_owned()));
            }
            Message::PinRevealed => self.is_pin_revealed = !self.is_pin_revealed,
        }
        self.read_dates(words, today);
    }

    /// The panels of a part of the page.
    pub fn panels<'a>(&'a self, tab: Tab, around: &Surroundings<'a>) -> Vec<Element<'a, Outer>> {
        match tab {
            // Of somebody who has a key, how it stands is what one looks for.
            Tab::Overview if around.page.is_some_and(|page| page.key.is_some()) => {
                vec![key(around), self.identification(around), self.validity(around)]
            }
            Tab::Overview => vec![self.identification(around), key(around), self.validity(around)],
            Tab::Details => {
                let crossing = around.crossing.map(|may_change| self.crossing(around, may_change));
                let own = [self.contact(around), self.options(around), self.pin(around)];
                own.into_iter().chain(crossing).collect()
            }
        }
    }

    fn text<'a>(
        &'a self,
        around: &Surroundings<'a>,
        label: impl Into<std::borrow::Cow<'a, str>>,
        which: Text,
        of: Field,
    ) -> crate::widget::field::Field<'a, Outer> {
        let value = value_of(&self.draft, which);
        let may = around.may_edit && !(self.names_locked && is_name(of));
        field(label, value)
            .id(id(of))
            .error(fault(around, of))
            .on_input_maybe(may.then_some(move |typed| Outer::Form(Message::Changed(which, typed))))
    }

    fn identification<'a>(&'a self, around: &Surroundings<'a>) -> Element<'a, Outer> {
        let words = &around.context.words;
        let mut fields = vec![self.portrait(around)];
        if self.names_locked {
            fields.push(notice::banner(Tone::Accent, words.get("user-name-locked"), None));
        }
        fields.push(form::beside([
            self.text(around, words.get("user-title-field"), Text::Title, Field::Title)
                .width(TITLE_WIDTH)
                .into(),
            self.text(around, words.get("user-first-name"), Text::FirstName, Field::FirstName).into(),
        ]));
        fields.push(self.text(around, words.get("user-last-name"), Text::LastName, Field::LastName).into());
        fields.extend(self.partition(around));
        for (index, name) in around.choices.general.iter().enumerate().take(GENERAL_FIELDS) {
            if let Some(name) = name {
                let general = self.text(around, name.as_str(), Text::General(index), Field::General(index));
                fields.push(general.into());
            }
        }
        surface::panel(words.get("user-panel-identification"), form::fields(fields)).into()
    }

    fn portrait<'a>(&'a self, around: &Surroundings<'a>) -> Element<'a, Outer> {
        let words = &around.context.words;
        let choose = around.may_edit.then_some(Outer::ChoosePicture);
        let remove = (around.may_edit && around.portrait.is_some()).then_some(Outer::RemovePicture);
        row![
            button(words.get("user-picture")).icon(Icon::CircleUser).small().on_press_maybe(choose),
            button(words.get("user-picture-remove")).kind(Kind::Ghost).small().on_press_maybe(remove),
        ]
        .spacing(space::MD)
        .align_y(iced::Center)
        .into()
    }

    fn partition<'a>(&'a self, around: &Surroundings<'a>) -> Option<Element<'a, Outer>> {
        let label = around.context.words.get("user-partition");
        let chosen = |partition| Outer::Form(Message::PartitionChanged(partition));
        let field = record::partition(label, &around.choices.within, self.draft.partition, chosen)?;
        let error = fault(around, Field::Partition);
        Some(field.id(id(Field::Partition)).enabled(around.may_edit).error(error).into())
    }

    fn contact<'a>(&'a self, around: &Surroundings<'a>) -> Element<'a, Outer> {
        let words = &around.context.words;
        let phone = self
            .text(around, words.get("user-phone"), Text::Phone, Field::Phone)
            .placeholder("+34 600 123 456")
            .lead(Icon::Phone);
        let wiegand = self
            .text(around, words.get("user-wiegand"), Text::Wiegand, Field::Wiegand)
            .mono()
            .hint(words.get("user-wiegand-hint"));
        let codes_fault = fault(around, Field::AuthorizationCodes);
        let is_wrong = |code: &String| codes_fault.is_some() && Line::<CODE_MAX>::new(code).is_err();
        // The fault is told at the first code that has one.
        let wrong = self.draft.authorization_codes.iter().position(is_wrong);
        let codes = self.draft.authorization_codes.iter().enumerate().map(|(at, code)| {
            let may = around.may_edit;
            let typed = move |typed| Outer::Form(Message::Changed(Text::Code(at), typed));
            let mut one = field("", code.as_str())
                .placeholder(words.get("user-code"))
                .mono()
                .id(code_id(at))
                .on_input_maybe(may.then_some(typed));
            if wrong == Some(at) {
                one = one.id(id(Field::AuthorizationCodes)).error(codes_fault.clone());
            }
            let remove = may.then_some(Outer::Form(Message::RemoveCode(at)));
            let remove = icon_button(Icon::X, words.get("user-code-remove")).on_press_maybe(remove);
            Element::from(row![Element::from(one), Element::from(remove)].spacing(space::XS))
        });
        let add = (around.may_edit && self.draft.authorization_codes.len() < AUTHORIZATION_CODES_MAX)
            .then_some(Outer::Form(Message::AddCode));
        let mut codes: Vec<Element<'a, Outer>> = codes.collect();
        if let Some(fault) = codes_fault.filter(|_| wrong.is_none()) {
            codes.push(form::wrong(fault));
        }
        codes.push(button(words.get("user-code-add")).icon(Icon::Plus).small().on_press_maybe(add).into());
        let codes = form::labelled(words.get("user-codes"), column(codes).spacing(space::SM));
        let external =
            self.text(around, words.get("user-external-id"), Text::ExternalId, Field::ExternalId).mono();
        let external = match around.page {
            Some(_) => external,
            None => external.placeholder(words.get("user-external-id-filled-in")),
        };
        let fields = form::fields([phone.into(), external.into(), wiegand.into(), codes]);
        surface::panel(words.get("user-panel-contact"), fields).into()
    }

    fn options<'a>(&'a self, around: &Surroundings<'a>) -> Element<'a, Outer> {
        let words = &around.context.words;
        let option = |name: &OptionName| {
            let key = name.key();
            let message = around.may_edit.then_some(Outer::Form(Message::OptionToggled(*name)));
            check(words.get(&format!("option-{key}")), self.draft.options.is_on(*name).into())
                .hint(words.get(&format!("hint-{key}")))
                .on_toggle_maybe(message)
                .into()
        };
        let options = OptionName::ALL.iter().map(option);
        surface::panel(words.get("user-panel-options"), column(options).spacing(space::MD)).into()
    }

    fn validity<'a>(&'a self, around: &Surroundings<'a>) -> Element<'a, Outer> {
        let (words, today) = (&around.context.words, around.context.today());
        let change =
            |make: fn(When) -> Message| around.may_edit.then_some(move |when| Outer::Form(make(when)));
        let toggle = |message: Message| around.may_edit.then_some(Outer::Form(message));
        let mut fields = vec![self.activation.view(
            words,
            ACTIVATION,
            today,
            fault(around, Field::Activation),
            change(Message::ActivationChanged),
        )];
        fields.push(
            check(words.get("user-expires"), self.expiration.is_some().into())
                .on_toggle_maybe(toggle(Message::ExpirationToggled))
                .into(),
        );
        if let Some(when) = &self.expiration {
            let error = fault(around, Field::Expiration);
            let change = change(Message::ExpirationChanged);
            fields.push(form::indented(when.view(words, EXPIRATION, today, error, change)));
        }
        fields.push(
            check(words.get("user-revalidation"), self.draft.revalidation.is_some().into())
                .hint(words.get("user-revalidation-hint"))
                .on_toggle_maybe(toggle(Message::RevalidationToggled))
                .into(),
        );
        if let Some(period) = &self.draft.revalidation {
            fields.push(form::indented(self.period(around, period)));
        }
        if self.expiration.is_none() && self.draft.revalidation.is_none() {
            fields.push(notice::banner(Tone::Warning, words.get("user-never-ends"), None));
        }
        surface::panel(words.get("user-panel-validity"), form::fields(fields)).into()
    }

    fn period<'a>(&'a self, around: &Surroundings<'a>, period: &'a PeriodDraft) -> Element<'a, Outer> {
        let words = &around.context.words;
        let count = self.text(around, words.get("user-period"), Text::Period, Field::UpdatePeriod);
        let units =
            vec![choice(Unit::Days, words.get("unit-days")), choice(Unit::Hours, words.get("unit-hours"))];
        let unit = segmented(units, period.unit, |unit| Outer::Form(Message::UnitChanged(unit)))
            .enabled(around.may_edit);
        let unit = form::labelled(words.get("user-period-unit"), unit);
        row![Element::from(count.width(PERIOD_WIDTH)), unit].spacing(space::MD).into()
    }

    /// When the doors of locations and functions open.
    fn crossing<'a>(&'a self, around: &Surroundings<'a>, may_change: bool) -> Element<'a, Outer> {
        let (words, chosen) = (&around.context.words, self.draft.crossing);
        let mut all = vec![item(None, words.get("user-crossing-always"))];
        let named = around.choices.timetables.iter();
        all.extend(named.map(|(id, name)| item(Some(*id), std::borrow::Cow::Borrowed(name.as_str()))));
        if chosen.is_some_and(|id| around.choices.timetables.iter().all(|(known, _)| *known != id)) {
            all.push(item(chosen, words.get("user-crossing-unseen")));
        }
        let changed = |timetable| Outer::Form(Message::CrossingChanged(timetable));
        let timetable = select(words.get("user-crossing"), all, Some(chosen), changed);
        let timetable = timetable
            .id(id(Field::Crossing))
            .hint(words.get("user-crossing-hint"))
            .enabled(around.may_edit && may_change);
        surface::panel(words.get("user-panel-crossing"), Element::from(timetable)).into()
    }

    fn pin<'a>(&'a self, around: &Surroundings<'a>) -> Element<'a, Outer> {
        let words = &around.context.words;
        let send = |message: Message| around.may_edit.then_some(Outer::Form(message));
        let toggle = check(words.get("user-pin"), (self.draft.pin != PinDraft::Off).into())
            .hint(words.get("user-pin-hint"))
            .on_toggle_maybe(send(Message::PinToggled));
        let mut fields: Vec<Element<'a, Outer>> = vec![toggle.into()];
        match &self.draft.pin {
            PinDraft::Off => {}
            PinDraft::Keep => fields.push(form::indented(
                row![
                    text::muted(words.get("user-pin-kept")),
                    button(words.get("user-pin-replace")).small().on_press_maybe(send(Message::PinReplaced)),
                ]
                .spacing(space::MD)
                .align_y(iced::Center)
                .into(),
            )),
            PinDraft::New(digits) => {
                let reveal = words.get(if self.is_pin_revealed { "secret-hide" } else { "secret-show" });
                let typed = |typed: String| Outer::Form(Message::PinChanged(Typed::new(typed)));
                let digits = field(words.get("user-pin-new"), digits.as_str())
                    .id(id(Field::Pin))
                    .mono()
                    .secret_until(self.is_pin_revealed, reveal, Outer::Form(Message::PinRevealed))
                    .error(fault(around, Field::Pin))
                    .width(PIN_WIDTH)
                    .on_input_maybe(around.may_edit.then_some(typed));
                fields.push(form::indented(digits.into()));
            }
        }
        surface::panel(words.get("user-panel-pin"), form::fields(fields)).into()
    }
}

const ACTIVATION: &str = "user-activation";
const EXPIRATION: &str = "user-expiration";
/// The most characters of a code, as [`Draft::check`] wants them.
const CODE_MAX: usize = 32;
const TITLE_WIDTH: f32 = 110.0;
const PERIOD_WIDTH: f32 = 120.0;
const PIN_WIDTH: f32 = 200.0;

/// What there is of the key.
fn key<'a>(around: &Surroundings<'a>) -> Element<'a, Outer> {
    let words = &around.context.words;
    let say = around.context.say();
    let heading = words.get("user-panel-key");
    let Some(page) = around.page else {
        return surface::panel(heading, text::muted(words.get("user-key-later"))).into();
    };
    let Some(key) = &page.key else {
        let needs = words.with("user-key-needs", [("needed", page.needed_bytes.into())]);
        let none = column![text::body(words.get("user-key-none")), text::muted(needs)].spacing(space::XS);
        return surface::panel(heading, none).into();
    };
    let mut pairs: Vec<(&'a str, Element<'a, Outer>)> = Vec::new();
    let mut pair = |name: &'static str, value: Element<'a, Outer>| pairs.push((name, value));
    if let Some(from) = key.from {
        pair("user-key-from", text::body(say.moment(from)).into());
    }
    pair("user-key-until", text::body(say.end(key.until)).into());
    if let Some(at) = key.written_at {
        pair("user-key-written", text::body(say.moment(at)).into());
    }
    pair("user-key-serial", text::mono(key.serial.as_str()).into());
    for held in &key.lockers {
        let name = held.name.clone().unwrap_or_else(|| words.get("user-key-some-locker").into_owned());
        let values = [
            ("locker", name.into()),
            ("group", held.group.number().into()),
            ("since", say.moment(held.since).into()),
            ("read", say.moment(held.read_at).into()),
        ];
        pair("user-key-locker", text::body(words.with("user-key-holds", values)).into());
    }
    let pairs = pairs.into_iter().map(|(id, value)| (words.get(id), value));
    let memory = record::key_memory(words, page.needed_bytes, key.capacity);
    let mut content = column![Element::from(status::chip(key.status, words))].spacing(space::MD);
    if !key.reasons.is_empty() {
        content = content.push(text::body(say.reasons(&key.reasons)));
    }
    let takes = record::memory_takers(words, page.needed_bytes, key.capacity, &page.takes);
    content = content.push(form::pairs(pairs));
    if !key.lockers.is_empty() {
        content = content.push(text::muted(words.get("user-key-holds-hint")));
    }
    content = content.push(memory).extend(takes.map(|takes| text::muted(takes).into()));
    surface::panel(heading, content).into()
}

fn id(field: Field) -> String {
    record::id::<Subject>(field)
}

fn code_id(at: usize) -> String {
    format!("user-code-{at}")
}

fn fault(around: &Surroundings<'_>, field: Field) -> Option<String> {
    let found = around.faults.iter().find(|(of, _)| *of == field);
    found.map(|(_, fault): &(Field, Fault)| around.context.say().user(*fault))
}

const fn is_name(field: Field) -> bool {
    matches!(field, Field::Title | Field::FirstName | Field::LastName)
}

/// The name of a field in the window, if it is one.
pub fn anchor(field: Field) -> Option<String> {
    match field {
        Field::Doors | Field::Picture => None,
        Field::General(index) => Some(format!("user-general-{index}")),
        // Dates are named as their labels are.
        Field::Activation => Some(ACTIVATION.to_owned()),
        Field::Expiration => Some(EXPIRATION.to_owned()),
        other => Some(format!("user-{other:?}")),
    }
}

fn value_of(draft: &Draft, which: Text) -> &str {
    match which {
        Text::Title => &draft.title,
        Text::FirstName => &draft.first_name,
        Text::LastName => &draft.last_name,
        Text::ExternalId => &draft.external_id,
        Text::General(index) => draft.general.get(index).map_or("", String::as_str),
        Text::Wiegand => &draft.wiegand,
        Text::Phone => &draft.phone,
        Text::Period => draft.revalidation.as_ref().map_or("", |period| &period.count),
        Text::Code(at) => draft.authorization_codes.get(at).map_or("", String::as_str),
    }
}

fn text_of(draft: &mut Draft, which: Text) -> Option<&mut String> {
    match which {
        Text::Title => Some(&mut draft.title),
        Text::FirstName => Some(&mut draft.first_name),
        Text::LastName => Some(&mut draft.last_name),
        Text::ExternalId => Some(&mut draft.external_id),
        Text::General(index) => draft.general.get_mut(index),
        Text::Wiegand => Some(&mut draft.wiegand),
        Text::Phone => Some(&mut draft.phone),
        Text::Period => draft.revalidation.as_mut().map(|period| &mut period.count),
        Text::Code(at) => draft.authorization_codes.get_mut(at),
    }
}
