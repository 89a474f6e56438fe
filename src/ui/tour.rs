//! The main job, done without a display by the same window: a person's key is brought up to date.

use std::path::Path;

use iced::keyboard::key::Named;

use crate::headless::Error;
use crate::rehearsal::Rehearsal;
use crate::words::Words;

/// Does the main job and keeps a picture of every step in a folder.
pub fn run(words: &Words, folder: &Path) -> Result<(), String> {
    crate::say(&words.get("tour-no-display"))?;
    std::fs::create_dir_all(folder).map_err(|error| crate::failed(words, &error))?;
    let mut steps = Vec::new();
    let result = update_a_key(|rehearsal, step| {
        let path = folder.join(format!("{}-{step}.png", steps.len() + 1));
        rehearsal.driver.png(&path, 1.0)?;
        steps.push(path);
        Ok(())
    });
    for path in &steps {
        crate::say(&words.with("tour-picture", [("path", path.display().to_string().into())]))?;
    }
    result.map_err(|error| crate::failed(words, &error))?;
    crate::say(&words.get("tour-done"))
}

/// Whose key it is: a person of the demo site, whose card lies in the tray.
const PERSON: &str = "Belmonte";
const CARD: &str = "Key of Ana Belmonte";

/// Brings a key of the demo site up to date, from the start page to the key that is taken away.
pub fn update_a_key(mut look: impl FnMut(&mut Rehearsal, &str) -> Result<(), Error>) -> Result<(), Error> {
    let mut at = Rehearsal::at_desk()?;
    let words = Words::new(at.driver.state().language());
    let get = |id: &str| words.get(id).into_owned();
    at.driver.wait_for(&get("start-overview"))?;
    at.driver.settle();
    look(&mut at, "start")?;
    for step in ["menu-cardholders", "entry-users"] {
        at.driver.click(&get(step))?;
        at.driver.settle();
    }
    at.driver.click(&get("users-search"))?;
    at.driver.type_text(PERSON);
    at.driver.settle();
    look(&mut at, "users")?;
    at.driver.key(Named::Enter);
    at.driver.wait_for(&get("user-tab-overview"))?;
    at.driver.settle();
    look(&mut at, "user")?;
    at.driver.click(&get("users-update-key"))?;
    at.driver.wait_for(&get("key-edit"))?;
    look(&mut at, "preview")?;
    at.driver.click(&get("key-edit"))?;
    at.driver.wait_for(&get("step-waiting"))?;
    look(&mut at, "waiting")?;
    at.lay(CARD)?;
    at.driver.wait_for(&get("key-remove"))?;
    at.driver.settle();
    look(&mut at, "done")?;
    at.driver.click(&get("ok"))?;
    at.tray.clear();
    at.driver.wait_for(&get("status-synchronized"))?;
    at.driver.settle();
    look(&mut at, "updated")
}
