//! The API's doors that show several nouns: deals with what was delivered and where their money is, and wallets. What is done there is done by the
//! nouns' own verbs.

mod cancellation;
mod deals;
mod funding;
mod objects;
mod wallet;

use crate::api_door;
use crate::web::api::ApiDoor;

/// Every API door of the screens.
pub const API_DOORS: &[ApiDoor] = &[
    api_door!(POST "/bids/{id}/acceptance", Token, deals::accept, "Take the terms that the other side offered: makes a contract that waits for its money. An agency that may take offers but not read contracts is told it in this answer alone", "brief.time_taken", "act.forbidden", "state.refused", "version.stale", "bid.unconfirmed", "brief.no_place", "bid.own_brief", "agency.no_consent"),
    api_door!(POST "/bids/{id}/award", Token, deals::award, "Choose a bid: makes a contract that waits for its money, or is paid from what the brief has set aside", "brief.pool_short", "brief.time_taken", "money.currency", "act.forbidden", "state.refused", "version.stale", "brief.no_place", "bid.own_brief"),
    api_door!(POST "/briefs/{id}/awards", Token, deals::award_all, "Choose several bids at once: all of them become contracts, or none", "brief.pool_short", "brief.time_taken", "act.forbidden", "state.refused", "version.stale", "brief.no_place", "bid.own_brief"),
    api_door!(POST "/fundings", Token, funding::fund_all, "Fund all that is planned of several contracts from the wallet, or ask for one payment of what is missing", "not_found", "money.currency", "act.forbidden", "person.unconfirmed", "state.refused"),
    api_door!(GET "/contracts", Token, deals::list, "Your deals, newest first", "cursor.invalid", "not_found"),
    api_door!(GET "/contracts/{id}", Token, deals::contract, "One deal"),
    api_door!(GET "/contracts/{id}/terms", Token, deals::terms, "What the two sides agreed on, in both languages"),
    api_door!(POST "/contracts/{id}/funding", Token, funding::fund, "Fund milestones from the wallet, or ask for a payment of what is missing", "act.forbidden", "person.unconfirmed", "state.refused"),
    api_door!(GET "/milestones/{id}", Token, deals::milestone, "One part of a deal"),
    api_door!(POST "/milestones/{id}/start", Token, deals::start, "Begin the work: its time runs", "act.forbidden", "state.refused", "version.stale"),
    api_door!(POST "/milestones/{id}/approval", Token, deals::approve, "Accept the delivery that was seen: the price leaves escrow", "act.forbidden", "money.currency", "amount.changed", "state.refused", "version.stale"),
    api_door!(POST "/milestones/{id}/cancellation", Token, cancellation::cancel, "End a part of a deal, or ask the other side to", "act.forbidden", "money.currency", "cancel.open", "state.refused", "version.stale"),
    api_door!(POST "/cancellations/{id}/answer", Token, cancellation::answer, "Agree to end a part of a deal, or not", "act.forbidden", "state.refused"),
    api_door!(GET "/wallet", Token, wallet::balances, "The money of an organisation, or your own as a creator", "act.forbidden", "not_found"),
    api_door!(GET "/wallet/entries", Token, wallet::entries, "What moved there, newest first", "act.forbidden", "cursor.invalid", "not_found"),
];
