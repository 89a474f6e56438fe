//! What saving would do, opened over the foot: whose keys, by name, what each of them gains and loses, and until when the doors
//! do not know of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use iced::widget::{Column, Row, column, container, row};
use iced::{Center, Fill, Padding};
use keydesk::domain::access::Effect;
use keydesk::domain::user::UserId;
use keydesk::operation::{Foretold, Points, Shifted, Whose};

use crate::action::Action;
use crate::command::{Command, command, shortcut};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::place::Place;
use crate::theme::space;
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::{Element, gauge, surface, text};

/// Whose keys a save would touch, while somebody looks.
#[derive(Default)]
pub struct Impact {
    state: State,
    /// Which question is the last: the answers to those before come too late.
    asked: u64,
}

#[derive(Default)]
enum State {
    #[default]
    Shut,
    Asking,
    Known(Arc<Foretold>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Turn,
    /// One of the people is shown.
    Show(UserId),
    Known(u64, Answer<Arc<Foretold>>),
}

impl Impact {
    /// Opens it or shuts it; a question is asked when it opens.
    pub fn update(
        &mut self,
        message: Message,
        ask: impl FnOnce() -> Option<Task<Answer<Arc<Foretold>>>>,
    ) -> Action<Message> {
        match message {
            Message::Turn if self.is_open() => {
                self.state = State::Shut;
                Action::None
            }
            Message::Turn => self.ask(ask()),
            Message::Show(id) => Action::Go(Place::User(id)),
            Message::Known(asked, _) if asked != self.asked || !self.is_open() => Action::None,
            Message::Known(_, Ok(foretold)) => {
                self.state = State::Known(foretold);
                Action::None
            }
            Message::Known(_, Err(failure)) => {
                self.state = State::Shut;
                Action::Fail(failure)
            }
        }
    }

    /// Something was changed: what is shown is asked for again, and shut where nothing is left to be saved.
    pub fn changed(&mut self, ask: impl FnOnce() -> Option<Task<Answer<Arc<Foretold>>>>) -> Action<Message> {
        if self.is_open() { self.ask(ask()) } else { Action::None }
    }

    /// Nothing is left to be told: it was saved, or thrown away.
    pub fn shut(&mut self) {
        self.state = State::Shut;
    }

    fn ask(&mut self, task: Option<Task<Answer<Arc<Foretold>>>>) -> Action<Message> {
        self.asked += 1;
        let Some(task) = task else {
            self.state = State::Shut;
            return Action::None;
        };
        // What was known is shown until the answer is there.
        if !self.is_open() {
            self.state = State::Asking;
        }
        let asked = self.asked;
        Action::Run(task.map(move |answer| Message::Known(asked, answer)))
    }

    /// Whether somebody looks.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, State::Shut)
    }

    /// The command that opens it, where there is something to be told.
    pub fn command<'a>(&self, context: &'a Context, has_effect: bool) -> Option<Command<'a, Message>> {
        let label = context.words.get(if self.is_open() { "impact-shut" } else { "impact-open" });
        (has_effect || self.is_open())
            .then(|| command(label, Icon::Users, Some(Message::Turn)).keys(shortcut::IMPACT, &context.words))
    }

    /// The command that shuts it, as Esc shuts whatever lies over something.
    pub fn shut_command<'a>(&self, context: &'a Context) -> Option<Command<'a, Message>> {
        let words = &context.words;
        self.is_open().then(|| {
            command(words.get("impact-shut"), Icon::X, Some(Message::Turn)).keys(shortcut::CLEAR, words)
        })
    }

    /// What stands over the foot.
    pub fn view<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        let words = &context.words;
        let content: Element<'a, Message> = match &self.state {
            State::Shut => return None,
            State::Asking => gauge::working(words.get("impact-asking")).into(),
            State::Known(foretold) => told(context, foretold),
        };
        let shut = icon_button(Icon::X, words.get("impact-shut")).kind(Kind::Ghost).on_press(Message::Turn);
        let head =
            row![text::section(words.get("impact-title")).width(Fill), Element::from(shut)].align_y(Center);
        let inside = column![head, container(scroll(content)).max_height(HEIGHT_MAX)].spacing(space::SM);
        let padding = Padding { top: space::SM, right: space::XL, bottom: space::MD, left: space::XL };
        let panel = surface::plain(container(inside).padding(padding)).width(Fill);
        Some(column![surface::divider(), panel].into())
    }
}

/// Fields and lists keep most of a small window.
const HEIGHT_MAX: f32 = 176.0;

fn told<'a>(context: &'a Context, foretold: &'a Foretold) -> Element<'a, Message> {
    let words = &context.words;
    let of = |effect: Effect| foretold.some.iter().filter(move |whose| whose.effect == effect);
    let line = |(effect, label): (Effect, &'static str)| {
        // Those for whom it is the same, together.
        let mut alike: BTreeMap<&Shifted, Vec<&Whose>> = BTreeMap::new();
        for whose in of(effect) {
            alike.entry(&whose.shift).or_default().push(whose);
        }
        (!alike.is_empty()).then(|| {
            let alike = alike.into_iter().map(|(shift, people)| alike_of(context, shift, people));
            let all = Column::with_children(alike).spacing(space::XS).width(Fill);
            column![text::label(words.get(label)), all].spacing(2).into()
        })
    };
    let lines = [
        (Effect::DoesNotFit, "impact-does-not-fit"),
        (Effect::ReEdition, "impact-re-edition"),
        (Effect::Update, "impact-update"),
    ];
    let mut content =
        Column::with_children(lines.into_iter().filter_map(line)).spacing(space::SM).width(Fill);
    if foretold.some.is_empty() && foretold.beyond == 0 {
        content = content.push(text::muted(words.get("record-no-impact")));
    }
    for (count, id) in [(foretold.more, "impact-more"), (foretold.beyond, "impact-beyond")] {
        if count > 0 {
            content = content.push(text::muted(words.with(id, [("count", count.into())])));
        }
    }
    if let Some(latest) = foretold.latest {
        let until = context.say().end(latest);
        content = content.push(text::body(words.with("impact-until", [("until", until.into())])).width(Fill));
    }
    content.into()
}

/// Some people, each to be shown, and what all of them gain and lose.
fn alike_of<'a>(context: &'a Context, shift: &'a Shifted, people: Vec<&'a Whose>) -> Element<'a, Message> {
    let words = &context.words;
    let names = people.into_iter().map(|whose| {
        let name = button(whose.name.as_str()).kind(Kind::Link).small();
        Element::from(name.on_press(Message::Show(whose.id)))
    });
    let names = Row::with_children(names).spacing(space::SM).wrap().vertical_spacing(space::XS);
    let said =
        [("impact-gained", &shift.gains), ("impact-lost", &shift.loses), ("impact-retimed", &shift.retimed)];
    let said = said.into_iter().filter(|(_, points)| !points.is_empty()).map(|(label, points)| {
        let said = words.with(label, [("points", points_of(context, points).into())]);
        text::body(said).width(Fill).into()
    });
    column![names].extend(said).spacing(2).width(Fill).into()
}

/// Access points by name, and how many more there are.
fn points_of(context: &Context, points: &Points) -> String {
    let words = &context.words;
    let counted = [(points.more, "impact-points-more"), (points.beyond, "impact-points-beyond")];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    let counted = counted.map(|(count, label)| words.with(label, [("count", count.into())]));
    points.some.iter().cloned().chain(counted).collect::<Vec<_>>().join(", ")
}
