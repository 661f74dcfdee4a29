//! Words in both languages, from the Fluent files under `templates/texts`.
//!
//! A missing word is a bug that tests find; at run time it shows as its key.

use crate::primitives::{Choice as _, Lang};
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use std::collections::BTreeMap;

#[derive(rust_embed::Embed)]
#[folder = "templates/texts"]
struct Files;

/// All words, by language.
pub struct Texts {
    zh: FluentBundle<FluentResource>,
    en: FluentBundle<FluentResource>,
}

impl Texts {
    /// Reads every file; a key that stands twice or a file that cannot be read stops the start.
    pub fn load() -> Result<Self, String> {
        Ok(Self { zh: bundle(Lang::ZhCn)?, en: bundle(Lang::En)? })
    }

    /// The words for a key, or `None` if there is no such key.
    #[must_use]
    pub fn find(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> Option<String> {
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            fluent.set(*name, number_or_text(value));
        }
        self.format(lang, key, &fluent)
    }

    /// The words for a key; the key itself if there is none.
    #[must_use]
    pub fn get(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        self.find(lang, key, args).unwrap_or_else(|| key.to_owned())
    }

    fn format(&self, lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let bundle = match lang {
            Lang::ZhCn => &self.zh,
            Lang::En => &self.en,
        };
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
        if !errors.is_empty() {
            tracing::warn!(key, %lang, ?errors, "a text wants what it was not given");
        }
        Some(text)
    }
}

/// Whole numbers choose plural forms; everything else is text.
fn number_or_text(value: &str) -> FluentValue<'static> {
    let short = value.len() <= 9 && !value.starts_with('0') || value == "0";
    match value.parse::<i64>() {
        Ok(number) if short => FluentValue::from(number),
        Ok(_) | Err(_) => FluentValue::from(value.to_owned()),
    }
}

fn bundle(lang: Lang) -> Result<FluentBundle<FluentResource>, String> {
    let id: unic_langid::LanguageIdentifier = lang.word().parse().map_err(|error| format!("{lang}: {error}"))?;
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for (path, source) in sources(lang) {
        let resource = FluentResource::try_new(source).map_err(|(_, errors)| format!("{path}: {errors:?}"))?;
        bundle.add_resource(resource).map_err(|errors| format!("{path}: {errors:?}"))?;
    }
    Ok(bundle)
}

/// Path and text of each Fluent file of a language.
#[must_use]
pub fn sources(lang: Lang) -> BTreeMap<String, String> {
    let prefix = format!("{lang}/");
    let ours = Files::iter().filter(|path| path.starts_with(&prefix));
    ours.filter_map(|path| Some((path.to_string(), String::from_utf8(Files::get(&path)?.data.into_owned()).ok()?))).collect()
}
