//! How much two threads do in the time of one, by the clock on the wall, and what a request then costs the
//! processor: where other programs have the second one, the clock says little, and where threads wait for
//! each other, the processor does.

use std::sync::Barrier;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

use crate::bodies::{self, Body};
use crate::contestants::{self, Contestant};
use crate::disciplines;
use crate::rounds::{self, Pace};
use crate::tables;

const NOTE: &str = "The batch. Where other programs have the second processor, as they had when this was taken if \
    nobody becomes faster, two threads take turns and the columns of the clock say nothing; that a request costs the \
    processor the same says that the threads are not in each other's way.";

/// How many threads work at the same time.
const THREADS: [usize; 2] = [1, 2];

/// How often each thread works through the batch.
const TIMES: u64 = 3;

/// Whose threads: contestants by their names in the disciplines.
const NAMES: [&str; 5] = [
    "serde_json → struct, no validation",
    contestants::MACRO,
    "vouchsafe: Validator::is_valid (run time)",
    "vouchsafe: is_valid_json",
    "vouchsafe: from_json (with the value)",
];

/// The table: nanoseconds for each request of the batch.
pub fn measure(pace: Pace) -> String {
    let batch = bodies::batch();
    let contestants: Vec<Contestant> = contestants::verdict()
        .into_iter()
        .filter(|contestant| NAMES.contains(&contestant.name))
        .collect();
    let mut cells: Vec<(usize, usize)> = (0..contestants.len())
        .flat_map(|index| THREADS.map(|threads| (index, threads)))
        .collect();
    let mut times = vec![[const { [const { Vec::new() }; 2] }; THREADS.len()]; contestants.len()];
    let mut random = fastrand::Rng::with_seed(1);
    for _ in 0..pace.rounds {
        random.shuffle(&mut cells);
        for &(index, threads) in &cells {
            let (clock, processor) = time(&contestants[index], &batch, threads);
            let [clocks, processors] = &mut times[index][threads - 1];
            clocks.push(clock);
            processors.push(processor);
        }
    }
    let heads = [
        "ns per request",
        "1 thread, clock",
        "2 threads, clock",
        "times as much",
        "1 thread, processor",
        "2 threads, processor",
    ];
    let mut lines = vec![heads.map(str::to_owned).to_vec()];
    for (contestant, mut times) in contestants.iter().zip(times) {
        let [one, two] = THREADS.map(|threads| {
            let [clocks, processors] = &mut times[threads - 1];
            (rounds::median(clocks), rounds::median(processors))
        });
        let emphasis = if contestant.ours { "**" } else { "" };
        lines.push(vec![
            format!("{emphasis}{}{emphasis}", contestant.name),
            tables::figure(one.0),
            tables::figure(two.0),
            format!("{:.2}", one.0 / two.0),
            tables::figure(one.1),
            tables::figure(two.1),
        ]);
    }
    format!("{NOTE}\n\n{}", tables::align(&lines))
}

/// Each thread works through the batch a few times, all at the same time: the time by the clock, from the first
/// start to the last end, for each request of all threads, and the time of the processor for each request of one.
fn time(contestant: &Contestant, batch: &Body, threads: usize) -> (f64, f64) {
    let ready = Barrier::new(threads);
    let work = || {
        let mut jobs = disciplines::jobs(contestant, batch);
        let mut once = || {
            for request in &batch.requests {
                std::hint::black_box(jobs[request.schema as usize](&request.text));
            }
        };
        once();
        ready.wait();
        let (start, processor) = (Instant::now(), ThreadTime::now());
        (0..TIMES).for_each(|_| once());
        (start, Instant::now(), processor.elapsed())
    };
    let times: Vec<(Instant, Instant, Duration)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .collect()
    });
    let first = times.iter().map(|(start, ..)| *start).min();
    let last = times.iter().map(|(_, end, _)| *end).max();
    let clock = first
        .zip(last)
        .map_or(Duration::ZERO, |(first, last)| last - first);
    let mut processors: Vec<f64> = times
        .iter()
        .map(|(.., processor)| rounds::nanoseconds(*processor))
        .collect();
    let requests = rounds::as_float(batch.requests.len() as u64 * TIMES);
    let all = rounds::as_float(threads as u64) * requests;
    (
        rounds::nanoseconds(clock) / all,
        rounds::median(&mut processors) / requests,
    )
}
