//! Types for the schemas of some files: what build scripts and the command use.

mod error;
#[cfg(feature = "files")]
mod files;
mod formats;

use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;
use quote::quote;
use vouchsafe_compiler::{Compiler, Definitions, Dialect, UnknownKeywords};

pub use self::error::Error;
pub use self::formats::Formats;
use crate::types::{Left, Options, Source, imports};

/// Which types are generated, and how. Made for build scripts:
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), vouchsafe_codegen::Error> {
///     vouchsafe_codegen::Config::new().compile(["schemas/*.json"])
/// }
/// ```
///
/// ```text
/// // src/lib.rs
/// include!(concat!(env!("OUT_DIR"), "/vouchsafe.rs"));
/// ```
///
/// Each file gives a type that is called like it, and types for what is inside; what several files refer to is one
/// type. Types are asked for things by the name that they have without being asked.
#[derive(Debug, Clone)]
pub struct Config {
    compiler: Compiler,
    options: Options,
    root: Option<PathBuf>,
    krate: String,
    output: String,
    module: String,
    /// All definitions of every file have types.
    all_definitions: bool,
    /// What cannot be done, found when it was asked for.
    refused: Vec<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self::new()
    }
}

/// What was generated.
#[derive(Debug)]
#[non_exhaustive]
pub struct Generated {
    /// The types, as items of a module of their own.
    pub tokens: TokenStream,
    /// What the types leave to the validator, in the order of the schemas.
    pub left: Vec<Left>,
    /// The files that were read: when one of them changes, generate again.
    pub files: Vec<PathBuf>,
    /// The items with imports that hold in every edition, for a file of its own.
    #[cfg(feature = "files")]
    in_file: TokenStream,
}

impl Config {
    /// Types with builders, by the facade crate `vouchsafe`.
    pub fn new() -> Self {
        Self {
            compiler: Compiler::new()
                .unknown_keywords(UnknownKeywords::Deny)
                .refuse_contradictions(true),
            options: Options::default(),
            root: None,
            krate: "::vouchsafe".to_owned(),
            output: "vouchsafe.rs".to_owned(),
            module: "vouchsafe_types".to_owned(),
            all_definitions: false,
            refused: Vec::new(),
        }
    }

    /// Sets the folder that paths start from and that messages name files from. By default that of `Cargo.toml`, in a
    /// build script, or else the one at hand.
    #[must_use]
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = Some(root.into());
        self
    }

    /// Sets the name of the file in `OUT_DIR`; it is `vouchsafe.rs` by itself.
    #[must_use]
    pub fn output(mut self, name: impl Into<String>) -> Self {
        self.output = name.into();
        self
    }

    /// Sets the name of the private module that the file consists of, for crates that include several.
    #[must_use]
    pub fn module(mut self, name: &str) -> Self {
        self.read::<syn::Ident>(name, "the name of a module");
        name.clone_into(&mut self.module);
        self
    }

    /// Sets the path of the facade crate, where it is known by another name.
    #[must_use]
    pub fn facade(mut self, path: &str) -> Self {
        self.read::<syn::Path>(path, "the path of a crate");
        path.clone_into(&mut self.krate);
        self
    }

    /// Sets the dialect of schemas that do not name theirs.
    #[must_use]
    pub fn dialect(mut self, dialect: Dialect) -> Self {
        self.compiler = self.compiler.dialect(dialect);
        self
    }

    /// Sets what becomes of keywords that do not exist: by itself, they are faults.
    #[must_use]
    pub fn unknown_keywords(mut self, unknown_keywords: UnknownKeywords) -> Self {
        self.compiler = self.compiler.unknown_keywords(unknown_keywords);
        self
    }

    /// Sets whether schemas that cannot mean what they say are refused: by itself, they are.
    #[must_use]
    pub fn refuse_contradictions(mut self, refuse: bool) -> Self {
        self.compiler = self.compiler.refuse_contradictions(refuse);
        self
    }

    /// Makes `format` decide, in every dialect.
    #[must_use]
    pub fn assert_formats(mut self, assert: bool) -> Self {
        self.compiler = self.compiler.assert_formats(assert);
        self
    }

    /// Lets patterns look around and refer back, in a limited number of steps, as
    /// [`Compiler::allow_backtracking`] says. The facade needs the feature `backtracking` as well.
    #[cfg(feature = "backtracking")]
    #[must_use]
    pub fn allow_backtracking(mut self, allow: bool) -> Self {
        self.compiler = self.compiler.allow_backtracking(allow);
        self
    }

    /// Reads schemas that others wrote: keywords that do not exist are annotations, and schemas that cannot mean what
    /// they say are no faults. It is short for [`Config::unknown_keywords`] and [`Config::refuse_contradictions`].
    #[must_use]
    pub fn lenient(self) -> Self {
        self.unknown_keywords(UnknownKeywords::Allow)
            .refuse_contradictions(false)
    }

    /// Takes another compiler, with what it has been told.
    #[must_use]
    pub fn compiler(mut self, compiler: Compiler) -> Self {
        self.compiler = compiler;
        self
    }

    /// Lets a folder stand for all URIs that begin with `prefix`.
    #[must_use]
    pub fn map(mut self, prefix: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        self.compiler = self.compiler.map(prefix, folder);
        self
    }

    /// Keeps numbers that have no bounds as they are written, as [`Number`](vouchsafe_core::types::Number): nothing is
    /// rounded, and nothing is too large. By itself, they are `i64` and `f64`.
    #[must_use]
    pub fn exact_numbers(mut self, exact: bool) -> Self {
        self.options.exact_numbers = exact;
        self
    }

    /// Makes types for all definitions of every file: the schemas in `$defs` and `definitions`, and in
    /// `components/schemas` of an OpenAPI document. By itself, definitions have types where something refers to them,
    /// and all have in an OpenAPI document and in a file whose own schema describes nothing.
    ///
    /// ```
    /// let schema = r#"{"type": "string", "$defs": {"point": {"type": "object", "required": ["x"]}}}"#;
    /// let config = vouchsafe_codegen::Config::new().all_definitions(true);
    /// assert!(config.generate_text("text", schema)?.formatted()?.contains("pub struct Point {"));
    /// # Ok::<(), vouchsafe_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn all_definitions(mut self, all: bool) -> Self {
        self.all_definitions = all;
        self
    }

    /// The compiler for a schema.
    fn compiler_for(&self, path: &str) -> Compiler {
        let definitions = if self.options.owner(path).is_some() {
            // The program is one that was made without them.
            Definitions::Referenced
        } else if self.all_definitions {
            Definitions::All
        } else {
            Definitions::WithoutRoot
        };
        self.compiler.clone().definitions(definitions)
    }

    /// Sets whether structs have builders; by themselves they do.
    #[must_use]
    pub fn builders(mut self, with: bool) -> Self {
        self.options.without_builders = !with;
        self
    }

    /// Adds a derive to every type, such as `Hash` or `schemars::JsonSchema`.
    #[must_use]
    pub fn derive(mut self, derive: &str) -> Self {
        self.read::<syn::Path>(derive, "the path of a derive");
        self.options.derives.push(derive.to_owned());
        self
    }

    /// Adds a derive to one type.
    #[must_use]
    pub fn derive_for(mut self, name: &str, derive: &str) -> Self {
        self.read::<syn::Path>(derive, "the path of a derive");
        let escapes = self.options.escapes_mut(name);
        escapes.derives.push(derive.to_owned());
        self
    }

    /// Adds an attribute to one type: `#[…]`.
    #[must_use]
    pub fn attribute(mut self, name: &str, attribute: &str) -> Self {
        let item = format!("{attribute} struct S;");
        self.read::<syn::ItemStruct>(&item, "an attribute, followed by nothing: `#[…]`");
        let escapes = self.options.escapes_mut(name);
        escapes.attributes.push(attribute.to_owned());
        self
    }

    /// Gives one type another name. A variant is named after a point: `Source.KafkaReplicator`.
    #[must_use]
    pub fn rename(mut self, name: &str, new: &str) -> Self {
        self.read::<syn::Ident>(new, "a name");
        // A word of the language is written raw wherever it stands.
        let new = new.trim().trim_start_matches("r#");
        self.options.escapes_mut(name).renamed = Some(new.to_owned());
        self
    }

    /// Puts a type of the user in the place of one: it must be `Clone`, `Debug`, `PartialEq`, `Serialize` and
    /// `Deserialize`, and hold what the schema admits.
    #[must_use]
    pub fn replace(mut self, name: &str, path: &str) -> Self {
        self.read::<syn::Type>(path, "the path of a type");
        self.options.escapes_mut(name).replaced = Some(path.to_owned());
        self
    }

    /// Puts a type of the user in the place of strings or numbers that have a `format`: `date-time` and
    /// `jiff::Timestamp`. The type must be `Clone`, `Debug`, `PartialEq`, `Serialize` and `Deserialize`. A value that it
    /// refuses is reported with the code `not-representable`.
    ///
    /// ```
    /// let schema = r#"{"type": "object", "properties": {"at": {"type": "string", "format": "date-time"}}}"#;
    /// let config = vouchsafe_codegen::Config::new().format("date-time", "jiff::Timestamp");
    /// let text = config.generate_text("event", schema)?.formatted()?;
    /// assert!(text.contains("pub at: Option<jiff::Timestamp>,"));
    /// # Ok::<(), vouchsafe_codegen::Error>(())
    /// ```
    #[must_use]
    pub fn format(mut self, name: &str, path: &str) -> Self {
        self.read::<syn::Type>(path, "the path of a type");
        self.options.set_format(name, path, false);
        self
    }

    /// Puts the types of some crates in the place of strings that have a known `format`: see [`Formats`]. A format that
    /// [`Config::format`] names keeps the type that it names.
    #[must_use]
    pub fn formats(mut self, formats: Formats) -> Self {
        for (name, path) in formats.types() {
            self.options.set_format(name, path, true);
        }
        self
    }

    /// Takes the program of a schema from a type that has it, rather than write it once more: one that derives
    /// `Validate` from the same file, by the same version of this crate. Generated types and that one then share it.
    #[must_use]
    pub fn program(mut self, schema: &str, path: &str) -> Self {
        self.read::<syn::Type>(path, "the path of a type");
        self.options.set_owner(schema, path);
        self
    }

    /// What cannot be read as Rust is kept to be said with everything else.
    fn read<T: syn::parse::Parse>(&mut self, text: &str, what: &str) {
        if syn::parse_str::<T>(text).is_err() {
            self.refused
                .push(format!("expected {what}, found `{text}`"));
        }
    }

    /// Generates types for schemas: paths from the root, perhaps with a JSON Pointer after `#`.
    ///
    /// # Errors
    /// Every fault of the schemas, and what was asked for that is not there.
    pub fn generate<S: AsRef<str>>(
        &self,
        paths: impl IntoIterator<Item = S>,
    ) -> Result<Generated, Error> {
        let root = self.found_root();
        let mut sources = Vec::new();
        let mut faults = Vec::new();
        for path in paths {
            let path = path.as_ref();
            match Source::compile(&self.compiler_for(path), &root, path) {
                Ok(source) => sources.push(source),
                Err(found) => faults.push(found),
            }
        }
        if !faults.is_empty() {
            return Err(Error::of_schemas(faults));
        }
        self.generate_from(&sources)
    }

    /// Generates types for a schema that is given as text, under a name.
    ///
    /// ```
    /// let schema = r#"{"type": "object", "properties": {"seconds": {"type": "integer", "minimum": 0, "maximum": 900}}}"#;
    /// let generated = vouchsafe_codegen::Config::new().generate_text("pause", schema)?;
    /// let text = generated.formatted()?;
    /// assert!(text.contains("pub struct PauseSeconds(u16);"));
    /// # Ok::<(), vouchsafe_codegen::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Config::generate`].
    pub fn generate_text(&self, name: &str, schema: &str) -> Result<Generated, Error> {
        let source = Source::compile_text(&self.compiler_for(name), name, schema);
        let source = source.map_err(|faults| Error::of_schemas(vec![faults]))?;
        self.generate_from(&[source])
    }

    fn generate_from(&self, sources: &[Source]) -> Result<Generated, Error> {
        if !self.refused.is_empty() {
            return Err(Error::of_options(self.refused.clone()));
        }
        let krate: TokenStream = self.krate.parse().unwrap_or_else(|_| quote!(::vouchsafe));
        let planned = crate::types::generate(sources, &self.options, &krate);
        let unknown = self.options.escaped().filter(|name| {
            let own = name.split('.').next().unwrap_or(name);
            !planned.names.iter().any(|known| known == own)
        });
        let unknown: Vec<String> = unknown
            .map(|name| error::no_type(name, &planned.names))
            .collect();
        let without = self.options.owned().filter(|schema| {
            let mut sources = sources.iter();
            !sources.any(|source| source.path == *schema)
        });
        let formats = self.options.named_formats();
        let formats = formats.filter(|name| !planned.formats.iter().any(|known| known == name));
        let formats = formats.map(|name| error::no_format(name, &planned.formats));
        let without = without
            .map(|schema| format!("`{schema}` is none of the schemas that types are made of"));
        let unknown = unknown.into_iter().chain(formats);
        let unknown: Vec<String> = unknown.chain(planned.problems).chain(without).collect();
        if !unknown.is_empty() {
            return Err(Error::of_options(unknown));
        }
        let mut files: Vec<PathBuf> = Vec::new();
        for file in sources.iter().flat_map(|source| &source.files) {
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
        let (imports, items) = (
            imports(&quote!(use #krate::__private as v;)),
            planned.tokens,
        );
        Ok(Generated {
            tokens: quote!(#imports #items),
            #[cfg(feature = "files")]
            in_file: {
                let imports = imports_of_file(&krate);
                quote!(#imports #items)
            },
            left: planned.left,
            files,
        })
    }

    fn found_root(&self) -> PathBuf {
        if let Some(root) = &self.root {
            return absolute(root);
        }
        #[expect(
            clippy::disallowed_methods,
            reason = "cargo tells a build script in this way where it is"
        )]
        let root = std::env::var("CARGO_MANIFEST_DIR").map(PathBuf::from);
        absolute(&root.unwrap_or_else(|_| Path::new(".").to_owned()))
    }
}

/// The folder as a path that says the same everywhere, which the URIs of files are made of.
pub(crate) fn absolute(folder: &Path) -> PathBuf {
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}

impl Generated {
    #[cfg(feature = "files")]
    /// The items as text, formatted, with attributes that keep lints from complaining: for a file of its own, or as a
    /// module of that name whose items are used where the text is included.
    fn text(&self, module: Option<&str>) -> Result<String, Error> {
        let tokens = &self.in_file;
        let lints = lints();
        let tokens = if let Some(module) = module {
            let module = quote::format_ident!("{module}");
            quote! {
                #[allow(#lints)]
                mod #module {
                    #tokens
                }
                pub use self::#module::*;
            }
        } else {
            quote!(#![allow(#lints)] #tokens)
        };
        let file = syn::parse2(tokens).map_err(|error| Error::of_code(&error.to_string()))?;
        Ok(prettyplease::unparse(&file))
    }

    #[cfg(feature = "files")]
    /// The types as a file of their own, formatted.
    ///
    /// # Errors
    /// That an attribute or derive of the user makes no Rust where it stands.
    pub fn formatted(&self) -> Result<String, Error> {
        self.text(None)
    }
}

/// The imports of a file that any crate may have, in whatever edition: before that of 2018, a path does not begin with
/// the name of a crate.
#[cfg(feature = "files")]
fn imports_of_file(krate: &TokenStream) -> TokenStream {
    let path = syn::parse2::<syn::Path>(krate.clone()).ok();
    let segments = path.as_ref().map(|path| &path.segments);
    let plain = segments.filter(|segments| segments.len() == 1);
    let is_crate = path
        .as_ref()
        .is_some_and(|path| path.leading_colon.is_some());
    match plain.and_then(|segments| segments.first()) {
        Some(name) if is_crate => imports(&quote! {
            extern crate #name as __library;
            use self::__library::__private as v;
        }),
        _ => imports(&quote!(use #krate::__private as v;)),
    }
}

/// What generated code may do that its readers would not.
pub fn lints() -> TokenStream {
    quote! {
        dead_code,
        deprecated,
        missing_docs,
        nonstandard_style,
        unreachable_pub,
        unused_qualifications,
        clippy::enum_variant_names,
        clippy::exhaustive_enums,
        clippy::exhaustive_structs,
        clippy::large_enum_variant,
        clippy::option_option,
        clippy::result_large_err,
        clippy::should_implement_trait,
        clippy::struct_excessive_bools,
        clippy::struct_field_names,
        clippy::wrong_self_convention,
        reason = "names and shapes are those of the schema"
    }
}
