//! What of a text was looked for, so that a reader sees why it was found.

use super::words::{self, Cut};
use serde::Serialize;
use std::ops::Range;

/// A stretch of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The words.
    pub text: String,
    /// They were looked for.
    pub is_hit: bool,
}

/// What was looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// Terms that the index holds.
    pub(super) terms: Vec<String>,
    /// What begins so.
    pub(super) begins: Vec<String>,
    /// As it was written, of what it does not hold: what is one slip away.
    pub(super) near: Vec<String>,
    /// Chinese as it was typed, folded.
    pub(super) glyphs: Vec<String>,
}

impl Marks {
    /// The text in stretches; one stretch, if nothing of it was looked for.
    #[must_use]
    pub fn over(&self, text: &str) -> Vec<Span> {
        let mut spans = Vec::new();
        let mut push = |range: Range<usize>, is_hit: bool| {
            if let Some(part) = text.get(range).filter(|part| !part.is_empty()) {
                spans.push(Span { text: part.to_owned(), is_hit });
            }
        };
        let mut at = 0;
        for range in self.ranges(text) {
            push(at..range.start, false);
            at = range.end;
            push(range, true);
        }
        push(at..text.len(), false);
        spans
    }

    /// So many characters of the text, from a little before the first that was looked for.
    #[must_use]
    pub fn excerpt(&self, text: &str, chars: usize) -> Vec<Span> {
        const BEFORE: usize = 30;
        let first = self.ranges(text).first().map_or(0, |range| text.get(..range.start).unwrap_or_default().chars().count());
        let length = text.chars().count();
        let from = if first + BEFORE < chars { 0 } else { first.saturating_sub(BEFORE).min(length.saturating_sub(chars)) };
        let mut part: String = text.chars().skip(from).take(chars).collect();
        if from > 0 {
            part.insert(0, '…');
        }
        if from + chars < length {
            part.push('…');
        }
        self.over(&part)
    }

    fn is_looked_for(&self, term: &str) -> bool {
        self.terms.iter().any(|known| known == term)
            || self.begins.iter().any(|begins| term.starts_with(begins.as_str()))
            || self.near.iter().any(|near| is_a_slip(near, term))
    }

    /// Where in the text, in bytes, without overlap.
    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        if *self == Self::default() {
            return Vec::new();
        }
        let tokens = words::tokens(text, Cut::Written).into_iter().filter(|token| self.is_looked_for(&token.text));
        let slips = words::tokens(text, Cut::Plain).into_iter().filter(|token| self.near.iter().any(|near| is_a_slip(near, &token.text)));
        let mut found: Vec<Range<usize>> = tokens.chain(slips).map(|token| token.offset_from..token.offset_to).collect();
        let (folded, offsets) = (words::fold(text), text.char_indices().map(|(at, _)| at).chain([text.len()]).collect::<Vec<_>>());
        for glyphs in &self.glyphs {
            for (at, part) in folded.match_indices(glyphs.as_str()) {
                let from = folded.get(..at).unwrap_or_default().chars().count();
                let ends = offsets.get(from).zip(offsets.get(from + part.chars().count()));
                found.extend(ends.map(|(from, to)| *from..*to));
            }
        }
        found.sort_by_key(|range| range.start);
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in found {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

/// One letter more, less, other, or two in the wrong order.
fn is_a_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len() < 4 || one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..).unwrap_or_default(), other.get(same..).unwrap_or_default());
    let without = |letters: &[char], n: usize| letters.get(n..).unwrap_or_default().to_vec();
    let swapped = match (one, other) {
        ([a, b, rest @ ..], [c, d, others @ ..]) => a == d && b == c && rest == others,
        _ => false,
    };
    swapped || without(one, 1) == without(other, 1) || without(one, 1) == other || one == without(other, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_letter() {
        for word in ["backpak", "bakcpack", "backpacks", "backpock"] {
            assert!(is_a_slip(word, "backpack"), "{word}");
        }
        assert!(!is_a_slip("backpa", "backpack") && !is_a_slip("tea", "sea"));
    }

    #[test]
    fn what_was_looked_for_is_marked_as_it_was_written() {
        let marks =
            Marks { terms: vec!["headphon".into()], begins: Vec::new(), near: vec!["keybord".into()], glyphs: vec!["静音".into()] };
        let hits = |text: &str| marks.over(text).into_iter().filter(|span| span.is_hit).map(|span| span.text).collect::<Vec<_>>();
        assert_eq!(hits("Headphones, a keyboard & 靜音鍵盤"), ["Headphones", "keyboard", "靜音"]);
        assert_eq!(marks.over("none of it").len(), 1);
        let long = format!("{} headphones {}", "x ".repeat(200), "y ".repeat(200));
        let spans = marks.excerpt(&long, 80);
        assert!(spans.iter().any(|span| span.is_hit) && spans[0].text.starts_with('…'));
        assert!(spans.iter().map(|span| span.text.chars().count()).sum::<usize>() <= 82);
    }
}
