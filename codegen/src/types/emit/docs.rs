//! Text of a schema as a comment: whatever it says, it is Markdown that shows the text and nothing else.

use proc_macro2::TokenStream;
use quote::quote;

use crate::types::model::Docs;

/// How wide comments are.
const WIDTH: usize = 100;

/// Comments, and whether it is deprecated.
pub(super) fn attributes(docs: &Docs) -> TokenStream {
    let lines = lines(docs);
    let lines = lines.iter().map(|line| {
        let line = if line.is_empty() {
            String::new()
        } else {
            format!(" {line}")
        };
        quote!(#[doc = #line])
    });
    let deprecated = docs.deprecated.as_ref().map(|deprecation| {
        let note = deprecation
            .reason
            .as_ref()
            .map(|reason| quote!((note = #reason)));
        quote!(#[deprecated #note])
    });
    quote!(#(#lines)* #deprecated)
}

/// The lines of a comment.
fn lines(docs: &Docs) -> Vec<String> {
    let texts = [&docs.title, &docs.description];
    let texts = texts.into_iter().flatten().map(String::as_str);
    let mut paragraphs: Vec<String> = Vec::new();
    for text in texts.chain(docs.notes.iter().map(String::as_str)) {
        for paragraph in paragraphs_of(text) {
            if !paragraphs.contains(&paragraph) {
                paragraphs.push(paragraph);
            }
        }
    }
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        wrap(&paragraph, &mut lines);
    }
    lines
}

/// What stands between empty lines, each as one line of safe Markdown.
fn paragraphs_of(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        let line: String = line
            .chars()
            .map(|c| if is_plain(c) { c } else { ' ' })
            .collect();
        if line.trim().is_empty() {
            paragraphs.push(String::new());
        } else if let Some(paragraph) = paragraphs.last_mut() {
            paragraph.push_str(&line);
            paragraph.push(' ');
        }
    }
    let paragraphs = paragraphs.iter().map(|paragraph| markdown(paragraph));
    paragraphs
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// Neither control characters nor those that turn the direction of text.
fn is_plain(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A paragraph with everything that Markdown would take for more than text in backticks.
fn markdown(text: &str) -> String {
    // Code spans stay what they are, where they are well-formed.
    let is_balanced = text.matches('`').count().is_multiple_of(2) && !text.contains("``");
    let text = if is_balanced {
        text.to_owned()
    } else {
        text.replace('`', "'")
    };
    let mut words = Vec::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            let code: Vec<&str> = part.split_whitespace().collect();
            words.push(Piece::Code(code.join(" ")));
        } else {
            let glued = !part.starts_with(char::is_whitespace);
            for (at, word) in part.split_whitespace().enumerate() {
                words.push(Piece::Word(safe(word), at == 0 && glued && index > 0));
            }
            words.push(Piece::Gap(
                part.ends_with(char::is_whitespace) || part.is_empty(),
            ));
        }
    }
    let mut out = String::new();
    let mut space = false;
    for word in words {
        match word {
            Piece::Code(code) if code.is_empty() => {}
            Piece::Code(code) => {
                if space && !out.is_empty() {
                    out.push(' ');
                }
                out.push('`');
                out.push_str(&code);
                out.push('`');
                space = false;
            }
            Piece::Word(word, glued) => {
                // Two code spans next to each other would be one with two backticks in it.
                let clash = out.ends_with('`') && word.starts_with('`');
                if !out.is_empty() && (!glued || clash) {
                    out.push(' ');
                }
                out.push_str(&word);
                space = false;
            }
            Piece::Gap(gap) => space = gap || out.ends_with('`'),
        }
    }
    out
}

enum Piece {
    Code(String),
    /// A word, and whether nothing stands between it and the code before it.
    Word(String, bool),
    /// The end of text, and whether a space is there.
    Gap(bool),
}

/// A word as Markdown.
fn safe(word: &str) -> String {
    let is_mark = |c: char| {
        matches!(
            c,
            '.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '"' | '\''
        )
    };
    let core = word.trim_matches(is_mark);
    let start = word.find(core).unwrap_or(0);
    let end = start + core.len();
    // A bracket that closes one inside belongs to the word.
    let closing = word[end..].len() - word[end..].trim_start_matches(')').len();
    let open = core
        .matches('(')
        .count()
        .saturating_sub(core.matches(')').count());
    let end = end + open.min(closing);
    let (before, core, after) = (&word[..start], &word[start..end], &word[end..]);
    if core.starts_with("https://") || core.starts_with("http://") {
        let is_whole = core
            .chars()
            .all(|c| c.is_ascii_graphic() && !matches!(c, '<' | '>' | '\\'));
        return if is_whole {
            format!("{before}<{core}>{after}")
        } else {
            format!("{before}`{core}`{after}")
        };
    }
    let is_special = |c: char| {
        matches!(
            c,
            '_' | '*'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '\\'
                | '&'
                | '{'
                | '}'
                | '$'
                | '^'
                | '='
                | '@'
                | '%'
        )
    };
    let upper = core.chars().filter(|c| c.is_uppercase()).count();
    let is_camel = upper > 1
        && core.chars().any(char::is_lowercase)
        && core.chars().all(char::is_alphanumeric);
    let is_path = core.contains("::") || core.contains("//");
    if core.contains(is_special) || is_camel || is_path {
        return format!("{before}`{core}`{after}");
    }
    word.to_owned()
}

/// Breaks a paragraph into lines, none of which begins like a list or a heading.
fn wrap(paragraph: &str, lines: &mut Vec<String>) {
    let mut line = String::new();
    let mut in_code = false;
    for word in paragraph.split(' ') {
        let is_full = line.chars().count() + 1 + word.chars().count() > WIDTH;
        if !line.is_empty() && is_full && !in_code {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line.push_str(&at_the_start(word, in_code));
        } else {
            line.push(' ');
            line.push_str(word);
        }
        in_code ^= word.matches('`').count() % 2 == 1;
    }
    if !line.is_empty() {
        lines.push(line);
    }
}

/// A word at the start of a line.
fn at_the_start(word: &str, in_code: bool) -> String {
    if in_code {
        return word.to_owned();
    }
    if word.starts_with(['-', '+']) {
        return format!("\\{word}");
    }
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    match (digits, &word[digits..]) {
        (1.., "." | ")") => format!("{}\\{}", &word[..digits], &word[digits..]),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::types::model::Docs;

    fn comment(text: &str) -> String {
        let docs = Docs {
            description: Some(text.to_owned()),
            ..Docs::default()
        };
        lines(&docs).join("\n")
    }

    #[test]
    fn text_is_shown_as_it_is() {
        let cases = [
            ("Plain text, with a comma.", "Plain text, with a comma."),
            ("`code` stays, `so.`", "`code` stays, `so.`"),
            ("a snake_case name", "a `snake_case` name"),
            ("a <b>bold</b> claim", "a `<b>bold</b>` claim"),
            ("[link](x) */ end", "`[link](x)` `*/` end"),
            (
                "see https://example.com/a_b.",
                "see <https://example.com/a_b>.",
            ),
            ("an odd ` tick", "an odd ' tick"),
            ("    indented\n\n\n  - item", "indented\n\n\\- item"),
            ("1. first", "1\\. first"),
            ("# heading", "`#` heading"),
            ("KafkaSink writes", "`KafkaSink` writes"),
            ("tab\there\u{0}\u{202e}", "tab here"),
            ("(`a`), `b`", "(`a`), `b`"),
            ("`a``b`", "'a''b'"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(comment(text), expected, "{text:?}");
        }
    }

    #[test]
    fn long_text_is_wrapped() {
        let text = comment(&"word ".repeat(50));
        assert!(text.lines().all(|line| line.len() <= 100));
        assert_eq!(text.lines().count(), 3);
    }
}
