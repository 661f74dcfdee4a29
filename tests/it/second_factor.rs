//! The second factor: on, at sign-in, recovery codes, off; and admins, who need it.

use crate::both;
use crate::browser::{Browser, Page};
use crate::people::{Login, PASSWORD, session_cookie};
use crate::world::World;

/// What the app on the telephone shows.
pub fn code(world: &World, secret: &str) -> String {
    let key = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let totp = totp_rs::Builder::new().with_secret(key).build().unwrap();
    totp.generate(u64::try_from(world.now().0 / 1_000_000).unwrap()).to_string()
}

/// Turns it on and answers the secret and the recovery codes.
async fn turn_on(world: &World, login: &Login) -> (String, Vec<String>) {
    login.post("/settings/security/second-factor", &[]).await.expect(303);
    let page = login.get("/settings/security/second-factor").await.expect(200);
    assert!(page.attrs("img.qr", "src")[0].starts_with("data:image/svg+xml;base64,"));
    let secret = page.words("code").remove(0).replace(' ', "");
    login.post("/settings/security/second-factor/confirmation", &[("code", "000000")]).await.expect(422);
    let page = login.post("/settings/security/second-factor/confirmation", &[("code", &code(world, &secret))]).await.expect(303);
    assert!(session_cookie(&page).is_some(), "a new session id");
    let codes = login.follow(&page).await.expect(200).words(".codes code");
    assert_eq!(codes.len(), 10);
    (secret, codes)
}

async fn password_step(world: &World, email: &str) -> (Browser, Page) {
    let browser = world.browser();
    let page = browser.post("/login", &[("email", email), ("password", PASSWORD), ("next", "/inbox")]).await.expect(303);
    assert_eq!(page.location.as_deref(), Some("/login/code?next=%2Finbox"));
    assert!(session_cookie(&page).is_none(), "the password alone opens nothing");
    (browser, page)
}

both! {
    async fn signing_in_takes_two_steps_once_it_is_on(world: World) {
        let login = world.merchant("Tea").await;
        let other = world.log_in(&login.email).await;
        let (secret, _) = turn_on(world, &login).await;
        other.get("/inbox").await.expect(303);
        login.get("/inbox").await.expect(200);

        world.wait_hours(1);
        let (browser, page) = password_step(world, &login.email).await;
        browser.get("/inbox").await.expect(303);
        browser.follow(&page).await.expect(200);
        browser.post("/login/code", &[("code", "123")]).await.expect(422);
        let right = code(world, &secret);
        let page = browser.post("/login/code", &[("code", &right), ("next", "/inbox")]).await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/inbox"));
        browser.get("/inbox").await.expect(200);

        let (browser, _) = password_step(world, &login.email).await;
        let again = browser.post("/login/code", &[("code", &right)]).await.expect(422);
        assert!(again.has("The code is not right."), "a code counts once");
    }

    async fn programs_may_send_password_and_code_at_once(world: World) {
        let login = world.merchant("Tea").await;
        let (secret, _) = turn_on(world, &login).await;
        world.wait_hours(1);
        let browser = world.browser();
        let right = code(world, &secret);
        browser.post("/login", &[("email", &login.email), ("password", PASSWORD), ("code", "111111")]).await.expect(422);
        browser.post("/login", &[("email", &login.email), ("password", PASSWORD), ("code", &right)]).await.expect(303);
        browser.get("/inbox").await.expect(200);
    }

    async fn wrong_codes_are_counted_like_wrong_passwords(world: World) {
        let login = world.merchant("Tea").await;
        let (secret, _) = turn_on(world, &login).await;
        world.wait_hours(1);
        let (browser, _) = password_step(world, &login.email).await;
        for _ in 0..5 {
            browser.post("/login/code", &[("code", "111111")]).await.expect(422);
        }
        browser.post("/login/code", &[("code", &code(world, &secret))]).await.expect(429);
    }

    async fn the_second_step_must_follow_within_five_minutes_and_the_same_password(world: World) {
        let login = world.merchant("Tea").await;
        let (secret, _) = turn_on(world, &login).await;
        world.wait_hours(1);
        let (browser, _) = password_step(world, &login.email).await;
        world.wait_hours(1);
        let page = browser.post("/login/code", &[("code", &code(world, &secret))]).await.expect(303);
        assert!(page.location.as_deref().unwrap().starts_with("/login"), "{:?}", page.location);
        browser.get("/inbox").await.expect(303);
        let stranger = world.browser();
        stranger.get("/login/code").await.expect(303);
    }

    async fn a_recovery_code_opens_the_account_once(world: World) {
        let login = world.merchant("Tea").await;
        let (_, codes) = turn_on(world, &login).await;
        let text = login.get("/settings/security/recovery-codes.txt").await.expect(200);
        assert!(text.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
        assert!(codes.iter().all(|code| text.body.contains(code)));
        world.wait_hours(1);
        let (browser, _) = password_step(world, &login.email).await;
        browser.post("/login/code", &[("code", &codes[3].to_uppercase())]).await.expect(303);
        assert!(browser.get("/settings/security").await.has("9 recovery codes are left"));
        let (second, _) = password_step(world, &login.email).await;
        second.post("/login/code", &[("code", &codes[3])]).await.expect(422);

        let page = browser.get("/settings/security/recovery-codes").await.expect(200);
        assert!(page.words(".codes code").is_empty(), "shown once, for ten minutes");
        browser.get("/settings/security/recovery-codes.txt").await.expect(404);
        let page = browser.post("/settings/security/recovery-codes", &[]).await.expect(303);
        let fresh = browser.follow(&page).await.words(".codes code");
        assert_eq!(fresh.len(), 10);
        second.post("/login/code", &[("code", &codes[4])]).await.expect(422);
        second.post("/login/code", &[("code", &fresh[4])]).await.expect(303);
    }

    async fn turning_it_off_wants_a_fresh_proof_and_ends_other_sessions(world: World) {
        let login = world.merchant("Tea").await;
        let (secret, _) = turn_on(world, &login).await;
        world.wait_hours(1);
        let (other, _) = password_step(world, &login.email).await;
        other.post("/login/code", &[("code", &code(world, &secret))]).await.expect(303);
        let page = login.post("/settings/security/second-factor/removal", &[]).await.expect(303);
        assert!(page.location.as_deref().unwrap().starts_with("/step-up"));
        world.wait_hours(1);
        login.post("/step-up", &[("code", &code(world, &secret))]).await.expect(303);
        login.post("/settings/security/second-factor/removal", &[]).await.expect(303);
        other.get("/inbox").await.expect(303);
        world.log_in(&login.email).await.get("/inbox").await.expect(200);
        let kinds: Vec<String> = world.letters_to(&login.email).await.iter().map(|letter| letter.params["kind"].to_string()).collect();
        assert_eq!(kinds, ["\"totp-on\"", "\"totp-off\""]);
    }

    async fn an_admin_turns_it_on_before_anything_else_and_keeps_it(world: World) {
        let admin = world.new_admin().await;
        let page = admin.get("/inbox").await.expect(303);
        assert_eq!(page.location.as_deref(), Some("/settings/security"));
        assert!(admin.follow(&page).await.expect(200).has("Admins sign in with two steps"));
        turn_on(world, &admin).await;
        admin.get("/inbox").await.expect(200);
        admin.post("/settings/security/second-factor/removal", &[]).await.expect(409);
        world.wait_hours(1);
        admin.get("/inbox").await.expect(303);
    }
}
