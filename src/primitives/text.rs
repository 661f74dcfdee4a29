//! Texts that people type: trimmed, bounded, free of control characters; and the folding that makes them comparable.

/// Why a text was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextError {
    /// Nothing was typed.
    Empty,
    /// More characters than this.
    TooLong(usize),
    /// A control character other than a line break or a tab.
    Control,
}

/// One line: trimmed, no line breaks, 1 to `max` characters.
pub fn line(text: &str, max: usize) -> Result<String, TextError> {
    let trimmed = text.trim();
    if trimmed.chars().any(char::is_control) {
        return Err(TextError::Control);
    }
    bounded(trimmed, max)
}

/// Many lines: trimmed, line breaks as `\n`, 1 to `max` characters.
pub fn lines(text: &str, max: usize) -> Result<String, TextError> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let trimmed = unified.trim();
    if trimmed.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextError::Control);
    }
    bounded(trimmed, max)
}

fn bounded(text: &str, max: usize) -> Result<String, TextError> {
    if text.is_empty() {
        Err(TextError::Empty)
    } else if text.chars().count() > max {
        Err(TextError::TooLong(max))
    } else {
        Ok(text.to_owned())
    }
}

/// A full-width letter, digit or sign (U+FF01–U+FF5E, U+3000) as its ASCII twin, anything else as it is.
#[must_use]
pub fn narrow(c: char) -> char {
    match u32::from(c) {
        0x3000 => ' ',
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// The text with each letter [`narrow`].
#[must_use]
pub fn fold_width(text: &str) -> String {
    text.chars().map(narrow).collect()
}

/// What a text is compared by: full width folded, lower case.
#[must_use]
pub fn fold(text: &str) -> String {
    fold_width(text.trim()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_breaks_and_lose_their_control_characters() {
        assert_eq!(lines(" a\r\nb ", 9).as_deref(), Ok("a\nb"));
        assert_eq!(line("a\nb", 9), Err(TextError::Control));
        assert_eq!(lines("a\u{0}b", 9), Err(TextError::Control));
        assert_eq!(line("   ", 9), Err(TextError::Empty));
        assert_eq!(line("四个汉字", 3), Err(TextError::TooLong(3)));
        assert_eq!(fold("ＡＢＣ１２３ "), "abc123");
    }
}
