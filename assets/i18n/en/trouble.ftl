## What went wrong

trouble-fields = Not saved yet: correct the fields marked red.
trouble-holds-key = A key of { $name } opens doors, or may, until { $until }. Cancel the key first, or take it back and delete it.
trouble-key-is-out = A key that { $name } had may open doors until { $until }. The person can be deleted after that.
trouble-holds-phone = The phone of { $name } opens doors, or may, until { $until }. Remove the phone key first, on the person’s Details.
trouble-no-secrets = This needs the keys of the site, and your account was not given them. Ask an operator who may write keys.
trouble-locked = The screen is locked. Unlock it and try again.
trouble-conflict = { $by } saved this on { $at }, after you opened it. Your changes are still here. Show the saved state, then change it again.
trouble-taken = This number or name is already in use. Choose another.
trouble-not-permitted = Your group may not do this. Ask an administrator.
trouble-signed-out = Your account is no longer in use. Ask an administrator.
trouble-no-code-left = All 64 000 numbers of doors, lockers, rooms and suites have been given out; deleted ones keep theirs. No more can be added to this site.
trouble-no-zone-number-left = All 65 280 zone numbers have been given out; deleted zones keep theirs. No more zones can be added to this site.
trouble-no-low-zone-left = All 96 low zones have been made; deleted ones keep their place on keys. Make it a high zone.
trouble-zone-kind-stays = What a zone is on keys cannot be changed. Make a new zone, and delete this one when nobody has it any more.
trouble-zone-of-lockers = A zone of free assignment contains lockers of free assignment only.
trouble-locker-in-other-group = This locker is in a zone of another group. A locker belongs to one free assignment group at most.
trouble-locker-in-free-zone = This locker is in a zone of free assignment, which may be one that you do not see. Remove it from the zone first, or ask an administrator to.
trouble-lockers-not-controlled = Control of lockers is off in General options > Access points.
trouble-no-key-number-left = This key cannot be written any more: its numbers are used up. Assign another card.
trouble-clock-behind = This computer's clock shows { $now }, but Keydesk was used on { $last } already. No key is written and nobody is deleted until it is right. Set the clock, or have an administrator confirm the time on the start page.
trouble-clock-ahead = This computer's clock shows { $now }, and Keydesk was last used on { $last }. Until it is certain that so much time has passed, no key is written and nobody is deleted. Set the clock, or have an administrator confirm the time on the start page.
trouble-disk-full = The disk is full. Nothing was changed. Free some space and try again.
trouble-read-only = { $path } cannot be written, so nothing can be saved. Give the account that runs Keydesk the right to write to this file and its folder, or ask the person who looks after this computer. Then start Keydesk again.
trouble-cannot-open = { $path } cannot be opened. Check that the disk is connected and that you may read the folder.
trouble-damaged = The database is damaged. Close Keydesk, put a copy of the folder in its place, and start again.
trouble-altered = Something other than Keydesk changed the database ({ $what }), so nothing was done. Put a copy from before the change in its place, and find out who can write to the folder.
altered-operator = the account of { $name }
altered-site = what it says of its site: { $name }
altered-schema = the structure of the file: { $name }
altered-whole-schema = the structure of the file
trouble-foreign-log = { $path } does not belong to the database beside it: one of the two was replaced. Nothing was changed. If you put a copy in place, move this file out of the folder and start again; otherwise put the folder back as it was.
trouble-moved = { $path } was moved, deleted or replaced while Keydesk had it open. Nothing more is saved. Save the site to a new file now (in the menu under your name), close Keydesk, and put that file in its place.
trouble-in-its-place = The site's file is in its place again, so no copy is needed. Go on working.
trouble-overwritten = Something wrote over { $path } while Keydesk had it open. Nothing more is saved. Close Keydesk and put a copy of the whole folder in its place.
trouble-not-ours = { $path } is not a Keydesk site. Choose another folder.
trouble-newer = This site was made by a newer Keydesk (format { $found }; this program knows { $known }). Install the newer program.
trouble-no-site = There is no site in this folder.
trouble-site-exists = There is a site in this folder already. Start Keydesk again to open it.
trouble-demo = The demo site could not be made. Please report this: it is a fault of Keydesk.
trouble-database = The database did not answer. Try again; if it happens again, restart Keydesk.
trouble-database-says = The database refused: { $says }. Try again; if it happens again, restart Keydesk.
trouble-broke-off = Something went wrong in Keydesk. Check whether it was done, then try again. Details are in crash.txt in the site's folder.
trouble-no-user = This person is no longer there. Someone deleted the entry.
trouble-no-door = This door is no longer there. Someone deleted it.
trouble-no-key = This key is no longer there.
trouble-no-encoder = This encoder is no longer there.
trouble-no-operator = This operator is no longer there.
trouble-no-partition = This partition is no longer there.
trouble-no-calendar = This calendar is no longer there.
trouble-no-time-zone = This time zone is no longer there.
trouble-no-grouping = This grouping, or this value of it, is no longer there.
trouble-no-group = This operator group is no longer there.
trouble-beyond-yours = This would give or take something that your own group does not hold. Ask an administrator.
trouble-last-administrator = The site must keep an administrator who can sign in. Make someone else an administrator first.
trouble-oneself = You cannot do this to your own account or group. Ask another operator.
trouble-has-operators = { $count ->
    [one] The group now has an operator.
   *[other] The group now has { $count } operators.
} Choose what happens to its operators.
trouble-general-stays = The partition General cannot be deleted.
trouble-clashes = Both partitions have these names or numbers: { $names }. Change them first.
trouble-not-vouched = The account of { $name } was made by someone who does not hold what it would be given now. Give { $name } a new password first, then do this once more.
trouble-no-keys = You were given the right to work with keys after signing in. Sign in again, then repeat this.
trouble-in-use = { $path } is already open in another Keydesk window. Use that one, or close it first.
trouble-folder = { $path } cannot be created or written to. Choose another folder, or ask for the right to write there.
trouble-randomness = The computer gave no random numbers, without which nothing can be kept secret. Restart the computer.
trouble-memory = There is not enough memory to check a password. Close other programs and try again.

fault-required = This cannot be empty.
fault-name-required = A first name or a last name is needed.
fault-too-long = At most { $max } characters.
fault-unprintable = There is a character here that cannot be printed. Type it again.
fault-not-digits = Only digits.
fault-out-of-range = From { $min } to { $max }.
fault-pin-length = { $min } to { $max } digits.
fault-phone = Not a phone number: begin with + (or 00) and the country, then digits.
fault-no-date = Type the date.
fault-not-a-date = Not a date. Type it as { $example }, or with the day first as 31/12/26.
fault-not-a-time = Not a time. Type it as 14:30.
fault-which-year = Which year is meant? Type it with four digits, as in { $example }.
fault-outside-calendar = Type a year from 2000 to 2199.
fault-ends-before-start = The end must be after the start.
fault-too-many = At most { $max }.
fault-external-id-taken = This external ID is already in use.
fault-name-locked = A key was issued in this name. It cannot be changed any more.
fault-out-of-reach = You may not use this one.
fault-more-there = You could do more with it there than where it is now. Ask an administrator to move it.
fault-picture-unreadable = Not a PNG or JPEG picture. Choose another file.
fault-picture-too-big = The picture is too large. Choose one of at most 20 MB.
fault-name-taken = This name is already in use.
fault-user-name-taken = Another operator has this user name. Choose a different one.
fault-partition-name-taken = Another partition has this name.
fault-calendar-name-taken = Another calendar has this name.
fault-calendar-days = A calendar holds at most { $max } days.
fault-calendar-year = Days lie between 2000 and 2199.
fault-calendar-not-added = Add this day, or clear it.
fault-time-zone-name-taken = Another time zone has this name.
fault-time-zone-world = Choose a place.
fault-time-zone-ahead = Type hours and minutes from -12:00 to 14:00, like 01:00.
fault-time-zone-minutes = Type a number of minutes from 15 to 180.
fault-time-zone-time = Type a time from -24:00 to 72:00, like 02:00. 26:00 is 02:00 on the day after.
fault-time-zone-near = There must be two months between the two.
fault-grouping-taken = Another one has this name.
fault-grouping-many = At most { $max } fit.
fault-not-chosen = Choose one.
fault-password-short = At least { $min } characters.
fault-password-long = At most { $max } characters.
fault-password-common = Too many people use this password. Choose another.
fault-password-names = This is little more than a name of the site or yours. Choose another.
fault-password-pattern = The same few characters over and over are easily guessed. Choose another.
fault-password-used = This is the present password or one of the last. Choose another.
fault-bounds = A whole number from { $min } to { $max }.
fault-password-old = The current password is wrong.
fault-password-differs = The two passwords differ.
fault-not-a-sheet = These are not all lines of a recovery sheet. Check them one by one.
fault-wrong-code = The code does not fit this sheet. Check it letter by letter.
trouble-no-timetable = This timetable is gone, or you may not see it.
trouble-no-timed-period = This timed period is gone, or you may not see it.
trouble-no-automatic-change = This automatic change is gone, or you may not see it.
trouble-no-schedule-number-left = All 1024 are used. Delete one that no door follows first.
trouble-timetable-in-use = This timetable still says when something opens for { $uses }. Choose another there first.
used-by-people = { $count ->
    [one] one person
   *[other] { $count } people
}
used-by-levels = { $count ->
    [one] one access level
   *[other] { $count } access levels
}
used-by-zones = { $count ->
    [one] one zone
   *[other] { $count } zones
}
trouble-calendar-in-use = Keys follow this calendar. Let them follow another one, or none, before you delete it.
trouble-one-time-zone = The site uses one time zone. Turn on several under General options > General first.
trouble-grouping-in-use = This value, or one of this grouping, is still chosen: { $doors }. Choose another there first.
trouble-time-zone-followed = Locks still go by a time zone of their own: { $doors }. Choose the site’s own time for them first.
trouble-followed = Locks still follow this: { $doors }. Choose something else for them first.
trouble-no-keypad = These doors follow this and have no keypad: { $doors }. Fit one there first, or choose other modes.
trouble-no-code = These doors follow this and have no code: { $doors }. Set one there first, or choose other modes.
trouble-doors-and-more = { $names } and { $count } more
trouble-doors-unseen = { $count ->
    [one] one that you may not see
   *[other] { $count } that you may not see
}
fault-period-no-day = Tick at least one day.
fault-period-ends-before-start = This ends before it starts. Split what goes past midnight into two periods.
fault-period-too-many = A timetable has at most { $max } periods.
fault-schedule-past-midnight = This goes past midnight. A lock needs two periods for that.
fault-schedule-overlaps = This overlaps period { $number } on the same day.
fault-schedule-too-many = At most { $max }: a lock has no room for more.
fault-schedule-hole = The first change of a day is at 00:00, so that the whole day has a mode.
fault-schedule-same-time = Two changes are at the same time.
fault-schedule-days-missing = Nothing is set for { $days }.
fault-schedule-days-twice = { $days } is set twice.
fault-door-period-missing = Choose a timed period for this mode.
fault-door-change-missing = Choose an automatic change for this mode.
fault-door-seconds = A whole number of seconds, from 1 to 255.
fault-door-shorter = No less than the open time of the others.
fault-door-keypad-missing = This mode needs a keypad.
fault-door-mode-of-doors = Only doors open in this mode. Choose another.
fault-day-past = This day has passed. Choose a later one, or leave the end open.
fault-day = Not a date. Type it as 2026-12-24 or 24 Dec 2026.
fault-door-code-missing = This mode needs a code.
