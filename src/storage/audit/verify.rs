//! Goes over the whole chain.

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, VerifyingKey};

use super::super::view::{Plain, Query, plain};
use super::super::{Error, View};
use super::{Action, ENTRIES, Purge, purges, read_line};
use crate::domain::chain::{ANCHOR, Hash};
use crate::domain::image::SiteMark;

/// What going over the chain came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every entry holds.
    Holds(Holds),
    /// One does not.
    Broken(Broken),
}

/// A chain that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holds {
    /// How many entries it has.
    pub entries: i64,
    /// The number of the last one.
    pub head: i64,
    /// The hash of the last one: whoever wrote it down earlier can find it again by its number.
    pub hash: Hash,
    /// How many were purged before the first one, into files.
    pub purged: i64,
}

/// Where a chain is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The first entry that is not as it should be, or that is missing.
    pub sequence: i64,
    /// What is wrong there.
    pub why: Why,
}

/// What is wrong with a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The entry is not what was written, or the one before it is not.
    Altered,
    /// The entry is missing.
    Missing,
    /// The beginning is missing, and no purge says that it was taken out.
    NoBeginning,
    /// What stays of the purge up to this entry was altered: its signature is not right.
    PurgeAltered,
    /// What stays of a purge before this one is missing.
    PurgeMissing,
    /// The entry that tells of a purge is not there.
    PurgeUntold,
    /// The entry tells of a purge that left nothing behind.
    PurgeUnknown,
    /// The site's own key was changed: signatures mean nothing.
    SiteKey,
}

/// Goes over the chain as it stands at the moment of the view.
pub fn verify(view: &View<'_>) -> Result<Verdict, Error> {
    let site = super::super::site::get(view)?;
    verify_with(&|sql| view.plain(sql), site.mark, &site.verifying_key)
}

/// How rows are asked for: in a view, or of a file that is only looked at.
pub(in crate::storage) type Ask<'a, 'c> = &'a dyn Fn(&[Plain]) -> Result<Query<'c>, Error>;

pub(super) fn verify_with(
    ask: Ask<'_, '_>,
    mark: SiteMark,
    verifying_key: &[u8; 32],
) -> Result<Verdict, Error> {
    Ok(match go_over(ask, mark, verifying_key)? {
        Ok(holds) => Verdict::Holds(holds),
        Err(broken) => Verdict::Broken(broken),
    })
}

type Judged<T> = Result<T, Broken>;

fn broken<T>(sequence: i64, why: Why) -> Judged<T> {
    Err(Broken { sequence, why })
}

/// Every purge: signed by the site, and none between them missing, because each says how many it took.
fn check_purges(purges: &[Purge], mark: SiteMark, verifying_key: &[u8; 32]) -> Judged<(i64, Hash)> {
    let Ok(key) = VerifyingKey::from_bytes(verifying_key) else {
        return if purges.is_empty() { Ok((0, ANCHOR)) } else { broken(1, Why::SiteKey) };
    };
    let (mut through, mut hash) = (0, ANCHOR);
    for Purge { stub, signature } in purges {
        if key.verify_strict(&stub.message(mark), &Signature::from_bytes(signature)).is_err() {
            return broken(stub.through, Why::PurgeAltered);
        }
        if stub.through.checked_sub(stub.entries) != Some(through) {
            return broken(through + 1, Why::PurgeMissing);
        }
        (through, hash) = (stub.through, stub.hash);
    }
    Ok((through, hash))
}

fn go_over(ask: Ask<'_, '_>, mark: SiteMark, verifying_key: &[u8; 32]) -> Result<Judged<Holds>, Error> {
    let purges = match purges::all(ask)? {
        Ok(purges) => purges,
        Err(through) => return Ok(broken(through, Why::PurgeAltered)),
    };
    let (purged, hash) = match check_purges(&purges, mark, verifying_key) {
        Ok(beginning) => beginning,
        Err(broken) => return Ok(Err(broken)),
    };
    // The entries that tell of purges, as far as they were not purged later themselves: a file has those.
    let mut told: BTreeSet<(i64, i64)> =
        purges.iter().map(|purge| (purge.stub.told_by, purge.stub.through)).collect();
    told.retain(|(told_by, _)| *told_by > purged);
    let mut entries = ask(plain!(ENTRIES, "ORDER BY sequence"))?;
    let mut rows = entries.rows([])?;
    let (mut last, mut previous) = (purged, hash);
    while let Some(row) = rows.next()? {
        let expected = last + 1;
        // Nobody wrote what cannot be read.
        let Ok((line, stored)) = read_line(&row) else {
            return Ok(broken(expected, Why::Altered));
        };
        if line.sequence != expected {
            let is_beginning = last == purged;
            let why = if is_beginning { Why::NoBeginning } else { Why::Missing };
            return Ok(broken(expected, if line.sequence < expected { Why::Altered } else { why }));
        }
        let hash = line.hash(&previous);
        if hash != stored {
            return Ok(broken(expected, Why::Altered));
        }
        if line.action == Action::AuditPurged.key()
            && !line.subject_id.is_some_and(|through| told.remove(&(line.sequence, through)))
        {
            return Ok(broken(expected, Why::PurgeUnknown));
        }
        (last, previous) = (line.sequence, hash);
    }
    if let Some((told_by, _)) = told.first() {
        return Ok(broken(*told_by, Why::PurgeUntold));
    }
    // A site is never without entries: its making is the first, and a purge leaves the newest.
    if last == purged {
        return Ok(broken(last + 1, Why::NoBeginning));
    }
    Ok(Ok(Holds { entries: last - purged, head: last, hash: previous, purged }))
}

impl super::super::Looked {
    /// Goes over the whole chain, for who may know whether it holds and nothing else.
    pub fn verify_audit(&self) -> Result<Verdict, Error> {
        verify_whole(&|sql| Query::plain(self.connection(), sql))
    }
}

/// Goes over the whole chain of a file, by the key that the file says is the site's.
pub fn verify_whole(ask: Ask<'_, '_>) -> Result<Verdict, Error> {
    let sql = plain!("SELECT mark, verifying_key FROM site WHERE id = 1");
    let (mark, key) = ask(sql)?.one([], |row| Ok((SiteMark(row.get("mark")?), row.get("verifying_key")?)))?;
    verify_with(ask, mark, &key)
}
