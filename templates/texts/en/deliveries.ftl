# Handing in the work, and wanting it changed.
deliveries-title = Deliver version { $n }
deliveries-lead = { $merchant } has { $days ->
    [one] one day
   *[other] { $days } days
  } to look at it. Accepted, or without a word by then, { $amount } is released to you.
deliveries-due = Due
deliveries-asked = What was asked for after version { $n }
deliveries-files = Files
deliveries-files-hint = Pictures, films, sounds, PDF, Word, PowerPoint, Excel, text or ZIP; up to 20 at once, 200 MiB each.
deliveries-here = Files that are here already
deliveries-here-hint = Tick what belongs to this version.
deliveries-of-before = in the version before
deliveries-links = Links
deliveries-links-hint = Full https addresses, one a line. The merchant can open them at once.
deliveries-note = A word about it
deliveries-note-hint = What is new, and where to look first.
deliveries-self-check = Your own look at the checklist
deliveries-self-check-hint = Tick what this version fulfils. The merchant sees it beside your files.
deliveries-frozen = The version is frozen when you send it. { $merchant } sees previews of pictures; the originals unlock when the work is accepted.
deliveries-send = Deliver version { $n }
deliveries-sending = Sending…
deliveries-back = Back to the contract
deliveries-only-upload = Send files in several goes
deliveries-only-upload-text = Files sent here wait on this page until you deliver them. Nobody else sees them before. Words typed above are not kept.
deliveries-upload = Send the files
deliveries-change-crumb = Ask for changes
deliveries-change-title = Ask for changes to version { $n }
deliveries-change-lead = Say what should be different, beside the point of the agreement that it is about. { $creator } then delivers the next version.
deliveries-rounds = { $n ->
    [one] This is the last round of changes that the price includes.
   *[other] { $n } rounds of changes are left, this one included.
  }
deliveries-change-points = What was agreed
deliveries-change-points-hint = Leave empty what is good.
deliveries-change-no-points = This deal has no checklist, so there is nothing that changes could be held against. Accept the work, or ask to end this part of the deal.
deliveries-extra = Something outside of the agreement
deliveries-extra-hint = { $creator } may do it as a courtesy, but need not.
deliveries-extra-mark = Outside of the agreement:
deliveries-change-send = Ask for these changes

flash-deliveries-posted = Delivered. The merchant was told.
flash-deliveries-files-added = The files are here. Tick them and deliver.
flash-deliveries-changes-asked = The changes are asked for. The creator was told.

error-nothing-handed-in = Choose at least one file or give a link.
error-too-many-items = At most { $max } at once.
error-no-wishes = Say what should be different.

refusal-change-uncited = Nothing here is about a point that was agreed. Say beside a point of the checklist what should be different; anything else is extra work.
refusal-file-locked = The original unlocks when the work is accepted. There is no preview of this type of file.
deliveries-extra-offer = Propose it as extra work for a price
remarks-title = Remarks
remarks-no = Remark { $n }
remarks-resolved = Remark { $n }, resolved
remarks-open = { $n ->
    [one] One open
   *[other] { $n } open
  }
remarks-new = Make a remark
remarks-none = Point at a place in the work and say what you think of it. The other side sees it at once.
remarks-tap = Tap on the picture where it is.
remarks-x = From the left
remarks-y = From the top
remarks-second = At second
remarks-text = What do you want to say about it
remarks-send = Send remark
remarks-reply = Reply
remarks-answer = Your reply
remarks-resolve = Resolve
remarks-reopen = Open again
remarks-of-version = Made on version { $n }
remarks-at-second = { $name }, at { $at }
remarks-to-change = Ticked remarks go into the request, each with its place.
flash-remark-made = Remark sent.
flash-remark-answered = Reply sent.
flash-remark-resolved = Remark resolved.
flash-remark-reopened = Remark open again.
refusal-remark-full = There are too many remarks here already. Answer or resolve those that there are.
deliveries-resume-waiting = The connection is gone. It goes on by itself, at
refusal-upload-offset = The sender and the server do not agree where the file goes on. Ask how far it has come, then go on from there.
deliveries-hint-count = Counted { $have }, agreed { $want }
deliveries-hint-shape = { $have } have the shape { $want }
deliveries-hint-size = { $have } have at least { $want } px
deliveries-hint-length = { $have } s long, agreed { $want } s
deliveries-hint-sound = { $have } of { $want } with sound
deliveries-hint-said = The note says “{ $want }”
deliveries-hint-unsaid = The note does not say “{ $want }”
