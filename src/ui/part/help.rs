//! What can be done with keys on the screen that is shown, and what its words mean.

use std::borrow::Cow;

use iced::widget::{Column, column};
use iced::{Fill, Padding};

use crate::command::{self, Keys, shortcut};
use crate::context::Context;
use crate::place::{Entry, Place};
use crate::theme::space;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::{Element, form, text};
use crate::words::Words;

/// A command of the screen, with its keys.
pub struct Offered<'a> {
    pub label: Cow<'a, str>,
    pub keys: String,
}

/// A word of the screens: the text that says it there, and the text that says what it means.
type Term = (&'static str, &'static str);

const UPDATE_KEY: Term = ("users-update-key", "term-update-key");
const EDIT_KEY: Term = ("key-edit", "term-edit-key");
const ENCODER: Term = ("term-name-encoder", "term-encoder");
const PARTITION: Term = ("term-name-partition", "term-partition");
const LEVEL: Term = ("user-access-levels-name", "term-user-access-level");
const ZONE: Term = ("zones-name", "term-zone");
const LOCKER: Term = ("term-name-locker", "term-locker");
const FREE_ASSIGNMENT: Term = ("locker-free", "term-free-assignment");
const LOCATION: Term = ("locations-name", "term-location");
const FUNCTION: Term = ("functions-name", "term-function");
const OUTPUT: Term = ("outputs-name", "term-output");
const SUITE: Term = ("suites-name", "term-suite");
const OUT_OF_SERVICE: Term = ("room-out-of-service", "term-out-of-service");
const LOCKDOWN_AREA: Term = ("term-name-lockdown-area", "term-lockdown-area");
const LIMITED_OCCUPANCY_AREA: Term = ("term-name-limited-occupancy-area", "term-limited-occupancy-area");
const LIMITED_OCCUPANCY_GROUP: Term = ("term-name-limited-occupancy-group", "term-limited-occupancy-group");
const ROLL_CALL: Term = ("entry-roll-call", "term-roll-call");
const ASSEMBLY_POINT: Term = ("roll-call-assembly-point", "term-assembly-point");
const TIMETABLE: Term = ("timetable-name", "term-timetable");
const VISIT: Term = ("door-needs-visit", "term-visit");
const TIMED_PERIOD: Term = ("schedule-period", "term-timed-period");
const AUTOMATIC_CHANGE: Term = ("schedule-change", "term-automatic-change");
const CALENDAR: Term = ("entry-calendars", "term-calendar");
const BAN: Term = ("users-ban", "term-ban");
const DENYLIST: Term = ("resources-denylist", "term-denylist");
const UPDATE_PERIOD: Term = ("user-period", "term-update-period");
const GROUP: Term = ("term-name-group", "term-group");
const SECOND_FACTOR: Term = ("settings-two-factor", "term-second-factor");
const TRAIL: Term = ("entry-audit-trail", "term-audit-trail");
const CAMPAIGN: Term = ("campaign-title", "term-campaign");
const DESKTOP_READER: Term = ("entry-desktop-reader", "term-desktop-reader");
const AUDITOR: Term = ("entry-system-auditor", "term-system-auditor");

/// How a key can stand, most urgent first.
const STATES: [Term; 9] = [
    ("status-banned", "term-banned"),
    ("status-unknown", "term-unknown"),
    ("status-expired", "term-expired"),
    ("status-re-edition-required", "term-re-edition-required"),
    ("status-update-required", "term-update-required"),
    ("status-expires-soon", "term-expires-soon"),
    ("status-update-recommended", "term-update-recommended"),
    ("status-synchronized", "term-synchronized"),
    ("status-no-key", "term-no-key"),
];

/// The terms that are explained for each entry.
fn terms(entry: Entry) -> Vec<Term> {
    let (states, others): (&[Term], &[Term]) = match entry {
        Entry::Start => (&STATES, &[UPDATE_KEY, EDIT_KEY, ENCODER]),
        Entry::Users => (&STATES, &[UPDATE_KEY, EDIT_KEY, UPDATE_PERIOD, BAN, LEVEL, ZONE, PARTITION]),
        Entry::ReadKey | Entry::DeleteKey => (&STATES, &[UPDATE_KEY, EDIT_KEY, TRAIL, ENCODER]),
        Entry::AutomaticKeyUpdate => (&STATES, &[UPDATE_KEY, ENCODER]),
        Entry::ResetLockerData => (&[], &[LOCKER, FREE_ASSIGNMENT, ENCODER]),
        Entry::UserAccessLevels => (&[], &[LEVEL, STATES[4], UPDATE_KEY, PARTITION]),
        Entry::Timetables => (&[], &[TIMETABLE, CALENDAR, STATES[4], UPDATE_KEY, PARTITION]),
        Entry::Doors => (
            &[],
            &[ZONE, LEVEL, STATES[4], UPDATE_KEY, TIMED_PERIOD, AUTOMATIC_CHANGE, VISIT, TRAIL, PARTITION],
        ),
        Entry::Lockers => (
            &[],
            &[
                LOCKER,
                FREE_ASSIGNMENT,
                ZONE,
                LEVEL,
                STATES[4],
                UPDATE_KEY,
                TIMED_PERIOD,
                VISIT,
                TRAIL,
                PARTITION,
            ],
        ),
        Entry::Rooms => (&[], &[SUITE, OUT_OF_SERVICE, ZONE, STATES[4], UPDATE_KEY, VISIT, TRAIL, PARTITION]),
        Entry::TimedPeriods => (&[], &[TIMED_PERIOD, AUTOMATIC_CHANGE, CALENDAR, VISIT]),
        Entry::Zones => (&[], &[ZONE, FREE_ASSIGNMENT, LEVEL, STATES[4], UPDATE_KEY, PARTITION]),
        Entry::LocationsFunctions => {
            (&[], &[LOCATION, FUNCTION, STATES[4], UPDATE_KEY, TIMETABLE, VISIT, PARTITION])
        }
        Entry::Outputs => (&[], &[OUTPUT, LEVEL, STATES[4], UPDATE_KEY, VISIT, PARTITION]),
        Entry::LockdownAreas => (&[], &[LOCKDOWN_AREA, PARTITION]),
        Entry::LimitedOccupancyAreas => (&[], &[LIMITED_OCCUPANCY_AREA, PARTITION]),
        Entry::LimitedOccupancyGroups => (&[], &[LIMITED_OCCUPANCY_GROUP, PARTITION]),
        Entry::RollCallAreas => (&[], &[ROLL_CALL, ASSEMBLY_POINT, PARTITION]),
        Entry::AuditTrail => (&[], &[TRAIL, AUDITOR, ENCODER]),
        Entry::SystemAuditor => (&[], &[AUDITOR, TRAIL]),
        Entry::Operators => (&[], &[GROUP, SECOND_FACTOR]),
        Entry::OperatorGroups => (&[], &[GROUP, PARTITION]),
        Entry::Partitions => (&[], &[PARTITION, GROUP]),
        Entry::Calendars => (&[], &[CALENDAR, TIMETABLE, STATES[4]]),
        Entry::TimeZones => (&[], &[TIMETABLE, VISIT]),
        Entry::DesktopReader => (&[], &[DESKTOP_READER, ENCODER]),
        Entry::Network => (&[], &[ENCODER, EDIT_KEY]),
        Entry::SystemResources => (&[], &[DENYLIST, UPDATE_PERIOD]),
        Entry::Configuration => {
            (&[], &[SECOND_FACTOR, AUDITOR, STATES[3], STATES[4], UPDATE_PERIOD, CAMPAIGN])
        }
    };
    states.iter().chain(others).copied().collect()
}

/// What keys do in the cells of a place, if it has any.
fn in_cells<'a>(words: &'a Words, place: &Place) -> Vec<(String, Cow<'a, str>)> {
    let shift = words.get("keys-shift");
    let ticks: (String, Cow<'_, str>) = (words.get("help-space").into_owned(), words.get("help-cells-tick"));
    let paints = [
        ("1, 2, 3".to_owned(), words.get("help-cells-paint")),
        (format!("0, {}", words.get("keys-delete")), words.get("help-cells-erase")),
        (words.get("help-space").into_owned(), words.get("help-cells-brush")),
    ];
    let hours = [
        ("1, 2, 3, 4, 5, 6".to_owned(), words.get("help-cells-modes")),
        (words.get("keys-delete").into_owned(), words.get("help-cells-standard")),
        (words.get("help-space").into_owned(), words.get("help-cells-mode")),
    ];
    let rights = [
        (words.get("help-space").into_owned(), words.get("help-cells-give")),
        ("F2".to_owned(), words.get("help-cells-when")),
        (words.get("keys-delete").into_owned(), words.get("help-cells-restore")),
        (words.get("keys-enter").into_owned(), words.get("help-cells-open")),
    ];
    let own: Vec<(String, Cow<'_, str>)> = match place {
        Place::PeopleMatrix(_) | Place::LevelsMatrix(_) => rights.into(),
        Place::Calendar(_) | Place::NewCalendar => paints.into(),
        Place::AutomaticChange(_) | Place::NewAutomaticChange => hours.into(),
        Place::OperatorGroup(_) | Place::NewOperatorGroup | Place::CopyOfOperatorGroup(_) => vec![ticks],
        _ => return Vec::new(),
    };
    let space = words.get("help-space");
    let lines = format!("{shift}+{space}, {}+{space}", words.get("keys-ctrl"));
    let choosing =
        [(format!("{shift}+←↑→↓"), words.get("help-cells-range")), (lines, words.get("help-cells-lines"))];
    own.into_iter().chain(choosing).collect()
}

/// What keys do wherever one is.
fn everywhere(words: &Words) -> Vec<(String, Cow<'_, str>)> {
    let named = |keys: Keys| keys.name(words);
    let regions = format!("{}, {}", named(shortcut::NEXT_REGION), named(shortcut::REGION_BEFORE));
    let ctrl = words.get(command::CTRL);
    let several = format!("{}+↑↓, {ctrl}+{}", words.get("keys-shift"), words.get("help-space"));
    let zoom = format!("{ctrl}++, {ctrl}+-, {ctrl}+0");
    vec![
        (named(shortcut::FIND), words.get("finder-title")),
        (named(shortcut::LAID_KEY), words.get("help-laid-key")),
        (named(shortcut::UNDO), words.get("help-undo")),
        (named(shortcut::NOTICE), words.get("help-notice")),
        (format!("{}+1, 2, 3…", words.get("keys-alt")), words.get("help-menus")),
        (named(shortcut::SIDEBAR), words.get("deed-sidebar")),
        (named(shortcut::BACK), words.get("back")),
        (named(shortcut::LOCK), words.get("deed-lock")),
        (regions, words.get("help-regions")),
        (words.get("help-tab").into_owned(), words.get("help-controls")),
        ("↓".to_owned(), words.get("help-down")),
        ("↑".to_owned(), words.get("help-up")),
        (several, words.get("help-several")),
        (zoom, words.get("help-zoom")),
        (words.get("help-letters").into_owned(), words.get("help-search")),
        (words.get("help-space").into_owned(), words.get("help-choose")),
        (words.get("keys-enter").into_owned(), words.get("help-enter")),
        (words.get("help-escape").into_owned(), words.get("help-leave")),
        (words.get("help-menu").into_owned(), words.get("help-row-menu")),
        (named(shortcut::HELP), words.get("deed-help")),
    ]
}

/// The dialog.
pub fn view<'a, M: Clone + 'a>(
    context: &'a Context,
    place: &Place,
    offered: Vec<Offered<'a>>,
    close: M,
    is_live: bool,
) -> Element<'a, M> {
    let (words, entry) = (&context.words, place.entry());
    let here = offered.into_iter().map(|offered| (offered.keys, offered.label));
    let here = here.chain(in_cells(words, place));
    let has_cards = context.console.desk().tray().is_some();
    let cards =
        has_cards.then(|| (format!("{}+1, 2, 3…", words.get(command::CTRL)), words.get("help-cards")));
    let meanings = terms(entry).into_iter().map(|(name, meaning)| (words.get(name), words.get(meaning)));
    let mut parts = Vec::new();
    let here: Vec<_> = here.collect();
    let told: Vec<String> = here.iter().map(|(keys, _)| keys.clone()).collect();
    let here = section(here);
    if let Some(here) = here {
        parts.push(titled(words.get("help-here"), here));
    }
    // What is told of this screen is not told again.
    let everywhere = everywhere(words).into_iter().filter(|(keys, _)| !told.contains(keys)).chain(cards);
    parts.extend(section(everywhere).map(|keys| titled(words.get("help-everywhere"), keys)));
    parts.extend(section(meanings).map(|terms| titled(words.get("help-words"), terms)));
    dialog(words.get("help-title"), is_live)
        .subtitle(words.get(&format!("entry-{}", entry.key())))
        .width(Width::Form)
        .body(Column::with_children(parts).spacing(space::LG).width(Fill))
        .starts_at(CLOSE)
        .on_close(words.get("close"), close.clone())
        .closes_beside()
        .action(button(words.get("close")).id(CLOSE).kind(Kind::Primary).on_press(close))
        .into()
}

const CLOSE: &str = "help-close";

/// Lines of a name and what it stands for; nothing, if there are none.
fn section<'a, M: 'a, Name: Into<Cow<'a, str>>>(
    lines: impl IntoIterator<Item = (Name, Cow<'a, str>)>,
) -> Option<Element<'a, M>> {
    let mut lines = lines.into_iter().peekable();
    lines.peek()?;
    let lines = lines.map(|(name, meaning)| (name, text::body(meaning).width(Fill).into()));
    Some(form::pairs(lines))
}

fn titled<'a, M: 'a>(title: Cow<'a, str>, content: Element<'a, M>) -> Element<'a, M> {
    let title = iced::widget::container(text::label(title)).padding(Padding::ZERO.bottom(space::XS));
    column![title, content].width(Fill).into()
}

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;

    use super::*;

    #[test]
    fn every_entry_says_what_its_words_mean_and_says_none_twice() {
        for language in Language::ALL.iter().copied() {
            let words = Words::new(language);
            for entry in Entry::ALL.iter().copied() {
                let told: Vec<_> = terms(entry).into_iter().map(|(name, _)| words.get(name)).collect();
                assert!(!told.is_empty(), "{entry:?}");
                let mut once = told.clone();
                once.sort();
                once.dedup();
                assert_eq!(once.len(), told.len(), "{entry:?}: {told:?}");
            }
        }
    }

    #[test]
    fn keys_of_cells_are_told_where_there_are_cells() {
        let words = Words::new(Language::English);
        assert!(in_cells(&words, &Place::Entry(Entry::OperatorGroups)).is_empty());
        assert!(in_cells(&words, &Place::Entry(Entry::Calendars)).is_empty());
        assert_eq!(in_cells(&words, &Place::NewOperatorGroup).len(), 3);
        assert_eq!(in_cells(&words, &Place::NewCalendar).len(), 5);
    }
}
