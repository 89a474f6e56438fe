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
door-column-name = Name
door-column-where = Where
door-column-users = People
door-of-nobody = Nobody
door-column-number = Number
door-new = New door
door-new-detail = Not saved yet
door-gone = No longer there
door-name = Name
door-where = Where it is
door-panel-keys = On keys
door-number-hint = Stored on keys and in the lock; it never changes.
door-number-later = Given when the door is saved
door-no-impact = Keys hold the number, not the name: no key needs an update.
door-saved-keys = { $count ->
    [one] Saved. One key needs an update.
   *[other] Saved. { $count } keys need an update.
}
door-people-title = People
door-people-none = Nobody may open this door
door-people-none-next = Add the people who may open it.
door-people-beyond = { $count ->
    [one] One more person whom you may not see.
   *[other] { $count } more people whom you may not see.
}
door-people-add = Add people
door-people-show = Show person
door-people-name = Person
door-people-detail = External ID
door-people-state = Period
door-people-added = Added
door-people-changed = Changed
door-people-removed = Removed
door-people-search = Search people
door-people-no-match = Nobody found
door-people-all-found = { $count ->
    [one] Choose the one found…
   *[other] Choose all { $count } found…
}
door-people-all-title = { $count ->
    [one] Choose one person?
   *[other] Choose { $count } people?
}
door-people-all-sentence = Everyone found by the search is ticked. Nobody is given the door before you add them and save.
door-people-all-do = { $count ->
    [one] Choose the person
   *[other] Choose all { $count }
}
door-people-take = { $count ->
    [0] Add people
    [one] Add one person
   *[other] Add { $count } people
}
door-people-period-title = { $count ->
    [one] When may this person open the door?
   *[other] When may these { $count } people open the door?
}
