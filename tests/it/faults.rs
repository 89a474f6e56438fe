//! The disk full at every commit: nothing half, nothing lost, and it goes on when there is room again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use keydesk::domain::directory::Query;
use keydesk::fault::{Faults, Point, Verdict};
use keydesk::operation::Giving;
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{Error, StorageError, doors};

use crate::desk::desk_with;

/// A disk that can be filled.
fn disk() -> (Arc<AtomicBool>, Faults) {
    let full = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&full);
    let faults = Faults::new(move |point| {
        let is_full = point == Point::Commit && asked.load(Ordering::SeqCst);
        if is_full { Verdict::DiskFull } else { Verdict::GoOn }
    });
    (full, faults)
}

#[test]
fn a_full_disk_changes_nothing_and_says_so() {
    let (full, faults) = disk();
    let desk = desk_with(faults);
    let ana = desk.user("Ana", "García");
    let before = users::open(&desk.console, &desk.permit(), ana).unwrap();
    full.store(true, Ordering::SeqCst);
    let is_full = |result: Result<(), Error>| matches!(result, Err(Error::Storage(StorageError::DiskFull)));
    let mut draft = before.draft.clone();
    draft.first_name = "Anna".into();
    let save = || {
        users::save(
            &desk.console,
            &desk.permit(),
            ana,
            before.version,
            &draft,
            &Picture::Keep,
            &Giving::nothing(),
        )
    };
    assert!(is_full(save().map(|_| ())));
    assert!(is_full(users::ban(&desk.console, &desk.permit(), &[ana], Ban::PutOn).map(|_| ())));
    assert!(is_full(users::delete(&desk.console, &desk.permit(), &[ana])));
    let mut door = doors::blank(&desk.console, &desk.permit()).unwrap();
    door.name = "Front".into();
    assert!(is_full(doors::add(&desk.console, &desk.permit(), &door, &Giving::nothing()).map(|_| ())));
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap(), before);
    let found =
        users::list(&desk.console, &desk.permit(), &Query { search: "anna".into(), ..Query::default() });
    assert_eq!(found.unwrap().ids, [], "the list did not run ahead of the database");
    full.store(false, Ordering::SeqCst);
    save().unwrap();
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().name, "Anna García");
}
