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
fn contacts_with_a_card_name_no_row_and_what_is_noted_of_a_writing_no_card() {
    forbids("operation/encode/contacts", &["crate::storage", "rusqlite"], &[]);
    forbids("operation/encode/intent", &["crate::encoder", "KeyCard", "BlankCard", "Found", "Next"], &[]);
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
        if ["src/private_file.rs", "/ui/headless.rs", "/ui/scenes/", "/ui/display.rs"]
            .iter()
            .any(|it| name.contains(it))
        {
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
    assert_eq!(writers, 1, "a partition is emptied");
    // Records are written in one place, and that takes the partition from what was placed.
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
    let tables = [
        "user_doors",
        "user_lockers",
        "user_access_level_lockers",
        "zone_lockers",
        "zone_rooms",
        "zone_suites",
        "user_zones",
        "zone_doors",
        "user_access_level_users",
        "user_access_level_doors",
        "user_access_level_zones",
        "user_locations",
        "user_functions",
        "location_doors",
        "function_doors",
        "user_crossings",
        "user_outputs",
        "user_access_level_outputs",
        "timetable_periods",
        "calendar_days",
        "local_options",
        "wanted",
    ];
    let (mut found, mut edits) = (Vec::new(), 0);
    for (path, text) in sources("storage").into_iter().chain(sources("operation")) {
        // Steps from one version to the next leave what keys say as it is.
        if path.ends_with("storage/schema.rs") {
            continue;
        }
        let sql: String = code(&text).map(|(_, line)| format!("{} ", line.trim())).collect();
        let of_tables = ["INTO", "UPDATE", "REPLACE INTO", "DELETE FROM"]
            .iter()
            .flat_map(|verb| tables.iter().map(move |table| format!("{verb} {table}")));
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
        // Records name their columns one by one.
        let is_of_storage = !path.to_string_lossy().replace('\\', "/").contains("/operation/");
        let named = |column: &&&str| is_of_storage && sql.contains(&format!(".with(\"{column}\","));
        writes.extend(columns.iter().filter(named).map(|it| (*it).to_owned()));
        // The row of a new site says nothing yet.
        let is_new = path.ends_with("storage/site.rs") || path.ends_with("storage/view.rs");
        writes.retain(|it| it != "INTO local_options" || !is_new);
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
fn rows_are_asked_for_by_a_view_and_read_by_the_names_of_columns() {
    let asking = ["prepare(", "prepare_cached(", "query_row(", "query_map(", "query("];
    // What opens and ties files reads no rows of a site but its own; `storage.rs` asks for the version of the schema.
    let opening = ["storage.rs", "open.rs", "schema.rs", "tie.rs", "log.rs"];
    forbids("storage", &asking, &[&opening[..], &["storage/view.rs", "view/record.rs"]].concat());
    // These hold the whole file in memory, or ask before there is a view; nobody else has a connection.
    let whole = ["directory.rs", "graph.rs", "clock.rs", "storage/view.rs"];
    forbids("storage", &["Connection"], &[&opening[..], &whole].concat());
    // Unchecked SQL is no plain SQL.
    forbids("storage", &["Plain::of"], &["storage/view.rs"]);
    for (path, text) in sources("storage") {
        for (number, line) in code(&text) {
            let by_position =
                line.match_indices(".get(").chain(line.match_indices("get_ref(")).any(|(at, it)| {
                    line.get(at + it.len()..)
                        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
                });
            let name = path.to_string_lossy();
            let is_excepted = opening.iter().any(|it| name.ends_with(it));
            assert!(!by_position || is_excepted, "{name}:{number} reads a column by its position");
        }
    }
}

/// Tables with a partition that is not where their rows lie.
const LIE_NOWHERE: &[(&str, &str)] = &[
    ("operator_groups", "a group is reached by the tree of groups"),
    ("group_partitions", "what a group may access is what reach is made of"),
    ("group_partition_permissions", "likewise"),
    ("audit", "the auditor's chain is read whole, by a permission of its own"),
];

#[test]
fn every_table_of_what_lies_in_a_partition_is_known_to_the_view() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let view = fs::read_to_string(root.join("src/storage/view.rs")).unwrap();
    let known = view.split("const IN_PARTITIONS").nth(1).unwrap().split("];").next().unwrap();
    let known: Vec<&str> = known.split('"').skip(1).step_by(2).collect();
    let schema = fs::read_to_string(root.join("schema.sql")).unwrap();
    let schema: String = schema.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let tables: Vec<(&str, &str)> = schema
        .split("CREATE TABLE ")
        .skip(1)
        .map(|table| table.split_once(" (").unwrap())
        .map(|(name, rest)| (name, rest.split("STRICT").next().unwrap()))
        .collect();
    for (name, columns) in &tables {
        let hangs = known.iter().any(|known| columns.contains(&format!("REFERENCES {known} (")));
        let lies = *name == "partitions" || hangs || names(columns, "partition_id");
        let is_excepted = LIE_NOWHERE.iter().any(|(table, _)| table == name);
        assert_eq!(known.contains(name), lies && !is_excepted, "{name}");
    }
    // What lies there itself moves when its partition is deleted.
    let partitions = fs::read_to_string(root.join("src/storage/partitions.rs")).unwrap();
    let moved = partitions.split("impl Lying").nth(1).unwrap().split("\n}").next().unwrap();
    for (name, columns) in &tables {
        let lies = known.contains(name) && names(columns, "partition_id");
        assert_eq!(moved.contains(&format!("\"{name}\"")), lies, "{name}");
    }
    for (table, _) in LIE_NOWHERE {
        assert!(tables.iter().any(|(name, _)| name == table), "{table}");
    }
}

#[test]
fn what_is_read_past_the_partitions_within_reach_stands_in_a_list_with_its_reason() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let view = fs::read_to_string(root.join("src/storage/view.rs")).unwrap();
    let declared = view.split("pub(crate) enum Beyond {").nth(1).unwrap().split("\n}").next().unwrap();
    let mut reasons: Vec<(&str, String)> = Vec::new();
    let mut reason = String::new();
    for line in declared.lines().map(str::trim) {
        match line.strip_prefix("///") {
            Some(text) => reason.push_str(text),
            None if !line.is_empty() => {
                reasons.push((line.trim_end_matches(','), std::mem::take(&mut reason)));
            }
            None => {}
        }
    }
    let mut listed = String::new();
    for (why, reason) in &reasons {
        assert!(reason.len() > 10, "{why} has its reason");
        listed.push_str(&format!("{why}:{reason}\n"));
        let mut users = Vec::new();
        for (path, text) in sources("storage").into_iter().chain(sources("operation")) {
            for (signature, body) in functions(&text) {
                if body.contains(&format!("Beyond::{why}")) {
                    let name = signature.trim_start_matches("fn ").split(['(', '<']).next().unwrap();
                    let file =
                        path.strip_prefix(root.join("src")).unwrap().to_string_lossy().replace('\\', "/");
                    users.push(format!("    {file} {name}\n"));
                }
            }
        }
        users.sort();
        assert!(!users.is_empty(), "{why} is used");
        listed.push_str(&users.concat());
    }
    let path = root.join("tests/golden/past_reach.txt");
    if fs::read_to_string(&path).unwrap_or_default() != listed {
        let written = path.with_extension("new");
        fs::write(&written, &listed).unwrap();
        panic!("something else is read past the scope: compare {} with the golden file", written.display());
    }
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
    // What is said on a display of the tests' and the bench's is another program's.
    forbids("ui", &["stdout(", "stderr("], &["ui/main.rs", "ui/measure.rs", "ui/display.rs"]);
}
