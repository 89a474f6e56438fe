//! The first start: a site, its first administrator and its recovery sheet. There are no default credentials.

use std::path::Path;
use std::sync::Arc;

use zeroize::Zeroizing;

use super::sealing::{self, Outfit};
use crate::console::{Console, Environment, SITE_FILE};
use crate::domain::form::keep;
use crate::domain::group::GroupId;
use crate::domain::operator::{self, Language, Password, PasswordFault, Policy};
use crate::domain::partition::{self, Checked, PartitionId};
use crate::domain::text::{self, Line};
use crate::secret::keyring::Master;
use crate::secret::password::{self, Cost, Record};
use crate::secret::recovery::{Code, Sheet};
use crate::secret::{NoRandomness, Secret};
use crate::session::Session;
use crate::storage::audit::{Action, Entry, Fields, Subject};
use crate::storage::{self, Change, Storage, Values, groups, operators, record, site};

/// What the first start asks.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The site's name, as typed: 1 to 64 characters.
    pub site: String,
    /// The first administrator's user name, as typed: 1 to 64 characters.
    pub user_name: String,
    /// The password, as typed.
    pub password: Password,
    /// The password once more.
    pub repeated: Password,
    /// The language of the screen.
    pub language: Language,
}

/// A field of the first start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the fields' own")]
pub enum Field {
    Site,
    UserName,
    Password,
    Repeated,
}

/// Why a field is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The text breaks a rule of texts.
    Text(text::Fault),
    /// The password may not be anybody's.
    Password(PasswordFault),
    /// The two passwords differ.
    Differs,
}

impl From<text::Fault> for Fault {
    fn from(fault: text::Fault) -> Self {
        Fault::Text(fault)
    }
}

/// What was checked: a site that can be made.
#[derive(Debug)]
pub struct Plan {
    site: Line<64>,
    user_name: operator::UserName,
    password: Password,
    language: Language,
    master: Master,
    code: Code,
    sheet: Sheet,
}

/// Why no site was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields are wrong.
    #[error("fields are wrong")]
    Faults(Vec<(Field, Fault)>),
    /// The database says no.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// The system gave no random numbers.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
    /// The password could not be worked on.
    #[error(transparent)]
    Password(#[from] password::Fault),
    /// The program cannot have the folder to itself.
    #[error(transparent)]
    Open(#[from] crate::console::OpenError),
}

/// Where the master secret comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// It is new: a new site.
    New,
    /// It is that of a recovery sheet: the site's locks and cards go on with a new database.
    Recovered(Master),
}

/// Checks what was typed, and makes the secret and the recovery sheet of the site to be. Nothing is stored.
pub fn plan(draft: &Draft, origin: Origin) -> Result<Plan, Error> {
    let mut faults = Vec::new();
    let site = keep(&mut faults, Field::Site, Line::required(&draft.site));
    let user_name = keep(&mut faults, Field::UserName, operator::UserName::new(&draft.user_name));
    let names = [draft.user_name.as_str(), draft.site.as_str(), "keydesk"];
    if let Err(fault) = Policy::DEFAULT.check(&draft.password, &names, crate::common_passwords::contain) {
        faults.push((Field::Password, Fault::Password(fault)));
    } else if !draft.password.is_same_as(&draft.repeated) {
        faults.push((Field::Repeated, Fault::Differs));
    }
    let (Some(site), Some(user_name), true) = (site, user_name, faults.is_empty()) else {
        return Err(Error::Faults(faults));
    };
    let master = match origin {
        Origin::New => Master::new(Secret::random()?),
        Origin::Recovered(master) => master,
    };
    let code = Code::random()?;
    let sheet = Sheet::make(&master, &code)?;
    Ok(Plan {
        site,
        user_name,
        password: draft.password.clone(),
        language: draft.language,
        master,
        code,
        sheet,
    })
}

impl Plan {
    /// The site's name.
    pub fn site(&self) -> &str {
        self.site.as_str()
    }

    /// The language in which the site begins.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The recovery sheet: to be printed or saved, useless without its code.
    pub const fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    /// The code of the sheet, in groups of four: to be kept apart from it.
    pub fn code(&self) -> Zeroizing<String> {
        self.code.reveal()
    }

    pub(super) const fn master(&self) -> &Master {
        &self.master
    }

    /// Whether what was typed back is the code: the check that it was kept.
    pub fn is_code(&self, typed: &str) -> bool {
        Code::parse(typed).is_some_and(|typed| typed == self.code)
    }
}

/// Makes the site, and signs its administrator in.
pub fn create(
    directory: &Path,
    environment: Environment,
    plan: &Plan,
    cost: Cost,
) -> Result<(Console, Arc<Session>), Error> {
    let lock = crate::console::lock(directory)?;
    let (record, opened) = Record::make(&plan.password, cost)?;
    let account = Account { record, wrapping: opened.wrapping };
    let path = directory.join(SITE_FILE);
    let made = Storage::create(&path, environment.storage(), |change| fill(change, plan, &account));
    let storage = match made {
        Ok(storage) => storage,
        Err(error) => {
            // What was begun is not a site: without its administrator nobody could ever open it.
            if !matches!(error, Error::Storage(storage::Error::SiteExists)) {
                remove_begun(&path);
            }
            return Err(error);
        }
    };
    let console = Console::around(storage, environment, lock)?;
    let session = super::sign_in::sign_in(&console, plan.user_name.as_str(), &plan.password)
        .and_then(super::sign_in::SignedIn::session)
        .map_err(|_| Error::Storage(storage::Error::Damaged))?;
    Ok((console, session))
}

struct Account {
    record: Record,
    /// What the password gives.
    wrapping: Secret,
}

fn fill(change: &Change<'_>, plan: &Plan, account: &Account) -> Result<storage::audit::Trail, Error> {
    let numbering = site::Numbering::from(change.now());
    let row = site::Site {
        name: plan.site().to_owned(),
        mark: plan.master.mark(),
        verifying_key: plan.master.verifying_key().to_bytes(),
        demo: site::Demo::No,
        partitions: false,
        numbering,
        epoch_proof: plan.master.epoch_proof(numbering.born, numbering.epoch, numbering.renewed),
    };
    site::insert(change, &row)?;
    let general = Checked { name: general_name()?, description: Line::default() };
    let general = record::insert(change, &general, Values::none())?;
    debug_assert_eq!(general, PartitionId::GENERAL, "it is the first row of its table");
    let administrator = match plan.language {
        Language::English => "Administrator",
        Language::Spanish => "Administrador",
    };
    groups::insert_administrator(change, administrator)?;
    let name = operator::Name::new(&plan.user_name.as_str().chars().take(56).collect::<String>())
        .map_err(|fault| Error::Faults(vec![(Field::UserName, Fault::Text(fault))]))?;
    sealing::make(change, &plan.master, |holding| {
        operators::insert(
            holding,
            &operator::Operator {
                name,
                user_name: plan.user_name.clone(),
                group: GroupId::ADMINISTRATOR,
                language: plan.language,
                enabled: true,
            },
            &account.record,
            |id| Outfit::by_master(&plan.master, row.numbering.born).make(id, &account.wrapping),
        )
    })?;
    let subject = Subject::site(plan.site());
    let entry = Entry::new(Action::SiteMade, subject)
        .after(Fields::default().with("administrator", plan.user_name.as_str()));
    Ok(entry.into())
}

fn general_name() -> Result<partition::Name, Error> {
    partition::Name::new("General").map_err(|fault| Error::Faults(vec![(Field::Site, Fault::Text(fault))]))
}

fn remove_begun(path: &Path) {
    for extension in ["db", "db-wal", "db-shm"] {
        // What cannot be removed is told at the next start, when it is found.
        let _ = std::fs::remove_file(path.with_extension(extension));
    }
}
