//! Why a text is not base64 (RFC 4648, sections 4 and 5).

use super::{Encoding, Reason};

/// The first character that base64 does not have, or how many characters are missing at the end.
pub(super) fn reason(text: &str, encoding: Encoding) -> Reason {
    let digits = text.trim_end_matches('=');
    let is_url = encoding == Encoding::Base64Url;
    let is_digit = |character: char| match character {
        '+' | '/' => !is_url,
        '-' | '_' => is_url,
        other => other.is_ascii_alphanumeric(),
    };
    if let Some((at, odd)) = digits.char_indices().find(|(_, c)| !is_digit(*c)) {
        let rule = match (odd, is_url) {
            ('-', false) => "base64 has `+` for `-`; with `-` and `_` it is `base64url`",
            ('_', false) => "base64 has `/` for `_`; with `-` and `_` it is `base64url`",
            ('+', true) => "base64url has `-` for `+`",
            ('/', true) => "base64url has `_` for `/`",
            ('=', _) => "`=` stands at the end alone",
            (' ' | '\t' | '\n' | '\r', _) => "leave out the white space",
            _ => "base64 has letters, digits and two further characters only",
        };
        return Reason::new(at..at + odd.len_utf8(), rule);
    }
    let rule = match digits.len() % 4 {
        1 => "the last character stands for no whole byte",
        2 => "`==` must stand at the end",
        3 => "one `=` must stand at the end",
        _ => "no `=` stands at the end of whole groups of four",
    };
    Reason::new(digits.len()..text.len(), rule)
}
