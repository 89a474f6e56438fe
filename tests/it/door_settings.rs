//! What locks are to do: a mode with what it takes, a code that nobody reads, and which locks need a visit when something
//! changes.

use keydesk::domain::automatic_change::{self, Mode as Hours};
use keydesk::domain::calendar::CalendarId;
use keydesk::domain::door::{CodeDraft, DoorId, Draft, Fault, Mode, Setting, SettingFault};
use keydesk::domain::door_options::{self, Field};
use keydesk::domain::group::Access;
use keydesk::domain::output::{self, OutputId};
use keydesk::domain::permission::Permission as P;
use keydesk::domain::timed_period;
use keydesk::domain::user::{Grant, Limit};
use keydesk::operation::doors::Reason;
use keydesk::operation::timed_periods::Followers;
use keydesk::operation::{
    Changes, Error, Giving, Noun, StorageError, automatic_changes, calendars, doors, options, outputs,
    timed_periods, zones,
};

use crate::desk::Desk;
use crate::house::{A, House, Seat, every_day, form, holidays, house, whole_day};

fn save(seat: &Seat<'_>, door: DoorId, change: impl FnOnce(&mut Draft)) -> Result<(), Error> {
    let mut page = doors::open(seat.console, &seat.permit(), door).unwrap();
    change(&mut page.draft);
    doors::save(seat.console, &seat.permit(), door, page.version, &page.draft, &Giving::nothing()).map(|_| ())
}

fn set(house: &House, door: &str, mode: Mode) {
    let marta = house.seat("marta");
    let period = timed_periods::list(marta.console, &marta.permit()).unwrap()[0].id;
    let change = automatic_changes::list(marta.console, &marta.permit()).unwrap()[0].id;
    save(&marta, house.door(door), |draft| {
        (draft.own.mode, draft.own.period, draft.own.change) = (mode, Some(period), Some(change));
        draft.own.has_keypad = true;
    })
    .unwrap();
}

fn asks_of(name: &str) -> automatic_change::Draft {
    whole_day(name, Hours::Keypad)
}

/// Somebody went to every lock with all that it is to hold.
pub fn visit_all(desk: &Desk) {
    for row in doors::list(&desk.console, &desk.permit()).unwrap() {
        let wanted = doors::open(&desk.console, &desk.permit(), row.id).unwrap().besides.lock.wanted;
        let [settings, schedule, calendar, zones, outputs, crossings, time_zone] = [
            wanted.settings,
            wanted.schedule,
            wanted.calendar,
            wanted.zones,
            wanted.outputs,
            wanted.crossings,
            wanted.time_zone,
        ]
        .map(|mark| format!("x'{mark:?}'"));
        desk.sql(&format!(
            "REPLACE INTO lock_visits VALUES ({}, 1795860000000, {settings}, {schedule}, {calendar}, {zones}, {outputs}, {crossings}, {time_zone})",
            row.id.0
        ));
    }
}

/// The doors whose locks need a visit, and why.
pub fn visits(desk: &Desk) -> Vec<(String, Vec<Reason>)> {
    let rows = doors::list(&desk.console, &desk.permit()).unwrap().into_iter();
    rows.filter(|row| !row.besides.visit.is_empty()).map(|row| (row.name, row.besides.visit)).collect()
}

fn wait(door: &str, why: Reason) -> Vec<(String, Vec<Reason>)> {
    vec![(door.to_owned(), vec![why])]
}

fn refused(result: &Result<(), Error>, setting: Setting, fault: SettingFault) -> bool {
    let faults = [(setting.field(), Fault::Door(fault))];
    matches!(result, Err(Error::Named(Noun::Door, found)) if *found == faults)
}

#[test]
fn no_lock_is_taken_for_up_to_date_because_a_form_was_saved() {
    let house = house();
    set(&house, "Door A", Mode::AutomaticOpening);
    let all = doors::list(&house.desk.console, &house.desk.permit()).unwrap();
    assert!(all.iter().all(|row| row.besides.visit == [Reason::NotSetUp]));
    let page = doors::open(&house.desk.console, &house.desk.permit(), house.door("Door A")).unwrap();
    assert_eq!((page.besides.lock.reasons, page.besides.lock.visited_at), (vec![Reason::NotSetUp], None));
}

/// Number 5 of the edge cases: a mode that holds at times takes a timed period; and what else the rules cannot see alone.
#[test]
fn a_mode_takes_what_is_there_and_goes_with_it() {
    let house = house();
    let (marta, door) = (house.seat("marta"), house.door("Door A"));
    let without = save(&marta, door, |draft| draft.own.mode = Mode::TimedOffice);
    assert!(refused(&without, Setting::Period, SettingFault::PeriodMissing), "{without:?}");
    let gone = timed_periods::add(marta.console, &marta.permit(), &every_day("Gone", "1", "2")).unwrap();
    timed_periods::delete(marta.console, &marta.permit(), gone).unwrap();
    let without = save(&marta, door, |draft| {
        (draft.own.mode, draft.own.period) = (Mode::TimedOffice, Some(gone));
    });
    assert!(matches!(without, Err(Error::Storage(StorageError::NoSuch(Noun::TimedPeriod)))), "{without:?}");
    let away = save(&marta, door, |draft| draft.own.calendar = Some(CalendarId(77)));
    assert!(matches!(away, Err(Error::Storage(StorageError::NoSuch(Noun::Calendar)))), "{away:?}");
    // The automatic change of the house asks for PINs.
    let change = automatic_changes::list(marta.console, &marta.permit()).unwrap()[0].id;
    let follow = |has_keypad| {
        save(&marta, door, |draft| {
            (draft.own.mode, draft.own.change) = (Mode::AutomaticChanges, Some(change));
            draft.own.has_keypad = has_keypad;
        })
    };
    let without = follow(false);
    assert!(refused(&without, Setting::Keypad, SettingFault::KeypadMissing), "{without:?}");
    follow(true).unwrap();
    // Nor does one that asks for none come to ask for them, where a door without a keypad follows it.
    let open =
        automatic_changes::add(marta.console, &marta.permit(), &whole_day("Open", Hours::Open)).unwrap();
    save(&marta, door, |draft| (draft.own.change, draft.own.has_keypad) = (Some(open), false)).unwrap();
    let asks = whole_day("Open", Hours::Keypad);
    let asked = automatic_changes::save(marta.console, &marta.permit(), open, 1, &asks);
    let without = Followers { names: vec!["Door A".to_owned()], beyond: 0 };
    assert!(matches!(asked, Err(Error::Storage(StorageError::NoKeypad(found))) if found == without));
    // Nor for a code, where the door has a keypad and none.
    save(&marta, door, |draft| draft.own.has_keypad = true).unwrap();
    let asked = automatic_changes::save(marta.console, &marta.permit(), open, 1, &asks);
    let without = Followers { names: vec!["Door A".to_owned()], beyond: 0 };
    assert!(matches!(asked, Err(Error::Storage(StorageError::NoCode(found))) if found == without));
    let code = automatic_changes::add(marta.console, &marta.permit(), &asks_of("By code")).unwrap();
    let without = save(&marta, door, |draft| draft.own.change = Some(code));
    assert!(refused(&without, Setting::Code, SettingFault::CodeMissing), "{without:?}");
    save(&marta, door, |draft| {
        (draft.own.change, draft.own.code) = (Some(code), CodeDraft::New("2468".to_owned().into()));
    })
    .unwrap();
    let without = save(&marta, door, |draft| draft.own.code = CodeDraft::Off);
    assert!(refused(&without, Setting::Code, SettingFault::CodeMissing), "it is not taken away afterwards");
}

#[test]
fn the_code_of_one_door_is_not_kept_as_that_of_another() {
    let house = house();
    let marta = house.seat("marta");
    let (one, other) = (house.door("Door A"), house.door("Door B"));
    save(&marta, one, |draft| {
        (draft.own.has_keypad, draft.own.code) = (true, CodeDraft::New("24680".to_owned().into()));
    })
    .unwrap();
    let known = doors::open(marta.console, &marta.permit(), one).unwrap().draft;
    let taken = save(&marta, other, |draft| {
        (draft.own.has_keypad, draft.own.code) = (true, known.own.code.clone());
    });
    assert!(refused(&taken, Setting::Code, SettingFault::CodeMissing), "{taken:?}");
    // Who has an older state of the door is told that, and not that its code is missing.
    let old = doors::open(marta.console, &marta.permit(), one).unwrap();
    save(&marta, one, |draft| draft.own.code = CodeDraft::New("13579".to_owned().into())).unwrap();
    let late = doors::save(marta.console, &marta.permit(), one, old.version, &old.draft, &Giving::nothing());
    assert!(matches!(late, Err(Error::Storage(StorageError::Conflict { .. }))), "{late:?}");
    let copy = Draft { name: "A third".into(), external_id: String::new(), ..known };
    let added = doors::add(marta.console, &marta.permit(), &copy, &Giving::nothing()).map(drop);
    assert!(refused(&added, Setting::Code, SettingFault::CodeMissing), "{added:?}");
}

#[test]
fn a_code_is_kept_as_a_check_told_to_nobody_and_set_by_those_who_keep_pins() {
    let mut house = house();
    let door = house.door("Door A");
    let set_code = |seat: &Seat<'_>, code: &str| {
        save(seat, door, |draft| {
            (draft.own.mode, draft.own.has_keypad) = (Mode::Keypad, true);
            draft.own.code = CodeDraft::New(code.to_owned().into());
        })
    };
    let stored = |house: &House| -> Vec<u8> {
        let sql = "SELECT keypad_check FROM door_settings WHERE keypad_check IS NOT NULL";
        house.desk.database().query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let marta = house.seat("marta");
    set_code(&marta, "24680").unwrap();
    let first = stored(&house);
    assert_eq!(first.len(), 12);
    let (_, told) = house.desk.trail(1).remove(0);
    assert!(told.contains(r#""keypad code":"changed""#) && !told.contains("24680"), "{told}");
    // The same digits again are another check, and keeping it is none.
    set_code(&marta, "24680").unwrap();
    assert_ne!(stored(&house), first);
    let kept = stored(&house);
    save(&marta, door, |draft| draft.description = "East".into()).unwrap();
    assert_eq!(stored(&house), kept);
    // Who changes doors and keeps no PINs changes everything but the code.
    house.add_group("marta", &form("Porter", &[P::DoorsView, P::DoorsModify], &[(A, Access::Global)]));
    house.add_operator("marta", "pete", "Porter");
    let pete = house.seat("pete");
    save(&pete, door, |draft| draft.own.open_seconds = "9".into()).unwrap();
    assert_eq!(stored(&house), kept);
    let refused = set_code(&pete, "1357");
    assert!(matches!(refused, Err(Error::NoKeys)), "{refused:?}");
    assert!(!doors::offered(pete.console, &pete.permit()).unwrap().may_set_code);
}

/// Number 9 of the edge cases: what changes marks exactly the locks that hold it, and changed back it marks none.
#[test]
fn a_change_marks_exactly_the_locks_that_hold_what_changed() {
    let house = house();
    let (desk, marta) = (&house.desk, house.seat("marta"));
    set(&house, "Door A", Mode::AutomaticOpening);
    set(&house, "Door B", Mode::AutomaticChanges);
    visit_all(desk);
    assert_eq!(visits(desk), []);
    // A timed period.
    let period = timed_periods::list(marta.console, &marta.permit()).unwrap().remove(0);
    let save_period = |draft: &timed_period::Draft| {
        let version = timed_periods::open(marta.console, &marta.permit(), period.id).unwrap().version;
        timed_periods::save(marta.console, &marta.permit(), period.id, version, draft).unwrap();
    };
    save_period(&every_day("Opening hours", "9", "18"));
    assert_eq!(visits(desk), wait("Door A", Reason::Schedule));
    save_period(&every_day("Opening hours", "8", "18"));
    assert_eq!(visits(desk), []);
    save_period(&every_day("Other name", "8", "18"));
    assert_eq!(visits(desk), [], "locks hold no names");
    // An automatic change.
    let change = automatic_changes::list(marta.console, &marta.permit()).unwrap()[0].id;
    automatic_changes::save(marta.console, &marta.permit(), change, 1, &whole_day("Night", Hours::Office))
        .unwrap();
    assert_eq!(visits(desk), wait("Door B", Reason::Schedule));
    visit_all(desk);
    // A calendar that one door follows; then that of keys, which the others follow.
    let own = calendars::add(marta.console, &marta.permit(), &holidays("Own", "2026-07-01")).unwrap();
    save(&marta, house.door("Door A"), |draft| draft.own.calendar = Some(own)).unwrap();
    assert_eq!(visits(desk), wait("Door A", Reason::Calendar));
    visit_all(desk);
    calendars::save(marta.console, &marta.permit(), own, 1, &holidays("Own", "2026-07-02")).unwrap();
    assert_eq!(visits(desk), wait("Door A", Reason::Calendar));
    visit_all(desk);
    let mut page = calendars::open(marta.console, &marta.permit(), CalendarId(1)).unwrap();
    page.draft.is_of_keys = true;
    calendars::save(marta.console, &marta.permit(), CalendarId(1), page.version, &page.draft).unwrap();
    assert_eq!(visits(desk), wait("Door B", Reason::Calendar));
    visit_all(desk);
    // The door itself, and its name.
    save(&marta, house.door("Gate"), |draft| draft.own.open_seconds = "7".into()).unwrap();
    assert_eq!(visits(desk), wait("Gate", Reason::Settings));
    save(&marta, house.door("Gate"), |draft| draft.own.open_seconds = "6".into()).unwrap();
    save(&marta, house.door("Gate"), |draft| draft.description = "Yard".into()).unwrap();
    assert_eq!(visits(desk), []);
    // A zone.
    let put = Changes::of(vec![Grant { to: house.door("Gate"), limit: Limit::ALWAYS }], Vec::new());
    let giving = zones::given_doors(&marta.permit(), &marta.permit(), &put);
    zones::give(marta.console, &marta.permit(), house.zone("House"), &giving).unwrap();
    assert_eq!(visits(desk), wait("Gate", Reason::Zones));
    visit_all(desk);
    // The outputs that a door drives by itself, and when.
    let period = timed_periods::list(marta.console, &marta.permit()).unwrap()[0].id;
    save(&marta, house.door("Gate"), |draft| draft.own.outputs_period = Some(period)).unwrap();
    assert_eq!(visits(desk), [], "of none it is the same when");
    let lift = OutputId(house.thing("Lift"));
    let put = Changes::of(vec![Grant { to: lift, limit: Limit::ALWAYS }], Vec::new());
    let giving = outputs::given_a_door(&marta.permit(), &marta.permit(), &put);
    doors::give(marta.console, &marta.permit(), house.door("Gate"), &giving).unwrap();
    assert_eq!(visits(desk), [("Gate".to_owned(), vec![Reason::Calendar, Reason::Outputs])]);
    visit_all(desk);
    let version = timed_periods::open(marta.console, &marta.permit(), period).unwrap().version;
    timed_periods::save(marta.console, &marta.permit(), period, version, &every_day("Other", "5", "6"))
        .unwrap();
    assert_eq!(visits(desk).last(), wait("Gate", Reason::Outputs).last());
    visit_all(desk);
    let page = outputs::open(marta.console, &marta.permit(), lift).unwrap();
    let draft = output::Draft { own: output::Typed("99".into()), ..page.draft };
    outputs::save(marta.console, &marta.permit(), lift, page.version, &draft, &Giving::nothing()).unwrap();
    assert_eq!(visits(desk), wait("Gate", Reason::Outputs), "its number is another");
    visit_all(desk);
    outputs::delete(marta.console, &marta.permit(), lift).unwrap();
    assert_eq!(visits(desk), [("Gate".to_owned(), vec![Reason::Calendar, Reason::Outputs])]);
}

#[test]
fn what_doors_follow_is_not_deleted_and_it_is_said_which_as_far_as_they_are_seen() {
    let mut house = house();
    set(&house, "Door A", Mode::TimedToggle);
    set(&house, "Door B", Mode::TimedToggle);
    let marta = house.seat("marta");
    let period = timed_periods::list(marta.console, &marta.permit()).unwrap().remove(0);
    assert_eq!(period.doors, 2);
    let refuses = |seat: &Seat<'_>, expected: &Followers| {
        let refused = timed_periods::delete(seat.console, &seat.permit(), period.id);
        matches!(
            &refused,
            Err(Error::Storage(StorageError::Followed { noun: Noun::TimedPeriod, followers }))
                if followers == expected
        )
    };
    let both = Followers { names: vec!["Door A".to_owned(), "Door B".to_owned()], beyond: 0 };
    assert!(refuses(&marta, &both));
    let may = [P::DoorsView, P::TimedPeriodsView, P::TimedPeriodsModify];
    house.add_group("marta", &form("Clockmaker", &may, &[(A, Access::Global)]));
    house.add_operator("marta", "cleo", "Clockmaker");
    let cleo = house.seat("cleo");
    let own = Followers { names: vec!["Door A".to_owned()], beyond: 1 };
    assert!(refuses(&cleo, &own));
    assert_eq!(timed_periods::open(cleo.console, &cleo.permit(), period.id).unwrap().besides.followers, own);
    // A door that is deleted follows nothing.
    let marta = house.seat("marta");
    for door in ["Door A", "Door B"] {
        doors::delete(marta.console, &marta.permit(), house.door(door)).unwrap();
    }
    timed_periods::delete(marta.console, &marta.permit(), period.id).unwrap();
    // Number 18 of the edge cases, of calendars.
    let calendar = calendars::add(marta.console, &marta.permit(), &holidays("Own", "2026-07-01")).unwrap();
    save(&marta, house.door("Gate"), |draft| draft.own.calendar = Some(calendar)).unwrap();
    let refused = calendars::delete(marta.console, &marta.permit(), calendar);
    let follows = Followers { names: vec!["Gate".to_owned()], beyond: 0 };
    assert!(matches!(
        &refused,
        Err(Error::Storage(StorageError::Followed { noun: Noun::Calendar, followers })) if *followers == follows
    ));
}

#[test]
fn whether_locks_may_keep_no_record_is_for_those_that_are_set_so() {
    let house = house();
    let marta = house.seat("marta");
    let allow = |may_inhibit| {
        let mut page = options::doors(marta.console, &marta.permit()).unwrap();
        page.draft.may_inhibit = may_inhibit;
        let foretold = options::visits_for(marta.console, &marta.permit(), &page.draft).unwrap();
        let done = options::save_doors(marta.console, &marta.permit(), page.version, &page.draft).unwrap();
        assert_eq!(done, foretold);
        done
    };
    save(&marta, house.door("Door A"), |draft| draft.own.inhibit_audit = true).unwrap();
    visit_all(&house.desk);
    assert_eq!(allow(true), 1);
    assert_eq!(visits(&house.desk), wait("Door A", Reason::Settings));
    assert_eq!(allow(true), 0, "it is so already");
    assert_eq!(allow(false), 1);
    assert_eq!(visits(&house.desk), [], "as it was given");
}

#[test]
fn what_is_filled_in_for_new_doors_is_checked_and_is_for_new_ones_alone() {
    let house = house();
    let marta = house.seat("marta");
    let mut page = options::doors(marta.console, &marta.permit()).unwrap();
    page.draft.open_seconds = "30".into();
    let save =
        |draft: &_| options::save_doors(marta.console, &marta.permit(), page.version, draft).map(|_| ());
    let Err(Error::DoorOptions(faults)) = save(&page.draft) else { panic!("it was saved") };
    assert_eq!(faults, [(Field::Increased, Fault::Door(SettingFault::ShorterThanOthers))]);
    let draft =
        door_options::Draft { increased_seconds: "40".into(), audit_on_keys: false, ..page.draft.clone() };
    save(&draft).unwrap();
    assert!(matches!(save(&draft), Err(Error::Storage(StorageError::Conflict { .. }))), "it was read before");
    let new = doors::blank(marta.console, &marta.permit()).unwrap().own;
    assert_eq!((new.open_seconds.as_str(), new.increased_seconds.as_str()), ("30", "40"));
    assert!(!new.audit_on_keys);
    let old = doors::open(marta.console, &marta.permit(), house.door("Door A")).unwrap().draft.own;
    assert_eq!((old.open_seconds.as_str(), old.audit_on_keys), ("6", true));
}
