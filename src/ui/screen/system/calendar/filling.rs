//! Days from a file: it is chosen, what is in it is shown, and only then are its days marked.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDate};
use iced::widget::{Column, column, container, row};
use iced::{Center, Fill, Padding};
use keydesk::domain::calendar::reading::{self, BYTES_MAX, Reading, Unreadable};
use keydesk::domain::calendar::{Days, Kind};
use keydesk::private_file;

use super::{Form, kind_name};
use crate::context::Context;
use crate::part::file::{self, Choosing};
use crate::task;
use crate::theme::{Tone, space};
use crate::widget::button::{Kind as Look, button};
use crate::widget::choice::{choice, segmented};
use crate::widget::dialog::dialog;
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::{Element, notice, text};

/// Where the operator is with a file.
#[derive(Debug, Clone)]
pub enum Filling {
    Choosing(Choosing),
    Found(Found),
}

/// What is in the file.
#[derive(Debug, Clone)]
pub struct Found {
    file: String,
    reading: Reading,
    /// What its days are to be.
    kind: Kind,
}

#[derive(Debug, Clone)]
pub enum Message {
    Begin,
    File(file::Message),
    /// A file by its name, and what is in it.
    Read(String, Result<Arc<Vec<u8>>, ()>),
    As(Kind),
    Mark,
    Leave,
}

const HEIGHT: f32 = 240.0;

/// Reads as much as tells that it is too big.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    private_file::open_chosen(path)?.take(BYTES_MAX as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

impl Form {
    /// Takes what happened.
    pub fn fill(&mut self, context: &Context, message: Message) -> Task<Message> {
        match (message, &mut self.filling) {
            (Message::Begin, filling) => {
                let title = context.words.get("calendar-file-title").into_owned();
                let mut choosing = Choosing::to_read(title, &["ics", "csv", "txt"]);
                choosing.hint = Some(context.words.get("calendar-file-hint").into_owned());
                *filling = Some(Filling::Choosing(choosing));
            }
            (Message::File(message), Some(Filling::Choosing(choosing))) => {
                match choosing.update(&context.tools, message) {
                    file::Outcome::Going(task) => return task.map(Message::File),
                    file::Outcome::Cancelled => self.filling = None,
                    file::Outcome::Taken(path) => {
                        let name = path.file_name().unwrap_or(path.as_os_str()).display().to_string();
                        let bytes = task::blocking(move || read(&path).map(Arc::new).map_err(|_| ()));
                        return bytes.map(move |bytes| Message::Read(name.clone(), bytes));
                    }
                }
            }
            (Message::Read(file, bytes), Some(Filling::Choosing(choosing))) => {
                match understood(context, bytes) {
                    Ok(reading) => {
                        self.filling = Some(Filling::Found(Found { file, reading, kind: Kind::Holiday }));
                    }
                    Err(wrong) => choosing.error = Some(context.words.get(wrong).into_owned()),
                }
            }
            (Message::As(kind), Some(Filling::Found(found))) => found.kind = kind,
            (Message::Mark, Some(Filling::Found(found))) => {
                let new: Vec<NaiveDate> = found.unmarked(&self.draft.days).collect();
                self.year = new.first().map_or(self.year, NaiveDate::year);
                self.draft.days.extend(new.into_iter().map(|day| (day, found.kind)));
                self.filling = None;
            }
            (Message::Leave, filling) => *filling = None,
            // Of a dialog that was closed meanwhile.
            (Message::File(_) | Message::Read(..) | Message::As(_) | Message::Mark, _) => {}
        }
        Task::none()
    }
}

/// What a file says, or the text that says why not.
fn understood(context: &Context, bytes: Result<Arc<Vec<u8>>, ()>) -> Result<Reading, &'static str> {
    let bytes = bytes.map_err(|()| "calendar-file-unreadable")?;
    let today = context.today();
    let day = |cell: &str| context.words.read_date(cell, today).ok();
    reading::read(&bytes, today.year(), day).map_err(|unreadable| match unreadable {
        Unreadable::TooBig => "calendar-file-too-big",
        Unreadable::NoDays => "calendar-file-no-days",
        Unreadable::TooManyDays => "calendar-file-too-many",
    })
}

impl Found {
    /// The days that are not marked yet.
    fn unmarked(&self, marked: &Days) -> impl Iterator<Item = NaiveDate> {
        self.reading.days.keys().copied().filter(|day| !marked.contains_key(day))
    }

    fn view<'a>(&'a self, context: &'a Context, marked: &Days, is_live: bool) -> Element<'a, Message> {
        let words = &context.words;
        let (count, new) = (self.reading.days.len(), self.unmarked(marked).count());
        let kinds = Kind::ALL.iter().map(|kind| choice(*kind, words.get(kind_name(Some(*kind)))));
        let kinds = segmented(kinds.collect(), self.kind, Message::As);
        let days = lines(context, &self.reading.days, marked);
        let mut body = column![text::body(words.with("calendar-file-found", [("count", count.into())]))];
        if self.reading.passed_over > 0 {
            let left = words.with("calendar-file-left-out", [("count", self.reading.passed_over.into())]);
            body = body.push(notice::banner(Tone::Warning, left, None));
        }
        let body = body.push(Element::from(kinds)).push(container(scroll(days)).height(HEIGHT));
        let mark = words.with("calendar-file-mark", [("count", new.into())]);
        dialog(self.file.as_str(), is_live)
            .body(body.spacing(space::MD))
            .on_close(words.get("cancel"), Message::Leave)
            .action(button(words.get("cancel")).on_press(Message::Leave))
            .default_action(
                button(mark).kind(Look::Primary).on_press_maybe((new > 0).then_some(Message::Mark)),
            )
            .into()
    }
}

/// The days with their names; of one that is marked already, as what.
fn lines<'a>(
    context: &'a Context,
    days: &'a BTreeMap<NaiveDate, String>,
    marked: &Days,
) -> Element<'a, Message> {
    let words = &context.words;
    let lines = days.iter().map(|(day, name)| {
        let date = text::body(format!("{} {}", words.weekday(*day), words.day(*day))).width(170);
        let kind = marked.get(day).map(|kind| {
            let kind = words.get(kind_name(Some(*kind))).into_owned();
            Element::from(text::muted(words.with("calendar-file-already", [("kind", kind.into())])))
        });
        row![date, text::clipped(name.as_str()).width(Fill)]
            .extend(kind)
            .spacing(space::MD)
            .align_y(Center)
            .into()
    });
    Column::with_children(lines).spacing(space::SM).padding(Padding::ZERO.right(space::LG)).into()
}

impl Filling {
    /// The dialog.
    pub fn view<'a>(&'a self, context: &'a Context, marked: &Days, is_live: bool) -> Element<'a, Message> {
        match self {
            Filling::Choosing(choosing) => choosing.view(&context.words, is_live).map(Message::File),
            Filling::Found(found) => found.view(context, marked, is_live),
        }
    }
}

#[cfg(test)]
mod tests {
    use keydesk::domain::calendar::Draft;

    use super::super::spot_of;
    use super::*;
    use crate::rehearsal::Rehearsal;
    use crate::widget::grid::Span;

    /// A year with its first day marked.
    fn form(today: NaiveDate) -> Form {
        let days = [(today.with_ordinal(1).unwrap(), Kind::Special2)].into();
        Form {
            draft: Draft { days, ..Draft::default() },
            brush: None,
            year: today.year(),
            span: Span::at(spot_of(today)),
            is_refused: false,
            filling: None,
            past: Vec::new(),
        }
    }

    fn read(text: String) -> Message {
        Message::Read("holidays.csv".into(), Ok(Arc::new(text.into_bytes())))
    }

    #[test]
    fn what_is_in_a_file_is_shown_before_its_days_are_marked_and_what_is_marked_stays() {
        let rehearsal = Rehearsal::at_desk().unwrap();
        let context = rehearsal.driver.state().desk().unwrap().context();
        let today = context.today();
        let (year, mut form) = (today.year(), form(today));
        let before = form.draft.days.clone();
        let send = |form: &mut Form, message| drop(form.fill(context, message));
        send(&mut form, Message::Begin);
        send(&mut form, read(format!("nothing;\n{};past", year - 1)));
        let Some(Filling::Choosing(choosing)) = &form.filling else { panic!("{:?}", form.filling) };
        assert!(choosing.error.is_some(), "it says why");
        send(&mut form, Message::Read("gone.csv".into(), Err(())));
        send(
            &mut form,
            read(format!("{year}-01-01;New Year\n24/12/{year};Early close\n{}-12-25;Christmas", year + 1)),
        );
        assert_eq!(form.draft.days, before, "nothing is marked yet");
        send(&mut form, Message::As(Kind::Special1));
        send(&mut form, Message::Mark);
        let days: Vec<(String, Kind)> =
            form.draft.days.iter().map(|(day, kind)| (day.to_string(), *kind)).collect();
        assert_eq!(
            days,
            [
                (format!("{year}-01-01"), Kind::Special2),
                (format!("{year}-12-24"), Kind::Special1),
                (format!("{}-12-25", year + 1), Kind::Special1),
            ]
        );
        assert!(form.filling.is_none());
        send(&mut form, Message::Mark);
        assert_eq!(form.draft.days.len(), 3, "a late press marks nothing");
    }

    #[test]
    fn the_days_of_a_year_are_copied_where_the_next_one_has_them() {
        let date = |text: &str| text.parse::<NaiveDate>().unwrap();
        let mut form = form(date("2024-03-01"));
        let marked =
            [("2024-02-29", Kind::Holiday), ("2024-12-25", Kind::Holiday), ("2025-12-25", Kind::Special1)];
        form.draft.days.extend(marked.map(|(day, kind)| (date(day), kind)));
        assert_eq!(
            form.copied(2024),
            [(date("2025-01-01"), Kind::Special2)],
            "no 29 February, and nothing twice"
        );
        assert_eq!(form.copied(2023), []);
    }
}
