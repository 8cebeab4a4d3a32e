//! `ipv4` and `ipv6`: addresses as text.
//!
//! The standard library reads exactly the two grammars: four decimal numbers without leading zeros
//! (RFC 2673, section 3.2), and the three forms of RFC 4291, section 2.2.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether the text is an IPv4 address.
pub(super) fn is_v4(text: &str) -> bool {
    text.parse::<Ipv4Addr>().is_ok()
}

/// Whether the text is an IPv6 address, without a zone.
pub(super) fn is_v6(text: &str) -> bool {
    text.parse::<Ipv6Addr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_all;
    use super::{is_v4, is_v6};

    #[test]
    fn the_fourth_version_has_four_numbers() {
        assert_all(is_v4, &["0.0.0.0", "255.255.255.255", "1.20.30.249"], true);
        let invalid = [
            "",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.256",
            "01.2.3.4",
            "1.2.3.00",
            "1.2.3.",
            ".1.2.3.4",
            "1..2.3",
            "1.2.3.4 ",
            "1.2.3.-4",
            "1.2.3.+4",
            "0x1.2.3.4",
            "1.2.3.1000",
            "1,2,3,4",
        ];
        assert_all(is_v4, &invalid, false);
    }

    #[test]
    fn the_sixth_version_has_eight_groups() {
        let valid = [
            "::",
            "::1",
            "1::",
            "1:2:3:4:5:6:7:8",
            "1:2:3:4:5:6:7::",
            "::2:3:4:5:6:7:8",
            "1:2:3::5:6:7:8",
            "ABCD:ef01::",
            "0000::0001",
            "::1.2.3.4",
            "1:2:3:4:5:6:1.2.3.4",
            "64:ff9b::192.0.2.33",
            "1:2:3:4:5::1.2.3.4",
        ];
        assert_all(is_v6, &valid, true);
        let invalid = [
            "",
            ":",
            ":::",
            "1",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1::2::3",
            "12345::",
            "::g",
            "1:2:3:4:5:6:7:8::",
            "::1:2:3:4:5:6:7:8",
            "1:",
            ":1",
            "1:2:3:4:5:6:7:1.2.3.4",
            "1.2.3.4::",
            "::1.2.3",
            "::1.2.3.04",
            "::1.2.3.256",
            "::1%eth0",
            "[::1]",
            "::1/64",
        ];
        assert_all(is_v6, &invalid, false);
    }
}
