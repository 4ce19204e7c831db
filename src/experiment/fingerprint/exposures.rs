//! How long each person was at risk with how many contacts expressing, and how often they began.

use std::collections::BTreeMap;

/// One expression of one person, as recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Who.
    pub person: u32,
    /// When it was decided (its onset less its latency).
    pub fired: f64,
    /// From when it could be seen.
    pub from: f64,
    /// Until when.
    pub until: f64,
    /// Whether it counts as a beginning: not on purpose, and not set by the scenario.
    pub counts: bool,
}

/// Somebody in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Who sees.
    pub viewer: u32,
    /// Who is seen.
    pub seen: u32,
    /// How much of the other is seen, 0 to 1.
    pub visibility: f64,
    /// For how many strangers in full view the other counts while expressing.
    pub weight: f64,
}

/// A recorded run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// Number of people.
    pub people: usize,
    /// Who sees whom.
    pub ties: Vec<Tie>,
    /// What was expressed.
    pub shown: Vec<Shown>,
    /// When the run ended.
    pub end: f64,
}

/// What the estimate takes for granted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Manner {
    /// How much later an expression is perceived than shown.
    pub lag: f64,
    /// How long a contact counts after they have stopped.
    pub memory: f64,
    /// How long after an expression a person is left out: they may be resting.
    pub rest: f64,
}

/// Time at risk with so many contacts expressing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Number of contacts who express, each by its weight.
    pub dose: f64,
    /// Time at risk.
    pub time: f64,
    /// Expressions begun in it.
    pub begun: f64,
}

/// A person's exposure.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposed {
    /// Number of contacts, as far as they are seen.
    pub in_view: f64,
    /// By number of contacts expressing, ascending; only what occurred.
    pub cells: Vec<Cell>,
}

/// Something that changes at a time: first what is seen, then who begins, then who is free again.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Change {
    Seen(usize, bool),
    Begins(usize),
    Free(usize),
}

/// Doses are counted in thousandths, as whole numbers: what is added and taken away again leaves nothing behind.
const GRAIN: f64 = 1000.0;

fn grains(weight: f64) -> u64 {
    (weight * GRAIN).round() as u64
}

#[derive(Clone, Debug, Default)]
struct State {
    in_view: f64,
    dose: u64,
    busy: u32,
    since: f64,
    cells: BTreeMap<u64, (f64, f64)>,
}

impl State {
    fn cell(&mut self) -> &mut (f64, f64) {
        self.cells.entry(self.dose).or_default()
    }

    /// Adds the time since the last change.
    fn settle(&mut self, now: f64) {
        if self.busy == 0 {
            let time = now - self.since;
            self.cell().0 += time;
        }
        self.since = now;
    }
}

/// The exposure of everyone in a run.
pub fn exposures(recorded: &Recorded, manner: &Manner) -> Vec<Exposed> {
    let mut viewers = vec![Vec::new(); recorded.people];
    let mut people = vec![State::default(); recorded.people];
    for tie in &recorded.ties {
        viewers[tie.seen as usize].push((tie.viewer as usize, grains(tie.weight)));
        people[tie.viewer as usize].in_view += tie.visibility;
    }
    let mut showing = vec![0u32; recorded.people];
    for (at, change) in changes(recorded, manner) {
        match change {
            Change::Seen(person, on) => {
                let before = showing[person] > 0;
                showing[person] = if on { showing[person] + 1 } else { showing[person] - 1 };
                if before != (showing[person] > 0) {
                    viewers[person].iter().for_each(|&(viewer, weight)| see(&mut people[viewer], at, (weight, on)));
                }
            }
            Change::Begins(shown) => begin(&mut people, &recorded.shown[shown], at),
            Change::Free(person) => {
                people[person].settle(at);
                people[person].busy -= 1;
            }
        }
    }
    people.iter_mut().for_each(|state| state.settle(recorded.end));
    people.into_iter().map(exposed).collect()
}

/// Everything that changes before the end, in order.
fn changes(recorded: &Recorded, manner: &Manner) -> Vec<(f64, Change)> {
    let mut changes = Vec::with_capacity(4 * recorded.shown.len());
    for (index, shown) in recorded.shown.iter().enumerate() {
        let person = shown.person as usize;
        changes.push((shown.from + manner.lag, Change::Seen(person, true)));
        changes.push((shown.until + manner.lag + manner.memory, Change::Seen(person, false)));
        changes.push((shown.fired, Change::Begins(index)));
        changes.push((shown.until + manner.rest, Change::Free(person)));
    }
    changes.retain(|(at, _)| *at < recorded.end);
    changes.sort_by(|a, b| a.0.total_cmp(&b.0).then(rank(a.1).cmp(&rank(b.1))));
    changes
}

fn rank(change: Change) -> u8 {
    match change {
        Change::Seen(..) => 0,
        Change::Begins(_) => 1,
        Change::Free(_) => 2,
    }
}

fn see(viewer: &mut State, at: f64, (weight, on): (u64, bool)) {
    viewer.settle(at);
    viewer.dose = if on { viewer.dose + weight } else { viewer.dose - weight };
}

/// Somebody begins; it counts if they were at risk, and they no longer are.
fn begin(people: &mut [State], shown: &Shown, at: f64) {
    let state = &mut people[shown.person as usize];
    state.settle(at);
    if state.busy == 0 && shown.counts {
        state.cell().1 += 1.0;
    }
    state.busy += 1;
}

fn exposed(state: State) -> Exposed {
    let cells = state.cells.into_iter().filter(|(_, (time, begun))| *time > 0.0 || *begun > 0.0);
    let cells = cells.map(|(dose, (time, begun))| Cell { dose: dose as f64 / GRAIN, time, begun }).collect();
    Exposed { in_view: state.in_view, cells }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(viewer: u32, seen: u32) -> Tie {
        Tie { viewer, seen, visibility: 1.0, weight: 1.0 }
    }

    fn shown(person: u32, from: f64, until: f64) -> Shown {
        Shown { person, fired: from, from, until, counts: true }
    }

    #[test]
    fn time_at_risk_is_split_by_what_was_seen() {
        // 0 sees 1 and 2, who express from 1 to 4 and from 3 to 6; 0 begins at 5 until 7, and rests for 2.
        let recorded = Recorded {
            people: 3,
            ties: vec![tie(0, 1), tie(0, 2)],
            shown: vec![shown(1, 1.0, 4.0), shown(2, 3.0, 6.0), shown(0, 5.0, 7.0)],
            end: 10.0,
        };
        let people = exposures(&recorded, &Manner { rest: 2.0, ..Manner::default() });
        let cell = |dose, time, begun| Cell { dose, time, begun };
        assert_eq!(
            people[0],
            Exposed { in_view: 2.0, cells: vec![cell(0.0, 2.0, 0.0), cell(1.0, 3.0, 1.0), cell(2.0, 1.0, 0.0)] }
        );
        // Whoever sees nobody is at risk of their own accord only.
        assert_eq!(people[1], Exposed { in_view: 0.0, cells: vec![cell(0.0, 1.0 + 4.0, 1.0)] });
    }

    #[test]
    fn memory_lets_a_contact_count_on_and_only_once() {
        let recorded = Recorded {
            people: 2,
            ties: vec![tie(0, 1)],
            shown: vec![shown(1, 1.0, 2.0), shown(1, 3.0, 4.0)],
            end: 10.0,
        };
        let people = exposures(&recorded, &Manner { memory: 2.0, ..Manner::default() });
        assert_eq!(people[0].cells[1], Cell { dose: 1.0, time: 5.0, begun: 0.0 });
    }

    #[test]
    fn those_who_are_closer_count_for_more() {
        let ties = vec![Tie { weight: 6.4, ..tie(0, 1) }, Tie { visibility: 0.5, weight: 0.5, ..tie(0, 2) }];
        let shown = vec![shown(1, 1.0, 3.0), shown(2, 2.0, 4.0)];
        let person = &exposures(&Recorded { people: 3, ties, shown, end: 5.0 }, &Manner::default())[0];
        assert_eq!(person.cells.iter().map(|cell| cell.dose).collect::<Vec<_>>(), [0.0, 0.5, 6.4, 6.9]);
        assert!(person.in_view == 1.5 && person.cells.iter().skip(1).all(|cell| cell.time == 1.0), "{person:?}");
    }

    #[test]
    fn what_is_done_on_purpose_is_no_beginning() {
        let posed = Shown { counts: false, ..shown(0, 1.0, 2.0) };
        let recorded = Recorded { people: 1, ties: vec![], shown: vec![posed], end: 3.0 };
        assert_eq!(exposures(&recorded, &Manner::default())[0].cells, [Cell { dose: 0.0, time: 2.0, begun: 0.0 }]);
    }
}
