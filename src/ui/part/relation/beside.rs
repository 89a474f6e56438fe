//! All that is related to a record, or to several, beside the fields: one list, or several as tabs with their counts.

use keydesk::operation::Giving;

use super::{May, Message, Outcome, Panel, Relation};
use crate::command::Command;
use crate::context::Context;
use crate::widget::Element;
use crate::widget::choice::{choice, tabs};
use crate::widget::task::Task;
use crate::words::grouped;

/// The lists, and which of them is shown.
pub struct Beside<R> {
    panels: Vec<Panel<R>>,
    shown: usize,
}

/// What happened, and to which of them.
pub type Event = (usize, Message);

const TABS: &str = "relations";

impl<R: 'static> Beside<R> {
    pub fn of(relations: Vec<Relation<R>>) -> Self {
        Beside { panels: relations.into_iter().map(Panel::new).collect(), shown: 0 }
    }

    /// Asks what records have at each end, and what can be added. Each is an answer to be waited for, where there is a
    /// record.
    pub fn read(&mut self, context: &Context, of: &[i64]) -> Task<Event> {
        let panels = self.panels.iter_mut().enumerate();
        let tasks = panels.map(|(at, panel)| panel.read(context, of.to_vec()).map(move |it| (at, it)));
        Task::batch(tasks.collect::<Vec<_>>())
    }

    /// How many lists there are.
    pub const fn len(&self) -> usize {
        self.panels.len()
    }

    /// Takes what happened. `may` is what may be done where the operator has the right.
    pub fn update(&mut self, context: &Context, may: May, (at, message): Event) -> Outcome {
        if let Message::ShowOther(other) = message {
            self.panels.iter_mut().for_each(Panel::leave);
            self.shown = other.min(self.panels.len().saturating_sub(1));
            return Outcome::nothing();
        }
        self.panels.get_mut(at).map_or_else(Outcome::nothing, |panel| {
            let may = may_at(panel, may);
            panel.update(context, may, message)
        })
    }

    /// What was read of one is not so any more, and what is so could not be read.
    pub fn lose(&mut self, at: usize) {
        self.panels.get_mut(at).map(Panel::lose).unwrap_or_default();
    }

    /// Whether something is to be given, limited or taken.
    pub fn is_changed(&self) -> bool {
        self.panels.iter().any(Panel::is_changed)
    }

    /// What was to become of them is forgotten, or saved.
    pub fn forget(&mut self) {
        self.panels.iter_mut().for_each(Panel::forget);
    }

    /// What is to be given and taken, with the rights that it takes.
    pub fn giving(&self) -> Giving<R> {
        self.panels.iter().fold(Giving::nothing(), |all, panel| all.and(panel.giving()))
    }

    fn panel(&self) -> Option<&Panel<R>> {
        self.panels.get(self.shown)
    }

    #[cfg(test)]
    pub fn at(&self, at: usize) -> Option<&Panel<R>> {
        self.panels.get(at)
    }

    /// The list that is shown; nothing, where there is none.
    pub fn view<'a>(&'a self, context: &'a Context, may: May) -> Option<Element<'a, Event>> {
        let (panel, at) = (self.panel()?, self.shown);
        let titles = (self.panels.len() > 1).then(|| {
            let title = |(at, panel): (usize, &Panel<R>)| {
                let count = panel.count().map(|count| format!(" {}", grouped(count as i64)));
                choice(at, format!("{}{}", panel.title(context), count.unwrap_or_default()))
            };
            let titles = self.panels.iter().enumerate().map(title).collect();
            tabs(titles, at, Message::ShowOther).id(TABS).into()
        });
        let list = panel.on_page(context, titles, may_at(panel, may), self.is_changed());
        Some(list.map(move |message| (at, message)))
    }

    /// What lies over the page while something is chosen.
    pub fn layer<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Event>> {
        let at = self.shown;
        Some(self.panel()?.layer(context, is_live)?.map(move |message| (at, message)))
    }

    /// What can be done with what is listed.
    pub fn commands<'a>(&self, context: &'a Context, may: May) -> Vec<Command<'a, Event>> {
        let at = self.shown;
        let commands = self.panel().map(|panel| panel.commands(context, may_at(panel, may)));
        commands.into_iter().flatten().map(|it| it.map(move |message| (at, message))).collect()
    }
}

const fn may_at<R: 'static>(panel: &Panel<R>, may: May) -> May {
    if panel.is_given() { may } else { May::Look }
}
