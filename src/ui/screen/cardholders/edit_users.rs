//! Many people at once: what is touched is applied to all of them, and doors, lockers are given to all and taken from all;
//! everything else stays as it is.

use std::sync::Arc;

use iced::widget::{Column, column, row};
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, LocationsFunctionsModifyAccess, LocationsFunctionsView,
    LockersModifyAccess, LockersView, OutputsModifyAccess, OutputsView, UserAccessLevelsModify,
    UserAccessLevelsView, UsersModify, UsersView, ZonesModifyAccess, ZonesView,
};
use keydesk::domain::user::{BulkEdit, End, GENERAL_FIELDS, OptionName, PeriodDraft, Unit, User, UserId};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::users::{self, Choices, Impact, SavedOne};
use keydesk::operation::{
    Foretold, doors, functions, locations, lockers, outputs, undo, user_access_levels, zones,
};
use keydesk::session::Permit;

use crate::action::{Act, Action};
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::impact;
use crate::part::record::{self, Foot, Note, Record, Shape};
use crate::part::relation::{
    self, Beside, DOORS, FUNCTIONS, LOCATIONS, LOCKERS, May, OUTPUTS, Outcome, Relation, USER_ACCESS_LEVELS,
    ZONES,
};
use crate::part::when::{Side, When};
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::task::Task;
use crate::widget::{Element, form, surface, text};

/// The screen.
pub struct EditUsers {
    ids: Vec<UserId>,
    modify: Permit<UsersModify>,
    /// The doors, lockers, access levels, zones and outputs that they have, as far as the operator may see such.
    beside: Beside<User>,
    choices: Option<Arc<Choices>>,
    touched: Touched,
    asked: u64,
    impact: Impact,
    whose: impact::Impact,
    is_saving: bool,
    /// To whom it could not be applied.
    refused: Vec<SavedOne>,
}

/// What is touched; nothing, where everybody keeps what there is.
#[derive(Debug, Clone, PartialEq)]
struct Touched {
    title: Option<String>,
    partition: Option<PartitionId>,
    general: [Option<String>; GENERAL_FIELDS],
    options: Vec<(OptionName, bool)>,
    activation: Option<When>,
    expiration: Ending,
    period: Renewal,
    pin_off: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Ending {
    Kept,
    Never,
    At(When),
}

#[derive(Debug, Clone, PartialEq)]
enum Renewal {
    Kept,
    Off,
    Every(PeriodDraft),
}

/// One of three, as segments show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Third {
    Kept,
    Off,
    On,
}

/// A text that can be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    Title,
    General(usize),
}

#[derive(Debug, Clone)]
pub enum Message {
    Known(Answer<Arc<Choices>>),
    Toggled(Text),
    Changed(Text, String),
    PartitionToggled,
    PartitionChanged(PartitionId),
    OptionChanged(OptionName, Third),
    ActivationToggled,
    ActivationChanged(When),
    EndingChanged(Third),
    ExpirationChanged(When),
    RenewalChanged(Third),
    CountChanged(String),
    UnitChanged(Unit),
    PinToggled,
    Related((usize, relation::Message)),
    ImpactKnown(u64, Answer<Impact>),
    Whose(impact::Message),
    Save,
    Saved(Answer<Arc<Vec<SavedOne>>>),
    Leave,
    Discard,
    Back,
}

/// The doors of all of them, and which they can be given.
fn doors_of_all(
    view: &Permit<UsersView>,
    seen: Permit<DoorsView>,
    access: Option<Permit<DoorsModifyAccess>>,
) -> Relation<User> {
    let view = view.clone();
    let doors = Relation::of_several(&DOORS, "several-doors", move |console, ids: &[UserId]| {
        users::doors_of_many(console, &view, &seen, ids)
    });
    let Some(access) = access else {
        return doors;
    };
    let offering = access.clone();
    doors
        .offers(move |console| doors::choices_for_access(console, &offering))
        .gives(move |changes| users::given_doors(&access, changes))
}

/// The lockers of all of them, and which they can be given.
fn lockers_of_all(
    view: &Permit<UsersView>,
    seen: Permit<LockersView>,
    access: Option<Permit<LockersModifyAccess>>,
) -> Relation<User> {
    let view = view.clone();
    let lockers = Relation::of_several(&LOCKERS, "several-lockers", move |console, ids: &[UserId]| {
        lockers::of_several(console, &view, &seen, ids)
    });
    let Some(access) = access else {
        return lockers;
    };
    let offering = access.clone();
    lockers
        .offers(move |console| lockers::choices_to_give(console, &offering))
        .gives(move |changes| lockers::given_to_people(&access, changes))
}

/// The access levels of all of them, and which they can be given.
fn levels_of_all(
    view: &Permit<UsersView>,
    seen: Permit<UserAccessLevelsView>,
    modify: Option<Permit<UserAccessLevelsModify>>,
) -> Relation<User> {
    let view = view.clone();
    let levels =
        Relation::of_several(&USER_ACCESS_LEVELS, "several-levels", move |console, ids: &[UserId]| {
            user_access_levels::of_several(console, &view, &seen, ids)
        });
    let Some(modify) = modify else {
        return levels;
    };
    let offering = modify.clone();
    levels
        .offers(move |console| user_access_levels::choices_to_give(console, &offering))
        .gives(move |changes| user_access_levels::given_to_people(&modify, changes))
}

/// The zones of all of them, and which they can be given.
fn zones_of_all(
    view: &Permit<UsersView>,
    seen: Permit<ZonesView>,
    modify: Option<Permit<ZonesModifyAccess>>,
) -> Relation<User> {
    let view = view.clone();
    let zones = Relation::of_several(&ZONES, "several-zones", move |console, ids: &[UserId]| {
        zones::of_several(console, &view, &seen, ids)
    });
    let Some(modify) = modify else {
        return zones;
    };
    let offering = modify.clone();
    zones
        .offers(move |console| zones::choices_to_give(console, &offering))
        .gives(move |changes| zones::given_to_people(&modify, changes))
}

/// The outputs that all of them may drive, and which they can be given.
fn outputs_of_all(
    view: &Permit<UsersView>,
    seen: Permit<OutputsView>,
    modify: Option<Permit<OutputsModifyAccess>>,
) -> Relation<User> {
    let view = view.clone();
    let outputs = Relation::of_several(&OUTPUTS, "several-outputs", move |console, ids: &[UserId]| {
        outputs::of_several(console, &view, &seen, ids)
    });
    let Some(modify) = modify else {
        return outputs;
    };
    let offering = modify.clone();
    outputs
        .offers(move |console| outputs::choices_to_give(console, &offering))
        .gives(move |changes| outputs::given_to_people(&modify, changes))
}

/// The locations that all of them have, and which they can be given.
fn locations_of_all(
    view: &Permit<UsersView>,
    seen: Permit<LocationsFunctionsView>,
    modify: Option<Permit<LocationsFunctionsModifyAccess>>,
) -> Relation<User> {
    let view = view.clone();
    let locations = Relation::of_several(&LOCATIONS, "several-locations", move |console, ids: &[UserId]| {
        locations::of_several(console, &view, &seen, ids)
    });
    let locations = locations.without_limits();
    let Some(modify) = modify else {
        return locations;
    };
    let offering = modify.clone();
    locations
        .offers(move |console| locations::choices_to_give(console, &offering))
        .gives(move |changes| locations::given_to_people(&modify, changes))
}

/// The same of functions.
fn functions_of_all(
    view: &Permit<UsersView>,
    seen: Permit<LocationsFunctionsView>,
    modify: Option<Permit<LocationsFunctionsModifyAccess>>,
) -> Relation<User> {
    let view = view.clone();
    let functions = Relation::of_several(&FUNCTIONS, "several-functions", move |console, ids: &[UserId]| {
        functions::of_several(console, &view, &seen, ids)
    });
    let functions = functions.without_limits();
    let Some(modify) = modify else {
        return functions;
    };
    let offering = modify.clone();
    functions
        .offers(move |console| functions::choices_to_give(console, &offering))
        .gives(move |changes| functions::given_to_people(&modify, changes))
}

impl EditUsers {
    /// Opens the screen for some people.
    pub fn open(context: &Context, ids: Vec<UserId>) -> Option<(Self, Task<Message>)> {
        let view = context.may::<UsersView>()?;
        let modify = context.may::<UsersModify>()?;
        let asked = view.clone();
        let known =
            context.ask(move |console| users::choices(console, &asked).map(Arc::new)).map(Message::Known);
        let doors = context.may().map(|seen| doors_of_all(&view, seen, context.may()));
        let lockers = context.may().map(|seen| lockers_of_all(&view, seen, context.may()));
        let levels = context.may().map(|seen| levels_of_all(&view, seen, context.may()));
        let zones = context.may().map(|seen| zones_of_all(&view, seen, context.may()));
        let locations = context.may().map(|seen| locations_of_all(&view, seen, context.may()));
        let functions = context.may().map(|seen| functions_of_all(&view, seen, context.may()));
        let outputs = context.may().map(|seen| outputs_of_all(&view, seen, context.may()));
        let touched = Touched {
            title: None,
            partition: None,
            general: Default::default(),
            options: Vec::new(),
            activation: None,
            expiration: Ending::Kept,
            period: Renewal::Kept,
            pin_off: false,
        };
        let mut screen = EditUsers {
            ids,
            modify,
            beside: Beside::of(
                doors
                    .into_iter()
                    .chain(lockers)
                    .chain(levels)
                    .chain(zones)
                    .chain(locations)
                    .chain(functions)
                    .chain(outputs)
                    .collect(),
            ),
            choices: None,
            touched,
            asked: 0,
            impact: Impact::default(),
            whose: impact::Impact::default(),
            is_saving: false,
            refused: Vec::new(),
        };
        let related = screen.read_related(context);
        Some((screen, Task::batch([known, related])))
    }

    /// Asks what they have, and what there is.
    fn read_related(&mut self, context: &Context) -> Task<Message> {
        let of: Vec<i64> = self.ids.iter().map(|id| id.0).collect();
        self.beside.read(context, &of).map(Message::Related)
    }

    fn update_related(
        &mut self,
        context: &Context,
        (at, message): (usize, relation::Message),
    ) -> Action<Message> {
        let may = self.may_give();
        let Outcome { action, is_changed, is_read, .. } = self.beside.update(context, may, (at, message));
        let foretold = if is_changed || is_read { self.changed(context) } else { Action::None };
        Action::All(vec![action.map(move |message| Message::Related((at, message))), foretold])
    }

    fn whose_command<'a>(&self, context: &'a Context) -> Option<Command<'a, Message>> {
        let has_effect = self.is_changed() && self.impact != Impact::default();
        self.whose.command(context, has_effect).map(|command| command.map(Message::Whose))
    }

    const fn may_give(&self) -> May {
        if self.is_saving { May::Look } else { May::Change }
    }

    fn edits(&self, context: &Context) -> Vec<BulkEdit> {
        let (words, today) = (&context.words, context.today());
        let touched = &self.touched;
        let mut edits = Vec::new();
        edits.extend(touched.title.clone().map(BulkEdit::Title));
        edits.extend(touched.partition.map(BulkEdit::Partition));
        for (index, general) in touched.general.iter().enumerate() {
            edits.extend(general.clone().map(|value| BulkEdit::General(index, value)));
        }
        edits.extend(touched.options.iter().map(|(name, on)| BulkEdit::Option(*name, *on)));
        edits.extend(
            touched.activation.as_ref().map(|when| BulkEdit::Activation(when.read(words, today).ok())),
        );
        match &touched.expiration {
            Ending::Kept => {}
            Ending::Never => edits.push(BulkEdit::Expiration(End::Never)),
            Ending::At(when) => edits.push(BulkEdit::Expiration(End::At(when.read(words, today).ok()))),
        }
        match &touched.period {
            Renewal::Kept => {}
            Renewal::Off => edits.push(BulkEdit::Revalidation(None)),
            Renewal::Every(period) => edits.push(BulkEdit::Revalidation(Some(period.clone()))),
        }
        if touched.pin_off {
            edits.push(BulkEdit::PinOff);
        }
        edits
    }

    fn changed(&mut self, context: &Context) -> Action<Message> {
        self.asked += 1;
        let (asked, permit, ids, edits) =
            (self.asked, self.modify.clone(), self.ids.clone(), self.edits(context));
        let giving = self.beside.giving();
        let task = context.ask(move |console| users::impact_of_many(console, &permit, &ids, &edits, &giving));
        let whose = self.ask_whose(context);
        let whose = self.whose.changed(|| whose).map(Message::Whose);
        Action::All(vec![Action::Run(task.map(move |answer| Message::ImpactKnown(asked, answer))), whose])
    }

    /// Asks whose keys a save would touch.
    fn ask_whose(&self, context: &Context) -> Option<Task<Answer<Arc<Foretold>>>> {
        if !self.is_changed() {
            return None;
        }
        let (permit, ids, edits) = (self.modify.clone(), self.ids.clone(), self.edits(context));
        let giving = self.beside.giving();
        Some(
            context.ask(move |console| {
                users::whose_of_many(console, &permit, &ids, &edits, &giving).map(Arc::new)
            }),
        )
    }

    fn apply(&mut self, message: Message, context: &Context) {
        let touched = &mut self.touched;
        match message {
            Message::Toggled(which) => {
                if let Some(text) = text_of(touched, which) {
                    *text = if text.is_some() { None } else { Some(String::new()) };
                }
            }
            Message::Changed(which, typed) => {
                if let Some(text) = text_of(touched, which) {
                    *text = Some(typed);
                }
            }
            Message::PartitionToggled => {
                let first = self.choices.as_ref().and_then(|choices| choices.within.partitions.first());
                touched.partition = match touched.partition {
                    Some(_) => None,
                    None => first.map(|partition| partition.id),
                };
            }
            Message::PartitionChanged(partition) => touched.partition = Some(partition),
            Message::OptionChanged(name, third) => {
                touched.options.retain(|(known, _)| *known != name);
                match third {
                    Third::Kept => {}
                    Third::Off => touched.options.push((name, false)),
                    Third::On => touched.options.push((name, true)),
                }
            }
            Message::ActivationToggled => {
                let today = context.today().and_time(chrono::NaiveTime::MIN);
                touched.activation = match touched.activation {
                    Some(_) => None,
                    None => Some(When::of(Side::From, today, &context.words)),
                };
            }
            Message::ActivationChanged(when) => touched.activation = Some(when),
            Message::EndingChanged(third) => {
                touched.expiration = match third {
                    Third::Kept => Ending::Kept,
                    Third::Off => Ending::Never,
                    Third::On => Ending::At(When::empty(Side::Until)),
                };
            }
            Message::ExpirationChanged(when) => touched.expiration = Ending::At(when),
            Message::RenewalChanged(third) => {
                touched.period = match third {
                    Third::Kept => Renewal::Kept,
                    Third::Off => Renewal::Off,
                    Third::On => Renewal::Every(PeriodDraft { count: "30".to_owned(), unit: Unit::Days }),
                };
            }
            Message::CountChanged(count) => {
                if let Renewal::Every(period) = &mut touched.period {
                    period.count = count;
                }
            }
            Message::UnitChanged(unit) => {
                if let Renewal::Every(period) = &mut touched.period {
                    period.unit = unit;
                }
            }
            Message::PinToggled => touched.pin_off = !touched.pin_off,
            Message::Known(_)
            | Message::Related(_)
            | Message::ImpactKnown(..)
            | Message::Whose(_)
            | Message::Save
            | Message::Saved(_)
            | Message::Leave
            | Message::Discard
            | Message::Back => {}
        }
    }

    fn saved(&mut self, context: &Context, saved: &[SavedOne]) -> Action<Message> {
        self.is_saving = false;
        let (refused, fine): (Vec<_>, Vec<_>) = saved.iter().partition(|one| !one.faults.is_empty());
        let copy =
            |one: &&SavedOne| SavedOne { id: one.id, name: one.name.clone(), faults: one.faults.clone() };
        self.refused = refused.iter().map(copy).collect();
        let text = context.words.with("edit-saved", [("count", fine.len().into())]);
        let undo = vec![Act::Undo(undo::Of::Several(SubjectKind::User))];
        if self.refused.is_empty() {
            self.ids.clear();
            return Action::All(vec![
                Action::TellWith(Tone::Success, text, undo),
                Action::Saved(None),
                Action::Back,
            ]);
        }
        // Those to whom it could not be applied stay, so that it can be done otherwise.
        self.ids = self.refused.iter().map(|one| one.id).collect();
        let read = self.read_related(context);
        let foretold = self.changed(context);
        let tone = if fine.is_empty() { Tone::Danger } else { Tone::Warning };
        Action::All(vec![Action::TellWith(tone, text, undo), Action::Run(read), foretold, Action::NotSaved])
    }
}

fn text_of(touched: &mut Touched, which: Text) -> Option<&mut Option<String>> {
    match which {
        Text::Title => Some(&mut touched.title),
        Text::General(index) => touched.general.get_mut(index),
    }
}

impl Screen for EditUsers {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Known(Ok(choices)) => {
                self.choices = Some(choices);
                Action::None
            }
            Message::Known(Err(failure)) => Action::All(vec![Action::Fail(failure), Action::Back]),
            Message::Related((_, relation::Message::ReadAgain)) => Action::Run(self.read_related(context)),
            Message::Related(event) => self.update_related(context, event),
            Message::ImpactKnown(asked, answer) if asked == self.asked => {
                let (impact, failure) = record::foretold(answer);
                self.impact = impact;
                failure.map_or(Action::None, Action::Fail)
            }
            Message::ImpactKnown(..) => Action::None,
            Message::Whose(message) => {
                let whose = self.ask_whose(context);
                self.whose.update(message, || whose).map(Message::Whose)
            }
            Message::Save => self.save(context),
            Message::Saved(Ok(saved)) => self.saved(context, &saved),
            Message::Saved(Err(failure)) => {
                self.is_saving = false;
                Action::All(vec![Action::Fail(failure), Action::NotSaved])
            }
            Message::Leave => {
                self.refused.clear();
                Action::None
            }
            Message::Discard => {
                // Discarding is not asked about again.
                self.ids.clear();
                Action::Back
            }
            Message::Back => Action::Back,
            other => {
                self.apply(other, context);
                self.changed(context)
            }
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let panels = match &self.choices {
            Some(choices) => vec![
                self.identification(context, choices),
                self.validity(context),
                self.options(context),
                self.pin(context),
            ],
            None => Vec::new(),
        };
        let is_changed = self.is_changed();
        let note = match self.impact {
            _ if !is_changed => Note::Plain(words.get("edit-untouched")),
            impact => record::impact(words, impact),
        };
        Record {
            title: words.with("edit-title", [("count", self.ids.len().into())]).into(),
            detail: words.get("edit-detail"),
            history: None,
            picture: None,
            state: None,
            actions: Vec::new(),
            banners: Vec::new(),
            tabs: None,
            panels,
            beside: self.beside.view(context, self.may_give()).map(|list| list.map(Message::Related)),
            relations: Vec::new(),
            shape: Shape::Columns,
            back: Message::Back,
            foot: Some(Foot {
                note,
                more: self.whose_command(context),
                told: self.whose.view(context).map(|told| told.map(Message::Whose)),
                discard: Some(Message::Discard),
                save: (is_changed && !self.is_saving).then_some(Message::Save),
                is_saving: self.is_saving,
            }),
        }
        .view(words)
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        if self.refused.is_empty() {
            let chosen = self.beside.layer(context, is_live);
            return chosen.map(|chosen| chosen.map(Message::Related));
        }
        let words = &context.words;
        let lines = self.refused.iter().take(REFUSED_SHOWN).map(|one| {
            let why: Vec<String> = one.faults.iter().map(|(_, fault)| context.say().user(*fault)).collect();
            column![text::label(one.name.as_str()), text::muted(why.join(" "))].spacing(2).into()
        });
        let mut list = Column::with_children(lines).spacing(space::MD);
        if let Some(more) = self.refused.len().checked_sub(REFUSED_SHOWN).filter(|more| *more > 0) {
            list = list.push(text::muted(words.with("edit-refused-more", [("count", more.into())])));
        }
        let asked = dialog(words.with("edit-refused-title", [("count", self.refused.len().into())]), is_live)
            .subtitle(words.get("edit-refused-sentence"))
            .width(Width::Form)
            .icon(Icon::TriangleAlert, Tone::Warning)
            .body(list)
            .on_close(words.get("close"), Message::Leave)
            .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::Leave));
        Some(asked.into())
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        let save = (self.is_changed() && !self.is_saving).then_some(Message::Save);
        let mut commands = vec![
            command(words.get("record-save"), Icon::Save, save).keys(shortcut::SAVE, &context.words),
            command(words.get("back"), Icon::ArrowLeft, Some(Message::Back))
                .keys(shortcut::BACK, &context.words),
        ];
        commands.extend(self.whose_command(context));
        let of_related = self.beside.commands(context, self.may_give());
        commands.extend(of_related.into_iter().map(|command| command.map(Message::Related)));
        commands
    }

    fn is_changed(&self) -> bool {
        let touched = &self.touched;
        !self.ids.is_empty()
            && (self.beside.is_changed()
                || touched.title.is_some()
                || touched.partition.is_some()
                || touched.general.iter().any(Option::is_some)
                || !touched.options.is_empty()
                || touched.activation.is_some()
                || touched.expiration != Ending::Kept
                || touched.period != Renewal::Kept
                || touched.pin_off)
    }

    fn save(&mut self, context: &Context) -> Action<Message> {
        self.is_saving = true;
        let (permit, ids, edits) = (self.modify.clone(), self.ids.clone(), self.edits(context));
        let giving = self.beside.giving();
        let task = context
            .ask(move |console| users::save_many(console, &permit, &ids, &edits, &giving).map(Arc::new));
        Action::Run(task.map(Message::Saved))
    }
}

const REFUSED_SHOWN: usize = 20;

impl EditUsers {
    fn text<'a>(
        &'a self,
        label: impl Into<std::borrow::Cow<'a, str>>,
        which: Text,
        value: Option<&'a String>,
    ) -> Element<'a, Message> {
        let toggle = check(label, value.is_some().into()).on_toggle(Message::Toggled(which));
        let mut rows = column![Element::from(toggle)].spacing(space::SM);
        if let Some(value) = value {
            let typed = field("", value.as_str()).on_input(move |typed| Message::Changed(which, typed));
            rows = rows.push(form::indented(typed.into()));
        }
        rows.into()
    }

    fn identification<'a>(&'a self, context: &'a Context, choices: &'a Choices) -> Element<'a, Message> {
        let words = &context.words;
        let mut fields =
            vec![self.text(words.get("user-title-field"), Text::Title, self.touched.title.as_ref())];
        if choices.within.partitions_in_use {
            let toggle = check(words.get("user-partition"), self.touched.partition.is_some().into());
            let mut rows =
                column![Element::from(toggle.on_toggle(Message::PartitionToggled))].spacing(space::SM);
            if let Some(chosen) = self.touched.partition {
                let field = record::partition("", &choices.within, chosen, Message::PartitionChanged);
                rows = rows.extend(field.map(|field| form::indented(field.into())));
            }
            fields.push(rows.into());
        }
        for ((index, name), value) in choices.general.iter().enumerate().zip(&self.touched.general) {
            if let Some(name) = name {
                fields.push(self.text(name.as_str(), Text::General(index), value.as_ref()));
            }
        }
        surface::panel(words.get("user-panel-identification"), form::fields(fields)).into()
    }

    fn options<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let option = |name: &OptionName| {
            let name = *name;
            let touched = self.touched.options.iter().find(|(known, _)| *known == name);
            let third = match touched {
                None => Third::Kept,
                Some((_, false)) => Third::Off,
                Some((_, true)) => Third::On,
            };
            let thirds = vec![
                choice(Third::Kept, words.get("edit-kept")),
                choice(Third::Off, words.get("edit-off")),
                choice(Third::On, words.get("edit-on")),
            ];
            let label = text::label(words.get(&format!("option-{}", name.key()))).width(iced::Fill);
            let chosen = segmented(thirds, third, move |third| Message::OptionChanged(name, third));
            row![label, Element::from(chosen)].spacing(space::MD).align_y(iced::Center).into()
        };
        let options = OptionName::ALL.iter().map(option);
        surface::panel(words.get("user-panel-options"), column(options).spacing(space::SM)).into()
    }

    fn validity<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let (words, today) = (&context.words, context.today());
        let touched = &self.touched;
        let toggle = check(words.get("user-activation"), touched.activation.is_some().into());
        let mut fields: Vec<Element<'a, Message>> = vec![toggle.on_toggle(Message::ActivationToggled).into()];
        if let Some(when) = &touched.activation {
            let field = when.view(words, "user-activation", today, None, Some(Message::ActivationChanged));
            fields.push(form::indented(field));
        }
        let ending = match &touched.expiration {
            Ending::Kept => Third::Kept,
            Ending::Never => Third::Off,
            Ending::At(_) => Third::On,
        };
        let endings = vec![
            choice(Third::Kept, words.get("edit-kept")),
            choice(Third::Off, words.get("edit-no-end")),
            choice(Third::On, words.get("edit-end-at")),
        ];
        let endings = segmented(endings, ending, Message::EndingChanged);
        fields.push(form::labelled(words.get("user-expiration"), endings));
        if let Ending::At(when) = &touched.expiration {
            let field = when.view(words, "user-expiration", today, None, Some(Message::ExpirationChanged));
            fields.push(field);
        }
        let renewal = match &touched.period {
            Renewal::Kept => Third::Kept,
            Renewal::Off => Third::Off,
            Renewal::Every(_) => Third::On,
        };
        let renewals = vec![
            choice(Third::Kept, words.get("edit-kept")),
            choice(Third::Off, words.get("edit-no-period")),
            choice(Third::On, words.get("edit-period")),
        ];
        let renewals = segmented(renewals, renewal, Message::RenewalChanged);
        fields.push(form::labelled(words.get("user-revalidation"), renewals));
        if let Renewal::Every(period) = &touched.period {
            let count =
                field(words.get("user-period"), period.count.as_str()).on_input(Message::CountChanged);
            let units = vec![
                choice(Unit::Days, words.get("unit-days")),
                choice(Unit::Hours, words.get("unit-hours")),
            ];
            let unit = segmented(units, period.unit, Message::UnitChanged);
            let unit = form::labelled(words.get("user-period-unit"), unit);
            fields.push(row![Element::from(count.width(120)), unit].spacing(space::MD).into());
        }
        surface::panel(words.get("user-panel-validity"), form::fields(fields)).into()
    }

    fn pin<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let off =
            check(words.get("edit-pin-off"), self.touched.pin_off.into()).on_toggle(Message::PinToggled);
        surface::panel(words.get("user-panel-pin"), off).into()
    }
}
