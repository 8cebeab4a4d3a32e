//! `date-time`, `date` and `time`: the internet's profile of ISO 8601 (RFC 3339, section 5.6).

/// Whether the text is `date-time`.
pub(super) fn is_date_time(text: &str) -> bool {
    let Some((date, [b'T' | b't', rest @ ..])) = take_date(text.as_bytes()) else {
        return false;
    };
    match read_time(rest) {
        None => false,
        Some(Second::Ordinary) => true,
        Some(Second::Leap { days }) => date.ends_a_month(days),
    }
}

/// Whether the text is `full-date`.
pub(super) fn is_date(text: &str) -> bool {
    take_date(text.as_bytes()).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether the text is `full-time`.
pub(super) fn is_time(text: &str) -> bool {
    read_time(text.as_bytes()).is_some()
}

struct Date {
    day: u8,
    /// How many days the month has.
    days: u8,
}

impl Date {
    /// Whether the day that is `shift` days later, which may be -1, 0 or 1, ends a month.
    fn ends_a_month(&self, shift: i16) -> bool {
        match shift {
            -1 => self.day == 1,
            0 => self.day == self.days,
            _ => self.day + 1 == self.days,
        }
    }
}

/// The seconds of a time.
enum Second {
    Ordinary,
    /// A leap second, at the end of the UTC day that is `days` days later than the local one.
    Leap {
        days: i16,
    },
}

/// Takes `full-date` off the start of a text.
fn take_date(text: &[u8]) -> Option<(Date, &[u8])> {
    let (century, rest) = take_number(text)?;
    let (year, rest) = take_number(rest)?;
    let (month, rest) = take_number(rest.strip_prefix(b"-")?)?;
    let (day, rest) = take_number(rest.strip_prefix(b"-")?)?;
    let divided = if year == 0 { century } else { year };
    let days = match month {
        2 if divided % 4 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=days)
        .contains(&day)
        .then_some((Date { day, days }, rest))
}

/// Reads `full-time`, to the end of the text.
fn read_time(text: &[u8]) -> Option<Second> {
    let (hour, rest) = take_number(text)?;
    let (minute, rest) = take_number(rest.strip_prefix(b":")?)?;
    let (second, mut rest) = take_number(rest.strip_prefix(b":")?)?;
    if let [b'.', fraction @ ..] = rest {
        let end = fraction.iter().position(|byte| !byte.is_ascii_digit())?;
        if end == 0 {
            return None;
        }
        rest = &fraction[end..];
    }
    let offset = match rest {
        b"Z" | b"z" => 0,
        [sign @ (b'+' | b'-'), rest @ ..] => {
            let (hour, rest) = take_number(rest)?;
            let (minute, rest) = take_number(rest.strip_prefix(b":")?)?;
            if hour > 23 || minute > 59 || !rest.is_empty() {
                return None;
            }
            minutes(hour, minute) * if *sign == b'-' { -1 } else { 1 }
        }
        _ => return None,
    };
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    if second < 60 {
        return Some(Second::Ordinary);
    }
    let utc = minutes(hour, minute) - offset;
    let days = utc.div_euclid(DAY);
    (utc.rem_euclid(DAY) == DAY - 1).then_some(Second::Leap { days })
}

/// The minutes of a day.
const DAY: i16 = 24 * 60;

fn minutes(hour: u8, minute: u8) -> i16 {
    i16::from(hour) * 60 + i16::from(minute)
}

/// Takes a number of two digits.
fn take_number(text: &[u8]) -> Option<(u8, &[u8])> {
    match text {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9', rest @ ..] => {
            Some(((tens - b'0') * 10 + (ones - b'0'), rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::{is_date, is_date_time, is_time};

    #[test]
    fn dates_are_those_of_the_calendar() {
        let valid = [
            "0000-02-29",
            "0001-01-01",
            "1900-02-28",
            "2000-02-29",
            "2024-02-29",
            "2024-12-31",
            "9999-12-31",
            "2024-04-30",
        ];
        assert_all(is_date, &valid, true);
        let invalid = [
            "",
            "2024",
            "2024-02",
            "1900-02-29",
            "2023-02-29",
            "2024-02-30",
            "2024-04-31",
            "2024-00-01",
            "2024-13-01",
            "2024-01-00",
            "2024-01-32",
            "2024-1-01",
            "2024/01/01",
            "2024-01-01T",
            "２024-01-01",
            "-024-01-01",
            "2024-01-1:",
        ];
        assert_all(is_date, &invalid, false);
    }

    #[test]
    fn times_have_an_offset() {
        let valid = [
            "00:00:00Z",
            "23:59:59z",
            "12:30:45.1Z",
            "12:30:45.123456789012345678901234567890Z",
            "12:30:45+23:59",
            "12:30:45.5-00:00",
        ];
        assert_all(is_time, &valid, true);
        let invalid = [
            "",
            "12:30:45",
            "12:30Z",
            "12:30:45.Z",
            "12:30:45.",
            "12:30:45.5",
            "12:30:45+24:00",
            "12:30:45+00:60",
            "12:30:45+0000",
            "12:30:45+00",
            "12:30:45 Z",
            "12:30:45ZZ",
            "24:00:00Z",
            "12:60:00Z",
            "12:30:61Z",
            "1:30:00Z",
            "12:30:45−01:00",
            "12:30:45,5Z",
        ];
        assert_all(is_time, &invalid, false);
    }

    #[test]
    fn leap_seconds_end_a_day_in_utc() {
        let valid = [
            "23:59:60Z",
            "23:59:60.999Z",
            "00:29:60+00:30",
            "00:59:60+01:00",
            "22:59:60-01:00",
            "23:58:60+23:59",
            "00:00:60-23:59",
            "23:59:60-00:00",
        ];
        assert_all(is_time, &valid, true);
        let invalid = [
            "00:00:60Z",
            "23:58:60Z",
            "22:59:60Z",
            "23:59:60+01:00",
            "00:59:60-01:00",
        ];
        assert_all(is_time, &invalid, false);
    }

    #[test]
    fn leap_seconds_end_a_month_in_utc() {
        let valid = [
            "1998-12-31T23:59:60Z",
            "1990-06-30T23:59:60Z",
            "1972-02-29T23:59:60Z",
            "1999-01-01T00:59:60+01:00",
            "1998-12-31T15:59:60-08:00",
            "1998-12-30T23:58:60-24:00",
        ];
        assert_all(is_date_time, &valid[..5], true);
        assert_all(is_date_time, &valid[5..], false);
        assert_all(is_date_time, &["1998-12-31T00:00:60-23:59"], true);
        // The day in UTC is the one after: 31 December here, 1 January there.
        assert_all(
            is_date_time,
            &["1998-12-30T00:00:60-23:59", "1998-12-31T00:59:60+01:00"],
            false,
        );
        let invalid = [
            "1998-12-30T23:59:60Z",
            "1972-02-28T23:59:60Z",
            "1999-01-01T23:59:60Z",
        ];
        assert_all(is_date_time, &invalid, false);
    }

    #[test]
    fn a_date_and_a_time_are_joined_by_a_letter() {
        let valid = ["2024-02-29T12:30:00Z", "2024-02-29t12:30:00.5+01:00"];
        assert_all(is_date_time, &valid, true);
        let invalid = [
            "",
            "2024-02-29",
            "12:30:00Z",
            "2024-02-29 12:30:00Z",
            "2024-02-29_12:30:00Z",
            "2024-02-29T12:30:00",
            "2023-02-29T12:30:00Z",
            "2024-02-29TT12:30:00Z",
        ];
        assert_all(is_date_time, &invalid, false);
    }
}
