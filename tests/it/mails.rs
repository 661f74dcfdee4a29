//! Mails: from the act that causes them to the file that a reader would get.

use crate::both;
use crate::world::World;
use vtask::notices::{NoticeKind, Param};
use vtask::platform::mailer::{self, Mail, Row};
use vtask::platform::templates::Engine;
use vtask::primitives::{Choice as _, Currency, Instant, Lang, Limit, Minor, Money};

async fn newest(world: &World) -> Row {
    world.read(|conn| Ok(mailer::list_newest(conn, None, Limit::PAGE)?.items.remove(0))).await
}

both! {
    async fn a_mail_leaves_with_the_next_tick_and_only_once(world: World) {
        let now = world.now();
        world
            .write(move |tx| {
                let params = serde_json::json!({"name": "林晚", "path": "/confirm/abc", "hours": 24});
                let address = "linwan@example.org".parse().unwrap();
                Ok(mailer::enqueue(tx, now, &Mail { address, lang: Lang::ZhCn, template: "confirm", params })?)
            })
            .await;
        world.tick().await;
        world.tick().await;
        let mail = newest(world).await;
        assert_eq!((mail.state.word(), mail.attempts), ("sent", 1));
        let file = world.site.config.data_dir.join("mails").join(format!("{}.eml", mail.id));
        let text = std::fs::read_to_string(file).unwrap();
        assert!(text.contains("To: linwan@example.org") && text.contains("multipart/alternative"), "{text}");
        world.browser().get("/dev/mails").await.expect(404);
    }
}

#[test]
fn every_notice_can_be_mailed_in_both_languages() {
    let engine = Engine::load().unwrap();
    for kind in NoticeKind::ALL {
        let value = |name: &str| match name {
            "amount" => Param::from(Money::new(Minor(480_000), Currency::Cny)),
            "due" => Param::from(Instant(1_795_786_800_000_000)),
            "n" => Param::Number(2),
            "role" => Param::word("notices-role-editor"),
            "clock" => Param::word("clocks-review"),
            _ => Param::text("<i>A & B</i>"),
        };
        let params: std::collections::BTreeMap<_, _> = kind.wants().iter().map(|name| (*name, value(name))).collect();
        let mail =
            serde_json::json!({"kind": kind.key(), "params": params, "path": "/inbox", "zone": "Asia/Shanghai", "needs_action": true});
        for lang in Lang::ALL {
            let part = |part: &str| engine.render_mail(*lang, &format!("notice/{part}"), &mail, "https://market.example").unwrap();
            assert!(!part("subject.txt").trim().is_empty(), "{kind}");
            assert!(part("body.txt").contains("https://market.example/inbox"), "{kind}");
            let html = part("body.html");
            assert!(html.contains("href=\"https://market.example/inbox\"") && !html.contains("<i>A"), "{kind}: {html}");
        }
    }
}
