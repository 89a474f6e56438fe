//! What is on the screen, as widgets publish it.

use crate::widget::focus::{Focus, Rest};
use crate::widget::semantics::{Role, Semantics};
use iced::advanced::widget::operation::{Focusable, Scrollable, TextInput};
use iced::advanced::widget::{Id, Operation};
use iced::{Rectangle, Vector};
use std::any::Any;

/// Something on the screen and where it is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The text, or the name of a control.
    pub text: String,
    /// The part of it that is in view.
    pub bounds: Rectangle,
    /// What it says of itself, if it is more than text.
    pub semantics: Option<Semantics>,
}

impl Found {
    /// What it is for, if it is more than text.
    pub fn role(&self) -> Option<Role> {
        self.semantics.as_ref().map(|semantics| semantics.role)
    }
}

/// Collects what is in view.
pub struct Collect {
    pub texts: Vec<Found>,
    /// How many of the texts stand beneath the topmost dialog: what lies over them may hide them.
    pub beneath: usize,
    pub parts: Vec<Found>,
    pub focused: Option<Rectangle>,
    /// How many believe that they have the keyboard.
    pub claims: usize,
    /// Where the keyboard rests, if no control has it.
    pub rests: Option<Rectangle>,
    /// Whether a ring says that it has the keyboard, of what was looked at last that has it.
    pub is_ringed: bool,
    is_last_focused: bool,
    view: Rectangle,
    scrolled: Vector,
    entering: Option<(Rectangle, Vector)>,
}

impl Collect {
    /// Looks at a window of a size.
    pub fn new(window: Rectangle) -> Self {
        Self {
            texts: Vec::new(),
            beneath: 0,
            parts: Vec::new(),
            focused: None,
            claims: 0,
            rests: None,
            is_ringed: false,
            is_last_focused: false,
            view: window,
            scrolled: Vector::ZERO,
            entering: None,
        }
    }

    fn seen(&self, bounds: Rectangle) -> Option<Rectangle> {
        (bounds - self.scrolled).intersection(&self.view)
    }

    fn found(&self, text: &str, bounds: Rectangle, semantics: Option<Semantics>) -> Option<Found> {
        Some(Found { text: text.to_owned(), bounds: self.seen(bounds)?, semantics })
    }
}

/// An icon is a text to iced: a character that means nothing.
fn is_icon(text: &str) -> bool {
    text.chars().all(|character| ('\u{e000}'..='\u{f8ff}').contains(&character))
}

impl Operation for Collect {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let Some((bounds, translation)) = self.entering.take() else {
            operate(self);
            return;
        };
        let (view, scrolled) = (self.view, self.scrolled);
        self.view = self.seen(bounds).unwrap_or_default();
        self.scrolled = scrolled + translation;
        operate(self);
        (self.view, self.scrolled) = (view, scrolled);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        _content_bounds: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.entering = Some((bounds, translation));
    }

    fn text(&mut self, _id: Option<&Id>, bounds: Rectangle, text: &str) {
        if !is_icon(text) {
            self.texts.extend(self.found(text, bounds, None));
        }
    }

    fn text_input(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn TextInput) {
        self.texts.extend(self.found(state.text(), bounds, None));
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        self.is_last_focused = state.is_focused();
        if self.is_last_focused {
            self.claims += 1;
            // A control that is scrolled away still has the keyboard.
            self.focused = Some(self.seen(bounds).unwrap_or(bounds - self.scrolled));
        }
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if let Some(focus) = state.downcast_ref::<Focus>()
            && focus.is_focused()
        {
            self.is_ringed = focus.is_shown();
        }
        if state.is::<Rest>() && self.is_last_focused {
            self.rests = self.focused.take();
        }
        if let Some(semantics) = state.downcast_ref::<Semantics>() {
            if semantics.role == Role::Dialog {
                self.beneath = self.texts.len();
            }
            let found = self.found(&semantics.name, bounds, Some(semantics.clone()));
            self.parts.extend(found);
        }
    }
}
