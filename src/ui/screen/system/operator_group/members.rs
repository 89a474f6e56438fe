//! The operators of a group, who are listed here and changed on their own screens.

use keydesk::domain::group::GroupId;
use keydesk::domain::permission::{OperatorGroupsView, OperatorsView};
use keydesk::operation::groups;
use keydesk::session::Permit;

use crate::context::Context;
use crate::part::relation::{OPERATORS, Relation};

/// What is listed, and whose screens the operator may see.
pub fn of(context: &Context, view: &Permit<OperatorGroupsView>) -> Relation<()> {
    let view = view.clone();
    let members = move |console: &_, id: GroupId| Ok((groups::members(console, &view, id)?, 0));
    Relation::of_one(&OPERATORS, "group-members", members)
        .of_records()
        .shown_if(context.may::<OperatorsView>().is_some())
}
