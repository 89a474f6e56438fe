//! System > Desktop reader: what is laid on the encoder is typed into the program in front, or put on the clipboard where
//! nothing can be typed, until the screen is left.

use std::sync::Arc;

use iced::widget::{Column, column, row};
use iced::{Fill, clipboard};
use keydesk::console::Console;
use keydesk::domain::desktop_reader::{Ending, Form, Format, PREFIX_MAX, Prefix, What};
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
    format: Format,
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
        encode::identify_next(console, &self.permit, at, self.format.clone(), told)
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

    fn line(_: &Context, identified: &Identified) -> (Option<UserId>, String, String) {
        match &identified.of {
            Some((user, name)) => (Some(*user), identified.text.clone(), name.clone()),
            None => (None, identified.text.clone(), String::new()),
        }
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    Turns(turns::Message<Identified>),
    What(What),
    Form(Form),
    Prefix(String),
    Ending(Ending),
    Typed(String, Result<(), Untyped>),
}

impl DesktopReader {
    /// Opens the screen and begins.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let read = Read { permit: context.may()?, format: context.reader.clone() };
        let (turns, task) = Turns::open(context, read);
        Some((DesktopReader { turns, given: None }, task.map(Message::Turns)))
    }

    /// The next card is typed in this form; the one that is being waited for as well.
    fn change(&mut self, context: &Context, format: Format) -> Action<Message> {
        self.turns.act().format = format.clone();
        let task = if self.turns.is_on() { self.turns.go_on(context) } else { Task::none() };
        Action::All(vec![Action::Type(format), Action::Run(task.map(Message::Turns))])
    }

    /// Gives a text to the program in front; to this one it is nothing.
    fn give(&mut self, context: &Context, text: String) -> Task<Message> {
        if context.is_in_front {
            self.given = Some(Given::CopiedHere);
            return Task::of_window(clipboard::write(text));
        }
        let (tools, ending) = (Arc::clone(&context.tools), context.reader.ending);
        let typed = task::blocking(move || (tools.type_text(&text, ending), text));
        typed.map(|(result, text)| Message::Typed(text, result))
    }
}

impl Screen for DesktopReader {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        let format = || context.reader.clone();
        match message {
            Message::Turns(message) => {
                let read = match &message {
                    turns::Message::Told(turn, result) if self.turns.is_at(*turn) && self.turns.is_on() => {
                        result.as_ref().as_ref().ok().map(|identified| identified.text.clone())
                    }
                    _ => None,
                };
                let given = read.map(|text| Action::Run(self.give(context, text)));
                let action = self.turns.update(context, message).map(Message::Turns);
                Action::All([action].into_iter().chain(given).collect())
            }
            Message::What(what) => self.change(context, Format { what, ..format() }),
            Message::Form(form) => self.change(context, Format { form, ..format() }),
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
                Action::Run(Task::of_window(clipboard::write(text)))
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
        let (words, format) = (&context.words, &context.reader);
        let named = |id: &str, key: &str| words.get(&format!("desktop-reader-{id}-{key}")).into_owned();
        fn items<'a, T: Copy>(all: &[T], name: impl Fn(T) -> String) -> Vec<Item<'a, T>> {
            all.iter().map(|which| item(*which, name(*which))).collect()
        }
        let whats = items(What::ALL, |what| named("what", what.key()));
        let forms = items(Form::ALL, |form| named("form", form.key()));
        let endings = items(Ending::ALL, |ending| named("ending", ending.key()));
        let what = select(words.get("desktop-reader-what"), whats, Some(format.what), Message::What);
        let form = select(words.get("desktop-reader-form"), forms, Some(format.form), Message::Form)
            .enabled(format.what == What::Serial);
        let hint = words.with("desktop-reader-prefix-hint", [("most", PREFIX_MAX.into())]);
        let prefix = field(words.get("desktop-reader-prefix"), format.prefix.as_str())
            .hint(hint)
            .on_input(Message::Prefix);
        let ending =
            select(words.get("desktop-reader-ending"), endings, Some(format.ending), Message::Ending);
        let fields: [Element<'a, Message>; 4] = [what.into(), form.into(), prefix.into(), ending.into()];
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
