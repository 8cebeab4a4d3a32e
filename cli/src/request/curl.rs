//! `curl` command lines, as a shell reads them.

use vouchsafe::json::Span;

use super::url::{pairs, split};
use super::{Recorded, Traced};
use crate::source::Unreadable;

/// Options that take an argument and say nothing about the request.
const ASIDE: &[&str] = &[
    "-o",
    "--output",
    "-A",
    "--user-agent",
    "-e",
    "--referer",
    "-c",
    "--cookie-jar",
    "-m",
    "--max-time",
    "--connect-timeout",
    "--retry",
    "--retry-delay",
    "-x",
    "--proxy",
    "--cacert",
    "--capath",
    "-E",
    "--cert",
    "--key",
    "-w",
    "--write-out",
    "--resolve",
    "--interface",
    "-D",
    "--dump-header",
    "-K",
    "--config",
    "-r",
    "--range",
    "--limit-rate",
    "--ciphers",
    "--tls-max",
    "-C",
    "--continue-at",
    "-T",
    "--upload-file",
];

/// The requests of the command lines of a text.
pub(super) fn read(source: &str) -> Result<Vec<Result<Recorded, Unreadable>>, Unreadable> {
    let commands = words(source)?;
    let commands = commands.iter().filter(|words| {
        let first = words.first().map_or("", Traced::text);
        first == "curl" || first.ends_with("/curl")
    });
    let requests: Vec<_> = commands.map(|words| request(words)).collect();
    if requests.is_empty() {
        let words = "there is no `curl` command here";
        return Err(Unreadable::new(words, Span::new(0, source.len().min(1))));
    }
    Ok(requests)
}

fn request(words: &[Traced]) -> Result<Recorded, Unreadable> {
    let end = words.last().map_or(0, |word| word.span().end);
    let mut request = Recorded {
        line: Span::new(words.first().map_or(0, |word| word.span().start), end),
        ..Recorded::default()
    };
    let mut data: Vec<Traced> = Vec::new();
    let (mut method, mut url, mut as_query) = (None, None, false);
    let mut words = words.iter().skip(1);
    while let Some(word) = words.next() {
        let (option, attached) = option(word);
        let mut argument = || {
            let found = attached.clone().or_else(|| words.next().cloned());
            found.ok_or_else(|| {
                Unreadable::new(
                    format!("`{option}` must be followed by an argument"),
                    word.span(),
                )
            })
        };
        match option.as_str() {
            "-X" | "--request" => method = Some(argument()?.text().to_uppercase()),
            "-H" | "--header" => {
                let field = argument()?;
                if let Some((name, value)) = field.split_once(':') {
                    request.headers.push((name.trim(), value.trim()));
                }
            }
            "-b" | "--cookie" => {
                let cookies = argument()?;
                // Without a value it is the name of a file.
                if cookies.text().contains('=') {
                    request.headers.push((name("Cookie", word), cookies));
                }
            }
            "-u" | "--user" => {
                let credentials = argument()?;
                request
                    .headers
                    .push((name("Authorization", word), credentials));
            }
            "-d" | "--data" | "--data-raw" | "--data-binary" | "--data-ascii"
            | "--data-urlencode" | "--json" => {
                let text = argument()?;
                if option != "--data-raw" && text.text().starts_with('@') {
                    return Err(Unreadable::new(
                        "a body in a file of its own is not followed; check that file by itself",
                        text.span(),
                    ));
                }
                data.push(text);
            }
            "-G" | "--get" => as_query = true,
            "-I" | "--head" => method = Some("HEAD".to_owned()),
            "--url" => url = Some(argument()?),
            aside if ASIDE.contains(&aside) => drop(argument()?),
            option if option.starts_with('-') && option.len() > 1 => {}
            _ => url = Some(word.clone()),
        }
    }
    let url = url.ok_or_else(|| Unreadable::new("the command names no URL", request.line))?;
    (request.path, request.query) = split(&url);
    let mut body: Option<Traced> = None;
    for piece in data {
        match &mut body {
            None => body = Some(piece),
            Some(body) => {
                body.push("&", Span::new(piece.span().start, piece.span().start));
                piece.append_to(body);
            }
        }
    }
    if as_query {
        request.query.extend(body.take().iter().flat_map(pairs));
    }
    let default = if body.is_some() { "POST" } else { "GET" };
    request.method = method.unwrap_or_else(|| default.to_owned());
    request.body = body;
    Ok(request)
}

/// The name of a header field that an option stands for.
fn name(name: &str, option: &Traced) -> Traced {
    Traced::named(name, option.span().start)
}

/// The name of an option, and what is attached to it: `-XPOST`, `--request=POST`.
fn option(word: &Traced) -> (String, Option<Traced>) {
    let text = word.text();
    if text.starts_with("--") {
        return match word.split_once('=') {
            Some((name, value)) => (name.text().to_owned(), Some(value)),
            None => (text.to_owned(), None),
        };
    }
    let takes_argument = [
        "-X", "-H", "-d", "-o", "-u", "-A", "-b", "-e", "-m", "-x", "-w",
    ];
    match takes_argument.iter().find(|name| text.starts_with(**name)) {
        Some(name) if text.len() > 2 => ((*name).to_owned(), Some(word.slice(2..text.len()))),
        _ => (text.to_owned(), None),
    }
}

/// The words of each command, without quotes and escapes.
fn words(source: &str) -> Result<Vec<Vec<Traced>>, Unreadable> {
    let mut commands = vec![Vec::new()];
    let mut word: Option<Traced> = None;
    let mut quote: Option<(char, usize)> = None;
    let mut ansi = false;
    let mut characters = source.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let here = Span::new(at, at + character.len_utf8());
        match (quote, character) {
            (Some((open, _)), _) if open == character => quote = None,
            (Some(('\'', _)), '\\') if ansi => {
                if let Some((next, escaped)) = characters.next() {
                    let place = Span::new(at, next + escaped.len_utf8());
                    let text = match escaped {
                        'n' => "\n".to_owned(),
                        't' => "\t".to_owned(),
                        'r' => "\r".to_owned(),
                        other => other.to_string(),
                    };
                    word.get_or_insert_with(|| Traced::empty(at))
                        .push(&text, place);
                }
            }
            (Some(('"', _)), '\\') => match characters.peek().copied() {
                Some((next, escaped)) if matches!(escaped, '"' | '\\' | '$' | '`') => {
                    characters.next();
                    let place = Span::new(at, next + 1);
                    word.get_or_insert_with(|| Traced::empty(at))
                        .push(&escaped.to_string(), place);
                }
                Some((_, '\n')) => drop(characters.next()),
                _ => word
                    .get_or_insert_with(|| Traced::empty(at))
                    .push_piece(source, here),
            },
            (Some(_), _) => word
                .get_or_insert_with(|| Traced::empty(at))
                .push_piece(source, here),
            (None, '$') if matches!(characters.peek(), Some((_, '\''))) => {
                characters.next();
                ansi = true;
                quote = Some(('\'', at));
                word.get_or_insert_with(|| Traced::empty(at + 2));
            }
            (None, '\'' | '"') => {
                ansi = false;
                quote = Some((character, at));
                word.get_or_insert_with(|| Traced::empty(at + 1));
            }
            (None, '\\') => match characters.next() {
                // A line goes on.
                Some((_, '\n')) | None => {}
                Some((_, '\r')) => drop(characters.next_if(|(_, next)| *next == '\n')),
                Some((next, escaped)) => {
                    let place = Span::new(at, next + escaped.len_utf8());
                    word.get_or_insert_with(|| Traced::empty(at))
                        .push(&escaped.to_string(), place);
                }
            },
            (None, '\n' | ';' | '|' | '&') => {
                end_word(&mut commands, &mut word);
                commands.push(Vec::new());
            }
            (None, character) if character.is_whitespace() => end_word(&mut commands, &mut word),
            (None, _) => word
                .get_or_insert_with(|| Traced::empty(at))
                .push_piece(source, here),
        }
    }
    if let Some((_, at)) = quote {
        return Err(Unreadable::new(
            "this quote is not closed",
            Span::new(at, at + 1),
        ));
    }
    end_word(&mut commands, &mut word);
    Ok(commands)
}

fn end_word(commands: &mut [Vec<Traced>], word: &mut Option<Traced>) {
    if let (Some(command), Some(word)) = (commands.last_mut(), word.take()) {
        command.push(word);
    }
}
