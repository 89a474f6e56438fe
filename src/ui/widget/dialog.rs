//! Dialogs: a layer over the window that must be answered.

use super::button::{Button, Kind, icon_button};
use super::paint::{self, Depth};
use super::region::region;
use super::scope::of_regions;
use super::scroll::scroll;
use super::semantics::{Role, Semantics};
use super::{Element, text};
use crate::icon::Icon;
use crate::theme::{Theme, Tone, radius, size, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Id, Operation, Tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::widget::{Row, column, container, mouse_area, opaque, row, space as gap};
use iced::{
    Background, Border, Center, Event, Fill, Length, Padding, Point, Rectangle, Renderer, Size, Vector,
};
use std::borrow::Cow;

/// How wide a dialog is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// A question.
    Confirm,
    #[default]
    Form,
    /// A form with a table, or two columns.
    Wide,
}

impl Width {
    fn points(self) -> f32 {
        match self {
            Self::Confirm => size::DIALOG_CONFIRM,
            Self::Form => size::DIALOG_FORM,
            Self::Wide => size::DIALOG_WIDE,
        }
    }
}

/// A dialog: see [`dialog`].
pub struct Dialog<'a, Message> {
    title: Cow<'a, str>,
    subtitle: Option<Cow<'a, str>>,
    width: Width,
    icon: Option<(Icon, Tone)>,
    body: Option<Element<'a, Message>>,
    /// How high the body is where there is room, if what is in it scrolls by itself.
    fills: Option<f32>,
    aside: Option<Element<'a, Message>>,
    actions: Vec<Element<'a, Message>>,
    is_live: bool,
    starts_at: Option<Id>,
    close: Option<(Cow<'a, str>, Message)>,
    closes_beside: bool,
    on_enter: Option<Message>,
}

/// Makes a dialog; `is_live` is true for the topmost only.
pub fn dialog<'a, Message>(title: impl Into<Cow<'a, str>>, is_live: bool) -> Dialog<'a, Message> {
    Dialog {
        title: title.into(),
        subtitle: None,
        width: Width::default(),
        icon: None,
        body: None,
        fills: None,
        aside: None,
        actions: Vec::new(),
        is_live,
        starts_at: None,
        close: None,
        closes_beside: false,
        on_enter: None,
    }
}

impl<'a, Message> Dialog<'a, Message> {
    /// Says more below the title, or asks the question.
    pub fn subtitle(mut self, subtitle: impl Into<Cow<'a, str>>) -> Self {
        self.subtitle = Some(subtitle.into());
        self
    }

    /// Takes another width.
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Puts an icon at the left of the title.
    pub fn icon(mut self, icon: Icon, tone: Tone) -> Self {
        self.icon = Some((icon, tone));
        self
    }

    /// What it is about; scrolls where the window is too low.
    pub fn body(mut self, body: impl Into<Element<'a, Message>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// What it is about, where something in it scrolls by itself and takes what is left: so high, or as the window is.
    pub fn filled(mut self, body: impl Into<Element<'a, Message>>, height: f32) -> Self {
        self.fills = Some(height + 2.0 * space::XS);
        self.body(body)
    }

    /// Puts something at the left of the actions.
    pub fn aside(mut self, aside: impl Into<Element<'a, Message>>) -> Self {
        self.aside = Some(aside.into());
        self
    }

    /// Adds an action at the right; what one came to do comes last.
    pub fn action(mut self, action: impl Into<Element<'a, Message>>) -> Self {
        self.actions.push(action.into());
        self
    }

    /// Can be closed by Escape and by a button with this name.
    pub fn on_close(mut self, name: impl Into<Cow<'a, str>>, message: Message) -> Self {
        self.close = Some((name.into(), message));
        self
    }

    /// A click beside it closes it as well: for one in which nothing can be lost. Else the keyboard would be nowhere, and
    /// what is typed next.
    pub const fn closes_beside(mut self) -> Self {
        self.closes_beside = true;
        self
    }

    /// Starts with this control, in place of the first. In a question that takes something away, the
    /// one that does not.
    pub fn starts_at(mut self, id: impl Into<Id>) -> Self {
        self.starts_at = Some(id.into());
        self
    }
}

impl<'a, Message: Clone + 'a> Dialog<'a, Message> {
    /// Adds what one came to do here, after the other actions. Enter does it as well, where no control wants it and it
    /// may be pressed.
    pub fn default_action(mut self, action: Button<'a, Message>) -> Self {
        let action = action.kind(Kind::Primary);
        self.on_enter = action.pressed();
        self.action(action)
    }
}

const PADDING: f32 = space::XL;
/// What is left of the window around a dialog.
const MARGIN: f32 = space::XXL;

impl<'a, Message: Clone + 'a> From<Dialog<'a, Message>> for Element<'a, Message> {
    fn from(dialog: Dialog<'a, Message>) -> Self {
        let name = dialog.title.to_string();
        let header = header(dialog.title, dialog.subtitle, dialog.icon, &dialog.close);
        let body = dialog.body.map(|body| {
            let padded = container(body).padding(Padding {
                top: space::XS,
                right: PADDING,
                bottom: space::XS,
                left: PADDING,
            });
            match dialog.fills {
                Some(_) => padded.into(),
                None => Self::from(scroll(padded).height(Length::Shrink)),
            }
        });
        let footer = footer(dialog.aside, dialog.actions);
        let frame = Frame {
            name,
            width: dialog.width.points(),
            body_height: dialog.fills.unwrap_or(f32::INFINITY),
            parts: [body.unwrap_or_else(|| gap().into()), footer, header],
        };
        let frame = region("dialog", Self::new(frame)).rests();
        let mut layer = of_regions(frame, dialog.is_live).on_enter_maybe(dialog.on_enter);
        layer = match dialog.starts_at {
            Some(id) => layer.starts_at(id),
            None => layer.starts_at_first(),
        };
        let mut beside = None;
        if let Some((_, message)) = dialog.close {
            beside = dialog.closes_beside.then(|| message.clone());
            layer = layer.on_escape(message);
        }
        let ground = container(opaque(layer)).center(Fill).padding(MARGIN).style(scrim);
        match beside {
            Some(message) => opaque(mouse_area(ground).on_press(message)),
            None => opaque(ground),
        }
    }
}

fn scrim(theme: &Theme) -> container::Style {
    container::Style {
        background: Some(Background::Color(theme.tokens().scrim)),
        ..container::Style::default()
    }
}

fn header<'a, Message: Clone + 'a>(
    title: Cow<'a, str>,
    subtitle: Option<Cow<'a, str>>,
    icon: Option<(Icon, Tone)>,
    close: &Option<(Cow<'a, str>, Message)>,
) -> Element<'a, Message> {
    let icon = icon.map(|(icon, tone)| medallion(icon, tone));
    let subtitle = subtitle.map(|subtitle| Element::from(text::muted(subtitle).width(Fill)));
    let words = column![text::section(title).width(Fill)].extend(subtitle).spacing(space::XS).width(Fill);
    let close = close.as_ref().map(|(name, message)| {
        let button = icon_button(Icon::X, name.clone()).small().on_press(message.clone());
        container(button).padding(Padding::ZERO.right(-4.0)).into()
    });
    let line =
        Row::with_children(icon).push(container(words).padding([space::XS, 0.0])).extend(close).spacing(14.0);
    container(line).padding(Padding { top: 22.0, right: PADDING, bottom: space::MD, left: PADDING }).into()
}

/// An icon on a round ground.
pub fn medallion<'a, Message: 'a>(icon: Icon, tone: Tone) -> Element<'a, Message> {
    container(text::icon(icon, 18.0, tone))
        .center(36)
        .style(move |theme: &Theme| container::Style {
            background: Some(Background::Color(theme.tokens().tone(tone).ground)),
            border: Border { radius: 18.0.into(), ..Border::default() },
            ..container::Style::default()
        })
        .into()
}

fn footer<'a, Message: 'a>(
    aside: Option<Element<'a, Message>>,
    actions: Vec<Element<'a, Message>>,
) -> Element<'a, Message> {
    if actions.is_empty() && aside.is_none() {
        return gap().height(PADDING - space::SM).into();
    }
    let line = Row::with_children(aside)
        .push(gap::horizontal())
        .push(row(actions).spacing(space::SM))
        .align_y(Center);
    container(line).padding(Padding { top: space::MD, right: PADDING, bottom: 22.0, left: PADDING }).into()
}

/// The dialog's own layout: the body gets what header and footer leave. The parts stand in the order
/// of the keyboard, in which the button that closes comes last.
struct Frame<'a, Message> {
    name: String,
    width: f32,
    body_height: f32,
    parts: [Element<'a, Message>; 3],
}

impl<Message> Widget<Message, Theme, Renderer> for Frame<'_, Message> {
    fn children(&self) -> Vec<Tree> {
        self.parts.iter().map(Tree::new).collect()
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(&self.parts);
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Shrink, Length::Shrink)
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let [body, footer, header] = &mut self.parts;
        let [body_tree, footer_tree, header_tree] = tree.children.as_mut_slice() else {
            return layout::Node::default();
        };
        // In whatever language its buttons speak, each has room for its words.
        let natural = layout::Limits::with_compression(Size::ZERO, limits.max(), Size::new(true, false));
        let needed = footer.as_widget_mut().layout(footer_tree, renderer, &natural).size().width;
        let width = self.width.max(needed.ceil()).min(limits.max().width);
        let free =
            |height: f32| layout::Limits::new(Size::new(width, 0.0), Size::new(width, height.max(0.0)));
        let height_max = limits.max().height;
        let header = header.as_widget_mut().layout(header_tree, renderer, &free(height_max));
        let footer = footer.as_widget_mut().layout(footer_tree, renderer, &free(height_max));
        let left = height_max - header.size().height - footer.size().height;
        let left = left.min(self.body_height);
        let body = body.as_widget_mut().layout(body_tree, renderer, &free(left));
        let body_top = header.size().height;
        let footer_top = body_top + body.size().height;
        let height = footer_top + footer.size().height;
        layout::Node::with_children(
            Size::new(width, height),
            vec![
                body.move_to(Point::new(0.0, body_top)),
                footer.move_to(Point::new(0.0, footer_top)),
                header,
            ],
        )
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        Semantics::new(Role::Dialog, self.name.clone()).publish(operation, layout.bounds());
        let parts = self.parts.iter_mut().zip(&mut tree.children);
        for ((part, tree), layout) in parts.zip(layout.children()) {
            part.as_widget_mut().operate(tree, layout, renderer, operation);
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
        let parts = self.parts.iter_mut().zip(&mut tree.children);
        for ((part, tree), layout) in parts.zip(layout.children()) {
            part.as_widget_mut().update(tree, event, layout, cursor, renderer, clipboard, shell, viewport);
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
        let parts = self.parts.iter().zip(&tree.children);
        parts
            .zip(layout.children())
            .map(|((part, tree), layout)| {
                part.as_widget().mouse_interaction(tree, layout, cursor, viewport, renderer)
            })
            .max()
            .unwrap_or_default()
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
        paint::panel(renderer, layout.bounds(), radius::DIALOG, tokens, Depth::Dialog);
        let style = renderer::Style { text_color: tokens.text };
        let parts = self.parts.iter().zip(&tree.children);
        for ((part, tree), layout) in parts.zip(layout.children()) {
            part.as_widget().draw(tree, renderer, theme, &style, layout, cursor, viewport);
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        overlay::from_children(&mut self.parts, tree, layout, renderer, viewport, translation)
    }
}
