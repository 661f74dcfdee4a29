//! What people see of messages: alone, in the deal room, and to be chosen from.

use super::actions::Thread;
use super::forms::WriteForm;
use super::model::Message;
use super::rules::{MOST_CHARS, MOST_FILES, writer};
use super::translations::Translation;
use crate::agencies::Proxy;
use crate::contracts::{Contract, Party};
use crate::files::File;
use crate::primitives::id::MessageId;
use crate::primitives::{Choice as _, Instant};
use crate::web::{Asker, Page, ShownError, fresh_once};
use serde::Serialize;

/// A message on a page; fits `deal.message`.
#[derive(Debug, Clone, Serialize)]
pub struct MessageView {
    id: MessageId,
    /// The person.
    name: String,
    /// His organisation, if he speaks for one.
    org: Option<String>,
    initial: String,
    side: &'static str,
    mine: bool,
    text: String,
    /// The words in the reader's language, and what made them.
    translation: Option<TranslationView>,
    /// The words that it corrects.
    before: Option<String>,
    /// Another message corrects it.
    corrected: bool,
    /// The other side has seen it; of own ones only.
    read: bool,
    files: Vec<FileView>,
    /// The way to correcting it.
    correct_url: Option<String>,
    /// The way to a moderator; of the other side's only.
    report_url: Option<String>,
    /// When.
    pub at: Instant,
}

impl MessageView {
    /// Words without files that nothing corrects: who wrote them (and for which organisation), on which side, and whether that is the reader's; whether
    /// the other side has seen them, and the way to a moderator.
    #[must_use]
    pub(super) fn plain(
        (id, at): (MessageId, Instant),
        (name, org): (String, Option<String>),
        (side, mine): (&'static str, bool),
        text: String,
        (read, report_url): (bool, Option<String>),
    ) -> Self {
        let letter = org.as_ref().unwrap_or(&name).chars().next();
        Self {
            id,
            initial: letter.map_or_else(String::new, |letter| letter.to_uppercase().collect()),
            name,
            org,
            side,
            mine,
            text,
            translation: None,
            before: None,
            corrected: false,
            read,
            files: Vec::new(),
            correct_url: None,
            report_url,
            at,
        }
    }
}

/// Words in the reader's language.
#[derive(Debug, Clone, Serialize)]
pub(super) struct TranslationView {
    lang: &'static str,
    text: String,
    engine: String,
}

impl TranslationView {
    pub(super) fn of(translation: &Translation) -> Self {
        Self { lang: translation.target.word(), text: translation.text.clone(), engine: translation.engine.clone() }
    }
}

impl MessageView {
    /// With what it corrects, whether it is corrected itself, and the way to correcting it.
    #[must_use]
    pub(super) fn with_corrections(self, before: Option<String>, corrected: bool, correct_url: Option<String>) -> Self {
        Self { before, corrected, correct_url, ..self }
    }

    /// With files that stand below this address.
    #[must_use]
    pub(super) fn with_files(self, files: &[File], below: &str) -> Self {
        let view = |file: &File| {
            let url = format!("{below}/{}", file.id);
            let small = file.preview.as_ref().map(|_| format!("{url}?size=small"));
            FileView { name: file.name.clone(), small, size: file.size, url }
        };
        Self { files: files.iter().map(view).collect(), ..self }
    }

    /// With the words in the reader's language.
    #[must_use]
    pub(super) fn with_translation(self, translation: Option<&Translation>) -> Self {
        Self { translation: translation.map(TranslationView::of), ..self }
    }
}

/// A file of a message.
#[derive(Debug, Clone, Serialize)]
struct FileView {
    name: String,
    url: String,
    small: Option<String>,
    size: i64,
}

impl FileView {
    fn of(file: &File) -> Self {
        Self {
            name: file.name.clone(),
            url: format!("/files/{}/content", file.id),
            small: file.preview.as_ref().map(|_| format!("/files/{}/thumb", file.id)),
            size: file.size,
        }
    }
}

/// The messages of a thread, oldest first.
#[must_use]
pub fn views(thread: &Thread) -> Vec<MessageView> {
    thread.messages.items.iter().rev().map(|message| view(thread, message)).collect()
}

fn view(thread: &Thread, message: &Message) -> MessageView {
    let (reader, access) = thread.reader;
    let written_by = || thread.names.get(&message.by).cloned().unwrap_or_default();
    let agent = thread.own_agents.as_ref().filter(|(creator, _)| *creator != message.by);
    let (name, org) = match (message.party, agent) {
        (Party::Creator, None) => (thread.parties.creator_name.clone(), None),
        // His own side reads who wrote in his name.
        (Party::Creator, Some((_, agency))) => (written_by(), Some(agency.clone())),
        (Party::Merchant | Party::Platform, _) => (written_by(), Some(thread.parties.org_name.clone())),
    };
    let letter = org.as_ref().unwrap_or(&name).chars().next();
    let may_correct = message.by == reader && message.superseded_by.is_none() && writer(access).is_ok();
    MessageView {
        id: message.id,
        initial: letter.map_or_else(String::new, |letter| letter.to_uppercase().collect()),
        name,
        org,
        side: message.party.word(),
        mine: message.party == access.party,
        report_url: (message.party != access.party && access.party != Party::Platform)
            .then(|| format!("/reports/new?contract={}&message={}", message.contract, message.id)),
        text: message.text.clone(),
        translation: thread.translations.get(&message.sha256).map(TranslationView::of),
        before: message.before.clone(),
        corrected: message.superseded_by.is_some(),
        read: message.party == access.party && message.at <= thread.read_at,
        files: message.files.iter().map(FileView::of).collect(),
        correct_url: may_correct.then(|| format!("/contracts/{}/messages?correct={}#text", message.contract, message.id)),
        at: message.at,
    }
}

/// A file that was sent already and waits for its message.
#[derive(Debug, Serialize)]
pub(super) struct KeptFile {
    id: String,
    name: String,
    size: i64,
}

impl KeptFile {
    pub(super) fn of(file: &File) -> Self {
        Self { id: file.id.to_string(), name: file.name.clone(), size: file.size }
    }
}

/// What the page of a thread shows besides the messages.
pub(super) struct Around<'a> {
    pub(super) contract: &'a Contract,
    pub(super) is_funded: bool,
    /// What is looked for.
    pub(super) words: String,
    /// Not the newest: an earlier part of the thread.
    pub(super) is_earlier: bool,
    pub(super) form: WriteForm,
    pub(super) kept: Vec<File>,
    pub(super) errors: Vec<ShownError>,
}

/// All that the two sides wrote.
#[derive(Debug, Serialize)]
pub(super) struct ThreadPage {
    /// What the page is about: it looks again when something happens there.
    id: String,
    contract_url: String,
    contract: String,
    action: String,
    other: String,
    count: i64,
    messages: Vec<MessageView>,
    q: String,
    earlier_url: Option<String>,
    newest_url: Option<String>,
    /// The way to ending contact; none for who is not of the two.
    block_url: Option<String>,
    may_write: bool,
    /// The reader wrote for the creator, who does not allow it any more.
    is_silenced: bool,
    is_funded: bool,
    takes_files: bool,
    most_chars: usize,
    most_files: usize,
    form: WriteForm,
    kept: Vec<KeptFile>,
    errors: Vec<ShownError>,
    once: String,
}

impl Page for ThreadPage {
    const TEMPLATE: &'static str = "messages/thread.html";
    const ACTIVE: &'static str = "workbench";
}

impl ThreadPage {
    pub(super) fn of(asker: &Asker, thread: &Thread, around: Around<'_>) -> Self {
        let (contract, access) = (around.contract, thread.reader.1);
        let home = format!("/contracts/{}/messages", contract.id);
        let other = if access.party == Party::Creator { &thread.parties.org_name } else { &thread.parties.creator_name };
        let words: String = url::form_urlencoded::byte_serialize(around.words.as_bytes()).collect();
        let earlier = |cursor: &_| format!("{home}?q={words}&cursor={}", asker.cursor_out(cursor));
        Self {
            id: contract.id.to_string(),
            contract_url: format!("/contracts/{}", contract.id),
            contract: contract.title.clone(),
            other: other.clone(),
            count: thread.count,
            messages: views(thread),
            earlier_url: thread.messages.next.as_ref().map(earlier),
            newest_url: (around.is_earlier || !around.words.is_empty()).then(|| home.clone()),
            q: around.words,
            block_url: match access.party {
                Party::Creator if access.proxy.is_none() => Some(format!("/blocks/new?org={}", contract.org)),
                Party::Merchant if access.works => Some(format!("/blocks/new?creator={}", contract.creator)),
                Party::Creator | Party::Merchant | Party::Platform => None,
            },
            may_write: writer(access).is_ok(),
            is_silenced: access.proxy == Some(Proxy::Silenced),
            is_funded: around.is_funded,
            takes_files: !contract.state.is_terminal(),
            most_chars: MOST_CHARS,
            most_files: MOST_FILES,
            kept: around.kept.iter().map(KeptFile::of).collect(),
            form: around.form,
            errors: around.errors,
            once: fresh_once(),
            action: home,
        }
    }
}
