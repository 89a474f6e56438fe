//! One entry, with what was before and what is after; and the names of what stands in entries.

use std::borrow::Cow;

use chrono::DateTime;
use iced::widget::{Column, column, container, row};
use iced::{Fill, Padding};
use keydesk::domain::chain::hex;
use keydesk::domain::moment::Moment;
use keydesk::domain::operator::{Language, Theme};
use keydesk::domain::permission::{Permission, Set};
use keydesk::domain::user::OptionName;
use keydesk::operation::system_auditor::{Action, Field, Given, Shown, Stored, SubjectKind, Who, Whole};

use crate::context::Context;
use crate::icon::Icon;
use crate::part::rights;
use crate::part::settings::language_name;
use crate::theme::{Tone, space};
use crate::widget::button::button;
use crate::widget::dialog::{Width, dialog};
use crate::widget::{Element, form, gauge, surface, text};
use crate::words::Words;

/// A moment to the second: what came first may matter.
pub fn exact(context: &Context, at: Moment) -> String {
    let local = context.local(at);
    format!("{}, {}", context.words.day(local.date()), local.format("%H:%M:%S"))
}

/// What was done.
pub fn action_name(words: &Words, action: Action) -> String {
    words.get(&format!("audit-action-{}", action.key())).into_owned()
}

/// The kind of thing that it was done to.
pub fn subject_name(words: &Words, subject: SubjectKind) -> String {
    words.get(&format!("audit-subject-{}", subject.key())).into_owned()
}

/// The role under which the system itself acted.
pub fn role_name(words: &Words, role: &str) -> String {
    or_raw(words, &format!("audit-role-{}", slug(role)), role)
}

/// What was done, as stored.
pub fn stored_action<'r>(words: &Words, action: &'r Stored<Action>) -> Cow<'r, str> {
    match action {
        Stored::Known(action) => action_name(words, *action).into(),
        Stored::Unknown(key) => key.into(),
    }
}

/// The kind of thing, as stored.
pub fn stored_subject<'r>(words: &Words, subject: &'r Stored<SubjectKind>) -> Cow<'r, str> {
    match subject {
        Stored::Known(subject) => subject_name(words, *subject).into(),
        Stored::Unknown(key) => key.into(),
    }
}

/// A field's name. One that no text knows stands there as it was stored: a later version may have written it.
fn field_name(words: &Words, name: &str) -> String {
    let said = |name: &str| or_raw(words, &field_id(name), name);
    // Of what was given and taken there are more fields.
    let is_given = |name: &str| Given::ALL.iter().any(|given| given.names().contains(&name));
    let more =
        ["others", "numbers"].into_iter().find_map(|more| Some((name.strip_suffix(more)?.trim_end(), more)));
    match more.filter(|(given, _)| is_given(given)) {
        Some((given, more)) => words.with(&format!("audit-field-{more}"), [("what", said(given).into())]),
        None => said(name),
    }
}

/// The text that names a field; options have the names that they have elsewhere.
fn field_id(name: &str) -> String {
    if OptionName::ALL.iter().any(|option| option.key() == name) {
        format!("option-{name}")
    } else {
        format!("audit-field-{}", slug(name))
    }
}

/// A stored name as texts are named.
fn slug(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn or_raw(words: &Words, id: &str, raw: &str) -> String {
    let text = words.get(id);
    if text == id { raw.to_owned() } else { text.into_owned() }
}

/// A value as people read it.
fn value(context: &Context, shown: &Shown) -> String {
    let words = &context.words;
    match shown {
        Shown::Nothing => "–".to_owned(),
        Shown::Yes(true) => words.get("auditor-yes").into_owned(),
        Shown::Yes(false) => words.get("auditor-no").into_owned(),
        Shown::Number(number) => number.clone(),
        Shown::Text(text) if text.is_empty() => "–".to_owned(),
        // Moments are stored as texts; nobody else's text is so long and reads as one.
        Shown::Text(text) => match DateTime::parse_from_rfc3339(text) {
            Ok(moment) => exact(context, moment.to_utc()),
            Err(_) => tree_of(text)
                .map_or_else(|| text.clone(), |(name, set)| format!("{name}: {}", rights::names(words, set))),
        },
        Shown::Several(values) if values.is_empty() => "–".to_owned(),
        Shown::Several(values) => {
            values.iter().map(|shown| value(context, shown)).collect::<Vec<_>>().join(", ")
        }
        Shown::Unreadable(raw) => words.with("auditor-unreadable", [("raw", raw.as_str().into())]),
    }
}

/// The permissions that are stored by their names, if that is what it is.
fn set_of(shown: &Shown) -> Option<Set> {
    let Shown::Several(values) = shown else {
        return None;
    };
    let keys = values.iter().map(|value| match value {
        Shown::Text(key) => Permission::from_key(key),
        _ => None,
    });
    keys.collect()
}

/// A partition with the tree that a group has there, as the trail stores it: `name: permission, permission`.
fn tree_of(text: &str) -> Option<(&str, Set)> {
    let (name, keys) = text.rsplit_once(": ")?;
    let set: Option<Set> = keys.split(", ").map(Permission::from_key).collect();
    Some((name, set?))
}

/// What is stored as a code, in words.
fn coded(words: &Words, field: &str, shown: &Shown) -> Option<String> {
    let Shown::Text(code) = shown else {
        return None;
    };
    Some(match field {
        "language" => language_name(Language::from_code(code)?).to_owned(),
        "theme" => match Theme::from_code(code)? {
            Theme::Light => words.get("settings-light").into_owned(),
            Theme::Dark => words.get("settings-dark").into_owned(),
        },
        "screen" if code == "unlocked" => words.get("auditor-unlocked").into_owned(),
        _ => return None,
    })
}

/// A field before and after. Of permissions only those that differ are worth reading: the others are counted.
fn before_and_after(context: &Context, field: &Field) -> (String, String) {
    let words = &context.words;
    let sets = (field.before.as_ref().and_then(set_of), field.after.as_ref().and_then(set_of));
    if let (Some(before), Some(after)) = sets {
        let stay = before.intersection(after).count();
        let only = |set: Set| {
            let names = if set.is_empty() { "–".to_owned() } else { rights::names(words, set) };
            words.with("auditor-rights", [("rights", names.into()), ("count", stay.into())])
        };
        return (only(before.difference(after)), only(after.difference(before)));
    }
    let shown = |shown: &Option<Shown>| match shown {
        None => "–".to_owned(),
        Some(shown) => match set_of(shown).filter(|set| !set.is_empty()) {
            Some(set) => rights::names(words, set),
            None => coded(words, &field.name, shown).unwrap_or_else(|| value(context, shown)),
        },
    };
    (shown(&field.before), shown(&field.after))
}

/// A hash in groups of four, eight groups a line.
pub fn grouped(hash: &[u8]) -> Vec<String> {
    let groups: Vec<String> = hash.chunks(2).map(hex).collect();
    groups.chunks(8).map(|line| line.join(" ")).collect()
}

const NAME_WIDTH: f32 = 190.0;
/// The keyboard is there once the entry is read.
const CLOSE: &str = "close-entry";

/// The dialog.
pub fn view<'a, M: Clone + 'a>(
    context: &'a Context,
    whole: Option<&'a Whole>,
    is_live: bool,
    close: M,
    undo: Option<M>,
) -> Element<'a, M> {
    let words = &context.words;
    let Some(whole) = whole else {
        return dialog(words.get("auditor-entry"), is_live)
            .width(Width::Wide)
            .body(gauge::skeleton(5))
            .starts_at(CLOSE)
            .on_close(words.get("close"), close)
            .into();
    };
    let entry = &whole.row;
    let who = match entry.who {
        Who::Operator(_) => entry.who_name.clone(),
        Who::System => role_name(words, &entry.who_name),
    };
    let label = |text: String| Element::from(text::label(text).width(Fill));
    let subject = format!("{} · {}", stored_subject(words, &entry.subject), entry.subject_name);
    let pairs = form::pairs([
        (words.get("auditor-column-when"), label(exact(context, entry.at))),
        (words.get("auditor-column-who"), label(who)),
        (words.get("auditor-column-desk"), label(entry.desk.clone())),
        (words.get("auditor-column-subject"), label(subject)),
        (words.get("auditor-hash"), text::mono(grouped(&whole.hash).join("\n")).into()),
    ]);
    let fields = if whole.fields.is_empty() {
        text::muted(words.get("auditor-no-fields")).into()
    } else {
        fields(context, &whole.fields)
    };
    let body = column![pairs, surface::divider(), fields].spacing(space::LG);
    let mut entry = dialog(stored_action(words, &entry.action), is_live)
        .subtitle(words.with("auditor-entry-number", [("number", entry.sequence.into())]))
        .width(Width::Wide)
        .icon(Icon::FileText, Tone::Accent)
        .body(body)
        .starts_at(CLOSE)
        .on_close(words.get("close"), close.clone());
    if let Some(undo) = undo {
        entry = entry.action(button(words.get("auditor-undo")).icon(Icon::Undo2).on_press(undo));
    }
    entry.default_action(button(words.get("close")).id(CLOSE).on_press(close)).into()
}

/// A line a field: its name, what was, what is. Where nothing was kept of before, there is no such column.
fn fields<'a, M: 'a>(context: &'a Context, fields: &'a [Field]) -> Element<'a, M> {
    let words = &context.words;
    let has_before = fields.iter().any(|field| field.before.is_some());
    let line = |name: Element<'a, M>, before: Element<'a, M>, after: Element<'a, M>| {
        let before = has_before.then(|| container(before).width(Fill).into());
        row![container(name).width(NAME_WIDTH)]
            .extend(before)
            .push(container(after).width(Fill))
            .spacing(space::MD)
            .padding(Padding::from([space::XS, 0.0]))
    };
    let after = if has_before { "auditor-after" } else { "auditor-value" };
    let head = line(
        text::caption(words.get("auditor-field")).into(),
        text::caption(words.get("auditor-before")).into(),
        text::caption(words.get(after)).into(),
    );
    let lines = fields.iter().map(|field| {
        let name = text::muted(field_name(words, &field.name)).width(Fill);
        let (before, after) = before_and_after(context, field);
        line(name.into(), text::body(before).width(Fill).into(), text::body(after).width(Fill).into()).into()
    });
    Column::with_children(std::iter::once(head.into()).chain(lines)).into()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use keydesk::domain::operator::Language;
    use keydesk::domain::partition::Content;
    use keydesk::operation::system_auditor::Role;

    use super::*;

    #[test]
    fn a_tree_of_a_partition_is_read_as_permissions() {
        let view = Set::NONE.with(Permission::UsersView);
        assert_eq!(tree_of("Spa: cardholders/users/view"), Some(("Spa", view)));
        assert_eq!(tree_of("Spa: pool and gym"), None);
        assert_eq!(tree_of("Spa"), None);
        assert_eq!(set_of(&Shown::Several(vec![Shown::Text("cardholders/users/view".into())])), Some(view));
        assert_eq!(set_of(&Shown::Several(vec![Shown::Text("General".into())])), None);
    }

    /// The names of fields as the operations and the upgrade write them: `.with("…"` and `.set("…"`, and what was
    /// given and taken, of whom there may be more than are named.
    fn field_names() -> BTreeSet<String> {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut pending = ["operation", "storage/upgrade.rs"].map(|source| sources.join(source)).to_vec();
        let mut names: BTreeSet<String> =
            OptionName::ALL.iter().map(|option| option.key().to_owned()).collect();
        while let Some(path) = pending.pop() {
            if path.is_dir() {
                pending.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let text = std::fs::read_to_string(path).unwrap();
            let text = text.replace(char::is_whitespace, " ");
            for call in
                [".with(\"", ".with( \"", ".with_moment(\"", ".with_moment( \"", ".set(\"", ".set( \""]
            {
                for (at, _) in text.match_indices(call) {
                    names.insert(text[at + call.len()..].split('"').next().unwrap().to_owned());
                }
            }
        }
        let given = Given::ALL.iter().flat_map(|given| given.names());
        let lying = Content::ALL.iter().map(|content| content.told());
        names.extend(given.chain(lying).map(str::to_owned));
        let some = ["first name", "file digest", "taken away"];
        assert!(names.len() > 70 && some.iter().all(|name| names.contains(*name)), "{names:?}");
        names
    }

    #[test]
    fn whatever_stands_in_the_chain_has_a_name_in_every_language() {
        for language in Language::ALL {
            let words = Words::new(*language);
            let mut ids: Vec<String> = field_names().iter().map(|name| field_id(name)).collect();
            ids.extend(Action::ALL.iter().map(|action| format!("audit-action-{}", action.key())));
            ids.extend(SubjectKind::ALL.iter().map(|subject| format!("audit-subject-{}", subject.key())));
            ids.extend(Role::ALL.iter().map(|role| format!("audit-role-{}", slug(role.key()))));
            ids.retain(|id| words.get(id) == id.as_str());
            assert!(ids.is_empty(), "{language:?} has no text for {ids:#?}");
        }
    }

    #[test]
    fn a_name_that_no_text_knows_stands_as_it_was_stored() {
        let words = Words::new(Language::English);
        assert_eq!(field_name(&words, "Colour of the door"), "Colour of the door");
        assert_eq!(field_name(&words, "first name"), "First name");
    }

    #[test]
    fn a_hash_is_written_in_groups() {
        let lines = grouped(&[0xab; 32]);
        assert_eq!(lines, vec!["abab abab abab abab abab abab abab abab"; 2]);
    }
}
