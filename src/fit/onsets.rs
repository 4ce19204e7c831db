//! Moments that were noted, a row each, as numbers that runs can be told apart by: how many there were until a quarter, half and
//! three quarters of all had come, and how many in all.

use crate::scenario::{ONSET, Seen};

/// Observations with moments as counts; all others as they are.
pub(super) fn counted(seen: &[Seen]) -> Result<Vec<Seen>, String> {
    let mut all: Vec<Seen> = seen.iter().filter(|one| one.onset_of().is_none()).cloned().collect();
    for expression in distinct(seen.iter().filter_map(Seen::onset_of)) {
        let of_it: Vec<&Seen> = seen.iter().filter(|one| one.onset_of() == Some(expression)).collect();
        if of_it.iter().any(|one| one.value.is_some() || one.of.is_some()) {
            return Err(format!(
                "`{expression}{ONSET}` is a moment: `time` says when, and there is no number beside it"
            ));
        }
        let mut times: Vec<f64> = of_it.iter().filter_map(|one| one.time).collect();
        times.sort_by(f64::total_cmp);
        let mut cuts: Vec<Option<f64>> = [0.25, 0.5, 0.75].map(|share| at_share(&times, share)).to_vec();
        cuts.retain(Option::is_some);
        cuts.dedup();
        cuts.push(None);
        let rooms = distinct(of_it.iter().map(|one| one.room.as_str()));
        for (cut, room) in cuts.iter().flat_map(|cut| rooms.iter().map(|room| (*cut, *room))) {
            let is_before = |time: f64| cut.is_none_or(|cut| time <= cut);
            let count = of_it.iter().filter(|one| one.room == room && one.time.is_some_and(is_before)).count();
            let outcome = format!("{expression}_events");
            all.push(Seen { outcome, time: cut, value: Some(count as f64), of: None, room: room.to_owned() });
        }
    }
    Ok(all)
}

/// The moment by which such a share of them had come.
fn at_share(times: &[f64], share: f64) -> Option<f64> {
    let place = (times.len() as f64 * share).ceil() as usize;
    times.get(place.max(1) - 1).copied()
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    names.fold(Vec::new(), |mut known, name| {
        if !known.contains(&name) {
            known.push(name);
        }
        known
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: Option<f64>, room: &str) -> Seen {
        Seen { outcome: "yawn_onset".to_owned(), time, room: room.to_owned(), ..Seen::default() }
    }

    #[test]
    fn moments_are_counted_at_their_quartiles_and_in_all() {
        let seen = [at(Some(60.0), "a"), at(Some(10.0), "a"), at(Some(20.0), "b"), at(Some(50.0), "b")];
        let counted = counted(&seen).unwrap();
        let told: Vec<_> = counted.iter().map(|one| (one.time, one.room.as_str(), one.value.unwrap())).collect();
        let cuts = [(Some(10.0), 1.0, 0.0), (Some(20.0), 1.0, 1.0), (Some(50.0), 1.0, 2.0), (None, 2.0, 2.0)];
        let expected: Vec<_> = cuts.into_iter().flat_map(|(cut, a, b)| [(cut, "a", a), (cut, "b", b)]).collect();
        assert_eq!(told, expected);
        assert!(counted.iter().all(|one| one.outcome == "yawn_events"));
    }

    #[test]
    fn a_room_without_any_is_a_room_with_none() {
        let counted = counted(&[at(None, "quiet"), at(Some(5.0), "loud")]).unwrap();
        let quiet: Vec<f64> = counted.iter().filter(|one| one.room == "quiet").filter_map(|one| one.value).collect();
        assert_eq!(quiet, [0.0, 0.0]);
        assert!(super::counted(&[Seen { value: Some(3.0), ..at(Some(1.0), "") }]).is_err());
    }
}
