//! The columns of a list.

use keydesk::console::Console;

use crate::context::Context;
use crate::icon::Icon;
use crate::widget::table::{self, Cell};

/// A column: what stands above it and in it, and by what a short list is sorted by it.
pub struct Column<Row> {
    key: String,
    title: Title,
    width: f32,
    least: f32,
    yields: Option<u8>,
    icon: Option<Icon>,
    is_at_end: bool,
    is_sortable: bool,
    grows: bool,
    pub(super) cell: Drawn<Row>,
    pub(super) sort: Option<Sort<Row>>,
}

type Drawn<Row> = Box<dyn for<'a> Fn(&'a Row, &'a Context) -> Cell<'a>>;
type Sort<Row> = Box<dyn Fn(&Console, &mut [Row])>;

enum Title {
    Text(&'static str),
    /// What the site calls it.
    Name(String),
}

/// Makes a column under a text.
pub fn column<Row>(
    title: &'static str,
    width: f32,
    cell: impl for<'a> Fn(&'a Row, &'a Context) -> Cell<'a> + 'static,
) -> Column<Row> {
    let cell = Box::new(cell);
    Column {
        key: title.to_owned(),
        title: Title::Text(title),
        width,
        least: width,
        yields: None,
        icon: None,
        is_at_end: false,
        is_sortable: true,
        grows: false,
        cell,
        sort: None,
    }
}

impl<Row: 'static> Column<Row> {
    /// Stands under a name that the site has for it; it is remembered by this key.
    pub fn named(mut self, key: String, name: String) -> Self {
        (self.key, self.title) = (key, Title::Name(name));
        self
    }

    /// May be as narrow as this where there is little room.
    pub const fn least(mut self, least: f32) -> Self {
        self.least = least;
        self
    }

    /// Is left out where there is no room, those with the highest number first.
    pub const fn yields(mut self, order: u8) -> Self {
        self.yields = Some(order);
        self
    }

    /// Shows icons alone where there is no room, in its turn among those that are left out, with this above them.
    pub const fn gives_way(mut self, order: u8, head: Icon) -> Self {
        (self.yields, self.icon) = (Some(order), Some(head));
        self
    }

    /// Stands at the right, as numbers do.
    pub const fn end(mut self) -> Self {
        self.is_at_end = true;
        self
    }

    /// Takes what is left over.
    pub const fn grows(mut self) -> Self {
        self.grows = true;
        self
    }

    /// Cannot be sorted by.
    pub const fn unsorted(mut self) -> Self {
        self.is_sortable = false;
        self
    }

    /// Is sorted by this.
    pub fn by<Key: Ord>(self, key: impl Fn(&Row) -> Key + 'static) -> Self {
        self.sorted(move |_, rows| rows.sort_by_cached_key(&key))
    }

    /// Is sorted so.
    pub fn sorted(mut self, sort: impl Fn(&Console, &mut [Row]) + 'static) -> Self {
        self.sort = Some(Box::new(sort));
        self
    }

    /// By what it is remembered.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// What it is called.
    pub(super) fn title(&self, context: &Context) -> String {
        match &self.title {
            Title::Text(id) => context.words.get(id).into_owned(),
            Title::Name(name) => name.clone(),
        }
    }

    /// What stands above it.
    pub(super) fn head(&self, context: &Context) -> table::Column<'static> {
        let mut head = table::column(self.title(context), self.width).least(self.least);
        head = match (self.yields, self.icon) {
            (Some(order), Some(icon)) => head.gives_way(order, icon),
            (Some(order), None) => head.yields(order),
            (None, _) => head,
        };
        if self.is_at_end {
            head = head.end();
        }
        if self.grows {
            head = head.grows();
        }
        if self.is_sortable { head } else { head.unsorted() }
    }
}
