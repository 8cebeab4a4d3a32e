//! Which operation a request is meant for.

use std::sync::Arc;

use vouchsafe_compiler::OperationKind;

use super::template::{self, Fit, Rank};
use super::{Recorded, Traced};
use crate::args::Host;
use crate::target::{Known, Server, Values};

/// Where a request goes, as far as that is known.
struct Place<'a> {
    scheme: Option<&'a str>,
    host: Option<&'a str>,
}

impl<'a> Place<'a> {
    fn of(recorded: &'a Recorded) -> Self {
        // A variable that is not known may be any.
        let is_known =
            |text: &&str| !text.is_empty() && !text.contains(['{', '}', '$', '%', '<', '*']);
        let text = |traced: Option<&'a Traced>| {
            let known = traced.filter(|traced| !traced.is_unknown());
            known.map(Traced::text).filter(is_known)
        };
        let host = recorded.origin.host.as_ref();
        Self {
            scheme: text(recorded.origin.scheme.as_ref()),
            host: text(host.or_else(|| recorded.header("host"))),
        }
    }
}

/// What stands before the path of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Before {
    /// Whatever it is.
    Anything,
    /// Nothing, where a server's path may be in a variable for the host.
    Nothing,
    /// The path of a server.
    Base,
}

/// What is known of where a request goes, for the operations of one list of servers.
#[derive(Debug, Default)]
struct Ways {
    /// Whether one of the servers that name their host is meant, where any does.
    is_host: bool,
    /// Whether any of the servers names its host.
    names_host: bool,
    /// What stands before, and the segments behind it.
    rests: Vec<(Before, Vec<Traced>)>,
}

/// Finds operations.
pub(super) struct Finder<'a, 'k> {
    recorded: &'a Recorded,
    place: Place<'a>,
    hosts: &'a [Host],
    known: &'k [Arc<Known>],
}

/// The operation that a request is meant for.
pub(super) struct Found<'k> {
    pub(super) operation: &'k Known,
    pub(super) fit: Fit<'k>,
}

/// Why no operation is found.
#[derive(Debug)]
pub(super) enum Unknown<'k> {
    /// A browser asks whether it may send a request to another host.
    Preflight,
    /// No server is at the host.
    Host,
    /// A variable of a server has a value that is not listed.
    Value(&'k Server),
    /// The path has other methods.
    Method(Vec<&'k Known>),
    /// What a server has before the path is missing.
    Base(&'k Server, &'k Known),
    /// The path of an operation, but for segments with nothing in them.
    Empty(&'k Known),
    /// No operation has the path.
    Path,
}

impl<'a, 'k> Finder<'a, 'k> {
    pub(super) fn new(recorded: &'a Recorded, hosts: &'a [Host], known: &'k [Arc<Known>]) -> Self {
        Self {
            recorded,
            place: Place::of(recorded),
            hosts,
            known,
        }
    }

    /// The operation, or why there is none.
    ///
    /// # Errors
    /// Why there is none.
    pub(super) fn find(&self) -> Result<Found<'k>, Unknown<'k>> {
        let method = &*self.recorded.method;
        // Requests of webhooks and callbacks go to addresses that no document knows: they are meant where they are named.
        if let [only] = self.known
            && only.kind != OperationKind::Path
        {
            let fit = Fit::of_nothing();
            return if only.method == method {
                Ok(Found {
                    operation: only,
                    fit,
                })
            } else {
                Err(Unknown::Method(vec![only]))
            };
        }
        // A server answers HEAD as it answers GET (RFC 9110, section 9.3.2).
        let other = (method == "HEAD").then_some("GET");
        let found = self.best(method).or_else(|| self.best(other?));
        found.ok_or_else(|| self.unknown())
    }

    /// The operation of a method that fits best.
    fn best(&self, method: &str) -> Option<Found<'k>> {
        let known = self.known.iter().filter(|known| known.method == method);
        let mut best: Option<((Before, Rank), Found<'k>)> = None;
        self.each(known, Values::Listed, &mut |operation, ways| {
            for (before, rest) in &ways.rests {
                let Some(fit) = template::fit(&operation.template, rest) else {
                    continue;
                };
                let rank = (*before, fit.rank.clone());
                // Of two that fit alike, the first.
                if best.as_ref().is_none_or(|(other, _)| rank > *other) {
                    best = Some((rank, Found { operation, fit }));
                }
            }
        });
        best.map(|(_, found)| found)
    }

    /// Hands on operations, each with the ways to it. The operations of a document mostly have the same servers.
    fn each(
        &self,
        known: impl Iterator<Item = &'k Arc<Known>>,
        values: Values,
        each: &mut dyn FnMut(&'k Known, &Ways),
    ) {
        let mut last: Option<(&[Server], Ways)> = None;
        for operation in known.filter(|known| known.kind == OperationKind::Path) {
            let servers = &*operation.servers;
            let ways = match last {
                Some((same, ways)) if same == servers => ways,
                _ => self.ways(servers, values),
            };
            each(operation, &ways);
            last = Some((servers, ways));
        }
    }

    /// The ways that lead to operations of some servers.
    fn ways(&self, servers: &[Server], values: Values) -> Ways {
        let path = &self.recorded.path;
        let mut starts: Vec<(Before, usize)> = Vec::new();
        let mut is_host = false;
        if servers.is_empty() {
            is_host = true;
            let slashes = path.text().match_indices('/');
            starts.extend(slashes.map(|(at, _)| (Before::Anything, at)));
        }
        let is_meant = |server: &Server| server.is_at(self.place.scheme, self.place.host, values);
        let mut names_host = false;
        let mut may_be_host = is_host;
        for server in servers {
            names_host |= server.has_host();
            let other = self
                .hosts
                .iter()
                .find(|host| host.is_at(self.place.scheme, self.place.host));
            if let Some(base) = other.and_then(|host| host.base.as_deref()) {
                (is_host, may_be_host) = (true, true);
                let rest = path.text().strip_prefix(base);
                let is_whole = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                starts.extend(is_whole.then_some((Before::Base, base.len())));
            } else if other.is_some() || is_meant(server) {
                may_be_host = true;
                is_host |= server.has_host() || other.is_some();
                let own = server.starts(path.text(), values).into_iter();
                starts.extend(own.map(|start| (Before::Base, start)));
            }
        }
        // The path of a server may be in a variable for its host.
        if may_be_host && self.place.host.is_none() {
            starts.push((Before::Nothing, 0));
        }
        starts.sort_unstable_by_key(|(before, start)| (*start, std::cmp::Reverse(*before)));
        starts.dedup_by_key(|(_, start)| *start);
        let text = path.text();
        let rests = starts
            .into_iter()
            .map(|(before, start)| (before, template::segments(&path.slice(start..text.len()))));
        Ways {
            is_host,
            names_host,
            rests: rests.collect(),
        }
    }

    /// Why no operation is found.
    fn unknown(&self) -> Unknown<'k> {
        let asks = "access-control-request-method";
        if self.recorded.method == "OPTIONS" && self.recorded.header(asks).is_some() {
            return Unknown::Preflight;
        }
        let (mut is_host, mut names_host) = (false, false);
        let mut methods = Vec::new();
        self.each(self.known.iter(), Values::Listed, &mut |operation, ways| {
            is_host |= ways.is_host;
            names_host |= ways.names_host;
            let mut rests = ways.rests.iter();
            if rests.any(|(_, rest)| template::fit(&operation.template, rest).is_some()) {
                methods.push(operation);
            }
        });
        if !methods.is_empty() {
            return Unknown::Method(methods);
        }
        if let Some(value) = self.unlisted() {
            return value;
        }
        if names_host && !is_host {
            return Unknown::Host;
        }
        let mut known = self
            .known
            .iter()
            .filter(|known| known.method == self.recorded.method);
        let whole = template::segments(&self.recorded.path);
        let base = known.find_map(|operation| {
            template::fit(&operation.template, &whole)?;
            let mut servers = operation.servers.iter();
            let Place { scheme, host } = self.place;
            let is_meant =
                |server: &&Server| server.has_path() && server.is_at(scheme, host, Values::Listed);
            Some(Unknown::Base(servers.find(is_meant)?, operation))
        });
        base.or_else(|| self.without_empty_segments())
            .unwrap_or(Unknown::Path)
    }

    /// The variable of a server whose value is not listed, if that is all that is wrong.
    fn unlisted(&self) -> Option<Unknown<'k>> {
        let mut found = None;
        self.each(self.known.iter(), Values::Any, &mut |operation, ways| {
            let mut rests = ways.rests.iter();
            let fits = rests.any(|(_, rest)| template::fit(&operation.template, rest).is_some());
            if found.is_none() && fits && operation.method == self.recorded.method {
                let mut servers = operation.servers.iter();
                let server = servers.find(|server| server.listed().next().is_some());
                found = server.map(Unknown::Value);
            }
        });
        found
    }

    /// The operation whose path it would be without its empty segments.
    fn without_empty_segments(&self) -> Option<Unknown<'k>> {
        let mut found = None;
        self.each(self.known.iter(), Values::Listed, &mut |operation, ways| {
            if found.is_some() || operation.method != self.recorded.method {
                return;
            }
            found = ways.rests.iter().find_map(|(_, rest)| {
                let is_filled = |segment: &&Traced| !segment.text().is_empty();
                let filled: Vec<Traced> = rest.iter().filter(is_filled).cloned().collect();
                (filled.len() < rest.len()).then_some(())?;
                template::fit(&operation.template, &filled)?;
                Some(Unknown::Empty(operation))
            });
        });
        found
    }
}
