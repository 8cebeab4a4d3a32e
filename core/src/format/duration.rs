//! `duration`: ISO 8601 durations as RFC 3339, appendix A, collects them.

/// Whether the text is `duration`.
///
/// The units of a date, and those of a time, must follow each other without a gap: `P1Y2D` leaves the
/// months out. Letters may be of either case, as in every grammar of this notation (RFC 5234, section 2.3).
pub(super) fn is_duration(text: &str) -> bool {
    let [b'P' | b'p', rest @ ..] = text.as_bytes() else {
        return false;
    };
    if let Some((b'W', rest)) = take_component(rest) {
        return rest.is_empty();
    }
    let Some(time) = take_components(rest, b"YMD") else {
        return false;
    };
    match time {
        [] => !rest.is_empty(),
        [b'T' | b't', time @ ..] => {
            !time.is_empty() && take_components(time, b"HMS").is_some_and(<[u8]>::is_empty)
        }
        _ => false,
    }
}

/// Takes components whose units follow each other as in `units`; `None` if a unit is out of order.
fn take_components<'t>(mut text: &'t [u8], mut units: &[u8]) -> Option<&'t [u8]> {
    let mut is_first = true;
    while let Some((unit, rest)) = take_component(text) {
        let at = units.iter().position(|&next| next == unit)?;
        if at > 0 && !is_first {
            return None;
        }
        (text, units, is_first) = (rest, &units[at + 1..], false);
    }
    Some(text)
}

/// Takes a number and the letter after it, in upper case.
fn take_component(text: &[u8]) -> Option<(u8, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit())?;
    if end == 0 {
        return None;
    }
    Some((text[end].to_ascii_uppercase(), &text[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::is_duration;

    #[test]
    fn units_follow_each_other() {
        let valid = [
            "P1Y",
            "P1M",
            "P1D",
            "P1Y2M",
            "P1M2D",
            "P1Y2M3D",
            "P1W",
            "P007W",
            "PT1H",
            "PT1M",
            "PT1S",
            "PT1H2M",
            "PT1M2S",
            "PT1H2M3S",
            "P1DT1S",
            "P1Y2M3DT4H5M6S",
            "P1MT1M",
            "p1dt12h",
        ];
        assert_all(is_duration, &valid, true);
        let invalid = [
            "", "P", "PT", "P1", "1D", "P1DT", "P1Y3D", "PT1H3S", "P1D1D", "P1M1Y", "P1W1D",
            "P1WT1H", "P1S", "P1H", "PT1D", "PT1W", "PT1Y", "P1.5D", "P1,5D", "P+1D", "P-1D",
            "-P1D", "P 1D", "P1D ", "P1DT1H1", "P1DTT1H", "PD", "P1T1H", "P１D", "P1Y2M3DX",
            "P1DT1HX",
        ];
        assert_all(is_duration, &invalid, false);
    }
}
