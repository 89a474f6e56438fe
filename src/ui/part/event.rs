//! How an event of a door is said, the same everywhere.

use std::borrow::Cow;

use keydesk::domain::event::Happening;
use keydesk::operation::audit_trail::ListRow;

use crate::icon::Icon;
use crate::theme::Tone;
use crate::words::Words;

/// What happened. What the lock of the door does not prove says so, and is no more than somebody's word.
pub fn said<'w>(row: &ListRow, words: &'w Words) -> (Icon, Tone, Cow<'w, str>) {
    let (icon, tone, what) = match row.happening {
        Happening::Opened => (Icon::DoorOpen, Tone::Success, words.get("trail-event-opened")),
        Happening::BatteryLow => (Icon::BatteryLow, Tone::Warning, words.get("trail-event-battery")),
        Happening::MemoryFull => (Icon::TriangleAlert, Tone::Warning, words.get("trail-event-memory")),
        Happening::ClocksDiffer => (Icon::TriangleAlert, Tone::Warning, words.get("trail-event-clocks")),
        Happening::Refused(refusal) => {
            (Icon::CircleX, Tone::Danger, words.get(&format!("trail-refused-{}", refusal.key())))
        }
        Happening::Taken => (Icon::LockKeyhole, Tone::Success, words.get("trail-event-taken")),
        Happening::DenylistLearned => (Icon::Ban, Tone::Neutral, words.get("trail-event-denylist")),
        Happening::Unknown(_) => (Icon::CircleQuestionMark, Tone::Neutral, words.get("trail-event-unknown")),
    };
    if row.is_proven {
        return (icon, tone, what);
    }
    let what = words.with("trail-unproven", [("event", what.as_ref().into())]);
    (Icon::ShieldQuestionMark, Tone::Warning, what.into())
}
