//! Hosts that mean the API beside those that its document names.

use std::str::FromStr;

/// A host, perhaps with a scheme before it and the beginning of a path behind it; or `*`, any host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Host {
    /// `http` or `https`, if there is none.
    scheme: Option<String>,
    /// With its port; any, if there is none.
    name: Option<String>,
    /// What stands before the paths of operations; what the servers say, if there is none.
    pub(crate) base: Option<String>,
}

/// How a host is written.
pub(crate) const EXPECTED: &str =
    "expected a host such as `localhost:8080` or `https://test.example.com/v2`, or `*` for any";

impl FromStr for Host {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, rest) = match text.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_owned()), rest),
            None => (None, text),
        };
        let (host, base) = match rest.find('/') {
            Some(at) => (&rest[..at], Some(rest[at..].trim_end_matches('/'))),
            None => (rest, None),
        };
        let is_strange = |letter: char| letter.is_whitespace() || "@?#".contains(letter);
        if host.is_empty() || rest.contains(is_strange) || scheme.as_deref() == Some("") {
            return Err(EXPECTED);
        }
        Ok(Self {
            scheme,
            name: (host != "*").then(|| host.to_owned()),
            base: base.map(str::to_owned),
        })
    }
}

impl Host {
    /// Whether a request to a scheme and host is one to it. What is not known of either fits.
    pub(crate) fn is_at(&self, scheme: Option<&str>, host: Option<&str>) -> bool {
        let is_web = |scheme: &str| {
            let web = ["http", "https"];
            web.iter().any(|web| scheme.eq_ignore_ascii_case(web))
        };
        let fits_scheme = match (&self.scheme, scheme) {
            (Some(wanted), Some(given)) => given.eq_ignore_ascii_case(wanted),
            (None, Some(given)) => is_web(given),
            (_, None) => true,
        };
        let fits_host = match (&self.name, host) {
            (Some(wanted), Some(given)) => given.eq_ignore_ascii_case(wanted),
            _ => true,
        };
        fits_scheme && fits_host
    }
}

#[cfg(test)]
mod tests {
    use super::Host;

    #[test]
    fn hosts_are_compared() {
        let cases = [
            ("localhost:8080", "http", "localhost:8080", true),
            ("localhost:8080", "https", "LOCALHOST:8080", true),
            ("localhost:8080", "http", "localhost", false),
            ("localhost", "ftp", "localhost", false),
            ("https://h.com", "http", "h.com", false),
            ("https://h.com/v2", "https", "h.com", true),
            ("*", "https", "any.org", true),
            ("*", "chrome-extension", "any.org", false),
        ];
        for (written, scheme, host, expected) in cases {
            let known: Host = written.parse().unwrap();
            assert_eq!(
                known.is_at(Some(scheme), Some(host)),
                expected,
                "{written} {host}"
            );
            assert!(known.is_at(None, None));
        }
        let bases = [
            ("h", None),
            ("h/", Some("")),
            ("http://h/a/b/", Some("/a/b")),
        ];
        for (written, base) in bases {
            assert_eq!(written.parse::<Host>().unwrap().base.as_deref(), base);
        }
        for wrong in ["", "/v1", "://h", "https://", "a b", "u:p@h", "h?x"] {
            assert!(wrong.parse::<Host>().is_err(), "{wrong}");
        }
    }
}
