//! Keys > Read key: what a key says that is laid on the encoder, beside what it should say. It stays on the page when the
//! key is taken away, until the next one comes. Keys > Delete key is the same page, from which the key is deleted.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use iced::Fill;
use iced::widget::{Column, column, container, row};
use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::permission::{KeyDelete, KeyRead, UserKeysAssign, UsersView};
use keydesk::domain::user::UserId;
use keydesk::encoders::News;
use keydesk::operation::encode::{self, At, Deleted, Error, Holds, Line, Next, Readout, To};
use keydesk::session::Permit;

use super::report::{self, Report};
use crate::action::{Action, Order};
use crate::command::{Command, command, shortcut};
use crate::context::Context;
use crate::days;
use crate::icon::Icon;
use crate::part::record::ROOM;
use crate::part::relation::answer_cell;
use crate::part::turns::{self, Act, Texts, Turns, page};
use crate::part::why::{self, Why};
use crate::part::{status, when};
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::form::{fields, pairs};
use crate::widget::gauge::meter;
use crate::widget::notice::banner;
use crate::widget::scroll::scroll;
use crate::widget::table::{self, Cell, Selection, table};
use crate::widget::task::Task;
use crate::widget::{Element, surface, text};

/// The page of a key that is read.
pub struct KeyPage<A: Purpose> {
    turns: Turns<A>,
    reading: Option<Readout>,
    selection: Selection,
    /// Counts what was read: the rows are others then.
    version: u64,
    /// It is brought up to date from here, and read again afterwards.
    is_updated: bool,
    /// What is asked about it.
    why: Why,
    /// What it says is wanted as a text.
    report: Option<Report>,
    /// What came of the next key while something was asked or written about this one.
    held: Option<Arc<Result<Came, Error>>>,
}

/// The screen of Read key.
pub type ReadKey = KeyPage<Read>;
/// The screen of Delete key.
pub type DeleteKey = KeyPage<Delete>;

/// What came of a key.
#[derive(Debug, Clone)]
pub enum Came {
    Read(Box<Readout>),
    Deleted(Deleted),
}

/// What a key is read for.
pub trait Purpose: Act<Done = Came> + Sized {
    /// Whether the key can be deleted from here.
    const DELETES: bool;

    /// As far as the operator may.
    fn of(context: &Context) -> Option<Self>;

    /// The next turn deletes the key of this person, or reads one.
    fn delete(&mut self, user: Option<UserId>);
}

/// A key is read.
#[derive(Clone)]
pub struct Read(Permit<KeyRead>);

/// A key is read, and deleted if that is what the operator wants.
#[derive(Clone)]
pub struct Delete(Permit<KeyDelete>, Option<UserId>);

impl Purpose for Read {
    const DELETES: bool = false;

    fn of(context: &Context) -> Option<Self> {
        context.may().map(Read)
    }

    fn delete(&mut self, _user: Option<UserId>) {}
}

impl Purpose for Delete {
    const DELETES: bool = true;

    fn of(context: &Context) -> Option<Self> {
        context.may().map(|may| Delete(may, None))
    }

    fn delete(&mut self, user: Option<UserId>) {
        self.1 = user;
    }
}

impl Act for Read {
    type Done = Came;
    type Tally = ();

    const TEXTS: Texts = texts("entry-read-key", "read-sentence");
    /// Nothing is written on it.
    const TAKES_LYING: bool = true;

    fn turn(&self, console: &Console, at: &At, told: impl FnOnce(Result<Came, Error>)) -> Next {
        encode::read_next(console, &self.0, at, |result| told(result.map(came)))
    }

    fn count((): &mut (), _result: &Result<Came, Error>) {}

    fn counts((): &()) -> Vec<(usize, &'static str)> {
        Vec::new()
    }

    fn line(context: &Context, done: &Came) -> (Option<UserId>, String, String) {
        line(context, done)
    }
}

impl Act for Delete {
    type Done = Came;
    type Tally = ();

    const TEXTS: Texts = texts("entry-delete-key", "delete-key-sentence");
    /// Nothing is written on it before the operator says so.
    const TAKES_LYING: bool = true;

    fn turn(&self, console: &Console, at: &At, told: impl FnOnce(Result<Came, Error>)) -> Next {
        match self.1 {
            None => encode::read_next_to_delete(console, &self.0, at, |result| told(result.map(came))),
            Some(user) => {
                encode::delete_next(console, &self.0, user, at, |result| told(result.map(Came::Deleted)))
            }
        }
    }

    fn count((): &mut (), _result: &Result<Came, Error>) {}

    fn counts((): &()) -> Vec<(usize, &'static str)> {
        Vec::new()
    }

    fn line(context: &Context, done: &Came) -> (Option<UserId>, String, String) {
        line(context, done)
    }
}

fn came(readout: Readout) -> Came {
    Came::Read(Box::new(readout))
}

const fn texts(title: &'static str, sentence: &'static str) -> Texts {
    Texts {
        title,
        sentence,
        begin: "automatic-begin",
        stop: "automatic-stop",
        stopped: ["automatic-stopped", "read-stopped-next"],
        lying: ["automatic-lying", "read-stopped-next"],
        none: ["automatic-none", "read-stopped-next"],
    }
}

fn line(context: &Context, came: &Came) -> (Option<UserId>, String, String) {
    match came {
        Came::Read(read) => (Some(read.user), read.name.clone(), context.words.get("read-read").into_owned()),
        Came::Deleted(deleted) => {
            let told = context.words.with("delete-key-told", [("name", deleted.name.as_str().into())]);
            (Some(deleted.user), context.words.get("delete-key-done").into_owned(), told)
        }
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    Turns(turns::Message<Came>),
    Table(table::Event),
    Person,
    Update,
    Delete,
    AskWhy,
    Why(why::Message),
    AskReport,
    Report(report::Message),
}

impl<A: Purpose> KeyPage<A> {
    /// Opens the screen and begins.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let (turns, task) = Turns::open(context, A::of(context)?);
        let screen = KeyPage {
            turns,
            reading: None,
            selection: Selection::default(),
            version: 0,
            is_updated: false,
            why: Why::default(),
            report: None,
            held: None,
        };
        Some((screen, task.map(Message::Turns)))
    }

    fn told(&mut self, result: &Result<Came, Error>) {
        // What was refused says so on the stage; what was read before is another key's.
        self.reading = match result {
            Ok(Came::Read(reading)) => Some((**reading).clone()),
            Ok(Came::Deleted(_)) | Err(_) => None,
        };
        // It was said of one key, and asked about it.
        self.turns.act().delete(None);
        self.why.forget();
        self.report = None;
        self.selection = Selection::default();
        self.version += 1;
    }

    fn take(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Turns(message) => {
                match &message {
                    turns::Message::Told(turn, result) if self.turns.is_at(*turn) => {
                        match self.is_in_question() {
                            true => self.held = Some(Arc::clone(result)),
                            false => self.told(&Arc::clone(result)),
                        }
                    }
                    // The next key is one to be looked at first. Where the encoder is not free yet, it is gone on as soon as
                    // it is.
                    turns::Message::Over(turn, Next::Turn | Next::End) if self.turns.is_at(*turn) => {
                        self.turns.act().delete(None);
                    }
                    turns::Message::Stop | turns::Message::Begin => self.turns.act().delete(None),
                    _ => {}
                }
                self.turns.update(context, message).map(Message::Turns)
            }
            Message::Table(table::Event::Select(op)) => {
                self.selection.apply(op);
                Action::None
            }
            Message::Table(table::Event::Activate(row)) => self.activate(row),
            Message::Table(_) => Action::None,
            Message::Person => match &self.reading {
                Some(reading) => Action::Go(Place::User(reading.user)),
                None => Action::None,
            },
            Message::Delete => match &self.reading {
                Some(reading) if A::DELETES => {
                    self.turns.act().delete(Some(reading.user));
                    // What is done to it stands there now.
                    self.reading = None;
                    Action::Run(self.turns.go_on(context).map(Message::Turns))
                }
                Some(_) | None => Action::None,
            },
            Message::Update => match &self.reading {
                Some(reading) if self.may_update(context) => self.go_on_updating(reading.user),
                Some(_) | None => Action::None,
            },
            Message::AskWhy => self.ask_why(context),
            Message::Why(message) => match self.why.update(context, message) {
                why::Outcome::Action(action) => action.map(Message::Why),
                why::Outcome::Update(user) => self.go_on_updating(user),
                why::Outcome::Report => self.ask_report(),
            },
            Message::AskReport => self.ask_report(),
            Message::Report(message) => {
                let Some(report) = &mut self.report else {
                    return Action::None;
                };
                match report.update(context, message) {
                    report::Outcome::Going(action) => action.map(Message::Report),
                    report::Outcome::Over(action) => {
                        self.report = None;
                        action.map(Message::Report)
                    }
                }
            }
        }
    }

    /// Whether a dialog lies over the page: what is on it is not taken from under it by the next key.
    fn is_in_question(&self) -> bool {
        self.why.is_open() || self.report.is_some()
    }

    fn activate(&self, row: usize) -> Action<Message> {
        match self.reading.as_ref().and_then(|reading| reading.lines.get(row)) {
            Some(Line { to: To::Point(point), .. }) => Action::Go(Place::of_point(*point)),
            Some(Line { to: To::Output(output), .. }) => Action::Go(Place::Output(*output)),
            None => Action::None,
        }
    }

    fn facts<'a>(&'a self, context: &'a Context, reading: &'a Readout) -> Element<'a, Message> {
        let (words, say) = (&context.words, context.say());
        let fact = |id: &'static str, value: String| (words.get(id), text::body(value).into());
        let mut facts: Vec<(Cow<'a, str>, Element<'a, Message>)> = vec![
            fact("read-written", say.moment(reading.written_at)),
            fact("read-from", say.moment(reading.from)),
            fact("read-until", say.end(reading.until)),
        ];
        if let Some(expires) = reading.expires.filter(|expires| *expires != reading.until) {
            facts.push(fact("read-expires", say.end(expires)));
        }
        if !reading.options.is_empty() {
            facts.push((words.get("read-options"), options(context, reading)));
        }
        for locker in &reading.lockers {
            let name = locker.name.clone().unwrap_or_else(|| words.get("read-locker-unseen").into_owned());
            let since = [("since", say.moment(locker.since).into())];
            facts.push(fact("read-locker", format!("{name}, {}", words.with("read-since", since))));
        }
        let records = match (reading.records, reading.events) {
            (None, _) => words.get("read-no-records").into_owned(),
            (Some(records), new) => {
                words.with("read-records-said", [("count", records.into()), ("new", new.into())])
            }
        };
        facts.push(fact("read-records", records));
        facts.push(fact("read-serial", reading.serial.clone()));
        let part = f32::from(reading.bytes) / f32::from(reading.capacity.max(1));
        let bytes = [("bytes", reading.bytes.into()), ("capacity", reading.capacity.into())];
        let memory = meter(words.get("read-memory"), part, ROOM).end(words.with("read-bytes", bytes));
        fields([pairs(facts), memory.into()])
    }

    fn whose<'a>(&'a self, context: &'a Context, reading: &'a Readout) -> Element<'a, Message> {
        let (words, say) = (&context.words, context.say());
        let name = column![
            text::section(reading.name.as_str()),
            Element::from(status::chip(reading.status, words)),
        ]
        .spacing(space::SM);
        let reasons =
            (!reading.reasons.is_empty()).then(|| text::muted(say.reasons(&reading.reasons)).into());
        let mismatch = reading.mismatch.map(|mismatch| {
            let (what, next) = say.mismatch(mismatch);
            banner(Tone::Danger, format!("{what} {next}"), None)
        });
        let show = context
            .may::<UsersView>()
            .map(|_| button(words.get("users-open")).icon(Icon::User).on_press(Message::Person).into());
        let deletion = A::DELETES.then(|| {
            let until =
                [("name", reading.name.as_str().into()), ("until", say.end(reading.out_until).into())];
            text::muted(words.with("delete-key-what", until)).into()
        });
        let first = if A::DELETES { Some(delete(context)) } else { self.update(context) };
        let why = self.may_ask(context).map(|_| {
            button(words.get("why")).icon(Icon::CircleQuestionMark).on_press(Message::AskWhy).into()
        });
        let report = button(words.get("report-make")).icon(Icon::FileText).on_press(Message::AskReport);
        let buttons = [first, why, show, Some(report.into())].into_iter().flatten();
        let buttons = row(buttons).spacing(space::SM).wrap();
        let mut parts = column![name].spacing(space::LG);
        parts = parts.extend(mismatch).extend(reasons).extend(deletion).push(Element::from(buttons));
        parts.push(self.facts(context, reading)).into()
    }

    /// By which right it can be asked why the key does not open something.
    fn may_ask(&self, context: &Context) -> Option<Permit<KeyRead>> {
        self.reading.as_ref().filter(|_| !A::DELETES).and_then(|_| context.may())
    }

    /// Asks about the access point of the row that is selected, or about one that is chosen then.
    fn ask_why(&mut self, context: &Context) -> Action<Message> {
        let (Some(permit), Some(reading)) = (self.may_ask(context), self.reading.clone()) else {
            return Action::None;
        };
        let line = self.selection.single().and_then(|row| reading.lines.get(row));
        let point = match line.map(|line| line.to) {
            Some(To::Point(point)) => Some(point),
            Some(To::Output(_)) | None => None,
        };
        self.why.ask(context, &permit, reading, point).map(Message::Why)
    }

    fn ask_report(&mut self) -> Action<Message> {
        self.report = self.reading.clone().map(|reading| Report::of(reading, self.why.told().cloned()));
        Action::None
    }

    fn go_on_updating(&mut self, user: UserId) -> Action<Message> {
        self.turns.stop();
        self.is_updated = true;
        Action::Encode(Order::Update(user))
    }

    /// Brings it up to date, where that would change something.
    fn update<'a>(&self, context: &'a Context) -> Option<Element<'a, Message>> {
        self.may_update(context).then(|| {
            button(context.words.get("users-update-key"))
                .icon(Icon::RefreshCw)
                .kind(Kind::Primary)
                .on_press(Message::Update)
                .into()
        })
    }

    fn may_update(&self, context: &Context) -> bool {
        use keydesk::domain::key::Status;
        let is_behind = self.reading.as_ref().is_some_and(|reading| {
            !matches!(reading.status, Status::Synchronized | Status::Banned | Status::NoKey)
        });
        is_behind && context.may::<UserKeysAssign>().is_some()
    }

    fn lines<'a>(&'a self, context: &'a Context, reading: &'a Readout) -> Element<'a, Message> {
        let words = &context.words;
        let opens = reading.lines.iter().filter(|line| !line.says.is_empty()).count();
        let differing = reading.lines.iter().filter(|line| line.differs()).count();
        let at = context.say().moment(reading.read_at);
        let mut said = vec![
            words.with("read-at", [("at", at.into())]),
            words.with("read-opens", [("count", opens.into())]),
        ];
        if differing > 0 {
            said.push(words.with("read-differing", [("count", differing.into())]));
        }
        if reading.beyond > 0 {
            let counts = [("count", reading.beyond.into()), ("differing", reading.beyond_differing.into())];
            said.push(words.with("read-beyond", counts));
        }
        let columns = vec![
            table::column(words.get("read-what"), 150.0).grows().unsorted(),
            table::column(words.get("read-now"), 190.0).unsorted(),
            table::column(words.get("read-says"), 92.0).grows().unsorted(),
            table::column(words.get("read-wanted"), 96.0).grows().unsorted(),
            table::column("", 164.0).unsorted(),
        ];
        let cell = move |at: usize, column: usize| {
            let line = reading.lines.get(at)?;
            Some(match column {
                0 => Cell::icon(icon_of(line.to), Tone::Neutral, line.name.as_str()),
                1 => line.now.map_or_else(Cell::empty, |told| answer_cell(context, told)),
                2 => Cell::text(holds(context, &line.says)),
                3 if line.differs() => Cell::strong(holds(context, &line.wanted)),
                3 => Cell::muted(holds(context, &line.wanted)),
                _ => match (line.says.is_empty(), line.wanted.is_empty()) {
                    _ if !line.differs() => Cell::empty(),
                    (true, _) => {
                        Cell::badge(badge(words.get("read-missing"), Tone::Warning).icon(Icon::Plus))
                    }
                    (_, true) => Cell::badge(badge(words.get("read-too-much"), Tone::Danger).icon(Icon::X)),
                    _ => Cell::badge(badge(words.get("read-other"), Tone::Warning).icon(Icon::Pencil)),
                },
            })
        };
        let rows = table(
            words.get(A::TEXTS.title),
            columns,
            reading.lines.len(),
            &self.selection,
            cell,
            Message::Table,
        )
        .id(ROWS)
        .density(context.density)
        .version(self.version);
        let head = container(text::muted(said.join("  "))).padding([space::MD, space::LG]);
        surface::sheet(column![head, surface::divider(), container(rows).height(Fill)])
            .width(Fill)
            .height(Fill)
            .into()
    }
}

/// Deletes it: what lies on the encoder is named above, with all that goes.
fn delete<'a>(context: &'a Context) -> Element<'a, Message> {
    button(context.words.get("delete-key-do"))
        .icon(Icon::Trash)
        .kind(Kind::Danger)
        .on_press(Message::Delete)
        .into()
}

/// The options that the key says, and what is to become of them.
fn options<'a>(context: &'a Context, reading: &'a Readout) -> Element<'a, Message> {
    let words = &context.words;
    let lines = reading.options.iter().map(|option| {
        let name = words.get(&format!("option-{}", option.key));
        match (option.says, option.wanted) {
            (true, false) => {
                text::toned(words.with("read-option-goes", [("option", name.as_ref().into())]), Tone::Warning)
                    .into()
            }
            (false, true) => text::toned(
                words.with("read-option-comes", [("option", name.as_ref().into())]),
                Tone::Warning,
            )
            .into(),
            _ => text::body(name).into(),
        }
    });
    Column::with_children(lines).spacing(2).into()
}

/// When something holds, in all ways in which it does.
pub fn holds(context: &Context, all: &BTreeSet<Holds>) -> String {
    let words = &context.words;
    if all.is_empty() {
        return words.get("read-never").into_owned();
    }
    let said = all.iter().map(|holds| {
        let unseen = holds.is_unseen.then(|| words.get("relation-timetable-unseen").into_owned());
        let hours = holds.hours.as_ref().map(|hours| days::in_words(words, hours)).or(unseen);
        let between = holds.between().map(|between| when::period(context, &between));
        let parts: Vec<String> = hours.into_iter().chain(between).collect();
        let when =
            if parts.is_empty() { words.get("relation-always").into_owned() } else { parts.join(", ") };
        match holds.group {
            None => when,
            Some(group) => words.with("read-free", [("when", when.into()), ("group", group.number().into())]),
        }
    });
    said.collect::<Vec<_>>().join("; ")
}

const fn icon_of(to: To) -> Icon {
    match to {
        To::Point(AccessPoint::Door(_)) => Icon::DoorClosed,
        To::Point(AccessPoint::Locker(_)) => Icon::LockKeyhole,
        To::Point(AccessPoint::Room(_) | AccessPoint::Suite(_)) => Icon::BedDouble,
        To::Output(_) => Icon::PlugZap,
    }
}

const ROWS: &str = "read-lines";
const WHOSE_WIDTH: f32 = 328.0;

impl<A: Purpose> Screen for KeyPage<A> {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        let action = self.take(context, message);
        if !self.is_in_question()
            && let Some(result) = self.held.take()
        {
            self.told(&result);
        }
        action
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        match &self.report {
            Some(report) => Some(report.view(context, is_live).map(Message::Report)),
            None => Some(self.why.view(context, is_live)?.map(Message::Why)),
        }
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        match std::mem::take(&mut self.is_updated) {
            true => Action::Run(self.turns.go_on(context).map(Message::Turns)),
            false => Action::None,
        }
    }

    fn hear(&mut self, context: &Context, _news: &News) -> Action<Message> {
        if context.encoder().is_none() {
            // What comes after it was connected again is not what was meant.
            self.turns.act().delete(None);
        }
        self.turns.hear(context).map(Message::Turns)
    }

    fn takes_keys(&self) -> bool {
        self.turns.is_on()
    }

    fn step_back(&mut self) {
        self.is_updated = false;
        self.turns.act().delete(None);
        self.why.close();
        self.turns.stop();
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands: Vec<_> =
            self.turns.commands(context).into_iter().map(|it| it.map(Message::Turns)).collect();
        if !A::DELETES && self.may_update(context) {
            commands.push(command(
                context.words.get("users-update-key"),
                Icon::RefreshCw,
                Some(Message::Update),
            ));
        }
        if self.may_ask(context).is_some() {
            let why = command(context.words.get("why"), Icon::CircleQuestionMark, Some(Message::AskWhy));
            commands.push(why.keys(shortcut::WHY, &context.words));
        }
        if self.reading.is_some() {
            let report = command(context.words.get("report-make"), Icon::FileText, Some(Message::AskReport));
            commands.push(report.seldom());
        }
        commands
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let head = self.turns.head(context).map(Message::Turns);
        let stage = || self.turns.stage(context).view();
        let below: Element<'a, Message> = match &self.reading {
            None => surface::card(container(stage()).center(Fill)).height(Fill).into(),
            Some(reading) => {
                let whose = scroll(container(self.whose(context, reading)).padding(space::LG));
                row![
                    container(surface::sheet(Element::from(whose)).width(Fill).height(Fill))
                        .width(WHOSE_WIDTH),
                    self.lines(context, reading),
                ]
                .spacing(space::LG)
                .height(Fill)
                .into()
            }
        };
        page(head, below)
    }
}
