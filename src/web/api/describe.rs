//! What a handler's types say of its door: who may call, what stands in the query and in the body, and what comes back.

use crate::sessions::Scope;
use crate::web::Id;
use utoipa::ToSchema;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::{RefOr, Schema};

/// A named shape.
pub(super) type Named = (String, RefOr<Schema>);

/// What is known of a door.
#[derive(Default)]
pub struct Telling {
    /// Asks for a token.
    pub is_closed: bool,
    /// The token must be good for this.
    pub scope: Option<Scope>,
    /// A key makes a repeat of a `POST` one effect.
    pub is_keyed: bool,
    /// Behind the question mark.
    pub query: Vec<Parameter>,
    /// The name of the body's shape.
    pub body: Option<String>,
    /// The body is a form with these fields, of which the last is a file.
    pub form: Option<&'static [&'static str]>,
    /// Status and the name of the answer's shape; `None` for no body, `Some("")` for bytes.
    pub answers: Vec<(u16, Option<String>)>,
    /// Every shape that is named.
    pub(super) shapes: Vec<Named>,
}

impl Telling {
    fn name<T: ToSchema>(&mut self) -> String {
        let name = T::name().into_owned();
        self.shapes.push((name.clone(), T::schema()));
        T::schemas(&mut self.shapes);
        name
    }

    /// The body has this shape.
    pub fn takes<T: ToSchema + 'static>(&mut self) {
        self.body = Some(self.name::<T>());
    }

    /// An answer of this shape.
    pub fn answers<T: ToSchema>(&mut self, status: u16) {
        let name = self.name::<T>();
        self.answers.push((status, Some(name)));
    }

    /// An answer without a body.
    pub fn answers_nothing(&mut self, status: u16) {
        self.answers.push((status, None));
    }

    /// An answer of bytes.
    pub fn answers_bytes(&mut self, status: u16) {
        self.answers.push((status, Some(String::new())));
    }
}

/// An argument of a handler.
pub trait Part {
    /// Says what it asks of the request.
    fn tell(telling: &mut Telling);
}

/// A handler's answer.
pub trait Said {
    /// Says what comes back.
    fn say(telling: &mut Telling);
}

impl<T, E> Said for Result<T, E>
where
    T: Said,
{
    fn say(telling: &mut Telling) {
        T::say(telling);
    }
}

impl<T> Part for Id<T> {
    fn tell(_: &mut Telling) {}
}

impl Part for actix_web::HttpRequest {
    fn tell(_: &mut Telling) {}
}

macro_rules! parts {
    ($($name:ident)*) => {
        impl<$($name: Part),*> Part for ($($name,)*) {
            fn tell(telling: &mut Telling) {
                $($name::tell(telling);)*
            }
        }
    };
}

parts!(A);
parts!(A B);
parts!(A B C);
parts!(A B C D);
