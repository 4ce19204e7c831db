//! Ties that change: somebody comes into view or goes, or two come closer. What a viewer knows of a tie stands in the row of
//! those whom the viewer sees, what tells how a face is seen in the row of those who see it; threads share people, and each
//! goes through all changes and does what concerns its own. Changes of one tie keep their order.

use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::Exposure;
use crate::model::engine::quanta::{Quanta, SumRows};
use crate::model::engine::shown::Shown;
use crate::model::engine::threads::{ByTie, Threads};
use crate::model::engine::tie_values::{Link, Links, Per};
use crate::model::engine::view::{Look, Sight};
use prefetch_index::prefetch_index;

/// A tie that changes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TieChange<C> {
    /// Who sees.
    pub viewer: u32,
    /// Who is seen.
    pub seen: u32,
    /// Its number in the rows of those whom people see.
    pub tie: u32,
    /// Its number in the rows of those who see people.
    pub slot: u32,
    /// What becomes of it.
    pub change: C,
}

/// What becomes of a tie.
pub trait Changing: Copy + Send + Sync {
    /// What is known of it afterwards.
    fn of(self, link: Link) -> Link;
    /// The rows in which it is written down.
    fn rows(links: &mut Links) -> &mut [Link];
    /// Whether it changes what is seen of an expression with this closeness gain.
    fn matters(gain: f64) -> bool;
}

/// Fewest changes that are worth a thread.
const LEAST: usize = 6_000;

/// Changes at a time whose rows are looked up together: memory brings them while it brings the first.
const AT_ONCE: usize = 32;

/// Changes ties, and what viewers see because of it.
pub fn turn<C: Changing>(
    turns: &[Vec<TieChange<C>>],
    sight: &mut Sight,
    exposure: &mut Exposure,
    repertoire: &Repertoire,
    threads: Threads,
) {
    let count = turns.iter().map(Vec::len).sum::<usize>();
    let threads = if count < LEAST { Threads::ALONE } else { threads.for_long_rows(LEAST) };
    turn_by(turns, sight, exposure, repertoire, threads);
}

fn turn_by<C: Changing>(
    turns: &[Vec<TieChange<C>>],
    sight: &mut Sight,
    exposure: &mut Exposure,
    repertoire: &Repertoire,
    threads: Threads,
) {
    let mut sums = std::mem::take(&mut exposure.seen);
    let gains: Vec<(usize, f64)> = repertoire.0.iter().map(|channel| channel.closeness_gain).enumerate().collect();
    let concerned: Vec<(usize, f64)> = gains.into_iter().filter(|&(_, gain)| C::matters(gain)).collect();
    let Sight { network, viewers, looks, seen, in_view, signal, own_signals, .. } = sight;
    let looks = ByTie::new(network.offsets(), C::rows(looks));
    let seen = ByTie::new(viewers.offsets(), C::rows(seen));
    let sums_of = sums.iter_mut().map(|sums| sums.rows()).collect::<Vec<_>>();
    let views = Views { exposure, signal, own_signals, concerned: &concerned };
    threads.divide_ties(network.offsets(), ((looks, seen), (&mut in_view[..], sums_of)), |first, rows| {
        let ((looks, seen), (in_view, sums)) = rows;
        let mut desk = Desk { first: first as u32, looks, seen, in_view, sums };
        let mut mine = Vec::with_capacity(AT_ONCE);
        for turns in turns.iter().flat_map(|turns| turns.chunks(AT_ONCE)) {
            desk.pick(turns, |turn| turn.viewer, &mut mine);
            desk.look(&mine, &views);
            desk.pick(turns, |turn| turn.seen, &mut mine);
            desk.show(&mine);
        }
    });
    exposure.seen = sums;
}

/// What all threads read.
struct Views<'a> {
    exposure: &'a Exposure,
    signal: &'a Per,
    /// See [`Sight::own_signals`].
    own_signals: &'a [Option<Per>],
    /// Expressions of which something else is seen, with their closeness gains.
    concerned: &'a [(usize, f64)],
}

/// What is written down about some people, from a first one on.
struct Desk<'a> {
    first: u32,
    looks: ByTie<'a, Link>,
    seen: ByTie<'a, Link>,
    in_view: &'a mut [f32],
    sums: Vec<SumRows<'a>>,
}

impl Desk<'_> {
    fn pick<C: Changing>(
        &self,
        turns: &[TieChange<C>],
        who: impl Fn(&TieChange<C>) -> u32,
        mine: &mut Vec<TieChange<C>>,
    ) {
        let people = self.in_view.len();
        mine.clear();
        mine.extend(turns.iter().filter(|turn| (who(turn).wrapping_sub(self.first) as usize) < people));
    }

    /// What viewers know of them.
    fn look<C: Changing>(&mut self, turns: &[TieChange<C>], views: &Views) {
        self.fetch(turns, views);
        let mut changed = [[Look::NOTHING; 2]; AT_ONCE];
        for (turn, changed) in turns.iter().zip(&mut changed) {
            let link = self.looks.at(turn.tie);
            let (before, after) = (*link, turn.change.of(*link));
            *link = after;
            let signal = views.signal.get(turn.seen as usize);
            *changed = [before, after].map(|link| Look::new(link, signal));
            if before.visibility != after.visibility {
                let in_view = &mut self.in_view[(turn.viewer - self.first) as usize];
                let more = *in_view + after.visibility - before.visibility;
                // What rounding leaves of nobody is nobody.
                *in_view = if more < 1e-4 { 0.0 } else { more };
            }
        }
        for &(expression, gain) in views.concerned {
            match &mut self.sums[expression] {
                SumRows::Short(sums) => views.reweigh(expression, gain, turns, &changed, self.first, sums),
                SumRows::Long(sums) => views.reweigh(expression, gain, turns, &changed, self.first, sums),
            }
        }
    }

    fn fetch<C: Changing>(&self, turns: &[TieChange<C>], views: &Views) {
        for turn in turns {
            self.looks.fetch(turn.tie);
            for &(expression, _) in views.concerned {
                prefetch_index(&views.exposure.shown[expression], turn.seen as usize);
                self.sums[expression].fetch((turn.viewer - self.first) as usize);
            }
        }
    }

    /// How faces are seen.
    fn show<C: Changing>(&mut self, turns: &[TieChange<C>]) {
        for turn in turns {
            self.seen.fetch(turn.slot);
        }
        for turn in turns {
            let link = self.seen.at(turn.slot);
            *link = turn.change.of(*link);
        }
    }
}

impl Views<'_> {
    /// Viewers see people otherwise than before: takes off the old contribution and adds the new one.
    fn reweigh<C, Q: Quanta>(
        &self,
        expression: usize,
        gain: f64,
        turns: &[TieChange<C>],
        changed: &[[Look; 2]],
        first: u32,
        sums: &mut [Q],
    ) {
        let shown = &self.exposure.shown[expression];
        let own = self.own_signals.get(expression).and_then(Option::as_ref);
        for (turn, looks) in turns.iter().zip(changed) {
            let shown = shown[turn.seen as usize];
            if shown != Shown::NOTHING {
                let signal = own.map(|own| own.get(turn.seen as usize));
                let seen = |look: &Look| Look { signal: signal.unwrap_or(look.signal), ..*look };
                let [before, after] =
                    looks.each_ref().map(seen).map(|look| self.exposure.contribution(look.weight(gain), shown));
                sums[(turn.viewer - first) as usize].add(Q::from(after.minus(before)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::Chance;
    use crate::model::situation::{Expression, Situation};
    use crate::network::{Direction, Network, Tie};
    use std::num::NonZeroUsize;
    use std::sync::Arc;

    /// Seen so well from now on, and half as close.
    #[derive(Clone, Copy)]
    struct Test(f32);

    impl Changing for Test {
        fn of(self, link: Link) -> Link {
            Link { visibility: self.0, closeness: link.closeness / 2.0 }
        }

        fn rows(links: &mut Links) -> &mut [Link] {
            links.vary_closeness();
            links.vary_visibility()
        }

        fn matters(_: f64) -> bool {
            true
        }
    }

    fn situation() -> Situation {
        let close = Expression { closeness_gain: 3.0, ..Expression::bare("smile") };
        Situation::plain(vec![Expression::bare("yawn"), close], 1.0, 1.0)
    }

    /// What everyone sees, added up anew.
    fn sums(sight: &Sight, exposure: &Exposure, expression: usize, gain: f64) -> Vec<f64> {
        let of = |viewer: usize| {
            let shown = |tie: usize| exposure.shown[expression][sight.network.targets()[tie] as usize];
            let look =
                |tie: usize| sight.look_in(expression, sight.network.targets()[tie] as usize, sight.look_through(tie));
            let seen = |tie: usize| exposure.contribution(look(tie).weight(gain), shown(tie));
            let parts = sight.network.row(viewer).map(seen);
            parts.fold(0.0, |sum, part| sum + part.lasting.wrapping_add(part.passing) as f64)
        };
        (0..sight.people()).map(of).collect()
    }

    #[test]
    fn what_is_seen_is_what_is_left_when_ties_have_changed_whoever_changed_them() {
        let ties: Vec<Tie> = (0..40).flat_map(|i| [1, 3, 11].map(|step| Tie::new(i, (i + step) % 40))).collect();
        for (direction, threads) in [Direction::Directed, Direction::Undirected].into_iter().zip([1, 3]) {
            let network = Arc::new(Network::from_ties(40, &ties, direction).0);
            let each = |step: f32| Per::Each((0..network.ties()).map(|tie| (step * tie as f32).fract()).collect());
            let mut sight = Sight::new(Arc::clone(&network), each(0.17), each(0.05), each(0.03));
            // Of one expression people show another share than of the other.
            sight.own_signals = vec![None, Some(each(0.07))];
            let repertoire = Repertoire::new(&situation(), Chance::new(1));
            let mut exposure = Exposure::new(&sight, &repertoire);
            for (person, shown) in exposure.shown.iter_mut().flat_map(|all| all.iter_mut().enumerate()) {
                *shown = if person % 3 == 0 { Shown::NOTHING } else { Shown::new(1000 * person as u32, true) };
            }
            let close = sums(&sight, &exposure, 1, 3.0);
            let all = |slot: usize| {
                let seen = (0..40).find(|&person| sight.viewers.row(person).contains(&slot)).expect("a row") as u32;
                let (viewer, tie) = (sight.viewers.targets()[slot], sight.tie_of()[slot]);
                let change = Test((slot as f32 * 0.7).fract());
                TieChange { viewer, seen, tie, slot: slot as u32, change }
            };
            let turns: Vec<_> = (0..network.ties()).filter(|slot| slot % 4 != 0).map(all).collect();
            let twice = [turns.clone(), turns];
            let threads = Threads::new(NonZeroUsize::new(threads).expect("some")).from_rows(1);
            turn_by(&twice, &mut sight, &mut exposure, &repertoire, threads);
            for slot in 0..network.ties() {
                assert_eq!(sight.seen.get(slot), sight.looks.get(sight.tie_of()[slot] as usize), "{direction:?}");
            }
            for (person, (after, before)) in sums(&sight, &exposure, 1, 3.0).into_iter().zip(close).enumerate() {
                // Sums began at nothing here, so that they hold the difference.
                let difference = (after - before) as i64 as i32;
                assert_eq!(exposure.seen[1].get(person) as i32, difference, "{direction:?}: person {person}");
            }
        }
    }
}
