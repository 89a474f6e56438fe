//! Real cards' words: transcripts that the authors of `desox` took from an EV3 card, read from
//! that crate's own source, and the numbers of NXP's application notes.
//!
//! Each transcript is held against both sides: our host must say what was said to the card, and
//! our card must answer what the card answered, byte for byte.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::process::Command;

use super::*;
use crate::encoder::cipher::{self, Chain};
use crate::encoder::desfire::application::{KeyKind, Keys};
use crate::encoder::link::{self, LinkError};

/// One command with everything that both said until it was done.
struct Exchange {
    instruction: u8,
    /// The content of each frame to the card.
    said: Vec<Vec<u8>>,
    /// The status and content of each frame from the card.
    answered: Vec<(u8, Vec<u8>)>,
}

impl Exchange {
    fn is_authentication(&self) -> bool {
        matches!(self.instruction, 0x1A | 0xAA)
    }

    /// The frames of the answer proper: those after the last frame that said something.
    fn answer(&self) -> Vec<(u8, Vec<u8>)> {
        let last = self.said.iter().rposition(|said| !said.is_empty()).unwrap_or(0);
        self.answered[last..].to_vec()
    }
}

/// Finds a transcript in the source of the development dependency.
fn transcript(name: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let host = run(Command::new("rustc").args(["--print", "host-tuple"]));
    // Other platforms' packages need not be here, and offline they cannot be fetched.
    let metadata = run(Command::new(cargo)
        .args(["metadata", "--format-version=1", "--locked", "--offline"])
        .args(["--filter-platform", host.trim()])
        .current_dir(env!("CARGO_MANIFEST_DIR")));
    let metadata: serde_json::Value = serde_json::from_str(&metadata).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let desox = packages.iter().find(|package| package["name"] == "desox").unwrap();
    let manifest = PathBuf::from(desox["manifest_path"].as_str().unwrap());
    let file = manifest.with_file_name("src").join("replay").join(format!("{name}.replay"));
    let text = std::fs::read_to_string(file).unwrap();
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines.map(|(said, answered)| (hex(said), hex(answered))).collect()
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn exchanges(lines: &[(Vec<u8>, Vec<u8>)]) -> Vec<Exchange> {
    let mut exchanges: Vec<Exchange> = Vec::new();
    for (said, answered) in lines {
        let answer = (answered[0], answered[1..].to_vec());
        match exchanges.last_mut() {
            Some(last) if said[0] == 0xAF => {
                last.said.push(said[1..].to_vec());
                last.answered.push(answer);
            }
            _ => exchanges.push(Exchange {
                instruction: said[0],
                said: vec![said[1..].to_vec()],
                answered: vec![answer],
            }),
        }
    }
    exchanges
}

/// A key that opened a session in a transcript.
enum Opened {
    Des([u8; 8]),
    Aes([u8; 16]),
}

/// Works out the challenges of a transcript's authentications: the host's and the card's.
fn challenges(lines: &[(Vec<u8>, Vec<u8>)], keys: &[Opened]) -> (VecDeque<u8>, VecDeque<u8>) {
    let (mut host, mut card) = (VecDeque::new(), VecDeque::new());
    let exchanges = exchanges(lines);
    let opened = exchanges.iter().filter(|exchange| exchange.is_authentication());
    for (exchange, key) in opened.zip(keys) {
        let asked = &exchange.answered[0].1;
        let said = &exchange.said[1];
        let (cards, both) = match key {
            Opened::Des(key) => {
                let mut chain = Chain::new(cipher::des(&Secret::new(*key)));
                (chain.decipher(asked).unwrap(), chain.decipher(said).unwrap())
            }
            Opened::Aes(key) => {
                let mut chain = Chain::new(cipher::aes(&Secret::new(*key)));
                (chain.decipher(asked).unwrap(), chain.decipher(said).unwrap())
            }
        };
        host.extend(both.iter().take(cards.len()));
        // Our card draws 16 bytes whatever the cipher.
        card.extend(cards.iter().copied().chain(std::iter::repeat(0)).take(16));
    }
    (host, card)
}

/// Plays the card of a transcript to our host, which may cut its frames otherwise.
struct Player {
    exchanges: VecDeque<Exchange>,
    said: Vec<u8>,
    frame: usize,
    answer: VecDeque<(u8, Vec<u8>)>,
}

impl Player {
    fn new(lines: &[(Vec<u8>, Vec<u8>)]) -> Self {
        let exchanges = exchanges(lines).into();
        Self { exchanges, said: vec![], frame: 0, answer: VecDeque::new() }
    }
}

impl link::Link for Player {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
        assert_eq!((command[0], command[2], command[3]), (0x90, 0, 0));
        let content = if command.len() > 5 { &command[5..command.len() - 1] } else { &[] };
        if command[1] == 0xAF {
            self.frame += 1;
        } else {
            assert!(self.answer.is_empty());
            (self.frame, self.said) = (0, vec![]);
            assert_eq!(command[1], self.exchanges[0].instruction);
        }
        self.said.extend(content);
        let (status, content) = match self.answer.pop_front() {
            Some(frame) => frame,
            None => self.hear(content),
        };
        Ok([&content[..], &[0x91, status]].concat())
    }
}

impl Player {
    fn hear(&mut self, content: &[u8]) -> (u8, Vec<u8>) {
        let exchange = &self.exchanges[0];
        if exchange.is_authentication() {
            assert_eq!(content, exchange.said[self.frame], "authentication");
            let answer = exchange.answered[self.frame].clone();
            if answer.0 == 0x00 {
                self.exchanges.pop_front();
            }
            return answer;
        }
        let whole = exchange.said.concat();
        assert!(whole.starts_with(&self.said), "{:02X} {:02X?}", exchange.instruction, self.said);
        if self.said.len() < whole.len() {
            return (0xAF, vec![]);
        }
        self.answer = exchange.answer().into();
        self.exchanges.pop_front();
        self.answer.pop_front().unwrap()
    }
}

fn replayed(name: &str, keys: &[Opened]) -> Desfire<Player> {
    let lines = transcript(name);
    let (host, _) = challenges(&lines, keys);
    Desfire::with_random(Player::new(&lines), Replayed(host))
}

/// Says everything to our card that was said to the real one.
fn assert_card_answers(name: &str, keys: &[Opened]) {
    let lines = transcript(name);
    let (_, chance) = challenges(&lines, keys);
    let product = Product::Desfire(Generation::Ev3, Storage::K4);
    let mut card = Card::new(product, UID).with_frame_bytes(48).with_chance(Chance::Fixed(chance));
    card.lay();
    for (said, answered) in &lines {
        assert_eq!(card.exchange(said).as_ref(), Ok(answered), "{name}: {said:02X?}");
    }
}

const DES: Opened = Opened::Des([0; 8]);
const AES: Opened = Opened::Aes([0; 16]);

fn small() -> ApplicationId {
    ApplicationId::from_bytes([1, 2, 3])
}

/// Key settings 09: only the master key may do anything.
fn strict() -> KeySettings {
    KeySettings { listing_free: false, ..settings() }
}

#[test]
fn our_card_answers_like_the_real_one() {
    assert_card_answers("metadata", &[DES]);
    assert_card_answers("application", &[DES, AES, DES]);
    assert_card_answers("file_io", &[DES, AES]);
    assert_card_answers("key_change_app_aes_aes", &[DES, AES, Opened::Aes([2; 16])]);
    assert_card_answers("key_change_app_des_des", &[DES, DES, Opened::Des([2; 8])]);
    let keys = [DES, Opened::Des([2; 8]), AES, Opened::Aes([1; 16])];
    assert_card_answers("key_change_picc_round_the_world", &keys);
}

#[test]
fn our_host_reads_a_real_cards_data_in_a_des_session() {
    let mut host = replayed("metadata", &[DES]);
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
    let Keys { settings, count, kind } = host.key_settings().unwrap();
    assert_eq!((settings.encode(), count, kind), (0x0F, 1, KeyKind::Des));
    assert_eq!(host.key_version(KeyNumber::MASTER), Ok(0));
    assert_eq!(host.application_ids(), Ok(vec![]));
    assert_eq!(host.card_uid().unwrap().0, UID);
    let version = host.version().unwrap();
    assert_eq!((version.uid.unwrap().0, version.storage_bytes), (UID, 4096));
}

#[test]
fn our_host_manages_an_application_on_a_real_card() {
    let mut host = replayed("application", &[DES, AES, DES]);
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
    host.create_application(small(), strict(), KeyCount::new(1).unwrap()).unwrap();
    host.select(small()).unwrap();
    host.authenticate_aes(KeyNumber::MASTER, &key(0)).unwrap();
    assert_eq!(host.key_settings().unwrap().settings, strict());
    assert_eq!(host.key_version(KeyNumber::MASTER), Ok(0));
    assert_eq!(host.file_ids(), Ok(vec![]));
    let none = KeySettings::decode(0x00);
    host.change_key_settings(none).unwrap();
    assert_eq!(host.key_settings().unwrap().settings, none);
    host.select(ApplicationId::CARD).unwrap();
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
    host.delete_application(small()).unwrap();
}

#[test]
fn our_host_writes_and_reads_a_real_cards_files_in_all_modes() {
    let lines = transcript("file_io");
    let written: Vec<u8> = lines
        .iter()
        .skip_while(|line| line.0[0] != 0x3D)
        .skip(1)
        .take(6)
        .flat_map(|line| line.0[1..].to_vec())
        .collect();
    assert_eq!(written.len(), 328);
    let mut host = replayed("file_io", &[DES, AES]);
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
    host.create_application(small(), strict(), KeyCount::new(1).unwrap()).unwrap();
    host.select(small()).unwrap();
    host.authenticate_aes(KeyNumber::MASTER, &key(0)).unwrap();
    let master = Access::Key(KeyNumber::MASTER);
    let rights = AccessRights { read: master, write: master, read_write: master, change: master };
    let files = [(file(1), Mode::Plain), (file(2), Mode::Maced), (file(3), Mode::Full)];
    for (file, mode) in files {
        let create = DataFile { mode, rights, size: Size::new(328).unwrap() };
        host.create_standard_file(file, create).unwrap();
    }
    for (file, mode) in files {
        assert_eq!(host.file_settings(file).unwrap().mode, mode);
        host.write(file, mode, 0, &written).unwrap();
        assert_eq!(host.read(file, mode, 0, 328).unwrap(), written);
    }
}

#[test]
fn our_host_changes_an_aes_key_on_a_real_card() {
    let mut host = replayed("key_change_app_aes_aes", &[DES, AES, Opened::Aes([2; 16])]);
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
    host.create_application(small(), strict(), KeyCount::new(1).unwrap()).unwrap();
    host.select(small()).unwrap();
    host.authenticate_aes(KeyNumber::MASTER, &key(0)).unwrap();
    host.change_own_key(&key(2), 0).unwrap();
    assert!(!host.is_authenticated());
    host.authenticate_aes(KeyNumber::MASTER, &key(2)).unwrap();
}

#[test]
fn our_host_turns_a_real_cards_own_key_from_des_to_aes_and_back() {
    let keys = [DES, Opened::Des([2; 8]), AES, Opened::Aes([1; 16])];
    let mut host = replayed("key_change_picc_round_the_world", &keys);
    host.authenticate_des(KeyNumber::MASTER, &factory_des()).unwrap();
    host.change_card_key(&CardKey::Des(Secret::new([2; 8]))).unwrap();
    host.authenticate_des(KeyNumber::MASTER, &Secret::new([2; 8])).unwrap();
    host.change_card_key(&CardKey::Aes(key(0), 0)).unwrap();
    host.authenticate_aes(KeyNumber::MASTER, &key(0)).unwrap();
    host.change_card_key(&CardKey::Aes(key(1), 0)).unwrap();
    host.authenticate_aes(KeyNumber::MASTER, &key(1)).unwrap();
    host.change_card_key(&CardKey::Des(factory_des())).unwrap();
}

#[test]
fn the_authentication_of_an12196_is_said_and_answered() {
    struct Card(u8);
    impl link::Link for Card {
        fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, LinkError> {
            self.0 += 1;
            if self.0 == 1 {
                assert_eq!(command, hex("9071000002000000"));
                return Ok(hex("A04C124213C186F22399D33AC2A3021591AF"));
            }
            let reply = "35C3E05A752E0144BAC0DE51C1F22C56B34408A23D8AEA266CAB947EA8E0118D";
            assert_eq!(command[5..37], hex(reply));
            Ok(hex("3FA64DB5446D1F34CD6EA311167F5E4985B89690C04A05F17FA7AB2F081206639100"))
        }
    }
    let ours = hex("13C5DB8A5930439FC3DEF9A4C675360F");
    let mut host = Desfire::with_random(Card(0), Replayed(ours.into()));
    host.authenticate_ev2_first(KeyNumber::MASTER, &key(0)).unwrap();
    assert!(host.is_authenticated());
}

#[test]
fn the_session_key_of_the_real_card_is_made_of_both_challenges() {
    let mut exchanges = exchanges(&transcript("file_io"));
    exchanges.retain(|exchange| exchange.instruction == 0xAA);
    let (host, card) = challenges(&transcript("file_io"), &[DES, AES]);
    assert_eq!(host.into_iter().skip(8).collect::<Vec<_>>(), hex("C6B781428D978837A6360899119F0DA4"));
    assert_eq!(card.into_iter().skip(16).collect::<Vec<_>>(), hex("A21379525D4434B90C0030F57E109DD2"));
    // The session key C6B78142A2137952119F0DA47E109DD2 follows; the replays above stand on it.
}
