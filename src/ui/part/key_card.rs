//! The card that shows whose key was just laid on the encoder, how it stands, and the one thing to do. Enter does it.

use std::sync::Arc;

use iced::widget::{column, container, opaque, row};
use iced::{Fill, Padding, Right, Task};
use keydesk::domain::directory::Filter;
use keydesk::domain::key::{Reason, Status};
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::{KeyUpdateAutomatically, UserKeysAssign, UsersView};
use keydesk::domain::user::UserId;
use keydesk::encoders::Unavailable;
use keydesk::operation::encode::{self, Recognised};

use crate::context::Context;
use crate::icon::Icon;
use crate::part::status;
use crate::screen::{Order, Place};
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::dialog::medallion;
use crate::widget::{Element, gauge, surface, text};

/// The card.
pub struct KeyCard {
    encoder: String,
    round: u64,
    phase: Phase,
}

enum Phase {
    Reading,
    Known(Arc<Recognised>),
    Failed(Arc<encode::Error>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Recognised(u64, Result<Arc<Recognised>, Arc<encode::Error>>),
    Do(Deed),
    Dismiss,
}

/// What can be done with what lies there.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    Encode(Order),
    Go(Place),
}

/// What the window must know of it.
pub enum Outcome {
    None,
    Dismissed,
    Do(Deed),
}

/// The person on whose screen the operator is, and who could be given a blank card.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    pub person: Option<UserId>,
}

impl KeyCard {
    /// Reads what was laid down; nothing, if the operator may not.
    pub fn open(context: &Context, encoder: &str, round: u64) -> Option<(Self, Task<Message>)> {
        let permit = context.may::<KeyUpdateAutomatically>()?;
        let (console, name) = (Arc::clone(&context.console), encoder.to_owned());
        let task = task::blocking(move || {
            encode::recognise(&console, &permit, &name).map(Arc::new).map_err(Arc::new)
        });
        let card = KeyCard { encoder: encoder.to_owned(), round, phase: Phase::Reading };
        Some((card, task.map(move |result| Message::Recognised(round, result))))
    }

    /// The encoder on which it lies.
    pub fn encoder(&self) -> &str {
        &self.encoder
    }

    /// Takes what happened.
    pub fn update(&mut self, message: Message) -> Outcome {
        match message {
            Message::Recognised(round, result) if round == self.round => match result {
                Ok(recognised) => {
                    self.phase = Phase::Known(recognised);
                    Outcome::None
                }
                // It was taken away again, or somebody works with it: there is nothing to say.
                Err(error)
                    if matches!(
                        *error,
                        encode::Error::Encoder(Unavailable::Absent | Unavailable::Busy)
                            | encode::Error::NoKey
                            | encode::Error::Link(encode::LinkError::CardLost)
                    ) =>
                {
                    Outcome::Dismissed
                }
                Err(error) => {
                    self.phase = Phase::Failed(error);
                    Outcome::None
                }
            },
            Message::Recognised(..) => Outcome::None,
            Message::Do(deed) => Outcome::Do(deed),
            Message::Dismiss => Outcome::Dismissed,
        }
    }

    /// The one thing to do.
    pub fn deed(&self, context: &Context, beside: Beside) -> Option<Deed> {
        let Phase::Known(recognised) = &self.phase else {
            return None;
        };
        let may_assign = context.may::<UserKeysAssign>().is_some();
        let may_view = context.may::<UsersView>().is_some();
        match &**recognised {
            Recognised::Key { user, status, .. } => match status {
                Status::Unknown
                | Status::Expired
                | Status::ReEditionRequired
                | Status::UpdateRequired
                | Status::ExpiresSoon
                | Status::UpdateRecommended => Some(Deed::Encode(Order::UpdateAny)),
                Status::Banned | Status::Synchronized | Status::NoKey => {
                    may_view.then_some(Deed::Go(Place::User(*user)))
                }
            },
            Recognised::HalfMade { user, .. } => may_assign.then_some(Deed::Encode(Order::Assign(*user))),
            Recognised::Blank { .. } => match beside.person {
                Some(person) if may_assign => Some(Deed::Encode(Order::Assign(person))),
                _ if may_assign && may_view => Some(Deed::Go(Place::Users(Filter::Status(Status::NoKey)))),
                _ => None,
            },
            // It is looked at before anything is written.
            Recognised::Mismatch { user: Some((user, _)), .. } => {
                may_view.then_some(Deed::Go(Place::User(*user)))
            }
            Recognised::Mismatch { user: None, .. }
            | Recognised::OutOfReach
            | Recognised::KeyOfNobody
            | Recognised::Stranger(_) => None,
        }
    }

    /// The card, at the upper right of the window.
    pub fn view<'a>(&'a self, context: &'a Context, beside: Beside) -> Element<'a, Message> {
        let words = &context.words;
        let deed = self.deed(context, beside);
        let head = |icon, tone, title: String, under: Element<'a, Message>| {
            let close =
                icon_button(Icon::X, words.get("key-card-dismiss")).small().on_press(Message::Dismiss);
            row![
                medallion(icon, tone),
                column![text::section(title), under].spacing(space::XS).width(Fill),
                Element::from(close),
            ]
            .spacing(space::MD)
        };
        let mut content = match &self.phase {
            Phase::Reading => {
                let reading = text::label(words.get("key-card-reading"));
                column![
                    row![medallion(Icon::Nfc, Tone::Accent), reading]
                        .spacing(space::MD)
                        .align_y(iced::Center),
                    gauge::working("")
                ]
            }
            Phase::Failed(error) => {
                let (what, next) = context.say().encoding(error);
                column![head(Icon::CircleAlert, Tone::Danger, what, text::muted(next).into())]
            }
            Phase::Known(recognised) => match &**recognised {
                Recognised::Key { name, status, reasons, serial, until, .. } => {
                    let chip = Element::from(status::chip(*status, words));
                    let head = head(status::icon(*status), status::tone(*status), name.clone(), chip);
                    column![head, details(context, reasons, serial, *until)]
                }
                Recognised::HalfMade { name, .. } => {
                    let under = text::muted(words.get("key-card-half-made")).into();
                    column![head(Icon::KeyRound, Tone::Warning, name.clone(), under)]
                }
                Recognised::Blank { serial, capacity } => {
                    let bytes = words.with("key-card-blank-bytes", [("bytes", (*capacity).into())]);
                    let under = text::muted(bytes).into();
                    let title = words.get("key-card-blank").into_owned();
                    column![head(Icon::CreditCard, Tone::Accent, title, under), text::mono(serial.as_str())]
                }
                Recognised::Mismatch { user, mismatch, serial } => {
                    let (what, next) = context.say().mismatch(*mismatch);
                    let mut under = column![].spacing(space::XS);
                    if let Some((_, name)) = user {
                        under = under.push(text::label(name.as_str()));
                    }
                    let under = under.push(text::muted(next));
                    column![
                        head(Icon::CircleAlert, Tone::Danger, what, under.into()),
                        text::mono(serial.as_str())
                    ]
                }
                Recognised::OutOfReach => self.plain("out-of-reach", words, head),
                Recognised::KeyOfNobody => self.plain("of-nobody", words, head),
                Recognised::Stranger(stranger) => {
                    let (what, next) = context.say().stranger(*stranger);
                    column![head(Icon::CircleAlert, Tone::Warning, what, text::muted(next).into())]
                }
            },
        }
        .spacing(space::MD);
        if let Some(deed) = deed {
            content = content.push(self.buttons(context, &deed));
        }
        let raised = opaque(surface::raised(container(content).padding(space::LG)).width(WIDTH));
        let edge = Padding { top: space::LG, right: space::XL, bottom: 0.0, left: 0.0 };
        container(raised).width(Fill).align_x(Right).padding(edge).into()
    }

    fn plain<'a, H>(
        &self,
        id: &str,
        words: &'a crate::words::Words,
        head: H,
    ) -> iced::widget::Column<'a, Message, crate::theme::Theme, iced::Renderer>
    where
        H: Fn(
            Icon,
            Tone,
            String,
            Element<'a, Message>,
        ) -> iced::widget::Row<'a, Message, crate::theme::Theme, iced::Renderer>,
    {
        let what = words.get(&format!("key-{id}")).into_owned();
        let next = text::muted(words.get(&format!("key-{id}-next")).into_owned()).into();
        column![head(Icon::CircleAlert, Tone::Warning, what, next)]
    }

    fn buttons<'a>(&self, context: &'a Context, deed: &Deed) -> Element<'a, Message> {
        let words = &context.words;
        let (label, icon) = match deed {
            Deed::Encode(Order::Assign(_)) => ("users-assign-key", Icon::KeyRound),
            Deed::Encode(Order::Update(_) | Order::UpdateAny) => ("users-update-key", Icon::RefreshCw),
            Deed::Go(Place::User(_)) => ("users-open", Icon::User),
            Deed::Go(_) => ("key-card-choose", Icon::Users),
        };
        let first =
            button(words.get(label)).icon(icon).kind(Kind::Primary).on_press(Message::Do(deed.clone()));
        let mut line = row![Element::from(first)].spacing(space::SM).align_y(iced::Center);
        if let (Some(user), Deed::Encode(_)) = (self.user(context), deed) {
            let show = Message::Do(Deed::Go(Place::User(user)));
            line = line.push(Element::from(button(words.get("users-open")).icon(Icon::User).on_press(show)));
        }
        line.push(iced::widget::space::horizontal()).push(text::caption(words.get("key-card-enter"))).into()
    }

    /// Whose key it is, if the operator may see people.
    fn user(&self, context: &Context) -> Option<UserId> {
        context.may::<UsersView>()?;
        match &self.phase {
            Phase::Known(recognised) => match &**recognised {
                Recognised::Key { user, .. }
                | Recognised::HalfMade { user, .. }
                | Recognised::Mismatch { user: Some((user, _)), .. } => Some(*user),
                _ => None,
            },
            Phase::Reading | Phase::Failed(_) => None,
        }
    }
}

const WIDTH: f32 = 400.0;
const REASONS_SHOWN: usize = 3;

fn details<'a>(
    context: &'a Context,
    reasons: &[Reason],
    serial: &'a str,
    until: Moment,
) -> Element<'a, Message> {
    let words = &context.words;
    let say = context.say();
    let mut lines = column![].spacing(space::XS);
    if !reasons.is_empty() {
        let shown = reasons.get(..REASONS_SHOWN).unwrap_or(reasons);
        lines = lines.push(text::body(say.reasons(shown)));
    }
    let until = words.with("automatic-until", [("until", say.end(until).into())]);
    lines.push(row![text::muted(until).width(Fill), text::mono(serial)].spacing(space::SM)).into()
}
