//! Each kind of brief from its first words to its last cent: what both sides have in the end, what the platform earned, and that nothing is held any more.

use crate::both;
use crate::browser::Browser;
use crate::contests::enter;
use crate::deals::{Somebody, fill_wallet};
use crate::deals_by_program::{program_of, yuan};
use crate::market::Market;
use crate::pools::pool;
use crate::program::Program;
use crate::world::World;
use diesel::prelude::*;
use serde_json::{Value, json};
use vtask::schema::ledger_accounts as accounts;

/// What the whole book owes on all accounts that are called so, in fen.
async fn owed<const N: usize>(world: &World, names: [&'static str; N]) -> [i64; N] {
    let rows: Vec<(String, i64)> = world.read(|conn| Ok(accounts::table.select((accounts::account, accounts::balance)).load(conn)?)).await;
    let is = |account: &str, name: &str| account.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']));
    names.map(|name| -rows.iter().filter(|(account, _)| is(account, name)).map(|(_, balance)| balance).sum::<i64>())
}

/// A merchant with money, and his brief.
struct Life<'a> {
    world: &'a World,
    theirs: Program,
    merchant: Browser,
    path: String,
}

impl Life<'_> {
    /// The brief is written, published and open.
    async fn begin<'a>(world: &'a World, fen: i64, more: &Value) -> Life<'a> {
        let Market { merchant, org, .. } = world.market(1, 0).await;
        let (theirs, act) = (program_of(world, &merchant).await, world.act_of(&merchant));
        world.write(move |tx| fill_wallet(tx, &act, org, fen)).await;
        let id = theirs.post("/briefs", &pool(world, &org.to_string(), more)).await.expect(201).at("/id");
        let path = format!("/briefs/{id}");
        assert_eq!(theirs.post(&format!("{path}/publication"), &json!({})).await.expect(200).at("/state"), "open");
        Life { world, theirs, merchant: world.browser_of(&merchant), path }
    }

    async fn bid(&self, more: &Value) -> (Somebody, Program, String) {
        let maker = self.world.maker().await;
        let mine = program_of(self.world, &maker).await;
        let placed = self.bid_of(&mine, more).await;
        (maker, mine, placed)
    }

    async fn bid_of(&self, mine: &Program, more: &Value) -> String {
        let mut bid = json!({"days": 5, "message": "Mine."});
        bid.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        mine.post(&format!("{}/bids", self.path), &bid).await.expect(201).at("/id")
    }

    async fn award(&self, bid: &str) -> Value {
        self.theirs.post(&format!("/bids/{bid}/award"), &json!({"version": 1})).await.expect(201).json()
    }

    async fn fund(&self, contract: &Value) {
        let told = self.theirs.post(&format!("/contracts/{}/funding", contract["id"].as_str().unwrap()), &json!({})).await.expect(200);
        assert_eq!(told.at("/state"), "active");
    }

    /// Every part is handed in and accepted.
    async fn work(&self, mine: &Program, contract: &Value) {
        for part in contract["milestones"].as_array().unwrap() {
            let id = part["id"].as_str().unwrap();
            let items = json!({"note": "", "items": [{"url": "https://example.com/cut"}]});
            mine.post(&format!("/milestones/{id}/deliveries"), &items).await.expect(201);
            let seen = json!({"delivery_version": 1, "amount": part["price"]});
            self.theirs.post(&format!("/milestones/{id}/approval"), &seen).await.expect(200);
        }
    }

    /// A week later all is over: wallet, what creators may take out, and what was earned of merchants and of creators.
    async fn end(&self, state: &str, left: [i64; 4]) {
        self.world.wait_days(8);
        self.world.tick().await;
        assert_eq!(self.theirs.get(&self.path).await.at("/state"), state);
        assert_eq!(owed(self.world, ["pool", "fee_hold", "escrow", "frozen", "pending"]).await, [0; 5], "nothing is held");
        assert_eq!(owed(self.world, ["wallet", "available", "fees:merchant", "fees:creator"]).await, left);
        self.world.books_are_right().await;
    }
}

fn fixed(kind: &str, price: i64, places: i64) -> Value {
    json!({"kind": kind, "budget": {"min": yuan(price), "max": yuan(price)}, "places": places})
}

both! {
    async fn open_bid(world: World) {
        let life = Life::begin(world, 200_000, &json!({"kind": "open_bid", "places": 1})).await;
        let (_, mine, bid) = life.bid(&json!({"price": yuan(100_019)})).await;
        let contract = life.award(&bid).await;
        life.fund(&contract).await;
        life.work(&mine, &contract).await;
        life.end("closed", [94_981, 90_018, 5_000, 10_001]).await;
    }

    async fn direct(world: World) {
        let life = Life::begin(world, 200_000, &json!({"kind": "direct", "places": 1})).await;
        let maker = world.maker().await;
        let mine = program_of(world, &maker).await;
        mine.get(&life.path).await.problem(404, "not_found");
        let invited = json!({"creator_id": mine.get("/me").await.at("/creator/id")});
        life.theirs.post(&format!("{}/invitations", life.path), &invited).await.expect(201);
        let bid = life.bid_of(&mine, &json!({"price": yuan(123_457)})).await;
        let contract = life.award(&bid).await;
        life.fund(&contract).await;
        assert_eq!(owed(world, ["wallet", "escrow", "fee_hold"]).await, [70_371, 123_457, 6_172]);
        life.work(&mine, &contract).await;
        life.end("closed", [70_371, 111_112, 6_172, 12_345]).await;
    }

    async fn fixed_slots(world: World) {
        let life = Life::begin(world, 300_000, &fixed("fixed_slots", 100_003, 2)).await;
        let (_, one, first) = life.bid(&json!({"price": yuan(100_003)})).await;
        let (_, other, second) = life.bid(&json!({"price": yuan(100_003)})).await;
        let pick = |bid: &str| json!({"bid_id": bid, "version": 1});
        let made = life.theirs.post(&format!("{}/awards", life.path), &json!({"awards": [pick(&first), pick(&second)]})).await.expect(201).json();
        let both = made["items"].as_array().unwrap().clone();
        let ids: Vec<&Value> = both.iter().map(|one| &one["id"]).collect();
        life.theirs.post("/fundings", &json!({"contract_ids": ids})).await.expect(200);
        assert_eq!(owed(world, ["wallet", "escrow", "fee_hold"]).await, [89_994, 200_006, 10_000]);
        life.work(&one, &both[0]).await;
        life.work(&other, &both[1]).await;
        life.end("closed", [89_994, 180_006, 10_000, 20_000]).await;
    }

    async fn pool_of_many(world: World) {
        let life = Life::begin(world, 320_000, &json!({"pool": yuan(300_001)})).await;
        assert_eq!(owed(world, ["wallet", "pool", "fee_hold"]).await, [4_999, 300_001, 15_000]);
        let (_, one, first) = life.bid(&json!({"price": yuan(100_003)})).await;
        let (_, other, second) = life.bid(&json!({"price": yuan(150_007)})).await;
        let contract = life.award(&first).await;
        life.work(&one, &contract).await;
        let contract = life.award(&second).await;
        assert_eq!(owed(world, ["wallet", "pool", "escrow"]).await, [4_999, 49_991, 150_007]);
        life.work(&other, &contract).await;
        for _ in 0..2 {
            world.wait_hours(241);
            world.tick().await;
        }
        life.end("expired", [57_490, 225_010, 12_500, 25_000]).await;
    }

    async fn piece_rate(world: World) {
        let range = json!({"kind": "piece_rate", "budget": {"min": yuan(10_000), "max": yuan(20_000)}, "places": 1});
        let life = Life::begin(world, 50_000, &range).await;
        let maker = world.maker().await;
        let (mine, browser) = (program_of(world, &maker).await, world.browser_of(&maker));
        let asked = [("do", "quote"), ("price", "450.57"), ("pieces", "3"), ("days", "5"), ("rounds", "2"), ("message", "Mine.")];
        // Three times 750 and three times 1,501, not 2,252 and 4,505.
        let quote = browser.post(&format!("{}/bids", life.path), &asked).await.expect(200);
        assert!(quote.has("CN¥405.54") && quote.has("CN¥473.07"), "what is quoted is what is paid: {}", quote.readable());
        let bid = life.bid_of(&mine, &json!({"price": yuan(45_057), "pieces": 3})).await;
        assert!(browser.get(&format!("/bids/{bid}")).await.expect(200).has("CN¥405.54"));
        let compared = life.merchant.get(&format!("{}/bids", life.path)).await.expect(200);
        assert!(compared.has("Pieces") && compared.has("CN¥473.07"), "{}", compared.readable());
        let contract = life.award(&bid).await;
        life.fund(&contract).await;
        assert_eq!(owed(world, ["wallet", "escrow", "fee_hold"]).await, [2_693, 45_057, 2_250]);
        life.work(&mine, &contract).await;
        life.end("closed", [2_693, 40_554, 2_250, 4_503]).await;
    }

    async fn live_show(world: World) {
        let times = json!([{"starts_at": world.now().plus_hours(250).rfc3339(), "minutes": 60}]);
        let range = json!({"kind": "live", "times": times, "places": 1, "budget": {"min": yuan(100_000), "max": yuan(300_000)}});
        let life = Life::begin(world, 300_000, &range).await;
        let (_, mine, bid) = life.bid(&json!({"price": yuan(200_001), "time": 1})).await;
        let contract = life.award(&bid).await;
        life.fund(&contract).await;
        world.wait_hours(250);
        let show = format!("/contracts/{}/broadcast", contract["id"].as_str().unwrap());
        let evidence = json!({"url": "https://example.com/live"});
        mine.post(&format!("{show}/start"), &evidence).await.expect(200);
        world.wait_hours(1);
        mine.post(&format!("{show}/stop"), &evidence).await.expect(200);
        life.work(&mine, &contract).await;
        life.end("closed", [89_999, 180_001, 10_000, 20_000]).await;
    }

    async fn sample(world: World) {
        let life = Life::begin(world, 200_000, &json!({"kind": "sample", "product": "One gaiwan, white", "places": 1})).await;
        let (_, mine, bid) = life.bid(&json!({"price": yuan(150_009)})).await;
        let contract = life.award(&bid).await;
        life.fund(&contract).await;
        let sample = format!("/contracts/{}/sample", contract["id"].as_str().unwrap());
        mine.post(&format!("{sample}/address"), &json!({"name": "Ana", "phone": "1", "address": "12 Plum Lane, Hangzhou"})).await.expect(200);
        life.theirs.post(&format!("{sample}/shipment"), &json!({"carrier": "SF", "tracking_number": "SF1"})).await.expect(200);
        mine.post(&format!("{sample}/receipt"), &json!({"condition": "received"})).await.expect(200);
        life.work(&mine, &contract).await;
        assert_eq!(mine.get(&sample).await.at("/state"), "fulfilled");
        life.end("closed", [42_491, 135_009, 7_500, 15_000]).await;
    }

    async fn commission(world: World) {
        let frame = json!({"kind": "cps", "commission_bps": 1_250, "commission_terms": "Orders by my code.", "pool": yuan(33_333), "places": 1});
        let life = Life::begin(world, 200_000, &frame).await;
        assert_eq!(owed(world, ["wallet", "pool", "fee_hold"]).await, [165_001, 33_333, 1_666]);
        let (_, mine, bid) = life.bid(&json!({"price": yuan(100_001)})).await;
        let contract = life.award(&bid).await;
        life.fund(&contract).await;
        life.work(&mine, &contract).await;
        life.end("closed", [94_999, 90_001, 5_000, 10_000]).await;
    }

    async fn contest(world: World) {
        let life = Life::begin(world, 200_000, &{
            let mut prize = fixed("contest", 100_001, 1);
            prize["finalist_fee"] = yuan(2_003);
            prize
        }).await;
        assert_eq!(owed(world, ["wallet", "pool", "fee_hold"]).await, [82_381, 112_019, 5_600]);
        let (_, _, won) = enter(world, &life.path, "The best").await;
        let (_, _, named) = enter(world, &life.path, "The next").await;
        life.theirs.post(&format!("/bids/{named}/shortlist"), &json!({})).await.expect(200);
        life.award(&won).await;
        life.end("closed", [92_896, 91_804, 5_100, 10_200]).await;
    }
}
