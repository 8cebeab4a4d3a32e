//! The styles of parameters, each with what it stands for.

use serde_json::Value as Json;
use vouchsafe::Part;
use vouchsafe::json::Span;
use vouchsafe_compiler::{Compiler, OperationSchemas};

use crate::request::Traced;
use crate::request::parameters::{Member, Parameters};
use crate::request::style::{self, Coding, Wants};
use crate::request::url::pairs;

const TEXT: &str = "type: string";
const LIST: &str = "type: array, items: {type: string}";
const COLOUR: &str =
    "type: object, properties: {R: {type: integer}, G: {type: integer}, B: {type: integer}}";

/// A document with one parameter called `color`.
fn operation(place: &str, style: &str, explode: bool, schema: &str) -> OperationSchemas {
    let path = if place == "path" { "/{color}" } else { "/" };
    let text = format!(
        "openapi: 3.1.0\npaths:\n  {path}:\n    get:\n      parameters:\n      - {{name: color, in: {place}, \
         required: true, style: {style}, explode: {explode}, schema: {{{schema}}}}}\n"
    );
    let folder = tempfile::tempdir().unwrap();
    #[expect(clippy::disallowed_methods, reason = "tests make their data")]
    std::fs::write(folder.path().join("a.yaml"), text).unwrap();
    let operations = Compiler::new().compile_openapi(folder.path(), "a.yaml");
    operations.unwrap().remove(0)
}

/// What the text of the parameter, or of all that holds it, stands for; with whether it begins as its style asks.
fn read(operation: &OperationSchemas, written: &str) -> (String, bool) {
    let (part, schema) = &operation.programs[0];
    let program = schema.program().unwrap();
    let parameter = &operation.parameters[0];
    let parameters = Parameters {
        program,
        declared: &[parameter],
        coding: Coding::of(*part),
        ignore_case: false,
        options: &vouchsafe::Options::default(),
    };
    let mut text = Traced::empty(0);
    text.push_piece(written, Span::new(0, written.len()));
    let (members, begins) = match part {
        Part::Path => {
            let wants = Wants::of(&program.untyped().member("color", false));
            let (value, wrong) = style::value(parameter, &text, wants);
            let name = Traced::named("color", 0);
            (vec![Member { name, value }], wrong.is_none())
        }
        Part::Header => {
            let pair = text.split_once(':').unwrap();
            (parameters.members(&[pair]), true)
        }
        _ => (parameters.members(&pairs(&text)), true),
    };
    let object = parameters.object(&members, written, Span::new(0, written.len()));
    let object: Json = serde_json::from_slice(&object.source.json).unwrap();
    let mut members = object.as_object().unwrap().clone();
    let color = members.remove("color");
    assert!(members.is_empty(), "{written}: {members:?}");
    (
        color.map_or_else(String::new, |value| value.to_string()),
        begins,
    )
}

#[test]
fn every_style_is_taken_apart() {
    let text = r#""blue""#;
    let list = r#"["blue","black","brown"]"#;
    let colour = r#"{"R":100,"G":200,"B":150}"#;
    let cases = [
        ("path", "simple", false, TEXT, "blue", text),
        ("path", "simple", false, LIST, "blue,black,brown", list),
        ("path", "simple", false, COLOUR, "R,100,G,200,B,150", colour),
        ("path", "simple", true, LIST, "blue,black,brown", list),
        ("path", "simple", true, COLOUR, "R=100,G=200,B=150", colour),
        ("path", "label", false, TEXT, ".blue", text),
        ("path", "label", false, TEXT, ".", r#""""#),
        ("path", "label", false, LIST, ".blue,black,brown", list),
        ("path", "label", false, LIST, ".blue.black.brown", list),
        ("path", "label", false, COLOUR, ".R,100,G,200,B,150", colour),
        ("path", "label", false, COLOUR, ".R.100.G.200.B.150", colour),
        ("path", "label", true, LIST, ".blue.black.brown", list),
        ("path", "label", true, COLOUR, ".R=100.G=200.B=150", colour),
        ("path", "matrix", false, TEXT, ";color=blue", text),
        ("path", "matrix", false, TEXT, ";color", r#""""#),
        (
            "path",
            "matrix",
            false,
            LIST,
            ";color=blue,black,brown",
            list,
        ),
        (
            "path",
            "matrix",
            false,
            COLOUR,
            ";color=R,100,G,200,B,150",
            colour,
        ),
        (
            "path",
            "matrix",
            true,
            LIST,
            ";color=blue;color=black;color=brown",
            list,
        ),
        ("path", "matrix", true, COLOUR, ";R=100;G=200;B=150", colour),
        ("query", "form", false, TEXT, "color=blue", text),
        ("query", "form", false, TEXT, "color=", r#""""#),
        ("query", "form", false, LIST, "color=blue,black,brown", list),
        ("query", "form", false, LIST, "color=", "[]"),
        (
            "query",
            "form",
            false,
            LIST,
            "color=a%2Cb,c+d",
            r#"["a,b","c d"]"#,
        ),
        (
            "query",
            "form",
            false,
            COLOUR,
            "color=R,100,G,200,B,150",
            colour,
        ),
        (
            "query",
            "form",
            true,
            LIST,
            "color=blue&color=black&color=brown",
            list,
        ),
        ("query", "form", true, LIST, "color=blue", r#"["blue"]"#),
        ("query", "form", true, COLOUR, "R=100&G=200&B=150", colour),
        (
            "query",
            "spaceDelimited",
            false,
            LIST,
            "color=blue%20black+brown",
            list,
        ),
        (
            "query",
            "spaceDelimited",
            false,
            COLOUR,
            "color=R%20100%20G%20200%20B%20150",
            colour,
        ),
        (
            "query",
            "spaceDelimited",
            true,
            LIST,
            "color=blue&color=black&color=brown",
            list,
        ),
        (
            "query",
            "pipeDelimited",
            false,
            LIST,
            "color=blue|black%7Cbrown",
            list,
        ),
        (
            "query",
            "pipeDelimited",
            false,
            COLOUR,
            "color=R|100|G|200|B|150",
            colour,
        ),
        (
            "query",
            "deepObject",
            true,
            COLOUR,
            "color[R]=100&color[G]=200&color%5BB%5D=150",
            colour,
        ),
        ("header", "simple", false, TEXT, "color:blue", text),
        (
            "header",
            "simple",
            false,
            LIST,
            "color:blue,black, brown",
            list,
        ),
        (
            "header",
            "simple",
            false,
            COLOUR,
            "color:R,100,G,200,B,150",
            colour,
        ),
        (
            "header",
            "simple",
            true,
            COLOUR,
            "color:R=100,G=200,B=150",
            colour,
        ),
        (
            "cookie",
            "form",
            false,
            LIST,
            "color=blue,black,brown",
            list,
        ),
        ("cookie", "form", true, TEXT, "color=bl%75e", text),
    ];
    for (place, style, explode, schema, written, expected) in cases {
        let operation = operation(place, style, explode, schema);
        let case = format!("{place} {style} {explode} {written}");
        let (found, begins) = read(&operation, written);
        assert!(begins, "{case}");
        // The order of members is theirs.
        let parsed = |text: &str| serde_json::from_str::<Json>(text).unwrap();
        assert_eq!(parsed(&found), parsed(expected), "{case}");
    }
}

#[test]
fn text_is_a_number_where_no_string_may_be() {
    let cases = [
        ("type: integer", "300", "300"),
        ("type: integer", "0x1F", r#""0x1F""#),
        ("type: string", "300", r#""300""#),
        ("enum: [1, 2]", "2", "2"),
        ("const: true", "true", "true"),
        ("type: boolean", "True", r#""True""#),
        ("type: [integer, 'null']", "3", "3"),
        ("anyOf: [{type: integer}, {type: string}]", "3", r#""3""#),
        ("type: array, items: {type: number}", "1.5", "[1.5]"),
        ("type: [string, array]", "1", r#""1""#),
        ("", "1", r#""1""#),
    ];
    for (schema, written, expected) in cases {
        let operation = operation("query", "form", true, schema);
        let (found, _) = read(&operation, &format!("color={written}"));
        assert_eq!(found, expected, "{schema} {written}");
    }
}

#[test]
fn what_is_not_written_in_its_style_is_told() {
    let label = operation("path", "label", false, TEXT);
    assert_eq!(read(&label, "blue"), (r#""blue""#.to_owned(), false));
    let matrix = operation("path", "matrix", true, LIST);
    assert!(!read(&matrix, "blue").1);
    assert!(!read(&matrix, ";colour=blue").1);
    let object = operation("query", "form", false, COLOUR);
    assert_eq!(read(&object, "color=R,100,G").0, r#""R,100,G""#);
}
