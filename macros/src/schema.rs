//! The schema of a type: compiled, with what the derive needs to know of it.

use std::path::{Component, Path, PathBuf};

use syn::{Error, LitStr, Result};
use vouchsafe_codegen::{Admitted, Demand, source_location};
use vouchsafe_compiler::{Compiled, Compiler, Diagnostics, UnknownKeywords};
use vouchsafe_core::program::Parts;

use crate::input::Input;

/// A compiled schema.
pub(crate) struct Schema {
    pub(crate) compiled: Compiled,
    /// Where it stands: `file:line:column`.
    pub(crate) location: String,
    /// It is the text of the attribute itself and has no `$id`, so that nothing else can refer to it.
    pub(crate) nameless: bool,
    /// What it admits as a whole.
    pub(crate) admitted: Admitted,
    /// The files that it was compiled from, relative to the folder of `Cargo.toml`.
    pub(crate) files: Vec<String>,
}

impl Schema {
    pub(crate) fn parts(&self) -> &Parts {
        self.compiled.program.parts()
    }

    /// The whole of it, as a demand.
    pub(crate) fn root(&self) -> Demand {
        Demand::Node(self.parts().root)
    }
}

/// Compiles the schema that the attribute names.
pub(crate) fn load(input: &Input<'_>) -> Result<Schema> {
    let root = manifest_dir(&input.schema)?;
    let path = input.schema.value();
    // A schema is an object, and no path begins with a brace.
    let inline = path.trim_start().starts_with('{');
    let mut compiler = compiler();
    if input.allow_unknown_keywords {
        compiler = compiler.unknown_keywords(UnknownKeywords::Allow);
    }
    #[cfg(feature = "backtracking")]
    let compiler = compiler.allow_backtracking(input.allow_backtracking);
    let compiled = if inline {
        compiler.compile_text(path)
    } else {
        compiler.compile_file(&root, &path)
    };
    let compiled = compiled.map_err(|faults| errors(&input.schema, faults))?;
    let parts = compiled.program.parts();
    let location = source_location(parts, parts.root);
    let admitted = Admitted::by(parts, parts.root);
    let files = compiled
        .files
        .iter()
        .map(|file| relative(&root, file))
        .collect();
    Ok(Schema {
        compiled,
        nameless: inline && admitted.schema.split('#').next() == Some("schema"),
        location,
        admitted,
        files,
    })
}

/// The compiler with the strictness of the derive.
pub(crate) fn compiler() -> Compiler {
    Compiler::new()
        .unknown_keywords(UnknownKeywords::Deny)
        .refuse_contradictions(true)
        .without_prose()
        .static_patterns(true)
}

/// The folder of the `Cargo.toml` that is being compiled.
pub(crate) fn manifest_dir(span: &LitStr) -> Result<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a macro in this way where it is"
    )]
    let dir = std::env::var("CARGO_MANIFEST_DIR");
    dir.map(PathBuf::from).map_err(|_| {
        Error::new(
            span.span(),
            "`CARGO_MANIFEST_DIR` is not set: build with cargo",
        )
    })
}

/// The faults of a schema, all at once, each as an error of the attribute.
pub(crate) fn errors(span: &LitStr, faults: Diagnostics) -> Error {
    let errors = faults
        .into_iter()
        .map(|fault| Error::new(span.span(), fault.to_string()));
    let all = errors.reduce(|mut all, error| {
        all.combine(error);
        all
    });
    all.unwrap_or_else(|| Error::new(span.span(), "the schema cannot be compiled"))
}

/// A path as seen from a folder, with `/` between its parts.
pub(crate) fn relative(root: &Path, path: &Path) -> String {
    let plain = |path: &Path| {
        let mut parts: Vec<String> = Vec::new();
        for part in path.components() {
            match part {
                Component::ParentDir => drop(parts.pop()),
                Component::Normal(name) => parts.push(name.to_string_lossy().into_owned()),
                _ => {}
            }
        }
        parts
    };
    let (root, path) = (plain(root), plain(path));
    let common = root
        .iter()
        .zip(&path)
        .take_while(|(left, right)| left == right)
        .count();
    let ups = std::iter::repeat_n("..", root.len() - common);
    ups.chain(path[common..].iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join("/")
}
