//! One of a few: radio buttons below each other, or segments or tabs side by side.
//!
//! Either is one stop of Tab; the arrows go from one choice to the next and choose it.

use super::focus::Focus;
use super::semantics::{Mark, Role, Semantics};
use super::{Element, paint};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::{Color, Event, Length, Point, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// One of the choices.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice<'a, T> {
    pub value: T,
    pub label: Cow<'a, str>,
    pub hint: Cow<'a, str>,
    pub icon: Option<Icon>,
    pub is_enabled: bool,
}

/// Makes a choice.
pub fn choice<'a, T>(value: T, label: impl Into<Cow<'a, str>>) -> Choice<'a, T> {
    Choice { value, label: label.into(), hint: Cow::Borrowed(""), icon: None, is_enabled: true }
}

impl<'a, T> Choice<'a, T> {
    /// Explains it; radio buttons show it below, segments not at all.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Puts an icon before the label of a segment.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Cannot be chosen now.
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        self.is_enabled = is_enabled;
        self
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Radio,
    Segments,
    Tabs,
}

/// One of a few: see the module.
pub struct Choices<'a, T, Message> {
    id: Option<Id>,
    shape: Shape,
    choices: Vec<Choice<'a, T>>,
    selected: Option<T>,
    is_walked: bool,
    on_select: Option<Box<dyn Fn(T) -> Message + 'a>>,
}

/// Radio buttons, one below the other.
pub fn radio_group<'a, T: Copy + PartialEq, Message>(
    choices: Vec<Choice<'a, T>>,
    selected: Option<T>,
    on_select: impl Fn(T) -> Message + 'a,
) -> Choices<'a, T, Message> {
    let on_select: Option<Box<dyn Fn(T) -> Message + 'a>> = Some(Box::new(on_select));
    Choices { id: None, shape: Shape::Radio, choices, selected, is_walked: false, on_select }
}

/// Segments side by side, for two to four short words.
pub fn segmented<'a, T: Copy + PartialEq, Message>(
    choices: Vec<Choice<'a, T>>,
    selected: T,
    on_select: impl Fn(T) -> Message + 'a,
) -> Choices<'a, T, Message> {
    Choices { shape: Shape::Segments, ..radio_group(choices, Some(selected), on_select) }
}

/// Tabs side by side: the parts of a page, of which one is shown. What has no room beside the others stands below them.
pub fn tabs<'a, T: Copy + PartialEq, Message>(
    choices: Vec<Choice<'a, T>>,
    selected: T,
    on_select: impl Fn(T) -> Message + 'a,
) -> Choices<'a, T, Message> {
    Choices { shape: Shape::Tabs, ..radio_group(choices, Some(selected), on_select) }
}

impl<T: Copy + PartialEq, Message> Choices<'_, T, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Arrows only walk, and Space or Enter chooses: where choosing does something at once.
    pub fn walked(mut self) -> Self {
        self.is_walked = true;
        self
    }

    /// Can be chosen from, or not.
    pub fn enabled(mut self, is_enabled: bool) -> Self {
        if !is_enabled {
            self.on_select = None;
        }
        self
    }

    fn selected_at(&self) -> Option<usize> {
        self.choices.iter().position(|choice| Some(choice.value) == self.selected)
    }

    fn is_enabled(&self, choice: &Choice<'_, T>) -> bool {
        self.on_select.is_some() && choice.is_enabled
    }

    /// The sizes of the choices, one after the other.
    fn sizes(&self, room: f32) -> Vec<Size> {
        self.choices
            .iter()
            .map(|choice| match self.shape {
                Shape::Radio => radio_size(choice, room),
                Shape::Segments | Shape::Tabs => segment_size(choice),
            })
            .collect()
    }

    fn areas(&self, bounds: Rectangle) -> Vec<Rectangle> {
        let mut at = match self.shape {
            Shape::Radio | Shape::Tabs => bounds.position(),
            Shape::Segments => Point::new(bounds.x + INSET, bounds.y),
        };
        let mut areas = Vec::with_capacity(self.choices.len());
        for part in self.sizes(bounds.width) {
            match self.shape {
                Shape::Radio => {
                    let width = bounds.width;
                    areas.push(Rectangle::new(at, Size::new(width, part.height)));
                    at.y += part.height;
                }
                Shape::Segments => {
                    areas.push(Rectangle::new(at, Size::new(part.width, bounds.height)));
                    at.x += part.width;
                }
                Shape::Tabs => {
                    if at.x > bounds.x && at.x + part.width > bounds.x + bounds.width + ROUNDED {
                        at = Point::new(bounds.x, at.y + part.height);
                    }
                    areas.push(Rectangle::new(at, part));
                    at.x += part.width;
                }
            }
        }
        areas
    }

    fn hit(&self, bounds: Rectangle, cursor: mouse::Cursor) -> Option<usize> {
        let point = cursor.position_over(bounds)?;
        self.areas(bounds).iter().position(|area| area.contains(point))
    }

    /// Where the keyboard is: at the choice that it was walked to, or else at the chosen one.
    fn at(&self, state: &State) -> Option<usize> {
        state.walked.filter(|at| self.is_walked && *at < self.choices.len()).or(self.selected_at())
    }

    /// The next choice that can be chosen, round the circle.
    fn step(&self, from: Option<usize>, is_backwards: bool) -> Option<usize> {
        let count = self.choices.len();
        (1..=count)
            .map(|distance| match (from, is_backwards) {
                (None, false) => distance - 1,
                (None, true) => count - distance,
                (Some(from), false) => (from + distance) % count,
                (Some(from), true) => (from + count - distance) % count,
            })
            .find(|at| self.choices.get(*at).is_some_and(|choice| choice.is_enabled))
    }

    fn choose(&self, at: usize, shell: &mut Shell<'_, Message>) {
        if let (Some(choice), Some(on_select)) = (self.choices.get(at), &self.on_select)
            && choice.is_enabled
            && Some(choice.value) != self.selected
        {
            shell.publish(on_select(choice.value));
        }
    }
}

const GAP: f32 = space::SM;
/// What a sum of widths may differ by.
const ROUNDED: f32 = 0.5;
/// The room between the frame of a segmented control and its segments.
const INSET: f32 = 3.0;
const SEGMENT_PADDING: f32 = 12.0;

fn radio_size<T>(choice: &Choice<'_, T>, room: f32) -> Size {
    let start = size::CHECK + GAP;
    let label = paint::width(&choice.label, theme::BODY).ceil();
    if choice.hint.is_empty() {
        return Size::new(start + label, size::SMALL);
    }
    let hint = paint::block_size(&choice.hint, theme::CAPTION, (room - start).max(1.0));
    Size::new(start + label.max(hint.width), size::SMALL + hint.height + space::XXS)
}

fn segment_size<T>(choice: &Choice<'_, T>) -> Size {
    let icon = choice.icon.map_or(0.0, |_| size::ICON_SMALL + 6.0);
    let label = paint::width(&choice.label, theme::LABEL);
    let width = (2.0 * SEGMENT_PADDING + icon + label).ceil();
    Size::new(width, size::CONTROL)
}

#[derive(Default)]
struct State {
    focus: Focus,
    hovered: Option<usize>,
    /// Where the keyboard was walked to.
    walked: Option<usize>,
}

impl<T: Copy + PartialEq, Message> Widget<Message, Theme, Renderer> for Choices<'_, T, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let sizes = self.sizes(limits.max().width);
        let widths = sizes.iter().map(|part| part.width);
        let heights = sizes.iter().map(|part| part.height);
        let content = match self.shape {
            Shape::Radio => Size::new(widths.fold(0.0, f32::max), heights.sum()),
            Shape::Segments => Size::new(widths.sum::<f32>() + 2.0 * INSET, size::CONTROL),
            Shape::Tabs => {
                let room = Rectangle::with_size(Size::new(limits.max().width, size::CONTROL));
                let areas = self.areas(room);
                let ends = areas.iter().map(|area| area.x + area.width);
                let below = areas.last().map_or(size::CONTROL, |last| last.y + last.height);
                Size::new(ends.fold(0.0, f32::max), below)
            }
        };
        layout::Node::new(limits.resolve(Length::Shrink, Length::Shrink, content))
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        let state = tree.state.downcast_mut::<State>();
        state.focus.publish_if(self.on_select.is_some(), operation, self.id.as_ref(), bounds);
        let role = match self.shape {
            Shape::Radio => Role::RadioButton,
            Shape::Segments | Shape::Tabs => Role::Tab,
        };
        for (choice, area) in self.choices.iter().zip(self.areas(bounds)) {
            operation.text(None, area, &choice.label);
            if !choice.hint.is_empty() && self.shape == Shape::Radio {
                operation.text(None, area, &choice.hint);
            }
            Semantics::new(role, choice.label.as_ref())
                .mark(Mark::from(Some(choice.value) == self.selected))
                .enabled(self.is_enabled(choice))
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
        let bounds = layout.bounds();
        if self.on_select.is_none() {
            *state = State { focus: state.focus, ..State::default() };
            if state.focus.keeps_from(event) {
                shell.capture_event();
            }
            return;
        }
        let hit = self.hit(bounds, cursor);
        if hit != state.hovered {
            state.hovered = hit;
            shell.request_redraw();
        }
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(button)) => {
                if state.focus.press(hit.is_some()) {
                    shell.request_redraw();
                }
                if let Some(at) = hit
                    && *button == mouse::Button::Left
                {
                    state.walked = None;
                    self.choose(at, shell);
                    shell.capture_event();
                }
            }
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. })
                if state.focus.is_focused() && modifiers.is_empty() =>
            {
                let here = self.at(state);
                let step = |is_backwards| self.step(here, is_backwards);
                let at = match named {
                    Named::ArrowDown | Named::ArrowRight => step(false),
                    Named::ArrowUp | Named::ArrowLeft => step(true),
                    Named::Space if here.is_none() => step(false),
                    Named::Space | Named::Enter if self.is_walked => here,
                    Named::Space => None,
                    _ => return,
                };
                state.focus.show();
                if self.is_walked && !matches!(named, Named::Space | Named::Enter) {
                    state.walked = at;
                } else if let Some(at) = at {
                    state.walked = None;
                    self.choose(at, shell);
                }
                shell.capture_event();
                shell.request_redraw();
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        _tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _viewport: &Rectangle,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let hit = self.hit(layout.bounds(), cursor);
        match hit.and_then(|at| self.choices.get(at)) {
            Some(choice) if self.is_enabled(choice) => mouse::Interaction::Pointer,
            _ => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let hovered = self.hit(bounds, cursor);
        if self.shape == Shape::Segments {
            let (ground, line) = (tokens.sunken, tokens.border);
            paint::framed(renderer, bounds, radius::CONTROL, ground, line, 1.0);
        }
        for (at, (choice, area)) in self.choices.iter().zip(self.areas(bounds)).enumerate() {
            let look = Look {
                is_selected: Some(choice.value) == self.selected,
                is_hovered: hovered == Some(at),
                is_enabled: self.is_enabled(choice),
                // The ring is round the one that is chosen, or that would be.
                is_focused: state.focus.is_shown() && self.at(state).or(self.step(None, false)) == Some(at),
            };
            match self.shape {
                Shape::Radio => draw_radio(renderer, choice, area, look, tokens, *viewport),
                Shape::Segments => draw_segment(renderer, choice, area, look, tokens, *viewport),
                Shape::Tabs => draw_tab(renderer, choice, area, look, tokens, *viewport),
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Look {
    is_selected: bool,
    is_hovered: bool,
    is_enabled: bool,
    is_focused: bool,
}

fn draw_radio<T>(
    renderer: &mut Renderer,
    choice: &Choice<'_, T>,
    area: Rectangle,
    look: Look,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let first = Rectangle { height: size::SMALL, ..area };
    let circle = Rectangle::new(
        Point::new(area.x, (first.center_y() - size::CHECK / 2.0).round()),
        Size::new(size::CHECK, size::CHECK),
    );
    let (ground, line) = match (look.is_enabled, look.is_selected) {
        (false, _) => (tokens.sunken, tokens.border_strong),
        (true, true) if look.is_hovered => (tokens.accent_hover, tokens.accent_hover),
        (true, true) => (tokens.accent, tokens.accent),
        (true, false) if look.is_hovered => (tokens.surface, tokens.control_hover),
        (true, false) => (tokens.surface, tokens.control),
    };
    paint::framed(renderer, circle, size::CHECK / 2.0, ground, line, 1.0);
    let dot = match (look.is_selected, look.is_enabled) {
        (false, _) => Color::TRANSPARENT,
        (true, true) => tokens.on_accent,
        (true, false) => tokens.faint,
    };
    paint::rounded(renderer, circle.shrink(5.0), 3.0, dot);
    let start = size::CHECK + GAP;
    let label = Rectangle { x: area.x + start, width: area.width - start + 1.0, ..first };
    let ink = if look.is_enabled { tokens.text } else { tokens.faint };
    let side = paint::Side::Start;
    paint::line(renderer, &choice.label, label, theme::BODY, side, ink, clip);
    if !choice.hint.is_empty() {
        let hint = Rectangle { y: area.y + size::SMALL - 4.0, height: area.height - size::SMALL, ..label };
        paint::block(renderer, &choice.hint, hint, theme::CAPTION, tokens.muted, clip);
    }
    let half = size::CHECK / 2.0;
    paint::ring(renderer, circle, half, tokens.focus, look.is_focused);
}

fn draw_segment<T>(
    renderer: &mut Renderer,
    choice: &Choice<'_, T>,
    area: Rectangle,
    look: Look,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let face = Rectangle { y: area.y + INSET, height: area.height - 2.0 * INSET, ..area };
    let (ground, line, ink) = match (look.is_enabled, look.is_selected) {
        (false, _) => (Color::TRANSPARENT, Color::TRANSPARENT, tokens.faint),
        (true, true) => (tokens.raised, tokens.accent_text, tokens.accent_text),
        (true, false) if look.is_hovered => (tokens.hover, Color::TRANSPARENT, tokens.text),
        (true, false) => (Color::TRANSPARENT, Color::TRANSPARENT, tokens.muted),
    };
    paint::framed(renderer, face, radius::CHECK, ground, line, 1.0);
    let mut label =
        Rectangle { x: area.x + SEGMENT_PADDING, width: area.width - 2.0 * SEGMENT_PADDING + 1.0, ..area };
    if let Some(icon) = choice.icon {
        let picture = Rectangle { width: size::ICON_SMALL, ..label };
        paint::icon(renderer, icon, picture, size::ICON_SMALL, ink, clip);
        label.x += size::ICON_SMALL + 6.0;
        label.width -= size::ICON_SMALL + 6.0;
    }
    let side = paint::Side::Start;
    paint::line(renderer, &choice.label, label, theme::LABEL, side, ink, clip);
    paint::ring(renderer, face, radius::CHECK, tokens.focus, look.is_focused);
}

/// The one that is shown stands over a line.
fn draw_tab<T>(
    renderer: &mut Renderer,
    choice: &Choice<'_, T>,
    area: Rectangle,
    look: Look,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let ink = match (look.is_enabled, look.is_selected) {
        (false, _) => tokens.faint,
        (true, true) => tokens.accent_text,
        (true, false) if look.is_hovered => tokens.text,
        (true, false) => tokens.muted,
    };
    let label =
        Rectangle { x: area.x + SEGMENT_PADDING, width: area.width - 2.0 * SEGMENT_PADDING + 1.0, ..area };
    paint::line(renderer, &choice.label, label, theme::LABEL, paint::Side::Start, ink, clip);
    let line = Rectangle { y: area.y + area.height - TAB_LINE, height: TAB_LINE, ..area };
    let mark = if look.is_selected { tokens.accent_text } else { Color::TRANSPARENT };
    paint::rounded(renderer, line, 0.0, mark);
    paint::ring(renderer, area.shrink(INSET), radius::CHECK, tokens.focus, look.is_focused);
}

/// How thick the line is under the tab that is shown.
const TAB_LINE: f32 = 2.0;

impl<'a, T: Copy + PartialEq + 'a, Message: 'a> From<Choices<'a, T, Message>> for Element<'a, Message> {
    fn from(choices: Choices<'a, T, Message>) -> Self {
        Self::new(choices)
    }
}
