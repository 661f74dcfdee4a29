# Lists: creators whom a merchant's people remember.
lists-title = Saved creators
lists-text = Lists of creators for your own people. Creators do not see in which list they stand.
lists-private = For your own people. Creators do not see in which list they stand.
lists-none = No lists yet
lists-none-text = Save a creator from a profile, from the list of creators or from those who fit a brief.
lists-count = { $n ->
    [one] { $n } creator
   *[other] { $n } creators
}
lists-org = In the name of
lists-new = New list
lists-make = Make the list
lists-name = Name
lists-rename = Rename
lists-remove = Remove the list
lists-settings = Rename or remove
lists-empty = Nobody is in this list
lists-empty-text = Save creators from their profiles: up to { $max } in a list.
lists-note = Note
lists-save-note = Save the note
lists-change = Note on { $name }
lists-drop = Take off the list
lists-save-short = Save
lists-save-title = Save { $name }
lists-save = Save
lists-in = Lists
lists-back = Back to the profile
lists-invite-to = Invite the list to
lists-invite-hint = Each is invited by himself: what holds for one keeps nobody else out.
lists-choose = Choose a brief
lists-brief = { $title } · { $state }
lists-invite = { $n ->
    [one] Invite { $n } creator
   *[other] Invite { $n } creators
}
lists-invited = Invited
flash-lists-saved = Saved.
flash-lists-removed = The list is removed.
flash-lists-dropped = Taken off the list.
refusal-list-too-many = { $max } lists are as many as there may be. Remove one first.
refusal-list-full = { $max } creators stand in the list, as many as may.
