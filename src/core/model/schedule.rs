//! The order of a tick, and the table of mechanisms. A mechanism that is off is not installed and costs nothing.

use super::feelings::feeling_names;
use super::situation::{Happening, Situation};
use super::{
    affect, association, attachment, encounters, events, feelings, habituation, imitation, loneliness, mirroring, mood,
    parts, perception, place,
};
use super::{recording, regulation};
use bevy_ecs::prelude::{IntoScheduleConfigs, Schedule, SystemSet};
use bevy_ecs::schedule::{LogLevel, ScheduleBuildSettings, SingleThreadedExecutor};

/// A tick, in words: things happen, people perceive, mirror, express, are seen, feel, bond, and it is recorded.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Timed events and encounters.
    Happen,
    /// What each person sees.
    Perceive,
    /// What it leaves in them.
    Mirror,
    /// Who begins and who stops.
    Express,
    /// Others will see it.
    Show,
    /// Affect and mood.
    Feel,
    /// Ties and loneliness.
    Bond,
    /// The record.
    Record,
}

/// A psychological mechanism.
pub struct Mechanism {
    /// Its name, which is the name of its file.
    pub name: &'static str,
    /// What it claims, in a line.
    pub claim: &'static str,
    /// What in a scenario switches it on.
    pub switched_on_by: &'static str,
    /// Whether a situation uses it.
    pub is_on: fn(&Situation) -> bool,
    /// Adds its systems, as far as a situation has work for them.
    pub install: fn(&mut Schedule, &Situation),
}

/// All mechanisms, in the order of a tick.
pub const MECHANISMS: &[Mechanism] = &[
    Mechanism {
        name: "events",
        claim: "things happen at a set time: a first yawn, a joke, bad news",
        switched_on_by: "[[events]], deliberate timetables",
        is_on: |s| !s.events.is_empty() || s.has_timetables(),
        install: |schedule, situation| {
            schedule.add_systems(events::happen.in_set(Step::Happen));
            if situation.events.iter().any(|event| matches!(event.what, Happening::SpontaneousFactor { .. })) {
                schedule.add_systems(events::boost.in_set(Step::Happen).after(events::happen));
            }
        },
    },
    Mechanism {
        name: "encounters",
        claim: "who is in view changes: passers-by, recorded contacts",
        switched_on_by: "[encounters], or a network file with times",
        is_on: |s| s.encounters.is_some(),
        install: |schedule, _| {
            schedule.add_systems(encounters::meet.in_set(Step::Happen).before(events::happen));
        },
    },
    Mechanism {
        name: "perception",
        claim: "people see those they are tied to, as far as attention reaches",
        switched_on_by: "always",
        is_on: |_| true,
        install: |schedule, _| {
            schedule.add_systems((perception::perceive.in_set(Step::Perceive), perception::show.in_set(Step::Show)));
        },
    },
    Mechanism {
        name: "place",
        claim: "what is shown lingers in a room or a feed and reaches everyone",
        switched_on_by: "[place]",
        is_on: |s| s.place.is_some(),
        install: |schedule, _| {
            schedule.add_systems(
                (place::linger, place::overhear).chain().in_set(Step::Perceive).after(perception::perceive),
            );
        },
    },
    Mechanism {
        name: "regulation",
        claim: "mood and loneliness gate spontaneous expression and mimicry",
        switched_on_by: "[mood] or [loneliness]",
        is_on: |s| s.mood.is_some() || s.loneliness.is_some(),
        install: |schedule, _| {
            schedule.add_systems(regulation::regulate.in_set(Step::Perceive));
        },
    },
    Mechanism {
        name: "mirroring",
        claim: "what is seen leaves a trace that fades (a stand-in for perception–action coupling)",
        switched_on_by: "memory",
        is_on: |s| s.expressions.iter().any(|e| e.memory > 0.0),
        install: |schedule, _| {
            schedule.add_systems(mirroring::mirror.in_set(Step::Mirror));
        },
    },
    Mechanism {
        name: "habituation",
        claim: "a joke heard again and again stops working",
        switched_on_by: "habituation_rate",
        is_on: |s| s.expressions.iter().any(|e| e.habituation_rate > 0.0),
        install: |schedule, _| {
            schedule.add_systems(habituation::habituate.in_set(Step::Mirror));
        },
    },
    Mechanism {
        name: "imitation",
        claim: "an idle face fires with a hazard that grows with the mirror activation",
        switched_on_by: "always",
        is_on: |_| true,
        install: |schedule, _| {
            schedule.add_systems(imitation::imitate.in_set(Step::Express));
        },
    },
    Mechanism {
        name: "affect",
        claim: "one's own face, what is seen, and events pull on what one feels now",
        switched_on_by: "[mood]",
        is_on: |s| s.mood.is_some(),
        install: |schedule, _| {
            schedule.add_systems((affect::impress, affect::feel).chain().in_set(Step::Feel));
        },
    },
    Mechanism {
        name: "mood",
        claim: "mood returns to its baseline, follows affect, and is drawn to the moods in view",
        switched_on_by: "[mood]",
        is_on: |s| s.mood.is_some(),
        install: |schedule, _| {
            let drift = (mood::remember_moods, mood::average, mood::pay_for_display, mood::drift);
            schedule.add_systems(drift.chain().in_set(Step::Feel).after(affect::feel));
        },
    },
    Mechanism {
        name: "attachment",
        claim: "mirrored events strengthen a tie, time weakens it",
        switched_on_by: "[attachment]",
        is_on: |s| s.attachment.is_some(),
        install: |schedule, _| {
            schedule.add_systems((attachment::bond, attachment::fade).chain().in_set(Step::Bond));
        },
    },
    Mechanism {
        name: "loneliness",
        claim: "loneliness follows the close ties that are lived, and gates mimicry",
        switched_on_by: "[loneliness]",
        is_on: |s| s.loneliness.is_some(),
        install: |schedule, _| {
            schedule.add_systems(loneliness::belong.in_set(Step::Bond).after(attachment::fade));
        },
    },
    Mechanism {
        name: "association",
        claim: "how alike people one, two and three steps apart are: a measure, not a cause",
        switched_on_by: "[measure] association",
        is_on: |s| !s.measure.association.is_empty(),
        install: |schedule, _| {
            schedule.add_systems(
                association::snapshot.in_set(Step::Record).before(feelings::measure).before(recording::record),
            );
        },
    },
    Mechanism {
        name: "recording",
        claim: "counts what happened and keeps what was asked for",
        switched_on_by: "always",
        is_on: |_| true,
        install: |schedule, situation| {
            schedule.add_systems(recording::record.in_set(Step::Record));
            if !feeling_names(situation).is_empty() {
                let measure = feelings::measure.run_if(recording::is_sampled);
                schedule.add_systems(measure.in_set(Step::Record).before(recording::record));
            }
            if !situation.groups.is_empty() {
                let count = parts::count.in_set(Step::Record);
                schedule.add_systems(count.before(feelings::measure).before(recording::record));
            }
        },
    },
];

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
    use crate::model::situation::{Event, Loneliness, Who};
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
