## On the command line

doctor-version = Keydesk { $version }
doctor-service-running = Smart card service: runs
doctor-service-stopped = Smart card service: not running. Start it: sudo systemctl start pcscd
doctor-service-forbidden = Smart card service: does not let this user in
doctor-readers-none = Readers: none
doctor-reader-card = Reader: { $name } (card detected)
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
