//! Going over the whole chain, and the statement of what came of it.

use iced::widget::{Column, column, container};
use keydesk::domain::moment::Moment;
use keydesk::domain::permission::SystemAuditorView;
use keydesk::operation::system_auditor::{self as auditor, Holds, Verdict};
use keydesk::session::Permit;

use super::entry::{exact, grouped};
use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::paper::{self, Keeping, Page};
use crate::sheet::{self, Statement};
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::task::Task;
use crate::widget::{Element, form, gauge, notice, surface, text};
use crate::words::grouped as digits;

/// The dialog.
pub struct Verifying {
    verdict: Option<(Verdict, Moment)>,
    keeping: Keeping,
}

#[derive(Debug, Clone)]
pub enum Message {
    Verified(Answer<(Verdict, Moment)>),
    Paper(paper::Message),
}

impl Verifying {
    pub fn begin(context: &Context, permit: Permit<SystemAuditorView>) -> (Verifying, Task<Message>) {
        let task = context.ask(move |console| {
            let verdict = auditor::verify(console, &permit)?;
            Ok::<_, keydesk::operation::Error>((verdict, console.clock().now()))
        });
        (Verifying { verdict: None, keeping: Keeping::default() }, task.map(Message::Verified))
    }

    pub fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Verified(Ok(verdict)) => {
                self.verdict = Some(verdict);
                Action::None
            }
            Message::Verified(Err(failure)) => Action::Fail(failure),
            Message::Paper(message) => {
                let (words, verdict) = (&context.words, &self.verdict);
                let make = || {
                    let Some((Verdict::Holds(holds), at)) = verdict else {
                        return None;
                    };
                    let (site, date) = (context.console.site(), exact(context, *at));
                    let mut pairs = pairs(context, holds, *at);
                    let by = words.get("auditor-verified-by").into_owned();
                    pairs.push((by, context.session.name().to_owned()));
                    sheet::statement(
                        words,
                        &Statement { site: &site.name, date, pairs, hash: grouped(&holds.hash) },
                    )
                };
                let page = Page { name: words.get("statement-file").into_owned(), make };
                Action::Run(self.keeping.update(&context.tools, words, page, message).map(Message::Paper))
            }
        }
    }

    pub fn view<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        is_live: bool,
        close: M,
        map: impl Fn(Message) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let words = &context.words;
        if let Some(file) = self.keeping.dialog(words, is_live) {
            return file.map(move |message| map(Message::Paper(message)));
        }
        let asked = dialog(words.get("auditor-verify-title"), is_live)
            .width(Width::Form)
            .on_close(words.get("close"), close.clone());
        let close = button(words.get("close")).kind(Kind::Primary).on_press(close);
        // Enter does not leave before there is something to read.
        let asked = if self.verdict.is_some() { asked.default_action(close) } else { asked.action(close) };
        match &self.verdict {
            None => asked
                .icon(Icon::ShieldCheck, Tone::Accent)
                .body(gauge::working(words.get("auditor-verifying")))
                .into(),
            Some((Verdict::Holds(holds), at)) => {
                let pairs = pairs(context, holds, *at);
                let pairs = form::pairs(
                    pairs.into_iter().map(|(name, value)| (name, Element::from(text::label(value)))),
                );
                let lines = grouped(&holds.hash).into_iter().map(|line| text::mono(line).into());
                let hash = container(Column::with_children(lines)).padding(space::MD);
                let hash = column![
                    text::label(words.get("auditor-head-hash")),
                    surface::sheet(hash).width(iced::Fill),
                    text::muted(words.get("auditor-head-hint")).width(iced::Fill),
                ];
                let body = column![
                    notice::banner(Tone::Success, words.get("auditor-holds"), None),
                    pairs,
                    hash.spacing(space::FIELD),
                    self.keeping.view(words).map(move |message| map(Message::Paper(message))),
                ];
                asked.icon(Icon::ShieldCheck, Tone::Success).body(body.spacing(space::LG)).into()
            }
            Some((Verdict::Broken(broken), at)) => {
                let when = words.with("auditor-verified-at", [("at", exact(context, *at).into())]);
                let body = column![
                    notice::banner(Tone::Danger, context.say().broken(*broken), None),
                    text::body(words.get("auditor-broken-next")).width(iced::Fill),
                    text::muted(when),
                ];
                asked.icon(Icon::ShieldX, Tone::Danger).body(body.spacing(space::LG)).into()
            }
        }
    }
}

fn pairs(context: &Context, holds: &Holds, at: Moment) -> Vec<(String, String)> {
    let name = |id: &str| context.words.get(id).into_owned();
    let mut pairs = vec![
        (name("auditor-verified"), exact(context, at)),
        (name("auditor-entries"), digits(holds.entries)),
        (name("auditor-head"), digits(holds.head)),
    ];
    if holds.purged > 0 {
        pairs.push((name("auditor-purged-before"), digits(holds.purged)));
    }
    pairs
}
