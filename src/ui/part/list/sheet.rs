//! The sheet beside a list, where the window is wide: what the row says at which the keyboard is, to be read. It follows
//! the row; Enter opens the record itself.

use std::sync::Arc;

use iced::widget::{Column, column, container, row, sensor, space as gap};
use iced::{Center, Fill, Length, Shrink};
use keydesk::domain::key::{Reason, Status};
use keydesk::operation;
use keydesk::operation::Related;
use keydesk::operation::audit_trail::ListRow;

use super::{List, Message, MessageOf, Source};
use crate::action::Action;
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::part::{event, status};
use crate::theme::{size, space};
use crate::widget::region::region;
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::{Element, gauge, surface, text};

/// What the sheet says of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub name: String,
    /// What tells it from others of the same name.
    pub detail: String,
    /// How the key stands, and why; of what has a key.
    pub state: Option<(Status, Vec<Reason>)>,
    pub sections: Vec<Section>,
}

/// Lines under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The name of the text of the heading.
    pub title: &'static str,
    /// The name of the text that says that there are none.
    pub none: &'static str,
    pub lines: Vec<Line>,
    /// How many there are besides.
    pub more: usize,
}

/// A line of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Named(String, String),
    /// An event, with the door or the person of whom the sheet is not.
    Event(ListRow, Option<String>),
}

impl Section {
    /// What is related to it, as many as have room; so many more are beyond reach.
    pub fn related<Id>(
        title: &'static str,
        none: &'static str,
        (related, beyond): (Vec<Related<Id>>, usize),
    ) -> Section {
        let more = related.len().saturating_sub(LINES_MAX) + beyond;
        let lines = related.into_iter().take(LINES_MAX).map(|it| Line::Named(it.name, it.detail)).collect();
        Section { title, none, lines, more }
    }

    /// Its newest events. Of a door they say who it was, of a person where.
    pub fn events(events: Vec<ListRow>, other: fn(&ListRow) -> Option<String>) -> Section {
        let lines = events.into_iter().map(|row| {
            let other = other(&row);
            Line::Event(row, other)
        });
        Section { title: "sheet-events", none: "trail-none", lines: lines.collect(), more: 0 }
    }
}

/// More are read on the record.
const LINES_MAX: usize = 8;
/// So many of the newest events are shown.
pub const EVENTS: usize = 3;
/// In a narrower window the list has all the room.
const WIDE: f32 = 1_500.0;
const WIDTH: f32 = 348.0;
/// The part of the window that F6 goes to.
const SHEET: &str = "sheet";

/// What is known of a row beside the list.
pub(super) struct Beside<Id> {
    id: Id,
    /// Which question is the last: the answers to those before come too late.
    asked: u64,
    sheet: Option<Arc<Sheet>>,
    /// It could not be read.
    is_lost: bool,
}

impl<S: Source> List<S> {
    /// The row at which the keyboard is, as long as something is selected.
    fn current(&self) -> Option<S::Id> {
        let row = self.selection.current().filter(|_| !self.selection.is_empty())?;
        self.found.as_ref()?.get(row).copied()
    }

    /// The sheet of a row has come into view: it is asked for.
    pub(super) fn ask_sheet(&mut self, context: &Context, id: S::Id) -> Task<MessageOf<S>> {
        let asked = self.beside.as_ref().map_or(0, |beside| beside.asked);
        self.beside = Some(Beside { id, asked, sheet: None, is_lost: false });
        self.refresh_sheet(context)
    }

    /// Reads anew what the sheet says; what it says stays until the answer is there.
    pub(super) fn refresh_sheet(&mut self, context: &Context) -> Task<MessageOf<S>> {
        let Some(beside) = &mut self.beside else {
            return Task::none();
        };
        beside.asked += 1;
        let (id, asked, source) = (beside.id, beside.asked, self.source.clone());
        let read = context.ask(move |console| {
            let sheet = source.sheet(console, id)?;
            Ok::<_, operation::Error>(sheet.map(Arc::new))
        });
        read.map(move |answer| Message::SheetRead(id, asked, answer))
    }

    /// The sheet was read. One that is of another row by now, or of one that is gone, is not shown.
    pub(super) fn take_sheet(
        &mut self,
        id: S::Id,
        asked: u64,
        answer: Answer<Option<Arc<Sheet>>>,
    ) -> Action<MessageOf<S>> {
        let is_it = |beside: &&mut Beside<S::Id>| beside.id == id && beside.asked == asked;
        let Some(beside) = self.beside.as_mut().filter(is_it) else {
            return Action::None;
        };
        match answer {
            Ok(sheet) => {
                (beside.sheet, beside.is_lost) = (sheet, false);
                Action::None
            }
            Err(failure) => {
                (beside.sheet, beside.is_lost) = (None, true);
                Action::Fail(failure)
            }
        }
    }

    /// The table with the sheet beside it, where there is room for both.
    pub fn with_sheet<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        table: Element<'a, M>,
        commands: &[Command<'a, M>],
        map: impl Fn(MessageOf<S>) -> M + Copy + 'a,
    ) -> Element<'a, M> {
        if context.width < WIDE {
            return table;
        }
        let content = match self.current() {
            None => text::muted(context.words.get("sheet-nothing")).into(),
            Some(id) => {
                let beside = self.beside.as_ref().filter(|beside| beside.id == id);
                let content = match beside.and_then(|beside| beside.sheet.as_deref()) {
                    Some(sheet) => self.sheet(context, sheet, commands),
                    None if beside.is_some_and(|beside| beside.is_lost) => {
                        text::muted(context.words.get("relation-lost")).into()
                    }
                    None => gauge::skeleton(6).into(),
                };
                sensor(content).key(id).on_show(move |_| map(Message::SheetShown(id))).into()
            }
        };
        let content: Element<'a, M> = content;
        let content = container(content).padding(space::LG).width(Fill);
        let sheet = surface::sheet(scroll(content)).width(WIDTH).height(Fill);
        row![table, region(SHEET, sheet)].spacing(space::LG).height(Fill).into()
    }

    fn sheet<'a, M: Clone + 'a>(
        &'a self,
        context: &'a Context,
        sheet: &'a Sheet,
        commands: &[Command<'a, M>],
    ) -> Element<'a, M> {
        let words = &context.words;
        let mut parts: Vec<Element<'a, M>> = Vec::new();
        let mut names = column![text::section(sheet.name.as_str())].spacing(space::XXS);
        if !sheet.detail.is_empty() {
            names = names.push(text::muted(sheet.detail.as_str()));
        }
        parts.push(names.into());
        if let Some((status, reasons)) = &sheet.state {
            let chip = Element::from(status::chip(*status, words));
            let mut state = column![chip].spacing(space::XS);
            if !reasons.is_empty() {
                state = state.push(text::muted(context.say().reasons(reasons)).width(Fill));
            }
            parts.push(state.into());
        }
        // What is done is done with all that is selected: beside several, it would seem to be of one.
        let of_use = commands.iter().filter(|it| it.message.is_some() && self.selected_count() == 1);
        let buttons: Vec<Element<'a, M>> = of_use.map(|command| command.button().into()).collect();
        if !buttons.is_empty() {
            parts.push(row(buttons).spacing(space::SM).into());
        }
        for section in &sheet.sections {
            parts.push(surface::divider());
            parts.push(section_view(context, section));
        }
        Column::with_children(parts).spacing(space::MD).width(Fill).into()
    }
}

fn section_view<'a, M: 'a>(context: &'a Context, section: &'a Section) -> Element<'a, M> {
    let words = &context.words;
    let count = section.lines.len() + section.more;
    let mut title = row![text::label(words.get(section.title)), gap::horizontal()];
    if section.more > 0 {
        title = title.push(text::muted(count.to_string()));
    }
    let mut lines = column![title].spacing(space::XS).width(Fill);
    if count == 0 {
        return lines.push(text::muted(words.get(section.none))).into();
    }
    for line in &section.lines {
        lines = lines.push(line_view(context, line));
    }
    if section.more > 0 {
        lines = lines.push(text::muted(words.with("sheet-more", [("count", section.more.into())])));
    }
    lines.into()
}

fn line_view<'a, M: 'a>(context: &'a Context, line: &'a Line) -> Element<'a, M> {
    match line {
        Line::Named(name, detail) => {
            let name = text::clipped(name.as_str()).width(Fill);
            let detail = text::clipped(detail.as_str()).ink(text::Ink::Muted).width(Length::FillPortion(1));
            row![name, detail].spacing(space::SM).into()
        }
        Line::Event(row_of_trail, other) => {
            let (icon, tone, what) = event::said(row_of_trail, &context.words);
            let what = match other {
                Some(other) => format!("{other}: {what}"),
                None => what.into_owned(),
            };
            let at = context.say().moment(row_of_trail.happened_at);
            let said = column![
                text::clipped(what).width(Fill),
                text::clipped(at).kind(crate::theme::CAPTION).ink(text::Ink::Muted).width(Fill)
            ];
            row![text::icon(icon, size::ICON, tone), said]
                .spacing(space::SM)
                .align_y(Center)
                .height(Shrink)
                .into()
        }
    }
}
