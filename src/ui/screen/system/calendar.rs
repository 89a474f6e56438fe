//! Calendar information: its name, and which days are not normal ones.

use chrono::NaiveDate;
use iced::widget::{Column, row};
use iced::{Center, Fill, Task};
use keydesk::domain::calendar::{CalendarId, Draft, Fault, Faults, Field, Kind};
use keydesk::domain::permission::{CalendarsModify, CalendarsView};
use keydesk::operation;
use keydesk::operation::calendars::{self, Page};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::place::Place;
use crate::screen::information::{Fields, Information, Plain};
use crate::theme::space;
use crate::widget::button::{Kind as Look, button, icon_button};
use crate::widget::choice::{choice, segmented};
use crate::widget::date::date_field;
use crate::widget::field::field;
use crate::widget::{Element, form, surface, text};

/// The screen of a calendar, or of a new one.
pub type Calendar = Information<Year>;

/// What the operator may do with calendars.
pub struct Year {
    view: Permit<CalendarsView>,
    modify: Option<Permit<CalendarsModify>>,
}

/// A day that is about to be added.
pub struct Typing {
    date: String,
    kind: Kind,
    /// It was asked for: what is wrong with the date is said.
    is_refused: bool,
}

impl Default for Typing {
    fn default() -> Self {
        Typing { date: String::new(), kind: Kind::Holiday, is_refused: false }
    }
}

#[derive(Debug, Clone)]
pub enum Change {
    Name(String),
    Description(String),
    Date(String),
    Kind(Kind),
    Add,
    Remove(NaiveDate),
}

impl Plain for Year {
    type Id = CalendarId;
    type Draft = Draft;
    type Field = Field;
    type Fault = Fault;
    type Typing = Typing;
    type Change = Change;
    type Deleting = Permit<CalendarsModify>;

    const NAME: &'static str = "calendar";
    const ICON: Icon = Icon::CalendarDays;
    const FIRST: Field = Field::Name;
    const NOTE: &'static str = "calendar-no-impact";

    fn of(context: &Context) -> Option<Year> {
        Some(Year { view: context.may()?, modify: context.may() })
    }

    fn may_add(&self) -> bool {
        self.modify.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn deleting(&self) -> Option<&Permit<CalendarsModify>> {
        self.modify.as_ref()
    }

    fn open(&self, context: &Context, id: CalendarId) -> Task<Answer<Page>> {
        let view = self.view.clone();
        context.ask(move |console| calendars::open(console, &view, id))
    }

    fn add(&self, context: &Context, draft: Draft) -> Option<Task<Answer<CalendarId>>> {
        let permit = self.modify.clone()?;
        Some(context.ask(move |console| calendars::add(console, &permit, &draft)))
    }

    fn save(&self, context: &Context, page: &Page, draft: Draft) -> Option<Task<Answer<()>>> {
        let (permit, id, version) = (self.modify.clone()?, page.id, page.version);
        Some(context.ask(move |console| calendars::save(console, &permit, id, version, &draft)))
    }

    fn check(draft: &Draft) -> Faults {
        draft.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Calendar(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, fault: Fault) -> String {
        context.say().calendar(fault)
    }

    fn name(draft: &Draft) -> &str {
        &draft.name
    }

    fn place(id: CalendarId) -> Place {
        Place::Calendar(id)
    }

    fn change(context: &Context, draft: &mut Draft, typing: &mut Typing, change: Change) {
        match change {
            Change::Name(typed) => draft.name = typed,
            Change::Description(typed) => draft.description = typed,
            Change::Date(date) => *typing = Typing { date, is_refused: false, ..*typing },
            Change::Kind(kind) => typing.kind = kind,
            Change::Add => match context.words.read_date(&typing.date, context.today()) {
                Ok(date) => {
                    draft.days.insert(date, typing.kind);
                    typing.date.clear();
                }
                Err(_) => typing.is_refused = true,
            },
            Change::Remove(date) => {
                draft.days.remove(&date);
            }
        }
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Change>> {
        let (words, draft) = (&fields.context.words, fields.draft);
        let name = fields.text("calendar-name", Field::Name, &draft.name, Change::Name).required();
        let description =
            fields.text("calendar-description", Field::Description, &draft.description, Change::Description);
        let identification = form::fields([name.into(), description.into()]);
        vec![
            surface::panel(words.get("calendar-panel"), identification).into(),
            surface::panel(words.get("calendar-panel-days"), days(fields)).into(),
        ]
    }
}

/// The days that are not normal ones, and a place to add one.
fn days<'a>(fields: &Fields<'a, Year>) -> Element<'a, Change> {
    let words = &fields.context.words;
    let mut lines: Vec<Element<'a, Change>> = Vec::new();
    if fields.may_edit() {
        lines.push(adding(fields));
    }
    if fields.draft.days.is_empty() {
        lines.push(text::muted(words.get("calendar-no-days")).width(Fill).into());
    }
    lines.extend(fields.draft.days.iter().map(|(date, kind)| {
        let day = words.day(*date);
        let remove = fields.may_edit().then(|| {
            let label = words.with("calendar-remove", [("date", day.as_str().into())]);
            icon_button(Icon::X, label).kind(Look::Ghost).small().on_press(Change::Remove(*date)).into()
        });
        row![
            text::body(format!("{} {day}", words.weekday(*date))).width(Fill),
            text::body(words.get(kind_name(*kind))).width(Fill),
        ]
        .extend(remove)
        .align_y(Center)
        .into()
    }));
    Column::with_children(lines).spacing(space::SM).into()
}

fn adding<'a>(fields: &Fields<'a, Year>) -> Element<'a, Change> {
    let (context, typing) = (fields.context, fields.typing);
    let words = &context.words;
    let read = words.read_date(&typing.date, context.today());
    let refused = read.err().filter(|_| typing.is_refused).map(|fault| words.date_fault(fault));
    let date = field(words.get("calendar-day"), typing.date.as_str())
        .placeholder(words.date_example())
        .error(refused.or_else(|| fields.fault(Field::Days)))
        .on_input(Change::Date)
        .on_submit(Change::Add);
    let date =
        date_field(date, read.ok(), context.today(), words.calendar(), |date| Change::Date(words.date(date)));
    let kinds = Kind::ALL.iter().map(|kind| choice(*kind, words.get(kind_name(*kind)))).collect();
    let kind = segmented(kinds, typing.kind, Change::Kind);
    let add = button(words.get("calendar-add-day")).icon(Icon::Plus).on_press(Change::Add);
    form::fields([date.into(), row![Element::from(kind), Element::from(add)].spacing(space::MD).into()])
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Holiday => "calendar-holiday",
        Kind::Special1 => "calendar-special-1",
        Kind::Special2 => "calendar-special-2",
    }
}
