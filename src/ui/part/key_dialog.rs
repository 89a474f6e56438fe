//! The dialog in which a key is written: what it will say, place it, leave it, done, remove it.

use std::sync::Arc;

use iced::widget::{column, row};
use keydesk::console::Console;
use keydesk::domain::key::Status;
use keydesk::domain::permission::{KeyUpdateAutomatically, UserKeysAssign};
use keydesk::domain::user::UserId;
use keydesk::encoders::{Encoder, News, Stop, Unavailable};
use keydesk::operation::encode::{self, At, Done, Error, OldKey, Preview, Step};
use keydesk::operation::{self, demo};
use keydesk::session::Permit;

use crate::action::Order;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::record;
use crate::part::stage::{Stage, can_stop};
use crate::part::status;
use crate::say::{self, CLOCK};
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Dialog, Width, dialog};
use crate::widget::light;
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::task::Task;
use crate::widget::{Element, form, gauge, notice, text};

/// The dialog.
pub struct KeyDialog {
    order: Permitted,
    name: String,
    encoder: Option<String>,
    /// Whether somebody chose it: then it stays.
    is_chosen: bool,
    round: u64,
    /// What was insisted on in this round.
    old_key: OldKey,
    phase: Phase,
}

/// An order, and by which right it is given.
#[derive(Clone)]
enum Permitted {
    Assign(Permit<UserKeysAssign>, UserId),
    Update(Permit<UserKeysAssign>, UserId),
    UpdateAny(Permit<KeyUpdateAutomatically>),
    UpdateLaid(Permit<KeyUpdateAutomatically>, UserId),
}

enum Phase {
    Loading,
    Preview(Box<Preview>),
    Working(Step, Stop),
    Done(Arc<Done>),
    Failed(Arc<Error>),
}

#[derive(Debug, Clone)]
pub enum Message {
    Previewed(Answer<Arc<Preview>>),
    EncoderChanged(String),
    Begin,
    Stepped(u64, Step),
    Ended(u64, Result<Arc<Done>, Arc<Error>>),
    Insist(OldKey),
    Close,
}

/// What the window must know of it.
pub enum Outcome {
    Run(Task<Message>),
    /// It is done, or could not be.
    Ended,
    Closed,
    Failed(crate::context::Failure),
}

impl Drop for KeyDialog {
    fn drop(&mut self) {
        self.stop();
    }
}

impl KeyDialog {
    /// Opens the dialog, for an encoder or the one that the operator works with; nothing, if the operator may not.
    pub fn open(context: &Context, order: Order, at: Option<String>) -> Option<(Self, Task<Message>)> {
        let order = match order {
            Order::Assign(user) => Permitted::Assign(context.may()?, user),
            Order::Update(user) => Permitted::Update(context.may()?, user),
            Order::UpdateAny => Permitted::UpdateAny(context.may()?),
            Order::UpdateLaid(user) => Permitted::UpdateLaid(context.may()?, user),
        };
        let is_chosen = at.is_some();
        let encoder = at.or_else(|| context.encoder().map(|encoder| encoder.name.clone()));
        let mut opened = KeyDialog {
            order,
            name: String::new(),
            encoder,
            is_chosen,
            round: 0,
            old_key: OldKey::LEAVE,
            phase: Phase::Loading,
        };
        let task = opened.look(context).unwrap_or_else(|| opened.begin(context, OldKey::LEAVE));
        Some((opened, task))
    }

    /// Reads what will be written; nothing, where the key on the encoder says whose it is.
    fn look(&self, context: &Context) -> Option<Task<Message>> {
        match self.order.clone() {
            Permitted::Assign(permit, user) | Permitted::Update(permit, user) => {
                let task = context.ask(move |console| preview(console, &permit, user));
                Some(task.map(Message::Previewed))
            }
            Permitted::UpdateAny(_) | Permitted::UpdateLaid(..) => None,
        }
    }

    /// Reads anew what will be written, as long as it is only shown.
    pub fn refresh(&self, context: &Context) -> Task<Message> {
        let is_shown = matches!(self.phase, Phase::Preview(_));
        self.look(context).filter(|_| is_shown).unwrap_or_else(Task::none)
    }

    /// Whether a key is being written now: it must not be left.
    pub const fn is_busy(&self) -> bool {
        matches!(self.phase, Phase::Working(step, _) if !can_stop(step))
    }

    fn stop(&self) {
        if let Phase::Working(_, stop) = &self.phase {
            stop.stop();
        }
    }

    /// A key that is laid on another encoder, while it is waited for one here, is taken there; and where one that is done
    /// is taken away, so is the dialog: it says what [`KeyDialog::parting`] says.
    pub fn hear(&mut self, context: &Context, news: &News) -> Outcome {
        let begun = match (news, &self.phase) {
            (News::CardTaken(from), Phase::Done(_)) if self.encoder.as_ref() == Some(from) => {
                return Outcome::Closed;
            }
            (News::CardLaid(at), Phase::Working(Step::Waiting, stop))
                if !self.is_chosen && self.encoder.as_ref() != Some(at) =>
            {
                if context.encoder().is_none_or(|encoder| encoder.name != *at) {
                    return Outcome::Run(Task::none());
                }
                stop.stop();
                self.begin(context, OldKey::LEAVE)
            }
            _ => Task::none(),
        };
        Outcome::Run(begun)
    }

    /// What is left to be said of a key that was taken away when it was done.
    pub fn parting(&self, context: &Context) -> Option<String> {
        let Phase::Done(done) = &self.phase else {
            return None;
        };
        let until = context.say().end(done.until).into();
        let done_of = [("name", done.name.as_str().into()), ("until", until)];
        let said = [context.words.with("key-parting", done_of)].into_iter().chain(events(context, done));
        Some(said.collect::<Vec<_>>().join(" "))
    }

    /// Begins to work. What is insisted on is said for this once, of the cards that it names.
    fn begin(&mut self, context: &Context, old_key: OldKey) -> Task<Message> {
        self.old_key = old_key;
        if !self.is_chosen {
            self.encoder = context.encoder().map(|encoder| encoder.name.clone());
        }
        let Some(encoder) = self.encoder.clone() else {
            self.phase = Phase::Failed(Arc::new(Error::Encoder(Unavailable::Absent)));
            return Task::none();
        };
        self.round += 1;
        let (round, stop) = (self.round, Stop::default());
        self.phase = Phase::Working(Step::Waiting, stop.clone());
        let (console, order) = (Arc::clone(&context.console), self.order.clone());
        task::telling(move |teller| {
            let steps = teller.clone();
            let progress = move |step| steps.tell(Message::Stepped(round, step));
            let at = At { encoder, stop, progress: Arc::new(progress) };
            let result = match &order {
                Permitted::Assign(permit, user) => encode::assign(&console, permit, *user, old_key, &at),
                Permitted::Update(permit, user) => encode::update(&console, permit, *user, old_key, &at),
                Permitted::UpdateAny(permit) => encode::update_any(&console, permit, &at),
                Permitted::UpdateLaid(permit, user) => encode::update_laid(&console, permit, *user, &at),
            };
            teller.tell(Message::Ended(round, result.map(Arc::new).map_err(Arc::new)));
        })
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        match message {
            Message::Previewed(_) if !matches!(self.phase, Phase::Loading | Phase::Preview(_)) => {
                Outcome::Run(Task::none())
            }
            Message::Previewed(Ok(preview)) => {
                self.name.clone_from(&preview.name);
                self.phase = Phase::Preview(Box::new((*preview).clone()));
                Outcome::Run(Task::none())
            }
            Message::Previewed(Err(failure)) => Outcome::Failed(failure),
            Message::EncoderChanged(name) => {
                (self.encoder, self.is_chosen) = (Some(name), true);
                Outcome::Run(Task::none())
            }
            Message::Begin => Outcome::Run(self.begin(context, OldKey::LEAVE)),
            Message::Stepped(round, step) => {
                if let Phase::Working(known, _) = &mut self.phase
                    && round == self.round
                {
                    *known = step;
                }
                Outcome::Run(Task::none())
            }
            Message::Ended(round, result) if round == self.round => {
                self.phase = match result {
                    Ok(done) => {
                        self.name.clone_from(&done.name);
                        Phase::Done(done)
                    }
                    Err(error) if matches!(*error, Error::Stopped) => return Outcome::Closed,
                    Err(error) => Phase::Failed(error),
                };
                Outcome::Ended
            }
            Message::Ended(..) => Outcome::Run(Task::none()),
            Message::Insist(old_key) => Outcome::Run(self.begin(context, old_key)),
            Message::Close if self.is_busy() => Outcome::Run(Task::none()),
            // The dialog closes when the work has ended: then it is known how the key stands.
            Message::Close if matches!(self.phase, Phase::Working(..)) => {
                self.stop();
                Outcome::Run(Task::none())
            }
            Message::Close => Outcome::Closed,
        }
    }

    /// The dialog.
    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let (title, icon) = match self.order {
            Permitted::Assign(..) => ("users-assign-key", Icon::KeyRound),
            Permitted::Update(..) | Permitted::UpdateAny(_) | Permitted::UpdateLaid(..) => {
                ("users-update-key", Icon::RefreshCw)
            }
        };
        let mut asked = dialog(words.get(title), is_live).width(Width::Form).icon(icon, Tone::Accent);
        if !self.name.is_empty() {
            asked = asked.subtitle(self.name.as_str());
        }
        match &self.phase {
            Phase::Loading => asked
                .body(gauge::skeleton(4))
                .on_close(words.get("cancel"), Message::Close)
                .action(button(words.get("cancel")).on_press(Message::Close))
                .into(),
            Phase::Preview(preview) => self.view_preview(context, preview, asked),
            Phase::Working(step, _) => {
                let encoder = self.encoder.as_deref().unwrap_or_default();
                let asked = asked.body(Stage::of(context, *step, encoder).view());
                if can_stop(*step) {
                    let stop = button(words.get("cancel")).on_press(Message::Close);
                    asked.on_close(words.get("cancel"), Message::Close).action(stop).into()
                } else {
                    asked.action(button(words.get("cancel"))).into()
                }
            }
            Phase::Done(done) => view_done(context, done, asked),
            Phase::Failed(error) => self.view_failed(context, error, asked),
        }
    }

    fn view_preview<'a>(
        &'a self,
        context: &'a Context,
        preview: &'a Preview,
        asked: Dialog<'a, Message>,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let say = context.say();
        let doors = words.with("key-doors", [("count", preview.doors.into())]);
        let mut pairs: Vec<(_, Element<'a, Message>)> = Vec::new();
        if let Some(reading) = preview.doubt {
            // What the dates of the person come to by a clock that is not believed says nothing of them.
            let asked = asked
                .body(notice::banner(Tone::Danger, say.clock_in_doubt(reading, CLOCK), None))
                .on_close(words.get("cancel"), Message::Close)
                .action(button(words.get("cancel")).on_press(Message::Close));
            return asked.into();
        }
        if let Some(life) = &preview.life {
            if preview.is_ahead {
                pairs.push((words.get("user-key-from"), text::label(say.moment(life.from)).into()));
            }
            pairs.push((words.get("user-key-until"), text::label(say.end(life.until)).into()));
        }
        pairs.push((words.get("key-opens"), text::label(doors).into()));
        let mut content = column![form::pairs(pairs)].spacing(space::LG);
        if let Some(capacity) = preview.capacity {
            content = content.push(record::key_memory(words, preview.bytes, capacity));
        } else {
            let needs = words.with("user-key-needs", [("needed", preview.bytes.into())]);
            content = content.push(text::muted(needs));
        }
        if preview.status != Status::NoKey {
            let why = if preview.reasons.is_empty() {
                words
                    .get(if preview.renews { "key-is-current" } else { "key-is-current-same-end" })
                    .into_owned()
            } else {
                say.reasons(&preview.reasons)
            };
            let why = row![Element::from(status::chip(preview.status, words)), text::body(why)];
            content = content.push(why.spacing(space::MD).align_y(iced::Alignment::Start));
        }
        if preview.is_ahead && preview.life.is_some() {
            content = content.push(notice::banner(Tone::Neutral, words.get("key-opens-later"), None));
        }
        if preview.life.is_none() {
            content = content.push(notice::banner(Tone::Danger, words.get("key-opens-never"), None));
        } else if preview.doors_outside > 0 {
            let outside = words.with("key-doors-outside", [("count", preview.doors_outside.into())]);
            content = content.push(notice::banner(Tone::Warning, outside, None));
        } else if preview.doors == 0 {
            content = content.push(notice::banner(Tone::Warning, words.get("key-opens-nothing"), None));
        }
        for held in &preview.loses {
            let name = held.name.clone().unwrap_or_else(|| words.get("user-key-some-locker").into_owned());
            let (since, read) = (say.moment(held.since), say.moment(held.read_at));
            let values = [("locker", name.into()), ("since", since.into()), ("read", read.into())];
            let loses = words.with("key-loses-locker", values);
            content = content.push(notice::banner(Tone::Warning, loses, None));
        }
        let begin = self.encoder.as_ref().and(preview.life.as_ref()).map(|_| Message::Begin);
        let edit = button(words.get("key-edit")).icon(Icon::Nfc).id(EDIT);
        let asked = asked
            .body(content)
            .starts_at(EDIT)
            .on_close(words.get("cancel"), Message::Close)
            .action(button(words.get("cancel")).on_press(Message::Close))
            .default_action(edit.on_press_maybe(begin));
        match self.encoders(context) {
            Some(encoders) => asked.aside(encoders).into(),
            None => asked.into(),
        }
    }

    fn encoders<'a>(&'a self, context: &'a Context) -> Option<Element<'a, Message>> {
        match context.encoders.as_slice() {
            [] => Some(text::toned(context.words.get("encoder-none"), Tone::Danger).into()),
            [one] => {
                Some(text::clipped(one.label.as_str()).ink(text::Ink::Muted).width(ENCODER_WIDTH).into())
            }
            many => {
                let usable = |encoder: &&Encoder| {
                    !encoder.only_updates || self.encoder.as_ref() == Some(&encoder.name)
                };
                let label = |encoder: &Encoder| say::short(&encoder.label, ENCODER_LETTERS);
                let items: Vec<_> = many
                    .iter()
                    .filter(usable)
                    .map(|encoder| item(encoder.name.clone(), label(encoder)))
                    .collect();
                let chosen = select("", items, self.encoder.clone(), Message::EncoderChanged);
                Some(chosen.icon(Icon::Nfc).width(ENCODER_WIDTH).into())
            }
        }
    }

    fn view_failed<'a>(
        &'a self,
        context: &'a Context,
        error: &Error,
        asked: Dialog<'a, Message>,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let (mut what, next) = context.say().encoding(error);
        if let (Error::Encoder(Unavailable::OnlyUpdates), Some(encoder)) = (error, &self.encoder) {
            what = words.with("key-only-updates-named", [("encoder", context.label(encoder).into())]);
        }
        let stage = Stage::still(light::State::Error, what, next);
        let mut asked = asked
            .body(stage.view())
            .on_close(words.get("close"), Message::Close)
            .action(button(words.get("close")).on_press(Message::Close));
        // Where it happened, and where else it can be tried.
        if let Some(encoders) = self.encoders(context) {
            asked = asked.aside(encoders);
        }
        let label = match (error, &self.order) {
            (Error::KeyOfNobody(_), Permitted::Assign(..)) => Some("key-use-old"),
            (Error::Mismatch(..), Permitted::Assign(..) | Permitted::Update(..)) => Some("key-write-over"),
            (Error::BegunElsewhere { .. }, Permitted::Assign(..)) => Some("key-give-up"),
            _ => None,
        };
        match label.zip(self.old_key.and(error)) {
            // Enter tries again, but never takes a card over.
            None => {
                let again = button(words.get("key-again")).id(EDIT).on_press(Message::Begin);
                asked.starts_at(EDIT).default_action(again).into()
            }
            Some((label, old_key)) => {
                let insist = button(words.get(label)).kind(Kind::Primary).id(EDIT);
                asked.action(insist.on_press(Message::Insist(old_key))).into()
            }
        }
    }
}

const ENCODER_WIDTH: f32 = 250.0;
/// As much of its name as fits in there.
const ENCODER_LETTERS: usize = 30;
const EDIT: &str = "edit-key";

fn view_done<'a>(context: &'a Context, done: &Done, asked: Dialog<'a, Message>) -> Element<'a, Message> {
    let words = &context.words;
    let mut stage = Stage::of(context, Step::Done, "");
    stage.part = None;
    let until = words.with("automatic-until", [("until", context.say().end(done.until).into())]);
    let said = [until].into_iter().chain(events(context, done)).collect::<Vec<_>>().join(" ");
    let body = column![stage.view(), iced::widget::container(text::muted(said)).center_x(iced::Fill)];
    asked
        .body(body)
        .starts_at(EDIT)
        .on_close(words.get("close"), Message::Close)
        .default_action(button(words.get("ok")).id(EDIT).on_press(Message::Close))
        .into()
}

/// What the key brought home, if it did.
fn events(context: &Context, done: &Done) -> Option<String> {
    let brought = || context.words.with("key-events", [("count", done.events.into())]);
    (done.events > 0).then(brought)
}

/// What will be written; on a demo site, the person's key is laid into the tray beside, where it is not yet.
fn preview(
    console: &Console,
    permit: &Permit<UserKeysAssign>,
    user: UserId,
) -> Result<Arc<Preview>, operation::Error> {
    // Without the simulated card there is nothing to try on, and the dialog says so when no key comes.
    let _ = demo::hand_out(console, permit, user);
    Ok(Arc::new(encode::preview(console, permit, user)?))
}
