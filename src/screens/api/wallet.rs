//! Wallets: the same figures as on the pages.

use crate::failure::Failure;
use crate::ledger::{self, Account, AgencyBalance, CreatorBalance, Movement, OrgBalance};
use crate::primitives::Money;
use crate::primitives::id::{ContractId, CreatorId, EntryId, OrgId, TxnId};
use crate::sessions::{OrgKind, Person, Right};
use crate::web::api::{Ask, Call, Either, Listed, Moment, PageQuery, Reading, Reply, Told};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Whose wallet.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct WalletQuery {
    /// Your own as a creator, if it is not said.
    #[param(value_type = Option<OrgId>)]
    org_id: Option<String>,
}

/// Whose wallet, and which slice of its entries.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
pub(super) struct EntriesQuery {
    /// Your own as a creator, if it is not said.
    #[param(value_type = Option<OrgId>)]
    org_id: Option<String>,
    /// Rows, 1 to 100; 20 if not said.
    #[param(value_type = Option<u8>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Where the slice begins: `next_cursor` of the one before.
    #[param(value_type = Option<String>)]
    cursor: Option<String>,
}

/// Whose wallet it is.
#[derive(Debug, Clone, Copy)]
enum Owner {
    Org(OrgId),
    Creator(CreatorId),
}

/// A member who reads the organisation's money; the creator himself.
fn owner(person: &Person, org: Option<&str>) -> Result<Owner, Failure> {
    match org {
        Some(text) => {
            let org = text.parse().map_err(|_| Failure::NotFound)?;
            person.can(org, Right::ReadMoney).map(|()| Owner::Org(org))
        }
        None => person.creator_id().map(Owner::Creator),
    }
}

/// The money of an organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = OrganisationWallet)]
pub(super) struct OrgWallet {
    org_id: OrgId,
    /// One for each currency that ever moved.
    balances: Vec<OrgBalance>,
    /// Of an agency: its shares, one for each currency in which it ever had one.
    #[serde(skip_serializing_if = "Option::is_none")]
    shares: Option<Vec<AgencyBalance>>,
}

/// The money of a creator.
#[derive(Serialize, ToSchema)]
pub(super) struct CreatorWallet {
    creator_id: CreatorId,
    /// One for each currency that ever moved.
    balances: Vec<CreatorBalance>,
}

/// `GET /api/v1/wallet`
pub(super) async fn balances(
    call: Call<Reading>,
    query: Ask<WalletQuery>,
) -> Result<Either<Reply<OrgWallet>, Reply<CreatorWallet>>, Failure> {
    let asked = query.parse()?;
    match call.see(move |_, person| owner(person, asked.org_id.as_deref())).await? {
        Owner::Org(org_id) => {
            let look = call.see(move |conn, person| {
                let is_agency = person.membership(org_id).is_some_and(|member| member.kind == OrgKind::Agency);
                let shares = is_agency.then(|| ledger::balances_of_agency(conn, org_id)).transpose()?;
                Ok((ledger::balances_of_org(conn, org_id)?, shares))
            });
            let (balances, shares) = look.await?;
            Ok(Either::Left(Reply::of(&OrgWallet { org_id, balances, shares })?))
        }
        Owner::Creator(creator_id) => {
            let balances = call.see(move |conn, _| Ok(ledger::balances_of_creator(conn, creator_id)?)).await?;
            Ok(Either::Right(Reply::of(&CreatorWallet { creator_id, balances })?))
        }
    }
}

/// Something that moved an account.
#[derive(Serialize, ToSchema)]
#[schema(as = WalletEntry)]
pub(super) struct EntryObject {
    id: EntryId,
    txn_id: TxnId,
    kind: ledger::Kind,
    /// Its name in the books.
    account: String,
    /// Above zero is a gain.
    amount: Money,
    balance_after: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    contract_id: Option<ContractId>,
    at: Moment,
}

impl From<Movement> for EntryObject {
    fn from(movement: Movement) -> Self {
        Self {
            id: movement.id,
            txn_id: movement.txn_id,
            kind: movement.kind,
            account: movement.account,
            amount: movement.amount,
            balance_after: movement.balance_after,
            contract_id: movement.contract_id,
            at: Moment(movement.at),
        }
    }
}

/// `GET /api/v1/wallet/entries`
pub(super) async fn entries(call: Call<Reading>, query: Ask<EntriesQuery>) -> Told<Listed<EntryObject>> {
    let EntriesQuery { org_id, limit, cursor } = query.parse()?;
    let owner = call.see(move |_, person| owner(person, org_id.as_deref())).await?;
    let (limit, after) = PageQuery { limit, cursor }.parse(&call)?;
    let accounts = match owner {
        Owner::Org(org) => vec![Account::Wallet(org), Account::AvailableOfOrg(org)],
        Owner::Creator(creator) => vec![Account::Pending(creator), Account::Available(creator), Account::OnHold(creator)],
    };
    let slice = call.see(move |conn, _| Ok(ledger::list_of_accounts(conn, &accounts, after.as_ref(), limit)?)).await?;
    Reply::of(&Listed::of(&call, slice.map(EntryObject::from)))
}
