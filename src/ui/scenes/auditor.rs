//! The system auditor: read, verified, purged by two, or by one who waited.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Duration, Offset as _, Utc};
use iced::keyboard::{Modifiers, key::Named};
use iced::{Program, Settings, Task, window};
use keydesk::clock::SetClock;
use keydesk::domain::desktop_reader::Format;
use keydesk::domain::operator::Language;
use keydesk::operation::demo::{self, ADMINISTRATOR, Login, MANAGER, RECEPTION};
use keydesk::secret::password::Cost;
use keydesk::secret::recovery::{Code, Sheet};

use keydesk::operation::system_auditor::{Filter, list as auditor_of};

use super::Guide;
use crate::action::Action;
use crate::context::Context;
use crate::headless::Driver;
use crate::memory::Lists;
use crate::part::list::{self, Loaded};
use crate::part::recovery::{self, RecoverySheet};
use crate::rehearsal::WINDOW;
use crate::screen::{self, system::system_auditor};
use crate::task::UnderWay;
use crate::theme::{self, Theme};
use crate::widget::semantics::Role;
use crate::widget::table::Density;
use crate::window::{Message, Purpose, desk};
use crate::words::Words;

/// A demo site whose clock can be put forward, and its administrator at the screen.
pub fn auditor(is_two: bool) -> (Guide, Arc<SetClock>) {
    let morning = DateTime::from_timestamp(1_795_343_100, 0).unwrap();
    let clock = Arc::new(SetClock::new(morning, Utc.fix()));
    let shown = Arc::clone(&clock);
    let mut guide = Guide::open(Purpose::Demo, |launch| {
        launch.signed_in = Some(ADMINISTRATOR);
        launch.environment.clock = shown;
    });
    guide.driver.until("the desk", |window| window.desk().is_some()).unwrap();
    guide.driver.settle();
    if is_two {
        let desk = guide.driver.state().desk().unwrap();
        let context = desk.context();
        demo::add_manager(&context.console, &context.session.administrator().unwrap(), Cost::LEAST).unwrap();
    }
    guide.click("System auditor");
    guide.wait_for("Signed in");
    (guide, clock)
}

impl Guide {
    /// Hands the screen that is shown an answer.
    fn hand_in(&mut self, message: screen::Message) {
        // The start page was the first.
        self.driver.message(Message::Desk(desk::Message::Screen(2, message)));
        self.driver.settle();
    }

    /// In which row of the list a text stands first.
    fn row_of(&mut self, text: &str) -> usize {
        let at = self.driver.find_all(text).first().unwrap().center();
        let parts = self.driver.parts();
        let mut rows = parts.iter().filter(|part| part.role() == Some(Role::Row));
        rows.position(|row| row.bounds.contains(at)).unwrap()
    }

    /// How many entries the page says that there are.
    fn count(&mut self) -> usize {
        let texts = self.driver.texts();
        let count = texts.iter().find(|text| text.ends_with(" entries")).unwrap();
        count.split(' ').next().unwrap().parse().unwrap()
    }

    /// Fills in the dialog in which a second operator confirms.
    pub fn confirm_as(&mut self, login: Login) {
        self.fill("User name", login.user_name);
        self.fill("Password", login.password);
        self.press("Confirm");
    }

    /// As far as the dialog in which a purge is confirmed; all but a day is purged.
    pub fn begin_purge(&mut self, name: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        self.click("Purge");
        self.wait_for("Entries before");
        self.fill("Entries before", "2026-11-30");
        self.fill("Write them to", &path.display().to_string());
        self.wait_for("Next");
        self.press("Next");
        path
    }
}

#[test]
fn entries_are_narrowed_and_shown_with_what_was_and_what_is() {
    let (mut guide, _) = auditor(false);
    let all = guide.count();
    guide.click("Search names and desks");
    guide.type_text("duarte");
    guide.wait_without("Ben Carter");
    assert!(guide.driver.shows("Person changed") && guide.count() < all);
    guide.key(Named::Enter);
    guide.click("Person changed");
    guide.key(Named::Enter);
    guide.wait_for("Before");
    for text in ["Audit openings", "No", "Yes", "Person · Carmen Duarte"] {
        assert!(guide.driver.shows(text), "{text}");
    }
    guide.key(Named::Escape);
    guide.wait_without("Audit openings");
    // What is selected first, then what is looked for.
    guide.key(Named::Escape);
    guide.key(Named::Escape);
    guide.wait_for("Ben Carter");
    guide.click("Add filter");
    guide.click("Period");
    guide.click("From");
    guide.type_text("2030-01-01");
    guide.key(Named::Enter);
    guide.wait_for("No entry matches");
    assert!(guide.driver.shows("Period: from 1 Jan 2030"));
    guide.press("Remove filters");
    guide.wait_for("Ben Carter");
    guide.narrow("The system itself");
    guide.wait_without("Ben Carter");
    guide.wait_for("First start");
    guide.press("Who: The system itself");
    guide.wait_for("Ben Carter");
    assert_eq!(guide.count(), all);
}

#[test]
fn an_entry_that_cannot_be_read_is_shown_as_such_among_the_others() {
    let (mut guide, _) = auditor(false);
    let (console, session) = guide.behind();
    let (found, _) = auditor_of(&console, &session.permit().unwrap(), &Filter::default()).unwrap();
    let rows = |guide: &mut Guide| guide.driver.find_all("Signed in").len();
    let all = rows(&mut guide);
    let changed = found[guide.row_of("Signed in")];
    let loaded = Arc::new(Loaded::unreadable(vec![changed]));
    let loaded = system_auditor::Message::List(list::Message::Loaded(1, Ok(loaded)));
    guide.hand_in(screen::Message::SystemAuditor(loaded));
    assert_eq!((guide.driver.find_all("Cannot be read").len(), rows(&mut guide)), (1, all - 1));
}

#[test]
fn the_chain_is_verified_and_the_statement_saved() {
    let (mut guide, _) = auditor(false);
    guide.click("Verify");
    guide.wait_for("Every entry is as it was written, and none is missing.");
    assert!(guide.driver.shows("Hash of the last entry"));
    let path = guide.folder.path().join("statement.pdf");
    guide.click("Save as PDF");
    guide.fill("File", "/no/such/folder/x.pdf");
    guide.key(Named::Enter);
    guide.wait_for("The file could not be written. Choose another folder.");
    guide.fill("File", &path.display().to_string());
    guide.key(Named::Enter);
    guide.wait_for(&format!("Saved as {}", path.display()));
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
    guide.click("Print");
    guide.wait_for("Opened for printing. Check that it was printed.");
    guide.key(Named::Escape);
    guide.wait_without("Hash of the last entry");
}

#[test]
fn two_purge_and_the_file_is_checked_later() {
    let (mut guide, clock) = auditor(true);
    guide.click("Purge");
    guide.wait_for("Entries before");
    guide.fill("Entries before", "2026-01-01");
    guide.wait_for("There are no entries so old. Choose a later day; the last 24 hours always stay.");
    guide.key(Named::Escape);
    guide.passes(&clock, Duration::days(3));
    let path = guide.begin_purge("old.jsonl");
    guide.wait_for("User name");
    guide.confirm_as(ADMINISTRATOR);
    guide.wait_for("The second operator must be someone else.");
    guide.confirm_as(RECEPTION);
    guide.wait_for("This operator may not do this either. Ask someone who may.");
    guide.confirm_as(Login { password: "not this one", ..MANAGER });
    guide.wait_for("User name or password is wrong. Check both and try again.");
    assert!(!path.exists(), "nothing is begun before it is confirmed");
    guide.confirm_as(MANAGER);
    guide.wait_for("The entries are in the file, and the chain goes on.");
    assert!(guide.driver.shows("Nuria Solà"));
    guide.key(Named::Enter);
    guide.wait_for("System auditor purged");
    guide.wait_without("Ben Carter");
    guide.click("Verify");
    guide.wait_for("Purged before");
    guide.key(Named::Escape);
    guide.click("Check a purged file");
    guide.wait_for("File");
    guide.fill("File", "/no/such/file");
    guide.key(Named::Enter);
    guide.wait_for("/no/such/file cannot be read. Choose another file.");
    guide.fill("File", &path.display().to_string());
    guide.key(Named::Enter);
    guide.wait_for("The file is what the purge wrote, and every entry in it is right.");
    guide.key(Named::Escape);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("Frank", "Fritz")).unwrap();
    guide.click("Check a purged file");
    guide.fill("File", &path.display().to_string());
    guide.key(Named::Enter);
    guide.wait_for("Entry 15 in this file is not what was written.");
}

#[test]
fn a_file_that_is_there_is_named_and_nothing_is_lost_of_what_was_typed() {
    let (mut guide, clock) = auditor(true);
    guide.passes(&clock, Duration::days(3));
    let path = guide.folder.path().join("old.jsonl");
    std::fs::write(&path, "mine").unwrap();
    guide.begin_purge("old.jsonl");
    guide.wait_for("User name");
    guide.confirm_as(MANAGER);
    let said = format!("{} exists already and was left as it is. Choose another name.", path.display());
    guide.wait_for(&said);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert!(guide.driver.shows("Next"));
}

#[test]
fn one_alone_asks_waits_a_day_and_purges() {
    let (mut guide, clock) = auditor(false);
    guide.passes(&clock, Duration::days(3));
    guide.begin_purge("old.jsonl");
    guide.wait_for("Request it");
    guide.press("Request it");
    guide.wait_for("Cancel the request");
    guide.press("Cancel the request");
    guide.wait_for("Request it");
    guide.press("Request it");
    guide.wait_for("Cancel the request");
    assert!(!guide.driver.shows("Do it now"));
    guide.key(Named::Escape);
    guide.key(Named::Escape);
    guide.passes(&clock, Duration::hours(24));
    let path = guide.begin_purge("old.jsonl");
    guide.wait_for("Do it now");
    guide.press("Do it now");
    guide.wait_for("The entries are in the file, and the chain goes on.");
    assert!(path.exists());
}

#[test]
fn who_may_not_see_the_auditor_has_no_such_entry() {
    let mut guide = Guide::at_desk_of(RECEPTION);
    assert!(!guide.driver.shows("System"));
}

/// The panel of the recovery sheet by itself, in a window of its own.
struct Embedded(Box<dyn Fn() -> Context + Send + Sync>);

struct Panel {
    context: Context,
    part: RecoverySheet,
}

impl Program for Embedded {
    type State = Panel;
    type Message = recovery::Message;
    type Theme = Theme;
    type Renderer = iced::Renderer;
    type Executor = iced::executor::Default;

    fn name() -> &'static str {
        "panel"
    }

    fn settings(&self) -> Settings {
        Settings { fonts: theme::fonts(), default_font: theme::REGULAR, ..Settings::default() }
    }

    fn window(&self) -> Option<window::Settings> {
        None
    }

    fn boot(&self) -> (Panel, Task<recovery::Message>) {
        let context = (self.0)();
        let part = RecoverySheet::open(&context).unwrap();
        (Panel { context, part }, Task::none())
    }

    fn update(&self, panel: &mut Panel, message: recovery::Message) -> Task<recovery::Message> {
        match panel.part.update(&panel.context, message) {
            Action::Run(task) => task.for_window(),
            Action::None => Task::none(),
            other => panic!("{other:?}"),
        }
    }

    fn view<'a>(&self, panel: &'a Panel, _window: window::Id) -> iced::Element<'a, recovery::Message, Theme> {
        let base = crate::widget::scope::scope(panel.part.view(&panel.context), true).into();
        let dialog = panel.part.dialog(&panel.context, true);
        crate::widget::layers::layers(std::iter::once(base).chain(dialog))
    }
}

#[test]
fn a_new_recovery_sheet_takes_two_and_is_kept_before_it_is_done() {
    let (guide, clock) = auditor(true);
    // Whom the administrator has just added confirms nothing yet.
    clock.advance(Duration::days(1));
    let at_desk = guide.driver.state().desk().unwrap().context();
    let (console, session) = (Arc::clone(&at_desk.console), Arc::clone(&at_desk.session));
    let (preferences, tools) = (at_desk.preferences.clone(), Arc::clone(&at_desk.tools));
    let program = Embedded(Box::new(move || Context {
        console: Arc::clone(&console),
        session: Arc::clone(&session),
        words: Words::new(Language::English),
        preferences: preferences.clone(),
        tools: Arc::clone(&tools),
        encoders: Vec::new(),
        service: None,
        points: Vec::new(),
        lists: Lists::default(),
        density: Density::Usual,
        typed_as: Format::default(),
        is_in_front: true,
        width: 0.0,
        under_way: UnderWay::default(),
    }));
    let mut driver = Driver::new(program, WINDOW).unwrap();
    driver.wait_for("Make a new sheet").unwrap();
    driver.click("Make a new sheet").unwrap();
    driver.wait_for("User name").unwrap();
    driver.click("User name").unwrap();
    driver.type_text(MANAGER.user_name);
    driver.key(Named::Tab);
    driver.type_text(MANAGER.password);
    driver.key(Named::Enter);
    driver.wait_for("Keep sheet and code in different places.").unwrap();
    driver.settle();
    let texts = driver.texts();
    let after = |start: &str| texts.iter().position(|text| text.starts_with(start)).unwrap() + 1;
    let code = texts[after("2. ")].clone();
    let sheet: Vec<String> = texts[after("1. ")..after("Save as PDF") - 1].to_vec();
    let master = Sheet::parse(&sheet.join("\n")).unwrap().open(&Code::parse(&code).unwrap());
    assert!(master.is_ok(), "sheet and code belong together");
    let is_enabled = |driver: &mut Driver<Embedded>| {
        let parts = driver.parts();
        let done = parts.iter().find(|part| part.text == "Done" && part.role().is_some()).unwrap();
        done.semantics.as_ref().is_some_and(|semantics| semantics.enabled)
    };
    driver.click("Type the code that you wrote down").unwrap();
    driver.type_text(&code.to_lowercase());
    driver.settle();
    assert!(!is_enabled(&mut driver), "the sheet is not kept yet");
    driver.click("Print").unwrap();
    driver.wait_for("Opened for printing. Check that it was printed.").unwrap();
    driver.settle();
    assert!(is_enabled(&mut driver));
    driver.click("Done").unwrap();
    driver.wait_without("Keep sheet and code in different places.").unwrap();
    let mut guide = guide;
    guide.key(Named::F5);
    guide.wait_for("Recovery sheet made");
}

#[test]
fn an_entry_that_comes_late_leaves_the_keyboard_in_its_dialog() {
    let mut guide = Guide::at_desk();
    guide.click("System auditor");
    guide.wait_for("Demo site created");
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    guide.wait_for("Hash");
    guide.driver.settle();
    assert_eq!(guide.driver.focused_name().as_deref(), Some("Close"));
}

#[test]
fn a_history_names_its_record_says_when_nothing_is_entered_and_leads_back() {
    let mut guide = Guide::at_desk();
    guide.find("Ballroom");
    guide.wait_for("On keys");
    guide.click("Last saved 23 Sep 2026, 10:25 by demo");
    guide.wait_for("Item: Door: Ballroom");
    guide.wait_for("Nothing is entered here about it");
    guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("On keys");
    assert_eq!(guide.value("Name"), "Ballroom");
}
