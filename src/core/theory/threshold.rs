//! People who join when enough others have: Granovetter's crowd, complex contagion on a ring lattice.

/// How many of a crowd join in the end, each of whom joins once at least `thresholds[i]` others have.
///
/// # Formula
/// r ← F(r), F(r) the number of thresholds that are at most r (Granovetter 1978, Am J Sociol 83:1420), from r = 0.
pub fn crowd(thresholds: &[f64]) -> usize {
    let joined = |r: usize| thresholds.iter().filter(|&&t| t <= r as f64).count();
    (0..=thresholds.len()).fold(0, |r, _| joined(r))
}

/// Synchronous rounds until a ring lattice is filled from one person and all their contacts.
///
/// # Formula
/// With h = z/2 contacts a side the front advances s = h − θ + 1 people a side and round (Centola & Macy 2007); in the
/// last round the people between the fronts see both, so that a gap of 2h + 1 − θ closes at once:
/// 1 + ⌈(N − 1 − z − (2h + 1 − θ)) / 2s⌉. None when θ > h.
pub fn ring_fill_rounds(people: usize, degree: usize, threshold: usize) -> Option<usize> {
    let half = degree / 2;
    let speed = (half + 1).checked_sub(threshold).filter(|&s| s > 0)?;
    let gap = people.saturating_sub(1 + degree);
    let closes_at_once = 2 * half + 1 - threshold;
    Some(if gap == 0 { 0 } else { 1 + gap.saturating_sub(closes_at_once).div_ceil(2 * speed) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_can_stop_a_riot() {
        let mut thresholds: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(crowd(&thresholds), 100);
        thresholds[1] = 2.0;
        assert_eq!(crowd(&thresholds), 1);
    }

    #[test]
    fn the_front_slows_with_the_threshold() {
        let rounds = |z, theta| ring_fill_rounds(1000, z, theta);
        assert_eq!(
            [rounds(4, 1), rounds(4, 2), rounds(6, 1), rounds(6, 2), rounds(6, 3)],
            [249, 497, 166, 248, 496].map(Some)
        );
    }
}
