//! A file of an older version is brought to this one: a copy of it is kept beside it, and a line of the trail says so.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use rusqlite::Transaction;

use super::audit::{self, Action, Entry, Fields, Role, Subject};
use super::tie::{Opening, Tie};
use super::view::View;
use super::{Change, Error, Setting, clock, open, schema, site};
use crate::private_file;

/// What is done in the transaction of the steps, of which `kept` has nothing yet: the copy, the line of the trail, and
/// the beginning of an opening.
pub fn finish(
    transaction: &Transaction<'_>,
    path: &Path,
    kept: &File,
    from: i64,
    setting: &Setting,
) -> Result<Opening, Error> {
    let change = Change::by(View::of_system(transaction, Role::Upgrade, setting.clock.now()));
    let after = Fields::default().with("version", schema::VERSION);
    let (copy, is_new) = copy(path, kept, from)?;
    let name = copy.file_name().map(|name| name.to_string_lossy().into_owned());
    let after = if is_new { after.with("copy", name) } else { after.with("copy that was there", name) };
    let entry = Entry::new(Action::SiteUpgraded, Subject::site(site::get(&change)?.name))
        .before(Fields::default().with("version", from))
        .after(after);
    audit::append(&change, &setting.desk, entry.into())?;
    clock::note_use(&change)?;
    Tie::begin_folded(transaction)
}

/// The copy of a file of an older version, and whether it was made now: one that is there stays.
fn copy(path: &Path, kept: &File, version: i64) -> Result<(PathBuf, bool), Error> {
    let to = path.with_extension(format!("version-{version}.db"));
    match private_file::copy_new(kept, &to) {
        Ok(()) => Ok((to, true)),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok((to, false)),
        Err(error) => Err(open::io(&error, &to)),
    }
}
