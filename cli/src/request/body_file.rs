//! Bodies that stand in files beside the requests.

use vouchsafe::json::{Positions, Span};
use vouchsafe::{Report, Violation, codes};

use crate::render::visible;

/// A file with the body of a request.
#[derive(Debug)]
pub(crate) struct BodyFile {
    /// As the request names it.
    pub(crate) name: String,
    pub(crate) text: String,
    /// Where the request names it.
    pub(crate) place: Span,
}

impl BodyFile {
    /// A report on the file as one on the request: findings stand where the file is named, and say where they are in it.
    pub(super) fn moved(&self, report: Report, positions: &mut Positions<'_>) -> Report {
        let [start, end] = [self.place.start, self.place.end].map(|offset| positions.at(offset));
        let name = visible::line(&self.name);
        let moved = report.into_iter().map(|mut found: Violation| {
            let inner = found.position();
            // The media type stands in the request.
            if found.code != codes::UNKNOWN_MEDIA_TYPE.name {
                let (line, column) = (inner.line, inner.column);
                found.message = format!("{}, in `{name}` at {line}:{column}", found.message);
            }
            (found.span, found.start, found.end) = (Some(self.place), start, end);
            found.labels.truncate(1);
            for label in &mut found.labels {
                (label.span, label.start) = (self.place, start);
            }
            found.insertion_point = None;
            found.suggestion = None;
            found
        });
        // What is hidden of the file is no part of the source.
        Report::of_text(moved.collect())
    }
}
