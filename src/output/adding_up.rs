//! Printed numbers that add up: two numbers and their difference, and shares of a whole, rounded so that readers who check find
//! no mistake.

/// A number as printed, counted in units of its last digit: 66.5 is 67 whether it was worked out as 66.5 or, a last bit below,
/// as 66.49999999999999.
fn rounded(value: f64, digits: usize) -> f64 {
    let scaled = value.abs() * 10f64.powi(digits as i32);
    let half_up = if scaled < 1e9 { (scaled * (1.0 + 1e-12)).round() } else { scaled.round() };
    half_up * if value < 0.0 { -1.0 } else { 1.0 }
}

/// More digits than asked for, at most.
const MORE: usize = 2;

/// Two numbers and how far the second lies above the first, as they are printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounded {
    /// The first.
    pub a: f64,
    /// The second.
    pub b: f64,
    /// The second less the first.
    pub difference: f64,
    /// To so many digits after the point.
    pub digits: usize,
}

/// Whether two rounded numbers differ by their rounded difference.
fn agree(a: f64, b: f64, digits: usize) -> bool {
    rounded(b, digits) - rounded(a, digits) == rounded(b - a, digits)
}

/// How many digits after the point, at least `digits`, make every pair (a, b) agree with its difference; `digits` where no few
/// do, as with thirds.
pub fn digits(pairs: &[(f64, f64)], digits: usize) -> usize {
    (digits..=digits + MORE).find(|d| pairs.iter().all(|(a, b)| agree(*a, *b, *d))).unwrap_or(digits)
}

/// Rounds two numbers and their difference so that they add up. Where more digits do not help, the one of the two that is
/// rounded most is rounded the other way.
pub fn difference(a: f64, b: f64, wanted: usize) -> Rounded {
    let digits = digits(&[(a, b)], wanted);
    let unit = 10f64.powi(digits as i32);
    let (mut whole_a, mut whole_b) = (rounded(a, digits), rounded(b, digits));
    let whole = rounded(b - a, digits);
    let missing = whole - (whole_b - whole_a);
    if missing != 0.0 {
        let (far_a, far_b) = ((whole_a - missing - a * unit).abs(), (whole_b + missing - b * unit).abs());
        if far_b <= far_a { whole_b += missing } else { whole_a -= missing }
    }
    Rounded { a: whole_a / unit, b: whole_b / unit, difference: whole / unit, digits }
}

/// Rounds parts so that they add up to their rounded sum: those that lose most by rounding down are rounded up (largest
/// remainders, Hamilton's method).
pub fn parts(values: &[f64], digits: usize) -> Vec<f64> {
    let unit = 10f64.powi(digits as i32);
    let mut whole: Vec<f64> = values.iter().map(|value| (value * unit + 1e-9).floor()).collect();
    let missing = rounded(values.iter().sum(), digits) - whole.iter().sum::<f64>();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|i, j| (values[*j] * unit - whole[*j]).total_cmp(&(values[*i] * unit - whole[*i])));
    order.iter().take(missing.max(0.0) as usize).for_each(|place| whole[*place] += 1.0);
    whole.into_iter().map(|value| value / unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_gets_the_digits_that_make_it_add_up() {
        assert_eq!(difference(82.5, 100.0, 0), Rounded { a: 82.5, b: 100.0, difference: 17.5, digits: 1 });
        assert_eq!(difference(60.9, 70.0, 0).digits, 0, "61 and 70 are 9 apart");
        assert_eq!(difference(0.125, 0.25, 0).digits, 0);
    }

    #[test]
    fn what_no_digits_make_add_up_is_rounded_the_other_way() {
        let Rounded { a, b, difference, digits } = difference(100.0 / 3.0, 200.0 / 3.0, 1);
        assert_eq!((digits, difference), (1, 33.3));
        assert!((b - a - difference).abs() < 1e-9 && (a - 33.35).abs() < 0.06 && (b - 66.65).abs() < 0.06, "{a} {b}");
    }

    #[test]
    fn all_pairs_add_up_as_printed() {
        for i in 0..400 {
            let (a, b) = (f64::from(i * 7919 % 1000) / 7.0, f64::from(i * 104_729 % 1000) / 11.0);
            let found = difference(a, b, 1);
            assert!((found.b - found.a - found.difference).abs() < 1e-9, "{found:?}");
            assert!((found.a - a).abs() <= 0.1 && (found.b - b).abs() <= 0.1, "{found:?}");
        }
    }

    #[test]
    fn shares_of_a_whole_add_up_to_it() {
        assert_eq!(parts(&[33.4, 33.3, 33.3], 0), [34.0, 33.0, 33.0]);
        assert_eq!(parts(&[57.4, 28.9, 13.7], 0), [57.0, 29.0, 14.0]);
        assert_eq!(parts(&[12.5, 87.5], 0).iter().sum::<f64>(), 100.0);
    }
}
