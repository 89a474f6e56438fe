//! The first start: no default credentials, a recovery sheet that works.

use keydesk::console::{Console, OpenError};
use keydesk::domain::operator::{Password, PasswordFault};
use keydesk::domain::text;
use keydesk::fault::Faults;
use keydesk::operation::StorageError;
use keydesk::operation::first_start::{self, Draft, Error, Fault, Field, Origin};
use keydesk::operation::sign_in;
use keydesk::secret::password::Cost;
use keydesk::secret::recovery::{Code, Sheet};

use crate::desk::{PASSWORD, clock, desk, draft, environment};

fn faults(change: impl FnOnce(&mut Draft)) -> Vec<(Field, Fault)> {
    let mut draft = draft();
    change(&mut draft);
    match first_start::plan(&draft, Origin::New) {
        Err(Error::Faults(faults)) => faults,
        Ok(_) => Vec::new(),
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn a_new_folder_has_no_site_and_nobody_can_sign_in() {
    let folder = tempfile::tempdir().unwrap();
    let opened = Console::open(folder.path(), environment(&clock(), Faults::NONE));
    assert!(matches!(opened, Err(OpenError::Storage(StorageError::NoSite))));
}

#[test]
fn every_field_is_checked_at_once() {
    assert_eq!(faults(|_| ()), []);
    let faults = faults(|draft| {
        draft.site = " ".into();
        draft.user_name = "x".repeat(65);
        draft.password = Password::new("short");
    });
    assert_eq!(
        faults,
        [
            (Field::Site, Fault::Text(text::Fault::Empty)),
            (Field::UserName, Fault::Text(text::Fault::TooLong { max: 64 })),
            (Field::Password, Fault::Password(PasswordFault::TooShort { min: 12 })),
        ]
    );
}

#[test]
fn a_password_is_no_name_and_not_common_and_is_typed_twice_alike() {
    let password = |text: &'static str| faults(move |draft| draft.password = Password::new(text));
    assert_eq!(password("Hotel Aurora 1"), [(Field::Password, Fault::Password(PasswordFault::Names))]);
    assert_eq!(password("Password123456"), [(Field::Password, Fault::Password(PasswordFault::Common))]);
    assert_eq!(password("the heron on the woof"), [(Field::Repeated, Fault::Differs)]);
}

#[test]
fn a_user_name_of_64_and_a_password_of_128_characters_make_a_site() {
    let folder = tempfile::tempdir().unwrap();
    let mut draft = draft();
    draft.user_name = "ñ".repeat(64);
    draft.password = Password::new("pä ".repeat(42) + "xy");
    draft.repeated = draft.password.clone();
    let plan = first_start::plan(&draft, Origin::New).unwrap();
    let made = first_start::create(folder.path(), environment(&clock(), Faults::NONE), &plan, Cost::LEAST);
    assert_eq!(made.unwrap().1.user_name(), draft.user_name);
}

#[test]
fn a_second_site_does_not_replace_the_first() {
    let desk = desk();
    let folder = desk.folder;
    drop(desk.console);
    let plan = first_start::plan(&draft(), Origin::New).unwrap();
    let again = first_start::create(folder.path(), environment(&clock(), Faults::NONE), &plan, Cost::LEAST);
    assert!(matches!(again, Err(Error::Storage(StorageError::SiteExists))));
    let console = Console::open(folder.path(), environment(&clock(), Faults::NONE)).unwrap();
    assert!(sign_in::sign_in(&console, "marta", &Password::new(PASSWORD)).is_ok());
}

#[test]
fn the_recovery_sheet_brings_the_site_back() {
    let plan = first_start::plan(&draft(), Origin::New).unwrap();
    let (text, code) = (plan.sheet().lines().join("\n"), plan.code().to_lowercase());
    assert!(plan.is_code(&code) && !plan.is_code("0000-0000"));
    let sheet = Sheet::parse(&text).unwrap();
    let master = sheet.open(&Code::parse(&code).unwrap()).unwrap();
    let restored = first_start::plan(&draft(), Origin::Recovered(master)).unwrap();
    assert_eq!(restored.sheet().mark(), plan.sheet().mark());
    assert_ne!(*restored.code(), *plan.code(), "a new sheet has a new code");
}

#[test]
fn nothing_secret_stands_in_the_file_or_prints() {
    let folder = tempfile::tempdir().unwrap();
    let plan = first_start::plan(&draft(), Origin::New).unwrap();
    let code = plan.code().replace('-', "");
    assert!(!format!("{plan:?}").contains(&code) && !format!("{plan:?}").contains(PASSWORD));
    let (console, _) =
        first_start::create(folder.path(), environment(&clock(), Faults::NONE), &plan, Cost::LEAST).unwrap();
    drop(console);
    let file = std::fs::read(folder.path().join("site.db")).unwrap();
    let sheet = Sheet::parse(&plan.sheet().lines().concat()).unwrap();
    let master = sheet.open(&Code::parse(&code).unwrap()).unwrap();
    for secret in [PASSWORD.as_bytes(), code.as_bytes(), &master_bytes(&master)] {
        assert!(!file.windows(secret.len()).any(|window| window == secret));
    }
}

/// The secret itself is not to be had from outside; its sealed form of a known key is.
fn master_bytes(master: &keydesk::secret::keyring::Master) -> Vec<u8> {
    master.pins().expose().to_vec()
}
