//! Comfort: whoever sees the sad face of somebody close draws nearer and soothes, for a while.
//!
//! ```text
//! begins   with the hazard λ_h p o ε (1 − u) X while the tie is at least w_h close
//! nearer   w ← w + α_h (1 − w) as long as it lasts (D_h, or until the other is out of view), then back
//! soothed  q* ← q* + min(h C, max(0, b − q*))      C ≤ 1: share of the tick in which somebody comforts
//! ```
//!
//! It sets a target, it does not inject: however many comfort, they add no more than h, and nobody is made happier than their
//! own ordinary mood b. Size: touch against none, d = 0.37 in healthy adults (Packheiser et al. 2024), which is another
//! treatment; that friends soothe and strangers do not: Coan et al. 2017. All else is assumed.
//!
//! It works on one thread: only ties to faces that are visible are looked at.

use crate::chance::{self, Chance, Draws, Stream};
use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::Exposure;
use crate::model::engine::muting::Mutes;
use crate::model::engine::threads::Threads;
use crate::model::engine::tie_changes::{Changing, TieChange, turn};
use crate::model::engine::tie_values::{Link, Links};
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::affect::Impressions;
use crate::model::mechanism::feeling::Mood;
use crate::model::mechanism::{Mechanism, Step};
use crate::model::person::Dealt;
use crate::model::situation::{self, Situation};
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};
use bevy_ecs::system::SystemParam;
use std::collections::BTreeMap;

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "comfort",
    claim: "whoever sees the sad face of somebody close draws nearer and soothes",
    switched_on_by: "[comfort]",
    needs_everyone: Some("who comforts draws nearer, which changes a tie at both of its ends at once"),
    is_on: |s| in_use(s).is_some(),
    install: |schedule, _| {
        let (meet, foretell) = (super::encounters::meet, super::encounters::foretell);
        let console = console.in_set(Step::Happen).after(meet).after(foretell);
        schedule.add_systems(console.before(super::events::happen));
        let (impress, feel) = (super::affect::impress, super::affect::feel);
        schedule.add_systems(soothe.in_set(Step::Feel).after(impress).before(feel));
    },
};

/// The law of comfort and the expression that calls for it, where people feel and can show it.
fn in_use(situation: &Situation) -> Option<(&situation::Comfort, usize)> {
    let law = situation.comfort.as_ref().filter(|_| situation.mood.is_some())?;
    Some((law, situation.expressions.iter().position(|e| e.name == law.expression)?))
}

/// The law of comfort, who may begin, and who comforts whom.
#[derive(Resource, Debug)]
pub struct Comfort {
    law: situation::Comfort,
    /// Which expression calls for it.
    expression: usize,
    luck: Draws,
    /// By slot.
    waiting: Vec<Waiting>,
    /// In the order in which they began.
    under_way: Vec<Comforting>,
}

/// Somebody who may comfort somebody.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    /// What is left of the hazard that it takes; infinite while they do.
    left: f64,
    /// How often they did before.
    before: u32,
}

/// Somebody who comforts somebody.
#[derive(Clone, Copy, Debug)]
struct Comforting {
    /// Since when \[s\].
    from: f64,
    /// Until when \[s\].
    to: f64,
    /// How near it brought them.
    tie: TieChange<Nearer>,
}

impl Comfort {
    /// Nobody comforts anybody yet; none where there is no such thing.
    pub fn new(situation: &Situation, sight: &Sight, chance: Chance) -> Option<Self> {
        let (law, expression) = in_use(situation)?;
        let luck = chance.of(Stream::Comfort, 0);
        let of = |seen: usize| sight.viewers.seen_by(seen).iter().map(move |&viewer| waiting(luck, viewer, seen, 0));
        let waiting = (0..sight.people()).flat_map(of).collect();
        Some(Self { law: law.clone(), expression, luck, waiting, under_way: Vec::new() })
    }

    /// Who stops before this tick: their time is over, or the other is out of view.
    fn end(&mut self, sight: &Sight, now: f64) -> Vec<TieChange<Nearer>> {
        let Self { waiting, under_way, luck, .. } = self;
        let is_over = |c: &mut Comforting| c.to <= now || sight.seen.get(c.tie.slot as usize).visibility == 0.0;
        let over = under_way.extract_if(.., is_over).map(|comforting| {
            let TieChange { viewer, seen, slot, change, .. } = comforting.tie;
            let place = &mut waiting[slot as usize];
            *place = self::waiting(*luck, viewer, seen as usize, place.before + 1);
            TieChange { change: change.back(), ..comforting.tie }
        });
        over.collect()
    }

    /// Who begins in this tick, because of what was seen in the last.
    fn begin(&mut self, sight: &Sight, exposure: &Exposure, seeing: &Seeing) -> Vec<TieChange<Nearer>> {
        let Self { law, waiting, under_way, expression, .. } = self;
        if exposure.total[*expression] == 0 {
            return Vec::new();
        }
        let (clock, first) = (*seeing.clock, under_way.len());
        let shown = exposure.shown[*expression].iter().map(|shown| shown.quanta()).enumerate();
        for (seen, quanta) in shown.filter(|(_, quanta)| *quanta > 0) {
            let rate = law.rate * f64::from(quanta) * exposure.unit();
            sight.each_slot(seen, |slot| {
                let (look, viewer) = (sight.look(slot, seen), sight.viewers.targets()[slot]);
                let is_close = f64::from(look.closeness) >= law.closeness;
                if !is_close || seeing.hides(viewer, seen as u32) {
                    return;
                }
                let shows = sight.look_in(*expression, seen, look).weight(1.0);
                let perceived = seeing.dealt.perception.of(viewer as usize) * shows;
                let Some(after) = waiting[slot].fires(rate * perceived, clock.dt) else { return };
                let from = clock.start() + after;
                let tie = TieChange {
                    viewer,
                    seen: seen as u32,
                    tie: sight.tie_of()[slot],
                    slot: slot as u32,
                    change: Nearer::by(law.approach, look.closeness),
                };
                under_way.push(Comforting { from, to: from + law.duration, tie });
            });
        }
        under_way[first..].iter().map(|comforting| comforting.tie).collect()
    }

    /// The share of a tick in which each is comforted.
    fn comforted(&self, clock: Clock) -> BTreeMap<u32, f64> {
        let mut shares = BTreeMap::new();
        for comforting in &self.under_way {
            let time = comforting.to.min(clock.end()) - comforting.from.max(clock.start());
            *shares.entry(comforting.tie.seen).or_default() += time.max(0.0) / clock.dt;
        }
        shares
    }
}

fn waiting(luck: Draws, viewer: u32, seen: usize, before: u32) -> Waiting {
    Waiting { left: chance::unit_exponential(&mut luck.draws(chance::tie(viewer, seen as u32), before.into())), before }
}

impl Waiting {
    /// Takes a hazard for a tick; after how long it fires \[s\], if it does.
    fn fires(&mut self, hazard: f64, dt: f64) -> Option<f64> {
        let left = self.left - hazard * dt;
        if left >= 0.0 {
            self.left = left;
            return None;
        }
        let after = self.left / hazard;
        self.left = f64::INFINITY;
        Some(after)
    }
}

/// A tie is as close as it was, or nearer for a while. What else becomes of it meanwhile stays.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Nearer {
    from: f32,
    to: f32,
}

impl Nearer {
    fn by(share: f64, closeness: f32) -> Self {
        let from = f64::from(closeness);
        Self { from: closeness, to: (from + share * (1.0 - from)) as f32 }
    }

    const fn back(self) -> Self {
        Self { from: self.to, to: self.from }
    }
}

impl Changing for Nearer {
    fn of(self, link: Link) -> Link {
        Link { closeness: (link.closeness - self.from + self.to).clamp(0.0, 1.0), ..link }
    }

    fn rows(links: &mut Links) -> &mut [Link] {
        links.vary_closeness()
    }

    fn matters(gain: f64) -> bool {
        gain != 1.0
    }
}

/// What it takes to see a face, besides the face.
#[derive(SystemParam)]
pub struct Seeing<'w> {
    repertoire: Res<'w, Repertoire>,
    dealt: Res<'w, Dealt>,
    mutes: Option<Res<'w, Mutes>>,
    clock: Res<'w, Clock>,
    threads: Res<'w, Threads>,
}

impl Seeing<'_> {
    /// Whether a viewer is not to see somebody.
    fn hides(&self, viewer: u32, seen: u32) -> bool {
        self.mutes.as_ref().is_some_and(|mutes| mutes.hides(viewer, seen, self.clock.start()))
    }

    /// Changes ties, and what is seen because of it.
    fn turn(&self, mut turns: Vec<TieChange<Nearer>>, sight: &mut Sight, exposure: &mut Exposure) {
        turns.retain(|turn| turn.change.from != turn.change.to);
        if !turns.is_empty() {
            turn(&[turns], sight, exposure, &self.repertoire, *self.threads);
        }
    }
}

/// Lets those go whose time is over, and begin who saw a sad face in the last tick.
pub fn console(mut comfort: ResMut<Comfort>, mut sight: ResMut<Sight>, mut exposure: ResMut<Exposure>, seeing: Seeing) {
    let ended = comfort.end(&sight, seeing.clock.start());
    seeing.turn(ended, &mut sight, &mut exposure);
    let begun = comfort.begin(&sight, &exposure, &seeing);
    seeing.turn(begun, &mut sight, &mut exposure);
}

/// Lifts what pulls on those who are comforted, as far as their ordinary mood.
pub fn soothe(
    people: Query<&Mood>,
    mut impressions: ResMut<Impressions>,
    comfort: Res<Comfort>,
    dealt: Res<Dealt>,
    clock: Res<Clock>,
) {
    let comforted = comfort.comforted(*clock);
    for mood in people.contiguous_iter().expect("people live in one table") {
        for (&person, share) in &comforted {
            let person = person as usize;
            let below = dealt.mood_baseline.of(person) - (mood[person].0 + impressions.0[person]);
            impressions.0[person] += (comfort.law.relief * share.min(1.0)).min(below.max(0.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Distribution;
    use crate::model::engine::muting::Mute;
    use crate::model::situation::{Averaging, Event, Expression, Happening, Mood as Law, Pick, Who};
    use crate::model::{Detail, Recording, Simulation, metric_names};
    use crate::network::Network;
    use std::num::NonZeroUsize;
    use std::sync::Arc;

    const HOUR: f64 = 3600.0;

    fn law() -> situation::Comfort {
        situation::Comfort {
            expression: "sad".into(),
            closeness: 0.5,
            rate: 1.0 / 60.0,
            duration: 300.0,
            approach: 0.5,
            relief: 0.37,
        }
    }

    /// The first person looks sad, and is pulled down, from beginning to end; all the others see it and feel nothing of it.
    fn situation(people: usize, closeness: f64, comfort: Option<situation::Comfort>) -> (Situation, Arc<Network>) {
        let sad = Expression {
            duration: Distribution::fixed(f64::INFINITY),
            initial: Some(Who::Count(1, Pick::First)),
            ..Expression::bare("sad")
        };
        let mood = Law {
            onset: 2.0,
            decay: 163.5,
            relaxation: f64::INFINITY,
            coupling: f64::INFINITY,
            noise: 0.0,
            averaging: 0.0,
            averaging_kind: Averaging::Sum,
            confidence: f64::INFINITY,
            display_cost: 0.0,
            initial: None,
        };
        let blow = Event {
            at: 0.0,
            every: f64::INFINITY,
            until: f64::INFINITY,
            who: Who::Count(1, Pick::First),
            what: Happening::Mood { shift: -2.0, lasting: f64::INFINITY },
        };
        let mut situation = Situation::plain(vec![sad], HOUR, 1.0);
        situation.ties.closeness = situation::Closeness::Drawn(Distribution::fixed(closeness));
        (situation.mood, situation.comfort, situation.events) = (Some(mood), comfort, vec![blow]);
        let pairs: Vec<_> = (1..people as u32).map(|other| (0, other)).collect();
        (situation, Arc::new(Network::from_pairs(people, &pairs).0))
    }

    /// The affect of the sad person, tick by tick, and the run.
    fn affects(situation: &Situation, network: &Arc<Network>) -> (Vec<f64>, Recording) {
        let run = Simulation::new(situation, Arc::clone(network), 1, Detail { ties: true, ..Detail::NONE });
        let recording = run.expect("a run").run();
        let place = crate::model::series_names(situation).iter().position(|n| n == "affect_mean").expect("with mood");
        let people = network.people() as f64;
        // The others feel nothing.
        (recording.series.iter().map(|row| row.values[place] * people).collect(), recording)
    }

    fn highest(affects: &[f64]) -> f64 {
        affects[60..].iter().copied().fold(f64::NEG_INFINITY, f64::max)
    }

    #[test]
    fn the_sad_face_of_somebody_close_is_answered() {
        let (with, network) = situation(2, 0.5, Some(law()));
        let lifted = highest(&affects(&with, &network).0);
        assert!(lifted > -1.8 && lifted < -2.0 + 0.37 + 1e-9, "{lifted}");
    }

    #[test]
    fn that_of_a_stranger_is_not() {
        let (with, network) = situation(2, 0.49, Some(law()));
        let (without, _) = situation(2, 0.49, None);
        assert_eq!(affects(&with, &network).0, affects(&without, &network).0);
    }

    #[test]
    fn however_many_comfort_it_lifts_no_more_than_its_strength() {
        let (with, network) = situation(9, 1.0, Some(situation::Comfort { rate: 1.0, ..law() }));
        let lifted = highest(&affects(&with, &network).0);
        assert!((lifted - (-2.0 + 0.37)).abs() < 1e-3, "{lifted}");
    }

    #[test]
    fn nobody_is_made_happier_than_they_ordinarily_are() {
        let strong = situation::Comfort { rate: 1.0, relief: 5.0, ..law() };
        let (with, network) = situation(9, 1.0, Some(strong));
        let lifted = highest(&affects(&with, &network).0);
        assert!(lifted <= 1e-9 && lifted > -0.1, "{lifted}");
    }

    #[test]
    fn a_comforter_is_nearer_while_it_lasts_and_then_as_near_as_before() {
        for (duration, expected) in [(f64::INFINITY, 0.8), (0.5, 0.6)] {
            let (with, network) = situation(2, 0.6, Some(situation::Comfort { duration, ..law() }));
            let ties = affects(&with, &network).1.ties;
            let of = |viewer: u32| ties.iter().find(|tie| tie.viewer == viewer).expect("a tie").closeness;
            assert_eq!((of(1), of(0)), (expected as f32, 0.6), "for {duration} s");
        }
    }

    #[test]
    fn comfort_that_never_begins_changes_nothing() {
        let (with, network) = situation(9, 1.0, Some(situation::Comfort { rate: 0.0, ..law() }));
        let (without, _) = situation(9, 1.0, None);
        let told = |situation| format!("{:?}", affects(situation, &network));
        assert_eq!(told(&with), told(&without));
        assert_eq!(metric_names(&with), metric_names(&without));
    }

    #[test]
    fn who_is_not_to_see_the_face_does_not_comfort() {
        let comforting = |mutes: &[Mute]| {
            let (with, network) = situation(2, 1.0, Some(situation::Comfort { duration: f64::INFINITY, ..law() }));
            let mut run = Simulation::new(&with, network, 1, Detail::NONE).expect("a run");
            run.mute(mutes).expect("an order");
            (0..600).for_each(|_| run.tick());
            run.world().resource::<Comfort>().under_way.len()
        };
        assert_eq!((comforting(&[]), comforting(&[Mute { viewer: 1, seen: 0, from: 0.0 }])), (1, 0));
    }

    #[test]
    fn two_threads_give_the_same() {
        let (mut with, _) = situation(2, 0.5, Some(law()));
        with.expressions[0] = Expression {
            spontaneous_rate: 0.001,
            imitation_rate: situation::ImitationRate::Rate(0.001),
            closeness_gain: 10.0,
            feedback: -0.3,
            witness_effect: -0.1,
            duration: Distribution::Exponential { mean: 60.0 },
            ..Expression::bare("sad")
        };
        with.duration = 600.0;
        let network = Arc::new(Network::from_pairs(40, &(0..40).map(|i| (i, (i + 7) % 40)).collect::<Vec<_>>()).0);
        let run = |threads: usize| {
            let threads = Threads::new(NonZeroUsize::new(threads).expect("some")).from_rows(1);
            let detail = Detail { events: true, agents: true, ..Detail::NONE };
            let run = Simulation::new(&with, Arc::clone(&network), 1, detail).expect("a run").with_threads(threads);
            format!("{:?}", run.run())
        };
        assert_eq!(run(1), run(2));
    }
}
