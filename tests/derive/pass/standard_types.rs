use serde::{Deserialize, Serialize};
use vouchsafe::Validate;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

/// Types of the standard library, as serde writes them.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{
    "type": "object",
    "required": ["ip", "v4", "socket", "path", "duration", "range"],
    "properties": {
        "ip": { "type": "string" }, "v4": { "type": "string", "format": "ipv4" }, "socket": { "type": "string" }, "path": { "type": "string" },
        "duration": { "type": "object", "required": ["secs", "nanos"], "properties": { "secs": { "type": "integer", "minimum": 0 }, "nanos": { "type": "integer", "minimum": 0, "maximum": 999999999 } } },
        "range": { "type": "object", "required": ["start", "end"], "properties": { "start": { "type": "integer" }, "end": { "type": "integer" } } }
    }
}"#)]
struct Standard {
    ip: IpAddr,
    v4: Ipv4Addr,
    socket: SocketAddr,
    path: PathBuf,
    duration: Duration,
    range: Range<i64>,
}

/// The members of one are members of the whole.
#[derive(Debug, PartialEq, Serialize, Deserialize, Validate)]
#[vouchsafe(schema = r#"{ "type": "object", "required": ["secs", "nanos"], "properties": { "secs": { "type": "integer", "minimum": 0 }, "nanos": { "type": "integer", "minimum": 0, "maximum": 999999999 } } }"#)]
struct Timeout {
    #[serde(flatten)]
    duration: Duration,
}

fn main() {
    let text = br#"{"ip":"::1","v4":"127.0.0.1","socket":"127.0.0.1:80","path":"/tmp","duration":{"secs":1,"nanos":2},"range":{"start":1,"end":3}}"#;
    let standard = Standard::from_json(text).unwrap();
    assert_eq!(standard.duration, Duration::new(1, 2));
    assert_eq!(standard.to_json().unwrap(), text);
    assert_eq!(Timeout::from_json(br#"{"secs": 5, "nanos": 0}"#).unwrap().duration, Duration::from_secs(5));
}
