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
copy-saved = It is here: { $path }
copy-step-close = 1. Close Keydesk. Until then nothing more can be saved.
copy-step-put = 2. Put this file in place of site.db in the folder of the site. Keep the file that is there now, under another name.
copy-step-log = 3. If there is a site.db-wal beside it, delete that.
copy-step-start = 4. Start Keydesk again and check what was saved last.

guard-title = Save your changes?
guard-sentence = There are changes on this screen that are not saved.
guard-save = Save
guard-discard = Discard changes
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
finder-none = Nothing found. Try fewer letters or different ones.
finder-screen = Screen
finder-all-people = All { $count } people found…
finder-all-doors = All { $count } doors found…

settings-of = { $name }, { $group }
settings-language = Language
settings-theme = Appearance
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
settings-two-factor-is-on = On. Signing in asks for a code from your authenticator app.
settings-two-factor-is-off = Off. Signing in asks for the password only.
settings-two-factor-required = This site requires it of everyone, so it cannot be switched off.
settings-two-factor-soon = This site requires it of everyone: set it up now, or at your next sign-in.
settings-two-factor-already-on = It is on already. Switch it off first to change the phone.
settings-two-factor-on = Switch on
settings-two-factor-off = Switch off
settings-two-factor-off-sentence = From then on your password alone lets anyone in. Type it to switch the second factor off.

enrolment-scan = 1. Scan this with an authenticator app
enrolment-type = Without a camera, type this into the app:
enrolment-name = The app lists it as { $label }.
enrolment-code = 2. Type the code that the app shows
enrolment-picture = The secret as a picture for the camera of a phone

## Help

deed-help = Help: keys and words
help-title = Keys and words
help-here = On this screen
help-everywhere = Everywhere
help-words = What the words mean
help-laid-key = Do what is offered for the key on the encoder
help-regions = Next part of the window, or the one before
help-tab = Tab, Shift+Tab
help-controls = Next control, or the one before
help-down = From a search to the first result
help-letters = Letters
help-search = In a list with a search: search
help-space = Space
help-choose = Choose or tick
help-enter = Open or press
help-escape = Esc
help-leave = Close or cancel
help-menu = Shift+F10
help-row-menu = The menu of a row
term-name-encoder = Encoder
term-name-partition = Partition
term-name-group = Operator group
term-update-key = Write what has changed for a person to the key that they already have.
term-edit-key = Start writing. Then place the key on the encoder, leave it there, and remove it when told to.
term-encoder = The device at the desk that reads and writes keys.
term-partition = A part of the site. Operator groups see only the partitions that they have access to.
term-calendar = Which days are holidays or special days.
term-ban = The person’s keys are not written any more. A key that is not updated goes on opening doors until it expires: collect it.
term-update-period = How long a key works after each update. A lost key stops working after that time.
term-group = What its operators may see and do.
term-second-factor = A code from the operator’s phone, asked for after the password.
term-audit-trail = What happened at doors, as locks and keys report it.
term-system-auditor = What operators did in Keydesk. It cannot be changed.
term-banned = The person may have no key. Collect it.
term-unknown = Writing was interrupted. Place the key on the encoder to see what it says.
term-expired = The key opens nothing any more. Update it.
term-re-edition-required = The key has to be written anew as a whole, because its layout changes. Update key does this as well.
term-update-required = Something was changed that the key does not say yet. Update it.
term-expires-soon = The key stops working soon. Update it to extend it.
term-update-recommended = More than half of the key’s time has passed. It still works.
term-synchronized = The key says what it should.
term-no-key = No key is assigned.
