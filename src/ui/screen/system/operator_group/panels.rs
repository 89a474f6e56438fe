//! The panels of a group's screen: its name, settings, global permissions and partitions.

use iced::widget::{Column, Row, column, container, row, space as gap};
use iced::{Center, Fill, Padding};
use keydesk::domain::group::{Access, Field};
use keydesk::domain::partition::{Feature, Partition};
use keydesk::domain::permission::Set;
use keydesk::domain::template::Template;
use keydesk::operation::groups::Choices;

use super::{Form, Message, OperatorGroup, Switch, name_of};
use crate::context::Context;
use crate::icon::Icon;
use crate::part::{permissions, rights};
use crate::theme::{Tone, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::choice::{choice, segmented};
use crate::widget::scroll::scroll;
use crate::widget::{Element, form, hint, notice, surface, text};

const FACTS_WIDTH: f32 = 296.0;
const ACCESS_WIDTH: f32 = 56.0;
const CUSTOM_WIDTH: f32 = 112.0;

impl OperatorGroup {
    pub(super) fn badge<'a>(&self, context: &'a Context) -> Option<Element<'a, Message>> {
        let is_own = self.record.page().is_some_and(|page| page.is_own);
        is_own.then(|| badge(context.words.get("group-reach-own"), Tone::Accent).into())
    }

    /// The facts at the left, and the permissions, which have the rest of the page.
    pub(super) fn whole<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &'a Choices,
    ) -> Element<'a, Message> {
        let mut facts = vec![self.identification(context, form), self.settings(context, form, choices)];
        if choices.feature == Feature::On && !self.is_administrator() {
            facts.push(self.partitions(context, form, choices));
        }
        facts.push(self.related(context));
        let facts = Column::with_children(facts).spacing(space::MD).padding(Padding::ZERO.right(space::MD));
        let shown = form.partition.and_then(|at| choices.partitions.iter().find(|known| known.id == at));
        let permissions = match shown {
            Some(partition) => self.custom(context, form, choices, partition),
            None => self.permissions(context, form, choices),
        };
        row![container(scroll(facts)).width(FACTS_WIDTH), permissions].spacing(space::SM).height(Fill).into()
    }

    fn identification<'a>(&'a self, context: &'a Context, form: &'a Form) -> Element<'a, Message> {
        let text = |label: &'static str, of: Field, value: &'a str| {
            self.record.field(context, label, of, value, Message::Changed)
        };
        let fields: [Element<'a, Message>; 2] = [
            text("group-name", Field::Name, &form.draft.name).required().into(),
            text("group-description", Field::Description, &form.draft.description).into(),
        ];
        surface::card(Column::with_children(fields).spacing(space::MD)).into()
    }

    /// What hangs together with the group.
    fn related<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let relations = self
            .relations(context)
            .into_iter()
            .map(|(icon, label, message)| button(label).icon(icon).small().on_press(message).into());
        Row::with_children(relations).spacing(space::SM).wrap().into()
    }

    fn settings<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &'a Choices,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let (settings, giver) = (form.draft.given.settings, choices.giver.settings());
        let switch = |label: &str, what: &str, is_on: bool, switch: Switch, is_held: bool| {
            let why = if is_held { words.get(what) } else { words.get("rights-lacks") };
            let switch = check(words.get(label), is_on.into())
                .width(Fill)
                .on_toggle_maybe((self.may_tick() && is_held).then_some(Message::Switched(switch)));
            hint::hint(switch, why).into()
        };
        let mut fields: Vec<Element<'a, Message>> = vec![
            switch(
                "group-hotel",
                "group-hotel-hint",
                settings.hotel_interface,
                Switch::Hotel,
                giver.hotel_interface,
            ),
            switch(
                "group-programmer",
                "group-programmer-hint",
                settings.programmer_all_doors,
                Switch::Programmer,
                giver.programmer_all_doors,
            ),
            switch(
                "group-audit-all",
                "group-audit-all-hint",
                settings.audit_all_partitions,
                Switch::AuditAll,
                giver.audit_all_partitions,
            ),
            switch(
                "group-audit-days",
                "group-audit-days-hint",
                settings.audit_days.is_some(),
                Switch::AuditLimited,
                // An operator who is limited can make nobody unlimited.
                giver.audit_days.is_none() || settings.audit_days.is_none(),
            ),
        ];
        if settings.audit_days.is_some() {
            let label = "group-audit-days-count";
            let days = self.record.field(context, label, Field::AuditDays, &form.days, Message::Changed);
            let days = match giver.audit_days {
                Some(most) => days.hint(words.with("group-audit-days-most", [("count", most.into())])),
                None => days,
            };
            fields.push(form::indented(days.narrow().into()));
        }
        surface::card(Column::with_children(fields).spacing(space::XS)).into()
    }

    fn permissions<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &'a Choices,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let ticks = form.ticks(words, &choices.giver, self.is_administrator());
        let beside = self.may_tick().then(|| {
            let templates = Template::ALL.iter().map(|it| choice(Some(*it), name_of(context, *it)));
            let begun = form.template(&choices.giver);
            let templates = segmented(templates.collect(), begun, |template| {
                Message::Begun(template.unwrap_or(Template::Nothing))
            });
            let templates = Element::from(templates.id("templates").walked());
            let label = text::muted(words.get("group-begin"));
            row![label, templates].spacing(space::SM).align_y(Center).wrap().into()
        });
        let shown = permissions::Shown {
            id: "permissions",
            title: words.get("group-panel-permissions"),
            ticks,
            is_enabled: self.record.may_edit(),
            beside,
        };
        form.global.view(words, shown, Message::Global)
    }

    fn partitions<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &'a Choices,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let rows =
            choices.partitions.iter().map(|partition| self.partition(context, form, choices, partition));
        let head = row![
            gap::horizontal(),
            container(text::caption(words.get("group-partition-access"))).width(ACCESS_WIDTH),
            container(text::caption(words.get("group-partition-custom"))).width(CUSTOM_WIDTH),
        ]
        .spacing(space::SM);
        let mut content =
            column![head, Column::with_children(rows).spacing(space::XS)].spacing(space::SM).width(Fill);
        let hidden = self.record.page().map_or(0, |page| page.hidden_partitions);
        if hidden > 0 {
            content =
                content.push(text::muted(words.with("group-partitions-hidden", [("count", hidden.into())])));
        }
        surface::panel(words.get("group-panel-partitions"), content).into()
    }

    fn partition<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &'a Choices,
        partition: &'a Partition,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let given = &form.draft.given;
        let access = given.partitions.get(&partition.id);
        let is_custom = matches!(access, Some(Access::Custom(_)));
        let whole = given.global.intersection(Set::partitioned());
        // Where the giver has less than the global ticks, the tree of the partition cannot be given up.
        let is_bound = is_custom && !whole.is_within(choices.giver.in_partition(partition.id));
        let accessed = check(words.get("group-partition-access"), access.is_some().into())
            .id(format!("access-{}", partition.id.0))
            .alone()
            .width(ACCESS_WIDTH)
            .on_toggle_maybe(self.may_tick().then_some(Message::AccessToggled(partition.id)));
        let custom = check(words.get("group-partition-custom"), is_custom.into())
            .id(format!("custom-{}", partition.id.0))
            .alone()
            .on_toggle_maybe(
                (self.may_tick() && access.is_some() && !is_bound)
                    .then_some(Message::CustomToggled(partition.id)),
            );
        let mut own = row![Element::from(custom)].spacing(space::SM).align_y(Center).width(CUSTOM_WIDTH);
        if is_custom {
            let share = rights::share(words, given.in_partition(partition.id), whole);
            let open = button(share).kind(Kind::Link).small().on_press(Message::Shown(Some(partition.id)));
            let open: Element<'a, Message> = open.into();
            own = own.push(if is_bound {
                hint::hint(open, words.get("group-partition-less")).into()
            } else {
                open
            });
        }
        let name = text::clipped(partition.name.as_str()).kind(crate::theme::LABEL).width(Fill);
        row![container(name).width(Fill), Element::from(accessed), own]
            .spacing(space::SM)
            .align_y(Center)
            .into()
    }

    fn custom<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &'a Choices,
        partition: &'a Partition,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let title = words.with("group-partition-of", [("partition", partition.name.as_str().into())]);
        let ticks = form.ticks_in(words, &choices.giver, partition.id);
        let back = button(words.get("group-partition-back")).icon(Icon::ArrowLeft).small();
        let back = Element::from(back.on_press(Message::Shown(None)));
        let hint = if ticks.held.is_empty() { "group-partition-none" } else { "group-partition-hint" };
        let hint = text::muted(words.get(hint)).width(Fill);
        if ticks.shown.is_empty() {
            let none = notice::banner(Tone::Neutral, words.get("group-partition-none-global"), None);
            return column![text::section(title), back, none].spacing(space::MD).into();
        }
        let shown = permissions::Shown {
            id: "partition-permissions",
            title: title.into(),
            ticks,
            is_enabled: self.record.may_edit(),
            beside: Some(back),
        };
        column![form.custom.view(words, shown, Message::Custom), hint].spacing(space::SM).into()
    }
}
