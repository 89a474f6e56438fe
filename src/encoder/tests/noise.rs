//! Whatever bytes reach a card, it answers, and goes on answering.

use super::*;

/// Steps a small generator of noise, always the same.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, limit: usize) -> usize {
        self.next() as usize % limit
    }
}

const INSTRUCTIONS: [u8; 35] = [
    0x0A, 0x1A, 0xAA, 0x71, 0x77, 0xAF, 0x60, 0x6E, 0x51, 0xFC, 0x5C, 0x5A, 0x6A, 0xCA, 0xDA, 0x45, 0x54,
    0x64, 0xC4, 0xCD, 0xCB, 0xDF, 0x6F, 0xF5, 0x5F, 0xBD, 0x3D, 0xAD, 0x8D, 0xC7, 0xA7, 0xC6, 0x00, 0x90,
    0xFF,
];

/// Makes a command that is noise, or begins sensibly, or is a changed copy of an earlier one.
fn command(noise: &mut Noise, earlier: &[Vec<u8>]) -> Vec<u8> {
    let random =
        |noise: &mut Noise, length: usize| -> Vec<u8> { (0..length).map(|_| noise.next() as u8).collect() };
    match noise.below(4) {
        0 => {
            let length = noise.below(300);
            random(noise, length)
        }
        1 => {
            let length = noise.below(70);
            let content = random(noise, length);
            let instruction = INSTRUCTIONS[noise.below(INSTRUCTIONS.len())];
            let mut command = vec![0x90, instruction, 0, 0];
            if !content.is_empty() {
                command.push(content.len() as u8);
                command.extend(content);
            }
            command.push(0);
            command
        }
        2 => {
            let length = noise.below(12);
            let mut command = vec![INSTRUCTIONS[noise.below(INSTRUCTIONS.len())]];
            command.extend((0..length).map(|_| [0, 1, 2, 3, 0x80, 0xE0][noise.below(6)]));
            command
        }
        _ => {
            let mut command = earlier[noise.below(earlier.len())].clone();
            for _ in 0..noise.below(3) {
                let place = noise.below(command.len());
                command[place] ^= 1 << noise.below(8);
            }
            if noise.below(4) == 0 {
                command.truncate(1 + noise.below(command.len()));
            }
            command
        }
    }
}

/// Keeps what a host says, so that it can be said again, changed.
struct Recorder(Link, std::sync::Arc<std::sync::Mutex<Vec<Vec<u8>>>>);

impl crate::encoder::link::Link for Recorder {
    fn exchange(&mut self, command: &[u8]) -> Result<Vec<u8>, crate::encoder::link::LinkError> {
        self.1.lock().unwrap().push(command.to_vec());
        self.0.exchange(command)
    }
}

fn recorded(generation: Generation) -> Vec<Vec<u8>> {
    let record = std::sync::Arc::default();
    let card = laid(card(generation));
    let mut host = Desfire::new(Recorder(card.connect(), std::sync::Arc::clone(&record)));
    host.version().unwrap();
    host.create_application(application(), settings(), KeyCount::new(2).unwrap()).unwrap();
    host.select(application()).unwrap();
    host.authenticate_aes(number(0), &key(0)).unwrap();
    host.create_backup_file(file(2), data_file(Mode::Plain, 300)).unwrap();
    host.create_standard_file(file(1), data_file(Mode::Full, 300)).unwrap();
    host.authenticate_aes(number(1), &key(0)).unwrap();
    host.write(file(2), Mode::Plain, 0, &pattern(120, 1)).unwrap();
    host.write(file(1), Mode::Full, 0, &pattern(120, 1)).unwrap();
    host.commit().unwrap();
    host.read(file(2), Mode::Plain, 0, 120).unwrap();
    host.authenticate_aes(number(0), &key(0)).unwrap();
    host.change_own_key(&key(0), 0).unwrap();
    let record = record.lock().unwrap();
    record.clone()
}

#[test]
fn a_card_answers_whatever_it_is_told() {
    for generation in [Generation::Ev1, Generation::Ev3] {
        let earlier = recorded(generation);
        let mut noise = Noise(42);
        let mut card = card(generation);
        card.lay();
        for round in 0..100_000 {
            let command = command(&mut noise, &earlier);
            let is_native = !matches!(command.first(), Some(0x00 | 0x90 | 0xFF) | None);
            let answer = card.exchange(&command).unwrap();
            // A bare command is answered with a bare status, which is one byte.
            let least = if is_native { 1 } else { 2 };
            assert!(answer.len() >= least, "round {round}: {command:02X?}");
            if noise.below(1000) == 0 {
                card.power_on();
            }
        }
    }
}

#[test]
fn the_other_chips_answer_whatever_they_are_told() {
    let earlier = recorded(Generation::Ev1);
    for product in [Product::Ntag424, Product::DesfireLight, Product::Classic1k] {
        let mut noise = Noise(43);
        let mut card = Card::new(product, UID);
        card.lay();
        for _ in 0..10_000 {
            assert!(!card.exchange(&command(&mut noise, &earlier)).unwrap().is_empty());
        }
    }
}
