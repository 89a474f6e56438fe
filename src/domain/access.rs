//! The access graph: who has a right to what, for everybody at once. Questions that reach many people ("what
//! must every key say", "whom does this door touch") are answered from memory; the same in SQL takes a
//! hundred times as long.

use super::door::Code;
use super::image::{Statement, Wanted};
use super::pin::PinCheck;
use super::user::{Between, Options, UserId, Validity};

/// What a person's key follows from, apart from the doors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The person.
    pub user: UserId,
    /// What the key may do besides opening doors.
    pub options: Options,
    /// When it is valid.
    pub validity: Validity,
    /// The check of the PIN.
    pub pin: Option<PinCheck>,
    /// The number for older readers; empty where there is none.
    pub number: String,
}

/// A right of a holder to a door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Right {
    /// The door.
    pub door: Code,
    /// Only between these moments, if limited.
    pub between: Option<Between>,
}

/// Everybody with everything they may open.
#[derive(Debug, Default)]
pub struct Graph {
    holders: Vec<Holder>,
    /// Where the rights of each holder end; they begin where the last one's end.
    ends: Vec<usize>,
    rights: Vec<Right>,
}

impl Graph {
    /// Adds a holder with all rights.
    pub fn add(&mut self, holder: Holder, rights: impl IntoIterator<Item = Right>) {
        self.holders.push(holder);
        self.rights.extend(rights);
        self.ends.push(self.rights.len());
    }

    /// How many holders there are.
    pub fn len(&self) -> usize {
        self.holders.len()
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.holders.is_empty()
    }

    /// How many rights there are.
    pub fn rights_count(&self) -> usize {
        self.rights.len()
    }

    /// What every key must say, in the order in which holders were added.
    pub fn wanted(&self) -> impl Iterator<Item = (UserId, Wanted)> + '_ {
        let mut scratch = Vec::with_capacity(1_024);
        self.each()
            .map(move |(holder, rights)| (holder.user, statement(holder, rights).wanted_with(&mut scratch)))
    }

    /// Everybody with a right to the door.
    pub fn holders_of(&self, door: Code) -> impl Iterator<Item = UserId> + '_ {
        self.each()
            .filter(move |(_, rights)| rights.iter().any(|right| right.door == door))
            .map(|(holder, _)| holder.user)
    }

    /// One pass over the data that touches everything once: what any answer costs at the least.
    pub fn checksum(&self) -> u64 {
        self.each().fold(0_u64, |sum, (holder, rights)| {
            let own = holder.validity.activation.timestamp() as u64;
            rights.iter().fold(sum.wrapping_mul(31).wrapping_add(own), |sum, right| {
                let until = right.between.map_or(0, |between| between.until.timestamp() as u64);
                sum.wrapping_mul(31).wrapping_add(u64::from(right.door.number())).wrapping_add(until)
            })
        })
    }

    fn each(&self) -> impl Iterator<Item = (&Holder, &[Right])> + '_ {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        self.holders
            .iter()
            .zip(starts.zip(&self.ends))
            .map(|(holder, (start, end))| (holder, self.rights.get(start..*end).unwrap_or_default()))
    }
}

/// The statement of one holder.
pub fn statement(holder: &Holder, rights: &[Right]) -> Statement {
    Statement::of_user(
        holder.options,
        holder.validity,
        holder.pin,
        &holder.number,
        rights.iter().map(|right| (right.door, right.between)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::image::tests::{code, validity};

    fn holder(number: i64) -> Holder {
        Holder {
            user: UserId(number),
            options: Options::default(),
            validity: validity(),
            pin: None,
            number: String::new(),
        }
    }

    fn right(door: u16) -> Right {
        Right { door: code(door), between: None }
    }

    #[test]
    fn the_graph_says_of_each_what_the_statement_of_each_says() {
        let mut graph = Graph::default();
        let rights: [&[u16]; 3] = [&[1, 2], &[], &[2, 9, 4]];
        for (number, doors) in rights.iter().enumerate() {
            graph.add(holder(number as i64), doors.iter().map(|door| right(*door)));
        }
        let wanted: Vec<Wanted> = graph.wanted().map(|(_, wanted)| wanted).collect();
        for (number, doors) in rights.iter().enumerate() {
            let doors: Vec<Right> = doors.iter().map(|door| right(*door)).collect();
            assert_eq!(wanted[number], statement(&holder(number as i64), &doors).wanted());
        }
        assert_eq!(graph.holders_of(code(2)).collect::<Vec<_>>(), [UserId(0), UserId(2)]);
        assert_eq!(graph.holders_of(code(3)).count(), 0);
    }
}
