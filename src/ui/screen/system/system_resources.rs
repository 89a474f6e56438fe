//! System > System resources: what a site has only so much of, how long it lasts, and what takes it.

use std::sync::Arc;

use iced::Fill;
use iced::widget::{Column, column};
use keydesk::domain::denylist::{PLACES, Places};
use keydesk::domain::key::KeyId;
use keydesk::domain::permission::{DoorsView, SystemResourcesView};
use keydesk::operation::system_resources::{self, Cancelled, Resources};
use keydesk::session::Permit;

use crate::action::Action;
use crate::command::Command;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::list::PAGE;
use crate::place::Place;
use crate::screen::Screen;
use crate::theme::{Tone, space};
use crate::widget::gauge::Thresholds;
use crate::widget::scroll::scroll;
use crate::widget::task::Task;
use crate::widget::{Element, gauge, notice, surface, text, tile};
use crate::words::grouped;

/// The screen.
pub struct SystemResources {
    permit: Permit<SystemResourcesView>,
    resources: Option<Arc<Resources>>,
}

#[derive(Debug, Clone)]
pub enum Message {
    Loaded(Answer<Arc<Resources>>),
    Show(KeyId),
}

/// A page of figures is not drawn wider.
const WIDTH: f32 = 860.0;
const THRESHOLDS: Thresholds = Thresholds { warning: 0.8, danger: 0.95 };

impl SystemResources {
    /// Opens the screen.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let resources = SystemResources { permit: context.may()?, resources: None };
        let task = resources.load(context);
        Some((resources, task))
    }

    fn load(&self, context: &Context) -> Task<Message> {
        let permit = self.permit.clone();
        let load = move |console: &keydesk::console::Console| {
            system_resources::resources(console, &permit).map(Arc::new)
        };
        context.ask(load).map(Message::Loaded)
    }
}

impl Screen for SystemResources {
    type Message = Message;

    fn update(&mut self, _context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Loaded(Ok(resources)) => {
                self.resources = Some(resources);
                Action::None
            }
            Message::Loaded(Err(failure)) => Action::Fail(failure),
            Message::Show(key) => Action::Go(Place::CancelledKey(key)),
        }
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let names = column![
            text::title(words.get("entry-system-resources")),
            text::muted(words.get("resources-sentence"))
        ]
        .spacing(3);
        let mut page = column![names].spacing(space::XL).padding(PAGE).max_width(WIDTH);
        page = match self.resources.as_deref() {
            None => page.push(surface::panel(words.get("resources-denylist"), gauge::skeleton(5))),
            Some(resources) => page
                .extend(warnings(context, resources))
                .push(places(context, resources))
                .push(cancelled(context, resources)),
        };
        surface::canvas(scroll(page)).width(Fill).height(Fill).into()
    }

    fn commands<'a>(&'a self, _context: &'a Context) -> Vec<Command<'a, Message>> {
        Vec::new()
    }

    fn refresh(&mut self, context: &Context) -> Action<Message> {
        Action::Run(self.load(context))
    }
}

/// That the places run out.
fn warnings<'a>(context: &'a Context, resources: &Resources) -> Option<Element<'a, Message>> {
    let words = &context.words;
    let places = resources.places;
    let (tone, sentence) = match (places.free(), places.reached()) {
        (0, _) => (Tone::Danger, words.get("resources-used-up").into_owned()),
        (_, Some(reached)) => {
            let tone = if reached >= 95 { Tone::Danger } else { Tone::Warning };
            (tone, words.with("resources-nearly", [("reached", reached.into())]))
        }
        (_, None) => return None,
    };
    Some(notice::banner(tone, sentence, None))
}

fn places<'a>(context: &'a Context, resources: &Resources) -> Element<'a, Message> {
    let words = &context.words;
    let Places { occupied, listed, in_quarantine } = resources.places;
    let places = resources.places;
    let part = places.used() as f32 / PLACES as f32;
    let used = words.with(
        "resources-used",
        [("used", grouped(places.used() as i64).into()), ("all", grouped(PLACES as i64).into())],
    );
    let hundredths = words.with("resources-hundredths", [("hundredths", places.hundredths().into())]);
    let bar = gauge::meter(used, part, THRESHOLDS).end(hundredths).width(Fill);
    let line = |icon, tone, name: &str, hint: &str, count: usize| {
        Element::from(tile::told(icon, tone, words.get(name), words.get(hint), grouped(count as i64)))
    };
    let lines = [
        line(Icon::CircleCheck, Tone::Success, "resources-free", "resources-free-hint", places.free()),
        line(Icon::KeyRound, Tone::Neutral, "resources-occupied", "resources-occupied-hint", occupied),
        line(Icon::Ban, Tone::Warning, "resources-listed", "resources-listed-hint", listed),
        line(
            Icon::CalendarClock,
            Tone::Neutral,
            "resources-quarantine",
            "resources-quarantine-hint",
            in_quarantine,
        ),
    ];
    let forecast = match resources.used_up {
        Some(at) => {
            let day = words.day(context.local(at).date());
            words.with("resources-forecast", [("day", day.into())])
        }
        None => words.get("resources-lasts").into_owned(),
    };
    // Where none is left, that is said above.
    let forecast = (places.free() > 0).then(|| text::muted(forecast).into());
    let content = column![bar, Column::with_children(lines)].extend(forecast).spacing(space::MD);
    surface::panel(words.get("resources-denylist"), content).into()
}

fn cancelled<'a>(context: &'a Context, resources: &'a Resources) -> Element<'a, Message> {
    let words = &context.words;
    let heading = words.get("resources-cancelled");
    if resources.cancelled.is_empty() && resources.beside == 0 {
        let none = notice::empty(
            Icon::KeyRound,
            words.get("resources-none-cancelled"),
            words.get("resources-none-cancelled-next"),
            None,
        );
        return surface::panel(heading, none).into();
    }
    let leads = context.may::<DoorsView>().is_some();
    let lines = resources.cancelled.iter().map(|key| line(context, key, leads));
    let beside = (resources.beside > 0)
        .then(|| text::muted(words.with("resources-beside", [("count", resources.beside.into())])).into());
    let content = Column::with_children(lines.chain(beside)).spacing(space::XS);
    surface::panel(heading, content).into()
}

fn line<'a>(context: &'a Context, key: &'a Cancelled, leads: bool) -> Element<'a, Message> {
    let (words, say) = (&context.words, context.say());
    let values = [
        ("at", say.moment(key.at).into()),
        ("by", key.by.as_str().into()),
        ("until", say.end(key.over_at).into()),
    ];
    let sentence = words.with("resources-cancelled-line", values);
    let known = words.with("cancelled-known-count", [("count", key.known_at.into())]);
    let line = tile::line(Icon::Ban, Tone::Warning, key.name.as_str(), sentence, known);
    line.on_press_maybe(leads.then_some(Message::Show(key.key))).into()
}
