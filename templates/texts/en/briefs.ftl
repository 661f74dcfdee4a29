# Words of briefs: the list, a brief's page, the composer.
briefs-title = Find briefs
briefs-open-count = { $n ->
    [0] No brief is open right now.
    [one] { $n } brief is open.
   *[other] { $n } briefs are open.
  }
briefs-kinds = Content forms
briefs-facets = Filter briefs
briefs-all = All
briefs-found = { $n ->
    [one] { $n } brief
   *[other] { $n } briefs
  }
briefs-clear = Clear all filters
briefs-dropped = These values mean nothing here and were left out: { $words }
briefs-none-title = No brief matches
briefs-none-text = Remove a filter to see more.
briefs-none-at-all-title = No brief is open right now
briefs-none-at-all-text = New briefs appear here as soon as a merchant publishes one.
briefs-sort-newest = Newest first
briefs-sort-deadline = Closing soon
briefs-sort-price_desc = Highest pay first
briefs-sort-price_asc = Lowest pay first
briefs-facet-platform = Platform
briefs-facet-category = Category
briefs-facet-language = Language of the content
briefs-facet-currency = Currency
briefs-facet-price = Pay for one place
briefs-facet-due = Deadline
briefs-currency-CNY = CNY
briefs-currency-USD = USD
briefs-currency-EUR = EUR
briefs-currency-GBP = GBP
briefs-currency-HKD = HKD
briefs-currency-JPY = JPY
briefs-currency-SGD = SGD
briefs-currency-AUD = AUD
briefs-due-any = Any time
briefs-due-within = Within { $n } days
briefs-chip-least = { $amount } or more
briefs-chip-most = { $amount } or less
briefs-verified = Verified merchant

briefs-state-draft = Draft
briefs-state-pending_review = In review
briefs-state-open = Open
briefs-state-paused = Paused
briefs-state-judging = Choosing
briefs-state-filled = Filled
briefs-state-closed = Closed
briefs-state-rejected = Rejected
briefs-state-expired = Expired
briefs-state-cancelled = Cancelled
briefs-state-stopped = Stopped

briefs-crumb = Briefs
briefs-crumb-mine = My briefs
briefs-published-on = Published { $date }
briefs-about = What is wanted
briefs-deliverables = What will be looked at
briefs-deliverables-none = The merchant gave no checklist. What is asked for stands above.
briefs-licence = What the merchant may do with it
briefs-pictures = Pictures
briefs-documents = Documents
briefs-terms = Terms
briefs-question = The merchant asks
briefs-question-hint = Answer this in your bid.
briefs-pay = Pay for one place
briefs-places = { $n ->
    [one] { $n } creator
   *[other] { $n } creators
  }
briefs-places-left = { $left } of { $n } places free
briefs-bids = { $n ->
    [0] no bids yet
    [one] { $n } bid
   *[other] { $n } bids
  }
briefs-bids-of = { $n } of at most { $cap }
briefs-rounds = { $n ->
    [0] none
    [one] { $n } round
   *[other] { $n } rounds
  }
briefs-row-places = Places
briefs-row-bids = Bids
briefs-row-deadline = Bids until
briefs-row-delivery = Time to deliver
briefs-row-review = The merchant looks for
briefs-row-rounds = Included changes
briefs-row-languages = Language of the content
briefs-row-category = Category
briefs-row-channels = Shown on
briefs-row-days = For
briefs-row-territory = Where
briefs-row-allowed = Beyond showing it
briefs-day-left-default = After that the merchant chooses for up to 7 days.
briefs-sealed = Bids are sealed: only the merchant and the bidder see price and text.
briefs-held = The merchant holds the whole price before you start. Silence after your delivery releases it.
briefs-how-held = How held funds work
briefs-place-bid = Place a bid
briefs-sign-in-to-bid = Sign in to bid
briefs-sign-up = New here? Sign up as a creator
briefs-become-creator = To bid, you need a creator’s profile.
briefs-open-until = Bids are open until
briefs-choosing-until = The merchant chooses until
briefs-choosing-default = If nobody is chosen by then, the brief expires.
briefs-closed-title = No more bids
briefs-ended-paused = The merchant has paused this brief. Running contracts go on; new bids are not taken for now.
briefs-ended-judging = The time for bids is over and the merchant is choosing.
briefs-ended-filled = Every place is taken. The brief stays readable.
briefs-ended-expired = The merchant chose nobody in time, so the brief expired.
briefs-ended-cancelled = The merchant cancelled this brief.
briefs-ended-stopped = This brief was stopped.
briefs-cancel-reason = The merchant’s reason
briefs-merchant = The merchant
briefs-merchant-since = On V-Task since { $date }
briefs-merchant-open = { $n ->
    [one] { $n } open brief
   *[other] { $n } open briefs
  }
briefs-manage-open = Bids come in until
briefs-manage-paused = Paused. The deadline stands still and moves by as long as the pause.
briefs-compare = Compare bids
briefs-pause = Pause
briefs-resume = Take bids again
briefs-extend = Take 7 more days
briefs-cancel = Cancel the brief
briefs-change = Change
briefs-change-note = This brief is open. What you save becomes a new version at once, and creators who have bid must confirm within 48 hours; bids that are not confirmed lapse.
briefs-change-save = Save the change
briefs-cancel-contracts = It cannot be cancelled while a contract runs.
briefs-edit = Go on writing

briefs-mine-title = My briefs
briefs-mine-text = Drafts, open briefs and those that ended.
briefs-mine-kinds = States
briefs-new = New brief
briefs-mine-none-title = No briefs yet
briefs-mine-none-text = Write what you want made. Only you see it until you publish.
briefs-mine-none-here = Nothing here
briefs-mine-taken = { $taken } of { $n } places taken
briefs-mine-begun = Begun
briefs-untitled = Untitled draft

briefs-new-title = New brief
briefs-new-text = Seven short steps. Everything is saved as you go and nobody sees it before you publish.
briefs-steps = Steps
briefs-step-form = Content
briefs-step-description = Description
briefs-step-deliverables = Checklist
briefs-step-platforms = Platforms
briefs-step-money = Money and dates
briefs-step-rights = Rights
briefs-step-files = Pictures
briefs-step-check = Check
briefs-step-form-title = What kind of content is it?
briefs-step-description-title = Say what you want
briefs-step-deliverables-title = What will you look at when it arrives?
briefs-step-platforms-title = Where will it be shown?
briefs-step-money-title = Money, places and dates
briefs-step-rights-title = What may you do with it?
briefs-step-files-title = Pictures and documents
briefs-save-next = Save and continue
briefs-save-check = Check your answers
briefs-back = Back
briefs-draft-keep = The draft waits under My briefs.
briefs-field-org = Merchant
briefs-choose = Choose
briefs-field-kind = How places are given
briefs-kind-open-bid = Open bidding
briefs-kind-open-bid-hint = Creators send sealed bids with their price; you choose.
briefs-field-content-form = Content form
briefs-form-image_set-hint = A set of pictures with a caption
briefs-form-short_video-hint = Up to a few minutes, upright or wide
briefs-form-article-hint = A text, long or short
briefs-form-live-hint = A session at a fixed time
briefs-form-audio-hint = A podcast, a voice, a piece of music
briefs-form-review-hint = A product tried and judged
briefs-form-other-hint = Anything else
briefs-field-category = Category
briefs-field-starter = Start from an example
briefs-starter-hint = Fills description and checklist with words to write over.
briefs-starter-none = An empty page
briefs-starter-image_set = Pictures of a product
briefs-starter-short_video = A short video
briefs-starter-article = An article
briefs-starter-review = A product review
briefs-field-title = Title
briefs-title-hint = What, how many, what is special: “Autumn gaiwan set: six photos and a 45-second video”.
briefs-field-body = Description
briefs-body-hint = Product, setting, tone, what you send, what must not be missing.
briefs-field-point = Checklist
briefs-points-hint = Must: a delivery that lacks it may be sent back. Should: welcome, but no reason to send it back. Must not: what has no place in the work.
briefs-point-level = Weight of point { $n }
briefs-point-text = Point { $n }
briefs-point-add = Add a point
briefs-point-remove = Remove point { $n }
briefs-checks-hint = Each point gets a short id such as A1. Deliveries and change requests cite it, so nothing can be asked for later that is not here.
briefs-field-platforms = Platforms
briefs-field-languages = Languages of the content
briefs-field-price-min = Pay for one place, from
briefs-field-price-max = to
briefs-price-min-hint = The price that creators bid. Our fee comes on top; you see it before you pay.
briefs-price-max-hint = Leave empty for a fixed price.
briefs-field-budget = Pay for one place
briefs-field-places = Creators wanted
briefs-field-bid-deadline = Bids until the end of
briefs-deadline-hint = After that you have 7 days to choose.
briefs-field-delivery-days = Days to deliver
briefs-delivery-hint = Counted from the start of the work.
briefs-field-review-days = Days to look at a delivery
briefs-review-hint = 3 to 14. If you say nothing in that time, it counts as accepted and the money is released.
briefs-field-rounds = Included rounds of changes
briefs-field-bid-cap = Stop taking bids at
briefs-field-channels = You may show it on
briefs-field-licence-days = For how many days
briefs-field-territory = Where in the world
briefs-territory-hint = Leave empty for worldwide.
briefs-worldwide = Worldwide
briefs-rights-more = Beyond showing it
briefs-rights-more-hint = Each of these is no unless you ask for it. Creators see your choice and price it.
briefs-field-allowed = Beyond showing it
briefs-right-editing = Cut and change it
briefs-right-likeness = Use the person’s likeness elsewhere
briefs-right-voice = Make or copy the voice
briefs-right-ai-training = Train models on it
briefs-right-none = Nothing more
briefs-field-question = Question to every bidder
briefs-question-of-hint = Answered in each bid.
briefs-no-question = No question
briefs-nothing-yet = Nothing yet
briefs-list-comma = {", "}
briefs-files-text = Up to { $max } files: pictures (JPEG, PNG, WebP, GIF) and documents (PDF, DOCX, TXT, ZIP). The first picture stands in the list. Everybody can see them once you publish.
briefs-field-file = Add pictures or documents
briefs-file-add = Add
briefs-file-remove = Remove { $name }
briefs-file-first = Stands in the list
briefs-files-full = No room for more files. Remove one to add another.
briefs-check-title = Check your answers
briefs-check-text = This is what creators will read. You can still change it after publishing; creators who have bid then confirm again.
briefs-check-missing = Before you can publish
briefs-problem = { $field }: { $message }
briefs-publish = Publish
briefs-publish-text = The brief is open at once and bids come in. Publishing costs nothing; you pay when you choose somebody.
briefs-published-title = Your brief is open
briefs-published-text = Creators can bid now. We tell you about every bid.
briefs-published-next = What happens next
briefs-published-1 = Bids arrive, sealed. You can decline or shortlist them at any time.
briefs-published-2 = Choosing a bid makes a contract. You then have 72 hours to hold the price.
briefs-published-3 = Work starts when the money is held, and is paid when you accept it.
briefs-see = See the brief
briefs-cancel-title = Cancel this brief
briefs-cancel-text = It takes no more bids and cannot be opened again. Everybody can read your reason.
briefs-cancel-bids = { $n ->
    [0] Nobody has bid yet.
    [one] { $n } bid ends without cost to the creator.
   *[other] { $n } bids end without cost to the creators.
  }
briefs-field-reason = Reason
briefs-cancel-keep = Keep it

flash-briefs-paused = The brief is paused.
flash-briefs-changed = The brief is changed. Creators who have bid are asked to confirm.
flash-briefs-resumed = The brief takes bids again.
flash-briefs-extended = You have seven more days to choose.
flash-briefs-cancelled = The brief is cancelled.
flash-briefs-file-added = The file is saved.
flash-briefs-file-removed = The file is removed.

error-too-many = Use at most { $max }.
refusal-brief-too-many-open = You have { $max } open briefs, the most a merchant may have. Wait until one is filled, or cancel one.
refusal-brief-has-contracts = A contract of this brief is running, so it cannot be cancelled.
refusal-brief-extended-once = The time to choose was extended once already.
refusal-brief-no-place = Every place of this brief is taken.
refusal-brief-bid-cap = The merchant takes no more bids on this brief.
refusal-brief-too-many-files = A brief has room for { $max } files. Remove one first.
refusal-brief-merchants-only = Only merchants write briefs. This account belongs to none.

# Questions and invitations.
briefs-visitor = A visitor
briefs-questions = Public questions
briefs-questions-none = Nobody has asked yet.
briefs-ask = Ask the merchant
briefs-ask-hint = Everybody who sees the brief reads question and answer. Leave out contact details.
briefs-ask-send = Ask
briefs-ask-sign-in = Sign in to ask
briefs-answer = Answer
briefs-answer-of = The merchant
briefs-answer-title = Answer a question
briefs-answer-text = The answer is public and cannot be changed later.
briefs-answer-words = Answer
briefs-answer-send = Publish answer
briefs-invite = Invite to a brief
briefs-invite-title = Invite { $name }
briefs-invite-text = The creator is told, and bids or declines.
briefs-invite-to = To which brief
briefs-invite-none = No brief to invite to
briefs-invite-none-text = Creators can be invited to drafts, open and paused briefs.
briefs-invite-whom = The creator’s handle
briefs-invite-whom-hint = What stands after @ on the creator’s page.
briefs-invitations = Invitations
briefs-invitations-text = Invited creators are told. You still choose among the bids.
briefs-invitations-direct = A direct brief is for one creator. If that one declines, you can invite another.
briefs-invitations-draft = Invited creators are told when the brief is published.
briefs-invitations-none = Nobody is invited yet
briefs-invitations-none-text = Press “Invite to a brief” on a creator’s page, or enter a handle here.
briefs-invitation-sent = Invited
briefs-invitation-no = Declined
briefs-invited-by = { $name } invites you to bid.
briefs-decline-invitation = Decline the invitation
briefs-published-invite = Only invited creators see this brief. Invite at least one.
briefs-field-visibility = Who sees it
briefs-visibility-public = Everybody
briefs-visibility-public-hint = Everybody finds it, every creator may bid.
briefs-visibility-invite-only = Invited only
briefs-visibility-invite-only-hint = Only creators whom you invite see it and bid.
briefs-kind-direct = Direct
briefs-kind-direct-hint = For one creator whom you invite. The creator bids, and you can negotiate.
flash-briefs-asked = Asked. The merchant was told.
flash-briefs-answered = Your answer is published.
flash-briefs-invited = Invited.
flash-briefs-invitation-declined = You declined the invitation.
refusal-brief-one-creator = A direct brief is for one creator only.
refusal-brief-too-many-invited = At most { $max } creators can be invited to a brief.
error-creator = There is no such creator.
briefs-kind-fixed-slots = Fixed price
briefs-kind-fixed-slots-hint = One price, so many places. You choose, or who comes first gets a place.
briefs-field-slots = Who gets a place
briefs-slots-hint = First come: a creator’s bid makes the contract at once, until every place is taken.
briefs-slots-chosen = Whom the merchant chooses
briefs-slots-first_come = Who comes first
briefs-field-price-fixed = Price of a place
briefs-price-fixed-hint = The same for every place; creators bid exactly this.
briefs-take-place = Take a place
briefs-start-rule = Work is started within 48 hours after the money is held. Otherwise the contract ends, the money goes back to the merchant, and the place is free again.
error-fixed = Places at a fixed price have one price.
