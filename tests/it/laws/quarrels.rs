//! Pushes of disputes: opened over odd amounts, and everything that sides and judges may try.

use super::Dice;
use crate::deals::{Deal, Somebody};
use crate::world::World;
use diesel::prelude::*;
use vtask::accounts::actions::NewPersonRole;
use vtask::disputes::{self, DisputeReason, Opening, Verdict};
use vtask::failure::Failure;
use vtask::platform::secret::Purpose;
use vtask::primitives::id::{DisputeId, OfferId};
use vtask::primitives::{Currency, Minor, Money};
use vtask::schema::dispute_offers as offers;
use vtask::sessions::{AdminRole, Person};

/// An arbiter who was just asked for his password.
pub(super) async fn judge(world: &World) -> Somebody {
    let email = format!("judge-{}@admins.example.org", uuid::Uuid::new_v4().simple());
    let id = world.operator_makes(&email, "Ada Admin", NewPersonRole::Admin(vec![AdminRole::Arbiter]), None).await;
    world.sign_in(id).await
}

fn yuan(amount: i64) -> Money {
    Money::new(Minor(amount), Currency::Cny)
}

pub(super) async fn open(world: &World, deal: &Deal, side: &Somebody, dice: &mut Dice) -> Result<(), Failure> {
    let (_, part) = world.contract(deal).await;
    let most = part.contestable().0;
    let amount = dice.pick(&[most, most, most / 3 + 1, most - 1, 1, most + 1]);
    let opening = Opening { amount: yuan(amount), reason: DisputeReason::Quality, statement: "No.".to_owned() };
    let (act, person, id) = (world.act_of(side), side.person.clone(), deal.milestone);
    world.site.db.write(move |tx| disputes::open_dispute(tx, &act, &person, id, &opening).map(drop)).await
}

/// The newest open offer.
async fn newest(world: &World, id: DisputeId) -> Option<OfferId> {
    world
        .read(move |conn| {
            let open = offers::table.filter(offers::dispute_id.eq(id)).filter(offers::round.eq(0)).order(offers::at.desc());
            Ok(open.select(offers::id).first(conn).optional()?)
        })
        .await
}

pub(super) async fn act(world: &World, deal: &Deal, side: &Somebody, dice: &mut Dice, judges: &[Somebody; 2]) -> Result<(), Failure> {
    let milestone = deal.milestone;
    let Some(dispute) = world.read(move |conn| Ok(disputes::find_open(conn, milestone)?)).await else { return Ok(()) };
    let id = dispute.id;
    let judge = &judges[usize::try_from(dice.roll(2)).unwrap()];
    let amount = yuan(dice.pick(&[0, dispute.amount.0 / 2, dispute.amount.0 / 3 + 1, dispute.amount.0, dispute.amount.0 + 1]));
    let what = dice.roll(18);
    let offer = newest(world, id).await;
    let key = world.site.secret.key(Purpose::SealedOffers);
    let (act, person) = (world.act_of(side), side.person.clone());
    let (judged, judge) = (world.act_of(judge), Person { stepped_up_at: Some(world.now()), ..judge.person.clone() });
    let verdict = Verdict { to_creator: amount, rule_ids: vec!["A1".to_owned()], reasons: "So.".to_owned() };
    let work = move |tx: &mut vtask::platform::db::Tx<'_>| match what {
        0..=3 => disputes::answer(tx, &act, &person, id, "Yes."),
        4 => disputes::offer(tx, &act, &person, id, amount),
        5 => offer.map_or(Ok(()), |offer| disputes::accept_offer(tx, &act, &person, id, offer)),
        6 | 7 => disputes::offer_sealed(tx, &act, &person, id, (amount, &key)),
        8 | 9 => disputes::ask_for_mediation(tx, &act, &person, id),
        10 => disputes::rest(tx, &act, &person, id),
        11 => disputes::withdraw(tx, &act, &person, id),
        12 => disputes::propose(tx, &judged, &judge, id, &verdict),
        13 => disputes::accept_proposal(tx, &act, &person, id),
        14 => disputes::rule(tx, &judged, &judge, id, &verdict),
        15 => disputes::confirm(tx, &judged, &judge, id),
        16 => disputes::appeal(tx, &act, &person, id, "No."),
        _ => disputes::extend(tx, &act, &person, id),
    };
    world.site.db.write(work).await
}
