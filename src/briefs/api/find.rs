//! Programs look for briefs.

use super::objects::BriefObject;
use super::{is_moderator, reader};
use crate::briefs::actions;
use crate::briefs::finding::{COLLECTION, ForProgram};
use crate::briefs::forms::MOST_CHARS;
use crate::briefs::model::{Brief, BriefKind, BriefState};
use crate::briefs::rules::browse::Sort;
use crate::briefs::store::{self, Search};
use crate::circles;
use crate::failure::{Failure, FieldErrors};
use crate::matching::{self, Maker};
use crate::platform::db::Conn;
use crate::primitives::{
    Category, ContentForm, Language, Platform, Slice,
    id::{BriefId, OrgId},
};
use crate::search::{self, Asked};
use crate::sessions::Person;
use crate::web::api::{Ask, Listed, PageQuery, Public, Reply, Told, choices, shared};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

/// What is looked for. A filter that stands several times asks for alternatives.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct BriefQuery {
    /// Words: those of the title count most. Chinese in either script, English in any form, one slip of the pen a word.
    #[param(max_length = 200)]
    q: String,
    #[param(value_type = Option<Vec<BriefKind>>)]
    kind: Vec<String>,
    #[param(value_type = Option<Vec<ContentForm>>)]
    content_form: Vec<String>,
    #[param(value_type = Option<Vec<Category>>)]
    category: Vec<String>,
    #[param(value_type = Option<Vec<Platform>>)]
    platform: Vec<String>,
    /// BCP 47.
    #[param(value_type = Option<Vec<Language>>)]
    language: Vec<String>,
    #[param(value_type = Option<Vec<crate::primitives::Currency>>)]
    currency: Vec<String>,
    /// Minor units: a place may cost at least this.
    #[param(value_type = Option<i64>, minimum = 0)]
    min_price: Option<String>,
    /// Minor units: a place may cost at most this.
    #[param(value_type = Option<i64>, minimum = 0)]
    max_price: Option<String>,
    /// `open` if neither this nor `org_id` is said.
    #[param(value_type = Option<Vec<BriefState>>)]
    state: Vec<String>,
    #[param(value_type = Option<Vec<OrgId>>)]
    org_id: Vec<String>,
    /// If not said, `newest`, or with `q` what fits the words best. `fit` goes by how well a signed-in creator fits; whoever has no profile as a creator
    /// gets the order as if nothing was said.
    #[param(value_type = Option<Sort>, inline)]
    sort: Option<String>,
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

/// What was asked.
struct Wanted {
    search: Search,
    words: String,
    sort: Option<Sort>,
}

impl BriefQuery {
    fn parse(&self, person: Option<&Person>) -> Result<Wanted, Failure> {
        let mut errors = FieldErrors::default();
        let parsed = |errors: &mut FieldErrors, field: &str, text: &Option<String>| -> Option<i64> {
            let number = text.as_deref()?.parse::<i64>().ok().filter(|number| *number >= 0);
            if number.is_none() {
                errors.add(field, "money");
            }
            number
        };
        let mut states: Vec<BriefState> = choices(&mut errors, "state", &self.state);
        if self.state.is_empty() && self.org_id.is_empty() {
            states.push(BriefState::Open);
        }
        let sort = self.sort.as_deref().map_or(Some(None), |word| errors.choice("sort", word).map(Some));
        let words = errors.optional_line("q", &self.q, MOST_CHARS).unwrap_or_default();
        let search = Search {
            kinds: choices(&mut errors, "kind", &self.kind),
            states,
            forms: choices(&mut errors, "content_form", &self.content_form),
            categories: choices(&mut errors, "category", &self.category),
            platforms: choices(&mut errors, "platform", &self.platform),
            languages: texts(&mut errors, "language", &self.language),
            currencies: choices(&mut errors, "currency", &self.currency),
            least: parsed(&mut errors, "min_price", &self.min_price),
            most: parsed(&mut errors, "max_price", &self.max_price),
            orgs: texts(&mut errors, "org_id", &self.org_id),
            invited: Vec::new(),
            circles: Vec::new(),
            own: person.map(|person| person.memberships.iter().map(|member| member.org).collect()).unwrap_or_default(),
        };
        errors.finish(sort.map(|sort| Wanted { search, words, sort }))
    }
}

fn texts<T: std::str::FromStr>(errors: &mut FieldErrors, field: &str, words: &[String]) -> Vec<T> {
    let mut read = |word: &String| {
        let value = word.parse().ok();
        if value.is_none() {
            errors.add(field, "choice");
        }
        value
    };
    words.iter().filter_map(&mut read).collect()
}

/// What the index finds, as the database has it and the searcher may see it.
async fn by_index(
    caller: &Public,
    (search, person): (Search, Option<Person>),
    asked: Asked,
    (sort, maker): (Option<Sort>, Option<Maker>),
) -> Result<Slice<Brief>, Failure> {
    let sieve = Arc::new(ForProgram::of(&search, sort, maker));
    let answer = search::find(&caller.site, COLLECTION, asked, sieve).await?;
    let ids: Vec<BriefId> = answer.hits.iter().filter_map(|hit| hit.id.parse().ok()).collect();
    let read = move |conn: &mut Conn| {
        let seen = store::list_seen(conn, &search, &ids)?;
        actions::reading(conn, person.as_ref(), seen)
    };
    let items = caller.site.db.read(read).await?;
    Ok(Slice { items, next: answer.next })
}

/// `GET /api/v1/briefs`
pub(super) async fn list(caller: Public, query: Ask<BriefQuery>) -> Told<Listed<BriefObject>> {
    let asked = query.parse()?;
    let person = reader(&caller);
    let Wanted { mut search, words, sort } = asked.parse(person.as_ref())?;
    let (limit, after) = PageQuery { limit: asked.limit, cursor: asked.cursor }.parse(&caller)?;
    let now = caller.now;
    let (mut maker, mut reads_more) = (None, false);
    if let Some(creator) = person.as_ref().and_then(|person| person.creator.clone()) {
        let read = move |conn: &mut Conn| {
            let invited = store::list_invited(conn, creator.id)?;
            let maker = if sort == Some(Sort::Fit) { matching::maker(conn, creator.id, now)? } else { None };
            let circles = circles::list_of_creator(conn, creator.id)?;
            Ok::<_, Failure>((invited, circles, maker, store::has_promised(conn, creator.id)?))
        };
        (search.invited, search.circles, maker, reads_more) = caller.site.db.read(read).await?;
    }
    let sort = sort.filter(|sort| *sort != Sort::Fit || maker.is_some());
    // What one reader alone may read is told to nobody else.
    let reads_more = reads_more || maker.is_some() || person.as_ref().is_some_and(is_moderator);
    let is_public = search.own.is_empty() && search.invited.is_empty() && search.circles.is_empty() && !reads_more;
    let find = async {
        let weigh = maker.clone();
        let (is_plain, held) = (words.is_empty() && maker.is_none(), caller.site.config.lists_held);
        let is_large = move |conn: &mut Conn| Ok::<_, Failure>(store::has_more_than(conn, held)?);
        let found = if is_plain && !caller.site.db.read(is_large).await? {
            let sort = sort.unwrap_or(Sort::Newest);
            let read = move |conn: &mut Conn| {
                let found = store::search(conn, &search, sort, after.as_ref(), limit)?;
                Ok::<_, Failure>(Slice { items: actions::reading(conn, person.as_ref(), found.items)?, next: found.next })
            };
            caller.site.db.read(read).await?
        } else {
            let sort = if is_plain { sort.or(Some(Sort::Newest)) } else { sort };
            by_index(&caller, (search, person), Asked { words, after, limit }, (sort, maker)).await?
        };
        Ok(Listed::of(&caller, found.map(|brief| BriefObject::weighed(brief, weigh.as_ref()))))
    };
    if is_public { shared(&caller, find).await } else { Reply::of(&find.await?) }
}
