//! One run in all processes: each has a part of its network, and they tell each other tick by tick what they need.

use super::message::{Joint, Message};
use super::ship::{Peers, Ship};
use super::{Task, task};
use crate::experiment::running::{How, Together};
use crate::experiment::{Plan, PlayedInParts, Run, RunError, simulate_part};
use crate::model::{Exchange, Threads};
use crate::network::{Bounds, NetworkError, Part, TieCounts};
use std::any::Any;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// All processes of the job, as the first one sees them.
pub(super) struct Parts {
    ship: Arc<Ship>,
    plan: Arc<Plan>,
}

impl Parts {
    /// Tells the others what is to be done.
    pub(super) fn begin(ship: Arc<Ship>, task: &Task<'_>) -> Self {
        let message = Arc::new(Message::BeginParts(&task::write(task)).write());
        (1..ship.size()).for_each(|rank| ship.send(rank, Arc::clone(&message)));
        Self { ship, plan: Arc::clone(task.plan) }
    }
}

impl Together for Parts {
    fn parts(&self) -> NonZeroUsize {
        NonZeroUsize::new(self.ship.size()).unwrap_or(NonZeroUsize::MIN)
    }

    fn play(&self, run: &Run, how: How, threads: NonZeroUsize) -> Result<PlayedInParts, RunError> {
        let joint = Joint { run: (run.point as u64, run.replicate), threads: threads.get() as u32, how };
        let message = Arc::new(Message::Together(joint).write());
        (1..self.ship.size()).for_each(|rank| self.ship.send(rank, Arc::clone(&message)));
        let ended = || Err(RunError::Elsewhere("MPI has ended".to_owned()));
        play(&self.ship, &self.plan, joint).unwrap_or_else(ended)
    }
}

/// Does this process's part of a run; nothing when MPI has ended.
pub(super) fn play(ship: &Arc<Ship>, plan: &Arc<Plan>, joint: Joint) -> Option<Result<PlayedInParts, RunError>> {
    let (plan, rank, host) = (Arc::clone(plan), ship.rank(), ship.host().to_owned());
    ship.work(move || {
        let played = catch_unwind(AssertUnwindSafe(|| play_here(&plan, joint)));
        // The others wait for this part, and nobody could tell them not to.
        played.unwrap_or_else(|panic| give_up(rank, &host, panic.as_ref()))
    })
}

fn play_here(plan: &Plan, joint: Joint) -> Result<PlayedInParts, RunError> {
    let run = plan.run(joint.run.0 as usize, joint.run.1);
    let point = joint.how.of(&plan.points[run.point]);
    let mut exchange = Peers::new();
    let part = draw_part(plan, &run, &mut exchange);
    let threads_a_run = Threads::new(NonZeroUsize::new(joint.threads as usize).unwrap_or(NonZeroUsize::MIN));
    simulate_part(threads_a_run, &point, part, (run.seed, joint.how.detail), Box::new(exchange))
}

/// This process's part of the network of a run. What was read from a file is with the first process, which gives each its part.
fn draw_part(plan: &Plan, run: &Run, exchange: &mut Peers) -> Result<Part, NetworkError> {
    let spec = &plan.networks[plan.points[run.point].network];
    let Some(file) = spec.path() else { return plan.draw_part(run, exchange) };
    let unread = || NetworkError::NotRead(file.to_owned());
    if exchange.part() > 0 {
        let told = exchange.swap(vec![(0, Vec::new())]).pop().unwrap_or_default();
        return rmp_serde::from_slice(&told).map_err(|_| unread());
    }
    let whole = spec.network().ok_or_else(unread);
    let whole =
        whole.and_then(|whole| if whole.contacts().is_empty() { Ok(whole) } else { Err(NetworkError::Recorded) });
    let bounds = whole.as_ref().ok().map(|whole| Bounds::balanced(&TieCounts::of(whole), exchange.parts()));
    for number in 1..exchange.parts() {
        let cut = whole.as_ref().ok().zip(bounds.clone()).map(|(whole, bounds)| Part::cut(whole, bounds, number));
        let told =
            cut.map_or_else(Vec::new, |part| rmp_serde::to_vec_named(&part).expect("a part is numbers and words"));
        exchange.swap(vec![(number, told)]);
    }
    Ok(Part::cut(whole?, bounds.ok_or_else(unread)?, 0))
}

/// Says why this process cannot go on, and ends all.
pub(super) fn give_up(rank: usize, host: &str, why: &(dyn Any + Send)) -> ! {
    let text = why.downcast_ref::<String>().map(String::as_str).or(why.downcast_ref::<&str>().copied());
    eprintln!("error: rank {rank} (on {host}) could not go on: {}", text.unwrap_or("a mistake in catching"));
    Peers::abort(1)
}
