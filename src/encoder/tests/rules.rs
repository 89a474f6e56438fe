//! What the simulated card allows and refuses, asked bare: instruction, content, status.

use super::*;

/// Says a bare command without content protection, and returns the status.
fn status(card: &mut Card, instruction: u8, content: &[u8]) -> u8 {
    card.exchange(&[&[instruction], content].concat()).unwrap()[0]
}

fn fresh(generation: Generation) -> Card {
    let mut card = card(generation);
    card.lay();
    card
}

const AID: [u8; 3] = [1, 2, 3];

/// A factory card with an application of two AES keys, selected, and settings of one's choice.
fn with_application(generation: Generation, settings: u8) -> Card {
    let mut card = fresh(generation);
    assert_eq!(status(&mut card, 0xCA, &[1, 2, 3, settings, 0x82]), 0x00);
    assert_eq!(status(&mut card, 0x5A, &AID), 0x00);
    card
}

fn plain_file(number: u8, rights: [u8; 2]) -> [u8; 7] {
    [number, 0x00, rights[0], rights[1], 32, 0, 0]
}

const READ: [u8; 7] = [1, 0, 0, 0, 4, 0, 0];
const WRITE: [u8; 9] = [1, 0, 0, 0, 2, 0, 0, 0xAB, 0xCD];

#[test]
fn free_files_are_free_and_forbidden_ones_forbidden_to_everyone() {
    for (rights, read, write) in [
        ([0xFF, 0xEE], 0x00, 0x00),
        ([0xEF, 0xFF], 0x00, 0x00),
        ([0xFF, 0xEF], 0x00, 0x9D),
        ([0xFF, 0xFF], 0x9D, 0x9D),
        ([0xFF, 0x0E], 0xAE, 0x00),
        ([0x1F, 0x0F], 0xAE, 0xAE),
    ] {
        let mut card = with_application(Generation::Ev1, 0x0F);
        assert_eq!(status(&mut card, 0xCD, &plain_file(1, rights)), 0x00);
        assert_eq!(status(&mut card, 0x3D, &WRITE), write, "{rights:02X?}");
        assert_eq!(status(&mut card, 0xBD, &READ), read, "{rights:02X?}");
    }
}

#[test]
fn places_beyond_the_end_and_lengths_of_nothing_are_refused() {
    let mut card = with_application(Generation::Ev1, 0x0F);
    assert_eq!(status(&mut card, 0xCD, &plain_file(1, [0xEE, 0xEE])), 0x00);
    for (command, content, expected) in [
        (0xBD, vec![1, 0, 0, 0, 32, 0, 0], 0x00),
        (0xBD, vec![1, 0, 0, 0, 33, 0, 0], 0xBE),
        (0xBD, vec![1, 31, 0, 0, 0, 0, 0], 0x00),
        (0xBD, vec![1, 32, 0, 0, 0, 0, 0], 0xBE),
        (0xBD, vec![2, 0, 0, 0, 0, 0, 0], 0xF0),
        (0xBD, vec![1, 0, 0, 0, 0, 0], 0x7E),
        (0xBD, vec![1, 0, 0, 0, 0, 0, 0, 0], 0x7E),
        (0x3D, vec![1, 31, 0, 0, 1, 0, 0, 9], 0x00),
        (0x3D, vec![1, 31, 0, 0, 2, 0, 0, 9, 9], 0xBE),
        (0x3D, vec![1, 0, 0, 0, 0, 0, 0], 0x9E),
        (0x3D, vec![1, 0, 0, 0, 1, 0, 0, 9, 9], 0x7E),
        (0x3D, vec![1, 0, 0, 0, 2, 0, 0, 9], 0xAF),
    ] {
        assert_eq!(status(&mut card, command, &content), expected, "{content:?}");
    }
    // The last one waits for a byte; anything else now is an interruption.
    assert_eq!(status(&mut card, 0x60, &[]), 0xCA);
    assert_eq!(status(&mut card, 0xAF, &[]), 0x1C);
}

#[test]
fn a_read_of_everything_is_padded_so_that_its_end_is_found() {
    let (card, mut host) = in_use(Generation::Ev1, Way::Ev1, Mode::Full);
    host.write(file(3), Mode::Full, 0, &pattern(512, 1)).unwrap();
    host.commit().unwrap();
    // 512 bytes, a checksum, and padding that shows its beginning: 33 blocks in 9 frames.
    let mut answer = card.lock().exchange(&[0xBD, 3, 0, 0, 0, 0, 0, 0]).unwrap();
    let mut length = answer.len() - 1;
    while answer[0] == 0xAF {
        answer = card.lock().exchange(&[0xAF]).unwrap();
        length += answer.len() - 1;
    }
    assert_eq!((answer[0], length), (0x00, 528));
}

#[test]
fn the_first_generation_knows_no_later_commands_and_no_longer_frames() {
    let mut card = with_application(Generation::Ev1, 0x0F);
    for instruction in [0x71, 0x77, 0xAD, 0x8D] {
        assert_eq!(status(&mut card, instruction, &[0, 0]), 0x1C);
    }
    assert_eq!(status(&mut card, 0xCD, &plain_file(1, [0xEE, 0xEE])), 0x00);
    let long = [&[1, 0, 0, 0, 100, 0, 0][..], &[7; 52]].concat();
    assert_eq!(status(&mut card, 0x3D, &[&long[..], &[7]].concat()), 0x7E);
    let mut later = with_application(Generation::Ev2, 0x0F);
    assert_eq!(status(&mut later, 0x71, &[0, 0]), 0xAF);
    assert_eq!(status(&mut later, 0xAF, &[0; 31]), 0x7E);
    assert_eq!(status(&mut later, 0x77, &[0]), 0xAE);
}

#[test]
fn applications_are_limited_by_number_and_by_memory() {
    let create =
        |card: &mut Card, number: u8, keys: u8| status(card, 0xCA, &[number, 0, 0, 0x0F, 0x80 | keys]);
    let mut early = fresh(Generation::Ev1);
    let mut later = fresh(Generation::Ev2);
    for number in 1..=28 {
        assert_eq!(create(&mut early, number, 1), 0x00);
        assert_eq!(create(&mut later, number, 1), 0x00);
    }
    assert_eq!(create(&mut early, 29, 1), 0xCE);
    assert_eq!(create(&mut later, 29, 1), 0x00);
    assert_eq!(create(&mut later, 29, 1), 0xDE);
    assert_eq!(create(&mut later, 0, 1), 0x9E);
    assert_eq!(create(&mut later, 30, 0), 0x9E);
    assert_eq!(create(&mut later, 30, 15), 0x9E);
    assert_eq!(status(&mut later, 0xCA, &[30, 0, 0, 0x0F]), 0x7E);
    assert_eq!(status(&mut later, 0xCA, &[30, 0, 0, 0x0F, 0x41]), 0x9E);

    let small = Product::Desfire(Generation::Ev1, Storage::B256);
    let mut small = Card::new(small, UID);
    small.lay();
    assert_eq!(create(&mut small, 1, 14), 0x0E);
    assert_eq!(create(&mut small, 1, 2), 0x00);
    assert_eq!(status(&mut small, 0x5A, &[1, 0, 0]), 0x00);
    assert_eq!(status(&mut small, 0xCB, &[1, 0, 0xEE, 0xEE, 65, 0, 0]), 0x0E);
    assert_eq!(status(&mut small, 0xCB, &[1, 0, 0xEE, 0xEE, 64, 0, 0]), 0x00);
    assert_eq!(status(&mut small, 0xCD, &[2, 0, 0xEE, 0xEE, 32, 0, 0]), 0x00);
    assert_eq!(small.exchange(&[0x6E]).unwrap(), [0, 0, 0, 0]);
    assert_eq!(status(&mut small, 0xCD, &[3, 0, 0xEE, 0xEE, 1, 0, 0]), 0x0E);
}

#[test]
fn files_are_created_only_as_they_can_be() {
    let mut card = with_application(Generation::Ev2, 0x0F);
    for (content, expected) in [
        (plain_file(31, [0xEE, 0xEE]), 0x00),
        (plain_file(31, [0xEE, 0xEE]), 0xDE),
        (plain_file(32, [0xEE, 0xEE]), 0x9E),
        (plain_file(1, [0xE2, 0xEE]), 0x9E),
        (plain_file(1, [0x01, 0x10]), 0x00),
        ([2, 2, 0xEE, 0xEE, 32, 0, 0], 0x9E),
        ([2, 0, 0xEE, 0xEE, 0, 0, 0], 0x9E),
        ([2, 0, 0xEE, 0xEE, 0, 0, 1], 0x0E),
    ] {
        assert_eq!(status(&mut card, 0xCD, &content), expected, "{content:02X?}");
    }
    assert_eq!(card.exchange(&[0x6F]).unwrap(), [0x00, 31, 1]);
    assert_eq!(status(&mut card, 0xCD, &[2, 0, 0xEE]), 0x7E);
    assert_eq!(status(&mut card, 0xF5, &[3]), 0xF0);
    assert_eq!(status(&mut card, 0xDF, &[3]), 0xF0);
    assert_eq!(status(&mut card, 0x5A, &[0, 0, 0]), 0x00);
    assert_eq!(status(&mut card, 0x6F, &[]), 0x9D);
    assert_eq!(status(&mut card, 0xCD, &plain_file(2, [0xEE, 0xEE])), 0x9D);
}

#[test]
fn key_settings_decide_what_is_free() {
    let mut card = with_application(Generation::Ev1, 0x00);
    for (instruction, content) in [(0x45, &[][..]), (0x6F, &[]), (0xF5, &[1]), (0xDF, &[1])] {
        assert_eq!(status(&mut card, instruction, content), 0xAE, "{instruction:02X}");
    }
    assert_eq!(status(&mut card, 0xCD, &plain_file(1, [0xEE, 0xEE])), 0xAE);
    assert_eq!(card.exchange(&[0x64, 1]).unwrap(), [0x00, 0x00]);
    assert_eq!(status(&mut card, 0x64, &[2]), 0x40);
    assert_eq!(status(&mut card, 0xAA, &[2]), 0x40);
    assert_eq!(status(&mut card, 0x1A, &[0]), 0xAE);
    assert_eq!(status(&mut card, 0xFC, &[]), 0x9D);
    assert_eq!(status(&mut card, 0xDA, &AID), 0xAE);
    assert_eq!(status(&mut card, 0x5A, &[9, 9, 9]), 0xA0);
    assert_eq!(status(&mut card, 0x5A, &[0, 0, 0]), 0x00);
    assert_eq!(status(&mut card, 0xDA, &AID), 0xAE);
    assert_eq!(status(&mut card, 0xFC, &[]), 0xAE);
    assert_eq!(status(&mut card, 0x51, &[]), 0xAE);
    assert_eq!(status(&mut card, 0xC4, &[0]), 0xAE);
    assert_eq!(status(&mut card, 0xC1, &[0]), 0x1C);
    let ids = [&[0x00][..], &AID].concat();
    assert_eq!(card.exchange(&[0x6A]).unwrap(), ids);
}

#[test]
fn who_may_change_which_key() {
    use crate::encoder::desfire::status::Status;
    let fault = Err(Error::Card(Status::AuthenticationFault));
    let denied = Err(Error::Card(Status::PermissionDenied));
    // The key settings, the authenticated key, the key to change, and what comes of it.
    for (change, with, which, expected) in [
        (ChangeKey::Key(number(0)), 0, 1, Ok(())),
        (ChangeKey::Key(number(0)), 1, 2, fault),
        (ChangeKey::Key(number(0)), 1, 1, fault),
        (ChangeKey::Key(number(1)), 1, 2, Ok(())),
        (ChangeKey::Key(number(1)), 0, 2, fault),
        (ChangeKey::Key(number(1)), 0, 1, Ok(())),
        (ChangeKey::Key(number(1)), 1, 1, fault),
        (ChangeKey::Itself, 2, 2, Ok(())),
        (ChangeKey::Itself, 0, 2, fault),
        (ChangeKey::Never, 0, 2, denied),
        (ChangeKey::Never, 0, 0, Ok(())),
        (ChangeKey::Key(number(1)), 1, 0, fault),
    ] {
        for (generation, way) in WAYS {
            let card = laid(card(generation));
            let mut host = host(&card);
            let settings = KeySettings { change_key: change, ..settings() };
            host.create_application(application(), settings, KeyCount::new(3).unwrap()).unwrap();
            host.select(application()).unwrap();
            authenticate(&mut host, way, with, &key(0)).unwrap();
            let changed = if with == which {
                host.change_own_key(&key(5), 9)
            } else {
                host.change_other_key(number(which), &key(0), &key(5), 9)
            };
            assert_eq!(changed, expected, "{change:?} with {with} of {which} {way:?}");
            let now = if expected.is_ok() { key(5) } else { key(0) };
            host.select(application()).unwrap();
            authenticate(&mut host, way, which, &now).unwrap();
            assert_eq!(host.key_version(number(which)), Ok(if expected.is_ok() { 9 } else { 0 }));
        }
    }
}

#[test]
fn frozen_keys_and_settings_stay() {
    use crate::encoder::desfire::status::Status;
    let denied = Err(Error::Card(Status::PermissionDenied));
    let card = laid(card(Generation::Ev2));
    let mut host = host(&card);
    let frozen = KeySettings { master_key_changeable: false, settings_changeable: false, ..settings() };
    host.create_application(application(), frozen, KeyCount::new(1).unwrap()).unwrap();
    host.select(application()).unwrap();
    for way in [Way::Ev1, Way::Ev2] {
        authenticate(&mut host, way, 0, &key(0)).unwrap();
        assert_eq!(host.change_own_key(&key(5), 9), denied);
        authenticate(&mut host, way, 0, &key(0)).unwrap();
        assert_eq!(host.change_key_settings(settings()), denied);
    }
}

#[test]
fn a_key_changed_with_a_wrong_idea_of_the_old_one_is_refused() {
    use crate::encoder::desfire::status::Status;
    for (generation, way) in WAYS {
        let (_, mut host) = in_use(generation, way, Mode::Full);
        authenticate(&mut host, way, 0, &key(0xA0)).unwrap();
        let changed = host.change_other_key(number(1), &key(0xEE), &key(5), 9);
        assert_eq!(changed, Err(Error::Card(Status::IntegrityFault)));
        authenticate(&mut host, way, 1, &key(0xA1)).unwrap();
    }
}

#[test]
fn every_error_ends_the_session_and_what_was_pending() {
    let (card, mut host) = in_use(Generation::Ev1, Way::Ev1, Mode::Plain);
    host.write(file(2), Mode::Plain, 0, b"new").unwrap();
    assert_eq!(status(&mut card.lock(), 0xBD, &[9, 0, 0, 0, 0, 0, 0]), 0xF0);
    assert_eq!(status(&mut card.lock(), 0xBD, &[2, 0, 0, 0, 1, 0, 0]), 0xAE);
    host.authenticate_aes(number(1), &key(0xA1)).unwrap();
    assert_eq!(status(&mut card.lock(), 0xC7, &[]), 0x0C);
}

#[test]
fn commands_that_are_not_what_they_say_are_refused() {
    for (generation, way) in WAYS {
        for (mode, instruction) in [(Mode::Maced, 0x3D), (Mode::Full, 0x3D)] {
            let (card, _host) = in_use(generation, way, mode);
            // A write of two bytes under a MAC or cipher made of nothing.
            let sealed = match (mode, way) {
                (Mode::Maced, _) => vec![9; 10],
                (_, Way::Ev1) => vec![9; 16],
                (_, Way::Ev2) => vec![9; 24],
            };
            let content = [&[1, 0, 0, 0, 2, 0, 0][..], &sealed].concat();
            assert_eq!(status(&mut card.lock(), instruction, &content), 0x1E, "{way:?} {mode:?}");
            assert_eq!(status(&mut card.lock(), 0xC7, &[]), 0x0C);
        }
    }
    let (card, _host) = in_use(Generation::Ev2, Way::Ev2, Mode::Full);
    assert_eq!(status(&mut card.lock(), 0x6F, &[0; 8]), 0x1E);
    let (card, _host) = in_use(Generation::Ev2, Way::Ev2, Mode::Full);
    assert_eq!(status(&mut card.lock(), 0x6F, &[]), 0x7E);
}

#[test]
fn the_reader_asks_the_card_what_only_a_real_reader_would_know() {
    let mut card = fresh(Generation::Ev1);
    let ask = |card: &mut Card, what: u8| card.exchange(&[0xFF, 0xCA, what, 0, 0]).unwrap();
    assert_eq!(ask(&mut card, 0), [&UID[..], &[0x90, 0x00]].concat());
    assert_eq!(ask(&mut card, 1), [0x06, 0x75, 0x77, 0x81, 0x02, 0x80, 0x90, 0x00]);
    assert_eq!(ask(&mut card, 2), [0x20, 0x90, 0x00]);
    assert_eq!(ask(&mut card, 3), [0x03, 0x44, 0x90, 0x00]);
    assert_eq!(ask(&mut card, 4), [0x6A, 0x81]);
    let select = hex("00A4040007D276000085010000");
    assert_eq!(card.exchange(&select).unwrap(), [0x90, 0x00]);
    assert_eq!(card.exchange(&select[..12]).unwrap(), [0x90, 0x00]);
    assert_eq!(card.exchange(&hex("00A4040007D276000085010100")).unwrap(), [0x6A, 0x82]);
    assert_eq!(card.exchange(&hex("00A4000002E110")).unwrap(), [0x6A, 0x82]);
    assert_eq!(card.exchange(&hex("00B0000000")).unwrap(), [0x6D, 0x00]);

    let mut classic = Card::new(Product::Classic1k, UID);
    classic.lay();
    assert_eq!(ask(&mut classic, 0), [0x04, 0x64, 0xD5, 0x9A, 0x90, 0x00]);
    assert_eq!(ask(&mut classic, 1), [0x6A, 0x81]);
    assert_eq!(classic.exchange(&[0x90, 0x60, 0, 0, 0]).unwrap(), [0x6D, 0x00]);
    let ats = [0x06, 0x75, 0x77, 0x81, 0x02, 0x81];
    assert_ne!(super::card(Generation::Ev1).with_ats(&ats).atr(), card.atr());
}

#[test]
fn a_random_serial_number_can_be_there_from_the_start() {
    let mut card = card(Generation::Ev2).with_random_uid();
    card.lay();
    assert_eq!(card.exchange(&[0xFF, 0xCA, 0, 0, 0]).unwrap()[0], 0x08);
}

#[test]
fn the_first_desfires_authentication_and_its_session_work_as_its_hosts_expect() {
    // Written out by hand from the data sheet's rules: the host deciphers in order to encipher.
    use crate::encoder::cipher::{self, BlockCipher, xor};
    let mut card = fresh(Generation::Ev1);
    let des = cipher::des(&Secret::new([0; 8]));
    let asked = card.exchange(&[0x0A, 0x00]).unwrap();
    assert_eq!((asked.len(), asked[0]), (9, 0xAF));
    let mut challenge: [u8; 8] = asked[1..].try_into().unwrap();
    des.decipher(&mut challenge);
    challenge.rotate_left(1);
    let mut first = [0x11; 8];
    des.decipher(&mut first);
    let mut second = challenge;
    xor(&mut second, &first);
    des.decipher(&mut second);
    let proof = card.exchange(&[&[0xAF][..], &first, &second].concat()).unwrap();
    let mut proof: [u8; 8] = proof[1..].try_into().unwrap();
    des.decipher(&mut proof);
    assert_eq!(proof, [0x11; 8]);

    // The session key is made of both challenges; the new key settings go out deciphered.
    challenge.rotate_right(1);
    let session = [&[0x11; 4][..], &challenge[..4]].concat().try_into().unwrap();
    let session = cipher::des(&Secret::new(session));
    let mut settings = [0x0B, 0, 0, 0, 0, 0, 0, 0];
    settings[1..3].copy_from_slice(&{
        let mut crc = 0x6363_u16 ^ 0x0B;
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0x8408 } else { crc >> 1 };
        }
        crc.to_le_bytes()
    });
    session.decipher(&mut settings);
    assert_eq!(card.exchange(&[&[0x54][..], &settings].concat()).unwrap(), [0x00]);
    assert_eq!(card.exchange(&[0x45]).unwrap(), [0x00, 0x0B, 0x01]);
    let uid = card.exchange(&[0x51]).unwrap();
    assert_eq!(uid.len(), 17);
    let mut block: [u8; 8] = uid[1..9].try_into().unwrap();
    session.decipher(&mut block);
    assert_eq!(block[..7], UID);
    assert_eq!(status(&mut card, 0x54, &[9; 8]), 0x1E);
}

#[test]
fn file_settings_can_be_changed_by_the_key_that_may() {
    let mut card = with_application(Generation::Ev1, 0x0F);
    assert_eq!(status(&mut card, 0xCD, &plain_file(1, [0xEE, 0xEE])), 0x00);
    assert_eq!(status(&mut card, 0x5F, &[1, 0x00, 0xEF, 0xEE]), 0x00);
    assert_eq!(card.exchange(&[0xF5, 1]).unwrap(), [0, 0, 0, 0xEF, 0xEE, 32, 0, 0]);
    assert_eq!(status(&mut card, 0x5F, &[1, 0x00, 0xEE, 0xEE]), 0x9D);
    assert_eq!(status(&mut card, 0xCD, &plain_file(2, [0xE1, 0xEE])), 0x00);
    assert_eq!(status(&mut card, 0x5F, &[2, 0x00, 0xEE, 0xEE]), 0xAE);
}
