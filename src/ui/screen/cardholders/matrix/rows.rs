//! What stands in the rows and the columns of the table: people or access levels, and doors or zones.

use std::collections::HashSet;
use std::sync::Arc;

use keydesk::console::Console;
use keydesk::domain::directory::Query;
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, UserAccessLevelsModify, UserAccessLevelsView, UsersModify, UsersView,
    ZonesModifyAccess, ZonesView,
};
use keydesk::domain::search::Search;
use keydesk::domain::text::folded;
use keydesk::domain::user::{User, UserId};
use keydesk::domain::user_access_level::{UserAccessLevel, UserAccessLevelId};
use keydesk::operation::matrix::Cells;
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::users::Impact;
use keydesk::operation::{Changes, Error, Foretold, Giving, doors, user_access_levels, users, zones};
use keydesk::session::Permit;

use crate::context::Context;
use crate::part::relation::{Numbered, of_kind};
use crate::place::Place;

/// What is in a row or a column: its number and its name.
pub type Named = (i64, String);

/// What stands at the head of a row.
#[derive(Debug, Clone)]
pub struct Head {
    pub id: i64,
    pub name: String,
    /// What tells it from others of that name, where there is such a thing.
    pub number: String,
}

/// What becomes of each of some rows.
pub type Each<R> = Vec<(i64, Giving<<R as Rows>::Record>)>;

/// What the rows are.
pub trait Rows: Clone + Send + Sync + 'static {
    type Record: 'static;

    /// How the texts are called.
    const TEXTS: &'static str;
    const KIND: SubjectKind;

    /// The rows, if the operator may see them.
    fn of(context: &Context) -> Option<Self>;

    /// What may stand in the columns, as far as the operator may see any.
    fn sides(&self, context: &Context) -> Vec<Side<Self>>;

    /// Those of some that have what is looked for, by name.
    fn find(&self, console: &Console, search: &str, within: &HashSet<i64>) -> Result<Vec<i64>, Error>;

    /// The heads of some.
    fn heads(&self, console: &Console, ids: &[i64]) -> Result<Vec<Head>, Error>;

    fn may_modify(&self) -> bool;

    fn save(&self, console: &Console, each: &Each<Self>) -> Result<Impact, Error>;

    fn impact(&self, console: &Console, each: &Each<Self>) -> Result<Impact, Error>;

    fn whose(&self, console: &Console, each: &Each<Self>) -> Result<Foretold, Error>;

    /// Where one of them is shown.
    fn place(id: i64) -> Place;
}

type Asks<T> = Arc<dyn Fn(&Console) -> Result<T, Error> + Send + Sync>;
type AsksCells = Arc<dyn Fn(&Console, &[i64], &[i64]) -> Result<Vec<Cells>, Error> + Send + Sync>;
type Gives<R> = Arc<dyn Fn(&Changes<i64>) -> Giving<R> + Send + Sync>;

/// What stands in the columns.
pub struct Side<R: Rows> {
    /// How the texts are called.
    pub name: &'static str,
    /// Every one, by name.
    pub columns: Asks<Vec<Named>>,
    pub cells: AsksCells,
    /// Nothing, where the operator may give none.
    pub gives: Option<Gives<R::Record>>,
}

/// People, by the rights over them.
#[derive(Clone)]
pub struct People {
    view: Permit<UsersView>,
    modify: Option<Permit<UsersModify>>,
}

/// Access levels, likewise.
#[derive(Clone)]
pub struct Levels {
    view: Permit<UserAccessLevelsView>,
    modify: Option<Permit<UserAccessLevelsModify>>,
}

fn numbered<Id: Numbered>(ids: &[i64]) -> Vec<Id> {
    ids.iter().map(|id| Id::numbered(*id)).collect()
}

fn door_names(seen: Permit<DoorsView>) -> Asks<Vec<Named>> {
    Arc::new(move |console| {
        let doors = doors::names(console, &seen)?;
        Ok(doors.into_iter().map(|door| (door.id.0, door.name)).collect())
    })
}

fn zone_names(seen: Permit<ZonesView>) -> Asks<Vec<Named>> {
    Arc::new(move |console| {
        let zones = zones::list(console, &seen)?;
        Ok(zones.into_iter().map(|zone| (zone.id.0, zone.name)).collect())
    })
}

impl Rows for People {
    type Record = User;

    const TEXTS: &'static str = "people";
    const KIND: SubjectKind = SubjectKind::User;

    fn of(context: &Context) -> Option<People> {
        Some(People { view: context.may()?, modify: context.may() })
    }

    fn sides(&self, context: &Context) -> Vec<Side<People>> {
        let doors = context.may::<DoorsView>().map(|seen| {
            let (view, listed) = (self.view.clone(), seen.clone());
            let access = context.may::<DoorsModifyAccess>().filter(|_| self.may_modify());
            Side {
                name: "doors",
                columns: door_names(listed),
                cells: Arc::new(move |console, rows, columns| {
                    users::cells_of_doors(console, &view, &seen, &numbered(rows), &numbered(columns))
                }),
                gives: access.map(|access| {
                    Arc::new(move |changes: &Changes<i64>| users::given_doors(&access, &of_kind(changes)))
                        as Gives<User>
                }),
            }
        });
        let zones = context.may::<ZonesView>().map(|seen| {
            let (view, listed) = (self.view.clone(), seen.clone());
            let access = context.may::<ZonesModifyAccess>().filter(|_| self.may_modify());
            Side {
                name: "zones",
                columns: zone_names(listed),
                cells: Arc::new(move |console, rows, columns| {
                    zones::cells_of_people(console, &view, &seen, &numbered(rows), &numbered(columns))
                }),
                gives: access.map(|access| {
                    Arc::new(move |changes: &Changes<i64>| zones::given_to_people(&access, &of_kind(changes)))
                        as Gives<User>
                }),
            }
        });
        doors.into_iter().chain(zones).collect()
    }

    fn find(&self, console: &Console, search: &str, within: &HashSet<i64>) -> Result<Vec<i64>, Error> {
        let query = Query { search: search.to_owned(), ..Query::default() };
        let found = users::list(console, &self.view, &query)?.ids.into_iter().map(|id| id.0);
        Ok(found.filter(|id| within.contains(id)).collect())
    }

    fn heads(&self, console: &Console, ids: &[i64]) -> Result<Vec<Head>, Error> {
        let rows = users::rows(console, &self.view, &numbered(ids))?;
        let head = |row: users::Row| Head { id: row.id.0, name: row.name, number: row.external_id };
        Ok(rows.into_iter().map(head).collect())
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn save(&self, console: &Console, each: &Each<People>) -> Result<Impact, Error> {
        let Some(modify) = &self.modify else {
            return Ok(Impact::default());
        };
        users::save_each(console, modify, &by_id::<UserId, _>(each))
    }

    fn impact(&self, console: &Console, each: &Each<People>) -> Result<Impact, Error> {
        let Some(modify) = &self.modify else {
            return Ok(Impact::default());
        };
        users::impact_of_each(console, modify, &by_id::<UserId, _>(each))
    }

    fn whose(&self, console: &Console, each: &Each<People>) -> Result<Foretold, Error> {
        let Some(modify) = &self.modify else {
            return Ok(Foretold::default());
        };
        users::whose_of_each(console, modify, &by_id::<UserId, _>(each))
    }

    fn place(id: i64) -> Place {
        Place::User(UserId(id))
    }
}

fn by_id<Id: Numbered, R>(each: &[(i64, Giving<R>)]) -> Vec<(Id, Giving<R>)> {
    each.iter().map(|(id, giving)| (Id::numbered(*id), giving.clone())).collect()
}

impl Rows for Levels {
    type Record = UserAccessLevel;

    const TEXTS: &'static str = "levels";
    const KIND: SubjectKind = SubjectKind::UserAccessLevel;

    fn of(context: &Context) -> Option<Levels> {
        Some(Levels { view: context.may()?, modify: context.may() })
    }

    fn sides(&self, context: &Context) -> Vec<Side<Levels>> {
        let doors = context.may::<DoorsView>().map(|seen| {
            let (view, listed) = (self.view.clone(), seen.clone());
            let access = context.may::<DoorsModifyAccess>().filter(|_| self.may_modify());
            Side {
                name: "doors",
                columns: door_names(listed),
                cells: Arc::new(move |console, rows, columns| {
                    let (rows, columns) = (numbered(rows), numbered(columns));
                    user_access_levels::cells_of_doors(console, &view, &seen, &rows, &columns)
                }),
                gives: access.map(|access| {
                    Arc::new(move |changes: &Changes<i64>| {
                        user_access_levels::given_doors(&access, &of_kind(changes))
                    }) as Gives<UserAccessLevel>
                }),
            }
        });
        let zones = context.may::<ZonesView>().map(|seen| {
            let (view, listed) = (self.view.clone(), seen.clone());
            let access = context.may::<ZonesModifyAccess>().filter(|_| self.may_modify());
            Side {
                name: "zones",
                columns: zone_names(listed),
                cells: Arc::new(move |console, rows, columns| {
                    zones::cells_of_levels(console, &view, &seen, &numbered(rows), &numbered(columns))
                }),
                gives: access.map(|access| {
                    Arc::new(move |changes: &Changes<i64>| zones::given_to_levels(&access, &of_kind(changes)))
                        as Gives<UserAccessLevel>
                }),
            }
        });
        doors.into_iter().chain(zones).collect()
    }

    fn find(&self, console: &Console, search: &str, within: &HashSet<i64>) -> Result<Vec<i64>, Error> {
        let search = Search::new(search);
        let levels = user_access_levels::list(console, &self.view)?.into_iter();
        let found = levels.filter(|level| within.contains(&level.id.0) && search.finds(&folded(&level.name)));
        Ok(found.map(|level| level.id.0).collect())
    }

    fn heads(&self, console: &Console, ids: &[i64]) -> Result<Vec<Head>, Error> {
        let levels = user_access_levels::list(console, &self.view)?.into_iter();
        let levels = levels.filter(|level| ids.contains(&level.id.0));
        let head = |level: user_access_levels::ListRow| Head {
            id: level.id.0,
            name: level.name,
            number: level.external_id,
        };
        Ok(levels.map(head).collect())
    }

    fn may_modify(&self) -> bool {
        self.modify.is_some()
    }

    fn save(&self, console: &Console, each: &Each<Levels>) -> Result<Impact, Error> {
        let Some(modify) = &self.modify else {
            return Ok(Impact::default());
        };
        user_access_levels::save_each(console, modify, &by_id::<UserAccessLevelId, _>(each))
    }

    fn impact(&self, console: &Console, each: &Each<Levels>) -> Result<Impact, Error> {
        let Some(modify) = &self.modify else {
            return Ok(Impact::default());
        };
        user_access_levels::impact_of_each(console, modify, &by_id::<UserAccessLevelId, _>(each))
    }

    fn whose(&self, console: &Console, each: &Each<Levels>) -> Result<Foretold, Error> {
        let Some(modify) = &self.modify else {
            return Ok(Foretold::default());
        };
        user_access_levels::whose_of_each(console, modify, &by_id::<UserAccessLevelId, _>(each))
    }

    fn place(id: i64) -> Place {
        Place::UserAccessLevel(UserAccessLevelId(id))
    }
}
