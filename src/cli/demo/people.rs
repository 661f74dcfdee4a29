//! People sign up, confirm their addresses, say who they are, and let others into their organisations.

use super::data::{Creator, Member, Merchant};
use super::load::{REQUEST, Replay, missing};
use crate::accounts::actions::{
    self, Browser, Confirmed, NewInvitation, Newcomer, Profile, SignUp, SignUpAs, accept_as_newcomer, invite, save_organisation,
};
use crate::accounts::{Handle, Organisation};
use crate::audit::Act;
use crate::creators::{self, checks};
use crate::creators::{NewChannel, ProfileWords, add_channel, add_work};
use crate::failure::Failure;
use crate::files::{self, File, Purpose};
use crate::platform::db::Tx;
use crate::primitives::id::OrgId;
use crate::primitives::{Choice as _, Instant, Lang, Platform, Zone};
use crate::sessions::{self, AdminRole, OrgKind, Person, Right, Theme, Token};

/// What a browser of the demo calls itself.
const AGENT: &str = "V-Task demo";

/// The admins, whom the command line makes: address, name, language. Each judges everything; what takes two takes both.
pub(super) const ADMINS: &[(&str, &str, Lang)] =
    &[("duancheng@demo.example", "段澄", Lang::ZhCn), ("ruth.okafor@demo.example", "Ruth Okafor", Lang::En)];

/// An organisation and those who act for it.
pub(super) struct Org {
    pub(super) id: OrgId,
    pub(super) zone: Zone,
    pub(super) people: Vec<Person>,
}

impl Org {
    /// The last who joined of those who may do this.
    pub(super) fn who_may(&self, right: Right) -> Result<&Person, Failure> {
        let able = |person: &&Person| person.can(self.id, right).is_ok();
        self.people.iter().rev().find(able).ok_or_else(|| missing("a member who may"))
    }
}

impl Replay {
    pub(super) fn org(&self, key: &str) -> Result<&Org, Failure> {
        self.orgs.get(key).ok_or_else(|| missing(key))
    }

    pub(super) fn by_handle(&self, handle: &str) -> Result<&Person, Failure> {
        self.creators.get(handle).ok_or_else(|| missing(handle))
    }

    /// Two admins in every role. Each is led to a second factor at the first sign-in.
    pub(super) async fn admins(&mut self) -> Result<(), Failure> {
        let (at, hash) = (self.now, self.password_hash.clone());
        let work = move |tx: &mut Tx<'_>| {
            let mut judge = None;
            for (email, name, lang) in ADMINS {
                let new = actions::NewPerson {
                    email: email.parse().map_err(|_| missing(email))?,
                    name: (*name).to_owned(),
                    password_hash: hash.clone(),
                    lang: *lang,
                    verified: true,
                    role: actions::NewPersonRole::Admin(AdminRole::ALL.to_vec()),
                    org: None,
                };
                let user = actions::create_by_operator(tx, &Act::operator(at), &new)?;
                judge = sessions::find_person(tx, user)?;
            }
            Ok::<_, Failure>(judge)
        };
        self.judge = self.site.db.write(work).await?;
        Ok(())
    }

    /// The owner signs up with the organisation, describes it, and lets the others in.
    pub(super) async fn merchant(&mut self, merchant: &Merchant) -> Result<(), Failure> {
        let (owner, others) = merchant.members.split_first().ok_or_else(|| missing("the owner"))?;
        let wanted = SignUp {
            name: owner.name.clone(),
            email: owner.email.clone(),
            password_hash: self.password_hash.clone(),
            lang: merchant.locale,
            next: String::new(),
            role: SignUpAs::Merchant(merchant.name.clone()),
        };
        let owner = self.sign_up(wanted, &merchant.time_zone).await?;
        let id = owner.memberships.first().map(|member| member.org).ok_or_else(|| missing("the organisation"))?;
        let said = Organisation {
            id,
            kind: OrgKind::Merchant,
            name: merchant.name.clone(),
            about: merchant.about.clone(),
            website: merchant.website.clone(),
            version: 1,
        };
        self.act(&owner, move |tx, act, person| save_organisation(tx, act, person, &said)).await?;
        let mut people = vec![owner.clone()];
        for member in others {
            people.push(self.member(&owner, id, (member, merchant.locale, &merchant.time_zone)).await?);
        }
        self.orgs.insert(merchant.key.clone(), Org { id, zone: merchant.time_zone.clone(), people });
        Ok(())
    }

    pub(super) async fn member(&self, owner: &Person, org: OrgId, (member, lang, zone): (&Member, Lang, &Zone)) -> Result<Person, Failure> {
        let wanted = NewInvitation { org, email: member.email.clone(), role: member.role, lang };
        let newcomer = Newcomer { name: member.name.clone(), password_hash: self.password_hash.clone(), lang };
        let (link, browser, zone) = (token()?, browser()?, zone.clone());
        self.act(owner, move |tx, act, owner| {
            invite(tx, act, owner, &wanted, &link)?;
            accept_as_newcomer(tx, (act.at, REQUEST), &link, &newcomer, &browser)?;
            settle_in(tx, act.at, &browser.token, &zone)
        })
        .await
    }

    /// A creator signs up, says who he is, and shows his work.
    pub(super) async fn creator(&mut self, creator: &Creator) -> Result<(), Failure> {
        let handle = Handle::parse(&creator.handle).map_err(|code| Failure::field("handle", code))?;
        let wanted = SignUp {
            name: creator.name.clone(),
            email: creator.email.clone(),
            password_hash: self.password_hash.clone(),
            lang: creator.locale,
            next: String::new(),
            role: SignUpAs::Creator(handle),
        };
        let person = self.sign_up(wanted, &creator.time_zone).await?;
        let words = ProfileWords {
            name: creator.name.clone(),
            bio: creator.bio.clone(),
            tags: creator.tags.clone(),
            languages: creator.languages.clone(),
        };
        let channels: Vec<NewChannel> = creator.channels.iter().map(channel).collect();
        let mut works = Vec::new();
        for work in &creator.portfolio {
            works.push((work.title.clone(), self.picture(&work.picture)?));
        }
        let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            crate::creators::save_profile(tx, act, person, None, &words)?;
            for channel in &channels {
                add_channel(tx, act, person, channel)?;
            }
            for (title, received) in &works {
                let file = File::new(Purpose::Portfolio, person.id, None, received, act.at);
                files::insert(tx, &file)?;
                add_work(tx, act, person, (&file, title), false)?;
            }
            Ok(())
        };
        self.act(&person, work).await?;
        self.creators.insert(creator.handle.clone(), person);
        Ok(())
    }

    /// Shows that the first channel is his own: by a code where any page will do, else by a screenshot. One of four says nothing of it, and the last
    /// screenshots still wait for a moderator.
    pub(super) async fn channel(&mut self, creator: &Creator) -> Result<(), Failure> {
        let place = self.creators.keys().filter(|handle| **handle < creator.handle).count();
        let Some(first) = creator.channels.first().filter(|_| place % 4 != 3) else { return Ok(()) };
        let (person, by_code) = (self.by_handle(&creator.handle)?.clone(), matches!(first.platform, Platform::OwnSite | Platform::Other));
        let shot = if by_code { None } else { creator.portfolio.first().map(|work| self.picture(&work.picture)).transpose()? };
        let judge = self.judge.clone().filter(|_| place > 2);
        let url = first.url.clone();
        let work = move |tx: &mut Tx<'_>, act: &Act, person: &Person| {
            let own = creators::list_channels(tx, person.creator_id()?)?.into_iter().find(|channel| channel.url == url);
            let channel = own.ok_or_else(|| missing(&url))?;
            match (&shot, &judge) {
                (None, _) => {
                    let asked = checks::ask_by_code(tx, act, person, channel.id)?;
                    checks::found(tx, &Act::platform(act.at, REQUEST), asked, Ok(()))
                }
                (Some(shot), judge) => {
                    let file = File::new(Purpose::Verification, person.id, None, shot, act.at);
                    let asked = checks::ask_by_screenshot(tx, act, person, channel.id, &file)?;
                    judge.as_ref().map_or(Ok(()), |judge| checks::accept(tx, &Act::of(judge.id, act.at, REQUEST), judge, asked))
                }
            }
        };
        self.act(&person, work).await
    }

    /// Signs up, follows the link in the mail, and signs in to set the clock.
    async fn sign_up(&self, wanted: SignUp, zone: &Zone) -> Result<Person, Failure> {
        let (at, link, browser, zone) = (self.now, token()?, browser()?, zone.clone());
        let work = move |tx: &mut Tx<'_>| {
            actions::sign_up(tx, at, REQUEST, &wanted, &link)?;
            let user = match actions::confirm(tx, at, REQUEST, &link, &browser)? {
                Confirmed::Address(user) | Confirmed::NewAddress(user) => user,
            };
            sessions::open(tx, user, &browser.token, &browser.agent, at)?;
            settle_in(tx, at, &browser.token, &zone)
        };
        self.site.db.write(work).await
    }
}

fn token() -> Result<Token, Failure> {
    Token::random().map_err(|error| Failure::Bug(error.to_string()))
}

fn browser() -> Result<Browser, Failure> {
    Ok(Browser { token: token()?, agent: AGENT.to_owned(), replaces: None })
}

fn channel(channel: &super::data::Channel) -> NewChannel {
    NewChannel { platform: channel.platform, handle: channel.handle.clone(), url: channel.url.clone(), followers: channel.followers }
}

/// The person behind a session sets the clock and signs out again.
fn settle_in(tx: &mut Tx<'_>, at: Instant, token: &Token, zone: &Zone) -> Result<Person, Failure> {
    let (person, _) = sessions::find(tx, token, at)?.ok_or(Failure::SignedOut)?;
    let act = Act::of(person.id, at, REQUEST);
    let profile = Profile { name: person.name.clone(), lang: person.lang, zone: zone.clone(), theme: Theme::Auto };
    actions::save_profile(tx, &act, &person, &profile, &|_| true)?;
    actions::sign_out(tx, &act, &person)?;
    Ok(Person { zone: zone.clone(), ..person })
}
