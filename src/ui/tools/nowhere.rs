//! Types nothing: nobody has tried it on this system.

use keydesk::domain::desktop_reader::Ending;

use super::Untyped;

/// Says that it cannot be done.
pub const fn type_text(_text: &str, _ending: Ending) -> Result<(), Untyped> {
    Err(Untyped::NotHere)
}
