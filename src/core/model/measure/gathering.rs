//! What the parts of a network have recorded, put together in the first of them, in the order in which one place would have it.

use crate::model::engine::exchange::{f64s, of_f64s, u32s, u64_at};
use crate::model::engine::halo::Halo;
use crate::model::engine::phase::Cause;
use crate::model::measure::outcomes::agent_columns;
use crate::model::measure::record::{AgentRow, Detail, ExpressionEvent, Recording, TieRow};
use crate::model::situation::Situation;
use crate::network::Part;

/// Gathers people, ties and expressions. In all parts but the first nothing of them is left.
pub fn gather(recording: &mut Recording, halo: &mut Halo, situation: &Situation, detail: Detail) {
    if detail.events {
        let own = write_events(&std::mem::take(&mut recording.events), &halo.part);
        let all = halo.exchange().collect(own);
        recording.events = all.iter().flat_map(|bytes| read_events(bytes)).collect();
        recording
            .events
            .sort_by(|a, b| a.time.total_cmp(&b.time).then((a.agent, a.expression).cmp(&(b.agent, b.expression))));
    }
    if detail.agents {
        let own = std::mem::take(&mut recording.agents);
        let all = halo.exchange().collect(of_f64s(own.into_iter().flat_map(|row| row.values)));
        let values: Vec<f64> = all.iter().flat_map(|bytes| f64s(bytes)).collect();
        let rows = values.chunks(agent_columns(situation).len());
        recording.agents = (0..).zip(rows).map(|(agent, row)| AgentRow { agent, values: row.to_vec() }).collect();
        for members in &mut recording.groups {
            let own = std::mem::take(members);
            let own = own.iter().flat_map(|&i| halo.part.global(i).to_le_bytes()).collect();
            *members = halo.exchange().collect(own).iter().flat_map(|bytes| u32s(bytes)).collect();
        }
    }
    if detail.ties {
        let own = write_ties(&std::mem::take(&mut recording.ties), &halo.part);
        let all = halo.exchange().collect(own);
        recording.ties = all.iter().flat_map(|bytes| read_ties(bytes)).collect();
    }
}

const OF_AN_EVENT: usize = 40;
/// In the place of a source where there is none.
const NOBODY: u32 = u32::MAX;

fn write_events(events: &[ExpressionEvent], part: &Part) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(events.len() * OF_AN_EVENT);
    for event in events {
        [event.time, event.latency, event.duration].iter().for_each(|time| bytes.extend(time.to_le_bytes()));
        let source = event.source.map_or(NOBODY, |source| part.global(source));
        let what = [part.global(event.agent), source, event.expression.into(), event.cause as u32];
        what.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
    }
    bytes
}

fn read_events(bytes: &[u8]) -> impl Iterator<Item = ExpressionEvent> + '_ {
    bytes.as_chunks::<OF_AN_EVENT>().0.iter().map(|bytes| {
        let [time, latency, duration] = [0, 1, 2].map(|place| f64::from_bits(u64_at(bytes, place)));
        let [who, what] = [3, 4].map(|place| u64_at(bytes, place));
        let (agent, source) = (who as u32, (who >> 32) as u32);
        let cause = Cause::ALL.get((what >> 32) as usize).copied().unwrap_or_default();
        let source = (source != NOBODY).then_some(source);
        ExpressionEvent { time, agent, expression: what as u16, cause, source, latency, duration }
    })
}

const OF_A_TIE: usize = 20;
/// In the place of a kind where there is none.
const NO_KIND: u32 = u32::MAX;

fn write_ties(ties: &[TieRow], part: &Part) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ties.len() * OF_A_TIE);
    for tie in ties {
        let kind = tie.kind.map_or(NO_KIND, u32::from);
        let looks = [tie.closeness, tie.visibility].map(f32::to_bits);
        let numbers = [part.global(tie.viewer), part.global(tie.seen), kind, looks[0], looks[1]];
        numbers.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
    }
    bytes
}

fn read_ties(bytes: &[u8]) -> impl Iterator<Item = TieRow> + '_ {
    bytes.as_chunks::<OF_A_TIE>().0.iter().map(|bytes| {
        let mut numbers = [0; 5];
        numbers.iter_mut().zip(u32s(bytes)).for_each(|(number, told)| *number = told);
        let [viewer, seen, kind, closeness, visibility] = numbers;
        TieRow {
            viewer,
            seen,
            kind: u8::try_from(kind).ok(),
            closeness: f32::from_bits(closeness),
            visibility: f32::from_bits(visibility),
        }
    })
}
