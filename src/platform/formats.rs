//! Money, moments and numbers as people of each language write them (CLDR 47 for zh-CN and en-GB).

use crate::primitives::{Currency, Instant, Lang, Money, Zone};
use jiff::civil::Weekday;
use std::collections::BTreeMap;

/// `CN¥4,800.50`; in Chinese `¥4,800.50`. The sign stands first, below zero with a minus before it.
#[must_use]
pub fn money(lang: Lang, money: Money) -> String {
    let plain = money.plain();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    format!("{sign}{}{}", symbol(lang, money.currency), grouped(digits))
}

/// As [`money`], without a fraction that is nothing: for headings and buttons.
#[must_use]
pub fn money_short(lang: Lang, amount: Money) -> String {
    let full = money(lang, amount);
    full.strip_suffix(".00").map_or_else(|| full.clone(), ToOwned::to_owned)
}

/// `CN¥3,000–5,000`: a range of one currency names it once.
#[must_use]
pub fn money_range(lang: Lang, low: Money, high: Money) -> String {
    let (low_text, high_text) = (money_short(lang, low), money_short(lang, high));
    let bare = if low.currency == high.currency { high_text.strip_prefix(symbol(lang, high.currency)) } else { None };
    format!("{low_text}–{}", bare.unwrap_or(&high_text))
}

/// `4,800.50 CNY`: for ledgers, where a sign would be ambiguous.
#[must_use]
pub fn money_code(amount: Money) -> String {
    let plain = amount.plain();
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    format!("{sign}{} {}", grouped(digits), amount.currency)
}

const fn symbol(lang: Lang, currency: Currency) -> &'static str {
    match (lang, currency) {
        (Lang::ZhCn, Currency::Cny) | (Lang::En, Currency::Jpy) => "¥",
        (Lang::En, Currency::Cny) => "CN¥",
        (Lang::ZhCn, Currency::Jpy) => "JP¥",
        (Lang::ZhCn, Currency::Usd) => "US$",
        (Lang::En, Currency::Usd) => "$",
        (_, Currency::Eur) => "€",
        (_, Currency::Gbp) => "£",
        (_, Currency::Hkd) => "HK$",
        (_, Currency::Sgd) => "S$",
        (Lang::ZhCn, Currency::Aud) => "AU$",
        (Lang::En, Currency::Aud) => "A$",
    }
}

/// Commas between groups of three digits before the point.
#[must_use]
pub fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// `128.4K`, `12.8万`: one decimal, cut rather than rounded up.
#[must_use]
pub fn short_number(lang: Lang, number: i64) -> String {
    let (unit, word) = match (lang, number) {
        (Lang::ZhCn, 100_000_000..) => (100_000_000, "亿"),
        (Lang::ZhCn, 10_000..) => (10_000, "万"),
        (Lang::En, 1_000_000..) => (1_000_000, "M"),
        (Lang::En, 1_000..) => (1_000, "K"),
        (_, _) => return grouped(&number.to_string()),
    };
    let tenths = number / (unit / 10);
    if tenths % 10 == 0 { format!("{}{word}", tenths / 10) } else { format!("{}.{}{word}", tenths / 10, tenths % 10) }
}

/// Basis points as a percentage: `5%`, `12.3%`.
#[must_use]
pub fn percent_bps(bps: i64) -> String {
    match (bps % 100, bps % 10) {
        (0, _) => format!("{}%", bps / 100),
        (_, 0) => format!("{}.{}%", bps / 100, bps % 100 / 10),
        (_, _) => format!("{}.{:02}%", bps / 100, bps % 100),
    }
}

/// Replaces each `{name}` once; what a value brings in is not looked at again.
#[must_use]
pub fn filled(template: &str, values: &BTreeMap<&str, String>) -> String {
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}').and_then(|(name, tail)| values.get(name).map(|value| (value, tail))) {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Bytes as `831 B`, `14 KB`, `2.4 MB`.
#[must_use]
pub fn file_size(bytes: i64) -> String {
    match bytes {
        ..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

/// `27 November 2026 at 21:40`; `2026年11月27日 21:40`.
#[must_use]
pub fn datetime(lang: Lang, at: Instant, zone: &Zone) -> String {
    match lang {
        Lang::ZhCn => format!("{} {}", date(lang, at, zone), time(at, zone)),
        Lang::En => format!("{} at {}", date(lang, at, zone), time(at, zone)),
    }
}

/// `27 November 2026`; `2026年11月27日`.
#[must_use]
pub fn date(lang: Lang, at: Instant, zone: &Zone) -> String {
    let day = at.date_in(zone);
    match lang {
        Lang::ZhCn => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), month(day.month()), day.year()),
    }
}

/// `27 Nov`; `11月27日`.
#[must_use]
pub fn day(lang: Lang, at: Instant, zone: &Zone) -> String {
    let day = at.date_in(zone);
    match lang {
        Lang::ZhCn => format!("{}月{}日", day.month(), day.day()),
        Lang::En => format!("{} {}", day.day(), month(day.month()).get(..3).unwrap_or_default()),
    }
}

/// `21:40`.
#[must_use]
pub fn time(at: Instant, zone: &Zone) -> String {
    let clock = at.timestamp().to_zoned(zone.tz());
    format!("{:02}:{:02}", clock.hour(), clock.minute())
}

/// `Friday 27 November, 21:40`; `11月27日星期五 21:40`.
#[must_use]
pub fn weekday_datetime(lang: Lang, at: Instant, zone: &Zone) -> String {
    let day = at.date_in(zone);
    let name = weekday(lang, day.weekday());
    match lang {
        Lang::ZhCn => format!("{}月{}日{name} {}", day.month(), day.day(), time(at, zone)),
        Lang::En => format!("{name} {} {}, {}", day.day(), month(day.month()), time(at, zone)),
    }
}

/// `UTC+8`, `UTC+5:30`, `UTC`.
#[must_use]
pub fn zone(at: Instant, zone: &Zone) -> String {
    let seconds = zone.tz().to_offset(at.timestamp()).seconds();
    let (sign, minutes) = (if seconds < 0 { '−' } else { '+' }, seconds.abs() / 60);
    match (minutes / 60, minutes % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// `in 6 days`, `3 hours ago`, `now`; `6天后`, `3小时前`, `现在`. Whole units, cut.
#[must_use]
pub fn relative(lang: Lang, at: Instant, now: Instant) -> String {
    let micros = at.micros_since(now);
    let seconds = micros.saturating_abs() / 1_000_000;
    let (count, one, many, zh) = match seconds {
        0..60 => return if lang == Lang::En { "now" } else { "现在" }.to_owned(),
        60..3_600 => (seconds / 60, "minute", "minutes", "分钟"),
        3_600..86_400 => (seconds / 3_600, "hour", "hours", "小时"),
        86_400..5_184_000 => (seconds / 86_400, "day", "days", "天"),
        _ => (seconds / 2_592_000, "month", "months", "个月"),
    };
    let word = if count == 1 { one } else { many };
    match (lang, micros >= 0) {
        (Lang::En, true) => format!("in {count} {word}"),
        (Lang::En, false) => format!("{count} {word} ago"),
        (Lang::ZhCn, true) => format!("{count}{zh}后"),
        (Lang::ZhCn, false) => format!("{count}{zh}前"),
    }
}

const fn month(number: i8) -> &'static str {
    match number {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

const fn weekday(lang: Lang, day: Weekday) -> &'static str {
    match (lang, day) {
        (Lang::En, Weekday::Monday) => "Monday",
        (Lang::En, Weekday::Tuesday) => "Tuesday",
        (Lang::En, Weekday::Wednesday) => "Wednesday",
        (Lang::En, Weekday::Thursday) => "Thursday",
        (Lang::En, Weekday::Friday) => "Friday",
        (Lang::En, Weekday::Saturday) => "Saturday",
        (Lang::En, Weekday::Sunday) => "Sunday",
        (Lang::ZhCn, Weekday::Monday) => "星期一",
        (Lang::ZhCn, Weekday::Tuesday) => "星期二",
        (Lang::ZhCn, Weekday::Wednesday) => "星期三",
        (Lang::ZhCn, Weekday::Thursday) => "星期四",
        (Lang::ZhCn, Weekday::Friday) => "星期五",
        (Lang::ZhCn, Weekday::Saturday) => "星期六",
        (Lang::ZhCn, Weekday::Sunday) => "星期日",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::primitives::Minor;

    fn of(amount: i64, currency: Currency) -> Money {
        Money::new(Minor(amount), currency)
    }

    #[test]
    fn money_is_written_as_icu_writes_it() {
        assert_eq!(money(Lang::ZhCn, of(480_050, Currency::Cny)), "¥4,800.50");
        assert_eq!(money(Lang::En, of(480_050, Currency::Cny)), "CN¥4,800.50");
        assert_eq!(money(Lang::ZhCn, of(480_050, Currency::Usd)), "US$4,800.50");
        assert_eq!(money(Lang::En, of(480_050, Currency::Usd)), "$4,800.50");
        assert_eq!(money(Lang::En, of(480_050, Currency::Hkd)), "HK$4,800.50");
        assert_eq!(money(Lang::ZhCn, of(4_801, Currency::Jpy)), "JP¥4,801");
        assert_eq!(money(Lang::En, of(4_801, Currency::Jpy)), "¥4,801");
        assert_eq!(money_short(Lang::En, of(480_000, Currency::Cny)), "CN¥4,800");
        assert_eq!(money_range(Lang::En, of(300_000, Currency::Cny), of(500_050, Currency::Cny)), "CN¥3,000–5,000.50");
        assert_eq!(money_range(Lang::ZhCn, of(45_000, Currency::Jpy), of(65_000, Currency::Jpy)), "JP¥45,000–65,000");
        assert_eq!(money_range(Lang::En, of(100, Currency::Usd), of(200, Currency::Eur)), "$1–€2");
        assert_eq!(money_code(of(-480_000, Currency::Cny)), "−4,800.00 CNY");
    }

    #[test]
    fn moments_are_written_in_the_zone_of_the_reader() {
        let at = Instant::parse_rfc3339("2026-11-27T21:40:00+08:00").unwrap();
        let here = Zone::shanghai();
        assert_eq!(datetime(Lang::ZhCn, at, &here), "2026年11月27日 21:40");
        assert_eq!(datetime(Lang::En, at, &here), "27 November 2026 at 21:40");
        assert_eq!(weekday_datetime(Lang::En, at, &here), "Friday 27 November, 21:40");
        assert_eq!(zone(at, &here), "UTC+8");
        assert_eq!(zone(at, &"Asia/Kolkata".parse().unwrap()), "UTC+5:30");
        assert_eq!(relative(Lang::En, at.plus_hours(24 * 6 + 1), at), "in 6 days");
        assert_eq!(relative(Lang::ZhCn, at.plus_hours(24 * 6 + 1), at), "6天后");
    }

    #[test]
    fn short_numbers_keep_one_decimal() {
        assert_eq!(short_number(Lang::ZhCn, 128_400), "12.8万");
        assert_eq!(short_number(Lang::En, 128_400), "128.4K");
        assert_eq!(short_number(Lang::En, 2_000), "2K");
        assert_eq!(percent_bps(500), "5%");
        assert_eq!(percent_bps(1_230), "12.3%");
    }
}
