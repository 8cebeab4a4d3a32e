//! How the servers of documents fit URLs.

use vouchsafe_compiler as compiler;

use super::{Server, Values};

/// The servers of a URL; a variable is written `{name=default}` or `{name=default|other}`.
fn servers(written: &str) -> Vec<Server> {
    let mut server = compiler::Server::new("");
    for (index, part) in written.split(['{', '}']).enumerate() {
        if index % 2 == 0 {
            server.url.push_str(part);
            continue;
        }
        let (name, values) = part.split_once('=').unwrap_or((part, ""));
        server.url.extend(["{", name, "}"]);
        if !part.contains('=') {
            continue;
        }
        let mut values = values.split('|').map(str::to_owned);
        let mut variable = compiler::ServerVariable::new(name, values.next().unwrap_or_default());
        if written.contains('|') {
            variable.values = values.collect();
            variable.values.push(variable.default.clone());
        }
        server.variables.push(variable);
    }
    Server::of(&server)
}

/// The paths that are left of a URL behind the servers.
fn left<'u>(written: &str, url: &'u str, values: Values) -> Vec<&'u str> {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, url),
    };
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = (!host.is_empty()).then_some(host);
    let servers = servers(written);
    let fitting = servers
        .iter()
        .filter(|server| server.is_at(scheme, host, values));
    let starts = fitting.flat_map(|server| server.starts(path, values));
    starts.map(|start| &path[start..]).collect()
}

#[test]
fn urls_are_compared_with_servers() {
    let cases: [(&str, &str, &[&str]); 39] = [
        ("https://h.com/v1", "https://h.com/v1/pets", &["/pets"]),
        ("https://h.com/v1/", "https://h.com/v1/pets", &["/pets"]),
        ("https://h.com/v1", "https://h.com/v1", &[""]),
        ("https://h.com/v1", "https://h.com/v10/pets", &[]),
        ("https://h.com/v1", "https://h.com/pets", &[]),
        ("https://h.com", "https://H.com:443/pets", &["/pets"]),
        ("https://h.com:443", "https://h.com/pets", &["/pets"]),
        ("https://h.com", "https://h.com:8443/pets", &[]),
        ("https://h.com", "http://h.com/pets", &[]),
        ("https://h.com", "https://h.com.evil.org/pets", &[]),
        ("https://h.com", "/pets", &["/pets"]),
        ("https://h.com", "h.com/pets", &["/pets"]),
        ("//h.com/v1", "http://h.com/v1/pets", &["/pets"]),
        ("//h.com/v1", "ftp://h.com/v1/pets", &[]),
        ("/", "https://any.org/pets", &["/pets"]),
        ("/", "chrome-extension://abc/pets", &[]),
        ("/v1", "https://any.org/v1/pets", &["/pets"]),
        ("./v1", "https://any.org/v1/pets", &["/pets"]),
        ("../v1", "https://any.org/v1/pets", &["/pets"]),
        (".", "https://any.org/pets", &["/pets"]),
        ("v1", "https://any.org/v1/pets", &["/pets"]),
        ("", "https://any.org/pets", &["/pets"]),
        ("h.com/v1", "https://h.com/v1/pets", &["/pets"]),
        ("v1.0/api", "https://h.com/v1.0/api/pets", &["/pets"]),
        (
            "https://h/{base=api/v2}",
            "https://h/api/v2/pets",
            &["/pets"],
        ),
        ("https://h/{base=api/v2}", "https://h/x/y/pets", &["/pets"]),
        ("https://h/{base=api/v2}", "https://h/v2", &[]),
        (
            "https://h{base=/sell/inventory/v1}",
            "https://h/sell/inventory/v1/pets",
            &["/pets"],
        ),
        (
            "https://{tenant=a}.h.com/v1",
            "https://b-c.h.com/v1/pets",
            &["/pets"],
        ),
        ("https://{tenant=a}.h.com/v1", "https://.h.com/v1/pets", &[]),
        (
            "{scheme=https|http}://h.com",
            "http://h.com/pets",
            &["/pets"],
        ),
        ("{scheme=https|http}://h.com", "ws://h.com/pets", &[]),
        (
            "{base=https://h.com/v1}/x",
            "https://h.com/v1/x/pets",
            &["/pets"],
        ),
        ("{host}/v1", "https://any.org/v1/pets", &["/pets"]),
        ("{host=api.h.com}/v1", "https://h.com/v1/pets", &["/pets"]),
        ("{area=eu}/v1", "https://h.com/us/v1/pets", &["/pets"]),
        ("https://h/{v=v1|v2}", "https://h/v2/pets", &["/pets"]),
        ("https://h/{v=v1|v2}", "https://h/v3/pets", &[]),
        ("https://h{base=/a/b|/c}", "https://h/c/pets", &["/pets"]),
    ];
    for (written, url, expected) in cases {
        let found = left(written, url, Values::Listed);
        assert_eq!(found, expected, "{written} {url}");
    }
}

#[test]
fn values_that_are_not_listed_are_found() {
    let (server, url) = (
        "https://{region=eu|us}.h.com/{v=v1|v2}",
        "https://xx.h.com/v3/pets",
    );
    assert_eq!(left(server, url, Values::Listed), [""; 0]);
    assert_eq!(left(server, url, Values::Any), ["/pets"]);
    let listed = servers(server);
    let names: Vec<&str> = listed
        .iter()
        .flat_map(|one| one.listed().map(|(name, _)| name))
        .collect();
    assert_eq!(names, ["region", "v"]);
}

#[test]
fn many_variables_take_no_time() {
    let server = servers(&format!("/{}", "{a}".repeat(40)));
    let path = format!("/{}", "x".repeat(100_000));
    assert_eq!(server[0].starts(&path, Values::Any), [path.len()]);
}
