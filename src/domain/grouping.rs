//! General options > Locations/Functions: groupings of locations and of functions, each with the values that one of them can
//! have: *Cities* with Madrid and Bilbao. They are for people to find things by; keys and locks know nothing of them.

use std::collections::{BTreeMap, BTreeSet};

use super::text::{self, Line};

/// A grouping's number in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupingId(pub i64);

/// The number of one of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ValueId(pub i64);

/// Which value of each grouping a location or a function has; none of a grouping that is not there.
pub type Chosen = BTreeMap<GroupingId, ValueId>;

/// A grouping with its values, in their order. What has no number yet is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grouping {
    /// Its number.
    pub id: Option<GroupingId>,
    /// Unique among those of its side, whatever its case.
    pub name: Line<32>,
    /// Unique among each other, likewise.
    pub values: Vec<(Option<ValueId>, Line<32>)>,
}

/// The groupings of locations, and those of functions.
pub type Groupings = [Vec<Grouping>; 2];

/// The most groupings of a side: each is a field of the form.
pub const GROUPINGS_MAX: usize = 4;
/// The most values of one.
pub const VALUES_MAX: usize = 100;

/// What the form holds before anything is checked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// Those of locations, and of functions.
    pub sides: [Vec<Typed>; 2],
}

/// A grouping as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the names are the grouping's own")]
pub struct Typed {
    pub id: Option<GroupingId>,
    pub name: String,
    pub values: Vec<(Option<ValueId>, String)>,
}

/// A field of the form: of which side, the how manieth grouping, and of that the how manieth value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Name(usize, usize),
    Value(usize, usize, usize),
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// Another one beside it is called so.
    Duplicate,
    /// There are more of them than fit.
    TooMany {
        /// So many do.
        max: usize,
    },
}

/// What is wrong with a draft, field by field.
pub type Faults = Vec<(Field, Fault)>;

impl Draft {
    /// The form of groupings that are.
    pub fn of(groupings: &Groupings) -> Draft {
        let typed = |grouping: &Grouping| {
            let values = grouping.values.iter().map(|(id, name)| (*id, name.to_string()));
            Typed { id: grouping.id, name: grouping.name.to_string(), values: values.collect() }
        };
        Draft { sides: groupings.each_ref().map(|side| side.iter().map(typed).collect()) }
    }

    /// Turns the form into groupings, or says what is wrong with every field at once.
    pub fn check(&self) -> Result<Groupings, Faults> {
        let mut faults = Faults::new();
        let mut groupings = Groupings::default();
        for (side, (typed, checked)) in self.sides.iter().zip(&mut groupings).enumerate() {
            let mut names = BTreeSet::new();
            for (at, grouping) in typed.iter().enumerate() {
                let field = Field::Name(side, at);
                let name = one(&mut faults, field, &grouping.name, at, GROUPINGS_MAX, &mut names);
                let (mut values, mut called) = (Vec::new(), BTreeSet::new());
                for (number, (id, value)) in grouping.values.iter().enumerate() {
                    let field = Field::Value(side, at, number);
                    let value = one(&mut faults, field, value, number, VALUES_MAX, &mut called);
                    values.extend(value.map(|value| (*id, value)));
                }
                checked.extend(name.map(|name| Grouping { id: grouping.id, name, values }));
            }
        }
        if faults.is_empty() { Ok(groupings) } else { Err(faults) }
    }
}

/// A name that no other beside it has.
fn one(
    faults: &mut Faults,
    field: Field,
    typed: &str,
    at: usize,
    max: usize,
    names: &mut BTreeSet<String>,
) -> Option<Line<32>> {
    let name = match Line::required(typed) {
        Ok(name) if !names.insert(text::key(name.as_str())) => Err(Fault::Duplicate),
        Ok(_) if at >= max => Err(Fault::TooMany { max }),
        Ok(name) => Ok(name),
        Err(fault) => Err(Fault::Text(fault)),
    };
    name.map_err(|fault| faults.push((field, fault))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cities(values: &[&str]) -> Typed {
        let values = values.iter().zip(1..).map(|(name, id)| (Some(ValueId(id)), (*name).to_owned()));
        Typed { id: Some(GroupingId(1)), name: "Cities".into(), values: values.collect() }
    }

    #[test]
    fn what_is_shown_is_what_is() {
        let draft = Draft { sides: [vec![cities(&["Madrid", "Bilbao"])], vec![]] };
        assert_eq!(Draft::of(&draft.check().unwrap()), draft);
        assert_eq!(Draft::default().check(), Ok(Groupings::default()));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let nameless = Typed { values: vec![(None, "x".repeat(33))], ..Typed::default() };
        let twice = cities(&["Madrid", " MADRID"]);
        let draft = Draft { sides: [vec![twice.clone(), twice], vec![nameless]] };
        let faults = [
            (Field::Value(0, 0, 1), Fault::Duplicate),
            (Field::Name(0, 1), Fault::Duplicate),
            (Field::Value(0, 1, 1), Fault::Duplicate),
            (Field::Name(1, 0), Fault::Text(text::Fault::Empty)),
            (Field::Value(1, 0, 0), Fault::Text(text::Fault::TooLong { max: 32 })),
        ];
        assert_eq!(draft.check(), Err(faults.into()));
        let five = (0..5).map(|number| Typed { name: number.to_string(), ..Typed::default() });
        let draft = Draft { sides: [vec![], five.collect()] };
        assert_eq!(draft.check(), Err(vec![(Field::Name(1, 4), Fault::TooMany { max: GROUPINGS_MAX })]));
    }
}
