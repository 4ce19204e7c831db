//! How often one is above the other.

/// P(B > A) − P(B < A) over all pairs of a value of A and one of B (Cliff 1993).
pub fn cliffs_delta(a: &[f64], b: &[f64]) -> Option<f64> {
    (!a.is_empty() && !b.is_empty()).then(|| {
        let a = sorted(a);
        let wins: f64 = b.iter().map(|value| below(&a, *value) - (a.len() as f64 - not_above(&a, *value))).sum();
        wins / (a.len() * b.len()) as f64
    })
}

/// How many of `sorted` are below a value.
pub(super) fn below(sorted: &[f64], value: f64) -> f64 {
    sorted.partition_point(|x| *x < value) as f64
}

/// How many of `sorted` are not above a value.
pub(super) fn not_above(sorted: &[f64], value: f64) -> f64 {
    sorted.partition_point(|x| *x <= value) as f64
}

pub(super) fn sorted(values: &[f64]) -> Vec<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    values
}
