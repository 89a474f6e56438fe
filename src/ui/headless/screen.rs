//! A display that is not there. It paints what has changed since the frame before, as the one on a desk does. In tests
//! the result is compared with painting everything anew.

use std::collections::VecDeque;
#[cfg(test)]
use std::path::PathBuf;

use iced::advanced::graphics::{Viewport, damage};
use iced::{Color, Rectangle, Renderer, Size};
use iced_tiny_skia::Layer;
use tiny_skia::{Mask, Pixmap};

/// See the module.
pub struct Screen {
    /// Pixels to a point.
    scale: f32,
    size: Size<u32>,
    /// They are shown in turn: one on X11 and Windows, two on Wayland.
    buffers: Vec<Buffer>,
    /// What was drawn, the newest first.
    frames: VecDeque<Vec<Layer>>,
    background: Color,
    mask: Option<Mask>,
    pub painted: Painted,
}

struct Buffer {
    pixels: Option<Pixmap>,
    was_shown: bool,
}

/// How the frames so far were painted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Painted {
    pub whole: usize,
    pub in_part: usize,
    pub unchanged: usize,
}

impl Screen {
    /// One as most desks have it.
    pub fn usual() -> Screen {
        Screen::new(1.0, 1)
    }

    /// A display of so many pixels to a point that shows so many buffers in turn.
    pub fn new(scale: f32, buffers: usize) -> Screen {
        Screen {
            scale,
            size: Size::new(0, 0),
            buffers: (0..buffers).map(|_| Buffer { pixels: None, was_shown: false }).collect(),
            frames: VecDeque::new(),
            background: Color::BLACK,
            mask: None,
            painted: Painted::default(),
        }
    }

    fn configure(&mut self, size: Size<u32>) {
        self.size = size;
        self.mask = Mask::new(size.width, size.height);
        self.frames.clear();
        for buffer in &mut self.buffers {
            *buffer = Buffer { pixels: Pixmap::new(size.width, size.height), was_shown: false };
        }
    }

    /// Paints what the renderer has drawn otherwise than before, and says in which parts of the window.
    pub fn paint(&mut self, renderer: &mut Renderer, size: Size, background: Color) -> Vec<Rectangle> {
        let pixels = |length: f32| (length * self.scale).round() as u32;
        let size = Size::new(pixels(size.width), pixels(size.height));
        if size != self.size {
            self.configure(size);
        }
        let viewport = Viewport::with_physical_size(size, self.scale);
        let window = Rectangle::with_size(viewport.logical_size());
        let buffers = self.buffers.len();
        self.buffers.rotate_left(1);
        let Some(buffer) = self.buffers.last_mut() else {
            return Vec::new();
        };
        let last = self.frames.get(buffers - 1).filter(|_| buffer.was_shown);
        let changed = match last {
            Some(last) if self.background == background => {
                damage::diff(last, renderer.layers(), |layer| vec![layer.bounds], Layer::damage)
            }
            _ => vec![window],
        };
        buffer.was_shown = true;
        if changed.is_empty() {
            self.painted.unchanged += 1;
        }
        self.frames.push_front(renderer.layers().to_vec());
        self.frames.truncate(buffers);
        self.background = background;
        let parts = damage::group(changed, window);
        if let (Some(shown), Some(mask)) = (&mut buffer.pixels, &mut self.mask) {
            renderer.draw(&mut shown.as_mut(), mask, &viewport, &parts, background);
        }
        let is_whole = parts == [window];
        self.painted.whole += usize::from(is_whole);
        self.painted.in_part += usize::from(!is_whole && !parts.is_empty());
        parts
    }

    /// Shows what the renderer has drawn.
    ///
    /// # Panics
    ///
    /// If it is not what painting everything anew would show.
    #[cfg(test)]
    #[track_caller]
    pub fn show(&mut self, renderer: &mut Renderer, size: Size, background: Color) {
        let parts = self.paint(renderer, size, background);
        let size = self.size;
        let viewport = Viewport::with_physical_size(size, self.scale);
        let window = Rectangle::with_size(viewport.logical_size());
        let shown = self.buffers.last().and_then(|buffer| buffer.pixels.as_ref());
        let (Some(shown), Some(mask)) = (shown, &mut self.mask) else {
            return;
        };
        if parts == [window] {
            return;
        }
        let mut anew = Pixmap::new(size.width, size.height).expect("it is as large as the other");
        renderer.draw(&mut anew.as_mut(), mask, &viewport, &[window], background);
        if shown.data() == anew.data() {
            return;
        }
        let differing: Vec<usize> = shown
            .pixels()
            .iter()
            .zip(anew.pixels())
            .enumerate()
            .filter_map(|(at, (shown, anew))| (shown != anew).then_some(at))
            .collect();
        let (first, row) = (differing.first().copied().unwrap_or_default(), size.width as usize);
        let (shown, anew) = (keep(shown, "shown"), keep(&anew, "anew"));
        panic!(
            "{} pixels are not what painting anew would show, the first at {}, {} of {} × {}: compare {} with {}; \
             painted were {parts:?}",
            differing.len(),
            first % row,
            first / row,
            size.width,
            size.height,
            shown.display(),
            anew.display(),
        );
    }
}

/// Keeps a picture for whoever mends what it shows.
#[cfg(test)]
fn keep(pixels: &Pixmap, name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    let folder = target.join("differences");
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let test = std::thread::current().name().unwrap_or("unnamed").replace("::", "-");
    let path = folder.join(format!("{test}-{name}.png"));
    // The renderer works on the system's order of colours.
    let turned: Vec<u8> =
        pixels.data().chunks_exact(4).flat_map(|dot| [dot[2], dot[1], dot[0], dot[3]]).collect();
    image::save_buffer(&path, &turned, pixels.width(), pixels.height(), image::ExtendedColorType::Rgba8)
        .expect("the picture is written");
    path
}
