//! The files that hold the variables of environments. All that stands in them may be a password.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::request::surroundings::Surroundings;
use crate::source::Language;

/// What holds for all environments of a file.
const SHARED: &str = "$shared";

/// The variables of an environment.
#[derive(Debug, Default)]
pub(super) struct Environment {
    chosen: BTreeMap<String, String>,
    shared: BTreeMap<String, String>,
    dotenv: BTreeMap<String, String>,
    /// What could not be read, and why.
    pub(super) problems: Vec<String>,
}

impl Environment {
    /// Reads those that are around a file.
    pub(super) fn read(around: &Surroundings<'_>) -> Self {
        // What the nearest folder says comes first, and of its files what is for one user alone.
        const FILES: [&str; 3] = [
            "http-client.env.json.user",
            "http-client.env.json",
            "http-client.private.env.json",
        ];
        let mut environment = Self::default();
        let mut is_known = around.environment.is_none();
        for folder in around.folders() {
            for name in FILES {
                if let Some(bytes) = around.environment_file(folder, name) {
                    let all = environment.json(name, &bytes);
                    is_known |= environment.take(&all, around.environment);
                }
            }
            let name = ".vscode/settings.json";
            if let Some(bytes) = around.environment_file(folder, name) {
                let settings = environment.json(name, &bytes);
                let all = settings.get("rest-client.environmentVariables");
                is_known |= environment.take(all.unwrap_or(&Value::Null), around.environment);
            }
            let chosen = around.environment.filter(|name| is_word(name));
            let own = chosen.map(|name| [format!(".env.{name}"), format!("{name}.env")]);
            for name in own.into_iter().flatten() {
                if let Some(bytes) = around.environment_file(folder, &name) {
                    is_known = true;
                    environment.lines(&name, &bytes);
                }
            }
            if let Some(bytes) = around.environment_file(folder, ".env") {
                environment.lines(".env", &bytes);
            }
        }
        if let Some(name) = around.environment.filter(|_| !is_known) {
            let name = if is_word(name) { name } else { "****" };
            environment.problems.push(format!(
                "no file beside the requests has an environment `{name}`, so its variables are not known"
            ));
        }
        environment
    }

    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let all = [&self.chosen, &self.shared, &self.dotenv];
        all.into_iter()
            .find_map(|known| known.get(name))
            .map(String::as_str)
    }

    pub(super) fn shared(&self, name: &str) -> Option<&str> {
        self.shared.get(name).map(String::as_str)
    }

    pub(super) fn dotenv(&self, name: &str) -> Option<&str> {
        self.dotenv.get(name).map(String::as_str)
    }

    /// The value of a file of JSON, which may have comments.
    fn json(&mut self, name: &str, bytes: &[u8]) -> Value {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let sources = Language::Jsonc.read(bytes).ok();
        let value = sources.and_then(|sources| serde_json::from_slice(&sources.first()?.json).ok());
        value.unwrap_or_else(|| {
            self.problems.push(format!(
                "`{name}` is not JSON, so its variables are not known"
            ));
            Value::Null
        })
    }

    /// Takes the variables of one of several environments. Returns whether it is there.
    fn take(&mut self, all: &Value, chosen: Option<&str>) -> bool {
        if let Some(shared) = all.get(SHARED) {
            flatten(shared, "", &mut self.shared);
        }
        let found = chosen.and_then(|name| all.get(name));
        if let Some(found) = found {
            flatten(found, "", &mut self.chosen);
        }
        found.is_some()
    }

    /// Takes lines `NAME=value`.
    fn lines(&mut self, name: &str, bytes: &[u8]) {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut is_broken = false;
        for line in dotenvy::from_read_iter(bytes) {
            match line {
                Ok((name, value)) => {
                    self.dotenv.entry(name).or_insert(value);
                }
                Err(_) => is_broken = true,
            }
        }
        if is_broken {
            self.problems.push(format!(
                "a line of `{name}` cannot be read, so its variable is not known"
            ));
        }
    }
}

/// Whether the name of an environment can be part of a file's name.
fn is_word(name: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    !name.is_empty() && name.bytes().all(is_usual)
}

/// The texts in a value by their names, those of inner objects with dots.
fn flatten(value: &Value, name: &str, into: &mut BTreeMap<String, String>) {
    let text = match value {
        Value::Object(members) => {
            for (inner, value) in members {
                let name = if name.is_empty() {
                    inner.clone()
                } else {
                    format!("{name}.{inner}")
                };
                flatten(value, &name, into);
            }
            return;
        }
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Null | Value::Array(_) => return,
    };
    into.entry(name.to_owned()).or_insert(text);
}
