//! No format shows a secret: each way that once leaked, in every format, and random changes to texts of every language
//! with a secret in each position. `SECRET_CASES` sets how many texts are changed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{file, folder, read, run, run_on};

/// The formats that write words.
const FORMATS: [&str; 10] = [
    "pretty",
    "short",
    "json",
    "ndjson",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "checkstyle",
    "markdown",
];

fn data(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/secrets");
    folder.join(name)
}

/// The pieces of a secret of which none may be shown.
fn windows(secret: &str) -> Vec<String> {
    let letters: Vec<char> = secret.chars().collect();
    let windows = letters.windows(4).map(|window| window.iter().collect());
    windows.collect()
}

/// What a text is checked against, and how it is written.
struct Target {
    against: Vec<String>,
    input: String,
}

impl Target {
    fn arguments<'a>(&'a self, format: &'a str) -> Vec<&'a str> {
        let against = self.against.iter().map(String::as_str);
        let first = ["check", "--no-config", "--input", &self.input, "-f", format];
        first.into_iter().chain(against).collect()
    }

    fn is_recorded(&self) -> bool {
        matches!(self.input.as_str(), "http" | "curl" | "har")
    }

    /// What a format shows of a text on standard input.
    fn shown(&self, format: &str, text: &str) -> String {
        let mut arguments = self.arguments(format);
        arguments.push("-");
        let run = run_on(text.as_bytes(), &arguments);
        run.out + &run.err
    }

    /// What would be mended, as a difference.
    fn difference(&self, file: &str) -> String {
        let mut arguments = self.arguments("pretty");
        arguments.extend(["--fix", "--fix-unsure", "--dry-run", file]);
        let run = run(&arguments);
        run.out + &run.err
    }
}

/// The first piece of a secret that an output shows.
fn leak(shown: &str, secrets: &[String]) -> Option<String> {
    let mut pieces = secrets.iter().flat_map(|secret| windows(secret));
    pieces.find(|piece| shown.contains(piece))
}

#[test]
fn what_once_leaked_is_hidden_in_every_format() {
    let folder = folder("once-leaked");
    let cases: Vec<Value> = serde_json::from_str(&read(data("cases.json"))).unwrap();
    let strings = |value: &Value| -> Vec<String> {
        let items = value.as_array().into_iter().flatten();
        items
            .map(|item| item.as_str().unwrap().to_owned())
            .collect()
    };
    assert!(cases.len() >= 100);
    let mut wrong = String::new();
    for (index, case) in cases.iter().enumerate() {
        let name = case["case"].as_str().unwrap();
        let mut against = strings(&case["more"]);
        if case["schema"].is_object() {
            let schema = file(
                &folder,
                &format!("{index}.json"),
                case["schema"].to_string(),
            );
            against.extend(["--schema".to_owned(), schema]);
        } else if let Some(operation) = case["operation"].as_str() {
            against.extend(["--operation".to_owned(), operation.to_owned()]);
        } else {
            let document = data("openapi.json").to_str().unwrap().to_owned();
            against.extend(["--openapi".to_owned(), document]);
        }
        let target = Target {
            against,
            input: case["input"].as_str().unwrap().to_owned(),
        };
        let text = case["text"].as_str().unwrap();
        let (secrets, visible) = (strings(&case["secrets"]), strings(&case["visible"]));
        let mut formats: Vec<(&str, String)> = FORMATS
            .iter()
            .map(|format| (*format, target.shown(format, text)))
            .collect();
        if !target.is_recorded() {
            formats.push(("basic", target.shown("basic", text)));
            let path = file(&folder, &format!("{index}.txt"), text);
            formats.push(("--fix --dry-run", target.difference(&path)));
        }
        for (format, shown) in &formats {
            if let Some(piece) = leak(shown, &secrets) {
                let _ = writeln!(
                    wrong,
                    "{name}: {format} shows `{piece}` of\n{text}\n{shown}"
                );
            }
        }
        for wanted in visible {
            let (_, pretty) = &formats[0];
            if !pretty.contains(&wanted) {
                let _ = writeln!(wrong, "{name}: `{wanted}` is hidden in\n{pretty}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_is_written_about_schemas_names_no_value_of_a_secret() {
    let folder = folder("secrets-of-schemas");
    let schema = |value: &str| {
        let member = json!({"type": "string", "format": "password", "default": value, "examples": [value],
            "enum": [value, "QzzXKqqW"]});
        json!({"title": "Login", "type": "object", "required": ["password", "mode"],
            "properties": {"password": member, "mode": {"enum": ["one", "two"]}},
            "if": {"properties": {"password": {"const": value}}, "required": ["password"]},
            "then": {"required": ["mode"]}})
    };
    let old = file(&folder, "old.json", schema("ZqvKjXWz").to_string());
    let new = file(&folder, "new.json", schema("WXjQvKzz").to_string());
    let secrets = ["ZqvKjXWz", "WXjQvKzz", "QzzXKqqW"].map(str::to_owned);
    let docs = run(&["generate", "docs", &old]);
    assert!(
        docs.out.contains("a secret: never shown"),
        "{}{}",
        docs.out,
        docs.err
    );
    assert!(docs.out.contains("one of `one`, `two`"), "{}", docs.out);
    assert_eq!(leak(&docs.out, &secrets), None, "{}", docs.out);
    let rust = run(&["generate", "rust", &old]);
    assert!(!rust.out.contains("Default: "), "{}", rust.out);
    for format in ["short", "json", "markdown"] {
        let compat = run(&[
            "schema",
            "compat",
            "-f",
            format,
            "--direction",
            "both",
            &old,
            &new,
        ]);
        assert!(
            compat.out.contains("password"),
            "{}{}",
            compat.out,
            compat.err
        );
        assert_eq!(leak(&compat.out, &secrets), None, "{}", compat.out);
    }
}

/// Random numbers that are the same in each run (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// A secret of letters that no word has next to each other.
    fn secret(&mut self) -> String {
        const LETTERS: &[u8] = b"QXZJKVWqxzjkvw";
        let length = 12 + self.below(8);
        let letters = (0..length).map(|_| char::from(*self.pick(LETTERS)));
        let mut secret: String = letters.collect();
        // Some begin like a comment or an anchor, some have a sign inside.
        if self.below(6) == 0 {
            let at = self.below(3);
            secret.insert(at, *self.pick(&['#', '&', '!', '%', '@', '=', '/']));
        }
        secret
    }
}

/// Cuts, puts in or replaces a few bytes.
fn change_bytes(text: &str, random: &mut Random) -> String {
    const PUT_IN: [&str; 24] = [
        "\"", ",", ":", "{", "}", "[", "]", "#", " ", "\n", "'", "=", "&", "//", "@", "\\", "/*",
        "- ", "x", "\": \"", "\", \"", " #", "|", "?",
    ];
    let mut bytes = text.as_bytes().to_vec();
    let at = random.below(bytes.len());
    let length = (1 + random.below(7)).min(bytes.len() - at);
    match random.below(4) {
        0 | 1 => drop(bytes.drain(at..at + length)),
        2 => drop(bytes.splice(at..at, random.pick(&PUT_IN).bytes())),
        _ => drop(bytes.splice(at..at + length, random.pick(&PUT_IN).bytes())),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A request with secrets in each place where the schema has one.
fn request(secrets: &[String]) -> Value {
    json!({
        "name": "orders", "port": "eighty",
        "db": {"host": "db.example", "password": secrets[0], "options": {"secret_key": secrets[1], "size": 3}},
        "access_keys": [secrets[2], secrets[3]],
        "users": [{"login": "anna", "token": secrets[4]}, {"login": "ben", "token": secrets[5]}],
        "labels": {"one": "two"}, "vault": {"a": secrets[6], "b": secrets[7]}
    })
}

/// Where the secrets of a request stand, and what holds them.
const HOLDERS: [&str; 14] = [
    "/db",
    "/db/password",
    "/db/options",
    "/db/options/secret_key",
    "/access_keys",
    "/access_keys/0",
    "/access_keys/1",
    "/users",
    "/users/0",
    "/users/0/token",
    "/users/1/token",
    "/vault",
    "/vault/a",
    "/vault/b",
];

/// Changes the type or the structure at one of the places.
fn change_structure(request: &mut Value, random: &mut Random) {
    let at = *random.pick(&HOLDERS);
    let Some(value) = request.pointer_mut(at) else {
        return;
    };
    let old = value.take();
    let text = match &old {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let new = match random.below(9) {
        0 => json!(old.to_string()),
        1 => json!([old]),
        2 => json!({"value": old}),
        3 => json!(format!("password={text}")),
        4 => json!({text: 1}),
        5 => match &old {
            Value::Array(items) => json!(
                items
                    .iter()
                    .map(Value::to_string)
                    .collect::<Vec<_>>()
                    .join(",")
            ),
            Value::Object(members) => members.values().cloned().collect(),
            other => json!({"0": other}),
        },
        6 => json!([[old]]),
        7 => json!(old.to_string() + " "),
        _ => return change_name(request, at, old, random),
    };
    *request.pointer_mut(at).unwrap() = new;
}

/// Writes the name of a member in another way, exchanges it with its value, or moves the member.
fn change_name(request: &mut Value, at: &str, old: Value, random: &mut Random) {
    let (parent, name) = at.rsplit_once('/').unwrap();
    let into = ["", "/db", "/labels", "/db/options"][random.below(4)];
    let Some(Value::Object(members)) = request.pointer_mut(parent) else {
        // An item: it goes where no schema describes anything.
        *request.pointer_mut(at).unwrap() = Value::Null;
        request["zzz"] = old;
        return;
    };
    members.remove(name);
    let mut letters: Vec<char> = name.chars().collect();
    let place = random.below(letters.len());
    let text = old.as_str().map(str::to_owned);
    match (random.below(6), text) {
        (0, _) => drop(letters.remove(place)),
        (1, _) => letters.insert(place, 'x'),
        (2, _) => letters = name.to_uppercase().chars().collect(),
        (3, _) => letters = format!("zz{}", random.below(100)).chars().collect(),
        (4, Some(text)) => {
            members.insert(format!("{name}={text}"), json!(""));
            return;
        }
        (5, Some(text)) => {
            members.insert(text, json!(name));
            return;
        }
        _ => {
            if let Some(Value::Object(members)) = request.pointer_mut(into) {
                members.insert(name.to_owned(), old);
            }
            return;
        }
    }
    // A single letter is no name of its own in the vault, where all values are secrets.
    members.insert(letters.into_iter().collect(), old);
}

/// A text of one of the languages, with the secrets in their places.
fn text(input: &str, request: &Value, secrets: &[String], random: &mut Random) -> String {
    let pretty = random.below(2) == 0;
    let body = if pretty {
        serde_json::to_string_pretty(request).unwrap()
    } else {
        request.to_string()
    };
    let (first, second) = (&secrets[8], &secrets[9]);
    match input {
        "yaml" if random.below(2) == 0 => yaml(request, 0),
        "toml" => toml(request),
        "http" => format!(
            "@token = {first}\n### first\nPOST https://anna:{second}@host/tasks?limit=x&key={first} HTTP/1.1\n\
             Content-Type: application/json\nAuthorization: Bearer {first}\nCookie: sid={second}\n\n{body}\n"
        ),
        "curl" => command(&body, first, second, random),
        "har" => {
            let request = json!({
                "method": "POST", "url": format!("https://anna:{second}@host/tasks?limit=x&key={first}"),
                "headers": [{"name": "Content-Type", "value": "application/json"},
                            {"name": "Authorization", "value": format!("Bearer {first}")}],
                "queryString": [{"name": "key", "value": first}], "cookies": [{"name": "sid", "value": second}],
                "postData": {"mimeType": "application/json", "text": body}
            });
            json!({"log": {"entries": [{"request": request}]}}).to_string()
        }
        _ => body,
    }
}

/// A `curl` command with secrets in some of the places that one may have.
fn command(body: &str, first: &str, second: &str, random: &mut Random) -> String {
    let places = [
        format!("-su 'anna:{first}'"),
        format!("-b sid={second}"),
        format!("-H 'Authorization: Bearer {first}'"),
        format!("--oauth2-bearer {second}"),
        format!("--unknown {first}"),
        format!("-x http://u:{second}@proxy"),
        format!("-o '{first}'"),
        format!("-F 'a={second}'"),
        format!("--next -u 'u:{first}' https://u:{second}@host/tasks"),
        format!("--variable 'a={first}'"),
        format!("-A '{second}' -e '{first}'"),
        format!("--proxy-header 'X: {first}'"),
    ];
    let (before, behind) = (random.pick(&places), random.pick(&places));
    let token = format!("TOKEN='{second}' ");
    let prompts = ["", "$ ", &token, "time ", "x=$(", "```\n"];
    let around = random.below(prompts.len());
    let prompt = prompts[around];
    let end = ["", "", "", "", ")", "\n```"][around];
    let (comment, pipe) = (format!(" # {first}"), format!(" | login '{second}'"));
    let aside = *random.pick(&["", " > /dev/null", &comment, &pipe]);
    format!(
        "{prompt}curl {before} 'https://anna:{second}@host/tasks?limit=x&key={first}' \
         -H 'Content-Type: application/json' {behind} -d '{body}'{aside}{end}\n"
    )
}

/// YAML in blocks; strings without quotes where they may be.
fn yaml(value: &Value, indent: usize) -> String {
    let space = " ".repeat(indent);
    let inner = |value: &Value| match value {
        Value::Object(members) if !members.is_empty() => format!("\n{}", yaml(value, indent + 2)),
        Value::Array(items) if !items.is_empty() => format!("\n{}", yaml(value, indent + 2)),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            format!(" {text}\n")
        }
        other => format!(" {other}\n"),
    };
    let name = |name: &str| {
        let is_plain = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if is_plain {
            name.to_owned()
        } else {
            Value::from(name).to_string()
        }
    };
    match value {
        Value::Object(members) => {
            let lines = members
                .iter()
                .map(|(key, value)| format!("{space}{}:{}", name(key), inner(value)));
            lines.collect()
        }
        Value::Array(items) => {
            let mut lines = String::new();
            for item in items {
                lines += &space;
                lines.push('-');
                lines += &inner(item);
            }
            lines
        }
        other => format!("{other}\n"),
    }
}

/// TOML with inline tables.
fn toml(value: &Value) -> String {
    fn inline(value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let members = members.iter().map(|(key, value)| {
                    format!("{} = {}", Value::from(key.as_str()), inline(value))
                });
                format!("{{ {} }}", members.collect::<Vec<_>>().join(", "))
            }
            Value::Array(items) => format!(
                "[{}]",
                items.iter().map(inline).collect::<Vec<_>>().join(", ")
            ),
            Value::Null => "\"\"".to_owned(),
            other => other.to_string(),
        }
    }
    let Value::Object(members) = value else {
        return String::new();
    };
    let lines = members
        .iter()
        .map(|(key, value)| format!("{} = {}\n", Value::from(key.as_str()), inline(value)));
    lines.collect()
}

const INPUTS: [&str; 7] = ["json", "jsonc", "yaml", "toml", "http", "curl", "har"];

/// A number that the environment sets.
fn environment(name: &str) -> Option<u64> {
    #[expect(clippy::disallowed_methods, reason = "a long run is asked for there")]
    let number = std::env::var(name).ok()?;
    number.parse().ok()
}

#[test]
fn no_changed_text_shows_a_secret() {
    let count: u64 = environment("SECRET_CASES").unwrap_or(400);
    let first: u64 = environment("SECRET_SEED").unwrap_or(0);
    let folder = folder("changed-texts");
    let path = |name: &str| data(name).to_str().unwrap().to_owned();
    let (mut wrong, mut leaks, mut found) = (String::new(), 0, 0);
    for seed in first..first + count {
        let mut random = Random(seed);
        let secrets: Vec<String> = (0..10).map(|_| random.secret()).collect();
        let input = *random.pick(&INPUTS);
        let mut request = request(&secrets);
        if random.below(2) == 0 {
            change_structure(&mut request, &mut random);
        }
        let mut text = text(input, &request, &secrets, &mut random);
        if random.below(4) > 0 {
            text = change_bytes(&text, &mut random);
        }
        // What is joined to the value of a parameter that is no secret is none any more.
        let limit = text.split("limit=").nth(1);
        let limit = limit.and_then(|rest| rest.split(['&', '\'', ' ', '"']).next());
        if limit.is_some_and(|value| value != "x") {
            continue;
        }
        let schema = if random.below(2) == 0 {
            "open.json"
        } else {
            "closed.json"
        };
        let mut target = Target {
            against: vec!["--schema".to_owned(), path(schema)],
            input: input.to_owned(),
        };
        let mut formats = vec!["pretty", "json", *random.pick(&FORMATS)];
        if target.is_recorded() {
            target.against = vec!["--openapi".to_owned(), path("tasks.json")];
        } else {
            formats.push("basic");
        }
        let mut outputs: Vec<(&str, String)> = formats
            .iter()
            .map(|format| (*format, target.shown(format, &text)))
            .collect();
        if !target.is_recorded() {
            let file = file(&folder, "text", &text);
            outputs.push(("--fix --dry-run", target.difference(&file)));
        }
        found += usize::from(outputs[0].1.contains("port"));
        for (format, shown) in outputs {
            if let Some(piece) = leak(&shown, &secrets) {
                leaks += 1;
                if leaks <= 12 {
                    let _ = writeln!(
                        wrong,
                        "━━ seed {seed}: {input}, {format} shows `{piece}` of\n{text}\n{shown}"
                    );
                }
                break;
            }
        }
    }
    assert!(leaks == 0, "{leaks} of {count} leak\n{wrong}");
    // What is no secret stays visible in most of them.
    assert!(
        u64::try_from(found).unwrap() * 4 > count,
        "{found} of {count}"
    );
}
