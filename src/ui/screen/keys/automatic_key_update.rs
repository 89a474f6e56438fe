//! Keys > Automatic key update: whatever key is laid on the encoder is recognised and brought up to date, one after
//! the other, until the screen is left.

use std::collections::VecDeque;
use std::sync::Arc;

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill, Task};
use keydesk::domain::permission::{KeyUpdateAutomatically, UsersView};
use keydesk::domain::user::UserId;
use keydesk::encoders::{News, Stop, Unavailable};
use keydesk::operation::encode::{self, At, Done, Step};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::PAGE;
use crate::part::stage::Stage;
use crate::place::Place;
use crate::screen::Screen;
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::light;
use crate::widget::scroll::scroll;
use crate::widget::{Element, notice, surface, text};
use crate::words::Words;

/// The screen.
pub struct AutomaticKeyUpdate {
    permit: Permit<KeyUpdateAutomatically>,
    may_show_users: bool,
    phase: Phase,
    /// Which round it is: answers of an earlier one are late.
    round: u64,
    /// What was done, the last first.
    done: VecDeque<Line>,
    tally: Tally,
}

enum Phase {
    Stopped,
    /// No encoder, or it went away: goes on when one is there.
    Waiting,
    Working(Work),
    /// Done with a key, or refused it: goes on when it is taken away.
    Told(Told),
}

struct Work {
    encoder: String,
    step: Step,
    stop: Stop,
}

impl Drop for Work {
    fn drop(&mut self) {
        // Nobody waits for a key any more; one that is being written is finished.
        self.stop.stop();
    }
}

/// What came of the key that still lies there.
struct Told {
    line: Line,
    stop: Stop,
}

impl Drop for Told {
    fn drop(&mut self) {
        // Nobody waits for the next key any more.
        self.stop.stop();
    }
}

/// What came of one key.
#[derive(Debug, Clone)]
struct Line {
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

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    updated: usize,
    re_edited: usize,
    refused: usize,
    events: usize,
}

#[derive(Debug, Clone)]
pub enum Message {
    Begin,
    Stop,
    Stepped(u64, Step),
    Ended(u64, Result<Arc<Done>, Arc<encode::Error>>),
    /// The key was taken away.
    Freed(u64),
    Show(UserId),
}

const LINES_KEPT: usize = 50;

impl AutomaticKeyUpdate {
    /// Opens the screen and begins.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let permit = context.may()?;
        let mut screen = AutomaticKeyUpdate {
            permit,
            may_show_users: context.may::<UsersView>().is_some(),
            phase: Phase::Waiting,
            round: 0,
            done: VecDeque::new(),
            tally: Tally::default(),
        };
        let task = screen.begin(context);
        Some((screen, task))
    }

    fn begin(&mut self, context: &Context) -> Task<Message> {
        let Some(encoder) = context.encoder().map(|encoder| encoder.name.clone()) else {
            self.phase = Phase::Waiting;
            return Task::none();
        };
        self.round += 1;
        let (round, permit, stop) = (self.round, self.permit.clone(), Stop::default());
        self.phase =
            Phase::Working(Work { encoder: encoder.clone(), step: Step::Waiting, stop: stop.clone() });
        let console = Arc::clone(&context.console);
        task::telling(move |sender| {
            let steps = sender.clone();
            let progress = move |step| {
                let _ = steps.unbounded_send(Message::Stepped(round, step));
            };
            let at = At { encoder, stop, progress: Arc::new(progress) };
            let result = encode::update_any(&console, &permit, &at).map(Arc::new).map_err(Arc::new);
            let _ = sender.unbounded_send(Message::Ended(round, result));
        })
    }

    fn ended(&mut self, context: &Context, result: Result<Arc<Done>, Arc<encode::Error>>) -> Action<Message> {
        let Phase::Working(work) = &self.phase else {
            return Action::None;
        };
        let encoder = work.encoder.clone();
        let line = match result {
            Ok(done) => self.count(context, &done),
            Err(error) => match &*error {
                // Nobody came: it waits on.
                encode::Error::NoKey => return Action::Run(self.begin(context)),
                encode::Error::Stopped => {
                    self.phase = Phase::Stopped;
                    return Action::None;
                }
                encode::Error::Encoder(Unavailable::Absent | Unavailable::Busy) => {
                    self.phase = Phase::Waiting;
                    return Action::None;
                }
                other => {
                    self.tally.refused += 1;
                    let (what, next) = context.say().encoding(other);
                    Line { user: None, is_done: false, what, next }
                }
            },
        };
        self.done.push_front(line.clone());
        self.done.truncate(LINES_KEPT);
        let stop = Stop::default();
        self.phase = Phase::Told(Told { line, stop: stop.clone() });
        // The encoder itself says when the key is gone: the same one is not taken for the next.
        let (console, permit, round) = (Arc::clone(&context.console), self.permit.clone(), self.round);
        Action::Run(task::blocking(move || {
            // One that was unplugged, or is called off, holds nothing either.
            let _ = encode::wait_until_free(&console, &permit, &encoder, stop);
            Message::Freed(round)
        }))
    }

    fn count(&mut self, context: &Context, done: &Done) -> Line {
        self.tally.events += done.events;
        let told = if done.re_edition {
            self.tally.re_edited += 1;
            "automatic-told-re-edited"
        } else {
            self.tally.updated += 1;
            "automatic-told-updated"
        };
        let until = context.say().end(done.until);
        Line {
            user: Some(done.user),
            is_done: true,
            what: done.name.clone(),
            next: context.words.with(told, [("until", until.into())]),
        }
    }

    /// Goes on once there is an encoder.
    fn go_on(&mut self, context: &Context) -> Action<Message> {
        match &self.phase {
            Phase::Waiting
                if context
                    .encoder()
                    .is_some_and(|encoder| encoder.state != keydesk::encoders::State::Busy) =>
            {
                Action::Run(self.begin(context))
            }
            Phase::Told(_) | Phase::Waiting | Phase::Stopped | Phase::Working(_) => Action::None,
        }
    }
}

impl Screen for AutomaticKeyUpdate {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Begin => Action::Run(self.begin(context)),
            Message::Stop => {
                self.phase = Phase::Stopped;
                Action::None
            }
            Message::Stepped(round, step) if round == self.round => {
                if let Phase::Working(work) = &mut self.phase {
                    work.step = step;
                }
                Action::None
            }
            Message::Ended(round, result) if round == self.round => self.ended(context, result),
            Message::Freed(round) if round == self.round && matches!(self.phase, Phase::Told(_)) => {
                Action::Run(self.begin(context))
            }
            Message::Stepped(..) | Message::Ended(..) | Message::Freed(_) => Action::None,
            Message::Show(user) => Action::Go(Place::User(user)),
        }
    }

    fn hear(&mut self, context: &Context, _news: &News) -> Action<Message> {
        self.go_on(context)
    }

    fn takes_keys(&self) -> bool {
        !matches!(self.phase, Phase::Stopped)
    }

    fn step_back(&mut self) {
        self.phase = Phase::Stopped;
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        let words = &context.words;
        vec![match &self.phase {
            Phase::Stopped => command(words.get("automatic-begin"), Icon::Play, Some(Message::Begin)),
            Phase::Waiting | Phase::Working(_) | Phase::Told(_) => {
                command(words.get("automatic-stop"), Icon::Square, Some(Message::Stop))
            }
        }]
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let switch = match &self.phase {
            Phase::Stopped => button(words.get("automatic-begin"))
                .icon(Icon::Play)
                .kind(Kind::Primary)
                .on_press(Message::Begin),
            Phase::Waiting | Phase::Working(_) | Phase::Told(_) => {
                button(words.get("automatic-stop")).icon(Icon::Square).on_press(Message::Stop)
            }
        };
        let names = column![
            text::title(words.get("entry-automatic-key-update")),
            text::muted(words.get("automatic-sentence")),
        ];
        let head =
            row![names.spacing(3).width(Fill), Element::from(switch)].spacing(space::SM).align_y(Center);
        let sheets = row![
            surface::card(container(self.state(context)).center(Fill)).height(Fill),
            container(self.report(context)).width(REPORT_WIDTH).height(Fill),
        ]
        .spacing(space::LG)
        .height(Fill);
        surface::canvas(column![head, sheets].spacing(space::LG).padding(PAGE))
            .width(Fill)
            .height(Fill)
            .into()
    }
}

const REPORT_WIDTH: f32 = 360.0;

impl AutomaticKeyUpdate {
    /// What is seen from a metre away.
    fn state<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let still = |state, what: &str, next: &str| {
            Stage::still(state, words.get(what).into_owned(), words.get(next).into_owned())
        };
        match &self.phase {
            Phase::Stopped => still(light::State::Off, "automatic-stopped", "automatic-stopped-next").view(),
            Phase::Waiting => still(light::State::Off, "encoder-none", "encoder-none-next").view(),
            Phase::Working(work) => Stage::of(context, work.step, &work.encoder).view(),
            Phase::Told(Told { line, .. }) => {
                let light = if line.is_done { light::State::Success } else { light::State::Error };
                Stage::still(light, line.what.clone(), line.now(words)).view()
            }
        }
    }

    fn report<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let tally = self.tally;
        let count = |count: usize, label: &'static str| {
            column![text::section(count.to_string()), text::caption(words.get(label))]
                .spacing(1)
                .width(Fill)
                .into()
        };
        let counts = row([
            count(tally.updated, "automatic-updated"),
            count(tally.re_edited, "automatic-re-edited"),
            count(tally.refused, "automatic-refused"),
            count(tally.events, "automatic-events"),
        ]);
        let lines: Element<'a, Message> = if self.done.is_empty() {
            notice::empty(Icon::KeyRound, words.get("automatic-none"), words.get("automatic-none-next"), None)
        } else {
            let lines = self.done.iter().map(|line| self.line(line));
            scroll(container(Column::with_children(lines).spacing(space::XS)).padding([space::SM, space::MD]))
                .into()
        };
        let counts = container(counts).padding(space::LG);
        surface::sheet(column![counts, surface::divider(), lines]).width(Fill).height(Fill).into()
    }

    fn line<'a>(&'a self, line: &'a Line) -> Element<'a, Message> {
        let (icon, tone) =
            if line.is_done { (Icon::CircleCheck, Tone::Success) } else { (Icon::CircleX, Tone::Danger) };
        match line.user.filter(|_| self.may_show_users) {
            Some(user) => crate::widget::tile::line(icon, tone, line.what.as_str(), line.next.as_str(), "")
                .on_press(Message::Show(user))
                .into(),
            None => {
                let words =
                    column![text::label(line.what.as_str()), text::caption(line.next.as_str()).width(Fill),];
                let parts =
                    row![text::icon(icon, 18.0, tone), words.spacing(1).width(Fill)].spacing(space::MD);
                container(parts).padding([7.0, space::SM]).into()
            }
        }
    }
}
