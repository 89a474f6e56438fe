//! Text, surfaces, badges, notices, gauges.

use super::super::program::Message;
use crate::icon::Icon;
use crate::theme::{self, Tone, space};
use crate::widget::badge::badge;
use crate::widget::button::button;
use crate::widget::gauge::{Thresholds, meter, progress, skeleton, working};
use crate::widget::hint::hint;
use crate::widget::light::{State, light};
use crate::widget::qr::{Squares, qr};
use crate::widget::tiles::{large, tiles};
use crate::widget::{Element, form, notice, surface, text, tile};
use iced::widget::{column, container, row};
use iced::{Center, Fill};
use std::sync::LazyLock;

/// The page.
pub fn page<'a>() -> Element<'a, Message> {
    super::page(
        "Basics",
        [
            form::grid([
                texts(),
                badges(),
                notices(),
                gauges(),
                pairs(),
                empty(),
                lights(),
                waiting(),
                code(),
            ])
            .into(),
            tiled(),
        ],
    )
}

/// Tiles of either kind, in each state.
fn tiled<'a>() -> Element<'a, Message> {
    let large = [
        large(Icon::RefreshCw, "Update key", "Bring a key up to date").on_press(Message::Pressed("update")),
        large(Icon::Users, "People", "Find people and change their doors")
            .on_press(Message::Pressed("people")),
        large(Icon::DoorOpen, "Doors", "Not in this version"),
    ];
    let of = |said: &'static str| {
        tile::line(Icon::KeyRound, Tone::Warning, said, "These keys need the last changes", "17")
    };
    let lines = column![
        Element::from(of("Can be opened").on_press(Message::Pressed("line"))),
        Element::from(of("In a frame").framed().on_press(Message::Pressed("framed"))),
        Element::from(of("On").on(true).on_press(Message::Pressed("on"))),
        Element::from(of("Cannot be opened")),
    ]
    .spacing(space::XS);
    surface::panel("Tiles", column![Element::from(tiles(large)), lines].spacing(space::MD)).into()
}

/// What a phone reads.
static CODE: LazyLock<Option<Squares>> = LazyLock::new(|| Squares::of("otpauth://totp/Keydesk"));

fn code<'a>() -> Element<'a, Message> {
    let code = CODE.as_ref().map(|squares| Element::from(qr(squares, "Code for a phone", 160.0)));
    surface::panel("For a camera", column![].extend(code)).into()
}

fn texts<'a>() -> Element<'a, Message> {
    let content = column![
        text::title("Front desk 1234567890"),
        text::section("AVATAR To Wave Yes: kerned"),
        text::body(
            "A key that is cancelled is refused by every door that has heard of it; the others hear \
             of it from the next key that comes by."
        ),
        text::label("Label"),
        text::muted("Muted: 2026-03-01 14:30"),
        text::caption("Caption: last seen at the east door"),
        text::mono("04:A2:1B:7C:33:80 0O1lI"),
        text::body("Zoë Łukasz Ñandú Ελληνικά Кириллица Tiếng Việt → ← ✓ € £ ₺ ¼ “quotes” – —"),
        container(text::clipped("Conference centre, east wing, second floor, behind the kitchen")).width(220),
    ]
    .spacing(space::SM);
    surface::panel("Text", content).into()
}

fn badges<'a>() -> Element<'a, Message> {
    let dots = row![
        badge("Expired", Tone::Neutral),
        badge("Pending", Tone::Accent),
        badge("Valid", Tone::Success),
        badge("Update required", Tone::Warning),
        badge("Cancelled", Tone::Danger),
    ]
    .spacing(space::SM);
    let icons = row![
        badge("No key", Tone::Neutral).icon(Icon::CircleDashed),
        badge("Assigned", Tone::Accent).icon(Icon::Key),
        badge("Valid", Tone::Success).icon(Icon::CircleCheck),
        badge("Expires today", Tone::Warning).icon(Icon::Hourglass),
        badge("Cancelled", Tone::Danger).icon(Icon::Ban),
    ]
    .spacing(space::SM);
    let hinted = hint(
        badge("Rest the pointer here", Tone::Accent).icon(Icon::Info),
        "The room was changed after the key was made.\nThe key still opens room 104.",
    );
    surface::panel_with(
        "Badges",
        Some(text::caption("5 of 12").into()),
        column![dots, icons, hinted].spacing(space::MD),
    )
    .into()
}

fn notices<'a>() -> Element<'a, Message> {
    let content = column![
        notice::banner(Tone::Accent, "Two encoders are connected.", None),
        notice::banner(Tone::Success, "The key was made and read back.", None),
        notice::banner(
            Tone::Warning,
            "12 keys need an update before the change of access level takes effect at the doors.",
            Some(("Show keys".into(), Message::Pressed("show keys"))),
        ),
        notice::banner(
            Tone::Danger,
            "The encoder does not answer.",
            Some(("Try again".into(), Message::Pressed("again")))
        ),
    ]
    .spacing(space::SM);
    surface::panel("Banners", content).into()
}

fn gauges<'a>() -> Element<'a, Message> {
    const SPACE: Thresholds = Thresholds { warning: 0.8, danger: 0.95 };
    let content = column![
        meter("96 of 230 bytes", 96.0 / 230.0, SPACE).end("42 %"),
        meter("192 of 230 bytes", 192.0 / 230.0, SPACE).end("83 %"),
        meter("228 of 230 bytes", 228.0 / 230.0, SPACE).end("99 %"),
        progress("Updating keys", 0.34).end("340 of 1 000"),
        progress("", 0.6),
        working("Reading the key"),
    ]
    .spacing(space::MD);
    surface::panel("Gauges", content).into()
}

fn pairs<'a>() -> Element<'a, Message> {
    let content = form::pairs([
        ("Serial number", text::mono("04A21B7C3380").into()),
        ("Valid until", text::body("Friday, 13 March 2026, 12:00").into()),
        ("Key status", badge("Valid", Tone::Success).icon(Icon::CircleCheck).into()),
        (
            "A name that is too long for its column",
            text::body("A value that goes on for so long that it needs a second line to be read in full, and gets it.").into(),
        ),
    ]);
    surface::panel("Facts", content).into()
}

fn empty<'a>() -> Element<'a, Message> {
    let action = button("Clear filters").icon(Icon::FunnelX).on_press(Message::Pressed("clear"));
    let content = notice::empty(
        Icon::SearchX,
        "No keys match",
        "Try another search, or clear the filters.",
        Some(action.into()),
    );
    surface::sheet(container(content).height(240)).width(Fill).into()
}

fn lights<'a>() -> Element<'a, Message> {
    let one = |state, name| {
        column![light(state, name).size(84.0), text::caption(name)].spacing(space::SM).align_x(Center).into()
    };
    let content = form::beside([
        one(State::Off, "Off"),
        one(State::Waiting, "Waiting"),
        one(State::Processing, "Processing"),
        one(State::Success, "Success"),
        one(State::Error, "Error"),
    ]);
    surface::panel("Light", content).into()
}

fn waiting<'a>() -> Element<'a, Message> {
    let large = text::clipped("A display line").kind(theme::DISPLAY);
    surface::panel("Skeleton", column![skeleton(4), large].spacing(space::SM)).into()
}
