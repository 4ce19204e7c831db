//! What happened in a tick, and the running counts.

use crate::model::engine::phase::Cause;
use bevy_ecs::prelude::Resource;
use prefetch_index::prefetch_index;

/// A face became visible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Onset {
    /// When \[s\].
    pub time: f64,
    /// Whose.
    pub person: u32,
    /// Which expression.
    pub expression: u8,
    /// Why.
    pub cause: Cause,
    /// For the first time in this run.
    pub first: bool,
    /// From whom, and how long it took.
    pub caught: Caught,
}

/// A face stopped being visible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ending {
    /// When \[s\].
    pub time: f64,
    /// Whose.
    pub person: u32,
    /// Which expression.
    pub expression: u8,
}

/// Running counts of one expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// About to show.
    pub latent: u64,
    /// Showing.
    pub expressing: u64,
    /// Onsets so far, by cause.
    pub onsets: [u64; 4],
    /// People who have shown it at least once.
    pub reached: u64,
}

impl Tally {
    /// All counts, in a row.
    pub fn counts(&self) -> [u64; 7] {
        let [spontaneous, imitated, deliberate, event] = self.onsets;
        [self.latent, self.expressing, spontaneous, imitated, deliberate, event, self.reached]
    }

    /// From such a row.
    pub const fn of_counts(counts: [u64; 7]) -> Self {
        let [latent, expressing, spontaneous, imitated, deliberate, event, reached] = counts;
        Self { latent, expressing, onsets: [spontaneous, imitated, deliberate, event], reached }
    }

    /// All onsets so far.
    pub fn events(&self) -> u64 {
        self.onsets.iter().sum()
    }

    fn add(&mut self, differences: &Self) {
        self.latent = self.latent.wrapping_add(differences.latent);
        self.expressing = self.expressing.wrapping_add(differences.expressing);
        self.onsets.iter_mut().zip(differences.onsets).for_each(|(all, more)| *all += more);
        self.reached += differences.reached;
    }
}

/// From whom the present expression was caught, and how long it took to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Caught {
    /// The source, if there is one and it is known.
    pub source: Option<u32>,
    /// Latency \[s\].
    pub latency: f64,
}

impl Caught {
    /// From nobody, at once.
    pub const FROM_NOBODY: Self = Self { source: None, latency: 0.0 };
}

/// When a person last showed an expression; side by side, for who asks for the one asks for the other.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Trace {
    /// Onset of the last expression \[s\]; infinite before the first.
    pub started: f64,
    /// End of the last expression \[s\]; infinite while it is visible.
    pub ended: f64,
}

/// What others can remember: the state at the start of the tick. Empty when nobody asks for sources.
#[derive(Resource, Clone, Debug, Default)]
pub struct Traces {
    /// Person by person, for who asks for one expression of somebody often asks for the next.
    all: Vec<Trace>,
    expressions: usize,
}

impl Traces {
    /// Room for people, or for nobody.
    pub fn new(expressions: usize, people: usize, tracing: bool) -> Self {
        let nothing = Trace { started: f64::INFINITY, ended: f64::INFINITY };
        Self { all: if tracing { vec![nothing; expressions * people] } else { Vec::new() }, expressions }
    }

    /// Whether nobody asks.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many people are asked for.
    pub fn people(&self) -> usize {
        self.all.len() / self.expressions.max(1)
    }

    /// When a person last showed an expression.
    #[inline]
    pub fn of(&self, expression: usize, person: u32) -> Trace {
        self.all[person as usize * self.expressions + expression]
    }

    /// Asks memory for that.
    #[inline]
    pub fn fetch(&self, expression: usize, person: u32) {
        prefetch_index(&self.all, person as usize * self.expressions + expression);
    }

    /// A face becomes visible, or is visible no more.
    #[inline]
    pub fn show(&mut self, expression: usize, person: u32, now: f64, is_on: bool) {
        if let Some(trace) = self.all.get_mut(person as usize * self.expressions + expression) {
            *trace = if is_on { Trace { started: now, ended: f64::INFINITY } } else { Trace { ended: now, ..*trace } };
        }
    }

    /// What happened in the tick becomes what others can remember.
    pub fn follow(&mut self, journal: &Journal) {
        self.follow_all(&journal.onsets, &journal.endings);
    }

    /// The same, of whoever it was.
    pub fn follow_all(&mut self, onsets: &[Onset], endings: &[Ending]) {
        if self.is_empty() {
            return;
        }
        let expressions = self.expressions;
        let place = |expression: u8, person: u32| person as usize * expressions + usize::from(expression);
        for onset in onsets {
            self.all[place(onset.expression, onset.person)] = Trace { started: onset.time, ended: f64::INFINITY };
        }
        // An ending before a new onset in the same tick does not count.
        for ending in endings {
            let trace = &mut self.all[place(ending.expression, ending.person)];
            if ending.time >= trace.started {
                trace.ended = ending.time;
            }
        }
    }
}

/// What happened in the present tick, and the counts so far.
#[derive(Resource, Debug, Default)]
pub struct Journal {
    /// Onsets of this tick, by expression and person.
    pub onsets: Vec<Onset>,
    /// Endings of this tick, by expression and person.
    pub endings: Vec<Ending>,
    /// By expression.
    pub tally: Vec<Tally>,
    /// By expression and person; empty when nobody asks for sources.
    pub caught: Vec<Vec<Caught>>,
}

impl Journal {
    /// An empty journal. `tracing`: remember sources.
    pub fn new(expressions: usize, people: usize, tracing: bool) -> Self {
        let caught = vec![Caught::FROM_NOBODY; people];
        Self {
            tally: vec![Tally::default(); expressions],
            caught: if tracing { vec![caught; expressions] } else { Vec::new() },
            ..Self::default()
        }
    }

    /// Enters what happened to the next faces of an expression; the notes are empty afterwards.
    pub fn enter(&mut self, expression: usize, notes: &mut Notes) {
        self.tally[expression].add(&std::mem::take(&mut notes.tally));
        append(&mut self.onsets, &mut notes.onsets);
        append(&mut self.endings, &mut notes.endings);
    }

    /// Closes the tick.
    pub fn close(&mut self) {
        self.onsets.clear();
        self.endings.clear();
    }
}

/// Moves all of `more` to the end of `list`, or lets them change places if that comes to the same.
pub fn append<T>(list: &mut Vec<T>, more: &mut Vec<T>) {
    if list.is_empty() { std::mem::swap(list, more) } else { list.append(more) }
}

/// What happened in the present tick to some faces of one expression.
#[derive(Debug, Default)]
pub struct Notes {
    onsets: Vec<Onset>,
    endings: Vec<Ending>,
    /// Differences: those of fewer wrap.
    tally: Tally,
}

impl Notes {
    /// Puts what happened in the order of people; what happened to one of them stays in its order.
    pub fn sort_by_person(&mut self) {
        self.onsets.sort_by_key(|onset| onset.person);
        self.endings.sort_by_key(|ending| ending.person);
    }

    /// The impulse is there.
    pub const fn fired(&mut self) {
        self.tally.latent = self.tally.latent.wrapping_add(1);
    }

    /// The impulse is overtaken by something else.
    pub const fn withdrew(&mut self) {
        self.tally.latent = self.tally.latent.wrapping_sub(1);
    }

    /// The face is visible.
    pub fn began(&mut self, onset: Onset) {
        let tally = &mut self.tally;
        tally.latent = tally.latent.wrapping_sub(1);
        tally.expressing = tally.expressing.wrapping_add(1);
        tally.onsets[onset.cause as usize] += 1;
        tally.reached += u64::from(onset.first);
        self.onsets.push(onset);
    }

    /// The face is visible no more.
    pub fn ended(&mut self, ending: Ending) {
        self.tally.expressing = self.tally.expressing.wrapping_sub(1);
        self.endings.push(ending);
    }
}
