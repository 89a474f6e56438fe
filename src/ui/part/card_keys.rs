//! The panel that renews the keys of cards: what that means, a button, and four eyes. A screen that embeds it gives it room
//! for [`CardKeysPanel::view`], and [`CardKeysPanel::dialog`] over the screen.

use std::sync::Arc;

use iced::Fill;
use iced::widget::column;
use keydesk::operation::card_keys;
use keydesk::operation::four_eyes::CardKeys;
use keydesk::session::Administrator;

use crate::action::Action;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::four_eyes::{self, FourEyes};
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::button;
use crate::widget::{Element, surface, text};

/// The panel.
pub struct CardKeysPanel {
    by: Administrator,
    phase: Phase,
}

enum Phase {
    Idle,
    Confirming(FourEyes<CardKeys>),
    Renewing,
}

#[derive(Debug, Clone)]
pub enum Message {
    Renew,
    FourEyes(four_eyes::Message<CardKeys>),
    Renewed(Result<usize, Arc<card_keys::Error>>),
}

impl CardKeysPanel {
    /// The panel for the operator; nothing, if that is no administrator.
    pub fn open(context: &Context) -> Option<CardKeysPanel> {
        Some(CardKeysPanel { by: context.session.administrator()?, phase: Phase::Idle })
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match (message, &mut self.phase) {
            (Message::Renew, _) => {
                let what = context.words.get("card-keys-what").into_owned();
                let (asked, task) = FourEyes::open(context, CardKeys::from(self.by.clone()), what);
                self.phase = Phase::Confirming(asked);
                Action::Run(task.map(Message::FourEyes))
            }
            (Message::FourEyes(message), Phase::Confirming(asked)) => {
                let outcome = asked.update(context, message);
                self.confirmed(context, outcome)
            }
            (Message::FourEyes(_), Phase::Idle | Phase::Renewing) => Action::None,
            (Message::Renewed(result), _) => {
                self.phase = Phase::Idle;
                match result {
                    Ok(keys) => {
                        let told = context.words.with("card-keys-renewed", [("count", keys.into())]);
                        Action::Tell(Tone::Success, told)
                    }
                    Err(error) => Action::Tell(Tone::Danger, context.say().renewing_card_keys(&error)),
                }
            }
        }
    }

    fn confirmed(&mut self, context: &Context, outcome: four_eyes::Outcome<CardKeys>) -> Action<Message> {
        self.phase = match outcome {
            four_eyes::Outcome::Run(task) => return Action::Run(task.map(Message::FourEyes)),
            four_eyes::Outcome::Failed(failure) => {
                self.phase = Phase::Idle;
                return Action::Fail(failure);
            }
            four_eyes::Outcome::Closed => Phase::Idle,
            four_eyes::Outcome::Confirmed(confirmation) => {
                self.phase = Phase::Renewing;
                let (console, by) = (Arc::clone(&context.console), self.by.clone());
                let renewed =
                    task::blocking(move || card_keys::renew(&console, &by, confirmation).map_err(Arc::new));
                return Action::Run(renewed.map(Message::Renewed));
            }
        };
        Action::None
    }

    /// The panel.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let renew = matches!(self.phase, Phase::Idle).then_some(Message::Renew);
        let body = column![
            text::muted(words.get("card-keys-sentence")).width(Fill),
            Element::from(button(words.get("card-keys-renew")).icon(Icon::KeyRound).on_press_maybe(renew)),
        ];
        surface::panel(words.get("card-keys-title"), body.spacing(space::MD)).into()
    }

    /// The dialog over the screen, if one is open.
    pub fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        match &self.phase {
            Phase::Idle | Phase::Renewing => None,
            Phase::Confirming(asked) => Some(asked.view(context, is_live).map(Message::FourEyes)),
        }
    }
}
