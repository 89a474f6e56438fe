//! Keys > Reset locker data: what lies on the encoder is read and says which lockers it holds; whoever is at the desk has it
//! say none. The locks of the lockers know nothing of that.

use std::collections::VecDeque;
use std::sync::Arc;

use iced::widget::{Column, column, container, row};
use iced::{Center, Fill};
use keydesk::domain::permission::{KeyResetLockerData, UsersView};
use keydesk::domain::user::UserId;
use keydesk::encoders::{News, State, Stop};
use keydesk::operation::encode::{self, At, Error, LockerOnKey, LockersOfKey, Step};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::{Command, command};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::PAGE;
use crate::part::stage::{Stage, can_stop};
use crate::part::turns::Work;
use crate::place::Place;
use crate::screen::Screen;
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::{Element, focus, light, notice, surface, text, tile};

/// The screen.
pub struct ResetLockerData {
    permit: Permit<KeyResetLockerData>,
    /// Which reading or writing it is: what an earlier one tells is late.
    round: u64,
    phase: Phase,
    /// The keys whose lockers were reset, the last first.
    done: VecDeque<Arc<LockersOfKey>>,
}

enum Phase {
    /// Nothing lies on the encoder, or there is none.
    Waiting,
    Reading(String),
    Known(String, Arc<LockersOfKey>),
    Working(Work, Step),
    Done(String, Arc<LockersOfKey>),
    Failed(Option<String>, Arc<Error>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Look,
    Looked(u64, Result<Arc<LockersOfKey>, Arc<Error>>),
    Reset,
    Stop,
    Stepped(u64, Step),
    Ended(u64, Result<Arc<LockersOfKey>, Arc<Error>>),
    Show(UserId),
}

const RESET: &str = "reset-lockers";
const DONE_KEPT: usize = 50;
const DONE_WIDTH: f32 = 360.0;
const WIDTH_MAX: f32 = 520.0;

impl ResetLockerData {
    /// Opens the screen, and reads what lies on the encoder: nothing is written by that.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let (permit, done) = (context.may()?, VecDeque::new());
        let mut screen = ResetLockerData { permit, round: 0, phase: Phase::Waiting, done };
        let task = screen.look_if_laid(context);
        Some((screen, task))
    }

    fn look_if_laid(&mut self, context: &Context) -> Task<Message> {
        match context.encoder().filter(|encoder| encoder.state == State::Holding) {
            Some(encoder) => {
                let encoder = encoder.name.clone();
                self.look(context, encoder)
            }
            None => {
                self.phase = Phase::Waiting;
                Task::none()
            }
        }
    }

    fn look(&mut self, context: &Context, encoder: String) -> Task<Message> {
        self.round += 1;
        let (round, permit, console) = (self.round, self.permit.clone(), Arc::clone(&context.console));
        self.phase = Phase::Reading(encoder.clone());
        let looked = move || encode::lockers_of_key(&console, &permit, &encoder);
        let looked = task::blocking(move || looked().map(Arc::new).map_err(Arc::new));
        looked.map(move |result| Message::Looked(round, result))
    }

    /// Resets what was shown, and nobody else's.
    fn reset(&mut self, context: &Context) -> Task<Message> {
        let Phase::Known(encoder, key) = &self.phase else {
            return Task::none();
        };
        self.round += 1;
        let (round, permit, stop) = (self.round, self.permit.clone(), Stop::default());
        let (encoder, user, console) = (encoder.clone(), key.user, Arc::clone(&context.console));
        let work = Work { encoder: encoder.clone(), stop: stop.clone() };
        self.phase = Phase::Working(work, Step::Reading);
        task::telling(move |teller| {
            let steps = teller.clone();
            let progress = move |step| steps.tell(Message::Stepped(round, step));
            let at = At { encoder, stop, progress: Arc::new(progress) };
            let result = encode::reset_lockers(&console, &permit, user, &at);
            teller.tell(Message::Ended(round, result.map(Arc::new).map_err(Arc::new)));
        })
    }

    /// On which encoder lies what is shown.
    fn at(&self) -> Option<&String> {
        match &self.phase {
            Phase::Reading(encoder) | Phase::Known(encoder, _) | Phase::Done(encoder, _) => Some(encoder),
            Phase::Failed(encoder, _) => encoder.as_ref(),
            Phase::Waiting | Phase::Working(..) => None,
        }
    }

    fn may_reset(&self) -> Option<Message> {
        match &self.phase {
            Phase::Known(_, key) if !key.lockers.is_empty() => Some(Message::Reset),
            _ => None,
        }
    }
}

impl Screen for ResetLockerData {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Look => return Action::Run(self.look_if_laid(context)),
            Message::Looked(round, result) if round == self.round => {
                if let Phase::Reading(encoder) = &self.phase {
                    let encoder = encoder.clone();
                    self.phase = match result {
                        Ok(key) => Phase::Known(encoder, key),
                        // It was taken away again.
                        Err(error) if matches!(*error, Error::NoKey) => Phase::Waiting,
                        Err(error) => Phase::Failed(Some(encoder), error),
                    };
                    return match self.may_reset() {
                        Some(_) => Action::Run(focus::offer(RESET)),
                        None => Action::None,
                    };
                }
            }
            Message::Reset => return Action::Run(self.reset(context)),
            Message::Stop => {
                if let Phase::Working(work, _) = &self.phase {
                    work.stop.stop();
                }
            }
            Message::Stepped(round, step) if round == self.round => {
                if let Phase::Working(_, known) = &mut self.phase {
                    *known = step;
                }
            }
            Message::Ended(round, result) if round == self.round => {
                if let Phase::Working(work, _) = &self.phase {
                    let encoder = work.encoder.clone();
                    self.phase = match result {
                        Ok(key) => {
                            self.done.push_front(Arc::clone(&key));
                            self.done.truncate(DONE_KEPT);
                            Phase::Done(encoder, key)
                        }
                        // It may be gone long since: what is said of it stays until a key is laid down.
                        Err(error) => Phase::Failed(None, error),
                    };
                }
            }
            Message::Looked(..) | Message::Stepped(..) | Message::Ended(..) => {}
            Message::Show(user) => return Action::Go(Place::User(user)),
        }
        Action::None
    }

    fn hear(&mut self, context: &Context, news: &News) -> Action<Message> {
        let is_working = matches!(self.phase, Phase::Working(..));
        match news {
            News::CardLaid(encoder) if !is_working => Action::Run(self.look(context, encoder.clone())),
            News::CardTaken(from) if self.at() == Some(from) => {
                let done = match &self.phase {
                    Phase::Done(_, key) => Some(key.name.clone()),
                    _ => None,
                };
                self.phase = Phase::Waiting;
                match done {
                    Some(name) => {
                        let told = context.words.with("lockers-reset-parting", [("name", name.into())]);
                        Action::Tell(Tone::Success, told)
                    }
                    None => Action::None,
                }
            }
            News::CardLaid(_) | News::CardTaken(_) | News::Changed => Action::None,
        }
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        match self.phase {
            Phase::Waiting => Action::Run(self.look_if_laid(context)),
            Phase::Reading(_)
            | Phase::Known(..)
            | Phase::Working(..)
            | Phase::Done(..)
            | Phase::Failed(..) => Action::None,
        }
    }

    fn takes_keys(&self) -> bool {
        true
    }

    fn step_back(&mut self) {
        self.phase = Phase::Waiting;
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        vec![command(context.words.get("lockers-reset-do"), Icon::Eraser, self.may_reset())]
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let names = column![
            text::title(words.get("entry-reset-locker-data")),
            text::muted(words.get("lockers-reset-sentence")),
        ];
        let content: Element<'a, Message> = match &self.phase {
            Phase::Known(_, key) if !key.lockers.is_empty() => self.known(context, key),
            _ => self.stage(context),
        };
        let sheets = row![
            surface::card(container(content).center(Fill)).height(Fill),
            container(self.report(context)).width(DONE_WIDTH).height(Fill),
        ];
        let sheets = sheets.spacing(space::LG).height(Fill);
        surface::canvas(column![names.spacing(3), sheets].spacing(space::LG).padding(PAGE))
            .width(Fill)
            .height(Fill)
            .into()
    }
}

impl ResetLockerData {
    /// What is seen from a metre away, and what can be pressed there.
    fn stage<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let still = |state, what: &str, next: &str, name: &str| {
            let of = |id| words.with(id, [("name", name.to_owned().into())]);
            Stage::still(state, of(what), of(next))
        };
        let (stage, pressed) = match &self.phase {
            Phase::Waiting => match context.encoder() {
                Some(encoder) => (Stage::of(context, Step::Waiting, &encoder.name), None),
                None => (still(light::State::Off, "encoder-none", "encoder-none-next", ""), None),
            },
            Phase::Reading(encoder) => (Stage::of(context, Step::Reading, encoder), None),
            Phase::Known(_, key) => {
                let state = light::State::Off;
                (still(state, "lockers-reset-none", "lockers-reset-none-next", &key.name), None)
            }
            Phase::Working(work, step) => {
                let stop = can_stop(*step).then_some(("cancel", Message::Stop));
                (Stage::of(context, *step, &work.encoder), stop)
            }
            Phase::Done(_, key) => {
                let state = light::State::Success;
                (still(state, "lockers-reset-done", "lockers-reset-done-next", &key.name), None)
            }
            Phase::Failed(_, error) => {
                let (what, next) = context.say().encoding(error);
                (Stage::still(light::State::Error, what, next), Some(("key-again", Message::Look)))
            }
        };
        let pressed = pressed.map(|(label, message)| {
            container(Element::from(button(words.get(label)).on_press(message))).center_x(Fill).into()
        });
        Column::with_children([stage.view()]).extend(pressed).spacing(space::SM).into()
    }

    /// What was reset since the screen was opened.
    fn report<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        if self.done.is_empty() {
            let (none, next) = (words.get("automatic-none"), words.get("lockers-reset-log"));
            return surface::sheet(notice::empty(Icon::KeyRound, none, next, None))
                .width(Fill)
                .height(Fill)
                .into();
        }
        let may_show = context.may::<UsersView>().is_some();
        let line = |key: &'a Arc<LockersOfKey>| -> Element<'a, Message> {
            let lockers = key.lockers.iter().map(|locker| name_of(context, locker)).collect::<Vec<_>>();
            let show = may_show.then_some(Message::Show(key.user));
            tile::line(Icon::CircleCheck, Tone::Success, key.name.as_str(), lockers.join(", "), "")
                .on_press_maybe(show)
                .into()
        };
        let lines = Column::with_children(self.done.iter().map(line)).spacing(space::XS);
        surface::sheet(scroll(container(lines).padding([space::SM, space::MD])))
            .width(Fill)
            .height(Fill)
            .into()
    }

    /// Whose key it is, the lockers that it says it holds, and what resetting them comes to.
    fn known<'a>(&'a self, context: &'a Context, key: &'a LockersOfKey) -> Element<'a, Message> {
        let words = &context.words;
        let lockers = words.with("lockers-reset-holds", [("count", key.lockers.len().into())]);
        let names = column![text::section(key.name.as_str()), text::muted(lockers)].spacing(1).width(Fill);
        let show = context.may::<UsersView>().map(|_| Message::Show(key.user));
        let show =
            show.map(|show| Element::from(button(words.get("users-open")).icon(Icon::User).on_press(show)));
        let head = row![text::icon(Icon::KeyRound, 28.0, Tone::Accent), names]
            .extend(show)
            .spacing(space::MD)
            .align_y(Center);
        let lines = key.lockers.iter().map(|locker| line(context, locker));
        let lines = Column::with_children(lines).spacing(space::SM);
        let reset = button(words.get("lockers-reset-do"))
            .id(RESET)
            .icon(Icon::Eraser)
            .kind(Kind::Primary)
            .on_press_maybe(self.may_reset());
        column![
            head,
            surface::divider(),
            lines,
            notice::banner(Tone::Neutral, words.get("lockers-reset-hint"), None),
            container(Element::from(reset)).align_right(Fill),
        ]
        .spacing(space::LG)
        .max_width(WIDTH_MAX)
        .padding(space::XL)
        .into()
    }
}

fn name_of(context: &Context, locker: &LockerOnKey) -> String {
    locker.name.clone().unwrap_or_else(|| context.words.get("user-key-some-locker").into_owned())
}

/// A locker that the key says it holds.
fn line<'a>(context: &'a Context, locker: &LockerOnKey) -> Element<'a, Message> {
    let (words, name) = (&context.words, name_of(context, locker));
    let since = context.say().moment(locker.since);
    let said = if locker.is_proven { "lockers-reset-since" } else { "lockers-reset-unproven" };
    let said = words.with(said, [("group", locker.group.number().into()), ("since", since.into())]);
    row![
        text::icon(Icon::LockKeyhole, 18.0, if locker.is_proven { Tone::Accent } else { Tone::Warning }),
        column![text::label(name), text::caption(said)].spacing(1).width(Fill),
    ]
    .spacing(space::MD)
    .align_y(Center)
    .into()
}
