//! The gate's second fence: the permission of every operation stands in its signature. The list is kept in a
//! golden file that a person can read; a new operation, or another permission, shows there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use keydesk::domain::permission::Permission;

/// What may be done without a permit, and why. Nothing else may.
const WITHOUT: &[(&str, &str)] = &[
    ("first_start::plan", "there is nobody yet"),
    ("first_start::create", "there is nobody yet"),
    ("sign_in::sign_in", "nobody is signed in yet"),
    ("sign_in::confirm_code", "takes what the password gave"),
    ("sign_in::enrol", "takes what the password gave"),
    ("sign_in::replace_password", "takes what the password gave"),
    ("sign_in::unlock", "asks for the password again"),
    ("sign_in::renew", "asks what the session's own group holds"),
    ("demo::create", "makes a site of its own"),
    ("demo::create_of", "makes a site of its own"),
    ("demo::stock", "puts cards into a tray, no site"),
    ("doctor::examine", "says whether the site is well, nothing of what is in it"),
    ("doctor::examine_chain", "makes a chain of its own, no site"),
    ("doctor::examine_images", "says how many and how long, nothing of what"),
    ("doctor::examine_foretelling", "says how long, nothing of what"),
    ("doctor::write_test", "touches a blank card, no site"),
    ("jobs::due", "says what the program is to do by itself"),
    ("jobs::run", "the program does it by itself, under a role, and shows nothing"),
    ("phones::due", "says what the program is to do by itself"),
    ("phones::run", "the program does it by itself, under a role, and shows nothing"),
    ("users::portrait", "a picture made smaller"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The macros that say operations for several kinds, each with the file in which it stands.
const SAID: [(&str, &str); 2] = [("named.rs", "operations"), ("relations.rs", "ends")];

/// The public functions that stand in a text, each by its name and with its signature in one line; `indent` stands before them.
fn functions(text: &str, indent: &str) -> Vec<(String, String)> {
    let (mut found, mut lines) = (Vec::new(), text.lines());
    while let Some(line) = lines.next() {
        let Some(rest) = line.strip_prefix(indent).and_then(|line| line.strip_prefix("pub fn ")) else {
            continue;
        };
        let mut signature = rest.to_owned();
        while !signature.contains('{') {
            signature.push(' ');
            signature.push_str(lines.next().unwrap().trim());
        }
        found.push((rest.split(['(', '<']).next().unwrap().to_owned(), signature));
    }
    found
}

/// The functions of a macro, as a file says them that uses it: its words stand in place of what the macro leaves open. What is left
/// out with the words that it needs is not said.
fn said(text: &str, name: &str, body: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let called = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let called =
        called.filter(|line| line.contains(&format!("{name}!")) && !line.contains("macro_rules!")).count();
    let begins = format!("::{name}! {{\n");
    let uses = text.split(&begins).skip(1);
    assert_eq!(uses.clone().count(), called, "{name} is used in a form that is not read here");
    for uses in uses {
        let before = found.len();
        let words: Vec<_> = uses.split("\n}").next().unwrap().split_whitespace().collect();
        // A macro that goes on to its own longer form says nothing yet.
        if words.get(1).is_some_and(|word| word.starts_with('$')) {
            continue;
        }
        // What is not said where there is but one way.
        let mut filled = BTreeMap::from([("by".to_owned(), "()"), ("list".to_owned(), "")]);
        for (at, open) in
            words.iter().enumerate().filter_map(|(at, word)| Some((at, word.strip_suffix(':')?)))
        {
            let mut rest = words[at + 1..].iter().map(|word| word.trim_end_matches(','));
            filled.insert(open.to_owned(), rest.next().unwrap());
            // `to: Door as DoorId` is `$to` and `$to_id`.
            if rest.next() == Some("as") {
                filled.insert(format!("{open}_id"), rest.next().unwrap());
            }
        }
        for block in body.split("        $(\n").flat_map(|block| block.split("        )?\n")) {
            found.extend(fill(block, &filled).map(|said| functions(&said, "        ")).unwrap_or_default());
        }
        let said: Vec<&str> = found[before..].iter().map(|(name, _)| name.as_str()).collect();
        let wanted =
            if name == "operations" { &["list", "open", "add", "save", "give", "delete"][..] } else { &[] };
        assert!(!said.is_empty() && wanted.iter().all(|name| said.contains(name)), "{name} says {said:?}");
    }
    found
}

/// A piece of a macro with words in place of what it leaves open; nothing, where one is missing.
fn fill(text: &str, words: &BTreeMap<String, &str>) -> Option<String> {
    let mut pieces = text.split('$');
    let mut filled = pieces.next()?.to_owned();
    for piece in pieces {
        let end =
            piece.find(|letter: char| letter != '_' && !letter.is_alphanumeric()).unwrap_or(piece.len());
        let (open, rest) = piece.split_at(end);
        filled.push_str(if open == "crate" { "crate" } else { words.get(open)? });
        filled.push_str(rest);
    }
    Some(filled)
}

/// Every public function of the operations, and its signature in one line.
fn operations() -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let folder = root().join("src/operation");
    let macros = SAID.map(|(file, name)| {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let body =
            text.split(&format!("macro_rules! {name} {{")).nth(1).unwrap().split("\n}\n").next().unwrap();
        assert!(body.contains("        pub fn "), "the operations of {name} were found");
        let body = body.split_once("=> {\n").unwrap().1;
        (name, body.replace("$crate::session::", "").replace("$crate::operation::", ""))
    });
    let mut pending = vec![folder.clone()];
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        // `encode/intent.rs` is `encode::intent`.
        let module = path.strip_prefix(&folder).unwrap().with_extension("");
        let module: Vec<_> = module.iter().map(|part| part.to_string_lossy()).collect();
        let module = module.join("::");
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines() {
            let makes =
                line.trim_start().strip_prefix("macro_rules! ").and_then(|rest| rest.split(' ').next());
            assert!(makes.is_none_or(|made| SAID.iter().any(|(_, said)| *said == made)), "{module}: {line}");
            let is_plain = !line.contains("pub const fn ") || !line.contains("Permit<");
            assert!(is_plain && !line.contains("pub async fn "), "{module}: {line}");
        }
        let own = functions(&text, "").into_iter();
        let said = macros.iter().flat_map(|(name, body)| said(&text, name, body));
        found.extend(own.chain(said).map(|(name, signature)| (format!("{module}::{name}"), signature)));
    }
    assert!(found.len() > 30, "the operations were found: {found:?}");
    found
}

/// The permissions that a signature names, in its order.
fn permits(signature: &str) -> Vec<String> {
    let mut named: Vec<String> =
        signature.split("&Permit<").skip(1).map(|rest| rest.split('>').next().unwrap().to_owned()).collect();
    if signature.contains("&Giving<") || signature.contains(", Giving<") {
        named.push("what giving takes".to_owned());
    }
    if signature.contains("&Own") {
        named.push("one's own".to_owned());
    }
    if signature.contains("token: Token") {
        named.push("what that save took".to_owned());
    }
    if signature.contains("R: Right") {
        named.push("the right of the act".to_owned());
    }
    if signature.contains("&Administrator") {
        named.push("administrators".to_owned());
    }
    if signature.contains("Confirmation<") {
        named.push("four eyes".to_owned());
    }
    named
}

#[test]
fn every_operation_says_which_permission_it_needs() {
    let mut listed = String::new();
    for (name, signature) in operations() {
        let permits = permits(&signature);
        let exception = WITHOUT.iter().find(|(exception, _)| *exception == name);
        match (permits.is_empty(), exception) {
            (true, Some((_, reason))) => listed.push_str(&format!("{name}: none, {reason}\n")),
            (false, None) => listed.push_str(&format!("{name}: {}\n", permits.join(" + "))),
            (true, None) => panic!("{name} takes no permit"),
            (false, Some(_)) => panic!("{name} takes a permit and is named as one that takes none"),
        }
    }
    let path = root().join("tests/golden/operations.txt");
    let golden = fs::read_to_string(&path).unwrap_or_default();
    if golden != listed {
        let written = path.with_extension("new");
        fs::write(&written, &listed).unwrap();
        panic!("the operations changed: compare {} with the golden file", written.display());
    }
}

#[test]
fn every_exception_is_still_there() {
    let operations = operations();
    for (name, _) in WITHOUT {
        assert!(operations.contains_key(*name), "{name}");
    }
}

#[test]
fn the_permission_tree_is_that_of_the_contract() {
    let listed: String = Permission::ALL
        .iter()
        .map(|permission| format!("{} ({:?})\n", permission.key(), permission.reach()))
        .collect();
    let path = root().join("tests/golden/permissions.txt");
    if fs::read_to_string(&path).unwrap_or_default() != listed {
        let written = path.with_extension("new");
        fs::write(&written, &listed).unwrap();
        panic!("the permission tree changed: compare {} with the golden file", written.display());
    }
}
