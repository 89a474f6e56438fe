//! Types a text into the active program on Windows.

use enigo::{Direction, Enigo, Key, Keyboard as _, Settings};
use keydesk::domain::desktop_reader::Ending;

use super::Untyped;

/// Types a text and the key after it.
pub fn type_text(text: &str, ending: Ending) -> Result<(), Untyped> {
    let mut keyboard = Enigo::new(&Settings::default()).map_err(|_| Untyped::NotHere)?;
    let key = match ending {
        Ending::Nothing => None,
        Ending::Enter => Some(Key::Return),
        Ending::Tab => Some(Key::Tab),
    };
    let typed = keyboard.text(text);
    let typed = typed.and_then(|()| key.map_or(Ok(()), |key| keyboard.key(key, Direction::Click)));
    typed.map_err(|_| Untyped::Failed)
}
