//! Plays the market back: every step by the product's own verbs, each at its own time, and before it every clock that fell due.
//!
//! The whole site lives in the past meanwhile: its clock is behind by as much as the step lies back, and at the end it is not.

use super::data::{Ending, Market};
use super::deals::Played;
use super::market::Written;
use super::people::Org;
use super::timeline::{Scene, timeline};
use super::{PASSWORD, pictures};
use crate::app;
use crate::audit::Act;
use crate::failure::Failure;
use crate::notices;
use crate::platform::db::Tx;
use crate::platform::intake::Received;
use crate::platform::mailer;
use crate::primitives::Instant;
use crate::primitives::id::{BidId, QuestionId};
use crate::sessions::Person;
use crate::web::Shared;
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// What stands in the audit log where a request would.
pub(super) const REQUEST: &str = "demo";
/// News that is older counts as read.
const FRESH_HOURS: i64 = 48;

/// The market while it is played back.
pub(super) struct Replay {
    pub(super) site: Shared,
    /// One hash for everybody: the password is the same.
    pub(super) password_hash: String,
    pub(super) start: Instant,
    pub(super) now: Instant,
    behind: Arc<AtomicI64>,
    pub(super) orgs: HashMap<String, Org>,
    pub(super) creators: HashMap<String, Person>,
    /// Looks at what moderators look at.
    pub(super) judge: Option<Person>,
    pub(super) briefs: HashMap<String, Written>,
    pub(super) bids: HashMap<(String, String), BidId>,
    /// By brief and who asked.
    pub(super) questions: HashMap<(String, String), QuestionId>,
    pub(super) deals: HashMap<(String, String), Played>,
    pub(super) pictures: Vec<Received>,
}

/// Loads the market into an empty site whose clock runs ahead by `behind` (nothing yet). Returns the pictures that were put in.
pub(super) async fn load(site: &Shared, behind: &Arc<AtomicI64>) -> Result<Vec<Received>, String> {
    let market = Market::read()?;
    let password_hash = site.passwords.hash(PASSWORD).await.map_err(|error| format!("{error:?}"))?;
    let start = site.clock.now();
    let mut replay = Replay {
        site: site.clone(),
        password_hash,
        start,
        now: start,
        behind: behind.clone(),
        orgs: HashMap::new(),
        creators: HashMap::new(),
        judge: None,
        briefs: HashMap::new(),
        bids: HashMap::new(),
        questions: HashMap::new(),
        deals: HashMap::new(),
        pictures: Vec::new(),
    };
    let scenes = timeline(&market);
    if let Some((seconds_ago, _)) = scenes.first() {
        replay.go_to(start.plus_seconds(-seconds_ago));
        replay.admins().await.map_err(|failure| format!("the demo's admins: {failure:?}"))?;
    }
    for (seconds_ago, scene) in scenes {
        replay.go_to(start.plus_seconds(-seconds_ago));
        replay.play(scene).await.map_err(|failure| format!("the demo's {}: {failure:?}", name(scene)))?;
    }
    replay.go_to(start);
    replay.settle().await.map_err(|failure| failure.to_string())?;
    behind.store(0, Ordering::Relaxed);
    Ok(replay.pictures)
}

/// What a step is called when it fails.
fn name(scene: Scene<'_>) -> String {
    match scene {
        Scene::Merchant(merchant) => format!("merchant {}", merchant.key),
        Scene::Creator(creator) | Scene::Channel(creator) => format!("creator {}", creator.handle),
        Scene::Agency(agency) => format!("agency {}", agency.key),
        Scene::Brief(brief) | Scene::Pause(brief) | Scene::Cancel(brief) => format!("brief {}", brief.key),
        Scene::Bid(bid) | Scene::Answer(bid) => format!("bid {} × {}", bid.brief, bid.creator),
        Scene::Said(said) => format!("talk {} × {}, {} h ago", said.brief, said.creator, said.hours_ago),
        Scene::Offer(deal) | Scene::Award(deal) => format!("deal {} × {} ({})", deal.brief, deal.creator, deal.ends),
        Scene::Step(deal, place, step) => {
            format!("deal {} × {} ({}), part {place}, {} h ago", deal.brief, deal.creator, deal.ends, step.hours_ago())
        }
        Scene::TopUp(money) | Scene::Withdrawal(money) => format!("wallet of {}, {} h ago", money.org, money.hours_ago),
        Scene::PayoutAccount(account) => format!("payout account of {}", account.creator),
        Scene::Tie(tie) => tie.name(),
        Scene::Payout(payout) | Scene::Arrival(payout) => format!("payout of {}, {} h ago", payout.creator, payout.hours_ago),
    }
}

/// What is not among what was written down.
pub(super) fn missing(what: &str) -> Failure {
    Failure::Bug(format!("{what} is not there"))
}

impl Replay {
    /// The site lives at this moment now.
    fn go_to(&mut self, at: Instant) {
        self.now = at;
        self.behind.store(at.micros_since(self.start), Ordering::Relaxed);
    }

    async fn play(&mut self, scene: Scene<'_>) -> Result<(), Failure> {
        match scene {
            Scene::Merchant(merchant) => self.merchant(merchant).await,
            Scene::Creator(creator) => self.creator(creator).await,
            Scene::Channel(creator) => {
                self.channel(creator).await?;
                self.said_beside(creator).await
            }
            Scene::Agency(agency) => self.agency(agency).await,
            Scene::Brief(brief) => self.brief(brief, brief.state != Ending::Draft).await,
            Scene::Pause(brief) => self.pause(brief).await,
            Scene::Cancel(brief) => self.cancel_brief(brief).await,
            Scene::Bid(bid) => self.bid(bid).await,
            Scene::Answer(bid) => self.answer(bid).await,
            Scene::Said(said) => self.say(said).await,
            Scene::Offer(deal) => self.offer(deal).await,
            Scene::Award(deal) => self.award(deal).await,
            Scene::Step(deal, place, step) => self.step(deal, place, step).await,
            Scene::TopUp(money) => self.top_up(money).await,
            Scene::Withdrawal(money) => self.withdraw(money).await,
            Scene::PayoutAccount(account) => self.payout_account(account).await,
            Scene::Payout(payout) => self.payout(payout).await,
            Scene::Arrival(_) => self.arrive().await,
            Scene::Tie(tie) => self.tie(tie).await,
        }
    }

    /// Lets every clock fire that fell due, then somebody acts, all in one transaction. Whoever acts has just proved to be there.
    pub(super) async fn act<T, F>(&self, person: &Person, work: F) -> Result<T, Failure>
    where
        T: Send + 'static,
        F: Fn(&mut Tx<'_>, &Act, &Person) -> Result<T, Failure> + Send + 'static,
    {
        let (at, person) = (self.now, Person { stepped_up_at: Some(self.now), ..person.clone() });
        let act = Act::of(person.id, at, REQUEST);
        self.site
            .db
            .write(move |tx| {
                app::catch_up(tx, at)?;
                work(tx, &act, &person)
            })
            .await
    }

    /// Keeps one of our pictures under a name.
    pub(super) fn picture(&mut self, name: &str) -> Result<Received, Failure> {
        let bytes = pictures::get(name).ok_or_else(|| missing(name))?;
        let received = self
            .site
            .intake
            .keep_own(&format!("{}.webp", name.trim_start_matches("delivery-")), &bytes)
            .map_err(|error| Failure::Busy(error.to_string()))?;
        self.pictures.push(received.clone());
        Ok(received)
    }

    /// Now is now: what fell due has fired, mails of the past went out, news of the past was read.
    async fn settle(&self) -> Result<(), Failure> {
        let now = self.now;
        self.site
            .db
            .write(move |tx| {
                app::catch_up(tx, now)?;
                mailer::count_as_sent(tx)?;
                Ok(notices::count_as_read(tx, now.plus_hours(-FRESH_HOURS))?)
            })
            .await
    }
}
