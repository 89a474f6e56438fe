//! What a support call would ask, on the command line.

use std::path::Path;

use keydesk::clock::SystemClock;
use keydesk::console::OpenError;
use keydesk::encoders::Service;
use keydesk::operation::{StorageError, doctor};

use crate::say::Say;
use crate::words::Words;

/// Says how readers, database and disk are. Fails if the database is not sound.
pub fn report(words: &Words, directory: &Path) -> Result<(), String> {
    let report = doctor::examine(directory, &SystemClock);
    let say = Say { words, clock: &SystemClock };
    let line = |text: String| crate::say(&text);
    line(words.with("doctor-version", [("version", report.version.into())]))?;
    line(words.get(service(report.service)).into_owned())?;
    if report.readers.is_empty() {
        line(words.get("doctor-readers-none").into_owned())?;
    }
    for (name, has_card) in &report.readers {
        let values = [("name", name.as_str().into())];
        line(match has_card {
            true => words.with("doctor-reader-card", values),
            false => words.with("doctor-reader-empty", values),
        })?;
    }
    line(words.with("doctor-folder", [("path", report.directory.display().to_string().into())]))?;
    line(match report.free_bytes {
        Some(bytes) => words.with("doctor-free", [("bytes", bytes.into())]),
        None => words.get("doctor-free-unknown").into_owned(),
    })?;
    match &report.database {
        Ok(health) => {
            if health.damage.is_empty() {
                line(words.with("doctor-database-sound", [("bytes", health.bytes.into())]))?;
            }
            let chain = match health.chain {
                Ok(count) => words.with("doctor-chain-holds", [("count", count.into())]),
                Err(number) => words.with("doctor-chain-broken", [("number", number.into())]),
            };
            line(chain.clone())?;
            if !health.damage.is_empty() {
                return Err(
                    words.with("doctor-database-damaged", [("says", health.damage.join("; ").into())])
                );
            }
            health.chain.map_err(|_| chain)?;
            // What is worse was said before.
            if let Some(path) = &health.protected {
                let protected = StorageError::ReadOnly(path.clone());
                return Err(words.with("doctor-database-trouble", [("says", say.storage(&protected).into())]));
            }
            match health.clock {
                Ok(_) => Ok(()),
                Err(reading) => {
                    Err(say.clock_in_doubt(reading, ["doctor-clock-behind", "doctor-clock-ahead"]))
                }
            }
        }
        Err(OpenError::Storage(StorageError::NoSite)) => line(words.get("doctor-database-none").into_owned()),
        Err(error) => Err(words.with("doctor-database-trouble", [("says", say.opening(error).into())])),
    }
}

const fn service(service: Service) -> &'static str {
    match service {
        Service::Running => "doctor-service-running",
        Service::Stopped => "doctor-service-stopped",
        Service::Forbidden => "doctor-service-forbidden",
    }
}

/// Tries a reader with the blank card that lies on it.
pub fn write_test(words: &Words, reader: &str) -> Result<(), String> {
    match doctor::write_test(reader) {
        Ok(()) => crate::say(&words.get("doctor-test-passed")),
        Err(error) => {
            let (what, next) = Say { words, clock: &SystemClock }.write_test(&error);
            Err(words.with("doctor-test-failed", [("what", what.into()), ("next", next.into())]))
        }
    }
}
