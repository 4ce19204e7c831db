//! A stretch of time, event by event. Whoever begins or stops changes what others see; whoever sees something else is driven
//! otherwise from that moment on. Events come in the order of time, then person, then expression, so that the bytes are the
//! same everywhere.

use crate::model::engine::channel::{Channel, Repertoire};
use crate::model::engine::exact::agenda::{Due, Pending};
use crate::model::engine::exact::memory::{Memory, SeenLately, State, pass};
use crate::model::engine::exact::smooth::Smooth;
use crate::model::engine::exact::solve::{Drive, Stopping};
use crate::model::engine::exact::stimulus::{Stimulus, Taken};
use crate::model::engine::exposure::{Exposure, attend};
use crate::model::engine::face::{Countdown, Face, Threshold};
use crate::model::engine::face_course::{Call, Course, Pull, Running};
use crate::model::engine::muting::Mutes;
use crate::model::engine::onsets::{Journal, Notes, Traces};
use crate::model::engine::phase::{Cause, Phase};
use crate::model::engine::shown::Shown;
use crate::model::engine::source::{Shares, Sources};
use crate::model::engine::view::Sight;
use crate::model::person::Trait;
use bevy_ecs::prelude::Resource;
use std::ops::ControlFlow;

/// The faces of one expression, by person.
pub struct Block<'a> {
    /// What is left on each clock, or when its stage is over.
    pub clocks: &'a mut [Countdown],
    /// Stages.
    pub phases: &'a mut [Phase],
    /// The rest.
    pub faces: &'a mut [Face],
    /// What acts on each.
    pub stimuli: &'a mut [Stimulus],
    /// What each saw lately, where the memory is a box.
    pub lately: Option<&'a mut [SeenLately]>,
    /// Own thresholds.
    pub thresholds: Option<&'a [Threshold]>,
    /// What each took in, where somebody asks.
    pub taken: Option<&'a mut [Taken]>,
}

/// What is kept from step to step.
#[derive(Resource, Debug)]
pub struct Unfolded {
    /// Who is due.
    pub pending: Pending,
    /// When everyone last showed what, up to the present moment. Empty when nobody asks for sources.
    pub traces: Traces,
    /// By expression: people who are visible.
    pub showing: Vec<u64>,
    /// What is perceived besides faces, by expression.
    pub heard: Vec<f64>,
    memories: Vec<Memory>,
    /// Of expressions whose faces have a closed integral.
    pub(super) smooth: Vec<Option<Smooth>>,
    /// By expression that is set off by itself alone, and person: I over what is seen, in quanta.
    pub(super) scales: Vec<Vec<f64>>,
    /// By expression: which ones it sets off, itself first.
    pub(super) sets_off: Vec<Vec<usize>>,
    /// Room for what happened, by expression.
    notes: Vec<Notes>,
    /// Room for what contacts contributed.
    shares: Shares,
    /// By expression: ∫ people who are visible, in the present step \[s\].
    visible: Vec<f64>,
    /// Room for those who are to be looked at again.
    pub(super) stirred: Vec<u32>,
}

impl Unfolded {
    /// Before the first step; the first window lasts `window` \[s\].
    pub fn new(repertoire: &Repertoire, people: usize, window: f64) -> Self {
        let expressions = repertoire.0.len();
        let is_set_off =
            |c: usize, source: usize| repertoire.0[c].triggers.iter().any(|&(trigger, _)| trigger == source);
        let sets_off = |source| (0..expressions).filter(|&c| is_set_off(c, source)).collect();
        Self {
            pending: Pending::new(expressions * people, window),
            traces: Traces::default(),
            showing: vec![0; expressions],
            heard: vec![0.0; expressions],
            memories: repertoire.0.iter().map(Memory::of).collect(),
            smooth: repertoire.0.iter().map(Smooth::of).collect(),
            scales: repertoire.0.iter().map(|c| vec![0.0; if c.triggers.len() == 1 { people } else { 0 }]).collect(),
            sets_off: (0..expressions).map(sets_off).collect(),
            notes: (0..expressions).map(|_| Notes::default()).collect(),
            shares: Shares::default(),
            visible: vec![0.0; expressions],
            stirred: Vec::new(),
        }
    }
}

impl Unfolded {
    /// The first step begins: who is visible, and since when. `phases` by expression.
    pub fn begin<'a>(&mut self, traces: &Traces, phases: impl Iterator<Item = &'a [Phase]>) {
        self.traces.clone_from(traces);
        let visible = |phases: &[Phase]| phases.iter().filter(|phase| **phase == Phase::Expressing).count() as u64;
        self.showing = phases.map(visible).collect();
    }
}

/// A step that is under way.
pub struct Unfolding<'a> {
    /// By expression.
    pub blocks: Vec<Block<'a>>,
    /// The expressions.
    pub repertoire: &'a Repertoire,
    /// Who sees whom.
    pub sight: &'a mut Sight,
    /// What everyone sees.
    pub exposure: &'a mut Exposure,
    /// p, by person.
    pub perception: &'a Trait,
    /// Faces that somebody is not to see.
    pub mutes: Option<&'a mut Mutes>,
    /// What happened.
    pub journal: &'a mut Journal,
    /// What is kept from step to step.
    pub kept: &'a mut Unfolded,
    /// When the step begins \[s\].
    pub start: f64,
    /// The present moment \[s\].
    pub now: f64,
    /// When the step ends \[s\].
    pub end: f64,
    /// When a window has to end at the latest \[s\].
    pub latest: f64,
}

impl Unfolding<'_> {
    /// The step begins.
    pub fn begin(&mut self) {
        let length = self.end - self.start;
        let Unfolded { visible, showing, .. } = &mut *self.kept;
        visible.iter_mut().zip(showing).for_each(|(visible, showing)| *visible = *showing as f64 * length);
        for (block, smooth) in self.blocks.iter_mut().zip(&mut self.kept.smooth) {
            let Some(taken) = &mut block.taken else { continue };
            for ((taken, phase), stimulus) in taken.iter_mut().zip(&*block.phases).zip(&*block.stimuli) {
                let visible = if *phase == Phase::Expressing { length } else { 0.0 };
                *taken = match smooth {
                    Some(smooth) => {
                        smooth.go_to(self.start);
                        let activation = smooth.memory() * smooth.activation(stimulus);
                        let mut taken = Taken { visible, activation, ..Taken::default() };
                        taken.take(stimulus.input, length);
                        taken
                    }
                    None => Taken { visible, ..Taken::default() },
                };
            }
        }
    }

    /// Lets everything happen that is due before `until`.
    pub fn run(&mut self, until: f64) {
        while self.now < until {
            if self.kept.pending.end <= self.now {
                self.open_window();
            }
            let end = until.min(self.kept.pending.end);
            while let Some(due) = self.kept.pending.next_before(end) {
                self.meet(due);
            }
            self.now = end;
        }
    }

    /// Something happens to a person at a set moment: the present one.
    pub fn call(&mut self, call: Call) {
        let (expression, person, now) = (usize::from(call.expression), call.person as usize, self.now);
        self.change(expression, person, |course, it, _| course.answer(it, call.person, Call { at: now, ..call }));
    }

    /// Who is in view of a person is another from now on, or known for the first time.
    pub fn look_around(&mut self, person: usize) {
        let in_view = f64::from(self.sight.in_view[person]);
        for (scales, channel) in self.kept.scales.iter_mut().zip(&self.repertoire.0) {
            let Some(scale) = scales.get_mut(person) else { continue };
            let share = attend(self.exposure.unit() * channel.triggers[0].1, channel.attention, in_view);
            *scale = share * self.perception.of(person);
        }
    }

    /// Says by what all faces of an expression are driven from now on (imitation hazard at response 1, hazard without anything seen, its
    /// part on purpose), before everybody is looked at again.
    pub fn drive_all(&mut self, expression: usize, factors: impl Fn(usize) -> (f64, f64, f64)) {
        let people = self.blocks[expression].clocks.len();
        let Unfolded { smooth, scales, heard, .. } = &mut *self.kept;
        let (Some(smooth), scales) = (&mut smooth[expression], &scales[expression]) else {
            return (0..people).for_each(|person| {
                let (prone, alone, on_purpose) = factors(person);
                self.drive(expression, person, prone, alone, on_purpose);
            });
        };
        if scales.is_empty() {
            return (0..people).for_each(|person| {
                let (prone, alone, on_purpose) = factors(person);
                self.drive(expression, person, prone, alone, on_purpose);
            });
        }
        smooth.go_to(self.now);
        let (smooth, heard, rest) = (*smooth, heard[expression], self.end - self.now);
        let (seen, block) = (&self.exposure.seen[expression], &mut self.blocks[expression]);
        for (person, (stimulus, scale)) in block.stimuli.iter_mut().zip(scales).enumerate() {
            let before = smooth.passed_now(stimulus);
            (stimulus.prone, stimulus.alone, stimulus.on_purpose) = factors(person);
            let (after, input) = (smooth.passed_now(stimulus), seen.get(person) * scale + heard);
            let (seen_before, differs) = (stimulus.input, smooth.see(stimulus, input));
            if block.phases[person] == Phase::Idle {
                block.clocks[person].0 += before - after + differs;
            }
            if let Some(taken) = &mut block.taken {
                taken[person].change(seen_before, input, rest);
            }
        }
    }

    /// Says by what a person's face is driven from now on, and looks again at what the person perceives.
    pub fn drive(&mut self, expression: usize, person: usize, prone: f64, alone: f64, on_purpose: f64) {
        self.advance(expression, person);
        let block = &mut self.blocks[expression];
        let stimulus = &mut block.stimuli[person];
        if let Some(smooth) = &mut self.kept.smooth[expression] {
            smooth.go_to(self.now);
            let before = smooth.passed_now(stimulus);
            (stimulus.prone, stimulus.alone, stimulus.on_purpose) = (prone, alone, on_purpose);
            if block.phases[person] == Phase::Idle {
                block.clocks[person].0 += before - smooth.passed_now(stimulus);
            }
        } else {
            (stimulus.prone, stimulus.alone, stimulus.on_purpose) = (prone, alone, on_purpose);
        }
        self.take_in(expression, person);
        if self.kept.pending.end > self.now {
            self.foresee(expression, person);
        }
    }

    /// What acts on a person's face at this moment, and its activation.
    pub fn pull(&mut self, expression: usize, person: usize) -> (Pull, f64) {
        let activation = self.activation(expression, person);
        (pull(&self.repertoire.0[expression], &self.blocks[expression], person, activation), activation)
    }

    /// What tells who may be the source of what is caught at this moment.
    pub fn sources(&self) -> Sources<'_> {
        Sources {
            sight: self.sight,
            exposure: self.exposure,
            traces: &self.kept.traces,
            repertoire: self.repertoire,
            mutes: self.mutes.as_deref(),
            now: self.now,
            dt: 0.0,
        }
    }

    /// The step is over: what happened goes into the journal, and means become known.
    pub fn finish(&mut self, by_person: bool) {
        let length = self.end - self.start;
        for expression in 0..self.blocks.len() {
            let notes = &mut self.kept.notes[expression];
            if by_person {
                notes.sort_by_person();
            }
            self.journal.enter(expression, notes);
            let mean = self.kept.visible[expression] / length;
            self.exposure.total[expression] = (mean * f64::from(self.exposure.full())).ceil() as u64;
            if self.blocks[expression].taken.is_none() {
                continue;
            }
            (0..self.blocks[expression].clocks.len()).for_each(|person| self.advance(expression, person));
            let Block { taken, stimuli, .. } = &mut self.blocks[expression];
            let taken = taken.iter_mut().flat_map(|taken| taken.iter_mut());
            match &mut self.kept.smooth[expression] {
                Some(smooth) => {
                    smooth.go_to(self.end);
                    for (taken, stimulus) in taken.zip(&**stimuli) {
                        // ∫ (I − A) is what A rose by, times τ.
                        taken.activation += taken.input - smooth.memory() * smooth.activation(stimulus);
                        *taken = taken.over(length);
                    }
                }
                None => taken.for_each(|taken| *taken = taken.over(length)),
            }
        }
    }

    /// Everybody is looked at: who is due before the window ends?
    fn open_window(&mut self) {
        self.kept.pending.open(self.now, self.latest);
        for expression in 0..self.blocks.len() {
            self.look_ahead(expression);
            if self.foresee_smoothly(expression) {
                continue;
            }
            for person in 0..self.blocks[expression].clocks.len() {
                self.blocks[expression].stimuli[person].due = f64::INFINITY;
                self.foresee(expression, person);
            }
        }
    }

    /// Looks at all faces of an expression whose hazard has a closed integral: few of them fire.
    fn foresee_smoothly(&mut self, expression: usize) -> bool {
        let (end, Some(smooth)) = (self.kept.pending.end, self.kept.smooth[expression]) else { return false };
        for person in 0..self.blocks[expression].clocks.len() {
            let block = &mut self.blocks[expression];
            let (left, stimulus) = (block.clocks[person].0, &mut block.stimuli[person]);
            let is_due = match block.phases[person] {
                Phase::Idle => left + smooth.passed_at_end(stimulus) <= 0.0,
                _ => left < end,
            };
            (stimulus.due, stimulus.is_late) = (f64::INFINITY, false);
            if is_due {
                self.foresee(expression, person);
            }
        }
        true
    }

    /// Sets the clock of an expression whose faces have a closed integral.
    fn look_ahead(&mut self, expression: usize) {
        let Some(smooth) = &mut self.kept.smooth[expression] else { return };
        if let Some(moved) = smooth.rebase(self.now) {
            let Block { clocks, phases, stimuli, .. } = &mut self.blocks[expression];
            for ((clock, phase), stimulus) in clocks.iter_mut().zip(&**phases).zip(&mut **stimuli) {
                let left = smooth.rebased(stimulus, clock.0, moved);
                clock.0 = if *phase == Phase::Idle { left } else { clock.0 };
            }
        }
        smooth.go_to(self.now);
        smooth.look_to(self.kept.pending.end);
    }

    /// Somebody is due, or was by what was known before.
    fn meet(&mut self, due: Due) {
        let (expression, person) = (usize::from(due.expression), due.person as usize);
        let stimulus = &mut self.blocks[expression].stimuli[person];
        if stimulus.due != due.time {
            return;
        }
        stimulus.due = f64::INFINITY;
        self.now = due.time;
        if stimulus.is_late {
            self.advance(expression, person);
            return self.foresee(expression, person);
        }
        self.change(expression, person, |course, it, pull| course.advance(it, due.person, due.time, pull));
    }

    /// A face goes on to its next stage.
    fn change(&mut self, expression: usize, person: usize, course: impl FnOnce(&mut Course, &mut Running, &Pull)) {
        self.kept.pending.happened += 1;
        self.advance(expression, person);
        let activation = self.activation(expression, person);
        let (now, channel, block) = (self.now, &self.repertoire.0[expression], &mut self.blocks[expression]);
        let pull = pull(channel, block, person, activation);
        let before = block.phases[person];
        let is_driven = before == Phase::Expressing && !channel.stops_by_itself();
        let left = if is_driven { block.clocks[person].0 } else { block.clocks[person].0 - now };
        let mut it = Running { left, phase: before, face: block.faces[person] };
        let Unfolded { traces, shares, notes, .. } = &mut *self.kept;
        let sources = Sources {
            sight: self.sight,
            exposure: self.exposure,
            traces,
            repertoire: self.repertoire,
            mutes: self.mutes.as_deref(),
            now,
            dt: 0.0,
        };
        course(
            &mut Course {
                channel,
                expression: expression as u8,
                start: 0.0,
                dt: 0.0,
                calls: &[],
                sources: &sources,
                shares,
                notes: &mut notes[expression],
                caught: self.journal.caught.get_mut(expression).map(|caught| &mut caught[..]),
                first: 0,
            },
            &mut it,
            &pull,
        );
        let is_driven = it.phase == Phase::Idle || (it.phase == Phase::Expressing && !channel.stops_by_itself());
        block.clocks[person] = Countdown(if is_driven { it.left } else { now + it.left });
        if it.phase == Phase::Idle
            && let Some(smooth) = &mut self.kept.smooth[expression]
        {
            smooth.go_to(now);
            block.clocks[person].0 -= smooth.passed_now(&block.stimuli[person]);
        }
        (block.phases[person], block.faces[person]) = (it.phase, it.face);
        // What was known of the stage before is past, even where the next one is over at the same moment.
        block.stimuli[person].due = f64::INFINITY;
        self.foresee(expression, person);
        match (before == Phase::Expressing, it.phase == Phase::Expressing) {
            (false, true) => {
                self.show(expression, person, true);
                self.end_rivals(expression, person, it.face.cause);
            }
            (true, false) => self.show(expression, person, false),
            _ => {}
        }
    }

    /// A face that becomes visible ends those that are not shown together with it.
    fn end_rivals(&mut self, expression: usize, person: usize, cause: Cause) {
        let (repertoire, now) = (self.repertoire, self.now);
        for rival in repertoire.0[expression].rivals.ended_by(cause) {
            if self.blocks[rival].phases[person] == Phase::Expressing {
                self.change(rival, person, |course, it, _| course.end(it, person as u32, now));
            }
        }
    }

    /// A face becomes visible, or is visible no more.
    fn show(&mut self, expression: usize, person: usize, is_on: bool) {
        let (full, rest) = (self.exposure.full(), self.end - self.now);
        let shown = Shown::new(if is_on { full } else { 0 }, is_on);
        self.exposure.shown[expression][person] = shown;
        let Unfolded { visible, showing, traces, .. } = &mut *self.kept;
        showing[expression] = if is_on { showing[expression] + 1 } else { showing[expression] - 1 };
        let rest = if is_on { rest } else { -rest };
        visible[expression] += rest;
        if let Some(taken) = &mut self.blocks[expression].taken {
            taken[person].visible += rest;
        }
        traces.show(expression, person as u32, self.now, is_on);
        self.tell(expression, person, is_on);
    }

    /// Brings a face up to date: its activation, and what is left on its clock where something else than time drives it.
    #[inline]
    pub fn advance(&mut self, expression: usize, person: usize) {
        if self.kept.smooth[expression].is_some() {
            return;
        }
        let (now, channel, block) = (self.now, &self.repertoire.0[expression], &mut self.blocks[expression]);
        let stimulus = block.stimuli[person];
        if stimulus.since >= now {
            return;
        }
        let (memory, phase) = (self.kept.memories[expression], block.phases[person]);
        let drive = drive(channel, block, person);
        let stopping = (phase == Phase::Expressing && !channel.stops_by_itself())
            .then(|| stopping(channel, self.exposure, self.sight, expression, person));
        let (mut used, mut area, wants_area) = (0.0, 0.0, block.taken.is_some());
        let lately = block.lately.as_deref().map(|lately| &lately[person]);
        let walked = stimulus.state().walk(memory, lately, now, |_, path, length| {
            match (phase, stopping) {
                (Phase::Idle, _) => used += drive.taken(path, length),
                (_, Some(stopping)) => used += stopping.passed(path, length),
                _ => {}
            }
            area += if wants_area { path.area(length) } else { 0.0 };
            ControlFlow::<(), ()>::Continue(())
        });
        if used > 0.0 {
            block.clocks[person].0 -= used;
        }
        if let Some(taken) = &mut block.taken {
            taken[person].take(stimulus.input, now - stimulus.since);
            taken[person].activation += area;
        }
        let activation = walked.continue_value().unwrap_or(stimulus.trace);
        pass(block.lately.as_deref_mut().map(|lately| &mut lately[person]), now);
        let stimulus = &mut block.stimuli[person];
        (stimulus.trace, stimulus.since) = (activation, now);
    }

    /// Looks again at what a person perceives, and at what follows from it.
    #[inline]
    pub(super) fn take_in(&mut self, expression: usize, person: usize) {
        if self.kept.smooth[expression].is_some() {
            return self.take_in_smoothly(expression, person);
        }
        let (input, now, channel) = (self.input(expression, person), self.now, &self.repertoire.0[expression]);
        let block = &mut self.blocks[expression];
        let stimulus = &mut block.stimuli[person];
        let before = stimulus.input;
        if input != before {
            stimulus.input = input;
            match (self.kept.memories[expression], &mut block.lately) {
                (Memory::None, _) => stimulus.trace = input,
                (Memory::Box(length), Some(lately)) => lately[person].note(now, length, input),
                _ => {}
            }
        }
        match block.phases[person] {
            Phase::Idle if input > before => self.foresee(expression, person),
            // It only comes later: that is found out when it would have come.
            Phase::Idle => stimulus.is_late |= input < before && stimulus.due.is_finite(),
            Phase::Expressing if !channel.stops_by_itself() => self.foresee(expression, person),
            _ => {}
        }
    }

    /// The same where the hazard has a closed integral; its clock shows the present moment.
    #[inline]
    fn take_in_smoothly(&mut self, expression: usize, person: usize) {
        let input = match self.kept.scales[expression].get(person) {
            Some(scale) => self.exposure.seen[expression].get(person) * scale + self.kept.heard[expression],
            None => self.input(expression, person),
        };
        let Some(smooth) = &self.kept.smooth[expression] else { return };
        let block = &mut self.blocks[expression];
        let stimulus = &mut block.stimuli[person];
        let (seen_before, more) = (stimulus.input, input - stimulus.input);
        if more == 0.0 {
            return;
        }
        let differs = smooth.see(stimulus, input);
        if let Some(taken) = &mut block.taken {
            taken[person].change(seen_before, input, self.end - self.now);
        }
        if block.phases[person] != Phase::Idle {
            return;
        }
        let left = &mut block.clocks[person].0;
        *left += differs;
        if more < 0.0 {
            // It only comes later: that is found out when it would have come.
            stimulus.is_late |= stimulus.due.is_finite();
        } else if *left + smooth.passed_at_end(stimulus) <= 0.0 {
            self.foresee(expression, person);
        }
    }

    /// A of a person now.
    fn activation(&mut self, expression: usize, person: usize) -> f64 {
        let stimulus = &self.blocks[expression].stimuli[person];
        match &mut self.kept.smooth[expression] {
            Some(smooth) => {
                smooth.go_to(self.now);
                smooth.activation(stimulus)
            }
            None => stimulus.trace,
        }
    }

    /// I of a person, as the sums say.
    #[inline]
    fn input(&self, expression: usize, person: usize) -> f64 {
        let (unit, in_view) = (self.exposure.unit(), f64::from(self.sight.in_view[person]));
        let of = |&(source, weight): &(usize, f64)| {
            let seen = self.exposure.seen[source].get(person) * (weight * unit);
            attend(seen, self.repertoire.0[source].attention, in_view)
        };
        let faces = self.repertoire.0[expression].triggers.iter().map(of).fold(0.0, |sum, part| sum + part);
        // What inhibits takes away what is there, and no more.
        faces.max(0.0) * self.perception.of(person) + self.kept.heard[expression]
    }

    /// Works out when something is to happen to a face, by what is known now, if it does within the window.
    #[inline]
    pub(super) fn foresee(&mut self, expression: usize, person: usize) {
        let (now, latest) = (self.now, self.kept.pending.end);
        if self.blocks[expression].phases[person] == Phase::Idle
            && let Some(smooth) = &mut self.kept.smooth[expression]
        {
            let block = &self.blocks[expression];
            let (stimulus, left) = (&block.stimuli[person], block.clocks[person].0);
            if left + smooth.passed_at_end(stimulus) > 0.0 {
                let stimulus = &mut self.blocks[expression].stimuli[person];
                (stimulus.due, stimulus.is_late) = (f64::INFINITY, false);
                return;
            }
            smooth.go_to(now);
            let state = State { activation: smooth.activation(stimulus), input: stimulus.input, since: now };
            let left = left + smooth.passed_now(stimulus);
            let drive = drive(&self.repertoire.0[expression], block, person);
            // By rounding it may just miss the end of the window, and is found in the next.
            let due = drive.fires(left, state, self.kept.memories[expression], None, latest);
            return self.expect(expression, person, due);
        }
        let (channel, block) = (&self.repertoire.0[expression], &self.blocks[expression]);
        let (memory, end, left) = (self.kept.memories[expression], self.kept.pending.end, block.clocks[person].0);
        let (stimulus, lately) = (&block.stimuli[person], block.lately.as_deref().map(|lately| &lately[person]));
        let due = match block.phases[person] {
            Phase::Idle => drive(channel, block, person).fires(left, stimulus.state(), memory, lately, end),
            Phase::Expressing if !channel.stops_by_itself() => {
                let stopping = stopping(channel, self.exposure, self.sight, expression, person);
                stopping.stops(left, stimulus.state(), memory, lately, end)
            }
            _ => Some(left),
        };
        self.expect(expression, person, due);
    }

    /// Something is to happen to a face at a moment, if it lies within the window.
    #[inline]
    fn expect(&mut self, expression: usize, person: usize, due: Option<f64>) {
        let due = due.map_or(f64::INFINITY, |due| due.max(self.now));
        let stimulus = &mut self.blocks[expression].stimuli[person];
        stimulus.is_late = false;
        if due >= self.kept.pending.end {
            stimulus.due = f64::INFINITY;
        } else if stimulus.due != due {
            stimulus.due = due;
            self.kept.pending.queue(Due { time: due, person: person as u32, expression: expression as u8 });
        }
    }
}

/// What drives a person's face while it is idle.
#[inline]
fn drive<'a>(channel: &'a Channel, block: &Block, person: usize) -> Drive<'a> {
    let Stimulus { alone, prone, .. } = block.stimuli[person];
    let threshold = block.thresholds.map(|thresholds| thresholds[person].0);
    Drive { alone, prone, response: &channel.response, threshold }
}

/// What acts on it at this moment.
fn pull(channel: &Channel, block: &Block, person: usize, activation: f64) -> Pull {
    let Stimulus { alone, on_purpose, .. } = block.stimuli[person];
    let imitation = drive(channel, block, person).imitation(activation);
    Pull { spontaneous: alone - on_purpose, imitation, deliberate: on_purpose, stopping: 1.0 }
}

/// What lets it stop: those in view who are calm, and nothing while it is held.
fn stopping(channel: &Channel, exposure: &Exposure, sight: &Sight, expression: usize, person: usize) -> Stopping {
    let seen = || exposure.seen[expression].get(person) * exposure.unit();
    let speed = channel.stopping(sight.in_view[person].into(), seen);
    Stopping { speed, hold: channel.hold }
}
