//! How many changes there are of each weight.

use super::{Rank, Told};
use crate::render::counted;

pub(super) struct Counts {
    pub(super) breaking: usize,
    pub(super) undecided: usize,
    pub(super) compatible: usize,
    /// Whether there are more changes than these.
    pub(super) truncated: bool,
}

impl Counts {
    pub(super) fn of(told: &[Told<'_>], truncated: bool) -> Self {
        let count = |rank| told.iter().filter(|told| told.rank == rank).count();
        Self {
            breaking: count(Rank::Breaking),
            undecided: count(Rank::Undecided),
            compatible: count(Rank::Compatible),
            truncated,
        }
    }

    /// In a line without its end.
    pub(super) fn words(&self) -> String {
        let all = self.breaking + self.undecided + self.compatible;
        if all == 0 {
            return "both schemas accept the same".to_owned();
        }
        let parts = [
            (self.breaking, "breaking"),
            (self.undecided, "undecided"),
            (self.compatible, "compatible"),
        ];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let more = if self.truncated {
            "; there are more, which are not told"
        } else {
            ""
        };
        format!("{}: {}{more}", counted(all, "change"), parts.join(", "))
    }
}
