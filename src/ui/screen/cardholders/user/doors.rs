//! The doors of a person: which are given and taken away when the person is saved.

use std::sync::Arc;

use keydesk::domain::door::DoorId;
use keydesk::domain::permission::DoorsModifyAccess;
use keydesk::operation::{Related, doors};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::relation::{Offered, Saved, Source};
use crate::place::Place;

/// What the list is of.
pub struct Doors {
    pub access: Option<Permit<DoorsModifyAccess>>,
}

/// The doors of somebody new.
pub static NONE: Saved<Related<DoorId>> = (Vec::new(), 0);

impl Source for Doors {
    type Row = Related<DoorId>;

    const ICON: Icon = Icon::DoorClosed;

    fn text(of: &str) -> String {
        format!("doors-{of}")
    }

    fn place(id: DoorId) -> Place {
        Place::Door(id)
    }

    fn offered(&self, context: &Context) -> Option<Offered<Related<DoorId>>> {
        let access = self.access.clone()?;
        Some(context.ask(move |console| doors::choices_for_access(console, &access).map(Arc::new)))
    }
}
