//! A list: search, filter, sort, select, and only the rows in view loaded. A screen says what it is a list of with a
//! [`Source`], and puts the pieces where it wants them.

mod arrange;
mod column;
mod head;
mod narrow;
mod period;
mod sheet;
mod whole;

pub use arrange::{Arrange, View};
pub use column::{Column, column};
pub use head::{PAGE, Page, Tools, page, primary};
pub use narrow::{Facet, Field, Narrow, Never, Value, field, period};
pub use period::{Period, Preset, begins};
pub use sheet::{EVENTS, Section, Sheet};
pub use whole::Whole;

use arrange::Arranging;
use narrow::Narrowing;
use sheet::Beside;

use std::collections::{HashMap, HashSet};
use std::fmt::Debug;
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use iced::widget::container;
use iced::{Fill, Point, Shrink};
use keydesk::console::Console;
use keydesk::operation;

use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::place::Entry;
use crate::spreadsheet::Rows;
use crate::task;
use crate::theme::Tone;
use crate::widget::menu::{self, context_menu};
use crate::widget::table::{self, Order, Selection, table};
use crate::widget::task::Task;
use crate::widget::{Element, focus, notice, surface};

/// What a list is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Query<F> {
    pub search: String,
    /// What it is narrowed to: of one field, one is enough; of different fields, all hold.
    pub facets: Vec<F>,
    /// The column that is sorted by, and which way.
    pub sort: (usize, Order),
    /// So many were there before; for a source that finds no more than a stretch at a time.
    pub at_least: usize,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct Found<Id, Row> {
    pub ids: Vec<Id>,
    /// How many there are without search and filter; where more follow, that is not known.
    pub total: usize,
    /// Whether more follow: they are found when somebody comes near.
    pub has_more: bool,
    /// The rows, where all of them came along.
    pub rows: Vec<(Id, Row)>,
}

/// Rows with their ids.
pub type Numbered<Id, Row> = Vec<(Id, Row)>;

/// Rows that were asked for.
#[derive(Debug, Clone)]
pub struct Loaded<Id, Row> {
    rows: Numbered<Id, Row>,
    /// Those that the database has and that say what no program of ours wrote.
    unreadable: Vec<Id>,
}

#[cfg(test)]
impl<Id, Row> Loaded<Id, Row> {
    pub const fn unreadable(unreadable: Vec<Id>) -> Self {
        Loaded { rows: Vec::new(), unreadable }
    }
}

/// Where a list gets its rows.
pub trait Source: Clone + Send + 'static {
    type Id: Copy + Eq + Hash + Send + Sync + Debug + 'static;
    type Row: Clone + Send + Sync + Debug + 'static;
    type Facet: Facet;

    /// Of which entry of the menus it is: how the list is used is remembered by that.
    const ENTRY: Entry;

    /// Whether every row comes along with what was found: then none is loaded later.
    const IS_WHOLE: bool = false;

    /// Finds; on a thread that may wait.
    fn find(
        &self,
        console: &Console,
        query: &Query<Self::Facet>,
    ) -> Result<Found<Self::Id, Self::Row>, operation::Error>;

    /// Finds what follows after something that was found, where more do; on a thread that may wait.
    fn find_after(
        &self,
        _console: &Console,
        _query: &Query<Self::Facet>,
        _after: Self::Id,
    ) -> Result<Found<Self::Id, Self::Row>, operation::Error> {
        Ok(Found { ids: Vec::new(), total: 0, has_more: false, rows: Vec::new() })
    }

    /// Loads the rows of some of what was found; on a thread that may wait.
    fn load(
        &self,
        console: &Console,
        ids: &[Self::Id],
    ) -> Result<Numbered<Self::Id, Self::Row>, operation::Error>;

    /// The same rows with what takes longer to find out, if there is such; they follow the others.
    fn load_more(
        &self,
        _console: &Console,
        _ids: &[Self::Id],
    ) -> Result<Numbered<Self::Id, Self::Row>, operation::Error> {
        Ok(Vec::new())
    }

    fn columns(&self) -> Vec<Column<Self::Row>>;

    /// What it can be narrowed by.
    fn fields(&self, _context: &Context) -> Vec<Field> {
        Vec::new()
    }

    /// The values of a field.
    fn values(&self, _context: &Context, _field: Field) -> Vec<Value<Self::Facet>> {
        Vec::new()
    }

    /// How a facet is said, if it is of something that is there.
    fn say(&self, context: &Context, facet: &Self::Facet) -> Option<String> {
        let mut values = self.values(context, facet.field()).into_iter();
        values.find(|(value, _)| value == facet).map(|(_, said)| said)
    }

    /// What is told of a row beside the list, where the window is wide; on a thread that may wait. Nothing, if it is gone.
    fn sheet(&self, _console: &Console, _id: Self::Id) -> Result<Option<Sheet>, operation::Error> {
        Ok(None)
    }

    /// The views that every desk has.
    fn views(&self) -> Vec<View<Self::Facet>> {
        Vec::new()
    }

    /// How many each of some facets lets through; none, where counting would take long.
    fn count_values(
        &self,
        _console: &Console,
        _facets: &[Self::Facet],
    ) -> Result<Vec<usize>, operation::Error> {
        Ok(Vec::new())
    }
}

/// A list.
pub struct List<S: Source> {
    pub source: S,
    query: Query<S::Facet>,
    /// How it is sorted as long as nobody says otherwise.
    first_sort: (usize, Order),
    narrowing: Option<Narrowing<S::Facet>>,
    arranging: Option<Arranging>,
    beside: Option<Beside<S::Id>>,
    asked: u64,
    /// Enter was pressed before the answer was there.
    submitted: bool,
    is_refreshing: bool,
    is_answered: bool,
    found: Option<Arc<Vec<S::Id>>>,
    total: usize,
    has_more: bool,
    /// What follows was asked for.
    is_following: bool,
    rows: HashMap<S::Id, S::Row>,
    unreadable: HashSet<S::Id>,
    /// The rows that were asked for, whether they are there yet or not.
    fetched: HashSet<S::Id>,
    visible: Range<usize>,
    selection: Selection,
    widths: Vec<Option<f32>>,
    menu: Option<Point>,
    reveal: Option<usize>,
    reveals: u64,
    /// What is selected stays so when the answer comes.
    keeps: bool,
}

/// What happens on a list.
#[derive(Debug, Clone)]
pub enum Message<Id, Row, F> {
    /// The keyboard goes to the search box.
    Search,
    SearchChanged(String),
    SearchSubmitted,
    Refresh,
    /// All that was found is selected.
    SelectAll,
    /// Nothing is selected any more.
    ClearSelection,
    Narrow(Narrow<F>),
    Arrange(Arrange),
    Table(table::Event),
    CloseMenu,
    Found(u64, Answer<Arc<Found<Id, Row>>>),
    /// What follows after what was found before.
    Followed(u64, Answer<Arc<Found<Id, Row>>>),
    Loaded(u64, Answer<Arc<Loaded<Id, Row>>>),
    Copied(u64, Answer<Arc<Loaded<Id, Row>>>),
    /// The sheet of a row came into view.
    SheetShown(Id),
    SheetRead(Id, u64, Answer<Option<Arc<Sheet>>>),
    /// A row was opened.
    Opened(Id),
}

/// The message of a list of a source.
pub type MessageOf<S> = Message<<S as Source>::Id, <S as Source>::Row, <S as Source>::Facet>;

/// More are not copied at once: a clipboard is no export.
const COPIED_MAX: usize = 20_000;
/// What follows is asked for when so few rows are left below those in view.
const AHEAD: usize = 200;
/// Rows that are kept although they are out of view.
const KEPT_MAX: usize = 4_000;

impl<S: Source> List<S> {
    /// Makes a list and asks for it.
    pub fn open(
        context: &Context,
        source: S,
        facets: Vec<S::Facet>,
        sort: (usize, Order),
    ) -> (Self, Task<MessageOf<S>>) {
        let mut list = List {
            source,
            query: Query { search: String::new(), facets, sort, at_least: 0 },
            first_sort: sort,
            narrowing: None,
            arranging: None,
            beside: None,
            asked: 0,
            submitted: false,
            is_refreshing: false,
            is_answered: false,
            found: None,
            total: 0,
            has_more: false,
            is_following: false,
            rows: HashMap::new(),
            unreadable: HashSet::new(),
            fetched: HashSet::new(),
            visible: 0..0,
            selection: Selection::default(),
            widths: Vec::new(),
            menu: None,
            reveal: None,
            reveals: 0,
            keeps: false,
        };
        let task = list.ask(context);
        (list, task)
    }

    /// How many were found, once that is known.
    pub fn count(&self) -> Option<usize> {
        self.found.as_ref().map(|found| found.len())
    }

    /// How many there are without search and filter.
    pub const fn total(&self) -> usize {
        self.total
    }

    /// How many there are, in the words of the screen: of all, with a `count`; of what was found, with `found` and
    /// `total`.
    pub fn counted(&self, context: &Context, all: &str, found: &str) -> String {
        let words = &context.words;
        let total = self.total();
        match self.count() {
            None => words.get("list-loading").into_owned(),
            Some(count) if self.has_more => words.with("list-so-far", [("count", count.into())]),
            Some(count) if self.is_narrowed() => {
                words.with(found, [("found", count.into()), ("total", total.into())])
            }
            Some(_) => words.with(all, [("count", total.into())]),
        }
    }

    /// What it says when it is empty, each time a heading and what to do next: if there is nothing, and if nothing
    /// was found.
    pub fn empty<'a, M>(
        &self,
        context: &Context,
        icon: Icon,
        none: [&str; 2],
        none_found: [&str; 2],
    ) -> Empty<'a, M> {
        let (icon, [heading, sentence]) =
            if self.is_narrowed() { (Icon::SearchX, none_found) } else { (icon, none) };
        let [heading, sentence] = [heading, sentence].map(|id| context.words.get(id).into_owned());
        Empty { icon, heading, sentence, action: None }
    }

    /// What it is asked for.
    pub const fn query(&self) -> &Query<S::Facet> {
        &self.query
    }

    /// What it is narrowed to.
    pub fn facets(&self) -> &[S::Facet] {
        &self.query.facets
    }

    /// Whether anything narrows it.
    pub fn is_narrowed(&self) -> bool {
        !self.query.search.is_empty() || !self.query.facets.is_empty()
    }

    /// Whether just these narrow it.
    pub fn is_narrowed_to(&self, facets: &[S::Facet]) -> bool {
        self.query.search.is_empty() && self.query.facets == facets
    }

    /// What is selected, from the top.
    pub fn selected(&self) -> Vec<S::Id> {
        let ids = self.found.as_deref().map(Vec::as_slice).unwrap_or_default();
        self.selection.rows().filter_map(|row| ids.get(row).copied()).collect()
    }

    /// What is selected; where nothing is, all that was found.
    pub fn meant(&self) -> Vec<S::Id> {
        match self.selected_count() {
            0 => self.found.as_ref().map(|found| found.to_vec()).unwrap_or_default(),
            _ => self.selected(),
        }
    }

    /// How many are selected.
    pub fn selected_count(&self) -> usize {
        self.selection.len()
    }

    /// The only one that is selected.
    pub fn single(&self) -> Option<S::Id> {
        let ids = self.found.as_ref()?;
        ids.get(self.selection.single()?).copied()
    }

    /// The row of something, if it is loaded.
    pub fn row(&self, id: S::Id) -> Option<&S::Row> {
        self.rows.get(&id)
    }

    /// Looks for something.
    pub fn look_for(&mut self, context: &Context, search: String) -> Task<MessageOf<S>> {
        self.query.search = search;
        self.ask(context)
    }

    /// Asks for the list anew; what is shown stays until the answer is there, and where one was in it.
    pub fn refresh(&mut self, context: &Context) -> Task<MessageOf<S>> {
        self.query.at_least = self.count().unwrap_or_default();
        let task = self.ask(context);
        self.query.at_least = 0;
        (self.is_refreshing, self.keeps) = (true, true);
        Task::batch([task, self.refresh_sheet(context)])
    }

    /// The dialog of the list over the page, if one is open.
    pub fn dialog<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        is_live: bool,
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> Option<Element<'a, M>> {
        let narrowing = self.narrowing.as_ref();
        let arranging = self.arranging.as_ref();
        narrowing
            .map(|narrowing| self.narrowing(context, narrowing, is_live, map))
            .or_else(|| arranging.map(|arranging| self.arranging(context, arranging, is_live, map)))
    }

    /// Takes what happened; opened rows are the screen's.
    pub fn update(&mut self, context: &Context, message: MessageOf<S>) -> Action<MessageOf<S>> {
        match message {
            Message::SearchChanged(search) => Action::Run(self.look_for(context, search)),
            Message::Search => Action::Run(focus::to(SEARCH)),
            // What is shown may be the answer to what was typed before: it is not what Enter means.
            Message::SearchSubmitted if !self.is_answered => {
                self.submitted = true;
                Action::None
            }
            Message::SearchSubmitted => Action::Run(self.submit()),
            Message::Refresh => Action::Run(self.refresh(context)),
            Message::SelectAll => {
                self.selection.apply(table::Op::All(self.count().unwrap_or_default()));
                Action::Run(focus::to(TABLE))
            }
            Message::ClearSelection => {
                self.selection.apply(table::Op::Clear);
                Action::Run(focus::to(TABLE))
            }
            Message::Arrange(message) => self.update_arrange(context, message),
            Message::Narrow(message) => self.update_narrow(context, message),
            Message::CloseMenu => {
                self.menu = None;
                Action::None
            }
            Message::Table(event) => self.update_table(context, event),
            Message::Found(asked, answer) if asked == self.asked => match answer {
                Ok(found) => {
                    let shown = self.take(context, &found);
                    let submitted = std::mem::take(&mut self.submitted);
                    let next = if submitted { self.submit() } else { Task::none() };
                    Action::Run(Task::batch([shown, next]))
                }
                Err(failure) => Action::Fail(failure),
            },
            Message::Followed(asked, answer) if asked == self.asked => {
                self.is_following = false;
                match answer {
                    Ok(found) => Action::Run(self.take_more(context, &found)),
                    Err(failure) => Action::Fail(failure),
                }
            }
            Message::Loaded(asked, answer) if asked == self.asked => match answer {
                Ok(loaded) => {
                    self.rows.extend(loaded.rows.iter().cloned());
                    for id in &loaded.unreadable {
                        self.rows.remove(id);
                        self.unreadable.insert(*id);
                    }
                    Action::None
                }
                Err(failure) => Action::Fail(failure),
            },
            Message::Copied(asked, answer) if asked == self.asked => match answer {
                Ok(loaded) => Action::Run(self.for_spreadsheet(context, &loaded).copy()),
                Err(failure) => Action::Fail(failure),
            },
            // Late answers: something else was asked meanwhile.
            Message::Found(..) | Message::Followed(..) | Message::Loaded(..) | Message::Copied(..) => {
                Action::None
            }
            Message::SheetShown(id) => Action::Run(self.ask_sheet(context, id)),
            Message::SheetRead(id, asked, answer) => self.take_sheet(id, asked, answer),
            Message::Opened(_) => Action::None,
        }
    }

    /// Enter in the search box: the only one that was found is opened; of several, the first gets the keyboard.
    fn submit(&mut self) -> Task<MessageOf<S>> {
        match self.found.as_deref().map(Vec::as_slice) {
            None | Some([]) => Task::none(),
            Some([only]) => Task::done(Message::Opened(*only)),
            Some(_) => {
                self.selection.apply(table::Op::Only(0));
                self.show(0);
                focus::to(TABLE)
            }
        }
    }

    fn ask(&mut self, context: &Context) -> Task<MessageOf<S>> {
        self.asked += 1;
        self.is_answered = false;
        self.is_following = false;
        self.submitted = false;
        (self.is_refreshing, self.keeps) = (false, false);
        self.menu = None;
        self.fetched.clear();
        let (asked, source, query) = (self.asked, self.source.clone(), self.query.clone());
        context
            .ask(move |console| source.find(console, &query).map(Arc::new))
            .map(move |answer| Message::Found(asked, answer))
    }

    fn take(&mut self, context: &Context, found: &Found<S::Id, S::Row>) -> Task<MessageOf<S>> {
        let is_first = self.found.is_none();
        // What is selected when the answer comes, not when it was asked for.
        let keeps = std::mem::take(&mut self.keeps);
        let kept: HashSet<S::Id> = if keeps { self.selected().into_iter().collect() } else { HashSet::new() };
        let stood = self.stands_at();
        self.is_answered = true;
        (self.total, self.has_more, self.is_following) = (found.total, found.has_more, false);
        self.rows = found.rows.iter().cloned().collect();
        self.unreadable.clear();
        // Rows that were asked for while this answer was on its way are gone with the others.
        self.fetched.clear();
        self.found = Some(Arc::new(found.ids.clone()));
        if S::IS_WHOLE {
            self.fetched.extend(&found.ids);
        }
        self.selection = Selection::default();
        if !kept.is_empty() {
            let rows = found.ids.iter().enumerate().filter(|(_, id)| kept.contains(id)).map(|(row, _)| row);
            rows.for_each(|row| self.selection.apply(table::Op::Toggle(row)));
        }
        // What was selected is gone: the keyboard is on what took its place, and that is not selected by it.
        if let Some((row, id)) = stood.filter(|_| keeps && self.selection.is_empty() && !found.ids.is_empty())
        {
            let at = found.ids.iter().position(|it| *it == id).unwrap_or(row).min(found.ids.len() - 1);
            self.selection.apply(table::Op::MoveTo(at));
        }
        let first = self.selection.rows().next();
        match first {
            _ if std::mem::take(&mut self.is_refreshing) => {}
            Some(row) => self.show(row),
            None if !is_first => self.show(0),
            None => {}
        }
        self.load(context)
    }

    /// The row where one is in the list, and what stands there: the first that is selected, or that of the keyboard.
    fn stands_at(&self) -> Option<(usize, S::Id)> {
        let row = self.selection.rows().next().or(self.selection.current())?;
        Some((row, *self.found.as_ref()?.get(row)?))
    }

    fn take_more(&mut self, context: &Context, found: &Found<S::Id, S::Row>) -> Task<MessageOf<S>> {
        if let Some(before) = &mut self.found {
            Arc::make_mut(before).extend(&found.ids);
            (self.total, self.has_more) = (before.len(), found.has_more);
        }
        self.load(context)
    }

    /// Asks for what follows, where somebody comes near the end of what was found.
    fn follow(&mut self, context: &Context) -> Task<MessageOf<S>> {
        let last = self.found.as_ref().and_then(|found| Some((found.len(), *found.last()?)));
        // What is still shown of an earlier question is followed by nothing of the next one.
        let may_follow = self.is_answered && self.has_more && !self.is_following;
        let Some((count, last)) = last.filter(|_| may_follow) else {
            return Task::none();
        };
        if self.visible.end.saturating_add(AHEAD) < count {
            return Task::none();
        }
        self.is_following = true;
        let (asked, source, query) = (self.asked, self.source.clone(), self.query.clone());
        context
            .ask(move |console| source.find_after(console, &query, last).map(Arc::new))
            .map(move |answer| Message::Followed(asked, answer))
    }

    fn show(&mut self, row: usize) {
        self.reveals += 1;
        self.reveal = Some(row);
    }

    /// Loads what is in view and not there yet, with some rows around it, and asks for what follows.
    fn load(&mut self, context: &Context) -> Task<MessageOf<S>> {
        Task::batch([self.load_rows(context), self.follow(context)])
    }

    fn load_rows(&mut self, context: &Context) -> Task<MessageOf<S>> {
        let Some(found) = &self.found else {
            return Task::none();
        };
        let around = self.visible.len().max(32);
        let wanted = self.visible.start.saturating_sub(around / 2)..self.visible.end.saturating_add(around);
        let ids: Vec<S::Id> = found
            .iter()
            .skip(wanted.start)
            .take(wanted.len())
            .filter(|id| !self.fetched.contains(id))
            .copied()
            .collect();
        if ids.is_empty() {
            return Task::none();
        }
        if self.rows.len() > KEPT_MAX {
            let near: HashSet<S::Id> = found.iter().skip(wanted.start).take(wanted.len()).copied().collect();
            self.rows.retain(|id, _| near.contains(id));
            self.fetched.retain(|id| near.contains(id));
        }
        self.fetched.extend(&ids);
        let (asked, source) = (self.asked, self.source.clone());
        let console = Arc::clone(&context.console);
        task::telling(move |teller| {
            for load in [S::load, S::load_more] {
                let answer = load_each(load, &source, &console, &ids).map(Arc::new).map_err(Arc::new);
                teller.tell(Message::Loaded(asked, answer));
            }
        })
    }

    fn update_table(&mut self, context: &Context, event: table::Event) -> Action<MessageOf<S>> {
        match event {
            table::Event::Select(op) => {
                self.selection.apply(op);
                Action::None
            }
            table::Event::Activate(row) => match self.found.as_ref().and_then(|found| found.get(row)) {
                Some(id) => Action::Run(Task::done(Message::Opened(*id))),
                None => Action::None,
            },
            table::Event::Sort(column) => {
                let column = self.shown_columns(context).get(column).copied().unwrap_or(column);
                let order = match self.query.sort {
                    (sorted, Order::Ascending) if sorted == column => Order::Descending,
                    (_, Order::Ascending | Order::Descending) => Order::Ascending,
                };
                self.query.sort = (column, order);
                let task = self.ask(context);
                self.keeps = true;
                Action::Run(task)
            }
            table::Event::Resize(column, width) => {
                let column = self.shown_columns(context).get(column).copied().unwrap_or(column);
                if self.widths.len() <= column {
                    self.widths.resize(column + 1, None);
                }
                if let Some(kept) = self.widths.get_mut(column) {
                    *kept = Some(width);
                }
                Action::None
            }
            table::Event::Context(at) => {
                self.menu = Some(at);
                Action::None
            }
            table::Event::Columns => self.update_arrange(context, Arrange::Columns),
            table::Event::Visible(rows) => {
                self.visible = rows;
                Action::Run(self.load(context))
            }
            // Letters that are typed in the list go to its search.
            table::Event::TypeAhead(_) => Action::None,
            table::Event::Copy if self.selection.len() > COPIED_MAX => {
                let most = [("count", COPIED_MAX.into())];
                Action::Tell(Tone::Warning, context.words.with("list-copied-too-many", most))
            }
            table::Event::Copy => {
                let ids: Vec<S::Id> = self.selected();
                let (asked, source) = (self.asked, self.source.clone());
                let task = context
                    .ask(move |console| load_each(S::load, &source, console, &ids).map(Arc::new))
                    .map(move |answer| Message::Copied(asked, answer));
                Action::Run(task)
            }
        }
    }

    fn for_spreadsheet(&self, context: &Context, shown: &Loaded<S::Id, S::Row>) -> Rows {
        let places = self.shown_columns(context);
        let columns = self.source.columns().into_iter().enumerate();
        let columns = columns.filter(|(at, _)| places.contains(at));
        let columns: Vec<_> = columns.map(|(_, column)| column).collect();
        let mut rows = Rows::default();
        let heads: Vec<_> = columns.iter().map(|column| column.head(context)).collect();
        rows.push(heads.iter().map(table::Column::title));
        for (_, row) in &shown.rows {
            let cells: Vec<String> =
                columns.iter().map(|column| (column.cell)(row, context).to_others().to_owned()).collect();
            rows.push(cells.iter().map(String::as_str));
        }
        // They do not get lost on the way.
        for _ in &shown.unreadable {
            rows.push([&*context.words.get("list-unreadable")]);
        }
        rows
    }

    /// The table, with the menu of what is selected; or what an empty one says.
    pub fn table<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        name: &str,
        commands: Vec<menu::Item<'a, M>>,
        empty: Empty<'a, M>,
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let ids = self.found.as_deref().map(Vec::as_slice).unwrap_or_default();
        if self.found.is_some() && ids.is_empty() {
            let drop = Message::Narrow(Narrow::DropAll);
            let drop = (!self.query.facets.is_empty()).then(|| {
                crate::widget::button::button(context.words.get("list-drop-all")).on_press(map(drop)).into()
            });
            let action = drop.or(empty.action).or_else(|| {
                let clear = Message::SearchChanged(String::new());
                (!self.query.search.is_empty()).then(|| {
                    crate::widget::button::button(context.words.get("list-clear")).on_press(map(clear)).into()
                })
            });
            let nothing = notice::empty(empty.icon, empty.heading, empty.sentence, action);
            return surface::sheet(nothing).width(Fill).height(Fill).into();
        }
        let (columns, shown) = (self.source.columns(), self.shown_columns(context));
        let heads = shown.iter().filter_map(|at| {
            let mut head = columns.get(*at)?.head(context);
            if let Some(width) = self.widths.get(*at).copied().flatten() {
                head.resize(width);
            }
            Some(head)
        });
        let heads: Vec<_> = heads.collect();
        let sorted = shown.iter().position(|at| *at == self.query.sort.0);
        let cell = move |row: usize, column: usize| {
            let id = ids.get(row)?;
            if self.unreadable.contains(id) {
                return Some(unreadable(context, column));
            }
            let row = self.rows.get(id)?;
            Some((columns.get(*shown.get(column)?)?.cell)(row, context))
        };
        // Before the answer is there, a page of rows that are not loaded says that something is coming.
        let count = if self.found.is_some() { ids.len() } else { WAITING_ROWS };
        let mut rows = table(context.words.get(name), heads, count, &self.selection, cell, move |event| {
            map(Message::Table(event))
        })
        .id(TABLE)
        .version(self.asked)
        .density(context.density)
        .ends_after_rows();
        if let Some(column) = sorted {
            rows = rows.sort(column, self.query.sort.1);
        }
        if let Some(row) = self.reveal {
            rows = rows.reveal(self.reveals, row);
        }
        // The sheet is as high as the table, and that may be less than there is room for.
        let sheet = surface::sheet(rows).width(Fill).height(Shrink);
        let sheet = container(sheet).width(Fill).height(Fill);
        let menu = self.menu.filter(|_| !commands.is_empty());
        let menu = menu.map(|at| Element::from(context_menu(at, commands, map(Message::CloseMenu))));
        // A stack at all times: a menu that opens leaves the table its place in the list.
        iced::widget::stack![sheet].extend(menu).width(Fill).height(Fill).into()
    }
}

/// Loads rows; where one of them cannot be read, each by itself, so that the others are there.
fn load_each<S: Source>(
    load: impl Fn(&S, &Console, &[S::Id]) -> Result<Numbered<S::Id, S::Row>, operation::Error>,
    source: &S,
    console: &Console,
    ids: &[S::Id],
) -> Result<Loaded<S::Id, S::Row>, operation::Error> {
    let is_of_a_row =
        |error: &operation::Error| matches!(error, operation::Error::Storage(error) if error.is_of_a_row());
    let mut loaded = Loaded { rows: Vec::new(), unreadable: Vec::new() };
    match load(source, console, ids) {
        Ok(rows) => loaded.rows = rows,
        Err(error) if is_of_a_row(&error) => {
            for id in ids {
                match load(source, console, std::slice::from_ref(id)) {
                    Ok(rows) => loaded.rows.extend(rows),
                    Err(error) if is_of_a_row(&error) => loaded.unreadable.push(*id),
                    Err(error) => return Err(error),
                }
            }
        }
        Err(error) => return Err(error),
    }
    Ok(loaded)
}

/// A cell of a row that cannot be read.
fn unreadable(context: &Context, column: usize) -> table::Cell<'_> {
    let words = &context.words;
    match column {
        0 => table::Cell::icon(Icon::CircleAlert, Tone::Danger, words.get("list-unreadable"))
            .hint(words.get("list-unreadable-hint")),
        _ => table::Cell::text(""),
    }
}

/// What an empty table says.
pub struct Empty<'a, M> {
    pub icon: Icon,
    pub heading: String,
    pub sentence: String,
    pub action: Option<Element<'a, M>>,
}

const WAITING_ROWS: usize = 12;
/// The name of the search box, to be focused.
pub const SEARCH: &str = "search";
/// The name of the table.
pub const TABLE: &str = "table";

/// What was selected is deleted, of which the list hears as of every commit. The keyboard goes to what takes its place.
pub fn deleted<M: Send + 'static>(told: String) -> Action<M> {
    Action::All(vec![Action::Tell(Tone::Success, told), Action::Run(focus::to(TABLE))])
}
