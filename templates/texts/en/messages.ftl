# Messages: what the two sides of a deal write to each other.
messages-title = Messages
messages-with = Messages with { $name }
messages-lead = What you write stays as it is and counts as evidence. If something was wrong, correct it: both stand.
messages-write = Write to { $name }
messages-hint = The other side hears of it at once here, and by one mail if nobody looks for ten minutes.
messages-hint-unfunded = Until money is held, please no mail addresses, numbers or chat names: what is agreed elsewhere is protected by nothing.
messages-attach = Attach files
messages-files = Files
messages-files-hint = Up to 10 files of 200 MB. Both sides can open them at once.
messages-talk-files-hint = Up to { $max } pictures and documents of 20 MB. Both sides can open them at once; the work itself belongs to the deal.
messages-files-again = The files were not kept: please choose them again.
messages-send = Send
messages-search = Search the messages
messages-all = All { $n } messages
messages-earlier = Earlier messages
messages-newest = To the newest messages
messages-none = No messages yet
messages-none-text = Ask, explain, agree on details: what was said here can be shown later.
messages-talk-lead = About this bid, before there is a deal. Nobody but the two of you reads it. If something was wrong, correct it: both stand.
messages-talk-none = Ask what the bid leaves open. What is agreed belongs into the terms of an offer.
messages-talk-over = This bid is decided. If it became a deal, you write to each other there.
messages-translated = Translated by { $engine }. The original above is what counts.
messages-none-found = No message contains these words
messages-read = Read
messages-correct = Correct
messages-corrected = Corrected by a later message
messages-corrects = Corrects an earlier message
messages-correcting = You are correcting a message. Both stay; the old one is shown as corrected.
messages-pace = That were many messages in a short time. You can send the next one in { $n ->
    [one] one second
   *[other] { $n } seconds
  }.
refusal-message-superseded = This message has been corrected already. Correct the newest one.
error-contact-mail = “{ $found }” looks like a mail address. Until money is held please stay here: what is agreed elsewhere cannot be shown, and no money is protected. Once the deal is funded you may exchange addresses.
error-contact-phone = “{ $found }” looks like a telephone number. Until money is held please stay here: what is agreed elsewhere cannot be shown, and no money is protected. Once the deal is funded you may exchange numbers.
error-contact-chat = “{ $found }” looks like a name in a chat application. Until money is held please stay here: what is agreed elsewhere cannot be shown, and no money is protected. Once the deal is funded you may exchange names.
error-contact-link = “{ $found }” leads to a chat application. Until money is held please stay here: what is agreed elsewhere cannot be shown, and no money is protected. Once the deal is funded you may exchange links.
error-file-or-message = Choose a file or a message, not both at once.
