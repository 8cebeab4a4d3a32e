//! `hostname` and `idn-hostname`: labels of letters, digits and hyphens (RFC 1123, section 2.1), and
//! internationalised ones ([`idn`]).

use super::idn;

/// Whether the text is a host name of ASCII characters.
pub(super) fn is_hostname(text: &str) -> bool {
    is_domain(text) && (!text.split('.').any(is_encoded) || idn::is_name(text))
}

/// Whether the text is a host name, which may be internationalised.
pub(super) fn is_idn_hostname(text: &str) -> bool {
    if text.is_ascii() {
        is_hostname(text)
    } else {
        idn::is_name(text)
    }
}

/// The octets of a domain, without those that the protocol adds (RFC 1035, section 3.1).
pub(super) const MAX_DOMAIN: usize = 253;

/// The octets of a label (RFC 1035, section 2.3.4).
pub(super) const MAX_LABEL: usize = 63;

/// What begins an A-label, in either case (RFC 5890, section 2.3.1).
pub(super) const PREFIX: &str = "xn--";

/// Whether the text is a sequence of labels, whatever they stand for.
pub(super) fn is_domain(text: &str) -> bool {
    text.len() <= MAX_DOMAIN && text.split('.').all(is_label)
}

/// Whether the text is a label of letters, digits and hyphens.
pub(super) fn is_label(text: &str) -> bool {
    let is_edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    bytes.len() <= MAX_LABEL
        && is_edge(bytes.first())
        && is_edge(bytes.last())
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Whether a label claims to be an A-label.
fn is_encoded(label: &str) -> bool {
    let start = label.get(..PREFIX.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(PREFIX))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::{is_hostname, is_idn_hostname};

    #[test]
    fn labels_are_of_letters_digits_and_hyphens() {
        let longest = [
            "a".repeat(63),
            "b".repeat(63),
            "c".repeat(63),
            "d".repeat(61),
        ]
        .join(".");
        assert_eq!(longest.len(), 253);
        let valid = [
            "a", "1", "a-b", "a--b", "ab--c", "A.b.C", "1.2.3.4", "xn.a", &longest,
        ];
        assert_all(is_hostname, &valid, true);
        assert_all(is_idn_hostname, &valid, true);
        let too_long = format!("{longest}d");
        let label = "a".repeat(64);
        let invalid = [
            "", ".", "a.", ".a", "a..b", "-a", "a-", "a.-b", "a_b", "a b", "a/b", "a:80", "[::1]",
            "a\n", &too_long, &label,
        ];
        assert_all(is_hostname, &invalid, false);
        assert_all(is_idn_hostname, &invalid, false);
        assert_all(is_hostname, &["é", "a。b", "a．b"], false);
    }

    #[test]
    fn other_scripts_are_structured_alike() {
        let valid = [
            "é",
            "é.a",
            "a。é",
            "é．a",
            "é｡a",
            "bücher.example",
            "例え.テスト",
        ];
        assert_all(is_idn_hostname, &valid, true);
        let long = "é".repeat(64);
        let invalid = [
            "é.", "é。", "。é", "é..a", "-é", "é-", "é_", "é é", "é/", "é\u{A0}", "é\u{85}", &long,
        ];
        assert_all(is_idn_hostname, &invalid, false);
    }
}
