//! Cascades of people who join when enough of those they see have joined (Watts 2002, PNAS 99:5766).

use super::degrees::Degrees;

/// Size of a cascade from a share `seed`, everyone joining when a share `threshold` of their contacts has joined.
///
/// # Formula
/// q = ρ₀ + (1 − ρ₀) Σ_k (k p_k/z) Σ_{m=0}^{k−1} C(k−1,m) q^m (1 − q)^{k−1−m} F(m/k), from q = ρ₀;
/// ρ = ρ₀ + (1 − ρ₀) Σ_k p_k Σ_m C(k,m) q^m (1 − q)^{k−m} F(m/k) (Gleeson & Cahalane 2007, Phys Rev E 75:056103).
pub fn size(degrees: &Degrees, threshold: f64, seed: f64) -> f64 {
    let joins = |seen: usize, k: usize, q: f64| -> f64 {
        let least = needed(k, threshold);
        1.0 - (0..least.min(seen + 1)).map(|m| binomial(seen, m, q)).sum::<f64>()
    };
    let along_a_tie = |q: f64| -> f64 {
        let all: f64 = degrees.each().skip(1).map(|(k, p)| k as f64 * p * joins(k - 1, k, q)).sum();
        seed + (1.0 - seed) * all / degrees.mean()
    };
    let mut q = seed;
    for _ in 0..100_000 {
        let next = along_a_tie(q);
        let moved = (next - q).abs();
        q = next;
        if moved < 1e-13 {
            break;
        }
    }
    seed + (1.0 - seed) * degrees.each().skip(1).map(|(k, p)| p * joins(k, k, q)).sum::<f64>()
}

/// Fewest of `k` contacts that are a share of at least `threshold`; a share that is met exactly counts.
fn needed(k: usize, threshold: f64) -> usize {
    (threshold * k as f64 - 1e-9).ceil().max(0.0) as usize
}

/// C(n,m) q^m (1 − q)^{n−m}.
fn binomial(n: usize, m: usize, q: f64) -> f64 {
    if q <= 0.0 || q >= 1.0 {
        return f64::from(u8::from((q <= 0.0 && m == 0) || (q >= 1.0 && m == n)));
    }
    let ways = libm::lgamma(n as f64 + 1.0) - libm::lgamma(m as f64 + 1.0) - libm::lgamma((n - m) as f64 + 1.0);
    libm::exp(ways + m as f64 * libm::log(q) + (n - m) as f64 * libm::log1p(-q))
}

/// Mean degrees of random networks between which one person can set off a global cascade.
///
/// # Formula
/// Σ_k k(k − 1) p_k [k ≤ 1/φ] = z (Watts 2002). With Poisson degrees the sum is z² Q with Q the chance of at most
/// ⌊1/φ⌋ − 2; the ends of the window are the roots of z Q(z) = 1.
pub fn window(threshold: f64) -> Option<(f64, f64)> {
    let vulnerable = (1.0 / threshold + 1e-9).floor();
    let at_most = |z: f64| -> f64 {
        let term = |j: f64| libm::exp(j * libm::log(z) - z - libm::lgamma(j + 1.0));
        (0..=(vulnerable as i32 - 2)).map(|j| term(f64::from(j))).sum()
    };
    let excess = |z: f64| z * at_most(z) - 1.0;
    let grid: Vec<f64> = (1..=60_000).map(|i| f64::from(i) * 1e-3).collect();
    let mut ends = grid.windows(2).filter(|w| (excess(w[0]) > 0.0) != (excess(w[1]) > 0.0)).map(|w| {
        let (mut low, mut high) = (w[0], w[1]);
        let rising = excess(high) > 0.0;
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if (excess(middle) > 0.0) == rising { high = middle } else { low = middle }
        }
        f64::midpoint(low, high)
    });
    Some((ends.next()?, ends.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_are_as_known() {
        for (phi, low, high) in [
            (0.10, 1.0000, 13.659),
            (0.12, 1.0001, 10.657),
            (0.15, 1.0037, 7.477),
            (0.18, 1.0207, 5.7647),
            (0.20, 1.0207, 5.7647),
            (0.22, 1.1141, 3.8631),
            (0.25, 1.1141, 3.8631),
        ] {
            let (a, b) = window(phi).unwrap();
            assert!((a - low).abs() < 6e-5 && (b - high).abs() < 6e-4, "{phi}: {a} {b}");
        }
        assert_eq!(window(0.6), None);
    }

    #[test]
    fn sizes_are_as_known_and_hang_on_the_seed() {
        for (z, seed, expected) in [
            (1.5, 0.001, 0.5813),
            (3.0, 0.001, 0.9406),
            (5.0, 0.001, 0.9930),
            (6.0, 0.001, 0.9975),
            (6.5, 0.001, 0.0086),
            (6.5, 0.01, 0.9985),
        ] {
            let found = size(&Degrees::poisson(z), 0.18, seed);
            assert!((found - expected).abs() < 6e-5, "z {z}, seed {seed}: {found}");
        }
    }
}
