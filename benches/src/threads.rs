//! How much two threads do in the time of one, by the clock on the wall.

use std::sync::Barrier;
use std::time::Instant;

use crate::bodies::{self, Body};
use crate::contestants::{self, Contestant};
use crate::disciplines;
use crate::rounds::{self, Pace};
use crate::tables;

/// How many threads work at the same time.
const THREADS: [usize; 2] = [1, 2];

/// Whose threads: contestants by their names in the disciplines.
const NAMES: [&str; 5] = [
    "serde_json → struct, no validation",
    contestants::MACRO,
    "vouchsafe: Validator::is_valid (run time)",
    "vouchsafe: is_valid_json",
    "vouchsafe: from_json (with the value)",
];

/// The table: nanoseconds for each request of the batch, all threads together.
pub fn measure(pace: Pace) -> String {
    let batch = bodies::batch();
    let contestants: Vec<Contestant> = contestants::verdict()
        .into_iter()
        .filter(|contestant| NAMES.contains(&contestant.name))
        .collect();
    let mut cells: Vec<(usize, usize)> = (0..contestants.len())
        .flat_map(|index| THREADS.map(|threads| (index, threads)))
        .collect();
    let mut times = vec![[const { Vec::new() }; THREADS.len()]; contestants.len()];
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..pace.rounds {
        random.shuffle(&mut cells);
        for &(index, threads) in &cells {
            times[index][threads - 1].push(time(&contestants[index], &batch, threads));
        }
    }
    let mut lines = vec![
        ["ns per request", "1 thread", "2 threads", "times as much"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (contestant, mut times) in contestants.iter().zip(times) {
        let [one, two] = THREADS.map(|threads| rounds::median(&mut times[threads - 1]));
        let emphasis = if contestant.ours { "**" } else { "" };
        lines.push(vec![
            format!("{emphasis}{}{emphasis}", contestant.name),
            tables::figure(one),
            tables::figure(two),
            format!("{:.2}", one / two),
        ]);
    }
    tables::align(&lines)
}

/// Each thread works through the batch once, all at the same time.
fn time(contestant: &Contestant, batch: &Body, threads: usize) -> f64 {
    let (ready, done) = (Barrier::new(threads + 1), Barrier::new(threads + 1));
    let elapsed = std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut jobs = disciplines::jobs(contestant, batch);
                for request in batch.requests.iter().take(100) {
                    jobs[request.schema as usize](&request.text);
                }
                ready.wait();
                for request in &batch.requests {
                    std::hint::black_box(jobs[request.schema as usize](&request.text));
                }
                done.wait();
            });
        }
        ready.wait();
        let start = Instant::now();
        done.wait();
        start.elapsed()
    });
    let requests = batch.requests.len() * threads;
    rounds::nanoseconds(elapsed) / rounds::as_float(requests as u64)
}
