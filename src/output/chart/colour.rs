//! Colours that a colour-blind reader can tell apart, that grey print keeps apart, and inks that anyone can read.
//!
//! Categories: hues as in Okabe & Ito (2008, "Color Universal Design"), at lightnesses that fall into steps: the first two arms and
//! the run without imitation, and the causes, can be told apart in grey (tests/colours.rs measures it). Times: the "viridis" scale of
//! van der Walt & Smith (2015), even steps in time look like even steps in colour.

/// A colour, red, green and blue, 0..255 each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Up to eight categories on white: the first two are far apart in lightness, and from the grey of the run without imitation.
pub const ON_WHITE: [Colour; 8] = [
    Colour(0, 58, 112),
    Colour(176, 74, 0),
    Colour(0, 122, 94),
    Colour(160, 48, 124),
    Colour(154, 107, 0),
    Colour(63, 134, 192),
    Colour(51, 34, 136),
    Colour(122, 31, 60),
];

/// The same categories on a dark ground: lighter where the original would drown.
pub const ON_DARK: [Colour; 8] = [
    Colour(154, 214, 255),
    Colour(240, 137, 74),
    Colour(63, 191, 146),
    Colour(227, 155, 196),
    Colour(240, 190, 60),
    Colour(95, 160, 216),
    Colour(170, 155, 240),
    Colour(230, 130, 165),
];

/// What people did of their own accord, what they caught and what they did on purpose, on white: each lighter than the one
/// before it by a step that grey print shows.
pub const CAUSES_ON_WHITE: [Colour; 3] = [Colour(18, 63, 107), Colour(224, 118, 26), Colour(15, 122, 99)];

/// The same on a dark ground.
pub const CAUSES_ON_DARK: [Colour; 3] = [Colour(169, 216, 255), Colour(198, 95, 20), Colour(70, 195, 155)];

/// Anchors of viridis, 0 to 1 in steps of 1/8.
const VIRIDIS: [Colour; 9] = [
    Colour(68, 1, 84),
    Colour(71, 45, 123),
    Colour(59, 82, 139),
    Colour(44, 114, 142),
    Colour(33, 145, 140),
    Colour(40, 174, 128),
    Colour(94, 201, 98),
    Colour(173, 220, 48),
    Colour(253, 231, 37),
];

/// The colour at `share` (0..1) of the time scale.
pub fn viridis(share: f64) -> Colour {
    let at = share.clamp(0.0, 1.0) * (VIRIDIS.len() - 1) as f64;
    let low = (at.floor() as usize).min(VIRIDIS.len() - 2);
    VIRIDIS[low].mix(VIRIDIS[low + 1], at - low as f64)
}

impl Colour {
    /// White.
    pub const WHITE: Colour = Colour(255, 255, 255);
    /// Black.
    pub const BLACK: Colour = Colour(0, 0, 0);

    /// This colour with `share` (0..1) of another.
    pub fn mix(self, other: Colour, share: f64) -> Colour {
        let blend = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Colour(blend(self.0, other.0), blend(self.1, other.1), blend(self.2, other.2))
    }

    /// As a stylesheet writes it.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Relative luminance, 0 black to 1 white (WCAG 2).
    pub fn luminance(self) -> f64 {
        let channel = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(self.0) + 0.7152 * channel(self.1) + 0.0722 * channel(self.2)
    }

    /// Contrast ratio with another colour, 1 to 21 (WCAG 2).
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// This hue, dark or light enough to be read as text on `ground` (contrast at least 4.5).
    pub fn readable_on(self, ground: Colour) -> Colour {
        let towards = if ground.luminance() > 0.4 { Colour::BLACK } else { Colour::WHITE };
        let steps = (0..=20).map(|step| self.mix(towards, f64::from(step) / 20.0));
        steps.clone().find(|c| c.contrast(ground) >= 4.5).unwrap_or(towards)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_ink_can_be_read_on_its_ground() {
        for colour in ON_WHITE {
            assert!(colour.readable_on(Colour::WHITE).contrast(Colour::WHITE) >= 4.5);
        }
        for colour in ON_DARK {
            assert!(colour.readable_on(Colour(22, 25, 31)).contrast(Colour(22, 25, 31)) >= 4.5);
        }
    }

    #[test]
    fn the_time_scale_grows_lighter_all_the_way() {
        let steps: Vec<f64> = (0..=20).map(|i| viridis(f64::from(i) / 20.0).luminance()).collect();
        assert!(steps.windows(2).all(|w| w[1] > w[0]), "{steps:?}");
    }
}
