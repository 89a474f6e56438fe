//! Our card under a host that somebody else wrote: `desox`, bare and wrapped.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use desox::{
    AppPermissions, FileCommunication, FileIo, FilePermissions, FileSettings, Key, KeyPermissions,
    Permissions, UnauthenticatedCard,
};

use super::*;

/// Runs what never has to wait.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a card in memory kept its host waiting"),
    }
}

/// How commands are put to the card.
#[derive(Clone, Copy, Debug)]
enum Form {
    Native,
    Wrapped,
}

struct Backend(SharedCard, Form);

impl desox::io::Backend for Backend {
    type Error = crate::encoder::simulator::Gone;

    async fn exchange_raw(&mut self, output: &mut [u8], input: &[u8]) -> Result<usize, Self::Error> {
        let answer = match self.1 {
            Form::Native => self.0.lock().exchange(input)?,
            Form::Wrapped => {
                let mut command = vec![0x90, input[0], 0, 0];
                if input.len() > 1 {
                    command.push((input.len() - 1) as u8);
                    command.extend(&input[1..]);
                }
                command.push(0);
                let mut answer = self.0.lock().exchange(&command)?;
                let status = answer.split_off(answer.len() - 2);
                assert_eq!(status[0], 0x91);
                answer.insert(0, status[1]);
                answer
            }
        };
        output[..answer.len()].copy_from_slice(&answer);
        Ok(answer.len())
    }
}

const AID: [u8; 3] = [1, 2, 3];

fn permissions() -> Permissions {
    Permissions {
        app: AppPermissions {
            can_change_key_settings: true,
            can_change_root_key: true,
            anyone_can_delete: false,
            anyone_can_list: false,
        },
        key: KeyPermissions::RequiresRoot,
    }
}

const FILES: [(u8, FileCommunication); 3] =
    [(1, FileCommunication::Plain), (2, FileCommunication::Cmac), (3, FileCommunication::Encrypted)];

fn create(communication: FileCommunication) -> FileSettings {
    let permissions = FilePermissions { change: 0, read_write: 0, write: 0, read: 0 };
    FileSettings::Data { communication, permissions, size: 700 }
}

async fn use_card(
    card: &SharedCard,
    generation: Generation,
    form: Form,
) -> Result<(), desox::Error<crate::encoder::simulator::Gone>> {
    let host = UnauthenticatedCard::new(Backend(card.clone(), form));
    let mut host = host.authenticate(0, Key::Des([0; 8])).await?;
    assert_eq!(host.get_uid().await?, UID);
    assert_eq!(host.get_free_memory().await?, 7936);
    host.get_version_info().await?;
    host.create_application(AID, permissions(), desox::KeyCount::Aes(3)).await?;
    let mut listed = [0; 60];
    assert_eq!(host.list_applications(&mut listed).await?.len(), 1);

    let host = host.select_application(AID).await?;
    let mut host = host.authenticate(0, Key::Aes([0; 16])).await?;
    host.change_key(1, Key::Aes([0; 16]), Key::Aes([0xA1; 16]), 7).await?;
    assert_eq!(host.get_key_version(1).await?, 7);
    let host = host.change_current_key(Key::Aes([0xA0; 16]), 8).await?;
    let mut host = host.authenticate(0, Key::Aes([0xA0; 16])).await?;
    for (file, communication) in FILES {
        host.create_file(file, create(communication)).await?;
    }
    let mut output = vec![0; 2000];
    for length in [1, 15, 16, 17, 47, 48, 52, 59, 60, 239, 240, 512, 700] {
        for (file, communication) in FILES {
            // It does not count its padding, and sends these in a frame that is too long for EV1.
            let is_too_long = communication == FileCommunication::Encrypted && length == 47;
            if is_too_long && generation == Generation::Ev1 {
                continue;
            }
            let content = pattern(length, file);
            host.write_file_at(file, communication, 0, &content).await?;
            let read = host.read_file_at(&mut output, file, communication, 0, length as u32).await?;
            assert_eq!(read, content, "{form:?} {file} {length}");
        }
    }
    host.delete_file(1).await?;
    assert_eq!(host.list_files(&mut listed).await?, [2, 3]);
    host.change_key_settings(Permissions { key: KeyPermissions::Frozen, ..permissions() }).await?;
    host.get_key_settings().await?;

    let host = host.select_application([0; 3]).await?;
    let host = host.authenticate(0, Key::Des([0; 8])).await?;
    let host = host.change_current_key(Key::Aes([0xC0; 16]), 1).await?;
    let mut host = host.authenticate(0, Key::Aes([0xC0; 16])).await?;
    host.format().await?;
    assert_eq!(host.get_free_memory().await?, 7936);
    Ok(())
}

#[test]
fn a_foreign_host_uses_our_card_from_the_first_key_to_formatting() {
    for generation in GENERATIONS {
        for form in [Form::Native, Form::Wrapped] {
            for frame_bytes in [48, 59] {
                let card = laid(card(generation).with_frame_bytes(frame_bytes));
                ready(use_card(&card, generation, form)).unwrap();
            }
        }
    }
}

#[test]
fn what_a_foreign_host_wrote_ours_reads_and_the_other_way_round() {
    let card = laid(card(Generation::Ev2));
    let foreign = || UnauthenticatedCard::new(Backend(card.clone(), Form::Wrapped));
    ready(async {
        let mut host = foreign().authenticate(0, Key::Des([0; 8])).await?;
        host.create_application(AID, permissions(), desox::KeyCount::Aes(1)).await?;
        let host = host.select_application(AID).await?;
        let mut host = host.authenticate(0, Key::Aes([0; 16])).await?;
        host.create_file(3, create(FileCommunication::Encrypted)).await?;
        host.write_file_at(3, FileCommunication::Encrypted, 0, &pattern(300, 1)).await
    })
    .unwrap();
    let mut ours = host(&card);
    for way in [Way::Ev1, Way::Ev2] {
        ours.select(ApplicationId::from_bytes(AID)).unwrap();
        authenticate(&mut ours, way, 0, &key(0)).unwrap();
        assert_eq!(ours.read(file(3), Mode::Full, 0, 300).unwrap(), pattern(300, 1));
    }
    ours.write(file(3), Mode::Full, 0, &pattern(300, 2)).unwrap();
    card.lock().power_on();
    ready(async {
        let host = foreign().select_application(AID).await?;
        let mut host = host.authenticate(0, Key::Aes([0; 16])).await?;
        let mut output = vec![0; 2000];
        let read = host.read_file_at(&mut output, 3, FileCommunication::Encrypted, 0, 300).await?;
        assert_eq!(read, pattern(300, 2));
        Ok::<(), desox::Error<crate::encoder::simulator::Gone>>(())
    })
    .unwrap();
}
