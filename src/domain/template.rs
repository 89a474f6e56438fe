//! What a group of operators can begin with: the permissions that a job takes, as plain lists. Nobody gives by them
//! what they lack.

use super::group::Grants;
use super::permission::{Permission, Set};

/// A job that many sites have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Template {
    /// No permission at all.
    Nothing,
    /// Gives people doors, zones, outputs and keys.
    Reception,
    /// Looks people and doors up, and brings keys up to date.
    Housekeeping,
    /// Looks after doors and encoders.
    Maintenance,
    /// Sees everything that was done, and changes nothing.
    Auditor,
}

impl Template {
    /// Every job, as it is offered.
    pub const ALL: &[Template] = &[
        Template::Nothing,
        Template::Reception,
        Template::Housekeeping,
        Template::Maintenance,
        Template::Auditor,
    ];

    /// The name by which texts know it.
    pub const fn key(self) -> &'static str {
        match self {
            Template::Nothing => "nothing",
            Template::Reception => "reception",
            Template::Housekeeping => "housekeeping",
            Template::Maintenance => "maintenance",
            Template::Auditor => "auditor",
        }
    }

    /// What the job takes. What this version of the program cannot do yet is not in it: whoever has the job then is
    /// given that knowingly.
    pub const fn permissions(self) -> &'static [Permission] {
        match self {
            Template::Nothing => &[],
            Template::Reception => &[
                Permission::DoorsView,
                Permission::DoorsModifyAccess,
                Permission::LockersView,
                Permission::LockersModifyAccess,
                Permission::RoomsView,
                Permission::ZonesView,
                Permission::ZonesModifyAccess,
                Permission::LocationsFunctionsView,
                Permission::LocationsFunctionsModifyAccess,
                Permission::OutputsView,
                Permission::OutputsModifyAccess,
                Permission::UserAccessLevelsView,
                Permission::TimetablesView,
                Permission::UsersView,
                Permission::UsersModify,
                Permission::UsersAddDelete,
                Permission::UsersBan,
                Permission::KeyUpdateAutomatically,
                Permission::UserKeysAssign,
                Permission::UserKeysCancel,
            ],
            Template::Housekeeping => &[
                Permission::DoorsView,
                Permission::LockersView,
                Permission::RoomsView,
                Permission::ZonesView,
                Permission::UsersView,
                Permission::UserAccessLevelsView,
                Permission::TimetablesView,
                Permission::KeyUpdateAutomatically,
            ],
            Template::Maintenance => &[
                Permission::DoorsView,
                Permission::DoorsModify,
                Permission::DoorsAddDelete,
                Permission::LockersView,
                Permission::LockersModify,
                Permission::LockersAddDelete,
                Permission::RoomsView,
                Permission::RoomsModify,
                Permission::RoomsAddDelete,
                Permission::ZonesView,
                Permission::NetworkView,
                Permission::NetworkModify,
                Permission::CalendarsView,
            ],
            Template::Auditor => &[
                Permission::DoorsView,
                Permission::LockersView,
                Permission::RoomsView,
                Permission::ZonesView,
                Permission::LocationsFunctionsView,
                Permission::UsersView,
                Permission::UserAccessLevelsView,
                Permission::TimetablesView,
                Permission::AuditTrailView,
                Permission::SystemAuditorView,
                Permission::OperatorsView,
                Permission::OperatorGroupsView,
                Permission::PartitionsView,
                Permission::NetworkView,
                Permission::CalendarsView,
            ],
        }
    }

    /// What of it somebody can give who holds this.
    pub fn given_by(self, giver: &Grants) -> Set {
        self.permissions().iter().copied().collect::<Set>().intersection(giver.global())
    }
}

#[cfg(test)]
mod tests {
    use super::super::delegation;
    use super::super::group::{Given, Grants};
    use super::super::partition::Feature;
    use super::*;

    /// Somebody who holds every third permission, beginning with one of three, and somebody who holds all.
    fn givers() -> Vec<Grants> {
        let some = (0..3).map(|first| {
            let global = Permission::ALL.iter().copied().skip(first).step_by(3).collect();
            Grants::of(&[Given { global, ..Given::nothing() }], Feature::On)
        });
        some.chain([Grants::of(&[], Feature::On), Grants::of(&[Given::nothing()], Feature::On)]).collect()
    }

    #[test]
    fn none_gives_what_the_giver_lacks() {
        for giver in givers() {
            for template in Template::ALL {
                let wanted = Given { global: template.given_by(&giver), ..Given::nothing() };
                assert!(wanted.global.is_within(giver.global()), "{template:?}");
                assert!(delegation::may_give(&Given::nothing(), &wanted, &giver), "{template:?}");
            }
        }
    }

    #[test]
    fn who_holds_everything_gives_the_whole_job() {
        for template in Template::ALL {
            let given = template.given_by(&Grants::of(&[], Feature::Off));
            assert_eq!(given.count() as usize, template.permissions().len(), "{template:?} has none twice");
        }
    }

    #[test]
    fn an_auditor_only_looks_and_whoever_changes_something_sees_it() {
        for template in Template::ALL {
            let all: Set = template.permissions().iter().copied().collect();
            for permission in all.iter() {
                let leaves = permission.entry().leaves();
                let view = leaves.iter().find(|leaf| leaf.deed() == "view");
                assert!(view.is_none_or(|view| all.holds(*view)), "{template:?}: {permission:?}");
                let is_look = permission.deed() == "view";
                assert!(*template != Template::Auditor || is_look, "{permission:?}");
            }
        }
    }
}
