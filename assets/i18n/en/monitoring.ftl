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
trail-taken = Locker taken
trail-memory = Lock memory full
trail-clocks = Clocks differ
trail-unknown = Unknown to this version
trail-only-point = Only this access point
trail-only-person = Only this person
trail-export = Export
trail-export-title = Export events
trail-export-hint = All events that are listed, as a file for a spreadsheet (CSV).
trail-export-separator = ,
trail-exporting = Writing the file
trail-exported = { $count ->
    [one] One event was written to { $path }.
   *[other] { $count } events were written to { $path }.
}
trail-file-name = Events
trail-print = Print
trail-print-title = Print events
trail-print-all = { $count ->
    [one] One event, as it is listed.
   *[other] { $count } events, as they are listed.
}
trail-print-first = The first { $count } events of the list. To print others, narrow it down.
trail-purge = Purge
trail-purge-title = Purge events
trail-purge-sentence = Old events are first written to a file and read back, and only then removed from the trail. Events of access points and people you may not see stay.
trail-purge-before = Events before
trail-purge-nothing = Nothing is old enough to be removed. What keys brought in the last 24 hours always stays.
trail-purge-count = { $count ->
    [one] One event will be removed.
   *[other] { $count } events will be removed.
}
trail-purge-go = Write and remove
trail-purge-file-name = Purged events
trail-purge-done = { $count ->
    [one] One event before { $before } was saved to { $file } and removed.
   *[other] { $count } events before { $before } were saved to { $file } and removed.
}
trail-purge-done-hint = The system auditor has the name and the digest of the file.
trail-of-point = Who opened it
trail-of-person = Where was this key
trail-doubt = In doubt
trail-not-proven = Not proven
trail-odd-clock = Odd clock
trail-odd-clock-hint = This time cannot be: it is after the event came home, or before the key was anyone's. One of the clocks was wrong.
trail-nameless = No longer named
trail-nameless-hint = This site keeps names in events for a limited time.
view-trail-lately = Last 7 days
view-trail-arrived = Arrived today
view-trail-refused = Refusals, last 7 days
view-trail-doubtful = In doubt
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
trail-event-denylist = The lock learned which keys to refuse
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
