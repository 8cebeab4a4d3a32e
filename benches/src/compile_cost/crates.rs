//! Crates with one object of many properties: serde alone, our derive, and jsonschema's macro.

use std::fmt::Write as _;
use std::path::Path;

use super::{Crate, folder, write};

/// Writes the crates for a schema with that many properties.
pub(super) fn write_crates(workspace: &Path, size: usize) -> Result<Vec<Crate>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let vouchsafe = format!(
        "vouchsafe = {{ path = {:?}, default-features = false }}",
        root.display().to_string()
    );
    let serde = r#"serde = { version = "1", features = ["derive"] }"#;
    let serde_json = r#"serde_json = "1""#;
    let jsonschema =
        r#"jsonschema = { version = "0.60", default-features = false, features = ["macros"] }"#;
    let fields = fields(size);
    let of_serde = program(
        "serde::Deserialize",
        "",
        &fields,
        "serde_json::from_slice::<Object>(body).is_ok()",
    );
    let derived = |checked: &str| {
        let schema = "#[vouchsafe(schema = \"schema.json\")]\n";
        program("vouchsafe::Validate", schema, &fields, checked)
    };
    let typed = program(
        "serde::Deserialize, vouchsafe::Validate",
        "#[vouchsafe(schema = \"schema.json\")]\n",
        &fields,
        "<Object as vouchsafe::Validate>::from_json(body).is_ok()",
    );
    let is_valid = ", methods = { is_valid = true, validate = false, iter_errors = false }";
    let mut sources = vec![
        (
            "macro-is-valid",
            "jsonschema macro, is_valid",
            false,
            of_macro(is_valid, "Object::is_valid(&value)"),
            vec![jsonschema, serde_json],
        ),
        (
            "macro",
            "jsonschema macro, iter_errors",
            false,
            of_macro(
                "",
                "Object::iter_errors(&value).all(|error| error.to_string().is_empty())",
            ),
            vec![jsonschema, serde_json],
        ),
        (
            "derive-is-valid",
            "vouchsafe's derive, is_valid_json",
            true,
            derived("<Object as vouchsafe::Validate>::is_valid_json(body)"),
            vec![&vouchsafe],
        ),
        (
            "derive",
            "vouchsafe's derive, check_json",
            true,
            derived("<Object as vouchsafe::Validate>::check_json(body).is_ok()"),
            vec![&vouchsafe],
        ),
    ];
    // Serde's own code for one struct of 500 fields takes minutes to optimise, whoever calls it.
    if size <= LARGEST_FOR_SERDE {
        sources.push((
            "serde",
            "serde's derive, from_slice",
            false,
            of_serde,
            vec![serde, serde_json],
        ));
        sources.push((
            "derive-serde",
            "both derives, from_json",
            true,
            typed,
            vec![&vouchsafe, serde],
        ));
    }
    let mut crates = Vec::new();
    for (name, title, ours, source, dependencies) in sources {
        let package = format!("{name}-{size}");
        let folder = folder(workspace, &package);
        let manifest = format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n",
            dependencies.join("\n")
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("schema.json"), &schema(size))?;
        write(&folder.join("instance.json"), &instance(size))?;
        write(&folder.join("src/main.rs"), &source)?;
        crates.push(Crate {
            title: format!("{size} properties: {title}"),
            package,
            ours,
            binary: true,
        });
    }
    Ok(crates)
}

/// Writes a crate of which the compiler has nothing to do: what every one of the others takes, too.
pub(super) fn write_empty(workspace: &Path) -> Result<Crate, String> {
    let package = "empty".to_owned();
    let folder = folder(workspace, &package);
    write(
        &folder.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nversion = \"0.0.0\"\nedition = \"2024\"\n",
    )?;
    write(&folder.join("src/main.rs"), "fn main() {}\n")?;
    Ok(Crate {
        title: "an empty crate".to_owned(),
        package,
        ours: false,
        binary: true,
    })
}

/// Structs beyond this many fields are not read by serde here.
const LARGEST_FOR_SERDE: usize = 100;

/// The program with a struct of these fields, which is derived.
fn program(derives: &str, schema: &str, fields: &str, checked: &str) -> String {
    let of_enum = schema.replace("schema.json", "schema.json#/$defs/kind");
    format!(
        "#[derive({derives})]\n{schema}#[allow(dead_code)]\nstruct Object {{\n{fields}}}\n\n\
         #[derive({derives})]\n{of_enum}#[allow(dead_code, non_camel_case_types)]\n\
         enum Kind {{ small, medium, large }}\n\n\
         fn main() {{\n    let body = include_bytes!(\"../instance.json\");\n    assert!({checked});\n}}\n"
    )
}

/// The program with jsonschema's macro.
fn of_macro(methods: &str, checked: &str) -> String {
    format!(
        "#[jsonschema::validator(path = \"schema.json\"{methods})]\nstruct Object;\n\n\
         fn main() {{\n    let body = include_bytes!(\"../instance.json\");\n    \
         let value = serde_json::from_slice(body).expect(\"it is JSON\");\n    assert!({checked});\n}}\n"
    )
}

/// What a property is, by its index: schema, type, value.
fn property(index: usize) -> (&'static str, &'static str, &'static str) {
    match index % 6 {
        0 => (
            r#""type": "string", "minLength": 1, "maxLength": 64"#,
            "String",
            r#""a text""#,
        ),
        1 => (
            r#""type": "integer", "minimum": 30, "maximum": 900"#,
            "u16",
            "300",
        ),
        2 => (r##""$ref": "#/$defs/kind""##, "Kind", r#""medium""#),
        3 => (
            r#""type": "string", "pattern": "^[a-z][a-z0-9-]*$""#,
            "String",
            r#""orders-2026""#,
        ),
        4 => (r#""type": "boolean""#, "bool", "true"),
        _ => (
            r#""type": "array", "items": {"type": "string", "minLength": 1}, "maxItems": 8"#,
            "Vec<String>",
            r#"["a", "b"]"#,
        ),
    }
}

fn schema(size: usize) -> String {
    let (mut properties, mut required) = (String::new(), Vec::new());
    for index in 0..size {
        let comma = if index > 0 { "," } else { "" };
        let (schema, _, _) = property(index);
        let _ = write!(
            properties,
            "{comma}\n    \"member_{index}\": {{ {schema} }}"
        );
        if index % 2 == 0 {
            required.push(format!("\"member_{index}\""));
        }
    }
    format!(
        "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"type\": \"object\",\n  \
         \"properties\": {{{properties}\n  }},\n  \"required\": [{}],\n  \"additionalProperties\": false,\n  \
         \"$defs\": {{ \"kind\": {{ \"enum\": [\"small\", \"medium\", \"large\"] }} }}\n}}\n",
        required.join(", ")
    )
}

fn fields(size: usize) -> String {
    let fields = (0..size).map(|index| {
        let (_, of, _) = property(index);
        let of = if index % 2 == 0 {
            of.to_owned()
        } else {
            format!("Option<{of}>")
        };
        format!("    member_{index}: {of},\n")
    });
    fields.collect()
}

fn instance(size: usize) -> String {
    let members: Vec<String> = (0..size)
        .map(|index| format!("\"member_{index}\": {}", property(index).2))
        .collect();
    format!("{{{}}}", members.join(", "))
}
