//! The options of `curl` 8, with those of earlier versions.

use super::options::{Known, Meaning as M, Takes as T};

/// The option of a letter.
pub(super) fn by_letter(letter: char) -> Option<&'static Known> {
    OPTIONS
        .iter()
        .find(|known| known.letter == letter && letter != ' ')
}

/// The option of a name, or of the beginning of one where no other begins so, as versions before 8.10 take it.
pub(super) fn by_name(name: &str) -> Option<&'static Known> {
    if let Ok(at) = OPTIONS.binary_search_by(|known| known.long.cmp(name)) {
        return OPTIONS.get(at);
    }
    let mut fitting = OPTIONS.iter().filter(|known| known.long.starts_with(name));
    let first = fitting.next();
    first.filter(|_| !name.is_empty() && fitting.next().is_none())
}

/// The name of an option that a name is nearly the same as.
pub(super) fn near(name: &str) -> Option<&'static str> {
    const FARTHEST: usize = 2;
    const LONGEST: usize = 32;
    if name.len() < 4 || name.len() > LONGEST {
        return None;
    }
    let ranked = OPTIONS.iter().map(|known| {
        let distance = strsim::osa_distance(known.long, name);
        (distance, known.long)
    });
    let (distance, name) = ranked.min()?;
    (distance <= FARTHEST).then_some(name)
}

/// In the order of their names.
const OPTIONS: &[Known] = &[
    row("abstract-unix-socket", ' ', T::Argument, M::Nothing),
    row("alpn", ' ', T::Switch, M::Nothing),
    row("alt-svc", ' ', T::Argument, M::Nothing),
    row("anyauth", ' ', T::Nothing, M::Nothing),
    row("append", 'a', T::Switch, M::Nothing),
    row("aws-sigv4", ' ', T::Argument, M::OwnCredentials),
    row("basic", ' ', T::Switch, M::Nothing),
    row("buffer", 'N', T::Switch, M::Nothing),
    row("ca-native", ' ', T::Switch, M::Nothing),
    row("cacert", ' ', T::Argument, M::Nothing),
    row("capath", ' ', T::Argument, M::Nothing),
    row("cert", 'E', T::Argument, M::Nothing),
    row("cert-status", ' ', T::Switch, M::Nothing),
    row("cert-type", ' ', T::Argument, M::Nothing),
    row("ciphers", ' ', T::Argument, M::Nothing),
    row("clobber", ' ', T::Switch, M::Nothing),
    row("compressed", ' ', T::Switch, M::Compressed),
    row("compressed-ssh", ' ', T::Switch, M::Nothing),
    row("config", 'K', T::Argument, M::Config),
    row("connect-timeout", ' ', T::Argument, M::Nothing),
    row("connect-to", ' ', T::Argument, M::Nothing),
    row("continue-at", 'C', T::Argument, M::Continue),
    row("cookie", 'b', T::Argument, M::Cookie),
    row("cookie-jar", 'c', T::Argument, M::Nothing),
    row("create-dirs", ' ', T::Switch, M::Nothing),
    row("create-file-mode", ' ', T::Argument, M::Nothing),
    row("crlf", ' ', T::Switch, M::Nothing),
    row("crlfile", ' ', T::Argument, M::Nothing),
    row("curves", ' ', T::Argument, M::Nothing),
    row("data", 'd', T::Argument, M::Data),
    row("data-ascii", ' ', T::Argument, M::Data),
    row("data-binary", ' ', T::Argument, M::DataBinary),
    row("data-raw", ' ', T::Argument, M::DataRaw),
    row("data-urlencode", ' ', T::Argument, M::DataEncoded),
    row("delegation", ' ', T::Argument, M::Nothing),
    row("digest", ' ', T::Switch, M::Nothing),
    row("disable", 'q', T::Switch, M::Nothing),
    row("disable-eprt", ' ', T::Switch, M::Nothing),
    row("disable-epsv", ' ', T::Switch, M::Nothing),
    row("disallow-username-in-url", ' ', T::Switch, M::Nothing),
    row("dns-interface", ' ', T::Argument, M::Nothing),
    row("dns-ipv4-addr", ' ', T::Argument, M::Nothing),
    row("dns-ipv6-addr", ' ', T::Argument, M::Nothing),
    row("dns-servers", ' ', T::Argument, M::Nothing),
    row("doh-cert-status", ' ', T::Switch, M::Nothing),
    row("doh-insecure", ' ', T::Switch, M::Nothing),
    row("doh-url", ' ', T::Argument, M::Nothing),
    row("dump-ca-embed", ' ', T::Nothing, M::Help),
    row("dump-header", 'D', T::Argument, M::Nothing),
    row("ech", ' ', T::Argument, M::Nothing),
    row("egd-file", ' ', T::Argument, M::Nothing),
    row("engine", ' ', T::Argument, M::Nothing),
    row("eprt", ' ', T::Switch, M::Nothing),
    row("epsv", ' ', T::Switch, M::Nothing),
    row("etag-compare", ' ', T::Argument, M::Condition),
    row("etag-save", ' ', T::Argument, M::Nothing),
    row("expect100-timeout", ' ', T::Argument, M::Nothing),
    row("fail", 'f', T::Switch, M::Nothing),
    row("fail-early", ' ', T::Switch, M::Nothing),
    row("fail-with-body", ' ', T::Switch, M::Nothing),
    row("false-start", ' ', T::Switch, M::Nothing),
    row("follow", ' ', T::Switch, M::Nothing),
    row("form", 'F', T::Argument, M::Form),
    row("form-escape", ' ', T::Switch, M::Nothing),
    row("form-string", ' ', T::Argument, M::FormString),
    row("ftp-account", ' ', T::Argument, M::Nothing),
    row("ftp-alternative-to-user", ' ', T::Argument, M::Nothing),
    row("ftp-create-dirs", ' ', T::Switch, M::Nothing),
    row("ftp-method", ' ', T::Argument, M::Nothing),
    row("ftp-pasv", ' ', T::Nothing, M::Nothing),
    row("ftp-port", 'P', T::Argument, M::Nothing),
    row("ftp-pret", ' ', T::Switch, M::Nothing),
    row("ftp-skip-pasv-ip", ' ', T::Switch, M::Nothing),
    row("ftp-ssl", ' ', T::Switch, M::Nothing),
    row("ftp-ssl-ccc", ' ', T::Switch, M::Nothing),
    row("ftp-ssl-ccc-mode", ' ', T::Argument, M::Nothing),
    row("ftp-ssl-control", ' ', T::Switch, M::Nothing),
    row("ftp-ssl-reqd", ' ', T::Switch, M::Nothing),
    row("get", 'G', T::Switch, M::Get),
    row("globoff", 'g', T::Switch, M::GlobOff),
    row("happy-eyeballs-timeout-ms", ' ', T::Argument, M::Nothing),
    row("haproxy-clientip", ' ', T::Argument, M::Nothing),
    row("haproxy-protocol", ' ', T::Switch, M::Nothing),
    row("head", 'I', T::Switch, M::Head),
    row("header", 'H', T::Argument, M::Header),
    row("help", 'h', T::Argument, M::Help),
    row("hostpubmd5", ' ', T::Argument, M::Nothing),
    row("hostpubsha256", ' ', T::Argument, M::Nothing),
    row("hsts", ' ', T::Argument, M::Nothing),
    row("http0.9", ' ', T::Switch, M::Nothing),
    row("http1.0", '0', T::Nothing, M::Nothing),
    row("http1.1", ' ', T::Nothing, M::Nothing),
    row("http2", ' ', T::Nothing, M::Nothing),
    row("http2-prior-knowledge", ' ', T::Nothing, M::Nothing),
    row("http3", ' ', T::Nothing, M::Nothing),
    row("http3-only", ' ', T::Nothing, M::Nothing),
    row("ignore-content-length", ' ', T::Switch, M::Nothing),
    row("include", ' ', T::Switch, M::Nothing),
    row("insecure", 'k', T::Switch, M::Nothing),
    row("interface", ' ', T::Argument, M::Nothing),
    row("ip-tos", ' ', T::Argument, M::Nothing),
    row("ipfs-gateway", ' ', T::Argument, M::Nothing),
    row("ipv4", '4', T::Nothing, M::Nothing),
    row("ipv6", '6', T::Nothing, M::Nothing),
    row("json", ' ', T::Argument, M::Json),
    row("junk-session-cookies", 'j', T::Switch, M::Nothing),
    row("keepalive", ' ', T::Switch, M::Nothing),
    row("keepalive-cnt", ' ', T::Argument, M::Nothing),
    row("keepalive-time", ' ', T::Argument, M::Nothing),
    row("key", ' ', T::Argument, M::Nothing),
    row("key-type", ' ', T::Argument, M::Nothing),
    row("knownhosts", ' ', T::Argument, M::Nothing),
    row("krb", ' ', T::Argument, M::Nothing),
    row("krb4", ' ', T::Argument, M::Nothing),
    row("libcurl", ' ', T::Argument, M::Nothing),
    row("limit-rate", ' ', T::Argument, M::Nothing),
    row("list-only", 'l', T::Switch, M::Nothing),
    row("local-port", ' ', T::Argument, M::Nothing),
    row("location", 'L', T::Switch, M::Nothing),
    row("location-trusted", ' ', T::Switch, M::Nothing),
    row("login-options", ' ', T::Argument, M::Nothing),
    row("mail-auth", ' ', T::Argument, M::Nothing),
    row("mail-from", ' ', T::Argument, M::Nothing),
    row("mail-rcpt", ' ', T::Argument, M::Nothing),
    row("mail-rcpt-allowfails", ' ', T::Switch, M::Nothing),
    row("manual", 'M', T::Switch, M::Help),
    row("max-filesize", ' ', T::Argument, M::Nothing),
    row("max-redirs", ' ', T::Argument, M::Nothing),
    row("max-time", 'm', T::Argument, M::Nothing),
    row("metalink", ' ', T::Switch, M::Nothing),
    row("mptcp", ' ', T::Switch, M::Nothing),
    row("negotiate", ' ', T::Switch, M::OwnCredentials),
    row("netrc", 'n', T::Switch, M::OwnCredentials),
    row("netrc-file", ' ', T::Argument, M::OwnCredentials),
    row("netrc-optional", ' ', T::Switch, M::OwnCredentials),
    row("next", ':', T::Nothing, M::Next),
    row("noproxy", ' ', T::Argument, M::Nothing),
    row("npn", ' ', T::Switch, M::Nothing),
    row("ntlm", ' ', T::Switch, M::Nothing),
    row("ntlm-wb", ' ', T::Switch, M::OwnCredentials),
    row("oauth2-bearer", ' ', T::Argument, M::Bearer),
    row("out-null", ' ', T::Switch, M::Nothing),
    row("output", 'o', T::Argument, M::Nothing),
    row("output-dir", ' ', T::Argument, M::Nothing),
    row("parallel", 'Z', T::Switch, M::Nothing),
    row("parallel-immediate", ' ', T::Switch, M::Nothing),
    row("parallel-max", ' ', T::Argument, M::Nothing),
    row("parallel-max-host", ' ', T::Argument, M::Nothing),
    row("pass", ' ', T::Argument, M::Nothing),
    row("path-as-is", ' ', T::Switch, M::PathAsIs),
    row("pinnedpubkey", ' ', T::Argument, M::Nothing),
    row("post301", ' ', T::Switch, M::Nothing),
    row("post302", ' ', T::Switch, M::Nothing),
    row("post303", ' ', T::Switch, M::Nothing),
    row("preproxy", ' ', T::Argument, M::Nothing),
    row("progress-bar", '#', T::Switch, M::Nothing),
    row("progress-meter", ' ', T::Switch, M::Nothing),
    row("proto", ' ', T::Argument, M::Nothing),
    row("proto-default", ' ', T::Argument, M::DefaultScheme),
    row("proto-redir", ' ', T::Argument, M::Nothing),
    row("proxy", 'x', T::Argument, M::Nothing),
    row("proxy-anyauth", ' ', T::Switch, M::Nothing),
    row("proxy-basic", ' ', T::Switch, M::Nothing),
    row("proxy-ca-native", ' ', T::Switch, M::Nothing),
    row("proxy-cacert", ' ', T::Argument, M::Nothing),
    row("proxy-capath", ' ', T::Argument, M::Nothing),
    row("proxy-cert", ' ', T::Argument, M::Nothing),
    row("proxy-cert-type", ' ', T::Argument, M::Nothing),
    row("proxy-ciphers", ' ', T::Argument, M::Nothing),
    row("proxy-crlfile", ' ', T::Argument, M::Nothing),
    row("proxy-digest", ' ', T::Switch, M::Nothing),
    row("proxy-header", ' ', T::Argument, M::Nothing),
    row("proxy-http2", ' ', T::Switch, M::Nothing),
    row("proxy-insecure", ' ', T::Switch, M::Nothing),
    row("proxy-key", ' ', T::Argument, M::Nothing),
    row("proxy-key-type", ' ', T::Argument, M::Nothing),
    row("proxy-negotiate", ' ', T::Switch, M::Nothing),
    row("proxy-ntlm", ' ', T::Switch, M::Nothing),
    row("proxy-pass", ' ', T::Argument, M::Nothing),
    row("proxy-pinnedpubkey", ' ', T::Argument, M::Nothing),
    row("proxy-service-name", ' ', T::Argument, M::Nothing),
    row("proxy-ssl-allow-beast", ' ', T::Switch, M::Nothing),
    row("proxy-ssl-auto-client-cert", ' ', T::Switch, M::Nothing),
    row("proxy-tls13-ciphers", ' ', T::Argument, M::Nothing),
    row("proxy-tlsauthtype", ' ', T::Argument, M::Nothing),
    row("proxy-tlspassword", ' ', T::Argument, M::Nothing),
    row("proxy-tlsuser", ' ', T::Argument, M::Nothing),
    row("proxy-tlsv1", ' ', T::Nothing, M::Nothing),
    row("proxy-user", 'U', T::Argument, M::Nothing),
    row("proxy1.0", ' ', T::Argument, M::Nothing),
    row("proxytunnel", 'p', T::Switch, M::Nothing),
    row("pubkey", ' ', T::Argument, M::Nothing),
    row("quote", 'Q', T::Argument, M::Nothing),
    row("random-file", ' ', T::Argument, M::Nothing),
    row("range", 'r', T::Argument, M::Range),
    row("rate", ' ', T::Argument, M::Nothing),
    row("raw", ' ', T::Switch, M::Nothing),
    row("referer", 'e', T::Argument, M::Referer),
    row("remote-header-name", 'J', T::Switch, M::Nothing),
    row("remote-name", 'O', T::Switch, M::Nothing),
    row("remote-name-all", ' ', T::Switch, M::Nothing),
    row("remote-time", 'R', T::Switch, M::Nothing),
    row("remove-on-error", ' ', T::Switch, M::Nothing),
    row("request", 'X', T::Argument, M::Method),
    row("request-mode", ' ', T::Argument, M::Nothing),
    row("request-target", ' ', T::Argument, M::Target),
    row("resolve", ' ', T::Argument, M::Nothing),
    row("retry", ' ', T::Argument, M::Nothing),
    row("retry-all-errors", ' ', T::Switch, M::Nothing),
    row("retry-connrefused", ' ', T::Switch, M::Nothing),
    row("retry-delay", ' ', T::Argument, M::Nothing),
    row("retry-max-time", ' ', T::Argument, M::Nothing),
    row("sasl-authzid", ' ', T::Argument, M::Nothing),
    row("sasl-ir", ' ', T::Switch, M::Nothing),
    row("service-name", ' ', T::Argument, M::Nothing),
    row("sessionid", ' ', T::Switch, M::Nothing),
    row("show-error", 'S', T::Switch, M::Nothing),
    row("show-headers", 'i', T::Switch, M::Nothing),
    row("sigalgs", ' ', T::Argument, M::Nothing),
    row("silent", 's', T::Switch, M::Nothing),
    row("skip-existing", ' ', T::Switch, M::Nothing),
    row("socks4", ' ', T::Argument, M::Nothing),
    row("socks4a", ' ', T::Argument, M::Nothing),
    row("socks5", ' ', T::Argument, M::Nothing),
    row("socks5-basic", ' ', T::Switch, M::Nothing),
    row("socks5-gssapi", ' ', T::Switch, M::Nothing),
    row("socks5-gssapi-nec", ' ', T::Switch, M::Nothing),
    row("socks5-gssapi-service", ' ', T::Argument, M::Nothing),
    row("socks5-hostname", ' ', T::Argument, M::Nothing),
    row("speed-limit", 'Y', T::Argument, M::Nothing),
    row("speed-time", 'y', T::Argument, M::Nothing),
    row("ssl", ' ', T::Switch, M::Nothing),
    row("ssl-allow-beast", ' ', T::Switch, M::Nothing),
    row("ssl-auto-client-cert", ' ', T::Switch, M::Nothing),
    row("ssl-no-revoke", ' ', T::Switch, M::Nothing),
    row("ssl-reqd", ' ', T::Switch, M::Nothing),
    row("ssl-revoke-best-effort", ' ', T::Switch, M::Nothing),
    row("ssl-sessions", ' ', T::Argument, M::Nothing),
    row("sslv2", '2', T::Nothing, M::Nothing),
    row("sslv3", '3', T::Nothing, M::Nothing),
    row("stderr", ' ', T::Argument, M::Nothing),
    row("styled-output", ' ', T::Switch, M::Nothing),
    row("suppress-connect-headers", ' ', T::Switch, M::Nothing),
    row("tcp-fastopen", ' ', T::Switch, M::Nothing),
    row("tcp-nodelay", ' ', T::Switch, M::Nothing),
    row("telnet-option", 't', T::Argument, M::Nothing),
    row("tftp-blksize", ' ', T::Argument, M::Nothing),
    row("tftp-no-options", ' ', T::Switch, M::Nothing),
    row("time-cond", 'z', T::Argument, M::Condition),
    row("tls-earlydata", ' ', T::Switch, M::Nothing),
    row("tls-max", ' ', T::Argument, M::Nothing),
    row("tls13-ciphers", ' ', T::Argument, M::Nothing),
    row("tlsauthtype", ' ', T::Argument, M::Nothing),
    row("tlspassword", ' ', T::Argument, M::Nothing),
    row("tlsuser", ' ', T::Argument, M::Nothing),
    row("tlsv1", '1', T::Nothing, M::Nothing),
    row("tlsv1.0", ' ', T::Nothing, M::Nothing),
    row("tlsv1.1", ' ', T::Nothing, M::Nothing),
    row("tlsv1.2", ' ', T::Nothing, M::Nothing),
    row("tlsv1.3", ' ', T::Nothing, M::Nothing),
    row("tr-encoding", ' ', T::Switch, M::Nothing),
    row("trace", ' ', T::Argument, M::Nothing),
    row("trace-ascii", ' ', T::Argument, M::Nothing),
    row("trace-config", ' ', T::Argument, M::Nothing),
    row("trace-ids", ' ', T::Switch, M::Nothing),
    row("trace-time", ' ', T::Switch, M::Nothing),
    row("unix-socket", ' ', T::Argument, M::Nothing),
    row("upload-file", 'T', T::Argument, M::Upload),
    row("upload-flags", ' ', T::Argument, M::Nothing),
    row("url", ' ', T::Argument, M::Url),
    row("url-query", ' ', T::Argument, M::Query),
    row("use-ascii", 'B', T::Switch, M::Nothing),
    row("user", 'u', T::Argument, M::User),
    row("user-agent", 'A', T::Argument, M::Agent),
    row("variable", ' ', T::Argument, M::Variable),
    row("verbose", 'v', T::Switch, M::Nothing),
    row("version", 'V', T::Switch, M::Help),
    row("vlan-priority", ' ', T::Argument, M::Nothing),
    row("write-out", 'w', T::Argument, M::Nothing),
    row("xattr", ' ', T::Switch, M::Nothing),
];

const fn row(long: &'static str, letter: char, takes: T, meaning: M) -> Known {
    Known {
        long,
        letter,
        takes,
        meaning,
    }
}

#[cfg(test)]
mod tests {
    use super::super::options::Takes;
    use super::{OPTIONS, by_letter, by_name, near};

    #[test]
    fn options_are_found_by_name_and_letter() {
        assert!(OPTIONS.is_sorted_by(|left, right| left.long < right.long));
        for known in OPTIONS {
            let found = by_name(known.long).map(|found| found.long);
            assert_eq!(found, Some(known.long));
            if known.letter != ' ' {
                let found = by_letter(known.letter).map(|found| found.long);
                assert_eq!(found, Some(known.long));
            }
        }
        let name = |name| by_name(name).map(|found| found.long);
        assert_eq!(name("data-u"), Some("data-urlencode"));
        assert_eq!(name("req"), None);
        assert_eq!(name(""), None);
        assert_eq!(near("haeder"), Some("header"));
        assert_eq!(near("hunter"), None);
        assert_eq!(by_letter(' ').map(|found| found.long), None);
        assert_eq!(
            by_name("next").map(|found| found.takes),
            Some(Takes::Nothing)
        );
    }
}
