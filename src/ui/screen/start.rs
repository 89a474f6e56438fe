//! The start page: what needs attention today, each line a way there. For a group with the hotel setting it is tiles:
//! what is done at the front desk, each a click away.

use std::sync::Arc;

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill};
use keydesk::console::Console;
use keydesk::domain::calendar::{self, CalendarId};
use keydesk::domain::directory::Filter;
use keydesk::domain::key::{Mismatch, Status};
use keydesk::domain::moment::{Moment, Reading};
use keydesk::domain::permission::{
    CalendarsModify, CalendarsView, DoorsAddDelete, DoorsView, KeyUpdateAutomatically, NetworkView,
    UsersAddDelete, UsersView,
};
use keydesk::operation::jobs::{self, Job, Ran};
use keydesk::operation::start::{self, Checked, Keys, Mismatches, Unsound};
use keydesk::operation::{self, calendars};
use keydesk::session::Permit;

use crate::action::{Action, Order};
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::list::PAGE;
use crate::part::{campaign, encoder, status};
use crate::place::{Entry, Place};
use crate::say::CLOCK;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::tiles::{large, tiles};
use crate::widget::{Element, focus, form, gauge, notice, surface, text, tile};
use crate::words::grouped;

/// The start page.
pub struct Start {
    users: Option<Permit<UsersView>>,
    doors: Option<Permit<DoorsView>>,
    keys: Option<Arc<Keys>>,
    doors_count: Option<usize>,
    /// Keys that do not say what is known of them: for administrators.
    mismatches: Option<Arc<Mismatches>>,
    /// What came of the checks of the database: for administrators.
    checked: Checked,
    /// Calendars of which no day of a year is marked that they are soon needed for: for those who may mark one.
    running_out: Arc<Vec<RunningOut>>,
    /// The reading of the clock that is asked about.
    asked: Option<Reading>,
    /// Whether what is done at a front desk comes first. Administrators see the whole site.
    has_tiles: bool,
}

/// A calendar, and the year of which it says nothing.
#[derive(Debug, Clone)]
pub struct RunningOut {
    id: CalendarId,
    name: String,
    year: i32,
}

#[derive(Debug, Clone)]
pub enum Message {
    Counted(Answer<Arc<Keys>>),
    RunningOut(Answer<Arc<Vec<RunningOut>>>),
    DoorsCounted(Answer<usize>),
    Compared(Answer<Option<Arc<Mismatches>>>),
    Checked(Answer<Checked>),
    TakeNote,
    TakeNoteOfCheck(Unsound),
    Check,
    Ran(Answer<Ran>),
    NoteTaken(Answer<()>),
    Go(Place),
    UpdateKey,
    AskTime(Reading),
    LeaveTime,
    ConfirmTime(Reading),
    TimeConfirmed(Answer<()>),
}

/// What is urgent, most urgent first.
const URGENT: &[Status] = &[
    Status::Unknown,
    Status::Expired,
    Status::ReEditionRequired,
    Status::UpdateRequired,
    Status::ExpiresSoon,
];

impl Start {
    /// Opens the page.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let session = &context.session;
        let start = Start {
            users: context.may(),
            doors: context.may(),
            keys: None,
            doors_count: None,
            mismatches: None,
            checked: Checked::default(),
            running_out: Arc::default(),
            asked: None,
            has_tiles: session.administrator().is_none()
                && session.grants().settings().hotel_interface
                && !deeds(context).is_empty(),
        };
        let first = if start.has_tiles { focus::to(FIRST) } else { Task::none() };
        let task = Task::batch([start.count(context), first]);
        Some((start, task))
    }

    fn count(&self, context: &Context) -> Task<Message> {
        let keys = self.users.clone().map(|permit| {
            context.ask(move |console| start::keys(console, &permit).map(Arc::new)).map(Message::Counted)
        });
        let doors = self.doors.clone().map(|permit| {
            context.ask(move |console| start::doors(console, &permit)).map(Message::DoorsCounted)
        });
        let mismatches = context.session.administrator().map(|permit| {
            context
                .ask(move |console| start::mismatches(console, &permit).map(|found| found.map(Arc::new)))
                .map(Message::Compared)
        });
        let checked = context
            .session
            .administrator()
            .map(|permit| context.ask(move |console| start::checked(console, &permit)).map(Message::Checked));
        Task::batch(
            keys.into_iter()
                .chain(doors)
                .chain(mismatches)
                .chain(checked)
                .chain(self.ask_running_out(context)),
        )
    }

    fn ask_running_out(&self, context: &Context) -> Option<Task<Message>> {
        let view = context.may::<CalendarsView>().filter(|_| context.may::<CalendarsModify>().is_some())?;
        let today = context.today();
        let runs_out = move |row: calendars::ListRow| {
            let year = calendar::runs_out(row.last, today)?;
            Some(RunningOut { id: row.id, name: row.name, year })
        };
        let ask = move |console: &Console| {
            let rows = calendars::list(console, &view)?.into_iter();
            Ok::<_, operation::Error>(Arc::new(rows.filter_map(runs_out).collect::<Vec<_>>()))
        };
        Some(context.ask(ask).map(Message::RunningOut))
    }

    fn urgent(&self) -> Option<usize> {
        let keys = self.keys.as_ref()?;
        Some(URGENT.iter().map(|status| keys.count(*status)).sum())
    }
}

impl Screen for Start {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Counted(Ok(keys)) => {
                self.keys = Some(keys);
                Action::None
            }
            Message::DoorsCounted(Ok(count)) => {
                self.doors_count = Some(count);
                Action::None
            }
            Message::Compared(Ok(mismatches)) => {
                self.mismatches = mismatches;
                Action::None
            }
            Message::Checked(Ok(checked)) => {
                self.checked = checked;
                Action::None
            }
            Message::RunningOut(Ok(running_out)) => {
                self.running_out = running_out;
                Action::None
            }
            Message::TakeNoteOfCheck(shown) => match context.session.administrator() {
                Some(permit) => Action::Run(
                    context
                        .ask(move |console| start::take_note_of_check(console, &permit, &shown))
                        .map(Message::NoteTaken),
                ),
                None => Action::None,
            },
            Message::Check => {
                let session = Arc::clone(&context.session);
                let run = move |console: &Console| jobs::run(console, Some(&session), Job::Check);
                Action::Run(context.ask(run).map(Message::Ran))
            }
            Message::Ran(Ok(Ran::Done | Ran::NotDue)) => Action::Run(self.count(context)),
            Message::Ran(Ok(Ran::PutOff)) => {
                Action::Tell(Tone::Warning, context.words.get("start-check-put-off").into_owned())
            }
            Message::TakeNote => match (context.session.administrator(), self.mismatches.clone()) {
                (Some(permit), Some(shown)) => Action::Run(
                    context
                        .ask(move |console| start::take_note(console, &permit, &shown))
                        .map(Message::NoteTaken),
                ),
                _ => Action::None,
            },
            Message::NoteTaken(Ok(())) => Action::None,
            Message::Counted(Err(failure))
            | Message::DoorsCounted(Err(failure))
            | Message::Compared(Err(failure))
            | Message::Checked(Err(failure))
            | Message::RunningOut(Err(failure))
            | Message::Ran(Err(failure))
            | Message::NoteTaken(Err(failure)) => Action::Fail(failure),
            Message::Go(place) => Action::Go(place),
            Message::UpdateKey => Action::Encode(Order::UpdateAny),
            Message::AskTime(shown) => {
                self.asked = Some(shown);
                Action::None
            }
            Message::LeaveTime => {
                self.asked = None;
                Action::None
            }
            Message::ConfirmTime(shown) => match context.session.administrator() {
                Some(permit) => Action::Run(
                    context
                        .ask(move |console| start::confirm_time(console, &permit, shown))
                        .map(Message::TimeConfirmed),
                ),
                None => Action::None,
            },
            Message::TimeConfirmed(Ok(())) => {
                self.asked = None;
                Action::Tell(Tone::Success, context.words.get("start-time-confirmed").into_owned())
            }
            Message::TimeConfirmed(Err(failure)) => {
                self.asked = None;
                Action::Fail(failure)
            }
        }
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let (words, say, shown) = (&context.words, context.say(), self.asked?);
        let values = [("now", say.moment(shown.now).into()), ("last", say.moment(shown.last).into())];
        let question = Question {
            icon: Icon::CircleAlert,
            tone: Tone::Warning,
            title: words.with("start-time-question", [("now", say.moment(shown.now).into())]),
            sentence: words.with("start-time-sentence", values),
            stay: words.get("cancel").into_owned(),
            go: words.get("start-confirm-time").into_owned(),
            more: None,
        };
        Some(confirm(question, Message::LeaveTime, Message::ConfirmTime(shown), is_live))
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let greeting = words.with("start-greeting", [("name", context.session.name().into())]);
        let today = match context.console.clock_in_doubt() {
            None => words.with("start-today", [("date", words.day(context.today()).into())]),
            Some(_) => context.reckoned(),
        };
        let names = column![text::title(greeting), text::muted(today)].spacing(3).width(Fill);
        let doubt = context.console.clock_in_doubt().map(|reading| clock_in_doubt(context, reading));
        let mismatches = self.mismatches.as_ref().map(|found| mismatches(context, found));
        let unsound = self.checked.unsound.map(|found| unsound(context, found));
        let unchecked = self.checked.not_since.map(|since| unchecked(context, since));
        let running_out = self.running_out.iter().map(|calendar| running_out(context, calendar));
        let notices = doubt.into_iter().chain(unsound).chain(unchecked).chain(mismatches).chain(running_out);
        if self.has_tiles {
            let page = column![names].extend(notices).push(self.front_desk(context));
            let page = page.spacing(space::XL).padding(PAGE);
            return surface::canvas(scroll(page)).width(Fill).height(Fill).into();
        }
        let head = row![names].extend(self.primary(context)).spacing(space::SM).align_y(Center);
        let mut panels = Vec::new();
        let has_screens =
            Entry::ALL.iter().any(|entry| *entry != Entry::Start && entry.is_permitted(context));
        if !has_screens {
            let (nothing, next) = (words.get("start-nothing"), words.get("start-nothing-next"));
            panels.push(surface::card(notice::empty(Icon::ShieldUser, nothing, next, None)).into());
        }
        match first_steps(context, self.beginning(context)) {
            Some(steps) => panels.push(steps),
            None if self.users.is_some() => panels.push(self.attention(context)),
            None => {}
        }
        panels.extend(self.campaign(context));
        panels.push(encoders(context));
        if self.users.is_some() || self.doors.is_some() {
            panels.push(self.overview(context));
        }
        let page = column![head].extend(notices).push(form::grid(panels)).spacing(space::XL).padding(PAGE);
        surface::canvas(scroll(page)).width(Fill).height(Fill).into()
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let add = context.may::<UsersAddDelete>().map(|_| Message::Go(Place::NewUser));
        vec![command(context.words.get("users-add"), Icon::Plus, add).keys(shortcut::NEW, &context.words)]
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.count(context))
    }
}

/// The first of the tiles, which has the keyboard.
const FIRST: &str = "tile-first";
/// How much of the page is not tiles.
const BESIDE: f32 = 300.0;

impl Start {
    /// The tiles of what the operator may do here, the encoder and what needs attention beside them.
    fn front_desk<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let tiled = deeds(context).into_iter().enumerate().map(|(at, deed)| {
            let tile = large(deed.icon, words.get(deed.label), words.get(deed.hint)).on_press(deed.message);
            if at == 0 { tile.id(FIRST) } else { tile }
        });
        let beside = column![encoders(context)]
            .extend(self.users.as_ref().map(|_| self.attention(context)))
            .extend(self.campaign(context))
            .spacing(space::LG)
            .width(BESIDE);
        row![Element::from(tiles(tiled)), beside].spacing(space::LG).into()
    }

    fn primary<'a>(&self, context: &'a Context) -> Option<Element<'a, Message>> {
        context.may::<KeyUpdateAutomatically>()?;
        let place = Place::Entry(Entry::AutomaticKeyUpdate);
        let label = context.words.get("entry-automatic-key-update");
        Some(button(label).icon(Icon::KeyRound).kind(Kind::Primary).on_press(Message::Go(place)).into())
    }

    /// How far the keys of all have come, where some are left.
    fn campaign<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        let campaign = self.keys.as_ref()?.campaign.as_ref()?;
        Some(campaign::panel(context, campaign, Some(Message::Go)))
    }

    fn attention<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let heading = words.get("start-attention");
        let (Some(keys), Some(urgent)) = (&self.keys, self.urgent()) else {
            return surface::panel(heading, gauge::skeleton(5)).into();
        };
        if urgent == 0 {
            let calm = row![
                text::icon(Icon::CircleCheck, 20.0, Tone::Success),
                column![text::label(words.get("start-calm")), text::muted(words.get("start-calm-next"))]
                    .spacing(2),
            ]
            .spacing(space::MD)
            .align_y(Center);
            return surface::panel(heading, container(calm).padding([space::SM, 0.0])).into();
        }
        let lines = URGENT.iter().filter(|status| keys.count(**status) > 0).map(|status| {
            let hint = words.get(&format!("start-{}", status.key()));
            let label = words.get(&format!("start-count-{}", status.key()));
            let filter = Place::Users(Filter::Status(*status));
            line(status::icon(*status), status::tone(*status), label, hint, keys.count(*status), filter)
        });
        let all = Message::Go(Place::Users(Filter::NeedsAttention));
        let show = button(words.get("start-show-all")).kind(Kind::Link).small().on_press(all).into();
        surface::panel_with(heading, Some(show), Column::with_children(lines).spacing(space::XS)).into()
    }

    /// What a new site still lacks, step by step; nothing, as long as it is not known, and where everything was done once.
    fn beginning(&self, context: &Context) -> Option<[(Beginning, usize); 4]> {
        let (keys, doors) = (self.keys.as_ref()?, self.doors_count?);
        let given = keys.people - keys.count(Status::NoKey);
        let steps = [
            (Beginning::Doors, doors),
            (Beginning::People, keys.people),
            (Beginning::Encoder, context.encoders.len()),
            (Beginning::Key, given),
        ];
        // An encoder that is unplugged for an hour does not make a site a new one.
        let is_new = steps.iter().any(|(step, count)| *step != Beginning::Encoder && *count == 0);
        is_new.then_some(steps)
    }

    fn overview<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let heading = words.get("start-overview");
        // Of what the operator may not see there are no counts: a caretaker has doors and nobody.
        let is_known = if self.users.is_some() { self.keys.is_some() } else { self.doors_count.is_some() };
        if !is_known {
            return surface::panel(heading, gauge::skeleton(4)).into();
        }
        let mut lines = Vec::new();
        if let Some(keys) = &self.keys {
            let people = Place::Entry(Entry::Users);
            let (label, hint) = (words.get("start-people"), words.get("start-people-hint"));
            lines.push(line(Icon::Users, Tone::Neutral, label, hint, keys.people, people));
        }
        if let Some(count) = self.doors_count {
            let doors = Place::Entry(Entry::Doors);
            let (label, hint) = (words.get("start-doors"), words.get("start-doors-hint"));
            lines.push(line(Icon::DoorClosed, Tone::Neutral, label, hint, count, doors));
        }
        let shown = [Status::Synchronized, Status::UpdateRecommended, Status::NoKey, Status::Banned];
        let counts = self.keys.iter().flat_map(|keys| shown.map(|status| (status, keys.count(status))));
        for (status, count) in counts.filter(|(_, count)| *count > 0) {
            let label = words.get(&format!("start-count-{}", status.key()));
            let hint = words.get(&format!("start-{}", status.key()));
            let filter = if status == Status::Banned { Filter::Banned } else { Filter::Status(status) };
            let (icon, tone) = (status::icon(status), status::tone(status));
            lines.push(line(icon, tone, label, hint, count, Place::Users(filter)));
        }
        surface::panel(heading, Column::with_children(lines).spacing(space::XS)).into()
    }
}

/// A step on the way to the first key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beginning {
    Doors,
    People,
    Encoder,
    Key,
}

impl Beginning {
    /// What it is called, what is said of it, and where it is done; nothing, if the operator may not.
    fn told(self, context: &Context) -> (&'static str, &'static str, Option<Place>) {
        let at = |entry: Entry| entry.is_permitted(context).then_some(Place::Entry(entry));
        match self {
            Beginning::Doors => {
                let add = context.may::<DoorsAddDelete>().map(|_| Place::NewDoor);
                ("start-first-doors", "start-first-doors-hint", add)
            }
            Beginning::People => {
                let add = context.may::<UsersAddDelete>().map(|_| Place::NewUser);
                ("start-first-people", "start-first-people-hint", add)
            }
            Beginning::Encoder => ("start-first-encoder", "start-first-encoder-hint", at(Entry::Network)),
            Beginning::Key => ("start-first-key", "start-first-key-hint", at(Entry::Users)),
        }
    }
}

/// The way to the first key. What is done leads nowhere any more.
fn first_steps<'a>(
    context: &'a Context,
    steps: Option<[(Beginning, usize); 4]>,
) -> Option<Element<'a, Message>> {
    let (words, steps) = (&context.words, steps?);
    let done = steps.iter().filter(|(_, count)| *count > 0).count();
    let lines = steps.into_iter().map(|(step, count)| {
        let (label, hint, place) = step.told(context);
        let (icon, tone) = match count {
            0 => (Icon::CircleDashed, Tone::Accent),
            _ => (Icon::CircleCheck, Tone::Success),
        };
        let count = if count > 0 { grouped(count as i64) } else { String::new() };
        let place = place.filter(|_| count.is_empty()).map(Message::Go);
        tile::line(icon, tone, words.get(label), words.get(hint), count).on_press_maybe(place).into()
    });
    let told = words.with("start-first-done", [("done", done.into()), ("all", steps.len().into())]);
    let content = column![text::muted(told), Column::with_children(lines).spacing(space::XS)];
    Some(surface::panel(words.get("start-first"), content.spacing(space::SM)).into())
}

/// The clock is not believed; whoever may confirm it can do so here.
fn clock_in_doubt<'a>(context: &'a Context, reading: Reading) -> Element<'a, Message> {
    let administrator = context.session.administrator();
    let place = match administrator {
        Some(_) => ["start-clock-behind", "start-clock-ahead"],
        None => CLOCK,
    };
    let confirm = administrator.map(|_| (context.words.get("start-confirm-time"), Message::AskTime(reading)));
    notice::banner(Tone::Danger, context.say().clock_in_doubt(reading, place), confirm)
}

/// Keys were found that do not say what is known of them; an administrator takes note of it.
fn mismatches<'a>(context: &'a Context, found: &Mismatches) -> Element<'a, Message> {
    let words = &context.words;
    let keys: usize = found.by_kind.iter().map(|(_, keys)| keys).sum();
    let is_newer = found.by_kind.iter().any(|(kind, _)| *kind == Mismatch::Newer);
    let kinds = found.by_kind.iter().map(|(kind, _)| context.say().mismatch(*kind).0);
    let values = [
        ("count", keys.into()),
        ("at", context.say().moment(found.last_at).into()),
        ("kinds", kinds.collect::<Vec<_>>().join("; ").into()),
    ];
    let sentence = words.with(if is_newer { "start-keys-newer" } else { "start-keys-differ" }, values);
    notice::banner(Tone::Danger, sentence, Some((words.get("start-take-note"), Message::TakeNote)))
}

/// Something is wrong with the database; what it is stands in the system auditor, and an administrator takes note of it.
fn unsound(context: &Context, found: Unsound) -> Element<'_, Message> {
    let words = &context.words;
    let sentence = words.with("start-unsound", [("at", context.say().moment(found.at).into())]);
    let auditor = Entry::SystemAuditor;
    let show = auditor.is_permitted(context).then(|| Message::Go(Place::Entry(auditor)));
    let show = show.map(|show| (words.get("entry-system-auditor"), show));
    let note = (words.get("start-take-note"), Message::TakeNoteOfCheck(found));
    notice::banner(Tone::Danger, sentence, show.into_iter().chain([note]))
}

/// Nobody knows whether the database is sound; it can be gone over now.
fn unchecked(context: &Context, since: Moment) -> Element<'_, Message> {
    let sentence = context.words.with("start-unchecked", [("since", context.say().moment(since).into())]);
    notice::banner(Tone::Warning, sentence, Some((context.words.get("start-check-now"), Message::Check)))
}

/// A calendar is to be marked for another year.
fn running_out<'a>(context: &'a Context, calendar: &'a RunningOut) -> Element<'a, Message> {
    let values = [("name", calendar.name.as_str().into()), ("year", calendar.year.to_string().into())];
    let sentence = context.words.with("start-calendar-runs-out", values);
    let open = (context.words.get("start-open-calendar"), Message::Go(Place::Calendar(calendar.id)));
    notice::banner(Tone::Warning, sentence, Some(open))
}

/// Something that is done at a front desk.
struct Deed {
    icon: Icon,
    label: &'static str,
    hint: &'static str,
    message: Message,
}

/// What the operator may do at a front desk, most common first.
fn deeds(context: &Context) -> Vec<Deed> {
    let update = Deed {
        icon: Icon::RefreshCw,
        label: "users-update-key",
        hint: "tile-update-key",
        message: Message::UpdateKey,
    };
    let add = Deed {
        icon: Icon::UserPlus,
        label: "users-add",
        hint: "tile-new-user",
        message: Message::Go(Place::NewUser),
    };
    let may_add = context.may::<UsersView>().is_some() && context.may::<UsersAddDelete>().is_some();
    let mut deeds = Vec::new();
    deeds.extend(context.may::<KeyUpdateAutomatically>().map(|_| update));
    deeds.extend(may_add.then_some(add));
    let entries = [
        (Entry::Users, Icon::Users, "entry-users", "tile-users"),
        (Entry::Doors, Icon::DoorClosed, "entry-doors", "tile-doors"),
        (
            Entry::AutomaticKeyUpdate,
            Icon::KeyRound,
            "entry-automatic-key-update",
            "tile-automatic-key-update",
        ),
        (Entry::Operators, Icon::UserCog, "entry-operators", "tile-operators"),
        (Entry::Network, Icon::Nfc, "entry-network", "tile-network"),
    ];
    let permitted = entries.into_iter().filter(|(entry, ..)| entry.is_permitted(context));
    deeds.extend(permitted.map(|(entry, icon, label, hint)| {
        let message = Message::Go(Place::Entry(entry));
        Deed { icon, label, hint, message }
    }));
    deeds
}

/// A line with a count, that leads somewhere.
fn line<'a>(
    icon: Icon,
    tone: Tone,
    label: std::borrow::Cow<'a, str>,
    hint: std::borrow::Cow<'a, str>,
    count: usize,
    place: Place,
) -> Element<'a, Message> {
    tile::line(icon, tone, label, hint, grouped(count as i64)).on_press(Message::Go(place)).into()
}

fn encoders<'a>(context: &'a Context) -> Element<'a, Message> {
    let words = &context.words;
    let network = context.may::<NetworkView>().map(|_| Message::Go(Place::Entry(Entry::Network)));
    let end = network
        .map(|message| button(words.get("entry-network")).kind(Kind::Link).small().on_press(message).into());
    let mut lines: Vec<Element<'a, Message>> = Vec::new();
    if let Some(trouble) = encoder::service_trouble(context) {
        lines.push(notice::banner(Tone::Warning, trouble, None));
    }
    let current = context.encoder().map(|encoder| encoder.name.as_str());
    for encoder in &context.encoders {
        lines.push(encoder::line(context, encoder, current == Some(encoder.name.as_str())));
    }
    if context.encoders.is_empty() {
        let none =
            column![text::label(words.get("encoder-none")), text::muted(words.get("encoder-none-next"))];
        lines.push(none.spacing(2).into());
    }
    let content = Column::with_children(lines).spacing(space::MD);
    surface::panel_with(words.get("start-encoders"), end, content).into()
}
