//! The permission tree, declared once: as values to list, store and compare, and as types to name in a
//! [`Permit`](crate::session::Permit). Only leaves are stored; what a parent shows follows from its leaves.

use std::fmt;

/// Whether a permission holds partition by partition or for the installation as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// Holds only in the partitions that the group may access, cut down by the partition's own tree.
    Partition,
    /// Has no partition: holds everywhere or nowhere.
    Installation,
}

/// A leaf of the tree as a type, so that an operation can name the permission it needs.
pub trait Leaf: Send + Sync + 'static {
    /// The same leaf as a value.
    const PERMISSION: Permission;
}

macro_rules! permissions {
    ($(
        $menu:ident $menu_key:literal {
            $( $entry:ident $entry_key:literal in $reach:ident { $( $leaf:ident $leaf_key:literal ),+ $(,)? } )+
        }
    )+) => {
        /// A menu of the console: the top of the tree.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are the menu's own")]
        pub enum Menu { $( $menu ),+ }

        /// An entry of a menu: it has a screen or an action.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are the entry's own")]
        pub enum Entry { $( $( $entry ),+ ),+ }

        /// A permission: a leaf of the tree, the only thing that is given, taken and stored.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[expect(missing_docs, reason = "the names are the leaf's own")]
        pub enum Permission { $( $( $( $leaf ),+ ),+ ),+ }

        $( $( $(
            #[doc = concat!("`", $menu_key, "/", $entry_key, "/", $leaf_key, "` as a type.")]
            #[derive(Debug, Clone, Copy)]
            pub enum $leaf {}
            impl Leaf for $leaf { const PERMISSION: Permission = Permission::$leaf; }
        )+ )+ )+

        impl Menu {
            /// Every menu, in the order of the screen.
            pub const ALL: &[Menu] = &[ $( Menu::$menu ),+ ];

            /// The name by which texts and settings know the menu.
            pub const fn key(self) -> &'static str { match self { $( Menu::$menu => $menu_key ),+ } }

            /// The menu's entries, in the order of the screen.
            pub const fn entries(self) -> &'static [Entry] {
                match self { $( Menu::$menu => &[ $( Entry::$entry ),+ ] ),+ }
            }
        }

        impl Entry {
            /// Every entry, menu by menu.
            pub const ALL: &[Entry] = &[ $( $( Entry::$entry ),+ ),+ ];

            /// The name by which texts and settings know the entry; unique in the tree.
            pub const fn key(self) -> &'static str {
                match self { $( $( Entry::$entry => $entry_key ),+ ),+ }
            }

            /// The menu that the entry stands in.
            pub const fn menu(self) -> Menu {
                match self { $( $( Entry::$entry => Menu::$menu ),+ ),+ }
            }

            /// The separate permissions under the entry.
            pub const fn leaves(self) -> &'static [Permission] {
                match self { $( $( Entry::$entry => &[ $( Permission::$leaf ),+ ] ),+ ),+ }
            }

            /// Whether the permissions under the entry hold partition by partition.
            pub const fn reach(self) -> Reach {
                match self { $( $( Entry::$entry => Reach::$reach ),+ ),+ }
            }
        }

        impl Permission {
            /// Every permission, entry by entry.
            pub const ALL: &[Permission] = &[ $( $( $( Permission::$leaf ),+ ),+ ),+ ];

            /// The entry that the permission stands under.
            pub const fn entry(self) -> Entry {
                match self { $( $( $( Permission::$leaf => Entry::$entry ),+ ),+ ),+ }
            }

            /// The last part of the permission's name: what may be done with the entry.
            pub const fn deed(self) -> &'static str {
                match self { $( $( $( Permission::$leaf => $leaf_key ),+ ),+ ),+ }
            }

            /// The name that is stored; it never changes once a site was made with it.
            pub const fn key(self) -> &'static str {
                match self {
                    $( $( $( Permission::$leaf => concat!($menu_key, "/", $entry_key, "/", $leaf_key) ),+ ),+ ),+
                }
            }
        }
    };
}

permissions! {
    AccessPoints "access-points" {
        Doors "doors" in Partition {
            DoorsView "view", DoorsModify "modify", DoorsModifyAccess "modify-access", DoorsAddDelete "add-delete",
        }
        Lockers "lockers" in Partition {
            LockersView "view", LockersModify "modify", LockersModifyAccess "modify-access",
            LockersAddDelete "add-delete",
        }
        Rooms "rooms" in Partition {
            RoomsView "view", RoomsModify "modify", RoomsAddDelete "add-delete",
        }
        Zones "zones" in Partition {
            ZonesView "view", ZonesModify "modify", ZonesModifyAccess "modify-access", ZonesAddDelete "add-delete",
        }
        LocationsFunctions "locations-functions" in Partition {
            LocationsFunctionsView "view", LocationsFunctionsModify "modify",
            LocationsFunctionsModifyAccess "modify-access", LocationsFunctionsAddDelete "add-delete",
        }
        Outputs "outputs" in Partition {
            OutputsView "view", OutputsModify "modify", OutputsModifyAccess "modify-access",
            OutputsAddDelete "add-delete",
        }
        RollCallAreas "roll-call-areas" in Partition {
            RollCallAreasView "view", RollCallAreasModify "modify", RollCallAreasAddDelete "add-delete",
        }
        LimitedOccupancyAreas "limited-occupancy-areas" in Partition {
            LimitedOccupancyAreasView "view", LimitedOccupancyAreasModify "modify",
            LimitedOccupancyAreasAddDelete "add-delete",
        }
        LockdownAreas "lockdown-areas" in Partition {
            LockdownAreasView "view", LockdownAreasModify "modify", LockdownAreasAddDelete "add-delete",
        }
        TimedPeriods "timed-periods" in Installation {
            TimedPeriodsView "view", TimedPeriodsModify "modify",
        }
    }
    Cardholders "cardholders" {
        Users "users" in Partition {
            UsersView "view", UsersModify "modify", UsersAddDelete "add-delete", UsersBan "ban",
        }
        Visitors "visitors" in Partition {
            VisitorsView "view", VisitorsDelete "delete",
        }
        UserAccessLevels "user-access-levels" in Partition {
            UserAccessLevelsView "view", UserAccessLevelsModify "modify", UserAccessLevelsAddDelete "add-delete",
        }
        VisitorAccessLevels "visitor-access-levels" in Partition {
            VisitorAccessLevelsView "view", VisitorAccessLevelsModify "modify",
            VisitorAccessLevelsAddDelete "add-delete",
        }
        GuestAccessLevels "guest-access-levels" in Partition {
            GuestAccessLevelsView "view", GuestAccessLevelsModify "modify", GuestAccessLevelsAddDelete "add-delete",
        }
        LimitedOccupancyGroups "limited-occupancy-groups" in Partition {
            LimitedOccupancyGroupsView "view", LimitedOccupancyGroupsModify "modify",
            LimitedOccupancyGroupsAddDelete "add-delete",
        }
        Timetables "timetables" in Partition {
            TimetablesView "view", TimetablesModify "modify",
        }
    }
    Keys "keys" {
        ReadKey "read-key" in Partition { KeyRead "use" }
        DeleteKey "delete-key" in Partition { KeyDelete "use" }
        AutomaticKeyUpdate "automatic-key-update" in Partition { KeyUpdateAutomatically "use" }
        ResetLockerData "reset-locker-data" in Partition { KeyResetLockerData "use" }
        UserKeys "user-keys" in Partition {
            UserKeysAssign "assign", UserKeysCancel "cancel",
        }
        VisitorKeys "visitor-keys" in Partition {
            VisitorKeysCheckIn "check-in", VisitorKeysCheckOut "check-out",
        }
    }
    Monitoring "monitoring" {
        AuditTrail "audit-trail" in Partition {
            AuditTrailView "view", AuditTrailPurge "purge",
        }
        OnlineMonitoring "online-monitoring" in Partition {
            OnlineMonitoringView "view", OnlineMonitoringOpen "open", OnlineMonitoringEmergency "emergency",
        }
        Lockdown "lockdown" in Partition { LockdownChangeState "change-state" }
        LimitedOccupancy "limited-occupancy" in Partition { LimitedOccupancyReset "view-reset" }
        RollCall "roll-call" in Partition { RollCallView "view" }
        AlarmOutputs "alarm-outputs" in Partition { AlarmOutputsActivate "activate" }
        GraphicalMapping "graphical-mapping" in Partition {
            GraphicalMappingSetUp "set-up", GraphicalMappingMonitor "monitor",
        }
    }
    Hotels "hotels" {
        RoomStatus "room-status" in Partition { HotelRoomStatus "use" }
        CheckIn "check-in" in Partition { HotelCheckIn "use" }
        CheckOut "check-out" in Partition { HotelCheckOut "use" }
        CopyGuestKey "copy-guest-key" in Partition { HotelCopyGuestKey "use" }
        CancelLostGuestKey "cancel-lost-guest-key" in Partition { HotelCancelLostGuestKey "use" }
        OneShotKey "one-shot-key" in Partition { HotelOneShotKey "use" }
        ProgrammingSpareKey "programming-spare-key" in Partition { HotelProgrammingSpareKey "use" }
        GuestCancellingKey "guest-cancelling-key" in Partition { HotelGuestCancellingKey "use" }
        RoomCleanerKey "room-cleaner-key" in Partition { HotelRoomCleanerKey "use" }
    }
    Tools "tools" {
        Export "export" in Partition { ToolsExport "use" }
        ScheduledJobs "scheduled-jobs" in Installation { ToolsScheduledJobs "use" }
        Synchronization "synchronization" in Installation { ToolsSynchronization "use" }
        DatabaseBackup "database-backup" in Installation { ToolsDatabaseBackup "use" }
        EventsStream "events-stream" in Installation { ToolsEventsStream "use" }
        CardTemplates "card-templates" in Installation { ToolsCardTemplates "use" }
        AlarmEvents "alarm-events" in Installation { ToolsAlarmEvents "use" }
        Reports "reports" in Partition { ToolsReports "use" }
    }
    System "system" {
        SystemAuditor "system-auditor" in Installation {
            SystemAuditorView "view", SystemAuditorPurge "purge",
        }
        Operators "operators" in Installation {
            OperatorsView "view", OperatorsModify "modify", OperatorsAddDelete "add-delete",
        }
        OperatorGroups "operator-groups" in Installation {
            OperatorGroupsView "view", OperatorGroupsModify "modify", OperatorGroupsAddDelete "add-delete",
        }
        Partitions "partitions" in Installation {
            PartitionsView "view", PartitionsModify "modify",
        }
        PortableProgrammer "portable-programmer" in Partition {
            ProgrammerDownload "download", ProgrammerEmergencyOpening "emergency-opening",
            ProgrammerInitialise "initialise-update", ProgrammerFirmware "firmware",
        }
        DesktopReader "desktop-reader" in Installation { DesktopReaderUse "use" }
        Network "network" in Installation {
            NetworkView "view", NetworkModify "modify", NetworkAddDelete "add-delete",
        }
        Calendars "calendars" in Installation {
            CalendarsView "view", CalendarsModify "modify",
        }
        TimeZones "time-zones" in Installation {
            TimeZonesView "view", TimeZonesDaylightSaving "daylight-saving", TimeZonesAddDelete "add-delete",
        }
        Configuration "configuration" in Installation {
            ConfigurationGeneral "general", ConfigurationAttendance "attendance",
            ConfigurationPmsAuthorisations "pms-authorisations",
            ConfigurationThirdPartyReaders "third-party-readers",
        }
        SystemResources "system-resources" in Installation { SystemResourcesView "view" }
    }
}

impl Permission {
    /// Whether the permission holds partition by partition.
    pub const fn reach(self) -> Reach {
        self.entry().reach()
    }

    /// The permission of a stored name; `None` for a name that this version does not know.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|permission| permission.key() == key)
    }

    const fn bit(self) -> u128 {
        1 << (self as u32)
    }
}

impl Entry {
    /// The permission to see it, if there is one of its own.
    pub fn view(self) -> Option<Permission> {
        self.leaves().iter().copied().find(|leaf| leaf.deed() == "view")
    }
}

impl Menu {
    /// Every permission under the menu.
    pub fn leaves(self) -> impl Iterator<Item = Permission> {
        self.entries().iter().flat_map(|entry| entry.leaves().iter().copied())
    }
}

/// How much of a parent's leaves a set holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Every leaf.
    All,
    /// At least one leaf, not every one.
    Some,
    /// No leaf.
    None,
}

/// A set of permissions. The tree has fewer than 128 leaves, so a set is one number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Set(u128);

const _: () = assert!(Permission::ALL.len() <= 128, "a set is one 128-bit number");

impl Set {
    /// Nothing.
    pub const NONE: Set = Set(0);

    /// Every permission of the tree.
    pub const ALL: Set = Set(u128::MAX >> (128 - Permission::ALL.len()));

    /// Every permission that has no partition.
    pub const fn installation() -> Set {
        Set::INSTALLATION
    }

    const INSTALLATION: Set = {
        let (mut set, mut at) = (Set::NONE, 0);
        while at < Permission::ALL.len() {
            if matches!(Permission::ALL[at].reach(), Reach::Installation) {
                set = set.with(Permission::ALL[at]);
            }
            at += 1;
        }
        set
    };

    /// Every permission that holds partition by partition.
    pub const fn partitioned() -> Set {
        Set::ALL.difference(Set::INSTALLATION)
    }

    /// Every permission that needs the keys of cards: what is done with a key at an encoder.
    pub fn with_keys() -> Set {
        Menu::Keys
            .leaves()
            .chain(Menu::Hotels.leaves())
            .filter(|leaf| *leaf != Permission::HotelRoomStatus)
            .collect()
    }

    /// Whether the permission is in the set.
    pub const fn holds(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many permissions are in the set.
    pub const fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// The set and one permission more.
    #[must_use]
    pub const fn with(self, permission: Permission) -> Set {
        Set(self.0 | permission.bit())
    }

    /// The set and one permission less.
    #[must_use]
    pub const fn without(self, permission: Permission) -> Set {
        Set(self.0 & !permission.bit())
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Set) -> Set {
        Set(self.0 & other.0)
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub const fn difference(self, other: Set) -> Set {
        Set(self.0 & !other.0)
    }

    /// Whether everything in this set is in the other.
    pub const fn is_within(self, other: Set) -> bool {
        self.0 & !other.0 == 0
    }

    /// The permissions in the set, in the order of the tree.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.holds(*permission))
    }

    /// The set, with the permission to see each entry of which it holds any: without that nothing else of it can be reached.
    #[must_use]
    pub fn with_view(self) -> Set {
        self.iter().filter_map(|permission| permission.entry().view()).fold(self, Set::with)
    }

    /// The entries of which it holds something, and not the permission to see them.
    pub fn unseen(self) -> impl Iterator<Item = Entry> {
        let lacking = self.with_view().difference(self);
        Entry::ALL.iter().copied().filter(move |entry| entry.view().is_some_and(|view| lacking.holds(view)))
    }

    /// How much of the leaves the set holds: what a parent's box shows.
    pub fn share(self, leaves: impl IntoIterator<Item = Permission>) -> Share {
        let (mut held, mut missing) = (false, false);
        for leaf in leaves {
            if self.holds(leaf) {
                held = true;
            } else {
                missing = true;
            }
        }
        match (held, missing) {
            (true, false) => Share::All,
            (true, true) => Share::Some,
            (false, _) => Share::None,
        }
    }
}

impl FromIterator<Permission> for Set {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        permissions.into_iter().fold(Set::NONE, Set::with)
    }
}

impl fmt::Debug for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(Permission::key)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_name_is_its_own_and_leads_back() {
        let keys: HashSet<_> = Permission::ALL.iter().map(|permission| permission.key()).collect();
        assert_eq!(keys.len(), Permission::ALL.len());
        for permission in Permission::ALL {
            assert_eq!(Permission::from_key(permission.key()), Some(*permission));
        }
        assert_eq!(Permission::from_key("access-points/doors/fly"), None);
    }

    #[test]
    fn the_tree_has_the_leaves_of_the_contract() {
        let count = |menu: Menu| menu.leaves().count();
        assert_eq!(Menu::ALL.iter().map(|menu| count(*menu)).collect::<Vec<_>>(), [34, 20, 8, 11, 9, 8, 28]);
        assert_eq!(Permission::ALL.len(), 118);
    }

    #[test]
    fn a_parent_shows_all_some_or_none() {
        let leaves = || Entry::Users.leaves().iter().copied();
        assert_eq!(Set::NONE.share(leaves()), Share::None);
        assert_eq!(Set::NONE.with(Permission::UsersView).share(leaves()), Share::Some);
        assert_eq!(leaves().collect::<Set>().share(leaves()), Share::All);
    }

    #[test]
    fn what_is_changed_must_be_seen() {
        let blind = Set::NONE.with(Permission::DoorsModify).with(Permission::UserKeysAssign);
        assert_eq!(
            blind.unseen().collect::<Vec<_>>(),
            [Entry::Doors],
            "keys are nowhere to be seen by themselves"
        );
        assert_eq!(blind.with_view(), blind.with(Permission::DoorsView));
        assert_eq!(
            blind.with_view().unseen().count() + Set::ALL.unseen().count() + Set::NONE.unseen().count(),
            0
        );
    }

    #[test]
    fn sets_compare_as_sets() {
        let viewer: Set = [Permission::UsersView, Permission::DoorsView].into_iter().collect();
        assert!(viewer.is_within(Set::ALL) && !Set::ALL.is_within(viewer));
        assert_eq!(viewer.without(Permission::DoorsView).iter().collect::<Vec<_>>(), [Permission::UsersView]);
        assert_eq!(Set::ALL.count() as usize, Permission::ALL.len());
        assert_eq!(viewer.with(Permission::UsersView), viewer, "given twice is given");
        assert_eq!(viewer.without(Permission::UsersBan), viewer, "what is not there is not taken");
    }

    #[test]
    fn what_is_done_with_a_key_needs_the_keys_of_cards() {
        let needs = |permission| Set::with_keys().holds(permission);
        assert!(needs(Permission::KeyRead) && needs(Permission::UserKeysAssign));
        assert!(needs(Permission::HotelCheckIn) && needs(Permission::HotelRoomCleanerKey));
        assert!(!needs(Permission::HotelRoomStatus), "looking at rooms touches no key");
        assert!(!needs(Permission::UsersAddDelete) && !needs(Permission::NetworkModify));
        assert_eq!(Set::with_keys().count(), 16);
    }

    #[test]
    fn a_set_prints_the_names_of_what_is_in_it() {
        let viewer: Set = [Permission::UsersView, Permission::DoorsView].into_iter().collect();
        assert_eq!(format!("{viewer:?}"), r#"{"access-points/doors/view", "cardholders/users/view"}"#);
    }
}
