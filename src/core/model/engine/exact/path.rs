//! The course of a mirror activation while what is seen stays as it is.

use crate::model::engine::exponential::exponential;

/// One formula for a while; `at` is counted from its beginning \[s\].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Path {
    /// to + (from − to) e^{−at/τ}.
    Fading {
        /// A at the beginning.
        from: f64,
        /// Where it goes: I.
        to: f64,
        /// τ \[s\].
        memory: f64,
    },
    /// from + slope × at.
    Straight {
        /// A at the beginning.
        from: f64,
        /// \[/s\]
        slope: f64,
    },
}

/// So many memories later nothing is left of a difference that a number could hold.
const FORGOTTEN: f64 = 40.0;

impl Path {
    /// A after a time \[s\].
    #[inline]
    pub fn at(self, at: f64) -> f64 {
        match self {
            Self::Fading { from, to, memory } => to + (from - to) * exponential(-at / memory),
            Self::Straight { from, slope } => from + slope * at,
        }
    }

    /// A, if it stays the same.
    #[inline]
    pub fn constant(self) -> Option<f64> {
        match self {
            Self::Fading { from, to, .. } => (from == to).then_some(from),
            Self::Straight { from, slope } => (slope == 0.0).then_some(from),
        }
    }

    /// ∫ A.
    #[inline]
    pub fn area(self, length: f64) -> f64 {
        match self {
            Self::Fading { from, to, memory } => to * length - (from - to) * memory * libm::expm1(-length / memory),
            Self::Straight { from, slope } => (from + 0.5 * slope * length) * length,
        }
    }

    /// ∫ A².
    pub fn area_of_square(self, length: f64) -> f64 {
        match self {
            Self::Fading { from, to, memory } => {
                let (gap, gone) = (from - to, -libm::expm1(-length / memory));
                let gone_twice = -libm::expm1(-2.0 * length / memory);
                to * to * length + 2.0 * to * gap * memory * gone + 0.5 * gap * gap * memory * gone_twice
            }
            Self::Straight { from, slope } => {
                (from * from + from * slope * length + slope * slope * length * length / 3.0) * length
            }
        }
    }

    /// How long A is at least `bound` \[s\].
    pub fn time_above(self, bound: f64, length: f64) -> f64 {
        let (first, last) = (self.start() >= bound, self.at(length) >= bound);
        match (first, last) {
            (true, true) => length,
            (false, false) => 0.0,
            (true, false) => self.meets(bound, length),
            (false, true) => length - self.meets(bound, length),
        }
    }

    /// A at the beginning.
    #[inline]
    pub const fn start(self) -> f64 {
        match self {
            Self::Fading { from, .. } | Self::Straight { from, .. } => from,
        }
    }

    /// When A passes `bound`, which lies between its ends \[s\].
    pub fn meets(self, bound: f64, length: f64) -> f64 {
        let at = match self {
            Self::Fading { from, to, memory } => memory * libm::log((from - to) / (bound - to)),
            Self::Straight { from, slope } => (bound - from) / slope,
        };
        if at.is_nan() { length } else { at.clamp(0.0, length) }
    }

    /// Pieces (from, to) in which A hardly bends, up to where it has settled.
    pub fn smooth_pieces(self, length: f64) -> impl Iterator<Item = (f64, f64)> {
        let (mut from, mut step, end) = match self {
            Self::Fading { memory, .. } => (0.0, 0.5 * memory, length.min(FORGOTTEN * memory)),
            Self::Straight { .. } => (0.0, length, length),
        };
        std::iter::from_fn(move || {
            (from < end).then(|| {
                let piece = (from, (from + step).min(end));
                (from, step) = (piece.1, 1.5 * step);
                piece
            })
        })
    }

    /// A after it has settled, and for how long that goes on \[s\].
    pub fn constant_tail(self, length: f64) -> Option<(f64, f64)> {
        match self {
            Self::Fading { to, memory, .. } if length > FORGOTTEN * memory => Some((to, length - FORGOTTEN * memory)),
            _ => None,
        }
    }
}
