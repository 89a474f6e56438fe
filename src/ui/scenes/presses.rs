//! What every key press does: on every screen and in every dialog that a press opens, with nothing at the keyboard, a
//! field, a search, an unsaved edit, a notice, and a key on the encoder. The table is `tests/golden/presses.txt`; a new
//! screen or shortcut is in it by itself. Besides, nothing is written but what was in view before the press.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;
use std::path::Path;

use iced::keyboard::{Key, Modifiers, key::Named};
use keydesk::domain::user::Draft;
use keydesk::operation::demo::ADMINISTRATOR;
use keydesk::operation::system_auditor::{self, Filter as Entries};
use keydesk::operation::{doors, groups, operators, partitions};

use super::Guide;
use crate::command::{Keys, shortcut};
use crate::headless::{Collect, Found};
use crate::screen::cardholders::users::Filter;
use crate::screen::{Entry, Place};
use crate::widget::semantics::Role;
use crate::window::desk::{self, Desk};
use crate::window::{Message, Window};

/// Whose screen is opened, and whose keys are laid down.
const OWN: &str = "Ana Belmonte";
const OTHER: &str = "Carmen Duarte";
const LOCKED: &str = "Locked by demo";

/// How the desk is when a key is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Opened,
    Nowhere,
    Field,
    Searched,
    Unsaved,
    UnsavedNowhere,
    Notice,
    Laid(&'static str),
    UnsavedLaid(&'static str),
    Found,
}

impl State {
    const ALL: [State; 12] = [
        State::Opened,
        State::Nowhere,
        State::Field,
        State::Searched,
        State::Unsaved,
        State::UnsavedNowhere,
        State::Notice,
        State::Laid(OTHER),
        State::Laid(OWN),
        State::UnsavedLaid(OTHER),
        State::UnsavedLaid(OWN),
        State::Found,
    ];

    const fn laid(self) -> Option<&'static str> {
        match self {
            State::Laid(whose) | State::UnsavedLaid(whose) => Some(whose),
            _ => None,
        }
    }

    fn name(self) -> String {
        match self {
            State::Opened => "opened".to_owned(),
            State::Nowhere => "nothing has the keyboard".to_owned(),
            State::Field => "first field".to_owned(),
            State::Searched => "searched".to_owned(),
            State::Unsaved => "unsaved".to_owned(),
            State::UnsavedNowhere => "unsaved, nothing has the keyboard".to_owned(),
            State::Notice => "a notice".to_owned(),
            State::Laid(whose) => format!("key of {whose}"),
            State::UnsavedLaid(whose) => format!("unsaved, key of {whose}"),
            State::Found => "search for anything".to_owned(),
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

/// What can be seen of the window, and what has been written so far.
#[derive(Debug, Clone, PartialEq)]
struct Look {
    place: String,
    is_locked: bool,
    dialogs: Vec<String>,
    focused: String,
    parts: Vec<(String, Option<String>, bool)>,
    texts: Vec<String>,
    cards: Vec<(String, String)>,
    told: usize,
}

/// The first of each kind of thing that has a screen.
struct Known {
    user: keydesk::domain::user::UserId,
    users: Vec<keydesk::domain::user::UserId>,
    door: keydesk::domain::door::DoorId,
    group: keydesk::domain::group::GroupId,
    operator: keydesk::domain::operator::OperatorId,
    partition: keydesk::domain::partition::PartitionId,
}

impl Known {
    /// The next place; the match makes whoever adds one put it into the row.
    fn after(&self, place: &Place) -> Option<Place> {
        Some(match place {
            Place::Entry(entry) => {
                let at = Entry::ALL.iter().position(|it| it == entry)?;
                match Entry::ALL.get(at + 1) {
                    Some(entry) => Place::Entry(*entry),
                    None => Place::Users(Filter::NeedsAttention),
                }
            }
            Place::Users(_) => Place::User(self.user),
            Place::User(_) => Place::NewUser,
            Place::NewUser => Place::EditUsers(self.users.clone()),
            Place::EditUsers(_) => Place::Door(self.door),
            Place::Door(_) => Place::NewDoor,
            Place::NewDoor => Place::OperatorGroup(self.group),
            Place::OperatorGroup(_) => Place::NewOperatorGroup,
            Place::NewOperatorGroup => Place::CopyOfOperatorGroup(self.group),
            Place::CopyOfOperatorGroup(_) => Place::Operator(self.operator),
            Place::Operator(_) => Place::NewOperator,
            Place::NewOperator => Place::Partition(self.partition),
            Place::Partition(_) => Place::NewPartition,
            Place::NewPartition => return None,
        })
    }
}

fn name_of(place: &Place) -> String {
    match place {
        Place::Entry(entry) => entry.key().to_owned(),
        place => format!("{place:?}").split('(').next().unwrap_or_default().to_owned(),
    }
}

struct Table {
    guide: Guide,
    presses: Vec<Press>,
    /// So that no name is typed twice.
    typed: u32,
    marks: u32,
    /// Whose key lies on the encoder, and what it says.
    laid: Option<(&'static str, String)>,
    /// Dialogs that stand in the table, and whose key lay there.
    dialogs: HashSet<(String, Option<&'static str>)>,
    lines: String,
    /// What was written and not in view.
    unseen: Vec<String>,
}

impl Table {
    fn begin() -> Table {
        let mut guide = Guide::at_desk();
        guide.driver.look_away();
        let words = &guide.driver.state().desk().unwrap().context().words;
        let plain = |named, name: &str| Press {
            name: name.to_owned(),
            modifiers: Modifiers::empty(),
            key: Key::Named(named),
        };
        let mut presses = vec![
            plain(Named::Enter, "Enter"),
            plain(Named::Space, "Space"),
            plain(Named::Backspace, "Backspace"),
            plain(Named::Escape, "Escape"),
        ];
        for keys in shortcut::ALL.iter().copied() {
            let (modifiers, key) = match keys {
                Keys::Ctrl(letter) => (Modifiers::CTRL, Key::Character(letter.to_string().into())),
                Keys::CtrlWith(named) => (Modifiers::CTRL, Key::Named(named)),
                Keys::Alt(named) => (Modifiers::ALT, Key::Named(named)),
                Keys::Plain(named) => (Modifiers::empty(), Key::Named(named)),
            };
            presses.push(Press { name: keys.name(words), modifiers, key });
        }
        Table {
            guide,
            presses,
            typed: 0,
            marks: 0,
            laid: None,
            dialogs: HashSet::new(),
            lines: String::new(),
            unseen: Vec::new(),
        }
    }

    fn known(&self) -> Known {
        let (console, session) = self.guide.behind();
        let users = ["belmonte", "carter", "duarte"].map(|name| self.guide.saved(name).id);
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

    /// Presses keys, and waits until nothing comes of them any more.
    fn chord(&mut self, modifiers: Modifiers, key: Key) {
        self.guide.driver.chord(modifiers, key);
        // What nothing on the screen wants comes to the desk by itself, in turn: so does a key that means nothing.
        let mark = if self.marks.is_multiple_of(2) { Named::F13 } else { Named::F14 };
        self.marks += 1;
        self.guide.driver.key(mark);
        let has_heard = |window: &Window| window.desk().is_some_and(|desk| desk.has_heard(mark));
        let result = self.guide.driver.until("the key", has_heard);
        self.guide.must(result);
        self.rest();
    }

    /// Waits until all is done that was begun, or a person has to do something.
    #[track_caller]
    fn rest(&mut self) {
        let is_laid = self.guide.tray.cards().iter().any(|card| card.is_laid);
        // A screen or a dialog that waits for a key has a task of its own.
        let result = self.guide.driver.wait("rest", |driver| match driver.tasks_running() {
            0 => true,
            1 => !is_laid && driver.shows("Place the key"),
            _ => false,
        });
        self.guide.must(result);
    }

    fn send(&mut self, message: desk::Message) {
        self.guide.driver.message(Message::Desk(message));
        self.rest();
    }

    /// The field that comes first on the page, and is one to search in or is not.
    fn field(&mut self, is_search: bool) -> Option<Found> {
        self.guide.driver.parts().into_iter().find(|part| {
            part.role() == Some(Role::TextField)
                && part.semantics.as_ref().is_some_and(|it| it.enabled)
                && part.text.starts_with("Search") == is_search
        })
    }

    /// Brings the desk into a state, whatever was pressed before; says whether there is such a state.
    fn stage(&mut self, place: &Place, state: State) -> bool {
        if self.guide.driver.shows(LOCKED) {
            self.guide.type_text(ADMINISTRATOR.password);
            self.guide.key(Named::Enter);
            self.guide.wait_without(LOCKED);
            self.rest();
        }
        self.take_away();
        self.send(desk::Message::Clear);
        self.send(desk::Message::Open(place.clone()));
        let edits = matches!(state, State::Unsaved | State::UnsavedNowhere | State::UnsavedLaid(_));
        if edits || matches!(state, State::Field | State::Searched) {
            let Some(field) = self.field(state == State::Searched) else {
                return false;
            };
            self.guide.driver.click_at(field.bounds.center());
            if edits {
                self.typed += 1;
                self.guide.driver.ctrl('a');
                self.guide.driver.type_text(&format!("zz{}", self.typed));
            }
            if state == State::Searched {
                self.guide.driver.type_text("an");
            }
            self.rest();
        }
        match state {
            State::Nowhere | State::UnsavedNowhere => {
                if self.guide.driver.focused().is_none() {
                    return false;
                }
                self.guide.click("Keydesk");
                assert_eq!(self.guide.driver.focused(), None);
            }
            State::Notice => self.send(desk::Message::Tell("It is so.".to_owned())),
            State::Found if *place != Place::Entry(Entry::Start) => return false,
            State::Found => {
                self.chord(Modifiers::CTRL, Key::Character("k".into()));
                self.guide.driver.type_text("an");
                self.rest();
            }
            _ => {}
        }
        if let Some(whose) = state.laid() {
            let is_own_elsewhere = whose == OWN && !matches!(place, Place::User(_));
            if is_own_elsewhere || self.guide.driver.shows("Place the key") {
                return false;
            }
            self.lay(whose);
        }
        true
    }

    fn lay(&mut self, whose: &'static str) {
        let label = format!("Key of {whose}");
        self.laid = Some((whose, self.guide.memory(&label)));
        self.guide.lay(&label);
        self.guide.wait_for("Ctrl+Enter");
        self.rest();
    }

    /// Takes the key away; if it was written, something new is given to whoever has it, so that it is due again.
    fn take_away(&mut self) {
        let Some((whose, said)) = self.laid.take() else {
            return;
        };
        // Nothing works at the encoder there.
        self.send(desk::Message::Clear);
        self.send(desk::Message::Open(Place::Entry(Entry::Start)));
        self.guide.take_away();
        if self.guide.memory(&format!("Key of {whose}")) != said {
            self.guide.save_meanwhile(whose, |draft: &mut Draft| {
                draft.options.extended_opening = !draft.options.extended_opening;
            });
        }
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
        let focused = focused.map(|part| part.text.clone()).unwrap_or_default();
        let parts = parts.into_iter().filter_map(|part| {
            let semantics = part.semantics?;
            let said = format!("{:?} {} {:?}", semantics.role, part.text, semantics.mark);
            Some((said, semantics.value, semantics.enabled))
        });
        let (console, session) = self.guide.behind();
        let told = system_auditor::list(&console, &session.permit().unwrap(), &Entries::default());
        let cards = self.guide.tray.cards().into_iter();
        Look {
            place: self.guide.driver.state().desk().and_then(Desk::place).map(name_of).unwrap_or_default(),
            is_locked: texts.iter().any(|text| text == LOCKED),
            dialogs,
            focused,
            parts: parts.collect(),
            texts,
            cards: cards.map(|card| (card.label.clone(), self.guide.memory(&card.label))).collect(),
            told: told.unwrap().1,
        }
    }

    /// What was written between two looks, each with its name.
    fn written(&self, before: &Look, after: &Look) -> Vec<(String, String)> {
        let (console, session) = self.guide.behind();
        let permit = session.permit().unwrap();
        let (numbers, _) = system_auditor::list(&console, &permit, &Entries::default()).unwrap();
        let new = &numbers[..after.told - before.told];
        let rows = system_auditor::rows(&console, &permit, new).unwrap().into_iter().rev();
        let rows = rows.map(|row| (format!("{:?}", row.action), row.subject_name));
        let cards = before.cards.iter().zip(&after.cards).filter(|(old, new)| old != new);
        let cards = cards.map(|((label, _), _)| {
            ("card".to_owned(), label.strip_prefix("Key of ").unwrap_or(label).to_owned())
        });
        rows.chain(cards).collect()
    }

    /// What a press did, in a few words.
    fn press(&mut self, press: &Press, state: &str, before: &Look) -> (String, Look) {
        self.chord(press.modifiers, press.key.clone());
        let after = self.look();
        let mut done = Vec::new();
        if after.is_locked {
            return ("locks".to_owned(), after);
        }
        let written = self.written(before, &after);
        let seen = before.texts.join(" ");
        for (what, name) in &written {
            let is_seen = name.split([' ', ',']).all(|word| seen.contains(word));
            if !is_seen {
                self.unseen.push(format!("{state}: {} writes {what} of {name}; in view: {seen}", press.name));
            }
        }
        let kinds: BTreeSet<&str> = written.iter().map(|(what, _)| what.as_str()).collect();
        done.extend(kinds.into_iter().map(|what| format!("writes {what}")));
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
            done.push(format!("goes to “{}”", after.focused));
        }
        if done.is_empty() && (&after.parts, &after.texts) != (&before.parts, &before.texts) {
            done.push("changes what is shown".to_owned());
        }
        (done.join(", "), after)
    }

    /// Presses every key where `stage` leads; gives which of them open a dialog that is not in the table yet.
    fn fill(
        &mut self,
        title: &str,
        laid: Option<&'static str>,
        mut stage: impl FnMut(&mut Table) -> bool,
    ) -> Vec<(Press, String)> {
        if !stage(self) {
            return Vec::new();
        }
        let mut before = self.look();
        let focused = before.focused.clone();
        let mut opening = Vec::new();
        let mut lines = String::new();
        for press in self.presses.clone() {
            let (done, after) = self.press(&press, title, &before);
            if !done.is_empty() {
                writeln!(lines, "  {}: {done}", press.name).unwrap();
            }
            for dialog in after.dialogs.iter().filter(|dialog| !before.dialogs.contains(dialog)) {
                if self.dialogs.insert((dialog.clone(), laid)) {
                    opening.push((press.clone(), dialog.clone()));
                }
            }
            if after == before {
                continue;
            }
            stage(self);
            before = self.look();
        }
        let focused = if focused.is_empty() { "nothing" } else { &focused };
        writeln!(self.lines, "{title} | {focused}\n{lines}").unwrap();
        opening
    }

    fn place(&mut self, place: &Place) {
        for state in State::ALL {
            let title = format!("{} | {}", name_of(place), state.name());
            let opening = self.fill(&title, state.laid(), |table| table.stage(place, state));
            for (press, dialog) in opening {
                let title = format!("{} | {} | “{dialog}”", name_of(place), state.name());
                self.fill(&title, state.laid(), |table| {
                    table.stage(place, state);
                    table.chord(press.modifiers, press.key.clone());
                    true
                });
            }
        }
    }
}

#[test]
fn a_press_does_what_the_table_says_and_writes_only_what_is_in_view() {
    let mut table = Table::begin();
    let known = table.known();
    let first = Place::Entry(Entry::ALL[0]);
    for place in std::iter::successors(Some(first), |place| known.after(place)) {
        table.place(&place);
    }
    assert!(table.unseen.is_empty(), "{}", table.unseen.join("\n"));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/presses.txt");
    if std::fs::read_to_string(&golden).unwrap_or_default() != table.lines {
        let new = golden.with_extension("new");
        std::fs::write(&new, table.lines).unwrap();
        panic!("a press does something else: compare {} with the golden file", new.display());
    }
}
