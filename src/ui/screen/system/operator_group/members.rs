//! The operators of a group, who are listed here and changed on their own screens.

use keydesk::domain::operator::OperatorId;
use keydesk::domain::permission::OperatorsView;
use keydesk::operation::groups::Member;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::relation::{Row, Source};
use crate::place::Place;
use crate::widget::table::Cell;

/// Whose screens the operator may see.
pub struct Members {
    may_show: bool,
}

impl Members {
    pub fn of(context: &Context) -> Members {
        Members { may_show: context.may::<OperatorsView>().is_some() }
    }
}

impl Source for Members {
    type Row = Member;

    const ICON: Icon = Icon::Users;

    fn text(of: &str) -> String {
        format!("group-members-{of}")
    }

    fn place(id: OperatorId) -> Place {
        Place::Operator(id)
    }

    fn may_show(&self) -> bool {
        self.may_show
    }
}

impl Row for Member {
    type Id = OperatorId;

    fn id(&self) -> OperatorId {
        self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn detail(&self) -> &str {
        &self.user_name
    }

    fn state<'a>(&'a self, context: &'a Context) -> Cell<'a> {
        let state = if self.enabled { "operator-enabled" } else { "operator-disabled" };
        Cell::muted(context.words.get(state))
    }
}
