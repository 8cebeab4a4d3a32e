//! Which files are checked against what: all against what the arguments name, or each as `vouchsafe.toml` maps it.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use ignore::overrides::{Override, OverrideBuilder};
use path_clean::PathClean as _;
use vouchsafe::{Options, Part};
use vouchsafe_compiler::{Diagnostic, Document};

use super::inputs::Input;
use super::kind::Kind;
use crate::args::Check;
use crate::catalogue;
use crate::render::visible;
use crate::settings::{Entry, Found, Grades, NAME};
use crate::target::{Aim, Finder, Needs, Target, is_uri};

/// What a file is checked against, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Role {
    /// The number of its scope.
    pub(crate) scope: usize,
    pub(crate) kind: Kind,
    /// Each line is a text.
    pub(crate) by_line: bool,
}

/// Files that are checked against the same, in the same way.
pub(crate) struct Scope {
    pub(crate) target: Target,
    /// What texts, and recorded requests, are checked against, in words.
    against: [String; 2],
    pub(crate) options: Options,
    pub(crate) grades: Grades,
}

impl Scope {
    /// What files of a kind are checked against, in words.
    pub(crate) fn against(&self, kind: Kind) -> &str {
        let [texts, requests] = &self.against;
        match kind {
            Kind::Text(_) => texts,
            Kind::Requests(_) => requests,
        }
    }
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
        // The name tells where nothing else does.
        let is_told = self.arguments.input.is_some() || input.is_some();
        let by_line = self.arguments.ndjson || !is_told && is_named_lines(path);
        Role {
            scope,
            kind,
            by_line,
        }
    }

    fn entry_of(&self, scope: usize) -> Option<&Entry> {
        self.found.settings.files.get(scope.checked_sub(1)?)
    }

    /// The scopes of some inputs, by their numbers; what no input needs is empty. `note` is told of the files that
    /// are read. The schema may be on standard input. What is worth a word in schemas comes with the scopes.
    ///
    /// # Errors
    /// Why one cannot be checked against what is named.
    pub(crate) fn scopes(
        &self,
        inputs: &[Input],
        stdin: &mut dyn Read,
        note: &mut dyn FnMut(PathBuf),
    ) -> Result<Scopes, String> {
        let mut needs = vec![Needs::default(); self.entries.len() + 1];
        for role in inputs.iter().filter_map(Input::role) {
            match role.kind {
                Kind::Text(_) => needs[role.scope].texts = true,
                Kind::Requests(_) => needs[role.scope].requests = true,
            }
        }
        let mut finder = Finder::new(self.arguments, note, stdin);
        let scopes = needs.iter().enumerate();
        let scopes = scopes
            .map(|(scope, needs)| self.scope(scope, *needs, &mut finder))
            .collect::<Result<_, String>>()?;
        Ok(Scopes {
            all: scopes,
            warnings: finder.warnings,
            document: finder.document,
        })
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
        // To ask for the programs would compile them all.
        if codes.is_empty() {
            return Vec::new();
        }
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
                    if is_uri(schema) {
                        return schema.clone();
                    }
                    let path = self.found.path(schema);
                    path.to_string_lossy().into_owned()
                }),
                dialect: entry.dialect.or(self.arguments.dialect),
            },
        };
        let against = self.against(&aim);
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
            .max_violations(self.arguments.most_violations());
        let options = match self.arguments.max_steps {
            Some(most) => options.max_steps(most),
            None => options,
        };
        let enabled = self.arguments.enable.iter();
        let options = enabled.fold(grades.enable(options), Options::enable_lint);
        Ok(Scope {
            target,
            against,
            options,
            grades,
        })
    }
}

/// What everything is checked against.
pub(crate) struct Scopes {
    pub(crate) all: Vec<Scope>,
    /// What is worth a word in the schemas.
    pub(crate) warnings: Vec<Diagnostic>,
    /// The document that the operations are from.
    pub(crate) document: Option<Document>,
}

impl Rules<'_> {
    /// What texts, and recorded requests, are checked against, in words.
    fn against(&self, aim: &Aim) -> [String; 2] {
        let document = self.arguments.openapi.as_ref();
        let operations = document.map_or_else(
            || "the built-in operations".to_owned(),
            |document| format!("the operations of `{}`", visible::path(document)),
        );
        match (&aim.operation, &aim.schema) {
            (Some(id), _) => [
                format!("the {} of `{}`", aim.part.word(), visible::line(id)),
                format!("the operation `{}`", visible::line(id)),
            ],
            (None, Some(schema)) => [format!("`{}`", visible::line(schema)), operations],
            (None, None) => ["nothing".to_owned(), operations],
        }
    }
}

/// Whether the name of a file says that each of its lines is a text.
fn is_named_lines(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ending.eq_ignore_ascii_case("jsonl") || ending.eq_ignore_ascii_case("ndjson")
    })
}

/// Whether the arguments say what all files are checked against.
const fn is_said(arguments: &Check) -> bool {
    arguments.operation.is_some() || arguments.schema.is_some()
}
