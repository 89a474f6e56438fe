//! How a list is shown: which columns, and the views that are kept of it. Both are remembered at this desk.

use iced::widget::{Column as Stacked, column};

use super::{Facet, List, Message, MessageOf, Query, Source};
use crate::action::Action;
use crate::context::Context;
use crate::icon::Icon;
use crate::memory::{self, ListHabits, NAME_MAX, VIEWS_MAX};
use crate::theme::Tone;
use crate::theme::space;
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::dialog::{Width, dialog};
use crate::widget::field::field;
use crate::widget::menu::{self, Item, menu_button};
use crate::widget::semantics::Mark;
use crate::widget::table::{Density, Order};
use crate::widget::task::Task;
use crate::widget::{Element, text};

/// A view that every desk has.
pub struct View<F> {
    /// The name of its text.
    pub name: &'static str,
    pub facets: Vec<F>,
    /// The key of the column that it is sorted by, if not as ever.
    pub sort: Option<(&'static str, Order)>,
}

/// The dialog in which something of it is chosen.
pub enum Arranging {
    Columns,
    /// A view is kept under a name.
    Naming(String),
}

/// What is done with columns and views.
#[derive(Debug, Clone)]
pub enum Arrange {
    /// The dialog of the columns is opened.
    Columns,
    /// A column is shown, or not.
    Toggle(String),
    AllColumns,
    Close,
    /// A view that every desk has is shown, by its place; none is the list as it is without any.
    ShowBuiltIn(Option<usize>),
    Show(memory::View),
    Name,
    NameChanged(String),
    Keep,
    Forget(String),
    /// Rows are so high from now on, in every list.
    Space(Density),
}

const NAME: &str = "view-name";

impl<S: Source> List<S> {
    fn habits(context: &Context) -> Option<&ListHabits> {
        context.lists.get(&S::ENTRY)
    }

    /// The columns that are shown, by their places among all of them. The first one leads, and always is.
    pub(super) fn shown_columns(&self, context: &Context) -> Vec<usize> {
        let habits = Self::habits(context);
        let is_hidden = |key: &str| habits.is_some_and(|habits| habits.hidden.iter().any(|it| it == key));
        let columns = self.source.columns();
        let shown = columns.iter().enumerate().filter(|(at, column)| *at == 0 || !is_hidden(column.key()));
        shown.map(|(at, _)| at).collect()
    }

    pub(super) fn update_arrange(&mut self, context: &Context, message: Arrange) -> Action<MessageOf<S>> {
        let mut habits = Self::habits(context).cloned().unwrap_or_default();
        match message {
            Arrange::Columns => self.arranging = Some(Arranging::Columns),
            Arrange::Close => self.arranging = None,
            Arrange::Name => self.arranging = Some(Arranging::Naming(String::new())),
            Arrange::NameChanged(name) => self.arranging = Some(Arranging::Naming(name)),
            Arrange::Toggle(key) => {
                let had = habits.hidden.len();
                habits.hidden.retain(|it| *it != key);
                if habits.hidden.len() == had {
                    habits.hidden.push(key);
                }
                return Action::Remember(S::ENTRY, habits);
            }
            Arrange::AllColumns => {
                habits.hidden.clear();
                return Action::Remember(S::ENTRY, habits);
            }
            Arrange::ShowBuiltIn(at) => {
                let mut views = self.source.views();
                let view = at.filter(|at| *at < views.len()).map(|at| views.swap_remove(at));
                let (facets, sort) = view.map_or((Vec::new(), None), |view| (view.facets, view.sort));
                return Action::Run(self.show_view(context, facets, sort));
            }
            Arrange::Show(view) => {
                // What it was narrowed to may be gone, or out of reach. Without that it would show more than it was kept
                // for, and somebody would do to all of them what was meant for a few.
                let facets = view.facets.iter().map(|key| {
                    S::Facet::from_key(key).filter(|facet| self.source.say(context, facet).is_some())
                });
                let Some(facets) = facets.collect::<Option<Vec<_>>>() else {
                    let told = context.words.get("list-view-lost").into_owned();
                    return Action::Tell(Tone::Warning, told);
                };
                let order = if view.is_descending { Order::Descending } else { Order::Ascending };
                let task = self.show_view(context, facets, view.sort.as_deref().map(|key| (key, order)));
                habits.hidden = view.hidden;
                return Action::All(vec![Action::Remember(S::ENTRY, habits), Action::Run(task)]);
            }
            Arrange::Keep => {
                let Some(view) = self.nameable().and_then(|name| self.as_view(context, name)) else {
                    return Action::None;
                };
                self.arranging = None;
                habits.views.retain(|known| known.name != view.name);
                habits.views.push(view);
                return Action::Remember(S::ENTRY, habits);
            }
            Arrange::Space(density) => return Action::Space(density),
            Arrange::Forget(name) => {
                habits.views.retain(|known| known.name != name);
                return Action::Remember(S::ENTRY, habits);
            }
        }
        Action::None
    }

    fn show_view(
        &mut self,
        context: &Context,
        facets: Vec<S::Facet>,
        sort: Option<(&str, Order)>,
    ) -> Task<MessageOf<S>> {
        let columns = self.source.columns();
        let by = |key: &str| columns.iter().position(|column| column.key() == key);
        self.query.sort = sort.and_then(|(key, order)| Some((by(key)?, order))).unwrap_or(self.first_sort);
        self.query.search.clear();
        self.narrow_to(context, facets)
    }

    /// The name that is typed, if a view can be kept under it.
    fn nameable(&self) -> Option<&str> {
        let Some(Arranging::Naming(typed)) = &self.arranging else {
            return None;
        };
        let name = typed.trim();
        (!name.is_empty() && name.chars().count() <= NAME_MAX).then_some(name)
    }

    /// What is shown now, as a view of this name.
    fn as_view(&self, context: &Context, name: &str) -> Option<memory::View> {
        let Query { facets, sort, .. } = &self.query;
        let columns = self.source.columns();
        let key = columns.get(sort.0)?.key().to_owned();
        Some(memory::View {
            name: name.to_owned(),
            facets: facets.iter().map(Facet::key).collect(),
            sort: (*sort != self.first_sort).then_some(key),
            is_descending: sort.1 == Order::Descending,
            hidden: Self::habits(context).map(|habits| habits.hidden.clone()).unwrap_or_default(),
        })
    }

    /// The button that shows the views.
    pub(super) fn views<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let words = &context.words;
        let to = |message: Arrange| Some(map(Message::Arrange(message)));
        let now = self.as_view(context, "");
        let is_now = |facets: Vec<String>, sort: Option<&str>, is_descending: bool| {
            now.as_ref().is_some_and(|now| {
                now.facets == facets
                    && now.sort.as_deref() == sort
                    && (sort.is_none() || now.is_descending == is_descending)
            })
        };
        let everything = menu::action(words.get("view-everything"), to(Arrange::ShowBuiltIn(None)));
        // One has the tick, though others may show the same.
        let mut is_found = is_now(Vec::new(), None, false);
        let mut items: Vec<Item<'a, M>> = vec![everything.check(is_found).into()];
        for (at, view) in self.source.views().into_iter().enumerate() {
            let facets = view.facets.iter().map(Facet::key).collect();
            let is_descending = view.sort.is_some_and(|(_, order)| order == Order::Descending);
            let is_now = is_now(facets, view.sort.map(|(key, _)| key), is_descending);
            let show = menu::action(words.get(view.name), to(Arrange::ShowBuiltIn(Some(at))));
            items.push(show.check(is_now && !is_found).into());
            is_found |= is_now;
        }
        let kept = Self::habits(context).map(|habits| habits.views.as_slice()).unwrap_or_default();
        if !kept.is_empty() {
            items.push(Item::Separator);
            items.push(Item::Heading(words.get("view-kept")));
        }
        let mut shown = None;
        for view in kept {
            let is_now = now
                .as_ref()
                .is_some_and(|now| *view == memory::View { name: view.name.clone(), ..now.clone() });
            shown = shown.or(is_now.then_some(view.name.as_str()));
            items.push(
                menu::action(view.name.as_str(), to(Arrange::Show(view.clone())))
                    .check(is_now && !is_found)
                    .into(),
            );
            is_found |= is_now;
        }
        items.push(Item::Separator);
        let may_keep = kept.len() < VIEWS_MAX;
        items.push(menu::action(words.get("view-keep"), to(Arrange::Name).filter(|_| may_keep)).into());
        if let Some(name) = shown {
            let label = words.with("view-forget", [("name", name.into())]);
            items.push(menu::action(label, to(Arrange::Forget(name.to_owned()))).into());
        }
        items.push(Item::Separator);
        let is_compact = context.density == Density::Compact;
        let other = if is_compact { Density::Usual } else { Density::Compact };
        let compact = menu::action(words.get("list-compact"), to(Arrange::Space(other)));
        items.push(compact.check(is_compact).into());
        let views = button(words.get("list-views")).icon(Icon::LayoutDashboard).end_icon(Icon::ChevronDown);
        menu_button(views, items).at_end().into()
    }

    /// The dialog in which columns are chosen, or a view is named.
    pub(super) fn arranging<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        arranging: &'a Arranging,
        is_live: bool,
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let to = move |message| map(Message::Arrange(message));
        match arranging {
            Arranging::Columns => self.choosing_columns(context, is_live, to),
            Arranging::Naming(name) => self.naming(context, name, is_live, to),
        }
    }

    fn choosing_columns<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        is_live: bool,
        to: impl Fn(Arrange) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let words = &context.words;
        let shown = self.shown_columns(context);
        let columns = self.source.columns();
        let all = columns.iter().enumerate().map(|(at, column)| {
            let box_of = check(column.title(context), Mark::from(shown.contains(&at)));
            let key = column.key().to_owned();
            // The first one says of whom or of what a row is.
            box_of.on_toggle_maybe((at > 0).then(|| to(Arrange::Toggle(key)))).into()
        });
        let body = column![
            text::muted(words.get("list-columns-hint")),
            Stacked::with_children(all.collect::<Vec<_>>()).spacing(space::XXS)
        ];
        let may_reset = (shown.len() < columns.len()).then(|| to(Arrange::AllColumns));
        dialog(words.get("list-columns"), is_live)
            .width(Width::Confirm)
            .body(body.spacing(space::SM))
            .on_close(words.get("close"), to(Arrange::Close))
            .closes_beside()
            .action(button(words.get("list-columns-all")).on_press_maybe(may_reset))
            .action(button(words.get("done")).kind(Kind::Primary).on_press(to(Arrange::Close)))
            .into()
    }

    fn naming<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        name: &'a str,
        is_live: bool,
        to: impl Fn(Arrange) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let words = &context.words;
        let typed = field(words.get("view-name"), name)
            .id(NAME)
            .hint(words.get("view-name-hint"))
            .on_input(move |name| to(Arrange::NameChanged(name)));
        let keep = self.nameable().map(|_| to(Arrange::Keep));
        dialog(words.get("view-keep-title"), is_live)
            .width(Width::Confirm)
            .body(Element::from(typed))
            .starts_at(NAME)
            .on_close(words.get("cancel"), to(Arrange::Close))
            .action(button(words.get("cancel")).on_press(to(Arrange::Close)))
            .default_action(button(words.get("view-keep-go")).kind(Kind::Primary).on_press_maybe(keep))
            .into()
    }
}
