//! The admin desk: who gets in, what waits there, and acts that take two.

use crate::both;
use crate::deals::{Somebody, add_user, run};
use crate::world::World;
use serde_json::json;
use vtask::audit::Act;
use vtask::operations::{self, Fuse};
use vtask::primitives::Choice as _;
use vtask::sessions::{AdminRole, Scope};

impl World {
    /// An admin of these roles with a second factor on and a fresh proof of presence.
    pub async fn admin_as(&self, roles: &[AdminRole]) -> Somebody {
        let (now, roles) = (self.now().0, roles.to_vec());
        let user = self
            .write(move |tx| {
                let user = add_user(tx, "Ada Admin", now)?;
                run(tx, format!("UPDATE users SET totp_secret = 'x', totp_confirmed_at = {now} WHERE id = '{user}'"))?;
                for role in &roles {
                    run(tx, format!("INSERT INTO admin_roles (user_id, role, created_at) VALUES ('{user}', '{}', {now})", role.word()))?;
                }
                Ok(user)
            })
            .await;
        self.sign_in(user).await
    }

    /// A program in an admin's name.
    pub async fn program_of_admin(&self, admin: &Somebody) -> crate::program::Program {
        self.program(admin.person.email.as_str(), &[Scope::Admin]).await
    }

    async fn blow(&self, reason: &'static str) {
        let act = Act::platform(self.now(), "test");
        self.write(move |tx| operations::blow(tx, &act, Fuse::Money, reason)).await;
    }

    async fn is_blown(&self) -> bool {
        self.read(|conn| Ok(operations::is_blown(conn, Fuse::Money)?)).await
    }
}

const PAGES: [&str; 6] = ["/admin", "/admin/acts", "/admin/ops", "/admin/events", "/admin/ledger", "/admin/audit"];

both! {
    async fn the_desk_is_there_for_admins_with_a_second_factor_only(world: World) {
        let (deal, moderator) = (world.funded_deal().await, world.admin_as(&[AdminRole::Moderator]).await);
        let finance = world.admin_as(&[AdminRole::FinanceAdmin]).await;
        let bare = world.new_admin().await;
        for path in PAGES {
            world.browser_of(&deal.merchant).get(path).await.expect(404);
            assert_eq!(bare.browser.get(path).await.expect(303).location.unwrap(), "/settings/security");
            world.browser_of(&finance).get(path).await.expect(200);
        }
        let theirs = world.browser_of(&moderator);
        assert!(theirs.get("/admin").await.expect(200).has("All clear"));
        theirs.get("/admin/ops").await.expect(403);
        theirs.get("/admin/ledger").await.expect(403);
        theirs.get("/admin/audit").await.expect(200);
        assert!(!theirs.get("/admin").await.attrs("nav a", "href").contains(&"/admin/ops".to_owned()), "no tab for a page that is closed");
        let page = world.browser_of(&finance).get("/admin/ledger").await.expect(200);
        assert!(page.has("escrow") && page.has("6,000.00"), "{}", page.readable());
        let log = world.browser_of(&finance).get(&format!("/admin/audit?about={}", deal.contract)).await.expect(200);
        assert!(log.has("contract.active"), "{}", log.readable());
    }

    async fn a_fuse_goes_on_when_a_second_admin_agrees(world: World) {
        let (first, second) = (world.admin_as(&[AdminRole::FinanceAdmin]).await, world.admin_as(&[AdminRole::FinanceAdmin]).await);
        let (one, two) = (world.browser_of(&first), world.browser_of(&second));
        let nothing = [("kind", "fuse_confirm"), ("subject", "money"), ("reason", "looked")];
        assert_eq!(one.post("/admin/acts", &nothing).await.status, 409, "nothing is blown");
        world.blow("tr_1 went out").await;
        assert!(one.get("/admin").await.expect(200).has("tr_1 went out"));
        one.get("/admin/acts/new?kind=fuse_confirm&subject=money").await.expect(200);
        assert_eq!(one.post("/admin/acts", &[("kind", "fuse_confirm"), ("subject", "money"), ("reason", " ")]).await.status, 422);
        let act = one.post("/admin/acts", &nothing).await.expect(303).location.unwrap();
        assert_eq!(one.post("/admin/acts", &nothing).await.status, 409, "it waits already");
        assert!(world.is_blown().await);
        assert!(two.get("/inbox").await.expect(200).has("wants your agreement"));
        assert!(two.get("/admin").await.expect(200).has("Acts that want a second admin: 1"));
        one.post(&format!("{act}/confirmation"), &[]).await.expect(403);
        assert!(world.is_blown().await, "nobody is his own second");
        world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await).post(&format!("{act}/confirmation"), &[]).await.expect(403);
        two.post(&format!("{act}/confirmation"), &[]).await.expect(303);
        assert!(!world.is_blown().await);
        two.post(&format!("{act}/confirmation"), &[]).await.expect(409);
        assert!(two.get("/admin/audit?about=money").await.expect(200).has("looked"), "the reason stays");
        world.blow("again").await;
        let act = one.post("/admin/acts", &nothing).await.expect(303).location.unwrap();
        two.post(&format!("{act}/refusal"), &[]).await.expect(303);
        two.post(&format!("{act}/confirmation"), &[]).await.expect(409);
        assert!(world.is_blown().await);
    }

    async fn an_act_wants_a_fresh_proof_of_presence(world: World) {
        let first = world.admin_as(&[AdminRole::FinanceAdmin]).await;
        world.blow("drift").await;
        world.wait_seconds(15 * 60);
        let browser = world.browser_of(&first);
        let asked = browser.get("/admin/acts/new?kind=fuse_confirm&subject=money").await.expect(303);
        assert!(asked.location.unwrap().starts_with("/step-up"));
        let sent = browser.post("/admin/acts", &[("kind", "fuse_confirm"), ("subject", "money"), ("reason", "looked")]).await.expect(303);
        assert!(sent.location.unwrap().starts_with("/step-up"));
    }

    async fn the_desk_is_the_same_for_programs(world: World) {
        let (first, second) = (world.admin_as(&[AdminRole::FinanceAdmin]).await, world.admin_as(&[AdminRole::FinanceAdmin]).await);
        let (one, two) = (world.program_of_admin(&first).await, world.program_of_admin(&second).await);
        let (deal, moderator) = (world.funded_deal().await, world.admin_as(&[AdminRole::Moderator]).await);
        let merchant = world.program(deal.merchant.person.email.as_str(), &[Scope::All]).await;
        for path in ["/admin/queues", "/admin/ops", "/admin/ledger", "/admin/audit", "/admin/acts"] {
            merchant.get(path).await.problem(404, "not_found");
            one.get(path).await.expect(200);
        }
        world.program_of_admin(&moderator).await.get("/admin/ledger").await.problem(403, "act.forbidden");
        let escrow = one.get(&format!("/admin/ledger?about=escrow:{}", deal.milestone)).await.expect(200).json();
        assert_eq!(escrow["items"][0]["amount"], json!({ "amount": -600_000, "currency": "CNY" }), "a credit is below zero");
        one.get("/admin/ops?queue=nonsense").await.problem(422, "fields.invalid");
        world.blow("drift").await;
        let body = json!({ "kind": "fuse_confirm", "subject": "money", "reason": "looked" });
        let act = one.post("/admin/acts", &body).await.expect(202).at("/act_id");
        assert_eq!(two.get("/admin/queues").await.expect(200).json()["items"][0]["key"], "acts");
        one.post(&format!("/admin/acts/{act}/confirmation"), &json!({})).await.problem(403, "admin.second_wanted");
        let done = two.post(&format!("/admin/acts/{act}/confirmation"), &json!({})).await.expect(200).json();
        assert_eq!((done["state"].as_str(), world.is_blown().await), (Some("confirmed"), false));
        one.post("/admin/acts", &json!({ "kind": "operation_give_up", "subject": "op_nothing", "reason": "x" })).await.problem(404, "not_found");
    }
}
