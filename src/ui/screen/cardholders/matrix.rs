//! Rights as a table: people or access levels down, doors or zones across. What each has of each stands in the cells, is
//! changed there, and is saved at once. Only what is in view is asked for.

mod cells;
mod rows;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use iced::widget::{column, row};
use iced::{Center, Fill};
use keydesk::domain::permission::TimetablesView;
use keydesk::domain::search::Search;
use keydesk::domain::text::folded;
use keydesk::domain::user::Limit;
use keydesk::domain::user::UserId;
use keydesk::domain::user_access_level::UserAccessLevelId;
use keydesk::operation::matrix::Cell;
use keydesk::operation::users::Impact;
use keydesk::operation::{Changes, Foretold, Giving, timetables, undo};
use keydesk::session::Permit;

use crate::action::{Act, Action};
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::impact;
use crate::part::list::SEARCH;
use crate::part::record::{self, Foot, Note, Record, Shape};
use crate::part::relation::{self, Limited, Period, Relimited};
use crate::part::when::Side as Bound;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::choice::{choice, segmented};
use crate::widget::field::search;
use crate::widget::grid::{self, By, Extent, Shape as Among, Span, Spot, even, grid, head, spot};
use crate::widget::legend::legend;
use crate::widget::task::Task;
use crate::widget::{Element, focus, notice, surface, text};
use rows::{Each, Head, Levels, Named, People, Rows, Side};

/// The table of people.
pub type PeopleMatrix = Matrix<People>;

/// The table of access levels.
pub type LevelsMatrix = Matrix<Levels>;

/// The screen.
pub struct Matrix<R: Rows> {
    rows: R,
    sides: Vec<Side<R>>,
    /// Which of them is in the columns.
    shown: usize,
    /// Those that may stand in the rows.
    within: Arc<HashSet<i64>>,
    /// What is looked for in the rows and in the columns.
    sought: [String; 2],
    /// Which question after rows is the last.
    asked: u64,
    found: Option<Arc<Vec<i64>>>,
    /// All columns of that side, by name, and which of them have what is looked for.
    columns: Option<Arc<Vec<Named>>>,
    across: Vec<usize>,
    heads: HashMap<i64, Head>,
    /// How many of those have a name.
    alike: HashMap<String, usize>,
    /// What is known of cells; nothing, where there is none.
    cells: HashMap<(i64, i64), Option<Cell>>,
    /// Answers to earlier questions are of something else.
    turn: u64,
    is_asking: bool,
    /// What is known was changed since.
    is_stale: bool,
    visible: Option<(Spot, Spot)>,
    span: Span,
    pending: BTreeMap<At, Pending>,
    period: Option<Typing>,
    /// Which question after what a save would do is the last.
    foretelling: u64,
    /// The last one failed, and so would the next, as long as the same is to be saved.
    has_failed: bool,
    impact: Impact,
    whose: impact::Impact,
    is_saving: bool,
}

/// A cell: its side, its row and its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    row: i64,
    side: usize,
    column: i64,
}

/// What becomes of what was given by itself.
#[derive(Debug, Clone, PartialEq)]
struct Pending {
    was: Option<Limited>,
    is: Option<Limited>,
}

/// A column, what was seen there, and what it is to be.
type Put = (i64, Option<Limit>, Option<Limit>);

/// When some cells are to hold is being typed. They are known by what they are of: rows and columns may move meanwhile.
struct Typing {
    of: Vec<At>,
    /// Whether none of them was given, so that what is shown is said of all.
    is_new: bool,
    period: Period,
}

/// What cells are made.
#[derive(Debug, Clone, PartialEq)]
pub enum Brush {
    /// Given where it is lacking; where none lacks it, taken.
    Turn,
    /// As they were.
    Restore,
    /// When they hold is typed.
    Type,
    /// They hold as was typed; what is lacking is given with it, or stays.
    Hold { relimited: Relimited, gives: bool },
}

/// Rows with what is known of their cells.
#[derive(Debug)]
pub struct Told {
    heads: Vec<Head>,
    rows: Vec<i64>,
    columns: Vec<i64>,
    cells: Vec<Vec<Option<Cell>>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Sought(Axis, String),
    Found(u64, Answer<Arc<Vec<i64>>>),
    ColumnsKnown(usize, Answer<Arc<Vec<Named>>>),
    Shown(usize),
    Grid(grid::Event),
    Told(u64, Answer<Arc<Told>>),
    /// The cells are known that were to be painted.
    ToldToPaint(u64, Vec<At>, Brush, Answer<Arc<Told>>),
    /// What is to be saved was read anew.
    ToldAnew(u64, Answer<Arc<Vec<(usize, Told)>>>),
    Typed(relation::Message),
    ImpactKnown(u64, Answer<Impact>),
    Whose(impact::Message),
    Search,
    AskForPeriod,
    Refresh,
    Save,
    Saved(Answer<Impact>),
    Discard,
    Back,
}

/// What stands beside the cells, and what above them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    Rows,
    Columns,
}

/// So many cells are painted at once.
const PAINTED_MAX: usize = 5_000;
/// So many may be waiting to be saved.
const PENDING_MAX: usize = 10_000;
/// Cells that are kept although they are out of view.
const KEPT_MAX: usize = 40_000;
/// So many rows and columns beyond the edge are asked for.
const AHEAD: usize = 8;

const ROW_HEIGHT: f32 = 30.0;
const COLUMN_WIDTH: f32 = 104.0;
const HEADS_WIDTH: f32 = 220.0;
const HEADS_MOST: f32 = 320.0;
const TABLE: &str = "matrix";

impl PeopleMatrix {
    /// Opens the table of some people.
    pub fn open(context: &Context, ids: &[UserId]) -> Option<(Self, Task<Message>)> {
        Matrix::open_of(context, ids.iter().map(|id| id.0).collect())
    }
}

impl LevelsMatrix {
    /// Opens the table of some access levels.
    pub fn open(context: &Context, ids: &[UserAccessLevelId]) -> Option<(Self, Task<Message>)> {
        Matrix::open_of(context, ids.iter().map(|id| id.0).collect())
    }
}

impl<R: Rows> Matrix<R> {
    fn open_of(context: &Context, within: HashSet<i64>) -> Option<(Self, Task<Message>)> {
        let rows = R::of(context)?;
        let sides = rows.sides(context);
        if sides.is_empty() {
            return None;
        }
        let mut matrix = Matrix {
            rows,
            sides,
            shown: 0,
            within: Arc::new(within),
            sought: [String::new(), String::new()],
            asked: 0,
            found: None,
            columns: None,
            across: Vec::new(),
            heads: HashMap::new(),
            alike: HashMap::new(),
            cells: HashMap::new(),
            turn: 0,
            is_asking: false,
            is_stale: false,
            visible: None,
            span: Span::default(),
            pending: BTreeMap::new(),
            period: None,
            foretelling: 0,
            has_failed: false,
            impact: Impact::default(),
            whose: impact::Impact::default(),
            is_saving: false,
        };
        let (found, columns) = (matrix.find(context), matrix.read_columns(context));
        Some((matrix, Task::batch([found, columns])))
    }

    fn side(&self) -> Option<&Side<R>> {
        self.sides.get(self.shown)
    }

    fn may_change(&self) -> bool {
        !self.is_saving && self.side().is_some_and(|side| side.gives.is_some())
    }

    fn find(&mut self, context: &Context) -> Task<Message> {
        self.asked += 1;
        let (asked, rows, within) = (self.asked, self.rows.clone(), Arc::clone(&self.within));
        let [search, _] = self.sought.clone();
        let found = context.ask(move |console| rows.find(console, &search, &within).map(Arc::new));
        found.map(move |answer| Message::Found(asked, answer))
    }

    fn read_columns(&self, context: &Context) -> Task<Message> {
        let (shown, Some(side)) = (self.shown, self.side()) else {
            return Task::none();
        };
        let columns = Arc::clone(&side.columns);
        let known = context.ask(move |console| columns(console).map(Arc::new));
        known.map(move |answer| Message::ColumnsKnown(shown, answer))
    }

    fn narrow_columns(&mut self) {
        let [_, sought] = &self.sought;
        let sought = Search::new(sought);
        let all = self.columns.iter().flat_map(|columns| columns.iter().enumerate());
        let found = all.filter(|(_, (_, name))| sought.finds(&folded(name)));
        self.across = found.map(|(at, _)| at).collect();
        self.keep_span_within();
    }

    /// What was chosen is somewhere else now.
    fn keep_span_within(&mut self) {
        let (rows, columns) = self.size();
        let Spot { row, column } = self.span.cursor;
        let cursor = spot(row.min(rows.saturating_sub(1)), column.min(columns.saturating_sub(1)));
        self.span = Span::at(cursor);
    }

    fn size(&self) -> (usize, usize) {
        (self.found.as_ref().map_or(0, |found| found.len()), self.across.len())
    }

    fn row_at(&self, at: usize) -> Option<i64> {
        self.found.as_ref()?.get(at).copied()
    }

    fn column_at(&self, at: usize) -> Option<&Named> {
        self.columns.as_ref()?.get(*self.across.get(at)?)
    }

    fn at(&self, spot: Spot) -> Option<At> {
        let (row, (column, _)) = (self.row_at(spot.row)?, self.column_at(spot.column)?);
        Some(At { row, side: self.shown, column: *column })
    }

    fn known(&self, spot: Spot) -> Option<&Option<Cell>> {
        self.known_at(self.at(spot)?)
    }

    fn known_at(&self, At { row, side, column }: At) -> Option<&Option<Cell>> {
        self.cells.get(&(row, column)).filter(|_| side == self.shown)
    }

    /// Asks what is in view and not known, one question after the other.
    fn look(&mut self, context: &Context) -> Task<Message> {
        let ((first, last), (rows, columns)) = (self.visible.unwrap_or_default(), self.size());
        if self.is_asking || self.visible.is_none() || rows == 0 || columns == 0 {
            return Task::none();
        }
        let rows = first.row.saturating_sub(AHEAD)..(last.row + AHEAD + 1).min(rows);
        let columns = first.column.saturating_sub(AHEAD)..(last.column + AHEAD + 1).min(columns);
        let seen = |row: usize| (first.column..=last.column).map(move |column| spot(row, column));
        let lacks =
            |row: &usize| seen(*row).any(|spot| self.at(spot).is_some() && self.known(spot).is_none());
        let is_lacking = self.is_stale || (first.row..=last.row).any(|row| lacks(&row));
        if !is_lacking {
            return Task::none();
        }
        let rows: Vec<i64> = rows.filter_map(|row| self.row_at(row)).collect();
        let columns: Vec<i64> = columns.filter_map(|at| self.column_at(at)).map(|(id, _)| *id).collect();
        self.is_asking = true;
        let turn = self.turn;
        self.ask(context, rows, columns).map(move |answer| Message::Told(turn, answer))
    }

    fn ask(&self, context: &Context, rows: Vec<i64>, columns: Vec<i64>) -> Task<Answer<Arc<Told>>> {
        let Some(side) = self.side() else {
            return Task::none();
        };
        let (of_rows, cells) = (self.rows.clone(), Arc::clone(&side.cells));
        context.ask(move |console| {
            let heads = of_rows.heads(console, &rows)?;
            let cells = cells(console, &rows, &columns)?;
            Ok::<_, keydesk::operation::Error>(Arc::new(Told { heads, rows, columns, cells }))
        })
    }

    /// How a row is called: with its number, where another one has the name.
    fn called(&self, id: i64) -> Option<Cow<'_, str>> {
        let head = self.heads.get(&id)?;
        let is_alone = self.alike.get(&head.name).is_none_or(|count| *count < 2);
        Some(match is_alone || head.number.is_empty() {
            true => head.name.as_str().into(),
            false => format!("{} ({})", head.name, head.number).into(),
        })
    }

    fn take(&mut self, told: &Told) {
        if self.is_stale {
            (self.cells, self.heads) = (HashMap::new(), HashMap::new());
            self.alike.clear();
            self.is_stale = false;
        }
        if self.cells.len() > KEPT_MAX {
            self.cells.clear();
        }
        for head in &told.heads {
            if self.heads.insert(head.id, head.clone()).is_none() {
                *self.alike.entry(head.name.clone()).or_default() += 1;
            }
        }
        for (row, cells) in told.rows.iter().zip(&told.cells) {
            for (column, cell) in told.columns.iter().zip(cells) {
                self.cells.insert((*row, *column), cell.clone());
            }
        }
    }

    /// What is known is of something else from now on.
    fn turn_over(&mut self) {
        self.turn += 1;
        self.is_asking = false;
        self.cells.clear();
    }

    fn read_anew(&mut self, context: &Context) -> Task<Message> {
        self.turn += 1;
        (self.is_asking, self.is_stale) = (false, true);
        Task::batch([self.find(context), self.read_columns(context), self.ask_for_pending(context)])
    }

    /// Asks what was given by itself where it is to become something else.
    fn ask_for_pending(&self, context: &Context) -> Task<Message> {
        let mut asked: BTreeMap<(usize, i64), Vec<i64>> = BTreeMap::new();
        for At { row, side, column } in self.pending.keys() {
            asked.entry((*side, *row)).or_default().push(*column);
        }
        if asked.is_empty() {
            return Task::none();
        }
        let cells: Vec<_> = self.sides.iter().map(|side| Arc::clone(&side.cells)).collect();
        let (of_rows, turn) = (self.rows.clone(), self.turn);
        let told = context.ask(move |console| {
            let mut told = Vec::new();
            for ((side, row), columns) in asked {
                let Some(cells) = cells.get(side) else {
                    continue;
                };
                let (heads, rows) = (of_rows.heads(console, &[row])?, vec![row]);
                let cells = cells(console, &rows, &columns)?;
                told.push((side, Told { heads, rows, columns, cells }));
            }
            Ok::<_, keydesk::operation::Error>(Arc::new(told))
        });
        told.map(move |answer| Message::ToldAnew(turn, answer))
    }

    /// What is to be saved goes out from what there is by now. What somebody else has made of a right since it was seen
    /// stands, and what was to become of it is dropped: nobody gets back what was taken from him meanwhile. Says how many.
    fn fit(&mut self, told: &[(usize, Told)]) -> usize {
        let before = self.pending.len();
        for (side, told) in told {
            for (row, cells) in told.rows.iter().zip(&told.cells) {
                for (column, cell) in told.columns.iter().zip(cells) {
                    let at = At { row: *row, side: *side, column: *column };
                    let own = cell.as_ref().filter(|cell| cell.may_change).map(|cell| cell.own.as_ref());
                    let own = own.map(|own| own.map(cells::limited));
                    let is_as_seen = self
                        .pending
                        .get(&at)
                        .zip(own)
                        .is_some_and(|(pending, own)| is_same(&pending.was, &own));
                    if !is_as_seen {
                        self.pending.remove(&at);
                    }
                }
            }
        }
        before - self.pending.len()
    }

    /// Paints cells of the table as it stands.
    fn paint(&mut self, context: &Context, span: Span, brush: Brush) -> Action<Message> {
        let (rows, columns) = self.size();
        if !self.may_change() || rows == 0 || columns == 0 {
            return Action::None;
        }
        let across = span.columns(Among::Block, *span.rows(rows).start(), columns).count();
        let count = span.rows(rows).count().saturating_mul(across);
        if count > PAINTED_MAX || self.pending.len().saturating_add(count) > PENDING_MAX {
            let told = context.words.with("matrix-too-many", [("most", PAINTED_MAX.into())]);
            return Action::Tell(Tone::Warning, told);
        }
        let cells = span.spots(Among::Block, rows, columns).filter_map(|spot| self.at(spot)).collect();
        self.paint_cells(context, cells, brush)
    }

    /// Paints these, when all of them are known.
    fn paint_cells(&mut self, context: &Context, of: Vec<At>, brush: Brush) -> Action<Message> {
        if !self.may_change() || of.iter().any(|at| at.side != self.shown) {
            return Action::None;
        }
        if of.iter().any(|at| self.known_at(*at).is_none()) {
            let rows: BTreeSet<i64> = of.iter().map(|at| at.row).collect();
            let columns: BTreeSet<i64> = of.iter().map(|at| at.column).collect();
            let turn = self.turn;
            let told = self.ask(context, rows.into_iter().collect(), columns.into_iter().collect());
            return Action::Run(
                told.map(move |told| Message::ToldToPaint(turn, of.clone(), brush.clone(), told)),
            );
        }
        match brush {
            Brush::Turn => self.turn_cells(context, &of),
            Brush::Restore => {
                let restored: BTreeSet<At> = of.into_iter().collect();
                self.pending.retain(|at, _| !restored.contains(at));
                self.changed(context)
            }
            Brush::Type => self.begin_period(context, of),
            Brush::Hold { relimited, gives } => {
                for (at, own) in self.changeable(&of) {
                    match own {
                        None if !gives => {}
                        own => self.put(at, Some(own.unwrap_or_default().relimited(&relimited))),
                    }
                }
                self.changed(context)
            }
        }
    }

    /// What was given by itself there before anything was painted.
    fn was(&self, at: At) -> Option<Limited> {
        match self.pending.get(&at) {
            Some(pending) => pending.was.clone(),
            None => self.known_at(at)?.as_ref()?.own.as_ref().map(cells::limited),
        }
    }

    /// What is given by itself there, as it will be.
    fn own(&self, at: At, cell: &Cell) -> Option<Limited> {
        match self.pending.get(&at) {
            Some(pending) => pending.is.clone(),
            None => cell.own.as_ref().map(cells::limited),
        }
    }

    /// The cells that may be changed, with what is given by itself there. What comes by something else needs nothing given.
    fn changeable(&self, of: &[At]) -> Vec<(At, Option<Limited>)> {
        let cells = of.iter().filter_map(|at| Some((*at, self.known_at(*at)?.as_ref()?)));
        let cells = cells.filter(|(_, cell)| cell.may_change);
        let cells = cells.map(|(at, cell)| (at, self.own(at, cell), cell.through.is_some()));
        cells
            .filter(|(_, own, is_through)| own.is_some() || !is_through)
            .map(|(at, own, _)| (at, own))
            .collect()
    }

    fn turn_cells(&mut self, context: &Context, of: &[At]) -> Action<Message> {
        let cells = self.changeable(of);
        if cells.is_empty() {
            return match of {
                [one] => Action::Tell(Tone::Warning, self.why_not(context, *one)),
                _ => Action::Tell(Tone::Warning, context.words.get("matrix-none-to-change").into_owned()),
            };
        }
        let is_lacking = cells.iter().any(|(_, own)| own.is_none());
        for (at, own) in cells {
            match own {
                // What was to be taken is there again, as it was.
                None => self.put(at, Some(self.was(at).unwrap_or_default())),
                Some(_) if is_lacking => {}
                Some(_) => self.put(at, None),
            }
        }
        self.changed(context)
    }

    fn put(&mut self, at: At, is: Option<Limited>) {
        let was = self.was(at);
        // What is put back as it was is so with all that it was limited by.
        let is = is.map(|is| was.clone().filter(|was| was.limit == is.limit).unwrap_or(is));
        if is_same(&was, &is) {
            self.pending.remove(&at);
        } else {
            self.pending.insert(at, Pending { was, is });
        }
    }

    fn begin_period(&mut self, context: &Context, of: Vec<At>) -> Action<Message> {
        let cells = self.changeable(&of);
        if cells.is_empty() {
            return Action::Tell(Tone::Warning, context.words.get("matrix-none-to-change").into_owned());
        }
        let now: Vec<Limited> = cells.iter().filter_map(|(_, own)| own.clone()).collect();
        let is_new = now.is_empty();
        // What is shown of those that were given is not said of those that were not.
        let differ = !is_new && now.len() < cells.len();
        let numbers = (0..cells.len() as i64).collect();
        self.period = Some(Typing { of, is_new, period: Period::of(context, numbers, &now, differ) });
        let list = context.may().map(|permit: Permit<TimetablesView>| {
            let asked = self.turn;
            let list = context.ask(move |console| timetables::choices(console, &permit).map(Arc::new));
            list.map(move |answer| Message::Typed(relation::Message::Timetables(asked, answer)))
        });
        Action::Run(Task::batch(list.into_iter().chain([focus::to(relation::LIMIT)])))
    }

    fn type_period(&mut self, context: &Context, message: relation::Message) -> Action<Message> {
        let Some(Typing { of, is_new, period }) = &mut self.period else {
            return Action::None;
        };
        match message {
            relation::Message::Timetables(_, Ok(timetables)) => period.offer(timetables),
            relation::Message::Timetables(_, Err(failure)) => return Action::Fail(failure),
            relation::Message::TakePeriod => match period.read(context) {
                Ok(relimited) => {
                    // Where some were given and some were not, those are given for the time that was said, and not else.
                    let gives = *is_new || relimited.relimit.between.is_some();
                    let of = std::mem::take(of);
                    self.period = None;
                    let hold = self.paint_cells(context, of, Brush::Hold { relimited, gives });
                    return Action::All(vec![hold, Action::Run(focus::to(TABLE))]);
                }
                Err((side, fault)) => {
                    period.error = Some((side, context.say().user(fault)));
                    return Action::Run(focus::to(match side {
                        Bound::From => relation::FROM,
                        Bound::Until => relation::UNTIL,
                    }));
                }
            },
            relation::Message::BackToList => {
                self.period = None;
                return Action::Run(focus::to(TABLE));
            }
            other => period.take(other),
        }
        Action::None
    }

    /// What is to be saved, row by row.
    fn each(&self) -> Each<R> {
        let mut of_rows: BTreeMap<(i64, usize), Vec<Put>> = BTreeMap::new();
        for (At { row, side, column }, Pending { was, is }) in &self.pending {
            let [was, is] = [was, is].map(|limited| limited.as_ref().map(|limited| limited.limit));
            of_rows.entry((*row, *side)).or_default().push((*column, was, is));
        }
        let mut each: Each<R> = Vec::new();
        for ((row, side), cells) in of_rows {
            let Some(gives) = self.sides.get(side).and_then(|side| side.gives.as_ref()) else {
                continue;
            };
            let giving = gives(&Changes::of_seen(cells));
            match each.last_mut().filter(|(last, _)| *last == row) {
                Some((_, before)) => *before = std::mem::take(before).and(giving),
                None => each.push((row, Giving::nothing().and(giving))),
            }
        }
        each
    }

    /// Something else is to be saved: what that would do is asked.
    fn changed(&mut self, context: &Context) -> Action<Message> {
        self.foretelling += 1;
        self.has_failed = false;
        if self.pending.is_empty() {
            self.impact = Impact::default();
            self.whose.shut();
            return Action::None;
        }
        let (asked, rows, each) = (self.foretelling, self.rows.clone(), self.each());
        let impact = context.ask(move |console| rows.impact(console, &each));
        let impact = impact.map(move |answer| Message::ImpactKnown(asked, answer));
        let whose = self.ask_whose(context);
        Action::All(vec![Action::Run(impact), self.whose.changed(|| whose).map(Message::Whose)])
    }

    fn ask_whose(&self, context: &Context) -> Option<Task<Answer<Arc<Foretold>>>> {
        if self.pending.is_empty() {
            return None;
        }
        let (rows, each) = (self.rows.clone(), self.each());
        Some(context.ask(move |console| rows.whose(console, &each).map(Arc::new)))
    }

    fn whose_command<'a>(&self, context: &'a Context) -> Option<Command<'a, Message>> {
        let has_effect = !self.pending.is_empty() && self.impact != Impact::default();
        self.whose.command(context, has_effect).map(|command| command.map(Message::Whose))
    }

    fn take_grid(&mut self, context: &Context, event: grid::Event) -> Action<Message> {
        match event {
            grid::Event::Select(span) => {
                self.span = span;
                Action::None
            }
            grid::Event::Visible(first, last) => {
                self.visible = Some((first, last));
                Action::Run(self.look(context))
            }
            grid::Event::Activate(spot) => {
                self.row_at(spot.row).map_or(Action::None, |row| Action::Go(R::place(row)))
            }
            grid::Event::Paint(span, By::Space | By::Drag) => self.paint(context, span, Brush::Turn),
            grid::Event::Paint(span, By::Delete) => self.paint(context, span, Brush::Restore),
            grid::Event::Paint(span, By::Edit) => self.paint(context, span, Brush::Type),
            // A press on a name only chooses its row or its column.
            grid::Event::Paint(_, By::Head | By::Key(_)) => Action::None,
        }
    }

    fn discard(&mut self) {
        self.pending.clear();
        self.foretelling += 1;
        self.impact = Impact::default();
        self.whose.shut();
    }

    fn saved(&mut self, context: &Context) -> Action<Message> {
        self.is_saving = false;
        let told = context.words.with("matrix-saved", [("count", self.pending.len().into())]);
        self.discard();
        let read = self.read_anew(context);
        let undo = vec![Act::Undo(undo::Of::Several(R::KIND))];
        Action::All(vec![Action::TellWith(Tone::Success, told, undo), Action::Saved(None), Action::Run(read)])
    }
}

/// Whether the same is given.
fn is_same(one: &Option<Limited>, other: &Option<Limited>) -> bool {
    let [one, other] = [one, other].map(|limited| limited.as_ref().map(|limited| limited.limit));
    one == other
}

impl<R: Rows> Screen for Matrix<R> {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Sought(Axis::Rows, sought) => {
                let [rows, _] = &mut self.sought;
                *rows = sought;
                Action::Run(self.find(context))
            }
            Message::Sought(Axis::Columns, sought) => {
                let [_, columns] = &mut self.sought;
                *columns = sought;
                self.narrow_columns();
                Action::Run(self.look(context))
            }
            Message::Found(asked, Ok(found)) if asked == self.asked => {
                if self.found.as_ref() != Some(&found) {
                    self.found = Some(found);
                    self.keep_span_within();
                }
                Action::Run(self.look(context))
            }
            Message::ColumnsKnown(side, Ok(columns)) if side == self.shown => {
                if self.columns.as_ref() != Some(&columns) {
                    self.columns = Some(columns);
                    self.narrow_columns();
                }
                Action::Run(self.look(context))
            }
            Message::Found(asked, Err(failure)) if asked == self.asked => Action::Fail(failure),
            Message::ColumnsKnown(side, Err(failure)) if side == self.shown => Action::Fail(failure),
            Message::Found(..) | Message::ColumnsKnown(..) => Action::None,
            Message::Shown(side) => {
                (self.shown, self.columns) = (side, None);
                self.across.clear();
                self.turn_over();
                self.keep_span_within();
                Action::Run(self.read_columns(context))
            }
            Message::Grid(event) => self.take_grid(context, event),
            Message::Told(turn, _) if turn != self.turn => Action::None,
            Message::Told(_, Ok(told)) => {
                self.is_asking = false;
                self.take(&told);
                Action::Run(self.look(context))
            }
            Message::Told(_, Err(failure)) => {
                self.is_asking = false;
                Action::Fail(failure)
            }
            Message::ToldToPaint(turn, ..) if turn != self.turn => Action::None,
            Message::ToldToPaint(_, of, brush, Ok(told)) => {
                self.take(&told);
                // What is still not known is gone.
                let of = of.into_iter().filter(|at| self.known_at(*at).is_some()).collect();
                self.paint_cells(context, of, brush)
            }
            Message::ToldToPaint(_, _, _, Err(failure)) => Action::Fail(failure),
            Message::ToldAnew(turn, _) if turn != self.turn => Action::None,
            Message::ToldAnew(_, Ok(told)) => match self.fit(&told) {
                0 if self.has_failed => Action::None,
                0 => self.changed(context),
                dropped => {
                    let told = context.words.with("matrix-dropped", [("count", dropped.into())]);
                    Action::All(vec![self.changed(context), Action::Tell(Tone::Warning, told)])
                }
            },
            Message::ToldAnew(_, Err(failure)) => Action::Fail(failure),
            Message::Typed(message) => self.type_period(context, message),
            Message::ImpactKnown(asked, answer) if asked == self.foretelling => {
                let (impact, failure) = record::foretold(answer);
                self.impact = impact;
                failure.map_or(Action::None, |failure| {
                    self.has_failed = true;
                    let read = self.read_anew(context);
                    Action::All(vec![Action::Fail(failure), Action::Run(read)])
                })
            }
            Message::ImpactKnown(..) => Action::None,
            Message::Whose(message) => {
                let whose = self.ask_whose(context);
                self.whose.update(message, || whose).map(Message::Whose)
            }
            Message::Search => Action::Run(focus::to(SEARCH)),
            Message::AskForPeriod => self.paint(context, self.span, Brush::Type),
            Message::Refresh => Action::Run(self.read_anew(context)),
            Message::Save => self.save(context),
            Message::Saved(Ok(_)) => self.saved(context),
            Message::Saved(Err(failure)) => {
                self.is_saving = false;
                let read = self.read_anew(context);
                Action::All(vec![Action::Fail(failure), Action::NotSaved, Action::Run(read)])
            }
            Message::Discard => {
                self.discard();
                Action::None
            }
            Message::Back => Action::Back,
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let name = |part: &str| format!("matrix-{}-{part}", R::TEXTS);
        let is_changed = !self.pending.is_empty();
        let table =
            column![self.tools(context), self.table(context), self.status(context), self.legend(context)]
                .spacing(space::SM);
        Record {
            title: words.get(&name("title")),
            detail: self.counted(context).into(),
            history: None,
            picture: None,
            state: None,
            actions: Vec::new(),
            banners: Vec::new(),
            tabs: None,
            panels: Vec::new(),
            beside: None,
            relations: Vec::new(),
            shape: Shape::Whole(table.into()),
            back: Message::Back,
            foot: self.rows.may_modify().then(|| Foot {
                note: self.note(context),
                more: self.whose_command(context),
                told: self.whose.view(context).map(|told| told.map(Message::Whose)),
                discard: (is_changed && !self.is_saving).then_some(Message::Discard),
                save: (is_changed && !self.is_saving).then_some(Message::Save),
                is_saving: self.is_saving,
            }),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let Typing { period, .. } = self.period.as_ref()?;
        Some(period.view(context, is_live).map(Message::Typed))
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let is_changed = !self.pending.is_empty() && !self.is_saving;
        let typed = self.may_change().then_some(Message::AskForPeriod);
        let mut commands = vec![
            command(words.get("record-save"), Icon::Save, is_changed.then_some(Message::Save))
                .keys(shortcut::SAVE, words),
            command(words.get("record-discard"), Icon::X, is_changed.then_some(Message::Discard)),
            command(words.get("relation-period"), Icon::CalendarRange, typed),
            command(words.get(&format!("matrix-{}-search", R::TEXTS)), Icon::Search, Some(Message::Search))
                .keys(shortcut::SEARCH, words),
            command(words.get("list-refresh"), Icon::RotateCw, Some(Message::Refresh))
                .keys(shortcut::REFRESH, words),
            command(words.get("back"), Icon::ArrowLeft, Some(Message::Back)).keys(shortcut::BACK, words),
        ];
        commands.extend(self.whose_command(context));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        if self.is_saving { Action::None } else { Action::Run(self.read_anew(context)) }
    }

    fn is_changed(&self) -> bool {
        !self.pending.is_empty()
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.is_saving = true;
        let (rows, each) = (self.rows.clone(), self.each());
        Action::Run(context.ask(move |console| rows.save(console, &each)).map(Message::Saved))
    }
}

impl<R: Rows> Matrix<R> {
    fn counted(&self, context: &Context) -> String {
        let (rows, columns) = self.size();
        let side = self.side().map(|side| side.name).unwrap_or_default();
        let values = [("rows", rows.into()), ("columns", columns.into())];
        context.words.with(&format!("matrix-{}-{side}", R::TEXTS), values)
    }

    fn note<'a>(&self, context: &'a Context) -> Note<'a> {
        let words = &context.words;
        if self.pending.is_empty() {
            return Note::Plain(words.get(if self.may_change() {
                "matrix-untouched"
            } else {
                "matrix-read"
            }));
        }
        let count =
            |is_meant: &dyn Fn(&Pending) -> bool| self.pending.values().filter(|it| is_meant(it)).count();
        let given = count(&|it| it.was.is_none());
        let taken = count(&|it| it.is.is_none());
        let other = self.pending.len() - given - taken;
        let counts =
            [("matrix-given-count", given), ("matrix-taken-count", taken), ("matrix-other-count", other)];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        let pending = counts.map(|(id, count)| words.with(id, [("count", count.into())]));
        let pending = pending.collect::<Vec<_>>().join(" ");
        let (Note::Plain(impact) | Note::Heeded(impact) | Note::Wrong(impact) | Note::Saved(impact)) =
            record::impact(words, self.impact);
        Note::Heeded(format!("{pending} {impact}").into())
    }

    fn tools<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let side = self.side().map(|side| side.name).unwrap_or_default();
        let [rows, columns] = &self.sought;
        let clear = || words.get("list-clear");
        let of_rows =
            search(words.get(&format!("matrix-{}-search", R::TEXTS)), rows.as_str(), clear(), |sought| {
                Message::Sought(Axis::Rows, sought)
            });
        let of_columns =
            search(words.get(&format!("matrix-{side}-search")), columns.as_str(), clear(), |sought| {
                Message::Sought(Axis::Columns, sought)
            });
        let sides = self.sides.iter().enumerate();
        let sides = sides.map(|(at, side)| choice(at, words.get(&format!("{}-title", side.name)))).collect();
        let period = self.may_change().then_some(Message::AskForPeriod);
        let period = command(words.get("relation-period"), Icon::CalendarRange, period);
        row![
            Element::from(of_rows.id(SEARCH).leads_to(TABLE).width(SEARCH_WIDTH)),
            Element::from(of_columns.id("matrix-columns").leads_to(TABLE).width(SEARCH_WIDTH)),
            Element::from(segmented(sides, self.shown, Message::Shown)),
            iced::widget::space().width(Fill),
            Element::from(period.button()),
        ]
        .spacing(space::SM)
        .align_y(Center)
        .into()
    }

    fn table<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let (rows, columns) = self.size();
        if self.found.is_some() && self.columns.is_some() && (rows == 0 || columns == 0) {
            let nothing = notice::empty(
                Icon::SearchX,
                words.get("matrix-none-found"),
                words.get("matrix-none-found-next"),
                None,
            );
            return surface::sheet(nothing).width(Fill).height(Fill).into();
        }
        let table = grid(
            words.get(&format!("matrix-{}-title", R::TEXTS)),
            even(rows, ROW_HEIGHT),
            even(columns, COLUMN_WIDTH),
            self.span,
            |spot| self.cell(context, spot),
            Message::Grid,
        );
        let table = table
            .id(TABLE)
            .row_heads(HEADS_WIDTH, |row| {
                head(self.row_at(row).and_then(|id| self.called(id)).unwrap_or_default())
            })
            .row_heads_up_to(HEADS_MOST)
            .column_heads(|at| head(self.column_at(at).map(|(_, name)| name.as_str()).unwrap_or_default()))
            .opens()
            .tells_visible();
        let table = if self.may_change() { table.paints().erases().edits() } else { table };
        surface::sheet(table).width(Fill).height(Fill).into()
    }

    /// What the cell at the keyboard says, in words.
    fn status<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let said = self.said(context, self.span.cursor).unwrap_or_default();
        let chosen = (!self.span.is_one()).then(|| {
            let (rows, columns) = self.size();
            let across = match self.span.extent {
                Extent::Cells | Extent::Columns => {
                    self.span.anchor.column.abs_diff(self.span.cursor.column) + 1
                }
                Extent::Rows | Extent::All => columns,
            };
            let count = self.span.rows(rows).count().saturating_mul(across);
            text::muted(context.words.with("matrix-chosen", [("count", count.into())])).into()
        });
        row![text::clipped(said).width(Fill)].extend(chosen).spacing(space::MD).align_y(Center).into()
    }
}

const SEARCH_WIDTH: f32 = 240.0;
