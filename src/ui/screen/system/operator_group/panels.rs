//! The panels of a group's screen: its name, settings, global permissions and partitions.

use iced::widget::{Column, column, container, row, space as gap};
use iced::{Center, Fill};
use keydesk::domain::group::{Access, Field};
use keydesk::domain::partition::{Feature, Partition};
use keydesk::domain::permission::Set;
use keydesk::operation::groups::Choices;

use super::{Form, Message, OperatorGroup, Switch};
use crate::context::Context;
use crate::part::rights;
use crate::theme::{Tone, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::field::search;
use crate::widget::tree::tree;
use crate::widget::{Element, form, hint, notice, surface, text};

const TREE_HEIGHT: f32 = 464.0;
const CUSTOM_HEIGHT: f32 = 300.0;
const ACCESS_WIDTH: f32 = 72.0;
const CUSTOM_WIDTH: f32 = 190.0;

impl OperatorGroup {
    pub(super) fn badge<'a>(&self, context: &'a Context) -> Option<Element<'a, Message>> {
        let is_own = self.record.page().is_some_and(|page| page.is_own);
        is_own.then(|| badge(context.words.get("group-reach-own"), Tone::Accent).into())
    }

    pub(super) fn panels<'a>(
        &'a self,
        context: &'a Context,
        form: &'a Form,
        choices: &'a Choices,
    ) -> Vec<Element<'a, Message>> {
        let mut panels = vec![self.identification(context, form), self.permissions(context, form)];
        if choices.feature == Feature::On && !self.is_administrator() {
            panels.push(self.partitions(context, form, choices));
        }
        panels.push(self.settings(context, form, choices));
        panels
    }

    fn identification<'a>(&'a self, context: &'a Context, form: &'a Form) -> Element<'a, Message> {
        let words = &context.words;
        let text = |label: &'static str, of: Field, value: &'a str| {
            self.record.field(context, label, of, value, Message::Changed)
        };
        let mut fields: Vec<Element<'a, Message>> = vec![
            text("group-name", Field::Name, &form.draft.name).required().into(),
            text("group-description", Field::Description, &form.draft.description).into(),
        ];
        let above = match self.record.page() {
            Some(page) if page.is_administrator() => Some(words.get("group-above-top")),
            Some(page) => page.above.as_deref().map(Into::into),
            None => Some(context.session.group_name().into()),
        };
        if let Some(above) = above {
            let above = text::body(above);
            fields.push(form::pairs([(words.get("group-above"), above.into())]));
        }
        surface::panel(words.get("group-panel-group"), form::fields(fields)).into()
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
            check(words.get(label), is_on.into())
                .hint(why)
                .on_toggle_maybe((self.may_tick() && is_held).then_some(Message::Switched(switch)))
                .into()
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
        surface::panel(words.get("group-panel-settings"), form::fields(fields)).into()
    }

    fn permissions<'a>(&'a self, context: &'a Context, form: &'a Form) -> Element<'a, Message> {
        let words = &context.words;
        let (placeholder, clear) = (words.get("rights-search"), words.get("list-clear"));
        let search = search(placeholder, form.search.as_str(), clear, Message::SearchChanged);
        let search = search.leads_to("permissions");
        let permissions =
            tree(words.get("group-panel-permissions"), &form.global, &form.search, Message::Global)
                .id("permissions")
                .enabled(self.record.may_edit());
        let count = text::caption(rights::share(words, form.draft.given.global, Set::ALL));
        let content =
            column![Element::from(search), surface::sheet(permissions).height(TREE_HEIGHT).width(Fill)]
                .spacing(space::SM);
        surface::panel_with(words.get("group-panel-permissions"), Some(count.into()), content).into()
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
        let shown = form.partition.and_then(|at| choices.partitions.iter().find(|known| known.id == at));
        if let Some(partition) = shown {
            content = content.push(surface::divider()).push(self.custom(context, form, partition));
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
            let open = button(words.with("group-partition-edit", [("share", share.into())]))
                .kind(Kind::Link)
                .small()
                .on_press(Message::PartitionShown(partition.id));
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
        partition: &'a Partition,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let title = words.with("group-partition-of", [("partition", partition.name.as_str().into())]);
        let heading = column![text::section(title.clone()), text::muted(words.get("group-partition-hint"))];
        let mut content = column![heading.spacing(2)].spacing(space::SM).width(Fill);
        if form.custom.is_empty() {
            let none = notice::banner(Tone::Neutral, words.get("group-partition-none-global"), None);
            return content.push(none).into();
        }
        let (placeholder, clear) = (words.get("rights-search"), words.get("list-clear"));
        let searched = form.partition_search.as_str();
        let search = search(placeholder, searched, clear, Message::PartitionSearchChanged);
        let search = search.leads_to("partition-permissions");
        let permissions = tree(title, &form.custom, &form.partition_search, Message::Custom)
            .id("partition-permissions")
            .enabled(self.record.may_edit());
        content = content.push(Element::from(search));
        content = content.push(surface::sheet(permissions).height(CUSTOM_HEIGHT).width(Fill));
        if form.draft.given.in_partition(partition.id).is_empty() {
            content = content.push(text::muted(words.get("group-partition-none")));
        }
        content.into()
    }
}
