//! What stands in texts that are no texts of their language yet: conflicts that are not merged, templates that are not
//! filled in.

use vouchsafe_core::json::Span;

use super::Unreadable;

/// Why a text cannot be read, if the reason is one that no reader of its language knows: a merge conflict that is not
/// resolved anywhere in it, or a template on the line of a fault.
///
/// ```
/// use vouchsafe_compiler::text::foreign_mark;
///
/// let source = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> branch\n";
/// assert!(foreign_mark(source, 0).unwrap().message.contains("merge conflict"));
/// assert!(foreign_mark("a: b: c", 4).is_none());
/// ```
pub fn foreign_mark(source: &str, fault: usize) -> Option<Unreadable> {
    conflict(source).or_else(|| template(source, fault))
}

/// The first mark of a merge conflict, where its other marks follow.
fn conflict(source: &str) -> Option<Unreadable> {
    let mut start = 0;
    let mut begun = None;
    for line in source.split_inclusive('\n') {
        if line.starts_with("<<<<<<<") && begun.is_none() {
            begun = Some(start);
        } else if line.starts_with(">>>>>>>") {
            let begun = begun.unwrap_or(start);
            let words = "this is one side of a merge conflict, which is not resolved";
            return Some(
                Unreadable::new(words, Span::new(begun, begun + 7))
                    .help("keep one of the two sides, and remove the marks `<<<<<<<`, `=======` and `>>>>>>>`"),
            );
        }
        start += line.len();
    }
    None
}

/// The first mark of a template on the line of a fault.
fn template(source: &str, fault: usize) -> Option<Unreadable> {
    const MARKS: [&str; 4] = ["{{", "{%", "<%", "${{"];
    let mut fault = fault.min(source.len());
    while !source.is_char_boundary(fault) {
        fault -= 1;
    }
    let start = source[..fault].rfind('\n').map_or(0, |feed| feed + 1);
    let line = source[start..].lines().next()?;
    // In quotes it is a text.
    let mut quote = None;
    let (at, mark) = line.char_indices().find_map(|(at, character)| {
        match quote {
            Some(open) if open == character => quote = None,
            None if matches!(character, '"' | '\'') => quote = Some(character),
            _ => {}
        }
        let mut marks = MARKS.iter();
        let mark = marks.find(|mark| line[at..].starts_with(**mark))?;
        quote.is_none().then_some((at, *mark))
    })?;
    let at = start + at;
    Some(
        Unreadable::new(
            format!("`{mark}` begins a template, which is not filled in"),
            Span::new(at, at + mark.len()),
        )
        .help("check what the template makes; or put the value in quotes, where a text may stand there"),
    )
}

#[cfg(test)]
mod tests {
    use super::foreign_mark;

    #[test]
    fn marks_are_found_where_they_stand() {
        let cases = [
            ("a: {{ .Values.x }}\n", 4, Some(3)),
            ("é: 1\n{% if x %}\nb: 2\n", 7, Some(6)),
            ("x: 1\n{{- if .y }}\nb: 2\n", 6, Some(5)),
            (
                "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> main\n",
                2,
                Some(5),
            ),
            ("a: 1\n=======\nb: 2\n>>>>>>> main\n", 2, Some(18)),
            ("a: <<<<<<<\n", 3, None),
            ("a: '{{ x }}' b\n", 12, None),
            ("a: {b: 1\n", 9, None),
            ("", 0, None),
        ];
        for (source, fault, expected) in cases {
            let found = foreign_mark(source, fault).map(|mark| mark.span.start);
            assert_eq!(found, expected, "{source}");
        }
    }
}
