//! One run: a world, its people and their faces, and the ticks.

use super::mechanism::Step;
use super::person::{Dealt, Person};
use super::schedule::{needs_everyone, schedule};
use super::setup::{self, Groups, Setup};
use super::situation::{self, Situation, Stop};
use super::who::{self, WhoError};
use crate::chance::{Chance, Stream, scope};
use crate::model::engine::changes::Changes;
use crate::model::engine::channel::Repertoire;
use crate::model::engine::exact::unfold::Unfolded;
use crate::model::engine::exchange::Exchange;
use crate::model::engine::exposure::{Change, Exposure};
use crate::model::engine::face::{Countdown, Face};
use crate::model::engine::halo::{self, Halo, Traffic};
use crate::model::engine::muting::{self, Mute, Mutes, hide};
use crate::model::engine::onsets::{Caught, Journal, Notes, Onset, Traces};
use crate::model::engine::phase::{Cause, Phase};
use crate::model::engine::shown::Shown;
use crate::model::engine::threads::Threads;
use crate::model::engine::ties::{self, Named};
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::measure::association::Snapshots;
use crate::model::measure::feelings;
use crate::model::measure::gathering;
use crate::model::measure::groups::{self, Parts};
use crate::model::measure::likeness::likeness;
use crate::model::measure::probe::{self, Probe, ProbeRequest};
use crate::model::measure::record::{Detail, Record, Recording};
use crate::model::measure::recording;
use crate::model::mechanism::affect::Impressions;
use crate::model::mechanism::attachment::Attachment;
use crate::model::mechanism::comfort::{self, Comfort};
use crate::model::mechanism::encounters::{self, Encounters, Openings};
use crate::model::mechanism::events::{Agenda, Calls};
use crate::model::mechanism::feeling::Affect;
use crate::model::mechanism::feeling::{Mood, MoodLaw};
use crate::model::mechanism::imitation::{self, exact::Horizon};
use crate::model::mechanism::loneliness::{LonelinessLaw, Lonely};
use crate::model::mechanism::mirroring::Windows;
use crate::model::mechanism::mood::{Company, MoodLuck};
use crate::model::mechanism::perception::show;
use crate::model::mechanism::place::Medium;
use crate::model::mechanism::selection::{self, Selection};
use crate::network::{Network, Part};
use bevy_ecs::prelude::{IntoScheduleConfigs, Mut, Schedule, With, World};
use bevy_ecs::system::RunSystemOnce;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Why a situation cannot be played on a network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SituationError {
    /// It names somebody who is not there.
    #[error("{place}: {error}")]
    Who {
        /// Where in the scenario.
        place: String,
        /// What is wrong.
        error: WhoError,
    },
    /// More expressions than a face can number.
    #[error("a scenario can have at most 255 expressions, this one has {0}")]
    TooManyExpressions(usize),
    /// Part of it needs all people in one place, and they are in parts.
    #[error("{what} cannot be played on a network in parts: {why}")]
    Indivisible {
        /// Which part of it.
        what: String,
        /// Why.
        why: &'static str,
    },
    /// Two mechanisms touch the same data without an order: a fault of the program.
    #[error("the mechanisms of a tick have no definite order: {0}")]
    Order(String),
}

impl From<(String, WhoError)> for SituationError {
    fn from((place, error): (String, WhoError)) -> Self {
        Self::Who { place, error }
    }
}

/// One run, ready to go.
pub struct Simulation {
    world: World,
    schedule: Schedule,
    situation: Situation,
    detail: Detail,
    responders: Vec<Vec<bool>>,
}

impl Simulation {
    /// Deals everything and puts people in their places.
    ///
    /// # Errors
    /// When the situation names a person, group or number of people that the network does not have.
    pub fn new(
        situation: &Situation,
        network: Arc<Network>,
        seed: u64,
        detail: Detail,
    ) -> Result<Self, SituationError> {
        let situation = &encounters::as_recorded(situation, &network);
        Self::set_up(situation, &Part::whole(network), None, seed, detail)
    }

    /// The same of one part of a network; all parts are played at the same time, each in a place of its own, and tell each
    /// other what they need. Together they come to what the whole network would.
    ///
    /// # Errors
    /// As [`new`](Self::new), in all parts; and when part of the situation needs all people in one place.
    pub fn in_part(
        situation: &Situation,
        part: Part,
        seed: u64,
        detail: Detail,
        exchange: Box<dyn Exchange>,
    ) -> Result<Self, SituationError> {
        if let Some((what, why)) = needs_everyone(situation) {
            return Err(SituationError::Indivisible { what, why });
        }
        let halo = Halo::new(part.clone(), exchange);
        Self::set_up(situation, &part, Some(halo), seed, detail)
    }

    fn set_up(
        situation: &Situation,
        part: &Part,
        mut halo: Option<Halo>,
        seed: u64,
        detail: Detail,
    ) -> Result<Self, SituationError> {
        if situation.expressions.len() > 255 {
            return Err(SituationError::TooManyExpressions(situation.expressions.len()));
        }
        let network = part.network();
        let chance = situation.held.chance(seed);
        let groups = setup::groups(situation, network, halo.as_mut(), chance)?;
        let with_ghosts = halo.as_mut().map(|halo| setup::with_ghosts(&groups, halo));
        let seen = with_ghosts.as_ref().unwrap_or(&groups);
        let dealt = Dealt::new(situation, seen, part, chance);
        let mut ties = ties::deal(&situation.ties, &Named::new(part, halo.as_mut(), &situation.ties), seen, chance)?;
        if let Some(halo) = &mut halo {
            ties.as_in_all_parts(halo, network.ties());
        }
        let signal = setup::signal(&dealt, situation, seen, part.everyone());
        let own_signals = setup::own_signals(&signal, situation, part, chance);
        let mut sight = Sight::new(Arc::clone(network), ties.visibility, ties.closeness, signal);
        sight.own_signals = own_signals;
        sight.strongest_look = situation.strongest_look() as f32;
        sight.population = part.population();
        let repertoire = Repertoire::new(situation, chance).counted_from(part.first());

        let mut world = World::new();
        world.insert_resource(Setup { situation, part, groups: &groups, dealt: &dealt, chance }.timetables());
        let agenda = Agenda::new(&situation.events, &groups, chance, &sight, halo.as_mut());
        world.insert_resource(agenda.map_err(|e| ("events".to_owned(), e))?);
        if !groups.is_empty() {
            let mut parts = Parts::new(&groups, network.people(), situation.expressions.len());
            if let Some(halo) = &mut halo {
                parts.sizes.iter_mut().for_each(|size| *size = halo.total(*size));
            }
            world.insert_resource(parts);
        }
        let (schedule, situation) = (schedule(situation), situation.clone());
        let mut run = Self { world, schedule, situation, detail, responders: Vec::new() };
        run.add_resources(sight, repertoire, dealt, ties.kin, chance, (part, halo));
        run.place_people(part, &groups, chance);
        run.start_initial(part, &groups, chance)?;
        run.schedule.initialize(&mut run.world).map_err(|error| SituationError::Order(format!("{error:?}")))?;
        Ok(run)
    }

    /// Has parts tell each other of changes before these are shown, and add up what they count.
    fn join_parts(&mut self, mut halo: Halo, extremes: [f64; 2], sight: &Sight) -> [f64; 2] {
        let [ties, signal] = extremes.map(|own| halo.most(own));
        let most = sight.in_view.iter().copied().fold(0.0, f32::max);
        halo.most_in_view = halo.most(most.into()) as f32;
        self.world.insert_resource(halo);
        self.schedule.add_systems((
            halo::exchange_changes.in_set(Step::Show).before(show),
            halo::add_up.in_set(Step::Show).after(show),
        ));
        [ties, signal]
    }

    fn add_resources(
        &mut self,
        mut sight: Sight,
        repertoire: Repertoire,
        dealt: Dealt,
        kin: Vec<bool>,
        chance: Chance,
        (part, halo): (&Part, Option<Halo>),
    ) {
        let (people, expressions, dt) = (sight.people(), repertoire.0.len(), self.situation.dt);
        let mut extremes = Exposure::extremes(&sight);
        if let Some(halo) = halo {
            extremes = self.join_parts(halo, extremes, &sight);
        }
        self.world.insert_resource(Exposure::up_to(extremes, &sight, &repertoire));
        self.world.insert_resource(Windows::new(&repertoire, people, dt));
        self.world.insert_resource(Journal::new(expressions, people, self.asks_for_sources()));
        self.world.insert_resource(Traces::new(expressions, sight.everyone(), self.asks_for_sources()));
        self.world.insert_resource(Record::new(&self.situation, people, self.detail));
        self.world.insert_resource(Clock::new(dt, self.is_exact()));
        self.world.insert_resource(Threads::ALONE);
        self.world.insert_resource(Changes::default());
        self.world.insert_resource(Calls::default());
        self.world.insert_resource(Snapshots::new(&self.situation));
        if self.is_exact() {
            self.world.insert_resource(Unfolded::new(&repertoire, people, dt));
            self.world.insert_resource(Horizon {
                changes: self.situation.has_slow_parts(),
                by_person: self.situation.attachment.is_some(),
                end: self.ticks() as f64 * dt,
            });
            self.world.insert_resource(Openings::default());
        }
        self.add_feelings(&mut sight, &repertoire, kin, chance, part.first());
        self.world.insert_resource(sight);
        self.world.insert_resource(repertoire);
        self.world.insert_resource(dealt);
    }

    /// People come after the resources: each resource is an entity too, and what the world keeps for a resource grows with the
    /// number of that entity.
    fn place_people(&mut self, part: &Part, groups: &Groups, chance: Chance) {
        let Self { world, situation, responders, .. } = self;
        world.resource_scope(|world, dealt: Mut<Dealt>| {
            world.resource_scope(|world, repertoire: Mut<Repertoire>| {
                let setup = Setup { situation, part, groups, dealt: &dealt, chance };
                setup.place_people(world);
                *responders = setup.place_faces(world, &repertoire);
            });
        });
    }

    fn add_feelings(
        &mut self,
        sight: &mut Sight,
        repertoire: &Repertoire,
        kin: Vec<bool>,
        chance: Chance,
        first: usize,
    ) {
        let (people, dt) = (sight.people(), self.situation.dt);
        if self.situation.selection.is_some() {
            let kin = sight.by_slot(&kin);
            if let Some(selection) = Selection::new(&self.situation, sight, &kin, chance) {
                self.world.insert_resource(selection);
            }
        }
        if let Some(mood) = &self.situation.mood {
            self.world.insert_resource(MoodLaw(mood.clone()));
            self.world.insert_resource(MoodLuck(chance.of(Stream::MoodNoise, 0).counted_from(first)));
            self.world.insert_resource(Company { moods: vec![0.0; people], drift: vec![0.0; people] });
            self.world.insert_resource(Impressions(vec![0.0; people]));
        }
        if let Some(attachment) = &self.situation.attachment {
            let memory = self.situation.loneliness.as_ref().map_or(f64::INFINITY, |l| l.contact_memory);
            let kin = sight.by_slot(&kin);
            let ties = sight.network.ties();
            self.world.insert_resource(Attachment::new(attachment.clone(), kin, memory, ties, dt));
        }
        if let Some(loneliness) = &self.situation.loneliness {
            self.world.insert_resource(LonelinessLaw::new(loneliness.clone(), dt));
        }
        if let Some(comfort) = Comfort::new(&self.situation, sight, chance) {
            self.world.insert_resource(comfort);
        }
        if let Some(place) = &self.situation.place {
            self.world.insert_resource(Medium::new(place, repertoire));
        }
        if let Some(law) = &self.situation.encounters {
            let recorded = !sight.network.contacts().is_empty();
            self.world.insert_resource(if recorded {
                Encounters::recorded(law, sight)
            } else {
                Encounters::random(law, sight, chance, dt)
            });
        }
    }

    /// Sources are worked out only when somebody uses them: the table of events, bonds, or a latency that depends on who.
    fn asks_for_sources(&self) -> bool {
        let latency = self.situation.expressions.iter().any(|e| e.latency_closeness > 0.0);
        self.detail.events || latency || self.situation.attachment.is_some()
    }

    /// Hides faces from people, each from a moment on: what would happen without them, with the same dice. Before the
    /// first tick.
    ///
    /// # Errors
    /// When the program is wrong.
    pub fn mute(&mut self, mutes: &[Mute]) -> Result<(), SituationError> {
        let expressions = self.situation.expressions.len();
        let mutes = Mutes::new(mutes, self.world.resource::<Sight>(), expressions);
        self.world.insert_resource(mutes);
        let hide_first = hide.in_set(Step::Happen).after(encounters::meet).after(encounters::foretell);
        let hide_first = hide_first.after(selection::select).after(selection::select_at_moments);
        self.schedule.add_systems(hide_first.after(comfort::console));
        if !self.is_exact() {
            self.schedule.add_systems((muting::settle, hide).chain().in_set(Step::Show).after(show));
        }
        self.rebuild()
    }

    /// Looks at one face at a moment \[s\] (or in the tick that it lies in); see [`probe`](Self::probe). Before the first
    /// tick.
    ///
    /// # Errors
    /// When the program is wrong.
    pub fn watch(&mut self, person: u32, expression: u8, at: f64) -> Result<(), SituationError> {
        let tick = (at / self.situation.dt + 1e-9).floor().max(0.0) as u64;
        // What is about to happen at that moment has not happened yet.
        let before = (at - f64::max(1e-9, 1e-12 * at)).max(0.0);
        self.world.insert_resource(ProbeRequest { person, expression, tick, at: before, probe: None });
        if self.is_exact() {
            return Ok(());
        }
        self.schedule.add_systems(probe::look.in_set(Step::Express).before(imitation::imitate));
        self.rebuild()
    }

    fn is_exact(&self) -> bool {
        self.situation.clock == situation::Clock::Exact
    }

    /// What was seen of the face that is watched, once its tick is over.
    pub fn probe(&self) -> Option<&Probe> {
        self.world.get_resource::<ProbeRequest>()?.probe.as_ref()
    }

    fn rebuild(&mut self) -> Result<(), SituationError> {
        let order = |error| SituationError::Order(format!("{error:?}"));
        self.schedule.initialize(&mut self.world).map(drop).map_err(order)
    }

    /// Those who are expressing at the start. One that lasts for ever was there before, and is seen in the first tick.
    fn start_initial(&mut self, part: &Part, groups: &Groups, chance: Chance) -> Result<(), SituationError> {
        let network = part.network();
        for (index, expression) in self.situation.expressions.clone().iter().enumerate() {
            let Some(who) = &expression.initial else { continue };
            let luck = chance.of(Stream::Initial, scope(&expression.name));
            let halo = self.world.get_resource_mut::<Halo>();
            let mut people = who::choose_in(halo.map(Mut::into_inner), who, network, groups, luck, 0)
                .map_err(|e| (format!("expressions.{}.initial", expression.name), e))?;
            self.leave_out_those_with_another_face(index, &mut people);
            self.start(index as u8, &people);
        }
        let order = |error| SituationError::Order(format!("{error:?}"));
        let is_part = self.world.contains_resource::<Halo>();
        if is_part {
            self.world.run_system_once(halo::exchange_changes).map_err(order)?;
        }
        self.world.run_system_once(show).map_err(order)?;
        if is_part {
            self.world.run_system_once(halo::add_up).map_err(order)?;
        }
        self.world.run_system_once(groups::count).map_err(order)?;
        self.world.run_system_once(feelings::measure).map_err(order)?;
        self.world.run_system_once(recording::start).map_err(order)
    }

    /// Who would begin with two faces that are not shown together begins with the first of them in the scenario.
    fn leave_out_those_with_another_face(&self, expression: usize, people: &mut Vec<u32>) {
        let rivals = &self.world.resource::<Repertoire>().0[expression].rivals;
        let is_rival = |other: u8| rivals.ended_by(Cause::Event).any(|rival| rival == usize::from(other));
        let begun = self.world.resource::<Changes>().list.iter().filter(|change| is_rival(change.expression));
        let taken: BTreeSet<u32> = begun.map(|change| change.person).collect();
        people.retain(|person| !taken.contains(person));
    }

    fn start(&mut self, expression: u8, people: &[u32]) {
        let channel = &self.world.resource::<Repertoire>().0[usize::from(expression)];
        let (duration, luck) = (channel.duration.clone(), channel.luck);
        let mut faces = self.world.query::<(&mut Countdown, &mut Phase, &mut Face)>();
        let mut lengths = Vec::with_capacity(people.len());
        let mut all = faces.query_mut(&mut self.world);
        for (mut clocks, mut phases, mut faces) in all.contiguous_iter_mut().expect("faces live in tables") {
            let (clocks, phases) = (clocks.bypass_change_detection(), phases.bypass_change_detection());
            let faces = faces.bypass_change_detection();
            let Some(first) = faces.iter().position(|face| face.expression == expression) else { continue };
            for &person in people {
                let row = first + person as usize;
                let left = duration.sample(person as usize, &mut luck.duration.draws(person.into(), 0)).max(0.0);
                (clocks[row], phases[row]) = (Countdown(left), Phase::Expressing);
                (faces[row].cause, faces[row].expressed) = (Cause::Event, true);
                lengths.push((person, left));
            }
        }
        let full = self.world.resource::<Exposure>().full();
        let mut notes = Notes::default();
        for (person, length) in lengths {
            notes.fired();
            notes.began(Onset {
                time: 0.0,
                person,
                expression,
                cause: Cause::Event,
                first: true,
                caught: Caught::FROM_NOBODY,
            });
            // Within a tick it is seen from the next on, unless it was there before.
            let is_seen = length.is_infinite() || self.is_exact();
            let now = Shown::new(if is_seen { full } else { 0 }, true);
            let change = Change { person, expression, before: Shown::NOTHING, now };
            self.world.resource_mut::<Changes>().list.push(change);
        }
        self.world.resource_mut::<Journal>().enter(usize::from(expression), &mut notes);
    }

    /// Lets several threads work on this run; they change nothing but the time it takes.
    #[must_use]
    pub fn with_threads(mut self, threads: Threads) -> Self {
        self.world.insert_resource(threads);
        self
    }

    /// Runs to the end.
    pub fn run(mut self) -> Recording {
        let ticks = self.ticks();
        for _ in 0..ticks {
            self.tick();
            if self.is_over() {
                break;
            }
        }
        self.finish(ticks)
    }

    /// How many ticks the run has.
    pub fn ticks(&self) -> u64 {
        self.situation.ticks()
    }

    /// One tick.
    pub fn tick(&mut self) {
        self.schedule.run(&mut self.world);
    }

    /// The world, for measurements and tests.
    pub const fn world(&self) -> &World {
        &self.world
    }

    fn is_over(&self) -> bool {
        let journal = self.world.resource::<Journal>();
        match self.situation.stop {
            None => false,
            Some(Stop::EveryoneReached) => {
                journal.tally.iter().all(|t| t.reached as usize == self.world.resource::<Sight>().population)
            }
            Some(Stop::NoExpressionActive) => self.nothing_is_left(journal),
        }
    }

    /// Whether nobody is expressing, or can any more: nothing seen is remembered and nothing is still to come.
    fn nothing_is_left(&self, journal: &Journal) -> bool {
        let clock = *self.world.resource::<Clock>();
        let nobody = journal.tally.iter().all(|t| t.latent + t.expressing == 0);
        nobody
            && self.world.resource::<Exposure>().total.iter().all(|&t| t == 0)
            && self.is_forgotten(clock)
            && !self.situation.has_more_to_come(clock.start())
    }

    /// Whether what was seen can no longer set anybody off: twenty memories have passed since the last face.
    fn is_forgotten(&self, clock: Clock) -> bool {
        let memory = self.situation.expressions.iter().map(|e| e.memory).fold(0.0, f64::max);
        let lingers = self.situation.place.as_ref().map_or(0.0, |place| place.fading);
        clock.start() - self.world.resource::<Record>().last_active > 20.0 * memory.max(lingers)
    }

    fn finish(mut self, ticks: u64) -> Recording {
        let clock = *self.world.resource::<Clock>();
        let responders = std::mem::take(&mut self.responders);
        if clock.tick != ticks {
            // It ended between two samples: what was measured at the last one is out of date.
            self.world.run_system_once(feelings::measure).expect("it has run at the start");
        }
        let mut record = self.world.remove_resource::<Record>().unwrap_or_default();
        if let Some(mut halo) = self.world.get_resource_mut::<Halo>() {
            record.spans_of_all(&mut halo);
        }
        if self.situation.stop == Some(Stop::NoExpressionActive) {
            record.fill_up(ticks, self.situation.dt, self.world.resource::<Journal>(), self.people());
        }
        let mut recording = Recording {
            metrics: record.metrics(self.world.resource::<Journal>(), self.people(), clock.start()),
            ticks: clock.tick,
            ended: clock.start(),
            ..Recording::default()
        };
        let snapshots = self.world.resource::<Snapshots>();
        recording.metrics.extend(snapshots.associations(self.world.resource::<Sight>()));
        recording.metrics.extend(record.lengths(self.world.resource::<Journal>(), clock.start()));
        recording.metrics.extend(self.likeness());
        if self.detail.agents {
            let feelings = self.feelings();
            let (sight, dealt) = (self.world.resource::<Sight>(), self.world.resource::<Dealt>());
            recording.agents = recording::agent_rows(&record, sight, dealt, &responders, |i| {
                feelings.get(i).cloned().unwrap_or_default()
            });
            if let Some(parts) = self.world.get_resource::<Parts>() {
                recording.groups = parts.members[..self.situation.groups.len()].to_vec();
            }
        }
        if self.detail.ties {
            recording.ties = recording::tie_rows(self.world.resource::<Sight>());
        }
        recording.events = record.events.take().unwrap_or_default();
        recording
            .events
            .sort_by(|a, b| a.time.total_cmp(&b.time).then((a.agent, a.expression).cmp(&(b.agent, b.expression))));
        recording.series = std::mem::take(&mut record.series);
        if let Some(mut halo) = self.world.get_resource_mut::<Halo>() {
            gathering::gather(&mut recording, &mut halo, &self.situation, self.detail);
        }
        recording
    }

    /// How many people there are, in all parts.
    fn people(&self) -> usize {
        self.world.resource::<Sight>().population
    }

    /// What this part of a network has sent to others in its ticks; nothing where all people are in one place.
    pub fn traffic(&self) -> Option<Traffic> {
        self.world.get_resource::<Halo>().map(|halo| halo.traffic)
    }

    /// How alike the moods of those are who belong together; nothing where nobody has one.
    fn likeness(&mut self) -> Vec<Option<f64>> {
        if self.situation.mood.is_none() {
            return Vec::new();
        }
        let mut moods: Vec<f64> =
            self.world.query_filtered::<&Mood, With<Person>>().iter(&self.world).map(|m| m.0).collect();
        let mut halo = self.world.remove_resource::<Halo>();
        if let Some(halo) = &mut halo {
            halo.spread_numbers(&mut moods);
        }
        let sight = self.world.resource::<Sight>();
        // Where ties form and end, those count that are there in the end.
        let changes = self.situation.selection.is_some();
        let counts = |tie| !changes || sight.looks.get(tie).visibility > 0.0;
        let likeness = likeness(&moods, &sight.network, halo.as_mut(), counts).to_vec();
        halo.into_iter().for_each(|halo| self.world.insert_resource(halo));
        likeness
    }

    /// Mood, affect, loneliness of everyone, as far as they are on.
    fn feelings(&mut self) -> Vec<Vec<f64>> {
        let mut people = self.world.query_filtered::<(Option<&Mood>, Option<&Affect>, Option<&Lonely>), With<Person>>();
        let values = |(mood, affect, lonely): (Option<&Mood>, Option<&Affect>, Option<&Lonely>)| {
            mood.map(|m| m.0).into_iter().chain(affect.map(|q| q.0)).chain(lonely.map(|l| l.0)).collect()
        };
        people.iter(&self.world).map(values).collect()
    }
}

#[cfg(test)]
mod tests;
