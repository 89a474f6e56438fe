//! When something is given: always or between two moments, and by which timetable.

use std::collections::HashSet;
use std::sync::Arc;

use iced::Fill;
use iced::widget::container;
use keydesk::domain::timetable::TimetableId;
use keydesk::domain::user::{Between, Fault, Limit};

use super::far::Limited;
use super::{LIMIT, Message};
use crate::context::Context;
use crate::part::when::{Side, When};
use crate::widget::button::button;
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::{Element, form};

/// Timetables by name.
pub type Timetables = Vec<(TimetableId, String)>;

/// When some are to be given.
pub(super) struct Period {
    pub of: HashSet<i64>,
    pub bounds: Bounds,
    pub from: When,
    pub until: When,
    pub error: Option<(Side, String)>,
    pub timetable: Option<TimetableId>,
    /// The timetable as it was, and what it is called: it may be one that the operator may not see.
    was: Option<(TimetableId, Option<String>)>,
    /// Those that the operator may see, once they are read.
    timetables: Arc<Timetables>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounds {
    Always,
    Between,
}

impl Period {
    /// When some are given, as it is typed first.
    pub fn of(context: &Context, of: HashSet<i64>, limited: Limited) -> Self {
        let words = &context.words;
        let today = context.today().and_time(chrono::NaiveTime::MIN);
        let Limited { limit: Limit { between, timetable }, timetables } = limited;
        let from = between.map_or(today, |between| context.local(between.from));
        Period {
            of,
            bounds: if between.is_some() { Bounds::Between } else { Bounds::Always },
            from: When::of(Side::From, from, words),
            until: match between {
                Some(between) => When::of(Side::Until, context.local(between.until), words),
                None => When::empty(Side::Until),
            },
            error: None,
            timetable,
            was: timetable.map(|timetable| (timetable, timetables.into_iter().flatten().next())),
            timetables: Arc::default(),
        }
    }

    /// The timetables that can be chosen are known.
    pub fn offer(&mut self, timetables: Arc<Timetables>) {
        self.timetables = timetables;
    }

    pub fn read(&self, context: &Context) -> Result<Limited, (Side, Fault)> {
        let between = self.between(context)?;
        let known = self.timetables.iter().find(|(id, _)| Some(*id) == self.timetable);
        let name = known.map(|(_, name)| name.clone());
        let was =
            || self.was.clone().filter(|(id, _)| Some(*id) == self.timetable).and_then(|(_, name)| name);
        Ok(Limited::of(Limit { between, timetable: self.timetable }, name.or_else(was)))
    }

    fn between(&self, context: &Context) -> Result<Option<Between>, (Side, Fault)> {
        if self.bounds == Bounds::Always {
            return Ok(None);
        }
        let zone = context.console.clock().zone();
        let read = |when: &When, side| {
            when.read(&context.words, context.today()).map_err(|_| (side, Fault::NotADate))
        };
        let from = zone.first(read(&self.from, Side::From)?);
        let until = zone.last(read(&self.until, Side::Until)?);
        Between::new(from, until).map(Some).map_err(|fault| (Side::Until, fault))
    }

    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let bounds = vec![
            choice(Bounds::Always, words.get("relation-always")),
            choice(Bounds::Between, words.get("relation-between")),
        ];
        let mut fields: Vec<Element<'a, Message>> =
            vec![segmented(bounds, self.bounds, Message::BoundsChanged).id(LIMIT).into()];
        if self.bounds == Bounds::Between {
            let today = context.today();
            let error =
                |of: Side| self.error.as_ref().filter(|(side, _)| *side == of).map(|(_, said)| said.clone());
            let (from, until) = (error(Side::From), error(Side::Until));
            fields.push(self.from.view(words, "relation-from", today, from, Some(Message::FromChanged)));
            fields.push(self.until.view(words, "relation-until", today, until, Some(Message::UntilChanged)));
        }
        fields.extend(self.by_timetable(context));
        dialog(words.with("relation-period-title", [("count", self.of.len().into())]), is_live)
            .width(Width::Confirm)
            .body(container(form::fields(fields)).width(Fill))
            .starts_at(LIMIT)
            .on_close(words.get("back"), Message::BackToList)
            .action(button(words.get("back")).on_press(Message::BackToList))
            .default_action(button(words.get("relation-take-period")).on_press(Message::TakePeriod))
            .into()
    }

    /// The choice of a timetable, where there is any.
    fn by_timetable<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let is_listed = |id: TimetableId| self.timetables.iter().any(|(listed, _)| *listed == id);
        let was = self.was.as_ref().filter(|(id, _)| !is_listed(*id)).map(|(id, name)| {
            let name = name.as_deref().map(Into::into);
            (*id, name.unwrap_or_else(|| words.get("relation-timetable-unseen")))
        });
        if self.timetables.is_empty() && was.is_none() {
            return None;
        }
        let listed = self.timetables.iter().map(|(id, name)| (*id, name.as_str().into()));
        let mut items = vec![item(None, words.get("relation-no-timetable"))];
        items.extend(was.into_iter().chain(listed).map(|(id, name)| item(Some(id), name)));
        let label = words.get("relation-timetable");
        Some(
            select(label, items, Some(self.timetable), Message::TimetableChanged)
                .words(words.select("timetable-none-found"))
                .hint(words.get("relation-timetable-hint"))
                .into(),
        )
    }
}
