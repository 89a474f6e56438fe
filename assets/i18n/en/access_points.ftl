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
    [0] Nobody can open it.
    [one] One person can open it.
   *[other] { $count } people can open it.
}
door-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update, and opens the door until then.
   *[other] { $count } keys will need an update, and open the door until then.
}
door-deleted = { $count ->
    [0] The door is deleted.
    [one] The door is deleted. One key needs an update.
   *[other] The door is deleted. { $count } keys need an update.
}
door-none = No doors yet
door-none-next = Add the first door, then give it to people.
door-none-found = No door found
door-none-found-next = Try fewer letters.
door-column-number = Number
door-new = New door
door-new-detail = Not saved yet
door-gone = No longer there
door-where = Where it is
door-panel-keys = On keys
door-number-hint = Stored on keys and in the lock; it never changes.
door-number-later = Given when the door is saved
door-no-impact = Keys hold the number, not the name: no key needs an update.
people-title = People
door-people-none = Nobody was given this door by itself
door-people-none-next = Add the people who may open it.
people-beyond = { $count ->
    [one] One more person whom you may not see.
   *[other] { $count } more people whom you may not see.
}
people-add = Add people
people-show = Show person
people-name = Person
people-detail = External ID
people-search = Search people
people-no-match = Nobody found
