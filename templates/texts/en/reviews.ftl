# Reviews by moderators.
desk-briefs = Flagged briefs
briefs-findings = This may break a rule
briefs-flags = { $n ->
    [one] One finding
   *[other] { $n } findings
}
briefs-queue-none = No brief waits.
briefs-approve = Let it open
briefs-reject = Refuse it
briefs-reject-why = Why it is refused
briefs-reject-banned_goods = Goods or services that are not taken here
briefs-reject-absolute_claims = Absolute claims
briefs-reject-hidden_ad = It asks to hide that it is an ad
briefs-reject-contact_details = Contact details
briefs-reject-misleading = Misleading
briefs-reject-spam = Spam
briefs-reject-other = Another reason
briefs-in-review = A moderator reads it before it opens. The deadline for bids moves by as long as that takes.
briefs-is-rejected = A moderator refused it. Change it and send it off again.
admin-queue-briefs = Flagged briefs that wait for a moderator: { $n }
flash-brief-judged = It is decided, and the organisation is told.
briefs-moderate = On the desk
briefs-stop-reason = Why it was stopped
