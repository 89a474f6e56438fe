//! System > Operators.

use keydesk::console::Console;
use keydesk::domain::moment::{Moment, far_future};
use keydesk::domain::operator::OperatorId;
use keydesk::domain::permission::{OperatorsAddDelete, OperatorsView};
use keydesk::domain::text::folded;
use keydesk::operation;
use keydesk::operation::operators::{self, ListRow};
use keydesk::session::Permit;

use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::deletion::Kind;
use crate::part::list::{Column, Never, Whole, column};
use crate::part::settings::language_name;
use crate::place::{Entry, Place};
use crate::screen::listing::{Listing, Records};
use crate::theme::Tone;
use crate::widget::badge::{Badge, badge};
use crate::widget::table::Cell;
use crate::widget::task::Task;

/// The list of operators.
pub type Operators = Listing<Accounts>;

/// What the list is of.
#[derive(Clone)]
pub struct Accounts {
    view: Permit<OperatorsView>,
    deleting: Deleting,
}

/// The right to delete operators.
#[derive(Clone)]
pub struct Deleting(pub Option<Permit<OperatorsAddDelete>>);

impl Kind for Deleting {
    type Of = OperatorId;

    const NAME: &'static str = "operator";

    fn delete(&self, context: &Context, operator: OperatorId) -> Option<Task<Answer<usize>>> {
        let permit = self.0.clone()?;
        Some(context.ask(move |console| operators::delete(console, &permit, operator).map(|()| 0)))
    }

    fn allows(&self, context: &Context, operator: OperatorId) -> Option<Task<Answer<()>>> {
        let permit = self.0.clone()?;
        Some(context.ask(move |console| operators::may_delete(console, &permit, operator)))
    }
}

impl Whole for Accounts {
    type Id = OperatorId;
    type Row = ListRow;
    type Facet = Never;

    const ENTRY: Entry = Entry::Operators;

    fn all(&self, console: &Console) -> Result<Vec<ListRow>, operation::Error> {
        operators::list(console, &self.view)
    }

    fn id(row: &ListRow) -> OperatorId {
        row.id
    }

    fn name(row: &ListRow) -> &str {
        &row.name
    }

    fn text(row: &ListRow) -> String {
        format!("{}\n{}\n{}", row.name, row.user_name, row.group_name)
    }

    fn columns(&self) -> Vec<Column<ListRow>> {
        vec![
            column("operator-name", 182.0, |row: &ListRow, _| Cell::strong(row.name.as_str()))
                .grows()
                .least(140.0),
            column("operator-user-name", 132.0, |row: &ListRow, _| Cell::text(row.user_name.as_str()))
                .least(100.0)
                .by(|row| folded(&row.user_name)),
            column("operator-group", 150.0, |row: &ListRow, _| Cell::text(row.group_name.as_str()))
                .least(110.0)
                .by(|row| folded(&row.group_name)),
            column("operator-column-state", 190.0, |row: &ListRow, context| {
                Cell::badge(State::of(row, context.console.steady_now()).badge(context))
            })
            .least(150.0)
            .sorted(|console, rows| {
                let now = console.steady_now();
                rows.sort_by_key(|row| std::cmp::Reverse(State::of(row, now)));
            }),
            column("operator-second-factor", 128.0, |row: &ListRow, context| match row.two_factor {
                true => Cell::icon(Icon::ShieldCheck, Tone::Success, context.words.get("operator-on")),
                false => Cell::muted(context.words.get("operator-off")),
            })
            .least(100.0)
            .yields(2)
            .by(|row| !row.two_factor),
            column("operator-last-sign-in", 168.0, |row, context| Cell::muted(last_sign_in(context, row)))
                .yields(1)
                .by(|row: &ListRow| row.last_sign_in_at),
            column("settings-language", 96.0, |row: &ListRow, _| Cell::text(language_name(row.language)))
                .least(84.0)
                .yields(3)
                .by(|row| language_name(row.language)),
        ]
    }
}

impl Records for Accounts {
    type Deleting = Deleting;

    const ICON: Icon = Icon::UserCog;
    const TITLE: &'static str = "entry-operators";
    const NEW: Place = Place::NewOperator(None);

    fn of(context: &Context) -> Option<Accounts> {
        Some(Accounts { view: context.may()?, deleting: Deleting(context.may()) })
    }

    fn deleting(&self) -> Option<&Deleting> {
        self.deleting.0.as_ref().map(|_| &self.deleting)
    }

    /// Nobody deletes oneself.
    fn may_delete(&self, context: &Context, id: OperatorId) -> bool {
        id != context.session.operator()
    }

    fn place(id: OperatorId) -> Place {
        Place::Operator(id)
    }
}

/// Whether an operator can sign in at this moment; what stands in the way first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Enabled,
    /// Until a moment, or until somebody releases the account.
    Locked(Option<Moment>),
    Disabled,
}

impl State {
    /// The state of an operator at a moment.
    pub fn of(row: &ListRow, now: Moment) -> State {
        match row.locked_until.filter(|until| now < *until) {
            _ if !row.enabled => State::Disabled,
            None => State::Enabled,
            Some(until) if until >= far_future() => State::Locked(None),
            Some(until) => State::Locked(Some(until)),
        }
    }

    /// The state in a word or two.
    pub fn badge(self, context: &Context) -> Badge<'_> {
        let words = &context.words;
        match self {
            State::Enabled => badge(words.get("operator-enabled"), Tone::Success).icon(Icon::CircleCheck),
            State::Locked(until) => badge(locked(context, until), Tone::Danger).icon(Icon::Lock),
            State::Disabled => badge(words.get("operator-disabled"), Tone::Neutral).icon(Icon::Ban),
        }
    }
}

/// That an account is locked, and until when.
pub fn locked(context: &Context, until: Option<Moment>) -> String {
    let words = &context.words;
    match until {
        Some(until) => {
            let local = context.local(until);
            let is_today = local.date() == context.today();
            let until = if is_today { words.time(local.time()) } else { words.moment(local) };
            words.with("operator-locked-until", [("until", until.into())])
        }
        None => words.get("operator-locked").into_owned(),
    }
}

/// When an operator signed in last.
pub fn last_sign_in(context: &Context, row: &ListRow) -> String {
    match row.last_sign_in_at {
        Some(at) => context.say().moment(at),
        None => context.words.get("operator-never").into_owned(),
    }
}
