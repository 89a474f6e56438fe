//! Short lists: all of their rows come along at once.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;

use keydesk::console::Console;
use keydesk::domain::search::Search;
use keydesk::domain::text::folded;
use keydesk::operation;

use super::{Column, Facet, Field, Found, Numbered, Query, Sheet, Source, Value};
use crate::context::Context;
use crate::place::Entry;
use crate::widget::table::Order;

/// What a short list is of: all of its rows come along at once, by name, and are searched and sorted here. A thing of
/// which a site has hundreds is a short list; people and what happened are not.
pub trait Whole: Clone + Send + 'static {
    type Id: Copy + Eq + Hash + Send + Sync + Debug + 'static;
    type Row: Clone + Send + Sync + Debug + 'static;
    type Facet: Facet;

    /// Of which entry of the menus it is.
    const ENTRY: Entry;

    /// Every row; on a thread that may wait.
    fn all(&self, console: &Console) -> Result<Vec<Self::Row>, operation::Error>;

    /// Every row, with what some facets ask about; on a thread that may wait.
    fn all_for(
        &self,
        console: &Console,
        _facets: &[Self::Facet],
    ) -> Result<Vec<Self::Row>, operation::Error> {
        self.all(console)
    }

    fn id(row: &Self::Row) -> Self::Id;

    /// What it is called.
    fn name(row: &Self::Row) -> &str;

    /// What is searched.
    fn text(row: &Self::Row) -> String;

    /// The columns. They come by name, and stay so among equals: the column of names says nothing of sorting.
    fn columns(&self) -> Vec<Column<Self::Row>>;

    /// What is told of a row beside the list, where the window is wide; on a thread that may wait.
    fn sheet(&self, _console: &Console, _id: Self::Id) -> Result<Option<Sheet>, operation::Error> {
        Ok(None)
    }

    /// What it can be narrowed by.
    fn fields(&self, _context: &Context) -> Vec<Field> {
        Vec::new()
    }

    /// The values of a field.
    fn values(&self, _context: &Context, _field: Field) -> Vec<Value<Self::Facet>> {
        Vec::new()
    }

    /// Whether a facet lets a row through.
    fn admits(_row: &Self::Row, _facet: &Self::Facet) -> bool {
        true
    }
}

/// Whether one facet of each field lets a row through.
fn admits<W: Whole>(row: &W::Row, facets: &[W::Facet]) -> bool {
    facets.iter().all(|facet| {
        let mut of_field = facets.iter().filter(|other| other.field() == facet.field());
        of_field.any(|other| W::admits(row, other))
    })
}

impl<W: Whole> Source for W {
    type Id = W::Id;
    type Row = W::Row;
    type Facet = W::Facet;

    const ENTRY: Entry = W::ENTRY;
    const IS_WHOLE: bool = true;

    fn find(
        &self,
        console: &Console,
        query: &Query<W::Facet>,
    ) -> Result<Found<W::Id, W::Row>, operation::Error> {
        let mut rows = self.all_for(console, &query.facets)?;
        let total = rows.len();
        let search = Search::new(&query.search);
        rows.retain(|row| search.finds(&folded(&W::text(row))) && admits::<W>(row, &query.facets));
        if let Some(sort) = self.columns().get(query.sort.0).and_then(|column| column.sort.as_ref()) {
            sort(console, &mut rows);
        }
        if query.sort.1 == Order::Descending {
            rows.reverse();
        }
        let ids = rows.iter().map(W::id).collect();
        let rows = rows.into_iter().map(|row| (W::id(&row), row)).collect();
        Ok(Found { ids, total, has_more: false, rows })
    }

    fn load(&self, console: &Console, ids: &[W::Id]) -> Result<Numbered<W::Id, W::Row>, operation::Error> {
        // All of them came along; this is for copying, in the order of the list.
        let rows = self.all(console)?.into_iter();
        let mut rows: HashMap<W::Id, W::Row> = rows.map(|row| (W::id(&row), row)).collect();
        Ok(ids.iter().filter_map(|id| rows.remove_entry(id)).collect())
    }

    fn columns(&self) -> Vec<Column<W::Row>> {
        Whole::columns(self)
    }

    fn sheet(&self, console: &Console, id: W::Id) -> Result<Option<Sheet>, operation::Error> {
        Whole::sheet(self, console, id)
    }

    fn fields(&self, context: &Context) -> Vec<Field> {
        Whole::fields(self, context)
    }

    fn values(&self, context: &Context, field: Field) -> Vec<Value<W::Facet>> {
        Whole::values(self, context, field)
    }

    fn count_values(&self, console: &Console, facets: &[W::Facet]) -> Result<Vec<usize>, operation::Error> {
        if facets.is_empty() {
            return Ok(Vec::new());
        }
        let rows = self.all_for(console, facets)?;
        let count = |facet: &W::Facet| rows.iter().filter(|row| W::admits(row, facet)).count();
        Ok(facets.iter().map(count).collect())
    }
}
