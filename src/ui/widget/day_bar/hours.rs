//! The hours of a day at which something holds, as they are typed and as they are drawn.

use std::ops::RangeInclusive;

/// A minute of the day; 24:00 is the end of it.
pub type Minute = u16;

/// The end of a day.
pub const MIDNIGHT: Minute = 24 * 60;

/// From when until when. One that ends before it begins goes on into the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub from: Minute,
    pub until: Minute,
}

impl Period {
    /// Whether it goes on after midnight.
    pub fn is_over_midnight(self) -> bool {
        self.until < self.from
    }

    /// What of it lies in the day: one stretch, or one at each end.
    pub fn stretches(self) -> Vec<(Minute, Minute)> {
        match self.is_over_midnight() {
            false => vec![(self.from, self.until)],
            true => vec![(0, self.until), (self.from, MIDNIGHT)],
        }
    }

    fn touches(self, other: Period) -> bool {
        let others = other.stretches();
        self.stretches()
            .iter()
            .any(|(from, until)| others.iter().any(|(start, end)| from < end && start < until))
    }
}

/// Why hours cannot be as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// These words say no period.
    Unreadable(String),
    /// It ends when it begins.
    Empty(String),
    /// Two of them are partly at the same time.
    Overlap,
    /// There are more of them than this.
    TooMany(usize),
}

/// Reads hours such as `8-13 14-18:30`, in the order of the day, of so many periods at most. Between periods stand
/// spaces, commas or semicolons; a time is `8`, `08:30`, `8.30`, `0830` or `24`.
pub fn read(typed: &str, most: usize) -> Result<Vec<Period>, Fault> {
    // A dash belongs to the times around it, however it is typed.
    let mut tight = typed.replace(['–', '—'], "-");
    for spaced in [" -", "- "] {
        while tight.contains(spaced) {
            tight = tight.replace(spaced, "-");
        }
    }
    let words = tight.split([' ', ',', ';', '\t']).filter(|word| !word.is_empty());
    let mut periods = words.map(read_period).collect::<Result<Vec<_>, _>>()?;
    periods.sort_unstable();
    if periods.len() > most {
        return Err(Fault::TooMany(most));
    }
    let overlaps = |at: usize, one: &Period| periods.iter().skip(at + 1).any(|other| one.touches(*other));
    if periods.iter().enumerate().any(|(at, one)| overlaps(at, one)) {
        return Err(Fault::Overlap);
    }
    Ok(periods)
}

fn read_period(word: &str) -> Result<Period, Fault> {
    let times = word.split_once('-').and_then(|(from, until)| Some((read_time(from)?, read_time(until)?)));
    match times {
        Some((from, until)) if from == until => Err(Fault::Empty(word.to_owned())),
        Some((MIDNIGHT, until)) => Ok(Period { from: 0, until }),
        // Until midnight is until the end of this day.
        Some((from, 0)) => Ok(Period { from, until: MIDNIGHT }),
        Some((from, until)) => Ok(Period { from, until }),
        None => Err(Fault::Unreadable(word.to_owned())),
    }
}

fn read_time(typed: &str) -> Option<Minute> {
    let (hours, minutes) = match typed.split_once([':', '.']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if typed.len() == 4 => typed.split_at_checked(2)?,
        None => (typed, "0"),
    };
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    if !is_number(hours) || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (Minute, Minute) = (hours.parse().ok()?, minutes.parse().ok()?);
    let time = hours * 60 + minutes;
    (minutes < 60 && time <= MIDNIGHT).then_some(time)
}

/// A time as people read it.
pub fn time(minute: Minute) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Hours as they can be typed again.
pub fn typed(periods: &[Period]) -> String {
    let period = |it: &Period| format!("{}-{}", time(it.from), time(it.until));
    Vec::from_iter(periods.iter().map(period)).join(" ")
}

/// One end of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum End {
    #[default]
    From,
    Until,
}

/// An edge of the bars: of which period it is which end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Edge {
    pub period: usize,
    pub end: End,
}

impl Edge {
    /// Of all edges, in the order of the day.
    pub fn number(self) -> usize {
        self.period * 2 + usize::from(self.end == End::Until)
    }

    /// The edge of a number.
    pub fn of(number: usize) -> Edge {
        Edge { period: number / 2, end: if number.is_multiple_of(2) { End::From } else { End::Until } }
    }

    /// Where it is.
    pub fn minute(self, periods: &[Period]) -> Option<Minute> {
        let period = periods.get(self.period)?;
        Some(match self.end {
            End::From => period.from,
            End::Until => period.until,
        })
    }
}

/// Where an edge can go without meeting another: periods stay apart, and none is shorter than a minute.
fn room(periods: &[Period], edge: Edge) -> Option<RangeInclusive<Minute>> {
    let period = periods.get(edge.period)?;
    let before = edge.period.checked_sub(1).and_then(|at| periods.get(at));
    let night = periods.iter().find(|it| it.is_over_midnight());
    let after = periods.get(edge.period + 1).map_or(MIDNIGHT, |next| next.from);
    let first = periods.first().map_or(MIDNIGHT, |it| it.from);
    Some(match (edge.end, period.is_over_midnight()) {
        (End::From, false) => {
            let least = before.map_or_else(|| night.map_or(0, |night| night.until), |it| it.until);
            least..=period.until - 1
        }
        (End::Until, false) => period.from + 1..=after,
        (End::From, true) => before.map_or(period.until + 1, |it| it.until)..=MIDNIGHT - 1,
        (End::Until, true) => 1..=first.min(period.from - 1),
    })
}

/// The same periods with an edge as near to a minute as it can go.
pub fn moved(periods: &[Period], edge: Edge, to: Minute) -> Vec<Period> {
    let mut moved = periods.to_vec();
    if let (Some(room), Some(period)) = (room(periods, edge), moved.get_mut(edge.period))
        && room.start() <= room.end()
    {
        let to = to.clamp(*room.start(), *room.end());
        match edge.end {
            End::From => period.from = to,
            End::Until => period.until = to,
        }
    }
    moved
}

/// The same periods and another in the longest stretch that is free, and which it is; nothing, if none is free or there
/// are so many already.
pub fn added(periods: &[Period], most: usize) -> Option<(Vec<Period>, usize)> {
    if periods.len() >= most {
        return None;
    }
    let mut taken: Vec<_> = periods.iter().flat_map(|it| it.stretches()).collect();
    taken.sort_unstable();
    let starts = std::iter::once(0).chain(taken.iter().map(|(_, until)| *until));
    let ends = taken.iter().map(|(from, _)| *from).chain([MIDNIGHT]);
    let (from, until) = starts.zip(ends).max_by_key(|(from, until)| until.saturating_sub(*from))?;
    let room = until.saturating_sub(from);
    // An hour before and after it, where there is room.
    let gap = if room >= 4 * 60 { 60 } else { 0 };
    let new = match periods.is_empty() {
        true => Period { from: 8 * 60, until: 18 * 60 },
        false => Period { from: from + gap, until: (from + gap + 2 * 60).min(until) },
    };
    if new.from >= new.until {
        return None;
    }
    let mut all = periods.to_vec();
    all.push(new);
    all.sort_unstable();
    let at = all.iter().position(|it| *it == new)?;
    Some((all, at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Period> {
        read(text, 4).expect("it can be read")
    }

    #[test]
    fn hours_are_typed_shortly() {
        assert_eq!(typed(&of("8-13 14-18:30")), "08:00-13:00 14:00-18:30");
        assert_eq!(of("0800 - 1300, 14.00–18.30;20-24"), of("8-13 14-18:30 20-24:00"));
        assert_eq!(typed(&of("14-18 8-13")), "08:00-13:00 14:00-18:00", "in the order of the day");
        assert_eq!(of(""), []);
        assert_eq!(of("22-0"), of("22-24"));
    }

    #[test]
    fn what_says_no_hours_is_named() {
        for wrong in ["8", "8-", "8-25", "8:60-9", "8:3-9", "eight-9", "24:01-1", "8-9-10", "100-200"] {
            assert_eq!(read(wrong, 4), Err(Fault::Unreadable(wrong.to_owned())));
        }
        assert_eq!(read("8-8", 4), Err(Fault::Empty("8-8".to_owned())));
        assert_eq!(read("8-13 12-14", 4), Err(Fault::Overlap));
        assert_eq!(read("8-9 10-11 12-13", 2), Err(Fault::TooMany(2)));
        assert!(read("8-13 13-14", 4).is_ok(), "one may begin when the other ends");
    }

    #[test]
    fn a_night_is_one_period_and_two_bars() {
        let night = of("22-6");
        assert_eq!(night.first().map(|it| it.stretches()), Some(vec![(0, 6 * 60), (22 * 60, MIDNIGHT)]));
        assert_eq!(read("22-6 5-7", 4), Err(Fault::Overlap));
        assert_eq!(read("22-6 23-23:30", 4), Err(Fault::Overlap));
        assert!(read("22-6 6-7", 4).is_ok());
    }

    #[test]
    fn an_edge_stops_at_the_next_one() {
        let hours = of("8-13 14-18");
        let edge = |period, end| Edge { period, end };
        let to = |at, minute| typed(&moved(&hours, at, minute));
        assert_eq!(to(edge(0, End::Until), 20 * 60), "08:00-14:00 14:00-18:00");
        assert_eq!(to(edge(1, End::From), 0), "08:00-13:00 13:00-18:00");
        assert_eq!(to(edge(0, End::From), 20 * 60), "12:59-13:00 14:00-18:00");
        assert_eq!(to(edge(1, End::Until), MIDNIGHT), "08:00-13:00 14:00-24:00");
        assert_eq!(to(edge(7, End::Until), 0), typed(&hours));
        let night = of("8-13 22-6");
        assert_eq!(typed(&moved(&night, edge(1, End::Until), 12 * 60)), "08:00-13:00 22:00-08:00");
        assert_eq!(typed(&moved(&night, edge(0, End::From), 0)), "06:00-13:00 22:00-06:00");
    }

    #[test]
    fn another_one_lies_where_most_is_free() {
        let next = |text: &str| added(&of(text), 4).map(|(all, at)| (typed(&all), at));
        assert_eq!(next(""), Some(("08:00-18:00".to_owned(), 0)));
        assert_eq!(next("8-12"), Some(("08:00-12:00 13:00-15:00".to_owned(), 1)));
        assert_eq!(next("0-24"), None);
        assert_eq!(next("1-2 3-4 5-6 7-8"), None);
        assert_eq!(next("0-13 14-24"), Some(("00:00-13:00 13:00-14:00 14:00-24:00".to_owned(), 1)));
    }

    #[test]
    fn edges_are_counted_through_the_day() {
        for number in 0..6 {
            assert_eq!(Edge::of(number).number(), number);
        }
    }
}
