//! What is said in passing: how long it stays, and what can be done about it.
//!
//! What was done goes by itself, later where something can be done about it; the pointer or the keyboard on a notice holds
//! the time of all. What went wrong stays until it is closed, or its screen is left, or says something else.

use std::time::{Duration, Instant};

use keydesk::domain::group::GroupId;
use keydesk::operation::undo;

use crate::action::Order;
use crate::theme::Tone;

/// How long a notice stays: long enough to be read twice.
const DONE: Duration = Duration::from_secs(5);
/// What is to be heeded is longer.
const HEEDED: Duration = Duration::from_secs(10);
/// Something can be done about it: that is thought about, and reached.
const WITH_ACT: Duration = Duration::from_secs(20);
/// More are not read.
const NOTICES_MAX: usize = 4;

/// The notices, oldest first.
#[derive(Debug, Default)]
pub struct Notices {
    all: Vec<Notice>,
    told: u64,
    /// Since when the time is held, and by what.
    held: Option<(Instant, Holds)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Holds {
    pointer: bool,
    keyboard: bool,
}

/// Something that is said.
#[derive(Debug)]
pub struct Notice {
    pub number: u64,
    pub tone: Tone,
    pub text: String,
    pub acts: Vec<Act>,
    /// The screen that told it.
    of: Option<u64>,
    /// What was taken when it was told.
    taken: u64,
    /// When it goes; what went wrong stays.
    until: Option<Instant>,
}

/// What can be done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The key that it is about is written.
    Encode(Order),
    /// What was saved is undone. Whether that would be done is asked anew with every commit.
    Undo { last: undo::Save, is_open: bool },
    /// An operator is added to a group.
    AddOperator(GroupId),
}

impl Act {
    const fn undoes(self) -> Option<undo::Save> {
        match self {
            Act::Undo { last, .. } => Some(last),
            Act::Encode(_) | Act::AddOperator(_) => None,
        }
    }
}

/// Of what a notice is told.
#[derive(Debug, Clone, Copy)]
pub struct Occasion {
    /// The screen, if it is told of one.
    pub of: Option<u64>,
    /// What is taken now: what is told in answer to one thing is told together.
    pub taken: u64,
    pub now: Instant,
}

impl Notices {
    /// Tells something.
    pub fn tell(&mut self, Occasion { of, taken, now }: Occasion, tone: Tone, text: String, acts: Vec<Act>) {
        // What was told before may not be so any more; nor is the same thing said twice at once. What went wrong on
        // another screen is not mended by that.
        self.all.retain(|notice| {
            let is_past = notice.taken != taken && (notice.until.is_some() || notice.of == of);
            !is_past && notice.text != text
        });
        let stays = match tone {
            Tone::Danger => None,
            _ if !acts.is_empty() => Some(WITH_ACT),
            Tone::Warning => Some(HEEDED),
            Tone::Neutral | Tone::Accent | Tone::Success => Some(DONE),
        };
        self.told += 1;
        // What is told while the time is held has all of it when that ends.
        let from = self.held.map_or(now, |(since, _)| since);
        let until = stays.map(|stays| from + stays);
        if self.all.len() >= NOTICES_MAX {
            let passing = self.all.iter().position(|notice| notice.until.is_some());
            self.all.remove(passing.unwrap_or(0));
        }
        self.all.push(Notice { number: self.told, tone, text, acts, of, taken, until });
    }

    /// Something was done that is not told: what was told before, and offered, may not be so any more.
    pub fn overtake(&mut self, taken: u64) {
        self.all.retain(|notice| notice.taken == taken || notice.until.is_none());
    }

    /// A key is written now: what offered that is followed, or overtaken.
    pub fn take_up_keys(&mut self) {
        self.all.retain(|notice| !notice.acts.iter().any(|act| matches!(act, Act::Encode(_))));
    }

    /// What is said now, oldest first.
    pub fn iter(&self) -> std::slice::Iter<'_, Notice> {
        self.all.iter()
    }

    /// Whether nothing is said.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether something will go by itself.
    pub fn is_passing(&self) -> bool {
        self.all.iter().any(|notice| notice.until.is_some())
    }

    /// Closes one; gives what could be done about it.
    pub fn close(&mut self, number: u64, now: Instant) -> Vec<Act> {
        let at = self.all.iter().position(|notice| notice.number == number);
        let closed = at.map(|at| self.all.remove(at));
        self.settle(now);
        closed.map(|notice| notice.acts).unwrap_or_default()
    }

    /// Closes all.
    pub fn clear(&mut self) {
        (self.all, self.held) = (Vec::new(), None);
    }

    /// What has had its time goes.
    pub fn pass(&mut self, now: Instant) {
        if self.held.is_none() {
            self.all.retain(|notice| notice.until.is_none_or(|until| now < until));
        }
    }

    /// The pointer is on one, or on none any more.
    pub fn hold_by_pointer(&mut self, holds: bool, now: Instant) {
        let (_, before) = self.held.unwrap_or((now, Holds::default()));
        self.hold(Holds { pointer: holds, ..before }, now);
    }

    /// The keyboard is on them, or not any more.
    pub fn hold_by_keyboard(&mut self, holds: bool, now: Instant) {
        let (_, before) = self.held.unwrap_or((now, Holds::default()));
        self.hold(Holds { keyboard: holds, ..before }, now);
    }

    fn hold(&mut self, holds: Holds, now: Instant) {
        match (self.held.take(), holds == Holds::default()) {
            (None, true) => {}
            (None, false) => self.held = Some((now, holds)),
            (Some((since, _)), false) => self.held = Some((since, holds)),
            (Some((since, _)), true) => {
                let held = now.saturating_duration_since(since);
                for until in self.all.iter_mut().filter_map(|notice| notice.until.as_mut()) {
                    *until += held;
                }
            }
        }
    }

    /// The last one is gone, and with it whatever was on it.
    fn settle(&mut self, now: Instant) {
        if self.all.is_empty() {
            self.hold(Holds::default(), now);
        }
    }

    /// Another screen is shown: what went wrong on those that are left stays there. What was told just now was told to
    /// be read on the next.
    pub fn leave(&mut self, is_left: impl Fn(u64) -> bool, next: Option<u64>, taken: u64) {
        let is_of_left = |notice: &Notice| notice.until.is_none() && notice.of.is_some_and(&is_left);
        self.all.retain(|notice| !is_of_left(notice) || notice.taken == taken);
        for notice in self.all.iter_mut().filter(|notice| is_of_left(notice)) {
            notice.of = next;
        }
    }

    /// Everything that is told belongs to this screen: it stands in the place of the one that told it.
    pub fn belong_to(&mut self, screen: Option<u64>) {
        self.all.iter_mut().for_each(|notice| notice.of = screen);
    }

    /// A screen is gone with all that it said.
    pub fn forget(&mut self, gone: u64) {
        self.all.retain(|notice| notice.of != Some(gone));
    }

    /// What can be undone, as the notices say, newest first.
    pub fn undoable(&self) -> Option<(u64, undo::Save)> {
        let acts =
            self.all.iter().rev().flat_map(|notice| notice.acts.iter().map(|act| (notice.number, *act)));
        acts.filter_map(|(number, act)| Some((number, act.undoes()?))).next()
    }

    /// It is known whether something would be undone.
    pub fn open(&mut self, token: undo::Token, would: bool) {
        for act in self.all.iter_mut().flat_map(|notice| &mut notice.acts) {
            match act {
                Act::Undo { last, is_open } if last.token == token => *is_open = would,
                Act::Undo { .. } | Act::Encode(_) | Act::AddOperator(_) => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::widget::clock;

    fn told(notices: &Notices) -> Vec<&str> {
        notices.iter().map(|notice| notice.text.as_str()).collect()
    }

    fn of(screen: u64, taken: u64) -> Occasion {
        Occasion { of: Some(screen), taken, now: clock::now() }
    }

    #[test]
    fn what_offers_a_key_is_gone_once_one_is_written() {
        let mut notices = Notices::default();
        notices.tell(of(1, 1), Tone::Danger, "wrong".to_owned(), Vec::new());
        let offer = Act::Encode(Order::UpdateAny);
        notices.tell(of(1, 2), Tone::Success, "saved".to_owned(), vec![offer]);
        notices.take_up_keys();
        assert!(!told(&notices).contains(&"saved"));
    }

    #[test]
    fn what_went_wrong_while_its_screen_was_left_is_told_on_the_next() {
        let mut notices = Notices::default();
        notices.tell(of(1, 7), Tone::Danger, "wrong".to_owned(), Vec::new());
        notices.leave(|screen| screen == 1, Some(2), 7);
        assert_eq!(told(&notices), ["wrong"]);
        notices.leave(|screen| screen == 1, Some(2), 8);
        assert_eq!(told(&notices), ["wrong"], "it is of the other now");
        notices.leave(|screen| screen == 2, Some(3), 9);
        assert_eq!(told(&notices), [""; 0]);
    }

    #[test]
    fn what_went_wrong_elsewhere_is_not_mended_by_what_is_said_next() {
        let mut notices = Notices::default();
        notices.tell(of(1, 1), Tone::Danger, "wrong".to_owned(), Vec::new());
        notices.tell(of(2, 2), Tone::Success, "done".to_owned(), Vec::new());
        assert_eq!(told(&notices), ["wrong", "done"]);
        notices.tell(of(1, 3), Tone::Success, "done again".to_owned(), Vec::new());
        assert_eq!(told(&notices), ["done again"]);
    }

    #[test]
    fn what_is_too_much_goes_before_what_went_wrong() {
        let mut notices = Notices::default();
        for number in 0..3 {
            notices.tell(of(number, number), Tone::Danger, format!("wrong {number}"), Vec::new());
        }
        notices.tell(of(9, 9), Tone::Success, "done".to_owned(), Vec::new());
        notices.tell(of(9, 9), Tone::Success, "done too".to_owned(), Vec::new());
        assert_eq!(told(&notices), ["wrong 0", "wrong 1", "wrong 2", "done too"]);
        notices.tell(of(10, 10), Tone::Danger, "wrong 10".to_owned(), Vec::new());
        notices.tell(of(11, 11), Tone::Danger, "wrong 11".to_owned(), Vec::new());
        assert_eq!(told(&notices), ["wrong 1", "wrong 2", "wrong 10", "wrong 11"]);
    }

    #[test]
    fn what_is_told_while_the_time_is_held_has_all_of_it_afterwards() {
        let (begun, second) = (clock::now(), Duration::from_secs(1));
        let mut notices = Notices::default();
        notices.tell(Occasion { now: begun, ..of(1, 1) }, Tone::Success, "before".to_owned(), Vec::new());
        notices.hold_by_pointer(true, begun + 2 * second);
        notices.tell(
            Occasion { now: begun + 8 * second, ..of(1, 1) },
            Tone::Success,
            "meanwhile".to_owned(),
            Vec::new(),
        );
        notices.hold_by_keyboard(true, begun + 9 * second);
        notices.hold_by_pointer(false, begun + 10 * second);
        notices.pass(begun + 100 * second);
        notices.hold_by_keyboard(false, begun + 12 * second);
        notices.pass(begun + 14 * second);
        assert_eq!(told(&notices), ["before", "meanwhile"]);
        notices.pass(begun + 15 * second);
        assert_eq!(told(&notices), ["meanwhile"]);
        notices.pass(begun + 17 * second);
        assert!(notices.is_empty());
    }
}
