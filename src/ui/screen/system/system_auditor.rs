//! System > System auditor: who did what, when; whether the chain holds; old entries purged into a file.

mod checking;
mod entry;
mod purging;
mod verifying;

use std::sync::Arc;

use chrono::NaiveDate;
use keydesk::console::Console;
use keydesk::domain::operator::OperatorId;
use keydesk::domain::permission::{SystemAuditorPurge, SystemAuditorView};
use keydesk::operation;
use keydesk::operation::system_auditor::{self as auditor, Row, SubjectKind, Who, Whole};
use keydesk::operation::undo;
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{self, Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::list::{
    self, Column, Empty, Facet, Field, Found, List, Page, Period, Query, Source, Tools, Value, field, period,
};
use crate::place::{Entry, HistoryOf};
use crate::screen::Screen;
use crate::widget::Element;
use crate::widget::table::{Cell, Order};
use crate::widget::task::Task;

use checking::Checking;
use purging::Purging;
use verifying::Verifying;

/// The screen.
pub struct SystemAuditor {
    list: List<Trail>,
    view: Permit<SystemAuditorView>,
    purge: Option<Permit<SystemAuditorPurge>>,
    open: Option<Open>,
}

/// The dialog that is open.
enum Open {
    /// An entry; it is on its way. What it tells of can be undone, if the operator saved that and it is kept.
    Entry(i64, Option<Arc<Whole>>, Option<undo::Save>),
    Verifying(Verifying),
    Purging(Purging),
    Checking(Checking),
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Trail>),
    Known(Answer<Arc<Vec<(Who, String)>>>),
    Opened(i64, Answer<Option<Arc<Whole>>>),
    Verify,
    Verifying(verifying::Message),
    Purge,
    Purging(purging::Message),
    Check,
    Checking(checking::Message),
    /// What the entry tells of is to be undone.
    Undo(undo::Save),
    Close,
    /// Back to the record whose history it is.
    Back,
}

impl SystemAuditor {
    /// Opens the screen.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        SystemAuditor::open_with(context, None)
    }

    /// Opens what was done to one record.
    pub fn open_of(context: &Context, of: HistoryOf) -> Option<(Self, Task<Message>)> {
        SystemAuditor::open_with(context, Some(of))
    }

    fn open_with(context: &Context, of: Option<HistoryOf>) -> Option<(Self, Task<Message>)> {
        let view = context.may::<SystemAuditorView>()?;
        let facets = of.iter().map(|of| Only::This(of.kind, of.number)).collect();
        let source = Trail { view: view.clone(), who: Arc::default(), of };
        let (list, found) = List::open(context, source, facets, NEWEST_FIRST);
        let screen = SystemAuditor { list, view, purge: context.may(), open: None };
        let known = screen.ask_who(context);
        Some((screen, Task::batch([known, found.map(Message::List)])))
    }

    fn ask_who(&self, context: &Context) -> Task<Message> {
        let permit = self.view.clone();
        context.ask(move |console| auditor::operators(console, &permit).map(Arc::new)).map(Message::Known)
    }

    fn open_entry(&mut self, context: &Context, sequence: i64) -> Action<Message> {
        let save = undo::of_line(&context.console, &self.view, sequence);
        self.open = Some(Open::Entry(sequence, None, save));
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

    fn back_command<'a>(&self, context: &'a Context) -> Option<Command<'a, Message>> {
        let back = || command(context.words.get("back"), Icon::ArrowLeft, Some(Message::Back));
        self.list.source.of.as_ref().map(|_| back().keys(shortcut::BACK, &context.words))
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        // What came with the site was never entered here, and what was purged is not any more.
        let none_found = match &self.list.source.of {
            Some(of) if self.list.is_narrowed_to(&[Only::This(of.kind, of.number)]) => {
                ["auditor-none-of-this", "auditor-none-of-this-next"]
            }
            Some(_) | None => ["auditor-none-found", "auditor-none-found-next"],
        };
        self.list.empty(context, Icon::SearchX, none_found, none_found)
    }
}

/// By number: a clock can be put back, and numbers go only up.
const NEWEST_FIRST: (usize, Order) = (6, Order::Descending);

impl Screen for SystemAuditor {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(sequence)) => self.open_entry(context, sequence),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::Known(Ok(who)) => {
                self.list.source.who = who;
                Action::None
            }
            Message::Known(Err(failure)) => Action::Fail(failure),
            Message::Opened(sequence, answer) => match (&mut self.open, answer) {
                (Some(Open::Entry(asked, whole, _)), Ok(Some(found))) if *asked == sequence => {
                    *whole = Some(found);
                    Action::None
                }
                // It was purged meanwhile: the list goes on without it.
                (Some(Open::Entry(asked, ..)), Ok(None)) if *asked == sequence => {
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
            Message::Undo(save) => {
                self.open = None;
                Action::AskToUndo(save)
            }
            Message::Back => Action::Back,
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
        let of_selection = [self.open_command(context)];
        let back = self.back_command(context).into_iter();
        let others: Vec<_> = back.chain([self.check_command(context), self.purge_command(context)]).collect();
        let tools = Tools { search: "auditor-search", of_selection: &of_selection, others: &others };
        let tools = self.list.tools(context, &tools, Message::List);
        let primary = Some(list::primary(&self.verify_command(context)));
        let items = command::items(&of_selection);
        let table = self.list.table(context, "auditor-title", items, self.empty(context), Message::List);
        let title = words.get("auditor-title").into_owned();
        list::page(Page { title, count, primary, above: None, tools, table })
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let Some(open) = &self.open else {
            return self.list.dialog(context, is_live, Message::List);
        };
        Some(match open {
            Open::Entry(_, whole, save) => {
                entry::view(context, whole.as_deref(), is_live, Message::Close, save.map(Message::Undo))
            }
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
        commands.extend(self.back_command(context));
        commands.extend(self.list.commands(context, "auditor-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        let list = self.list.refresh(context).map(Message::List);
        Action::Run(Task::batch([self.ask_who(context), list]))
    }
}

/// What the list is narrowed to, besides the search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Only {
    By(Who),
    Action(auditor::Action),
    On(SubjectKind),
    /// One record, by its number.
    This(SubjectKind, i64),
    Of(Period),
}

const WHO: Field = field("auditor-column-who", Icon::User);
const ACTION: Field = field("auditor-column-what", Icon::ListFilter);
const SUBJECT: Field = field("auditor-column-kind", Icon::Tag);
const THIS: Field = field("auditor-column-subject", Icon::Tag);
const PERIOD: Field = period("facet-period");

impl Facet for Only {
    fn field(&self) -> Field {
        match self {
            Only::By(_) => WHO,
            Only::Action(_) => ACTION,
            Only::On(_) => SUBJECT,
            Only::This(..) => THIS,
            Only::Of(_) => PERIOD,
        }
    }

    fn key(&self) -> String {
        match self {
            Only::By(Who::Operator(operator)) => format!("operator:{}", operator.0),
            Only::By(Who::System) => "system".to_owned(),
            Only::Action(action) => format!("action:{}", action.key()),
            Only::On(subject) => format!("subject:{}", subject.key()),
            Only::This(subject, id) => format!("this:{}:{id}", subject.key()),
            Only::Of(period) => period.key(),
        }
    }

    fn from_key(key: &str) -> Option<Only> {
        Some(match key.split_once(':') {
            Some(("operator", number)) => Only::By(Who::Operator(OperatorId(number.parse().ok()?))),
            Some(("action", key)) => {
                Only::Action(auditor::Action::ALL.iter().copied().find(|it| it.key() == key)?)
            }
            Some(("this", key)) => {
                let (subject, id) = key.split_once(':')?;
                let subject = SubjectKind::ALL.iter().copied().find(|it| it.key() == subject)?;
                Only::This(subject, id.parse().ok()?)
            }
            Some(("subject", key)) => Only::On(SubjectKind::ALL.iter().copied().find(|it| it.key() == key)?),
            None if key == "system" => Only::By(Who::System),
            Some(_) | None => Only::Of(Period::from_key(key)?),
        })
    }

    fn between(_: Field, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Option<Only> {
        Some(Only::Of(Period::Between(from, until)))
    }
}

/// What the list is of.
#[derive(Clone)]
pub struct Trail {
    view: Permit<SystemAuditorView>,
    /// Who stands in the chain, once that is known.
    who: Arc<Vec<(Who, String)>>,
    /// The record whose history it is, if it is one's.
    of: Option<HistoryOf>,
}

impl Source for Trail {
    type Id = i64;
    type Row = Row;
    type Facet = Only;

    const ENTRY: Entry = Entry::SystemAuditor;

    fn find(&self, console: &Console, query: &Query<Only>) -> Result<Found<i64, Row>, operation::Error> {
        let mut filter = auditor::Filter { text: query.search.clone(), ..auditor::Filter::default() };
        for facet in &query.facets {
            match facet {
                Only::By(who) => filter.who.push(*who),
                Only::Action(action) => filter.actions.push(*action),
                Only::On(subject) => filter.subjects.push(*subject),
                Only::This(subject, id) => filter.of = Some((*subject, *id)),
                Only::Of(period) => (filter.from, filter.until) = period.moments(console),
            }
        }
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
            list::column("auditor-column-when", 186.0, |row: &Row, context| {
                Cell::text(entry::exact(context, row.at))
            })
            .unsorted(),
            list::column("auditor-column-who", 150.0, |row: &Row, context| match row.who {
                Who::Operator(_) => Cell::strong(row.who_name.as_str()),
                Who::System => Cell::muted(entry::role_name(&context.words, &row.who_name)),
            })
            .least(110.0)
            .unsorted(),
            list::column("auditor-column-what", 220.0, |row: &Row, context| {
                Cell::text(entry::stored_action(&context.words, &row.action))
            })
            .least(150.0)
            .unsorted(),
            list::column("auditor-column-kind", 120.0, |row: &Row, context| {
                Cell::muted(entry::stored_subject(&context.words, &row.subject))
            })
            .least(96.0)
            .yields(1)
            .unsorted(),
            list::column("auditor-column-subject", 180.0, |row: &Row, _| {
                Cell::text(row.subject_name.as_str())
            })
            .grows()
            .least(120.0)
            .unsorted(),
            list::column("auditor-column-desk", 120.0, |row: &Row, _| Cell::muted(row.desk.as_str()))
                .least(90.0)
                .yields(3)
                .unsorted(),
            list::column("auditor-column-number", 90.0, |row: &Row, _| {
                Cell::number(row.sequence.to_string())
            })
            .least(80.0)
            .yields(2)
            .end(),
        ]
    }

    fn fields(&self, _: &Context) -> Vec<Field> {
        vec![PERIOD, WHO, ACTION, SUBJECT]
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<Only>> {
        let words = &context.words;
        if field == WHO {
            let who = self.who.iter().map(|(who, name)| match who {
                Who::Operator(_) => (Only::By(*who), name.clone()),
                Who::System => (Only::By(*who), words.get("auditor-system").into_owned()),
            });
            who.collect()
        } else if field == ACTION {
            let actions = auditor::Action::ALL.iter();
            actions.map(|it| (Only::Action(*it), entry::action_name(words, *it))).collect()
        } else if field == SUBJECT {
            let subjects = SubjectKind::ALL.iter();
            subjects.map(|it| (Only::On(*it), entry::subject_name(words, *it))).collect()
        } else {
            Period::values(context, Only::Of)
        }
    }

    fn say(&self, context: &Context, facet: &Only) -> Option<String> {
        match facet {
            Only::Of(period) => return Some(period.said(context)),
            Only::This(subject, number) => {
                let kind = entry::subject_name(&context.words, *subject);
                let named = self.of.as_ref().filter(|of| (of.kind, of.number) == (*subject, *number));
                if let Some(of) = named.filter(|of| !of.name.is_empty()) {
                    return Some(format!("{kind}: {}", of.name));
                }
                return Some(context.words.with("auditor-this", [("kind", kind.into())]));
            }
            Only::By(_) | Only::Action(_) | Only::On(_) => {}
        }
        let mut values = self.values(context, facet.field()).into_iter();
        values.find(|(value, _)| value == facet).map(|(_, said)| said)
    }
}
