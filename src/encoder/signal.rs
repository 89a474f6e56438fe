//! Light and sound of readers. PC/SC has no word for them: each family has commands of its own, and a reader of
//! no known family stays dark and silent.

/// How the work goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signal {
    /// Nothing goes on.
    Idle,
    /// Waiting for a key: the light blinks.
    Waiting,
    /// Working with a key: it must stay.
    Working,
    /// Done: the key can be removed.
    Done,
    /// It did not work.
    Failed,
}

use super::reader::Means;

/// A family of readers, by how they are made to shine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// ACR122U: one pseudo-command for light and sound together.
    Acr122,
    /// ACR1252U, ACR1255U, ACR1281U: escapes of class E0.
    Acr125x,
    /// uTrust 3700 to 5501: escapes of one byte and operands.
    UTrust,
}

impl Family {
    /// The family of a reader, by the name under which the system knows it.
    pub fn of(name: &str) -> Option<Family> {
        let is = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        if is(&["ACR122"]) {
            Some(Family::Acr122)
        } else if is(&["ACR1252", "ACR1255", "ACR1281"]) {
            Some(Family::Acr125x)
        } else if is(&["uTrust 37", "uTrust 47", "uTrust 55"]) {
            Some(Family::UTrust)
        } else {
            None
        }
    }

    /// The escapes that make a reader of the family show a signal.
    pub fn escapes(self, signal: Signal, means: Means) -> Vec<Vec<u8>> {
        match self {
            Family::Acr122 => vec![acr122(signal, means)],
            Family::Acr125x => acr125x(signal, means),
            Family::UTrust => utrust(signal, means),
        }
    }
}

/// FF 00 40 P2 04 T1 T2 N buzzer (ACR122U API, 6.2). P2: bits 0 and 1 the red and green light in the end, 2 and 3
/// whether they change, 4 and 5 the lights while blinking begins, 6 and 7 whether they blink. T1 and T2 in steps
/// of 100 ms, N blinks; the reader answers when it has blinked, so that blinks are few and short.
fn acr122(signal: Signal, means: Means) -> Vec<u8> {
    const BOTH_CHANGE: u8 = 0b0000_1100;
    const GREEN: u8 = 0b0000_0010;
    const RED: u8 = 0b0000_0001;
    const GREEN_BLINKS: u8 = 0b1010_0000;
    const BUZZ_DURING_T1: u8 = 1;
    let (lights, on, off, times, buzz) = match signal {
        Signal::Idle => (BOTH_CHANGE, 0, 0, 0, 0),
        Signal::Waiting => (BOTH_CHANGE | GREEN_BLINKS | GREEN, 1, 1, 1, 0),
        Signal::Working => (BOTH_CHANGE | GREEN | RED, 0, 0, 0, 0),
        Signal::Done => (BOTH_CHANGE | GREEN, 1, 0, 1, BUZZ_DURING_T1),
        Signal::Failed => (BOTH_CHANGE | RED, 3, 0, 1, BUZZ_DURING_T1),
    };
    let lights = if means.light { lights } else { BOTH_CHANGE };
    let buzz = if means.sound { buzz } else { 0 };
    vec![0xFF, 0x00, 0x40, lights, 0x04, on, off, times, buzz]
}

/// E0 00 00 29 01 lights (bit 0 green, bit 1 red) and E0 00 00 28 01 time (in steps of 10 ms).
fn acr125x(signal: Signal, means: Means) -> Vec<Vec<u8>> {
    let (lights, buzz) = match signal {
        Signal::Idle => (0b00, None),
        Signal::Waiting => (0b01, None),
        Signal::Working => (0b11, None),
        Signal::Done => (0b01, Some(10)),
        Signal::Failed => (0b10, Some(40)),
    };
    let lights = if means.light { lights } else { 0 };
    let mut escapes = vec![vec![0xE0, 0x00, 0x00, 0x29, 0x01, lights]];
    escapes.extend(buzz.filter(|_| means.sound).map(|time| vec![0xE0, 0x00, 0x00, 0x28, 0x01, time]));
    escapes
}

/// B2 01 takes the lights over from the firmware, 19 number state switches one, 51 state the buzzer of those that
/// have one. B2 00 gives the lights back.
fn utrust(signal: Signal, means: Means) -> Vec<Vec<u8>> {
    let (green, red, buzz) = match signal {
        Signal::Idle => return vec![vec![0xB2, 0x00], vec![0x51, 0x00]],
        Signal::Waiting => (1, 0, 0),
        Signal::Working => (1, 1, 0),
        Signal::Done => (1, 0, 1),
        Signal::Failed => (0, 1, 1),
    };
    let mut escapes = Vec::new();
    if means.light {
        escapes.extend([vec![0xB2, 0x01], vec![0x19, 0x00, green], vec![0x19, 0x01, red]]);
    }
    if means.sound {
        escapes.push(vec![0x51, buzz]);
    }
    escapes
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: Means = Means { light: true, sound: true };
    const NOTHING: Means = Means { light: false, sound: false };

    #[test]
    fn a_reader_is_known_by_its_name() {
        assert_eq!(Family::of("ACS ACR122U PICC Interface 00 00"), Some(Family::Acr122));
        assert_eq!(Family::of("ACS ACR1252 Dual Reader PICC 00"), Some(Family::Acr125x));
        assert_eq!(Family::of("Identiv uTrust 3700 F CL Reader 00 00"), Some(Family::UTrust));
        assert_eq!(Family::of("HID Global OMNIKEY 5022 Smart Card Reader 00"), None);
        assert_eq!(Family::of("Virtual PCD 00 00"), None);
    }

    #[test]
    fn success_is_green_and_beeps_once() {
        assert_eq!(Family::Acr122.escapes(Signal::Done, ALL), [[0xFF, 0, 0x40, 0x0E, 4, 1, 0, 1, 1]]);
        assert_eq!(
            Family::Acr125x.escapes(Signal::Done, ALL),
            [[0xE0, 0, 0, 0x29, 1, 1], [0xE0, 0, 0, 0x28, 1, 10]]
        );
    }

    #[test]
    fn what_is_switched_off_stays_off() {
        assert_eq!(Family::Acr122.escapes(Signal::Failed, NOTHING), [[0xFF, 0, 0x40, 0x0C, 4, 3, 0, 1, 0]]);
        assert_eq!(Family::Acr125x.escapes(Signal::Failed, NOTHING), [[0xE0, 0, 0, 0x29, 1, 0]]);
        assert!(Family::UTrust.escapes(Signal::Failed, NOTHING).is_empty());
    }
}
