# Circles: creators who agreed to stand close to a merchant.
circles-title = Circles
circles-text = A merchant's circle sees some briefs before everybody else, and some that nobody else sees.
circles-none = No circles
circles-none-text = When a merchant invites you into its circle, it stands here.
circles-of = The circle of { $name }
circles-show-text = Its creators see this merchant's circle briefs and early briefs, and hear from it now and then.
circles-merchant = The merchant
circles-members-n = { $n ->
    [one] { $n } member
   *[other] { $n } members
}
circles-state-invited = Invited
circles-state-member = In the circle
circles-asked = { $name } invites you into its circle. You may leave at any time, and owe nothing by it.
circles-accept = Join the circle
circles-decline = No, thank you
circles-rules = Rules of the circle
circles-rules-none = No rules are written.
circles-rules-change = Change the rules
circles-save = Save
circles-health = How the circle does
circles-members = Members
circles-waiting = { $n ->
    [one] { $n } invitation waits
   *[other] { $n } invitations wait
}
circles-muted = Muted
circles-few = Too few to say
circles-of-n = Of { $n }
circles-left = Left
circles-left-note = In the last 30 days
circles-letters = Messages to the circle
circles-letters-rule = At most { $max } in seven days, { $n } sent. A member hears of one message in 24 hours from all circles together; on this page all of them stand.
circles-letter = Message
circles-send = Send to the circle
circles-letters-none = Nothing was written yet.
circles-delivered = Told: { $n }
circles-read = Read: { $n } of { $of }
circles-read-few = Too few were told to count the readers
circles-mute = Mute messages
circles-unmute = Hear of messages again
circles-empty = Nobody is in the circle yet
circles-invite-whom = Invite a creator
circles-invite = Invite into the circle
circles-remove = Take { $name } out of the circle
circles-leave = Leave the circle
circles-link = Invite into your circle
flash-circles-saved = Saved.
flash-circles-invited = Invited.
flash-circles-written = Sent to the circle.
flash-circles-removed = Taken out of the circle.
flash-circles-joined = You are in the circle.
flash-circles-declined = The invitation is declined.
flash-circles-left = You have left the circle.
refusal-circle-taken-out = This creator was taken out, or the invitation taken back, less than { $hours } hours ago.
refusal-circle-resting = This creator declined or left less than { $days } days ago.
refusal-circle-full = { $max } creators stand in the circle, as many as may.
refusal-circle-too-many-letters = { $max } messages in seven days are as many as may be. The next is possible in { $hours } h.
refusal-brief-circle-only = This brief is for your circle alone. Invite the creator into the circle first.
notices-circle-invited-title = { $who } invites you into its circle
notices-circle-invited-body = Read the rules, then join or decline.
notices-circle-joined-title = { $who } joined your circle
notices-circle-joined-body = Your circle briefs and early briefs are seen there from now on.
notices-circle-letter-title = { $who } wrote to its circle
notices-circle-letter-body = The message stands on the page of the circle.
circles-ask = Ask the circle
circles-ask-rule = A question counts like a message. Members answer once and may change it until the end.
circles-question = Question
circles-answers = Answers
circles-answers-hint = Two to six.
circles-answer-n = Answer { $n }
circles-ends = Open until the end of
circles-ask-send = Ask the circle
circles-vote = Answer
circles-vote-change = Change the answer
circles-vote-own = Your answer
circles-votes = { $n ->
    [one] { $n } vote, { $percent } %
   *[other] { $n } votes, { $percent } %
}
circles-answered = { $n ->
    [0] Nobody has answered
    [one] { $n } member answered
   *[other] { $n } members answered
}
circles-over = Closed
circles-open-until = Open until
circles-counts-later = You see the counts when it closes.
circles-counts-not-names = Both sides see how often an answer was chosen, not by whom. In a small circle that may be guessed.
flash-circles-asked = The circle is asked.
flash-circles-voted = Your answer stands. You may change it until the end.
refusal-circle-poll-over = This question is closed.
error-poll-answers = Give { $min } to { $max } different answers.
error-poll-far = Choose a day within { $days } days.
notices-circle-poll-title = { $who } asks its circle
notices-circle-poll-body = Answer on the page of the circle until the question closes.
