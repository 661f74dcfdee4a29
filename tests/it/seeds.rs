//! People who are there before a story begins: written into the tables with an open session, so that a story about briefs does not have to
//! sign anybody up.

use crate::browser::Browser;
use crate::world::World;
use diesel::prelude::*;
use vtask::failure::Failure;
use vtask::primitives::Instant;
use vtask::primitives::id::{CreatorId, MembershipId, OrgId, UserId};
use vtask::schema::{creators, memberships, organisations, users};
use vtask::sessions::{self, Role, Token};

/// Somebody signed in.
pub struct Seed {
    pub browser: Browser,
    pub user: UserId,
    pub org: Option<OrgId>,
    pub handle: String,
}

impl World {
    /// A person with a session, in English, in UTC.
    async fn seed_user(&self, name: &str) -> (UserId, Browser) {
        let (user, token, now) = (UserId::random(), Token::random().unwrap(), self.now());
        let (name, secret) = (name.to_owned(), token.clone());
        let write = move |tx: &mut vtask::platform::db::Tx<'_>| {
            diesel::insert_into(users::table)
                .values((
                    users::id.eq(user),
                    users::email.eq(format!("{user}@example.org")),
                    users::name.eq(&name),
                    users::password_hash.eq("none"),
                    users::locale.eq("en"),
                    users::time_zone.eq("UTC"),
                    users::theme.eq("auto"),
                    users::confirmed_at.eq(Some(now)),
                    users::totp_last_step.eq(0i64),
                    users::version.eq(1i64),
                    users::created_at.eq(now),
                ))
                .execute(&mut **tx)?;
            sessions::open(tx, user, &secret, "test", now)?;
            Ok::<_, Failure>(())
        };
        self.site.db.write(write).await.unwrap();
        (user, Browser::with_session(self.address, token.as_str()))
    }

    /// A member of a merchant of this name, which is made if it is new.
    pub async fn seed_member(&self, org_name: &str, role: Role) -> Seed {
        let (user, browser) = self.seed_user(&format!("{role} of {org_name}")).await;
        let (name, now) = (org_name.to_owned(), self.now());
        let write = move |tx: &mut vtask::platform::db::Tx<'_>| {
            let known: Option<OrgId> =
                organisations::table.filter(organisations::name.eq(&name)).select(organisations::id).first(&mut **tx).optional()?;
            let org = match known {
                Some(org) => org,
                None => {
                    let org = OrgId::random();
                    diesel::insert_into(organisations::table)
                        .values((
                            organisations::id.eq(org),
                            organisations::kind.eq("merchant"),
                            organisations::name.eq(&name),
                            organisations::name_folded.eq(name.to_lowercase()),
                            organisations::about.eq("We make cups."),
                            organisations::website.eq(""),
                            organisations::version.eq(1i64),
                            organisations::created_at.eq(now),
                        ))
                        .execute(&mut **tx)?;
                    org
                }
            };
            let member = (
                memberships::id.eq(MembershipId::random()),
                memberships::org_id.eq(org),
                memberships::user_id.eq(user),
                memberships::role.eq(role),
                memberships::created_at.eq(now),
            );
            diesel::insert_into(memberships::table).values(member).execute(&mut **tx)?;
            Ok::<_, Failure>(org)
        };
        let org = self.site.db.write(write).await.unwrap();
        Seed { browser, user, org: Some(org), handle: String::new() }
    }

    /// A creator with this handle.
    pub async fn seed_creator(&self, handle: &str) -> Seed {
        let (user, browser) = self.seed_user(handle).await;
        let (folded, now): (String, Instant) = (handle.to_owned(), self.now());
        let write = move |tx: &mut vtask::platform::db::Tx<'_>| {
            let row = (
                creators::id.eq(CreatorId::random()),
                creators::user_id.eq(user),
                creators::handle.eq(&folded),
                creators::name.eq(&folded),
                creators::bio.eq(""),
                creators::version.eq(1i64),
                creators::created_at.eq(now),
            );
            diesel::insert_into(creators::table).values(row).execute(&mut **tx)?;
            Ok::<_, Failure>(())
        };
        self.site.db.write(write).await.unwrap();
        Seed { browser, user, org: None, handle: handle.to_owned() }
    }

    /// Lets somebody sign in and step up with this password.
    pub async fn give_password(&self, seed: &Seed, password: &str) {
        let (user, hash) = (seed.user, self.site.passwords.hash(password).await.unwrap());
        let set = move |tx: &mut vtask::platform::db::Tx<'_>| {
            diesel::update(users::table.find(user)).set(users::password_hash.eq(&hash)).execute(&mut **tx)?;
            Ok::<_, Failure>(())
        };
        self.site.db.write(set).await.unwrap();
    }

    /// A day so many days from now, as a date field wants it.
    pub fn day(&self, days: i64) -> String {
        let zone: vtask::primitives::Zone = "UTC".parse().unwrap();
        self.now().plus_hours(days * 24).date_in(&zone).to_string()
    }
}

impl Seed {
    /// Begins a draft and fills every step; returns its address, `/briefs/brf_…`.
    pub async fn write_brief(&self, world: &World, title: &str, more: &[(&str, &str)]) -> String {
        let org = self.org.unwrap().to_string();
        let said = |name: &str, or: &str| more.iter().find(|(key, _)| *key == name).map_or(or.to_owned(), |(_, value)| (*value).to_owned());
        let (form, category) = (said("content_form", "image_set"), said("category", "home"));
        let begun = [("org", org.as_str()), ("kind", "open_bid"), ("content_form", form.as_str()), ("category", category.as_str())];
        let made = self.browser.post("/briefs", &begun).await.expect(303);
        let base = made.location.unwrap().replace("/edit/description", "");
        let step = |name: &'static str| format!("{base}/edit/{name}");
        self.browser.post(&step("description"), &[("title", title), ("body", "On a table.\n\n- **three** pictures")]).await.expect(303);
        self.browser
            .post(
                &step("deliverables"),
                &[
                    ("level", "must"),
                    ("point", "Three pictures"),
                    ("level", "must"),
                    ("point", "3:2"),
                    ("level", "must_not"),
                    ("point", "No “best”"),
                ],
            )
            .await
            .expect(303);
        let mut shown: Vec<(&str, &str)> = more.iter().filter(|(key, _)| matches!(*key, "platforms" | "languages")).copied().collect();
        if shown.is_empty() {
            shown = vec![("platforms", "xiaohongshu"), ("languages", "en")];
        }
        self.browser.post(&step("platforms"), &shown).await.expect(303);
        let day = world.day(said("days", "10").parse().unwrap());
        let (currency, min, max, places) =
            (said("currency", "CNY"), said("price_min", "1500"), said("price_max", "2200"), said("places", "2"));
        let money = [
            ("currency", currency.as_str()),
            ("price_min", &min),
            ("price_max", &max),
            ("places", &places),
            ("bid_deadline", &day),
            ("delivery_days", "10"),
            ("review_days", "7"),
            ("rounds", "2"),
            ("bid_cap", "30"),
        ];
        self.browser.post(&step("money"), &money).await.expect(303);
        let rights = [("channels", "xiaohongshu"), ("licence_days", "90"), ("territory", ""), ("question", "Which cups do you use?")];
        self.browser.post(&step("rights"), &rights).await.expect(303);
        base
    }

    /// Writes a brief and publishes it.
    pub async fn publish_brief(&self, world: &World, title: &str, more: &[(&str, &str)]) -> String {
        let base = self.write_brief(world, title, more).await;
        self.browser.post(&format!("{base}/publication"), &[]).await.expect(303);
        base
    }
}
