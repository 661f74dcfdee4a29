//! The project's own files, as the guards read them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A file of the project: its path from the root, and its text.
pub struct Source {
    pub path: String,
    pub text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// One file.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Whether a file or folder is there.
pub fn exists(path: &str) -> bool {
    root().join(path).exists()
}

/// Every file under a folder whose name ends so, in order of path.
pub fn under(folder: &str, ends: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    let path = |file: &Path| file.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
    found
        .iter()
        .filter(|file| ends.iter().any(|end| file.to_string_lossy().ends_with(end)))
        .map(|file| Source { path: path(file), text: std::fs::read_to_string(file).unwrap() })
        .collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, found) } else { found.push(path) }
    }
}

/// Every template: pages, components, layouts and mails, without comments.
pub fn templates() -> Vec<Source> {
    let mut all = under("templates", &[".html", ".txt"]);
    for template in &mut all {
        template.text = without(&template.text, "{#", "#}");
    }
    all
}

/// The text without what stands between the two marks.
pub fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once(close).map_or("", |(_, after)| after);
    }
    out + rest
}

/// Everything that stands in double quotes in the program's source, but in comments.
pub fn literals() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in under("src", &[".rs"]) {
        let file: proc_macro2::TokenStream = source.text.parse().unwrap();
        collect(file, &mut found);
    }
    found
}

fn collect(tokens: proc_macro2::TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            proc_macro2::TokenTree::Group(group) => collect(group.stream(), found),
            proc_macro2::TokenTree::Literal(literal) => {
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    found.insert(text.value());
                }
            }
            proc_macro2::TokenTree::Ident(_) | proc_macro2::TokenTree::Punct(_) => {}
        }
    }
}

/// Fails with every problem, a line each.
#[track_caller]
pub fn none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}\n", problems.join("\n"));
}
