//! The screens, driven as operators drive them.

use crate::tour;

#[test]
fn tour() {
    std::fs::create_dir_all("target/look").unwrap();
    tour::update_a_key(|at, step| at.driver.png(format!("target/look/{step}.png"), 1.0)).unwrap();
}
