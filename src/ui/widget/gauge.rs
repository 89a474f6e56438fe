//! How much, how far, and not yet: meters, progress bars and skeletons.

use super::forward::forward;
use super::semantics::{Role, Semantics};
use super::{Element, clock, paint};
use crate::theme::{self, Theme, Tokens, Tone, space};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Renderer as _, Shell, Widget, mouse, overlay, renderer};
use iced::{Color, Event, Length, Rectangle, Renderer, Size, Vector, window};
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// From where on a meter warns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    pub warning: f32,
    pub danger: f32,
}

impl Thresholds {
    fn tone(self, part: f32) -> Tone {
        if part >= self.danger {
            Tone::Danger
        } else if part >= self.warning {
            Tone::Warning
        } else {
            Tone::Accent
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Fill {
    /// This much of the whole.
    Part(f32),
    /// Something is being done, and nobody knows how long it takes.
    Moving,
}

/// A bar that is filled to a part: see [`meter`], [`progress`] and [`working`].
pub struct Gauge<'a> {
    role: Role,
    label: Cow<'a, str>,
    end: Cow<'a, str>,
    fill: Fill,
    tone: Tone,
    width: Length,
}

/// How much of a limited thing is used: `meter("178 of 230 bytes", 178.0 / 230.0, …)`.
pub fn meter<'a>(label: impl Into<Cow<'a, str>>, part: f32, thresholds: Thresholds) -> Gauge<'a> {
    Gauge {
        role: Role::Meter,
        label: label.into(),
        end: Cow::Borrowed(""),
        fill: Fill::Part(part.clamp(0.0, 1.0)),
        tone: thresholds.tone(part),
        width: Length::Fill,
    }
}

/// How far a long piece of work is; an empty label leaves the bar alone.
pub fn progress<'a>(label: impl Into<Cow<'a, str>>, part: f32) -> Gauge<'a> {
    Gauge {
        role: Role::ProgressBar,
        label: label.into(),
        end: Cow::Borrowed(""),
        fill: Fill::Part(part.clamp(0.0, 1.0)),
        tone: Tone::Accent,
        width: Length::Fill,
    }
}

/// A piece of work of which nobody knows how long it takes.
pub fn working<'a>(label: impl Into<Cow<'a, str>>) -> Gauge<'a> {
    Gauge { fill: Fill::Moving, ..progress(label, 0.0) }
}

impl<'a> Gauge<'a> {
    /// Says more at the right end of the label: a percentage, a count.
    pub fn end(mut self, end: impl Into<Cow<'a, str>>) -> Self {
        self.end = end.into();
        self
    }

    /// Takes another width.
    pub fn width(mut self, width: impl Into<Length>) -> Self {
        self.width = width.into();
        self
    }

    /// Takes another colour.
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    fn height(&self) -> f32 {
        if self.label.is_empty() && self.end.is_empty() { BAR } else { theme::BODY.line + space::XS + BAR }
    }
}

const BAR: f32 = 6.0;
/// A moving bar is drawn this often.
const FRAME: Duration = Duration::from_millis(40);
const ROUND: Duration = Duration::from_millis(1_600);
const SLUG: f32 = 0.3;

struct Since(Instant);

fn solid(tokens: &Tokens, tone: Tone) -> Color {
    match tone {
        Tone::Neutral => tokens.control,
        Tone::Accent => tokens.accent,
        Tone::Success => tokens.success,
        Tone::Warning => tokens.warning,
        Tone::Danger => tokens.danger_solid,
    }
}

/// Where the slug of a moving bar is, from 0 to 1; in pictures, in the middle.
fn travelled(since: Instant) -> f32 {
    if clock::is_stopped() {
        return 0.5;
    }
    let elapsed = clock::now().saturating_duration_since(since);
    let round = elapsed.as_secs_f32() / ROUND.as_secs_f32();
    let there_and_back = (round.fract() * 2.0 - 1.0).abs();
    let eased = there_and_back * there_and_back * (3.0 - 2.0 * there_and_back);
    1.0 - eased
}

impl<Message> Widget<Message, Theme, Renderer> for Gauge<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Since>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Since(clock::now()))
    }

    fn size(&self) -> Size<Length> {
        Size::new(self.width, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let label = paint::width(&self.label, theme::BODY) + paint::width(&self.end, theme::BODY);
        let content = Size::new(label.ceil() + space::SM, self.height());
        layout::Node::new(limits.resolve(self.width, Length::Shrink, content))
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        let bounds = layout.bounds();
        for text in [&self.label, &self.end] {
            if !text.is_empty() {
                operation.text(None, bounds, text);
            }
        }
        let value = match self.fill {
            Fill::Part(part) => format!("{:.0} %", part * 100.0),
            Fill::Moving => String::new(),
        };
        Semantics::new(self.role, self.label.as_ref()).value(value).publish(operation, bounds);
    }

    fn update(
        &mut self,
        _tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let is_seen = layout.bounds().intersects(viewport);
        if let Event::Window(window::Event::RedrawRequested(_)) = event
            && self.fill == Fill::Moving
            && is_seen
            && !clock::is_stopped()
        {
            shell.request_redraw_at(clock::now() + FRAME);
        }
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
        let bounds = layout.bounds();
        let line = Rectangle { height: theme::BODY.line, ..bounds };
        let (start, end) = (paint::Side::Start, paint::Side::End);
        let kind = theme::BODY;
        if !self.end.is_empty() {
            paint::line(renderer, &self.end, line, kind, end, tokens.muted, *viewport);
        }
        if !self.label.is_empty() {
            let room = line.width - paint::width(&self.end, kind) - space::SM;
            let label = Rectangle { width: if self.end.is_empty() { line.width } else { room }, ..line };
            paint::line(renderer, &self.label, label, kind, start, tokens.text, *viewport);
        }
        let track = Rectangle { y: bounds.y + bounds.height - BAR, height: BAR, ..bounds };
        paint::rounded(renderer, track, BAR / 2.0, tokens.neutral_subtle);
        let bar = match self.fill {
            Fill::Part(part) if part <= 0.0 => return,
            Fill::Part(part) => Rectangle { width: (track.width * part).max(BAR), ..track },
            Fill::Moving => {
                let at = travelled(tree.state.downcast_ref::<Since>().0);
                Rectangle { x: track.x + track.width * (1.0 - SLUG) * at, width: track.width * SLUG, ..track }
            }
        };
        paint::rounded(renderer, bar, BAR / 2.0, solid(tokens, self.tone));
    }
}

impl<'a, Message: 'a> From<Gauge<'a>> for Element<'a, Message> {
    fn from(gauge: Gauge<'a>) -> Self {
        Self::new(gauge)
    }
}

/// A page with a bar over its upper edge for work that lasts: see [`over`].
pub struct Lasting<'a, Message> {
    content: Element<'a, Message>,
    since: Box<dyn Fn() -> Option<Instant> + 'a>,
}

/// Puts a bar over the upper edge of a page while work lasts longer than it takes to be noticed: from half a second after
/// `since` on, which says whether there is any.
pub fn over<'a, Message: 'a>(
    page: impl Into<Element<'a, Message>>,
    since: impl Fn() -> Option<Instant> + 'a,
) -> Lasting<'a, Message> {
    Lasting { content: page.into(), since: Box::new(since) }
}

/// Work that is done before then needs no bar.
const NOTICED: Duration = Duration::from_millis(500);
const THIN: f32 = 3.0;

impl<Message> Lasting<'_, Message> {
    /// When it is to be seen, if there is work.
    fn seen_from(&self) -> Option<Instant> {
        (self.since)().map(|since| since + NOTICED)
    }
}

/// Where the bar is on a page.
fn upper_edge(page: Layout<'_>) -> Rectangle {
    Rectangle { height: THIN, ..page.bounds() }
}

impl<Message> Widget<Message, Theme, Renderer> for Lasting<'_, Message> {
    forward!(children, diff, size, size_hint, layout, mouse_interaction, overlay);

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let Some((child, inner)) = tree.children.first_mut().zip(layout.children().next()) {
            self.content.as_widget_mut().operate(child, inner, renderer, operation);
        }
        if self.seen_from().is_some_and(|from| from <= clock::now()) {
            Semantics::new(Role::ProgressBar, "").publish(operation, upper_edge(layout));
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
        if let Event::Window(window::Event::RedrawRequested(_)) = event
            && let Some(from) = self.seen_from()
        {
            shell.request_redraw_at(from.max(clock::now() + FRAME));
        }
        if let Some((child, inner)) = tree.children.first_mut().zip(layout.children().next()) {
            let content = self.content.as_widget_mut();
            content.update(child, event, inner, cursor, renderer, clipboard, shell, viewport);
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
        if let Some((child, inner)) = tree.children.first().zip(layout.children().next()) {
            self.content.as_widget().draw(child, renderer, theme, style, inner, cursor, viewport);
        }
        // No larger than the bar: iced makes a mask for every layer in every frame.
        let bounds = upper_edge(layout);
        renderer.with_layer(bounds, |renderer| {
            let Some(from) = self.seen_from().filter(|from| *from <= clock::now()) else {
                return;
            };
            let tokens = theme.tokens();
            paint::rounded(renderer, bounds, 0.0, tokens.neutral_subtle);
            let x = bounds.x + bounds.width * (1.0 - SLUG) * travelled(from);
            let slug = Rectangle { x, width: bounds.width * SLUG, ..bounds };
            paint::rounded(renderer, slug, 0.0, tokens.accent);
        });
    }
}

impl<'a, Message: 'a> From<Lasting<'a, Message>> for Element<'a, Message> {
    fn from(lasting: Lasting<'a, Message>) -> Self {
        Self::new(lasting)
    }
}

/// Lines of text that are still to come.
pub struct Skeleton {
    lines: u16,
}

/// Holds the place of so many lines.
pub fn skeleton(lines: u16) -> Skeleton {
    Skeleton { lines }
}

const SKELETON_LINE: f32 = 22.0;
const SKELETON_BAR: f32 = 10.0;

/// How much of the width the bar of a line takes: uneven, as text is, and always the same.
pub fn skeleton_part(row: usize, column: usize) -> f32 {
    0.35 + 0.4 * ((row * 7 + column * 13) % 10) as f32 / 10.0
}

/// Draws one bar of a skeleton.
pub fn draw_skeleton(renderer: &mut Renderer, area: Rectangle, part: f32, tokens: &Tokens) {
    let bar = Rectangle {
        y: area.center_y() - SKELETON_BAR / 2.0,
        width: area.width * part,
        height: SKELETON_BAR,
        ..area
    };
    paint::rounded(renderer, bar, SKELETON_BAR / 2.0, tokens.neutral_subtle);
}

impl<Message> Widget<Message, Theme, Renderer> for Skeleton {
    fn size(&self) -> Size<Length> {
        Size::new(Length::Fill, Length::Shrink)
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let content = Size::new(0.0, f32::from(self.lines) * SKELETON_LINE);
        layout::Node::new(limits.resolve(Length::Fill, Length::Shrink, content))
    }

    fn draw(
        &self,
        _tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
        _viewport: &Rectangle,
    ) {
        let bounds = layout.bounds();
        for line in 0..self.lines {
            let area =
                Rectangle { y: bounds.y + f32::from(line) * SKELETON_LINE, height: SKELETON_LINE, ..bounds };
            let part = skeleton_part(usize::from(line), 1);
            draw_skeleton(renderer, area, part, theme.tokens());
        }
    }
}

impl<'a, Message: 'a> From<Skeleton> for Element<'a, Message> {
    fn from(skeleton: Skeleton) -> Self {
        Self::new(skeleton)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_meter_warns_from_its_thresholds_on() {
        let thresholds = Thresholds { warning: 0.8, danger: 0.95 };
        assert_eq!(thresholds.tone(0.79), Tone::Accent);
        assert_eq!(thresholds.tone(0.80), Tone::Warning);
        assert_eq!(thresholds.tone(0.95), Tone::Danger);
    }
}
