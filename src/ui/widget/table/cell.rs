//! What stands in a cell, and how it is drawn.

use super::geometry::AS_ICON;
use crate::icon::Icon;
use crate::theme::{self, Tokens, Tone, Type, size, space};
use crate::widget::badge::Badge;
use crate::widget::check::{self, Reach};
use crate::widget::paint::{self, Side};
use crate::widget::semantics::Mark;
use iced::{Color, Rectangle, Renderer};
use std::borrow::Cow;

/// A cell: what is seen, and what is said when the pointer rests on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    content: Content<'a>,
    hint: Cow<'a, str>,
    /// What it says to other programs, where that is something else.
    plain: Option<Cow<'a, str>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Content<'a> {
    Words(Cow<'a, str>, Style),
    Badge(Badge<'a>),
    Icon(Icon, Tone, Cow<'a, str>),
    Check(Mark),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Text,
    Strong,
    Muted,
    Mono,
    Number,
}

impl<'a> Cell<'a> {
    fn new(content: Content<'a>) -> Self {
        Self { content, hint: Cow::Borrowed(""), plain: None }
    }

    fn words(words: impl Into<Cow<'a, str>>, style: Style) -> Self {
        Self::new(Content::Words(words.into(), style))
    }

    /// Plain text.
    pub fn text(words: impl Into<Cow<'a, str>>) -> Self {
        Self::words(words, Style::Text)
    }

    /// What the row is called.
    pub fn strong(words: impl Into<Cow<'a, str>>) -> Self {
        Self::words(words, Style::Strong)
    }

    /// Text that stays behind: dates, remarks.
    pub fn muted(words: impl Into<Cow<'a, str>>) -> Self {
        Self::words(words, Style::Muted)
    }

    /// A code.
    pub fn mono(words: impl Into<Cow<'a, str>>) -> Self {
        Self::words(words, Style::Mono)
    }

    /// A number, at the right and its figures below each other.
    pub fn number(words: impl Into<Cow<'a, str>>) -> Self {
        Self::words(words, Style::Number)
    }

    /// A word in a pill.
    pub fn badge(badge: Badge<'a>) -> Self {
        Self::new(Content::Badge(badge))
    }

    /// An icon, with or without a word beside it.
    pub fn icon(icon: Icon, tone: Tone, words: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Content::Icon(icon, tone, words.into()))
    }

    /// A check mark that is only shown.
    #[cfg_attr(not(test), expect(dead_code, reason = "in the gallery; the screens of today need none"))]
    pub fn check(mark: impl Into<Mark>) -> Self {
        Self::new(Content::Check(mark.into()))
    }

    /// Nothing, which is something else than not yet loaded.
    pub fn empty() -> Self {
        Self::text("")
    }

    /// Says more when the pointer or the keyboard rests on it.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Says something else to other programs: a date as they read it.
    pub fn plain(mut self, plain: impl Into<Cow<'a, str>>) -> Self {
        self.plain = Some(plain.into());
        self
    }

    /// What it says to other programs.
    pub fn to_others(&self) -> &str {
        self.plain.as_deref().unwrap_or_else(|| self.as_text())
    }

    /// The words of it.
    pub fn as_text(&self) -> &str {
        match &self.content {
            Content::Words(words, _) | Content::Icon(_, _, words) => words,
            Content::Badge(badge) => &badge.label,
            Content::Check(Mark::On) => "✓",
            Content::Check(Mark::Mixed) => "–",
            Content::Check(Mark::Off) => "",
        }
    }

    /// What to say when something rests on it: all of what is cut off, and its hint.
    pub fn hint_in(&self, room: f32) -> Cow<'_, str> {
        let cut = match &self.content {
            Content::Icon(_, _, words) if is_icon_alone(room) => words,
            Content::Badge(badge) if is_icon_alone(room) => &badge.label,
            Content::Words(words, style) if paint::is_cut(words, style.kind(), room) => words,
            Content::Icon(_, _, words) if paint::is_cut(words, theme::BODY, room - ICON) => words,
            Content::Badge(badge) if badge.width() > room => &badge.label,
            _ => "",
        };
        match (cut, self.hint.as_ref()) {
            (cut, "") => cut.into(),
            ("", hint) => hint.into(),
            (cut, hint) => format!("{cut}\n{hint}").into(),
        }
    }

    /// How wide it is where there is room.
    pub fn width(&self) -> f32 {
        match &self.content {
            Content::Words(words, style) => paint::width(&paint::visible(words), style.kind()),
            Content::Badge(badge) => badge.width(),
            Content::Icon(_, _, words) => ICON + paint::width(&paint::visible(words), theme::BODY),
            Content::Check(_) => size::CHECK,
        }
    }

    /// Draws it.
    pub fn draw(
        &self,
        renderer: &mut Renderer,
        area: Rectangle,
        side: Side,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        match &self.content {
            Content::Words(words, style) => {
                let side = if *style == Style::Number { Side::End } else { side };
                let ink = style.ink(tokens);
                paint::line(renderer, words, area, style.kind(), side, ink, clip);
            }
            Content::Badge(badge) => {
                // The pill's own room would push its word out of the column's line.
                let area = Rectangle { x: area.x - space::XXS, width: area.width + 2.0 * space::XXS, ..area };
                badge.draw_in(renderer, area, tokens, clip);
            }
            Content::Icon(icon, tone, words) => {
                let picture = Rectangle { width: size::ICON, ..area };
                let ink = tokens.tone(*tone).ink;
                paint::icon(renderer, *icon, picture, size::ICON, ink, clip);
                if is_icon_alone(area.width) {
                    return;
                }
                let words_area = Rectangle { x: area.x + ICON, width: area.width - ICON, ..area };
                let (kind, side) = (theme::BODY, Side::Start);
                paint::line(renderer, words, words_area, kind, side, tokens.text, clip);
            }
            Content::Check(mark) => draw_check(renderer, *mark, area, tokens, clip),
        }
    }
}

/// Whether a column has room for an icon alone.
fn is_icon_alone(room: f32) -> bool {
    room <= AS_ICON - 2.0 * space::MD
}

/// An icon and the gap to its word.
const ICON: f32 = size::ICON + space::SM;

fn draw_check(renderer: &mut Renderer, mark: Mark, area: Rectangle, tokens: &Tokens, clip: Rectangle) {
    let square = Rectangle { width: size::CHECK, ..area };
    match mark {
        // A column of empty boxes is noise; a shown mark is not a control.
        Mark::Off => {}
        Mark::On => {
            let ink = tokens.accent_text;
            paint::icon(renderer, Icon::Check, square, size::ICON, ink, clip);
        }
        Mark::Mixed => check::draw_mark(renderer, tokens, square, mark, Reach::Idle, clip),
    }
}

impl Style {
    fn kind(self) -> Type {
        match self {
            Self::Text | Self::Muted | Self::Number => theme::BODY,
            Self::Strong => theme::LABEL,
            Self::Mono => theme::MONO,
        }
    }

    fn ink(self, tokens: &Tokens) -> Color {
        match self {
            Self::Text | Self::Strong | Self::Mono | Self::Number => tokens.text,
            Self::Muted => tokens.muted,
        }
    }
}
