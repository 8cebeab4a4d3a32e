//! What cargo builds again: a crate whose types are made of schemas when one of them changes, or when there is a new
//! one where a pattern looks; and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use vouchsafe::{Compiler, UnknownKeywords};

const BUILD: &str = r#"
fn main() -> Result<(), vouchsafe_codegen::Error> {
    vouchsafe_codegen::Config::new().compile(["schemas/*.json"])
}
"#;

const LIB: &str = r#"
/// The text alone: what is compared is what cargo does, not what the types are.
pub const TYPES: &str = include_str!(concat!(env!("OUT_DIR"), "/vouchsafe.rs"));
"#;

const DERIVED: &str = r#"
#[derive(Debug, serde::Serialize, serde::Deserialize, vouchsafe::Validate)]
#[vouchsafe(schema = "note.json")]
pub struct Note {
    pub id: String,
}
"#;

const IN_PLACE: &str = "vouchsafe::schema!(\"note.json\", without_builders);";

const NOTE: &str =
    r#"{"type": "object", "properties": {"id": {"$ref": "id.json"}}, "required": ["id"]}"#;

/// A crate for each way to use schemas, and one that has nothing to do with them.
struct Project(PathBuf);

impl Project {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rebuild");
        let project = Self(folder);
        let _ = fs::remove_dir_all(project.0.join("typed"));
        let root = support::root().canonicalize().unwrap();
        project.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"typed\", \"derived\", \"in_place\", \"bystander\"]\n",
        );
        // The versions of the workspace are the ones that are there.
        fs::copy(root.join("Cargo.lock"), project.0.join("Cargo.lock")).unwrap();
        let package = |name: &str| {
            format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n")
        };
        let dependency = |name: &str, folder: &Path| {
            format!("{name} = {{ path = {:?} }}\n", folder.display().to_string())
        };
        let codegen = dependency("vouchsafe-codegen", &root.join("codegen"));
        project.write(
            "typed/Cargo.toml",
            &(package("typed") + "[build-dependencies]\n" + &codegen),
        );
        project.write("typed/build.rs", BUILD);
        project.write("typed/src/lib.rs", LIB);
        project.write(
            "typed/schemas/order.json",
            r#"{"$ref": "../parts/id.json"}"#,
        );
        project.write(
            "typed/parts/id.json",
            r#"{"type": "string", "maxLength": 10}"#,
        );
        let facade = dependency("vouchsafe", &root);
        let serde = "serde = { version = \"1\", features = [\"derive\"] }\n";
        for (name, code) in [("derived", DERIVED), ("in_place", IN_PLACE)] {
            let manifest = package(name) + "[dependencies]\n" + &facade + serde;
            project.write(&format!("{name}/Cargo.toml"), &manifest);
            project.write(&format!("{name}/src/lib.rs"), code);
            project.write(&format!("{name}/note.json"), NOTE);
            project.write(&format!("{name}/id.json"), r#"{"type": "string"}"#);
        }
        project.write("bystander/Cargo.toml", &package("bystander"));
        project.write("bystander/src/lib.rs", "");
        project
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        #[expect(clippy::disallowed_methods, reason = "the test makes a project")]
        fs::write(path, text).unwrap();
    }

    /// Builds all crates. Gives the names of the libraries that were not fresh.
    fn build(&self) -> Result<Vec<String>, String> {
        let output = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--workspace", "--message-format=json"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env_remove("RUSTFLAGS")
            .output()
            .unwrap();
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let text = String::from_utf8(output.stdout).unwrap();
        let messages = text
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        let built = messages.filter(|message| {
            message["reason"] == "compiler-artifact"
                && message["fresh"] == false
                && message["target"]["kind"][0] == "lib"
        });
        Ok(built
            .map(|message| message["target"]["name"].as_str().unwrap().to_owned())
            .collect())
    }
}

#[test]
fn a_change_of_a_schema_builds_what_uses_it_and_nothing_else() {
    let project = Project::new();
    project.build().unwrap();
    assert!(project.build().unwrap().is_empty(), "nothing has changed");

    let steps = [
        (
            "a schema",
            "typed/schemas/order.json",
            r#"{"$ref": "../parts/id.json", "title": "An order"}"#,
        ),
        (
            "one that a schema refers to",
            "typed/parts/id.json",
            r#"{"type": "string", "maxLength": 20}"#,
        ),
        (
            "a new one where a pattern looks",
            "typed/schemas/item.json",
            r#"{"type": "integer", "maximum": 9}"#,
        ),
        (
            "the new one",
            "typed/schemas/item.json",
            r#"{"type": "integer", "maximum": 99}"#,
        ),
        (
            "a schema of a derive",
            "derived/note.json",
            r#"{"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]}"#,
        ),
        (
            "one that a schema in place refers to",
            "in_place/id.json",
            r#"{"type": "string", "maxLength": 5}"#,
        ),
    ];
    for (what, file, text) in steps {
        project.write(file, text);
        let (name, _) = file.split_once('/').unwrap();
        assert_eq!(project.build().unwrap(), [name], "{what}");
        assert!(project.build().unwrap().is_empty(), "after {what}");
    }

    // What the types are not made of builds nothing.
    project.write("typed/parts/other.json", "{}");
    assert!(project.build().unwrap().is_empty());

    // All faults are told, with their places, in the words of the command and of the derive.
    let path = "schemas/order.json";
    let schema = support::read(&support::root().join("tests/schemas/five_faults.json"));
    project.write(&format!("typed/{path}"), &schema);
    let words = project.build().unwrap_err();
    let strict = Compiler::new()
        .unknown_keywords(UnknownKeywords::Deny)
        .refuse_contradictions(true);
    let faults = strict.compile_file(project.0.join("typed"), path);
    let faults = faults.err().unwrap();
    assert_eq!(faults.iter().count(), 5);
    assert_eq!(
        words.matches("\nerror: typed@0.0.0: ").count(),
        5,
        "{words}"
    );
    for fault in &faults {
        let line = format!("\nerror: typed@0.0.0: {}\n", fault.one_line());
        assert!(words.contains(&line), "{line}\n{words}");
    }
}
