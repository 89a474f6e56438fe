//! Fields for a date and for a time: text to be typed, and something to pick from.
//!
//! The text is the screen's: it comes in, changed text goes out, and the screen says what it reads in
//! it. What is picked comes out as a date or a time, for the screen to write as it writes dates.

use super::field::{self, Field};
use super::focus;
use super::list::{Outcome, Rows, View};
use super::month::{self, Month};
use super::option::{self, Item, Reach};
use super::paint::{self, Depth, Side};
use super::semantics::{Mark, Role, Semantics};
use super::{Element, place};
use crate::icon::Icon;
use crate::theme::{self, Theme, Tokens, radius, size, space};
use chrono::{Datelike, NaiveDate, NaiveTime, Timelike, Weekday};
use iced::advanced::layout::{self, Layout};
use iced::advanced::widget::{Operation, Tree, tree};
use iced::advanced::{Clipboard, Shell, Widget, mouse, overlay, renderer};
use iced::keyboard::{self, Key, Modifiers, key::Named};
use iced::{Color, Event, Length, Point, Rectangle, Renderer, Size, Vector};
use std::borrow::Cow;

/// The words of a calendar, in the operator's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words<'a> {
    /// January to December.
    pub months: [Cow<'a, str>; 12],
    /// Monday to Sunday, in two or three letters.
    pub weekdays: [Cow<'a, str>; 7],
    pub today: Cow<'a, str>,
    pub week_start: Weekday,
}

/// A field with something to pick from: see [`date_field`] and [`time_field`].
pub struct Picking<'a, Message> {
    field: Element<'a, Message>,
    has_label: bool,
    body: Body<'a, Message>,
}

enum Body<'a, Message> {
    Date(Dates<'a, Message>),
    Time(Times<'a, Message>),
}

struct Dates<'a, Message> {
    picked: Option<NaiveDate>,
    today: NaiveDate,
    words: &'a Words<'a>,
    on_pick: Box<dyn Fn(NaiveDate) -> Message + 'a>,
}

struct Times<'a, Message> {
    picked: Option<NaiveTime>,
    items: Vec<Item<'static, NaiveTime>>,
    on_pick: Box<dyn Fn(NaiveTime) -> Message + 'a>,
}

/// Makes a field for a date of a text field; `picked` is the date that the screen reads in its text.
pub fn date_field<'a, Message: Clone + 'a>(
    field: Field<'a, Message>,
    picked: Option<NaiveDate>,
    today: NaiveDate,
    words: &'a Words<'a>,
    on_pick: impl Fn(NaiveDate) -> Message + 'a,
) -> Picking<'a, Message> {
    Picking {
        has_label: field.has_label(),
        field: field.end(Icon::Calendar).into(),
        body: Body::Date(Dates { picked, today, words, on_pick: Box::new(on_pick) }),
    }
}

/// Makes a field for a time of a text field; the times to pick from are so many minutes apart, and
/// written by `format`.
pub fn time_field<'a, Message: Clone + 'a>(
    field: Field<'a, Message>,
    picked: Option<NaiveTime>,
    minutes_apart: u16,
    format: impl Fn(NaiveTime) -> String,
    on_pick: impl Fn(NaiveTime) -> Message + 'a,
) -> Picking<'a, Message> {
    let step = usize::from(minutes_apart.max(1));
    let items = (0..24_u32 * 60)
        .step_by(step)
        .filter_map(|minute| NaiveTime::from_hms_opt(minute / 60, minute % 60, 0))
        .map(|time| option::item(time, format(time)))
        .collect();
    Picking {
        has_label: field.has_label(),
        field: field.end(Icon::Clock).into(),
        body: Body::Time(Times { picked, items, on_pick: Box::new(on_pick) }),
    }
}

#[derive(Default)]
struct State {
    open: Option<Open>,
}

enum Open {
    Calendar { month: Month, current: NaiveDate, hovered: Option<Hit> },
    Times(View),
}

impl<Message> Picking<'_, Message> {
    fn opened(&self) -> Open {
        match &self.body {
            Body::Date(dates) => {
                let current = dates.picked.unwrap_or(dates.today);
                Open::Calendar { month: Month::of(current), current, hovered: None }
            }
            Body::Time(times) => {
                let minute = |time: NaiveTime| time.hour() * 60 + time.minute();
                let wanted = times.picked.map_or(12 * 60, minute);
                let at = times.items.iter().rposition(|item| minute(item.value) <= wanted);
                Open::Times(View::at(at))
            }
        }
    }

    fn is_opening(
        &mut self,
        child: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        inner: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
    ) -> bool {
        match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => {
                let frame = field::frame_in(layout.bounds(), self.has_label);
                let end =
                    Rectangle { x: frame.x + frame.width - size::CONTROL, width: size::CONTROL, ..frame };
                cursor.is_over(end)
            }
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: Key::Named(Named::ArrowDown | Named::F4),
                ..
            }) => {
                let place = focus::survey(&mut |operation: &mut dyn Operation| {
                    self.field.as_widget_mut().operate(child, inner, renderer, operation);
                });
                place.at.is_some()
            }
            _ => false,
        }
    }
}

impl<Message> Widget<Message, Theme, Renderer> for Picking<'_, Message> {
    fn tag(&self) -> tree::Tag {
        tree::Tag::of::<State>()
    }

    fn state(&self) -> tree::State {
        tree::State::new(State::default())
    }

    fn children(&self) -> Vec<Tree> {
        vec![Tree::new(&self.field)]
    }

    fn diff(&self, tree: &mut Tree) {
        tree.diff_children(std::slice::from_ref(&self.field));
    }

    fn size(&self) -> Size<Length> {
        self.field.as_widget().size()
    }

    fn layout(&mut self, tree: &mut Tree, renderer: &Renderer, limits: &layout::Limits) -> layout::Node {
        let Some(child) = tree.children.first_mut() else {
            return layout::Node::default();
        };
        let node = self.field.as_widget_mut().layout(child, renderer, limits);
        layout::Node::with_children(node.size(), vec![node])
    }

    fn operate(
        &mut self,
        tree: &mut Tree,
        layout: Layout<'_>,
        renderer: &Renderer,
        operation: &mut dyn Operation,
    ) {
        if let Some((child, layout)) = tree.children.first_mut().zip(layout.children().next()) {
            self.field.as_widget_mut().operate(child, layout, renderer, operation);
        }
    }

    fn update(
        &mut self,
        tree: &mut Tree,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        renderer: &Renderer,
        clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
        viewport: &Rectangle,
    ) {
        let Some((child, inner)) = tree.children.first_mut().zip(layout.children().next()) else {
            return;
        };
        self.field.as_widget_mut().update(child, event, inner, cursor, renderer, clipboard, shell, viewport);
        if self.is_opening(child, event, layout, inner, cursor, renderer) {
            tree.state.downcast_mut::<State>().open = Some(self.opened());
            shell.capture_event();
            shell.invalidate_layout();
            shell.request_redraw();
        }
    }

    fn mouse_interaction(
        &self,
        tree: &Tree,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
        renderer: &Renderer,
    ) -> mouse::Interaction {
        let frame = field::frame_in(layout.bounds(), self.has_label);
        let is_at_end =
            cursor.position_over(frame).is_some_and(|point| point.x > frame.x + frame.width - size::CONTROL);
        match tree.children.first().zip(layout.children().next()) {
            Some(_) if is_at_end => mouse::Interaction::Pointer,
            Some((child, layout)) => {
                self.field.as_widget().mouse_interaction(child, layout, cursor, viewport, renderer)
            }
            None => mouse::Interaction::None,
        }
    }

    fn draw(
        &self,
        tree: &Tree,
        renderer: &mut Renderer,
        theme: &Theme,
        style: &renderer::Style,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        viewport: &Rectangle,
    ) {
        if let Some((child, layout)) = tree.children.first().zip(layout.children().next()) {
            self.field.as_widget().draw(child, renderer, theme, style, layout, cursor, viewport);
        }
    }

    fn overlay<'b>(
        &'b mut self,
        tree: &'b mut Tree,
        layout: Layout<'b>,
        renderer: &Renderer,
        viewport: &Rectangle,
        translation: Vector,
    ) -> Option<overlay::Element<'b, Message, Theme, Renderer>> {
        let state = tree.state.downcast_mut::<State>();
        if state.open.is_some() {
            let frame = field::frame_in(layout.bounds(), self.has_label);
            return Some(overlay::Element::new(Box::new(Popup {
                anchor: frame + translation,
                body: &self.body,
                open: &mut state.open,
            })));
        }
        let (child, inner) = tree.children.first_mut().zip(layout.children().next())?;
        self.field.as_widget_mut().overlay(child, inner, renderer, viewport, translation)
    }
}

impl<'a, Message: 'a> From<Picking<'a, Message>> for Element<'a, Message> {
    fn from(picking: Picking<'a, Message>) -> Self {
        Self::new(picking)
    }
}

const PADDING: f32 = space::MD;
const DAY: Size = Size::new(34.0, 30.0);
const HEAD: f32 = 32.0;
const WEEKDAYS: f32 = 26.0;
const FOOT: f32 = 36.0;
const GAP: f32 = 4.0;
const TIME_ROW: f32 = size::MENU_ROW;
const TIMES_SHOWN: f32 = 8.0;

/// What of a calendar is at a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hit {
    Before,
    After,
    Day(usize),
    Today,
}

/// The places in a calendar's panel.
#[derive(Clone, Copy)]
struct Page(Rectangle);

impl Page {
    fn size() -> Size {
        Size::new(
            7.0 * DAY.width + 2.0 * PADDING,
            HEAD + WEEKDAYS + 6.0 * DAY.height + FOOT + 2.0 * PADDING - space::XS,
        )
    }

    fn arrow(self, is_after: bool) -> Rectangle {
        let x = if is_after { self.0.x + self.0.width - PADDING - HEAD } else { self.0.x + PADDING };
        Rectangle::new(Point::new(x, self.0.y + PADDING), Size::new(HEAD, HEAD))
    }

    fn heading(self) -> Rectangle {
        Rectangle { y: self.0.y + PADDING, height: HEAD, ..self.0 }
    }

    fn weekday(self, at: usize) -> Rectangle {
        let x = self.0.x + PADDING + at as f32 * DAY.width;
        let y = self.0.y + PADDING + HEAD;
        Rectangle::new(Point::new(x, y), Size::new(DAY.width, WEEKDAYS))
    }

    fn day(self, at: usize) -> Rectangle {
        let (row, column) = (at / 7, at % 7);
        let x = self.0.x + PADDING + column as f32 * DAY.width;
        let y = self.0.y + PADDING + HEAD + WEEKDAYS + row as f32 * DAY.height;
        Rectangle::new(Point::new(x, y), DAY)
    }

    fn foot(self) -> Rectangle {
        Rectangle {
            x: self.0.x + PADDING,
            y: self.0.y + self.0.height - FOOT - space::XS,
            width: self.0.width - 2.0 * PADDING,
            height: FOOT,
        }
    }

    fn hit(self, point: Point) -> Option<Hit> {
        if self.arrow(false).contains(point) {
            return Some(Hit::Before);
        }
        if self.arrow(true).contains(point) {
            return Some(Hit::After);
        }
        if self.foot().contains(point) {
            return Some(Hit::Today);
        }
        (0..month::DAYS).find(|at| self.day(*at).contains(point)).map(Hit::Day)
    }
}

struct Popup<'b, 'a, Message> {
    anchor: Rectangle,
    body: &'b Body<'a, Message>,
    open: &'b mut Option<Open>,
}

impl<Message> Popup<'_, '_, Message> {
    fn close(&mut self, shell: &mut Shell<'_, Message>) {
        *self.open = None;
        shell.invalidate_layout();
        shell.request_redraw();
    }

    fn pick_date(&mut self, day: NaiveDate, shell: &mut Shell<'_, Message>) {
        if let Body::Date(dates) = self.body {
            shell.publish((dates.on_pick)(day));
        }
        self.close(shell);
    }

    fn pick_time(&mut self, row: usize, shell: &mut Shell<'_, Message>) {
        if let Body::Time(times) = self.body
            && let Some(item) = times.items.get(row)
        {
            shell.publish((times.on_pick)(item.value));
        }
        self.close(shell);
    }

    fn rows(&self, bounds: Rectangle) -> Rows {
        let count = match self.body {
            Body::Time(times) => times.items.len(),
            Body::Date(_) => 0,
        };
        Rows { area: bounds.shrink(5.0), height: TIME_ROW, count }
    }

    /// The keys of either; says whether the event was one.
    fn update_keys(&mut self, event: &Event, rows: &Rows, shell: &mut Shell<'_, Message>) -> bool {
        let Event::Keyboard(keyboard::Event::KeyPressed { key: Key::Named(named), modifiers, .. }) = event
        else {
            return false;
        };
        match (named, self.open.as_mut()) {
            (Named::Escape | Named::F4, _) => self.close(shell),
            // Tab goes on to the next control, which is the dialog's business.
            (Named::Tab, _) => {
                self.close(shell);
                return true;
            }
            (Named::Enter | Named::Space, Some(Open::Calendar { current, .. })) => {
                let day = *current;
                self.pick_date(day, shell);
            }
            (Named::Enter | Named::Space, Some(Open::Times(view))) => {
                if let Some(row) = view.current {
                    self.pick_time(row, shell);
                }
            }
            (named, Some(Open::Calendar { month, current, .. })) => {
                let Body::Date(dates) = self.body else {
                    return false;
                };
                let start = dates.words.week_start;
                let Some(day) = step(*current, *named, *modifiers, start) else {
                    return false;
                };
                *current = day;
                *month = Month::of(day);
            }
            (named, Some(Open::Times(view))) => {
                if !view.step(rows, *named) {
                    return false;
                }
            }
            (_, None) => return false,
        }
        shell.capture_event();
        shell.request_redraw();
        true
    }

    fn update_calendar(
        &mut self,
        event: &Event,
        bounds: Rectangle,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let (Body::Date(dates), Some(Open::Calendar { month, hovered, .. })) =
            (self.body, self.open.as_mut())
        else {
            return;
        };
        let hit = cursor.position_over(bounds).and_then(|point| Page(bounds).hit(point));
        if hit != *hovered {
            *hovered = hit;
            shell.request_redraw();
        }
        let turn = match event {
            Event::Mouse(mouse::Event::ButtonPressed(mouse::Button::Left)) => match hit {
                Some(Hit::Before) => -1,
                Some(Hit::After) => 1,
                Some(Hit::Day(at)) => {
                    let day = month.page(dates.words.week_start).nth(at);
                    if let Some(day) = day {
                        self.pick_date(day, shell);
                    }
                    return;
                }
                Some(Hit::Today) => {
                    let today = dates.today;
                    self.pick_date(today, shell);
                    return;
                }
                None => return,
            },
            Event::Mouse(mouse::Event::WheelScrolled { delta }) if cursor.is_over(bounds) => {
                let down = super::Wheel::from(*delta).down;
                if down > 0.0 { 1 } else { -1 }
            }
            _ => return,
        };
        *month = month.plus(turn);
        shell.request_redraw();
    }

    fn update_times(
        &mut self,
        event: &Event,
        rows: &Rows,
        cursor: mouse::Cursor,
        shell: &mut Shell<'_, Message>,
    ) {
        let Some(Open::Times(view)) = self.open.as_mut() else {
            return;
        };
        match view.point(rows, event, cursor) {
            Outcome::Ignored => {}
            Outcome::Changed => {
                view.current = view.hovered().or(view.current);
                shell.request_redraw();
            }
            Outcome::Taken => {
                shell.capture_event();
                shell.request_redraw();
            }
            Outcome::Pressed(row) => {
                self.pick_time(row, shell);
                shell.capture_event();
            }
        }
    }
}

/// The day that a key goes to.
fn step(current: NaiveDate, key: Named, modifiers: Modifiers, week_start: Weekday) -> Option<NaiveDate> {
    let months = if modifiers.shift() { 12 } else { 1 };
    let into_week = i64::from(current.weekday().days_since(week_start));
    Some(match key {
        Named::ArrowLeft => month::plus_days(current, -1),
        Named::ArrowRight => month::plus_days(current, 1),
        Named::ArrowUp => month::plus_days(current, -7),
        Named::ArrowDown => month::plus_days(current, 7),
        Named::PageUp => month::plus_months(current, -months),
        Named::PageDown => month::plus_months(current, months),
        Named::Home => month::plus_days(current, -into_week),
        Named::End => month::plus_days(current, 6 - into_week),
        _ => return None,
    })
}

impl<Message> overlay::Overlay<Message, Theme, Renderer> for Popup<'_, '_, Message> {
    fn layout(&mut self, _renderer: &Renderer, window: Size) -> layout::Node {
        let size = match self.body {
            Body::Date(_) => Page::size(),
            Body::Time(_) => Size::new(self.anchor.width.max(120.0), TIMES_SHOWN * TIME_ROW + 10.0),
        };
        let at = match self.body {
            Body::Date(_) => place::beside(self.anchor, size, window, GAP),
            Body::Time(_) => place::beside_end(self.anchor, size, window, GAP),
        };
        let rows = self.rows(Rectangle::new(at, size));
        if let Some(Open::Times(view)) = self.open.as_mut()
            && let Some(current) = view.current
            && view.hovered().is_none()
        {
            view.center(&rows, current);
        }
        place::floating(layout::Node::new(size), at)
    }

    fn operate(&mut self, layout: Layout<'_>, _renderer: &Renderer, operation: &mut dyn Operation) {
        let bounds = place::panel_of(layout).bounds();
        match (self.body, self.open.as_ref()) {
            (Body::Date(dates), Some(Open::Calendar { month, .. })) => {
                let page = Page(bounds);
                operation.text(None, page.heading(), &heading(*month, dates.words));
                for (at, day) in month.page(dates.words.week_start).enumerate() {
                    let area = page.day(at);
                    operation.text(None, area, &day.day().to_string());
                    Semantics::new(Role::Option, day.to_string())
                        .mark(Mark::from(dates.picked == Some(day)))
                        .publish(operation, area);
                }
                operation.text(None, page.foot(), &dates.words.today);
            }
            (Body::Time(times), Some(Open::Times(view))) => {
                let rows = self.rows(bounds);
                for row in view.visible(&rows) {
                    let area = view.row_area(&rows, row).intersection(&rows.area);
                    if let (Some(item), Some(area)) = (times.items.get(row), area) {
                        operation.text(None, area, &item.label);
                    }
                }
            }
            _ => {}
        }
    }

    fn update(
        &mut self,
        event: &Event,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
        _clipboard: &mut dyn Clipboard,
        shell: &mut Shell<'_, Message>,
    ) {
        let bounds = place::panel_of(layout).bounds();
        let rows = self.rows(bounds);
        if self.update_keys(event, &rows, shell) {
            return;
        }
        match event {
            // Letters go on to the field: what is typed counts, and the panel is in the way.
            Event::Keyboard(keyboard::Event::KeyPressed {
                key: Key::Character(_) | Key::Named(Named::Backspace | Named::Delete),
                ..
            }) => self.close(shell),
            Event::Mouse(mouse::Event::ButtonPressed(_)) if !cursor.is_over(bounds) => {
                self.close(shell);
                shell.capture_event();
            }
            Event::Mouse(_) => {
                self.update_calendar(event, bounds, cursor, shell);
                self.update_times(event, &rows, cursor, shell);
                let is_mine = cursor.is_over(bounds)
                    && !matches!(event, Event::Mouse(mouse::Event::CursorMoved { .. }));
                if is_mine {
                    shell.capture_event();
                }
            }
            _ => {}
        }
    }

    fn mouse_interaction(
        &self,
        layout: Layout<'_>,
        cursor: mouse::Cursor,
        _renderer: &Renderer,
    ) -> mouse::Interaction {
        let bounds = place::panel_of(layout).bounds();
        if cursor.is_over(bounds) { mouse::Interaction::Idle } else { mouse::Interaction::None }
    }

    fn draw(
        &self,
        renderer: &mut Renderer,
        theme: &Theme,
        _style: &renderer::Style,
        layout: Layout<'_>,
        _cursor: mouse::Cursor,
    ) {
        let tokens = theme.tokens();
        let bounds = place::panel_of(layout).bounds();
        paint::panel(renderer, bounds, radius::SURFACE, tokens, Depth::Menu);
        match (self.body, self.open.as_ref()) {
            (Body::Date(dates), Some(Open::Calendar { month, current, hovered })) => {
                draw_calendar(renderer, bounds, dates, *month, *current, *hovered, tokens);
            }
            (Body::Time(times), Some(Open::Times(view))) => {
                let rows = self.rows(bounds);
                paint::clipped(renderer, rows.area, |renderer| {
                    for row in view.visible(&rows) {
                        let Some(item) = times.items.get(row) else {
                            continue;
                        };
                        let reach = Reach {
                            is_current: view.current == Some(row),
                            is_picked: times.picked == Some(item.value),
                        };
                        let area = view.row_area(&rows, row);
                        option::draw_item(renderer, item, area, 0.0, reach, tokens, rows.area);
                    }
                    let bar = view.bar(&rows);
                    bar.draw(renderer, tokens, view.is_bar_hot());
                });
            }
            _ => {}
        }
    }
}

fn heading(month: Month, words: &Words<'_>) -> String {
    let first = month.first();
    let name = usize::try_from(first.month0()).ok().and_then(|at| words.months.get(at));
    format!("{} {}", name.map_or("", AsRef::as_ref), first.year())
}

fn draw_calendar<Message>(
    renderer: &mut Renderer,
    bounds: Rectangle,
    dates: &Dates<'_, Message>,
    month: Month,
    current: NaiveDate,
    hovered: Option<Hit>,
    tokens: &Tokens,
) {
    let page = Page(bounds);
    let title = heading(month, dates.words);
    let kind = theme::LABEL;
    paint::line(renderer, &title, page.heading(), kind, Side::Center, tokens.text, bounds);
    for (is_after, icon, hit) in
        [(false, Icon::ChevronLeft, Hit::Before), (true, Icon::ChevronRight, Hit::After)]
    {
        let area = page.arrow(is_after);
        let ground = if hovered == Some(hit) { tokens.hover } else { Color::TRANSPARENT };
        paint::rounded(renderer, area, radius::CONTROL, ground);
        paint::icon(renderer, icon, area, size::ICON, tokens.muted, bounds);
    }
    for (at, weekday) in month::week(dates.words.week_start).into_iter().enumerate() {
        let name = usize::try_from(weekday.num_days_from_monday())
            .ok()
            .and_then(|number| dates.words.weekdays.get(number));
        let name = name.map_or("", AsRef::as_ref);
        let (area, kind) = (page.weekday(at), theme::CAPTION);
        paint::line(renderer, name, area, kind, Side::Center, tokens.muted, bounds);
    }
    for (at, day) in month.page(dates.words.week_start).enumerate() {
        let look = DayLook {
            is_picked: dates.picked == Some(day),
            is_today: dates.today == day,
            is_inside: month.contains(day),
            is_hovered: hovered == Some(Hit::Day(at)),
            is_current: day == current,
        };
        draw_day(renderer, day, page.day(at), look, tokens, bounds);
    }
    let foot = page.foot();
    let line = Rectangle { x: bounds.x + 1.0, width: bounds.width - 2.0, height: 1.0, ..foot };
    paint::fill(renderer, line, tokens.border);
    let area = Rectangle { y: foot.y + 1.0, ..foot };
    let (kind, ink) = (theme::LABEL, tokens.accent_text);
    paint::line(renderer, &dates.words.today, area, kind, Side::Center, ink, bounds);
}

#[derive(Clone, Copy)]
struct DayLook {
    is_picked: bool,
    is_today: bool,
    is_inside: bool,
    is_hovered: bool,
    is_current: bool,
}

fn draw_day(
    renderer: &mut Renderer,
    day: NaiveDate,
    area: Rectangle,
    look: DayLook,
    tokens: &Tokens,
    clip: Rectangle,
) {
    let face =
        Rectangle { x: area.x + 2.0, y: area.y + 1.0, width: area.width - 4.0, height: area.height - 2.0 };
    let ground = if look.is_picked {
        tokens.accent
    } else if look.is_hovered {
        tokens.hover
    } else {
        Color::TRANSPARENT
    };
    paint::rounded(renderer, face, radius::CONTROL, ground);
    let ink = if look.is_picked {
        tokens.on_accent
    } else if look.is_today {
        tokens.accent_text
    } else if look.is_inside {
        tokens.text
    } else {
        tokens.faint
    };
    let kind = if look.is_today || look.is_picked { theme::BODY.semibold() } else { theme::BODY };
    let number = day.day().to_string();
    paint::line(renderer, &number, face, kind, Side::Center, ink, clip);
    let dot = Rectangle { x: face.center_x() - 2.0, y: face.y + face.height - 5.0, width: 4.0, height: 3.0 };
    let dot_ink = if look.is_today { ink } else { Color::TRANSPARENT };
    paint::rounded(renderer, dot, 1.5, dot_ink);
    let line = if look.is_current { tokens.focus } else { Color::TRANSPARENT };
    let (none, radius) = (Color::TRANSPARENT, radius::CONTROL);
    paint::framed(renderer, face.expand(1.0), radius, none, line, 2.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn stepped(key: Named, modifiers: Modifiers) -> Option<NaiveDate> {
        step(day("2026-03-13"), key, modifiers, Weekday::Mon)
    }

    #[test]
    fn arrows_go_by_days_and_weeks() {
        let none = Modifiers::empty();
        assert_eq!(stepped(Named::ArrowLeft, none), Some(day("2026-03-12")));
        assert_eq!(stepped(Named::ArrowDown, none), Some(day("2026-03-20")));
    }

    #[test]
    fn pages_go_by_months_and_with_shift_by_years() {
        assert_eq!(stepped(Named::PageUp, Modifiers::empty()), Some(day("2026-02-13")));
        assert_eq!(stepped(Named::PageDown, Modifiers::SHIFT), Some(day("2027-03-13")));
    }

    #[test]
    fn home_and_end_go_to_the_ends_of_the_week() {
        assert_eq!(stepped(Named::Home, Modifiers::empty()), Some(day("2026-03-09")));
        assert_eq!(stepped(Named::End, Modifiers::empty()), Some(day("2026-03-15")));
    }

    #[test]
    fn every_place_of_a_page_can_be_hit() {
        let page = Page(Rectangle::new(Point::new(100.0, 50.0), Page::size()));
        assert_eq!(page.hit(page.day(41).center()), Some(Hit::Day(41)));
        assert_eq!(page.hit(page.arrow(true).center()), Some(Hit::After));
        assert_eq!(page.hit(page.foot().center()), Some(Hit::Today));
        assert!(page.day(41).y + DAY.height <= page.foot().y);
    }
}
