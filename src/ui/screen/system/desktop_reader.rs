//! System > Desktop reader: by what each card is known is typed into the active program, or put on the clipboard where nothing
//! can be typed, until the screen is left.

use std::sync::Arc;

use iced::Fill;
use iced::widget::{Column, column, row};
use keydesk::console::Console;
use keydesk::domain::desktop_reader::{Ending, Format, Notation, PREFIX_MAX, Prefix, What};
use keydesk::domain::permission::DesktopReaderUse;
use keydesk::domain::user::UserId;
use keydesk::encoders::News;
use keydesk::operation::encode::{self, At, Error, Identified, Next};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::Command;
use crate::context::Context;
use crate::part::turns::{self, Act, Texts, Turns};
use crate::screen::Screen;
use crate::spreadsheet;
use crate::task;
use crate::theme::{Tone, space};
use crate::tools::Untyped;
use crate::widget::field::field;
use crate::widget::option::{Item, item};
use crate::widget::select::select;
use crate::widget::task::Task;
use crate::widget::{Element, notice, surface};

/// The screen.
pub struct DesktopReader {
    turns: Turns<Read>,
    /// What became of the last text.
    given: Option<Given>,
}

/// A card is read.
#[derive(Clone)]
struct Read {
    permit: Permit<DesktopReaderUse>,
    what: What,
}

/// How many cards there were.
#[derive(Default)]
struct Tally {
    read: usize,
    refused: usize,
}

/// What became of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Given {
    Typed,
    /// It lies on the clipboard: this window is the one in front.
    CopiedHere,
    /// It lies on the clipboard, because it could not be typed.
    Copied(Untyped),
}

impl Act for Read {
    type Done = Identified;
    type Tally = Tally;

    const TEXTS: Texts = Texts {
        title: "entry-desktop-reader",
        sentence: "desktop-reader-sentence",
        begin: "automatic-begin",
        stop: "automatic-stop",
        stopped: ["automatic-stopped", "automatic-stopped-next"],
        lying: ["automatic-lying", "desktop-reader-lying-next"],
        none: ["automatic-none", "desktop-reader-none-next"],
    };
    const TAKES_LYING: bool = false;

    fn turn(&self, console: &Console, at: &At, told: impl FnOnce(Result<Identified, Error>)) -> Next {
        encode::identify_next(console, &self.permit, at, self.what, told)
    }

    fn count(tally: &mut Tally, result: &Result<Identified, Error>) {
        match result {
            Ok(_) => tally.read += 1,
            Err(_) => tally.refused += 1,
        }
    }

    fn counts(tally: &Tally) -> Vec<(usize, &'static str)> {
        vec![(tally.read, "desktop-reader-read"), (tally.refused, "automatic-refused")]
    }

    fn line(context: &Context, identified: &Identified) -> (Option<UserId>, String, String) {
        let text = context.typed_as.text(&identified.mark);
        match &identified.of {
            Some((user, name)) => (Some(*user), text, name.clone()),
            None => (None, text, String::new()),
        }
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    Turns(turns::Message<Identified>),
    What(What),
    Notation(Notation),
    Prefix(String),
    Ending(Ending),
    Typed(String, Result<(), Untyped>),
}

impl DesktopReader {
    /// Opens the screen and begins.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let read = Read { permit: context.may()?, what: context.typed_as.what };
        let (turns, task) = Turns::open(context, read);
        Some((DesktopReader { turns, given: None }, task.map(Message::Turns)))
    }

    /// The next card is typed in this form; the one that is being waited for as well.
    fn change(&mut self, context: &Context, format: Format) -> Action<Message> {
        self.given = None;
        let read = self.turns.act();
        let is_another = std::mem::replace(&mut read.what, format.what) != format.what;
        let task = match is_another && self.turns.is_on() {
            true => self.turns.go_on(context),
            false => Task::none(),
        };
        Action::All(vec![Action::TypeAs(format), Action::Run(task.map(Message::Turns))])
    }

    /// Types a text into the active program; for this one it is nothing.
    fn give(&mut self, context: &Context, text: String) -> Task<Message> {
        if context.is_in_front {
            self.given = Some(Given::CopiedHere);
            return spreadsheet::copy(&text);
        }
        let (tools, ending) = (Arc::clone(&context.tools), context.typed_as.ending);
        let typed = task::blocking(move || (tools.type_text(&text, ending), text));
        typed.map(|(result, text)| Message::Typed(text, result))
    }
}

impl Screen for DesktopReader {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        let format = || context.typed_as.clone();
        match message {
            Message::Turns(message) => {
                let mut given = None;
                if let turns::Message::Told(turn, result) = &message
                    && self.turns.is_at(*turn)
                    && self.turns.is_on()
                {
                    self.given = None;
                    let text = result.as_ref().as_ref().map(|read| context.typed_as.text(&read.mark));
                    given = text.ok().map(|text| Action::Run(self.give(context, text)));
                }
                let action = self.turns.update(context, message).map(Message::Turns);
                Action::All([action].into_iter().chain(given).collect())
            }
            Message::What(what) => self.change(context, Format { what, ..format() }),
            Message::Notation(notation) => self.change(context, Format { notation, ..format() }),
            Message::Prefix(typed) => {
                self.change(context, Format { prefix: Prefix::new(&typed), ..format() })
            }
            Message::Ending(ending) => self.change(context, Format { ending, ..format() }),
            Message::Typed(_, Ok(())) => {
                self.given = Some(Given::Typed);
                Action::None
            }
            Message::Typed(text, Err(why)) => {
                self.given = Some(Given::Copied(why));
                Action::Run(spreadsheet::copy(&text))
            }
        }
    }

    fn hear(&mut self, context: &Context, _news: &News) -> Action<Message> {
        self.turns.hear(context).map(Message::Turns)
    }

    fn takes_keys(&self) -> bool {
        self.turns.is_on()
    }

    fn step_back(&mut self) {
        self.turns.stop();
    }

    fn commands<'a>(&'a self, context: &'a Context) -> Vec<Command<'a, Message>> {
        self.turns.commands(context).into_iter().map(|command| command.map(Message::Turns)).collect()
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let form = surface::card(self.form(context)).width(Fill);
        let below = column![form, self.turns.sheets(context).map(Message::Turns)].spacing(space::LG);
        turns::page(self.turns.head(context).map(Message::Turns), below.into())
    }
}

impl DesktopReader {
    /// What is typed, and what became of the last text.
    fn form<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let (words, format) = (&context.words, &context.typed_as);
        let named = |id: String| words.get(&id).into_owned();
        fn items<'a, T: Copy>(all: &[T], name: impl Fn(T) -> String) -> Vec<Item<'a, T>> {
            all.iter().map(|which| item(*which, name(*which))).collect()
        }
        let whats = items(What::ALL, |what| named(format!("desktop-reader-what-{}", what.key())));
        let notations = items(Notation::ALL, |it| named(format!("desktop-reader-notation-{}", it.key())));
        let endings = items(Ending::ALL, |ending| named(format!("desktop-reader-ending-{}", ending.key())));
        let what = select(words.get("desktop-reader-what"), whats, Some(format.what), Message::What);
        let notation =
            select(words.get("desktop-reader-notation"), notations, Some(format.notation), Message::Notation)
                .enabled(format.what == What::Serial);
        let hint = words.with("desktop-reader-prefix-hint", [("most", PREFIX_MAX.into())]);
        let prefix = field(words.get("desktop-reader-prefix"), format.prefix.as_str())
            .hint(hint)
            .on_input(Message::Prefix);
        let ending =
            select(words.get("desktop-reader-ending"), endings, Some(format.ending), Message::Ending);
        let fields: [Element<'a, Message>; 4] = [what.into(), notation.into(), prefix.into(), ending.into()];
        let fields = row(fields).spacing(space::MD);
        let given = self.given.map(|given| {
            let (tone, said) = match given {
                Given::Typed => (Tone::Success, "desktop-reader-typed"),
                Given::CopiedHere => (Tone::Warning, "desktop-reader-copied-here"),
                Given::Copied(Untyped::NotHere) => (Tone::Warning, "desktop-reader-copied"),
                Given::Copied(Untyped::Failed) => (Tone::Warning, "desktop-reader-copied-failed"),
            };
            notice::banner(tone, words.get(said), None)
        });
        Column::with_children([fields.into()]).extend(given).spacing(space::MD).into()
    }
}
