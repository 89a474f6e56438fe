//! Rights as a table: what each of some people or access levels has of each of some doors or zones, and giving and taking
//! in many places of it at once. What is given is given as on the page of one: there is no other way.

use std::collections::BTreeSet;

use crate::console::Console;
use crate::domain::access::{self, Edit, Impact, Way};
use crate::domain::user::Limit;
use crate::session::{Claim, Proof};
use crate::storage::audit::Trail;
use crate::storage::record::{self, Record, Stored};
use crate::storage::{self, View, relations as related};

use super::foretold::{self, Foretold};
use super::opening::{By, Names, When};
use super::records::Kept;
use super::relations::{self, End, RelatedTo, Tie};
use super::undo::{self, Inverse, Left};
use super::{Error, Giving};

/// Where a row and a column meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What was given by itself.
    pub own: Option<Own>,
    /// What comes by something that gives several at once.
    pub through: Option<Through>,
    /// Whether the operator may give it and take it.
    pub may_change: bool,
}

/// A right that was given by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// When it holds.
    pub limit: Limit,
    /// The name of the timetable, where the operator may see it.
    pub timetable: Option<String>,
}

/// A right that comes by something that gives several at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Through {
    /// By what, each once.
    pub by: Vec<By>,
    /// When it holds.
    pub when: When,
}

/// A row of cells; nothing, where its row or its column is out of reach or gone.
pub type Cells = Vec<Option<Cell>>;

/// What each of some records has of each of some others.
pub(super) fn cells<R: RelatedTo<To, In>, To: End, In>(
    console: &Console,
    permit: &impl Proof,
    others: &impl Proof,
    ids: &[R::Id],
    to: &[To::Id],
) -> Result<Vec<Cells>, Error> {
    let storage = console.storage();
    storage.view(permit, |view| {
        let (rows, columns) = (got::<R>(view, ids)?, got::<To>(&view.of(others)?, to)?);
        let (mut from, mut leads) = (Vec::new(), Vec::new());
        if let Tie::Rights(_, link) = R::TIE {
            let ends = |row: &Stored<R>, column: &Stored<To>| link(row, To::node(column)).leads();
            let (a_row, a_column) = (rows.iter().flatten().next(), columns.iter().flatten().next());
            from.extend(
                a_column
                    .map(|column| rows.iter().flatten().map(|row| ends(row, column).0))
                    .into_iter()
                    .flatten(),
            );
            leads.extend(
                a_row
                    .map(|row| columns.iter().flatten().map(|column| ends(row, column).1))
                    .into_iter()
                    .flatten(),
            );
        }
        let mut ways = storage.ways_among(&from, &leads)?.into_iter();
        let mut names = Names::of(view);
        let mut of_row = |row: &Stored<R>| {
            let changed = relations::changed::<R, To, In>(view, row);
            let there: Vec<To::Id> = columns.iter().flatten().map(|column| column.id).collect();
            let own = related::among::<R, To>(view, R::TIE.table(), row, &there)?;
            let ways = ways.next().unwrap_or_default();
            let mut at = 0..;
            let cells = columns.iter().map(|column| {
                let Some(column) = column else {
                    return Ok(None);
                };
                let at = at.next().unwrap_or_default();
                let own = own.get(&column.id).map(|limit| names.own(*limit)).transpose()?;
                let ways = ways.get(ways.partition_point(|way| way.point < at)..).unwrap_or_default();
                let through = names
                    .through(ways.get(..ways.partition_point(|way| way.point == at)).unwrap_or_default())?;
                let lies = column.told(column.id).1;
                Ok(Some(Cell { own, through, may_change: lies.is_some_and(|lies| changed.reaches(lies)) }))
            });
            cells.collect::<Result<Cells, Error>>()
        };
        rows.iter()
            .map(|row| row.as_ref().map_or_else(|| Ok(vec![None; columns.len()]), &mut of_row))
            .collect()
    })
}

/// Some records, those in reach.
fn got<R: Record>(view: &View<'_>, ids: &[R::Id]) -> Result<Vec<Option<Stored<R>>>, storage::Error> {
    let got = ids.iter().map(|id| match record::get::<R>(view, *id) {
        Ok(stored) => Ok(Some(stored)),
        Err(storage::Error::NoSuch(_)) => Ok(None),
        Err(other) => Err(other),
    });
    got.collect()
}

impl Names<'_> {
    fn own(&mut self, limit: Limit) -> Result<Own, Error> {
        let timetable = limit.timetable.map(|timetable| self.of_timetable(timetable)).transpose()?;
        Ok(Own { limit, timetable: timetable.flatten() })
    }

    /// Nothing, where there is no way.
    fn through(&mut self, ways: &[Way<usize>]) -> Result<Option<Through>, Error> {
        let Some(when) = access::When::of(ways) else {
            return Ok(None);
        };
        let by: BTreeSet<By> = ways.iter().map(|way| self.by(way)).collect::<Result<_, _>>()?;
        Ok(Some(Through { by: by.into_iter().collect(), when: self.when(when)? }))
    }
}

/// Gives to each of several records and takes from each, in one transaction: all of it or nothing. Says what that did to
/// keys.
pub(super) fn save<R>(
    console: &Console,
    permit: impl Into<Claim>,
    each: &[(R::Id, Giving<R>)],
) -> Result<Impact, Error>
where
    R: Kept + Send + Sync + 'static,
    R::Id: Send + Sync,
{
    let permit = permit.into();
    undo::kept(console, &permit, |change| {
        let (mut trail, mut left) = (Vec::new(), Vec::new());
        for (id, given) in each {
            let stored = record::get::<R>(change, *id)?;
            let mut given = given.ready(change, *id)?;
            let remembered = given.remembered();
            let Some(entry) = given.told(change, &stored)? else {
                continue;
            };
            record::touch::<R>(change, *id)?;
            left.push(remembered.map(|given| Left::of(&stored, None, given)));
            trail.push(entry);
        }
        let left = undo::Several::of(left);
        let kept = left.map(|left| Inverse::of(change, &permit, left)).transpose()?;
        Ok((kept, Trail::of(trail)))
    })
}

/// What that would do to keys.
pub(super) fn impact<R: Record>(
    console: &Console,
    permit: &impl Proof,
    each: &[(R::Id, Giving<R>)],
) -> Result<Impact, Error> {
    Ok(console.storage().foretell(&edits(console, permit, each)?)?)
}

/// Whose keys that would touch.
pub(super) fn whose<R: Record>(
    console: &Console,
    permit: &impl Proof,
    each: &[(R::Id, Giving<R>)],
) -> Result<Foretold, Error> {
    foretold::of(console, permit, &edits(console, permit, each)?)
}

fn edits<R: Record>(
    console: &Console,
    permit: &impl Proof,
    each: &[(R::Id, Giving<R>)],
) -> Result<Vec<Edit>, Error> {
    console.storage().view(permit, |view| {
        let mut edits = Vec::new();
        for (id, given) in each {
            record::get::<R>(view, *id)?;
            edits.extend(given.ready(view, *id)?.edits().cloned());
        }
        Ok(edits)
    })
}
