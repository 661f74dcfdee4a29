//! What was said about places in the version that is looked at.

use super::load::Room;
use crate::contracts::Party;
use crate::deliveries::remarks::{Place, Remark, may_remark};
use crate::deliveries::{ItemView, VersionView};
use crate::primitives::Instant;
use crate::screens::say::Say;
use serde::Serialize;

/// A remark with its talk.
#[derive(Debug, Serialize)]
struct RemarkView {
    id: String,
    no: i32,
    text: String,
    by: String,
    at: Instant,
    is_open: bool,
    /// Where it points, in words.
    place: String,
    /// To the item where it stands.
    url: String,
    /// It was made on an earlier version: that one's number.
    of_version: Option<i32>,
    replies: Vec<ReplyView>,
    reply_url: Option<String>,
    /// For the side that made it.
    resolution_url: Option<String>,
}

#[derive(Debug, Serialize)]
struct ReplyView {
    by: String,
    text: String,
    at: Instant,
}

/// A pin on the picture that is shown large, in pixels of it.
#[derive(Debug, Serialize)]
struct PinView {
    no: i32,
    url: String,
    is_open: bool,
    x: i32,
    y: i32,
}

/// The pins of a picture, over the whole of it.
#[derive(Debug, Serialize)]
struct Pins {
    width: i32,
    height: i32,
    /// How large a pin is drawn, so that it is as large on every picture.
    radius: i32,
    pins: Vec<PinView>,
}

/// The remarks on a version.
#[derive(Debug, Serialize)]
pub(super) struct RemarksView {
    remarks: Vec<RemarkView>,
    open: usize,
    pins: Option<Pins>,
    /// To a new one about the item that is shown large.
    new_url: Option<String>,
}

impl RemarksView {
    /// Those on a version, the item shown large being `at`; none where nobody said or may say anything.
    pub(super) fn of(room: &Room, version: &VersionView, at: usize, say: &Say<'_>) -> Option<Self> {
        let may = may_remark(&room.current, room.access);
        let own: Vec<&Remark> = room.remarks.iter().filter(|remark| remark.stands_on(version.version)).collect();
        if own.is_empty() && !may {
            return None;
        }
        let new_url = format!("/milestones/{}/remarks/new?version={}&item={}", room.current.id, version.version, at + 1);
        Some(Self {
            open: own.iter().filter(|remark| remark.is_open()).count(),
            pins: version.items.get(at).and_then(|item| pins(item, at, &own)),
            remarks: own.iter().map(|remark| view(room, version, remark, say)).collect(),
            new_url: (may && at < version.items.len()).then_some(new_url),
        })
    }
}

fn pins(item: &ItemView, at: usize, own: &[&Remark]) -> Option<Pins> {
    let (width, height) = item.pixels?;
    let part = |of: i32, thousandths: i32| i32::try_from(i64::from(of) * i64::from(thousandths) / 1_000).unwrap_or_default();
    let pin = |remark: &&&Remark| match remark.place {
        Place::Spot { x, y } => Some(PinView {
            no: remark.no,
            url: format!("#{}", remark.id),
            is_open: remark.is_open(),
            x: part(width, x),
            y: part(height, y),
        }),
        Place::Second(_) | Place::Whole => None,
    };
    let here = own.iter().filter(|remark| usize::try_from(remark.position).is_ok_and(|position| position == at));
    Some(Pins { width, height, radius: (width.max(height) / 34).max(4), pins: here.filter_map(|remark| pin(&remark)).collect() })
}

fn view(room: &Room, version: &VersionView, remark: &Remark, say: &Say<'_>) -> RemarkView {
    let side = |party: Party| match party {
        Party::Creator => room.parties.creator_name.clone(),
        Party::Merchant | Party::Platform => room.parties.org_name.clone(),
    };
    let item = usize::try_from(remark.position).ok().and_then(|position| version.items.get(position));
    let name = item.map(|item| item.name.clone()).unwrap_or_default();
    let may = may_remark(&room.current, room.access);
    RemarkView {
        id: remark.id.to_string(),
        no: remark.no,
        text: remark.text.clone(),
        by: side(remark.party),
        at: remark.at,
        is_open: remark.is_open(),
        place: match remark.place {
            Place::Second(second) => {
                say.with("remarks-at-second", &[("name", name), ("at", format!("{}:{:02}", second / 60, second % 60))])
            }
            Place::Spot { .. } | Place::Whole => name,
        },
        url: format!(
            "/contracts/{}?milestone={}&version={}&item={}#review",
            room.contract.id,
            room.current.id,
            version.version,
            remark.position.saturating_add(1)
        ),
        of_version: (remark.version != version.version).then_some(remark.version),
        replies: remark.replies.iter().map(|reply| ReplyView { by: side(reply.party), text: reply.text.clone(), at: reply.at }).collect(),
        reply_url: may.then(|| format!("/remarks/{}", remark.id)),
        resolution_url: (may && remark.party == room.access.party).then(|| format!("/remarks/{}/resolution", remark.id)),
    }
}
