//! What became of a cancelled key: which locks know, which do not, when it is over by itself, and whose key would take the news to
//! most of them.

use std::sync::Arc;

use iced::widget::{Column, column, row};
use iced::{Center, Fill};
use keydesk::domain::key::KeyId;
use keydesk::domain::permission::{AuditTrailView, DoorsView, UserKeysAssign, UsersView};
use keydesk::domain::user::UserId;
use keydesk::operation::cancelling::{self, Aftermath};
use keydesk::session::Permit;

use crate::action::{Action, Order};
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::list::PAGE;
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::{Element, gauge, notice, surface, text, tile};

/// The screen.
pub struct CancelledKey {
    key: KeyId,
    users: Permit<UsersView>,
    doors: Permit<DoorsView>,
    trail: Option<Permit<AuditTrailView>>,
    encode: Option<Permit<UserKeysAssign>>,
    aftermath: Option<Arc<Aftermath>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Answer<Arc<Aftermath>>),
    Show(UserId),
    Update(UserId),
}

/// A page of lines is not drawn wider.
const WIDTH: f32 = 860.0;

impl CancelledKey {
    /// Opens the screen.
    pub fn open(context: &Context, key: KeyId) -> Option<(Self, Task<Message>)> {
        let screen = CancelledKey {
            key,
            users: context.may()?,
            doors: context.may()?,
            trail: context.may(),
            encode: context.may(),
            aftermath: None,
        };
        let task = screen.load(context);
        Some((screen, task))
    }

    fn load(&self, context: &Context) -> Task<Message> {
        let (users, doors, trail, key) =
            (self.users.clone(), self.doors.clone(), self.trail.clone(), self.key);
        let load = move |console: &keydesk::console::Console| {
            cancelling::aftermath(console, &users, &doors, trail.as_ref(), key).map(Arc::new)
        };
        context.ask(load).map(Message::Loaded)
    }
}

impl Screen for CancelledKey {
    type Message = Message;

    fn update(&mut self, _context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(Ok(aftermath)) => {
                self.aftermath = Some(aftermath);
                Action::None
            }
            Message::Loaded(Err(failure)) => Action::Fail(failure),
            Message::Show(user) => Action::Go(Place::User(user)),
            Message::Update(user) => Action::Encode(Order::Update(user)),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let Some(aftermath) = self.aftermath.as_deref() else {
            let panel = surface::panel(words.get("cancelled-doors"), gauge::skeleton(5));
            let page = column![panel].padding(PAGE).max_width(WIDTH);
            return surface::canvas(scroll(page)).width(Fill).height(Fill).into();
        };
        let title = words.with("cancelled-title", [("name", aftermath.name.as_str().into())]);
        let values =
            [("at", context.say().moment(aftermath.at).into()), ("by", aftermath.by.as_str().into())];
        let names = column![text::title(title), text::muted(words.with("cancelled-by", values))].spacing(3);
        let open = aftermath.user.map(|user| {
            Element::from(button(words.get("users-open")).icon(Icon::User).on_press(Message::Show(user)))
        });
        let head = row![names.width(Fill)].extend(open).spacing(space::SM).align_y(Center);
        let page = column![head, summary(context, aftermath)]
            .extend(self.messengers(context, aftermath))
            .push(doors(context, aftermath))
            .spacing(space::XL)
            .padding(PAGE)
            .max_width(WIDTH);
        surface::canvas(scroll(page)).width(Fill).height(Fill).into()
    }

    fn commands<'a>(&'a self, _context: &'a Context) -> Vec<Command<'a, Message>> {
        Vec::new()
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.load(context))
    }

    fn name(&self) -> Option<&str> {
        self.aftermath.as_deref().map(|aftermath| aftermath.name.as_str())
    }
}

/// Whether it is dead by now, in one sentence.
fn summary<'a>(context: &'a Context, aftermath: &Aftermath) -> Element<'a, Message> {
    let (words, say) = (&context.words, context.say());
    let unknowing = aftermath.doors.iter().filter(|door| !door.knows).count() + aftermath.beside.1;
    let all = aftermath.doors.len() + aftermath.beside.0 + aftermath.beside.1;
    let values = || {
        [
            ("until", say.end(aftermath.over_at).into()),
            ("known", (all - unknowing).into()),
            ("all", all.into()),
        ]
    };
    let (tone, sentence) = if aftermath.is_over {
        (Tone::Success, words.with("cancelled-is-over", values()))
    } else if unknowing == 0 && all > 0 {
        (Tone::Success, words.with("cancelled-all-know", values()))
    } else {
        (Tone::Warning, words.with("cancelled-some-know", values()))
    };
    notice::banner(tone, sentence, None)
}

impl CancelledKey {
    /// Whose key would tell most of the locks that do not know.
    fn messengers<'a>(
        &'a self,
        context: &'a Context,
        aftermath: &'a Aftermath,
    ) -> Option<Element<'a, Message>> {
        let words = &context.words;
        if aftermath.messengers.is_empty() {
            return None;
        }
        let lines = aftermath.messengers.iter().map(|messenger| {
            let told = column![
                text::label(messenger.name.as_str()),
                text::caption(words.with("cancelled-passes", [("count", messenger.doors.into())])),
            ]
            .spacing(1)
            .width(Fill);
            let show = button(words.get("users-open")).small().kind(Kind::Link);
            let show = Element::from(show.on_press(Message::Show(messenger.user)));
            let update = self.encode.as_ref().map(|_| {
                let update = button(words.get("users-update-key")).small().icon(Icon::RefreshCw);
                Element::from(update.on_press(Message::Update(messenger.user)))
            });
            row![told, show].extend(update).spacing(space::SM).align_y(Center).into()
        });
        let lines = Column::with_children(lines).spacing(space::SM);
        let content = column![text::muted(words.get("cancelled-messengers-next")), lines].spacing(space::MD);
        Some(surface::panel(words.get("cancelled-messengers"), content).into())
    }
}

fn doors<'a>(context: &'a Context, aftermath: &'a Aftermath) -> Element<'a, Message> {
    let words = &context.words;
    let lines = aftermath.doors.iter().map(|door| {
        let (icon, tone, told) = if door.knows {
            (Icon::CircleCheck, Tone::Success, "cancelled-knows")
        } else {
            (Icon::CircleAlert, Tone::Warning, "cancelled-knows-not")
        };
        Element::from(tile::told(icon, tone, door.name.as_str(), words.get(told), ""))
    });
    let beside = aftermath.beside.0 + aftermath.beside.1;
    let beside =
        (beside > 0).then(|| text::muted(words.with("cancelled-beside", [("count", beside.into())])).into());
    let mut lines: Vec<Element<'a, Message>> = lines.chain(beside).collect();
    if lines.is_empty() {
        lines.push(text::muted(words.get("cancelled-no-doors")).into());
    }
    let content = column![Column::with_children(lines), text::caption(words.get("cancelled-reports"))];
    surface::panel(words.get("cancelled-doors"), content.spacing(space::MD)).into()
}
