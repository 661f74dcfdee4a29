//! Both languages are complete, no text is left over, and no template speaks by itself.

use crate::sources::{self, Source, none};
use std::collections::{BTreeMap, BTreeSet};

/// A message: its file, what it says, and the names of the variables in it.
struct Message {
    path: String,
    text: String,
    variables: BTreeSet<String>,
}

fn messages(lang: &str) -> BTreeMap<String, Message> {
    let mut all: BTreeMap<String, Message> = BTreeMap::new();
    let mut key = String::new();
    for Source { path, text } in sources::under(&format!("templates/texts/{lang}"), &[".ftl"]) {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
                let (name, rest) = line.split_once('=').unwrap_or_else(|| panic!("{path}: {line}"));
                key = name.trim().to_owned();
                let message = Message { path: path.clone(), text: rest.trim().to_owned(), variables: BTreeSet::new() };
                assert!(all.insert(key.clone(), message).is_none(), "{path}: {key} stands twice");
            } else if let Some(message) = all.get_mut(&key) {
                message.text.push('\n');
                message.text.push_str(line.trim());
            }
        }
    }
    for message in all.values_mut() {
        message.variables = message.text.split('$').skip(1).map(|rest| word(rest).to_owned()).collect();
    }
    all
}

fn word(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
}

#[test]
fn both_languages_have_the_same_texts_with_the_same_variables() {
    let (zh, en) = (messages("zh-CN"), messages("en"));
    let mut problems = Vec::new();
    for (key, message) in &en {
        match zh.get(key) {
            None => problems.push(format!("{}: {key} is not in zh-CN", message.path)),
            Some(other) if other.variables != message.variables => {
                problems.push(format!("{key}: en wants {:?}, zh-CN wants {:?}", message.variables, other.variables));
            }
            Some(_) => {}
        }
    }
    problems
        .extend(zh.iter().filter(|(key, _)| !en.contains_key(*key)).map(|(key, message)| format!("{}: {key} is not in en", message.path)));
    none(&problems);
}

/// How a key is put together at run time: what stands fixed, with holes between.
struct Pattern(Vec<String>);

impl Pattern {
    /// What fills the holes, if the key can come of this pattern. With several holes the first parts are as short as can be.
    fn holes<'k>(&self, key: &'k str) -> Option<Vec<&'k str>> {
        let (first, rest) = self.0.split_first()?;
        let mut key = key.strip_prefix(first.as_str())?;
        let mut holes = Vec::new();
        for (no, part) in rest.iter().enumerate() {
            let end = if no + 1 == rest.len() { key.strip_suffix(part.as_str())?.len() } else { key.find(part.as_str())? };
            holes.push(key.get(..end)?);
            key = key.get(end + part.len()..)?;
        }
        holes.iter().all(|hole| !hole.is_empty()).then_some(holes)
    }
}

fn is_key_part(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Patterns in the program (`format!("refusal-{code}")`) and in templates (`t(key="state-" ~ page.state)`).
fn patterns(literals: &BTreeSet<String>, templates: &[Source]) -> Vec<Pattern> {
    let mut all = Vec::new();
    for literal in literals.iter().filter(|literal| literal.contains('{')) {
        let parts: Vec<String> = sources::without(literal, "{", "}").split(' ').map(ToOwned::to_owned).collect();
        let begins = parts.first().is_some_and(|part| part.ends_with('-') && part.len() > 2);
        if begins && parts.iter().all(|part| is_key_part(part)) {
            all.push(Pattern(parts));
        }
    }
    for call in templates.iter().flat_map(|template| template.text.split("key=\"").skip(1)) {
        let expression = call.split([',', ')']).next().unwrap_or_default();
        if expression.contains('~') {
            let mut parts = vec![expression.split('"').next().unwrap_or_default().to_owned()];
            let later: Vec<&str> = expression.split('~').skip(1).collect();
            for (no, part) in later.iter().enumerate() {
                match part.trim().strip_prefix('"') {
                    Some(fixed) => parts.push(fixed.trim_end_matches('"').to_owned()),
                    None if no + 1 == later.len() => parts.push(String::new()),
                    None => {}
                }
            }
            all.push(Pattern(parts));
        }
    }
    all
}

/// Every quoted word of the program and the templates, written as keys are.
fn words(literals: &BTreeSet<String>, templates: &[Source]) -> BTreeSet<String> {
    let quoted = templates.iter().flat_map(|template| template.text.split(['"', '\'']));
    literals.iter().map(String::as_str).chain(quoted).flat_map(|text| [text.to_owned(), text.replace(['.', '_'], "-")]).collect()
}

#[test]
fn every_text_is_used() {
    let (literals, templates) = (sources::literals(), sources::templates());
    let (patterns, words) = (patterns(&literals, &templates), words(&literals, &templates));
    let made = |key: &str| {
        let known = |hole: &&str| words.contains(&hole.replace('_', "-")) || hole.chars().all(|c| c.is_ascii_digit());
        patterns.iter().any(|pattern| pattern.holes(key).is_some_and(|holes| holes.iter().all(known)))
    };
    let all = messages("en");
    let quoted_elsewhere = |key: &str| all.values().any(|message| message.text.contains(&format!("{{ {key} }}")));
    let problems: Vec<String> = all
        .iter()
        .filter(|(key, _)| !words.contains(*key) && !made(key) && !quoted_elsewhere(key))
        .map(|(key, message)| format!("{}: nothing says {key}", message.path))
        .collect();
    none(&problems);
}

#[test]
fn every_key_in_a_template_is_a_text() {
    let all = messages("en");
    let mut problems = Vec::new();
    for template in sources::templates() {
        for call in template.text.split("t(key=\"").skip(1) {
            let (key, after) = call.split_once('"').unwrap();
            if !after.trim_start().starts_with('~') && !all.contains_key(key) {
                problems.push(format!("{}: no text {key}", template.path));
            }
        }
    }
    none(&problems);
}

#[test]
fn templates_hold_no_words_of_their_own() {
    let mut problems = Vec::new();
    for template in sources::templates().iter().filter(|template| template.path != "templates/styleguide.html") {
        let bare = sources::without(&sources::without(&template.text, "{{", "}}"), "{%", "%}");
        let text = if template.path.ends_with(".html") { sources::without(&bare, "<", ">") } else { bare.clone() };
        problems.extend(text.split_whitespace().filter(|word| is_worded(word)).map(|word| format!("{}: the word {word:?}", template.path)));
        for name in ["alt", "title", "aria-label", "placeholder", "label", "hint", "text", "note", "short", "busy", "legend", "caption"] {
            for value in attributes(&bare, name).into_iter().chain(attributes(&template.text, name)) {
                if is_worded(&sources::without(&sources::without(value, "{{", "}}"), "{%", "%}")) {
                    problems.push(format!("{}: {name}={value:?}", template.path));
                }
            }
        }
    }
    none(&problems);
}

/// Values of an attribute or component argument that are literals.
fn attributes<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    let start = format!(" {name}=\"");
    text.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What every language writes so.
const UNTRANSLATED: &[&str] = &["SHA-256", "English", "中文"];

/// Has letters that a person would read: not only an entity, a mark or a number, nor a piece of an attribute.
fn is_worded(text: &str) -> bool {
    let text = sources::without(text, "&", ";");
    text.chars().any(char::is_alphabetic) && !text.starts_with('-') && !text.contains("=\"") && !UNTRANSLATED.contains(&text.trim())
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// The words of a message without what is put in: a variable counts as a Latin letter, because that is what it often is.
fn plain(text: &str) -> Vec<char> {
    text.lines().map(|line| sources::without(line, "{", "}")).collect::<Vec<_>>().join("\n").chars().collect()
}

#[test]
fn chinese_is_set_in_full_width_punctuation() {
    let mut problems = Vec::new();
    for (key, message) in messages("zh-CN") {
        let chars = plain(&message.text);
        for pair in chars.windows(2) {
            let narrow = |c: char| ",;:!?()".contains(c);
            if narrow(pair[0]) && is_han(pair[1]) || is_han(pair[0]) && (narrow(pair[1]) || pair[1] == '.') {
                problems.push(format!("{}: {key} has {:?}", message.path, pair.iter().collect::<String>()));
            }
        }
        if chars.contains(&'！') {
            problems.push(format!("{}: {key} shouts", message.path));
        }
    }
    none(&problems);
}

#[test]
fn english_is_set_in_half_width_punctuation() {
    let wide = |c: &char| "，。；：！？（）「」、".contains(*c);
    let mut problems = Vec::new();
    // A sample of the other language is in the other language.
    for (key, message) in messages("en").into_iter().filter(|(key, _)| !key.ends_with("-zh")) {
        let chars = plain(&message.text);
        if let Some(found) = chars.iter().find(|c| wide(c)) {
            problems.push(format!("{}: {key} has {found}", message.path));
        }
        if chars.contains(&'!') {
            problems.push(format!("{}: {key} shouts", message.path));
        }
    }
    none(&problems);
}
