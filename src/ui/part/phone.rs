//! The phone that is somebody's key beside a card: how it stands, on the page; and the dialogs that add one and take it away.

use std::sync::Arc;

use iced::Top;
use iced::widget::{column, row};
use keydesk::console::Console;
use keydesk::domain::permission::{UserKeysAssign, UserKeysCancel, UsersView};
use keydesk::domain::phone::{Held, Standing};
use keydesk::domain::user::UserId;
use keydesk::operation;
use keydesk::operation::phones::{self, Fate, Removed};

use crate::action::Action;
use crate::context::{Answer, Context, Failure};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::theme::{Tone, space};
use crate::widget::badge::{Weight, badge};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::qr::{Squares, qr};
use crate::widget::{Element, form, notice, surface, text};
use crate::words::Words;

const FIELD: &str = "phone-code";
/// Five points for each square, with its margin.
const PICTURE: f32 = 265.0;
const LETTERS_A_LINE: usize = 24;

/// What is being done about the phone of a person.
#[derive(Default)]
pub struct Phone {
    state: Option<State>,
}

enum State {
    Adding { user: UserId, shown: Shown, typed: String, is_going: bool, failure: Option<Failure> },
    Removing { user: UserId, held: Held, is_going: bool },
}

/// What the phone is to know of the site.
struct Shown {
    text: String,
    picture: Option<Squares>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Typed(String),
    Add,
    Added(Answer<()>),
    Remove,
    Removed(Answer<Arc<Removed>>),
    Stay,
}

impl Phone {
    /// Asks for the phone of a person; nothing, if the operator may not add one.
    pub fn ask_to_add(&mut self, context: &Context, user: UserId) {
        let (Some(_), Some(view)) = (context.may::<UserKeysAssign>(), context.may::<UsersView>()) else {
            return;
        };
        let text = phones::site_code(&context.console, &view);
        let shown = Shown { picture: Squares::of(&text), text };
        self.state =
            Some(State::Adding { user, shown, typed: String::new(), is_going: false, failure: None });
    }

    /// Asks whether the phone of a person is to be a key no more; nothing, if the operator may not do that.
    pub fn ask_to_remove(&mut self, context: &Context, user: UserId, held: &Held) {
        if context.may::<UserKeysCancel>().is_some() {
            self.state = Some(State::Removing { user, held: held.clone(), is_going: false });
        }
    }

    pub fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match (message, &mut self.state) {
            (Message::Typed(text), Some(State::Adding { typed, failure, is_going: false, .. })) => {
                *typed = text;
                *failure = None;
                Action::None
            }
            (Message::Add, Some(State::Adding { user, typed, is_going, .. })) => {
                let Some(permit) = context.may::<UserKeysAssign>().filter(|_| !*is_going) else {
                    return Action::None;
                };
                *is_going = true;
                let (user, typed) = (*user, typed.clone());
                let add = move |console: &Console| phones::enrol(console, &permit, user, &typed);
                Action::Run(context.ask(add).map(Message::Added))
            }
            (Message::Added(Ok(())), Some(State::Adding { .. })) => {
                self.state = None;
                let told = context.words.get("phone-added").into_owned();
                Action::All(vec![Action::Tell(Tone::Success, told), Action::Changed])
            }
            (Message::Added(Err(why)), Some(State::Adding { is_going, failure, .. })) => {
                *is_going = false;
                *failure = Some(why);
                Action::None
            }
            (Message::Remove, Some(State::Removing { user, held, is_going })) => {
                let Some(permit) = context.may::<UserKeysCancel>().filter(|_| !*is_going) else {
                    return Action::None;
                };
                *is_going = true;
                let (user, key) = (*user, held.key);
                let remove =
                    move |console: &Console| phones::remove(console, &permit, user, key).map(Arc::new);
                Action::Run(context.ask(remove).map(Message::Removed))
            }
            (Message::Removed(answer), Some(State::Removing { .. })) => {
                self.state = None;
                match answer {
                    Ok(removed) => Action::All(vec![told(context, &removed), Action::Changed]),
                    Err(failure) => Action::All(vec![Action::Fail(failure), Action::Changed]),
                }
            }
            (
                Message::Stay,
                Some(State::Adding { is_going: false, .. } | State::Removing { is_going: false, .. }),
            ) => {
                self.state = None;
                Action::None
            }
            (_, _) => Action::None,
        }
    }

    /// The dialog, if one is open.
    pub fn view<'a>(
        &'a self,
        context: &'a Context,
        name: &str,
        is_live: bool,
    ) -> Option<Element<'a, Message>> {
        let words = &context.words;
        match self.state.as_ref()? {
            State::Adding { shown, typed, is_going, failure, .. } => {
                let failure = failure.as_deref();
                let is_of_field = |failure: &&operation::Error| {
                    matches!(failure, operation::Error::Phone(phones::Fault::Typed(_) | phones::Fault::Taken))
                };
                let at_field = failure.filter(is_of_field).map(|failure| context.say().operation(failure));
                let beside = failure.filter(|failure| !is_of_field(failure));
                let beside = beside
                    .map(|failure| notice::banner(Tone::Danger, context.say().operation(failure), None));
                let typed_field = field(words.get("phone-code"), typed.as_str())
                    .id(FIELD)
                    .mono()
                    .lead(Icon::Smartphone)
                    .placeholder("kd-phone:1:…")
                    .hint(words.get("phone-code-hint"))
                    .error(at_field)
                    .on_input_maybe((!is_going).then_some(Message::Typed))
                    .on_submit(Message::Add);
                let add = (!is_going && !typed.trim().is_empty()).then_some(Message::Add);
                let stay = (!is_going).then_some(Message::Stay);
                let body = column![shown.view(words), Element::from(typed_field)].spacing(space::LG);
                let asked = dialog(words.with("phone-add-title", [("name", name.into())]), is_live)
                    .subtitle(words.get("phone-add-sentence"))
                    .width(Width::Form)
                    .icon(Icon::Smartphone, Tone::Accent)
                    .body(notice::over(beside, body))
                    .starts_at(FIELD)
                    .on_close(words.get("cancel"), Message::Stay)
                    .action(button(words.get("cancel")).on_press_maybe(stay))
                    .action(button(words.get("phone-add")).kind(Kind::Primary).on_press_maybe(add));
                Some(asked.into())
            }
            State::Removing { held, .. } => {
                let question = Question {
                    icon: Icon::Smartphone,
                    tone: Tone::Danger,
                    title: words.with("phone-remove-title", [("name", name.into())]),
                    sentence: words
                        .with("phone-remove-sentence", [("until", context.say().end(held.until).into())]),
                    stay: words.get("cancel-key-keep").into_owned(),
                    go: words.get("phone-remove").into_owned(),
                    more: None,
                };
                Some(confirm(question, Message::Stay, Message::Remove, is_live))
            }
        }
    }
}

impl Shown {
    fn view<'a, M: Clone + 'a>(&'a self, words: &'a Words) -> Element<'a, M> {
        let lines = self.text.as_bytes().chunks(LETTERS_A_LINE);
        // It has no letters but those of ASCII.
        let lines = lines.map(|line| text::mono(std::str::from_utf8(line).unwrap_or_default()).into());
        let steps = column![
            text::label(words.get("phone-scan")),
            text::muted(words.get("phone-type")),
            column(lines),
        ];
        let picture =
            self.picture.as_ref().map(|squares| qr(squares, words.get("phone-picture"), PICTURE).into());
        row(picture).push(steps.spacing(space::SM).width(iced::Fill)).spacing(space::XL).align_y(Top).into()
    }
}

fn told(context: &Context, removed: &Removed) -> Action<Message> {
    let name = removed.name.as_str();
    let until = || context.say().end(removed.until);
    match removed.fate {
        Fate::Over => {
            Action::Tell(Tone::Success, context.words.with("phone-removed-over", [("name", name.into())]))
        }
        Fate::Listed => {
            Action::Tell(Tone::Success, context.words.with("phone-removed", [("name", name.into())]))
        }
        Fate::NotCancellable => {
            let values = [("name", name.into()), ("until", until().into())];
            Action::Tell(Tone::Warning, context.words.with("phone-removed-not", values))
        }
    }
}

/// How the phone of a person stands, and what can be done about it.
pub fn panel<'a, M: Clone + 'a>(
    context: &'a Context,
    held: Option<&'a Held>,
    add: Option<M>,
    remove: Option<M>,
) -> Element<'a, M> {
    let (words, say) = (&context.words, context.say());
    let heading = words.get("user-panel-phone");
    let Some(held) = held else {
        let mut none = column![text::muted(words.get("phone-none"))].spacing(space::MD);
        if add.is_some() {
            let add = button(words.get("phone-add")).icon(Icon::Smartphone).small().on_press_maybe(add);
            none = none.push(Element::from(add));
        }
        return surface::panel(heading, none).into();
    };
    let (tone, weight, icon) = match held.standing {
        Standing::Due | Standing::Queued => (Tone::Warning, Weight::Tinted, Icon::Hourglass),
        Standing::DoesNotFit | Standing::Refused => (Tone::Danger, Weight::Solid, Icon::TriangleAlert),
        Standing::Delivered => (Tone::Neutral, Weight::Outlined, Icon::CircleDot),
        Standing::Acknowledged => (Tone::Success, Weight::Outlined, Icon::CircleCheck),
    };
    let standing = held.standing.key();
    let chip = badge(words.get(&format!("phone-{standing}")), tone).icon(icon).weight(weight);
    let mut content = column![Element::from(chip)].spacing(space::MD);
    let sentence = match held.since {
        Some(at) => words.with(&format!("phone-{standing}-since"), [("at", say.moment(at).into())]).into(),
        None => words.get(&format!("phone-{standing}-sentence")),
    };
    content = content.push(text::body(sentence));
    let pairs: [(&'a str, Element<'a, M>); 3] = [
        ("user-key-until", text::body(say.end(held.until)).into()),
        ("phone-made", text::body(say.moment(held.made_at)).into()),
        ("phone-number", text::mono(held.serial.as_str()).into()),
    ];
    content = content.push(form::pairs(pairs.into_iter().map(|(id, value)| (words.get(id), value))));
    if remove.is_some() {
        let remove = button(words.get("phone-remove")).small().on_press_maybe(remove);
        content = content.push(Element::from(remove));
    }
    surface::panel(heading, content).into()
}
