//! What people type that they should not, and what they may: every field at its bounds; and sites that cannot be
//! opened.

use std::path::{Path, PathBuf};

use iced::keyboard::{Key, Modifiers, key::Named};
use keydesk::console::Console;
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::operator::{Language, Password};
use keydesk::domain::permission::DoorsView;
use keydesk::domain::user::{End, PeriodDraft, PinDraft, Unit};
use keydesk::operation::{doors, first_start};

use super::Guide;
use crate::widget::semantics::Role;
use crate::window::{Launch, Purpose};
use crate::words::Words;

impl Guide {
    /// Whether a sentence stands right below a field.
    #[track_caller]
    pub(super) fn says_at(&mut self, field: &str, at: usize, sentence: &str) -> bool {
        let field = self.part(Role::TextField, field, at).bounds;
        let below = field.y + field.height;
        self.driver.find_all(sentence).into_iter().any(|it| {
            (below..below + 16.0).contains(&it.y) && (field.x..field.x + field.width).contains(&it.x)
        })
    }

    /// Saves what is refused, with a sentence at a field.
    #[track_caller]
    fn refused(&mut self, field: &str, at: usize, sentence: &str) {
        self.dismiss();
        self.driver.ctrl('s');
        self.wait_for("Not saved yet: correct the fields marked red.");
        let is_said = self.says_at(field, at, sentence);
        assert!(is_said, "{field} says not {sentence:?}; in view: {}", self.driver.texts().join(" | "));
        assert!(self.may_press("Save"), "nothing is lost: it can be saved again");
    }

    /// Puts a text in place of what stands in a field, all at once.
    #[track_caller]
    fn paste_over(&mut self, field: &str, at: usize, text: &str) {
        let place = self.part(Role::TextField, field, at).bounds.center();
        self.driver.click_at(place);
        self.driver.ctrl('a');
        self.driver.key(Named::Backspace);
        self.driver.paste(text);
        self.driver.settle();
    }

    /// Puts a text behind what stands in a field.
    #[track_caller]
    fn paste_behind(&mut self, field: &str, at: usize, text: &str) {
        let place = self.part(Role::TextField, field, at).bounds.center();
        self.driver.click_at(place);
        self.driver.key(Named::End);
        self.driver.paste(text);
        self.driver.settle();
    }

    /// Opens the only person of this name, so that all of it is in view.
    fn at_person(name: &str) -> Guide {
        let mut guide = Guide::at_desk();
        guide.unroll();
        guide.open_person(name);
        guide.rest();
        guide
    }

    fn at_door(name: &str) -> Guide {
        let mut guide = Guide::at_desk();
        guide.find(name);
        guide.wait_for("On keys");
        guide.rest();
        guide
    }

    fn saved_door(&self, id: DoorId) -> door::Draft {
        let (console, session) = self.behind();
        doors::open(&console, &session.permit::<DoorsView>().unwrap(), id).unwrap().draft
    }

    fn door_called(&self, name: &str) -> DoorId {
        let (console, session) = self.behind();
        let all = doors::list(&console, &session.permit::<DoorsView>().unwrap()).unwrap();
        all.into_iter().find(|row| row.name == name).unwrap().id
    }

    /// What everything in view says and holds.
    fn everything(&mut self) -> String {
        let mut all = self.driver.texts();
        for part in self.driver.parts() {
            all.extend(part.semantics.and_then(|semantics| semantics.value));
            all.push(part.text);
        }
        all.join("\n")
    }
}

/// More than anything takes.
fn long() -> String {
    "long ".repeat(400)
}

fn too_long(max: usize) -> String {
    format!("At most {max} characters.")
}

const EMPTY: &str = "This cannot be empty.";
const UNPRINTABLE: &str = "There is a character here that cannot be printed. Type it again.";
const NOT_DIGITS: &str = "Only digits.";
const NOT_A_PHONE: &str = "Not a phone number: begin with + (or 00) and the country, then digits.";
const NO_DATE: &str = "Type the date.";
const NOT_A_DATE: &str = "Not a date. Type it as 2026-12-31, or with the day first as 31/12/26.";
const NOT_A_TIME: &str = "Not a time. Type it as 14:30.";
const WHICH_YEAR: &str = "Which year is meant? Type it with four digits, as in 2026-12-31.";
const ENDS_FIRST: &str = "The end must be after the start.";

/// The fields of one line of text that a person has, and how much each takes.
const TEXTS: [(&str, usize); 6] = [
    ("Title", 32),
    ("First name", 64),
    ("Last name", 64),
    ("External ID", 64),
    ("Department", 64),
    ("Employee number", 64),
];

// Shortcuts.

#[test]
fn a_shortcut_types_nothing_into_a_text() {
    let mut guide = Guide::at_person("carter");
    for field in ["Last name", "Wiegand code"] {
        guide.click(field);
        let (before, heard) = (guide.value(field), guide.driver.state().desk().unwrap().keys_heard());
        for sign in ['+', '-', '=', '0', '1', '9'] {
            guide.driver.ctrl(sign);
        }
        guide.driver.settle();
        assert_eq!(guide.value(field), before);
        assert!(guide.driver.state().desk().unwrap().keys_heard() > heard, "they are the window's");
    }
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.driver.ctrl('1');
    assert!(guide.driver.shows("A person, a door, a screen, something to do"), "nothing is typed there");
}

// A person's fields.

#[test]
fn a_persons_texts_take_what_fits_and_not_one_character_more() {
    let mut guide = Guide::at_person("carter");
    let id = guide.saved("carter").id;
    for (field, max) in TEXTS {
        // Two bytes each, and as some keyboards type them two characters: it is letters that count.
        let fits = "e\u{301}".repeat(max);
        guide.paste_over(field, 0, &format!("{fits}s"));
        guide.refused(field, 0, &too_long(max));
        guide.paste_over(field, 0, &format!("  {fits}  "));
        assert!(!guide.driver.shows(&too_long(max)), "what is mended is no longer marked");
        guide.save();
        assert_eq!(guide.value(field), "é".repeat(max));
    }
    let draft = guide.saved_as(id).draft;
    let texts = [
        &draft.title,
        &draft.first_name,
        &draft.last_name,
        &draft.external_id,
        &draft.general[0],
        &draft.general[1],
    ];
    for (text, (field, max)) in texts.into_iter().zip(TEXTS) {
        assert_eq!(*text, "é".repeat(max), "{field}");
    }
}

#[test]
fn a_persons_numbers_take_what_fits_and_no_nonsense() {
    let mut guide = Guide::at_person("carter");
    let id = guide.saved("carter").id;
    guide.click("Use a PIN");
    guide.paste_over("PIN", 0, "8041");
    for (field, bad, sentence, good) in [
        ("Wiegand code", "123456789012345678901", too_long(20).as_str(), "12345678901234567890"),
        ("Wiegand code", "12-3", NOT_DIGITS, "0123"),
        ("Wiegand code", "1²3", NOT_DIGITS, "１２３"),
        ("Wiegand code", "①", NOT_DIGITS, ""),
        ("Phone", "+1234567890123456", NOT_A_PHONE, "+123456789012345"),
        ("Phone", "+123456", NOT_A_PHONE, "+1234567"),
        ("Phone", "600123456", NOT_A_PHONE, "+34 (600) 12-34.56"),
        ("Phone", "call me", NOT_A_PHONE, "+34\u{a0}600/123/456"),
        ("Phone", "+٣٤٦", NOT_A_PHONE, "\u{202a}+٣٤٦٠٠١٢٣\u{202c}"),
        ("Phone", "+½1234567", NOT_A_PHONE, "tel:0034 (0) 600.12.34.56"),
        ("Phone", "++34600123456", NOT_A_PHONE, ""),
        ("Update period", "0", "From 1 to 1095.", "1"),
        ("Update period", "1096", "From 1 to 1095.", "1095"),
        ("Update period", "-1", "From 1 to 1095.", " 30 "),
        ("Update period", "", "From 1 to 1095.", "31"),
        ("Update period", "a month", "From 1 to 1095.", "32"),
        ("Update period", "99999999999999999999", "From 1 to 1095.", "33"),
        ("Update period", "1.5", "From 1 to 1095.", "30"),
        ("PIN", "123", "4 to 8 digits.", "1234"),
        ("PIN", "123456789", "4 to 8 digits.", "12345678"),
        ("PIN", "12a4", NOT_DIGITS, "8041"),
        ("PIN", "1²34", NOT_DIGITS, "８０４１"),
        ("PIN", "", "4 to 8 digits.", "8041"),
        ("Code", &"x".repeat(33), too_long(32).as_str(), &"x".repeat(32)),
        ("Code", "a\u{2028}b", UNPRINTABLE, "A\u{202e}B 12"),
    ] {
        if field == "PIN" {
            guide.turn_to(|driver| driver.shows("Use a PIN"));
        }
        if field == "PIN" && guide.driver.shows("Set another") {
            guide.click("Set another");
        }
        if field == "Code" && guide.saved_as(id).draft.authorization_codes.is_empty() {
            guide.click("Add code");
        }
        let before = guide.saved_as(id).version;
        guide.paste_over(field, 0, bad);
        guide.refused(field, 0, sentence);
        assert_eq!(guide.saved_as(id).version, before, "{field} {bad:?}");
        guide.paste_over(field, 0, good);
        assert!(!guide.driver.shows(sentence), "{field} {good:?}");
        guide.save();
    }
    let draft = guide.saved_as(id).draft;
    assert_eq!((draft.wiegand.as_str(), draft.phone.as_str()), ("", ""));
    assert_eq!(draft.authorization_codes, ["AB 12"]);
    assert_eq!(draft.revalidation, Some(PeriodDraft { count: "30".to_owned(), unit: Unit::Days }));
    assert_eq!(draft.pin, PinDraft::Keep);
    guide.click("Hours");
    guide.paste_over("Update period", 0, "8761");
    guide.refused("Update period", 0, "From 1 to 8760.");
    guide.paste_over("Update period", 0, "8760");
    guide.save();
}

#[test]
fn the_code_that_is_wrong_is_marked_and_there_are_ten_at_most() {
    let mut guide = Guide::at_person("carter");
    let id = guide.saved("carter").id;
    for at in 0..10 {
        guide.click("Add code");
        guide.paste_over("Code", at, &format!("TAG {at}"));
    }
    assert!(!guide.may_press("Add code"));
    guide.paste_over("Code", 6, &"x".repeat(33));
    guide.refused("Code", 6, &too_long(32));
    assert_eq!(guide.at_keyboard(), "Code");
    guide.paste_over("Code", 6, "");
    guide.save();
    let codes = guide.saved_as(id).draft.authorization_codes;
    assert_eq!(codes.len(), 9, "an empty one is left out");
    assert_eq!((codes[5].as_str(), codes[6].as_str()), ("TAG 5", "TAG 7"));
}

#[test]
fn what_a_person_must_have_can_not_be_empty() {
    let mut guide = Guide::at_person("carter");
    for nothing in ["", "   "] {
        guide.paste_over("First name", 0, nothing);
        guide.paste_over("Last name", 0, nothing);
        guide.refused("Last name", 0, "A first name or a last name is needed.");
        assert_eq!(guide.at_keyboard(), "Last name", "where it is to be mended");
        guide.paste_over("First name", 0, "Ben");
        assert!(!guide.driver.shows("A first name or a last name is needed."));
        guide.paste_over("Last name", 0, "Carter");
        guide.paste_over("External ID", 0, nothing);
        guide.refused("External ID", 0, EMPTY);
        guide.click("Discard");
        assert!(guide.driver.shows("Nothing changed.") && !guide.driver.shows(EMPTY));
    }
    guide.paste_over("External ID", 0, "E-000007");
    guide.refused("External ID", 0, "This external ID is already in use.");
    guide.paste_over("External ID", 0, "E-000700");
    guide.save();
}

#[test]
fn what_can_not_be_printed_is_dropped_or_said() {
    let mut guide = Guide::at_person("carter");
    let id = guide.saved("carter").id;
    for (field, _) in TEXTS {
        // What ends a line, and what is no character. What nobody can see is left out.
        for hidden in ['\u{2028}', '\u{2029}', '\u{fdd0}'] {
            guide.paste_over(field, 0, &format!("nimda{hidden}x"));
            guide.refused(field, 0, UNPRINTABLE);
        }
        // Control characters do not come into a field of one line at all.
        guide.paste_over(field, 0, "\u{0}Zo\u{7}ë\tvan\r\nder\u{1b}\u{7f} Berg\n");
        assert_eq!(guide.value(field), "Zoë van der Berg");
        guide.save();
    }
    let draft = guide.saved_as(id).draft;
    assert_eq!(
        (draft.first_name.as_str(), draft.external_id.as_str()),
        ("Zoë van der Berg", "Zoë van der Berg")
    );
}

#[test]
fn names_of_every_script_are_kept_and_found_again() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    for (first, last, kept, searches) in [
        ("נועה", "לוי", "לוי, נועה", vec!["לוי", "נועה לוי"]),
        ("محمد", "الفاسي", "الفاسي, محمد", vec!["الفاسي", "محمد"]),
        ("प्रिया", "शर्मा", "शर्मा, प्रिया", vec!["प्रिया", "शर्मा"]),
        (
            "Zoe\u{308}",
            "A\u{30a}ngstro\u{308}m",
            "Ångström, Zoë",
            vec!["ångström zoë", "angstrom", "a\u{30a}ngstro\u{308}m"],
        ),
        ("ফারহান", "", "ফারহান", vec!["ফারহান"]),
        ("世民", "李", "李, 世民", vec!["李"]),
        ("👩‍🚒", "O’Neill-Þór", "O’Neill-Þór, 👩‍🚒", vec!["👩‍🚒", "o’neill-thor"]),
        ("Ἀθηνᾶ", "Παπαδοπούλου", "Παπαδοπούλου, Ἀθηνᾶ", vec!["παπαδοπουλου", "αθηνα"]),
    ] {
        guide.click("New person");
        guide.wait_for("Not saved yet");
        guide.rest();
        guide.type_text(first);
        guide.key(Named::Tab);
        guide.type_text(last);
        guide.driver.ctrl('s');
        guide.wait_for("No key is assigned.");
        guide.click("Users");
        guide.wait_for("New person");
        for search in searches {
            guide.fill("Search people", search);
            guide.wait_for(kept);
            guide.driver.ctrl('k');
            guide.wait_for("A person, a door, a screen, something to do");
            guide.type_text(search);
            let result = guide.driver.wait(kept, |driver| driver.find_role(Role::Option, kept).is_some());
            guide.must(result);
            guide.key(Named::Escape);
        }
        guide.fill("Search people", "");
    }
}

#[test]
fn two_thousand_characters_lose_nothing_that_was_there() {
    let mut guide = Guide::at_person("carter");
    let before = guide.saved("carter");
    guide.paste_over("Wiegand code", 0, "4711");
    guide.paste_over("Phone", 0, "+34 600 123 456");
    guide.click("Ends on a date");
    guide.click("Add code");
    guide.paste_over("Code", 0, "TAG 1");
    guide.click("Use a PIN");
    guide.paste_over("PIN", 0, "8041");
    guide.click("Show");
    let fields = [
        ("Title", 0, too_long(32)),
        ("First name", 0, too_long(64)),
        ("Last name", 0, too_long(64)),
        ("External ID", 0, too_long(64)),
        ("Department", 0, too_long(64)),
        ("Employee number", 0, too_long(64)),
        ("Valid from", 0, NOT_A_DATE.to_owned()),
        ("Time", 0, String::new()),
        ("Valid until", 0, NOT_A_DATE.to_owned()),
        ("Time", 1, String::new()),
        ("Update period", 0, "From 1 to 1095.".to_owned()),
        ("Wiegand code", 0, NOT_DIGITS.to_owned()),
        ("Phone", 0, NOT_A_PHONE.to_owned()),
        ("Code", 0, too_long(32)),
        ("PIN", 0, NOT_DIGITS.to_owned()),
    ];
    let mut held = Vec::new();
    for (field, at, _) in &fields {
        let there = guide.value_at(field, *at);
        guide.paste_behind(field, *at, &long());
        held.push(format!("{there}{}", long()));
        assert_eq!(guide.value_at(field, *at), held[held.len() - 1], "{field}");
    }
    guide.refused("First name", 0, &too_long(64));
    for ((field, at, sentence), held) in fields.iter().zip(&held) {
        assert_eq!(guide.value_at(field, *at), *held, "{field} after it was refused");
        assert!(sentence.is_empty() || guide.says_at(field, *at, sentence), "{field} says not {sentence}");
    }
    assert_eq!(guide.saved_as(before.id), before);
    guide.click("Discard");
    assert_eq!(guide.value("Last name"), "Carter");
    assert!(guide.driver.shows("Nothing changed."));
}

#[test]
fn dates_are_of_the_calendar_and_of_the_years_that_keys_can_say() {
    let words = Words::new(Language::English);
    let outside = words.get("fault-outside-calendar");
    let mut guide = Guide::at_person("carter");
    let id = guide.saved("carter").id;
    for (typed, sentence) in [
        ("1999-12-31", outside.as_ref()),
        ("2200-01-01", outside.as_ref()),
        ("9999-12-31", outside.as_ref()),
        ("2026-02-30", NOT_A_DATE),
        ("2026-02-29", NOT_A_DATE),
        ("2026-13-01", NOT_A_DATE),
        ("26-12-31", WHICH_YEAR),
        ("3/11/85", WHICH_YEAR),
        ("20261231", NOT_A_DATE),
        ("tomorrow", NOT_A_DATE),
        ("", NO_DATE),
    ] {
        guide.paste_over("Valid from", 0, typed);
        guide.refused("Valid from", 0, sentence);
        assert_eq!(guide.at_keyboard(), "Valid from", "{typed}: where it is to be mended");
    }
    for extreme in ["0000-01-01", "9999-12-31", ""] {
        guide.paste_over("Valid from", 0, extreme);
        // The calendar opens there, or today, and turns its pages.
        for key in [Named::ArrowDown, Named::PageUp, Named::ArrowLeft, Named::PageDown, Named::PageDown] {
            guide.key(key);
        }
        assert!(guide.driver.shows("Today"), "{extreme}");
        guide.key(Named::Escape);
        assert!(!guide.driver.shows("Today") && guide.value("Valid from") == extreme);
    }
    for (typed, read) in [
        ("2000-01-01", "2000-01-01"),
        ("2100-01-01", "2100-01-01"),
        ("2199-12-31", "2199-12-31"),
        ("29/2/2028", "2028-02-29"),
        ("3/11/26", "2026-11-03"),
        ("4.11.26", "2026-11-04"),
        ("5-11-2026", "2026-11-05"),
        (" 2026-11-21 ", "2026-11-21"),
    ] {
        guide.paste_over("Valid from", 0, typed);
        guide.save();
        assert_eq!(guide.value("Valid from"), read);
        let activation = guide.saved_as(id).draft.activation.unwrap();
        assert_eq!(activation.to_string(), format!("{read} 00:00:00"));
    }
    for time in ["25:00", "24:01", "12:60", "noon", "1:2:3"] {
        guide.paste_over("Time", 0, time);
        guide.dismiss();
        guide.driver.ctrl('s');
        guide.wait_for("Not saved yet: correct the fields marked red.");
        assert!(guide.driver.shows(NOT_A_TIME), "{time}");
        assert_eq!(guide.value("Time"), time);
    }
    for (time, read) in [("9.30", "09:30"), ("1405", "14:05"), ("7", "07:00"), ("", "00:00")] {
        guide.paste_over("Time", 0, time);
        guide.save();
        assert_eq!(guide.value("Time"), read);
    }
}

#[test]
fn an_end_is_a_date_after_the_start() {
    let words = Words::new(Language::English);
    let outside = words.get("fault-outside-calendar");
    let mut guide = Guide::at_person("carter");
    let id = guide.saved("carter").id;
    guide.click("Ends on a date");
    assert_eq!(guide.value("Valid until"), "2027-11-21", "a year from now");
    guide.paste_over("Valid from", 0, "2026-11-22");
    for (until, time, sentence) in [
        ("2026-11-21", "", ENDS_FIRST),
        ("2026-11-22", "00:00", ENDS_FIRST),
        ("1999-12-30", "", outside.as_ref()),
        ("2200-01-01", "00:00", outside.as_ref()),
        ("2026-02-30", "", NOT_A_DATE),
        ("", "", NO_DATE),
    ] {
        guide.paste_over("Valid until", 0, until);
        guide.paste_over("Time", 1, time);
        guide.refused("Valid until", 0, sentence);
    }
    for (until, time, end) in [
        ("2026-11-22", "00:01", "2026-11-22 00:01:00"),
        ("2026-11-22", "", "2026-11-23 00:00:00"),
        ("2100-12-31", "24:00", "2101-01-01 00:00:00"),
        ("2199-12-31", "23:59", "2199-12-31 23:59:00"),
    ] {
        guide.paste_over("Valid until", 0, until);
        guide.paste_over("Time", 1, time);
        guide.save();
        assert_eq!(guide.value("Valid until"), until);
        let End::At(Some(saved)) = guide.saved_as(id).draft.expiration else { panic!("no end") };
        assert_eq!(saved.to_string(), end);
    }
    guide.click("Ends on a date");
    guide.save();
    assert_eq!(guide.saved_as(id).draft.expiration, End::Never);
}

#[test]
fn nonsense_for_many_is_said_person_by_person() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.fill("Search people", "E-00010");
    guide.wait_for("10 of 306 people");
    guide.key(Named::Enter);
    guide.rest();
    guide.driver.ctrl('a');
    guide.click("Edit together");
    guide.wait_for("Edit 10 people");
    guide.unroll();
    guide.click("On a date");
    for (until, sentence) in [("2026-02-30", NOT_A_DATE), ("", NOT_A_DATE), ("2000-01-01", ENDS_FIRST)] {
        guide.paste_over("Valid until", 0, until);
        guide.driver.ctrl('s');
        guide.wait_for("10 people could not be changed");
        assert!(guide.says(sentence), "{until}; in view: {}", guide.driver.texts().join(" | "));
        guide.press("Close");
        assert_eq!(guide.value("Valid until"), until, "it can be mended");
    }
    guide.click("Title");
    guide.paste_over("", 0, &long());
    guide.driver.ctrl('s');
    guide.wait_for("10 people could not be changed");
    assert!(guide.says(&too_long(32)));
    guide.press("Close");
    assert_eq!(guide.value(""), long());
}

// The PIN.

#[test]
fn a_pin_is_not_to_be_read_unless_it_is_shown() {
    const PIN: &str = "80413957";
    let mut guide = Guide::at_person("carter");
    guide.click("Use a PIN");
    guide.click("PIN");
    let before = guide.everything();
    for end in 1..=PIN.len() {
        guide.type_text(&PIN[end - 1..end]);
        let (now, typed) = (guide.everything(), &PIN[..end]);
        assert_eq!(now.matches(typed).count(), before.matches(typed).count(), "not even its beginning");
    }
    assert!(guide.driver.shows(&"•".repeat(PIN.len())));
    guide.driver.ctrl('a');
    guide.driver.ctrl('c');
    guide.driver.settle();
    assert_eq!(guide.driver.clipboard().text, None, "nor is it copied");
    guide.click("Show");
    assert!(guide.everything().contains(PIN));
    guide.click("Hide");
    assert!(!guide.everything().contains(PIN));
    guide.type_text("x");
    guide.refused("PIN", 0, NOT_DIGITS);
    assert!(!guide.everything().contains(PIN));
    guide.paste_over("PIN", 0, PIN);
    guide.driver.clipboard().text = None;
    guide.click("Show");
    guide.save();
    guide.wait_for("A PIN is set.");
    assert!(!guide.everything().contains(PIN));
    guide.click("Set another");
    assert!(!guide.everything().contains(PIN) && guide.may_press("Show"), "hidden again, and empty");
    guide.click("Discard");
    guide.find("my settings");
    guide.key(Named::Escape);
    assert!(!guide.everything().contains(PIN));
}

// A door's fields.

#[test]
fn a_doors_texts_take_what_fits_and_not_one_character_more() {
    let mut guide = Guide::at_door("back office");
    let id = guide.door_called("Back office");
    for (field, max) in [("Name", 32), ("Where it is", 200), ("External ID", 32)] {
        let fits = "é".repeat(max);
        guide.paste_over(field, 0, &format!("{fits}s"));
        guide.refused(field, 0, &too_long(max));
        assert_eq!(guide.at_keyboard(), field, "where it is to be mended");
        guide.paste_over(field, 0, &fits);
        assert!(!guide.driver.shows(&too_long(max)));
        guide.save();
        for hidden in ['\u{2028}', '\u{2029}', '\u{fdd0}'] {
            guide.paste_over(field, 0, &format!("nimda{hidden}x"));
            guide.refused(field, 0, UNPRINTABLE);
        }
        guide.paste_over(field, 0, &fits);
        guide.paste_behind(field, 0, &long());
        guide.refused(field, 0, &too_long(max));
        assert_eq!(guide.value(field), format!("{fits}{}", long()));
        guide.click("Discard");
        assert_eq!(guide.value(field), fits);
    }
    let draft = guide.saved_door(id);
    let saved = [draft.name, draft.description, draft.external_id];
    assert_eq!(saved, [32, 200, 32].map(|max| "é".repeat(max)));
}

#[test]
fn a_door_has_a_name_and_a_number_of_its_own() {
    let mut guide = Guide::at_door("back office");
    let id = guide.door_called("Back office");
    let before = guide.saved_door(id);
    for (field, typed, sentence) in [
        ("Name", "", EMPTY),
        ("Name", "  ", EMPTY),
        ("Name", "WINE cellar", "This name is already in use."),
        ("External ID", "", EMPTY),
        ("External ID", "D-0001", "This external ID is already in use."),
    ] {
        guide.paste_over(field, 0, typed);
        guide.refused(field, 0, sentence);
        guide.click("Discard");
        assert!(!guide.driver.shows(sentence) && guide.driver.shows("Nothing changed."));
    }
    assert_eq!(guide.saved_door(id), before);
    guide.paste_over("Where it is", 0, "");
    guide.paste_over("Name", 0, "מחסן אחורי \u{0}");
    guide.save();
    assert_eq!(guide.value("Name"), "מחסן אחורי");
    guide.find("מחסן");
    guide.wait_for("On keys");
    assert_eq!(guide.value("Name"), "מחסן אחורי");
    guide.click("Doors");
    guide.wait_for("New door");
    guide.fill("Search doors", "אחורי");
    guide.wait_for("1 of 60 doors");
    assert!(guide.driver.shows("מחסן אחורי"));
}

#[test]
fn a_new_door_is_made_of_what_fits_only() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.click("New door");
    guide.wait_for("Given when it is saved");
    guide.rest();
    assert_eq!(guide.at_keyboard(), "Name");
    assert!(!guide.may_press("Save"));
    guide.paste_over("Where it is", 0, "Second floor");
    guide.refused("Name", 0, EMPTY);
    guide.paste_over("Name", 0, &"D".repeat(33));
    guide.refused("Name", 0, &too_long(32));
    assert_eq!(guide.value("Where it is"), "Second floor");
    guide.paste_over("Name", 0, &"D".repeat(32));
    guide.driver.ctrl('s');
    guide.wait_for("Nothing changed.");
    let draft = guide.saved_door(guide.door_called(&"D".repeat(32)));
    assert_eq!((draft.description.as_str(), draft.external_id.len()), ("Second floor", 11));
}

// Fields that only look for something.

#[test]
fn two_thousand_characters_find_nothing_and_break_nothing() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    for nonsense in
        [long(), "x".repeat(2_000), "é\u{301}".repeat(1_000), "نو".repeat(1_000), "👩‍🚒".repeat(500)]
    {
        guide.fill("Search people", "carter");
        guide.paste_behind("Search people", 0, &nonsense);
        guide.wait_for("Nobody found");
        assert_eq!(guide.value("Search people"), format!("carter{nonsense}"));
        guide.press("Clear the search");
        guide.wait_for("306 people");
        guide.driver.ctrl('k');
        guide.wait_for("A person, a door, a screen, something to do");
        guide.driver.paste(&format!("carter{nonsense}"));
        guide.wait_for("Nothing found. Try fewer letters or different ones.");
        guide.key(Named::Enter);
        assert!(
            guide.driver.shows("Nothing found. Try fewer letters or different ones."),
            "Enter has nowhere to go"
        );
        guide.key(Named::Escape);
        guide.wait_for("306 people");
        guide.driver.chord(Modifiers::CTRL | Modifiers::SHIFT, Key::Character("f".into()));
        guide.wait_for("Search filters and values");
        guide.driver.paste(&nonsense);
        guide.driver.settle();
        guide.key(Named::Enter);
        guide.key(Named::Escape);
        guide.wait_for("306 people");
    }
    guide.click("Doors");
    guide.wait_for("60 doors");
    guide.click("Search doors");
    guide.driver.paste(&long());
    guide.wait_for("No door found");
    guide.press("Clear the search");
    guide.wait_for("60 doors");
    guide.open_person("carter");
    guide.wait_for("Luggage room");
    guide.press("Add several");
    guide.wait_for("Choose all 55 found…");
    guide.rest();
    guide.driver.paste(&long());
    guide.wait_for("No door found");
    guide.key(Named::Enter);
    guide.key(Named::Escape);
    guide.wait_for("Nothing changed.");
}

#[test]
fn two_thousand_characters_are_no_name_and_no_password() {
    let mut guide = Guide::at_desk();
    guide.find("my settings");
    guide.wait_for("Change password");
    for field in ["Current password", "New password", "Repeat the password"] {
        guide.paste_over(field, 0, &long());
    }
    guide.click("Change password");
    guide.wait_for("At most 128 characters.");
    guide.key(Named::Escape);
    guide.driver.ctrl('l');
    guide.wait_for("Locked by demo");
    guide.driver.paste(&long());
    guide.key(Named::Enter);
    guide.wait_for("This password is wrong. Check it and try again.");
    guide.click("Sign in as someone else");
    guide.wait_for("Sign in to work with this site");
    guide.paste_over("User name", 0, &long());
    guide.paste_over("Password", 0, &long());
    guide.key(Named::Enter);
    guide.wait_for("User name or password is wrong. Check both and try again.");
    assert_eq!(guide.value("User name"), long());
}

#[test]
fn two_thousand_characters_make_no_site() {
    let mut guide = Guide::open(Purpose::Site, |_| ());
    guide.wait_for("Start a new site");
    guide.click("Restore a site");
    guide.click("Lines of the recovery sheet");
    guide.driver.paste(&long());
    guide.paste_over("Recovery code", 0, &long());
    guide.click("Next");
    guide.wait_for("These are not all lines of a recovery sheet. Check them one by one.");
    guide.click("Back");
    guide.click("Start a new site");
    guide.wait_for("Name of the site");
    for field in ["Name of the site", "Your user name", "Password", "Repeat the password"] {
        guide.paste_over(field, 0, &long());
    }
    guide.key(Named::Enter);
    guide.rest();
    for (field, sentence) in [
        ("Name of the site", too_long(64)),
        ("Your user name", too_long(64)),
        ("Password", "At most 128 characters.".to_owned()),
    ] {
        assert!(guide.says_at(field, 0, &sentence), "{field}; in view: {}", guide.driver.texts().join(" | "));
    }
    assert_eq!(guide.value("Name of the site"), long());
}

// Sites that cannot be opened.

/// Makes a site in the folder that the window will open, and closes it.
fn make_site(launch: &Launch) {
    let draft = first_start::Draft {
        site: "Hotel Aurora".to_owned(),
        user_name: "marta".to_owned(),
        password: Password::new("the heron on the roof"),
        repeated: Password::new("the heron on the roof"),
        language: Language::English,
    };
    let plan = first_start::plan(&draft, first_start::Origin::New).unwrap();
    first_start::create(&launch.directory, launch.environment.clone(), &plan, launch.cost).unwrap();
}

fn database(directory: &Path) -> PathBuf {
    directory.join(keydesk::console::SITE_FILE)
}

impl Guide {
    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// Checks that a site that was spoilt is told so in a sentence and left as it is, and opens once it is mended.
    fn check_spoilt(spoil: impl FnOnce(&mut Vec<u8>), sentence: impl Fn(&Path) -> String) {
        let (mut sound, mut spoilt) = (Vec::new(), Vec::new());
        let mut guide = Guide::open(Purpose::Site, |launch| {
            make_site(launch);
            let path = database(&launch.directory);
            sound = std::fs::read(&path).unwrap();
            spoilt = sound.clone();
            spoil(&mut spoilt);
            std::fs::write(path, &spoilt).unwrap();
        });
        let path = database(&guide.site());
        guide.wait_for("The site could not be opened");
        guide.wait_for(&sentence(&path));
        guide.click("Try again");
        guide.rest();
        guide.wait_for(&sentence(&path));
        assert!(std::fs::read(&path).unwrap() == spoilt, "it is left as it is");
        std::fs::write(&path, &sound).unwrap();
        guide.click("Try again");
        guide.wait_for("Sign in to work with this site");
    }
}

#[test]
fn a_site_of_a_newer_keydesk_is_named_and_left_as_it_is() {
    // The version and the mark of the program stand in the header (SQLite file format, 1.3).
    let newer = |file: &mut Vec<u8>| file[60..64].copy_from_slice(&99_u32.to_be_bytes());
    Guide::check_spoilt(newer, |_| {
        "This site was made by a newer Keydesk (format 99; this program knows 10). Install the newer program."
            .to_owned()
    });
}

#[test]
fn a_site_whose_end_is_missing_is_damaged_and_left_as_it_is() {
    let words = Words::new(Language::English);
    let damaged = words.get("trouble-damaged");
    Guide::check_spoilt(|file| file.truncate(file.len() / 2), |_| damaged.to_string());
    Guide::check_spoilt(|file| file.truncate(file.len() - 1), |_| damaged.to_string());
}

#[test]
fn what_is_no_database_of_ours_is_left_as_it_is() {
    let not_ours = |path: &Path| format!("{} is not a Keydesk site. Choose another folder.", path.display());
    Guide::check_spoilt(|file| *file = b"a letter to the housekeeper".to_vec(), not_ours);
    Guide::check_spoilt(|file| *file = b"a longer letter ".repeat(1_000), not_ours);
    Guide::check_spoilt(|file| file[68..72].copy_from_slice(&[0; 4]), not_ours);
}

#[test]
fn a_folder_that_can_not_be_made_is_named() {
    let mut blocked = PathBuf::new();
    let mut guide = Guide::open(Purpose::Site, |launch| {
        blocked = launch.directory.clone();
        std::fs::write(&blocked, "a file, where the folder of the folder should be").unwrap();
        launch.directory = blocked.join("site");
    });
    guide.wait_for("The site could not be opened");
    let sentence = format!(
        "{} cannot be created or written to. Choose another folder, or ask for the right to write there.",
        blocked.join("site").display()
    );
    guide.wait_for(&sentence);
    assert!(blocked.is_file(), "what was there is still there");
    std::fs::remove_file(&blocked).unwrap();
    guide.click("Try again");
    guide.wait_for("Start a new site");
}

#[test]
fn a_folder_that_another_console_has_open_is_said_to_be_in_use() {
    let mut other = None;
    let mut guide = Guide::open(Purpose::Site, |launch| {
        make_site(launch);
        other = Some(Console::open(&launch.directory, launch.environment.clone()).unwrap());
    });
    guide.wait_for("The site could not be opened");
    let sentence = format!(
        "{} is already open in another Keydesk window. Use that one, or close it first.",
        guide.site().display()
    );
    guide.wait_for(&sentence);
    guide.click("Try again");
    guide.rest();
    guide.wait_for(&sentence);
    other.take();
    guide.click("Try again");
    guide.wait_for("Sign in to work with this site");
}

#[test]
fn a_site_that_can_not_be_opened_can_be_left() {
    let mut guide = Guide::open(Purpose::Site, |launch| {
        std::fs::create_dir_all(&launch.directory).unwrap();
        std::fs::write(database(&launch.directory), "a letter to the housekeeper").unwrap();
    });
    guide.wait_for("The site could not be opened");
    guide.click("Close Keydesk");
    assert!(guide.driver.has_exited());
}

#[test]
fn an_empty_file_is_no_site_yet() {
    let mut guide = Guide::open(Purpose::Site, |launch| {
        std::fs::create_dir_all(&launch.directory).unwrap();
        std::fs::write(database(&launch.directory), "").unwrap();
    });
    guide.wait_for("Start a new site");
}

#[test]
fn from_a_search_the_arrow_leads_to_the_first_that_was_found() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("306 people");
    guide.click("Search people");
    guide.type_text("belmonte");
    guide.wait_for("1 of 306 people");
    guide.key(Named::ArrowDown);
    guide.key(Named::Enter);
    guide.wait_for("Identification");
    assert!(guide.driver.shows("Ana Belmonte"));
}
