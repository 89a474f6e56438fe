//! What the window says to the operator: banners in the page, toasts over it, and what an empty place
//! says for itself.

use super::button::{Kind, button, icon_button};
use super::{Element, surface, text};
use crate::icon::Icon;
use crate::theme::{Theme, Tone, radius, size, space};
use iced::widget::text::IntoFragment;
use iced::widget::{Column, column, container, mouse_area, row, space as gap};
use iced::{Background, Border, Bottom, Center, Fill, Padding, Right, Top};
use std::borrow::Cow;

/// The shape that stands for a tone, so that it is not told by colour alone.
pub const fn shape(tone: Tone) -> Icon {
    match tone {
        Tone::Neutral | Tone::Accent => Icon::Info,
        Tone::Success => Icon::CircleCheck,
        Tone::Warning => Icon::TriangleAlert,
        Tone::Danger => Icon::CircleAlert,
    }
}

/// A notice in the page, with what there is to do about it.
pub fn banner<'a, Message: Clone + 'a>(
    tone: Tone,
    content: impl IntoFragment<'a>,
    actions: impl IntoIterator<Item = (Cow<'a, str>, Message)>,
) -> Element<'a, Message> {
    let actions = actions
        .into_iter()
        .map(|(label, message)| Element::from(button(label).kind(Kind::Link).small().on_press(message)));
    let icon = container(text::icon(shape(tone), size::ICON, tone)).padding([1.0, 0.0]);
    let sentence = row![icon, text::body(content).width(Fill)].spacing(space::SM + 2.0);
    let line = row![container(sentence).padding([5.0, 0.0]).width(Fill)]
        .extend(actions)
        .spacing(space::LG)
        .align_y(Center);
    container(line)
        .padding([space::XS, space::MD])
        .width(Fill)
        .style(move |theme: &Theme| {
            let pair = theme.tokens().tone(tone);
            container::Style {
                background: Some(Background::Color(pair.ground)),
                text_color: Some(theme.tokens().text),
                border: Border {
                    color: iced::Color { a: 0.28, ..pair.ink },
                    width: 1.0,
                    radius: radius::CONTROL.into(),
                },
                ..container::Style::default()
            }
        })
        .into()
}

/// Notices over something. Where they come and go, what is below keeps its place in the window, and so the keyboard.
pub fn over<'a, Message: 'a>(
    notices: impl IntoIterator<Item = Element<'a, Message>>,
    below: impl Into<Element<'a, Message>>,
) -> Element<'a, Message> {
    let spaced = |notice| container(notice).padding(Padding::ZERO.bottom(space::LG)).into();
    let notices = Column::with_children(notices.into_iter().map(spaced));
    column![notices, below.into()].into()
}

/// A passing notice.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast<'a, Message> {
    pub tone: Tone,
    pub text: Cow<'a, str>,
    /// What can be done about it.
    pub deeds: Vec<Deed<'a, Message>>,
    /// Takes it away: the name of the cross, and its message.
    pub dismiss: Option<(Cow<'a, str>, Message)>,
}

/// Something to do about what is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Deed<'a, Message> {
    pub label: Cow<'a, str>,
    /// The keys that do the same.
    pub keys: Option<String>,
    pub message: Message,
}

/// Where passing notices are, so that they lie over nothing that is pressed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Corner {
    /// At the lower right, above the foot of a screen, and so far from the edge.
    Foot(f32),
    /// At the upper right, clear of what a dialog says and of its buttons, and of the name of the site.
    Head,
}

/// The layer of passing notices, the newest last. Who shows them takes them away again, after a time or a click; as long
/// as the pointer is on them, that waits.
pub fn toasts<'a, Message: Clone + 'a>(
    toasts: impl IntoIterator<Item = Toast<'a, Message>>,
    corner: Corner,
    holds: impl Fn(bool) -> Message,
) -> Element<'a, Message> {
    let mut toasts: Vec<_> = toasts.into_iter().collect();
    let newest = toasts.pop().map(|newest| toast(newest, Some(NEWEST)));
    let toasts = toasts.into_iter().map(|older| toast(older, None)).chain(newest);
    let (across, down, padding) = match corner {
        Corner::Foot(right) => {
            (Right, Bottom, Padding { top: space::XL, right, bottom: TOAST_BOTTOM, left: space::XL })
        }
        Corner::Head => (Right, Top, Padding::from(space::SM)),
    };
    let list = Column::with_children(toasts).spacing(space::SM).align_x(across);
    let list = mouse_area(list).on_enter(holds(true)).on_exit(holds(false));
    container(list).width(Fill).height(Fill).align_x(across).align_y(down).padding(padding).into()
}

/// What can be done about the newest notice, or how it is closed.
pub const NEWEST: &str = "newest-notice";

const TOAST_WIDTH_MAX: f32 = 360.0;
/// Above the status bar, and above the buttons at the foot of a screen.
const TOAST_BOTTOM: f32 = size::STATUS + 56.0 + space::MD;

fn toast<'a, Message: Clone + 'a>(
    toast: Toast<'a, Message>,
    id: Option<&'static str>,
) -> Element<'a, Message> {
    let deeds = toast.deeds.into_iter().map(|Deed { label, keys, message }| {
        let deed = button(label).kind(Kind::Link).small().on_press(message);
        match keys {
            Some(keys) => deed.shortcut(keys),
            None => deed,
        }
    });
    let dismiss = toast
        .dismiss
        .map(|(name, message)| icon_button(Icon::X, name).kind(Kind::Ghost).small().on_press(message));
    let buttons = deeds.chain(dismiss).zip(id.map(Some).into_iter().chain(std::iter::repeat(None)));
    let buttons = buttons.map(|(button, id)| match id {
        Some(id) => button.id(id).into(),
        None => button.into(),
    });
    let name = toast.text.to_string();
    let icon = text::icon(shape(toast.tone), size::ICON, toast.tone);
    let sentence = container(text::body(toast.text)).max_width(TOAST_WIDTH_MAX);
    let line = row![icon, sentence].extend(buttons).spacing(space::SM + 2.0).align_y(Center);
    let content = container(line).padding([space::SM, 14.0]);
    surface::raised(content).says(name).into()
}

/// What an empty place says: why, and what to do.
pub fn empty<'a, Message: Clone + 'a>(
    icon: Icon,
    heading: impl IntoFragment<'a>,
    sentence: impl IntoFragment<'a>,
    action: Option<Element<'a, Message>>,
) -> Element<'a, Message> {
    let words = column![
        text::icon(icon, 32.0, Tone::Neutral),
        gap().height(space::XS),
        text::section(heading).align_x(Center),
        text::muted(sentence).align_x(Center),
    ]
    .extend(action.map(|action| container(action).padding(Padding::from([space::SM, 0.0])).into()))
    .spacing(space::XS)
    .max_width(360)
    .align_x(Center);
    container(words).center(Fill).padding(space::XL).into()
}
