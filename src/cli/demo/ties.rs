//! Who stands close to whom: circles with their letters and questions, lists of creators, rate cards, and whom people follow.

use super::load::Replay;
use crate::circles::{self, NewPoll};
use crate::failure::Failure;
use crate::follows::{self, FollowKind};
use crate::lists;
use crate::packages::{self, Offering, Written};
use crate::primitives::Money;
use crate::primitives::id::CreatorId;
use crate::sessions::{Person, Right};
use serde::Deserialize;
use std::collections::BTreeMap;

/// All of it, as it is written down.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ties {
    pub(super) circles: Vec<Circle>,
    pub(super) letters: Vec<Letter>,
    pub(super) lists: Vec<List>,
    pub(super) packages: Vec<Package>,
    pub(super) follows: Vec<Follow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Circle {
    /// The merchant's key.
    pub(super) org: String,
    pub(super) hours_ago: i64,
    rules: String,
    /// Handles of those who came.
    members: Vec<String>,
    /// Of those who have not answered yet.
    invited: Vec<String>,
}

/// A letter to a circle, or a question if there are answers to it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Letter {
    pub(super) org: String,
    pub(super) hours_ago: i64,
    text: String,
    #[serde(default)]
    answers: Vec<String>,
    #[serde(default)]
    ends_in_hours: i64,
    /// Handles, each with the place of the answer.
    #[serde(default)]
    votes: BTreeMap<String, i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    pub(super) org: String,
    pub(super) hours_ago: i64,
    name: String,
    /// Handles, each with a note.
    creators: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Package {
    /// The handle.
    pub(super) creator: String,
    pub(super) hours_ago: i64,
    price: Money,
    offering: Offering,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Follow {
    /// A handle, or a merchant's key.
    pub(super) who: String,
    pub(super) hours_ago: i64,
    merchants: Vec<String>,
    creators: Vec<String>,
    tags: Vec<String>,
}

/// One of them, at its time.
#[derive(Clone, Copy)]
pub(super) enum Tie<'a> {
    Circle(&'a Circle),
    Letter(&'a Letter),
    List(&'a List),
    Package(&'a Package),
    Follow(&'a Follow),
}

impl Tie<'_> {
    /// What it is called when it fails.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Circle(circle) => format!("circle of {}", circle.org),
            Self::Letter(letter) => format!("letter of {}, {} h ago", letter.org, letter.hours_ago),
            Self::List(list) => format!("list of {}", list.org),
            Self::Package(package) => format!("package of {}", package.creator),
            Self::Follow(follow) => format!("what {} follows", follow.who),
        }
    }
}

impl Ties {
    /// All of them, each with its hours ago.
    pub(super) fn all(&self) -> impl Iterator<Item = (i64, Tie<'_>)> {
        let circles = self.circles.iter().map(|one| (one.hours_ago, Tie::Circle(one)));
        let letters = self.letters.iter().map(|one| (one.hours_ago, Tie::Letter(one)));
        let lists = self.lists.iter().map(|one| (one.hours_ago, Tie::List(one)));
        let packages = self.packages.iter().map(|one| (one.hours_ago, Tie::Package(one)));
        circles.chain(letters).chain(lists).chain(packages).chain(self.follows.iter().map(|one| (one.hours_ago, Tie::Follow(one))))
    }
}

impl Replay {
    /// One of them happens.
    pub(super) async fn tie(&self, tie: Tie<'_>) -> Result<(), Failure> {
        match tie {
            Tie::Circle(circle) => self.circle(circle).await,
            Tie::Letter(letter) => self.letter(letter).await,
            Tie::List(list) => self.list(list).await,
            Tie::Package(package) => {
                let written = Written { price: package.price, offering: package.offering.clone() };
                let creator = self.by_handle(&package.creator)?;
                self.act(creator, move |tx, act, person| packages::add(tx, act, person, &written)).await
            }
            Tie::Follow(follow) => self.follow(follow).await,
        }
    }

    async fn circle(&self, circle: &Circle) -> Result<(), Failure> {
        let org = self.org(&circle.org)?;
        let (id, merchant, rules) = (org.id, org.who_may(Right::Work)?, circle.rules.clone());
        self.act(merchant, move |tx, act, person| circles::set_rules(tx, act, person, (id, &rules))).await?;
        for handle in circle.members.iter().chain(&circle.invited) {
            let handle = handle.clone();
            self.act(merchant, move |tx, act, person| circles::invite(tx, act, person, (id, &handle))).await?;
        }
        for handle in &circle.members {
            self.act(self.by_handle(handle)?, move |tx, act, person| circles::answer(tx, act, person, (id, true))).await?;
        }
        Ok(())
    }

    /// Written, told, and answered.
    async fn letter(&self, letter: &Letter) -> Result<(), Failure> {
        let org = self.org(&letter.org)?;
        let (id, text) = (org.id, letter.text.clone());
        let poll = NewPoll { answers: letter.answers.clone(), ends_at: self.now.plus_hours(letter.ends_in_hours) };
        let poll = Some(poll).filter(|poll| !poll.answers.is_empty());
        let merchant = org.who_may(Right::Work)?;
        let written = self.act(merchant, move |tx, act, person| circles::write(tx, act, person, (id, &text, poll.as_ref()))).await?;
        for job in circles::JOBS {
            (job.run)(self.site.clone()).await?;
        }
        for (handle, place) in &letter.votes {
            let place = *place;
            self.act(self.by_handle(handle)?, move |tx, act, person| circles::vote(tx, act, person, (id, written, place))).await?;
        }
        Ok(())
    }

    async fn list(&self, list: &List) -> Result<(), Failure> {
        let org = self.org(&list.org)?;
        let (id, merchant, name) = (org.id, org.who_may(Right::Work)?, list.name.clone());
        let made = self.act(merchant, move |tx, act, person| lists::create(tx, act, person, (id, &name))).await?;
        for (handle, note) in &list.creators {
            let (creator, note) = (self.creator_id(handle)?, note.clone());
            self.act(merchant, move |tx, act, person| lists::save(tx, act, person, (made, creator), &note)).await?;
        }
        Ok(())
    }

    fn creator_id(&self, handle: &str) -> Result<CreatorId, Failure> {
        self.by_handle(handle)?.creator_id()
    }

    async fn follow(&self, follow: &Follow) -> Result<(), Failure> {
        let who: &Person = match self.orgs.get(&follow.who) {
            Some(org) => org.who_may(Right::Work)?,
            None => self.by_handle(&follow.who)?,
        };
        let mut all: Vec<(FollowKind, String)> = follow.tags.iter().map(|tag| (FollowKind::Tag, tag.clone())).collect();
        for key in &follow.merchants {
            all.push((FollowKind::Merchant, self.org(key)?.id.to_string()));
        }
        for handle in &follow.creators {
            all.push((FollowKind::Creator, self.creator_id(handle)?.to_string()));
        }
        for (kind, target) in all {
            self.act(who, move |tx, act, person| follows::follow(tx, act, person.id, (kind, &target))).await?;
        }
        Ok(())
    }
}
