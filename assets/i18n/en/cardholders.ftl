## Users

users-title = Users
users-count = { $count ->
    [one] One person
   *[other] { $count } people
}
users-found = { $found } of { $total } people
users-search = Search people
users-add = New person
users-open = Open
users-edit-together = Edit together
users-assign-key = Assign key
users-update-key = Update key
users-ban = Ban
users-lift-ban = Lift ban
users-may-not-ban = Your group may not ban people. Ask an administrator.
users-delete = Delete
users-none = No people yet
users-none-next = Add the first person, then give doors and a key.
users-none-found = Nobody found
users-none-found-next = Try fewer letters or another filter.
users-column-status = Key
users-column-name = Name
users-column-partition = Partition
users-column-doors = Own rights
users-column-until = Key expires
users-column-external-id = External ID
users-banned = { $count ->
    [one] { $name } is banned.
   *[other] { $count } people are banned.
}
users-ban-lifted = { $count ->
    [one] The ban of { $name } is lifted.
   *[other] { $count } bans are lifted.
}
users-delete-title = { $count ->
    [one] Delete { $name }?
   *[other] Delete { $count } people?
}
users-delete-sentence = { $count ->
    [one] The person's record and doors are removed. The system auditor keeps what was done.
   *[other] Their records and doors are removed. The system auditor keeps what was done.
}
users-ban-title = { $count ->
    [one] Ban { $name }?
   *[other] Ban { $count } people?
}
users-ban-sentence = No key is written for a banned person.
users-ban-until = The key is not written any more, and locks that hear of the ban refuse it until it is updated after the ban. One that hears nothing, and every lock where the key cannot be cancelled, opens until { $until }: collect the key if you can.

filter-needs-attention = Needs attention
filter-banned = Banned
filter-not-banned = Not banned
filter-ends-within = within { $days } days
facet-key = Key
facet-person = Person
facet-door = Door
view-needs-update = Needs an update
view-ends-soon = Ends soon
view-no-key = No key

user-new = New person
user-new-detail = Not saved yet
user-gone = No longer there
user-panel-identification = Identification
user-panel-contact = Contact and codes
user-panel-options = Key options
user-panel-validity = Validity
user-panel-pin = PIN
user-panel-key = Key
user-panel-phone = Phone key
user-title-field = Title
user-first-name = First name
user-last-name = Last name
user-name-locked = A key was issued in this name, so it cannot be changed any more.
user-external-id = External ID
user-external-id-filled-in = Keydesk assigns one if this is empty
user-partition = Partition
user-picture = Choose picture
user-picture-remove = Remove
user-picture-title = Picture of the person
user-phone = Phone
user-wiegand = Wiegand code
user-wiegand-hint = Printed on some cards, for readers of other systems.
user-codes = Authorization codes
user-code = Code
user-code-add = Add code
user-code-remove = Remove code
user-activation = Valid from
user-expires = Ends on a date
user-expiration = Valid until
user-revalidation = Key must be updated regularly
user-revalidation-hint = The key expires this long after each update, so that a lost key stops working by itself.
user-period = Update period
user-period-unit = Unit
user-never-ends = A lost key of this person would open doors for ever. Set an end or an update period.
user-pin = Use a PIN
user-pin-hint = Doors with a keypad ask for it.
user-pin-kept = A PIN is set.
user-pin-replace = Set another
user-pin-new = PIN
user-key-later = Assign key saves the person first.
user-key-none = No key is assigned.
user-key-needs = It will need { $needed } bytes.
user-key-from = Valid from
user-key-until = Valid until
user-key-written = Written
user-key-serial = Serial number
user-key-locker = Locker
user-key-some-locker = A locker
user-key-holds = { $locker } (group { $group }), since { $since }; read { $read }
user-key-holds-hint = Before the zone is taken from this person, or another key is made, have the locker opened with this key. Afterwards only a master opens it.
user-key-memory = Memory
user-key-bytes = { $needed } of { $capacity } bytes
phone-none = No phone is a key of this person.
phone-add = Add phone
phone-add-title = Add a phone as a key of { $name }
phone-add-sentence = The phone is a second key beside the card. It says the same as the card should, and is brought up to date by itself.
phone-scan = 1. Scan this with the phone
phone-type = or type it into the phone’s app:
phone-picture = The site, for the camera of the phone
phone-code = 2. What the phone shows then
phone-code-hint = Paste it, or scan it with a reader that types.
phone-not-one = This is not what a phone shows: it begins with kd-phone:1.
phone-mistyped = A character is wrong. Scan or paste it again.
phone-taken = This phone is a key already. Remove it there first.
phone-has-one = { $name } has a phone key already. Remove it first.
phone-added = The phone is a key now. Its first key is on its way.
phone-remove = Remove phone key
phone-remove-title = Remove the phone key of { $name }?
phone-remove-sentence = Locks refuse it as soon as they hear of it: keys that are written from now on take the news along. A lock that hears nothing opens for it until { $until }.
phone-removed = The phone of { $name } is a key no more. Keys that are written from now on tell the locks.
phone-removed-over = The phone of { $name } is a key no more. What it had was over already.
phone-removed-not = The phone of { $name } is a key no more, but locks cannot be told: it opens until { $until }.
phone-made = Made
phone-number = Number
phone-due = New key follows
phone-due-sentence = Something changed. The next key is made by itself, while somebody is signed in who works with keys.
phone-does-not-fit = No room
phone-does-not-fit-sentence = What the key is to say is longer than a phone takes. Take rights away.
phone-queued = On its way
phone-queued-since = Made { $at }, and not delivered yet. It is delivered to the folder under General options.
phone-refused = Cannot be delivered
phone-refused-since = Since { $at } the folder under General options cannot be written. It is tried again by itself.
phone-delivered = Delivered
phone-delivered-since = Delivered { $at }. The phone has not said yet that it took it.
phone-acknowledged = Up to date
phone-acknowledged-since = The phone took it; known since { $at }.
key-takes = Of these: { $takes }
key-takes-access-points = access points { $bytes }
key-takes-zones = zones { $bytes }
key-takes-timetables = timetables and calendars { $bytes }
key-takes-outputs = outputs { $bytes }
key-takes-options = PIN and options { $bytes }
key-takes-always = on every key { $bytes }
record-show-theirs = Show the saved state
user-is-banned = This person is banned: no key is written.
user-saved-update = Saved. The key of { $name } needs an update.
user-saved-re-edition = Saved. The key of { $name } needs a re-edition at an encoder.
user-added = { $name } is saved.
user-added-without-doors = { $name } is saved and has no doors yet.
user-tab-overview = Overview
user-tab-details = Details
user-impact-update = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update.
   *[other] { $count } keys will need an update.
}
user-impact-re-edition = { $count ->
    [one] One key will need a re-edition at an encoder.
   *[other] { $count } keys will need a re-edition at an encoder.
}
user-impact-anyway = This key needs an update anyway.
user-impact-no-room = This does not fit on the person's key. Give fewer doors, or turn off Audit openings.

option-extended-opening = Extended opening time
hint-extended-opening = Doors stay open longer for this person.
option-override-privacy = Override privacy
hint-override-privacy = Also opens a door that is bolted from inside and, as a master, a locker that somebody took.
option-override-lockdown = Override lockdown
hint-override-lockdown = Also opens during a lockdown.
option-set-lockdown = Set lockdown
hint-set-lockdown = Can start and end a lockdown at a door.
option-office = Office mode
hint-office = Can leave a door open and close it again.
option-audit-openings = Audit openings
hint-audit-openings = The key notes the doors that it opens, and brings the notes home.
option-antipassback = Antipassback
hint-antipassback = After going in, the person must go out before going in again.
option-cancellable = Can be cancelled
hint-cancellable = Locks can be told to refuse this key.
option-pin = PIN

doors-title = Doors
doors-add = Add doors
doors-beyond-some = Some of them have doors that you do not see.
doors-put = Add a door…
doors-show = Show door
user-doors-none = No doors given one by one
user-doors-none-next = Add the doors that this person may open.
several-doors-none = None of them was given a door by itself
several-doors-none-next = Add the doors that all of them may open.
doors-beyond = { $count ->
    [one] One more door that you may not see.
   *[other] { $count } more doors that you may not see.
}
doors-name = Door
doors-detail = Where
doors-search = Search doors
doors-no-match = No door found

edit-title = { $count ->
    [one] Edit one person
   *[other] Edit { $count } people
}
edit-detail = Only what you touch is changed.
edit-untouched = Nothing touched yet.
edit-kept = As it is
edit-off = Off
edit-on = On
edit-no-end = Never
edit-end-at = On a date
edit-no-period = Off
edit-period = Every
edit-pin-off = Remove the PIN
edit-impact-both = Keys that will need an update: { $updates }. Keys that will need a re-edition at an encoder: { $editions }.
edit-impact-no-room = { $count ->
    [one] It does not fit on one key.
   *[other] It does not fit on { $count } keys.
}
edit-saved = { $count ->
    [one] One person is changed.
   *[other] { $count } people are changed.
}
edit-refused-title = { $count ->
    [one] One person could not be changed
   *[other] { $count } people could not be changed
}
edit-refused-sentence = All others are saved. These stay selected, so that you can correct them.
edit-refused-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

user-access-levels-title = Access levels
user-access-levels-add = Add access levels
user-access-levels-put = Add an access level…
user-access-levels-show = Show access level
user-access-levels-name = Access level
user-access-levels-detail = What for
user-access-levels-search = Search access levels
user-access-levels-no-match = No access level found
user-access-levels-beyond = { $count ->
    [one] One more access level that you may not see.
   *[other] { $count } more access levels that you may not see.
}
user-levels-none = No access levels yet
user-levels-none-next = An access level gives everyone who has it the same doors.
door-levels-none = No access level opens this door
door-levels-none-next = Whoever has an access level added here may open the door.
user-access-level-new = New access level
user-access-level-new-detail = Doors that several people have together
user-access-level-gone = This access level is gone
user-access-level-no-impact = Changes to these fields affect no key.
user-access-level-doors-none = No doors yet
user-access-level-doors-none-next = Add the doors that everyone with this access level may open.
user-access-level-people-none = Nobody has this access level
user-access-level-people-none-next = Add the people who get its doors.
user-access-level-add = New access level
user-access-level-open = Open
user-access-level-search = Search access levels
user-access-level-count = { $count ->
    [one] One access level
   *[other] { $count } access levels
}
user-access-level-found = { $found } of { $total } access levels
user-access-level-none = No access levels yet
user-access-level-none-next = An access level gives several people the same doors at once: a department, a shift, a floor.
user-access-level-none-found = No access level found
user-access-level-none-found-next = Try fewer letters, or take a filter away.
user-access-level-delete = Delete
user-access-level-delete-title = Delete { $name }?
user-access-level-delete-sentence = { $count ->
    [0] Nobody has it.
    [one] One person has it and loses its doors, unless another way gives them.
   *[other] { $count } people have it and lose its doors, unless another way gives them.
}
user-access-level-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update.
   *[other] { $count } keys will need an update.
}
trouble-no-user-access-level = This access level is gone, or you may not see it.
user-access-levels-beyond-some = Some of them have access levels that you do not see.
several-levels-none = None of them has an access level
several-levels-none-next = Add the access levels that all of them get.
trouble-too-many-doors = That would be more than { $max }: nothing was saved. Put doors that go together into a zone or an access level.

timetable-name = Timetable
timetable-new = New timetable
timetable-new-detail = When what is given holds
timetable-gone = This timetable is gone
timetable-no-impact = Changes to these fields affect no key.
timetable-add = New timetable
timetable-add-period = Add a period
timetable-open = Open
timetable-search = Search timetables
timetable-count = { $count ->
    [one] One timetable
   *[other] { $count } timetables
}
timetable-found = { $found } of { $total } timetables
timetable-none = No timetables yet
timetable-none-next = A timetable says on which days, and at which times, a door that was given opens: a shift, office hours.
timetable-none-found = No timetable found
timetable-none-found-next = Try fewer letters, or take a filter away.
timetable-delete = Delete
timetable-delete-title = Delete { $name }?
timetable-delete-sentence = { $count ->
    [0] It limits nothing.
    [one] It still limits something that was given. Choose another timetable there first.
   *[other] It still limits { $count } things that were given. Choose another timetable there first.
}
timetable-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update.
   *[other] { $count } keys will need an update.
}
timetable-when = When
timetable-used = Used
timetable-never = Never
timetable-periods = Periods
timetable-week = The week
timetable-from = From
timetable-until = Until
timetable-remove = Remove period { $number }
timetable-most = At most { $count }.
timetable-no-periods = Without a period it never holds: whatever it limits does not open.
timetable-working-days = Mon–Fri
timetable-all-days = All days
timetable-calendar-hint = On a holiday or special day of the calendar that keys follow, only the ticks for that kind of day count.
timetable-uses = What it limits
timetable-monday = Mon
timetable-tuesday = Tue
timetable-wednesday = Wed
timetable-thursday = Thu
timetable-friday = Fri
timetable-saturday = Sat
timetable-sunday = Sun
timetable-holiday = Holidays
timetable-special-1 = Special 1
timetable-special-2 = Special 2

limited-occupancy-groups-title = Occupancy
limited-occupancy-groups-add = Add groups
limited-occupancy-groups-put = Add a group…
limited-occupancy-groups-show = Show group
limited-occupancy-groups-name = Group
limited-occupancy-groups-detail = What for
limited-occupancy-groups-search = Search groups
limited-occupancy-groups-no-match = No group found
limited-occupancy-groups-beyond = { $count ->
    [one] One more group that you may not see.
   *[other] { $count } more groups that you may not see.
}
occupancy-areas = Areas
occupancy-groups = Groups
limited-occupancy-group-people-none = Nobody is in this group yet
limited-occupancy-group-people-none-next = Add the people who are counted together. Somebody is in one group at most.
limited-occupancy-group-areas-none = This group is counted nowhere yet
limited-occupancy-group-areas-none-next = Add the areas in which its people are counted.
user-occupancy-none = Not in an occupancy group
user-occupancy-none-next = Add the group with which this person is counted.
limited-occupancy-group-new = New occupancy group
limited-occupancy-group-new-detail = People who are counted together
limited-occupancy-group-gone = This occupancy group is gone
limited-occupancy-group-no-impact = A group gives nobody a right: no key needs an update.
limited-occupancy-group-add = New occupancy group
limited-occupancy-group-open = Open
limited-occupancy-group-search = Search occupancy groups
limited-occupancy-group-count = { $count ->
    [one] One occupancy group
   *[other] { $count } occupancy groups
}
limited-occupancy-group-found = { $found } of { $total } occupancy groups
limited-occupancy-group-none = No occupancy groups yet
limited-occupancy-group-none-next = A group is people who are counted together where only so many may be: a company, a department.
limited-occupancy-group-none-found = No occupancy group found
limited-occupancy-group-none-found-next = Try fewer letters, or take a filter away.
limited-occupancy-group-delete = Delete
limited-occupancy-group-delete-title = Delete { $name }?
limited-occupancy-group-delete-sentence = Its people stay, and no key needs an update.
trouble-no-limited-occupancy-group = This occupancy group is gone, or you may not see it.

## Rights as a table

matrix-open = Access table
matrix-people-title = What people may open
matrix-levels-title = What access levels open
matrix-people-doors = { $rows ->
        [one] 1 person
       *[other] { $rows } people
    } × { $columns ->
        [one] 1 door
       *[other] { $columns } doors
    }
matrix-people-zones = { $rows ->
        [one] 1 person
       *[other] { $rows } people
    } × { $columns ->
        [one] 1 zone
       *[other] { $columns } zones
    }
matrix-levels-doors = { $rows ->
        [one] 1 access level
       *[other] { $rows } access levels
    } × { $columns ->
        [one] 1 door
       *[other] { $columns } doors
    }
matrix-levels-zones = { $rows ->
        [one] 1 access level
       *[other] { $rows } access levels
    } × { $columns ->
        [one] 1 zone
       *[other] { $columns } zones
    }
matrix-people-search = Find people
matrix-levels-search = Find access levels
matrix-doors-search = Find doors
matrix-zones-search = Find zones
matrix-none-found = Nothing found
matrix-none-found-next = Look for something else, or empty both search boxes.
matrix-untouched = Press Space or click to give and to take away. Nothing is saved before you say so.
matrix-read = You can look at this table, and not change it.
matrix-given-count = { $count ->
        [one] 1 right to give.
       *[other] { $count } rights to give.
    }
matrix-taken-count = { $count ->
        [one] 1 right to take away.
       *[other] { $count } rights to take away.
    }
matrix-other-count = { $count ->
        [one] 1 right to hold at other times.
       *[other] { $count } rights to hold at other times.
    }
matrix-saved = { $count ->
        [one] 1 right was changed.
       *[other] { $count } rights were changed.
    }
matrix-dropped = { $count ->
    [one] Somebody else changed one of these rights meanwhile. It stays as it is now, and your change of it was dropped.
   *[other] Somebody else changed { $count } of these rights meanwhile. They stay as they are now, and your changes of them were dropped.
}
matrix-too-many = At most { $most } cells can be changed at once. Choose fewer, or look for fewer people first.
matrix-none-to-change = Nothing can be given or taken away there.
matrix-chosen = { $count ->
        [one] 1 cell chosen
       *[other] { $count } cells chosen
    }
matrix-cell = { $row } · { $column }: { $what }
matrix-asking = being looked up…
matrix-nothing = not given
matrix-given = given, always
matrix-given-when = given, { $when }
matrix-through = through { $by }
matrix-through-when = through { $by }, { $when }
matrix-will-have = will be given: { $when }
matrix-will-be = will be at other times: { $when }
matrix-will-lose = will be taken away
matrix-not-yours = You cannot change this right.
matrix-only-through = This comes through { $by }. Change it there: press Enter to open the row.
matrix-sign-given = Given, always
matrix-sign-timed = Given, at times
matrix-sign-through = Through a level, a zone…
matrix-sign-through-timed = Through one, at times
matrix-sign-added = To be given
matrix-sign-taken = To be taken away
trouble-rights-changed = Somebody else changed the rights of { $name } meanwhile. Nothing was saved. What you see now is how it stands; look at it and save again.
