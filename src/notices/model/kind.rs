//! What there is to tell: every kind of notice, the values that its words need, and its picture.

use crate::primitives::Choice as _;

crate::choice! {
    /// What happened. Its words are the texts `notices-{kind}-title` and `notices-{kind}-body`; what they need is [`NoticeKind::wants`].
    pub enum NoticeKind {
        /// To the organisation: a creator offered.
        BidPlaced = "bid_placed",
        /// To the bidder.
        BidDeclined = "bid_declined",
        /// To the bidder of a contest: his entry is in the final.
        BidFinalist = "bid_finalist",
        /// To the bidder: the merchant names other terms.
        BidOffered = "bid_offered",
        /// To the organisation: the bidder names other terms.
        BidCountered = "bid_countered",
        /// To the organisation: the bidder took its offer, and a contract was made.
        BidAgreed = "bid_agreed",
        /// To both: nobody answered an offer in time.
        BidOfferExpired = "bid_offer_expired",
        /// To the bidder: a contract was made and waits for its money.
        BidAwarded = "bid_awarded",
        /// To the bidder.
        BidExpired = "bid_expired",
        /// To the bidder: every place went to others, or the brief ended.
        BidAutoClosed = "bid_auto_closed",
        /// To the bidder: the brief's words changed, and his bid holds for the old ones.
        BidConfirmWanted = "bid_confirm_wanted",
        /// To the bidder: he did not confirm.
        BidLapsed = "bid_lapsed",
        /// To the organisation: somebody asks in public.
        BriefAsked = "brief_asked",
        /// To whoever asked.
        BriefAnswered = "brief_answered",
        /// To a creator: a merchant would like a bid of his.
        BriefInvited = "brief_invited",
        /// To whoever saved a search: `n` new briefs, `brief` the newest of them.
        BriefsFound = "briefs_found",
        /// To whoever follows somebody: `n` new things, `what` the newest of them.
        FollowNews = "follow_news",
        /// To the organisation: an invited creator does not want to.
        BriefInvitationDeclined = "brief_invitation_declined",
        /// To a creator: a merchant would like him in its circle.
        CircleInvited = "circle_invited",
        /// To the organisation: a creator is in its circle.
        CircleJoined = "circle_joined",
        /// To the members of a circle: its merchant wrote.
        CircleLetter = "circle_letter",
        /// To the members of a circle: its merchant asks something.
        CirclePoll = "circle_poll",
        /// To the organisation: the bid deadline is over.
        BriefJudging = "brief_judging",
        /// To the organisation.
        BriefExpired = "brief_expired",
        /// To the bidders.
        BriefCancelled = "brief_cancelled",
        /// To the organisation and the bidders: by the platform, for a reason.
        BriefStopped = "brief_stopped",
        /// To the organisation.
        BriefFilled = "brief_filled",
        /// To those who may move money.
        ContractFundingWanted = "contract_funding_wanted",
        /// To both: nobody funded in time.
        ContractExpired = "contract_expired",
        /// To both.
        ContractCompleted = "contract_completed",
        /// To the creator: may start.
        MilestoneFunded = "milestone_funded",
        /// To the organisation.
        MilestoneStarted = "milestone_started",
        /// To the organisation: version `n` waits for its judgement.
        MilestoneSubmitted = "milestone_submitted",
        /// To the creator.
        MilestoneChangesRequested = "milestone_changes_requested",
        /// To the creator.
        MilestoneApproved = "milestone_approved",
        /// To both: the review time ended without a word.
        MilestoneAutoApproved = "milestone_auto_approved",
        /// To the creator of an agency, with what it gets of it.
        MilestoneApprovedShared = "milestone_approved_shared", MilestoneAutoApprovedShared = "milestone_auto_approved_shared",
        /// To the creator: may be paid out.
        MilestoneCleared = "milestone_cleared",
        /// To the creator: thanks beyond the price.
        MilestoneTipped = "milestone_tipped",
        /// To a finalist, or to all bidders where nobody won: a part of what a contest set aside.
        PrizeShared = "prize_shared",
        /// To the other side, or to both.
        MilestoneCancelled = "milestone_cancelled",
        /// To both: a place at a fixed price was not begun in time.
        MilestoneUnstarted = "milestone_unstarted",
        /// To the creator: the brief was stopped; so much was paid for what was done.
        MilestoneStopped = "milestone_stopped",
        /// To the other side: when to rehearse a show.
        ShowRehearsal = "show_rehearsal",
        /// To the organisation: it is live.
        ShowStarted = "show_started",
        /// To the organisation: it is over.
        ShowEnded = "show_ended",
        /// To the organisation: the camera is in other hands.
        ShowHanded = "show_handed",
        /// To both: nobody started it in time.
        ShowMissed = "show_missed",
        /// To the organisation: where a sample goes.
        SampleAddressed = "sample_addressed",
        /// To the creator: a sample is on its way.
        SampleShipped = "sample_shipped",
        /// To the organisation: it arrived.
        SampleReceived = "sample_received",
        /// To the organisation: it was damaged or lost.
        SampleFailed = "sample_failed",
        /// To the side that waits: the other missed a time.
        SampleOverdue = "sample_overdue",
        /// To both: nothing was delivered for too long.
        MilestoneStale = "milestone_stale",
        /// To the side that must answer.
        CancelRequested = "cancel_requested",
        /// To the side that asked.
        CancelRefused = "cancel_refused",
        /// To the side that asked, or to both when nobody answered.
        CancelAgreed = "cancel_agreed",
        /// To the organisation: the creator took `n` more days by himself.
        ExtensionTaken = "extension_taken",
        /// To the organisation: the creator asks for `n` more days.
        ExtensionAsked = "extension_asked",
        /// To the creator: the work is due later.
        ExtensionAgreed = "extension_agreed",
        /// To the creator, or to both when nobody answered: `n` more days were refused.
        ExtensionRefused = "extension_refused",
        /// To the other side: extra work for a price.
        OrderProposed = "order_proposed",
        /// To the side that proposed it: it is a milestone, and waits for its money.
        OrderAgreed = "order_agreed",
        /// To the side that proposed it.
        OrderRefused = "order_refused",
        /// To both: nobody answered.
        OrderLapsed = "order_lapsed",
        /// To both: nobody funded it.
        OrderUnfunded = "order_unfunded",
        /// To those who may move money: agreed extra work waits for its money.
        OrderFundingWanted = "order_funding_wanted",
        /// To the other side: something was said about a place in the work.
        RemarkMade = "remark_made",
        /// To moderators: what do they make of a version.
        OpinionAsked = "opinion_asked",
        /// To both sides: what a moderator makes of it.
        OpinionGiven = "opinion_given",
        /// To the other side: `n` messages.
        MessagePosted = "message_posted",
        /// To the side that must answer a dispute.
        DisputeOpened = "dispute_opened",
        /// To the side that opened it.
        DisputeAnswered = "dispute_answered",
        /// To the side that opened it: the answer may come later.
        DisputeExtended = "dispute_extended",
        /// To the other side: it wants another deadline.
        DisputeMoveAsked = "dispute_move_asked",
        /// To the side that asked.
        DisputeMoveRefused = "dispute_move_refused",
        /// To both: a deadline is another one, by both or by an arbiter.
        DisputeMoved = "dispute_moved",
        /// To the other side.
        DisputeEvidence = "dispute_evidence",
        /// To the other side: so much for the creator.
        DisputeOffered = "dispute_offered",
        /// To the other side: a secret amount was entered in round `n`.
        DisputeSealed = "dispute_sealed",
        /// To both: the secret amounts of round `n` did not meet.
        DisputeMissed = "dispute_missed",
        /// To the other side.
        DisputeMediationWanted = "dispute_mediation_wanted",
        /// To both: an arbiter looks at it.
        DisputeMediated = "dispute_mediated",
        /// To both.
        DisputeEvidenceClosed = "dispute_evidence_closed",
        /// To both: the arbiter proposes so much for the creator.
        DisputeProposed = "dispute_proposed",
        /// To the other side.
        DisputeProposalAccepted = "dispute_proposal_accepted",
        /// To both: so much for the creator; may be appealed.
        DisputeRuled = "dispute_ruled",
        /// To both: so much for the creator, for good.
        DisputeFinal = "dispute_final",
        /// To the other side.
        DisputeAppealed = "dispute_appealed",
        /// To both: nobody ruled in time.
        DisputeOverdue = "dispute_overdue",
        /// To the other side.
        DisputeWithdrawn = "dispute_withdrawn",
        /// To both: so much to the creator, so much back.
        DisputeEnded = "dispute_ended",
        /// To arbiters: a case waits for one.
        DisputeCase = "dispute_case",
        /// To the other side: it rated, and that is sealed.
        RatingGiven = "rating_given",
        /// To both: the ratings appeared.
        RatingVisible = "rating_visible",
        /// To the author of the rating.
        RatingReplied = "rating_replied",
        /// To the other side: it must agree.
        RatingEditAsked = "rating_edit_asked",
        /// To both and to moderators: somebody seems to trade a rating.
        RatingFlagged = "rating_flagged",
        /// To the organisation: a moderator let the brief open.
        BriefApproved = "brief_approved",
        /// To the organisation: a moderator refused the brief.
        BriefRejected = "brief_rejected",
        /// To moderators: somebody says that something breaks the rules.
        ReportMade = "report_made",
        /// To whoever reported it: what a moderator made of it.
        ReportAnswered = "report_answered",
        /// To the person: what a moderator did about the login, and why.
        UserMeasure = "user_measure",
        /// To those who manage the organisation: what a moderator did about it, and why.
        OrgMeasure = "org_measure",
        /// To moderators but for the one who decided: somebody appeals.
        AppealMade = "appeal_made",
        /// To whoever appealed.
        AppealAnswered = "appeal_answered",
        /// To a creator: a merchant ordered a package.
        PackageOrdered = "package_ordered",
        /// To moderators: an organisation or a creator asks to be verified.
        VerificationAsked = "verification_asked",
        /// To the organisation or the creator: what became of it.
        VerificationAnswered = "verification_answered",
        /// To moderators: a creator hands in a screenshot of a channel.
        ChannelAsked = "channel_asked",
        /// To the creator: whether a channel is his; that a film of the portfolio could not be read.
        ChannelAnswered = "channel_answered", FilmUnreadable = "film_unreadable",
        /// To a creator: his tier is another one, or will be.
        TierChanged = "tier_changed",
        /// To a creator: a moderator gave points, or took them back.
        PointsGiven = "points_given",
        /// To whoever made the endpoint: something could not be delivered there.
        WebhookDead = "webhook_dead",
        /// To whoever's turn it is.
        ClockReminder = "clock_reminder",
        /// To those who may move money.
        CheckoutPaid = "checkout_paid",
        /// To those who may move money.
        CheckoutFailed = "checkout_failed",
        /// To those who may move money.
        WithdrawalDone = "withdrawal_done",
        /// To those who may move money.
        WithdrawalFailed = "withdrawal_failed",
        /// To the creator.
        PayoutPaid = "payout_paid",
        /// To the creator.
        PayoutFailed = "payout_failed",
        /// To the creator: the bank sent it back.
        PayoutReturned = "payout_returned",
        /// To the admins who look after money: something needs a person.
        MoneyAlarm = "money_alarm",
        /// To whom money was given that is not theirs: it is taken back.
        MoneyTakenBack = "money_taken_back",
        /// To whom money was taken from that they did not have to bear: it is given back.
        MoneyGivenBack = "money_given_back",
        /// To both sides and the admins who look after money: the payer's bank took a payment back.
        ChargebackOpened = "chargeback_opened",
        /// To the same: the bank decided for us.
        ChargebackWon = "chargeback_won",
        /// To the same: the bank decided for the payer.
        ChargebackLost = "chargeback_lost",
        /// To the other admins of a role: one of them wants to do something that takes two.
        ActProposed = "act_proposed",
        /// To the creator: a new account may be used from `due` on.
        PayoutAccountChanged = "payout_account_changed",
        /// To the creator: an agency wants his signature.
        AgencyAsked = "agency_asked",
        /// To the other side: what the creator or the agency did about it.
        AgencyAnswered = "agency_answered",
        /// To the creator: an agency bids in his name.
        AgencyBid = "agency_bid",
        /// An agency's share is free.
        AgencyShare = "agency_share",
        /// To those who manage members.
        MemberJoined = "member_joined",
        /// To the person: his role in an organisation is another one now.
        MemberRoleChanged = "member_role_changed",
        /// To the person.
        MemberRemoved = "member_removed",
        /// To the person.
        PasswordChanged = "password_changed",
        /// To the person.
        EmailChanged = "email_changed",
        /// To the person: the second factor was turned on.
        TotpOn = "totp_on",
        /// To the person: the second factor was turned off.
        TotpOff = "totp_off",
    }
}

impl NoticeKind {
    /// The names of the values that its words need: exactly these must be told. `brief`, `milestone`, `who`, `org` are texts, `role`, `clock` and
    /// `act` words (`Param::word` with `notices-role-…`, `clocks-…`, `admin-act-…`), `amount`, `back`, `gross`, `fee` and `share` are money, `due` a moment, `n` a number. `brief` is the brief's title, `who` the name of the other side.
    #[must_use]
    #[rustfmt::skip]
    pub const fn wants(self) -> &'static [&'static str] {
        match self {
            Self::BidPlaced | Self::AgencyBid => &["brief", "who", "amount"],
            Self::BidAwarded | Self::PackageOrdered | Self::BidOffered | Self::BidCountered | Self::BidAgreed | Self::ContractFundingWanted => &["brief", "who", "amount", "due"],
            Self::MessagePosted => &["brief", "who", "n"],
            Self::ExtensionTaken | Self::ExtensionAsked => &["brief", "milestone", "who", "n", "due"],
            Self::BidConfirmWanted => &["brief", "due"],
            Self::BidFinalist | Self::BidDeclined | Self::BidExpired | Self::BidOfferExpired | Self::BidLapsed | Self::BidAutoClosed | Self::BriefExpired
            | Self::BriefCancelled | Self::BriefFilled | Self::ContractExpired | Self::ContractCompleted | Self::BriefApproved | Self::RatingFlagged | Self::ShowMissed => &["brief"],
            Self::BriefRejected | Self::BriefStopped => &["brief", "reason"],
            Self::MilestoneStopped => &["brief", "milestone", "amount", "reason"],
            Self::SampleAddressed | Self::SampleShipped | Self::ShowRehearsal | Self::ShowStarted | Self::ShowEnded | Self::ShowHanded
            | Self::RatingGiven => &["brief", "who", "due"],
            Self::SampleFailed => &["brief", "who", "what", "due"],
            Self::MilestoneApprovedShared | Self::MilestoneAutoApprovedShared => &["brief", "milestone", "amount", "gross", "fee", "share", "due"],
            Self::SampleOverdue => &["brief", "clock"], Self::BriefsFound => &["brief", "n"],
            Self::ReportMade => &["reason"], Self::WebhookDead => &["host"],
            Self::UserMeasure => &["step", "reason"], Self::OrgMeasure => &["org", "step", "reason"],
            Self::AppealMade | Self::FilmUnreadable => &["what"],
            Self::VerificationAsked | Self::ChannelAsked | Self::CircleInvited | Self::CircleJoined | Self::CircleLetter | Self::CirclePoll | Self::AgencyAsked => &["who"],
            Self::AgencyAnswered => &["who", "what"],
            Self::VerificationAnswered | Self::ChannelAnswered => &["who", "what", "reason"],
            Self::ReportAnswered | Self::AppealAnswered => &["what", "reason"],
            Self::TierChanged => &["what", "tier", "due"],
            Self::PointsGiven => &["what", "n", "rule", "reason"],
            Self::BriefJudging => &["brief", "n", "due"],
            Self::MilestoneFunded | Self::AgencyShare | Self::MilestoneTipped | Self::DisputeOffered => &["brief", "milestone", "who", "amount"],
            Self::PrizeShared => &["brief", "amount", "due"],
            Self::MilestoneStarted | Self::MilestoneChangesRequested | Self::DisputeExtended | Self::ExtensionAgreed => &["brief", "milestone", "who", "due"],
            Self::MilestoneSubmitted => &["brief", "milestone", "who", "n", "amount", "due"],
            Self::MilestoneApproved | Self::MilestoneAutoApproved | Self::OrderAgreed | Self::OrderFundingWanted => &["brief", "milestone", "amount", "due"],
            Self::OpinionAsked | Self::OpinionGiven | Self::OrderLapsed | Self::OrderUnfunded
            | Self::MilestoneCancelled | Self::MilestoneStale | Self::MilestoneUnstarted | Self::DisputeEvidenceClosed => &["brief", "milestone"],
            Self::CancelRequested | Self::DisputeOpened | Self::OrderProposed => &["brief", "milestone", "who", "amount", "due"],
            Self::RemarkMade | Self::DisputeMoveRefused | Self::CancelRefused | Self::OrderRefused
            | Self::DisputeProposalAccepted | Self::DisputeAppealed | Self::DisputeWithdrawn
            | Self::DisputeAnswered | Self::DisputeEvidence | Self::DisputeMediationWanted => &["brief", "milestone", "who"],
            Self::DisputeSealed => &["brief", "milestone", "who", "n"],
            Self::DisputeMissed | Self::ExtensionRefused => &["brief", "milestone", "n"],
            Self::DisputeMediated | Self::DisputeOverdue | Self::DisputeCase => &["brief", "milestone", "due"],
            Self::DisputeProposed | Self::DisputeRuled | Self::DisputeFinal | Self::MilestoneCleared | Self::CancelAgreed => &["brief", "milestone", "amount"],
            Self::DisputeEnded => &["brief", "milestone", "amount", "back"],
            Self::DisputeMoveAsked => &["brief", "milestone", "who", "due", "reason"],
            Self::DisputeMoved => &["brief", "milestone", "due", "reason"],
            Self::RatingVisible | Self::RatingReplied | Self::RatingEditAsked | Self::BriefAsked | Self::BriefAnswered | Self::BriefInvited | Self::BriefInvitationDeclined | Self::SampleReceived => &["brief", "who"],
            Self::ClockReminder => &["brief", "clock", "due"], Self::FollowNews => &["n", "what"],
            Self::CheckoutPaid | Self::CheckoutFailed | Self::WithdrawalDone | Self::WithdrawalFailed | Self::PayoutPaid | Self::PayoutFailed
            | Self::PayoutReturned | Self::MoneyTakenBack | Self::MoneyGivenBack => &["amount"],
            Self::PayoutAccountChanged => &["due"], Self::MoneyAlarm => &["subject", "what"],
            Self::ActProposed => &["who", "act"],
            Self::ChargebackOpened | Self::ChargebackWon | Self::ChargebackLost => &["brief", "amount"],
            Self::MemberJoined => &["who", "org", "role"],
            Self::MemberRoleChanged => &["org", "role"], Self::MemberRemoved => &["org"],
            Self::PasswordChanged | Self::EmailChanged | Self::TotpOn | Self::TotpOff => &[],
        }
    }

    /// The picture that stands before it.
    #[must_use]
    #[rustfmt::skip]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::BidPlaced | Self::BidFinalist | Self::BidOffered | Self::BidCountered | Self::BidDeclined | Self::BidExpired | Self::BidOfferExpired | Self::BidAutoClosed | Self::BidConfirmWanted | Self::BidLapsed => "hand-coins",
            Self::BidAgreed | Self::BidAwarded | Self::PackageOrdered | Self::ContractCompleted | Self::ContractExpired => "handshake",
            Self::BriefJudging | Self::BriefExpired | Self::BriefCancelled | Self::BriefFilled | Self::BriefStopped | Self::BriefApproved | Self::BriefRejected => "file-text",
            Self::BriefsFound => "search",
            Self::BriefInvited | Self::BriefInvitationDeclined => "user-plus",
            Self::ContractFundingWanted | Self::OrderFundingWanted | Self::MilestoneFunded => "lock",
            Self::MilestoneStarted => "play",
            Self::MilestoneSubmitted | Self::SampleAddressed | Self::SampleShipped | Self::SampleReceived | Self::SampleFailed
            | Self::SampleOverdue => "package",
            Self::ShowRehearsal | Self::ShowStarted | Self::ShowEnded | Self::ShowHanded | Self::ShowMissed => "radio",
            Self::MilestoneChangesRequested => "rotate-ccw",
            Self::MilestoneApproved | Self::MilestoneAutoApproved | Self::MilestoneApprovedShared | Self::MilestoneAutoApprovedShared => "circle-check",
            Self::MilestoneCancelled | Self::MilestoneStale | Self::MilestoneUnstarted | Self::MilestoneStopped | Self::CancelAgreed => "ban",
            Self::BriefAsked | Self::BriefAnswered | Self::CancelRequested | Self::CancelRefused | Self::MessagePosted | Self::RemarkMade | Self::OpinionAsked | Self::OpinionGiven => "message-square",
            Self::ExtensionTaken | Self::ExtensionAsked | Self::ExtensionAgreed | Self::ExtensionRefused | Self::ClockReminder => "clock",
            Self::OrderProposed | Self::OrderAgreed | Self::OrderRefused | Self::OrderLapsed | Self::OrderUnfunded | Self::AgencyBid | Self::AgencyShare => "hand-coins",
            Self::DisputeOpened | Self::DisputeAnswered | Self::DisputeExtended | Self::DisputeMoveAsked | Self::DisputeMoveRefused
            | Self::DisputeMoved | Self::DisputeEvidence | Self::DisputeOffered | Self::DisputeSealed | Self::DisputeMissed
            | Self::DisputeMediationWanted | Self::DisputeMediated | Self::DisputeEvidenceClosed | Self::DisputeProposed
            | Self::DisputeProposalAccepted | Self::DisputeRuled | Self::DisputeFinal | Self::DisputeAppealed | Self::DisputeOverdue
            | Self::DisputeWithdrawn | Self::DisputeEnded | Self::DisputeCase => "message-square",
            Self::RatingGiven | Self::RatingVisible | Self::RatingReplied | Self::RatingEditAsked | Self::RatingFlagged | Self::TierChanged => "star",
            Self::ReportMade | Self::ReportAnswered | Self::AppealMade | Self::AppealAnswered | Self::FilmUnreadable => "triangle-alert",
            Self::WebhookDead => "link",
            Self::MilestoneCleared | Self::MilestoneTipped | Self::PrizeShared | Self::WithdrawalDone | Self::WithdrawalFailed | Self::MoneyTakenBack | Self::MoneyGivenBack => "wallet",
            Self::PayoutPaid | Self::PayoutFailed | Self::PayoutReturned | Self::PayoutAccountChanged | Self::MoneyAlarm => "landmark",
            Self::ActProposed => "list-checks",
            Self::CheckoutPaid | Self::CheckoutFailed | Self::ChargebackOpened | Self::ChargebackWon | Self::ChargebackLost => "credit-card",
            Self::MemberJoined | Self::MemberRoleChanged | Self::MemberRemoved | Self::CircleInvited | Self::CircleJoined | Self::CircleLetter
            | Self::CirclePoll | Self::FollowNews | Self::AgencyAsked | Self::AgencyAnswered => "users",
            Self::PasswordChanged | Self::EmailChanged | Self::TotpOn | Self::TotpOff | Self::UserMeasure | Self::OrgMeasure | Self::PointsGiven => "shield-check",
            Self::VerificationAsked | Self::VerificationAnswered | Self::ChannelAsked | Self::ChannelAnswered => "badge-check",
        }
    }

    /// The kind as it stands in text keys: `bid-placed`.
    #[must_use]
    pub fn key(self) -> String {
        self.word().replace('_', "-")
    }
}
