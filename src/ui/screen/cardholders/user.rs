//! User information: one person, the key, and what it may do.

mod form;

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use iced::widget::image::Handle;
use keydesk::console::Console;
use keydesk::domain::key::{KeyId, Status};
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::{
    AuditTrailView, DoorsModifyAccess, DoorsView, LimitedOccupancyGroupsModify, LimitedOccupancyGroupsView,
    LocationsFunctionsModifyAccess, LocationsFunctionsView, LockersModifyAccess, LockersView,
    OutputsModifyAccess, OutputsView, UserAccessLevelsModify, UserAccessLevelsView, UserKeysAssign,
    UserKeysCancel, UsersAddDelete, UsersBan, UsersModify, UsersView, ZonesModifyAccess, ZonesView,
};
use keydesk::domain::user::{self, Draft, Fault, Faults, Field, UserId};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::undo;
use keydesk::operation::users::{self, Ban, Choices, Impact, Page, Picture};
use keydesk::operation::{
    self, Giving, audit_trail, functions, limited_occupancy_groups, locations, lockers, opening, outputs,
    user_access_levels, zones,
};
use keydesk::private_file;
use keydesk::session::Permit;

use super::users::{Deleting, trail_command};
use crate::action::{Act, Action, Order, Person};
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::cancelling::{self, Cancelling};
use crate::part::confirm::{Question, confirm};
use crate::part::deletion::{self, Called, Deletion};
use crate::part::file::{self, Choosing};
use crate::part::phone::{self, Phone};
use crate::part::record::{self, Editing, Note, Read, Saved, Source, Told};
use crate::part::relation::{
    DOORS, DRIVES, FUNCTIONS, LIMITED_OCCUPANCY_GROUPS, LOCATIONS, LOCKERS, OPENS, OUTPUTS, Relation,
    USER_ACCESS_LEVELS, ZONES,
};
use crate::part::status;
use crate::place::Place;
use crate::screen::Screen;
use crate::task;
use crate::theme::Tone;
use crate::widget::button::{Kind, button};
use crate::widget::choice::{choice, tabs as tabs_of};
use crate::widget::menu::menu_button;
use crate::widget::task::Task;
use crate::widget::{Element, focus, notice};
use form::Form;

const TABS: &str = "tabs";

/// Reads as much of a picture's file as tells that it is too big.
fn read_picture(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = private_file::open_chosen(path)?;
    file.take(users::PICTURE_FILE_BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The screen of a person, or of somebody new.
pub struct User {
    record: Editing<Subject>,
    ban: Option<Permit<UsersBan>>,
    trail: Option<Permit<AuditTrailView>>,
    portrait: Portrait,
    deletion: Deletion<Vec<UserId>>,
    cancelling: Cancelling,
    phone: Phone,
    tab: Tab,
    layer: Option<Layer>,
}

/// The parts of the page: what is looked at every day, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Overview,
    Details,
}

impl Tab {
    const fn other(self) -> Tab {
        match self {
            Tab::Overview => Tab::Details,
            Tab::Details => Tab::Overview,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Tab::Overview => "user-tab-overview",
            Tab::Details => "user-tab-details",
        }
    }

    /// Where a field stands.
    const fn of(field: Field) -> Tab {
        match field {
            Field::Title
            | Field::FirstName
            | Field::LastName
            | Field::Partition
            | Field::General(_)
            | Field::Picture
            | Field::Activation
            | Field::Expiration
            | Field::UpdatePeriod
            | Field::Doors => Tab::Overview,
            Field::Crossing
            | Field::ExternalId
            | Field::Wiegand
            | Field::AuthorizationCodes
            | Field::Phone
            | Field::Pin => Tab::Details,
        }
    }
}

/// What the operator may do with people.
pub struct Subject {
    console: Arc<Console>,
    view: Permit<UsersView>,
    modify: Option<Permit<UsersModify>>,
    deleting: Deleting,
    encode: Option<Permit<UserKeysAssign>>,
    doors: Option<Permit<DoorsView>>,
    access: Option<Permit<DoorsModifyAccess>>,
    /// The right to see access levels, and to change who has them.
    levels: (Option<Permit<UserAccessLevelsView>>, Option<Permit<UserAccessLevelsModify>>),
    lockers: (Option<Permit<LockersView>>, Option<Permit<LockersModifyAccess>>),
    zones: (Option<Permit<ZonesView>>, Option<Permit<ZonesModifyAccess>>),
    sides: (Option<Permit<LocationsFunctionsView>>, Option<Permit<LocationsFunctionsModifyAccess>>),
    outputs: (Option<Permit<OutputsView>>, Option<Permit<OutputsModifyAccess>>),
    occupancy: (Option<Permit<LimitedOccupancyGroupsView>>, Option<Permit<LimitedOccupancyGroupsModify>>),
    then: Then,
}

/// What comes after a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Then {
    #[default]
    Stay,
    Encode,
}

/// The portrait that is shown: it follows from what was read, and from what becomes of it.
#[derive(Default)]
struct Portrait {
    jpeg: Option<Vec<u8>>,
    /// Which one is being drawn: those before come too late.
    drawing: u64,
    drawn: Option<Handle>,
    /// Which file is made into one: of those before nobody waits any more.
    making: u64,
}

/// What lies over the screen.
enum Layer {
    Picture(Choosing),
    Ban,
}

#[derive(Debug, Clone)]
pub enum Message {
    Record(record::MessageOf<Subject>),
    Form(form::Message),
    Show(Tab),
    ChoosePicture,
    RemovePicture,
    PictureFile(file::Message),
    PictureMade(u64, Result<Arc<Vec<u8>>, Fault>),
    PortraitDrawn(u64, Option<Handle>),
    Encode,
    AskToBan,
    LiftBan,
    AskToCancel,
    Cancelling(cancelling::Message),
    AskForPhone,
    AskToRemovePhone,
    Phone(phone::Message),
    ShowCancelled(KeyId),
    ShowTrail,
    AskToDelete,
    Stay,
    Go,
    Banned(Ban, Answer<usize>),
    Deletion(deletion::Message),
}

impl User {
    /// Opens the screen of a person.
    pub fn open(context: &Context, id: UserId) -> Option<(Self, Task<Message>)> {
        Some(User::of(context, Editing::open(context, Subject::of(context)?, id)))
    }

    /// Opens the screen of somebody new.
    pub fn open_new(context: &Context) -> Option<(Self, Task<Message>)> {
        let (subject, add) = (Subject::of(context)?, context.may::<UsersAddDelete>()?);
        let view = subject.view.clone();
        let blank = context.ask(move |console| {
            let choices = users::choices(console, &view)?;
            Ok::<_, operation::Error>(Arc::new((users::blank(console, &add)?, choices)))
        });
        Some(User::of(context, Editing::open_new(context, subject, blank)))
    }

    fn of(
        context: &Context,
        (record, task): (Editing<Subject>, Task<record::MessageOf<Subject>>),
    ) -> (Self, Task<Message>) {
        let user = User {
            record,
            ban: context.may(),
            trail: context.may(),
            portrait: Portrait::default(),
            deletion: Deletion::default(),
            cancelling: Cancelling::default(),
            phone: Phone::default(),
            tab: Tab::Overview,
            layer: None,
        };
        (user, task.map(Message::Record))
    }

    fn update_record(&mut self, context: &Context, message: record::MessageOf<Subject>) -> Action<Message> {
        let added = match &message {
            record::Message::Saved(Ok((id, _))) if self.record.is_new() => Some(*id),
            _ => None,
        };
        let saved = if let record::Message::Saved(answer) = &message { Some(answer.is_ok()) } else { None };
        let action = self.record.update(context, message).map(Message::Record);
        let Some(is_saved) = saved else {
            return action;
        };
        let then = std::mem::take(&mut self.record.source.then);
        match added.map(Order::Assign).or_else(|| self.order()) {
            Some(order) if is_saved && then == Then::Encode => {
                Action::All(vec![action, Action::Encode(order)])
            }
            _ => action,
        }
    }

    fn begin_saving(&mut self, context: &Context, then: Then) -> Action<Message> {
        self.record.source.then = then;
        self.record.save(context).map(Message::Record)
    }

    fn order(&self) -> Option<Order> {
        let page = self.record.page()?;
        self.record.source.encode.as_ref()?;
        Some(if page.key.is_some() { Order::Update(page.id) } else { Order::Assign(page.id) })
    }

    /// Draws the portrait, if it is another than the one that is shown.
    fn portray(&mut self) -> Option<Task<Message>> {
        let wanted = match &self.record.form()?.picture {
            Picture::Keep => self.record.page().and_then(|page| page.picture.clone()),
            Picture::Remove => None,
            Picture::Replace(jpeg) => Some(jpeg.clone()),
        };
        let Portrait { jpeg, drawing, drawn, .. } = &mut self.portrait;
        if wanted == *jpeg {
            return None;
        }
        jpeg.clone_from(&wanted);
        *drawing += 1;
        let Some(wanted) = wanted else {
            *drawn = None;
            return None;
        };
        let drawing = *drawing;
        Some(draw(wanted).map(move |portrait| Message::PortraitDrawn(drawing, portrait)))
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
            file::Outcome::Taken(path) => {
                self.portrait.making += 1;
                let making = self.portrait.making;
                let made = task::blocking(move || {
                    let file = read_picture(&path).map_err(|_| Fault::PictureUnreadable)?;
                    users::portrait(&file).map(Arc::new)
                });
                Action::Run(made.map(move |made| Message::PictureMade(making, made)))
            }
        }
    }

    fn picture_made(&mut self, context: &Context, making: u64, made: Result<Arc<Vec<u8>>, Fault>) {
        let Some(Layer::Picture(choosing)) = &mut self.layer else {
            return;
        };
        if making != self.portrait.making {
            return;
        }
        match made {
            Ok(jpeg) => {
                self.layer = None;
                self.record.change(|form| form.picture = Picture::Replace(jpeg.to_vec()));
            }
            Err(fault) => choosing.error = Some(context.say().user(fault)),
        }
    }

    fn go(&mut self, context: &Context) -> Action<Message> {
        let (Some(layer), Some(id)) = (self.layer.take(), self.record.id()) else {
            return Action::None;
        };
        match (layer, &self.ban) {
            (Layer::Ban, Some(permit)) => Action::Run(set_ban(context, permit, id, Ban::PutOn)),
            _ => Action::None,
        }
    }
}

impl Subject {
    fn of(context: &Context) -> Option<Subject> {
        Some(Subject {
            console: Arc::clone(&context.console),
            view: context.may()?,
            modify: context.may(),
            deleting: Deleting(context.may()),
            encode: context.may(),
            doors: context.may(),
            access: context.may(),
            levels: (context.may(), context.may()),
            lockers: (context.may(), context.may()),
            zones: (context.may(), context.may()),
            sides: (context.may(), context.may()),
            outputs: (context.may(), context.may()),
            occupancy: (context.may(), context.may()),
            then: Then::Stay,
        })
    }
}

fn set_ban(context: &Context, permit: &Permit<UsersBan>, id: UserId, ban: Ban) -> Task<Message> {
    let permit = permit.clone();
    let task = context.ask(move |console| users::ban(console, &permit, &[id], ban));
    task.map(move |answer| Message::Banned(ban, answer))
}

/// Decodes the portrait to pixels, off the window's thread.
fn draw(portrait: Vec<u8>) -> Task<Option<Handle>> {
    task::blocking(move || {
        let dots = image::load_from_memory(&portrait)
            .ok()?
            .resize_to_fill(128, 128, image::imageops::FilterType::Triangle)
            .to_rgba8();
        Some(Handle::from_rgba(dots.width(), dots.height(), dots.into_raw()))
    })
}

impl Subject {
    /// The doors that are given one by one.
    fn doors(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.doors.clone()?);
        let doors = Relation::of_one(&DOORS, "user-doors", move |console, id| {
            users::doors(console, &view, &seen, id)
        });
        let Some(access) = self.access.clone() else {
            return Some(doors);
        };
        let offering = access.clone();
        Some(
            doors
                .offers(move |console| operation::doors::choices_for_access(console, &offering))
                .gives(move |changes| users::given_doors(&access, changes)),
        )
    }

    fn access_levels(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.levels.0.clone()?);
        let levels = Relation::of_one(&USER_ACCESS_LEVELS, "user-levels", move |console, id| {
            user_access_levels::of_person(console, &view, &seen, id)
        });
        let Some(modify) = self.levels.1.clone() else {
            return Some(levels);
        };
        let offering = modify.clone();
        Some(
            levels
                .offers(move |console| user_access_levels::choices_to_give(console, &offering))
                .gives(move |changes| user_access_levels::given_to_people(&modify, changes)),
        )
    }

    /// What the key opens, in whatever way it came.
    fn opens(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.doors.clone()?);
        let opens = move |console: &Console, id, at| opening::of_person(console, &view, &seen, id, at);
        Some(Relation::of_answers(&OPENS, "user-opens", opens))
    }

    /// What the key switches, in whatever way it came.
    fn drives(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.outputs.0.clone()?);
        let drives = move |console: &Console, id| opening::outputs_of_person(console, &view, &seen, id);
        Some(Relation::of_one(&DRIVES, "user-drives", drives).that_follows())
    }

    fn zones(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.zones.0.clone()?);
        let zones = Relation::of_one(&ZONES, "user-zones", move |console, id| {
            zones::of_person(console, &view, &seen, id)
        });
        let Some(modify) = self.zones.1.clone() else {
            return Some(zones);
        };
        let offering = modify.clone();
        Some(
            zones
                .offers(move |console| zones::choices_to_give(console, &offering))
                .gives(move |changes| zones::given_to_people(&modify, changes)),
        )
    }

    /// The lockers that are given one by one.
    fn lockers(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.lockers.0.clone()?);
        let lockers = Relation::of_one(&LOCKERS, "user-lockers", move |console, id| {
            lockers::of_person(console, &view, &seen, id)
        });
        let Some(access) = self.lockers.1.clone() else {
            return Some(lockers);
        };
        let offering = access.clone();
        Some(
            lockers
                .offers(move |console| lockers::choices_to_give(console, &offering))
                .gives(move |changes| lockers::given_to_people(&access, changes)),
        )
    }

    /// Where the person has access, and to what. Both together open doors; when they do, the person's own form says.
    fn locations(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.sides.0.clone()?);
        let locations = Relation::of_one(&LOCATIONS, "user-locations", move |console, id| {
            locations::of_person(console, &view, &seen, id)
        });
        let locations = locations.without_limits();
        let Some(modify) = self.sides.1.clone() else {
            return Some(locations);
        };
        let offering = modify.clone();
        Some(
            locations
                .offers(move |console| locations::choices_to_give(console, &offering))
                .gives(move |changes| locations::given_to_people(&modify, changes)),
        )
    }

    fn functions(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.sides.0.clone()?);
        let functions = Relation::of_one(&FUNCTIONS, "user-functions", move |console, id| {
            functions::of_person(console, &view, &seen, id)
        });
        let functions = functions.without_limits();
        let Some(modify) = self.sides.1.clone() else {
            return Some(functions);
        };
        let offering = modify.clone();
        Some(
            functions
                .offers(move |console| functions::choices_to_give(console, &offering))
                .gives(move |changes| functions::given_to_people(&modify, changes)),
        )
    }

    fn outputs(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.outputs.0.clone()?);
        let outputs = Relation::of_one(&OUTPUTS, "user-outputs", move |console, id| {
            outputs::of_person(console, &view, &seen, id)
        });
        let Some(modify) = self.outputs.1.clone() else {
            return Some(outputs);
        };
        let offering = modify.clone();
        Some(
            outputs
                .offers(move |console| outputs::choices_to_give(console, &offering))
                .gives(move |changes| outputs::given_to_people(&modify, changes)),
        )
    }

    /// With whom the person is counted where only so many may be.
    fn occupancy(&self) -> Option<Relation<user::User>> {
        let (view, seen) = (self.view.clone(), self.occupancy.0.clone()?);
        let groups = Relation::of_one(&LIMITED_OCCUPANCY_GROUPS, "user-occupancy", move |console, id| {
            limited_occupancy_groups::of_person(console, &view, &seen, id)
        });
        let groups = groups.without_limits();
        let Some(modify) = self.occupancy.1.clone() else {
            return Some(groups);
        };
        let offering = modify.clone();
        Some(
            groups
                .offers(move |console| limited_occupancy_groups::choices_to_give(console, &offering))
                .gives(move |changes| limited_occupancy_groups::given_to_people(&modify, changes)),
        )
    }
}

impl Source for Subject {
    type Id = UserId;
    type Page = Page;
    type Draft = Draft;
    type Choices = Choices;
    type Record = user::User;
    type Form = Form;
    type Impact = Impact;
    type Field = Field;
    type Fault = Fault;

    const NAME: &'static str = "user";
    const ICON: Icon = Icon::UserX;
    const FIRST: Field = Field::FirstName;
    const LINES: u16 = 10;

    fn may_add(&self) -> bool {
        self.deleting.0.is_some()
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn open(&self, context: &Context, id: UserId) -> Task<Answer<Arc<(Page, Choices)>>> {
        let view = self.view.clone();
        context.ask(move |console| {
            let choices = users::choices(console, &view)?;
            Ok::<_, operation::Error>(Arc::new((users::open(console, &view, id)?, choices)))
        })
    }

    fn relations(&self) -> Vec<Relation<Self::Record>> {
        let all = [
            self.doors(),
            self.lockers(),
            self.access_levels(),
            self.zones(),
            self.locations(),
            self.functions(),
            self.outputs(),
            self.opens(),
            self.drives(),
            self.occupancy(),
        ];
        all.into_iter().flatten().collect()
    }

    /// Somebody new is where the operator adds people.
    fn may_give(&self, page: Option<&Page>) -> bool {
        page.map_or(self.may_add(), |page| page.may_give && self.may_modify())
    }

    fn add(
        &self,
        context: &Context,
        form: &Form,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<UserId>>> {
        let (permit, draft, picture) = (self.deleting.0.clone()?, form.draft().clone(), form.picture.clone());
        Some(context.ask(move |console| users::add(console, &permit, &draft, &picture, &giving)))
    }

    fn save(
        &self,
        context: &Context,
        page: &Page,
        form: &Form,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let (id, version, permit) = (page.id, page.version, self.modify.clone()?);
        let (draft, picture) = (form.draft().clone(), form.picture.clone());
        Some(
            context.ask(move |console| users::save(console, &permit, id, version, &draft, &picture, &giving)),
        )
    }

    fn foretell(
        &self,
        context: &Context,
        page: &Page,
        form: &Form,
        giving: Giving<Self::Record>,
    ) -> Option<Task<Answer<Impact>>> {
        let (id, permit, draft) = (page.id, self.modify.clone()?, form.draft().clone());
        Some(context.ask(move |console| users::impact(console, &permit, id, &draft, &giving)))
    }

    fn id(page: &Page) -> UserId {
        page.id
    }

    fn original(page: &Page) -> &Draft {
        &page.draft
    }

    fn accept(page: &mut Page, form: &mut Form) {
        page.draft.clone_from(form.draft());
        match std::mem::take(&mut form.picture) {
            Picture::Keep => {}
            Picture::Remove => page.picture = None,
            Picture::Replace(jpeg) => page.picture = Some(jpeg),
        }
        form.accept();
    }

    fn form(context: &Context, read: &Read<'_, Self>, _before: Option<&Form>) -> Form {
        let names_locked = read.page.is_some_and(|page| page.name_locked);
        Form::of(read.draft, names_locked, &context.words, context.today())
    }

    fn draft(form: &Form) -> &Draft {
        form.draft()
    }

    fn check(&self, _read: &Read<'_, Self>, form: &Form) -> Faults {
        form.draft().check(self.console.clock().zone()).err().unwrap_or_default()
    }

    fn is_changed(_read: &Read<'_, Self>, form: &Form) -> bool {
        form.is_changed()
    }

    fn anchor(field: Field) -> Option<String> {
        form::anchor(field)
    }

    fn faults(error: &operation::Error) -> Option<&[(Field, Fault)]> {
        if let operation::Error::User(faults) = error { Some(faults) } else { None }
    }

    fn say(context: &Context, _field: Field, fault: Fault) -> String {
        context.say().user(fault)
    }

    fn named(page: &Page) -> Option<(&str, Moment, &str)> {
        Some((&page.name, page.changed_at, &page.changed_by))
    }

    fn added(&self, context: &Context, added: &Saved<'_, Self>) -> Told {
        let has_doors = added.gave;
        let text = if has_doors { "user-added" } else { "user-added-without-doors" };
        let assign = self.encode.as_ref().filter(|_| has_doors && self.then == Then::Stay);
        Told {
            text: context.words.with(text, [("name", added.form.name().into())]),
            acts: assign.map(|_| Act::Encode(Order::Assign(added.id))).into_iter().collect(),
        }
    }

    fn told(&self, context: &Context, saved: &Saved<'_, Self>) -> Option<Told> {
        let words = &context.words;
        let text = match saved.impact {
            // It is written next.
            _ if self.then == Then::Encode => return None,
            Impact { updates: 0, re_editions: 0, .. } => None,
            Impact { re_editions: 0, .. } => Some("user-saved-update"),
            Impact { .. } => Some("user-saved-re-edition"),
        };
        let undo = Act::Undo(undo::Of::One(SubjectKind::User, saved.id.0));
        let encode = text.and(self.encode.as_ref()).map(|_| Act::Encode(Order::Update(saved.id)));
        let text = match text {
            Some(text) => words.with(text, [("name", saved.form.name().into())]),
            None => words.get("record-saved").into_owned(),
        };
        Some(Told { text, acts: encode.into_iter().chain([undo]).collect() })
    }

    fn subject(id: UserId) -> Option<(SubjectKind, i64)> {
        Some((SubjectKind::User, id.0))
    }

    fn place(id: UserId) -> Place {
        Place::User(id)
    }
}

impl Screen for User {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        let were_refused = self.record.faults().len();
        let action = self.take(context, message);
        // What is wrong is seen.
        if let Some((field, _)) = self.record.faults().first().filter(|_| were_refused == 0) {
            self.tab = Tab::of(*field);
        }
        match self.portray() {
            Some(task) => Action::All(vec![action, Action::Run(task)]),
            None => action,
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some((read, form)) = self.record.opened() else {
            return self.record.absent(context, Message::Record);
        };
        let key = read.page.and_then(|page| page.key.as_ref()).map(|key| key.status);
        let note = match (self.record.impact(), key) {
            (Impact { does_not_fit: 1.., .. }, _) => Note::Heeded(words.get("user-impact-no-room")),
            // Somebody new has no key that could need anything.
            (_, _) if read.page.is_none() => Note::Plain("".into()),
            // Counted are the keys that come to need an update: this one did before.
            (
                Impact { updates: 0, re_editions: 0, .. },
                Some(Status::UpdateRequired | Status::ReEditionRequired | Status::Unknown),
            ) => Note::Plain(words.get("user-impact-anyway")),
            (impact, _) => record::impact(words, impact),
        };
        let mut record = self.record.frame(context, note, Message::Record);
        record.picture = Some(record::medallion(self.portrait.drawn.as_ref(), form.letters()));
        record.state = read.page.map(|page| {
            let status = page.key.as_ref().map_or(Status::NoKey, |key| key.status);
            status::chip(if page.banned { Status::Banned } else { status }, words).into()
        });
        record.actions = self.actions(context);
        record.banners.extend(self.banners(context));
        let tabs = [Tab::Overview, Tab::Details].map(|tab| choice(tab, words.get(tab.name())));
        let tabs = tabs_of(tabs.to_vec(), self.tab, Message::Show).id(TABS);
        let sides = &self.record.source.sides;
        record.tabs = Some((tabs.into(), self.tab as usize));
        record.panels = form.panels(
            self.tab,
            &form::Surroundings {
                context,
                choices: read.choices,
                page: read.page,
                faults: self.record.faults(),
                may_edit: self.record.may_edit(),
                portrait: self.portrait.drawn.as_ref(),
                crossing: sides.0.as_ref().map(|_| sides.1.is_some()),
            },
        );
        match self.tab {
            Tab::Overview => record.beside = self.record.related(context, Message::Record),
            Tab::Details => record.panels.extend(self.phone_panel(context)),
        }
        record.view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let typed = || self.record.form().map(Form::name).filter(|name| !name.is_empty());
        let name = || match self.record.page() {
            Some(page) => page.name.clone(),
            None => typed().unwrap_or_else(|| words.get("user-new").into_owned()),
        };
        if let Some(asked) = self.deletion.view::<Deleting>(context, is_live) {
            return Some(asked.map(Message::Deletion));
        }
        if let Some(asked) = self.cancelling.view(context, is_live) {
            return Some(asked.map(Message::Cancelling));
        }
        if let Some(asked) = self.phone.view(context, &name(), is_live) {
            return Some(asked.map(Message::Phone));
        }
        if let Some(chosen) = self.record.layer(context, is_live, Message::Record) {
            return Some(chosen);
        }
        match self.layer.as_ref()? {
            Layer::Picture(choosing) => Some(choosing.view(words, is_live).map(Message::PictureFile)),
            Layer::Ban => {
                let until = self.record.page().and_then(|page| page.key.as_ref()).map(|key| key.until);
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
        let mut commands = self.record.commands(context, Message::Record);
        commands.extend(self.encode_command(context));
        commands.extend(self.more(context));
        let next =
            command(context.words.get("tab-next"), Icon::ArrowRight, Some(Message::Show(self.tab.other())));
        commands.push(next.keys(shortcut::NEXT_TAB, &context.words));
        if self.tab == Tab::Overview {
            commands.extend(self.record.related_commands(context, Message::Record));
        }
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        self.record.refresh(context).map(Message::Record)
    }

    fn name(&self) -> Option<&str> {
        self.record.name()
    }

    fn is_changed(&self) -> bool {
        self.record.is_changed()
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.begin_saving(context, Then::Stay)
    }

    fn person(&self) -> Option<Person<'_>> {
        let page = self.record.page().filter(|page| page.key.is_none() && !page.banned)?;
        Some(Person { id: page.id, name: &page.name })
    }
}

impl User {
    fn take(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Record(record::Message::Save) => match self.begin_saving(context, Then::Stay) {
                Action::NotSaved => Action::None,
                action => action,
            },
            Message::Record(message) => self.update_record(context, message),
            Message::Form(message) => {
                let is_code = matches!(message, form::Message::AddCode);
                self.record.change(|form| form.update(message, &context.words, context.today()));
                let foretold = self.record.foretell(context).map(Message::Record);
                // What was added is typed next.
                let code = self.record.form().filter(|_| is_code).and_then(Form::last_code);
                match code {
                    Some(code) => Action::All(vec![foretold, Action::Run(focus::to(code))]),
                    None => foretold,
                }
            }
            Message::Show(tab) => {
                self.tab = tab;
                Action::None
            }
            Message::ChoosePicture => {
                let title = context.words.get("user-picture-title").into_owned();
                self.portrait.making += 1;
                self.layer = Some(Layer::Picture(Choosing::to_read(title, &["png", "jpg", "jpeg"])));
                Action::None
            }
            Message::PictureFile(message) => self.take_picture(context, message),
            Message::PictureMade(making, made) => {
                self.picture_made(context, making, made);
                Action::None
            }
            Message::RemovePicture => {
                self.record.change(|form| form.picture = Picture::Remove);
                Action::None
            }
            Message::PortraitDrawn(drawing, drawn) => {
                if drawing == self.portrait.drawing {
                    self.portrait.drawn = drawn;
                }
                Action::None
            }
            Message::Encode if self.record.is_changed() => self.begin_saving(context, Then::Encode),
            Message::Encode => self.order().map_or(Action::None, Action::Encode),
            Message::AskToBan => {
                self.layer = Some(Layer::Ban);
                Action::None
            }
            Message::AskToCancel => match self.record.id() {
                Some(id) => self.cancelling.ask(context, id).map(Message::Cancelling),
                None => Action::None,
            },
            Message::Cancelling(message) => self.cancelling.update(context, message).map(Message::Cancelling),
            Message::AskForPhone => {
                if let Some(id) = self.record.id() {
                    self.phone.ask_to_add(context, id);
                }
                Action::None
            }
            Message::AskToRemovePhone => {
                if let Some((id, held)) =
                    self.record.page().and_then(|page| Some((page.id, page.phone.as_ref()?)))
                {
                    self.phone.ask_to_remove(context, id, held);
                }
                Action::None
            }
            Message::Phone(message) => self.phone.update(context, message).map(Message::Phone),
            Message::ShowCancelled(key) => Action::Go(Place::CancelledKey(key)),
            Message::LiftBan => match (&self.ban, self.record.id()) {
                (Some(permit), Some(id)) => Action::Run(set_ban(context, permit, id, Ban::Lift)),
                _ => Action::None,
            },
            Message::ShowTrail => match self.record.id() {
                Some(id) => Action::Go(Place::TrailOf(audit_trail::Of::Person(id))),
                None => Action::None,
            },
            Message::AskToDelete => match self.record.id() {
                Some(id) => {
                    let name = self.record.page().map(|page| page.name.clone()).unwrap_or_default();
                    let kind = &self.record.source.deleting;
                    let called = Called { name, count: 1 };
                    self.deletion.ask(context, kind, vec![id], called).map(Message::Deletion)
                }
                None => Action::None,
            },
            Message::Deletion(message) => {
                match self.deletion.update(context, &self.record.source.deleting, message) {
                    deletion::Outcome::Run(action) => action.map(Message::Deletion),
                    deletion::Outcome::Deleted(told) => self.record.deleted(told),
                    deletion::Outcome::Instead if context.may::<UserKeysCancel>().is_some() => {
                        self.take(context, Message::AskToCancel)
                    }
                    deletion::Outcome::Instead => self.take(context, Message::AskToBan),
                }
            }
            Message::Stay => {
                self.layer = None;
                Action::None
            }
            Message::Go => self.go(context),
            Message::Banned(ban, Ok(_)) => {
                let told = match ban {
                    Ban::PutOn => "users-banned",
                    Ban::Lift => "users-ban-lifted",
                };
                let name = self.record.name().unwrap_or_default();
                let told = context.words.with(told, [("count", 1.into()), ("name", name.into())]);
                let undo = self.record.id().map(|id| Act::Undo(undo::Of::people(&[id])));
                let told = Action::TellWith(Tone::Success, told, undo.into_iter().collect());
                Action::All(vec![told, Action::Changed])
            }
            Message::Banned(_, Err(failure)) => Action::Fail(failure),
        }
    }

    fn encode_command<'a>(&'a self, context: &'a Context) -> Option<Command<'a, Message>> {
        self.record.source.encode.as_ref()?;
        let page = self.record.page();
        if page.is_none() && !self.record.is_new() {
            return None;
        }
        let (label, icon) = match page.and_then(|page| page.key.as_ref()) {
            Some(_) => ("users-update-key", Icon::RefreshCw),
            None => ("users-assign-key", Icon::KeyRound),
        };
        let is_banned = page.is_some_and(|page| page.banned);
        // Somebody new is saved first, and there must be something to save.
        let may =
            if page.is_some() { !is_banned && !self.record.is_saving() } else { self.record.may_save() };
        let encode = may.then_some(Message::Encode);
        Some(command(context.words.get(label), icon, encode).keys(shortcut::WRITE_KEY, &context.words))
    }

    fn more<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let Some(page) = self.record.page() else {
            return Vec::new();
        };
        let mut more = Vec::new();
        let (label, icon, message) = if page.banned {
            ("users-lift-ban", Icon::UserCheck, Message::LiftBan)
        } else {
            ("users-ban", Icon::Ban, Message::AskToBan)
        };
        let ban = command(words.get(label), icon, Some(message)).keys(shortcut::BAN, words);
        if page.key.is_some() && context.may::<UserKeysCancel>().is_some() {
            let cancel = command(words.get("cancel-key"), Icon::KeyRound, Some(Message::AskToCancel));
            more.push(cancel.keys(shortcut::CANCEL_KEY, words));
        }
        let trail = self.trail.as_ref().map(|_| Message::ShowTrail);
        more.extend(trail.map(|show| trail_command(context, Some(show))));
        let may = self.ban.is_some();
        more.push(if may { ban } else { ban.refused(words.get("users-may-not-ban")) });
        if self.record.source.deleting.0.is_some() {
            more.push(deletion::asking::<Deleting, _>(context, Some(Message::AskToDelete)));
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

    /// The phone of somebody who is there.
    fn phone_panel<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        let page = self.record.page()?;
        let may_add = self.record.source.encode.is_some() && !page.banned;
        let add = may_add.then_some(Message::AskForPhone);
        let remove = context.may::<UserKeysCancel>().map(|_| Message::AskToRemovePhone);
        Some(phone::panel(context, page.phone.as_ref(), add, remove))
    }

    fn banners<'a>(&'a self, context: &'a Context) -> Vec<Element<'a, Message>> {
        let mut banners = Vec::new();
        if let Some(fault) = self.record.fault(context, Field::Doors) {
            banners.push(notice::banner(Tone::Danger, fault, None));
        }
        if self.record.page().is_some_and(|page| page.banned) {
            banners.push(notice::banner(Tone::Danger, context.words.get("user-is-banned"), None));
        }
        for cancelled in self.record.page().into_iter().flat_map(|page| &page.cancelled) {
            let say = context.say();
            let values = [
                ("at", say.moment(cancelled.listed_at).into()),
                ("until", say.end(cancelled.over_at).into()),
                ("known", cancelled.known_at.into()),
            ];
            let sentence = context.words.with("cancelled-may-open", values);
            let seen = self.record.source.doors.is_some();
            let show = (context.words.get("cancelled-show"), Message::ShowCancelled(cancelled.key));
            banners.push(notice::banner(Tone::Warning, sentence, seen.then_some(show)));
        }
        banners
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rehearsal::Rehearsal;

    #[test]
    fn a_picture_that_nobody_waits_for_any_more_is_not_taken() {
        let rehearsal = Rehearsal::at_desk().unwrap();
        let context = rehearsal.driver.state().desk().unwrap().context();
        let view = context.may::<UsersView>().unwrap();
        let all =
            users::list(&context.console, &view, &keydesk::domain::directory::Query::default()).unwrap();
        let id = all.ids[0];
        let page = users::open(&context.console, &view, id).unwrap();
        let choices = users::choices(&context.console, &view).unwrap();
        let (mut user, _) = User::open(context, id).unwrap();
        let known = record::Message::Loaded(1, Ok(Arc::new((page, choices))));
        let _ = user.update(context, Message::Record(known));
        let made = |making| Message::PictureMade(making, Ok(Arc::new(vec![1])));
        let take = || Message::PictureFile(file::Message::Take);
        let typed = || Message::PictureFile(file::Message::PathChanged("portrait.png".into()));
        let cancel = || Message::PictureFile(file::Message::Cancel);
        for message in [Message::ChoosePicture, typed(), take(), cancel(), Message::AskToBan, made(2)] {
            let _ = user.update(context, message);
        }
        assert!(!user.is_changed() && matches!(user.layer, Some(Layer::Ban)), "it was called off");
        for message in [Message::ChoosePicture, typed(), take(), made(2)] {
            let _ = user.update(context, message);
        }
        assert!(!user.is_changed(), "that was another file");
        let _ = user.update(context, made(4));
        assert!(user.is_changed() && user.layer.is_none());
    }
}
