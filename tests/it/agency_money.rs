//! An agency's share in the books: taken from what cleared, never from a tip, kept when the creator leaves, paid out to the agency, and shown to both.

use crate::agencies::{agency, signed};
use crate::both;
use crate::briefs_by_program::{merchant, open_brief};
use crate::deals_by_program::{outcome, yuan};
use crate::people::Login;
use crate::program::Program;
use crate::world::World;
use serde_json::{Value, json};
use vtask::ledger::Account;
use vtask::primitives::id::{CreatorId, OrgId};
use vtask::primitives::{Choice as _, Lang};
use vtask::sessions::{Role, Scope};

/// A deal of CNY 3,333.33 through an agency with a share of 12.5 %, not funded yet.
pub struct Shared {
    pub tea: Program,
    pub orchid: Login,
    pub home: String,
    pub mei: Login,
    pub hers: Program,
    pub place: String,
    pub contract: Value,
}

impl Shared {
    async fn made(world: &World) -> Self {
        Self::allowing(world, &["bid"]).await
    }

    /// With what the creator signed that the agency may do.
    pub async fn allowing(world: &World, consents: &[&str]) -> Self {
        let (tea, org) = merchant(world, "Tea House").await;
        let brief = open_brief(world, &tea, &org).await;
        let (orchid, home) = agency(world, "Orchid").await;
        let mei = world.creator_called("Mei").await;
        let place = signed(world, (&orchid, &home), &mei, "Mei", (consents, "12.5")).await;
        let hers = world.program(&mei.email, &[Scope::All]).await;
        let id = hers.get("/me").await.at("/creator/id");
        let program = world.program(&orchid.email, &[Scope::All]).await;
        let agency = home.rsplit('/').next().unwrap();
        let offer = json!({"price": yuan(333_333), "days": 5, "message": "For her.", "agency_id": agency, "creator_id": id});
        let bid = program.post(&format!("/briefs/{brief}/bids"), &offer).await.expect(201).at("/id");
        let contract = tea.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201).json();
        Self { tea, orchid, home, mei, hers, place, contract }
    }

    pub fn url(&self) -> String {
        format!("/contracts/{}", self.contract["id"].as_str().unwrap())
    }

    pub fn part(&self) -> String {
        format!("/milestones/{}", self.contract["milestones"][0]["id"].as_str().unwrap())
    }

    pub fn agency(&self) -> OrgId {
        self.home.rsplit('/').next().unwrap().parse().unwrap()
    }

    pub fn creator(&self) -> CreatorId {
        self.contract["creator_id"].as_str().unwrap().parse().unwrap()
    }

    pub async fn funded(&self) {
        let told = self.tea.post(&format!("{}/funding", self.url()), &json!({})).await.expect(202);
        assert_eq!(outcome(&told.at("/checkout_url"), "paid").await.0, 200);
    }

    pub async fn approved(&self) {
        self.funded().await;
        self.accepted().await;
    }

    /// The work is handed in and accepted.
    pub async fn accepted(&self) {
        let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
        self.hers.post(&format!("{}/deliveries", self.part()), &items).await.expect(201);
        let seen = json!({"delivery_version": 1, "amount": yuan(333_333)});
        self.tea.post(&format!("{}/approval", self.part()), &seen).await.expect(200);
    }

    /// What the creator and the agency may take out.
    async fn free(&self, world: &World) -> (i64, i64) {
        (world.holds(Account::Available(self.creator())).await, world.holds(Account::AvailableOfOrg(self.agency())).await)
    }
}

/// The lines of the agency's statement that are shares: creator, gross, fee, share, the creator's net, each as it is written.
async fn shares(world: &World, deal: &Shared) -> Vec<Vec<String>> {
    let orchid = world.log_in(&deal.orchid.email).await;
    let csv = orchid.browser.get(&format!("/wallet/statement.csv?org_id={}", deal.agency())).await.expect(200).body;
    let mut lines = csv.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let at = |name: &str| head.iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}: {head:?}"));
    let columns = ["creator", "gross", "platform_fee", "agency_share", "creator_net"].map(at);
    let (money_in, milestone) = (at("money_in"), at("milestone_id"));
    let mut told = Vec::new();
    for line in lines {
        assert_eq!(line.len(), head.len(), "{line:?}");
        let cells: Vec<String> = columns.iter().map(|column| line[*column].clone()).collect();
        if cells[1].is_empty() {
            assert!(line[milestone].is_empty() && cells.iter().all(String::is_empty), "{line:?}");
            continue;
        }
        assert_eq!((&line[money_in], &line[milestone]), (&cells[3], &deal.part().trim_start_matches("/milestones/").to_owned()));
        let minor = |cell: &String| cell.replace('.', "").parse::<i64>().unwrap();
        assert_eq!(minor(&cells[1]), cells[2..].iter().map(minor).sum::<i64>(), "the parts add up: {cells:?}");
        told.push(cells);
    }
    told
}

both! {
    async fn a_statement_says_of_each_share_what_it_is_of(world: World) {
        let deal = Shared::made(world).await;
        assert_eq!(shares(world, &deal).await, Vec::<Vec<String>>::new());
        deal.approved().await;
        world.wait_days(8);
        world.tick().await;
        assert_eq!(shares(world, &deal).await, [["Mei", "3333.33", "333.33", "375.00", "2625.00"]]);
        let own = deal.mei.browser.get("/wallet/statement.csv").await.expect(200).body;
        assert!(!own.contains("platform_fee"), "these columns are an agency's");
        paid_out(world, &deal).await;
        assert_eq!(shares(world, &deal).await.len(), 1, "a payout is no share");
    }

    async fn a_statement_says_it_of_what_a_dispute_left_too(world: World) {
        let deal = Shared::made(world).await;
        deal.funded().await;
        let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
        deal.hers.post(&format!("{}/deliveries", deal.part()), &items).await.expect(201);
        let claim = json!({"amount": yuan(100_001), "reason_code": "quality", "statement": "A part is blurred."});
        let id = deal.tea.post(&format!("{}/disputes", deal.part()), &claim).await.expect(201).at("/id");
        deal.hers.post(&format!("/disputes/{id}/answer"), &json!({"statement": "It is not."})).await.expect(200);
        let offer = deal.tea.post(&format!("/disputes/{id}/offers"), &json!({"amount": yuan(33_333), "sealed": false})).await.expect(201).at("/offers/0/id");
        deal.hers.post(&format!("/disputes/{id}/offers/{offer}/acceptance"), &json!({})).await.expect(200);
        world.wait_days(8);
        world.tick().await;
        // 2,333.32 were not contested: less 233.33, an eighth of 2,099.99. Of the rest 333.33: less 33.33, an eighth of 300.00.
        let mut told = shares(world, &deal).await;
        told.sort();
        assert_eq!(told, [["Mei", "2333.32", "233.33", "262.49", "1837.50"], ["Mei", "333.33", "33.33", "37.50", "262.50"]]);
        world.books_are_right().await;
    }

    async fn a_statement_says_it_of_a_dispute_after_the_approval(world: World) {
        let deal = Shared::made(world).await;
        deal.approved().await;
        let claim = json!({"amount": yuan(100_001), "reason_code": "quality", "statement": "A part is blurred."});
        let id = deal.tea.post(&format!("{}/disputes", deal.part()), &claim).await.expect(201).at("/id");
        deal.tea.post(&format!("/disputes/{id}/withdrawal"), &json!({})).await.expect(200);
        world.wait_days(8);
        world.tick().await;
        let told = shares(world, &deal).await;
        let minor = |cell: &String| cell.replace('.', "").parse::<i64>().unwrap();
        let sum = |column: usize| told.iter().map(|cells| minor(&cells[column])).sum::<i64>();
        assert_eq!((told.len(), sum(1), sum(2)), (2, 333_333, 33_333), "in two parts all of it: {told:?}");
        assert_eq!(sum(3), deal.free(world).await.1);
        world.books_are_right().await;
    }

    async fn a_share_is_taken_of_what_cleared_and_paid_out_to_the_agency(world: World) {
        let deal = Shared::made(world).await;
        assert_eq!((deal.contract["agency_bps"].as_i64(), deal.contract["agency_id"].as_str()), (Some(1_250), Some(deal.agency().to_string().as_str())));
        let terms = deal.tea.get(&format!("{}/terms", deal.url())).await.expect(200);
        assert!(terms.at("/text/en").contains("Orchid gets 12.5%") && terms.at("/text/zh-CN").contains("Orchid 分得其中的 12.5%"));
        let work = deal.orchid.browser.get(&format!("{}/work", deal.home)).await.expect(200);
        assert!(work.has("Mei") && work.has("To be funded") && work.has("Share 12.5%"), "{}", work.readable());
        deal.mei.browser.get(&format!("{}/work", deal.home)).await.expect(404);
        // Other terms later change no contract.
        let changed = [("split", "50"), ("notice_days", "0"), ("currency", "CNY"), ("consents", "bid")];
        deal.orchid.browser.post(&format!("{}/terms", deal.place), &changed).await.expect(303);
        crate::agencies::sign(&deal.mei.browser, &deal.place, "2").await.expect(303);
        deal.approved().await;
        assert_eq!(deal.free(world).await, (0, 0), "it clears first");
        told_in_full(world, &deal).await;
        deal.tea.post(&format!("{}/tips", deal.part()), &json!({"amount": yuan(100)})).await.problem(409, "tip.uncovered");
        world.wait_days(8);
        world.tick().await;
        // 3,333.33 − 333.33 = 3,000.00; 12.5 % of that are 375.00.
        assert_eq!(deal.free(world).await, (262_500, 37_500));
        let room = deal.mei.browser.get(&deal.url()).await.expect(200);
        for words in ["Through the agency", "Orchid", "12.5%", "375.00", "2,625.00", "The agency’s share"] {
            assert!(room.has(words), "{words}: {}", room.readable());
        }
        let merchants = world.log_in("owner@tea-house.example.org").await.browser.get(&deal.url()).await.expect(200);
        assert!(merchants.has("Orchid") && !merchants.has("375.00"), "what it costs the creator is not the merchant's");
        let wallet = deal.mei.browser.get("/wallet").await.expect(200);
        assert!(wallet.has("Agency’s share") && wallet.has("2,625.00") && wallet.has("3,000.00"), "{}", wallet.readable());
        deal.orchid.browser.get(&deal.url()).await.expect(404);
        world.books_are_right().await;
        paid_out(world, &deal).await;
    }

    async fn a_share_is_of_every_way_in_which_a_creator_earns_but_not_of_tips(world: World) {
        let deal = Shared::made(world).await;
        deal.funded().await;
        deal.hers.post(&format!("{}/start", deal.part()), &json!({})).await.expect(200);
        let asked = deal.tea.post(&format!("{}/cancellation", deal.part()), &json!({"reason": "no_longer_needed"})).await.expect(202);
        // The creator leaves; the contract keeps its share.
        deal.mei.browser.post(&format!("{}/end", deal.place), &[("reason", "I go")]).await.expect(303);
        deal.hers.post(&format!("/cancellations/{}/answer", asked.at("/id")), &json!({"agree": true})).await.expect(200);
        world.wait_days(8);
        world.tick().await;
        // The kill fee is 333.33, less 33.33; 12.5 % of 300.00 are 37.50.
        assert_eq!(deal.free(world).await, (26_250, 3_750));
        assert_eq!(shares(world, &deal).await, [["Mei", "333.33", "33.33", "37.50", "262.50"]]);
        world.books_are_right().await;
    }

    async fn a_tip_is_the_creators_alone(world: World) {
        let deal = Shared::made(world).await;
        deal.approved().await;
        let org = deal.contract["org_id"].as_str().unwrap();
        let told = deal.tea.post("/wallet/top-ups", &json!({"org_id": org, "amount": yuan(50_000)})).await.expect(202);
        assert_eq!(outcome(&told.at("/checkout_url"), "paid").await.0, 200);
        deal.tea.post(&format!("{}/tips", deal.part()), &json!({"amount": yuan(50_000)})).await.expect(201);
        world.wait_days(8);
        world.tick().await;
        assert_eq!(deal.free(world).await, (312_500, 37_500));
        world.books_are_right().await;
    }
}

async fn paid_out(world: &World, deal: &Shared) {
    // Where money goes is said by somebody who has just signed in.
    let (again, home) = (world.log_in(&deal.orchid.email).await, &deal.home);
    let orchid = &again.browser;
    let shares = format!("/wallet?org_id={}&account=shares", deal.agency());
    let page = orchid.get(&shares).await.expect(200);
    assert!(page.has("375.00") && page.has("Mei · Three pictures of a teapot") && page.has("Agency’s share"), "{}", page.readable());
    let csv = orchid.get(&format!("/wallet/statement.csv?org_id={}&account=shares", deal.agency())).await.expect(200);
    assert!(csv.body.contains("available:org_") && csv.body.contains("375.00"), "{}", csv.body);
    assert!(orchid.get("/inbox?tab=news").await.expect(200).has("Your share of"));
    let viewer = world.colleague("Orchid", Role::Viewer).await;
    viewer.browser.get(&shares).await.expect(403);
    viewer.browser.get(&format!("{home}/payouts")).await.expect(403);
    let admin = world.colleague("Orchid", Role::Admin).await;
    admin.browser.get(&format!("{home}/payout-account")).await.expect(403);
    deal.mei.browser.get(&format!("{home}/payouts")).await.expect(404);
    let account = [("name", "Orchid Ltd"), ("country", "CN"), ("currency", "CNY")];
    orchid.post(&format!("{home}/payout-account"), &account).await.expect(303);
    assert!(orchid.get(&format!("{home}/payouts")).await.expect(200).has("Orchid Ltd"));
    orchid.post(&format!("{home}/payouts"), &[("amount", "375.01"), ("currency", "CNY")]).await.expect(409);
    let finance = world.colleague("Orchid", Role::Finance).await;
    finance.browser.post(&format!("{home}/payouts"), &[("amount", "375"), ("currency", "CNY")]).await.expect(303);
    assert_eq!(deal.free(world).await, (262_500, 0));
    world.tick().await;
    world.tick().await;
    let page = orchid.get(&format!("{home}/payouts")).await.expect(200);
    assert!(page.has("Paid") && page.has("375.00"), "{}", page.readable());
    assert!(finance.browser.get("/inbox?tab=news").await.has("375.00"));
    let wallet = world.program(&deal.orchid.email, &[Scope::All]).await.get(&format!("/wallet?org_id={}", deal.agency())).await.expect(200);
    assert_eq!((&wallet.json()["shares"][0]["paid_out"], &wallet.json()["shares"][0]["available"]), (&yuan(37_500), &yuan(0)));
    world.books_are_right().await;
}

/// What an approval comes to is told with all that goes off it, on the page and by mail, in both languages.
async fn told_in_full(world: &World, deal: &Shared) {
    let parts = ["2,625.00", "3,333.33", "333.33", "375.00"];
    let page = deal.mei.browser.get("/inbox?tab=news").await.expect(200);
    assert!(parts.iter().all(|part| page.has(part)) && page.has("your agency’s share") && !page.has("3,000.00"), "{}", page.readable());
    deal.mei.browser.post("/lang", &[("to", "zh-CN"), ("next", "/inbox")]).await.expect(303);
    let page = deal.mei.browser.get("/inbox?tab=news").await.expect(200);
    assert!(parts.iter().all(|part| page.has(part)) && page.has("机构分成"), "{}", page.readable());
    deal.mei.browser.post("/lang", &[("to", "en"), ("next", "/inbox")]).await.expect(303);
    let mails = world.letters_to(&deal.mei.email).await;
    let told = mails.iter().find(|mail| mail.params["kind"] == "milestone-approved-shared").expect("a mail about the approval");
    for lang in Lang::ALL {
        let render = |part: &str| {
            world.site.templates.render_mail(*lang, &format!("notice/{part}"), &told.params, "https://market.example").unwrap()
        };
        let text = render("subject.txt") + &render("body.txt");
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
    }
}
