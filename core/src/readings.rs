//! Which of the readings of texts without types a schema admits.

use crate::options::Options;
use crate::program::Program;

/// So many texts are tried one by one.
const MOST: usize = 64;

impl Program {
    /// The readings of `count` texts, each of which may be a string (`false`) or what it is by itself (`true`), by which
    /// the instance that `make` writes has the fewest faults. An instance without any is found wherever the texts do not
    /// depend on each other: each is tried by itself, so that the time grows with their number and not with that of
    /// their combinations.
    #[doc(hidden)]
    pub fn readings(
        &self,
        count: usize,
        options: &Options,
        make: &mut dyn FnMut(&[bool]) -> Vec<u8>,
    ) -> Vec<bool> {
        let mut faults = |readings: &[bool]| {
            let Err(report) = self.check_with(&make(readings), options) else {
                return 0;
            };
            let errors = report.iter().filter(|found| found.is_error());
            errors.count() + report.omitted().errors
        };
        let mut best = vec![false; count];
        let mut least = if count == 0 { 0 } else { faults(&best) };
        if least == 0 {
            return best;
        }
        let bare = vec![true; count];
        let fewer = faults(&bare);
        // Of two readings with as many faults the one of a number is likelier to have been meant.
        if fewer <= least {
            (best, least) = (bare, fewer);
        }
        for at in 0..count.min(MOST) {
            if least == 0 {
                break;
            }
            best[at] = !best[at];
            let found = faults(&best);
            if found < least {
                least = found;
            } else {
                best[at] = !best[at];
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use crate::options::Options;
    use crate::program::Program;

    #[test]
    fn each_text_has_a_reading_of_its_own() {
        let mut wanted = Vec::new();
        let mut make = |readings: &[bool]| {
            wanted.push(readings.to_vec());
            // A broken text has one fault, as long as one reading is not as it should be.
            let good = readings
                .iter()
                .enumerate()
                .all(|(at, bare)| *bare == (at == 1));
            if good { b"1".to_vec() } else { b"[".to_vec() }
        };
        let found = Program::accept_all().readings(2, &Options::default(), &mut make);
        assert_eq!(found, [false, true]);
        assert_eq!(
            wanted,
            [vec![false, false], vec![true, true], vec![false, true]]
        );
    }

    #[test]
    fn nothing_is_asked_where_there_is_nothing_to_choose() {
        let program = Program::accept_all();
        let mut asked = 0;
        let mut make = |readings: &[bool]| {
            asked += 1;
            format!("{readings:?}").into_bytes()
        };
        assert_eq!(
            program.readings(0, &Options::default(), &mut make),
            [false; 0]
        );
        assert_eq!(
            program.readings(200, &Options::default(), &mut make),
            [false; 200]
        );
        assert_eq!(asked, 1);
    }
}
