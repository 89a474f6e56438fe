//! User information: one person, the key, and what it may do.

mod doors;
mod form;

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use iced::Task;
use iced::widget::image::Handle;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, UserKeysAssign, UsersAddDelete, UsersBan, UsersModify, UsersView,
};
use keydesk::domain::user::{Fault, Faults, Field, UserId};
use keydesk::operation;
use keydesk::operation::users::{self, Ban, Choices, DoorChanges, Impact, Page, Picture};
use keydesk::private_file;
use keydesk::session::Permit;

use crate::action::{Action, Order, Person};
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::file::{self, Choosing};
use crate::part::record::{self, Foot, Note, Record, Relation};
use crate::part::status;
use crate::place::Place;
use crate::screen::Screen;
use crate::task;
use crate::theme::Tone;
use crate::widget::button::{Kind, button};
use crate::widget::menu::menu_button;
use crate::widget::{Element, notice};
use doors::Doors;
use form::Form;

/// Reads as much of a picture's file as tells that it is too big.
fn read_picture(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = private_file::open_chosen(path)?;
    file.take(users::PICTURE_FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The screen of a person, or of somebody new.
pub struct User {
    rights: Rights,
    subject: Subject,
    loads: u64,
    /// Set from a save until what was saved is read again: nothing is typed into what will be replaced.
    is_settling: bool,
    asked: u64,
    form: Option<Form>,
    faults: Faults,
    impact: Impact,
    picture: Picture,
    portrait: Option<Handle>,
    doors: Doors,
    layer: Option<Layer>,
    /// Set while a save is under way: what comes after it.
    saving: Option<Then>,
    conflict: Option<String>,
}

/// What the operator may do here.
struct Rights {
    view: Permit<UsersView>,
    modify: Option<Permit<UsersModify>>,
    add: Option<Permit<UsersAddDelete>>,
    ban: Option<Permit<UsersBan>>,
    encode: Option<Permit<UserKeysAssign>>,
    doors: Option<Permit<DoorsView>>,
    access: Option<Permit<DoorsModifyAccess>>,
}

/// Who it is about.
enum Subject {
    New(Option<Arc<Choices>>),
    Loading(UserId),
    Known(Box<Page>, Arc<Choices>),
    /// The person is gone, or out of reach.
    Gone(String),
}

/// What lies over the screen.
enum Layer {
    Doors,
    Picture(Choosing),
    Delete,
    Ban,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Stay,
    Encode,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(u64, Answer<Arc<(Page, Choices)>>),
    Blank(Answer<Arc<(keydesk::domain::user::Draft, Choices)>>),
    Form(form::Message),
    ImpactKnown(u64, Answer<Impact>),
    Doors(doors::Message),
    OpenDoors,
    ChoosePicture,
    RemovePicture,
    PictureFile(file::Message),
    PictureMade(Result<Arc<Vec<u8>>, Fault>),
    PortraitDrawn(Option<Handle>),
    Save,
    Saved(Answer<(UserId, Impact)>),
    Discard,
    Reload,
    Encode,
    AskToBan,
    LiftBan,
    AskToDelete,
    Stay,
    Go,
    Banned(Ban, Answer<usize>),
    Deleted(Answer<()>),
    Back,
}

impl User {
    /// Opens the screen of a person.
    pub fn open(context: &Context, id: UserId) -> Option<(Self, Task<Message>)> {
        let mut user = User::of(context, Subject::Loading(id))?;
        let task = user.load(context, id);
        Some((user, task))
    }

    /// Opens the screen of somebody new.
    pub fn open_new(context: &Context) -> Option<(Self, Task<Message>)> {
        let add = context.may::<UsersAddDelete>()?;
        let user = User::of(context, Subject::New(None))?;
        let view = user.rights.view.clone();
        let task = context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                users::blank(console, &add)?,
                users::choices(console, &view)?,
            )))
        });
        Some((user, task.map(Message::Blank)))
    }

    fn of(context: &Context, subject: Subject) -> Option<User> {
        let rights = Rights {
            view: context.may()?,
            modify: context.may(),
            add: context.may(),
            ban: context.may(),
            encode: context.may(),
            doors: context.may(),
            access: context.may(),
        };
        let doors = match &subject {
            Subject::New(_) => Doors::of_nobody_yet(),
            Subject::Loading(_) | Subject::Known(..) | Subject::Gone(_) => Doors::default(),
        };
        Some(User {
            rights,
            subject,
            doors,
            loads: 0,
            is_settling: false,
            asked: 0,
            form: None,
            faults: Faults::new(),
            impact: Impact::default(),
            picture: Picture::default(),
            portrait: None,
            layer: None,
            saving: None,
            conflict: None,
        })
    }

    /// Reads the person without the doors.
    fn read(&mut self, context: &Context, id: UserId) -> Task<Message> {
        self.loads += 1;
        let (asked, view) = (self.loads, self.rights.view.clone());
        let page = context.ask(move |console| {
            Ok::<_, operation::Error>(Arc::new((
                users::open(console, &view, id)?,
                users::choices(console, &view)?,
            )))
        });
        page.map(move |answer| Message::Loaded(asked, answer))
    }

    fn load(&mut self, context: &Context, id: UserId) -> Task<Message> {
        let page = self.read(context, id);
        let (asked, view) = (self.loads, self.rights.view.clone());
        match self.rights.doors.clone() {
            Some(doors) => {
                let rows = context.ask(move |console| users::doors(console, &view, &doors, id).map(Arc::new));
                Task::batch([
                    page,
                    rows.map(move |answer| Message::Doors(doors::Message::Loaded(asked, answer))),
                ])
            }
            None => page,
        }
    }

    const fn id(&self) -> Option<UserId> {
        match &self.subject {
            Subject::Loading(id) => Some(*id),
            Subject::Known(page, _) => Some(page.id),
            Subject::New(_) | Subject::Gone(_) => None,
        }
    }

    const fn page(&self) -> Option<&Page> {
        match &self.subject {
            Subject::Known(page, _) => Some(page),
            Subject::New(_) | Subject::Loading(_) | Subject::Gone(_) => None,
        }
    }

    fn choices(&self) -> Option<&Choices> {
        match &self.subject {
            Subject::New(choices) => choices.as_deref(),
            Subject::Known(_, choices) => Some(choices),
            Subject::Loading(_) | Subject::Gone(_) => None,
        }
    }

    /// Whether fields may be changed.
    const fn may_edit(&self) -> bool {
        self.saving.is_none()
            && !self.is_settling
            && match &self.subject {
                Subject::New(_) => self.rights.add.is_some(),
                Subject::Known(..) => self.rights.modify.is_some(),
                Subject::Loading(_) | Subject::Gone(_) => false,
            }
    }

    /// Takes what was read beside changes that are not saved. They stay; and as long as nobody else changed the fields,
    /// they can be saved over what was read.
    fn keep_up(&mut self, page: Page) {
        if let Subject::Known(known, _) = &mut self.subject
            && known.draft == page.draft
        {
            **known = page;
        }
    }

    fn show(&mut self, context: &Context, page: Page, choices: Choices) -> Task<Message> {
        self.is_settling = false;
        self.form = Some(Form::of(&page.draft, page.name_locked, &context.words, context.today()));
        self.faults.clear();
        self.impact = Impact::default();
        self.conflict = None;
        self.picture = Picture::Keep;
        self.doors.forget_changes();
        let portrait = page.picture.clone();
        self.subject = Subject::Known(Box::new(page), Arc::new(choices));
        draw(portrait)
    }

    /// What follows from a change of the form: its faults, if they were told already, and what a save would do.
    fn changed(&mut self, context: &Context) -> Task<Message> {
        let Some(form) = &self.form else {
            return Task::none();
        };
        let draft = form.draft(&context.words, context.today());
        if !self.faults.is_empty() {
            self.faults = draft.check(context.console.clock().zone()).err().unwrap_or_default();
        }
        let (Some(id), Some(permit)) = (self.id(), self.rights.modify.clone()) else {
            return Task::none();
        };
        self.asked += 1;
        let (asked, changes, access) = (self.asked, self.doors.changes().clone(), self.rights.access.clone());
        context
            .ask(move |console| {
                let doors = access.as_ref().map(|access| (access, &changes));
                users::impact(console, &permit, id, &draft, doors)
            })
            .map(move |answer| Message::ImpactKnown(asked, answer))
    }

    fn begin_saving(&mut self, context: &Context, then: Then) -> Action<Message> {
        let Some(form) = &self.form else {
            return Action::NotSaved;
        };
        let draft = form.draft(&context.words, context.today());
        if let Err(faults) = draft.check(context.console.clock().zone()) {
            return self.refuse(faults, context);
        }
        let (picture, changes) = (self.picture.clone(), self.doors.changes().clone());
        let access = self.rights.access.clone();
        let doors = move |changes: &DoorChanges| access.filter(|_| !changes.is_empty());
        let task = match (&self.subject, &self.rights) {
            (Subject::New(_), Rights { add: Some(permit), .. }) => {
                let permit = permit.clone();
                context.ask(move |console| {
                    let access = doors(&changes);
                    let doors = access.as_ref().map(|access| (access, &changes));
                    users::add(console, &permit, &draft, &picture, doors).map(|id| (id, Impact::default()))
                })
            }
            (Subject::Known(page, _), Rights { modify: Some(permit), .. }) => {
                let (permit, id, version) = (permit.clone(), page.id, page.version);
                context.ask(move |console| {
                    let access = doors(&changes);
                    let doors = access.as_ref().map(|access| (access, &changes));
                    users::save(console, &permit, id, version, &draft, &picture, doors)
                        .map(|impact| (id, impact))
                })
            }
            _ => return Action::NotSaved,
        };
        self.saving = Some(then);
        Action::Run(task.map(Message::Saved))
    }

    fn refuse(&mut self, faults: Faults, context: &Context) -> Action<Message> {
        let first = faults.first().copied();
        self.faults = faults;
        record::refused(context, first.map(|(field, _)| form::focus(field)))
    }

    fn saved(&mut self, context: &Context, answer: Answer<(UserId, Impact)>) -> Action<Message> {
        let then = self.saving.take().unwrap_or(Then::Stay);
        match answer {
            Ok((id, impact)) => {
                let words = &context.words;
                let name = self.form.as_ref().map(Form::name).unwrap_or_default();
                let of_key = |text| {
                    let told = words.with(text, [("name", name.into())]);
                    match context.may::<UserKeysAssign>() {
                        Some(_) => Action::TellOf(Tone::Success, told, Order::Update(id)),
                        None => Action::Tell(Tone::Success, told),
                    }
                };
                let told = match impact {
                    // It is written next.
                    _ if then == Then::Encode => {
                        Action::Tell(Tone::Success, words.get("user-saved").into_owned())
                    }
                    Impact { updates: 0, re_editions: 0, .. } => {
                        Action::Tell(Tone::Success, words.get("user-saved").into_owned())
                    }
                    Impact { re_editions: 0, .. } => of_key("user-saved-update"),
                    Impact { .. } => of_key("user-saved-re-edition"),
                };
                if matches!(self.subject, Subject::New(_)) {
                    // Nothing is left to be asked about: the next screen is the person's own.
                    self.form = None;
                    return Action::All(vec![told, Action::Saved, Action::Replace(Place::User(id))]);
                }
                self.accept(context);
                self.is_settling = true;
                let mut actions = vec![told, Action::Run(self.load(context, id)), Action::Saved];
                if then == Then::Encode {
                    actions.extend(self.order().map(Action::Encode));
                }
                Action::All(actions)
            }
            Err(failure) => self.not_saved(context, failure),
        }
    }

    fn not_saved(&mut self, context: &Context, failure: Failure) -> Action<Message> {
        match &*failure {
            operation::Error::User(faults) => {
                let faults = faults.clone();
                self.refuse(faults, context)
            }
            _ => record::not_saved(context, failure, &mut self.conflict),
        }
    }

    /// Forgets what was changed.
    fn forget(&mut self, context: &Context) {
        if let (Some(page), Some(form)) = (self.page(), &self.form) {
            let restored = form.restored(&page.draft, &context.words, context.today());
            self.form = Some(restored);
        }
        self.faults.clear();
        self.impact = Impact::default();
        self.picture = Picture::Keep;
        self.conflict = None;
        self.doors.forget_changes();
    }

    /// What was changed is saved, and is what there is.
    fn accept(&mut self, context: &Context) {
        if let Some(form) = &mut self.form {
            form.accept(&context.words, context.today());
        }
        self.faults.clear();
        self.impact = Impact::default();
        self.picture = Picture::Keep;
        self.conflict = None;
        self.doors.forget_changes();
    }

    fn order(&self) -> Option<Order> {
        let page = self.page()?;
        self.rights.encode.as_ref()?;
        Some(if page.key.is_some() { Order::Update(page.id) } else { Order::Assign(page.id) })
    }

    fn take_picture(&mut self, context: &Context, message: file::Message) -> Action<Message> {
        let Some(Layer::Picture(choosing)) = &mut self.layer else {
            return Action::None;
        };
        match choosing.update(&context.tools, message) {
            file::Outcome::Going(task) => Action::Run(task.map(Message::PictureFile)),
            file::Outcome::Cancelled => {
                self.layer = None;
                Action::None
            }
            file::Outcome::Taken(path) => Action::Run(
                task::blocking(move || {
                    let file = read_picture(&path).map_err(|_| Fault::PictureUnreadable)?;
                    users::portrait(&file).map(Arc::new)
                })
                .map(Message::PictureMade),
            ),
        }
    }

    fn go(&mut self, context: &Context) -> Action<Message> {
        let (Some(layer), Some(id)) = (self.layer.take(), self.id()) else {
            return Action::None;
        };
        match (layer, &self.rights) {
            (Layer::Delete, Rights { add: Some(permit), .. }) => {
                let permit = permit.clone();
                let task = context.ask(move |console| users::delete(console, &permit, &[id]));
                Action::Run(task.map(Message::Deleted))
            }
            (Layer::Ban, Rights { ban: Some(permit), .. }) => {
                Action::Run(set_ban(context, permit, id, Ban::PutOn))
            }
            _ => Action::None,
        }
    }
}

fn set_ban(context: &Context, permit: &Permit<UsersBan>, id: UserId, ban: Ban) -> Task<Message> {
    let permit = permit.clone();
    let task = context.ask(move |console| users::ban(console, &permit, &[id], ban));
    task.map(move |answer| Message::Banned(ban, answer))
}

/// Decodes the portrait to pixels, off the window's thread.
fn draw(portrait: Option<Vec<u8>>) -> Task<Message> {
    let Some(portrait) = portrait else {
        return Task::done(Message::PortraitDrawn(None));
    };
    let drawn = task::blocking(move || {
        let dots = image::load_from_memory(&portrait)
            .ok()?
            .resize_to_fill(128, 128, image::imageops::FilterType::Triangle)
            .to_rgba8();
        Some(Handle::from_rgba(dots.width(), dots.height(), dots.into_raw()))
    });
    drawn.map(Message::PortraitDrawn)
}

impl Screen for User {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(asked, answer) if asked == self.loads => match answer {
                // What is typed is not lost to news; a conflict is told when it is saved.
                Ok(loaded) if self.is_changed() => {
                    self.keep_up(loaded.0.clone());
                    Action::None
                }
                Err(failure) if self.is_changed() => Action::Fail(failure),
                Ok(loaded) => Action::Run(self.show(context, loaded.0.clone(), loaded.1.clone())),
                Err(failure) => {
                    self.subject = Subject::Gone(context.say().operation(&failure));
                    self.form = None;
                    Action::Fail(failure)
                }
            },
            Message::Loaded(..) => Action::None,
            Message::Blank(Ok(blank)) => {
                self.form = Some(Form::of(&blank.0, false, &context.words, context.today()));
                self.subject = Subject::New(Some(Arc::new(blank.1.clone())));
                Action::Run(form::focus(Field::FirstName))
            }
            Message::Blank(Err(failure)) => Action::All(vec![Action::Fail(failure), Action::Back]),
            Message::Form(message) => {
                if let Some(form) = &mut self.form {
                    form.update(message, &context.words, context.today());
                }
                Action::Run(self.changed(context))
            }
            Message::ImpactKnown(asked, answer) if asked == self.asked => {
                // Who may not be told what a save would do will be told when it is done.
                self.impact = answer.unwrap_or_default();
                Action::None
            }
            Message::ImpactKnown(..) => Action::None,
            Message::Doors(doors::Message::Loaded(asked, _)) if asked != self.loads => Action::None,
            Message::Doors(message) => {
                let access = self.rights.access.as_ref();
                match self.doors.update(context, access, message) {
                    doors::Outcome::Same(task) => Action::Run(task.map(Message::Doors)),
                    doors::Outcome::Changed(task) => {
                        Action::Run(Task::batch([task.map(Message::Doors), self.changed(context)]))
                    }
                    doors::Outcome::Close => {
                        self.layer = None;
                        Action::None
                    }
                    doors::Outcome::Go(door) => {
                        self.layer = None;
                        Action::Go(Place::Door(door))
                    }
                    doors::Outcome::Failed(failure) => Action::Fail(failure),
                }
            }
            Message::OpenDoors => {
                self.layer = Some(Layer::Doors);
                Action::None
            }
            Message::ChoosePicture => {
                let title = context.words.get("user-picture-title").into_owned();
                self.layer = Some(Layer::Picture(Choosing::to_read(title, &["png", "jpg", "jpeg"])));
                Action::None
            }
            Message::PictureFile(message) => self.take_picture(context, message),
            Message::PictureMade(Ok(jpeg)) => {
                self.layer = None;
                self.picture = Picture::Replace(jpeg.to_vec());
                Action::Run(draw(Some(jpeg.to_vec())))
            }
            Message::PictureMade(Err(fault)) => {
                if let Some(Layer::Picture(choosing)) = &mut self.layer {
                    choosing.error = Some(context.say().user(fault));
                }
                Action::None
            }
            Message::RemovePicture => {
                self.picture = Picture::Remove;
                self.portrait = None;
                Action::None
            }
            Message::PortraitDrawn(portrait) => {
                self.portrait = portrait;
                Action::None
            }
            Message::Save => self.begin_saving(context, Then::Stay),
            Message::Saved(answer) => self.saved(context, answer),
            Message::Discard => {
                self.forget(context);
                match self.page() {
                    Some(page) => Action::Run(draw(page.picture.clone())),
                    None => {
                        // Discarding is not asked about again.
                        self.form = None;
                        Action::Back
                    }
                }
            }
            Message::Reload => match self.id() {
                Some(id) => {
                    self.forget(context);
                    Action::Run(self.load(context, id))
                }
                None => Action::None,
            },
            Message::Encode if self.is_changed() => self.begin_saving(context, Then::Encode),
            Message::Encode => self.order().map_or(Action::None, Action::Encode),
            Message::AskToBan => {
                self.layer = Some(Layer::Ban);
                Action::None
            }
            Message::LiftBan => match (&self.rights.ban, self.id()) {
                (Some(permit), Some(id)) => Action::Run(set_ban(context, permit, id, Ban::Lift)),
                _ => Action::None,
            },
            Message::AskToDelete => {
                self.layer = Some(Layer::Delete);
                Action::None
            }
            Message::Stay => {
                self.layer = None;
                Action::None
            }
            Message::Go => self.go(context),
            Message::Banned(ban, Ok(_)) => {
                let id = match ban {
                    Ban::PutOn => context.words.with("users-banned", [("count", 1.into())]),
                    Ban::Lift => context.words.with("users-ban-lifted", [("count", 1.into())]),
                };
                Action::All(vec![Action::Tell(Tone::Success, id), self.refresh(context)])
            }
            Message::Deleted(Ok(())) => {
                self.form = None;
                let text = context.words.with("users-deleted", [("count", 1.into())]);
                Action::All(vec![Action::Tell(Tone::Success, text), Action::Back])
            }
            Message::Banned(_, Err(failure)) | Message::Deleted(Err(failure)) => Action::Fail(failure),
            Message::Back => Action::Back,
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        if let Subject::Gone(why) = &self.subject {
            return record::gone(context, Icon::UserX, words.get("user-gone"), why, Message::Back);
        }
        let Some((form, choices)) = self.form.as_ref().zip(self.choices()) else {
            return record::coming(10);
        };
        let (title, detail) = match self.page() {
            Some(page) => {
                (page.name.as_str().into(), record::changed(context, page.changed_at, &page.changed_by))
            }
            None => (words.get("user-new"), words.get("user-new-detail")),
        };
        Record {
            title,
            detail,
            picture: Some(record::medallion(self.portrait.as_ref(), form.letters())),
            state: self.page().map(|page| {
                let status = page.key.as_ref().map_or(keydesk::domain::key::Status::NoKey, |key| key.status);
                let status = if page.banned { keydesk::domain::key::Status::Banned } else { status };
                status::chip(status, words).into()
            }),
            actions: self.actions(context),
            banners: self.banners(context),
            panels: form.panels(&form::Surroundings {
                context,
                choices,
                page: self.page(),
                faults: &self.faults,
                may_edit: self.may_edit(),
                portrait: self.portrait.as_ref(),
            }),
            relations: self.relations(context),
            back: Message::Back,
            foot: (self.rights.modify.is_some() || matches!(self.subject, Subject::New(_)))
                .then(|| self.foot(context)),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let typed = || self.form.as_ref().map(Form::name).filter(|name| !name.is_empty());
        let name = || match self.page() {
            Some(page) => page.name.clone(),
            None => typed().unwrap_or_else(|| words.get("user-new").into_owned()),
        };
        match self.layer.as_ref()? {
            Layer::Doors => {
                let may_change = self.rights.access.is_some() && self.may_edit();
                Some(self.doors.view(context, &name(), may_change, is_live).map(Message::Doors))
            }
            Layer::Picture(choosing) => Some(choosing.view(words, is_live).map(Message::PictureFile)),
            Layer::Delete => {
                let question = Question {
                    icon: Icon::Trash,
                    tone: Tone::Danger,
                    title: words.with("users-delete-title", [("count", 1.into()), ("name", name().into())]),
                    sentence: words.get("users-delete-sentence").into_owned(),
                    stay: words.get("cancel").into_owned(),
                    go: words.get("users-delete").into_owned(),
                    more: None,
                };
                Some(confirm(question, Message::Stay, Message::Go, is_live))
            }
            Layer::Ban => {
                let until = self.page().and_then(|page| page.key.as_ref()).map(|key| key.until);
                let question = Question {
                    icon: Icon::Ban,
                    tone: Tone::Danger,
                    title: words.with("users-ban-title", [("count", 1.into()), ("name", name().into())]),
                    sentence: match until {
                        Some(until) => {
                            words.with("users-ban-until", [("until", context.say().end(until).into())])
                        }
                        None => words.get("users-ban-sentence").into_owned(),
                    },
                    stay: words.get("cancel").into_owned(),
                    go: words.get("users-ban").into_owned(),
                    more: None,
                };
                Some(confirm(question, Message::Stay, Message::Go, is_live))
            }
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let save = (self.is_changed() && self.may_edit()).then_some(Message::Save);
        let mut commands = record::commands(context, save, Message::Back);
        commands.extend(self.encode_command(context));
        commands.extend(self.more(context));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        match self.id() {
            Some(id) if self.is_changed() => Action::Run(self.read(context, id)),
            Some(id) => Action::Run(self.load(context, id)),
            None => Action::None,
        }
    }

    fn is_changed(&self) -> bool {
        let Some(form) = &self.form else {
            return false;
        };
        form.is_changed() || self.picture != Picture::Keep || !self.doors.changes().is_empty()
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.begin_saving(context, Then::Stay)
    }

    fn person(&self) -> Option<Person<'_>> {
        let page = self.page().filter(|page| page.key.is_none() && !page.banned)?;
        Some(Person { id: page.id, name: &page.name })
    }
}

impl User {
    fn encode_command<'a>(&'a self, context: &'a Context) -> Option<Command<'a, Message>> {
        let page = self.page()?;
        self.rights.encode.as_ref()?;
        let label = if page.key.is_some() { "users-update-key" } else { "users-assign-key" };
        let may = (!page.banned && self.saving.is_none()).then_some(Message::Encode);
        Some(command(context.words.get(label), Icon::KeyRound, may).keys(shortcut::WRITE_KEY, &context.words))
    }

    fn more<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let Some(page) = self.page() else {
            return Vec::new();
        };
        let mut more = Vec::new();
        if self.rights.ban.is_some() {
            more.push(if page.banned {
                command(words.get("users-lift-ban"), Icon::UserCheck, Some(Message::LiftBan))
            } else {
                command(words.get("users-ban"), Icon::Ban, Some(Message::AskToBan))
            });
        }
        if self.rights.add.is_some() {
            more.push(command(words.get("users-delete"), Icon::Trash, Some(Message::AskToDelete)).danger());
        }
        more
    }

    fn actions<'a>(&'a self, context: &'a Context) -> Vec<Element<'a, Message>> {
        let mut actions = Vec::new();
        let more = self.more(context);
        if !more.is_empty() {
            let items = more.iter().map(Command::item).collect();
            let open = button(context.words.get("list-more")).icon(Icon::Ellipsis);
            actions.push(menu_button(open, items).at_end().into());
        }
        actions
            .extend(self.encode_command(context).map(|command| command.button().kind(Kind::Primary).into()));
        actions
    }

    fn banners<'a>(&'a self, context: &'a Context) -> Vec<Element<'a, Message>> {
        let words = &context.words;
        let mut banners = Vec::new();
        banners.extend(record::conflict(words, self.conflict.as_deref(), Message::Reload));
        if let Some((_, fault)) = self.faults.iter().find(|(field, _)| *field == Field::Doors) {
            banners.push(notice::banner(Tone::Danger, context.say().user(*fault), None));
        }
        if self.page().is_some_and(|page| page.banned) {
            banners.push(notice::banner(Tone::Danger, words.get("user-is-banned"), None));
        }
        banners
    }

    fn relations<'a>(&'a self, context: &'a Context) -> Vec<Relation<'a, Message>> {
        if self.rights.doors.is_none() {
            return Vec::new();
        }
        let known = self.page().map_or(0, |page| page.doors);
        vec![Relation {
            icon: Icon::DoorClosed,
            label: context.words.get("user-doors"),
            count: Some(self.doors.count().unwrap_or(known)),
            on_press: Message::OpenDoors,
        }]
    }

    fn foot<'a>(&'a self, context: &'a Context) -> Foot<'a, Message> {
        let words = &context.words;
        let is_changed = self.is_changed();
        let note = match self.impact {
            _ if !is_changed => Note::Plain(words.get("record-unchanged")),
            Impact { does_not_fit: 1.., .. } => Note::Heeded(words.get("user-impact-no-room")),
            Impact { re_editions: re_editions @ 1.., .. } => {
                let values = [("count", re_editions.into())];
                Note::Heeded(words.with("user-impact-re-edition", values).into())
            }
            Impact { updates: updates @ 1.., .. } => {
                Note::Heeded(words.with("user-impact-update", [("count", updates.into())]).into())
            }
            Impact { .. } => Note::Plain(words.get("record-no-impact")),
        };
        let may = is_changed && self.may_edit();
        Foot {
            note,
            discard: may.then_some(Message::Discard),
            save: may.then_some(Message::Save),
            is_saving: self.saving.is_some(),
        }
    }
}
