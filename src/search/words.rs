//! Texts as the index reads them: folded, Chinese cut into words and into single characters, everything else cut at what is no letter and stemmed.

use jieba_rs::{Jieba, TokenizeMode};
use std::sync::LazyLock;
use tantivy::tokenizer::{AsciiFoldingFilter, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer};

/// The dictionary; read when somebody first searches.
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// A longer word is nobody's word.
const LONGEST: usize = 40;

/// How a text is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// Long words and the shorter ones inside them: what is written into the index.
    Written,
    /// Long words only: what is asked.
    Asked,
    /// Chinese characters, one by one.
    Glyphs,
    /// Words of other scripts, as they are written.
    Plain,
}

/// The text with full-width signs narrow, letters small and traditional characters simplified: as many characters as before.
pub(super) fn fold(text: &str) -> String {
    let narrow = crate::primitives::text::fold_width(text);
    let small: String = narrow.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect();
    fast2s::convert(&small)
}

/// A character of the scripts that are written without spaces between words.
pub(super) fn is_han(c: char) -> bool {
    matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// The analyzer of one way to cut.
pub(super) fn analyzer(cut: Cut) -> TextAnalyzer {
    let folded = TextAnalyzer::builder(Cutter(cut)).filter(AsciiFoldingFilter);
    if cut == Cut::Plain { folded.build() } else { folded.filter(Stemmer::default()).build() }
}

/// The terms of a text, in their order.
pub(super) fn tokens(text: &str, cut: Cut) -> Vec<Token> {
    let mut analyzer = analyzer(cut);
    let mut found = Vec::new();
    analyzer.token_stream(text).process(&mut |token| found.push(token.clone()));
    found
}

#[derive(Clone)]
struct Cutter(Cut);

struct Tokens {
    tokens: Vec<Token>,
    at: usize,
    none: Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        Tokens { tokens: cut(text, self.0), at: 0, none: Token::default() }
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.at += 1;
        self.at <= self.tokens.len()
    }

    fn token(&self) -> &Token {
        self.tokens.get(self.at.wrapping_sub(1)).unwrap_or(&self.none)
    }

    fn token_mut(&mut self) -> &mut Token {
        self.tokens.get_mut(self.at.wrapping_sub(1)).unwrap_or(&mut self.none)
    }
}

/// A stretch of one sort of characters: from which to which character.
struct Run {
    is_han: bool,
    from: usize,
    to: usize,
}

fn runs(chars: &[char]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, c) in chars.iter().enumerate().filter(|(_, c)| c.is_alphanumeric()) {
        match runs.last_mut() {
            Some(run) if run.to == at && run.is_han == is_han(*c) => run.to = at + 1,
            _ => runs.push(Run { is_han: is_han(*c), from: at, to: at + 1 }),
        }
    }
    runs
}

fn cut(text: &str, how: Cut) -> Vec<Token> {
    let chars: Vec<char> = fold(text).chars().collect();
    let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
    offsets.push(text.len());
    let mut tokens = Vec::new();
    let mut push = |from: usize, to: usize| {
        let (Some(word), Some(begin), Some(end)) = (chars.get(from..to), offsets.get(from), offsets.get(to)) else { return };
        if word.len() <= LONGEST {
            tokens.push(Token { offset_from: *begin, offset_to: *end, position: from, text: word.iter().collect(), position_length: 1 });
        }
    };
    for run in runs(&chars) {
        match how {
            Cut::Glyphs if run.is_han => (run.from..run.to).for_each(|at| push(at, at + 1)),
            Cut::Glyphs => {}
            Cut::Plain if run.is_han => {}
            Cut::Plain => push(run.from, run.to),
            Cut::Written | Cut::Asked if run.is_han => {
                let han: String = chars.get(run.from..run.to).unwrap_or_default().iter().collect();
                let mode = if how == Cut::Written { TokenizeMode::Search } else { TokenizeMode::Default };
                for token in JIEBA.tokenize(&han, mode, true) {
                    push(run.from + token.start, run.from + token.end);
                }
            }
            Cut::Written | Cut::Asked => push(run.from, run.to),
        }
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str, cut: Cut) -> Vec<String> {
        tokens(text, cut).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn what_means_the_same_is_the_same() {
        assert_eq!(fold("靜音鍵盤ＡＢＣ１２"), "静音键盘abc12");
        assert_eq!(terms("Headphones, unboxing Beltrán's", Cut::Asked), ["headphon", "unbox", "beltran", "s"]);
        assert_eq!(terms("靜音鍵盤", Cut::Asked), terms("静音键盘", Cut::Asked));
        assert!(terms("护肤品测评", Cut::Written).contains(&"护肤".to_owned()));
        assert_eq!(terms("28天 vlog", Cut::Glyphs), ["天"]);
    }

    #[test]
    fn a_token_says_where_it_stands_in_the_text_as_it_was_written() {
        let text = "「開放式耳機」Ｘ2 review";
        for token in tokens(text, Cut::Written) {
            assert!(text.get(token.offset_from..token.offset_to).is_some());
        }
        let review = tokens(text, Cut::Asked).pop().unwrap();
        assert_eq!(&text[review.offset_from..review.offset_to], "review");
    }
}
