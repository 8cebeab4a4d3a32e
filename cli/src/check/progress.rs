//! A bar on the terminal, where the work takes longer than a second.

use std::time::{Duration, Instant};

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

/// How far the work is.
pub(super) struct Progress {
    begun: Instant,
    /// Whether there is a terminal to show it on.
    shown: bool,
    /// How many bytes there are, if that is known.
    total: Option<u64>,
    bytes: u64,
    texts: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new(shown: bool, total: Option<u64>) -> Self {
        Self {
            begun: Instant::now(),
            shown,
            total,
            bytes: 0,
            texts: 0,
            bar: None,
        }
    }

    pub(super) fn advance(&mut self, bytes: usize, texts: usize) {
        self.bytes += bytes as u64;
        self.texts += texts as u64;
        if !self.shown || self.begun.elapsed() < Duration::from_secs(1) {
            return;
        }
        let total = self.total;
        let begun = self.begun;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
            bar.with_style(style(total.is_some()))
                .with_elapsed(begun.elapsed())
        });
        bar.set_position(self.bytes);
        // The bar knows nothing of the time before it was there.
        let speed = HumanBytes(self.bytes / begun.elapsed().as_secs().max(1));
        bar.set_message(format!("{} texts, {speed}/s", self.texts));
    }

    /// Does something while no bar is in the way.
    pub(super) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(act),
            None => act(),
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn style(known: bool) -> ProgressStyle {
    let template = if known {
        "{wide_bar} {bytes}/{total_bytes}, {msg}, {eta} left"
    } else {
        "{spinner} {bytes}, {msg}, {elapsed}"
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar())
}
