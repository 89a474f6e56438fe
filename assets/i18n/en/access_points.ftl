## Doors

door-list-title = Doors
door-count = { $count ->
    [one] One door
   *[other] { $count } doors
}
door-found = { $found } of { $total } doors
door-search = Search doors
door-add = New door
door-open = Open
door-delete = Delete
door-delete-title = Delete { $name }?
door-delete-sentence = { $count ->
    [0] No person has it.
    [one] One person has it.
   *[other] { $count } people have it.
}
door-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update, and opens the door until then.
   *[other] { $count } keys will need an update, and open the door until then.
}
door-deleting = Deleting the door
door-deleted = { $count ->
    [0] The door is deleted.
    [one] The door is deleted. One key needs an update.
   *[other] The door is deleted. { $count } keys need an update.
}
door-none = No doors yet
door-none-next = Add the first door, then give it to people.
door-none-found = No door found
door-none-found-next = Try fewer letters.
door-column-name = Name
door-column-where = Where
door-column-users = People
door-column-number = Number
door-new = New door
door-new-detail = Not saved yet
door-gone = Not there any more
door-name = Name
door-where = Where it is
door-panel-keys = On keys
door-number-hint = Keys say this number. It never changes, and the lock is told it.
door-number-later = Given when the door is saved
door-no-impact = Keys say the number, not the name: no key needs an update.
door-saved = Saved.
door-holders = People
door-holders-of = People of { $name }
door-holders-none = Nobody may open this door
door-holders-none-next = Give it to people on their own screens.
door-holders-beyond = { $count ->
    [one] One more person whom you may not see.
   *[other] { $count } more people whom you may not see.
}
