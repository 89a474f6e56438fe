//! Where a pop-up goes: next to what opened it, and inside the window.

use iced::advanced::layout::{Layout, Node};
use iced::{Point, Rectangle, Size, Vector};

/// The distance that a pop-up keeps from the window's edge.
const MARGIN: f32 = 4.0;

/// Below the anchor and as far left as it; above when there is no room below but more above.
pub fn beside(anchor: Rectangle, panel: Size, window: Size, gap: f32) -> Point {
    let below = anchor.y + anchor.height + gap;
    let above = anchor.y - gap - panel.height;
    let room_below = window.height - MARGIN - below;
    let room_above = anchor.y - gap - MARGIN;
    let y = if panel.height <= room_below || room_below >= room_above { below } else { above };
    inside(Point::new(anchor.x, y), panel, window)
}

/// Below the anchor and as far right as it.
pub fn beside_end(anchor: Rectangle, panel: Size, window: Size, gap: f32) -> Point {
    let anchor = Rectangle { x: anchor.x + anchor.width - panel.width, ..anchor };
    beside(anchor, panel, window, gap)
}

/// At a point, as a context menu is.
pub fn at(point: Point, panel: Size, window: Size) -> Point {
    beside(Rectangle::new(point, Size::ZERO), panel, window, 0.0)
}

/// In the middle below the anchor, or above it, as a tooltip is.
pub fn centered(anchor: Rectangle, panel: Size, window: Size, gap: f32) -> Point {
    let anchor = Rectangle { x: (anchor.center_x() - panel.width / 2.0).round(), ..anchor };
    beside(anchor, panel, window, gap)
}

/// The room around a floating panel that its shadow falls into.
const SHADOW: f32 = 32.0;

/// A floating panel's node, with room for its shadow around it: iced draws nothing of an overlay that
/// lies outside its node. [`panel_of`] gives the panel itself back.
pub fn floating(panel: Node, at: Point) -> Node {
    let size = panel.size();
    let around = Size::new(size.width + 2.0 * SHADOW, size.height + 2.0 * SHADOW);
    let inset = Vector::new(SHADOW, SHADOW);
    Node::with_children(around, vec![panel.move_to(Point::ORIGIN + inset)]).move_to(at - inset)
}

/// The panel of a [`floating`] node. A layout of another shape, which iced may hand in for a frame
/// after a pop-up has changed, is taken as the panel.
pub fn panel_of(layout: Layout<'_>) -> Layout<'_> {
    layout.children().next().unwrap_or(layout)
}

fn inside(wanted: Point, panel: Size, window: Size) -> Point {
    Point::new(
        wanted.x.min(window.width - panel.width - MARGIN).max(MARGIN),
        wanted.y.min(window.height - panel.height - MARGIN).max(MARGIN),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Size = Size::new(1000.0, 700.0);
    const PANEL: Size = Size::new(200.0, 300.0);

    fn anchor(x: f32, y: f32) -> Rectangle {
        Rectangle::new(Point::new(x, y), Size::new(160.0, 32.0))
    }

    #[test]
    fn it_opens_below_where_there_is_room() {
        assert_eq!(beside(anchor(50.0, 100.0), PANEL, WINDOW, 4.0), Point::new(50.0, 136.0));
    }

    #[test]
    fn it_flips_above_where_there_is_none() {
        assert_eq!(beside(anchor(50.0, 600.0), PANEL, WINDOW, 4.0), Point::new(50.0, 296.0));
    }

    #[test]
    fn it_never_leaves_the_window() {
        assert_eq!(beside(anchor(950.0, 100.0), PANEL, WINDOW, 4.0).x, 796.0);
        let tall = Size::new(200.0, 2000.0);
        assert_eq!(beside(anchor(50.0, 300.0), tall, WINDOW, 4.0).y, 4.0);
    }
}
