//! Contagion that pairs reinforce (Iacopini, Petri, Barrat & Latora 2019, Nat Commun 10:2485), well mixed:
//! ρ̇ = −ρ + λ ρ(1 − ρ) + λ_Δ ρ²(1 − ρ).

/// The levels (unstable, stable) besides 0, where they exist.
///
/// # Formula
/// ρ± = \[λ_Δ − λ ± √((λ − λ_Δ)² − 4λ_Δ(1 − λ))\] / (2λ_Δ).
pub fn levels(lambda: f64, triangle: f64) -> Option<(f64, f64)> {
    let square = (lambda - triangle).powi(2) - 4.0 * triangle * (1.0 - lambda);
    let root = (square >= 0.0).then(|| square.sqrt())?;
    Some(((triangle - lambda - root) / (2.0 * triangle), (triangle - lambda + root) / (2.0 * triangle)))
}

/// λ from which contagion that is there stays, when a small seed does not spread: 2√λ_Δ − λ_Δ, for λ_Δ > 1.
pub fn lowest_lasting(triangle: f64) -> f64 {
    2.0 * triangle.sqrt() - triangle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_roots() {
        let (low, high) = levels(0.8, 2.5).unwrap();
        for x in [low, high] {
            assert!((-x + 0.8 * x * (1.0 - x) + 2.5 * x * x * (1.0 - x)).abs() < 1e-12);
        }
        assert!(low > 0.0 && high > low);
        let edge = lowest_lasting(2.5);
        assert!(levels(edge + 1e-6, 2.5).is_some() && levels(edge - 1e-6, 2.5).is_none());
    }
}
