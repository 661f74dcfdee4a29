# Words of the signed record that a creator takes along.
cv-title = Signed CV
cv-lead = A file with what V-Task itself knows of your work, signed. Show it wherever you like: anybody can check that it comes from here and was not changed.
cv-record-on_time = On time
cv-record-deliver = Delivers within
cv-unit-percent = { $n }% of { $of }
cv-unit-days = { $n ->
    [one] { $n } day
   *[other] { $n } days
  }, middle of { $of }
cv-ratings = { $n }, { $again } would work together again
cv-channel = Verified channel
cv-download = Download the CV
cv-not-in = It holds nothing of single deals, no merchant’s name, no price, and nothing that you only state yourself.
cv-public = Who may read it
cv-is-private = Only you. Hand the file on yourself, or let everybody read it at an address of its own.
cv-is-public = Everybody, always as of now, at this address:
cv-open = Let everybody read it
cv-close = Keep it to myself
cv-how = Check a signed CV
cv-how-lead = A creator’s signed CV says what V-Task knows of the creator’s work. Anybody can check it, with any tool, without asking us.
cv-step-file = Open the file. It is JSON with the texts “statement”, “algorithm”, “key”, “public_key” and “signature”.
cv-step-key = Take the public key from us, not from the file, and see that they are the same:
cv-step-bytes = Take the text “statement” as it stands, without changing a character, as UTF-8 bytes. Take “signature” and the key from base64url.
cv-step-signature = Check the signature over these bytes with { $algorithm } (RFC 8032).
cv-step-read = If it holds, read the statement: it is JSON too. “issued_at” says of when it is.
cv-tool = Or with our own program, which needs no network:
cv-key = Public key
cv-key-name = Name of the key

flash-cv-opened = Everybody can read your CV now.
flash-cv-closed = Only you read your CV now.
