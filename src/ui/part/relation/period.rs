//! When something is given: always or between two moments, and by which timetable.

use std::collections::HashSet;
use std::sync::Arc;

use iced::Fill;
use iced::widget::container;
use keydesk::domain::timetable::TimetableId;
use keydesk::domain::user::{Between, Fault, Limit, Relimit};

use super::far::{Limited, Relimited};
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

/// The dates, by which they are found as well.
pub const FROM: &str = "relation-from";
pub const UNTIL: &str = "relation-until";

/// When some are to be given.
pub struct Period {
    pub of: HashSet<i64>,
    pub bounds: Bounds,
    pub from: When,
    pub until: When,
    pub error: Option<(Side, String)>,
    pub timetable: Chosen,
    /// How it was; where some differ, each part can stay as it is.
    was: Was,
    /// Those that the operator may see, once they are read.
    timetables: Arc<Timetables>,
}

/// How what is to be limited is limited now.
struct Was {
    /// That of the first of them.
    limit: Limit,
    /// Whether all have the same period.
    same_period: bool,
    /// Whether all have the same timetable, or none.
    same_timetable: bool,
    /// Its timetable, and what that is called: it may be one that the operator may not see.
    timetable: Option<(TimetableId, Option<String>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounds {
    /// Each has the period that it has.
    Kept,
    Always,
    Between,
}

/// Which timetable is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Each has the one that it has.
    Kept,
    Put(Option<TimetableId>),
}

impl Period {
    /// When some are given, as it is typed first: by the first of them, and where others differ, as it is.
    pub fn of(context: &Context, of: HashSet<i64>, now: &[Limited], differ: bool) -> Self {
        let words = &context.words;
        let today = context.today().and_time(chrono::NaiveTime::MIN);
        let first = now.first().cloned().unwrap_or_default();
        let Limited { limit: Limit { between, timetable }, timetables } = first;
        let same = |is_same: &dyn Fn(Limit) -> bool| !differ && now.iter().all(|it| is_same(it.limit));
        let same_period = same(&|limit| limit.between == between);
        let same_timetable = same(&|limit| limit.timetable == timetable);
        let from = between.map_or(today, |between| context.local(between.from));
        Period {
            of,
            bounds: match between {
                _ if !same_period => Bounds::Kept,
                Some(_) => Bounds::Between,
                None => Bounds::Always,
            },
            from: When::of(Side::From, from, words),
            until: match between {
                Some(between) => When::of(Side::Until, context.local(between.until), words),
                None => When::empty(Side::Until),
            },
            error: None,
            timetable: if same_timetable { Chosen::Put(timetable) } else { Chosen::Kept },
            was: Was {
                limit: Limit { between, timetable },
                same_period,
                same_timetable,
                timetable: timetable.map(|timetable| (timetable, timetables.into_iter().flatten().next())),
            },
            timetables: Arc::default(),
        }
    }

    /// The timetables that can be chosen are known.
    pub fn offer(&mut self, timetables: Arc<Timetables>) {
        self.timetables = timetables;
    }

    /// Takes what was typed; what was wrong before is not said any more.
    pub fn take(&mut self, message: Message) {
        match message {
            Message::BoundsChanged(bounds) => self.bounds = bounds,
            Message::TimetableChanged(timetable) => self.timetable = timetable,
            Message::FromChanged(from) => self.from = from,
            Message::UntilChanged(until) => self.until = until,
            _ => return,
        }
        self.error = None;
    }

    pub fn read(&self, context: &Context) -> Result<Relimited, (Side, Fault)> {
        let between = match self.bounds {
            Bounds::Kept => None,
            Bounds::Always => Some(None),
            Bounds::Between => Some(self.between(context)?),
        };
        // What was not touched here stays, whatever others make of it meanwhile.
        let Was { limit: was, same_period, same_timetable, .. } = self.was;
        let between = between.filter(|between| !same_period || *between != was.between);
        let known =
            |chosen| self.timetables.iter().find(|(id, _)| *id == chosen).map(|(_, name)| name.clone());
        let is_other = |put| !same_timetable || put != was.timetable;
        let was =
            |chosen| self.was.timetable.clone().filter(|(id, _)| *id == chosen).and_then(|(_, name)| name);
        let (timetable, name) = match self.timetable {
            Chosen::Put(put) if is_other(put) => {
                (Some(put), put.and_then(|chosen| known(chosen).or_else(|| was(chosen))))
            }
            Chosen::Kept | Chosen::Put(_) => (None, None),
        };
        Ok(Relimited { relimit: Relimit { between, timetable }, timetable: name })
    }

    fn between(&self, context: &Context) -> Result<Option<Between>, (Side, Fault)> {
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
        let kept = (!self.was.same_period).then(|| choice(Bounds::Kept, words.get("relation-kept")));
        let bounds = kept.into_iter().chain([
            choice(Bounds::Always, words.get("relation-always")),
            choice(Bounds::Between, words.get("relation-between")),
        ]);
        let mut fields: Vec<Element<'a, Message>> =
            vec![segmented(bounds.collect(), self.bounds, Message::BoundsChanged).id(LIMIT).into()];
        if self.bounds == Bounds::Between {
            let today = context.today();
            let error =
                |of: Side| self.error.as_ref().filter(|(side, _)| *side == of).map(|(_, said)| said.clone());
            let (from, until) = (error(Side::From), error(Side::Until));
            fields.push(self.from.view(words, FROM, today, from, Some(Message::FromChanged)));
            fields.push(self.until.view(words, UNTIL, today, until, Some(Message::UntilChanged)));
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

    /// The choice of a timetable, where there is any. What is not shown is left as it is.
    fn by_timetable<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let is_listed = |id: TimetableId| self.timetables.iter().any(|(listed, _)| *listed == id);
        let was = self.was.timetable.as_ref().filter(|(id, _)| !is_listed(*id)).map(|(id, name)| {
            let name = name.as_deref().map(Into::into);
            (*id, name.unwrap_or_else(|| words.get("relation-timetable-unseen")))
        });
        if self.timetables.is_empty() && was.is_none() && self.was.same_timetable {
            return None;
        }
        let listed = self.timetables.iter().map(|(id, name)| (*id, name.as_str().into()));
        let kept = (!self.was.same_timetable).then(|| item(Chosen::Kept, words.get("relation-kept")));
        let mut items: Vec<_> = kept.into_iter().collect();
        items.push(item(Chosen::Put(None), words.get("relation-no-timetable")));
        items.extend(was.into_iter().chain(listed).map(|(id, name)| item(Chosen::Put(Some(id)), name)));
        Some(
            select(words.get("relation-timetable"), items, Some(self.timetable), Message::TimetableChanged)
                .words(words.select("timetable-none-found"))
                .hint(words.get("relation-timetable-hint"))
                .into(),
        )
    }
}
