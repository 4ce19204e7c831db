//! Everybody who sees a face sees it change.

use crate::model::engine::exact::smooth::Smooth;
use crate::model::engine::exact::stimulus::{Stimulus, Taken};
use crate::model::engine::exact::unfold::Unfolding;
use crate::model::engine::exposure::contribution;
use crate::model::engine::face::Countdown;
use crate::model::engine::phase::Phase;
use crate::model::engine::quanta::{Quanta, Seen, SumRows};
use crate::model::engine::shown::Shown;
use crate::model::engine::tie_values::Link;
use crate::model::engine::view::Look;

impl Unfolding<'_> {
    /// Everybody who sees a face sees it change.
    pub(super) fn tell(&mut self, expression: usize, person: usize, is_on: bool) {
        for &set_off in &self.kept.sets_off[expression] {
            if let Some(smooth) = &mut self.kept.smooth[set_off] {
                smooth.go_to(self.now);
            }
        }
        if self.tell_smoothly(expression, person, is_on) {
            return;
        }
        let gain = self.repertoire.0[expression].closeness_gain;
        let face = Shown::new(self.exposure.full(), true);
        let signed = |seen: Seen| if is_on { seen } else { Seen::default().minus(seen) };
        if self.sight.open.is_none()
            && let Some(weight) = self.sight.uniform_weight(expression, gain)
        {
            let difference = signed(self.exposure.contribution(weight, face));
            for place in self.sight.viewers.row(person) {
                let viewer = self.sight.viewers.targets()[place];
                self.see(expression, person, viewer as usize, difference);
            }
            return;
        }
        for slot in self.sight.viewers.row(person) {
            if self.sight.open.as_ref().is_some_and(|open| !open.has(slot)) {
                continue;
            }
            let viewer = self.sight.viewers.targets()[slot];
            let weight = self.sight.weight(slot, person, self.sight.signal_in(expression), gain);
            let difference = signed(self.exposure.contribution(weight, face));
            self.see(expression, person, viewer as usize, difference);
        }
    }

    /// A viewer sees a face change.
    #[inline]
    fn see(&mut self, expression: usize, person: usize, viewer: usize, difference: Seen) {
        if let Some(mutes) = &mut self.mutes
            && mutes.takes_out(viewer as u32, person as u32, expression, difference, self.now)
        {
            return;
        }
        self.add(expression, viewer, difference);
    }

    /// What a viewer sees of an expression changes by so much.
    #[inline]
    pub fn add(&mut self, expression: usize, viewer: usize, difference: Seen) {
        let all = self.kept.sets_off[expression].len();
        for number in 0..all {
            self.advance(self.kept.sets_off[expression][number], viewer);
        }
        self.exposure.seen[expression].add(viewer, difference);
        for number in 0..all {
            self.take_in(self.kept.sets_off[expression][number], viewer);
        }
    }

    /// The same where nothing but this expression follows from what is seen of it and its hazard has a closed integral: a few
    /// additions a viewer, which is most of what a run consists of.
    fn tell_smoothly(&mut self, expression: usize, person: usize, is_on: bool) -> bool {
        let (Some(smooth), [only]) = (self.kept.smooth[expression], &self.kept.sets_off[expression][..]) else {
            return false;
        };
        if *only != expression
            || self.kept.scales[expression].is_empty()
            || self.mutes.is_some()
            || self.sight.open.is_some()
        {
            return false;
        }
        let (sight, block, full) = (&*self.sight, &mut self.blocks[expression], self.exposure.full());
        let (row, gain) = (sight.viewers.row(person), self.repertoire.0[expression].closeness_gain);
        let (signal, links) = (sight.signal_in(expression).get(person), sight.seen.each());
        let weight = move |link| Look::new(link, signal).weight(gain);
        let alike =
            sight.uniform_weight(expression, gain).or_else(|| links.is_empty().then(|| weight(sight.seen.get(0))));
        let changes = Changes {
            viewers: &sight.viewers.targets()[row.clone()],
            links: if alike.is_some() { &[] } else { &links[row] },
            alike: alike.unwrap_or_default(),
            weight,
            full,
            is_on,
        };
        let mut viewers = Viewers {
            smooth,
            heard: self.kept.heard[expression],
            rest: self.end - self.now,
            scales: &self.kept.scales[expression],
            clocks: block.clocks,
            phases: block.phases,
            stimuli: block.stimuli,
            taken: block.taken.as_deref_mut(),
            stirred: &mut self.kept.stirred,
        };
        match self.exposure.seen[expression].rows() {
            SumRows::Short(sums) => viewers.see(sums, changes),
            SumRows::Long(sums) => viewers.see(sums, changes),
        }
        while let Some(viewer) = self.kept.stirred.pop() {
            self.foresee(expression, viewer as usize);
        }
        true
    }
}

/// A face that appears or is gone, for each who sees it.
struct Changes<'a, W> {
    viewers: &'a [u32],
    /// How each sees it; empty: all alike.
    links: &'a [Link],
    /// The weight of all, where they are alike.
    alike: f64,
    weight: W,
    /// Quanta of a face.
    full: u32,
    is_on: bool,
}

impl<W: Fn(Link) -> f64> Changes<'_, W> {
    /// What is added to a sum, for a weight.
    #[inline]
    fn difference<Q: Quanta>(&self, weight: f64) -> Q {
        let seen = contribution(self.full, weight, Shown::new(self.full, true));
        Q::from(if self.is_on { seen } else { Seen::default().minus(seen) })
    }
}

/// Those who may see a face, with what acts on theirs.
struct Viewers<'a> {
    smooth: Smooth,
    heard: f64,
    /// How long the step lasts from now on \[s\].
    rest: f64,
    scales: &'a [f64],
    clocks: &'a mut [Countdown],
    phases: &'a [Phase],
    stimuli: &'a mut [Stimulus],
    taken: Option<&'a mut [Taken]>,
    /// Who may express something earlier than was known.
    stirred: &'a mut Vec<u32>,
}

impl Viewers<'_> {
    /// Each sees so much more or less.
    #[inline]
    fn see<Q: Quanta>(&mut self, sums: &mut [Q], changes: Changes<impl Fn(Link) -> f64>) {
        let people = sums.len();
        // Of the same length, so that one look at the limits does for all.
        let (scales, phases) = (&self.scales[..people], &self.phases[..people]);
        let (stimuli, clocks) = (&mut self.stimuli[..people], &mut self.clocks[..people]);
        let alike: Q = changes.difference(changes.alike);
        for (number, &viewer) in changes.viewers.iter().enumerate() {
            let at = viewer as usize;
            let sum = &mut sums[at];
            sum.add(changes.links.get(number).map_or(alike, |&link| changes.difference((changes.weight)(link))));
            let input = sum.real() * scales[at] + self.heard;
            let stimulus = &mut stimuli[at];
            let (before, more) = (stimulus.input, input - stimulus.input);
            if more == 0.0 {
                continue;
            }
            let differs = self.smooth.see(stimulus, input);
            if let Some(taken) = &mut self.taken {
                taken[at].change(before, input, self.rest);
            }
            if phases[at] != Phase::Idle {
                continue;
            }
            let left = &mut clocks[at].0;
            *left += differs;
            if more < 0.0 {
                // It only comes later: that is found out when it would have come.
                stimulus.is_late |= stimulus.due.is_finite();
            } else if *left + self.smooth.passed_at_end(stimulus) <= 0.0 {
                self.stirred.push(viewer);
            }
        }
    }
}
