//! Time zone information: how local time goes there, and when clocks change in this year and the next two. A new one is a copy of
//! one of the world's; of the site's own time, which is the computer's, there is nothing to change.

use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike as _, Weekday};
use iced::widget::column;
use keydesk::domain::moment::{Moment, Zone};
use keydesk::domain::permission::{TimeZonesAddDelete, TimeZonesDaylightSaving, TimeZonesView};
use keydesk::domain::time_zone::{
    self, Draft, Fault, Faults, Field, Rule, TimeZoneId, TypedTurn, WORLD, Week, changes_in, clock,
};
use keydesk::operation::time_zones;
use keydesk::operation::{self, Giving, system_auditor::SubjectKind};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::record::{self, Blank, Note, Read, Saved, Source, Told};
use crate::place::Place;
use crate::screen::information::{Fields, Information, Panels};
use crate::theme::space;
use crate::widget::check::check;
use crate::widget::option::{Item, item};
use crate::widget::select::select;
use crate::widget::semantics::Mark;
use crate::widget::task::Task;
use crate::widget::{Element, form, surface, text};

/// The screen of a time zone, or of a new one.
pub type TimeZone = Information<Subject>;

/// What the operator may do with time zones.
pub struct Subject {
    view: Permit<TimeZonesView>,
    modify: Option<Permit<TimeZonesDaylightSaving>>,
    add_delete: Option<Permit<TimeZonesAddDelete>>,
}

/// The site's own time, or a time zone as it is kept.
#[derive(Debug, Clone)]
pub struct Page {
    kept: Option<time_zones::Page>,
    draft: Draft,
}

#[derive(Debug, Clone)]
pub enum Change {
    Name(String),
    World(&'static str),
    Ahead(String),
    Saves,
    Minutes(String),
    Turn(Turn, Of),
}

/// Which of the two changes of the clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Start,
    End,
}

/// What is chosen or typed of it.
#[derive(Debug, Clone)]
pub enum Of {
    Month(u8),
    Week(Week),
    Weekday(Weekday),
    Time(String),
}

impl Source for Subject {
    /// Nothing is the site's own time.
    type Id = Option<TimeZoneId>;
    type Page = Page;
    type Draft = Draft;
    type Choices = ();
    type Record = ();
    type Form = Draft;
    /// How many locks need a visit for it.
    type Impact = usize;
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "time-zone";
    const ICON: Icon = Icon::Globe;
    const FIRST: Field = Field::Name;

    fn may_add(&self) -> bool {
        self.add_delete.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: Option<TimeZoneId>) -> Task<Answer<Arc<(Page, ())>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            let kept = id.map(|id| time_zones::open(console, &view, id)).transpose()?;
            let draft = kept.as_ref().map(|kept| kept.draft.clone()).unwrap_or_default();
            Ok::<_, operation::Error>(Arc::new((Page { kept, draft }, ())))
        })
    }

    fn add(
        &self,
        context: &Context,
        form: &Draft,
        _: Giving<()>,
    ) -> Option<Task<Answer<Option<TimeZoneId>>>> {
        let (permit, draft) = (self.add_delete.clone()?, form.clone());
        Some(context.ask(move |console| time_zones::add(console, &permit, &draft).map(Some)))
    }

    fn save(
        &self,
        context: &Context,
        page: &Page,
        form: &Draft,
        _: Giving<()>,
    ) -> Option<Task<Answer<usize>>> {
        let (permit, kept) = (self.modify.clone()?, page.kept.as_ref()?);
        let (id, version, rule) = (kept.id, kept.version, form.rule.clone());
        Some(context.ask(move |console| time_zones::save(console, &permit, id, version, &rule)))
    }

    fn id(page: &Page) -> Option<TimeZoneId> {
        page.kept.as_ref().map(|kept| kept.id)
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, form: &mut Draft) {
        page.draft.clone_from(form);
    }

    fn form(_: &Context, read: &Read<'_, Self>, _: Option<&Draft>) -> Draft {
        read.draft.clone()
    }

    fn draft(form: &Draft) -> &Draft {
        form
    }

    fn check(&self, read: &Read<'_, Self>, form: &Draft) -> Faults {
        match read.page {
            None => form.check_new().err(),
            Some(_) => form.rule.check().err(),
        }
        .unwrap_or_default()
    }

    fn anchor(field: Field) -> Option<String> {
        // A drop-down is reached by its label.
        (field != Field::World).then(|| format!("{}-{field:?}", Self::NAME))
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::TimeZone(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _: Field, fault: Fault) -> String {
        context.say().time_zone(fault)
    }

    fn named(page: &Page) -> Option<(&str, Moment, &str)> {
        page.kept.as_ref().map(|kept| (kept.draft.name.as_str(), kept.changed_at, kept.changed_by.as_str()))
    }

    fn heading<'a>(context: &'a Context, page: Option<&'a Page>) -> (Cow<'a, str>, Cow<'a, str>) {
        let words = &context.words;
        match page.map(|page| page.kept.as_ref()) {
            None => (words.get("time-zone-new"), words.get("time-zone-new-detail")),
            Some(None) => (words.get("time-zone-of-site"), words.get("time-zone-of-site-detail")),
            Some(Some(kept)) => {
                (kept.draft.name.as_str().into(), record::changed(context, kept.changed_at, &kept.changed_by))
            }
        }
    }

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Option<Told> {
        let text = context.words.with("door-options-visits", [("count", saved.impact.into())]);
        (saved.impact > 0).then_some(Told { text, acts: Vec::new() })
    }

    fn subject(id: Option<TimeZoneId>) -> Option<(SubjectKind, i64)> {
        id.map(|id| (SubjectKind::TimeZone, id.0))
    }

    fn place(id: Option<TimeZoneId>) -> Place {
        Place::TimeZone(id)
    }
}

impl Panels for Subject {
    type Change = Change;
    type Deleting = Permit<TimeZonesAddDelete>;

    fn of(context: &Context) -> Option<Subject> {
        Some(Subject { view: context.may()?, modify: context.may(), add_delete: context.may() })
    }

    fn blank(&self, context: &Context) -> Option<Task<Answer<Arc<Blank<Self>>>>> {
        let may_add = self.add_delete.is_some() && context.console.site().several_time_zones;
        may_add.then(|| Task::done(Ok(Arc::default())))
    }

    fn deleting(&self) -> Option<&Permit<TimeZonesAddDelete>> {
        self.add_delete.as_ref()
    }

    fn may_delete(page: &Page) -> bool {
        page.kept.is_some()
    }

    fn change(_: &Context, form: &mut Draft, change: Change) -> Task<Change> {
        match change {
            Change::Name(typed) => form.name = typed,
            Change::World(name) => {
                form.world = Some(name);
                if form.name.is_empty() {
                    name.clone_into(&mut form.name);
                }
            }
            Change::Ahead(typed) => form.rule.ahead = typed,
            Change::Saves => form.rule.saves = !form.rule.saves,
            Change::Minutes(typed) => form.rule.minutes = typed,
            Change::Turn(turn, of) => {
                let turn = match turn {
                    Turn::Start => &mut form.rule.start,
                    Turn::End => &mut form.rule.end,
                };
                match of {
                    Of::Month(month) => turn.month = month,
                    Of::Week(week) => turn.week = week,
                    Of::Weekday(weekday) => turn.weekday = weekday,
                    Of::Time(typed) => turn.time = typed,
                }
            }
        }
        Task::none()
    }

    fn note<'a>(context: &'a Context, fields: &Fields<'a, Self>) -> Note<'a> {
        let words = &context.words;
        let differs = |page: &&Page| page.draft.rule.check() != fields.form.rule.check();
        let page = fields.record.page().filter(differs);
        match page.and_then(|page| page.kept.as_ref()).map_or(0, |kept| kept.besides) {
            0 => Note::Plain(words.get("door-options-no-visit")),
            count => Note::Heeded(words.with("door-options-visits", [("count", count.into())]).into()),
        }
    }

    fn panels<'a>(fields: &Fields<'a, Self>) -> Vec<Element<'a, Change>> {
        let Fields { context, form, record } = *fields;
        let words = &context.words;
        let page = record.page();
        let zone = match page {
            None => form.world.and_then(time_zone::world::rule_of).map(Shown::Rule),
            Some(Page { kept: None, .. }) => Some(Shown::OfSite),
            Some(Page { kept: Some(_), .. }) => form.rule.check().ok().map(Shown::Rule),
        };
        let told = |id| surface::panel(words.get("time-zone-panel-time"), text::muted(words.get(id))).into();
        let first = match page {
            None => copied(fields),
            Some(Page { kept: None, .. }) => told("time-zone-of-site-told"),
            Some(Page { kept: Some(_), .. }) => rule(fields),
        };
        let changes = surface::panel(words.get("time-zone-panel-changes"), changes(context, zone)).into();
        vec![first, changes]
    }
}

/// What local time is shown of.
#[derive(Clone, Copy)]
enum Shown {
    OfSite,
    Rule(Rule),
}

/// How many years are shown.
const YEARS: i32 = 3;

/// When clocks change there, year by year; nothing is known of what is not right yet.
fn changes<'a>(context: &'a Context, shown: Option<Shown>) -> Element<'a, Change> {
    let words = &context.words;
    let Some(shown) = shown else {
        return text::muted(words.get("time-zone-changes-unknown")).into();
    };
    let zone: &dyn Zone = match &shown {
        Shown::OfSite => context.console.clock().zone(),
        Shown::Rule(rule) => rule,
    };
    let this = context.today().year();
    let of_year = |year: i32| -> (String, Element<'a, Change>) {
        let changes = changes_in(zone, year);
        let lines = changes.iter().map(|change| text::body(changed(context, change)).into());
        let none = changes.is_empty().then(|| text::muted(words.get("time-zone-changes-none")).into());
        (year.to_string(), column(lines.chain(none)).spacing(space::XS).into())
    };
    let years = form::pairs((this..this + YEARS).map(of_year));
    // What locks make of it; the site's own time is what keys say.
    let told =
        matches!(shown, Shown::Rule(_)).then(|| text::muted(words.get("time-zone-changes-told")).into());
    column![years].extend(told).spacing(space::MD).into()
}

/// On which day, and from what time to what other.
fn changed(context: &Context, change: &time_zone::Change) -> String {
    let words = &context.words;
    let [from, to] = change.on_the_wall();
    let day = from.date();
    let values = [
        ("weekday", words.weekday(day).into()),
        ("day", words.day(day).into()),
        ("from", words.time(from.time()).into()),
        ("to", words.time(to.time()).into()),
    ];
    words.with("time-zone-change", values)
}

/// By how many minutes clocks are ahead of UTC just now.
pub fn ahead_now(context: &Context, rule: Option<&Rule>) -> i16 {
    let now = context.console.believed_time().moment();
    let zone = rule.map_or_else(|| context.console.clock().zone(), |rule| rule as &dyn Zone);
    (zone.local(now) - now.naive_utc()).num_minutes().try_into().unwrap_or_default()
}

/// The days of this year on which clocks change.
pub fn dates(context: &Context, rule: Option<&Rule>) -> String {
    let zone = rule.map_or_else(|| context.console.clock().zone(), |rule| rule as &dyn Zone);
    let changes = changes_in(zone, context.today().year());
    let days = changes.iter().map(|change| context.words.day(change.on_the_wall()[0].date()));
    days.collect::<Vec<_>>().join(" – ")
}

/// Of a new one: its name, and of what it is a copy.
fn copied<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let words = &context.words;
    let name =
        record.field(context, "time-zone-name", Field::Name, &form.name, |_, typed| Change::Name(typed));
    let world = select(words.get("time-zone-world"), OF_THE_WORLD.as_slice(), form.world, Change::World);
    let world = world.words(words.select("time-zone-world-none")).hint(words.get("time-zone-world-hint"));
    let world = world.error(record.fault(context, Field::World)).enabled(record.may_edit()).required();
    let content = form::fields([world.into(), name.required().into()]);
    surface::panel(words.get("time-zone-panel-copy"), content).into()
}

/// The zones of the world, as they are offered.
static OF_THE_WORLD: LazyLock<Vec<Item<'static, &'static str>>> = LazyLock::new(|| {
    let offered =
        |(name, rule): &(&'static str, Rule)| item(*name, *name).detail(clock(rule.ahead.minutes()));
    WORLD.iter().map(offered).collect()
});

/// How local time goes there.
fn rule<'a>(fields: &Fields<'a, Subject>) -> Element<'a, Change> {
    let Fields { context, form, record } = *fields;
    let (words, rule) = (&context.words, &form.rule);
    let ahead = record
        .field(context, "time-zone-ahead", Field::Ahead, &rule.ahead, |_, typed| Change::Ahead(typed))
        .hint(words.get("time-zone-ahead-hint"));
    let mark = if rule.saves { Mark::On } else { Mark::Off };
    let saves = check(words.get("time-zone-saves"), mark);
    let saves = saves.on_toggle_maybe(record.may_edit().then_some(Change::Saves));
    let saving = rule.saves.then(|| {
        let minutes =
            record.field(context, "time-zone-minutes", Field::Minutes, &rule.minutes, |_, typed| {
                Change::Minutes(typed)
            });
        let start = turn(fields, "time-zone-start", Turn::Start, &rule.start);
        [minutes.into(), start, turn(fields, "time-zone-end", Turn::End, &rule.end)]
    });
    let shown = [ahead.into(), saves.into()].into_iter().chain(saving.into_iter().flatten());
    surface::panel(words.get("time-zone-panel-time"), form::fields(shown)).into()
}

/// One of the two changes of the clocks.
fn turn<'a>(
    fields: &Fields<'a, Subject>,
    label: &'static str,
    of: Turn,
    turn: &'a TypedTurn,
) -> Element<'a, Change> {
    let Fields { context, record, .. } = *fields;
    let words = &context.words;
    let may_edit = record.may_edit();
    let field = match of {
        Turn::Start => Field::Start,
        Turn::End => Field::End,
    };
    let changed = move |what| Change::Turn(of, what);
    let named = |part: &'static str| {
        words.with("time-zone-turn", [("turn", words.get(label).into()), ("part", words.get(part).into())])
    };
    let week = |week: &Week| item(*week, words.get(name(*week)));
    let weeks: Vec<_> = Week::ALL.iter().map(week).collect();
    let weeks = select(named("time-zone-week"), weeks, Some(turn.week), move |week| changed(Of::Week(week)));
    let weekday = |number: u8| {
        let weekday = Weekday::try_from(number).ok()?;
        Some(item(weekday, words.get(&format!("time-zone-weekday-{}", number + 1))))
    };
    let weekdays: Vec<_> = (0..7).filter_map(weekday).collect();
    let weekdays = select(named("time-zone-weekday"), weekdays, Some(turn.weekday), move |weekday| {
        changed(Of::Weekday(weekday))
    });
    let months = words.calendar().months.iter().zip(1..).map(|(month, number)| item(number, month.as_ref()));
    let months: Vec<Item<'a, u8>> = months.collect();
    let months =
        select(named("time-zone-month"), months, Some(turn.month), move |month| changed(Of::Month(month)));
    let time =
        record.field_called(context, named("time-zone-time").into(), field, &turn.time, move |_, typed| {
            changed(Of::Time(typed))
        });
    let beside = form::beside([
        weeks.enabled(may_edit).into(),
        weekdays.enabled(may_edit).into(),
        months.enabled(may_edit).into(),
        time.into(),
    ]);
    form::labelled(words.get(label), beside)
}

const fn name(week: Week) -> &'static str {
    match week {
        Week::First => "time-zone-week-1",
        Week::Second => "time-zone-week-2",
        Week::Third => "time-zone-week-3",
        Week::Fourth => "time-zone-week-4",
        Week::Last => "time-zone-week-5",
    }
}
