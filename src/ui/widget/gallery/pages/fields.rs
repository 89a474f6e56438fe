//! Text fields, drop-downs, dates and times.

use super::super::program::{Gallery, Message, Which};
use crate::icon::Icon;
use crate::theme::space;
use crate::widget::date::{self, date_field, time_field};
use crate::widget::field::{Field, field};
use crate::widget::notes::notes;
use crate::widget::option::{Words, item};
use crate::widget::select::select;
use crate::widget::{Element, form, surface};
use chrono::{NaiveDate, NaiveTime, Weekday};

/// The page.
pub fn page(gallery: &Gallery) -> Element<'_, Message> {
    super::page(
        "Fields",
        [form::grid([texts(gallery), selects(gallery), dates(gallery), more(gallery)]).into()],
    )
}

fn text<'a>(gallery: &'a Gallery, label: &'a str, which: Which) -> Field<'a, Message> {
    field(label, gallery.text(which)).on_input(move |text| Message::Typed(which, text))
}

fn texts(gallery: &Gallery) -> Element<'_, Message> {
    let content = form::fields([
        text(gallery, "Name", Which::Name)
            .id("name")
            .required()
            .placeholder("Full name")
            .hint("As it stands on the list of guests.")
            .into(),
        form::beside([
            text(gallery, "E-mail", Which::Mail)
                .lead(Icon::Mail)
                .error(Some("this is not an e-mail address"))
                .into(),
            field("Room", "104").into(),
        ]),
        text(gallery, "Serial number", Which::Serial)
            .mono()
            .lead(Icon::KeyRound)
            .clear("Clear", Message::Typed(Which::Serial, String::new()))
            .into(),
        text(gallery, "Password", Which::Password)
            .id("password")
            .secret_until(gallery.flag(3), "Show password", Message::Flip(3))
            .into(),
        text(gallery, "", Which::Search)
            .id("search")
            .placeholder("Search by name, room or key")
            .lead(Icon::Search)
            .clear("Clear search", Message::Typed(Which::Search, String::new()))
            .on_submit(Message::Pressed("search"))
            .into(),
    ]);
    surface::panel("Text", content).into()
}

const LEVELS: [&str; 5] = ["Staff", "Housekeeping", "Guests", "Night shift", "Contractors"];

fn selects(gallery: &Gallery) -> Element<'_, Message> {
    let few: Vec<_> = (0_u32..).zip(LEVELS).map(|(at, label)| item(at, label)).collect();
    let content = form::fields([
        select("Access level", few.clone(), Some(gallery.level), Message::Level)
            .id("level")
            .required()
            .into(),
        form::beside([
            select("Door", gallery.doors.as_slice(), gallery.door, Message::Door)
                .id("door")
                .placeholder("Choose a door")
                .words(words())
                .into(),
            select("Zone", few.clone(), None, Message::Level)
                .placeholder("No zone")
                .error(Some("choose a zone"))
                .into(),
        ]),
        form::beside([
            select("Not now", few, Some(1), Message::Level).enabled(false).into(),
            select("Icons", icons(), Some(1), Message::Level).into(),
        ]),
    ]);
    surface::panel("Drop-downs", content).into()
}

fn icons() -> Vec<crate::widget::option::Item<'static, u32>> {
    vec![
        item(0, "Door").icon(Icon::DoorClosed).detail("offline"),
        item(1, "Lift").icon(Icon::ArrowDownUp).detail("online"),
        item(2, "Safe").icon(Icon::Lock),
    ]
}

/// The words of the lists.
pub fn words() -> Words<'static> {
    Words { search: "Search doors".into(), none: "No door matches".into() }
}

/// The words of the calendars.
pub fn calendar() -> date::Words<'static> {
    date::Words {
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ]
        .map(Into::into),
        weekdays: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].map(Into::into),
        today: "Today".into(),
        week_start: Weekday::Mon,
    }
}

/// A day of the gallery.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn dates(gallery: &Gallery) -> Element<'_, Message> {
    let content = form::beside([
        date_field(
            text(gallery, "Valid until", Which::Date).id("date"),
            gallery.text(Which::Date).parse().ok(),
            day("2026-03-13"),
            &gallery.calendar,
            |day| Message::Typed(Which::Date, day.to_string()),
        )
        .into(),
        time_field(
            text(gallery, "At", Which::Time).id("time"),
            NaiveTime::parse_from_str(gallery.text(Which::Time), "%H:%M").ok(),
            30,
            |time| time.format("%H:%M").to_string(),
            |time| Message::Typed(Which::Time, time.format("%H:%M").to_string()),
        )
        .into(),
    ]);
    surface::panel("Date and time", content).into()
}

fn more(gallery: &Gallery) -> Element<'_, Message> {
    let content = form::fields([
        notes("Notes", gallery.text(Which::Notes))
            .id("notes")
            .hint("Seen by every operator.")
            .on_input(|text| Message::Typed(Which::Notes, text))
            .into(),
        notes("Locked notes", "Can be read,\nand not changed.").lines(2).into(),
    ]);
    surface::panel("Several lines", iced::widget::container(content).padding([0.0, space::XXS])).into()
}
