//! How a value looks in JSON, for the description of the API. Apart from what is derived, only this file of the primitives knows the describing library.

use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};

/// A shape of a value.
pub type Shape = RefOr<Schema>;

/// One of these words.
#[must_use]
pub fn word(words: impl IntoIterator<Item = &'static str>) -> Shape {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
}

/// A text of this pattern.
#[must_use]
pub fn text(pattern: &str, example: &str) -> Shape {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern)).examples([example]).into()
}

/// Whole minor units of a currency.
#[must_use]
pub fn minor() -> Shape {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .description(Some("minor units: fen, cents, yen"))
        .examples([480_050])
        .into()
}

/// A moment, RFC 3339 in UTC.
#[must_use]
pub fn moment() -> Shape {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .examples(["2026-11-28T15:59:59.000000Z"])
        .into()
}

/// A slice of a list whose rows have the shape of this name.
#[must_use]
pub fn slice(row: &str) -> Shape {
    let rows = ArrayBuilder::new().items(Ref::from_schema_name(row));
    let cursor = ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .description(Some("where the next slice begins; null at the end"));
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .property("items", rows)
        .required("items")
        .property("next_cursor", cursor)
        .required("next_cursor")
        .into()
}

/// Says how a type looks.
#[macro_export]
macro_rules! shape {
    ($name:ident, $shape:expr) => {
        impl utoipa::PartialSchema for $name {
            fn schema() -> $crate::primitives::shape::Shape {
                $shape
            }
        }

        impl utoipa::ToSchema for $name {}
    };
}
