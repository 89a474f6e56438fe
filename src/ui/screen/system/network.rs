//! System > Network: the encoders of this desk, how they behave, which are update points, and a test of each.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use iced::widget::{Column, column, row};
use iced::{Center, Fill};
use keydesk::console::Console;
use keydesk::domain::permission::{NetworkModify, NetworkView};
use keydesk::encoders::{Encoder, News, State, Stop};
use keydesk::operation;
use keydesk::operation::encode::{self, At, Step};
use keydesk::operation::network::{self, Options};
use keydesk::operation::points::{Seen, Standing};
use keydesk::session::{Administrator, Permit};

use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::confirm::{Question, confirm};
use crate::part::encoder;
use crate::part::list::PAGE;
use crate::part::stage::{Stage, can_stop};
use crate::screen::Screen;
use crate::task;
use crate::theme::{self, Tone, space};
use crate::widget::button::{Kind, button};
use crate::widget::check::check;
use crate::widget::dialog::{Width, dialog};
use crate::widget::light;
use crate::widget::option::item;
use crate::widget::scroll::scroll;
use crate::widget::select::select;
use crate::widget::task::Task;
use crate::widget::{Element, form, gauge, notice, surface, text};

/// The screen.
pub struct Network {
    view: Permit<NetworkView>,
    modify: Option<Permit<NetworkModify>>,
    administrator: Option<Administrator>,
    /// What is wanted of each encoder, as it is shown.
    options: HashMap<String, Known>,
    /// What is stored, as far as it was read.
    stored: HashMap<String, Known>,
    /// Those of which a change is under way: the next one comes after it.
    changing: HashSet<String>,
    test: Option<Test>,
    /// The update point of which it is asked whether it is to serve alone.
    asks: Option<String>,
}

/// What is kept of an encoder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    options: Options,
    serves_alone: bool,
}

/// A test at an encoder.
struct Test {
    encoder: String,
    round: u64,
    stop: Stop,
    phase: Phase,
}

enum Phase {
    Working(Step),
    Passed,
    Failed(Arc<encode::Error>),
}

impl Drop for Test {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

#[derive(Debug, Clone)]
pub enum Message {
    Known(String, Answer<Known>),
    SoundToggled(String),
    LightToggled(String),
    WaitChanged(String, u16),
    PointToggled(String),
    ReEditsToggled(String),
    AloneToggled(String),
    ServeAlone,
    LeaveQuestion,
    Show(String),
    Kept(String, Known, Answer<()>),
    Test(String),
    Stepped(u64, Step),
    Tested(u64, Result<(), Arc<encode::Error>>),
    CloseTest,
}

/// How long an encoder can be told to wait, in seconds.
const WAITS: [u16; 5] = [10, 20, 30, 60, 120];

impl Network {
    /// Opens the screen.
    pub fn open(context: &Context) -> Option<(Self, Task<Message>)> {
        let network = Network {
            view: context.may()?,
            modify: context.may(),
            administrator: context.session.administrator(),
            options: HashMap::new(),
            stored: HashMap::new(),
            changing: HashSet::new(),
            test: None,
            asks: None,
        };
        let task = network.ask(context);
        Some((network, task))
    }

    /// Asks for the options of encoders that are new.
    fn ask(&self, context: &Context) -> Task<Message> {
        let there = context.encoders.iter().map(|encoder| &encoder.name);
        let names = there.chain(absent(context).map(|point| &point.encoder));
        let new = names.filter(|name| !self.options.contains_key(*name));
        Task::batch(new.map(|name| self.ask_for(context, name.clone())))
    }

    fn ask_for(&self, context: &Context, name: String) -> Task<Message> {
        let (permit, encoder) = (self.view.clone(), name.clone());
        let task = context.ask(move |console| {
            let options = network::options(console, &permit, &encoder)?;
            let serves_alone = network::serves_alone(console, &permit, &encoder)?;
            Ok::<_, operation::Error>(Known { options, serves_alone })
        });
        task.map(move |answer| Message::Known(name.clone(), answer))
    }

    fn set(&mut self, context: &Context, name: String, change: impl FnOnce(&mut Options)) -> Action<Message> {
        let Some(known) = self.options.get_mut(&name).filter(|_| self.modify.is_some()) else {
            return Action::None;
        };
        let re_edited = known.options.re_edits;
        change(&mut known.options);
        // An administrator let it do what it did, and no more.
        known.serves_alone &= known.options.update_point && known.options.re_edits == re_edited;
        self.send(context, name)
    }

    fn set_alone(&mut self, context: &Context, name: String, serves_alone: bool) -> Action<Message> {
        self.asks = None;
        let Some(known) = self.options.get_mut(&name).filter(|_| self.administrator.is_some()) else {
            return Action::None;
        };
        known.serves_alone = serves_alone;
        self.send(context, name)
    }

    /// Has stored what is wanted of an encoder and differs, one change after another.
    fn send(&mut self, context: &Context, name: String) -> Action<Message> {
        let (Some(wanted), Some(stored)) = (self.options.get(&name), self.stored.get(&name)) else {
            return Action::None;
        };
        if wanted == stored || self.changing.contains(&name) {
            return Action::None;
        }
        let (encoder, wanted) = (name.clone(), *wanted);
        let (sent, task) = match (&self.modify, &self.administrator) {
            (Some(permit), _) if wanted.options != stored.options => {
                let permit = permit.clone();
                let is_let = stored.serves_alone
                    && wanted.options.update_point
                    && wanted.options.re_edits == stored.options.re_edits;
                let sent = Known { options: wanted.options, serves_alone: is_let };
                let keep =
                    move |console: &Console| network::set_options(console, &permit, &encoder, wanted.options);
                (sent, context.ask(keep))
            }
            (_, Some(by)) => {
                let by = by.clone();
                let keep = move |console: &Console| {
                    network::set_serves_alone(console, &by, &encoder, wanted.serves_alone)
                };
                (Known { serves_alone: wanted.serves_alone, ..*stored }, context.ask(keep))
            }
            (..) => return Action::None,
        };
        self.changing.insert(name.clone());
        Action::Run(task.map(move |answer| Message::Kept(name.clone(), sent, answer)))
    }

    fn begin_test(&mut self, context: &Context, encoder: String) -> Action<Message> {
        let Some(permit) = self.modify.clone() else {
            return Action::None;
        };
        let round = self.test.as_ref().map_or(0, |test| test.round) + 1;
        let stop = Stop::default();
        self.test = Some(Test {
            encoder: encoder.clone(),
            round,
            stop: stop.clone(),
            phase: Phase::Working(Step::Waiting),
        });
        let console = Arc::clone(&context.console);
        Action::Run(task::telling(move |teller| {
            let steps = teller.clone();
            let progress = move |step| steps.tell(Message::Stepped(round, step));
            let at = At { encoder, stop, progress: Arc::new(progress) };
            let result = network::write_test(&console, &permit, &at).map_err(Arc::new);
            teller.tell(Message::Tested(round, result));
        }))
    }
}

impl Screen for Network {
    type Message = Message;

    fn update(&mut self, context: &Context, message: Message) -> Action<Message> {
        match message {
            Message::Known(name, Ok(known)) => {
                // What is changed meanwhile is read again after it.
                if !self.changing.contains(&name) {
                    self.options.insert(name.clone(), known);
                    self.stored.insert(name, known);
                }
                Action::None
            }
            Message::Known(_, Err(failure)) => Action::Fail(failure),
            Message::SoundToggled(name) => self.set(context, name, |options| options.sound = !options.sound),
            Message::LightToggled(name) => self.set(context, name, |options| options.light = !options.light),
            Message::WaitChanged(name, seconds) => {
                self.set(context, name, |options| options.wait_seconds = seconds)
            }
            Message::PointToggled(name) => {
                self.set(context, name, |options| options.update_point = !options.update_point)
            }
            Message::ReEditsToggled(name) => {
                self.set(context, name, |options| options.re_edits = !options.re_edits)
            }
            Message::AloneToggled(name) => match self.options.get(&name) {
                Some(known) if known.serves_alone => self.set_alone(context, name, false),
                Some(_) => {
                    self.asks = Some(name);
                    Action::None
                }
                None => Action::None,
            },
            Message::ServeAlone => match self.asks.take() {
                Some(name) => self.set_alone(context, name, true),
                None => Action::None,
            },
            Message::LeaveQuestion => {
                self.asks = None;
                Action::None
            }
            Message::Show(name) => Action::ShowPoint(name),
            Message::Kept(name, sent, Ok(())) => {
                self.changing.remove(&name);
                self.stored.insert(name.clone(), sent);
                match self.send(context, name.clone()) {
                    Action::None => {
                        let read = Action::Run(self.ask_for(context, name.clone()));
                        let text = context.words.with("network-kept", [("encoder", name.into())]);
                        Action::All(vec![Action::Tell(Tone::Success, text), read])
                    }
                    next => next,
                }
            }
            Message::Kept(name, _, Err(failure)) => {
                self.changing.remove(&name);
                Action::All(vec![Action::Fail(failure), Action::Run(self.ask_for(context, name))])
            }
            Message::Test(encoder) => self.begin_test(context, encoder),
            Message::Stepped(round, step) => {
                if let Some(test) = self.test.as_mut().filter(|test| test.round == round) {
                    test.phase = Phase::Working(step);
                }
                Action::None
            }
            Message::Tested(round, result) => {
                if let Some(test) = self.test.as_mut().filter(|test| test.round == round) {
                    test.phase = match result {
                        Ok(()) => Phase::Passed,
                        Err(error) => Phase::Failed(error),
                    };
                }
                Action::None
            }
            Message::CloseTest => {
                self.test = None;
                Action::None
            }
        }
    }

    fn hear(&mut self, context: &Context, _news: &News) -> Action<Message> {
        Action::Run(self.ask(context))
    }

    fn view<'a>(&'a self, context: &'a Context) -> Element<'a, Message> {
        let words = &context.words;
        let title = column![
            text::title(words.get("entry-network")),
            text::muted(words.with("network-count", [("count", context.encoders.len().into())])),
        ];
        let mut page = column![title.spacing(3)].spacing(space::LG).padding(PAGE);
        if let Some(trouble) = encoder::service_trouble(context) {
            page = page.push(notice::banner(Tone::Warning, trouble, None));
        }
        if context.encoders.is_empty() && context.points.is_empty() {
            let none =
                notice::empty(Icon::Nfc, words.get("encoder-none"), words.get("encoder-none-next"), None);
            let page = page.push(surface::sheet(none).width(Fill).height(Fill));
            return surface::canvas(page).width(Fill).height(Fill).into();
        }
        let panels = context.encoders.iter().map(|encoder| self.panel(context, encoder));
        let panels = panels.chain(absent(context).map(|point| self.panel_of_absent(context, point)));
        surface::canvas(scroll(page.push(form::grid(panels)))).width(Fill).height(Fill).into()
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
        if let Some(encoder) = &self.asks {
            return Some(view_question(context, encoder, is_live));
        }
        Some(view_test(context, self.test.as_ref()?, is_live))
    }

    fn takes_keys(&self) -> bool {
        self.test.is_some()
    }
}

impl Network {
    fn panel<'a>(&'a self, context: &'a Context, encoder: &'a Encoder) -> Element<'a, Message> {
        let words = &context.words;
        let is_current = context.encoder().is_some_and(|current| current.name == encoder.name);
        let mut content = column![encoder::line(context, encoder, is_current)].spacing(space::LG);
        content = content.push(match self.options.get(&encoder.name) {
            Some(known) => self.options_of(context, encoder, known.options),
            None => gauge::skeleton(3).into(),
        });
        if let Some(known) = self.options.get(&encoder.name) {
            content = content.push(self.point_of(context, &encoder.name, *known));
        }
        if self.modify.is_some() && !encoder.only_updates {
            let may = (encoder.state != State::Busy).then(|| Message::Test(encoder.name.clone()));
            let test = button(words.get("network-test")).icon(Icon::ListChecks).on_press_maybe(may);
            content = content.push(
                row![Element::from(test), text::caption(words.get("network-test-hint")).width(Fill)]
                    .spacing(space::MD)
                    .align_y(Center),
            );
        }
        surface::card(content).into()
    }

    /// An update point whose encoder is not connected.
    fn panel_of_absent<'a>(&'a self, context: &'a Context, point: &'a Seen) -> Element<'a, Message> {
        let words = &context.words;
        let encoder::Standing { word, tone } = encoder::standing_of_point(point.standing);
        let names =
            column![text::clipped(point.encoder.as_str()).kind(theme::SECTION), text::muted(words.get(word))];
        let line = row![text::icon(Icon::Unplug, 20.0, tone), names.spacing(2)];
        let mut content = column![line.spacing(space::MD).align_y(Center)].spacing(space::LG);
        if let Some(known) = self.options.get(&point.encoder) {
            content = content.push(self.point_of(context, &point.encoder, *known));
        }
        surface::card(content).into()
    }

    /// Whether an encoder is an update point, and how it stands as one.
    fn point_of<'a>(&'a self, context: &'a Context, name: &'a str, known: Known) -> Element<'a, Message> {
        let words = &context.words;
        let send = |message: fn(String) -> Message| self.modify.as_ref().map(|_| message(name.to_owned()));
        let point = check(words.get("network-point"), known.options.update_point.into())
            .hint(words.get("network-point-hint"))
            .on_toggle_maybe(send(Message::PointToggled));
        let mut content = column![Element::from(point)].spacing(space::MD);
        if !known.options.update_point {
            return content.into();
        }
        let re_edits = check(words.get("network-re-edits"), known.options.re_edits.into())
            .hint(words.get("network-re-edits-hint"))
            .on_toggle_maybe(send(Message::ReEditsToggled));
        let may_let = self.administrator.as_ref().map(|_| Message::AloneToggled(name.to_owned()));
        let hint = if self.administrator.is_some() { "network-alone-hint" } else { "network-alone-by-whom" };
        let alone = check(words.get("network-alone"), known.serves_alone.into())
            .hint(words.get(hint))
            .on_toggle_maybe(may_let);
        content = content.push(Element::from(re_edits)).push(Element::from(alone));
        if let Some(point) = context.point(name) {
            if let Standing::Paused(pause) = point.standing {
                content = content.push(notice::banner(Tone::Warning, words.get(encoder::pause(pause)), None));
            }
            let [counts, reasons] = encoder::tally(words, &point.tally);
            content = content.push(text::label(counts));
            if !reasons.is_empty() {
                content = content.push(text::caption(reasons));
            }
        }
        // The screen is locked then: where it pauses with the lock, nobody would be served.
        let may_show = known.serves_alone.then(|| Message::Show(name.to_owned()));
        let show = button(words.get("network-show")).icon(Icon::Monitor).on_press_maybe(may_show);
        let hint = if known.serves_alone { "network-show-hint" } else { "network-show-needs" };
        let show = row![Element::from(show), text::caption(words.get(hint)).width(Fill)];
        content.push(show.spacing(space::MD).align_y(Center)).into()
    }

    fn options_of<'a>(
        &'a self,
        context: &'a Context,
        encoder: &'a Encoder,
        options: Options,
    ) -> Element<'a, Message> {
        let words = &context.words;
        let send =
            |message: fn(String) -> Message| self.modify.as_ref().map(|_| message(encoder.name.clone()));
        let light = check(words.get("network-light"), options.light.into())
            .hint(words.get("network-light-hint"))
            .on_toggle_maybe(send(Message::LightToggled));
        let sound = check(words.get("network-sound"), options.sound.into())
            .hint(words.get("network-sound-hint"))
            .on_toggle_maybe(send(Message::SoundToggled));
        let mut waits: Vec<u16> = WAITS.to_vec();
        if !waits.contains(&options.wait_seconds) {
            waits.push(options.wait_seconds);
            waits.sort_unstable();
        }
        let items: Vec<_> = waits
            .into_iter()
            .map(|seconds| item(seconds, words.with("network-seconds", [("count", seconds.into())])))
            .collect();
        let wait = select(words.get("network-wait"), items, Some(options.wait_seconds), move |seconds| {
            Message::WaitChanged(encoder.name.clone(), seconds)
        })
        .width(WAIT_WIDTH)
        .enabled(self.modify.is_some());
        Column::with_children([light.into(), sound.into(), wait.into()]).spacing(space::MD).into()
    }
}

const WAIT_WIDTH: f32 = 200.0;

/// The update points whose encoders are not connected.
fn absent(context: &Context) -> impl Iterator<Item = &Seen> {
    let is_there = |point: &&Seen| context.encoders.iter().any(|encoder| encoder.name == point.encoder);
    context.points.iter().filter(move |point| !is_there(point))
}

/// What it comes to when an update point serves alone.
fn view_question<'a>(context: &'a Context, encoder: &'a str, is_live: bool) -> Element<'a, Message> {
    let words = &context.words;
    let costs = ["network-alone-cost-lock", "network-alone-cost-who", "network-alone-cost-end"];
    let costs = Column::with_children(costs.map(|cost| text::body(words.get(cost)).into()));
    let question = Question {
        icon: Icon::ShieldCheck,
        tone: Tone::Warning,
        title: words.get("network-alone-title").into_owned(),
        sentence: context.label(encoder).to_owned(),
        stay: words.get("cancel").into_owned(),
        go: words.get("network-alone-let").into_owned(),
        more: Some(costs.spacing(space::MD).into()),
    };
    confirm(question, Message::LeaveQuestion, Message::ServeAlone, is_live)
}

fn view_test<'a>(context: &'a Context, test: &'a Test, is_live: bool) -> Element<'a, Message> {
    let words = &context.words;
    let stage = match &test.phase {
        Phase::Working(step) => {
            let mut stage = Stage::of(context, *step, &test.encoder);
            if *step == Step::Waiting {
                stage.what = words.get("network-test-place").into_owned();
                stage.next = words.get("network-test-place-next").into_owned();
            }
            stage
        }
        Phase::Passed => {
            let next = words.get("network-test-passed-next").into_owned();
            Stage::still(light::State::Success, words.get("network-test-passed").into_owned(), next)
        }
        Phase::Failed(error) => {
            let (what, next) = context.say().write_test(error);
            Stage::still(light::State::Error, what, next)
        }
    };
    let again = Message::Test(test.encoder.clone());
    let asked = dialog(words.get("network-test"), is_live)
        .subtitle(context.label(&test.encoder))
        .width(Width::Form)
        .body(stage.view());
    match &test.phase {
        // Writing to a card is not left half done; it takes a second.
        Phase::Working(step) if can_stop(*step) => asked
            .on_close(words.get("cancel"), Message::CloseTest)
            .action(button(words.get("cancel")).on_press(Message::CloseTest))
            .into(),
        Phase::Working(_) => asked.action(button(words.get("cancel"))).into(),
        Phase::Passed => asked
            .on_close(words.get("close"), Message::CloseTest)
            .action(button(words.get("close")).kind(Kind::Primary).on_press(Message::CloseTest))
            .into(),
        Phase::Failed(_) => asked
            .on_close(words.get("close"), Message::CloseTest)
            .action(button(words.get("close")).on_press(Message::CloseTest))
            .default_action(button(words.get("key-again")).on_press(again))
            .into(),
    }
}
