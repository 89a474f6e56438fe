//! What a support call would ask: readers, database, disk. Looks and changes nothing; needs nobody to be signed in,
//! because it shows nothing of the site but whether it is well.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::encode::{At, Error};
use crate::clock::Clock;
use crate::console::{self, Console, Environment, OpenError, SITE_FILE};
use crate::domain::access::Edit;
use crate::domain::image::Epoch;
use crate::domain::moment::{ConfirmedTime, Reading};
use crate::domain::partition::PartitionId;
use crate::encoder::desk::{self, Service};
use crate::encoder::layout::{self, Found, Memory};
use crate::encoder::reader::{Means, Reader, Stop, Wait};
use crate::encoder::signal::Signal;
use crate::secret::Secret;
use crate::secret::keyring::{Keyring, Master};
use crate::storage::audit::{self, Action, Entry, Fields, Subject, SubjectKind, Verdict};
use crate::storage::{self, site};

/// What was found.
#[derive(Debug)]
pub struct Report {
    /// The version of this program.
    pub version: &'static str,
    /// Whether the PC/SC service runs and lets us in.
    pub service: Service,
    /// The readers, and whether a card lies on each.
    pub readers: Vec<(String, bool)>,
    /// The folder of the site.
    pub directory: PathBuf,
    /// How the database is.
    pub database: Result<Health, OpenError>,
    /// Bytes that are free on its disk, as far as the system says.
    pub free_bytes: Option<u64>,
}

/// How a database is.
#[derive(Debug)]
pub struct Health {
    /// Bytes of the file.
    pub bytes: u64,
    /// What SQLite finds wrong with it; nothing, when it is sound.
    pub damage: Vec<String>,
    /// How many entries of the system auditor's chain hold, or the first that does not.
    pub chain: Result<i64, i64>,
    /// The file or the folder, where it cannot be written: nobody can sign in then.
    pub protected: Option<PathBuf>,
    /// The moment, or what the clock shows if that is in doubt.
    pub clock: Result<ConfirmedTime, Reading>,
}

/// Looks at everything.
pub fn examine(directory: &Path, clock: &dyn Clock) -> Report {
    let (service, readers) = desk::look();
    Report {
        version: env!("CARGO_PKG_VERSION"),
        service,
        readers,
        database: health(directory, clock),
        free_bytes: fs4::available_space(directory).ok(),
        directory: directory.to_owned(),
    }
}

fn health(directory: &Path, clock: &dyn Clock) -> Result<Health, OpenError> {
    let _held = console::lock_if_used(directory)?;
    let path = directory.join(SITE_FILE);
    let looked = storage::look(&path)?;
    Ok(Health {
        bytes: path.metadata().map_or(0, |file| file.len()),
        damage: looked.damage()?,
        chain: match looked.verify_audit()? {
            Verdict::Holds(holds) => Ok(holds.entries),
            Verdict::Broken(broken) => Err(broken.sequence),
        },
        protected: storage::protected(&path),
        clock: Reading { now: clock.now(), last: looked.used_at()? }.confirmed(),
    })
}

/// How long it takes to say what every key must say, from nothing.
#[derive(Debug, Clone, Copy)]
pub struct Images {
    /// People.
    pub people: usize,
    /// Rights.
    pub rights: usize,
    /// Reading everybody and every right from the database.
    pub reading: Duration,
    /// Making every image and its digests.
    pub images: Duration,
    /// One pass over the same data that touches everything once.
    pub one_pass: Duration,
    /// How much the database, or the graph in memory, remembers otherwise of keys and their cards: nothing, in a sound one.
    pub stale: usize,
}

/// Says anew what every key must say, compares it with what the database remembers, and takes the time.
pub fn examine_images(console: &Console) -> Result<Images, storage::Error> {
    let storage = console.storage();
    let begun = Instant::now();
    let graph = storage.graph_from_nothing()?;
    let reading = begun.elapsed();
    let begun = Instant::now();
    let wanted: Vec<_> = graph.wanted().collect();
    let images = begun.elapsed();
    let begun = Instant::now();
    std::hint::black_box(graph.checksum());
    let one_pass = begun.elapsed();
    let stale = storage.count_stale(&graph, &wanted)?;
    Ok(Images { people: graph.len(), rights: graph.rights_count(), reading, images, one_pass, stale })
}

/// How long it takes the access graph alone to say what these edits would do to keys.
pub fn examine_foretelling(console: &Console, edits: &[Edit]) -> Result<Duration, storage::Error> {
    let begun = Instant::now();
    std::hint::black_box(console.storage().foretell(edits)?);
    Ok(begun.elapsed())
}

/// How long it takes to go over a chain of the system auditor.
#[derive(Debug, Clone, Copy)]
pub struct Chain {
    /// Entries.
    pub entries: i64,
    /// Going over all of them.
    pub verifying: Duration,
    /// Whether the chain holds: it does, in a sound one.
    pub holds: bool,
}

/// Makes a chain of so many entries in a new database in an empty folder, goes over it, and takes the time.
pub fn examine_chain(directory: &Path, entries: i64) -> Result<Chain, storage::Error> {
    let setting = Environment::default().storage();
    let master = Master::new(Secret::random()?);
    let storage = storage::Storage::create(&directory.join(SITE_FILE), setting, |change| {
        let numbering = site::Numbering::from(change.now());
        let site = site::Site {
            name: "Chain".to_owned(),
            mark: master.mark(),
            verifying_key: master.verifying_key().to_bytes(),
            demo: site::Demo::Yes,
            partitions: false,
            numbering,
            epoch_proof: master.epoch_proof(numbering.born, numbering.epoch, numbering.renewed),
        };
        site::insert(change, &site)?;
        let entry = |number: i64| {
            let subject = Subject {
                kind: SubjectKind::User,
                id: Some(number),
                name: format!("Person {number}"),
                partition: Some(PartitionId::GENERAL),
            };
            let after = Fields::default().with("first name", "Somebody").with("phone", number.to_string());
            Entry::new(Action::UserChanged, subject).change(&Fields::default().with("phone", ""), after)
        };
        // All in this one transaction; the last one is the trail of the change itself.
        for number in 1..entries {
            audit::append(change, "bench", entry(number).into())?;
        }
        Ok::<_, storage::Error>(entry(entries).into())
    })?;
    drop(storage);
    let looked = storage::look(&directory.join(SITE_FILE))?;
    let begun = Instant::now();
    let verdict = looked.verify_audit()?;
    let verifying = begun.elapsed();
    let holds = matches!(&verdict, Verdict::Holds(holds) if holds.entries == entries);
    Ok(Chain { entries, verifying, holds })
}

/// Writes a pattern to the blank card that lies on a reader, reads it back, compares it, and leaves the card blank.
pub fn write_test(reader: &str) -> Result<(), Error> {
    let mut reader = desk::reader(reader).ok_or(desk::Unavailable::Absent)?;
    let wait = Wait { limit: Duration::from_secs(1), stop: Stop::default() };
    let result = test_on(&mut reader, &wait, Means { light: true, sound: true }, &|_| ());
    reader.show(Signal::Idle, Means { light: true, sound: true });
    result
}

/// The test, on any reader.
pub(super) fn test_on(
    reader: &mut dyn Reader,
    wait: &Wait,
    means: Means,
    progress: &dyn Fn(super::encode::Step),
) -> Result<(), Error> {
    use super::encode::Step;
    reader.show(Signal::Waiting, means);
    progress(Step::Waiting);
    reader.wait_for_card(wait)?;
    reader.show(Signal::Working, means);
    // A keyring that nobody else has: keys of every site are strangers to it, and strangers are left alone.
    let keyring = Keyring::of(Master::new(Secret::random().map_err(storage::Error::from)?));
    let mut contact = reader.connect(&wait.stop)?;
    // Not before: as long as another program has the card, it may be called off.
    progress(Step::Writing);
    // The test sends no key of ours, so that it does not matter whose number the card shows.
    let memory = Memory { media: &|_| None, half_made: &[], is_ours: &|_| false, epoch: Epoch::FIRST };
    match layout::recognise(&mut *contact.link, contact.serial, &keyring, &memory)? {
        Found::Blank(card) => Ok(card.test()?),
        Found::Key(key) => Err(Error::KeyOfNobody(key.serial)),
    }
}

/// The test, at an encoder of the desk.
pub(super) fn test_at(console: &Console, at: &At, wait: Wait, means: Means) -> Result<(), Error> {
    let progress = Arc::clone(&at.progress);
    console.desk().work(&at.encoder, move |reader| {
        let result = test_on(reader, &wait, means, &*progress);
        reader.show(if result.is_ok() { Signal::Done } else { Signal::Failed }, means);
        result
    })?
}
