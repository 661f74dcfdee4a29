//! What people see of the words on a bid.

use super::actions::Talk;
use super::forms::TalkForm;
use super::model::Said;
use crate::bids::{Access, Party};
use crate::messages::pages::{KeptFile, MessageView};
use crate::messages::rules::{MOST_CHARS, MOST_FILES};
use crate::primitives::Choice as _;
use crate::primitives::id::UserId;
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// All that the two wrote about a bid.
#[derive(Debug, Serialize)]
pub(super) struct TalkPage {
    bid_url: String,
    brief: String,
    /// The bidder's name for the merchant, the merchant's for the bidder.
    other: String,
    action: String,
    /// The way to ending contact; none for who only reads.
    block_url: Option<String>,
    messages: Vec<MessageView>,
    earlier_url: Option<String>,
    newest_url: Option<String>,
    /// Something was said.
    has_words: bool,
    /// What is looked for.
    q: String,
    may_write: bool,
    is_blocked: bool,
    most_chars: usize,
    most_files: usize,
    form: TalkForm,
    /// What came with words that could not be taken.
    kept: Vec<KeptFile>,
    errors: Vec<ShownError>,
    once: String,
}

/// What the page shows besides what was said.
#[derive(Default)]
pub(super) struct Around {
    /// What is looked for.
    pub(super) words: String,
    /// Not the newest: an earlier part.
    pub(super) is_earlier: bool,
    /// As typed.
    pub(super) form: TalkForm,
    /// What could not be taken.
    pub(super) errors: Vec<ShownError>,
}

impl Page for TalkPage {
    const TEMPLATE: &'static str = "messages/talk.html";
    const ACTIVE: &'static str = "bids";
}

impl TalkPage {
    /// For one of the two, with what was typed and refused.
    pub(super) fn of(asker: &Asker, reader: UserId, talk: &Talk, around: Around) -> Self {
        let bid_url = format!("/bids/{}", talk.bid.id);
        let action = format!("{bid_url}/messages");
        let words: String = url::form_urlencoded::byte_serialize(around.words.as_bytes()).collect();
        let earlier = |cursor: &_| format!("{action}?q={words}&cursor={}", asker.cursor_out(cursor));
        let is_bidder = talk.access.is_of_bidder();
        Self {
            brief: talk.brief.title.clone(),
            other: if is_bidder { talk.merchant.clone() } else { talk.bidder.clone() },
            block_url: match talk.access {
                Access::Bidder => Some(format!("/blocks/new?org={}", talk.brief.org)),
                Access::Member(true) => Some(format!("/blocks/new?creator={}", talk.bid.creator)),
                Access::Member(false) | Access::Agent => None,
            },
            messages: talk.said.items.iter().rev().map(|said| view(talk, reader, said)).collect(),
            earlier_url: talk.said.next.as_ref().map(earlier),
            newest_url: (around.is_earlier || !around.words.is_empty()).then(|| action.clone()),
            has_words: talk.count > 0,
            q: around.words,
            may_write: talk.may_write && !talk.is_blocked,
            is_blocked: talk.is_blocked,
            most_chars: MOST_CHARS,
            most_files: MOST_FILES,
            once: fresh_once(),
            form: around.form,
            kept: talk.waiting.iter().map(KeptFile::of).collect(),
            errors: around.errors,
            bid_url,
            action,
        }
    }
}

fn view(talk: &Talk, reader: UserId, said: &Said) -> MessageView {
    let mine = (said.party == Party::Creator) == talk.access.is_of_bidder();
    let (name, org) = if said.party == Party::Creator {
        (talk.bidder.clone(), None)
    } else {
        (talk.names.get(&said.by).cloned().unwrap_or_default(), Some(talk.merchant.clone()))
    };
    let report_url = (!mine && said.by != reader).then(|| format!("/reports/new?bid={}&message={}", said.bid, said.id));
    let may_correct = said.by == reader && said.superseded_by.is_none() && !talk.is_blocked && talk.may_write;
    let correct_url = may_correct.then(|| format!("/bids/{}/messages?correct={}#text", said.bid, said.id));
    let text = said.text.clone();
    let view =
        MessageView::plain((said.id, said.at), (name, org), (said.party.word(), mine), text, (mine && said.at <= talk.read_at, report_url));
    let view = view.with_corrections(said.before.clone(), said.superseded_by.is_some(), correct_url);
    view.with_files(&said.files, &format!("/bids/{}/files", said.bid)).with_translation(talk.translations.get(&said.sha256))
}
