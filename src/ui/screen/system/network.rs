//! System > Network: the encoders of this desk, how they behave, and a test of each.

use std::collections::HashMap;
use std::sync::Arc;

use iced::widget::{Column, column, row};
use iced::{Center, Fill};
use keydesk::domain::permission::{NetworkModify, NetworkView};
use keydesk::encoders::{Encoder, News, State, Stop};
use keydesk::operation::encode::{self, At, Step};
use keydesk::operation::network::{self, Options};
use keydesk::session::Permit;

use crate::action::Action;
use crate::context::{Answer, Context};
use crate::icon::Icon;
use crate::part::encoder;
use crate::part::list::PAGE;
use crate::part::stage::{Stage, can_stop};
use crate::screen::Screen;
use crate::task;
use crate::theme::{Tone, space};
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
    options: HashMap<String, Options>,
    test: Option<Test>,
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
    Known(String, Answer<Options>),
    SoundToggled(String),
    LightToggled(String),
    WaitChanged(String, u16),
    Kept(String, Answer<()>),
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
        let network =
            Network { view: context.may()?, modify: context.may(), options: HashMap::new(), test: None };
        let task = network.ask(context);
        Some((network, task))
    }

    /// Asks for the options of encoders that are new.
    fn ask(&self, context: &Context) -> Task<Message> {
        let new = context.encoders.iter().filter(|encoder| !self.options.contains_key(&encoder.name));
        Task::batch(new.map(|encoder| self.ask_for(context, encoder.name.clone())))
    }

    fn ask_for(&self, context: &Context, name: String) -> Task<Message> {
        let (permit, encoder) = (self.view.clone(), name.clone());
        let task = context.ask(move |console| network::options(console, &permit, &encoder));
        task.map(move |answer| Message::Known(name.clone(), answer))
    }

    fn set(&mut self, context: &Context, name: String, change: impl FnOnce(&mut Options)) -> Action<Message> {
        let (Some(options), Some(permit)) = (self.options.get_mut(&name), self.modify.clone()) else {
            return Action::None;
        };
        change(options);
        let (options, encoder) = (*options, name.clone());
        let task = context.ask(move |console| network::set_options(console, &permit, &encoder, options));
        Action::Run(task.map(move |answer| Message::Kept(name.clone(), answer)))
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
            Message::Known(name, Ok(options)) => {
                self.options.insert(name, options);
                Action::None
            }
            Message::Known(_, Err(failure)) => Action::Fail(failure),
            Message::SoundToggled(name) => self.set(context, name, |options| options.sound = !options.sound),
            Message::LightToggled(name) => self.set(context, name, |options| options.light = !options.light),
            Message::WaitChanged(name, seconds) => {
                self.set(context, name, |options| options.wait_seconds = seconds)
            }
            Message::Kept(name, Ok(())) => {
                let text = context.words.with("network-kept", [("encoder", name.into())]);
                Action::Tell(Tone::Success, text)
            }
            Message::Kept(name, Err(failure)) => {
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
        if context.encoders.is_empty() {
            let none =
                notice::empty(Icon::Nfc, words.get("encoder-none"), words.get("encoder-none-next"), None);
            let page = page.push(surface::sheet(none).width(Fill).height(Fill));
            return surface::canvas(page).width(Fill).height(Fill).into();
        }
        let panels = context.encoders.iter().map(|encoder| self.panel(context, encoder));
        surface::canvas(scroll(page.push(form::grid(panels)))).width(Fill).height(Fill).into()
    }

    fn dialog<'a>(&'a self, context: &'a Context, is_live: bool) -> Option<Element<'a, Message>> {
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
            Some(options) => self.options_of(context, encoder, *options),
            None => gauge::skeleton(3).into(),
        });
        if self.modify.is_some() {
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
