//! The crate of the four operations, copied: as it is, and without its derives.

use std::fs;
use std::path::Path;

use super::{Crate, folder, write};

/// Writes both copies.
pub(super) fn write_copies(workspace: &Path) -> Result<Vec<Crate>, String> {
    let both = [
        (
            "operations-without",
            "the four operations, without derives",
            false,
        ),
        ("operations", "the four operations", true),
    ];
    let mut crates = Vec::new();
    for (package, title, derives) in both {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let manifest = format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\nvouchsafe = {{ path = {:?} }}\n",
            root.display().to_string()
        );
        let to = folder(workspace, package);
        copy(&root.join("schemas"), &to, derives)?;
        write(&to.join("Cargo.toml"), &manifest)?;
        crates.push(Crate {
            title: title.to_owned(),
            package: package.to_owned(),
            ours: derives,
            binary: false,
        });
    }
    Ok(crates)
}

fn copy(from: &Path, to: &Path, derives: bool) -> Result<(), String> {
    let entries = fs::read_dir(from).map_err(|error| format!("{}: {error}", from.display()))?;
    for entry in entries.flatten() {
        let (path, to) = (entry.path(), to.join(entry.file_name()));
        // The tagged form is made by a build script, not by derives.
        let made = ["build.rs", "tagged.rs", "tests"].map(std::ffi::OsStr::new);
        if made.contains(&&*entry.file_name()) {
            continue;
        }
        if path.is_dir() {
            copy(&path, &to, derives)?;
            continue;
        }
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let rust = path.extension().is_some_and(|extension| extension == "rs");
        let text = text.replace("pub mod tagged;\n", "");
        write(
            &to,
            &if rust && !derives {
                without_derives(&text)
            } else {
                text
            },
        )?;
    }
    Ok(())
}

/// Rust source without the derive, its attributes, and the operations of the OpenAPI document.
fn without_derives(source: &str) -> String {
    let mut text = source
        .replace(", Validate)]", ")]")
        .replace(", Validate};", "};");
    text = text.replace("use vouchsafe::Validate;\n", "");
    while let Some(start) = text.find("#[vouchsafe(") {
        let end = text[start..]
            .find(")]")
            .map_or(text.len(), |length| start + length + 2);
        text.replace_range(start..end, "");
    }
    if let Some(start) = text.find("/// The operations with the compiled schemas") {
        text.truncate(start);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_derives;

    #[test]
    fn derives_are_taken_out() {
        let source = "use vouchsafe::{Secret, Validate};\n\
                      #[derive(Debug, Validate)]\n#[vouchsafe(\n    schema = \"a.json\"\n)]\nstruct A;\n";
        let without = "use vouchsafe::{Secret};\n#[derive(Debug)]\n\nstruct A;\n";
        assert_eq!(without_derives(source), without);
    }
}
