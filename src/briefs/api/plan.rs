//! Programs plan a campaign.

use super::objects::FitObject;
use crate::briefs::actions;
use crate::briefs::forms::PLACES;
use crate::briefs::model::Brief;
use crate::failure::{Failure, FieldErrors, MONEY_CURRENCY, Refusal};
use crate::impressions::{self, List};
use crate::matching::{self, Goal, Pick, Proposal, Wishes};
use crate::platform::db::Conn;
use crate::primitives::id::{BriefId, CreatorId};
use crate::primitives::{Minor, Money};
use crate::sessions::{Person, Right};
use crate::web::Id;
use crate::web::api::{Body, Briefs, Call, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Neither the brief nor deals like it say what such work costs.
const NO_PRICES: Refusal = Refusal::conflict("plan.no_prices");

/// What a campaign may cost, and how many creators it has.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PlanWishes)]
pub(super) struct PlanBody {
    /// All of them together, in the currency of the brief.
    budget: Money,
    #[schema(minimum = 1, maximum = 100)]
    places: i32,
    /// `reach` if not said: the most people. With `fit` a creator's followers count by how well he fits.
    goal: Option<Goal>,
}

impl PlanBody {
    fn parse(&self, brief: &Brief) -> Result<Wishes, Failure> {
        if self.budget.currency != brief.currency {
            return Err(MONEY_CURRENCY.into());
        }
        let mut errors = FieldErrors::default();
        if !self.budget.amount.is_positive() {
            errors.add("budget", "money");
        }
        let places = errors.number("places", &self.places.to_string(), PLACES).and_then(|places| usize::try_from(places).ok());
        let wishes = places.map(|places| Wishes { budget: self.budget.amount.0, places, goal: self.goal.unwrap_or(Goal::Reach) });
        errors.finish(wishes)
    }
}

/// A creator who is proposed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = PlanPick)]
struct PickObject {
    creator_id: CreatorId,
    handle: String,
    name: String,
    fit: FitObject,
    /// Where the brief is shown, as the creator states them.
    followers: i64,
    /// People whom none of those above reaches.
    adds: i64,
    /// What is expected to be paid.
    price: Money,
}

/// A set of creators for a brief.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Plan)]
pub(super) struct PlanObject {
    /// Who adds most first.
    creators: Vec<PickObject>,
    /// People, each counted once; with the goal `fit` weighed by it.
    reach: i64,
    spent: Money,
    /// The bound: no set reaches more than `reach` times 100 divided by this.
    percent: u8,
    /// How many creators fit and were considered: the 5,000 who fit best at most.
    considered: usize,
    /// Of so many who are seen where the brief is shown.
    of: usize,
    /// The expected prices are of so many agreed deals; 0: of what the brief pays.
    price_deals: usize,
}

impl PlanObject {
    fn of(brief: &Brief, found: Proposal) -> Self {
        let money = |amount: i64| Money::new(Minor(amount), brief.currency);
        let pick = |pick: &Pick| {
            let ((maker, fit), candidate) = (found.makers.get(pick.at)?, found.candidates.get(pick.at)?);
            Some(PickObject {
                creator_id: maker.person.id,
                handle: maker.person.handle.clone(),
                name: maker.person.name.clone(),
                fit: fit.clone().into(),
                followers: candidate.followers(),
                adds: pick.adds,
                price: money(candidate.price),
            })
        };
        Self {
            creators: found.plan.picks.iter().filter_map(pick).collect(),
            reach: found.plan.reach,
            spent: money(found.plan.spent),
            percent: found.plan.percent,
            considered: found.candidates.len(),
            of: found.weighed,
            price_deals: found.deals,
        }
    }
}

/// `POST /api/v1/briefs/{id}/plan`
pub(super) async fn propose(call: Call<Briefs>, id: Id<BriefId>, body: Body<PlanBody>) -> Told<PlanObject> {
    let brief = call.see(move |conn, person| actions::get_for(conn, person, id.0, Right::Read)).await?;
    let wishes = body.parse()?.parse(&brief)?;
    let (roster, now) = (matching::roster(&call.site).await?, call.now);
    let look = move |conn: &mut Conn, _: &Person| {
        let found = actions::propose(conn, &roster, (&brief, &[]), &wishes, now)?.ok_or(NO_PRICES)?;
        Ok((found.shown(now), PlanObject::of(&brief, found)))
    };
    let (shown, plan) = call.see(look).await?;
    impressions::count(&call.site, List::Plan, shown, now);
    Reply::of(&plan)
}
