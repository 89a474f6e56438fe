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
