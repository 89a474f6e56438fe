//! The first start: a language, a new site or one that is brought back, its first administrator, the recovery sheet,
//! and what the site begins with.

use std::path::PathBuf;
use std::sync::Arc;

use iced::widget::{column, container, row};
use iced::{Center, Fill};
use keydesk::console::Console;
use keydesk::domain::operator::Language;
use keydesk::operation::demo;
use keydesk::operation::first_start::{self, Draft, Fault, Field, Origin, Plan};
use keydesk::operation::sign_in::{self, SignedIn};
use keydesk::private_file::{self, Shown};
use keydesk::secret::keyring::Master;
use keydesk::secret::recovery::{self, Code, Sheet};

use super::opening::open_site;
use super::sign_in::languages;
use super::{Entered, Launch, Step, Trouble};
use crate::icon::Icon;
use crate::part::brand::brand;
use crate::part::file::{self, Choosing};
use crate::say::Say;
use crate::sheet::{self, Paper};
use crate::task;
use crate::theme::{Tone, space};
use crate::tools::Tools;
use crate::typed::Typed;
use crate::widget::button::{Kind, button};
use crate::widget::field::field;
use crate::widget::layers::layers;
use crate::widget::notes::notes;
use crate::widget::scope::scope;
use crate::widget::steps::steps;
use crate::widget::task::Task;
use crate::widget::tile;
use crate::widget::{Element, form, gauge, notice, surface, text};
use crate::words::Words;

/// The stage.
pub struct Welcome {
    language: Language,
    page: Page,
    sheet_text: String,
    old_code: Typed,
    recovered: Option<Master>,
    site: String,
    user_name: String,
    password: Typed,
    repeated: Typed,
    faults: Vec<(Field, Fault)>,
    plan: Option<Arc<Plan>>,
    typed_code: Typed,
    choosing: Option<Choosing>,
    /// Where the sheet was kept.
    kept: Option<String>,
    /// The sheet as another program shows it: gone with this page.
    shown: Option<Arc<Shown>>,
    content: Content,
    is_working: bool,
    error: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Begin,
    Recover,
    Site,
    Sheet,
    Content,
}

/// What a site begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    Empty,
    Demo,
}

#[derive(Debug, Clone)]
pub enum Message {
    Speak(Language),
    New,
    BringBack,
    SheetChanged(String),
    OldCodeChanged(Typed),
    OpenSheet,
    SiteChanged(String),
    UserNameChanged(String),
    PasswordChanged(Typed),
    RepeatedChanged(Typed),
    Plan,
    CodeChanged(Typed),
    SaveSheet,
    File(file::Message),
    Written(Result<PathBuf, ()>),
    PrintSheet,
    Shown(Result<Arc<Shown>, ()>),
    ToContent,
    ContentChanged(Content),
    Create,
    Created(task::Carried<Result<(Console, Box<Entered>), Trouble>>),
    Back,
}

impl Welcome {
    /// Begins.
    pub fn new(language: Language) -> Welcome {
        Welcome {
            language,
            page: Page::Begin,
            sheet_text: String::new(),
            old_code: Typed::default(),
            recovered: None,
            site: String::new(),
            user_name: String::new(),
            password: Typed::default(),
            repeated: Typed::default(),
            faults: Vec::new(),
            plan: None,
            typed_code: Typed::default(),
            choosing: None,
            kept: None,
            shown: None,
            content: Content::Empty,
            is_working: false,
            error: None,
        }
    }

    /// Takes what happened.
    pub fn update(&mut self, launch: &Launch, say: Say<'_>, message: Message) -> Step<Message> {
        match message {
            Message::Speak(language) => {
                self.language = language;
                return Step::Speak(language);
            }
            Message::New => {
                self.recovered = None;
                return self.show(Page::Site);
            }
            Message::BringBack => return self.show(Page::Recover),
            Message::SheetChanged(typed) => (self.sheet_text, self.error) = (typed, None),
            Message::OldCodeChanged(typed) => (self.old_code, self.error) = (typed, None),
            Message::OpenSheet => return self.open_sheet(say),
            Message::SiteChanged(typed) => self.site = typed,
            Message::UserNameChanged(typed) => self.user_name = typed,
            Message::PasswordChanged(typed) => self.password = typed,
            Message::RepeatedChanged(typed) => self.repeated = typed,
            Message::Plan => return self.make_plan(say),
            Message::CodeChanged(typed) => self.typed_code = typed,
            Message::SaveSheet => {
                let title = say.words.get("sheet-save").into_owned();
                let name = format!("{}.pdf", say.words.get("sheet-file"));
                self.choosing = Some(Choosing::to_write(title, &launch.tools.documents(), name, &["pdf"]));
            }
            Message::File(message) => return self.choose_file(&launch.tools, say, message),
            Message::Written(Ok(path)) => {
                self.choosing = None;
                self.kept = Some(path.display().to_string());
            }
            Message::Written(Err(())) => {
                if let Some(choosing) = &mut self.choosing {
                    choosing.error = Some(say.words.get("file-not-written").into_owned());
                }
            }
            Message::PrintSheet => return self.print(&launch.tools, say),
            Message::Shown(Ok(shown)) => (self.kept, self.shown) = (Some(String::new()), Some(shown)),
            Message::Shown(Err(())) => self.error = Some(say.words.get("sheet-not-shown").into_owned()),
            Message::ToContent if self.recovered.is_some() => return self.create(launch),
            Message::ToContent => return self.show(Page::Content),
            Message::ContentChanged(content) => self.content = content,
            Message::Create => return self.create(launch),
            Message::Created(carried) => match carried.take() {
                Some(Ok((console, entered))) => return Step::Desk(Arc::new(console), entered),
                Some(Err(trouble)) => {
                    self.is_working = false;
                    self.error = Some(trouble.tell(say));
                }
                None => {}
            },
            Message::Back => {
                let page = match self.page {
                    Page::Begin | Page::Recover => Page::Begin,
                    Page::Site if self.recovered.is_some() => Page::Recover,
                    Page::Site => Page::Begin,
                    // What the sheet says belongs to the plan: a new plan has a new sheet.
                    Page::Sheet => Page::Site,
                    Page::Content => Page::Sheet,
                };
                return self.show(page);
            }
        }
        Step::Run(Task::none())
    }

    fn show(&mut self, page: Page) -> Step<Message> {
        self.page = page;
        self.error = None;
        Step::Run(crate::widget::focus::to(match page {
            Page::Begin => "new",
            Page::Recover => "sheet",
            Page::Site => "site",
            Page::Sheet => "code",
            Page::Content => "empty",
        }))
    }

    fn open_sheet(&mut self, say: Say<'_>) -> Step<Message> {
        let opened = Sheet::parse(&self.sheet_text).and_then(|sheet| {
            let code = Code::parse(self.old_code.as_str()).ok_or(recovery::Fault::WrongCode)?;
            sheet.open(&code)
        });
        match opened {
            Ok(master) => {
                self.recovered = Some(master);
                self.show(Page::Site)
            }
            Err(fault) => {
                self.error = Some(say.recovery(fault));
                Step::Run(Task::none())
            }
        }
    }

    fn make_plan(&mut self, say: Say<'_>) -> Step<Message> {
        let draft = Draft {
            site: self.site.clone(),
            user_name: self.user_name.clone(),
            password: self.password.password(),
            repeated: self.repeated.password(),
            language: self.language,
        };
        let origin = self.recovered.clone().map_or(Origin::New, Origin::Recovered);
        match first_start::plan(&draft, origin) {
            Ok(plan) => {
                self.faults.clear();
                (self.typed_code, self.kept) = (Typed::default(), None);
                self.plan = Some(Arc::new(plan));
                self.show(Page::Sheet)
            }
            Err(first_start::Error::Faults(faults)) => {
                let first = faults.first().map(|(field, _)| id(*field));
                self.faults = faults;
                Step::Run(first.map_or_else(Task::none, crate::widget::focus::to))
            }
            Err(error) => {
                self.error = Some(say.first_start(&error));
                Step::Run(Task::none())
            }
        }
    }

    fn paper(&self, say: Say<'_>) -> Option<Vec<u8>> {
        let plan = self.plan.as_ref()?;
        let date = say.words.date(say.clock.zone().local(say.clock.now()).date());
        sheet::pdf(say.words, &Paper { site: plan.site(), date, lines: &plan.sheet().lines() })
    }

    fn choose_file(&mut self, tools: &Tools, say: Say<'_>, message: file::Message) -> Step<Message> {
        let Some(choosing) = &mut self.choosing else {
            return Step::Run(Task::none());
        };
        match choosing.update(tools, message) {
            file::Outcome::Going(task) => Step::Run(task.map(Message::File)),
            file::Outcome::Cancelled => {
                self.choosing = None;
                Step::Run(Task::none())
            }
            file::Outcome::Taken(path) => {
                let pdf = self.paper(say).unwrap_or_default();
                let written =
                    task::blocking(move || private_file::replace(&path, &pdf).map(|()| path).map_err(|_| ()));
                Step::Run(written.map(Message::Written))
            }
        }
    }

    fn print(&mut self, tools: &Tools, say: Say<'_>) -> Step<Message> {
        let pdf = self.paper(say).unwrap_or_default();
        let (tools, name) = (Arc::clone(tools), format!("{}.pdf", say.words.get("sheet-file")));
        let shown = task::blocking(move || {
            let shown = Shown::new(&name, &pdf).map_err(|_| ())?;
            tools.show(shown.path()).map(|()| Arc::new(shown)).map_err(|_| ())
        });
        Step::Run(shown.map(Message::Shown))
    }

    fn create(&mut self, launch: &Launch) -> Step<Message> {
        let Some(plan) = self.plan.clone() else {
            return self.show(Page::Site);
        };
        self.is_working = true;
        self.error = None;
        let (launch, content) = (launch.clone(), self.content);
        let (user_name, password) = (self.user_name.clone(), self.password.password());
        let created = task::blocking(move || {
            let created = match content {
                Content::Empty => {
                    first_start::create(&launch.directory, launch.environment.clone(), &plan, launch.cost)
                        .map_err(Trouble::FirstStart)
                }
                Content::Demo => demo::create_of(&launch.directory, &launch.environment, &plan, launch.cost)
                    .map_err(Trouble::Demo)
                    .and_then(|()| open_site(&launch))
                    .and_then(|console| {
                        let session =
                            sign_in::sign_in(&console, &user_name, &password).and_then(SignedIn::session);
                        Ok((console, session.map_err(Trouble::SignIn)?))
                    }),
            };
            task::Carried::new(created.and_then(|(console, session)| {
                let entered = Entered::read(&console, session);
                let entered = entered.map_err(|error| Trouble::SignIn(error.into()))?;
                Ok((console, Box::new(entered)))
            }))
        });
        Step::Run(created.map(Message::Created))
    }
}

const fn id(field: Field) -> &'static str {
    match field {
        Field::Site => "site",
        Field::UserName => "user-name",
        Field::Password => "password",
        Field::Repeated => "repeated",
    }
}

const PAGE_WIDTH: f32 = 520.0;

impl Welcome {
    /// How it looks.
    pub fn view<'a>(&'a self, say: Say<'a>) -> Element<'a, Message> {
        let words = say.words;
        let content = match self.page {
            Page::Begin => self.begin(words),
            Page::Recover => self.recover(words),
            Page::Site => self.site(say),
            Page::Sheet => self.sheet(words),
            Page::Content => self.content(words),
        };
        let content = column![].extend(self.steps(words)).push(content).spacing(space::LG);
        let error = self.error.as_deref().map(|error| notice::banner(Tone::Danger, error, None));
        let card =
            surface::card(container(notice::over(error, content)).padding(space::MD)).width(PAGE_WIDTH);
        let mut page = column![Element::from(card)].spacing(space::LG).align_x(Center);
        page = page.push(languages(words.language(), Message::Speak));
        let page = surface::canvas(container(page).center(Fill));
        let enter = self.next().filter(|_| self.choosing.is_none());
        let mut base = scope(page, self.choosing.is_none()).starts_at("new").on_enter_maybe(enter);
        if self.page != Page::Begin && !self.is_working {
            base = base.on_escape(Message::Back);
        }
        match &self.choosing {
            None => base.into(),
            Some(choosing) => layers([base.into(), choosing.view(words, true).map(Message::File)]),
        }
    }

    /// The steps of the way that was chosen, and which of them the page is.
    fn steps<'a>(&self, words: &'a Words) -> Option<Element<'a, Message>> {
        let is_back = self.recovered.is_some() || self.page == Page::Recover;
        let (old, new): ([_; 3], [_; 3]) =
            ([Page::Recover, Page::Site, Page::Sheet], [Page::Site, Page::Sheet, Page::Content]);
        let pages = if is_back { old } else { new };
        let at = pages.iter().position(|page| *page == self.page)?;
        let labels = pages.into_iter().map(|page| {
            words.get(match page {
                Page::Begin | Page::Site => "welcome-step-site",
                Page::Recover => "welcome-step-recover",
                Page::Sheet if is_back => "welcome-step-new-sheet",
                Page::Sheet => "welcome-step-sheet",
                Page::Content => "welcome-step-content",
            })
        });
        Some(steps(labels, at))
    }

    /// What Enter and the button at the lower right do, if that can be done.
    fn next(&self) -> Option<Message> {
        if self.is_working {
            return None;
        }
        match self.page {
            Page::Begin => None,
            Page::Recover => {
                let is_filled = !self.sheet_text.trim().is_empty() && !self.old_code.is_empty();
                is_filled.then_some(Message::OpenSheet)
            }
            Page::Site => Some(Message::Plan),
            Page::Sheet => {
                let is_code = self.plan.as_ref().is_some_and(|plan| plan.is_code(self.typed_code.as_str()));
                (is_code && self.kept.is_some()).then_some(Message::ToContent)
            }
            Page::Content => Some(Message::Create),
        }
    }

    fn buttons<'a>(&self, words: &'a Words) -> Element<'a, Message> {
        let label = match self.page {
            Page::Content => "welcome-create",
            Page::Sheet if self.recovered.is_some() => "welcome-create",
            Page::Begin | Page::Recover | Page::Site | Page::Sheet => "welcome-next",
        };
        let label = if self.is_working { "welcome-creating" } else { label };
        let back = (!self.is_working).then_some(Message::Back);
        let missing = text::muted(self.missing().map(|id| words.get(id)).unwrap_or_default());
        row![
            button(words.get("back")).on_press_maybe(back),
            missing.width(Fill).align_x(iced::Right),
            button(words.get(label)).kind(Kind::Primary).on_press_maybe(self.next()),
        ]
        .spacing(space::MD)
        .align_y(Center)
        .into()
    }

    /// What is to be done before it goes on.
    fn missing(&self) -> Option<&'static str> {
        if self.is_working || self.page != Page::Sheet || self.next().is_some() {
            return None;
        }
        Some(if self.kept.is_none() { "sheet-first-keep" } else { "sheet-first-code" })
    }

    fn begin<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let new = tile::line(
            Icon::Building2,
            Tone::Accent,
            words.get("welcome-new"),
            words.get("welcome-new-hint"),
            "",
        );
        let old = tile::line(
            Icon::ArchiveRestore,
            Tone::Accent,
            words.get("welcome-old"),
            words.get("welcome-old-hint"),
            "",
        );
        column![
            brand("Keydesk", words.get("welcome-sentence")),
            Element::from(new.framed().id("new").on_press(Message::New)),
            Element::from(old.framed().on_press(Message::BringBack)),
        ]
        .spacing(space::MD)
        .into()
    }

    fn recover<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let sheet = notes(words.get("welcome-sheet"), self.sheet_text.as_str())
            .id("sheet")
            .lines(6)
            .hint(words.get("welcome-sheet-hint"))
            .on_input(Message::SheetChanged);
        let code = field(words.get("welcome-code"), self.old_code.as_str())
            .mono()
            .on_input(|typed| Message::OldCodeChanged(Typed::new(typed)));
        column![
            heading(words.get("welcome-old"), words.get("welcome-recover-sentence")),
            notice::banner(Tone::Warning, words.get("welcome-recover-anew"), None),
            form::fields([sheet.into(), code.into()]),
            self.buttons(words),
        ]
        .spacing(space::LG)
        .into()
    }

    fn site<'a>(&'a self, say: Say<'a>) -> Element<'a, Message> {
        let words = say.words;
        let fault = |of: Field| {
            self.faults.iter().find(|(field, _)| *field == of).map(|(_, fault)| match fault {
                Fault::Text(fault) => say.text(*fault),
                Fault::Password(fault) => say.password(*fault),
                Fault::Differs => words.get("fault-password-differs").into_owned(),
            })
        };
        let site = field(words.get("welcome-site"), self.site.as_str())
            .id("site")
            .error(fault(Field::Site))
            .placeholder(words.get("welcome-site-example"))
            .on_input(Message::SiteChanged);
        let user_name = field(words.get("welcome-user-name"), self.user_name.as_str())
            .id("user-name")
            .error(fault(Field::UserName))
            .hint(words.get("welcome-user-name-hint"))
            .on_input(Message::UserNameChanged);
        let password = field(words.get("sign-in-password"), self.password.as_str())
            .id("password")
            .secret()
            .error(fault(Field::Password))
            .hint(words.get("welcome-password-hint"))
            .on_input(|typed| Message::PasswordChanged(Typed::new(typed)));
        let repeated = field(words.get("settings-password-repeated"), self.repeated.as_str())
            .id("repeated")
            .secret()
            .error(fault(Field::Repeated))
            .on_input(|typed| Message::RepeatedChanged(Typed::new(typed)));
        let sentence = if self.recovered.is_some() { "welcome-recovered" } else { "welcome-site-sentence" };
        column![
            heading(words.get("welcome-site-title"), words.get(sentence)),
            form::fields([site.into(), user_name.into(), password.into(), repeated.into()]),
            self.buttons(words),
        ]
        .spacing(space::LG)
        .into()
    }

    fn sheet<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let Some(plan) = &self.plan else {
            return gauge::skeleton(4).into();
        };
        let code = container(text::mono(plan.code().to_string()).size(CODE_SIZE)).padding(space::MD);
        let code = surface::sheet(container(code).center_x(Fill)).width(Fill);
        let lines = plan.sheet().lines().into_iter().map(|line| text::mono(line).into());
        let lines = surface::sheet(container(column(lines)).padding(space::MD)).width(Fill);
        let kept = match self.kept.as_deref() {
            None => text::muted(words.get("sheet-not-kept")),
            Some("") => text::toned(words.get("sheet-printed"), Tone::Success),
            Some(path) => {
                text::toned(words.with("sheet-saved", [("path", path.to_owned().into())]), Tone::Success)
            }
        };
        let keep = row![
            button(words.get("sheet-save")).icon(Icon::Download).on_press(Message::SaveSheet),
            button(words.get("sheet-print")).icon(Icon::Printer).on_press(Message::PrintSheet),
        ]
        .spacing(space::SM);
        let typed = field(words.get("sheet-type-code"), self.typed_code.as_str())
            .id("code")
            .mono()
            .on_input(|typed| Message::CodeChanged(Typed::new(typed)));
        let typed = if plan.is_code(self.typed_code.as_str()) { typed.end(Icon::CircleCheck) } else { typed };
        column![
            heading(words.get("sheet-heading"), words.get("sheet-sentence")),
            column![text::label(words.get("sheet-step-keep")), lines, keep, kept].spacing(space::SM),
            column![text::label(words.get("sheet-step-code")), code].spacing(space::SM),
            Element::from(typed),
            self.buttons(words),
        ]
        .spacing(space::LG)
        .into()
    }

    fn content<'a>(&'a self, words: &'a Words) -> Element<'a, Message> {
        let choice = |content: Content, name: &'static str, icon, label: &'static str, hint: &'static str| {
            let line = row![
                text::icon(icon, 20.0, Tone::Accent),
                column![text::label(words.get(label)), text::muted(words.get(hint)).width(Fill)].spacing(2),
            ]
            .spacing(space::MD)
            .align_y(Center);
            tile::tile(words.get(label), container(line).padding(space::MD))
                .id(name)
                .framed()
                .on(self.content == content)
                .on_press(Message::ContentChanged(content))
                .into()
        };
        let empty = choice(Content::Empty, "empty", Icon::Building2, "welcome-empty", "welcome-empty-hint");
        let demo = choice(Content::Demo, "demo", Icon::Users, "welcome-demo", "welcome-demo-hint");
        column![
            heading(words.get("welcome-content"), words.get("welcome-content-sentence")),
            column([empty, demo]).spacing(space::SM),
            self.buttons(words),
        ]
        .spacing(space::LG)
        .into()
    }
}

const CODE_SIZE: f32 = 18.0;

fn heading<'a>(
    title: impl iced::widget::text::IntoFragment<'a>,
    sentence: impl iced::widget::text::IntoFragment<'a>,
) -> Element<'a, Message> {
    column![text::title(title), text::muted(sentence).width(Fill)].spacing(space::XS).into()
}
