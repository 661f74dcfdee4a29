//! What a machine can see of a delivery beside what was agreed: how many pictures, of which shape and size, how long a film is and whether it can be
//! heard, and whether words that a point quotes stand in the note.
//!
//! Hints, for whoever looks: nothing is accepted, refused or held back because of one. A point of which no such thing can be read has none.

use super::model::{Delivery, Matter};
use crate::briefs::{Check, Level};
use crate::files::File;
use crate::platform::films::Look;
use crate::platform::sniff::Medium;
use crate::primitives::id::FileId;
use crate::primitives::text::fold;
use std::collections::HashMap;

/// What can be seen of a delivery, or of files that wait to be one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    pictures: Vec<(i32, i32)>,
    films: Vec<Option<Look>>,
    sounds: Vec<Option<Look>>,
    words: String,
}

/// What a machine says about one point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// It looks as agreed.
    pub fits: bool,
    /// The text: `deliveries-hint-…`.
    pub key: &'static str,
    /// What was seen, and what was wanted.
    pub have: String,
    /// What was wanted.
    pub want: String,
}

impl Hint {
    /// It is about words in the note, not about files.
    #[must_use]
    pub fn is_about_words(&self) -> bool {
        self.have.is_empty()
    }
}

impl Seen {
    /// A version.
    #[must_use]
    pub fn of(delivery: &Delivery, looks: &HashMap<FileId, Look>) -> Self {
        let link = |matter: &Matter| match matter {
            Matter::Link(url) => Some(url.clone()),
            Matter::File(_) => None,
        };
        let links: Vec<String> = delivery.items.iter().filter_map(|item| link(&item.matter)).collect();
        Self::of_files(&delivery.files(), looks, &format!("{} {}", delivery.note, links.join(" ")))
    }

    /// Files and words.
    #[must_use]
    pub fn of_files(files: &[&File], looks: &HashMap<FileId, Look>, words: &str) -> Self {
        let of = |medium: Medium| files.iter().filter(move |file| file.media.medium() == medium);
        let looks = |medium: Medium| of(medium).map(|file| looks.get(&file.id).copied()).collect();
        Self {
            pictures: of(Medium::Picture).filter_map(|file| file.pixels).collect(),
            films: looks(Medium::Film),
            sounds: looks(Medium::Sound),
            words: fold(words),
        }
    }

    /// What can be said about a point of the checklist.
    #[must_use]
    pub fn hints(&self, check: &Check) -> Vec<Hint> {
        let text = fold(&check.text);
        let quoted = quoted(&text).into_iter().map(|words| self.quotes(&words, check.level));
        if check.level == Level::MustNot {
            return quoted.collect();
        }
        let found = [self.count(&text), self.shape(&text), self.size(&text), self.length(&text), self.sound(&text)];
        found.into_iter().flatten().chain(quoted).collect()
    }

    fn count(&self, text: &str) -> Option<Hint> {
        let (want, of_films) = wanted_count(text)?;
        let have = if of_films { self.films.len() } else { self.pictures.len() };
        Some(hint(have >= want, "deliveries-hint-count", have, want))
    }

    /// Width and height of what a point is about, as far as they are known: of films where it names films alone, of pictures where it names pictures
    /// alone, else of both.
    fn sides(&self, text: &str) -> Vec<(i64, i64)> {
        let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
        let of_films = names(&["video", "film", "clip", "视频", "影片", "短片"]);
        let of_pictures = names(&["photo", "picture", "image", "张", "幅", "图"]);
        let films = self.films.iter().flatten().filter_map(|look| look.pixels).filter(|_| of_films || !of_pictures);
        let pictures = self.pictures.iter().copied().filter(|_| of_pictures || !of_films);
        pictures.chain(films).map(|(width, height)| (i64::from(width), i64::from(height))).collect()
    }

    fn shape(&self, text: &str) -> Option<Hint> {
        let (name, (across, down)) = SHAPES.iter().find(|(name, _)| stands_alone(text, name))?;
        let sides = self.sides(text);
        // Within two of a hundred: cameras and encoders round.
        let fits = |(width, height): &&(i64, i64)| (width * down - height * across).abs() * 50 <= height * across;
        let fitting = sides.iter().filter(fits).count();
        (!sides.is_empty()).then(|| of_all("deliveries-hint-shape", (fitting, sides.len()), (*name).to_owned()))
    }

    fn size(&self, text: &str) -> Option<Hint> {
        let sides = self.sides(text);
        if sides.is_empty() {
            return None;
        }
        let (want, large): (String, usize) = if let Some((across, down)) = wanted_pixels(text) {
            (format!("{across} × {down}"), sides.iter().filter(|(width, height)| *width >= across && *height >= down).count())
        } else {
            let longest = number_before(text, &["px", "pixel", "像素"])?;
            (longest.to_string(), sides.iter().filter(|(width, height)| *width.max(height) >= longest).count())
        };
        Some(of_all("deliveries-hint-size", (large, sides.len()), want))
    }

    fn length(&self, text: &str) -> Option<Hint> {
        let known: Vec<i64> = self.films.iter().chain(&self.sounds).flatten().map(|look| look.millis).collect();
        let (least, most) = wanted_seconds(text)?;
        let fits = |millis: &&i64| **millis >= least * 1_000 && **millis <= most.saturating_mul(1_000);
        let have = known.iter().map(|millis| ((millis + 500) / 1_000).to_string()).collect::<Vec<_>>().join(", ");
        let want = match (least, most) {
            (0, most) => format!("≤ {most}"),
            (least, i64::MAX) => format!("≥ {least}"),
            (least, most) => format!("{least}–{most}"),
        };
        (!known.is_empty()).then(|| Hint {
            fits: known.iter().filter(fits).count() == known.len(),
            key: "deliveries-hint-length",
            have,
            want,
        })
    }

    fn sound(&self, text: &str) -> Option<Hint> {
        let asks = ["sound", "audio", "spoken", "voice", "有声", "声音", "口播", "配音", "旁白"].iter().any(|word| text.contains(word));
        let silent = ["no sound", "without sound", "silent", "no voice", "无声", "静音"].iter().any(|word| text.contains(word));
        let known: Vec<bool> = self.films.iter().flatten().map(|look| look.has_sound).collect();
        if known.is_empty() || !(asks || silent) {
            return None;
        }
        let heard = known.iter().filter(|heard| **heard).count();
        Some(Hint {
            fits: if silent { heard == 0 } else { heard == known.len() },
            ..hint(true, "deliveries-hint-sound", heard, known.len())
        })
    }

    fn quotes(&self, words: &str, level: Level) -> Hint {
        let stands = self.words.contains(words);
        let key = if stands { "deliveries-hint-said" } else { "deliveries-hint-unsaid" };
        Hint { fits: stands != (level == Level::MustNot), key, have: String::new(), want: words.to_owned() }
    }
}

fn hint(fits: bool, key: &'static str, have: usize, want: usize) -> Hint {
    Hint { fits, key, have: have.to_string(), want: want.to_string() }
}

fn of_all(key: &'static str, (fitting, all): (usize, usize), want: String) -> Hint {
    Hint { fits: fitting == all, key, have: format!("{fitting}/{all}"), want }
}

/// Shapes that people name. A closed list, so that a time of day is none.
const SHAPES: [(&str, (i64, i64)); 13] = [
    ("1:1", (1, 1)),
    ("2:3", (2, 3)),
    ("3:2", (3, 2)),
    ("3:4", (3, 4)),
    ("4:3", (4, 3)),
    ("4:5", (4, 5)),
    ("5:4", (5, 4)),
    ("9:16", (9, 16)),
    ("16:9", (16, 9)),
    ("16:10", (16, 10)),
    ("21:9", (21, 9)),
    ("2:1", (2, 1)),
    ("1:2", (1, 2)),
];

/// Stands there, with no digit or colon at either end.
fn stands_alone(text: &str, name: &str) -> bool {
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == ':');
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + name.len()..).unwrap_or_default());
        !goes_on(before.chars().next_back()) && !goes_on(after.chars().next())
    })
}

/// What words count, and whether films.
const COUNTED: [(&str, bool); 20] = [
    ("photos", false),
    ("photo", false),
    ("pictures", false),
    ("picture", false),
    ("images", false),
    ("image", false),
    ("shots", false),
    ("张", false),
    ("幅", false),
    ("videos", true),
    ("video", true),
    ("films", true),
    ("film", true),
    ("clips", true),
    ("clip", true),
    ("条视频", true),
    ("个视频", true),
    ("支视频", true),
    ("条短视频", true),
    ("支短视频", true),
];

const NUMBERS: [(&str, usize); 23] = [
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("twelve", 12),
    ("one", 1),
    ("一", 1),
    ("两", 2),
    ("二", 2),
    ("三", 3),
    ("四", 4),
    ("五", 5),
    ("六", 6),
    ("七", 7),
    ("八", 8),
    ("九", 9),
    ("十", 10),
    ("双", 2),
];

/// A number right before a word that counts pictures or films.
fn wanted_count(text: &str) -> Option<(usize, bool)> {
    COUNTED.iter().find_map(|(word, of_films)| {
        text.match_indices(word).find_map(|(at, _)| {
            let before = text.get(..at)?.trim_end();
            let digits: String = before.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
            let said = || {
                let (name, number) = NUMBERS.iter().find(|(name, _)| before.ends_with(name))?;
                let whole = name.is_ascii() && before.len() > name.len();
                let apart = before.get(..before.len() - name.len()).and_then(|rest| rest.chars().next_back());
                (!whole || apart.is_some_and(|c| !c.is_ascii_alphanumeric())).then_some(*number)
            };
            let number = if digits.is_empty() { said() } else { digits.parse().ok().filter(|number| (1..=200).contains(number)) };
            number.map(|number| (number, *of_films))
        })
    })
}

/// `1080x1920`, in any of its spellings.
fn wanted_pixels(text: &str) -> Option<(i64, i64)> {
    text.match_indices(['x', '×', '*']).find_map(|(at, sign)| {
        let across = digits_at_end(text.get(..at)?.trim_end())?;
        let down = digits_at_start(text.get(at + sign.len()..)?.trim_start())?;
        (across >= 100 && down >= 100).then_some((across, down))
    })
}

/// The number that a text ends with; thousands may be parted by a comma.
fn digits_at_end(text: &str) -> Option<i64> {
    let digits = |text: &str| text.chars().rev().take_while(char::is_ascii_digit).collect::<String>().chars().rev().collect::<String>();
    let last = digits(text);
    let before = text.strip_suffix(&last).and_then(|rest| rest.strip_suffix(',')).map(digits).unwrap_or_default();
    let thousands = if last.len() == 3 && (1..=3).contains(&before.len()) { before } else { String::new() };
    format!("{thousands}{last}").parse().ok()
}

fn digits_at_start(text: &str) -> Option<i64> {
    text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

/// The number right before one of these words.
fn number_before(text: &str, words: &[&str]) -> Option<i64> {
    words.iter().find_map(|word| text.match_indices(word).find_map(|(at, _)| digits_at_end(text.get(..at)?.trim_end_matches([' ', '-']))))
}

/// From how many seconds to how many. A plain number may be missed by a tenth.
fn wanted_seconds(text: &str) -> Option<(i64, i64)> {
    let seconds = ["seconds", "second", "secs", "sec", "秒", "s"];
    let minutes = ["minutes", "minute", "min", "分钟"];
    let whole = |word: &str, at: usize| {
        let after = text.get(at + word.len()..).and_then(|rest| rest.chars().next());
        !word.is_ascii() || !after.is_some_and(|c| c.is_ascii_alphanumeric())
    };
    let find = |words: &[&str], factor: i64| {
        words.iter().find_map(|word| {
            text.match_indices(word).filter(|(at, _)| whole(word, *at)).find_map(|(at, _)| {
                let before = text.get(..at)?.trim_end_matches([' ', '-']);
                let last = digits_at_end(before)?;
                let rest = before.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
                let rest = rest
                    .strip_suffix(['-', '–', '~', '至', '到'])
                    .or_else(|| rest.strip_suffix(" and"))
                    .or_else(|| rest.strip_suffix(" to"));
                let first = rest.and_then(|rest| digits_at_end(rest.trim_end()));
                Some((first.unwrap_or(last).checked_mul(factor)?, last.checked_mul(factor)?))
            })
        })
    };
    let (least, most) = find(&seconds, 1).or_else(|| find(&minutes, 60))?;
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    Some(if least != most {
        (least.min(most), most.max(least))
    } else if says(&["at most", "up to", "under", "within", "no longer", "以内", "不超过", "之内", "最多"]) {
        (0, most)
    } else if says(&["at least", "or more", "or longer", "不少于", "以上", "至少", "不短于"]) {
        (least, i64::MAX)
    } else {
        let slack = (least / 10).max(1);
        (least - slack, most + slack)
    })
}

/// Words in quotation marks.
fn quoted(text: &str) -> Vec<String> {
    const MARKS: [(char, char); 5] = [('“', '”'), ('「', '」'), ('『', '』'), ('"', '"'), ('«', '»')];
    let mut found = Vec::new();
    for (open, close) in MARKS {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((words, behind)) = after.split_once(close) else { break };
            if !words.trim().is_empty() {
                found.push(words.trim().to_owned());
            }
            rest = behind;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(pictures: &[(i32, i32)], film: Option<(i64, bool)>, words: &str) -> Seen {
        let look = |(seconds, has_sound): (i64, bool)| Some(Look { millis: seconds * 1_000, pixels: Some((1080, 1920)), has_sound });
        Seen { pictures: pictures.to_vec(), films: film.map(look).into_iter().collect(), sounds: Vec::new(), words: fold(words) }
    }

    fn said(seen: &Seen, level: Level, text: &str) -> Vec<(bool, String)> {
        let check = Check { id: "A1".to_owned(), level, text: text.to_owned() };
        let line = |hint: Hint| (hint.fits, format!("{} {}|{}", hint.key.trim_start_matches("deliveries-hint-"), hint.have, hint.want));
        seen.hints(&check).into_iter().map(line).collect()
    }

    #[test]
    fn a_machine_sees_what_can_be_counted_and_measured() {
        let three = seen(&[(1440, 960), (1500, 1000), (900, 900)], Some((44, true)), "New in: #Ad, the Mist teapot");
        let none = || Vec::<(bool, String)>::new();
        for (text, wanted) in [
            ("Three photos, 3:2, at least 1,440 px", vec![(true, "count 3|3"), (false, "shape 2/3|3:2"), (false, "size 2/3|1440")]),
            ("Video between 30 and 60 seconds, 9:16", vec![(true, "shape 1/1|9:16"), (true, "length 44|30–60")]),
            ("六张图", vec![(false, "count 3|6")]),
            ("4张，1080×1920", vec![(false, "count 3|4"), (false, "size 0/3|1080 × 1920")]),
            ("1080x1920", vec![(false, "size 1/4|1080 × 1920")]),
            ("A 45-second video, upright, spoken", vec![(true, "length 44|41–49"), (true, "sound 1|1")]),
            ("30 秒以内", vec![(false, "length 44|≤ 30")]),
            ("40–60 seconds", vec![(true, "length 44|40–60")]),
            ("至少 1 分钟", vec![(false, "length 44|≥ 60")]),
            ("The name “Mist” in the caption", vec![(true, "said |mist")]),
            ("文案写“广告”", vec![(false, "unsaid |广告")]),
            ("Delivered by 21:40, natural light", vec![]),
            ("Someone pours, no music", vec![]),
        ] {
            let wanted: Vec<(bool, String)> = wanted.into_iter().map(|(fits, text): (bool, &str)| (fits, text.to_owned())).collect();
            assert_eq!(said(&three, Level::Must, text), wanted, "{text}");
        }
        assert_eq!(said(&three, Level::MustNot, "No claims like “best”"), [(true, "unsaid |best".to_owned())]);
        assert_eq!(said(&seen(&[], None, ""), Level::Must, "45 seconds, 3:2, spoken"), none(), "nothing was looked at");
    }
}
