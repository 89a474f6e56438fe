//! Where tests make things fail on purpose: before every commit of the database and at every step of writing
//! a key. A release build has no way in.

use std::fmt;
use std::sync::Arc;

/// A place at which something can be made to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// A change of the database is about to be committed.
    Commit,
    /// A file of an older version was brought to this one, and the commit that did so lies in the log.
    Upgraded,
    /// The file is being gone over, and this moment of it is held.
    Examining,
    /// A key's writing is about to be noted as begun.
    BeforeIntent,
    /// It was noted; the card was not touched yet.
    AfterIntent,
    /// The card took our master key; the database does not know yet.
    AfterOwnerKey,
    /// The card was written, committed and read back; the database does not know yet.
    AfterCard,
    /// Everything is done.
    AfterOutcome,
    /// A file for purged entries was begun: it is there, and not whole.
    PurgeFileBegun,
    /// It is whole, and was not read back yet.
    PurgeFileWritten,
    /// It was read back and holds; nothing was taken out yet.
    PurgeFileChecked,
}

/// What happens there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing.
    GoOn,
    /// The disk has no room.
    DiskFull,
    /// The program ends here, as if it were killed: nothing is tidied up.
    Killed,
}

type Judge = dyn Fn(Point) -> Verdict + Send + Sync;

/// What is to fail.
#[derive(Clone, Default)]
pub struct Faults(Option<Arc<Judge>>);

impl Faults {
    /// Nothing fails.
    pub const NONE: Faults = Faults(None);

    /// What `judge` says fails. In a release build nothing does.
    pub fn new(judge: impl Fn(Point) -> Verdict + Send + Sync + 'static) -> Faults {
        if cfg!(debug_assertions) { Faults(Some(Arc::new(judge))) } else { Faults::NONE }
    }

    pub(crate) fn at(&self, point: Point) -> Verdict {
        self.0.as_ref().map_or(Verdict::GoOn, |judge| judge(point))
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Faults(…)" } else { "Faults(none)" })
    }
}
