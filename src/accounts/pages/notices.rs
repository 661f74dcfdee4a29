//! What somebody wishes to be told.

use super::entry::page;
use super::{Choice, Errors, NavItem, nav};
use crate::accounts::forms::NoticesForm;
use crate::notices::{MailPace, Topic};
use crate::primitives::Choice as _;
use crate::web::{Asker, Page};
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
            paces: MailPace::ALL.iter().map(|each| pace(*topic, *each)).collect(),
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
            errors,
        }
    }
}
