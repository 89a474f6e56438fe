//! What stands above the table of a list: its title, and one row of tools. As long as nothing is selected, the row is
//! about the list; then about what is selected. The search stays in it, so that letters typed at the table have where to
//! go.

use iced::widget::{column, row};
use iced::{Center, Fill, Padding};

use super::{Arrange, List, Message, MessageOf, Narrow, SEARCH, Source, TABLE};
use crate::command::{Command, command, shortcut};
use crate::context::Context;
use crate::icon::Icon;
use crate::theme::space;
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::field::field;
use crate::widget::menu::menu_button;
use crate::widget::toolbar::{Toolbar, toolbar};
use crate::widget::{Element, surface, text};

/// What a screen puts into the row of tools.
pub struct Tools<'t, 'a, M> {
    /// What stands in the empty search.
    pub search: &'t str,
    /// What can be done with what is selected.
    pub of_selection: &'t [Command<'a, M>],
    /// What can be done without a selection.
    pub others: &'t [Command<'a, M>],
}

impl<S: Source> List<S> {
    /// The row of tools.
    pub fn tools<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        tools: &Tools<'_, 'a, M>,
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        let words = &context.words;
        let more = words.get("list-more");
        let menu = move |items| {
            let label = icon_button(Icon::Ellipsis, more.clone()).kind(Kind::Secondary);
            Element::from(menu_button(label, items).at_end())
        };
        let search = self.search(context, tools.search).map(map);
        let with = |bar: Toolbar<'a, M>, commands: &[Command<'a, M>]| {
            let of_use = commands.iter().filter(|command| command.is_of_use());
            of_use.fold(bar, |bar, it| bar.command(it.rank as u8, it.button(), it.item()))
        };
        let bar = toolbar(search, menu);
        if self.selection.is_empty() {
            let (chips, folded) = self.chips(context, map);
            let narrow = (!self.source.fields(context).is_empty()).then(|| {
                let keys = shortcut::NARROW.name(words);
                let narrow = button(words.get("list-narrow")).icon(Icon::FunnelPlus).shortcut(keys);
                narrow.on_press(map(Message::Narrow(Narrow::Open)))
            });
            let bar = bar.chips(chips, folded);
            let bar = narrow.into_iter().fold(bar, Toolbar::tool);
            let always = self.always(context, map).into_iter().filter(Command::is_of_use);
            let always: Vec<_> = always.map(|command| command.item()).collect();
            let has_views = !self.source.fields(context).is_empty();
            let bar = if has_views { bar.end(self.views(context, map)) } else { bar };
            return with(bar, tools.others).always(always).into();
        }
        let clear = icon_button(Icon::X, words.get("list-clear-selection"))
            .hint(words.get("list-clear-selection"))
            .shortcut(shortcut::CLEAR.name(words))
            .on_press(map(Message::ClearSelection));
        let count = words.with("list-selected", [("count", self.selected_count().into())]);
        let bar = bar.fixed(clear).fixed(text::label(count)).lit(true);
        with(bar, tools.of_selection).into()
    }

    /// The box to search in.
    fn search<'a>(&'a self, context: &'a Context, placeholder: &str) -> Element<'a, MessageOf<S>> {
        field("", self.query.search.as_str())
            .id(SEARCH)
            .leads_to(TABLE)
            .placeholder(context.words.get(placeholder))
            .lead(Icon::Search)
            .clear(context.words.get("list-clear"), Message::SearchChanged(String::new()))
            .on_submit(Message::SearchSubmitted)
            .on_input(Message::SearchChanged)
            .into()
    }

    /// What can be done on every list, and stands in the menu.
    fn always<'a, M: Clone>(
        &self,
        context: &'a Context,
        map: impl Fn(MessageOf<S>) -> M,
    ) -> [Command<'a, M>; 3] {
        let words = &context.words;
        let all = (self.count().unwrap_or_default() > 0).then(|| map(Message::SelectAll));
        [
            command(words.get("list-select-all"), Icon::ListChecks, all).keys(shortcut::SELECT_ALL, words),
            command(words.get("list-columns"), Icon::Columns3, Some(map(Message::Arrange(Arrange::Columns)))),
            command(words.get("list-refresh"), Icon::RotateCw, Some(map(Message::Refresh)))
                .keys(shortcut::REFRESH, words),
        ]
    }

    /// What can be done on every list.
    pub fn commands<'a, M: Clone>(
        &self,
        context: &'a Context,
        search: &str,
        map: impl Fn(MessageOf<S>) -> M,
    ) -> Vec<Command<'a, M>> {
        let words = &context.words;
        let clear = if !self.selection.is_empty() {
            Some(Message::ClearSelection)
        } else if !self.query.search.is_empty() {
            Some(Message::SearchChanged(String::new()))
        } else {
            None
        };
        let label =
            if self.selection.is_empty() && clear.is_some() { "list-clear" } else { "list-clear-selection" };
        let search = command(words.get(search), Icon::Search, Some(map(Message::Search)));
        let clear = command(words.get(label), Icon::X, clear.map(&map));
        let mut commands = vec![search.keys(shortcut::SEARCH, words), clear.keys(shortcut::CLEAR, words)];
        if !self.source.fields(context).is_empty() {
            let narrow = Some(map(Message::Narrow(Narrow::Open)));
            let narrow = command(words.get("list-narrow"), Icon::FunnelPlus, narrow);
            commands.push(narrow.keys(shortcut::NARROW, words));
        }
        commands.extend(self.always(context, map));
        commands
    }
}

/// A page with a list.
pub struct Page<'a, M> {
    pub title: String,
    /// How many there are.
    pub count: String,
    /// What is done most, at the right of the title.
    pub primary: Option<Element<'a, M>>,
    /// What is said of all of it, above the tools.
    pub above: Option<Element<'a, M>>,
    pub tools: Element<'a, M>,
    pub table: Element<'a, M>,
}

/// Lays out a page with a list.
pub fn page<'a, M: 'a>(page: Page<'a, M>) -> Element<'a, M> {
    let names = column![text::title(page.title), text::muted(page.count)].spacing(3).width(Fill);
    let head = row![names].extend(page.primary).spacing(space::SM).align_y(Center);
    // The row of tools is higher than what is in it, so that less is between.
    let content = column![head].extend(page.above).push(page.tools).push(page.table).spacing(space::SM);
    surface::canvas(content.padding(PAGE)).width(Fill).height(Fill).into()
}

/// The room around a page.
pub const PAGE: Padding = Padding { top: 18.0, right: space::XL, bottom: 20.0, left: space::XL };

/// The one command of a page that stands out.
pub fn primary<'a, M: Clone + 'a>(command: &Command<'a, M>) -> Element<'a, M> {
    command.button().kind(Kind::Primary).into()
}
