//! System > Desktop reader: what is laid down is typed into another program, or copied where that cannot be.

use iced::{Event, window};

use super::Guide;

#[test]
fn keys_are_copied_while_this_window_is_in_front_and_where_nothing_can_be_typed() {
    let mut guide = Guide::at_desk();
    guide.click("Desktop reader");
    guide.wait_for("Place the key");
    guide.lay("Key of Ana Belmonte");
    guide.wait_for(
        "Copied to the clipboard, because Keydesk itself is the active program. Click into the other one, then place the key.",
    );
    let serial = guide.driver.clipboard().text.clone().unwrap();
    assert_eq!(serial.len(), 14, "{serial}");
    assert!(guide.driver.shows(&serial) && !guide.driver.shows("Ana Belmonte"), "a number names nobody");
    guide.tray.clear();
    guide.wait_for("Place the key");
    guide.driver.event(Event::Window(window::Event::Unfocused));
    guide.pick("What is typed", "Number of the key");
    guide.fill("Before it", "K-");
    guide.rest();
    guide.lay("Key of Ana Belmonte");
    guide.wait_for(
        "Copied to the clipboard: this desktop does not let programs type into others. Paste it there.",
    );
    let number = guide.driver.clipboard().text.clone().unwrap();
    assert!(number.starts_with("K-"), "{number}");
    assert!(guide.driver.shows(&number) && guide.driver.shows("Ana Belmonte"));
    assert_eq!(
        guide.driver.state().desk().unwrap().habits().typed_as.prefix.as_str(),
        "K-",
        "it is remembered at this desk"
    );
    guide.tray.clear();
    guide.wait_for("Place the key");
    guide.lay("Blank card 1");
    guide.wait_for("This card is empty");
    guide.tray.clear();
}
