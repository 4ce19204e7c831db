//! Groups of people: those that the scenario names, else those of the network (teams, tables, factions), else those that its ties make.

use super::axis;
use super::input::Results;
use crate::output::tongue::say;
use crate::results::groups::BETWEEN_GROUPS;
use std::collections::BTreeMap;

/// People in groups.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Groups {
    /// The group of each person, in the run that is shown.
    pub of: Vec<usize>,
    /// The same in the runs in which it is another.
    pub in_runs: BTreeMap<u64, Vec<usize>>,
    /// What groups are called.
    pub names: Vec<String>,
    /// Who made them.
    pub made: Made,
}

/// Who made groups.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Made {
    /// The scenario names them; whether the last of them are those who are in none.
    Scenario { others: bool },
    /// They are the network's own.
    Network,
    /// They were found by the ties of people: the modularity of the division.
    Ties(f64),
}

/// More people than this are not divided: it is a map that shows the groups.
const MOST: usize = 600;

/// Below this a division says little (Newman & Girvan 2004, Phys Rev E 69:026113).
const TELLING: f64 = 0.3;

impl Groups {
    /// The groups that the network names.
    pub(super) fn of_network(results: &Results) -> Option<Groups> {
        let blocks: Option<Vec<u32>> = results.people.iter().map(|person| person.block).collect();
        Groups::of(results, &blocks?, Made::Network)
    }

    /// The groups that the scenario or else the network names, else those that the network's ties make.
    pub(super) fn named_or_found(results: &Results) -> Option<Groups> {
        if let Some(named) = Groups::of_scenario(results).or_else(|| Groups::of_network(results)) {
            return Some(named);
        }
        let people = results.people.len();
        if !(3..=MOST).contains(&people) || results.ties.is_empty() {
            return None;
        }
        let (found, modularity) = divide(people, &results.ties);
        Groups::of(results, &found, Made::Ties(modularity)).filter(|_| modularity >= TELLING)
    }

    /// The groups that the scenario names: who is in several is in a group of their own, and those who are in none are the last one.
    pub(super) fn of_scenario(results: &Results) -> Option<Groups> {
        let told = &results.groups;
        let run = results.shown_run();
        let shown = run.and_then(|run| told.of_run(run.id));
        let shown = shown.or_else(|| told.runs.first().map(|(_, people)| people.as_slice()))?;
        // What nobody is in but in other runs of this arm comes after.
        let arm = run.map(|run| results.runs.ids(run.point)).unwrap_or_default();
        let others = told.runs.iter().filter(|(run, _)| arm.contains(run)).flat_map(|(_, people)| people);
        let mut order: Vec<u32> = Vec::new();
        for place in shown.iter().chain(others) {
            if !order.contains(place) {
                order.push(*place);
            }
        }
        let named = |place: &u32| !told.names[*place as usize].is_empty();
        order.sort_by_key(|place| !named(place));
        if !named(order.first()?) || order.len() < 2 || shown.len() != results.people.len() {
            return None;
        }
        let in_run = |people: &[u32]| -> Option<Vec<usize>> {
            people.iter().map(|place| order.iter().position(|known| known == place)).collect()
        };
        let in_runs = told.runs.iter().filter_map(|(run, people)| Some((*run, in_run(people)?)));
        let name = |place: &u32| match told.names[*place as usize].as_str() {
            "" => say!("group-none", "the others"),
            name => name.replace(BETWEEN_GROUPS, " + ").replace('_', " "),
        };
        Some(Groups {
            of: in_run(shown)?,
            in_runs: in_runs.collect(),
            names: order.iter().map(name).collect(),
            made: Made::Scenario { others: !order.iter().all(named) },
        })
    }

    fn of(results: &Results, blocks: &[u32], made: Made) -> Option<Groups> {
        let mut places: BTreeMap<u32, usize> = blocks.iter().map(|block| (*block, 0)).collect();
        places.values_mut().enumerate().for_each(|(place, group)| *group = place);
        let of: Vec<usize> = blocks.iter().map(|block| places[block]).collect();
        let some_share = places.len() < blocks.len();
        let names = (0..places.len()).map(|group| called(results, &of, group)).collect();
        (places.len() > 1 && some_share).then_some(Groups { of, in_runs: BTreeMap::new(), names, made })
    }

    /// How many groups there are.
    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    /// The groups of people in a run.
    pub(super) fn in_run(&self, run: u64) -> &[usize] {
        self.in_runs.get(&run).unwrap_or(&self.of)
    }

    /// Whether it is known who is in which group in a run.
    pub(super) fn knows(&self, results: &Results, run: u64) -> bool {
        !matches!(self.made, Made::Scenario { .. }) || results.facts.fixed_groups || self.in_runs.contains_key(&run)
    }

    /// Whether these are not a group but those who are in none.
    pub(super) fn is_rest(&self, group: usize) -> bool {
        self.made == Made::Scenario { others: true } && group + 1 == self.count()
    }

    /// Whose groups they are, for the full record and after the number of groups.
    pub(super) fn whose(&self) -> &'static str {
        match self.made {
            Made::Scenario { .. } => "that the scenario names",
            Made::Network => "of the network's own",
            Made::Ties(_) => "made by the ties",
        }
    }

    /// What has to be known of how they were made, as a sentence.
    pub(super) fn caution(&self) -> String {
        match self.made {
            Made::Scenario { others: true } => {
                "Groups are those that the scenario names; people who are in none of them are taken together as the others.".to_owned()
            }
            Made::Scenario { others: false } => "Groups are those that the scenario names.".to_owned(),
            Made::Network => "Groups are the network's own.".to_owned(),
            Made::Ties(modularity) => format!(
                "Groups are made by the ties, so that more of them than by chance lie within (modularity {}, method of Blondel and others 2008); networks of pure chance fall into groups, too.",
                axis::short(modularity)
            ),
        }
    }
}

/// A group by its best connected member where people have names, else by its number.
fn called(results: &Results, of: &[usize], group: usize) -> String {
    let named = results.people.iter().any(|p| p.name.parse::<u64>().is_err());
    let members = (0..of.len()).filter(|person| of[*person] == group);
    let best = members.max_by(|a, b| {
        let degree = |person: usize| results.people[person].degree;
        degree(*a).total_cmp(&degree(*b)).then(b.cmp(a))
    });
    match best.filter(|_| named) {
        Some(best) => say!("group-around", [name = results.people[best].name.replace('_', " ")], "around {name}"),
        None => say!("group-numbered", [number = (group + 1).to_string()], "group {number}"),
    }
}

/// Divides people so that more ties lie within groups than chance would put there, and says how much more: the method of Blondel et al.
/// (2008, J Stat Mech P10008), people in the order of their numbers, so that the same ties give the same groups.
pub(super) fn divide(people: usize, ties: &[(u32, u32)]) -> (Vec<u32>, f64) {
    let mut pairs: Vec<(usize, usize)> = ties
        .iter()
        .map(|&(a, b)| (a.min(b) as usize, a.max(b) as usize))
        .filter(|&(a, b)| a < b && b < people)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let mut of: Vec<usize> = (0..people).collect();
    let mut graph = Graph::new(people, pairs.iter().map(|&(a, b)| (a, b, 1.0)));
    let whole = Graph::new(people, pairs.iter().map(|&(a, b)| (a, b, 1.0)));
    loop {
        let (moved, groups) = graph.moved();
        if !moved {
            break;
        }
        of.iter_mut().for_each(|group| *group = groups[*group]);
        graph = graph.merged(&groups);
    }
    let modularity = whole.modularity(&of);
    (numbered(&of).into_iter().map(|group| group as u32).collect(), modularity)
}

/// Groups numbered in the order of their first member.
fn numbered(of: &[usize]) -> Vec<usize> {
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    of.iter()
        .map(|group| {
            let next = numbers.len();
            *numbers.entry(*group).or_insert(next)
        })
        .collect()
}

/// Ties with weights, in either direction once, ties to oneself apart.
struct Graph {
    ties: Vec<Vec<(usize, f64)>>,
    own: Vec<f64>,
    total: f64,
}

impl Graph {
    fn new(nodes: usize, pairs: impl Iterator<Item = (usize, usize, f64)>) -> Graph {
        let mut graph = Graph { ties: vec![Vec::new(); nodes], own: vec![0.0; nodes], total: 0.0 };
        for (a, b, weight) in pairs {
            graph.total += weight;
            if a == b {
                graph.own[a] += weight;
            } else {
                graph.ties[a].push((b, weight));
                graph.ties[b].push((a, weight));
            }
        }
        graph
    }

    fn degree(&self, node: usize) -> f64 {
        self.ties[node].iter().map(|tie| tie.1).sum::<f64>() + 2.0 * self.own[node]
    }

    /// Moves each where it is best placed, until nobody moves; numbered groups.
    fn moved(&self) -> (bool, Vec<usize>) {
        let n = self.ties.len();
        let degrees: Vec<f64> = (0..n).map(|node| self.degree(node)).collect();
        let (mut of, mut sums): (Vec<usize>, Vec<f64>) = ((0..n).collect(), degrees.clone());
        let mut any = false;
        // Each move adds to what is limited; the bound is for the last bits of sums.
        for _ in 0..100 {
            let mut moved = false;
            for node in 0..n {
                let home = of[node];
                sums[home] -= degrees[node];
                let best = self.best(node, home, &of, &sums, degrees[node]);
                sums[best] += degrees[node];
                of[node] = best;
                moved |= best != home;
            }
            any |= moved;
            if !moved {
                break;
            }
        }
        (any, numbered(&of))
    }

    /// The group where a node adds most; its own where no other is better.
    fn best(&self, node: usize, home: usize, of: &[usize], sums: &[f64], degree: f64) -> usize {
        let mut to: BTreeMap<usize, f64> = BTreeMap::from([(home, 0.0)]);
        for &(other, weight) in &self.ties[node] {
            *to.entry(of[other]).or_default() += weight;
        }
        let gain = |group: usize| to[&group] - sums[group] * degree / (2.0 * self.total.max(f64::MIN_POSITIVE));
        let (mut best, mut most) = (home, gain(home));
        for &group in to.keys() {
            if gain(group) > most + 1e-9 {
                (best, most) = (group, gain(group));
            }
        }
        best
    }

    /// Groups as nodes.
    fn merged(&self, groups: &[usize]) -> Graph {
        let count = groups.iter().max().map_or(0, |last| last + 1);
        let mut weights: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for (node, ties) in self.ties.iter().enumerate() {
            let own = (groups[node], groups[node]);
            *weights.entry(own).or_default() += self.own[node];
            for &(other, weight) in ties.iter().filter(|tie| tie.0 > node) {
                let pair = (groups[node].min(groups[other]), groups[node].max(groups[other]));
                *weights.entry(pair).or_default() += weight;
            }
        }
        Graph::new(count, weights.into_iter().map(|((a, b), weight)| (a, b, weight)))
    }

    /// Share of ties within groups less the share that chance would put there.
    fn modularity(&self, of: &[usize]) -> f64 {
        if self.total == 0.0 {
            return 0.0;
        }
        let mut within: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (node, ties) in self.ties.iter().enumerate() {
            let group = within.entry(of[node]).or_default();
            group.0 += ties.iter().filter(|tie| of[tie.0] == of[node]).map(|tie| tie.1 / 2.0).sum::<f64>();
            group.1 += self.degree(node);
        }
        within.values().map(|(ties, degrees)| ties / self.total - (degrees / (2.0 * self.total)).powi(2)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clique(from: u32, size: u32) -> Vec<(u32, u32)> {
        (from..from + size).flat_map(|a| (from..a).map(move |b| (a, b))).collect()
    }

    #[test]
    fn circles_that_are_joined_by_single_ties_are_groups() {
        let ties = [clique(0, 5), clique(5, 5), clique(10, 5), vec![(0, 5), (5, 10)]].concat();
        let (of, modularity) = divide(15, &ties);
        assert_eq!(of, [[0; 5], [1; 5], [2; 5]].concat());
        // By hand: 30 of 32 ties within; degrees 21, 22, 21 of 64.
        let expected = 30.0 / 32.0 - (21.0f64 * 21.0 + 22.0 * 22.0 + 21.0 * 21.0) / (64.0 * 64.0);
        assert!((modularity - expected).abs() < 1e-12, "{modularity} {expected}");
    }

    #[test]
    fn the_karate_club_divides_nearly_as_well_as_can_be() {
        let network = crate::network::generator::karate_club();
        let of = |viewer: usize| network.seen_by(viewer).iter().map(move |seen| (viewer as u32, *seen));
        let ties: Vec<(u32, u32)> = (0..network.people()).flat_map(of).collect();
        let (of, modularity) = divide(34, &ties);
        // The best that is known is 0.4198, with four groups (Brandes et al. 2008).
        assert!(modularity > 0.40 && modularity < 0.4199, "{modularity}");
        assert!((3..=5).contains(&(of.iter().max().expect("people") + 1)), "{of:?}");
    }

    #[test]
    fn one_circle_nobody_and_no_tie_are_divided_by_no_chance() {
        assert_eq!(divide(6, &clique(0, 6)), (vec![0; 6], 0.0));
        assert_eq!(divide(0, &[]).0, Vec::<u32>::new());
        assert_eq!(divide(3, &[(0, 9), (1, 1)]), (vec![0, 1, 2], 0.0));
    }
}
