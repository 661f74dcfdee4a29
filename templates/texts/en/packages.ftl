# Packages: a creator’s rate card, and ordering from it.
packages-title = Packages
packages-lead = Done at this price, on these terms. An order makes the contract; work begins once the money is held.
packages-own-lead = Your rate card, up to { $max } packages. Merchants order them as they stand, without a brief and without bargaining; you start when the money is held.
packages-none = No packages yet
packages-none-text = Say what you do at which price, and merchants order it in one step.
packages-add = Add a package
packages-edit = Change the package
packages-back = Back
packages-turn-off = Take no orders for now
packages-turn-on = Take orders again
packages-is-off = Takes no orders
packages-remove = Remove { $name }
packages-full = The rate card is full. Remove a package to add another.
packages-order = Order
packages-days = { $n ->
    [one] ready in { $n } day
   *[other] ready in { $n } days
  }
packages-rounds = { $n ->
    [0] no rounds of changes
    [one] { $n } round of changes
   *[other] { $n } rounds of changes
  }
packages-licence = { $n ->
    [one] may be used for { $n } day
   *[other] may be used for { $n } days
  }
packages-per-week = { $n ->
    [one] { $n } order a week
   *[other] at most { $n } orders a week
  }
packages-low = For such work this market recommends { $least } or more. You may ask for less.
packages-field-title = Title
packages-title-hint = What a merchant gets, in a line: one short film, 30 seconds, with captions.
packages-field-text = What is included
packages-text-hint = How it is made, how long or how many, what the merchant gets and what not.
packages-field-needs = What you need to know
packages-needs-hint = Asked of whoever orders: the product, a link, words that must be said.
packages-field-form = Content form
packages-field-category = Category
packages-field-platforms = Platforms
packages-field-languages = Languages
packages-field-checklist = What is checked on delivery
packages-checklist-hint = One point a line. Each of them binds.
packages-field-price = Price
packages-field-days = Time for the work, once started
packages-field-rounds = Rounds of changes
packages-field-licence = The work may be used for
packages-field-per-week = Orders in seven days at most

orders-title = Order
orders-heading = Order from { $name }
orders-lead = Brief, bid and contract are made in one step, on the words below.
orders-field-org = For which organisation
orders-answer-hint = { $name } needs this to begin.
orders-field-note = A note
orders-terms-note = What you and the creator would sign, for { $org }: price, fees, days, rounds and rights. It gets its number and its date when you order.
orders-note = Ordering moves no money. Fund the contract within 72 hours; then the creator begins, and your money is held until you accept the work.
orders-send = Order from { $name }
orders-changed = The package has changed
orders-changed-text = You saw an older version. Look at what differs; ordering now takes what holds now.
orders-now = Now
orders-seen = As you saw it

flash-packages-saved = The package is saved.
flash-packages-on = The package can be ordered.
flash-packages-off = The package takes no orders for now.
flash-packages-removed = The package is gone. Deals that came of it go on.
flash-orders-made = Ordered. The contract is made and waits for its money.

refusal-package-too-many = A rate card has room for { $max } packages. Remove one first.
refusal-package-closed = This package takes no orders now.
refusal-package-unavailable = The creator takes no new work now. The profile says from when on; until then, invite to a brief.
refusal-package-week-full = This package takes { $max } orders in seven days, and they are taken. Try again in a few days.
refusal-order-unpaid = { $max } orders of this organisation wait for their money. Fund one, or let it run out.
refusal-order-flagged = A moderator would have to read these words before they open. Publish a brief instead, or say it differently.
