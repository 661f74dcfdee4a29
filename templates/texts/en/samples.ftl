# Product trials.
samples-title = Product sample
samples-open = Open
samples-stage-requested = Requested: where it goes, and then that it goes
samples-stage-shipped = On its way
samples-stage-received = Arrived
samples-stage-damaged = Arrived damaged
samples-stage-lost = Lost
samples-stage-content_due = Arrived, content due
samples-stage-fulfilled = Fulfilled
samples-condition-received = It arrived in order
samples-condition-damaged = It arrived damaged
samples-condition-lost = It did not arrive
samples-address = Goes to
samples-forgotten = Erased: nobody needs it any more.
samples-shipped-at = Sent
samples-answered-at = Answered
samples-rate-of = Record of { $name }
samples-rate-creator = { $of ->
    [0] no sample received yet
   *[other] { $done } of { $of } samples received became content
}
samples-rate-merchant = { $of ->
    [0] no sample sent yet
   *[other] { $done } of { $of } samples sent in time
}
samples-where = Where it goes
samples-where-text = Only { $name } reads this, to send you the parcel. It is erased once it arrived or the deal ended.
samples-field-name = Name
samples-field-phone = Phone
samples-field-address = Address
samples-give = Give the address
samples-ship = Send the sample
samples-field-carrier = Carrier
samples-field-tracking = Tracking number
samples-ship-done = It is on its way
samples-arrived = The parcel
samples-field-condition = How did it arrive?
samples-field-note = A note
samples-condition-hint = When it arrived in order, your time for the work begins and the address is erased.
samples-answer = Say so
samples-wait-creator = Nothing to do for you here now.
samples-wait-merchant = Nothing to do for you here now. Once the creator has given an address you can send the sample.
flash-sample-saved = Saved.
