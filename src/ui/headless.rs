//! Runs the real window without a display.
//!
//! Tests, the tour, the pictures and the benchmarks drive the same program that a desk runs, tasks and
//! subscriptions included: events go to the widgets, their messages to the program, the events to its
//! subscriptions, in the order of iced's own shell. What the desk has and a test has not stands in:
//! the clipboard, the window, the time. Two equal states give byte-equal pictures: nothing blinks,
//! nothing moves by itself, and the fonts are the embedded ones. In tests every frame is also painted
//! as a desk's display paints it, only where it changed, and must be what painting it anew would show.

#![cfg_attr(
    not(test),
    expect(dead_code, reason = "tests do more at the window than the tour and the benchmarks")
)]

mod ears;
pub mod input;
mod look;
mod port;
pub mod screen;

pub use look::{Collect, Found};

use crate::widget::clock;
use crate::widget::semantics::Role;
use ears::Ears;
use iced::advanced::renderer::{Headless as _, Style};
use iced::advanced::subscription;
use iced::advanced::widget::operation::Outcome;
use iced::advanced::{Clipboard, clipboard, mouse};
use iced::futures::stream::{self, StreamExt};
use iced::futures::task::noop_waker_ref;
use iced::theme::Base;
use iced::{Event, Executor, Point, Program, Rectangle, Size, Task, keyboard, window};
use iced_runtime::futures::Runtime;
use iced_runtime::user_interface::{Cache, State, UserInterface};
use iced_runtime::{Action, task};
use image::ImageEncoder as _;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use port::Port;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// What can go wrong without a display.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the executor does not start")]
    Executor(#[source] std::io::Error),
    #[error("the fonts cannot be loaded, because another thread failed while it loaded its own")]
    Fonts,
    #[error("nothing on the screen says `{0}`")]
    NotFound(String),
    #[error("it did not come about within {} s: {what}", limit.as_secs())]
    TooLate { what: String, limit: Duration },
    #[error("the picture cannot be written")]
    Picture(#[from] image::ImageError),
}

/// How long the parts of a frame took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timing {
    /// Events to widgets, messages to the program.
    pub update: Duration,
    /// The program's view, and its layout.
    pub view: Duration,
    /// The view to a list of what is drawn.
    pub draw: Duration,
    /// The list to pixels, where they changed.
    pub raster: Duration,
}

impl Timing {
    /// The whole frame.
    pub fn total(&self) -> Duration {
        self.update + self.view + self.draw + self.raster
    }
}

/// A picture of the window.
pub struct Picture {
    pub size: Size<u32>,
    pub rgba: Vec<u8>,
}

enum Signal<Message> {
    Action(Action<Message>),
    /// A task has come to its end.
    Done,
    /// A subscription has done with an event.
    Heard,
}

type Shell<P> =
    Runtime<<P as Program>::Executor, Port<Signal<<P as Program>::Message>>, Signal<<P as Program>::Message>>;

/// The clipboard of a window that is not there.
#[derive(Debug, Clone, Default)]
pub struct Pasteboard {
    /// What was copied last.
    pub text: Option<String>,
}

impl Clipboard for Pasteboard {
    fn read(&self, _kind: clipboard::Kind) -> Option<String> {
        self.text.clone()
    }

    fn write(&mut self, _kind: clipboard::Kind, contents: String) {
        self.text = Some(contents);
    }
}

/// A program at work without a display: see the module.
pub struct Driver<P: Program + 'static> {
    program: P,
    state: P::State,
    shell: Shell<P>,
    signals: Receiver<Signal<P::Message>>,
    signaller: Sender<Signal<P::Message>>,
    ears: Ears,
    actions: VecDeque<Action<P::Message>>,
    tasks_running: usize,
    renderer: iced::Renderer,
    cache: Cache,
    window: window::Id,
    size: Size,
    cursor: mouse::Cursor,
    interaction: mouse::Interaction,
    modifiers: keyboard::Modifiers,
    clipboard: Pasteboard,
    started: Instant,
    now: Instant,
    /// How long views and their layouts took; a shell on a display makes one a frame, this one makes more.
    building: Duration,
    has_exited: bool,
    /// Whether nothing was done since the last frame, which asked for no other: a further one would be the same.
    is_at_rest: bool,
    /// Whether the display shows what was done last.
    is_shown: bool,
    #[cfg(test)]
    keys_unwanted: usize,
    /// The display that is not there, once somebody wants to see what it shows.
    screen: Option<screen::Screen>,
}

/// How long [`Driver::until`] waits.
pub const LIMIT: Duration = Duration::from_secs(20);
/// After so long without a sign, what still runs is taken to wait for something else.
const SILENCE: Duration = Duration::from_millis(250);
/// A subscription that is further behind than this would miss events: iced keeps a hundred for each.
const BEHIND_MAX: usize = 50;
/// As in iced's shell: messages of a frame may call for another, but not for ever.
const FRAMES_MAX: usize = 3;

impl<P> Driver<P>
where
    P: Program<Renderer = iced::Renderer> + 'static,
    P::Theme: Base,
{
    /// Starts the program in a window of a size, and waits until it has nothing to do.
    pub fn new(program: P, size: Size) -> Result<Self, Error> {
        let mut driver = Self::begin(program, size)?;
        driver.settle();
        Ok(driver)
    }

    /// Starts the program in a window of a size.
    pub fn begin(program: P, size: Size) -> Result<Self, Error> {
        let settings = program.settings();
        load_fonts(settings.fonts)?;
        let executor = P::Executor::new().map_err(Error::Executor)?;
        let renderer = iced::Renderer::new(settings.default_font, settings.default_text_size);
        let (sender, signals) = mpsc::channel();
        let shell = Shell::<P>::new(executor, Port::new(sender.clone()));
        let started = Instant::now();
        clock::stop_at(started);
        let (state, boot) = shell.enter(|| program.boot());
        let mut driver = Self {
            program,
            state,
            shell,
            signals,
            signaller: sender,
            ears: Ears::default(),
            actions: VecDeque::new(),
            tasks_running: 0,
            renderer,
            cache: Cache::new(),
            window: window::Id::unique(),
            size,
            cursor: mouse::Cursor::Unavailable,
            interaction: mouse::Interaction::None,
            modifiers: keyboard::Modifiers::default(),
            clipboard: Pasteboard::default(),
            started,
            now: started,
            building: Duration::ZERO,
            has_exited: false,
            is_at_rest: false,
            is_shown: false,
            #[cfg(test)]
            keys_unwanted: 0,
            screen: cfg!(test).then(screen::Screen::usual),
        };
        driver.start(boot);
        Ok(driver)
    }

    fn start(&mut self, boot: Task<P::Message>) {
        self.subscribe();
        self.run(boot);
        let opened = window::Event::Opened { position: None, size: self.size };
        self.event(Event::Window(opened));
        self.event(self.frame_event());
    }

    /// The program's state.
    pub fn state(&self) -> &P::State {
        &self.state
    }

    /// The size of the window.
    #[cfg(test)]
    pub const fn size(&self) -> Size {
        self.size
    }

    /// The window's title.
    pub fn title(&self) -> String {
        self.program.title(&self.state, self.window)
    }

    /// Whether the program has ended.
    pub fn has_exited(&self) -> bool {
        self.has_exited
    }

    /// What is on the clipboard.
    pub fn clipboard(&mut self) -> &mut Pasteboard {
        &mut self.clipboard
    }

    /// The shape of the pointer.
    pub fn interaction(&self) -> mouse::Interaction {
        self.interaction
    }

    /// Hands the program a message, as a task would.
    pub fn message(&mut self, message: P::Message) {
        self.update(message);
        self.catch_up();
    }

    /// Something is done: what was shown before says nothing any more.
    fn stir(&mut self) {
        (self.is_at_rest, self.is_shown) = (false, false);
    }

    fn update(&mut self, message: P::Message) {
        self.stir();
        let task = self.shell.enter(|| self.program.update(&mut self.state, message));
        self.subscribe();
        self.run(task);
    }

    fn subscribe(&mut self) {
        let subscription = self.shell.enter(|| {
            self.program.subscription(&self.state).map(|message| Signal::Action(Action::Output(message)))
        });
        let recipes = subscription::into_recipes(subscription).into_iter().map(|recipe| {
            let signaller = self.signaller.clone();
            self.ears.of(recipe, move || {
                // A driver that is gone needs to hear nothing more.
                let _ = signaller.send(Signal::Heard);
            })
        });
        self.shell.track(recipes);
    }

    /// Runs a task: what it has ready at once is done at once, as in iced's shell.
    fn run(&mut self, task: Task<P::Message>) {
        let Some(mut stream) = task::into_stream(task) else {
            return;
        };
        let mut context = Context::from_waker(noop_waker_ref());
        loop {
            match self.shell.enter(|| stream.poll_next_unpin(&mut context)) {
                Poll::Ready(Some(action)) => self.actions.push_back(action),
                Poll::Ready(None) => return,
                Poll::Pending => break,
            }
        }
        self.tasks_running += 1;
        let with_end = stream.map(Signal::Action).chain(stream::once(async { Signal::Done }));
        self.shell.run(with_end.boxed());
    }

    /// Feeds one event to the widgets, their messages to the program and the event to its
    /// subscriptions.
    pub fn event(&mut self, event: Event) {
        self.stir();
        match &event {
            Event::Mouse(mouse::Event::CursorMoved { position }) => {
                self.cursor = mouse::Cursor::Available(*position);
            }
            Event::Mouse(mouse::Event::CursorLeft) => self.cursor = mouse::Cursor::Unavailable,
            Event::Keyboard(keyboard::Event::ModifiersChanged(modifiers)) => {
                self.modifiers = *modifiers;
            }
            Event::Window(window::Event::Resized(size)) => self.size = *size,
            _ => {}
        }
        // What comes of keys and buttons is shown with the step that they are part of; what comes of the pointer, which
        // may be a change without a message, at once.
        let shows = matches!(
            event,
            Event::Mouse(
                mouse::Event::CursorMoved { .. }
                    | mouse::Event::CursorLeft
                    | mouse::Event::WheelScrolled { .. }
            )
        );
        let (messages, status) = self.feed(&event);
        #[cfg(test)]
        {
            let is_press = matches!(event, Event::Keyboard(keyboard::Event::KeyPressed { .. }));
            self.keys_unwanted += usize::from(is_press && status == iced::event::Status::Ignored);
        }
        self.ears.tell();
        self.shell.broadcast(subscription::Event::Interaction { window: self.window, event, status });
        for message in messages {
            self.update(message);
        }
        self.catch_up();
        if shows {
            self.show();
        }
        if self.ears.behind() > BEHIND_MAX {
            self.be_heard();
        }
    }

    /// Waits until the program has heard of every event.
    fn be_heard(&mut self) {
        let deadline = Instant::now() + LIMIT;
        // What comes of an event is there before the event is done with.
        while self.ears.behind() > 0 {
            match self.signals.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                Ok(signal) => self.heed(signal),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        self.catch_up();
    }

    /// Takes the next of what comes home; says whether there was anything in time.
    fn receive(&mut self, by: Instant) -> bool {
        loop {
            match self.signals.recv_timeout(by.saturating_duration_since(Instant::now())) {
                Ok(Signal::Heard) => {}
                Ok(signal) => {
                    self.heed(signal);
                    return true;
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return false,
            }
        }
    }

    /// Takes another display: see [`screen::Screen::new`].
    #[cfg(test)]
    pub fn look_at(&mut self, scale: f32, buffers: usize) {
        self.screen = Some(screen::Screen::new(scale, buffers));
        self.event(Event::Window(window::Event::Rescaled(scale)));
        self.settle();
    }

    /// Turns the display off, where only what is done matters.
    #[cfg(test)]
    pub fn look_away(&mut self) {
        self.screen = None;
    }

    /// How many keys were pressed that no widget wanted: the program hears of them by itself, in turn.
    #[cfg(test)]
    pub const fn keys_unwanted(&self) -> usize {
        self.keys_unwanted
    }

    /// How many tasks are under way.
    #[cfg(test)]
    pub const fn tasks_running(&self) -> usize {
        self.tasks_running
    }

    /// How the frames were painted on it.
    #[cfg(test)]
    pub fn painted(&self) -> screen::Painted {
        self.screen.as_ref().map(|screen| screen.painted).unwrap_or_default()
    }

    /// Shows a frame on the display that is not there, unless it shows it already.
    #[cfg(test)]
    fn show(&mut self) {
        if self.is_shown {
            return;
        }
        let Some(mut screen) = self.screen.take() else {
            return;
        };
        self.is_shown = true;
        self.paint();
        let (size, background) = (self.size, self.background());
        screen.show(&mut self.renderer, size, background);
        self.screen = Some(screen);
    }

    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "only tests compare how frames are painted")]
    const fn show(&mut self) {}

    /// Feeds an event to the widgets, and, as iced's shell does, the frame that follows to the same view and layout where
    /// nothing comes in between.
    fn feed(&mut self, event: &Event) -> (Vec<P::Message>, iced::event::Status) {
        let frame = self.frame_event();
        let is_calm = self.actions.is_empty();
        let mut messages = Vec::new();
        let (state, status, is_at_rest) = self.with_interface(|ui, renderer, clipboard, cursor| {
            let mut tell = |event: &Event| {
                let events = std::slice::from_ref(event);
                let (state, statuses) = ui.update(events, cursor, renderer, clipboard, &mut messages);
                let status = statuses.first().copied().unwrap_or(iced::event::Status::Ignored);
                // Carets ask for frames at times; who lets time go on draws them.
                let has_more = !messages.is_empty() || wants_frame(&state);
                (state, status, has_more)
            };
            let (state, status, has_more) = tell(event);
            if *event == frame {
                return (state, status, !has_more);
            }
            if !is_calm || has_more {
                return (state, status, false);
            }
            let (state, _, has_more) = tell(&frame);
            (state, status, !has_more)
        });
        if let State::Updated { mouse_interaction, .. } = state {
            self.interaction = mouse_interaction;
        }
        self.is_at_rest = is_at_rest;
        (messages, status)
    }

    /// The size as the program sees it.
    fn logical_size(&self) -> Size {
        let factor = self.program.scale_factor(&self.state, self.window);
        self.size * factor.recip()
    }

    fn with_interface<R>(
        &mut self,
        work: impl FnOnce(
            &mut UserInterface<'_, P::Message, P::Theme, P::Renderer>,
            &mut P::Renderer,
            &mut Pasteboard,
            mouse::Cursor,
        ) -> R,
    ) -> R {
        let size = self.logical_size();
        let begun = Instant::now();
        let mut interface = UserInterface::build(
            self.program.view(&self.state, self.window),
            size,
            std::mem::take(&mut self.cache),
            &mut self.renderer,
        );
        self.building += begun.elapsed();
        let result = work(&mut interface, &mut self.renderer, &mut self.clipboard, self.cursor);
        self.cache = interface.into_cache();
        result
    }

    /// Does what is ready to be done, and draws a frame.
    fn catch_up(&mut self) {
        for _ in 0..FRAMES_MAX {
            self.perform_ready();
            if self.is_at_rest {
                return;
            }
            let (messages, _) = self.feed(&self.frame_event());
            if messages.is_empty() && self.actions.is_empty() {
                return;
            }
            for message in messages {
                self.update(message);
            }
        }
        self.perform_ready();
    }

    /// Every frame is told the time of the start: iced's carets, which count from there, stay lit.
    fn frame_event(&self) -> Event {
        Event::Window(window::Event::RedrawRequested(self.started))
    }

    fn perform_ready(&mut self) {
        loop {
            if let Some(action) = self.actions.pop_front() {
                self.perform(action);
            } else if let Ok(signal) = self.signals.try_recv() {
                self.heed(signal);
            } else {
                return;
            }
        }
    }

    fn heed(&mut self, signal: Signal<P::Message>) {
        match signal {
            Signal::Action(action) => self.actions.push_back(action),
            Signal::Heard => {}
            Signal::Done => {
                self.tasks_running = self.tasks_running.saturating_sub(1);
                // What it held is let go, which the window may see without a message.
                self.stir();
            }
        }
    }

    fn perform(&mut self, action: Action<P::Message>) {
        match action {
            Action::Output(message) => self.update(message),
            Action::Widget(operation) => self.operate(operation),
            Action::LoadFont { bytes, channel } => {
                if load_fonts(vec![bytes]).is_ok() {
                    let _ = channel.send(Ok(()));
                }
            }
            Action::Clipboard(action) => self.perform_clipboard(action),
            Action::Window(action) => self.perform_window(action),
            Action::System(iced_runtime::system::Action::GetTheme(channel)) => {
                let _ = channel.send(iced::theme::Mode::None);
            }
            Action::Exit => self.has_exited = true,
            // There is no system to ask, no image store and no code to reload.
            Action::System(_) | Action::Image(_) | Action::Reload => {}
        }
    }

    fn operate(&mut self, operation: Box<dyn iced::advanced::widget::Operation>) {
        self.stir();
        self.with_interface(|ui, renderer, _, _| {
            let mut current = Some(operation);
            while let Some(mut operation) = current.take() {
                ui.operate(renderer, operation.as_mut());
                if let Outcome::Chain(next) = operation.finish() {
                    current = Some(next);
                }
            }
        });
    }

    fn perform_clipboard(&mut self, action: iced_runtime::clipboard::Action) {
        match action {
            iced_runtime::clipboard::Action::Read { channel, .. } => {
                let _ = channel.send(self.clipboard.text.clone());
            }
            iced_runtime::clipboard::Action::Write { contents, .. } => {
                self.clipboard.text = Some(contents);
            }
        }
    }

    fn perform_window(&mut self, action: iced_runtime::window::Action) {
        use iced_runtime::window::Action as Window;
        match action {
            Window::GetOldest(channel) | Window::GetLatest(channel) => {
                let _ = channel.send(Some(self.window));
            }
            Window::GetSize(_, channel) => {
                let _ = channel.send(self.size);
            }
            Window::GetScaleFactor(_, channel) => {
                let _ = channel.send(1.0);
            }
            // It opens as large as whoever opens it says.
            Window::GetMonitorSize(_, channel) => {
                let _ = channel.send(None);
            }
            Window::GetMaximized(_, channel) => {
                let _ = channel.send(false);
            }
            Window::Resize(_, size) => {
                self.size = size;
                self.stir();
            }
            Window::Close(_) => self.has_exited = true,
            // A window that is not there has no place, no level and no icon.
            _ => {}
        }
    }

    /// Waits until the program has heard of all that was done, and all tasks have ended, or the rest of them waits for
    /// something else.
    pub fn settle(&mut self) {
        self.be_heard();
        while self.tasks_running > 0 && self.receive(Instant::now() + SILENCE) {
            self.catch_up();
        }
        self.show();
    }

    /// Waits until the window is as it should be.
    pub fn wait(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) -> Result<(), Error> {
        let deadline = Instant::now() + LIMIT;
        self.catch_up();
        while !is_so(self) {
            if !self.receive(deadline) {
                return Err(Error::TooLate { what: what.to_owned(), limit: LIMIT });
            }
            self.catch_up();
        }
        Ok(())
    }

    /// Waits until the state is as it should be.
    pub fn until(&mut self, what: &str, is_so: impl Fn(&P::State) -> bool) -> Result<(), Error> {
        self.wait(what, |driver| is_so(&driver.state))
    }

    /// Waits until a text is in view.
    pub fn wait_for(&mut self, text: &str) -> Result<(), Error> {
        self.wait(text, |driver| driver.shows(text))
    }

    /// Waits until a text is no longer in view.
    pub fn wait_without(&mut self, text: &str) -> Result<(), Error> {
        self.wait(text, |driver| !driver.shows(text))
    }

    /// Lets the widgets' time go on, and draws the frame that they then ask for.
    pub fn advance(&mut self, by: Duration) {
        self.pass(by);
        self.catch_up();
        // A tooltip that has opened is there for the next frame.
        self.catch_up();
        self.show();
    }

    /// Lets the widgets' time go on.
    fn pass(&mut self, time: Duration) {
        self.now += time;
        clock::stop_at(self.now);
        self.stir();
    }

    /// All that is in view.
    pub fn look(&mut self) -> Collect {
        let mut collect = Collect::new(Rectangle::with_size(self.logical_size()));
        self.with_interface(|ui, renderer, _, _| ui.operate(renderer, &mut collect));
        collect
    }

    /// Every text in view, in the order in which it stands in the window.
    pub fn texts(&mut self) -> Vec<String> {
        let collect = self.look();
        collect.texts.into_iter().map(|found| found.text).collect()
    }

    /// Every part of the window that says what it is.
    pub fn parts(&mut self) -> Vec<Found> {
        self.look().parts
    }

    /// All places where a text stands.
    pub fn find_all(&mut self, text: &str) -> Vec<Rectangle> {
        let texts = self.look().texts.into_iter();
        texts.filter(|found| found.text == text).map(|found| found.bounds).collect()
    }

    /// The first place where a text stands.
    pub fn find(&mut self, text: &str) -> Option<Rectangle> {
        self.find_all(text).into_iter().next()
    }

    /// The first control of a role and a name.
    pub fn find_role(&mut self, role: Role, name: &str) -> Option<Found> {
        self.look().parts.into_iter().find(|found| found.role() == Some(role) && found.text == name)
    }

    /// Whether a text is in view.
    pub fn shows(&mut self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Where the control is that has the keyboard.
    pub fn focused(&mut self) -> Option<Rectangle> {
        self.look().focused
    }

    /// What the control that has the keyboard is called.
    pub fn focused_name(&mut self) -> Option<String> {
        let collect = self.look();
        let focused = collect.focused?;
        let mut names = collect.parts.into_iter();
        names.find(|found| found.bounds == focused).map(|found| found.text)
    }

    /// The place of a control or a text.
    fn place(&mut self, name: &str) -> Result<Point, Error> {
        let collect = self.look();
        let is_it = |found: &&Found| found.text == name;
        let control = collect.parts.iter().find(is_it);
        let found = control.or_else(|| collect.texts.iter().find(is_it));
        found.map(|found| found.bounds.center()).ok_or_else(|| Error::NotFound(name.to_owned()))
    }

    /// A picture of the window, `scale` pixels to a point.
    pub fn picture(&mut self, scale: f32) -> Picture {
        self.catch_up();
        self.paint();
        self.rasterise(scale)
    }

    /// Writes a picture of the window.
    pub fn png(&mut self, path: impl AsRef<Path>, scale: f32) -> Result<(), Error> {
        let picture = self.picture(scale);
        // Nothing shows through a window, and pictures are kept for long.
        let rgb: Vec<u8> = picture.rgba.chunks_exact(4).flat_map(|dot| dot.iter().take(3)).copied().collect();
        let file = std::io::BufWriter::new(std::fs::File::create(path).map_err(image::ImageError::IoError)?);
        let encoder = PngEncoder::new_with_quality(file, CompressionType::Best, FilterType::Adaptive);
        encoder.write_image(&rgb, picture.size.width, picture.size.height, image::ExtendedColorType::Rgb8)?;
        Ok(())
    }

    fn theme(&self) -> P::Theme {
        self.program
            .theme(&self.state, self.window)
            .unwrap_or_else(|| P::Theme::default(iced::theme::Mode::Light))
    }

    fn background(&self) -> iced::Color {
        self.program.style(&self.state, &self.theme()).background_color
    }

    fn paint(&mut self) {
        let theme = self.theme();
        let style = Style { text_color: self.program.style(&self.state, &theme).text_color };
        let frame = self.frame_event();
        self.with_interface(|ui, renderer, clipboard, cursor| {
            // The interface that is drawn must be the one that was told of the frame: iced's fields
            // keep in it whether they can be used.
            let mut ignored = Vec::new();
            let events = std::slice::from_ref(&frame);
            let _ = ui.update(events, cursor, renderer, clipboard, &mut ignored);
            ui.draw(renderer, &theme, &style, cursor);
        });
    }

    fn rasterise(&mut self, scale: f32) -> Picture {
        let background = self.background();
        let factor = self.program.scale_factor(&self.state, self.window);
        let size =
            Size::new((self.size.width * scale).round() as u32, (self.size.height * scale).round() as u32);
        let rgba = self.renderer.screenshot(size, scale * factor, background);
        Picture { size, rgba }
    }

    /// Feeds an event and draws a frame, with a watch in hand: one view and one layout, as a display's frame has.
    pub fn timed(&mut self, event: Event) -> Timing {
        let (_, update) = self.without_building(|driver| driver.event(event));
        self.building = Duration::ZERO;
        self.with_interface(|_, _, _, _| ());
        let view = self.building;
        let (_, draw) = self.without_building(Self::paint);
        let begun = Instant::now();
        let (size, background) = (self.size, self.background());
        let screen = self.screen.get_or_insert_with(screen::Screen::usual);
        screen.paint(&mut self.renderer, size, background);
        Timing { update, view, draw, raster: begun.elapsed() }
    }

    /// How long something takes without the views and layouts in it.
    fn without_building<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> (T, Duration) {
        self.building = Duration::ZERO;
        let begun = Instant::now();
        let result = work(self);
        (result, begun.elapsed().saturating_sub(self.building))
    }
}

impl<P: Program> Drop for Driver<P> {
    fn drop(&mut self) {
        clock::run();
    }
}

/// Whether an interface is not done with what it was told before it has drawn another frame.
fn wants_frame(state: &State) -> bool {
    match state {
        State::Outdated => true,
        State::Updated { redraw_request, .. } => *redraw_request == window::RedrawRequest::NextFrame,
    }
}

fn load_fonts(fonts: Vec<std::borrow::Cow<'static, [u8]>>) -> Result<(), Error> {
    let mut system = iced::advanced::graphics::text::font_system().write().map_err(|_| Error::Fonts)?;
    for font in fonts {
        system.load_font(font);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::widget::{column, text};
    use iced::{Subscription, clipboard, keyboard};

    #[derive(Debug, Clone)]
    enum Message {
        Count,
        Later,
        Copy,
        Paste,
        Pasted(Option<String>),
        Measure,
        Measured(Size),
        Quit,
    }

    #[derive(Default)]
    struct Counter {
        count: u32,
        pasted: Option<String>,
        measured: Option<Size>,
    }

    struct Sample;

    impl Program for Sample {
        type State = Counter;
        type Message = Message;
        type Theme = crate::theme::Theme;
        type Renderer = iced::Renderer;
        type Executor = iced::executor::Default;

        fn name() -> &'static str {
            "sample"
        }

        fn settings(&self) -> iced::Settings {
            iced::Settings::default()
        }

        fn window(&self) -> Option<window::Settings> {
            None
        }

        fn boot(&self) -> (Counter, Task<Message>) {
            (Counter::default(), Task::done(Message::Count))
        }

        fn update(&self, state: &mut Counter, message: Message) -> Task<Message> {
            match message {
                Message::Count => state.count += 1,
                Message::Later => {
                    let (sender, receiver) = iced::futures::channel::oneshot::channel();
                    std::thread::spawn(move || sender.send(()));
                    return Task::perform(receiver, |_| Message::Count);
                }
                Message::Copy => return clipboard::write("copied".to_owned()),
                Message::Paste => return clipboard::read().map(Message::Pasted),
                Message::Pasted(text) => state.pasted = text,
                Message::Measure => {
                    return window::latest().and_then(window::size).map(Message::Measured);
                }
                Message::Measured(size) => state.measured = Some(size),
                Message::Quit => return iced::exit(),
            }
            Task::none()
        }

        fn view<'a>(
            &self,
            state: &'a Counter,
            _window: window::Id,
        ) -> iced::Element<'a, Message, crate::theme::Theme> {
            column![text("Count"), text(state.count)].into()
        }

        fn title(&self, state: &Counter, _window: window::Id) -> String {
            format!("{} so far", state.count)
        }

        fn subscription(&self, _state: &Counter) -> Subscription<Message> {
            keyboard::listen().filter_map(|event| match event {
                keyboard::Event::KeyPressed { .. } => Some(Message::Count),
                _ => None,
            })
        }
    }

    fn driver() -> Driver<Sample> {
        Driver::new(Sample, Size::new(200.0, 100.0)).expect("it starts")
    }

    #[test]
    fn what_the_boot_asks_for_is_done() {
        assert_eq!(driver().state().count, 1);
    }

    #[test]
    fn tasks_come_home_and_the_title_follows() {
        let mut driver = driver();
        driver.message(Message::Later);
        driver.until("the task", |state| state.count == 2).expect("it comes home");
        assert_eq!(driver.title(), "2 so far");
        assert_eq!(driver.texts(), ["Count", "2"]);
    }

    #[test]
    fn subscriptions_hear_of_keys() {
        let mut driver = driver();
        driver.key(keyboard::key::Named::F1);
        driver.until("the key", |state| state.count == 2).expect("it is heard");
    }

    #[test]
    fn when_it_has_settled_everything_pressed_was_heard_of() {
        let mut driver = driver();
        for pressed in 1..=300 {
            driver.key(keyboard::key::Named::F1);
            driver.settle();
            assert_eq!(driver.state().count, 1 + pressed);
        }
        let many = 500;
        (0..many).for_each(|_| driver.key(keyboard::key::Named::F1));
        driver.settle();
        assert_eq!(driver.state().count, 301 + many, "none is missed");
    }

    #[test]
    fn the_clipboard_is_written_and_read() {
        let mut driver = driver();
        driver.message(Message::Copy);
        assert_eq!(driver.clipboard().text.as_deref(), Some("copied"));
        driver.message(Message::Paste);
        driver.settle();
        assert_eq!(driver.state().pasted.as_deref(), Some("copied"));
    }

    #[test]
    fn the_window_has_its_size() {
        let mut driver = driver();
        driver.resize(Size::new(300.0, 100.0));
        driver.message(Message::Measure);
        driver.settle();
        assert_eq!(driver.state().measured, Some(Size::new(300.0, 100.0)));
        assert_eq!(driver.picture(2.0).size, Size::new(600, 200));
    }

    #[test]
    fn leaving_is_recorded() {
        let mut driver = driver();
        assert!(!driver.has_exited());
        driver.message(Message::Quit);
        assert!(driver.has_exited());
    }

    #[test]
    fn what_is_not_there_is_an_error_with_its_name() {
        let error = driver().click("Nobody").expect_err("it is not there");
        assert_eq!(error.to_string(), "nothing on the screen says `Nobody`");
    }
}
