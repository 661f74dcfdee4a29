//! What every door has in common: errors, headers, forms.

use crate::both;

both! {
    async fn what_is_not_there_looks_alike_to_everyone(world: World) {
        let browser = world.browser();
        browser.get("/nothing").await.expect(404);
        let (one, two) = (browser.get("/nothing?at=all").await.expect(404), browser.get("/elsewhere").await.expect(404));
        let without_id = |page: &crate::browser::Page| {
            let id = page.headers["x-request-id"].to_str().unwrap().to_owned();
            page.body.replace(&id, "")
        };
        assert_eq!(without_id(&one), without_id(&two));
    }

    async fn a_wrong_method_says_which_are_right(world: World) {
        let page = world.browser().post_raw("/healthz", &[]).await.expect(405);
        assert_eq!(page.headers["allow"], "GET, HEAD");
    }

    async fn every_page_forbids_foreign_script_and_framing(world: World) {
        let page = world.browser().get("/nothing").await;
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"));
        assert_eq!(page.headers["x-content-type-options"], "nosniff");
        assert!(!page.body.contains(" style=\"") && !page.body.contains("<style"));
    }

    async fn health_and_readiness_need_no_login(world: World) {
        let browser = world.browser();
        browser.get("/healthz").await.expect(200);
        let ready = browser.get("/readyz").await.expect(200);
        assert!(ready.body.contains("\"schema\":true"));
    }
}
