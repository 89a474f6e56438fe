//! What iced's own widgets look like when they are told nothing.
//!
//! Only those that the widget layer is built of are here: text, boxes and the inside of fields, whose
//! border and ground the field draws itself.

use super::Theme;
use iced::widget::{container, text, text_editor, text_input};
use iced::{Background, Border, Color};

impl text::Catalog for Theme {
    type Class<'a> = text::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|_theme| text::Style::default())
    }

    fn style(&self, class: &Self::Class<'_>) -> text::Style {
        class(self)
    }
}

impl container::Catalog for Theme {
    type Class<'a> = container::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|_theme| container::Style::default())
    }

    fn style(&self, class: &Self::Class<'_>) -> container::Style {
        class(self)
    }
}

impl text_input::Catalog for Theme {
    type Class<'a> = text_input::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|theme, status| {
            let tokens = theme.tokens();
            let is_disabled = status == text_input::Status::Disabled;
            text_input::Style {
                background: Background::Color(Color::TRANSPARENT),
                border: Border::default(),
                icon: tokens.muted,
                placeholder: tokens.faint,
                value: if is_disabled { tokens.faint } else { tokens.text },
                selection: tokens.accent_strong,
            }
        })
    }

    fn style(&self, class: &Self::Class<'_>, status: text_input::Status) -> text_input::Style {
        class(self, status)
    }
}

impl text_editor::Catalog for Theme {
    type Class<'a> = text_editor::StyleFn<'a, Self>;

    fn default<'a>() -> Self::Class<'a> {
        Box::new(|theme, status| {
            let tokens = theme.tokens();
            let is_disabled = status == text_editor::Status::Disabled;
            text_editor::Style {
                background: Background::Color(Color::TRANSPARENT),
                border: Border::default(),
                placeholder: tokens.faint,
                value: if is_disabled { tokens.faint } else { tokens.text },
                selection: tokens.accent_strong,
            }
        })
    }

    fn style(&self, class: &Self::Class<'_>, status: text_editor::Status) -> text_editor::Style {
        class(self, status)
    }
}
