# Words of calendar and capacity.
capacity-title = Calendar and capacity
capacity-lead = What is due, when you are away, and how much you take on at once. Others read from when on you take new work. While you are away or fully booked nobody orders a package of yours; asking you stays possible.
capacity-nav = Calendar
capacity-due = Due
capacity-nothing-due = Nothing is due
capacity-not-begun = not begun, takes { $n ->
    [one] { $n } day
   *[other] { $n } days
  }
capacity-late = overdue
capacity-live = live show
capacity-clashes = on a blocked day
capacity-feed = All deadlines in the calendar of your phone
capacity-blocked = Blocked days
capacity-first = First day
capacity-last = Last day
capacity-last-hint = Leave empty for one day.
capacity-note = Note
capacity-note-hint = For your own eyes.
capacity-block = Block days
capacity-free = Free these days
capacity-at-once = Capacity
capacity-deals = Deals at once
capacity-deals-hint = Leave empty if you do not want to say. { $n ->
    [0] No deal is running now.
    [one] { $n } deal is running now.
   *[other] { $n } deals are running now.
  }
capacity-over = { $deals } deals are running, and you wanted { $most } at most.
capacity-label = New work
capacity-now = Takes new work now.
capacity-from-blocked = Away now. Takes new work from { $date }.
capacity-from-full = Fully booked now. Takes new work from { $date }.
capacity-never = Takes no new work within a year.
capacity-clash = If you began today, it would be due on { $date }. That clashes:
capacity-clash-blocked = Days that you blocked
capacity-clash-full = It would be { $deals } deals at once; you take on { $most }.

flash-capacity-saved = Your capacity is saved.
flash-capacity-blocked = The days are blocked.
flash-capacity-freed = The days are free again.
error-day-past = Choose today or a later day.
error-day-order = The last day lies before the first.
error-day-far = Choose a day within a year.
refusal-calendar-full = A calendar has room for { $max } stretches of days. Free one first.
match-missing-blocked = away now
match-missing-full = fully booked now
