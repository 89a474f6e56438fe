//! The sidebar of the desk: which menu is open, what is kept at hand, and what was opened last.

use std::borrow::Cow;

use iced::widget::{Column, column, container, opaque, row, space as gap};
use iced::{Center, Fill, Padding};
use keydesk::domain::permission::Menu;

use super::{Desk, Message};
use crate::command::shortcut;
use crate::icon::Icon;
use crate::memory::{Habits, PINS_MAX};
use crate::part::brand::logo;
use crate::part::finder::Deed;
use crate::place::{self, Entry, Place, WITHOUT_CAPTIONS, menu_icon};
use crate::screen::Screen as _;
use crate::theme::{self, Tone, size, space};
use crate::widget::button::{Button, button, icon_button};
use crate::widget::menu::{self, menu_button};
use crate::widget::navigation::{self, By, Event, Line, Pin};
use crate::widget::region::region;
use crate::widget::scope::of_regions;
use crate::widget::task::Task;
use crate::widget::{Element, focus, surface, text};

/// What the sidebar remembers.
pub struct Sidebar {
    habits: Habits,
    /// Whether the window has no room for the panel beside the page.
    is_narrow: bool,
    /// The menu whose entries the panel shows; the start page is none.
    open: Option<Menu>,
    /// The menu of the screen that is shown.
    shown: Option<Menu>,
    /// Whether the panel lies over the page.
    is_out: bool,
    /// The screen that was shown when it was looked last.
    stop: u64,
    recent: Vec<Recent>,
    /// Whether something is to be remembered beyond this session.
    is_changed: bool,
}

/// A record that was opened.
struct Recent {
    place: Place,
    name: String,
    /// On which screen.
    stop: u64,
}

/// A narrower window has no room for the panel beside the page.
const WIDE: f32 = 1_180.0;
const RECENT_MAX: usize = 5;
const RAIL: &str = "rail";
const PANEL: &str = "panel";
/// The part of the window that F6 goes to.
pub const SIDEBAR: &str = "sidebar";

impl Sidebar {
    /// As it is used at this desk.
    pub const fn new(habits: Habits) -> Sidebar {
        Sidebar {
            habits,
            is_narrow: false,
            open: None,
            shown: None,
            is_out: false,
            stop: 0,
            recent: Vec::new(),
            is_changed: false,
        }
    }

    /// How it is used at this desk.
    pub const fn habits(&self) -> &Habits {
        &self.habits
    }

    /// Whether that is to be remembered anew.
    pub const fn take_change(&mut self) -> bool {
        std::mem::replace(&mut self.is_changed, false)
    }

    /// The window is so wide.
    pub fn set_width(&mut self, width: f32) {
        self.is_narrow = width < WIDE;
        self.is_out &= self.shows_menus_alone();
    }

    /// Whether the panel lies over the page.
    pub const fn is_out(&self) -> bool {
        self.is_out
    }

    /// The panel does not lie over the page any more.
    pub const fn draw_in(&mut self) {
        self.is_out = false;
    }

    /// Shows the menu of the screen again, if the panel shows another beside the page; says whether it did.
    pub fn come_back(&mut self) -> bool {
        let is_elsewhere = !self.shows_menus_alone() && self.open != self.shown;
        if is_elsewhere {
            self.open = self.shown;
        }
        is_elsewhere
    }

    /// Forgets what was opened in this session.
    pub fn forget_all(&mut self) {
        self.recent.clear();
    }

    /// As in a new session at a desk where nobody has folded it.
    #[cfg(test)]
    pub fn clear(&mut self) {
        *self = Sidebar { is_narrow: self.is_narrow, ..Sidebar::new(Habits::default()) };
    }

    /// Forgets a record that is gone.
    pub fn forget(&mut self, place: &Place) {
        self.recent.retain(|recent| recent.place != *place);
    }

    const fn shows_menus_alone(&self) -> bool {
        self.is_narrow || self.habits.is_folded
    }

    /// Follows what is shown: its menu is open, and a record is the one that was opened last.
    fn follow(&mut self, stop: u64, place: &Place, name: Option<&str>) {
        self.shown = place.entry().menu();
        if std::mem::replace(&mut self.stop, stop) != stop {
            self.open = self.shown;
            self.is_out = false;
        }
        let Some(name) = name else {
            return;
        };
        match self.recent.iter_mut().find(|recent| recent.place == *place && recent.stop == stop) {
            Some(known) => name.clone_into(&mut known.name),
            None => {
                self.forget(place);
                self.recent.insert(0, Recent { place: place.clone(), name: name.to_owned(), stop });
                self.recent.truncate(RECENT_MAX);
            }
        }
    }
}

impl Desk {
    /// The sidebar follows what is shown.
    pub(super) fn follow_shown(&mut self) {
        if let Some(stop) = self.trail.last() {
            self.sidebar.follow(stop.number, &stop.place, stop.screen.name());
        }
    }

    /// The menus of the rail: the start page, and those of which something may be seen.
    fn menus(&self) -> Vec<Option<Menu>> {
        let mut menus = Vec::new();
        for entry in Entry::ALL.iter().filter(|entry| entry.is_permitted(&self.context)) {
            if !menus.contains(&entry.menu()) {
                menus.push(entry.menu());
            }
        }
        menus
    }

    fn entries(&self, menu: Option<Menu>) -> Vec<Entry> {
        let entries = Entry::ALL.iter().copied();
        entries.filter(|entry| entry.menu() == menu && entry.is_permitted(&self.context)).collect()
    }

    fn is_shown(&self, entry: Entry) -> bool {
        self.shown().is_some_and(|stop| stop.place == Place::Entry(entry))
    }

    pub(super) fn navigate(&mut self, event: Event<Place>) -> Task<Message> {
        match event {
            Event::Open(at, by) => self.open_menu(at, by),
            Event::Enter(at) => {
                if let Some(menu) = self.menus().get(at) {
                    self.sidebar.open = *menu;
                }
                self.reach_panel()
            }
            Event::Leave => focus::to(RAIL),
            Event::Show(place) => {
                self.sidebar.draw_in();
                self.depart_to(place)
            }
            Event::Pin(Place::Entry(entry)) => {
                self.pin(entry);
                Task::none()
            }
            // Only screens have a pin.
            Event::Pin(_) => Task::none(),
        }
    }

    /// Opens a menu; what is alone in one is shown at once.
    pub(super) fn open_menu(&mut self, at: usize, by: By) -> Task<Message> {
        let Some(menu) = self.menus().get(at).copied() else {
            return Task::none();
        };
        let entries = self.entries(menu);
        if let [only] = entries.as_slice() {
            // What is kept at hand lies in the panel of the start page.
            let wants_panel =
                menu.is_none() && self.sidebar.shows_menus_alone() && self.is_shown(Entry::Start);
            if !wants_panel {
                self.sidebar.draw_in();
                self.sidebar.open = menu;
                return self.depart_to(Place::Entry(*only));
            }
        }
        let was_open = self.sidebar.is_out && self.sidebar.open == menu;
        self.sidebar.open = menu;
        if self.sidebar.shows_menus_alone() && was_open {
            self.sidebar.draw_in();
            return Task::none();
        }
        if self.sidebar.shows_menus_alone() || by == By::Key { self.reach_panel() } else { Task::none() }
    }

    fn reach_panel(&mut self) -> Task<Message> {
        self.sidebar.is_out = self.sidebar.shows_menus_alone();
        focus::to(PANEL)
    }

    /// Shows the menus alone, or with their entries; where there is no room beside the page, over it.
    pub(super) fn fold(&mut self) -> Task<Message> {
        if self.sidebar.is_narrow {
            if self.sidebar.is_out {
                self.sidebar.draw_in();
                return Task::none();
            }
            return self.reach_panel();
        }
        self.sidebar.draw_in();
        self.sidebar.habits.is_folded = !self.sidebar.habits.is_folded;
        self.sidebar.is_changed = true;
        Task::none()
    }

    /// Keeps a screen at hand, or no more.
    fn pin(&mut self, entry: Entry) {
        let pins = &mut self.sidebar.habits.pins;
        match pins.iter().position(|pinned| *pinned == entry) {
            Some(at) => {
                pins.remove(at);
            }
            None if pins.len() < PINS_MAX => pins.push(entry),
            None => {
                let full = self.context.words.with("sidebar-pins-full", [("count", PINS_MAX.into())]);
                return self.tell(Tone::Warning, full);
            }
        }
        self.sidebar.is_changed = true;
    }

    /// The same with the screen that is shown.
    pub(super) fn pin_shown(&mut self) {
        if let Some(stop) = self.trail.last() {
            self.pin(stop.place.entry());
        }
    }

    /// What can be done from anywhere.
    pub(super) fn deeds(&self) -> Vec<Deed> {
        let shown = self.shown().map(|stop| stop.place.entry()).filter(|entry| *entry != Entry::Start);
        let pin = shown.map(|entry| match self.sidebar.habits.pins.contains(&entry) {
            true => Deed::Unpin,
            false => Deed::Pin,
        });
        pin.into_iter().chain(Deed::offered(&self.context.console)).collect()
    }

    fn label(&self, entry: Entry) -> Cow<'_, str> {
        self.context.words.get(&format!("entry-{}", entry.key()))
    }

    fn menu_label(&self, menu: Option<Menu>) -> Cow<'_, str> {
        match menu {
            None => self.label(Entry::Start),
            Some(menu) => self.context.words.get(&format!("menu-{}", menu.key())),
        }
    }

    fn line_of(&self, entry: Entry) -> Line<'_, Place> {
        let (label, is_on) = (self.label(entry), self.sidebar.habits.pins.contains(&entry));
        let word = if is_on { "sidebar-unpin" } else { "sidebar-pin" };
        let name = self.context.words.with(word, [("name", label.as_ref().into())]);
        Line::Entry(navigation::Entry {
            key: Place::Entry(entry),
            label,
            is_active: self.shown().is_some_and(|stop| stop.place.entry() == entry),
            pin: Some(Pin { is_on, name: name.into() }),
        })
    }

    /// What the panel shows.
    fn lines(&self) -> Vec<Line<'_, Place>> {
        let words = &self.context.words;
        let Some(menu) = self.sidebar.open else {
            return self.at_hand();
        };
        let entries = self.entries(Some(menu));
        if entries.len() <= WITHOUT_CAPTIONS {
            return entries.into_iter().map(|entry| self.line_of(entry)).collect();
        }
        let sections = place::sections(entries, Entry::section).into_iter();
        let lines = sections.flat_map(|(section, entries)| {
            let caption =
                section.map(|section| Line::Caption(words.get(&format!("section-{}", section.key()))));
            caption.into_iter().chain(entries.into_iter().map(|entry| self.line_of(entry)))
        });
        lines.collect()
    }

    /// What is kept at hand, and what was opened last.
    fn at_hand(&self) -> Vec<Line<'_, Place>> {
        let words = &self.context.words;
        let pins = self.sidebar.habits.pins.iter().copied();
        let pins = pins.filter(|entry| entry.is_permitted(&self.context)).map(|entry| self.line_of(entry));
        let recent = self.sidebar.recent.iter().map(|recent| {
            Line::Entry(navigation::Entry {
                key: recent.place.clone(),
                label: recent.name.as_str().into(),
                is_active: self.shown().is_some_and(|stop| stop.place == recent.place),
                pin: None,
            })
        });
        let mut lines = Vec::new();
        for (caption, of) in
            [("sidebar-pinned", pins.collect::<Vec<_>>()), ("sidebar-recent", recent.collect())]
        {
            if !of.is_empty() {
                lines.push(Line::Caption(words.get(caption)));
                lines.extend(of);
            }
        }
        lines
    }

    fn rail(&self) -> Element<'_, Message> {
        let words = &self.context.words;
        let active = self.shown().map(|stop| stop.place.entry().menu());
        let has_panel = !self.sidebar.shows_menus_alone() || self.sidebar.is_out;
        let menus = self.menus().into_iter().map(|menu| navigation::Menu {
            label: self.menu_label(menu),
            icon: menu.map_or(Icon::House, menu_icon),
            is_open: has_panel && self.sidebar.open == menu,
            is_active: active == Some(menu),
        });
        let menus = navigation::rail(words.get("sidebar-menus"), menus, Message::Navigate).id(RAIL);
        let mut parts = Column::new().push(logo(30.0));
        if self.sidebar.shows_menus_alone() {
            let find = icon_button(Icon::Search, words.get("finder-open"));
            parts = parts.push(find.shortcut(shortcut::FIND.name(words)).on_press(Message::OpenFinder));
        }
        parts = parts.push(Element::from(menus));
        if self.sidebar.shows_menus_alone() {
            parts = parts.push(self.fold_button(Icon::PanelLeftOpen));
        }
        let parts = parts.push(self.operator()).spacing(space::SM).align_x(Center);
        surface::plain(parts.padding(Padding::from([14.0, 0.0]))).width(size::RAIL).height(Fill).into()
    }

    fn fold_button(&self, icon: Icon) -> Button<'_, Message> {
        let words = &self.context.words;
        let keys = shortcut::SIDEBAR.name(words);
        icon_button(icon, words.get(Deed::Sidebar.label()))
            .shortcut(keys)
            .on_press(Message::Do(Deed::Sidebar))
    }

    fn operator(&self) -> Element<'_, Message> {
        let words = &self.context.words;
        let deeds = self.deeds().into_iter().map(|deed| {
            let action = menu::action(words.get(deed.label()), Some(Message::Do(deed))).icon(deed.icon());
            match deed.keys() {
                Some(keys) => action.shortcut(keys.name(words)).into(),
                None => action.into(),
            }
        });
        let operator = icon_button(Icon::CircleUser, self.context.session.name());
        menu_button(operator, deeds.collect()).into()
    }

    fn panel(&self, has_fold: bool) -> Element<'_, Message> {
        let words = &self.context.words;
        let names = column![
            text::clipped(self.context.console.site().name.clone()).kind(theme::LABEL.semibold()),
            text::clipped("Keydesk").kind(theme::CAPTION).ink(text::Ink::Muted),
        ]
        .spacing(1)
        .width(Fill);
        let fold = has_fold.then(|| Element::from(self.fold_button(Icon::PanelLeftClose)));
        let head = row![names].extend(fold).align_y(Center);
        let search = button(words.get("finder-open"))
            .icon(Icon::Search)
            .shortcut(shortcut::FIND.name(words))
            .width(Fill)
            .at_start()
            .on_press(Message::OpenFinder);
        let lines = self.lines();
        let nothing = lines.is_empty().then(|| {
            let says = text::caption(words.get("sidebar-nothing"));
            container(says).padding(Padding::from([0.0, 16.0])).into()
        });
        let shown = self.menus().iter().position(|menu| *menu == self.sidebar.open).unwrap_or_default();
        let lines =
            navigation::panel(self.menu_label(self.sidebar.open), shown, lines, Message::Navigate).id(PANEL);
        let head = column![head, Element::from(search)].spacing(space::MD);
        let parts = column![container(head).padding(Padding::from([0.0, 10.0]))]
            .extend(nothing)
            .push(Element::from(lines))
            .spacing(space::MD)
            .padding(Padding::from([14.0, 0.0]));
        surface::plain(parts).width(size::PANEL).height(Fill).into()
    }

    /// The sidebar as it stands beside the page; while the panel lies over the page, its place is kept.
    pub(super) fn sidebar(&self, is_out: bool) -> Element<'_, Message> {
        let sides = if is_out {
            row![surface::plain(gap()).width(size::RAIL).height(Fill)]
        } else if self.sidebar.shows_menus_alone() {
            row![self.rail()]
        } else {
            row![self.rail(), self.panel(true)]
        };
        region(SIDEBAR, sides.push(surface::divider_down()).height(Fill)).into()
    }

    /// The panel over the page, with the rail beside it.
    pub(super) fn flyout(&self) -> Element<'_, Message> {
        let panel = surface::raised(self.panel(false));
        let sides = row![self.rail(), surface::divider_down(), Element::from(panel)].height(Fill);
        let layer =
            of_regions(region(SIDEBAR, sides).rests(), true).starts_at(PANEL).on_escape(Message::DrawIn);
        let ground = container(opaque(layer)).width(Fill).height(Fill);
        ground.padding(Padding::ZERO.bottom(size::STATUS)).into()
    }
}
