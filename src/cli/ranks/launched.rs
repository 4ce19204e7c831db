//! What launchers tell the processes that they start, without asking MPI.

/// One of several processes that were started together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Launched {
    /// Which one, from 0.
    pub(super) rank: usize,
    /// How many there are.
    pub(super) size: usize,
}

/// Where launchers write rank and size: Open MPI; MPICH, Intel MPI and Slurm with PMI; Slurm with PMIx.
const PLACES: [(&str, &str); 3] =
    [("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"), ("PMI_RANK", "PMI_SIZE"), ("PMIX_RANK", "SLURM_STEP_NUM_TASKS")];

impl Launched {
    /// Looks at the variables of the environment; nothing for a process that is alone.
    pub(super) fn find(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let number = |name: &str| variable(name)?.trim().parse::<usize>().ok();
        let place = |(rank, size): &(&str, &str)| Some(Self { rank: number(rank)?, size: number(size)? });
        PLACES.iter().find_map(place).filter(|launched| launched.size > 1 && launched.rank < launched.size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_launcher_is_known_and_a_process_alone_is_none_of_several() {
        let find = |set: &[(&str, &str)]| {
            Launched::find(|name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
        };
        let third = Some(Launched { rank: 2, size: 4 });
        assert_eq!(find(&[("OMPI_COMM_WORLD_RANK", "2"), ("OMPI_COMM_WORLD_SIZE", "4")]), third);
        assert_eq!(find(&[("PMI_RANK", "2"), ("PMI_SIZE", "4")]), third);
        assert_eq!(find(&[("PMIX_RANK", "2"), ("SLURM_STEP_NUM_TASKS", "4")]), third);
        assert_eq!(find(&[("OMPI_COMM_WORLD_RANK", "0"), ("OMPI_COMM_WORLD_SIZE", "1")]), None);
        assert_eq!(find(&[("PMIX_RANK", "0")]), None, "who knows of how many");
        assert_eq!(find(&[("PMI_RANK", "x"), ("PMI_SIZE", "4")]), None);
        assert_eq!(find(&[]), None);
    }
}
