//! Phones that are keys: whatever changes for a person comes to the phone by itself, sealed to it and bound to it, the newest
//! alone, and once it is a key no more locks are told.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::Duration;
use keydesk::clock::Clock as _;
use keydesk::console::Console;
use keydesk::domain::door::DoorId;
use keydesk::domain::general_options;
use keydesk::domain::image::{Image, Serial};
use keydesk::domain::key::Status;
use keydesk::domain::phone::{self, Held, PublicKey, Standing};
use keydesk::domain::user::{PeriodDraft, Unit, UserId};
use keydesk::operation::phones::{self, Fate, Fault, Ran};
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{Error, Giving, StorageError, encode, options};
use keydesk::secret::{Sealed, Secret};
use tempfile::TempDir;

use crate::cards::{EV2, card};
use crate::desk::{Desk, desk};

/// A phone: what it made for itself, and what it does with a file.
struct Phone(Secret);

impl Phone {
    fn new(byte: u8) -> Phone {
        Phone(Secret::new([byte; 32]))
    }

    fn key(&self) -> PublicKey {
        PublicKey(*self.0.public().as_bytes())
    }

    fn serial(&self) -> Serial {
        self.key().serial()
    }

    fn file(&self, folder: &Path) -> PathBuf {
        folder.join(phone::file_name(&self.serial()))
    }

    /// The image in the folder, as bytes.
    fn opened(&self, folder: &Path) -> Option<Vec<u8>> {
        let file = fs::read(self.file(folder)).ok()?;
        let sealed = Sealed(file.strip_prefix(phone::MAGIC.as_slice())?.to_vec());
        Some(self.0.open_with_private(phone::PURPOSE, &sealed).ok()?.to_vec())
    }

    /// The image in the folder, if it is one of the site for this phone.
    fn image(&self, desk: &Desk, folder: &Path) -> Option<Image> {
        let door = desk.door(&format!("Door {}", desk.trail(10_000).len()));
        let signers = desk.console.lock_setup(&desk.permit(), door).unwrap().signers;
        Image::open(&self.opened(folder)?, self.serial(), &signers).ok()
    }

    fn takes(&self, folder: &Path) {
        let receipt = phone::receipt(&self.opened(folder).unwrap());
        fs::write(folder.join(phone::receipt_name(&self.serial())), receipt).unwrap();
    }
}

/// A desk whose phones find their keys in a folder.
struct Site {
    desk: Desk,
    folder: TempDir,
}

fn site() -> Site {
    let site = Site { desk: desk(), folder: tempfile::tempdir().unwrap() };
    site.deliver_to(site.folder.path());
    site
}

impl Site {
    fn deliver_to(&self, folder: &Path) {
        let page = options::general(&self.desk.console, &self.desk.permit()).unwrap();
        let phone_folder = folder.to_str().unwrap().to_owned();
        let draft = general_options::Draft { phone_folder, ..page.draft };
        options::save_general(&self.desk.console, &self.desk.permit(), page.version, &draft).unwrap();
    }

    fn enrol(&self, user: UserId, phone: &Phone) -> Result<(), Error> {
        phones::enrol(&self.desk.console, &self.desk.permit(), user, &phone.key().shown())
    }

    fn run(&self) -> Ran {
        phones::run(&self.desk.console, Some(&self.desk.session)).unwrap()
    }

    fn made(&self) -> usize {
        self.run().made
    }

    fn held(&self, user: UserId) -> Option<Held> {
        users::open(&self.desk.console, &self.desk.permit(), user).unwrap().phone
    }

    fn standing(&self, user: UserId) -> Standing {
        self.held(user).unwrap().standing
    }

    fn image(&self, phone: &Phone) -> Option<Image> {
        phone.image(&self.desk, self.folder.path())
    }

    fn doors(&self, phone: &Phone) -> usize {
        self.image(phone).unwrap().body.rights.entries().len()
    }

    fn sequence(&self, phone: &Phone) -> u32 {
        self.image(phone).unwrap().header.sequence
    }

    fn somebody(&self, doors: &[DoorId]) -> UserId {
        let user = self.desk.user("Ana", "García");
        self.desk.give(user, doors);
        user
    }
}

fn actions(desk: &Desk, count: usize) -> Vec<String> {
    desk.trail(count).into_iter().map(|(action, _)| action).collect()
}

#[test]
fn a_phone_becomes_a_key_that_this_phone_alone_can_read_and_that_is_bound_to_it() {
    let site = site();
    let gate = site.desk.door("Gate");
    let (ana, phone) = (site.somebody(&[gate]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    assert_eq!(site.standing(ana), Standing::Queued);
    assert_eq!(site.run(), Ran { delivered: 1, ..Ran::default() });
    assert_eq!(site.standing(ana), Standing::Delivered);
    assert_eq!(actions(&site.desk, 2), ["phone-key-delivered", "phone-key-assigned"]);
    let bytes = phone.opened(site.folder.path()).unwrap();
    let signers = site.desk.console.lock_setup(&site.desk.permit(), gate).unwrap().signers;
    let image = Image::open(&bytes, phone.serial(), &signers).unwrap();
    assert_eq!(image.body.rights.entries().len(), 1);
    let other = Phone::new(2);
    assert!(Image::open(&bytes, other.serial(), &signers).is_err(), "of another phone it is no key");
    let file = fs::read(phone.file(site.folder.path())).unwrap();
    let sealed = Sealed(file[phone::MAGIC.len()..].to_vec());
    assert!(other.0.open_with_private(phone::PURPOSE, &sealed).is_err());
    assert!(!file.windows(16).any(|part| part == &bytes[4..20]), "nothing of it can be read");
    assert_eq!(site.run(), Ran::default(), "it is delivered once");
    assert_eq!(fs::read_dir(site.folder.path()).unwrap().count(), 1, "nothing else is left there");
}

#[test]
fn what_changes_comes_to_the_phone_by_itself_and_what_is_undone_does_not() {
    let site = site();
    let (gate, vault) = (site.desk.door("Gate"), site.desk.door("Vault"));
    let (ana, phone) = (site.somebody(&[gate]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let before = site.sequence(&phone);
    site.desk.give(ana, &[vault]);
    assert_eq!(site.standing(ana), Standing::Due);
    assert_eq!(site.run(), Ran { made: 1, delivered: 1, ..Ran::default() });
    assert_eq!((site.doors(&phone), site.standing(ana)), (2, Standing::Delivered));
    assert!(site.sequence(&phone) > before);
    site.desk.change_doors(ana, &[], &[vault]);
    site.desk.give(ana, &[vault]);
    assert_eq!((site.standing(ana), site.made()), (Standing::Delivered, 0));
    let stranger = site.desk.user("Ben", "Novak");
    site.desk.give(stranger, &[vault]);
    assert_eq!(site.made(), 0, "that was somebody else's");
}

#[test]
fn of_what_was_not_delivered_the_newest_alone_is() {
    let site = site();
    let doors: Vec<DoorId> = (0..4).map(|number| site.desk.door(&format!("Gate {number}"))).collect();
    let (ana, phone) = (site.somebody(&doors[..1]), Phone::new(1));
    let nowhere = site.folder.path().join("not there");
    site.deliver_to(&nowhere);
    site.enrol(ana, &phone).unwrap();
    for door in &doors[1..] {
        site.desk.give(ana, &[*door]);
        let ran = site.run();
        assert_eq!((ran.made, ran.delivered), (1, 0));
    }
    let kept: usize =
        site.desk.database().query_row("SELECT count(*) FROM key_images", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 1, "what never left opens nothing, and is forgotten");
    site.deliver_to(site.folder.path());
    assert_eq!(site.run().delivered, 1);
    assert_eq!(site.doors(&phone), 4);
}

#[test]
fn what_cannot_be_delivered_is_tried_again_ever_less_often_and_said_once() {
    let site = site();
    let (ana, phone) = (site.somebody(&[]), Phone::new(1));
    let folder = site.folder.path().join("share");
    site.deliver_to(&folder);
    site.enrol(ana, &phone).unwrap();
    let mut waits = Vec::new();
    for _ in 0..12 {
        let mut waited = 0;
        while !site.run().is_refused {
            site.desk.clock.advance(Duration::seconds(30));
            waited += 30;
        }
        waits.push(waited);
    }
    assert_eq!(waits[..5], [0, 30, 60, 120, 240]);
    assert_eq!(waits[11], 3_600, "and no less often than every hour");
    let told = actions(&site.desk, 100);
    assert_eq!(told.iter().filter(|action| *action == "phone-key-refused").count(), 1);
    let since = site.held(ana).unwrap().since.unwrap();
    assert!(since < site.desk.console.clock().now() - Duration::hours(2), "the first time counts");
    site.desk.give(ana, &[site.desk.door("Gate")]);
    fs::create_dir(&folder).unwrap();
    assert_eq!(site.run(), Ran { made: 1, ..Ran::default() }, "what changed does not wait");
    site.desk.clock.advance(Duration::hours(1));
    assert_eq!(site.run().delivered, 1);
    assert_eq!((site.standing(ana), phone.opened(&folder).is_some()), (Standing::Delivered, true));
}

#[test]
fn a_phone_that_took_its_key_says_so_and_nobody_else_can() {
    let site = site();
    let (ana, phone) = (site.somebody(&[]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let receipt = site.folder.path().join(phone::receipt_name(&phone.serial()));
    for wrong in ["", "taken", &"0".repeat(64), &"0".repeat(100_000)] {
        fs::write(&receipt, wrong).unwrap();
        assert_eq!((site.run(), site.standing(ana)), (Ran::default(), Standing::Delivered));
    }
    phone.takes(site.folder.path());
    assert_eq!(site.run().acknowledged, 1);
    assert_eq!(site.standing(ana), Standing::Acknowledged);
    site.desk.give(ana, &[site.desk.door("Gate")]);
    assert_eq!(site.run().made, 1);
    assert_eq!(
        (site.run(), site.standing(ana)),
        (Ran::default(), Standing::Delivered),
        "what it said was of the one before"
    );
    phone.takes(site.folder.path());
    site.run();
    assert_eq!(site.standing(ana), Standing::Acknowledged);
}

#[test]
fn without_the_keys_of_the_site_nothing_is_made_and_what_was_made_is_delivered() {
    let site = site();
    let (ana, phone) = (site.somebody(&[]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    let nobody = |console: &Console| phones::run(console, None).unwrap();
    assert_eq!(nobody(&site.desk.console), Ran { delivered: 1, ..Ran::default() });
    site.desk.give(ana, &[site.desk.door("Gate")]);
    assert_eq!((nobody(&site.desk.console), site.standing(ana)), (Ran::default(), Standing::Due));
    assert!(phones::due(&site.desk.console, Some(&site.desk.session)), "somebody came who works with keys");
    assert_eq!(site.made(), 1);
}

#[test]
fn a_key_that_is_half_over_is_renewed_and_one_that_ends_with_the_person_is_not() {
    let site = site();
    let (ana, phone) = (site.somebody(&[]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let until = site.held(ana).unwrap().until;
    let life = until - site.desk.console.clock().now();
    site.desk.clock.advance(life / 2 - Duration::minutes(1));
    assert_eq!(site.made(), 0);
    site.desk.clock.advance(Duration::minutes(2));
    assert_eq!(site.made(), 1);
    assert!(site.held(ana).unwrap().until > until);
    let page = users::open(&site.desk.console, &site.desk.permit(), ana).unwrap();
    let mut draft = page.draft;
    draft.revalidation = Some(PeriodDraft { count: "2".into(), unit: Unit::Hours });
    let nothing = Giving::nothing();
    users::save(&site.desk.console, &site.desk.permit(), ana, page.version, &draft, &Picture::Keep, &nothing)
        .unwrap();
    assert_eq!(site.made(), 1);
    let soon = site.held(ana).unwrap().until;
    let left = soon - site.desk.clock.now();
    assert!(left <= Duration::hours(2) && left > Duration::hours(2) - Duration::minutes(1), "{left}");
}

#[test]
fn a_phone_is_one_persons_and_a_person_has_one() {
    let site = site();
    let (ana, ben) = (site.somebody(&[]), site.desk.user("Ben", "Novak"));
    site.enrol(ana, &Phone::new(1)).unwrap();
    let refused = |user, phone: &Phone| match site.enrol(user, phone) {
        Err(Error::Phone(fault)) => fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(ana, &Phone::new(2)), Fault::HasOne("Ana García".into()));
    assert_eq!(refused(ben, &Phone::new(1)), Fault::Taken);
    let typed = |text: &str| match phones::enrol(&site.desk.console, &site.desk.permit(), ben, text) {
        Err(Error::Phone(Fault::Typed(fault))) => fault,
        other => panic!("{text}: {other:?}"),
    };
    for text in ["", "+34 600 123 456", &PublicKey([0; 32]).shown()] {
        assert_eq!(typed(text), phone::Fault::NotOne);
    }
    let mut mistyped = Phone::new(3).key().shown();
    let last = if mistyped.ends_with('0') { "1" } else { "0" };
    mistyped.replace_range(mistyped.len() - 1.., last);
    assert_eq!(typed(&mistyped), phone::Fault::Mistyped);
    users::ban(&site.desk.console, &site.desk.permit(), &[ben], Ban::PutOn).unwrap();
    let banned = Fault::Impeded("Ben Novak".into(), encode::Impediment::Banned);
    assert_eq!(refused(ben, &Phone::new(4)), banned);
}

#[test]
fn a_card_and_a_phone_stand_side_by_side() {
    let site = site();
    let gate = site.desk.door("Gate");
    let (ana, phone) = (site.somebody(&[gate]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let status = || {
        let page = users::open(&site.desk.console, &site.desk.permit(), ana).unwrap();
        page.key.map_or(Status::NoKey, |key| key.status)
    };
    assert_eq!(status(), Status::NoKey, "a phone is no card");
    let (id, _) = site.desk.put_in_tray(card(EV2, 1));
    site.desk.lay(id);
    site.desk.assign(ana).unwrap();
    assert_eq!((status(), site.standing(ana), site.made()), (Status::Synchronized, Standing::Delivered, 0));
    site.desk.give(ana, &[site.desk.door("Vault")]);
    assert_eq!(site.made(), 1);
    assert_eq!(
        (status(), site.standing(ana)),
        (Status::UpdateRequired, Standing::Delivered),
        "the card has to come"
    );
    site.desk.update(ana).unwrap();
    assert_eq!((status(), site.made()), (Status::Synchronized, 0));
}

#[test]
fn a_phone_that_is_a_key_no_more_is_told_to_locks_and_its_file_goes() {
    let site = site();
    let (ana, phone) = (site.somebody(&[site.desk.door("Gate")]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let delete = || users::delete(&site.desk.console, &site.desk.permit(), &[ana]);
    assert!(matches!(delete(), Err(Error::HoldsPhone(..))));
    let held = site.held(ana).unwrap();
    let remove = |key| phones::remove(&site.desk.console, &site.desk.permit(), ana, key);
    let other = keydesk::domain::key::KeyId(held.key.0 + 1);
    assert!(matches!(remove(other), Err(Error::Storage(StorageError::NoSuch(_)))));
    let removed = remove(held.key).unwrap();
    assert_eq!((removed.fate, removed.until), (Fate::Listed, held.until));
    assert_eq!(site.held(ana), None);
    assert!(matches!(remove(held.key), Err(Error::Storage(StorageError::NoSuch(_)))), "once");
    let cancelled = users::open(&site.desk.console, &site.desk.permit(), ana).unwrap().cancelled;
    assert_eq!(cancelled.iter().map(|listed| listed.key).collect::<Vec<_>>(), [held.key]);
    assert!(phone.file(site.folder.path()).exists());
    site.run();
    assert!(!phone.file(site.folder.path()).exists());
    assert_eq!(actions(&site.desk, 2), ["phone-key-withdrawn", "key-cancelled"]);
    assert_eq!(site.run(), Ran::default());
    delete().unwrap();
    // The same phone can be somebody's again, under another number.
    let ben = site.desk.user("Ben", "Novak");
    site.enrol(ben, &phone).unwrap();
    assert_ne!(site.held(ben).unwrap().key, held.key);
    assert_eq!(site.run().delivered, 1);
    let code = site.image(&phone).unwrap().header.code;
    assert_eq!(Some(code), site.held(ben).unwrap().key.code());
}

#[test]
fn a_phone_that_is_a_key_again_keeps_its_new_file() {
    let site = site();
    let (ana, phone) = (site.somebody(&[]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let key = site.held(ana).unwrap().key;
    phones::remove(&site.desk.console, &site.desk.permit(), ana, key).unwrap();
    site.enrol(ana, &phone).unwrap();
    site.run();
    assert_eq!(site.run(), Ran::default());
    let code = site.image(&phone).unwrap().header.code;
    assert_eq!(Some(code), site.held(ana).unwrap().key.code());
}

#[test]
fn a_banned_persons_phone_gets_nothing_and_after_the_ban_the_next_key_by_itself() {
    let site = site();
    let (ana, phone) = (site.somebody(&[]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let before = site.sequence(&phone);
    let ban = |ban| users::ban(&site.desk.console, &site.desk.permit(), &[ana], ban).unwrap();
    ban(Ban::PutOn);
    site.desk.give(ana, &[site.desk.door("Gate")]);
    assert_eq!(site.made(), 0);
    let below: u32 =
        site.desk.database().query_row("SELECT below FROM denylist", [], |row| row.get(0)).unwrap();
    assert!(below > before && below < u32::MAX, "locks refuse what it has");
    // A key that was written meanwhile told the locks.
    site.desk.sql("UPDATE denylist SET carried = 1");
    ban(Ban::Lift);
    assert_eq!(site.made(), 1);
    assert!(site.sequence(&phone) >= below, "locks open for what it has now");
    assert_eq!(site.made(), 0);
}

#[test]
fn whoever_writes_the_file_gets_no_key_for_a_phone_of_theirs() {
    for sql in [
        "UPDATE phones SET public_key = (SELECT hash FROM audit LIMIT 1)",
        "UPDATE phones SET proof = zeroblob(32)",
        "UPDATE phones SET user_id = (SELECT max(id) FROM users);
         UPDATE keys SET user_id = (SELECT max(id) FROM users)",
    ] {
        let site = site();
        let (ana, phone) = (site.somebody(&[]), Phone::new(1));
        let boss = site.desk.user("Zoe", "Boss");
        site.enrol(ana, &phone).unwrap();
        site.run();
        site.desk.sql(sql);
        site.desk.give(ana, &[site.desk.door("Gate")]);
        site.desk.give(boss, &[site.desk.door("Vault")]);
        assert_eq!(site.made(), 0, "{sql}");
        assert!(actions(&site.desk, 5).contains(&"alteration-found".to_owned()), "{sql}");
        let live: usize = site
            .desk
            .database()
            .query_row("SELECT count(*) FROM phones WHERE ended_at IS NULL", [], |row| row.get(0))
            .unwrap();
        assert_eq!((live, site.run().made), (0, 0), "{sql}");
    }
}

#[test]
fn a_folder_that_is_another_gets_what_there_is() {
    let site = site();
    let (ana, phone) = (site.somebody(&[]), Phone::new(1));
    site.enrol(ana, &phone).unwrap();
    site.run();
    let other = tempfile::tempdir().unwrap();
    site.deliver_to(other.path());
    assert_eq!(site.standing(ana), Standing::Queued);
    assert_eq!(site.run().delivered, 1);
    assert!(phone.opened(other.path()).is_some());
    let page = options::general(&site.desk.console, &site.desk.permit()).unwrap();
    let draft = general_options::Draft { phone_folder: String::new(), ..page.draft };
    options::save_general(&site.desk.console, &site.desk.permit(), page.version, &draft).unwrap();
    site.desk.give(ana, &[site.desk.door("Gate")]);
    assert_eq!(site.run(), Ran { made: 1, ..Ran::default() }, "there is no folder");
    assert_eq!(site.standing(ana), Standing::Queued);
}
