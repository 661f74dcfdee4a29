//! What may happen to a deal: pure functions over plain values. The life table comes first; deadlines, money and buttons follow from it.

mod allowed;
mod changes;
mod clocks;
mod contract;
mod deadlines;
mod disputes;
mod life;
mod money;
mod plan;
#[cfg(test)]
mod test_values;
mod tips;

pub use allowed::{Access, Cancelling, allowed, allowed_in, cancelling};
pub use changes::{
    EXTENSION_HOURS, EXTENSION_OPEN, ORDER_FULL, ORDER_FUNDING_HOURS, ORDER_HOURS, days_alone, extended, is_open, most_days, takes_orders,
    takes_time,
};
pub use clocks::{rating_window, wanted};
pub use contract::{AMOUNT_CHANGED, CANCEL_OPEN, FROZEN, ending};
pub use deadlines::{ANSWER_HOURS, Clockwork, FUNDING_HOURS, is_late};
pub use disputes::{LaterClear, clearing, clears_later, contest, parts};
pub use life::{CHANGES_NONE_LEFT, Next, Way, after, may_ever, step};
pub use money::{Matter, Refund, Takings, cleared, in_currency, kill_fee, moved, share_of, takings};
pub use plan::{MOST_MILESTONES, check, check_pieces, total_with_fees};
pub use tips::{takes_tips, tip, tip_amount, tipper};
