//! Deals with one request many times, for callgrind to count: `count CONTESTANT BODY REPEATS`, the first two
//! as numbers in the lists of `vouchsafe_benches::count`.

use std::hint::black_box;

use vouchsafe_benches::{count, disciplines};

fn main() {
    let mut numbers = std::env::args()
        .skip(1)
        .map(|argument| argument.parse().expect("a number"));
    let mut number = || numbers.next().expect("three numbers");
    let (contestant, body, repeats): (usize, usize, usize) = (number(), number(), number());
    let (_, contestant) = &count::contestants()[contestant];
    let body = &count::bodies()[body];
    let mut jobs = disciplines::jobs(contestant, body);
    let request = &body.requests[0];
    for _ in 0..repeats {
        black_box(jobs[request.schema as usize](black_box(&request.text)));
    }
}
