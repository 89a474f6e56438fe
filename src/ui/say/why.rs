//! Why a key does not open, in a sentence; what mends it; and what there is to look at.

use keydesk::domain::automatic_change::Mode;
use keydesk::domain::event::Happening;
use keydesk::domain::lock::asked::Outside;
use keydesk::domain::moment;
use keydesk::domain::why::{Cause, Doubt, Remedy};
use keydesk::operation::why::{Kind, Tale, Turn, What, Why};

use super::Say;
use crate::days;

impl Say<'_> {
    /// Why a lock does what it does with a key, with how that came about.
    pub fn why(&self, why: &Why) -> String {
        let cause = self.cause(why);
        match why.tale.as_ref().filter(|_| !why.stands_open()) {
            Some(tale) => {
                let values = [("cause", cause.into()), ("tale", self.tale(why, tale).into())];
                self.words.with("why-because", values)
            }
            None => self.words.with("why-alone", [("cause", cause.into())]),
        }
    }

    fn cause(&self, why: &Why) -> String {
        let of_door = |id: &str| self.words.with(id, [("door", why.point_name.as_str().into())]);
        let at = |id: &str, at| {
            let values = [("door", why.point_name.as_str().into()), ("at", self.moment(at).into())];
            self.words.with(id, values)
        };
        match &why.cause {
            _ if why.stands_open() => of_door("why-stands-open"),
            Cause::Opens if is_left_over(why) => of_door("why-still-opens"),
            Cause::Opens if why.told.mode == Mode::KeyAndPin => of_door("why-opens-with-pin"),
            Cause::Opens => of_door("why-opens"),
            Cause::Cancelled => of_door("why-cancelled"),
            Cause::BelowBan => of_door("why-below-ban"),
            Cause::NewerSeen => of_door("why-newer-seen"),
            Cause::NotYet(from) => at("why-not-yet", *from),
            Cause::Ended(until) => self.words.with("why-ended", [("until", self.end(*until).into())]),
            Cause::OutOfDate(until) => {
                self.words.with("why-out-of-date", [("until", self.end(*until).into())])
            }
            Cause::NoRight if is_given(why) => of_door("why-not-on-key"),
            Cause::NoRight => of_door("why-no-right"),
            Cause::Outside(all) => match all.as_slice() {
                [] => of_door("why-hours-unseen"),
                [_] if why.hides_hours => of_door("why-several"),
                [Outside::Before(from)] => at("why-before", moment::from_key_minutes(*from)),
                [Outside::After(until)] => {
                    let until = self.end(moment::from_key_minutes(*until));
                    let values = [("door", why.point_name.as_str().into()), ("until", until.into())];
                    self.words.with("why-after", values)
                }
                [Outside::Hours(hours, Some(day))] => {
                    let values = [
                        ("door", why.point_name.as_str().into()),
                        ("hours", days::in_words(self.words, hours).into()),
                        ("day", self.get(days::short(*day)).into()),
                    ];
                    self.words.with("why-hours", values)
                }
                [Outside::Hours(_, None)] => of_door("why-hours-unseen"),
                [_, _, ..] => of_door("why-several"),
            },
            Cause::NoPin => of_door("why-no-pin"),
            Cause::HasAnother => of_door("why-has-another"),
            Cause::OccupancyOver => of_door("why-occupancy-over"),
            Cause::OfTheLock(_) => of_door("why-of-the-lock"),
        }
    }

    fn tale(&self, why: &Why, tale: &Tale) -> String {
        let at = || self.moment(tale.at);
        let told = |id: &str, what: String| {
            let values = [
                ("what", what.into()),
                ("person", why.name.as_str().into()),
                ("door", why.point_name.as_str().into()),
                ("at", at().into()),
            ];
            self.words.with(id, values)
        };
        let said = match &tale.what {
            What::Itself(Turn::Given) => told("why-given-itself", String::new()),
            What::Itself(Turn::Taken) => told("why-taken-itself", String::new()),
            What::OfPerson(turn, kind, name) => {
                let id = if *turn == Turn::Given { "why-given-person" } else { "why-taken-person" };
                told(id, self.kind(*kind, name.as_deref()))
            }
            What::OfPoint(turn, kind, name) => {
                self.of_point(*turn, why.point_name.clone(), self.kind(*kind, name.as_deref()), at())
            }
            What::OfLevel(turn, zone, level) => {
                let zone = self.kind(Kind::Zone, zone.as_deref());
                self.of_point(*turn, zone, self.kind(Kind::Level, level.as_deref()), at())
            }
            What::Deleted(kind, name) => told("why-deleted", self.kind(*kind, name.as_deref())),
            What::Banned => told("why-banned", String::new()),
            What::Cancelled => told("why-was-cancelled", String::new()),
            What::Start => told("why-start-set", String::new()),
            What::End => told("why-end-set", String::new()),
        };
        match &tale.by {
            Some(by) => self.words.with("why-by", [("tale", said.into()), ("by", by.as_str().into())]),
            None => said,
        }
    }

    fn of_point(&self, turn: Turn, door: String, what: String, at: String) -> String {
        let id = if turn == Turn::Given { "why-given-point" } else { "why-taken-point" };
        self.words.with(id, [("door", door.into()), ("what", what.into()), ("at", at.into())])
    }

    fn kind(&self, kind: Kind, name: Option<&str>) -> String {
        match name {
            Some(name) => self.words.with(&format!("why-kind-{}", kind.key()), [("name", name.into())]),
            None => self.get(&format!("why-unseen-{}", kind.key())),
        }
    }

    /// What mends it, or that nothing at the desk does; nothing, where it opens.
    pub fn why_next(&self, why: &Why) -> Option<String> {
        let next = match (why.remedy, &why.cause) {
            (None, Cause::Opens) => return None,
            (None, _) if why.stands_open() => return None,
            (Some(Remedy::Update), _) => "why-next-update",
            (Some(Remedy::LiftBan), _) => "why-next-lift-ban",
            (Some(Remedy::Validity), _) => "why-next-validity",
            (Some(Remedy::Access), _) => "why-next-access",
            (Some(Remedy::Pin), _) => "why-next-pin",
            (None, Cause::OutOfDate(_)) => "why-next-out-of-date",
            (None, Cause::Cancelled) => "why-next-cancelled",
            (None, Cause::HasAnother) => "why-next-has-another",
            (None, Cause::OccupancyOver) => "why-next-occupancy",
            (None, _) if why.updated.is_none() => "why-next-too-full",
            (None, _) => "why-next-lock",
        };
        let next = self.get(next);
        let is_not_yours = why.remedy.is_some() && !why.may_mend;
        Some(if is_not_yours { format!("{next} {}", self.get("why-not-yours")) } else { next })
    }

    /// What there is to look at where the key opens, and what is known of the lock.
    pub fn why_looks(&self, why: &Why) -> Vec<String> {
        let mut looks = Vec::new();
        let at = |id: &str, at| self.words.with(id, [("at", self.moment(at).into())]);
        for doubt in &why.doubts {
            looks.push(self.get(match doubt {
                Doubt::Cancelled => "why-look-cancelled",
                Doubt::BelowBan => "why-look-below-ban",
                Doubt::Newer => "why-look-newer",
            }));
        }
        if let Some(lately) = why.lately {
            looks.extend(lately.battery_low.map(|then| at("why-look-battery", then)));
            looks.extend(lately.clocks_differ.map(|then| at("why-look-clock", then)));
        }
        match why.last {
            Some((Happening::Refused(refusal), then)) => {
                let refused = self.get(&format!("trail-refused-{}", refusal.key()));
                let values = [("at", self.moment(then).into()), ("refused", refused.into())];
                looks.push(self.words.with("why-look-refused", values));
            }
            Some((Happening::Opened | Happening::Taken, then)) => looks.push(at("why-look-opened", then)),
            Some(_) | None => match why.lately.map(|lately| lately.last) {
                Some(Some(then)) => looks.push(at("why-look-last", then)),
                Some(None) => looks.push(self.get("why-look-never")),
                None => {}
            },
        }
        if why.needs_visit {
            looks.push(self.get("why-look-visit"));
        }
        if why.cause == Cause::Opens && !why.stands_open() {
            looks.push(self.get("why-look-inside"));
        }
        looks
    }
}

/// Whether it opens by what was taken away.
fn is_left_over(why: &Why) -> bool {
    why.tale.as_ref().is_some_and(|tale| {
        matches!(
            tale.what,
            What::Itself(Turn::Taken)
                | What::OfPerson(Turn::Taken, ..)
                | What::OfPoint(Turn::Taken, ..)
                | What::OfLevel(Turn::Taken, ..)
                | What::Deleted(..)
        )
    })
}

/// Whether it was given, and the key does not say so yet.
fn is_given(why: &Why) -> bool {
    why.tale.as_ref().is_some_and(|tale| {
        matches!(
            tale.what,
            What::Itself(Turn::Given)
                | What::OfPerson(Turn::Given, ..)
                | What::OfPoint(Turn::Given, ..)
                | What::OfLevel(Turn::Given, ..)
        )
    })
}
