//! What stands in `vouchsafe.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vouchsafe::{Secret, Validate};

use super::Grades;
use crate::args::{DialectName, FailOn, Format, InputName, PartName};

/// All of it. Paths start from the folder of the file.
#[derive(Debug, Default, Serialize, Deserialize, Validate)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[vouchsafe(schema = "schema/settings.json")]
pub(crate) struct Settings {
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) format: Option<Format>,
    pub(crate) max_problems: Option<u32>,
    pub(crate) max_steps: Option<u64>,
    pub(crate) threads: Option<u16>,
    pub(crate) openapi: Option<String>,
    #[serde(default)]
    pub(crate) hosts: Vec<String>,
    pub(crate) env: Option<String>,
    pub(crate) baseline: Option<String>,
    pub(crate) dialect: Option<DialectName>,
    pub(crate) assert_formats: Option<bool>,
    pub(crate) allow_backtracking: Option<bool>,
    pub(crate) strict_schema: Option<bool>,
    pub(crate) strict_openapi: Option<bool>,
    #[serde(default)]
    pub(crate) map: BTreeMap<String, String>,
    #[serde(default)]
    pub(crate) variables: BTreeMap<String, Secret>,
    #[serde(default)]
    pub(crate) severity: Grades,
    #[serde(default)]
    pub(crate) files: Vec<Entry>,
}

/// What some files are checked against.
#[derive(Debug, Serialize, Deserialize, Validate)]
#[serde(deny_unknown_fields)]
#[vouchsafe(schema = "schema/settings.json#/$defs/entry")]
pub(crate) struct Entry {
    pub(crate) paths: Vec<String>,
    pub(crate) operation: Option<String>,
    pub(crate) part: Option<PartName>,
    pub(crate) schema: Option<String>,
    pub(crate) dialect: Option<DialectName>,
    pub(crate) input: Option<InputName>,
    #[serde(default)]
    pub(crate) severity: Grades,
}
