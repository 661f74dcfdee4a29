//! Cursors as people's addresses carry them: signed, so that a made-up one is known.

use super::asker::Asker;
use crate::platform::secret::Purpose;
use crate::primitives::Cursor;

const MAC: usize = 16;

impl Asker {
    /// A cursor for an address.
    #[must_use]
    pub fn cursor_out(&self, cursor: &Cursor) -> String {
        let text = format!("{} {}", cursor.key, cursor.id);
        let mut bytes: Vec<u8> = self.site.secret.key(Purpose::Cursor).sign(text.as_bytes()).into_iter().take(MAC).collect();
        bytes.extend_from_slice(text.as_bytes());
        data_encoding::BASE64URL_NOPAD.encode(&bytes)
    }

    /// A cursor that we made; `None` for anything else.
    #[must_use]
    pub fn cursor_in(&self, text: &str) -> Option<Cursor> {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok().filter(|bytes| bytes.len() > MAC && bytes.len() < 300)?;
        let (mac, said) = bytes.split_at_checked(MAC)?;
        let expected: Vec<u8> = self.site.secret.key(Purpose::Cursor).sign(said).into_iter().take(MAC).collect();
        if !bool::from(subtle::ConstantTimeEq::ct_eq(mac, expected.as_slice())) {
            return None;
        }
        let (key, id) = std::str::from_utf8(said).ok()?.split_once(' ')?;
        Some(Cursor { key: key.parse().ok()?, id: id.to_owned() })
    }
}
