//! Words for what is not YAML. None of them is the parser's own.

use granit_parser::ErrorKind;
use vouchsafe_core::json::Span;

use super::{DEEPEST, Unreadable};
use crate::text::foreign_mark;

/// An alias inside the collection that its own anchor names.
pub(super) fn within_itself(source: &str, span: Span) -> Unreadable {
    let words = "stands inside its own anchor, and JSON has no value that holds itself";
    Unreadable::new(
        format!("the alias `{}` {words}", &source[span.range()]),
        span,
    )
    .discreet(format!("an alias {words}"))
    .help("write out what is meant")
}

/// An alias that stands before its anchor.
pub(super) fn before_its_anchor(name: &str, span: Span, anchor: Span) -> Unreadable {
    Unreadable::new(
        format!("the alias `*{name}` stands before its anchor `&{name}`"),
        span,
    )
    .discreet("an alias stands before its anchor")
    .label(anchor, "the anchor")
    .help("move the anchor before its first alias")
}

/// An alias without an anchor, and the anchor that was probably meant.
pub(super) fn without_anchor(name: &str, span: Span, meant: Option<&str>) -> Unreadable {
    let error = Unreadable::new(
        format!("the alias `*{name}` has no anchor `&{name}` before it in this document"),
        span,
    )
    .discreet("an alias has no anchor before it in this document");
    match meant {
        Some(meant) => error.help(format!("did you mean `*{meant}`?")),
        None => error.help("a text that begins with `*` stands in quotes"),
    }
}

/// A character that no YAML may hold.
pub(super) fn control(source: &str, at: usize, character: char) -> Unreadable {
    let code = u32::from(character);
    let span = Span::new(at, at + character.len_utf8());
    if code == 0 && source.bytes().filter(|byte| *byte == 0).count() > source.len() / 4 {
        return Unreadable::new("the input is UTF-16 in part, or no text at all", span)
            .help("save the file as UTF-8");
    }
    Unreadable::new(
        format!("U+{code:04X} must not stand in YAML as it is"),
        span,
    )
    .help(format!(
        "remove it; in double quotes it is written `\\u{code:04X}`"
    ))
}

/// What the parser reports at a place.
pub(super) fn of_error(kind: &ErrorKind, source: &str, at: usize) -> Unreadable {
    let mut at = at.min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    if let Some(found) = foreign_mark(source, at) {
        return found;
    }
    if let Some(found) = odd_space(source, at) {
        return found;
    }
    if is_tab(kind) {
        at = tab(source, at);
    }
    let next = source[at..].chars().next();
    let span = match next {
        Some('\n' | '\r') | None => Span::new(at, at),
        Some(character) => Span::new(at, at + character.len_utf8()),
    };
    let open = is_colon(kind).then(|| open_bracket(source, at)).flatten();
    let (message, help) = match kind {
        _ if !is_colon(kind) => words(kind, next),
        _ => colon(source, at, open),
    };
    let error = Unreadable::new(message, span);
    let error = match open {
        Some(open) => error.label(Span::new(open, open + 1), "this is not closed"),
        None => error,
    };
    if help.is_empty() {
        error
    } else {
        error.help(help)
    }
}

/// A space that is none for YAML, before the text of the line of a fault or of the line before it.
fn odd_space(source: &str, at: usize) -> Option<Unreadable> {
    let start = source[..at].rfind('\n').map_or(0, |feed| feed + 1);
    let before = source[..start].trim_end_matches(['\n', '\r']);
    let earlier = before.rfind('\n').map_or(0, |feed| feed + 1);
    let mut starts = [start, earlier].into_iter();
    let found = starts.find_map(|start| {
        let line = source[start..].lines().next()?;
        let margin = line.len() - line.trim_start().len();
        let mut margin = line[..margin].char_indices();
        let (at, odd) = margin.find(|(_, space)| !space.is_ascii())?;
        Some((start + at, odd))
    });
    let (at, odd) = found?;
    let code = u32::from(odd);
    let words = format!("U+{code:04X} indents this line, which YAML does not take for a space");
    let span = Span::new(at, at + odd.len_utf8());
    Some(Unreadable::new(words, span).help(format!("replace U+{code:04X} by a space")))
}

/// What is wrong, and what to do about it.
fn words(kind: &ErrorKind, next: Option<char>) -> (String, &'static str) {
    use ErrorKind as Kind;
    let found = match next {
        None => "the end of the input".to_owned(),
        Some('\n' | '\r') => "the end of the line".to_owned(),
        Some('\t') => "a tab".to_owned(),
        Some('`') => "a backtick".to_owned(),
        Some(character) if character.is_control() => format!("U+{:04X}", u32::from(character)),
        Some(character) => format!("`{character}`"),
    };
    let (message, help): (&str, &str) = match kind {
        Kind::UnclosedFlowCollection { open: '[' } => (
            "the sequence in brackets that begins here is not closed",
            "close it with `]`",
        ),
        Kind::UnclosedFlowCollection { .. } => (
            "the mapping in braces that begins here is not closed",
            "close it with `}`",
        ),
        Kind::UnexpectedEofFlowSequence | Kind::ExpectedFlowSequenceSeparator => {
            return (
                format!("expected `,` or `]` in a sequence in brackets, found {found}"),
                "put a comma behind each item, and close the sequence with `]`",
            );
        }
        Kind::UnexpectedEofFlowMapping | Kind::ExpectedFlowMappingSeparator => {
            return (
                format!("expected `,` or `}}` in a mapping in braces, found {found}"),
                "put a comma behind each member, and close the mapping with `}`",
            );
        }
        Kind::UnexpectedEofImplicitFlowMapping if next == Some(',') => (
            "expected an item before this comma",
            "remove one of the commas",
        ),
        Kind::UnexpectedEofImplicitFlowMapping
        | Kind::ExpectedNodeContent
        | Kind::UnexpectedEof
        | Kind::UnexpectedEndOfPlainScalar => {
            return (format!("expected a value, found {found}"), "");
        }
        Kind::ExpectedBlockMappingKey | Kind::UnexpectedEofBlockMapping => {
            let help = match next {
                Some('-') => {
                    "an item of a sequence cannot stand among the members of a mapping: indent it below its key"
                }
                Some(',') => "no comma stands between members that have lines of their own",
                Some('"' | '\'') => {
                    "a text in quotes ends with its quote: put the whole in quotes, or escape quotes in it"
                }
                _ => {
                    "begin the line where the other keys of the mapping begin, and end the key with a colon"
                }
            };
            return (
                format!("expected another key of the mapping, found {found}"),
                help,
            );
        }
        Kind::ExpectedBlockSequenceEntry | Kind::UnexpectedEofBlockSequence => {
            return (
                format!("expected another item of the sequence, found {found}"),
                "begin each item with `- `, where the others begin",
            );
        }
        Kind::InvalidIndentation => (
            "the line is indented as no line before it",
            "begin the line where the lines begin that it belongs to",
        ),
        kind if is_tab(kind) => (
            "a tab indents this line, and YAML takes spaces alone",
            "replace the tab by spaces",
        ),
        Kind::InvalidBlockEntryWhitespace | Kind::InvalidMappingValueWhitespace => (
            "a tab stands before what begins here, and YAML takes spaces alone",
            "replace the tab by spaces",
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => (
            "expected `:` behind a key",
            "write `key: value`; a key stands on one line and has 1024 characters at most",
        ),
        Kind::MappingKeyNotAllowed | Kind::FlowMappingValueAdjacentCollection => (
            "a member cannot begin here",
            "write it on a line of its own",
        ),
        Kind::BlockEntryInFlowCollection => (
            "an item with a dash cannot stand in brackets or braces",
            "separate the items by commas; or close the bracket that is open",
        ),
        Kind::BlockSequenceEntryNotAllowed => (
            "an item with a dash cannot begin here",
            "begin a new line for it",
        ),
        Kind::PlainScalarStartsWithDashFlowIndicator => (
            "a dash before a bracket, brace or comma is neither an item nor a value",
            "put it in quotes, or put a space behind the dash",
        ),
        Kind::MisplacedFlowCollectionEnd => {
            return (
                format!("{found} closes nothing"),
                "remove it; or put the value in quotes, where it is part of it",
            );
        }
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            let wanted = if *open == '[' { ']' } else { '}' };
            return (
                format!("expected `{wanted}`, which closes `{open}`, found `{close}`"),
                "close what is opened last first",
            );
        }
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => (
            "the text in quotes that begins here is not closed",
            "close it by the quote that begins it; in single quotes a quote is written twice",
        ),
        Kind::InvalidTrailingSingleQuotedScalar => (
            "the text in quotes has ended, but more follows",
            "write a quote twice within single quotes",
        ),
        Kind::InvalidTrailingDoubleQuotedScalar => (
            "the text in quotes has ended, but more follows",
            r#"write `\"` for a quote within double quotes"#,
        ),
        Kind::InvalidQuotedScalarIndent | Kind::InvalidFlowScalarIndent => (
            "the text goes on in a line that is not indented enough",
            "indent the line deeper than its key; or close the quote or bracket that is open",
        ),
        Kind::UnknownQuotedScalarEscape
        | Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidUnicodeEscape => (
            "a backslash must begin one of YAML's escapes",
            r"write `\\` for a backslash, or use single quotes, in which there are no escapes",
        ),
        Kind::InvalidLowSurrogate | Kind::MissingLowSurrogate | Kind::UnpairedLowSurrogate => (
            "half of a surrogate pair is no character",
            r"write the whole character, or both halves, as in `\uD834\uDD1E`",
        ),
        Kind::UnexpectedCharacter { character } if character.is_control() => {
            return (
                format!(
                    "U+{:04X} must not stand in YAML as it is",
                    u32::from(*character)
                ),
                "remove it; in double quotes it is written as an escape",
            );
        }
        Kind::UnexpectedCharacter { character: '%' } => {
            return (
                "a value without quotes must not begin with `%`".to_owned(),
                "put the value in quotes",
            );
        }
        Kind::UnexpectedCharacter { .. } => {
            return (
                format!("a value without quotes must not begin with {found}"),
                "put the value in quotes",
            );
        }
        Kind::CommentInterceptedScalar => (
            "a comment stands inside a value of several lines",
            "put the value in quotes, or move the comment",
        ),
        Kind::CommentNotSeparated => (
            "a comment must have a space before its `#`",
            "put a space before it; or put the value in quotes, where the `#` is part of it",
        ),
        Kind::ExpectedWhitespace => ("expected a space", "put a space behind what stands before"),
        Kind::ZeroBlockScalarIndent
        | Kind::InvalidBlockScalarHeader
        | Kind::InvalidBlockScalarIndent => (
            "a text that `|` or `>` begins is not written as it must be",
            "put nothing behind `|` or `>` but a digit, `+` or `-`, and indent the lines below alike",
        ),
        Kind::MissingAnchorOrAliasName => (
            "expected the name of an anchor behind `&` or `*`",
            "put the value in quotes, if it begins with this character",
        ),
        Kind::UnknownAnchor => ("an alias has no anchor before it", ""),
        Kind::AnchorCountOverflow => ("the document has too many anchors", ""),
        Kind::RecursionLimitExceeded => {
            return (format!("collections nest deeper than {DEEPEST} levels"), "");
        }
        Kind::BomInsideDocument => (
            "a byte order mark stands inside a document",
            "remove it: where files are joined, it stays between them",
        ),
        Kind::InvalidDocumentEnd | Kind::ExpectedDocumentStart => (
            "expected the end of the document, or `---` and another one",
            "indent the line, if it belongs to the value before; or write `---` before it",
        ),
        Kind::DuplicateVersionDirective
        | Kind::UnsupportedYamlMajorVersion
        | Kind::DuplicateTagDirective
        | Kind::MissingDocumentEndBeforeDirective
        | Kind::InvalidDirectiveTerminator
        | Kind::MissingYamlVersionSeparator
        | Kind::MissingDirectiveName
        | Kind::InvalidDirectiveName
        | Kind::DirectiveByteLimitExceeded { .. }
        | Kind::TooManyReservedDirectiveParams { .. }
        | Kind::YamlVersionTooLong
        | Kind::MissingYamlVersion
        | Kind::InvalidTagDirectiveTerminator
        | Kind::ExpectedTagDirectiveBang => (
            "a line that begins with `%` is none of YAML's directives",
            "write `%YAML 1.2` or `%TAG !name! prefix` before `---`; or put the value in quotes",
        ),
        Kind::UndeclaredTagHandle
        | Kind::ExpectedTagBang
        | Kind::InvalidGlobalTagCharacter
        | Kind::InvalidTagTerminator
        | Kind::MissingTagUri
        | Kind::UnclosedVerbatimTag
        | Kind::InvalidTagEscape
        | Kind::InvalidTagUtf8LeadingByte
        | Kind::InvalidTagUtf8TrailingByte
        | Kind::InvalidTagUtf8 => (
            "a tag is not written as it must be, or its prefix is not declared",
            "put the value in quotes, if it begins with `!`",
        ),
        _ => {
            return (format!("expected YAML, found {found}"), "");
        }
    };
    (message.to_owned(), help)
}

/// Whether the parser reports a tab.
const fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

/// The first tab that indents a line, at a place or behind it, or on the line of the place.
fn tab(source: &str, at: usize) -> usize {
    let mut start = source[..at].rfind('\n').map_or(0, |feed| feed + 1);
    for line in source[start..].split_inclusive('\n') {
        let margin = line.len() - line.trim_start_matches([' ', '\t']).len();
        if let Some(tab) = line[..margin].find('\t') {
            return start + tab;
        }
        start += line.len();
    }
    at
}

/// Whether the parser reports a colon where it cannot end a key.
const fn is_colon(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement
    )
}

/// What is said of a colon where it cannot end a key.
fn colon(source: &str, at: usize, open: Option<usize>) -> (String, &'static str) {
    let start = source[..at].rfind('\n').map_or(0, |feed| feed + 1);
    let (message, help) = if open.is_some() {
        (
            "a colon stands where no member can be",
            "close the bracket or brace that is open; or put the value in quotes, where the colon is part of it",
        )
    } else if source[start..at].contains(": ") {
        (
            "a second colon stands in a value without quotes",
            "put the value in quotes, if the colon is part of it; or write the member on a line of its own",
        )
    } else {
        (
            "the key before this colon goes on from the line before",
            "the line before lacks a colon, or the space behind it; or it is a value that must stand in quotes",
        )
    };
    (message.to_owned(), help)
}

/// The last bracket or brace that seems to be open before a place: outside of quotes and comments.
fn open_bracket(source: &str, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut before = '\n';
    let mut in_comment = false;
    for (place, character) in source[..at].char_indices() {
        let begins = before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':');
        match (quote, character) {
            (_, '\n') => in_comment = false,
            _ if in_comment => {}
            (Some(end), _) if end == character => quote = None,
            (None, '"' | '\'') if begins => quote = Some(character),
            (None, '#') if before.is_whitespace() => in_comment = true,
            (None, '[' | '{') if begins => open.push(place),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
        before = character;
    }
    open.pop()
}
