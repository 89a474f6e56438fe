//! Cells: walking, choosing, painting; the bar of a day.

use super::pages::Sample;
use super::program::{Page, Which};
use super::{Desk, open};
use crate::widget::grid::{Extent, Span, spot};
use crate::widget::semantics::{Mark, Role};
use iced::Point;
use iced::keyboard::{Modifiers, key::Named};

fn at(sample: Sample) -> Desk {
    let mut desk = open(Page::Grids);
    desk.resize(iced::Size::new(1400.0, 2300.0));
    let grid = match sample {
        Sample::Year => "Year",
        Sample::Matrix => "Rights",
        Sample::Board => "Rooms",
    };
    let bounds = desk.find_role(Role::Grid, grid).expect("it is there").bounds;
    // A click into the first cell.
    let heads = match sample {
        Sample::Year => Point::new(56.0, 34.0),
        Sample::Matrix => Point::new(200.0, 58.0),
        Sample::Board => Point::new(80.0, 0.0),
    };
    desk.click_at(Point::new(bounds.x + heads.x + 10.0, bounds.y + heads.y + 10.0));
    desk
}

fn span(desk: &Desk, sample: Sample) -> Span {
    desk.state().span(sample)
}

fn kind(desk: &Desk, month: u32, day: u32) -> u8 {
    let day = chrono::NaiveDate::from_ymd_opt(2026, month, day).expect("there is such a day");
    desk.state().days.get(&day).copied().unwrap_or_default()
}

fn center(desk: &mut Desk, name: &str) -> Point {
    desk.find_role(Role::Cell, name).expect("it is there").bounds.center()
}

#[test]
fn arrows_walk_through_the_year_and_skip_days_that_are_not() {
    let mut desk = at(Sample::Year);
    desk.key(Named::ArrowDown);
    desk.key(Named::End);
    assert_eq!(span(&desk, Sample::Year), Span::at(spot(1, 27)), "28 February");
    desk.key(Named::ArrowRight);
    assert_eq!(span(&desk, Sample::Year).cursor, spot(2, 0), "1 March");
    desk.key(Named::ArrowLeft);
    desk.key(Named::ArrowUp);
    desk.key(Named::End);
    desk.key(Named::ArrowDown);
    assert_eq!(span(&desk, Sample::Year).cursor, spot(1, 27), "from 31 January down");
    desk.chord(Modifiers::CTRL, Named::End);
    assert_eq!(span(&desk, Sample::Year).cursor, spot(11, 30));
    desk.chord(Modifiers::CTRL, Named::Home);
    assert_eq!(span(&desk, Sample::Year).cursor, spot(0, 0));
}

#[test]
fn a_digit_paints_the_range_and_del_takes_it_back() {
    let mut desk = at(Sample::Year);
    desk.key(Named::End);
    desk.chord(Modifiers::SHIFT, Named::ArrowRight);
    desk.type_text("4");
    assert_eq!((kind(&desk, 1, 31), kind(&desk, 2, 1), kind(&desk, 2, 2)), (4, 4, 0));
    desk.key(Named::Delete);
    assert_eq!((kind(&desk, 1, 31), kind(&desk, 2, 1)), (0, 0));
    desk.type_text("9x");
    assert_eq!(kind(&desk, 1, 31), 0, "no brush");
}

#[test]
fn dragging_paints_from_cell_to_cell_and_shift_only_chooses() {
    let mut desk = at(Sample::Year);
    let from = center(&mut desk, "Aug, 4");
    let to = center(&mut desk, "Aug, 8");
    desk.drag(from, to);
    assert_eq!([3, 4, 8, 9].map(|day| kind(&desk, 8, day)), [0, 2, 2, 3]);
    assert_eq!(span(&desk, Sample::Year), Span::at(spot(7, 3)).to(spot(7, 7)));
}

#[test]
fn a_cell_is_called_by_its_heads_and_says_what_it_holds() {
    let mut desk = at(Sample::Year);
    let day = desk.find_role(Role::Cell, "May, 1").and_then(|part| part.semantics).expect("it is there");
    assert_eq!(day.value.as_deref(), Some("Holiday (2)"));
    assert!(desk.find_role(Role::Cell, "Feb, 30").is_none());
    assert!(desk.find_role(Role::ColumnHeader, "31").is_some());
    assert!(desk.find_role(Role::RowHeader, "Dec").is_some());
}

#[test]
fn whole_rows_and_columns_are_chosen_by_head_and_by_key() {
    let mut desk = at(Sample::Matrix);
    desk.chord(Modifiers::SHIFT, Named::Space);
    assert_eq!(span(&desk, Sample::Matrix).extent, Extent::Rows);
    desk.chord(Modifiers::CTRL, Named::Space);
    assert_eq!(span(&desk, Sample::Matrix).extent, Extent::Columns);
    desk.key(Named::Escape);
    assert!(span(&desk, Sample::Matrix).is_one());
    let head = desk.find_role(Role::ColumnHeader, "Room 0003").expect("it is there").bounds.center();
    let before = desk.state().pressed.len();
    desk.click_at(head);
    assert_eq!(span(&desk, Sample::Matrix), Span::at(spot(0, 2)).whole(Extent::Columns));
    assert_eq!(desk.state().pressed.len(), before + 1, "the head paints its column");
}

#[test]
fn the_view_follows_the_cursor_to_the_last_of_two_hundred_million_cells() {
    let mut desk = at(Sample::Matrix);
    desk.chord(Modifiers::CTRL, Named::End);
    assert_eq!(span(&desk, Sample::Matrix).cursor, spot(99_999, 1_999));
    assert!(desk.find_role(Role::ColumnHeader, "Room 2000").is_some());
    assert!(desk.find_role(Role::ColumnHeader, "Room 0001").is_none());
    assert!(desk.shows("Floor 20"));
    desk.key(Named::PageUp);
    assert!(span(&desk, Sample::Matrix).cursor.row < 99_999);
    let cells = desk.parts().into_iter().filter(|part| part.role() == Some(Role::Cell)).count();
    assert!(cells < 3_000, "{cells}: only what is in view is asked for");
}

#[test]
fn the_wheel_scrolls_down_and_with_shift_to_the_side() {
    let mut desk = at(Sample::Matrix);
    let place = desk.find_role(Role::Grid, "Rights").expect("it is there").bounds.center();
    desk.move_to(place);
    desk.wheel(30.0);
    assert!(desk.find_role(Role::RowHeader, &super::program::row_name(0)).is_none());
    assert_eq!(span(&desk, Sample::Matrix).cursor, spot(0, 0), "the cursor stays where it was");
}

#[test]
fn enter_and_a_double_click_open_a_cell() {
    let mut desk = at(Sample::Board);
    desk.key(Named::ArrowRight);
    desk.key(Named::Enter);
    assert_eq!(desk.state().opened, [spot(0, 1)]);
    desk.double_click("204").expect("it is there");
    assert_eq!(desk.state().opened.last(), Some(&spot(4, 3)));
}

#[test]
fn a_hint_says_why_a_cell_is_locked() {
    let mut desk = at(Sample::Matrix);
    let locked = desk.parts().into_iter().find(|part| {
        part.role() == Some(Role::Cell)
            && part
                .semantics
                .as_ref()
                .is_some_and(|it| !it.enabled && it.value.as_deref() == Some("by level"))
    });
    desk.move_to(locked.expect("some are").bounds.center());
    desk.advance(crate::widget::hint::DELAY);
    assert!(desk.shows("By a level"));
}

#[test]
fn a_legend_says_what_each_sign_is() {
    let mut desk = at(Sample::Board);
    assert!(desk.find_role(Role::Image, "Holiday (2)").is_some());
    assert!(desk.shows("Due out") && desk.shows("Trouble"));
}

fn hours(desk: &Desk, at: usize) -> String {
    crate::widget::day_bar::hours::typed(&desk.state().hours[at].1)
}

/// At a bar, with the keyboard at its first edge.
fn at_bar(name: &str) -> Desk {
    let mut desk = at(Sample::Board);
    let bar = desk.find_role(Role::Slider, name).expect("it is there").bounds;
    desk.click_at(Point::new(bar.x + 1.0, bar.center_y()));
    desk
}

#[test]
fn keys_move_the_edges_of_hours_add_and_take_away() {
    let mut desk = at_bar("Monday to Friday");
    desk.key(Named::ArrowLeft);
    assert_eq!(hours(&desk, 0), "07:45-13:00 14:00-18:30");
    desk.key(Named::Tab);
    desk.chord(Modifiers::SHIFT, Named::ArrowRight);
    assert_eq!(hours(&desk, 0), "07:45-13:01 14:00-18:30");
    assert_eq!(desk.state().text(Which::Hours), "07:45-13:01 14:00-18:30", "the field says the same");
    desk.key(Named::Insert);
    assert_eq!(hours(&desk, 0), "01:00-03:00 07:45-13:01 14:00-18:30");
    desk.key(Named::Delete);
    assert_eq!(hours(&desk, 0), "07:45-13:01 14:00-18:30");
    for _ in 0..4 {
        desk.key(Named::Tab);
    }
    assert_eq!(desk.focused_name().as_deref(), Some("Saturday"), "from the last edge, Tab leads on");
}

#[test]
fn an_edge_is_dragged_and_snaps_to_a_quarter_of_an_hour() {
    let mut desk = at(Sample::Board);
    let bar = desk.find_role(Role::Slider, "Saturday").expect("it is there").bounds;
    let x = |minute: f32| bar.x + 8.0 + (bar.width - 16.0) * minute / 1_440.0;
    desk.drag(Point::new(x(780.0), bar.center_y()), Point::new(x(967.0), bar.center_y()));
    assert_eq!(hours(&desk, 1), "09:00-16:00");
}

#[test]
fn hours_are_typed_as_well() {
    let mut desk = at(Sample::Board);
    let field = desk.find_role(Role::TextField, "Monday to Friday").expect("it is there").bounds.center();
    desk.click_at(field);
    desk.ctrl('a');
    desk.type_text("7-12 22-2");
    assert_eq!(hours(&desk, 0), "07:00-12:00 22:00-02:00");
    desk.type_text(" 1-3");
    assert_eq!(hours(&desk, 0), "07:00-12:00 22:00-02:00", "what overlaps is not taken");
    assert!(desk.shows("Overlap"));
}

#[test]
fn steps_say_which_are_done_and_keep_the_label_of_the_one_at_hand_where_there_is_no_room() {
    let mut desk = open(Page::Controls);
    let steps: Vec<_> = desk.parts().into_iter().filter(|part| part.role() == Some(Role::Step)).collect();
    let marks = |from: usize| -> Vec<_> {
        steps.iter().skip(from).take(3).filter_map(|part| part.semantics.as_ref()?.mark).collect()
    };
    assert_eq!(marks(3), [Mark::On, Mark::Mixed, Mark::Off]);
    assert_eq!(marks(6), [Mark::On; 3]);
    assert_eq!(steps[4].semantics.as_ref().and_then(|it| it.value.as_deref()), Some("2/3"));
    let narrow: Vec<f32> = steps.iter().skip(9).map(|part| part.bounds.width).collect();
    assert!(narrow[1] > 60.0 && narrow[0] < 30.0 && narrow[2] < 30.0, "{narrow:?}");
}
