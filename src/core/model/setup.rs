//! Before the first tick: groups are chosen, traits dealt, people and faces placed.

use super::person::{Dealt, Person, Trait, put_own};
use super::situation::{self, Expression, ImitationRate, Policy, Response, Situation};
use super::who::{self, WhoError};
use crate::chance::{Chance, Distribution, Stream, scope};
use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::exact::memory::{Memory, SeenLately};
use crate::model::engine::exact::stimulus::{Stimulus, Taken};
use crate::model::engine::exposure::Input;
use crate::model::engine::face::{Boost, Countdown, Face, Proneness, Threshold};
use crate::model::engine::face_course::firing;
use crate::model::engine::halo::Halo;
use crate::model::engine::phase::{Cause, Phase};
use crate::model::engine::tie_values::Per;
use crate::model::mechanism::deliberate::{DeliberateRate, Timetable, Timetables};
use crate::model::mechanism::feeling::Affect;
use crate::model::mechanism::feeling::Mood;
use crate::model::mechanism::habituation::Habituation;
use crate::model::mechanism::loneliness::Lonely;
use crate::model::mechanism::mirroring::MirrorActivation;
use crate::model::mechanism::regulation::Regulated;
use crate::network::{Network, Part};
use bevy_ecs::bundle::{Bundle, NoBundleEffect};
use bevy_ecs::prelude::{Entity, World};
use rand::RngExt;

/// The people of each group, by name.
pub(super) type Groups = Vec<(String, Vec<u32>)>;

/// Everything that setting up needs.
pub(super) struct Setup<'a> {
    /// What the run is told.
    pub situation: &'a Situation,
    /// Who sees whom, all of it or a part.
    pub part: &'a Part,
    /// The groups.
    pub groups: &'a Groups,
    /// The traits.
    pub dealt: &'a Dealt,
    /// The dice.
    pub chance: Chance,
}

/// Chooses the members of every group; a group may refer to those before it.
///
/// # Errors
/// Names the group and what is wrong.
pub(super) fn groups(
    situation: &Situation,
    network: &Network,
    mut halo: Option<&mut Halo>,
    chance: Chance,
) -> Result<Groups, (String, WhoError)> {
    let mut groups = Groups::new();
    for group in &situation.groups {
        let luck = chance.of(Stream::Group, scope(&group.name));
        let members = who::choose_in(halo.as_deref_mut(), &group.who, network, &groups, luck, 0);
        groups.push((group.name.clone(), members.map_err(|error| (format!("group `{}`", group.name), error))?));
    }
    Ok(groups)
}

/// The same groups with those of their members who are ghosts: whom others see in them.
pub(super) fn with_ghosts(groups: &Groups, halo: &mut Halo) -> Groups {
    let everyone = halo.part.everyone();
    let seen = |(name, members): &(String, Vec<u32>)| {
        let mut marks = vec![false; everyone];
        members.iter().for_each(|&i| marks[i as usize] = true);
        halo.spread_marks(&mut marks);
        (name.clone(), (0..everyone as u32).filter(|&i| marks[i as usize]).collect())
    };
    groups.iter().map(seen).collect()
}

/// α ε(1 − u) of everyone.
pub(super) fn signal(dealt: &Dealt, situation: &Situation, groups: &Groups, people: usize) -> Per {
    let counts: Vec<(f64, &Vec<u32>)> =
        situation.groups.iter().zip(groups).filter_map(|(g, (_, members))| Some((g.authority?, members))).collect();
    match (&dealt.expressiveness, &dealt.suppression) {
        (Trait::Shared(e), Trait::Shared(u)) if counts.is_empty() => Per::All((e * (1.0 - u)) as f32),
        (e, u) => {
            let mut authority = vec![1.0; people];
            for (counts, members) in counts {
                members.iter().for_each(|&i| authority[i as usize] = counts);
            }
            let of = |(i, authority): (usize, f64)| (authority * e.of(i) * (1.0 - u.of(i))) as f32;
            Per::pack(authority.into_iter().enumerate().map(of).collect(), 1.0)
        }
    }
}

/// α ε ε_c (1 − u) of everyone, in the expressions in which it differs from what it is in others; empty where there are none.
pub(super) fn own_signals(signal: &Per, situation: &Situation, part: &Part, chance: Chance) -> Vec<Option<Per>> {
    let is_plain = |e: &Expression| e.expressiveness.constant() == Some(1.0);
    if situation.expressions.iter().all(is_plain) {
        return Vec::new();
    }
    let of = |e: &Expression| {
        let luck = chance.of(Stream::Trait, scope(&format!("expressiveness.{}", e.name)));
        let shows = |i: usize| {
            let number = part.global(i as u32);
            let share = e.expressiveness.sample(number as usize, &mut luck.draws(number.into(), 0)).clamp(0.0, 1.0);
            signal.get(i) * share as f32
        };
        (!is_plain(e)).then(|| Per::pack((0..part.everyone()).map(shows).collect(), 1.0))
    };
    situation.expressions.iter().map(of).collect()
}

impl Setup<'_> {
    fn people(&self) -> usize {
        self.part.network().people()
    }

    /// The number of the first of these people in the whole network: draws are named by numbers there.
    fn first(&self) -> usize {
        self.part.first()
    }

    /// What each person draws, by number.
    fn drawn(&self, distribution: &Distribution, stream: Stream, scope: u64) -> impl Fn(usize) -> f64 + 'static {
        let luck = self.chance.of(stream, scope).counted_from(self.first());
        let distribution = distribution.counted_from(self.first());
        move |i: usize| distribution.sample(i, &mut luck.draws(i as u64, 0))
    }

    /// Places everyone, with mood and loneliness where the scenario has them. Where it has neither, a person is nothing but
    /// the faces.
    pub(super) fn place_people(&self, world: &mut World) {
        let people = 0..self.people();
        let mood = self.situation.mood.as_ref().map(|law| {
            let initial = law.initial.as_ref();
            let drawn = initial.map(|initial| self.drawn(initial, Stream::Trait, scope("initial_mood")));
            move |i: usize| drawn.as_ref().map_or_else(|| self.dealt.mood_baseline.of(i), |drawn| drawn(i))
        });
        let felt = |start: f64| (Affect(start), Mood(start));
        let lonely = self.loneliness();
        let placed = match (mood, self.situation.loneliness.is_some()) {
            (None, false) => return,
            (Some(mood), false) => world.spawn_batch(people.map(|i| (Person(i as u32), felt(mood(i))))).count(),
            (None, true) => world.spawn_batch(people.map(|i| (Person(i as u32), Lonely(lonely[i])))).count(),
            (Some(mood), true) => {
                world.spawn_batch(people.map(|i| (Person(i as u32), felt(mood(i)), Lonely(lonely[i])))).count()
            }
        };
        debug_assert_eq!(placed, self.people());
    }

    fn loneliness(&self) -> Vec<f64> {
        let Some(law) = &self.situation.loneliness else { return Vec::new() };
        let drawn = self.drawn(&law.initial, Stream::Trait, scope("loneliness"));
        let mut lonely: Vec<f64> = (0..self.people()).map(|i| drawn(i).clamp(0.0, 1.0)).collect();
        for (group, (_, members)) in self.situation.groups.iter().zip(self.groups) {
            if let Some(start) = group.loneliness {
                members.iter().for_each(|&i| lonely[i as usize] = start);
            }
        }
        put_own(&mut lonely, self.situation.people.own("loneliness"), self.part);
        lonely
    }

    /// Places the faces of every expression; returns who responds to each (empty: everyone).
    pub(super) fn place_faces(&self, world: &mut World, repertoire: &Repertoire) -> Vec<Vec<bool>> {
        let expressions = self.situation.expressions.iter().zip(&repertoire.0).enumerate();
        expressions
            .map(|(index, (expression, channel))| self.place_faces_of(world, index as u8, expression, channel))
            .collect()
    }

    fn place_faces_of(&self, world: &mut World, index: u8, expression: &Expression, channel: &Channel) -> Vec<bool> {
        let responders = self.responders(expression);
        let face = |i: usize| self.fresh_face(index, i as u32, channel);
        if self.situation.clock == situation::Clock::Exact {
            return self.place_exact_faces(world, expression, channel, face, responders);
        }
        if self.is_bare(expression) {
            world.spawn_batch((0..self.people()).map(face)).for_each(drop);
            return responders;
        }
        let own = self.susceptibility(expression);
        let prone = |i: usize| self.proneness(i, channel, &own, responders.get(i).copied().unwrap_or(true));
        let ids = self.place_faces_with_parts(world, expression, channel, |i| (face(i), prone(i), Input::default()));
        self.give_rare_parts(world, &ids, channel);
        responders
    }

    /// The exact clock treats all expressions alike.
    fn place_exact_faces(
        &self,
        world: &mut World,
        expression: &Expression,
        channel: &Channel,
        face: impl Fn(usize) -> (Countdown, Phase, Face),
        responders: Vec<bool>,
    ) -> Vec<bool> {
        let own = self.susceptibility(expression);
        let prone = |i: usize| self.proneness(i, channel, &own, responders.get(i).copied().unwrap_or(true));
        let face = |i: usize| (face(i), prone(i), Input::default(), Stimulus::default());
        let ids = self.place_faces_with_parts(world, expression, channel, face);
        if Memory::of(channel) == Memory::Box(channel.memory) {
            give(world, &ids, |_| SeenLately::default());
        }
        if self.situation.mood.is_some() || channel.habituation_rate > 0.0 {
            give(world, &ids, |_| Taken::default());
        }
        self.give_rare_parts(world, &ids, channel);
        responders
    }

    /// Places faces with what they carry: parts that are given afterwards cost a move of all the others, so each asks
    /// before there is anything to be moved.
    fn place_faces_with_parts<B: Bundle<Effect: NoBundleEffect>>(
        &self,
        world: &mut World,
        expression: &Expression,
        channel: &Channel,
        face: impl Fn(usize) -> B,
    ) -> Vec<Entity> {
        if channel.memory > 0.0 {
            self.place_habituated(world, expression, channel, |i| (face(i), MirrorActivation::default()))
        } else {
            self.place_habituated(world, expression, channel, face)
        }
    }

    fn place_habituated<B: Bundle<Effect: NoBundleEffect>>(
        &self,
        world: &mut World,
        expression: &Expression,
        channel: &Channel,
        face: impl Fn(usize) -> B,
    ) -> Vec<Entity> {
        if channel.habituation_rate > 0.0 {
            self.place_regulated(world, expression, |i| (face(i), Habituation::default()))
        } else {
            self.place_regulated(world, expression, face)
        }
    }

    fn place_regulated<B: Bundle<Effect: NoBundleEffect>>(
        &self,
        world: &mut World,
        expression: &Expression,
        face: impl Fn(usize) -> B,
    ) -> Vec<Entity> {
        if self.is_regulated(expression) {
            self.place_deliberate(world, expression, |i| (face(i), Regulated::NONE))
        } else {
            self.place_deliberate(world, expression, face)
        }
    }

    fn place_deliberate<B: Bundle<Effect: NoBundleEffect>>(
        &self,
        world: &mut World,
        expression: &Expression,
        face: impl Fn(usize) -> B,
    ) -> Vec<Entity> {
        let people = 0..self.people();
        match self.deliberate_rates(&expression.name) {
            Some(rates) => world.spawn_batch(people.map(|i| (face(i), DeliberateRate(rates[i])))).collect(),
            None => world.spawn_batch(people.map(face)).collect(),
        }
    }

    fn give_rare_parts(&self, world: &mut World, ids: &[Entity], channel: &Channel) {
        if let Response::Threshold { theta } = &channel.response {
            let drawn = self.drawn(theta, Stream::Threshold, scope(&channel.name));
            give(world, ids, |i| Threshold(drawn(i)));
        }
        if self.situation.has_boosts() {
            give(world, ids, |_| Boost(1.0));
        }
    }

    fn fresh_face(&self, expression: u8, person: u32, channel: &Channel) -> (Countdown, Phase, Face) {
        let face = Face { stretch: 0, expression, cause: Cause::Spontaneous, expressed: false };
        (Countdown(firing(channel.luck, person, 0)), Phase::Idle, face)
    }

    /// s_c of everyone, in an expression.
    fn susceptibility(&self, expression: &Expression) -> Trait {
        if let Some(shared) = expression.susceptibility.constant() {
            return Trait::Shared(shared);
        }
        let scope = scope(&format!("susceptibility.{}", expression.name));
        let drawn = self.drawn(&expression.susceptibility, Stream::Trait, scope);
        Trait::Own((0..self.people()).map(|i| drawn(i).max(0.0)).collect())
    }

    fn proneness(&self, person: usize, channel: &Channel, own: &Trait, responds: bool) -> Proneness {
        let susceptibility = self.dealt.susceptibility.of(person) * own.of(person);
        Proneness(if responds && susceptibility > 0.0 { channel.imitation_rate * susceptibility } else { 0.0 })
    }

    fn responders(&self, expression: &Expression) -> Vec<bool> {
        if expression.responders >= 1.0 {
            return Vec::new();
        }
        let luck = self.chance.of(Stream::Responder, scope(&expression.name)).counted_from(self.first());
        (0..self.people()).map(|i| luck.draws(i as u64, 0).random::<f64>() < expression.responders).collect()
    }

    /// Whether the hazard of an expression follows from the exposure alone, or from nothing at all (a null run).
    fn is_bare(&self, e: &Expression) -> bool {
        let everyone_is_alike = e.responders >= 1.0
            && self.dealt.susceptibility.shared() == Some(1.0)
            && e.susceptibility.constant() == Some(1.0)
            && self.dealt.perception.shared() == Some(1.0);
        let imitation_is_plain = matches!(e.imitation_rate, ImitationRate::Rate(_))
            && everyone_is_alike
            && e.response == Response::Linear
            && e.memory == 0.0
            && e.habituation_rate == 0.0
            && e.triggered_by.is_empty()
            && e.attention.is_infinite();
        let stopping_is_plain = e.hold.is_none() && e.social_stopping == 0.0 && e.calming == 0.0;
        let spontaneity_is_plain = e.company_factor == 1.0 || e.spontaneous_rate == 0.0;
        (imitation_is_plain || e.imitation_rate == ImitationRate::Rate(0.0))
            && stopping_is_plain
            && spontaneity_is_plain
            && !self.is_acted_on(e)
    }

    fn is_acted_on(&self, e: &Expression) -> bool {
        self.is_regulated(e)
            || self.is_felt(e)
            || self.situation.place.is_some()
            || self.deliberate_rates(&e.name).is_some()
            || self.situation.has_boosts()
    }

    fn is_regulated(&self, e: &Expression) -> bool {
        let by_mood = self.situation.mood.is_some() && (e.mood_to_mimicry != 0.0 || e.mood_to_spontaneous != 0.0);
        by_mood || (self.situation.loneliness.is_some() && e.loneliness_gate != 0.0)
    }

    fn is_felt(&self, e: &Expression) -> bool {
        self.situation.mood.is_some() && (e.feedback != 0.0 || e.witness_effect != 0.0)
    }

    fn deliberate_rates(&self, expression: &str) -> Option<Vec<f64>> {
        let mut rates = None;
        for (group, (_, members)) in self.situation.groups.iter().zip(self.groups) {
            for deliberate in group.deliberate.iter().filter(|d| d.expression == expression) {
                if let Policy::Rate(rate) = deliberate.policy {
                    let rates = rates.get_or_insert_with(|| vec![0.0; self.people()]);
                    members.iter().for_each(|&i| rates[i as usize] = rate);
                }
            }
        }
        rates
    }

    /// The timetables of all groups.
    pub(super) fn timetables(&self) -> Timetables {
        let index = |name: &str| self.situation.expressions.iter().position(|e| e.name == name);
        let of_group = |(group, (_, members)): (&situation::Group, &(String, Vec<u32>))| {
            let scheduled = group.deliberate.iter().filter(|d| matches!(d.policy, Policy::Schedule { .. }));
            let table = |d: &situation::Deliberate| {
                Some(Timetable {
                    expression: index(&d.expression)? as u8,
                    people: members.clone(),
                    policy: d.policy.clone(),
                })
            };
            scheduled.filter_map(table).collect::<Vec<_>>()
        };
        Timetables(self.situation.groups.iter().zip(self.groups).flat_map(of_group).collect())
    }
}

/// Gives each entity a part, in order, so that the rows of the new table are in order too.
fn give<B: Bundle<Effect: NoBundleEffect>>(world: &mut World, ids: &[Entity], part: impl Fn(usize) -> B) {
    world.insert_batch(ids.iter().enumerate().map(|(i, &id)| (id, part(i))));
}
