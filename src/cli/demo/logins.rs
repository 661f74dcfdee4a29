//! What is printed when the market is ready: where it is, and who may be played.

use super::data::Market;
use super::people::ADMINS;
use super::{Home, PASSWORD};
use crate::web::Shared;

/// The people whose side of the market is fullest come first.
const FIRST: &[&str] = &["shenlin@demo.example", "ana.beltran@demo.example", "nora.kessler@demo.example", "linwan@demo.example"];

/// Prints the address and the logins.
pub(super) fn print(site: &Shared, home: &Home) -> Result<(), String> {
    let base_url = &site.config.base_url;
    let kept = if home.is_passing { "removed at the end" } else { "kept" };
    println!("V-Task {} demo", env!("CARGO_PKG_VERSION"));
    println!();
    println!("  address   {base_url}");
    println!("  mails     {base_url}/dev/mails");
    println!("  payments  SANDBOX: no real money moves");
    println!("  data      {} ({kept})", home.path.display());
    println!();
    println!("Sign in with one of these and the password {PASSWORD}:");
    println!();
    let mut lines = lines(&Market::read()?);
    lines.sort_by_key(|(email, ..)| FIRST.iter().position(|first| first == email).unwrap_or(FIRST.len()));
    for (email, role, language) in lines {
        println!("  {email:<34} {language:<6} {role}");
    }
    println!();
    println!("Ctrl-C ends the demo.");
    Ok(())
}

fn lines(market: &Market) -> Vec<(String, String, String)> {
    let mut lines = Vec::new();
    for merchant in &market.people.merchants {
        for member in &merchant.members {
            lines.push((member.email.to_string(), format!("{} at {}", member.role, merchant.name), merchant.locale.to_string()));
        }
    }
    for agency in &market.people.agencies {
        let owner = market.people.creators.iter().find(|creator| creator.handle == agency.owner);
        let lang = owner.map_or_else(|| "zh-CN".to_owned(), |owner| owner.locale.to_string());
        for member in &agency.members {
            lines.push((member.email.to_string(), format!("{} at {}", member.role, agency.name), lang.clone()));
        }
    }
    for creator in &market.people.creators {
        lines.push((creator.email.to_string(), format!("creator {}", creator.name), creator.locale.to_string()));
    }
    for (email, name, lang) in ADMINS {
        lines.push(((*email).to_owned(), format!("admin {name} (asks for a second factor)"), lang.to_string()));
    }
    lines
}
