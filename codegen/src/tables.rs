//! The tables of schemas as Markdown: parameter, mandatory, type, description, and rules in words.

mod rules;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use vouchsafe_compiler::{Compiler, UnknownKeywords};
use vouchsafe_core::program::{Check, Literal, NodeId, Parts, Types};

use crate::admitted::{Admitted, Member, location_name, members};
use crate::config::{Error, absolute};
use rules::{of_object, of_value};

/// Writes the tables of schemas as Markdown.
///
/// ```
/// use vouchsafe_codegen::Tables;
///
/// let schema = r#"{
///     "title": "Pause",
///     "type": "object",
///     "properties": { "seconds": { "type": "integer", "minimum": 1, "maximum": 900, "description": "How long." } },
///     "required": ["seconds"]
/// }"#;
/// let text = Tables::new().generate_text(schema)?;
/// assert!(text.contains("| `seconds` | Yes | Integer | How long. | 1 to 900 |"));
/// # Ok::<(), vouchsafe_codegen::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Tables {
    compiler: Compiler,
    root: PathBuf,
}

impl Default for Tables {
    fn default() -> Self {
        Self::new()
    }
}

impl Tables {
    /// Tables of schemas in which unknown keywords are faults.
    pub fn new() -> Self {
        Self {
            compiler: Compiler::new()
                .unknown_keywords(UnknownKeywords::Deny)
                .refuse_contradictions(true),
            root: PathBuf::from("."),
        }
    }

    /// Sets the folder that paths start from.
    #[must_use]
    pub fn root(mut self, root: impl Into<PathBuf>) -> Self {
        self.root = root.into();
        self
    }

    /// Lets a folder stand for all URIs that begin with `prefix`.
    #[must_use]
    pub fn map(mut self, prefix: impl Into<String>, folder: impl Into<PathBuf>) -> Self {
        self.compiler = self.compiler.map(prefix, folder);
        self
    }

    /// The tables of schemas in files: one for each, and one for each object inside.
    ///
    /// # Errors
    /// Every fault of the schemas.
    pub fn generate<S: AsRef<str>>(
        &self,
        paths: impl IntoIterator<Item = S>,
    ) -> Result<String, Error> {
        let root = absolute(&self.root);
        let mut programs = Vec::new();
        let mut faults = Vec::new();
        for path in paths {
            match self.compiler.compile_file(&root, path.as_ref()) {
                Ok(compiled) => programs.push(compiled.program),
                Err(found) => faults.push(found),
            }
        }
        if !faults.is_empty() {
            return Err(Error::of_schemas(faults));
        }
        let mut writer = Writer::default();
        for program in &programs {
            writer.schema(program.parts(), program.parts().root);
        }
        Ok(writer.text)
    }

    /// The tables of a schema that is given as text.
    ///
    /// # Errors
    /// Every fault of the schema.
    pub fn generate_text(&self, schema: &str) -> Result<String, Error> {
        let program = self.compiler.compile(schema);
        let program = program.map_err(|faults| Error::of_schemas(vec![faults]))?;
        let mut writer = Writer::default();
        writer.schema(program.parts(), program.parts().root);
        Ok(writer.text)
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    done: BTreeSet<String>,
}

impl Writer {
    /// The section of a schema, and of the objects inside.
    fn schema(&mut self, parts: &Parts, root: NodeId) {
        let mut todo = vec![root];
        while let Some(node) = todo.pop() {
            let node = object_of(parts, node);
            if !self.done.insert(location_name(parts, node)) {
                continue;
            }
            let mut inner = Vec::new();
            self.section(parts, node, &mut inner);
            // In the order of the table.
            todo.extend(inner.into_iter().rev());
        }
    }

    fn section(&mut self, parts: &Parts, node: NodeId, inner: &mut Vec<NodeId>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let _ = writeln!(self.text, "## {}\n", line(&title(parts, node)));
        if let Some(description) = said(parts, node, "description") {
            let _ = writeln!(self.text, "{}\n", line(&description));
        }
        let rows = members(parts, node);
        if rows.is_empty() {
            let what = type_words(parts, node, inner);
            let rules = of_value(parts, node);
            let rules = if rules.is_empty() {
                String::new()
            } else {
                format!(": {}", rules.join("; "))
            };
            let _ = writeln!(self.text, "{what}{rules}");
        } else {
            self.text
                .push_str("| Parameter | Mandatory | Type | Description | Rules |\n");
            self.text.push_str("|---|---|---|---|---|\n");
            let sometimes = rules::required_sometimes(parts, node);
            for row in &rows {
                let is_conditional = sometimes.contains(row.name.as_str());
                self.row(parts, row, is_conditional, inner);
            }
        }
        let rules = of_object(parts, node);
        if !rules.is_empty() {
            self.text.push_str("\nRules:\n\n");
            for rule in rules {
                let _ = writeln!(self.text, "- {rule}");
            }
        }
    }

    fn row(
        &mut self,
        parts: &Parts,
        member: &Member,
        is_conditional: bool,
        inner: &mut Vec<NodeId>,
    ) {
        let mandatory = if member.required {
            "Yes"
        } else if is_conditional {
            "Conditional"
        } else {
            "No"
        };
        let mut description = said(parts, member.node, "description").unwrap_or_default();
        let node = parts.node(member.node);
        if node.flags.deprecated {
            let words = parts.annotation_str(node, "x-deprecated-message");
            let words = words.map_or_else(
                || "Deprecated.".to_owned(),
                |words| format!("Deprecated: {words}."),
            );
            description = format!("{description} {words}");
        }
        if let Some(default) = default_of(parts, member.node) {
            description = format!("{description} Default: {default}.");
        }
        let _ = writeln!(
            self.text,
            "| {} | {mandatory} | {} | {} | {} |",
            code(&member.name),
            type_words(parts, member.node, inner),
            cell(description.trim()),
            of_value(parts, member.node).join("; "),
        );
    }
}

/// What an object is called: by its title, or by where it stands.
fn title(parts: &Parts, node: NodeId) -> String {
    let found = parts.annotation_str(parts.node(node), "title");
    found.map_or_else(|| location_name(parts, node), str::to_owned)
}

/// What a schema, or the one that it refers to, says.
fn said(parts: &Parts, node: NodeId, name: &str) -> Option<String> {
    let own = parts.annotation_str(parts.node(node), name);
    let own = own.or_else(|| parts.annotation_str(parts.node(parts.target(node)), name));
    own.map(str::to_owned)
}

fn default_of(parts: &Parts, node: NodeId) -> Option<String> {
    let literal = parts.annotation(parts.node(node), "default")?;
    if parts.is_secret(node) {
        return None;
    }
    Some(match literal {
        Literal::String(text) if parts.str(*text).is_empty() => "empty".to_owned(),
        literal => rules::literal(parts, literal),
    })
}

/// The schema of the object that a schema leads to, through references and beside `null`.
fn object_of(parts: &Parts, node: NodeId) -> NodeId {
    let mut node = parts.target(node);
    let mut seen = Vec::new();
    while !seen.contains(&node) {
        seen.push(node);
        let [only] = parts.run(parts.node(node).keywords) else {
            break;
        };
        let (Check::AnyOf(nodes) | Check::OneOf(nodes)) = only.check else {
            break;
        };
        let mut objects = parts.run(nodes).iter().copied().filter(|node| {
            let types = Admitted::by_all(parts, &[*node]).types;
            !types.intersection(Types::OBJECT).is_empty()
        });
        match (objects.next(), objects.next()) {
            (Some(one), None) => node = parts.target(one),
            _ => break,
        }
    }
    node
}

/// The type of a value in words; objects that have a table are added to the list.
fn type_words(parts: &Parts, node: NodeId, inner: &mut Vec<NodeId>) -> String {
    let admitted = Admitted::by_all(parts, &[node]);
    let mut words = Vec::new();
    if admitted.types.0 & Types::ALL.0 == Types::ALL.0 {
        return "Any".to_owned();
    }
    let mut rest = admitted.types;
    for (types, word) in [
        (Types::BOOLEAN, "Boolean"),
        (Types::NUMBER, "Number"),
        (Types::INTEGER, "Integer"),
        (Types::STRING, "String"),
        (Types::ARRAY, "Array"),
        (Types::OBJECT, "Object"),
        (Types::NULL, "null"),
    ] {
        if types.0 == 0 || !rest.contains(types) {
            continue;
        }
        rest = Types(rest.0 & !types.0);
        if types == Types::OBJECT {
            let object = object_of(parts, node);
            if members(parts, object).is_empty() {
                words.push(word.to_owned());
            } else {
                words.push(format!(
                    "Object: [{}](#{})",
                    cell(&title(parts, object)),
                    anchor(&title(parts, object))
                ));
                inner.push(object);
            }
        } else if types == Types::ARRAY
            && let Some(items) = items_of(parts, node)
        {
            words.push(format!(
                "Array of {}",
                type_words_of_items(parts, items, inner)
            ));
        } else {
            words.push(word.to_owned());
        }
    }
    words.join(" or ")
}

fn type_words_of_items(parts: &Parts, node: NodeId, inner: &mut Vec<NodeId>) -> String {
    // Arrays of arrays of themselves have no end.
    if items_of(parts, node).is_some() {
        "Array".to_owned()
    } else {
        type_words(parts, node, inner)
    }
}

fn items_of(parts: &Parts, node: NodeId) -> Option<NodeId> {
    let keywords = parts.run(parts.node(parts.target(node)).keywords);
    keywords.iter().find_map(|keyword| match keyword.check {
        Check::Items { from: 0, node } => Some(node),
        _ => None,
    })
}

/// Text as one line.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace('<', "&lt;")
}

/// Text in a cell of a table.
fn cell(text: &str) -> String {
    line(text).replace('|', "\\|")
}

/// Text as code in a cell of a table.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace('|', "\\|"))
}

/// The anchor that renderers of Markdown give to a heading.
fn anchor(title: &str) -> String {
    let kept = title.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c.to_ascii_lowercase()),
        _ => None,
    });
    kept.collect()
}
