//! Keys > Automatic key update: whatever key is laid on the encoder is recognised and brought up to date, one after
//! the other, until the screen is left.

use keydesk::console::Console;
use keydesk::domain::permission::KeyUpdateAutomatically;
use keydesk::domain::user::UserId;
use keydesk::encoders::News;
use keydesk::operation::encode::{self, At, Done, Error, Next, Tally};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::Command;
use crate::context::Context;
use crate::part::turns::{self, Act, Texts, Turns};
use crate::screen::Screen;
use crate::widget::Element;
use crate::widget::task::Task;

/// The screen.
pub struct AutomaticKeyUpdate(Turns<Update>);

/// A key is brought up to date.
#[derive(Clone)]
struct Update(Permit<KeyUpdateAutomatically>);

impl Act for Update {
    type Done = Done;
    type Tally = Tally;

    const TEXTS: Texts = Texts {
        title: "entry-automatic-key-update",
        sentence: "automatic-sentence",
        begin: "automatic-begin",
        stop: "automatic-stop",
        stopped: ["automatic-stopped", "automatic-stopped-next"],
        lying: ["automatic-lying", "automatic-lying-next"],
        none: ["automatic-none", "automatic-none-next"],
    };
    const TAKES_LYING: bool = false;

    fn turn(&self, console: &Console, at: &At, told: impl FnOnce(Result<Done, Error>)) -> Next {
        encode::update_next(console, &self.0, at, told)
    }

    fn count(tally: &mut Tally, result: &Result<Done, Error>) {
        tally.count(result);
    }

    fn counts(tally: &Tally) -> Vec<(usize, &'static str)> {
        vec![
            (tally.updated, "automatic-updated"),
            (tally.re_edited, "automatic-re-edited"),
            (tally.refused, "automatic-refused"),
            (tally.events, "automatic-events"),
        ]
    }

    fn line(context: &Context, done: &Done) -> (Option<UserId>, String, String) {
        let told = if done.re_edition { "automatic-told-re-edited" } else { "automatic-told-updated" };
        let until = context.say().end(done.until);
        (Some(done.user), done.name.clone(), context.words.with(told, [("until", until.into())]))
    }
}

pub type Message = turns::Message<Done>;

impl AutomaticKeyUpdate {
    /// Opens the screen and begins.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let (turns, task) = Turns::open(context, Update(context.may()?));
        Some((AutomaticKeyUpdate(turns), task))
    }
}

impl Screen for AutomaticKeyUpdate {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        self.0.update(context, message)
    }

    fn hear(&mut self, context: &Context, _news: &News) -> Action<Message> {
        self.0.hear(context)
    }

    fn takes_keys(&self) -> bool {
        self.0.is_on()
    }

    fn step_back(&mut self) {
        self.0.stop();
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        self.0.commands(context)
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        self.0.view(context)
    }
}
