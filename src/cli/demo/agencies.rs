//! An agency, and the creators whom it signs.

use super::data::Member;
use super::load::{Replay, missing};
use super::people::Org;
use crate::accounts::Organisation;
use crate::accounts::actions::{create_organisation, save_organisation};
use crate::agencies::{self, Consent, Consents, Signatory, Usual, Wanted};
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::Tx;
use crate::primitives::id::OrgId;
use crate::primitives::{BasisPoints, Choice as _, Currency, Minor, Money};
use crate::sessions::{self, OrgKind, Person};
use serde::Deserialize;

/// An agency that one of the creators founded.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Agency {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) website: String,
    /// The creator's handle.
    pub(super) owner: String,
    pub(super) members: Vec<Member>,
    pub(super) roster: Vec<Seat>,
}

/// A creator on its roster, who allows all of it.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Seat {
    /// The creator's handle.
    pub(super) creator: String,
    pub(super) split_bps: u16,
    pub(super) penalty_cap: Option<Minor>,
    pub(super) notice_days: i32,
}

impl Seat {
    /// What both sign.
    fn wanted(&self) -> Result<Wanted, Failure> {
        Ok(Wanted {
            consents: Consents::of(Consent::ALL.iter().copied()),
            split: BasisPoints::new(self.split_bps).ok_or_else(|| missing("the share"))?,
            penalty_cap: self.penalty_cap.map(|cap| Money::new(cap, Currency::Cny)),
            notice_days: self.notice_days,
        })
    }
}

impl Replay {
    /// A creator founds an agency, describes it, lets others in, and signs the creators on its roster.
    pub(super) async fn agency(&mut self, agency: &Agency) -> Result<(), Failure> {
        let (founder, name) = (self.by_handle(&agency.owner)?.clone(), agency.name.clone());
        let found = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            let id = create_organisation(tx, act, person, (&name, OrgKind::Agency))?;
            Ok((id, sessions::find_person(tx, person.id)?.ok_or(Failure::NotFound)?))
        };
        let (id, owner) = self.act(&founder, found).await?;
        let (about, website, name) = (agency.about.clone(), agency.website.clone(), agency.name.clone());
        let said = Organisation { id, kind: OrgKind::Agency, name, about, website, version: 1 };
        self.act(&owner, move |tx, act, person| save_organisation(tx, act, person, &said)).await?;
        if let Some(first) = agency.roster.first() {
            let usual = Usual { signatory: Signatory { name: owner.name.clone(), office: String::new() }, wanted: first.wanted()? };
            self.act(&owner, move |tx, act, person| agencies::set_usual(tx, act, person, id, &usual)).await?;
        }
        for seat in &agency.roster {
            self.seat(&owner, id, seat).await?;
        }
        let (mut people, zone) = (vec![owner.clone()], owner.zone.clone());
        for member in &agency.members {
            people.push(self.member(&owner, id, (member, owner.lang, &zone)).await?);
        }
        self.creators.insert(agency.owner.clone(), owner);
        self.orgs.insert(agency.key.clone(), Org { id, zone, people });
        Ok(())
    }

    async fn seat(&self, owner: &Person, id: OrgId, seat: &Seat) -> Result<(), Failure> {
        let (wanted, handle) = (seat.wanted()?, seat.creator.clone());
        let place = self.act(owner, move |tx, act, owner| agencies::invite(tx, act, owner, id, (&handle, &wanted))).await?;
        self.act(self.by_handle(&seat.creator)?, move |tx, act, creator| agencies::sign(tx, act, creator, (place, 1))).await
    }
}
