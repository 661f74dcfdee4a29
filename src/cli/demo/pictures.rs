//! The pictures of the demo, drawn by the programs beside them.

/// They stand beside this file.
#[derive(rust_embed::Embed)]
#[folder = "src/cli/demo/pictures"]
struct Files;

/// The bytes of a picture (WebP).
pub(super) fn get(name: &str) -> Option<std::borrow::Cow<'static, [u8]>> {
    Files::get(&format!("{name}.webp")).map(|file| file.data)
}
