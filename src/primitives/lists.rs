//! The closed lists that briefs, creators and deals share: where content is shown, what it is about, what it is, in which language.

use serde::{Deserialize, Serialize};

crate::choice! {
    /// Where content is shown.
    pub enum Platform {
        Xiaohongshu = "xiaohongshu", Douyin = "douyin", Bilibili = "bilibili", Wechat = "wechat", Weibo = "weibo", Kuaishou = "kuaishou",
        Zhihu = "zhihu", Taobao = "taobao", TaobaoLive = "taobao_live", Weitao = "weitao", Tiktok = "tiktok", Youtube = "youtube",
        Instagram = "instagram", X = "x", OwnSite = "own_site", Other = "other",
    }
}

crate::choice! {
    /// What content is about.
    pub enum Category {
        Food = "food", Beauty = "beauty", Fashion = "fashion", Home = "home", Electronics = "electronics", Baby = "baby", Pets = "pets",
        Sports = "sports", Travel = "travel", Games = "games", Books = "books", Cars = "cars", Health = "health", Finance = "finance",
        Local = "local", Other = "other",
    }
}

crate::choice! {
    /// What content is.
    pub enum ContentForm {
        ImageSet = "image_set", ShortVideo = "short_video", Article = "article", Live = "live", Audio = "audio", Review = "review",
        Other = "other",
    }
}

/// Languages with their own names, in the order in which forms offer them. A name in its own language needs no translation.
const NAMED: &[(&str, &str)] = &[
    ("zh-CN", "简体中文"),
    ("en", "English"),
    ("zh-TW", "繁體中文（台灣）"),
    ("zh-HK", "繁體中文（香港）"),
    ("zh-SG", "简体中文（新加坡）"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("es", "Español"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("it", "Italiano"),
    ("pt-BR", "Português (Brasil)"),
    ("pt-PT", "Português"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("hi", "हिन्दी"),
    ("ml", "മലയാളം"),
    ("th", "ไทย"),
    ("vi", "Tiếng Việt"),
    ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"),
    ("nl", "Nederlands"),
    ("sv", "Svenska"),
    ("no", "Norsk"),
    ("da", "Dansk"),
    ("fi", "Suomi"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
];

/// A language of content by its BCP 47 tag: language, then perhaps script and region (`zh-CN`, `pt-BR`, `zh-Hant-HK`). Written in the usual case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Language(String);

impl Language {
    /// Those that forms offer, most asked first.
    pub fn offered() -> impl Iterator<Item = Self> {
        NAMED.iter().map(|(tag, _)| Self((*tag).to_owned()))
    }

    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Its own name, in itself; the tag of a language without a known name.
    #[must_use]
    pub fn name(&self) -> &str {
        NAMED.iter().find(|(tag, _)| *tag == self.0).map_or(self.0.as_str(), |(_, name)| name)
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Language {
    type Err = crate::primitives::id::ParseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.trim().split('-');
        let primary = parts.next().filter(|part| (2..=3).contains(&part.len()) && letters(part)).map(str::to_ascii_lowercase);
        let mut tag = primary.ok_or(crate::primitives::id::ParseIdError)?;
        let mut next = parts.next();
        if let Some(script) = next.filter(|part| part.len() == 4 && letters(part)) {
            let (head, tail) = script.split_at(1);
            tag.push('-');
            tag.push_str(&head.to_ascii_uppercase());
            tag.push_str(&tail.to_ascii_lowercase());
            next = parts.next();
        }
        if let Some(region) = next {
            let known = (region.len() == 2 && letters(region)) || (region.len() == 3 && region.bytes().all(|byte| byte.is_ascii_digit()));
            if !known || parts.next().is_some() {
                return Err(crate::primitives::id::ParseIdError);
            }
            tag.push('-');
            tag.push_str(&region.to_ascii_uppercase());
        }
        Ok(Self(tag))
    }
}

fn letters(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

crate::text_column!(Language);
crate::shape!(Language, crate::primitives::shape::text("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "zh-CN"));

/// A language as a page shows it: the tag for `lang` and forms, the name for eyes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageName {
    /// BCP 47.
    pub tag: String,
    /// In itself.
    pub name: String,
}

impl From<&Language> for LanguageName {
    fn from(language: &Language) -> Self {
        Self { tag: language.tag().to_owned(), name: language.name().to_owned() }
    }
}

/// The language that a text is most likely written in, for its `lang` attribute: kana say Japanese, Han Chinese, anything else English.
#[must_use]
pub fn language_of(text: &str) -> &'static str {
    let kana = |c: char| matches!(u32::from(c), 0x3040..=0x30FF);
    let han = |c: char| matches!(u32::from(c), 0x3400..=0x9FFF | 0x20000..=0x3FFFF);
    if text.chars().any(kana) {
        "ja"
    } else if text.chars().any(han) {
        "zh-CN"
    } else {
        "en"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_tag_in_the_usual_case() {
        let read = |text: &str| text.parse::<Language>().map(|language| language.to_string()).ok();
        assert_eq!(read("ZH-cn").as_deref(), Some("zh-CN"));
        assert_eq!(read("zh-hant-hk").as_deref(), Some("zh-Hant-HK"));
        assert_eq!(read("es-419").as_deref(), Some("es-419"));
        for bad in ["", "e", "english", "en-", "en-USA", "en-US-x", "zh_CN", "en-US-GB", "é"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(Language::offered().next().map(|first| first.name().to_owned()).as_deref(), Some("简体中文"));
    }

    #[test]
    fn a_text_tells_its_language() {
        assert_eq!(language_of("Open-back headphones"), "en");
        assert_eq!(language_of("EU 38–44 码样鞋"), "zh-CN");
        assert_eq!(language_of("秋の茶碗"), "ja");
    }
}
