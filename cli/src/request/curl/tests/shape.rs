//! Requests as the table has them.

/// A target with its parameters as they are read: without those that are empty.
pub(super) fn target(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else {
        return target.to_owned();
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs: Vec<&str> = pairs
        .map(|pair| pair.strip_suffix('=').unwrap_or(pair))
        .collect();
    if pairs.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{}", pairs.join("&"))
    }
}

/// A request as the table has it, without what every request has.
pub(super) fn shown(first: &str, fields: Vec<(String, String)>, body: Option<&str>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (name, value) in fields {
        let name = name.to_ascii_lowercase();
        let usual = [
            "host",
            "content-length",
            "expect",
            "connection",
            "te",
            "transfer-encoding",
        ];
        let is_usual = usual.contains(&&*name)
            || name == "user-agent" && value.starts_with("curl/")
            || name == "accept" && value == "*/*";
        if is_usual {
            continue;
        }
        let value = match &*name {
            "accept-encoding" => "…",
            "authorization" => value.split(' ').next().unwrap_or_default(),
            "content-type" => value.split("; boundary=").next().unwrap_or_default(),
            _ => &value,
        };
        lines.push(format!("{name}: {value}").trim().to_owned());
    }
    lines.sort();
    lines.insert(0, first.to_owned());
    let body = body.map_or_else(String::new, |body| format!("\n\n{body}"));
    lines.join("\n") + &body
}
