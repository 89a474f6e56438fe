# The texts of the window in English. An error says what is so and what to do next.

## Words of every screen

cancel = Cancel
close = Close
done = Done
ok = OK
back = Back
secret-show = Show
secret-hide = Hide
when-time = Time
unit-days = Days
unit-hours = Hours
calendar-months = January February March April May June July August September October November December
calendar-weekdays = Mo Tu We Th Fr Sa Su
calendar-today = Today
toast-dismiss = Dismiss

list-loading = Loading…
list-selected = { $count } selected
list-clear = Clear the search
list-refresh = Refresh
list-more = More
list-copied-too-many = At most { $count } rows are copied at once. Select fewer.

record-save = Save
record-saving = Saving…
record-discard = Discard
record-unchanged = Nothing changed.
record-no-impact = No key needs an update for this.
record-relations = Related
record-changed = Changed { $at } by { $by }

file-path = File
file-browse = Browse…
file-open = Open
file-save = Save
file-not-written = The file could not be written. Choose another folder.

## Menus and entries

menu-access-points = Access points
menu-cardholders = Cardholders
menu-keys = Keys
menu-monitoring = Monitoring
menu-hotels = Hotels
menu-tools = Tools
menu-system = System
entry-start = Start
entry-doors = Doors
entry-users = Users
entry-automatic-key-update = Automatic key update
entry-operators = Operators
entry-partitions = Partitions
entry-network = Network

## The desk

desk-demo = Demo site
desk-tray-show = Show its cards
desk-tray-hide = Hide its cards
desk-writing = A key is being written. Wait until it is done, then close the window.

deed-settings = My settings
deed-lock = Lock the screen
deed-sign-out = Sign out

guard-title = Save your changes?
guard-sentence = There are changes on this screen that are not saved.
guard-save = Save
guard-discard = Do not save
guard-stay = Stay here

lock-of = Locked by { $name }
lock-unlock = Unlock
lock-unlocking = Unlocking…
lock-sign-out = Sign in as someone else
lock-unsaved = There are unsaved changes. They are lost when someone else signs in.

finder-open = Find anything
finder-title = Find anything
finder-placeholder = A person, a door, a screen, something to do
finder-none = Nothing found. Try fewer or other letters.
finder-screen = Screen

settings-of = { $name }, { $group }
settings-language = Language
settings-theme = Colours
settings-light = Light
settings-dark = Dark
settings-encoder = Encoder
settings-first-encoder = The first one found
settings-encoder-absent = not connected
settings-encoder-hint = The encoder on which you write keys.
settings-password = Password
settings-password-old = Current password
settings-password-new = New password
settings-password-repeated = Repeat the password
settings-password-change = Change password
settings-password-changing = Changing…
settings-password-changed = The password is changed. Use the new one from now on.

## Before anybody is signed in

opening-site = Opening the site…
opening-demo = Making a demo site…
opening-trouble = The site could not be opened
opening-again = Try again
opening-close = Close Keydesk

sign-in = Sign in
sign-in-working = Signing in…
sign-in-sentence = Sign in to work with this site
sign-in-user-name = User name
sign-in-password = Password
sign-in-wrong = User name or password is wrong. Check both and try again.
sign-in-locked = This account is locked. An administrator can unlock it.
sign-in-locked-until = Too many wrong passwords. Try again after { $until }.
sign-in-damaged = This account is damaged. Ask an administrator to set a new password.
sign-in-demo = This is a demo site: nothing here opens a real door. Enter as
sign-in-demo-administrator = Administrator
sign-in-demo-reception = Reception

welcome-sentence = Keys, doors and rights of one site, on this computer.
welcome-new = Start a new site
welcome-new-hint = For a house that has no Keydesk yet.
welcome-old = Bring a site back
welcome-old-hint = With its recovery sheet, so that its keys and locks go on working.
welcome-sheet = Lines of the recovery sheet
welcome-sheet-hint = Type or paste all lines. Spaces do not matter.
welcome-code = Recovery code
welcome-recover-sentence = The sheet and its code bring back the site's master secret. People and doors come from a backup.
welcome-recovered = The sheet is right. Name the site and its first administrator.
welcome-site-title = The site and its administrator
welcome-site-sentence = The first administrator may do everything. More operators can follow.
welcome-site = Name of the site
welcome-site-example = Hotel Aurora
welcome-user-name = Your user name
welcome-user-name-hint = Up to 64 characters.
welcome-password-hint = At least 12 characters. A sentence that only you would say is good.
welcome-content = What to begin with
welcome-content-sentence = This can not be changed later, but a demo site can be thrown away.
welcome-empty = An empty site
welcome-empty-hint = Begin with your own people and doors.
welcome-demo = A demo site
welcome-demo-hint = 300 made-up people, 60 doors and a simulated encoder, to try everything.
welcome-next = Next
welcome-create = Make the site
welcome-creating = Making the site…

sheet-heading = Keep the recovery sheet
sheet-sentence = If this computer is lost, sheet and code together bring back the secret on which every key and lock of the site rests. Nobody else can.
sheet-step-keep = 1. Print the sheet, or save it on a stick
sheet-step-code = 2. Write down the code and keep it elsewhere
sheet-save = Save sheet
sheet-print = Print sheet
sheet-not-kept = Not kept yet.
sheet-printed = Opened for printing. Check that the printer gave it out.
sheet-saved = Saved as { $path }
sheet-not-shown = No program on this computer shows the sheet. Save it instead.
sheet-type-code = Type the code that you wrote down
sheet-file = Keydesk recovery sheet
sheet-title = Recovery sheet
sheet-what = These lines hold the master secret of this site, locked with a code. Whoever has both can bring the site back, and can also make keys for every door. Keep this sheet in a safe.
sheet-how = To bring the site back: start Keydesk on a computer without a site, choose "Bring a site back", and type the lines and the code.
sheet-code = The code is not on this sheet. Keep it somewhere else.

## What went wrong

trouble-fields = Some fields are not right. Look at those marked red.
trouble-holds-key = This person holds a key that is valid until { $until }. Ban the person first; delete after the key has ended.
trouble-locked = The screen is locked. Unlock it and try again.
trouble-conflict = { $by } saved this at { $at }, after you opened it. Your changes are still here. Show the saved state, then change it again.
trouble-taken = Another one has this number or name. Choose a different one.
trouble-not-permitted = Your group may not do this. Ask an administrator.
trouble-signed-out = Your account is no longer in use. Ask an administrator.
trouble-no-code-left = All door numbers are in use. Delete a door that no longer exists.
trouble-disk-full = The disk is full. Nothing was changed. Free some space and try again.
trouble-read-only = { $path } can not be written. Check the rights of the folder, then try again.
trouble-cannot-open = { $path } can not be opened. Check that the disk is connected and that you may read the folder.
trouble-damaged = The database is damaged. Close Keydesk, put a copy of the folder in its place, and start again.
trouble-not-ours = { $path } is not a Keydesk site. Choose another folder.
trouble-newer = This site was made by a newer Keydesk (format { $found }; this program knows { $known }). Install the newer program.
trouble-no-site = There is no site in this folder.
trouble-site-exists = There is a site in this folder already. Start Keydesk again to open it.
trouble-database = The database did not answer. Try again; if it happens again, restart Keydesk.
trouble-database-says = The database refused: { $says }. Try again; if it happens again, restart Keydesk.
trouble-no-user = This person is no longer there. Somebody deleted the entry.
trouble-no-door = This door is no longer there. Somebody deleted it.
trouble-no-key = This key is no longer there.
trouble-no-encoder = This encoder is no longer there.
trouble-no-operator = This operator is no longer there.
trouble-no-partition = This partition is no longer there.
trouble-no-group = This operator group is no longer there.
trouble-beyond-yours = This would give or take something that your own group does not hold. Ask an administrator.
trouble-last-administrator = The site must keep an administrator who can sign in. Make somebody else an administrator first.
trouble-oneself = You can not do this to your own account or group. Ask another operator.
trouble-has-operators = { $count ->
    [one] The group has an operator by now.
   *[other] The group has { $count } operators by now.
} Say what becomes of them.
trouble-general-stays = The partition General can not be deleted.
trouble-clashes = Both partitions have these names or numbers: { $names }. Change them first.
trouble-no-keys = You came to work with keys after you signed in. Sign out and in again, then do this once more.
trouble-in-use = { $path } is already open in another Keydesk window. Use that one, or close it first.
trouble-folder = { $path } can not be made or written. Choose another folder, or ask for the right to write there.
trouble-randomness = The computer gave no random numbers, without which nothing can be kept secret. Restart the computer.
trouble-memory = There is not enough memory to check a password. Close other programs and try again.

fault-required = This can not be empty.
fault-name-required = A first name or a last name is needed.
fault-too-long = At most { $max } characters.
fault-unprintable = There is a character here that can not be printed. Type it again.
fault-not-digits = Only digits.
fault-out-of-range = From { $min } to { $max }.
fault-pin-length = { $min } to { $max } digits.
fault-phone = Not a phone number: begin with + and the country, then digits.
fault-not-a-date = Not a date, or not a time. Type them as { $example } and 14:30.
fault-outside-calendar = Keys can say dates from 2000 to 2199 only.
fault-ends-before-start = The end must be after the start.
fault-too-many = At most { $max }.
fault-external-id-taken = Another one has this external ID.
fault-name-locked = A key was issued in this name. It can not be changed any more.
fault-out-of-reach = You may not use this one.
fault-picture-unreadable = Not a PNG or JPEG picture. Choose another file.
fault-picture-too-big = The picture is too large. Choose one of at most 20 MB.
fault-door-name-taken = Another door has this name.
fault-user-name-taken = Another operator has this user name. Choose a different one.
fault-partition-name-taken = Another partition has this name.
fault-not-chosen = Choose one.
fault-password-short = At least { $min } characters.
fault-password-long = At most { $max } characters.
fault-password-common = Too many people use this password. Choose another.
fault-password-names = This is little more than a name of the site or yours. Choose another.
fault-password-pattern = The same few characters over and over are easily guessed. Choose another.
fault-password-old = The current password is wrong.
fault-password-differs = The two passwords differ.
fault-not-a-sheet = These are not all lines of a recovery sheet. Check them one by one.
fault-wrong-code = The code does not fit this sheet. Check it letter by letter.

## The state of a key

status-banned = Banned
status-unknown = Unknown
status-expired = Expired
status-re-edition-required = Re-edition required
status-update-required = Update required
status-expires-soon = Expires soon
status-update-recommended = Update recommended
status-synchronized = Synchronized
status-no-key = No key

reason-banned = The person is banned.
reason-interrupted = Writing was interrupted on { $at }. What the key says is not certain.
reason-ended = The key ended on { $at }.
reason-ends = The key ends on { $at }.
reason-half-used = More than half of its time has passed.
reason-does-not-fit = The key needs { $needed } bytes and has { $capacity }.
reason-log = The room for events changes.
reason-antipassback = Antipassback was changed.
reason-number = The person's number was changed.
reason-doors-added = { $count ->
    [one] One door was added.
   *[other] { $count } doors were added.
}
reason-doors-removed = { $count ->
    [one] One door was removed.
   *[other] { $count } doors were removed.
}
reason-periods-changed = { $count ->
    [one] The period of one door was changed.
   *[other] The periods of { $count } doors were changed.
}
reason-pin = The PIN was changed.
reason-options = Key options were changed.
reason-validity = The validity was changed.

## Encoders

encoder-none = No encoder
encoder-none-next = Connect an encoder by USB. It appears here by itself.
encoder-empty = Ready
encoder-holding = A card lies on it
encoder-busy = Working
encoder-yours = Yours
encoder-simulated = Simulated
encoder-service-stopped = The smart card service of this computer does not run. Start it: sudo systemctl start pcscd
encoder-service-forbidden = The smart card service does not let this user in. Ask for the right to use smart cards.

light-idle = Off
light-waiting = Waiting for a key
light-working = Working
light-done = Done
light-failed = Failed

tray-title = Simulated encoder
tray-hint = Click a card to lay it on the encoder or to take it away, also while a key is being written. No real door opens with these.
tray-laid = Lies on the encoder
tray-lying = Beside the encoder
tray-beside = Lay { $card } beside it

step-waiting = Place the key
step-waiting-next = Lay the key on { $encoder }.
step-put-back = Put it back
step-put-back-next = The key was removed too soon. Lay it on { $encoder } again, and writing goes on.
step-reading = Reading the key
step-writing = Writing the key
step-comparing = Checking what was written
step-done = Done

key-leave = Leave the key where it is.
key-remove = Remove the key.
key-edit = Edit key
key-again = Try again
key-use-old = Use this card
key-doors = { $count ->
    [0] No door
    [one] One door
   *[other] { $count } doors
}
key-opens = Opens
key-opens-nothing = This key will open no door. Give the person doors first, or write it all the same.
key-is-current = The key says what it should. It gets a new end.
key-events = { $count ->
    [one] The key brought one event.
   *[other] The key brought { $count } events.
}

key-card-reading = Reading the key…
key-card-dismiss = Dismiss
key-card-enter = Enter
key-card-half-made = A first key that was not finished.
key-card-blank = Blank card
key-card-blank-bytes = { $bytes } bytes free, ready for a person.
key-card-choose = Choose a person

key-none = No key was detected
key-none-next = Lay the key flat on the encoder and try again.
key-stopped = Stopped
key-stopped-next = Nothing was written.
key-several = More than one card lies there
key-several-next = Leave one key on the encoder and try again.
key-no-encoder = No encoder
key-no-encoder-next = Connect an encoder by USB, then try again.
key-encoder-busy = The encoder is in use
key-encoder-busy-next = Wait until it is done, then try again.
key-no-secrets = The screen is locked
key-no-secrets-next = Unlock it, then try again.
key-reader-lost = The encoder was unplugged
key-reader-lost-next = Connect it again and repeat. The key is settled at its next contact.
key-service-lost = The smart card service has stopped
key-service-lost-next = It usually starts again by itself. Try again in a moment.
key-reader-in-use = Another program uses the encoder
key-reader-in-use-next = Close that program, then try again.
key-silent = The key does not answer
key-silent-next = Lay it flat in the middle of the encoder and try again.
key-invalid = Invalid user key
key-invalid-next = This key belongs to someone else. Nothing was changed.
key-invalid-named = This key belongs to { $name }. Nothing was changed.
key-blank = This card is empty
key-blank-next = Assign a key first: lay the person's own key on the encoder, or assign this one.
key-of-nobody = A key of this site without an owner
key-of-nobody-next = Its owner was deleted, or it was replaced. It can be used again for somebody.
key-out-of-reach = This key belongs to someone you may not see
key-out-of-reach-next = Nothing was changed. Ask an administrator.
key-has-key = This person has a key already
key-has-key-next = Update that key instead.
key-has-none = This person has no key
key-has-none-next = Assign one first.
key-banned = This person is banned
key-banned-next = Lift the ban before a key is written.
key-person-expired = The person's time ended on { $at }
key-person-expired-next = Change "Valid until" under Validity, then write the key.
key-does-not-fit = The key needs { $needed } bytes, the card has { $capacity }
key-does-not-fit-next = Use a card with more memory, give fewer doors, or turn off Audit openings.
key-removed = The key was removed too soon
key-removed-next = Put it back and repeat. What it says now is settled at the next contact.
key-unknown = It is not certain what this key says
key-unknown-next = Lay it on the encoder again to settle it.
key-differs = The key does not say what was written
key-differs-next = Try again. If it happens again, use another card.
key-failed = The key could not be written
key-failed-next = { $says }. Try again, or use another card.
key-database = The key could not be noted
key-other-site = This key belongs to another site
key-other-site-next = Nothing was changed. Use a key of this site or a blank card.
key-in-use = This card is used for something else
key-in-use-next = Nothing was changed. Use a blank card.
key-too-small = The card has { $free } bytes, a key needs { $needed }
key-too-small-next = Nothing was changed. Use a card with more memory.
key-not-suitable = This is no card for keys
key-not-suitable-next = Nothing was changed. Use a DESFire EV1, EV2 or EV3 card.

## Start

start-greeting = Hello, { $name }
start-today = Today is { $date }.
start-attention = Needs attention
start-show-all = Show all
start-calm = Nothing needs attention
start-calm-next = Every key says what it should.
start-encoders = Encoders
start-overview = The site
start-people = People
start-people-hint = Everybody who has a key or may get one
start-doors = Doors
start-doors-hint = Every door that a key can open
start-unknown = Writing was interrupted: lay these keys on the encoder
start-expired = These keys open nothing any more
start-re-edition-required = These keys need a new layout: lay them on an encoder
start-update-required = These keys do not say yet what was changed
start-expires-soon = These keys end soon
start-update-recommended = More than half of their time has passed
start-synchronized = These keys say what they should
start-no-key = People without a key
start-banned = People who must not open anything
tile-update-key = Bring one key up to date
tile-new-user = Add somebody who gets a key
tile-users = Find somebody, change doors, write keys
tile-doors = See which doors there are
tile-automatic-key-update = Many keys, one after the other
tile-operators = Who may work with this program
tile-network = Encoders and how they behave

## Users

users-title = Users
users-count = { $count ->
    [one] One person
   *[other] { $count } people
}
users-found = { $found } of { $total } people
users-search = Search people
users-filter = Filter
users-add = New user
users-open = Open
users-edit-together = Edit together
users-assign-key = Assign key
users-update-key = Update key
users-ban = Ban
users-lift-ban = Lift ban
users-delete = Delete
users-none = No people yet
users-none-next = Add the first person, then give doors and a key.
users-none-found = Nobody found
users-none-found-next = Try fewer letters or another filter.
users-show-everybody = Show everybody
users-column-status = Key
users-column-name = Name
users-column-partition = Partition
users-column-doors = Doors
users-column-until = Key ends
users-column-external-id = External ID
users-banned = { $count ->
    [one] The person is banned.
   *[other] { $count } people are banned.
}
users-ban-lifted = { $count ->
    [one] The ban is lifted. Update the key before it is used again.
   *[other] { $count } bans are lifted. Update the keys before they are used again.
}
users-deleted = { $count ->
    [one] The person is deleted.
   *[other] { $count } people are deleted.
}
users-delete-title = { $count ->
    [one] Delete { $name }?
   *[other] Delete { $count } people?
}
users-delete-sentence = The entry with its doors is removed. The system auditor keeps what was done.
users-ban-title = { $count ->
    [one] Ban { $name }?
   *[other] Ban { $count } people?
}
users-ban-sentence = No key is written for a banned person.
users-ban-until = The key is not written any more. Locks that are offline open for it until { $until }: collect the key if you can.

filter-everybody = Everybody
filter-needs-attention = Needs attention
filter-ends-within = Ends within { $days } days
filter-banned = Banned

user-new = New user
user-new-detail = Not saved yet
user-gone = Not there any more
user-panel-identification = Identification
user-panel-contact = Contact and codes
user-panel-options = Key options
user-panel-validity = Validity
user-panel-pin = PIN
user-panel-key = Key
user-title-field = Title
user-first-name = First name
user-last-name = Last name
user-name-locked = A key was issued in this name, so it can not be changed any more.
user-external-id = External ID
user-external-id-filled-in = Given by Keydesk if empty
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
user-expires = Expires
user-expiration = Valid until
user-revalidation = Key must be updated regularly
user-revalidation-hint = The key ends this long after each update, so that a lost key dies by itself.
user-period = Update period
user-period-unit = Unit
user-never-ends = A lost key of this person would open doors for ever. Set an end or an update period.
user-pin = Use a PIN
user-pin-hint = Doors with a keypad ask for it.
user-pin-kept = A PIN is set.
user-pin-replace = Set another
user-pin-new = PIN
user-key-later = A key can be assigned once the person is saved.
user-key-none = No key is assigned.
user-key-needs = It will need { $needed } bytes.
user-key-until = Valid until
user-key-written = Written
user-key-serial = Serial number
user-key-memory = Memory
user-key-bytes = { $needed } of { $capacity } bytes
user-doors = Doors
user-show-theirs = Show the saved state
user-is-banned = This person is banned: no key is written.
user-saved = Saved.
user-saved-update = Saved. The key needs an update.
user-saved-re-edition = Saved. The key needs a re-edition at an encoder.
user-impact-update = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update.
   *[other] { $count } keys will need an update.
}
user-impact-re-edition = { $count ->
    [one] One key will need a re-edition at an encoder.
   *[other] { $count } keys will need a re-edition at an encoder.
}
user-impact-no-room = This does not fit on the person's key. Give fewer doors, or turn off Audit openings.

option-extended-opening = Extended opening time
hint-extended-opening = Doors stay open longer for this person.
option-override-privacy = Override privacy
hint-override-privacy = Opens also when the door is bolted from inside.
option-override-lockdown = Override lockdown
hint-override-lockdown = Opens also during a lockdown.
option-set-lockdown = Set lockdown
hint-set-lockdown = Can start and end a lockdown at a door.
option-office = Office
hint-office = Can leave a door open and close it again.
option-audit-openings = Audit openings
hint-audit-openings = The key notes the doors that it opens, and brings the notes home.
option-antipassback = Antipassback
hint-antipassback = Who went in must go out before going in again.
option-cancellable = Can be cancelled
hint-cancellable = Locks can be told to refuse this key.

doors-of = Doors of { $name }
doors-add = Add doors
doors-add-title = Add doors
doors-remove = Remove
doors-restore = Restore
doors-period = Period
doors-period-title = { $count ->
    [one] When may the door be opened?
   *[other] When may these { $count } doors be opened?
}
doors-show = Show door
doors-none = No doors yet
doors-none-next = Add the doors that this person may open.
doors-beyond = { $count ->
    [one] One more door that you may not see.
   *[other] { $count } more doors that you may not see.
}
doors-saved = Saved as shown.
doors-with-save = Takes effect when the person is saved.
doors-column-name = Door
doors-column-where = Where
doors-column-period = Period
doors-always = Always
doors-between = From – until
doors-from = From
doors-until = Until
doors-added = Added
doors-changed = Changed
doors-removed = Removed
doors-search = Search doors
doors-no-match = No door found
doors-all-found = Choose all found
doors-take = { $count ->
    [0] Add doors
    [one] Add one door
   *[other] Add { $count } doors
}
doors-take-period = Use this period

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
edit-pin-off = Take the PIN away
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
edit-refused-sentence = All others are saved. These stay selected, so that you can do it otherwise.
edit-refused-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

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
    [one] One person has it. That key needs an update, and opens the door until then.
   *[other] { $count } people have it. Their keys need an update, and open the door until then.
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

## Automatic key update

automatic-sentence = Lay key after key on the encoder. Each is brought up to date by itself.
automatic-begin = Begin
automatic-stop = Stop
automatic-stopped = Stopped
automatic-stopped-next = Press Begin, then lay key after key on the encoder.
automatic-updated = Updated
automatic-re-edited = Re-edited
automatic-refused = Refused
automatic-events = Events
automatic-none = No key yet
automatic-none-next = Keys that were updated appear here.
automatic-until = Valid until { $until }

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
operator-deleted = The operator is deleted.
operator-none = No operators
operator-none-next = Add an operator for everybody who works at this desk.
operator-none-found = No operator found
operator-none-found-next = Try fewer letters.
operator-column-state = State
operator-enabled = Enabled
operator-disabled = Disabled
operator-locked = Locked until released
operator-locked-until = Locked until { $until }
operator-locked-why = { $state }: the wrong password was typed too often.
operator-state-enabled = Can sign in
operator-state-disabled = Can not sign in
operator-on = On
operator-off = Off
operator-never = Never
operator-new = New operator
operator-new-detail = Not saved yet
operator-new-note = The operator chooses another password at the first sign-in.
operator-gone = Not there any more
operator-oneself = This is you. Another operator changes your group and whether you can sign in. Your password and language are in My settings.
operator-panel = Operator
operator-panel-sign-in = Sign-in
operator-name = Name
operator-user-name = User name
operator-user-name-hint = To sign in with. Small and capital letters are the same.
operator-group = Group
operator-group-choose = Choose a group
operator-group-search = Search groups
operator-group-none-found = No group found
operator-group-hint = What the operator may do follows from the group.
operator-group-of = Group { $group }
operator-may-sign-in = May sign in
operator-may-sign-in-hint = Take it away for somebody who is absent for long.
operator-must-change = Must be changed at the next sign-in
operator-password-own = Chosen by the operator
operator-last-sign-in = Last sign-in
operator-second-factor = Second factor
operator-second-factor-remove = Remove the second factor
operator-second-factor-title = Remove the second factor of { $name }?
operator-second-factor-sentence = The password alone is then enough. Do this for somebody whose authenticator is lost.
operator-second-factor-removed = The second factor is removed.
operator-release = Release
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
operator-saved = Saved.
operator-no-impact = What the operator may do stays as it is.
operator-impact-disabled = The operator can not sign in any more, and is stopped at the next act.
rights-same = The other group may do the same.
rights-gained = { $gained ->
    [one] Gains one permission.
   *[other] Gains { $gained } permissions.
}
rights-lost = { $lost ->
    [one] Loses one permission.
   *[other] Loses { $lost } permissions.
}
rights-both = { $gained ->
    [one] Gains one permission,
   *[other] Gains { $gained } permissions,
} { $lost ->
    [one] loses one.
   *[other] loses { $lost }.
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
partition-none = No partition that you may access
partition-none-next = Ask an administrator for access.
partition-none-found = No partition found
partition-none-found-next = Try fewer letters.
partition-name = Name
partition-description = Description
partition-unseen = Your group may not see these.
partitions-on = Partitions are in use
partitions-on-sentence = Each operator group sees and changes only what lies in the partitions that it may access.
partitions-off = Partitions are not in use
partitions-off-sentence = Partitions let groups of operators look after different parts of the site. Without them everything lies in General, and every group reaches it.
partitions-off-kept = Everybody reaches everything, whatever partition it lies in. Where things lie and who may access what is kept for the day they are used again.
partitions-switch-on = Use partitions…
partitions-switch-off = Stop using partitions…
partitions-on-title = Use partitions?
partitions-on-what = From then on each group reaches only the partitions that it may access. What this takes away now:
partitions-on-go = Use partitions
partitions-off-title = Stop using partitions?
partitions-off-what = From then on every group reaches everything, by its global permissions. What this gives now:
partitions-off-go = Stop using partitions
partitions-no-effect = No group gains or loses anything.
partitions-effects = Groups that gain or lose
partitions-column-effect = What changes
partitions-switched-on = Partitions are in use.
partitions-switched-off = Partitions are not in use any more.
partition-new = New partition
partition-new-detail = Not saved yet
partition-new-reach = No group but Administrator reaches a new partition. Give it to other groups on their own screens.
partition-gone = Not there any more
partition-panel = Partition
partition-panel-contents = What lies in it
partition-groups = Groups with access
partition-general = What belongs to no other partition lies in General. It can be renamed, but not deleted.
partition-no-impact = A name changes nothing for keys and rights.
partition-added = The partition is added. No group but Administrator reaches it yet.
partition-saved = Saved.
partition-deleted = The partition is deleted.
partition-delete-title = Delete { $name }?
partition-delete-sentence = What lies in it goes to another partition. Whoever may access that one reaches it then.
partition-delete-people = { $count ->
    [0] No person moves.
    [one] One person moves.
   *[other] { $count } people move.
}
partition-delete-doors = { $count ->
    [0] No door moves.
    [one] One door moves.
   *[other] { $count } doors move.
}
partition-delete-groups = { $count ->
    [0] No group loses access.
    [one] One group loses its access.
   *[other] { $count } groups lose their access.
}
partition-delete-to = Where it goes

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
network-test-passed = The encoder writes and reads as it should
network-test-passed-next = The card is blank again. Remove it.
network-test-key = This is a key, not a blank card
network-test-key-next = Nothing was changed. Use a blank card.

## On the command line

doctor-version = Keydesk { $version }
doctor-service-running = Smart card service: runs
doctor-service-stopped = Smart card service: does not run. Start it: sudo systemctl start pcscd
doctor-service-forbidden = Smart card service: does not let this user in
doctor-readers-none = Readers: none
doctor-reader-card = Reader: { $name } (a card lies on it)
doctor-reader-empty = Reader: { $name }
doctor-folder = Folder: { $path }
doctor-database-none = Database: there is none yet
doctor-database-sound = Database: sound, { $bytes } bytes
doctor-database-damaged = Database: damaged. { $says }
doctor-database-trouble = Database: { $says }
doctor-chain-holds = System auditor: all { $count } entries hold
doctor-chain-broken = System auditor: entry { $number } was changed or is missing
doctor-free = Free space: { $bytes } bytes
doctor-free-unknown = Free space: not known
doctor-test-passed = Write test: passed. The card is blank again.
doctor-test-failed = Write test: failed. { $what } { $next }
demo-made = A demo site with { $people } people, { $doors } doors and { $events } events is in { $path }
tour-no-display = There is no display here. The same window goes through its main job without one:
tour-picture = wrote { $path }
tour-done = A person's key was brought up to date.
command-no-display = There is no display here. Start Keydesk on a desktop, or try: keydesk tour DIR
command-unknown = "{ $word }" is not understood. Try: keydesk --help
command-failed = It failed: { $says }
command-help =
    Keydesk, a console for access control with data on keys.

    keydesk                         opens the console
      --data DIR                    with the site in this folder
      --demo                        with a demo site that is thrown away at the end
      --simulate                    with a simulated encoder
    keydesk demo --data DIR         makes a demo site
      --people N --doors N --events N
    keydesk doctor                  says how readers, database and disk are
      --data DIR                    of the site in this folder
      --write-test READER           and tests a reader with a blank card
    keydesk tour DIR                does the main job without a display, with pictures
    keydesk --version
