//! `email` and `idn-email`: the mailboxes of SMTP (RFC 5321, section 4.1.2, and RFC 6531, section 3.3).

use super::characters::Set;
use super::hostname::is_domain;
use super::{idn, ip};

/// `atext` (RFC 5322, section 3.2.3).
const ATOM: Set = Set::ALPHANUMERIC.with(b"!#$%&'*+-/=?^_`{|}~");

/// The octets of what stands before the `@` (RFC 5321, section 4.5.3.1.1).
const MAX_LOCAL: usize = 64;
/// The octets of a domain (RFC 5321, section 4.5.3.1.2).
const MAX_DOMAIN: usize = 255;

/// Whether the text is `Mailbox`.
pub(super) fn is_email(text: &str) -> bool {
    text.is_ascii() && is_idn_email(text)
}

/// Whether the text is `Mailbox` as RFC 6531 extends it.
pub(super) fn is_idn_email(text: &str) -> bool {
    // A quoted local part may have an `@`, a domain has none.
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    if local.len() > MAX_LOCAL || domain.len() > MAX_DOMAIN {
        return false;
    }
    let is_local = match local.strip_prefix('"') {
        None => is_dot_string(local),
        Some(rest) => rest.strip_suffix('"').is_some_and(is_quoted),
    };
    is_local
        && match domain.strip_prefix('[') {
            Some(rest) => rest.strip_suffix(']').is_some_and(is_address),
            None if domain.is_ascii() => is_domain(domain),
            None => idn::is_mapped_name(domain),
        }
}

/// `Dot-string`, and characters past ASCII.
fn is_dot_string(text: &str) -> bool {
    text.split('.')
        .all(|atom| !atom.is_empty() && atom.bytes().all(|byte| ATOM.has(byte) || !byte.is_ascii()))
}

/// `Quoted-string` between its quotes, and characters past ASCII.
fn is_quoted(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~');
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let fits = match byte {
            b'"' => false,
            b'\\' => bytes.next().is_some_and(is_plain),
            byte => is_plain(byte) || !byte.is_ascii(),
        };
        if !fits {
            return false;
        }
    }
    true
}

/// `address-literal` (RFC 5321, section 4.1.3) between its brackets. No tag but `IPv6` is registered.
fn is_address(text: &str) -> bool {
    match text.split_once(':') {
        None => is_quad(text),
        Some((tag, address)) => tag.eq_ignore_ascii_case("IPv6") && is_v6(address),
    }
}

/// Four numbers, which may have leading zeros here.
fn is_quad(text: &str) -> bool {
    let is_number = |text: &str| {
        text.len() <= 3
            && text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse::<u8>().is_ok()
    };
    text.split('.').count() == 4 && text.split('.').all(is_number)
}

/// An IPv6 address, where `::` stands for two groups at least.
fn is_v6(text: &str) -> bool {
    let groups = text.split(':').filter(|group| !group.is_empty()).count();
    let (is_valid, groups) = match text.rsplit_once(':') {
        Some((head, tail)) if tail.contains('.') => {
            // The four numbers fill the last two groups.
            (
                is_quad(tail) && ip::is_v6(&format!("{head}:0:0")),
                groups + 1,
            )
        }
        _ => (ip::is_v6(text), groups),
    };
    is_valid && (groups <= 6 || !text.contains("::"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::{is_email, is_idn_email};

    #[test]
    fn local_parts_are_atoms_or_quoted() {
        let longest = format!("{}@a", "a".repeat(64));
        let valid = [
            "a@b",
            "a.b@c.d",
            "!#$%&'*+-/=?^_`{|}~@a",
            "\"\"@a",
            "\"a b\"@a",
            "\"a@b\"@c",
            "\"\\\"\"@a",
            "\"\\\\\"@a",
            "\"..\"@a",
            "1@1",
            &longest,
        ];
        assert_all(is_email, &valid, true);
        assert_all(is_idn_email, &valid, true);
        let too_long = format!("a{longest}");
        let invalid = [
            "",
            "@",
            "a",
            "@a",
            "a@",
            "a@b@c",
            ".a@b",
            "a.@b",
            "a..b@c",
            "a b@c",
            "a(b)@c",
            "a,b@c",
            "<a@b>",
            "\"@a",
            "\"a@b",
            "a\"b\"@c",
            "\"a\"b@c",
            "\"a\\\"@b",
            "\"\"\"@a",
            "\"\n\"@a",
            "\"\\\n\"@a",
            "\"\\é\"@a",
            "a@b ",
            " a@b",
            "a@b\n",
            &too_long,
        ];
        assert_all(is_email, &invalid, false);
        assert_all(is_idn_email, &invalid, false);
    }

    #[test]
    fn domains_are_names_or_addresses() {
        let valid = [
            "a@b.c",
            "a@1.2",
            "a@xn--x",
            "a@[1.2.3.4]",
            "a@[001.2.3.4]",
            "a@[IPv6:::]",
            "a@[ipv6:1::2]",
            "a@[IPv6:1:2:3:4:5:6:7:8]",
            "a@[IPv6:1:2:3:4:5:6::]",
            "a@[IPv6:::ffff:1.2.3.004]",
            "a@[IPv6:1:2:3:4:5:6:1.2.3.4]",
            "a@[IPv6:1:2:3:4::1.2.3.4]",
        ];
        assert_all(is_email, &valid, true);
        assert_all(is_idn_email, &valid, true);
        let invalid = [
            "a@b.",
            "a@.b",
            "a@b..c",
            "a@-b",
            "a@b-",
            "a@b_c",
            "a@[b]",
            "a@[]",
            "a@[1.2.3.4",
            "a@1.2.3.4]",
            "a@[1.2.3]",
            "a@[1.2.3.256]",
            "a@[1.2.3.0004]",
            "a@[1.2.3.+4]",
            "a@[::1]",
            "a@[IPv6:1]",
            "a@[IPv6:1:2:3:4:5:6:7::]",
            "a@[IPv6:1:2:3:4:5::1.2.3.4]",
            "a@[IPv4:1.2.3.4]",
            "a@[x:y]",
            "a@[IPv6:::1.2.3]",
            "a@[IPv6:::1%eth0]",
        ];
        assert_all(is_email, &invalid, false);
        assert_all(is_idn_email, &invalid, false);
    }

    #[test]
    fn other_scripts_may_stand_on_either_side() {
        let longest = format!("{}@a", "é".repeat(32));
        let valid = ["é@a", "a@é", "é.é@é.é", "\"é é\"@a", "\u{A0}@a", &longest];
        assert_all(is_idn_email, &valid, true);
        assert_all(is_email, &valid, false);
        let too_long = format!("{}@a", "é".repeat(33));
        let invalid = [
            "é", "é@", "@é", "a＠é", "é.@a", "a@é é", "a@é.", "a@-é", &too_long,
        ];
        assert_all(is_idn_email, &invalid, false);
    }
}
