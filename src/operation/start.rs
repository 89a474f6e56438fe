//! The start page: what needs attention today, as far as the operator may see it.

use std::collections::HashMap;

use crate::console::Console;
use crate::domain::key::Status;
use crate::domain::permission::{DoorsView, UsersView};
use crate::session::Permit;
use crate::storage::doors;

use super::Error;

/// How the keys of the people in reach stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keys {
    /// How many people there are.
    pub people: usize,
    /// How many of each status.
    pub by_status: HashMap<Status, usize>,
}

impl Keys {
    /// How many people have a key of this status.
    pub fn count(&self, status: Status) -> usize {
        self.by_status.get(&status).copied().unwrap_or_default()
    }
}

/// Counts the keys of the people in reach by how they stand.
pub fn keys(console: &Console, permit: &Permit<UsersView>) -> Result<Keys, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let directory = storage.directory()?;
        Ok(Keys {
            people: directory.count(view.scope()),
            by_status: directory.count_by_status(view.scope(), view.now()),
        })
    })
}

/// Counts the doors in reach.
pub fn doors(console: &Console, permit: &Permit<DoorsView>) -> Result<usize, Error> {
    console.storage().view(permit, |view| Ok(doors::count(view)?))
}
