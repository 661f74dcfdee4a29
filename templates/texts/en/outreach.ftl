# Turning to strangers: how often merchants may, and creators who wish to hear from none.
settings-nav-outreach = Invitations
outreach-title = Invitations from strangers
outreach-text = A merchant may invite at most { $max } creators in 24 hours with whom it has no history. Whoever once bid on one of its briefs is no stranger and does not count.
outreach-wish = What I wish
outreach-closed = No invitations from strangers
outreach-closed-hint = Only merchants on whose briefs you once bid may invite you. You stay in the lists and can bid wherever you like.
outreach-save = Save
outreach-count = { $n } of { $max } in the last 24 hours
outreach-none = This concerns creators and merchants.
outreach-here = To creators with whom you have no history: { $n } of { $max } invitations in the last 24 hours.
flash-outreach-saved = Saved.
refusal-outreach-closed = This creator takes no invitations from merchants on whose briefs he has never bid.
refusal-outreach-too-many = You have invited { $max } creators with whom you have no history, as many as may be in 24 hours. The next is possible in { $hours } h.
