## Operators

operator-count = { $count ->
    [one] One operator
   *[other] { $count } operators
}
operator-found = { $found } of { $total } operators
operator-search = Search operators
operator-add = New operator
operator-open = Open
operator-delete = Delete
operator-delete-title = Delete { $name }?
operator-delete-sentence = Nobody can sign in with this account any more. The system auditor keeps the name and what was done.
operator-none = No operators
operator-none-next = Add an operator for everyone who works at this desk.
operator-none-found = No operator found
operator-none-found-next = Try fewer letters.
operator-column-state = State
operator-enabled = Can sign in
operator-disabled = Cannot sign in
operator-locked = Locked
operator-locked-until = Locked until { $until }
operator-locked-why = { $state }: the wrong password was typed too often.
operator-on = On
operator-off = Off
operator-never = Never
operator-new = New operator
operator-new-detail = Not saved yet
operator-new-note = The operator chooses another password at the first sign-in.
operator-gone = No longer there
operator-oneself = This is you. Another operator changes your group and whether you can sign in. Your password and language are in My settings.
operator-panel-changes = What changes with the new group
operator-panel = Operator
operator-panel-sign-in = Sign-in
operator-name = Name
operator-user-name = User name
operator-user-name-hint = Used to sign in. Upper and lower case do not matter.
operator-group = Group
operator-group-choose = Choose a group
operator-group-none-found = No group found
operator-group-hint = What the operator may do follows from the group.
operator-group-of = Group { $group }
operator-may-sign-in = Can sign in
operator-may-sign-in-hint = Turn this off for anyone who is away for a long time.
operator-must-change = Must be changed at the next sign-in
operator-password-own = Chosen by the operator
operator-last-sign-in = Last sign-in
operator-second-factor = Second factor
operator-second-factor-remove = Remove the second factor
operator-second-factor-title = Remove the second factor of { $name }?
operator-second-factor-sentence = The password alone is then enough. Do this for an operator who has lost the authenticator.
operator-second-factor-removed = The second factor is removed.
operator-release = Unlock
operator-released = The operator can sign in again.
operator-password-hint = At least { $min } characters. It must be changed at the next sign-in.
operator-password-sentence = For an operator who has forgotten the password.
operator-password-new = Set a new password…
operator-password-title = New password for { $name }
operator-password-subtitle = Tell it to the operator. It must be changed at the next sign-in.
operator-password-two-factor = The second factor goes with the old password. It can be set up again after the next sign-in.
operator-password-set-it = Set the password
operator-password-setting = Setting the password…
operator-password-set = The password is set.
operator-added = The operator is added.
operator-no-impact = What the operator may do stays as it is.
operator-impact-disabled = The operator can no longer sign in, and is stopped at the next thing they do.
operator-impact-same = The other group has the same permissions.
operator-impact-gained = { $gained ->
    [one] The operator gains one permission.
   *[other] The operator gains { $gained } permissions.
}
operator-impact-lost = { $lost ->
    [one] The operator loses one permission.
   *[other] The operator loses { $lost } permissions.
}
operator-impact-both = { $gained ->
    [one] The operator gains one permission
   *[other] The operator gains { $gained } permissions
} { $lost ->
    [one] and loses one.
   *[other] and loses { $lost }.
}
rights-same = Nothing
rights-gained = { $gained ->
    [one] Gains one permission
   *[other] Gains { $gained } permissions
}
rights-lost = { $lost ->
    [one] Loses one permission
   *[other] Loses { $lost } permissions
}
rights-both = { $gained ->
    [one] Gains one permission,
   *[other] Gains { $gained } permissions,
} { $lost ->
    [one] loses one
   *[other] loses { $lost }
}

## Partitions

partition-count = { $count ->
    [one] One partition
   *[other] { $count } partitions
}
partition-found = { $found } of { $total } partitions
partition-search = Search partitions
partition-add = New partition
partition-open = Open
partition-delete = Delete
partition-none = No partition that you have access to
partition-none-next = Ask an administrator for access.
partition-none-found = No partition found
partition-none-found-next = Try fewer letters.
partition-name = Name
partition-description = Description
partition-unseen = Your group may not see these.
partitions-on = Partitions are in use
partitions-on-sentence = Each operator group sees and changes only what belongs to the partitions it has access to.
partitions-off = Partitions are not in use
partitions-off-sentence = Partitions let groups of operators look after different parts of the site. Without them everything belongs to General, and every group has access.
partitions-off-kept = Everyone has access to everything, whatever its partition. Which partition things belong to, and who has access to which, is kept for when partitions are used again.
partitions-switch-on = Use partitions…
partitions-switch-off = Stop using partitions…
partitions-on-title = Use partitions?
partitions-on-what = From then on each group has access only to its own partitions. What this takes away now:
partitions-on-go = Use partitions
partitions-off-title = Stop using partitions?
partitions-off-what = From then on every group has access to everything, within its global permissions. What this gives now:
partitions-off-go = Stop using partitions
partitions-no-effect = No group gains or loses anything.
partitions-effects = Groups that gain or lose
partitions-column-effect = What changes
partitions-switched-on = Partitions are in use.
partitions-switched-off = Partitions are not in use any more.
partition-new = New partition
partition-new-detail = Not saved yet
partition-new-reach = Only the Administrator group has access to a new partition. Give other groups access on their own screens.
partition-gone = No longer there
partition-panel = Partition
partition-panel-contents = Contents
partition-groups = Groups with access
partition-general = Whatever belongs to no other partition is in General. It can be renamed, but not deleted.
partition-no-impact = The name has no effect on keys or permissions.
partition-added = The partition is added. Only the Administrator group has access yet.
partition-delete-title = Delete { $name }?
partition-delete-sentence = Its contents move to another partition. Everyone with access to that one then has access to them.
partition-delete-nothing = Nothing lies in it.
partition-delete-groups = { $count ->
    [0] No group loses access.
    [one] One group loses its access.
   *[other] { $count } groups lose their access.
}
partition-delete-to = Move its contents to

calendar-count = { $count ->
    [one] One calendar
   *[other] { $count } calendars
}
calendar-found = { $found } of { $total } calendars
calendar-search = Search calendars
calendar-add = New calendar
calendar-open = Open
calendar-delete = Delete
calendar-delete-title = Delete { $name }?
calendar-delete-sentence = Its days go with it.
calendar-none = No calendars yet
calendar-none-next = Add one, and say which days are holidays.
calendar-none-found = No calendar found
calendar-none-found-next = Try fewer letters.
calendar-name = Name
calendar-description = Description
calendar-column-days = Days
calendar-new = New calendar
calendar-new-detail = Not saved yet
calendar-gone = No longer there
calendar-panel-days = Holidays and special days
calendar-no-days = Every day is a normal day.
calendar-day = Day
calendar-add-day = Add
calendar-remove = Remove { $date }
calendar-holiday = Holiday
calendar-special-1 = Special day 1
calendar-special-2 = Special day 2
calendar-normal = Normal day
calendar-of-keys = Keys follow this calendar
calendar-of-keys-hint = Timetables take the days marked here for holidays and special days. Keys follow one calendar.
calendar-column-last = Marked through
calendar-runs-out = { $year } is not marked
calendar-runs-out-told = No day of { $year } is marked yet. Until one is, keys and locks that follow this calendar treat every day of that year as a normal day.
calendar-column-of-keys = For keys
calendar-is-of-keys = Yes
calendar-holiday-sign = H
calendar-special-1-sign = S1
calendar-special-2-sign = S2
calendar-brush = { $key } · { $kind }
calendar-year-before = Year before
calendar-year-next = Next year
calendar-copy = Copy { $year }
calendar-take-back = Take back the last change
calendar-file = From a file…
calendar-file-title = Days from a file
calendar-file-hint = A calendar file (.ics), as governments and schools publish their holidays, or a table (.csv) with a day in each line.
calendar-file-unreadable = This file cannot be read. Check the path.
calendar-file-too-big = This file is too big for a list of days.
calendar-file-no-days = There is no day in this file, or only days of past years.
calendar-file-too-many = There are more than 1,000 days in this file.
calendar-file-found = { $count ->
    [one] One day from this year on.
   *[other] { $count } days from this year on.
}
calendar-file-left-out = { $count ->
    [one] One entry was not understood, or not wholly. Check its days by hand.
   *[other] { $count } entries were not understood, or not wholly. Check their days by hand.
}
calendar-file-already = Already: { $kind }
calendar-file-mark = { $count ->
    [0] All marked already
    [one] Mark one day
   *[other] Mark { $count } days
}
calendar-exceptions = { $count ->
    [0] No exceptions in { $year }
    [one] One exception in { $year }
   *[other] { $count } exceptions in { $year }
}

## Network

network-count = { $count ->
    [0] No encoder
    [one] One encoder
   *[other] { $count } encoders
}
network-light = Light
network-light-hint = Shows waiting, done and failed, on encoders that can.
network-sound = Sound
network-sound-hint = Beeps when a key is done or refused, on encoders that can.
network-wait = Wait for a key
network-seconds = { $count ->
    [one] One second
   *[other] { $count } seconds
}
network-kept = The options of { $encoder } are saved.
network-test = Write test
network-test-hint = Writes a blank card, reads it back, compares, and wipes it.
network-test-place = Place a blank card
network-test-place-next = It is written, read back, compared and wiped.
network-test-passed = The encoder works
network-test-passed-next = It wrote a card and read it back. The card is blank again: remove it.
network-test-key = This is a key, not a blank card
network-test-key-next = Nothing was changed. Use a blank card.
network-point = Run as update point
network-point-hint = Brings every key that is laid on it up to date, by itself. Nothing else can be done there then.
network-re-edits = Make room on keys as well
network-re-edits-hint = Without this, a key that needs more room is left as it is and sent to the desk.
network-alone = Serve while nobody is there
network-alone-hint = Goes on while the screen is locked, and while nobody is signed in.
network-alone-by-whom = Goes on while the screen is locked, and while nobody is signed in. Only an administrator decides that.
network-alone-title = Serve while nobody is there?
network-alone-cost-lock = The keys of cards then stay in the memory of this computer while the screen is locked, and after signing out. Whoever controls the computer can read them there.
network-alone-cost-who = Keys of all partitions are brought up to date, in the name of the update point and not of an operator.
network-alone-cost-end = After Keydesk was started, somebody who works with keys must have signed in once. It ends as soon as it is switched off here, or is to make room on keys, or no longer.
network-alone-let = Serve while nobody is there
network-show = Show to key holders
network-show-hint = Locks the screen and shows in large letters what to do. Your password brings you back.
network-show-needs = Locks the screen: first let it serve while nobody is there.

## Operator groups

rights-all-of = { $menu }: everything
rights-some-of = { $menu }: { $entries }
rights-of = { $entry } ({ $deeds })
rights-in = { $menu } in { $partitions }
rights-gains = Gains
rights-loses = Loses
rights-hotel = Hotel tiles after sign-in
rights-programmer = Every door with the portable programmer
rights-audit = Every partition's access points in the audit trail
rights-audit-days = The audit trail beyond the latest { $from } days
rights-nobody = No operators
rights-who = { $count ->
    [one] One operator: { $names }
   *[other] { $count } operators: { $names }
}
rights-who-more = { $count } operators, among them { $names }
rights-search = Search permissions
rights-short-pms = PMS
rights-short-readers = Other readers
rights-short-levels = User access levels
rights-short-timed-periods = Periods and changes
rights-short-access = Change access
rights-short-bans = Bans
rights-column-modify = Modify
rights-column-add = Add, delete
rights-column-others = Other permissions
rights-none-found = No permission found. Try fewer letters.
rights-absent = { $ticked ->
    [0] Show what is not in this version yet
   *[other] Show what is not in this version yet ({ $ticked } ticked)
}
rights-summary-both = { $count ->
    [one] One operator gains and loses permissions, from the next thing they do.
   *[other] { $count } operators gain or lose permissions, from the next thing they do.
}
rights-summary-loses = { $count ->
    [one] One operator loses permissions, from the next thing they do.
   *[other] { $count } operators lose permissions, from the next thing they do.
}
rights-summary-gains = { $count ->
    [one] One operator gains permissions, from the next thing they do.
   *[other] { $count } operators gain permissions, from the next thing they do.
}
rights-summary-nobody = Nobody is in a group that this changes.
rights-lacks = Your own group does not have this permission.
rights-lacks-here = Your own group does not have this permission in this partition.
rights-administrators = Administrators have every permission.
rights-not-given = Not given to { $group }.
rights-no-access = { $group } has no access to this partition.
rights-taken-away = This permission was taken away from { $group } in this partition.
explain-open = Permissions and why
explain-title = What { $name } can do
explain-group = Group { $group }
explain-partition = Partition
explain-all = All
explain-can = Can
explain-can-not = Cannot
explain-count = { $count } of { $total } permissions. Open an entry to see what is missing and why.
explain-administrator = Administrators can do everything, in every partition.
explain-nothing = Nothing to show here.

group-list-title = Operator groups
group-search = Search groups
group-count = { $count ->
    [one] One group
   *[other] { $count } groups
}
group-found = { $found } of { $total } groups
group-add = New group
group-copy = Copy
group-open = Open
group-delete = Delete
group-column-name = Name
group-column-above = Parent group
group-column-operators = Operators
group-column-reach = Access
group-column-description = Description
group-reach-own = Your group
group-reach-below = Under your group
group-reach-out = No access
group-out-hint = This group is not under yours. Only groups above it can open it.
group-none-found = No group found
group-none-found-next = Try fewer or other letters.
group-none = No groups yet
group-none-next = Make a group for each kind of work: reception, housekeeping, maintenance.
group-new = New operator group
group-new-detail = It will be under your own group and cannot have more permissions.
group-gone = This group cannot be shown
group-added = { $name } is saved. Nobody is in it yet.
group-copy-of = Copy of { $name }
group-name = Name
group-description = Description
group-detail = { $detail } · Parent group: { $above }
group-above-top = None; it can do everything
group-hotel = Hotel interface
group-hotel-hint = Tiles for quick access after sign-in.
group-programmer = Portable programmer: all doors
group-programmer-hint = It manages the doors of other partitions as well.
group-audit-all = Audit trail: all partitions
group-audit-all-hint = Otherwise it shows only access points of the group's partitions.
group-audit-days = Audit trail: recent days only
group-audit-days-hint = Older events are not shown.
group-audit-days-count = Days
group-audit-days-most = At most { $count }: your own group sees no more.
group-panel-permissions = Global permissions
group-begin = Start from
group-begin-title = Start from { $template }?
group-begin-sentence = { $count ->
    [one] The permission chosen now is replaced.
   *[other] The { $count } permissions chosen now are replaced.
}
group-begin-keep = Keep them
group-begin-replace = Replace
group-partition-back = Permissions everywhere
template-nothing = Nothing
template-reception = Reception
template-housekeeping = Housekeeping
template-maintenance = Maintenance
template-auditor = Auditor
group-permissions-count = { $count } of { $total }
group-panel-partitions = Partitions
group-partition-access = Access
group-partition-custom = Custom permissions
group-partition-of = Permissions for { $partition }
group-partition-hint = You can remove permissions here, but not add any beyond the global ones.
group-partition-none = No permissions: nothing can be done in this partition.
group-partition-less = Your own group has fewer permissions here, so this group has its own.
group-partition-none-global = Choose global permissions first.
group-partitions-hidden = { $count ->
    [one] One more partition, which you have no access to, stays as it is.
   *[other] { $count } more partitions, which you have no access to, stay as they are.
}
group-operators = { $count ->
    [one] One operator
   *[other] { $count } operators
}
operators-title = Operators
group-members-show = Operators of this group
group-members-of = Operators of { $name }
group-members-none = No operators
group-members-none-next = An operator gets a group on the operator's own screen.
operators-name = Name
operators-detail = User name
group-no-impact = Nobody gains or loses a permission by this.
group-can-nothing = This group can do nothing yet. Choose its permissions.
group-unseen = Without the View permission nothing can be done with: { $entries }.
group-save-title = Save { $name }?
group-save-sentence = This is who gains and loses what, from the next thing they do.
group-delete-title = Delete { $name }?
group-delete-sentence = { $count ->
    [0] The group has no operators.
    [one] It has one operator: { $names }.
   *[other] It has { $count } operators: { $names }.
}
group-delete-sentence-more = It has { $count } operators, among them { $names }.
group-delete-below = { $count ->
    [one] The group under it, { $names }, moves up and can do what it could.
   *[other] The groups under it, { $names }, move up and can do what they could.
}
group-delete-move = Move the operators to another group
group-delete-with = Delete the operators too
group-delete-with-hint = They can no longer sign in. Their names stay in the system auditor.
group-delete-target = To the group
group-delete-choose = Choose a group
group-delete-no-move = Your group may not change operators.
group-delete-no-delete = Your group may not delete operators.
group-days-fault = From 1 to 3650 days.
group-name-taken = Another group has this name. Choose another.

## General options

options-security = Security
options-general = General
options-users = Users
options-doors = Access points
options-unchanged = Not changed yet
general-options-site = Site
general-options-name = Name
general-options-name-hint = Shown before anyone signs in, and on what is printed.
general-options-zones = Locks in several time zones
general-options-zones-hint = Then zones are added under Time zones, and each door, locker, room and suite can go by one of them.
general-options-phones = Phone keys
general-options-phone-folder = Folder for phone keys
general-options-phone-folder-hint = Each phone finds its key here, sealed so that only that phone can read it. Empty: no key is delivered.
general-options-folder-not-whole = Type the whole path of the folder, from the top of the disk or share.
grouping-told = Keys and locks know nothing of groupings.
grouping-no = No groupings yet. One called Cities could have Madrid and Bilbao.
grouping-add = New grouping
grouping-add-value = New value
grouping-name = Grouping
grouping-value = Value
grouping-remove = Remove { $name }
user-options-on-keys = On the keys of everyone
user-options-openings = Doors write openings on keys
user-options-openings-hint = On keys that audit openings. Only an encoder changes this on a key.
user-options-refusals = Doors write refusals on keys
user-options-refusals-hint = On the same keys. With neither of the two, no key keeps a journal.
user-options-uncancellable = Keys that cannot be cancelled have a short life
user-options-uncancellable-hint = Nothing else takes such a key back, so it comes to an encoder more often.
user-options-uncancellable-days = They last at most (days)
user-options-events = Audit trail
user-options-forgets-names = Events name nobody after a while
user-options-forgets-names-hint = Older events keep the door and what happened. The name is taken out of the file for good.
user-options-named-days = They name the person for (days)
user-options-new = For new people
user-options-new-hint = Filled in when a person is added. People who are there keep what they have.
user-options-names-locked = Names stay as they are after the first key
user-options-names-locked-hint = So that the audit trail and the system auditor keep naming the same person.
user-options-general = Free fields
user-options-general-hint = What a field is called. One without a name is not shown; what was typed there stays.
user-options-general-1 = Field 1
user-options-general-2 = Field 2
user-options-general-3 = Field 3
user-options-general-4 = Field 4
user-options-general-5 = Field 5
user-options-general-taken = Another field has this name. Choose another.
door-options-new = For new doors
door-options-new-hint = Filled in when a door is added; the audit setting for lockers too. Doors that are there keep what they have.
door-options-locks = In the locks
door-options-inhibit = Locks may keep no record of openings
door-options-inhibit-hint = Then each door can be set so. Otherwise every lock notes its openings.
door-options-lockers = Control of lockers
door-options-lockers-hint = Then the list of lockers can forget who is known to have one of free assignment. That changes the screen only: keys and lockers keep what they have. For sites whose lockers are all of free assignment, as a gym at closing time.
door-options-general-hint = What a field is called. Lockers have the first one only. One without a name is shown only where something is in it.
door-options-no-visit = No lock needs a visit for this.
door-options-visits = { $count ->
    [one] One lock needs a visit for this.
   *[other] { $count } locks need a visit for this.
}
campaign-title = Keys on the way to an encoder
campaign-told = What doors write on keys was changed on { $since }. The last key without the change ends on { $until }.
campaign-line = Still to come
campaign-line-hint = Show whose keys they are

## Security

security-detail = What this site requires of everyone who signs in
security-read-only = Only administrators change these options.
security-saved = Saved. Takes effect at the next sign-in.
security-next = Takes effect at the next sign-in.
security-enrol = { $count ->
    [0] Everyone has a second factor already.
    [one] One operator will have to set up a second factor at the next sign-in.
   *[other] { $count } operators will have to set up a second factor at their next sign-in.
}
security-sign-in = Sign-in
security-failures = Failed attempts before an account is locked
security-failures-hint = The last administrator is never locked; each check takes longer instead.
security-window = Count failed attempts over (minutes)
security-until-released = Keep locked until an administrator unlocks it
security-lockout = Locked for (minutes)
security-passwords = Passwords
security-length = Minimum length
security-length-hint = Applies to new passwords.
security-history = Previous passwords that cannot be reused
security-expires = Passwords expire
security-expires-hint = Not advised: people then choose weaker ones.
security-days = Expire after (days)
security-two-factor = Second factor
security-two-factor-all = Everyone signs in with a code of an authenticator app
security-two-factor-all-hint = Anyone without one sets it up at the next sign-in.
security-idle = Idle lock
security-idle-minutes = Lock the screen after (minutes)
security-idle-hint = Counts from the last key or click.

time-zone-count = { $count ->
    [one] One time zone
   *[other] { $count } time zones
}
time-zone-found = { $found } of { $total } time zones
time-zone-search = Search time zones
time-zone-add = New time zone
time-zone-open = Open
time-zone-delete = Delete
time-zone-delete-title = Delete { $name }?
time-zone-delete-sentence = No lock goes by it.
time-zone-none = No time zones
time-zone-none-next = The site’s own time is always there.
time-zone-none-found = No time zone found
time-zone-none-found-next = Try fewer letters.
time-zone-name = Name
time-zone-new = New time zone
time-zone-new-detail = Not saved yet
time-zone-gone = No longer there
time-zone-column-ahead = UTC now
time-zone-column-points = Access points
time-zone-of-site = Time of this computer
time-zone-of-site-detail = The site’s own time
time-zone-of-site-told = Keys and locks go by it, except for locks with a time zone of their own. It is set in this computer’s own settings, daylight saving included.
time-zone-panel-time = Local time
time-zone-panel-copy = Where
time-zone-panel-changes = When clocks change
time-zone-changes-none = They do not change.
time-zone-changes-unknown = Dates are shown once a place is chosen and all fields are right.
time-zone-changes-told = A lock in this zone takes timetables on keys by its own clock. Near both ends of a key’s life, while the date there differs, it opens for no timetable.
time-zone-change = { $weekday } { $day }, { $from } → { $to }
time-zone-world = Place
time-zone-world-none = No such place
time-zone-world-hint = Its offset and its daylight saving are copied, and can be adjusted afterwards.
time-zone-ahead = Ahead of UTC
time-zone-ahead-hint = Without daylight saving: 01:00 is one hour ahead, -05:00 five hours behind.
time-zone-saving = Daylight saving
time-zone-saves = Clocks go forward for part of the year
time-zone-minutes = By how many minutes
time-zone-start = Forward
time-zone-end = Back
time-zone-turn = { $turn }: { $part }
time-zone-week = week
time-zone-weekday = day
time-zone-month = month
time-zone-time = time
time-zone-week-1 = first
time-zone-week-2 = second
time-zone-week-3 = third
time-zone-week-4 = fourth
time-zone-week-5 = last
time-zone-weekday-1 = Monday
time-zone-weekday-2 = Tuesday
time-zone-weekday-3 = Wednesday
time-zone-weekday-4 = Thursday
time-zone-weekday-5 = Friday
time-zone-weekday-6 = Saturday
time-zone-weekday-7 = Sunday

resources-sentence = How much of what is limited is used, and for how long it will do.
resources-denylist = Denylist
resources-used = { $used } of { $all } places are in use
resources-hundredths = { $hundredths } %
resources-free = Free
resources-free-hint = So many more keys can be cancelled.
resources-occupied = Occupied
resources-occupied-hint = By keys of people that could be cancelled any day.
resources-listed = On the denylist
resources-listed-hint = Cancelled, and not over yet: locks are told to refuse them.
resources-quarantine = In quarantine
resources-quarantine-hint = Cancelled and over. Kept another 30 days, for locks whose clock is behind.
resources-forecast = If it goes on as in the last 90 days, the last place is taken on { $day }.
resources-lasts = As it went in the last 90 days, the places last for years.
resources-nearly = At least { $reached } % of the places are in use. Shorter update periods set them free sooner; people who need no such key can be given one that cannot be cancelled.
resources-used-up = Every place is in use: no new key can be assigned that can be cancelled. Delete keys that are handed back, and give shorter update periods.
resources-cancelled = Cancelled keys
resources-none-cancelled = No cancelled key takes a place
resources-none-cancelled-next = A key that is lost is cancelled on the page of its person.
resources-cancelled-line = Cancelled on { $at } by { $by }. Over by itself on { $until }
resources-beside = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}

## Desktop reader

desktop-reader-sentence = What identifies each key that is placed on the encoder is typed into the active program. Nothing is written on the key.
desktop-reader-lying-next = Remove it, then place one key after another. Or press Begin: then this one is read first.
desktop-reader-none-next = What was read appears here.
desktop-reader-read = Read
desktop-reader-what = What is typed
desktop-reader-what-serial = Serial number of the card
desktop-reader-what-number = Number of the key
desktop-reader-what-external-id = External ID of the person
desktop-reader-notation = Written as
desktop-reader-notation-hexadecimal = Hexadecimal
desktop-reader-notation-hexadecimal-reversed = Hexadecimal, last byte first
desktop-reader-notation-decimal = Decimal
desktop-reader-notation-decimal-reversed = Decimal, last byte first
desktop-reader-prefix = Before it
desktop-reader-prefix-hint = At most { $most } characters.
desktop-reader-ending = After it
desktop-reader-ending-nothing = Nothing
desktop-reader-ending-enter = Enter
desktop-reader-ending-tab = Tab
desktop-reader-typed = Typed into the active program.
desktop-reader-copied-here = Copied to the clipboard, because Keydesk itself is the active program. Click into the other one, then place the key.
desktop-reader-copied = Copied to the clipboard: this desktop does not let programs type into others. Paste it there.
desktop-reader-copied-failed = Copied to the clipboard, because it could not be typed. Paste it there.
