//! Operator groups: nobody gives what he lacks, by whatever way; the rows G1 to G13 of the contract by name.

use keydesk::domain::directory::Query;
use keydesk::domain::group::{Access, Draft, Fault, Field, Given, GroupId, Settings};
use keydesk::domain::partition::PartitionId;
use keydesk::domain::permission::{Permission as P, Set};
use keydesk::operation::groups::{self, Fate};
use keydesk::operation::{Error, Noun, StorageError, operators, partitions, users};

use crate::house::{A, B, CLERK, GENERAL, House, MANAGER, Seat, form, house, operator, set};

fn add(seat: &Seat<'_>, draft: &Draft) -> Result<GroupId, Error> {
    groups::add(seat.console, &seat.permit(), draft)
}

fn save(seat: &Seat<'_>, id: GroupId, version: i64, draft: &Draft) -> Result<(), Error> {
    groups::save(seat.console, &seat.permit(), id, version, draft)
}

/// Opens a group as an operator, changes what it is given, and saves it.
fn change(seat: &Seat<'_>, id: GroupId, change: impl FnOnce(&mut Given)) -> Result<(), Error> {
    let page = seat.group(id);
    let mut draft = page.draft;
    change(&mut draft.given);
    save(seat, id, page.version, &draft)
}

#[expect(clippy::needless_pass_by_value, reason = "each answer is asked where it is judged")]
#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(result, Err(Error::BeyondYours)), "{result:?}");
}

#[expect(clippy::needless_pass_by_value, reason = "each answer is asked where it is judged")]
#[track_caller]
fn no_such<T: std::fmt::Debug>(result: Result<T, Error>, noun: Noun) {
    assert!(matches!(&result, Err(Error::Storage(StorageError::NoSuch(it))) if *it == noun), "{result:?}");
}

/// Lets clerks keep groups as well, so that there is somebody with little who does.
fn clerks_keep_groups(house: &House) {
    house.change_group("Clerk A", |given| {
        for permission in [P::OperatorGroupsModify, P::OperatorGroupsAddDelete, P::OperatorsModify] {
            given.global = given.global.with(permission);
        }
    });
}

#[test]
fn g1_there_is_one_administrator_group_and_any_number_of_others() {
    let house = house();
    let marta = house.seat("marta");
    for number in 0..60 {
        add(&marta, &form(&format!("Group {number}"), &[], &[])).unwrap();
    }
    let list = groups::list(marta.console, &marta.permit()).unwrap();
    assert_eq!(list[0].id, GroupId::ADMINISTRATOR);
    assert_eq!(list.iter().filter(|row| marta.group(row.id).is_administrator()).count(), 1);
    let mut all = marta.group(house.group("Custom")).draft;
    (all.name, all.given) =
        ("All".into(), groups::copy(marta.console, &marta.permit(), GroupId::ADMINISTRATOR).unwrap().given);
    let all = add(&marta, &all).unwrap();
    operators::add(
        marta.console,
        &marta.permit(),
        &operator("zoe", all),
        &crate::house::password(),
        &crate::house::password(),
    )
    .unwrap();
    let zoe = house.seat("zoe");
    assert!(zoe.session.administrator().is_none(), "every tick does not make an administrator");
}

#[test]
fn g2_there_is_no_operator_without_a_group() {
    let house = house();
    let marta = house.seat("marta");
    let mut draft = operator("zoe", GroupId(1));
    draft.group = None;
    let password = crate::house::password();
    let result = operators::add(marta.console, &marta.permit(), &draft, &password, &password);
    assert!(matches!(result, Err(Error::Operator(_))));
    draft.group = Some(GroupId(999));
    no_such(operators::add(marta.console, &marta.permit(), &draft, &password, &password), Noun::Group);
}

#[test]
fn g3_nothing_is_given_by_the_tree_that_the_giver_lacks() {
    let house = house();
    let anna = house.seat("anna");
    for permission in P::ALL {
        let result = add(&anna, &form(permission.key(), &[*permission], &[(A, Access::Global)]));
        if MANAGER.contains(permission) {
            result.unwrap();
        } else {
            refused(result);
        }
    }
}

#[test]
fn g3_nothing_is_given_in_a_partition_that_the_giver_lacks() {
    let house = house();
    let anna = house.seat("anna");
    add(&anna, &form("In A", CLERK, &[(A, Access::Global)])).unwrap();
    for access in [Access::Global, Access::Custom(Set::NONE)] {
        let foreign = add(&anna, &form("In B", CLERK, &[(A, Access::Global), (B, access)]));
        let absent = add(&anna, &form("In B", CLERK, &[(A, Access::Global), (PartitionId(99), access)]));
        assert_eq!(format!("{foreign:?}"), format!("{absent:?}"));
        no_such(foreign, Noun::Partition);
        refused_or_unknown(&change(&anna, house.group("Clerk A"), |given| {
            given.partitions.insert(GENERAL, access);
        }));
    }
    assert!(house.held("Clerk A", B).is_within(Set::installation()));
}

#[track_caller]
fn refused_or_unknown(result: &Result<(), Error>) {
    let unknown = matches!(result, Err(Error::Storage(StorageError::NoSuch(Noun::Partition))));
    assert!(unknown || matches!(result, Err(Error::BeyondYours)), "{result:?}");
}

#[test]
fn g3_a_giver_with_a_tree_of_his_own_in_a_partition_gives_no_more_there() {
    let house = house();
    house.change_group("Custom", |given| given.global = given.global.with(P::OperatorGroupsAddDelete));
    let cosima = house.seat("cosima");
    let ticks = [P::UsersView, P::UsersModify];
    refused(add(&cosima, &form("All of A", &ticks, &[(A, Access::Global)])));
    refused(add(&cosima, &form("All of A", &ticks, &[(A, Access::Custom(set(&ticks)))])));
    let look = Access::Custom(set(&[P::UsersView]));
    let id = add(&cosima, &form("Look at A", &ticks, &[(A, look), (B, Access::Global)])).unwrap();
    let held = groups::explain(cosima.console, &cosima.permit(), id).unwrap();
    assert_eq!((held.held(A), held.held(B)), (set(&[P::UsersView]), set(&ticks)));
}

#[test]
fn g3_settings_are_given_as_permissions_are() {
    let house = house();
    let anna = house.seat("anna");
    let wider: [fn(&mut Settings); 4] = [
        |settings| settings.programmer_all_doors = true,
        |settings| settings.audit_all_partitions = true,
        |settings| settings.audit_days = Some(31),
        |settings| settings.audit_days = None,
    ];
    for (number, widen) in wider.iter().enumerate() {
        let mut draft = form(&format!("Wider {number}"), CLERK, &[(A, Access::Global)]);
        widen(&mut draft.given.settings);
        refused(add(&anna, &draft));
        refused(change(&anna, house.group("Clerk A"), |given| widen(&mut given.settings)));
        refused(change(&anna, house.group("Manager A"), |given| widen(&mut given.settings)));
    }
    let mut narrower = form("Narrower", CLERK, &[(A, Access::Global)]);
    narrower.given.settings = Settings { audit_days: Some(29), ..Settings::NARROWEST };
    add(&anna, &narrower).unwrap();
}

#[test]
fn g3_nobody_gives_to_the_own_group() {
    let house = house();
    let (anna, own) = (house.seat("anna"), house.group("Manager A"));
    for permission in P::ALL.iter().filter(|permission| !MANAGER.contains(permission)) {
        refused(change(&anna, own, |given| given.global = given.global.with(*permission)));
    }
    refused_or_unknown(&change(&anna, own, |given| {
        given.partitions.insert(B, Access::Global);
    }));
    assert_eq!(house.held("Manager A", A), set(MANAGER));
    // One may give up what one has, and does not get it back by oneself.
    change(&anna, own, |given| given.global = given.global.difference(set(&[P::NetworkView]))).unwrap();
    refused(change(&anna, own, |given| given.global = given.global.with(P::NetworkView)));
}

#[test]
fn g3_nobody_reaches_the_group_of_the_giver() {
    let house = house();
    clerks_keep_groups(&house);
    let clara = house.seat("clara");
    let page = house.seat("marta").group(house.group("Manager A"));
    let mut draft = page.draft;
    draft.given.global = draft.given.global.with(P::SystemAuditorPurge);
    for id in [house.group("Manager A"), GroupId::ADMINISTRATOR, house.group("Manager B"), GroupId(999)] {
        no_such(groups::open(clara.console, &clara.permit(), id), Noun::Group);
        no_such(save(&clara, id, page.version, &draft), Noun::Group);
        no_such(groups::impact(clara.console, &clara.permit(), id, &draft), Noun::Group);
        no_such(groups::copy(clara.console, &clara.permit(), id), Noun::Group);
        no_such(groups::delete(clara.console, &clara.permit(), id, &Fate::Nobody), Noun::Group);
    }
}

#[test]
fn g3_a_copy_has_no_more_than_the_copier_can_give() {
    let house = house();
    // Ticks that are kept though the group above does not hold them.
    house.change_group("Clerk A", |given| {
        given.global = given.global.with(P::SystemAuditorPurge).with(P::NetworkView);
        given.partitions.insert(B, Access::Global);
        given.settings.audit_days = None;
    });
    let anna = house.seat("anna");
    let mut copy = groups::copy(anna.console, &anna.permit(), house.group("Clerk A")).unwrap();
    assert!(!copy.given.global.holds(P::SystemAuditorPurge) && copy.given.global.holds(P::NetworkView));
    assert_eq!(copy.given.partitions.keys().copied().collect::<Vec<_>>(), [A]);
    assert_eq!(copy.given.settings.audit_days, Some(30));
    copy.name = "Clerk A, once more".into();
    let id = add(&anna, &copy).unwrap();
    // Not even when the copier is given more afterwards.
    house.change_group("Manager A", |given| given.global = given.global.with(P::SystemAuditorPurge));
    assert!(house.held("Clerk A", A).holds(P::SystemAuditorPurge));
    assert!(!groups::explain(anna.console, &anna.permit(), id).unwrap().held(A).holds(P::SystemAuditorPurge));
}

#[test]
fn g3_a_group_that_goes_leaves_those_below_it_what_they_could_do() {
    let mut house = house();
    clerks_keep_groups(&house);
    let more = [CLERK, &[P::SystemAuditorView, P::UsersBan]].concat();
    house.add_group("marta", &form("Between", CLERK, &[(A, Access::Global)]));
    house.add_operator("marta", "igor", "Between");
    house.change_group("Between", |given| given.global = given.global.with(P::OperatorGroupsAddDelete));
    house.add_group("igor", &form("Below", CLERK, &[(A, Access::Custom(set(&[P::UsersView])))]));
    // Ticks that the group between holds down.
    house.change_group("Below", |given| given.global = more.iter().copied().collect());
    let before = [GENERAL, A, B].map(|partition| house.held("Below", partition));
    let marta = house.seat("marta");
    groups::delete(
        marta.console,
        &marta.permit(),
        house.group("Between"),
        &Fate::Moved(marta.permit(), house.group("Nothing")),
    )
    .unwrap();
    assert_eq!([GENERAL, A, B].map(|partition| house.held("Below", partition)), before);
    let page = marta.group(house.group("Below"));
    assert_eq!(page.above.as_deref(), Some("Administrator"));
    assert!(!page.draft.given.global.holds(P::SystemAuditorView), "what was held down is gone for good");
}

#[test]
fn g3_a_group_made_by_an_operator_stands_under_the_own_group() {
    let house = house();
    let anna = house.seat("anna");
    let id = add(&anna, &form("New", CLERK, &[(A, Access::Global)])).unwrap();
    assert_eq!(anna.group(id).above.as_deref(), Some("Manager A"));
    assert_eq!(anna.group(house.group("Manager A")).above, None, "what is above is out of reach");
    let all = groups::list(anna.console, &anna.permit()).unwrap();
    let reached: Vec<&str> = all.iter().filter(|row| row.in_reach).map(|row| row.name.as_str()).collect();
    assert_eq!(reached, ["Clerk A", "Manager A", "New"]);
}

#[test]
fn g4_every_group_is_listed_and_those_out_of_reach_do_not_open() {
    let house = house();
    for name in ["marta", "anna", "clara", "bruno", "cosima"] {
        let seat = house.seat(name);
        let all = groups::list(seat.console, &seat.permit()).unwrap();
        assert_eq!(all.len(), 9, "{name} sees every group");
        for row in all {
            let opened = groups::open(seat.console, &seat.permit(), row.id);
            assert_eq!(opened.is_ok(), row.in_reach, "{name} opens {}", row.name);
            if !row.in_reach {
                assert_eq!((row.operators, row.above, row.description), (None, None, String::new()));
                let absent = groups::open(seat.console, &seat.permit(), GroupId(999));
                assert_eq!(format!("{opened:?}"), format!("{absent:?}"));
            }
        }
    }
}

#[test]
fn g5_deleting_a_group_names_its_operators_and_asks_what_becomes_of_them() {
    let house = house();
    let (anna, clerks) = (house.seat("anna"), house.group("Clerk A"));
    let deletion = groups::deletion(anna.console, &anna.permit(), clerks).unwrap();
    assert_eq!((deletion.operators, deletion.some), (2, vec!["Carl".to_owned(), "Clara".to_owned()]));
    assert_eq!(deletion.targets, [(house.group("Manager A"), "Manager A".to_owned())]);
    let delete = |fate: &Fate| groups::delete(anna.console, &anna.permit(), clerks, fate);
    assert!(matches!(delete(&Fate::Nobody), Err(Error::HasOperators(2))));
    no_such(delete(&Fate::Moved(anna.permit(), house.group("Manager B"))), Noun::Group);
    no_such(delete(&Fate::Moved(anna.permit(), clerks)), Noun::Group);
    assert_eq!(groups::members(anna.console, &anna.permit(), clerks).unwrap().len(), 2, "nothing happened");
    delete(&Fate::Deleted(anna.permit())).unwrap();
    no_such(groups::open(anna.console, &anna.permit(), clerks), Noun::Group);
    no_such(operators::open(anna.console, &anna.permit(), house.operator("clara")), Noun::Operator);
    let trail = house.rows("SELECT subject_name FROM audit WHERE action LIKE '%-deleted' ORDER BY sequence");
    assert_eq!(trail, ["Clerk A", "carl", "clara"], "their names stay");
}

#[test]
fn g5_operators_of_a_deleted_group_can_be_moved() {
    let house = house();
    let (anna, clara) = (house.seat("anna"), house.seat("clara"));
    groups::delete(
        anna.console,
        &anna.permit(),
        house.group("Clerk A"),
        &Fate::Moved(anna.permit(), house.group("Manager A")),
    )
    .unwrap();
    assert_eq!(anna.operator(house.operator("clara")).row.group_name, "Manager A");
    assert!(users::list(clara.console, &clara.permit(), &Query::default()).is_ok(), "she goes on working");
}

#[test]
fn g5_deleting_operators_along_needs_that_permission_as_well() {
    let house = house();
    let anna = house.seat("anna");
    let may_delete = anna.permit();
    house.change_group("Manager A", |given| {
        given.global = given.global.difference(set(&[P::OperatorsAddDelete]));
    });
    let result =
        groups::delete(anna.console, &anna.permit(), house.group("Clerk A"), &Fate::Deleted(may_delete));
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))));
    let may_move = anna.permit();
    house.change_group("Manager A", |given| {
        given.global = given.global.difference(set(&[P::OperatorsModify]));
    });
    let fate = Fate::Moved(may_move, house.group("Manager A"));
    let result = groups::delete(anna.console, &anna.permit(), house.group("Clerk A"), &fate);
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))));
    // Nor does the permit of somebody else do.
    let marta = house.seat("marta");
    let result =
        groups::delete(anna.console, &anna.permit(), house.group("Clerk A"), &Fate::Deleted(marta.permit()));
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))));
}

#[test]
fn g5_neither_the_administrator_group_nor_the_own_one_is_deleted() {
    let house = house();
    let (marta, anna) = (house.seat("marta"), house.seat("anna"));
    let fate = Fate::Deleted(marta.permit());
    let result = groups::delete(marta.console, &marta.permit(), GroupId::ADMINISTRATOR, &fate);
    assert!(matches!(result, Err(Error::LastAdministrator)));
    assert!(groups::deletion(marta.console, &marta.permit(), GroupId::ADMINISTRATOR).is_err());
    let own = house.group("Manager A");
    let result = groups::delete(anna.console, &anna.permit(), own, &Fate::Deleted(anna.permit()));
    assert!(matches!(result, Err(Error::Oneself)));
}

#[test]
fn g6_a_new_group_starts_with_nothing_but_a_partition() {
    let house = house();
    let anna = house.seat("anna");
    let mut draft = groups::blank(anna.console, &anna.permit()).unwrap();
    let settings = Settings { audit_days: Some(30), ..Settings::NARROWEST };
    assert_eq!((draft.given.global, draft.given.settings), (Set::NONE, settings), "days as one has oneself");
    assert_eq!(draft.given.partitions, [(A, Access::Global)].into());
    assert!(matches!(add(&anna, &draft), Err(Error::Group(faults)) if faults[0].0 == Field::Name));
    draft.name = "  Night shift ".into();
    draft.description = "At the front desk".into();
    let id = add(&anna, &draft).unwrap();
    let page = anna.group(id);
    assert_eq!((page.draft.name.as_str(), page.operators), ("Night shift", 0));
    assert_eq!(page.draft.description, "At the front desk");
    let choices = groups::choices(anna.console, &anna.permit()).unwrap();
    assert_eq!(choices.partitions.iter().map(|partition| partition.id).collect::<Vec<_>>(), [A]);
}

#[test]
fn g7_settings_are_kept_and_cut_down_by_the_groups_above() {
    let mut house = house();
    house.change_group("Manager A", |given| given.settings = Settings::WIDEST);
    house.add_group("anna", &form("Under", CLERK, &[(A, Access::Global)]));
    house.change_group("Under", |given| given.settings = Settings::WIDEST);
    let settings = |house: &House| {
        let under = house.group("Under");
        groups::explain(&house.desk.console, &house.desk.permit(), under).unwrap().settings
    };
    assert_eq!(settings(&house), Settings::WIDEST);
    house.change_group("Manager A", |given| {
        given.settings = Settings { audit_days: Some(7), audit_all_partitions: false, ..Settings::WIDEST };
    });
    let cut = Settings { audit_days: Some(7), audit_all_partitions: false, ..Settings::WIDEST };
    assert_eq!(settings(&house), cut);
    for days in [0, Settings::AUDIT_DAYS_MAX + 1] {
        let mut draft = form("Days", &[], &[]);
        draft.given.settings.audit_days = Some(days);
        let result = add(&house.seat("marta"), &draft);
        assert!(matches!(result, Err(Error::Group(faults)) if faults == [(Field::AuditDays, Fault::Days)]));
    }
}

#[test]
fn g9_what_a_menu_does_not_show_the_operation_refuses() {
    let house = house();
    let anna = house.seat("anna");
    let permit = anna.permit();
    house.change_group("Manager A", |given| given.global = given.global.difference(set(&[P::UsersView])));
    let result = users::list(anna.console, &permit, &Query::default());
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))));
}

#[test]
fn g10_a_custom_tree_takes_away_and_never_adds() {
    let house = house();
    let marta = house.seat("marta");
    let custom = Access::Custom(set(&[P::UsersView, P::DoorsAddDelete, P::SystemAuditorView]));
    change(&marta, house.group("Clerk A"), |given| {
        given.partitions.insert(A, custom);
    })
    .unwrap();
    let page = marta.group(house.group("Clerk A"));
    assert_eq!(page.draft.given.partitions[&A], Access::Custom(set(&[P::UsersView])), "nothing was added");
    let installation = set(CLERK).intersection(Set::installation());
    assert_eq!(house.held("Clerk A", A), installation.with(P::UsersView));
}

#[test]
fn g10_a_global_tick_that_goes_goes_from_every_custom_tree() {
    let house = house();
    house.change_group("Custom", |given| {
        given.partitions.insert(B, Access::Custom(set(&[P::UsersView, P::UsersModify])));
    });
    let marta = house.seat("marta");
    // The form still has the custom ticks; what is saved has not.
    change(&marta, house.group("Custom"), |given| {
        given.global = given.global.difference(set(&[P::UsersView]));
    })
    .unwrap();
    let given = marta.group(house.group("Custom")).draft.given;
    assert_eq!(given.partitions[&A], Access::Custom(set(&[P::DoorsView])));
    assert_eq!(given.partitions[&B], Access::Custom(set(&[P::UsersModify])));
    // Ticked again it is a global one only.
    house.change_group("Custom", |given| given.global = given.global.with(P::UsersView));
    assert!(!house.held("Custom", A).holds(P::UsersView));
}

#[test]
fn g12_an_operator_gets_the_group_on_the_operators_own_screen() {
    let house = house();
    let anna = house.seat("anna");
    let choices = operators::choices(anna.console, &anna.permit()).unwrap();
    let names: Vec<&str> = choices.groups.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Clerk A", "Manager A"], "those that anna may give");
    let page = anna.operator(house.operator("clara"));
    let mut draft = page.draft;
    draft.group = Some(house.group("Manager A"));
    operators::save(anna.console, &anna.permit(), house.operator("clara"), page.version, &draft).unwrap();
    assert_eq!(anna.group(house.group("Manager A")).operators, 3);
}

#[test]
fn g13_a_group_lists_its_members() {
    let house = house();
    let anna = house.seat("anna");
    let members = groups::members(anna.console, &anna.permit(), house.group("Clerk A")).unwrap();
    let names: Vec<&str> = members.iter().map(|member| member.user_name.as_str()).collect();
    assert_eq!(names, ["carl", "clara"]);
    no_such(groups::members(anna.console, &anna.permit(), house.group("Manager B")), Noun::Group);
}

#[test]
fn what_is_taken_from_a_group_is_taken_from_all_below_at_once_and_no_tick_is_erased() {
    let mut house = house();
    house.add_group("anna", &form("Second", CLERK, &[(A, Access::Global)]));
    let (clara, ticks) = (house.seat("clara"), set(CLERK));
    house.change_group("Manager A", |given| {
        given.global = given.global.difference(set(&[P::DoorsView, P::UsersModify]));
    });
    for below in ["Clerk A", "Second"] {
        assert_eq!(house.held(below, A), ticks.difference(set(&[P::DoorsView, P::UsersModify])), "{below}");
        assert_eq!(house.seat("marta").group(house.group(below)).draft.given.global, ticks, "{below}");
    }
    let result = keydesk::operation::doors::list(clara.console, &clara.permit());
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))), "at the next act");
    house.change_group("Manager A", |given| given.global = set(MANAGER));
    assert_eq!(house.held("Clerk A", A), ticks, "what was given before holds again");
}

#[test]
fn a_partition_that_is_taken_is_taken_from_all_below() {
    let house = house();
    let clara = house.seat("clara");
    house.change_group("Manager A", |given| given.partitions.clear());
    let result = users::list(clara.console, &clara.permit(), &Query::default());
    assert!(matches!(result, Err(Error::Storage(StorageError::NotPermitted))));
    let page = house.seat("marta").group(house.group("Clerk A"));
    assert_eq!(page.draft.given.partitions, [(A, Access::Global)].into());
}

#[test]
fn partitions_out_of_reach_are_kept_on_save_and_shown_as_a_number() {
    let house = house();
    let custom = Access::Custom(set(&[P::UsersView]));
    house.change_group("Clerk A", |given| {
        given.partitions.insert(B, custom);
        given.partitions.insert(GENERAL, Access::Global);
    });
    let anna = house.seat("anna");
    let page = anna.group(house.group("Clerk A"));
    assert_eq!(page.hidden_partitions, 2);
    assert_eq!(page.draft.given.partitions, [(A, Access::Global)].into());
    // Ticks that change, and A that is taken, leave the others as they were.
    change(&anna, house.group("Clerk A"), |given| {
        given.global = set(CLERK).with(P::UsersBan).difference(set(&[P::DoorsView]));
        given.partitions.clear();
    })
    .unwrap();
    let given = house.seat("marta").group(house.group("Clerk A")).draft.given;
    assert_eq!(given.partitions.keys().copied().collect::<Vec<_>>(), [GENERAL, B]);
    assert_eq!(given.partitions[&B], custom);
    assert!(
        !given.in_partition(GENERAL).holds(P::UsersBan),
        "nothing is given where the giver gives nothing"
    );
    assert!(given.in_partition(GENERAL).holds(P::UsersView), "nothing else is taken there");
}

#[test]
fn whoever_read_an_older_group_is_told_who_saved_first() {
    let house = house();
    let anna = house.seat("anna");
    let page = anna.group(house.group("Clerk A"));
    house.change_group("Clerk A", |given| given.global = set(&[P::UsersView]));
    let result = save(&anna, page.id, page.version, &page.draft);
    assert!(matches!(result, Err(Error::Storage(StorageError::Conflict { by, .. })) if by == "marta"));
    assert_eq!(anna.group(page.id).draft.given.global, set(&[P::UsersView]));
}

#[test]
fn a_save_that_changes_nothing_is_no_change() {
    let house = house();
    let anna = house.seat("anna");
    for group in ["Clerk A", "Manager A"] {
        let page = anna.group(house.group(group));
        save(&anna, page.id, page.version, &page.draft).unwrap();
        assert_eq!(anna.group(page.id).version, page.version, "{group}");
    }
}

#[test]
fn a_stale_form_with_a_partition_that_is_gone_is_told_so() {
    let house = house();
    let marta = house.seat("marta");
    let page = marta.group(house.group("Custom"));
    partitions::delete(marta.console, &marta.session.administrator().unwrap(), B, GENERAL).unwrap();
    no_such(save(&marta, page.id, page.version, &page.draft), Noun::Partition);
}

#[test]
fn names_of_groups_are_unique_for_all() {
    let house = house();
    let anna = house.seat("anna");
    for name in ["Manager B", "MANAGER b", "clerk a"] {
        let result = add(&anna, &form(name, &[], &[]));
        assert!(matches!(result, Err(Error::Group(faults)) if faults == [(Field::Name, Fault::Duplicate)]));
    }
}

#[test]
fn before_saving_it_is_said_who_gains_and_loses_what() {
    let house = house();
    let marta = house.seat("marta");
    let mut draft = marta.group(house.group("Manager A")).draft;
    draft.given.global = draft.given.global.difference(set(&[P::DoorsView])).with(P::ToolsReports);
    let effects = groups::impact(marta.console, &marta.permit(), house.group("Manager A"), &draft).unwrap();
    let told: Vec<(&str, usize)> =
        effects.iter().map(|effect| (effect.name.as_str(), effect.operators)).collect();
    assert_eq!(told, [("Manager A", 2), ("Clerk A", 2)]);
    assert_eq!(effects[0].difference.gained.partitions, [(A, set(&[P::ToolsReports]))].into());
    for effect in &effects {
        assert_eq!(effect.difference.lost.partitions, [(A, set(&[P::DoorsView]))].into(), "{}", effect.name);
    }
    assert!(effects[1].difference.gained.is_empty());
    assert_eq!(effects[1].some, ["Carl", "Clara"]);
    let before = house.held("Clerk A", A);
    save(&marta, house.group("Manager A"), marta.group(house.group("Manager A")).version, &draft).unwrap();
    assert_eq!(house.held("Clerk A", A), before.difference(set(&[P::DoorsView])), "and so it is");
}

#[test]
fn of_administrators_only_name_and_description_change() {
    let house = house();
    let marta = house.seat("marta");
    let page = marta.group(GroupId::ADMINISTRATOR);
    let mut draft = page.draft;
    (draft.name, draft.given) = ("House keepers".into(), Given::nothing());
    save(&marta, page.id, page.version, &draft).unwrap();
    let page = marta.group(GroupId::ADMINISTRATOR);
    assert_eq!((page.draft.name.as_str(), page.draft.given.global), ("House keepers", Set::ALL));
    assert!(house.seat("marta").session.administrator().is_some());
    let explained = |name: &str| {
        let marta = house.seat("marta");
        groups::explain(marta.console, &marta.permit(), house.group(name)).unwrap()
    };
    assert!(explained("Administrator").is_administrator() && !explained("Manager A").is_administrator());
}

/// Everybody the keys of cards are sealed to.
pub fn key_holders(house: &House) -> Vec<String> {
    house.rows(
        "SELECT o.user_name FROM operator_secrets s JOIN operators o ON o.id = s.operator_id
         WHERE s.secret = 'master' ORDER BY o.user_name",
    )
}

#[test]
fn who_works_with_keys_has_the_keys_of_cards_and_nobody_else() {
    let house = house();
    let before = ["alan", "anna", "bella", "bruno", "carl", "clara", "marta"];
    assert_eq!(key_holders(&house), before);
    let clara = house.seat("clara");
    house.change_group("Clerk A", |given| {
        given.global = given.global.difference(set(&[P::KeyUpdateAutomatically, P::KeyRead]));
    });
    assert_eq!(key_holders(&house), ["alan", "anna", "bella", "bruno", "marta"]);
    // The session that was open has them no more once it is renewed, and they do not come back by themselves.
    let renewed = keydesk::operation::sign_in::renew(clara.console, &clara.session).unwrap();
    assert!(!renewed.holds(P::KeyUpdateAutomatically));
    house.change_group("Clerk A", |given| given.global = set(CLERK));
    assert_eq!(key_holders(&house), before);
    house.lay_key("Abel");
    let recognise = |seat: &Seat<'_>| {
        keydesk::operation::encode::recognise(seat.console, &seat.permit(), keydesk::encoders::SIMULATED)
    };
    let stale = Seat {
        console: clara.console,
        session: keydesk::operation::sign_in::renew(clara.console, &renewed).unwrap(),
    };
    assert!(matches!(recognise(&stale), Err(keydesk::operation::encode::Error::NoSecrets)));
    assert!(recognise(&house.seat("clara")).is_ok(), "a new sign-in brings them");
}

#[test]
fn whoever_moves_with_a_deleted_group_has_the_keys_of_cards_by_the_new_one() {
    let house = house();
    let marta = house.seat("marta");
    let fate = Fate::Moved(marta.permit(), house.group("Clerk A"));
    groups::delete(marta.console, &marta.permit(), house.group("Custom"), &fate).unwrap();
    assert!(key_holders(&house).contains(&"cosima".to_owned()));
    let fate = Fate::Moved(marta.permit(), house.group("Nothing"));
    groups::delete(marta.console, &marta.permit(), house.group("Clerk A"), &fate).unwrap();
    assert_eq!(key_holders(&house), ["alan", "anna", "bella", "bruno", "marta"]);
}

#[test]
fn a_gain_above_seals_the_keys_of_cards_to_everybody_below() {
    let house = house();
    house.change_group("Manager B", |given| given.partitions.clear());
    assert_eq!(key_holders(&house), ["alan", "anna", "carl", "clara", "marta"], "held nowhere is not held");
    house.change_group("Manager B", |given| {
        given.partitions.insert(B, Access::Global);
    });
    assert_eq!(key_holders(&house), ["alan", "anna", "bella", "bruno", "carl", "clara", "marta"]);
    house.lay_key("Ben");
    let bella = house.seat("bella");
    let found =
        keydesk::operation::encode::recognise(bella.console, &bella.permit(), keydesk::encoders::SIMULATED);
    assert!(matches!(found, Ok(keydesk::operation::encode::Recognised::Key { .. })), "{found:?}");
}

#[test]
fn a_group_says_how_many_operators_it_has_whatever_becomes_of_them() {
    let mut house = house();
    house.add_group("anna", &form("Third", CLERK, &[(A, Access::Global)]));
    house.add_operator("anna", "cleo", "Third");
    let (anna, marta) = (house.seat("anna"), house.seat("marta"));
    operators::delete(anna.console, &anna.permit(), house.operator("carl")).unwrap();
    let page = anna.operator(house.operator("alan"));
    let mut draft = page.draft;
    (draft.group, draft.enabled) = (Some(house.group("Clerk A")), false);
    operators::save(anna.console, &anna.permit(), page.row.id, page.version, &draft).unwrap();
    let fate = Fate::Moved(anna.permit(), house.group("Clerk A"));
    groups::delete(anna.console, &anna.permit(), house.group("Third"), &fate).unwrap();
    for row in groups::list(marta.console, &marta.permit()).unwrap() {
        let members = groups::members(marta.console, &marta.permit(), row.id).unwrap().len();
        assert_eq!((row.operators, marta.group(row.id).operators), (Some(members), members), "{}", row.name);
    }
    assert_eq!(marta.group(house.group("Clerk A")).operators, 3);
}

#[test]
fn what_is_added_and_changed_stands_in_the_trail_with_before_and_after() {
    let mut house = house();
    let id = house.add_group("anna", &form("Doorman", &[P::DoorsView], &[(A, Access::Global)]));
    let anna = house.seat("anna");
    let page = anna.group(id);
    let mut draft = page.draft;
    (draft.name, draft.description) = ("Porter".into(), "At the gate".into());
    draft.given.global = set(&[P::DoorsView, P::UsersView]);
    draft.given.partitions.insert(A, Access::Custom(set(&[P::UsersView])));
    draft.given.settings.hotel_interface = false;
    draft.given.settings.audit_days = Some(7);
    save(&anna, id, page.version, &draft).unwrap();
    groups::delete(anna.console, &anna.permit(), id, &Fate::Nobody).unwrap();
    let lines = house.rows(&format!(
        "SELECT operator_name || ' ' || action || ' ' || subject_name || ' ' || before || after FROM audit
         WHERE subject = 'group' AND subject_id = {} ORDER BY sequence",
        id.0
    ));
    let was = concat!(
        r#"{"audit trail days":30,"description":"","hotel interface":true,"name":"Doorman","partitions":["A"],"#,
        r#""permissions":["access-points/doors/view"]}"#
    );
    let is = concat!(
        r#"{"audit trail days":7,"description":"At the gate","hotel interface":false,"name":"Porter","#,
        r#""partitions":["A: cardholders/users/view"],"#,
        r#""permissions":["access-points/doors/view","cardholders/users/view"]}"#
    );
    assert_eq!(lines[1], format!("Anna group-changed Porter {was}{is}"));
    for (line, says, description) in [
        (&lines[0], "Anna group-added Doorman {}", ""),
        (&lines[2], r#"Anna group-deleted Porter {"audit"#, "At the gate"),
    ] {
        assert!(line.starts_with(says), "{line}");
        assert!(line.contains(&format!(r#""description":"{description}""#)), "{line}");
        assert!(line.contains(r#""programmer for all doors":false"#), "{line}");
    }
    assert!(lines[2].ends_with("{}"), "nothing is left of it: {}", lines[2]);
}

#[test]
fn the_group_above_is_named_where_it_is_in_reach() {
    let house = house();
    let above = |by: &str, name: &str| {
        let seat = house.seat(by);
        let all = groups::list(seat.console, &seat.permit()).unwrap();
        let listed = all.into_iter().find(|row| row.name == name).unwrap();
        assert_eq!(listed.is_own, house.group(name) == seat.session.group(), "{name} by {by}");
        if let Ok(page) = groups::open(seat.console, &seat.permit(), house.group(name)) {
            assert_eq!((&page.above, page.is_own), (&listed.above, listed.is_own));
        }
        listed.above
    };
    assert_eq!(above("anna", "Clerk A").as_deref(), Some("Manager A"));
    for (by, name) in
        [("anna", "Manager A"), ("anna", "Clerk B"), ("clara", "Clerk A"), ("marta", "Administrator")]
    {
        assert_eq!(above(by, name), None, "{name} by {by}");
    }
    assert_eq!(above("marta", "Manager A").as_deref(), Some("Administrator"));
}

#[test]
fn a_copy_of_administrators_has_every_partition_and_that_of_others_theirs() {
    let house = house();
    let marta = house.seat("marta");
    let copy = |name: &str| groups::copy(marta.console, &marta.permit(), house.group(name)).unwrap().given;
    let everywhere = [GENERAL, A, B].map(|partition| (partition, Access::Global));
    assert_eq!(copy("Administrator").partitions, everywhere.into());
    assert_eq!(copy("Administrator").global, Set::ALL);
    assert_eq!(copy("Clerk A").partitions, [(A, Access::Global)].into());
    assert_eq!(copy("Nothing").partitions, [].into());
}
