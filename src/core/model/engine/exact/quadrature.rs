//! Integrals that have no closed form: five-point Gauss–Legendre rules on ever shorter pieces, until halving one changes nothing.

/// Nodes on −1..1 and their weights.
const RULE: [(f64, f64); 5] = [
    (0.0, 0.568_888_888_888_888_9),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

/// What halving a piece may change, as a share of its integral or of all of it: near a zero of a steep function small pieces have
/// nothing but rounding errors to agree about.
const TOLERANCE: f64 = 1e-10;

/// Halvings at most: what jumps would go on for ever.
const DEPTH: u32 = 40;

/// Three nodes, for what is nearly straight.
const SHORT: [(f64, f64); 3] = [
    (0.0, 0.888_888_888_888_888_8),
    (-0.774_596_669_241_483_4, 0.555_555_555_555_555_6),
    (0.774_596_669_241_483_4, 0.555_555_555_555_555_6),
];

/// ∫ f from `from` to `to`, for an f that is nowhere negative. `bend`: by what share of themselves f and what it depends on change
/// meanwhile; where that is small one rule is as good as many (its error falls with the sixth or tenth power).
pub fn integral(f: impl Fn(f64) -> f64, from: f64, to: f64, bend: f64) -> f64 {
    match bend {
        bend if bend < 0.08 => rule(&SHORT, &f, from, to),
        bend if bend < 0.5 => rule(&RULE, &f, from, to),
        _ => {
            let whole = rule(&RULE, &f, from, to);
            refine(&f, (from, to), whole, whole.abs(), DEPTH)
        }
    }
}

fn rule(rule: &[(f64, f64)], f: &impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
    half * rule.iter().map(|&(node, weight)| weight * f(middle + half * node)).sum::<f64>()
}

fn refine(f: &impl Fn(f64) -> f64, (from, to): (f64, f64), whole: f64, all: f64, depth: u32) -> f64 {
    let middle = 0.5 * (from + to);
    let (first, second) = (rule(&RULE, f, from, middle), rule(&RULE, f, middle, to));
    let sum = first + second;
    if depth == 0 || (sum - whole).abs() <= TOLERANCE * sum.abs().max(all) + 1e-300 {
        return sum;
    }
    refine(f, (from, middle), first, all, depth - 1) + refine(f, (middle, to), second, all, depth - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_rules_do_where_little_bends() {
        for (bend, error) in [(0.079, 1e-12), (0.49, 1e-13)] {
            let f = |x: f64| 1.0 - (-x).exp();
            let exact = |x: f64| x + (-x).exp();
            let sum = integral(f, 0.3, 0.3 + bend, bend);
            assert!((sum / (exact(0.3 + bend) - exact(0.3)) - 1.0).abs() < error, "{bend}: {sum}");
        }
    }

    #[test]
    fn a_high_power_from_nothing_takes_few_looks() {
        for n in [8, 9, 10, 12, 20, 60] {
            let looks = std::cell::Cell::new(0);
            // As an activation that begins at nothing: close to 0 it is a difference of nearly equal numbers.
            let f = |x: f64| {
                looks.set(looks.get() + 1);
                (1.0 - (-x).exp()).powi(n)
            };
            let sum = integral(f, 0.0, 0.5, f64::INFINITY);
            let steps = 200_000;
            let by_force: f64 = (0..steps).map(|i| f((f64::from(i) + 0.5) * 0.5 / f64::from(steps))).sum::<f64>() * 0.5
                / f64::from(steps);
            assert!((sum / by_force - 1.0).abs() < 1e-7, "{n}: {sum} for {by_force}");
            assert!(looks.get() - steps < 500, "{n}: {}", looks.get() - steps);
        }
    }

    #[test]
    fn smooth_and_steep_functions_are_integrated() {
        assert!((integral(f64::exp, 0.0, 1.0, 1.0) - (1f64.exp() - 1.0)).abs() < 1e-12);
        assert!((integral(f64::sqrt, 0.0, 1.0, f64::INFINITY) - 2.0 / 3.0).abs() < 1e-9);
        let steep = |x: f64| 1.0 / (1.0 + ((0.5 - x) * 400.0).exp());
        assert!((integral(steep, 0.0, 1.0, 1.0) - 0.5).abs() < 1e-9);
    }
}
