//! The lints that the schemas of the four operations declare, for `vouchsafe explain`.

use vouchsafe::codes::Code;

macro_rules! lints {
    ($($name:literal, $summary:literal, $explanation:literal;)*) => {
        /// Every lint, sorted by name.
        pub static LINTS: &[Code] = &[$(Code::new($name, $summary, $explanation)),*];
    };
}

/// The lint of that name.
///
/// ```
/// assert!(vouchsafe_schemas::lints::find("replication-loop-risk").is_some());
/// ```
pub fn find(name: &str) -> Option<&'static Code> {
    LINTS.iter().find(|lint| lint.name == name)
}

lints! {
    "address-format",
        "a value is not a list of `host:port`, or has white space in it",
        "Addresses are written `host:port`, several with commas between them; topic mappings `source:target` in the same way. The pages print no rule for addresses and say nothing of white space, so other forms are accepted, but the service can hardly use them.";
    "bucket-name-format",
        "a bucket name departs from the naming rule of OBS",
        "OBS buckets have 3 to 63 lower-case letters, digits, hyphens and periods, with a letter or digit first. Printed examples break this rule, so it rejects nothing.";
    "console-name-rule",
        "a name departs from the rule of the console",
        "The console allows 4 to 64 of `A-Z`, `a-z`, `0-9`, `_` and `-` for task names, and 1 to 20 of them for instance aliases. The interface prints no such rule.";
    "documented-mandatory-missing",
        "a member is missing that the text calls mandatory",
        "The text says that the member is mandatory for this kind of source or sink, while an example, a client that was tested against the service, a default or an exclusion says otherwise. Set it if the service refuses the request.";
    "empty-task",
        "a task has neither a source nor a sink",
        "With `source_type` and `sink_type` both `NONE` or absent the task moves nothing.";
    "id-format",
        "an ID departs from its usual shape",
        "Project IDs have 32 lower-case hexadecimal digits; IDs of instances, connectors and tasks are UUIDs. The pages print no rule, so other values are accepted.";
    "integer-retry-duration",
        "`retry_duration` is a number where the text asks for a string",
        "Several clients send a number, and it is accepted; the documented form is decimal digits in a string.";
    "masked-placeholder-secret",
        "a credential is a placeholder",
        "A value made of asterisks or of the letter X was copied from documentation. The request is well-formed, but nobody can log in with it.";
    "match-all-regex",
        "an expression matches every topic",
        "The task takes up all topics of the instance, also those that are created later. Only the literal `.*` in `topics_regex` of `kafka.create-sink-task` is refused; elsewhere it is accepted.";
    "no-effect-field",
        "a member has no effect",
        "The member belongs to another kind of source or sink than the one that is chosen, or to another security protocol. It is checked for its type and otherwise ignored by the service.";
    "no-topics",
        "no topic is chosen",
        "None of `topics`, `topics_regex` and `source_task.topics_mapping` is set, so the task may have nothing to move.";
    "plaintext-secret",
        "a credential stands in the file in plain text",
        "A policy for files that are checked in; it is off unless it is asked for. Keep the credential in a secret store and insert it when the request is sent.";
    "redis-address-and-dcs-id",
        "a Redis instance is given twice",
        "`redis_address` and `dcs_instance_id` are both set, and nothing says which one counts.";
    "removed-upstream",
        "a value was removed from newer editions",
        "Newer editions of the interface or its SDKs no longer offer this kind of source, sink or destination; the service may refuse it.";
    "replication-loop-risk",
        "two-way replication may copy messages in circles",
        "With `direction` `two-way`, a replicated message looks like a new one to the other side unless its header says where it comes from (`provenance_header_enabled`) or its topic is renamed (`rename_topic_enabled`).";
    "response-missing-id",
        "an answer lacks the ID of what was created",
        "Without the ID the new task cannot be queried, changed or deleted.";
    "too-many-topics",
        "there are more topics than the console takes",
        "The console takes at most 20 topics or mappings; the interface prints no limit.";
    "undocumented-sasl-mechanism",
        "a SASL mechanism is not a known one",
        "Known are `PLAIN` and `SCRAM-SHA-512`.";
    "unknown-field",
        "a member is in no table of the operation",
        "Real clients send members that no table has, so they are accepted; most often, though, the name is misspelt.";
    "unusual-combination",
        "a pair of source and sink is in no example",
        "Seen are: `NONE` to OBS, Kafka without a sink, Redis to Redis.";
}
