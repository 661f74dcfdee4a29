# Bids.
bids-new-title = Bid
bids-edit-title = Change your bid
bids-for = { $org }: { $title }
bids-budget = Budget
bids-brief-days = Time for the work
bids-brief-review = Time to review
bids-brief-rounds = Included changes
bids-deadline = Bids close
bids-price = Price
bids-price-hint = What the merchant sees. Your fee is taken from it.
bids-show-take-home = Show my take-home
bids-your-fee = Your fee ({ $rate })
bids-take-home = You take home
bids-merchant-pays = The merchant pays, with his fee
bids-with-fee = With fee
bids-days = Days of work
bids-in-days = { $n ->
    [one] in { $n } day
   *[other] in { $n } days
  }
bids-days-unit = days
bids-days-hint = Counted from the day you start.
bids-rounds = Rounds of changes
bids-rounds-unit = rounds
bids-rounds-hint = Included in the price.
bids-rounds-n = { $n ->
    [0] none
    [one] { $n } round
   *[other] { $n } rounds
  }
bids-answer-hint = What the merchant wants to know first.
bids-message = Message
bids-message-hint = How you would do it, and what you have done that is like it.
bids-channel = Channel
bids-channel-hint = Where people would see the work.
bids-channel-none = Not tied to one
bids-picks = Chosen works
bids-picks-hint = Up to { $max } pictures of your portfolio, shown beside your words.
bids-sealed = Bids are sealed: only this merchant sees your price and words. Yours binds you for 7 days; if the merchant awards it as it is, you have a contract.
bids-send = Send bid
bids-save = Save changes
bids-sending = Sending…
bids-back = Back
bids-yours = Your bid
bids-bid-of = Bid of { $name }
bids-bidder = Creator
bids-placed-at = Sent
bids-binds-until = Valid until
bids-to-contract = Open the contract
bids-declined-because = Declined because of:
bids-record = Record
bids-settled-n = { $n ->
    [0] No finished work yet
    [one] { $n } finished
   *[other] { $n } finished
  }
bids-in-time = Delivered in time
bids-of = { $part } of { $whole }
bids-of-all = { $part } like this, { $whole } in all
bids-alike = Finished
bids-followers = Followers, as stated
bids-no-record = none yet
bids-award = Award
bids-star = Star
bids-starred = Starred
bids-star-row = Star
bids-note = Your notes
bids-note-on = Notes on the bid of { $name }
bids-note-text = Only your people read this; the creator never sees notes or stars.
bids-note-write = Write a note
bids-note-change = Change the note
bids-note-save = Save the note
flash-bids-noted = The note is saved.
bids-shortlist = Shortlist
bids-edit = Change bid
bids-withdraw = Withdraw bid
bids-open = Open
bids-decline = Decline
bids-decline-why = Reason
bids-decline-note = In your words
bids-decline-note-hint = The creator sees this.
bids-decline-send = Decline this bid
bids-reason-price = price
bids-reason-timing = timing
bids-reason-fit = style or audience
bids-reason-quality_of_bid = not enough in the bid
bids-reason-chosen_other = somebody else was chosen
bids-reason-other = something else
bids-state-submitted = Sent
bids-state-shortlisted = Shortlisted
bids-state-accepted = Awarded
bids-state-declined = Declined
bids-state-withdrawn = Withdrawn
bids-state-expired = Expired
bids-state-auto_closed = Closed
bids-state-lapsed = Lapsed
bids-confirm-yours = The brief changed after you bid. Read it, then change or save your bid to confirm it; unconfirmed bids lapse after 48 hours.
bids-confirm-theirs = The brief changed after this bid came. It can be awarded once the creator has confirmed it.
bids-to-brief = Read the brief
bids-valid = Valid
bids-views = Lists of bids
bids-view-live = Live
bids-view-ended = Ended
bids-quota = { $n } of at most { $max } live bids.
bids-empty = Your bids appear here
bids-empty-text = Find a brief that fits and offer. Each merchant sees only the bid you send to that brief.
bids-empty-ended = No bid has ended yet
bids-browse = Find briefs
bids-compare-title = Compare bids
bids-compare-text = { $n ->
    [one] { $n } live bid
   *[other] { $n } live bids
  }, { $places ->
    [one] { $places } place left
   *[other] { $places } places left
  }.
bids-hide-prices = Hide prices
bids-show-prices = Show prices
bids-flag-slow = longer than you asked for
bids-flag-rounds = fewer than you asked for
bids-none = No bids yet
bids-none-text = Bids stand here side by side when they come, and you are told of each.
bids-to-creators = Look at creators
bids-others = Other bids
bids-ended = Bids that ended

bids-state-offered = Offer by the merchant
bids-state-countered = Offer by the creator
bids-talks = Negotiation
bids-talks-none = Award the bid as it is, or name other terms. When the other side accepts, the contract is made on them.
bids-turn-mine = { $name } names other terms
bids-turn-theirs = Waiting for the other side
bids-offer-until = This offer holds until
bids-turn-zero = The bid
bids-turn-own = Your offer
bids-turn-other = { $name }’s offer
bids-was-now = { $what }: { $was } → { $now }
bids-is = { $what }: { $now }
bids-same = Same terms
bids-counter = Name other terms
bids-counter-hint = At most { $max } offers from both sides together, { $left } left. Each holds for 72 hours; when the other side accepts it, the contract is made.
bids-turns-used = { $max } offers were made. The terms on the table can be accepted, or the bid ends.
bids-offer-price = Price
bids-offer-note = Note
bids-offer-note-hint = Only the other side reads it.
bids-offer-quote = Show amounts
bids-offer-send = Send offer
bids-accept = Accept terms
bids-refuse = Withdraw instead
bids-quote-both = The creator gets { $home }, the merchant pays { $total }.

bids-first-come = First come: as long as there is a place, sending makes the contract, and the merchant holds the money next. Start within 48 hours after that.

flash-bids-placed = Your bid is sent.
flash-bids-edited = Your bid is changed and valid for 7 days from now.
flash-bids-withdrawn = Your bid is withdrawn.
flash-bids-shortlisted = The bid is on your shortlist.
flash-bids-declined = The creator was told.

error-price-range = Enter an amount within the brief's budget: { $min } to { $max }.
refusal-bid-own-brief = You cannot bid on a brief of your own organisation.
refusal-bid-quota = You may have { $max } live bids at once. Withdraw one, or wait for an answer.
refusal-bid-already = You have a bid on this brief. You can change it.
refusal-bid-unconfirmed = The brief changed, and the creator has not confirmed the bid yet.
refusal-bid-turns-used = At most { $max } offers may be made on a bid by both sides. Accept the terms on the table, or end the bid.
flash-bids-offered = Your offer is sent and holds for 72 hours.
bids-pieces = Pieces
bids-pieces-hint = How many you will make, 1 to 12. Each is a part of its own: delivered, looked at and paid by itself.
bids-price-pieces-hint = For all pieces together: the price of one times how many you make.
error-pieces = Enter a price that is { $n } times the price of one piece.
bids-commit = Proof of your entry
bids-commit-text = This SHA-256 was made when you sent the entry and stands in the audit log. Whoever is shown the text below can check that you had entered it by then.
bids-commit-show = The text that was hashed
bids-entry-until = Your entry stands until
bids-entry-default = If nobody has won by then, the prize is split.
bids-name-finalist = Name as finalist
bids-blind = Entries are blind: only you and the merchant see yours. You get a hash that proves what you entered, and when.
bids-time = Which time
bids-show-at = Live at
bids-pick = Choose
bids-award-picked = Award all chosen
bids-award-picked-hint = Each becomes a contract on the terms of its bid; then you fund all of them with one payment.
bids-agents-title = Bid for your creators
bids-agents-rows = A bid for each creator
bids-agents-rows-hint = Leave the price empty for those who shall not bid. What cannot be placed is shown again with its reason; the others are placed.
bids-agents-message-hint = Every bid says this. Each creator is told what was bid in their name.
bids-agents-send = Place the bids
bids-agents-none = Nobody on your roster lets you bid
bids-agents-none-text = A creator who signs your terms with “bid” in them appears here.
bids-agents-has-bid = A bid is placed
bids-agents-placed = { $n ->
    [one] { $n } bid is placed, and its creator is told. What could not be placed stands below.
   *[other] { $n } bids are placed, and each creator is told. What could not be placed stands below.
  }
flash-bids-placed-for = The bids are placed. Each creator is told.
refusal-bid-unseen = This creator cannot see the brief.
