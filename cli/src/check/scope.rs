//! Which files are checked against what: all against what the arguments name, or each as `vouchsafe.toml` maps it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use path_clean::PathClean as _;
use vouchsafe::{Options, Part};

use super::inputs::Input;
use super::kind::Kind;
use crate::args::Check;
use crate::catalogue;
use crate::settings::{Entry, Found, Grades, NAME};
use crate::target::{Aim, Finder, Needs, Target};

/// What a file is checked against, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Role {
    /// The number of its scope.
    pub(crate) scope: usize,
    pub(crate) kind: Kind,
}

/// Files that are checked against the same, in the same way.
pub(crate) struct Scope {
    pub(crate) target: Target,
    pub(crate) options: Options,
    pub(crate) grades: Grades,
}

/// The scopes of files: the first is that of the arguments, the others those of the settings' entries.
pub(crate) struct Rules<'a> {
    arguments: &'a Check,
    found: &'a Found,
    here: &'a Path,
    /// What files each entry maps; none where the arguments say what to check against.
    entries: Vec<Override>,
}

impl<'a> Rules<'a> {
    /// Reads the patterns of the entries.
    ///
    /// # Errors
    /// Which is no pattern.
    pub(crate) fn new(
        arguments: &'a Check,
        found: &'a Found,
        here: &'a Path,
    ) -> Result<Self, String> {
        let root = here.join(&found.folder).clean();
        let entries = if is_said(arguments) {
            &[][..]
        } else {
            &found.settings.files
        };
        let patterns = |entry: &Entry| {
            let mut builder = OverrideBuilder::new(&root);
            for pattern in &entry.paths {
                builder
                    .add(pattern)
                    .map_err(|error| format!("`{pattern}` in `{NAME}` is no pattern: {error}"))?;
            }
            builder
                .build()
                .map_err(|error| format!("the patterns in `{NAME}` cannot be read: {error}"))
        };
        Ok(Self {
            arguments,
            found,
            here,
            entries: entries
                .iter()
                .map(patterns)
                .collect::<Result<_, String>>()?,
        })
    }

    /// Whether the settings say what files are checked against.
    pub(crate) fn are_mapped(&self) -> bool {
        !self.entries.is_empty()
    }

    /// All patterns of the settings.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = &str> {
        let entries = self.found.settings.files.iter();
        entries.flat_map(|entry| &entry.paths).map(String::as_str)
    }

    /// The folder that holds what the settings map.
    pub(crate) fn folder(&self) -> &Path {
        if self.found.folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &self.found.folder
        }
    }

    /// The number of the entry that maps a file, from 1.
    pub(crate) fn entry(&self, path: &Path) -> Option<usize> {
        let path = self.here.join(path).clean();
        let fits = |entry: &Override| entry.matched(&path, false).is_whitelist();
        self.entries.iter().position(fits).map(|index| index + 1)
    }

    /// What a file is checked against, and how it is written.
    pub(crate) fn role(&self, path: &Path) -> Role {
        let scope = self.entry(path).unwrap_or(0);
        let input = self.entry_of(scope).and_then(|entry| entry.input);
        let kind = Kind::of(self.arguments, input, path);
        Role { scope, kind }
    }

    fn entry_of(&self, scope: usize) -> Option<&Entry> {
        self.found.settings.files.get(scope.checked_sub(1)?)
    }

    /// The scopes of some inputs, by their numbers; what no input needs is empty. `note` is told of the files that
    /// are read.
    ///
    /// # Errors
    /// Why one cannot be checked against what is named.
    pub(crate) fn scopes(
        &self,
        inputs: &[Input],
        note: &mut dyn FnMut(PathBuf),
    ) -> Result<Vec<Scope>, String> {
        let mut needs = vec![Needs::default(); self.entries.len() + 1];
        for role in inputs.iter().filter_map(Input::role) {
            match role.kind {
                Kind::Text(_) => needs[role.scope].texts = true,
                Kind::Requests(_) => needs[role.scope].requests = true,
            }
        }
        let mut finder = Finder::new(self.arguments, note);
        let scopes = needs.iter().enumerate();
        scopes
            .map(|(scope, needs)| self.scope(scope, *needs, &mut finder))
            .collect()
    }

    /// Codes that somebody gives a severity and that no finding can have.
    pub(crate) fn unknown_codes(&self, scopes: &[Scope]) -> Vec<&str> {
        let arguments = self.arguments;
        let own = arguments.severity.iter().map(|(code, _)| code);
        let mut codes: BTreeSet<&str> = own.chain(&arguments.enable).map(String::as_str).collect();
        let used = |scope: &&Scope| !scope.target.is_empty();
        // What is not read may have lints of its own.
        if scopes.iter().skip(1).all(|scope| used(&scope)) {
            let settings = &self.found.settings;
            let entries = settings.files.iter().map(|entry| &entry.severity);
            let grades = entries.chain([&settings.severity]);
            codes.extend(grades.flat_map(Grades::codes));
        }
        codes.retain(|code| catalogue::find(code).is_none());
        for program in scopes.iter().flat_map(|scope| scope.target.programs()) {
            for code in program.lint_codes() {
                codes.remove(code);
            }
        }
        codes.into_iter().collect()
    }

    fn scope(
        &self,
        number: usize,
        needs: Needs,
        finder: &mut Finder<'_, '_>,
    ) -> Result<Scope, String> {
        let aim = match self.entry_of(number) {
            None => Aim::of(self.arguments),
            Some(entry) => Aim {
                operation: entry.operation.clone(),
                part: entry.part.map_or(Part::Body, Part::from),
                schema: entry.schema.as_ref().map(|schema| {
                    let path = self.found.path(schema);
                    path.to_string_lossy().into_owned()
                }),
                dialect: entry.dialect.or(self.arguments.dialect),
            },
        };
        // What somebody names must be there, also where no file needs it.
        let is_named = number == 0 && is_said(self.arguments);
        let mut target = if needs == Needs::default() && !is_named {
            Target::default()
        } else {
            finder.find(&aim, needs)?
        };
        let settings = &self.found.settings;
        let own = self.entry_of(number).map(|entry| entry.severity.clone());
        let grades = settings
            .severity
            .but(own.unwrap_or_default())
            .but(self.arguments.severity.iter().cloned());
        if let Some(single) = &mut target.single {
            let deprecation = single.deprecation.take();
            single.deprecation = deprecation.and_then(|found| grades.one(found));
        }
        let options = Options::default()
            .part(
                target
                    .single
                    .as_ref()
                    .map_or(Part::Body, |single| single.part),
            )
            .max_violations(self.arguments.max_problems().max(1000));
        let enabled = self.arguments.enable.iter();
        let options = enabled.fold(grades.enable(options), Options::enable_lint);
        Ok(Scope {
            target,
            options,
            grades,
        })
    }
}

/// Whether the arguments say what all files are checked against.
const fn is_said(arguments: &Check) -> bool {
    arguments.operation.is_some() || arguments.schema.is_some()
}
