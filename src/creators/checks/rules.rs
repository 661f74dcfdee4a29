//! What may happen to a check, what the code is, and where it may stand.

use super::model::{Check, CheckState, Reason};
use crate::creators::model::{Channel, Way};
use crate::failure::{ACT_FORBIDDEN, Failure, Refusal, STATE_REFUSED};
use crate::platform::outbound::Unreached;
use crate::platform::secret::{Purpose, SecretKey};
use crate::primitives::id::{ChannelId, CreatorId, UserId};
use crate::primitives::{Choice as _, Instant, Platform};
use crate::sessions::{AdminRole, Person};
use url::Url;

/// One waits already.
pub(super) const WAITING: Refusal = Refusal::conflict("channel.waiting");
/// The address does not lie on the platform that the channel names.
pub(super) const ELSEWHERE: Refusal = Refusal::conflict("channel.elsewhere");
/// Holds so long.
pub(super) const HOLDS_DAYS: i64 = 90;
/// From so many days before its end one may ask anew.
pub(super) const ANEW_DAYS: i64 = 30;
/// So many days before its end its creator is told.
pub(super) const REMIND_DAYS: i64 = 7;
/// Checks of one channel in a day.
pub(super) const MOST_A_DAY: usize = 10;
/// So many seconds after each look the page is looked at again: platforms keep old copies for a while.
pub(super) const AGAIN_SECONDS: [i64; 2] = [60, 600];
/// Bytes of a page that are read; what stands in a bio stands near the top.
pub(super) const PAGE_BYTES: usize = 2 << 20;

/// What happens to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Event {
    /// The code stood there, or a moderator accepted the screenshot.
    Shown,
    /// Nothing showed it, or a moderator refused, also later.
    Refused,
    /// Its days are over, a newer one passed, or the channel is another one.
    Ended,
    /// Another moderator found that it was refused wrongly.
    Reversed,
}

/// A state that the table allowed. Only this file makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Next(CheckState);

impl Next {
    pub(super) const fn state(self) -> CheckState {
        self.0
    }
}

/// The whole life of a check. What is not listed is refused.
#[rustfmt::skip]
pub(super) const fn after(from: CheckState, event: Event) -> Result<Next, Refusal> {
    use {CheckState as S, Event as E};
    match (from, event) {
        (S::Waiting, E::Shown)                => Ok(Next(S::Passed)),
        (S::Waiting | S::Passed, E::Refused)  => Ok(Next(S::Failed)),
        (S::Waiting | S::Passed, E::Ended)    => Ok(Next(S::Ended)),
        (S::Failed, E::Reversed)              => Ok(Next(S::Passed)),
        (S::Passed, E::Shown) | (S::Waiting | S::Passed, E::Reversed) => Err(STATE_REFUSED),
        (S::Failed, E::Shown | E::Refused | E::Ended) | (S::Ended, _) => Err(STATE_REFUSED),
    }
}

/// Whether one may ask now.
pub(super) fn may_ask(all: &[Check], now: Instant) -> Result<(), Refusal> {
    let is_fresh = |one: &Check| one.expires_at.is_some_and(|end| now < end.plus_hours(-24 * ANEW_DAYS));
    if all.iter().any(|one| one.state == CheckState::Waiting) {
        return Err(WAITING);
    }
    if all.iter().any(|one| one.state == CheckState::Passed && is_fresh(one)) { Err(STATE_REFUSED) } else { Ok(()) }
}

/// Whether a page can show it: an account on a platform lies at an address of that platform, or anybody's own page would do for it.
pub(super) fn may_ask_by_code(channel: &Channel) -> Result<(), Refusal> {
    let hosts = hosts(channel.platform);
    let url = Url::parse(&channel.url).ok();
    let host = url.as_ref().and_then(Url::host_str).map(|host| host.trim_end_matches('.').to_ascii_lowercase()).unwrap_or_default();
    let fits = |known: &&str| host == **known || host.strip_suffix(*known).is_some_and(|rest| rest.ends_with('.'));
    if hosts.is_empty() || hosts.iter().any(fits) { Ok(()) } else { Err(ELSEWHERE) }
}

/// The domains of a platform; none where an account may lie anywhere.
const fn hosts(platform: Platform) -> &'static [&'static str] {
    match platform {
        Platform::Xiaohongshu => &["xiaohongshu.com"],
        Platform::Douyin => &["douyin.com"],
        Platform::Bilibili => &["bilibili.com"],
        Platform::Wechat => &["weixin.qq.com"],
        Platform::Weibo => &["weibo.com", "weibo.cn"],
        Platform::Kuaishou => &["kuaishou.com"],
        Platform::Zhihu => &["zhihu.com"],
        Platform::Taobao | Platform::TaobaoLive | Platform::Weitao => &["taobao.com", "tmall.com"],
        Platform::Tiktok => &["tiktok.com"],
        Platform::Youtube => &["youtube.com"],
        Platform::Instagram => &["instagram.com"],
        Platform::X => &["x.com", "twitter.com"],
        Platform::OwnSite | Platform::Other => &[],
    }
}

/// A moderator who has nothing to do with it.
pub(super) fn may_judge(person: &Person, creator: CreatorId) -> Result<(), Failure> {
    person.judges_as(AdminRole::Moderator)?;
    if person.is_creator(creator) { Err(ACT_FORBIDDEN.into()) } else { Ok(()) }
}

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What the creator writes into the words of the page. It is another one for each name and address and after each check that held, and nobody who does not
/// know the secret makes it: an address that repeats what it is asked cannot hold it beforehand.
pub(super) fn code(secret: &SecretKey, channel: &Channel, held: usize) -> String {
    let said = format!("{}\n{}\n{}\n{held}", channel.id, channel.handle, channel.url);
    let tag = secret.key(Purpose::ChannelCodes).sign(said.as_bytes());
    let letter = |byte: &u8| LETTERS.get(usize::from(byte & 31)).map_or('0', |letter| char::from(*letter));
    format!("vtask-{}", tag.iter().take(8).map(letter).collect::<String>())
}

/// The code stands in these bytes, however large and however the page writes its hyphen.
pub(super) fn holds(page: &[u8], code: &str) -> bool {
    let text = String::from_utf8_lossy(page).to_ascii_lowercase();
    let plain = text.replace("\\u002d", "-").replace("&#45;", "-").replace("&#x2d;", "-").replace("%2d", "-").replace(['‐', '‑'], "-");
    plain.contains(&code.to_ascii_lowercase())
}

/// What an answer without the code says.
pub(super) const fn reason_of(status: u16) -> Reason {
    match status {
        200..=299 => Reason::Missing,
        300..=399 => Reason::Moved,
        401 | 403 | 404 | 410 | 429 => Reason::Closed,
        _ => Reason::Unreachable,
    }
}

/// What no answer says. Why exactly an address was not called is nobody's business.
pub(super) const fn reason_without(_: Unreached) -> Reason {
    Reason::Unreachable
}

/// When the page is looked at again, if it is.
pub(super) fn again(one: &Check, now: Instant) -> Option<Instant> {
    let tries = usize::try_from(one.tries).unwrap_or(usize::MAX);
    AGAIN_SECONDS.get(tries.saturating_sub(1)).map(|seconds| now.plus_seconds(*seconds))
}

/// What a moderator may say of a screenshot.
pub(super) fn is_of_screenshot(reason: Reason) -> bool {
    match reason {
        Reason::Unreadable | Reason::NoCode | Reason::Another | Reason::Doubtful | Reason::Other => true,
        Reason::Missing | Reason::Moved | Reason::Unreachable | Reason::Closed => false,
    }
}

/// The reasons that a moderator chooses from.
pub(super) fn reasons() -> impl Iterator<Item = Reason> {
    Reason::ALL.iter().copied().filter(|reason| is_of_screenshot(*reason))
}

/// A channel of somebody else at the same address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alike {
    pub(super) channel: ChannelId,
    pub(super) name: String,
    pub(super) handle: String,
    pub(super) verified_at: Option<Instant>,
}

/// A moderator refused it, and nothing else came since: its creator may appeal.
pub(super) fn refused_by(one: &Check) -> Option<(UserId, Instant, Reason)> {
    let (by, at) = one.decided_by.zip(one.decided_at)?;
    one.reason.filter(|_| one.state == CheckState::Failed).map(|reason| (by, at, reason))
}

/// It is shown by a page.
pub(super) fn is_by_page(one: &Check) -> bool {
    one.way == Way::Code
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::creators::model::Source;

    fn channel(platform: Platform, url: &str) -> Channel {
        let id = "chn_01jd3x8m6rfk5tq2v9w7c4b1ha".parse().unwrap();
        let (handle, url, stated_at) = ("ana".to_owned(), url.to_owned(), Instant(0));
        Channel { id, platform, handle, url, followers: 1, stated_at, source: Source::Stated, verified: None }
    }

    #[test]
    fn the_whole_life_of_a_check() {
        use CheckState as S;
        let events = [Event::Shown, Event::Refused, Event::Ended, Event::Reversed];
        let line = |from: &S| events.map(|event| after(*from, event).map(Next::state).ok());
        let wanted = [
            [Some(S::Passed), Some(S::Failed), Some(S::Ended), None],
            [None, Some(S::Failed), Some(S::Ended), None],
            [None, None, None, Some(S::Passed)],
            [None; 4],
        ];
        assert_eq!(S::ALL.iter().map(line).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn an_account_lies_at_an_address_of_its_platform() {
        for good in ["https://www.instagram.com/ana", "https://instagram.com./ana", "https://INSTAGRAM.com/ana"] {
            assert!(may_ask_by_code(&channel(Platform::Instagram, good)).is_ok(), "{good}");
        }
        for bad in ["https://instagram.com.example.org/ana", "https://notinstagram.com/", "https://example.org/instagram.com"] {
            assert_eq!(may_ask_by_code(&channel(Platform::Instagram, bad)), Err(ELSEWHERE), "{bad}");
        }
        assert!(may_ask_by_code(&channel(Platform::OwnSite, "https://ana.example/")).is_ok());
    }

    #[test]
    fn a_code_is_another_one_for_each_address_and_after_each_check() {
        let secret = SecretKey::from_bytes(&[7; 32]).unwrap();
        let (one, other) = (channel(Platform::X, "https://x.com/ana"), channel(Platform::X, "https://x.com/bea"));
        let first = code(&secret, &one, 0);
        assert_eq!(first.len(), 14);
        assert_eq!(first, code(&secret, &one, 0));
        assert_ne!(first, code(&secret, &other, 0));
        assert_ne!(first, code(&secret, &one, 1));
        assert_ne!(first, code(&secret, &Channel { handle: "bea".to_owned(), ..one.clone() }, 0));
    }

    #[test]
    fn a_code_is_found_however_a_page_writes_it() {
        for page in
            ["<p>vtask-AB12CD34</p>", "VTASK-ab12cd34", "{\"bio\":\"hi vtask\\u002dAB12CD34\"}", "vtask&#45;AB12CD34", "vtask‑AB12CD34"]
        {
            assert!(holds(page.as_bytes(), "vtask-AB12CD34"), "{page}");
        }
        assert!(!holds(b"vtask-AB12CD35", "vtask-AB12CD34"));
        assert!(!holds(b"\xff\xfe", "vtask-AB12CD34"));
    }
}
