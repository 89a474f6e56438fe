//! A question before something that takes away, or before leaving what was not saved.

use crate::icon::Icon;
use crate::theme::Tone;
use crate::widget::Element;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};

/// What is asked.
pub struct Question<'a> {
    pub icon: Icon,
    pub tone: Tone,
    pub title: String,
    pub sentence: String,
    /// What stands on the button that leaves everything as it is.
    pub stay: String,
    /// What stands on the button that does it.
    pub go: String,
    /// What it is about, where a sentence does not say enough.
    pub more: Option<Element<'a, ()>>,
}

const STAY: &str = "stay";

/// The dialog of a question. The keyboard begins on the answer that leaves everything as it is. Where there is no `go` yet,
/// something is still to be said that whoever answers should know.
pub fn confirm<'a, M: Clone + 'a>(
    question: Question<'a>,
    stay: M,
    go: impl Into<Option<M>>,
    is_live: bool,
) -> Element<'a, M> {
    let kind = if question.tone == Tone::Danger { Kind::Destructive } else { Kind::Primary };
    let nothing = stay.clone();
    let mut asked = dialog(question.title, is_live)
        .subtitle(question.sentence)
        .width(Width::Confirm)
        .icon(question.icon, question.tone)
        .starts_at(STAY)
        .on_close(question.stay.clone(), stay.clone())
        .action(button(question.stay).id(STAY).on_press(stay))
        .action(button(question.go).kind(kind).on_press_maybe(go.into()));
    if let Some(more) = question.more {
        asked = asked.body(more.map(move |()| nothing.clone()));
    }
    asked.into()
}
