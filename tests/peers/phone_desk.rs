//! A desk for the phone beside it: a site with one person, which puts the keys of phones into a folder.
//!
//! `phone-desk FOLDER` says what it shows of the site, and then answers each line with how the phone of the person stands: what a
//! phone shows adds it, `run` makes and delivers, `door` gives one more door, `remove` takes the phone away.

use std::error::Error;
use std::io::{self, BufRead as _, Write};
use std::process::ExitCode;
use std::sync::Arc;

use keydesk::console::{Console, Environment};
use keydesk::domain::general_options;
use keydesk::domain::operator::{Language, Password};
use keydesk::domain::permission::Leaf;
use keydesk::domain::user::{Grant, Limit, UserId};
use keydesk::encoders::Readers;
use keydesk::operation::first_start::{self, Origin};
use keydesk::operation::users::{self, Picture};
use keydesk::operation::{Changes, Giving, doors, options, phones};
use keydesk::secret::password::Cost;
use keydesk::session::{Permit, Session};

type Made<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nowhere is left to complain if the standard error is closed.
            let _ = writeln!(io::stderr(), "phone-desk FOLDER: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Desk {
    console: Console,
    session: Arc<Session>,
    user: UserId,
}

fn serve() -> Made<()> {
    let folder = std::env::args().nth(1).ok_or("a folder is needed")?;
    let site = tempfile::tempdir()?;
    let password = || Password::new("the heron on the roof");
    let draft = first_start::Draft {
        site: "Hotel Aurora".into(),
        user_name: "marta".into(),
        password: password(),
        repeated: password(),
        language: Language::English,
    };
    let plan = first_start::plan(&draft, Origin::New).map_err(|error| format!("{error:?}"))?;
    let environment = Environment { readers: Readers::Ignored, ..Environment::default() };
    let (console, session) = first_start::create(site.path(), environment, &plan, Cost::LEAST)?;
    let mut desk = Desk { console, session, user: UserId(0) };
    desk.begin(&folder)?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", phones::site_code(&desk.console, &desk.permit()?))?;
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", desk.answer(&line?)?)?;
        out.flush()?;
    }
    Ok(())
}

impl Desk {
    fn permit<P: Leaf>(&self) -> Made<Permit<P>> {
        Ok(self.session.permit().ok_or("an administrator may")?)
    }

    fn begin(&mut self, folder: &str) -> Made<()> {
        let page = options::general(&self.console, &self.permit()?)?;
        let draft = general_options::Draft { phone_folder: folder.to_owned(), ..page.draft };
        options::save_general(&self.console, &self.permit()?, page.version, &draft)?;
        let mut draft = users::blank(&self.console, &self.permit()?)?;
        draft.last_name = "Soto".into();
        self.user = users::add(&self.console, &self.permit()?, &draft, &Picture::Keep, &Giving::nothing())?;
        self.give("Gate")
    }

    fn give(&self, door: &str) -> Made<()> {
        let mut draft = doors::blank(&self.console, &self.permit()?)?;
        draft.name = door.to_owned();
        let to = doors::add(&self.console, &self.permit()?, &draft, &Giving::nothing())?;
        let page = users::open(&self.console, &self.permit()?, self.user)?;
        let changes = Changes::of(vec![Grant { to, limit: Limit::ALWAYS }], Vec::new());
        let doors = users::given_doors(&self.permit()?, &changes);
        let permit = self.permit()?;
        users::save(&self.console, &permit, self.user, page.version, &page.draft, &Picture::Keep, &doors)?;
        Ok(())
    }

    fn answer(&self, line: &str) -> Made<&'static str> {
        let phone = users::open(&self.console, &self.permit()?, self.user)?.phone;
        match (line.trim(), phone) {
            ("run", _) => drop(phones::run(&self.console, Some(&self.session))?),
            ("door", _) => self.give("Vault")?,
            ("remove", Some(phone)) => {
                phones::remove(&self.console, &self.permit()?, self.user, phone.key)?;
            }
            (shown, _) => phones::enrol(&self.console, &self.permit()?, self.user, shown)?,
        }
        let phone = users::open(&self.console, &self.permit()?, self.user)?.phone;
        Ok(phone.map_or("none", |phone| phone.standing.key()))
    }
}
