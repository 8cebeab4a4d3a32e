//! `null` told apart from absence.

use serde::{Deserialize, Deserializer};

/// Reads a member that is there, be it `null`, as `Some`: for fields that are an `Option` of an `Option`.
///
/// serde reads `null` and absence alike. With this function, and a default for the member that is absent,
/// the outer `Option` says whether the member is there, and the inner one whether it is `null`:
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use vouchsafe::Validate;
///
/// #[derive(Serialize, Deserialize, Validate)]
/// #[vouchsafe(schema = r#"{
///     "type": "object",
///     "properties": { "note": { "type": ["string", "null"] } }
/// }"#)]
/// struct Change {
///     #[serde(
///         default,
///         deserialize_with = "vouchsafe::present",
///         skip_serializing_if = "Option::is_none"
///     )]
///     #[vouchsafe(with = Option<Option<String>>)]
///     note: Option<Option<String>>,
/// }
///
/// assert_eq!(Change::from_json(b"{}")?.note, None);
/// assert_eq!(Change::from_json(br#"{"note": null}"#)?.note, Some(None));
/// assert_eq!(Change { note: None }.to_json()?, b"{}");
/// assert_eq!(Change { note: Some(None) }.to_json()?, br#"{"note":null}"#);
/// # Ok::<(), vouchsafe::Report>(())
/// ```
///
/// # Errors
/// Those of `T`.
pub fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}
