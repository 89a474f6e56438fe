//! The choice of what is added: one by one by name, or several at once from a list.

use std::collections::HashSet;
use std::sync::Arc;

use iced::Fill;

use super::pending::{Lines, State};
use super::{Far, Message, NOT_ALL, PICKER, Row, TABLE_HEIGHT};
use crate::context::Context;
use crate::theme::Tone;
use crate::widget::Element;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::layers::layers;
use crate::widget::option::{Item, Words as Search, item};
use crate::widget::picker::{Change, picker};

/// What is offered to be added one by one, by name.
pub(super) struct Offer {
    pub rows: Arc<Vec<Row>>,
    pub items: Vec<Item<'static, i64>>,
}

impl Offer {
    pub fn of(far: &Far, rows: &Arc<Vec<Row>>) -> Self {
        Offer { rows: Arc::clone(rows), items: rows.iter().map(|row| offered(far, row)).collect() }
    }
}

fn offered(far: &Far, row: &Row) -> Item<'static, i64> {
    item(row.id, row.name.clone()).detail(row.detail.text()).icon(far.icon)
}

/// What there is to choose from.
pub(super) struct Adding {
    far: &'static Far,
    items: Vec<Item<'static, i64>>,
    pub rows: Vec<Row>,
    pub picked: HashSet<i64>,
    /// What the search has found.
    found: Vec<i64>,
    pub asks: Asks,
}

/// What is asked meanwhile: about all that were found, or for what was picked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Nothing,
    AboutAll,
    /// What was picked is read: until it is there, nothing else is picked.
    ForPicked,
}

impl Adding {
    /// What is offered and not there already.
    pub fn of(far: &'static Far, mut rows: Vec<Row>, lines: Lines<'_>) -> Self {
        let lines = (0..lines.len()).filter_map(|row| lines.line(row));
        let has: HashSet<i64> =
            lines.filter(|line| line.state != State::Removed).map(|line| line.row.id).collect();
        rows.retain(|row| !has.contains(&row.id));
        let found = rows.iter().map(|row| row.id).collect();
        let items = rows.iter().map(|row| offered(far, row)).collect();
        Adding { far, items, rows, picked: HashSet::new(), found, asks: Asks::Nothing }
    }

    pub fn pick(&mut self, change: Change<i64>) {
        match change {
            Change::Toggle(id) => {
                if !self.picked.remove(&id) {
                    self.picked.insert(id);
                }
            }
            Change::Found(found) => self.found = found,
        }
    }

    /// What is added: what was picked or, where nothing was, the only one that the search has found.
    pub fn meant(&self) -> HashSet<i64> {
        match self.found.as_slice() {
            [only] if self.picked.is_empty() => HashSet::from([*only]),
            _ => self.picked.clone(),
        }
    }

    pub fn pick_all(&mut self) {
        self.picked.extend(&self.found);
        self.asks = Asks::Nothing;
    }

    /// The list, and the question over it.
    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let is_asked = self.asks == Asks::AboutAll;
        let list = self.view_list(context, is_live && !is_asked);
        // The search keeps what was typed while it is asked.
        let question = is_asked.then(|| self.view_all(context, is_live));
        layers(std::iter::once(list).chain(question))
    }

    fn view_list<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let word = |of| words.get(&format!("{}-{of}", self.far.text));
        let counted = |id, count: usize| words.with(id, [("count", count.into())]);
        let search = Search { search: word("search"), none: word("no-match") };
        let list = picker("", &self.items, |id| self.picked.contains(id), search, Message::Picked)
            .id(PICKER)
            .height(Fill);
        let may_pick = self.asks != Asks::ForPicked;
        let has_others = may_pick && self.found.iter().any(|id| !self.picked.contains(id));
        let all = button(counted("relation-all-found", self.found.len()))
            .kind(Kind::Ghost)
            .on_press_maybe(has_others.then_some(Message::AskForAll));
        let meant = self.meant().len();
        let take = (may_pick && meant > 0).then_some(Message::TakePicked);
        dialog(word("add"), is_live)
            .width(Width::Form)
            .filled(list, TABLE_HEIGHT)
            .starts_at(PICKER)
            .on_close(words.get("back"), Message::BackToList)
            .aside(all)
            .action(button(words.get("back")).on_press(Message::BackToList))
            .default_action(button(counted("relation-take", meant)).on_press_maybe(take))
            .into()
    }

    /// Many at once are added by somebody who has read how many.
    fn view_all<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let counted = |id| words.with(id, [("count", self.found.len().into())]);
        dialog(counted("relation-all-title"), is_live)
            .subtitle(words.get("relation-all-sentence"))
            .width(Width::Confirm)
            .icon(self.far.icon, Tone::Warning)
            .starts_at(NOT_ALL)
            .on_close(words.get("back"), Message::PickNotAll)
            .action(button(words.get("back")).id(NOT_ALL).on_press(Message::PickNotAll))
            .action(button(counted("relation-all-do")).kind(Kind::Primary).on_press(Message::PickAll))
            .into()
    }
}
