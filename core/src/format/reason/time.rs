//! Why a text is no date, time or duration.

use super::{Reason, character_at, first_unlike};

const DATE: &str = "0000-00-00";
const TIME: &str = "00:00:00";

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The number in a piece of digits.
fn number(text: &str) -> u16 {
    text.parse().unwrap_or(0)
}

pub(super) fn date_time(text: &str) -> Option<Reason> {
    if let Some(reason) = date_part(text) {
        return Some(reason);
    }
    let end = DATE.len();
    match text.as_bytes().get(end) {
        None => Some(Reason::new(
            end..end,
            "the time is missing: write `T` and a time with an offset, such as `T00:00:00Z`",
        )),
        Some(b'T' | b't') => time(&text[end + 1..])
            .map(|reason| reason.after(end + 1))
            .or_else(|| {
                let rule = "a leap second is the last second of a month in UTC";
                let second = end + 7..end + 9;
                Some(Reason::new(second, rule)).filter(|_| text.get(end + 7..end + 9) == Some("60"))
            }),
        Some(_) => Some(Reason::new(
            character_at(text, end),
            "a `T` stands between the date and the time",
        )),
    }
}

pub(super) fn date(text: &str) -> Option<Reason> {
    date_part(text).or_else(|| {
        let rest = DATE.len()..text.len();
        (!rest.is_empty()).then(|| Reason::new(rest, "nothing follows the date"))
    })
}

/// Why a text does not begin with a date.
fn date_part(text: &str) -> Option<Reason> {
    if let Some(at) = first_unlike(text, DATE) {
        let rule = "a date is written YYYY-MM-DD, with two digits for the month and for the day";
        return Some(Reason::new(character_at(text, at), rule));
    }
    let (year, month, day) = (
        number(&text[..4]),
        number(&text[5..7]),
        number(&text[8..10]),
    );
    let Some(name) = usize::from(month)
        .checked_sub(1)
        .and_then(|month| MONTHS.get(month))
    else {
        return Some(Reason::new(
            5..7,
            format!("there is no month `{}`", &text[5..7]),
        ));
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    match day {
        0 => Some(Reason::new(8..10, "there is no day `00`")),
        day if day > days => Some(Reason::new(
            8..10,
            format!("{name} {} has {days} days", &text[..4]),
        )),
        _ => None,
    }
}

pub(super) fn time(text: &str) -> Option<Reason> {
    if let Some(at) = first_unlike(text, TIME) {
        let rule = if at == 5 {
            "the seconds may not be left out: write `:00`"
        } else {
            "a time is written HH:MM:SS, with two digits each"
        };
        return Some(Reason::new(character_at(text, at), rule));
    }
    let parts = [
        (0, 23, "hours go up to 23"),
        (3, 59, "minutes go up to 59"),
        (6, 60, "seconds go up to 59, and to 60 in a leap second"),
    ];
    for (at, most, rule) in parts {
        if number(&text[at..at + 2]) > most {
            return Some(Reason::new(at..at + 2, rule));
        }
    }
    let mut at = TIME.len();
    let rest = &text[at..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 {
            return Some(Reason::new(
                character_at(text, at + 1),
                "digits must follow the point",
            ));
        }
        at += 1 + digits;
    } else if rest.starts_with(',') {
        return Some(Reason::new(at..at + 1, "write a point before the fraction"));
    }
    offset(&text[at..])
        .map(|reason| reason.after(at))
        .or_else(|| {
            let rule = "a leap second is 23:59:60 in UTC";
            (&text[6..8] == "60").then(|| Reason::new(6..8, rule))
        })
}

/// Why a text is no offset from UTC.
fn offset(text: &str) -> Option<Reason> {
    match text.as_bytes() {
        [] => Some(Reason::new(
            0..0,
            "the offset from UTC is missing: write `Z` for UTC, or one such as `+02:00`",
        )),
        [b'Z' | b'z'] => None,
        [b'Z' | b'z', ..] => Some(Reason::new(1..text.len(), "nothing follows the offset")),
        [b'+' | b'-', ..] if first_unlike(&text[1..], "00:00").is_some() => Some(Reason::new(
            0..text.len(),
            "an offset is written with a colon and two digits each, such as `+02:00`",
        )),
        [b'+' | b'-', ..] if text.len() > 6 => {
            Some(Reason::new(6..text.len(), "nothing follows the offset"))
        }
        [b'+' | b'-', ..] if number(&text[1..3]) > 23 => {
            Some(Reason::new(1..3, "the hours of an offset go up to 23"))
        }
        [b'+' | b'-', ..] if number(&text[4..6]) > 59 => {
            Some(Reason::new(4..6, "the minutes of an offset go up to 59"))
        }
        [b'+' | b'-', ..] => None,
        _ => Some(Reason::new(
            character_at(text, 0),
            "an offset from UTC follows the time: `Z`, or one such as `+02:00`",
        )),
    }
}

/// The units of a date and of a time, in their order.
const DAYS: [(u8, &str); 3] = [(b'Y', "years"), (b'M', "months"), (b'D', "days")];
const HOURS: [(u8, &str); 3] = [(b'H', "hours"), (b'M', "minutes"), (b'S', "seconds")];

pub(super) fn duration(text: &str) -> Option<Reason> {
    match text.as_bytes() {
        [b'P' | b'p', ..] => {}
        [b'+' | b'-', ..] => return Some(Reason::new(0..1, "a duration has no sign")),
        _ => {
            return Some(Reason::new(
                character_at(text, 0),
                "a duration begins with `P`",
            ));
        }
    }
    let (days, time) = match text.find(['T', 't']) {
        Some(at) => (&text[1..at], Some(at)),
        None => (&text[1..], None),
    };
    if days.is_empty() && time.is_none() {
        return Some(Reason::new(
            1..1,
            "at least one number with its unit must follow the `P`",
        ));
    }
    if let Some(reason) = components(days, &DAYS, true) {
        return Some(reason.after(1));
    }
    let at = time?;
    let time = &text[at + 1..];
    if time.is_empty() {
        let rule = "after a `T` must come hours, minutes or seconds";
        return Some(Reason::new(at..at + 1, rule));
    }
    components(time, &HOURS, false).map(|reason| reason.after(at + 1))
}

/// Why a text is no sequence of numbers with these units.
fn components(text: &str, units: &[(u8, &str)], is_date: bool) -> Option<Reason> {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut before: Option<usize> = None;
    let mut weeks = false;
    while at < text.len() {
        let digits = bytes[at..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let unit = at + digits;
        let rest = bytes.get(unit).copied();
        if matches!(rest, Some(b'.' | b',')) && digits > 0 {
            let fraction = bytes[unit + 1..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit());
            let end = unit + 1 + fraction.count();
            return Some(Reason::new(
                unit..end,
                "the numbers of a duration are whole numbers",
            ));
        }
        if matches!(rest, Some(b'+' | b'-')) && digits == 0 {
            return Some(Reason::new(
                unit..unit + 1,
                "the numbers of a duration have no sign",
            ));
        }
        if digits == 0 {
            return Some(Reason::new(
                character_at(text, at),
                "a number is missing before this",
            ));
        }
        let Some(letter) = rest else {
            return Some(Reason::new(at..unit, "its unit is missing"));
        };
        let letter = letter.to_ascii_uppercase();
        if weeks || letter == b'W' && is_date && before.is_some() {
            return Some(Reason::new(at..unit + 1, "weeks stand alone"));
        }
        if letter == b'W' && is_date {
            weeks = true;
            at = unit + 1;
            continue;
        }
        let Some(place) = units.iter().position(|(known, _)| *known == letter) else {
            let rule = match (is_date, letter) {
                (true, b'H' | b'S') => "hours, minutes and seconds come after a `T`",
                (false, b'Y' | b'D' | b'W') => "years, months, weeks and days come before the `T`",
                (true, _) => "no unit: there are `Y`, `M`, `W` and `D`",
                (false, _) => "no unit: after the `T` there are `H`, `M` and `S`",
            };
            return Some(Reason::new(character_at(text, unit), rule));
        };
        if let Some(before) = before {
            if place <= before {
                let names = units.iter().map(|(_, name)| *name).collect::<Vec<_>>();
                let rule = format!("the order is {}, each once", names.join(", "));
                return Some(Reason::new(unit..unit + 1, rule));
            }
            if place > before + 1 {
                let (letter, name) = units[before + 1];
                let rule = format!(
                    "{name} may not be left out between others: write `0{}`",
                    char::from(letter)
                );
                return Some(Reason::new(at..unit + 1, rule));
            }
        }
        before = Some(place);
        at = unit + 1;
    }
    None
}
