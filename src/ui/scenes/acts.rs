//! What everyday work costs: each key and each click counts, names that are typed and keys that are laid down do not.
//! `./dev bench acts` prints the table.

use std::ops::{Deref, DerefMut};

use iced::Point;
use iced::keyboard::{Key, Modifiers, key::Named};

use super::Guide;
use crate::widget::semantics::Role;

/// A guide whose acts are counted.
struct Hands {
    guide: Guide,
    acts: usize,
}

impl Deref for Hands {
    type Target = Guide;

    fn deref(&self) -> &Guide {
        &self.guide
    }
}

impl DerefMut for Hands {
    fn deref_mut(&mut self) -> &mut Guide {
        &mut self.guide
    }
}

impl Hands {
    fn at(guide: Guide) -> Hands {
        Hands { guide, acts: 0 }
    }

    fn ctrl(&mut self, letter: char) {
        self.acts += 1;
        self.guide.driver.ctrl(letter);
        self.guide.driver.settle();
    }

    fn hit(&mut self, key: Named) {
        self.acts += 1;
        self.guide.key(key);
    }

    fn hit_with(&mut self, modifiers: Modifiers, key: Named) {
        self.acts += 1;
        self.guide.driver.chord(modifiers, key);
        self.guide.driver.settle();
    }

    fn click_on(&mut self, name: &str) {
        self.acts += 1;
        self.guide.click(name);
    }

    fn click_holding(&mut self, modifiers: Modifiers, place: Point) {
        self.acts += 1;
        self.guide.click_holding(modifiers, place);
    }

    /// Types what is looked for, and waits until the search has answered.
    fn look_for(&mut self, name: &str) {
        self.guide.type_text(name);
        self.guide.rest();
    }

    /// Says what it took, and that it is no more than it may be.
    #[track_caller]
    fn took(&self, what: &str, most: usize) {
        eprintln!("{what:<52} {:>3} of {most}", self.acts);
        assert!(self.acts <= most, "{what} takes {}", self.acts);
    }
}

#[test]
fn everyday_work_takes_no_more_acts_than_was_promised() {
    let mut hands = Hands::at(Guide::at_desk());
    hands.ctrl('k');
    hands.look_for("belmonte");
    hands.hit_with(Modifiers::CTRL, Named::Enter);
    hands.wait_for("Edit key");
    hands.hit(Named::Enter);
    hands.wait_for("Place the key");
    hands.lay("Key of Ana Belmonte");
    hands.wait_for("Remove the key.");
    hands.take_away();
    hands.wait_without("Remove the key.");
    hands.took("find a person and update the key", 3);

    let mut hands = Hands::at(Guide::at_desk());
    hands.lay("Key of Ana Belmonte");
    hands.wait_for("Ana Belmonte");
    hands.rest();
    hands.hit_with(Modifiers::CTRL, Named::Enter);
    hands.wait_for("Remove the key.");
    hands.took("update the key that lies there", 1);

    let mut hands = Hands::at(Guide::at_desk());
    hands.ctrl('k');
    hands.look_for("belmonte");
    hands.hit(Named::Enter);
    hands.wait_for("Update key");
    hands.acts += 1;
    hands.guide.driver.chord(Modifiers::CTRL | Modifiers::SHIFT, Key::Character("u".into()));
    hands.wait_for("Cancel the key of Ana Belmonte?");
    hands.guide.rest();
    hands.hit(Named::Tab);
    hands.hit(Named::Tab);
    hands.hit(Named::Enter);
    hands.wait_for("Edit key");
    hands.guide.rest();
    hands.hit(Named::Enter);
    hands.wait_for("Place the key");
    hands.lay("Blank card 1");
    hands.wait_for("Remove the key.");
    hands.took("a lost key is cancelled and replaced", 9);

    let mut hands = Hands::at(Guide::at_users());
    hands.ctrl('n');
    hands.wait_for("Not saved yet");
    hands.guide.rest();
    hands.guide.type_text("Nadia");
    hands.hit(Named::Tab);
    hands.guide.type_text("Zeller");
    hands.ctrl('d');
    for door in ["spa", "gym", "bar"] {
        hands.guide.type_text(door);
        hands.hit(Named::Enter);
    }
    hands.ctrl('u');
    hands.wait_for("Edit key");
    hands.hit(Named::Enter);
    hands.wait_for("Place the key");
    hands.lay("Blank card 1");
    hands.wait_for("Remove the key.");
    assert_eq!(hands.guide.saved_doors("zeller").len(), 3);
    hands.took("a new person with three doors and a key", 12);

    let mut hands = Hands::at(Guide::at_desk());
    hands.guide.find("Wine cellar");
    hands.wait_for("On keys");
    hands.wait_for("People 21");
    let rows = hands.guide.driver.parts();
    let rows: Vec<Point> =
        rows.iter().filter(|part| part.role() == Some(Role::Row)).map(|part| part.bounds.center()).collect();
    hands.click_holding(Modifiers::empty(), rows[0]);
    hands.click_holding(Modifiers::SHIFT, rows[4]);
    hands.hit(Named::Delete);
    hands.ctrl('s');
    hands.wait_for("People 16");
    hands.took("a door is taken from five people", 4);

    let mut hands = Hands::at(Guide::at_users());
    hands.guide.select("carter");
    hands.ctrl('b');
    hands.wait_for("Ban Carter, Ben?");
    hands.acts += 1;
    hands.guide.press("Ban");
    hands.wait_for("Banned");
    hands.took("ban somebody who is selected", 2);

    let mut hands = Hands::at(Guide::at_desk());
    hands.guide.find("Back office");
    hands.wait_for("On keys");
    hands.guide.fill("Where it is", "Basement");
    hands.guide.save();
    hands.click_on("Last saved 22 Nov 2026, 10:25 by demo");
    hands.wait_for("Item: Door: Back office");
    hands.wait_for("Door changed");
    hands.took("who changed a door", 1);
}
