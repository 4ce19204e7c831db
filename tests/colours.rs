//! Pictures that are told apart without colour and by colour-blind readers, measured: steps of lightness, contrast with the ground,
//! distances of colours as three kinds of colour blindness see them.

use catching::output::chart::colour::Colour;
use catching::output::chart::theme::{THEMES, Theme};

/// Linear light of a channel.
fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
}

fn light(Colour(r, g, b): Colour) -> [f64; 3] {
    [r, g, b].map(linear)
}

/// CIE L*a*b* of linear light, D65.
fn lab([r, g, b]: [f64; 3]) -> [f64; 3] {
    let x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047;
    let y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    let z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883;
    let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
    [116.0 * f(y) - 16.0, 500.0 * (f(x) - f(y)), 200.0 * (f(y) - f(z))]
}

/// What protanopes, deuteranopes and tritanopes see (Machado, Oliveira & Fernandes 2009, severity 1).
const BLIND: [[[f64; 3]; 3]; 3] = [
    [[0.152_286, 1.052_583, -0.204_868], [0.114_503, 0.786_281, 0.099_216], [-0.003_882, -0.048_116, 1.051_998]],
    [[0.367_322, 0.860_646, -0.227_968], [0.280_085, 0.672_501, 0.047_413], [-0.011_820, 0.042_940, 0.968_881]],
    [[1.255_528, -0.076_749, -0.178_779], [-0.078_411, 0.930_809, 0.147_602], [0.004_733, 0.691_367, 0.303_900]],
];

fn seen(rows: &[[f64; 3]; 3], light: [f64; 3]) -> [f64; 3] {
    rows.map(|row| row.iter().zip(light).map(|(m, v)| m * v).sum::<f64>().clamp(0.0, 1.0))
}

/// CIEDE2000 (Sharma, Wu & Dalal 2005).
fn distance([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let mean_c = f64::midpoint(a1.hypot(b1), a2.hypot(b2));
    let g = 0.5 * (1.0 - (mean_c.powi(7) / (mean_c.powi(7) + 25f64.powi(7))).sqrt());
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |b: f64, a: f64| b.atan2(a).to_degrees().rem_euclid(360.0);
    let (h1, h2) = (hue(b1, a1), hue(b2, a2));
    let turn = if c1 * c2 == 0.0 { 0.0 } else { (h2 - h1 + 540.0).rem_euclid(360.0) - 180.0 };
    let dh = 2.0 * (c1 * c2).sqrt() * (turn.to_radians() / 2.0).sin();
    let (lm, cm) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let hm = if c1 * c2 == 0.0 { h1 + h2 } else { (h1 + turn / 2.0).rem_euclid(360.0) };
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t =
        1.0 - 0.17 * cos(hm - 30.0) + 0.24 * cos(2.0 * hm) + 0.32 * cos(3.0 * hm + 6.0) - 0.2 * cos(4.0 * hm - 63.0);
    let (sl, sc, sh) = (
        1.0 + 0.015 * (lm - 50.0).powi(2) / (20.0 + (lm - 50.0).powi(2)).sqrt(),
        1.0 + 0.045 * cm,
        1.0 + 0.015 * cm * t,
    );
    let turned = 30.0 * (-((hm - 275.0) / 25.0).powi(2)).exp();
    let rt = -(2.0 * turned).to_radians().sin() * 2.0 * (cm.powi(7) / (cm.powi(7) + 25f64.powi(7))).sqrt();
    let (x, y, z) = ((l2 - l1) / sl, (c2 - c1) / sc, dh / sh);
    (x * x + y * y + z * z + rt * y * z).sqrt()
}

fn pairs<T: Copy>(all: &[T]) -> Vec<(T, T)> {
    (0..all.len()).flat_map(|i| (0..i).map(move |j| (all[i], all[j]))).collect()
}

/// Everything that stands for something by its colour alone: the first arms with the grey of the run without imitation, and the causes.
fn sets(theme: &Theme) -> [Vec<Colour>; 2] {
    let arms = vec![theme.palette[0], theme.palette[1], theme.grey];
    let causes = theme.causes.iter().copied().chain([theme.ink]).collect();
    [arms, causes]
}

#[test]
fn the_measure_is_the_published_one() {
    // Pairs 1 and 7 of the test data of Sharma, Wu & Dalal (2005).
    assert!((distance([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485]) - 2.0425).abs() < 1e-3);
    assert!((distance([50.0, 0.0, 0.0], [50.0, -1.0, 2.0]) - 2.3669).abs() < 1e-3);
}

#[test]
fn grey_print_keeps_arms_and_causes_apart_by_steps_of_lightness() {
    for theme in THEMES {
        for set in sets(theme) {
            for (a, b) in pairs(&set) {
                let step = (lab(light(a))[0] - lab(light(b))[0]).abs();
                // Ink is only ever the event that began it, which has a ring, too.
                let least = if a == theme.ink || b == theme.ink { 9.0 } else { 12.0 };
                assert!(step >= least, "{}: {a:?} and {b:?} are {step:.1} apart", theme.name);
            }
        }
    }
}

#[test]
fn colour_blind_readers_tell_arms_and_causes_apart() {
    for theme in THEMES {
        for set in sets(theme) {
            for (a, b) in pairs(&set) {
                for (rows, who) in BLIND.iter().zip(["protanopes", "deuteranopes", "tritanopes"]) {
                    let far = distance(lab(seen(rows, light(a))), lab(seen(rows, light(b))));
                    let least = if a == theme.ink || b == theme.ink { 9.0 } else { 12.0 };
                    assert!(far >= least, "{}, {who}: {a:?} and {b:?} are {far:.1} apart", theme.name);
                }
            }
        }
    }
}

#[test]
fn every_mark_stands_out_from_the_ground_and_every_text_can_be_read() {
    for theme in THEMES {
        let marks = theme.palette.iter().chain(&theme.causes).chain([&theme.grey]);
        for mark in marks {
            assert!(mark.contrast(theme.ground) >= 3.0, "{}: {mark:?} {:.2}", theme.name, mark.contrast(theme.ground));
        }
        for text in [theme.ink, theme.soft, theme.grey.readable_on(theme.ground)] {
            assert!(text.contrast(theme.ground) >= 4.5, "{}: {text:?}", theme.name);
        }
    }
}

#[test]
fn arms_that_share_a_panel_are_broken_in_different_ways() {
    for theme in THEMES {
        let dashes: Vec<&str> = (0..4).map(|arm| theme.dash(arm)).collect();
        assert!(pairs(&dashes).iter().all(|(a, b)| a != b), "{dashes:?}");
    }
}
