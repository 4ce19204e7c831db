//! All checks, one topic a file.

mod agreement;
mod applause;
mod arousal;
mod attention;
mod cascade;
mod compartments;
mod crowd;
mod degrees;
mod doses;
mod endemic;
mod faces;
mod hazard;
mod impulses;
mod karate;
mod mood;
mod on_stage;
mod one_face;
mod opinion;
mod outbreak;
mod random_network;
mod room;
mod small_group;
mod spiral;
mod trace;
mod tying;
mod yawning;

use super::Check;

/// All checks, in the order in which they are run.
pub const CHECKS: &[Check] = &[
    hazard::CONSTANT_HAZARD,
    trace::LEAKY_TRACE,
    hazard::DURATIONS,
    endemic::TICK_FREE,
    endemic::SISA,
    karate::SPECTRAL_THRESHOLD,
    outbreak::OUTBREAK,
    random_network::RANDOM_NETWORK,
    doses::CLASSES,
    crowd::RING,
    cascade::LONG_TIES,
    cascade::CASCADES,
    crowd::RIOT,
    impulses::HAWKES,
    mood::RELAXATION,
    mood::AVERAGING,
    applause::APPLAUSE,
    yawning::YAWNS,
    faces::FACES,
    mood::FACIAL_FEEDBACK,
    spiral::NO_SPIRAL,
    attention::ATTENTION,
    agreement::INVARIANCE,
    degrees::THREE_DEGREES,
    doses::PERSONAL,
    compartments::STAGES,
    compartments::REINFORCEMENT,
    opinion::CONFIDENCE,
    opinion::COMPANY,
    room::MEDIUM,
    agreement::GILLESPIE,
    room::TWO_TICKS,
    small_group::SMALL_GROUPS,
    one_face::ONE_FACE,
    on_stage::ON_STAGE,
    doses::SIZES,
    small_group::CALM,
    tying::TIES,
    arousal::AROUSAL,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verification::{Runner, Tier, chosen};
    use std::collections::BTreeSet;
    use std::num::NonZeroUsize;
    use std::sync::atomic::AtomicBool;

    #[test]
    fn no_two_checks_share_a_name() {
        let names: BTreeSet<String> =
            CHECKS.iter().flat_map(|check| [check.id.to_lowercase(), check.name.to_owned()]).collect();
        assert_eq!(names.len(), 2 * CHECKS.len());
        assert!(CHECKS.iter().all(|check| check.name.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
    }

    #[test]
    fn every_scenario_of_a_check_can_be_read_and_names_itself() {
        let stop = AtomicBool::new(false);
        let runner = Runner::new(NonZeroUsize::MIN, &stop, None);
        for check in CHECKS {
            assert!(!check.scenarios.is_empty(), "{}", check.id);
            for scenario in check.scenarios {
                let read = runner.trial(scenario).scenario();
                assert!(read.is_ok(), "{}: {}", scenario.name, read.unwrap_err());
            }
        }
    }

    #[test]
    fn a_name_means_a_check_of_any_tier_and_no_name_means_the_tier() {
        let names = [String::from("t5")];
        assert_eq!(chosen(CHECKS, &names, Tier::Fast).unwrap()[0].name, "sisa");
        assert_eq!(chosen(CHECKS, &[String::from("sisb")], Tier::Fast).unwrap_err(), "sisb");
        assert_eq!(chosen(CHECKS, &[], Tier::Full).unwrap().len(), CHECKS.len());
        assert!(chosen(CHECKS, &[], Tier::Fast).unwrap().iter().all(|check| check.tier == Tier::Fast));
    }
}
