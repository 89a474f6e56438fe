//! Operator groups: the tree, partitions, settings, who gains and loses what, who is in reach.

use iced::Size;
use iced::keyboard::{Modifiers, key::Named};
use keydesk::domain::group::{GroupId, Settings};
use keydesk::domain::operator::Password;
use keydesk::domain::permission::{Permission, Set};
use keydesk::domain::template::Template;
use keydesk::operation::demo::RECEPTION;
use keydesk::operation::groups::{self, Page};
use keydesk::operation::sign_in;

use super::Guide;
use crate::widget::semantics::{Mark, Role};

impl Guide {
    fn at_groups() -> Guide {
        let mut guide = Guide::at_desk();
        guide.click("Operator groups");
        guide.wait_for("2 groups");
        guide
    }

    /// At the screen of the receptionists' group.
    fn at_reception() -> Guide {
        let mut guide = Guide::at_groups();
        guide.open_group("Reception");
        guide
    }

    fn open_group(&mut self, name: &str) {
        self.double_click(name);
        self.wait_for("Nothing changed.");
    }

    /// Somebody else gives the receptionists' group another name.
    fn rename_reception(&self, name: &str) {
        let (console, session) = self.behind();
        let Page { id, version, mut draft, .. } = self.group("Reception").unwrap();
        name.clone_into(&mut draft.name);
        groups::save(&console, &session.permit().unwrap(), id, version, &draft).unwrap();
    }

    /// How a group is saved.
    fn group(&self, name: &str) -> Option<Page> {
        let (console, session) = self.behind();
        let permit = session.permit().unwrap();
        let id = groups::list(&console, &permit).unwrap().iter().find(|row| row.name == name)?.id;
        Some(groups::open(&console, &permit, id).unwrap())
    }

    fn global(&self, name: &str) -> Set {
        self.group(name).unwrap().draft.given.global
    }

    /// Leaves only what a search finds in the tree.
    fn seek_permission(&mut self, typed: &str) {
        self.fill_nth("Search permissions", 0, typed);
    }

    fn fill_nth(&mut self, field: &str, at: usize, text: &str) {
        let place = self.part(Role::TextField, field, at).bounds.center();
        self.driver.click_at(place);
        self.driver.ctrl('a');
        self.driver.key(Named::Backspace);
        self.type_text(text);
    }

    #[track_caller]
    pub(super) fn press_part(&mut self, role: Role, name: &str, at: usize) {
        let place = self.part(role, name, at).bounds.center();
        self.driver.click_at(place);
        self.driver.settle();
    }

    pub(super) fn mark_of(&mut self, role: Role, name: &str, at: usize) -> Option<Mark> {
        self.part(role, name, at).semantics.and_then(|semantics| semantics.mark)
    }

    /// Saves, and says yes to what is then shown.
    fn save_group(&mut self) {
        self.driver.ctrl('s');
        self.wait_for("This is who gains and loses what, from the next thing they do.");
        self.key(Named::Enter);
        self.wait_saved();
    }
}

#[test]
fn a_new_group_that_is_saved_keeps_the_keyboard_where_it_was_and_leads_to_the_next() {
    let mut guide = Guide::at_desk();
    guide.click("Operator groups");
    guide.wait_for("New group");
    guide.driver.ctrl('n');
    guide.wait_for("Nothing changed.");
    guide.fill("Name", "Night shift");
    assert_eq!(guide.at_keyboard(), "Name");
    guide.driver.ctrl('s');
    guide.wait_for("Night shift is saved. Nobody is in it yet.");
    assert_eq!(guide.at_keyboard(), "Name");
    guide.driver.ctrl('n');
    guide.rest();
    assert_eq!(guide.value("Name"), "");
}

#[test]
fn g6_a_group_is_added_with_name_description_settings_and_permissions() {
    let mut guide = Guide::at_groups();
    guide.driver.ctrl('n');
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    guide.type_text("Housekeeping");
    guide.key(Named::Tab);
    guide.type_text("Rooms and keys of cleaners");
    guide.click("Hotel interface");
    assert!(guide.driver.find_role(Role::RowHeader, "One-shot key").is_none(), "it is not in this version");
    guide.click("Show what is not in this version yet");
    guide.seek_permission("one-shot key");
    guide.press_part(Role::Cell, "One-shot key, Use", 0);
    guide.driver.ctrl('s');
    guide.wait_for("Housekeeping is saved. Nobody is in it yet.");
    let page = guide.group("Housekeeping").unwrap();
    assert_eq!(page.draft.description, "Rooms and keys of cleaners");
    assert_eq!(page.draft.given.global, Set::NONE.with(Permission::HotelOneShotKey));
    assert!(page.draft.given.settings.hotel_interface);
    assert_eq!((page.above.as_deref(), page.operators), (Some("Administrator"), 0));
}

#[test]
fn a_name_that_another_group_has_is_told_at_its_field() {
    let mut guide = Guide::at_groups();
    guide.driver.ctrl('n');
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    guide.type_text("reception");
    guide.driver.ctrl('s');
    guide.wait_for("Another group has this name. Choose another.");
    assert_eq!(guide.group("Reception").unwrap().version, 1);
}

#[test]
fn g7_settings_are_switched_and_days_have_bounds() {
    let mut guide = Guide::at_reception();
    guide.click("Hotel interface");
    guide.click("Portable programmer: all doors");
    guide.click("Audit trail: all partitions");
    guide.fill("Days", "0");
    guide.driver.ctrl('s');
    guide.wait_for("From 1 to 3650 days.");
    guide.fill("Days", "30");
    guide.save_group();
    let expected = Settings {
        hotel_interface: false,
        programmer_all_doors: true,
        audit_all_partitions: true,
        audit_days: Some(30),
    };
    assert_eq!(guide.group("Reception").unwrap().draft.given.settings, expected);
    guide.click("Audit trail: recent days only");
    guide.save_group();
    assert_eq!(guide.group("Reception").unwrap().draft.given.settings.audit_days, None);
}

#[test]
fn g8_a_head_ticks_its_row_or_column_and_shows_all_some_or_none() {
    let mut guide = Guide::at_reception();
    assert_eq!(guide.mark_of(Role::RowHeader, "Doors", 0), Some(Mark::Mixed));
    guide.press_part(Role::RowHeader, "Doors", 0);
    assert_eq!(guide.mark_of(Role::RowHeader, "Doors", 0), Some(Mark::On));
    assert_eq!(guide.mark_of(Role::RowHeader, "Access points", 0), Some(Mark::Mixed));
    let others = [
        "Lockers",
        "Rooms and suites",
        "Outputs",
        "Zones",
        "Locations, functions",
        "Roll-call areas",
        "Occupancy areas",
        "Lockdown areas",
        "Periods and changes",
    ];
    for entry in others {
        guide.press_part(Role::RowHeader, entry, 0);
    }
    assert_eq!(guide.mark_of(Role::RowHeader, "Access points", 0), Some(Mark::On), "all that is in view");
    guide.press_part(Role::Cell, "Doors, Modify", 0);
    assert_eq!(guide.mark_of(Role::RowHeader, "Doors", 0), Some(Mark::Mixed));
    guide.press_part(Role::ColumnHeader, "View", 0);
    assert_eq!(guide.mark_of(Role::Cell, "Occupancy groups, View", 0), Some(Mark::On));
    guide.press_part(Role::ColumnHeader, "View", 0);
    assert_eq!(guide.mark_of(Role::Cell, "Doors, View", 0), Some(Mark::Off));
    guide.press_part(Role::Cell, "Doors, View", 0);
    guide.save_group();
    let global = guide.global("Reception");
    assert!(global.holds(Permission::DoorsAddDelete) && !global.holds(Permission::DoorsModify));
}

#[test]
fn g9_a_menu_goes_with_its_last_permission_at_the_next_act() {
    let mut guide = Guide::at_desk();
    let id = guide.limit_reception(&[Permission::UsersView, Permission::AuditTrailView]);
    guide.change_over(RECEPTION);
    assert!(guide.driver.shows("Monitoring") && guide.driver.shows("Cardholders"));
    assert!(!guide.driver.shows("System") && !guide.driver.shows("Access points"));
    let (console, _) = guide.behind();
    let login = keydesk::operation::demo::ADMINISTRATOR;
    let password = Password::new(login.password);
    let session = sign_in::sign_in(&console, login.user_name, &password).unwrap().session().unwrap();
    let Page { version, mut draft, .. } = groups::open(&console, &session.permit().unwrap(), id).unwrap();
    draft.given.global = Set::NONE.with(Permission::UsersView);
    groups::save(&console, &session.permit().unwrap(), id, version, &draft).unwrap();
    guide.click("Audit trail");
    guide.wait_without("Monitoring");
    assert!(guide.driver.shows("Cardholders"));
}

#[test]
fn who_gains_and_loses_what_is_shown_before_it_is_saved() {
    let mut guide = Guide::at_reception();
    guide.seek_permission("ban");
    guide.press_part(Role::Cell, "Users, Add and remove bans", 0);
    guide.wait_for("One operator gains permissions, from the next thing they do.");
    guide.driver.ctrl('s');
    guide.wait_for("Save Reception?");
    assert!(guide.driver.shows("One operator: Reception desk") && guide.driver.shows("Gains"));
    assert!(guide.driver.shows("Cardholders: Users (add and remove bans)"));
    guide.key(Named::Escape);
    assert!(!guide.global("Reception").holds(Permission::UsersBan), "nothing was saved");
    guide.save_group();
    assert!(guide.global("Reception").holds(Permission::UsersBan));
}

#[test]
fn g10_a_partition_has_access_and_ticks_of_its_own_that_only_take_away() {
    let mut guide = Guide::at_desk();
    guide.add_spa("Sauna");
    guide.click("Operator groups");
    guide.wait_for("2 groups");
    guide.open_group("Reception");
    assert_eq!(guide.mark_of(Role::CheckBox, "Access", 1), Some(Mark::Off), "a new one is nobody's");
    guide.press_part(Role::CheckBox, "Access", 1);
    guide.press_part(Role::CheckBox, "Custom permissions", 1);
    guide.wait_for("Permissions for Spa");
    let whole = guide.group("Reception").unwrap().draft.given.global;
    // Here is only what is ticked globally; what can be done with people is taken away as a whole.
    assert!(guide.driver.find_role(Role::Cell, "Users, Add and remove bans").is_none());
    guide.press_part(Role::RowHeader, "Users", 0);
    guide.save_group();
    let given = guide.group("Reception").unwrap().draft.given;
    let spa = given.partitions.keys().copied().max().unwrap();
    let taken: Set =
        [Permission::UsersView, Permission::UsersModify, Permission::UsersAddDelete].into_iter().collect();
    assert_eq!(given.global, whole);
    assert_eq!(given.in_partition(spa), whole.intersection(Set::partitioned()).difference(taken));
    // A global tick that goes takes its custom ticks along.
    guide.click("Permissions everywhere");
    guide.press_part(Role::RowHeader, "Doors", 0);
    guide.press_part(Role::RowHeader, "Doors", 0);
    guide.save_group();
    let given = guide.group("Reception").unwrap().draft.given;
    assert!(
        !given.global.holds(Permission::DoorsView) && !given.in_partition(spa).holds(Permission::DoorsView)
    );
}

#[test]
fn g4_every_group_is_listed_and_one_out_of_reach_is_not_opened() {
    let mut guide = Guide::at_desk();
    guide.limit_reception(&[Permission::OperatorGroupsView, Permission::OperatorGroupsAddDelete]);
    guide.change_over(RECEPTION);
    guide.click("Operator groups");
    guide.wait_for("3 groups");
    for name in ["Administrator", "Night shift", "Reception"] {
        assert!(guide.driver.shows(name), "{name}");
    }
    assert!(guide.driver.shows("No access") && guide.driver.shows("Your group"));
    guide.double_click("Reception");
    guide.wait_for("This group is not under yours. Only groups above it can open it.");
    assert!(!guide.driver.shows("Global permissions"));
    guide.driver.ctrl('n');
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    guide.press_part(Role::Cell, "Doors, View", 0);
    assert_eq!(
        guide.mark_of(Role::Cell, "Doors, View", 0),
        Some(Mark::Off),
        "what one lacks one cannot give"
    );
    let locked = guide.part(Role::Cell, "Doors, View", 0);
    assert!(!locked.semantics.unwrap().enabled);
    guide.driver.move_to(locked.bounds.center());
    guide.driver.advance(crate::widget::hint::DELAY);
    assert!(guide.says("Your own group does not have this permission."), "and is told why");
    guide.click("Auditor");
    assert_eq!(guide.mark_of(Role::Cell, "Doors, View", 0), Some(Mark::Off), "nor by a template");
    guide.fill("Search permissions", "Operator groups");
    assert_eq!(guide.mark_of(Role::Cell, "Operator groups, View", 0), Some(Mark::On));
}

#[test]
fn g5_a_group_goes_and_its_operators_are_named_and_moved() {
    let mut guide = Guide::at_reception();
    guide.press("Delete");
    guide.wait_for("Delete Reception?");
    assert!(guide.says("It has one operator: Reception desk."));
    guide.pick("To the group", "Administrator");
    guide.press("Delete");
    guide.wait_for("Reception is deleted.");
    assert!(guide.group("Reception").is_none());
    let (console, session) = guide.behind();
    let members = groups::members(&console, &session.permit().unwrap(), GroupId::ADMINISTRATOR).unwrap();
    assert_eq!(members.len(), 2);
}

#[test]
fn g5_a_group_goes_with_its_operators_when_that_is_said() {
    let mut guide = Guide::at_reception();
    guide.press("Delete");
    guide.wait_for("Delete Reception?");
    guide.click("Delete the operators too");
    guide.press("Delete");
    guide.wait_for("Reception is deleted.");
    guide.find("sign out");
    guide.wait_for("Sign in to work with this site");
    guide.click("User name");
    guide.type_text(RECEPTION.user_name);
    guide.key(Named::Tab);
    guide.type_text(RECEPTION.password);
    guide.key(Named::Enter);
    guide.wait_for("User name or password is wrong. Check both and try again.");
}

#[test]
fn the_administrator_group_can_be_renamed_and_neither_ticked_nor_deleted() {
    let mut guide = Guide::at_groups();
    guide.open_group("Administrator");
    assert!(!guide.driver.shows("Delete"));
    guide.press_part(Role::RowHeader, "Doors", 0);
    guide.click("Hotel interface");
    assert!(guide.driver.shows("Nothing changed."));
    guide.fill("Name", "Management");
    guide.driver.ctrl('s');
    guide.wait_saved();
    assert_eq!(guide.group("Management").unwrap().draft.given.global, Set::ALL);
}

#[test]
fn g13_the_members_are_listed_and_lead_to_their_screens() {
    let mut guide = Guide::at_reception();
    guide.find("operators of this group");
    guide.wait_for("Operators of Reception");
    guide.double_click("Reception desk");
    guide.wait_for("Sign-in");
    assert!(guide.driver.shows("User name"));
}

#[test]
fn what_somebody_can_do_is_told_with_what_stops_it() {
    let mut guide = Guide::at_reception();
    guide.click("Permissions and why");
    guide.wait_for("What Reception can do");
    assert!(guide.says(" of 118 permissions. Open an entry"));
    guide.click("Cannot");
    guide.wait_for("Lockers");
    guide.fill_nth("Search permissions", 0, "ban");
    let ban = guide.part(Role::TreeItem, "Add and remove bans", 0).semantics.unwrap();
    assert_eq!(ban.value.as_deref(), Some("Not given to Reception."));
    guide.key(Named::Escape);
    guide.click("Operators");
    guide.double_click("Reception desk");
    guide.wait_for("Nothing changed.");
    guide.click("Permissions and why");
    guide.wait_for("What Reception desk can do");
    assert!(guide.driver.shows("Group Reception"));
}

#[test]
fn a_copy_has_what_the_other_can_do_under_a_name_of_its_own() {
    let mut guide = Guide::at_reception();
    guide.press("Copy");
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    guide.driver.ctrl('s');
    guide.wait_for("Copy of Reception is saved. Nobody is in it yet.");
    let (old, new) = (guide.group("Reception").unwrap(), guide.group("Copy of Reception").unwrap());
    assert_eq!(old.draft.given, new.draft.given);
    assert_eq!(new.operators, 0);
}

#[test]
fn who_saves_a_group_second_is_told() {
    let mut guide = Guide::at_reception();
    guide.fill("Name", "Front desk");
    let (console, session) = guide.behind();
    let Page { id, version, mut draft, .. } = guide.group("Reception").unwrap();
    "Meanwhile".clone_into(&mut draft.description);
    groups::save(&console, &session.permit().unwrap(), id, version, &draft).unwrap();
    guide.driver.ctrl('s');
    guide.wait_for("Show the saved state");
    assert!(guide.group("Front desk").is_none());
    guide.click("Show the saved state");
    guide.wait_for("Nothing changed.");
    assert!(guide.says("Meanwhile"));
}

#[test]
fn from_a_search_of_permissions_the_arrow_leads_to_the_one_that_was_found() {
    let mut guide = Guide::at_reception();
    guide.seek_permission("bans");
    let mark = |guide: &mut Guide| guide.mark_of(Role::Cell, "Users, Add and remove bans", 0);
    let given = |guide: &mut Guide| {
        let texts = guide.driver.texts();
        let count = texts.iter().find_map(|text| text.strip_suffix(" of 118"));
        count.and_then(|count| count.parse::<usize>().ok()).unwrap()
    };
    let (before, given_before) = (mark(&mut guide), given(&mut guide));
    guide.key(Named::ArrowDown);
    guide.key(Named::Space);
    assert_ne!(mark(&mut guide), before);
    assert_eq!(given(&mut guide).abs_diff(given_before), 1, "it, and nothing else");
}

#[test]
fn a_group_of_receptionists_takes_three_acts() {
    let mut guide = Guide::at_groups();
    guide.rename_reception("Front desk");
    let mut acts = 0;
    let mut act = |guide: &mut Guide, does: &dyn Fn(&mut Guide)| {
        does(guide);
        acts += 1;
    };
    act(&mut guide, &|guide| guide.driver.ctrl('n'));
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    act(&mut guide, &|guide| guide.click("Reception"));
    act(&mut guide, &|guide| guide.driver.ctrl('s'));
    guide.wait_for("Reception is saved. Nobody is in it yet.");
    assert_eq!(acts, 3);
    let given = guide.global("Reception");
    assert_eq!(given, Template::Reception.permissions().iter().copied().collect());
}

#[test]
fn a_template_leaves_a_name_that_was_typed() {
    let mut guide = Guide::at_groups();
    guide.driver.ctrl('n');
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    guide.click("Maintenance");
    assert_eq!(guide.value("Name"), "Maintenance");
    guide.click("Housekeeping");
    assert_eq!(guide.value("Name"), "Housekeeping");
    guide.fill("Name", "Night shift");
    guide.click("Reception");
    assert_eq!(guide.value("Name"), "Night shift");
    assert_eq!(guide.mark_of(Role::Cell, "Users, Modify", 0), Some(Mark::On));
    guide.click("Nothing");
    assert!(guide.says("This group can do nothing yet. Choose its permissions."));
}

#[test]
fn what_was_ticked_by_hand_gives_way_to_a_template_only_when_that_is_said() {
    let mut guide = Guide::at_groups();
    guide.driver.ctrl('n');
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    guide.click("Maintenance");
    guide.press_part(Role::Cell, "Lockdown areas, Modify", 0);
    let ticked = |guide: &mut Guide| guide.mark_of(Role::Cell, "Lockdown areas, Modify", 0);
    assert_eq!(ticked(&mut guide), Some(Mark::On));
    let seen = |guide: &mut Guide| guide.mark_of(Role::Cell, "Lockdown areas, View", 0);
    assert_eq!(seen(&mut guide), Some(Mark::On), "what is changed must be seen");
    guide.press_part(Role::Cell, "Lockdown areas, View", 0);
    assert_eq!((seen(&mut guide), ticked(&mut guide)), (Some(Mark::Off), Some(Mark::On)));
    guide.wait_for("Without the View permission nothing can be done with: Lockdown areas.");
    guide.click("Reception");
    guide.wait_for("Start from Reception?");
    assert_eq!(guide.at_keyboard(), "Keep them");
    guide.key(Named::Enter);
    assert_eq!((ticked(&mut guide), guide.value("Name")), (Some(Mark::On), "Maintenance".to_owned()));
    guide.click("Reception");
    guide.press("Replace");
    assert_eq!((ticked(&mut guide), guide.value("Name")), (Some(Mark::Off), "Reception".to_owned()));
    assert_eq!(guide.mark_of(Role::Cell, "Users, Modify", 0), Some(Mark::On));
}

#[test]
fn an_operator_is_added_from_the_screen_of_a_group() {
    let mut guide = Guide::at_groups();
    guide.driver.ctrl('n');
    guide.wait_for("It will be under your own group and cannot have more permissions.");
    guide.fill("Name", "Night shift");
    guide.driver.ctrl('s');
    guide.wait_for("Night shift is saved. Nobody is in it yet.");
    let group = |guide: &mut Guide| {
        guide.wait_for("Not saved yet");
        guide.part(Role::ComboBox, "Group", 0).semantics.and_then(|part| part.value)
    };
    // As the next thing after the group, and at any time later.
    for _ in 0..2 {
        guide.press("New operator");
        assert_eq!(group(&mut guide).as_deref(), Some("Night shift"));
        guide.driver.chord(Modifiers::ALT, Named::ArrowLeft);
        guide.wait_for("Operators 0");
    }
}

#[test]
fn permissions_are_ticked_by_the_keyboard_alone() {
    let mut guide = Guide::at_reception();
    guide.tab_to("Global permissions", Modifiers::empty());
    // From the first menu down to its first entry.
    guide.key(Named::ArrowDown);
    guide.driver.chord(Modifiers::SHIFT, Named::Space);
    guide.key(Named::Space);
    assert_eq!(guide.mark_of(Role::RowHeader, "Doors", 0), Some(Mark::On));
    guide.key(Named::Escape);
    guide.key(Named::ArrowRight);
    guide.key(Named::Space);
    assert_eq!(guide.mark_of(Role::Cell, "Doors, Modify", 0), Some(Mark::Off));
    guide.driver.chord(Modifiers::CTRL, Named::Space);
    guide.key(Named::Space);
    assert_eq!(guide.mark_of(Role::Cell, "Doors, Modify", 0), Some(Mark::On));
    assert_eq!(guide.mark_of(Role::Cell, "Lockdown areas, Modify", 0), Some(Mark::On));
    // What is changed must be seen; nothing else comes with it.
    assert_eq!(guide.mark_of(Role::Cell, "Lockdown areas, View", 0), Some(Mark::On));
    assert_eq!(guide.mark_of(Role::Cell, "Lockdown areas, Add and delete", 0), Some(Mark::Off));
}

#[test]
fn a_search_leaves_what_it_finds() {
    let mut guide = Guide::at_groups();
    guide.click("Search groups");
    guide.type_text("admin");
    guide.wait_for("1 of 2 groups");
    assert!(guide.driver.shows("Administrator") && !guide.driver.shows("Reception"));
    guide.type_text(" nobody");
    guide.wait_for("No group found");
}

#[test]
fn a_group_is_seen_whole_in_a_small_window_and_nothing_is_cut_in_a_narrow_one() {
    let mut guide = Guide::at_reception();
    guide.driver.resize(Size::new(1_366.0, 728.0));
    guide.driver.settle();
    guide.seek_permission("cancel");
    let last = guide.part(Role::Cell, "Keys of users, Cancel", 0).bounds;
    assert!(last.width > 100.0 && last.x + last.width < 1_366.0, "the last column is in view: {last:?}");
    assert!(guide.driver.shows("Permissions and why"), "the facts beside it need no scrolling");
    guide.driver.resize(Size::new(1_000.0, 700.0));
    guide.driver.settle();
    for template in ["Nothing", "Auditor"] {
        let part = guide.part(Role::Tab, template, 0).bounds;
        assert!(part.x + part.width <= 1_000.0, "{template}: {part:?}");
    }
    let search = guide.part(Role::TextField, "Search permissions", 0).bounds;
    assert!(search.width > 150.0, "{search:?}");
}
