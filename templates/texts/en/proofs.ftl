# Proofs: what is published, and how to check.
proofs-title = Proofs
proofs-lead = Every minute all that was booked is sealed under one hash, and every night the minutes of the day under one that stands here. Whoever keeps a root from this page can tell later whether anything before it was rewritten.
proofs-how-title = Check your own deal
proofs-how-1 = Download the proof file on the page of your deal.
proofs-how-2 = Check it with the program, which is open to everybody. It needs no network and not our word:
proofs-command = vtask ledger prove proof-ctr_….json
proofs-how-3 = Compare the roots that it prints with the ones below, or with a copy that you kept.
proofs-days = Roots of days (UTC)
proofs-minutes = Roots of today, by minute
proofs-day = Day
proofs-minute = Minute
proofs-at = Sealed
proofs-leaves = Under it
proofs-root = Root
proofs-none-title = No day is closed yet
proofs-none-text = The root of a day stands here shortly after midnight UTC, once something was booked.
proofs-none-act = How the money is held
