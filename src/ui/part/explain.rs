//! What somebody can do, and why not what somebody cannot: the whole tree, partition by partition.

use std::sync::Arc;

use iced::widget::{column, container, row};
use iced::{Center, Fill};
use keydesk::domain::delegation::Verdict;
use keydesk::domain::partition::{Feature, PartitionId};
use keydesk::domain::permission::{Permission, Set};
use keydesk::operation::groups::Explanation;

use super::rights;
use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::search;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::task::Task;
use crate::widget::tree::{self, Model, tree};
use crate::widget::{Element, gauge, notice, surface, text};
use crate::words::Words;

/// The dialog.
pub struct Explain {
    name: String,
    explanation: Option<Arc<Explanation>>,
    partition: PartitionId,
    show: Show,
    search: String,
    held: Set,
    tree: Model<Permission>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    All,
    Can,
    CanNot,
}

#[derive(Debug, Clone)]
pub enum Message {
    Known(Answer<Arc<Explanation>>),
    PartitionChanged(PartitionId),
    ShowChanged(Show),
    SearchChanged(String),
    Tree(tree::Event),
}

impl Explain {
    /// Opens the dialog on an answer that is on its way.
    pub fn open(name: String, asked: Task<Answer<Explanation>>) -> (Explain, Task<Message>) {
        let explain = Explain {
            name,
            explanation: None,
            partition: PartitionId::GENERAL,
            show: Show::All,
            search: String::new(),
            held: Set::NONE,
            tree: Model::default(),
        };
        (explain, asked.map(|answer| Message::Known(answer.map(Arc::new))))
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Known(Ok(explanation)) => {
                if let Some(first) = explanation.partitions.first() {
                    self.partition = first.id;
                }
                self.explanation = Some(explanation);
                self.draw(&context.words);
            }
            Message::Known(Err(failure)) => return Action::Fail(failure),
            Message::PartitionChanged(partition) => {
                self.partition = partition;
                self.draw(&context.words);
            }
            Message::ShowChanged(show) => {
                self.show = show;
                self.draw(&context.words);
            }
            Message::SearchChanged(search) => self.search = search,
            Message::Tree(event) => self.tree.apply(event),
        }
        Action::None
    }

    /// Makes the tree of what is asked for.
    fn draw(&mut self, words: &Words) {
        let Some(explanation) = &self.explanation else {
            return;
        };
        self.held = explanation.held(self.partition);
        let shown = match self.show {
            Show::All => Set::ALL,
            Show::Can => self.held,
            Show::CanNot => Set::ALL.difference(self.held),
        };
        let why = |permission| {
            let (verdict, group) = explanation.of(permission, self.partition);
            let id = match verdict {
                Verdict::Held => return None,
                Verdict::NotGiven(_) => "rights-not-given",
                Verdict::NoAccess(_) => "rights-no-access",
                Verdict::TakenAway(_) => "rights-taken-away",
            };
            Some(words.with(id, [("group", group.unwrap_or_default().into())]))
        };
        self.tree = Model::open_to(
            if self.show == Show::All { 1 } else { 2 },
            rights::parts(words, shown, self.held, why),
        );
    }

    /// How it looks.
    pub fn view<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        close: M,
        map: impl Fn(Message) -> M + Copy + 'a,
        is_live: bool,
    ) -> Element<'a, M> {
        let words = &context.words;
        let body: Element<'a, Message> = match &self.explanation {
            None => gauge::skeleton(8).into(),
            Some(explanation) => self.body(context, explanation),
        };
        let group = self.explanation.as_ref().map(|explanation| explanation.group.as_str());
        let asked = dialog(words.with("explain-title", [("name", self.name.as_str().into())]), is_live);
        // Of a group itself, the title says its name already.
        let asked = match group.filter(|group| *group != self.name) {
            Some(group) => asked.subtitle(words.with("explain-group", [("group", group.into())])),
            None => asked,
        };
        asked
            .width(Width::Wide)
            .body(body.map(map))
            .on_close(words.get("close"), close.clone())
            .action(button(words.get("close")).kind(Kind::Primary).on_press(close))
            .into()
    }

    fn body<'a>(&'a self, context: &'a Context, explanation: &'a Explanation) -> Element<'a, Message> {
        let words = &context.words;
        let mut content = column![].spacing(space::MD);
        if explanation.is_administrator() {
            let all = notice::banner(Tone::Success, words.get("explain-administrator"), None);
            content = content.push(all);
        }
        if explanation.feature == Feature::On && explanation.partitions.len() > 1 {
            let partitions = explanation.partitions.iter();
            let items: Vec<_> =
                partitions.map(|partition| item(partition.id, partition.name.as_str())).collect();
            let label = words.get("explain-partition");
            let partition = select(label, items, Some(self.partition), Message::PartitionChanged);
            content = content.push(Element::from(partition));
        }
        let (placeholder, clear) = (words.get("rights-search"), words.get("list-clear"));
        let search = search(placeholder, self.search.as_str(), clear, Message::SearchChanged);
        let search = search.leads_to("explanation");
        let shows = vec![
            choice(Show::All, words.get("explain-all")),
            choice(Show::Can, words.get("explain-can")),
            choice(Show::CanNot, words.get("explain-can-not")),
        ];
        let shows = segmented(shows, self.show, Message::ShowChanged);
        let count = self.held.count();
        let values = [("count", count.into()), ("total", Set::ALL.count().into())];
        content = content.push(
            row![container(search).width(Fill), Element::from(shows)].spacing(space::SM).align_y(Center),
        );
        let is_empty = self.tree.is_empty();
        let rights: Element<'a, Message> = if is_empty {
            notice::empty(Icon::ListChecks, words.get("explain-nothing"), "", None)
        } else {
            tree(words.get("group-panel-permissions"), &self.tree, &self.search, Message::Tree)
                .id("explanation")
                .enabled(false)
                .into()
        };
        content = content.push(surface::sheet(rights).height(TREE_HEIGHT).width(Fill));
        content = content.push(text::muted(words.with("explain-count", values)));
        content.into()
    }
}

const TREE_HEIGHT: f32 = 360.0;
