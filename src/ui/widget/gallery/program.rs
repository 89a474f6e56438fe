//! The gallery as a program.

use super::pages;
pub use super::pages::name as row_name;
use super::pages::{Sample, day_of};
use crate::theme::{self, Theme, Tone};
use crate::widget::day_bar::hours::{self, Period};
use crate::widget::grid::{self, Shape, Span};
use crate::widget::option::{self, Item};
use crate::widget::table::{self, Column, Order, Selection};
use crate::widget::tree::model::{branch, leaf, locked};
use crate::widget::{Element, date, focus, matching, navigation, picker, tree, whole};
use chrono::NaiveDate;
use iced::{Program, Settings, Subscription, Task, keyboard, window};
use std::collections::{HashMap, HashSet};

/// What can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    #[default]
    Basics,
    Controls,
    Fields,
    Lists,
    Grids,
    Desk,
}

impl Page {
    pub const ALL: [Self; 6] =
        [Self::Basics, Self::Controls, Self::Fields, Self::Lists, Self::Grids, Self::Desk];
}

/// The texts of the gallery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    Name,
    Mail,
    Serial,
    Password,
    Search,
    Date,
    Time,
    Notes,
    Hours,
    From,
    Until,
}

#[derive(Debug, Clone)]
pub enum Message {
    Open(Page),
    Look(Theme),
    Pressed(&'static str),
    Flip(usize),
    Pick(u8),
    CloseDialog,
    OpenDialog(Dialog),
    Typed(Which, String),
    Level(u32),
    Door(u32),
    Doors(picker::Change<u32>),
    Permission(tree::Event),
    Navigate(navigation::Event<u32>),
    Table(table::Event),
    Grid(Sample, grid::Event),
    Hours(usize, Vec<Period>),
    CloseMenu,
    Reveal(usize),
    Rows(usize),
    Toast(Tone, &'static str),
    Shortcut(String),
    Rescaled(f32),
    Nothing,
}

/// The dialogs of the gallery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialog {
    Confirm,
    Form,
    Encoder,
    Person,
}

/// The state of the gallery.
pub struct Gallery {
    pub texts: HashMap<Which, String>,
    pub level: u32,
    pub doors: Vec<Item<'static, u32>>,
    pub door: Option<u32>,
    pub picked_doors: HashSet<u32>,
    pub permissions: tree::Model<u8>,
    pub calendar: date::Words<'static>,
    pub open_menu: usize,
    pub pins: Vec<u32>,
    pub shown: u32,
    pub rows: usize,
    pub columns: Vec<Column<'static>>,
    pub selection: Selection,
    pub sort: (usize, Order),
    pub reveal: Option<(u64, usize)>,
    pub visible: std::ops::Range<usize>,
    pub activated: Vec<usize>,
    pub menu: Option<iced::Point>,
    pub toasts: Vec<(Tone, &'static str)>,
    pub page: Page,
    pub theme: Theme,
    pub changes: u64,
    pub pressed: Vec<&'static str>,
    pub flags: [bool; 4],
    pub picked: u8,
    pub dialogs: Vec<Dialog>,
    pub spans: HashMap<Sample, Span>,
    pub days: HashMap<NaiveDate, u8>,
    pub opened: Vec<grid::Spot>,
    pub hours: Vec<(&'static str, Vec<Period>)>,
    pub shortcuts: Vec<String>,
    pub scale: Option<f32>,
}

impl Default for Gallery {
    fn default() -> Self {
        let texts = [
            (Which::Name, "Zoë Petrov"),
            (Which::Mail, "zoe.petrov"),
            (Which::Serial, "04A21B7C3380"),
            (Which::Password, "correct horse"),
            (Which::Date, "2026-03-20"),
            (Which::Time, "12:00"),
            (Which::Notes, "Prefers a quiet room.\nArrives late."),
            (Which::Hours, "08:00-13:00 14:00-18:30"),
            (Which::From, "2026-03-07"),
            (Which::Until, "2026-03-13"),
        ];
        Self {
            texts: texts.map(|(which, text)| (which, text.to_owned())).into(),
            level: 1,
            doors: (0..64_000)
                .map(|door| option::item(door, format!("Room {door:05}")).detail(FLOORS[door as usize % 4]))
                .collect(),
            door: None,
            picked_doors: HashSet::from([3, 5, 8]),
            permissions: permissions(),
            calendar: pages::calendar(),
            open_menu: 1,
            pins: Vec::new(),
            shown: 10,
            rows: 100_000,
            columns: vec![
                table::column("Serial number", 150.0),
                table::column("Name", 180.0).grows(),
                table::column("Unit", 150.0),
                table::column("Key", 150.0),
                table::column("Battery", 104.0),
                table::column("Audit", 72.0).unsorted(),
                table::column("Expires", 104.0),
                table::column("Openings", 92.0).end(),
            ],
            selection: Selection::default(),
            sort: (1, Order::Ascending),
            reveal: None,
            visible: 0..0,
            activated: Vec::new(),
            menu: None,
            toasts: Vec::new(),
            page: Page::default(),
            theme: Theme::default(),
            changes: 0,
            pressed: Vec::new(),
            flags: [false; 4],
            picked: 0,
            dialogs: Vec::new(),
            spans: HashMap::new(),
            days: painted(),
            opened: Vec::new(),
            hours: vec![
                ("Monday to Friday", hours_of("8-13 14-18:30")),
                ("Saturday", hours_of("9-13")),
                ("Sunday", Vec::new()),
                ("Night watch", hours_of("22-6")),
            ],
            shortcuts: Vec::new(),
            scale: Some(1.0),
        }
    }
}

fn painted() -> HashMap<NaiveDate, u8> {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).expect("there is such a day");
    let mut days: HashMap<NaiveDate, u8> =
        [(1, 1), (1, 6), (4, 3), (5, 1), (8, 15), (12, 25)].map(|(month, at)| (day(month, at), 2)).into();
    days.extend((4..16).map(|at| (day(8, at), 3)));
    days.extend([(day(12, 24), 4), (day(12, 31), 4), (day(2, 14), 1)]);
    days
}

fn hours_of(typed: &str) -> Vec<Period> {
    hours::read(typed, 4).expect("it can be read")
}

const FLOORS: [&str; 4] = ["Ground floor", "First floor", "East wing", "Annexe"];

fn permissions() -> tree::Model<u8> {
    let of = |first: u8, label: &str, is_on: bool| {
        branch(
            label,
            vec![
                leaf(first, "View", true),
                leaf(first + 1, "Modify", is_on),
                locked(first + 2, "Cancel", false, "only managers may give this"),
            ],
        )
    };
    tree::Model::new(vec![branch(
        "All permissions",
        vec![
            branch("Keys", vec![of(0, "Staff keys", true), of(10, "Guest keys", false)]),
            of(20, "Doors", true),
            of(30, "Calendars", false),
            of(40, "Operators", false),
        ],
    )])
}

impl Gallery {
    fn update(&mut self, message: Message) -> Task<Message> {
        self.changes += 1;
        match message {
            Message::Open(page) => self.page = page,
            Message::Look(theme) => self.theme = theme,
            Message::Pressed(name) => self.pressed.push(name),
            Message::Flip(at) => {
                if let Some(flag) = self.flags.get_mut(at) {
                    *flag = !*flag;
                }
            }
            Message::Pick(picked) => self.picked = picked,
            Message::CloseDialog => {
                self.dialogs.pop();
            }
            Message::OpenDialog(dialog) => self.dialogs.push(dialog),
            Message::Typed(which, text) => {
                if let (Which::Hours, Ok(read)) = (which, hours::read(&text, 4)) {
                    self.work(0, read);
                }
                self.texts.insert(which, text);
            }
            Message::Level(level) => self.level = level,
            Message::Door(door) => self.door = Some(door),
            Message::Doors(change) => self.pick(&change),
            Message::Permission(event) => self.permissions.apply(event),
            Message::Navigate(navigation::Event::Show(key)) => self.shown = key,
            Message::Navigate(navigation::Event::Open(menu, navigation::By::Pointer)) => {
                self.open_menu = menu;
            }
            Message::Navigate(
                navigation::Event::Open(menu, navigation::By::Key) | navigation::Event::Enter(menu),
            ) => {
                self.open_menu = menu;
                return focus::to("entries").for_window();
            }
            Message::Navigate(navigation::Event::Leave) => return focus::to("menus").for_window(),
            Message::Navigate(navigation::Event::Pin(key)) => {
                self.pins = (!self.pins.contains(&key)).then_some(key).into_iter().collect();
            }
            Message::Table(event) => self.update_table(event),
            Message::Grid(sample, event) => self.update_grid(sample, event),
            Message::Hours(at, periods) => self.work(at, periods),
            Message::CloseMenu => self.menu = None,
            Message::Reveal(row) => self.reveal = Some((self.changes, row)),
            Message::Rows(rows) => self.rows = rows,
            Message::Toast(tone, text) => self.toasts.push((tone, text)),
            Message::Shortcut(key) => self.shortcuts.push(key),
            Message::Rescaled(scale) => self.scale = Some(scale),
            Message::Nothing => {}
        }
        Task::none()
    }

    fn update_grid(&mut self, sample: Sample, event: grid::Event) {
        match event {
            grid::Event::Select(span) => {
                self.spans.insert(sample, span);
            }
            grid::Event::Paint(span, by) if sample == Sample::Year => {
                let kind = match by {
                    grid::By::Key(digit) => digit.to_digit(10).and_then(|digit| u8::try_from(digit).ok()),
                    grid::By::Space | grid::By::Drag => Some(2),
                    grid::By::Delete => None,
                    grid::By::Head | grid::By::Edit => return,
                };
                for day in span.spots(Shape::Flow, 12, 31).filter_map(day_of) {
                    match kind {
                        Some(kind) => self.days.insert(day, kind),
                        None => self.days.remove(&day),
                    };
                }
            }
            grid::Event::Paint(..) => self.pressed.push("painted"),
            grid::Event::Activate(spot) => self.opened.push(spot),
            grid::Event::Visible(..) => {}
        }
    }

    fn work(&mut self, at: usize, periods: Vec<Period>) {
        if at == 0 {
            self.texts.insert(Which::Hours, hours::typed(&periods));
        }
        if let Some((_, hours)) = self.hours.get_mut(at) {
            *hours = periods;
        }
    }

    /// Which cells of a grid are chosen.
    pub fn span(&self, sample: Sample) -> Span {
        self.spans.get(&sample).copied().unwrap_or_default()
    }

    fn pick(&mut self, change: &picker::Change<u32>) {
        match change {
            picker::Change::Toggle(door) => {
                if !self.picked_doors.remove(door) {
                    self.picked_doors.insert(*door);
                }
            }
            picker::Change::Found(_) => {}
        }
    }

    fn update_table(&mut self, event: table::Event) {
        match event {
            table::Event::Select(op) => self.selection.apply(op),
            table::Event::Activate(row) => self.activated.push(row),
            table::Event::Sort(column) => {
                let order = match self.sort {
                    (sorted, Order::Ascending) if sorted == column => Order::Descending,
                    _ => Order::Ascending,
                };
                self.sort = (column, order);
            }
            table::Event::Resize(column, width) => {
                if let Some(column) = self.columns.get_mut(column) {
                    column.resize(width);
                }
            }
            table::Event::Context(at) => self.menu = Some(at),
            table::Event::Columns => self.pressed.push("columns"),
            table::Event::Visible(rows) => self.visible = rows,
            table::Event::TypeAhead(typed) => {
                let found = (0..self.rows).find(|row| matching::begins(&pages::name(*row), &typed));
                if let Some(row) = found {
                    self.selection.apply(table::Op::Only(row));
                    self.reveal = Some((self.changes, row));
                }
            }
            table::Event::Copy => self.pressed.push("copy"),
        }
    }

    /// What stands in a field.
    pub fn text(&self, which: Which) -> &str {
        self.texts.get(&which).map_or("", String::as_str)
    }

    /// Whether a flag is set.
    pub fn flag(&self, at: usize) -> bool {
        self.flags.get(at).copied().unwrap_or_default()
    }

    fn view(&self) -> Element<'_, Message> {
        whole::whole(pages::window(self), self.scale).into()
    }

    fn subscription(&self) -> Subscription<Message> {
        let keys = keyboard::listen().map(|event| match event {
            keyboard::Event::KeyPressed { key, .. } => Message::Shortcut(format!("{key:?}")),
            _ => Message::Nothing,
        });
        let scales = window::events().filter_map(|(_, event)| match event {
            window::Event::Rescaled(scale) => Some(Message::Rescaled(scale)),
            _ => None,
        });
        Subscription::batch([keys, scales])
    }
}

/// The gallery's program.
pub struct Application;

impl Program for Application {
    type State = Gallery;
    type Message = Message;
    type Theme = Theme;
    type Renderer = iced::Renderer;
    type Executor = iced::executor::Default;

    fn name() -> &'static str {
        "gallery"
    }

    fn settings(&self) -> Settings {
        Settings {
            fonts: theme::fonts(),
            default_font: theme::REGULAR,
            default_text_size: theme::BODY.size.into(),
            ..Settings::default()
        }
    }

    fn window(&self) -> Option<window::Settings> {
        Some(window::Settings::default())
    }

    fn boot(&self) -> (Gallery, Task<Message>) {
        (Gallery::default(), Task::none())
    }

    fn update(&self, state: &mut Gallery, message: Message) -> Task<Message> {
        state.update(message)
    }

    fn view<'a>(&self, state: &'a Gallery, _window: window::Id) -> Element<'a, Message> {
        state.view()
    }

    fn title(&self, state: &Gallery, _window: window::Id) -> String {
        format!("Gallery: {:?}", state.page)
    }

    fn subscription(&self, state: &Gallery) -> Subscription<Message> {
        state.subscription()
    }

    fn theme(&self, state: &Gallery, _window: window::Id) -> Option<Theme> {
        Some(state.theme)
    }

    fn style(&self, _state: &Gallery, theme: &Theme) -> iced::theme::Style {
        iced::theme::Style { background_color: theme.tokens().canvas, text_color: theme.tokens().text }
    }
}
