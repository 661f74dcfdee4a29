//! Comma-separated lines that a spreadsheet cannot mistake for formulas.

/// A line: cells quoted where they must be; a cell that begins like a formula gets a `'` before it.
pub(super) fn line(cells: &[&str]) -> String {
    let mut line = cells.iter().map(|cell| quoted(&harmless(cell))).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

fn harmless(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula() {
        assert_eq!(
            line(&["=1+1", "+x", "-x", "@x", "\tx", "a,b", "say \"x\"", "5.00"]),
            "'=1+1,'+x,'-x,'@x,'\tx,\"a,b\",\"say \"\"x\"\"\",5.00\r\n"
        );
    }
}
