//! The recipe: load, resolve, lower, examine, recognize.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use vouchsafe_core::Program;
use vouchsafe_core::program::NodeId;

use crate::compat::{Comparison, Origin, compare};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::dialect::{Dialect, OpenApi};
use crate::examine::examine;
use crate::form::form;
use crate::library::{Library, Spot};
use crate::lint::{Linted, Lints, Whereabouts, lint};
use crate::load::{Loader, file_uri, split_path_by};
use crate::lower::{lower, lower_all, lower_rest};
use crate::lowered::Lowered;
use crate::notes::Notes;
use crate::options::{Definitions, Direction, IN_MEMORY, SchemaOptions, UnknownKeywords};
use crate::reach::Reach;
use crate::recognize::recognize;
use crate::resolve::{Resolved, ResolvedAll, Resolver, resolve, resolve_all};

/// Compiles schemas.
#[derive(Debug, Clone, Default)]
pub struct Compiler {
    options: SchemaOptions,
    loader: Loader,
}

/// A program with the files that it was compiled from.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Compiled {
    /// The program.
    pub program: Program,
    /// The schema that was asked for, and the definitions beside it that [`Compiler::definitions`] asks for.
    pub entries: Vec<Entry>,
    /// The canonical name of the schema that was asked for, after following references that stand
    /// alone: its file or URI, `#`, and its JSON Pointer.
    pub name: String,
    /// The files that were read, in the order of reading: when one of them changes, compile again.
    pub files: Vec<PathBuf>,
    /// What is no fault and worth a word: a keyword that the dialect does not have, once and at its first place.
    pub warnings: Diagnostics,
    /// The patterns that cannot be run and are left out. Only what belongs to an OpenAPI document that was opened by
    /// [`Compiler::open_openapi`] has some.
    pub unchecked: Diagnostics,
}

/// A schema that compiling began with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Its fragment in the document, as the caller wrote it; that of a definition is a JSON Pointer: `/$defs/id`.
    pub fragment: String,
    /// Its node in the program.
    pub node: NodeId,
}

impl Compiler {
    /// A compiler that knows no resources and reads no files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the dialect of schemas that do not name theirs.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.options.dialect = dialect;
        self
    }

    /// Sets what becomes of keywords that the dialect of a schema does not have. By itself, each is an annotation that
    /// a warning names.
    ///
    /// ```
    /// use vouchsafe_compiler::{Compiler, UnknownKeywords};
    ///
    /// let schema = r#"{"$schema": "http://json-schema.org/draft-07/schema#", "deprecated": true}"#;
    /// let compiled = Compiler::new().compile_text(schema)?;
    /// assert_eq!(
    ///     compiled.warnings.to_string(),
    ///     "schema:1:56: warning[unknown-keyword]: draft 7 has no keyword `deprecated`: it only describes here\n  \
    ///      help: draft 2019-09 is the first to have it"
    /// );
    /// let strict = Compiler::new().unknown_keywords(UnknownKeywords::Deny);
    /// assert!(strict.compile(schema).is_err());
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn unknown_keywords(mut self, unknown_keywords: UnknownKeywords) -> Self {
        self.options.unknown_keywords = unknown_keywords;
        self
    }

    /// Says which way the messages go that are checked. A member that is `readOnly` is then a lint in requests, one that
    /// is `writeOnly` in responses. The operations of an OpenAPI document are always checked so.
    ///
    /// ```
    /// use vouchsafe_compiler::{Compiler, Direction};
    ///
    /// let schema = r#"{"properties": {"id": {"readOnly": true}}}"#;
    /// let program = Compiler::new().direction(Direction::Request).compile(schema)?;
    /// let lints = program.check(br#"{"id": 1}"#).unwrap();
    /// assert_eq!(lints.iter().next().unwrap().code, "read-only-member");
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub const fn direction(mut self, direction: Direction) -> Self {
        self.options.direction = Some(direction);
        self
    }

    /// Makes `format` decide in every dialect.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let schema = r#"{"format": "date"}"#;
    /// assert!(Compiler::new().compile(schema)?.is_valid(br#""31 May""#));
    /// assert!(!Compiler::new().assert_formats(true).compile(schema)?.is_valid(br#""31 May""#));
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn assert_formats(mut self, assert: bool) -> Self {
        self.options.assert_formats = assert;
        self
    }

    /// Makes `contentEncoding` (`base16`, `base32`, `base64`, `base64url`) and `contentMediaType` (JSON)
    /// decide in every dialect; other encodings and media types are not looked into.
    #[must_use]
    pub fn assert_content(mut self, assert: bool) -> Self {
        self.options.assert_content = assert;
        self
    }

    /// Makes faults of what JSON Schema allows and cannot be meant: bounds with nothing between them, `required`
    /// members that may not be there, values of `enum`, `const`, `default` and `examples` that the schema itself
    /// refuses, schemas that nothing satisfies, branches of `oneOf` that another always shadows. The derive and
    /// the build API ask for it.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let schema = r#"{"minimum": 900, "maximum": 30}"#;
    /// assert!(Compiler::new().compile(schema).is_ok());
    /// let faults = Compiler::new().refuse_contradictions(true).compile(schema).unwrap_err();
    /// assert!(faults.to_string().contains("so no number is accepted"));
    /// ```
    #[must_use]
    pub fn refuse_contradictions(mut self, refuse: bool) -> Self {
        self.options.refuse_contradictions = refuse;
        self
    }

    /// Sets which definitions of a document are compiled beside the schema that is asked for. By itself, the program has
    /// those that the schema refers to. A schema that is asked for by a fragment is compiled alone.
    ///
    /// ```
    /// use vouchsafe_compiler::{Compiler, Definitions};
    ///
    /// let text = r#"{"$defs": {"id": {"type": "string"}, "seconds": {"type": "integer"}}}"#;
    /// let compiled = Compiler::new().definitions(Definitions::WithoutRoot).compile_text(text)?;
    /// let fragments: Vec<&str> = compiled.entries.iter().map(|entry| &*entry.fragment).collect();
    /// assert_eq!(fragments, ["/$defs/id", "/$defs/seconds"]);
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn definitions(mut self, which: Definitions) -> Self {
        self.options.definitions = which;
        self
    }

    /// Words faults by the keyword `errorMessage`, as `ajv-errors` and VS Code read it: a text for all faults of a
    /// schema at its value, or an object with a text for each keyword (under `required` also for each member, under
    /// `properties` and `items` for those of members and items, under `_` for the rest). Where a schema has an
    /// `x-message` as well, that one counts.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let schema = r#"{"required": ["port"], "errorMessage": {"required": {"port": "say which port"}}}"#;
    /// let program = Compiler::new().error_messages(true).compile(schema)?;
    /// assert!(program.check(b"{}").unwrap_err().to_string().contains("say which port"));
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn error_messages(mut self, read: bool) -> Self {
        self.options.error_messages = read;
        self
    }

    /// Leaves descriptions, defaults, examples and unknown keywords out of the program, as for one that only
    /// checks.
    #[must_use]
    pub fn without_prose(mut self) -> Self {
        self.options.without_prose = true;
        self
    }

    /// Makes patterns into automata that the program carries where they are small (4 KiB), for programs that
    /// are written as Rust by `vouchsafe-codegen`: those then compile no pattern when they are first used.
    ///
    /// This takes time and changes no verdict, so programs that run where they are compiled have no use for
    /// it. The derive asks for it.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let program = Compiler::new().static_patterns(true).compile(r#"{"pattern": "^[a-z]+-[0-9]+$"}"#)?;
    /// assert!(program.is_valid(br#""a-1""#));
    /// assert!(!program.is_valid(br#""a1""#));
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn static_patterns(mut self, make: bool) -> Self {
        self.options.static_patterns = make;
        self
    }

    /// Lets patterns look around and refer back, which cannot run in linear time. Others run as before.
    ///
    /// The steps of such a pattern are limited: 8,192 and 128 for each byte of the text, at most 4,194,304, and
    /// fewer where one step reads far ahead. Where they do not suffice, the instance is refused with the code
    /// `pattern-too-costly`, also where the pattern stands under `not` or in an alternative that another could
    /// replace. What the library cannot run just as ECMA-262 has it is a fault of the schema still.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let schema = r#"{"pattern": "^(?!tmp-)[a-z-]+$"}"#;
    /// let faults = Compiler::new().compile(schema).unwrap_err();
    /// assert!(faults.to_string().contains("negative look-ahead `(?!…)` cannot be run in linear time"));
    ///
    /// let program = Compiler::new().allow_backtracking(true).compile(schema)?;
    /// assert!(program.is_valid(br#""orders""#));
    /// assert!(!program.is_valid(br#""tmp-orders""#));
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[cfg(feature = "backtracking")]
    #[must_use]
    pub fn allow_backtracking(mut self, allow: bool) -> Self {
        self.options.allow_backtracking = allow;
        self
    }

    /// Sets how large a pattern may be, in instructions: 1,048,576 unless said, and 16,777,216 at most. What repeats one
    /// character takes two, however often it does; what repeats more than that takes as many as it would written out.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let schema = r#"{"pattern": "^(?:[0-9a-f]{2}){0,500000}$"}"#;
    /// let faults = Compiler::new().compile(schema).unwrap_err();
    /// assert!(faults.to_string().contains("error[pattern-too-large]"));
    /// assert!(Compiler::new().max_pattern_size(2_000_000).compile(schema)?.is_valid(br#""00ff""#));
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn max_pattern_size(mut self, instructions: u64) -> Self {
        self.options.max_pattern_size = Some(instructions);
        self
    }

    /// Provides the text of a schema to be referred to by its URI.
    ///
    /// ```
    /// use vouchsafe_compiler::Compiler;
    ///
    /// let compiler = Compiler::new().resource("https://example.com/id.json", r#"{"type": "string"}"#);
    /// let program = compiler.compile(r#"{"$ref": "https://example.com/id.json"}"#)?;
    /// assert!(!program.is_valid(b"1"));
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    #[must_use]
    pub fn resource(mut self, uri: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        self.loader.add_resource(uri.into(), text.into());
        self
    }

    /// Lets a folder stand for all URIs that begin with `prefix`, or a file for that URI alone. A file of the folder
    /// whose name ends in `.json` is found also by a URI that does without. Of two prefixes that fit, the longer counts.
    #[must_use]
    pub fn map(mut self, prefix: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        self.loader.add_map(prefix.into(), folder.into());
        self
    }

    /// Compiles a schema that is given as text. It may refer to itself and to what was provided.
    ///
    /// # Errors
    /// Every fault of the schema and of those that it refers to.
    pub fn compile(&self, text: impl Into<Vec<u8>>) -> Result<Program, Diagnostics> {
        self.compile_text(text).map(|compiled| compiled.program)
    }

    /// The same, with what else is known about the program.
    ///
    /// # Errors
    /// As [`Compiler::compile`].
    pub fn compile_text(&self, text: impl Into<Vec<u8>>) -> Result<Compiled, Diagnostics> {
        let compiler = self.clone().resource(IN_MEMORY, text);
        compiler.compile_uri(IN_MEMORY, "schema")
    }

    /// Compiles the schema in a file, or the one at a JSON Pointer or anchor in it, named after a `#`:
    /// `schemas/order.json#/$defs/id`. A file that has a `#` in its name is found as well. References to other files
    /// are followed.
    ///
    /// `root` is the folder from which messages name files; `path` is relative to it, or absolute.
    ///
    /// # Errors
    /// Every fault of the schema and of those that it refers to.
    pub fn compile_file(
        &self,
        root: impl AsRef<Path>,
        path: &str,
    ) -> Result<Compiled, Diagnostics> {
        let root = root.as_ref();
        let (file, fragment) = self.split(root, path);
        let mut compiler = self.clone();
        compiler.loader.allow_files();
        compiler.options.root = Some(root.to_owned());
        let uri = file_uri(&root.join(file));
        compiler.compile_uri(&format!("{uri}#{fragment}"), file)
    }

    /// Lets references to files be followed; `root` is the folder from which messages name them. Compiling a file does
    /// so by itself.
    #[must_use]
    pub fn allow_files(mut self, root: impl Into<PathBuf>) -> Self {
        self.loader.allow_files();
        self.options.root = Some(root.into());
        self
    }

    /// The file and the fragment of a path.
    fn split<'p>(&self, root: &Path, path: &'p str) -> (&'p str, &'p str) {
        split_path_by(path, |file| self.loader.has_file(&root.join(file)))
    }

    /// The same compiler for the parts of an OpenAPI document below a folder: every text is read once.
    pub(crate) fn for_openapi(&self, root: &Path) -> Self {
        let mut compiler = self.clone();
        compiler.loader.allow_files();
        compiler.loader.begin_to_remember();
        compiler.options.root = Some(root.to_owned());
        compiler
    }

    /// The same compiler, which leaves patterns out that cannot be run.
    pub(crate) fn skip_unrunnable(mut self) -> Self {
        self.options.skip_unrunnable = true;
        self
    }

    /// The same compiler for schemas of a version of OpenAPI, for messages that go one way.
    pub(crate) fn towards(&self, version: OpenApi, direction: Direction) -> Self {
        let mut compiler = self.clone();
        compiler.options.openapi = Some(version);
        compiler.options.direction = Some(direction);
        compiler
    }

    /// The files that were read so far, where texts are read once.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        self.loader.files()
    }

    /// What finds and reads documents.
    pub(crate) fn resolver(&self) -> Resolver<'_> {
        Resolver::new(&self.loader, &self.options)
    }

    /// Gives a file another text than it has, as of an editor that has not saved it.
    #[must_use]
    pub fn overlay(self, root: impl AsRef<Path>, path: &str, text: impl Into<Vec<u8>>) -> Self {
        let uri = file_uri(&root.as_ref().join(path));
        self.resource(uri, text)
    }

    /// Every fault of schema files, and what is in order and looks like a mistake all the same (warnings and infos, each
    /// with its code). What files refer to is read as well and has its faults told, but is looked at no closer; so is
    /// a file with faults. Whether somebody refers to a definition is told from all the files together.
    ///
    /// ```no_run
    /// use vouchsafe_compiler::{Compiler, Lints};
    ///
    /// let root = std::path::Path::new(".");
    /// for found in Compiler::new().lint_files(root, &["schemas/order.json"], &Lints::default()) {
    ///     println!("{found}");
    /// }
    /// ```
    pub fn lint_files(
        &self,
        root: impl AsRef<Path>,
        paths: &[&str],
        lints: &Lints,
    ) -> Vec<Diagnostics> {
        let root = root.as_ref();
        let mut compiler = self.clone();
        compiler.loader.allow_files();
        compiler.options.root = Some(root.to_owned());
        let files = paths
            .iter()
            .map(|path| compiler.lint_file(root, path, lints));
        let mut files: Vec<(Vec<Diagnostic>, Linted)> = files.collect();
        // By where they lead, so that those into one place stand together.
        let used = files
            .iter_mut()
            .flat_map(|(_, linted)| std::mem::take(&mut linted.used));
        let mut used: Vec<(Whereabouts, Whereabouts)> = used
            .map(|(reference, target)| (target, reference))
            .collect();
        used.sort_unstable();
        let is_used = |(uri, span): &Whereabouts| {
            let first =
                used.partition_point(|((to, target), _)| (to, target.start) < (uri, span.start));
            let mut into = used[first..]
                .iter()
                .take_while(|((to, target), _)| to == uri && target.start < span.end);
            into.any(|((_, target), (from, reference))| {
                span.contains(*target) && !(from == uri && span.contains(*reference))
            })
        };
        let files = files.into_iter().map(|(mut found, linted)| {
            found.extend(linted.found);
            let unused = linted
                .unless_used
                .into_iter()
                .filter(|(at, _)| !is_used(at));
            found.extend(unused.map(|(_, diagnostic)| diagnostic));
            Diagnostics::new(found)
        });
        files.collect()
    }

    /// The faults of a file, and what else is found in it.
    fn lint_file(&self, root: &Path, path: &str, lints: &Lints) -> (Vec<Diagnostic>, Linted) {
        let uri = file_uri(&root.join(path));
        let Examined {
            library,
            mut faults,
            notes,
            ..
        } = self.examined(&uri, path);
        // Such a document is no schema; its operations have some.
        if library
            .sources
            .first()
            .is_some_and(|source| source.openapi.is_some())
        {
            return (self.faults_of_openapi(root, path), Linted::default());
        }
        let is_faulty = faults.iter().any(|fault| fault.file == path);
        faults.extend(notes.into_diagnostics(&library));
        let linted = if is_faulty {
            Linted::default()
        } else {
            lint(&library, lints)
        };
        (faults, linted)
    }

    /// What has changed from one schema file to another, or between schemas in them, named after a `#`.
    ///
    /// ```
    /// use vouchsafe_compiler::{Compiler, Effect};
    ///
    /// let compiler = Compiler::new()
    ///     .overlay("/", "old.json", r#"{"properties": {"interval": {"maximum": 900}}}"#)
    ///     .overlay("/", "new.json", r#"{"properties": {"interval": {"maximum": 600}}}"#);
    /// let comparison = compiler.compare_files("/", "old.json", "new.json")?;
    /// let change = &comparison.changes[0];
    /// assert_eq!(change.message, "`maximum` of `interval` went from 900 to 600");
    /// assert_eq!(change.backward, Effect::Breaking { witness: r#"{"interval": 601}"#.into() });
    /// assert_eq!(change.forward, Effect::Compatible);
    /// # Ok::<(), vouchsafe_compiler::Diagnostics>(())
    /// ```
    ///
    /// # Errors
    /// Every fault of the schemas and of those that they refer to.
    pub fn compare_files(
        &self,
        root: impl AsRef<Path>,
        old: &str,
        new: &str,
    ) -> Result<Comparison, Diagnostics> {
        let root = root.as_ref();
        let mut compiler = self.clone();
        compiler.loader.allow_files();
        compiler.options.root = Some(root.to_owned());
        let [old, new] = [old, new].map(|path| {
            let (file, fragment) = self.split(root, path);
            compiler.examined(&format!("{}#{fragment}", file_uri(&root.join(file))), file)
        });
        let faults = [&old.faults[..], &new.faults[..]].concat();
        if !faults.is_empty() {
            return Err(Diagnostics::new(faults));
        }
        let [old_program, new_program] =
            [&old, &new].map(|side| Program::from_parts(side.lowered.parts.clone()));
        Ok(compare(
            (&old_program, old.origin()),
            (&new_program, new.origin()),
        ))
    }

    /// Compiles the schema at an absolute URI that was provided or mapped.
    ///
    /// # Errors
    /// Every fault of the schema and of those that it refers to.
    pub fn compile_uri(&self, uri: &str, name: &str) -> Result<Compiled, Diagnostics> {
        let Examined {
            library,
            lowered,
            entries,
            faults,
            notes,
        } = self.examined(uri, name);
        let Lowered {
            mut parts,
            unchecked,
            ..
        } = lowered;
        if !faults.is_empty() {
            return Err(Diagnostics::new(faults));
        }
        recognize(&mut parts);
        let name = parts.location(parts.node(parts.target(parts.root)));
        let warnings = Diagnostics::new(notes.into_diagnostics(&library));
        let files = library
            .sources
            .into_iter()
            .filter_map(|source| source.path.clone())
            .collect();
        Ok(Compiled {
            program: Program::from_parts(parts),
            entries,
            name,
            files,
            warnings,
            unchecked: Diagnostics::new(unchecked),
        })
    }

    /// What is wrong with many schemas, which are lowered together: what several of them lead to costs once.
    pub(crate) fn look_at<'u>(&self, wanted: impl Iterator<Item = (&'u str, &'u str)>) -> LookedAt {
        let ResolvedAll {
            library,
            entries,
            mut faults,
            places,
            ..
        } = resolve_all(&self.loader, &self.options, wanted);
        let there = entries.iter().filter_map(|entry| entry.as_ref().ok());
        let (nodes, mut lowered) = lower_all(&library, &self.options, there.copied());
        let spots = lowered.spots.iter().zip(0..);
        let known: HashMap<Spot, u32> = spots.map(|(spot, node)| (*spot, node)).collect();
        let places = places.into_iter().filter_map(|(at, fault)| {
            let node = known.get(&library.schema_around(at)?)?;
            Some((NodeId(*node), fault))
        });
        let mut faulty: Vec<(NodeId, usize)> = places.collect();
        let shifted = lowered.faulty.iter();
        faulty.extend(shifted.map(|(node, fault)| (*node, fault + faults.len())));
        faults.append(&mut lowered.faults);
        let reach = Reach::of(&lowered.parts, &faulty, &lowered.doubtful);
        let mut nodes = nodes.into_iter();
        let verdicts = entries.into_iter().map(|entry| match entry {
            Err(own) => Verdict::Faulty(Diagnostics::new(own)),
            Ok(_) => nodes.next().map_or(Verdict::Sound, |node| {
                let own = reach.faults(node).map(|found| {
                    let own = found.into_iter().map(|fault| faults[fault].clone());
                    own.collect::<Vec<Diagnostic>>()
                });
                match own {
                    None => Verdict::Doubtful,
                    Some(own) if own.is_empty() => Verdict::Sound,
                    Some(own) => Verdict::Faulty(Diagnostics::new(own)),
                }
            }),
        });
        let verdicts = verdicts.collect();
        let mut all = faults;
        let mut rest = lower_rest(&library, &self.options, &lowered);
        all.append(&mut rest.faults);
        if self.options.refuse_contradictions {
            all.extend(form(&library, &all));
            let sound = all.is_empty();
            all.extend(examine(&library, &lowered, sound));
            all.extend(examine(&library, &rest, sound));
        }
        LookedAt { verdicts, all }
    }

    /// What becomes of the schema at a URI, with all that is wrong with it.
    fn examined(&self, uri: &str, name: &str) -> Examined {
        let Resolved {
            library,
            entries,
            mut faults,
            mut notes,
        } = resolve(&self.loader, &self.options, uri, name);
        // What leads nowhere has been reported; everything else is still worth a look.
        let (nodes, mut lowered) = if entries.is_empty() {
            Default::default()
        } else {
            let spots = entries.iter().map(|entry| entry.spot);
            lower(&library, &self.options, spots)
        };
        let entries = entries.into_iter().zip(nodes).map(|(entry, node)| Entry {
            fragment: entry.fragment,
            node,
        });
        let entries = entries.collect();
        let mut rest = lower_rest(&library, &self.options, &lowered);
        faults.append(&mut lowered.faults);
        faults.append(&mut rest.faults);
        notes.append(std::mem::take(&mut lowered.notes));
        notes.append(std::mem::take(&mut rest.notes));
        if self.options.refuse_contradictions {
            faults.extend(form(&library, &faults));
            let sound = faults.is_empty();
            faults.extend(examine(&library, &lowered, sound));
            faults.extend(examine(&library, &rest, sound));
        }
        Examined {
            library,
            lowered,
            entries,
            faults,
            notes,
        }
    }
}

/// What is wrong with many schemas.
pub(crate) struct LookedAt {
    /// What is known of each, in their order.
    pub(crate) verdicts: Vec<Verdict>,
    /// Everything that is wrong, also with schemas that stand in the documents and that nothing leads to.
    pub(crate) all: Vec<Diagnostic>,
}

/// What is known of one of many schemas.
pub(crate) enum Verdict {
    Sound,
    Faulty(Diagnostics),
    /// That is told by compiling it alone.
    Doubtful,
}

/// A schema that has been looked at, before it is a program.
struct Examined {
    library: Library,
    lowered: Lowered,
    entries: Vec<Entry>,
    faults: Vec<Diagnostic>,
    notes: Notes,
}

impl Examined {
    fn origin(&self) -> Origin<'_> {
        Origin {
            library: &self.library,
            spots: &self.lowered.spots,
        }
    }
}
