//! What stands around the screens: menus, the search for anything, language and colours, the lock, leaving.

use std::time::Duration;

use iced::keyboard::key::Named;
use iced::{Point, Size};
use keydesk::operation::demo::{ADMINISTRATOR, RECEPTION};
use keydesk::operation::{Giving, doors, user_access_levels, users};

use super::Guide;
use super::presses::{Hand, Known, name_of};
use crate::place::{Entry, Place};
use crate::widget::semantics::Role;
use crate::window::desk::Desk;
use crate::window::{Message, desk};

#[test]
fn the_search_jumps_to_people_doors_screens_and_deeds() {
    let mut guide = Guide::at_desk();
    guide.find("belmonte");
    guide.wait_for("Ana Belmonte");
    guide.find("back office");
    guide.wait_for("On keys");
    guide.find("network");
    guide.wait_for("One encoder");
    guide.find("my settings");
    guide.wait_for("Change password");
    guide.key(Named::Escape);
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("nothing is called so");
    assert!(guide.driver.shows("Nothing found. Try fewer letters or different ones."));
    guide.key(Named::Escape);
    assert!(guide.driver.shows("One encoder"));
}

#[test]
fn a_click_beside_the_search_for_anything_closes_it_and_one_within_does_not() {
    let mut guide = Guide::at_desk();
    let asks = "A person, a door, a screen, something to do";
    guide.driver.ctrl('k');
    guide.wait_for(asks);
    let dialog = guide.part(Role::Dialog, "Find anything", 0).bounds;
    guide.driver.click_at(Point::new(dialog.x + 8.0, dialog.y + 8.0));
    guide.driver.settle();
    assert!(guide.driver.shows(asks));
    guide.driver.click_at(Point::new(dialog.x - 60.0, dialog.y + 8.0));
    guide.driver.settle();
    assert!(!guide.driver.shows(asks), "else what is typed next goes nowhere");
}

#[test]
fn whose_name_begins_with_what_is_typed_is_found_first_and_all_are_a_row_away() {
    let mut guide = Guide::at_desk();
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("la");
    let result = guide.driver.until("the search", |window| window.desk().is_some_and(Desk::has_searched));
    guide.must(result);
    guide.driver.settle();
    let hits: Vec<String> = guide
        .driver
        .parts()
        .into_iter()
        .filter(|part| part.role() == Some(Role::Option))
        .map(|part| part.text)
        .collect();
    let all = hits.iter().position(|hit| hit.ends_with(" people found…")).expect("more are found than shown");
    let (people, beyond) = (&hits[..all], hits[all].clone());
    let begins = |hit: &&String| hit.starts_with("La");
    let first = people.iter().take_while(begins).count();
    assert!(first > 0 && first == people.iter().filter(begins).count(), "{people:?}");
    guide.click(&beyond);
    let count = beyond.trim_start_matches("All ").trim_end_matches(" people found…").to_owned();
    guide.wait_for(&format!("{count} of 306 people"));
}

#[test]
fn what_a_screen_said_of_changes_goes_with_them() {
    let wrong = "Not saved yet: correct the fields marked red.";
    let mut guide = Guide::at_desk();
    guide.unroll();
    guide.open_person("carter");
    guide.fill("Phone", "none");
    guide.driver.ctrl('s');
    guide.wait_for(wrong);
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    assert!(guide.driver.shows(wrong), "as long as the screen is there");
    guide.press("Discard changes");
    guide.wait_for("New door");
    assert!(!guide.driver.shows(wrong));
    // What was done stays told on the screen that one comes to.
    guide.click("Operators");
    guide.double_click("Reception desk");
    guide.wait_for("Set a new password…");
    guide.press("Delete");
    guide.wait_for("Delete Reception desk?");
    guide.press("Delete");
    guide.wait_for("Reception desk is deleted.");
}

#[test]
fn the_language_and_the_colours_are_the_operators_own() {
    let mut guide = Guide::at_desk();
    guide.find("my settings");
    guide.wait_for("Change password");
    guide.click("Dark");
    guide.click("Español");
    guide.wait_for("Cambiar contraseña");
    guide.key(Named::Escape);
    assert!(guide.driver.shows("Puntos de acceso") && guide.driver.shows("Puertas"));
    assert!(!guide.driver.shows("Access points"));
    // The cards beside the encoder as well, in whatever language the site was made.
    guide.click("Mostrar sus tarjetas");
    assert!(guide.driver.shows("Llave de Ana Belmonte"));
    guide.click("demo");
    guide.click("Cerrar sesión");
    guide.wait_for("Nombre de usuario");
    assert_eq!(guide.driver.state().language().code(), "es");
}

#[test]
fn every_screen_speaks_whole_sentences_in_both_languages() {
    let ids = crate::words::ids();
    let mut guide = Guide::at_desk();
    for round in 0..2 {
        for entry in [
            "doors",
            "users",
            "automatic-key-update",
            "audit-trail",
            "system-auditor",
            "operators",
            "operator-groups",
            "partitions",
            "network",
            "configuration",
            "start",
        ] {
            let words = crate::words::Words::new(guide.driver.state().language());
            let entry = words.get(&format!("entry-{entry}")).into_owned();
            guide.click(&entry);
            for text in guide.driver.texts() {
                assert!(!ids.contains(text.as_str()) || !text.contains('-'), "{entry}: {text}");
                assert!(!text.contains("{ $"), "{entry}: {text}");
            }
        }
        if round == 0 {
            guide.find("my settings");
            guide.wait_for("Change password");
            guide.click("Español");
            guide.key(Named::Escape);
        }
    }
}

#[test]
fn the_screen_is_locked_and_only_the_password_opens_it() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.driver.ctrl('l');
    guide.wait_for("Locked by demo");
    guide.driver.ctrl('k');
    guide.driver.settle();
    assert!(!guide.driver.shows("A person, a door, a screen, something to do"));
    guide.lay("Key of Ben Carter");
    guide.driver.settle();
    assert!(!guide.says("Ben Carter"), "nothing is told to whoever comes by");
    guide.tray.clear();
    guide.type_text("good morning all");
    guide.key(Named::Enter);
    guide.wait_for("This password is wrong. Check it and try again.");
    guide.type_text(ADMINISTRATOR.password);
    guide.key(Named::Enter);
    guide.wait_without("Locked by demo");
    assert!(guide.driver.shows("Belmonte"), "the work is where it was");
    guide.driver.ctrl('u');
    guide.wait_for("Edit key");
}

#[test]
fn what_was_typed_at_the_lock_does_not_stay_for_whoever_comes_by() {
    for (minutes, stays) in [(9, true), (10, false)] {
        let clock = super::sign_in::clock();
        let mut guide = super::sign_in::before(&clock);
        guide.enter(ADMINISTRATOR);
        guide.wait_for("Hello, demo");
        guide.driver.ctrl('l');
        guide.wait_for("Locked by demo");
        guide.type_text(ADMINISTRATOR.password);
        clock.advance(chrono::Duration::minutes(minutes));
        guide.driver.message(Message::Desk(desk::Message::Tick));
        if !stays {
            guide.type_text(ADMINISTRATOR.password);
        }
        guide.key(Named::Enter);
        guide.wait_without("Locked by demo");
    }
}

#[test]
fn a_desk_that_nobody_touches_locks_itself() {
    let mut guide = Guide::at_desk();
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.driver.advance(Duration::from_secs(9 * 60));
    guide.driver.move_to(Point::new(500.0, 500.0));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.driver.advance(Duration::from_secs(9 * 60));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    assert!(!guide.driver.shows("Locked by demo"));
    guide.driver.advance(Duration::from_secs(2 * 60));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.wait_for("Locked by demo");
}

#[test]
fn sleep_counts_as_being_away_and_the_first_touch_after_it_does_nothing() {
    for jump in [chrono::Duration::hours(8), chrono::Duration::minutes(10), chrono::Duration::minutes(-11)] {
        let clock = super::sign_in::clock();
        let mut guide = super::sign_in::before(&clock);
        guide.enter(ADMINISTRATOR);
        guide.wait_for("Hello, demo");
        guide.key(Named::Escape);
        clock.advance(jump);
        let ways = guide.driver.state().desk().unwrap().context().words.get("menu-cardholders").into_owned();
        guide.click(&ways);
        guide.wait_for("Locked by demo");
        assert!(!guide.driver.shows("Belmonte"), "{jump}: what was clicked was not done");
    }
}

#[test]
fn a_short_sleep_locks_nothing() {
    let clock = super::sign_in::clock();
    let mut guide = super::sign_in::before(&clock);
    guide.enter(ADMINISTRATOR);
    guide.wait_for("Hello, demo");
    guide.key(Named::Escape);
    clock.advance(chrono::Duration::minutes(9));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    guide.key(Named::Escape);
    clock.advance(chrono::Duration::minutes(9));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    assert!(!guide.driver.shows("Locked by demo"));
}

#[test]
fn what_is_shown_of_a_day_is_read_anew_when_the_day_changes_or_somebody_returns() {
    for told in [desk::Message::Tick, desk::Message::Fronted(true)] {
        let clock = super::sign_in::clock();
        let mut guide = super::sign_in::before(&clock);
        guide.enter(ADMINISTRATOR);
        guide.wait_for("Hello, demo");
        guide.wait_for("Expired");
        let before = guide.driver.texts();
        // Nobody is at the desk; what is looked at here is the page alone.
        clock.advance(chrono::Duration::days(20));
        guide.driver.state().desk().unwrap().touched();
        guide.driver.message(Message::Desk(told.clone()));
        guide.driver.settle();
        let numbers = |texts: &[String]| {
            texts.iter().filter(|text| text.parse::<u32>().is_ok()).cloned().collect::<Vec<_>>()
        };
        assert!(guide.says("Today is 12 Dec 2026."));
        assert_ne!(numbers(&before), numbers(&guide.driver.texts()), "the counts are of today as well");
    }
}

#[test]
fn a_notice_of_a_key_says_whose_it_is_and_leads_to_it() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.click("Extended opening time");
    guide.driver.ctrl('s');
    guide.wait_for("Saved. The key of Ben Carter needs an update.");
    guide.click("Users");
    guide.wait_for("New person");
    let notice = guide.driver.parts().into_iter().rev().find(|part| part.text == "Update key").unwrap();
    guide.driver.click_at(notice.bounds.center());
    guide.driver.settle();
    guide.wait_for("Edit key");
    assert!(guide.says("Ben Carter") && !guide.says("Saved."));
}

#[test]
fn a_notice_makes_room_for_the_next_so_that_no_two_contradict_each_other() {
    let mut guide = Guide::at_desk();
    guide.open_person("carter");
    guide.click("More");
    guide.click("Ban");
    guide.wait_for("Ban Ben Carter?");
    guide.press("Ban");
    guide.wait_for("Ben Carter is banned.");
    guide.click("More");
    guide.click("Lift ban");
    guide.wait_for("The ban of Ben Carter is lifted.");
    assert!(!guide.driver.shows("Ben Carter is banned."));
}

#[test]
fn whoever_comes_to_a_list_can_type_into_its_search_at_once() {
    let mut guide = Guide::at_desk();
    for entry in [
        "Doors",
        "Users",
        "Operators",
        "Operator groups",
        "Partitions",
        "Calendars",
        "Audit trail",
        "System auditor",
    ] {
        guide.click(entry);
        let focused = guide.driver.focused_name().unwrap_or_default();
        assert!(focused.starts_with("Search"), "{entry}: {focused}");
    }
    guide.click("Users");
    guide.wait_for("New person");
    guide.click("Users");
    guide.type_text("belmonte");
    guide.wait_for("1 of 306 people");
    guide.find("doors");
    guide.wait_for("New door");
    guide.type_text("back office");
    guide.wait_for("1 of 60 doors");
}

#[test]
fn nothing_moves_when_a_key_is_laid_down_and_its_end_is_not_cut() {
    let mut guide = Guide::at_desk();
    guide.find("my settings");
    guide.wait_for("Change password");
    guide.click("Español");
    guide.key(Named::Escape);
    let mut width = 0.0;
    for size in [Size::new(2_000.0, 1_000.0), Size::new(1_366.0, 768.0)] {
        guide.driver.resize(size);
        guide.click("Usuarios");
        guide.wait_for("Nueva persona");
        let place = |guide: &mut Guide| {
            let parts = guide.driver.parts();
            parts.into_iter().find(|part| part.text == "Nueva persona").unwrap().bounds
        };
        let before = place(&mut guide);
        guide.lay("Key of Carmen Duarte");
        guide.wait_for("Actualizar la llave de Carmen Duarte");
        assert_eq!(place(&mut guide), before);
        let until = guide.driver.find("Válida hasta el 2 dic 2026").expect("its end, in view");
        assert!(until.width >= width, "{until:?}: as wide as where there is room for everything");
        width = until.width;
        guide.tray.clear();
        guide.wait_for("Ponga una llave en el codificador para ver de quién es y si está actualizada.");
        assert_eq!(place(&mut guide), before);
    }
}

#[test]
fn what_is_not_saved_is_asked_about_wherever_one_goes() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.fill("First name", "Anna");
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.key(Named::Escape);
    assert!(guide.driver.shows("Anna"));
    guide.driver.message(Message::CloseRequested);
    guide.wait_for("Save your changes?");
    guide.click("Stay here");
    assert!(!guide.driver.has_exited());
    guide.click("Users");
    guide.wait_for("Save your changes?");
    guide.key(Named::Enter);
    guide.wait_for("New person");
    guide.open_person("belmonte");
    guide.wait_for("Anna Belmonte");
    guide.fill("First name", "Ann");
    guide.driver.message(Message::CloseRequested);
    guide.wait_for("Save your changes?");
    guide.click("Discard changes");
    assert!(guide.driver.has_exited());
}

#[test]
fn a_save_that_fails_stays_where_it_is() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.fill("First name", "");
    guide.fill("Last name", "");
    guide.click("Doors");
    guide.wait_for("Save your changes?");
    guide.key(Named::Enter);
    guide.wait_for("A first name or a last name is needed.");
    assert!(!guide.driver.shows("Save your changes?"));
    assert!(!guide.driver.shows("New door"), "it is still the person");
}

#[test]
fn a_site_whose_file_was_moved_away_is_saved_elsewhere() {
    let mut guide = Guide::at_desk();
    let folder = guide.folder.path().join("site");
    guide.open_person("belmonte");
    guide.fill("First name", "Anna");
    let (path, copy) = (folder.join("site.db"), folder.join("rescued.db"));
    std::fs::rename(&path, folder.join("site (conflicted copy).db")).unwrap();
    guide.click("Save");
    guide.wait_for("Save a copy of the site");
    assert!(guide.says("was moved, deleted or replaced"));
    assert!(guide.says("What is not saved on the screen behind this is not in the copy."));
    let nowhere = folder.join("nowhere/copy.db").display().to_string();
    guide.fill("File", &nowhere);
    guide.key(Named::Enter);
    guide.wait_for("The file could not be written. Choose another folder.");
    guide.fill("File", &copy.display().to_string());
    guide.key(Named::Enter);
    guide.wait_for("The site is saved to a new file");
    assert!(copy.metadata().unwrap().len() > 0);
    guide.driver.advance(Duration::from_secs(60));
    guide.driver.message(Message::Desk(desk::Message::Tick));
    for said in
        [&copy.display().to_string(), "1. Close Keydesk.", "4. Start Keydesk again", "is not in the copy"]
    {
        assert!(guide.says(said), "{said}: it stays until it was read");
    }
    let said = guide.driver.texts().join(" | ");
    assert!(!said.contains("was moved, deleted or replaced"), "nothing beside it says otherwise: {said}");
    guide.press("Close");
    assert!(!guide.says("1. Close Keydesk."));
    std::fs::rename(&copy, &path).unwrap();
    guide.click("demo");
    assert!(guide.driver.shows("Save a copy of the site"), "until the program is closed it is another file");
}

#[test]
fn the_way_back_leads_where_one_came_from() {
    let mut guide = Guide::at_desk();
    guide.click("Doors");
    guide.double_click("Back office");
    guide.wait_for("On keys");
    guide.wait_for("People 33");
    guide.double_click("Dr. Siobhán Al-Masri");
    guide.wait_for("Overview");
    guide.driver.chord(iced::keyboard::Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("On keys");
    guide.driver.chord(iced::keyboard::Modifiers::ALT, Named::ArrowLeft);
    guide.wait_for("New door");
}

#[test]
fn whoever_signs_in_next_sees_nothing_of_the_last_one() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.click("demo");
    guide.click("Sign out");
    guide.wait_for("Sign in to work with this site");
    assert!(!guide.says("Belmonte"));
    guide.click("User name");
    guide.type_text(RECEPTION.user_name);
    guide.key(Named::Tab);
    guide.type_text(RECEPTION.password);
    guide.key(Named::Enter);
    guide.wait_for("Needs attention");
    assert!(guide.says("Hello, "));
}

#[test]
fn work_that_lasts_shows_a_bar_and_one_that_is_done_at_once_shows_none() {
    let mut guide = Guide::at_desk();
    let bars = |guide: &mut Guide| {
        guide.driver.parts().iter().filter(|part| part.role() == Some(Role::ProgressBar)).count()
    };
    let before = bars(&mut guide);
    let under_way = guide.driver.state().desk().unwrap().context().under_way.clone();
    let (first, second) = (under_way.begin(), under_way.begin());
    guide.driver.advance(Duration::from_millis(450));
    assert_eq!(bars(&mut guide), before, "nobody notices less than half a second");
    guide.driver.advance(Duration::from_millis(100));
    assert_eq!(bars(&mut guide), before + 1);
    drop(first);
    assert_eq!(bars(&mut guide), before + 1, "the other is not done");
    drop(second);
    assert_eq!(bars(&mut guide), before);
    assert_eq!(under_way.since(), None, "whatever was asked of the console is over");
}

#[test]
fn what_somebody_else_commits_is_shown_without_being_asked_for() {
    let mut guide = Guide::at_desk();
    guide.click("Users");
    guide.wait_for("Belmonte, Ana");
    guide.save_meanwhile("belmonte", |draft| draft.last_name = "Belmonte Ruiz".into());
    guide.wait_for("Belmonte Ruiz, Ana");
    guide.open_person("belmonte");
    guide.save_meanwhile("belmonte", |draft| draft.last_name = "Ruiz".into());
    guide.wait_for("Ana Ruiz");
    assert_eq!(guide.value("Last name"), "Ruiz");
}

#[test]
fn what_is_typed_outlives_the_news_of_a_commit_and_makes_place_for_it_when_it_goes() {
    let mut guide = Guide::at_desk();
    guide.open_person("belmonte");
    guide.fill("Last name", "Typed");
    guide.save_meanwhile("belmonte", |draft| draft.last_name = "Ruiz".into());
    guide.rest();
    assert_eq!(guide.value("Last name"), "Typed");
    guide.click("Discard");
    guide.rest();
    assert_eq!(guide.value("Last name"), "Ruiz");
}

#[test]
fn what_one_saves_oneself_is_read_once() {
    let mut guide = Guide::at_desk();
    let refreshed = |guide: &Guide| {
        let places = guide.driver.state().desk().unwrap().refreshed().iter();
        places.filter(|place| matches!(place, Place::User(_))).count()
    };
    guide.open_person("belmonte");
    guide.rest();
    let before = refreshed(&guide);
    guide.fill("Title", "Dr.");
    guide.save();
    assert_eq!(refreshed(&guide), before, "whoever saves reads what came of it");
    // What is done past the form is read by the news of it, and once as well.
    guide.save_meanwhile("belmonte", |draft| draft.title = "Prof.".into());
    guide.wait_for("Prof. Ana Belmonte");
    guide.rest();
    assert_eq!((refreshed(&guide), guide.value("Title")), (before + 1, "Prof.".to_owned()));
}

#[test]
fn in_a_small_window_searches_show_what_is_typed_and_what_hangs_together_with_a_record_is_in_view() {
    let mut guide = Guide::at_desk();
    guide.driver.resize(Size::new(960.0, 600.0));
    for (entry, search) in [
        ("Users", "Search people"),
        ("Doors", "Search doors"),
        ("System auditor", "Search names and desks"),
        ("Operator groups", "Search groups"),
    ] {
        guide.find(entry);
        guide.wait_for(search);
        let field = guide.part(Role::TextField, search, 0).bounds;
        assert!(field.width >= 180.0, "{entry}: {field:?}");
        assert!(field.x + field.width <= 960.0, "{entry}: {field:?}");
    }
    guide.open_person("belmonte");
    guide.rest();
    for (role, name) in
        [(Role::Button, "Add several"), (Role::ComboBox, "Add a door…"), (Role::Button, "Save")]
    {
        let part = guide.part(role, name, 0).bounds;
        assert!(part.height >= 28.0 && part.x + part.width <= 960.0, "all of it is in view: {name} {part:?}");
    }
    let door = guide.driver.find("Luggage room").unwrap();
    assert!(door.x + door.width <= 960.0 && door.width > 40.0);
}

#[test]
fn zones_and_access_levels_are_found_and_a_whole_name_comes_first() {
    let mut guide = Guide::at_desk();
    guide.find("technical rooms");
    guide.wait_for("Doors 3");
    assert_eq!(guide.value("Name"), "Technical rooms");
    let (console, session) = guide.behind();
    let levels = user_access_levels::list(&console, &session.permit().unwrap()).unwrap();
    guide.find(&levels[0].name);
    guide.rest();
    assert_eq!(guide.value("Name"), levels[0].name);
    // A door whose name is the beginning of a person's.
    let add = session.permit().unwrap();
    let mut draft = doors::blank(&console, &add).unwrap();
    draft.name = "Belmonte".to_owned();
    doors::add(&console, &add, &draft, &Giving::nothing()).unwrap();
    guide.find("belmonte");
    guide.wait_for("On keys");
    assert_eq!(guide.value("Name"), "Belmonte");
}

#[test]
fn people_of_one_name_are_told_apart_where_they_are_found() {
    let mut guide = Guide::at_desk();
    let (console, session) = guide.behind();
    let add = session.permit().unwrap();
    for external_id in ["X-1", "X-2"] {
        let mut draft = users::blank(&console, &add).unwrap();
        (draft.first_name, draft.last_name) = ("Eva".to_owned(), "Zapata".to_owned());
        draft.external_id = external_id.to_owned();
        users::add(&console, &add, &draft, &users::Picture::Keep, &Giving::nothing()).unwrap();
    }
    guide.driver.ctrl('k');
    guide.wait_for("A person, a door, a screen, something to do");
    guide.type_text("eva zapata");
    guide.wait_for("Zapata, Eva");
    guide.rest();
    let options = guide.driver.parts().into_iter().filter(|part| part.text == "Zapata, Eva");
    let told: Vec<_> = options.filter_map(|part| part.semantics?.value).collect();
    assert_eq!(told, ["X-1 · No key", "X-2 · No key"]);
}

#[test]
fn what_a_screen_offers_is_not_called_as_a_screen_is() {
    let mut hand = Hand::begin();
    for (place, _) in Known::of(&hand.guide).places() {
        hand.show(&place);
        let context = hand.guide.driver.state().desk().unwrap().context();
        let screens = Entry::ALL.iter().map(|entry| context.words.get(&format!("entry-{}", entry.key())));
        let screens: Vec<_> = screens.map(std::borrow::Cow::into_owned).collect();
        for (_, label) in hand.offered() {
            assert!(!screens.contains(&label), "{}: {label}", name_of(&place));
        }
    }
}
