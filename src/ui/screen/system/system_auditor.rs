//! System > System auditor: who did what, when; whether the chain holds; old entries purged into a file.

mod checking;
mod entry;
mod purging;
mod verifying;

use std::sync::Arc;

use chrono::NaiveDate;
use iced::widget::{column, row, space as gap};
use iced::{Center, Task};
use keydesk::console::Console;
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::{SystemAuditorPurge, SystemAuditorView};
use keydesk::operation;
use keydesk::operation::system_auditor::{self as auditor, Row, SubjectKind, Who, Whole};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::list::{self, Column, Empty, Found, List, Query, Source};
use crate::screen::Screen;
use crate::theme::space;
use crate::widget::button::{Kind, button};
use crate::widget::date::date_field;
use crate::widget::field::field;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::table::{Cell, Order};
use crate::widget::toolbar::toolbar;
use crate::widget::{Element, menu};
use crate::words::DateFault;

use checking::Checking;
use purging::Purging;
use verifying::Verifying;

/// The screen.
pub struct SystemAuditor {
    list: List<Trail>,
    view: Permit<SystemAuditorView>,
    purge: Option<Permit<SystemAuditorPurge>>,
    /// Who stands in the chain, once that is known.
    who: Arc<Vec<(Who, String)>>,
    from: String,
    until: String,
    open: Option<Open>,
}

/// The dialog that is open.
enum Open {
    /// An entry; it is on its way.
    Entry(i64, Option<Arc<Whole>>),
    Verifying(Verifying),
    Purging(Purging),
    Checking(Checking),
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Trail>),
    Known(Answer<Arc<Vec<(Who, String)>>>),
    FromChanged(String),
    UntilChanged(String),
    WhoChanged(Option<Who>),
    ActionChanged(Option<auditor::Action>),
    SubjectChanged(Option<SubjectKind>),
    ShowAll,
    Opened(i64, Answer<Option<Arc<Whole>>>),
    Verify,
    Verifying(verifying::Message),
    Purge,
    Purging(purging::Message),
    Check,
    Checking(checking::Message),
    Close,
}

impl SystemAuditor {
    /// Opens the screen.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let view = context.may::<SystemAuditorView>()?;
        let source = Trail { view: view.clone() };
        let (list, found) = List::open(context, source, Narrow::default(), NEWEST_FIRST);
        let screen = SystemAuditor {
            list,
            view,
            purge: context.may(),
            who: Arc::default(),
            from: String::new(),
            until: String::new(),
            open: None,
        };
        let known = screen.ask_who(context);
        Some((screen, Task::batch([known, found.map(Message::List)])))
    }

    fn ask_who(&self, context: &Context) -> Task<Message> {
        let permit = self.view.clone();
        context.ask(move |console| auditor::operators(console, &permit).map(Arc::new)).map(Message::Known)
    }

    fn narrow(&mut self, context: &Context, change: impl FnOnce(&mut Narrow)) -> Action<Message> {
        let mut filter = self.list.query().filter;
        change(&mut filter);
        if filter == self.list.query().filter {
            return Action::None;
        }
        Action::Run(self.list.set_filter(context, filter).map(Message::List))
    }

    fn open_entry(&mut self, context: &Context, sequence: i64) -> Action<Message> {
        self.open = Some(Open::Entry(sequence, None));
        let permit = self.view.clone();
        let whole = context.ask(move |console| {
            Ok::<_, operation::Error>(auditor::open(console, &permit, sequence)?.map(Arc::new))
        });
        Action::Run(whole.map(move |answer| Message::Opened(sequence, answer)))
    }

    fn verify_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        command(context.words.get("auditor-verify"), Icon::ShieldCheck, Some(Message::Verify))
    }

    fn purge_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let purge = self.purge.as_ref().map(|_| Message::Purge);
        command(context.words.get("auditor-purge"), Icon::Archive, purge).danger()
    }

    fn check_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        command(context.words.get("auditor-check"), Icon::FileCheck, Some(Message::Check))
    }

    fn open_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let opened = self.list.single().map(|id| Message::List(list::Message::Opened(id)));
        command(context.words.get("auditor-open"), Icon::FileText, opened)
    }

    /// The filters: whose, what, to what, and between which days.
    fn filters<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let filter = self.list.query().filter;
        let mut who = vec![item(None, words.get("auditor-anybody"))];
        who.extend(self.who.iter().map(|(who, name)| match who {
            Who::Operator(_) => item(Some(*who), name.as_str()).icon(Icon::User),
            Who::System => item(Some(*who), words.get("auditor-system")).icon(Icon::Settings),
        }));
        let who = select("", who, Some(filter.who), Message::WhoChanged)
            .icon(Icon::User)
            .words(words.select("finder-none"))
            .width(SELECT_WIDTH);
        let mut actions: Vec<_> = auditor::Action::ALL
            .iter()
            .map(|action| item(Some(*action), entry::action_name(words, *action)))
            .collect();
        actions.insert(0, item(None, words.get("auditor-anything")));
        let actions = select("", actions, Some(filter.action), Message::ActionChanged)
            .icon(Icon::ListFilter)
            .words(words.select("finder-none"))
            .width(ACTION_WIDTH);
        let mut subjects: Vec<_> = SubjectKind::ALL
            .iter()
            .map(|subject| item(Some(*subject), entry::subject_name(words, *subject)))
            .collect();
        subjects.insert(0, item(None, words.get("auditor-any-subject")));
        let subjects = select("", subjects, Some(filter.subject), Message::SubjectChanged)
            .icon(Icon::Tag)
            .words(words.select("finder-none"))
            .width(SELECT_WIDTH);
        let all = self.list.is_narrowed().then(|| {
            let all = button(words.get("auditor-show-all")).kind(Kind::Ghost).icon(Icon::FunnelX);
            Element::from(all.on_press(Message::ShowAll))
        });
        row![Element::from(who), Element::from(actions), Element::from(subjects)]
            .extend(all)
            .spacing(space::SM)
            .align_y(Center)
            .into()
    }

    fn day<'a>(
        &'a self,
        context: &'a Context,
        label: &'static str,
        typed: &'a str,
        on_change: fn(String) -> Message,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let read = words.read_date(typed, context.today());
        let wrong = read.err().filter(|fault| *fault != DateFault::Unfinished);
        let error = wrong.map(|fault| words.date_fault(fault));
        let day = field("", typed)
            .id(label)
            .placeholder(words.get(label))
            .error(error)
            .width(DAY_WIDTH)
            .on_input(on_change);
        date_field(day, read.ok(), context.today(), words.calendar(), move |date| on_change(words.date(date)))
            .into()
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        let words = &context.words;
        Empty {
            icon: Icon::SearchX,
            heading: words.get("auditor-none-found").into_owned(),
            sentence: words.get("auditor-none-found-next").into_owned(),
            action: Some(button(words.get("auditor-show-all")).on_press(Message::ShowAll).into()),
        }
    }
}

/// By number: a clock can be put back, and numbers go only up.
const NEWEST_FIRST: (usize, Order) = (6, Order::Descending);
const SELECT_WIDTH: f32 = 190.0;
const ACTION_WIDTH: f32 = 250.0;
const DAY_WIDTH: f32 = 150.0;

impl Screen for SystemAuditor {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(sequence)) => self.open_entry(context, sequence),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Known(Ok(who)) => {
                self.who = who;
                Action::None
            }
            Message::Known(Err(failure)) => Action::Fail(failure),
            Message::FromChanged(typed) => {
                let from = context.words.read_date(&typed, context.today()).ok();
                self.from = typed;
                self.narrow(context, |filter| filter.from = from)
            }
            Message::UntilChanged(typed) => {
                let until = context.words.read_date(&typed, context.today()).ok();
                self.until = typed;
                self.narrow(context, |filter| filter.until = until)
            }
            Message::WhoChanged(who) => self.narrow(context, |filter| filter.who = who),
            Message::ActionChanged(action) => self.narrow(context, |filter| filter.action = action),
            Message::SubjectChanged(subject) => self.narrow(context, |filter| filter.subject = subject),
            Message::ShowAll => {
                (self.from, self.until) = (String::new(), String::new());
                let narrowed = self.narrow(context, |filter| *filter = Narrow::default());
                let searched = list::Message::SearchChanged(String::new());
                Action::All(vec![narrowed, self.list.update(context, searched).map(Message::List)])
            }
            Message::Opened(sequence, answer) => match (&mut self.open, answer) {
                (Some(Open::Entry(asked, whole)), Ok(Some(found))) if *asked == sequence => {
                    *whole = Some(found);
                    Action::None
                }
                // It was purged meanwhile: the list goes on without it.
                (Some(Open::Entry(asked, _)), Ok(None)) if *asked == sequence => {
                    self.open = None;
                    Action::None
                }
                (_, Ok(_)) => Action::None,
                (_, Err(failure)) => {
                    self.open = None;
                    Action::Fail(failure)
                }
            },
            Message::Verify => {
                let (verifying, task) = Verifying::begin(context, self.view.clone());
                self.open = Some(Open::Verifying(verifying));
                Action::Run(task.map(Message::Verifying))
            }
            Message::Verifying(message) => match &mut self.open {
                Some(Open::Verifying(verifying)) => {
                    verifying.update(context, message).map(Message::Verifying)
                }
                _ => Action::None,
            },
            Message::Purge => match &self.purge {
                Some(permit) => {
                    let (purging, task) = Purging::begin(context, permit.clone());
                    self.open = Some(Open::Purging(purging));
                    Action::Run(task.map(Message::Purging))
                }
                None => Action::None,
            },
            Message::Purging(purging::Message::Close) => {
                self.open = None;
                Action::None
            }
            Message::Purging(message) => match &mut self.open {
                Some(Open::Purging(purging)) => purging.update(context, message).map(Message::Purging),
                _ => Action::None,
            },
            Message::Check => {
                self.open = Some(Open::Checking(Checking::begin(context, self.view.clone())));
                Action::None
            }
            Message::Checking(checking::Message::Close) | Message::Close => {
                self.open = None;
                Action::None
            }
            Message::Checking(message) => match &mut self.open {
                Some(Open::Checking(checking)) => match checking.update(context, message) {
                    Some(task) => Action::Run(task.map(Message::Checking)),
                    None => {
                        self.open = None;
                        Action::None
                    }
                },
                _ => Action::None,
            },
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let count = self.list.counted(context, "auditor-count", "auditor-found");
        let search = self.list.search(context, "auditor-search").map(Message::List);
        let mut first = vec![
            self.day(context, "auditor-from", &self.from, Message::FromChanged),
            self.day(context, "auditor-until", &self.until, Message::UntilChanged),
            gap::horizontal().into(),
            Element::from(self.check_command(context).button()),
        ];
        if self.purge.is_some() {
            first.push(Element::from(self.purge_command(context).button()));
        }
        let tools = column![toolbar(search, first), self.filters(context)].spacing(space::SM);
        let primary = list::primary(&self.verify_command(context));
        let items: Vec<menu::Item<'_, Message>> = vec![self.open_command(context).item()];
        let table = self.list.table(context, "auditor-title", items, self.empty(context), Message::List);
        list::page(words.get("auditor-title").into_owned(), count, Some(primary), vec![tools.into()], table)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        Some(match self.open.as_ref()? {
            Open::Entry(_, whole) => entry::view(context, whole.as_deref(), is_live, Message::Close),
            Open::Verifying(verifying) => {
                verifying.view(context, is_live, Message::Close, Message::Verifying)
            }
            Open::Purging(purging) => purging.view(context, is_live).map(Message::Purging),
            Open::Checking(checking) => checking.view(context, is_live).map(Message::Checking),
        })
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = vec![
            self.open_command(context),
            self.verify_command(context),
            self.check_command(context),
            self.purge_command(context),
        ];
        commands.extend(list::commands(context, "auditor-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        let list = self.list.refresh(context).map(Message::List);
        Action::Run(Task::batch([self.ask_who(context), list]))
    }
}

/// What the list is narrowed to, besides the search.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Narrow {
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    who: Option<Who>,
    action: Option<auditor::Action>,
    subject: Option<SubjectKind>,
}

/// What the list is of.
#[derive(Clone)]
pub struct Trail {
    view: Permit<SystemAuditorView>,
}

/// The moment at which a local day begins.
fn begins(console: &Console, day: NaiveDate) -> Moment {
    console.clock().zone().first(day.and_time(chrono::NaiveTime::MIN))
}

impl Source for Trail {
    type Id = i64;
    type Row = Row;
    type Filter = Narrow;

    fn find(&self, console: &Console, query: &Query<Narrow>) -> Result<Found<i64, Row>, operation::Error> {
        let Narrow { from, until, who, action, subject } = query.filter;
        let filter = auditor::Filter {
            from: from.map(|day| begins(console, day)),
            // The last day belongs to it as a whole.
            until: until.and_then(|day| day.succ_opt()).map(|day| begins(console, day)),
            who,
            action,
            subject,
            text: query.search.clone(),
        };
        let (mut ids, total) = auditor::list(console, &self.view, &filter)?;
        if query.sort.1 == Order::Ascending {
            ids.reverse();
        }
        Ok(Found { ids, total, has_more: false, rows: Vec::new() })
    }

    fn load(&self, console: &Console, ids: &[i64]) -> Result<Vec<(i64, Row)>, operation::Error> {
        let rows = auditor::rows(console, &self.view, ids)?;
        Ok(rows.into_iter().map(|row| (row.sequence, row)).collect())
    }

    fn columns(&self) -> Vec<Column<Row>> {
        vec![
            list::column("auditor-column-when", 172.0, |row: &Row, context| {
                Cell::text(entry::exact(context, row.at))
            })
            .unsorted(),
            list::column("auditor-column-who", 150.0, |row: &Row, context| match row.who {
                Who::Operator(_) => Cell::strong(row.who_name.as_str()),
                Who::System => Cell::muted(entry::role_name(&context.words, &row.who_name)),
            })
            .unsorted(),
            list::column("auditor-column-what", 220.0, |row: &Row, context| {
                Cell::text(entry::stored_action(&context.words, &row.action))
            })
            .unsorted(),
            list::column("auditor-column-kind", 120.0, |row: &Row, context| {
                Cell::muted(entry::stored_subject(&context.words, &row.subject))
            })
            .unsorted(),
            list::column("auditor-column-subject", 180.0, |row: &Row, _| {
                Cell::text(row.subject_name.as_str())
            })
            .grows()
            .unsorted(),
            list::column("auditor-column-desk", 120.0, |row: &Row, _| Cell::muted(row.desk.as_str()))
                .unsorted(),
            list::column("auditor-column-number", 90.0, |row: &Row, _| {
                Cell::number(row.sequence.to_string())
            })
            .end(),
        ]
    }
}
