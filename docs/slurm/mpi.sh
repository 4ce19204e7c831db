#!/bin/bash
# One sweep (run, comparison) on all ranks of a job: sbatch docs/slurm/mpi.sh sweep my-class.toml --vary ties.closeness=0..0.9/18
# Killed or out of time, the same command goes on from there.
#SBATCH --job-name=catching
#SBATCH --ntasks=64
#SBATCH --cpus-per-task=1
#SBATCH --time=04:00:00
set -euo pipefail
# Where your site keeps Open MPI:
# module load openmpi
exec mpirun "${CATCHING:-catching}" "$@" --no-charts --threads "${SLURM_CPUS_PER_TASK:-1}"
