//! Buttons, check boxes, choices.

use super::super::program::{Dialog, Gallery, Message};
use crate::icon::Icon;
use crate::theme::space;
use crate::widget::button::{Kind, button, icon_button};
use crate::widget::check::check;
use crate::widget::choice::{choice, radio_group, segmented, tabs};
use crate::widget::semantics::Mark;
use crate::widget::steps::steps;
use crate::widget::{Element, form, surface, text};
use iced::widget::{Row, column, row};

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    super::page(
        "Controls",
        [form::grid([buttons(), checks(gallery), radios(gallery), segments(gallery), flows(), openers()])
            .into()],
    )
}

fn flows<'a>() -> Element<'a, Message> {
    let of = |at| steps(["The site", "Recovery sheet", "What is in it"].map(Into::into), at);
    let content = column![of(0), of(1), of(3), iced::widget::container(of(1)).width(220)];
    surface::panel("Steps", content.spacing(space::LG)).into()
}

const KINDS: [(Kind, &str, Icon); 6] = [
    (Kind::Primary, "Save", Icon::Check),
    (Kind::Secondary, "Export", Icon::Download),
    (Kind::Ghost, "More", Icon::Ellipsis),
    (Kind::Danger, "Cancel key", Icon::Ban),
    (Kind::Destructive, "Delete", Icon::Trash),
    (Kind::Link, "Show all", Icon::ArrowRight),
];

fn buttons<'a>() -> Element<'a, Message> {
    let enabled =
        KINDS.map(|(kind, label, _)| button(label).kind(kind).on_press(Message::Pressed(label)).into());
    let disabled = KINDS.map(|(kind, label, _)| button(label).kind(kind).into());
    let icons = KINDS.map(|(kind, label, icon)| {
        button(label).kind(kind).icon(icon).on_press(Message::Pressed(label)).into()
    });
    let small = KINDS
        .map(|(kind, label, _)| button(label).kind(kind).small().on_press(Message::Pressed(label)).into());
    let alone = row![
        icon_button(Icon::Pencil, "Edit").on_press(Message::Pressed("Edit")),
        icon_button(Icon::Printer, "Print").shortcut("Ctrl+P").on_press(Message::Pressed("Print")),
        icon_button(Icon::Trash, "Remove"),
        icon_button(Icon::Funnel, "Filters").on(true).on_press(Message::Pressed("Filters")),
        icon_button(Icon::RefreshCw, "Refresh").kind(Kind::Secondary).on_press(Message::Nothing),
        button("Columns").end_icon(Icon::ChevronDown).on_press(Message::Nothing),
        button("Pinned").icon(Icon::Pin).on(true).on_press(Message::Nothing),
        button("Why not").hint("Only operators of the group Managers may do this."),
    ]
    .spacing(space::SM);
    let rows = column![
        Row::with_children(enabled).spacing(space::SM),
        Row::with_children(disabled).spacing(space::SM),
        Row::with_children(icons).spacing(space::SM),
        Row::with_children(small).spacing(space::SM),
        alone,
        button("As wide as there is room").width(iced::Fill).on_press(Message::Nothing),
    ]
    .spacing(space::MD);
    surface::panel("Buttons", rows).into()
}

fn checks(gallery: &Gallery) -> Element<'_, Message> {
    let [one, two, three, _] = gallery.flags;
    let all = match (one, two, three) {
        (true, true, true) => Mark::On,
        (false, false, false) => Mark::Off,
        _ => Mark::Mixed,
    };
    let content = column![
        check("All doors", all).on_toggle(Message::Flip(0)),
        check("Front door", Mark::from(one)).on_toggle(Message::Flip(0)),
        check("Back door", Mark::from(two)).on_toggle(Message::Flip(1)),
        check("Audit openings", Mark::from(three))
            .hint("Each opening is written on the key, and read when the key is next updated.")
            .on_toggle(Message::Flip(2)),
        check("On, and not to be changed", Mark::On),
        check("Off, and not to be changed", Mark::Off),
        check("Mixed", Mark::Mixed).on_toggle(Message::Nothing),
    ];
    surface::panel("Check boxes", content).into()
}

fn radios(gallery: &Gallery) -> Element<'_, Message> {
    let content = radio_group(
        vec![
            choice(0, "Until check-out"),
            choice(1, "Until a date").hint("The key stops working at the end of that day."),
            choice(2, "For ever").enabled(false),
            choice(3, "As the access level says"),
        ],
        Some(gallery.picked),
        Message::Pick,
    );
    surface::panel("Radio buttons", content).into()
}

fn segments(gallery: &Gallery) -> Element<'_, Message> {
    let content = row![
        segmented(
            vec![choice(0, "Day"), choice(1, "Week"), choice(3, "Month")],
            gallery.picked,
            Message::Pick,
        ),
        segmented(
            vec![choice(0, "List").icon(Icon::List), choice(1, "Tree").icon(Icon::ListTree),],
            gallery.picked,
            Message::Pick,
        ),
        segmented(vec![choice(0, "On"), choice(1, "Off")], 0, Message::Pick).enabled(false),
        tabs(
            vec![choice(0, "Overview"), choice(1, "Details"), choice(2, "Locked").enabled(false)],
            gallery.picked,
            Message::Pick,
        ),
    ]
    .spacing(space::LG);
    surface::panel("Segments and tabs", content).into()
}

fn openers<'a>() -> Element<'a, Message> {
    let open = |label, dialog| button(label).on_press(Message::OpenDialog(dialog)).into();
    let content = Row::with_children([
        open("Question…", Dialog::Confirm),
        open("Form…", Dialog::Form),
        open("Encoder…", Dialog::Encoder),
    ])
    .spacing(space::SM);
    surface::panel("Dialogs", column![text::muted("Each traps the keyboard."), content].spacing(space::MD))
        .into()
}
