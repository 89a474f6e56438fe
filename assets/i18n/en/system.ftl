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
group-members-title = Operators
group-members-of = Operators of { $name }
group-members-none = No operators
group-members-none-next = An operator gets a group on the operator's own screen.
group-members-name = Name
group-members-detail = User name
group-members-state = Sign-in
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
