//! E-mail addresses: as typed for sending, folded for comparing.

/// The text is no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address, like name@example.org")]
pub struct ParseEmailError;

/// An address that a mail can be sent to. Compared and stored folded to lower case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = diesel::sql_types::Text)]
pub struct Email(String);

impl Email {
    /// The folded address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Email {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Email {
    type Err = ParseEmailError;

    /// One `@`, a dotted host, no blanks, no control characters (so no header can be smuggled), 254 bytes at most (RFC 5321, 4.5.3.1.3).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let folded = crate::primitives::text::fold_width(text.trim()).to_lowercase();
        let (local, host) = folded.rsplit_once('@').ok_or(ParseEmailError)?;
        let fits = folded.len() <= 254 && !local.is_empty() && local.len() <= 64;
        let plain = |part: &str| part.chars().all(|c| !c.is_whitespace() && !c.is_control() && !"@<>()[],;:\\\"".contains(c));
        let dotted =
            host.contains('.') && host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        if fits && plain(local) && plain(host) && dotted && folded.parse::<lettre::Address>().is_ok() {
            Ok(Self(folded))
        } else {
            Err(ParseEmailError)
        }
    }
}

crate::text_column!(Email);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_folded_and_carries_no_header() {
        assert_eq!("  Ana@Example.ORG ".parse::<Email>().map(|email| email.to_string()).as_deref(), Ok("ana@example.org"));
        for bad in
            ["ana", "ana@", "@example.org", "ana@example", "a b@example.org", "ana@example.org\r\nBcc: x@y.z", "ana@-x.org", "a@b..c"]
        {
            assert!(bad.parse::<Email>().is_err(), "{bad}");
        }
    }
}
