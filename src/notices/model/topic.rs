//! What notices are about, as people choose among them: each kind belongs to one topic.

use super::NoticeKind;

crate::choice! {
    /// What a person chooses about.
    pub enum Topic {
        /// Funds, releases, payouts, payments taken back. Always told.
        Money = "money",
        /// What ends by itself if nobody acts. Always told.
        Clocks = "clocks",
        /// Disputes, each step of which has a clock and moves money. Always told.
        Disputes = "disputes",
        /// The login itself. Always told.
        Account = "account",
        /// Questions, answers, invitations, the life of a brief.
        Briefs = "briefs",
        /// Bids and what became of them.
        Bids = "bids",
        /// Work under way.
        Work = "work",
        /// Messages of a deal.
        Messages = "messages",
        /// Stars after a deal.
        Ratings = "ratings",
        /// Members, and programs that hear of events.
        Team = "team",
        /// What is new from whom the person follows.
        Follows = "follows",
    }
}

impl Topic {
    /// Mails of it cannot be off, wait for no morning and no digest.
    #[must_use]
    pub const fn is_firm(self) -> bool {
        matches!(self, Self::Money | Self::Clocks | Self::Disputes | Self::Account)
    }

    /// The paces to choose from: news of the followed are gathered, everything else may be told at once.
    #[must_use]
    pub const fn paces(self) -> &'static [MailPace] {
        match self {
            Self::Follows => &[MailPace::Daily, MailPace::Weekly, MailPace::Off],
            Self::Money
            | Self::Clocks
            | Self::Disputes
            | Self::Account
            | Self::Briefs
            | Self::Bids
            | Self::Work
            | Self::Messages
            | Self::Ratings
            | Self::Team => &[MailPace::AtOnce, MailPace::Daily, MailPace::Off],
        }
    }

    /// The pace of those who said nothing.
    #[must_use]
    pub const fn usual_pace(self) -> MailPace {
        match self {
            Self::Follows => MailPace::Weekly,
            Self::Money
            | Self::Clocks
            | Self::Disputes
            | Self::Account
            | Self::Briefs
            | Self::Bids
            | Self::Work
            | Self::Messages
            | Self::Ratings
            | Self::Team => MailPace::AtOnce,
        }
    }
}

crate::choice! {
    /// When mails of a topic leave.
    pub enum MailPace {
        /// With what happened.
        AtOnce = "at_once",
        /// Together, once a day.
        Daily = "daily",
        /// Together, once a week.
        Weekly = "weekly",
        /// Never.
        Off = "off",
    }
}

impl NoticeKind {
    /// What it is about.
    #[must_use]
    #[rustfmt::skip]
    pub const fn topic(self) -> Topic {
        match self {
            Self::ContractFundingWanted | Self::OrderFundingWanted | Self::MilestoneFunded | Self::MilestoneApproved | Self::MilestoneAutoApproved | Self::MilestoneApprovedShared | Self::MilestoneAutoApprovedShared
            | Self::MilestoneCleared | Self::AgencyShare | Self::MilestoneTipped | Self::PrizeShared | Self::MilestoneCancelled | Self::MilestoneStale | Self::MilestoneUnstarted | Self::MilestoneStopped
            | Self::CancelAgreed | Self::CheckoutPaid | Self::CheckoutFailed | Self::WithdrawalDone | Self::WithdrawalFailed | Self::PayoutPaid
            | Self::PayoutFailed | Self::PayoutReturned | Self::PayoutAccountChanged | Self::MoneyAlarm | Self::MoneyTakenBack | Self::MoneyGivenBack | Self::ChargebackOpened
            | Self::ChargebackWon | Self::ChargebackLost | Self::ActProposed => Topic::Money,
            Self::ClockReminder | Self::MilestoneSubmitted | Self::MilestoneChangesRequested | Self::CancelRequested | Self::ExtensionAsked
            | Self::ShowRehearsal | Self::ShowMissed | Self::SampleAddressed | Self::SampleShipped | Self::SampleFailed
            | Self::OrderProposed | Self::BidOffered | Self::BidCountered | Self::BidConfirmWanted | Self::BidAwarded | Self::PackageOrdered => Topic::Clocks,
            Self::DisputeOpened | Self::DisputeAnswered | Self::DisputeExtended | Self::DisputeMoveAsked | Self::DisputeMoveRefused | Self::DisputeMoved | Self::DisputeEvidence | Self::DisputeOffered
            | Self::DisputeSealed | Self::DisputeMissed | Self::DisputeMediationWanted | Self::DisputeMediated | Self::DisputeEvidenceClosed
            | Self::DisputeProposed | Self::DisputeProposalAccepted | Self::DisputeRuled | Self::DisputeFinal | Self::DisputeAppealed
            | Self::DisputeOverdue | Self::DisputeWithdrawn | Self::DisputeEnded | Self::DisputeCase => Topic::Disputes,
            Self::UserMeasure | Self::OrgMeasure | Self::AgencyAsked | Self::AgencyAnswered | Self::VerificationAsked | Self::VerificationAnswered | Self::ChannelAsked | Self::ChannelAnswered | Self::FilmUnreadable | Self::AppealMade | Self::AppealAnswered | Self::TierChanged | Self::PointsGiven | Self::ReportMade | Self::ReportAnswered | Self::MemberRoleChanged | Self::MemberRemoved | Self::PasswordChanged | Self::EmailChanged | Self::TotpOn
            | Self::TotpOff => Topic::Account,
            Self::BriefAsked | Self::BriefAnswered | Self::BriefInvited | Self::BriefInvitationDeclined | Self::BriefJudging | Self::BriefExpired
            | Self::BriefCancelled | Self::BriefStopped | Self::BriefFilled | Self::BriefApproved | Self::BriefRejected | Self::BriefsFound
            | Self::CircleInvited | Self::CircleJoined | Self::CircleLetter | Self::CirclePoll => Topic::Briefs,
            Self::BidPlaced | Self::AgencyBid | Self::BidFinalist | Self::BidDeclined | Self::BidAgreed | Self::BidOfferExpired | Self::BidExpired | Self::BidAutoClosed
            | Self::BidLapsed => Topic::Bids,
            Self::ContractExpired | Self::ContractCompleted | Self::MilestoneStarted | Self::RemarkMade | Self::OpinionAsked | Self::OpinionGiven | Self::CancelRefused | Self::ExtensionTaken
            | Self::ExtensionAgreed | Self::ExtensionRefused | Self::OrderAgreed | Self::OrderRefused | Self::OrderLapsed
            | Self::OrderUnfunded | Self::SampleReceived | Self::SampleOverdue | Self::ShowStarted | Self::ShowEnded | Self::ShowHanded => Topic::Work,
            Self::MessagePosted => Topic::Messages,
            Self::RatingGiven | Self::RatingVisible | Self::RatingReplied | Self::RatingEditAsked | Self::RatingFlagged => Topic::Ratings,
            Self::WebhookDead | Self::MemberJoined => Topic::Team,
            Self::FollowNews => Topic::Follows,
        }
    }
}
