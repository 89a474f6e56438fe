//! What stands in a cell of the table, and what is said of it.

use std::borrow::Cow;

use keydesk::operation::matrix::{Cell, Own, Through};
use keydesk::operation::opening::{By, When};

use super::rows::Rows;
use super::{At, Matrix, Message, Pending, legend};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::relation::Limited;
use crate::theme::Tone;
use crate::widget::Element;
use crate::widget::grid::cell;
use crate::widget::grid::{self, Pattern, Spot};

/// When what was given by itself holds.
pub(super) fn limited(own: &Own) -> Limited {
    Limited::of(own.limit, own.timetable.clone())
}

/// The signs of the table, each with its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Given,
    Timed,
    Through,
    ThroughTimed,
}

impl Sign {
    const ALL: [Sign; 4] = [Sign::Given, Sign::Timed, Sign::Through, Sign::ThroughTimed];

    const fn word(self) -> &'static str {
        match self {
            Sign::Given => "matrix-sign-given",
            Sign::Timed => "matrix-sign-timed",
            Sign::Through => "matrix-sign-through",
            Sign::ThroughTimed => "matrix-sign-through-timed",
        }
    }

    fn cell<'a>(self) -> grid::Cell<'a> {
        match self {
            Sign::Given => grid::Cell::icon(Icon::Check).tinted(Tone::Success, Pattern::Plain),
            Sign::Timed => grid::Cell::icon(Icon::Clock).tinted(Tone::Accent, Pattern::Plain),
            Sign::Through => grid::Cell::icon(Icon::Layers).tinted(Tone::Neutral, Pattern::Lines),
            Sign::ThroughTimed => grid::Cell::icon(Icon::CalendarClock).tinted(Tone::Neutral, Pattern::Lines),
        }
    }
}

impl<R: Rows> Matrix<R> {
    /// What stands in a cell.
    pub(super) fn cell<'a>(&self, context: &'a Context, spot: Spot) -> Option<grid::Cell<'a>> {
        let at = self.at(spot)?;
        let Some(known) = self.cells.get(&(at.row, at.column)) else {
            return Some(grid::Cell::empty());
        };
        let known = known.as_ref()?;
        let pending = self.pending.get(&at);
        let own = self.own(at, known);
        let sign = match (&own, &known.through) {
            (Some(own), _) if own.is_always() => Some(Sign::Given),
            (Some(_), _) => Some(Sign::Timed),
            (None, Some(Through { when: When::Always, .. })) => Some(Sign::Through),
            (None, Some(_)) => Some(Sign::ThroughTimed),
            (None, None) => None,
        };
        // What is to be taken is still seen.
        let gone = pending.filter(|pending| pending.is.is_none() && sign.is_none());
        let gone = gone.map(|_| grid::Cell::icon(Icon::X).tinted(Tone::Danger, Pattern::Plain));
        let cell = sign.map(Sign::cell).or(gone).unwrap_or_else(grid::Cell::empty);
        let mark = pending.map(|pending| match pending.is {
            Some(_) => cell::Pending::Added,
            None => cell::Pending::Taken,
        });
        let cell = cell.pending(mark).said(self.what(context, known, pending));
        // Where nothing may be changed at all, that is not said at each.
        let is_locked = self.may_change() && !known.may_change;
        Some(if is_locked { cell.locked(context.words.get("matrix-not-yours")) } else { cell })
    }

    /// What a cell says, in words: of whom, of what, and what is so.
    pub(super) fn said(&self, context: &Context, spot: Spot) -> Option<String> {
        let (at, words) = (self.at(spot)?, &context.words);
        let (row, (_, column)) = (self.called(at.row)?, self.column_at(spot.column)?);
        let what = match self.cells.get(&(at.row, at.column)) {
            None => words.get("matrix-asking"),
            Some(None) => return None,
            Some(Some(cell)) => self.what(context, cell, self.pending.get(&at)),
        };
        let values = [
            ("row", row.as_ref().into()),
            ("column", column.as_str().into()),
            ("what", what.as_ref().into()),
        ];
        Some(words.with("matrix-cell", values))
    }

    fn what<'a>(&self, context: &'a Context, cell: &Cell, pending: Option<&Pending>) -> Cow<'a, str> {
        let words = &context.words;
        let own = |limited: &Limited| match limited.is_always() {
            true => words.get("matrix-given"),
            false => words.with("matrix-given-when", [("when", limited.say(context).as_ref().into())]).into(),
        };
        let now = cell.own.as_ref().map(limited);
        let will = pending.map(|pending| match (&pending.was, &pending.is) {
            (_, None) => words.get("matrix-will-lose"),
            (None, Some(is)) => {
                words.with("matrix-will-have", [("when", is.say(context).as_ref().into())]).into()
            }
            (Some(_), Some(is)) => {
                words.with("matrix-will-be", [("when", is.say(context).as_ref().into())]).into()
            }
        });
        let through = cell.through.as_ref().map(|through| through_said(context, through));
        let parts: Vec<Cow<'a, str>> =
            now.as_ref().map(own).into_iter().chain(through.map(Cow::from)).chain(will).collect();
        if parts.is_empty() { words.get("matrix-nothing") } else { parts.join("; ").into() }
    }

    /// Why a cell cannot be changed.
    pub(super) fn why_not(&self, context: &Context, at: At) -> String {
        let words = &context.words;
        match self.known_at(at).and_then(Option::as_ref) {
            Some(Cell { may_change: true, through: Some(through), .. }) => {
                words.with("matrix-only-through", [("by", by(context, through).into())])
            }
            _ => words.get("matrix-not-yours").into_owned(),
        }
    }

    /// What the signs mean.
    pub(super) fn legend<'a>(&self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let signs = Sign::ALL.into_iter().map(|sign| (sign.cell(), words.get(sign.word())));
        let pending =
            [(cell::Pending::Added, "matrix-sign-added"), (cell::Pending::Taken, "matrix-sign-taken")];
        let pending = pending.into_iter().filter(|_| self.may_change());
        let pending =
            pending.map(|(pending, word)| (grid::Cell::empty().pending(Some(pending)), words.get(word)));
        legend(signs.chain(pending).map(|(cell, word)| (cell.said(word.clone()), word)))
    }
}

fn by(context: &Context, through: &Through) -> String {
    let said = through.by.iter().map(|by| match by {
        By::Itself => context.words.get("opening-itself"),
        By::Of(names) => names.join(" › ").into(),
        By::Unseen => context.words.get("opening-unseen"),
    });
    said.collect::<Vec<_>>().join(", ")
}

fn through_said(context: &Context, through: &Through) -> String {
    let (words, by) = (&context.words, by(context, through));
    let when = match &through.when {
        When::Always => return words.with("matrix-through", [("by", by.into())]),
        When::Several => words.get("opening-several-periods"),
        When::Limited(between, timetables) => {
            let limit = keydesk::domain::user::Limit::within(*between);
            Limited { limit, timetables: timetables.clone() }.say(context)
        }
    };
    words.with("matrix-through-when", [("by", by.into()), ("when", when.as_ref().into())])
}
