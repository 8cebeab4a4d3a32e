//! A table in Markdown (GitHub's dialect, which others read as well).

use std::fmt::Write as _;

use super::{Findings, Name, Render, Summary, one_line};

/// One table for all texts.
#[derive(Default)]
pub(crate) struct Markdown {
    rows: String,
}

impl Render for Markdown {
    fn findings(&mut self, findings: &Findings<'_>) -> String {
        for folded in &findings.folded {
            let violation = folded.first;
            let more = folded.more();
            let more = more.map_or_else(String::new, |more| format!("<br>{}", cell(&more)));
            let help = violation.help.as_ref();
            let help = help.map_or_else(String::new, |help| format!("<br>help: {}", cell(help)));
            let docs = violation.docs.as_ref();
            let docs = docs.map_or_else(String::new, |page| format!("<br>docs: {}", cell(page)));
            let _ = writeln!(
                self.rows,
                "| {} | {} | {} | {}{more}{help}{docs} |",
                violation.severity,
                code(&findings.place(violation)),
                code(&violation.code),
                cell(&violation.message),
            );
        }
        String::new()
    }

    fn problem(&mut self, name: &Name, words: &str) -> String {
        let _ = writeln!(
            self.rows,
            "| error | {} | | {} |",
            code(name.text()),
            cell(words)
        );
        String::new()
    }

    fn finish(&mut self, summary: &Summary) -> String {
        if summary.quiet && self.rows.is_empty() && summary.findings() == 0 {
            return String::new();
        }
        let mut text = format!("**vouchsafe**: {}\n", summary.words());
        if !self.rows.is_empty() {
            text.push_str("\n| | place | code | finding |\n|---|---|---|---|\n");
            text.push_str(&self.rows);
        }
        text
    }
}

/// Words in a cell: what stands between backticks stays code, all else is text and nothing more.
pub(crate) fn cell(words: &str) -> String {
    let parts: Vec<&str> = words.split('`').collect();
    // An odd number of backticks pairs nothing.
    if parts.len().is_multiple_of(2) {
        return plain(words);
    }
    let written = parts.iter().enumerate();
    written
        .map(|(index, part)| {
            if index % 2 == 1 && !part.is_empty() {
                code(part)
            } else {
                plain(part)
            }
        })
        .collect()
}

/// A text as code in a cell. Backticks within ask for longer ones around.
fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let room = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    let text = one_line(text).replace('|', "\\|");
    format!("{fence}{room}{text}{room}{fence}")
}

/// A text in which nothing means anything to Markdown.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '<' => plain.push_str("&lt;"),
            '>' => plain.push_str("&gt;"),
            '&' => plain.push_str("&amp;"),
            // Nobody is to be called by a message.
            '@' => plain.push_str("&#64;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => {
                plain.push('\\');
                plain.push(character);
            }
            _ => plain.push(character),
        }
    }
    plain
}
