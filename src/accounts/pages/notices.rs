//! What somebody wishes to be told.

use super::entry::page;
use super::{Choice, Errors, NavItem, nav};
use crate::accounts::forms::NoticesForm;
use crate::notices::{MailPace, Topic};
use crate::primitives::Choice as _;
use crate::web::{Asker, Both, Conflict, Page};
use serde::Serialize;

/// What can be chosen about a topic.
#[derive(Serialize)]
struct Row {
    topic: Topic,
    on_site: bool,
    paces: Vec<Pace>,
}

#[derive(Serialize)]
struct Pace {
    value: String,
    label: String,
    chosen: bool,
}

/// What is told where and when.
#[derive(Serialize)]
pub(in crate::accounts) struct NoticesPage {
    nav: Vec<NavItem>,
    firm: Vec<Topic>,
    rows: Vec<Row>,
    hours: Vec<Choice>,
    quiet: bool,
    quiet_from: String,
    quiet_to: String,
    daily_at: String,
    zone: String,
    seen: String,
    /// What is saved now beside what was chosen, where that changed meanwhile.
    conflict: Option<Conflict>,
    errors: Errors,
}
page!(NoticesPage, "accounts/notices.html");

impl NoticesPage {
    pub(in crate::accounts) fn new(asker: &Asker, form: &NoticesForm, errors: Errors) -> Self {
        let pace = |topic: Topic, pace: MailPace| Pace {
            value: format!("{topic}.{pace}"),
            label: asker.text(&format!("settings-mail-{}", pace.word().replace('_', "-")), &[]),
            chosen: form.pace(topic) == pace,
        };
        let row = |topic: &Topic| Row {
            topic: *topic,
            on_site: form.on_site(*topic),
            paces: topic.paces().iter().map(|each| pace(*topic, *each)).collect(),
        };
        let hour = |hour: i32| Choice { value: hour.to_string(), label: format!("{hour:02}:00"), hint: None, icon: None };
        let (firm, open): (Vec<Topic>, Vec<Topic>) = Topic::ALL.iter().partition(|topic| topic.is_firm());
        Self {
            nav: nav(asker, "/settings/notices"),
            firm,
            rows: open.iter().map(row).collect(),
            hours: (0..24).map(hour).collect(),
            quiet: !form.quiet.is_empty(),
            quiet_from: form.quiet_from.clone(),
            quiet_to: form.quiet_to.clone(),
            daily_at: form.daily_at.clone(),
            zone: asker.zone.to_string(),
            seen: form.seen.clone(),
            conflict: None,
            errors,
        }
    }

    /// What is saved now beside what was chosen; sent once more, what was chosen takes its place.
    pub(in crate::accounts) fn beside(mut self, asker: &Asker, saved: &NoticesForm, chosen: &NoticesForm) -> Self {
        let says = |form: &NoticesForm, topic: Topic| {
            let on_site = if form.on_site(topic) { "face-ticked" } else { "face-conflict-nothing" };
            let mail = asker.text(&format!("settings-mail-{}", form.pace(topic).word().replace('_', "-")), &[]);
            let colon = asker.text("face-colon", &[]);
            let (inbox, by_mail) = (asker.text("settings-notices-inbox", &[]), asker.text("settings-notices-mail", &[]));
            format!("{inbox}{colon}{}\n{by_mail}{colon}{mail}", asker.text(on_site, &[]))
        };
        let hour = |hour: &str| format!("{hour:0>2}:00");
        let quiet = |form: &NoticesForm| {
            if form.quiet.is_empty() { String::new() } else { format!("{}–{}", hour(&form.quiet_from), hour(&form.quiet_to)) }
        };
        let open = Topic::ALL.iter().filter(|topic| !topic.is_firm());
        let mut fields: Vec<Both> = open
            .map(|topic| Both {
                label: asker.text(&format!("settings-topic-{topic}"), &[]),
                theirs: says(saved, *topic),
                mine: says(chosen, *topic),
            })
            .collect();
        fields.push(Both { label: asker.text("settings-quiet", &[]), theirs: quiet(saved), mine: quiet(chosen) });
        let daily = |form: &NoticesForm| hour(&form.daily_at);
        fields.push(Both { label: asker.text("settings-daily-at", &[]), theirs: daily(saved), mine: daily(chosen) });
        self.seen.clone_from(&saved.seen);
        self.conflict = Some(Conflict::of(fields, "/settings/notices".to_owned()));
        self
    }
}
