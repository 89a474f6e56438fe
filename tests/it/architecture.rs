//! The layers of the house, held against the sources: who may name what.

use std::fs;
use std::path::{Path, PathBuf};

fn sources(under: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut pending = vec![root.join(under), root.join(format!("{under}.rs"))];
    let mut found = Vec::new();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.is_file() && path.extension().is_some_and(|extension| extension == "rs") {
            found.push((path.clone(), fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(!found.is_empty() || under == "ui", "nothing under {under}");
    found
}

/// The code of a file, without its comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(n, line)| (n + 1, line))
}

/// Whether a line names something: not as the end of a longer name.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(|character| character.is_alphanumeric() || character == '_')
    })
}

#[track_caller]
fn forbids(under: &str, words: &[&str], except: &[&str]) {
    let mut found = Vec::new();
    for (path, text) in sources(under) {
        let name = path.to_string_lossy().into_owned();
        if except.iter().any(|except| name.ends_with(except)) {
            continue;
        }
        for (number, line) in code(&text) {
            if let Some(word) = words.iter().find(|word| names(line, word)) {
                found.push(format!("{name}:{number}: {word}"));
            }
        }
    }
    assert!(found.is_empty(), "{under} may not name these:\n{}", found.join("\n"));
}

#[test]
fn the_domain_names_no_sql_no_card_no_window_no_clock_and_no_file() {
    let words = [
        "rusqlite",
        "crate::storage",
        "crate::encoder",
        "crate::operation",
        "pcsc",
        "iced",
        "std::fs",
        "::now(",
    ];
    forbids("domain", &words, &[]);
}

#[test]
fn storage_names_no_operation_no_card_and_no_window() {
    forbids("storage", &["crate::operation", "crate::encoder", "iced"], &[]);
}

#[test]
fn cards_know_nothing_of_rows_operations_and_windows() {
    forbids("encoder", &["crate::storage", "crate::operation", "rusqlite", "iced"], &[]);
}

#[test]
fn sql_and_pcsc_are_each_in_their_place() {
    for under in ["domain", "operation", "encoder", "secret", "ui"] {
        forbids(under, &["rusqlite"], &[]);
    }
    for under in ["domain", "operation", "storage", "secret", "ui"] {
        forbids(under, &["pcsc::"], &[]);
    }
}

#[test]
fn only_the_clock_asks_the_system_what_time_it_is() {
    for under in ["domain", "operation", "storage", "encoder", "secret"] {
        forbids(under, &["Utc::now", "Local::now", "SystemTime::now"], &[]);
    }
}

#[test]
fn the_window_is_built_from_below() {
    let product =
        ["keydesk::", "crate::part", "crate::screen", "crate::window", "crate::words", "crate::context"];
    // Text is folded in one place for every search.
    forbids("ui/widget", &product, &["ui/widget/matching.rs"]);
    forbids("ui/part", &["crate::screen", "crate::window"], &[]);
    forbids("ui/screen", &["crate::window"], &[]);
    for under in ["ui/action", "ui/place", "ui/command", "ui/task"] {
        forbids(under, &["crate::part", "crate::screen", "crate::window"], &[]);
    }
    forbids("operation", &["iced"], &[]);
}

#[test]
fn who_holds_the_secrets_is_looked_after_in_one_place() {
    for under in ["domain", "operation", "storage", "encoder", "secret", "ui"] {
        forbids(under, &["Holding::looked_after"], &["operation/sealing.rs"]);
    }
}

#[test]
fn every_file_that_is_not_sqlites_is_opened_in_one_place() {
    let words =
        ["File::open", "File::create", "File::options", "OpenOptions", "fs::write", "fs::read(", "fs::copy"];
    let mut found = Vec::new();
    for (path, text) in sources("") {
        let name = path.to_string_lossy().replace('\\', "/");
        if ["src/private_file.rs", "/ui/headless.rs", "/ui/scenes/"].iter().any(|it| name.contains(it)) {
            continue;
        }
        // What tests open, they made.
        let text = text.split("\nmod tests {").next().unwrap_or_default();
        for (number, line) in code(text) {
            found.extend(
                words.iter().filter(|word| names(line, word)).map(|word| format!("{name}:{number}: {word}")),
            );
        }
    }
    assert!(found.is_empty(), "these are opened past `private_file`:\n{}", found.join("\n"));
}

#[test]
fn no_folder_is_for_odds_and_ends() {
    for (path, _) in sources("") {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["mod", "utils", "util", "common", "helpers", "types", "misc"].contains(&stem.as_str()),
            "{path:?}"
        );
    }
}

/// The functions of a file, each with its signature and its body.
fn functions(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let starts: Vec<usize> = text.match_indices("fn ").map(|(at, _)| at).collect();
    let ends: Vec<usize> = starts.iter().copied().skip(1).chain([text.len()]).collect();
    starts.into_iter().zip(ends).filter_map(|(start, end)| text.get(start..end)?.split_once(" {\n"))
}

#[test]
fn what_writes_the_partition_of_a_thing_takes_the_word_of_the_rule_of_moving() {
    let (mut writers, mut found) = (0, Vec::new());
    for (path, text) in sources("storage") {
        for (signature, body) in functions(&text) {
            let writes = ["INSERT INTO ", "UPDATE OR IGNORE ", "UPDATE "].iter().any(|verb| {
                body.match_indices(verb).any(|(at, _)| {
                    let written = body.get(at + verb.len()..).unwrap_or_default();
                    // What a group may access, and what the trail says, is not where a thing lies.
                    let is_of_thing =
                        !["group_partition", "audit", "OR "].iter().any(|it| written.starts_with(it));
                    let written = written.split('"').next().and_then(|it| it.split("WHERE").next());
                    is_of_thing && written.is_some_and(|it| it.contains("partition_id"))
                })
            });
            if writes {
                writers += 1;
                if !signature.contains("Placed<") && !signature.contains("Emptied") {
                    found.push(format!("{}: {signature}", path.display()));
                }
            }
        }
    }
    assert!(found.is_empty(), "these put things anywhere:\n{}", found.join("\n"));
    assert_eq!(writers, 3, "people are added and saved, and a partition is emptied");
    // A record of any other kind is written in one place, which asks the same of it.
    forbids("storage", &["with(\"partition_id\""], &["view/record.rs"]);
}

#[test]
fn what_keys_follow_from_is_written_by_an_edit_and_in_no_other_way() {
    let columns = [
        "extended_opening",
        "override_privacy",
        "override_lockdown",
        "set_lockdown",
        "office",
        "audit_openings",
        "antipassback",
        "cancellable",
        "activation_at",
        "expiration_at",
        "period_count",
        "period_unit",
        "pin_check",
        "wiegand",
    ];
    let (mut found, mut edits) = (Vec::new(), 0);
    for (path, text) in sources("storage").into_iter().chain(sources("operation")) {
        let sql: String = code(&text).map(|(_, line)| format!("{} ", line.trim())).collect();
        let of_tables = ["INTO", "UPDATE", "REPLACE INTO", "DELETE FROM"]
            .iter()
            .flat_map(|verb| ["user_doors", "wanted"].map(|table| format!("{verb} {table}")));
        let mut writes: Vec<String> = of_tables.filter(|it| names(&sql, it)).collect();
        for statement in sql.split("INTO users (").skip(1) {
            let into = statement.split(')').next().unwrap();
            writes.extend(columns.iter().filter(|it| names(into, it)).map(|it| (*it).to_owned()));
        }
        for statement in ["UPDATE users", "IGNORE users"].iter().flat_map(|verb| sql.split(verb).skip(1)) {
            let set = statement.split("WHERE").next().unwrap();
            writes.extend(
                columns.iter().filter(|it| names(set, &format!("{it} ="))).map(|it| (*it).to_owned()),
            );
        }
        if path.ends_with("storage/graph.rs") {
            edits = writes.len();
        } else {
            found.extend(writes.iter().map(|what| format!("{}: {what}", path.display())));
        }
    }
    assert!(found.is_empty(), "these write what keys follow from:\n{}", found.join("\n"));
    assert!(edits >= columns.len(), "the one place is found: {edits}");
}

#[test]
fn rows_leave_for_a_spreadsheet_by_one_door() {
    forbids("ui", &["clipboard::write"], &["ui/spreadsheet.rs", "ui/headless.rs"]);
}

#[test]
fn no_shadow_is_the_toolkits_own() {
    // It is not in the bounds by which the window is painted anew: see `widget/paint.rs`.
    forbids("ui", &["Shadow", "shadow:", "box_shadow"], &["ui/theme.rs"]);
}

#[test]
fn the_program_speaks_from_one_place() {
    // What the test of the real window starts is another program's.
    forbids("ui", &["stdout(", "stderr("], &["ui/main.rs", "ui/measure.rs", "ui/scenes/real_window.rs"]);
}
