//! Cursors as people's addresses carry them: signed for their list, so that a made-up one is known, and one of another list.

use super::asker::Asker;
use crate::platform::secret::Purpose;
use crate::primitives::Cursor;

const MAC: usize = 16;

impl Asker {
    /// A cursor for an address.
    #[must_use]
    pub fn cursor_out(&self, cursor: &Cursor) -> String {
        let text = format!("{} {}", cursor.key, cursor.id);
        let mut bytes = self.mac(text.as_bytes());
        bytes.extend_from_slice(text.as_bytes());
        data_encoding::BASE64URL_NOPAD.encode(&bytes)
    }

    /// The signature of a cursor of the list that is asked for.
    fn mac(&self, said: &[u8]) -> Vec<u8> {
        let list = self.path.split('?').next().unwrap_or_default();
        let whole = [list.as_bytes(), b" ", said].concat();
        self.site.secret.key(Purpose::Cursor).sign(&whole).into_iter().take(MAC).collect()
    }

    /// A cursor that we made for this list; `None` for anything else.
    #[must_use]
    pub fn cursor_in(&self, text: &str) -> Option<Cursor> {
        let bytes = data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok().filter(|bytes| bytes.len() > MAC && bytes.len() < 300)?;
        let (mac, said) = bytes.split_at_checked(MAC)?;
        if !bool::from(subtle::ConstantTimeEq::ct_eq(mac, self.mac(said).as_slice())) {
            return None;
        }
        let (key, id) = std::str::from_utf8(said).ok()?.split_once(' ')?;
        Some(Cursor { key: key.parse().ok()?, id: id.to_owned() })
    }
}
