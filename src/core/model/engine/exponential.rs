//! e^x for many x. Every person needs some in every tick, and what a library's function costs is mostly its many special
//! cases, which keep a loop from going through several numbers at once. Where none of them applies, the same steps are taken
//! here without a branch: the algorithm of FreeBSD's `e_exp.c`, which libm follows, so that the bits are libm's.

use multiversion::multiversion;

/// Largest |x| that needs no special case: e^x is neither infinite nor denormal.
const LARGEST: f64 = 700.0;

/// Puts e^x in the place of each x.
#[multiversion(targets("x86_64+avx2"))]
pub fn exponentials(values: &mut [f64]) {
    // As a sum of flags, which a loop can count several at a time; NaN is not within.
    let within: u64 = values.iter().map(|x| u64::from(x.abs() <= LARGEST)).sum();
    if within == values.len() as u64 {
        values.iter_mut().for_each(|x| *x = common(*x));
    } else {
        values.iter_mut().for_each(|x| *x = exponential(*x));
    }
}

/// e^x.
#[inline]
pub fn exponential(x: f64) -> f64 {
    if x.abs() <= LARGEST { common(x) } else { libm::exp(x) }
}

/// e^x where |x| is at most [`LARGEST`]: x = k ln 2 + r, e^x = 2^k e^r, and a rational approximation of e^r.
#[inline(always)] // so that loops over it become vector code
fn common(x: f64) -> f64 {
    const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    const PER_LN2: f64 = f64::from_bits(0x3ff7_1547_652b_82fe);
    const P: [f64; 5] = [
        f64::from_bits(0x3fc5_5555_5555_553e),
        f64::from_bits(0xbf66_c16c_16be_bd93),
        f64::from_bits(0x3f11_566a_af25_de2c),
        f64::from_bits(0xbebb_bd41_c5d2_6bf1),
        f64::from_bits(0x3e66_3769_72be_a4d0),
    ];
    // Sizes are told apart by the upper half of the bits.
    let size = (x.to_bits() >> 32) & 0x7fff_ffff;
    let half = 0.5_f64.copysign(x);
    let near = if size > 0x3fd6_2e42 { 1.0_f64.copysign(x) } else { 0.0 };
    let k = if size >= 0x3ff0_a2b2 { whole(PER_LN2 * x + half) } else { near };
    let (high, low) = (x - k * LN2_HIGH, k * LN2_LOW);
    let r = high - low;
    let rr = r * r;
    let c = r - rr * (P[0] + rr * (P[1] + rr * (P[2] + rr * (P[3] + rr * P[4]))));
    let y = 1.0 + (r * c / (2.0 - c) - low + high);
    if size > 0x3e30_0000 { y * two_to(k) } else { 1.0 + x }
}

/// 1.5 × 2^52: added to it, a small number is rounded to a whole one, which stands in the lowest bits.
const PLACE: f64 = 6_755_399_441_055_744.0;

/// Cut off towards zero, of less than 2^31.
#[inline(always)] // part of `common`
fn whole(x: f64) -> f64 {
    let nearest = (x + PLACE) - PLACE;
    if nearest.abs() > x.abs() { nearest - 1.0_f64.copysign(x) } else { nearest }
}

/// 2^k, of a whole k between −1022 and 1023.
#[inline(always)] // part of `common`
fn two_to(k: f64) -> f64 {
    f64::from_bits((k + (PLACE + 1023.0)).to_bits() << 52)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::{Chance, Stream};
    use rand::RngExt;

    fn assert_same(x: f64) {
        let mut of_many = [x];
        exponentials(&mut of_many);
        for ours in [exponential(x), of_many[0]] {
            assert_eq!(ours.to_bits(), libm::exp(x).to_bits(), "e^{x:e}");
        }
    }

    #[test]
    fn the_bits_are_those_of_the_library() {
        let mut dice = Chance::new(1).draws(Stream::Bootstrap, 0, 0, 0);
        for range in [1e-12, 1e-8, 1e-3, 0.2, 0.5, 1.0, 2.0, 10.0, 100.0, 1000.0] {
            (0..100_000).for_each(|_| assert_same(range * (2.0 * dice.random::<f64>() - 1.0)));
        }
    }

    #[test]
    fn special_cases_and_their_neighbours_too() {
        let ln2 = std::f64::consts::LN_2;
        let bounds = [0.5 * ln2, 1.5 * ln2, 0.5_f64.powi(28), 700.0, 708.396_418_532_264_1, 709.782_712_893_384, 745.2];
        for bound in bounds.into_iter().chain((1..1000).map(|n| f64::from(n) * 0.5 * ln2)) {
            let upper_half = f64::from_bits(bound.to_bits() & !0xffff_ffff);
            for bits in [bound, upper_half].map(f64::to_bits) {
                (bits - 3..=bits + 3).for_each(|bits| {
                    assert_same(f64::from_bits(bits));
                    assert_same(-f64::from_bits(bits));
                });
            }
        }
        for special in [0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY, f64::MIN_POSITIVE, 1e300, -1e300] {
            assert_same(special);
        }
        assert!(exponential(f64::NAN).is_nan());
    }
}
