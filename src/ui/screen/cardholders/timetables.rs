//! Cardholders > Timetables, and timetable information: its periods, and a week as they make it.

use iced::Center;
use iced::alignment::Vertical;
use iced::widget::{Column as Lines, column, row};
use keydesk::console::Console;
use keydesk::domain::named::Field;
use keydesk::domain::permission::{TimetablesModify, TimetablesView};
use keydesk::domain::timetable::{
    Days, Draft, Hours, PERIODS_MAX, Timetable as Record, TimetableId, Typed, TypedPeriod,
};
use keydesk::operation::partitions::Choices;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::timetables::{self, Impact, Listed, Uses};
use keydesk::operation::{Foretold, Giving, Noun};
use keydesk::session::Permit;

use crate::context::Context;
use crate::days;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::record;
use crate::part::relation::Relation;
use crate::part::week;
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{self, Asked, DraftOf, May, PageOf, RowOf, Thing, Things};
use crate::theme::space;
use crate::widget::button::{Kind as Look, button, icon_button};
use crate::widget::table::Cell;
use crate::widget::{Element, form, surface, text};
use crate::words::grouped;

/// The list of timetables.
pub type Timetables = Listing<Things<Kind>>;

/// The screen of a timetable, or of a new one.
pub type Timetable = Information<May<Kind>>;

/// Timetables, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// What is done to the periods.
#[derive(Debug, Clone)]
pub enum Change {
    Add,
    Remove(usize),
    /// These are the days of a period.
    Days(usize, Days),
    From(usize, String),
    Until(usize, String),
}

impl Thing for Kind {
    type Id = TimetableId;
    type Record = Record;
    type Own = Typed;
    type OwnChange = Change;
    type Besides = Uses;
    type Listed = Listed;
    type View = TimetablesView;
    type Modify = TimetablesModify;
    type AddDelete = TimetablesModify;
    type Access = TimetablesModify;
    type Ends = ();
    type Offered = ();
    type Facet = list::Never;

    const NAME: &'static str = "timetable";
    const ICON: Icon = Icon::CalendarClock;
    const NOUN: Noun = Noun::Timetable;
    const KIND: SubjectKind = SubjectKind::Timetable;
    const ENTRY: Entry = Entry::Timetables;
    const TITLE: &'static str = "entry-timetables";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewTimetable;
    const HAS_HOLDERS: bool = false;
    const FORM_TOUCHES_KEYS: bool = true;

    fn ends(_: &Context) {}

    fn list(console: &Console, permit: &Permit<TimetablesView>) -> Asked<Vec<RowOf<Kind>>> {
        timetables::list(console, permit)
    }

    fn open(console: &Console, permit: &Permit<TimetablesView>, id: TimetableId) -> Asked<PageOf<Kind>> {
        timetables::open(console, permit, id)
    }

    fn choices(console: &Console, permit: &Permit<TimetablesView>) -> Asked<Choices> {
        timetables::partitions(console, permit)
    }

    fn blank(console: &Console, permit: &Permit<TimetablesModify>) -> Asked<Draft> {
        let mut draft = timetables::blank(console, permit)?;
        draft.own.0.push(week::usual());
        Ok(draft)
    }

    fn add(
        console: &Console,
        permit: &Permit<TimetablesModify>,
        draft: &Draft,
        _: &Giving<Record>,
    ) -> Asked<TimetableId> {
        timetables::add(console, permit, draft)
    }

    fn save(
        console: &Console,
        permit: &Permit<TimetablesModify>,
        id: TimetableId,
        version: i64,
        draft: &Draft,
        _: &Giving<Record>,
    ) -> Asked<Impact> {
        timetables::save(console, permit, id, version, draft)
    }

    fn give(_: &Console, _: &Permit<TimetablesModify>, _: TimetableId, _: &Giving<Record>) -> Asked<Impact> {
        Ok(Impact::default())
    }

    fn impact(
        console: &Console,
        permit: &Permit<TimetablesModify>,
        id: TimetableId,
        draft: &DraftOf<Kind>,
        _: &Giving<Record>,
    ) -> Asked<Impact> {
        timetables::impact(console, permit, id, draft)
    }

    fn whose(
        console: &Console,
        permit: &Permit<TimetablesModify>,
        id: TimetableId,
        draft: &DraftOf<Kind>,
        _: &Giving<Record>,
    ) -> Asked<Foretold> {
        timetables::whose(console, permit, id, draft)
    }

    fn delete(console: &Console, permit: &Permit<TimetablesModify>, id: TimetableId) -> Asked<Impact> {
        timetables::delete(console, permit, id)
    }

    fn impact_of_deleting(
        console: &Console,
        permit: &Permit<TimetablesModify>,
        id: TimetableId,
    ) -> Asked<Impact> {
        timetables::impact_of_deleting(console, permit, id)
    }

    fn people(uses: &Uses) -> usize {
        uses.all()
    }

    fn people_listed(listed: &Listed) -> usize {
        listed.uses.all()
    }

    fn may_give(_: &Uses) -> bool {
        false
    }

    fn relations(_: &May<Kind>) -> Vec<Relation<Record>> {
        Vec::new()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let when = list::column("timetable-when", 320.0, |row: &RowOf<Kind>, context| {
            Cell::text(days::in_words(&context.words, &row.besides.periods.hours()))
        });
        let uses = list::column("timetable-used", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.uses.all().to_string())
        });
        vec![when.grows().least(160.0), uses.end().least(72.0).by(|row| row.besides.uses.all())]
    }

    fn change(_: &Context, own: &mut Typed, change: Change) {
        let Typed(periods) = own;
        let mut of = |at: usize, change: &dyn Fn(&mut TypedPeriod)| {
            if let Some(period) = periods.get_mut(at) {
                change(period);
            }
        };
        match change {
            Change::Days(at, days) => of(at, &|period| period.days = days),
            Change::From(at, typed) => of(at, &|period| period.from.clone_from(&typed)),
            Change::Until(at, typed) => of(at, &|period| period.until.clone_from(&typed)),
            Change::Add if periods.len() < PERIODS_MAX => periods.push(week::next(periods)),
            Change::Add => {}
            Change::Remove(at) if at < periods.len() => drop(periods.remove(at)),
            Change::Remove(_) => {}
        }
    }

    fn reached_by(Typed(periods): &Typed, change: &Change) -> Option<String> {
        let last = || periods.len().checked_sub(1).map(|last| record::id::<May<Kind>>(Field::Own(last)));
        if let Change::Add = change { last() } else { None }
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, named::Change<Change>>> {
        let panels = [periods(fields), week(fields)].into_iter().chain(uses(fields));
        panels.map(|panel| panel.map(named::Change::Own)).collect()
    }

    fn place(id: TimetableId) -> Place {
        Place::Timetable(id)
    }
}

/// The periods as they are typed.
fn periods<'a>(fields: &Fields<'a, May<Kind>>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let words = &context.words;
    let typed = &form.own.0;
    let lines = typed.iter().enumerate().map(|(at, period)| {
        let may_edit = record.may_edit();
        let fault = record.fault(context, Field::Own(at));
        let time = |id: String, label, value: &'a str, change: fn(usize, String) -> Change| {
            let changed = move |typed| change(at, typed);
            week::time_field_of(id, fault.is_some(), words.get(label), value, may_edit, changed)
        };
        let remove = may_edit.then(|| {
            let label = words.with("timetable-remove", [("number", (at + 1).into())]);
            icon_button(Icon::X, label).kind(Look::Ghost).on_press(Change::Remove(at)).into()
        });
        let of_period = record::id::<May<Kind>>(Field::Own(at));
        let until = format!("{of_period}-until");
        let times = row![
            time(of_period, "timetable-from", &period.from, Change::From),
            time(until, "timetable-until", &period.until, Change::Until)
        ];
        let fault = fault.map(form::wrong);
        let times = times.extend(remove).spacing(space::SM).align_y(Vertical::Bottom);
        let days = week::days(context, period.days, may_edit, |days| Change::Days(at, days));
        column![times, days].extend(fault).spacing(space::SM).into()
    });
    let mut content = Lines::with_children(lines).spacing(space::LG);
    if typed.is_empty() {
        content = content.push(text::muted(words.get("timetable-no-periods")));
    }
    // What is wrong with all of them together.
    if let Some(fault) = record.fault(context, Field::Own(PERIODS_MAX)) {
        content = content.push(form::wrong(fault));
    }
    if record.may_edit() {
        let add = (typed.len() < PERIODS_MAX).then_some(Change::Add);
        let add = button(words.get("timetable-add-period")).icon(Icon::Plus).on_press_maybe(add);
        let most = words.with("timetable-most", [("count", PERIODS_MAX.into())]);
        content =
            content.push(row![Element::from(add), text::muted(most)].spacing(space::MD).align_y(Center));
    }
    surface::panel(words.get("timetable-periods"), content).into()
}

/// How often it limits something: of a new one there is nothing to say.
fn uses<'a>(fields: &Fields<'a, May<Kind>>) -> Option<Element<'a, Change>> {
    let words = &fields.context.words;
    let Uses { people, levels, zones } = fields.record.page()?.besides;
    let rows = [("people-title", people), ("user-access-levels-title", levels), ("zones-title", zones)];
    let rows = rows.map(|(name, count)| (words.get(name), text::body(grouped(count as i64)).into()));
    Some(surface::panel(words.get("timetable-uses"), form::pairs(rows)).into())
}

/// A week as the periods make it.
fn week<'a>(fields: &Fields<'a, May<Kind>>) -> Element<'a, Change> {
    let Fields { context, form, .. } = *fields;
    let words = &context.words;
    // What is not finished yet is left out.
    let hours = Hours::of(form.own.0.iter().filter_map(|typed| typed.check().ok()));
    let content =
        column![week::bars(words, &hours, PERIODS_MAX), text::muted(words.get("timetable-calendar-hint"))];
    let content = content.spacing(space::MD);
    surface::panel(words.get("timetable-week"), content).into()
}
