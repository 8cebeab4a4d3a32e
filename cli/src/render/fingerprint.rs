//! What tells findings apart from run to run: not their lines, which move, and never a value, which may be secret.

use std::collections::HashMap;

use vouchsafe::Violation;
use xxhash_rust::xxh3::Xxh3Default;

use super::Findings;

/// Makes a fingerprint for each finding; those that would be alike are numbered.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u128, u32>,
}

impl Fingerprints {
    /// That of the word that there are more findings, which a report has once.
    pub(super) fn of_truncation() -> String {
        let mut hash = Xxh3Default::new();
        hash.update(b"truncated");
        format!("{:032x}", hash.digest128())
    }

    /// 32 hexadecimal digits from the file, the record, the code and the two locations.
    pub(super) fn of(&mut self, findings: &Findings<'_>, violation: &Violation) -> String {
        let record = findings.record.map(|record| record.line.to_string());
        let parts = [
            findings.name.relative(),
            record.as_deref().unwrap_or_default(),
            violation.part.word(),
            &violation.code,
            &violation.instance_location,
            &violation.keyword_location,
        ];
        let mut hash = Xxh3Default::new();
        for part in parts {
            hash.update(part.as_bytes());
            // No text has this byte.
            hash.update(&[0xFF]);
        }
        let count = self.seen.entry(hash.digest128()).or_default();
        *count += 1;
        if *count > 1 {
            hash.update(&count.to_le_bytes());
        }
        format!("{:032x}", hash.digest128())
    }
}
