//! The files in which the market of the demo is written down.

use serde::de::DeserializeOwned;

/// They stand beside this file.
#[derive(rust_embed::Embed)]
#[folder = "src/cli/demo/data"]
struct Files;

/// One of them.
pub(super) fn part<T: DeserializeOwned>(name: &str) -> Result<T, String> {
    let file = Files::get(&format!("{name}.json")).ok_or_else(|| format!("the demo has no {name}"))?;
    serde_json::from_slice(&file.data).map_err(|error| format!("the demo's {name}: {error}"))
}
