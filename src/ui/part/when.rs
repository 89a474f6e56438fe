//! A date and a time of day, typed or picked.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use iced::widget::row;
use keydesk::domain::text;
use keydesk::domain::user::Between;

use crate::context::Context;
use crate::theme::space;
use crate::widget::Element;
use crate::widget::date::{date_field, time_field};
use crate::widget::field::field;
use crate::words::{DateFault, Words};

/// Whether it is the beginning of something or its end. An end at midnight is the 24:00 of the day before: nobody
/// means the day after when they say "until the 22nd".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    From,
    Until,
}

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    side: Side,
    date: String,
    time: String,
}

/// Why what was typed is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    Date(DateFault),
    Time,
}

const MIDNIGHT: &str = "24:00";

impl When {
    /// Nothing typed yet.
    pub const fn empty(side: Side) -> When {
        When { side, date: String::new(), time: String::new() }
    }

    /// A moment on the wall, as it is typed.
    pub fn of(side: Side, local: NaiveDateTime, words: &Words) -> When {
        match (side, local.date().pred_opt()) {
            (Side::Until, Some(day)) if local.time() == NaiveTime::MIN => {
                When { side, date: words.date(day), time: MIDNIGHT.to_owned() }
            }
            _ => When { side, date: words.date(local.date()), time: words.time(local.time()) },
        }
    }

    /// The moment, if what was typed is one. Without a time, a day is meant as a whole.
    pub fn read(&self, words: &Words, today: NaiveDate) -> Result<NaiveDateTime, Fault> {
        let date = words.read_date(&self.date, today).map_err(Fault::Date)?;
        let time = text::plain(&self.time);
        let time = time.as_str();
        let until_midnight = time == MIDNIGHT || (time.is_empty() && self.side == Side::Until);
        match (until_midnight, time.is_empty()) {
            (true, _) => {
                let next = date.succ_opt().ok_or(Fault::Date(DateFault::FarYear))?;
                Ok(next.and_time(NaiveTime::MIN))
            }
            (false, true) => Ok(date.and_time(NaiveTime::MIN)),
            (false, false) => Ok(date.and_time(words.read_time(time).ok_or(Fault::Time)?)),
        }
    }

    /// What stands at the date and at the time: `refused` is what the screen says of the two, once it was asked to take
    /// them. Before that only what cannot become right by typing on is wrong.
    fn faults(&self, words: &Words, today: NaiveDate, refused: Option<String>) -> [Option<String>; 2] {
        let is_typing = refused.is_none();
        let time = text::plain(&self.time);
        match self.read(words, today) {
            Err(Fault::Date(fault)) if is_typing && fault.is_begun() => [None, None],
            Err(Fault::Date(fault)) => [Some(words.date_fault(fault)), None],
            Err(Fault::Time) if is_typing && MIDNIGHT.starts_with(&time) => [None, None],
            Err(Fault::Time) => [None, Some(words.get("fault-not-a-time").into_owned())],
            Ok(_) => [refused, None],
        }
    }

    /// The two fields, the date named as its label is; without `on_change` they are only read.
    pub fn view<'a, M: Clone + 'a>(
        &'a self,
        words: &'a Words,
        label: &'static str,
        today: NaiveDate,
        refused: Option<String>,
        on_change: Option<impl Fn(When) -> M + Clone + 'a>,
    ) -> Element<'a, M> {
        let [date_fault, time_fault] = self.faults(words, today, refused);
        let date = field(words.get(label), self.date.as_str())
            .id(label)
            .placeholder(words.get("when-date"))
            .error(date_fault);
        // What is meant where no time is typed.
        let time = field(words.get("when-time"), self.time.as_str()).error(time_fault).placeholder(
            match self.side {
                Side::From => "00:00",
                Side::Until => MIDNIGHT,
            },
        );
        let Some(on_change) = on_change else {
            return row![Element::from(date), Element::from(time.width(TIME_WIDTH))]
                .spacing(space::SM)
                .into();
        };
        let changed = on_change.clone();
        let date = date.on_input(move |date| changed(When { date, ..self.clone() }));
        let changed = on_change.clone();
        let picked = words.read_date(&self.date, today).ok();
        let date = date_field(date, picked, today, words.calendar(), move |date| {
            changed(When { date: words.date(date), ..self.clone() })
        });
        let changed = on_change.clone();
        let time = time.width(TIME_WIDTH).on_input(move |time| changed(When { time, ..self.clone() }));
        let picked = words.read_time(&self.time);
        let time = time_field(
            time,
            picked,
            30,
            |time| words.time(time),
            move |time| on_change(When { time: words.time(time), ..self.clone() }),
        );
        row![Element::from(date), Element::from(time)].spacing(space::SM).into()
    }
}

const TIME_WIDTH: f32 = 110.0;

/// A period in one line. Of one that has begun only the end matters.
pub fn period(context: &Context, between: &Between) -> String {
    let say = context.say();
    if between.from <= context.console.believed_time().moment() {
        return context.words.with("when-until", [("end", say.end(between.until).into())]);
    }
    let from = context.local(between.from);
    let from = if from.time() == NaiveTime::MIN {
        context.words.day(from.date())
    } else {
        context.words.moment(from)
    };
    format!("{from} – {}", say.end(between.until))
}

#[cfg(test)]
mod tests {
    use keydesk::domain::operator::Language;

    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%F %R").unwrap()
    }

    fn today() -> NaiveDate {
        at("2026-11-28 00:00").date()
    }

    #[test]
    fn what_cannot_become_right_is_marked_at_once_and_everything_else_when_it_is_refused() {
        let words = Words::new(Language::English);
        let faults = |date: &str, time: &str, refused: Option<&str>| {
            let when = When { side: Side::Until, date: date.into(), time: time.into() };
            when.faults(&words, today(), refused.map(str::to_owned)).map(|fault| fault.is_some())
        };
        for (date, time, typing, refused) in [
            ("", "", [false, false], [true, false]),
            ("3/11", "", [false, false], [true, false]),
            ("3/11/85", "", [true, false], [true, false]),
            ("3/11/26", "24:0", [false, false], [false, true]),
            ("3/11/26", "25:00", [false, true], [false, true]),
            ("3/11/26", "", [false, false], [true, false]),
        ] {
            assert_eq!(faults(date, time, None), typing, "{date} {time}");
            assert_eq!(faults(date, time, Some("No.")), refused, "{date} {time}");
        }
    }

    #[test]
    fn what_is_shown_is_read_again() {
        for language in Language::ALL {
            let words = Words::new(*language);
            for side in [Side::From, Side::Until] {
                for moment in ["2026-11-22 00:00", "2026-11-22 10:25", "2026-12-31 23:59", "2026-01-01 00:00"]
                {
                    let when = When::of(side, at(moment), &words);
                    assert_eq!(when.read(&words, today()), Ok(at(moment)), "{when:?}");
                }
            }
        }
    }

    #[test]
    fn a_day_without_a_time_is_meant_as_a_whole() {
        let words = Words::new(Language::English);
        let day = |side| When { date: "2026-11-22".into(), ..When::empty(side) }.read(&words, today());
        assert_eq!(day(Side::From), Ok(at("2026-11-22 00:00")));
        assert_eq!(day(Side::Until), Ok(at("2026-11-23 00:00")));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        let words = Words::new(Language::English);
        for (date, time) in
            [("", ""), ("", "10:00"), ("soon", ""), ("2026-11-22", "late"), ("2026-11-22", "24:01")]
        {
            let when = When { side: Side::Until, date: date.into(), time: time.into() };
            assert!(when.read(&words, today()).is_err(), "{when:?}");
        }
    }
}
