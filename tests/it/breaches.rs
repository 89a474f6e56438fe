//! Where others were broken into, by name: each of these happened in a product of this field, or is its nearest kin.

use keydesk::clock::Clock as _;
use keydesk::domain::directory::Query;
use keydesk::domain::door::DoorId;
use keydesk::domain::group::{Access, GroupId};
use keydesk::domain::operator::{OperatorId, Password};
use keydesk::domain::partition::{self, PartitionId};
use keydesk::domain::permission::{Permission as P, Set};
use keydesk::domain::user::{BulkEdit, Grant, Limit, PinDraft, UserId};
use keydesk::encoders::SIMULATED;
use keydesk::fault::Faults;
use keydesk::operation::Giving;
use keydesk::operation::encode::{self, OldKey, Recognised};
use keydesk::operation::own::{self, PasswordError, TwoFactorError};
use keydesk::operation::sign_in::{self, Ask, SignedIn};
use keydesk::operation::users::{self, Ban, Picture};
use keydesk::operation::{Changes, Error, StorageError, doors, four_eyes, groups, operators, partitions};
use keydesk::secret::Secret;
use keydesk::secret::authenticator::{Authenticator, Step};
use keydesk::secret::keyring::Master;

use crate::cards::{APPLICATION, EV1, EV2, EV3, NOT_HERE, OPENS, RIGHTS, card, desk_of, memory};
use crate::desk::{Desk, PASSWORD};
use crate::house::{A, B, House, form, house, password, set};

/// Everything that an operator of partition A could send with a number of partition B (CVE-2026-11889 and its kin), as
/// what was answered; and the same with numbers that nothing has.
fn sent(house: &House, by: &str, user: UserId, door: DoorId, slice: PartitionId) -> Vec<String> {
    let seat = house.seat(by);
    let console = seat.console;
    let ada = seat.person(house.user("Ada"));
    let front = doors::open(console, &seat.permit(), house.door("Door A")).unwrap();
    let give = Changes::of(vec![Grant { to: door, limit: Limit::ALWAYS }], Vec::new());
    let take = Changes::of(Vec::new(), vec![door]);
    let give_all = Changes { give: give.give.clone(), ..Changes::default() };
    let take_all = Changes { take: take.take.clone(), ..Changes::default() };
    let may = seat.permit();
    let save = |id, draft: &_, doors: Giving<_>| {
        users::save(console, &seat.permit(), id, ada.version, draft, &Picture::Keep, &doors)
    };
    let mut moved = ada.draft.clone();
    moved.partition = slice;
    let mut moved_door = front.draft.clone();
    moved_door.partition = slice;
    let mut new = users::blank(console, &seat.permit()).unwrap();
    (new.last_name, new.external_id, new.partition) = ("New".into(), "E new".into(), slice);
    let mut new_door = front.draft.clone();
    (new_door.name, new_door.external_id, new_door.partition) = ("New".into(), "X new".into(), slice);
    vec![
        format!("{:?}", save(user, &ada.draft, Giving::nothing())),
        format!("{:?}", save(ada.id, &moved, Giving::nothing())),
        format!("{:?}", save(ada.id, &ada.draft, users::given_doors(&may, &give))),
        format!("{:?}", save(ada.id, &ada.draft, users::given_doors(&may, &take))),
        format!("{:?}", users::add(console, &seat.permit(), &new, &Picture::Keep, &Giving::nothing())),
        format!(
            "{:?}",
            users::save_many(
                console,
                &seat.permit(),
                &[ada.id, user],
                &[BulkEdit::Title("Dr".into())],
                &Giving::nothing()
            )
        ),
        format!(
            "{:?}",
            users::save_many(
                console,
                &seat.permit(),
                &[ada.id],
                &[BulkEdit::Partition(slice)],
                &Giving::nothing()
            )
        ),
        format!(
            "{:?}",
            users::save_many(console, &seat.permit(), &[ada.id], &[], &users::given_doors(&may, &give_all))
        ),
        format!(
            "{:?}",
            users::save_many(console, &seat.permit(), &[ada.id], &[], &users::given_doors(&may, &take_all))
        ),
        format!(
            "{:?}",
            users::impact_of_many(
                console,
                &seat.permit(),
                &[ada.id],
                &[],
                &users::given_doors(&may, &give_all)
            )
        ),
        format!("{:?}", users::doors_of_many(console, &seat.permit(), &seat.permit(), &[ada.id, user])),
        format!("{:?}", users::ban(console, &seat.permit(), &[ada.id, user], Ban::PutOn)),
        format!("{:?}", users::delete(console, &seat.permit(), &[ada.id, user])),
        format!("{:?}", doors::save(console, &seat.permit(), door, 1, &front.draft, &Giving::nothing())),
        format!(
            "{:?}",
            doors::save(console, &seat.permit(), front.id, front.version, &moved_door, &Giving::nothing())
        ),
        format!("{:?}", doors::add(console, &seat.permit(), &new_door, &Giving::nothing())),
        format!("{:?}", doors::delete(console, &seat.permit(), door)),
        format!("{:?}", partitions::save(console, &seat.permit(), slice, 1, &partition::Draft::default())),
        format!("{:?}", encode::assign(console, &seat.permit(), user, house.desk.over_all(), &seat.at())),
        format!("{:?}", encode::preview(console, &seat.permit(), user)),
    ]
}

/// All that is kept of people and doors.
fn kept(house: &House) -> Vec<String> {
    house.rows(
        "SELECT 'u' || id || partition_id || row_version || banned || ifnull(deleted_at, '') || title FROM users
         UNION ALL SELECT 'd' || id || partition_id || row_version || ifnull(deleted_at, '') FROM doors
         UNION ALL SELECT 'g' || user_id || '-' || door_id FROM user_doors
         UNION ALL SELECT 'k' || id || user_id || ifnull(ended_at, '') FROM keys
         UNION ALL SELECT 'p' || id || row_version FROM partitions ORDER BY 1",
    )
}

#[test]
fn the_number_of_a_foreign_thing_opens_changes_moves_and_deletes_nothing() {
    let house = house();
    let (id, _) = house.desk.put_in_tray(card(EV2, 0x70));
    house.desk.lay(id);
    let before = kept(&house);
    let foreign = sent(&house, "anna", house.user("Bea"), house.door("Door B"), B);
    assert_eq!(kept(&house), before, "not even of one's own, where foreign things are in the same act");
    let absent = sent(&house, "anna", UserId(999_999), DoorId(999_999), PartitionId(999_999));
    for (foreign, absent) in foreign.iter().zip(&absent) {
        // Of many who are edited at once it is said of each what was wrong.
        assert!(
            foreign.starts_with("Err(") || foreign.contains("faults: [(Partition, OutOfReach)]"),
            "{foreign}"
        );
        assert_eq!(foreign, absent);
    }
    assert_eq!(kept(&house), before);
}

#[test]
fn no_error_says_the_name_of_anything_out_of_reach() {
    let house = house();
    let (id, _) = house.desk.put_in_tray(card(EV2, 0x70));
    house.desk.lay(id);
    let mut texts = sent(&house, "anna", house.user("Ben"), house.door("Door B"), B);
    house.lay_key("Ben");
    let anna = house.seat("anna");
    texts.push(format!(
        "{:?}",
        encode::update(anna.console, &anna.permit(), house.user("Abel"), OldKey::LEAVE, &anna.at())
    ));
    texts.push(format!("{:?}", encode::update_any(anna.console, &anna.permit(), &anna.at())));
    texts.push(format!("{:?}", encode::recognise(anna.console, &anna.permit(), SIMULATED)));
    let result = groups::open(anna.console, &anna.permit(), house.group("Clerk B"));
    texts.push(format!("{result:?}"));
    texts.push(format!("{:?}", operators::open(anna.console, &anna.permit(), house.operator("bella"))));
    for text in texts {
        for name in ["Ben", "Bea", "Door B", "bella", "Bella", "bruno"] {
            assert!(!text.contains(name), "{text}");
        }
    }
}

#[test]
fn of_a_foreign_key_on_the_encoder_only_the_site_is_told() {
    for (number, product) in [EV1, EV2, EV3].into_iter().enumerate() {
        let mut house = house();
        let new = house.add_user("Bo", B, &["Door B"]);
        let (id, key) = house.desk.put_in_tray(card(product, 0x60 + number as u8));
        house.desk.lay(id);
        house.desk.assign(new).unwrap();
        let said = memory(&key);
        for by in ["anna", "clara"] {
            let seat = house.seat(by);
            house.desk.lay(id);
            let found = encode::recognise(seat.console, &seat.permit(), SIMULATED);
            assert_eq!(found.unwrap(), Recognised::OutOfReach, "{product:?}");
            let updated = encode::update_any(seat.console, &seat.permit(), &seat.at());
            assert!(matches!(updated, Err(encode::Error::OutOfReach)), "{updated:?}");
        }
        let anna = house.seat("anna");
        let updated =
            encode::update(anna.console, &anna.permit(), house.user("Abel"), OldKey::LEAVE, &anna.at());
        assert!(matches!(updated, Err(encode::Error::InvalidUserKey(None))), "{updated:?}");
        let assigned = encode::assign(
            anna.console,
            &anna.permit(),
            house.user("Ada"),
            house.desk.over_all(),
            &anna.at(),
        );
        assert!(matches!(assigned, Err(encode::Error::OutOfReach)), "{assigned:?}");
        assert_eq!(memory(&key), said, "not one byte of it was changed");
    }
}

#[test]
fn of_a_foreign_key_that_was_altered_the_trail_is_told_and_nobody_else() {
    let mut house = house();
    let new = house.add_user("Bo", B, &["Door B"]);
    let (id, key) = house.desk.put_in_tray(card(EV2, 0x60));
    house.desk.lay(id);
    house.desk.assign(new).unwrap();
    let mut image = key.lock().file(APPLICATION, RIGHTS).unwrap().to_vec();
    image[100] ^= 1;
    key.lock().set_file(APPLICATION, RIGHTS, &image).unwrap();
    let anna = house.seat("anna");
    let (console, abel, ada) = (anna.console, house.user("Abel"), house.user("Ada"));
    let newest = || -> (String, String, i64) {
        let sql = "SELECT action, subject_name, partition_id FROM audit ORDER BY sequence DESC LIMIT 1";
        house.desk.database().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap()
    };
    let acts: [(&str, &dyn Fn() -> String, &str); 4] = [
        (
            "recognise",
            &|| format!("{:?}", encode::recognise(console, &anna.permit(), SIMULATED)),
            "Ok(OutOfReach)",
        ),
        (
            "update any",
            &|| format!("{:?}", encode::update_any(console, &anna.permit(), &anna.at())),
            "Err(OutOfReach)",
        ),
        (
            "update",
            &|| {
                format!(
                    "{:?}",
                    encode::update(console, &anna.permit(), abel, house.desk.over_all(), &anna.at())
                )
            },
            "Err(InvalidUserKey(None))",
        ),
        (
            "assign",
            &|| {
                format!(
                    "{:?}",
                    encode::assign(console, &anna.permit(), ada, house.desk.over_all(), &anna.at())
                )
            },
            "Err(OutOfReach)",
        ),
    ];
    for (what, act, said) in acts {
        house.desk.clock.advance(chrono::Duration::days(1));
        house.desk.user("Somebody", "Else");
        house.desk.lay(id);
        assert_eq!(act(), said, "{what}: as of any foreign key");
        assert_eq!(newest(), ("key-altered".to_owned(), "Bo Person".to_owned(), B.0), "{what}");
    }
    assert_eq!(key.lock().file(APPLICATION, RIGHTS).unwrap(), image);
}

/// Every byte of every file of the site.
fn bytes(desk: &Desk) -> Vec<u8> {
    let files = std::fs::read_dir(desk.folder.path()).unwrap();
    files.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn nothing_in_the_file_leads_back_to_a_password() {
    let mut house = house();
    let anna = house.seat("anna");
    let new = Password::new("three herons on the roof");
    operators::set_password(anna.console, &anna.permit(), house.operator("clara"), &new, &new).unwrap();
    house.add_operator("marta", "zoe", "Nothing");
    let bytes = bytes(&house.desk);
    assert!(has(&bytes, b"clara"), "it is the file");
    for password in [PASSWORD, "three herons on the roof"] {
        let utf_16: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let reversed: String = password.chars().rev().collect();
        let hexadecimal = hexadecimal(password.as_bytes());
        for form in [password.as_bytes(), &utf_16, reversed.as_bytes(), hexadecimal.as_bytes()] {
            assert!(!has(&bytes, form), "{password}");
            assert!(!has(&bytes, &form[..12]), "not even half of {password}");
        }
    }
}

#[test]
fn one_password_of_many_operators_shows_nowhere() {
    let house = house();
    // All of them have the same.
    let distinct = |column: &str| {
        house.rows(&format!("SELECT CAST(count(DISTINCT {column}) AS TEXT) FROM operators"))[0].clone()
    };
    let all = house.rows("SELECT CAST(count(*) AS TEXT) FROM operators")[0].clone();
    for column in ["password_salt", "password_check", "public_key", "private_key"] {
        assert_eq!(distinct(column), all, "{column}");
    }
    let sealed = house.rows("SELECT hex(sealed) FROM operator_secrets");
    let different: std::collections::BTreeSet<&String> = sealed.iter().collect();
    assert_eq!(different.len(), sealed.len());
}

/// What the letters that are typed into an authenticator stand for (RFC 4648).
fn base_32(letters: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        digit => digit - b'2' + 26,
    };
    let bits: String = letters.bytes().map(|letter| format!("{:05b}", value(letter))).collect();
    bits.as_bytes()
        .chunks_exact(8)
        .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
        .collect()
}

#[test]
fn no_secret_of_site_operator_or_person_stands_in_any_file() {
    let secret = Secret::new(*b"0123456789abcdef0123456789abcdef");
    let desk = desk_of(&secret, Faults::NONE);
    let ana =
        desk.add_user("Ana", "García", |draft| draft.pin = PinDraft::New("90417263".to_owned().into()));
    // As many people as make a snapshot beside the database, when it is closed.
    desk.sql(
        "WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 5000)
         INSERT INTO users (last_name, external_id, partition_id, activation_at, folded_text, changed_at, changed_by)
         SELECT 'Person ' || n, 'P' || n, 1, 0, 'person ' || n, 0, '' FROM number",
    );
    let desk = desk.again();
    let (id, _) = desk.put_in_tray(card(EV2, 1));
    desk.lay(id);
    desk.assign(ana).unwrap();
    let own = desk.session.own();
    let enrolment = own::begin_two_factor(&desk.console, &own).unwrap();
    let letters = enrolment.groups().replace(' ', "");
    let phone = Authenticator::parse(&letters).unwrap();
    let code = phone.code(Step::of(desk.clock.now()));
    own::switch_two_factor_on(&desk.console, &own, &enrolment, &code).unwrap();
    users::list(&desk.console, &desk.permit(), &Query::default()).unwrap();
    // While it is open, with all that was not yet brought into the database; and after it was closed.
    let mut bytes = bytes(&desk);
    assert!(desk.folder.path().join("site.db-wal").exists());
    let desk = desk.restarted();
    assert!(desk.folder.path().join("people.cache").exists());
    bytes.extend(self::bytes(&desk));

    let pins = Master::new(secret.clone()).pins();
    let mut secrets = vec![
        PASSWORD.as_bytes().to_vec(),
        b"90417263".to_vec(),
        letters.as_bytes().to_vec(),
        base_32(&letters),
        secret.expose().to_vec(),
        b"0123456789abcdef".to_vec(),
        pins.expose().to_vec(),
        pins.derive::<16>("keydesk pin check").to_vec(),
        secret.derive::<32>("keydesk image signing").to_vec(),
    ];
    for purpose in
        ["keydesk card", "keydesk application", "keydesk discovery", "keydesk lock", "keydesk desk"]
    {
        secrets.push(secret.derive::<16>(purpose).to_vec());
    }
    for secret in secrets {
        let hexadecimal = hexadecimal(&secret);
        for form in [secret.as_slice(), hexadecimal.as_bytes(), hexadecimal.to_uppercase().as_bytes()] {
            assert!(!has(&bytes, form), "{}", String::from_utf8_lossy(form));
        }
    }
    assert!(has(&bytes, &secret.derive::<16>("keydesk site mark")), "what is no secret is there");
}

#[test]
fn after_a_reset_the_old_password_opens_nothing() {
    let house = house();
    let (anna, clara) = (house.seat("anna"), house.seat("clara"));
    let id = house.operator("clara");
    let kept = |house: &House| {
        house.rows(&format!(
            "SELECT hex(password_salt) FROM operators WHERE id = {0}
             UNION ALL SELECT hex(password_check) FROM operators WHERE id = {0}
             UNION ALL SELECT hex(private_key) FROM operators WHERE id = {0}
             UNION ALL SELECT hex(public_key) FROM operators WHERE id = {0}
             UNION ALL SELECT hex(sealed) FROM operator_secrets WHERE operator_id = {0}",
            id.0
        ))
    };
    let before = kept(&house);
    let new = Password::new("three herons on the roof");
    operators::set_password(anna.console, &anna.permit(), id, &new, &new).unwrap();
    let after = kept(&house);
    assert_eq!(after.len(), before.len(), "with the secrets that clerks have");
    assert!(before.iter().all(|row| !after.contains(row)), "nothing is left that it opened");
    // Not at the door, nor at the locked screen of a session from before, nor in its own settings, nor as a witness.
    let console = &house.desk.console;
    let old = password();
    assert!(matches!(sign_in::sign_in(console, "clara", &old), Err(sign_in::Error::Wrong)));
    clara.session.lock();
    assert!(matches!(sign_in::unlock(console, &clara.session, &old, ""), Err(sign_in::Error::Wrong)));
    let own = clara.session.own();
    let changed = own::change_password(console, &own, &old, &password(), &password());
    assert!(matches!(changed, Err(PasswordError::WrongOld)));
    let off = own::switch_two_factor_off(console, &own, &old);
    assert!(matches!(off, Err(TwoFactorError::WrongPassword)));
    let by = house.desk.session.administrator().unwrap();
    let word = four_eyes::confirm(console, &by, "clara", &old, "");
    let is_locked = matches!(word, Err(four_eyes::Error::SignIn(sign_in::Error::LockedUntil(_))));
    assert!(is_locked, "the fifth guess, wherever the others were: {word:?}");
    house.desk.clock.advance(chrono::Duration::minutes(30));
    assert!(sign_in::sign_in(console, "clara", &new).is_ok());
}

#[test]
fn half_a_sign_in_from_before_a_reset_leads_nowhere() {
    let house = house();
    let (marta, console) = (house.seat("marta"), &house.desk.console);
    house.desk.sql("UPDATE operators SET password_must_change = 1 WHERE user_name = 'clara'");
    let asked = sign_in::sign_in(console, "clara", &password()).unwrap();
    let SignedIn::Asks(Ask::NewPassword(pending)) = asked else { panic!("{asked:?}") };
    let new = Password::new("three herons on the roof");
    operators::set_password(console, &marta.permit(), house.operator("clara"), &new, &new).unwrap();
    let mine = Password::new("four herons on the roof");
    let replaced = sign_in::replace_password(console, &pending, &mine, &mine);
    assert!(matches!(replaced, Err(sign_in::Error::BeginAnew)), "{replaced:?}");
}

#[test]
fn ticks_of_a_custom_tree_that_were_put_into_the_file_add_nothing() {
    let house = house();
    let clerks = house.group("Clerk A").0;
    let file = rusqlite::Connection::open(house.file()).unwrap();
    file.execute_batch(&format!(
        "UPDATE group_partitions SET custom = 1 WHERE group_id = {clerks};
         INSERT INTO group_partition_permissions
         SELECT {clerks}, 2, permission FROM group_permissions WHERE group_id = {};
         INSERT INTO group_partitions VALUES ({clerks}, 3, 1);
         INSERT INTO group_partition_permissions VALUES ({clerks}, 3, 'cardholders/users/view');
         INSERT INTO group_partition_permissions VALUES ({clerks}, 3, 'no such permission');",
        house.group("Manager A").0
    ))
    .unwrap();
    drop(file);
    let clerk = set(crate::house::CLERK);
    assert_eq!(house.held("Clerk A", A), clerk, "no more than the global ticks");
    let clara = house.seat("clara");
    let reached = |partition| clara.session.grants().in_partition(partition).intersection(Set::partitioned());
    assert_eq!(reached(B), Set::NONE, "no partition that the group above has not");
    assert!(!clara.session.holds(P::UsersAddDelete));
    // Saved once more as it is, the ticks that are nothing are gone.
    let anna = house.seat("anna");
    let page = anna.group(house.group("Clerk A"));
    groups::save(anna.console, &anna.permit(), page.id, page.version, &page.draft).unwrap();
    let Access::Custom(custom) = anna.group(page.id).draft.given.partitions[&A] else {
        panic!("its own tree")
    };
    assert!(custom.is_within(clerk));
}

#[test]
fn ticks_that_were_put_into_the_file_do_not_go_beyond_the_group_above() {
    let house = house();
    let file = rusqlite::Connection::open(house.file()).unwrap();
    let clerks = house.group("Clerk A").0;
    for permission in P::ALL {
        file.execute("INSERT OR IGNORE INTO group_permissions VALUES (?1, ?2)", (clerks, permission.key()))
            .unwrap();
    }
    drop(file);
    let clara = house.seat("clara");
    for permission in P::ALL {
        assert_eq!(
            clara.session.holds(*permission),
            crate::house::MANAGER.contains(permission),
            "{permission:?}"
        );
    }
    assert!(clara.session.administrator().is_none());
}

#[test]
fn groups_that_stand_above_one_another_in_the_file_let_nobody_in() {
    let house = house();
    let file = rusqlite::Connection::open(house.file()).unwrap();
    let (managers, clerks) = (house.group("Manager A").0, house.group("Clerk A").0);
    file.execute("UPDATE operator_groups SET parent_id = ?1 WHERE id = ?2", (clerks, managers)).unwrap();
    drop(file);
    let result = sign_in::sign_in(&house.desk.console, "anna", &password());
    assert!(matches!(result, Err(sign_in::Error::Storage(StorageError::Damaged))), "{result:?}");
}

#[test]
fn a_screen_from_before_a_move_to_another_partition_saves_nothing() {
    let house = house();
    let (clara, anna, marta) = (house.seat("clara"), house.seat("anna"), house.seat("marta"));
    let (id, door) = (house.user("Ada"), house.door("Door A"));
    let stale = clara.person(id);
    let stale_door = doors::open(anna.console, &anna.permit(), door).unwrap();
    let mut draft = marta.person(id).draft;
    draft.partition = B;
    users::save(
        marta.console,
        &marta.permit(),
        id,
        stale.version,
        &draft,
        &Picture::Keep,
        &Giving::nothing(),
    )
    .unwrap();
    let mut moved = stale_door.draft.clone();
    moved.partition = B;
    doors::save(marta.console, &marta.permit(), door, stale_door.version, &moved, &Giving::nothing())
        .unwrap();
    let before = kept(&house);
    let save = |version| {
        users::save(
            clara.console,
            &clara.permit(),
            id,
            version,
            &stale.draft,
            &Picture::Keep,
            &Giving::nothing(),
        )
    };
    let no_such = |text: String| assert!(text.contains("NoSuch("), "{text}");
    no_such(format!("{:?}", save(stale.version)));
    no_such(format!("{:?}", save(stale.version + 1)));
    no_such(format!(
        "{:?}",
        doors::save(
            anna.console,
            &anna.permit(),
            door,
            stale_door.version,
            &stale_door.draft,
            &Giving::nothing()
        )
    ));
    no_such(format!("{:?}", doors::delete(anna.console, &anna.permit(), door)));
    // A door on a form that was opened before is neither given nor taken any more.
    let abel = anna.person(house.user("Abel"));
    let may = anna.permit();
    for changes in [
        Changes::of(vec![Grant { to: door, limit: Limit::ALWAYS }], Vec::new()),
        Changes::of(Vec::new(), vec![door]),
    ] {
        let doors = &users::given_doors(&may, &changes);
        let result = users::save(
            anna.console,
            &anna.permit(),
            abel.id,
            abel.version,
            &abel.draft,
            &Picture::Keep,
            doors,
        );
        no_such(format!("{result:?}"));
    }
    assert_eq!(kept(&house), before);
}

#[test]
fn what_is_out_of_reach_stays_on_a_person_who_is_saved() {
    let house = house();
    let (anna, ada) = (house.seat("anna"), house.user("Ada"));
    let of_ada = || users::doors(anna.console, &anna.permit(), &anna.permit(), ada).unwrap();
    assert_eq!((of_ada().0.len(), of_ada().1), (1, 1), "one by its name, one as a number");
    let page = anna.person(ada);
    let changes = Changes::of(
        vec![Grant { to: house.door("Second door A"), limit: Limit::ALWAYS }],
        vec![house.door("Door A")],
    );
    let may = anna.permit();
    let doors = &users::given_doors(&may, &changes);
    users::save(anna.console, &anna.permit(), ada, page.version, &page.draft, &Picture::Keep, doors).unwrap();
    assert_eq!((of_ada().0.len(), of_ada().1), (1, 1));
    assert_eq!(house.seat("marta").person(ada).doors, 2);
    // And it is on the key: what a key says does not depend on who writes it.
    let (id, key) = house.desk.put_in_tray(card(EV2, 0x70));
    house.desk.lay(id);
    encode::assign(anna.console, &anna.permit(), ada, OldKey::LEAVE, &anna.at()).unwrap();
    assert_eq!(house.desk.lock(house.door("Door B")).decide(&key), OPENS);
    assert_eq!(house.desk.lock(house.door("Second door A")).decide(&key), OPENS);
}

#[test]
fn what_another_gives_meanwhile_does_not_widen_what_an_update_may_write() {
    let house = house();
    let (clara, marta) = (house.seat("clara"), house.seat("marta"));
    let abel = house.user("Abel");
    let id = house.lay_key("Abel");
    let key = house.desk.tray.card(id).unwrap();
    // The door of another partition is given by whoever may, after clara opened the person's screen: the key says it.
    let stale = clara.person(abel);
    house.desk.give(abel, &[house.door("Door B")]);
    encode::update_any(clara.console, &clara.permit(), &clara.at()).unwrap();
    assert_eq!(house.desk.lock(house.door("Door B")).decide(&key), OPENS);
    // Taken away again it is gone at the next update, whatever the screen from before says.
    house.desk.change_doors(abel, &[], &[house.door("Door B")]);
    let result = users::save(
        clara.console,
        &clara.permit(),
        abel,
        stale.version,
        &stale.draft,
        &Picture::Keep,
        &Giving::nothing(),
    );
    result.unwrap();
    house.lay_key("Abel");
    encode::update_any(clara.console, &clara.permit(), &clara.at()).unwrap();
    assert_eq!(house.desk.lock(house.door("Door B")).decide(&key), NOT_HERE);
    // Who moves away takes the key along: no clerk of A writes it any more, with whatever rights.
    let mut page = marta.person(abel);
    page.draft.partition = B;
    users::save(
        marta.console,
        &marta.permit(),
        abel,
        page.version,
        &page.draft,
        &Picture::Keep,
        &Giving::nothing(),
    )
    .unwrap();
    house.desk.give(abel, &[house.door("Door B")]);
    let said = memory(&key);
    house.lay_key("Abel");
    let result = encode::update_any(clara.console, &clara.permit(), &clara.at());
    assert!(matches!(result, Err(encode::Error::OutOfReach)), "{result:?}");
    assert_eq!(memory(&key), said);
}

#[test]
fn a_permit_from_before_is_asked_anew_at_every_act() {
    let house = house();
    let anna = house.seat("anna");
    let (may_add, may_save, may_keep) = (anna.permit(), anna.permit(), anna.permit());
    house.change_group("Manager A", |given| given.global = Set::NONE);
    let refused = |text: String| assert!(text.contains("NotPermitted"), "{text}");
    refused(format!("{:?}", groups::add(anna.console, &may_add, &form("New", &[], &[]))));
    let draft = crate::house::operator("zoe", GroupId(1));
    refused(format!("{:?}", operators::save(anna.console, &may_save, OperatorId(1), 1, &draft)));
    house.lay_key("Abel");
    refused(format!("{:?}", encode::recognise(anna.console, &may_keep, SIMULATED)));
    refused(format!("{:?}", encode::update_any(anna.console, &may_keep, &anna.at())));
    let (mut came, at) = (String::new(), anna.at());
    let next = encode::update_next(anna.console, &may_keep, &at, |result| came = format!("{result:?}"));
    refused(came);
    assert_eq!(next, encode::Next::End, "the key is not waited for, nor another one");
}

#[test]
fn an_administrator_who_is_one_no_more_is_asked_anew_as_well() {
    let mut house = house();
    house.add_operator("marta", "berta", "Administrator");
    let berta = house.seat("berta");
    let administrator = berta.session.administrator().unwrap();
    let marta = house.seat("marta");
    let page = marta.operator(house.operator("berta"));
    let mut draft = page.draft;
    draft.group = Some(house.group("Custom"));
    operators::save(marta.console, &marta.permit(), house.operator("berta"), page.version, &draft).unwrap();
    let new = partition::Draft { name: "New".into(), description: String::new() };
    let result = partitions::add(berta.console, &administrator, &new);
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))));
    let result = partitions::delete(berta.console, &administrator, A, B);
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))));
}
