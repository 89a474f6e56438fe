//! Users and their doors: what is saved is what was meant, once, by whoever read the newest.

use keydesk::domain::directory::{Filter, Query, Sort};
use keydesk::domain::door::DoorId;
use keydesk::domain::image::Section;
use keydesk::domain::key::{Memory, Status};
use keydesk::domain::user::{BulkEdit, Draft, End, Fault, Field, Grant, Limit, OptionName, PinDraft, UserId};
use keydesk::operation::Changes;
use keydesk::operation::Giving;
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{Error, Noun, Related, StorageError, doors, start};

use crate::desk::{Desk, desk};
use crate::house::{Seat, house};

fn find(desk: &Desk, search: &str) -> Vec<UserId> {
    let query = Query { search: search.into(), ..Query::default() };
    users::list(&desk.console, &desk.permit(), &query).unwrap().ids
}

fn give(desk: &Desk, user: UserId, doors: &[DoorId]) -> Result<(), Error> {
    let page = users::open(&desk.console, &desk.permit(), user).unwrap();
    let changes =
        Changes::of(doors.iter().map(|door| Grant { to: *door, limit: Limit::ALWAYS }).collect(), Vec::new());
    let doors = &users::given_doors(&desk.permit(), &changes);
    users::save(&desk.console, &desk.permit(), user, page.version, &page.draft, &Picture::Keep, doors)
        .map(|_| ())
}

#[test]
fn a_person_is_found_by_every_text_at_once_after_saving() {
    let desk = desk();
    let ana = desk.add_user("Ana", "García", |draft| {
        draft.phone = "+34600123456".into();
        draft.wiegand = "98765".into();
        draft.authorization_codes = vec!["B-1234-XY".into()];
        draft.general[1] = "Housekeeping".into();
    });
    let bob = desk.user("Bob", "Müller");
    for search in ["ana", "garcia", "600123", "98765", "b-1234", "housekeep", "GARCÍA ana"] {
        assert_eq!(find(&desk, search), [ana], "{search}");
    }
    assert_eq!(find(&desk, "mueller"), [bob]);
    let desk = desk.again();
    assert_eq!(find(&desk, ""), [ana, bob], "the same after a new start");
    assert_eq!(find(&desk, "housekeep"), [ana]);
}

#[test]
fn two_people_may_have_one_name_but_not_one_number() {
    let desk = desk();
    let first = desk.add_user("Ana", "García", |draft| draft.external_id = "E-1".into());
    assert_ne!(first, desk.user("Ana", "García"));
    let mut draft = users::blank(&desk.console, &desk.permit()).unwrap();
    (draft.last_name, draft.external_id) = ("Other".into(), "E-1".into());
    let result = users::add(&desk.console, &desk.permit(), &draft, &Picture::Keep, &Giving::nothing());
    assert!(matches!(result, Err(Error::User(faults)) if faults == [(Field::ExternalId, Fault::Duplicate)]));
}

#[test]
fn whoever_read_an_older_record_is_told_who_saved_first() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    let mut mine = page.draft.clone();
    mine.phone = "+34600000001".into();
    let save = |draft| {
        users::save(
            &desk.console,
            &desk.permit(),
            ana,
            page.version,
            draft,
            &Picture::Keep,
            &Giving::nothing(),
        )
    };
    save(&mine).unwrap();
    let mut theirs = page.draft.clone();
    theirs.phone = "+34600000002".into();
    let Err(Error::Storage(StorageError::Conflict { by, at })) = save(&theirs) else { panic!("a conflict") };
    assert_eq!((by.as_str(), at), ("marta", crate::desk::at("2026-11-22 10:25")));
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().draft.phone, "+34600000001");
}

#[test]
fn a_save_that_changes_nothing_is_no_change() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    users::save(
        &desk.console,
        &desk.permit(),
        ana,
        page.version,
        &page.draft,
        &Picture::Keep,
        &Giving::nothing(),
    )
    .unwrap();
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().version, page.version);
}

#[test]
fn doors_are_given_and_taken_away() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let (front, back) = (desk.door("Front"), desk.door("Back"));
    give(&desk, ana, &[front, back]).unwrap();
    let of_ana = || users::doors(&desk.console, &desk.permit(), &desk.permit(), ana).unwrap();
    let names = |(rows, beyond): (Vec<Related<DoorId>>, usize)| {
        (rows.into_iter().map(|row| row.name).collect::<Vec<_>>(), beyond)
    };
    assert_eq!(names(of_ana()), (vec!["Back".to_owned(), "Front".to_owned()], 0));
    assert_eq!(doors::holders(&desk.console, &desk.permit(), &desk.permit(), back).unwrap().0.len(), 1);
    assert_eq!(doors::delete(&desk.console, &desk.permit(), back).unwrap(), users::Impact::default());
    assert_eq!(names(of_ana()), (vec!["Front".to_owned()], 0));
    assert!(matches!(
        doors::open(&desk.console, &desk.permit(), back),
        Err(Error::Storage(StorageError::NoSuch(Noun::Door)))
    ));
}

#[test]
fn a_door_that_is_not_there_is_given_to_nobody_and_nothing_else_is_saved() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let front = desk.door("Front");
    let result = give(&desk, ana, &[front, DoorId(999)]);
    assert!(matches!(result, Err(Error::Storage(StorageError::NoSuch(Noun::Door)))));
    assert_eq!(users::open(&desk.console, &desk.permit(), ana).unwrap().doors, 0);
}

#[test]
fn names_of_doors_are_unique_whatever_their_case() {
    let desk = desk();
    desk.door("Front");
    let mut draft = doors::blank(&desk.console, &desk.permit()).unwrap();
    draft.name = "FRONT".into();
    assert!(matches!(
        doors::add(&desk.console, &desk.permit(), &draft, &Giving::nothing()),
        Err(Error::Named(Noun::Door, _))
    ));
}

#[test]
fn many_are_edited_at_once_and_those_that_cannot_be_are_named() {
    let desk = desk();
    let (ana, bob) = (
        desk.user("Ana", "García"),
        desk.add_user("Bob", "Brown", |draft| {
            draft.activation = Some(crate::desk::at("2027-06-01 00:00").naive_utc());
        }),
    );
    let edits = [
        BulkEdit::Option(OptionName::Office, true),
        BulkEdit::Expiration(End::At(Some(crate::desk::at("2027-01-01 00:00").naive_utc()))),
    ];
    let saved =
        users::save_many(&desk.console, &desk.permit(), &[ana, bob], &edits, &Giving::nothing()).unwrap();
    assert_eq!(saved[0].faults, []);
    assert_eq!(saved[1].faults, [(Field::Expiration, Fault::EndsBeforeStart)]);
    let office = |id| users::open(&desk.console, &desk.permit(), id).unwrap().draft.options.office;
    assert!(office(ana) && !office(bob));
}

#[test]
fn a_pin_stays_unless_it_is_changed_and_is_never_shown() {
    let desk = desk();
    let ana = desk.add_user("Ana", "García", |draft| draft.pin = PinDraft::New("4711".to_owned().into()));
    let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
    assert_eq!(page.draft.pin, PinDraft::Keep);
    let file = std::fs::read(desk.folder.path().join("site.db-wal")).unwrap();
    assert!(!file.windows(4).any(|window| window == b"4711"));
}

#[test]
fn a_ban_shows_in_lists_and_can_be_lifted() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    let banned = || {
        let query = Query { filters: vec![Filter::Banned], sort: Sort::Name, ..Query::default() };
        users::list(&desk.console, &desk.permit(), &query).unwrap().ids
    };
    assert_eq!(users::ban(&desk.console, &desk.permit(), &[ana], Ban::PutOn).unwrap(), 1);
    assert_eq!(users::ban(&desk.console, &desk.permit(), &[ana], Ban::PutOn).unwrap(), 0);
    assert_eq!(banned(), [ana]);
    users::ban(&desk.console, &desk.permit(), &[ana], Ban::Lift).unwrap();
    assert_eq!(banned(), []);
}

#[test]
fn people_are_listed_by_the_doors_that_they_may_open() {
    let house = house();
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    let listed = |seat: &Seat<'_>, doors: &[&str]| {
        let filters = doors.iter().map(|door| Filter::Door(house.door(door))).collect();
        let query = Query { filters, ..Query::default() };
        users::list(seat.console, &seat.permit(), &query).unwrap().ids
    };
    let of_b = listed(&marta, &["Door B"]);
    assert!(of_b.contains(&house.user("Ben")) && !of_b.contains(&house.user("Abel")));
    let both = listed(&marta, &["Door A", "Door B"]);
    assert!(both.contains(&house.user("Ben")) && both.contains(&house.user("Abel")), "two doors widen");
    assert_eq!(listed(&anna, &["Door B"]), [], "a door out of reach leads to nobody");
    let of_a = listed(&anna, &["Door A"]);
    assert!(
        of_a.contains(&house.user("Abel")) && !of_a.contains(&house.user("Ben")),
        "nor does one in reach"
    );
}

#[test]
fn whoever_is_deleted_is_gone_from_lists_and_screens() {
    let desk = desk();
    let ana = desk.user("Ana", "García");
    users::delete(&desk.console, &desk.permit(), &[ana]).unwrap();
    assert_eq!(find(&desk, ""), []);
    assert!(matches!(
        users::open(&desk.console, &desk.permit(), ana),
        Err(Error::Storage(StorageError::NoSuch(Noun::User)))
    ));
    assert_eq!(start::keys(&desk.console, &desk.permit()).unwrap().people, 0);
}

#[test]
fn the_fullest_key_is_the_one_with_least_room_of_those_within_reach() {
    let house = house();
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    let [abel, ben, gina] = ["Abel", "Ben", "Gina"].map(|name| house.user(name));
    let people = [house.user("Ada"), gina, ben, abel];
    let fullest = |seat: &Seat<'_>| users::fullest(seat.console, &seat.permit(), &people).unwrap();
    let needed = |user| users::open(marta.console, &marta.permit(), user).unwrap().needed_bytes;
    let doors = ["Gate", "Door B", "Door A", "Second door A"].map(|door| house.door(door));
    // Ada has most doors and no key.
    house.desk.give(house.user("Ada"), &doors);
    house.desk.give(gina, &doors[2..]);
    assert_eq!(fullest(&marta).map(|(user, _)| user), Some(gina));
    house.desk.give(ben, &doors);
    let (user, memory) = fullest(&marta).unwrap();
    assert_eq!((user, memory), (ben, Memory { needed: needed(ben), capacity: 1_536 }));
    // Whom she may not see tells her nothing.
    assert_eq!(fullest(&anna).map(|(user, _)| user), Some(abel));
    assert_eq!(users::fullest(anna.console, &anna.permit(), &[ben]).unwrap(), None);
}

#[test]
fn what_takes_the_room_of_a_key_adds_up_to_all_but_what_every_key_has() {
    let desk = desk();
    let [ana, ben] = ["Ana", "Ben"].map(|name| desk.user(name, "Person"));
    desk.give(ana, &[desk.door("One"), desk.door("Two")]);
    let page = |user| users::open(&desk.console, &desk.permit(), user).unwrap();
    let all = |page: &users::Page| page.takes.iter().map(|(_, bytes)| bytes).sum::<usize>();
    let (ana, ben) = (page(ana), page(ben));
    assert_eq!((ben.takes.as_slice(), all(&ben)), (&[][..], 0));
    assert_eq!(ana.takes.iter().map(|(section, _)| *section).collect::<Vec<_>>(), [Section::Doors]);
    assert_eq!(usize::from(ana.needed_bytes) - all(&ana), usize::from(ben.needed_bytes));
}

#[test]
fn a_row_says_what_the_list_shows() {
    let desk = desk();
    let ana = desk.add_user("Ana", "García", |draft| draft.general[0] = "Finance".into());
    let rows = users::rows(&desk.console, &desk.permit(), &[ana, UserId(999)]).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].name.as_str(), rows[0].status), ("García, Ana", Status::NoKey));
    assert_eq!((rows[0].partition.as_str(), rows[0].general[0].as_str()), ("General", "Finance"));
}

/// Red above, blue below, green at the left: as a camera that was held in this way (EXIF 1 to 8) would write it, so that
/// upright it is always the same.
fn held(orientation: u8) -> image::DynamicImage {
    let upright = image::RgbImage::from_fn(60, 60, |x, y| match (x < 15, y < 30) {
        (true, _) => image::Rgb([0, 255, 0]),
        (false, true) => image::Rgb([255, 0, 0]),
        (false, false) => image::Rgb([0, 0, 255]),
    });
    let upright = image::DynamicImage::from(upright);
    match orientation {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.fliph().rotate270(),
        6 => upright.rotate270(),
        7 => upright.fliph().rotate90(),
        8 => upright.rotate90(),
        _ => upright,
    }
}

/// The smallest EXIF that says how the camera was held.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0]);
    exif
}

#[test]
fn a_portrait_stands_upright_however_the_camera_was_held() {
    use image::ImageEncoder as _;
    for orientation in 1..=8 {
        let picture = held(orientation);
        let (mut jpeg, mut png) = (Vec::new(), Vec::new());
        let mut encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        encoder.encode_image(&picture).unwrap();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
        encoder.set_exif_metadata(exif(orientation)).unwrap();
        picture.write_with_encoder(encoder).unwrap();
        for file in [jpeg, png] {
            let portrait = image::load_from_memory(&users::portrait(&file).unwrap()).unwrap().to_rgb8();
            let strongest = |x: u32, y: u32| {
                let pixel = portrait.get_pixel(x, y).0;
                pixel.iter().position(|colour| Some(colour) == pixel.iter().max()).unwrap()
            };
            let seen = [strongest(5, 10), strongest(5, 50), strongest(45, 10), strongest(45, 50)];
            assert_eq!(seen, [1, 1, 0, 2], "orientation {orientation}");
            let made = users::portrait(&file).unwrap();
            assert!(!made.windows(4).any(|bytes| bytes == b"Exif"), "nothing of the camera is kept");
        }
    }
}

#[test]
fn a_portrait_is_square_whatever_the_picture_was_like() {
    let file = |picture: image::DynamicImage| {
        let mut png = Vec::new();
        picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
        image::load_from_memory(&users::portrait(&png).unwrap()).unwrap().to_rgb8()
    };
    for (width, height, edge) in [(600, 400, 400), (400, 600, 400), (2_000, 700, 512), (1, 1, 1), (3, 900, 3)]
    {
        let made = file(image::DynamicImage::new_rgb8(width, height));
        assert_eq!(made.dimensions(), (edge, edge), "{width} by {height}");
    }
    let clear = file(image::DynamicImage::new_rgba8(40, 20));
    assert!(clear.get_pixel(10, 10).0.iter().all(|colour| *colour > 250), "what is seen through is white");
    for grey in [
        image::DynamicImage::new_luma8(40, 20),
        image::DynamicImage::new_luma16(40, 20),
        image::DynamicImage::new_luma_a8(40, 20),
        image::DynamicImage::new_rgb16(40, 20),
        image::DynamicImage::new_rgba16(40, 20),
    ] {
        assert_eq!(file(grey).dimensions(), (20, 20));
    }
}

#[test]
fn a_portrait_is_made_small_and_strange_files_are_refused() {
    let mut png = Vec::new();
    image::RgbImage::from_fn(1_200, 900, |x, y| image::Rgb([x as u8, y as u8, 0]))
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    let jpeg = users::portrait(&png).unwrap();
    let small = image::load_from_memory(&jpeg).unwrap();
    assert_eq!((small.width(), small.height()), (512, 512));
    assert_eq!(users::portrait(b"no picture at all"), Err(Fault::PictureUnreadable));
    assert_eq!(users::portrait(&png[..png.len() / 2]), Err(Fault::PictureUnreadable));
    assert_eq!(users::portrait(&vec![0; 21 * 1024 * 1024]), Err(Fault::PictureTooBig));
}

#[test]
fn a_pin_is_not_found_out_by_trying() {
    let desk = desk();
    let ana = desk.add_user("Ana", "García", |draft| draft.pin = PinDraft::New("4711".to_owned().into()));
    let (id, _) = desk.put_in_tray(crate::cards::card(crate::cards::EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let tried = |digits: &str| {
        let page = users::open(&desk.console, &desk.permit(), ana).unwrap();
        let draft = Draft { pin: PinDraft::New(digits.to_owned().into()), ..page.draft };
        let impact = users::impact(&desk.console, &desk.permit(), ana, &draft, &Giving::nothing()).unwrap();
        let lines = desk.trail(100).len();
        users::save(
            &desk.console,
            &desk.permit(),
            ana,
            page.version,
            &draft,
            &Picture::Keep,
            &Giving::nothing(),
        )
        .unwrap();
        (impact, desk.trail(100).len() - lines, desk.trail(1))
    };
    let same = tried("4711");
    desk.lay(id);
    desk.update(ana).unwrap();
    assert_eq!(same, tried("1147"));
}
