# What a creator's record is worth.
tiers-title = Your tier
tiers-why = Why this tier?
tiers-start = Starting
tiers-proven = Proven
tiers-trusted = Trusted
tiers-own = Your tier: { $tier }
tiers-how = Looked at each day. It rises at once when everything is met, and falls { $n } days after something is not. Nothing else counts, and none of it is for sale.
tiers-falls = Your record is below this tier. You keep it until
tiers-kept-from = Your record reaches “{ $tier }”. { $n } rule points keep it down until they lapse.
tiers-gives = What it gives
tiers-quota = Live bids at once
tiers-clearance = Money clears in
tiers-clearance-how = By your record, not by your tier: { $settled } settled milestones, { $lost } disputes lost in a year.
tiers-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
tiers-row = { $quota } live bids, fee { $fee }
tiers-here = You are here
tiers-next = To reach “{ $tier }”
tiers-keeps = To keep what you have
tiers-metric-settled = Milestones settled
tiers-metric-on_time = Delivered on time, of the last 100 in a year
tiers-metric-rating = Reputation
tiers-metric-ratings = Ratings
tiers-metric-lost = Disputes lost by a ruling, in a year
tiers-none-yet = none yet
tiers-at-least = at least { $n }
tiers-at-most = at most { $n }
tiers-points-title = Rule points
tiers-points-how = From 4 points on the tier is at most “Proven”, from 8 on “Starting”. Points lapse after 180 days.
tiers-points-none = No points.
tiers-points = { $n ->
    [one] 1 point
   *[other] { $n } points
}
tiers-lapses = Lapses
tiers-lapsed = Lapsed
tiers-ended = Taken back
tiers-end = Take back
tiers-give = Give points
tiers-conduct = Rule that was broken
tiers-conduct-off_platform = Deals or payment outside
tiers-conduct-rating_trade = Trading ratings
tiers-conduct-fake_numbers = Made-up numbers
tiers-conduct-copied_work = Somebody else’s work
tiers-conduct-hidden_ad = Hidden advertising
tiers-conduct-no_show = Took work and disappeared
tiers-conduct-abuse = Insults or threats
tiers-conduct-spam = The same bid on everything
tiers-told-up = You have reached this tier
tiers-told-down = You are in this tier now
tiers-told-grace = You keep this tier for 60 days although your record is below it
tiers-told-points = Points were given
tiers-told-points-ended = Points were taken back
flash-points-given = The points are given, and the person is told.
flash-points-ended = The points are taken back, and the person is told.
tiers-card-on_time = Delivered on time
tiers-card-deliver = Median time to deliver
tiers-card-award = Briefs with bids that led to a deal
tiers-card-review = Median time to look at a delivery
tiers-card-silent = Accepted by the clock
tiers-card-n = of { $n }
