# The texts of the window in English. An error says what is so and what to do next.

## Words of every screen

cancel = Cancel
close = Close
done = Done
ok = OK
back = Back
secret-show = Show
secret-hide = Hide
when-date = YYYY-MM-DD
when-time = Time
when-until = Until { $end }
unit-days = Days
unit-hours = Hours
date-months = January February March April May June July August September October November December
date-months-short = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
date-weekdays = Mo Tu We Th Fr Sa Su
date-today = Today
date-yesterday = Yesterday
toast-dismiss = Dismiss
undo = Undo
undone = Undone: { $what }.
undone-of-several = { $count ->
    [one] one record
   *[other] { $count } records
}
undone-keys = { $count ->
    [one] Undone: { $what }. One key needs an update.
   *[other] Undone: { $what }. { $count } keys need an update.
 }
undone-written = { $count ->
    [one] Undone: { $what }. One key was written meanwhile: it needs an update.
   *[other] Undone: { $what }. { $count } keys were written meanwhile: they need an update.
 }
undo-title = Undo what you saved at { $time }?
undo-what = Goes back to what it was before: { $what }.
undo-then-keys = { $count ->
    [0] No key needs an update for this.
    [one] One key will need an update.
   *[other] { $count } keys will need an update.
}
undo-then-written = { $count ->
    [one] One key was written meanwhile. It goes on opening as it says until it is updated.
   *[other] { $count } keys were written meanwhile. They go on opening as they say until they are updated.
}
undo-typed = Save or discard what you typed first, then undo.
undo-refused = Not undone. { $why }
undo-nothing = There is nothing to undo any more.
undo-changed-since = It was changed again meanwhile, and undoing would take that back as well.

list-loading = Loading…
list-so-far = Showing { $count }; scroll down for more.
list-compact = Compact rows
list-unreadable = Cannot be read
list-unreadable-hint = The database has this row, but what stands in it was not written by Keydesk. The system auditor can verify what was done.
job-check-failed = The daily check of the database could not be made. { $why }
list-selected = { $count } selected
list-clear = Clear the search
list-view-lost = This view narrows by something that is gone, or that you cannot see. Nothing was changed.
select-search = Search
list-select-all = Select all
list-clear-selection = Clear the selection
list-refresh = Refresh
list-narrow = Add filter
list-narrow-search = Search filters and values
list-narrow-fields = All filters
list-take-days = Use these days
list-drop = Remove this filter
list-drop-all = Remove filters
list-facets = { $count ->
    [one] One filter
   *[other] { $count } filters
 }
list-columns = Columns
list-columns-hint = Which columns are shown. Where there is little room, some are left out by themselves.
list-columns-all = Show all
list-views = Views
view-everything = Everything
view-kept = Kept at this desk
view-keep = Keep this view…
view-keep-title = Keep this view
view-keep-go = Keep
view-name = Name
view-name-hint = Its filters, order and columns are kept at this desk. What is searched is not.
view-forget = Forget “{ $name }”
sheet-nothing = Choose a row to read about it here.
sheet-events = Latest events
sheet-no-doors = No doors given one by one
sheet-no-people = Nobody was given it by itself
sheet-more = { $count ->
    [one] and one more
   *[other] and { $count } more
 }
facet-period = Period
period-last-days = Last { $days } days
period-this-month = This month
period-last-month = Last month
period-from = from { $from }
period-until = until { $until }
list-more = More
list-copied-too-many = At most { $count } rows are copied at once. Select fewer.

record-save = Save
record-saving = Saving…
record-discard = Discard
record-unchanged = Nothing changed.
record-saved = Saved.
record-saved-at = Saved { $at }
record-saved-keys = { $count ->
    [one] Saved. One key needs an update.
   *[other] Saved. { $count } keys need an update.
}
thing-new-note = Keys that this touches will need an update once it is saved.
thing-added-and-given = Saved. Any keys this changes need an update now.
thing-name = Name
thing-what-for = What for
thing-of-nobody = Nobody
record-no-impact = No key needs an update for this.
deletion-refused = { $name } cannot be deleted yet
deletion-refused-several = Not all of these { $count } people can be deleted yet
deletion-going = Deleting…
deleted = { $count ->
    [0] { $name } is deleted.
    [one] { $name } is deleted. One key needs an update.
   *[other] { $name } is deleted. { $count } keys need an update.
}
deleted-several = { $count } people are deleted.
deletion-for-good = This cannot be undone.
record-relations = Related
relation-as-saved = This is what is saved. Your changes count here once you save.
relation-remove = Remove
relation-restore = Restore
relation-period = When
relation-added = Added
relation-changed = Changed
relation-removed = Removed
relation-state = State
relation-several = Add several
relation-all-found = { $count ->
    [one] Choose the one found…
   *[other] Choose all { $count } found…
}
relation-all-title = { $count ->
    [one] Choose the one found?
   *[other] Choose all { $count } found?
}
relation-all-sentence = Everything the search has found is ticked. Nothing is given before you add it and save.
relation-all-do = { $count ->
    [one] Choose it
   *[other] Choose all { $count }
}
relation-take = { $count ->
    [0] Add
    [one] Add one
   *[other] Add { $count }
}
relation-period-title = { $count ->
    [one] When does it apply?
   *[other] When do these { $count } apply?
}
relation-always = Always
relation-kept = As it is
relation-between = From – until
relation-from = From
relation-until = Until
relation-no-timetable = Any time
relation-timetable = Timetable
relation-timetable-hint = Works only during the timetable’s hours, and only within the period if there is one.
relation-timetable-unseen = a timetable you may not see
relation-take-period = Apply
relation-some = { $count } of { $of }
relation-differ = Different times
tab-next = Show the next tab
record-history = Show who changed what
impact-title = If you save
impact-open = Whose keys?
impact-shut = Close the names
impact-asking = Finding out whose keys…
impact-does-not-fit = Does not fit on the key:
impact-re-edition = Needs a re-edition at an encoder:
impact-update = Needs an update:
impact-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
impact-beyond = { $count ->
    [one] And one person whom you do not see.
   *[other] And { $count } people whom you do not see.
}
impact-gained = Gained: { $points }
impact-lost = Lost: { $points }
impact-retimed = At other times: { $points }
impact-points-more = { $count } more
impact-points-beyond = { $count } that you do not see
impact-until = Until a key is updated it opens what it says now: the last of them until { $until }.
relation-fullest = The fullest key of these is that of { $name }: { $needed } of { $capacity } bytes.
relation-read-again = Try again
relation-lost = This could not be read
relation-lost-next = Nothing was changed. What stands here is as it was.
record-by-first-start = the first start
record-by-upgrade = the upgrade of the program
record-changed = Last saved { $at } by { $by }

paper-save = Save as PDF
paper-print = Print

file-path = File
file-browse = Browse…
file-open = Open
file-save = Save
file-not-written = The file could not be written. Choose another folder.

## Keys of the keyboard

keys-ctrl = Ctrl
keys-command = ⌘
keys-alt = Alt
keys-shift = Shift
keys-page-down = PgDn
keys-delete = Del
keys-enter = Enter
keys-backslash = \
