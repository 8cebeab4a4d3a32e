//! `uuid`: universally unique identifiers (RFC 9562, section 4).

/// Whether the text is `UUID`: 32 hexadecimal digits in five groups. Version and variant do not count.
pub(super) fn is_uuid(text: &str) -> bool {
    let text = text.as_bytes();
    text.len() == 36
        && text.iter().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => *byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::is_uuid;

    #[test]
    fn groups_have_their_places() {
        let valid = [
            "00000000-0000-0000-0000-000000000000",
            "FFFFFFFF-ffff-FFFF-ffff-FFFFFFFFFFFF",
        ];
        assert_all(is_uuid, &valid, true);
        let invalid = [
            "",
            "00000000000000000000000000000000",
            "0000000-00000-0000-0000-000000000000",
            "00000000-0000-0000-0000-00000000000",
            "00000000-0000-0000-0000-0000000000000",
            "00000000-0000-0000-0000-00000000000g",
            "00000000-0000-0000-0000-0000000000é",
            "{00000000-0000-0000-0000-000000000000}",
            "00000000–0000-0000-0000-0000000000",
        ];
        assert_all(is_uuid, &invalid, false);
    }
}
