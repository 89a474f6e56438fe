## Four eyes

four-eyes-purge-audit = Confirm the purge
four-eyes-show-recovery = Confirm showing the recovery sheet
four-eyes-renew-card-keys = Confirm renewing the card keys
four-eyes-request-purge-audit = Request the purge
four-eyes-request-show-recovery = Request a new recovery sheet
four-eyes-request-renew-card-keys = Request new card keys
four-eyes-requested-purge-audit = Purge requested
four-eyes-requested-show-recovery = New recovery sheet requested
four-eyes-requested-renew-card-keys = New card keys requested
four-eyes-sentence = This needs two people. A second operator who may do it too confirms here. Both names are recorded in the system auditor.
four-eyes-confirm = Confirm
four-eyes-confirming = Checking…
four-eyes-alone = Nobody else here can confirm this. Request it now: after 24 hours you can do it alone; until then it can be cancelled.
four-eyes-ask = Request it
four-eyes-waiting = You requested this on { $at }. It can be done from { $due }.
four-eyes-of-another = { $by } requested this on { $at }, and can do it from { $due }. It can be cancelled.
four-eyes-due = You requested this, and the time has passed. It can be done now.
four-eyes-go-on = Do it now
four-eyes-call-off = Cancel the request
four-eyes-same = The second operator must be someone else.
four-eyes-not-entitled = This operator may not do this either. Ask someone who may.
four-eyes-unfinished = This operator must sign in first: a new password or a second factor is due.
four-eyes-not-yet = Someone else made or changed this account, or its rights, less than a day ago. It can confirm from { $from }. Ask another operator, or wait.
four-eyes-you-not-yet = Someone else made or changed your account, or its rights, less than a day ago. You can do this with a second operator from { $from }.
four-eyes-too-old = The confirmation is older than five minutes. Have it confirmed again.
four-eyes-other-session = The confirmation was for someone else's session. Have it confirmed again.
four-eyes-other-can = Someone else can now confirm this. Ask that operator.
four-eyes-not-asked = Nobody requested this, or it was cancelled. Request it again.
four-eyes-not-due = This can be done from { $due }.

recovery-title = Recovery sheet
recovery-sentence = The sheet and the code together restore the secret on which every key and lock of the site relies. Make a new sheet if the old one was lost. Earlier sheets stay valid.
recovery-what = A new sheet and a new code
recovery-show = Make a new sheet
recovery-new = Keep sheet and code in different places.

card-keys-title = Card keys
card-keys-sentence = Every lock holds keys that open your cards. If a lock is stolen, renew them: each card gets new ones at its next update. Once all cards are updated, the stolen lock's keys are worthless. Set up all locks again at once: a lock with the old keys will not open for an updated card. Do not renew again until every card is updated.
card-keys-what = New card keys for every key
card-keys-renew = Renew the card keys
card-keys-renewed = { $count ->
    [0] The card keys are renewed.
    [one] The card keys are renewed. One key needs an update.
   *[other] The card keys are renewed. { $count } keys need an update.
}
card-keys-none-left = The card keys of this site were renewed 254 times, and cards can tell no more apart. Nothing was changed.
