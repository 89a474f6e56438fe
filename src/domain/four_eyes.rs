//! Four eyes, as a rule: whether the two who do an act together are two, and how long an act waits that nobody can
//! confirm. Which acts these are, and how a word is given, is the operation's.

use chrono::Duration;

use super::group::GroupId;
use super::moment::Moment;
use super::operator::OperatorId;

/// An operator whom somebody else made, or gave a password or rights, confirms nothing for so long: until then it is
/// not known that the two are two.
pub const VOUCHED_AFTER: Duration = Duration::hours(24);
/// How long an act waits where there is no witness.
pub const DELAY: Duration = Duration::hours(24);
/// An act that nobody did within this time after it was due is forgotten: an unused approval must not stay usable.
pub const DELAY_HOLDS: Duration = Duration::days(7);

/// What an account follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// The account itself: its name, password, second factor, group, whether it may sign in.
    Operator(OperatorId),
    /// What a group was given.
    Group(GroupId),
}

/// What was done to one of these, as the trail says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed {
    /// Who did it; nobody is the system itself, which makes nobody for anybody: it is asked by those who have the
    /// recovery sheet, or the file.
    pub by: Option<OperatorId>,
    /// To what.
    pub of: Origin,
    /// Whether it says more than how a thing is called and described.
    pub is_more_than_a_label: bool,
}

/// An operator, and the groups whose rights bound the operator's: the own one and those above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The operator.
    pub operator: OperatorId,
    /// The groups, Administrator not among them.
    pub groups: Vec<GroupId>,
}

impl Account {
    /// What it follows from.
    pub fn origins(&self) -> impl Iterator<Item = Origin> {
        let groups = self.groups.iter().copied().map(Origin::Group);
        std::iter::once(Origin::Operator(self.operator)).chain(groups)
    }

    /// Whether a deed is one by which somebody else made the account what it is. A name is part of an account: who confirms
    /// is asked for by it. What a group is called gives nobody anything.
    pub fn is_made_by(&self, deed: Deed) -> bool {
        let is_of_it = match deed.of {
            Origin::Operator(operator) => operator == self.operator,
            Origin::Group(group) => deed.is_more_than_a_label && self.groups.contains(&group),
        };
        is_of_it && deed.by.is_some_and(|by| by != self.operator)
    }
}

/// Which of the two is not vouched for yet, and from when that is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Early {
    /// The one who asks.
    Asking(Moment),
    /// The one who confirms.
    Witness(Moment),
}

/// Whether the two are two, by when somebody else last made each of their accounts what it is.
pub fn two(asking: Option<Moment>, witness: Option<Moment>, now: Moment) -> Result<(), Early> {
    // At the end of the calendar nothing is ever over.
    let vouched = |at: Moment| at.checked_add_signed(VOUCHED_AFTER).unwrap_or(Moment::MAX_UTC);
    let early = |made: Option<Moment>| made.map(vouched).filter(|from| now < *from);
    if let Some(from) = early(asking) {
        return Err(Early::Asking(from));
    }
    early(witness).map_or(Ok(()), |from| Err(Early::Witness(from)))
}

/// Whether an act that was due at a moment is forgotten.
pub fn is_forgotten(due: Moment, now: Moment) -> bool {
    due.checked_add_signed(DELAY_HOLDS).is_some_and(|until| until <= now)
}
