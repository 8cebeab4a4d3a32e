//! Runs the steps of an expression over a text: threads that count how many characters they have taken.

use std::collections::VecDeque;

use super::machine::{Counting, Step};
use super::tree::Look;
use crate::program::backtracking::TooCostly;

/// What a text of any length may take.
const STEPS: u64 = 1 << 26;
/// What each byte of a text may take besides.
const STEPS_PER_BYTE: u64 = 256;
/// How many arrivals all threads together may hold.
const MOST_ARRIVALS: usize = 1 << 22;

impl Counting {
    /// Whether it matches somewhere in `text`: UTF-8, or WTF-8 for lone surrogates.
    pub(in crate::program) fn is_match(&self, text: &[u8]) -> Result<bool, TooCostly> {
        let own = STEPS_PER_BYTE.saturating_mul(text.len() as u64);
        self.is_match_in(text, STEPS.saturating_add(own))
    }

    /// Whether a text matches, in no more than that many steps.
    pub(super) fn is_match_in(&self, text: &[u8], steps: u64) -> Result<bool, TooCostly> {
        let mut run = Run {
            counting: self,
            threads: Vec::new(),
            places: vec![0; self.steps.len()],
            seen: vec![0; self.steps.len()],
            todo: Vec::new(),
            steps,
            arrivals: 0,
        };
        let mut left: Vec<u32> = Vec::new();
        let (mut rest, mut before, mut at) = (text, None, 0_u32);
        loop {
            let next = point(&mut rest);
            let place = Place { before, next, at };
            for to in left.drain(..) {
                if run.arrive(to, place)? {
                    return Ok(true);
                }
            }
            if (at == 0 || !self.anchored) && run.arrive(0, place)? {
                return Ok(true);
            }
            let Some(character) = next else {
                return Ok(false);
            };
            if run.threads.is_empty() && self.anchored {
                return Ok(false);
            }
            at = at.saturating_add(1);
            run.consume(character, at, &mut left)?;
            before = next;
        }
    }
}

/// The first character of a text, which is taken off it.
fn point(text: &mut &[u8]) -> Option<u32> {
    let (&first, rest) = text.split_first()?;
    let more = match first {
        0..0xC0 => 0,
        0xC0..0xE0 => 1,
        0xE0..0xF0 => 2,
        0xF0.. => 3,
    };
    let mut value = u32::from(first) & (0x7F >> if more == 0 { 0 } else { more + 1 });
    let more = more.min(rest.len());
    for byte in &rest[..more] {
        value = value << 6 | u32::from(byte & 0x3F);
    }
    *text = &rest[more..];
    Some(value)
}

/// A place in a text.
#[derive(Clone, Copy)]
struct Place {
    before: Option<u32>,
    next: Option<u32>,
    /// The number of characters before it.
    at: u32,
}

impl Place {
    fn is(self, look: Look) -> bool {
        let is_word = |point: Option<u32>| {
            let point = point.and_then(char::from_u32);
            point.is_some_and(|point| point.is_ascii_alphanumeric() || point == '_')
        };
        let is_boundary = || is_word(self.before) != is_word(self.next);
        match look {
            Look::Start => self.before.is_none(),
            Look::End => self.next.is_none(),
            Look::Boundary => is_boundary(),
            Look::NoBoundary => !is_boundary(),
        }
    }
}

/// A place of the expression that the text may be in: before characters of a class.
struct Thread {
    step: u32,
    /// When it came there, from the first to the last of a run of places; the oldest run.
    oldest: (u32, u32),
    /// The runs after it.
    later: VecDeque<(u32, u32)>,
}

/// One run of an expression.
struct Run<'a> {
    counting: &'a Counting,
    threads: Vec<Thread>,
    /// Where the thread of each step is among them, from 1.
    places: Vec<u32>,
    /// The place in the text that each step was looked at for last, from 1.
    seen: Vec<u32>,
    todo: Vec<u32>,
    /// What may still be done.
    steps: u64,
    /// How many runs of arrivals there are beside the oldest of each thread.
    arrivals: usize,
}

impl Run<'_> {
    fn pay(&mut self) -> Result<(), TooCostly> {
        self.steps = self.steps.checked_sub(1).ok_or(TooCostly)?;
        Ok(())
    }

    /// Goes on from a step without a character. Says whether the expression matches.
    fn arrive(&mut self, step: u32, place: Place) -> Result<bool, TooCostly> {
        self.todo.push(step);
        while let Some(step) = self.todo.pop() {
            self.pay()?;
            let seen = &mut self.seen[step as usize];
            if std::mem::replace(seen, place.at + 1) == place.at + 1 {
                continue;
            }
            match self.counting.steps[step as usize] {
                Step::Matches => return Ok(true),
                Step::Look(look) if place.is(look) => self.todo.push(step + 1),
                Step::Look(_) => {}
                Step::Fork(to) => self.todo.extend([to, step + 1]),
                Step::Go(to) => self.todo.push(to),
                Step::Characters { max, .. } => self.begin(step, max, place.at)?,
            }
        }
        Ok(false)
    }

    /// Notes that a thread arrives at a step.
    fn begin(&mut self, step: u32, max: u32, at: u32) -> Result<(), TooCostly> {
        let place = self.places[step as usize];
        let Some(thread) = self.threads.get_mut((place as usize).wrapping_sub(1)) else {
            self.threads.push(Thread {
                step,
                oldest: (at, at),
                later: VecDeque::new(),
            });
            self.places[step as usize] = self.threads.len().try_into().map_err(|_| TooCostly)?;
            return Ok(());
        };
        // Without an upper bound, the runs that began first are further in any case.
        if max == u32::MAX {
            return Ok(());
        }
        let last = thread.later.back_mut().unwrap_or(&mut thread.oldest);
        if last.1 + 1 == at {
            last.1 = at;
        } else {
            thread.later.push_back((at, at));
            self.arrivals += 1;
            if self.arrivals > MOST_ARRIVALS {
                return Err(TooCostly);
            }
        }
        Ok(())
    }

    /// Takes a character: threads stay or end, and `left` are the steps that they go on to. `now` is the number of
    /// characters that have been taken, with this one.
    fn consume(&mut self, character: u32, now: u32, left: &mut Vec<u32>) -> Result<(), TooCostly> {
        let mut index = 0;
        while index < self.threads.len() {
            self.pay()?;
            let thread = &mut self.threads[index];
            let stays = match self.counting.steps[thread.step as usize] {
                Step::Characters { class, min, max } => {
                    let is_taken = self.counting.classes[class as usize].has(character);
                    if is_taken && now - thread.oldest.0 >= min {
                        left.push(thread.step + 1);
                    }
                    // After as many rounds as there may be, there is no further one.
                    let dropped = is_taken && max != u32::MAX && now - thread.oldest.0 >= max;
                    if dropped {
                        thread.oldest.0 += 1;
                    }
                    is_taken
                        && (!dropped || thread.oldest.0 <= thread.oldest.1 || {
                            let next = thread.later.pop_front();
                            self.arrivals -= usize::from(next.is_some());
                            thread.oldest = next.unwrap_or(thread.oldest);
                            next.is_some()
                        })
                }
                _ => false,
            };
            if stays {
                index += 1;
                continue;
            }
            self.arrivals -= thread.later.len();
            self.places[thread.step as usize] = 0;
            self.threads.swap_remove(index);
            if let Some(moved) = self.threads.get(index) {
                self.places[moved.step as usize] = (index + 1).try_into().map_err(|_| TooCostly)?;
            }
        }
        Ok(())
    }
}
