//! What a list is narrowed to: facets, each a chip above the table. Two of one field widen, those of different fields
//! narrow. They are chosen in a dialog that is searched: its fields, then the values of one.

use std::fmt::Debug;
use std::sync::Arc;

use chrono::NaiveDate;
use iced::widget::{column, row};
use iced::{Bottom, Fill};

use super::{List, Message, MessageOf, Source};
use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::theme::space;
use crate::widget::button::{Kind, button};
use crate::widget::date::date_field;
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::{field as text_field, search};
use crate::widget::hits::hits;
use crate::widget::matching;
use crate::widget::menu::{self, menu_button};
use crate::widget::option::{Item, item};
use crate::widget::task::Task;
use crate::widget::{Element, text};
use crate::words::grouped;

/// What a facet is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// The name of its text.
    pub name: &'static str,
    pub icon: Icon,
    /// Whether it is a stretch of days, which can be typed, and of which there is one at a time.
    pub is_period: bool,
}

/// A field of values of which several can be chosen.
pub const fn field(name: &'static str, icon: Icon) -> Field {
    Field { name, icon, is_period: false }
}

/// Days from one to another.
pub const fn period(name: &'static str) -> Field {
    Field { name, icon: Icon::CalendarRange, is_period: true }
}

/// Something that a list is narrowed to.
pub trait Facet: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// What it is about.
    fn field(&self) -> Field;

    /// By what it is remembered: it names nobody.
    fn key(&self) -> String;

    /// What is remembered by a key, if this version knows it.
    fn from_key(key: &str) -> Option<Self>;

    /// The days that were typed, where it is about a stretch of them.
    fn between(_field: Field, _from: Option<NaiveDate>, _until: Option<NaiveDate>) -> Option<Self> {
        None
    }
}

/// Of a list that is narrowed by its search alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Never {}

impl Facet for Never {
    fn field(&self) -> Field {
        match *self {}
    }

    fn key(&self) -> String {
        match *self {}
    }

    fn from_key(_: &str) -> Option<Never> {
        None
    }
}

/// A facet, and how a chip says it.
pub type Value<F> = (F, String);

/// What is chosen in the dialog.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice<F> {
    Fields,
    Field(Field),
    Facet(F),
}

/// The dialog in which a facet is chosen.
pub struct Narrowing<F> {
    field: Option<Field>,
    typed: String,
    /// How many each value of the field would let through, as far as that was counted.
    counts: Option<Arc<Vec<(F, usize)>>>,
    from: String,
    until: String,
    /// Another list of choices begins at its first.
    version: u64,
}

impl<F> Narrowing<F> {
    fn new(field: Option<Field>) -> Self {
        Narrowing {
            field,
            typed: String::new(),
            counts: None,
            from: String::new(),
            until: String::new(),
            version: 0,
        }
    }
}

/// What happens in the dialog.
#[derive(Debug, Clone)]
pub enum Narrow<F> {
    /// The dialog is opened.
    Open,
    Close,
    TypedChanged(String),
    Choose(Choice<F>),
    Counted(Field, Answer<Arc<Vec<(F, usize)>>>),
    FromChanged(String),
    UntilChanged(String),
    /// The days that were typed are meant.
    TakeDays,
    Drop(F),
    DropAll,
}

const SEARCH: &str = "narrow";

impl<S: Source> List<S> {
    pub(super) fn update_narrow(
        &mut self,
        context: &Context,
        message: Narrow<S::Facet>,
    ) -> Action<MessageOf<S>> {
        match message {
            Narrow::Open => {
                let fields = self.source.fields(context);
                // What there is one of needs not be chosen.
                let only = match fields.as_slice() {
                    [] => return Action::None,
                    [only] => Some(*only),
                    _ => None,
                };
                self.narrowing = Some(Narrowing::new(only));
                only.map_or(Action::None, |field| Action::Run(self.count_values(context, field)))
            }
            Narrow::Close => {
                self.narrowing = None;
                Action::None
            }
            Narrow::Drop(facet) => {
                self.query.facets.retain(|it| *it != facet);
                Action::Run(self.ask(context))
            }
            Narrow::DropAll => Action::Run(self.narrow_to(context, Vec::new())),
            Narrow::Choose(Choice::Facet(facet)) => {
                self.narrowing = None;
                Action::Run(self.toggle(context, facet))
            }
            message => self.update_dialog(context, message),
        }
    }

    fn update_dialog(&mut self, context: &Context, message: Narrow<S::Facet>) -> Action<MessageOf<S>> {
        let Some(narrowing) = &mut self.narrowing else {
            return Action::None;
        };
        match message {
            Narrow::TypedChanged(typed) => {
                narrowing.typed = typed;
                narrowing.version += 1;
            }
            Narrow::FromChanged(typed) => narrowing.from = typed,
            Narrow::UntilChanged(typed) => narrowing.until = typed,
            Narrow::Choose(Choice::Fields) => *narrowing = Narrowing::new(None),
            Narrow::Choose(Choice::Field(field)) => {
                let version = narrowing.version + 1;
                *narrowing = Narrowing { version, ..Narrowing::new(Some(field)) };
                return Action::Run(self.count_values(context, field));
            }
            Narrow::Counted(field, answer) if narrowing.field == Some(field) => match answer {
                Ok(counts) => narrowing.counts = Some(counts),
                Err(failure) => return Action::Fail(failure),
            },
            Narrow::TakeDays => {
                let days = narrowing.field.zip(narrowing.days(context));
                let facet = days.and_then(|(field, (from, until))| S::Facet::between(field, from, until));
                let Some(facet) = facet else {
                    return Action::None;
                };
                self.narrowing = None;
                return Action::Run(self.toggle(context, facet));
            }
            Narrow::Counted(..)
            | Narrow::Open
            | Narrow::Close
            | Narrow::Drop(_)
            | Narrow::DropAll
            | Narrow::Choose(Choice::Facet(_)) => {}
        }
        Action::None
    }

    /// Narrows the list to these facets and no others.
    pub fn narrow_to(&mut self, context: &Context, facets: Vec<S::Facet>) -> Task<MessageOf<S>> {
        self.query.facets = facets;
        self.ask(context)
    }

    /// Adds a facet, or takes it away where it is. Of a period, one takes the place of another.
    fn toggle(&mut self, context: &Context, facet: S::Facet) -> Task<MessageOf<S>> {
        let facets = &mut self.query.facets;
        let had = facets.contains(&facet);
        facets.retain(|it| *it != facet && !(facet.field().is_period && it.field() == facet.field()));
        if !had {
            facets.push(facet);
        }
        self.ask(context)
    }

    fn count_values(&self, context: &Context, field: Field) -> Task<MessageOf<S>> {
        let values = self.source.values(context, field);
        let facets: Vec<S::Facet> = values.into_iter().map(|(facet, _)| facet).collect();
        let source = self.source.clone();
        let counted = context.ask(move |console| {
            let counts = source.count_values(console, &facets)?;
            Ok::<_, keydesk::operation::Error>(Arc::new(facets.into_iter().zip(counts).collect::<Vec<_>>()))
        });
        counted.map(move |answer| Message::Narrow(Narrow::Counted(field, answer)))
    }

    /// How a facet is said; nothing, if it is of something that is not there.
    pub fn say(&self, context: &Context, facet: &S::Facet) -> Option<String> {
        let name = context.words.get(facet.field().name);
        self.source.say(context, facet).map(|value| format!("{name}: {value}"))
    }

    /// The chips, and the button that stands for all of them.
    pub(super) fn chips<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> (Vec<Element<'a, M>>, Option<Element<'a, M>>) {
        let words = &context.words;
        let facets = self.query.facets.iter();
        let said: Vec<(S::Facet, String)> = facets
            .map(|facet| {
                let said = self.say(context, facet);
                (facet.clone(), said.unwrap_or_else(|| words.get(facet.field().name).into_owned()))
            })
            .collect();
        if said.is_empty() {
            return (Vec::new(), None);
        }
        let drop = |facet: &S::Facet| map(Message::Narrow(Narrow::Drop(facet.clone())));
        let chips = said.iter().map(|(facet, said)| {
            let chip = button(said.clone()).end_icon(Icon::X).small().on(true).removes();
            chip.hint(words.get("list-drop")).on_press(drop(facet)).into()
        });
        let mut items: Vec<menu::Item<'a, M>> = said
            .iter()
            .map(|(facet, said)| menu::action(said.clone(), Some(drop(facet))).icon(Icon::X).into())
            .collect();
        if items.len() > 1 {
            let all = map(Message::Narrow(Narrow::DropAll));
            items.push(menu::action(words.get("list-drop-all"), Some(all)).icon(Icon::FunnelX).into());
        }
        let count = words.with("list-facets", [("count", said.len().into())]);
        let folded = button(count).icon(Icon::Funnel).end_icon(Icon::ChevronDown).on(true);
        (chips.collect(), Some(menu_button(folded, items).into()))
    }

    /// The dialog in which a facet is chosen.
    pub(super) fn narrowing<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        narrowing: &'a Narrowing<S::Facet>,
        is_live: bool,
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let words = &context.words;
        let to = move |message| map(Message::Narrow(message));
        let placeholder = words.get(narrowing.field.map_or("list-narrow-search", |field| field.name));
        let search = search(placeholder, narrowing.typed.as_str(), words.get("list-clear"), move |typed| {
            to(Narrow::TypedChanged(typed))
        });
        let items = self.choices(context, narrowing);
        let mut body = column![Element::from(search.id(SEARCH))].spacing(space::SM);
        // Above what was found, so that Enter in a day is not taken for one of those.
        if narrowing.field.is_some_and(|field| field.is_period) {
            body = body.push(narrowing.days_view(context, to));
        }
        if items.is_empty() {
            body = body.push(text::muted(words.get("finder-none")));
        } else {
            let choose = move |choice| to(Narrow::Choose(choice));
            body = body.push(Element::from(hits(items, narrowing.version, choose)));
        }
        dialog(words.get("list-narrow"), is_live)
            .width(Width::Confirm)
            .body(body)
            .starts_at(SEARCH)
            .on_close(words.get("close"), to(Narrow::Close))
            .closes_beside()
            .into()
    }

    fn choices<'a>(
        &'a self,
        context: &'a Context,
        narrowing: &'a Narrowing<S::Facet>,
    ) -> Vec<Item<'a, Choice<S::Facet>>> {
        let words = &context.words;
        let query = matching::Query::new(&narrowing.typed);
        let fields = self.source.fields(context);
        let mut items = Vec::new();
        let value = |(facet, label): Value<S::Facet>| {
            let counts = narrowing.counts.as_ref();
            let count = counts.and_then(|counts| counts.iter().find(|(counted, _)| *counted == facet));
            let detail = count.map(|(_, count)| grouped(*count as i64)).unwrap_or_default();
            let is_on = self.query.facets.contains(&facet);
            let icon = if is_on { Icon::Check } else { facet.field().icon };
            (Choice::Facet(facet), label, detail, icon)
        };
        match narrowing.field {
            Some(field) => {
                if fields.len() > 1 && query.is_empty() {
                    let all = words.get("list-narrow-fields");
                    items.push(item(Choice::Fields, all).icon(Icon::ArrowLeft));
                }
                let values = self.source.values(context, field).into_iter().map(value);
                let found = values.filter(|(_, label, ..)| query.finds(label));
                items.extend(found.map(|(choice, label, detail, icon)| {
                    item(choice, label).detail(detail).icon(icon).found_by(&query)
                }));
            }
            None => {
                let found = fields.iter().filter(|field| query.finds(&words.get(field.name)));
                items.extend(found.map(|field| {
                    item(Choice::Field(*field), words.get(field.name)).icon(field.icon).found_by(&query)
                }));
                // Whoever types what is meant needs not choose the field first.
                let typed = fields.iter().filter(|_| !query.is_empty());
                for field in typed {
                    let name = words.get(field.name);
                    let values = self.source.values(context, *field).into_iter().map(value);
                    let found = values.filter(|(_, label, ..)| query.finds(label));
                    items.extend(found.map(|(choice, label, _, icon)| {
                        item(choice, label).detail(name.clone()).icon(icon).found_by(&query)
                    }));
                }
            }
        }
        items
    }
}

impl<F> Narrowing<F> {
    /// The days that were typed; nothing, as long as none can be read, or one cannot.
    fn days(&self, context: &Context) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
        let read = |typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => context.words.read_date(typed, context.today()).map(Some),
        };
        let days = (read(&self.from).ok()?, read(&self.until).ok()?);
        let is_in_order = match days {
            (Some(from), Some(until)) => from <= until,
            (None, None) => false,
            _ => true,
        };
        is_in_order.then_some(days)
    }

    fn days_view<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        to: impl Fn(Narrow<F>) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let words = &context.words;
        let day = |label: &'static str, typed: &'a str, change: fn(String) -> Narrow<F>| -> Element<'a, M> {
            let read = words.read_date(typed, context.today());
            let wrong = read.err().filter(|fault| !fault.is_begun());
            let input = text_field(words.get(label), typed)
                .error(wrong.map(|fault| words.date_fault(fault)))
                .width(Fill)
                .on_submit(to(Narrow::TakeDays))
                .on_input(move |typed| to(change(typed)));
            date_field(input, read.ok(), context.today(), words.calendar(), move |date| {
                to(change(words.date(date)))
            })
            .into()
        };
        let take = self.days(context).map(|_| to(Narrow::TakeDays));
        let take = button(words.get("list-take-days")).kind(Kind::Primary).on_press_maybe(take);
        row![
            day("relation-from", &self.from, Narrow::FromChanged),
            day("relation-until", &self.until, Narrow::UntilChanged),
            Element::from(take),
        ]
        .spacing(space::SM)
        .align_y(Bottom)
        .into()
    }
}
