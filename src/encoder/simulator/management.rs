//! The card's commands about applications and files as such.

#![warn(clippy::indexing_slicing)]

use super::Card;
use super::command::{Answer, Cut};
use super::memory::{self, Application, File, FileKind, KeyKind};
use super::product::Generation;
use super::session::Guard;
use super::status;

const LISTING_FREE: u8 = 0x02;
const CREATION_FREE: u8 = 0x04;

/// EV1 has room for this many applications; later generations have as many as memory holds.
const EV1_APPLICATIONS_MAX: usize = 28;

const KEYS_MAX: u8 = 14;

/// The card's own level.
impl Card {
    pub(super) fn version(&self) -> Answer {
        // A card that hides its serial number hides it here too.
        let uid = if self.memory.random_uid { [0; 7] } else { self.uid };
        let batch_and_date = [0x21, 0x13, 0x62, 0x30, 0x30, 0x40, 0x24];
        let content = [self.product.versions().as_flattened(), &uid, &batch_and_date].concat();
        Answer { cut: Cut::Version, ..Answer::managed(content) }
    }

    pub(super) fn select(&mut self, content: &[u8]) -> Result<Answer, u8> {
        let id: [u8; 3] = content.try_into().map_err(|_| status::LENGTH)?;
        let application = if id == [0; 3] {
            None
        } else {
            Some(self.memory.application(id).ok_or(status::APPLICATION_NOT_FOUND)?.id)
        };
        self.live.select(application);
        Ok(Answer::empty())
    }

    pub(super) fn application_ids(&self) -> Result<Answer, u8> {
        self.require_card_level()?;
        self.require_free(self.memory.settings, LISTING_FREE)?;
        let ids = self.memory.applications.iter().flat_map(|application| application.id);
        Ok(Answer::managed(ids.collect()))
    }

    pub(super) fn create_application(&mut self, content: &[u8]) -> Result<Answer, u8> {
        let [low, middle, high, settings, keys] = content.try_into().map_err(|_| status::LENGTH)?;
        self.require_card_level()?;
        self.require_free(self.memory.settings, CREATION_FREE)?;
        let id = [low, middle, high];
        let kind = match keys & 0xF0 {
            0x00 => KeyKind::Des,
            0x80 => KeyKind::Aes,
            // Triple-length DES keys, and files with ISO names, are left out of this card.
            _ => return Err(status::PARAMETER),
        };
        let count = keys & 0x0F;
        if id == [0; 3] || !(1..=KEYS_MAX).contains(&count) {
            return Err(status::PARAMETER);
        }
        if self.memory.application(id).is_some() {
            return Err(status::DUPLICATE);
        }
        let is_full = self.memory.applications.len() >= EV1_APPLICATIONS_MAX;
        if self.generation() == Some(Generation::Ev1) && is_full {
            return Err(status::COUNT);
        }
        if memory::application_bytes(count.into()) > self.memory.free_bytes() {
            return Err(status::OUT_OF_MEMORY);
        }
        let keys = vec![self.memory.default_key.of_kind(kind); count.into()];
        self.memory.applications.push(Application { id, settings, kind, keys, files: vec![] });
        Ok(Answer::empty())
    }

    pub(super) fn delete_application(&mut self, content: &[u8]) -> Result<Answer, u8> {
        let id: [u8; 3] = content.try_into().map_err(|_| status::LENGTH)?;
        match self.live.selected {
            None => self.require_master()?,
            // Where everybody may create, an application's own master key may delete it.
            Some(selected) if selected == id && self.memory.settings & CREATION_FREE != 0 => {
                self.require_master()?;
            }
            Some(_) => return Err(status::PERMISSION_DENIED),
        }
        self.memory.application(id).ok_or(status::APPLICATION_NOT_FOUND)?;
        self.memory.applications.retain(|application| application.id != id);
        if self.live.selected.is_some() {
            self.live.select(None);
        }
        Ok(Answer::empty())
    }

    pub(super) fn format(&mut self) -> Result<Answer, u8> {
        self.require_card_level()?;
        self.require_master()?;
        if self.memory.format_disabled {
            return Err(status::PERMISSION_DENIED);
        }
        self.memory.applications.clear();
        Ok(Answer::empty())
    }

    pub(super) fn free_memory(&self) -> Answer {
        let [low, middle, high, ..] = self.memory.free_bytes().to_le_bytes();
        Answer::managed(vec![low, middle, high])
    }

    pub(super) fn card_uid(&self) -> Result<Answer, u8> {
        self.authenticated().ok_or(status::AUTHENTICATION)?;
        Ok(Answer { guard: Guard::Full, ..Answer::managed(self.uid.to_vec()) })
    }
}

/// The level of an application.
impl Card {
    pub(super) fn create_file(&mut self, kind: FileKind, content: &[u8]) -> Result<Answer, u8> {
        let [number, mode, low, high, size @ ..]: [u8; 7] = content.try_into().map_err(|_| status::LENGTH)?;
        let application = self.selected()?;
        self.require_free(application.settings, CREATION_FREE)?;
        let [size_low, size_middle, size_high] = size;
        let size = u32::from_le_bytes([size_low, size_middle, size_high, 0]) as usize;
        let rights = [low, high];
        let keys = application.keys.len();
        if number > 31 || !matches!(mode, 0x00 | 0x01 | 0x03) || size == 0 || !exist(rights, keys) {
            return Err(status::PARAMETER);
        }
        if application.file(number).is_some() {
            return Err(status::DUPLICATE);
        }
        if kind.bytes(size) > self.memory.free_bytes() {
            return Err(status::OUT_OF_MEMORY);
        }
        let file = File { number, kind, mode, rights, content: vec![0; size] };
        self.selected_mut()?.files.push(file);
        Ok(Answer::empty())
    }

    pub(super) fn delete_file(&mut self, number: u8) -> Result<Answer, u8> {
        let application = self.selected()?;
        self.require_free(application.settings, CREATION_FREE)?;
        application.file(number).ok_or(status::FILE_NOT_FOUND)?;
        self.selected_mut()?.files.retain(|file| file.number != number);
        self.live.mirrors.remove(&number);
        Ok(Answer::empty())
    }

    pub(super) fn file_ids(&self) -> Result<Answer, u8> {
        let application = self.selected()?;
        self.require_free(application.settings, LISTING_FREE)?;
        Ok(Answer::managed(application.files.iter().map(|file| file.number).collect()))
    }

    pub(super) fn file_settings(&self, number: u8) -> Result<Answer, u8> {
        let application = self.selected()?;
        self.require_free(application.settings, LISTING_FREE)?;
        let file = application.file(number).ok_or(status::FILE_NOT_FOUND)?;
        let kind = match file.kind {
            FileKind::Standard => 0x00,
            FileKind::Backup => 0x01,
        };
        let [rights_low, rights_high] = file.rights;
        let [low, middle, high, ..] = file.content.len().to_le_bytes();
        Ok(Answer::managed(vec![kind, file.mode, rights_low, rights_high, low, middle, high]))
    }

    pub(super) fn change_file_settings(&mut self, content: &[u8]) -> Result<Answer, u8> {
        let (number, sealed) = content.split_first().ok_or(status::LENGTH)?;
        let file = self.selected()?.file(*number).ok_or(status::FILE_NOT_FOUND)?;
        let [change_nibble, _] = file.rights;
        let change = change_nibble & 0x0F;
        let session = self.live.session.as_mut();
        let settings = match (change, session) {
            (0x0F, _) => return Err(status::PERMISSION_DENIED),
            (key, Some(session)) if session.key == key => {
                session.open_full(0x5F, &[*number], sealed, 3, 0)?.0
            }
            (0x0E, Some(session)) => {
                let clear = session.open_clear(Guard::Plain, 0x5F, 1, content)?;
                clear.iter().copied().skip(1).collect()
            }
            (0x0E, None) => sealed.to_vec(),
            (_, _) => return Err(status::AUTHENTICATION),
        };
        let [mode, low, high] = settings.try_into().map_err(|_| status::LENGTH)?;
        let keys = self.selected()?.keys.len();
        if !matches!(mode, 0x00 | 0x01 | 0x03) || !exist([low, high], keys) {
            return Err(status::PARAMETER);
        }
        let application = self.selected_mut()?;
        let file = application.file_mut(*number).ok_or(status::FILE_NOT_FOUND)?;
        (file.mode, file.rights) = (mode, [low, high]);
        Ok(Answer::empty())
    }

    pub(super) fn require_listing(&self) -> Result<(), u8> {
        let settings = match self.live.selected {
            None => self.memory.settings,
            Some(_) => self.selected()?.settings,
        };
        self.require_free(settings, LISTING_FREE)
    }
}

/// Says whether every key that access rights name is there.
fn exist(rights: [u8; 2], keys: usize) -> bool {
    let nibbles = rights.into_iter().flat_map(|byte| [byte >> 4, byte & 0x0F]);
    nibbles.into_iter().all(|key| key >= 0x0E || usize::from(key) < keys)
}
