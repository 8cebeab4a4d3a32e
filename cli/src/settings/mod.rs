//! `vouchsafe.toml`: what the command does where neither its arguments nor the environment say otherwise.
//!
//! The file is checked by vouchsafe itself, and what is wrong with it is told in the same words.

mod file;
mod grades;

use std::num::NonZero;
use std::path::{Path, PathBuf};

use vouchsafe::{Report, Validate as _};

pub(crate) use file::{Entry, Settings};
pub(crate) use grades::{Grades, Level};

use crate::args::Check;
use crate::refused::refused;
use crate::render::visible;
use crate::source::{Language, refuse};

/// The name of the file.
pub(crate) const NAME: &str = "vouchsafe.toml";

/// Settings, and the folder that they start from.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) settings: Settings,
    /// As it is shown: relative, if it was found.
    pub(crate) folder: PathBuf,
}

impl Found {
    /// A path of the settings, from where the command runs.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }
}

/// Reads the settings that the arguments name, or else those of this folder or the nearest one above. `note` is told
/// of the file.
///
/// # Errors
/// That they cannot be read, or everything that is wrong with them.
pub(crate) fn find(
    arguments: &Check,
    here: &Path,
    note: &mut dyn FnMut(PathBuf),
) -> Result<Found, String> {
    let path = match &arguments.config {
        Some(path) => path.clone(),
        None if arguments.no_config => return Ok(Found::default()),
        None => match upwards(here) {
            Some(path) => path,
            None => return Ok(Found::default()),
        },
    };
    note(path.clone());
    #[expect(clippy::disallowed_methods, reason = "the command reads files")]
    let bytes = std::fs::read(&path);
    let bytes =
        bytes.map_err(|error| format!("`{}` cannot be read: {error}", visible::path(&path)))?;
    let settings = read(&bytes).map_err(|report| refused(&path, &bytes, &report))?;
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    Ok(Found { settings, folder })
}

/// The file in a folder or the nearest above, as a path that begins here.
fn upwards(here: &Path) -> Option<PathBuf> {
    let mut up = PathBuf::new();
    for folder in here.ancestors() {
        if folder.join(NAME).is_file() {
            return Some(up.join(NAME));
        }
        up.push("..");
    }
    None
}

fn read(bytes: &[u8]) -> Result<Settings, Report> {
    let sources = Language::Toml.read(bytes);
    let sources = sources.map_err(|unreadable| refuse(&unreadable, bytes))?;
    // A file is one text.
    let Some(source) = sources.first() else {
        return Ok(Settings::default());
    };
    let settings = Settings::from_json(&source.json);
    settings.map_err(|report| report.relocated(&source.origins, bytes))
}

impl Found {
    /// The arguments with what they leave to the settings.
    pub(crate) fn fill(&self, arguments: &Check) -> Check {
        let settings = &self.settings;
        let mut filled = arguments.clone();
        filled.fail_on = filled.fail_on.or(settings.fail_on);
        if let Some(format) = settings.format {
            filled.outputs.unless_said(format);
        }
        let most = settings.max_problems.and_then(|most| most.try_into().ok());
        filled.max_problems = filled.max_problems.or(most);
        filled.max_steps = filled.max_steps.or(settings.max_steps);
        let threads = settings.threads.map(usize::from);
        filled.threads = filled.threads.or(threads.and_then(NonZero::new));
        let baseline = settings.baseline.as_ref();
        filled.baseline = filled.baseline.or(baseline.map(|path| self.path(path)));
        let openapi = settings.openapi.as_ref();
        filled.openapi = filled.openapi.or(openapi.map(|path| self.path(path)));
        let hosts = settings.hosts.iter().filter_map(|host| host.parse().ok());
        filled.host.extend(hosts);
        filled.env = filled.env.or_else(|| settings.env.clone());
        filled.dialect = filled.dialect.or(settings.dialect);
        filled.assert_formats |= settings.assert_formats.unwrap_or_default();
        #[cfg(feature = "backtracking")]
        filled.backtracking.unless_said(settings.allow_backtracking);
        filled.strict_schema |= settings.strict_schema.unwrap_or_default();
        filled.strict_openapi |= settings.strict_openapi.unwrap_or_default();
        // Schemas are read before it is known which files they are for, so an entry has no say in it.
        let code = vouchsafe_compiler::codes::UNKNOWN_KEYWORD.name;
        if let Some(level) = settings.severity.of(code) {
            filled.severity.insert(0, (code.to_owned(), level));
        }
        // The first of two that fit counts.
        let maps = settings.map.iter();
        filled
            .map
            .extend(maps.map(|(prefix, folder)| (prefix.clone(), self.path(folder))));
        // The last of two counts.
        let variables = settings.variables.iter();
        let variables = variables.map(|(name, value)| (name.clone(), value.expose().to_owned()));
        filled.var.splice(0..0, variables);
        filled
    }
}
