//! What a reference that leads nowhere was probably meant to be.

use vouchsafe_core::json::Value;
use vouchsafe_core::{Applicability, Edit, Suggestion};

use super::Resolver;
use crate::diagnostic::Complaint;
use crate::library::{Spot, push_token};
use crate::load::decode;
use crate::suggest::closest;
use crate::uri::{absolute, split};

/// Where definitions stand, in the order in which a name is looked for.
const HOMES: [&[&str]; 3] = [&["$defs"], &["definitions"], &["components", "schemas"]];

/// How many names are compared for all references together.
pub(super) const MOST_GUESSES: usize = 100_000;

impl Resolver<'_> {
    /// The name that was probably meant, unless too many have been compared before.
    pub(super) fn closest_of(&self, written: &str, names: &[String]) -> Option<String> {
        let left = self.guesses.get().checked_sub(names.len());
        self.guesses.set(left.unwrap_or(0));
        left?;
        closest(written, names.iter().map(String::as_str)).map(str::to_owned)
    }

    /// Adds to a complaint about a reference what was probably meant by it, if such a place exists.
    pub(super) fn with_hint(&self, reference: Spot, complaint: Complaint) -> Complaint {
        let value = self.library.value(reference);
        let text = value.as_str().map(|text| text.to_lossy().into_owned());
        let Some(meant) = text.and_then(|text| self.meant(reference, &text)) else {
            return complaint;
        };
        let edit = Edit::string(value.span(), &meant);
        let suggestion = Suggestion::new(Applicability::MaybeIncorrect, vec![edit]);
        complaint
            .help(format!("did you mean `{meant}`?"))
            .suggest(suggestion)
    }

    /// The first reference to a place that exists among those that look like what is written.
    fn meant(&self, reference: Spot, text: &str) -> Option<String> {
        let owner = self.library.resource_of(reference);
        let (document, resource) = match text.split_once('#') {
            Some(("", _)) | None => ("", owner),
            Some((document, _)) => {
                let uri = absolute(&self.library.resources[owner].uri, document)?;
                (document, *self.library.by_uri.get(split(&uri).0)?)
            }
        };
        let fragment = match text.split_once('#') {
            Some((_, fragment)) => decode(fragment),
            // A name or a pointer without its `#`; a file has an ending.
            None if text.contains('.') || text.contains(':') => return None,
            None => decode(text),
        };
        let found = self.candidates(resource, &fragment);
        let mut found = found.into_iter();
        let meant =
            found.find(|candidate| self.target_in(resource, &encoded(candidate)).is_ok())?;
        let meant = format!("{document}#{}", encoded(&meant));
        (meant != text).then_some(meant)
    }

    /// Fragments that look like the one that is written.
    fn candidates(&self, resource: usize, fragment: &str) -> Vec<String> {
        let trimmed = fragment.trim_matches(['#', '/', '.']);
        if trimmed.is_empty() {
            return vec![String::new()];
        }
        let tokens: Vec<String> = trimmed
            .split('/')
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
            .collect();
        let pointer = |tokens: &[String]| {
            let mut pointer = String::new();
            for token in tokens {
                push_token(&mut pointer, token);
            }
            pointer
        };
        let mut found = vec![pointer(&tokens)];
        let name = tokens.last().cloned().unwrap_or_default();
        let in_home = |home: &[&str], name: &str| {
            let mut tokens: Vec<String> = home.iter().map(|&token| token.to_owned()).collect();
            tokens.push(name.to_owned());
            pointer(&tokens)
        };
        // The way below a definition stays as it is.
        let below = |home: &[&str]| {
            let first = tokens
                .iter()
                .position(|token| !HOMES.concat().contains(&token.as_str()))?;
            let home = home.iter().map(|&token| token.to_owned());
            let all: Vec<String> = home.chain(tokens[first..].iter().cloned()).collect();
            Some(pointer(&all))
        };
        for home in HOMES {
            found.extend(below(home));
        }
        for home in HOMES {
            found.push(in_home(home, &name));
        }
        found.push(name.clone());
        if fragment.starts_with('/') {
            found.extend(self.misspelt(resource, &tokens));
        }
        let root = self.library.value(self.library.resources[resource].root);
        for home in HOMES {
            let held = home
                .iter()
                .try_fold(root, |value, token| value.member(token));
            let meant = held.and_then(|held| self.closest_of(&name, &self.names_in(held)));
            found.extend(meant.map(|meant| in_home(home, &meant)));
        }
        found.extend(self.closest_of(&name, &self.anchors_in(resource)));
        found
    }

    /// The names of an object's members, unless nothing is to be compared any more.
    pub(super) fn names_in(&self, value: Value<'_>) -> Vec<String> {
        if self.guesses.get() == 0 {
            return Vec::new();
        }
        value.members().map(named).collect()
    }

    /// The anchors in a resource, in order.
    pub(super) fn anchors_in(&self, resource: usize) -> Vec<String> {
        if self.guesses.get() == 0 {
            return Vec::new();
        }
        let anchors = self.library.anchors.keys();
        let anchors = anchors.filter(|(owner, _)| *owner == resource);
        let mut names: Vec<String> = anchors.map(|(_, anchor)| anchor.clone()).collect();
        names.sort_unstable();
        names
    }

    /// The way of these tokens with the first one that is not there replaced by one that is.
    fn misspelt(&self, resource: usize, tokens: &[String]) -> Option<String> {
        let mut value = self.library.value(self.library.resources[resource].root);
        let mut pointer = String::new();
        let mut is_replaced = false;
        for token in tokens {
            let ordinal = token.parse().ok();
            let next = value.member(token).or_else(|| value.items().nth(ordinal?));
            if let Some(next) = next {
                push_token(&mut pointer, token);
                value = next;
                continue;
            }
            let meant = self.closest_of(token, &self.names_in(value));
            let meant = meant.filter(|_| !is_replaced)?;
            is_replaced = true;
            push_token(&mut pointer, &meant);
            value = value.member(&meant)?;
        }
        Some(pointer)
    }
}

fn named((name, _): (vouchsafe_core::json::JsonStr<'_>, Value<'_>)) -> String {
    name.to_lossy().into_owned()
}

/// A fragment with what may not stand in one percent-encoded (RFC 3986, section 3.5).
fn encoded(fragment: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for c in fragment.chars() {
        if c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(c) {
            text.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}
