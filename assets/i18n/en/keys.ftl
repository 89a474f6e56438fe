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
reason-ended = The key expired on { $at }.
reason-ends = The key expires on { $at }.
reason-half-used = More than half of its time has passed.
reason-does-not-fit = The key needs { $needed } bytes and has { $capacity }.
reason-log = The space for events changes.
reason-records = Doors write other events on keys from now on.
reason-antipassback = Antipassback was changed.
reason-lockers = The space for lockers changes.
reason-number = The person's number was changed.
reason-doors-added = { $count ->
    [one] One door or locker was added.
   *[other] { $count } doors or lockers were added.
}
reason-doors-removed = { $count ->
    [one] One door or locker was removed.
   *[other] { $count } doors or lockers were removed.
}
reason-periods-changed = { $count ->
    [one] The times of one door were changed.
   *[other] The times of { $count } doors were changed.
}
reason-zones-added = { $count ->
    [one] One zone was added.
   *[other] { $count } zones were added.
}
reason-zones-removed = { $count ->
    [one] One zone was removed.
   *[other] { $count } zones were removed.
}
reason-zones-changed = { $count ->
    [one] The doors or the times of one zone were changed.
   *[other] The doors or the times of { $count } zones were changed.
}
reason-outputs-added = { $count ->
    [one] One output was added.
   *[other] { $count } outputs were added.
}
reason-outputs-removed = { $count ->
    [one] One output was removed.
   *[other] { $count } outputs were removed.
}
reason-outputs-changed = { $count ->
    [one] The times of one output were changed.
   *[other] The times of { $count } outputs were changed.
}
reason-crossing = Locations or functions were changed, or when their doors open.
reason-days = Holidays or local time were changed.
reason-pin = The PIN was changed.
reason-options = Key options were changed.
reason-validity = The validity was changed.
reason-card-keys = The card keys were renewed.

## Encoders

encoder-none = No encoder
encoder-none-next = Connect an encoder by USB. If one is connected and does not appear, ask whoever looks after this computer.
encoder-empty = Ready
encoder-holding = Card detected
encoder-busy = Working
encoder-yours = Yours
encoder-simulated = Simulated
encoder-service-stopped = The smart card service of this computer is not running. Ask whoever looks after the computer to start it: sudo systemctl start pcscd
encoder-service-forbidden = The smart card service denies access to this user. Ask for permission to use smart cards.

light-waiting = Waiting for a key
light-working = Working
light-done = Done
light-failed = Failed

tray-title = Simulated encoder
tray-hint = Click a card to place it on the encoder or take it away, even while a key is being written. No real door opens with these.
tray-key-of = Key of { $name }
tray-blank = Blank card { $number }
tray-other-system = Card of another system
tray-small = Card with little memory
tray-tag = Label tag, no card for keys
tray-laid = On the encoder
tray-lying = Not on the encoder
tray-beside = Place { $card } on it too

step-waiting = Place the key
step-waiting-next = Place it on the encoder.
step-waiting-next-at = Place it on { $encoder }.
step-put-back = Put the key back
step-put-back-next = Writing is not finished: the key was removed too soon.
step-put-back-next-at = Writing is not finished: the key was removed too soon. Put it back on { $encoder }.
step-reading = Reading the key
step-writing = Writing the key
step-comparing = Checking what was written
step-done = Done

key-leave = Leave the key where it is.
key-remove = Remove the key.
key-edit = Edit key
key-again = Try again
key-use-old = Use this card
key-write-over = Write anyway
key-card-from = Opens nothing before { $from }.
key-give-up = Give it up, use this card
key-doors = { $count ->
    [0] No door
    [one] One door
   *[other] { $count } doors
}
key-opens = Opens
key-opens-nothing = This key will open no door. Give the person doors first, or write it anyway.
key-opens-never = This key could never open a door: the person's validity has ended, or begins only after any key written today would have expired. Change the dates under Validity first.
key-opens-later = This key opens nothing yet. It begins on the day shown above.
key-loses-locker = This key holds { $locker } since { $since }, as it said on { $read }. Once it is written it no longer does, and does not open it: have it opened first. Otherwise the locker stays taken until a master opens it.
key-doors-outside = { $count ->
    [one] One door was given for a time in which this key is not valid. It will not open it.
   *[other] { $count } doors were given for times in which this key is not valid. It will not open them.
}
key-is-current = The key is up to date. It gets a new end date.
key-is-current-same-end = The key is up to date, and keeps its end date.
key-events = { $count ->
    [one] The key brought one event.
   *[other] The key brought { $count } events.
}
key-parting = The key of { $name } is done, valid until { $until }.

key-card-reading = Reading the key…
key-card-none = Place a key on the encoder to see whose it is and whether it is up to date.
key-card-lying = A card lies on the encoder.
key-card-look = Show what it is
key-card-dismiss = Dismiss
key-card-update = Update the key of { $name }
key-card-assign = Assign to { $name }
key-card-half-made = A first key that was not finished.
key-card-blank = Blank card
key-card-blank-bytes = { $bytes } bytes free, ready for a person.
key-card-choose = Choose a person

key-none = No key was detected
key-none-next = Place the key flat on the encoder and try again.
key-stopped = Stopped
key-stopped-next = Nothing was written.
key-several = More than one card on the encoder
key-several-next = Leave one key on the encoder and try again.
key-no-encoder = No encoder
key-no-encoder-next = Connect an encoder by USB, then try again.
key-encoder-busy = The encoder is in use
key-encoder-busy-next = Wait until it is done, then try again.
key-only-updates = This encoder only updates keys
key-only-updates-next = Choose another encoder.
key-needs-desk = The key of { $name } needs room that it does not have
key-needs-desk-next = Bring it to the desk: room is made there. Nothing was changed.
key-broke-off = Something went wrong in Keydesk
key-broke-off-next = What the key says is not certain. Place it on the encoder again. Details are in crash.txt in the site's folder.
key-no-secrets = The keys of the site are not available
key-no-secrets-next = If the screen was locked meanwhile, unlock it and try again. Otherwise your account was not given them: ask an operator who may write keys.
key-reader-lost = The encoder was unplugged
key-reader-lost-next = Connect it again and repeat. What the key says is checked the next time it is placed on an encoder.
key-service-lost = The smart card service has stopped
key-service-lost-next = It usually starts again by itself. Try again in a moment.
key-reader-in-use = Another program uses the encoder
key-reader-in-use-next = Close that program, then try again.
key-silent = The key does not answer
key-silent-next = Place it flat in the middle of the encoder and try again.
key-invalid = Invalid user key
key-invalid-next = This key belongs to someone else. Nothing was changed.
key-invalid-named = This key belongs to { $name }. Nothing was changed.
key-blank = This card is empty
key-blank-next = An empty card is only written as somebody's first key. To bring a key up to date, place that key on the encoder.
key-of-nobody = A key of this site without an owner
key-of-nobody-next = Its owner was deleted, or it was replaced. It can be used again for someone.
key-put-back = This key was set back to an older version
key-put-back-next = Keys do not go back by themselves: this may be a copy. Nothing was written. Keep the card and tell an administrator. To write it anyway, update it on its person's screen.
key-altered = This key was altered
key-altered-next = It says what this site never wrote on it, and doors refuse it. Nothing was written. Tell an administrator. To write it anyway, update it on its person's screen.
key-newer = The database is older than this key
key-newer-next = This site wrote the key, but this database does not know of it: it may be an older copy. Nothing was written. Tell an administrator before you go on.
key-earlier-numbering = This key is from before the site was recovered
key-earlier-numbering-next = This site wrote it, but keys and doors have been given new numbers since, so no door opens for it once its lock has been set up again. Nothing was written. Assign it to its person: that writes it anew.
key-not-understood = A newer Keydesk wrote this key
key-not-understood-next = This site signed it for this card, but it says things that this program does not know. Nothing was written. Install the newest Keydesk at this desk. To write it anyway, update it on its person's screen: what is new about it is lost.
key-out-of-reach = This key belongs to someone you may not see
key-out-of-reach-next = Nothing was changed. Ask an administrator.
key-has-key = This person has a key already
key-has-key-next = Update that key instead.
key-begun-elsewhere = A first key was begun on another card
key-begun-elsewhere-next = Place card { $serial } on the encoder instead. If it is gone, give it up: until { $until } what was sent to it may open doors, and the person cannot be deleted.
key-has-none = This person has no key
key-has-none-next = Assign one first.
key-banned = { $name } is banned
key-banned-next = Collect the key. None is written until the ban is lifted.
key-person-expired = The validity of { $name } ended on { $at }
key-person-expired-next = Change "Valid until" under Validity, then write the key.
key-never-valid = A key of { $name } could never open a door
key-never-valid-next = The person's validity begins on { $from }, and a key that is written today expires on { $until } at the latest. Change the dates under Validity, or write the key later.
key-does-not-fit = The key of { $name } does not fit on this card
key-does-not-fit-next = It needs { $needed } bytes, the card has { $capacity }. Use a card with more memory, give fewer doors, or turn off Audit openings.
key-removed = The key was removed too soon
key-removed-next = Nothing was sent: it says what it said before. Put it back and repeat.
key-perhaps-erased = The key was removed too soon
key-perhaps-erased-next = It is not certain that nothing is on it any more, so it still counts as a key. Place it on the encoder again and delete it.
key-unknown = It is not certain what this key says
key-unknown-next = Place it on the encoder again and update it. Until then it may open the old doors or the new ones.
key-lockers-unknown = It is not certain whether the lockers were reset
key-lockers-unknown-next = Place the key on the encoder again: then it is shown what it holds.
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
key-too-small = This card is too small
key-too-small-next = A key needs { $needed } bytes, the card has { $free }. Nothing was changed. Use a card with more memory.
key-not-suitable = This card cannot be used for keys
key-not-suitable-next = Nothing was changed. Use a DESFire EV1, EV2 or EV3 card.

## Automatic key update

automatic-sentence = Place one key after another on the encoder. Each is brought up to date automatically.
automatic-begin = Begin
automatic-stop = Stop
automatic-lying = A card lies there already
automatic-lying-next = Remove it, then place one key after another. Or press Begin: then this one is updated first.
automatic-stopped = Stopped
automatic-stopped-next = Press Begin, then place one key after another on the encoder.
automatic-updated = Updated
automatic-re-edited = Re-edited
automatic-refused = Refused
automatic-events = Events
automatic-none = No key yet
automatic-none-next = Keys that were updated appear here.
key-card-expired = Expired on { $until }
automatic-until = Valid until { $until }
automatic-told-updated = Updated, valid until { $until }.
automatic-told-re-edited = Re-edited, valid until { $until }.

## Read key

read-sentence = Place a key on the encoder to see what it says. Nothing is written on it.
read-stopped-next = Press Begin, then place a key on the encoder.
read-read = Read.
read-written = Written
read-from = Valid from
read-until = Valid until
read-expires = Ends
read-options = Options
read-option-goes = { $option }: goes with the next update
read-option-comes = { $option }: comes with the next update
read-locker = Holds locker
read-locker-unseen = one that you may not see
read-since = since { $since }
read-records = Events
read-no-records = Doors write none on this key.
read-records-said = { $count ->
    [0] None on the key.
    [one] One on the key, { $new ->
        [0] known already.
       *[other] new.
    }
   *[other] { $count } on the key, { $new ->
        [0] known already.
        [one] one of them new.
       *[other] { $new } of them new.
    }
}
read-serial = Card
read-memory = Memory
read-bytes = { $bytes } of { $capacity } bytes
read-at = Read on { $at }.
read-opens = { $count ->
    [0] The key opens nothing that you may see.
    [one] The key opens one thing.
   *[other] The key opens { $count } things.
}
read-differing = { $count ->
    [one] One is not as it should be.
   *[other] { $count } are not as they should be.
}
read-beyond = { $count ->
    [one] One more
   *[other] { $count } more
} that you may not see{ $differing ->
    [0] .
    [one] , one of them not as it should be.
   *[other] , { $differing } of them not as they should be.
}
delete-key-sentence = For a key that was handed back. Place it on the encoder, see whose it is, and delete it.
delete-key-what = Deleting takes everything off this card, which can become another key then. { $name } stays, without a key, and lockers that it holds stay taken. A key that is lost is not deleted here: it goes on opening, until { $until } at the latest.
delete-key-do = Delete key
delete-key-done = Deleted
delete-key-told = { $name } has no key any more, and the card is blank.
read-what = Opens
read-now = The lock, now
read-says = The key says
read-wanted = It should say
read-missing = Not on the key yet
read-too-much = Still on the key
read-other = Other times
read-never = –
read-free = { $when }, one of group { $group }

## Reset locker data

lockers-reset-sentence = Place a key on the encoder to see which lockers of free assignment it says it holds. When they are reset, it holds none; nothing else on it changes.
lockers-reset-holds = { $count ->
    [one] The key holds one locker:
   *[other] The key holds { $count } lockers:
}
lockers-reset-since = Group { $group }, since { $since }
lockers-reset-unproven = Group { $group }, since { $since }. This entry is not proven.
lockers-reset-hint = The lockers themselves do not know of it: each stays taken until this key or a master opens it. But the key can then take another one.
lockers-reset-do = Reset lockers
lockers-reset-none = This key holds no locker
lockers-reset-none-next = There is nothing to reset on the key of { $name }. Remove it.
lockers-reset-done = Done
lockers-reset-done-next = The key of { $name } holds no locker any more. Remove it.
lockers-reset-parting = The key of { $name } holds no locker any more.
lockers-reset-log = Keys whose lockers were reset appear here.

## Update points

point-serving = Update point: serving
point-paused = Update point: paused
point-unplugged = Update point: not connected
point-other-program = Update point: in use by another program
point-failing = Update point: the encoder does not answer
point-status = { $encoder } – { $state }
point-status-several = { $count } update points, { $serving } serving
point-tally = Today: { $updated } updated, { $current } already current, { $refused } refused
point-reason = { $count } × { $why }
point-pause-nobody = It serves again once somebody who works with keys has signed in.
point-pause-locked = It serves again once the screen is unlocked.
point-pause-not-permitted = Whoever is signed in may not update keys. It serves again once somebody signs in who may.
point-pause-clock = The clock of this computer is in doubt. No key is written until it is right.
point-pause-database = Nothing can be recorded. See what the start page says.
point-not-ours = This card is no key here.
point-blank = This card carries no key.
point-nobodys = This key is not known here.
point-differs = This key must be looked at.
point-re-edition = This key needs more room.
point-banned = This key is not renewed.
point-not-now = This key is not valid at this time.
point-does-not-fit = This key is too small.
point-too-soon = Taken away too soon.
point-several = One key at a time.
point-failed = Something failed.
key-only-updates-named = { $encoder } only updates keys

face-waiting = Place your key
face-waiting-next = It will be updated.
face-working = Leave your key there
face-working-next = It takes a moment.
face-put-back = Too soon
face-put-back-next = Put the key back, and leave it there.
face-done = Done
face-until = Valid until { $weekday }, { $until }. Take your key.
face-desk = Go to the desk
face-again = Place your key again.
face-closed = Closed
face-closed-next = Please go to the desk.
face-ask = Unlock
cancel-key = Cancel key
cancel-key-title = Cancel the key of { $name }?
cancel-key-listed = For a key that is gone. It is this person’s key no more, and locks refuse it as soon as they hear of it: keys that are written from now on take the news along. A lock that hears nothing opens for it until { $until }.
cancel-key-over = The key is over and opens nothing. It is this person’s key no more.
cancel-key-not = This key is one that cannot be cancelled at locks: it opens until { $until }, whatever is done here. It is this person’s key no more.
cancel-key-in-hand = Is the card in your hand? Then use Delete key instead: the card can be used again.
cancel-key-places = It takes one place of the denylist. { $free } are free.
cancel-key-keep = Keep the key
cancel-key-and-new = Cancel and make a new key
cancel-key-done = The key of { $name } is cancelled. Keys that are written from now on tell the locks.
cancel-key-done-over = The key of { $name } is cancelled. It was over already.
cancel-key-done-not = The key of { $name } is cancelled, but locks cannot be told: it opens until { $until }.
cancelled-may-open = { $known ->
    [0] A key of this person was cancelled on { $at }. No lock has reported yet that it refuses it; by itself it is over on { $until }.
    [one] A key of this person was cancelled on { $at }. One lock has reported that it refuses it; by itself it is over on { $until }.
   *[other] A key of this person was cancelled on { $at }. { $known } locks have reported that they refuse it; by itself it is over on { $until }.
}
cancelled-show = Which locks know?
cancelled-title = Cancelled key of { $name }
cancelled-by = Cancelled on { $at } by { $by }
cancelled-is-over = The key is over since { $until }.
cancelled-all-know = Every lock that it could open when it was written last has reported that it refuses it.
cancelled-some-know = { $known } of { $all } locks have reported that they refuse it. The others may still open for it, until { $until } at the latest.
cancelled-doors = What the key could open
cancelled-knows = Refuses the key
cancelled-knows-not = Has not reported
cancelled-reports = A lock reports on the next key that passes it, and is heard when that key comes to an encoder. One that has not reported may know all the same.
cancelled-beside = { $count ->
    [one] And one that you may not see.
   *[other] And { $count } that you may not see.
}
cancelled-no-doors = It could open nothing.
cancelled-messengers = Who would take the news there
cancelled-messengers-next = Their keys opened these doors in the last 30 days. Updated now, they take the news along, as far as they have room.
cancelled-passes = { $count ->
    [one] passes one of the locks that have not reported
   *[other] passes { $count } of the locks that have not reported
}
cancelled-known-count = { $count ->
    [0] no lock yet
    [one] one lock knows
   *[other] { $count } locks know
}
key-cancelled = This key was cancelled on { $at } by { $by }
key-cancelled-of = The key of { $name }. The card can be used again: assign it as a new key.
key-cancelled-next = The card can be used again: assign it as a new key.
key-no-place = The denylist has no place left, so that a new key could not be cancelled.
key-no-place-next = See System > System resources. A person can be given a key that cannot be cancelled.

## Why a key does not open

why = Why won’t it open?
why-point = Access point
why-choose = Which one does it not open?
why-no-point = No access point found
why-open-person = Show the person
why-alone = { $cause }.
why-because = { $cause }: { $tale }.
why-by = { $tale } by { $by }
why-opens = The key opens { $door }. Check the lock
why-opens-with-pin = The key opens { $door } with its PIN. Check the lock
why-still-opens = The key still opens { $door }
why-stands-open = { $door } stands open then, whatever the key says
why-cancelled = { $door } refuses the key as a cancelled one
why-below-ban = { $door } refuses the key as one from before a ban
why-newer-seen = { $door } met a later version of this key and refuses this one
why-not-yet = The key is not valid before { $at }
why-ended = The key ended on { $until }
why-out-of-date = The key was to be updated by { $until }, and was not
why-no-right = The key gives no access to { $door }
why-not-on-key = The key does not say yet that it may open { $door }
why-before = The right to { $door } begins on { $at }
why-after = The right to { $door } ended on { $until }
why-hours = The right to { $door } holds at these times only: { $hours } (that day: { $day })
why-hours-unseen = The right to { $door } does not hold at this time
why-several = None of the rights to { $door } holds at this time
why-no-pin = { $door } asks for a PIN then, and the key has none
why-has-another = The key holds another locker of the group, and cannot take { $door }
why-occupancy-over = The time for which { $door } may be kept is over
why-of-the-lock = { $door } refuses the key
why-kind-level = the access level { $name }
why-kind-zone = the zone { $name }
why-kind-location = the location { $name }
why-kind-function = the function { $name }
why-unseen-level = an access level that you may not see
why-unseen-zone = a zone that you may not see
why-unseen-location = a location that you may not see
why-unseen-function = a function that you may not see
why-given-itself = it was given to { $person } on { $at }
why-taken-itself = it was taken from { $person } on { $at }
why-given-person = { $what } was given to { $person } on { $at }
why-taken-person = { $what } was taken from { $person } on { $at }
why-given-point = { $door } was added to { $what } on { $at }
why-taken-point = { $door } was taken out of { $what } on { $at }
why-deleted = { $what } was deleted on { $at }
why-banned = { $person } was banned on { $at }
why-was-cancelled = the key was cancelled on { $at }
why-start-set = the start of { $person } was set on { $at }
why-end-set = the end of { $person } was set on { $at }
why-next-update = Update the key, and it will open.
why-next-lift-ban = Lift the ban, then update the key.
why-next-validity = The person’s start or end has to be changed.
why-next-access = Give the person access to it for this time.
why-next-pin = The person needs a PIN.
why-next-out-of-date = The key has to be updated before then: no key that is written now lasts so long.
why-next-cancelled = A cancelled key does not open again. The person can be given a new one.
why-next-has-another = It opens once the other locker was left open.
why-next-occupancy = Whoever has a right to it as to a door opens it.
why-next-too-full = There is no room on the key for all that it should say. Take something from the person first.
why-next-lock = Nothing at the desk mends this.
why-not-yours = Somebody else has to do that: you may not.
why-look-cancelled = Locks are told to refuse this key. This one has not reported that it knows.
why-look-below-ban = Locks are told to refuse what was written on this key before the ban. This one has not reported that it knows.
why-look-newer = A later version of this key is out. A lock that met that one refuses this one.
why-look-battery = It reported a low battery on { $at }.
why-look-clock = It reported on { $at } that its clock is behind.
why-look-refused = It refused this key last on { $at }. { $refused }.
why-look-opened = It opened for this key last on { $at }.
why-look-last = Keys last brought news of it on { $at }.
why-look-never = No key has brought news of it yet.
why-look-visit = The lock needs a visit: it may go by other settings than these.
why-look-inside = It may be locked from inside, closed for an emergency, or its clock or battery may have failed.

## The report of a key

report-make = Report…
report = Report of a key
report-file-name = Key report
report-with-why = What the key said when it was read, and why it does not open, as a text.
report-without-why = What the key said when it was read, as a text.
report-masked = Leave out personal data
report-masked-hint = Left out are the name of the person, the card’s serial number, lockers, and who did something.
report-copy = Copy
report-save = Save…
report-copied = The report was copied.
report-saved = The report was saved: { $path }
report-person = Person
report-status = State
report-left-out = (left out)
report-this-person = this person
report-asked = Asked about { $door }, { $at }:
