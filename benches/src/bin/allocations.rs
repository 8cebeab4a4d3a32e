//! Prints how often each contestant allocates for a request, and how many bytes: a line each, with tabs.

use allocation_counter::measure;
use vouchsafe_benches::{allocations, disciplines};

fn main() {
    let bodies = allocations::bodies();
    let heads = bodies.iter().map(|body| body.name.as_str());
    let heads: Vec<&str> = std::iter::once("allocations (bytes)")
        .chain(heads)
        .collect();
    println!("{}", heads.join("\t"));
    for (discipline, contestant) in disciplines::contestants() {
        let mut cells = vec![format!("{discipline}: {}", contestant.name)];
        for body in &bodies {
            // Whoever writes needs a value, and there is none with faults.
            if discipline == "write" && !body.requests[0].valid {
                cells.push("–".to_owned());
                continue;
            }
            let mut jobs = disciplines::jobs(&contestant, body);
            let request = &body.requests[0];
            let job = &mut jobs[request.schema as usize];
            // The first runs compile patterns and grow the buffers that are kept.
            for _ in 0..3 {
                job(&request.text);
            }
            let info = measure(|| {
                job(&request.text);
            });
            cells.push(format!("{} ({})", info.count_total, info.bytes_total));
        }
        println!("{}", cells.join("\t"));
    }
}
