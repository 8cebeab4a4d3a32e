//! Which version of OpenAPI a document is in, and what to say of those that are not read.

use vouchsafe_core::json::{Kind, Value};

use super::document::complaint;
use crate::diagnostic::Complaint;
use crate::dialect::{OpenApi, is_swagger};

/// The version that a document names.
///
/// # Errors
/// That it is none that is read, and the value at fault.
pub(super) fn version(root: Value<'_>) -> Result<OpenApi, (Box<Complaint>, Value<'_>)> {
    if root.kind() != Kind::Object {
        return refuse("an OpenAPI document is an object", None, root);
    }
    if let Some(swagger) = root.member("swagger") {
        if is_swagger(swagger) {
            return Ok(OpenApi::V20);
        }
        let written = swagger.as_str().map(|text| text.to_lossy().into_owned());
        let written = written.unwrap_or_default();
        let (words, help) = match written.split('.').next() {
            Some("1") => (
                format!("Swagger `{written}` is too old to be read"),
                "convert it to OpenAPI 3 first",
            ),
            Some("3") => (
                format!("there is no Swagger `{written}`: it has been called OpenAPI since then"),
                "write `openapi` in place of `swagger`",
            ),
            _ => (
                format!("there is no Swagger `{written}`"),
                "the version is `\"2.0\"`",
            ),
        };
        return refuse(words, Some(help), swagger);
    }
    let Some(version) = root.member("openapi") else {
        let words = "this is no OpenAPI document: it has no member `openapi`";
        let help = "add the version, such as `\"openapi\": \"3.1.1\"`";
        return refuse(words, Some(help), root);
    };
    let Some(text) = version.as_str() else {
        let words = "`openapi` must be a string such as `3.1.1`";
        let help = "put the version in quotes, all three numbers of it";
        return refuse(words, Some(help), version);
    };
    let text = text.to_lossy();
    let mut numbers = text.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("3"), Some("0" | "1" | "2")) => Ok(OpenApi::of(version)),
        (Some("3"), Some(_)) => {
            let words = format!("OpenAPI `{text}` is not known; 3.0, 3.1 and 3.2 are read");
            let help = "a document that has nothing newer than 3.2 may say `3.2.0`";
            refuse(words, Some(help), version)
        }
        _ => {
            let words = format!("there is no OpenAPI `{text}`");
            let help = "there are `3.0.…`, `3.1.…` and `3.2.…`, and `\"swagger\": \"2.0\"`";
            refuse(words, Some(help), version)
        }
    }
}

fn refuse<'v>(
    words: impl Into<String>,
    help: Option<&str>,
    at: Value<'v>,
) -> Result<OpenApi, (Box<Complaint>, Value<'v>)> {
    let complaint = complaint(words);
    let complaint = match help {
        Some(help) => complaint.help(help.to_owned()),
        None => complaint,
    };
    Err((Box::new(complaint), at))
}
