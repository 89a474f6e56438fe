//! A row, read by the names of its columns; and values on their way into one.

use std::cell::Cell;

use chrono::NaiveDate;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, Value, ValueRef};

use super::super::{Error, millis};
use crate::domain::automatic_change::AutomaticChangeId;
use crate::domain::calendar::CalendarId;
use crate::domain::door::DoorId;
use crate::domain::function::FunctionId;
use crate::domain::group::GroupId;
use crate::domain::grouping::{GroupingId, ValueId};
use crate::domain::key::KeyId;
use crate::domain::limited_occupancy_area::LimitedOccupancyAreaId;
use crate::domain::limited_occupancy_group::LimitedOccupancyGroupId;
use crate::domain::location::LocationId;
use crate::domain::lockdown_area::LockdownAreaId;
use crate::domain::locker::LockerId;
use crate::domain::moment::Moment;
use crate::domain::operator::{self, OperatorId};
use crate::domain::output::OutputId;
use crate::domain::partition::{self, PartitionId};
use crate::domain::roll_call_area::RollCallAreaId;
use crate::domain::room::RoomId;
use crate::domain::suite::SuiteId;
use crate::domain::text::Line;
use crate::domain::time_zone::TimeZoneId;
use crate::domain::timed_period::TimedPeriodId;
use crate::domain::timetable::TimetableId;
use crate::domain::user::{Phone, UserId, Wiegand};
use crate::domain::user_access_level::UserAccessLevelId;
use crate::domain::zone::ZoneId;

/// A row.
pub(crate) struct Row<'r> {
    row: &'r rusqlite::Row<'r>,
    names: &'r [String],
    /// The column after the one that was read last: most rows are read in the order of their columns, and a name is
    /// then compared once.
    next: Cell<usize>,
}

impl<'r> Row<'r> {
    pub(super) const fn new(row: &'r rusqlite::Row<'r>, names: &'r [String]) -> Row<'r> {
        Row { row, names, next: Cell::new(0) }
    }

    /// The value of a column.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, Error> {
        let index = self.index(name)?;
        let value = self.row.get_ref(index)?;
        Ok(T::read(value).map_err(|error| unreadable(&error, index, name, &value))?)
    }

    /// The text of a column, where it lies.
    pub fn text(&self, name: &str) -> Result<&str, Error> {
        let index = self.index(name)?;
        let value = self.row.get_ref(index)?;
        Ok(value.as_str().map_err(|error| unreadable(&error, index, name, &value))?)
    }

    /// A column that says what no rule allows.
    pub fn damaged(&self, name: &str) -> Error {
        let found = rusqlite::types::Type::Null;
        Error::Sqlite(rusqlite::Error::InvalidColumnType(0, name.to_owned(), found))
    }

    fn index(&self, name: &str) -> rusqlite::Result<usize> {
        let next = self.next.get();
        let index = if self.names.get(next).is_some_and(|known| known == name) {
            next
        } else {
            let known = self.names.iter().position(|known| known == name);
            known.ok_or_else(|| rusqlite::Error::InvalidColumnName(name.to_owned()))?
        };
        self.next.set(index + 1);
        Ok(index)
    }
}

fn unreadable(error: &FromSqlError, index: usize, name: &str, value: &ValueRef<'_>) -> rusqlite::Error {
    match error {
        FromSqlError::OutOfRange(number) => rusqlite::Error::IntegralValueOutOfRange(index, *number),
        _ => rusqlite::Error::InvalidColumnType(index, name.to_owned(), value.data_type()),
    }
}

/// What a column can be read as.
pub(crate) trait Column: Sized {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self>;
}

/// What can be written into a column.
pub(crate) trait Bind {
    fn bind(self) -> Value;
}

macro_rules! as_sqlite_does {
    ($($kind:ty),+) => { $(
        impl Column for $kind {
            fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
                FromSql::column_result(value)
            }
        }
    )+ };
}
as_sqlite_does!(bool, u8, i16, u16, u32, i64, usize, String, Vec<u8>);

impl<const N: usize> Column for [u8; N] {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        FromSql::column_result(value)
    }
}

impl<T: Column> Column for Option<T> {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        match value {
            ValueRef::Null => Ok(None),
            value => T::read(value).map(Some),
        }
    }
}

impl Column for Moment {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let millis = value.as_i64()?;
        Moment::from_timestamp_millis(millis).ok_or(FromSqlError::OutOfRange(millis))
    }
}

/// A day, as so many after the first of 1970.
impl Column for NaiveDate {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let number = value.as_i64()?;
        let days = i32::try_from(number).ok().and_then(NaiveDate::from_epoch_days);
        days.ok_or(FromSqlError::OutOfRange(number))
    }
}

impl<const MAX: usize> Column for Line<MAX> {
    fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Line::new(value.as_str()?).map_err(|_| FromSqlError::InvalidType)
    }
}

/// Texts with rules, which are held against what is read as well.
macro_rules! texts {
    ($($kind:ty),+) => { $(
        impl Column for $kind {
            fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
                <$kind>::new(value.as_str()?).map_err(|_| FromSqlError::InvalidType)
            }
        }
    )+ };
}
texts!(operator::Name, operator::UserName, partition::Name, Phone, Wiegand);

macro_rules! bound {
    ($($kind:ty),+) => { $(
        impl Bind for $kind {
            fn bind(self) -> Value {
                Value::from(self)
            }
        }
    )+ };
}
bound!(bool, u8, i16, u16, u32, i64, String, Vec<u8>);

impl Bind for &str {
    fn bind(self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl<const N: usize> Bind for [u8; N] {
    fn bind(self) -> Value {
        Value::Blob(self.to_vec())
    }
}

impl<const MAX: usize> Bind for &Line<MAX> {
    fn bind(self) -> Value {
        self.as_str().bind()
    }
}

impl Bind for Moment {
    fn bind(self) -> Value {
        millis(self).bind()
    }
}

impl Bind for NaiveDate {
    fn bind(self) -> Value {
        i64::from(self.to_epoch_days()).bind()
    }
}

impl<T: Bind> Bind for Option<T> {
    fn bind(self) -> Value {
        self.map_or(Value::Null, Bind::bind)
    }
}

/// The number of a kind of record.
pub(crate) trait Id: Column + Bind + Copy + std::fmt::Debug + Ord {
    fn of(number: i64) -> Self;
    fn number(self) -> i64;
}

macro_rules! ids {
    ($($id:ident),+) => { $(
        impl Column for $id {
            fn read(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_i64().map($id)
            }
        }

        impl Bind for $id {
            fn bind(self) -> Value {
                self.0.into()
            }
        }

        impl Id for $id {
            fn of(number: i64) -> Self {
                $id(number)
            }

            fn number(self) -> i64 {
                self.0
            }
        }
    )+ };
}
ids!(
    AutomaticChangeId,
    CalendarId,
    DoorId,
    GroupId,
    KeyId,
    OperatorId,
    PartitionId,
    LockdownAreaId,
    LockerId,
    FunctionId,
    GroupingId,
    ValueId,
    LocationId,
    OutputId,
    LimitedOccupancyAreaId,
    LimitedOccupancyGroupId,
    RollCallAreaId,
    RoomId,
    SuiteId,
    TimeZoneId,
    TimedPeriodId,
    TimetableId,
    UserAccessLevelId,
    UserId,
    ZoneId
);

/// Columns, each with what is written into it.
#[derive(Debug)]
pub(crate) struct Values(Vec<(&'static str, Value)>);

impl Values {
    /// Nothing yet.
    pub const fn none() -> Values {
        Values(Vec::new())
    }

    #[must_use]
    pub fn with(mut self, column: &'static str, value: impl Bind) -> Values {
        self.0.push((column, value.bind()));
        self
    }

    #[must_use]
    pub fn and(mut self, others: Values) -> Values {
        self.0.extend(others.0);
        self
    }

    pub(super) fn of(&self, column: &str) -> Option<&Value> {
        self.0.iter().find(|(name, _)| *name == column).map(|(_, value)| value)
    }

    pub(super) fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(column, _)| *column)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }
}
