//! What stands around every screen: the menus, the encoder's state, and what is said in passing.

use iced::widget::{Column, Row, column, container, row};
use iced::{Center, Fill, Padding};
use keydesk::console::Demo;
use keydesk::operation::points::{self, Seen};

use super::notices::Act;
use super::{Departure, Desk, Message, Reply};
use crate::command::shortcut;
use crate::context::Context;
use crate::icon::Icon;
use crate::part::finder::Deed;
use crate::part::{encoder, tray};
use crate::screen::Screen as _;
use crate::theme::{self, Tone, size, space};
use crate::widget::badge::badge;
use crate::widget::button::{Kind, button};
use crate::widget::dialog::{Width, dialog};
use crate::widget::notice::Corner;
use crate::widget::region::region;
use crate::widget::{Element, gauge, notice, surface, text};

/// The screen with everything around it, and over it what is said of the key on the encoder.
pub fn view<'a>(
    desk: &'a Desk,
    laid: Option<Element<'a, Message>>,
    is_sidebar_out: bool,
) -> Element<'a, Message> {
    let Some(stop) = desk.shown() else {
        return surface::canvas(iced::widget::space()).width(Fill).height(Fill).into();
    };
    let number = stop.number;
    let screen = stop.screen.view(&desk.context).map(move |message| Message::Screen(number, message));
    let screen = container(screen).width(Fill).height(Fill);
    // What one can come back to keeps what its controls remember, and so the row that one came from.
    let screen = region(PAGE, screen).rests().shows(stop.shown, desk.trail.iter().map(|stop| stop.shown));
    // The screen keeps its place in the window, and so the keyboard, when a key is laid down or taken away.
    let page = column![region(LAID, Column::with_children(laid)), screen].width(Fill);
    let page = gauge::over(page, move || desk.context.under_way.since());
    column![row![desk.sidebar(is_sidebar_out), page].height(Fill), region(STATUS, status(desk))].into()
}

// The regions of the window beside the sidebar, in the order of F6.
const LAID: &str = "laid";
pub const PAGE: &str = "page";
const STATUS: &str = "status";
const NOTICES: &str = "notices";

fn status(desk: &Desk) -> Element<'_, Message> {
    let context = &desk.context;
    let words = &context.words;
    let caption = |content: String| {
        text::clipped(content).kind(theme::CAPTION).ink(text::Ink::Muted).width(iced::Shrink)
    };
    let encoder = match context.encoder() {
        Some(encoder) => {
            let encoder::Standing { word, tone } = encoder::standing(context, encoder);
            let said = format!("{} – {}", encoder.label, words.get(word));
            row![text::icon(Icon::Nfc, size::ICON_SMALL, tone), caption(said)]
        }
        None => {
            let none = words.get("encoder-none").into_owned();
            row![text::icon(Icon::TriangleAlert, size::ICON_SMALL, Tone::Warning), caption(none)]
        }
    };
    let encoder = (!context.encoder().is_some_and(|encoder| encoder.only_updates))
        .then(|| encoder.spacing(space::SM).align_y(Center).into());
    let mut left = Row::with_children(encoder).spacing(space::LG).align_y(Center);
    if let Some((tone, said)) = said_of_points(context) {
        let point = row![text::icon(Icon::RefreshCw, size::ICON_SMALL, tone), caption(said)];
        left = left.push(point.spacing(space::SM).align_y(Center));
    }
    if context.console.desk().tray().is_some() {
        let icon = if desk.shows_tray() { Icon::ChevronDown } else { Icon::ChevronUp };
        let label = if desk.shows_tray() { "desk-tray-hide" } else { "desk-tray-show" };
        let tray = button(words.get(label)).icon(icon).kind(Kind::Link).small();
        left = left.push(Element::from(tray.on_press(Message::Tray(tray::Message::Toggle))));
    }
    let help = button(words.get(Deed::Help.label())).icon(Deed::Help.icon()).kind(Kind::Link).small();
    let help = help.shortcut(shortcut::HELP.name(words)).on_press(Message::Do(Deed::Help));
    left = left.push(Element::from(help));
    let of = words.with(
        "settings-of",
        [("name", context.session.name().into()), ("group", context.session.group_name().into())],
    );
    // Of the same width whatever is shown: the site and the operator stand at the side as well.
    let mut right = match context.console.clock_in_doubt() {
        None => row![caption(context.console.site().name.clone()), caption(of)],
        Some(_) => row![Element::from(badge(context.reckoned(), Tone::Danger).icon(Icon::CircleAlert))],
    };
    right = right.spacing(space::LG).align_y(Center);
    if context.console.site().demo != Demo::No {
        right = right.push(Element::from(badge(words.get("desk-demo"), Tone::Warning).icon(Icon::Info)));
    }
    let line = row![container(left).width(Fill), right].align_y(Center).height(Fill);
    let bar = container(line).padding(Padding::from([0.0, space::LG])).height(size::STATUS - 1.0);
    column![surface::divider(), surface::plain(bar).width(Fill)].into()
}

/// How the update points stand, in a line.
fn said_of_points(context: &Context) -> Option<(Tone, String)> {
    let words = &context.words;
    let standing = |point: &Seen| encoder::standing_of_point(point.standing);
    match context.points.as_slice() {
        [] => None,
        [one] => {
            let encoder::Standing { word, tone } = standing(one);
            let values = [("encoder", context.label(&one.encoder).into()), ("state", words.get(word).into())];
            Some((tone, words.with("point-status", values)))
        }
        several => {
            let serving = several.iter().filter(|point| point.standing == points::Standing::Serving).count();
            let tone = if serving == several.len() { Tone::Success } else { Tone::Warning };
            let values = [("count", several.len().into()), ("serving", serving.into())];
            Some((tone, words.with("point-status-several", values)))
        }
    }
}

/// What is said in passing.
pub fn toasts(desk: &Desk) -> Element<'_, Message> {
    let words = &desk.context.words;
    let close = words.get("toast-dismiss");
    let is_free = desk.is_screen_free();
    let toasts = desk.notices.iter().map(|notice| {
        let deeds = notice.acts.iter().enumerate().filter(|(_, act)| is_free && desk.is_offered(**act));
        let deeds = deeds.map(|(at, act)| {
            let (label, keys) = match act {
                Act::Encode(_) => ("users-update-key", None),
                Act::AddOperator(_) => ("operator-new", None),
                Act::Undo { .. } => ("undo", Some(shortcut::UNDO.name(words))),
            };
            notice::Deed { label: words.get(label), keys, message: Message::Follow(notice.number, at) }
        });
        notice::Toast {
            tone: notice.tone,
            text: notice.text.as_str().into(),
            deeds: deeds.collect(),
            dismiss: Some((close.clone(), Message::DismissToast(notice.number))),
        }
    });
    let corner = match (is_free, desk.shows_tray()) {
        (false, _) => Corner::Head,
        (true, true) => Corner::Foot(tray::BESIDE),
        (true, false) => Corner::Foot(space::XL),
    };
    region(NOTICES, notice::toasts(toasts, corner, Message::HoldNotices)).into()
}

/// The site was saved elsewhere: what to do with the file, step by step.
pub fn copied<'a>(desk: &'a Desk, path: &std::path::Path, is_live: bool) -> Element<'a, Message> {
    let words = &desk.context.words;
    let path = words.with("copy-saved", [("path", path.display().to_string().into())]);
    let unsaved = desk.is_changed().then(|| notice::banner(Tone::Warning, words.get("copy-unsaved"), None));
    let steps = ["copy-step-close", "copy-step-put", "copy-step-log", "copy-step-start"];
    let steps =
        Column::with_children(steps.map(|step| text::body(words.get(step)).into())).spacing(space::SM);
    dialog(words.get("copy-saved-title"), is_live)
        .width(Width::Form)
        .icon(Icon::CircleCheck, Tone::Success)
        .body(column![text::body(path)].extend(unsaved).push(steps).spacing(space::LG))
        .starts_at("copy-close")
        .on_close(words.get("close"), Message::LeaveCopied)
        .action(button(words.get("close")).id("copy-close").on_press(Message::LeaveCopied))
        .action(button(words.get("opening-close")).kind(Kind::Primary).on_press(Message::CloseWindow))
        .into()
}

/// What becomes of what was not saved?
pub fn question<'a>(desk: &'a Desk, departure: &Departure, is_live: bool) -> Element<'a, Message> {
    let words = &desk.context.words;
    let may = |reply: Reply| (!departure.is_saving).then_some(Message::Answer(reply));
    let save = words.get(if departure.is_saving { "record-saving" } else { "guard-save" });
    dialog(words.get("guard-title"), is_live)
        .subtitle(words.get("guard-sentence"))
        .width(Width::Confirm)
        .icon(Icon::FilePen, Tone::Warning)
        .starts_at("guard-save")
        .on_close(words.get("guard-stay"), Message::Answer(Reply::Stay))
        .action(button(words.get("guard-stay")).on_press_maybe(may(Reply::Stay)))
        .action(button(words.get("guard-discard")).kind(Kind::Danger).on_press_maybe(may(Reply::Discard)))
        .default_action(button(save).id("guard-save").icon(Icon::Save).on_press_maybe(may(Reply::Save)))
        .into()
}
