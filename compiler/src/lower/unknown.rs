//! Keywords that a language does not have: what is known of each, and whether it is a fault, a warning, or nothing.

use vouchsafe_core::json::Value;
use vouchsafe_core::{Applicability, Edit, Suggestion};

use super::Lowerer;
use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::{Dialect, HYPER_KEYWORDS, Language, Vocabulary};
use crate::library::{Spot, spot};
use crate::options::UnknownKeywords;
use crate::slips;
use crate::suggest::closest;

/// What is known of a keyword that a language does not have.
enum Stranger {
    /// Other dialects have it, from the first to the second.
    OfDialects(Dialect, Dialect, Vocabulary),
    /// Draft 3 has it; what became of it.
    OfDraft3(&'static str),
    /// JSON Hyper-Schema has it: it says something about links, not about instances.
    OfHyperSchema,
    /// OpenAPI has it.
    OfOpenApi,
    /// It resembles one that the language has.
    Misspelt(&'static str),
    /// No specification has it.
    Unheard,
}

/// The keywords that only draft 3 has, with what later dialects call them.
const DRAFT_3: [(&str, &str); 3] = [
    ("disallow", "not"),
    ("divisibleBy", "multipleOf"),
    ("extends", "allOf"),
];

/// The keywords that OpenAPI adds to schemas, in any of its versions.
const OPENAPI: [&str; 5] = [
    "discriminator",
    "example",
    "externalDocs",
    "nullable",
    "xml",
];

/// Annotations of widespread tools that resemble keywords.
const OF_TOOLS: [&str; 4] = ["enumNames", "titles", "tsType", "typeof"];

impl Stranger {
    fn of(name: &str, language: Language) -> Self {
        if let Some((from, to, vocabulary)) = Dialect::of_keyword(name) {
            return Self::OfDialects(from, to, vocabulary);
        }
        if let Some((_, now)) = DRAFT_3.iter().find(|(old, _)| *old == name) {
            return Self::OfDraft3(now);
        }
        let meant = closest(name, language.keywords());
        if HYPER_KEYWORDS.contains(&name) {
            return Self::OfHyperSchema;
        }
        match meant {
            // They are no slips.
            Some(_) if OF_TOOLS.contains(&name) => Self::Unheard,
            // OpenAPI's `example` resembles `examples`, which is what JSON Schema has in its place.
            Some(meant) => Self::Misspelt(meant),
            None if OPENAPI.contains(&name) => Self::OfOpenApi,
            None => Self::Unheard,
        }
    }

    /// Whether it is a fault, as the options ask.
    fn is_fault(&self, options: UnknownKeywords) -> bool {
        match options {
            UnknownKeywords::Allow | UnknownKeywords::Warn => false,
            UnknownKeywords::DenyTypos => matches!(self, Self::OfDialects(..) | Self::Misspelt(_)),
            UnknownKeywords::Deny => true,
        }
    }

    /// What is the matter with it, without what becomes of it.
    fn words(&self, name: &str, language: Language) -> String {
        match self {
            Self::OfDialects(..) => format!("{} has no keyword `{name}`", language.name()),
            Self::OfDraft3(_) => format!("`{name}` is a keyword of draft 3"),
            Self::OfHyperSchema => format!("`{name}` is a keyword of JSON Hyper-Schema"),
            Self::OfOpenApi => format!("`{name}` is a keyword of OpenAPI"),
            Self::Misspelt(_) | Self::Unheard => format!("there is no keyword `{name}`"),
        }
    }

    /// What becomes of it where it is no fault.
    fn becomes(&self, name: &str) -> &'static str {
        use Vocabulary::{Applicator, Core, Unevaluated, Validation};
        match self {
            // A JSON Pointer leads into what is ignored as well.
            Self::OfDialects(..) if matches!(name, "$defs" | "definitions") => {
                "only references lead to what is in it"
            }
            Self::OfDialects(_, _, Applicator | Core | Unevaluated | Validation)
                if name != "$comment" =>
            {
                "it is ignored here"
            }
            Self::OfDialects(..) | Self::OfHyperSchema => "it only describes here",
            Self::OfDraft3(_) | Self::OfOpenApi | Self::Misspelt(_) | Self::Unheard => {
                "it is ignored here"
            }
        }
    }

    fn help(&self, language: Language) -> Option<String> {
        Some(match self {
            Self::OfDialects(..) if language.is_openapi_30() => {
                "OpenAPI 3.1 is the first to have it".to_owned()
            }
            Self::OfDialects(_, to, _) if *to < language.dialect => {
                format!("{} was the last to have it", to.name())
            }
            Self::OfDialects(from, ..) => format!("{} is the first to have it", from.name()),
            Self::OfDraft3(now) => format!("{} has `{now}` in its place", language.name()),
            Self::OfHyperSchema => {
                "it is about links, which a validator does not look at".to_owned()
            }
            Self::OfOpenApi => "a JSON Schema alone has no use for it".to_owned(),
            Self::Misspelt(meant) => format!("did you mean `{meant}`?"),
            Self::Unheard => return None,
        })
    }
}

impl<'a> Lowerer<'a> {
    /// Reports keywords that the language of a schema does not have, as the options ask.
    pub(super) fn look_for_unknown_keywords(&mut self, at: Spot, schema: Value<'a>) {
        let language = self.language_at(at);
        let options = self.options.unknown_keywords;
        if options == UnknownKeywords::Allow {
            return;
        }
        for (name, value) in schema.members() {
            let name = name.to_lossy();
            let is_read = name == "errorMessage" && self.options.error_messages;
            if language.allows(&name) || is_read {
                continue;
            }
            // The name is at fault, not the value.
            let written = value.name().unwrap_or(value);
            let place = spot(at.document, written);
            let key = format!("{} {name}", language.name());
            if options == UnknownKeywords::Warn && self.notes.is_noted(&key, place) {
                continue;
            }
            let stranger = Stranger::of(&name, language);
            let words = stranger.words(&name, language);
            // What is known from elsewhere comes with what to write in its place.
            let advice = match stranger {
                Stranger::Unheard | Stranger::OfOpenApi => {
                    slips::of_keyword(language, schema, &name, value)
                }
                _ => slips::Advice::default(),
            };
            let help = advice.help.or_else(|| stranger.help(language));
            if options == UnknownKeywords::Warn {
                let message = format!("{words}: {}", stranger.becomes(&name));
                let complaint = Complaint::new(&codes::UNKNOWN_KEYWORD, message).help(help);
                self.notes.add(key, place, complaint);
            } else if stranger.is_fault(options) {
                let own = || Some("annotations of your own begin with `x-`".to_owned());
                let complaint =
                    Complaint::new(&codes::UNKNOWN_KEYWORD, words).help(help.or_else(own));
                let complaint = match stranger {
                    Stranger::Misspelt(meant) if schema.member(meant).is_none() => {
                        let edit = Edit::string(written.span(), meant);
                        complaint
                            .suggest(Suggestion::new(Applicability::MaybeIncorrect, vec![edit]))
                    }
                    _ => complaint.suggest(advice.suggestion),
                };
                self.complain_at(at, written, complaint);
            }
        }
    }
}
