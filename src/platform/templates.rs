//! Templates: one compiled set per language, in which every text without arguments already stands.
//!
//! `t(key="…")` alone becomes the text when the set is loaded, so an unknown key stops the start; with arguments it is looked up at each
//! rendering. Money, moments and numbers are written by filters. Pages get `shell` and `page`, mails get `mail`, `base_url` and `lang`.

use super::{assets, formats, texts::Texts};
use crate::primitives::{Choice as _, Currency, Instant, Lang, Minor, Money, Zone};
use std::sync::Arc;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

#[derive(rust_embed::Embed)]
#[folder = "templates"]
struct Files;

/// All templates in both languages.
pub struct Engine {
    zh: Tera,
    en: Tera,
    texts: Arc<Texts>,
}

impl Engine {
    /// Loads every template; the first that cannot be compiled, or names a text that is not there, stops the start.
    pub fn load() -> Result<Self, String> {
        let texts = Arc::new(Texts::load()?);
        Ok(Self { zh: compile(Lang::ZhCn, &texts)?, en: compile(Lang::En, &texts)?, texts })
    }

    /// The words.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    fn tera(&self, lang: Lang) -> &Tera {
        match lang {
            Lang::ZhCn => &self.zh,
            Lang::En => &self.en,
        }
    }

    /// A page: the template with `shell` and `page`. The error is for the log.
    pub fn render<S: serde::Serialize, P: serde::Serialize>(
        &self,
        lang: Lang,
        template: &str,
        shell: &S,
        page: &P,
    ) -> Result<String, String> {
        let mut context = Context::new();
        context.insert("shell", shell);
        context.insert("page", page);
        self.tera(lang).render(template, &context).map_err(|error| chain(&error))
    }

    /// One part of a mail: `confirm/subject.txt`, `confirm/body.txt`, `confirm/body.html`.
    pub fn render_mail(&self, lang: Lang, part: &str, mail: &serde_json::Value, base_url: &str) -> Result<String, String> {
        let mut context = Context::new();
        context.insert("mail", mail);
        context.insert("base_url", base_url);
        context.insert("lang", lang.word());
        self.tera(lang).render(&format!("mail/{part}"), &context).map_err(|error| chain(&error))
    }

    /// Names of all templates, for the test that none is dead.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.en.get_template_names().map(ToOwned::to_owned).collect()
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn compile(lang: Lang, texts: &Arc<Texts>) -> Result<Tera, String> {
    let mut tera = Tera::new();
    register_functions(&mut tera, lang, texts);
    register_money(&mut tera, lang);
    register_time(&mut tera, lang);
    let mut sources = Vec::new();
    for path in Files::iter().filter(|path| is_template(path)) {
        let file = Files::get(&path).ok_or("a template vanished")?;
        let source = std::str::from_utf8(&file.data).map_err(|error| format!("{path}: {error}"))?;
        sources.push((path.to_string(), with_texts(source, lang, texts).map_err(|key| format!("{path}: no text {key} in {lang}"))?));
    }
    tera.add_raw_templates(sources).map_err(|error| chain(&error))?;
    Ok(tera)
}

fn is_template(path: &str) -> bool {
    let kind = path.ends_with(".html") || path.ends_with(".txt");
    kind && !path.starts_with("texts/") && !path.starts_with("pages/")
}

/// Puts the texts in place of each `t(key="…")` that has no other argument, as string literals of the template language. Comments are dropped.
fn with_texts(source: &str, lang: Lang, texts: &Texts) -> Result<String, String> {
    const CALL: &str = "t(key=\"";
    let source = without_comments(source);
    let mut out = String::with_capacity(source.len());
    let mut rest = source.as_str();
    while let Some(start) = rest.find(CALL) {
        let (before, call) = rest.split_at(start);
        out.push_str(before);
        let body = call.strip_prefix(CALL).unwrap_or_default();
        let named_so = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
        match body.split_once('"') {
            Some((key, after)) if after.starts_with(')') && !named_so => {
                let text = texts.find(lang, key, &[]).ok_or_else(|| key.to_owned())?;
                out.push('"');
                out.push_str(&text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"));
                out.push('"');
                rest = after.strip_prefix(')').unwrap_or_default();
            }
            _ => {
                out.push_str(CALL);
                rest = body;
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// Comments go before texts are looked up, so that an example in one is no call. Whitespace control of the comment is kept.
fn without_comments(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, comment)) = rest.split_once("{#") {
        let Some((inside, after)) = comment.split_once("#}") else { break };
        out.push_str(if inside.starts_with('-') { before.trim_end() } else { before });
        rest = if inside.ends_with('-') { after.trim_start() } else { after };
    }
    out.push_str(rest);
    out
}

fn register_functions(tera: &mut Tera, lang: Lang, texts: &Arc<Texts>) {
    let texts = Arc::clone(texts);
    tera.register_function("t", move |kwargs: Kwargs, _: &State| text(lang, &texts, &kwargs));
    tera.register_function("asset", |kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let path = kwargs.must_get::<String>("path")?;
        assets::url(&path).ok_or_else(|| tera::Error::message(format!("no asset {path}")))
    });
    tera.register_filter("number", |number: i64, _: Kwargs, _: &State| formats::grouped(&number.to_string()));
    tera.register_filter("short_number", move |number: i64, _: Kwargs, _: &State| formats::short_number(lang, number));
    tera.register_filter("percent_bps", |bps: i64, _: Kwargs, _: &State| formats::percent_bps(bps));
    tera.register_filter("file_size", |bytes: i64, _: Kwargs, _: &State| formats::file_size(bytes));
}

/// `t(key=…, name=…)`; or `t(key=…, values=map, tz=…)` for many at once. A value is a text, a number, money, `{at}` or `{key}` of another text, and is
/// written as the language and the zone have it.
fn text(lang: Lang, texts: &Texts, kwargs: &Kwargs) -> TeraResult<String> {
    let key = kwargs.must_get::<String>("key")?;
    let mut args: Vec<(&str, String)> = Vec::new();
    for (name, value) in kwargs.iter() {
        match (name.as_str(), value.as_map()) {
            (None | Some("key"), _) => {}
            (Some("values"), Some(map)) => {
                for (name, value) in map {
                    args.push((name.as_str().unwrap_or_default(), written(lang, texts, value, kwargs)?));
                }
            }
            (Some(name), Some(_)) => args.push((name, written(lang, texts, value, kwargs)?)),
            (Some(name), None) => args.push((name, value.to_string())),
        }
    }
    texts.find(lang, &key, &args).ok_or_else(|| tera::Error::message(format!("no text {key} in {lang}")))
}

fn written(lang: Lang, texts: &Texts, value: &Value, kwargs: &Kwargs) -> TeraResult<String> {
    let part = |name| value.as_map().and_then(|_| value.get_from_path(name));
    if let Some(at) = part("at").and_then(Value::as_i64) {
        let zone = read_zone(kwargs)?;
        let offset = texts.get(lang, "face-zone", &[("zone", formats::zone(Instant(at), &zone))]);
        return Ok(formats::weekday_datetime(lang, Instant(at), &zone) + &offset);
    }
    if let Some(key) = part("key").and_then(Value::as_str) {
        return texts.find(lang, key, &[]).ok_or_else(|| tera::Error::message(format!("no text {key} in {lang}")));
    }
    if value.is_map() { Ok(formats::money(lang, read_money(value)?)) } else { Ok(value.to_string()) }
}

fn register_money(tera: &mut Tera, lang: Lang) {
    tera.register_filter("money", move |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::money(lang, read_money(value)?))
    });
    tera.register_filter("money_short", move |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::money_short(lang, read_money(value)?))
    });
    tera.register_filter("money_range", move |value: &Value, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        let high: Value = kwargs.must_get("high")?;
        Ok(formats::money_range(lang, read_money(value)?, read_money(&high)?))
    });
    tera.register_filter("money_code", |value: &Value, _: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::money_code(read_money(value)?))
    });
}

fn read_money(value: &Value) -> TeraResult<Money> {
    let amount = value.get_from_path("amount").and_then(Value::as_i64);
    let currency = value.get_from_path("currency").and_then(Value::as_str).and_then(Currency::from_word);
    match (amount, currency) {
        (Some(amount), Some(currency)) => Ok(Money::new(Minor(amount), currency)),
        (_, _) => Err(tera::Error::message("money is {amount, currency}")),
    }
}

fn register_time(tera: &mut Tera, lang: Lang) {
    tera.register_filter("datetime", move |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::datetime(lang, Instant(at), &read_zone(&kwargs)?))
    });
    tera.register_filter("date", move |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::date(lang, Instant(at), &read_zone(&kwargs)?))
    });
    tera.register_filter("day", move |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::day(lang, Instant(at), &read_zone(&kwargs)?))
    });
    tera.register_filter("time", |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::time(Instant(at), &read_zone(&kwargs)?))
    });
    tera.register_filter("weekday_datetime", move |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::weekday_datetime(lang, Instant(at), &read_zone(&kwargs)?))
    });
    tera.register_filter("zone", |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::zone(Instant(at), &read_zone(&kwargs)?))
    });
    tera.register_filter("relative", move |at: i64, kwargs: Kwargs, _: &State| -> TeraResult<String> {
        Ok(formats::relative(lang, Instant(at), Instant(kwargs.must_get::<i64>("now")?)))
    });
    tera.register_filter("rfc3339", |at: i64, _: Kwargs, _: &State| Instant(at).rfc3339());
}

fn read_zone(kwargs: &Kwargs) -> TeraResult<Zone> {
    kwargs.must_get::<String>("tz")?.parse().map_err(|_| tera::Error::message("tz is an IANA name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_compiles_in_both_languages() {
        Engine::load().map(drop).unwrap();
    }

    #[test]
    fn values_are_written_in_the_language_and_zone_of_the_reader() {
        let engine = Engine::load().unwrap();
        let values = serde_json::json!({
            "who": "Ana & Co", "brief": "B", "milestone": "M", "n": 2,
            "amount": {"amount": 480_050, "currency": "CNY"},
            "due": {"at": 1_795_786_800_000_000i64},
        });
        let write = |lang, key: &str| {
            let mut context = Context::new();
            context.insert("values", &values);
            let source = format!("{{{{ t(key=\"{key}\", values=values, tz=\"Asia/Shanghai\") }}}}");
            engine.tera(lang).clone().render_str(&source, &context, false).unwrap()
        };
        assert_eq!(write(Lang::En, "notices-milestone-submitted-title"), "Ana & Co delivered version 2");
        assert_eq!(
            write(Lang::ZhCn, "notices-milestone-submitted-body"),
            "请在11月27日星期五 21:40（UTC+8）前验收「B」中的「M」；到时没有答复，¥4,800.50自动放款。"
        );
    }

    #[test]
    fn comments_hold_no_calls() {
        assert_eq!(without_comments("a {# t(key=\"x\") #}b {#- c -#} d"), "a bd");
    }
}
