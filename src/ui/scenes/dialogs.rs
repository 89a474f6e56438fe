//! Every dialog in every language, in the smallest window that the program is made for: nothing in it is cut.

use iced::Size;
use keydesk::domain::operator::Language;

use super::presses::{Hand, Known, name_of};
use crate::theme::{self, space};
use crate::widget::paint;
use crate::widget::semantics::Role;
use crate::window::desk;

const SMALLEST: Size = Size::new(1_366.0, 768.0);

impl Hand {
    /// The buttons of the dialog that have no room for their words. Those with a picture alone are as wide as high.
    fn cut_buttons(&mut self) -> Vec<String> {
        let Some(dialog) = self.dialog() else {
            return Vec::new();
        };
        let is_cut = |label: &str, width: f32| paint::is_cut(label, theme::LABEL, width - 2.0 * space::MD);
        let parts = self.guide.driver.parts().into_iter();
        let buttons = parts.filter(|part| {
            let is_picture = (part.bounds.width - part.bounds.height).abs() < 1.0;
            part.role() == Some(Role::Button) && !is_picture && dialog.contains(part.bounds.center())
        });
        buttons.filter(|part| is_cut(&part.text, part.bounds.width)).map(|part| part.text).collect()
    }
}

#[test]
fn every_button_of_every_dialog_shows_its_words_in_every_language() {
    let (mut cut, mut seen) = (Vec::new(), 0);
    let mut hand = Hand::begin();
    hand.guide.driver.resize(SMALLEST);
    let mut look = |hand: &mut Hand, at: String| {
        seen += usize::from(hand.dialog().is_some());
        cut.extend(hand.cut_buttons().into_iter().map(|button| format!("{at}: {button}")));
    };
    for language in Language::ALL.iter().copied() {
        hand.send(desk::Message::Speak(language));
        for (place, _) in Known::of(&hand.guide).places() {
            hand.show(&place);
            for (number, label) in hand.offered() {
                hand.show(&place);
                if let Some(row) = hand.row() {
                    hand.click(row);
                }
                hand.offer(number);
                look(&mut hand, format!("{} {}, {label}", language.code(), name_of(&place)));
            }
        }
    }
    assert!(seen > 60, "{seen} dialogs");
    assert_eq!(cut, Vec::<String>::new());
}
