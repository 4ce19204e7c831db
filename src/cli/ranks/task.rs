//! What the other processes are told once: the plan with its networks, as rank 0 has read them.

use super::Task;
use crate::experiment::running::Selection;
use crate::experiment::{Plan, Point};
use crate::network::{Listed, Network, NetworkSpec, Roster};
use crate::quantity::TimeUnit;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use std::sync::Arc;

/// A task as it was received.
#[derive(Debug)]
pub(super) struct Received {
    pub(super) plan: Arc<Plan>,
    pub(super) selection: Selection,
    pub(super) threads: NonZeroUsize,
    pub(super) unit: TimeUnit,
}

/// As it travels: by the names of fields, some of which may be left out.
#[derive(Serialize, Deserialize)]
struct Written<P, N> {
    plan: P,
    files: Vec<OfFiles<N>>,
    selection: Selection,
    threads: NonZeroUsize,
    unit: TimeUnit,
}

/// What a network's specification does not say in writing: what was read from files.
#[derive(Serialize, Deserialize)]
struct OfFiles<N> {
    network: Option<N>,
    /// Everyone in a table of people, and who of them is absent.
    people: Option<(Vec<String>, Vec<bool>)>,
}

/// A task as bytes; without the networks from files where each process gets a part of them.
pub(super) fn write(task: &Task<'_>) -> Vec<u8> {
    let of_files = |spec| match task.in_parts {
        true => OfFiles { network: None, ..of_files(spec) },
        false => of_files(spec),
    };
    let written = Written {
        plan: &**task.plan,
        files: task.plan.networks.iter().map(of_files).collect(),
        selection: task.selection,
        threads: task.threads,
        unit: task.unit,
    };
    rmp_serde::to_vec_named(&written).expect("a plan is numbers, words and lists")
}

impl Received {
    /// From bytes.
    ///
    /// # Errors
    /// When they are no task of this build.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let written: Written<Plan, Network> = rmp_serde::from_slice(bytes).map_err(|error| error.to_string())?;
        let Written { mut plan, files, selection, threads, unit } = written;
        let specs = std::mem::take(&mut plan.networks);
        plan.networks = specs.into_iter().zip(files).map(|(spec, files)| with_files(spec, files)).collect();
        Ok(Self { plan: Arc::new(plan), selection, threads, unit })
    }

    /// The points of the plan.
    pub(super) fn points(&self) -> &[Point] {
        &self.plan.points
    }
}

fn of_files(spec: &NetworkSpec) -> OfFiles<&Network> {
    let people = spec.listed().roster.as_ref().map(|roster| (roster.names.clone(), roster.absent.clone()));
    OfFiles { network: spec.content(), people }
}

fn with_files(spec: NetworkSpec, files: OfFiles<Network>) -> NetworkSpec {
    let roster = files.people.map(|(names, absent)| Arc::new(Roster { names, absent, ..Roster::default() }));
    let listed = Listed { roster, ..spec.listed().clone() };
    let spec = spec.with_listed(listed);
    match files.network {
        Some(network) => spec.with_network(network),
        None => spec,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::running::Keep;
    use crate::scenario::{self, LIBRARY};
    use std::io;

    fn plan(text: &str, set: &[(String, String)], files: &dyn Fn(&str) -> io::Result<Vec<u8>>) -> Arc<Plan> {
        let read = |more: &[(String, String)]| scenario::read("x.toml", text, &[set, more].concat(), files);
        Arc::new(Plan::new(&read(&[]).unwrap(), read).unwrap())
    }

    #[track_caller]
    fn there_and_back(plan: &Arc<Plan>) -> Received {
        let selection = Selection { events: Keep::First, agents: Keep::Each };
        let (threads, unit) = (NonZeroUsize::MIN, TimeUnit::Minute);
        let task = Task { plan, selection, threads, unit, in_parts: false };
        let received = Received::read(&write(&task)).unwrap();
        assert_eq!((received.selection, received.unit), (selection, TimeUnit::Minute));
        for (there, here) in received.points().iter().zip(&plan.points) {
            // The seed of the experiment travels where a lot of chance is held, and is of no use otherwise.
            let situation = |point: &Point| rmp_serde::to_vec_named(&point.situation).unwrap();
            assert!(situation(there) == situation(here), "{:#?}\n{:#?}", there.situation, here.situation);
            assert!((&there.arm, &there.varied, there.network) == (&here.arm, &here.varied, here.network));
        }
        assert_eq!((received.points().len(), received.plan.replicates), (plan.points.len(), plan.replicates));
        for point in 0..plan.points.len() {
            let run = plan.run(point, 1);
            let drawn = [plan, &received.plan].map(|plan| plan.draw_network(&run).unwrap());
            assert!(received.plan.run(point, 1) == run && drawn[0] == drawn[1]);
        }
        received
    }

    #[test]
    fn every_shipped_scenario_arrives_as_it_was_sent() {
        for shipped in LIBRARY {
            there_and_back(&plan(shipped.text, &[], &|_| Err(io::ErrorKind::NotFound.into())));
        }
    }

    #[test]
    fn networks_and_people_from_files_travel_with_the_plan() {
        let text =
            "duration = \"1 min\"\n[network]\nfile = \"class.csv\"\npeople = \"people.csv\"\n[expressions.yawn]\n";
        let files = |file: &str| match file {
            "class.csv" => Ok(b"from,to,weight\nAnn,Bo,0.1\nBo,Cy,0.7\nCy,Dee,1\n".to_vec()),
            "people.csv" => Ok(b"name,susceptibility\nAnn,1.5\nBo,0.3\nCy,1\nDee,\n".to_vec()),
            _ => Err(io::ErrorKind::NotFound.into()),
        };
        let received = there_and_back(&plan(text, &[], &files));
        assert_eq!(received.plan.networks[0].content().map(Network::people), Some(4));
    }

    #[test]
    fn what_is_no_task_is_refused() {
        assert!(Received::read(b"nothing").is_err());
    }
}
