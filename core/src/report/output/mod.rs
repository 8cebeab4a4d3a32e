//! The output formats of the standard (JSON Schema 2020-12, core, section 12): `flag` and `basic`.
//!
//! In: the raw faults of the engine, or the annotations of a document that is accepted. Out: units of
//! output. Unlike our own report nothing is settled: every keyword that fails has its unit, those of
//! branches that were not meant too.

mod annotations;
mod errors;
mod location;
mod places;
mod unit;

pub(crate) use annotations::annotations;
pub(crate) use errors::errors;
pub use places::KeywordPlace;
pub use unit::{CollectedAnnotation, Output, OutputError, OutputFormat};
