//! Bodies that stand in files of their own.

use std::sync::Arc;

use vouchsafe::json::Span;

use super::lines;
use super::variables::{Known, Said};
use crate::request::surroundings::{Surroundings, Unread};
use crate::request::{BodyFile, NotChecked, Traced};

/// The body that a line such as `< ./body.json` names, with the file.
///
/// # Errors
/// Why it is not checked.
pub(super) fn body(
    source: &str,
    line: Span,
    around: &Surroundings<'_>,
    known: &Known<'_>,
    said: &mut Said,
) -> Result<(Traced, Arc<BodyFile>), NotChecked> {
    let text = &source[line.range()];
    let start = line.end - text.trim_start().len();
    let place = Span::new(start, start + text.trim().len());
    let refuse = |why: &str| {
        NotChecked::new(place, format!("the body is not checked, since {why}"))
            .help("check that file by itself: `vouchsafe check --operation ID FILE`")
    };
    let Some((path, encoding)) = lines::file(text) else {
        return Err(refuse("its file is not named"));
    };
    let name_end = place.end;
    let mut path_text = Traced::empty(name_end);
    path_text.push_piece(source, Span::new(name_end - path.len(), name_end));
    let path = known.expand(&path_text, None, said);
    if path.is_unknown() {
        return Err(refuse("the name of its file is not known"));
    }
    let bytes = around.file(path.text()).map_err(|unread| {
        refuse(match unread {
            Unread::Nowhere => "standard input is in no folder where its file could be",
            Unread::Outside => "its file is not in the folder of the requests",
            Unread::Missing => "its file cannot be read",
            Unread::TooLarge => "its file is too large",
        })
    })?;
    let is_utf8 = encoding.is_none_or(|name| {
        ["utf8", "utf-8", "ascii"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
    });
    let text = String::from_utf8(bytes).map_err(|_| refuse("its file is no text in UTF-8"))?;
    if !is_utf8 && !text.is_ascii() {
        return Err(refuse("its file is read in another encoding than UTF-8"));
    }
    let mut raw = Traced::empty(0);
    raw.push_piece(&text, Span::new(0, text.len()));
    let body = known.expand(&raw, Some(place), said);
    let name = if path.is_secret() {
        "its file"
    } else {
        path.text()
    };
    let file = BodyFile {
        name: name.to_owned(),
        text,
        place,
    };
    Ok((body, Arc::new(file)))
}
