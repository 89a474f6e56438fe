//! The dialogs of a group's screen: who gains and loses what, the members, what deleting takes along.

use iced::widget::column;
use iced::{Fill, Padding};
use keydesk::domain::template::Template;
use keydesk::operation::groups::Deletion;

use super::{Choice, Message, OperatorGroup, name_of};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::{deletion, rights};
use crate::theme::{Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::choice::{choice, radio_group};
use crate::widget::dialog::{Width, dialog};
use crate::widget::option::item;
use crate::widget::select::select;
use crate::widget::{Element, form, gauge, text};

impl OperatorGroup {
    pub(super) fn name(&self) -> &str {
        self.record.page().map(|page| page.draft.name.as_str()).unwrap_or_default()
    }

    pub(super) fn begin_dialog<'a>(
        &'a self,
        context: &'a Context,
        template: Template,
        is_live: bool,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let ticked = self.record.form().map_or(0, |form| form.draft.given.global.count());
        let question = Question {
            icon: Icon::ShieldUser,
            tone: Tone::Accent,
            title: words.with("group-begin-title", [("template", name_of(context, template).into())]),
            sentence: words.with("group-begin-sentence", [("count", ticked.into())]),
            stay: words.get("group-begin-keep").into_owned(),
            go: words.get("group-begin-replace").into_owned(),
            more: None,
        };
        confirm(question, Message::Close, Message::BeginNow(template), is_live)
    }

    pub(super) fn save_dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let opened = self.record.opened();
        let effects = opened.as_ref().and_then(|(_, form)| form.weighed.as_deref());
        let effects = effects.map(Vec::as_slice).unwrap_or_default();
        let partitions = opened.map(|(read, _)| read.choices.partitions.as_slice()).unwrap_or_default();
        dialog(words.with("group-save-title", [("name", self.name().into())]), is_live)
            .subtitle(words.get("group-save-sentence"))
            .width(Width::Form)
            .icon(Icon::ShieldUser, Tone::Accent)
            .body(rights::effects(words, partitions, effects))
            .starts_at("group-save")
            .on_close(words.get("cancel"), Message::Close)
            .action(button(words.get("cancel")).on_press(Message::Close))
            .default_action(
                button(words.get("record-save")).id("group-save").icon(Icon::Save).on_press(Message::SaveNow),
            )
            .into()
    }

    pub(super) fn delete_dialog<'a>(
        &'a self,
        context: &'a Context,
        deletion: Option<&'a Deletion>,
        chosen: Option<Choice>,
        is_live: bool,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let delete = button(words.get("group-delete")).kind(Kind::Destructive);
        let delete = delete.on_press_maybe(self.fate().map(|_| Message::Delete));
        let asked = dialog(words.with("group-delete-title", [("name", self.name().into())]), is_live)
            .width(Width::Form)
            .icon(Icon::Trash, Tone::Danger)
            .starts_at("group-keep")
            .on_close(words.get("cancel"), Message::Close)
            .action(button(words.get("cancel")).id("group-keep").on_press(Message::Close))
            .action(delete);
        let Some(deletion) = deletion else {
            return asked.body(gauge::skeleton(3)).into();
        };
        let values = [("count", deletion.operators.into()), ("names", deletion.some.join(", ").into())];
        let id = if deletion.some.len() < deletion.operators {
            "group-delete-sentence-more"
        } else {
            "group-delete-sentence"
        };
        let mut body = column![].spacing(space::LG).width(Fill);
        if !deletion.below.is_empty() {
            let values =
                [("count", deletion.below.len().into()), ("names", deletion.below.join(", ").into())];
            body = body.push(text::body(words.with("group-delete-below", values)).width(Fill));
        }
        if deletion.operators > 0 {
            body = body.push(self.fates(context, deletion, chosen));
        }
        let body = body.push(deletion::for_good(words));
        asked.subtitle(words.with(id, values)).body(body.padding(Padding::ZERO.top(space::XS))).into()
    }

    fn fates<'a>(
        &'a self,
        context: &'a Context,
        deletion: &'a Deletion,
        chosen: Option<Choice>,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let (may_move, may_delete) = (self.move_operators.is_some(), self.add_operators.is_some());
        let moves = choice(Fork::Move, words.get("group-delete-move")).enabled(may_move).hint(if may_move {
            "".into()
        } else {
            words.get("group-delete-no-move")
        });
        let deletes =
            choice(Fork::Delete, words.get("group-delete-with")).enabled(may_delete).hint(if may_delete {
                words.get("group-delete-with-hint")
            } else {
                words.get("group-delete-no-delete")
            });
        let fork = chosen.map(|choice| match choice {
            Choice::Move(_) => Fork::Move,
            Choice::Delete => Fork::Delete,
        });
        // The one that asks for more stands last: what it asks for is then right below it.
        let forks = radio_group(vec![deletes, moves], fork, |fork| {
            Message::Chosen(match fork {
                Fork::Move => Choice::Move(None),
                Fork::Delete => Choice::Delete,
            })
        });
        let mut content = column![Element::from(forks)].spacing(space::MD).width(Fill);
        if let Some(Choice::Move(to)) = chosen {
            let items: Vec<_> = deletion.targets.iter().map(|(id, name)| item(*id, name.as_str())).collect();
            let target = select(words.get("group-delete-target"), items, to, |to| {
                Message::Chosen(Choice::Move(Some(to)))
            })
            .placeholder(words.get("group-delete-choose"));
            content = content.push(form::indented(target.into()));
        }
        content.into()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fork {
    Move,
    Delete,
}
