//! The rules of access control on keys. Everything here is pure: values in, a value or a refusal out.
//! No clock, no file, no SQL, no card, no window.

pub mod permission;

pub mod delegation;
pub mod denylist;
pub mod desktop_reader;
pub mod four_eyes;
pub mod general_options;
pub mod group;
pub mod operator;
pub mod partition;
pub mod sealing;
pub mod security;
pub mod throttle;

pub(crate) mod form;
pub mod moment;
pub mod pin;
pub mod search;
pub mod template;
pub mod text;

pub mod automatic_change;
pub mod calendar;
pub mod crossing;
pub mod door;
pub mod door_options;
pub mod function;
pub mod limited_occupancy_area;
pub mod limited_occupancy_group;
pub mod local;
pub mod location;
pub mod lockdown_area;
pub mod locker;
pub mod named;
pub mod output;
pub mod roll_call_area;
pub mod room;
pub mod schedule;
pub mod suite;
pub mod time_zone;
pub mod timed_period;
pub mod timetable;
pub mod user;
pub mod user_access_level;
pub mod user_options;
pub mod zone;

pub mod access;
pub mod access_point;
pub mod chain;
pub mod event;
pub mod grouping;
pub mod image;
pub mod key;
pub mod lock;
pub mod phone;
pub mod visit;
pub mod why;

pub mod directory;
