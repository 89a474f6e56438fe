//! Between when something is given.

use std::collections::HashSet;

use iced::Fill;
use iced::widget::container;
use keydesk::domain::user::{Between, Fault};

use super::{LIMIT, Message};
use crate::context::Context;
use crate::part::when::{Side, When};
use crate::widget::button::button;
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::{Element, form};

/// Between when some are to be given.
pub(super) struct Period {
    pub of: HashSet<i64>,
    pub limit: Limit,
    pub from: When,
    pub until: When,
    pub error: Option<(Side, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    Always,
    Between,
}

impl Period {
    /// The period of some, as it is typed first.
    pub fn of(context: &Context, of: HashSet<i64>, between: Option<Between>) -> Self {
        let words = &context.words;
        let today = context.today().and_time(chrono::NaiveTime::MIN);
        let from = between.map_or(today, |between| context.local(between.from));
        Period {
            of,
            limit: if between.is_some() { Limit::Between } else { Limit::Always },
            from: When::of(Side::From, from, words),
            until: match between {
                Some(between) => When::of(Side::Until, context.local(between.until), words),
                None => When::empty(Side::Until),
            },
            error: None,
        }
    }

    pub fn read(&self, context: &Context) -> Result<Option<Between>, (Side, Fault)> {
        if self.limit == Limit::Always {
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
        let limits = vec![
            choice(Limit::Always, words.get("relation-always")),
            choice(Limit::Between, words.get("relation-between")),
        ];
        let mut fields: Vec<Element<'a, Message>> =
            vec![segmented(limits, self.limit, Message::LimitChanged).id(LIMIT).into()];
        if self.limit == Limit::Between {
            let today = context.today();
            let error =
                |of: Side| self.error.as_ref().filter(|(side, _)| *side == of).map(|(_, said)| said.clone());
            let (from, until) = (error(Side::From), error(Side::Until));
            fields.push(self.from.view(words, "relation-from", today, from, Some(Message::FromChanged)));
            fields.push(self.until.view(words, "relation-until", today, until, Some(Message::UntilChanged)));
        }
        dialog(words.with("relation-period-title", [("count", self.of.len().into())]), is_live)
            .width(Width::Confirm)
            .body(container(form::fields(fields)).width(Fill))
            .starts_at(LIMIT)
            .on_close(words.get("back"), Message::BackToList)
            .action(button(words.get("back")).on_press(Message::BackToList))
            .default_action(button(words.get("relation-take-period")).on_press(Message::TakePeriod))
            .into()
    }
}
