//! How large the window is: as it was left, but never larger than the screen that it opens on.

use iced::{Size, Task, window};

/// The size of a window that nobody has made larger or smaller yet, in points.
pub const SIZE: Size = Size::new(1_400.0, 900.0);
/// Below this the screens do not hold what stands on them.
pub const SIZE_MIN: Size = Size::new(960.0, 600.0);
/// What a desk keeps for itself: a bar of the system, and the title bar of the window. How high they are, only the
/// window manager knows.
const AROUND: f32 = 80.0;

/// How a window is to lie on a monitor.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    pub size: Size,
    pub size_min: Size,
    /// Whether it takes all the room that there is, as the window manager gives it.
    pub is_maximized: bool,
}

impl Fit {
    /// Fits a window of the wanted size on a monitor.
    pub fn new(wanted: Size, monitor: Size) -> Fit {
        let wanted = Size::new(wanted.width.max(SIZE_MIN.width), wanted.height.max(SIZE_MIN.height));
        let room = Size::new(monitor.width, (monitor.height - AROUND).max(1.0));
        let within = |size: Size| Size::new(size.width.min(room.width), size.height.min(room.height));
        let size = within(wanted);
        Fit { size, size_min: within(SIZE_MIN), is_maximized: size != wanted }
    }
}

/// Fits the window on the monitor that it is on, and then shows it. Tells whether a monitor was found: some systems
/// name one only for a window that is seen.
pub fn show(id: window::Id, wanted: Size) -> Task<bool> {
    window::monitor_size(id).then(move |monitor| {
        let show = window::set_mode(id, window::Mode::Windowed);
        let Some(fit) = monitor.map(|monitor| Fit::new(wanted, monitor)) else {
            return show.chain(Task::done(false));
        };
        let sized = window::set_min_size(id, Some(fit.size_min)).chain(match fit.size == wanted {
            true => Task::none(),
            false => window::resize(id, fit.size),
        });
        // A window manager takes the wish to be maximized only from a window that it shows.
        let shown = sized.chain(show).chain(match fit.is_maximized {
            true => window::maximize(id, true),
            false => Task::none(),
        });
        shown.chain(Task::done(true))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_window_is_larger_than_its_monitor() {
        let wanted = [
            SIZE,
            Size::new(3_440.0, 1_400.0),
            Size::new(8_000.0, 5_000.0),
            Size::new(800.0, 560.0),
            SIZE_MIN,
        ];
        // The last two: a laptop at 150 %, and one that is not a monitor.
        let monitors = [(1_366.0, 768.0), (1_024.0, 700.0), (800.0, 600.0), (910.7, 512.0), (1.0, 1.0)];
        for wanted in wanted {
            for (width, height) in monitors {
                let fit = Fit::new(wanted, Size::new(width, height));
                for size in [fit.size, fit.size_min] {
                    assert!(
                        size.width <= width && size.height <= height,
                        "{wanted:?} on {width} × {height}: {fit:?}"
                    );
                    assert!(size.width > 0.0 && size.height > 0.0, "{fit:?}");
                }
                assert!(
                    fit.size_min.width <= fit.size.width && fit.size_min.height <= fit.size.height,
                    "{wanted:?} on {width} × {height}: {fit:?}"
                );
            }
        }
    }

    #[test]
    fn one_that_has_room_stays_as_it_was_left() {
        let fit = Fit::new(SIZE, Size::new(1_920.0, 1_080.0));
        assert_eq!(fit, Fit { size: SIZE, size_min: SIZE_MIN, is_maximized: false });
    }

    #[test]
    fn one_that_has_none_takes_all_that_there_is() {
        assert!(Fit::new(SIZE, Size::new(1_366.0, 768.0)).is_maximized);
        // As it was when it was closed: maximized, under its title bar.
        assert!(Fit::new(Size::new(1_366.0, 741.0), Size::new(1_366.0, 768.0)).is_maximized);
    }
}
