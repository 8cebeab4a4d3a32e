//! The codes of faults in schemas.

use vouchsafe_core::codes::Code;

macro_rules! codes {
    ($($ident:ident = $name:literal, $summary:literal, $explanation:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`: ", $summary)]
            pub static $ident: Code = Code::new($name, $summary, $explanation);
        )*

        /// Every code of a schema fault, sorted by name.
        pub static CODES: &[&Code] = &[$(&$ident),*];
    };
}

codes! {
    CONTRADICTORY_BOUNDS = "contradictory-bounds",
        "nothing lies between a lower and an upper bound",
        "With `minimum` above `maximum`, `minLength` above `maxLength` or the like no value of that type is accepted; most often the two were swapped. Found by the derive, in build scripts and by `vouchsafe schema check`.";
    INVALID_KEYWORD_VALUE = "invalid-keyword-value",
        "a keyword has a value that it cannot have",
        "Each keyword takes values of one kind: `maxLength` a non-negative integer, `required` an array of unique strings, `properties` an object of schemas. The message says which.";
    INVALID_OPENAPI = "invalid-openapi",
        "an OpenAPI document is not written as its version asks",
        "OpenAPI says which fields each object of a document has, and what they hold. What a document says in another way would be ignored, and requests would be checked too little.";
    INVALID_PATTERN = "invalid-pattern",
        "a regular expression is not valid",
        "`pattern` and the names in `patternProperties` are regular expressions of the ECMA-262 dialect, read as with the `u` flag.";
    INVALID_SCHEMA = "invalid-schema",
        "a schema is neither an object nor a Boolean",
        "A schema is a JSON object of keywords, or `true` (everything is accepted) or `false` (nothing is).";
    NONLINEAR_PATTERN = "nonlinear-pattern",
        "a regular expression cannot be run in linear time",
        "Look-ahead, look-behind and back-references can make matching take exponential time, so that a short request blocks a service. Rewrite the pattern without them; often a second `pattern` under `allOf` or `not` says the same. Or allow backtracking, which takes a limited number of steps: `Compiler::allow_backtracking` and the key `allow_backtracking` of the derive turn it on. The command allows it unless `--no-backtracking` or `allow-backtracking = false` in `vouchsafe.toml` is said.";
    PATTERN_TOO_LARGE = "pattern-too-large",
        "a regular expression is valid, and larger than what is run",
        "One character may be repeated as often as you like. A group that is repeated is written out, and the number of instructions that this takes is limited, so that a schema cannot take all memory. Repeat less, say how long the text may be by `maxLength`, or raise the limit: `Compiler::max_pattern_size`, the argument `--max-pattern-size`. Patterns that look around or refer back have a limit of their own, which is fixed.";
    REFERENCE_LOOP = "reference-loop",
        "a schema refers to itself without looking at a part of the value",
        "References may be recursive as long as each round goes into an item or a member. A loop on the same value would never end.";
    REFUSED_VALUE = "refused-value",
        "a schema holds a value that it refuses itself",
        "A value of `enum` or `const` that the keywords beside it refuse can never be sent, and a `default` or one of the `examples` that the schema refuses misleads whoever reads it. Found by the derive, in build scripts and by `vouchsafe schema check`.";
    SCHEMA_NOT_FOUND = "schema-not-found",
        "a schema file or resource cannot be read",
        "Schemas come from files and from resources that the caller provides; nothing is fetched from a network.";
    SCHEMA_SYNTAX = "schema-syntax",
        "a schema breaks the grammar of the language that it is written in",
        "The file breaks the grammar of RFC 8259, or an object in it has two members of the same name. The ending of a file names its language: `.yaml` and `.yml` are YAML 1.2, `.toml` is TOML, `.json5` is JSON5, `.jsonc` is JSON with comments. What is written there must stand for JSON: keys are scalars, numbers finite, and aliases stand for a moderate amount of text.";
    SCHEMA_TOO_DEEP = "schema-too-deep",
        "schemas nest too deep in one another",
        "The chain of references and combinators that apply to one value is limited, so that no schema can exhaust the stack.";
    SHADOWED_BRANCH = "shadowed-branch",
        "a branch of `oneOf` can never be the one that matches",
        "`oneOf` asks for exactly one branch that matches. Where another branch accepts all that this one accepts, there are always two, or none. Found by the derive, in build scripts and by `vouchsafe schema check`.";
    UNDECLARED_REQUIRED_MEMBER = "undeclared-required-member",
        "a member must be there and may not",
        "`required` names a member that `additionalProperties: false` refuses, because `properties` does not declare it, or one whose schema is `false`; so no object is accepted. Most often the name is misspelt in one of the two places. Found by the derive, in build scripts and by `vouchsafe schema check`.";
    UNKNOWN_KEYWORD = "unknown-keyword",
        "a schema has a keyword that its dialect does not have",
        "The specification asks to ignore such a keyword, so a misspelt one lets the schema accept too much, and so does one of a later draft: `const` decides nothing in draft 4. `check`, `schema test` and `Validator` warn of each once and go on; `--strict-schema` makes it an error, `--severity unknown-keyword=off` or `--quiet` hides it. The derive, build scripts and `schema check` take it for a fault, unless they are told otherwise (`unknown_keywords = \"allow\"` of the derive, `Config::unknown_keywords`, `--unknown-keywords allow`). Annotations of your own begin with `x-`.";
    UNRESOLVED_REFERENCE = "unresolved-reference",
        "a reference leads nowhere",
        "`$ref` is a URI reference, resolved against the `$id` or the file of the schema that it stands in, with a JSON Pointer or an `$anchor` in its fragment.";
    UNSATISFIABLE_SCHEMA = "unsatisfiable-schema",
        "no value can satisfy a schema",
        "Keywords that apply to one value admit values of different types, as `allOf` with a string and a number, so that none satisfies all of them. To refuse every value on purpose, write `false`. Found by the derive, in build scripts and by `vouchsafe schema check`.";
    UNSUPPORTED_DIALECT = "unsupported-dialect",
        "`$schema` names a dialect that is not supported",
        "Supported are JSON Schema drafts 4, 6, 7, 2019-09 and 2020-12, and meta-schemas that leave out vocabularies of the latter two.";
}
