//! Given how many ties each person is to have, loose ends are paired at random (Bollobás 1980; Newman, Strogatz &
//! Watts 2001, *Phys. Rev. E* 64:026118). Pairs that would repeat a tie or tie a person to itself are dropped, so that
//! people with very many ties may end up with a few less.

use super::{Generator, Size, exactly_one};
use crate::chance::SplitMix64;
use crate::network::{Given, Network, Parameter, ParameterKind, ParameterProblem, Problem};
use rand::RngExt;
use rand::seq::SliceRandom;

pub(super) const CONFIGURATION_MODEL: Generator = Generator {
    name: "configuration_model",
    about: "random, but with given degrees: a list, or Poisson, geometric or power-law ones",
    source: "Bollobás 1980; NetworkX configuration_model, simple ties only",
    random: true,
    parameters: &[
        Parameter::new("degrees", ParameterKind::Counts(0), "ties of each person").alternative(),
        Parameter::new("n", ParameterKind::Count(1), "number of people, when degrees are drawn").alternative(),
        Parameter::new(
            "distribution",
            ParameterKind::Choice(&["poisson", "geometric", "power_law"]),
            "how degrees are distributed",
        )
        .alternative(),
        Parameter::new(
            "mean",
            ParameterKind::Real(0.0, f64::INFINITY),
            "mean of a Poisson or geometric distribution [ties]",
        )
        .alternative(),
        Parameter::new(
            "exponent",
            ParameterKind::Real(0.0, 20.0),
            "of the power law: P(k) falls as k to the minus this",
        )
        .alternative(),
        Parameter::new("min", ParameterKind::Count(0), "fewest ties; left out: 0, or 1 for a power law").alternative(),
        Parameter::new("max", ParameterKind::Count(0), "most ties; left out: n - 1").alternative(),
    ],
    example: "n = 500\ndistribution = \"power_law\"\nexponent = 2.5\nmin = 2\nmax = 50",
    check,
    size: |given| {
        let degrees = given.counts("degrees");
        let people = if given.has("n") { given.count("n") as f64 } else { degrees.len() as f64 };
        let listed = degrees.iter().sum::<usize>() as f64;
        Size { people, ties: if given.has("n") { people * law(given).mean() } else { listed } }
    },
    build: |given, dice| {
        let degrees = if given.has("n") { draw(given.count("n"), &law(given), dice) } else { given.counts("degrees") };
        Ok(configuration_model(&degrees, dice))
    },
    rows: None,
};

fn check(given: &Given) -> Vec<ParameterProblem> {
    if let Some(problem) = exactly_one(given, &["degrees", "n"]) {
        return vec![problem];
    }
    if given.has("n") { check_law(given) } else { check_list(given) }
}

fn check_list(given: &Given) -> Vec<ParameterProblem> {
    let degrees = given.counts("degrees");
    let others = CONFIGURATION_MODEL.parameters.iter().filter(|p| p.name != "degrees" && given.has(p.name));
    let mut problems: Vec<_> = others
        .map(|p| {
            let message = format!("`degrees` and `{}` exclude each other", p.name);
            ParameterProblem::new(p.name, Problem::Conflict, message).help("leave one of them out")
        })
        .collect();
    if degrees.iter().sum::<usize>() % 2 == 1 {
        problems.push(ParameterProblem::range(
            "degrees",
            "[…]",
            "the sum of the degrees must be even: a tie has two ends",
        ));
    }
    if let Some(&most) = degrees.iter().max().filter(|&&d| d >= degrees.len()) {
        let would = format!("a degree of {most} needs more than {most} people; there are {}", degrees.len());
        problems.push(ParameterProblem::range("degrees", "[…]", would));
    }
    if degrees.is_empty() {
        problems.push(ParameterProblem::range("degrees", "[]", "at least one person is needed"));
    }
    problems
}

fn check_law(given: &Given) -> Vec<ParameterProblem> {
    let missing = |name: &str, message: &str| vec![ParameterProblem::new(name, Problem::Missing, message)];
    let (needed, other) = match given.text("distribution").as_str() {
        "power_law" => ("exponent", "mean"),
        "poisson" | "geometric" => ("mean", "exponent"),
        _ => return missing("distribution", "`n` needs `distribution`: \"poisson\", \"geometric\" or \"power_law\""),
    };
    if !given.has(needed) {
        return missing(needed, &format!("this distribution needs `{needed}`"));
    }
    if given.has(other) {
        return vec![
            ParameterProblem::new(other, Problem::Conflict, format!("this distribution has no `{other}`"))
                .help(format!("it takes `{needed}`")),
        ];
    }
    let (n, (min, max)) = (given.count("n"), bounds(given));
    if max >= n && given.has("max") || min > max {
        let key = if given.has("max") { "max" } else { "min" };
        let would = format!("`min` ≤ `max` ≤ {} when `n` is {n}", n - 1);
        return vec![ParameterProblem::range(key, given.count(key), would)];
    }
    if given.real("mean") > max as f64 {
        return vec![ParameterProblem::range("mean", given.real("mean"), format!("`mean` takes {min} to {max}"))];
    }
    Vec::new()
}

fn bounds(given: &Given) -> (usize, usize) {
    let least = if given.text("distribution") == "power_law" { 1 } else { 0 };
    let min = if given.has("min") { given.count("min") } else { least };
    (min, if given.has("max") { given.count("max") } else { given.count("n") - 1 })
}

fn law(given: &Given) -> Table {
    let (min, max) = bounds(given);
    let law = match given.text("distribution").as_str() {
        "poisson" => DegreeLaw::Poisson(given.real("mean")),
        "geometric" => DegreeLaw::Geometric(given.real("mean")),
        _ => DegreeLaw::PowerLaw(given.real("exponent")),
    };
    Table::new(law, min, max)
}

/// How degrees are distributed, before they are cut to a range.
#[derive(Clone, Copy, Debug, PartialEq)]
enum DegreeLaw {
    /// With this mean, as in a random network.
    Poisson(f64),
    /// With this mean: each further tie is as likely as the one before.
    Geometric(f64),
    /// P(k) in proportion to k to the minus this.
    PowerLaw(f64),
}

impl DegreeLaw {
    /// ln P(k), up to a constant.
    fn log_weight(self, k: f64) -> f64 {
        match self {
            Self::Poisson(0.0) | Self::Geometric(0.0) => {
                if k == 0.0 {
                    0.0
                } else {
                    f64::NEG_INFINITY
                }
            }
            Self::Poisson(mean) => k * libm::log(mean) - libm::lgamma(k + 1.0),
            Self::Geometric(mean) => k * libm::log(mean / (mean + 1.0)),
            Self::PowerLaw(exponent) => -exponent * libm::log(k),
        }
    }
}

/// The distribution function from `min` on, up to where nothing is left of it.
struct Table {
    min: usize,
    cumulated: Vec<f64>,
}

impl Table {
    fn new(law: DegreeLaw, min: usize, max: usize) -> Self {
        let min = if matches!(law, DegreeLaw::PowerLaw(_)) { min.max(1) } else { min };
        let peak = if let DegreeLaw::Poisson(mean) = law { mean.clamp(min as f64, max as f64) } else { min as f64 };
        let highest = law.log_weight(peak.floor());
        let mut sum = 0.0;
        let mut cumulated = Vec::new();
        for k in min..=max {
            let weight = libm::exp(law.log_weight(k as f64) - highest);
            sum += weight;
            cumulated.push(sum);
            if k as f64 > peak && weight < sum * 1e-18 {
                break;
            }
        }
        cumulated.iter_mut().for_each(|c| *c /= sum);
        Self { min, cumulated }
    }

    fn mean(&self) -> f64 {
        self.min as f64 + self.cumulated.iter().map(|c| 1.0 - c).sum::<f64>()
    }

    fn draw(&self, dice: &mut SplitMix64) -> usize {
        let u = dice.random::<f64>();
        self.min + self.cumulated.partition_point(|&c| c <= u).min(self.cumulated.len() - 1)
    }
}

/// One degree each; when their sum is odd, random people draw again until it is even.
fn draw(n: usize, law: &Table, dice: &mut SplitMix64) -> Vec<usize> {
    let mut degrees: Vec<usize> = (0..n).map(|_| law.draw(dice)).collect();
    // When all possible degrees are odd and so are the people, one end stays loose.
    for _ in 0..1000 {
        if degrees.iter().sum::<usize>().is_multiple_of(2) {
            break;
        }
        degrees[dice.random_range(0..n as u64) as usize] = law.draw(dice);
    }
    degrees
}

/// People with these many ties each, less the few that would repeat a tie or tie a person to itself.
pub fn configuration_model(degrees: &[usize], dice: &mut SplitMix64) -> Network {
    let mut ends: Vec<u32> = degrees.iter().enumerate().flat_map(|(i, &d)| std::iter::repeat_n(i as u32, d)).collect();
    ends.shuffle(dice);
    let pairs: Vec<_> = ends.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
    Network::from_pairs(degrees.len(), &pairs).0
}
