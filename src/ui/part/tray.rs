//! The tray of the simulated encoder: keys that can be laid on it and taken away, also in the middle of a write. It
//! stays at hand while a dialog is open, as a real encoder does.

use iced::keyboard;
use iced::widget::{column, container, opaque, row};
use iced::{Bottom, Center, Fill, Padding, Right};
use keydesk::encoders::{CardId, Label, Tray, View};

use crate::command::digit_name;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::encoder;
use crate::theme::{self, Tone, size, space};
use crate::widget::button::{Kind, icon_button};
use crate::widget::scroll::scroll;
use crate::widget::tile::tile;
use crate::widget::{Element, keys, surface, text};
use crate::words::Words;

/// What happens at the tray.
#[derive(Debug, Clone, Copy)]
pub enum Message {
    /// The panel is opened or closed.
    Toggle,
    /// A card is laid down in place of what lies there, or taken away if it lies there.
    Flip(CardId),
    /// A card is laid down beside what lies there.
    LayBeside(CardId),
}

/// Does what was asked.
pub fn act(tray: &Tray, message: Message) {
    match message {
        Message::Toggle => {}
        Message::Flip(id) => {
            let is_laid = tray.cards().iter().any(|card| card.id == id && card.is_laid);
            tray.clear();
            if !is_laid {
                tray.lay(id);
            }
        }
        Message::LayBeside(id) => tray.lay(id),
    }
}

/// What a card is called.
pub fn label(words: &Words, label: &Label) -> String {
    match label {
        Label::KeyOf(name) => words.with("tray-key-of", [("name", name.as_str().into())]),
        Label::Blank(number) => words.with("tray-blank", [("number", (*number).into())]),
        Label::OtherSystem => words.get("tray-other-system").into_owned(),
        Label::Small => words.get("tray-small").into_owned(),
        Label::Tag => words.get("tray-tag").into_owned(),
        Label::Written(written) => written.clone(),
    }
}

/// The card that Ctrl and a digit means.
pub fn card_of(tray: &Tray, event: &keyboard::Event) -> Option<CardId> {
    let keyboard::Event::KeyPressed { key, physical_key, modifiers, repeat: false, .. } = event else {
        return None;
    };
    let digit = keys::digit(key, *physical_key).filter(|_| keys::is_ctrl(*modifiers))?;
    let place = usize::from(digit).checked_sub(1)?;
    tray.cards().get(place).map(|card| card.id)
}

/// How much of the window it takes, from the edge to what stands beside it.
pub const BESIDE: f32 = WIDTH + 2.0 * space::LG;
const WIDTH: f32 = 340.0;
const HEIGHT_MAX: f32 = 420.0;

/// The panel, at the lower right of the window.
pub fn view<'a>(context: &'a Context, tray: &Tray) -> Element<'a, Message> {
    let words = &context.words;
    let close = icon_button(Icon::X, words.get("close")).small().on_press(Message::Toggle);
    let simulated = context.encoders.iter().find(|encoder| encoder.simulated);
    let standing = simulated.map(|simulated| encoder::standing(context, simulated));
    let (word, tone) = standing.map_or(("encoder-none", Tone::Neutral), |known| (known.word, known.tone));
    let head = row![
        text::icon(Icon::Nfc, 18.0, tone),
        column![text::label(words.get("tray-title")), text::caption(words.get(word))].width(Fill),
        Element::from(close),
    ]
    .spacing(space::MD)
    .align_y(Center);
    let head = container(head).padding(Padding {
        top: space::MD,
        right: space::SM,
        bottom: space::SM,
        left: space::LG,
    });
    let cards = tray.cards();
    let is_any_laid = cards.iter().any(|card| card.is_laid);
    let lines = cards.iter().enumerate().map(|(place, card)| line(context, place, card, is_any_laid));
    let list = container(column(lines).spacing(space::XS)).padding(Padding::from([space::XS, space::MD]));
    let hint =
        container(text::caption(words.get("tray-hint"))).padding(Padding::from([space::SM, space::LG]));
    let panel = column![
        head,
        surface::divider(),
        container(scroll(list).height(iced::Shrink)).max_height(HEIGHT_MAX),
        surface::divider(),
        hint,
    ];
    let panel = opaque(surface::raised(container(panel).width(WIDTH)));
    container(panel)
        .width(Fill)
        .height(Fill)
        .align_x(Right)
        .align_y(Bottom)
        .padding(Padding { top: 0.0, right: space::LG, bottom: size::STATUS + space::SM, left: 0.0 })
        .into()
}

fn line<'a>(context: &'a Context, place: usize, card: &View, is_any_laid: bool) -> Element<'a, Message> {
    let words = &context.words;
    let (icon, tone) =
        if card.is_laid { (Icon::Nfc, Tone::Accent) } else { (Icon::CreditCard, Tone::Neutral) };
    let state = if card.is_laid { "tray-laid" } else { "tray-lying" };
    let label = label(words, &card.label);
    let keys = if place < 9 { digit_name(place + 1, words) } else { String::new() };
    let content = row![
        text::icon(icon, 16.0, tone),
        column![text::clipped(label.clone()).kind(theme::BODY).width(Fill), text::caption(words.get(state)),]
            .width(Fill),
        text::caption(keys),
    ]
    .spacing(space::MD)
    .align_y(Center);
    let whole = tile(label.clone(), container(content).padding(Padding::from([5.0, space::SM])))
        .on(card.is_laid)
        .on_press(Message::Flip(card.id));
    let mut parts = row![Element::from(whole)].spacing(space::XS).align_y(Center);
    if is_any_laid && !card.is_laid {
        let beside = words.with("tray-beside", [("card", label.into())]);
        let beside = icon_button(Icon::Layers, beside).kind(Kind::Ghost).small();
        parts = parts.push(Element::from(beside.on_press(Message::LayBeside(card.id))));
    }
    parts.into()
}
