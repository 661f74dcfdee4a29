//! Imports go down: a file uses only what stands below its own floor, and inside a noun a room uses only the rooms below it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use syn::visit::Visit;

/// The floors, lowest first. Modules of one floor do not use each other.
const FLOORS: &[&[&str]] = &[
    &["primitives", "schema"],
    &["config"],
    &["platform"],
    &["failure"],
    &["audit", "clocks"],
    &["files", "ledger", "operations", "sessions"],
    &["web"],
    &["events", "impressions", "lint", "market", "notices", "search"],
    &["capacity"],
    &["matching"],
    &["accounts"],
    &["blocks"],
    &["outreach"],
    &["circles"],
    &["tiers", "packages", "follows"],
    &["creators", "briefs"],
    &["agencies"],
    &["bids", "lists", "news", "searches"],
    &["contracts"],
    &["deliveries", "payments", "payouts", "samples", "broadcasts", "orders"],
    &["messages"],
    &["chargebacks", "disputes", "ratings", "verifications"],
    &["measures"],
    &["backups", "cv", "proofs", "screens", "admin", "webhooks", "live"],
    &["docs"],
    &["app"],
    &["cli"],
];

/// The rooms of a noun, lowest first.
const ROOMS: &[&[&str]] = &[&["model"], &["rules", "terms"], &["store"], &["actions", "forms", "pages"], &["jobs"], &["web", "api"]];

fn level(order: &[&[&str]], name: &str) -> Option<usize> {
    order.iter().position(|floor| floor.contains(&name))
}

pub(crate) fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every path of a file that begins at the crate, a parent or here, as its segments: `use` trees with their groups, renames and globs, and
/// paths written inline.
#[derive(Default)]
struct Paths {
    found: BTreeSet<Vec<String>>,
}

impl Paths {
    fn tree(&mut self, before: &[String], tree: &syn::UseTree) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.tree(&with(path.ident.to_string()), &path.tree),
            syn::UseTree::Name(name) => drop(self.found.insert(with(name.ident.to_string()))),
            syn::UseTree::Rename(rename) => drop(self.found.insert(with(rename.ident.to_string()))),
            syn::UseTree::Glob(_) => drop(self.found.insert(with("*".to_owned()))),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.tree(before, item)),
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found.insert(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        // Tests may look anywhere.
        if module.ident != "tests" {
            syn::visit::visit_item_mod(self, module);
        }
    }
}

fn climbs(source: &str, noun: &str, room: Option<&str>, depth: usize) -> Vec<String> {
    let mut paths = Paths::default();
    paths.visit_file(&syn::parse_file(source).unwrap());
    let own = level(FLOORS, noun);
    let mut found = Vec::new();
    for path in paths.found {
        let first = path.first().map(String::as_str);
        let target = if first == Some("crate") { path.get(1) } else { None };
        if let (Some(target), Some(own)) = (target, own)
            && level(FLOORS, target).is_some_and(|floor| floor > own || (floor == own && target != noun))
        {
            found.push(path.join("::"));
        }
        let sibling = match first {
            Some("crate") if path.get(1).is_some_and(|name| name == noun) => path.get(2),
            Some("super") if depth == 1 => path.get(1),
            _ => None,
        };
        let (Some(sibling), Some(room)) = (sibling, room) else { continue };
        if let (Some(from), Some(to)) = (level(ROOMS, room), level(ROOMS, sibling))
            && to > from
        {
            found.push(format!("{} (from the room {room})", path.join("::")));
        }
    }
    found
}

#[test]
fn imports_go_down() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in rust_files(&src) {
        let inside: Vec<String> =
            file.strip_prefix(&src).unwrap().iter().map(|part| part.to_string_lossy().trim_end_matches(".rs").to_owned()).collect();
        let noun = inside[0].as_str();
        if matches!(noun, "lib" | "main") {
            continue;
        }
        assert!(level(FLOORS, noun).is_some(), "src/{noun} has no floor");
        let room = inside.get(1).map(String::as_str).filter(|room| *room != "mod");
        for path in climbs(&std::fs::read_to_string(&file).unwrap(), noun, room, inside.len() - 1) {
            wrong.push(format!("{} uses {path}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "imports that climb:\n{}", wrong.join("\n"));
}

#[test]
fn a_climbing_import_is_seen_in_every_disguise() {
    for source in [
        "use crate::contracts;",
        "use crate::{primitives::Money, contracts::rules as r};",
        "use crate::contracts::*;",
        "fn f() { crate::contracts::fund(); }",
        "use crate::briefs::web::show;",
    ] {
        assert_eq!(climbs(source, "briefs", Some("store"), 1).len(), 1, "{source}");
    }
    assert!(climbs("use crate::{sessions::Person, notices};\nuse super::rules::x;", "briefs", Some("store"), 1).is_empty());
}

#[test]
fn the_list_of_modules_stands_in_floor_order() {
    let lib = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let floors: Vec<usize> =
        modules.iter().map(|module| level(FLOORS, module).unwrap_or_else(|| panic!("{module} has no floor"))).collect();
    let names = modules.join(", ");
    assert!(floors.is_sorted(), "{names}");
}
