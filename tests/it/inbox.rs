//! The inbox: what needs the person, what is news, done, and the next slice.

use crate::both;
use crate::people::Login;
use crate::world::World;
use vtask::audit::Act;
use vtask::failure::Failure;
use vtask::notices::{self, Notice, NoticeKind, Param};
use vtask::platform::mailer;
use vtask::primitives::{Choice as _, Currency, Instant, Limit, Minor, Money, Zone};

fn submitted(subject: &str, brief: &str, needs_action: bool) -> Notice {
    Notice {
        kind: NoticeKind::MilestoneSubmitted,
        subject: subject.to_owned(),
        url: "/contracts/here".to_owned(),
        needs_action,
        params: vec![
            ("brief", Param::text(brief)),
            ("milestone", Param::text("Film")),
            ("who", Param::text("Ana & Co")),
            ("n", Param::Number(2)),
            ("amount", Money::new(Minor(480_050), Currency::Cny).into()),
            ("due", Instant(1_795_786_800_000_000).into()),
        ],
    }
}

async fn tell(world: &World, login: &Login, notice: Notice) {
    let (user, at) = (login.id, world.now());
    let told: Result<(), Failure> = world.site.db.write(move |tx| notices::tell(tx, &Act::platform(at, "test"), user, &notice)).await;
    told.unwrap();
}

async fn settle(world: &World, subject: &'static str) {
    let at = world.now();
    let settled: Result<(), Failure> = world.site.db.write(move |tx| notices::settle(tx, &Act::platform(at, "test"), subject)).await;
    settled.unwrap();
}

both! {
    async fn what_needs_the_person_stands_apart_from_news_and_is_grouped_by_deal(world: World) {
        let login = world.merchant("Tea").await;
        assert!(login.get("/inbox?tab=needs").await.has("You are up to date"));
        assert!(login.get("/inbox").await.has("No news yet"), "who has nothing to do looks at the news");
        tell(world, &login, submitted("mil_1", "Autumn tea", true)).await;
        tell(world, &login, submitted("mil_2", "Spring tea", true)).await;
        tell(world, &login, submitted("mil_3", "Autumn tea", true)).await;
        tell(world, &login, submitted("mil_4", "Winter tea", false)).await;
        let page = login.get("/inbox").await.expect(200);
        assert_eq!(page.words(".n-group__title"), ["Autumn tea", "Spring tea"]);
        assert_eq!(page.words(".n__a")[0], "Ana & Co delivered version 2");
        assert!(page.has("by Friday 27 November, 21:40 (UTC+8)"), "{}", page.readable());
        assert!(page.has("CN¥4,800.50"));
        assert_eq!(page.words(".top .count"), ["3"], "the bell");
        assert_eq!(login.get("/inbox?tab=news").await.words(".n-group__title"), ["Winter tea"]);
        assert_eq!(world.merchant("Coffee").await.get("/inbox?tab=needs").await.words(".n__a").len(), 0);
    }

    async fn done_is_a_button_of_the_reader_and_settling_is_for_everybody(world: World) {
        let login = world.merchant("Tea").await;
        tell(world, &login, submitted("mil_1", "Autumn tea", true)).await;
        tell(world, &login, submitted("mil_2", "Spring tea", true)).await;
        let done = login.get("/inbox").await.attrs(".n__done", "action");
        assert_eq!(done.len(), 2);
        world.merchant("Coffee").await.post(&done[0], &[]).await.expect(404);
        let page = login.post(&done[0], &[("tab", "needs")]).await.expect(303);
        assert_eq!(login.follow(&page).await.words(".n-group__title"), ["Autumn tea"]);
        login.post(&done[0], &[("tab", "needs")]).await.expect(303);
        settle(world, "mil_1").await;
        assert!(login.get("/inbox?tab=needs").await.has("You are up to date"));
        assert_eq!(login.get("/inbox?tab=news").await.words(".n-group__title").len(), 2, "what is done stays to be read");
        login.post("/inbox/ntf_01jd0000000000000000000000/done", &[]).await.expect(404);
    }

    async fn all_news_are_done_at_once(world: World) {
        let login = world.merchant("Tea").await;
        tell(world, &login, submitted("mil_1", "Autumn tea", false)).await;
        tell(world, &login, submitted("mil_2", "Spring tea", true)).await;
        assert_eq!(login.get("/inbox?tab=news").await.attrs(".n--new", "class").len(), 1);
        login.post("/inbox/news/done", &[]).await.expect(303);
        assert_eq!(login.get("/inbox?tab=news").await.attrs(".n--new", "class").len(), 0);
        assert_eq!(login.get("/inbox?tab=needs").await.attrs(".n--new", "class").len(), 1);
    }

    async fn long_lists_come_in_slices(world: World) {
        let login = world.merchant("Tea").await;
        for number in 0..45 {
            tell(world, &login, submitted(&format!("mil_{number}"), &format!("Brief {number:02}"), true)).await;
        }
        let mut seen = Vec::new();
        let mut next = Some("/inbox?tab=needs".to_owned());
        while let Some(path) = next {
            let page = login.get(&path).await.expect(200);
            seen.extend(page.words(".n-group__title"));
            next = page.attrs("a[rel='next']", "href").pop();
        }
        let expected: Vec<String> = (0..45).rev().map(|number| format!("Brief {number:02}")).collect();
        assert_eq!(seen, expected);
        login.get("/inbox?tab=needs&cursor=forged").await.expect(200);
    }

    async fn a_notice_that_lacks_a_value_is_refused(world: World) {
        let login = world.merchant("Tea").await;
        let (user, at) = (login.id, world.now());
        let mut notice = submitted("mil_1", "Autumn tea", true);
        notice.params.pop();
        let told: Result<(), Failure> = world.site.db.write(move |tx| notices::tell(tx, &Act::platform(at, "test"), user, &notice)).await;
        assert!(matches!(told, Err(Failure::Bug(_))));
    }

    async fn every_notice_has_its_words_and_needs_what_it_says(world: World) {
        use vtask::primitives::Lang;
        let texts = world.site.templates.texts();
        for kind in NoticeKind::ALL {
            let args: Vec<(&str, String)> = kind.wants().iter().map(|name| (*name, format!("<{name}>"))).collect();
            for lang in Lang::ALL {
                let title = texts.find(*lang, &format!("notices-{}-title", kind.key()), &args).unwrap_or_else(|| panic!("{lang} {kind}"));
                let body = texts.find(*lang, &format!("notices-{}-body", kind.key()), &args).unwrap_or_else(|| panic!("{lang} {kind}"));
                let said = title + &body;
                assert!(!said.contains("{$"), "{lang} {kind}: {said}");
                for (name, _) in args.iter().filter(|(name, _)| *name != "n") {
                    assert!(said.contains(&format!("<{name}>")), "{lang} {kind} does not say {name}");
                }
            }
        }
    }

    async fn people_choose_what_comes_where_and_when_but_not_about_money(world: World) {
        let login = world.merchant("Tea").await;
        let page = login.get("/settings/notices").await.expect(200);
        assert_eq!(page.attrs("input[name='on_site'][checked]", "value").len(), 7);
        assert_eq!(page.attrs("select[name='mail']", "id").len(), 7, "what is firm has no choice");
        let night = [("quiet", "true"), ("quiet_from", "22"), ("quiet_to", "8"), ("daily_at", "9")];
        let wrong = login.post("/settings/notices", &[("quiet", "true"), ("quiet_from", "8"), ("quiet_to", "8"), ("daily_at", "x")]).await;
        assert!(wrong.expect(422).has("Quiet hours begin and end at different hours"));
        let mut fields = vec![("on_site", "briefs"), ("mail", "work.daily"), ("mail", "ratings.off"), ("mail", "money.off"), ("on_site", "money")];
        fields.extend(night);
        login.post("/settings/notices", &fields).await.expect(303);
        let page = login.get("/settings/notices").await.expect(200);
        assert_eq!(page.attrs("option[selected]", "value"), ["briefs.at_once", "bids.at_once", "work.daily", "messages.at_once", "ratings.off", "team.at_once", "follows.weekly", "22", "8", "9"]);

        // The clock of the world: move it to 23:30 of the reader.
        let hour = i64::from(world.now().timestamp().to_zoned(Zone::shanghai().tz()).hour());
        world.wait_hours((23 - hour).rem_euclid(24));
        let news = |kind: NoticeKind, params: Vec<(&'static str, Param)>| Notice { kind, subject: "x".to_owned(), url: "/inbox".to_owned(), needs_action: false, params };
        let brief = || ("brief", Param::text("Autumn tea"));
        let before = world.letters_to(&login.email).await.len();
        tell(world, &login, news(NoticeKind::BidAutoClosed, vec![brief()])).await;
        tell(world, &login, news(NoticeKind::ContractCompleted, vec![brief()])).await;
        tell(world, &login, news(NoticeKind::ContractExpired, vec![brief()])).await;
        tell(world, &login, news(NoticeKind::RatingFlagged, vec![brief()])).await;
        tell(world, &login, submitted("mil_1", "Autumn tea", true)).await;
        assert_eq!(login.get("/inbox?tab=news").await.words(".n__a").len(), 0, "news of these topics are not wanted on the site");
        assert_eq!(login.get("/inbox?tab=needs").await.words(".n__a").len(), 1);
        let waiting = async |word: &'static str| {
            let rows = world.read(|conn| Ok(mailer::list_newest(conn, None, Limit::PAGE)?.items)).await;
            rows.iter().filter(|row| row.address.to_string() == login.email && row.state.word() == word && row.template != "confirm").count()
        };
        world.tick().await;
        assert_eq!((waiting("sent").await, waiting("queued").await), (1, 1), "what has a clock leaves at once, the bid waits for the morning");
        world.wait_hours(9);
        world.tick().await;
        assert_eq!((waiting("sent").await, waiting("queued").await), (2, 0));
        world.wait_hours(1);
        world.tick().await;
        world.tick().await;
        world.tick().await;
        assert_eq!(world.letters_to(&login.email).await.len(), before + 3);
        let digest = world.letter(&login.email, "digest").await;
        let kinds: Vec<&str> = digest.params["items"].as_array().unwrap().iter().map(|item| item["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["contract-completed", "contract-expired"]);
        assert_eq!(waiting("sent").await, 3);
    }
}
