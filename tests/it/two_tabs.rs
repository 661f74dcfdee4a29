//! The same words open twice, in two tabs or before two colleagues: whoever saves second writes nothing over, sees both versions, and chooses.

use crate::both;
use crate::browser::Page;
use crate::market::Market;
use vtask::sessions::Role;

fn seen(page: &Page) -> String {
    page.value("seen").expect("the mark of what is seen")
}

/// What is saved now and what was typed, of the fields that differ.
fn versions(page: &Page) -> Vec<(String, String)> {
    page.words("[data-theirs]").into_iter().zip(page.words("[data-mine]")).collect()
}

fn both_of(theirs: &str, mine: &str) -> (String, String) {
    (theirs.to_owned(), mine.to_owned())
}

both! {
    async fn a_draft_open_twice_is_not_written_over(world: World) {
        let (ada, bo) = (world.seed_member("Wuyu", Role::Editor).await, world.seed_member("Wuyu", Role::Owner).await);
        let base = ada.write_brief(world, "A teapot", &[]).await;
        let door = format!("{base}/edit/description");
        let (first, second) = (seen(&ada.browser.get(&door).await), seen(&bo.browser.get(&door).await));
        assert_eq!(first, second);
        ada.browser.post(&door, &[("seen", &first), ("title", "A small teapot"), ("body", "One.\n\nTwo.")]).await.expect(303);

        let typed = [("seen", second.as_str()), ("title", "A large teapot"), ("body", "One.\n\nThree.")];
        let page = bo.browser.post(&door, &typed).await.expect(409);
        assert_eq!(versions(&page), [both_of("A small teapot", "A large teapot"), both_of("One. Two.", "One. Three.")]);
        assert_eq!((page.words(".both mark"), page.has("Two versions")), (vec!["Two.".to_owned(), "Three.".to_owned()], true));
        assert_eq!((page.value("title").as_deref(), page.words("textarea[name=body]")), (Some("A large teapot"), vec!["One. Three.".to_owned()]));
        assert!(page.attrs("form", "data-autosave").is_empty(), "what was typed does not save itself over the other");
        assert_eq!(page.attrs(".both a", "href"), std::slice::from_ref(&door));
        let taken = bo.browser.get(&door).await.expect(200);
        assert_eq!(taken.value("title").as_deref(), Some("A small teapot"), "nothing was written over");

        // A third one was quicker than the choice: it is asked again. Then what was typed is saved.
        ada.browser.post(&door, &[("seen", &seen(&taken)), ("title", "A tiny teapot"), ("body", "One.\n\nTwo.")]).await.expect(303);
        let again = bo.browser.post(&door, &[("seen", &seen(&page)), typed[1], typed[2]]).await.expect(409);
        assert_eq!(versions(&again)[0], both_of("A tiny teapot", "A large teapot"));
        bo.browser.post(&door, &[("seen", &seen(&again)), typed[1], typed[2]]).await.expect(303);
        assert_eq!(ada.browser.get(&door).await.value("title").as_deref(), Some("A large teapot"));
    }

    async fn a_tab_that_saves_itself_stops_at_what_another_saved(world: World) {
        let ada = world.seed_member("Wuyu", Role::Editor).await;
        let base = ada.write_brief(world, "A teapot", &[]).await;
        let (door, itself) = (format!("{base}/edit/description"), format!("{base}/edit/description?autosave=1"));
        let (one, two) = (seen(&ada.browser.get(&door).await), seen(&ada.browser.get(&door).await));
        let saved = ada.browser.post(&itself, &[("seen", &one), ("title", "One"), ("body", "x")]).await.expect(204);
        let one = saved.headers["x-seen"].to_str().unwrap().to_owned();
        let saved = ada.browser.post(&itself, &[("seen", &one), ("title", "One and a half"), ("body", "")]).await.expect(204);
        ada.browser.post(&itself, &[("seen", &two), ("title", "Two"), ("body", "y")]).await.expect(409);
        assert_eq!(ada.browser.get(&door).await.value("title").as_deref(), Some("One and a half"));
        // It goes on where it saved last, and ends as a page.
        let one = saved.headers["x-seen"].to_str().unwrap().to_owned();
        ada.browser.post(&door, &[("seen", &one), ("title", "One"), ("body", "x")]).await.expect(303);
        let page = ada.browser.post(&door, &[("seen", &two), ("title", "Two"), ("body", "x")]).await.expect(409);
        assert_eq!(versions(&page), [both_of("One", "Two")], "what is alike is not asked about");
        // A look at the words as they will read saves nothing and forgets nothing.
        let look = ada.browser.post(&door, &[("seen", &two), ("title", "Two"), ("body", "x"), ("preview", "1")]).await.expect(200);
        assert_eq!(seen(&look), two);
    }

    async fn settings_open_twice_are_not_written_over(world: World) {
        let ada = world.seed_member("Wuyu", Role::Owner).await;
        let door = "/settings/account";
        let old = seen(&ada.browser.get(door).await.expect(200));
        let says = |seen: &str, name: &str, zone: &str| {
            [("seen", seen), ("name", name), ("locale", "en"), ("time_zone", zone), ("theme", "auto")].map(|(key, value)| (key, value.to_owned()))
        };
        let post = async |fields: [(&'static str, String); 5]| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            ada.browser.post(door, &fields).await
        };
        post(says(&old, "Ada One", "Europe/Paris")).await.expect(303);
        post(says(&old, "Ada One", "Europe/Paris")).await.expect(303);
        let page = post(says(&old, "Ada Two", "Europe/Paris")).await.expect(409);
        assert_eq!((versions(&page), page.value("name").as_deref()), (vec![both_of("Ada One", "Ada Two")], Some("Ada Two")));
        post(says(&seen(&page), "Ada Two", "Europe/Paris")).await.expect(303);
        assert_eq!(ada.browser.get(door).await.value("name").as_deref(), Some("Ada Two"));

        let door = "/settings/notices";
        let old = seen(&ada.browser.get(door).await.expect(200));
        let wish = |seen: &str, daily: &str| vec![("seen", seen.to_owned()), ("daily_at", daily.to_owned()), ("mail", "messages.daily".to_owned())];
        let post = async |fields: Vec<(&'static str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            ada.browser.post(door, &fields).await
        };
        post(wish(&old, "7")).await.expect(303);
        let page = post(wish(&old, "9")).await.expect(409);
        assert_eq!(versions(&page), [both_of("07:00", "09:00")]);
        post(wish(&seen(&page), "9")).await.expect(303);
        assert_eq!(ada.browser.get(door).await.attrs("#daily_at option[selected]", "value"), ["9"]);
    }

    async fn only_the_same_step_said_otherwise_is_a_quarrel(world: World) {
        let ada = world.seed_member("Wuyu", Role::Editor).await;
        let base = ada.write_brief(world, "A teapot", &[]).await;
        let step = |name: &str| format!("{base}/edit/{name}");
        let (words, places, points) = (
            seen(&ada.browser.get(&step("description")).await),
            seen(&ada.browser.get(&step("platforms")).await),
            seen(&ada.browser.get(&step("deliverables")).await),
        );
        ada.browser.post(&step("platforms"), &[("seen", &places), ("platforms", "weibo"), ("languages", "en")]).await.expect(303);
        ada.browser.post(&step("description"), &[("seen", &words), ("title", "Tea"), ("body", "x")]).await.expect(303);
        ada.browser.post(&step("description"), &[("seen", &words), ("title", "Tea"), ("body", "x")]).await.expect(303);
        let page = ada.browser.post(&step("platforms"), &[("seen", &places), ("platforms", "douyin"), ("languages", "zh-CN")]).await.expect(409);
        assert_eq!(versions(&page), [both_of("微博", "抖音"), both_of("English", "简体中文")]);
        assert_eq!(page.attrs("input[name=platforms][checked]", "value"), ["douyin"]);
        ada.browser.post(&step("deliverables"), &[("seen", &points), ("level", "should"), ("point", "Four pictures")]).await.expect(303);
        let page = ada.browser.post(&step("deliverables"), &[("seen", &points), ("level", "must"), ("point", "Five pictures")]).await.expect(409);
        assert_eq!(versions(&page), [both_of("Should: Four pictures", "Must: Five pictures")]);
        let money = seen(&ada.browser.get(&step("money")).await);
        let day = world.day(9);
        let pay = |price: &'static str, places: &'static str| {
            vec![("currency", "CNY"), ("price_min", price), ("places", places), ("bid_deadline", &*day), ("delivery_days", "10"), ("review_days", "7"), ("rounds", "2"), ("bid_cap", "30")]
        };
        ada.browser.post(&step("money"), &[vec![("seen", &*money)], pay("1,000", "2")].concat()).await.expect(303);
        let page = ada.browser.post(&step("money"), &[vec![("seen", &*money)], pay("2000", "2")].concat()).await.expect(409);
        assert_eq!(versions(&page), [both_of("1000.00", "2000.00")]);
        assert_eq!(page.value("price_min").as_deref(), Some("2000"), "as it was typed");
        let rights = seen(&ada.browser.get(&step("rights")).await);
        let right = [("channels", "xiaohongshu"), ("licence_days", "90")];
        ada.browser.post(&step("rights"), &[right.as_slice(), &[("seen", &rights), ("voice", "true")]].concat()).await.expect(303);
        let page = ada.browser.post(&step("rights"), &[right.as_slice(), &[("seen", &rights), ("question", "Why?")]].concat()).await.expect(409);
        assert_eq!(versions(&page), [both_of("yes", "nothing"), both_of("nothing", "Why?")]);
    }

    async fn a_draft_that_was_published_meanwhile_is_not_changed_by_surprise(world: World) {
        let (ada, bo) = (world.seed_member("Wuyu", Role::Editor).await, world.seed_member("Wuyu", Role::Owner).await);
        let base = ada.write_brief(world, "A teapot", &[]).await;
        let door = format!("{base}/edit/description");
        let drafted = seen(&bo.browser.get(&door).await);
        // Nor is it published in words that whoever publishes has not looked at.
        let looked = ada.browser.get(&format!("{base}/check")).await.value("version").unwrap();
        bo.browser.post(&door, &[("seen", &drafted), ("title", "A teapot, quickly"), ("body", "x")]).await.expect(303);
        let page = ada.browser.post(&format!("{base}/publication"), &[("version", &looked)]).await.expect(409);
        assert!(page.has("A teapot, quickly") && page.has("Somebody changed this meanwhile"), "{}", page.readable());
        let drafted = seen(&bo.browser.get(&door).await);
        ada.browser.post(&format!("{base}/publication"), &[("version", &page.value("version").unwrap())]).await.expect(303);
        let typed = [("seen", drafted.as_str()), ("title", "Other tea"), ("body", "x")];
        let page = bo.browser.post(&door, &typed).await.expect(409);
        assert!(page.has("becomes a new version") && page.value("title").as_deref() == Some("Other tea"));
        // Two change what is open at once.
        let open = seen(&bo.browser.get(&door).await);
        ada.browser.post(&door, &[("seen", &open), ("title", "First change"), ("body", "x")]).await.expect(303);
        let page = bo.browser.post(&door, &[("seen", &open), ("title", "Second change"), ("body", "x")]).await.expect(409);
        assert_eq!(versions(&page), [both_of("First change", "Second change")]);
        // It is over: what was typed can still be read and taken away.
        ada.browser.post(&format!("{base}/pause"), &[]).await.expect(303);
        let page = bo.browser.post(&door, &[("seen", &seen(&page)), ("title", "Third change"), ("body", "kept words")]).await.expect(409);
        assert_eq!((page.value("title").as_deref(), page.words("textarea[name=body]")), (Some("Third change"), vec!["kept words".to_owned()]));
        assert!(page.attrs("main a.btn", "href").contains(&base) && page.words("main button[type=submit]").iter().all(|word| !word.contains("Save")));
    }

    async fn a_bid_open_twice_is_not_written_over(world: World) {
        let Market { bids, creators, .. } = world.market(1, 1).await;
        let own = world.browser_of(&world.sign_in(creators[0]).await);
        let bid = format!("/bids/{}", bids[0]);
        let version = own.get(&format!("{bid}/edit")).await.expect(200).value("version").unwrap();
        let typed = |price: &'static str, words: &'static str, version: &str| {
            vec![("version".to_owned(), version.to_owned()), ("price".into(), price.into()), ("days".into(), "10".into()), ("rounds".into(), "2".into()), ("message".into(), words.into())]
        };
        let send = async |fields: Vec<(String, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            own.post(&bid, &fields).await
        };
        send(typed("5,000", "First tab.", &version)).await.expect(303);
        let page = send(typed("5500", "Second tab.", &version)).await.expect(409);
        assert_eq!(versions(&page), [both_of("5000.00", "5500.00"), both_of("First tab.", "Second tab.")]);
        assert_eq!((page.value("price").as_deref(), page.words("textarea[name=message]")), (Some("5500"), vec!["Second tab.".to_owned()]));
        assert_eq!(page.attrs(".both a", "href"), [format!("{bid}/edit")]);
        send(typed("5500", "Second tab.", &page.value("version").unwrap())).await.expect(303);
        assert!(own.get(&bid).await.has("Second tab."));
    }

    async fn a_counter_offer_on_terms_that_moved_shows_them_and_goes_through_next(world: World) {
        let Market { merchant, bids, creators, .. } = world.market(1, 1).await;
        let (theirs, own) = (world.browser_of(&merchant), world.browser_of(&world.sign_in(creators[0]).await));
        let bid = format!("/bids/{}", bids[0]);
        let change = [("version", "1"), ("price", "5900"), ("days", "10"), ("rounds", "2"), ("message", "A little less.")];
        own.post(&bid, &change).await.expect(303);
        let offer = [("version", "1"), ("price", "5000"), ("days", "8"), ("rounds", "2"), ("message", "For eight days?")];
        let page = theirs.post(&format!("{bid}/offers"), &offer).await.expect(409);
        assert!(page.has("CN¥5,900.00") && page.words("textarea[name=message]").contains(&"For eight days?".to_owned()), "{}", page.readable());
        let version = page.attrs("form[action$='/offers'] input[name=version]", "value").remove(0);
        theirs.post(&format!("{bid}/offers"), &[&[("version", version.as_str())], &offer[1..]].concat()).await.expect(303);
    }

    async fn a_profile_open_twice_is_not_written_over(world: World) {
        let ana = world.seed_creator("ana").await;
        let version = ana.browser.get("/my/profile").await.value("version").unwrap();
        let fields = |name: &'static str, bio: &'static str| vec![("name", name), ("bio", bio), ("tags", "tea"), ("languages", "en")];
        ana.browser.post("/my/profile", &[vec![("version", &*version)], fields("Ana", "Window light.")].concat()).await.expect(303);
        let page = ana.browser.post("/my/profile", &[vec![("version", &*version)], fields("Ana B.", "Window light.")].concat()).await.expect(409);
        assert_eq!((versions(&page), page.value("name").as_deref()), (vec![both_of("Ana", "Ana B.")], Some("Ana B.")));
        let version = page.value("version").unwrap();
        ana.browser.post("/my/profile", &[vec![("version", &*version)], fields("Ana B.", "Window light.")].concat()).await.expect(303);
        assert!(world.browser().get("/creators/ana").await.has("Ana B."));
    }

    async fn an_organisation_open_twice_is_not_written_over(world: World) {
        let (ada, bo) = (world.seed_member("Wuyu", Role::Owner).await, world.seed_member("Wuyu", Role::Admin).await);
        let home = format!("/settings/organisations/{}", ada.org.unwrap());
        let version = ada.browser.get(&home).await.value("version").unwrap();
        let fields = |about: &'static str| [("name", "Wuyu"), ("about", about), ("website", "https://wuyu.example/")];
        ada.browser.post(&home, &[[("version", &*version)].as_slice(), &fields("We make cups and pots.")].concat()).await.expect(303);
        let page = bo.browser.post(&home, &[[("version", &*version)].as_slice(), &fields("We make bowls.")].concat()).await.expect(409);
        assert_eq!(versions(&page), [both_of("We make cups and pots.", "We make bowls.")]);
        assert_eq!(page.words("textarea[name=about]"), ["We make bowls."]);
        let version = page.value("version").unwrap();
        bo.browser.post(&home, &[[("version", &*version)].as_slice(), &fields("We make bowls.")].concat()).await.expect(303);
    }
}
