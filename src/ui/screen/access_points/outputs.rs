//! Access points > Outputs, and output information: its number, who may drive it, and which doors drive it by themselves.

use iced::widget::column;
use keydesk::console::Console;
use keydesk::domain::named::Field;
use keydesk::domain::output::{self, OutputId, Typed};
use keydesk::domain::permission::{
    DoorsModifyAccess, DoorsView, OutputsAddDelete, OutputsModify, OutputsModifyAccess, OutputsView,
    UserAccessLevelsModify, UserAccessLevelsView, UsersModify, UsersView,
};
use keydesk::domain::user::UserId;
use keydesk::operation::outputs::{self, Besides, Impact, Listed};
use keydesk::operation::system_auditor::SubjectKind;
use keydesk::operation::{Foretold, Giving, Noun, doors, opening, user_access_levels};
use keydesk::session::Permit;

use crate::context::Context;
use crate::icon::Icon;
use crate::part::list::{self, Column};
use crate::part::relation::{DOORS, OPENERS, PEOPLE, Relation, USER_ACCESS_LEVELS};
use crate::place::{Entry, Place};
use crate::screen::information::{Fields, Information};
use crate::screen::listing::Listing;
use crate::screen::named::{Asked, Change, DraftOf, May, RowOf, Thing, Things, operations};
use crate::theme::space;
use crate::widget::table::Cell;
use crate::widget::{Element, surface, text};

/// The list of outputs.
pub type Outputs = Listing<Things<Kind>>;

/// The screen of an output, or of a new one.
pub type Output = Information<May<Kind>>;

type Record = output::Output;

/// Outputs, as a kind of thing.
#[derive(Debug, Clone, Copy)]
pub struct Kind;

/// The rights over what outputs are related to: to see it, and to change what is between the two.
#[derive(Clone)]
pub struct Ends {
    doors: (Option<Permit<DoorsView>>, Option<Permit<DoorsModifyAccess>>),
    people: (Option<Permit<UsersView>>, Option<Permit<UsersModify>>),
    levels: (Option<Permit<UserAccessLevelsView>>, Option<Permit<UserAccessLevelsModify>>),
}

impl Thing for Kind {
    type Id = OutputId;
    type Record = Record;
    type Own = Typed;
    type OwnChange = String;
    type Besides = Besides;
    type Listed = Listed;
    type View = OutputsView;
    type Modify = OutputsModify;
    type AddDelete = OutputsAddDelete;
    type Access = OutputsModifyAccess;
    type Ends = Ends;
    type Offered = ();
    type Facet = list::Never;

    const NAME: &'static str = "output";
    const ICON: Icon = Icon::PlugZap;
    const NOUN: Noun = Noun::Output;
    const KIND: SubjectKind = SubjectKind::Output;
    const ENTRY: Entry = Entry::Outputs;
    const TITLE: &'static str = "entry-outputs";
    const DESCRIPTION: &'static str = "thing-what-for";
    const NEW: Place = Place::NewOutput;
    const FORM_TOUCHES_KEYS: bool = true;

    fn ends(context: &Context) -> Ends {
        Ends {
            doors: (context.may(), context.may()),
            people: (context.may(), context.may()),
            levels: (context.may(), context.may()),
        }
    }

    operations!(all outputs);

    fn impact(
        console: &Console,
        permit: &Permit<OutputsModifyAccess>,
        id: OutputId,
        draft: &DraftOf<Kind>,
        giving: &Giving<Record>,
    ) -> Asked<Impact> {
        outputs::impact(console, permit, id, draft, giving)
    }

    fn whose(
        console: &Console,
        permit: &Permit<OutputsModifyAccess>,
        id: OutputId,
        draft: &DraftOf<Kind>,
        giving: &Giving<Record>,
    ) -> Asked<Foretold> {
        outputs::whose(console, permit, id, draft, giving)
    }

    fn impact_of_deleting(
        console: &Console,
        permit: &Permit<OutputsAddDelete>,
        id: OutputId,
    ) -> Asked<Impact> {
        outputs::impact_of_deleting(console, permit, id)
    }

    fn people(besides: &Besides) -> usize {
        besides.people
    }

    fn people_listed(listed: &Listed) -> usize {
        listed.users
    }

    fn is_of_nobody(listed: &Listed) -> bool {
        listed.users == 0 && listed.levels == 0
    }

    fn may_give(besides: &Besides) -> bool {
        besides.may_give
    }

    fn relations(may: &May<Kind>) -> Vec<Relation<Record>> {
        let own = people(may).into_iter().chain(levels(may)).chain(driven_by(may));
        own.chain(drivers(may)).collect()
    }

    fn columns() -> Vec<Column<RowOf<Kind>>> {
        let number = list::column("output-number", 90.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.number.number().to_string())
        });
        let levels = list::column("user-access-levels-title", 120.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.levels.to_string())
        });
        let doors = list::column("output-driven-by", 120.0, |row: &RowOf<Kind>, _| {
            Cell::number(row.besides.doors.to_string())
        });
        vec![
            number.end().least(72.0).by(|row| row.besides.number),
            levels.end().least(110.0).yields(2).by(|row| row.besides.levels),
            doors.end().least(110.0).yields(2).by(|row| row.besides.doors),
        ]
    }

    fn panels<'a>(fields: &Fields<'a, May<Kind>>) -> Vec<Element<'a, Change<String>>> {
        let Fields { context, form, record } = *fields;
        let typed = |_, typed| Change::Own(typed);
        let number = record.field(context, "output-number", Field::Own(0), &form.own.0, typed).required();
        let told = ["output-number-told", "output-told"].map(|told| text::muted(context.words.get(told)));
        let [of_number, of_outputs] = told;
        let content = column![Element::from(number), of_number, of_outputs].spacing(space::MD);
        vec![surface::panel(context.words.get("output-panel"), content).into()]
    }

    fn change(_: &Context, own: &mut Typed, typed: String) {
        own.0 = typed;
    }

    fn place(id: OutputId) -> Place {
        Place::Output(id)
    }
}

/// Which doors drive it by themselves.
fn driven_by(may: &May<Kind>) -> Option<Relation<Record>> {
    let by = (outputs::doors as _, doors::choices_for_access as _, outputs::given_doors as _);
    let doors = may.related(&DOORS, "output-doors", &may.ends.doors, by)?;
    Some(doors.titled("output-driven-by").without_limits())
}

/// Who may drive it, in whatever way they have it.
fn drivers(may: &May<Kind>) -> Option<Relation<Record>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let drivers = move |console: &Console, id| opening::of_output(console, &view, &seen, id);
    let drivers = Relation::of_one(&OPENERS, "output-drivers", drivers).titled("output-drivers");
    Some(drivers.with_keys(keys).that_follows())
}

/// Who was given it.
fn people(may: &May<Kind>) -> Option<Relation<Record>> {
    let (view, seen) = (may.view.clone(), may.ends.people.0.clone()?);
    let keys = seen.clone();
    let people = Relation::of_one(&PEOPLE, "output-people", move |console, id| {
        outputs::people(console, &view, &seen, id)
    });
    let people = people.with_keys(keys);
    let Some((access, users)) = may.access.clone().zip(may.ends.people.1.clone()) else {
        return Some(people);
    };
    let (offering, picking) = (users.clone(), users.clone());
    // Who is offered comes from memory.
    Some(
        people
            .offers(move |console| doors::people_for_access(console, &offering))
            .picks(move |console, ids: &[UserId]| doors::people_picked(console, &picking, ids))
            .gives(move |changes| outputs::given_people(&access, &users, changes)),
    )
}

/// Which access levels give it.
fn levels(may: &May<Kind>) -> Option<Relation<Record>> {
    let by = (outputs::levels as _, user_access_levels::choices_to_give as _, outputs::given_levels as _);
    may.related(&USER_ACCESS_LEVELS, "output-levels", &may.ends.levels, by)
}
