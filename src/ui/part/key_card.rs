//! The strip over the page that says whose key was just laid on the encoder, how it stands, and the one thing to do.
//!
//! It has a place of its own, whether a key lies there or not: a page has buttons of its own, for its own person, and
//! none of them moves away from under a pointer. Its button
//! names whom it is for, and is given the keyboard only where nothing on the page has it and nothing is unsaved;
//! a shortcut of its own does the same from anywhere.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use iced::widget::text::Wrapping;
use iced::widget::{column, container, row};
use iced::{Center, Fill};
use keydesk::domain::directory::Filter;
use keydesk::domain::key::Status;
use keydesk::domain::permission::{KeyUpdateAutomatically, UserKeysAssign, UsersView};
use keydesk::domain::user::UserId;
use keydesk::encoders::{State, Unavailable};
use keydesk::operation::encode::{self, Recognised};

use crate::action::{Order, Person};
use crate::command::shortcut::LAID_KEY;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::status;
use crate::place::Place;
use crate::say;
use crate::task;
use crate::theme::{self, Tone, space};
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::dialog::medallion;
use crate::widget::sight::SEEN;
use crate::widget::task::Task;
use crate::widget::{Element, clock, surface, text};

/// Its button.
pub const BUTTON: &str = "key-card-do";

/// The strip.
pub struct KeyCard {
    encoder: String,
    round: u64,
    phase: Phase,
    /// Since when it shows what it shows.
    since: Instant,
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
    /// It is known what lies there.
    Known,
    Dismissed,
    Do(Deed),
}

/// The person on whose screen the operator is, and who could be given a blank card.
#[derive(Debug, Clone, Copy)]
pub struct Beside<'a> {
    pub person: Option<Person<'a>>,
}

impl KeyCard {
    /// Whether the operator may hear of keys that are laid down.
    pub fn may_show(context: &Context) -> bool {
        context.may::<KeyUpdateAutomatically>().is_some() || context.may::<UserKeysAssign>().is_some()
    }

    /// Reads what was laid down; nothing, if the operator may not.
    pub fn open(context: &Context, encoder: &str, round: u64) -> Option<(Self, Task<Message>)> {
        let (updating, assigning) =
            (context.may::<KeyUpdateAutomatically>(), context.may::<UserKeysAssign>());
        if updating.is_none() && assigning.is_none() {
            return None;
        }
        let (console, name) = (Arc::clone(&context.console), encoder.to_owned());
        let task = task::blocking(move || {
            let recognised = match (&updating, &assigning) {
                (Some(permit), _) => encode::recognise(&console, permit, &name),
                (None, Some(permit)) => encode::recognise_to_assign(&console, permit, &name),
                (None, None) => Err(encode::Error::NoSecrets),
            };
            recognised.map(Arc::new).map_err(Arc::new)
        });
        let card = KeyCard { encoder: encoder.to_owned(), round, phase: Phase::Reading, since: clock::now() };
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
                    self.since = clock::now();
                    Outcome::Known
                }
                // It was taken away again, or somebody works with it: there is nothing to say.
                Err(error)
                    if matches!(
                        *error,
                        encode::Error::Encoder(
                            Unavailable::Absent | Unavailable::Busy | Unavailable::OnlyUpdates
                        ) | encode::Error::NoKey
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

    /// The one thing to do, once it can have been seen.
    pub fn seen_deed(&self, context: &Context, beside: Beside<'_>) -> Option<Deed> {
        let is_seen = clock::now().saturating_duration_since(self.since) >= SEEN;
        self.deed(context, beside).filter(|_| is_seen)
    }

    /// The one thing to do.
    pub fn deed(&self, context: &Context, beside: Beside<'_>) -> Option<Deed> {
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
                | Status::UpdateRecommended => Some(Deed::Encode(Order::UpdateLaid(*user))),
                Status::Banned | Status::Synchronized | Status::NoKey => {
                    may_view.then_some(Deed::Go(Place::User(*user)))
                }
            },
            Recognised::HalfMade { user, .. } => may_assign.then_some(Deed::Encode(Order::Assign(*user))),
            Recognised::Blank { .. } => match beside.person {
                Some(person) if may_assign => Some(Deed::Encode(Order::Assign(person.id))),
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
            | Recognised::Cancelled { .. }
            | Recognised::Stranger(_) => None,
        }
    }

    /// The strip, over the page.
    pub fn view<'a>(&'a self, context: &'a Context, beside: Beside<'a>) -> Element<'a, Message> {
        let said = self.said(context);
        let mut names =
            row![text::clipped(said.title).kind(theme::SECTION)].spacing(space::MD).align_y(Center);
        if let Some(status) = said.status {
            names = names.push(Element::from(status::chip(status, &context.words)));
        }
        let more = match context.encoders.len() {
            0 | 1 => said.more,
            _ => format!("{} – {}", context.label(&self.encoder), said.more).into(),
        };
        let more = (!more.is_empty()).then(|| text::clipped(more).ink(text::Ink::Muted).width(Fill).into());
        let names = column![names].extend(more).spacing(space::XS).width(Fill);
        // The names give way, the end does not.
        let until = said.until.map(|until| text::label(until).wrapping(Wrapping::None).into());
        let mut line =
            row![medallion(said.icon, said.tone), names].extend(until).spacing(space::MD).align_y(Center);
        if let Some(deed) = self.deed(context, beside) {
            line = line.push(self.buttons(context, beside, &deed));
        }
        let close = icon_button(Icon::X, context.words.get("key-card-dismiss")).small();
        line = line.push(Element::from(close.on_press(Message::Dismiss)));
        strip(line.into())
    }

    fn said<'a>(&'a self, context: &'a Context) -> Said<'a> {
        let (words, say) = (&context.words, context.say());
        let said = |icon, tone, title: Cow<'a, str>, more: Cow<'a, str>| Said {
            icon,
            tone,
            title,
            status: None,
            until: None,
            more,
        };
        let warning = |title, more| said(Icon::CircleAlert, Tone::Warning, title, more);
        match &self.phase {
            Phase::Reading => {
                let encoder = context.label(&self.encoder);
                said(Icon::Nfc, Tone::Accent, words.get("key-card-reading"), encoder.into())
            }
            Phase::Failed(error) => {
                let (what, next) = say.encoding(error);
                said(Icon::CircleAlert, Tone::Danger, what.into(), next.into())
            }
            Phase::Known(recognised) => match &**recognised {
                Recognised::Key { name, status, reasons, from, until, .. } => {
                    let end = if *status == Status::Expired { "key-card-expired" } else { "automatic-until" };
                    let until = words.with(end, [("until", say.end(*until).into())]);
                    let shown = reasons.get(..REASONS_SHOWN).unwrap_or(reasons);
                    let reasons = (!shown.is_empty()).then(|| say.reasons(shown));
                    let from = (*from > context.console.believed_time().moment())
                        .then(|| words.with("key-card-from", [("from", say.moment(*from).into())]));
                    let more: Vec<String> = from.into_iter().chain(reasons).collect();
                    let (icon, tone) = (status::icon(*status), status::tone(*status));
                    // Reasons are paragraphs elsewhere; here is one line.
                    let more = more.join("  ").replace('\n', " ");
                    let said = said(icon, tone, name.as_str().into(), more.into());
                    Said { status: Some(*status), until: Some(until), ..said }
                }
                Recognised::HalfMade { name, .. } => {
                    let more = words.get("key-card-half-made");
                    said(Icon::KeyRound, Tone::Warning, name.as_str().into(), more)
                }
                Recognised::Blank { serial, capacity } => {
                    let bytes = words.with("key-card-blank-bytes", [("bytes", (*capacity).into())]);
                    let more = format!("{bytes}  {serial}");
                    said(Icon::CreditCard, Tone::Accent, words.get("key-card-blank"), more.into())
                }
                Recognised::OutOfReach => {
                    warning(words.get("key-out-of-reach"), words.get("key-out-of-reach-next"))
                }
                Recognised::KeyOfNobody => {
                    warning(words.get("key-of-nobody"), words.get("key-of-nobody-next"))
                }
                Recognised::Cancelled { name, at, by } => {
                    let (what, next) = say.cancelled(name.as_deref(), *at, by);
                    warning(what.into(), next.into())
                }
                Recognised::Mismatch { user, mismatch, serial } => {
                    let (what, next) = say.mismatch(*mismatch);
                    let name = user.as_ref().map(|(_, name)| name.clone());
                    let more: Vec<String> = name.into_iter().chain([next, serial.clone()]).collect();
                    said(Icon::CircleAlert, Tone::Danger, what.into(), more.join("  ").into())
                }
                Recognised::Stranger(stranger) => {
                    let (what, next) = say.stranger(*stranger);
                    warning(what.into(), next.into())
                }
            },
        }
    }

    fn buttons<'a>(&self, context: &'a Context, beside: Beside<'_>, deed: &Deed) -> Element<'a, Message> {
        let words = &context.words;
        let of = |id, name: &str| words.with(id, [("name", say::short(name, NAME_MAX).into())]);
        let name = self.name().or(beside.person.map(|person| person.name)).unwrap_or_default();
        let (label, icon) = match deed {
            Deed::Encode(Order::Assign(_)) => (of("key-card-assign", name), Icon::KeyRound),
            Deed::Encode(_) => (of("key-card-update", name), Icon::RefreshCw),
            Deed::Go(Place::User(_)) => (words.get("users-open").into_owned(), Icon::User),
            Deed::Go(_) => (words.get("key-card-choose").into_owned(), Icon::Users),
        };
        let first = button(label)
            .id(BUTTON)
            .icon(icon)
            .kind(Kind::Primary)
            .shortcut(LAID_KEY.name(words))
            .on_press(Message::Do(deed.clone()));
        let mut line = row![text::caption(LAID_KEY.name(words)), Element::from(first)];
        if let (Some(user), Deed::Encode(_)) = (self.user(context), deed) {
            let show = Message::Do(Deed::Go(Place::User(user)));
            line = line.push(Element::from(button(words.get("users-open")).icon(Icon::User).on_press(show)));
        }
        line.spacing(space::SM).align_y(Center).into()
    }

    /// Whose key it is.
    fn name(&self) -> Option<&str> {
        match &self.phase {
            Phase::Known(recognised) => match &**recognised {
                Recognised::Key { name, .. } | Recognised::HalfMade { name, .. } => Some(name),
                _ => None,
            },
            Phase::Reading | Phase::Failed(_) => None,
        }
    }

    /// Whose key it is, as far as the operator may see that person.
    pub fn user(&self, context: &Context) -> Option<UserId> {
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

/// The strip while nothing is said of any key. One that lies there all the same is looked at again by `look`.
pub fn empty<'a, M: Clone + 'a>(context: &'a Context, look: impl Fn(String) -> M) -> Element<'a, M> {
    let words = &context.words;
    let encoder = context.encoder();
    let lying = encoder.filter(|encoder| encoder.state == State::Holding);
    let (icon, said) = match (encoder, lying) {
        (Some(_), Some(_)) => (Icon::CreditCard, "key-card-lying"),
        (Some(_), None) => (Icon::Nfc, "key-card-none"),
        (None, _) => (Icon::TriangleAlert, "encoder-none-next"),
    };
    let said = text::clipped(words.get(said)).ink(text::Ink::Muted).width(Fill);
    let look = lying.map(|encoder| {
        button(words.get("key-card-look")).icon(Icon::Nfc).on_press(look(encoder.name.clone())).into()
    });
    let line = row![medallion(icon, Tone::Neutral), said].extend(look).spacing(space::MD);
    strip(line.align_y(Center).into())
}

/// Of the same height whatever it says.
fn strip<'a, M: 'a>(line: Element<'a, M>) -> Element<'a, M> {
    let line = container(line).padding([0.0, space::XL]).width(Fill).center_y(HEIGHT);
    column![surface::plain(line).width(Fill), surface::divider()].into()
}

/// What the strip says.
struct Said<'a> {
    icon: Icon,
    tone: Tone,
    title: Cow<'a, str>,
    status: Option<Status>,
    /// Never cut.
    until: Option<String>,
    more: Cow<'a, str>,
}

/// The height of the strip.
pub const HEIGHT: f32 = 56.0;
const REASONS_SHOWN: usize = 3;
/// As much of a name as fits on a button.
const NAME_MAX: usize = 28;
