//! What a search has found, below its field: the arrows and Enter are the list's while the typing is the field's.

use super::list::{Outcome, Rows, View};
use super::option::{self, Item, Reach};
use super::semantics::{Mark, Role, Semantics};
use super::{Element, keys, paint};
use crate::theme::Theme;
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Event, Fill, Length, Rectangle, Renderer, Size};

/// What was found: see [`hits`].
pub struct Hits<'a, T, Message> {
    items: Vec<Item<'a, T>>,
    version: u64,
    rows_max: usize,
    on_choose: Chosen<'a, T, Message>,
    on_do: Option<Chosen<'a, T, Message>>,
}

type Chosen<'a, T, Message> = Box<dyn Fn(T) -> Message + 'a>;

/// Makes a list of what was found; another `version` is another search, whose first row is current again.
pub fn hits<'a, T: Clone, Message>(
    items: Vec<Item<'a, T>>,
    version: u64,
    on_choose: impl Fn(T) -> Message + 'a,
) -> Hits<'a, T, Message> {
    Hits { items, version, rows_max: ROWS_MAX, on_choose: Box::new(on_choose), on_do: None }
}

const ROW: f32 = 34.0;
const ROWS_MAX: usize = 11;

#[derive(Default)]
struct State {
    view: View,
    version: u64,
}

impl<'a, T: Clone, Message> Hits<'a, T, Message> {
    fn rows(&self, bounds: Rectangle) -> Rows {
        Rows { area: bounds, height: ROW, count: self.items.len() }
    }

    /// What Ctrl and Enter do with the one that is current.
    pub fn on_do(mut self, on_do: impl Fn(T) -> Message + 'a) -> Self
    where
        Message: 'a,
    {
        self.on_do = Some(Box::new(on_do));
        self
    }

    /// With Ctrl and Enter, says that more is to be done with the one that is current.
    fn do_with(&self, row: usize, shell: &mut Shell<'_, Message>) {
        if let (Some(item), Some(on_do)) = (self.items.get(row), &self.on_do) {
            shell.publish(on_do(item.value.clone()));
            shell.capture_event();
        }
    }

    fn choose(&self, row: usize, shell: &mut Shell<'_, Message>) {
        if let Some(item) = self.items.get(row) {
            shell.publish((self.on_choose)(item.value.clone()));
            shell.capture_event();
        }
    }
}

impl<T: Clone, Message> Widget<Message, Theme, Renderer> for Hits<'_, T, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State { view: View::at(Some(0)), version: self.version })
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.version != self.version {
            *state = State { view: View::at(Some(0)), version: self.version };
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let height = self.items.len().min(self.rows_max) as f32 * ROW;
        let size = limits.resolve(Fill, Length::Shrink, Size::new(0.0, height));
        let rows = self.rows(Rectangle::with_size(size));
        fit(&mut tree.state.downcast_mut::<State>().view, &rows);
        layout::Node::new(size)
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(layout.bounds());
        for row in state.view.visible(&rows) {
            let (Some(item), Some(area)) =
                (self.items.get(row), state.view.row_area(&rows, row).intersection(&rows.area))
            else {
                continue;
            };
            operation.text(None, area, &item.label);
            let is_current = state.view.current == Some(row);
            Semantics::new(Role::Option, item.label.as_ref())
                .value(item.detail.as_ref())
                .mark(Mark::from(is_current))
                .publish(operation, area);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        _viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let rows = self.rows(layout.bounds());
        match state.view.point(&rows, event, cursor) {
            Outcome::Ignored => {}
            Outcome::Changed => shell.request_redraw(),
            Outcome::Taken => {
                shell.capture_event();
                shell.request_redraw();
            }
            Outcome::Pressed(row) => self.choose(row, shell),
        }
        let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event
        else {
            return;
        };
        if *named == Named::Enter && keys::is_ctrl(*modifiers) && !shell.is_event_captured() {
            if let Some(row) = state.view.current {
                self.do_with(row, shell);
            }
            return;
        }
        // Another field of the dialog may have wanted it.
        if !modifiers.is_empty() || shell.is_event_captured() {
            return;
        }
        match named {
            Named::Enter => {
                if let Some(row) = state.view.current {
                    self.choose(row, shell);
                }
            }
            Named::ArrowDown | Named::ArrowUp | Named::PageDown | Named::PageUp
                if state.view.step(&rows, *named) =>
            {
                shell.capture_event();
                shell.request_redraw();
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(layout.bounds());
        let hit = cursor.position_over(rows.area).and_then(|point| state.view.hit(&rows, point));
        if hit.is_some() { mouse::Interaction::Pointer } else { mouse::Interaction::None }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let state = tree.state.downcast_ref::<State>();
        let rows = self.rows(layout.bounds());
        let Some(clip) = rows.area.intersection(viewport) else {
            return;
        };
        paint::clipped(renderer, clip, |renderer| {
            for row in state.view.visible(&rows) {
                let Some(item) = self.items.get(row) else {
                    continue;
                };
                let area = state.view.row_area(&rows, row);
                let is_current = state.view.current == Some(row) || state.view.hovered() == Some(row);
                let reach = Reach { is_current, is_picked: false };
                option::draw_item(renderer, item, area, 0.0, reach, tokens, clip);
            }
        });
        if rows.count > self.rows_max {
            renderer.with_layer(clip, |renderer| {
                state.view.bar(&rows).draw(renderer, tokens, state.view.is_bar_hot());
            });
        }
    }
}

impl<'a, T: Clone + 'a, Message: 'a> From<Hits<'a, T, Message>> for Element<'a, Message> {
    fn from(hits: Hits<'a, T, Message>) -> Self {
        Self::new(hits)
    }
}

/// Fits the list to its rows. One that was empty for a moment, as long as the answer was on its way, has its first
/// row current again: Enter means it.
fn fit(view: &mut View, rows: &Rows) {
    view.current = view.current.or(Some(0));
    view.fit(rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_means_the_first_row_though_there_was_none_for_a_moment() {
        let rows = |count| Rows { area: Rectangle::with_size(Size::new(100.0, 100.0)), height: ROW, count };
        let mut view = View::at(Some(0));
        fit(&mut view, &rows(0));
        assert_eq!(view.current, None);
        fit(&mut view, &rows(3));
        assert_eq!(view.current, Some(0));
    }
}
