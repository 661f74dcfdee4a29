//! "Is one of these", as an `IN (…)` whose statement stays prepared. Diesel prepares an `IN` with a list anew for every question, and on SQLite that
//! costs more than the answer. The list is filled up with its last value to a power of two, so that few statements serve lists of every length.

use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{Bool, HasSqlType, SingleValue, SqlType};

/// See [`Among::among`].
#[derive(Debug, Clone)]
pub struct OneOf<C, T> {
    column: C,
    values: Vec<T>,
}

/// For what is never null.
pub trait Among: Expression + Sized {
    /// Whether the column is one of these values; of none, never.
    fn among<T: Copy>(self, values: &[T]) -> OneOf<Self, T> {
        let mut values = values.to_vec();
        if let Some(last) = values.last().copied() {
            values.resize(values.len().next_power_of_two(), last);
        }
        OneOf { column: self, values }
    }
}

impl<C: Expression> Among for C {}

impl<C: Expression, T> Expression for OneOf<C, T> {
    type SqlType = Bool;
}

impl<C, T, Q> AppearsOnTable<Q> for OneOf<C, T> where C: AppearsOnTable<Q> {}

impl<C, T, G> ValidGrouping<G> for OneOf<C, T> {
    type IsAggregate = is_aggregate::No;
}

/// Told apart by its text: there is one for each power of two.
impl<C, T> QueryId for OneOf<C, T> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, T, DB> QueryFragment<DB> for OneOf<C, T>
where
    DB: Backend + HasSqlType<C::SqlType>,
    C: Expression + QueryFragment<DB>,
    C::SqlType: SqlType + SingleValue,
    T: ToSql<C::SqlType, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let Some((last, others)) = self.values.split_last() else {
            out.push_sql("1 = 0");
            return Ok(());
        };
        self.column.walk_ast(out.reborrow())?;
        out.push_sql(" IN (");
        for value in others {
            out.push_bind_param(value)?;
            out.push_sql(", ");
        }
        out.push_bind_param(last)?;
        out.push_sql(")");
        Ok(())
    }
}
