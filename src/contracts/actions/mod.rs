//! What people and clocks can do to a deal: one function a verb. Each loads, decides by the rules, advances guarded by what was seen, posts the
//! money, notes who did it, and tells those whose turn it is.

mod announce;
mod award;
mod cancel;
mod charge_back;
mod contest;
mod dispute;
mod extend;
mod fire;
mod fund;
mod happen;
mod order;
mod rehire;
mod remind;
mod stop;
mod tell;
mod tip;
mod trace;
mod work;

pub(super) use award::give_place;
pub use award::{Award, accept_offer, award, award_all, award_package, preview, preview_terms};
pub use cancel::{Asked, Asking, answer, cancel, claim_kill_fee};
pub use charge_back::{call_off, recall};
pub use contest::split;
pub use dispute::{contest, divide, uncontest};
pub(crate) use extend::extending;
pub use extend::{answer_extension, extend};
pub use fire::fire;
pub use fund::fund;
pub use happen::{access, accesses, acting, acting_for, clockwork, clockworks, see, see_contract};
pub(crate) use order::ordering;
pub use order::{answer_order, propose_order};
pub(crate) use rehire::rehire;
pub use remind::remind;
pub use stop::stop_brief;
pub(super) use stop::sweep;
pub(crate) use tip::{tip, tipping};
pub use work::{Seen, approve, request_changes, start, submit};
