//! The regions of SARIF: each, cut out of its file as the standard defines it, is the text that the finding is about.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails loudly and says what it did"
)]

mod support;

use serde_json::Value;

use support::{each_example, file, folder, read, results, run_on};

/// What a region means, by its lines and columns, and by its offset: the same text.
fn cut(text: &str, region: &Value) -> String {
    let number = |name: &str| usize::try_from(region[name].as_u64().unwrap()).unwrap();
    let characters: Vec<char> = text.trim_start_matches('\u{FEFF}').chars().collect();
    let offset = |line: usize, column: usize| {
        let feeds = characters.iter().enumerate().filter(|(_, c)| **c == '\n');
        let starts = std::iter::once(0).chain(feeds.map(|(index, _)| index + 1));
        starts.into_iter().nth(line - 1).unwrap() + column - 1
    };
    let start = offset(number("startLine"), number("startColumn"));
    let end = offset(number("endLine"), number("endColumn"));
    assert_eq!(start, number("charOffset"), "{region}");
    assert_eq!(end - start, number("charLength"), "{region}");
    characters[start..end].iter().collect()
}

fn region(location: &Value) -> &Value {
    &location["physicalLocation"]["region"]
}

#[test]
fn each_region_is_the_text_that_the_finding_is_about() {
    let schema = r#"{"properties": {"größe": {"maximum": 9}, "b": {"type": "string"}, "c": {"type": "array"}},
        "required": ["z"], "not": {"required": ["b", "c"]}}"#;
    let folder = folder("regions");
    let schema = file(&folder, "schema.json", schema);
    let regions = |text: &str, more: &[&str]| -> Vec<String> {
        let arguments = [&["check", "--schema", &schema, "-f", "sarif", "-"], more].concat();
        let run = run_on(text.as_bytes(), &arguments);
        let log: Value = serde_json::from_str(&run.out).unwrap();
        let results = results(&log).iter();
        let locations = results.flat_map(|result| {
            let related = result["relatedLocations"].as_array();
            let related = related.into_iter().flatten();
            result["locations"]
                .as_array()
                .unwrap()
                .iter()
                .chain(related)
        });
        let regions = locations.flat_map(|location| {
            let around = &location["physicalLocation"]["contextRegion"];
            let cuts = [region(location), around].into_iter();
            cuts.filter(|region| region.is_object())
        });
        regions.map(|region| cut(text, region)).collect()
    };
    let one_line = r#"{"größe": 𝟙, "b": 1}"#.replace('𝟙', "10");
    assert_eq!(regions(&one_line, &[]), ["{", &*one_line, "10", "1"]);
    let lines =
        "{\n\t\"größe\": 10,\n\t\"𝄞é\": \"日本\",  \"b\": {\n\"x\": \"ü\"\n}, \"c\": \"日本\"\n}\n";
    for text in [lines.to_owned(), lines.replace('\n', "\r\n")] {
        let found = regions(&text, &[]);
        let value = if text.contains('\r') {
            "{\r\n\"x\": \"ü\"\r\n}"
        } else {
            "{\n\"x\": \"ü\"\n}"
        };
        assert!(found.contains(&value.to_owned()), "{found:?}");
        for expected in ["{", "10", "\"日本\"", "\"c\"", "\"b\""] {
            assert!(
                found.iter().any(|cut| cut == expected),
                "{expected}: {found:?}"
            );
        }
    }
    // Records of a stream stand in the whole of it.
    let stream = "{\"z\": \"𝄞\"}\r\n\n{\"z\": \"é\", \"größe\": 11}\n  {\"z\": 1, \"b\": true}";
    assert_eq!(regions(stream, &["--ndjson"]), ["11", "true"]);
    // Where nothing is, nothing is cut out; a mark before the text is none of it.
    assert_eq!(regions("", &[]), [""]);
    assert_eq!(regions("{\"z\": ", &[]), ["", "{"]);
    assert_eq!(regions("\u{FEFF}{\"z\": 1}", &[]), [""]);
}

#[test]
fn both_ways_to_say_a_region_agree_everywhere() {
    each_example("sarif", |path, run| {
        let text = read(path);
        let log: Value = serde_json::from_str(&run.out).unwrap();
        for result in results(&log) {
            let related = result["relatedLocations"].as_array();
            for location in result["locations"]
                .as_array()
                .unwrap()
                .iter()
                .chain(related.into_iter().flatten())
            {
                if region(location).is_object() {
                    cut(&text, region(location));
                }
            }
        }
    });
}
