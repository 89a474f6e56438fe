//! Calendar information: its name, and which days are not normal ones. They are painted on a year, a row a month, or typed.

mod filling;

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, Weekday};
use iced::widget::{Column, column, container, row};
use iced::{Center, Fill, Padding};
use keydesk::domain::calendar::{self, CalendarId, Days, Draft, Fault, Faults, Field, Kind};
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::{CalendarsModify, CalendarsView};
use keydesk::operation::calendars::{self, Impact, Page};
use keydesk::operation::{self, Foretold, Giving};
use keydesk::session::Permit;

use filling::Filling;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::record::{self, Blank, Note, Read, Saved, Source, Told};
use crate::place::Place;
use crate::screen::information::{Fields, Information, Panels};
use crate::theme::{Tone, space};
use crate::widget::button::{Kind as Look, button, icon_button};
use crate::widget::check::check;
use crate::widget::choice::{choice, segmented};
use crate::widget::date::date_field;
use crate::widget::grid::{self, By, Cell, Pattern, Shape, Span, Spot, even, grid, head, spot};
use crate::widget::legend::legend;
use crate::widget::scroll::scroll;
use crate::widget::semantics::Mark;
use crate::widget::task::Task;
use crate::widget::{Element, form, surface, text};

/// The screen of a calendar, or of a new one.
pub type Calendar = Information<Subject>;

/// What the operator may do with calendars.
pub struct Subject {
    view: Permit<CalendarsView>,
    modify: Option<Permit<CalendarsModify>>,
}

/// What is typed and painted, and with what.
pub struct Form {
    draft: Draft,
    /// The kind of the day that is painted or added next; nothing makes it a normal one.
    brush: Option<Kind>,
    /// The year that is in view.
    year: i32,
    /// The days that are chosen in it.
    span: Span,
    /// The day that is typed was to be added and could not be.
    is_refused: bool,
    /// Days that come from a file.
    filling: Option<Filling>,
    /// The days as they were before each change since they were read, the last at the end.
    past: Vec<Days>,
}

/// So many changes can be taken back.
const PAST_MOST: usize = 100;

#[derive(Debug, Clone)]
pub enum Change {
    Name(String),
    Description(String),
    Day(String),
    /// Keys go by it, or not.
    OfKeys(bool),
    Brush(Option<Kind>),
    Year(i32),
    Painted(grid::Event),
    Add,
    Remove(NaiveDate),
    /// The days of a year are marked in the next one as well.
    Copy(i32),
    /// The days are as they were before the last change.
    TakeBack,
    Fill(filling::Message),
}

impl Source for Subject {
    type Id = CalendarId;
    type Page = Page;
    type Draft = Draft;
    type Choices = ();
    type Record = ();
    type Form = Form;
    type Impact = Impact;
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "calendar";
    const ICON: Icon = Icon::CalendarDays;
    const FIRST: Field = Field::Name;
    const TELLS_WHOSE: bool = true;

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

    fn add(&self, context: &Context, form: &Form, _: Giving<()>) -> Option<Task<Answer<CalendarId>>> {
        let (permit, draft) = (self.modify.clone()?, form.draft.clone());
        Some(context.ask(move |console| calendars::add(console, &permit, &draft)))
    }

    fn save(
        &self,
        context: &Context,
        page: &Page,
        form: &Form,
        _: Giving<()>,
    ) -> Option<Task<Answer<Impact>>> {
        let (permit, id, version) = (self.modify.clone()?, page.id, page.version);
        let draft = form.draft.clone();
        Some(context.ask(move |console| calendars::save(console, &permit, id, version, &draft)))
    }

    fn foretell(
        &self,
        context: &Context,
        page: &Page,
        form: &Form,
        _: Giving<()>,
    ) -> Option<Task<Answer<Impact>>> {
        let (permit, id, draft) = (self.modify.clone()?, page.id, form.draft.clone());
        Some(context.ask(move |console| calendars::impact(console, &permit, id, &draft)))
    }

    fn whose(
        &self,
        context: &Context,
        page: &Page,
        form: &Form,
        _: Giving<()>,
    ) -> Option<Task<Answer<Arc<Foretold>>>> {
        let permit = self.modify.clone().filter(|_| form.draft != page.draft)?;
        let (id, draft) = (page.id, form.draft.clone());
        Some(context.ask(move |console| calendars::whose(console, &permit, id, &draft).map(Arc::new)))
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

    fn form(context: &Context, read: &Read<'_, Self>, before: Option<&Form>) -> Form {
        let today = context.today();
        let (brush, year, span) = match before {
            // What was chosen goes with what was painted there.
            Some(Form { brush, year, span, draft, .. }) => {
                let span = if draft == read.draft { *span } else { Span::at(span.cursor) };
                (*brush, *year, span)
            }
            None => (Some(Kind::Holiday), today.year(), Span::at(spot_of(today))),
        };
        let filling = before.and_then(|before| before.filling.clone());
        Form { draft: read.draft.clone(), brush, year, span, is_refused: false, filling, past: Vec::new() }
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

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Option<Told> {
        let keys = saved.impact.keys();
        let text = context.words.with("record-saved-keys", [("count", keys.into())]);
        (keys > 0).then_some(Told { text, acts: Vec::new() })
    }

    fn place(id: CalendarId) -> Place {
        Place::Calendar(id)
    }
}

impl Panels for Subject {
    type Change = Change;
    type Deleting = Permit<CalendarsModify>;

    const IS_WIDE: bool = true;
    const TOUCHES_KEYS: bool = true;

    fn of(context: &Context) -> Option<Subject> {
        Some(Subject { view: context.may()?, modify: context.may() })
    }

    fn blank(&self, _: &Context) -> Option<Task<Answer<Arc<Blank<Self>>>>> {
        self.modify.as_ref().map(|_| Task::done(Ok(Arc::default())))
    }

    fn deleting(&self) -> Option<&Permit<CalendarsModify>> {
        self.modify.as_ref()
    }

    fn change(context: &Context, form: &mut Form, change: Change) -> Task<Change> {
        let (was, takes_back) = (form.draft.days.clone(), matches!(change, Change::TakeBack));
        let task = form.take(context, change);
        if !takes_back && form.draft.days != was {
            form.past.push(was);
            let most = form.past.len().saturating_sub(PAST_MOST);
            form.past.drain(..most);
        }
        task
    }

    fn layer<'a>(context: &'a Context, form: &'a Form, is_live: bool) -> Option<Element<'a, Change>> {
        let Form { filling, draft, .. } = form;
        Some(filling.as_ref()?.view(context, &draft.days, is_live).map(Change::Fill))
    }

    fn reached_by(form: &Form, change: &Change) -> Option<String> {
        // What was to be added and is no day is typed again.
        (matches!(change, Change::Add) && form.is_refused).then(|| record::id::<Self>(Field::Day))
    }

    fn note<'a>(context: &'a Context, fields: &Fields<'a, Self>) -> Note<'a> {
        record::impact(&context.words, fields.record.impact())
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Change>> {
        let Fields { context, form: Form { draft, .. }, record } = *fields;
        let words = &context.words;
        let name =
            record.field(context, "calendar-name", Field::Name, &draft.name, |_, typed| Change::Name(typed));
        let (label, typed) = ("calendar-description", draft.description.as_str());
        let description =
            record.field(context, label, Field::Description, typed, |_, typed| Change::Description(typed));
        let mark = if draft.is_of_keys { Mark::On } else { Mark::Off };
        // What it does to keys is said before it is saved: of one that is not there yet that is not known.
        let may_toggle = record.may_edit() && record.page().is_some();
        let toggle = may_toggle.then_some(Change::OfKeys(!draft.is_of_keys));
        let of_keys = check(words.get("calendar-of-keys"), mark).hint(words.get("calendar-of-keys-hint"));
        let identification = column![
            form::beside([name.required().into(), description.into()]),
            Element::from(of_keys.on_toggle_maybe(toggle))
        ];
        let identification = surface::card(identification.spacing(space::LG));
        let runs_out = calendar::runs_out(draft.days.last_key_value().map(|(day, _)| *day), context.today());
        let runs_out = runs_out.map(|year| {
            let told = words.with("calendar-runs-out-told", [("year", year.to_string().into())]);
            row![text::icon(Icon::TriangleAlert, 18.0, Tone::Warning), text::body(told)].spacing(space::SM)
        });
        let content = row![year(fields), exceptions(fields)].spacing(space::LG).wrap();
        let title = words.get("calendar-panel-days");
        let content = content.vertical_spacing(space::LG);
        let told = Column::with_children(runs_out.map(Element::from));
        let content = told.push(content).spacing(space::LG);
        let days = surface::panel_with(title, Some(years(fields)), content);
        vec![identification.into(), days.into()]
    }
}

impl Form {
    fn take(&mut self, context: &Context, change: Change) -> Task<Change> {
        match change {
            Change::Name(typed) => self.draft.name = typed,
            Change::Description(typed) => self.draft.description = typed,
            Change::Day(typed) => (self.draft.day, self.is_refused) = (typed, false),
            Change::OfKeys(is_of_keys) => self.draft.is_of_keys = is_of_keys,
            Change::Brush(brush) => self.brush = brush,
            Change::Year(year) => {
                self.year = year.clamp(FIRST_YEAR, LAST_YEAR);
                // What was chosen is in the year that is left.
                self.span = Span::at(self.span.cursor);
            }
            Change::Painted(grid::Event::Select(span)) => self.span = span,
            Change::Painted(grid::Event::Paint(span, by)) => self.paint(span, by),
            Change::Painted(grid::Event::Activate(_) | grid::Event::Visible(..)) => {}
            Change::Add => match context.words.read_date(&self.draft.day, context.today()) {
                Ok(date) => {
                    self.draft.day.clear();
                    (self.year, self.span) = (date.year(), Span::at(spot_of(date)));
                    self.make([date], self.brush);
                }
                Err(_) => self.is_refused = true,
            },
            Change::Remove(date) => {
                self.draft.days.remove(&date);
            }
            Change::Copy(year) => {
                let days = self.copied(year);
                self.draft.days.extend(days);
            }
            Change::TakeBack => {
                if let Some(was) = self.past.pop() {
                    self.draft.days = was;
                }
            }
            Change::Fill(message) => return self.fill(context, message).map(Change::Fill),
        }
        Task::none()
    }

    /// Paints days with a key or with the brush in hand. What is of that kind already becomes normal again.
    fn paint(&mut self, span: Span, by: By) {
        let brush = match by {
            By::Key(key) => Some(BRUSHES.iter().find(|(_, of)| *of == key).and_then(|(kind, _)| *kind)),
            By::Space | By::Drag => Some(self.brush),
            By::Delete => Some(None),
            // A press on a month or on a day of all months only chooses.
            By::Head | By::Edit => None,
        };
        let Some(brush) = brush else {
            return;
        };
        let days = span.spots(Shape::Flow, MONTHS, DAYS).filter_map(|spot| day_of(self.year, spot));
        let days: Vec<NaiveDate> = days.collect();
        let is_so = days.iter().all(|day| self.draft.days.get(day).copied() == brush);
        let is_taken_back = is_so && matches!(by, By::Space | By::Drag);
        self.make(days, brush.filter(|_| !is_taken_back));
    }

    /// The days of a year that are not marked in the next one yet, as they would be there.
    fn copied(&self, year: i32) -> Vec<(NaiveDate, Kind)> {
        let days = self.draft.days.iter().filter(|(day, _)| day.year() == year);
        let next = days.filter_map(|(day, kind)| Some((day.with_year(year + 1)?, *kind)));
        next.filter(|(day, _)| !self.draft.days.contains_key(day)).collect()
    }

    fn make(&mut self, days: impl IntoIterator<Item = NaiveDate>, kind: Option<Kind>) {
        for day in days {
            match kind {
                Some(kind) => self.draft.days.insert(day, kind),
                None => self.draft.days.remove(&day),
            };
        }
    }
}

const FIRST_YEAR: i32 = *calendar::YEARS.start();
const LAST_YEAR: i32 = *calendar::YEARS.end();
const MONTHS: usize = 12;
const DAYS: usize = 31;
const CELL_WIDTH: f32 = 24.0;
const CELL_HEIGHT: f32 = 22.0;
const MONTH_WIDTH: f32 = 56.0;
/// As wide as a day and its kind; as high as the year beside it.
const EXCEPTIONS_WIDTH: f32 = 206.0;
const EXCEPTIONS_HEIGHT: f32 = 236.0;

/// What paints, each with its key.
const BRUSHES: [(Option<Kind>, char); 4] =
    [(Some(Kind::Holiday), '1'), (Some(Kind::Special1), '2'), (Some(Kind::Special2), '3'), (None, '0')];

fn day_of(year: i32, spot: Spot) -> Option<NaiveDate> {
    let number = |at: usize| u32::try_from(at + 1).ok();
    NaiveDate::from_ymd_opt(year, number(spot.row)?, number(spot.column)?)
}

fn spot_of(day: NaiveDate) -> Spot {
    spot(day.month0() as usize, day.day0() as usize)
}

/// The year that is in view, and the ways to the one before and the next.
fn years<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let (words, shown) = (&fields.context.words, fields.form.year);
    let step = |icon, label, year: i32| {
        let there = (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(Change::Year(year));
        icon_button(icon, words.get(label)).kind(Look::Ghost).on_press_maybe(there)
    };
    row![
        Element::from(step(Icon::ChevronLeft, "calendar-year-before", shown - 1)),
        text::section(shown.to_string()),
        Element::from(step(Icon::ChevronRight, "calendar-year-next", shown + 1)),
    ]
    .spacing(space::SM)
    .align_y(Center)
    .into()
}

/// The year with its brushes and what its signs mean.
fn year<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let (words, today, shown) = (&context.words, context.today(), form.year);
    let cell = move |at: Spot| {
        let day = day_of(shown, at)?;
        let kind = form.draft.days.get(&day).copied();
        let name = words.get(kind_name(kind));
        let said = format!("{} {}: {name}", words.weekday(day), words.day(day));
        let is_weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let cell = sign(context, kind).quiet(is_weekend).today(day == today).hint(said);
        Some(if kind.is_some() { cell.said(name) } else { cell })
    };
    let is_this_year = shown == today.year();
    let days = grid(
        words.get("calendar-panel-days"),
        even(MONTHS, CELL_HEIGHT),
        even(DAYS, CELL_WIDTH),
        form.span,
        cell,
        Change::Painted,
    )
    .id("year")
    .row_heads(MONTH_WIDTH, move |month| {
        let is_now = is_this_year && month == today.month0() as usize;
        head(words.short_month(month)).today(is_now)
    })
    .column_heads(|day| head((day + 1).to_string()))
    .corner(shown.to_string())
    .shape(Shape::Flow)
    .brushes("0123")
    .paints()
    .erases()
    .enabled(record.may_edit())
    .fits();
    let signs = Kind::ALL.iter().map(|kind| {
        let name = words.get(kind_name(Some(*kind)));
        (sign(context, Some(*kind)).said(name.clone()), name)
    });
    let mut content = column![].spacing(space::MD);
    if record.may_edit() {
        let brushes = BRUSHES.iter().map(|(kind, key)| {
            let values = [("key", key.to_string().into()), ("kind", words.get(kind_name(*kind)).into())];
            choice(*kind, words.with("calendar-brush", values))
        });
        let back_to = (!form.past.is_empty()).then_some(Change::TakeBack);
        let back = icon_button(Icon::Undo2, words.get("calendar-take-back")).kind(Look::Ghost);
        let brushes = segmented(brushes.collect(), form.brush, Change::Brush);
        let tools = row![Element::from(brushes), Element::from(back.on_press_maybe(back_to))];
        content = content.push(tools.spacing(space::SM).align_y(Center));
    }
    content = content.push(surface::sheet(days)).push(legend(signs));
    content.width(MONTH_WIDTH + DAYS as f32 * CELL_WIDTH + 2.0).into()
}

/// How a day of a kind looks.
fn sign<'a>(context: &'a Context, kind: Option<Kind>) -> Cell<'a> {
    let words = &context.words;
    match kind {
        Some(Kind::Holiday) => {
            Cell::letter(words.get("calendar-holiday-sign")).tinted(Tone::Danger, Pattern::Lines)
        }
        Some(Kind::Special1) => {
            Cell::letter(words.get("calendar-special-1-sign")).tinted(Tone::Accent, Pattern::Bars)
        }
        Some(Kind::Special2) => {
            Cell::letter(words.get("calendar-special-2-sign")).tinted(Tone::Warning, Pattern::Dots)
        }
        None => Cell::empty(),
    }
}

/// The days of the year in view that are not normal ones, and a place to type one.
fn exceptions<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let Fields { context, form: Form { draft, year, .. }, record } = *fields;
    let words = &context.words;
    let shown: Vec<_> = draft.days.iter().filter(|(day, _)| day.year() == *year).collect();
    let count = [("count", shown.len().into()), ("year", year.to_string().into())];
    let count = words.with("calendar-exceptions", count);
    let is_normal = shown.is_empty();
    let lines = shown.into_iter().map(|(date, kind)| {
        let day = words.day(*date);
        let remove = record.may_edit().then(|| {
            let label = words.with("calendar-remove", [("date", day.as_str().into())]);
            icon_button(Icon::X, label).kind(Look::Ghost).small().on_press(Change::Remove(*date)).into()
        });
        let names = column![
            text::body(format!("{} {day}", words.weekday(*date))),
            text::muted(words.get(kind_name(Some(*kind)))),
        ];
        row![names.width(Fill)].extend(remove).align_y(Center).into()
    });
    let list: Element<'a, Change> = if is_normal {
        text::muted(words.get("calendar-no-days")).width(Fill).into()
    } else {
        let lines = Column::with_children(lines).spacing(space::SM).padding(Padding::ZERO.right(space::LG));
        container(scroll(lines)).height(EXCEPTIONS_HEIGHT).into()
    };
    let mut content = column![].spacing(space::MD).width(EXCEPTIONS_WIDTH);
    if record.may_edit() {
        content = content.push(adding(fields));
    }
    content.push(text::label(count)).push(list).into()
}

fn adding<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let (words, Form { draft, is_refused, .. }) = (&context.words, form);
    let read = words.read_date(&draft.day, context.today());
    // What is not finished yet is wrong only once it was to be added.
    let wrong = read.err().filter(|fault| *is_refused || !fault.is_begun());
    let wrong = wrong.map(|fault| words.date_fault(fault));
    let fault = || record.fault(context, Field::Day).or_else(|| record.fault(context, Field::Days));
    let date = record
        .field(context, "calendar-day", Field::Day, &draft.day, |_, typed| Change::Day(typed))
        .placeholder(words.get("when-date"))
        .error(wrong.or_else(fault))
        .on_submit(Change::Add);
    let date =
        date_field(date, read.ok(), context.today(), words.calendar(), |date| Change::Day(words.date(date)));
    let add = button(words.get("calendar-add-day")).icon(Icon::Plus).on_press(Change::Add);
    let before = form.year - 1;
    let copy_of = (!form.copied(before).is_empty()).then_some(Change::Copy(before));
    let copy = button(words.with("calendar-copy", [("year", before.to_string().into())])).icon(Icon::Copy);
    let file = button(words.get("calendar-file"))
        .icon(Icon::FolderOpen)
        .on_press(Change::Fill(filling::Message::Begin));
    let buttons = [add, copy.on_press_maybe(copy_of), file];
    column![Element::from(date)].extend(buttons.map(Element::from)).spacing(space::SM).into()
}

const fn kind_name(kind: Option<Kind>) -> &'static str {
    match kind {
        Some(Kind::Holiday) => "calendar-holiday",
        Some(Kind::Special1) => "calendar-special-1",
        Some(Kind::Special2) => "calendar-special-2",
        None => "calendar-normal",
    }
}
