//! `json-pointer` (RFC 6901, section 3) and `relative-json-pointer`
//! (draft-bhutton-relative-json-pointer-00, section 3).

/// Whether the text is `json-pointer`.
pub(super) fn is_json_pointer(text: &str) -> bool {
    is_pointer(text.as_bytes())
}

/// Whether the text is `relative-json-pointer`.
///
/// The draft's grammar has no `#` after a shifted index, but its section 5.1 has `0-1#` as an example: it is
/// taken.
pub(super) fn is_relative_json_pointer(text: &str) -> bool {
    let Some(mut rest) = take_integer(text.as_bytes()) else {
        return false;
    };
    if let [b'+' | b'-', index @ ..] = rest {
        match take_integer(index) {
            None => return false,
            Some(after) => rest = after,
        }
    }
    rest == b"#" || is_pointer(rest)
}

fn is_pointer(text: &[u8]) -> bool {
    if !matches!(text, [] | [b'/', ..]) {
        return false;
    }
    // Only `0` or `1` may stand after a tilde.
    let mut pieces = text.split(|&byte| byte == b'~').skip(1);
    pieces.all(|piece| matches!(piece, [b'0' | b'1', ..]))
}

/// Takes a number without leading zeros.
fn take_integer(text: &[u8]) -> Option<&[u8]> {
    match text {
        [b'0', rest @ ..] => Some(rest),
        [b'1'..=b'9', rest @ ..] => {
            let end = rest.iter().position(|byte| !byte.is_ascii_digit());
            Some(&rest[end.unwrap_or(rest.len())..])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::{is_json_pointer, is_relative_json_pointer};

    #[test]
    fn tildes_are_escaped() {
        let valid = ["", "/", "//", "/a/b", "/~0~1", "/é/\n/\0", "/ /%", "/~01"];
        assert_all(is_json_pointer, &valid, true);
        let invalid = ["a", "#/a", " /a", "/~", "/~2", "/a~/b", "/~~0", "~0", "é"];
        assert_all(is_json_pointer, &invalid, false);
    }

    #[test]
    fn relative_pointers_begin_with_a_number() {
        let valid = [
            "0",
            "0#",
            "10/a",
            "1/",
            "0+1",
            "0-1/a",
            "2+10/b",
            "0+0",
            "0-1#",
            "99999999999999999999/a",
        ];
        assert_all(is_relative_json_pointer, &valid, true);
        let invalid = [
            "", "#", "/a", "00", "01", "0a", "-1", "+1", "0+", "0+-1", "0+01", "0+1+1", "0##",
            "0#/a", "0/~", "1 ", "١",
        ];
        assert_all(is_relative_json_pointer, &invalid, false);
    }
}
