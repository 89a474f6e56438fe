//! What is pressed has been seen.
//!
//! Work that ends, a key that is laid down and an answer that comes late put another button where the hand already
//! is. A press counts only for what has stood there, unchanged, for as long as people take to see it: a press that
//! was meant for what was there before does nothing.

use super::focus::{self, Rest};
use super::semantics::{Mark, Role, Semantics};
use iced::advanced::widget::operation::{Focusable, Scrollable};
use iced::advanced::widget::{Id, Operation};
use iced::{Point, Rectangle, Vector};
use std::any::Any;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

/// Nobody sees something new, understands it and presses a key in less.
pub const SEEN: Duration = Duration::from_millis(200);

/// Who saw a dialog with its button, and was busy elsewhere when it went by itself, presses that button no later.
pub const LATE: Duration = Duration::from_millis(1_000);

/// What stands in a layer, each part with when it came to stand there.
#[derive(Debug, Default)]
pub struct Sight {
    parts: HashMap<u64, Instant>,
    /// When the keyboard was brought where nobody led it.
    turned: Option<Instant>,
}

/// What a press is aimed at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// What is at a point.
    Point(Point),
    /// The control that has the keyboard; where none has, or a text field, whatever Enter means in the layer.
    Enter,
    /// The control that has the keyboard; in a text field it is a letter.
    Space,
}

impl Sight {
    /// A frame is drawn: what is in it can be seen from now on.
    pub fn look(&mut self, walk: &mut focus::Walk<'_>, now: Instant) {
        let before = std::mem::take(&mut self.parts);
        let parts = Parts::collect(walk).found.into_iter();
        self.parts =
            parts.map(|part| (part.print, before.get(&part.print).copied().unwrap_or(now))).collect();
    }

    /// The layer is not the one that is looked at.
    pub fn forget(&mut self) {
        self.parts.clear();
    }

    /// The keyboard is on another control, and nobody brought it there.
    pub const fn turn(&mut self, now: Instant) {
        self.turned = Some(now);
    }

    /// Whether everything that a press would do has been seen.
    pub fn has_seen(&self, aim: Aim, walk: &mut focus::Walk<'_>, now: Instant) -> bool {
        let parts = Parts::collect(walk);
        let has_seen = |part: &Part| {
            let since = self.parts.get(&part.print);
            since.is_some_and(|since| now.saturating_duration_since(*since) >= SEEN)
        };
        let has_turned = || self.turned.is_some_and(|at| now.saturating_duration_since(at) < SEEN);
        match aim {
            Aim::Point(point) => {
                let found = parts.found.iter().rev().find(|part| part.bounds.contains(point));
                // A click into a field does nothing but go there.
                found.is_none_or(|part| part.role == Role::TextField || has_seen(part))
            }
            Aim::Enter => match parts.focused() {
                Some(part) => has_seen(part) && !has_turned(),
                None => parts.found.iter().filter(|part| part.is_default).all(has_seen),
            },
            Aim::Space => parts.focused().is_none_or(|part| has_seen(part) && !has_turned()),
        }
    }
}

/// A part of the layer: what it says of itself and where it is, as one number.
struct Part {
    print: u64,
    role: Role,
    bounds: Rectangle,
    /// Whether Enter may mean it although the keyboard is elsewhere.
    is_default: bool,
}

#[derive(Default)]
struct Parts {
    found: Vec<Part>,
    focused: Option<Rectangle>,
    is_last_focused: bool,
    scrolled: Vector,
    entering: Option<Vector>,
}

impl Parts {
    fn collect(walk: &mut focus::Walk<'_>) -> Parts {
        let mut parts = Parts::default();
        walk(&mut parts);
        parts
    }

    fn focused(&self) -> Option<&Part> {
        let bounds = self.focused?;
        self.found.iter().find(|part| part.bounds == bounds && part.role != Role::TextField)
    }
}

impl Operation for Parts {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let scrolled = self.scrolled;
        self.scrolled = scrolled + self.entering.take().unwrap_or(Vector::ZERO);
        operate(self);
        self.scrolled = scrolled;
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        _bounds: Rectangle,
        _content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.entering = Some(translation);
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        self.is_last_focused = state.is_focused();
        if self.is_last_focused {
            self.focused = Some(bounds - self.scrolled);
        }
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if state.is::<Rest>() && self.is_last_focused {
            // No control has the keyboard.
            self.focused = None;
        }
        let Some(semantics) = state.downcast_ref::<Semantics>() else {
            return;
        };
        // A press on a row chooses it, and what is done with it is another press.
        if semantics.role == Role::Row {
            return;
        }
        let bounds = bounds - self.scrolled;
        let mut hasher = DefaultHasher::new();
        // What a person changes (a mark, a value) is no other part.
        (semantics.role, &semantics.name, semantics.enabled).hash(&mut hasher);
        [bounds.x, bounds.y, bounds.width, bounds.height].map(f32::to_bits).hash(&mut hasher);
        let is_default = semantics.enabled
            && match semantics.role {
                Role::Button => true,
                Role::Option => semantics.mark == Some(Mark::On),
                _ => false,
            };
        self.found.push(Part { print: hasher.finish(), role: semantics.role, bounds, is_default });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn button(name: &'static str) -> impl FnMut(&mut dyn Operation) {
        move |operation| {
            let bounds = Rectangle { x: 10.0, y: 10.0, width: 80.0, height: 32.0 };
            Semantics::new(Role::Button, name).publish(operation, bounds);
        }
    }

    const AT: Aim = Aim::Point(Point::new(20.0, 20.0));

    #[test]
    fn what_was_drawn_long_enough_ago_is_seen() {
        let (mut sight, now) = (Sight::default(), Instant::now());
        sight.look(&mut button("Ban"), now);
        assert!(!sight.has_seen(AT, &mut button("Ban"), now));
        assert!(!sight.has_seen(Aim::Enter, &mut button("Ban"), now + SEEN / 2));
        sight.look(&mut button("Ban"), now + SEEN / 2);
        assert!(sight.has_seen(AT, &mut button("Ban"), now + SEEN));
        assert!(sight.has_seen(Aim::Enter, &mut button("Ban"), now + SEEN));
    }

    #[test]
    fn what_changed_under_the_hand_is_new() {
        let (mut sight, now) = (Sight::default(), Instant::now());
        sight.look(&mut button("Update Ana's key"), now);
        let later = now + 10 * SEEN;
        assert!(!sight.has_seen(AT, &mut button("Update Ben's key"), later), "not drawn yet");
        sight.look(&mut button("Update Ben's key"), later);
        assert!(!sight.has_seen(AT, &mut button("Update Ben's key"), later));
        assert!(sight.has_seen(AT, &mut button("Update Ben's key"), later + SEEN));
    }

    #[test]
    fn a_control_that_has_the_keyboard_although_nobody_led_it_there_is_new() {
        let (mut sight, now) = (Sight::default(), Instant::now());
        let mut focused = |operation: &mut dyn Operation| {
            let bounds = Rectangle { x: 10.0, y: 10.0, width: 80.0, height: 32.0 };
            let mut focus = focus::Focus::default();
            focus.focus();
            focus.publish(operation, None, bounds);
            Semantics::new(Role::Button, "Ban").publish(operation, bounds);
        };
        sight.look(&mut focused, now);
        let later = now + 10 * SEEN;
        assert!(sight.has_seen(Aim::Enter, &mut focused, later));
        sight.turn(later);
        assert!(!sight.has_seen(Aim::Enter, &mut focused, later));
        assert!(!sight.has_seen(Aim::Space, &mut focused, later + SEEN / 2));
        assert!(sight.has_seen(AT, &mut focused, later), "the hand on the mouse is elsewhere");
        assert!(sight.has_seen(Aim::Enter, &mut focused, later + SEEN));
    }

    #[test]
    fn where_nothing_stands_there_is_nothing_to_see() {
        let mut nothing = |_: &mut dyn Operation| ();
        assert!(Sight::default().has_seen(AT, &mut nothing, Instant::now()));
    }
}
