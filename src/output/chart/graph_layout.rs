//! Where to draw people so that distance on paper resembles distance in the network.
//!
//! Stress by stochastic gradient descent: Zheng, Pawar & Goodman (2018), "Graph Drawing by Stochastic Gradient Descent",
//! IEEE TVCG 25:2738. Some twenty sweeps over all pairs replace the hundreds that springs need, and a fixed order of pairs
//! makes the drawing the same every time. Parts that are not connected are laid out one by one and packed in rows.

use super::page::Frame;

/// Points in the unit square, the same for the same ties.
pub fn layout(people: usize, ties: &[(u32, u32)]) -> Vec<(f64, f64)> {
    let neighbours = neighbours(people, ties);
    let mut places = vec![(0.0, 0.0); people];
    let parts = parts(&neighbours);
    let drawn: Vec<Vec<(f64, f64)>> = parts.iter().map(|part| of_part(part, &neighbours)).collect();
    for (part, points) in parts.iter().zip(packed(&drawn)) {
        for (&person, point) in part.iter().zip(points) {
            places[person as usize] = point;
        }
    }
    unit(places)
}

/// Each person's neighbours, ties in either direction counted once.
fn neighbours(people: usize, ties: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut lists = vec![Vec::new(); people];
    for &(a, b) in ties {
        if a != b && (a as usize) < people && (b as usize) < people {
            lists[a as usize].push(b);
            lists[b as usize].push(a);
        }
    }
    for list in &mut lists {
        list.sort_unstable();
        list.dedup();
    }
    lists
}

/// Connected parts, the largest first.
fn parts(neighbours: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut seen = vec![false; neighbours.len()];
    let mut parts: Vec<Vec<u32>> = Vec::new();
    for start in 0..neighbours.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start as u32];
        let mut next = 0;
        while let Some(&person) = part.get(next) {
            next += 1;
            for &other in &neighbours[person as usize] {
                if !std::mem::replace(&mut seen[other as usize], true) {
                    part.push(other);
                }
            }
        }
        part.sort_unstable();
        parts.push(part);
    }
    parts.sort_by_key(|part| (std::cmp::Reverse(part.len()), part[0]));
    parts
}

/// Steps between all pairs of a part: a flat table.
fn distances(part: &[u32], neighbours: &[Vec<u32>]) -> Vec<f64> {
    let n = part.len();
    let place: std::collections::BTreeMap<u32, usize> = part.iter().enumerate().map(|(i, &p)| (p, i)).collect();
    let mut table = vec![f64::INFINITY; n * n];
    for start in 0..n {
        let row = &mut table[start * n..(start + 1) * n];
        row[start] = 0.0;
        let mut queue = vec![start];
        let mut next = 0;
        while let Some(&at) = queue.get(next) {
            next += 1;
            for other in &neighbours[part[at] as usize] {
                let other = place[other];
                if row[other].is_infinite() {
                    row[other] = row[at] + 1.0;
                    queue.push(other);
                }
            }
        }
    }
    table
}

const SWEEPS: usize = 30;

fn of_part(part: &[u32], neighbours: &[Vec<u32>]) -> Vec<(f64, f64)> {
    let n = part.len();
    let table = distances(part, neighbours);
    let longest = table.iter().copied().fold(1.0, f64::max);
    // A sunflower: spread out, no two points alike, no chance needed.
    let seed = |i: usize| {
        let (angle, radius) = (i as f64 * 2.399_963_229_728_653, (i as f64 + 0.5).sqrt());
        (radius * angle.cos(), radius * angle.sin())
    };
    let mut points: Vec<(f64, f64)> = (0..n).map(seed).collect();
    let mut pairs: Vec<(u32, u32)> = (0..n as u32).flat_map(|i| (0..i).map(move |j| (i, j))).collect();
    shuffle(&mut pairs);
    // Step sizes fall from "every pair at once where it belongs" to a tenth.
    let (first, last) = (longest * longest, 0.1f64);
    let decay = (first / last).ln() / (SWEEPS as f64 - 1.0);
    for sweep in 0..SWEEPS {
        let step = first * (-decay * sweep as f64).exp();
        for &(i, j) in &pairs {
            pull(&mut points, i as usize, j as usize, table[i as usize * n + j as usize], step);
        }
    }
    points
}

fn pull(points: &mut [(f64, f64)], i: usize, j: usize, wanted: f64, step: f64) {
    let (dx, dy) = (points[i].0 - points[j].0, points[i].1 - points[j].1);
    let now = dx.hypot(dy).max(1e-9);
    let share = (step / (wanted * wanted)).min(1.0) * (now - wanted) / 2.0 / now;
    points[i] = (points[i].0 - share * dx, points[i].1 - share * dy);
    points[j] = (points[j].0 + share * dx, points[j].1 + share * dy);
}

/// Mixes the order of pairs, the same way each time.
fn shuffle(pairs: &mut [(u32, u32)]) {
    let mut state = 0x2545_F491_4F6C_DD1Du64;
    for last in (1..pairs.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        pairs.swap(last, (state % (last as u64 + 1)) as usize);
    }
}

fn bounds(points: &[(f64, f64)]) -> (f64, f64, f64, f64) {
    let start = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    points.iter().fold(start, |b, p| (b.0.min(p.0), b.1.min(p.1), b.2.max(p.0), b.3.max(p.1)))
}

/// Parts side by side in rows about as wide as the whole is high, each turned so that its longer side lies flat.
fn packed(parts: &[Vec<(f64, f64)>]) -> Vec<Vec<(f64, f64)>> {
    let parts: Vec<Vec<(f64, f64)>> = parts.iter().map(|p| flat(p)).collect();
    let boxes: Vec<(f64, f64, f64, f64)> = parts.iter().map(|p| bounds(p)).collect();
    let sides = |b: &(f64, f64, f64, f64)| (b.2 - b.0 + 1.0, b.3 - b.1 + 1.0);
    let area: f64 = boxes.iter().map(|b| sides(b).0 * sides(b).1).sum();
    let widest = boxes.iter().map(|b| sides(b).0).fold((area * 1.6).sqrt(), f64::max);
    let (mut x, mut y, mut tall) = (0.0, 0.0, 0.0f64);
    let mut moved = Vec::with_capacity(parts.len());
    for (part, frame) in parts.iter().zip(&boxes) {
        let (wide, high) = sides(frame);
        if x > 0.0 && x + wide > widest + 1e-9 {
            (x, y, tall) = (0.0, y + tall, 0.0);
        }
        moved.push(part.iter().map(|p| (p.0 - frame.0 + x + 0.5, p.1 - frame.1 + y + 0.5)).collect());
        x += wide;
        tall = tall.max(high);
    }
    moved
}

/// Turned so that the direction of greatest spread is horizontal.
fn flat(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let n = points.len().max(1) as f64;
    let (mx, my) = points.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / n, m.1 + p.1 / n));
    let (xx, xy, yy) = points.iter().fold((0.0, 0.0, 0.0), |s, p| {
        let (x, y) = (p.0 - mx, p.1 - my);
        (s.0 + x * x, s.1 + x * y, s.2 + y * y)
    });
    let angle = (2.0 * xy).atan2(xx - yy) / 2.0;
    let (sin, cos) = angle.sin_cos();
    points.iter().map(|p| ((p.0 - mx) * cos + (p.1 - my) * sin, (p.1 - my) * cos - (p.0 - mx) * sin)).collect()
}

/// Moves points that are nearer to each other than `least` apart, each pair by as little as it needs, within a frame; the order of
/// pairs is fixed, so that the same points give the same places.
pub fn apart(mut points: Vec<(f64, f64)>, least: f64, frame: Frame) -> Vec<(f64, f64)> {
    const ROUNDS: usize = 400;
    for _ in 0..ROUNDS {
        let mut moved = false;
        for i in 0..points.len() {
            for j in 0..i {
                moved |= push(&mut points, (i, j), least);
            }
        }
        for point in &mut points {
            *point = (point.0.clamp(frame.left, frame.right), point.1.clamp(frame.top, frame.bottom));
        }
        if !moved {
            break;
        }
    }
    points
}

/// Moves two points that are too near apart by half of what is missing each.
fn push(points: &mut [(f64, f64)], (i, j): (usize, usize), least: f64) -> bool {
    let (dx, dy) = (points[i].0 - points[j].0, points[i].1 - points[j].1);
    let now = dx.hypot(dy);
    if now >= least * (1.0 - 1e-6) {
        return false;
    }
    // Two points at one place part in a direction of their own.
    let (ux, uy) = match now < 1e-9 {
        true => ((i as f64 * 2.4).cos(), (i as f64 * 2.4).sin()),
        false => (dx / now, dy / now),
    };
    let half = (least - now) * 0.505;
    points[i] = (points[i].0 + ux * half, points[i].1 + uy * half);
    points[j] = (points[j].0 - ux * half, points[j].1 - uy * half);
    true
}

/// Into the unit square, keeping proportions: the wider side is 1.
fn unit(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let (left, top, right, bottom) = bounds(&points);
    let side = (right - left).max(bottom - top).max(1e-9);
    points.into_iter().map(|p| ((p.0 - left) / side, (p.1 - top) / side)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_drawn_round() {
        let ring: Vec<(u32, u32)> = (0..12).map(|i| (i, (i + 1) % 12)).collect();
        let places = layout(12, &ring);
        let (mx, my) = places.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / 12.0, m.1 + p.1 / 12.0));
        let radii: Vec<f64> = places.iter().map(|p| (p.0 - mx).hypot(p.1 - my)).collect();
        let (low, high) = radii.iter().fold((f64::MAX, 0.0f64), |b, &r| (b.0.min(r), b.1.max(r)));
        assert!(high / low < 1.2, "{radii:?}");
    }

    #[test]
    fn points_that_are_too_near_are_moved_apart_within_the_frame() {
        let crowd: Vec<(f64, f64)> = (0..60).map(|i| (50.0 + f64::from(i % 3), 50.0 + f64::from(i / 30))).collect();
        let frame = Frame::new(0.0, 0.0, 200.0, 200.0);
        let places = apart(crowd, 12.0, frame);
        for i in 0..60 {
            assert!((0.0..=200.0).contains(&places[i].0) && (0.0..=200.0).contains(&places[i].1));
            for j in 0..i {
                let far = (places[i].0 - places[j].0).hypot(places[i].1 - places[j].1);
                assert!(far > 11.9, "{i} {j}: {far}");
            }
        }
    }

    #[test]
    fn nobody_lies_on_anybody_and_twice_is_the_same() {
        let ties = [(0, 1), (1, 2), (5, 6)];
        let places = layout(8, &ties);
        assert_eq!(places, layout(8, &ties));
        for i in 0..8 {
            for j in 0..i {
                assert!((places[i].0 - places[j].0).hypot(places[i].1 - places[j].1) > 1e-3, "{i} {j} {places:?}");
            }
        }
        assert!(layout(0, &[]).is_empty());
    }
}
