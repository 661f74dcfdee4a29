//! Typed, prefixed, random ids: `brf_` and 26 characters of Crockford base 32 over a UUID version 7.
//!
//! An id of one kind cannot be passed where another is wanted. Ids sort by their time of making, in the database and in Rust.

use uuid::Uuid;

/// A text that is not an id of the wanted kind. Carries nothing: what a stranger typed is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct ParseIdError;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;

/// The 26 characters of a UUID, most significant first, so that text order is number order.
pub(crate) fn encode(id: Uuid) -> String {
    let mut rest = id.as_u128();
    let mut digits = [b'0'; LENGTH];
    for slot in digits.iter_mut().rev() {
        let digit = usize::try_from(rest & 31).unwrap_or_default();
        *slot = ALPHABET.get(digit).copied().unwrap_or(b'0');
        rest >>= 5;
    }
    digits.iter().map(|byte| char::from(*byte)).collect()
}

pub(crate) fn decode(text: &str) -> Option<Uuid> {
    if text.len() != LENGTH {
        return None;
    }
    let mut value: u128 = 0;
    for byte in text.bytes() {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        value = value.checked_mul(32)?.checked_add(u128::try_from(digit).ok()?)?;
    }
    Some(Uuid::from_u128(value))
}

/// The first id of a millisecond since 1970, as far as there are any: its first 48 bits are that time.
pub(crate) fn first(millis: u128) -> Option<Uuid> {
    (millis < 1 << 48).then(|| Uuid::from_u128(millis << 80))
}

/// Any kind of id.
pub trait Identity: std::str::FromStr + 'static {
    /// An id that belongs to nothing: what an unreadable id is taken for, so that it is looked for in vain like any other.
    fn nobody() -> Self;
}

/// A name in an address (a creator's handle, say): nobody is called nothing.
impl Identity for String {
    fn nobody() -> Self {
        Self::new()
    }
}

/// Defines one kind of id.
#[macro_export]
macro_rules! define_id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
        #[diesel(sql_type = diesel::sql_types::Text)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// The letters before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// A new id that nobody has seen.
            #[must_use]
            pub fn random() -> Self {
                Self(uuid::Uuid::now_v7())
            }

            /// The id as a number: numbers sort as their ids do.
            #[must_use]
            pub const fn number(self) -> u128 {
                self.0.as_u128()
            }

            /// What sorts before every id that was made after this one, or up to so many milliseconds before it.
            #[must_use]
            pub fn before(self, millis: u64) -> Self {
                $crate::primitives::id::first((self.0.as_u128() >> 80).saturating_sub(millis.into())).map_or(self, Self)
            }

            /// What sorts before every id that is made from then on.
            #[must_use]
            pub fn first_of(at: $crate::primitives::Instant) -> Self {
                let millis = u128::try_from(at.0.div_euclid(1_000)).unwrap_or_default();
                $crate::primitives::id::first(millis).map_or_else(|| Self(uuid::Uuid::max()), Self)
            }
        }

        impl $crate::primitives::id::Identity for $name {
            fn nobody() -> Self {
                Self(uuid::Uuid::nil())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "_{}"), $crate::primitives::id::encode(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::primitives::id::ParseIdError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.strip_prefix(concat!($prefix, "_"))
                    .and_then($crate::primitives::id::decode)
                    .map(Self)
                    .ok_or($crate::primitives::id::ParseIdError)
            }
        }

        $crate::text_column!($name);
        $crate::shape!($name, $crate::primitives::shape::text(concat!("^", $prefix, "_[0-9a-hjkmnp-tv-z]{26}$"), concat!($prefix, "_01jd3x8m6rfk5tq2v9w7c4b1ha")));
    };
}

define_id!(/// A login.
    UserId, "usr");
define_id!(/// A merchant or an agency.
    OrgId, "org");
define_id!(/// A creator's public profile.
    CreatorId, "crt");
define_id!(/// What a merchant wants.
    BriefId, "brf");
define_id!(/// Asked in public about a brief.
    QuestionId, "qst");
define_id!(/// What a creator offers.
    BidId, "bid");
define_id!(/// A deal.
    ContractId, "ctr");
define_id!(/// A part of a deal that is funded, delivered and paid by itself.
    MilestoneId, "mil");
define_id!(/// One version of the work.
    DeliveryId, "dlv");
define_id!(/// Stored bytes.
    FileId, "fil");
define_id!(/// Somebody says that something breaks the rules.
    ReportId, "rpt");
define_id!(/// What a moderator makes of a version.
    OpinionId, "opn");
define_id!(/// A file on its way in, in several requests.
    UploadId, "upl");
define_id!(/// A place in the work that somebody points at.
    RemarkId, "rmk");
define_id!(/// An answer under a remark.
    RemarkReplyId, "rrp");
define_id!(/// A request for changes to a delivery.
    ChangeRequestId, "chg");
define_id!(/// A request to end a milestone early.
    CancellationId, "cxl");
define_id!(/// A disagreement over an amount.
    DisputeId, "dsp");
define_id!(/// An amount that somebody would settle for.
    OfferId, "ofr");
define_id!(/// Something that speaks for a side.
    EvidenceId, "evd");
define_id!(/// What an arbiter proposed or ruled.
    DecisionId, "dcn");
define_id!(/// Stars after a deal.
    RatingId, "rtg");
define_id!(/// A change to a rating.
    EditId, "red");
define_id!(/// A deadline of a dispute that moves.
    MoveId, "mov");
define_id!(/// Points for a broken rule.
    PointsId, "pts");
define_id!(/// Somebody disagrees with what a moderator decided.
    AppealId, "apl");
define_id!(/// An organisation or a creator shows who is behind it.
    VerificationId, "vrf");
define_id!(/// What a creator does at a price for whoever orders it.
    PackageId, "pkg");
define_id!(/// An order of a package.
    PackageOrderId, "ord");
define_id!(/// More time for a milestone.
    ExtensionId, "ext");
define_id!(/// More work for more money.
    ChangeOrderId, "cho");
define_id!(/// Something that one side of a deal wrote to the other.
    MessageId, "msg");
define_id!(/// Thanks beyond the price.
    TipId, "tip");
define_id!(/// Money on its way to a creator.
    PayoutId, "pay");
define_id!(/// Where a creator's payouts go.
    PayoutAccountId, "acc");
define_id!(/// Unused wallet money on its way back to its origin.
    WithdrawalId, "wdr");
define_id!(/// A hosted checkout: a payment that a merchant was asked for.
    CheckoutId, "chk");
define_id!(/// A payment that the payer's bank takes back.
    ChargebackId, "cbk");
define_id!(/// Something that a person should know.
    NoticeId, "ntf");
define_id!(/// A transaction in the books.
    TxnId, "txn");
define_id!(/// One line of a transaction.
    EntryId, "ent");
define_id!(/// A call to the payment provider.
    OperationId, "op");
define_id!(/// Something that an admin wants to do, for which a second one is wanted.
    ActId, "act");
define_id!(/// A clock of a deal, a brief or a bid.
    ClockId, "clk");
define_id!(/// Work for later.
    JobId, "job");
define_id!(/// A mail that waits or was sent.
    MailId, "eml");
define_id!(/// A signed-in browser or program.
    SessionId, "ses");
define_id!(/// Somebody's place in an organisation.
    MembershipId, "mem");
define_id!(/// A creator's place on an agency's roster.
    RosterId, "rst");
define_id!(/// An offered place in an organisation.
    InvitationId, "inv");
define_id!(/// A creator's account on a platform.
    ChannelId, "chn");
define_id!(/// Whether a channel is its creator's.
    CheckId, "chc");
define_id!(/// Days on which a creator takes on nothing.
    BlockedId, "blk");
define_id!(/// What was said of an audience once.
    SnapshotId, "aud");
define_id!(/// A piece of work that a creator shows.
    PortfolioItemId, "pfl");
define_id!(/// A line of the audit log or of a thing's history.
    EventId, "evt");
define_id!(/// An address that is told what happens.
    EndpointId, "whk");
define_id!(/// A try to tell it.
    AttemptId, "att");
define_id!(/// Something a person looks for, kept.
    SearchId, "sch");
define_id!(/// What a merchant wrote to its circle.
    LetterId, "ltr");
define_id!(/// Creators whom a merchant remembers.
    ListId, "lst");
define_id!(/// An API token.
    TokenId, "tok");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_itself_and_as_nothing_else() {
        let id = BriefId::random();
        let text = id.to_string();
        assert_eq!(text.len(), 30);
        assert_eq!(text.parse::<BriefId>(), Ok(id));
        assert_eq!(text.parse::<BidId>(), Err(ParseIdError));
        assert_eq!(text.to_uppercase().parse::<BriefId>(), Err(ParseIdError));
        assert_eq!("brf_zzzzzzzzzzzzzzzzzzzzzzzzzz".parse::<BriefId>(), Err(ParseIdError));
    }

    #[test]
    fn ids_sort_as_their_texts_do() {
        let mut ids: Vec<BidId> = (0..200).map(|_| BidId::random()).collect();
        ids.sort();
        let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
        assert!(texts.is_sorted());
    }
}
