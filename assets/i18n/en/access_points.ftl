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
door-number-later = Given when it is saved
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

zones-title = Zones
zones-add = Add zones
zones-put = Add a zone…
zones-show = Show zone
zones-name = Zone
zones-detail = What for
zones-search = Search zones
zones-no-match = No zone found
zones-beyond = { $count ->
    [one] One more zone that you may not see.
   *[other] { $count } more zones that you may not see.
}
zones-beyond-some = Some of them have zones that you do not see.
user-zones-none = No zones yet
user-zones-none-next = A zone gives all of its doors at once.
several-zones-none = None of them has a zone
several-zones-none-next = Add the zones that all of them get.
door-zones-none = This door is in no zone
door-zones-none-next = Whoever has a zone added here may open the door.
user-access-level-zones-none = No zones yet
user-access-level-zones-none-next = Add the zones whose doors everyone with this access level may open.
zone-kind = On keys
zone-high = High zone
zone-high-hint = For all other zones. A timetable can limit it at no further cost.
zone-low = Low zone
zone-low-hint = For zones that nearly everybody has at all times: once locks are told their zones, it takes up almost no room on keys. There can be 96.
zone-free = Free assignment
zone-free-of = Free assignment, group { $group }
zone-free-hint = For changing rooms and gyms: whoever has the zone takes any of its lockers that is free, and opens it again. It contains lockers of free assignment only.
zone-group = Group
zone-group-hint = A key holds one locker of each group at a time, as long as it keeps the zone. Each group up to the highest takes the space of one event on the key.
zone-kind-stays = This is chosen once: it cannot be changed when the zone has been saved.
zone-new = New zone
zone-new-detail = Doors and lockers that are given together
zone-gone = This zone is gone
zone-no-impact = Changes to these fields affect no key.
zone-doors-none = No doors yet
zone-doors-none-next = Add the doors that are given together.
zone-people-none = Nobody was given this zone directly
zone-people-none-next = Add the people who may open all of its doors.
zone-levels-none = No access level gives this zone
zone-levels-none-next = Whoever has an access level added here may open all of its doors.
zone-add = New zone
zone-open = Open
zone-search = Search zones
zone-count = { $count ->
    [one] One zone
   *[other] { $count } zones
}
zone-found = { $found } of { $total } zones
zone-none = No zones yet
zone-none-next = A zone is given as a whole: a floor, a wing, the staff rooms. Put a door into it, and everyone who has the zone may open it.
zone-none-found = No zone found
zone-none-found-next = Try fewer letters, or take a filter away.
zone-delete = Delete
zone-delete-title = Delete { $name }?
zone-delete-sentence = { $count ->
    [0] Nobody was given it. Access levels that give it no longer do; its doors stay.
    [one] One person was given it and loses its doors, unless another way gives them. So does whoever has it by an access level.
   *[other] { $count } people were given it and lose its doors, unless another way gives them. So does whoever has it by an access level.
}
zone-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update.
   *[other] { $count } keys will need an update.
}
trouble-no-zone = This zone is gone, or you may not see it.

opens-title = May open
opens-name = Access point
opens-detail = Through
opens-show = Show it
opens-beyond = { $count ->
    [one] One more that you may not see.
   *[other] { $count } more that you may not see.
}
openers-title = May open it
openers-name = Person
openers-detail = Through
openers-show = Show person
openers-beyond = { $count ->
    [one] One more person whom you may not see.
   *[other] { $count } more people whom you may not see.
}
user-opens-none = This person may open nothing
user-opens-none-next = Give doors, lockers, access levels or zones.
door-openers-none = Nobody may open this door
door-openers-none-next = Give it to people, or put it into an access level or a zone.
user-access-level-opens-none = This access level opens nothing
user-access-level-opens-none-next = Give it doors, lockers or zones.
zone-openers-none = Nobody has this zone
zone-openers-none-next = Give it to people, or by an access level.
opening-itself = directly
opening-unseen = another way
opening-several-periods = At several times
openers-of-free-title = May take it, or is a master
answer-choose = Ask about another time
answer-title = When is it asked?
answer-now = Now
answer-at-a-time = At a time
answer-at = When clocks there show
answer-ask = Ask
answer-hint = Each lock is asked what it would do with the key: the key as it should be written, the lock as it should be set.
answer-opens = Opens
answer-opens-with-pin = Opens with the PIN
answer-stands-open = Stands open
answer-takes = May take it
answer-no-room = Has no room on any key
answer-behind = { $count ->
    [one] One answer holds only once the key is written or updated.
   *[other] { $count } answers hold only once the keys are written or updated.
}

## Areas

areas-add = Add areas
areas-put = Add an area…
areas-show = Show area
areas-name = Area
areas-detail = What for
areas-search = Search areas
areas-no-match = No area found
areas-beyond = { $count ->
    [one] One more area that you may not see.
   *[other] { $count } more areas that you may not see.
}

roll-call-purpose = In a roll call
roll-call-inside = Inside
roll-call-inside-hint = People in here must be accounted for.
roll-call-assembly-point = Assembly point
roll-call-assembly-point-hint = Whoever has come here is safe.
roll-call-told = Locks report only through keys: who used which door is known once the key has been at an encoder.
roll-call-entries = Entries
roll-call-entries-none = Nobody comes in here yet
roll-call-entries-none-next = Add the doors at which people come in.
roll-call-exits = Exits
roll-call-exits-none = Nobody goes out here yet
roll-call-exits-none-next = Add the doors at which people go out. A door can be both.
door-entered-areas = Roll-call entry
door-entered-areas-none = This door leads into no roll-call area
door-entered-areas-none-next = Add the areas into which people come by it.
door-left-areas = Roll-call exit
door-left-areas-none = This door leads out of no roll-call area
door-left-areas-none-next = Add the areas that people leave by it.
roll-call-area-new = New roll-call area
roll-call-area-new-detail = Where people are counted when it matters
roll-call-area-gone = This roll-call area is gone
roll-call-area-no-impact = An area gives nobody a right: no key needs an update.
roll-call-area-add = New roll-call area
roll-call-area-open = Open
roll-call-area-search = Search roll-call areas
roll-call-area-count = { $count ->
    [one] One roll-call area
   *[other] { $count } roll-call areas
}
roll-call-area-found = { $found } of { $total } roll-call areas
roll-call-area-none = No roll-call areas yet
roll-call-area-none-next = An area is where people are looked for in an emergency, or where they come together. Say at which doors they come in and go out.
roll-call-area-none-found = No roll-call area found
roll-call-area-none-found-next = Try fewer letters, or take a filter away.
roll-call-area-delete = Delete
roll-call-area-delete-title = Delete { $name }?
roll-call-area-delete-sentence = Its doors stay, and no key needs an update.
trouble-no-roll-call-area = This roll-call area is gone, or you may not see it.

lockdown-area-doors-none = No doors yet
lockdown-area-doors-none-next = Add the doors that are locked down together.
door-lockdown-areas = Lockdown
door-lockdown-areas-none = This door is in no lockdown area
door-lockdown-areas-none-next = Add the areas with which it is locked down.
lockdown-in-emergency = In an emergency
lockdown-told = Nothing is sent from here to a lock that stands alone: it is locked down, and released, at the door itself.
lockdown-set = At a door, a lockdown is started and ended with the key of a person who has the option “Set lockdown”.
lockdown-override = Meanwhile only keys of people with the option “Override lockdown” open, and these only where they may.
lockdown-area-new = New lockdown area
lockdown-area-new-detail = Doors that are locked down together
lockdown-area-gone = This lockdown area is gone
lockdown-area-no-impact = An area gives nobody a right: no key needs an update.
lockdown-area-add = New lockdown area
lockdown-area-open = Open
lockdown-area-search = Search lockdown areas
lockdown-area-count = { $count ->
    [one] One lockdown area
   *[other] { $count } lockdown areas
}
lockdown-area-found = { $found } of { $total } lockdown areas
lockdown-area-none = No lockdown areas yet
lockdown-area-none-next = Put the doors together that are to be closed at once in an emergency: an entrance hall, a wing.
lockdown-area-none-found = No lockdown area found
lockdown-area-none-found-next = Try fewer letters, or take a filter away.
lockdown-area-delete = Delete
lockdown-area-delete-title = Delete { $name }?
lockdown-area-delete-sentence = Its doors stay, and no key needs an update.
trouble-no-lockdown-area = This lockdown area is gone, or you may not see it.

occupancy-panel = Occupancy
occupancy-most = Maximum occupancy
occupancy-told = A stand-alone lock does not count people or enforce this limit. That takes connected doors.
limited-occupancy-area-doors-none = No doors yet
limited-occupancy-area-doors-none-next = Add the doors that lead in.
limited-occupancy-area-groups-none = Nobody is counted here yet
limited-occupancy-area-groups-none-next = Add the groups of people who are counted here.
door-occupancy-areas = Occupancy
door-occupancy-areas-none = This door leads into no occupancy area
door-occupancy-areas-none-next = Add the areas into which it leads.
fault-occupancy = A number from 1 to { $max }.
fault-kept-for = Hours and minutes, together no more than 744 hours. Empty is as long as one likes.
trouble-in-another-group = Somebody is in another occupancy group already, which may be one that you do not see. Take them out of it first, or ask an administrator to.
limited-occupancy-area-new = New occupancy area
limited-occupancy-area-new-detail = Where no more than so many people may be
limited-occupancy-area-gone = This occupancy area is gone
limited-occupancy-area-no-impact = An area gives nobody a right: no key needs an update.
limited-occupancy-area-add = New occupancy area
limited-occupancy-area-open = Open
limited-occupancy-area-search = Search occupancy areas
limited-occupancy-area-count = { $count ->
    [one] One occupancy area
   *[other] { $count } occupancy areas
}
limited-occupancy-area-found = { $found } of { $total } occupancy areas
limited-occupancy-area-none = No occupancy areas yet
limited-occupancy-area-none-next = Say how many people may be in a car park or a gym at once, by which doors one comes there, and who is counted.
limited-occupancy-area-none-found = No occupancy area found
limited-occupancy-area-none-found-next = Try fewer letters, or take a filter away.
limited-occupancy-area-delete = Delete
limited-occupancy-area-delete-title = Delete { $name }?
limited-occupancy-area-delete-sentence = Its doors and groups stay, and no key needs an update.
trouble-no-limited-occupancy-area = This occupancy area is gone, or you may not see it.

## Timed periods and automatic changes

schedule-period = Timed period
schedule-change = Automatic change
schedule-kind = Kind
schedule-says = When
schedule-never = Never applies
schedule-number = Number
schedule-number-later = Given when it is saved
schedule-note = Locks take this over at the next visit. No key needs an update.
schedule-calendar-hint = On a holiday or special day of the door’s calendar, only what is set for that kind of day counts.
schedule-count = { $count ->
    [one] One entry
   *[other] { $count } entries
}
schedule-found = { $found } of { $total } entries
schedule-search = Search by name
schedule-add = New timed period
schedule-open = Open
schedule-delete = Delete
schedule-delete-title = Delete { $name }?
schedule-delete-sentence = { $count ->
    [0] No door follows it.
    [one] One door still follows it. Change that door first.
   *[other] { $count } doors still follow it. Change those doors first.
}
schedule-doors = Doors and lockers
schedule-no-doors = Nothing follows it.
schedule-doors-beyond = { $count ->
    [one] One more that you may not see.
   *[other] { $count } more that you may not see.
}
schedule-none = No timed periods or automatic changes yet
schedule-none-next = A timed period says when a door is in its special mode: open from 8 to 18, say. An automatic change takes a door through several modes a day.
schedule-none-found = Nothing found
schedule-none-found-next = Try fewer letters, or take a filter away.
timed-period-new = New timed period
timed-period-new-detail = When doors are in their special mode
timed-period-gone = This timed period is gone
timed-period-bar = Period { $number }
timed-period-split = Split at midnight
timed-period-never = Without a period it never applies: doors that follow it stay in standard mode.
automatic-change-new = New automatic change
automatic-change-new-detail = Which mode doors are in, hour by hour
automatic-change-gone = This automatic change is gone
automatic-change-add = Add a change
automatic-change-times = Times
automatic-change-mode = Mode
automatic-change-remove = Remove the change at { $time }
automatic-change-add-plan = Add a plan for other days
automatic-change-remove-plan = Remove this plan
automatic-change-another = New automatic change
mode-standard = Standard
mode-office = Office
mode-open = Open
mode-toggle = Toggle
mode-keypad = Keypad only
mode-key-and-pin = Key and PIN
mode-office-sign = O
mode-open-sign = ✓
mode-toggle-sign = T
mode-keypad-sign = #
mode-key-and-pin-sign = P
## What the lock of a door is to do

door-mode = Opening mode
door-mode-standard = Standard
door-mode-standard-hint = A key opens; the door locks again by itself.
door-mode-office = Office
door-mode-office-hint = A key with the office option can leave the door open, with the inner handle held down.
door-mode-timed-office = Timed office
door-mode-timed-office-hint = Office within the period. When it ends, the door locks.
door-mode-automatic-opening = Automatic opening
door-mode-automatic-opening-hint = The door is open within the period. Outside of it a key opens.
door-mode-toggle = Toggle
door-mode-toggle-hint = Any key that may open leaves the door open. The next one locks it.
door-mode-timed-toggle = Timed toggle
door-mode-timed-toggle-hint = Toggle within the period. When it ends, the door locks.
door-mode-keypad = Keypad only
door-mode-keypad-hint = The code opens. No key is needed.
door-mode-timed-keypad = Timed keypad
door-mode-timed-keypad-hint = The code opens within the period. Outside of it a key is needed.
door-mode-key-and-pin = Key and PIN
door-mode-key-and-pin-hint = A key opens together with a PIN.
door-mode-timed-key-and-pin = Timed key and PIN
door-mode-timed-key-and-pin-hint = Key and PIN within the period, a key alone outside of it.
door-mode-automatic-opening-office = Automatic opening and office
door-mode-automatic-opening-office-hint = Open within the period. Outside of it office works.
door-mode-automatic-opening-toggle = Automatic opening and toggle
door-mode-automatic-opening-toggle-hint = Open within the period. Outside of it toggle works.
door-mode-automatic-changes = Automatic changes
door-mode-automatic-changes-hint = The mode changes through the day.
door-mode-exit-leaves-open = Exit leaves open
door-mode-exit-leaves-open-hint = Who leaves by the inner handle leaves the door open. A key locks it.
door-mode-toggle-exit = Toggle, exit leaves open
door-mode-toggle-exit-hint = Toggle; and who leaves by the inner handle leaves the door open.
door-mode-keypad-exit = Keypad, exit leaves open
door-mode-keypad-exit-hint = The code opens; and who leaves by the inner handle leaves the door open.
door-none-offered = None found
door-panel-opening = Opening
door-open-seconds = Open time (s)
door-increased-seconds = Longer open time (s)
door-calendar = Calendar
door-calendar-default = The one that keys follow
door-time-zone = Time zone
door-panel-keypad = Keypad
door-keypad = There is a keypad at this door
door-keypad-hint = Keypad modes and modes with a PIN need one.
door-code-none = No code.
door-code-set = Set a code
door-code-kept = A code is set.
door-code-replace = Replace
door-code-remove = Remove
door-code-new = New code
door-code-not-yours = Codes are set by those who keep people’s PINs.
door-panel-audit = Audit and ways through
door-audit-on-keys = Note openings on keys
door-audit-on-keys-hint = As long as the key has room for them.
door-inhibit-audit = Keep no record in the lock
door-inhibit-audit-hint = The lock remembers no openings.
door-inhibit-audit-off = General options no longer allow this: the lock notes openings all the same.
door-antipassback = Antipassback
door-antipassback-none = None
door-antipassback-in-to-out = From in to out
door-antipassback-out-to-in = From out to in
door-antipassback-hint = For people whose keys have the antipassback option.
door-panel-general = Free fields
door-general-1 = Field 1
door-general-2 = Field 2
door-panel-lock = The lock
door-lock = Lock
door-up-to-date = Up to date
door-not-set-up = Not set up yet
door-needs-visit = Needs a visit
door-visited = Last visit
door-never-visited = Never
door-battery = Battery
door-battery-unknown = Not known
door-panel-events = Events
door-opened = Last opened
door-opened-never = No opening has come home
door-opened-not-within = Not in the latest { $days } days
door-events-home = Events that came home
door-events-missing = Events missing
door-events-none-missing = None
door-events-missing-hint = The lock counts what it writes on keys. What is missing stands on keys that have not been to an encoder since, and may still come home.
door-events-uncounted = Nothing has come home that this lock proves.
door-unopened-30 = No opening known for 30 days
door-unopened-90 = No opening known for 90 days
door-unopened-180 = No opening known for 180 days
door-unopened-365 = No opening known for a year
door-reason-not-set-up = Nobody has set up this lock yet. Saving changes nothing at the door.
door-reason-settings = The settings of the door have changed.
door-reason-schedule = Its timed period or automatic change is another one by now.
door-reason-calendar = Its calendar has other days by now.
door-reason-zones = It is in other zones by now.

lockers-title = Lockers
lockers-add = Add lockers
lockers-put = Add a locker…
lockers-show = Show locker
lockers-name = Locker
lockers-detail = Where
lockers-search = Search lockers
lockers-no-match = No locker found
lockers-beyond = { $count ->
    [one] One more locker that you may not see.
   *[other] { $count } more lockers that you may not see.
}
lockers-beyond-some = Some of them have lockers that you do not see.
user-lockers-none = No lockers given one by one
user-lockers-none-next = Add the lockers that this person may open.
several-lockers-none = None of them was given a locker by itself
several-lockers-none-next = Add the lockers that all of them may open.
user-access-level-lockers-none = No lockers yet
user-access-level-lockers-none-next = Add the lockers that everyone with this access level may open.
zone-lockers-none = No lockers yet
zone-lockers-none-next = Add the lockers that everyone who has the zone may open.
locker-people-none = Nobody was given this locker directly
locker-people-none-next = Add the people who may open it.
locker-levels-none = No access level opens this locker
locker-levels-none-next = Whoever has an access level added here may open the locker.
locker-zones-none = This locker is in no zone
locker-zones-none-next = Whoever has a zone added here may open the locker.
locker-openers-none = Nobody may open this locker
locker-openers-none-next = Give it to people, or put it into an access level or a zone.
locker-new = New locker
locker-new-detail = A cupboard with a lock of its own
locker-panel-free = Assignment
locker-free = Free assignment
locker-free-hint = Nobody's until somebody takes it: a key that may take it closes it, and the same key opens it again. It is given by zones of free assignment.
locker-free-master = Whoever is given it directly, by an access level or by another zone is a master: the key opens it while nobody has it, and with the option “Override privacy” also when somebody has taken it. It is free then.
locker-hours = Kept for at most: hours
locker-minutes = Minutes
locker-kept-hint = Then the key that took it opens it no more, and a master does. Empty is as long as one likes.
locker-taken = Taken by
locker-since = Taken since
locker-read = As of
locker-nobody = Nobody known
locker-somebody = Somebody
locker-is-taken = Taken
locker-is-free = Not known to be taken
locker-taken-hint = As a key said when it was read at an encoder. The locker may have been opened or taken since.
locker-forget = Show as open
locker-forget-title = { $count ->
    [one] Forget who has this locker?
   *[other] Forget who has these { $count } lockers?
}
locker-forget-sentence = This changes the list only. The keys go on saying that they hold their lockers, the lockers stay closed, and what a key says is shown again when it is read. Reset locker data at an encoder empties a key.
locker-forgotten = { $count ->
    [one] One locker is shown as open. Its key keeps what it says.
   *[other] { $count } lockers are shown as open. Their keys keep what they say.
}
locker-gone = This locker is gone
locker-no-impact = Changes to these fields affect no key.
locker-add = New locker
locker-open = Open
locker-search = Search lockers
locker-count = { $count ->
    [one] One locker
   *[other] { $count } lockers
}
locker-found = { $found } of { $total } lockers
locker-none = No lockers yet
locker-none-next = A locker, a cupboard or a cabinet with a lock of its own opens to keys as a door does. Add it, and give it to the person who uses it.
locker-none-found = No locker found
locker-none-found-next = Try fewer letters, or take a filter away.
locker-delete = Delete
locker-delete-title = Delete { $name }?
locker-delete-sentence = { $count ->
    [0] Nobody can open it.
    [one] One person can open it.
   *[other] { $count } people can open it.
}
locker-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update, and opens the locker until then.
   *[other] { $count } keys will need an update, and open the locker until then.
}
lock-panel-audit = Audit
trouble-no-locker = This locker is gone, or you may not see it.

outputs-title = Outputs
outputs-add = Add outputs
outputs-put = Add an output…
outputs-show = Show output
outputs-name = Output
outputs-detail = What for
outputs-search = Search outputs
outputs-no-match = No output found
outputs-beyond = { $count ->
    [one] One more output that you may not see.
   *[other] { $count } more outputs that you may not see.
}
outputs-beyond-some = Some of them have outputs that you do not see.
user-outputs-none = No outputs yet
user-outputs-none-next = An output is something a key switches where it opens a door: the floors of a lift, an energy saver.
several-outputs-none = None of them has an output
several-outputs-none-next = Add the outputs that all of them get.
user-access-level-outputs-none = No outputs yet
user-access-level-outputs-none-next = Add the outputs that everyone with this access level may switch.
drives-title = May switch
drives-name = Output
drives-detail = Through
drives-show = Show output
drives-beyond = { $count ->
    [one] One more output that you may not see.
   *[other] { $count } more outputs that you may not see.
}
user-drives-none = This person may switch no output
user-drives-none-next = Give outputs, or access levels that have them.
door-outputs = Automatic outputs
door-outputs-none = This door switches nothing by itself
door-outputs-none-next = It switches the outputs added here for every key it opens for. Its lock needs a visit; keys need nothing.
door-panel-outputs = Automatic outputs
door-outputs-period = Only while
door-outputs-always = Always
door-outputs-told = Outside this timed period a key still opens the door, but the door does not switch its automatic outputs. Outputs on the key itself are not affected.
door-reason-outputs = Its automatic outputs, or their times, are other ones by now.
output-number = Output number
output-number-told = The number of the relay, from 1 to 128: one number, one device, on the whole site. If you change it, the keys of everyone who has the output need an update.
output-told = An output takes effect where a lock has a relay for it.
output-panel = On keys
output-driven-by = Triggered by
output-drivers = May switch it
output-drivers-none = Nobody may switch this output
output-drivers-none-next = Give it to people, or by an access level.
output-new = New output
output-new-detail = A device that keys switch
output-gone = This output is gone
output-no-impact = Changes to the name and the description affect no key.
output-doors-none = No door switches it by itself
output-doors-none-next = A door added here switches it for every key it opens for. Its lock needs a visit.
output-people-none = Nobody was given this output directly
output-people-none-next = Add the people who may switch it.
output-levels-none = No access level gives this output
output-levels-none-next = Whoever has an access level added here may switch it.
output-add = New output
output-open = Open
output-search = Search outputs
output-count = { $count ->
    [one] One output
   *[other] { $count } outputs
}
output-found = { $found } of { $total } outputs
output-none = No outputs yet
output-none-next = An output is a device that a key switches where it opens a door: a floor of a lift, an energy saver, a light. Give floors 1 and 3, and floor 2 stays locked.
output-none-found = No output found
output-none-found-next = Try fewer letters, or take a filter away.
output-delete = Delete
output-delete-title = Delete { $name }?
output-delete-sentence = { $count ->
    [0] Nobody was given it directly. Access levels stop giving it, and doors stop switching it.
    [one] One person was given it and loses it, as does everyone who has it by an access level. Its number is given to no other output while a key still has it.
   *[other] { $count } people were given it and lose it, as does everyone who has it by an access level. Its number is given to no other output while a key still has it.
}
output-delete-keys = { $count ->
    [0] No key needs an update.
    [one] One key will need an update, and switches it until then.
   *[other] { $count } keys will need an update, and switch it until then.
}
fault-output-number = A number from 1 to { $max }.
fault-output-number-taken = Another output has this number, perhaps one in a partition that you do not see. Choose another.
fault-output-number-on-keys = Keys may still say this number of another output until { $until }. Choose another, or wait.
trouble-no-output = This output is gone, or you may not see it.
trouble-no-output-number-left = All 128 output numbers are in use, or keys still have them. Delete outputs that are not needed, and update the keys that have them.
rooms-title = Rooms
rooms-add = Add rooms
rooms-put = Add a room…
rooms-show = Show room
rooms-name = Room
rooms-detail = Where
rooms-search = Search rooms
rooms-no-match = No room found
rooms-beyond = { $count ->
    [one] One more room that you may not see.
   *[other] { $count } more rooms that you may not see.
}
suites-title = Suites
suites-add = Add a suite
suites-put = Add a suite…
suites-show = Show suite
suites-name = Suite
suites-detail = Where
suites-search = Search suites
suites-no-match = No suite found
suites-beyond = { $count ->
    [one] One more suite that you may not see.
   *[other] { $count } more suites that you may not see.
}
zone-rooms-none = No rooms yet
zone-rooms-none-next = Add the rooms that everyone who has the zone may open: a floor for housekeeping.
zone-suites-none = No suites yet
zone-suites-none-next = Add the suites whose entrance everyone who has the zone may open.
room-suites-none = This room is in no suite
room-suites-none-next = Add the suite that it is part of. A room is in one suite at most.
room-zones-none = This room is in no zone
room-zones-none-next = The staff get in by zones: whoever has a zone added here may open the room.
room-openers-none = Nobody on the staff may open this room
room-openers-none-next = Put it into a zone, and give the zone to people or by an access level.
suite-rooms-none = No rooms yet
suite-rooms-none-next = Add the rooms that are part of this suite. A room is in one suite at most.
suite-zones-none = The entrance is in no zone
suite-zones-none-next = The staff get in by zones: whoever has a zone added here may open the entrance.
suite-openers-none = Nobody on the staff may open this entrance
suite-openers-none-next = Put it into a zone, and give the zone to people or by an access level.
room-kind = Kind
room-note = Locks take this over at the next visit. No key needs an update.
room-panel-service = In service
room-in-service = In service
room-back-in-service = In service again
room-out-of-service = Out of service
room-out-of-service-until = Out until { $until }
room-out-of-service-hint = The room is given to no guest. The staff can still open it.
room-reason = Reason
room-until = Until
room-until-open = Open
room-new = New room
room-new-detail = A room for guests
room-gone = This room is gone
room-no-impact = Changes to these fields affect no key.
room-add = New room
room-open = Open
room-search = Search rooms and suites
room-count = { $count ->
    [one] One room or suite
   *[other] { $count } rooms and suites
}
room-found = { $found } of { $total } rooms and suites
room-none = No rooms yet
room-none-next = Add the rooms of the house. The staff get in by zones, a floor for housekeeping, say.
room-none-found = No room found
room-none-found-next = Try fewer letters, or take a filter away.
room-delete = Delete
room-delete-title = Delete { $name }?
room-delete-sentence = { $count ->
    [0] Nobody on the staff can open it.
    [one] One person on the staff can open it.
   *[other] { $count } people on the staff can open it.
}
room-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update, and opens it until then.
   *[other] { $count } keys will need an update, and open it until then.
}
suite-new = New suite
suite-new-detail = Rooms behind one entrance
suite-gone = This suite is gone
suite-no-impact = Changes to these fields affect no key.
suite-delete = Delete
suite-delete-title = Delete { $name }?
suite-delete-sentence = { $count ->
    [0] Nobody on the staff can open its entrance. Its rooms stay.
    [one] One person on the staff can open its entrance. Its rooms stay.
   *[other] { $count } people on the staff can open its entrance. Its rooms stay.
}
suite-delete-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update, and opens the entrance until then.
   *[other] { $count } keys will need an update, and open the entrance until then.
}
trouble-no-room = This room is gone, or you may not see it.
trouble-no-suite = This suite is gone, or you may not see it.
trouble-in-another-suite = A room is in one suite at most, and this would put one into two. Take it out of the other suite first.

locations-title = Locations
locations-add = Add locations
locations-put = Add a location…
locations-show = Show location
locations-name = Location
locations-detail = What for
locations-search = Search locations
locations-no-match = No location found
locations-beyond = { $count ->
    [one] One more location that you may not see.
   *[other] { $count } more locations that you may not see.
}
locations-beyond-some = Some of them have locations that you do not see.
functions-title = Functions
functions-add = Add functions
functions-put = Add a function…
functions-show = Show function
functions-name = Function
functions-detail = What for
functions-search = Search functions
functions-no-match = No function found
functions-beyond = { $count ->
    [one] One more function that you may not see.
   *[other] { $count } more functions that you may not see.
}
functions-beyond-some = Some of them have functions that you do not see.
user-locations-none = No locations yet
user-locations-none-next = A person opens a door that is in one of the person's locations and has one of the person's functions.
user-functions-none = No functions yet
user-functions-none-next = A person opens a door that has one of the person's functions and is in one of the person's locations.
several-locations-none = None of them has a location
several-locations-none-next = Add the locations that all of them get.
several-functions-none = None of them has a function
several-functions-none-next = Add the functions that all of them get.
door-locations-none = This door is in no location
door-locations-none-next = It opens to people who have one of its locations and one of its functions. Keys need an update, and its lock a visit.
door-functions-none = This door has no function
door-functions-none-next = It opens to people who have one of its locations and one of its functions. Keys need an update, and its lock a visit.
door-reason-crossings = It is in other locations by now, or has other functions.
door-reason-time-zone = It goes by another time zone, or the rules of that one changed.
user-panel-crossing = Locations and functions
user-crossing = Their doors open
user-crossing-hint = One timetable for all doors that this person opens by a location and a function.
user-crossing-always = Always
user-crossing-unseen = While a timetable holds that you may not see
crossing-number = Number
grouping-panel = Groupings
grouping-none = None
crossing-number-told = From 1 to 1024. Filled in with the lowest that is free. Keys keep a place for every number up to the highest, so leave no gaps.
crossing-bytes = { $bytes ->
    [one] Numbered like this, locations and functions take one byte on a key.
   *[other] Numbered like this, locations and functions take { $bytes } bytes on a key.
}
location-told = Until locks are told their locations and functions, keys name the doors one by one, and the numbers take no room.
function-told = Until locks are told their locations and functions, keys name the doors one by one, and the numbers take no room.
locations-functions-title = Locations and functions
location-new = New location
location-new-detail = Where doors are
location-gone = This location is gone
location-no-impact = Changes to these fields affect no key.
location-doors-none = No doors yet
location-doors-none-next = Add the doors that are here. People need one of their functions as well.
location-people-none = Nobody has this location
location-people-none-next = Add the people who have access here. They need functions as well.
location-add = New location
location-open = Open
location-search = Search locations and functions
location-count = { $count ->
    [one] One location or function
   *[other] { $count } locations and functions
}
location-found = { $found } of { $total } locations and functions
location-none = No locations or functions yet
location-none-next = A location is where doors are, a house, say; a function is what they are for, like cleaning. A person with some of each opens the doors in which two of them meet.
location-none-found = No location or function found
location-none-found-next = Try fewer letters, or take a filter away.
location-delete = Delete
location-delete-title = Delete { $name }?
location-delete-sentence = { $count ->
    [0] Nobody has it.
    [one] One person has it, and loses the doors that only it opened.
   *[other] { $count } people have it, and lose the doors that only it opened.
}
location-delete-keys = { $count ->
    [0] No key needs an update.
    [one] One key will need an update, and opens its doors until then.
   *[other] { $count } keys will need an update, and open their doors until then.
}
function-new = New function
function-new-detail = What doors are for
function-gone = This function is gone
function-no-impact = Changes to these fields affect no key.
function-doors-none = No doors yet
function-doors-none-next = Add the doors that are for this. People need one of their locations as well.
function-people-none = Nobody has this function
function-people-none-next = Add the people who do this. They need locations as well.
function-delete = Delete
function-delete-title = Delete { $name }?
function-delete-sentence = { $count ->
    [0] Nobody has it.
    [one] One person has it, and loses the doors that only it opened.
   *[other] { $count } people have it, and lose the doors that only it opened.
}
function-delete-keys = { $count ->
    [0] No key needs an update.
    [one] One key will need an update, and opens its doors until then.
   *[other] { $count } keys will need an update, and open their doors until then.
}
fault-crossing-number = A number from 1 to { $max }.
fault-crossing-taken = Another one has this number, perhaps in a partition that you do not see. Choose another.
trouble-no-location = This location is gone, or you may not see it.
trouble-no-function = This function is gone, or you may not see it.
trouble-no-crossing-number-left = All 1024 numbers are in use. Delete what is not needed.
