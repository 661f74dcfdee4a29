//! People to test with: made as the operator makes them, signed in through the door.

use crate::browser::{Browser, Page};
use crate::world::World;
use serde_json::Value;
use std::ops::Deref;
use vtask::accounts::actions::{NewPerson, NewPersonRole, create_by_operator};
use vtask::audit::Act;
use vtask::failure::Failure;
use vtask::platform::mailer;
use vtask::primitives::id::{OrgId, UserId};
use vtask::primitives::{Lang, Limit};
use vtask::sessions::{AdminRole, Role};

/// Everybody's password.
pub const PASSWORD: &str = "a walk along the river";

/// Somebody with a browser that is signed in.
pub struct Login {
    pub browser: Browser,
    pub id: UserId,
    pub email: String,
}

impl Deref for Login {
    type Target = Browser;
    fn deref(&self) -> &Browser {
        &self.browser
    }
}

/// A mail in the outbox.
#[derive(Debug)]
pub struct Letter {
    pub template: String,
    pub lang: Lang,
    pub params: Value,
}

impl Letter {
    /// Where its link leads.
    pub fn path(&self) -> &str {
        self.params["path"].as_str().unwrap()
    }
}

/// The cookie that makes a browser somebody's, as it was set by this answer.
pub fn session_cookie(page: &Page) -> Option<String> {
    let cookies = page.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok());
    cookies.filter_map(|cookie| cookie.strip_prefix("sid=")).map(|rest| rest.split(';').next().unwrap().to_owned()).next()
}

impl World {
    /// The operator makes a person with a confirmed address.
    pub async fn operator_makes(&self, email: &str, name: &str, role: NewPersonRole, org: Option<(String, Option<Role>)>) -> UserId {
        let password_hash = self.site.passwords.hash(PASSWORD).await.unwrap();
        let email = email.parse().unwrap();
        let new = NewPerson { email, name: name.to_owned(), password_hash, lang: Lang::En, verified: true, role, org };
        let act = Act::operator(self.now());
        self.site.db.write(move |tx| create_by_operator(tx, &act, &new)).await.unwrap()
    }

    /// Signs in through the door.
    pub async fn log_in(&self, email: &str) -> Login {
        let browser = self.browser();
        browser.post("/login", &[("email", email), ("password", PASSWORD)]).await.expect(303);
        Login { browser, id: self.user_id(email).await, email: email.to_owned() }
    }

    async fn user_id(&self, email: &str) -> UserId {
        use diesel::prelude::*;
        use vtask::schema::users;
        let email: vtask::primitives::Email = email.parse().unwrap();
        let found = self.site.db.read(move |conn| {
            let id = users::table.filter(users::email.eq(email)).select(users::id).first::<UserId>(conn);
            id.map_err(Failure::from)
        });
        found.await.unwrap()
    }

    /// An owner of a new organisation.
    pub async fn merchant(&self, org: &str) -> Login {
        let email = format!("owner@{}.example.org", org.to_lowercase().replace(' ', "-"));
        self.operator_makes(&email, "Olive Owner", NewPersonRole::Merchant, Some((org.to_owned(), None))).await;
        self.log_in(&email).await
    }

    /// A member of an organisation that exists.
    pub async fn colleague(&self, org: &str, role: Role) -> Login {
        let email = format!("{role}-{}@colleagues.example.org", uuid::Uuid::new_v4().simple());
        let place = Some((org.to_owned(), Some(role)));
        self.operator_makes(&email, &format!("Col {role}"), NewPersonRole::Merchant, place).await;
        self.log_in(&email).await
    }

    /// A creator.
    pub async fn creator_called(&self, name: &str) -> Login {
        let email = format!("{}@creators.example.org", name.to_lowercase().replace(' ', "."));
        self.operator_makes(&email, name, NewPersonRole::Creator, None).await;
        self.log_in(&email).await
    }

    /// An admin of the platform, whose second factor is not on yet.
    pub async fn new_admin(&self) -> Login {
        let email = format!("admin-{}@admins.example.org", uuid::Uuid::new_v4().simple());
        self.operator_makes(&email, "Ada Admin", NewPersonRole::Admin(vec![AdminRole::Moderator]), None).await;
        self.log_in(&email).await
    }

    /// The organisation's id, by its name.
    pub async fn org_id(&self, name: &str) -> OrgId {
        use diesel::prelude::*;
        use vtask::schema::organisations;
        let name = name.to_owned();
        let found = self.site.db.read(move |conn| {
            let id = organisations::table.filter(organisations::name.eq(name)).select(organisations::id).first::<OrgId>(conn);
            id.map_err(Failure::from)
        });
        found.await.unwrap()
    }

    /// What was mailed to an address, oldest first.
    pub async fn letters_to(&self, email: &str) -> Vec<Letter> {
        let newest =
            self.site.db.read(move |conn| mailer::list_newest(conn, None, Limit::new(100).unwrap()).map_err(Failure::from)).await.unwrap();
        let letter =
            |row: mailer::Row| Letter { lang: row.locale, params: serde_json::from_str(&row.params).unwrap(), template: row.template };
        newest.items.into_iter().rev().filter(|row| row.address.as_str() == email).map(letter).collect()
    }

    /// The newest mail of a kind to an address.
    pub async fn letter(&self, email: &str, template: &str) -> Letter {
        let mut letters = self.letters_to(email).await;
        letters.retain(|letter| letter.template == template);
        letters.pop().unwrap_or_else(|| panic!("no {template} to {email}"))
    }
}
