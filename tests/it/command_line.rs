//! The program without its window: what it says, and to whom.

use std::process::{Command, Stdio};

/// Runs the program and gives what it says to somebody who has stopped listening before the first word.
fn run_for_nobody(arguments: &[&str]) -> (bool, String) {
    let (listener, speaker) = std::io::pipe().unwrap();
    drop(listener);
    let output = Command::new(env!("CARGO_BIN_EXE_keydesk"))
        .args(arguments)
        .env("LC_ALL", "C")
        .stdout(speaker)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn who_stops_listening_hears_no_complaint() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("site");
    let path = path.to_str().unwrap();
    let small = ["demo", "--people", "1", "--doors", "1", "--events", "0", "--data", path];
    for arguments in [&["--help"][..], &["--version"], &small, &["doctor", "--data", path]] {
        assert_eq!(run_for_nobody(arguments), (true, String::new()), "{arguments:?}");
    }
}

#[test]
fn a_demo_of_a_size_that_cannot_be_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for people in ["0", "-1", "99999999999", "18446744073709551616", "some"] {
        let output = Command::new(env!("CARGO_BIN_EXE_keydesk"))
            .args(["demo", "--data", folder.path().to_str().unwrap(), "--people", people])
            .env("LC_ALL", "C")
            .output()
            .unwrap();
        assert!(!output.status.success(), "{people}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("--people takes a whole number from 1 to 1"), "{people}: {said}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing was begun");
}
