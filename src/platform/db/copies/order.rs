//! In which order tables are filled: what is pointed at comes first.

use super::super::DbError;
use std::collections::{BTreeMap, BTreeSet};

/// One table points at another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    pub(super) from: String,
    pub(super) to: String,
    /// It is looked at when everything is there: then what points comes first, as where entries are written before the transaction that seals them.
    pub(super) deferred: bool,
}

/// Every table after those that must be there before it. The error names tables that point at each other in a circle.
pub(super) fn filled(tables: &[String], references: &[Reference]) -> Result<Vec<String>, DbError> {
    let mut before: BTreeMap<&str, BTreeSet<&str>> = tables.iter().map(|table| (table.as_str(), BTreeSet::new())).collect();
    for reference in references.iter().filter(|reference| reference.from != reference.to) {
        let (from, to) = (reference.from.as_str(), reference.to.as_str());
        let (later, earlier) = if reference.deferred { (to, from) } else { (from, to) };
        if let Some(wanted) = before.get_mut(later) {
            wanted.insert(earlier);
        }
    }
    let mut order: Vec<String> = Vec::with_capacity(tables.len());
    while !before.is_empty() {
        let ready: Vec<&str> = before.iter().filter(|(_, wanted)| wanted.is_empty()).map(|(table, _)| *table).collect();
        if ready.is_empty() {
            let left: Vec<&str> = before.into_keys().collect();
            return Err(DbError::Other(format!("these tables point at each other in a circle: {}", left.join(", "))));
        }
        for table in &ready {
            before.remove(table);
        }
        for wanted in before.values_mut() {
            wanted.retain(|table| !ready.contains(table));
        }
        order.extend(ready.into_iter().map(str::to_owned));
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(from: &str, to: &str, deferred: bool) -> Reference {
        Reference { from: from.to_owned(), to: to.to_owned(), deferred }
    }

    #[test]
    fn what_is_pointed_at_comes_first_but_where_that_is_looked_at_last() {
        let tables: Vec<String> = ["entries", "txns", "accounts", "people"].map(str::to_owned).to_vec();
        let references = [to("entries", "accounts", false), to("entries", "txns", true), to("people", "people", false)];
        assert_eq!(filled(&tables, &references).unwrap(), ["accounts", "people", "entries", "txns"]);
        assert!(filled(&tables, &[to("entries", "txns", false), to("txns", "entries", false)]).is_err());
    }
}
