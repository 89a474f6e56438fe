//! What every key press does: on every screen and in every dialog that a press opens, with nothing at the keyboard, a
//! field, a row, a search, an unsaved edit, a notice, and with a key on the encoder or none. The table is
//! `tests/golden/presses.txt`. Besides, nothing is written but what was in view before the press. The tests go through
//! some states of each screen; `./dev bench presses` goes through all of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use iced::Point;
use iced::keyboard::{Key, Modifiers, key::Named};
use keydesk::domain::door::DoorId;
use keydesk::domain::group::GroupId;
use keydesk::domain::operator::{Language, OperatorId};
use keydesk::domain::partition::PartitionId;
use keydesk::domain::user::UserId;
use keydesk::encoders::{Signal, State as Encoding};
use keydesk::operation::demo::ADMINISTRATOR;
use keydesk::operation::system_auditor::{self, Filter as Entries, Stored};
use keydesk::operation::{doors, groups, operators, partitions};

use super::Guide;
use crate::command::{Keys, shortcut};
use crate::headless::{Collect, Found};
use crate::place::{Entry, Place};
use crate::screen::cardholders::users::Filter;
use crate::theme::size;
use crate::widget::semantics::Role;
use crate::window::Message;
use crate::window::desk::{self, Desk};
use crate::words::Words;

/// Whose screen is opened, and whose keys are laid down.
const OWN: &str = "Ana Belmonte";
const OTHER: &str = "Carmen Duarte";
const LOCKED: &str = "Locked by demo";
/// What is typed into a field.
const TYPED: &str = "Zz";

/// Where the keyboard is, and what was done with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hands {
    Opened,
    Nowhere,
    Field,
    Row,
    Searched,
    RowSearched,
    Unsaved,
    UnsavedNowhere,
    Notice,
    Finder,
}

impl Hands {
    const ALL: [Hands; 10] = [
        Hands::Opened,
        Hands::Nowhere,
        Hands::Field,
        Hands::Row,
        Hands::Searched,
        Hands::RowSearched,
        Hands::Unsaved,
        Hands::UnsavedNowhere,
        Hands::Notice,
        Hands::Finder,
    ];

    const fn name(self) -> &'static str {
        match self {
            Hands::Opened => "opened",
            Hands::Nowhere => "nothing has the keyboard",
            Hands::Field => "first field",
            Hands::Row => "first row",
            Hands::Searched => "searched",
            Hands::RowSearched => "first row, then searched",
            Hands::Unsaved => "unsaved",
            Hands::UnsavedNowhere => "unsaved, nothing has the keyboard",
            Hands::Notice => "a notice",
            Hands::Finder => "search for anything",
        }
    }

    /// Whether the dialogs that a press opens are in the table: what stands at the keyboard besides makes no other
    /// of them.
    const fn leads_on(self) -> bool {
        matches!(self, Hands::Opened | Hands::Row | Hands::Unsaved)
    }
}

/// How the desk is when a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    hands: Hands,
    /// Whose key lies on the encoder.
    laid: Option<&'static str>,
}

impl State {
    fn all() -> Vec<State> {
        let laid = [None, Some(OTHER), Some(OWN)].into_iter();
        laid.flat_map(|laid| Hands::ALL.map(|hands| State { hands, laid })).collect()
    }

    fn name(self) -> String {
        match self.laid {
            None => self.hands.name().to_owned(),
            Some(whose) => format!("{}, key of {whose}", self.hands.name()),
        }
    }
}

/// A key with what is held beside it, and its name.
#[derive(Debug, Clone)]
struct Press {
    name: String,
    modifiers: Modifiers,
    key: Key,
}

impl Press {
    fn all() -> Vec<Press> {
        let words = Words::new(Language::English);
        let plain = [
            (Named::Enter, "Enter"),
            (Named::Space, "Space"),
            (Named::Backspace, "Backspace"),
            (Named::Escape, "Escape"),
        ];
        let plain = plain.map(|(named, name)| Press {
            name: name.to_owned(),
            modifiers: Modifiers::empty(),
            key: Key::Named(named),
        });
        let shortcuts = shortcut::ALL.iter().map(|keys| {
            let (modifiers, key) = match *keys {
                Keys::Ctrl(letter) => (Modifiers::CTRL, Key::Character(letter.to_string().into())),
                Keys::CtrlWith(named) => (Modifiers::CTRL, Key::Named(named)),
                Keys::Alt(named) => (Modifiers::ALT, Key::Named(named)),
                Keys::Plain(named) => (Modifiers::empty(), Key::Named(named)),
            };
            Press { name: keys.name(&words), modifiers, key }
        });
        plain.into_iter().chain(shortcuts).collect()
    }
}

/// What can be seen of the window, and what has been written so far.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    place: String,
    is_locked: bool,
    dialogs: Vec<String>,
    focused: String,
    parts: Vec<(String, Option<String>, bool)>,
    texts: Vec<String>,
    site: Site,
}

impl Look {
    /// Every text in view, what fields hold included.
    fn seen(&self) -> String {
        let held = self.parts.iter().filter_map(|(_, value, _)| value.as_ref());
        Vec::from_iter(self.texts.iter().chain(held).map(String::as_str)).join(" ")
    }
}

/// What has been written so far: on cards, by their labels, and how many entries the system auditor has.
#[derive(Debug, Clone, Default, PartialEq)]
struct Site {
    cards: Vec<(String, String)>,
    told: usize,
}

/// What was written, by whose or which it is.
type Written = BTreeMap<String, BTreeSet<String>>;

/// The first of each kind of thing that has a screen.
struct Known {
    user: UserId,
    users: Vec<UserId>,
    door: DoorId,
    group: GroupId,
    operator: OperatorId,
    partition: PartitionId,
}

impl Known {
    /// Nobody in particular, where only the kinds of places matter.
    const fn nobody() -> Known {
        Known {
            user: UserId(0),
            users: Vec::new(),
            door: DoorId(0),
            group: GroupId(0),
            operator: OperatorId(0),
            partition: PartitionId(0),
        }
    }

    fn of(guide: &Guide) -> Known {
        let (console, session) = guide.behind();
        let users = ["belmonte", "carter", "duarte"].map(|name| guide.saved(name).id);
        let operators = operators::list(&console, &session.permit().unwrap()).unwrap();
        Known {
            user: users[0],
            users: users.to_vec(),
            door: doors::list(&console, &session.permit().unwrap()).unwrap()[0].id,
            group: groups::list(&console, &session.permit().unwrap()).unwrap().last().unwrap().id,
            operator: operators.iter().find(|it| it.user_name != ADMINISTRATOR.user_name).unwrap().id,
            partition: partitions::list(&console, &session.permit().unwrap()).unwrap()[0].id,
        }
    }

    /// Every place, each with the test that goes to it.
    fn places(&self) -> Vec<(Place, Part)> {
        let (mut places, mut next) = (Vec::new(), Some(Place::Entry(Entry::ALL[0])));
        while let Some(place) = next {
            let part;
            (part, next) = self.after(&place);
            places.push((place, part));
        }
        places
    }

    /// Which test goes to a place, and the next place: whoever adds one has to put it into the row.
    fn after(&self, place: &Place) -> (Part, Option<Place>) {
        let (part, next) = match place {
            Place::Entry(entry) => {
                let mut later = Entry::ALL.iter().skip_while(|it| *it != entry).skip(1);
                let next = later.next().copied().map_or(Place::Users(Filter::NeedsAttention), Place::Entry);
                (Part::Menus, next)
            }
            Place::Users(_) => (Part::Menus, Place::User(self.user)),
            Place::User(_) => (Part::Saved, Place::NewUser),
            Place::NewUser => (Part::New, Place::EditUsers(self.users.clone())),
            Place::EditUsers(_) => (Part::Saved, Place::Door(self.door)),
            Place::Door(_) => (Part::Saved, Place::NewDoor),
            Place::NewDoor => (Part::New, Place::OperatorGroup(self.group)),
            Place::OperatorGroup(_) => (Part::Saved, Place::NewOperatorGroup),
            Place::NewOperatorGroup => (Part::New, Place::CopyOfOperatorGroup(self.group)),
            Place::CopyOfOperatorGroup(_) => (Part::New, Place::Operator(self.operator)),
            Place::Operator(_) => (Part::Saved, Place::NewOperator),
            Place::NewOperator => (Part::New, Place::Partition(self.partition)),
            Place::Partition(_) => (Part::Saved, Place::NewPartition),
            Place::NewPartition => return (Part::New, None),
        };
        (part, Some(next))
    }
}

/// The places that one test goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Menus,
    Saved,
    New,
}

fn name_of(place: &Place) -> String {
    match place {
        Place::Entry(entry) => entry.key().to_owned(),
        place => format!("{place:?}").split('(').next().unwrap_or_default().to_owned(),
    }
}

/// How the part of the table begins that is about a place in a state.
fn title(place: &Place, state: State) -> String {
    format!("{} | {}", name_of(place), state.name())
}

/// Somebody who presses every key.
struct Hand {
    guide: Guide,
    presses: Vec<Press>,
    /// The site as a press begins with it: whatever is written, the next begins with another.
    clean: Site,
    /// What was written and not in view.
    unseen: Vec<String>,
}

impl Hand {
    fn begin() -> Hand {
        let guide = Guide::at_desk();
        let mut hand = Hand { guide, presses: Press::all(), clean: Site::default(), unseen: Vec::new() };
        hand.guide.driver.look_away();
        hand.clean = hand.site();
        hand
    }

    /// Presses a key, and waits until nothing comes of it any more.
    fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.guide.driver.chord(modifiers, key);
        self.rest();
    }

    /// Waits until all is done that was begun, or a person has to do something; and until the window has heard of
    /// what is no task: keys that nothing wanted, and what the encoders do.
    #[track_caller]
    fn rest(&mut self) {
        let is_laid = self.guide.tray.cards().iter().any(|card| card.is_laid);
        let tray = self.guide.tray.clone();
        let result = self.guide.driver.wait("rest", |driver| {
            // A screen or a dialog that waits for a key has a task of its own.
            let waits = match driver.tasks_running() {
                0 => false,
                // The light beside it is lit by the encoder.
                1 if !is_laid && tray.signal() == Signal::Waiting && driver.shows("Place the key") => true,
                _ => return false,
            };
            let keys = driver.keys_unwanted();
            driver.state().desk().is_none_or(|desk| {
                let encoders = desk.context().console.desk().encoders();
                let is_busy = encoders.iter().any(|encoder| encoder.state == Encoding::Busy);
                desk.keys_heard() == keys && desk.context().encoders == encoders && is_busy == waits
            })
        });
        self.guide.must(result);
    }

    fn send(&mut self, message: desk::Message) {
        self.guide.driver.message(Message::Desk(message));
        self.rest();
    }

    fn click(&mut self, at: Point) {
        self.guide.driver.click_at(at);
        self.rest();
    }

    /// What comes first on the page of its role and can be used.
    fn first(&mut self, role: Role, is_it: impl Fn(&Found) -> bool) -> Option<Point> {
        let found = self.guide.driver.parts().into_iter().find(|part| {
            part.role() == Some(role) && part.semantics.as_ref().is_some_and(|it| it.enabled) && is_it(part)
        });
        found.map(|part| part.bounds.center())
    }

    /// The first field, of those to search in or of the others.
    fn field(&mut self, is_search: bool) -> Option<Point> {
        self.first(Role::TextField, |field| field.text.starts_with("Search") == is_search)
    }

    /// The first row of the first table.
    fn row(&mut self) -> Option<Point> {
        let parts = self.guide.driver.parts();
        let table = parts.iter().find(|part| part.role() == Some(Role::Table))?.bounds;
        let at = size::HEADER + size::ROW / 2.0;
        (at < table.height).then(|| Point::new(table.x + 150.0, table.y + at))
    }

    /// Brings the desk into a state, whatever was pressed before; says whether there is such a state.
    fn stage(&mut self, place: &Place, state: State) -> bool {
        let is_locked = self.guide.driver.shows(LOCKED);
        if !self.written(&self.clean, &self.site(), is_locked).is_empty() {
            self.guide = Guide::at_desk();
            self.guide.driver.look_away();
            // The one before lets the time go on when it ends.
            self.guide.driver.advance(Duration::ZERO);
        } else if is_locked {
            self.guide.type_text(ADMINISTRATOR.password);
            self.guide.key(Named::Enter);
            self.guide.wait_without(LOCKED);
            self.rest();
        }
        self.clean = self.site();
        self.send(desk::Message::Clear);
        if self.guide.tray.cards().iter().any(|card| card.is_laid) {
            // Nothing works at the encoder there.
            self.send(desk::Message::Open(Place::Entry(Entry::Start)));
            self.guide.take_away();
            self.send(desk::Message::Clear);
        }
        self.send(desk::Message::Open(place.clone()));
        self.reach(place, state.hands).is_some() && state.laid.is_none_or(|whose| self.lay(place, whose))
    }

    /// Does with the keyboard what there is to be done; nothing, if there is no such thing.
    fn reach(&mut self, place: &Place, hands: Hands) -> Option<()> {
        match hands {
            Hands::Opened => {}
            Hands::Nowhere => self.let_go()?,
            Hands::Field => {
                let field = self.field(false)?;
                self.click(field);
            }
            Hands::Row => {
                let row = self.row()?;
                self.click(row);
            }
            Hands::Searched => self.search()?,
            Hands::RowSearched => {
                let row = self.row()?;
                self.click(row);
                self.search()?;
            }
            Hands::Unsaved => self.edit()?,
            Hands::UnsavedNowhere => {
                self.edit()?;
                self.let_go()?;
            }
            Hands::Notice => self.send(desk::Message::Tell("It is so.".to_owned())),
            Hands::Finder if *place != Place::Entry(Entry::Start) => return None,
            Hands::Finder => {
                self.chord(Modifiers::CTRL, Key::Character("k".into()));
                self.guide.driver.type_text("an");
                self.rest();
            }
        }
        Some(())
    }

    /// Takes the keyboard from whatever has it.
    fn let_go(&mut self) -> Option<()> {
        self.guide.driver.focused()?;
        self.guide.driver.click("Keydesk").unwrap();
        self.rest();
        assert_eq!(self.guide.driver.focused(), None);
        Some(())
    }

    fn search(&mut self) -> Option<()> {
        let field = self.field(true)?;
        self.click(field);
        self.guide.driver.type_text("an");
        self.rest();
        Some(())
    }

    /// Types into the first field; where there is none, turns the first switch.
    fn edit(&mut self) -> Option<()> {
        if let Some(field) = self.field(false) {
            self.click(field);
            self.guide.driver.ctrl('a');
            self.guide.driver.type_text(TYPED);
            self.rest();
        } else {
            let switch = self.first(Role::CheckBox, |_| true)?;
            self.click(switch);
        }
        Some(())
    }

    /// Lays somebody's key down; says whether it waits there for something to be done.
    fn lay(&mut self, place: &Place, whose: &str) -> bool {
        let is_own_elsewhere = whose == OWN && !matches!(place, Place::User(_));
        if is_own_elsewhere || self.guide.driver.shows("Place the key") {
            return false;
        }
        self.guide.lay(&format!("Key of {whose}"));
        let is_free = self.look().dialogs.is_empty();
        let result = self.guide.driver.wait("the key on the encoder", |driver| {
            let desk = driver.state().desk();
            let lies = desk.is_some_and(|desk| {
                desk.context().encoders.iter().any(|encoder| encoder.state == Encoding::Holding)
            });
            lies && (!is_free || driver.shows("Ctrl+Enter"))
        });
        self.guide.must(result);
        self.rest();
        true
    }

    fn look(&mut self) -> Look {
        let Collect { texts, parts, focused, .. } = self.guide.driver.look();
        let texts: Vec<String> = texts.into_iter().map(|found| found.text).collect();
        let dialogs = parts.iter().filter(|part| part.role() == Some(Role::Dialog));
        let dialogs = dialogs.map(|part| part.text.clone()).collect();
        // A field is a little larger than what has the keyboard in it.
        let holds = |part: &&Found| focused.is_some_and(|it| part.bounds.contains(it.center()));
        let focused = parts.iter().filter(holds).min_by(|one, other| {
            let area = |part: &Found| part.bounds.area();
            area(one).total_cmp(&area(other))
        });
        let focused = focused.map_or("nothing".to_owned(), |part| format!("“{}”", part.text));
        let parts = parts.into_iter().filter_map(|part| {
            let semantics = part.semantics?;
            let said = format!("{:?} {} {:?}", semantics.role, part.text, semantics.mark);
            Some((said, semantics.value, semantics.enabled))
        });
        Look {
            place: self.guide.driver.state().desk().and_then(Desk::place).map(name_of).unwrap_or_default(),
            is_locked: texts.iter().any(|text| text == LOCKED),
            dialogs,
            focused,
            parts: parts.collect(),
            texts,
            site: self.site(),
        }
    }

    fn site(&self) -> Site {
        let (console, session) = self.guide.behind();
        let told = system_auditor::list(&console, &session.permit().unwrap(), &Entries::default());
        let cards = self.guide.tray.cards().into_iter();
        let cards = cards.map(|card| (card.label.clone(), self.guide.memory(&card.label)));
        Site { cards: cards.collect(), told: told.unwrap().1 }
    }

    /// What was written meanwhile; that the screen was locked is no more than that.
    fn written(&self, before: &Site, after: &Site, is_locked: bool) -> Written {
        let (console, session) = self.guide.behind();
        let permit = session.permit().unwrap();
        let (numbers, _) = system_auditor::list(&console, &permit, &Entries::default()).unwrap();
        let new = &numbers[..after.told - before.told];
        let rows = system_auditor::rows(&console, &permit, new).unwrap().into_iter();
        let rows = rows
            .filter(|row| !is_locked || row.action != Stored::Known(system_auditor::Action::ScreenLocked));
        let rows = rows.map(|row| match row.action {
            Stored::Known(action) => (row.subject_name, format!("{action:?}")),
            Stored::Unknown(action) => (row.subject_name, action),
        });
        let cards = before.cards.iter().zip(&after.cards).filter(|(old, new)| old != new);
        let cards = cards.map(|((label, _), _)| {
            (label.strip_prefix("Key of ").unwrap_or(label).to_owned(), "the card".to_owned())
        });
        let mut written = Written::new();
        for (name, what) in rows.chain(cards) {
            written.entry(name).or_default().insert(what);
        }
        written
    }

    /// What a press did, in a few words.
    fn press(&mut self, press: &Press, title: &str, before: &Look, behind: &str) -> (String, Look) {
        self.chord(press.modifiers, press.key.clone());
        let after = self.look();
        let mut done = Vec::new();
        let seen = format!("{} {behind}", before.seen());
        for (name, what) in self.written(&before.site, &after.site, after.is_locked) {
            let what = Vec::from_iter(what).join(", ");
            if !name.split([' ', ',']).all(|word| seen.contains(word)) {
                self.unseen.push(format!("{title}: {} writes {what} of {name}; in view: {seen}", press.name));
            }
            done.push(format!("writes {what} of “{name}”"));
        }
        if after.is_locked {
            done.push("locks".to_owned());
            return (done.join(", "), after);
        }
        let over = |these: &Look, those: &Look, what: &str| -> Vec<String> {
            let new = these.dialogs.iter().filter(|it| !those.dialogs.contains(it));
            new.map(|dialog| format!("{what} “{dialog}”")).collect()
        };
        done.extend(over(before, &after, "closes"));
        done.extend(over(&after, before, "opens"));
        if after.place != before.place {
            done.push(format!("shows {}", after.place));
        }
        if done.is_empty() && after.focused != before.focused {
            done.push(format!("goes to {}", after.focused));
        }
        if done.is_empty() && (&after.parts, &after.texts) != (&before.parts, &before.texts) {
            done.push("changes what is shown".to_owned());
        }
        (done.join(", "), after)
    }

    /// Presses every key where `stage` leads, and puts what they do under a title; gives which of them open a dialog,
    /// each dialog once. From `stage` comes what is in view behind a dialog, or nothing, where it leads nowhere.
    fn fill(
        &mut self,
        lines: &mut String,
        title: &str,
        mut stage: impl FnMut(&mut Hand) -> Option<String>,
    ) -> Vec<(Press, String)> {
        let Some(behind) = stage(self) else {
            return Vec::new();
        };
        let mut before = self.look();
        writeln!(lines, "{title} | {}", before.focused).unwrap();
        let (mut opening, mut dialogs) = (Vec::new(), HashSet::new());
        for press in self.presses.clone() {
            let (done, after) = self.press(&press, title, &before, &behind);
            if !done.is_empty() {
                writeln!(lines, "  {}: {done}", press.name).unwrap();
            }
            for dialog in after.dialogs.iter().filter(|dialog| !before.dialogs.contains(dialog)) {
                if dialogs.insert(dialog.clone()) {
                    opening.push((press.clone(), dialog.clone()));
                }
            }
            if after == before {
                continue;
            }
            stage(self);
            before = self.look();
        }
        lines.push('\n');
        opening
    }

    /// The part of the table that is about a place in a state: empty, where there is no such state.
    fn go_through(&mut self, place: &Place, state: State) -> String {
        let mut lines = String::new();
        let title = title(place, state);
        let opening = self.fill(&mut lines, &title, |hand| hand.stage(place, state).then(String::new));
        for (press, dialog) in opening.into_iter().filter(|_| state.hands.leads_on()) {
            self.fill(&mut lines, &format!("{title} | “{dialog}”"), |hand| {
                let behind = hand.stage(place, state).then(|| hand.look().seen())?;
                hand.chord(press.modifiers, press.key.clone());
                Some(behind)
            });
        }
        lines
    }
}

fn golden_path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/presses.txt")
}

/// Whether the table has a place in a state.
fn has(golden: &str, place: &Place, state: State) -> bool {
    let begins = format!("{} | ", title(place, state));
    golden.starts_with(&begins) || golden.contains(&format!("\n{begins}"))
}

fn golden() -> String {
    std::fs::read_to_string(golden_path()).unwrap_or_default()
}

/// What the table says of a place in a state.
fn said(golden: &str, place: &Place, state: State) -> String {
    let begins = format!("{} | ", title(place, state));
    golden.split_inclusive("\n\n").filter(|part| part.starts_with(&begins)).collect()
}

/// What a state has in common with others: where the keyboard is, and whether a key lies there.
type Kind = (Hands, bool);

const fn kind_of(state: State) -> Kind {
    (state.hands, state.laid.is_some())
}

/// What the tests go through of the table: each place in the state that was tried the least before, and then whatever
/// state was not tried at all.
fn short(golden: &str, known: &Known) -> Vec<(Place, Part, State)> {
    let places = known.places().into_iter();
    let mut left: Vec<_> = places
        .flat_map(|(place, part)| State::all().into_iter().map(move |state| (place.clone(), part, state)))
        .filter(|(place, _, state)| has(golden, place, *state))
        .collect();
    let mut taken: Vec<(Place, Part, State)> = Vec::new();
    let count = |taken: &[(Place, Part, State)], state| {
        taken.iter().filter(|(.., it)| kind_of(*it) == kind_of(state)).count()
    };
    for (place, _) in known.places() {
        let here = left.iter().enumerate().filter(|(_, (it, ..))| *it == place);
        if let Some((at, _)) = here.min_by_key(|(_, (.., state))| count(&taken, *state)) {
            taken.push(left.remove(at));
        }
    }
    while let Some(at) = left.iter().position(|(.., state)| count(&taken, *state) == 0) {
        taken.push(left.remove(at));
    }
    taken
}

fn press_everything_on(part: Part) {
    let mut hand = Hand::begin();
    let (golden, known) = (golden(), Known::of(&hand.guide));
    for (place, _, state) in short(&golden, &known).into_iter().filter(|(_, of, _)| *of == part) {
        let found = hand.go_through(&place, state);
        assert!(hand.unseen.is_empty(), "{}", hand.unseen.join("\n"));
        assert_eq!(found, said(&golden, &place, state), "{} | {}", name_of(&place), state.name());
    }
}

#[test]
fn on_the_screens_of_the_menus_a_press_does_what_the_table_says() {
    press_everything_on(Part::Menus);
}

#[test]
fn on_what_is_saved_a_press_does_what_the_table_says() {
    press_everything_on(Part::Saved);
}

#[test]
fn on_what_is_new_a_press_does_what_the_table_says() {
    press_everything_on(Part::New);
}

#[test]
fn every_screen_and_every_state_is_tried_with_every_run() {
    let known = Known::nobody();
    let tried = short(&golden(), &known);
    for (place, _) in known.places() {
        assert!(tried.iter().any(|(it, ..)| *it == place), "{} is not in the table", name_of(&place));
    }
    for kind in State::all().into_iter().map(kind_of) {
        assert!(tried.iter().any(|(.., state)| kind_of(*state) == kind), "{kind:?} is not in the table");
    }
}

#[test]
#[ignore = "takes minutes: ./dev bench presses"]
fn every_press_in_every_state_of_every_screen_does_what_the_table_says() {
    let places = Known::of(&Guide::at_desk()).places();
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let go_through = || {
        let mut hand = Hand::begin();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((place, _)) = places.get(at) else {
                return;
            };
            let lines: String = State::all().into_iter().map(|state| hand.go_through(place, state)).collect();
            done.lock().unwrap().insert(at, (lines, std::mem::take(&mut hand.unseen)));
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(go_through);
        }
    });
    let (mut lines, mut unseen) = (String::new(), Vec::new());
    for (part, more) in done.into_inner().unwrap().into_values() {
        lines.push_str(&part);
        unseen.extend(more);
    }
    if golden() != lines {
        let new = golden_path().with_extension("new");
        std::fs::write(&new, lines).unwrap();
        assert!(unseen.is_empty(), "{}", unseen.join("\n"));
        panic!("a press does something else: compare {} with the golden file", new.display());
    }
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}
