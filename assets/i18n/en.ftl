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

paper-save = Save as PDF
paper-print = Print

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
entry-system-auditor = System auditor
entry-operators = Operators
entry-partitions = Partitions
entry-network = Network
entry-lockers = Lockers
entry-rooms = Rooms and suites
entry-zones = Zones
entry-locations-functions = Locations and functions
entry-outputs = Outputs
entry-roll-call-areas = Roll-call areas
entry-limited-occupancy-areas = Limited occupancy areas
entry-lockdown-areas = Lockdown areas
entry-timed-periods = Timed periods and automatic changes
entry-visitors = Visitors
entry-user-access-levels = User access levels
entry-visitor-access-levels = Visitor access levels
entry-guest-access-levels = Guest access levels
entry-limited-occupancy-groups = Limited occupancy groups
entry-timetables = Timetables
entry-read-key = Read key
entry-delete-key = Delete key
entry-reset-locker-data = Reset locker data
entry-user-keys = Keys of users
entry-visitor-keys = Keys of visitors
entry-audit-trail = Audit trail
entry-online-monitoring = Online monitoring
entry-lockdown = Lockdown
entry-limited-occupancy = Limited occupancy
entry-roll-call = Roll-call
entry-alarm-outputs = Alarm outputs
entry-graphical-mapping = Graphical mapping
entry-room-status = Room status
entry-check-in = Check-in
entry-check-out = Check-out
entry-copy-guest-key = Copy guest key
entry-cancel-lost-guest-key = Cancel lost guest key
entry-one-shot-key = One-shot key
entry-programming-spare-key = Programming and spare key
entry-guest-cancelling-key = Guest cancelling key
entry-room-cleaner-key = Room cleaner key
entry-export = Export
entry-scheduled-jobs = Scheduled jobs
entry-synchronization = Synchronization
entry-database-backup = Database backup
entry-events-stream = Events stream
entry-card-templates = Card templates
entry-alarm-events = Alarm events
entry-reports = Reports
entry-operator-groups = Operator groups
entry-portable-programmer = Portable programmer
entry-desktop-reader = Desktop reader
entry-calendars = Calendars
entry-time-zones = Time zones
entry-configuration = General options
entry-system-resources = System resources
deed-view = View
deed-modify = Modify
deed-modify-access = Change who has access
deed-add-delete = Add and delete
deed-ban = Add and remove bans
deed-delete = Delete
deed-use = Use
deed-assign = Assign and update
deed-cancel = Cancel
deed-check-in = Check in
deed-check-out = Check out
deed-purge = Purge
deed-open = Open
deed-emergency = Set and end emergency
deed-change-state = Change state
deed-view-reset = View and reset
deed-activate = Activate
deed-set-up = Set up
deed-monitor = Monitor
deed-download = Download
deed-emergency-opening = Emergency opening
deed-initialise-update = Initialise and update
deed-firmware = Firmware
deed-daylight-saving = Daylight saving
deed-general = General
deed-attendance = Attendance
deed-pms-authorisations = PMS authorisations
deed-third-party-readers = Third-party readers

## The desk

desk-demo = Demo site
desk-tray-show = Show its cards
desk-tray-hide = Hide its cards
desk-writing = A key is being written. Wait until it is done, then close the window.

deed-settings = My settings
deed-lock = Lock the screen
deed-sign-out = Sign out
deed-save-copy = Save a copy of the site
copy-unsaved = What is not saved on the screen behind this is not in the copy. Write it down before you close Keydesk.
copy-saved-title = The site is saved to a new file
copy-saved = It lies here: { $path }
copy-step-close = 1. Close Keydesk. Until then nothing more can be saved.
copy-step-put = 2. Put this file in place of site.db in the folder of the site. Keep the file that lies there now, under another name.
copy-step-log = 3. If there is a site.db-wal beside it, delete that.
copy-step-start = 4. Start Keydesk again and check what was saved last.

guard-title = Save your changes?
guard-sentence = There are changes on this screen that are not saved.
guard-save = Save
guard-discard = Do not save
guard-stay = Stay here

lock-of = Locked by { $name }
lock-unlock = Unlock
lock-unlocking = Unlocking…
lock-unfinished = A new password or a second factor is due. Sign out, and sign in again.
lock-wrong = This password is wrong. Check it and try again.
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
settings-first-encoder = The one with a key on it
settings-encoder-absent = not connected
settings-encoder-hint = The encoder on which you write keys.
settings-password = Password
settings-password-old = Current password
settings-password-new = New password
settings-password-repeated = Repeat the password
settings-password-change = Change password
settings-password-changing = Changing…
settings-password-changed = The password is changed. Use the new one from now on.
settings-two-factor = Second factor
settings-two-factor-is-on = On. Signing in asks for a code of your authenticator app.
settings-two-factor-is-off = Off. Signing in asks for the password only.
settings-two-factor-required = This site asks it of everybody, so it cannot be switched off.
settings-two-factor-soon = This site asks it of everybody: set it up now, or at your next sign-in.
settings-two-factor-already-on = It is on already. Switch it off first to change the phone.
settings-two-factor-on = Switch on
settings-two-factor-off = Switch off
settings-two-factor-off-sentence = From then on your password alone lets anybody in. Type it to switch the second factor off.

enrolment-scan = 1. Scan this with an authenticator app
enrolment-type = Without a camera, type this into the app:
enrolment-name = The app lists it as { $label }.
enrolment-code = 2. Type the code that the app shows
enrolment-picture = The secret as a picture for the camera of a phone

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
sign-in-locked = This account is locked. An administrator can release it.
sign-in-locked-until = Too many failures. Try again after { $until }.
sign-in-damaged = This account is damaged. Ask an administrator to set a new password.
sign-in-next = Next
sign-in-code = Code
sign-in-code-sentence = Type the code that your authenticator shows
sign-in-code-wanted = This operator signs in with a code as well. Type it.
sign-in-code-wrong = This code is wrong or was used before. Wait for the next one and type that.
sign-in-code-next = Too many wrong codes. Wait half a minute, then type the code that is shown.
sign-in-enrolment-sentence = This site asks everybody for a second factor. Set yours up to go on
sign-in-new-chosen = Somebody else chose your password. Choose one that only you know
sign-in-new-expired = Your password is too old. Choose a new one
sign-in-new-hint = At least { $min } characters. A sentence that only you would say is good.
sign-in-begin-anew = It took too long, or the account was changed meanwhile. Sign in again.
sign-in-unfinished = This account asks for more than the password. Sign in by hand.
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
welcome-recover-sentence = The sheet and its code bring back the site's master secret. People and doors come from a backup. Without one the site begins anew: every lock must be set up again and every key written again, and no key from before counts.
welcome-recovered = The sheet is right. Name the site and its first administrator. Then write every key anew: numbers of doors and keys are given afresh.
welcome-site-title = The site and its administrator
welcome-site-sentence = The first administrator may do everything. More operators can follow.
welcome-site = Name of the site
welcome-site-example = Hotel Aurora
welcome-user-name = Your user name
welcome-user-name-hint = Up to 64 characters.
welcome-password-hint = At least 12 characters. A sentence that only you would say is good.
welcome-content = What to begin with
welcome-content-sentence = This cannot be changed later, but a demo site can be thrown away.
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
sheet-what = These lines hold the master secret of this site, locked with a code. Anyone who has both can bring the site back, and can also make keys for every door. Keep this sheet in a safe.
sheet-how = To bring the site back: start Keydesk on a computer without a site, choose "Bring a site back", and type the lines and the code.
sheet-code = The code is not on this sheet. Keep it somewhere else.

## What went wrong

trouble-fields = Some fields are not right. Look at those marked red.
trouble-holds-key = A key of this person opens doors, or may, until { $until }. Ban the person first; delete after that.
trouble-no-secrets = This needs the keys of the site, and your account was not given them. Ask an operator who may write keys.
trouble-locked = The screen is locked. Unlock it and try again.
trouble-conflict = { $by } saved this at { $at }, after you opened it. Your changes are still here. Show the saved state, then change it again.
trouble-taken = This number or name is already in use. Choose another.
trouble-not-permitted = Your group may not do this. Ask an administrator.
trouble-signed-out = Your account is no longer in use. Ask an administrator.
trouble-no-code-left = All 64,000 door numbers have been given out; deleted doors keep theirs. No more doors can be added to this site.
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
trouble-database = The database did not answer. Try again; if it happens again, restart Keydesk.
trouble-database-says = The database refused: { $says }. Try again; if it happens again, restart Keydesk.
trouble-broke-off = Something went wrong in Keydesk. Check whether it was done, then try again. Details are in crash.txt beside the site.
trouble-no-user = This person is no longer there. Somebody deleted the entry.
trouble-no-door = This door is no longer there. Somebody deleted it.
trouble-no-key = This key is no longer there.
trouble-no-encoder = This encoder is no longer there.
trouble-no-operator = This operator is no longer there.
trouble-no-partition = This partition is no longer there.
trouble-no-group = This operator group is no longer there.
trouble-beyond-yours = This would give or take something that your own group does not hold. Ask an administrator.
trouble-last-administrator = The site must keep an administrator who can sign in. Make somebody else an administrator first.
trouble-oneself = You cannot do this to your own account or group. Ask another operator.
trouble-has-operators = { $count ->
    [one] The group now has an operator.
   *[other] The group now has { $count } operators.
} Choose what happens to its operators.
trouble-general-stays = The partition General cannot be deleted.
trouble-clashes = Both partitions have these names or numbers: { $names }. Change them first.
trouble-not-vouched = The account of { $name } was made by somebody who does not hold what it would be given now. Give { $name } a new password first, then do this once more.
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
fault-door-name-taken = Another door has this name.
fault-user-name-taken = Another operator has this user name. Choose a different one.
fault-partition-name-taken = Another partition has this name.
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
reason-perhaps-out = Until the key is updated, a copy of the interrupted writing could open doors, until { $at } at the latest.
reason-another-out = A first key on another card was given up. What was sent to it may open doors until { $at }.
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
reason-card-keys = The card keys were renewed.

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
key-write-over = Write all the same
key-card-from = Opens nothing before { $from }.
key-give-up = Give it up, use this card
key-doors = { $count ->
    [0] No door
    [one] One door
   *[other] { $count } doors
}
key-opens = Opens
key-opens-nothing = This key will open no door. Give the person doors first, or write it all the same.
key-opens-never = This key could never open a door: the person's time is over, or begins after the end of every key that can be written today. Change the dates under Validity first.
key-opens-later = This key opens nothing yet. It begins on the day shown above.
key-doors-outside = { $count ->
    [one] One door was given for a time in which this key is not valid. It will not open it.
   *[other] { $count } doors were given for times in which this key is not valid. It will not open them.
}
key-is-current = The key is up to date. It gets a new end.
key-is-current-same-end = The key is up to date, and its end stays as it is.
key-events = { $count ->
    [one] The key brought one event.
   *[other] The key brought { $count } events.
}

key-card-reading = Reading the key…
key-card-none = Lay a key on { $encoder } to see whose it is and how it stands.
key-card-dismiss = Dismiss
key-card-update = Update the key of { $name }
key-card-assign = Assign to { $name }
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
key-broke-off = Something went wrong in Keydesk
key-broke-off-next = What the key says is not certain. Lay it on the encoder again. Details are in crash.txt beside the site.
key-no-secrets = The keys of the site are not at hand
key-no-secrets-next = If the screen was locked meanwhile, unlock it and try again. Otherwise your account was not given them: ask an operator who may write keys.
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
key-put-back = This key was put back to an older writing
key-put-back-next = Keys do not go back by themselves: this may be a copy. Nothing was written. Keep the card and tell an administrator. To write it all the same, update it from its person's screen.
key-altered = This key was altered
key-altered-next = It says what this site never wrote on it, and doors refuse it. Nothing was written. Tell an administrator. To write it all the same, update it from its person's screen.
key-newer = The database is older than this key
key-newer-next = This site wrote the key, but this database does not know of it: it may be an older copy. Nothing was written. Tell an administrator before you go on.
key-earlier-numbering = This key is from before the site was recovered
key-earlier-numbering-next = This site wrote it, but keys and doors have been given new numbers since, so no door opens for it once its lock has been set up again. Nothing was written. Assign it to its person: that writes it anew.
key-not-understood = A newer Keydesk wrote this key
key-not-understood-next = This site signed it for this card, but it says things that this program does not know. Nothing was written. Install the newest Keydesk at this desk. To write it all the same, update it from its person's screen: what is new about it is lost.
key-out-of-reach = This key belongs to someone you may not see
key-out-of-reach-next = Nothing was changed. Ask an administrator.
key-has-key = This person has a key already
key-has-key-next = Update that key instead.
key-begun-elsewhere = A first key was begun on another card
key-begun-elsewhere-next = Lay card { $serial } on the encoder instead. If it is gone, give it up: until { $until } what was sent to it may open doors, and the person cannot be deleted.
key-has-none = This person has no key
key-has-none-next = Assign one first.
key-banned = This person is banned
key-banned-next = Lift the ban before a key is written.
key-person-expired = The person's time ended on { $at }
key-person-expired-next = Change "Valid until" under Validity, then write the key.
key-never-valid = This key could never open a door
key-never-valid-next = The person's time begins on { $from }, and a key that is written today ends on { $until } at the latest. Change the dates under Validity, or write the key later.
key-does-not-fit = The key needs { $needed } bytes, the card has { $capacity }
key-does-not-fit-next = Use a card with more memory, give fewer doors, or turn off Audit openings.
key-removed = The key was removed too soon
key-removed-next = Nothing was sent: it says what it said before. Put it back and repeat.
key-unknown = It is not certain what this key says
key-unknown-next = Lay it on the encoder again and update it. Until then it may open the old doors or the new ones.
key-differs = The key does not say what was written
key-differs-next = Try again. If it happens again, use another card.
card-limit = The work on the card went beyond what is allowed there
card-no-randomness = The system gave no random numbers
card-not-genuine = The card's answer was altered on its way, or is not from this card
card-not-understood = The card's answer makes no sense
card-reader-fault = The reader reports fault { $fault }
card-refused = The card refused with status { $status }
key-failed = The key or the encoder failed
key-failed-next = { $says }. Try again, or use another card.
key-database = Nothing could be recorded
key-clock = The clock is in doubt
key-not-permitted = You may not write this key
key-gone = It is no longer there
key-used-up = This key is used up
key-changed-meanwhile = Something was changed meanwhile
key-not-made = The key could not be made
key-other-site = This key belongs to another site
key-other-site-next = Nothing was changed. Use a key of this site or a blank card.
key-in-use = This card is used for something else
key-in-use-next = Nothing was changed. Use a blank card.
key-serial-taken = Another card had this serial number
key-serial-taken-next = A card with the number { $serial } was taken over by this site before, and this one says that it is new. One of the two may be a device that imitates a card. Nothing was changed. Put it aside, use another blank card and tell an administrator.
key-too-small = The card has { $free } bytes, a key needs { $needed }
key-too-small-next = Nothing was changed. Use a card with more memory.
key-not-suitable = This is no card for keys
key-not-suitable-next = Nothing was changed. Use a DESFire EV1, EV2 or EV3 card.

## Start

start-greeting = Hello, { $name }
start-clock-behind = This computer's clock shows { $now }, but Keydesk was used on { $last } already. No key is written and nobody is deleted until it is right. Set the clock and sign in again. If it is right and was wrong before, confirm the time.
start-clock-ahead = This computer's clock shows { $now }, and Keydesk was last used on { $last }. If so much time has passed, confirm the time; otherwise set the clock. Until then no key is written and nobody is deleted.
start-confirm-time = The time is right
start-time-question = Is it { $now }?
start-time-sentence = Compare with a telephone. Keydesk was last used on { $last }. From now on keys are judged by this time, and an earlier one counts as wrong.
start-time-confirmed = The time is confirmed.
start-keys-newer = { $count ->
    [one] A key that was laid on an encoder does not match this database:
   *[other] { $count } keys that were laid on an encoder do not match this database; the last one
} on { $at } ({ $kinds }). Either this database is an older copy, or somebody wrote keys with a copy of it. Find out which, and put the newest database in its place. The system auditor names the cards.
start-keys-differ = { $count ->
    [one] A key that was laid on an encoder does not match this database:
   *[other] { $count } keys that were laid on an encoder do not match this database; the last one
} on { $at } ({ $kinds }). The system auditor names the cards. Look at them, and write them anew.
start-take-note = Noted
start-today = Today is { $date }.
clock-reckoned = The clock is in doubt: keys are shown as of { $at }.
start-attention = Needs attention
start-show-all = Show all
start-calm = Nothing needs attention
start-calm-next = Every key is up to date.
start-encoders = Encoders
start-overview = The site
start-people = People
start-people-hint = Everybody who has a key or may get one
start-doors = Doors
start-doors-hint = Every door that a key can open
start-unknown = Writing was interrupted: update these keys at the encoder
start-expired = These keys open nothing any more
start-re-edition-required = These keys need a new layout: lay them on an encoder
start-update-required = These keys do not have the latest changes yet
start-expires-soon = These keys end soon
start-update-recommended = More than half of their time has passed
start-synchronized = These keys are up to date
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
user-name-locked = A key was issued in this name, so it cannot be changed any more.
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
user-revalidation-hint = The key ends this long after each update, so that a lost key stops working by itself.
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
user-key-from = Valid from
user-key-until = Valid until
user-key-written = Written
user-key-serial = Serial number
user-key-memory = Memory
user-key-bytes = { $needed } of { $capacity } bytes
user-doors = Doors
record-show-theirs = Show the saved state
user-is-banned = This person is banned: no key is written.
user-saved = Saved.
user-saved-update = Saved. The key of { $name } needs an update.
user-saved-re-edition = Saved. The key of { $name } needs a re-edition at an encoder.
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
hint-antipassback = After going in, the person must go out before going in again.
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
doors-all-found = { $count ->
    [one] Choose the one found…
   *[other] Choose all { $count } found…
}
doors-all-title = { $count ->
    [one] Choose one door?
   *[other] Choose { $count } doors?
}
doors-all-sentence = All doors that the search has found are ticked. Nothing is given before you add them and save.
doors-all-do = { $count ->
    [one] Choose it
   *[other] Choose all { $count }
}
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
edit-refused-sentence = All others are saved. These stay selected, so that you can correct them.
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

## Audit trail

trail-search = Search doors and people
trail-count = { $count ->
    [one] One event
   *[other] { $count } events
}
trail-found = { $found } of { $total } events
trail-days = Your group sees the latest { $count } days.
trail-all = All
trail-opened = Opened
trail-refused = Refused
trail-battery = Battery
trail-open = Open the person
trail-none = No events yet
trail-none-next = Doors are not networked. Keys that log openings carry the events, which appear here once a key is presented at an encoder.
trail-none-found = No event found
trail-none-found-next = Try other words, or show all events.
trail-column-time = Time
trail-column-door = Access point
trail-column-person = Person
trail-column-event = Event
trail-column-received = Received
trail-somebody = Somebody else
trail-somebody-hint = A person of another partition.
trail-event-opened = Opened
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
trail-unproven = { $event } (not proven)
trail-unproven-hint = The lock of this door did not write this record, or not on this key. Do not rely on it.

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
operator-state-disabled = Cannot sign in
operator-on = On
operator-off = Off
operator-never = Never
operator-new = New operator
operator-new-detail = Not saved yet
operator-new-note = The operator chooses another password at the first sign-in.
operator-gone = Not there any more
operator-oneself = This is you. Another operator changes your group and whether you can sign in. Your password and language are in My settings.
operator-panel-changes = What the other group changes
operator-panel = Operator
operator-panel-sign-in = Sign-in
operator-name = Name
operator-user-name = User name
operator-user-name-hint = Used to sign in. Upper and lower case do not matter.
operator-group = Group
operator-group-choose = Choose a group
operator-group-search = Search groups
operator-group-none-found = No group found
operator-group-hint = What the operator may do follows from the group.
operator-group-of = Group { $group }
operator-may-sign-in = May sign in
operator-may-sign-in-hint = Turn this off for anyone who is away for a long time.
operator-must-change = Must be changed at the next sign-in
operator-password-own = Chosen by the operator
operator-last-sign-in = Last sign-in
operator-second-factor = Second factor
operator-second-factor-remove = Remove the second factor
operator-second-factor-title = Remove the second factor of { $name }?
operator-second-factor-sentence = The password alone is then enough. Do this for an operator who has lost the authenticator.
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
operator-impact-disabled = The operator cannot sign in any more, and is stopped at the next act.
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
partition-delete-sentence = What lies in it goes to another partition. Anyone who may access that one reaches it then.
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

## Operator groups

rights-all-of = all of { $menu }
rights-of = { $entry } ({ $deeds })
rights-in = In { $partitions }: { $rights }
rights-gains = Gains
rights-loses = Loses
rights-hotel = hotel tiles after sign-in
rights-programmer = every door with the portable programmer
rights-audit = every partition's access points in the audit trail
rights-audit-days = the audit trail beyond the latest { $from } days
rights-nobody = no operators
rights-who = { $count ->
    [one] one operator: { $names }
   *[other] { $count } operators: { $names }
}
rights-who-more = { $count } operators, among them { $names }
rights-summary = { $count ->
    [0] Nobody is in a group that this changes.
    [one] One operator gains or loses permissions at the next act.
   *[other] { $count } operators gain or lose permissions at their next act.
}
rights-search = Search permissions
rights-lacks = Your own group does not hold this.
rights-lacks-here = Your own group does not hold this in this partition.
rights-administrators = Administrators hold everything.
rights-not-given = Not ticked in { $group }.
rights-no-access = { $group } may not access this partition.
rights-taken-away = This permission was taken away from { $group } in this partition.
explain-open = Rights and reasons
explain-title = What { $name } can do
explain-group = Group { $group }
explain-partition = Partition
explain-all = All
explain-can = Can
explain-can-not = Cannot
explain-hint = Next to each permission: what stops it.
explain-count = { $count } of { $total } permissions here
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
group-column-above = Stands under
group-column-operators = Operators
group-column-reach = Reach
group-column-description = Description
group-reach-own = Your group
group-reach-below = Below yours
group-reach-out = Out of reach
group-out-hint = This group does not stand under yours. Only those above it can open it.
group-none-found = No group found
group-none-found-next = Try fewer or other letters.
group-none = No groups yet
group-none-next = Make a group for each kind of work: reception, housekeeping, maintenance.
group-new = New operator group
group-new-detail = It will stand under your own group and cannot hold more.
group-gone = This group cannot be shown
group-saved = The group is saved.
group-deleted = The group is deleted.
group-copy-of = Copy of { $name }
group-panel-group = Group
group-name = Name
group-description = Description
group-above = Stands under
group-above-top = No group; it can do everything
group-panel-settings = Settings
group-hotel = Hotel interface
group-hotel-hint = Tiles for quick access after sign-in.
group-programmer = Manages all doors with the portable programmer
group-programmer-hint = Doors of other partitions as well.
group-audit-all = Audit trail shows access points of all partitions
group-audit-all-hint = Without, only those of the group's partitions.
group-audit-days = Audit trail limited to the latest days
group-audit-days-hint = Older events are not shown.
group-audit-days-count = Days
group-audit-days-most = At most { $count }: your own group sees no more.
group-panel-permissions = Global permissions
group-permissions-count = { $count } of { $total }
group-panel-partitions = Partitions
group-partition-access = Access
group-partition-custom = Custom permissions
group-partition-of = Permissions for { $partition }
group-partition-hint = Ticks can be taken away here, none added beyond the global ones.
group-partition-none = No ticks: nothing can be done with what lies in this partition.
group-partition-less = Your own group has less here, so this group has its own ticks.
group-partition-none-global = Tick global permissions first.
group-partitions-hidden = { $count ->
    [one] One more partition, out of your reach, stays as it is.
   *[other] { $count } more partitions, out of your reach, stay as they are.
}
group-operators = { $count ->
    [one] one operator
   *[other] { $count } operators
}
group-members = Operators
group-members-of = Operators of { $name }
group-members-none = No operators
group-members-none-next = An operator gets a group on the operator's own screen.
group-member-name = Name
group-member-user-name = User name
group-member-state = Sign-in
group-member-enabled = Allowed
group-member-disabled = Not allowed
group-no-impact = Nobody gains or loses a permission by this.
group-save-title = Save { $name }?
group-save-sentence = This is who gains and loses what, at their next act.
group-delete-title = Delete { $name }?
group-delete-sentence = { $count ->
    [0] The group has no operators.
    [one] It has one operator: { $names }.
   *[other] It has { $count } operators: { $names }.
}
group-delete-sentence-more = It has { $count } operators, among them { $names }.
group-delete-below = { $count ->
    [one] The group below it, { $names }, moves up and can do what it could.
   *[other] The groups below it, { $names }, move up and can do what they could.
}
group-delete-move = Move the operators to another group
group-delete-with = Delete the operators too
group-delete-with-hint = They cannot sign in any more. Their names stay in the auditor.
group-delete-target = To the group
group-delete-choose = Choose a group
group-delete-no-move = Your group may not change operators.
group-delete-no-delete = Your group may not delete operators.
group-days-fault = From 1 to 3650 days.
group-name-taken = Another group has this name. Choose another.

## Security

security-detail = What this site asks of everybody who signs in
security-read-only = Only administrators change these options.
security-saved = Saved. Takes effect at the next sign-in.
security-next = Takes effect at the next sign-in.
security-enrol = { $count ->
    [0] Everybody has a second factor already.
    [one] One operator will have to set up a second factor at the next sign-in.
   *[other] { $count } operators will have to set up a second factor at their next sign-in.
}
security-sign-in = Sign-in
security-failures = Failed attempts before an account is locked
security-failures-hint = The last administrator is never locked; each check takes longer instead.
security-window = Count failed attempts over (minutes)
security-until-released = Locked until an administrator releases it
security-lockout = Locked for (minutes)
security-passwords = Passwords
security-length = Minimum length
security-length-hint = Applies to new passwords.
security-history = Previous passwords that cannot be reused
security-expires = Passwords expire
security-expires-hint = Not advised: people then choose weaker ones.
security-days = Expire after (days)
security-two-factor = Second factor
security-two-factor-all = Everybody signs in with a code of an authenticator app
security-two-factor-all-hint = Anyone without one sets it up at the next sign-in.
security-idle = Idle lock
security-idle-minutes = Lock the screen after (minutes)
security-idle-hint = Counts from the last key or click.

## System auditor

auditor-title = System auditor
auditor-count = { $count ->
    [one] One entry
   *[other] { $count } entries
}
auditor-found = { $found } of { $total } entries
auditor-search = Search names and desks
auditor-from = From day
auditor-until = Until day
auditor-anybody = Anybody
auditor-system = The system itself
auditor-anything = Anything done
auditor-any-subject = To anything
auditor-show-all = Show everything
auditor-none-found = No entry matches
auditor-none-found-next = Search for other words, or take filters away.
auditor-open = Show entry
auditor-verify = Verify
auditor-purge = Purge
auditor-check = Check a purged file
auditor-column-when = When
auditor-column-who = Who
auditor-column-what = What
auditor-column-kind = Kind
auditor-column-subject = To what
auditor-column-desk = Desk
auditor-column-number = Number

auditor-entry = Entry
auditor-entry-number = Entry { $number }
auditor-hash = Hash
auditor-field = Field
auditor-before = Before
auditor-after = After
auditor-value = Value
auditor-no-fields = This entry names no fields.
auditor-yes = Yes
auditor-no = No
auditor-rights = { $count ->
    [0] { $rights }
   *[other] { $rights }; { $count } stay
}
auditor-unreadable = Unreadable: { $raw }

auditor-verify-title = Verify the system auditor
auditor-verifying = Going over every entry…
auditor-holds = Every entry is as it was written, and none is missing.
auditor-verified = Verified
auditor-verified-at = Verified { $at }
auditor-verified-by = Verified by
auditor-entries = Entries
auditor-head = Last entry
auditor-purged-before = Purged before
auditor-head-hash = Hash of the last entry
auditor-head-hint = Keep this page elsewhere. As long as the entry of this number has this hash, nothing before it was changed.
auditor-broken-next = Change nothing. Keep a copy of the site's folder, and find out who had access to this computer. Entries before the one named here are still good.
auditor-broken-altered = Entry { $number } is not what was written.
auditor-broken-missing = Entry { $number } is missing.
auditor-broken-no-beginning = Entry { $number } is missing at the beginning, and no purge took it out.
auditor-broken-purge-altered = The line that a purge left for entries up to { $number } was altered.
auditor-broken-purge-missing = Entries from { $number } on were purged, and the line that the purge left is missing.
auditor-broken-purge-untold = Entry { $number } told of a purge and is missing.
auditor-broken-purge-unknown = Entry { $number } tells of a purge that left no line behind.
auditor-broken-site-key = The key of this site was changed in the database. Signatures of purges mean nothing any more.

statement-title = System auditor
statement-file = Keydesk system auditor
statement-what = Every entry of the system auditor of this site was gone over. Every one is as it was written, and none is missing.
statement-hash = The hash of the last entry covers every entry before it:
statement-how = To compare: as long as the entry with the number above has this hash, nothing before it was changed. System > System auditor shows the hash of every entry.

purge-title = Purge the system auditor
purge-sentence = Old entries are written to a file, which is read back and verified. Then they are taken out here. What stays is signed with the site's key. Entries of the last 24 hours always stay.
purge-before = Entries before
purge-count = { $count ->
    [one] One entry, number { $through }
   *[other] { $count } entries, up to number { $through }
}
purge-what = { $count ->
    [one] One entry, number { $through }, into { $path }
   *[other] { $count } entries, up to number { $through }, into { $path }
}
purge-file = Write them to
purge-file-hint = A new file. Keep it as long as the entries may be asked for.
purge-file-name = system auditor
purge-next = Next
purge-working = Writing, reading back, taking out…
purge-done = The entries are in the file, and the chain goes on.
purge-nothing = There are no entries so old. Choose a later day; the last 24 hours always stay.
purge-broken = Nothing was purged. { $what } Verify shows more.
purge-exists = { $path } exists already and was left as it is. Choose another name.
purge-cannot-write = { $path } cannot be written. Nothing was purged. Choose another folder.
purge-file-disk-full = There is no room for { $path }. Nothing was purged. Make room, or choose another disk.
purge-read-back-differs = { $path } does not read back as it was written. Nothing was purged. Choose another disk.
purged-count = Entries
purged-numbers = Numbers
purged-entries = { $first } to { $through }
purged-at = Purged
purged-by = By
purged-confirmed-by = Confirmed by
purged-file = File
purged-digest = SHA-256
auditor-checking = Reading the file…
auditor-file-holds = The file is what the purge wrote, and every entry in it is right.
check-cannot-read = { $path } cannot be read. Choose another file.
check-not-a-purge = This is no file of purged entries. Choose another one.
check-altered = Entry { $number } in this file is not what was written.
check-cut-off = The end of this file is missing.
check-differs = This file is not the one that the purge wrote. Something in it was changed.
check-unknown = No purge of this site left this file. The entries fit each other.
check-purge-altered = The line that the purge left in the database was altered. Verify shows more.

## Four eyes

four-eyes-purge-audit = Confirm the purge
four-eyes-show-recovery = Confirm showing the recovery sheet
four-eyes-renew-card-keys = Confirm renewing the card keys
four-eyes-sentence = This takes two. A second operator who may do it too confirms here. Both names go into the system auditor.
four-eyes-confirm = Confirm
four-eyes-confirming = Checking…
four-eyes-alone = Nobody else here can confirm this. Request it now; you can do it in 24 hours, and it can be cancelled until then.
four-eyes-ask = Request it
four-eyes-waiting = You requested this { $at }. It can be done from { $due } on.
four-eyes-of-another = { $by } requested this { $at }, and can do it from { $due } on. It can be cancelled.
four-eyes-due = You requested this, and the time has passed. It can be done now.
four-eyes-go-on = Do it now
four-eyes-call-off = Cancel the request
four-eyes-same = The second operator must be somebody else.
four-eyes-not-entitled = This operator may not do this either. Ask somebody who may.
four-eyes-unfinished = This operator must sign in first: a new password or a second factor is due.
four-eyes-not-yet = Someone else made or changed this account, or its rights, less than a day ago. It can confirm from { $from } on. Ask another operator, or wait.
four-eyes-you-not-yet = Someone else made or changed your account, or its rights, less than a day ago. You can do this with a second operator from { $from } on.
four-eyes-too-old = The confirmation is older than five minutes. Have it confirmed again.
four-eyes-other-session = The confirmation was for somebody else's session. Have it confirmed again.
four-eyes-other-can = Somebody else can now confirm this. Ask that operator.
four-eyes-not-asked = Nobody requested this, or it was cancelled. Request it again.
four-eyes-not-due = This can be done from { $due } on.

recovery-title = Recovery sheet
recovery-sentence = Sheet and code together bring back the secret on which every key and lock of the site rests. Make a new sheet if the old one was lost. Sheets made before stay good.
recovery-what = A new sheet and a new code
recovery-show = Make a new sheet
recovery-new = Keep sheet and code in different places.

card-keys-title = Card keys
card-keys-sentence = Every lock holds keys that open your cards. If a lock is stolen, renew them: each card gets new ones at its next update. Once all cards are updated, the stolen lock's keys are worthless. Set up all locks again at once: a lock with the old keys will not open for an updated card. Do not renew again until every card is updated.
card-keys-what = New card keys for every key
card-keys-renew = Renew the card keys
card-keys-renewed = { $count ->
    [0] The card keys are renewed.
    [one] The card keys are renewed. One key is to be updated.
   *[other] The card keys are renewed. { $count } keys are to be updated.
}
card-keys-none-left = The card keys of this site were renewed 254 times, and cards can tell no more apart. Nothing was changed.

## What stands in the system auditor

audit-role-first-start = First start
audit-role-sign-in = Sign-in
audit-role-demo = Demo
audit-action-site-made = Site made
audit-action-demo-made = Demo site made
audit-action-code-taken = Code accepted
audit-action-signed-in = Signed in
audit-action-sign-in-failed = Sign-in failed
audit-action-operator-locked-out = Operator locked out
audit-action-signed-out = Signed out
audit-action-screen-locked = Screen locked
audit-action-password-changed = Password changed
audit-action-settings-changed = Own settings changed
audit-action-user-added = User added
audit-action-user-changed = User changed
audit-action-user-deleted = User deleted
audit-action-user-banned = User banned
audit-action-user-unbanned = Ban lifted
audit-action-access-changed = Access changed
audit-action-door-added = Door added
audit-action-door-changed = Door changed
audit-action-door-deleted = Door deleted
audit-action-key-assignment-begun = Key assignment begun
audit-action-key-update-begun = Key update begun
audit-action-card-made-ours = Card taken over
audit-action-serial-taken = Card refused: another had its serial number
audit-action-key-written = Key written
audit-action-key-writing-open = Key writing left open
audit-action-key-settled = Key settled
audit-action-key-put-back = Key says an older writing
audit-action-key-altered = Key was altered
audit-action-key-newer = Key is newer than the database
audit-action-key-earlier-numbering = Key is from before the recovery
audit-action-key-not-understood = Key was written by a newer Keydesk
audit-action-mismatches-seen = Note taken of keys that differ
audit-action-key-assignment-undone = Key assignment undone
audit-action-key-update-undone = Key update undone
audit-action-key-given-up = First key given up
audit-action-encoder-changed = Encoder changed
audit-action-encoder-tested = Encoder tested
audit-action-password-reset = Password reset
audit-action-operator-added = Operator added
audit-action-operator-changed = Operator changed
audit-action-operator-deleted = Operator deleted
audit-action-operator-released = Operator released
audit-action-two-factor-on = Two-factor turned on
audit-action-two-factor-off = Two-factor turned off
audit-action-group-added = Group added
audit-action-group-changed = Group changed
audit-action-group-deleted = Group deleted
audit-action-partition-added = Partition added
audit-action-partition-changed = Partition changed
audit-action-partition-deleted = Partition deleted
audit-action-partitions-switched = Partitions switched on or off
audit-action-security-changed = Security options changed
audit-action-audit-purged = System auditor purged
audit-action-act-delayed = Act requested
audit-action-act-called-off = Act cancelled
audit-action-time-confirmed = Time confirmed
audit-action-recovery-shown = Recovery sheet made
audit-action-card-keys-renewed = Card keys renewed
audit-action-later-card-keys-found = Card with later card keys found
audit-action-card-keys-renewed-again = Card keys renewed again: a card had them before
audit-action-alteration-found = Alteration from outside found
audit-subject-site = Site
audit-subject-operator = Operator
audit-subject-user = User
audit-subject-door = Door
audit-subject-key = Key
audit-subject-encoder = Encoder
audit-subject-group = Operator group
audit-subject-partition = Partition
audit-subject-security = Security
audit-subject-auditor = System auditor
audit-field-title = Title
audit-field-first-name = First name
audit-field-last-name = Last name
audit-field-external-id = External ID
audit-field-partition = Partition
audit-field-general = Free fields
audit-field-wiegand = Wiegand code
audit-field-authorization-codes = Authorization codes
audit-field-phone = Phone
audit-field-activation = Activation
audit-field-expiration = Expiration
audit-field-update-period = Update period
audit-field-given = Doors given
audit-field-taken-away = Doors taken away
audit-field-given-to = Given to
audit-field-given-to-others = Given to, further people
audit-field-given-to-numbers = Given to, record numbers
audit-field-taken-from = Taken from
audit-field-taken-from-others = Taken from, further people
audit-field-taken-from-numbers = Taken from, record numbers
audit-field-pin = PIN
audit-field-picture = Picture
audit-field-people = People
audit-field-doors = Doors
audit-field-events = Events
audit-field-reason = Reason
audit-field-failures = Failures
audit-field-encoder = Encoder
audit-field-theme = Colours
audit-field-language = Language
audit-field-waiting-seconds = Seconds to wait for a key
audit-field-light = Light
audit-field-sound = Sound
audit-field-result = Result
audit-field-administrator = Administrator
audit-field-the-key-says = The key says
audit-field-the-key-said = The key said
audit-field-writing = Writing number
audit-field-valid-until = Valid until
audit-field-serial = Serial number
audit-field-may-open-doors-until = May open doors until
audit-field-re-edition = Re-edition
audit-field-people-who-had-it = People who had it
audit-field-number = Number
audit-field-description = Description
audit-field-audit-trail-days = Days of the audit trail
audit-field-audit-trail-of-all-partitions = Audit trail of all partitions
audit-field-clock = Clock
audit-field-enabled = Sign-in allowed
audit-field-failures-count-for-minutes = Count failed attempts over (minutes)
audit-field-failures-that-lock = Failed attempts before an account is locked
audit-field-group = Group
audit-field-hotel-interface = Hotel interface
audit-field-idle-lock-minutes = Idle lock (minutes)
audit-field-locked-for-minutes = Locked for (minutes)
audit-field-moved-to = Moved to
audit-field-not-locked = Not locked
audit-field-operators = Operators
audit-field-partitions = Partitions
audit-field-partitions-in-use = Partitions in use
audit-field-password-days = Password expires after (days)
audit-field-password-history = Previous passwords that cannot be reused
audit-field-password-length = Minimum length of a password
audit-field-permissions = Permissions
audit-field-programmer-for-all-doors = Portable programmer for all doors
audit-field-screen = Screen
audit-field-second-factor-for-all = Second factor for everybody
audit-field-user-name = User name
audit-field-wrong = Wrong
audit-field-name = Name
audit-field-act = Act
audit-field-due = Due
audit-field-asked-by = Requested by
audit-field-confirmed-by = Confirmed by
audit-field-time = Time
audit-field-keys-to-be-written-anew = Keys to be written anew
audit-field-keys = Keys
audit-field-card-keys = Card keys, times renewed
audit-field-acts-called-off = Acts cancelled
audit-field-first-entry = First entry
audit-field-last-entry = Last entry
audit-field-entries = Entries
audit-field-file = File
audit-field-file-digest = SHA-256 of the file

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
doctor-clock-behind = Clock: shows { $now }, but Keydesk was used on { $last } already. Set it right before keys are written
doctor-clock-ahead = Clock: shows { $now }, and Keydesk was last used on { $last }. If that is so, an administrator confirms it on the start page
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
command-no-value = { $option } needs a value after it, and there is none. Try: keydesk --help
command-demo-folder = No folder is named for the demo site. Type: keydesk demo --data DIR
    For a demo site that is thrown away when you close its window, type: keydesk --demo
command-demo-data = --demo opens a site that is thrown away, --data one that stays: leave one of them out. To make a demo site that stays, type: keydesk demo --data DIR
command-tour-folder = No folder is named for the pictures. Type: keydesk tour DIR
command-number = { $option } takes a whole number from { $least } to { $most }. Choose one in between, or leave { $option } out.
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

## Keys of the keyboard

keys-ctrl = Ctrl
keys-command = ⌘
keys-alt = Alt
keys-delete = Del
keys-enter = Enter
