//! What a run is told: who is there, what they can express, what happens to them. All numbers are checked before they
//! get here; times are in seconds, rates per second, mood in population standard deviations, all else dimensionless.

use crate::chance::{Distribution, Held};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Everything that a simulation needs besides the network and the dice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Situation {
    /// Length of the run \[s\].
    pub duration: f64,
    /// Whether time passes from event to event or tick by tick.
    #[serde(default)]
    pub clock: Clock,
    /// Length of a tick, or of the step of what is slow \[s\].
    pub dt: f64,
    /// Time between two rows of the series \[s\], a whole number of ticks.
    pub sample_every: f64,
    /// Traits that everyone shares.
    pub people: People,
    /// Subsets with traits or policies of their own; later groups win.
    pub groups: Vec<Group>,
    /// How close the people of a tie are and how well they see each other.
    pub ties: Ties,
    /// What can be expressed.
    pub expressions: Vec<Expression>,
    /// Things that happen at a set time.
    pub events: Vec<Event>,
    /// Fast affect and slow mood; absent: nobody feels.
    pub mood: Option<Mood>,
    /// Ties that grow with mirrored events and decay; absent: ties stay as they are.
    pub attachment: Option<Attachment>,
    /// Loneliness and its gate on mimicry; absent: off. Needs `attachment`.
    pub loneliness: Option<Loneliness>,
    /// People who comfort those who look sad; absent: nobody does. Needs `mood`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comfort: Option<Comfort>,
    /// Ties that form between people who show the same and end between those who do not; absent: they stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<Selection>,
    /// A medium through which everyone perceives everyone (a loud room, a feed); absent: off.
    pub place: Option<Place>,
    /// Encounters that come and go; absent: ties are always open (or follow the recorded contacts).
    pub encounters: Option<Encounters>,
    /// End the run early when nothing more can happen.
    pub stop: Option<Stop>,
    /// Lots of chance that every run takes from the same replicate.
    #[serde(default, skip_serializing_if = "Held::is_nothing")]
    pub held: Held,
    /// What is measured beside what every run records.
    pub measure: Measure,
}

impl Situation {
    /// People who are all alike, strangers in full view of each other, with these expressions and nothing else.
    pub fn plain(expressions: Vec<Expression>, duration: f64, dt: f64) -> Self {
        Self {
            duration,
            clock: Clock::Tick,
            dt,
            sample_every: dt,
            people: People::default(),
            groups: Vec::new(),
            ties: Ties::default(),
            expressions,
            events: Vec::new(),
            mood: None,
            attachment: None,
            loneliness: None,
            comfort: None,
            selection: None,
            place: None,
            held: Held::default(),
            encounters: None,
            stop: None,
            measure: Measure::default(),
        }
    }

    /// Ticks of a whole run: those that fit into its length, so that nothing happens after the end that was asked for.
    pub fn ticks(&self) -> u64 {
        let ratio = self.duration / self.dt;
        let nearest = ratio.round();
        // A length in whole ticks is not to lose its last one to a rounding error.
        let whole = (ratio - nearest).abs() <= 1e-6 * ratio.clamp(1.0, 1e3);
        (if whole { nearest } else { ratio.floor() }).max(1.0) as u64
    }

    /// Whether something can still happen after `now` \[s\] though nobody is expressing: somebody may begin by
    /// themselves or on purpose, an event or a showing is due, or feelings are on their way.
    pub fn has_more_to_come(&self, now: f64) -> bool {
        let due = |at: f64, every: f64, until: f64| at >= now || (every.is_finite() && until > now);
        let deliberate = self.groups.iter().flat_map(|group| &group.deliberate);
        let on_purpose = |policy: &Policy| match *policy {
            Policy::Rate(rate) => rate > 0.0,
            Policy::Schedule { on, every, until, .. } => due(on, every, until),
        };
        let by_itself = |e: &Expression| {
            e.spontaneous_rate > 0.0 || matches!(&e.response, Response::Threshold { theta } if theta.support().0 <= 0.0)
        };
        self.mood.is_some()
            || self.loneliness.is_some()
            || self.attachment.is_some()
            || self.expressions.iter().any(by_itself)
            || self.events.iter().any(|event| due(event.at, event.every, event.until))
            || deliberate.into_iter().any(|d| on_purpose(&d.policy))
    }

    /// Whether anything that drives faces changes though nobody begins or stops: it is looked at once a step.
    pub fn has_slow_parts(&self) -> bool {
        self.mood.is_some()
            || self.attachment.is_some()
            || self.selection.is_some()
            || self.place.is_some()
            || self.expressions.iter().any(|e| e.habituation_rate > 0.0)
    }

    /// Whether events multiply spontaneous rates.
    pub fn has_boosts(&self) -> bool {
        self.events.iter().any(|event| matches!(event.what, Happening::SpontaneousFactor { .. }))
    }

    /// The strongest that a face can be seen through a tie, as a multiple of full view: more than 1 where glimpses are doses.
    pub fn strongest_look(&self) -> f64 {
        self.encounters.as_ref().map_or(1.0, |law| law.dose.support().1.clamp(1.0, Encounters::MOST_DOSE))
    }

    /// Whether there are expressions that nobody shows together.
    pub fn has_rivals(&self) -> bool {
        let known = |name: &String| self.expressions.iter().any(|e| e.name == *name);
        self.expressions.iter().any(|e| e.excludes.iter().any(known))
    }

    /// Whether a group keeps a timetable.
    pub fn has_timetables(&self) -> bool {
        let deliberate = self.groups.iter().flat_map(|group| &group.deliberate);
        deliberate.into_iter().any(|d| matches!(d.policy, Policy::Schedule { .. }))
    }
}

/// How time passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Clock {
    /// Everybody reads what was seen in the last tick.
    #[default]
    Tick,
    /// From event to event, at real-valued times; only what is slow has a step.
    Exact,
}

impl Clock {
    /// Its name in a scenario.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tick => "tick",
            Self::Exact => "exact",
        }
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Tick, Self::Exact].into_iter().find(|clock| clock.name() == name)
    }
}

/// Traits of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// s: multiplies the imitation hazard; ≥ 0, mean 1 by convention.
    pub susceptibility: Distribution,
    /// ε: how strongly an expression shows; 0..1.
    pub expressiveness: Distribution,
    /// p: perceptual accuracy ("understanding emotions"); 0..1.
    pub perception: Distribution,
    /// r: share of a negative emotion that is reappraised away; 0..1.
    pub reappraisal: Distribution,
    /// u: share of a display that is suppressed; 0..1.
    pub suppression: Distribution,
    /// b: where slow mood returns to \[SD\].
    pub mood_baseline: Distribution,
    /// What is known of people one by one, from a table or from the network file: it goes before all that is drawn.
    #[serde(default)]
    pub own: Vec<OwnTrait>,
}

/// A trait that is known person by person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnTrait {
    /// Its name: one of those of [`People`], or `loneliness` (at the start, 0..1).
    pub name: String,
    /// Everyone's value; none where it is drawn. People beyond the list are drawn too.
    #[serde(with = "shared")]
    pub values: Arc<Vec<Option<f64>>>,
}

/// A list that many situations share, written and read as a list of its own.
mod shared {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::sync::Arc;

    pub(super) fn serialize<S: Serializer>(values: &Arc<Vec<Option<f64>>>, to: S) -> Result<S::Ok, S::Error> {
        values.as_slice().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Vec<Option<f64>>>, D::Error> {
        Vec::deserialize(from).map(Arc::new)
    }
}

impl People {
    /// What is known of a trait person by person.
    pub fn own(&self, name: &str) -> Option<&[Option<f64>]> {
        self.own.iter().find(|own| own.name == name).map(|own| own.values.as_slice())
    }
}

impl Default for People {
    /// Everyone alike: susceptibility, expressiveness and perception 1, nothing regulated, mood baseline 0.
    fn default() -> Self {
        Self {
            susceptibility: Distribution::fixed(1.0),
            expressiveness: Distribution::fixed(1.0),
            perception: Distribution::fixed(1.0),
            reappraisal: Distribution::fixed(0.0),
            suppression: Distribution::fixed(0.0),
            mood_baseline: Distribution::fixed(0.0),
            own: Vec::new(),
        }
    }
}

impl Default for Ties {
    /// Strangers in full view.
    fn default() -> Self {
        Self {
            closeness: Closeness::Drawn(Distribution::fixed(0.0)),
            visibility: Distribution::fixed(1.0),
            rules: Vec::new(),
        }
    }
}

impl Expression {
    /// The bare Markov channel: no latency, refractory time, memory, habituation or mood coupling; everyone responds,
    /// linearly, to everyone in view, near or not. It lasts an exponential second and is neither spontaneous nor caught
    /// until rates are given.
    pub fn bare(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            imitation_rate: ImitationRate::Rate(0.0),
            spontaneous_rate: 0.0,
            company_factor: 1.0,
            responders: 1.0,
            closeness_gain: 1.0,
            attention: f64::INFINITY,
            memory: 0.0,
            memory_kernel: MemoryKernel::Leaky,
            latency: Distribution::fixed(0.0),
            latency_closeness: 0.0,
            duration: Distribution::Exponential { mean: 1.0 },
            refractory: Distribution::fixed(0.0),
            response: Response::Linear,
            hold: None,
            social_stopping: 0.0,
            calming: 0.0,
            habituation_rate: 0.0,
            habituation_recovery: f64::INFINITY,
            mood_to_spontaneous: 0.0,
            mood_to_mimicry: 0.0,
            loneliness_gate: 0.0,
            feedback: 0.0,
            deliberate_feedback: 1.0,
            witness_effect: 0.0,
            triggered_by: Vec::new(),
            excludes: Vec::new(),
            susceptibility: alike(),
            expressiveness: alike(),
            initial: None,
            bonding: false,
        }
    }
}

/// A subset of people with their own traits or policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its name: a scope of chance and a row label.
    pub name: String,
    /// Who belongs to it.
    pub who: Who,
    /// Traits that replace everyone's.
    pub traits: Traits,
    /// Expressions shown on purpose.
    pub deliberate: Vec<Deliberate>,
    /// Loneliness at the start, 0..1.
    pub loneliness: Option<f64>,
    /// α: how many times as strongly others see what its members show; ≥ 0, 1 where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<f64>,
}

/// Traits that a group replaces.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Traits {
    /// See [`People::susceptibility`].
    pub susceptibility: Option<Distribution>,
    /// See [`People::expressiveness`].
    pub expressiveness: Option<Distribution>,
    /// See [`People::perception`].
    pub perception: Option<Distribution>,
    /// See [`People::reappraisal`].
    pub reappraisal: Option<Distribution>,
    /// See [`People::suppression`].
    pub suppression: Option<Distribution>,
    /// See [`People::mood_baseline`].
    pub mood_baseline: Option<Distribution>,
}

/// A choice of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Who {
    /// Everyone.
    Everyone,
    /// A share of everyone, 0..1, rounded to whole people.
    Share(f64, Pick),
    /// So many people.
    Count(usize, Pick),
    /// These people, by name (or number where the network has no names).
    Ids(Vec<String>),
    /// The members of a group.
    Group(String),
    /// These people, by number: those whom a table of people puts into the group.
    Listed(Vec<u32>),
    /// The first person of each block (table, clique, group) of the network.
    OnePerBlock,
    /// Everyone of one block, drawn by chance.
    OneBlock,
    /// These people and everyone within so many ties of them.
    Near(Box<Who>, u8),
}

/// How people are picked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pick {
    /// By chance.
    #[default]
    Random,
    /// Those with the most ties first.
    Hubs,
    /// Those with the fewest ties first.
    Periphery,
    /// The first in the network's order.
    First,
}

/// An expression shown on purpose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deliberate {
    /// Which one (its name).
    pub expression: String,
    /// How it is timed.
    pub policy: Policy,
}

/// When a deliberate expression is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Policy {
    /// At random moments with this hazard \[/s\].
    Rate(f64),
    /// Shown from `on` for `hold` seconds, and again every `every` seconds if given, until `until`.
    Schedule {
        /// First start \[s\].
        on: f64,
        /// Length of each showing \[s\].
        hold: f64,
        /// Period \[s\]; infinite: once.
        every: f64,
        /// No showing starts at or after this time \[s\].
        until: f64,
    },
}

/// How close the people of a tie are, and who sees whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ties {
    /// w: 0 a stranger, 1/3 an acquaintance, 1/2 a friend, 0.8 and above close or kin.
    pub closeness: Closeness,
    /// o: 0..1, in view or in earshot.
    pub visibility: Distribution,
    /// Exceptions; later rules win.
    pub rules: Vec<TieRule>,
}

/// Where closeness comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Closeness {
    /// A number or a distribution, drawn once for both directions of a tie.
    Drawn(Distribution),
    /// The file's weights, divided by the largest.
    Weight,
    /// By kind of tie; kinds that are not named get 0.
    ByKind(Vec<(String, f64)>),
}

/// An exception for some ties.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TieRule {
    /// Which ties.
    pub between: Between,
    /// Only this share of them (drawn per tie, both directions together), 0..1.
    pub share: f64,
    /// Their closeness, if it differs.
    pub closeness: Option<Distribution>,
    /// Their visibility, if it differs.
    pub visibility: Option<Distribution>,
    /// Kin: closeness does not decay.
    pub kin: Option<bool>,
}

/// Which ties a rule is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Between {
    /// All of them.
    All,
    /// Ties of this kind, as the network names it.
    Kind(String),
    /// Ties within a block of the network.
    SameBlock,
    /// Ties between blocks of the network.
    OtherBlocks,
    /// The viewer is in the first group, the person seen in the second.
    Groups(String, String),
    /// Any tie of a member of the group, in either direction.
    Member(String),
}

/// One expression: a smile, a yawn, a laugh. Symbols are those of the model's description.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expression {
    /// Its name.
    pub name: String,
    /// β: imitation hazard at mirror activation 1 between strangers \[/s\].
    pub imitation_rate: ImitationRate,
    /// λ0: spontaneous hazard in company \[/s\].
    pub spontaneous_rate: f64,
    /// 1/a: how many times more often it comes in company than alone; ≥ 0... 1 = no difference.
    pub company_factor: f64,
    /// π: share of people who respond to it at all.
    pub responders: f64,
    /// G: how many times stronger between people of closeness 1 than between strangers; ≥ 0.
    pub closeness_gain: f64,
    /// B: attention budget \[people\]; infinite: everyone in view counts in full.
    pub attention: f64,
    /// τ_A (leaky) or T (box): memory of the mirror activation \[s\]; 0: none.
    pub memory: f64,
    /// Shape of the memory.
    pub memory_kernel: MemoryKernel,
    /// L: from the impulse to the face \[s\].
    pub latency: Distribution,
    /// χ: shortening of the latency by closeness to the source, 0..1.
    pub latency_closeness: f64,
    /// D: length of one expression \[s\]; infinite: forever.
    pub duration: Distribution,
    /// R: how long one expression rules out the next \[s\]; infinite: forever.
    pub refractory: Distribution,
    /// Ψ: imitation hazard against mirror activation.
    pub response: Response,
    /// θ_hold: no stopping while the mirror activation is at least this.
    pub hold: Option<f64>,
    /// σ_c: how much faster people stop when those in view have stopped; ≥ 0.
    pub social_stopping: f64,
    /// c: how much faster people stop for each person in view who does not show it; ≥ 0.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub calming: f64,
    /// η: habituation rate \[/s\].
    pub habituation_rate: f64,
    /// τ_h: recovery time of habituation \[s\]; infinite: none.
    pub habituation_recovery: f64,
    /// κ: spontaneous hazard × e^{κ q} \[/SD\].
    pub mood_to_spontaneous: f64,
    /// μ: imitation hazard × min(2, e^{μ q}) \[/SD\].
    pub mood_to_mimicry: f64,
    /// ζ: share of spontaneous mimicry lost at loneliness 1.
    pub loneliness_gate: f64,
    /// f: what one's own display adds to affect \[SD\].
    pub feedback: f64,
    /// a_del: share of `feedback` that a deliberate display has.
    pub deliberate_feedback: f64,
    /// e: what seeing it adds to affect \[SD\].
    pub witness_effect: f64,
    /// The row of the imitation matrix M: other expressions that set this one off, or inhibit it, with their weight.
    pub triggered_by: Vec<(String, f64)>,
    /// Other expressions that nobody shows together with this one: whoever begins this one ends them. One that does not exclude
    /// this one in turn cannot begin while this one is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<String>,
    /// s_c: multiplies each person's susceptibility in this expression; ≥ 0, mean 1 by convention.
    #[serde(default = "alike", skip_serializing_if = "is_alike")]
    pub susceptibility: Distribution,
    /// ε_c: multiplies each person's expressiveness in this expression; 0 to 1.
    #[serde(default = "alike", skip_serializing_if = "is_alike")]
    pub expressiveness: Distribution,
    /// Who is expressing at the start.
    pub initial: Option<Who>,
    /// Whether a mirrored one strengthens a tie.
    pub bonding: bool,
}

/// One, for everyone and always.
fn alike() -> Distribution {
    Distribution::fixed(1.0)
}

fn is_nothing(rate: &f64) -> bool {
    *rate == 0.0
}

fn is_alike(factor: &Distribution) -> bool {
    factor.constant() == Some(1.0)
}

/// β, or its limit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ImitationRate {
    /// A hazard \[/s\].
    Rate(f64),
    /// β → ∞: fires at the very start of the tick whenever the response is above zero.
    Always,
}

/// The shape of the memory of what was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MemoryKernel {
    /// Fades exponentially.
    #[default]
    Leaky,
    /// Running mean over the last T seconds.
    Box,
}

/// Ψ: the dose–response function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Response {
    /// A.
    Linear,
    /// θ(1 − e^{−A/θ}).
    Saturating {
        /// θ > 0.
        theta: f64,
    },
    /// Aⁿ / (θⁿ + Aⁿ).
    Hill {
        /// θ > 0.
        theta: f64,
        /// n > 0.
        n: f64,
    },
    /// 1 where A ≥ θ of the person.
    Threshold {
        /// θ, drawn per person; ≥ 0.
        theta: Distribution,
    },
    /// A + κ₂A·max(0, A − 1): two different people reinforce, one alone does not.
    Pairs {
        /// κ₂.
        kappa2: f64,
    },
    /// A + κ₂A²: pairs in view reinforce, and each person also themselves.
    Quadratic {
        /// κ₂ ≥ 0.
        kappa2: f64,
    },
}

/// Something that happens at a set time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// When \[s\].
    pub at: f64,
    /// Again every so many seconds; infinite: once.
    pub every: f64,
    /// No repetition at or after this time \[s\].
    pub until: f64,
    /// To whom. Picked anew at each repetition when it is a random pick.
    pub who: Who,
    /// What.
    pub what: Happening,
}

/// What an event does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Happening {
    /// They show this expression now (cause `event`), unless they already do.
    Express(String),
    /// Their affect is pulled by this much \[SD\] for `lasting` seconds.
    Mood {
        /// Size \[SD\].
        shift: f64,
        /// Length \[s\].
        lasting: f64,
    },
    /// The spontaneous rate of an expression (or all) is multiplied for `lasting` seconds.
    SpontaneousFactor {
        /// The expression; none: all.
        expression: Option<String>,
        /// ≥ 0.
        factor: f64,
        /// Length \[s\].
        lasting: f64,
    },
}

/// Fast affect, slow mood, averaging.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mood {
    /// τ_on: how fast affect moves away from mood \[s\].
    pub onset: f64,
    /// τ_off: how fast affect returns to mood \[s\].
    pub decay: f64,
    /// τ_m: how fast mood returns to its baseline \[s\]; infinite: never.
    pub relaxation: f64,
    /// τ_c: how fast mood follows affect \[s\]; infinite: never.
    pub coupling: f64,
    /// σ_m: noise \[SD/√s\].
    pub noise: f64,
    /// κ_m: averaging with those in view \[/s\].
    pub averaging: f64,
    /// How the others are averaged.
    pub averaging_kind: Averaging,
    /// ε_m: only those whose mood differs by at most this count \[SD\]; infinite: all.
    pub confidence: f64,
    /// c_sa: cost of a put-on smile while affect is below zero \[SD/s\].
    pub display_cost: f64,
    /// Mood at the start; none: the baseline.
    pub initial: Option<Distribution>,
}

/// How others' moods are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Averaging {
    /// Σ o (m_j − m_i): DeGroot.
    Sum,
    /// Σ w ε o (m_j − m_i): ASCRIBE absorption.
    Absorption,
    /// ASCRIBE with amplification towards the bias: levels are logistic in mood.
    Amplification {
        /// η: amplify (1) against absorb (0).
        share: f64,
        /// β: bias upwards (1) against downwards (0).
        bias: f64,
    },
}

/// Ties that grow and decay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// η_w: share of the way to 1 that one mirrored event moves a tie.
    pub growth: f64,
    /// τ_w: decay time of a tie that is not kin \[s\].
    pub decay: f64,
    /// How long after the other's onset an imitation counts as mirrored together \[s\].
    pub window: f64,
}

/// Loneliness.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loneliness {
    /// τ_ℓ: how fast it follows belonging \[s\].
    pub relaxation: f64,
    /// B₀: belonging at which loneliness settles at 1/e \[close ties\].
    pub belonging: f64,
    /// ρ₀: mirrored events that make a tie count in full \[/s\].
    pub contact_rate: f64,
    /// τ_ρ: memory of mirrored events \[s\].
    pub contact_memory: f64,
    /// ℓ at the start, 0..1.
    pub initial: Distribution,
}

/// Comfort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comfort {
    /// The expression that calls for it (its name).
    pub expression: String,
    /// w_h: how close one must be to comfort, 0..1.
    pub closeness: f64,
    /// λ_h: hazard that somebody who sees it begins \[/s\].
    pub rate: f64,
    /// D_h: how long one comforts \[s\]; infinite: as long as the other is in view.
    pub duration: f64,
    /// α_h: share of the way to closeness 1 that whoever comforts draws nearer meanwhile, 0..1.
    pub approach: f64,
    /// h: what being comforted adds to affect \[SD\]; ≥ 0.
    pub relief: f64,
}

/// Selection: the network says who may tie.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Selection {
    /// The expression that people are alike in (its name).
    pub expression: String,
    /// φ: hazard that two who both show it and are not tied tie \[/s\].
    pub forming: f64,
    /// ω: hazard that two who are tied part while one of them shows it and the other does not \[/s\].
    pub ending: f64,
    /// The most ties that anybody has; none: no bound.
    pub most: Option<u32>,
    /// Ties that people have at the start, on average, drawn from those of the network; none: all of them.
    pub at_start: Option<f64>,
}

/// A medium.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// τ_H: how fast it fades \[s\].
    pub fading: f64,
    /// M^H: how strongly each expression is perceived through it.
    pub perceived: Vec<(String, f64)>,
}

/// Encounters: at any time each person is with `at_once` of their ties on average, and the company changes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Encounters {
    /// Length of an encounter \[s\].
    pub length: f64,
    /// Mean number of people in view at once; at most 1 for glimpses.
    pub at_once: f64,
    /// How people come together.
    pub kind: EncounterKind,
    /// d: how many times as strongly a glimpse acts as a face in full view, drawn anew for each; ≥ 0. Only of glimpses.
    #[serde(default = "alike", skip_serializing_if = "is_alike")]
    pub dose: Distribution,
    /// The recorded moment at which the run begins \[s\]; none: that of the first contact. Only of recorded contacts.
    pub from: Option<f64>,
}

impl Encounters {
    /// The largest dose: what is drawn above it counts as this.
    pub const MOST_DOSE: f64 = 100.0;
}

/// How people come together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EncounterKind {
    /// Each tie is open or closed by itself; both see each other.
    #[default]
    Meetings,
    /// Each person sees one of their ties at a time, or nobody, whether or not they are seen.
    Glimpses,
}

/// What is measured only when asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Expressions whose association with people one, two and three steps away is measured, by name.
    pub association: Vec<String>,
    /// Expressions of which it is measured how long they went on, from the first to the last, by name.
    #[serde(default)]
    pub lasting: Vec<String>,
}

/// When a run ends early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stop {
    /// Nobody is expressing, about to, or able to be set off by what was seen.
    NoExpressionActive,
    /// Everybody has expressed everything.
    EveryoneReached,
}
