# Mails, and the page that shows them in a demo.
mails-foot = You get this mail because of your account at V-Task. Nobody reads answers to it.
mails-hello = Hello { $name },
mails-hello-there = Hello,
mails-link = If the link does not open, copy this address:
mails-hours = { $hours ->
    [one] The link works for one hour, once.
   *[other] The link works for { $hours } hours, once.
  }
mails-days = { $days ->
    [one] The invitation is open for one day.
   *[other] The invitation is open for { $days } days.
  }
mails-confirm-subject = Confirm your address
mails-confirm-body = One step is left: confirm that this address is yours. Until then you can look around, but neither bid nor publish.
mails-confirm-act = Confirm the address
mails-confirm-not-you = If you did not sign up, do nothing and the account stays unusable.
mails-reset-subject = Set a new password
mails-reset-body = Somebody asked to set a new password for this address. If it was you, choose it here.
mails-reset-act = Set a new password
mails-reset-not-you = If it was not you, do nothing: your password stays as it is.
mails-change-email-subject = Confirm your new address
mails-change-email-body = You want to sign in with this address from now on. Confirm that it is yours; the old one works until then.
mails-change-email-act = Use this address
mails-change-email-not-you = If you did not ask for this, do nothing.
mails-invitation-subject = Join { $org } on V-Task
mails-invitation-body = { $who } invites you to { $org }. Your role there would be: { $role }.
mails-invitation-act = See the invitation
mails-invitation-not-you = If you do not know { $org }, do nothing.
mails-notice-act = See what is to do
mails-notice-open = Open it
mails-dev-title = Mails of this demo
mails-dev-text = Nothing leaves this machine. Each mail is shown as its reader would get it.
mails-dev-empty = No mails yet
mails-dev-empty-text = Sign up, bid or fund something, and its mails stand here.
mails-dev-to = To
mails-dev-at = Written
mails-dev-state = State
mails-dev-state-queued = waiting
mails-dev-state-sending = on its way
mails-dev-state-sent = sent
mails-dev-state-parked = given up
mails-dev-subject = Subject
mails-dev-body = The text
mails-dev-html = The HTML, as source
mails-dev-broken = This mail cannot be rendered.
mails-known-subject = You have an account already
mails-known-body = Somebody wanted to use this address for a V-Task account. It has one already, so nothing was changed.
mails-known-act = Sign in
mails-known-not-you = If it was not you, do nothing.
mails-address-changed-subject = Your address was changed
mails-address-changed-body = Your V-Task account uses another address from now on. Mails no longer come here.
mails-address-changed-not-you = If it was not you, write to the operators of this site at once.
mails-daily-subject = Books of { $day }: { $root }
mails-daily-empty = No day is sealed yet: nothing was booked.
mails-daily-root = Root of the books on { $day }. Keep this mail: it proves that nothing up to then was rewritten since.
mails-daily-before = It follows on { $root }.
mails-daily-fuse = A fuse is blown: { $why }
mails-daily-old = The book is from a backup. Nothing is sent out until `vtask reconcile --full` was run.
mails-daily-still = { $count ->
    [one] One operation at the payment provider waits for a person.
   *[other] { $count } operations at the payment provider wait for a person.
  }
mails-daily-fine = No fuse is blown, and nothing at the payment provider waits for a person.
mails-daily-act = Published roots
mails-digest-subject = { $n ->
    [one] Your day on V-Task: one thing
   *[other] Your day on V-Task: { $n } things
  }
mails-digest-change = Choose what comes by mail
