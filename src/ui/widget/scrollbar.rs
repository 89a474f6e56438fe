//! A scroll bar's geometry and looks, for everything that scrolls.

use super::paint;
use crate::theme::Tokens;
use iced::{Point, Rectangle, Renderer};

/// Which way it moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    Vertical,
    Horizontal,
}

/// A scroll bar, computed anew from where the content is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    pub axis: Axis,
    pub track: Rectangle,
    /// The length of all that can be scrolled to.
    pub content: f32,
    /// How much of it is in view.
    pub view: f32,
    pub offset: f32,
}

/// What a press on the bar does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Press {
    /// The thumb is held so far from its start.
    Drag(f32),
    /// The view moves a page back or on.
    Page(f32),
}

/// The bars of what scrolls both ways.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bars {
    pub down: Bar,
    pub right: Bar,
}

impl Bars {
    /// Both, each with its axis.
    pub fn both(&self) -> [Bar; 2] {
        [self.down, self.right]
    }

    /// The bar of an axis.
    pub fn of(&self, axis: Axis) -> Bar {
        match axis {
            Axis::Vertical => self.down,
            Axis::Horizontal => self.right,
        }
    }

    /// Which one is at a point.
    pub fn axis_at(&self, point: Point) -> Option<Axis> {
        self.both().into_iter().find(|bar| bar.press(point).is_some()).map(|bar| bar.axis)
    }
}

const THUMB_MIN: f32 = 36.0;
const THIN: f32 = 6.0;
const THICK: f32 = 8.0;
const END_GAP: f32 = 2.0;

impl Bar {
    fn offset_max(&self) -> f32 {
        (self.content - self.view).max(0.0)
    }

    fn start(&self) -> f32 {
        match self.axis {
            Axis::Vertical => self.track.y,
            Axis::Horizontal => self.track.x,
        }
    }

    fn length(&self) -> f32 {
        match self.axis {
            Axis::Vertical => self.track.height,
            Axis::Horizontal => self.track.width,
        }
    }

    fn along(&self, point: Point) -> f32 {
        match self.axis {
            Axis::Vertical => point.y,
            Axis::Horizontal => point.x,
        }
    }

    /// Where the thumb is, if there is anything to scroll.
    pub fn thumb(&self) -> Option<Rectangle> {
        let offset_max = self.offset_max();
        if offset_max <= 0.0 || self.length() <= 0.0 {
            return None;
        }
        let length = (self.length() * self.view / self.content).max(THUMB_MIN).min(self.length());
        let start = self.start() + (self.length() - length) * (self.offset / offset_max);
        Some(match self.axis {
            Axis::Vertical => Rectangle { y: start, height: length, ..self.track },
            Axis::Horizontal => Rectangle { x: start, width: length, ..self.track },
        })
    }

    /// What a press at a point does, if it is on the bar.
    pub fn press(&self, point: Point) -> Option<Press> {
        let thumb = self.thumb()?;
        if !self.track.contains(point) {
            return None;
        }
        let thumb_start = match self.axis {
            Axis::Vertical => thumb.y,
            Axis::Horizontal => thumb.x,
        };
        if thumb.contains(point) {
            return Some(Press::Drag(self.along(point) - thumb_start));
        }
        let is_before = self.along(point) < thumb_start;
        Some(Press::Page(if is_before { -self.view } else { self.view }))
    }

    /// The offset at which the thumb, held at `grab`, is under the pointer.
    pub fn dragged(&self, point: Point, grab: f32) -> f32 {
        let Some(thumb) = self.thumb() else {
            return 0.0;
        };
        let thumb_length = match self.axis {
            Axis::Vertical => thumb.height,
            Axis::Horizontal => thumb.width,
        };
        let room = (self.length() - thumb_length).max(1.0);
        let part = (self.along(point) - grab - self.start()) / room;
        (part * self.offset_max()).clamp(0.0, self.offset_max())
    }

    /// Draws the thumb, if there is one.
    pub fn draw(&self, renderer: &mut Renderer, tokens: &Tokens, is_hot: bool) {
        let Some(thumb) = self.thumb() else {
            return;
        };
        let thickness = if is_hot { THICK } else { THIN };
        let bounds = match self.axis {
            Axis::Vertical => Rectangle {
                x: thumb.center_x() - thickness / 2.0,
                y: thumb.y + END_GAP,
                width: thickness,
                height: thumb.height - 2.0 * END_GAP,
            },
            Axis::Horizontal => Rectangle {
                x: thumb.x + END_GAP,
                y: thumb.center_y() - thickness / 2.0,
                width: thumb.width - 2.0 * END_GAP,
                height: thickness,
            },
        };
        let color = if is_hot { tokens.faint } else { tokens.thumb };
        paint::rounded(renderer, bounds, thickness / 2.0, color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use iced::Size;

    fn bar(offset: f32) -> Bar {
        Bar {
            axis: Axis::Vertical,
            track: Rectangle::new(Point::new(90.0, 10.0), Size::new(12.0, 100.0)),
            content: 400.0,
            view: 100.0,
            offset,
        }
    }

    #[test]
    fn what_fits_has_no_thumb() {
        let fitting = Bar { content: 90.0, ..bar(0.0) };
        assert_eq!(fitting.thumb(), None);
    }

    #[test]
    fn the_thumb_goes_from_end_to_end() {
        let length = |bar: Bar| bar.thumb().map(|thumb| (thumb.y, thumb.y + thumb.height));
        assert_eq!(length(bar(0.0)).map(|ends| ends.0), Some(10.0));
        assert_eq!(length(bar(300.0)).map(|ends| ends.1), Some(110.0));
    }

    #[test]
    fn dragging_undoes_itself() {
        let thumb = bar(150.0).thumb().expect("it scrolls");
        let held_at = Point::new(95.0, thumb.y + 5.0);
        assert_eq!(bar(150.0).press(held_at), Some(Press::Drag(5.0)));
        assert!((bar(150.0).dragged(held_at, 5.0) - 150.0).abs() < 0.01);
    }

    #[test]
    fn a_press_beside_the_thumb_turns_the_page() {
        assert_eq!(bar(0.0).press(Point::new(95.0, 105.0)), Some(Press::Page(100.0)));
        assert_eq!(bar(300.0).press(Point::new(95.0, 15.0)), Some(Press::Page(-100.0)));
    }
}
