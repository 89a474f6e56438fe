//! Permissions as a grid: a line an entry under its menu, a column what may be done with it. Nothing has to be unfolded.
//!
//! What is seen is what is ticked: a head, a menu and a range tick the cells that are in view, and no others.

use std::borrow::Cow;

use iced::widget::{column, container, row, space as gap};
use iced::{Center, Fill};
use keydesk::domain::permission::{Entry, Menu, Permission, Set, Share};

use super::rights;
use crate::place;
use crate::theme::{size, space};
use crate::widget::check::check;
use crate::widget::field::search;
use crate::widget::grid::{self, Cell, Extent, Head, Lines, Span, Spot, each, even, grid, head, spot};
use crate::widget::matching::Query;
use crate::widget::semantics::Mark;
use crate::widget::{Element, surface, text};
use crate::words::Words;

/// What is looked for in the grid, and which cells are chosen.
#[derive(Debug, Clone, Default)]
pub struct Permissions {
    search: String,
    span: Span,
    is_all_shown: bool,
}

/// What is ticked, of what, and what may be changed.
pub struct Ticks<'a> {
    /// What there is to tick.
    pub shown: Set,
    pub held: Set,
    /// What the operator can give.
    pub bound: Set,
    /// Why nothing else can be changed.
    pub why: Cow<'a, str>,
}

#[derive(Debug, Clone)]
pub enum Message {
    SearchChanged(String),
    Grid(grid::Event),
    AllShown,
}

/// View, modify, add and delete, and two for whatever else there is.
const COLUMNS: usize = 5;
/// The first of those for whatever else.
const OTHERS: usize = 3;
/// A box has room in a column, and is easily hit.
const COLUMN_LEAST: f32 = 52.0;
const NAME: f32 = 196.0;
const NAME_MOST: f32 = 300.0;
/// What is left beside the templates in that window. In a narrower one they stand below.
const SEARCH: f32 = 176.0;

/// A line of the grid.
struct Line {
    name: String,
    /// A menu's line ticks what stands below it.
    is_menu: bool,
    /// It goes on with the entry of the line before.
    goes_on: bool,
    cells: [Set; COLUMNS],
}

impl Line {
    fn all(&self) -> Set {
        self.cells.iter().copied().fold(Set::NONE, Set::union)
    }
}

/// In which column a permission stands, where each entry has one at most.
fn column_of(permission: Permission) -> Option<usize> {
    match permission.deed() {
        "view" => Some(0),
        "modify" => Some(1),
        "add-delete" | "delete" => Some(2),
        _ => None,
    }
}

/// The lines of an entry: one, or more where it has more of its own than there are columns.
fn lines_of(name: &str, entry: Entry, shown: Set) -> Vec<Line> {
    let leaves = || entry.leaves().iter().copied().filter(|leaf| shown.holds(*leaf));
    let others: Vec<Permission> = leaves().filter(|leaf| column_of(*leaf).is_none()).collect();
    let count = others.len().div_ceil(COLUMNS - OTHERS).max(1);
    let line = |at: usize| {
        let mut cells = [Set::NONE; COLUMNS];
        let own = leaves().filter(|_| at == 0).filter_map(|leaf| Some((column_of(leaf)?, leaf)));
        let rest = others.iter().copied().skip(at * (COLUMNS - OTHERS)).take(COLUMNS - OTHERS);
        for (column, leaf) in own.chain(rest.enumerate().map(|(at, leaf)| (OTHERS + at, leaf))) {
            if let Some(cell) = cells.get_mut(column) {
                *cell = cell.with(leaf);
            }
        }
        Line { name: name.to_owned(), is_menu: false, goes_on: at > 0, cells }
    };
    (0..count).map(line).filter(|line| !line.all().is_empty()).collect()
}

impl Permissions {
    /// The lines in view.
    fn lines(&self, words: &Words, shown: Set) -> Vec<Line> {
        self.lines_found(words, shown, &self.search)
    }

    /// How wide each column is: what stands in it, whatever is looked for, is whole in every language.
    fn widths(&self, words: &Words, ticks: &Ticks<'_>) -> Vec<f32> {
        let lines = self.lines_found(words, ticks.shown, "");
        let width = |column: usize| {
            let cells = lines.iter().filter_map(|line| Some((line, *line.cells.get(column)?)));
            let cells = cells.map(|(line, set)| cell_of(words, line, set, column, ticks).needed());
            cells.fold(column_head(words, &lines, column, ticks).needed_above(), f32::max).max(COLUMN_LEAST)
        };
        (0..COLUMNS).map(width).collect()
    }

    fn lines_found(&self, words: &Words, shown: Set, search: &str) -> Vec<Line> {
        let matching = Query::new(search);
        let mut lines = Vec::new();
        for menu in Menu::ALL {
            let menu_name = words.get(&format!("menu-{}", menu.key()));
            let is_found = |entry: Entry, name: &str| {
                let deeds = entry.leaves().iter().filter(|leaf| shown.holds(**leaf));
                let deeds: Vec<String> = deeds.map(|leaf| rights::deed(words, *leaf)).collect();
                matching.finds(&format!("{menu_name} {name} {}", deeds.join(" ")))
            };
            let entries = menu.entries().iter().filter(|it| self.is_all_shown || place::is_in_version(**it));
            let below: Vec<Line> = entries
                .map(|entry| (*entry, rights::entry_name(words, *entry)))
                .filter(|(entry, name)| is_found(*entry, name))
                .flat_map(|(entry, _)| lines_of(&rights::short_entry(words, entry), entry, shown))
                .collect();
            if below.is_empty() {
                continue;
            }
            // What else there is has no common name, and so no cell of its own.
            let mut cells = [Set::NONE; COLUMNS];
            for (column, cell) in cells.iter_mut().enumerate().take(OTHERS) {
                let of = below.iter().filter_map(|line| line.cells.get(column));
                *cell = of.copied().fold(Set::NONE, Set::union);
            }
            lines.push(Line { name: menu_name.to_string(), is_menu: true, goes_on: false, cells });
            lines.extend(below);
        }
        lines
    }

    /// What a line ticks as a whole: of a menu, everything below it.
    fn whole(lines: &[Line], at: usize) -> Set {
        let Some(line) = lines.get(at) else {
            return Set::NONE;
        };
        if !line.is_menu {
            let rest = lines.iter().skip(at + 1).take_while(|line| line.goes_on);
            return rest.map(Line::all).fold(line.all(), Set::union);
        }
        let below = lines.iter().skip(at + 1).take_while(|line| !line.is_menu);
        below.map(Line::all).fold(Set::NONE, Set::union)
    }

    /// What a range ticks. A menu counts only where it is chosen by itself: within a range it is no more than a heading.
    fn within(lines: &[Line], span: Span) -> Set {
        let rows = span.rows(lines.len());
        let is_alone = rows.start() == rows.end();
        let lines_in =
            lines.iter().enumerate().filter(|(at, line)| rows.contains(at) && (is_alone || !line.is_menu));
        let sets = lines_in.map(|(at, line)| match span.extent {
            Extent::Rows | Extent::All => Permissions::whole(lines, at),
            Extent::Cells | Extent::Columns => {
                let columns = span.columns(grid::Shape::Block, at, COLUMNS);
                // The head of whatever else there is stands over both of its columns.
                let has_others = span.extent == Extent::Columns && *columns.end() >= OTHERS;
                let is_in = |column: &usize| columns.contains(column) || (has_others && *column >= OTHERS);
                let cells = line.cells.iter().enumerate().filter(|(column, _)| is_in(column));
                cells.map(|(_, set)| *set).fold(Set::NONE, Set::union)
            }
        });
        sets.fold(Set::NONE, Set::union)
    }

    /// Takes what happened; says what is wanted to be ticked, if that changes.
    pub fn update(&mut self, words: &Words, ticks: &Ticks<'_>, message: Message) -> Option<Set> {
        match message {
            Message::SearchChanged(search) => {
                self.search = search;
                self.span = Span::at(self.first_found(words, ticks.shown));
            }
            Message::AllShown => {
                self.is_all_shown = !self.is_all_shown;
                self.span = Span::default();
            }
            Message::Grid(grid::Event::Select(span)) => self.span = span,
            Message::Grid(grid::Event::Activate(_) | grid::Event::Visible(..)) => {}
            Message::Grid(grid::Event::Paint(span, _)) => {
                let lines = self.lines(words, ticks.shown);
                let painted = Permissions::within(&lines, span).intersection(ticks.bound);
                let is_on = painted.is_within(ticks.held);
                return (!painted.is_empty()).then(|| match is_on {
                    true => ticks.held.difference(painted),
                    // What is changed must be seen.
                    false => ticks.held.union(painted.with_view().intersection(ticks.bound)),
                });
            }
        }
        None
    }

    /// Where the arrow down leads from the search: to the permission that was looked for, or to the first of its entry.
    fn first_found(&self, words: &Words, shown: Set) -> Spot {
        let lines = self.lines(words, shown);
        let matching = Query::new(&self.search);
        let is_named = |set: &Set| set.iter().any(|it| matching.finds(&rights::deed(words, it)));
        let cells = |is_it: &dyn Fn(&Set) -> bool| {
            lines.iter().enumerate().filter(|(_, line)| !line.is_menu).find_map(|(row, line)| {
                let column = line.cells.iter().position(|set| !set.is_empty() && is_it(set))?;
                Some(spot(row, column))
            })
        };
        let named = if self.search.is_empty() { None } else { cells(&is_named) };
        named.or_else(|| cells(&|_| true)).unwrap_or_default()
    }

    /// A heading with how much is ticked and the switch for what is not there yet; the search, and what stands beside it;
    /// the grid.
    pub fn view<'a, M: Clone + 'a>(
        &'a self,
        words: &'a Words,
        shown: Shown<'a, M>,
        map: impl Fn(Message) -> M + Clone + 'a,
    ) -> Element<'a, M> {
        let Shown { id, title, ticks, is_enabled, beside } = shown;
        let (to, total) = (map.clone(), ticks.shown);
        let share = text::caption(rights::share(words, ticks.held, total));
        let mut heading = row![text::section(title.clone()), share, gap::horizontal()];
        let absent: Set = Entry::ALL
            .iter()
            .filter(|entry| !place::is_in_version(**entry))
            .flat_map(|entry| entry.leaves().iter().copied())
            .filter(|leaf| total.holds(*leaf))
            .collect();
        if !absent.is_empty() {
            let ticked = absent.intersection(ticks.held).count();
            let label = words.with("rights-absent", [("ticked", ticked.into())]);
            let switch = check(label, self.is_all_shown.into()).on_toggle(map(Message::AllShown));
            heading = heading.push(Element::from(switch));
        }
        let (placeholder, clear) = (words.get("rights-search"), words.get("list-clear"));
        let search =
            search(placeholder, self.search.as_str(), clear, move |typed| to(Message::SearchChanged(typed)));
        let search = container(search.leads_to(id)).width(SEARCH);
        let tools = row![search].extend(beside);
        let lines = self.lines(words, total);
        let grid: Element<'a, M> = if lines.is_empty() {
            text::muted(words.get("rights-none-found")).into()
        } else {
            let on_event = move |event| map(Message::Grid(event));
            let widths = self.widths(words, &ticks);
            let grid = grid_of(words, title, lines, widths, self.span, ticks, on_event);
            surface::sheet(grid.id(id).enabled(is_enabled)).width(Fill).height(Fill).into()
        };
        let heading = heading.spacing(space::SM).align_y(Center);
        let tools = tools.spacing(space::MD).align_y(Center).wrap().vertical_spacing(space::SM);
        column![heading, tools, grid].spacing(space::SM).height(Fill).into()
    }
}

/// The grid as it is shown.
pub struct Shown<'a, M> {
    pub id: &'static str,
    pub title: Cow<'a, str>,
    pub ticks: Ticks<'a>,
    pub is_enabled: bool,
    /// What stands beside the search.
    pub beside: Option<Element<'a, M>>,
}

fn grid_of<'a, M: 'a>(
    words: &'a Words,
    name: Cow<'a, str>,
    lines: Vec<Line>,
    widths: Vec<f32>,
    span: Span,
    ticks: Ticks<'a>,
    on_event: impl Fn(grid::Event) -> M + 'a,
) -> grid::Grid<'a, M> {
    let count = lines.len();
    let ticks = std::rc::Rc::new((lines, ticks));
    let (cells, row_heads, column_heads) = (ticks.clone(), ticks.clone(), ticks);
    let cell = move |at: Spot| {
        let (lines, ticks) = &*cells;
        let line = lines.get(at.row)?;
        Some(cell_of(words, line, *line.cells.get(at.column)?, at.column, ticks))
    };
    grid(name, even(count, size::TREE_ROW), each(widths), span, cell, on_event)
        .row_heads(NAME, move |row| {
            let (lines, ticks) = &*row_heads;
            row_head(lines, row, ticks)
        })
        .row_heads_up_to(NAME_MOST)
        .column_heads(move |column| {
            let (lines, ticks) = &*column_heads;
            column_head(words, lines, column, ticks)
        })
        .lines(Lines::Rows)
        .paints()
}

fn row_head<'a>(lines: &[Line], row: usize, ticks: &Ticks<'a>) -> Head<'a> {
    let Some(line) = lines.get(row) else {
        return head("");
    };
    if line.goes_on {
        return head("");
    }
    let named = ticked(head(line.name.clone()), Permissions::whole(lines, row), ticks);
    if line.is_menu { named.caption() } else { named.indented() }
}

fn column_head<'a>(words: &'a Words, lines: &[Line], column: usize, ticks: &Ticks<'a>) -> Head<'a> {
    let id = match column {
        0 => "deed-view",
        1 => "rights-column-modify",
        2 => "rights-column-add",
        OTHERS => "rights-column-others",
        _ => return head(""),
    };
    let at = Span::at(spot(0, column)).whole(Extent::Columns);
    let of = if lines.len() > 1 { Permissions::within(lines, at) } else { Set::NONE };
    // Its box stands above those of its column.
    ticked(head(words.get(id)), of, ticks).aside()
}

/// A head with a box for what it ticks.
fn ticked<'a>(head: Head<'a>, of: Set, ticks: &Ticks<'a>) -> Head<'a> {
    if of.is_empty() {
        return head;
    }
    let head = head.mark(Some(mark(ticks.held, of)));
    if of.intersection(ticks.bound).is_empty() { head.locked(ticks.why.clone()) } else { head }
}

fn mark(held: Set, of: Set) -> Mark {
    match held.share(of.iter()) {
        Share::All => Mark::On,
        Share::Some => Mark::Mixed,
        Share::None => Mark::Off,
    }
}

fn cell_of<'a>(words: &'a Words, line: &Line, set: Set, column: usize, ticks: &Ticks<'a>) -> Cell<'a> {
    if set.is_empty() {
        return Cell::empty();
    }
    let mut cell = Cell::mark(mark(ticks.held, set)).aside();
    if let (false, Some(permission)) = (line.is_menu, set.iter().next()) {
        let deed = rights::deed(words, permission);
        if column >= OTHERS {
            cell = cell.words(rights::short_deed(words, permission)).hint(deed.clone());
        }
        cell = cell.called(format!("{}, {deed}", line.name));
    }
    if set.intersection(ticks.bound).is_empty() { cell.locked(ticks.why.clone()) } else { cell }
}

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;
    use keydesk::domain::template::Template;

    use super::*;
    use crate::widget::load_fonts;

    /// What the grid has in a window of 1,366 points.
    const ROOM: f32 = 758.0;

    fn ticks(held: Set, bound: Set) -> Ticks<'static> {
        Ticks { shown: Set::ALL, held, bound, why: "no".into() }
    }

    fn grid(is_all_shown: bool) -> (Permissions, Words) {
        (Permissions { is_all_shown, ..Permissions::default() }, Words::new(Language::English))
    }

    fn at(lines: &[Line], name: &str, column: usize) -> Span {
        let row = lines.iter().position(|line| line.name == name).expect("it is there");
        Span::at(spot(row, column))
    }

    #[test]
    fn every_permission_stands_in_one_cell() {
        let (permissions, words) = grid(true);
        let lines = permissions.lines(&words, Set::ALL);
        let mut seen = Set::NONE;
        for cell in lines.iter().filter(|line| !line.is_menu).flat_map(|line| line.cells) {
            assert!(cell.count() <= 1 && cell.intersection(seen).is_empty(), "{cell:?}");
            seen = seen.union(cell);
        }
        assert_eq!(seen, Set::ALL);
    }

    #[test]
    fn every_word_has_room_in_every_language_beside_the_facts_of_a_group_in_a_small_window() {
        load_fonts();
        for language in Language::ALL {
            let (permissions, words) = (Permissions::default(), Words::new(*language));
            let ticks = ticks(Set::NONE, Set::ALL);
            let widths = permissions.widths(&words, &ticks);
            let lines = permissions.lines(&words, Set::ALL);
            let names = (0..lines.len()).map(|row| row_head(&lines, row, &ticks).needed_beside());
            let names = names.fold(NAME, f32::max);
            let all = names + widths.iter().sum::<f32>() + size::SCROLLBAR;
            assert!(names <= NAME_MOST && all <= ROOM, "{language:?}: {names} and {widths:?} are {all}");
        }
    }

    #[test]
    fn what_this_version_has_no_screen_for_is_folded_away() {
        let (permissions, words) = grid(false);
        let lines = permissions.lines(&words, Set::ALL);
        assert!(
            lines.iter().any(|line| line.name == "Doors")
                && !lines.iter().any(|line| line.name == "Room status")
        );
        let seen = lines.iter().map(Line::all).fold(Set::NONE, Set::union);
        for template in Template::ALL {
            for permission in template.permissions() {
                assert!(seen.holds(*permission), "{template:?} gives {permission:?}, which nobody sees");
            }
        }
    }

    #[test]
    fn a_cell_a_line_a_menu_and_a_column_tick_what_they_show() {
        let (mut permissions, words) = grid(false);
        let lines = permissions.lines(&words, Set::ALL);
        let mut paint = |held: Set, span: Span| {
            let event = Message::Grid(grid::Event::Paint(span, grid::By::Space));
            permissions.update(&words, &ticks(held, Set::ALL), event)
        };
        let users = at(&lines, "Users", 0);
        assert_eq!(paint(Set::NONE, users), Some(Set::NONE.with(Permission::UsersView)));
        assert_eq!(paint(Set::NONE.with(Permission::UsersView), users), Some(Set::NONE));
        let whole: Set = Entry::Users.leaves().iter().copied().collect();
        assert_eq!(paint(Set::NONE, users.whole(Extent::Rows)), Some(whole));
        let menu = at(&lines, "Access points", 0);
        let seen: Set = [
            Entry::Doors,
            Entry::Lockers,
            Entry::Rooms,
            Entry::Zones,
            Entry::LocationsFunctions,
            Entry::Outputs,
            Entry::RollCallAreas,
            Entry::LimitedOccupancyAreas,
            Entry::LockdownAreas,
            Entry::TimedPeriods,
        ]
        .iter()
        .flat_map(|it| it.leaves())
        .copied()
        .collect();
        assert_eq!(
            paint(Set::NONE, menu.whole(Extent::Rows)),
            Some(seen),
            "what is not in view is not ticked"
        );
        let views = paint(Set::NONE, users.whole(Extent::Columns)).expect("there are some");
        assert!(views.holds(Permission::CalendarsView) && !views.holds(Permission::HotelRoomStatus));
        assert!(!views.holds(Permission::UsersModify));
        let others = Span::at(spot(1, OTHERS)).whole(Extent::Columns);
        let others = paint(Set::NONE, others).expect("there are some");
        assert!(
            others.holds(Permission::ConfigurationPmsAuthorisations) && others.holds(Permission::UsersBan)
        );
    }

    #[test]
    fn a_range_across_a_menu_ticks_no_more_than_its_cells() {
        let (mut permissions, words) = grid(false);
        let lines = permissions.lines(&words, Set::ALL);
        let span = at(&lines, "Doors", 0).to(at(&lines, "Users", 0).cursor);
        let event = Message::Grid(grid::Event::Paint(span, grid::By::Drag));
        let ticked = permissions.update(&words, &ticks(Set::NONE, Set::ALL), event);
        let views = [
            Permission::DoorsView,
            Permission::LockersView,
            Permission::RoomsView,
            Permission::ZonesView,
            Permission::LocationsFunctionsView,
            Permission::OutputsView,
            Permission::RollCallAreasView,
            Permission::LimitedOccupancyAreasView,
            Permission::LockdownAreasView,
            Permission::TimedPeriodsView,
            Permission::UsersView,
        ];
        assert_eq!(ticked, Some(views.into_iter().collect()));
    }

    #[test]
    fn what_the_giver_lacks_stays_as_it_is() {
        let (mut permissions, words) = grid(false);
        let lines = permissions.lines(&words, Set::ALL);
        let bound = Set::NONE.with(Permission::UsersView);
        let held = Set::NONE.with(Permission::UsersBan);
        let row = at(&lines, "Users", 0).whole(Extent::Rows);
        let event = |span| Message::Grid(grid::Event::Paint(span, grid::By::Head));
        let ticked = permissions.update(&words, &ticks(held, bound), event(row));
        assert_eq!(ticked, Some(held.with(Permission::UsersView)));
        let none = at(&lines, "Users", 1);
        assert_eq!(permissions.update(&words, &ticks(held, bound), event(none)), None);
    }

    #[test]
    fn a_search_leads_to_what_it_finds() {
        let (mut permissions, words) = grid(false);
        permissions.update(&words, &ticks(Set::NONE, Set::ALL), Message::SearchChanged("bans".to_owned()));
        let lines = permissions.lines(&words, Set::ALL);
        let cell = lines[permissions.span.cursor.row].cells[permissions.span.cursor.column];
        assert_eq!(cell, Set::NONE.with(Permission::UsersBan));
        assert_eq!(lines.iter().filter(|line| !line.is_menu).count(), 1);
    }
}
