## Audit trail

trail-search = Search doors and people
trail-count = { $count ->
    [one] One event
   *[other] { $count } events
}
trail-found = { $found ->
    [one] One event found
   *[other] { $found } events found
}
trail-days = Your group sees the latest { $count } days.
trail-opened = Opened
trail-refused = Refused
trail-battery = Battery
trail-open = Open the person
trail-none = No events yet
trail-none-next = Doors are not networked. Keys that log openings carry the events, which appear here once a key is presented at an encoder.
trail-none-found = No event found
trail-none-found-next = Try other words, or show all events.
trail-column-time = Time
trail-column-door = Door
trail-column-person = Person
trail-column-event = Event
trail-column-received = Received
trail-somebody = Someone else
trail-somebody-hint = A person of another partition.
trail-event-opened = Opened
trail-event-taken = Locker taken
trail-event-battery = The battery is low
trail-event-memory = The lock's memory is full: a key that it forgot may come back in an older version
trail-event-clocks = The key was written later than the door's clock: one of the two clocks is wrong
trail-event-unknown = An event that this version does not know
trail-refused-altered = Refused: not a valid key of this site
trail-refused-cancelled = Refused: cancelled
trail-refused-old-image = Refused: a newer version of the key was here before
trail-refused-not-active = Refused: not valid yet
trail-refused-expired = Refused: no longer valid
trail-refused-out-of-date = Refused: not updated in time
trail-refused-emergency = Refused: emergency
trail-refused-not-here = Refused: no right to this door
trail-refused-not-now = Refused: not at this time
trail-refused-privacy = Refused: locked from inside
trail-refused-pin = Refused: code missing or wrong
trail-refused-not-understood = Refused: the lock does not understand the key
trail-refused-occupancy-over = Refused: the locker was kept for too long
trail-refused-has-another = Refused: the key holds another locker of the group
trail-unproven = { $event } (not proven)
trail-unproven-hint = The lock of this door did not write this record, or not on this key. Do not rely on it.
