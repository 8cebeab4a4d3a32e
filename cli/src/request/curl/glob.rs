//! Several URLs that are written as one: `{one,two}` and `[1-10:2]`.

use vouchsafe::json::Span;

use super::{NotChecked, Refused, Unreadable};
use crate::request::Traced;

/// How many requests of one command are looked at.
pub(super) const MOST: usize = 100;

/// The URLs that one stands for.
///
/// # Errors
/// Why `curl` does not understand it, or that there are too many.
pub(super) fn urls(url: &Traced) -> Result<Vec<Traced>, Refused> {
    let text = url.text();
    if !text.contains(['{', '[', '}', ']']) {
        return Ok(vec![url.clone()]);
    }
    let mut urls = vec![url.slice(0..0)];
    let mut at = 0;
    let mut plain = 0;
    let add = |urls: &mut Vec<Traced>, range: std::ops::Range<usize>| {
        let piece = url.slice(range);
        for url in urls {
            piece.clone().append_to(url);
        }
    };
    while let Some(next) = text[at..].chars().next() {
        let rest = &text[at..];
        let escaped = rest.strip_prefix('\\').and_then(|rest| rest.chars().next());
        if escaped.is_some_and(|letter| "{}[]".contains(letter)) {
            add(&mut urls, plain..at);
            plain = at + 1;
            at += 2;
            continue;
        }
        let alternatives = match next {
            '{' => list(url, at),
            '[' if is_address(rest) || rest.starts_with("[]") => {
                at += rest.find(']').map_or(1, |length| length + 1);
                continue;
            }
            '[' => range(url, at),
            '}' | ']' => None,
            _ => {
                at += next.len_utf8();
                continue;
            }
        };
        let Some((alternatives, end)) = alternatives else {
            return Err(refused(url, at).into());
        };
        add(&mut urls, plain..at);
        if urls.len() * alternatives.len() > MOST {
            let words =
                format!("the URL stands for more than {MOST} requests, so it is not checked");
            return Err(NotChecked::new(url.span(), words).into());
        }
        let product = urls.iter().flat_map(|url| {
            alternatives.iter().map(|alternative| {
                let mut url = url.clone();
                alternative.clone().append_to(&mut url);
                url
            })
        });
        urls = product.collect();
        (at, plain) = (end, end);
    }
    add(&mut urls, plain..text.len());
    Ok(urls)
}

fn refused(url: &Traced, at: usize) -> Unreadable {
    let bracket = &url.text()[at..=at];
    let words =
        format!("`curl` takes this `{bracket}` for a piece of a list of URLs, and refuses it");
    let refused = Unreadable::new(words, url.slice(at..at + 1).span());
    refused.help(format!("add `-g`, or write `\\{bracket}`"))
}

/// Whether brackets hold an address of the Internet Protocol 6.
fn is_address(text: &str) -> bool {
    let Some((address, _)) = text[1..].split_once(']') else {
        return false;
    };
    let is_in_address = |byte: u8| byte.is_ascii_hexdigit() || b":.%".contains(&byte);
    address.matches(':').count() >= 2 && address.bytes().all(is_in_address)
}

type Alternatives = Option<(Vec<Traced>, usize)>;

/// The texts of `{a,b}` at a place, and where it ends.
fn list(url: &Traced, at: usize) -> Alternatives {
    let text = url.text();
    let mut texts = Vec::new();
    let mut current = url.slice(at..at);
    let mut letters = text[at + 1..].char_indices();
    while let Some((offset, letter)) = letters.next() {
        let here = at + 1 + offset;
        match letter {
            '{' | '[' | ']' => return None,
            '}' if here == at + 1 => return None,
            '}' | ',' => {
                texts.push(std::mem::replace(&mut current, url.slice(here..here)));
                if texts.len() > MOST {
                    // That it is too long is said where the product is made.
                    return Some((texts, here));
                }
                if letter == '}' {
                    return Some((texts, here + 1));
                }
            }
            '\\' => {
                let (offset, escaped) = letters.next()?;
                let start = at + 1 + offset;
                url.slice(start..start + escaped.len_utf8())
                    .append_to(&mut current);
            }
            _ => url
                .slice(here..here + letter.len_utf8())
                .append_to(&mut current),
        }
    }
    None
}

/// The texts of `[1-3]` or `[a-z:2]` at a place, and where it ends.
fn range(url: &Traced, at: usize) -> Alternatives {
    let (inner, _) = url.text()[at + 1..].split_once(']')?;
    let end = at + 1 + inner.len() + 1;
    let place: Span = url.slice(at..end).span();
    let (bounds, step) = inner.split_once(':').unwrap_or((inner, "1"));
    let (first, last) = bounds.split_once('-')?;
    let step: u64 = step.parse().ok().filter(|step| *step > 0)?;
    let letter = |text: &str| match text.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(u64::from(*letter)),
        _ => None,
    };
    let number = |text: &str| {
        let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u64>().ok()).flatten()
    };
    let letters = letter(first).zip(letter(last));
    let (low, high) = letters.or_else(|| number(first).zip(number(last)))?;
    let is_fitting = low < high && step <= high - low || low == high && step == 1;
    if !is_fitting {
        return None;
    }
    let width = if first.starts_with('0') {
        first.len()
    } else {
        0
    };
    let step = usize::try_from(step).ok()?;
    let texts = (low..=high).step_by(step).take(MOST + 1).map(|value| {
        let text = match (letters, u8::try_from(value)) {
            (Some(_), Ok(letter)) => char::from(letter).to_string(),
            _ => format!("{value:0width$}"),
        };
        let mut traced = Traced::empty(place.start);
        if url.slice(at..end).is_secret() {
            traced.push_secret(&text, place);
        } else {
            traced.push(&text, place);
        }
        traced
    });
    Some((texts.collect(), end))
}
