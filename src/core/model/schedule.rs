//! The order of a tick, and the table of mechanisms. A mechanism that is off is not installed and costs nothing.

use super::mechanism::{Mechanism, Step};
use super::situation::{Clock, Situation};
use super::{measure, mechanism};
use bevy_ecs::prelude::{IntoScheduleConfigs, Schedule};
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings, SingleThreadedExecutor};

/// All mechanisms, in the order of a tick; each has its row in its own file.
pub const MECHANISMS: &[Mechanism] = &[
    mechanism::events::MECHANISM,
    mechanism::encounters::MECHANISM,
    mechanism::selection::MECHANISM,
    mechanism::comfort::MECHANISM,
    mechanism::perception::MECHANISM,
    mechanism::place::MECHANISM,
    mechanism::regulation::MECHANISM,
    mechanism::mirroring::MECHANISM,
    mechanism::habituation::MECHANISM,
    mechanism::imitation::MECHANISM,
    mechanism::exclusion::MECHANISM,
    mechanism::affect::MECHANISM,
    mechanism::mood::MECHANISM,
    mechanism::attachment::MECHANISM,
    mechanism::loneliness::MECHANISM,
    measure::association::MECHANISM,
    measure::recording::MECHANISM,
];

/// What in a situation needs all people in one place, and why; nothing where it can be played on a network in parts.
pub fn needs_everyone(situation: &Situation) -> Option<(String, &'static str)> {
    if situation.clock == Clock::Exact {
        return Some(("the exact clock".to_owned(), NO_TIME_TO_TELL));
    }
    let on = MECHANISMS.iter().filter(|mechanism| (mechanism.is_on)(situation));
    on.into_iter().find_map(|mechanism| Some((format!("`{}`", mechanism.name), mechanism.needs_everyone?)))
}

/// Why the exact clock needs everyone.
const NO_TIME_TO_TELL: &str = "everybody sees a change at the moment at which it happens, so that nothing can be told tick by tick; \
    `--clock tick` plays it with ticks";

/// The schedule of a tick for a situation.
pub fn schedule(situation: &Situation) -> Schedule {
    let mut schedule = empty_schedule();
    for mechanism in MECHANISMS.iter().filter(|m| (m.is_on)(situation)) {
        (mechanism.install)(&mut schedule, situation);
    }
    schedule
}

/// The steps in their order. Two systems that touch the same data without a declared order are an error when the schedule
/// is first built.
fn empty_schedule() -> Schedule {
    let mut schedule = Schedule::default();
    schedule.set_executor(SingleThreadedExecutor::new());
    schedule.set_build_settings(ScheduleBuildSettings { ambiguity_detection: LogLevel::Error, ..Default::default() });
    schedule.configure_sets(
        (Step::Happen, Step::Perceive, Step::Mirror, Step::Express, Step::Show, Step::Feel, Step::Bond, Step::Record)
            .chain(),
    );
    schedule
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Distribution;
    use crate::model::situation::{Event, Happening, Loneliness, Who};
    use bevy_ecs::prelude::{ResMut, Resource, World};

    #[derive(Resource, Default)]
    struct Arousal(u32);

    #[test]
    fn a_stray_writer_without_a_place_in_the_tick_is_refused() {
        let mut schedule = schedule(&Situation::plain(Vec::new(), 1.0, 1.0));
        let mut world = World::new();
        world.init_resource::<Arousal>();
        schedule.add_systems((|mut a: ResMut<Arousal>| a.0 += 1).in_set(Step::Feel));
        schedule.add_systems((|mut a: ResMut<Arousal>| a.0 *= 2).in_set(Step::Feel));
        assert!(schedule.initialize(&mut world).is_err());
    }

    #[test]
    fn any_two_mechanisms_have_a_definite_order() {
        // Everything that a mechanism may add has work here.
        let event = Event {
            at: 0.0,
            every: f64::INFINITY,
            until: f64::INFINITY,
            who: Who::Everyone,
            what: Happening::SpontaneousFactor { expression: None, factor: 2.0, lasting: 1.0 },
        };
        let loneliness = Loneliness {
            relaxation: 1.0,
            belonging: 1.0,
            contact_rate: 1.0,
            contact_memory: 1.0,
            initial: Distribution::fixed(0.0),
        };
        let situation =
            Situation { events: vec![event], loneliness: Some(loneliness), ..Situation::plain(Vec::new(), 1.0, 1.0) };
        for (i, first) in MECHANISMS.iter().enumerate() {
            for second in &MECHANISMS[i + 1..] {
                let mut schedule = empty_schedule();
                (first.install)(&mut schedule, &situation);
                (second.install)(&mut schedule, &situation);
                let built = schedule.initialize(&mut World::new()).map(drop);
                assert!(built.is_ok(), "{} and {}: {built:?}", first.name, second.name);
            }
        }
    }

    #[test]
    fn every_mechanism_says_what_it_claims_and_what_switches_it_on() {
        for mechanism in MECHANISMS {
            assert!(mechanism.claim.len() > 20 && !mechanism.switched_on_by.is_empty(), "{}", mechanism.name);
        }
    }
}
