//! What a design that asks which keys matter has found, in words and as small tables: for the terminal and the report.

use super::adding_up;
use super::chart::axis::{percent, percent_of, plain, short};
use super::chart::input::Results;
use super::chart::outcomes::Outcome;
use super::chart::words::{listed, runs, share_with_conf};
use crate::experiment::sensitivity::{Effects, Estimate, Finding, Indices, Lead, Part, Says, Split, Study, Swing};
use serde::Serialize;

/// What was found about an outcome of an arm.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// What the table is about.
    pub title: String,
    /// The same in a sentence or two, the most important first.
    pub answer: String,
    /// Headings of the columns, the first (the parameter) without one.
    pub columns: Vec<String>,
    /// One row a parameter.
    pub rows: Vec<Vec<String>>,
    /// What it takes to tell what cannot be told yet; empty where all can.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub more: String,
}

/// The findings about the outcomes that are shown; nothing where no design asked.
pub fn told(results: &Results) -> Vec<Told> {
    let Some(study) = &results.study else { return Vec::new() };
    Outcome::shown(results).iter().flat_map(|outcome| about(study, outcome)).collect()
}

fn about(study: &Study, outcome: &Outcome) -> Vec<Told> {
    let findings: Vec<&Finding> = study.findings.iter().filter(|f| f.outcome == outcome.column).collect();
    if findings.is_empty() {
        let answer = format!("{}: not every run has it, so nothing is said about it.", outcome.title);
        return vec![Told {
            title: outcome.title.clone(),
            answer,
            columns: Vec::new(),
            rows: Vec::new(),
            more: String::new(),
        }];
    }
    let several = findings.len() > 1;
    let tell = |finding: &Finding| {
        let arm = if several { format!(" ({})", finding.arm) } else { String::new() };
        Teller { study, outcome, subject: format!("{}{arm}", outcome.title) }.tell(finding)
    };
    findings.into_iter().map(tell).collect()
}

struct Teller<'a> {
    study: &'a Study,
    outcome: &'a Outcome,
    subject: String,
}

impl Teller<'_> {
    fn tell(&self, finding: &Finding) -> Told {
        match &finding.says {
            Says::Nothing => self.nothing(),
            Says::Indices(found) => self.indices(found),
            Says::Effects(found, lead) => self.effects(found, lead.as_ref()),
            Says::Swings(found, lead) => self.swings(found, lead.as_ref(), finding.replicates),
            Says::Split(found) => self.split(found),
        }
    }

    fn told(&self, what: &str, answer: String, columns: &[&str], rows: Vec<Vec<String>>) -> Told {
        let columns = [""].iter().chain(columns).map(|&column| column.to_owned()).collect();
        Told { title: format!("{}: {what}", self.subject), answer, columns, rows, more: String::new() }
    }

    fn nothing(&self) -> Told {
        let answer =
            format!("{}: it varies no more than runs of one point do, so there is nothing to explain.", self.subject);
        Told { title: self.subject.clone(), answer, columns: Vec::new(), rows: Vec::new(), more: String::new() }
    }

    /// Its keys with what was found of each, the largest first.
    fn ranked<'a, T>(&'a self, found: &'a [T], size: impl Fn(&T) -> f64) -> Vec<(&'a str, &'a T)> {
        let mut ranked: Vec<_> = self.study.keys.iter().map(|key| key.name.as_str()).zip(found).collect();
        ranked.sort_by(|a, b| size(b.1).total_cmp(&size(a.1)));
        ranked
    }

    fn indices(&self, found: &Indices) -> Told {
        let both: Vec<(Estimate, Estimate)> = found.first.iter().copied().zip(found.total.iter().copied()).collect();
        let ranked = self.ranked(&both, |both| both.1.value);
        let rows = ranked.iter().map(|(key, both)| vec![(*key).to_owned(), share(&both.0), share(&both.1)]).collect();
        let more = more_samples(found.samples, ranked.iter().map(|(key, both)| (*key, &both.1)));
        let answer = ranked.first().map_or_else(String::new, |(key, (first, total))| {
            if unsure(total) {
                return format!("{}: which key matters most cannot be told yet. {more}", self.subject);
            }
            format!(
                "{}: over these ranges `{key}` explains most of what differs, {} by itself and {} together with others.{}",
                self.subject,
                share(first),
                share(total),
                close_second(&ranked, found.lead.as_ref())
            ) + &led(&more)
        });
        let what = "share of its variance over the design (± half a 95\u{a0}% interval)";
        Told { more, ..self.told(what, answer, &["S1 alone", "ST with others"], rows) }
    }

    fn effects(&self, found: &[Effects], lead: Option<&Lead>) -> Told {
        let ranked = self.ranked(found, |effects| effects.mu_star.value);
        let row = |(key, effects): &(&str, &Effects)| [vec![(*key).to_owned()], self.of_effects(effects)].concat();
        let answer = ranked.first().map_or_else(String::new, |(key, effects)| {
            format!(
                "{}: `{key}` has the largest effects: across its whole range it moves it by {} on average (± {}).{}",
                self.subject,
                self.amount_with_unit(effects.mu_star.value),
                self.amount(half(&effects.mu_star)),
                close_second(&ranked, lead)
            )
        });
        let what = format!("effect over a key's whole range{} (± half a 95\u{a0}% interval)", self.in_unit());
        let columns = ["mu_star size", "mu mean", "sigma spread", "chance alone"];
        self.told(&what, answer, &columns, ranked.iter().map(row).collect())
    }

    fn of_effects(&self, effects: &Effects) -> Vec<String> {
        let Effects { mu, mu_star, sigma, floor } = effects;
        let conf = mu_star.conf.map(|conf| format!(" ± {}", self.amount(conf))).unwrap_or_default();
        let floor = floor.map(|floor| self.amount(floor)).unwrap_or_default();
        let size = format!("{}{conf}", self.amount(mu_star.value));
        vec![size, self.signed(mu.value), self.amount(sigma.value), floor]
    }

    fn swings(&self, found: &[Swing], lead: Option<&Lead>, replicates: usize) -> Told {
        let ranked = self.ranked(found, |swing| swing.swing.mean.unwrap_or(0.0).abs());
        let rows: Vec<Vec<String>> = ranked.iter().map(|(key, swing)| self.of_swing(key, swing)).collect();
        let answer = rows.first().map_or_else(String::new, |row| {
            let level = if replicates > 1 { "95\u{a0}% interval in brackets" } else { "one run" };
            let unit = self.in_unit();
            format!(
                "{}: `{}` moves it most, from {} (for {}): {}{unit}; {level}; all other keys as in the scenario.{}",
                self.subject,
                row[0],
                row[2],
                row[1],
                row[3],
                close_second(&ranked, lead)
            )
        });
        let what =
            format!("change{} when one key goes from its first to its last value (95\u{a0}% interval)", self.in_unit());
        self.told(&what, answer, &["values", "mean", "change"], rows)
    }

    fn of_swing(&self, key: &str, swing: &Swing) -> Vec<String> {
        let change = swing.swing.mean.unwrap_or(0.0);
        let (low, high) = swing.swing.interval.unwrap_or((change, change));
        let ends = self.study.keys.iter().find(|known| known.name == key).map(|known| &known.ends);
        let values = ends.map(|(from, to)| format!("{} to {}", bare(from), bare(to))).unwrap_or_default();
        let factor = if self.outcome.share { 100.0 } else { 1.0 };
        let half = (high - low) / 2.0 * factor;
        let wanted = if half > 0.0 { (-half.log10().floor()).clamp(0.0, 6.0) as usize } else { 1 };
        let [first, last] = [&swing.low, &swing.high].map(|s| s.mean.unwrap_or(f64::NAN) * factor);
        let printed = adding_up::difference(first, last, wanted);
        let say = |value: f64| plain(value, printed.digits);
        let signed = |value: f64| format!("{}{}", if value > 0.0 { "+" } else { "" }, say(value));
        let unit = if self.outcome.share { "\u{a0}%" } else { "" };
        let change = format!("{} ({} to {})", signed(printed.difference), signed(low * factor), signed(high * factor));
        vec![key.to_owned(), values, format!("{}{unit} to {}{unit}", say(printed.a), say(printed.b)), change]
    }

    fn split(&self, found: &Split) -> Told {
        let printed = printed_shares(&found.parts);
        let rows =
            found.parts.iter().zip(&printed).map(|(part, said)| vec![part.name.to_owned(), said.clone()]).collect();
        let mut ranked: Vec<(&Part, &String)> = found.parts.iter().zip(&printed).collect();
        ranked.sort_by(|a, b| b.0.share.total_cmp(&a.0.share));
        let told = |(part, said): &(&Part, &String)| format!("{} ({said})", in_words(part.name));
        let said: Vec<String> = ranked.iter().take(2).map(told).collect();
        let fitted: Vec<(&str, Estimate)> =
            ranked.iter().map(|(part, _)| (in_words(part.name), part.fitted())).collect();
        let more = more_samples(found.samples, fitted.iter().map(|(name, fitted)| (*name, fitted)));
        let answer = if fitted.first().is_some_and(|(_, fitted)| unsure(fitted)) {
            format!("{}: where the differences between runs come from cannot be told yet. {more}", self.subject)
        } else {
            format!(
                "{}: what runs differ by comes mostly from {}; this is from {}.{}{}",
                self.subject,
                listed(&said),
                runs(found.samples * (found.parts.len() + 1)),
                close_parts(&ranked, found.lead.as_ref()),
                led(&more)
            )
        };
        let what = "share of the variance between runs (± half a 95\u{a0}% interval)";
        Told { more, ..self.told(what, answer, &["share"], rows) }
    }

    /// ` in percentage points`
    fn in_unit(&self) -> String {
        match self.outcome.unit.as_str() {
            "" => String::new(),
            unit => format!(" in {unit}"),
        }
    }

    /// A difference of the outcome, as a number.
    fn amount(&self, value: f64) -> String {
        short(if self.outcome.share { value * 100.0 } else { value })
    }

    fn amount_with_unit(&self, value: f64) -> String {
        format!("{} {}", self.amount(value), self.outcome.unit).trim_end().to_owned()
    }

    fn signed(&self, value: f64) -> String {
        format!("{}{}", if value > 0.0 { "+" } else { "" }, self.amount(value))
    }
}

/// What to say where the first of a ranking may as well be the second; nothing where it is the first for certain, or where
/// nothing is known about it.
fn close_second<T>(ranked: &[(&str, T)], lead: Option<&Lead>) -> String {
    match (ranked, lead.and_then(Lead::is_certain)) {
        ([(first, _), (second, _), ..], Some(false)) => {
            format!(" Which of `{first}` and `{second}` comes first is not certain.")
        }
        _ => String::new(),
    }
}

/// The same of the parts of a variance.
fn close_parts(ranked: &[(&Part, &String)], lead: Option<&Lead>) -> &'static str {
    let close = ranked.len() > 1 && lead.and_then(Lead::is_certain) == Some(false);
    if close { " Which of the two comes first is not certain." } else { "" }
}

/// The shares of all parts as they are printed, in per cent that add up to 100, each with half of its interval.
pub fn printed_shares(parts: &[Part]) -> Vec<String> {
    let shares: Vec<f64> = parts.iter().map(|part| part.share * 100.0).collect();
    let whole = adding_up::parts(&shares, 0).into_iter();
    let with_conf = |(share, part): (f64, &Part)| match part.conf {
        Some(conf) => format!("{} ± {}", percent_of(&plain(share, 0)), plain(conf * 100.0, 0)),
        None => percent_of(&plain(share, 0)),
    };
    whole.zip(parts).map(with_conf).collect()
}

/// A part of the variance in words.
pub fn in_words(part: &str) -> &'static str {
    match part {
        "network" => "the network draw",
        "start" => "who started",
        "people" => "what people are like",
        "dice" => "the dice",
        "keys" => "the varied keys",
        _ => "these acting together",
    }
}

/// A TOML value without its quotes.
fn bare(value: &str) -> &str {
    value.trim_matches(['"', '\''])
}

/// A share whose interval reaches further than this to either side, and further than the share itself, tells nothing.
const FINE: f64 = 0.1;

/// The most base samples that the sequence can give.
const MOST_SAMPLES: usize = 1 << 16;

/// Whether a share cannot be told from its interval.
pub(super) fn unsure(estimate: &Estimate) -> bool {
    estimate.conf.is_none_or(|conf| conf > FINE && conf >= estimate.value)
}

/// What to do about shares whose intervals reach further than they do; nothing where there are none.
pub fn more_samples<'a>(samples: usize, shares: impl IntoIterator<Item = (&'a str, &'a Estimate)>) -> String {
    let unsure: Vec<(&str, &Estimate)> = shares.into_iter().filter(|(_, estimate)| unsure(estimate)).collect();
    if unsure.is_empty() || samples >= MOST_SAMPLES {
        return String::new();
    }
    let widest = unsure.iter().map(|(_, estimate)| estimate.conf.unwrap_or(1.0)).fold(0.0, f64::max);
    // Intervals shrink with the root of the number of samples.
    let wanted = (samples as f64 * (widest / FINE).powi(2)).min(MOST_SAMPLES as f64) as usize;
    let wanted = wanted.max(2 * samples).next_power_of_two().min(MOST_SAMPLES);
    let then = widest * (samples as f64 / wanted as f64).sqrt();
    let names: Vec<String> = unsure.iter().map(|(name, _)| (*name).to_owned()).collect();
    let (whose, own, which) = match names.len() {
        1 => ("The interval of", "reaches further than its share", "it"),
        _ => ("The intervals of", "reach further than their shares", "them"),
    };
    format!(
        "{whose} {} {own}: {samples} base samples are too few to tell {which}. `--samples {wanted}` would bring the widest to \
         about ± {}.",
        listed(&names),
        percent(then)
    )
}

/// A sentence after others.
pub fn led(sentence: &str) -> String {
    if sentence.is_empty() { String::new() } else { format!(" {sentence}") }
}

fn half(estimate: &Estimate) -> f64 {
    estimate.conf.unwrap_or(0.0)
}

fn share(estimate: &Estimate) -> String {
    share_with_conf(estimate.value, estimate.conf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_that_cannot_be_told_ask_for_more_samples() {
        let share = |value, conf| Estimate { value, conf: Some(conf) };
        let (sure, small, wide) = (share(0.7, 0.2), share(0.01, 0.05), share(0.18, 0.4));
        assert_eq!(more_samples(16, [("the dice", &sure), ("who started", &small)]), "");
        let said = more_samples(16, [("the dice", &sure), ("who started", &wide)]);
        assert!(
            said.starts_with("The interval of who started reaches further than its share: 16 base samples"),
            "{said}"
        );
        // 16 × (0.4 / 0.1)² = 256, at which 0.4 becomes 0.1.
        assert!(said.contains("`--samples 256`") && said.contains("± 10"), "{said}");
        let both = more_samples(4, [("a", &wide), ("b", &share(0.0, 3.0))]);
        assert!(both.contains("The intervals of a and b reach further than their shares"), "{both}");
        assert_eq!(more_samples(MOST_SAMPLES, [("a", &wide)]), "");
    }
}
