//! What stands in a source beside its values: comments, and in YAML the names of anchors and tags. No schema describes
//! it, and a value that begins with `#` or `&` is read as one.

use vouchsafe::json::Span;

use super::{Language, Source};

/// The word that begins a comment for the command itself.
pub(crate) const MARKER: &str = "vouchsafe-ignore";

/// Where such things stand in a source, comments for the command itself apart.
pub(crate) fn asides(language: Language, sources: &[Source], source: &[u8]) -> Vec<Span> {
    match language {
        Language::Json => Vec::new(),
        Language::Jsonc => {
            let json = sources.first().map_or(&[][..], |source| &source.json);
            let bytes = source.iter().zip(json).enumerate();
            let blanked = bytes.filter(|(_, (own, json))| {
                own != json && **own != b',' && !own.is_ascii_whitespace()
            });
            joined(blanked.map(|(at, _)| Span::new(at, at + 1)), source)
        }
        _ => {
            let mut values: Vec<Span> = sources
                .iter()
                .flat_map(|source| source.origins.sources())
                .collect();
            values.sort_unstable();
            let mut asides = Vec::new();
            let mut start = 0;
            for value in values {
                let part = Span::new(start, value.start.max(start));
                between(language, part, source, &mut asides);
                start = start.max(value.end);
            }
            between(
                language,
                Span::new(start, source.len()),
                source,
                &mut asides,
            );
            joined(asides.into_iter(), source)
        }
    }
}

/// Adds what is no punctuation in a part of the source between values.
fn between(language: Language, part: Span, source: &[u8], asides: &mut Vec<Span>) {
    let mut at = part.start;
    while let Some(rest) = source
        .get(at..part.end.min(source.len()))
        .filter(|rest| !rest.is_empty())
    {
        let of_line = || {
            rest.iter()
                .position(|byte| *byte == b'\n')
                .unwrap_or(rest.len())
        };
        let is_plain = |byte: &u8| is_punctuation(*byte) || byte.is_ascii_whitespace();
        let length = match (language, rest) {
            (Language::Yaml | Language::Toml, [b'#', ..]) | (Language::Json5, [b'/', b'/', ..]) => {
                of_line()
            }
            (Language::Json5, [b'/', b'*', ..]) => {
                let end = rest.windows(2).position(|two| two == b"*/");
                end.map_or(rest.len(), |end| end + 2)
            }
            (Language::Yaml, [first, ..]) if !is_plain(first) => {
                rest.iter().position(is_plain).unwrap_or(rest.len())
            }
            // The others have nothing but punctuation there, and the names of tables.
            _ => {
                at += 1;
                continue;
            }
        };
        asides.push(Span::new(at, at + length));
        at += length;
    }
}

/// What YAML writes between values.
const fn is_punctuation(byte: u8) -> bool {
    matches!(
        byte,
        b':' | b'-' | b'?' | b',' | b'[' | b']' | b'{' | b'}' | b'"' | b'\'' | b'|' | b'>' | b'.'
    )
}

/// Neighbours on a line as one, up to a comment for the command itself.
fn joined(asides: impl Iterator<Item = Span>, source: &[u8]) -> Vec<Span> {
    let mut whole: Vec<Span> = Vec::new();
    for aside in asides {
        let between = |last: &Span| source.get(last.end..aside.start);
        let is_near = |between: &[u8]| between.iter().all(|byte| matches!(byte, b' ' | b'\t'));
        match whole.last_mut() {
            Some(last) if between(last).is_some_and(is_near) => last.end = aside.end,
            _ => whole.push(aside),
        }
    }
    for aside in &mut whole {
        let text = &source[aside.range()];
        let marker = text
            .windows(MARKER.len())
            .position(|word| word == MARKER.as_bytes());
        if let Some(at) = marker {
            aside.end = aside.start + text[..at].trim_ascii_end().len();
            // The sign of a comment tells nothing.
            if aside.end - aside.start <= 2 {
                aside.end = aside.start;
            }
        }
    }
    whole.retain(|aside| aside.start < aside.end);
    whole
}

#[cfg(test)]
mod tests {
    use super::{Language, asides};

    fn shown(language: Language, source: &str) -> String {
        let sources = language.read(source.as_bytes()).unwrap_or_default();
        let mut text = source.as_bytes().to_vec();
        for span in asides(language, &sources, source.as_bytes()) {
            text[span.range()].fill(b'*');
        }
        String::from_utf8_lossy(&text).into_owned()
    }

    #[test]
    fn what_is_no_value_is_found() {
        let cases = [
            (
                Language::Yaml,
                "a: #bcd\nb: 'c' # d e\n",
                "a: ****\nb: 'c' *****\n",
            ),
            (Language::Yaml, "a: &bcd\n  e: !fg |\n    h\n- k", ""),
            (Language::Yaml, "a: &bcd {e: !fg h, i: *bcd}\n", ""),
            (
                Language::Toml,
                "[a.b]\nc = \"#\" #d\n# e\n",
                "[a.b]\nc = \"#\" **\n***\n",
            ),
            (
                Language::Jsonc,
                "{\"a\": 1, // b c\n /* d */}",
                "{\"a\": 1, ******\n *******}",
            ),
            (
                Language::Yaml,
                "a: 1 # vouchsafe-ignore x: y\n",
                "a: 1 # vouchsafe-ignore x: y\n",
            ),
        ];
        for (language, source, expected) in cases {
            let shown = shown(language, source);
            if expected.is_empty() {
                assert!(!shown.contains("&b") && !shown.contains("!f"), "{shown}");
            } else {
                assert_eq!(shown, expected);
            }
        }
    }
}
