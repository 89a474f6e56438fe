//! Calendar information: its name, and which days are not normal ones.

use std::sync::Arc;

use chrono::NaiveDate;
use iced::widget::{Column, row};
use iced::{Center, Fill, Task};
use keydesk::domain::calendar::{CalendarId, Draft, Fault, Faults, Field, Kind};
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::{CalendarsModify, CalendarsView};
use keydesk::operation;
use keydesk::operation::calendars::{self, Page};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::record::{Blank, Note, Read, Source};
use crate::place::Place;
use crate::screen::information::{Fields, Information, Panels};
use crate::theme::space;
use crate::widget::button::{Kind as Look, button, icon_button};
use crate::widget::choice::{choice, segmented};
use crate::widget::date::date_field;
use crate::widget::{Element, form, surface, text};
use crate::words::DateFault;

/// The screen of a calendar, or of a new one.
pub type Calendar = Information<Subject>;

/// What the operator may do with calendars.
pub struct Subject {
    view: Permit<CalendarsView>,
    modify: Option<Permit<CalendarsModify>>,
}

/// What is typed, and of which kind the day is that is added next.
pub struct Form {
    draft: Draft,
    kind: Kind,
    /// The day that is typed was to be added and could not be.
    is_refused: bool,
}

#[derive(Debug, Clone)]
pub enum Change {
    Name(String),
    Description(String),
    Day(String),
    Kind(Kind),
    Add,
    Remove(NaiveDate),
}

impl Source for Subject {
    type Id = CalendarId;
    type Page = Page;
    type Draft = Draft;
    type Choices = ();
    type Beside = ();
    type Form = Form;
    type Impact = ();
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "calendar";
    const ICON: Icon = Icon::CalendarDays;
    const FIRST: Field = Field::Name;

    fn may_add(&self) -> bool {
        self.modify.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: CalendarId) -> Task<Answer<Arc<(Page, ())>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((calendars::open(console, &view, id)?, ())))
        })
    }

    fn add(&self, context: &Context, form: &Form) -> Option<Task<Answer<CalendarId>>> {
        let (permit, draft) = (self.modify.clone()?, form.draft.clone());
        Some(context.ask(move |console| calendars::add(console, &permit, &draft)))
    }

    fn save(&self, context: &Context, page: &Page, form: &Form) -> Option<Task<Answer<()>>> {
        let (permit, id, version) = (self.modify.clone()?, page.id, page.version);
        let draft = form.draft.clone();
        Some(context.ask(move |console| calendars::save(console, &permit, id, version, &draft)))
    }

    fn id(page: &Page) -> CalendarId {
        page.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, form: &mut Form) {
        page.draft.clone_from(&form.draft);
    }

    fn form(_context: &Context, read: &Read<'_, Self>, before: Option<&Form>) -> Form {
        let kind = before.map_or(Kind::Holiday, |before| before.kind);
        Form { draft: read.draft.clone(), kind, is_refused: false }
    }

    fn draft(form: &Form) -> &Draft {
        &form.draft
    }

    fn check(&self, _read: &Read<'_, Self>, form: &Form) -> Faults {
        form.draft.check().err().unwrap_or_default()
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::Calendar(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _field: Field, fault: Fault) -> String {
        context.say().calendar(fault)
    }

    fn named(page: &Page) -> Option<(&str, Moment, &str)> {
        Some((&page.draft.name, page.changed_at, &page.changed_by))
    }

    fn place(id: CalendarId) -> Place {
        Place::Calendar(id)
    }
}

impl Panels for Subject {
    type Change = Change;
    type Deleting = Permit<CalendarsModify>;

    fn of(context: &Context) -> Option<Subject> {
        Some(Subject { view: context.may()?, modify: context.may() })
    }

    fn blank(&self, _: &Context) -> Option<Task<Answer<Arc<Blank<Self>>>>> {
        self.modify.as_ref().map(|_| Task::done(Ok(Arc::default())))
    }

    fn deleting(&self) -> Option<&Permit<CalendarsModify>> {
        self.modify.as_ref()
    }

    fn change(context: &Context, form: &mut Form, change: Change) {
        let draft = &mut form.draft;
        match change {
            Change::Name(typed) => draft.name = typed,
            Change::Description(typed) => draft.description = typed,
            Change::Day(typed) => (draft.day, form.is_refused) = (typed, false),
            Change::Kind(kind) => form.kind = kind,
            Change::Add => match context.words.read_date(&draft.day, context.today()) {
                Ok(date) => {
                    draft.days.insert(date, form.kind);
                    draft.day.clear();
                }
                Err(_) => form.is_refused = true,
            },
            Change::Remove(date) => {
                draft.days.remove(&date);
            }
        }
    }

    fn note<'a>(context: &'a Context, _: &Fields<'a, Self>) -> Note<'a> {
        Note::Plain(context.words.get("calendar-no-impact"))
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Change>> {
        let Fields { context, form: Form { draft, .. }, record } = *fields;
        let words = &context.words;
        let name =
            record.field(context, "calendar-name", Field::Name, &draft.name, |_, typed| Change::Name(typed));
        let (label, typed) = ("calendar-description", draft.description.as_str());
        let description =
            record.field(context, label, Field::Description, typed, |_, typed| Change::Description(typed));
        let identification = form::fields([name.required().into(), description.into()]);
        vec![
            surface::panel(words.get("calendar-panel"), identification).into(),
            surface::panel(words.get("calendar-panel-days"), days(fields)).into(),
        ]
    }
}

/// The days that are not normal ones, and a place to add one.
fn days<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let Fields { context, form: Form { draft, .. }, record } = *fields;
    let words = &context.words;
    let mut lines: Vec<Element<'a, Change>> = Vec::new();
    if record.may_edit() {
        lines.push(adding(fields));
    }
    if draft.days.is_empty() {
        lines.push(text::muted(words.get("calendar-no-days")).width(Fill).into());
    }
    lines.extend(draft.days.iter().map(|(date, kind)| {
        let day = words.day(*date);
        let remove = record.may_edit().then(|| {
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

fn adding<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let Fields { context, form: Form { draft, kind, is_refused }, record } = *fields;
    let words = &context.words;
    let read = words.read_date(&draft.day, context.today());
    // What is not finished yet is wrong only once it was to be added.
    let wrong = read.err().filter(|fault| *is_refused || *fault != DateFault::Unfinished);
    let wrong = wrong.map(|fault| words.date_fault(fault));
    let fault = || record.fault(context, Field::Day).or_else(|| record.fault(context, Field::Days));
    let date = record
        .field(context, "calendar-day", Field::Day, &draft.day, |_, typed| Change::Day(typed))
        .placeholder(words.date_example())
        .error(wrong.or_else(fault))
        .on_submit(Change::Add);
    let date =
        date_field(date, read.ok(), context.today(), words.calendar(), |date| Change::Day(words.date(date)));
    let kinds = Kind::ALL.iter().map(|kind| choice(*kind, words.get(kind_name(*kind)))).collect();
    let kinds = segmented(kinds, *kind, Change::Kind);
    let add = button(words.get("calendar-add-day")).icon(Icon::Plus).on_press(Change::Add);
    form::fields([date.into(), row![Element::from(kinds), Element::from(add)].spacing(space::MD).into()])
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Holiday => "calendar-holiday",
        Kind::Special1 => "calendar-special-1",
        Kind::Special2 => "calendar-special-2",
    }
}
