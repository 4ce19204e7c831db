//! Two people who tie while both show something and part while one of them does: a Markov chain.

/// The share of time that the two are tied in the long run.
///
/// Each begins to show it at `begins` and stops at `stops`, whatever the other does; they tie with `forming` while both show it
/// and part with `ending` while one does \[all per second\].
///
/// # Formula
/// The stationary law of the chain of six states (0, 1 or 2 who show it, tied or not). With the law π of the number who show it
/// and t_k the chance to be tied there, per number k: π_k-weighted flows balance, three linear equations, solved by elimination.
pub fn tied(begins: f64, stops: f64, forming: f64, ending: f64) -> f64 {
    tied_in(begins, stops, forming, ending).iter().sum()
}

/// How much likelier one of two who are tied shows it when the other does than when the other does not, less one: what somebody
/// finds who only watches, though neither catches it from the other.
///
/// # Formula
/// [t_2/(t_2 + t_1/2)] / [t_1/2 / (t_1/2 + t_0)] − 1.
pub fn association(begins: f64, stops: f64, forming: f64, ending: f64) -> f64 {
    let [none, one, both] = tied_in(begins, stops, forming, ending);
    (both / (both + one / 2.0)) / (one / 2.0 / (one / 2.0 + none)) - 1.0
}

/// The shares of time that the two are tied while 0, 1 or 2 of them show it.
fn tied_in(begins: f64, stops: f64, forming: f64, ending: f64) -> [f64; 3] {
    // Of those who are tied: unknown t_0, t_1, t_2 (chances to be tied and in k), π_k − t_k are not.
    let on = begins / (begins + stops);
    let law = [(1.0 - on) * (1.0 - on), 2.0 * on * (1.0 - on), on * on];
    // t_0: − 2b t_0 + s t_1 = 0
    // t_1: 2b t_0 − (b + s + ω) t_1 + 2s t_2 = 0
    // t_2: b t_1 − (2s + φ) t_2 = − φ π_2
    let none_per_one = stops / (2.0 * begins);
    // From the second: t_2 = t_1 (b + s + ω − 2b · s/2b) / 2s = t_1 (b + ω)/2s.
    let both_per_one = (begins + ending) / (2.0 * stops);
    let one = forming * law[2] / ((2.0 * stops + forming) * both_per_one - begins);
    [one * none_per_one, one, one * both_per_one]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_never_parts_stays_tied_and_who_never_ties_does_not() {
        assert!((tied(0.3, 0.7, 0.5, 0.0) - 1.0).abs() < 1e-12);
        assert_eq!(tied(0.3, 0.7, 0.0, 0.5), 0.0);
    }

    #[test]
    fn ties_that_nothing_makes_end_tell_nothing() {
        assert!(association(0.3, 0.7, 0.5, 0.0).abs() < 1e-12);
        assert!(association(1.0, 1.0, 0.5, 1.0) > 0.3);
    }

    #[test]
    fn where_ties_change_fast_they_follow_what_is_shown() {
        // Tied from the moment at which both show it until only one does: then never while none does.
        let (on, fast) = (0.3f64, 1e9);
        assert!((tied(0.3, 0.7, fast, fast) - on * on).abs() < 1e-6);
    }

    #[test]
    fn a_chain_stepped_through_time_comes_to_the_same() {
        let (b, s, f, w) = (1.0, 0.5, 2.0, 0.7);
        // By number who show it, not tied and tied.
        let mut p = [[1.0 / 6.0; 2]; 3];
        let h = 1e-3;
        for _ in 0..200_000 {
            let mut next = p;
            let mut flow = |from: (usize, usize), to: (usize, usize), rate: f64| {
                let moved = h * rate * p[from.0][from.1];
                next[from.0][from.1] -= moved;
                next[to.0][to.1] += moved;
            };
            for t in 0..2 {
                flow((0, t), (1, t), 2.0 * b);
                flow((1, t), (2, t), b);
                flow((1, t), (0, t), s);
                flow((2, t), (1, t), 2.0 * s);
            }
            flow((2, 0), (2, 1), f);
            flow((1, 1), (1, 0), w);
            p = next;
        }
        let stepped: f64 = p.iter().map(|state| state[1]).sum();
        assert!((stepped - tied(b, s, f, w)).abs() < 1e-6, "{stepped} {}", tied(b, s, f, w));
    }
}
