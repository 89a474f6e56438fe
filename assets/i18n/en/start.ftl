## Start

start-nothing = Your group may not see anything yet
start-nothing-next = Ask an administrator for permissions. They hold from the next thing you do.
start-greeting = Hello, { $name }
start-clock-behind = This computer's clock shows { $now }, but Keydesk was used on { $last } already. No key is written and nobody is deleted until it is right. Set the clock and sign in again. If it is right and was wrong before, confirm the time.
start-clock-ahead = This computer's clock shows { $now }, and Keydesk was last used on { $last }. If so much time has passed, confirm the time; otherwise set the clock. Until then no key is written and nobody is deleted.
start-confirm-time = The time is right
start-time-question = Is it { $now }?
start-time-sentence = Compare with a telephone. Keydesk was last used on { $last }. From now on keys are judged by this time, and an earlier one counts as wrong.
start-time-confirmed = The time is confirmed.
start-keys-newer = { $count ->
    [one] A key that was placed on an encoder does not match this database:
   *[other] { $count } keys that were placed on an encoder do not match this database; the last one
} on { $at } ({ $kinds }). Either this database is an older copy, or someone wrote keys with a copy of it. Find out which, and put the newest database in its place. The system auditor names the cards.
start-keys-differ = { $count ->
    [one] A key that was placed on an encoder does not match this database:
   *[other] { $count } keys that were placed on an encoder do not match this database; the last one
} on { $at } ({ $kinds }). The system auditor names the cards. Look at them, and write them again.
start-take-note = Noted
start-today = Today is { $date }.
clock-reckoned = The clock is in doubt: keys are shown as of { $at }.
start-first = First steps
start-first-done = { $done } of { $all } done
start-first-doors = Add the doors
start-first-doors-hint = Every door that has a lock
start-first-people = Add the people
start-first-people-hint = Everyone who gets a key
start-first-encoder = Plug in an encoder
start-first-encoder-hint = It is found by itself
start-first-key = Give the first key
start-first-key-hint = Open a person and choose Assign key
start-attention = Needs attention
start-show-all = Show all
start-calm = Nothing needs attention
start-calm-next = Every key is up to date.
start-encoders = Encoders
start-overview = The site
start-people = People
start-people-hint = Everyone who has a key or may get one
start-doors = Doors
start-doors-hint = Every door that a key can open
start-count-banned = Banned
start-count-no-key = No key
start-count-synchronized = Synchronized
start-count-update-recommended = Update recommended
start-count-expires-soon = Expire soon
start-count-update-required = Update required
start-count-re-edition-required = Re-edition required
start-count-expired = Expired
start-count-unknown = Unknown
start-unknown = Writing was interrupted: update these keys at the encoder
start-expired = These keys open nothing any more
start-re-edition-required = These keys need a new layout: place them on an encoder
start-update-required = These keys do not have the latest changes yet
start-expires-soon = Update these keys before they stop working
start-update-recommended = More than half of their time has passed
start-synchronized = These keys are up to date
start-no-key = People without a key
start-banned = People who must not open anything
tile-update-key = Bring one key up to date
tile-new-user = Add a person who will get a key
tile-users = Find people, change their doors, write keys
tile-doors = See which doors there are
tile-automatic-key-update = Many keys, one after another
tile-operators = Who can work with this program
tile-network = Encoders and how they behave
start-unsound = The check of { $at } found something wrong with the database. The system auditor says what.
start-calendar-runs-out = The calendar { $name } has no day of { $year } marked yet. Keys and locks that follow it would treat holidays as normal days.
start-open-calendar = Open calendar
start-unchecked = The database has not been checked since { $since }. Keydesk checks it once a day while somebody is signed in and nobody works.
start-check-now = Check now
start-check-put-off = Somebody else needed the database: the check was called off. Try again.
