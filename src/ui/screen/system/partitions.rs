//! System > Partitions: which there are, and whether the site uses them.

use std::cmp::Reverse;
use std::sync::Arc;

use iced::widget::{column, row};
use iced::{Center, Fill};
use keydesk::console::Console;
use keydesk::domain::partition::{Content, Feature, PartitionId};
use keydesk::domain::permission::PartitionsView;
use keydesk::domain::text::folded;
use keydesk::operation;
use keydesk::operation::groups::Effect;
use keydesk::operation::partitions::{self, ListRow};
use keydesk::session::{Administrator, Permit};

use crate::action::Action;
use crate::command::{self, Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::list::{self, Column, Empty, List, Never, Page, Tools, Whole};
use crate::part::rights;
use crate::place::{Entry, Place};
use crate::screen::Screen;
use crate::theme::{Tone, size, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog, medallion};
use crate::widget::table::{self, Cell, Selection, table};
use crate::widget::task::Task;
use crate::widget::{Element, gauge, notice, surface, text};
use crate::words::grouped;

/// The list of partitions.
pub struct Partitions {
    list: List<Slices>,
    view: Permit<PartitionsView>,
    administrator: Option<Administrator>,
    feature: Option<Feature>,
    switch: Option<Switch>,
}

/// The question before partitions are switched on or off.
struct Switch {
    to: Feature,
    effects: Option<Arc<Vec<Effect>>>,
    selection: Selection,
    is_switching: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    List(list::MessageOf<Slices>),
    FeatureKnown(Answer<Feature>),
    Add,
    AskToSwitch,
    EffectsKnown(Answer<Arc<Vec<Effect>>>),
    Table(table::Event),
    Stay,
    Switch,
    Switched(Answer<Feature>),
}

impl Partitions {
    /// Opens the list.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let view: Permit<PartitionsView> = context.may()?;
        let source = Slices { view: view.clone() };
        let (list, found) = List::open(context, source, Vec::new(), (0, table::Order::Ascending));
        let screen = Partitions {
            list,
            view,
            administrator: context.session.administrator(),
            feature: None,
            switch: None,
        };
        let feature = screen.ask_feature(context);
        Some((screen, Task::batch([feature, found.map(Message::List)])))
    }

    fn ask_feature(&self, context: &Context) -> Task<Message> {
        let view = self.view.clone();
        context.ask(move |console| partitions::feature(console, &view)).map(Message::FeatureKnown)
    }

    fn ask_to_switch(&mut self, context: &Context) -> Action<Message> {
        let (Some(now), Some(administrator)) = (self.feature, self.administrator.clone()) else {
            return Action::None;
        };
        let to = match now {
            Feature::On => Feature::Off,
            Feature::Off => Feature::On,
        };
        self.switch =
            Some(Switch { to, effects: None, selection: Selection::default(), is_switching: false });
        let task = context.ask(move |console| partitions::impact(console, &administrator, to).map(Arc::new));
        Action::Run(task.map(Message::EffectsKnown))
    }

    fn switch(&mut self, context: &Context) -> Action<Message> {
        let (Some(switch), Some(administrator)) = (&mut self.switch, self.administrator.clone()) else {
            return Action::None;
        };
        switch.is_switching = true;
        let to = switch.to;
        let task = context.ask(move |console| partitions::switch(console, &administrator, to).map(|()| to));
        Action::Run(task.map(Message::Switched))
    }

    fn add_command<'a>(&self, context: &'a Context) -> Command<'a, Message> {
        let add = self.administrator.as_ref().map(|_| Message::Add);
        command(context.words.get("partition-add"), Icon::Plus, add).keys(shortcut::NEW, &context.words)
    }

    fn of_selection<'a>(&self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let open = self.list.single().map(|id| Message::List(list::Message::Opened(id)));
        vec![command(context.words.get("partition-open"), Icon::Layers, open)]
    }

    fn empty<'a>(&'a self, context: &'a Context) -> Empty<'a, Message> {
        self.list.empty(
            context,
            Icon::Layers,
            ["partition-none", "partition-none-next"],
            ["partition-none-found", "partition-none-found-next"],
        )
    }
}

impl Screen for Partitions {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::List(list::Message::Opened(id)) => Action::Go(Place::Partition(id)),
            Message::List(message) => self.list.update(context, message).map(Message::List),
            Message::FeatureKnown(Ok(feature)) => {
                self.feature = Some(feature);
                Action::None
            }
            Message::FeatureKnown(Err(failure)) => Action::Fail(failure),
            Message::Add => Action::Go(Place::NewPartition),
            Message::AskToSwitch => self.ask_to_switch(context),
            Message::EffectsKnown(Ok(effects)) => {
                if let Some(switch) = &mut self.switch {
                    switch.effects = Some(effects);
                }
                Action::None
            }
            Message::Table(table::Event::Select(op)) => {
                if let Some(switch) = &mut self.switch {
                    switch.selection.apply(op);
                }
                Action::None
            }
            Message::Table(_) => Action::None,
            Message::Stay => {
                self.switch = None;
                Action::None
            }
            Message::Switch => self.switch(context),
            Message::Switched(Ok(feature)) => {
                self.switch = None;
                let id = match feature {
                    Feature::On => "partitions-switched-on",
                    Feature::Off => "partitions-switched-off",
                };
                Action::Tell(Tone::Success, context.words.get(id).into_owned())
            }
            Message::EffectsKnown(Err(failure)) | Message::Switched(Err(failure)) => {
                self.switch = None;
                Action::Fail(failure)
            }
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let count = self.list.counted(context, "partition-count", "partition-found");
        let primary = self.administrator.as_ref().map(|_| list::primary(&self.add_command(context)));
        let commands = self.of_selection(context);
        let items = command::items(&commands);
        let tools = Tools { search: "partition-search", of_selection: &commands, others: &[] };
        let tools = self.list.tools(context, &tools, Message::List);
        let table = self.list.table(context, "entry-partitions", items, self.empty(context), Message::List);
        let title = words.get("entry-partitions").into_owned();
        list::page(Page { title, count, primary, above: Some(self.use_of_them(context)), tools, table })
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        match &self.switch {
            Some(switch) => Some(view_switch(context, switch, is_live)),
            None => self.list.dialog(context, is_live, Message::List),
        }
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let mut commands = self.of_selection(context);
        if self.administrator.is_some() {
            commands.push(self.add_command(context));
        }
        commands.extend(self.list.commands(context, "partition-search", Message::List));
        commands
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        let list = self.list.refresh(context).map(Message::List);
        Action::Run(Task::batch([list, self.ask_feature(context)]))
    }
}

impl Partitions {
    /// Whether the site uses partitions, what that means, and the button that changes it.
    fn use_of_them<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some(feature) = self.feature else {
            return surface::card(gauge::skeleton(1)).into();
        };
        let (tone, state, sentence, act) = match feature {
            Feature::On => {
                (Tone::Success, "partitions-on", "partitions-on-sentence", "partitions-switch-off")
            }
            Feature::Off if self.list.total() > 1 => {
                (Tone::Neutral, "partitions-off", "partitions-off-kept", "partitions-switch-on")
            }
            Feature::Off => {
                (Tone::Neutral, "partitions-off", "partitions-off-sentence", "partitions-switch-on")
            }
        };
        let switch = self
            .administrator
            .as_ref()
            .map(|_| Element::from(button(words.get(act)).icon(Icon::Power).on_press(Message::AskToSwitch)));
        let names = column![text::label(words.get(state)), text::muted(words.get(sentence)).width(Fill)];
        let line = row![medallion(Icon::Layers, tone), names.spacing(space::XXS).width(Fill)]
            .extend(switch)
            .spacing(space::MD)
            .align_y(Center);
        surface::card(line).into()
    }
}

/// More than so many groups are scrolled.
const EFFECTS_MAX: usize = 8;

fn view_switch<'a>(context: &'a Context, switch: &'a Switch, is_live: bool) -> Element<'a, Message> {
    let words = &context.words;
    let (title, sentence, go) = match switch.to {
        Feature::On => ("partitions-on-title", "partitions-on-what", "partitions-on-go"),
        Feature::Off => ("partitions-off-title", "partitions-off-what", "partitions-off-go"),
    };
    let body: Element<'a, Message> = match switch.effects.as_deref() {
        None => gauge::skeleton(4).into(),
        Some(effects) if effects.is_empty() => {
            notice::banner(Tone::Success, words.get("partitions-no-effect"), None)
        }
        Some(effects) => effects_table(context, effects, &switch.selection),
    };
    let may = (switch.effects.is_some() && !switch.is_switching).then_some(Message::Switch);
    let mut asked = dialog(words.get(title), is_live)
        .subtitle(words.get(sentence))
        .width(Width::Wide)
        .icon(Icon::Layers, Tone::Warning)
        .body(body)
        .starts_at(STAY)
        .action(button(words.get("cancel")).id(STAY).on_press(Message::Stay))
        .action(button(words.get(go)).icon(Icon::Power).kind(Kind::Primary).on_press_maybe(may));
    if !switch.is_switching {
        asked = asked.on_close(words.get("cancel"), Message::Stay);
    }
    asked.into()
}

const STAY: &str = "stay";

/// Which groups gain and lose what.
fn effects_table<'a>(
    context: &'a Context,
    effects: &'a [Effect],
    selection: &'a Selection,
) -> Element<'a, Message> {
    let words = &context.words;
    let columns = vec![
        table::column(words.get("operator-group"), 190.0).unsorted(),
        table::column(words.get("entry-operators"), 90.0).end().unsorted(),
        table::column(words.get("partitions-column-effect"), 300.0).grows().unsorted(),
    ];
    let cell = move |row: usize, column: usize| {
        let effect = effects.get(row)?;
        Some(match column {
            0 => Cell::strong(effect.name.as_str()),
            1 => Cell::number(grouped(effect.operators as i64)),
            _ => Cell::text(rights::gains_and_loses(words, &effect.difference, rights::IN_ROW)),
        })
    };
    let name = words.get("partitions-effects");
    let height = size::HEADER + context.density.row() * effects.len().min(EFFECTS_MAX) as f32 + 2.0;
    let rows = table(name, columns, effects.len(), selection, cell, Message::Table)
        .id("effects")
        .density(context.density);
    surface::sheet(rows).height(height).width(Fill).into()
}

/// What the list is of.
#[derive(Clone)]
pub struct Slices {
    view: Permit<PartitionsView>,
}

impl Whole for Slices {
    type Id = PartitionId;
    type Row = ListRow;
    type Facet = Never;

    const ENTRY: Entry = Entry::Partitions;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        partitions::list(console, &self.view)
    }

    fn id(row: &ListRow) -> PartitionId {
        row.id
    }

    fn name(row: &ListRow) -> &str {
        &row.name
    }

    fn text(row: &ListRow) -> String {
        format!("{}\n{}", row.name, row.description)
    }

    // General comes first, then they come by name.
    fn columns(&self) -> Vec<Column<ListRow>> {
        vec![
            list::column("partition-name", 220.0, |row: &ListRow, _| Cell::strong(row.name.as_str()))
                .least(140.0),
            list::column("partition-description", 320.0, |row: &ListRow, _| {
                Cell::text(row.description.as_str())
            })
            .grows()
            .least(120.0)
            .yields(1)
            .by(|row| folded(&row.description)),
            list::column("start-people", 110.0, |row: &ListRow, context| {
                count(row.of(Content::Users), context)
            })
            .end()
            .by(|row| Reverse(row.of(Content::Users))),
            list::column("entry-doors", 110.0, |row: &ListRow, context| {
                count(row.of(Content::Doors), context)
            })
            .end()
            .by(|row| Reverse(row.of(Content::Doors))),
        ]
    }
}

fn count(count: Option<usize>, context: &Context) -> Cell<'_> {
    match count {
        Some(count) => Cell::number(grouped(count as i64)),
        None => Cell::number(UNSEEN).hint(context.words.get("partition-unseen")),
    }
}

/// What stands for a count that the operator may not see.
pub const UNSEEN: &str = "–";
