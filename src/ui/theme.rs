//! How the window looks: colours, type, spacing and sizes, each named once.
//!
//! [`Theme`] is the window's own theme type rather than `iced::Theme`: the tokens are then a method
//! away, a third theme cannot be drawn by accident, and iced's stock buttons and inputs, which have
//! no focus and other colours, do not even compile on a screen. What iced still has to draw (text,
//! boxes, the inside of text fields) finds its styles in `theme/catalog.rs`.

mod catalog;

use iced::font::{Family, Weight};
use iced::theme::{Base, Mode, Palette, Style};
use iced::{Color, Font, color};
use std::borrow::Cow;

/// The two looks of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

impl Theme {
    /// The colours of this look.
    pub const fn tokens(self) -> &'static Tokens {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

impl Base for Theme {
    fn default(preference: Mode) -> Self {
        match preference {
            Mode::Dark => Self::Dark,
            Mode::None | Mode::Light => Self::Light,
        }
    }

    fn mode(&self) -> Mode {
        match self {
            Self::Light => Mode::Light,
            Self::Dark => Mode::Dark,
        }
    }

    fn base(&self) -> Style {
        let tokens = self.tokens();
        Style { background_color: tokens.canvas, text_color: tokens.text }
    }

    fn palette(&self) -> Option<Palette> {
        let tokens = self.tokens();
        Some(Palette {
            background: tokens.canvas,
            text: tokens.text,
            primary: tokens.accent,
            success: tokens.success,
            warning: tokens.warning,
            danger: tokens.danger_solid,
        })
    }

    fn name(&self) -> &str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }
}

/// What a colour says. Never the only one to say it: a word or a shape stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tone {
    #[default]
    Neutral,
    Accent,
    Success,
    Warning,
    Danger,
}

/// A colour to write with and the ground to write on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    pub ink: Color,
    pub ground: Color,
}

/// The colours of one look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokens {
    /// Behind everything.
    pub canvas: Color,
    /// Cards, tables, fields, the sidebar.
    pub surface: Color,
    /// What floats: dialogs, menus, toasts.
    pub raised: Color,
    /// Table headers, disabled controls.
    pub sunken: Color,
    /// Between things, and around surfaces.
    pub border: Color,
    /// Around buttons and floating panels, whose words already tell what they are.
    pub border_strong: Color,
    /// Around fields, check boxes and radio buttons: nothing but the border shows where they are, so
    /// it keeps 3:1 (WCAG 2.2, 1.4.11).
    pub control: Color,
    /// The border of a control under the pointer.
    pub control_hover: Color,
    pub text: Color,
    pub muted: Color,
    pub faint: Color,
    /// What is written on what cannot be pressed now: read by whoever looks for it, and not taken for something else.
    pub disabled: Color,
    pub accent: Color,
    pub accent_hover: Color,
    pub accent_press: Color,
    pub on_accent: Color,
    pub accent_text: Color,
    pub accent_subtle: Color,
    /// A selected row of a focused table.
    pub accent_strong: Color,
    pub success: Color,
    pub success_subtle: Color,
    pub warning: Color,
    pub warning_subtle: Color,
    pub danger: Color,
    pub danger_subtle: Color,
    pub danger_solid: Color,
    pub danger_press: Color,
    pub neutral_subtle: Color,
    /// What is dragged in a scroll bar: it keeps 3:1 as well.
    pub thumb: Color,
    /// Laid over what is under the pointer.
    pub hover: Color,
    /// Laid over the window behind a dialog.
    pub scrim: Color,
    pub shadow: Color,
    /// The ring around what has the keyboard.
    pub focus: Color,
    /// Tooltips: the opposite of the window.
    pub tip: Pair,
}

impl Tokens {
    /// The colours of chips, banners and icons that carry a tone.
    pub const fn tone(&self, tone: Tone) -> Pair {
        let (ink, ground) = match tone {
            Tone::Neutral => (self.muted, self.neutral_subtle),
            Tone::Accent => (self.accent_text, self.accent_subtle),
            Tone::Success => (self.success, self.success_subtle),
            Tone::Warning => (self.warning, self.warning_subtle),
            Tone::Danger => (self.danger, self.danger_subtle),
        };
        Pair { ink, ground }
    }
}

const LIGHT: Tokens = Tokens {
    canvas: color!(0xf5f6f8),
    surface: color!(0xffffff),
    raised: color!(0xffffff),
    sunken: color!(0xf0f2f5),
    border: color!(0xe1e5ea),
    border_strong: color!(0xb9c2cd),
    control: color!(0x858f9d),
    control_hover: color!(0x66717f),
    text: color!(0x18212c),
    muted: color!(0x566270),
    faint: color!(0x5d6875),
    disabled: color!(0x98a2ae),
    accent: color!(0x1d5fc4),
    accent_hover: color!(0x1a54ae),
    accent_press: color!(0x164892),
    on_accent: color!(0xffffff),
    accent_text: color!(0x1d5fc4),
    accent_subtle: color!(0xeaf1fc),
    accent_strong: color!(0xdce8fb),
    success: color!(0x1a7448),
    success_subtle: color!(0xe4f4eb),
    warning: color!(0x8a5a00),
    warning_subtle: color!(0xfdf2da),
    danger: color!(0xb42f26),
    danger_subtle: color!(0xfce9e7),
    danger_solid: color!(0xc0352b),
    danger_press: color!(0xa52b22),
    neutral_subtle: color!(0xeceff3),
    thumb: color!(0x808b99),
    hover: Color::from_rgba(0.09, 0.13, 0.17, 0.045),
    scrim: Color::from_rgba(0.06, 0.09, 0.13, 0.42),
    shadow: Color::from_rgba(0.06, 0.09, 0.13, 0.18),
    focus: color!(0x3b7de8),
    tip: Pair { ink: color!(0xf5f6f8), ground: color!(0x1f2937) },
};

const DARK: Tokens = Tokens {
    canvas: color!(0x0f1318),
    surface: color!(0x1a2129),
    raised: color!(0x242d38),
    sunken: color!(0x151a21),
    border: color!(0x2d3743),
    border_strong: color!(0x445163),
    control: color!(0x728091),
    control_hover: color!(0x8894a4),
    text: color!(0xe3e8ef),
    muted: color!(0x9da9b8),
    faint: color!(0x98a4b4),
    disabled: color!(0x5b6572),
    accent: color!(0x2f6bd3),
    accent_hover: color!(0x3a73d8),
    accent_press: color!(0x285dba),
    on_accent: color!(0xffffff),
    accent_text: color!(0x7db0ff),
    accent_subtle: color!(0x1b2d48),
    accent_strong: color!(0x1f375b),
    success: color!(0x5cc48d),
    success_subtle: color!(0x17332a),
    warning: color!(0xe3b04b),
    warning_subtle: color!(0x372c16),
    danger: color!(0xf58a81),
    danger_subtle: color!(0x3d2022),
    danger_solid: color!(0xc9463c),
    danger_press: color!(0xb13a31),
    neutral_subtle: color!(0x2d3743),
    thumb: color!(0x7a8696),
    hover: Color::from_rgba(1.0, 1.0, 1.0, 0.05),
    scrim: Color::from_rgba(0.0, 0.0, 0.0, 0.55),
    shadow: Color::from_rgba(0.0, 0.0, 0.0, 0.5),
    focus: color!(0x6ba4ff),
    tip: Pair { ink: color!(0x18212c), ground: color!(0xe3e8ef) },
};

/// A way to set text: the face, its size and the height of a line, in logical pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    pub font: Font,
    pub size: f32,
    pub line: f32,
}

impl Type {
    /// The same size in the medium weight.
    pub const fn medium(self) -> Self {
        Self { font: MEDIUM, ..self }
    }

    /// The same size in the semi-bold weight.
    pub const fn semibold(self) -> Self {
        Self { font: SEMIBOLD, ..self }
    }
}

/// The face of everything that is not a code.
pub const REGULAR: Font = Font { family: Family::Name("Keydesk Sans"), ..Font::DEFAULT };
/// Labels, names, what a row is about.
pub const MEDIUM: Font = Font { weight: Weight::Medium, ..REGULAR };
/// Titles.
pub const SEMIBOLD: Font = Font { weight: Weight::Semibold, ..REGULAR };
/// Serial numbers and codes.
pub const MONO_FACE: Font = Font { family: Family::Name("Keydesk Mono"), ..Font::DEFAULT };
/// The pictures of [`crate::icon`].
pub const ICON_FACE: Font = Font { family: Family::Name("Keydesk Icons"), ..Font::DEFAULT };

pub const CAPTION: Type = Type { font: REGULAR, size: 12.0, line: 16.0 };
pub const BODY: Type = Type { font: REGULAR, size: 14.0, line: 20.0 };
pub const LABEL: Type = BODY.medium();
pub const MONO: Type = Type { font: MONO_FACE, size: 13.5, line: 20.0 };
pub const SECTION: Type = Type { font: SEMIBOLD, size: 16.0, line: 22.0 };
pub const TITLE: Type = Type { font: SEMIBOLD, size: 22.0, line: 28.0 };
/// What is to be read from a metre away: the state of the encoder.
/// What is to be read from two metres away.
pub const POSTER: Type = Type { font: SEMIBOLD, size: 76.0, line: 88.0 };
/// What is to be done, read from there as well.
pub const POSTER_NEXT: Type = Type { font: REGULAR, size: 38.0, line: 48.0 };
pub const DISPLAY: Type = Type { font: SEMIBOLD, size: 28.0, line: 36.0 };

/// The grid of four.
pub mod space {
    pub const XXS: f32 = 2.0;
    pub const XS: f32 = 4.0;
    pub const SM: f32 = 8.0;
    pub const MD: f32 = 12.0;
    pub const LG: f32 = 16.0;
    pub const XL: f32 = 24.0;
    pub const XXL: f32 = 32.0;
    /// Between a label and its field.
    pub const FIELD: f32 = 6.0;
}

/// Sizes of parts.
pub mod size {
    pub const CONTROL: f32 = 32.0;
    /// The least that a finger or an unsteady hand can be asked to hit.
    pub const SMALL: f32 = 28.0;
    pub const ROW: f32 = 32.0;
    /// Where more rows are to be seen at once.
    pub const ROW_COMPACT: f32 = 24.0;
    pub const HEADER: f32 = 34.0;
    /// The sidebar.
    pub const NAVIGATION: f32 = 256.0;
    /// The menus in it.
    pub const RAIL: f32 = 78.0;
    /// The entries of a menu beside them.
    pub const PANEL: f32 = NAVIGATION - RAIL;
    pub const STATUS: f32 = 28.0;
    pub const TREE_ROW: f32 = 28.0;
    pub const MENU_ROW: f32 = 30.0;
    pub const CHIP: f32 = 20.0;
    pub const SCROLLBAR: f32 = 12.0;
    pub const CHECK: f32 = 16.0;
    pub const ICON: f32 = 16.0;
    pub const ICON_SMALL: f32 = 14.0;
    pub const DIALOG_CONFIRM: f32 = 440.0;
    pub const DIALOG_FORM: f32 = 560.0;
    pub const DIALOG_WIDE: f32 = 760.0;
}

/// Corners.
pub mod radius {
    pub const CHECK: f32 = 4.0;
    pub const CONTROL: f32 = 6.0;
    pub const SURFACE: f32 = 8.0;
    pub const DIALOG: f32 = 10.0;
}

/// Every font of the window, to be given to iced before the first frame.
pub fn fonts() -> Vec<Cow<'static, [u8]>> {
    vec![
        Cow::Borrowed(include_bytes!("../../assets/fonts/KeydeskSans-Regular.ttf")),
        Cow::Borrowed(include_bytes!("../../assets/fonts/KeydeskSans-Medium.ttf")),
        Cow::Borrowed(include_bytes!("../../assets/fonts/KeydeskSans-SemiBold.ttf")),
        Cow::Borrowed(include_bytes!("../../assets/fonts/KeydeskMono-Regular.ttf")),
        Cow::Borrowed(crate::icon::FONT),
    ]
}

/// Lays a translucent colour over an opaque one.
#[cfg(test)]
pub fn over(top: Color, bottom: Color) -> Color {
    let mix = |top_part: f32, bottom_part: f32| top_part * top.a + bottom_part * (1.0 - top.a);
    Color::from_rgb(mix(top.r, bottom.r), mix(top.g, bottom.g), mix(top.b, bottom.b))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT_CONTRAST_MIN: f32 = 4.5;
    const CONTROL_CONTRAST_MIN: f32 = 3.0;

    fn luminance(color: Color) -> f32 {
        let [red, green, blue, _] = color.into_linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(one: Color, other: Color) -> f32 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn grounds(tokens: &Tokens) -> Vec<(&'static str, Color)> {
        vec![
            ("canvas", tokens.canvas),
            ("surface", tokens.surface),
            ("raised", tokens.raised),
            ("sunken", tokens.sunken),
            ("surface under the pointer", over(tokens.hover, tokens.surface)),
            ("raised under the pointer", over(tokens.hover, tokens.raised)),
        ]
    }

    #[test]
    fn text_keeps_its_contrast_on_every_ground() {
        for theme in [Theme::Light, Theme::Dark] {
            let tokens = theme.tokens();
            let mut pairs = vec![
                ("on accent", tokens.on_accent, tokens.accent),
                ("on accent under the pointer", tokens.on_accent, tokens.accent_hover),
                ("on accent pressed", tokens.on_accent, tokens.accent_press),
                ("on danger", tokens.on_accent, tokens.danger_solid),
                ("on danger pressed", tokens.on_accent, tokens.danger_press),
                ("tip", tokens.tip.ink, tokens.tip.ground),
                ("text selected", tokens.text, tokens.accent_strong),
                ("muted selected", tokens.muted, tokens.accent_strong),
                ("text subtly selected", tokens.text, tokens.accent_subtle),
                ("muted subtly selected", tokens.muted, tokens.accent_subtle),
                ("faint subtly selected", tokens.faint, tokens.accent_subtle),
                ("accent subtly selected", tokens.accent_text, tokens.accent_subtle),
                ("accent selected", tokens.accent_text, tokens.accent_strong),
                ("faint selected", tokens.faint, tokens.accent_strong),
                ("danger selected", tokens.danger, tokens.accent_strong),
                ("success selected", tokens.success, tokens.accent_strong),
                ("warning selected", tokens.warning, tokens.accent_strong),
            ];
            for tone in [Tone::Neutral, Tone::Accent, Tone::Success, Tone::Warning, Tone::Danger] {
                let pair = tokens.tone(tone);
                pairs.push(("tone", pair.ink, pair.ground));
                pairs.push(("tone on a surface", pair.ink, tokens.surface));
                pairs.push(("in a solid badge", tokens.surface, pair.ink));
                pairs.push(("tone on a dialog", pair.ink, tokens.raised));
                pairs.push(("text in a banner", tokens.text, pair.ground));
            }
            for (_, ground) in grounds(tokens) {
                pairs.push(("text", tokens.text, ground));
                pairs.push(("muted", tokens.muted, ground));
                pairs.push(("faint", tokens.faint, ground));
                pairs.push(("accent as text", tokens.accent_text, ground));
                pairs.push(("danger as text", tokens.danger, ground));
            }
            for (name, ink, ground) in pairs {
                let found = contrast(ink, ground);
                assert!(found >= TEXT_CONTRAST_MIN, "{theme:?}: {name} has {found:.2} on {ground:?}");
            }
        }
    }

    #[test]
    fn what_cannot_be_pressed_is_not_taken_for_what_can() {
        for theme in [Theme::Light, Theme::Dark] {
            let tokens = theme.tokens();
            for (name, ground) in grounds(tokens) {
                let (dead, alive) = (contrast(tokens.disabled, ground), contrast(tokens.muted, ground));
                assert!((2.0..3.2).contains(&dead), "{theme:?}: {dead:.2} on {name}");
                assert!(alive > 1.9 * dead, "{theme:?}: {dead:.2} beside {alive:.2} on {name}");
            }
        }
    }

    #[test]
    fn controls_and_rings_keep_theirs() {
        for theme in [Theme::Light, Theme::Dark] {
            let tokens = theme.tokens();
            // In a row that is lit, a box is drawn as under the pointer.
            let lit = [
                ("selected", tokens.accent_strong),
                ("subtly selected", tokens.accent_subtle),
                ("subtly selected under the pointer", over(tokens.hover, tokens.accent_subtle)),
            ];
            let plain = grounds(tokens);
            let of = |what, line, on: &[(&'static str, Color)]| {
                on.iter().map(|(name, ground)| (what, line, *name, *ground)).collect::<Vec<_>>()
            };
            // Sunken grounds carry no control but a disabled one, which may be fainter; and a control under the pointer
            // is drawn so.
            let is_idle = |name: &str| !name.contains("sunken") && !name.contains("pointer");
            let idle: Vec<_> = plain.iter().filter(|(name, _)| is_idle(name)).copied().collect();
            let lines = [
                of("control", tokens.control, &idle),
                of("control under the pointer", tokens.control_hover, &plain),
                of("control in a lit row", tokens.control_hover, &lit),
                of("focus", tokens.focus, &plain),
                of("focus", tokens.focus, &lit),
                of("thumb", tokens.thumb, &plain),
                of("bar of a selected row", tokens.accent_text, &lit),
            ];
            for (what, line, name, ground) in lines.concat() {
                let found = contrast(line, ground);
                assert!(found >= CONTROL_CONTRAST_MIN, "{theme:?}: {what} has {found:.2} on {name}");
            }
        }
    }
}
