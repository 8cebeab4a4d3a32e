//! Each keyword that decides, from its value in the schema to a [`Check`].

use vouchsafe_core::ecma;
use vouchsafe_core::json::{Kind, Value};
#[cfg(feature = "backtracking")]
use vouchsafe_core::program::try_compile_backtracking;
use vouchsafe_core::program::{
    Check, Content, Dependents, Encoding, Format, Keyword, Matcher, NodeId, Pattern,
    PatternProperty, Property, Run, Slot, Types,
};
use vouchsafe_core::{Applicability, Edit, Suggestion};

use super::{Lowerer, Object};
use crate::codes;
use crate::diagnostic::Complaint;
use crate::dialect::Dialect;
use crate::found::{found, is_positive, written};
use crate::library::Spot;
use crate::matcher::{Decider, Refusal, decider};
use crate::options::UnknownKeywords;
use crate::slips;

/// The names of types.
const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// How many digits `multipleOf` may have: a division takes time in proportion to them and to those of the input.
const MOST_DIGITS: usize = 4_096;

/// Ranks of evaluation: what is cheap and decides most comes first; what looks at what the others
/// have evaluated comes last.
mod rank {
    pub(super) const TYPE: u8 = 0;
    pub(super) const VALUE: u8 = 1;
    pub(super) const SCALAR: u8 = 2;
    pub(super) const SIZE: u8 = 3;
    pub(super) const CHILDREN: u8 = 4;
    pub(super) const REST: u8 = 5;
    pub(super) const IN_PLACE: u8 = 6;
    pub(super) const UNEVALUATED: u8 = 7;
}

impl<'a> Lowerer<'a> {
    /// Lowers the keywords of a schema object, in the order in which it has them.
    pub(super) fn keywords(&mut self, object: &mut Object<'a>) {
        for (name, value) in object.value.members() {
            let name = name.to_lossy();
            if !object.heeds(&name) {
                continue;
            }
            let checks = if name == "dependencies" {
                self.dependencies(object, value)
            } else {
                self.keyword(object, &name, value).into_iter().collect()
            };
            for (rank, check) in checks {
                let line = self.line(object.spot_of(value));
                let keyword = Keyword {
                    name: self.text(&name),
                    check,
                    rule: Run::EMPTY,
                    line,
                };
                object.keywords.push((rank, keyword));
            }
        }
    }

    /// What one keyword demands; `None` if it demands nothing by itself, or was complained about.
    fn keyword(
        &mut self,
        object: &mut Object<'a>,
        name: &str,
        value: Value<'a>,
    ) -> Option<(u8, Check)> {
        Some(match name {
            "type" if object.language.is_openapi_30() => (
                rank::TYPE,
                Check::Type(self.openapi_30_type(object, value)?),
            ),
            "type" => (rank::TYPE, Check::Type(self.types(object, value)?)),
            "enum" => (rank::VALUE, self.enumeration(object, value)?),
            "const" => (rank::VALUE, Check::Const(self.one_literal(value))),
            "multipleOf" => {
                if !is_positive(value) {
                    self.refuse(object, name, value, "a number greater than 0");
                    return None;
                }
                if digits(value) > MOST_DIGITS {
                    let message = format!(
                        "`multipleOf` has more than {MOST_DIGITS} digits, which is the limit: dividing by it would take too long"
                    );
                    let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message);
                    self.complain_at(object.spot, value, complaint);
                    return None;
                }
                (rank::SCALAR, Check::MultipleOf(self.number(value)))
            }
            // Once Booleans that sharpened the bound beside them.
            "exclusiveMinimum" | "exclusiveMaximum"
                if object.language.dialect == Dialect::Draft4 =>
            {
                self.boolean(object, name, value);
                return None;
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
                if value.kind() != Kind::Number {
                    self.refuse(object, name, value, "a number");
                    return None;
                }
                let bound = self.number(value);
                let sharpened = |by| {
                    object.language.dialect == Dialect::Draft4
                        && object.get(by).and_then(Value::as_bool) == Some(true)
                };
                let check = match name {
                    "minimum" if sharpened("exclusiveMinimum") => Check::ExclusiveMinimum(bound),
                    "maximum" if sharpened("exclusiveMaximum") => Check::ExclusiveMaximum(bound),
                    "minimum" => Check::Minimum(bound),
                    "maximum" => Check::Maximum(bound),
                    "exclusiveMinimum" => Check::ExclusiveMinimum(bound),
                    _ => Check::ExclusiveMaximum(bound),
                };
                (rank::SCALAR, check)
            }
            "minLength" => (
                rank::SCALAR,
                Check::MinLength(self.count(object, name, value)?),
            ),
            "maxLength" => (
                rank::SCALAR,
                Check::MaxLength(self.count(object, name, value)?),
            ),
            "pattern" => {
                let text = self.string(object, name, value)?;
                (
                    rank::SCALAR,
                    Check::Pattern(self.pattern_or_skip(object, value, &text)?),
                )
            }
            "format" => (rank::SCALAR, self.format(object, value)?),
            // They are one demand, made where the first of the two stands.
            "contentEncoding" | "contentMediaType" => (rank::SCALAR, self.content(object, name)?),
            "minItems" => (
                rank::SIZE,
                Check::MinItems(self.count(object, name, value)?),
            ),
            "maxItems" => (
                rank::SIZE,
                Check::MaxItems(self.count(object, name, value)?),
            ),
            "uniqueItems" => {
                if !self.boolean(object, name, value)? {
                    return None;
                }
                (rank::SIZE, Check::UniqueItems)
            }
            "minProperties" => (
                rank::SIZE,
                Check::MinProperties(self.count(object, name, value)?),
            ),
            "maxProperties" => (
                rank::SIZE,
                Check::MaxProperties(self.count(object, name, value)?),
            ),
            // A parameter of Swagger 2.0 is its own schema, and says by this keyword whether it must be there.
            "required" if object.language.is_swagger() && value.as_bool().is_some() => return None,
            "required" => {
                let names = self.unique_strings(object, name, value)?;
                let names = self.required_here(object, names)?;
                (rank::SIZE, Check::Required(self.slots(object, &names)))
            }
            "dependentRequired" => {
                let members = self.members(object, name, value, "arrays of names")?;
                (rank::SIZE, self.dependent_required(object, members))
            }
            "prefixItems" => {
                let items = self.some_items(object, name, value)?;
                (
                    rank::CHILDREN,
                    Check::PrefixItems(self.nodes(object, items)),
                )
            }
            // Up to 2019-09 an array of schemas was what `prefixItems` is now, and `additionalItems` what
            // `items` is.
            "items"
                if object.language.dialect < Dialect::Draft2020
                    && value.kind() == Kind::Array
                    && !object.language.is_openapi_30() =>
            {
                (
                    rank::CHILDREN,
                    Check::PrefixItems(self.nodes(object, value.items().collect())),
                )
            }
            "items" if value.kind() == Kind::Array => {
                self.array_of_items(object, value);
                return None;
            }
            "items" => self.rest_of_items(object, object.get("prefixItems"), value),
            "additionalItems" => {
                let items = object
                    .get("items")
                    .filter(|items| items.kind() == Kind::Array)?;
                self.rest_of_items(object, Some(items), value)
            }
            "contains" => (rank::CHILDREN, self.contains(object, value)?),
            // Without `contains` they say nothing, but must be well-formed; with it they were read there.
            "minContains" | "maxContains" if object.get("contains").is_none() => {
                self.count(object, name, value);
                return None;
            }
            "properties" => (rank::CHILDREN, self.properties(object, value)?),
            "patternProperties" => (
                rank::CHILDREN,
                Check::PatternProperties(self.pattern_properties(object, value)?),
            ),
            "additionalProperties" => {
                let patterns = object.get("patternProperties");
                let patterns =
                    patterns.and_then(|patterns| self.pattern_properties(object, patterns));
                let node = self.subschema(object, value);
                (
                    rank::REST,
                    Check::AdditionalProperties {
                        node,
                        patterns: patterns.unwrap_or_default(),
                    },
                )
            }
            "propertyNames" => (
                rank::CHILDREN,
                Check::PropertyNames(self.subschema(object, value)),
            ),
            "unevaluatedItems" => {
                object.flags.tracks = true;
                (
                    rank::UNEVALUATED,
                    Check::UnevaluatedItems(self.subschema(object, value)),
                )
            }
            "unevaluatedProperties" => {
                object.flags.tracks = true;
                (
                    rank::UNEVALUATED,
                    Check::UnevaluatedProperties(self.subschema(object, value)),
                )
            }
            "$ref" | "$dynamicRef" | "$recursiveRef" => {
                (rank::IN_PLACE, self.reference(object, name, value)?)
            }
            "allOf" | "anyOf" | "oneOf" => {
                let items = self.some_items(object, name, value)?;
                if name == "allOf" && object.language.is_openapi_30() {
                    let parts = items
                        .iter()
                        .map(|item| (object.spot_of(*item), object.spot));
                    self.wholes.extend(parts);
                }
                let nodes = self.nodes(object, items);
                let check = match name {
                    "allOf" => Check::AllOf(nodes),
                    "anyOf" => Check::AnyOf(nodes),
                    _ => Check::OneOf(nodes),
                };
                (rank::IN_PLACE, check)
            }
            "not" => (rank::IN_PLACE, Check::Not(self.subschema(object, value))),
            "if" => (rank::IN_PLACE, self.conditional(object, value)),
            "dependentSchemas" => {
                let members = self.members(object, name, value, "schemas")?;
                (rank::IN_PLACE, self.dependent_schemas(object, members))
            }
            "id" | "$id" | "$schema" | "$anchor" | "$dynamicAnchor" => {
                self.string(object, name, value)?;
                return None;
            }
            "$recursiveAnchor" => {
                self.boolean(object, name, value)?;
                return None;
            }
            // The schemas in it are lowered when something leads to them.
            "$defs" | "definitions" => {
                self.members(object, name, value, "schemas")?;
                return None;
            }
            _ => return None,
        })
    }

    pub(super) fn types(&mut self, object: &Object<'a>, value: Value<'a>) -> Option<Types> {
        let names: Vec<Value<'a>> = match value.kind() {
            Kind::String => vec![value],
            Kind::Array if !value.is_empty() => value.items().collect(),
            _ => {
                self.refuse(
                    object,
                    "type",
                    value,
                    "the name of a type or an array of some",
                );
                return None;
            }
        };
        let mut types = Types::default();
        let mut complete = true;
        for name in names {
            let text = name
                .as_str()
                .map(|text| text.to_lossy().into_owned())
                .unwrap_or_default();
            if let Some(mut one) = Types::from_name(&text) {
                if one == Types::INTEGER && object.language.dialect == Dialect::Draft4 {
                    one = one.union(Types::AS_WRITTEN);
                }
                types = types.union(one);
            } else if name.kind() != Kind::String {
                complete = false;
                let message = format!("`type` must hold names of types, found {}", found(name));
                let advice = slips::of_type(name);
                let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message)
                    .help(advice.help)
                    .suggest(advice.suggestion);
                self.complain_at(object.spot, name, complaint);
            } else {
                complete = false;
                let message = format!("there is no type `{text}`");
                let meant = crate::suggest::closest(&text, TYPES.into_iter());
                let suggestion = meant.map(|meant| {
                    let edit = Edit::string(name.span(), meant);
                    Suggestion::new(Applicability::MaybeIncorrect, vec![edit])
                });
                let help = meant.map(|meant| format!("did you mean `{meant}`?"));
                let help = help.or_else(|| slips::placeholder(&text)).unwrap_or_else(
                    || "the types are `null`, `boolean`, `integer`, `number`, `string`, `array` and `object`".to_owned(),
                );
                let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message)
                    .help(help)
                    .suggest(suggestion);
                self.complain_at(object.spot, name, complaint);
            }
        }
        complete.then_some(types)
    }

    fn enumeration(&mut self, object: &Object<'a>, value: Value<'a>) -> Option<Check> {
        if value.kind() != Kind::Array {
            self.refuse(object, "enum", value, "an array");
            return None;
        }
        Some(Check::Enum(self.literals(value.items())))
    }

    fn contains(&mut self, object: &Object<'a>, value: Value<'a>) -> Option<Check> {
        let mut bound = |name: &str, default| match object.get(name) {
            Some(value) => self.count(object, name, value),
            None => Some(default),
        };
        let (min, max) = (bound("minContains", 1)?, bound("maxContains", u64::MAX)?);
        Some(Check::Contains {
            node: self.subschema(object, value),
            min,
            max,
            // In 2019-09 `unevaluatedItems` does not look at `contains`.
            evaluates: object.language.dialect >= Dialect::Draft2020,
        })
    }

    fn format(&mut self, object: &Object<'a>, value: Value<'a>) -> Option<Check> {
        let name = self.string(object, "format", value)?;
        let (must, may) = (object.language.asserts_formats, self.options.assert_formats);
        if !(must || may) {
            return None;
        }
        if let Some(format) = Format::from_name(&name) {
            return Some(Check::Format(format));
        }
        if object.language.describes(&name) {
            return None;
        }
        // Formats of others only describe, but where the meta-schema asks for checks none may be left out
        // (2020-12 validation, section 7.2.3).
        let names = Format::ALL.into_iter().map(Format::name);
        let meant = crate::suggest::closest(&name, names);
        let lenient = self.options.unknown_keywords.is_lenient();
        if must || meant.is_some() && !lenient {
            let message = format!("there is no format `{name}`");
            let help = meant.map(|meant| format!("did you mean `{meant}`?"));
            let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message).help(help);
            self.complain_at(object.spot, value, complaint);
        } else if self.options.unknown_keywords == UnknownKeywords::Warn {
            let message = format!("there is no format `{name}`: it is ignored here");
            let help = meant.map(|meant| format!("did you mean `{meant}`?"));
            let complaint = Complaint::new(&codes::INVALID_KEYWORD_VALUE, message).help(help);
            self.notes
                .add(format!("format {name}"), object.spot_of(value), complaint);
        }
        None
    }

    fn content(&mut self, object: &Object<'a>, name: &str) -> Option<Check> {
        let mut text = |keyword: &str| match object.get(keyword) {
            Some(value) if keyword == name => Some(self.string(object, keyword, value)?),
            Some(value) => Some(value.as_str()?.to_lossy().into_owned()),
            None => None,
        };
        let (encoding, media_type) = (text("contentEncoding"), text("contentMediaType"));
        let is_second = name == "contentMediaType" && encoding.is_some();
        let content = Content {
            encoding: encoding.as_deref().and_then(Encoding::from_name),
            json: media_type.as_deref().is_some_and(Content::is_json),
        };
        let known = encoding.is_none() == content.encoding.is_none();
        let asks = known && (content.encoding.is_some() || content.json);
        (self.options.assert_content && asks && !is_second).then_some(Check::Content(content))
    }

    fn properties(&mut self, object: &mut Object<'a>, value: Value<'a>) -> Option<Check> {
        let members = self.members(object, "properties", value, "schemas")?;
        let mut properties = Vec::new();
        for (name, value) in members {
            let slot = self.slot(object, &name);
            let node = self.subschema(object, value);
            object.names[slot.0 as usize].property = Some(node);
            properties.push(Property { slot, node });
        }
        Some(Check::Properties(self.parts.add(properties)))
    }

    fn pattern_properties(
        &mut self,
        object: &Object<'a>,
        value: Value<'a>,
    ) -> Option<Run<PatternProperty>> {
        let members = self.members(object, "patternProperties", value, "schemas")?;
        let mut properties = Vec::new();
        for (source, value) in members {
            let node = self.subschema(object, value);
            let at = value.name().unwrap_or(value);
            properties.extend(
                self.pattern(object, at, &source)
                    .map(|pattern| PatternProperty { pattern, node }),
            );
        }
        Some(self.parts.add(properties))
    }

    /// Complains about an array of schemas where one schema stands for all items.
    fn array_of_items(&mut self, object: &Object<'a>, value: Value<'a>) {
        let name = object.language.name();
        let message = format!("`items` must be one schema in {name}, found an array");
        let advice = if object.language.has("prefixItems") {
            slips::of_items(object.value, value)
        } else {
            slips::Advice::default()
        };
        let complaint = Complaint::new(&codes::INVALID_SCHEMA, message)
            .help(advice.help)
            .suggest(advice.suggestion);
        self.complain_at(object.spot, value, complaint);
    }

    /// What stands behind the first items.
    fn rest_of_items(
        &mut self,
        object: &Object<'a>,
        first: Option<Value<'a>>,
        value: Value<'a>,
    ) -> (u8, Check) {
        let from = u32::try_from(first.map_or(0, Value::len)).unwrap_or(u32::MAX);
        let node = self.subschema(object, value);
        (rank::REST, Check::Items { from, node })
    }

    /// `dependencies`, which 2019-09 has split in two: by names and by schemas.
    fn dependencies(&mut self, object: &Object<'a>, value: Value<'a>) -> Vec<(u8, Check)> {
        let wanted = "arrays of names and schemas";
        let members = self.members(object, "dependencies", value, wanted);
        let (names, schemas): (Vec<_>, Vec<_>) = members
            .unwrap_or_default()
            .into_iter()
            .partition(|(_, value)| value.kind() == Kind::Array);
        let mut checks = Vec::new();
        if !names.is_empty() {
            checks.push((rank::SIZE, self.dependent_required(object, names)));
        }
        if !schemas.is_empty() {
            checks.push((rank::IN_PLACE, self.dependent_schemas(object, schemas)));
        }
        checks
    }

    fn dependent_schemas(
        &mut self,
        object: &Object<'a>,
        members: Vec<(String, Value<'a>)>,
    ) -> Check {
        let properties: Vec<Property> = members
            .into_iter()
            .map(|(name, value)| Property {
                slot: self.slot(object, &name),
                node: self.subschema(object, value),
            })
            .collect();
        Check::DependentSchemas(self.parts.add(properties))
    }

    fn dependent_required(
        &mut self,
        object: &Object<'a>,
        members: Vec<(String, Value<'a>)>,
    ) -> Check {
        let mut dependents = Vec::new();
        for (name, needs) in members {
            let Some(needs) = self.unique_strings(object, &name, needs) else {
                continue;
            };
            let slot = self.slot(object, &name);
            dependents.push(Dependents {
                slot,
                needs: self.slots(object, &needs),
            });
        }
        Check::DependentRequired(self.parts.add(dependents))
    }

    fn conditional(&mut self, object: &Object<'a>, value: Value<'a>) -> Check {
        let then = object
            .get("then")
            .map(|value| self.subschema(object, value));
        let otherwise = object
            .get("else")
            .map(|value| self.subschema(object, value));
        let test = self.subschema(object, value);
        // A condition that nothing depends on decides nothing; but what it evaluates may be asked for.
        Check::If {
            test,
            then,
            otherwise,
        }
    }

    fn reference(&mut self, object: &Object<'a>, name: &str, value: Value<'a>) -> Option<Check> {
        self.string(object, name, value)?;
        let place = object.spot_of(value);
        if let Some(complaint) = self.library.dangling.get(&place) {
            self.dangle(place, complaint.clone());
        }
        // A reference that leads nowhere has been complained about.
        let target = self.library.targets.get(&place)?;
        let node = self.node(target.spot);
        Some(match &target.dynamic {
            None => Check::Ref(node),
            Some(anchor) => {
                if !self.sought_anchors.contains(anchor) {
                    self.sought_anchors.push(anchor.clone());
                }
                Check::DynamicRef {
                    node,
                    anchor: self.text(anchor),
                }
            }
        })
    }

    /// Reports a reference that leads nowhere: a fault where a value may come to it, or else worth a warning.
    fn dangle(&mut self, place: Spot, complaint: Complaint) {
        if !self.unreached {
            self.complain(place, complaint);
        } else if self.options.unknown_keywords == UnknownKeywords::Warn {
            self.notes.add(complaint.message.clone(), place, complaint);
        }
    }

    fn subschema(&mut self, object: &Object<'a>, value: Value<'a>) -> NodeId {
        self.node(object.spot_of(value))
    }

    fn nodes(&mut self, object: &Object<'a>, values: Vec<Value<'a>>) -> Run<NodeId> {
        let nodes = values
            .into_iter()
            .map(|value| self.subschema(object, value))
            .collect();
        self.parts.add(nodes)
    }

    /// The slot of a name, which [`super::names::mentioned`] has put among the object's.
    fn slot(&self, object: &Object<'a>, name: &str) -> Slot {
        let hash = vouchsafe_core::json::name_hash(name.as_bytes());
        let first = object
            .names
            .partition_point(|candidate| candidate.hash < hash);
        let rest = object.names[first..].iter();
        let index = rest
            .take_while(|candidate| candidate.hash == hash)
            .position(|candidate| self.parts.str(candidate.text) == name);
        Slot(
            index
                .and_then(|index| u32::try_from(first + index).ok())
                .unwrap_or(u32::MAX),
        )
    }

    fn slots(&mut self, object: &Object<'a>, names: &[String]) -> Run<Slot> {
        let slots = names.iter().map(|name| self.slot(object, name)).collect();
        self.parts.add(slots)
    }

    /// The index of the pattern of a `pattern`. One that cannot be run is left out where that is asked for.
    fn pattern_or_skip(&mut self, object: &Object<'a>, at: Value<'a>, source: &str) -> Option<u32> {
        let before = self.faults.len();
        let found = self.pattern(object, at, source);
        if self.options.skip_unrunnable {
            let why = self.faults.drain(before..);
            self.skipped.extend(why.map(|why| (self.current, why)));
        }
        found
    }

    /// The index of a pattern, which is translated and tried when it is met first.
    fn pattern(&mut self, object: &Object<'a>, at: Value<'a>, source: &str) -> Option<u32> {
        if let Some(&known) = self.patterns.get(source) {
            return Some(known);
        }
        match self.translated(source) {
            Ok((regex, matcher)) => {
                let pattern = Pattern::new(self.text(source), self.text(&regex), matcher);
                let index = self.parts.add(vec![pattern]).start;
                self.patterns.insert(source.to_owned(), index);
                Some(index)
            }
            Err(complaint) => {
                self.complain_at(object.spot, at, complaint);
                None
            }
        }
    }

    /// The regular expression of a pattern, and what decides as it does.
    fn translated(&mut self, source: &str) -> Result<(String, Matcher), Complaint> {
        match ecma::translate(source) {
            Ok(regex) => {
                let found = decider(&regex, self.asker, self.options.most_instructions());
                let decider = found.map_err(|refusal| self.unrunnable(&refusal))?;
                Ok((regex, self.matcher(decider)))
            }
            #[cfg(feature = "backtracking")]
            Err(error) if error.nonlinear && self.options.allow_backtracking => {
                self.backtracking(source)
            }
            Err(error) => {
                let complaint = untranslatable(source, &error);
                Err(if error.nonlinear {
                    complaint.help(Some(format!("{NONLINEAR_HELP}; or {BACKTRACKING_HELP}")))
                } else {
                    complaint
                })
            }
        }
    }

    /// The same for a pattern that cannot run in linear time.
    #[cfg(feature = "backtracking")]
    fn backtracking(&mut self, source: &str) -> Result<(String, Matcher), Complaint> {
        use vouchsafe_core::ecma::Texts;
        let translate = |texts| {
            let translated = ecma::translate_for_backtracking(source, texts);
            let (regex, cost) = translated.map_err(|error| untranslatable(source, &error))?;
            let tried = try_compile_backtracking(&regex);
            // The translation has found no fault in it.
            tried.map_err(|_| {
                too_large("what looks around or refers back is larger than its library allows")
            })?;
            Ok((regex, cost))
        };
        let (regex, cost) = translate(Texts::WellFormed)?;
        let (with_stand_ins, _) = translate(Texts::WithStandIns)?;
        let with_stand_ins = self.text(&with_stand_ins);
        Ok((
            regex,
            Matcher::Backtracking {
                with_stand_ins,
                cost,
            },
        ))
    }

    /// That a pattern cannot be run.
    fn unrunnable(&self, refusal: &Refusal) -> Complaint {
        let most = self.options.most_instructions();
        match refusal {
            // The translation has found no fault in it.
            Refusal::Words(words) => too_large(words.lines().last().unwrap_or_default()),
            Refusal::TooLarge(size) => {
                let reason = format!("it takes {size} instructions, and {most} are allowed");
                let complaint = too_large(&reason);
                let help = complaint.help.clone().unwrap_or_default();
                complaint.help(format!(
                    "{help}; or allow more: `Compiler::max_pattern_size`, `--max-pattern-size`"
                ))
            }
        }
    }

    fn matcher(&mut self, decider: Decider) -> Matcher {
        match decider {
            Decider::Class(class) => Matcher::Class(class),
            Decider::Literal(text, at) => {
                let text = self.text(&text);
                Matcher::Literal { text, at }
            }
            Decider::Automaton(bytes) => Matcher::Automaton(bytes.into()),
            Decider::Counting(bytes, _) => Matcher::Counting(bytes.into()),
            Decider::Regex => Matcher::Regex,
        }
    }
}

/// How many digits a number is written with, but for those of its exponent.
fn digits(number: Value<'_>) -> usize {
    let text = written(number);
    let end = text.find(['e', 'E']).unwrap_or(text.len());
    text[..end].bytes().filter(u8::is_ascii_digit).count()
}

/// What to do about a pattern that cannot run in linear time.
const NONLINEAR_HELP: &str = "say it without, or in another keyword beside this one";

/// How such a pattern is allowed.
const BACKTRACKING_HELP: &str = if cfg!(feature = "backtracking") {
    "allow it, in a limited number of steps: `Compiler::allow_backtracking`, the key `allow_backtracking` of the derive, the command without `--no-backtracking`"
} else {
    "turn the feature `backtracking` of `vouchsafe` on and allow it, in a limited number of steps"
};

/// What is wrong with a pattern that has no translation.
fn untranslatable(source: &str, error: &ecma::PatternError) -> Complaint {
    let code = if error.nonlinear {
        &codes::NONLINEAR_PATTERN
    } else {
        &codes::INVALID_PATTERN
    };
    let column = source[..error.at.min(source.len())].chars().count() + 1;
    let message = format!("{} (character {column} of the pattern)", error.message);
    let help = error.nonlinear.then(|| NONLINEAR_HELP.to_owned());
    Complaint::new(code, message).help(help)
}

/// That a pattern is valid and larger than what is run, for which reason.
fn too_large(reason: &str) -> Complaint {
    let message = format!("the pattern is too large to be run: {reason}");
    let help = "repeat less, or say how long the text may be by `maxLength`";
    Complaint::new(&codes::PATTERN_TOO_LARGE, message).help(help.to_owned())
}
