//! Text, set in the few ways that the window knows.

use super::hint::Hint;
use super::{Element, paint};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, Tone, Type};
use iced::advanced::layout::{self, Layout};
use iced::advanced::text::{LineHeight, Shaping, Wrapping};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::widget::text::{IntoFragment, Style};
use iced::{Color, Event, Length, Pixels, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// Text that wraps.
pub type Text<'a> = iced::widget::Text<'a, Theme>;

/// The name of a page.
pub fn title<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::TITLE, |tokens| tokens.text)
}

/// The name of a panel or a dialog.
pub fn section<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::SECTION, |tokens| tokens.text)
}

/// Running text.
pub fn body<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::BODY, |tokens| tokens.text)
}

/// The name of a field, or a word that stands out.
pub fn label<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::LABEL, |tokens| tokens.text)
}

/// Running text that stays behind.
pub fn muted<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::BODY, |tokens| tokens.muted)
}

/// A small remark.
pub fn caption<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::CAPTION, |tokens| tokens.muted)
}

/// A serial number or a code.
pub fn mono<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::MONO, |tokens| tokens.text)
}

/// What is to be read from a metre away.
pub fn display<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::DISPLAY, |tokens| tokens.text)
}

/// What is to be read from two metres away.
pub fn poster<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::POSTER, |tokens| tokens.text)
}

/// What is to be done, read from there as well.
pub fn poster_next<'a>(content: impl IntoFragment<'a>) -> Text<'a> {
    set(content, theme::POSTER_NEXT, |tokens| tokens.muted)
}

/// Running text in the colour of a tone.
pub fn toned<'a>(content: impl IntoFragment<'a>, tone: Tone) -> Text<'a> {
    set(content, theme::BODY, |_tokens| Color::TRANSPARENT)
        .style(move |theme: &Theme| Style { color: Some(theme.tokens().tone(tone).ink) })
}

/// A picture beside text, in the colour of a tone.
pub fn icon<'a>(icon: Icon, size: f32, tone: Tone) -> Text<'a> {
    iced::widget::text(icon.character().to_string())
        .font(theme::ICON_FACE)
        .size(size)
        .line_height(LineHeight::Absolute(Pixels(size)))
        .style(move |theme: &Theme| Style { color: Some(theme.tokens().tone(tone).ink) })
}

fn set<'a>(content: impl IntoFragment<'a>, kind: Type, ink: fn(&Tokens) -> Color) -> Text<'a> {
    iced::widget::text(content)
        .font(kind.font)
        .size(kind.size)
        .line_height(LineHeight::Absolute(Pixels(kind.line)))
        .shaping(Shaping::Advanced)
        // A long word goes on in the next line rather than over the edge.
        .wrapping(Wrapping::WordOrGlyph)
        .style(move |theme: &Theme| Style { color: Some(ink(theme.tokens())) })
}

/// How wide a line is that is written whole.
pub fn width(content: &str, kind: Type) -> f32 {
    paint::width(&paint::visible(content), kind).ceil()
}

/// How strongly a clipped line is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ink {
    #[default]
    Text,
    Muted,
    Tone(Tone),
}

impl Ink {
    fn color(self, tokens: &Tokens) -> Color {
        match self {
            Self::Text => tokens.text,
            Self::Muted => tokens.muted,
            Self::Tone(tone) => tokens.tone(tone).ink,
        }
    }
}

/// One line of text that ends in an ellipsis where there is no room, and then shows itself whole in
/// a tooltip.
pub struct Clipped<'a> {
    content: Cow<'a, str>,
    kind: Type,
    ink: Ink,
    side: paint::Side,
    width: Length,
}

/// Makes a line of text that never wraps.
pub fn clipped<'a>(content: impl Into<Cow<'a, str>>) -> Clipped<'a> {
    Clipped {
        content: content.into(),
        kind: theme::BODY,
        ink: Ink::default(),
        side: paint::Side::Start,
        width: Length::Shrink,
    }
}

impl Clipped<'_> {
    /// Sets it in another way.
    pub fn kind(mut self, kind: Type) -> Self {
        self.kind = kind;
        self
    }

    /// Writes it in another strength.
    pub fn ink(mut self, ink: Ink) -> Self {
        self.ink = ink;
        self
    }

    /// Lets it take more room than it needs.
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Puts it to the middle or the end of its room.
    pub fn side(mut self, side: paint::Side) -> Self {
        self.side = side;
        self
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Clipped<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Hint>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Hint::default())
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let content =
            Size::new(paint::width(&paint::visible(&self.content), self.kind).ceil(), self.kind.line);
        layout::Node::new(limits.resolve(self.width, Length::Shrink, content))
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        operation.text(None, layout.bounds(), &self.content);
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
        let bounds = layout.bounds();
        let is_wanted = cursor.is_over(bounds) && paint::is_cut(&self.content, self.kind, bounds.width);
        tree.state.downcast_mut::<Hint>().update(is_wanted, event, shell);
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        let color = self.ink.color(theme.tokens());
        let bounds = layout.bounds();
        paint::line(renderer, &self.content, bounds, self.kind, self.side, color, *viewport);
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        _renderer: &Renderer,
        _viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let hint = tree.state.downcast_ref::<Hint>();
        hint.bubble(self.content.as_ref(), layout.bounds() + translation)
    }
}

impl<'a, Message: 'a> From<Clipped<'a>> for Element<'a, Message> {
    fn from(clipped: Clipped<'a>) -> Self {
        Self::new(clipped)
    }
}
