//! Colours of the stylesheet can be read, by day and by night: WCAG contrast recomputed from the tokens.

use crate::sources::{self, none};
use std::collections::BTreeMap;

/// What stands on what, and how much it must stand out: 4.5 for words, 3 for the edges of controls and for marks.
const PAIRS: &[(&str, &[&str], f64)] = &[
    ("ink", &["paper", "surface", "sunken", "wash"], 4.5),
    ("ink-2", &["paper", "surface", "sunken", "wash"], 4.5),
    ("ink-3", &["paper", "surface", "sunken", "wash"], 4.5),
    ("accent", &["paper", "surface", "sunken", "wash"], 4.5),
    ("accent-hover", &["paper", "surface", "wash"], 4.5),
    ("on-accent", &["accent", "accent-hover"], 4.5),
    ("held", &["held-wash", "paper", "surface"], 4.5),
    ("released", &["released-wash", "paper", "surface"], 4.5),
    ("danger", &["danger-wash", "paper", "surface"], 4.5),
    ("line-control", &["paper", "surface", "sunken"], 3.0),
    ("released-fill", &["surface"], 3.0),
];

type Rgb = [f64; 3];

#[test]
fn every_pair_of_colours_can_be_read_by_day_and_by_night() {
    let tokens = tokens();
    let mut problems = Vec::new();
    for (front, backs, least) in PAIRS {
        for back in *backs {
            for (theme, pick) in [("light", 0), ("dark", 1)] {
                let ratio = contrast(tokens[*front][pick], tokens[*back][pick]);
                if ratio < *least {
                    problems.push(format!("--{front} on --{back}, {theme}: {ratio:.2}, at least {least}"));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn the_arithmetic_is_that_of_the_standard() {
    assert!((contrast([1.0; 3], [0.0; 3]) - 21.0).abs() < 1e-9);
    // oklch(38% .062 212) is #0b4b55.
    let accent = oklch("38% .062 212").map(|c| (c * 255.0).round());
    assert_eq!(accent, [11.0, 75.0, 85.0]);
}

/// Name → colour by day and by night.
fn tokens() -> BTreeMap<String, [Rgb; 2]> {
    let css = sources::without(&sources::read("static/css/app.css"), "/*", "*/");
    let mut found = BTreeMap::new();
    for line in css.lines() {
        let Some((name, value)) = line.trim().strip_prefix("--").and_then(|line| line.split_once(':')) else { continue };
        let Some(pair) = value.trim().strip_prefix("light-dark(oklch(") else { continue };
        let (light, rest) = pair.split_once(')').unwrap();
        let dark = rest.split_once("oklch(").unwrap().1.split_once(')').unwrap().0;
        found.insert(name.trim().to_owned(), [oklch(light), oklch(dark)]);
    }
    found
}

/// `L% C H` to sRGB, each part from 0 to 1 (CSS Color 4, section 9).
fn oklch(text: &str) -> Rgb {
    let parts: Vec<f64> = text.split_whitespace().map(|part| part.trim_end_matches('%').parse().unwrap()).collect();
    let (l, c, h) = (parts[0] / 100.0, parts[1], parts[2].to_radians());
    let (a, b) = (c * h.cos(), c * h.sin());
    let cube = |x: f64| x * x * x;
    let l_ = cube(l + 0.396_337_777_4 * a + 0.215_803_757_3 * b);
    let m_ = cube(l - 0.105_561_345_8 * a - 0.063_854_172_8 * b);
    let s_ = cube(l - 0.089_484_177_5 * a - 1.291_485_548 * b);
    [
        4.076_741_662_1 * l_ - 3.307_711_591_3 * m_ + 0.230_969_929_2 * s_,
        -1.268_438_004_6 * l_ + 2.609_757_401_1 * m_ - 0.341_319_396_5 * s_,
        -0.004_196_086_3 * l_ - 0.703_418_614_7 * m_ + 1.707_614_701 * s_,
    ]
    .map(|linear| if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 })
    .map(|part| part.clamp(0.0, 1.0))
}

/// Relative luminance and contrast ratio (WCAG 2.2).
fn contrast(one: Rgb, two: Rgb) -> f64 {
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let luminance = |c: Rgb| 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2]);
    let (one, two) = (luminance(one), luminance(two));
    (one.max(two) + 0.05) / (one.min(two) + 0.05)
}
