//! The requests that are made of what a command asks for.

use vouchsafe::json::Span;

use super::address::{is_no_url, is_surely_url, user, without_dots};
use super::body::unread;
use super::section::Section;
use super::{NotChecked, Recorded, Refused, Unreadable, glob};
use crate::request::Traced;
use crate::request::secrets::is_telling;
use crate::request::url::{Url, pairs, split};

/// The methods that may be shown: a word in their place may be anything.
const METHODS: [&str; 11] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "PATCH", "OPTIONS", "TRACE", "QUERY",
    "PROPFIND",
];

/// Hands the requests of a section on.
pub(super) fn requests(mut section: Section, each: &mut dyn FnMut(Result<Recorded, Refused>)) {
    let place = section.command;
    let refused = refused(&section)
        .map(Refused::from)
        .or_else(|| broken_query(&section).map(Refused::from))
        .or_else(|| strange_method(&section).map(Refused::from));
    let mut urls = Vec::new();
    let mut refusals: Vec<Refused> = refused.into_iter().collect();
    if refusals.is_empty() {
        for url in std::mem::take(&mut section.urls) {
            match section.urls_of(&url) {
                Ok(found) => urls.extend(found),
                Err(refused) => refusals.push(refused),
            }
            if urls.len() > glob::MOST {
                let words = format!(
                    "only the first {} requests of this command are checked",
                    glob::MOST
                );
                refusals.push(NotChecked::new(place, words).into());
                urls.truncate(glob::MOST);
                break;
            }
        }
    }
    let is_told = !refusals.is_empty() || !section.not_checked.is_empty();
    if urls.is_empty() {
        let not_checked = section.not_checked.drain(..).map(Refused::from);
        for refused in not_checked.chain(refusals.drain(..)) {
            each(Err(refused));
        }
        if !is_told {
            each(Err(
                Unreadable::new("the command names no URL", place).into()
            ));
        }
        return;
    }
    let parts = Parts::of(&mut section);
    for url in urls {
        let mut request = section.request(&url, &parts);
        // What is to be said of the command is said once.
        section.not_checked.append(&mut request.not_checked);
        request.not_checked = std::mem::take(&mut section.not_checked);
        each(Ok(request));
    }
    for refused in refusals {
        each(Err(refused));
    }
}

/// Why `curl` refuses options together.
fn refused(section: &Section) -> Option<Unreadable> {
    let has_data = section.data.is_given() && !section.is_get;
    let kinds = [
        (section.is_head, "-I"),
        (
            section.is_get && section.data.is_given() && section.form_place.is_some(),
            "-G",
        ),
        (has_data, "-d"),
        (section.form_place.is_some(), "-F"),
        (section.upload.is_some() && has_data, "-T"),
    ];
    let mut given = kinds
        .into_iter()
        .filter_map(|(is_given, name)| is_given.then_some(name));
    let (first, second) = (given.next()?, given.next()?);
    let words = format!(
        "`{first}` and `{second}` ask for different requests, so `curl` refuses them together"
    );
    Some(Unreadable::new(words, section.command))
}

/// That what is added to the URL has white space in it, which no URL has.
fn broken_query(section: &Section) -> Option<Unreadable> {
    let data = section.data.text.as_ref().filter(|_| section.is_get);
    let query = section.query.iter().filter(|_| data.is_none());
    let broken = data
        .into_iter()
        .chain(query)
        .find(|added| added.text().contains(is_no_url))?;
    let words = "this is added to the URL, which has no white space, so `curl` refuses it";
    let refused = Unreadable::new(words, broken.span());
    Some(refused.help("write `--data-urlencode` in the place of `-d`"))
}

/// That what stands in the place of a method is none. It is not shown, so it must not get into a message either.
fn strange_method(section: &Section) -> Option<NotChecked> {
    const LONGEST: usize = 16;
    let method = section.method.as_ref()?;
    let text = method.text();
    let is_method = is_known_method(text)
        || text.len() <= LONGEST
            && text
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte == b'-');
    if is_method && !method.is_unknown() {
        return None;
    }
    let words = "this does not look like a method, so the request is not checked";
    let place = method.unknown_places().next().unwrap_or(method.span());
    Some(NotChecked::new(place, words).help("a method is a word such as `GET` or `POST`"))
}

fn is_known_method(text: &str) -> bool {
    METHODS.iter().any(|known| known.eq_ignore_ascii_case(text))
}

/// What the requests of a section have in common.
struct Parts {
    method: String,
    headers: Vec<(Traced, Traced)>,
    body: Option<Traced>,
    has_unread_body: bool,
    query: Vec<(Traced, Traced)>,
}

impl Parts {
    fn of(section: &mut Section) -> Self {
        let data = std::mem::take(&mut section.data.text);
        let has_data = section.data.is_given();
        let (mut body, mut query) = (None, Vec::new());
        if section.is_get {
            // What is behind `-G` stands in for `--url-query`.
            match &data {
                Some(data) => query = pairs(data),
                None => query = section.query.iter().flat_map(pairs).collect(),
            }
        } else {
            query.extend(section.query.iter().flat_map(pairs));
            let data = data.filter(|_| !section.data.is_unread);
            body = data.map(|data| with_json_in_place(&data));
        }
        let mut has_unread_body = has_data && !section.is_get && body.is_none()
            || section.form_place.is_some() && section.form.is_empty();
        if let Some(upload) = &section.upload {
            has_unread_body = true;
            section.not_checked.push(unread(upload.span()));
        }
        if section.is_get && section.data.is_unread {
            let place = section.data.place.unwrap_or(section.command.start);
            let words = "more parameters are in a file of their own, so they are not checked";
            let not_checked = NotChecked::new(Span::new(place, place), words);
            section.not_checked.push(not_checked);
        }
        let default = if section.is_head {
            "HEAD"
        } else if section.upload.is_some() {
            "PUT"
        } else if has_data && !section.is_get || section.form_place.is_some() {
            "POST"
        } else {
            "GET"
        };
        if let Some(method) = &section.method
            && is_known_method(method.text())
        {
            section.open.extend(method.open_sources());
        }
        let headers = section.headers();
        let values = headers
            .iter()
            .filter(|(name, _)| !is_undescribed(name.text()));
        let values = values.flat_map(|(name, value)| [name, value]);
        let form = section.form.iter().filter_map(|field| field.value.as_ref());
        let pairs = query.iter().flat_map(|(name, value)| [name, value]);
        let unknown = values.chain(form).chain(pairs).chain(&body);
        let unknown: Vec<NotChecked> = unknown.filter_map(unknown_value).collect();
        section.not_checked.extend(unknown);
        let method = section.method.as_ref().map(Traced::text);
        let method = method
            .filter(|method| !method.is_empty())
            .unwrap_or(default);
        Self {
            method: method.to_owned(),
            headers,
            body,
            has_unread_body,
            query,
        }
    }
}

impl Section {
    /// The header fields: those that are written, and those that options or `curl` itself add where none is written.
    fn headers(&mut self) -> Vec<(Traced, Traced)> {
        let mut headers: Vec<(Traced, Traced)> = Vec::new();
        let mut removed: Vec<String> = Vec::new();
        for field in &self.headers {
            if let Some((name, value)) = field.split_once(':') {
                let value = value.trim();
                if value.text().is_empty() {
                    removed.push(name.trim().text().to_ascii_lowercase());
                } else {
                    headers.push((name.trim(), value));
                }
            } else if field.is_unknown() {
                headers.push((field.clone(), Traced::empty(field.span().end)));
            } else if let Some(name) = field.text().strip_suffix(';') {
                let name = field.slice(0..name.len()).trim();
                let end = field.span().end;
                headers.push((name, Traced::empty(end)));
            } else if !field.text().is_empty() {
                let words = "this is no header field, so `curl` does not send it";
                let not_sent = NotChecked::new(field.span(), words);
                self.not_checked.push(not_sent.help("write `Name: value`"));
            }
        }
        let mut add = |name: &str, value: Traced| {
            let is_written = headers
                .iter()
                .any(|(known, _)| known.text().eq_ignore_ascii_case(name));
            let is_removed = removed.iter().any(|known| known.eq_ignore_ascii_case(name));
            if !is_written && !is_removed && !value.text().is_empty() {
                let place = value.span().start;
                headers.push((Traced::named(name, place), value));
            }
        };
        let has_body = self.data.is_given() && !self.is_get
            || self.form_place.is_some()
            || self.upload.is_some();
        for (name, value) in std::mem::take(&mut self.fields) {
            // What is empty here is not sent at all.
            self.is_agent_given |= name == "User-Agent";
            // What is sent has `Content-Range` in its place.
            if name != "Range" || !has_body {
                add(name, value);
            }
        }
        let mut cookies: Option<Traced> = None;
        for cookie in &self.cookies {
            match &mut cookies {
                None => cookies = Some(cookie.clone()),
                Some(cookies) => {
                    let start = cookie.span().start;
                    cookies.push(";", Span::new(start, start));
                    cookie.clone().append_to(cookies);
                }
            }
        }
        if let Some(cookies) = cookies {
            add("Cookie", cookies);
        }
        let place = self.command.end;
        if let Some(at) = self.form_place {
            add("Content-Type", Traced::named("multipart/form-data", at));
        } else if let Some(at) = self
            .data
            .place
            .filter(|_| !self.is_get || self.data.is_json)
        {
            let usual = if self.data.is_json {
                "application/json"
            } else {
                "application/x-www-form-urlencoded"
            };
            add("Content-Type", Traced::named(usual, at));
        }
        let accept = if self.data.is_json {
            "application/json"
        } else {
            "*/*"
        };
        add("Accept", Traced::named(accept, place));
        if !self.is_agent_given {
            add("User-Agent", Traced::named("curl/8.0.0", place));
        }
        headers
    }

    /// The request for a URL.
    fn request(&self, url: &Traced, parts: &Parts) -> Recorded {
        let Url {
            origin,
            mut path,
            mut query,
            open,
        } = split(url);
        if let Some(target) = &self.target {
            let other = split(target);
            let is_path = target.text().contains('/');
            (path, query) = if is_path {
                (other.path, other.query)
            } else {
                (target.clone(), Vec::new())
            };
        }
        if path.text().is_empty() {
            let end = url.text().find(['?', '#']).unwrap_or(url.text().len());
            path = Traced::named("/", url.slice(0..end).span().end);
        }
        if !self.is_path_as_is && self.target.is_none() {
            path = without_dots(&path);
        }
        if let Some(file) = &self.upload
            && path.text().ends_with('/')
            && !matches!(file.text(), "-" | ".")
        {
            let own = file.text().rfind('/').map_or(0, |at| at + 1);
            file.slice(own..file.text().len()).append_to(&mut path);
        }
        let pairs = query.iter().flat_map(|(name, value)| [name, value]);
        let unknown = std::iter::once(&path)
            .chain(pairs)
            .filter_map(unknown_value);
        let unknown: Vec<NotChecked> = unknown.collect();
        if self.target.is_none() {
            query.extend(parts.query.iter().cloned());
        }
        let mut headers = parts.headers.clone();
        let has = |name: &str| {
            let mut names = parts.headers.iter().map(|(name, _)| name);
            names.any(|known| known.text().eq_ignore_ascii_case(name))
        };
        // A user in the URL is one that `-u` would name.
        let user = user(url).filter(|_| !has("Authorization"));
        if let Some(user) = user {
            let start = user.span().start;
            let mut value = Traced::named("Basic ", start);
            user.append_to(&mut value);
            headers.push((Traced::named("Authorization", start), value));
        }
        if let Some(host) = origin.host.clone().filter(|_| !has("Host")) {
            headers.push((Traced::named("Host", host.span().start), host));
        }
        let mut shown = self.open.clone();
        if is_surely_url(url.text()) {
            shown.extend(open);
        }
        Recorded {
            method: parts.method.clone(),
            line: self.line,
            origin,
            path,
            query,
            headers,
            body: parts.body.clone(),
            has_unread_body: parts.has_unread_body,
            form: self.form.clone(),
            is_form_by_default: self.is_form_by_default(parts),
            open: shown,
            not_checked: unknown,
            ..Recorded::default()
        }
    }

    /// Whether a body is sent as a form for no other reason than that nothing else is said.
    fn is_form_by_default(&self, parts: &Parts) -> bool {
        let content_type = parts
            .headers
            .iter()
            .find(|(name, _)| name.text().eq_ignore_ascii_case("content-type"));
        parts.body.is_some()
            && !self.data.is_json
            && content_type.is_some_and(|(name, _)| name.span().start == name.span().end)
    }
}

/// JSON in which a value that is not known is `null` where it stands for a whole value.
fn with_json_in_place(data: &Traced) -> Traced {
    let text = data.text();
    if !data.is_unknown() || !text.trim_start().starts_with(['{', '[']) {
        return data.clone();
    }
    let mut whole = data.slice(0..0);
    let (mut start, mut is_string, mut is_escaped) = (0, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = is_string,
            b'"' => is_string = !is_string,
            b'$' if !is_string => {
                let Some(place) = data.slice(at..at + 1).unknown_places().next() else {
                    continue;
                };
                data.slice(start..at).append_to(&mut whole);
                whole.push_unknown("null", place);
                start = at + 1;
            }
            _ => {}
        }
    }
    data.slice(start..text.len()).append_to(&mut whole);
    whole
}

/// Whether a header field carries a credential, or is of the protocol, so that no schema describes it.
fn is_undescribed(name: &str) -> bool {
    let names = [
        "authorization",
        "cookie",
        "host",
        "if-modified-since",
        "if-none-match",
        "if-unmodified-since",
    ];
    names.iter().any(|known| known.eq_ignore_ascii_case(name)) || is_telling(name)
}

/// That a value is not judged, if some of it is not known.
fn unknown_value(value: &Traced) -> Option<NotChecked> {
    let place = value.unknown_places().next()?;
    let words =
        "it is not known what stands here for a variable or a command, so the value is not checked";
    let not_checked = NotChecked::new(place, words);
    Some(not_checked.help("set the variable, with `--var` or a line before"))
}
