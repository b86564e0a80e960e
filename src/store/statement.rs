//! SQL written by hand, for what Diesel's query builder cannot say in a form that is prepared once.

use std::borrow::Cow;
use std::marker::PhantomData;

use chrono::NaiveDateTime;
use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Binary, Nullable, Text, Timestamp};

/// A statement whose rows have the SQL type `R`.
///
/// It is prepared once per connection for each text. Diesel never forgets a prepared statement, so the number of texts must be small:
/// lists grow in powers of two, see [`padded`] and [`chunk`].
pub struct Statement<'a, R = ()> {
    parts: Vec<Part<'a>>,
    rows: PhantomData<fn() -> R>,
}

enum Part<'a> {
    Sql(&'static str),
    Int(i64),
    MaybeInt(Option<i64>),
    Text(Cow<'a, str>),
    MaybeText(Option<Cow<'a, str>>),
    Time(NaiveDateTime),
    MaybeTime(Option<NaiveDateTime>),
    Bytes(&'a [u8]),
    MaybeBytes(Option<&'a [u8]>),
}

impl<'a, R> Statement<'a, R> {
    /// A statement that begins with this text.
    pub fn new(sql: &'static str) -> Self {
        Self { parts: vec![Part::Sql(sql)], rows: PhantomData }
    }

    /// Adds text.
    pub fn sql(&mut self, sql: &'static str) -> &mut Self {
        self.parts.push(Part::Sql(sql));
        self
    }

    /// Adds a number as a parameter.
    pub fn int(&mut self, value: i64) -> &mut Self {
        self.parts.push(Part::Int(value));
        self
    }

    /// Adds a number that may be NULL as a parameter.
    pub fn maybe_int(&mut self, value: Option<i64>) -> &mut Self {
        self.parts.push(Part::MaybeInt(value));
        self
    }

    /// Adds a text as a parameter.
    pub fn text(&mut self, value: impl Into<Cow<'a, str>>) -> &mut Self {
        self.parts.push(Part::Text(value.into()));
        self
    }

    /// Adds a text that may be NULL as a parameter.
    pub fn maybe_text(&mut self, value: Option<Cow<'a, str>>) -> &mut Self {
        self.parts.push(Part::MaybeText(value));
        self
    }

    /// Adds a time as a parameter.
    pub fn time(&mut self, value: NaiveDateTime) -> &mut Self {
        self.parts.push(Part::Time(value));
        self
    }

    /// Adds a time that may be NULL as a parameter.
    pub fn maybe_time(&mut self, value: Option<NaiveDateTime>) -> &mut Self {
        self.parts.push(Part::MaybeTime(value));
        self
    }

    /// Adds bytes as a parameter.
    pub fn bytes(&mut self, value: &'a [u8]) -> &mut Self {
        self.parts.push(Part::Bytes(value));
        self
    }

    /// Adds bytes that may be NULL as a parameter.
    pub fn maybe_bytes(&mut self, value: Option<&'a [u8]>) -> &mut Self {
        self.parts.push(Part::MaybeBytes(value));
        self
    }

    /// Adds `(?, ?, …)` with these numbers.
    pub fn ints(&mut self, values: &[i64]) -> &mut Self {
        for (index, value) in values.iter().enumerate() {
            self.sql(if index == 0 { "(" } else { ", " }).int(*value);
        }
        self.sql(")")
    }
}

/// The numbers, with the last one repeated until there are a power of two of them: for `IN` lists, where a repetition changes nothing.
pub fn padded(values: &[i64]) -> Vec<i64> {
    let mut padded = values.to_vec();
    if let Some(last) = values.last() {
        padded.resize(values.len().next_power_of_two(), *last);
    }
    padded
}

/// How many of so many rows to insert with the next statement: the greatest power of two.
pub fn chunk(rows: usize) -> usize {
    rows.checked_ilog2().map_or(0, |log| 1 << log)
}

impl<DB, R> QueryFragment<DB> for Statement<'_, R>
where
    DB: Backend,
    i64: ToSql<BigInt, DB>,
    str: ToSql<Text, DB>,
    NaiveDateTime: ToSql<Timestamp, DB>,
    Option<i64>: ToSql<Nullable<BigInt>, DB>,
    Option<NaiveDateTime>: ToSql<Nullable<Timestamp>, DB>,
    for<'s> Option<&'s str>: ToSql<Nullable<Text>, DB>,
    for<'s> Option<Cow<'s, str>>: ToSql<Nullable<Text>, DB>,
    [u8]: ToSql<Binary, DB>,
    for<'s> Option<&'s [u8]>: ToSql<Nullable<Binary>, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        for part in &self.parts {
            match part {
                Part::Sql(sql) => out.push_sql(sql),
                Part::Int(value) => out.push_bind_param::<BigInt, _>(value)?,
                Part::Text(value) => out.push_bind_param::<Text, str>(value)?,
                Part::MaybeText(value) => out.push_bind_param::<Nullable<Text>, _>(value)?,
                Part::Time(value) => out.push_bind_param::<Timestamp, _>(value)?,
                Part::MaybeInt(value) => out.push_bind_param::<Nullable<BigInt>, _>(value)?,
                Part::MaybeTime(value) => out.push_bind_param::<Nullable<Timestamp>, _>(value)?,
                Part::Bytes(value) => out.push_bind_param::<Binary, [u8]>(value)?,
                Part::MaybeBytes(value) => out.push_bind_param::<Nullable<Binary>, _>(value)?,
            }
        }
        Ok(())
    }
}

/// Without a static id the text is the key of the cache.
impl<R> QueryId for Statement<'_, R> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<R> Query for Statement<'_, R> {
    type SqlType = R;
}

#[cfg(test)]
mod tests {
    use super::{chunk, padded};

    #[test]
    fn lists_grow_in_powers_of_two() {
        assert_eq!(padded(&[]), Vec::<i64>::new());
        assert_eq!(padded(&[7]), [7]);
        assert_eq!(padded(&[1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!([0, 1, 2, 3, 255, 256].map(chunk), [0, 1, 2, 2, 128, 256]);
    }
}
