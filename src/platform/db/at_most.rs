//! "No more than", as a `LIMIT` whose statement stays prepared. SQLite looks into a bound limit to plan by it, and prepares the statement anew each time
//! that it runs; into a sum it does not look.

use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::RunQueryDsl;
use diesel::result::QueryResult;
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType};

/// See [`AtMost::at_most`].
#[derive(Debug, Clone, Copy)]
pub struct Limited<Q> {
    query: Q,
    most: i64,
}

/// For a whole query: nothing can be added behind it.
pub trait AtMost: Sized {
    /// The first rows, so many at most.
    fn at_most(self, most: i64) -> Limited<Self> {
        Limited { query: self, most }
    }
}

impl<Q: Query> AtMost for Q {}

impl<Q: Query> Query for Limited<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, C> RunQueryDsl<C> for Limited<Q> {}

impl<Q: QueryId> QueryId for Limited<Q> {
    type QueryId = Limited<Q::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q, DB> QueryFragment<DB> for Limited<Q>
where
    DB: Backend + HasSqlType<BigInt>,
    Q: QueryFragment<DB>,
    i64: ToSql<BigInt, DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(" LIMIT (0 + ");
        out.push_bind_param::<BigInt, _>(&self.most)?;
        out.push_sql(")");
        Ok(())
    }
}
