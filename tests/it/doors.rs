//! Every door and its keyholder: the site map as a snapshot, and what each door answers to those who have no business there.

use crate::both;
use crate::browser::Browser;
use vtask::web::{Door, Who};

fn all() -> Vec<&'static Door> {
    let mut doors: Vec<&Door> = vtask::app::doors().into_iter().flatten().collect();
    doors.sort_by_key(|door| (door.path, door.method.to_string()));
    doors
}

/// A path that could be somebody's, and is nobody's.
fn filled(path: &str) -> String {
    let mut before = "";
    let mut out = Vec::new();
    for part in path.split('/') {
        let prefix = match before {
            "briefs" => "brf",
            "bids" => "bid",
            "questions" => "qst",
            "contracts" => "ctr",
            "milestones" => "mil",
            "files" => "fil",
            "remarks" => "rmk",
            "uploads" => "upl",
            "deliveries" => "dlv",
            "opinions" => "opn",
            "reports" => "rpt",
            "verifications" => "vrf",
            "channels" | "channel-checks" => "chn",
            "blocked" => "blk",
            "packages" => "pkg",
            "cancellations" => "cxl",
            "extensions" => "ext",
            "change-orders" => "cho",
            "disputes" => "dsp",
            "ratings" => "rtg",
            "offers" => "ofr",
            "checkouts" | "checkout" => "chk",
            "payouts" => "pay",
            "sessions" => "ses",
            "organisations" | "agencies" | "m" | "circles" => "org",
            "rosters" => "rst",
            "members" => "mem",
            "lists" => "lst",
            "entries" => "crt",
            "notices" | "inbox" => "ntf",
            _ => "",
        };
        let value = if prefix.is_empty() { "nobodys".to_owned() } else { format!("{prefix}_01jd0000000000000000000000") };
        out.push(if part.starts_with('{') { value } else { part.to_owned() });
        before = part;
    }
    out.join("/")
}

async fn knock(browser: &Browser, door: &Door) -> crate::browser::Page {
    let path = filled(door.path);
    if door.method == "GET" { browser.get(&path).await } else { browser.post(&path, &[]).await }
}

#[test]
fn the_site_map_is_as_it_was_agreed() {
    let lines: Vec<String> = all().iter().map(|door| format!("{:<7} {:<60} {:?}", door.method.as_str(), door.path, door.who)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn no_door_stands_twice() {
    let mut seen = std::collections::BTreeSet::new();
    for door in all() {
        assert!(seen.insert((door.path, door.method.to_string())), "{} {}", door.method, door.path);
    }
}

both! {
    async fn a_visitor_is_asked_to_sign_in_and_learns_nothing(world: World) {
        let visitor = world.browser();
        for door in all() {
            let page = knock(&visitor, door).await;
            let name = format!("{} {} → {}", door.method, door.path, page.status);
            match (door.who, door.method == "GET") {
                (Who::SignedIn | Who::Admin, true) => {
                    assert_eq!(page.status, 303, "{name}");
                    assert!(page.location.unwrap().starts_with("/login?next="), "{name}");
                }
                (Who::SignedIn | Who::Admin, false) => assert_eq!(page.status, 401, "{name}"),
                (Who::Token, _) => unreachable!("{name}"),
                (Who::Anyone, _) => assert!(page.status < 500, "{name}"),
            }
            assert!(page.headers.contains_key("content-security-policy"), "{name}");
        }
    }
}
