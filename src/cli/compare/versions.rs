//! From what was typed to the two versions that are compared.

use super::super::options::for_shell;
use super::Args;
use crate::cli::job::{Asked, Job};
use crate::cli::options::Place;
use crate::cli::source::Source;
use crate::cli::{Failure, Terminal};
use crate::experiment::Plan;
use crate::experiment::running::{Keep, Selection};
use crate::model::metric_names;
use crate::model::situation::Situation;
use crate::output::folder::claim::flat;
use crate::output::tables::number;
use crate::quantity::{TimeUnit, duration, rate};
use crate::scenario::hypothesis::{Expectation, Known};
use crate::scenario::{self, Arm, Hypothesis, Overrides, Scenario, Timing, Written, nearest, reserved_arm, shipped};
use crate::text;
use std::path::{Path, PathBuf};

/// A scenario or a result folder as typed: `NAME`, or `NAME:ARM` for one of its arms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Operand {
    pub(in crate::cli) name: String,
    pub(in crate::cli) arm: Option<String>,
}

impl Operand {
    pub(in crate::cli) fn of(text: &str) -> Self {
        let whole = Self { name: text.to_owned(), arm: None };
        match text.rsplit_once(':') {
            Some((name, arm)) if !exists(text) && exists(name) => {
                Self { name: name.to_owned(), arm: Some(arm.to_owned()) }
            }
            _ => whole,
        }
    }

    /// Whether it is a result folder: a scenario of that name goes first, as everywhere.
    pub(super) fn is_folder(&self) -> bool {
        let path = Path::new(&self.name);
        !path.is_file() && shipped(&self.name).is_none() && path.is_dir()
    }

    /// A short name: the file's or folder's, or the arm's.
    pub(in crate::cli) fn short(&self) -> String {
        let file = Path::new(&self.name).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        self.arm.clone().or(file).unwrap_or_else(|| self.name.clone())
    }
}

fn exists(name: &str) -> bool {
    Path::new(name).exists() || shipped(name).is_some()
}

/// The job of running two versions of scenarios side by side.
pub(super) fn prepare(args: &Args, a: &Operand, b: Option<&Operand>, terminal: &mut Terminal) -> Result<Job, Failure> {
    match b {
        Some(b) if b.name != a.name => two_sources(args, a, b, terminal),
        _ => one_source(args, a, b, terminal),
    }
}

/// Two versions of one scenario: they become its two arms, so that the scenario in the result folder says both.
fn one_source(args: &Args, a: &Operand, b: Option<&Operand>, terminal: &mut Terminal) -> Result<Job, Failure> {
    let source = Source::find(Some(&a.name))?;
    let changes = args.changes.overrides();
    let mut scenario = source.read(&changes, terminal)?;
    let base = changes_of_arm(&scenario, a)?;
    let arms = match b {
        Some(b) => [(a.short(), base), (b.short(), changes_of_arm(&scenario, b)?)],
        None if !args.b.is_empty() => changed_arms(args, &scenario, &base, source.text(), terminal)?,
        None => own_arms(&scenario, a)?,
    };
    let arms = named(arms, args)?;
    let slug = slug(&arms.each_ref().map(|(name, _)| name.clone()), &scenario.name);
    scenario.arms = arms.map(|(name, set)| Arm { name, set, null: false }).to_vec();
    say_left_out(alone(&mut scenario), terminal);
    let written = Written::new(source.name(), source.text(), &changes, &scenario);
    let label = if args.b.is_empty() { "arm" } else { "--b" };
    let plan = Plan::new(&scenario, |more| source.variant(&written, label, more, terminal))?;
    refuse_twins(&plan)?;
    Job::new(source, scenario, plan, &asked(args, &place(args, &slug)))
}

/// What the two versions are called, and what differs from the scenario in each.
type Versions = [(String, Overrides); 2];

fn changed_arms(
    args: &Args,
    scenario: &Scenario,
    base: &Overrides,
    text: &str,
    terminal: &mut Terminal,
) -> Result<Versions, Failure> {
    if let Some((key, _)) = args.b.iter().find(|(key, _)| matches!(key.as_str(), "seed" | "replicates")) {
        return Err(Failure::usage(format_args!(
            "`--b {key}=…` would take away what the two versions share: the dice of each run\n\
             help: `--{key} N` changes it in both"
        )));
    }
    let groups: Vec<String> = scenario.situation.groups.iter().map(|group| group.name.clone()).collect();
    let changed = scenario::changed(base, &args.b, ("--b", &groups))
        .map_err(|problems| Failure::diagnostics(problems.render(terminal.colours_err())))?;
    let told = args.b.iter().filter_map(|(key, _)| scenario::for_a_part(key, &scenario.situation));
    told.for_each(|remark| terminal.note(remark));
    let words = flat(&scenario.to_toml());
    let name = |key: &str, value: &str| {
        let short = key.rsplit('.').next().unwrap_or(key);
        let plain = value.parse().map_or_else(|_| value.trim_matches(['"', '\'']).to_owned(), number);
        format!("{short} = {plain}")
    };
    let names = match args.b.as_slice() {
        [(key, value)] => {
            let of_arm = scenario::value_of(base, key, &groups).map(String::from);
            let now = of_arm.as_ref().or(words.get(key));
            // In the unit in which the arm or the file has it, else in that of the resolved scenario.
            let unit = of_arm.clone().or_else(|| written(text, key)).or(now.cloned());
            let in_unit = |value: &str| unit.as_ref().map_or_else(|| value.to_owned(), |unit| in_unit_of(unit, value));
            [now.map(|now| name(key, &in_unit(now))), Some(name(key, &in_unit(value)))]
        }
        _ => [None, None],
    };
    let [as_written, other] = names;
    let fits = |name: &String| name.chars().count() <= 40;
    Ok([
        (as_written.filter(fits).unwrap_or_else(|| "as written".to_owned()), base.clone()),
        (other.filter(fits).unwrap_or_else(|| "changed".to_owned()), changed),
    ])
}

/// The value of a dotted key as the scenario's own text has it.
fn written(text: &str, key: &str) -> Option<String> {
    let table: toml::Table = text.parse().ok()?;
    let step = |value: toml::Value, part: &str| match value {
        toml::Value::Table(mut table) => table.remove(part),
        toml::Value::Array(list) => list.get(part.parse::<usize>().ok()?).cloned(),
        _ => None,
    };
    let found = key.split('.').try_fold(toml::Value::Table(table), step)?;
    found.as_str().map(str::to_owned)
}

/// A typed rate or duration in the unit in which the scenario's own is told: beside "30 /h" "0.1 /min" is "6 /h".
fn in_unit_of(now: &str, typed: &str) -> String {
    let plain = |text: &str| text.trim_matches(['"', '\'']).to_owned();
    let (now, other) = (plain(now), plain(typed));
    let unit = now.trim_start_matches(|c: char| c.is_ascii_digit() || "+-.eE".contains(c)).trim();
    let converted = match unit.strip_prefix('/').map(str::trim) {
        Some(per) => TimeUnit::from_symbol(per).and_then(|unit| Some(rate(&other, unit).ok()? * unit.seconds())),
        None => TimeUnit::from_symbol(unit).and_then(|unit| Some(duration(&other, unit).ok()? / unit.seconds())),
    };
    // Twelve digits: 0.1 a minute is 6 an hour, not 6.000000000000001.
    let short = |value: f64| format!("{value:.12e}").parse().map_or(value, |short: f64| short);
    let bare = other.parse::<f64>().is_ok();
    converted
        .filter(|_| !bare && !other.ends_with(unit))
        .map_or(typed.to_owned(), |value| format!("{} {unit}", number(short(value))))
}

fn own_arms(scenario: &Scenario, a: &Operand) -> Result<Versions, Failure> {
    match (scenario.arms.as_slice(), &a.arm) {
        ([a, b], None) => Ok([(a.name.clone(), a.set.clone()), (b.name.clone(), b.set.clone())]),
        ([], _) | (_, Some(_)) => Err(Failure::usage(format_args!(
            "`{}` is one version: there is nothing to compare it with\n\
             help: name a second scenario, or change something: `--b ties.closeness=0.6`",
            a.name
        ))),
        (arms, None) => Err(which_arm(&a.name, arms, "two of them")),
    }
}

fn which_arm(name: &str, arms: &[Arm], which: &str) -> Failure {
    let names: Vec<&str> = arms.iter().map(|arm| arm.name.as_str()).collect();
    let (first, last) = (names[0], names[names.len() - 1]);
    Failure::usage(format_args!(
        "`{name}` has {} arms ({}); say which {which} to compare\nhelp: such as `catching compare {} {}`",
        names.len(),
        names.join(", "),
        for_shell(&format!("{name}:{first}")),
        for_shell(&format!("{name}:{last}"))
    ))
}

/// What the chosen arm changes; nothing without a choice.
fn changes_of_arm(scenario: &Scenario, operand: &Operand) -> Result<Overrides, Failure> {
    let Some(name) = &operand.arm else { return Ok(Overrides::new()) };
    let found = scenario.arms.iter().find(|arm| arm.name == *name);
    found.map(|arm| arm.set.clone()).ok_or_else(|| {
        let names = || scenario.arms.iter().map(|arm| arm.name.as_str());
        let help = match nearest(name, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if scenario.arms.is_empty() => "it has no arms".to_owned(),
            None => format!("it has {}", Vec::from_iter(names()).join(", ")),
        };
        Failure::usage(format_args!("`{}` has no arm `{name}`\nhelp: {help}", operand.name))
    })
}

/// Two scenarios: both are kept in the result folder.
fn two_sources(args: &Args, a: &Operand, b: &Operand, terminal: &mut Terminal) -> Result<Job, Failure> {
    let (source_a, mut scenario_a, mut left_out) = version(args, a, &args.changes.overrides(), terminal)?;
    let mut changes = args.changes.overrides();
    let own = source_b_luck(b, &changes, terminal)?;
    if own != (scenario_a.seed, scenario_a.replicates) {
        terminal.note(format_args!(
            "both are run with the seed and replicates of `{}` ({} and {}), so that they share their dice",
            a.name, scenario_a.seed, scenario_a.replicates
        ));
    }
    changes.push(("seed".to_owned(), scenario_a.seed.to_string()));
    changes.push(("replicates".to_owned(), scenario_a.replicates.to_string()));
    let (source_b, mut scenario_b, others) = version(args, b, &changes, terminal)?;
    left_out.extend(others);
    say_left_out(left_out, terminal);
    let names = named([(a.short(), Overrides::new()), (b.short(), Overrides::new())], args)?.map(|(name, _)| name);
    let mut plan = plan_of(&scenario_a).beside(plan_of(&scenario_b));
    for (point, name) in plan.points.iter_mut().zip(&names) {
        point.arm.clone_from(name);
    }
    refuse_twins(&plan)?;
    say_shared_ticks(&plan, [&mut scenario_a, &mut scenario_b]);
    let slug = slug(&names, "");
    let job = Job::new(source_a, scenario_a, plan, &asked(args, &place(args, &slug)))?;
    job.beside(&source_b, &scenario_b)
}

/// The seed and replicates that a scenario has of its own.
fn source_b_luck(b: &Operand, changes: &[(String, String)], terminal: &Terminal) -> Result<(u64, u32), Failure> {
    let source = Source::find(Some(&b.name))?;
    let scenario = scenario::read(source.name(), source.text(), changes, &|file| source.open(file));
    let scenario = scenario.map_err(|problems| Failure::diagnostics(problems.render(terminal.colours_err())))?;
    Ok((scenario.seed, scenario.replicates))
}

/// Two scenarios that share their dice share their tick, which neither chooses by itself: it is written into both.
fn say_shared_ticks(plan: &Plan, scenarios: [&mut Scenario; 2]) {
    for (point, scenario) in scenarios.into_iter().enumerate() {
        let told = |scenario: &Scenario| {
            let Situation { clock, dt, sample_every, .. } = scenario.situation;
            Timing { clock: Some(clock), dt: Some(dt), sample_every: Some(sample_every), ..scenario.timing }
        };
        let alone = told(scenario);
        plan.time(point, scenario);
        if alone != told(scenario) {
            scenario.timing = told(scenario);
        }
    }
}

fn plan_of(scenario: &Scenario) -> Plan {
    Plan::new(scenario, |_| Ok::<_, std::convert::Infallible>(scenario.clone())).unwrap_or_else(|never| match never {})
}

/// One version: a scenario without arms, or one of its arms.
fn version(
    args: &Args,
    operand: &Operand,
    changes: &[(String, String)],
    terminal: &mut Terminal,
) -> Result<(Source, Scenario, Vec<String>), Failure> {
    let source = Source::find(Some(&operand.name))?;
    let written = source.read(changes, terminal)?;
    super::check_outcome(args.outcome.as_deref(), &written)?;
    if operand.arm.is_none() && !written.arms.is_empty() {
        return Err(which_arm(&operand.name, &written.arms, "one of them"));
    }
    let set = changes_of_arm(&written, operand)?;
    let again = Written::new(source.name(), source.text(), changes, &written);
    let mut scenario = source.variant(&again, "arm", &set, terminal)?;
    scenario.arms.clear();
    let left_out = alone(&mut scenario);
    Ok((source, scenario, left_out))
}

/// Without what is not part of a comparison: other arms, the run without imitation, and hypotheses about them, which are given back.
fn alone(scenario: &mut Scenario) -> Vec<String> {
    scenario.null_run = false;
    scenario.sweep = None;
    let mut arms: Vec<String> = scenario.arms.iter().map(|arm| arm.name.clone()).collect();
    if arms.is_empty() {
        arms.push("main".to_owned());
    }
    let metrics = metric_names(&scenario.situation);
    let known = Known { metrics: &metrics, arms: &arms, unit: scenario.time_unit };
    let is_about = |hypothesis: &mut Hypothesis| Expectation::parse(&hypothesis.expect, known).is_err();
    scenario.hypotheses.extract_if(.., is_about).map(|hypothesis| hypothesis.title()).collect()
}

/// Says which hypotheses are about runs that a comparison has not.
fn say_left_out(mut titles: Vec<String>, terminal: &mut Terminal) {
    titles.dedup();
    if !titles.is_empty() {
        let titles = titles.iter().map(|title| format!("“{title}”")).collect::<Vec<_>>().join(", ");
        terminal.note(format_args!(
            "not judged here, because it is about other arms or the run without imitation: {titles}"
        ));
    }
}

/// The versions under the names that were asked for; two of one name are told apart, and names that tables use for
/// themselves are not taken.
fn named(mut versions: Versions, args: &Args) -> Result<Versions, Failure> {
    if let [a, b] = args.names.as_slice() {
        (versions[0].0, versions[1].0) = (a.trim().to_owned(), b.trim().to_owned());
    }
    if versions[0].0 == versions[1].0 {
        versions[0].0 += " (A)";
        versions[1].0 += " (B)";
    }
    for (name, _) in &mut versions {
        if reserved_arm(name).is_some() {
            name.push_str(".toml");
        }
        // A key or value that was typed is a name, too, until it is refused for what it is.
        *name = text::shown(name).into_owned();
        if name.is_empty() {
            return Err(Failure::usage("`--names` needs two names, such as `--names strangers,friends`"));
        }
    }
    Ok(versions)
}

/// Two versions that do the same are a slip of the pen.
fn refuse_twins(plan: &Plan) -> Result<(), Failure> {
    let [a, b] = plan.points.as_slice() else { return Ok(()) };
    if a.situation != b.situation || a.network != b.network {
        return Ok(());
    }
    Err(Failure::usage(format_args!(
        "“{}” and “{}” are the same in everything that is simulated: there is nothing to compare\n\
         help: change something in one of them, such as `--b ties.closeness=0.6`",
        a.arm, b.arm
    )))
}

fn asked<'a>(args: &Args, place: &'a Place) -> Asked<'a> {
    let selection = Selection { events: Keep::First, agents: Keep::First };
    Asked { place, threads: args.threads, selection }
}

/// Where results go: `output/NAME-a-vs-b` unless said otherwise.
fn place(args: &Args, slug: &str) -> Place {
    Place { out: Some(super::folder(args, slug)), ..args.place.clone() }
}

/// A name for a folder out of the names of two versions.
pub(super) fn slug(names: &[String; 2], scenario: &str) -> String {
    let plain = |text: &str| -> String {
        let letters = text.chars().map(|c| if c.is_alphanumeric() || "._".contains(c) { c } else { '-' });
        let joined: String = letters.collect();
        joined.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    };
    let both = format!("{}-vs-{}", plain(&names[0]), plain(&names[1]));
    let whole = if scenario.is_empty() { both } else { format!("{}-{both}", plain(scenario)) };
    whole.chars().take(100).collect()
}

/// `output/NAME`, or what was asked for.
pub(super) fn output(asked: Option<&PathBuf>, name: &str) -> PathBuf {
    asked.cloned().unwrap_or_else(|| Path::new("output").join(name.trim_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arm_is_named_after_a_colon() {
        let whole = Operand::of("yawn-ladder");
        assert_eq!((whole.name.as_str(), whole.arm), ("yawn-ladder", None));
        let arm = Operand::of("yawn-ladder:family");
        assert_eq!((arm.name.as_str(), arm.arm.as_deref()), ("yawn-ladder", Some("family")));
        assert_eq!(Operand::of("nowhere:family").arm, None, "what is not there stays whole, for the message");
    }

    #[test]
    fn a_typed_rate_is_told_in_the_unit_of_the_scenario() {
        assert_eq!(in_unit_of("\"30 /h\"", "0.1 /min"), "6 /h");
        assert_eq!(in_unit_of("\"5 min\"", "\"30 s\""), "0.5 min");
        assert_eq!(in_unit_of("\"6 /h\"", "12 /h"), "12 /h");
        assert_eq!(in_unit_of("0.3", "0.6"), "0.6");
        assert_eq!(in_unit_of("\"seating\"", "complete"), "complete");
    }

    #[test]
    fn a_folder_is_named_after_both_versions() {
        let names = ["closeness = 0".to_owned(), "closeness = 0.6".to_owned()];
        assert_eq!(slug(&names, "hall"), "hall-closeness-0-vs-closeness-0.6");
        assert_eq!(slug(&["a".to_owned(), "../b c".to_owned()], ""), "a-vs-..-b-c");
    }
}
