//! Recording: counts what happens and keeps what was asked for: outcomes, a series, every expression, person and tie.

use crate::model::engine::exposure::Exposure;
use crate::model::engine::onsets::{Journal, Traces};
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::measure::feelings::feeling_names;
use crate::model::measure::record::{AgentRow, Life, Record, TieRow};
use crate::model::mechanism::{Mechanism, Step};
use crate::model::person::Dealt;
use bevy_ecs::prelude::IntoScheduleConfigs;
use bevy_ecs::prelude::{Res, ResMut};

/// Its row in the order of a tick.
pub const MECHANISM: Mechanism = Mechanism {
    name: "recording",
    claim: "counts what happened and keeps what was asked for",
    switched_on_by: "always",
    needs_everyone: None,
    is_on: |_| true,
    install: |schedule, situation| {
        schedule.add_systems(record.in_set(Step::Record));
        if !feeling_names(situation).is_empty() {
            let measure = super::feelings::measure.run_if(is_sampled);
            schedule.add_systems(measure.in_set(Step::Record).before(record));
        }
        if !situation.groups.is_empty() {
            let count = super::groups::count.in_set(Step::Record);
            schedule.add_systems(count.before(super::feelings::measure).before(record));
        }
    },
};

/// Whether this tick ends with a row of the series, or ends the run.
pub fn is_sampled(clock: Res<Clock>, record: Res<Record>) -> bool {
    (clock.tick + 1).is_multiple_of(record.every) || clock.tick + 1 == record.ticks
}

/// Notes those who are expressing at the start, and the first row of the series.
pub fn start(mut record: ResMut<Record>, mut journal: ResMut<Journal>, mut traces: ResMut<Traces>, sight: Res<Sight>) {
    note_lives(&mut record, &journal);
    record.spans.iter_mut().for_each(|span| span.note(&journal));
    traces.follow(&journal);
    for (tally, peak) in journal.tally.iter().zip(&mut record.peaks) {
        peak.most = tally.expressing;
        if 2 * tally.reached >= sight.population as u64 {
            peak.half = 0.0;
        }
    }
    record.sample(0.0, &journal, sight.population);
    journal.close();
}

/// Notes what happened in the tick.
pub fn record(
    mut record: ResMut<Record>,
    mut journal: ResMut<Journal>,
    mut traces: ResMut<Traces>,
    exposure: Res<Exposure>,
    sight: Res<Sight>,
    mut clock: ResMut<Clock>,
) {
    let record = &mut *record;
    note_lives(record, &journal);
    record.spans.iter_mut().for_each(|span| span.note(&journal));
    traces.follow(&journal);
    let (end, people) = (clock.end(), sight.population);
    if clock.is_exact {
        record.follow(&journal, people);
    }
    for (expression, tally) in journal.tally.iter().enumerate() {
        let peak = &mut record.peaks[expression];
        if !clock.is_exact && tally.expressing > peak.most {
            (peak.most, peak.at) = (tally.expressing, end);
        }
        if !clock.is_exact && peak.half.is_nan() && 2 * tally.reached >= people as u64 {
            peak.half = end;
        }
        if clock.tick >= record.late_from {
            peak.late += exposure.total[expression] as f64 * exposure.unit();
            peak.late_ticks += 1;
        }
    }
    if journal.tally.iter().any(|t| t.latent + t.expressing > 0) {
        record.last_active = end;
    }
    clock.tick += 1;
    if clock.tick.is_multiple_of(record.every) {
        record.sample(end, &journal, people);
    }
    journal.close();
}

/// Onsets and endings in the order of time, for a face may do both, in either order, within a tick.
fn note_lives(record: &mut Record, journal: &Journal) {
    if record.events.is_none() && record.lives.is_none() {
        return;
    }
    let mut endings = journal.endings.clone();
    endings.sort_by(|a, b| a.time.total_cmp(&b.time));
    let mut onsets = journal.onsets.clone();
    onsets.sort_by(|a, b| a.time.total_cmp(&b.time));
    let mut endings = endings.into_iter().peekable();
    for onset in onsets {
        while let Some(ending) = endings.next_if(|e| e.time < onset.time) {
            record.ended(ending);
        }
        record.began(onset);
    }
    endings.for_each(|ending| record.ended(ending));
}

/// One row a person.
pub fn agent_rows(
    record: &Record,
    sight: &Sight,
    dealt: &Dealt,
    responders: &[Vec<bool>],
    feelings: impl Fn(usize) -> Vec<f64>,
) -> Vec<AgentRow> {
    let network = &sight.network;
    let row = |i: usize| {
        let [x, y] = network.positions().get(i).map_or([f64::NAN; 2], |p| p.map(f64::from));
        let mut values =
            vec![network.blocks().get(i).map_or(f64::NAN, |&b| f64::from(b)), x, y, network.degree(i) as f64];
        let traits = [
            &dealt.susceptibility,
            &dealt.expressiveness,
            &dealt.perception,
            &dealt.reappraisal,
            &dealt.suppression,
            &dealt.mood_baseline,
        ];
        values.extend(traits.map(|t| t.of(i)));
        values.extend(feelings(i));
        for (expression, responder) in responders.iter().enumerate() {
            let life = record.lives.as_ref().map_or(Life { events: 0, first: f64::NAN }, |lives| lives[expression][i]);
            let responds = responder.get(i).copied().unwrap_or(true);
            values.extend([f64::from(u8::from(responds)), f64::from(life.events), life.first]);
        }
        AgentRow { agent: i as u32, values }
    };
    (0..sight.people()).map(row).collect()
}

/// One row a directed tie.
pub fn tie_rows(sight: &Sight) -> Vec<TieRow> {
    let network = &sight.network;
    // A dense network has millions: room for each, and none for growing.
    let mut rows = Vec::with_capacity(network.ties());
    for viewer in 0..network.people() {
        rows.extend(network.row(viewer).map(|tie| {
            let looks = sight.looks.get(tie);
            TieRow {
                viewer: viewer as u32,
                seen: network.targets()[tie],
                kind: network.kind_number(tie),
                closeness: looks.closeness,
                visibility: looks.visibility,
            }
        }));
    }
    rows
}
