//! The URLs of a command, as `curl` reads and sends them.

use vouchsafe::json::Span;

use super::arguments::is_like_url;
use super::section::Section;
use super::{NotChecked, Refused, Unreadable, glob};
use crate::request::Traced;

/// Beginnings of hosts by which `curl` takes a URL without a scheme for one of another protocol.
const OTHER_HOSTS: [&str; 6] = ["dict.", "ftp.", "imap.", "ldap.", "pop3.", "smtp."];

impl Section {
    /// The URLs that one stands for, as they are sent.
    pub(super) fn urls_of(&self, url: &Traced) -> Result<Vec<Traced>, Refused> {
        let text = url.text();
        if text.starts_with('@') {
            let words = "the URLs are in a file of their own, so they are not checked";
            return Err(NotChecked::new(url.span(), words).into());
        }
        if text.contains(is_no_url) {
            let words = "a URL has no white space, so `curl` refuses it";
            let refused = Unreadable::new(words, url.span());
            return Err(refused
                .help("write `%20` for a space, or put quotes around what belongs together")
                .into());
        }
        self.is_http(url)?;
        is_path_known(url)?;
        let url = with_two_slashes(url);
        if self.is_without_lists {
            return Ok(vec![url]);
        }
        glob::urls(&url)
    }

    /// That a URL is one of HTTP.
    fn is_http(&self, url: &Traced) -> Result<(), Refused> {
        let text = url.text();
        let lower = |text: &str| text.get(..8).unwrap_or(text).to_ascii_lowercase();
        let (scheme, _) = text.split_once("://").unwrap_or(("", ""));
        let default = self.default_scheme.as_ref().map_or("", Traced::text);
        let is_other = if scheme.is_empty() {
            let host = lower(text);
            let is_other_host = OTHER_HOSTS.iter().any(|other| host.starts_with(other));
            match default {
                "" => is_other_host,
                default => !matches!(&*lower(default), "http" | "https"),
            }
        } else {
            !scheme.contains(['$', '{', '/', '?']) && !matches!(&*lower(scheme), "http" | "https")
        };
        if is_other {
            let words = "this is no request of HTTP, so it is not checked";
            return Err(NotChecked::new(url.span(), words).into());
        }
        Ok(())
    }
}

/// Whether a letter stands in no URL.
pub(super) fn is_no_url(letter: char) -> bool {
    letter.is_ascii_whitespace() || letter.is_control()
}

/// Whether a word is a URL beyond doubt, so that it may be shown.
pub(super) fn is_surely_url(word: &str) -> bool {
    let host = word.split(['/', '?', '#', ':']).next().unwrap_or_default();
    is_like_url(word)
        && (word.contains("://")
            || word.starts_with(['/', '$', '{'])
            || host.contains('.')
            || host == "localhost")
}

/// The name and password in a URL, which are secrets.
pub(super) fn user(url: &Traced) -> Option<Traced> {
    let text = url.text();
    let start = text.find("://")? + 3;
    let length = text[start..]
        .find(['/', '?', '#'])
        .unwrap_or(text.len() - start);
    let user = text[start..start + length].rfind('@')?;
    let user = url.slice(start..start + user).percent_decoded(false);
    Some(user.with_secret(0..user.text().len()))
}

/// That the path of a URL is known, where a variable stands in the place of its host.
fn is_path_known(url: &Traced) -> Result<(), Refused> {
    let text = url.text();
    let start = text.find("://").map_or(0, |at| at + 3);
    let length = text[start..]
        .find(['/', '?', '#'])
        .unwrap_or(text.len() - start);
    let host = url.slice(start..start + length);
    if !host.is_unknown() {
        return Ok(());
    }
    // A variable in the place of a port, or before a path, is in order.
    let tail = host.text().rfind('$').map_or(0, |at| at + 1);
    let behind = &host.text()[tail..];
    let has_path = text[start + length..].starts_with('/');
    let is_port = host.text()[..tail].ends_with(":$") && behind.is_empty();
    let is_split = behind.is_empty() || behind.starts_with([':', '.', '@']);
    if is_port || has_path && is_split {
        return Ok(());
    }
    let words = "it is not known which path this URL has, so the request is not checked";
    let not_checked = NotChecked::new(url.span(), words);
    Err(not_checked
        .help("set the variable, with `--var` or a line before")
        .into())
}

/// A URL with two slashes behind its scheme, where there are one or three.
fn with_two_slashes(url: &Traced) -> Traced {
    let text = url.text();
    let Some(at) = text.find(":/") else {
        return url.clone();
    };
    let scheme = &text[..at];
    let rest = &text[at + 1..];
    let slashes = rest.len() - rest.trim_start_matches('/').len();
    let is_scheme = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if !is_scheme || slashes == 2 || slashes > 3 {
        return url.clone();
    }
    let mut whole = url.slice(0..at + 1);
    let place = whole.span().end;
    whole.push("//", Span::new(place, place));
    url.slice(at + 1 + slashes..text.len())
        .append_to(&mut whole);
    whole
}

/// A path without segments that are `.` or `..`.
pub(super) fn without_dots(path: &Traced) -> Traced {
    let text = path.text();
    if !text.contains("/.") {
        return path.clone();
    }
    // Each segment with the slash before it.
    let mut kept: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let length = text[start + 1..]
            .find('/')
            .map_or(text.len() - start, |at| at + 1);
        let end = start + length;
        let segment = &text[start..end];
        let is_dots = matches!(segment, "/." | "/..");
        if segment == "/.." {
            kept.pop();
        }
        if !is_dots {
            kept.push(start..end);
        } else if end == text.len() {
            kept.push(start..start + 1);
        }
        start = end;
    }
    let mut whole = path.slice(0..0);
    for range in kept {
        path.slice(range).append_to(&mut whole);
    }
    whole
}
