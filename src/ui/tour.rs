//! The main job, done without a display by the same window: a person's key is brought up to date.

use std::path::Path;

use crate::headless;
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

/// Brings the key of a person of the demo site up to date, step by step.
pub fn update_a_key(
    mut look: impl FnMut(&mut Rehearsal, &str) -> Result<(), headless::Error>,
) -> Result<(), headless::Error> {
    let mut at = Rehearsal::at_desk()?;
    let words = Words::new(at.driver.state().language());
    let get = |id: &str| words.get(id).into_owned();
    at.driver.wait_for(&get("start-overview"))?;
    at.driver.settle();
    look(&mut at, "start")?;
    at.driver.click(&get("status-update-required"))?;
    at.driver.settle();
    look(&mut at, "users")?;
    Ok(())
}
