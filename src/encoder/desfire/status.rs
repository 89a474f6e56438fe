//! What a DESFire card says about a command: its status byte.

/// The card's word on a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// The command was carried out.
    Done,
    /// There is nothing to commit or to abort.
    NoChanges,
    /// The card's memory is full.
    MemoryFull,
    /// The card does not know the command.
    UnknownCommand,
    /// The command's MAC, checksum or padding is wrong.
    IntegrityFault,
    /// The application has no such key.
    NoSuchKey,
    /// The command has a wrong length.
    WrongLength,
    /// The application's or the file's settings never allow this.
    PermissionDenied,
    /// A parameter has a value that the card does not take.
    WrongParameter,
    /// The card holds no such application.
    NoSuchApplication,
    /// The application is damaged.
    ApplicationDamaged,
    /// The session does not allow this, or the key was wrong.
    AuthenticationFault,
    /// The card has more to say, or expects more to be said.
    MoreFrames,
    /// The command reaches beyond the end of the file.
    BeyondEnd,
    /// The card is damaged.
    CardDamaged,
    /// The previous command was not finished.
    Aborted,
    /// The card is switched off for good.
    CardDisabled,
    /// The card takes no more applications.
    TooMany,
    /// The file or the application exists already.
    Duplicate,
    /// Writing to the card's memory failed.
    MemoryFault,
    /// The application has no such file.
    NoSuchFile,
    /// The file is damaged.
    FileDamaged,
    /// A status that this program does not know.
    Other(u8),
}

impl From<u8> for Status {
    fn from(byte: u8) -> Self {
        match byte {
            0x00 => Self::Done,
            0x0C => Self::NoChanges,
            0x0E => Self::MemoryFull,
            0x1C => Self::UnknownCommand,
            0x1E => Self::IntegrityFault,
            0x40 => Self::NoSuchKey,
            0x7E => Self::WrongLength,
            0x9D => Self::PermissionDenied,
            0x9E => Self::WrongParameter,
            0xA0 => Self::NoSuchApplication,
            0xA1 => Self::ApplicationDamaged,
            0xAE => Self::AuthenticationFault,
            0xAF => Self::MoreFrames,
            0xBE => Self::BeyondEnd,
            0xC1 => Self::CardDamaged,
            0xCA => Self::Aborted,
            0xCD => Self::CardDisabled,
            0xCE => Self::TooMany,
            0xDE => Self::Duplicate,
            0xEE => Self::MemoryFault,
            0xF0 => Self::NoSuchFile,
            0xF1 => Self::FileDamaged,
            other => Self::Other(other),
        }
    }
}

impl From<Status> for u8 {
    fn from(status: Status) -> Self {
        match status {
            Status::Done => 0x00,
            Status::NoChanges => 0x0C,
            Status::MemoryFull => 0x0E,
            Status::UnknownCommand => 0x1C,
            Status::IntegrityFault => 0x1E,
            Status::NoSuchKey => 0x40,
            Status::WrongLength => 0x7E,
            Status::PermissionDenied => 0x9D,
            Status::WrongParameter => 0x9E,
            Status::NoSuchApplication => 0xA0,
            Status::ApplicationDamaged => 0xA1,
            Status::AuthenticationFault => 0xAE,
            Status::MoreFrames => 0xAF,
            Status::BeyondEnd => 0xBE,
            Status::CardDamaged => 0xC1,
            Status::Aborted => 0xCA,
            Status::CardDisabled => 0xCD,
            Status::TooMany => 0xCE,
            Status::Duplicate => 0xDE,
            Status::MemoryFault => 0xEE,
            Status::NoSuchFile => 0xF0,
            Status::FileDamaged => 0xF1,
            Status::Other(byte) => byte,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_a_status_and_comes_back() {
        for byte in 0..=u8::MAX {
            assert_eq!(u8::from(Status::from(byte)), byte);
        }
    }

    #[test]
    fn no_known_status_is_taken_for_another() {
        let known = (0..=u8::MAX).map(Status::from);
        let known = known.filter(|status| !matches!(status, Status::Other(_)));
        assert_eq!(known.collect::<std::collections::HashSet<_>>().len(), 22);
    }
}
