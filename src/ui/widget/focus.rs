//! Keyboard focus: what iced 0.14 gives to text fields only.
//!
//! A control keeps a [`Focus`], publishes it in `operate` and asks it what to draw. Moving the focus
//! is done by walks through the tree of widgets: count the controls, focus one, scroll it into view.

use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable, TextInput};
use iced::advanced::widget::{Id, Operation};
use iced::{Rectangle, Vector};
use std::any::Any;

/// Whether a control has the keyboard, and whether that is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Focus {
    is_focused: bool,
    is_shown: bool,
}

impl Focus {
    /// Whether keys go to the control.
    pub fn is_focused(self) -> bool {
        self.is_focused
    }

    /// Whether the ring is drawn: after Tab and arrows, not after a click.
    pub fn is_shown(self) -> bool {
        self.is_focused && self.is_shown
    }

    /// A mouse button went down, on the control or elsewhere; says whether anything changed.
    pub fn press(&mut self, is_over: bool) -> bool {
        let before = *self;
        self.is_focused = is_over;
        self.is_shown = false;
        *self != before
    }

    /// A key was used on the control, so that its ring is wanted.
    pub fn show(&mut self) {
        self.is_shown = true;
    }

    /// Tells the walk that the control can be focused.
    pub fn publish(&mut self, operation: &mut dyn Operation, id: Option<&Id>, bounds: Rectangle) {
        operation.focusable(id, bounds, self);
        operation.custom(id, bounds, self);
    }
}

impl Focusable for Focus {
    fn is_focused(&self) -> bool {
        self.is_focused
    }

    fn focus(&mut self) {
        self.is_focused = true;
        self.is_shown = true;
    }

    fn unfocus(&mut self) {
        *self = Self::default();
    }
}

/// Runs an operation over the part of the window in question.
pub type Walk<'a> = dyn FnMut(&mut dyn Operation) + 'a;

/// Where the focus is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    /// How many controls there are.
    pub count: usize,
    /// Which has the focus.
    pub at: Option<usize>,
    /// Its name, if it has one.
    pub id: Option<Id>,
    /// Whether its ring is drawn.
    pub is_shown: bool,
    /// Where the arrow down leads from it, if it is a search.
    pub leads_to: Option<Id>,
}

/// Says, just after a control, where the arrow down leads from it.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadsTo(pub Id);

/// Which control is to have the focus.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    None,
    At(usize),
    Id(Id),
}

/// Whether the ring of the newly focused control is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ring {
    Shown,
    Hidden,
}

/// Finds out where the focus is.
pub fn survey(walk: &mut Walk<'_>) -> Place {
    let mut survey = Survey::default();
    walk(&mut survey);
    survey.place
}

/// Gives the focus to one control and takes it from all others, selects the text of a field, and
/// scrolls the control into view. Says whether there is such a control.
pub fn give(target: &Target, ring: Ring, walk: &mut Walk<'_>) -> bool {
    let mut set = Set::new(target.clone(), ring);
    walk(&mut set);
    let Some(at) = set.found else {
        return false;
    };
    // Focusing a text field moves its caret, so that selecting needs a walk of its own.
    walk(&mut SelectText { next: 0, at });
    let mut locate = Locate::new(at);
    walk(&mut locate);
    for (ordinal, offset) in locate.scrolling() {
        walk(&mut Scroll { next: 0, ordinal, offset });
    }
    true
}

/// Lets an operation through to what is not a stop of Tab: its texts and names, not its focus.
pub struct Passing<'a>(pub &'a mut dyn Operation);

impl Operation for Passing<'_> {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        self.0.traverse(&mut |operation| operate(&mut Passing(operation)));
    }

    fn container(&mut self, id: Option<&Id>, bounds: Rectangle) {
        self.0.container(id, bounds);
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        self.0.scrollable(id, bounds, content, translation, state);
    }

    fn text(&mut self, id: Option<&Id>, bounds: Rectangle, text: &str) {
        self.0.text(id, bounds, text);
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if !state.is::<Focus>() {
            self.0.custom(id, bounds, state);
        }
    }
}

#[derive(Default)]
struct Survey {
    place: Place,
    is_last_focused: bool,
}

impl Operation for Survey {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        self.is_last_focused = state.is_focused();
        if self.is_last_focused {
            self.place.at = Some(self.place.count);
            self.place.id = id.cloned();
            self.place.is_shown = true;
        }
        self.place.count += 1;
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if let Some(focus) = state.downcast_ref::<Focus>()
            && focus.is_focused
        {
            self.place.is_shown = focus.is_shown;
        }
        if let Some(LeadsTo(id)) = state.downcast_ref()
            && self.is_last_focused
        {
            self.place.leads_to = Some(id.clone());
        }
    }
}

struct Set {
    target: Target,
    ring: Ring,
    next: usize,
    found: Option<usize>,
    is_last_the_target: bool,
}

impl Set {
    fn new(target: Target, ring: Ring) -> Self {
        Self { target, ring, next: 0, found: None, is_last_the_target: false }
    }
}

impl Operation for Set {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        let is_target = self.found.is_none()
            && match &self.target {
                Target::None => false,
                Target::At(at) => *at == self.next,
                Target::Id(wanted) => Some(wanted) == id,
            };
        if is_target {
            state.focus();
            self.found = Some(self.next);
        } else if state.is_focused() {
            state.unfocus();
        }
        self.is_last_the_target = is_target;
        self.next += 1;
    }

    fn custom(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Any) {
        if self.is_last_the_target
            && let Some(focus) = state.downcast_mut::<Focus>()
        {
            focus.is_shown = self.ring == Ring::Shown;
        }
    }
}

struct SelectText {
    next: usize,
    at: usize,
}

impl Operation for SelectText {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    // iced publishes a field's text just before its focus.
    fn text_input(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn TextInput) {
        if self.next == self.at {
            state.select_all();
        }
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, _state: &mut dyn Focusable) {
        self.next += 1;
    }
}

/// A scrolled part of the window that the walk is in.
#[derive(Debug, Clone, Copy)]
struct Scrolled {
    ordinal: usize,
    bounds: Rectangle,
    content: Rectangle,
    translation: Vector,
}

struct Locate {
    at: usize,
    next: usize,
    next_scrolled: usize,
    entering: Option<Scrolled>,
    around: Vec<Scrolled>,
    found: Option<(Rectangle, Vec<Scrolled>)>,
}

/// How much of what is around a control is shown with it: its label, and the next control.
const SLACK: f32 = 40.0;

impl Locate {
    fn new(at: usize) -> Self {
        Self { at, next: 0, next_scrolled: 0, entering: None, around: Vec::new(), found: None }
    }

    /// Goes into what was announced, if it scrolls.
    fn enter(&mut self) -> bool {
        let entered = self.entering.take();
        let is_scrolled = entered.is_some();
        self.around.extend(entered);
        is_scrolled
    }

    /// What to scroll to which offset, from the inside out.
    fn scrolling(&self) -> Vec<(usize, f32)> {
        let Some((mut target, around)) = self.found.clone() else {
            return Vec::new();
        };
        let mut moves = Vec::new();
        for scrolled in around.iter().rev() {
            let offset = offset_to_show(target, scrolled);
            if (offset - scrolled.translation.y).abs() > 0.5 {
                moves.push((scrolled.ordinal, offset));
            }
            target.y -= offset;
        }
        moves
    }
}

/// The offset at which a target is in view, as near as possible to the present one.
fn offset_to_show(target: Rectangle, scrolled: &Scrolled) -> f32 {
    let offset_max = (scrolled.content.height - scrolled.bounds.height).max(0.0);
    let present = scrolled.translation.y;
    let top = target.y - scrolled.bounds.y;
    let bottom = top + target.height;
    let slack = SLACK.min((scrolled.bounds.height - target.height).max(0.0) / 2.0);
    let offset = if top - slack < present || target.height > scrolled.bounds.height {
        top - slack
    } else if bottom + slack > present + scrolled.bounds.height {
        bottom + slack - scrolled.bounds.height
    } else {
        present
    };
    offset.clamp(0.0, offset_max)
}

impl Operation for Locate {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        let is_scrolled = self.enter();
        operate(self);
        if is_scrolled {
            self.around.pop();
        }
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        _state: &mut dyn Scrollable,
    ) {
        self.entering = Some(Scrolled { ordinal: self.next_scrolled, bounds, content, translation });
        self.next_scrolled += 1;
    }

    fn focusable(&mut self, _id: Option<&Id>, bounds: Rectangle, _state: &mut dyn Focusable) {
        if self.next == self.at {
            self.found = Some((bounds, self.around.clone()));
        }
        self.next += 1;
    }
}

struct Scroll {
    next: usize,
    ordinal: usize,
    offset: f32,
}

impl Operation for Scroll {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn scrollable(
        &mut self,
        _id: Option<&Id>,
        _bounds: Rectangle,
        _content: Rectangle,
        _translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        if self.next == self.ordinal {
            state.scroll_to(AbsoluteOffset { x: None, y: Some(self.offset) });
        }
        self.next += 1;
    }
}

/// Gives the control with this name the keyboard, and scrolls it into view.
pub fn to<Message: Send + 'static>(id: impl Into<Id>) -> iced::Task<Message> {
    iced::advanced::widget::operate(Reach::Give(Set::new(Target::Id(id.into()), Ring::Shown)))
}

/// Gives the control with this name the keyboard, if nothing has it.
pub fn offer<Message: Send + 'static>(id: impl Into<Id>) -> iced::Task<Message> {
    iced::advanced::widget::operate(Offer { id: id.into(), survey: Survey::default() })
}

/// Looks whether anything has the keyboard, before it is given.
struct Offer {
    id: Id,
    survey: Survey,
}

impl<T: 'static> Operation<T> for Offer {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        self.survey.focusable(id, bounds, state);
    }

    fn finish(&self) -> Outcome<T> {
        match self.survey.place.at {
            None => {
                let target = Target::Id(self.id.clone());
                Outcome::Chain(Box::new(Reach::Give(Set::new(target, Ring::Shown))))
            }
            Some(_) => Outcome::None,
        }
    }
}

/// The steps to a control: it is given the keyboard, then looked for, then what is around it is scrolled.
enum Reach {
    Give(Set),
    Find(Locate),
    Show(Vec<Scroll>),
}

impl<T: 'static> Operation<T> for Reach {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<T>)) {
        let entered = match self {
            Reach::Find(locate) => locate.enter(),
            Reach::Give(_) | Reach::Show(_) => false,
        };
        operate(self);
        if let Reach::Find(locate) = self
            && entered
        {
            locate.around.pop();
        }
    }

    fn scrollable(
        &mut self,
        id: Option<&Id>,
        bounds: Rectangle,
        content: Rectangle,
        translation: Vector,
        state: &mut dyn Scrollable,
    ) {
        match self {
            Reach::Give(_) => {}
            Reach::Find(locate) => locate.scrollable(id, bounds, content, translation, state),
            Reach::Show(scrolls) => {
                for scroll in scrolls {
                    scroll.scrollable(id, bounds, content, translation, state);
                }
            }
        }
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        match self {
            Reach::Give(set) => set.focusable(id, bounds, state),
            Reach::Find(locate) => locate.focusable(id, bounds, state),
            Reach::Show(_) => {}
        }
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        if let Reach::Give(set) = self {
            set.custom(id, bounds, state);
        }
    }

    fn finish(&self) -> Outcome<T> {
        match self {
            Reach::Give(set) => match set.found {
                Some(at) => Outcome::Chain(Box::new(Reach::Find(Locate::new(at)))),
                None => Outcome::None,
            },
            Reach::Find(locate) => {
                let scrolls = locate.scrolling().into_iter();
                let scrolls = scrolls.map(|(ordinal, offset)| Scroll { next: 0, ordinal, offset });
                Outcome::Chain(Box::new(Reach::Show(scrolls.collect())))
            }
            Reach::Show(_) => Outcome::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scrolled(translation: f32) -> Scrolled {
        Scrolled {
            ordinal: 0,
            bounds: Rectangle { x: 0.0, y: 100.0, width: 300.0, height: 200.0 },
            content: Rectangle { x: 0.0, y: 100.0, width: 300.0, height: 1000.0 },
            translation: Vector::new(0.0, translation),
        }
    }

    fn control(y: f32) -> Rectangle {
        Rectangle { x: 0.0, y, width: 100.0, height: 32.0 }
    }

    #[test]
    fn what_is_in_view_stays_where_it_is() {
        assert_eq!(offset_to_show(control(200.0), &scrolled(0.0)), 0.0);
    }

    #[test]
    fn what_is_below_comes_up_with_some_slack() {
        assert_eq!(offset_to_show(control(500.0), &scrolled(0.0)), 400.0 + 32.0 + SLACK - 200.0);
    }

    #[test]
    fn what_is_above_comes_down_and_never_past_the_start() {
        assert_eq!(offset_to_show(control(300.0), &scrolled(600.0)), 200.0 - SLACK);
        assert_eq!(offset_to_show(control(110.0), &scrolled(600.0)), 0.0);
    }

    #[test]
    fn what_is_larger_than_the_view_shows_its_start() {
        let tall = Rectangle { height: 900.0, ..control(300.0) };
        assert_eq!(offset_to_show(tall, &scrolled(0.0)), 200.0);
    }
}
