//! Text fields of several lines.
//!
//! iced's editor wants its content kept by the screen. Here the content lives in the widget's own
//! state, and a screen gives text and gets text, as with a field of one line.

use super::field::{self, Status};
use super::label::leading;
use super::semantics::{Role, Semantics};
use super::{Element, field as one_line};
use super::{focus, keys};
use crate::theme::{self, Theme, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::text::LineHeight;
use iced::advanced::text::highlighter::PlainText;
use iced::advanced::widget::{Id, Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, renderer};
use iced::keyboard::{self, Key, key::Named};
use iced::widget::column;
use iced::widget::text_editor::{self, Action, TextEditor};
use iced::{Event, Fill, Length, Pixels, Rectangle, Renderer, Size};
use std::borrow::Cow;

/// A field of several lines: see [`notes`].
pub struct Notes<'a, Message> {
    id: Option<Id>,
    label: Cow<'a, str>,
    value: Cow<'a, str>,
    placeholder: Cow<'a, str>,
    hint: Cow<'a, str>,
    error: Option<Cow<'a, str>>,
    lines: u16,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
}

/// Makes a field of several lines. Enter breaks a line; Ctrl and Enter are left to the dialog.
pub fn notes<'a, Message>(
    label: impl Into<Cow<'a, str>>,
    value: impl Into<Cow<'a, str>>,
) -> Notes<'a, Message> {
    Notes {
        id: None,
        label: label.into(),
        value: value.into(),
        placeholder: Cow::Borrowed(""),
        hint: Cow::Borrowed(""),
        error: None,
        lines: 4,
        on_input: None,
    }
}

impl<'a, Message> Notes<'a, Message> {
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

    /// Is so many lines high.
    pub fn lines(mut self, lines: u16) -> Self {
        self.lines = lines;
        self
    }

    /// What a change does; without it the field cannot be changed.
    pub fn on_input(mut self, on_input: impl Fn(String) -> Message + 'a) -> Self {
        self.on_input = Some(Box::new(on_input));
        self
    }
}

impl<'a, Message: 'a> From<Notes<'a, Message>> for Element<'a, Message> {
    fn from(notes: Notes<'a, Message>) -> Self {
        let name = notes.label.to_string();
        let caption = one_line::caption(notes.label, false);
        let has_error = notes.error.is_some();
        let remark = one_line::remark(notes.hint, notes.error);
        let editor = Editor {
            id: notes.id,
            name,
            value: notes.value,
            placeholder: notes.placeholder,
            has_error,
            lines: notes.lines,
            on_input: notes.on_input,
        };
        let has_label = caption.is_some();
        let whole = column(caption).push(Self::new(editor)).extend(remark);
        let whole = whole.spacing(space::FIELD).width(Fill);
        if has_label { leading(whole) } else { whole.into() }
    }
}

struct Editor<'a, Message> {
    id: Option<Id>,
    name: String,
    value: Cow<'a, str>,
    placeholder: Cow<'a, str>,
    has_error: bool,
    lines: u16,
    on_input: Option<Box<dyn Fn(String) -> Message + 'a>>,
}

struct State {
    content: text_editor::Content<Renderer>,
    /// The text as it was last given or sent, to tell a change from outside.
    known: String,
    is_focused: bool,
    was_hovered: bool,
}

impl State {
    fn new(value: &str) -> Self {
        Self {
            content: text_editor::Content::with_text(value),
            known: value.to_owned(),
            is_focused: false,
            was_hovered: false,
        }
    }
}

type Inner<'c> = TextEditor<'c, PlainText, Action, Theme, Renderer>;

impl<Message> Editor<'_, Message> {
    /// iced's editor over the content, made anew for each call: it borrows the content.
    fn inner<'c>(&self, content: &'c text_editor::Content<Renderer>) -> Inner<'c> {
        let mut inner = TextEditor::new(content)
            .placeholder(self.placeholder.to_string())
            .font(theme::BODY.font)
            .size(theme::BODY.size)
            .line_height(LineHeight::Absolute(Pixels(theme::BODY.line)))
            .padding([7.0, 10.0])
            .height(Length::Fixed(self.height()));
        if self.on_input.is_some() {
            inner = inner.on_action(|action| action);
        }
        if let Some(id) = &self.id {
            inner = inner.id(id.clone());
        }
        inner
    }

    fn height(&self) -> f32 {
        f32::from(self.lines) * theme::BODY.line + 14.0
    }
}

fn is_foreign(event: &Event) -> bool {
    keys::is_past_text(event)
        || matches!(
            event,
            Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(Named::Escape | Named::Tab), .. })
        )
        || matches!(
            event,
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: Key::Named(Named::Enter),
                modifiers,
                ..
            }) if modifiers.control()
        )
}

impl<Message> Widget<Message, Theme, Renderer> for Editor<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::new(&self.value))
    }

    fn children(&self) -> Vec<Tree> {
        let empty = text_editor::Content::new();
        let inner = self.inner(&empty);
        vec![Tree::new(&inner as &dyn Widget<Action, Theme, Renderer>)]
    }

    fn diff(&self, tree: &mut Tree) {
        let state = tree.state.downcast_mut::<State>();
        if state.known != self.value {
            let is_focused = state.is_focused;
            *state = State::new(&self.value);
            state.is_focused = is_focused;
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Fill, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let state = tree.state.downcast_ref::<State>();
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::default();
        };
        let mut inner = self.inner(&state.content);
        let node = Widget::layout(&mut inner, child, renderer, limits);
        layout::Node::with_children(node.size(), vec![node])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let shown = if self.value.is_empty() { &self.placeholder } else { &self.value };
        operation.text(None, bounds, shown);
        Semantics::new(Role::TextField, self.name.clone())
            .value(self.value.to_string())
            .enabled(self.on_input.is_some())
            .publish(operation, bounds);
        if self.on_input.is_some()
            && let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next())
        {
            let mut inner = self.inner(&state.content);
            Widget::operate(&mut inner, child, layout, renderer, operation);
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
        let Some((child, inner_layout)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        let state = tree.state.downcast_mut::<State>();
        let is_hovered = cursor.is_over(layout.bounds());
        if is_hovered != state.was_hovered {
            state.was_hovered = is_hovered;
            shell.request_redraw();
        }
        let Some(on_input) = &self.on_input else {
            return;
        };
        if is_foreign(event) || (one_line::is_pointed(event) && !is_hovered) {
            return;
        }
        let mut actions = Vec::new();
        let mut local = Shell::new(&mut actions);
        let mut inner = self.inner(&state.content);
        Widget::update(
            &mut inner,
            child,
            event,
            inner_layout,
            cursor,
            renderer,
            clipboard,
            &mut local,
            viewport,
        );
        let mut walk = |operation: &mut dyn Operation| {
            Widget::operate(&mut inner, child, inner_layout, renderer, operation);
        };
        let is_focused = focus::survey(&mut walk).at.is_some();
        drop(inner);
        let is_captured = local.is_event_captured();
        shell.request_redraw_at(local.redraw_request());
        shell.input_method_mut().merge(local.input_method());
        if is_captured {
            shell.capture_event();
        }
        if is_focused != state.is_focused || !actions.is_empty() {
            state.is_focused = is_focused;
            shell.request_redraw();
        }
        for action in actions {
            let is_edit = action.is_edit();
            state.content.perform(action);
            if is_edit {
                state.known = state.content.text();
                shell.publish(on_input(state.known.clone()));
            }
            shell.invalidate_layout();
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
        if self.on_input.is_some() && cursor.is_over(layout.bounds()) {
            mouse::Interaction::Text
        } else {
            mouse::Interaction::None
        }
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
        let state = tree.state.downcast_ref::<State>();
        let bounds = layout.bounds();
        let status = Status {
            is_enabled: self.on_input.is_some(),
            is_focused: state.is_focused,
            is_hovered: cursor.is_over(bounds),
            has_error: self.has_error,
        };
        field::draw_frame(renderer, bounds, status, theme.tokens());
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            let inner = self.inner(&state.content);
            let inside = bounds.intersection(viewport).unwrap_or_default();
            // As in a field of one line: the caret stays in a layer of its own.
            renderer.with_layer(inside, |renderer| {
                Widget::draw(&inner, child, renderer, theme, style, layout, cursor, viewport);
            });
        }
    }
}
