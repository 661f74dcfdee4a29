//! Rules for words: one engine over briefs, bids and deliveries and on the command line, and moderators who change what it looks for.

use crate::both;
use crate::briefs_by_program::{merchant, new_brief, open_brief};
use crate::deals_by_program::yuan;
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};
use vtask::sessions::AdminRole;

async fn published(world: &World, tea: &Program, org: &str, more: &[(&str, Value)]) -> Value {
    let mut brief = new_brief(world, org);
    for (name, value) in more {
        brief[*name] = value.clone();
    }
    let id = tea.post("/briefs", &brief).await.expect(201).at("/id");
    tea.post(&format!("/briefs/{id}/publication"), &json!({})).await.expect(200).json()
}

const OWN: [(&str, &str); 13] = [
    ("id", "OWN-TEA"),
    ("version", "0"),
    ("severity", "flag"),
    ("market", "cn"),
    ("language", "any"),
    ("in_brief", "true"),
    ("words", "miracle tea\n神茶"),
    ("wants", ""),
    ("why_zh", "可能误导。"),
    ("why_en", "It may mislead."),
    ("suggestion_zh", "说茶的味道。"),
    ("suggestion_en", "Say how it tastes."),
    ("source", "V-Task content rules"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = OWN.iter().copied().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    kept.chain(more.iter().copied()).collect()
}

both! {
    async fn a_moderator_changes_what_is_looked_for_and_every_version_stays(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        let wanted = [("title", json!("Pictures of a miracle tea"))];
        assert_eq!(published(world, &tea, &org, &wanted).await["state"], "open");
        world.browser_of(&world.admin_as(&[AdminRole::Arbiter]).await).get("/admin/lint").await.expect(403);
        assert!(moderator.get("/admin/lint?place=brief&text=All+of+it+is+100%25+effective").await.expect(200).has("ABS-EN"));
        moderator.post("/admin/lint/new", &with(&[("why_en", "It is illegal.")])).await.expect(422);
        let tried = moderator.post("/admin/lint/new", &with(&[("wish", "try")])).await.expect(200);
        assert!(tried.has("found in 1 of the 1 newest open briefs"), "{}", tried.readable());
        moderator.post("/admin/lint/new", &with(&[])).await.expect(303);
        moderator.post("/admin/lint/new", &with(&[])).await.expect(409);

        let flagged = published(world, &tea, &org, &wanted).await;
        assert_eq!((flagged["state"].as_str(), flagged["findings"][0]["id"].as_str()), (Some("pending_review"), Some("OWN-TEA")));
        assert_eq!(flagged["findings"][0]["market"], "cn");
        let points = json!([{"level": "must_not", "text": "No miracle tea, nothing 100% effective"}]);
        assert_eq!(published(world, &tea, &org, &[("checklist", points)]).await["state"], "open", "what is forbidden is not said");
        let body = json!("Do not call it a miracle tea.");
        assert_eq!(published(world, &tea, &org, &[("body", body)]).await["state"], "open");

        moderator.post("/admin/lint/OWN-TEA", &with(&[("version", "1"), ("is_off", "true")])).await.expect(303);
        let stale = moderator.post("/admin/lint/OWN-TEA", &with(&[("version", "1"), ("source", "Our own words")])).await.expect(409);
        assert!(stale.words("[data-mine]").contains(&"Our own words".to_owned()) && stale.value("version").as_deref() == Some("2"), "{}", stale.readable());
        assert_eq!(published(world, &tea, &org, &wanted).await["state"], "open", "it is off");
        let page = moderator.get("/admin/lint/OWN-TEA").await.expect(200);
        assert!(page.has("Version 1") && page.has("Version 2"));
        moderator.get("/admin/lint/NO-SUCH").await.expect(404);
    }

    async fn a_program_a_page_and_the_command_line_find_the_same(world: World) {
        let (tea, org) = merchant(world, "Tea").await;
        let moderator = world.browser_of(&world.admin_as(&[AdminRole::Moderator]).await);
        for (text, id) in [
            ("🍵 我們是全網第一的茶具", "ABS-ZH"),
            ("薇 信：tea_88", "CONTACT-ID"),
            ("Call 1 3 8 0 0 1 3 8 0 0 0", "CONTACT-PHONE"),
            ("Our cream erases wrinkles", "COSMETIC-EN"),
        ] {
            let found = tea.post("/lint", &json!({"part": "brief", "text": text})).await.expect(200).json();
            assert_eq!((found["findings"].as_array().unwrap().len(), found["findings"][0]["id"].as_str()), (1, Some(id)), "{found}");
            let (code, said) = vtask_lint(&["--json"], text);
            let lines: Value = serde_json::from_str(&said).unwrap();
            let spans = |found: &Value| (found[0]["start"].as_i64(), found[0]["end"].as_i64(), found[0]["text"].clone());
            assert_eq!((code, spans(&lines)), (3, spans(&found["findings"])), "{text}");
            let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
            assert!(moderator.get(&format!("/admin/lint?place=brief&text={encoded}")).await.expect(200).has(id));
            let brief = published(world, &tea, &org, &[("body", json!(text))]).await;
            assert_eq!((brief["state"].as_str(), brief["findings"][0]["id"].as_str()), (Some("pending_review"), Some(id)), "{brief}");
        }
        let caption = json!({"part": "delivery", "text": "正文：泡茶只要三步 #茶具"});
        assert_eq!(tea.post("/lint", &caption).await.expect(200).at("/findings/0/id"), "LABEL-MISSING");
        assert_eq!(tea.post("/lint", &json!({"part": "bid", "text": ""})).await.expect(200).json(), json!({"findings": []}));
        tea.post("/lint", &json!({"part": "bid", "text": "x".repeat(20_001)})).await.problem(422, "fields.invalid");
        tea.post("/lint", &json!({"part": "song", "text": "x"})).await.expect(422);
        world.nobodys_program().post("/lint", &json!({"part": "bid", "text": "x"})).await.problem(401, "auth.required");
    }

    async fn a_rule_with_many_versions_hides_no_other(world: World) {
        let (tea, _) = merchant(world, "Tea").await;
        let who = world.admin_as(&[AdminRole::Moderator]).await;
        let (moderator, by) = (world.browser_of(&who), who.person.id);
        moderator.post("/admin/lint/new", &with(&[("id", "ZZZ-LAST")])).await.expect(303);
        // As many versions of one rule as a market makes in years.
        world
            .write(move |tx| {
                for version in 1..=1_100 {
                    let body = format!("{{\"id\":\"AAA-OLD\",\"version\":{version}}}");
                    crate::deals::run(tx, format!("INSERT INTO lint_rules (rule_id, version, body, made_by, at) VALUES ('AAA-OLD', {version}, '{body}', '{by}', 0)"))?;
                }
                Ok(())
            })
            .await;
        world.tick().await;
        let text = json!({"part": "brief", "text": "A miracle tea"});
        assert_eq!(tea.post("/lint", &text).await.expect(200).at("/findings/0/id"), "ZZZ-LAST");
    }

    async fn who_bids_and_who_delivers_reads_what_may_break_a_rule(world: World) {
        let two = world.two_in("in_progress").await;
        let brief = open_brief(world, &two.merchant, &two.deal.org.to_string()).await;
        let offer = json!({"price": yuan(200_000), "days": 5, "message": "Call me: 138 0013 8000"});
        let bid = two.creator.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(201).at("/id");
        let (creator, merchant) = (world.browser_of(&two.deal.creator), world.browser_of(&two.deal.merchant));
        assert!(creator.get(&format!("/bids/{bid}")).await.expect(200).has("CONTACT-PHONE"));
        assert!(!merchant.get(&format!("/bids/{bid}")).await.expect(200).has("CONTACT-PHONE"));

        let delivery = json!({"note": "正文：泡茶只要三步 #茶具", "items": [{"url": "https://example.com/cut"}]});
        two.creator.post(&format!("/milestones/{}/deliveries", two.deal.milestone), &delivery).await.expect(201);
        let room = format!("/contracts/{}", two.deal.contract);
        assert!(creator.get(&room).await.expect(200).has("LABEL-MISSING"));
        assert!(!merchant.get(&room).await.expect(200).has("LABEL-MISSING"));
    }
}

/// `vtask lint` over a text: how it ended, and what it said.
fn vtask_lint(arguments: &[&str], text: &str) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vtask"));
    let mut child = command.arg("lint").args(arguments).arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    (done.status.code().unwrap(), String::from_utf8(done.stdout).unwrap())
}

#[test]
fn the_command_line_says_where_it_stands() {
    let run = vtask_lint;
    let (code, said) = run(&[], "Tea.\nIt is 100% effective.");
    assert!(code == 3 && said.starts_with("-:2:7: ABS-EN (flag") && said.contains("may break"), "{code} {said}");
    assert_eq!(run(&["--part", "bid"], "Three pictures by Monday."), (0, String::new()));
    let (code, said) = run(&["--json"], "帮我们刷好评");
    let found: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, found[0]["id"].as_str(), found[0]["start"].as_i64()), (3, Some("FAKE-ANY"), Some(3)));
}
