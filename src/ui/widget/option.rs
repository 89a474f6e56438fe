//! Something that can be picked from a list, and how its row looks; shared by drop-downs and pickers.

use super::matching::Query;
use super::{focus, keys, paint};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use iced::advanced::layout::Layout;
use iced::advanced::text::LineHeight;
use iced::advanced::widget::{Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse};
use iced::widget::{TextInput, text_input};
use iced::{Event, Padding, Pixels, Rectangle, Renderer};
use std::borrow::Cow;
use std::ops::Range;

/// Something that can be picked.
#[derive(Debug, Clone, PartialEq)]
pub struct Item<'a, T> {
    pub value: T,
    pub label: Cow<'a, str>,
    /// What tells it from others of the same name.
    pub detail: Cow<'a, str>,
    pub icon: Option<Icon>,
    /// The letters of the label that a search has found, in bytes.
    pub found: Option<Range<usize>>,
}

/// Makes something that can be picked.
pub fn item<'a, T>(value: T, label: impl Into<Cow<'a, str>>) -> Item<'a, T> {
    Item { value, label: label.into(), detail: Cow::Borrowed(""), icon: None, found: None }
}

impl<'a, T> Item<'a, T> {
    /// Says more at the right, muted.
    pub fn detail(mut self, detail: impl Into<Cow<'a, str>>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Marks what a search has found in the label.
    pub fn found_by(mut self, query: &Query) -> Self {
        self.found = query.place(&self.label);
        self
    }

    /// Puts an icon before the label.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }
}

/// The words of a list that can be searched.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words<'a> {
    /// What stands in the empty search box.
    pub search: Cow<'a, str>,
    /// What stands in the list when nothing is found.
    pub none: Cow<'a, str>,
}

/// The items that a search has found, by number.
#[derive(Debug, Clone, Default)]
pub struct Found {
    filter: String,
    /// Which list was searched: its place in memory and its length.
    list: (usize, usize),
    numbers: Option<Vec<u32>>,
}

impl Found {
    /// What was typed.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Looks for something else.
    pub fn set_filter(&mut self, filter: String) {
        self.filter = filter;
        self.list = (0, 0);
    }

    /// Searches again, if the list or the filter is another.
    pub fn refresh<T>(&mut self, items: &[Item<'_, T>]) {
        let list = (items.as_ptr() as usize, items.len());
        if list == self.list {
            return;
        }
        self.list = list;
        let query = Query::new(&self.filter);
        self.numbers = (!query.is_empty()).then(|| {
            (0_u32..)
                .zip(items)
                .filter(|(_, item)| query.finds_either(&item.label, &item.detail))
                .map(|(number, _)| number)
                .collect()
        });
    }

    /// How many were found.
    pub fn count<T>(&self, items: &[Item<'_, T>]) -> usize {
        self.numbers.as_ref().map_or(items.len(), Vec::len)
    }

    /// The number of the item in a row.
    pub fn number(&self, row: usize) -> usize {
        match &self.numbers {
            Some(numbers) => numbers.get(row).map_or(usize::MAX, |number| *number as usize),
            None => row,
        }
    }

    /// The item in a row.
    pub fn item<'i, 'a, T>(&self, items: &'i [Item<'a, T>], row: usize) -> Option<&'i Item<'a, T>> {
        items.get(self.number(row))
    }

    /// The row of an item.
    pub fn row(&self, number: usize) -> Option<usize> {
        match &self.numbers {
            Some(numbers) => numbers.iter().position(|found| *found as usize == number),
            None => Some(number),
        }
    }
}

/// The height of the search box at the head of a list.
pub const SEARCH: f32 = 40.0;

/// The search box at the head of a list. It owns all it needs, so that it can be made anew for each
/// call; what it remembers is in its part of the tree.
pub type SearchBox = TextInput<'static, String, Theme, Renderer>;

/// What iced keeps for a search box.
pub type SearchState = text_input::State<<Renderer as iced::advanced::text::Renderer>::Paragraph>;

/// An event, and where it finds the search box.
pub struct Incoming<'e> {
    pub event: &'e Event,
    pub layout: Layout<'e>,
    pub cursor: mouse::Cursor,
    pub renderer: &'e Renderer,
}

/// What has become of a search box.
pub struct Typed {
    pub filter: Option<String>,
    pub has_focus: bool,
}

/// Lets a search box hear of an event.
pub fn type_into<Message>(
    input: &mut SearchBox,
    tree: &mut Tree,
    incoming: &Incoming<'_>,
    clipboard: &mut dyn Clipboard,
    shell: &mut Shell<'_, Message>,
) -> Typed {
    let mut filters = Vec::new();
    let mut local = Shell::new(&mut filters);
    if !keys::is_past_text(incoming.event) {
        Widget::update(
            input,
            tree,
            incoming.event,
            incoming.layout,
            incoming.cursor,
            incoming.renderer,
            clipboard,
            &mut local,
            &incoming.layout.bounds(),
        );
    }
    shell.request_redraw_at(local.redraw_request());
    shell.input_method_mut().merge(local.input_method());
    if local.is_event_captured() {
        shell.capture_event();
    }
    let place = focus::survey(&mut |operation: &mut dyn Operation| {
        Widget::operate(input, tree, incoming.layout, incoming.renderer, operation);
    });
    Typed { filter: filters.pop(), has_focus: place.at.is_some() }
}

/// The part of the tree of a search box.
pub fn search_tree() -> Tree {
    let input = search_box("", "");
    Tree::new(&input as &dyn Widget<String, Theme, Renderer>)
}

/// Makes a search box that holds what was typed.
pub fn search_box(placeholder: &str, filter: &str) -> SearchBox {
    TextInput::new(placeholder, filter)
        .font(theme::BODY.font)
        .size(theme::BODY.size)
        .line_height(LineHeight::Absolute(Pixels(theme::BODY.line)))
        .padding(Padding { top: 11.0, right: space::MD, bottom: 11.0, left: 36.0 })
        .on_input(|filter| filter)
}

/// Draws what the search box lies on.
pub fn draw_search_ground(renderer: &mut Renderer, area: Rectangle, tokens: &Tokens, clip: Rectangle) {
    let icon = Rectangle { x: area.x + 6.0, width: 28.0, ..area };
    paint::icon(renderer, Icon::Search, icon, size::ICON_SMALL, tokens.muted, clip);
    let line = Rectangle { y: area.y + area.height - 1.0, height: 1.0, ..area };
    paint::fill(renderer, line, tokens.border);
}

/// How a row of a list is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// The keyboard or the pointer is on it.
    pub is_current: bool,
    /// It is the one that was picked.
    pub is_picked: bool,
}

/// Draws the row of an item, `indent` from its left.
pub fn draw_item<T>(
    renderer: &mut Renderer,
    item: &Item<'_, T>,
    area: Rectangle,
    indent: f32,
    reach: Reach,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let ground = if reach.is_current { tokens.accent_subtle } else { iced::Color::TRANSPARENT };
    paint::rounded(renderer, area, radius::CHECK + 1.0, ground);
    let mut inner =
        Rectangle { x: area.x + space::SM + indent, width: area.width - 2.0 * space::SM - indent, ..area };
    if reach.is_picked {
        inner.width -= size::ICON_SMALL + space::SM;
        let mark = Rectangle { x: inner.x + inner.width + space::SM, width: size::ICON_SMALL, ..inner };
        let ink = tokens.accent_text;
        paint::icon(renderer, Icon::Check, mark, size::ICON_SMALL, ink, clip);
    }
    if let Some(icon) = item.icon {
        let picture = Rectangle { width: size::ICON_SMALL, ..inner };
        paint::icon(renderer, icon, picture, size::ICON_SMALL, tokens.muted, clip);
        inner.x += size::ICON_SMALL + space::SM;
        inner.width -= size::ICON_SMALL + space::SM;
    }
    let label_width = paint::width(&paint::visible(&item.label), theme::BODY).min(inner.width);
    let room = inner.width - label_width - space::LG;
    if !item.detail.is_empty() && room > 24.0 {
        let detail = Rectangle { x: inner.x + inner.width - room, width: room, ..inner };
        let (kind, side) = (theme::CAPTION, paint::Side::End);
        paint::line(renderer, &item.detail, detail, kind, side, tokens.muted, clip);
    }
    let (kind, side) = (theme::BODY, paint::Side::Start);
    if let Some(found) = item.found.clone() {
        paint::mark(renderer, &item.label, found, inner, kind, tokens.warning_subtle);
    }
    paint::line(renderer, &item.label, inner, kind, side, tokens.text, clip);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Item<'static, u8>> {
        vec![
            item(1, "Front door").detail("Lobby"),
            item(2, "Back door").detail("Kitchen"),
            item(3, "Room 104"),
        ]
    }

    #[test]
    fn without_a_filter_rows_are_items() {
        let mut found = Found::default();
        found.refresh(&items());
        assert_eq!(found.count(&items()), 3);
        assert_eq!((found.number(2), found.row(2)), (2, Some(2)));
    }

    #[test]
    fn a_filter_finds_by_label_and_detail() {
        let list = items();
        let mut found = Found::default();
        found.set_filter("door kit".to_owned());
        found.refresh(&list);
        assert_eq!(found.count(&list), 1);
        assert_eq!(found.item(&list, 0).map(|item| item.value), Some(2));
        assert_eq!((found.row(1), found.row(0)), (Some(0), None));
    }
}
