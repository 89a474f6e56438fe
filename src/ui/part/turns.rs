//! Keys one after the other, until somebody stops: what lies on the encoder, what came of each, and how many so far. What
//! is done with a key is an [`Act`].

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill};
use keydesk::console::Console;
use keydesk::domain::permission::UsersView;
use keydesk::domain::user::UserId;
use keydesk::encoders::{State, Stop};
use keydesk::operation::encode::{At, Error, Next, Step};

use crate::action::Action;
use crate::command::{Command, command};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::PAGE;
use crate::part::stage::Stage;
use crate::place::Place;
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::light;
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::{Element, notice, surface, text, tile};
use crate::words::Words;

/// What is done with each key, and how it is told.
pub trait Act: Clone + Send + 'static {
    /// What was done.
    type Done: fmt::Debug + Clone + Send + Sync + 'static;
    /// What is counted.
    type Tally: Default;

    const TEXTS: Texts;
    /// Whether it is done as well with a card that lay there before anybody came here.
    const TAKES_LYING: bool;

    /// Does it with the next key, tells what came of it, and waits until it is taken away.
    fn turn(&self, console: &Console, at: &At, told: impl FnOnce(Result<Self::Done, Error>)) -> Next;

    /// Counts what came of a key.
    fn count(tally: &mut Self::Tally, result: &Result<Self::Done, Error>);

    /// What is counted, each with its label.
    fn counts(tally: &Self::Tally) -> Vec<(usize, &'static str)>;

    /// Whose key it was, if that is known, the name, and what was done with it.
    fn line(context: &Context, done: &Self::Done) -> (Option<UserId>, String, String);
}

/// How the page is called, and what it says.
pub struct Texts {
    pub title: &'static str,
    pub sentence: &'static str,
    pub begin: &'static str,
    pub stop: &'static str,
    pub stopped: [&'static str; 2],
    /// A card lies there already when the page is opened.
    pub lying: [&'static str; 2],
    pub none: [&'static str; 2],
}

/// The page.
pub struct Turns<A: Act> {
    act: A,
    may_show_users: bool,
    phase: Phase,
    /// Which turn it is: what an earlier one tells is late.
    turn: u64,
    /// What came of each key, the last first.
    lines: VecDeque<Line>,
    tally: A::Tally,
}

enum Phase {
    /// With what came of the last key, where that was told after it was stopped.
    Stopped(Option<Line>),
    /// A card lay there before anybody came here: nobody laid it down for this. Goes on when it is taken away.
    Lying,
    /// No encoder, or it is in use: goes on when one is there.
    Waiting,
    Working(Work, Step),
    /// Done with a key, or refused it: goes on when it is taken away, unless the work is dropped.
    Told {
        line: Line,
        _work: Work,
    },
}

/// Work at an encoder, for as long as somebody is there for it.
pub struct Work {
    pub encoder: String,
    pub stop: Stop,
}

impl Drop for Work {
    fn drop(&mut self) {
        // Nobody waits for a key any more; one that is being written is finished.
        self.stop.stop();
    }
}

/// What came of one key.
#[derive(Debug, Clone)]
struct Line {
    /// Whose key it is, as far as that is known.
    user: Option<UserId>,
    is_done: bool,
    what: String,
    next: String,
}

impl Line {
    /// What is to be done with the key that still lies there.
    fn now(&self, words: &Words) -> String {
        if self.is_done { format!("{} {}", self.next, words.get("key-remove")) } else { self.next.clone() }
    }
}

#[derive(Debug, Clone)]
pub enum Message<Done> {
    Begin,
    Stop,
    Stepped(u64, Step),
    Told(u64, Arc<Result<Done, Error>>),
    Over(u64, Next),
    Show(UserId),
}

type MessageOf<A> = Message<<A as Act>::Done>;

const LINES_KEPT: usize = 50;

impl<A: Act> Turns<A> {
    /// Opens the page and begins with the next card that is laid down.
    pub fn open(context: &Context, act: A) -> (Self, Task<MessageOf<A>>) {
        let mut turns = Turns {
            act,
            may_show_users: context.may::<UsersView>().is_some(),
            phase: Phase::Waiting,
            turn: 0,
            lines: VecDeque::new(),
            tally: A::Tally::default(),
        };
        let task = turns.go_on(context);
        (turns, task)
    }

    /// Begins, unless a card lies there that was not laid down for this.
    pub fn go_on(&mut self, context: &Context) -> Task<MessageOf<A>> {
        if !A::TAKES_LYING && context.encoder().is_some_and(|encoder| encoder.state == State::Holding) {
            self.phase = Phase::Lying;
            return Task::none();
        }
        self.begin(context)
    }

    fn begin(&mut self, context: &Context) -> Task<MessageOf<A>> {
        let usable = context.encoder().filter(|encoder| !encoder.only_updates);
        let Some(encoder) = usable.map(|encoder| encoder.name.clone()) else {
            self.phase = Phase::Waiting;
            return Task::none();
        };
        self.turn += 1;
        let (turn, act, stop) = (self.turn, self.act.clone(), Stop::default());
        let work = Work { encoder: encoder.clone(), stop: stop.clone() };
        self.phase = Phase::Working(work, Step::Waiting);
        let console = Arc::clone(&context.console);
        task::telling(move |teller| {
            let steps = teller.clone();
            let progress = move |step| steps.tell(Message::Stepped(turn, step));
            let at = At { encoder, stop, progress: Arc::new(progress) };
            let told = |result| teller.tell(Message::Told(turn, Arc::new(result)));
            let next = act.turn(&console, &at, told);
            teller.tell(Message::Over(turn, next));
        })
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: MessageOf<A>) -> Action<MessageOf<A>> {
        match message {
            Message::Begin => Action::Run(self.begin(context)),
            Message::Stop => {
                self.stop();
                Action::None
            }
            Message::Stepped(turn, step) if turn == self.turn => {
                if let Phase::Working(_, known) = &mut self.phase {
                    *known = step;
                }
                Action::None
            }
            Message::Told(turn, result) if turn == self.turn => {
                self.told(context, &result);
                Action::None
            }
            Message::Over(turn, next) if turn == self.turn && self.is_on() => match next {
                Next::Turn => Action::Run(self.begin(context)),
                Next::Encoder => {
                    self.phase = Phase::Waiting;
                    Action::None
                }
                Next::End => {
                    self.stop();
                    Action::None
                }
            },
            Message::Stepped(..) | Message::Told(..) | Message::Over(..) => Action::None,
            Message::Show(user) => Action::Go(Place::User(user)),
        }
    }

    fn told(&mut self, context: &Context, result: &Result<A::Done, Error>) {
        let was_called_off = matches!(result, Err(Error::Stopped | Error::NoKey));
        match std::mem::replace(&mut self.phase, Phase::Stopped(None)) {
            phase @ Phase::Stopped(_) if was_called_off => self.phase = phase,
            phase @ (Phase::Working(..) | Phase::Stopped(_)) => {
                A::count(&mut self.tally, result);
                let line = match result {
                    Ok(done) => {
                        let (user, what, next) = A::line(context, done);
                        Line { user, is_done: true, what, next }
                    }
                    Err(error) => {
                        let (what, next) = context.say().encoding(error);
                        let user = if let Error::Impeded { user, .. } = error { Some(*user) } else { None };
                        Line { user, is_done: false, what, next }
                    }
                };
                self.lines.push_front(line.clone());
                self.lines.truncate(LINES_KEPT);
                self.phase = match phase {
                    Phase::Working(work, _) => Phase::Told { line, _work: work },
                    _ => Phase::Stopped(Some(line)),
                };
            }
            phase @ (Phase::Lying | Phase::Waiting | Phase::Told { .. }) => {
                self.phase = phase;
            }
        }
    }

    /// Something happened at an encoder: goes on once there is one that is not in use.
    pub fn hear(&mut self, context: &Context) -> Action<MessageOf<A>> {
        let state = context.encoder().map(|encoder| encoder.state);
        match (&self.phase, state) {
            (Phase::Waiting, Some(State::Empty | State::Holding))
            | (Phase::Lying, Some(State::Empty) | None) => Action::Run(self.go_on(context)),
            (
                Phase::Told { .. } | Phase::Waiting | Phase::Lying | Phase::Stopped(_) | Phase::Working(..),
                Some(State::Empty | State::Holding | State::Busy) | None,
            ) => Action::None,
        }
    }

    /// What the next turn does.
    pub const fn act(&mut self) -> &mut A {
        &mut self.act
    }

    /// Whether what is told of a turn is of the last one.
    pub const fn is_at(&self, turn: u64) -> bool {
        turn == self.turn
    }

    /// Whether the next key that is laid down is taken.
    pub const fn is_on(&self) -> bool {
        !matches!(self.phase, Phase::Stopped(_) | Phase::Lying)
    }

    /// Takes no other key.
    pub fn stop(&mut self) {
        self.phase = Phase::Stopped(None);
    }

    /// What can be done.
    pub fn commands<'a>(&self, context: &'a Context) -> Vec<Command<'a, MessageOf<A>>> {
        let words = &context.words;
        vec![match self.is_on() {
            true => command(words.get(A::TEXTS.stop), Icon::Square, Some(Message::Stop)),
            false => command(words.get(A::TEXTS.begin), Icon::Play, Some(Message::Begin)),
        }]
    }

    /// How it looks.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, MessageOf<A>> {
        page(self.head(context), self.sheets(context))
    }

    /// What is seen from a metre away, beside what came of each key.
    pub fn sheets<'a>(&'a self, context: &'a Context) -> Element<'a, MessageOf<A>> {
        row![
            surface::card(container(self.stage(context).view()).center(Fill)).height(Fill),
            container(self.report(context)).width(REPORT_WIDTH).height(Fill),
        ]
        .spacing(space::LG)
        .height(Fill)
        .into()
    }

    /// The title, and what begins and stops it.
    pub fn head<'a>(&'a self, context: &'a Context) -> Element<'a, MessageOf<A>> {
        let (words, texts) = (&context.words, A::TEXTS);
        let switch = match self.is_on() {
            true => button(words.get(texts.stop)).icon(Icon::Square).on_press(Message::Stop),
            false => {
                button(words.get(texts.begin)).icon(Icon::Play).kind(Kind::Primary).on_press(Message::Begin)
            }
        };
        let names = column![text::title(words.get(texts.title)), text::muted(words.get(texts.sentence))];
        row![names.spacing(3).width(Fill), Element::from(switch)].spacing(space::SM).align_y(Center).into()
    }

    /// What is seen from a metre away.
    pub fn stage(&self, context: &Context) -> Stage {
        let words = &context.words;
        let still = |[what, next]: [&str; 2]| {
            Stage::still(light::State::Off, words.get(what).into_owned(), words.get(next).into_owned())
        };
        let told = |line: &Line| {
            let light = if line.is_done { light::State::Success } else { light::State::Error };
            Stage::still(light, line.what.clone(), line.now(words))
        };
        match &self.phase {
            Phase::Stopped(None) => still(A::TEXTS.stopped),
            Phase::Stopped(Some(line)) => told(line),
            Phase::Lying => still(A::TEXTS.lying),
            Phase::Waiting if context.encoder().is_some_and(|encoder| encoder.only_updates) => {
                still(["key-only-updates", "key-only-updates-next"])
            }
            Phase::Waiting => still(["encoder-none", "encoder-none-next"]),
            Phase::Working(work, step) => Stage::of(context, *step, &work.encoder),
            Phase::Told { line, .. } => told(line),
        }
    }

    fn report<'a>(&'a self, context: &'a Context) -> Element<'a, MessageOf<A>> {
        let words = &context.words;
        let count = |(count, label): (usize, &'static str)| {
            column![text::section(count.to_string()), text::caption(words.get(label))]
                .spacing(1)
                .width(Fill)
                .into()
        };
        let counts = container(row(A::counts(&self.tally).into_iter().map(count))).padding(space::LG);
        let lines: Element<'a, MessageOf<A>> = if self.lines.is_empty() {
            let [none, next] = A::TEXTS.none;
            notice::empty(Icon::KeyRound, words.get(none), words.get(next), None)
        } else {
            let lines = self.lines.iter().map(|line| self.line(line));
            scroll(container(Column::with_children(lines).spacing(space::XS)).padding([space::SM, space::MD]))
                .into()
        };
        surface::sheet(column![counts, surface::divider(), lines]).width(Fill).height(Fill).into()
    }

    fn line<'a>(&self, line: &'a Line) -> Element<'a, MessageOf<A>> {
        let (icon, tone) = match line.is_done {
            true => (Icon::CircleCheck, Tone::Success),
            false => (Icon::CircleX, Tone::Danger),
        };
        match line.user.filter(|_| self.may_show_users) {
            Some(user) => tile::line(icon, tone, line.what.as_str(), line.next.as_str(), "")
                .on_press(Message::Show(user))
                .into(),
            None => {
                let words =
                    column![text::label(line.what.as_str()), text::caption(line.next.as_str()).width(Fill)];
                let parts =
                    row![text::icon(icon, 18.0, tone), words.spacing(1).width(Fill)].spacing(space::MD);
                container(parts).padding([7.0, space::SM]).into()
            }
        }
    }
}

/// A page with its head, and what lies below that.
pub fn page<'a, M: 'a>(head: Element<'a, M>, below: Element<'a, M>) -> Element<'a, M> {
    surface::canvas(column![head, below].spacing(space::LG).padding(PAGE)).width(Fill).height(Fill).into()
}

const REPORT_WIDTH: f32 = 360.0;
