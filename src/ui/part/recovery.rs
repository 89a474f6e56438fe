//! The panel that shows the recovery sheet anew: a button, four eyes, then the sheet and its code. A screen that embeds
//! it gives it room for [`RecoverySheet::view`], and [`RecoverySheet::dialog`] over the screen.

use std::sync::Arc;

use iced::Fill;
use iced::widget::{column, container, row};
use keydesk::operation::recovery::{self, Recovery};
use keydesk::session::Administrator;

use crate::action::Action;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::four_eyes::{self, FourEyes};
use crate::part::paper::{self, Keeping, Page};
use crate::sheet::{self, Paper};
use crate::task;
use crate::theme::{Tone, space};
use crate::typed::Typed;
use crate::widget::button::button;
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::{Element, gauge, surface, text};

/// The panel.
pub struct RecoverySheet {
    by: Administrator,
    phase: Phase,
}

enum Phase {
    Idle,
    Confirming(FourEyes<Administrator>),
    Making,
    Shown(Box<Shown>),
}

struct Shown {
    recovery: Recovery,
    keeping: Keeping,
    typed: Typed,
}

#[derive(Debug, Clone)]
pub enum Message {
    Show,
    FourEyes(four_eyes::Message<Administrator>),
    Made(task::Carried<Result<Recovery, recovery::Error>>),
    Paper(paper::Message),
    CodeChanged(Typed),
    Close,
}

const CODE: &str = "code";
const CODE_SIZE: f32 = 18.0;

impl RecoverySheet {
    /// The panel for the operator; nothing, if that is no administrator.
    pub fn open(context: &Context) -> Option<RecoverySheet> {
        Some(RecoverySheet { by: context.session.administrator()?, phase: Phase::Idle })
    }

    /// Takes what happened.
    pub fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Show => {
                let (asked, task) =
                    FourEyes::open(context, self.by.clone(), context.words.get("recovery-what").into_owned());
                self.phase = Phase::Confirming(asked);
                Action::Run(task.map(Message::FourEyes))
            }
            Message::FourEyes(message) => {
                let Phase::Confirming(asked) = &mut self.phase else {
                    return Action::None;
                };
                match asked.update(context, message) {
                    four_eyes::Outcome::Run(task) => Action::Run(task.map(Message::FourEyes)),
                    four_eyes::Outcome::Closed => {
                        self.phase = Phase::Idle;
                        Action::None
                    }
                    four_eyes::Outcome::Failed(failure) => {
                        self.phase = Phase::Idle;
                        Action::Fail(failure)
                    }
                    four_eyes::Outcome::Confirmed(confirmation) => {
                        self.phase = Phase::Making;
                        let (console, by) = (Arc::clone(&context.console), self.by.clone());
                        let made = task::blocking(move || {
                            task::Carried::new(recovery::show(&console, &by, confirmation))
                        });
                        Action::Run(made.map(Message::Made))
                    }
                }
            }
            Message::Made(made) => match made.take() {
                Some(Ok(recovery)) => {
                    let (keeping, typed) = (Keeping::default(), Typed::default());
                    self.phase = Phase::Shown(Box::new(Shown { recovery, keeping, typed }));
                    Action::None
                }
                Some(Err(error)) => {
                    self.phase = Phase::Idle;
                    Action::Tell(Tone::Danger, context.say().showing_recovery(&error))
                }
                None => Action::None,
            },
            Message::Paper(message) => {
                let Phase::Shown(shown) = &mut self.phase else {
                    return Action::None;
                };
                let Shown { recovery, keeping, .. } = &mut **shown;
                let words = &context.words;
                let make = || {
                    let (site, date) = (recovery.site(), words.day(context.today()));
                    sheet::pdf(words, &Paper { site, date, lines: &recovery.sheet().lines() })
                };
                let page = Page { name: words.get("sheet-file").into_owned(), make };
                Action::Run(keeping.update(&context.tools, words, page, message).map(Message::Paper))
            }
            Message::CodeChanged(typed) => {
                if let Phase::Shown(shown) = &mut self.phase {
                    shown.typed = typed;
                }
                Action::None
            }
            Message::Close => {
                // With it go sheet and code; a new one can be made at any time.
                self.phase = Phase::Idle;
                Action::None
            }
        }
    }

    /// The panel.
    pub fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let show = matches!(self.phase, Phase::Idle).then_some(Message::Show);
        let body = column![
            text::muted(words.get("recovery-sentence")).width(Fill),
            Element::from(button(words.get("recovery-show")).icon(Icon::RotateCcwKey).on_press_maybe(show)),
        ];
        surface::panel(words.get("recovery-title"), body.spacing(space::MD)).into()
    }

    /// The dialog over the screen, if one is open.
    pub fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        let words = &context.words;
        Some(match &self.phase {
            Phase::Idle => return None,
            Phase::Confirming(asked) => asked.view(context, is_live).map(Message::FourEyes),
            Phase::Making => dialog(words.get("recovery-title"), is_live).body(gauge::skeleton(4)).into(),
            Phase::Shown(shown) => {
                let file = shown.keeping.dialog(words, is_live);
                file.map_or_else(|| shown.view(context, is_live), |file| file.map(Message::Paper))
            }
        })
    }
}

impl Shown {
    fn view<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let code = container(text::mono(self.recovery.code().to_string()).size(CODE_SIZE)).padding(space::MD);
        let code = surface::sheet(container(code).center_x(Fill)).width(Fill);
        let lines = self.recovery.sheet().lines().into_iter().map(|line| text::mono(line).into());
        let lines = surface::sheet(container(column(lines)).padding(space::MD)).width(Fill);
        let is_code = self.recovery.is_code(self.typed.as_str());
        let typed = field(words.get("sheet-type-code"), self.typed.as_str())
            .id(CODE)
            .mono()
            .on_input(|typed| Message::CodeChanged(Typed::new(typed)));
        let typed = if is_code { typed.end(Icon::CircleCheck) } else { typed };
        let done = (is_code && self.keeping.is_kept()).then_some(Message::Close);
        let body = column![
            column![
                text::label(words.get("sheet-step-keep")),
                lines,
                self.keeping.view(words).map(Message::Paper)
            ]
            .spacing(space::SM),
            column![text::label(words.get("sheet-step-code")), code].spacing(space::SM),
            row![Element::from(typed)],
        ];
        dialog(words.get("recovery-title"), is_live)
            .subtitle(words.get("recovery-new"))
            .width(Width::Form)
            .icon(Icon::RotateCcwKey, Tone::Accent)
            .body(body.spacing(space::LG))
            .on_close(words.get("close"), Message::Close)
            .action(button(words.get("close")).on_press(Message::Close))
            .default_action(button(words.get("done")).on_press_maybe(done))
            .into()
    }
}
