//! The generators: what holds for all of them, and what theory says about each.

use catching::chance::{Chance, SplitMix64, Stream};
use catching::network::generator::*;
use catching::network::{Network, NetworkSpec, Param, Problem};
use std::collections::BTreeMap;

fn dice(seed: u64) -> SplitMix64 {
    Chance::new(seed).draws(Stream::Network, 0, 0, 0)
}

fn example(generator: &Generator, seed: u64) -> Network {
    let spec =
        NetworkSpec::from_parameters(generator.name, &generator.example_parameters()).expect("parameters that work");
    spec.build(Chance::new(seed)).expect("a network")
}

fn degrees(network: &Network) -> Vec<usize> {
    (0..network.people()).map(|i| network.degree(i)).collect()
}

fn components(network: &Network) -> usize {
    let mut seen = vec![false; network.people()];
    let mut count = 0;
    for start in 0..network.people() {
        if seen[start] {
            continue;
        }
        count += 1;
        let mut stack = vec![start];
        seen[start] = true;
        while let Some(i) = stack.pop() {
            for &j in network.seen_by(i) {
                if !std::mem::replace(&mut seen[j as usize], true) {
                    stack.push(j as usize);
                }
            }
        }
    }
    count
}

/// Share of two-step paths that are closed.
fn transitivity(network: &Network) -> f64 {
    let (mut closed, mut paths) = (0usize, 0usize);
    for i in 0..network.people() {
        let around = network.seen_by(i);
        paths += around.len() * around.len().saturating_sub(1);
        for &j in around {
            closed += network.seen_by(j as usize).iter().filter(|k| around.binary_search(k).is_ok()).count();
        }
    }
    closed as f64 / paths.max(1) as f64
}

#[test]
fn every_generator_has_an_example_that_works() {
    for generator in GENERATORS {
        let network = example(generator, 1);
        assert!(network.people() > 1 && network.ties() > 0, "{}", generator.name);
    }
}

#[test]
fn rows_are_sorted_without_loops_or_repetitions() {
    for generator in GENERATORS {
        let network = example(generator, 2);
        for i in 0..network.people() {
            let row = network.seen_by(i);
            assert!(row.windows(2).all(|w| w[0] < w[1]), "{}", generator.name);
            assert!(!row.contains(&(i as u32)), "{}", generator.name);
            assert!(row.iter().all(|&j| (j as usize) < network.people()), "{}", generator.name);
        }
    }
}

#[test]
fn only_a_hall_is_one_sided() {
    for generator in GENERATORS {
        let network = example(generator, 3);
        let symmetric = (0..network.people())
            .all(|i| network.seen_by(i).iter().all(|&j| network.seen_by(j as usize).contains(&(i as u32))));
        assert_eq!(symmetric, generator.name != "seating", "{}", generator.name);
        assert_eq!(symmetric, network.is_symmetric(), "{}", generator.name);
    }
}

#[test]
fn the_same_seed_gives_the_same_network_and_another_seed_another() {
    for generator in GENERATORS {
        let network = example(generator, 4);
        assert_eq!(network, example(generator, 4), "{}", generator.name);
        assert_eq!(generator.random, network != example(generator, 5), "{}", generator.name);
    }
}

#[test]
fn a_seed_of_its_own_fixes_the_network() {
    let parameters = BTreeMap::from([
        ("n".to_owned(), Param::from(50)),
        ("p".to_owned(), Param::from(0.2)),
        ("seed".to_owned(), Param::from(7)),
    ]);
    let spec = NetworkSpec::from_parameters("erdos_renyi", &parameters).unwrap();
    assert!(!spec.is_random());
    assert_eq!(spec.build(Chance::new(1)), spec.build(Chance::new(2)));
    let free = spec.with_seed(None);
    assert!(free.is_random());
    assert_ne!(free.build(Chance::new(1)), free.build(Chance::new(2)));
}

#[test]
fn sizes_are_estimated_well_enough_to_refuse_what_would_not_fit() {
    for generator in GENERATORS {
        let network = example(generator, 6);
        let parameters = generator.example_parameters();
        let size = NetworkSpec::from_parameters(generator.name, &parameters).unwrap().size().unwrap();
        assert!((size.people - network.people() as f64).abs() < 1.5, "{}: {size:?}", generator.name);
        let ratio = size.ties / network.ties() as f64;
        assert!((0.8..1.4).contains(&ratio), "{}: {ratio}", generator.name);
    }
}

#[test]
fn erdos_renyi_degrees_are_binomial() {
    let (n, p) = (20_000, 4.0 / 19_999.0);
    let network = erdos_renyi(n, p, &mut dice(1));
    let mut counts = [0.0; 14];
    for degree in degrees(&network) {
        counts[degree.min(13)] += 1.0;
    }
    // The binomial's limit is near enough: the difference is below 1 part in 1000 here.
    let mut expected = [0.0; 14];
    let mut weight = (-4.0f64).exp();
    for (k, slot) in expected.iter_mut().enumerate().take(13) {
        *slot = weight * n as f64;
        weight *= 4.0 / (k + 1) as f64;
    }
    expected[13] = n as f64 - expected.iter().sum::<f64>();
    let chi: f64 = counts.iter().zip(&expected).map(|(c, e)| (c - e) * (c - e) / e).sum();
    // 13 degrees of freedom, 1 in 10 000.
    assert!(chi < 40.9, "{chi}");
}

#[test]
fn erdos_renyi_ties_are_spread_evenly_over_all_pairs() {
    let network = erdos_renyi(40, 0.3, &mut dice(2));
    assert!(network.ties() / 2 > 150 && network.ties() / 2 < 320);
    let mut hits = vec![0u32; 10 * 10];
    for seed in 0..4000 {
        let network = erdos_renyi(10, 0.3, &mut dice(seed));
        for i in 0..10 {
            network.seen_by(i).iter().for_each(|&j| hits[i * 10 + j as usize] += 1);
        }
    }
    for i in 0..10 {
        for j in (0..10).filter(|&j| j != i) {
            // 4000 draws with p = 0.3: sd 29; five of them.
            assert!(hits[i * 10 + j].abs_diff(1200) < 145, "{i} {j} {}", hits[i * 10 + j]);
        }
    }
}

#[test]
fn gnm_has_exactly_m_ties_however_dense() {
    for m in [0, 1, 100, 2475, 2476, 4900, 4950] {
        let network = gnm(100, m, &mut dice(m as u64));
        assert_eq!(network.ties(), 2 * m);
    }
    let mut hits = [0u32; 6];
    for seed in 0..6000 {
        let network = gnm(4, 2, &mut dice(seed));
        let mut number = 0;
        for i in 0..4u32 {
            for j in i + 1..4 {
                hits[number] += u32::from(network.seen_by(i as usize).contains(&j));
                number += 1;
            }
        }
    }
    // Each pair is tied with probability 1/3: 2000 ± 5 × 37.
    assert!(hits.iter().all(|&h| h.abs_diff(2000) < 185), "{hits:?}");
}

#[test]
fn a_ring_lattice_is_as_clustered_as_theory_says() {
    let network = ring_lattice(100, 6);
    assert!(degrees(&network).iter().all(|&d| d == 6));
    assert!((transitivity(&network) - 3.0 * 4.0 / (4.0 * 5.0)).abs() < 1e-12);
    assert_eq!(ring_lattice(5, 4), complete(5));
}

#[test]
fn rewiring_keeps_the_number_of_ties_and_costs_clustering() {
    let ring = ring_lattice(2000, 8);
    assert_eq!(watts_strogatz(2000, 8, 0.0, &mut dice(1)), ring);
    for p in [0.05, 0.3, 1.0] {
        let network = watts_strogatz(2000, 8, p, &mut dice(2));
        assert_eq!(network.ties(), ring.ties());
        // Barrat & Weigt 2000: C(p) ≈ C(0)(1 − p)³.
        let expected = transitivity(&ring) * (1.0 - p).powi(3);
        assert!((transitivity(&network) - expected).abs() < 0.02, "p = {p}: {}", transitivity(&network));
        let kept = (0..2000).map(|i| network.seen_by(i).iter().filter(|j| ring.seen_by(i).contains(j)).count());
        let rewired = 1.0 - kept.sum::<usize>() as f64 / ring.ties() as f64;
        assert!((rewired - p).abs() < 0.02, "p = {p}: {rewired}");
    }
}

#[test]
fn everyone_keeps_half_the_ties_of_the_ring_when_all_are_rewired() {
    let network = watts_strogatz(1000, 6, 1.0, &mut dice(3));
    assert!(degrees(&network).iter().all(|&d| d >= 3));
    assert!(watts_strogatz(6, 4, 1.0, &mut dice(4)).ties() == 24);
}

#[test]
fn shortcuts_are_added_and_nothing_is_taken() {
    let ring = ring_lattice(3000, 6);
    let network = newman_watts_strogatz(3000, 6, 0.2, &mut dice(1));
    assert!((0..3000).all(|i| ring.seen_by(i).iter().all(|j| network.seen_by(i).contains(j))));
    assert_eq!(components(&network), 1);
    let shortcuts = (network.ties() - ring.ties()) / 2;
    // 9000 chances of 0.2: 1800, sd 38.
    assert!(shortcuts.abs_diff(1800) < 190, "{shortcuts}");
    assert_eq!(newman_watts_strogatz(7, 6, 1.0, &mut dice(1)), complete(7));
}

#[test]
fn popularity_makes_hubs_as_theory_says() {
    let (n, m) = (50_000usize, 3usize);
    let network = barabasi_albert(n, m, &mut dice(1));
    assert_eq!(network.ties() / 2, (n - m) * m);
    assert_eq!(components(&network), 1);
    let degrees = degrees(&network);
    assert!(*degrees.iter().min().unwrap() >= 1);
    // Dorogovtsev, Mendes & Samukhin 2000: P(k) = 2m(m+1) / (k(k+1)(k+2)); so P(K ≥ k) = m(m+1) / (k(k+1)).
    for k in [3usize, 4, 6, 10, 20, 40] {
        let share = degrees.iter().filter(|&&d| d >= k).count() as f64 / n as f64;
        let theory = (m * (m + 1)) as f64 / (k * (k + 1)) as f64;
        let error = (theory * (1.0 - theory) / n as f64).sqrt();
        assert!((share - theory).abs() < 5.0 * error + 1e-3, "k = {k}: {share} against {theory}");
    }
}

#[test]
fn friends_of_friends_make_triangles() {
    let (n, m) = (5000usize, 4usize);
    let with = |p| powerlaw_cluster(n, m, p, &mut dice(1));
    assert_eq!(with(0.9).ties() / 2, (n - m) * m);
    assert_eq!(components(&with(0.9)), 1);
    assert!(transitivity(&with(0.9)) > 3.0 * transitivity(&with(0.0)), "{}", transitivity(&with(0.9)));
    let hubs = degrees(&with(0.5)).into_iter().max().unwrap();
    assert!(hubs > 100, "{hubs}");
}

#[test]
fn everyone_has_exactly_d_ties_in_a_regular_network() {
    for (n, d) in [(1, 0), (2, 1), (4, 3), (6, 2), (7, 4), (50, 3), (50, 40), (1000, 5), (10, 9)] {
        let network = random_regular(n, d, &mut dice(n as u64)).unwrap();
        assert!(degrees(&network).iter().all(|&k| k == d), "{n} {d}");
    }
    // Many people with two ties each: rings, whose mean number is near ln(n)/2 and a bit.
    let mean =
        (0..40).map(|s| components(&random_regular(1000, 2, &mut dice(s)).unwrap())).sum::<usize>() as f64 / 40.0;
    assert!((2.0..5.0).contains(&mean), "{mean}");
}

#[test]
fn configured_degrees_are_kept_where_they_can_be() {
    let wanted: Vec<usize> = (0..2000).map(|i| 1 + i % 6).chain([2]).take(2000).collect();
    let wanted = if wanted.iter().sum::<usize>() % 2 == 0 { wanted } else { [&wanted[..1999], &[3][..]].concat() };
    let network = configuration_model(&wanted, &mut dice(1));
    let lost: usize = degrees(&network).iter().zip(&wanted).map(|(d, w)| w - d).sum();
    assert!(lost < 40, "{lost}");
}

#[test]
fn drawn_degrees_follow_their_distribution() {
    let build = |text: &str| {
        let parameters: BTreeMap<String, Param> =
            text.split(", ").map(|kv| kv.split_once('=').unwrap()).map(|(k, v)| (k.into(), Param::parse(v))).collect();
        let spec = NetworkSpec::from_parameters("configuration_model", &parameters).unwrap();
        spec.build(Chance::new(1)).unwrap()
    };
    let moments = |network: &Network| {
        let degrees = degrees(network);
        let mean = degrees.iter().sum::<usize>() as f64 / degrees.len() as f64;
        let variance = degrees.iter().map(|&d| (d as f64 - mean).powi(2)).sum::<f64>() / degrees.len() as f64;
        (mean, variance)
    };
    let (mean, variance) = moments(&build("n=20000, distribution=poisson, mean=5"));
    assert!((mean - 5.0).abs() < 0.08 && (variance - 5.0).abs() < 0.3, "{mean} {variance}");
    let (mean, variance) = moments(&build("n=20000, distribution=geometric, mean=5"));
    assert!((mean - 5.0).abs() < 0.2 && (variance - 30.0).abs() < 2.0, "{mean} {variance}");
    let network = build("n=20000, distribution=power_law, exponent=3.5, min=2, max=100");
    let share = |k| degrees(&network).iter().filter(|&&d| d == k).count() as f64;
    let ratio = share(2) / share(4);
    assert!((ratio - 2f64.powf(3.5)).abs() < 1.2, "{ratio}");
    assert!(degrees(&network).iter().all(|&d| d <= 100));
}

#[test]
fn blocks_are_tied_as_their_matrix_says() {
    let sizes = [300, 200, 100];
    let p = vec![vec![0.1, 0.01, 0.0], vec![0.01, 0.2, 0.05], vec![0.0, 0.05, 1.0]];
    let network = stochastic_block_model(&sizes, &p, &mut dice(1));
    let block = |i: usize| network.blocks()[i] as usize;
    let mut ties = [[0.0; 3]; 3];
    for i in 0..network.people() {
        network.seen_by(i).iter().for_each(|&j| ties[block(i)][block(j as usize)] += 1.0);
    }
    for a in 0..3 {
        for b in 0..3 {
            let pairs = (sizes[a] * (sizes[b] - usize::from(a == b))) as f64;
            let error = (p[a][b] * (1.0 - p[a][b]) / pairs * 2.0).sqrt();
            assert!((ties[a][b] / pairs - p[a][b]).abs() <= 5.0 * error, "{a} {b} {}", ties[a][b] / pairs);
        }
    }
    let tie = network.row(0).start;
    assert!(network.kind_names() == ["within", "between"] && network.kind(tie).is_some());
}

#[test]
fn relaxed_caves_keep_their_ties_and_some_go_elsewhere() {
    let network = relaxed_caveman(200, 5, 0.1, &mut dice(1));
    assert_eq!(network.ties() / 2, 200 * 10);
    let between = (0..network.ties()).filter(|&t| network.kind(t) == Some("between")).count();
    assert!((between as f64 / network.ties() as f64 - 0.1).abs() < 0.03, "{between}");
    assert_eq!(relaxed_caveman(4, 3, 0.0, &mut dice(1)).targets(), groups(&[3; 4]).targets());
}

#[test]
fn near_people_are_tied_and_far_ones_are_not() {
    for (n, radius) in [(300, 0.15), (300, 0.9), (50, 1.5), (40, 0.001), (10, 0.0)] {
        let network = random_geometric(n, radius, &mut dice(1));
        let place = |i: usize| network.positions()[i].map(f64::from);
        for i in 0..n {
            for j in (0..n).filter(|&j| j != i) {
                let apart = (place(i)[0] - place(j)[0]).hypot(place(i)[1] - place(j)[1]);
                assert_eq!(network.seen_by(i).contains(&(j as u32)), apart <= radius, "{n} {radius} {apart}");
            }
        }
    }
}

#[test]
fn a_hall_has_neighbours_the_row_ahead_and_pairs_of_seats() {
    let network = seating(10, 20, View::NeighboursAndRowAhead);
    assert_eq!(network.degree(0), 3); // a corner in front: nobody ahead
    assert_eq!(network.degree(21), 2 + 3 + 20); // beside, behind, the whole row ahead (three of them neighbours)
    let kinds = |i: usize| network.row(i).map(|t| network.kind(t).unwrap()).collect::<Vec<_>>();
    assert_eq!(kinds(21).iter().filter(|&&k| k == "seat-pairs").count(), 1);
    assert_eq!(kinds(21).iter().filter(|&&k| k == "neighbours").count(), 7);
    assert_eq!(kinds(21).iter().filter(|&&k| k == "row-ahead").count(), 17);
    assert!(!network.seen_by(5).contains(&39) && network.seen_by(39).contains(&5));
    assert_eq!(network.positions()[21], [1.0, 1.0]);
    assert!(seating(4, 5, View::Neighbours).is_symmetric());
    assert_eq!(seating(4, 5, View::Everyone).targets(), complete(20).targets());
}

#[test]
fn plain_networks_are_what_they_are_called() {
    assert_eq!(complete(5).ties(), 20);
    assert_eq!(degrees(&star(6)), [5, 1, 1, 1, 1, 1]);
    assert_eq!(degrees(&path(4)), [1, 2, 2, 1]);
    assert_eq!(grid_2d(3, 4, false).ties() / 2, 3 * 3 + 2 * 4);
    assert!(degrees(&grid_2d(3, 4, true)).iter().all(|&d| d == 4));
    assert_eq!(degrees(&grid_2d(1, 1, true)), [0]);
    let tables = groups(&[4, 1, 3]);
    assert_eq!((components(&tables), tables.blocks()), (3, &[0, 0, 0, 0, 1, 2, 2, 2][..]));
}

#[test]
fn the_karate_club_is_zacharys() {
    let club = karate_club();
    assert_eq!((club.people(), club.ties()), (34, 156));
    assert_eq!((club.degree(0), club.degree(33)), (16, 17));
    assert_eq!((club.name(0).as_str(), club.find("John A")), ("Mr Hi", Some(33)));
    assert_eq!(club.blocks().iter().filter(|&&b| b == 0).count(), 17);
    let weights: f32 = (0..club.ties()).map(|t| club.weight(t)).sum();
    assert_eq!(weights, 462.0);
    let mean = transitivity(&club);
    assert!((mean - 0.2556818).abs() < 1e-6, "{mean}");
}

#[test]
fn les_miserables_is_knuths() {
    let novel = les_miserables();
    assert_eq!((novel.people(), novel.ties()), (77, 508));
    let valjean = novel.find("Valjean").unwrap();
    assert_eq!(novel.degree(valjean), 36);
    let cosette = novel.find("Cosette").unwrap() as u32;
    let tie = novel.row(valjean).find(|&t| novel.targets()[t] == cosette).unwrap();
    assert_eq!(novel.weight(tie), 31.0);
    let weights: f32 = (0..novel.ties()).map(|t| novel.weight(t)).sum();
    assert_eq!(weights, 1640.0);
}

/// Generator, parameters, the parameter at fault, and part of the message.
const REFUSED: &[(&str, &str, &str, Problem, &str)] = &[
    ("watts_strogats", "n = 10", "generator", Problem::UnknownGenerator, "did you mean `watts_strogatz`?"),
    ("erdos_renyi", "n = 10\nmean_degre = 2", "mean_degre", Problem::UnknownParameter, "did you mean `mean_degree`?"),
    ("erdos_renyi", "p = 0.1", "n", Problem::Missing, "number of people"),
    ("erdos_renyi", "n = 10", "p", Problem::Missing, "`p` and `mean_degree`"),
    ("erdos_renyi", "n = 10\np = 0.1\nmean_degree = 2", "mean_degree", Problem::Conflict, "exclude each other"),
    ("erdos_renyi", "n = 10\np = 1.5", "p", Problem::OutOfRange, "from 0 to 1"),
    ("erdos_renyi", "n = 10\np = nan", "p", Problem::OutOfRange, "from 0 to 1"),
    ("erdos_renyi", "n = 10\nmean_degree = 12", "mean_degree", Problem::OutOfRange, "0 to 9 when `n` is 10"),
    ("erdos_renyi", "n = 10.5\np = 0.1", "n", Problem::WrongType, "a whole number"),
    ("erdos_renyi", "n = \"ten\"\np = 0.1", "n", Problem::WrongType, "a whole number"),
    ("erdos_renyi", "n = -3\np = 0.1", "n", Problem::OutOfRange, "1 or more"),
    ("complete", "n = 0", "n", Problem::OutOfRange, "1 or more"),
    (
        "watts_strogatz",
        "n = 10\nk = 3\np = 0.1",
        "k",
        Problem::OutOfRange,
        "even number from 2 to 8 when `n` is 10; nearest: 2",
    ),
    ("watts_strogatz", "n = 10\nk = 10\np = 0.1", "k", Problem::OutOfRange, "from 2 to 8"),
    ("newman_watts_strogatz", "n = 10\nk = 5\np = 0.1", "k", Problem::OutOfRange, "even number"),
    ("ring_lattice", "n = 4\nk = 4", "k", Problem::OutOfRange, "from 2 to 2"),
    ("barabasi_albert", "n = 5\nm = 5", "m", Problem::OutOfRange, "1 to 4"),
    ("gnm", "n = 5\nm = 11", "m", Problem::OutOfRange, "0 to 10"),
    ("random_regular", "n = 5\nd = 3", "d", Problem::OutOfRange, "even"),
    ("random_regular", "n = 5\nd = 5", "d", Problem::OutOfRange, "0 to 4"),
    ("stochastic_block_model", "sizes = [5, 5]\np = [[0.5]]", "p", Problem::OutOfRange, "2 rows of 2"),
    (
        "stochastic_block_model",
        "sizes = [5, 5]\np = [[0.5, 0.1], [0.2, 0.5]]",
        "p",
        Problem::OutOfRange,
        "same above and below",
    ),
    ("groups", "count = 3", "size", Problem::Missing, "people in each group"),
    ("groups", "sizes = [3]\ncount = 3", "count", Problem::Conflict, "exclude"),
    ("configuration_model", "degrees = [1, 2]", "degrees", Problem::OutOfRange, "even"),
    ("configuration_model", "degrees = [3, 1]", "degrees", Problem::OutOfRange, "more than 3 people"),
    ("configuration_model", "n = 10\ndistribution = \"poisson\"", "mean", Problem::Missing, "`mean`"),
    ("configuration_model", "n = 10\ndistribution = \"pareto\"", "distribution", Problem::OutOfRange, "power_law"),
    ("seating", "rows = 2\ncolumns = 2\nview = \"all\"", "view", Problem::OutOfRange, "everyone"),
    ("complete", "n = 1000000", "n", Problem::TooLarge, "`n` up to 24"),
    ("karate_club", "n = 5", "n", Problem::UnknownParameter, "none but `seed`"),
    ("karate_club", "seed = -1", "seed", Problem::WrongType, "0 or more"),
];

#[test]
fn parameters_that_cannot_work_are_refused_with_the_range_that_would() {
    for (generator, text, parameter, problem, help) in REFUSED {
        let parameters: BTreeMap<String, Param> = toml::from_str(text).unwrap();
        let problems = NetworkSpec::from_parameters(generator, &parameters).unwrap_err();
        let first = &problems[0];
        assert_eq!((first.parameter.as_str(), first.problem), (*parameter, *problem), "{generator} {text}: {first}");
        assert!(first.to_string().contains(help), "{generator} {text}: {first}");
    }
}

#[test]
fn all_problems_are_reported_in_one_pass() {
    let parameters: BTreeMap<String, Param> = toml::from_str("n = -1\np = 2\nq = 3").unwrap();
    assert_eq!(NetworkSpec::from_parameters("watts_strogatz", &parameters).unwrap_err().len(), 4);
}

#[test]
fn a_specification_survives_being_written_down() {
    for generator in GENERATORS {
        let spec = NetworkSpec::from_parameters(generator.name, &generator.example_parameters()).unwrap();
        let text = toml::to_string(&spec.with_seed(Some(3))).unwrap();
        let again: NetworkSpec = toml::from_str(&text).unwrap();
        assert_eq!(again.seed(), Some(3), "{text}");
        assert_eq!(toml::to_string(&again).unwrap(), text);
    }
    let file = NetworkSpec::file("a/b.graphml", None);
    assert_eq!(toml::from_str::<NetworkSpec>(&toml::to_string(&file).unwrap()).unwrap(), file);
    assert!(toml::from_str::<NetworkSpec>("generator = \"complete\"\nn = 0").is_err());
    assert!(toml::from_str::<NetworkSpec>("generator = \"complete\"\nfile = \"x.net\"\nn = 3").is_err());
}
