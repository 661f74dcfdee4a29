//! `vtask user create`

use super::serve::block_on;
use super::{Trouble, words::one_of};
use crate::accounts::actions::{NewPerson, NewPersonRole, create_by_operator};
use crate::accounts::{Password, PersonRole};
use crate::app;
use crate::audit::Act;
use crate::config::Config;
use crate::failure::Failure;
use crate::platform::clock::Clock;
use crate::platform::db::Tx;
use crate::platform::texts::Texts;
use crate::primitives::{Email, Lang};
use crate::sessions::{AdminRole, Role};
use crate::web::Shared;
use clap::{Args, Subcommand};
use std::io::{BufRead as _, IsTerminal as _};
use std::time::Duration;

/// Make people.
#[derive(Args)]
pub(crate) struct UserCommand {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Make a merchant, a creator or an admin; prints the id. Works while the server runs
    #[command(after_help = "Examples:\n  vtask user create --email ana@example.org --name Ana --role creator --verified\n  \
        printf '%s\\n' \"$PASSWORD\" | vtask user create --email li@example.org --name Li --role merchant --org \"Li Tea\" --password-stdin")]
    Create(Box<Create>),
}

#[derive(Args, Clone)]
struct Create {
    /// Where mails go; what the person signs in with
    #[arg(long)]
    email: Email,
    /// The person's name
    #[arg(long)]
    name: String,
    /// What the person is
    #[arg(long, value_parser = one_of::<PersonRole>())]
    role: PersonRole,
    /// An organisation: a new name makes it (the person owns it), a known name or id is joined
    #[arg(long, value_name = "NAME_OR_ID")]
    org: Option<String>,
    /// The role in an organisation that is joined [default: viewer]
    #[arg(long, requires = "org", value_parser = one_of::<Role>())]
    org_role: Option<Role>,
    /// What an admin judges; may be said several times [default: moderator]
    #[arg(long, value_parser = one_of::<AdminRole>())]
    admin_role: Vec<AdminRole>,
    /// The address needs no confirmation
    #[arg(long)]
    verified: bool,
    /// The language of pages and mails
    #[arg(long, default_value = "zh-CN", value_parser = one_of::<Lang>())]
    locale: Lang,
    /// Read the password from the first line of the standard input instead of asking for it
    #[arg(long)]
    password_stdin: bool,
}

impl UserCommand {
    pub(crate) fn run(self, config: Config) -> Result<(), Trouble> {
        let Verb::Create(command) = self.verb;
        command.check()?;
        let password = Password::parse(&read_password(command.password_stdin)?).map_err(|code| Trouble::Usage(said(code)))?;
        let site = app::open(config, Clock::default())?;
        block_on(async move {
            let hash = site.passwords.hash(password.reveal()).await.map_err(|busy| Trouble::Failed(busy.to_string()))?;
            let new = command.person(hash);
            let id = patiently(&site, move |tx, act| create_by_operator(tx, act, &new)).await?;
            println!("{id}");
            Ok(())
        })
    }
}

impl Create {
    fn check(&self) -> Result<(), Trouble> {
        if !self.admin_role.is_empty() && self.role != PersonRole::Admin {
            return Err(Trouble::Usage("--admin-role goes with --role admin".to_owned()));
        }
        match crate::primitives::text::line(&self.name, 80) {
            Ok(_) => Ok(()),
            Err(_) => Err(Trouble::Usage("--name takes 1 to 80 characters on one line".to_owned())),
        }
    }

    fn person(self, password_hash: String) -> NewPerson {
        let role = match self.role {
            PersonRole::Merchant => NewPersonRole::Merchant,
            PersonRole::Creator => NewPersonRole::Creator,
            PersonRole::Admin if self.admin_role.is_empty() => NewPersonRole::Admin(vec![AdminRole::Moderator]),
            PersonRole::Admin => NewPersonRole::Admin(self.admin_role),
        };
        NewPerson {
            email: self.email,
            name: self.name.trim().to_owned(),
            password_hash,
            lang: self.locale,
            verified: self.verified,
            role,
            org: self.org.map(|name| (name, self.org_role)),
        }
    }
}

/// The password, never from the command line, where every user of the machine could read it.
fn read_password(from_stdin: bool) -> Result<String, Trouble> {
    if from_stdin {
        let mut line = String::new();
        std::io::stdin().lock().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Trouble::Usage("no terminal to ask for the password: use --password-stdin".to_owned()));
    }
    let password = rpassword::prompt_password("Password: ")?;
    if rpassword::prompt_password("Once more: ")? == password { Ok(password) } else { Err(Trouble::Usage(said("mismatch"))) }
}

/// The words of a field error.
fn said(code: &str) -> String {
    Texts::load().map_or_else(|_| code.to_owned(), |texts| texts.get(Lang::En, &format!("error-{code}"), &[]))
}

/// Writes as the operator. While a server writes to the same file its lock may be held for long: it is waited for, a minute at most.
pub(super) async fn patiently<T: Send + 'static>(
    site: &Shared,
    work: impl Fn(&mut Tx<'_>, &Act) -> Result<T, Failure> + Clone + Send + 'static,
) -> Result<T, Trouble> {
    let mut left = 30u32;
    loop {
        let (work, act) = (work.clone(), Act::operator(site.clock.now()));
        match site.db.write(move |tx| work(tx, &act)).await {
            Err(Failure::Busy(_) | Failure::Conflicted) if left > 0 => {
                left -= 1;
                tokio::time::sleep(Duration::from_millis(500)).await;
            }
            done => return Ok(done?),
        }
    }
}
