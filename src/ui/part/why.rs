//! "Why won't it open?": a key that was read is held to an access point at a moment. What its lock decides comes as a sentence, with
//! how that came about, and what mends it is one press of a key.

use std::sync::Arc;

use iced::Fill;
use iced::widget::{Column, column, container};
use keydesk::console::Console;
use keydesk::domain::access_point::AccessPoint;
use keydesk::domain::permission::{KeyRead, UserKeysAssign, UsersBan, UsersView};
use keydesk::domain::user::UserId;
use keydesk::domain::why::{Cause, Remedy};
use keydesk::operation::At;
use keydesk::operation::encode::Readout;
use keydesk::operation::undo;
use keydesk::operation::users::{self, Ban};
use keydesk::operation::why;
use keydesk::session::Permit;

use super::when::{Side, When};
use crate::action::{Act, Action};
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::place::Place;
use crate::theme::{Tone, space};
use crate::widget::button::button;
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::{Item, item};
use crate::widget::select::select;
use crate::widget::{Element, focus, form, notice, text};

/// What is asked about a key; nothing, while nobody asks.
#[derive(Default)]
pub struct Why {
    state: Option<State>,
    /// What was told of this key last.
    told: Option<Arc<why::Why>>,
    /// Which question is the last: an answer to one before comes too late.
    asked: u64,
}

struct State {
    permit: Permit<KeyRead>,
    readout: Arc<Readout>,
    /// What can be asked about; nothing, until that is known.
    points: Option<Vec<Item<'static, AccessPoint>>>,
    point: Option<AccessPoint>,
    is_now: bool,
    at: When,
    answer: Option<Arc<why::Why>>,
    /// Whether the keyboard goes on to what mends it, as nobody is typing.
    goes_on: bool,
}

#[derive(Debug, Clone)]
pub enum Message {
    Points(Answer<Arc<Vec<(AccessPoint, String)>>>),
    PointChosen(AccessPoint),
    NowChanged(bool),
    AtChanged(When),
    Told(u64, Answer<Arc<why::Why>>),
    /// What mends it.
    Mend,
    Report,
    BanLifted(u64, Answer<usize>),
    Close,
}

/// What came of it.
pub enum Outcome {
    Action(Action<Message>),
    /// The key of this person is to be brought up to date.
    Update(UserId),
    /// What was told is wanted as a text.
    Report,
}

/// The access point, and whether it is about now, by which they are found.
const POINT: &str = "why-point";
const MOMENT: &str = "why-moment";
/// The date, which is called as where locks are asked about somebody.
const AT: &str = "answer-at";
/// What mends it.
const MEND: &str = "why-mend";

impl Why {
    /// Asks about a key that was read; at once, where an access point is chosen.
    pub fn ask(
        &mut self,
        context: &Context,
        permit: &Permit<KeyRead>,
        readout: Readout,
        point: Option<AccessPoint>,
    ) -> Action<Message> {
        let now = context.local(context.console.believed_time().moment());
        self.state = Some(State {
            permit: permit.clone(),
            readout: Arc::new(readout),
            points: None,
            point,
            is_now: true,
            at: When::of(Side::From, now, &context.words),
            answer: None,
            goes_on: true,
        });
        // What is answered still was asked before.
        self.asked += 1;
        let permit = permit.clone();
        let points = context.ask(move |console: &Console| why::points(console, &permit).map(Arc::new));
        let points = Action::Run(points.map(Message::Points));
        Action::All(vec![points, self.look(context)])
    }

    /// Whether somebody asks.
    pub const fn is_open(&self) -> bool {
        self.state.is_some()
    }

    /// Nobody asks any more.
    pub fn close(&mut self) {
        self.state = None;
    }

    /// There is another key, of which nothing was told.
    pub fn forget(&mut self) {
        (self.state, self.told) = (None, None);
    }

    /// What was told of this key last.
    pub const fn told(&self) -> Option<&Arc<why::Why>> {
        self.told.as_ref()
    }

    /// Asks the lock, if it is known which and when.
    fn look(&mut self, context: &Context) -> Action<Message> {
        let Some(state) = &mut self.state else {
            return Action::None;
        };
        state.answer = None;
        let at = match state.at.read(&context.words, context.today()) {
            _ if state.is_now => At::Now,
            Ok(local) => At::Wall(local),
            Err(_) => return Action::None,
        };
        let Some(point) = state.point else {
            return Action::None;
        };
        self.asked += 1;
        let (asked, permit, readout) = (self.asked, state.permit.clone(), Arc::clone(&state.readout));
        let ask =
            move |console: &Console| why::of_key(console, &permit, &readout.card, point, at).map(Arc::new);
        Action::Run(context.ask(ask).map(move |answer| Message::Told(asked, answer)))
    }

    pub fn update(&mut self, context: &Context, message: Message) -> Outcome {
        Outcome::Action(match message {
            Message::Mend => return self.mend(context),
            Message::Report => {
                self.state = None;
                return Outcome::Report;
            }
            Message::Points(answer) => self.points(answer),
            Message::PointChosen(point) => {
                self.change(|state| (state.point, state.goes_on) = (Some(point), true));
                self.look(context)
            }
            Message::NowChanged(is_now) => {
                self.change(|state| (state.is_now, state.goes_on) = (is_now, false));
                self.look(context)
            }
            Message::AtChanged(at) => {
                self.change(|state| (state.at, state.goes_on) = (at, false));
                self.look(context)
            }
            Message::Told(asked, answer) if asked == self.asked => match answer {
                Ok(told) => self.take(context, told),
                Err(failure) => Action::Fail(failure),
            },
            Message::Told(..) => Action::None,
            Message::BanLifted(asked, answer) => self.ban_lifted(context, asked, answer),
            Message::Close => {
                self.state = None;
                Action::None
            }
        })
    }

    fn take(&mut self, context: &Context, told: Arc<why::Why>) -> Action<Message> {
        let Some(state) = &mut self.state else {
            return Action::None;
        };
        let goes_on = std::mem::take(&mut state.goes_on);
        state.answer = Some(Arc::clone(&told));
        self.told = Some(told);
        match self.remedy(context) {
            Some(_) if goes_on => Action::Run(focus::to(MEND)),
            Some(_) | None => Action::None,
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut State)) {
        if let Some(state) = &mut self.state {
            change(state);
        }
    }

    fn points(&mut self, answer: Answer<Arc<Vec<(AccessPoint, String)>>>) -> Action<Message> {
        match answer {
            Ok(points) => {
                let of =
                    |(point, name): &(AccessPoint, String)| item(*point, name.clone()).icon(icon_of(*point));
                self.change(|state| state.points = Some(points.iter().map(of).collect()));
                Action::None
            }
            Err(failure) => {
                self.state = None;
                Action::Fail(failure)
            }
        }
    }

    /// What mends it, if the operator may do that.
    fn remedy(&self, context: &Context) -> Option<(Remedy, UserId)> {
        let told = self.state.as_ref()?.answer.as_deref().filter(|told| told.may_mend)?;
        let remedy = told.remedy?;
        let may = match remedy {
            Remedy::Update => context.may::<UserKeysAssign>().is_some(),
            Remedy::LiftBan => context.may::<UsersBan>().is_some(),
            Remedy::Validity | Remedy::Access | Remedy::Pin => context.may::<UsersView>().is_some(),
        };
        may.then_some((remedy, told.user))
    }

    fn mend(&mut self, context: &Context) -> Outcome {
        let Some((remedy, user)) = self.remedy(context) else {
            return Outcome::Action(Action::None);
        };
        match remedy {
            Remedy::Update => {
                self.state = None;
                Outcome::Update(user)
            }
            Remedy::Validity | Remedy::Access | Remedy::Pin => {
                self.state = None;
                Outcome::Action(Action::Go(Place::User(user)))
            }
            Remedy::LiftBan => Outcome::Action(match context.may::<UsersBan>() {
                Some(permit) => {
                    // What was told is so no more.
                    self.change(|state| (state.answer, state.goes_on) = (None, true));
                    self.asked += 1;
                    let asked = self.asked;
                    let lift = context.ask(move |console| users::ban(console, &permit, &[user], Ban::Lift));
                    Action::Run(lift.map(move |answer| Message::BanLifted(asked, answer)))
                }
                None => Action::None,
            }),
        }
    }

    fn ban_lifted(&mut self, context: &Context, asked: u64, answer: Answer<usize>) -> Action<Message> {
        let (user, name) = match &self.state {
            Some(state) => (state.readout.user, state.readout.name.clone()),
            None => return Action::Changed,
        };
        let told = match answer {
            Ok(_) => {
                let values = [("count", 1.into()), ("name", name.into())];
                let told = context.words.with("users-ban-lifted", values);
                let undo = Act::Undo(undo::Of::people(&[user]));
                Action::All(vec![Action::TellWith(Tone::Success, told, vec![undo]), Action::Changed])
            }
            Err(failure) => Action::Fail(failure),
        };
        // What is next is asked anew, unless something else was by now.
        let next = if asked == self.asked { self.look(context) } else { Action::None };
        Action::All(vec![told, next])
    }

    /// The dialog.
    pub fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let state = self.state.as_ref()?;
        let words = &context.words;
        let items = state.points.as_deref().unwrap_or_default();
        let point = select(words.get("why-point"), items, state.point, Message::PointChosen)
            .id(POINT)
            .words(words.select("why-no-point"))
            .placeholder(words.get("why-choose"));
        let choices =
            vec![choice(true, words.get("answer-now")), choice(false, words.get("answer-at-a-time"))];
        let moment = segmented(choices, state.is_now, Message::NowChanged).id(MOMENT);
        let mut fields: Vec<Element<'a, Message>> = vec![point.into(), moment.into()];
        if !state.is_now {
            fields.push(state.at.view(words, AT, context.today(), None, Some(Message::AtChanged)));
        }
        let body = column![form::fields(fields)].spacing(space::LG).width(Fill);
        let body = body.extend(state.answer.as_deref().map(|told| told_of(context, told)));
        let mut asked = dialog(words.get("why"), is_live)
            .subtitle(state.readout.name.as_str())
            .width(Width::Form)
            .icon(Icon::CircleQuestionMark, Tone::Accent)
            .body(container(body).width(Fill))
            .starts_at(POINT)
            .on_close(words.get("close"), Message::Close)
            .action(button(words.get("close")).on_press(Message::Close));
        if state.answer.is_some() {
            asked =
                asked.aside(button(words.get("report-make")).icon(Icon::FileText).on_press(Message::Report));
        }
        if let Some((remedy, _)) = self.remedy(context) {
            let (label, icon) = match remedy {
                Remedy::Update => ("users-update-key", Icon::RefreshCw),
                Remedy::LiftBan => ("users-lift-ban", Icon::UserCheck),
                Remedy::Validity | Remedy::Access | Remedy::Pin => ("why-open-person", Icon::User),
            };
            let mend = button(words.get(label)).id(MEND).icon(icon);
            asked = asked.default_action(mend.on_press(Message::Mend));
        }
        Some(asked.into())
    }
}

/// What was told: the sentence, what mends it, and what there is to look at.
fn told_of<'a>(context: &'a Context, told: &why::Why) -> Element<'a, Message> {
    let say = context.say();
    let tone = match (&told.cause, told.doubts.is_empty()) {
        _ if told.stands_open() => Tone::Success,
        (Cause::Opens, true) => Tone::Success,
        (Cause::Opens, false) => Tone::Warning,
        (_, _) => Tone::Danger,
    };
    let mut lines: Vec<Element<'a, Message>> = vec![notice::banner(tone, say.why(told), None)];
    lines.extend(say.why_next(told).map(|next| text::body(next).width(Fill).into()));
    lines.extend(say.why_looks(told).into_iter().map(|look| text::muted(look).width(Fill).into()));
    Column::with_children(lines).spacing(space::SM).width(Fill).into()
}

const fn icon_of(point: AccessPoint) -> Icon {
    match point {
        AccessPoint::Door(_) => Icon::DoorClosed,
        AccessPoint::Locker(_) => Icon::LockKeyhole,
        AccessPoint::Room(_) | AccessPoint::Suite(_) => Icon::BedDouble,
    }
}
