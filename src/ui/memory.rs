//! What this desk remembers of its window from one start to the next, before anybody is signed in. It lies beside the
//! site, holds nothing of it, and is of no consequence: one that cannot be read is made anew.

use std::collections::{BTreeMap, HashMap};
use std::io::Read as _;
use std::path::Path;

use keydesk::domain::desktop_reader::{Ending, Format, Notation, Prefix, What};
use keydesk::domain::operator::{Language, Theme};
use keydesk::private_file;
use serde::{Deserialize, Serialize};

use crate::place::Entry;
use crate::widget::table::Density;

/// What is remembered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct Memory {
    /// The code of the language that was chosen last.
    language: Option<String>,
    /// The code of the colours that were chosen last.
    theme: Option<String>,
    /// The width and height of the window, in points.
    size: Option<(f32, f32)>,
    /// How large everything is, in hundredths.
    zoom: Option<u16>,
    /// Whether the sidebar shows the menus alone.
    is_folded: bool,
    /// The names of the screens that are kept at hand.
    pins: Vec<String>,
    /// Whether lists show more rows at once.
    is_compact: bool,
    /// How lists are used, by the names of their screens.
    lists: BTreeMap<String, ListHabits>,
    /// In which form the desktop reader types.
    typed_as: TypedAs,
}

/// In which form the desktop reader types, by keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(default)]
struct TypedAs {
    what: String,
    notation: String,
    prefix: String,
    ending: String,
}

impl TypedAs {
    fn of(format: &Format) -> TypedAs {
        TypedAs {
            what: format.what.key().to_owned(),
            notation: format.notation.key().to_owned(),
            prefix: format.prefix.as_str().to_owned(),
            ending: format.ending.key().to_owned(),
        }
    }

    fn format(&self) -> Format {
        Format {
            what: What::from_key(&self.what).unwrap_or_default(),
            notation: Notation::from_key(&self.notation).unwrap_or_default(),
            prefix: Prefix::new(&self.prefix),
            ending: Ending::from_key(&self.ending).unwrap_or_default(),
        }
    }
}

/// How the sidebar and the lists are used at this desk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Habits {
    /// Whether it shows the menus alone.
    pub is_folded: bool,
    /// The screens that are kept at hand. No records: their names are nothing for a file that anybody reads.
    pub pins: Vec<Entry>,
    /// How high rows are.
    pub density: Density,
    /// How lists are used.
    pub lists: Lists,
    /// In which form the desktop reader types.
    pub typed_as: Format,
}

/// How lists are used at this desk.
pub type Lists = HashMap<Entry, ListHabits>;

/// How a list is used at this desk.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ListHabits {
    /// The columns that are not shown, by their keys.
    pub hidden: Vec<String>,
    /// What is looked at again and again.
    pub views: Vec<View>,
}

/// What a list was narrowed to, and how it was shown, kept under a name. What it says of people and doors is their numbers:
/// it names nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    pub name: String,
    /// What it is narrowed to, by keys.
    pub facets: Vec<String>,
    /// The column that it is sorted by, if not as ever.
    pub sort: Option<String>,
    /// Whether it is sorted the other way round.
    pub is_descending: bool,
    /// The columns that are not shown.
    pub hidden: Vec<String>,
}

/// More than this of anything was not written here.
const KEPT_MAX: usize = 32;
/// No name or key is longer.
pub const NAME_MAX: usize = 40;
/// More would be a list of its own.
pub const VIEWS_MAX: usize = 12;

impl ListHabits {
    /// Without what is too long or too many, and without what has no name or one that was there before.
    fn within_bounds(&self) -> ListHabits {
        let kept = |keys: &[String]| -> Vec<String> {
            keys.iter().filter(|key| is_short(key)).take(KEPT_MAX).cloned().collect()
        };
        let mut views: Vec<View> = Vec::new();
        // A view that lost some of what it narrows by would show more than it was kept for.
        let is_whole =
            |view: &&View| view.facets.len() <= KEPT_MAX && view.facets.iter().all(|key| is_short(key));
        for view in self.views.iter().filter(|view| is_short(&view.name)).filter(is_whole) {
            if views.len() < VIEWS_MAX && views.iter().all(|known| known.name != view.name) {
                let sort = view.sort.clone().filter(|key| is_short(key));
                views.push(View { sort, hidden: kept(&view.hidden), ..view.clone() });
            }
        }
        ListHabits { hidden: kept(&self.hidden), views }
    }
}

fn is_short(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().count() <= NAME_MAX && !text.contains(char::is_control)
}

/// More would be as long as the menus.
pub const PINS_MAX: usize = 8;

/// How large everything in the window is: one of a few steps from 80 to 200 hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zoom(u16);

/// A wish for everything to be of another size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zooming {
    Larger,
    Smaller,
    AsUsual,
}

impl Zoom {
    const USUAL: Zoom = Zoom(100);
    const STEPS: [Zoom; 8] =
        [Zoom(80), Zoom(90), Zoom(100), Zoom(110), Zoom(125), Zoom(150), Zoom(175), Zoom(200)];

    /// By this everything is multiplied.
    pub fn factor(self) -> f32 {
        f32::from(self.0) / 100.0
    }

    /// The next step; the last ones stay.
    fn after(self, zooming: Zooming) -> Zoom {
        let next = match zooming {
            Zooming::Larger => Zoom::STEPS.into_iter().find(|step| step.0 > self.0),
            Zooming::Smaller => Zoom::STEPS.into_iter().rfind(|step| step.0 < self.0),
            Zooming::AsUsual => Some(Zoom::USUAL),
        };
        next.unwrap_or(self)
    }
}

const FILE: &str = "window.json";
/// What is longer was not written here.
const BYTES_MAX: u64 = 64 * 1024;
/// No window is restored smaller than it can be used, or larger than any screen.
const WIDTH: std::ops::RangeInclusive<f32> = 800.0..=8_000.0;
const HEIGHT: std::ops::RangeInclusive<f32> = 560.0..=5_000.0;

impl Memory {
    /// Reads what was remembered.
    pub fn read(directory: &Path) -> Memory {
        let file = private_file::open(&directory.join(FILE)).map(|file| file.take(BYTES_MAX));
        file.ok().and_then(|file| serde_json::from_reader(file).ok()).unwrap_or_default()
    }

    /// Remembers; where that cannot be, nothing is lost but a habit.
    pub fn keep(&self, directory: &Path) {
        if let Ok(text) = serde_json::to_string_pretty(self) {
            let _ = private_file::replace(&directory.join(FILE), text.as_bytes());
        }
    }

    /// The language, or the one that the system speaks.
    pub fn language(&self) -> Language {
        let known = self.language.as_deref().and_then(Language::from_code);
        known.or_else(system_language).unwrap_or_default()
    }

    /// Remembers a language.
    pub fn set_language(&mut self, language: Language) {
        self.language = Some(language.code().to_owned());
    }

    /// The colours.
    pub fn theme(&self) -> Theme {
        self.theme.as_deref().and_then(Theme::from_code).unwrap_or_default()
    }

    /// Remembers the colours.
    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = Some(theme.code().to_owned());
    }

    /// How large everything is.
    pub fn zoom(&self) -> Zoom {
        let known = self.zoom.map(Zoom).filter(|zoom| Zoom::STEPS.contains(zoom));
        known.unwrap_or(Zoom::USUAL)
    }

    /// Makes everything larger or smaller, and remembers it.
    pub fn set_zoom(&mut self, zooming: Zooming) {
        self.zoom = Some(self.zoom().after(zooming).0);
    }

    /// How the sidebar and the lists are used.
    pub fn habits(&self) -> Habits {
        let mut pins = Vec::new();
        for entry in self.pins.iter().filter_map(|key| Entry::from_key(key)) {
            if !pins.contains(&entry) && pins.len() < PINS_MAX {
                pins.push(entry);
            }
        }
        let known =
            |(key, habits): (&String, &ListHabits)| Some((Entry::from_key(key)?, habits.within_bounds()));
        let lists = self.lists.iter().filter_map(known).collect();
        let density = if self.is_compact { Density::Compact } else { Density::Usual };
        Habits { is_folded: self.is_folded, pins, density, lists, typed_as: self.typed_as.format() }
    }

    /// Remembers how the sidebar and the lists are used.
    pub fn set_habits(&mut self, habits: &Habits) {
        self.is_folded = habits.is_folded;
        self.is_compact = habits.density == Density::Compact;
        self.pins = habits.pins.iter().map(|entry| entry.key().to_owned()).collect();
        self.typed_as = TypedAs::of(&habits.typed_as);
        let lists = habits.lists.iter();
        self.lists = lists.map(|(entry, habits)| (entry.key().to_owned(), habits.within_bounds())).collect();
    }

    /// The size of the window.
    pub fn size(&self) -> Option<(f32, f32)> {
        self.size.filter(|(width, height)| WIDTH.contains(width) && HEIGHT.contains(height))
    }

    /// Remembers the size of the window.
    pub const fn set_size(&mut self, width: f32, height: f32) {
        self.size = Some((width, height));
    }
}

fn system_language() -> Option<Language> {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.is_empty()).then_some(value)
    })?;
    Language::from_code(named.get(..2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_grows_and_shrinks_step_by_step_within_bounds() {
        let mut memory = Memory::default();
        let mut after = |zooming, times| {
            (0..times).for_each(|_| memory.set_zoom(zooming));
            memory.zoom().0
        };
        assert_eq!(after(Zooming::Larger, 1), 110);
        assert_eq!(after(Zooming::Larger, 20), 200);
        assert_eq!(after(Zooming::Smaller, 20), 80);
        assert_eq!(after(Zooming::AsUsual, 1), 100);
        for strange in [0, 79, 101, 201, u16::MAX] {
            let memory = Memory { zoom: Some(strange), ..Memory::default() };
            assert_eq!(memory.zoom().0, 100, "{strange}");
        }
    }

    #[test]
    fn what_is_kept_is_read_again_and_nonsense_is_not() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Memory::read(folder.path()), Memory::default());
        let mut memory = Memory::default();
        memory.set_language(Language::Spanish);
        memory.set_theme(Theme::Dark);
        memory.set_size(1_200.0, 800.0);
        let view = View {
            name: "Night shift".to_owned(),
            facets: vec!["status:expired".to_owned()],
            sort: Some("users-column-until".to_owned()),
            is_descending: true,
            hidden: Vec::new(),
        };
        let of_list = ListHabits { hidden: vec!["users-column-external-id".to_owned()], views: vec![view] };
        let habits = Habits {
            is_folded: true,
            pins: vec![Entry::Users, Entry::Network],
            density: Density::Compact,
            lists: [(Entry::Users, of_list)].into(),
            typed_as: Format {
                what: What::ExternalId,
                notation: Notation::Decimal,
                prefix: Prefix::new("K-"),
                ending: Ending::Tab,
            },
        };
        memory.set_habits(&habits);
        memory.keep(folder.path());
        let read = Memory::read(folder.path());
        assert_eq!(
            (read.language(), read.theme(), read.size()),
            (Language::Spanish, Theme::Dark, Some((1_200.0, 800.0)))
        );
        assert_eq!(read.habits(), habits);
        std::fs::write(folder.path().join(FILE), "{\"size\": [1, 1], \"theme\": \"pink\"}").unwrap();
        let read = Memory::read(folder.path());
        assert_eq!((read.theme(), read.size()), (Theme::Light, None));
        std::fs::write(folder.path().join(FILE), "nonsense").unwrap();
        assert_eq!(Memory::read(folder.path()), Memory::default());
    }

    #[test]
    fn of_lists_nothing_is_kept_that_is_unknown_too_long_or_too_many() {
        let view = |name: &str| View { name: name.to_owned(), ..View::default() };
        let long = "x".repeat(NAME_MAX + 1);
        let mut views = vec![view(""), view(" "), view(&long), view("a\nb"), view("one"), view("one")];
        views.extend((0..2 * VIEWS_MAX).map(|at| view(&at.to_string())));
        let hidden = vec!["x".to_owned(); 2 * KEPT_MAX];
        let facets = vec![long, "banned".to_owned()];
        views[4].facets = facets;
        let lists = [("users", ListHabits { hidden, views }), ("gone", ListHabits::default())];
        let lists = lists.into_iter().map(|(key, habits)| (key.to_owned(), habits)).collect();
        let habits = Memory { lists, ..Memory::default() }.habits();
        assert_eq!(habits.lists.len(), 1);
        let kept = &habits.lists[&Entry::Users];
        assert_eq!((kept.hidden.len(), kept.views.len()), (KEPT_MAX, VIEWS_MAX));
        assert_eq!((kept.views[0].name.as_str(), kept.views[1].name.as_str()), ("one", "0"));
        assert!(kept.views.iter().all(|view| view.facets.is_empty()), "none that lost what it narrows by");
    }

    #[test]
    fn what_is_kept_at_hand_is_known_once_and_not_too_much() {
        let all = Entry::ALL.iter().map(|entry| entry.key().to_owned());
        let pins: Vec<_> = ["gone".to_owned(), "users".to_owned()].into_iter().chain(all).collect();
        let habits = Memory { pins, ..Memory::default() }.habits();
        assert_eq!((habits.pins.len(), habits.pins.first()), (PINS_MAX, Some(&Entry::Users)));
        assert_eq!(habits.pins.iter().filter(|entry| **entry == Entry::Users).count(), 1);
    }
}
