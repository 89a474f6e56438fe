//! The people of a door: to whom it is given and from whom it is taken when the door is saved.

use std::sync::Arc;

use keydesk::domain::permission::{DoorsModifyAccess, UsersModify, UsersView};
use keydesk::domain::user::UserId;
use keydesk::operation::{Related, doors};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::relation::{Offered, Source};
use crate::place::Place;

/// The right to give doors to people: over both ends.
#[derive(Clone)]
pub struct Giving {
    pub access: Permit<DoorsModifyAccess>,
    pub users: Permit<UsersModify>,
}

impl Giving {
    /// Whether the operator may, and see to whom.
    pub fn of(context: &Context) -> Option<Giving> {
        context.may::<UsersView>()?;
        Some(Giving { access: context.may()?, users: context.may()? })
    }
}

/// What the list is of.
pub struct People {
    pub giving: Option<Giving>,
}

impl Source for People {
    type Row = Related<UserId>;

    const ICON: Icon = Icon::Users;

    fn text(of: &str) -> String {
        format!("door-people-{of}")
    }

    fn place(id: UserId) -> Place {
        Place::User(id)
    }

    /// Who is offered comes from memory.
    fn picked(&self, context: &Context, ids: Vec<UserId>) -> Option<Offered<Related<UserId>>> {
        let users = self.giving.clone()?.users;
        Some(context.ask(move |console| doors::people_picked(console, &users, &ids).map(Arc::new)))
    }

    fn offered(&self, context: &Context) -> Option<Offered<Related<UserId>>> {
        let users = self.giving.clone()?.users;
        Some(context.ask(move |console| doors::people_for_access(console, &users).map(Arc::new)))
    }
}
