//! Text fields of one line: label, frame, hint or error.
//!
//! The typing itself is iced's. What it lacks is here: a frame that holds icons and buttons, the label
//! and what is wrong, and keys that a field must leave alone. Escape belongs to the dialog (iced would
//! drop the focus), Alt and a letter to the menus, Ctrl and a digit to the window (iced would type both).

use super::button::icon_button;
use super::clock;
use super::focus::{self, Focus, LeadsTo, Passing, Ring, Target, Wrong};
use super::label::leading;
use super::option::SearchState as InputState;
use super::semantics::{Role, Semantics};
use super::{Element, form, keys, paint, text};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tone, Type, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::text::LineHeight;
use iced::advanced::widget::operation::Focusable as _;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, clipboard, mouse, overlay, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::{Row, TextInput, column, container, row};
use iced::{
    Center, Color, Event, Fill, Length, Padding, Pixels, Point, Rectangle, Renderer, Size, Vector, touch,
    window,
};
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// A text field: see [`field`].
pub struct Field<'a, Message> {
    id: Option<Id>,
    label: Cow<'a, str>,
    value: Cow<'a, str>,
    placeholder: Cow<'a, str>,
    hint: Cow<'a, str>,
    error: Option<Cow<'a, str>>,
    is_wrong: bool,
    is_required: bool,
    is_secret: bool,
    kind: Type,
    lead: Option<Icon>,
    end: Option<Icon>,
    trail: Vec<Trail<'a, Message>>,
    width: Length,
    is_narrow: bool,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
    on_submit: Option<Message>,
    leads_to: Option<Id>,
}

struct Trail<'a, Message> {
    icon: Icon,
    name: Cow<'a, str>,
    message: Message,
    is_stop: bool,
}

/// Makes a field; an empty label is for search boxes, whose placeholder is their name.
pub fn field<'a, Message>(
    label: impl Into<Cow<'a, str>>,
    value: impl Into<Cow<'a, str>>,
) -> Field<'a, Message> {
    Field {
        id: None,
        label: label.into(),
        value: value.into(),
        placeholder: Cow::Borrowed(""),
        hint: Cow::Borrowed(""),
        error: None,
        is_wrong: false,
        is_required: false,
        is_secret: false,
        kind: theme::BODY,
        lead: None,
        end: None,
        trail: Vec::new(),
        width: Fill,
        is_narrow: false,
        on_input: None,
        on_submit: None,
        leads_to: None,
    }
}

/// Makes a search box: what is looked for is its name, and a button empties it.
pub fn search<'a, Message>(
    placeholder: impl Into<Cow<'a, str>>,
    typed: impl Into<Cow<'a, str>>,
    clear: impl Into<Cow<'a, str>>,
    on_input: impl Fn(String) -> Message + 'a,
) -> Field<'a, Message> {
    let emptied = on_input(String::new());
    field("", typed).placeholder(placeholder).lead(Icon::Search).clear(clear, emptied).on_input(on_input)
}

impl<'a, Message> Field<'a, Message> {
    /// Names it, to be focused and found.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// What stands in it while it is empty.
    pub fn placeholder(mut self, placeholder: impl Into<Cow<'a, str>>) -> Self {
        self.placeholder = placeholder.into();
        self
    }

    /// Explains it below.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What is wrong with it, in place of the hint.
    pub fn error(mut self, error: Option<impl Into<Cow<'a, str>>>) -> Self {
        self.error = error.map(Into::into);
        self
    }

    /// Is marked red, where what is wrong is said of several fields at once.
    pub fn wrong(mut self, is_wrong: bool) -> Self {
        self.is_wrong = is_wrong;
        self
    }

    /// Must be filled in.
    pub fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    /// Is set in the face of codes.
    pub fn mono(mut self) -> Self {
        self.kind = theme::MONO;
        self
    }

    /// Puts an icon at its start.
    pub fn lead(mut self, icon: Icon) -> Self {
        self.lead = Some(icon);
        self
    }

    /// Puts an icon at its end that is not a button.
    pub fn end(mut self, icon: Icon) -> Self {
        self.end = Some(icon);
        self
    }

    /// Puts a button at its end, not a stop of Tab: there is a key for the same.
    pub fn trail(mut self, icon: Icon, name: impl Into<Cow<'a, str>>, message: Message) -> Self {
        self.trail.push(Trail { icon, name: name.into(), message, is_stop: false });
        self
    }

    /// Can be emptied by a button, once there is something in it.
    pub fn clear(self, name: impl Into<Cow<'a, str>>, message: Message) -> Self {
        if self.value.is_empty() {
            return self;
        }
        self.trail(Icon::X, name, message)
    }

    /// Hides what is typed.
    pub fn secret(mut self) -> Self {
        self.is_secret = true;
        self
    }

    /// Hides what is typed until the button at its end says otherwise.
    pub fn secret_until(
        mut self,
        is_revealed: bool,
        name: impl Into<Cow<'a, str>>,
        message: Message,
    ) -> Self {
        self.is_secret = !is_revealed;
        self.trail.push(Trail {
            icon: if is_revealed { Icon::EyeOff } else { Icon::Eye },
            name: name.into(),
            message,
            is_stop: true,
        });
        self
    }

    /// Takes another width.
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Is for a few digits: the frame is narrow, what is said of it is not.
    pub fn narrow(mut self) -> Self {
        self.is_narrow = true;
        self
    }

    /// What a change does; without it the field cannot be changed.
    pub fn on_input(mut self, on_input: impl Fn(String) -> Message + 'a) -> Self {
        self.on_input = Some(Box::new(on_input));
        self
    }

    /// What a change does, if it may be changed.
    pub fn on_input_maybe(mut self, on_input: Option<impl Fn(String) -> Message + 'a>) -> Self {
        self.on_input = on_input.map(|on_input| Box::new(on_input) as _);
        self
    }

    /// Searches in the list or tree of this name: the arrow down goes there.
    pub fn leads_to(mut self, id: impl Into<Id>) -> Self {
        self.leads_to = Some(id.into());
        self
    }

    /// What Enter does; else it is the dialog's.
    pub fn on_submit(mut self, message: Message) -> Self {
        self.on_submit = Some(message);
        self
    }

    /// Whether a label stands above the frame.
    pub(super) fn has_label(&self) -> bool {
        !self.label.is_empty()
    }

    /// What it is called.
    pub(super) fn name(&self) -> String {
        let name = if self.label.is_empty() { &self.placeholder } else { &self.label };
        name.to_string()
    }
}

/// The room above the frame that a label takes.
const LABEL_HEIGHT: f32 = 18.0 + space::FIELD;

/// Where the frame is in the whole field.
pub(super) fn frame_in(bounds: Rectangle, has_label: bool) -> Rectangle {
    let top = if has_label { LABEL_HEIGHT } else { 0.0 };
    Rectangle { y: bounds.y + top, height: size::CONTROL, ..bounds }
}

/// The label above a control.
pub(super) fn caption<'a, Message: 'a>(
    label: Cow<'a, str>,
    is_required: bool,
) -> Option<Element<'a, Message>> {
    if label.is_empty() {
        return None;
    }
    let star = is_required.then(|| text::toned("*", Tone::Danger).into());
    let label = text::clipped(label).kind(theme::LABEL);
    Some(row![label].extend(star).spacing(space::XS).into())
}

/// What stands below a control: what is wrong, or else the hint.
pub(super) fn remark<'a, Message: 'a>(
    hint: Cow<'a, str>,
    error: Option<Cow<'a, str>>,
) -> Option<Element<'a, Message>> {
    match error {
        Some(error) => Some(form::wrong(error)),
        None if hint.is_empty() => None,
        None => Some(text::caption(hint).into()),
    }
}

impl<'a, Message: Clone + 'a> From<Field<'a, Message>> for Element<'a, Message> {
    fn from(field: Field<'a, Message>) -> Self {
        let has_error = field.is_wrong || field.error.is_some();
        let width = field.width;
        let name = field.name();
        let caption = caption(field.label, field.is_required);
        let remark = remark(field.hint, field.error);
        let value = clean(&field.value);
        let mut input = TextInput::new(&field.placeholder, &value)
            .secure(field.is_secret)
            .font(field.kind.font)
            .size(field.kind.size)
            .line_height(LineHeight::Absolute(Pixels(field.kind.line)))
            .padding(Padding {
                top: 7.0,
                right: 10.0,
                bottom: 7.0,
                left: if field.lead.is_some() { LEAD } else { 10.0 },
            })
            .on_submit_maybe(field.on_submit);
        if let Some(id) = field.id.clone() {
            input = input.id(id);
        }
        let is_enabled = field.on_input.is_some();
        if let Some(on_input) = field.on_input {
            input = input.on_input(on_input);
        }
        let is_trail_a_stop = field.trail.iter().any(|trail| trail.is_stop);
        let trail = field
            .trail
            .into_iter()
            .map(|trail| icon_button(trail.icon, trail.name).small().on_press(trail.message).into());
        let frame = Frame {
            id: field.id,
            name,
            value: (!field.is_secret).then(|| value.into_owned()),
            is_enabled,
            has_error,
            is_trail_a_stop,
            lead: field.lead,
            end: field.end,
            leads_to: field.leads_to,
            children: [input.into(), Row::with_children(trail).align_y(Center).into()],
        };
        let frame = Self::new(frame);
        let frame = if field.is_narrow { container(frame).width(NARROW).into() } else { frame };
        let has_label = caption.is_some();
        let whole = column(caption).push(frame).extend(remark).spacing(space::FIELD).width(width);
        if has_label { leading(whole) } else { whole.into() }
    }
}

/// How wide a field for a few digits is.
const NARROW: f32 = 120.0;
/// How wide a field is where nothing says how wide it may be.
const WIDTH_LEAST: f32 = 200.0;
const LEAD: f32 = 34.0;
const END: f32 = 32.0;

/// What a field of one line can hold. The rest is dropped: a line break cannot be edited on one line.
fn clean(value: &str) -> Cow<'_, str> {
    if !value.contains(char::is_control) {
        return Cow::Borrowed(value);
    }
    Cow::Owned(one_line(value))
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.trim_end_matches(['\r', '\n']).chars() {
        match character {
            '\r' => {}
            '\n' | '\t' => line.push(' '),
            other if other.is_control() => {}
            other => line.push(other),
        }
    }
    line
}

/// The clipboard as a field of one line reads it.
struct OneLine<'a>(&'a mut dyn Clipboard);

impl Clipboard for OneLine<'_> {
    fn read(&self, kind: clipboard::Kind) -> Option<String> {
        self.0.read(kind).map(|text| one_line(&text))
    }

    fn write(&mut self, kind: clipboard::Kind, contents: String) {
        self.0.write(kind, contents);
    }
}

/// The frame with what is in it: the input first, the buttons at its end second.
struct Frame<'a, Message> {
    id: Option<Id>,
    name: String,
    value: Option<String>,
    is_enabled: bool,
    has_error: bool,
    is_trail_a_stop: bool,
    lead: Option<Icon>,
    end: Option<Icon>,
    leads_to: Option<Id>,
    children: [Element<'a, Message>; 2],
}

#[derive(Default)]
struct State {
    is_focused: bool,
    /// What has the keyboard while nothing can be typed: iced takes it from such a field.
    parked: Focus,
    was_hovered: bool,
    caret: Caret,
}

/// The caret blinks for so long after the last key or click, and then stands still: a window that nobody uses has
/// nothing to paint.
const BLINKS: Duration = Duration::from_secs(10);

/// What the caret of a text that has the keyboard does.
struct Caret {
    touched: Instant,
    is_window_active: bool,
}

impl Default for Caret {
    fn default() -> Caret {
        Caret { touched: clock::now(), is_window_active: true }
    }
}

impl Caret {
    /// Takes what happened. Whether the caret is to stand still at this frame.
    fn stands(&mut self, event: &Event) -> bool {
        match event {
            Event::Window(window::Event::RedrawRequested(at)) => {
                return self.is_window_active && at.saturating_duration_since(self.touched) >= BLINKS;
            }
            Event::Window(window::Event::Unfocused) => self.is_window_active = false,
            Event::Window(window::Event::Focused) => {
                (self.is_window_active, self.touched) = (true, clock::now());
            }
            Event::Keyboard(_) | Event::InputMethod(_) | Event::Mouse(mouse::Event::ButtonPressed(_)) => {
                self.touched = clock::now();
            }
            _ => {}
        }
        false
    }
}

/// Whether something is pressed by a pointer.
pub(super) const fn is_pointed(event: &Event) -> bool {
    matches!(
        event,
        Event::Mouse(mouse::Event::ButtonPressed(_)) | Event::Touch(touch::Event::FingerPressed { .. })
    )
}

/// Whether a key press is one that a field must not see.
fn is_foreign(event: &Event) -> bool {
    if keys::is_past_text(event) {
        return true;
    }
    let Event::Keyboard(keyboard::Event::KeyPressed { key, modifiers, .. }) = event else {
        return false;
    };
    match key {
        Key::Named(Named::Escape) => true,
        // Alt and an arrow go back, and with a page key to the next tab, wherever the keyboard is; on a Mac they go over words.
        Key::Named(Named::ArrowLeft | Named::ArrowRight | Named::PageUp | Named::PageDown) => {
            *modifiers == keyboard::Modifiers::ALT && !cfg!(target_os = "macos")
        }
        // With others it is a shortcut.
        Key::Named(Named::Enter) => !modifiers.is_empty(),
        Key::Named(_) | Key::Character(_) | Key::Unidentified => false,
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Frame<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        self.children.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        let input = tree.children.first_mut().map(|input| input.state.downcast_mut::<InputState>());
        match input {
            Some(input) if !self.is_enabled && input.is_focused() => {
                state.parked.focus();
            }
            Some(input) if self.is_enabled && state.parked.is_focused() => {
                state.parked = Focus::default();
                input.focus();
            }
            Some(_) | None => {}
        }
        tree.diff_children(&self.children);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let [input_tree, trail_tree] = tree.children.as_mut_slice() else {
            return layout::Node::default();
        };
        let [input, trail] = &mut self.children;
        let content = Size::new(WIDTH_LEAST, size::CONTROL);
        let width = limits.resolve(Fill, Length::Shrink, content).width;
        let height = size::CONTROL;
        let free = layout::Limits::new(Size::ZERO, Size::new(width, height));
        let trail = trail.as_widget_mut().layout(trail_tree, renderer, &free);
        let trail_size = trail.size();
        let end = if self.end.is_some() { END } else { 0.0 };
        let trail_width = match trail_size.width {
            0.0 => end,
            width => width + 2.0 + end,
        };
        let room = Size::new((width - trail_width).max(0.0), height);
        let input =
            input.as_widget_mut().layout(input_tree, renderer, &layout::Limits::new(Size::ZERO, room));
        let trail = trail.move_to(Point::new(width - trail_width, (height - trail_size.height) / 2.0));
        layout::Node::with_children(Size::new(width, height), vec![input, trail])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let mut parts = self.children.iter_mut().zip(&mut tree.children).zip(layout.children());
        let mut semantics = Semantics::new(Role::TextField, self.name.clone()).enabled(self.is_enabled);
        if let Some(value) = &self.value {
            semantics = semantics.value(value.clone());
        }
        semantics.publish(operation, layout.bounds());
        if let Some(((input, tree), layout)) = parts.next() {
            if self.is_enabled {
                input.as_widget_mut().operate(tree, layout, renderer, operation);
                if let Some(id) = &self.leads_to {
                    operation.custom(None, layout.bounds(), &mut LeadsTo(id.clone()));
                }
                if self.has_error {
                    operation.custom(None, layout.bounds(), &mut Wrong);
                }
            } else {
                if let Some(value) = &self.value {
                    operation.text(None, layout.bounds(), value);
                }
                state.parked.publish_if(false, operation, self.id.as_ref(), layout.bounds());
            }
        }
        if let Some(((trail, tree), layout)) = parts.next() {
            let trail = trail.as_widget_mut();
            if self.is_trail_a_stop {
                trail.operate(tree, layout, renderer, operation);
            } else {
                trail.operate(tree, layout, renderer, &mut Passing(operation));
            }
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let state = tree.state.downcast_mut::<State>();
        let bounds = layout.bounds();
        let is_hovered = cursor.is_over(bounds);
        if is_hovered != state.was_hovered {
            state.was_hovered = is_hovered;
            shell.request_redraw();
        }
        let mut parts = self.children.iter_mut().zip(&mut tree.children).zip(layout.children());
        let (Some(((input, input_tree), input_layout)), Some(((trail, trail_tree), trail_layout))) =
            (parts.next(), parts.next())
        else {
            return;
        };
        trail.as_widget_mut().update(
            trail_tree,
            event,
            trail_layout,
            cursor,
            renderer,
            clipboard,
            shell,
            viewport,
        );
        if is_pointed(event) && shell.is_event_captured() && is_hovered && state.is_focused {
            // Whoever types, and presses what is in the field, goes on to type.
            let mut walk = |operation: &mut dyn Operation| {
                trail.as_widget_mut().operate(trail_tree, trail_layout, renderer, operation);
            };
            focus::give(&Target::None, Ring::Hidden, &mut walk);
        }
        let is_pressed_beside =
            matches!(event, Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)))
                && is_hovered
                && !cursor.is_over(input_layout.bounds());
        let is_frame = matches!(event, Event::Window(_));
        // Who presses elsewhere leaves the field only when something else takes the keyboard.
        let is_heard = !shell.is_event_captured() && (is_hovered || !is_pointed(event));
        let is_still = state.caret.stands(event) && state.is_focused;
        if (self.is_enabled || is_frame) && is_heard && !is_foreign(event) {
            let mut hear = |event: &Event, shell: &mut Shell<'_, Message>| {
                let clipboard = &mut OneLine(clipboard);
                let input = input.as_widget_mut();
                input.update(input_tree, event, input_layout, cursor, renderer, clipboard, shell, viewport);
            };
            if is_still {
                // The window's coming back makes the caret visible; the next blink is not asked for.
                let mut nothing = Vec::new();
                let mut unheard = Shell::new(&mut nothing);
                hear(&Event::Window(window::Event::Focused), &mut unheard);
                hear(event, &mut unheard);
                shell.input_method_mut().merge(unheard.input_method());
            } else {
                hear(event, shell);
            }
        }
        let mut walk = |operation: &mut dyn Operation| {
            input.as_widget_mut().operate(input_tree, input_layout, renderer, operation);
        };
        if is_pressed_beside && self.is_enabled && !shell.is_event_captured() {
            focus::give(&Target::At(0), Ring::Hidden, &mut walk);
            shell.capture_event();
        }
        let is_focused = self.is_enabled && focus::survey(&mut walk).at.is_some();
        if is_focused != state.is_focused {
            state.is_focused = is_focused;
            shell.request_redraw();
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let parts = self.children.iter().zip(&tree.children);
        parts
            .zip(layout.children())
            .map(|((child, tree), layout)| {
                child.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .max()
            .unwrap_or_default()
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let tokens = theme.tokens();
        let bounds = layout.bounds();
        let state = tree.state.downcast_ref::<State>();
        let status = Status {
            is_enabled: self.is_enabled,
            is_focused: state.is_focused,
            is_hovered: cursor.is_over(bounds),
            has_error: self.has_error,
        };
        draw_frame(renderer, bounds, status, tokens);
        let ends = [
            (self.lead, Rectangle { width: LEAD, ..bounds }),
            (self.end, Rectangle { x: bounds.x + bounds.width - END, width: END, ..bounds }),
        ];
        for (icon, area) in ends {
            if let Some(icon) = icon {
                let ink = if self.is_enabled { tokens.muted } else { tokens.faint };
                paint::icon(renderer, icon, area, size::ICON_SMALL, ink, *viewport);
            }
        }
        let parts = self.children.iter().zip(&tree.children);
        // A blinking caret comes and goes in the list of what is drawn: in a layer of its own it moves
        // nothing else (see [`super::whole`]).
        let inside = bounds.intersection(viewport).unwrap_or_default();
        renderer.with_layer(inside, |renderer| {
            for ((child, tree), layout) in parts.zip(layout.children()) {
                child.as_widget().draw(tree, renderer, theme, style, layout, cursor, viewport);
            }
        });
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        overlay::from_children(&mut self.children, tree, layout, renderer, viewport, translation)
    }
}

/// How a frame is met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Status {
    pub is_enabled: bool,
    pub is_focused: bool,
    pub is_hovered: bool,
    pub has_error: bool,
}

/// How a frame looks.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Look {
    line: Color,
    width: f32,
    /// Around it, in the colour of the keyboard.
    has_ring: bool,
}

impl Status {
    /// What is wrong stays red while it is set right: the keyboard is then shown by a ring around the frame.
    fn look(self, tokens: &theme::Tokens) -> Look {
        let (line, width) = match self {
            Status { is_enabled: false, .. } => (tokens.border, 1.0),
            Status { has_error: true, .. } => (tokens.danger, 1.0),
            Status { is_focused: true, .. } => (tokens.focus, 2.0),
            Status { is_hovered: true, .. } => (tokens.control_hover, 1.0),
            _ => (tokens.control, 1.0),
        };
        Look { line, width, has_ring: self.is_enabled && self.has_error && self.is_focused }
    }
}

/// Draws the frame of a control that something is entered into.
pub(super) fn draw_frame(renderer: &mut Renderer, bounds: Rectangle, status: Status, tokens: &theme::Tokens) {
    let Look { line, width, has_ring } = status.look(tokens);
    let ground = if status.is_enabled { tokens.surface } else { tokens.sunken };
    paint::framed(renderer, bounds, radius::CONTROL, ground, line, width);
    paint::ring(renderer, bounds, radius::CONTROL, tokens.focus, has_ring);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_stands_still_when_nobody_types_and_blinks_again_with_the_next_key() {
        let mut caret = Caret::default();
        let begun = caret.touched;
        let frame = |after| Event::Window(window::Event::RedrawRequested(begun + after));
        assert!(!caret.stands(&frame(BLINKS / 2)));
        assert!(caret.stands(&frame(BLINKS)) && caret.stands(&frame(BLINKS * 2)));
        caret.touched = begun - BLINKS;
        assert!(caret.stands(&frame(Duration::ZERO)), "nobody typed for so long");
        caret.stands(&Event::Keyboard(keyboard::Event::ModifiersChanged(keyboard::Modifiers::empty())));
        assert!(caret.touched >= begun && !caret.stands(&frame(BLINKS / 2)));
        caret.stands(&Event::Window(window::Event::Unfocused));
        assert!(!caret.stands(&frame(BLINKS * 9)), "what another window is in front of shows no caret");
    }

    #[test]
    fn what_is_wrong_stays_red_when_it_has_the_keyboard() {
        for theme in [Theme::Light, Theme::Dark] {
            let tokens = theme.tokens();
            let wrong = Status { is_enabled: true, is_focused: false, is_hovered: true, has_error: true };
            assert_eq!(wrong.look(tokens), Look { line: tokens.danger, width: 1.0, has_ring: false });
            let entered = Status { is_focused: true, ..wrong };
            assert_eq!(entered.look(tokens), Look { line: tokens.danger, width: 1.0, has_ring: true });
            let right = Status { has_error: false, ..entered };
            assert_eq!(right.look(tokens), Look { line: tokens.focus, width: 2.0, has_ring: false });
        }
    }

    #[test]
    fn line_breaks_become_spaces_and_other_controls_vanish() {
        assert_eq!(clean("Zoë\r\nPetrov\t1\u{0}\n"), "Zoë Petrov 1");
        assert_eq!(clean("plain"), "plain");
    }
}
