//! The translation machine: a server that speaks LibreTranslate's protocol, if the settings name one. It is called as an address of a user is: looked up,
//! checked, never followed elsewhere. Where none is named, nothing is translated and nothing says so.

use super::outbound::{Outbound, Unreached};
use crate::config::Config;
use crate::primitives::Lang;
use serde::Deserialize;
use serde_json::json;
use std::sync::{Mutex, PoisonError};

/// Bytes of an answer.
const MOST_ANSWER: usize = 256 * 1_024;
/// Characters of a name and version.
const MOST_ENGINE: usize = 80;

/// Why there is no translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untranslated {
    /// Not now: it is tried again.
    Later,
    /// The machine makes nothing of these words.
    Never,
}

/// The machine.
pub struct Translator {
    base: Option<String>,
    key: String,
    engine: Mutex<Option<String>>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "translatedText")]
    text: String,
}

#[derive(Deserialize)]
struct Spec {
    info: Info,
}

#[derive(Deserialize)]
struct Info {
    title: String,
    version: String,
}

impl Translator {
    /// As the settings say.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self { base: config.translator.clone(), key: config.translator_key.clone(), engine: Mutex::default() }
    }

    /// There is one.
    #[must_use]
    pub const fn is_there(&self) -> bool {
        self.base.is_some()
    }

    /// The words in another language, and the name and version of what made it.
    pub async fn translate(&self, outbound: &Outbound, text: &str, (from, to): (Lang, Lang)) -> Result<(String, String), Untranslated> {
        let base = self.base.as_deref().ok_or(Untranslated::Later)?;
        let engine = self.engine(outbound, base).await;
        let mut asked = json!({"q": text, "source": code(from), "target": code(to), "format": "text"});
        if let (false, Some(fields)) = (self.key.is_empty(), asked.as_object_mut()) {
            fields.insert("api_key".to_owned(), json!(self.key));
        }
        let (status, body) = outbound.ask(&format!("{base}/translate"), Some(asked.to_string()), MOST_ANSWER).await.map_err(later)?;
        match status {
            200 => {
                let answer: Answer = serde_json::from_slice(&body).map_err(|_| Untranslated::Never)?;
                if answer.text.trim().is_empty() { Err(Untranslated::Never) } else { Ok((answer.text, engine)) }
            }
            400 | 413 | 422 => Err(Untranslated::Never),
            status => {
                tracing::warn!(status, "the translator refuses; it is asked again later");
                Err(Untranslated::Later)
            }
        }
    }

    /// What the machine says that it is: asked once.
    async fn engine(&self, outbound: &Outbound, base: &str) -> String {
        const PLAIN: &str = "LibreTranslate";
        if let Some(known) = self.engine.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return known;
        }
        let said = outbound.ask(&format!("{base}/spec"), None, MOST_ANSWER).await;
        let spec: Option<Spec> = said.ok().filter(|(status, _)| *status == 200).and_then(|(_, body)| serde_json::from_slice(&body).ok());
        let Some(Spec { info }) = spec else { return PLAIN.to_owned() };
        let engine: String = format!("{} {}", info.title, info.version).chars().take(MOST_ENGINE).collect();
        *self.engine.lock().unwrap_or_else(PoisonError::into_inner) = Some(engine.clone());
        engine
    }
}

fn later(reason: Unreached) -> Untranslated {
    tracing::warn!(%reason, "the translator was not reached; it is asked again later");
    Untranslated::Later
}

const fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "zh",
        Lang::En => "en",
    }
}
