//! Rules about the files themselves: sizes, doc comments, no dead template, no unescaped text, settings and migrations that explain themselves.

use crate::sources::{self, none};
use std::collections::BTreeSet;
use syn::spanned::Spanned as _;
use syn::visit::Visit;

const FILE: usize = 400;
const FUNCTION: usize = 60;

#[test]
fn files_are_short_and_say_what_they_are() {
    let mut problems = Vec::new();
    for source in sources::under("src", &[".rs"]).into_iter().chain(sources::under("tests/it", &[".rs"])) {
        let lines = source.text.lines().count();
        // The list of tables is a list, however long.
        if lines > FILE && source.path != "src/schema.rs" {
            problems.push(format!("{}: {lines} lines, at most {FILE}", source.path));
        }
        if !source.text.starts_with("//! ") {
            problems.push(format!("{}: the first line says what this is (//!)", source.path));
        }
        for (no, line) in source.text.lines().enumerate() {
            if ["TODO", "FIXME", "XXX"].iter().any(|mark| line.contains(&format!("// {mark}"))) {
                problems.push(format!("{}:{}: {}", source.path, no + 1, line.trim()));
            }
        }
    }
    none(&problems);
}

#[test]
fn functions_fit_on_a_screen() {
    struct Long<'a>(&'a str, Vec<String>);
    impl Long<'_> {
        fn look(&mut self, name: &syn::Ident, block: &syn::Block) {
            let lines = block.span().end().line - block.span().start().line;
            if lines > FUNCTION {
                self.1.push(format!("{}: {name} has {lines} lines, at most {FUNCTION}", self.0));
            }
        }
    }
    impl<'ast> Visit<'ast> for Long<'_> {
        fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
            self.look(&item.sig.ident, &item.block);
            syn::visit::visit_item_fn(self, item);
        }
        fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
            self.look(&item.sig.ident, &item.block);
            syn::visit::visit_impl_item_fn(self, item);
        }
    }
    let mut problems = Vec::new();
    for source in sources::under("src", &[".rs"]) {
        let mut long = Long(&source.path, Vec::new());
        long.visit_file(&syn::parse_file(&source.text).unwrap());
        problems.extend(long.1);
    }
    none(&problems);
}

#[test]
fn every_page_template_has_its_page_and_every_mail_its_sender() {
    let literals = sources::literals();
    let all = sources::templates();
    let named = |path: &str| all.iter().any(|other| other.text.contains(&format!("\"{path}\"")));
    let mut problems = Vec::new();
    for template in &all {
        let name = template.path.strip_prefix("templates/").unwrap();
        let alive = match name.split('/').collect::<Vec<_>>()[..] {
            ["components", _] => true,
            ["mail", mail, "subject.txt" | "body.txt" | "body.html"] => literals.contains(mail),
            _ => literals.contains(name) || named(name),
        };
        if !alive {
            problems.push(format!("{}: nothing renders, extends or includes this", template.path));
        }
    }
    none(&problems);
}

#[test]
fn every_component_is_used() {
    let all = sources::templates();
    let mut problems = Vec::new();
    for (path, component) in all.iter().flat_map(|file| components(&file.text).into_iter().map(move |name| (&file.path, name))) {
        let (inline, block) = (format!("<{component} "), format!("<{component}>"));
        if !all.iter().any(|file| file.text.contains(&inline) || file.text.contains(&block)) {
            problems.push(format!("{path}: no template uses {component}"));
        }
    }
    none(&problems);
}

fn components(text: &str) -> Vec<String> {
    text.split("{% component ").skip(1).filter_map(|rest| rest.split_once('(')).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn only_sanitised_html_goes_unescaped() {
    let mut problems = Vec::new();
    for template in sources::templates() {
        let mut rest = template.text.as_str();
        while let Some((before, after)) = rest.split_once("safe") {
            let piped = before.trim_end().strip_suffix('|');
            let whole = !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            if let Some(before) = piped.filter(|_| whole)
                && !before.trim_end().ends_with("_html")
            {
                problems.push(format!("{}: `| safe` after something that is not called …_html", template.path));
            }
            rest = after;
        }
    }
    none(&problems);
}

#[test]
fn fields_called_html_are_sanitised_by_type() {
    struct Fields<'a>(&'a str, Vec<String>);
    impl<'ast> Visit<'ast> for Fields<'_> {
        fn visit_field(&mut self, field: &'ast syn::Field) {
            let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
            if name.ends_with("_html") {
                let kind = &field.ty;
                let kind = quote::quote!(#kind).to_string();
                if !kind.contains("Html") {
                    self.1.push(format!("{}: {name} is a {kind}, not Html", self.0));
                }
            }
        }
    }
    let mut problems = Vec::new();
    for source in sources::under("src", &[".rs"]) {
        let mut fields = Fields(&source.path, Vec::new());
        fields.visit_file(&syn::parse_file(&source.text).unwrap());
        problems.extend(fields.1);
    }
    none(&problems);
}

#[test]
fn the_example_of_the_environment_is_complete_and_current() {
    let wanted: Vec<String> =
        vtask::config::SETTINGS.iter().map(|setting| format!("# {}\n#{}={}", setting.help, setting.variable, setting.default)).collect();
    let example = sources::read(".env.example");
    let said: Vec<&str> = example.split("\n\n").map(str::trim).filter(|part| part.lines().count() == 2).collect();
    assert_eq!(said, wanted, ".env.example is not what src/config.rs says");
}

#[test]
fn every_setting_is_explained_in_the_readme() {
    let readme = sources::read("README.md");
    let problems: Vec<String> = vtask::config::SETTINGS
        .iter()
        .filter(|setting| !readme.contains(&format!("| `{}` |", setting.variable)))
        .map(|setting| format!("README.md: no row for {}", setting.variable))
        .collect();
    none(&problems);
}

#[test]
fn every_path_in_the_readme_is_there() {
    let readme = sources::read("README.md");
    let ours = |word: &&str| ["src/", "tests/", "templates/", "static/", "migrations/"].iter().any(|root| word.starts_with(root));
    let quoted = readme.split('`').skip(1).step_by(2).filter(ours).filter(|word| !word.contains(char::is_whitespace));
    let problems: Vec<String> = quoted.filter(|path| !sources::exists(path)).map(|path| format!("README.md: no {path}")).collect();
    none(&problems);
}

#[test]
fn every_migration_says_why() {
    let mut problems = Vec::new();
    let mut versions = BTreeSet::new();
    for migration in sources::under("migrations", &[".sql"]) {
        let first = migration.text.lines().next().unwrap_or_default();
        if !(first.starts_with("-- ") && first.ends_with('.') && first.split(' ').count() > 4) {
            problems.push(format!("{}: the first line is a sentence that says why", migration.path));
        }
        let version = migration.path.split('_').next().unwrap().to_owned();
        if !versions.insert(version) || !migration.path.ends_with("/up.sql") {
            problems.push(format!("{}: one up.sql for each number", migration.path));
        }
    }
    none(&problems);
}

#[test]
fn the_table_of_faults_names_tests_that_exist() {
    let all = sources::under("tests/it", &[".rs"]);
    let table = sources::read("tests/FAULTS.md");
    let named: BTreeSet<&str> =
        table.split('`').skip(1).step_by(2).filter(|name| name.len() > 10 && !name.contains(['/', '=', ' '])).collect();
    let there = |name: &&&str| all.iter().any(|source| ["(", "()"].iter().any(|end| source.text.contains(&format!("fn {name}{end}"))));
    let problems: Vec<String> =
        named.iter().filter(|name| !there(name)).map(|name| format!("tests/FAULTS.md names {name}, and no test is called so")).collect();
    assert!(named.len() > 35, "{}", named.len());
    none(&problems);
}
