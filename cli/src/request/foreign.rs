//! Requests of an archive that are meant for others: a page asks many hosts, so they are counted rather than listed.

use std::collections::BTreeSet;

use vouchsafe::json::Span;
use vouchsafe::{Severity, codes};

use super::Recorded;
use super::saying::Saying;
use super::unknown::Words;
use crate::render::counted;

/// What is known of the hosts of an archive so far.
#[derive(Default)]
pub(super) struct Foreign {
    /// Hosts that have an operation.
    own: BTreeSet<String>,
    /// Requests to hosts that are no servers.
    others: Vec<(String, Span)>,
    /// Requests that no operation fits, to hosts of which the document does not say whether they are servers.
    waiting: Vec<(String, Span, Words)>,
    preflights: usize,
}

/// So many hosts are named.
const MOST: usize = 5;

impl Foreign {
    /// Notes that a request is meant for an operation.
    pub(super) fn meet(&mut self, recorded: &Recorded) {
        self.own.insert(host(recorded));
    }

    /// Notes a pre-flight request, which no document describes.
    pub(super) fn preflight(&mut self) {
        self.preflights += 1;
    }

    /// Notes a request to another host.
    pub(super) fn other(&mut self, recorded: &Recorded) {
        self.others.push((host(recorded), recorded.path.span()));
    }

    /// Notes a request that no operation fits.
    pub(super) fn wait(&mut self, recorded: &Recorded, words: Words) {
        self.waiting
            .push((host(recorded), recorded.path.span(), words));
    }

    /// Says what there is to say when all requests are read.
    pub(super) fn finish(mut self, saying: &mut Saying<'_>) {
        for (host, place, words) in self.waiting {
            if self.own.contains(&host) {
                words.add(saying, place);
            } else {
                self.others.push((host, place));
            }
        }
        let Some((_, first)) = self.others.iter().min_by_key(|(_, place)| place.start) else {
            return;
        };
        let place = *first;
        let hosts: BTreeSet<&str> = self.others.iter().map(|(host, _)| &**host).collect();
        let named: Vec<String> = hosts
            .iter()
            .take(MOST)
            .map(|host| format!("`{host}`"))
            .collect();
        let more = match hosts.len().saturating_sub(MOST) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let number = counted(self.others.len(), "request");
        let to = if hosts.len() == 1 {
            "another host"
        } else {
            "other hosts"
        };
        let preflights = match self.preflights {
            0 => String::new(),
            number => format!(" and {}", counted(number, "pre-flight request")),
        };
        let is_one = self.others.len() + self.preflights == 1;
        let are = if is_one { "is" } else { "are" };
        let named = named.join(", ");
        let message = format!("{number} to {to}{preflights} {are} not checked: {named}{more}");
        // Where nothing else is there, somebody meant something else.
        let severity = if self.own.is_empty() {
            Severity::Warning
        } else {
            Severity::Info
        };
        let help = "`--host HOST` says which other hosts mean the API".to_owned();
        saying.add((&codes::NOT_CHECKED, severity), &message, Some(help), place);
    }
}

/// The host that a request goes to. In an archive it is a part of the URL, which is shown.
fn host(recorded: &Recorded) -> String {
    let host = recorded.origin.host.as_ref();
    let host = host.or_else(|| recorded.header("host"));
    host.map_or_else(String::new, |host| host.text().to_lowercase())
}
