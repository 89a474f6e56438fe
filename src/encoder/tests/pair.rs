//! Our host and our card, with everything that the program asks of a card.

use super::*;
use crate::encoder::desfire::file::Kind;
use crate::encoder::desfire::status::Status;
use crate::encoder::desfire::version;

const LENGTHS: [usize; 15] = [0, 1, 15, 16, 17, 47, 48, 52, 59, 60, 239, 240, 511, 512, 1024];

#[test]
fn content_of_every_length_comes_back_in_every_session_and_mode() {
    for (generation, way) in WAYS {
        for mode in MODES {
            let (_, mut host) = in_use(generation, way, mode);
            for (seed, length) in LENGTHS.into_iter().enumerate() {
                let content = pattern(length, seed as u8);
                for file in [file(1), file(2)] {
                    host.write(file, mode, 0, &content).unwrap();
                }
                if length > 0 {
                    host.commit().unwrap();
                }
                for file in [file(1), file(2)] {
                    let read = host.read(file, mode, 0, length).unwrap();
                    assert_eq!(read, content, "{generation:?} {way:?} {mode:?} {length}");
                }
            }
        }
    }
}

#[test]
fn a_part_of_a_file_is_written_and_read_at_its_place() {
    for (generation, way) in WAYS {
        let (card, mut host) = in_use(generation, way, Mode::Full);
        host.write(file(1), Mode::Full, 300, &pattern(300, 1)).unwrap();
        assert_eq!(host.read(file(1), Mode::Full, 310, 250).unwrap(), pattern(300, 1)[10..260]);
        let card = card.lock();
        let content = card.file(application_bytes(), 1).unwrap();
        assert_eq!(content[300..600], pattern(300, 1));
        assert!(content[..300].iter().chain(&content[600..]).all(|byte| *byte == 0));
    }
}

#[test]
fn cards_that_cut_their_answers_otherwise_are_read_all_the_same() {
    for frame_bytes in [1, 16, 47, 48, 58, 59] {
        let card = laid(card(Generation::Ev1).with_frame_bytes(frame_bytes));
        let mut host = host(&card);
        personalise(&mut host, Way::Ev1).unwrap();
        for (number, mode) in [(1, Mode::Plain), (2, Mode::Maced), (3, Mode::Full)] {
            let rights = AccessRights { read: Access::Key(KeyNumber::MASTER), ..data_file(mode, 1).rights };
            let rights = AccessRights { write: rights.read, ..rights };
            let create = DataFile { rights, ..data_file(mode, 200) };
            host.create_standard_file(file(number), create).unwrap();
            host.write(file(number), mode, 0, &pattern(200, 3)).unwrap();
            assert_eq!(host.read(file(number), mode, 0, 200).unwrap(), pattern(200, 3));
        }
    }
}

#[test]
fn an_update_takes_as_few_exchanges_as_can_be() {
    for (generation, way, expected) in
        [(Generation::Ev1, Way::Ev1, 20), (Generation::Ev2, Way::Ev2, 9), (Generation::Ev3, Way::Ev2, 9)]
    {
        let (card, mut host) = in_use(generation, way, Mode::Full);
        card.lock().reset_traffic();
        let mut counts = vec![];
        let mut count = |card: &SharedCard| {
            counts.push(card.lock().traffic().exchanges);
            card.lock().reset_traffic();
        };
        host.select(application()).unwrap();
        count(&card);
        authenticate(&mut host, way, 1, &key(0xA1)).unwrap();
        count(&card);
        host.read(file(2), Mode::Full, 0, 128).unwrap();
        host.read(file(3), Mode::Full, 0, 128).unwrap();
        count(&card);
        host.write(file(2), Mode::Full, 0, &pattern(512, 1)).unwrap();
        count(&card);
        host.commit().unwrap();
        count(&card);
        let exact = match way {
            Way::Ev1 => [1, 2, 6, 10, 1],
            Way::Ev2 => [1, 2, 2, 3, 1],
        };
        assert_eq!(counts, exact, "{generation:?}");
        assert_eq!(counts.iter().sum::<u64>(), expected);
    }
}

#[test]
fn a_command_of_ev2_carries_239_bytes_each_way() {
    let (card, mut host) = in_use(Generation::Ev2, Way::Ev2, Mode::Full);
    for (length, exchanges) in [(0, 0), (1, 1), (239, 1), (240, 2), (478, 2), (479, 3)] {
        card.lock().reset_traffic();
        host.write(file(1), Mode::Full, 0, &pattern(length, 1)).unwrap();
        assert_eq!(card.lock().traffic().exchanges, exchanges);
        host.read(file(1), Mode::Full, 0, length).unwrap();
        let traffic = card.lock().traffic();
        assert_eq!(traffic.exchanges, 2 * exchanges);
        // Some readers hand on no more than 253 bytes of an answer.
        assert!(traffic.bytes_out <= 253 * traffic.exchanges && traffic.bytes_in > 0 || length == 0);
    }
}

#[test]
fn a_factory_card_is_taken_over_and_listed() {
    for (generation, way) in WAYS {
        let card = laid(card(generation));
        let mut host = host(&card);
        let free = host.free_memory_bytes().unwrap();
        assert_eq!(free, 7936);
        personalise(&mut host, way).unwrap();
        assert_eq!(host.free_memory_bytes().unwrap(), free - 32 - 64);
        host.create_backup_file(file(7), data_file(Mode::Full, 100)).unwrap();
        assert_eq!(host.free_memory_bytes().unwrap(), free - 32 - 64 - 256);
        assert_eq!(host.file_ids().unwrap(), [file(7)]);
        let read = host.file_settings(file(7)).unwrap();
        assert_eq!((read.kind, read.mode, read.size_bytes), (Kind::Backup, Mode::Full, 100));
        assert_eq!(read.rights, data_file(Mode::Full, 1).rights);
        let keys = host.key_settings().unwrap();
        assert_eq!((keys.settings, keys.count), (settings(), 2));
        assert_eq!(host.key_version(number(1)), Ok(1));
        let closed = KeySettings { settings_changeable: false, ..settings() };
        host.change_key_settings(closed).unwrap();
        assert_eq!(host.key_settings().unwrap().settings, closed);
        assert_eq!(host.card_uid().unwrap().0, UID);
        host.delete_file(file(7)).unwrap();
        assert_eq!(host.file_ids().unwrap(), []);
    }
}

#[test]
fn applications_are_listed_deleted_and_all_wiped_by_formatting() {
    for (generation, way) in WAYS {
        let card = laid(card(generation));
        let mut host = host(&card);
        personalise(&mut host, way).unwrap();
        host.select(ApplicationId::CARD).unwrap();
        authenticate(&mut host, way, 0, &key(0xC0)).unwrap();
        let others: Vec<ApplicationId> = (1..=20).map(|n| ApplicationId::new(n).unwrap()).collect();
        for other in &others {
            host.create_application(*other, settings(), KeyCount::MAX).unwrap();
        }
        let mut all = vec![application()];
        all.extend(&others);
        assert_eq!(host.application_ids().unwrap(), all);
        host.delete_application(others[3]).unwrap();
        all.remove(4);
        assert_eq!(host.application_ids().unwrap(), all);
        host.format().unwrap();
        assert_eq!(host.application_ids().unwrap(), []);
        assert_eq!(host.free_memory_bytes().unwrap(), 7936);
    }
}

#[test]
fn a_card_says_what_it_is_before_and_in_a_session() {
    let names = [version::Generation::Ev1, version::Generation::Ev2, version::Generation::Ev3];
    for (generation, name) in GENERATIONS.into_iter().zip(names) {
        let card = laid(card(generation));
        let mut host = host(&card);
        let before = host.version().unwrap();
        assert_eq!((before.product, before.generation), (version::Product::Desfire, name));
        assert_eq!((before.storage_bytes, before.uid.unwrap().0), (8192, UID));
        for way in WAYS.iter().filter(|(other, _)| *other == generation).map(|(_, way)| *way) {
            let card = laid(super::card(generation));
            let mut host = super::host(&card);
            personalise(&mut host, way).unwrap();
            assert_eq!(host.version().unwrap(), before, "{generation:?} {way:?}");
            assert!(host.free_memory_bytes().is_ok());
        }
    }
}

#[test]
fn a_card_that_hides_its_number_tells_it_in_a_session() {
    for (generation, way) in WAYS {
        let card = laid(card(generation));
        let mut host = host(&card);
        personalise(&mut host, way).unwrap();
        host.select(ApplicationId::CARD).unwrap();
        authenticate(&mut host, way, 0, &key(0xC0)).unwrap();
        host.show_random_uid().unwrap();
        let shown = |card: &SharedCard| {
            card.lock().power_on();
            card.lock().exchange(&[0xFF, 0xCA, 0, 0, 0]).unwrap()
        };
        let first = shown(&card);
        assert_eq!((first.len(), first[0], &first[4..]), (6, 0x08, &[0x90, 0x00][..]));
        assert_ne!(shown(&card), first);
        let mut host = super::host(&card);
        assert_eq!(host.version().unwrap().uid, None);
        host.select(application()).unwrap();
        authenticate(&mut host, way, 1, &key(0xA1)).unwrap();
        assert_eq!(host.card_uid().unwrap().0, UID);
    }
}

#[test]
fn a_session_goes_on_after_a_commit_and_with_another_key() {
    for generation in [Generation::Ev2, Generation::Ev3] {
        let (_, mut host) = in_use(generation, Way::Ev2, Mode::Full);
        host.write(file(2), Mode::Full, 0, b"new").unwrap();
        host.authenticate_ev2_non_first(number(0), &key(0xA0)).unwrap();
        host.authenticate_ev2_non_first(number(1), &key(0xA1)).unwrap();
        assert_eq!(host.read(file(2), Mode::Full, 0, 3).unwrap(), [0; 3]);
        host.commit().unwrap();
        assert_eq!(host.read(file(2), Mode::Full, 0, 3).unwrap(), b"new");
    }
}

#[test]
fn a_new_session_loses_what_is_pending_where_the_card_says_so() {
    let (_, mut host) = in_use(Generation::Ev2, Way::Ev2, Mode::Full);
    host.write(file(2), Mode::Full, 0, b"new").unwrap();
    host.authenticate_ev2_first(number(1), &key(0xA1)).unwrap();
    assert_eq!(host.commit(), Err(Error::Card(Status::NoChanges)));
}

#[test]
fn an_abort_forgets_what_was_written() {
    for (generation, way) in WAYS {
        let (_, mut host) = in_use(generation, way, Mode::Full);
        host.write(file(2), Mode::Full, 0, b"new").unwrap();
        host.write(file(3), Mode::Full, 5, b"new").unwrap();
        host.abort().unwrap();
        assert_eq!(host.read(file(2), Mode::Full, 0, 3).unwrap(), [0; 3]);
        assert_eq!(host.abort(), Err(Error::Card(Status::NoChanges)));
        assert!(!host.is_authenticated());
    }
}

#[test]
fn a_des_session_does_everything_that_taking_over_needs() {
    let card = laid(card(Generation::Ev1));
    let mut host = host(&card);
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
    assert_eq!(host.version().unwrap().uid.unwrap().0, UID);
    assert_eq!(host.card_uid().unwrap().0, UID);
    assert_eq!(host.key_settings().unwrap().settings.encode(), 0x0F);
    let closed = KeySettings::decode(0x09);
    host.change_key_settings(closed).unwrap();
    assert_eq!(host.key_settings().unwrap().settings, closed);
    host.create_application(application(), settings(), KeyCount::new(1).unwrap()).unwrap();
    assert_eq!(host.application_ids().unwrap(), [application()]);
    host.delete_application(application()).unwrap();
    host.format().unwrap();
    host.change_card_key(&CardKey::Aes(key(9), 3)).unwrap();
    host.authenticate_aes(KeyNumber::MASTER, &key(9)).unwrap();
    assert_eq!(host.key_version(KeyNumber::MASTER), Ok(3));
    assert_eq!(host.free_memory_bytes(), Ok(7936));
    host.change_card_key(&CardKey::Des(factory_des())).unwrap();
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
}

#[test]
fn nothing_protected_goes_out_without_a_session() {
    let (card, mut host) = in_use(Generation::Ev2, Way::Ev2, Mode::Full);
    host.select(application()).unwrap();
    card.lock().reset_traffic();
    let none = Err(Error::NotAuthenticated);
    for mode in [Mode::Maced, Mode::Full] {
        assert_eq!(host.read(file(1), mode, 0, 1).map(|_| ()), none);
        assert_eq!(host.write(file(1), mode, 0, b"x"), none);
    }
    assert_eq!(host.card_uid().map(|_| ()), none);
    assert_eq!(host.show_random_uid(), none);
    assert_eq!(host.format(), none);
    assert_eq!(host.change_key_settings(settings()), none);
    assert_eq!(host.change_own_key(&key(1), 0), none);
    assert_eq!(host.change_other_key(number(0), &key(0), &key(1), 0), none);
    assert_eq!(host.change_card_key(&CardKey::Aes(key(1), 0)), none);
    assert_eq!(host.authenticate_ev2_non_first(number(0), &key(0)), none);
    assert_eq!(card.lock().traffic().exchanges, 0);
}

#[test]
fn a_command_that_the_session_cannot_mean_is_not_sent() {
    let (_, mut host) = in_use(Generation::Ev2, Way::Ev1, Mode::Full);
    let wrong = Err(Error::WrongSession);
    assert_eq!(host.change_other_key(number(1), &key(0), &key(1), 0), wrong);
    assert_eq!(host.change_card_key(&CardKey::Aes(key(1), 0)), wrong);
    assert_eq!(host.authenticate_ev2_non_first(number(0), &key(0xA0)), wrong);
    host.select(ApplicationId::CARD).unwrap();
    host.authenticate_aes(number(0), &key(0xC0)).unwrap();
    assert_eq!(host.change_own_key(&key(1), 0), wrong);
    assert_eq!(host.change_other_key(number(1), &key(0), &key(1), 0), wrong);
}

#[test]
fn no_place_beyond_what_a_card_can_address_is_asked_for() {
    let (_, mut host) = in_use(Generation::Ev1, Way::Ev1, Mode::Plain);
    let beyond = Error::OutOfRange;
    assert_eq!(host.read(file(1), Mode::Plain, 0, 1 << 24).unwrap_err(), beyond);
    assert_eq!(host.read(file(1), Mode::Plain, (1 << 24) - 1, 2).unwrap_err(), beyond);
    assert_eq!(host.read(file(1), Mode::Plain, usize::MAX, 2).unwrap_err(), beyond);
    assert!(host.is_authenticated());
}
