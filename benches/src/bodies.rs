//! The requests that everybody gets: four printed ones, one with five faults, and a batch.

use std::fmt::Write as _;

/// Which schema a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// `kafka.create-sink-task`.
    Sink,
    /// `kafka.create-smart-connect-task`.
    Connect,
}

/// One request, or many of them.
#[derive(Debug)]
pub struct Body {
    /// The head of its column.
    pub name: String,
    /// The group that its ratios are averaged in.
    pub group: &'static str,
    /// Each with its schema and whether it satisfies that.
    pub requests: Vec<Request>,
}

/// A request body.
#[derive(Debug)]
pub struct Request {
    /// Its schema.
    pub schema: Schema,
    /// The JSON text.
    pub text: Vec<u8>,
    /// Whether it satisfies the schema.
    pub valid: bool,
}

impl Body {
    /// A single request.
    pub fn one(name: &str, group: &'static str, schema: Schema, text: &str, valid: bool) -> Self {
        let request = Request {
            schema,
            text: text.as_bytes().to_vec(),
            valid,
        };
        Self {
            name: name.to_owned(),
            group,
            requests: vec![request],
        }
    }

    /// All bytes of all requests.
    pub fn bytes(&self) -> usize {
        self.requests.iter().map(|request| request.text.len()).sum()
    }
}

/// The group of the bodies that are printed over several lines.
pub const PRETTY: &str = "pretty";
/// The group of the bodies without white space.
pub const MINIFIED: &str = "minified";
/// The group of the bodies with faults.
pub const FAULTY: &str = "5 faults";
/// The group of the bodies without lints.
pub const CLEAN: &str = "clean";
/// The group of the batch.
pub const BATCH: &str = "batch";

/// The bodies as the pages of the operations print them.
const PRINTED: [(&str, Schema, &str); 4] = [
    ("sink", Schema::Sink, include_str!("../bodies/sink.json")),
    (
        "kafka",
        Schema::Connect,
        include_str!("../bodies/kafka.json"),
    ),
    (
        "redis",
        Schema::Connect,
        include_str!("../bodies/redis.json"),
    ),
    ("obs", Schema::Connect, include_str!("../bodies/obs.json")),
];

/// A body with five faults; the example that the README's first command explains is its like.
const FIVE_FAULTS: &str = include_str!(
    "../../examples/requests/kafka.create-smart-connect-task.kafka-source.faulty.json"
);

/// Bodies without lints, from the examples.
const CLEAN_SINK: &str = include_str!("../../examples/requests/kafka.create-sink-task.valid.json");
const CLEAN_OBS: &str =
    include_str!("../../examples/requests/kafka.create-smart-connect-task.obs-sink.valid.json");

/// The four printed bodies.
pub fn pretty() -> Vec<Body> {
    let bodies = PRINTED.into_iter();
    bodies
        .map(|(name, schema, text)| Body::one(name, PRETTY, schema, text, true))
        .collect()
}

/// The four printed bodies without white space.
pub fn minified() -> Vec<Body> {
    let bodies = PRINTED.into_iter();
    bodies
        .map(|(name, schema, text)| {
            Body::one(
                &format!("{name}, min."),
                MINIFIED,
                schema,
                &minify(text),
                true,
            )
        })
        .collect()
}

/// The body with five faults, printed over several lines and without white space.
pub fn faulty() -> Vec<Body> {
    let one = |name, text| Body::one(name, FAULTY, Schema::Connect, text, false);
    vec![
        one("5 faults", FIVE_FAULTS),
        one("5 faults, min.", &minify(FIVE_FAULTS)),
    ]
}

/// Bodies that no lint has anything to say about, printed over several lines.
pub fn clean() -> Vec<Body> {
    vec![
        Body::one("sink, clean", CLEAN, Schema::Sink, CLEAN_SINK, true),
        Body::one("obs, clean", CLEAN, Schema::Connect, CLEAN_OBS, true),
    ]
}

/// JSON text without the white space between its tokens.
pub fn minify(text: &str) -> String {
    let mut in_string = false;
    let mut escaped = false;
    text.chars()
        .filter(|&letter| {
            if in_string {
                in_string = escaped || letter != '"';
                escaped = !escaped && letter == '\\';
                return true;
            }
            in_string = letter == '"';
            !letter.is_ascii_whitespace()
        })
        .collect()
}

/// How many requests the batch has.
const BATCH_LENGTH: usize = 10_000;
/// How many of a hundred have a fault.
const FAULTY_PERCENT: u32 = 5;
/// How many of a hundred are printed over several lines.
const PRETTY_PERCENT: u32 = 25;
/// The batch is the same on every machine and every day.
const SEED: u64 = 0x0076_6f75_6368;

/// 10,000 requests of all kinds, of which one in twenty has a fault.
pub fn batch() -> Body {
    let mut random = fastrand::Rng::with_seed(SEED);
    let requests = (0..BATCH_LENGTH).map(|_| request(&mut random)).collect();
    Body {
        name: "batch".to_owned(),
        group: BATCH,
        requests,
    }
}

fn request(random: &mut fastrand::Rng) -> Request {
    let valid = random.u32(0..100) >= FAULTY_PERCENT;
    let (schema, members) = match random.u32(0..4) {
        0 => (Schema::Sink, sink(random, valid)),
        1 => (Schema::Connect, kafka(random, valid)),
        2 => (Schema::Connect, redis(random, valid)),
        _ => (Schema::Connect, obs(random, valid)),
    };
    // Some clients print their requests over several lines, most do not.
    let text = if random.u32(0..100) < PRETTY_PERCENT {
        members
    } else {
        minify(&members)
    };
    Request {
        schema,
        text: text.into_bytes(),
        valid,
    }
}

fn word(random: &mut fastrand::Rng) -> String {
    let length = random.usize(8..32);
    (0..length)
        .map(|at| if at % 7 == 6 { '-' } else { random.lowercase() })
        .collect()
}

fn topics(random: &mut fastrand::Rng) -> String {
    let count = random.usize(1..5);
    let names: Vec<String> = (0..count).map(|_| word(random)).collect();
    names.join(",")
}

fn address(random: &mut fastrand::Rng) -> String {
    let (third, fourth) = (random.u8(0..=255), random.u8(1..=254));
    format!("192.168.{third}.{fourth}:6379")
}

fn choose<'a>(random: &mut fastrand::Rng, words: &[&'a str]) -> &'a str {
    words[random.usize(0..words.len())]
}

/// An object with one member a line; in a faulty one, one of the members is missing or wrong.
fn object(
    random: &mut fastrand::Rng,
    valid: bool,
    indent: &str,
    members: &[(&str, String)],
) -> String {
    let fault = (!valid).then(|| random.usize(0..members.len()));
    let absent = random.bool();
    let mut lines = String::new();
    for (index, (name, value)) in members.iter().enumerate() {
        let value = match fault {
            Some(fault) if fault == index && absent => continue,
            Some(fault) if fault == index => "[\"a list\"]",
            _ => value,
        };
        let comma = if lines.is_empty() { "" } else { "," };
        let _ = write!(lines, "{comma}\n{indent}  \"{name}\" : {value}");
    }
    format!("{{{lines}\n{indent}}}")
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn sink(random: &mut fastrand::Rng, valid: bool) -> String {
    let members = [
        ("consumer_strategy", quoted(choose(random, STRATEGIES))),
        ("destination_file_type", quoted("TEXT")),
        ("access_key", quoted(&word(random))),
        ("secret_key", quoted(&(word(random) + &word(random)))),
        ("obs_bucket_name", quoted(&word(random))),
        ("partition_format", quoted(choose(random, PARTITIONS))),
        ("deliver_time_interval", random.u16(30..=900).to_string()),
        ("topics", quoted(&topics(random))),
    ];
    let descriptor = object(random, valid, "  ", &members);
    let optional = format!(
        "\"obs_path\" : {},\n    \"record_delimiter\" : {}",
        quoted(&word(random)),
        choose(random, &[r#""\n""#, r#"";""#, r#""""#])
    );
    let descriptor = descriptor.replacen('{', &format!("{{\n    {optional},"), 1);
    let outer = [
        ("source_type", quoted("BLOB")),
        ("task_name", quoted(&word(random))),
        ("destination_type", quoted("OBS")),
        ("obs_destination_descriptor", descriptor),
    ];
    object(random, true, "", &outer)
}

const STRATEGIES: &[&str] = &["latest", "earliest"];
const PARTITIONS: &[&str] = &[
    "yyyy",
    "yyyy/MM",
    "yyyy/MM/dd",
    "yyyy/MM/dd/HH",
    "yyyy/MM/dd/HH/mm",
];

fn kafka(random: &mut fastrand::Rng, valid: bool) -> String {
    let members = [
        (
            "instance_id",
            quoted("1f0b6c52-93ad-4e1e-8a44-6d2b7c9e5f10"),
        ),
        (
            "direction",
            quoted(choose(random, &["pull", "push", "two-way"])),
        ),
        ("sync_consumer_offsets_enabled", random.bool().to_string()),
        ("replication_factor", random.u8(1..=5).to_string()),
        ("provenance_header_enabled", random.bool().to_string()),
        ("consumer_strategy", quoted(choose(random, STRATEGIES))),
        (
            "compression_type",
            quoted(choose(random, &["none", "gzip", "snappy", "lz4", "zstd"])),
        ),
        ("security_protocol", quoted("SASL_SSL")),
        ("user_name", quoted(&word(random))),
        ("password", quoted(&word(random))),
        ("sasl_mechanism", quoted("SCRAM-SHA-512")),
    ];
    // Without a protocol the credentials are not required, so a fault must hit one of the others.
    let (required, credentials) = members.split_at(7);
    let source = object(random, valid, "  ", required);
    let credentials = object(random, true, "  ", credentials);
    let inner = credentials
        .trim_start_matches('{')
        .trim_end()
        .trim_end_matches('}')
        .trim_end();
    let source = source.replacen('{', &format!("{{{inner},"), 1);
    let outer = [
        ("task_name", quoted(&word(random))),
        ("start_later", random.bool().to_string()),
        ("source_type", quoted("KAFKA_REPLICATOR_SOURCE")),
        ("source_task", source),
        ("topics", quoted(&topics(random))),
    ];
    object(random, true, "", &outer)
}

fn redis(random: &mut fastrand::Rng, valid: bool) -> String {
    let source = [
        (
            "redis_address",
            quoted(&format!("{},{}", address(random), address(random))),
        ),
        ("redis_type", quoted("cluster")),
        ("redis_password", quoted(&word(random))),
        (
            "sync_mode",
            quoted(choose(random, &["RDB_ONLY", "CUSTOM_OFFSET"])),
        ),
        ("full_sync_max_retry", random.u8(0..20).to_string()),
        ("full_sync_wait_ms", random.u32(100..20_000).to_string()),
        ("ratelimit", random.i32(-1..5000).to_string()),
    ];
    let sink = [
        ("redis_address", quoted(&address(random))),
        ("redis_type", quoted("standalone")),
        ("redis_password", quoted(&word(random))),
    ];
    let outer = [
        ("task_name", quoted(&word(random))),
        ("start_later", random.bool().to_string()),
        ("topics", quoted(&topics(random))),
        ("source_type", quoted("REDIS_REPLICATOR_SOURCE")),
        ("source_task", object(random, valid, "  ", &source)),
        ("sink_type", quoted("REDIS_REPLICATOR_SINK")),
        ("sink_task", object(random, true, "  ", &sink)),
    ];
    object(random, true, "", &outer)
}

fn obs(random: &mut fastrand::Rng, valid: bool) -> String {
    let sink = [
        ("consumer_strategy", quoted(choose(random, STRATEGIES))),
        ("destination_file_type", quoted("TEXT")),
        ("deliver_time_interval", random.u16(30..=900).to_string()),
        ("access_key", quoted(&word(random))),
        ("secret_key", quoted(&(word(random) + &word(random)))),
        ("obs_bucket_name", quoted(&word(random))),
        ("partition_format", quoted(choose(random, PARTITIONS))),
        ("record_delimiter", r#""\\n""#.to_owned()),
        ("store_keys", random.bool().to_string()),
    ];
    let outer = [
        ("task_name", quoted(&word(random))),
        ("start_later", random.bool().to_string()),
        ("source_type", quoted("NONE")),
        ("topics", quoted(&topics(random))),
        ("sink_type", quoted("OBS_SINK")),
        ("sink_task", object(random, valid, "  ", &sink)),
    ];
    object(random, true, "", &outer)
}

#[cfg(test)]
mod tests {
    use super::{batch, pretty};

    #[test]
    fn the_printed_bodies_have_the_sizes_that_the_tables_name() {
        let sizes: Vec<usize> = pretty().iter().map(super::Body::bytes).collect();
        assert_eq!(sizes, [534, 677, 603, 528]);
    }

    #[test]
    fn the_batch_is_the_same_every_time() {
        let batch = batch();
        let invalid = batch.requests.iter().filter(|request| !request.valid);
        assert_eq!((batch.requests.len(), invalid.count()), (10_000, 497));
        assert_eq!(batch.bytes(), 5_292_413);
    }
}
