//! Keyboard focus: what iced 0.14 gives to text fields only.
//!
//! A control keeps a [`Focus`], publishes it in `operate` and asks it what to draw. Moving the focus
//! is done by walks through the tree of widgets: count the controls, focus one, scroll it into view.

use super::semantics::{Role, Semantics};
use super::task::{Sealed, Task, seal};
use iced::advanced::widget::operation::scrollable::AbsoluteOffset;
use iced::advanced::widget::operation::{Focusable, Outcome, Scrollable, TextInput};
use iced::advanced::widget::{Id, Operation};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Rectangle, Vector, mouse};
use std::any::Any;
use std::cell::Cell;
use std::hash::{DefaultHasher, Hash, Hasher};

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

    /// A mouse button went down, on the control or elsewhere; says whether anything changed. What is pressed takes the
    /// keyboard; what is not keeps it until another control has it, which the layer sees to (`scope.rs`): a click on
    /// dead ground leads nowhere.
    pub fn press(&mut self, is_over: bool) -> bool {
        let before = *self;
        if is_over {
            *self = Self { is_focused: true, is_shown: false };
        }
        *self != before
    }

    /// Whether an event is a key that would press the control, if it could be used now.
    pub fn keeps_from(self, event: &Event) -> bool {
        let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event
        else {
            return false;
        };
        self.is_focused && modifiers.is_empty() && matches!(named, Named::Enter | Named::Space)
    }

    /// A key was used on the control, so that its ring is wanted.
    pub fn show(&mut self) {
        self.is_shown = true;
    }

    /// Tells the walk of a control that may not be usable now: while it has the keyboard, it stays where the keyboard is.
    pub fn publish_if(
        &mut self,
        is_usable: bool,
        operation: &mut dyn Operation,
        id: Option<&Id>,
        bounds: Rectangle,
    ) {
        if is_usable || self.is_focused {
            self.publish(operation, id, bounds);
        }
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

/// The controls of a part of the window in the order of the keyboard, and which of them has it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Place {
    pub stops: Vec<Stop>,
    /// Which has the keyboard.
    pub at: Option<usize>,
    /// How many have it, or had it when they were seen last: what comes into view again may believe so.
    claims: usize,
    /// Whether its ring is drawn.
    pub is_shown: bool,
    /// Where the arrow down leads from it, if it is a search.
    pub leads_to: Option<Id>,
    pub regions: Vec<Region>,
    /// The searches, each with the name of the list that it leads to.
    searches: Vec<(usize, Id)>,
    /// What the widgets say of themselves.
    parts: Vec<Part>,
    /// The first control that holds what cannot be taken.
    wrong: Option<usize>,
}

/// Something that can have the keyboard.
#[derive(Debug, Clone, PartialEq)]
pub struct Stop {
    pub id: Option<Id>,
    bounds: Rectangle,
    /// Whether it is no control, but where the keyboard rests while no control has it: Tab passes it over.
    pub is_rest: bool,
    /// The region in which it is.
    pub region: Option<&'static str>,
    /// What the region shows, by its number.
    shown: u64,
    /// Whether it is a list, and the keyboard is at one of its rows.
    has_row: bool,
}

/// A part of the window that F6 goes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    pub name: &'static str,
    /// What it shows, by its number.
    pub shown: u64,
    /// What had the keyboard in it last.
    pub last: Option<Held>,
}

/// What had the keyboard, to be known again when what is around it has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Which it was of all.
    pub at: usize,
    pub stop: Stop,
    pub is_shown: bool,
    /// What it said of itself.
    part: Option<u64>,
}

impl Held {
    /// The same as it is found from outside a region, in which so many stops come before.
    pub fn within(mut self, region: &'static str, shown: u64, before: usize) -> Held {
        self.at += before;
        if self.stop.region.is_none() {
            (self.stop.region, self.stop.shown) = (Some(region), shown);
        }
        self
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Part {
    print: u64,
    is_field: bool,
    /// Whether nothing stands in it.
    is_empty: bool,
    bounds: Rectangle,
}

impl Place {
    /// What has the keyboard.
    pub fn held(&self) -> Option<Held> {
        let at = self.at?;
        let stop = self.stops.get(at)?.clone();
        let part = self.part(&stop).map(|part| part.print);
        Some(Held { at, stop, is_shown: self.is_shown, part })
    }

    /// Whether the keyboard rests where no control is.
    pub fn rests(&self) -> bool {
        self.at.and_then(|at| self.stops.get(at)).is_some_and(|stop| stop.is_rest)
    }

    /// Where something is now that had the keyboard before: what is called otherwise by now is something else.
    pub fn find(&self, held: &Held) -> Option<usize> {
        let is_it = |stop: &Stop| {
            stop.is_rest == held.stop.is_rest
                && (stop.region, stop.shown) == (held.stop.region, held.stop.shown)
                && stop.id == held.stop.id
                && match self.part(stop) {
                    Some(part) => Some(part.print) == held.part,
                    None => held.part.is_none() && (stop.id.is_some() || stop.bounds == held.stop.bounds),
                }
        };
        let found = self.stops.iter().enumerate().filter(|(_, stop)| is_it(stop));
        found.min_by_key(|(at, _)| at.abs_diff(held.at)).map(|(at, _)| at)
    }

    /// Whether the keyboard comes back to a row of this list.
    pub fn has_row(&self, list: &Id) -> bool {
        self.stops.iter().any(|stop| stop.id.as_ref() == Some(list) && stop.has_row)
    }

    /// Where the control of this name is.
    pub fn named(&self, id: &Id) -> Option<usize> {
        self.stops.iter().position(|stop| stop.id.as_ref() == Some(id))
    }

    /// Where the keyboard rests: in this region, or else in the first that has such a place.
    pub fn rest(&self, region: Option<&'static str>) -> Option<usize> {
        let mut rests = self.stops.iter().enumerate().filter(|(_, stop)| stop.is_rest);
        let first = rests.next()?;
        let here = std::iter::once(first).chain(rests).find(|(_, stop)| stop.region == region);
        Some(here.unwrap_or(first).0)
    }

    /// The search in which letters are meant that are typed where the keyboard is: in the list that it leads to, or
    /// where no control has the keyboard.
    pub fn search(&self) -> Option<usize> {
        let here = self.stops.get(self.at?)?;
        let is_meant = |(at, list): &&(usize, Id)| match here.is_rest {
            true => self.stops.get(*at).is_some_and(|stop| stop.region == here.region),
            false => here.id.as_ref() == Some(list),
        };
        self.searches.iter().find(is_meant).map(|(at, _)| *at)
    }

    /// The next control round the circle, if there is any: from where the keyboard is, or from where something stood
    /// that is gone. From where nobody has been yet, forwards to the first field.
    pub fn next(&self, gone: Option<&Held>, is_backwards: bool) -> Option<usize> {
        let controls = || self.stops.iter().enumerate().filter(|(_, stop)| !stop.is_rest).map(|(at, _)| at);
        let gone = gone.filter(|_| self.rests());
        let (before, after) = match (gone, self.at) {
            (Some(gone), _) => (gone.at, gone.at),
            (None, Some(at)) => (at, at + 1),
            (None, None) => (usize::MAX, 0),
        };
        if is_backwards {
            return controls().rfind(|at| *at < before).or_else(|| controls().next_back());
        }
        let mut following = controls().filter(|at| *at >= after);
        let next = following.next().or_else(|| controls().next());
        if self.rests() && gone.is_none() {
            let here = |at: usize| self.stops.get(at).and_then(|stop| stop.region);
            let is_first = |at: &usize| here(*at) == self.at.and_then(here) && self.is_field(*at);
            return controls().find(is_first).or(next);
        }
        next
    }

    /// Whether something is typed there.
    pub fn is_field(&self, at: usize) -> bool {
        self.stops.get(at).and_then(|stop| self.part(stop)).is_some_and(|part| part.is_field)
    }

    /// Whether it is a search in which nothing is typed.
    fn is_empty_search(&self, at: usize) -> bool {
        let is_empty = |stop: &Stop| self.part(stop).is_some_and(|part| part.is_field && part.is_empty);
        self.searches.iter().any(|(search, _)| *search == at) && self.stops.get(at).is_some_and(is_empty)
    }

    fn part(&self, stop: &Stop) -> Option<&Part> {
        // A field is a little larger than what has the keyboard in it.
        let is_of = |part: &&Part| {
            part.bounds == stop.bounds || (part.is_field && part.bounds.contains(stop.bounds.center()))
        };
        self.parts.iter().find(is_of)
    }
}

/// Says, just after a list, that the keyboard is at one of its rows already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HasRow;

/// Says, just after a control, that what it holds cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrong;

/// Says, just after a stop, that it is no control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest;

/// Says where a region begins.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionBegins(pub Region);

/// Says where it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionEnds;

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

thread_local! {
    /// Whether the last that was done at the window was done by keyboard.
    static BY_KEYBOARD: Cell<bool> = const { Cell::new(false) };
}

/// Something was done at the window.
pub fn notice_hand(event: &Event) {
    let by_keyboard = match event {
        Event::Keyboard(keyboard::Event::KeyPressed { .. }) => true,
        Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(_) => false,
        _ => return,
    };
    BY_KEYBOARD.set(by_keyboard);
}

impl Ring {
    /// Who works by keyboard sees where that comes; who works by mouse is not distracted.
    fn of_hand() -> Ring {
        if BY_KEYBOARD.get() { Ring::Shown } else { Ring::Hidden }
    }
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
    around: Vec<(&'static str, u64)>,
    is_last_focused: bool,
}

impl Operation for Survey {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        let place = &mut self.place;
        self.is_last_focused = state.is_focused();
        if self.is_last_focused {
            place.at = Some(place.stops.len());
            place.claims += 1;
            place.is_shown = true;
        }
        let (region, shown) = self.around.last().copied().unzip();
        let shown = shown.unwrap_or_default();
        place.stops.push(Stop { id: id.cloned(), bounds, is_rest: false, region, shown, has_row: false });
    }

    fn custom(&mut self, _id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        let place = &mut self.place;
        if let Some(focus) = state.downcast_ref::<Focus>() {
            if focus.is_focused {
                place.is_shown = focus.is_shown;
            }
        } else if let Some(semantics) = state.downcast_ref::<Semantics>() {
            let mut hasher = DefaultHasher::new();
            (semantics.role, &semantics.name).hash(&mut hasher);
            let is_field = semantics.role == Role::TextField;
            let is_empty = semantics.value.as_deref().is_none_or(str::is_empty);
            place.parts.push(Part { print: hasher.finish(), is_field, is_empty, bounds });
        } else if let Some(LeadsTo(id)) = state.downcast_ref() {
            place.searches.extend(place.stops.len().checked_sub(1).map(|at| (at, id.clone())));
            if self.is_last_focused {
                place.leads_to = Some(id.clone());
            }
        } else if state.is::<Rest>() {
            if let Some(stop) = place.stops.last_mut() {
                stop.is_rest = true;
            }
        } else if state.is::<Wrong>() {
            place.wrong = place.wrong.or(place.stops.len().checked_sub(1));
        } else if state.is::<HasRow>() {
            if let Some(stop) = place.stops.last_mut() {
                stop.has_row = true;
            }
        } else if let Some(RegionBegins(region)) = state.downcast_ref() {
            self.around.push((region.name, region.shown));
            place.regions.push(region.clone());
        } else if state.is::<RegionEnds>() {
            self.around.pop();
        }
    }
}

/// Takes the keyboard from one control, whatever else has it.
pub fn take_from(at: usize, walk: &mut Walk<'_>) {
    walk(&mut Unfocus { next: 0, at });
}

/// How many controls believe that they have the keyboard: after a click there may be two.
pub fn claims(walk: &mut Walk<'_>) -> usize {
    let mut claims = Claims(0);
    walk(&mut claims);
    claims.0
}

struct Unfocus {
    next: usize,
    at: usize,
}

impl Operation for Unfocus {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        if self.next == self.at {
            state.unfocus();
        }
        self.next += 1;
    }
}

struct Claims(usize);

impl Operation for Claims {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation)) {
        operate(self);
    }

    fn focusable(&mut self, _id: Option<&Id>, _bounds: Rectangle, state: &mut dyn Focusable) {
        self.0 += usize::from(state.is_focused());
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
pub fn to<Message: Send + 'static>(id: impl Into<Id>) -> Task<Message> {
    Task::operate(Reach::Give(Set::new(Target::Id(id.into()), Ring::Shown)))
}

/// Gives the control with this name the keyboard, if no control has it.
pub fn offer<Message: Send + 'static>(id: impl Into<Id>) -> Task<Message> {
    let id = id.into();
    choose(move |place| {
        let is_free = place.at.is_none() || place.rests();
        if is_free { Choice::Give(Target::Id(id.clone()), Ring::Shown) } else { Choice::Stay }
    })
}

/// Brings the keyboard to the first control that holds what cannot be taken, and shows it.
pub fn to_wrong<Message: Send + 'static>() -> Task<Message> {
    choose(|place| place.wrong.map_or(Choice::Stay, |at| Choice::Give(Target::At(at), Ring::Shown)))
}

/// Brings the keyboard to a list, if it was at one of its rows.
pub fn to_row<Message: Send + 'static>(list: impl Into<Id>) -> Task<Message> {
    let list = list.into();
    choose(move |place| match place.has_row(&list) {
        true => Choice::Give(Target::Id(list.clone()), Ring::of_hand()),
        false => Choice::Stay,
    })
}

/// Brings the keyboard into a region: to what had it there last, or else to where it rests. It stays where it is, if it
/// is there already, and nowhere else.
pub fn enter<Message: Send + 'static>(name: &'static str) -> Task<Message> {
    choose(move |place| match place.held() {
        Some(held) if held.stop.region == Some(name) && place.claims == 1 => Choice::Stay,
        // Where nothing has it but the page itself, there is nothing to point at: whoever wants to know turns with F6.
        _ => match place.in_region(name, Ring::of_hand()) {
            Some(Choice::Give(Target::At(at), _)) if place.is_rest(at) => {
                Choice::Give(Target::At(at), Ring::Hidden)
            }
            given => given.unwrap_or(Choice::Stay),
        },
    })
}

/// Brings the keyboard into the next region, or the one before; after the last it says so.
pub fn turn<Message: Clone + Send + 'static>(turn: Turn, end: Message) -> Task<Message> {
    choose(move |place| {
        let here = place.held().and_then(|held| held.stop.region);
        let names: Vec<_> = place.regions.iter().map(|region| region.name).collect();
        let at = names.iter().position(|name| Some(*name) == here);
        let mut ahead: Vec<_> = match (turn, at) {
            (Turn::Forwards, Some(at)) => names.get(at + 1..).unwrap_or_default().to_vec(),
            (Turn::Backwards, Some(at)) => names.get(..at).unwrap_or_default().to_vec(),
            (Turn::Forwards | Turn::Backwards, None) => names,
        };
        if turn == Turn::Backwards {
            ahead.reverse();
        }
        let mut choices = ahead.into_iter().filter_map(|name| place.in_region(name, Ring::Shown));
        choices.next().unwrap_or_else(|| Choice::Say(seal(end.clone())))
    })
}

/// Says something, unless what is typed goes into a field. The keyboard rests in the search of a list: as long as nothing is
/// typed there, it is about the list.
pub fn unless_typing<Message: Clone + Send + 'static>(message: Message) -> Task<Message> {
    choose(move |place| match place.at {
        Some(at) if place.is_field(at) && !place.is_empty_search(at) => Choice::Stay,
        Some(_) | None => Choice::Say(seal(message.clone())),
    })
}

/// Brings the keyboard into the first region, or the last.
pub fn turn_round<Message: Send + 'static>(turn: Turn) -> Task<Message> {
    choose(move |place| {
        let mut names: Vec<_> = place.regions.iter().map(|region| region.name).collect();
        if turn == Turn::Backwards {
            names.reverse();
        }
        let mut choices = names.into_iter().filter_map(|name| place.in_region(name, Ring::Shown));
        choices.next().unwrap_or(Choice::Stay)
    })
}

/// Which way F6 goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Forwards,
    Backwards,
}

impl Place {
    fn is_rest(&self, at: usize) -> bool {
        self.stops.get(at).is_some_and(|stop| stop.is_rest)
    }

    fn in_region(&self, name: &'static str, ring: Ring) -> Option<Choice> {
        let region = self.regions.iter().find(|region| region.name == name)?;
        let here = || self.stops.iter().enumerate().filter(|(_, stop)| stop.region == Some(name));
        let first = here().next()?.0;
        // A region counts from its own first control.
        let last = region.last.clone().map(|held| Held { at: first + held.at, ..held });
        let last = last.and_then(|held| self.find(&held));
        let rest = here().find(|(_, stop)| stop.is_rest).map(|(at, _)| at);
        let at = last.or(rest).unwrap_or(first);
        Some(Choice::Give(Target::At(at), ring))
    }
}

/// What is done when it is known where the keyboard is.
enum Choice {
    Stay,
    Give(Target, Ring),
    Say(Sealed),
}

fn choose<M: Send + 'static>(choose: impl Fn(&Place) -> Choice + Send + 'static) -> Task<M> {
    Task::operate(Choosing { survey: Survey::default(), choose: Box::new(choose) })
}

/// Looks where the keyboard is before it is given.
struct Choosing {
    survey: Survey,
    choose: Box<dyn Fn(&Place) -> Choice + Send>,
}

impl Operation<Sealed> for Choosing {
    fn traverse(&mut self, operate: &mut dyn FnMut(&mut dyn Operation<Sealed>)) {
        operate(self);
    }

    fn focusable(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Focusable) {
        self.survey.focusable(id, bounds, state);
    }

    fn custom(&mut self, id: Option<&Id>, bounds: Rectangle, state: &mut dyn Any) {
        self.survey.custom(id, bounds, state);
    }

    fn finish(&self) -> Outcome<Sealed> {
        match (self.choose)(&self.survey.place) {
            Choice::Stay => Outcome::None,
            Choice::Give(target, ring) => Outcome::Chain(Box::new(Reach::Give(Set::new(target, ring)))),
            Choice::Say(message) => Outcome::Some(message),
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

    fn stop(id: &'static str) -> Stop {
        Stop {
            id: Some(Id::new(id)),
            bounds: Rectangle::default(),
            is_rest: false,
            region: None,
            shown: 0,
            has_row: false,
        }
    }

    /// A place to rest, and three controls.
    fn place(at: Option<usize>) -> Place {
        let stops =
            vec![Stop { is_rest: true, ..stop("rest") }, stop("first"), stop("second"), stop("third")];
        Place { stops, at, ..Place::default() }
    }

    #[test]
    fn tab_goes_round_and_passes_over_where_the_keyboard_rests() {
        for (from, next, before) in
            [(None, 1, 3), (Some(0), 1, 3), (Some(1), 2, 3), (Some(2), 3, 1), (Some(3), 1, 2)]
        {
            assert_eq!(place(from).next(None, false), Some(next), "{from:?}");
            assert_eq!(place(from).next(None, true), Some(before), "{from:?}");
        }
    }

    #[test]
    fn tab_goes_on_from_where_something_stood_that_is_gone() {
        let gone = place(Some(2)).held();
        let mut rests = place(Some(0));
        rests.stops.remove(2);
        assert_eq!(rests.next(gone.as_ref(), false), Some(2), "the third stands where the second stood");
        assert_eq!(rests.next(gone.as_ref(), true), Some(1));
        rests.at = Some(1);
        assert_eq!(rests.next(gone.as_ref(), false), Some(2), "whoever went elsewhere goes on from there");
    }

    #[test]
    fn nowhere_to_go_is_no_error() {
        assert_eq!(Place::default().next(None, false), None);
        assert_eq!(Place::default().next(None, true), None);
    }

    #[test]
    fn what_is_called_otherwise_by_now_is_something_else() {
        let part = |print| Part { print, is_field: false, is_empty: true, bounds: Rectangle::default() };
        let mut before = place(Some(2));
        before.parts.push(part(1));
        let held = before.held().unwrap();
        assert_eq!(before.find(&held), Some(2));
        before.parts = vec![part(2)];
        assert_eq!(before.find(&held), None, "the same name within, another word on it");
    }

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
