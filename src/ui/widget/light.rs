//! The encoder's light, large: what is seen from a metre away while a card is written.

use super::semantics::{Role, Semantics};
use super::{Element, clock, paint};
use crate::icon::Icon;
use crate::theme::{Theme, Tokens, Tone};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, renderer};
use iced::{Color, Event, Length, Rectangle, Renderer, Size, window};
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// What the encoder is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// There is no encoder, or it sleeps.
    Off,
    /// Lay a key on it.
    Waiting,
    /// Put the key back: it was taken away too soon.
    Returning,
    /// Leave the key where it is.
    Processing,
    Success,
    Error,
}

impl State {
    fn tone(self) -> Tone {
        match self {
            Self::Off => Tone::Neutral,
            Self::Waiting | Self::Processing => Tone::Accent,
            Self::Returning => Tone::Warning,
            Self::Success => Tone::Success,
            Self::Error => Tone::Danger,
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Off => Icon::Unplug,
            Self::Waiting => Icon::Nfc,
            Self::Returning => Icon::Undo2,
            Self::Processing => Icon::RefreshCw,
            Self::Success => Icon::Check,
            Self::Error => Icon::X,
        }
    }

    /// How long one breath of the light takes, if it breathes.
    fn period(self) -> Option<Duration> {
        match self {
            Self::Waiting | Self::Returning => Some(Duration::from_millis(1_800)),
            Self::Processing => Some(Duration::from_millis(700)),
            Self::Off | Self::Success | Self::Error => None,
        }
    }
}

/// The light: see [`light`].
pub struct Light<'a> {
    state: State,
    name: Cow<'a, str>,
    size: f32,
}

/// Makes a light; its name is for those who cannot see it.
pub fn light<'a>(state: State, name: impl Into<Cow<'a, str>>) -> Light<'a> {
    Light { state, name: name.into(), size: 120.0 }
}

impl Light<'_> {
    /// Is larger or smaller.
    pub fn size(mut self, size: f32) -> Self {
        self.size = size;
        self
    }
}

/// The light is drawn this often while it breathes: a gentle pulse needs no more.
const FRAME: Duration = Duration::from_millis(60);

struct Since {
    state: State,
    at: Instant,
}

/// How brightly the halo shines, from 0 to 1; fully in pictures.
fn brightness(since: &Since) -> f32 {
    let Some(period) = since.state.period() else {
        return 1.0;
    };
    if clock::is_stopped() {
        return 1.0;
    }
    let elapsed = clock::now().saturating_duration_since(since.at);
    let turn = elapsed.as_secs_f32() / period.as_secs_f32() * std::f32::consts::TAU;
    0.5 + 0.5 * turn.cos()
}

fn core(tokens: &Tokens, state: State) -> (Color, Color) {
    match state {
        State::Off => (tokens.neutral_subtle, tokens.muted),
        State::Waiting | State::Processing => (tokens.accent, tokens.on_accent),
        State::Returning => (tokens.warning, tokens.raised),
        State::Success => (tokens.success, tokens.raised),
        State::Error => (tokens.danger_solid, tokens.on_accent),
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Light<'_> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<Since>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(Since { state: self.state, at: clock::now() })
    }

    fn diff(&self, tree: &mut Tree) {
        let since = tree.state.downcast_mut::<Since>();
        if since.state != self.state {
            since.state = self.state;
            since.at = clock::now();
        }
    }

    fn size(&self) -> Size<Length> {
        Size::new(Length::Fixed(self.size), Length::Fixed(self.size))
    }

    fn layout(&mut self, _tree: &mut Tree, _renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        layout::atomic(limits, self.size, self.size)
    }

    fn operate(
        &mut self,
        _tree: &mut Tree,
        layout: Layout<'_>,
        _renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        Semantics::new(Role::Image, self.name.as_ref()).publish(operation, layout.bounds());
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
        if let Event::Window(window::Event::RedrawRequested(_)) = event
            && self.state.period().is_some()
            && layout.bounds().intersects(viewport)
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
        let shine = brightness(tree.state.downcast_ref::<Since>());
        let ink = tokens.tone(self.state.tone()).ink;
        let halo = |part: f32| Color { a: part * (0.35 + 0.65 * shine), ..ink };
        let circle = |inset: f32| bounds.shrink(self.size * inset);
        let halos = if self.state == State::Off { [0.0, 0.0] } else { [0.08, 0.14] };
        for (inset, part) in [0.0, 0.11].into_iter().zip(halos) {
            let area = circle(inset);
            paint::rounded(renderer, area, area.width / 2.0, halo(part));
        }
        let (ground, mark) = core(tokens, self.state);
        let face = circle(0.22);
        paint::rounded(renderer, face, face.width / 2.0, ground);
        let icon_size = (self.size * 0.26).round();
        let icon = self.state.icon();
        paint::icon(renderer, icon, face, icon_size, mark, *viewport);
    }
}

impl<'a, Message: 'a> From<Light<'a>> for Element<'a, Message> {
    fn from(light: Light<'a>) -> Self {
        Self::new(light)
    }
}
