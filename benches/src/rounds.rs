//! Takes times: every entry in every round, in an order that is shuffled anew, and the median of the rounds.
//!
//! What disturbs the machine for a while then disturbs all of them, and what it does to one round the
//! median forgets. The time is the processor's, not the clock's on the wall: while other programs have the
//! processor it stands still.

use std::time::Duration;

use cpu_time::ThreadTime;

/// Something whose time is taken.
pub struct Entry<'a> {
    /// Does it that many times.
    pub run: Box<dyn FnMut(u64) + 'a>,
    /// What one time is divided by: how many requests, bytes or members it deals with.
    pub units: f64,
}

/// How long everything takes.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How many rounds there are.
    pub rounds: usize,
    /// How long an entry runs in each, at least.
    pub slice: Duration,
}

/// The median of the nanoseconds that each entry takes for a unit.
pub fn race(entries: &mut [Entry<'_>], pace: Pace) -> Vec<f64> {
    let repeats: Vec<u64> = entries
        .iter_mut()
        .map(|entry| repeats(entry, pace.slice))
        .collect();
    let mut times = vec![Vec::with_capacity(pace.rounds); entries.len()];
    let mut order: Vec<usize> = (0..entries.len()).collect();
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..pace.rounds {
        random.shuffle(&mut order);
        for &index in &order {
            // Once for nothing: what the one before has left in the caches and in the allocator is not its
            // successor's fault.
            (entries[index].run)(1);
            let elapsed = time(&mut entries[index], repeats[index]);
            times[index].push(nanoseconds(elapsed) / as_float(repeats[index]));
        }
    }
    times
        .iter_mut()
        .zip(entries)
        .map(|(times, entry)| median(times) / entry.units)
        .collect()
}

/// How often an entry runs in a slice. Finding it out warms it up.
fn repeats(entry: &mut Entry<'_>, slice: Duration) -> u64 {
    let mut repeats = 1;
    (entry.run)(1);
    loop {
        let elapsed = time(entry, repeats);
        if elapsed >= slice {
            return repeats;
        }
        let missing = nanoseconds(slice) / nanoseconds(elapsed).max(1.0);
        // Not more than tenfold at once: the first runs are slow and say little.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 1 and 10"
        )]
        let factor = missing.ceil().clamp(2.0, 10.0) as u64;
        if missing < 1.2 {
            return repeats;
        }
        repeats *= factor;
    }
}

fn time(entry: &mut Entry<'_>, repeats: u64) -> Duration {
    let start = ThreadTime::now();
    (entry.run)(repeats);
    start.elapsed()
}

/// The middle of the numbers.
pub fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    let middle = numbers.len() / 2;
    if numbers.len().is_multiple_of(2) {
        f64::midpoint(numbers[middle - 1], numbers[middle])
    } else {
        numbers[middle]
    }
}

/// A duration in nanoseconds.
pub fn nanoseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e9
}

/// A count as a number to divide by.
#[expect(clippy::cast_precision_loss, reason = "counts here are far below 2^52")]
pub fn as_float(count: u64) -> f64 {
    count as f64
}
