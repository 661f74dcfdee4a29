//! Telling people, and being done with what they were told.

pub(super) mod wishes;

use super::{MailPace, Notice, NoticeKind, Param, rules, store};
use crate::audit::Act;
use crate::failure::Failure;
use crate::platform::db::{Conn, Tx};
use crate::platform::mailer::{self, Mail};
use crate::primitives::id::{CreatorId, NoticeId, OrgId, UserId};
use crate::sessions::{AdminRole, Right};
use std::collections::BTreeMap;

/// Tells a person as the person wishes: in the inbox and by mail, in the transaction of the act.
///
/// The mail `notice` gets `kind` (as in text keys), `params`, `path`, `zone` and `needs_action`; its title is
/// `t(key="notices-" ~ mail.kind ~ "-title", values=mail.params, tz=mail.zone)`, as in the inbox.
pub fn tell(tx: &mut Tx<'_>, act: &Act, user: UserId, notice: &Notice) -> Result<(), Failure> {
    show(tx, act, user, notice)?;
    mail(tx, act, user, notice)
}

/// In the inbox, unless it is news of a topic that the person does not want there.
fn show(tx: &mut Tx<'_>, act: &Act, user: UserId, notice: &Notice) -> Result<(), Failure> {
    let params = params(notice)?.to_string();
    if notice.needs_action || wishes::wish(tx, user, notice.kind.topic())?.on_site {
        store::insert(tx, act.at, user, notice, &params)?;
    }
    Ok(())
}

/// As [`tell`], in the inbox alone, and only if nothing about the subject waits there unread: what comes in quick succession is told once. Whether it was
/// told.
pub fn tell_once(tx: &mut Tx<'_>, act: &Act, user: UserId, notice: &Notice) -> Result<bool, Failure> {
    if store::has_open(tx, user, &notice.subject)? {
        return Ok(false);
    }
    show(tx, act, user, notice)?;
    Ok(true)
}

fn params(notice: &Notice) -> Result<serde_json::Value, Failure> {
    if !notice.is_complete() {
        return Err(Failure::Bug(format!("a notice of {} wants {:?}", notice.kind, notice.kind.wants())));
    }
    let params: BTreeMap<_, _> = notice.params.iter().map(|(name, value)| (*name, value)).collect();
    Ok(serde_json::json!(params))
}

/// The mail of a notice alone: at once, after quiet hours, with the mail of the day, or not at all.
pub fn mail(tx: &mut Tx<'_>, act: &Act, user: UserId, notice: &Notice) -> Result<(), Failure> {
    let topic = notice.kind.topic();
    let (pace, hours) = (wishes::wish(tx, user, topic)?.mail, wishes::hours(tx, user)?);
    let reader = store::reader(tx, user)?;
    match pace {
        MailPace::Off => return Ok(()),
        MailPace::Daily | MailPace::Weekly => {
            let due = rules::next(hours.daily_at, act.at, &reader.zone);
            return Ok(store::wishes::insert_entry(tx, (act.at, due), user, notice, params(notice)?.to_string())?);
        }
        MailPace::AtOnce => {}
    }
    let leaves_at = rules::leaves_at(topic, hours, act.at, &reader.zone);
    let mail = serde_json::json!({
        "kind": notice.kind.key(),
        "params": params(notice)?,
        "path": notice.url,
        "zone": reader.zone,
        "needs_action": notice.needs_action,
    });
    mailer::enqueue_for(tx, (act.at, leaves_at), &Mail { address: reader.email, lang: reader.lang, template: "notice", params: mail })?;
    Ok(())
}

/// Tells what was gathered: in the inbox by the notice, and by a mail of its own template, if the person wants any.
pub fn gather(
    tx: &mut Tx<'_>,
    act: &Act,
    user: UserId,
    notice: &Notice,
    (template, params): (&'static str, serde_json::Value),
) -> Result<(), Failure> {
    show(tx, act, user, notice)?;
    let topic = notice.kind.topic();
    if wishes::wish(tx, user, topic)?.mail == MailPace::Off {
        return Ok(());
    }
    let (reader, hours) = (store::reader(tx, user)?, wishes::hours(tx, user)?);
    let leaves_at = rules::leaves_at(topic, hours, act.at, &reader.zone);
    mailer::enqueue_for(tx, (act.at, leaves_at), &Mail { address: reader.email, lang: reader.lang, template, params })?;
    Ok(())
}

/// Tells the person behind a creator.
pub fn tell_creator(tx: &mut Tx<'_>, act: &Act, creator: CreatorId, notice: &Notice) -> Result<(), Failure> {
    let user = store::user_of_creator(tx, creator)?;
    tell(tx, act, user, notice)
}

/// Tells every member of an organisation whose role allows this.
pub fn tell_org(tx: &mut Tx<'_>, act: &Act, org: OrgId, right: Right, notice: &Notice) -> Result<(), Failure> {
    for user in list_members_who(tx, org, right)? {
        tell(tx, act, user, notice)?;
    }
    Ok(())
}

/// Tells the admins who look after money that something needs a person. `what` says why, in the words of the log.
pub fn tell_finance(tx: &mut Tx<'_>, act: &Act, subject: &str, what: &str) -> Result<(), Failure> {
    let notice = Notice {
        kind: NoticeKind::MoneyAlarm,
        subject: subject.to_owned(),
        url: "/admin".to_owned(),
        needs_action: true,
        params: vec![("subject", Param::text(subject)), ("what", Param::text(what))],
    };
    tell_admins(tx, act, AdminRole::FinanceAdmin, None, &notice)
}

/// Tells the admins of a role, but for one.
pub fn tell_admins(tx: &mut Tx<'_>, act: &Act, role: AdminRole, but: Option<UserId>, notice: &Notice) -> Result<(), Failure> {
    for user in store::list_admins(tx, role)? {
        if but != Some(user) {
            tell(tx, act, user, notice)?;
        }
    }
    Ok(())
}

/// What the subject's notices asked for has been done, by whomever: they leave everybody's list.
pub fn settle(tx: &mut Tx<'_>, act: &Act, subject: &str) -> Result<(), Failure> {
    store::settle(tx, act.at, subject)?;
    Ok(())
}

/// The person alone is done with what the subject's notices asked for.
pub fn settle_for(tx: &mut Tx<'_>, act: &Act, user: UserId, subject: &str) -> Result<(), Failure> {
    store::settle_for(tx, act.at, user, subject)?;
    Ok(())
}

/// The members of an organisation whose role allows this.
pub fn list_members_who(conn: &mut Conn, org: OrgId, right: Right) -> Result<Vec<UserId>, Failure> {
    Ok(store::list_members(conn, org)?.into_iter().filter(|(_, role)| role.allows(right)).map(|(user, _)| user).collect())
}

/// The person is done with one notice.
pub fn mark_done(tx: &mut Tx<'_>, act: &Act, user: UserId, id: NoticeId) -> Result<(), Failure> {
    if store::mark_done(tx, act.at, user, id)? { Ok(()) } else { Err(Failure::NotFound) }
}

/// The person is done with all news.
pub fn mark_news_done(tx: &mut Tx<'_>, act: &Act, user: UserId) -> Result<(), Failure> {
    store::mark_news_done(tx, act.at, user)?;
    Ok(())
}
