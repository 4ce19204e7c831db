//! A probe into one face in one tick: what was about to make it fire. Not a mechanism of the model: it reads, writes
//! nothing, and is installed only when it is asked for.

use crate::model::engine::channel::Repertoire;
use crate::model::engine::exposure::{Exposure, Input};
use crate::model::engine::face::{Boost, Face, Proneness, Threshold, blocks};
use crate::model::engine::face_course::Pull;
use crate::model::engine::onsets::Traces;
use crate::model::engine::phase::Phase;
use crate::model::engine::source::{Contribution, Sources};
use crate::model::engine::time::Clock;
use crate::model::engine::view::Sight;
use crate::model::mechanism::deliberate::DeliberateRate;
use crate::model::mechanism::habituation::Habituation;
use crate::model::mechanism::imitation::Parts;
use crate::model::mechanism::mirroring::MirrorActivation;
use crate::model::mechanism::regulation::Regulated;
use bevy_ecs::prelude::{Query, Res, ResMut, Resource};

/// What a face is looked at for, and what was seen.
#[derive(Resource, Debug)]
pub struct ProbeRequest {
    /// Whose face.
    pub person: u32,
    /// Which expression.
    pub expression: u8,
    /// In which tick.
    pub tick: u64,
    /// Under the exact clock: at which moment \[s\].
    pub at: f64,
    /// What was seen, once the tick is over.
    pub probe: Option<Probe>,
}

/// What was about to make a face fire.
#[derive(Clone, Debug, PartialEq)]
pub struct Probe {
    /// The moment, or the start of the tick \[s\].
    pub time: f64,
    /// Whether the face could be set off at all.
    pub idle: bool,
    /// K: people in view, by visibility.
    pub in_view: f64,
    /// A, or I where there is no memory.
    pub activation: f64,
    /// Hazard of its own accord \[/s\].
    pub spontaneous: f64,
    /// Hazard from what was seen \[/s\].
    pub imitation: f64,
    /// Hazard of showing it on purpose \[/s\].
    pub deliberate: f64,
    /// h: share of the imitation hazard that had worn off.
    pub habituation: f64,
    /// Contacts that had left a trace, the strongest first.
    pub contacts: Vec<Contact>,
}

/// A contact who had left a trace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contact {
    /// Who.
    pub person: u32,
    /// Which expression of theirs.
    pub expression: u8,
    /// w.
    pub closeness: f64,
    /// o.
    pub visibility: f64,
    /// When their last expression began \[s\].
    pub started: f64,
    /// When it ended \[s\]; infinite: it had not.
    pub ended: f64,
    /// Their part of the activation, 0..1.
    pub share: f64,
}

/// What a face may carry that acts on it.
type Acting<'a> = (
    &'a Proneness,
    &'a Input,
    Option<&'a MirrorActivation>,
    Option<&'a Habituation>,
    Option<&'a Threshold>,
    Option<&'a DeliberateRate>,
    Option<&'a Regulated>,
    Option<&'a Boost>,
);

/// Looks at the face, if this is the tick.
pub fn look(
    mut watch: ResMut<ProbeRequest>,
    faces: Query<(&Face, &Phase, Option<Acting>)>,
    repertoire: Res<Repertoire>,
    sight: Res<Sight>,
    exposure: Res<Exposure>,
    traces: Res<Traces>,
    clock: Res<Clock>,
) {
    if clock.tick != watch.tick {
        return;
    }
    let (person, expression) = (watch.person as usize, usize::from(watch.expression));
    let (channel, unit) = (&repertoire.0[expression], exposure.unit());
    let (in_view, seen) = (&sight.in_view, &exposure.seen[expression]);
    for (face, phase, acting) in faces.contiguous_iter().expect("faces live in tables") {
        let Some((_, rows)) = blocks(face, sight.people()).find(|(block, _)| *block == expression) else { continue };
        let idle = phase[rows.clone()][person] == Phase::Idle;
        let (pull, activation, habituation) = match acting {
            None => {
                let seen = seen.get(person) * unit;
                let pull = Pull {
                    spontaneous: channel.spontaneous_rate,
                    imitation: channel.imitation_rate * seen,
                    deliberate: 0.0,
                    stopping: 1.0,
                };
                (pull, seen, 0.0)
            }
            Some((prone, input, mirror, habit, threshold, deliberate, regulated, boost)) => {
                let parts = Parts {
                    channel,
                    in_view,
                    seen,
                    unit,
                    prone: &prone[rows.clone()],
                    input: &input[rows.clone()],
                    mirror: mirror.map(|all| &all[rows.clone()]),
                    habit: habit.map(|all| &all[rows.clone()]),
                    threshold: threshold.map(|all| &all[rows.clone()]),
                    deliberate: deliberate.map(|all| &all[rows.clone()]),
                    regulated: regulated.map(|all| &all[rows.clone()]),
                    boost: boost.map(|all| &all[rows.clone()]),
                };
                (parts.pull(person), parts.activation(person), habit.map_or(0.0, |h| h[rows.clone()][person].0))
            }
        };
        let sources = Sources {
            sight: &sight,
            exposure: &exposure,
            traces: &traces,
            repertoire: &repertoire,
            mutes: None,
            now: clock.start(),
            dt: clock.dt,
        };
        watch.probe = Some(Probe {
            time: clock.start(),
            idle,
            in_view: f64::from(in_view[person]),
            activation,
            spontaneous: pull.spontaneous,
            imitation: pull.imitation,
            deliberate: pull.deliberate,
            habituation,
            contacts: contacts(&sources, expression, watch.person),
        });
    }
}

/// Who had left a trace, the strongest first.
pub fn contacts(sources: &Sources<'_>, expression: usize, person: u32) -> Vec<Contact> {
    let channel = &sources.repertoire.0[expression];
    let parts = sources.contributions(channel, person);
    let total: f64 = parts.iter().map(|part| part.share).sum();
    let contact = |part: &Contribution| {
        let row = sources.sight.network.row(person as usize);
        let place = sources.sight.network.seen_by(person as usize).binary_search(&part.contact).unwrap_or(0);
        let look = sources.sight.look_through(row.start + place);
        let trace = sources.traces.of(part.expression, part.contact);
        Contact {
            person: part.contact,
            expression: part.expression as u8,
            closeness: f64::from(look.closeness),
            visibility: f64::from(look.visibility),
            started: trace.started,
            ended: trace.ended,
            share: part.share / total,
        }
    };
    let mut contacts: Vec<Contact> = parts.iter().map(contact).collect();
    contacts.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.person.cmp(&b.person)));
    contacts
}
