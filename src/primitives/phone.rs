//! What telephone numbers look like as people write them, and as they hide them.

/// A digit, in figures or as people spell a number to hide it.
#[must_use]
pub const fn digit(c: char) -> Option<char> {
    Some(match c {
        '0'..='9' => c,
        '零' | '〇' => '0',
        '一' | '幺' | '壹' => '1',
        '二' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

/// Of digits that stand in groups of these sizes: the groups of a Chinese mobile number, without its country code, if they are one.
#[must_use]
pub fn mobile_groups<'a>(groups: &'a [usize], digits: &str) -> Option<&'a [usize]> {
    let (groups, digits) = match (groups, digits.strip_prefix("86")) {
        ([2, rest @ ..], Some(digits)) if !rest.is_empty() => (rest, digits),
        ([13], Some(digits)) => (&[11][..], digits),
        _ => (groups, digits),
    };
    let mut first = digits.chars();
    let is_mobile = first.next() == Some('1') && first.next().is_some_and(|second| ('3'..='9').contains(&second));
    (digits.len() == 11 && is_mobile).then_some(groups)
}

/// The groups in which people write such a number.
#[must_use]
pub const fn are_usual(groups: &[usize]) -> bool {
    matches!(groups, [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_has_eleven_digits_and_may_have_its_country() {
        assert_eq!(mobile_groups(&[3, 4, 4], "13812345678"), Some(&[3, 4, 4][..]));
        assert_eq!(mobile_groups(&[2, 3, 4, 4], "8613812345678"), Some(&[3, 4, 4][..]));
        assert_eq!(mobile_groups(&[13], "8613812345678"), Some(&[11][..]));
        for (groups, digits) in [(&[11][..], "12812345678"), (&[4, 4, 3], "14401920100"), (&[10], "1381234567")] {
            assert!(!mobile_groups(groups, digits).is_some_and(are_usual), "{digits}");
        }
        assert_eq!("一三八幺".chars().filter_map(digit).collect::<String>(), "1381");
    }
}
