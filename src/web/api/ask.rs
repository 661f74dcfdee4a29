//! What stands behind the question mark: read strictly, and only after the thing was seen.

use super::describe::{Part, Telling};
use crate::failure::{Failure, FieldErrors, Refusal};
use crate::primitives::{Choice, Cursor, Limit};
use crate::web::Asker;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::future::{Ready, ready};
use std::marker::PhantomData;
use utoipa::IntoParams;
use utoipa::openapi::path::ParameterIn;

/// A cursor that we did not make.
const CURSOR_INVALID: Refusal = Refusal::unprocessable("cursor.invalid");
/// Rows of a list whose program did not say how many.
const ROWS: &str = "20";

/// A query of the shape `T`, whose fields are texts or lists of texts.
pub struct Ask<T> {
    raw: String,
    shape: PhantomData<T>,
}

impl<T: 'static> FromRequest for Ask<T> {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self { raw: request.query_string().to_owned(), shape: PhantomData }))
    }
}

impl<T: IntoParams> Part for Ask<T> {
    fn tell(telling: &mut Telling) {
        telling.query.extend(T::into_params(|| Some(ParameterIn::Query)));
    }
}

impl<T: DeserializeOwned> Ask<T> {
    /// The query.
    pub fn parse(&self) -> Result<T, Failure> {
        serde_html_form::from_str(&self.raw).map_err(|_| Failure::field("query", "unknown"))
    }
}

/// Which slice of a list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub struct PageQuery {
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    pub limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    pub cursor: Option<String>,
}

impl PageQuery {
    /// Reads both.
    pub fn parse(&self, asker: &Asker) -> Result<(Limit, Option<Cursor>), Failure> {
        let limit =
            self.limit.as_deref().unwrap_or(ROWS).parse().ok().and_then(Limit::new).ok_or_else(|| Failure::field("limit", "choice"))?;
        let cursor = match &self.cursor {
            Some(text) => Some(asker.cursor_in(text).ok_or(CURSOR_INVALID)?),
            None => None,
        };
        Ok((limit, cursor))
    }
}

/// The members of a closed list with these words; an unknown word is noted.
pub fn choices<T: Choice>(errors: &mut FieldErrors, field: &str, words: &[String]) -> Vec<T> {
    words.iter().filter_map(|word| errors.choice(field, word)).collect()
}
