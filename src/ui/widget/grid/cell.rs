//! What stands in a cell or a head, and how it is drawn.
//!
//! No cell says anything by its colour alone: what is tinted has a letter, an icon or a mark, and a pattern of its own
//! that is told apart without colours.

use crate::icon::Icon;
use crate::theme::{self, Tokens, Tone, Type, radius, size, space};
use crate::widget::check::{self, Reach};
use crate::widget::paint::{self, Side};
use crate::widget::semantics::Mark;
use iced::{Color, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// What is laid over the ground of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pattern {
    #[default]
    Plain,
    /// Lines across.
    Lines,
    /// Lines down.
    Bars,
    Dots,
    /// A line around it.
    Frame,
}

/// What would become of a cell if it were saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pending {
    Added,
    Taken,
}

/// A cell: what is seen, and what is said when the pointer rests on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell<'a> {
    sign: Sign<'a>,
    words: Cow<'a, str>,
    /// A second line, where there is room for one.
    below: Cow<'a, str>,
    tone: Option<Tone>,
    pattern: Pattern,
    pending: Option<Pending>,
    is_locked: bool,
    is_today: bool,
    is_aside: bool,
    is_quiet: bool,
    said: Cow<'a, str>,
    name: Cow<'a, str>,
    hint: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq)]
enum Sign<'a> {
    None,
    Letter(Cow<'a, str>),
    Icon(Icon),
    Mark(Mark),
}

impl<'a> Cell<'a> {
    fn new(sign: Sign<'a>) -> Self {
        Self {
            sign,
            words: Cow::Borrowed(""),
            below: Cow::Borrowed(""),
            tone: None,
            pattern: Pattern::Plain,
            pending: None,
            is_locked: false,
            is_today: false,
            is_aside: false,
            is_quiet: false,
            said: Cow::Borrowed(""),
            name: Cow::Borrowed(""),
            hint: Cow::Borrowed(""),
        }
    }

    /// A cell with nothing in it.
    pub fn empty() -> Self {
        Self::new(Sign::None)
    }

    /// A letter or two.
    pub fn letter(letter: impl Into<Cow<'a, str>>) -> Self {
        Self::new(Sign::Letter(letter.into()))
    }

    /// An icon.
    pub fn icon(icon: Icon) -> Self {
        Self::new(Sign::Icon(icon))
    }

    /// A check box.
    pub fn mark(mark: Mark) -> Self {
        Self::new(Sign::Mark(mark))
    }

    /// Words beside its sign.
    pub fn words(mut self, words: impl Into<Cow<'a, str>>) -> Self {
        self.words = words.into();
        self
    }

    /// Words below: in a tile.
    pub fn below(mut self, words: impl Into<Cow<'a, str>>) -> Self {
        self.below = words.into();
        self
    }

    /// Takes the colours of a tone, and a pattern that tells the same.
    pub fn tinted(mut self, tone: Tone, pattern: Pattern) -> Self {
        self.tone = Some(tone);
        self.pattern = pattern;
        self
    }

    /// Would be another if it were saved.
    pub fn pending(mut self, pending: Option<Pending>) -> Self {
        self.pending = pending;
        self
    }

    /// Cannot be changed; the hint says why.
    pub fn locked(mut self, why: impl Into<Cow<'a, str>>) -> Self {
        self.is_locked = true;
        self.hint = why.into();
        self
    }

    /// Is where one is in time.
    pub fn today(mut self, is_today: bool) -> Self {
        self.is_today = is_today;
        self
    }

    /// Stays behind the others: a weekend.
    pub fn quiet(mut self, is_quiet: bool) -> Self {
        self.is_quiet = is_quiet;
        self
    }

    /// A lone sign begins where the words of the head above begin, rather than in the middle below it.
    pub fn aside(mut self) -> Self {
        self.is_aside = true;
        self
    }

    /// What it is called, where its row and its column do not say it.
    pub fn called(mut self, name: impl Into<Cow<'a, str>>) -> Self {
        self.name = name.into();
        self
    }

    /// What its sign means.
    pub fn said(mut self, said: impl Into<Cow<'a, str>>) -> Self {
        self.said = said.into();
        self
    }

    /// Says more when the pointer or the keyboard rests on it.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What it is called, if it has a name of its own.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.sign == Sign::None && self.words.is_empty() && self.said.is_empty()
    }

    /// Whether it cannot be changed.
    pub fn is_locked(&self) -> bool {
        self.is_locked
    }

    /// Its mark, if it is a check box.
    pub fn as_mark(&self) -> Option<Mark> {
        match self.sign {
            Sign::Mark(mark) => Some(mark),
            Sign::None | Sign::Letter(_) | Sign::Icon(_) => None,
        }
    }

    /// What it says in words, one after the other.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let letter = match &self.sign {
            Sign::Letter(letter) if self.said.is_empty() => letter.as_ref(),
            Sign::Letter(_) | Sign::None | Sign::Icon(_) | Sign::Mark(_) => "",
        };
        let parts = [self.said.as_ref(), letter, self.words.as_ref(), self.below.as_ref()];
        parts.into_iter().filter(|part| !part.is_empty())
    }

    /// All that on one line.
    pub fn as_text(&self) -> String {
        Vec::from_iter(self.texts()).join(", ")
    }

    /// How wide it is where all of its words have room.
    pub fn needed(&self) -> f32 {
        let sign = if self.sign == Sign::None { 0.0 } else { SIGN };
        let lock = if self.is_locked { LOCK } else { 0.0 };
        let words = paint::width(&self.words, theme::BODY).max(paint::width(&self.below, theme::CAPTION));
        (words + sign + lock + 2.0 * space::SM).ceil()
    }

    /// What it says when something rests on it.
    pub fn hint_in(&self, area: Rectangle) -> &str {
        if !self.hint.is_empty() {
            return &self.hint;
        }
        let room = area.width - 2.0 * space::SM - if self.sign == Sign::None { 0.0 } else { SIGN };
        let is_cut = |words: &str, kind| !words.is_empty() && paint::is_cut(words, kind, room);
        if is_cut(&self.words, theme::BODY) {
            &self.words
        } else if is_cut(&self.below, theme::CAPTION) {
            &self.below
        } else {
            ""
        }
    }

    fn inks(&self, tokens: &Tokens) -> (Color, Color) {
        match self.tone {
            Some(tone) => (tokens.tone(tone).ink, tokens.tone(tone).ground),
            None if self.is_quiet => (tokens.faint, tokens.sunken),
            None => (tokens.text, Color::TRANSPARENT),
        }
    }

    /// Draws it.
    pub fn draw(
        &self,
        renderer: &mut Renderer,
        area: Rectangle,
        reach: Reach,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let is_tile = area.height >= TILE;
        let face = if is_tile { area.shrink(TILE_GAP) } else { inside(area) };
        let (ink, ground) = self.inks(tokens);
        if is_tile && !self.is_empty() {
            let (ground, line) = match self.tone {
                Some(_) => (ground, tokens.border_strong),
                None => (tokens.surface, tokens.border_strong),
            };
            paint::framed(renderer, face, radius::CONTROL, ground, line, 1.0);
        } else if ground.a > 0.0 {
            paint::fill(renderer, face, ground);
        }
        // Small words do not stand on a pattern.
        let strip = if is_tile && self.pattern != Pattern::Frame { STRIP } else { face.width };
        let patterned = Rectangle { width: strip, ..face };
        draw_pattern(renderer, self.pattern, patterned, Color { a: if is_tile { 0.7 } else { 0.26 }, ..ink });
        if self.is_today {
            let bar = Rectangle { y: face.y + face.height - 2.0, height: 2.0, ..face };
            paint::fill(renderer, bar, tokens.accent);
        }
        let reach = if self.is_locked { Reach::Disabled } else { reach };
        if is_tile {
            self.draw_tile(renderer, face, ink, tokens, clip);
        } else {
            self.draw_line(renderer, area, reach, ink, tokens, clip);
        }
        if let Some(pending) = self.pending {
            draw_pending(renderer, pending, area, tokens, clip);
        }
    }

    /// A sign, and words beside it if it has any.
    fn draw_line(
        &self,
        renderer: &mut Renderer,
        area: Rectangle,
        reach: Reach,
        ink: Color,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let is_lone = self.words.is_empty();
        let lock_room = if self.is_locked { LOCK } else { 0.0 };
        let at = if is_lone {
            let width = size::CHECK.min(area.width);
            let start = if self.is_aside { area.x + space::SM } else { area.center_x() - width / 2.0 };
            Rectangle { x: start, width, ..area }
        } else {
            Rectangle { x: area.x + space::SM, width: size::CHECK, ..area }
        };
        match &self.sign {
            Sign::None => {}
            Sign::Letter(letter) => {
                let kind = if area.height < size::SMALL { SMALL } else { theme::LABEL };
                paint::line(renderer, letter, at.expand(4.0), kind, Side::Center, ink, clip);
            }
            Sign::Icon(icon) => paint::icon(renderer, *icon, at, size::ICON, ink, clip),
            Sign::Mark(mark) => check::draw_mark(renderer, tokens, at, *mark, reach, clip),
        }
        // In a corner, where there is no room beside its sign.
        let mut lock = match is_lone && area.width < WIDE {
            true => Rectangle::new(area.position() + Vector::new(area.width - 12.0, area.height - 12.0), DOT),
            false => Rectangle { x: at.x + size::CHECK + space::XS, width: 12.0, ..area },
        };
        if !is_lone {
            let start = if self.sign == Sign::None { area.x + space::SM } else { at.x + SIGN };
            let end = area.x + area.width - space::XS - lock_room;
            let words = Rectangle { x: start, width: end - start, ..area };
            let ink = if self.is_locked { tokens.faint } else { ink };
            let width = paint::line(renderer, &self.words, words, theme::BODY, Side::Start, ink, clip);
            lock.x = start + width + space::XS;
        }
        if self.is_locked && area.width >= size::SMALL {
            paint::icon(renderer, Icon::Lock, lock, lock.width.min(11.0), tokens.faint, clip);
        }
    }

    /// Two lines: the name with its sign, and what is to be known.
    fn draw_tile(
        &self,
        renderer: &mut Renderer,
        face: Rectangle,
        ink: Color,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let start = if self.pattern == Pattern::Plain { 0.0 } else { STRIP - space::XXS };
        let inner =
            Rectangle { x: face.x + space::SM + start, width: face.width - 2.0 * space::SM - start, ..face };
        let half = face.height / 2.0;
        let above = Rectangle { y: face.y + 3.0, height: half - 1.0, ..inner };
        let below = Rectangle { y: face.y + half, height: half - 3.0, ..inner };
        let name = Rectangle { width: above.width - SIGN, ..above };
        paint::line(renderer, &self.words, name, theme::LABEL, Side::Start, tokens.text, clip);
        let sign = Rectangle { x: above.x + above.width - size::ICON, width: size::ICON, ..above };
        match &self.sign {
            Sign::None | Sign::Mark(_) => {}
            Sign::Letter(letter) => {
                paint::line(renderer, letter, sign.expand(4.0), theme::LABEL, Side::Center, ink, clip);
            }
            Sign::Icon(icon) => paint::icon(renderer, *icon, sign, size::ICON, ink, clip),
        }
        let below = Rectangle { width: below.width + space::XS, ..below };
        paint::line(renderer, &self.below, below, theme::CAPTION, Side::Start, ink, clip);
    }
}

/// From this height on a cell is a tile with two lines.
const TILE: f32 = 44.0;
const TILE_GAP: f32 = 3.0;
/// The part of a tile that has its pattern.
const STRIP: f32 = 8.0;
/// A sign and the gap to its words.
const SIGN: f32 = size::CHECK + space::SM;
const LOCK: f32 = 16.0;
/// From this width on there is room for a lock beside a sign.
const WIDE: f32 = 56.0;
/// What stands in a corner.
const DOT: Size = Size::new(10.0, 10.0);
/// Letters in cells that are lower than a line of text.
const SMALL: Type = theme::CAPTION.semibold();

/// A cell without the lines at its right and below.
fn inside(area: Rectangle) -> Rectangle {
    Rectangle { width: area.width - 1.0, height: area.height - 1.0, ..area }
}

const STEP: f32 = 5.0;
const STROKE: f32 = 1.5;

/// Lays a pattern over a face, here and in legends.
pub fn draw_pattern(renderer: &mut Renderer, pattern: Pattern, face: Rectangle, color: Color) {
    let steps = |length: f32| (0..(length / STEP) as usize).map(|at| at as f32 * STEP + STEP / 2.0);
    match pattern {
        Pattern::Plain => {}
        Pattern::Lines => {
            for y in steps(face.height) {
                let line = Rectangle { y: face.y + y, height: STROKE, ..face };
                paint::fill(renderer, line, color);
            }
        }
        Pattern::Bars => {
            for x in steps(face.width) {
                let line = Rectangle { x: face.x + x, width: STROKE, ..face };
                paint::fill(renderer, line, color);
            }
        }
        Pattern::Dots => {
            for y in steps(face.height) {
                for x in steps(face.width) {
                    let dot = Rectangle { x: face.x + x - 0.5, y: face.y + y - 0.5, width: 2.0, height: 2.0 };
                    paint::fill(renderer, dot, color);
                }
            }
        }
        Pattern::Frame => {
            let color = Color { a: 1.0, ..color };
            paint::framed(renderer, face.shrink(1.0), 2.0, Color::TRANSPARENT, color, STROKE);
        }
    }
}

fn draw_pending(
    renderer: &mut Renderer,
    pending: Pending,
    area: Rectangle,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let (icon, ink) = match pending {
        Pending::Added => (Icon::Plus, tokens.success),
        Pending::Taken => (Icon::Minus, tokens.danger),
    };
    let corner = Rectangle::new(area.position() + Vector::new(area.width - 13.0, 2.0), DOT);
    paint::icon(renderer, icon, corner, 12.0, ink, clip);
}

/// What stands above a column or beside a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Head<'a> {
    text: Cow<'a, str>,
    code: Cow<'a, str>,
    mark: Option<Mark>,
    is_locked: bool,
    is_caption: bool,
    is_indented: bool,
    is_aside: bool,
    is_today: bool,
    hint: Cow<'a, str>,
}

/// Makes a head.
pub fn head<'a>(text: impl Into<Cow<'a, str>>) -> Head<'a> {
    Head {
        text: text.into(),
        code: Cow::Borrowed(""),
        mark: None,
        is_locked: false,
        is_caption: false,
        is_indented: false,
        is_aside: false,
        is_today: false,
        hint: Cow::Borrowed(""),
    }
}

impl<'a> Head<'a> {
    /// What stands there where the text has no room.
    pub fn code(mut self, code: impl Into<Cow<'a, str>>) -> Self {
        self.code = code.into();
        self
    }

    /// How much of its row or column is ticked: pressing it ticks the rest.
    pub fn mark(mut self, mark: Option<Mark>) -> Self {
        self.mark = mark;
        self
    }

    /// Cannot be ticked.
    pub fn locked(mut self, why: impl Into<Cow<'a, str>>) -> Self {
        self.is_locked = true;
        self.hint = why.into();
        self
    }

    /// Heads the rows that follow.
    pub fn caption(mut self) -> Self {
        self.is_caption = true;
        self
    }

    /// Begins where the words of its cells begin, rather than in the middle above them.
    pub fn aside(mut self) -> Self {
        self.is_aside = true;
        self
    }

    /// Stands under a caption.
    pub fn indented(mut self) -> Self {
        self.is_indented = true;
        self
    }

    /// Is where one is in time.
    pub fn today(mut self, is_today: bool) -> Self {
        self.is_today = is_today;
        self
    }

    /// Says more when the pointer rests on it.
    pub fn hint(mut self, hint: impl Into<Cow<'a, str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// What it is called.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How much is ticked.
    pub fn as_mark(&self) -> Option<Mark> {
        self.mark
    }

    /// Whether it heads the rows that follow.
    pub fn is_caption(&self) -> bool {
        self.is_caption
    }

    /// Whether it cannot be ticked.
    pub fn is_locked(&self) -> bool {
        self.is_locked
    }

    /// How wide it is, above a column, where its text has room.
    pub fn needed_above(&self) -> f32 {
        let gap = if self.is_aside { space::SM } else { 0.0 };
        (paint::width(&self.text, self.kind(Side::Center)) + gap - self.room(0.0, Side::Center)).ceil()
    }

    /// How wide it is, beside a row, where its text has room.
    #[cfg(test)]
    pub fn needed_beside(&self) -> f32 {
        (paint::width(&self.text, self.kind(Side::Start)) - self.room(0.0, Side::Start)).ceil()
    }

    fn room(&self, width: f32, side: Side) -> f32 {
        let gaps = if side == Side::Center { 2.0 * space::XXS } else { space::MD + space::SM };
        let indent = if self.is_indented { space::MD } else { 0.0 };
        width - gaps - indent - if self.mark.is_some() { SIGN } else { 0.0 }
    }

    /// What of it has room.
    fn shown(&self, room: f32, side: Side) -> &str {
        let is_cut = !self.code.is_empty() && paint::is_cut(&self.text, self.kind(side), room);
        if is_cut { &self.code } else { &self.text }
    }

    fn kind(&self, side: Side) -> Type {
        match side {
            _ if self.is_caption => theme::CAPTION.semibold(),
            Side::Center => theme::CAPTION,
            Side::Start | Side::End => theme::BODY,
        }
    }

    /// What it says when something rests on it.
    pub fn hint_in(&self, width: f32, side: Side) -> &str {
        let room = self.room(width, side);
        let is_whole =
            self.shown(room, side) == self.text && !paint::is_cut(&self.text, self.kind(side), room);
        match (self.hint.is_empty(), is_whole) {
            (false, _) => &self.hint,
            (true, false) => &self.text,
            (true, true) => "",
        }
    }

    /// Draws it: in the middle above a column, at the left beside a row.
    pub(super) fn draw(
        &self,
        renderer: &mut Renderer,
        area: Rectangle,
        side: Side,
        reach: Reach,
        tokens: &Tokens,
        clip: Rectangle,
    ) {
        let room = self.room(area.width, side);
        let (shown, kind) = (self.shown(room, side), self.kind(side));
        let reach = if self.is_locked { Reach::Disabled } else { reach };
        let indent = if self.is_indented { space::MD } else { 0.0 };
        let sign = if self.mark.is_some() { SIGN } else { 0.0 };
        let width = paint::width(&paint::visible(shown), kind).min(room.max(0.0));
        let start = match side {
            _ if self.is_aside => area.x + space::SM,
            Side::Center => area.center_x() - (sign + width) / 2.0,
            Side::Start | Side::End => area.x + space::MD + indent,
        };
        if let Some(mark) = self.mark {
            let at = Rectangle { x: start, width: size::CHECK, ..area };
            check::draw_mark(renderer, tokens, at, mark, reach, clip);
        }
        let ink = match side {
            _ if self.is_today => tokens.accent_text,
            Side::Center if !self.is_caption => tokens.muted,
            Side::Center | Side::Start | Side::End => tokens.text,
        };
        // A little wider than measured, or rounding would cut it.
        let words = Rectangle { x: start + sign, width: width + 1.0, ..area };
        paint::line(renderer, shown, words, kind, Side::Start, ink, clip);
    }
}
