//! `uri-template`: templates of URIs (RFC 6570, section 2).

use super::characters::{Set, Wide, is_percent_encoded};

/// `literals` (section 2.1), percent-encoded bytes and characters past ASCII aside. The apostrophe is in
/// the set since erratum 6937.
const LITERALS: Set = Set::ALPHANUMERIC.with(b"!#$&'()*+,-./:;=?@[]_~");
/// `varchar` and the dots between (section 2.3), percent-encoded bytes aside.
const NAME: Set = Set::ALPHANUMERIC.with(b"_.");
/// `operator` (section 2.2), with those that are reserved for extensions.
const OPERATORS: [char; 12] = ['+', '#', '.', '/', ';', '?', '&', '=', ',', '!', '@', '|'];

/// Whether the text is `URI-Template`.
pub(super) fn is_uri_template(text: &str) -> bool {
    let mut pieces = text.split('{');
    let is_literal = |text| is_percent_encoded(text, LITERALS, Wide::UcsAndPrivate);
    // Each piece but the first begins with an expression; further braces are no literals.
    pieces.next().is_some_and(is_literal)
        && pieces.all(|piece| {
            piece
                .split_once('}')
                .is_some_and(|(expression, rest)| is_expression(expression) && is_literal(rest))
        })
}

/// `expression` (section 2.2), between its braces.
fn is_expression(text: &str) -> bool {
    let variables = text.strip_prefix(OPERATORS).unwrap_or(text);
    variables.split(',').all(is_variable)
}

/// `varspec` (section 2.3) with its modifier (section 2.4).
fn is_variable(text: &str) -> bool {
    let name = match text.split_once(':') {
        None => text.strip_suffix('*').unwrap_or(text),
        Some((name, length)) => match length.as_bytes() {
            [b'1'..=b'9', rest @ ..] if rest.len() < 4 && rest.iter().all(u8::is_ascii_digit) => {
                name
            }
            _ => return false,
        },
    };
    name.split('.').all(|part| !part.is_empty()) && is_percent_encoded(name, NAME, Wide::None)
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::is_uri_template;

    #[test]
    fn expressions_have_variables() {
        let valid = [
            "", "/a", "{a}", "{a}{b}", "/{a}/b", "{a,b}", "{+a,b*}", "{#a:3}", "{.a}", "{/a}",
            "{;a}", "{?a}", "{&a}", "{=a}", "{|a}", "{,a}", "{a.b}", "{%20a}", "{a_1}", "{a:9999}",
            "é{a}", "{1}", "%41", "\u{E000}", "[a]",
        ];
        assert_all(is_uri_template, &valid, true);
        let invalid = [
            "{",
            "}",
            "{}",
            "{+}",
            "{a",
            "a}",
            "{{a}}",
            "{a}}",
            "{a b}",
            "{a,}",
            "{,}",
            "{a..b}",
            "{.a.}",
            "{a.}",
            "{a:0}",
            "{a:01}",
            "{a:10000}",
            "{a:}",
            "{a:-1}",
            "{a*:3}",
            "{a:3*}",
            "{a**}",
            "{*}",
            "{é}",
            "{%2}",
            "{a-b}",
            "{++a}",
            "{$a}",
            " ",
            "<",
            "\"",
            "\\",
            "^",
            "`",
            "|",
            "%",
            "%4",
            "\u{7F}",
            "\u{80}",
        ];
        assert_all(is_uri_template, &invalid, false);
    }
}
