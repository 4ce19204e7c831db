//! Every key of a scenario: the one table from which reading, suggestions, the schema and the documentation derive.

use super::language::CODES;
use crate::network::{Flow, GENERATORS, ParameterKind};
use crate::quantity::{Range, TimeUnit};

/// A key.
#[derive(Debug, PartialEq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds when it is left out, as TOML; empty: nothing.
    pub default: &'static str,
    /// What it is, with its symbol and unit.
    pub doc: &'static str,
    /// An example of its value, as TOML.
    pub example: &'static str,
}

/// What a key takes. Ranges of times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// A text.
    Text,
    /// A list of texts.
    Texts,
    /// True or false.
    Flag,
    /// A whole number.
    Whole(f64, f64),
    /// A number.
    Number(Range),
    /// A length of time.
    Duration(Range),
    /// A moment of a recording: a length of time on its clock, a date or a time of day.
    Recorded,
    /// A rate.
    Rate,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A number or a distribution.
    Draw(Range),
    /// A length of time or a distribution of lengths of time.
    Times(Range),
    /// β: a rate or "always".
    Imitation,
    /// B: a number of people or "all".
    Attention,
    /// Ψ.
    Response,
    /// Names with their weights.
    Weights(Range),
    /// A choice of people.
    Who,
    /// Closeness: a number, a distribution, "weight" or a table by kind of tie.
    Closeness,
    /// Which ties.
    Between,
    /// Any value.
    Any,
    /// A list of any values.
    List,
    /// Overrides: dotted keys with their values.
    Set,
    /// A list of overrides, or the name of a file that holds them.
    Sets,
    /// A generator's parameters, beside the keys given.
    Network(&'static [Key]),
    /// A table with these keys.
    Table(&'static [Key]),
    /// The same, or the name of a file in place of the table with `file`.
    TableOrFile(&'static [Key]),
    /// Tables by name.
    Named(&'static [Key]),
    /// Tables by name (with the first keys), and values that are about all of them (the second).
    NamedBeside(&'static [Key], &'static [Key]),
    /// A list of tables.
    Tables(&'static [Key]),
    /// One table or a list of tables.
    OneOrMore(&'static [Key]),
}

const fn key(name: &'static str, kind: Kind, default: &'static str, example: &'static str, doc: &'static str) -> Key {
    Key { name, kind, default, doc, example }
}

const SHARE: Kind = Kind::Number(Range::SHARE);
const NOT_NEGATIVE: Kind = Kind::Number(Range::NOT_NEGATIVE);
const WEIGHTS: Kind = Kind::Weights(Range::NOT_NEGATIVE);
const ANY_NUMBER: Kind = Kind::Number(Range::ANY);
const SOME_TIME: Kind = Kind::Duration(Range::SOME_TIME);
const SOME_TIME_OR_FOREVER: Kind = Kind::Duration(Range::SOME_TO_FOREVER);
const MOMENT: Kind = Kind::Duration(Range::MOMENT);
const PICKS: Kind = Kind::Choice(&["random", "hubs", "periphery", "first"]);

/// Units in which bare numbers are read.
pub const UNITS: &[&str] = crate::quantity::UNIT_SYMBOLS;

/// The runs of which people and ties are kept one by one.
pub const RECORDED: &[&str] = &["first", "each", "all", "none"];

/// The designs of a sweep.
pub const DESIGNS: &[&str] = &["grid", "zip", "points", "random", "lhs", "sobol", "oat", "morris", "variance"];

/// A scenario.
pub const SCENARIO: &[Key] = &[
    key("title", Kind::Text, "\"\"", "\"The yawn in the lecture hall\"", "title of charts and report"),
    key("question", Kind::Text, "\"\"", "\"Does one yawn go round?\"", "the question that the scenario asks"),
    key("notice", Kind::Texts, "[]", "[\"the first rows\"]", "things to notice in the result"),
    key("try", Kind::Texts, "[]", "[\"make everyone friends\"]", "things to try next"),
    key("duration", SOME_TIME, "", "\"30 min\"", "length of a run"),
    key(
        "clock",
        Kind::Choice(&["auto", "exact", "tick"]),
        "\"auto\"",
        "\"exact\"",
        "from event to event at exact times, or tick by tick; auto: exact, but for \"always\" and for large, busy populations",
    ),
    key(
        "dt",
        SOME_TIME,
        "",
        "\"0.5 s\"",
        "length of a tick, or under the exact clock of a step of what is slow (mood, habituation, ties); left out: chosen",
    ),
    key("sample_every", SOME_TIME, "", "\"10 s\"", "time between two rows of series.csv; left out: about 300 rows"),
    key("time_unit", Kind::Choice(UNITS), "\"s\"", "\"min\"", "unit of bare numbers and of the times in the results"),
    key(
        "seed",
        Kind::Whole(0.0, 9_223_372_036_854_775_807.0),
        "1",
        "1",
        "seed of all chance; the same seed gives the same bytes",
    ),
    key("replicates", Kind::Whole(1.0, 10_000_000.0), "20", "100", "how many runs, each with its own chance"),
    key("null_run", Kind::Flag, "true", "false", "also run the scenario without imitation, for comparison"),
    key(
        "null_each_arm",
        Kind::Flag,
        "false",
        "true",
        "run every arm without imitation, too: for arms that change more than how expressions are caught",
    ),
    key(
        "agents",
        Kind::Choice(RECORDED),
        "\"first\"",
        "\"each\"",
        "of which runs agents.csv and ties.csv keep every person and tie: the very first, the first of each arm, all, none",
    ),
    key(
        "coarse_tick",
        Kind::Flag,
        "false",
        "true",
        "the tick is longer than the fastest expression asks for, on purpose: nobody is warned",
    ),
    key("charts", Kind::Texts, "[]", "[\"reach\"]", "which charts to draw; left out: those that fit"),
    key(
        "outcomes",
        Kind::Texts,
        "[]",
        "[\"yawn_reach\"]",
        "which metrics the charts of outcomes and sweeps show; left out: the reach, or the number, of the first expression",
    ),
    key(
        "network",
        Kind::Network(NETWORK),
        "",
        "{ generator = \"complete\", n = 30 }",
        "who sees whom: a generator with its parameters or a file",
    ),
    key(
        "ties",
        Kind::Table(TIES),
        "{}",
        "{ closeness = 0.5 }",
        "how close people are and how well they see each other",
    ),
    key(
        "people",
        Kind::TableOrFile(PEOPLE),
        "{}",
        "{ perception = 0.8 }",
        "traits: each a number or a distribution; or the name of a table of people, such as \"class.csv\"",
    ),
    key(
        "groups",
        Kind::Tables(GROUP),
        "[]",
        "[{ name = \"cheerful\", share = 0.1 }]",
        "subsets with traits or policies of their own; later ones win",
    ),
    key(
        "expressions",
        Kind::Named(EXPRESSION),
        "",
        "{ yawn = { attention = 2 } }",
        "what can be expressed; a known name starts from its sourced preset",
    ),
    key(
        "mood",
        Kind::Table(MOOD),
        "",
        "{}",
        "fast affect and slow mood [SD of mood between people]; off unless this table is there",
    ),
    key(
        "attachment",
        Kind::Table(ATTACHMENT),
        "",
        "{}",
        "ties that grow with mirrored expressions and decay; off unless this table is there",
    ),
    key(
        "loneliness",
        Kind::Table(LONELINESS),
        "",
        "{}",
        "loneliness and its gate on mimicry; off unless this table is there, needs `attachment`",
    ),
    key(
        "comfort",
        Kind::Table(COMFORT),
        "",
        "{}",
        "whoever sees the sad face of somebody close draws nearer and soothes; off unless this table is there, needs `mood`",
    ),
    key(
        "selection",
        Kind::Table(SELECTION),
        "",
        "{ expression = \"smile\", forming = \"1 /h\", ending = \"1 /h\" }",
        "people who show the same tie, people who do not drift apart; off unless this table is there",
    ),
    key(
        "place",
        Kind::Table(PLACE),
        "",
        "{ fading = \"1 h\", perceived = { laugh = 0.1 } }",
        "a medium through which everyone perceives everyone: a loud room, a feed",
    ),
    key(
        "encounters",
        Kind::Table(ENCOUNTERS),
        "",
        "{ length = \"5 s\", at_once = 1 }",
        "company that changes: each person is with some of their ties at a time",
    ),
    key(
        "events",
        Kind::Tables(EVENT),
        "[]",
        "[{ at = \"0 s\", express = \"yawn\" }]",
        "things that happen at a set time",
    ),
    key(
        "arms",
        Kind::Tables(ARM),
        "[]",
        "[{ name = \"friends\", set = { \"ties.closeness\" = 0.5 } }]",
        "variants that are run side by side under the same chance",
    ),
    key(
        "chance",
        Kind::Table(CHANCE),
        "",
        "{ network = 0 }",
        "lots of chance that every run takes from the same replicate, while the others differ",
    ),
    key("stop", Kind::Table(STOP), "", "{ when = \"no expression is active\" }", "when a run ends early"),
    key(
        "sweep",
        Kind::Table(SWEEP),
        "",
        "{ vary = [{ key = \"ties.closeness\", values = [0, 1] }] }",
        "a design over parameters, for `catching sweep`",
    ),
    key(
        "explore",
        Kind::Table(EXPLORE),
        "",
        "{ vary = [{ key = \"ties.closeness\", from = 0, to = 1 }] }",
        "what a reader may move in the page of `catching explore`; left out: what the sweep varies, and what matters in most scenarios",
    ),
    key(
        "fit",
        Kind::Table(FIT),
        "",
        "{ free = [{ key = \"ties.closeness\", prior = \"0..1\" }], observed = [{ outcome = \"yawn_reach\", count = 14, of = 28 }] }",
        "which keys `catching fit` looks for, and what was observed",
    ),
    key(
        "hypotheses",
        Kind::Tables(HYPOTHESIS),
        "[]",
        "[{ expect = \"yawn_reach > 0.5\" }]",
        "what the result is expected to show",
    ),
    key(
        "measure",
        Kind::Table(MEASURE),
        "",
        "{ association = [\"content\"] }",
        "what is measured beside what every run records",
    ),
    key(
        "marks",
        Kind::Tables(MARK),
        "[]",
        "[{ chart = \"trials\", x = 1, y = 0.5, label = \"Provine 1992\" }]",
        "published values to show in a chart beside the result",
    ),
    key(
        "figures",
        Kind::NamedBeside(FIGURE, FIGURES),
        "",
        "{ reach = { title = \"Yawns go round\", height = 420 } }",
        "by the name of a chart: its words, height, arms, colours and remarks, in place of those that are computed",
    ),
    key(
        "negligible",
        Kind::Number(Range::POSITIVE),
        "",
        "0.1",
        "a difference of mood or affect [SD between people] that nobody would notice: charts draw its zone",
    ),
    key(
        "negligible_share",
        Kind::Number(Range::POSITIVE),
        "",
        "0.02",
        "a difference of shares of people, 0 to 1, that nobody would notice: charts draw its zone",
    ),
    key(
        "language",
        Kind::Choice(&CODES),
        "\"en\"",
        "\"de\"",
        "the language of charts: their words, captions to print, alternative texts and decimal signs",
    ),
];

/// A network: besides these, the parameters of its generator.
pub const NETWORK: &[Key] = &[
    key("generator", Kind::Text, "", "\"watts_strogatz\"", "name of a generator, as in NetworkX"),
    key("file", Kind::Text, "", "\"networks/friends.graphml\"", "a network file, relative to the scenario"),
    key("directed", Kind::Flag, "", "true", "whether the ties of an edge list go one way"),
    key(
        "direction",
        Kind::Choice(&Flow::WORDS),
        "\"target to source\"",
        "\"source to target\"",
        "which way feelings run along one-way ties of a file: from target to source (the source sees the target), or from source to target (the target sees the source; an edge list is one-way then)",
    ),
    key("seed", Kind::Whole(0.0, 9_223_372_036_854_775_807.0), "", "7", "given: every replicate uses the same network"),
    key(
        "people",
        Kind::Text,
        "",
        "\"class.csv\"",
        "the same as `people` at the top of the scenario: a table of people",
    ),
];

/// Ties.
pub const TIES: &[Key] = &[
    key(
        "closeness",
        Kind::Closeness,
        "0.0",
        "0.5",
        "w: 0 a stranger, 1/3 an acquaintance, 1/2 to 2/3 a friend, 0.8 and above close or kin; a number, a distribution, \"weight\" (from the file) or a table by kind of tie",
    ),
    key(
        "visibility",
        Kind::Draw(Range::SHARE),
        "1.0",
        "0.32",
        "o: how well the people of a tie see or hear each other, 0 to 1",
    ),
    key(
        "rules",
        Kind::Tables(RULE),
        "[]",
        "[{ between = \"seat-pairs\", closeness = 0.6 }]",
        "exceptions for some ties; later ones win",
    ),
];

/// A rule for some ties.
pub const RULE: &[Key] = &[
    key(
        "between",
        Kind::Between,
        "",
        "\"same block\"",
        "which ties: \"all\", a kind of tie (\"seat-pairs\"), \"same block\", \"other blocks\", \"group NAME\", or [\"A\", \"B\"] where A's members see B's",
    ),
    key("share", SHARE, "1.0", "0.5", "only this share of them, drawn tie by tie"),
    key("closeness", Kind::Draw(Range::SHARE), "", "0.6", "their closeness w"),
    key("visibility", Kind::Draw(Range::SHARE), "", "0.5", "their visibility o"),
    key("kin", Kind::Flag, "", "true", "whether they are kin, whose closeness does not decay"),
];

/// The six traits with their defaults, after whatever comes before them.
macro_rules! traits {
    ($($more:expr),* ; $s:literal, $e:literal, $p:literal, $r:literal, $u:literal, $b:literal) => {
        &[
            $($more,)*
            key("susceptibility", Kind::Draw(Range::NOT_NEGATIVE), $s, "{ distribution = \"lognormal\", mean = 1, cv = 0.5 }", "s: multiplies the imitation rate; mean 1 by convention"),
            key("expressiveness", Kind::Draw(Range::SHARE), $e, "0.8", "ε: how strongly an expression shows, 0 to 1"),
            key("perception", Kind::Draw(Range::SHARE), $p, "0.9", "p: understanding of others' expressions, 0 to 1"),
            key("reappraisal", Kind::Draw(Range::SHARE), $r, "0.36", "r: share of a negative feeling that is reappraised away, 0 to 1"),
            key("suppression", Kind::Draw(Range::SHARE), $u, "0.5", "u: share of a display that is suppressed, 0 to 1"),
            key("mood_baseline", Kind::Draw(Range::ANY), $b, "{ distribution = \"normal\", mean = 0, sd = 1 }", "b: where slow mood returns to [SD]"),
        ]
    };
}

/// Traits of everyone.
pub const PEOPLE: &[Key] = traits!(
    key("file", Kind::Text, "", "\"class.csv\"", "a table of people, relative to the scenario: a column of names; traits, groups and who is absent in columns called so"),
    key("ignore", Kind::Texts, "[]", "[\"susceptibility\"]", "columns of the table (or attributes in the network file) that are not used"),
    key("groups", Kind::Texts, "[]", "[\"gender\"]", "columns of the table (or attributes in the network file) that sort people into groups, beside those called so");
    "1.0", "1.0", "1.0", "0.0", "0.0", "0.0");

/// A group, with its traits.
pub const GROUP: &[Key] = traits!(
    key("name", Kind::Text, "", "\"cheerful\"", "name of the group"),
    key("share", SHARE, "", "0.1", "this share of everyone"),
    key("count", Kind::Whole(0.0, 4e9), "", "3", "so many people"),
    key("ids", Kind::Texts, "", "[\"Ana\"]", "these people, by name or number"),
    key("pick", PICKS, "\"random\"", "\"hubs\"", "how `share` and `count` pick: at random, those with the most ties, with the fewest, or the first"),
    key("within", Kind::Whole(0.0, 255.0), "", "2", "and everyone within so many ties of them"),
    key("deliberate", Kind::OneOrMore(DELIBERATE), "[]", "{ expression = \"smile\", rate = \"1 /min\" }", "expressions shown on purpose"),
    key("authority", Kind::Number(Range::between(0.0, 1000.0)), "", "3", "α: how many times as strongly others see what its members show; left out: 1"),
    key("loneliness", SHARE, "", "0.9", "ℓ: loneliness at the start, 0 to 1");
    "", "", "", "", "", ""
);

/// An expression shown on purpose.
pub const DELIBERATE: &[Key] = &[
    key("expression", Kind::Text, "", "\"smile\"", "which expression"),
    key("rate", Kind::Rate, "", "\"1 /min\"", "δ: at random moments with this rate"),
    key("on", MOMENT, "", "\"0 s\"", "shown from this moment"),
    key("hold", Kind::Duration(Range::UP_TO_FOREVER), "", "\"18 s\"", "for so long; 0: not at all"),
    key("every", SOME_TIME_OR_FOREVER, "\"forever\"", "\"60 s\"", "and again after so long; left out: once"),
    key("until", SOME_TIME_OR_FOREVER, "\"forever\"", "\"10 min\"", "no showing starts at or after this moment"),
];

/// How an expression is spoken of.
pub const VERB: &[Key] = &[
    key("past", Kind::Text, "", "\"clapped\"", "what people did: “67 % clapped”"),
    key("noun", Kind::Text, "", "\"clap\"", "one of them: “1 clap”"),
    key("plural", Kind::Text, "", "\"claps\"", "several of them; left out: the noun with -s or -es"),
    key("doing", Kind::Text, "", "\"clapping\"", "what people are doing; left out: made of a past in -ed"),
];

/// An expression. Defaults are those of its preset; what is said here is what "bare" starts from.
pub const EXPRESSION: &[Key] = &[
    key(
        "verb",
        Kind::Table(VERB),
        "",
        "{ past = \"clapped\", noun = \"clap\" }",
        "how charts and reports speak of it in English; left out: of a known expression as it is, of another “showing …”",
    ),
    key(
        "preset",
        Kind::Choice(&["bare", "smile", "laugh", "yawn", "sad", "frown", "anger", "fear", "disgust", "crying"]),
        "",
        "\"yawn\"",
        "where the other keys start from; left out: the expression's own name if it is known, else \"bare\"",
    ),
    key(
        "imitation_rate",
        Kind::Imitation,
        "",
        "\"0.25 /s\"",
        "β: imitation hazard at mirror activation 1 between strangers, or \"always\"; bare: 0",
    ),
    key(
        "spontaneous_rate",
        Kind::Rate,
        "",
        "\"0.625 /h\"",
        "λ0: spontaneous hazard in company; a rate per day is per 24 hours, not per waking day; bare: 0",
    ),
    key(
        "company_factor",
        Kind::Number(Range::POSITIVE),
        "",
        "15",
        "1/a: how many times more often in company than alone; bare: 1",
    ),
    key("responders", SHARE, "", "0.65", "π: share of people who respond at all; bare: 1"),
    key(
        "closeness_gain",
        Kind::Number(Range::between(0.0, 1000.0)),
        "",
        "10",
        "G: how many times stronger at closeness 1 than between strangers; bare: 1",
    ),
    key("attention", Kind::Attention, "", "2", "B: attention budget in people, or \"all\"; bare: \"all\""),
    key("memory", MOMENT, "", "\"80 s\"", "τ_A: memory of what was seen; bare: none"),
    key(
        "memory_kernel",
        Kind::Choice(&["leaky", "box"]),
        "",
        "\"box\"",
        "shape of the memory: fading, or the mean over a window; bare: leaky",
    ),
    key("latency", Kind::Times(Range::MOMENT), "", "\"0.4 s\"", "L: from the impulse to the face; bare: none"),
    key("latency_closeness", SHARE, "", "0.2", "χ: shortening of the latency by closeness to the source; bare: 0"),
    key(
        "duration",
        Kind::Times(Range::SOME_TO_FOREVER),
        "",
        "{ distribution = \"exponential\", mean = 6 }",
        "D: length of one expression, \"forever\" allowed; bare: must be given",
    ),
    key(
        "refractory",
        Kind::Times(Range::UP_TO_FOREVER),
        "",
        "\"60 s\"",
        "R: how long one rules out the next, \"forever\" allowed; bare: none",
    ),
    key(
        "response",
        Kind::Response,
        "",
        "{ kind = \"saturating\", theta = 5 }",
        "Ψ: hazard against mirror activation: linear, saturating, hill, threshold, quadratic or pairs; bare: linear",
    ),
    key("hold", NOT_NEGATIVE, "", "0.5", "θ_hold: no stopping while the mirror activation is at least this; bare: off"),
    key(
        "social_stopping",
        NOT_NEGATIVE,
        "",
        "2",
        "σ_c: how much faster people stop when those in view have stopped; bare: 0",
    ),
    key(
        "calming",
        NOT_NEGATIVE,
        "",
        "0.2",
        "c: how much faster people stop for each person in view who does not show it; bare: 0",
    ),
    key("habituation_rate", Kind::Rate, "", "\"0.0208 /s\"", "η: how fast imitation wears off; bare: 0"),
    key("habituation_recovery", SOME_TIME_OR_FOREVER, "", "\"1 h\"", "τ_h: recovery from habituation; bare: forever"),
    key("mood_to_spontaneous", ANY_NUMBER, "", "0.5", "κ: spontaneous rate × e^(κ·affect) [per SD]; bare: 0"),
    key("mood_to_mimicry", ANY_NUMBER, "", "0.3", "μ: imitation × min(2, e^(μ·affect)) [per SD]; bare: 0"),
    key("loneliness_gate", SHARE, "", "1.0", "ζ: share of spontaneous mimicry lost at loneliness 1; bare: 0"),
    key("feedback", ANY_NUMBER, "", "0.2", "f: what one's own display adds to affect [SD]; bare: 0"),
    key("deliberate_feedback", SHARE, "", "1.0", "a_del: share of `feedback` that a deliberate display has; bare: 1"),
    key("witness_effect", ANY_NUMBER, "", "0.1", "e: what seeing it adds to affect [SD]; bare: 0"),
    key(
        "triggered_by",
        Kind::Weights(Range::ANY),
        "",
        "{ laugh = 0.51 }",
        "M: other expressions that set this one off, with their weight; below 0 they inhibit it; bare: none",
    ),
    key(
        "excludes",
        Kind::Texts,
        "",
        "[\"frown\"]",
        "other expressions that nobody shows together with this one: beginning it ends them, and those that do not exclude it in turn cannot begin meanwhile; bare: none",
    ),
    key(
        "susceptibility",
        Kind::Draw(Range::NOT_NEGATIVE),
        "",
        "{ distribution = \"lognormal\", mean = 1, cv = 0.5 }",
        "s_c: multiplies everyone's susceptibility in this expression, drawn person by person; bare: 1",
    ),
    key(
        "expressiveness",
        Kind::Draw(Range::SHARE),
        "",
        "{ distribution = \"uniform\", low = 0.5, high = 1 }",
        "ε_c: multiplies everyone's expressiveness in this expression, drawn person by person; bare: 1",
    ),
    key("initial", Kind::Who, "", "{ count = 1 }", "who expresses at the start: a share, a count, a group"),
    key("bonding", Kind::Flag, "", "true", "whether a mirrored one strengthens a tie; bare: false"),
];

/// Mood.
pub const MOOD: &[Key] = &[
    key("onset", SOME_TIME, "\"2 s\"", "\"2 s\"", "τ_on: how fast affect moves away from mood"),
    key("decay", SOME_TIME, "\"163.5 s\"", "\"163.5 s\"", "τ_off: how fast affect returns to mood"),
    key("relaxation", SOME_TIME_OR_FOREVER, "\"1 h\"", "\"forever\"", "τ_m: how fast mood returns to its baseline"),
    key("coupling", SOME_TIME_OR_FOREVER, "\"4 h\"", "\"4 h\"", "τ_c: how fast mood follows affect"),
    key("noise", NOT_NEGATIVE, "0.0", "0.01", "σ_m: noise of mood [SD per √s]"),
    key("averaging", Kind::Rate, "\"0 /s\"", "\"0.1 /h\"", "κ_m: averaging with the moods of those in view"),
    key(
        "averaging_kind",
        Kind::Choice(&["sum", "absorption", "amplification"]),
        "\"sum\"",
        "\"absorption\"",
        "how the others are averaged: DeGroot, ASCRIBE absorption or amplification",
    ),
    key("amplification_share", SHARE, "0.5", "0.5", "η: amplify (1) against absorb (0)"),
    key("amplification_bias", SHARE, "0.5", "0.5", "β: bias upwards (1) against downwards (0)"),
    key(
        "confidence",
        Kind::Number(Range::UP_TO_FOREVER),
        "inf",
        "0.5",
        "ε_m: only moods that differ by at most this count [SD]",
    ),
    key(
        "display_cost",
        Kind::Rate,
        "\"0 /s\"",
        "\"0.5 /h\"",
        "c_sa: what a put-on smile costs while affect is below zero [SD per time]",
    ),
    key("initial", Kind::Draw(Range::ANY), "", "0.0", "mood at the start [SD]; left out: the baseline"),
];

/// Attachment.
pub const ATTACHMENT: &[Key] = &[
    key("growth", SHARE, "0.004", "0.01", "η_w: share of the way to 1 that one mirrored expression moves a tie"),
    key("decay", SOME_TIME_OR_FOREVER, "\"2 year\"", "\"1 year\"", "τ_w: decay time of a tie that is not kin"),
    key(
        "window",
        SOME_TIME,
        "\"2 s\"",
        "\"2 s\"",
        "how long after the other's onset an imitation counts as mirrored together",
    ),
];

/// Loneliness.
pub const LONELINESS: &[Key] = &[
    key("relaxation", SOME_TIME, "\"1 week\"", "\"1 week\"", "τ_ℓ: how fast loneliness follows belonging"),
    key(
        "belonging",
        Kind::Number(Range::POSITIVE),
        "3.0",
        "3",
        "B₀: belonging at which loneliness settles at 1/e [close ties]",
    ),
    key("contact_rate", Kind::Rate, "\"1 /h\"", "\"1 /h\"", "ρ₀: mirrored expressions that make a tie count in full"),
    key("contact_memory", SOME_TIME, "\"1 week\"", "\"1 week\"", "τ_ρ: memory of mirrored expressions"),
    key("initial", Kind::Draw(Range::SHARE), "0.0", "0.2", "ℓ: loneliness at the start, 0 to 1"),
];

/// Comfort.
pub const COMFORT: &[Key] = &[
    key("expression", Kind::Text, "\"sad\"", "\"sad\"", "the expression that calls for comfort"),
    key("closeness", SHARE, "0.5", "0.8", "w_h: how close one must be to somebody to comfort them, 0 to 1"),
    key(
        "rate",
        Kind::Rate,
        "\"1 /min\"",
        "\"1 /min\"",
        "λ_h: rate at which somebody who sees the face begins to comfort",
    ),
    key(
        "duration",
        SOME_TIME_OR_FOREVER,
        "\"5 min\"",
        "\"5 min\"",
        "D_h: how long one comforts, unless the other is out of view before",
    ),
    key(
        "approach",
        SHARE,
        "0.5",
        "1",
        "α_h: how much nearer whoever comforts draws meanwhile, as a share of the way to closeness 1",
    ),
    key(
        "relief",
        NOT_NEGATIVE,
        "0.37",
        "0.2",
        "h: what being comforted adds to affect, up to one's ordinary mood and however many comfort [SD]",
    ),
];

/// Selection.
pub const SELECTION: &[Key] = &[
    key("expression", Kind::Text, "", "\"smile\"", "the expression that people are alike in"),
    key(
        "forming",
        Kind::Rate,
        "\"0 /s\"",
        "\"1 /h\"",
        "φ: rate at which two tie while both show it; the network says who may",
    ),
    key(
        "ending",
        Kind::Rate,
        "\"0 /s\"",
        "\"1 /h\"",
        "ω: rate at which two who are tied part while only one shows it; kin do not",
    ),
    key("most", Kind::Whole(1.0, 1e9), "", "8", "the most ties that anybody has; left out: no bound"),
    key(
        "at_start",
        NOT_NEGATIVE,
        "",
        "4",
        "ties that people have at the start, on average, drawn from those of the network; left out: all of them",
    ),
];

/// A medium.
pub const PLACE: &[Key] = &[
    key("fading", SOME_TIME, "", "\"1 h\"", "τ_H: how fast it fades"),
    key("perceived", WEIGHTS, "", "{ laugh = 0.1 }", "M^H: how strongly each expression is perceived through it"),
];

/// Encounters.
pub const ENCOUNTERS: &[Key] = &[
    key("length", SOME_TIME, "", "\"5 s\"", "length of an encounter"),
    key(
        "at_once",
        Kind::Number(Range::POSITIVE),
        "1.0",
        "1",
        "mean number of people in view at once; for glimpses the chance of seeing anybody",
    ),
    key(
        "kind",
        Kind::Choice(&["meetings", "glimpses"]),
        "\"meetings\"",
        "\"glimpses\"",
        "meetings: each tie opens and closes, for both; glimpses: each person sees one of their ties at a time, seen or not",
    ),
    key(
        "dose",
        Kind::Draw(Range::NOT_NEGATIVE),
        "1.0",
        "{ distribution = \"exponential\", mean = 0.5 }",
        "d: how many times as strongly a glimpse acts as a face in full view, drawn anew for each (at most 100); needs attention = \"all\"",
    ),
    key(
        "from",
        Kind::Recorded,
        "",
        "\"8 h\"",
        "of a network file with times: the recorded moment at which the run begins, as the file tells times (\"2024-05-03T09:20\"); left out: that of the first contact",
    ),
];

/// An event.
pub const EVENT: &[Key] = &[
    key("at", MOMENT, "\"0 s\"", "\"10 min\"", "the moment at which it happens"),
    key("every", SOME_TIME_OR_FOREVER, "\"forever\"", "\"30 s\"", "again after so long; left out: once"),
    key("until", SOME_TIME_OR_FOREVER, "\"forever\"", "\"20 min\"", "no repetition at or after this moment"),
    key(
        "who",
        Kind::Who,
        "\"everyone\"",
        "{ count = 1, pick = \"random\" }",
        "to whom: \"everyone\", \"one per block\", \"one block\" (all of one, drawn each time), or a table with share, count, ids or group",
    ),
    key("express", Kind::Text, "", "\"yawn\"", "they show this expression now"),
    key("mood", ANY_NUMBER, "", "-2.0", "their affect is pulled by this much [SD], for as long as `for` says"),
    key(
        "spontaneous_factor",
        NOT_NEGATIVE,
        "",
        "20",
        "their spontaneous rate is multiplied, for as long as `for` says",
    ),
    key("expression", Kind::Text, "", "\"laugh\"", "which expression's spontaneous rate; left out: all"),
    key("for", SOME_TIME_OR_FOREVER, "", "\"3 s\"", "how long `mood` or `spontaneous_factor` last"),
];

/// An arm.
pub const ARM: &[Key] = &[
    key("name", Kind::Text, "", "\"friends\"", "name of the arm"),
    key(
        "set",
        Kind::Set,
        "{}",
        "{ \"ties.closeness\" = 0.5 }",
        "what differs from the scenario: dotted keys with their values",
    ),
    key(
        "null",
        Kind::Flag,
        "false",
        "true",
        "this arm is what the others are compared with, in place of the run without imitation",
    ),
];

/// A published value beside the result: a point, a line right across, or a band.
pub const MARK: &[Key] = &[
    key("chart", Kind::Text, "", "\"trials\"", "the chart that shows it, see `catching list charts`"),
    key("x", ANY_NUMBER, "", "1", "where along the horizontal axis, in its unit; left out: right across"),
    key("y", ANY_NUMBER, "", "0.5", "where along the vertical axis, in its unit; left out: from top to bottom"),
    key("y_to", ANY_NUMBER, "", "1.0", "the other edge of a band that begins at `y`"),
    key("label", Kind::Text, "", "\"Provine 1992\"", "what it is and who says so"),
];

/// The charts that can be named in `[figures]`.
pub const CHARTS: &[&str] = &[
    "prevalence",
    "reach",
    "raster",
    "network-map",
    "community-map",
    "seat-map",
    "seat-moments",
    "raincloud",
    "response-curve",
    "causes",
    "outcome-by-arm",
    "paired-difference",
    "trials",
    "spaghetti",
    "transmission-tree",
    "generations",
    "group-flows",
    "fingerprint",
    "association",
    "loneliness",
    "sweep-line",
    "small-multiples",
    "heat-map",
    "scatter",
    "tornado",
    "sensitivity",
    "variance-split",
    "mood-over-time",
    "affect-over-time",
    "mood-density",
    "phase-portrait",
];

/// What charts were called in earlier versions, and what they are called now.
pub const FORMER_CHARTS: &[(&str, &str)] = &[("histogram", "raincloud")];

/// The name that a chart has now.
pub fn chart(name: &str) -> &str {
    FORMER_CHARTS.iter().find(|(former, _)| *former == name).map_or(name, |(_, now)| now)
}

/// What `[figures]` says of all charts, beside their names.
pub const FIGURES: &[Key] =
    &[key("language", Kind::Choice(&CODES), "", "\"de\"", "the language of all charts; a chart may say another")];

/// How an editor wants a chart.
pub const FIGURE: &[Key] = &[
    key("title", Kind::Text, "", "\"Yawns go round\"", "its heading; left out: the finding, computed"),
    key("subtitle", Kind::Text, "", "\"Share of 200 students\"", "the lines below the heading"),
    key("x", Kind::Text, "", "\"Minutes into the lecture\"", "title of the horizontal axis"),
    key("y", Kind::Text, "", "\"Students\"", "title of the vertical axis"),
    key("height", Kind::Number(Range::between(160.0, 4000.0)), "", "420", "height of the whole picture in pixels"),
    key("arms", Kind::Texts, "[]", "[\"friends\"]", "the arms that are drawn, in this order; left out: all"),
    key("labels", Kind::Any, "", "{ friends = \"Among friends\" }", "what arms are called"),
    key("colours", Kind::Any, "", "{ friends = \"#0072b2\" }", "the colour of arms"),
    key("language", Kind::Choice(&CODES), "", "\"de\"", "its language, in place of that of the scenario"),
    key("notes", Kind::Tables(NOTE), "[]", "[{ at = \"8 min\", text = \"the bell\" }]", "remarks on the drawing"),
];

/// A remark on a drawing.
pub const NOTE: &[Key] = &[
    key("at", Kind::Any, "", "\"8 min\"", "where along the horizontal axis: a time, or a number in its unit"),
    key("value", ANY_NUMBER, "", "0.5", "where along the vertical axis, in its unit (shares: 0 to 1)"),
    key("text", Kind::Text, "", "\"the bell\"", "the words"),
];

/// When to stop early.
pub const STOP: &[Key] = &[key(
    "when",
    Kind::Choice(&["no expression is active", "everyone has expressed"]),
    "",
    "\"no expression is active\"",
    "the run ends when this is so",
)];

/// The highest number of a replicate.
const REPLICATE: Kind = Kind::Whole(0.0, 9_007_199_254_740_991.0);

/// Lots of chance that are held still.
pub const CHANCE: &[Key] = &[
    key("network", REPLICATE, "", "0", "given: who is tied to whom, and how closely, is that of this replicate"),
    key("start", REPLICATE, "", "0", "given: who begins, and whom events happen to, is that of this replicate"),
    key("people", REPLICATE, "", "0", "given: traits, groups and thresholds are those of this replicate"),
    key("dice", REPLICATE, "", "0", "given: what happens from moment to moment follows the dice of this replicate"),
];

/// A sweep.
pub const SWEEP: &[Key] = &[
    key("design", Kind::Choice(DESIGNS), "\"grid\"", "\"lhs\"", "how the points are laid out"),
    key("replicates", Kind::Whole(1.0, 10_000_000.0), "", "50", "runs a point; left out: as the scenario says"),
    key(
        "until_ci",
        WEIGHTS,
        "",
        "{ yawn_reach = 0.02 }",
        "add runs to each point until the 95 % interval of each of these metrics reaches no further than this to either side",
    ),
    key(
        "max_replicates",
        Kind::Whole(1.0, 10_000_000.0),
        "1000",
        "500",
        "no point gets more runs than this where `until_ci` adds them",
    ),
    key(
        "samples",
        Kind::Whole(1.0, 100_000_000.0),
        "",
        "64",
        "size of a sampling design: points (random, lhs), base samples (sobol, variance), walks (morris)",
    ),
    key(
        "vary",
        Kind::Tables(VARY),
        "[]",
        "[{ key = \"ties.closeness\", from = 0, to = 1, steps = 5 }]",
        "which keys, over which values",
    ),
    key(
        "points",
        Kind::Sets,
        "[]",
        "[{ \"ties.closeness\" = 0.5 }]",
        "the points themselves, for design \"points\": a list, or the name of a CSV file with a column for each key",
    ),
];

/// One key of a sweep.
pub const VARY: &[Key] = &[
    key("key", Kind::Text, "", "\"ties.closeness\"", "a dotted key of the scenario"),
    key("values", Kind::List, "", "[0, 0.5]", "its values"),
    key("from", Kind::Any, "", "0", "first value of a range: a number, or one with a unit (\"10 s\")"),
    key("to", Kind::Any, "", "1", "last value of a range, included; in the unit of `from`"),
    key("steps", Kind::Whole(2.0, 1_000_000.0), "", "5", "number of values of a range, both ends included"),
    key("scale", Kind::Choice(&["linear", "log"]), "\"linear\"", "\"log\"", "how the values of a range are spaced"),
    key(
        "label",
        Kind::Text,
        "",
        "\"how near people are\"",
        "what charts call it, without its unit; left out: words made from the key",
    ),
];

/// The pictures in which a page can show people.
pub const PICTURES: &[&str] = &["seats", "network", "groups"];

/// A page in which a reader plays with the scenario.
pub const EXPLORE: &[Key] = &[
    key(
        "vary",
        Kind::Tables(MOVED),
        "[]",
        "[{ key = \"ties.closeness\", from = 0, to = 1, label = \"how near people are\" }]",
        "what the reader may move: at most six keys, each with its values or its range",
    ),
    key(
        "guess",
        Kind::Text,
        "\"\"",
        "\"yawn_reach\"",
        "the metric that the reader guesses before looking: a share; left out: the reach of the first expression",
    ),
    key(
        "pictures",
        Kind::Texts,
        "[]",
        "[\"seats\", \"groups\"]",
        "how people can be shown, the first one first: \"seats\", \"network\", \"groups\"; left out: those that fit",
    ),
    key(
        "text",
        Kind::Texts,
        "[]",
        "[\"Touch somebody: they yawn.\"]",
        "paragraphs above the picture: what one sees, and what to try first",
    ),
];

/// One key that a reader may move.
pub const MOVED: &[Key] = &[
    key("key", Kind::Text, "", "\"ties.closeness\"", "a dotted key of the scenario"),
    key("values", Kind::List, "", "[0, 0.5]", "its values, to choose from"),
    key(
        "names",
        Kind::Texts,
        "[]",
        "[\"strangers\", \"friends\"]",
        "what the values are called, one name each; left out: as they are",
    ),
    key("from", Kind::Any, "", "0", "one end of a range: a number, or one with a unit (\"10 s\")"),
    key("to", Kind::Any, "", "1", "the other end of a range, in the unit of `from`"),
    key(
        "steps",
        Kind::Whole(2.0, 1000.0),
        "",
        "11",
        "number of positions in a range, both ends included; left out: 21",
    ),
    key("scale", Kind::Choice(&["linear", "log"]), "\"linear\"", "\"log\"", "how the positions of a range are spaced"),
    key(
        "label",
        Kind::Text,
        "",
        "\"how near people are\"",
        "what the page calls it; left out: words made from the key",
    ),
    key("help", Kind::Text, "", "\"0 a stranger, 1 family\"", "a line below it: what the values mean"),
];

/// What is measured only when asked for.
pub const MEASURE: &[Key] = &[
    key(
        "association",
        Kind::Texts,
        "[]",
        "[\"content\"]",
        "expressions X for which X_association_1, _2 and _3 are measured: how much likelier one is to express X when somebody 1, 2, 3 steps away does",
    ),
    key(
        "lasting",
        Kind::Texts,
        "[]",
        "[\"applause\"]",
        "expressions X for which X_lasting is measured: how long it went on, from the first to the last who expressed it",
    ),
];

/// What is to be found out from what was observed.
pub const FIT: &[Key] = &[
    key(
        "free",
        Kind::Tables(FREE),
        "[]",
        "[{ key = \"ties.closeness\", prior = \"0..1\" }]",
        "the keys that are looked for; `--free` takes the place of a prior, or adds a key",
    ),
    key(
        "observed",
        Kind::Tables(OBSERVED),
        "[]",
        "[{ outcome = \"yawn_reach\", count = 14, of = 28 }]",
        "what was observed; `--data FILE` takes its place",
    ),
    key("draws", Kind::Whole(500.0, 65_536.0), "10000", "20000", "how many draws of the priors are run"),
];

/// A free key.
pub const FREE: &[Key] = &[
    key("key", Kind::Text, "", "\"ties.closeness\"", "a dotted key of the scenario"),
    key(
        "prior",
        Kind::Text,
        "",
        "\"0.1..10 /min log\"",
        "what is held possible: a range, with a unit and the word `log` where wanted, or normal(MEAN, SD), lognormal(MEDIAN, FACTOR), beta(A, B)",
    ),
];

/// Something that was observed.
pub const OBSERVED: &[Key] = &[
    key("outcome", Kind::Text, "", "\"yawn_reach\"", "a column of runs.csv; with a `time` one of series.csv"),
    key("time", MOMENT, "", "\"10 min\"", "when it was seen; left out: at the end"),
    key("value", ANY_NUMBER, "", "0.5", "what was seen; left out, with `count`: it did not come before the end"),
    key("count", Kind::Whole(0.0, 4e9), "", "14", "how many people did it"),
    key("of", Kind::Whole(1.0, 4e9), "", "28", "of how many who were asked"),
    key("room", Kind::Text, "\"\"", "\"3b\"", "in which room, where several were observed"),
];

/// A hypothesis.
pub const HYPOTHESIS: &[Key] = &[
    key("expect", Kind::Text, "", "\"yawn_reach > 0.5\"", "a comparison that should hold"),
    key("name", Kind::Text, "", "\"the yawn goes round\"", "what it means, in words"),
];

/// The key called `name` among `keys`.
pub(crate) fn find(keys: &'static [Key], name: &str) -> Option<&'static Key> {
    keys.iter().find(|key| key.name == name)
}

/// Every table of keys with the words that lead to it.
pub const TABLES: &[(&str, &[Key])] = &[
    ("", SCENARIO),
    ("network", NETWORK),
    ("ties", TIES),
    ("ties.rules", RULE),
    ("people", PEOPLE),
    ("groups", GROUP),
    ("groups.deliberate", DELIBERATE),
    ("expressions", EXPRESSION),
    ("expressions.verb", VERB),
    ("mood", MOOD),
    ("attachment", ATTACHMENT),
    ("loneliness", LONELINESS),
    ("comfort", COMFORT),
    ("selection", SELECTION),
    ("place", PLACE),
    ("encounters", ENCOUNTERS),
    ("events", EVENT),
    ("arms", ARM),
    ("chance", CHANCE),
    ("stop", STOP),
    ("sweep", SWEEP),
    ("sweep.vary", VARY),
    ("explore", EXPLORE),
    ("explore.vary", MOVED),
    ("fit", FIT),
    ("fit.free", FREE),
    ("fit.observed", OBSERVED),
    ("hypotheses", HYPOTHESIS),
    ("measure", MEASURE),
    ("marks", MARK),
    ("figures", FIGURE),
    ("figures.notes", NOTE),
];

/// Whether any table has a key of this name.
pub(crate) fn is_a_key(name: &str) -> bool {
    TABLES.iter().any(|(_, keys)| find(keys, name).is_some())
}

/// The key that a dotted path leads to, with the words that lead to its table: names and numbers of expressions, groups
/// and the like are skipped.
pub fn documented(path: &str) -> Option<(&'static str, &'static Key)> {
    let (mut keys, mut table, mut found) = (SCENARIO, "", None);
    let mut parts = super::tree::split_path(path)?.into_iter().peekable();
    while let Some(part) = parts.next() {
        let Some(key) = find(keys, &part) else {
            return found.filter(|(_, key): &(&str, &Key)| has_parameter(key.kind, &part));
        };
        found = Some((table, key));
        keys = &[];
        if let Some((inner, is_named)) = inside(key.kind) {
            keys = inner;
            table = TABLES.iter().find(|(_, keys)| std::ptr::eq(*keys, inner)).map_or("", |(table, _)| table);
            if is_named && parts.peek().is_some_and(|next| find(inner, next).is_none()) {
                parts.next();
            }
        }
    }
    found
}

/// The keys inside of a kind of table, and whether a name or a number comes before them.
fn inside(kind: Kind) -> Option<(&'static [Key], bool)> {
    match kind {
        Kind::Table(inner) | Kind::TableOrFile(inner) | Kind::Network(inner) => Some((inner, false)),
        Kind::Named(inner) | Kind::NamedBeside(inner, _) | Kind::Tables(inner) | Kind::OneOrMore(inner) => {
            Some((inner, true))
        }
        _ => None,
    }
}

/// Whether what a key takes may have a part of this name: a distribution its mean, a network what its generator needs.
fn has_parameter(kind: Kind, part: &str) -> bool {
    match kind {
        Kind::Network(_) => GENERATORS.iter().any(|g| g.parameters.iter().any(|p| p.name == part)),
        Kind::Draw(_) | Kind::Times(_) | Kind::Response | Kind::Weights(_) | Kind::Who | Kind::Closeness => true,
        Kind::Set | Kind::Sets | Kind::Any | Kind::List => true,
        _ => false,
    }
}

/// Whether a dotted key is `top` or inside of it.
pub(crate) fn is_in(top: &str, key: &str) -> bool {
    super::tree::split_path(key).is_some_and(|parts| parts.first().is_some_and(|first| first == top))
}

/// Whether a dotted key bears on who is there and who sees whom.
pub(crate) fn changes_network(key: &str) -> bool {
    let of_people = |parts: &[String]| match parts {
        [people] => people == "people",
        [people, rest, ..] => people == "people" && matches!(rest.as_str(), "file" | "ignore" | "groups"),
        [] => false,
    };
    is_in("network", key) || super::tree::split_path(key).is_some_and(|parts| of_people(&parts))
}

/// Whether a dotted key takes whole numbers only (among its numbers); `generator` is the network's.
pub fn takes_whole_numbers(path: &str, generator: Option<&str>) -> bool {
    match kind(path) {
        Some(kind) => matches!(kind, Kind::Whole(..) | Kind::Attention),
        // A number of people in a choice of people, or a generator's parameter.
        None => path.ends_with(".count") || path.strip_prefix("network.").is_some_and(|name| counts(generator, name)),
    }
}

/// Whether a generator's parameter is a count.
fn counts(generator: Option<&str>, parameter: &str) -> bool {
    let generator = GENERATORS.iter().find(|g| Some(g.name) == generator);
    let parameter = generator.and_then(|g| g.parameters.iter().find(|p| p.name == parameter));
    parameter.is_some_and(|p| matches!(p.kind, ParameterKind::Count(_)))
}

/// What a dotted key takes; none for a key that no table names.
fn kind(path: &str) -> Option<Kind> {
    entry(path).map(|key| key.kind)
}

/// The key at the end of a dotted one.
fn entry(path: &str) -> Option<&'static Key> {
    let (mut keys, mut found) = (SCENARIO, None);
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        let key = find(keys, part)?;
        found = Some(key);
        match key.kind {
            Kind::Table(inner) | Kind::TableOrFile(inner) | Kind::Network(inner) => keys = inner,
            Kind::Named(inner) | Kind::NamedBeside(inner, _) | Kind::Tables(inner) | Kind::OneOrMore(inner) => {
                keys = inner;
                parts.next();
            }
            _ if parts.peek().is_some() => return None,
            _ => {}
        }
    }
    found
}

/// The unit of a bare number of a dotted key: that of time, per time, or the one that its description names; empty where it
/// has none.
pub fn unit(path: &str, time: TimeUnit) -> String {
    let within = || path.rsplit_once('.').and_then(|(before, _)| Some((kind(before)?, entry(before)?.doc)));
    match kind(path).map(|kind| (kind, entry(path).map_or("", |key| key.doc))).or_else(within) {
        Some((Kind::Duration(_), _)) => time.symbol().to_owned(),
        Some((Kind::Times(_), _)) if !matches!(path.rsplit('.').next(), Some("shape" | "cv" | "alpha" | "beta")) => {
            time.symbol().to_owned()
        }
        Some((Kind::Rate | Kind::Imitation, _)) => format!("/{}", time.symbol()),
        Some((Kind::Number(_) | Kind::Draw(_), doc)) => described(doc).to_owned(),
        _ => String::new(),
    }
}

/// What a dotted key is, in words; empty for one that no table names.
pub fn about(path: &str) -> &'static str {
    entry(path).map_or("", |key| key.doc)
}

/// The unit in brackets at the end of a description.
fn described(doc: &str) -> &str {
    let unit = doc.rsplit_once('[').and_then(|(_, after)| after.split_once(']'));
    unit.map_or("", |(unit, _)| unit)
}

/// Whether a dotted key leads to a table of further keys, rather than to a value that is written as a table.
pub(crate) fn holds_keys(path: &str) -> bool {
    let mut keys = SCENARIO;
    let mut parts = path.split('.').peekable();
    while let Some(part) = parts.next() {
        match find(keys, part).map(|key| key.kind) {
            Some(Kind::Table(inner) | Kind::TableOrFile(inner) | Kind::Network(inner)) => keys = inner,
            Some(Kind::Named(inner) | Kind::NamedBeside(inner, _) | Kind::Tables(inner) | Kind::OneOrMore(inner)) => {
                keys = inner;
                if parts.peek().is_some() {
                    parts.next();
                }
            }
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told_from_measures() {
        let whole = |path| takes_whole_numbers(path, Some("watts_strogatz"));
        for path in
            ["expressions.yawn.attention", "network.k", "replicates", "groups.cheerful.count", "events.0.who.count"]
        {
            assert!(whole(path), "{path}");
        }
        for path in ["ties.closeness", "network.p", "expressions.yawn.imitation_rate", "people.mood_baseline.mean"] {
            assert!(!whole(path), "{path}");
        }
    }
}
