//! A walk through a house: operators of every rank do whatever comes to their minds, most of it refused. After every
//! act what each can do is what the rows say, read as plainly as can be; nobody has gained what the actor lacked; no
//! act has raised what the actor may do with any thing, wherever it lies now; the site's secrets are sealed to
//! those who work with them, by those who had them; and whoever confirms what takes two could have done so for a day,
//! as could the one who is confirmed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use keydesk::clock::Clock as _;
use keydesk::domain::delegation::{self, Node};
use keydesk::domain::door::{self, DoorId};
use keydesk::domain::group::{Access, Grants, GroupId, Settings};
use keydesk::domain::operator::{OperatorId, Password};
use keydesk::domain::partition::{self, Feature, PartitionId};
use keydesk::domain::permission::{Permission as P, Reach, Set, SystemAuditorPurge};
use keydesk::domain::user::{self, BulkEdit, UserId};
use keydesk::operation::Giving;
use keydesk::operation::four_eyes;
use keydesk::operation::groups::{self, Fate};
use keydesk::operation::users::{self, Picture};
use keydesk::operation::{doors, operators, partitions, sign_in};
use keydesk::session::Session;

use crate::house::{A, B, House, Seat, house, operator, password, set, sign_in};

const SEEDS: std::ops::Range<u64> = 1..4;
const ACTS: usize = 120;
/// The acts that put things into other partitions.
const MOVES: std::ops::Range<usize> = 9..13;
/// The act that lets somebody sign in, or not.
const ENABLES: usize = 14;
/// The acts by which one asks another to confirm what takes two.
const CONFIRMS: std::ops::RangeInclusive<usize> = 15..=17;
/// The act that lets hours pass.
const WAITS: usize = 18;

struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound.max(1) as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn ticks(&mut self) -> Set {
        (0..self.below(12)).map(|_| self.one(P::ALL)).collect()
    }
}

/// What somebody can do, leaf by leaf; partition 0 is where there is none.
type Held = BTreeSet<(P, i64)>;

/// The rows of the gate, and nothing else.
#[derive(Clone)]
struct Rows {
    parents: BTreeMap<i64, i64>,
    ticks: BTreeSet<(i64, String)>,
    access: BTreeMap<(i64, i64), bool>,
    custom: BTreeSet<(i64, i64, String)>,
    members: BTreeMap<i64, i64>,
    /// Which of the site's secrets are sealed to whom.
    sealed: BTreeSet<(i64, String)>,
    partitions: Vec<i64>,
    in_use: bool,
    /// Where everybody and every door lies, by kind and number.
    things: BTreeMap<(char, i64), i64>,
}

impl Rows {
    fn read(house: &House) -> Rows {
        let file = rusqlite::Connection::open(house.file()).unwrap();
        fn all<T>(
            file: &rusqlite::Connection,
            sql: &str,
            read: fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
        ) -> Vec<T> {
            file.prepare(sql).unwrap().query_map([], read).unwrap().map(Result::unwrap).collect()
        }
        Rows {
            parents: all(&file, "SELECT id, parent_id FROM operator_groups WHERE id <> 1", |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .into_iter()
            .collect(),
            ticks: all(&file, "SELECT group_id, permission FROM group_permissions", |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .into_iter()
            .collect(),
            access: all(&file, "SELECT group_id, partition_id, custom FROM group_partitions", |row| {
                Ok(((row.get(0)?, row.get(1)?), row.get(2)?))
            })
            .into_iter()
            .collect(),
            custom: all(
                &file,
                "SELECT group_id, partition_id, permission FROM group_partition_permissions",
                |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
            )
            .into_iter()
            .collect(),
            members: all(&file, "SELECT id, group_id FROM operators WHERE enabled = 1", |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .into_iter()
            .collect(),
            sealed: all(
                &file,
                "SELECT operator_id, secret FROM operator_secrets WHERE secret IN ('master', 'pins')",
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .into_iter()
            .collect(),
            partitions: all(&file, "SELECT id FROM partitions", |row| row.get(0)),
            in_use: all(&file, "SELECT partitions FROM site", |row| row.get::<_, i64>(0)) == [1],
            things: all(
                &file,
                "SELECT 'p', id, partition_id FROM users WHERE deleted_at IS NULL UNION ALL
                 SELECT 'd', id, partition_id FROM doors WHERE deleted_at IS NULL",
                |row| Ok(((row.get::<_, String>(0)?, row.get(1)?), row.get(2)?)),
            )
            .into_iter()
            .map(|((kind, id), at)| ((kind.chars().next().unwrap(), id), at))
            .collect(),
        }
    }

    fn holds(&self, group: i64, permission: P, partition: i64) -> bool {
        let mut at = group;
        while at != 1 {
            let key = permission.key().to_owned();
            let ticked = self.ticks.contains(&(at, key.clone()));
            let reached = match self.access.get(&(at, partition)) {
                _ if permission.reach() == Reach::Installation || !self.in_use => true,
                None => false,
                Some(false) => true,
                Some(true) => self.custom.contains(&(at, partition, key)),
            };
            if !(ticked && reached) {
                return false;
            }
            at = self.parents[&at];
        }
        true
    }

    /// To whom the secrets are to be sealed: to whoever may sign in and works with them.
    fn needed(&self) -> BTreeSet<(i64, String)> {
        let works = |group: i64, with: &[P]| {
            let at = |permission: &P| self.partitions.iter().any(|at| self.holds(group, *permission, *at));
            group == 1 || with.iter().any(at)
        };
        let keys: Vec<P> = Set::with_keys().iter().collect();
        let pins: Vec<P> = keys.iter().copied().chain([P::UsersModify, P::UsersAddDelete]).collect();
        let each = self.members.iter().flat_map(|(id, group)| {
            [("master", &keys), ("pins", &pins)].map(|(name, with)| (*id, name, works(*group, with)))
        });
        each.filter(|(_, _, works)| *works).map(|(id, name, _)| (id, name.to_owned())).collect()
    }

    /// What an operator of the group can do with a thing, as the site uses partitions and as if it did.
    fn over(&self, group: i64, thing: (char, i64)) -> Vec<(P, bool)> {
        let at = self.things[&thing];
        let on = Rows { in_use: true, ..self.clone() };
        let both = P::ALL.iter().flat_map(|permission| {
            let held =
                [(self.holds(group, *permission, at), false), (on.holds(group, *permission, at), true)];
            held.map(|(is_held, is_on)| is_held.then_some((*permission, is_on)))
        });
        both.flatten().collect()
    }

    fn held(&self, group: i64) -> Held {
        let everywhere = self.partitions.iter().map(|partition| (partition, P::ALL.iter()));
        everywhere
            .flat_map(|(partition, all)| all.map(|permission| (*permission, *partition)))
            .filter(|(permission, partition)| self.holds(group, *permission, *partition))
            .collect()
    }
}

/// Since when each operator may sign in and do what takes two, without a break and by a password that nobody else gave.
type Whole = BTreeMap<i64, DateTime<Utc>>;

/// The same after an act, which gave somebody a password or did not.
fn whole_since(whole: &Whole, rows: &Rows, now: DateTime<Utc>, remade: Option<i64>) -> Whole {
    let entitled = rows.members.iter().filter(|(_, group)| rows.holds(**group, P::SystemAuditorPurge, 1));
    let since = |id| whole.get(id).filter(|_| remade != Some(*id)).copied().unwrap_or(now);
    entitled.map(|(id, _)| (*id, since(id))).collect()
}

/// Everybody who can sign in, with the session of that moment.
struct Walk {
    house: House,
    sessions: BTreeMap<OperatorId, Arc<Session>>,
    dice: Dice,
}

impl Walk {
    fn begin(seed: u64) -> Walk {
        let house = house().close().open();
        let mut walk = Walk { house, sessions: BTreeMap::new(), dice: Dice(seed) };
        for name in
            ["marta", "anna", "alan", "clara", "carl", "bruno", "bella", "cosima", "nora", "audrey", "paul"]
        {
            let session = sign_in(&walk.house.desk.console, name).unwrap();
            walk.sessions.insert(session.operator(), session);
        }
        for name in ["Clerk A", "Clerk B", "Custom"] {
            let more = [
                P::OperatorsModify,
                P::OperatorsAddDelete,
                P::OperatorGroupsModify,
                P::OperatorGroupsAddDelete,
            ];
            walk.house.change_group(name, |given| given.global = given.global.union(set(&more)));
        }
        for name in ["Manager A", "Clerk A", "Manager B"] {
            let more = [P::SystemAuditorView, P::SystemAuditorPurge];
            walk.house.change_group(name, |given| given.global = given.global.union(set(&more)));
        }
        walk.house.desk.clock.advance(Duration::days(2));
        walk.renew();
        walk
    }

    /// Everybody as they stand now; those who are gone or disabled stand nowhere.
    fn renew(&mut self) {
        let console = &self.house.desk.console;
        self.sessions = std::mem::take(&mut self.sessions)
            .into_iter()
            .filter_map(|(id, session)| Some((id, sign_in::renew(console, &session).ok()?)))
            .collect();
    }

    /// What everybody can do, as the gate says.
    fn held(&self, rows: &Rows) -> BTreeMap<OperatorId, Held> {
        let of = |session: &Session| {
            let each = rows.partitions.iter().flat_map(|partition| {
                let set = session.grants().in_partition(PartitionId(*partition));
                P::ALL.iter().filter(move |leaf| set.holds(**leaf)).map(|leaf| (*leaf, *partition))
            });
            each.collect()
        };
        self.sessions.iter().map(|(id, session)| (*id, of(session))).collect()
    }

    /// Every operator, those who may not sign in as well.
    fn everybody(&self) -> Vec<(i64, String)> {
        let file = rusqlite::Connection::open(self.house.file()).unwrap();
        let mut statement = file.prepare("SELECT id, user_name FROM operators ORDER BY id").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn some_group(&mut self) -> GroupId {
        let groups: Vec<i64> = Rows::read(&self.house).parents.into_keys().chain([1]).collect();
        GroupId(self.dice.one(&groups))
    }

    /// Any group, or one in reach.
    fn group_for(&mut self, by: OperatorId) -> GroupId {
        if self.dice.below(3) == 0 {
            return self.some_group();
        }
        let session = &self.sessions[&by];
        let nodes: Vec<Node> = Rows::read(&self.house)
            .parents
            .into_iter()
            .map(|(id, parent)| Node { id: GroupId(id), parent: Some(GroupId(parent)) })
            .collect();
        let reached: Vec<GroupId> = delegation::reach(session.group(), &nodes).into_iter().collect();
        self.dice.one(&reached)
    }

    /// One act of somebody, done or refused; says who, to whom, and what.
    fn act(&mut self, number: usize) -> (OperatorId, OperatorId, String) {
        let ids: Vec<OperatorId> = self.sessions.keys().copied().collect();
        let kind = self.dice.below(WAITS + 1);
        // Those who put things into more than one partition; few do.
        let puts = |grants: &Grants| {
            let is_anybody = *grants != Grants::Everything;
            is_anybody && [A, B].iter().all(|at| grants.holds_in(P::DoorsAddDelete, *at))
        };
        let movers: Vec<OperatorId> =
            self.sessions.iter().filter(|(_, it)| puts(it.grants())).map(|(id, _)| *id).collect();
        let is_mover = MOVES.contains(&kind) && self.dice.below(4) > 0 && !movers.is_empty();
        let purges = |it: &Session| it.grants().holds(P::SystemAuditorPurge);
        let entitled: Vec<OperatorId> =
            self.sessions.iter().filter(|(_, it)| purges(it)).map(|(id, _)| *id).collect();
        let is_by_two = CONFIRMS.contains(&kind);
        let of = if is_mover {
            &movers
        } else if is_by_two {
            &entitled
        } else {
            &ids
        };
        let by = self.dice.one(of);
        let grants = self.sessions[&by].grants().clone();
        let everybody: Vec<(i64, String)> = self.everybody();
        let (mut whom, mut name) = everybody[self.dice.below(everybody.len())].clone();
        if is_by_two && self.dice.below(6) > 0 {
            whom = self.dice.one(&entitled).0;
            name = everybody.iter().find(|(id, _)| *id == whom).unwrap().1.clone();
        }
        let (group, other, whom) = (self.group_for(by), self.group_for(by), OperatorId(whom));
        // Half of what is tried could be given, so that not all of it is refused.
        let (is_modest, switch) = (self.dice.below(2) == 0, self.dice.below(2) == 0);
        let known: Vec<PartitionId> =
            (1..6).map(PartitionId).filter(|id| !is_modest || grants.reaches(*id)).collect();
        let partition = if known.is_empty() { PartitionId::GENERAL } else { self.dice.one(&known) };
        let partition = if is_mover { self.dice.one(&[A, B]) } else { partition };
        let ticks = self.dice.ticks();
        let ticks = if is_modest { ticks.intersection(grants.in_partition(partition)) } else { ticks };
        let access = if switch { Access::Global } else { Access::Custom(ticks) };
        let days = self.dice.one(&[None, Some(7), Some(30), Some(400)]);
        let things: Vec<(char, i64)> = Rows::read(&self.house).things.into_keys().collect();
        let of = |kind| things.iter().filter(|it| it.0 == kind).map(|it| it.1).collect::<Vec<_>>();
        let (person, door) = (UserId(self.dice.one(&of('p'))), DoorId(self.dice.one(&of('d'))));
        let seat = Seat { console: &self.house.desk.console, session: Arc::clone(&self.sessions[&by]) };
        let things =
            Things { number, group, other, partition, whom, ticks, access, switch, days, person, door };
        let (did, added) = match kind {
            WAITS => {
                let hours = self.dice.one(&[6, 12, 24, 24, 36]);
                self.house.desk.clock.advance(Duration::hours(hours));
                (format!("{kind} {hours} hours"), None)
            }
            _ if is_by_two => (format!("{kind} {name}: {:?}", confirmed(&seat, &name)), None),
            _ => done(&seat, kind, &things),
        };
        let back = (kind == ENABLES && did.contains("Ok(")).then_some(name);
        if let Some(session) = added.or(back).and_then(|name| sign_in(&self.house.desk.console, &name).ok()) {
            self.sessions.insert(session.operator(), session);
        }
        (by, whom, did)
    }
}

/// What an act is about.
struct Things {
    number: usize,
    group: GroupId,
    other: GroupId,
    partition: PartitionId,
    whom: OperatorId,
    ticks: Set,
    access: Access,
    switch: bool,
    days: Option<u16>,
    person: UserId,
    door: DoorId,
}

/// The word of another for what takes two.
fn confirmed(seat: &Seat<'_>, user_name: &str) -> Option<Result<(), four_eyes::Error>> {
    let permit = seat.session.permit::<SystemAuditorPurge>()?;
    Some(four_eyes::confirm(seat.console, &permit, user_name, &password(), "").map(|_| ()))
}

/// Does one of some acts; the user name of whoever was added.
fn done(seat: &Seat<'_>, kind: usize, it: &Things) -> (String, Option<String>) {
    let (console, session) = (seat.console, &seat.session);
    let told = |result: Option<Result<(), String>>| format!("{kind} {result:?}");
    let text = |error: &dyn std::fmt::Debug| format!("{error:?}");
    let result = match kind {
        0 | 1 => session.permit().map(|permit| {
            let mut form = groups::blank(console, &permit).map_err(|error| text(&error))?;
            form.name = format!("Group {}", it.number);
            form.given.global = it.ticks;
            form.given.partitions.insert(it.partition, it.access);
            groups::add(console, &permit, &form).map(|_| ()).map_err(|error| text(&error))
        }),
        2 | 3 => session.permit().zip(session.permit()).map(|(view, permit)| {
            let page = groups::open(console, &view, it.group).map_err(|error| text(&error))?;
            let mut form = page.draft;
            let given = &mut form.given;
            given.global =
                if it.switch { given.global.union(it.ticks) } else { given.global.difference(it.ticks) };
            if it.switch {
                given.partitions.insert(it.partition, it.access);
            } else {
                given.partitions.remove(&it.partition);
                given.settings = Settings { audit_days: it.days, ..given.settings };
            }
            groups::save(console, &permit, it.group, page.version, &form).map_err(|error| text(&error))
        }),
        4 => session.permit().map(|permit| {
            let mut form = groups::copy(console, &permit, it.group).map_err(|error| text(&error))?;
            form.name = format!("Copy {}", it.number);
            groups::add(console, &permit, &form).map(|_| ()).map_err(|error| text(&error))
        }),
        5 => session.permit().zip(session.permit()).map(|(permit, operators)| {
            let fate = Fate::Moved(operators, it.other);
            groups::delete(console, &permit, it.group, &fate).map_err(|error| text(&error))
        }),
        6 => session.permit().zip(session.permit()).map(|(view, permit)| {
            let page = operators::open(console, &view, it.whom).map_err(|error| text(&error))?;
            let mut form = page.draft;
            form.group = Some(it.group);
            operators::save(console, &permit, it.whom, page.version, &form).map_err(|error| text(&error))
        }),
        7 => {
            let name = format!("new{}", it.number);
            let result = session.permit().map(|permit| {
                operators::add(console, &permit, &operator(&name, it.group), &password(), &password())
            });
            let is_added = matches!(result, Some(Ok(_)));
            return (format!("{kind} {result:?}"), is_added.then_some(name));
        }
        8 => session.permit().map(|permit| {
            let new = Password::new("three herons on the roof");
            operators::set_password(console, &permit, it.whom, &new, &new).map_err(|error| text(&error))
        }),
        9 | 10 => session.permit().zip(session.permit()).map(|(view, permit)| {
            let page = doors::open(console, &view, it.door).map_err(|error| text(&error))?;
            let form = door::Draft { partition: it.partition, ..page.draft };
            doors::save(console, &permit, it.door, page.version, &form, &Giving::nothing())
                .map(|_| ())
                .map_err(|error| text(&error))
        }),
        11 => session.permit().zip(session.permit()).map(|(view, permit)| {
            let page = users::open(console, &view, it.person).map_err(|error| text(&error))?;
            let form = user::Draft { partition: it.partition, ..page.draft };
            users::save(console, &permit, it.person, page.version, &form, &Picture::Keep, &Giving::nothing())
                .map(|_| ())
                .map_err(|error| text(&error))
        }),
        12 => session.permit().map(|permit| {
            let edits = [BulkEdit::Partition(it.partition)];
            let saved = users::save_many(console, &permit, &[it.person], &edits, &Giving::nothing());
            saved
                .map_err(|error| text(&error))?
                .iter()
                .find(|one| !one.faults.is_empty())
                .map_or(Ok(()), |one| Err(text(&one.faults)))
        }),
        ENABLES => session.permit().zip(session.permit()).map(|(view, permit)| {
            let page = operators::open(console, &view, it.whom).map_err(|error| text(&error))?;
            let mut form = page.draft;
            form.enabled = !form.enabled;
            operators::save(console, &permit, it.whom, page.version, &form).map_err(|error| text(&error))
        }),
        _ => session.administrator().map(|administrator| {
            let feature = if it.switch { Feature::On } else { Feature::Off };
            let form =
                partition::Draft { name: format!("Partition {}", it.number), description: String::new() };
            match it.number % 3 {
                0 => partitions::add(console, &administrator, &form).map(|_| ()),
                1 => partitions::delete(console, &administrator, it.partition, PartitionId::GENERAL),
                _ => partitions::switch(console, &administrator, feature),
            }
            .map_err(|error| text(&error))
        }),
    };
    (told(result), None)
}

#[test]
fn whatever_operators_do_nobody_gains_what_the_giver_lacked() {
    let (mut done, mut refused, mut moved, mut resealed) = (0, 0, 0, 0);
    let (mut confirmed, mut early) = (0, 0);
    for seed in SEEDS {
        let mut walk = Walk::begin(seed);
        let mut rows = Rows::read(&walk.house);
        let mut before = walk.held(&rows);
        let begun = walk.house.desk.clock.now() - Duration::days(2);
        let mut whole = whole_since(&Whole::new(), &rows, begun, None);
        for number in 0..ACTS {
            let (by, whom, did) = walk.act(number);
            let now = walk.house.desk.clock.now();
            let is_by_two = CONFIRMS.clone().any(|kind| did.starts_with(&format!("{kind} ")));
            if is_by_two && did.contains("Ok(") {
                confirmed += 1;
                for id in [by.0, whom.0] {
                    let is_so = whole.get(&id).is_some_and(|since| *since + Duration::days(1) <= now);
                    assert!(is_so && by != whom, "seed {seed}, act {number} by {by:?}: {did}: {whole:?}");
                }
            }
            early += usize::from(is_by_two && did.contains("NotYet"));
            if did.contains("Ok(") {
                done += 1;
            } else {
                refused += 1;
            }
            walk.renew();
            let is_administrator = rows.members[&by.0] == 1;
            let was = std::mem::replace(&mut rows, Rows::read(&walk.house));
            let after = walk.held(&rows);
            let is_remade = did.starts_with("8 ") && did.contains("Ok(");
            whole = whole_since(&whole, &rows, now, is_remade.then_some(whom.0));
            assert_eq!(rows.sealed, rows.needed(), "seed {seed}, act {number} by {by:?}: {did}");
            for (id, secret) in rows.sealed.difference(&was.sealed) {
                let is_theirs = was.sealed.contains(&(by.0, secret.clone()));
                assert!(is_theirs, "seed {seed}, act {number} by {by:?}: {did}: {id} got {secret}");
            }
            resealed += usize::from(rows.sealed != was.sealed);
            // Nobody may delete their own account: they could do nothing more.
            let group_of = |rows: &Rows| rows.members.get(&by.0).copied();
            if let (Some(before), Some(after)) = (group_of(&was), group_of(&rows)) {
                for thing in rows.things.keys().filter(|thing| was.things.contains_key(thing)) {
                    let (before, after) = (was.over(before, *thing), rows.over(after, *thing));
                    let raised: Vec<_> = after.iter().filter(|it| !before.contains(it)).collect();
                    assert!(
                        raised.is_empty() || is_administrator,
                        "seed {seed}, act {number} by {by:?}: {did}: {thing:?} gives {raised:?}"
                    );
                }
                if was.things != rows.things {
                    moved += usize::from(!is_administrator);
                }
            }
            for (id, held) in &after {
                let group = rows.members[&id.0];
                assert_eq!(
                    *held,
                    rows.held(group),
                    "seed {seed}, act {number} by {by:?}: {did}: {id:?} in {group}"
                );
                let giver = &before[&by];
                // One who is new had nothing before.
                let had = before.get(id);
                let gained = held.iter().filter(|one| !had.is_some_and(|had| had.contains(one)));
                let beyond: Vec<_> = gained.filter(|one| !giver.contains(one)).collect();
                assert!(
                    beyond.is_empty() || is_administrator,
                    "seed {seed}, act {number} by {by:?}: {did}: {id:?} gained {beyond:?}"
                );
            }
            let administrators = rows.members.values().filter(|group| **group == 1).count();
            assert!(administrators > 0, "seed {seed}, act {number}");
            before = after;
        }
        // What is sealed opens: it is sealed to the keys of those who sign in, and is the site's.
        for (id, name) in walk.everybody().into_iter().filter(|(id, _)| rows.members.contains_key(id)) {
            match sign_in(&walk.house.desk.console, &name) {
                Ok(_) | Err(sign_in::Error::Wrong | sign_in::Error::LockedUntil(_)) => {}
                Err(error) => panic!("seed {seed}: {name} ({id}): {error:?}"),
            }
        }
    }
    assert!(
        done > 60 && refused > 60 && moved > 3 && resealed > 10 && confirmed > 5 && early > 2,
        "a walk that is all one way shows nothing: {done} done, {refused} refused, {moved} moved, {resealed} resealed, \
         {confirmed} confirmed, {early} too early"
    );
}
